#include "app/maintenance.h"

#include "app/check.h"
#include "app/chronology.h"
#include "app/credential.h"
#include "app/criterion_tool.h"
#include "app/kept.h"
#include "app/lists.h"
#include "app/review_due.h"
#include "gen/queries.h"

/* ---- reading ---- */

#define LOAD(what, to, count)                                                                      \
    if (!st)                                                                                       \
    st = q_##what(a->db, a->mem, &(struct q_##what##_in){ .case_id = case_id }, &m->to, &m->count, \
                  &a->err)

enum rw_status maintenance_load(struct act *a, struct str case_id, struct maintenance *m)
{
    enum rw_status st = case_rows_load(a, case_id, &m->rows);

    LOAD(check_in_plan_list, plans, nplans);
    LOAD(check_in_list, done, ndone);
    LOAD(setback_plan_list, setbacks, nsetbacks);
    return st;
}

const struct check_in_row *check_in_of(const struct maintenance *m, struct str plan_id)
{
    size_t i;

    for (i = 0; i < m->ndone; i++)
        if (str_eq(m->done[i].plan_id, plan_id))
            return &m->done[i];
    return NULL;
}

const struct setback_plan_row *setback_plan_of(const struct maintenance *m, struct str child_id)
{
    size_t i;

    for (i = m->nsetbacks; i > 0; i--)
        if (str_eq(m->setbacks[i - 1].child_id, child_id))
            return &m->setbacks[i - 1];
    return NULL;
}

static struct date day_of(struct str iso)
{
    struct date d = RW_NO_DATE;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

/* ---- Today ---- */

static enum rw_status refresh(struct act *a, struct str case_id)
{
    struct maintenance m = { 0 };
    struct review_due *due;
    size_t n = 0, i;
    enum rw_status st = maintenance_load(a, case_id, &m);

    if (st)
        return st;
    due = arena_array(a->mem, struct review_due, m.nplans + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < m.nplans; i++)
        if (!check_in_of(&m, m.plans[i].id))
            due[n++] = (struct review_due){ .ref_id = m.plans[i].id,
                                            .on = day_of(m.plans[i].due_on),
                                            .line = STR("Check-in with the family") };
    return review_due_keep(a, case_id, "maintenance", due, n);
}

/* ---- the calendar ---- */

struct str check_in_weeks_default(struct act *a)
{
    const struct choice_list *list = list_of(a->app, LIST_CHECK_IN_WEEKS);
    struct str s = STR_NULL;
    size_t i;

    for (i = 0; i < list->nitems; i++)
        s = s.len ? str_join(a->mem, s, STR(", "), list->items[i].label) : list->items[i].label;
    return s;
}

bool check_in_weeks_read(struct act *a, struct str text, int64_t *weeks, size_t *n)
{
    struct str rest = text, piece;
    bool good = true;

    *n = 0;
    while (good && str_cut(&rest, ',', &piece)) {
        int64_t w;

        good =
            *n < CHECK_INS_MAX && str_i64(str_trim(piece), &w) && w >= 1 && w <= CHECK_IN_WEEKS_MAX;
        if (good)
            weeks[(*n)++] = w;
    }
    if (good && *n)
        return true;
    problem_add(&a->bad, "weeks",
                str_fmt(a->mem,
                        "Please give weeks as whole numbers from 1 to %d with commas "
                        "between, such as 2, 4, 8; %d at most.",
                        CHECK_IN_WEEKS_MAX, CHECK_INS_MAX));
    return false;
}

struct plan_input {
    struct date from;
    const int64_t *weeks;
    size_t n;
};

static enum rw_status put_plan(struct act *a, const struct kept *k, int64_t weeks, struct date due,
                               struct str after)
{
    return q_check_in_plan_add(a->db, a->mem,
                               &(struct q_check_in_plan_add_in){ .case_id = k->case_id,
                                                                 .id = k->id,
                                                                 .weeks = weeks,
                                                                 .due_on = date_iso(a->mem, due),
                                                                 .after_id = after,
                                                                 .recorded_utc = k->utc,
                                                                 .recorded_by = k->by,
                                                                 .recorded_name = k->name },
                               &a->err);
}

static enum rw_status put_plans(struct act *a, const struct kept *k, const void *arg)
{
    const struct plan_input *in = arg;
    struct kept row = *k;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < in->n; i++) {
        st = put_plan(a, &row, in->weeks[i], date_add(in->from, (int32_t)(7 * in->weeks[i])),
                      STR_NULL);
        row = kept_next(a, k);
    }
    return st;
}

enum rw_status check_ins_plan(struct act *a, struct str case_id, struct date from,
                              const int64_t *weeks, size_t n)
{
    struct plan_input in = { .from = from, .weeks = weeks, .n = n };
    struct kept_job j = {
        .object = "check-in-plan", .put = put_plans, .after = refresh, .in = &in
    };

    check_date(a, "from", from, REQUIRED);
    if (n == 0 && !problem_of(&a->bad, STR("weeks")).p)
        problem_add(&a->bad, "weeks", STR("Please give at least one week."));
    return kept_add(a, case_id, &j, NULL);
}

