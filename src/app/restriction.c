#include "app/restriction.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/contact.h"
#include "app/court_notice.h"
#include "app/protocols.h"
#include "gen/queries.h"

#define MINUTES_MAX 10080 /* a week */
#define DAYS_MAX 3650

static const char *const say_words[] = { "allowed", "required", "forbidden", NULL };
static const char *const supervision_words[] = { "none", "visit_monitor", "therapist_near",
                                                 "therapist_in_room", NULL };

struct restriction_job {
    const struct restriction_input *in; /* of kind contact; else NULL */
    const char *kind, *action;
    struct str case_id, id, order_id, statement;
};

/* ---- what will do ---- */

static bool states_something(const struct restriction_input *in)
{
    return in->says.len || in->supervision.len || in->ceiling.len || in->minutes_max ||
           in->days_between || in->places.len;
}

static void check_number(struct act *a, const char *field, int64_t n, int64_t max)
{
    if (n < 0 || n > max)
        problem_add(&a->bad, field,
                    str_fmt(a->mem, "Please give a number from 1 to %lld, or leave it empty.",
                            (long long)max));
}

static void check_input(struct act *a, const struct restriction_input *in, const struct protocol *p)
{
    if (in->says.len)
        check_one_of(a, "says", in->says, say_words);
    if (in->supervision.len)
        check_one_of(a, "supervision", in->supervision, supervision_words);
    if (in->ceiling.len && !(p && protocol_level(p, in->ceiling)))
        problem_add(&a->bad, "ceiling", STR("Please choose from the list."));
    if (in->channels & ~CHANNELS_ALL)
        problem_add(&a->bad, "channels", STR("Please choose from the list."));
    check_number(a, "minutes_max", in->minutes_max, MINUTES_MAX);
    check_number(a, "days_between", in->days_between, DAYS_MAX);
    check_text(a, "places", in->places, OPTIONAL);
    if (date_known(in->effective_on) && date_known(in->expires_on) &&
        in->expires_on.day < in->effective_on.day)
        problem_add(&a->bad, "expires_on", STR("Please give a day after the one it begins on."));
    if (!states_something(in))
        problem_add(&a->bad, "says",
                    STR("Please enter at least one thing that the order states: allowed or "
                        "forbidden, supervision, highest step, length, interval or places."));
}

static enum rw_status is_of_kind(struct act *a, struct str case_id, struct str id, bool child)
{
    struct person_row p;
    enum rw_status st;

    if (!id.len)
        return RW_OK;
    st = q_person_get(a->db, a->mem, &(struct q_person_get_in){ .case_id = case_id, .id = id }, &p,
                      &a->err);
    if (!st && str_is(p.kind, "child") != child)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "somebody else's kind");
    return st;
}

static enum rw_status is_clause(struct act *a, const struct restriction_job *j)
{
    struct q_clause_list_in in = { .case_id = j->case_id, .order_id = j->order_id };
    struct clause_row *rows;
    size_t n, i;
    enum rw_status st;

    if (!j->in->clause_id.len)
        return RW_OK;
    st = q_clause_list(a->db, a->mem, &in, &rows, &n, &a->err);
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, j->in->clause_id))
            return RW_OK;
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such clause of this order");
}

/* People, clauses and orders are never taken away: looking before the transaction is enough. */
static enum rw_status check_parts(struct act *a, const struct restriction_job *j)
{
    struct court_order_row order;
    enum rw_status st = RW_OK;

    if (j->order_id.len)
        st = q_court_order_get(
            a->db, a->mem,
            &(struct q_court_order_get_in){ .case_id = j->case_id, .id = j->order_id }, &order,
            &a->err);
    if (st || !j->in)
        return st;
    st = is_of_kind(a, j->case_id, j->in->child_id, true);
    if (!st)
        st = is_of_kind(a, j->case_id, j->in->person_id, false);
    return st ? st : is_clause(a, j);
}

/* ---- writing ---- */

static struct str id_or_null(struct str id)
{
    return str_or(id, NULL);
}

static int64_t number_or_null(int64_t n)
{
    return n ? n : DB_NULL_I64;
}

static enum rw_status put_row(struct act *a, const struct restriction_job *j)
{
    const struct restriction_input none = { .effective_on = RW_NO_DATE, .expires_on = RW_NO_DATE };
    const struct restriction_input *in = j->in ? j->in : &none;
    struct q_restriction_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .kind = str_of(j->kind),
        .order_id = id_or_null(j->order_id),
        .clause_id = id_or_null(in->clause_id),
        .child_id = id_or_null(in->child_id),
        .person_id = id_or_null(in->person_id),
        .channels = (int64_t)in->channels,
        .says = id_or_null(in->says),
        .supervision = id_or_null(in->supervision),
        .ceiling = id_or_null(in->ceiling),
        .minutes_max = number_or_null(in->minutes_max),
        .days_between = number_or_null(in->days_between),
        .places = id_or_null(in->places),
        .statement = id_or_null(j->statement),
        .effective_on = str_or(date_iso(a->mem, in->effective_on), NULL),
        .expires_on = str_or(date_iso(a->mem, in->expires_on), NULL),
        .recorded_utc = utc_iso(a->mem, a->now_utc),
        .recorded_by = a->viewer.account_id,
        .recorded_name = a->viewer.name,
    };

    return q_restriction_add(a->db, a->mem, &row, &a->err);
}

