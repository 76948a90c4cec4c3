#include "app/family_case.h"

#include "app/audit.h"
#include "app/case_role.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/child_walk.h"
#include "app/chronology.h"
#include "app/credential.h"
#include "app/duration.h"
#include "app/lists.h"
#include "app/protocols.h"
#include "app/release.h"
#include "core/protocol.h"
#include "gen/queries.h"

static const char *const origins[] = { "court_ordered", "stipulated", "voluntary", "agency", NULL };
static const char *const states[] = { "active", "wait_listed", "closed", NULL };
static const char *const uses[] = { "in_use", "not_now", NULL };

struct case_job {
    const struct case_input *in;
    struct str case_id;
};

void family_case_check(struct act *a, const struct case_input *in)
{
    size_t i;

    check_line(a, "title", in->title, REQUIRED);
    check_line(a, "number", in->number, OPTIONAL);
    check_one_of(a, "origin", in->origin, origins);
    if (in->state.len)
        check_one_of(a, "state", in->state, states);
    check_past(a, "referred_on", in->referred_on, REQUIRED);
    check_line(a, "source", in->source, REQUIRED);
    check_text(a, "reason", in->reason, REQUIRED);
    if (in->under_way)
        check_past(a, "as_of", in->as_of, REQUIRED);
    for (i = 0; i < in->nscenarios; i++)
        check_choice(a, "scenarios", list_of(a->app, "referral-scenarios"), in->scenarios[i]);
}

/* "26-K7QD": the year and letters of the random id, which tell nobody how many cases there are. */
static struct str number_made(struct act *a, struct str case_id)
{
    char four[5];
    size_t i;

    for (i = 0; i < 4; i++)
        four[i] = case_id.p[i] >= 'a' ? (char)(case_id.p[i] - 'a' + 'A') : case_id.p[i];
    four[4] = '\0';
    return str_fmt(a->mem, "%02d-%s", date_ymd(a->today).year % 100, four);
}

static enum rw_status add_case(struct act *a, const struct case_job *j)
{
    const struct case_input *in = j->in;
    const struct passport *pass = &a->app->protocol->pass;
    struct str wrapped;
    enum rw_status st;

    st = db_case_key_new(a->db, a->mem, j->case_id, &wrapped, &a->err);
    if (!st)
        st = q_family_case_add(
            a->db, a->mem,
            &(struct q_family_case_add_in){
                .id = j->case_id,
                .number = in->number.len ? in->number : number_made(a, j->case_id),
                .title = in->title,
                .state = in->state.len ? in->state : STR("active"),
                .origin = in->origin,
                .entered = in->under_way ? STR("under_way") : STR("new"),
                .as_of = in->under_way ? date_iso(a->mem, in->as_of) : STR_NULL,
                .referred_on = date_iso(a->mem, in->referred_on),
                .referral_source = in->source,
                .referral_reason = in->reason,
                .protocol_id = pass->id,
                .protocol_version = pass->version,
                .protocol_hash = pass->sha256,
                .opened_utc = utc_iso(a->mem, a->now_utc),
                .version = 1,
            },
            &a->err);
    if (!st)
        st = q_case_key_add(
            a->db, a->mem, &(struct q_case_key_add_in){ .case_id = j->case_id, .wrapped = wrapped },
            &a->err);
    return st;
}

static enum rw_status add_origin(struct act *a, struct str case_id, struct str origin,
                                 struct date from)
{
    return q_origin_span_add(a->db, a->mem,
                             &(struct q_origin_span_add_in){
                                 .case_id = case_id,
                                 .id = id_new(a->mem),
                                 .origin = origin,
                                 .from_on = date_iso(a->mem, from),
                                 .recorded_utc = utc_iso(a->mem, a->now_utc),
                                 .recorded_by = a->viewer.account_id,
                             },
                             &a->err);
}

