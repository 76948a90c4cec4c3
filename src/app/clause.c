/* clause.c -- what an order says, clause by clause. */
#include "app/audit.h"
#include "app/check.h"
#include "app/court.h"
#include "app/lists.h"
#include "gen/queries.h"

static enum rw_status find_order(struct act *a, struct str case_id, struct str id,
                                 struct court_order_row *row)
{
    struct q_court_order_get_in in = { .case_id = case_id, .id = id };

    return q_court_order_get(a->db, a->mem, &in, row, &a->err);
}

struct clause_job {
    const struct clause_input *in;
    struct str case_id, order_id, id;
};

static void check_clause(struct act *a, const struct clause_input *in)
{
    check_choice(a, "kind", list_of(a->app, "clause-kinds"), in->kind);
    check_text(a, "words", in->words, REQUIRED);
    if (in->page != DB_NULL_I64 && in->page < 1)
        problem_add(&a->bad, "page", STR("Please give the page of the order, from 1."));
}

static enum rw_status apply_clause_add(struct act *a, void *arg)
{
    const struct clause_job *j = arg;
    struct clause_row *rows;
    size_t n;
    enum rw_status st = q_clause_list(
        a->db, a->mem, &(struct q_clause_list_in){ .case_id = j->case_id, .order_id = j->order_id },
        &rows, &n, &a->err);

    if (!st)
        st = q_clause_add(a->db, a->mem,
                          &(struct q_clause_add_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .order_id = j->order_id,
                                                     .place = n ? rows[n - 1].place + 1 : 1,
                                                     .kind = j->in->kind,
                                                     .words = j->in->words,
                                                     .page = j->in->page,
                                                     .version = 1 },
                          &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "clause-add",
                                           .object_type = "clause",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1,
                                           .purpose = "court" });
    return st;
}

enum rw_status clause_add(struct act *a, struct str case_id, struct str order_id,
                          const struct clause_input *in)
{
    struct clause_job j = { .in = in, .case_id = case_id, .order_id = order_id };
    struct court_order_row order;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = find_order(a, case_id, order_id, &order);
    if (st)
        return st;
    check_clause(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    return act_write(a, apply_clause_add, &j);
}

static enum rw_status apply_clause_save(struct act *a, void *arg)
{
    const struct clause_job *j = arg;
    enum rw_status st = q_clause_save(a->db, a->mem,
                                      &(struct q_clause_save_in){ .case_id = j->case_id,
                                                                  .id = j->id,
                                                                  .version = j->in->version,
                                                                  .kind = j->in->kind,
                                                                  .words = j->in->words,
                                                                  .page = j->in->page },
                                      &a->err);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "clause-save",
                                           .object_type = "clause",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->in->version + 1,
                                           .purpose = "court" });
    return st;
}

enum rw_status clause_save(struct act *a, struct str case_id, struct str id,
                           const struct clause_input *in)
{
    struct clause_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_clause(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_clause_save, &j);
}

enum rw_status clause_list(struct act *a, struct str case_id, struct str order_id,
                           struct clause_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_clause_list(a->db, a->mem,
                         &(struct q_clause_list_in){ .case_id = case_id, .order_id = order_id },
                         rows, n, &a->err);
}
