#include "app/checkpoint.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "gen/queries.h"

static const char *const results[] = { "yes", "no", "na", "number", NULL };

struct record_job {
    const struct record_input *in;
    struct str case_id;
};

static struct str none_or(struct str s)
{
    return s.len ? s : STR_NULL;
}

/* What is asked is shown in the list of things that happened; what was answered is not. */
static enum rw_status put_line(struct act *a, const struct record_job *j, struct str id)
{
    const struct criterion *c = protocol_criterion(a->app->protocol, j->in->criterion);
    const struct sign_kind *sign = protocol_sign(a->app->protocol, j->in->criterion);
    struct str what = c ? c->title : sign ? STR("Warning signs reviewed") : j->in->criterion;

    return chronology_put(
        a, &(struct chronology_entry){ .case_id = j->case_id,
                                       .kind = "criterion",
                                       .ref_id = id,
                                       .on = j->in->on,
                                       .at_utc = RW_NO_TIME,
                                       .child_id = j->in->child_id,
                                       .account_id = a->viewer.account_id,
                                       .state = "recorded",
                                       .cls = c && c->about_child ? CLASS_C : CLASS_S,
                                       .line = str_fmt(a->mem, "Recorded: %.*s", STR_ARG(what)) });
}

static enum rw_status add_record(struct act *a, const struct record_job *j)
{
    const struct record_input *in = j->in;
    struct str id = id_new(a->mem);
    size_t i;
    enum rw_status st = q_criterion_record_add(
        a->db, a->mem,
        &(struct q_criterion_record_add_in){ .case_id = j->case_id,
                                             .id = id,
                                             .criterion = in->criterion,
                                             .child_id = none_or(in->child_id),
                                             .person_id = none_or(in->person_id),
                                             .result = in->result,
                                             .number = in->number,
                                             .occurred_on = date_iso(a->mem, in->on),
                                             .statement = in->statement,
                                             .recorded_utc = utc_iso(a->mem, a->now_utc),
                                             .recorded_by = a->viewer.account_id,
                                             .recorded_name = a->viewer.name },
        &a->err);

    for (i = 0; !st && i < in->ndocuments; i++)
        st = q_evidence_add(a->db, a->mem,
                            &(struct q_evidence_add_in){ .case_id = j->case_id,
                                                         .id = id_new(a->mem),
                                                         .record_id = id,
                                                         .object_type = STR("document"),
                                                         .object_id = in->documents[i] },
                            &a->err);
    if (!st)
        st = put_line(a, j, id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "criterion-record",
                                           .object_type = "criterion-record",
                                           .object_id = id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

static enum rw_status apply_record(struct act *a, void *arg)
{
    return add_record(a, arg);
}

static enum rw_status documents_belong(struct act *a, struct str case_id, const struct str *ids,
                                       size_t n)
{
    struct document_get_row row;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < n; i++)
        st = q_document_get(a->db, a->mem,
                            &(struct q_document_get_in){ .case_id = case_id, .id = ids[i] }, &row,
                            &a->err);
    return st;
}

enum rw_status checkpoint_record(struct act *a, struct str case_id, const struct record_input *in)
{
    struct record_job j = { .in = in, .case_id = case_id };
    const struct criterion *c = protocol_criterion(a->app->protocol, in->criterion);
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (st)
        return st;
    if (!c)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such criterion");
    check_one_of(a, "result", in->result, results);
    if (str_is(in->result, "na") && !c->may_be_na)
        problem_add(&a->bad, "result", STR("This always applies. Please choose yes or no."));
    if (c->per >= PER_PARENT_EACH && !in->person_id.len)
        problem_add(&a->bad, "person", STR("Please choose whom this is about."));
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "statement", in->statement, REQUIRED);
    st = check_done(a);
    if (!st)
        st = documents_belong(a, case_id, in->documents, in->ndocuments);
    return st ? st : act_write(a, apply_record, &j);
}

struct signs_job {
    struct str case_id, child_id, statement;
    const struct str *open;
    size_t nopen;
    struct date on;
};

static bool is_open(const struct signs_job *j, struct str code)
{
    size_t i;

    for (i = 0; i < j->nopen; i++)
        if (str_eq(j->open[i], code))
            return true;
    return false;
}

static enum rw_status apply_signs(struct act *a, void *arg)
{
    const struct signs_job *j = arg;
    const struct protocol *p = a->app->protocol;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < p->nsigns; i++) {
        struct record_input in = {
            .criterion = p->signs[i].code,
            .child_id = j->child_id,
            .result = is_open(j, p->signs[i].code) ? STR("yes") : STR("no"),
            .number = DB_NULL_I64,
            .on = j->on,
            .statement = j->statement,
        };

        st = add_record(a, &(struct record_job){ .in = &in, .case_id = j->case_id });
    }
    return st;
}