static enum rw_status add_scenarios(struct act *a, const struct case_job *j)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < j->in->nscenarios; i++)
        st = q_referral_scenario_add(a->db, a->mem,
                                     &(struct q_referral_scenario_add_in){
                                         .case_id = j->case_id,
                                         .id = id_new(a->mem),
                                         .code = j->in->scenarios[i],
                                         .detail = STR_NULL,
                                     },
                                     &a->err);
    return st;
}

/* A plan exists from the first day on; every goal starts in use, and the clinician says otherwise. */
static enum rw_status add_goals(struct act *a, struct str case_id)
{
    const struct choice_list *goals = list_of(a->app, "goals");
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < goals->nitems; i++)
        st = q_goal_add(a->db, a->mem,
                        &(struct q_goal_add_in){
                            .case_id = case_id,
                            .id = id_new(a->mem),
                            .code = goals->items[i].code,
                            .use = STR("in_use"),
                            .changed_utc = utc_iso(a->mem, a->now_utc),
                            .changed_by = a->viewer.account_id,
                            .version = 1,
                        },
                        &a->err);
    return st;
}

static enum rw_status assign_opener(struct act *a, struct str case_id)
{
    struct str now = utc_iso(a->mem, a->now_utc);
    bool licensed;
    enum rw_status st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);

    if (!st && !licensed) {
        problem_add(&a->bad, "",
                    STR("Whoever opens a case leads it, and your account has no licence on record "
                        "that holds today. Record it under My account, Licence and training."));
        st = check_done(a);
    }
    if (!st)
        st = case_role_put(a, case_id, a->viewer.account_id, ROLE_TREATING, STR_NULL);
    if (st)
        return st;
    return q_assignment_add(a->db, a->mem,
                            &(struct q_assignment_add_in){
                                .case_id = case_id,
                                .id = id_new(a->mem),
                                .account_id = a->viewer.account_id,
                                .capacity = STR("lead"),
                                .opened_utc = now,
                                .from_utc = now,
                                .assigned_by = a->viewer.account_id,
                            },
                            &a->err);
}

enum rw_status family_case_put(struct act *a, struct str case_id, const struct case_input *in)
{
    const struct case_job j = { .in = in, .case_id = case_id };
    struct date from = in->under_way ? in->as_of : in->referred_on;
    enum rw_status st = add_case(a, &j);

    if (!st)
        st = add_origin(a, case_id, in->origin, from);
    if (!st)
        st = add_scenarios(a, &j);
    if (!st)
        st = add_goals(a, case_id);
    if (!st)
        st = assign_opener(a, case_id);
    if (!st)
        st = caseload_keep(a, case_id);
    if (!st)
        st = duration_begin(a, case_id, in->under_way ? in->as_of : a->today);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "case-open",
                                           .object_type = "case",
                                           .object_id = case_id,
                                           .case_id = case_id,
                                           .object_version = 1 });
    return st;
}

static enum rw_status apply_open(struct act *a, void *arg)
{
    const struct case_job *j = arg;

    return family_case_put(a, j->case_id, j->in);
}

enum rw_status family_case_open(struct act *a, const struct case_input *in, struct str *case_id)
{
    struct case_job j = { .in = in };
    enum rw_status st = act_allow(a, STR_NULL, CAP_CASE_OPEN, CLASS_A, false);

    if (st)
        return st;
    family_case_check(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.case_id = id_new(a->mem);
    st = act_write(a, apply_open, &j);
    if (!st)
        *case_id = j.case_id;
    return st;
}

static bool wants(const struct case_input *in, struct str code)
{
    size_t i;

    for (i = 0; i < in->nscenarios; i++)
        if (str_eq(in->scenarios[i], code))
            return true;
    return false;
}

static enum rw_status save_scenarios(struct act *a, const struct case_job *j)
{
    struct referral_scenario_list_row *rows;
    struct case_input fresh = *j->in;
    struct str *missing = arena_array(a->mem, struct str, j->in->nscenarios + 1);
    size_t n, i, k;
    enum rw_status st;

