#include "app/minor_consent.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consent.h"
#include "app/hold.h"
#include "app/lists.h"
#include "gen/queries.h"

struct minor_job {
    const struct minor_consent_input *in;
    struct str case_id, id;
    const struct person_row *child;
    struct minor_law law;
};

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

struct minor_law minor_law_of(struct act *a, struct str birth, struct date on)
{
    const struct jurisdiction *j = jurisdiction_here(a->app);
    const struct consent_rule *r = jurisdiction_consent(j, on);

    if (!r)
        return (struct minor_law){
            .may = -1, .age = -1, .citation = STR("not recorded for this state"), .unverified = true
        };
    return (struct minor_law){ .may = jurisdiction_may_consent(j, day_of(birth), on),
                               .age = r->age,
                               .citation = law_citation(j, &r->basis),
                               .unverified = law_unverified(j, &r->basis, on) };
}

enum rw_status minor_consent_load(struct act *a, struct str case_id,
                                  struct minor_consent_row **rows, size_t *n)
{
    return q_minor_consent_list(
        a->db, a->mem, &(struct q_minor_consent_list_in){ .case_id = case_id }, rows, n, &a->err);
}

enum rw_status minor_consent_list(struct act *a, struct str case_id,
                                  struct minor_consent_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_C, false);

    return st ? st : minor_consent_load(a, case_id, rows, n);
}

/* The day on which it was said counts, not the day on which somebody wrote it down: an old paper that is
 * found late undoes no later word. Of one day and one second, taken back wins. */
static bool newer(const struct minor_consent_row *x, const struct minor_consent_row *y)
{
    int by = str_cmp(x->on_date, y->on_date);

    if (!by)
        by = str_cmp(x->recorded_utc, y->recorded_utc);
    return by > 0 || (!by && str_is(x->state, "withdrawn"));
}

const struct minor_consent_row *minor_consent_of(const struct act *a,
                                                 const struct minor_consent_row *rows, size_t n,
                                                 struct str child_id)
{
    const struct minor_consent_row *last = NULL;
    size_t i;

    for (i = 0; i < n; i++) {
        struct date on = day_of(rows[i].on_date);

        if (str_eq(rows[i].child_id, child_id) && date_known(on) && on.day <= a->today.day &&
            (!last || newer(&rows[i], last)))
            last = &rows[i];
    }
    return last && str_is(last->state, "given") ? last : NULL;
}

bool minor_consent_carries(const struct act *a, const struct case_people *people, struct str kind,
                           const struct str *ids, size_t n)
{
    const struct case_person *p = n == 1 ? case_person_find(people, ids[0]) : NULL;

    return p && str_is(p->kind, "child") &&
           choice_find(list_of(a->app, LIST_MINOR_OWN_KINDS), kind) != NULL;
}

/* Taken back, and nobody else's consent stands: what is planned with this child stops. */
static enum rw_status stop_sessions(struct act *a, const struct minor_job *j)
{
    struct consent_record record;
    struct consent_status s;
    struct case_rows rows;
    const struct person_row *child;
    struct minor_consent_row *own;
    size_t n;
    enum rw_status st;

    if (!j->in->withdrawn)
        return RW_OK;
    st = minor_consent_load(a, j->case_id, &own, &n);
    if (st || minor_consent_of(a, own, n, j->child->id))
        return st;
    st = case_rows_load(a, j->case_id, &rows);
    child = st ? NULL : case_child(&rows, j->child->id);
    if (!child)
        return st;
    record = consent_record_of(a, &rows, child);
    consent_check(a->mem, &record, &s);
    if (s.complete)
        return RW_OK;
    return hold_stop_planned(
        a, j->case_id, &(struct hold_input){ .child_id = child->id, .own_too = true }, STR_NULL);
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct minor_job *j = arg;
    struct q_minor_consent_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .child_id = j->child->id,
        .state = j->in->withdrawn ? STR("withdrawn") : STR("given"),
        .on_date = date_iso(a->mem, j->in->on),
        .region = str_or(a->app->region, "other"),
        .law_age = j->law.age,
        .verified = !j->law.unverified,
        .citation = j->law.citation,
        .document_id = str_or(j->in->document_id, NULL),
        .typed_name = str_or(j->in->typed_name, NULL),
        .recorded_utc = utc_iso(a->mem, a->now_utc),
        .recorded_by = a->viewer.account_id,
        .recorded_name = a->viewer.name,
    };
    enum rw_status st = q_minor_consent_add(a->db, a->mem, &row, &a->err);

    if (!st)
        st = stop_sessions(a, j);
    if (!st)
        st = chronology_put(
            a, &(struct chronology_entry){
                   .case_id = j->case_id,
                   .kind = "consent",
                   .ref_id = j->id,
                   .on = j->in->on,
                   .at_utc = RW_NO_TIME,
                   .child_id = j->child->id,
                   .account_id = a->viewer.account_id,
                   .state = "recorded",
                   .cls = CLASS_C,
                   .line = str_fmt(a->mem, "Own consent of %.*s %s", STR_ARG(j->child->name),
                                   j->in->withdrawn ? "taken back" : "recorded") });
    return st ? st
              : audit_add(a, &(struct audit){ .action = "minor-consent-record",
                                              .object_type = "consent",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

static void check(struct act *a, const struct minor_job *j)
{
    const struct minor_consent_input *in = j->in;

    check_past(a, "on", in->on, REQUIRED);
    if (in->withdrawn)
        return;
    if (j->law.may < 1)
        problem_add(&a->bad, "",
                    j->law.may < 0
                        ? str_fmt(a->mem,
                                  "From which age %.*s may consent alone is not known here, or the "
                                  "date of birth is missing. Ask counsel.",
                                  STR_ARG(j->child->name))
                        : str_fmt(a->mem,
                                  "%.*s may consent alone from the age of %d (%.*s), and was not "
                                  "that old on that day.",
                                  STR_ARG(j->child->name), (int)j->law.age,
                                  STR_ARG(j->law.citation)));
    if (in->document_id.len)
        return;
    if (!str_eq(str_trim(in->typed_name), j->child->name))
        problem_add(&a->bad, "typed_name",
                    str_fmt(a->mem,
                            "Please type the whole name as it stands here, %.*s, or choose the "
                            "signed paper.",
                            STR_ARG(j->child->name)));
}

enum rw_status minor_consent_record(struct act *a, struct str case_id,
                                    const struct minor_consent_input *in)
{
    struct minor_job j = { .in = in, .case_id = case_id, .id = id_new(a->mem) };
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_C, false);
    j.child = st ? NULL : case_child(&rows, in->child_id);
    if (!st && !j.child)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such child in this case");
    if (!st && in->document_id.len)
        st = case_papers_belong(a, case_id, &in->document_id, 1);
    if (st)
        return st;
    j.law = minor_law_of(a, j.child->birth, date_known(in->on) ? in->on : a->today);
    check(a, &j);
    st = check_done(a);
    if (!st && !in->withdrawn && !in->document_id.len && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "witnessing a signature needs password and code");
    return st ? st : act_write(a, apply, &j);
}
