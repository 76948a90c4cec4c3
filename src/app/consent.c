#include "app/consent.h"

#include "app/appointment.h"
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/contact.h"
#include "app/court_notice.h"
#include "app/hold.h"
#include "app/minor_consent.h"
#include "app/protocols.h"
#include "gen/queries.h"

#define PAGE_MAX 9999
#define PAGE_WORDS "Please give the page of the clause."

static const char *const custody_kinds[] = { "sole",   "joint_either", "joint_both",
                                             "agency", "other",        NULL };
static const char *const hows[] = { "signed",    "paper",          "order", "declined",
                                    "withdrawn", "not_applicable", NULL };
static const char *const answers[] = { "yes", "slower", "not_sure", "no", "not_asked", NULL };

struct consent_job {
    struct str case_id, id, child_id;
    const struct custody_input *custody;
    const struct consent_input *consent;
    const struct assent_input *assent;
    struct str agreement_id, level, line;
    const char *action, *state;
    struct date on;
    enum info_class cls;
    enum rw_status (*add)(struct act *a, const struct consent_job *j);
};

/* -- what each record shares ------------------------------------------------------------------- */

/* Consent was taken back and nothing stands in: what is planned with this child stops, but not the
 * sessions of a young person who consented to them alone. */
static enum rw_status stop_sessions(struct act *a, const struct consent_job *j)
{
    struct consent_record record;
    struct consent_status s;
    struct minor_consent_row *own;
    struct case_rows rows;
    const struct person_row *child;
    size_t n;
    enum rw_status st;

    if (!j->consent || !str_is(j->consent->how, "withdrawn"))
        return RW_OK;
    st = case_rows_load(a, j->case_id, &rows);
    child = st ? NULL : case_child(&rows, j->child_id);
    if (!child)
        return st;
    record = consent_record_of(a, &rows, child);
    consent_check(a->mem, &record, &s);
    if (!s.stopped)
        return RW_OK;
    st = minor_consent_load(a, j->case_id, &own, &n);
    if (st)
        return st;
    return hold_stop_planned(
        a, j->case_id,
        &(struct hold_input){ .child_id = child->id,
                              .own_too = !minor_consent_of(a, own, n, child->id) },
        STR_NULL);
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct consent_job *j = arg;
    enum rw_status st = j->add(a, j);

