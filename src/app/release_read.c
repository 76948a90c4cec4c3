/* release_read.c -- releases as they stand today, whose signatures one takes, and what checkpoints ask. */
#include "app/consent.h"
#include "app/criterion_tool.h"
#include "app/minor_consent.h"
#include "app/privilege.h"
#include "app/release_parts.h"
#include "gen/queries.h"

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static enum release_state state_of(const struct act *a, const struct release_row *r)
{
    bool closed = r->ended_on.len && str_is(r->ended_reason, RELEASE_ENDED_BY_CLOSING);
    struct release_span span = { .signed_on = day_of(r->signed_on),
                                 .expires_on = day_of(r->expires_on),
                                 .ended_on = closed ? RW_NO_DATE : day_of(r->ended_on) };

    return release_state_of(&span, a->today, closed || str_is(a->access.head.state, "closed"));
}

/* Rows of one release stand together, one a signer. */
static enum rw_status load(struct act *a, struct str case_id, struct release_item **list, size_t *n)
{
    struct release_row *rows;
    struct str *signers;
    size_t nrows, i;
    enum rw_status st = q_release_list(
        a->db, a->mem, &(struct q_release_list_in){ .case_id = case_id }, &rows, &nrows, &a->err);

    *n = 0;
    if (st)
        return st;
    *list = arena_array(a->mem, struct release_item, nrows + 1);
    signers = arena_array(a->mem, struct str, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++) {
        if (i == 0 || !str_eq(rows[i].id, rows[i - 1].id))
            (*list)[(*n)++] = (struct release_item){ .row = rows[i],
                                                     .signers = &signers[i],
                                                     .given = str_is(rows[i].kind, "given"),
                                                     .state = state_of(a, &rows[i]) };
        signers[i] = rows[i].signer_id;
        if (rows[i].signer_id.p)
            (*list)[*n - 1].nsigners++;
    }
    return RW_OK;
}

enum rw_status release_list(struct act *a, struct str case_id, struct release_item **list,
                            size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    return st ? st : load(a, case_id, list, n);
}

enum rw_status release_get(struct act *a, struct str case_id, struct str id, struct release_item *x)
{
    struct release_item *list;
    size_t n, i;
    enum rw_status st = release_list(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.id, id)) {
            *x = list[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such release");
}

static enum rw_status child_need(struct act *a, const struct case_rows *c,
                                 const struct person_row *child, struct release_need *need)
{
    struct consent_holders holders = consent_holders_of(a, c, child);
    struct privilege_line *lines;
    struct privilege_state privilege;
    struct minor_consent_row *own;
    size_t n;
    enum rw_status st = privilege_lines_load(a, c->case_id, &lines, &n);

    if (st)
        return st;
    privilege = privilege_state_for(a, c, child, lines, n);
    need->undetermined = privilege.undetermined;
    need->holder_id = privilege.line ? privilege.line->holder_id : STR_NULL;
    st = minor_consent_load(a, c->case_id, &own, &n);
    if (st)
        return st;
    need->own_consent = minor_consent_of(a, own, n, child->id) != NULL;
    need->either = holders.either;
    need->custody = holders.ids;
    need->ncustody = holders.by_document ? holders.n : 0;
    return RW_OK;
}

enum rw_status release_need_of(struct act *a, const struct case_rows *c, struct str subject_id,
                               struct release_need *need)
{
    const struct person_row *child = case_child(c, subject_id);

    *need = (struct release_need){ .child = child != NULL, .subject = subject_id };
    return child ? child_need(a, c, child, need) : RW_OK;
}

static bool ended(const struct release_item *x)
{
    return x->state != RELEASE_RUNS && x->state != RELEASE_NOT_YET;
}

/* The day on which the last word fell: it was signed, taken back, or ran out; or it was said that there
 * is none. */
static struct date last_day(const struct act *a, const struct release_item *x)
{
    int64_t at;

    if (!x->given)
        return utc_parse(x->row.recorded_utc, &at) ? clock_local(at).date : a->today;
    if (x->state == RELEASE_REVOKED)
        return day_of(x->row.ended_on);
    return day_of(x->state == RELEASE_EXPIRED ? x->row.expires_on : x->row.signed_on);
}

/* One that runs: no. All ended: yes. It was said that there is none: does not apply. Nothing recorded:
 * not known. */
enum rw_status release_tell(struct act *a, struct case_rows *c)
{
    struct fact f = { .name = STR("G6.e"), .by = STR("Releases"), .recorded_utc = RW_NO_TIME };
    struct release_item *list;
    const struct release_item *last;
    size_t n, i;
    enum rw_status st = load(a, c->case_id, &list, &n);

    if (st || n == 0)
        return st;
    last = &list[n - 1];
    f.value = last->given ? FACT_YES : FACT_NA;
    for (i = 0; i < n; i++)
        if (list[i].given) {
            f.value = f.value == FACT_NA ? FACT_YES : f.value;
            if (!ended(&list[i])) {
                f.value = FACT_NO;
                last = &list[i];
            }
        }
    f.id = last->row.id;
    f.on = last_day(a, last);
    f.reason = f.value == FACT_NA ? last->row.words : STR_NULL;
    if (!utc_parse(last->row.recorded_utc, &f.recorded_utc))
        f.recorded_utc = RW_NO_TIME;
    return criterion_tool_tell(a, c, &f);
}