static enum rw_status end_row(struct act *a, struct str case_id, struct str id, struct str reason)
{
    struct q_restriction_end_in in = { .case_id = case_id,
                                       .id = id,
                                       .ended_utc = utc_iso(a->mem, a->now_utc),
                                       .ended_by = a->viewer.account_id,
                                       .ended_name = a->viewer.name,
                                       .ended_reason = reason };

    return q_restriction_end(a->db, a->mem, &in, &a->err);
}

static enum rw_status log_it(struct act *a, const char *action, struct str case_id, struct str id)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "restriction",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = 1,
                                         .purpose = "court" });
}

/* A statement ends what it makes untrue: that the order says nothing, and what it replaces. */
static enum rw_status end_earlier(struct act *a, const struct restriction_job *j,
                                  const struct contact_case *c)
{
    bool found = !j->in || !j->in->replaces.len;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < c->nrows; i++) {
        const struct contact_terms_row *r = &c->rows[i];
        bool replaced = j->in && r->id.p && str_eq(r->id, j->in->replaces);

        if (!r->id.p || !r->order_id.p || !str_eq(r->order_id, j->order_id))
            continue;
        if (replaced || (j->in && str_is(r->kind, "nothing"))) {
            found = found || replaced;
            st = end_row(a, j->case_id, r->id, STR("Replaced by a newer entry."));
        }
    }
    if (!st && !found)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "what it replaces has ended");
    return st;
}

static void check_nothing(struct act *a, const struct restriction_job *j,
                          const struct contact_case *c)
{
    size_t i;

    for (i = 0; i < c->nrows; i++)
        if (str_is(j->kind ? str_of(j->kind) : STR(""), "nothing") && c->rows[i].id.p &&
            c->rows[i].order_id.p && str_eq(c->rows[i].order_id, j->order_id))
            problem_add(&a->bad, "statement",
                        STR("Something is entered for this order already. Please end that first."));
    for (i = 0; i < c->in.norders; i++)
        if (str_is(str_of(j->kind), "no_order") && contact_order_counts(&c->in.orders[i], a->today))
            problem_add(&a->bad, "statement",
                        STR("An order is in force on this case. Please look at the orders first."));
    for (i = 0; i < c->nrows; i++)
        if (str_is(str_of(j->kind), "no_order") && str_is(c->rows[i].kind, "no_order"))
            problem_add(&a->bad, "statement", STR("This is recorded already."));
}

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct restriction_job *j = arg;
    struct contact_case c;
    enum rw_status st = contact_orders(a, j->case_id, NULL, &c);

    if (st)
        return st;
    check_nothing(a, j, &c);
    st = check_done(a);
    if (!st)
        st = end_earlier(a, j, &c);
    if (!st)
        st = put_row(a, j);
    if (!st)
        st = contact_stop_planned(a, j->case_id);
    if (!st)
        st = court_notices_refresh(a, j->case_id);
    return st ? st : log_it(a, j->action, j->case_id, j->id);
}

static enum rw_status add(struct act *a, struct restriction_job *j, struct str *id)
{
    const struct protocol *p;
    enum rw_status st = act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = check_parts(a, j);
    if (st)
        return st;
    p = protocol_of(a->app, a->access.head.protocol_hash);
    if (j->in)
        check_input(a, j->in, p);
    else
        check_text(a, "statement", j->statement, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j->id = id_new(a->mem);
    st = act_write(a, apply_add, j);
    if (!st)
        *id = j->id;
    return st;
}

enum rw_status restriction_add(struct act *a, struct str case_id,
                               const struct restriction_input *in, struct str *id)
{
    return add(a,
               &(struct restriction_job){ .in = in,
                                          .kind = "contact",
                                          .action = "restriction-add",
                                          .case_id = case_id,
                                          .order_id = in->order_id },
               id);
}

enum rw_status restriction_nothing(struct act *a, struct str case_id, struct str order_id,
                                   struct str statement, struct str *id)
{
    return add(a,
               &(struct restriction_job){ .kind = "nothing",
                                          .action = "restriction-nothing",
                                          .case_id = case_id,
                                          .order_id = order_id,
                                          .statement = statement },
               id);
}

enum rw_status restriction_no_order(struct act *a, struct str case_id, struct str statement,
                                    struct str *id)
{
    return add(a,
               &(struct restriction_job){ .kind = "no_order",
                                          .action = "restriction-no-order",
                                          .case_id = case_id,
                                          .statement = statement },
               id);
}

/* ---- ending, listing ---- */

struct end_job {
    struct str case_id, id, reason;
};

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct end_job *j = arg;
    enum rw_status st = end_row(a, j->case_id, j->id, j->reason);

    if (!st)
        st = contact_stop_planned(a, j->case_id);
    if (!st)
        st = court_notices_refresh(a, j->case_id);
    return st ? st : log_it(a, "restriction-end", j->case_id, j->id);
}

enum rw_status restriction_end(struct act *a, struct str case_id, struct str id, struct str reason)
{
    struct end_job j = { .case_id = case_id, .id = id, .reason = reason };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_text(a, "reason", reason, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_end, &j);
}

enum rw_status restriction_list(struct act *a, struct str case_id, struct restriction_row **rows,
                                size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_restriction_list(a->db, a->mem, &(struct q_restriction_list_in){ .case_id = case_id },
                              rows, n, &a->err);
}