    if (!st)
        st = stop_sessions(a, j);
    if (!st)
        st = chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                           .kind = "consent",
                                                           .ref_id = j->id,
                                                           .on = j->on,
                                                           .at_utc = RW_NO_TIME,
                                                           .child_id = j->child_id,
                                                           .account_id = a->viewer.account_id,
                                                           .state = j->state,
                                                           .cls = j->cls,
                                                           .line = j->line });
    if (!st)
        st = audit_add(a, &(struct audit){ .action = j->action,
                                           .object_type = "consent",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

static const struct case_person *somebody(const struct case_people *p, struct str id, bool child)
{
    const struct case_person *who = case_person_find(p, id);

    return who && str_is(who->kind, "child") == child ? who : NULL;
}

static enum rw_status no_such(struct act *a, const char *what)
{
    return RW_FAIL(&a->err, RW_ENOTFOUND, "no such %s in this case", what);
}

static enum rw_status paper_belongs(struct act *a, struct str case_id, struct str document_id)
{
    return document_id.len ? case_papers_belong(a, case_id, &document_id, 1) : RW_OK;
}

static struct str date_or_null(struct act *a, struct date d)
{
    return str_or(date_iso(a->mem, d), NULL);
}

/* -- custody ----------------------------------------------------------------------------------- */

static enum rw_status add_custody(struct act *a, const struct consent_job *j)
{
    const struct custody_input *in = j->custody;
    struct q_custody_add_in row = { .case_id = j->case_id,
                                    .id = j->id,
                                    .child_id = in->child_id,
                                    .kind = in->kind,
                                    .document_id = str_or(in->document_id, NULL),
                                    .from_on = date_iso(a->mem, in->from),
                                    .to_on = date_or_null(a, in->to),
                                    .no_orders = in->no_orders,
                                    .words = str_or(in->words, NULL),
                                    .recorded_utc = utc_iso(a->mem, a->now_utc),
                                    .recorded_by = a->viewer.account_id,
                                    .recorded_name = a->viewer.name };
    enum rw_status st = q_custody_add(a->db, a->mem, &row, &a->err);
    size_t i;

    for (i = 0; !st && i < in->nholders; i++)
        st = q_custody_holder_add(a->db, a->mem,
                                  &(struct q_custody_holder_add_in){ .case_id = j->case_id,
                                                                     .custody_id = j->id,
                                                                     .place = (int64_t)i,
                                                                     .person_id = in->holders[i] },
                                  &a->err);
    return st;
}

static void check_holders(struct act *a, const struct custody_input *in)
{
    if (str_is(in->kind, "sole") && in->nholders != 1)
        problem_add(&a->bad, "holders", STR("Please name the one adult who has sole custody."));
    else if (str_starts(in->kind, "joint_") && in->nholders < 2)
        problem_add(&a->bad, "holders", STR("Please name everybody who shares custody."));
    else if (!in->nholders)
        problem_add(&a->bad, "holders", STR("Please name who may consent."));
}

static void check_custody(struct act *a, const struct custody_input *in)
{
    check_one_of(a, "kind", in->kind, custody_kinds);
    check_holders(a, in);
    check_past(a, "from", in->from, REQUIRED);
    if (date_known(in->to) && date_known(in->from) && in->to.day < in->from.day)
        problem_add(&a->bad, "to", STR("Please give a day after the first."));
    check_text(a, "words", in->words, str_is(in->kind, "other") ? REQUIRED : OPTIONAL);
}

enum rw_status custody_record(struct act *a, struct str case_id, const struct custody_input *in)
{
    struct consent_job j = { .case_id = case_id,
                             .id = id_new(a->mem),
                             .child_id = in->child_id,
                             .custody = in,
                             .action = "custody-record",
                             .state = "recorded",
                             .on = in->from,
                             .cls = CLASS_L,
                             .add = add_custody };
    const struct case_person *child;
    struct case_people people;
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = case_people_load(a, case_id, &people);
    if (!st)
        st = paper_belongs(a, case_id, in->document_id);
    if (st)
        return st;
    child = somebody(&people, in->child_id, true);
    if (!child)
        return no_such(a, "child");
    for (i = 0; i < in->nholders; i++)
        if (!somebody(&people, in->holders[i], false))
            return no_such(a, "adult");
    check_custody(a, in);
    st = check_done(a);
    j.line = str_fmt(a->mem, "Legal custody of %.*s recorded", STR_ARG(child->name));
    return st ? st : act_write(a, apply, &j);
}

enum rw_status custody_list(struct act *a, struct str case_id, struct custody_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_custody_list(a->db, a->mem, &(struct q_custody_list_in){ .case_id = case_id }, rows, n,
                          &a->err);
}

/* -- the words of adults ----------------------------------------------------------------------- */

static enum rw_status add_consent(struct act *a, const struct consent_job *j)
{
    const struct consent_input *in = j->consent;
    bool order = str_is(in->how, "order");

    return q_consent_add(a->db, a->mem,
                         &(struct q_consent_add_in){
                             .case_id = j->case_id,
                             .id = j->id,
                             .child_id = in->child_id,
                             .person_id = in->person_id,
                             .how = in->how,
                             .agreement_id = str_or(j->agreement_id, NULL),
                             .order_id = order ? in->order_id : STR_NULL,
                             .document_id = str_or(in->document_id, NULL),
                             .on_date = date_iso(a->mem, in->on),
                             .page = order ? in->page : DB_NULL_I64,
                             .served_on = order ? date_or_null(a, in->served) : STR_NULL,
                             .delivered_on = order ? date_or_null(a, in->delivered) : STR_NULL,
                             .typed_name = str_is(in->how, "signed") ? in->typed_name : STR_NULL,
                             .reason = str_or(in->reason, NULL),
                             .recorded_utc = utc_iso(a->mem, a->now_utc),
                             .recorded_by = a->viewer.account_id,
                             .recorded_name = a->viewer.name },
                         &a->err);
}

static enum rw_status check_order(struct act *a, struct str case_id, const struct consent_input *in)
{
    struct q_court_order_get_in get = { .case_id = case_id, .id = in->order_id };
    struct court_order_row order;

    if (in->page < 1 || in->page > PAGE_MAX)
        problem_add(&a->bad, "page", STR(PAGE_WORDS));
    check_past(a, "served", in->served, REQUIRED);
    check_past(a, "delivered", in->delivered, REQUIRED);
    if (in->order_id.len)
        return q_court_order_get(a->db, a->mem, &get, &order, &a->err);
    problem_add(&a->bad, "order", STR("Please choose the order that authorises the treatment."));
    return RW_OK;
}

static void check_words(struct act *a, const struct consent_input *in,
                        const struct case_person *adult)
{
    check_one_of(a, "how", in->how, hows);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "reason", in->reason, str_is(in->how, "not_applicable") ? REQUIRED : OPTIONAL);
    if (str_is(in->how, "paper") && !in->document_id.len)
        problem_add(&a->bad, "document", STR("Please choose the signed paper."));
    if (str_is(in->how, "signed") && !str_eq(str_trim(in->typed_name), adult->name))
        problem_add(&a->bad, "typed_name",
                    str_fmt(a->mem, "Please type the whole name as it stands here: %.*s.",
                            STR_ARG(adult->name)));
}

static bool is_signature(struct str how)
{
    return str_is(how, "signed") || str_is(how, "paper");
}

static enum rw_status find_agreement(struct act *a, struct consent_job *j)
{
    struct consent_line *lines;
    size_t n;
    enum rw_status st;

    if (!j->consent->agreement || !is_signature(j->consent->how))
        return RW_OK;
    st = consent_lines_load(a, j->case_id, &lines, &n);
    if (st)
        return st;
    j->agreement_id = consent_agreement(lines, n);
    if (!j->agreement_id.len)
        problem_add(&a->bad, "agreement",
                    STR("The treatment agreement is not complete yet. It can be signed once each "
                        "of its items is filled in or does not apply."));
    return RW_OK;
}

static const char *line_words(struct str how)
{
    return is_signature(how)          ? "Consent recorded"
           : str_is(how, "order")     ? "An order stands in for consent"
           : str_is(how, "withdrawn") ? "Consent withdrawn"
           : str_is(how, "declined")  ? "Consent declined"
                                      : "Consent not needed";
}

enum rw_status consent_record(struct act *a, struct str case_id, const struct consent_input *in)
{
    struct consent_job j = { .case_id = case_id,
                             .id = id_new(a->mem),
                             .child_id = in->child_id,
                             .consent = in,
                             .action = "consent-record",
                             .state = "recorded",
                             .on = in->on,
                             .cls = CLASS_L,
                             .add = add_consent };
    const struct case_person *adult, *child;
    struct case_people people;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = case_people_load(a, case_id, &people);
    if (!st)
        st = paper_belongs(a, case_id, in->document_id);
    if (st)
        return st;
    adult = somebody(&people, in->person_id, false);
    child = somebody(&people, in->child_id, true);
    if (!adult || !child)
        return no_such(a, "person");
    check_words(a, in, adult);
    if (str_is(in->how, "order"))
        st = check_order(a, case_id, in);
    if (!st)
        st = find_agreement(a, &j);
    if (!st)
        st = check_done(a);
    if (!st && str_is(in->how, "signed") && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "witnessing a signature needs password and code");
    j.line = str_fmt(a->mem, "%s: %.*s, for %.*s", line_words(in->how), STR_ARG(adult->name),
                     STR_ARG(child->name));
    return st ? st : act_write(a, apply, &j);
}

enum rw_status consent_list(struct act *a, struct str case_id, struct consent_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_consent_list(a->db, a->mem, &(struct q_consent_list_in){ .case_id = case_id }, rows, n,
                          &a->err);
}

/* -- the child's answer ------------------------------------------------------------------------ */

/* What the child said no to does not take place; the schedule says no more than "clinical review". */
static enum rw_status stop_appointment(struct act *a, const struct consent_job *j)
{
    struct q_appointment_get_in get = { .case_id = j->case_id, .id = j->assent->appointment_id };
    struct appointment_row row;
    int64_t starts_utc = 0;
    enum rw_status st = q_appointment_get(a->db, a->mem, &get, &row, &a->err);

    if (st || !str_is(row.state, "planned") || !utc_parse(row.starts_utc, &starts_utc))
        return st;
    return appointment_mark_put(a, j->case_id, row.id,
                                starts_utc <= a->now_utc ? APPOINTMENT_NOT_START
                                                         : APPOINTMENT_CANCEL,
                                row.version, STR("clinical_review"));
}

static enum rw_status add_assent(struct act *a, const struct consent_job *j)
{
    const struct assent_input *in = j->assent;
    enum rw_status st =
        q_assent_add(a->db, a->mem,
                     &(struct q_assent_add_in){ .case_id = j->case_id,
                                                .id = j->id,
                                                .child_id = in->child_id,
                                                .appointment_id = str_or(in->appointment_id, NULL),
                                                .level = str_or(j->level, NULL),
                                                .answer = in->answer,
                                                .on_date = date_iso(a->mem, in->on),
                                                .words = str_or(in->words, NULL),
                                                .recorded_utc = utc_iso(a->mem, a->now_utc),
                                                .recorded_by = a->viewer.account_id,
                                                .recorded_name = a->viewer.name },
                     &a->err);

    if (!st && in->appointment_id.len && str_is(in->answer, "no"))
        st = stop_appointment(a, j);
    if (!st && !in->appointment_id.len)
        st = contact_stop_planned(a, j->case_id);
    if (!st && !in->appointment_id.len)
        st = court_notices_refresh(a, j->case_id);
    return st;
}

/* The contact step that the question was about: the one after the child's own. */
static struct str next_level(struct act *a, struct str level)
{
    const struct protocol *p = protocol_of(a->app, a->access.head.protocol_hash);
    size_t i;

    for (i = 0; p && i + 1 < p->nlevels; i++)
        if (str_eq(p->levels[i].id, level))
            return p->levels[i + 1].id;
    return STR_NULL;
}

static enum rw_status check_appointment(struct act *a, struct str case_id,
                                        const struct assent_input *in)
{
    struct appointment_row row;
    struct appointment found;
    size_t i;
    enum rw_status st = q_appointment_get(
        a->db, a->mem,
        &(struct q_appointment_get_in){ .case_id = case_id, .id = in->appointment_id }, &row,
        &a->err);

    if (!st)
        st = appointment_find(a, case_id, in->appointment_id, &found);
    if (st)
        return st;
    for (i = 0; i < found.npeople; i++)
        if (str_eq(found.people[i], in->child_id))
            return RW_OK;
    return no_such(a, "child at that appointment");
}

enum rw_status assent_record(struct act *a, struct str case_id, const struct assent_input *in)
{
    struct consent_job j = { .case_id = case_id,
                             .id = id_new(a->mem),
                             .child_id = in->child_id,
                             .assent = in,
                             .action = "assent-record",
                             .state = "recorded",
                             .on = in->on,
                             .cls = CLASS_C,
                             .line = STR("Asked the child"),
                             .add = add_assent };
    const struct person_row *child;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st && in->appointment_id.len && case_child(&rows, in->child_id))
        st = check_appointment(a, case_id, in);
    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_C, false);
    if (st)
        return st;
    child = case_child(&rows, in->child_id);
    if (!child)
        return no_such(a, "child");
    check_one_of(a, "answer", in->answer, answers);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, str_is(in->answer, "not_asked") ? REQUIRED : OPTIONAL);
    st = check_done(a);
    if (!in->appointment_id.len)
        j.level = next_level(a, child->level);
    j.line = str_fmt(a->mem, "Asked %.*s", STR_ARG(child->name));
    return st ? st : act_write(a, apply, &j);
}

enum rw_status assent_choices(struct act *a, struct str case_id, struct str child_id,
                              struct hold_planned_row **rows, size_t *n)
{
    struct q_hold_planned_in in = { .case_id = case_id,
                                    .from_utc = utc_iso(
                                        a->mem, clock_utc((struct local){ .date = a->today })) };
    size_t all = 0, i;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_C, false);

    *n = 0;
    if (!st)
        st = q_hold_planned(a->db, a->mem, &in, rows, &all, &a->err);
    for (i = 0; !st && i < all; i++)
        if (str_eq((*rows)[i].person_id, child_id))
            (*rows)[(*n)++] = (*rows)[i];
    return st;
}

enum rw_status assent_list(struct act *a, struct str case_id, struct assent_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_C, false);

    if (st)
        return st;
    return q_assent_list(a->db, a->mem, &(struct q_assent_list_in){ .case_id = case_id }, rows, n,
                         &a->err);
}
