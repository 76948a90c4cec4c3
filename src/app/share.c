/* share.c -- who pays which part. */
#include "app/audit.h"
#include "app/case_people.h"
#include "app/check.h"
#include "app/court.h"
#include "gen/queries.h"

#define WHOLE_BP 10000

struct share_job {
    const struct share_input *in;
    size_t n;
    struct str case_id, order_id;
    int64_t version;
};

static enum rw_status replace_shares(struct act *a, const struct share_job *j)
{
    struct q_payer_share_drop_in old = { .case_id = j->case_id, .order_id = j->order_id };
    enum rw_status st = q_payer_share_drop(a->db, a->mem, &old, &a->err);
    size_t i;

    for (i = 0; !st && i < j->n; i++) {
        struct q_payer_share_add_in in = { .case_id = j->case_id,
                                           .id = id_new(a->mem),
                                           .order_id = j->order_id,
                                           .person_id = j->in[i].person_id,
                                           .share_bp = j->in[i].share_bp };

        st = q_payer_share_add(a->db, a->mem, &in, &a->err);
    }
    return st;
}

static enum rw_status apply_shares(struct act *a, void *arg)
{
    const struct share_job *j = arg;
    struct q_court_order_touch_in order = { .case_id = j->case_id,
                                            .id = j->order_id,
                                            .version = j->version };
    enum rw_status st = q_court_order_touch(a->db, a->mem, &order, &a->err);

    if (!st)
        st = replace_shares(a, j);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "shares-set",
                                           .object_type = "order",
                                           .object_id = j->order_id,
                                           .case_id = j->case_id,
                                           .object_version = j->version + 1,
                                           .purpose = "court" });
    return st;
}

static void check_sum(struct act *a, const struct share_input *in, size_t n)
{
    int64_t sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        if (in[i].share_bp < 0 || in[i].share_bp > WHOLE_BP)
            problem_add(&a->bad, "", STR("Please give each share from 0 to 100 percent."));
        else
            sum += in[i].share_bp;
    }
    if (n && sum != WHOLE_BP)
        problem_add(&a->bad, "",
                    str_fmt(a->mem,
                            "The shares must come to 100 percent together, or all be left empty. "
                            "Now they come to %lld.%02lld percent.",
                            (long long)(sum / 100), (long long)(sum % 100)));
}

enum rw_status shares_set(struct act *a, struct str case_id, struct str order_id, int64_t version,
                          const struct share_input *in, size_t n)
{
    struct share_job j = {
        .in = in, .n = n, .case_id = case_id, .order_id = order_id, .version = version
    };
    struct case_people people;
    struct str *ids;
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_A, false);

    if (!st)
        st = case_people_load(a, case_id, &people);
    if (st)
        return st;
    ids = arena_array(a->mem, struct str, n + 1);
    for (i = 0; i < n; i++)
        ids[i] = in[i].person_id;
    case_people_check(a, "", &people, ids, n);
    check_sum(a, in, n);
    st = check_done(a);
    return st ? st : act_write(a, apply_shares, &j);
}

enum rw_status shares_list(struct act *a, struct str case_id, struct str order_id,
                           struct payer_share_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_A, false);

    if (st)
        return st;
    return q_payer_share_list(
        a->db, a->mem, &(struct q_payer_share_list_in){ .case_id = case_id, .order_id = order_id },
        rows, n, &a->err);
}

static bool role_runs(const struct act *a, const struct order_payers_row *r)
{
    struct date to;

    return r->role_id.p && (!r->to_on.p || (date_parse(r->to_on, &to) && to.day >= a->today.day));
}

enum rw_status payers_list(struct act *a, struct str case_id, struct str order_id,
                           struct payer **list, size_t *n)
{
    struct q_order_payers_in in = { .case_id = case_id, .order_id = order_id };
    struct order_payers_row *rows = NULL;
    struct str last = STR_NULL;
    size_t i, nrows = 0;
    bool named = false;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_A, false);

    *n = 0;
    if (!st)
        st = q_order_payers(a->db, a->mem, &in, &rows, &nrows, &a->err);
    if (st)
        return st;
    *list = arena_array(a->mem, struct payer, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++) {
        if (!last.p || !str_eq(rows[i].person_id, last)) {
            (*list)[(*n)++] = (struct payer){ rows[i].name, rows[i].share_bp };
            last = rows[i].person_id;
            named = str_is(rows[i].kind, "child");
        }
        if (!named && role_runs(a, &rows[i]) && rows[i].relation.len) {
            (*list)[*n - 1].label = str_join(a->mem, rows[i].name, STR(", "), rows[i].relation);
            named = true;
        }
    }
    return RW_OK;
}
