/* agreement.c -- versions of a case's treatment agreement, item by item. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consent.h"
#include "app/lists.h"
#include "gen/queries.h"

struct agreement_job {
    struct str case_id, id;
    struct date from;
    const struct agreement_item_input *items;
    size_t n;
    bool fresh;
};

static const struct agreement_item_row *item_in(const struct agreement_item_row *rows, size_t n,
                                                struct str code)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].code, code))
            return &rows[i];
    return NULL;
}

static enum rw_status put_items(struct act *a, const struct agreement_job *j)
{
    struct agreement_item_row *there;
    size_t n, i;
    struct q_agreement_item_list_in in = { .case_id = j->case_id, .agreement_id = j->id };
    enum rw_status st = q_agreement_item_list(a->db, a->mem, &in, &there, &n, &a->err);

    for (i = 0; !st && i < j->n; i++) {
        const struct agreement_item_input *x = &j->items[i];

        if (item_in(there, n, x->code))
            return RW_FAIL(&a->err, RW_ECONFLICT, "an item is in the agreement already");
        st = q_agreement_item_add(
            a->db, a->mem,
            &(struct q_agreement_item_add_in){ .case_id = j->case_id,
                                               .id = id_new(a->mem),
                                               .agreement_id = j->id,
                                               .code = x->code,
                                               .state = x->not_applicable ? STR("not_applicable")
                                                                          : STR("present"),
                                               .words = x->words },
            &a->err);
    }
    return st;
}

static enum rw_status put_version(struct act *a, const struct agreement_job *j)
{
    struct agreement_row *rows;
    size_t n;
    enum rw_status st = q_agreement_list(
        a->db, a->mem, &(struct q_agreement_list_in){ .case_id = j->case_id }, &rows, &n, &a->err);

    if (!st)
        st = q_agreement_add(
            a->db, a->mem,
            &(struct q_agreement_add_in){ .case_id = j->case_id,
                                          .id = j->id,
                                          .number = n ? rows[n - 1].number + 1 : 1,
                                          .from_on = date_iso(a->mem, j->from),
                                          .recorded_utc = utc_iso(a->mem, a->now_utc),
                                          .recorded_by = a->viewer.account_id,
                                          .recorded_name = a->viewer.name },
            &a->err);
    if (!st)
        st = chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                           .kind = "consent",
                                                           .ref_id = j->id,
                                                           .on = j->from,
                                                           .at_utc = RW_NO_TIME,
                                                           .account_id = a->viewer.account_id,
                                                           .state = "recorded",
                                                           .cls = CLASS_L,
                                                           .line = STR("Treatment agreement") });
    return st;
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct agreement_job *j = arg;
    enum rw_status st = j->fresh ? put_version(a, j) : RW_OK;

    if (!st)
        st = put_items(a, j);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = j->fresh ? "agreement-add" : "agreement-items",
                                           .object_type = "agreement",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

/* A problem stands under the item's own code. */
static void check_items(struct act *a, const struct agreement_item_input *items, size_t n)
{
    const struct choice_list *list = list_of(a->app, LIST_AGREEMENT_ITEMS);
    size_t i;

    for (i = 0; i < n; i++) {
        const char *field = str_z(a->mem, items[i].code);

        check_choice(a, field, list, items[i].code);
        if (str_empty(str_trim(items[i].words)) && items[i].not_applicable)
            problem_add(&a->bad, field, STR("Please say why this does not apply."));
        else
            check_text(a, field, items[i].words, REQUIRED);
    }
}

enum rw_status agreement_add(struct act *a, struct str case_id, struct date from,
                             const struct agreement_item_input *items, size_t n, struct str *id)
{
    struct agreement_job j = { .case_id = case_id,
                               .id = id_new(a->mem),
                               .from = from,
                               .items = items,
                               .n = n,
                               .fresh = true };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_date(a, "from", from, REQUIRED);
    check_items(a, items, n);
    st = check_done(a);
    if (!st)
        st = act_write(a, apply, &j);
    if (!st)
        *id = j.id;
    return st;
}

static enum rw_status find_version(struct act *a, struct str case_id, struct str id)
{
    struct agreement_row *rows;
    size_t n, i;
    enum rw_status st = agreement_list(a, case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id))
            return RW_OK;
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such agreement in this case");
}

enum rw_status agreement_items_add(struct act *a, struct str case_id, struct str id,
                                   const struct agreement_item_input *items, size_t n)
{
    struct agreement_job j = { .case_id = case_id, .id = id, .items = items, .n = n };
    enum rw_status st = find_version(a, case_id, id);

    if (!st)
        st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
    if (st)
        return st;
    check_items(a, items, n);
    st = check_done(a);
    return st ? st : act_write(a, apply, &j);
}

enum rw_status agreement_list(struct act *a, struct str case_id, struct agreement_row **rows,
                              size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_agreement_list(a->db, a->mem, &(struct q_agreement_list_in){ .case_id = case_id },
                            rows, n, &a->err);
}

enum rw_status agreement_items(struct act *a, struct str case_id, struct str id,
                               struct agreement_item_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_agreement_item_list(
        a->db, a->mem, &(struct q_agreement_item_list_in){ .case_id = case_id, .agreement_id = id },
        rows, n, &a->err);
}
