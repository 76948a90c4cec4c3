#include "app/plan_check.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/lists.h"
#include "gen/queries.h"

struct plan_job {
    const struct plan_check_input *in;
    struct str case_id, id, asks;
};

/* As kept: the words of what is asked for, with a blank between. */
static struct str asks_words(struct arena *mem, const struct programme_plan *p)
{
    struct str s = STR("");
    int c;

    for (c = 0; c < CONDITIONS; c++)
        if (p->asks[c])
            s = str_fmt(mem, "%.*s%s%s", STR_ARG(s), s.len ? " " : "",
                        condition_word((enum programme_condition)c));
    return s;
}

struct programme_plan plan_of_row(const struct plan_check_row *row)
{
    struct programme_plan p = { .both_agree = row->both_agree != 0 };
    struct str rest = row->asks, word;
    int c;

    while (str_cut(&rest, ' ', &word))
        for (c = 0; c < CONDITIONS; c++)
            if (str_is(word, condition_word((enum programme_condition)c)))
                p.asks[c] = true;
    return p;
}

static enum rw_status apply_check(struct act *a, void *arg)
{
    const struct plan_job *j = arg;
    enum rw_status st =
        q_plan_check_add(a->db, a->mem,
                         &(struct q_plan_check_add_in){ .case_id = j->case_id,
                                                        .id = j->id,
                                                        .asks = j->asks,
                                                        .both_agree = j->in->plan.both_agree,
                                                        .statement = j->in->statement,
                                                        .recorded_utc = utc_iso(a->mem, a->now_utc),
                                                        .recorded_by = a->viewer.account_id,
                                                        .recorded_name = a->viewer.name },
                         &a->err);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "plan-check",
                                           .object_type = "plan-check",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

enum rw_status plan_check_add(struct act *a, struct str case_id, const struct plan_check_input *in)
{
    struct plan_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (st)
        return st;
    check_text(a, "statement", in->statement, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    j.asks = asks_words(a->mem, &in->plan);
    return act_write(a, apply_check, &j);
}

/* Of two within one second nobody knows which came last: what either of them asks counts. */
static struct programme_plan newest(const struct plan_check_row *rows, size_t n)
{
    struct programme_plan plan = plan_of_row(&rows[n - 1]);
    size_t i, c;

    for (i = n - 1; i > 0 && str_eq(rows[i - 1].recorded_utc, rows[n - 1].recorded_utc); i--) {
        struct programme_plan other = plan_of_row(&rows[i - 1]);

        plan.both_agree = plan.both_agree && other.both_agree;
        for (c = 0; c < CONDITIONS; c++)
            plan.asks[c] = plan.asks[c] || other.asks[c];
    }
    return plan;
}

static enum rw_status load(struct act *a, struct str case_id, struct plan_check *p)
{
    enum rw_status st;

    *p = (struct plan_check){ 0 };
    st = q_plan_check_list(a->db, a->mem, &(struct q_plan_check_list_in){ .case_id = case_id },
                           &p->rows, &p->n, &a->err);
    if (!st && p->n)
        p->plan = newest(p->rows, p->n);
    return st;
}

enum rw_status plan_check_get(struct act *a, struct str case_id, struct plan_check *p)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    return st ? st : load(a, case_id, p);
}

enum rw_status plan_barred(struct act *a, struct str case_id, struct str *why)
{
    const struct jurisdiction *law = jurisdiction_here(a->app);
    const struct barred_rule *r;
    const struct choice *c;
    struct plan_check p;
    enum rw_status st;

    *why = STR_NULL;
    if (!jurisdiction_asks_plan(law, a->today))
        return RW_OK;
    st = load(a, case_id, &p);
    if (st)
        return st;
    r = jurisdiction_bars(law, &p.plan, a->today);
    if (!p.n)
        *why = str_fmt(a->mem,
                       "The law of %.*s bars some programmes; whether this plan asks for any of "
                       "that is not recorded yet.",
                       STR_ARG(law->pass.title));
    if (!r)
        return RW_OK;
    c = choice_find(list_of(a->app, LIST_CONDITIONS), str_of(condition_word(r->condition)));
    *why = str_fmt(a->mem, "The law of %.*s does not allow this plan: %.*s%s (%.*s%s).",
                   STR_ARG(law->pass.title), STR_ARG(c ? c->note : STR("")),
                   r->unless_both_agree ? " without both parents' consent" : "",
                   STR_ARG(law_citation(law, &r->basis)),
                   law_unverified(law, &r->basis, a->today) ? "; unverified" : "");
    return RW_OK;
}