    st = q_referral_scenario_list(a->db, a->mem,
                                  &(struct q_referral_scenario_list_in){ .case_id = j->case_id },
                                  &rows, &n, &a->err);
    for (i = 0; !st && i < n; i++)
        if (!wants(j->in, rows[i].code))
            st = q_referral_scenario_drop(
                a->db, a->mem,
                &(struct q_referral_scenario_drop_in){ .case_id = j->case_id, .id = rows[i].id },
                &a->err);
    if (st)
        return st;
    fresh.scenarios = missing;
    fresh.nscenarios = 0;
    for (i = 0; i < j->in->nscenarios; i++) {
        for (k = 0; k < n && !str_eq(rows[k].code, j->in->scenarios[i]); k++)
            ;
        if (k == n)
            missing[fresh.nscenarios++] = j->in->scenarios[i];
    }
    return add_scenarios(a, &(struct case_job){ .in = &fresh, .case_id = j->case_id });
}

static enum rw_status apply_save(struct act *a, void *arg)
{
    const struct case_job *j = arg;
    const struct case_input *in = j->in;
    struct family_case_get_row old;
    enum rw_status st = q_family_case_get(
        a->db, a->mem, &(struct q_family_case_get_in){ .id = j->case_id }, &old, &a->err);

    if (st)
        return st;
    st = q_family_case_save(a->db, a->mem,
                            &(struct q_family_case_save_in){
                                .id = j->case_id,
                                .version = in->version,
                                .number = in->number.len ? in->number : old.number,
                                .title = in->title,
                                .state = in->state.len ? in->state : old.state,
                                .origin = in->origin,
                                .referred_on = date_iso(a->mem, in->referred_on),
                                .referral_source = in->source,
                                .referral_reason = in->reason,
                            },
                            &a->err);
    if (!st && !str_eq(old.origin, in->origin))
        st = add_origin(a, j->case_id, in->origin, a->today);
    if (!st)
        st = save_scenarios(a, j);
    if (!st && str_is(in->state, "closed") && !str_is(old.state, "closed"))
        st = release_close_all(a, j->case_id);
    if (!st)
        st = caseload_keep(a, j->case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "case-save",
                                           .object_type = "case",
                                           .object_id = j->case_id,
                                           .case_id = j->case_id,
                                           .object_version = in->version + 1 });
    return st;
}

enum rw_status family_case_save(struct act *a, struct str case_id, const struct case_input *in)
{
    struct case_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (st)
        return st;
    family_case_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_save, &j);
}

enum rw_status family_case_get(struct act *a, struct str case_id, struct family_case_get_row *row)
{
    enum rw_status st = act_open_case(a, case_id, CAP_CASE_READ);

    if (st)
        return st;
    return q_family_case_get(a->db, a->mem, &(struct q_family_case_get_in){ .id = case_id }, row,
                             &a->err);
}

enum rw_status family_case_scenarios(struct act *a, struct str case_id,
                                     struct referral_scenario_list_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    if (st)
        return st;
    return q_referral_scenario_list(a->db, a->mem,
                                    &(struct q_referral_scenario_list_in){ .case_id = case_id },
                                    rows, n, &a->err);
}

enum rw_status family_case_list(struct act *a, struct str before_utc, int64_t limit,
                                struct caseload_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_TODAY, CLASS_A, false);

    if (st)
        return st;
    return q_caseload(a->db, a->mem,
                      &(struct q_caseload_in){
                          .account_id = a->viewer.account_id,
                          .before_utc = before_utc.len ? before_utc : STR("2199-12-31T23:59:59Z"),
                          .limit = limit,
                      },
                      rows, n, &a->err);
}

enum rw_status family_case_children(struct act *a, struct caseload_children_row **rows, size_t *n)
{
    size_t i;
    enum rw_status st = act_allow(a, STR_NULL, CAP_TODAY, CLASS_A, false);