static enum rw_status put_check_in(struct act *a, const struct kept *k, const void *arg)
{
    const struct check_in_input *in = arg;
    struct kept next = kept_next(a, k);
    enum rw_status st =
        q_check_in_add(a->db, a->mem,
                       &(struct q_check_in_add_in){ .case_id = k->case_id,
                                                    .id = k->id,
                                                    .plan_id = in->plan_id,
                                                    .outcome = in->outcome,
                                                    .on_date = date_iso(a->mem, in->on),
                                                    .words = in->words,
                                                    .recorded_utc = k->utc,
                                                    .recorded_by = k->by,
                                                    .recorded_name = k->name },
                       &a->err);

    if (!st && str_is(in->outcome, "moved"))
        st = put_plan(a, &next, DB_NULL_I64, in->to, in->plan_id);
    if (!st && str_is(in->outcome, "held"))
        st = chronology_put(a, &(struct chronology_entry){ .case_id = k->case_id,
                                                           .kind = "check_in",
                                                           .ref_id = k->id,
                                                           .on = in->on,
                                                           .at_utc = RW_NO_TIME,
                                                           .account_id = k->by,
                                                           .state = "held",
                                                           .cls = CLASS_S,
                                                           .line = STR("Check-in held") });
    return st;
}

enum rw_status check_in_add(struct act *a, struct str case_id, const struct check_in_input *in)
{
    static const char *const outcomes[] = { "held", "moved", "dropped", NULL };
    struct kept_job j = { .object = "check-in", .put = put_check_in, .after = refresh, .in = in };
    struct maintenance m = { 0 };
    bool found = false;
    size_t i;
    enum rw_status st = maintenance_load(a, case_id, &m);

    if (st)
        return st;
    for (i = 0; i < m.nplans; i++)
        found = found || (str_eq(m.plans[i].id, in->plan_id) && !check_in_of(&m, in->plan_id));
    if (!found)
        problem_add(&a->bad, "plan", STR("Please choose a check-in that is still to come."));
    check_one_of(a, "outcome", in->outcome, outcomes);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, REQUIRED);
    if (str_is(in->outcome, "moved") && (!date_known(in->to) || in->to.day <= a->today.day))
        problem_add(&a->bad, "to", STR("Please give the new day; it lies after today."));
    if (!str_is(in->outcome, "moved") && date_known(in->to))
        problem_add(&a->bad, "to", STR("A new day belongs to a check-in that is moved."));
    return kept_add(a, case_id, &j, NULL);
}

/* ---- the plan for setbacks ---- */

static enum rw_status put_setback(struct act *a, const struct kept *k, const void *arg)
{
    const struct setback_input *in = arg;

    return q_setback_plan_add(a->db, a->mem,
                              &(struct q_setback_plan_add_in){ .case_id = k->case_id,
                                                               .id = k->id,
                                                               .child_id = in->child_id,
                                                               .shows = in->shows,
                                                               .does = in->does,
                                                               .calls = in->calls,
                                                               .back = in->back,
                                                               .recorded_utc = k->utc,
                                                               .recorded_by = k->by,
                                                               .recorded_name = k->name },
                              &a->err);
}

enum rw_status setback_plan_sign(struct act *a, struct str case_id, const struct setback_input *in)
{
    struct kept_job j = { .object = "setback-plan", .put = put_setback, .in = in };
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    if (st)
        return st;
    if (!case_child(&rows, in->child_id))
        problem_add(&a->bad, "child", STR("Please choose a child of this family."));
    check_text(a, "shows", in->shows, REQUIRED);
    check_text(a, "does", in->does, REQUIRED);
    check_text(a, "calls", in->calls, REQUIRED);
    check_text(a, "back", in->back, REQUIRED);
    st = check_done(a);
    if (!st)
        st = credential_must_sign(a, a->today);
    return st ? st : kept_add(a, case_id, &j, NULL);
}

/* ---- for checkpoints ---- */

enum rw_status maintenance_tell(struct act *a, struct case_rows *c)
{
    struct maintenance_events_row *rows;
    size_t n, i;
    enum rw_status st = q_maintenance_events(
        a->db, a->mem, &(struct q_maintenance_events_in){ .case_id = c->case_id }, &rows, &n,
        &a->err);

    for (i = 0; !st && i < n; i++) {
        bool plan = str_is(rows[i].kind, "setback");
        struct fact f = { .id = rows[i].id,
                          .name = plan ? STR("G5.d") : STR("G5.e"),
                          .child = plan ? rows[i].child_id : STR_NULL,
                          .value = FACT_YES,
                          .recorded_utc = RW_NO_TIME,
                          .by = rows[i].who };

        if (utc_parse(rows[i].recorded_utc, &f.recorded_utc))
            f.on = clock_local(f.recorded_utc).date;
        st = criterion_tool_tell(a, c, &f);
    }
    return st;
}