enum rw_status checkpoint_signs(struct act *a, struct str case_id, struct str child_id,
                                const struct str *open, size_t nopen, struct date on,
                                struct str statement)
{
    struct signs_job j = { .case_id = case_id,
                           .child_id = child_id,
                           .statement = statement,
                           .open = open,
                           .nopen = nopen,
                           .on = on };
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (st)
        return st;
    for (i = 0; i < nopen; i++)
        if (!protocol_sign(a->app->protocol, open[i]))
            problem_add(&a->bad, "open", STR("Please choose from the list."));
    check_past(a, "on", on, REQUIRED);
    check_text(a, "statement", statement, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_signs, &j);
}

struct override_job {
    const struct override_input *in;
    struct str case_id, id;
};

static enum rw_status apply_override(struct act *a, void *arg)
{
    const struct override_job *j = arg;
    const struct override_input *in = j->in;
    bool record = str_is(in->second_form, "record");
    struct local noon = { .date = in->second_on, .minutes = 0 };
    enum rw_status st = q_criterion_override_add(
        a->db, a->mem,
        &(struct q_criterion_override_add_in){
            .case_id = j->case_id,
            .id = j->id,
            .criterion = in->criterion,
            .child_id = none_or(in->child_id),
            .person_id = none_or(in->person_id),
            .on_date = date_iso(a->mem, a->today),
            .rationale = in->rationale,
            .until_on = none_or(date_iso(a->mem, in->until)),
            .document_id = none_or(in->document_id),
            .second_form = record ? STR("record") : STR("none"),
            .second_name = record ? in->second_name : STR_NULL,
            .second_licence = record ? in->second_licence : STR_NULL,
            .second_words = record ? in->second_words : STR_NULL,
            .second_utc = record ? utc_iso(a->mem, clock_utc(noon)) : STR_NULL,
            .second_sheet = record ? none_or(in->second_sheet) : STR_NULL,
            .recorded_utc = utc_iso(a->mem, a->now_utc),
            .recorded_by = a->viewer.account_id,
            .recorded_name = a->viewer.name,
        },
        &a->err);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "override-add",
                                           .object_type = "override",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

static void check_override(struct act *a, const struct override_input *in,
                           const struct criterion *c)
{
    if (c->override == OVERRIDE_NEVER)
        problem_add(&a->bad, "", STR("This cannot be set aside, by anybody."));
    if (c->override == OVERRIDE_HUMAN)
        problem_add(&a->bad, "", STR("This is itself a decision. Record the decision instead."));
    if (!a->viewer.licence.len)
        problem_add(&a->bad, "", STR("Only a licensed clinician can set a criterion aside."));
    check_text(a, "rationale", in->rationale, REQUIRED);
    if (c->override == OVERRIDE_DOCUMENT && !in->document_id.len)
        problem_add(&a->bad, "document", STR("Please attach the outside document."));
    if (c->override == OVERRIDE_SECOND && !date_known(in->until))
        problem_add(&a->bad, "until", STR("Please give the day on which this ends."));
    if (!str_is(in->second_form, "record"))
        return;
    check_line(a, "second_name", in->second_name, REQUIRED);
    check_line(a, "second_licence", in->second_licence, REQUIRED);
    check_text(a, "second_words", in->second_words, REQUIRED);
    check_past(a, "second_on", in->second_on, REQUIRED);
    if (!in->second_sheet.len)
        problem_add(&a->bad, "second_sheet", STR("Please attach the signed sheet."));
}

enum rw_status checkpoint_override(struct act *a, struct str case_id,
                                   const struct override_input *in)
{
    struct override_job j = { .in = in, .case_id = case_id };
    const struct criterion *c = protocol_criterion(a->app->protocol, in->criterion);
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (st)
        return st;
    if (!c)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such criterion");
    check_override(a, in, c);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    return act_write(a, apply_override, &j);
}

struct second_job {
    struct str case_id, id, words;
};

static enum rw_status apply_second(struct act *a, void *arg)
{
    const struct second_job *j = arg;
    struct criterion_override_row *rows;
    size_t n, i;
    enum rw_status st = q_criterion_override_list(
        a->db, a->mem, &(struct q_criterion_override_list_in){ .case_id = j->case_id }, &rows, &n,
        &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, j->id) && str_eq(rows[i].recorded_by, a->viewer.account_id)) {
            problem_add(&a->bad, "", STR("A second signature comes from somebody else."));
            return RW_FAIL(&a->err, RW_EINPUT, "own second signature");
        }
    if (!st)
        st = q_criterion_override_second(
            a->db, a->mem,
            &(struct q_criterion_override_second_in){ .case_id = j->case_id,
                                                      .id = j->id,
                                                      .second_by = a->viewer.account_id,
                                                      .second_name = a->viewer.name,
                                                      .second_licence = a->viewer.licence,
                                                      .second_words = j->words,
                                                      .second_utc = utc_iso(a->mem, a->now_utc) },
            &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "override-second",
                                           .object_type = "override",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 2 });
    return st;
}

enum rw_status checkpoint_second(struct act *a, struct str case_id, struct str override_id,
                                 struct str words)
{
    struct second_job j = { .case_id = case_id, .id = override_id, .words = words };
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (st)
        return st;
    if (!a->viewer.licence.len)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign as second."));
    check_text(a, "words", words, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_second, &j);
}