    if (st)
        return st;
    st = q_caseload_children(a->db, a->mem,
                             &(struct q_caseload_children_in){ .account_id = a->viewer.account_id },
                             rows, n, &a->err);
    for (i = 0; !st && i < *n; i++) {
        struct caseload_children_row *c = &(*rows)[i];

        if (!act_allows_as(a, c->capacity, CAP_CASE_READ, CLASS_S))
            c->phase = STR_NULL;
    }
    return st;
}

enum rw_status family_case_families(struct act *a, struct caseload_families_row **rows, size_t *n)
{
    size_t i;
    enum rw_status st = act_allow(a, STR_NULL, CAP_TODAY, CLASS_A, false);

    if (!st)
        st = q_caseload_families(
            a->db, a->mem, &(struct q_caseload_families_in){ .account_id = a->viewer.account_id },
            rows, n, &a->err);
    for (i = 0; !st && i < *n; i++)
        if (!act_allows_as(a, (*rows)[i].capacity, CAP_CASE_READ, CLASS_S))
            (*rows)[i].phase = STR_NULL;
    return st;
}

enum rw_status goal_list(struct act *a, struct str case_id, struct goal_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    if (st)
        return st;
    return q_goal_list(a->db, a->mem, &(struct q_goal_list_in){ .case_id = case_id }, rows, n,
                       &a->err);
}

struct goal_job {
    const struct goal_input *in;
    struct str case_id;
};

static enum rw_status apply_goal(struct act *a, void *arg)
{
    const struct goal_job *j = arg;
    const struct goal_input *in = j->in;
    enum rw_status st = q_goal_save(a->db, a->mem,
                                    &(struct q_goal_save_in){
                                        .case_id = j->case_id,
                                        .id = in->id,
                                        .version = in->version,
                                        .use = in->use,
                                        .reason = str_or(in->reason, NULL),
                                        .words = str_or(in->words, NULL),
                                        .changed_utc = utc_iso(a->mem, a->now_utc),
                                        .changed_by = a->viewer.account_id,
                                    },
                                    &a->err);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "goal-save",
                                           .object_type = "goal",
                                           .object_id = in->id,
                                           .case_id = j->case_id,
                                           .object_version = in->version + 1 });
    return st;
}

/* Some child of the case has reached the phase. */
static enum rw_status phase_reached(struct act *a, struct str case_id, struct str phase, bool *yes)
{
    const struct protocol *p;
    struct person_row *people;
    size_t n, i;
    enum rw_status st = protocol_pinned(a, &p);

    if (!st)
        st = q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id }, &people,
                           &n, &a->err);
    if (st)
        return st;
    *yes = false;
    for (i = 0; i < n && !*yes; i++) {
        struct child_walk w = child_walk(a, p, &people[i]);

        *yes = str_is(people[i].kind, "child") && walk_has_reached(&w, phase);
    }
    return RW_OK;
}

/* Some goals are in use for good once a child is far enough; the list of goals says which. */
static enum rw_status check_stays(struct act *a, struct str case_id, const struct goal_input *in)
{
    const struct choice *c = NULL;
    struct goal_row *rows;
    bool reached;
    size_t n, i;
    enum rw_status st = goal_list(a, case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, in->id))
            c = choice_find(list_of(a->app, "goals"), rows[i].code);
    if (st || !c || !c->stays_from.len)
        return st;
    st = phase_reached(a, case_id, c->stays_from, &reached);
    if (!st && reached)
        problem_add(&a->bad, "use",
                    STR("After the assessment this goal stays in use. Please say in its words what "
                        "it means now."));
    return st;
}

enum rw_status goal_save(struct act *a, struct str case_id, const struct goal_input *in)
{
    struct goal_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (st)
        return st;
    check_one_of(a, "use", in->use, uses);
    check_text(a, "words", in->words, OPTIONAL);
    check_text(a, "reason", in->reason, str_is(in->use, "not_now") ? REQUIRED : OPTIONAL);
    if (str_is(in->use, "not_now"))
        st = check_stays(a, case_id, in);
    if (!st)
        st = check_done(a);
    return st ? st : act_write(a, apply_goal, &j);
}
