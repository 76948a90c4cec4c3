/* contact_facts.c -- what the orders answer at checkpoints, and that somebody else is to be present.
 * What stops contact has criteria of its own. */
#include "app/child_walk.h"
#include "app/contact.h"
#include "app/criterion_tool.h"
#include "gen/rows.h"

#define ENTERED "G0.d"

static const char *const allowed[] = { "G3.g", "G4.b" };

static int64_t time_of(struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? t : RW_NO_TIME;
}

/* The newest row that somebody entered; it dates the answer. */
static const struct contact_terms_row *newest(const struct contact_case *c)
{
    const struct contact_terms_row *last = NULL;
    size_t i;

    for (i = 0; i < c->nrows; i++)
        if (c->rows[i].id.p && (!last || str_cmp(c->rows[i].recorded_utc, last->recorded_utc) >= 0))
            last = &c->rows[i];
    return last;
}

static const struct contact_terms_row *row_of_kind(const struct contact_case *c, const char *kind)
{
    size_t i;

    for (i = 0; i < c->nrows; i++)
        if (str_is(c->rows[i].kind, kind))
            return &c->rows[i];
    return NULL;
}

/* One entry answers several questions; each answer has an id of its own. */
static struct str id_of(const struct act *a, struct str row, const char *criterion,
                        struct str child)
{
    return str_join(a->mem, str_join(a->mem, row, STR("-"), str_of(criterion)), STR("-"), child);
}

static struct fact fact_of(const struct act *a, const struct contact_case *c, const char *criterion,
                           enum fact_value value, struct str reason)
{
    const struct contact_terms_row *r = newest(c);

    return (struct fact){ .id = id_of(a, r ? r->id : c->case_id, criterion, STR_NULL),
                          .name = str_of(criterion),
                          .value = value,
                          .reason = reason,
                          .on = a->today,
                          .recorded_utc = r ? time_of(r->recorded_utc) : RW_NO_TIME,
                          .by = r ? r->recorded_name : STR_NULL };
}

/* Every order in force has what it says entered, or it is stated that it says nothing. */
static enum rw_status tell_entered(struct act *a, const struct contact_case *c,
                                   struct case_rows *rows)
{
    const struct contact_terms_row *none = row_of_kind(c, "no_order");
    struct fact f = fact_of(a, c, ENTERED, FACT_YES, STR("Entered for each order in force."));
    size_t i, counted = 0;

    for (i = 0; i < c->in.norders; i++) {
        const struct contact_order *o = &c->in.orders[i];

        if (!contact_order_counts(o, a->today))
            continue;
        counted++;
        if (!o->entered && f.value != FACT_NO) {
            f.value = FACT_NO;
            f.reason = str_fmt(a->mem, "What %.*s says about contact is not entered yet.",
                               STR_ARG(contact_order_name(a->mem, o)));
        }
    }
    if (!counted && !none)
        return RW_OK;
    if (!counted)
        f = (struct fact){ .id = id_of(a, none->id, ENTERED, STR_NULL),
                           .name = STR(ENTERED),
                           .value = FACT_NA,
                           .reason = none->statement,
                           .on = a->today,
                           .recorded_utc = time_of(none->recorded_utc),
                           .by = none->recorded_name };
    return criterion_tool_tell(a, rows, &f);
}

/* The step that the checkpoint with this criterion opens; once that lies behind the child, the one
 * that the next checkpoint opens, if that is higher. */
static struct str level_ahead(struct act *a, const struct case_rows *rows,
                              const struct person_row *child, struct str criterion)
{
    const struct protocol *p = rows->protocol;
    struct child_walk walk = child_walk(a, p, child);
    const struct gate *next = walk_next(a, &walk);
    struct str level = STR_NULL;
    size_t i, k;

    for (i = 0; i < p->ngates; i++)
        for (k = 0; k < p->gates[i].ncriteria; k++)
            if (str_eq(p->gates[i].criteria[k].id, criterion) && !level.p)
                level = p->gates[i].opens_level;
    if (next && next->opens_level.len &&
        protocol_level_order(p, next->opens_level) > protocol_level_order(p, level))
        level = next->opens_level;
    return level;
}

static int weight(enum contact_answer x)
{
    return x == CONTACT_NO ? 2 : x == CONTACT_NOT_KNOWN ? 1 : 0;
}

/* The least favourable answer among the adults whose contact is in question. */
static enum rw_status tell_allowed(struct act *a, const struct contact_case *c,
                                   struct case_rows *rows, const struct person_row *child,
                                   const char *criterion)
{
    static const enum fact_value values[] = {
        [CONTACT_NOT_KNOWN] = FACT_UNKNOWN, [CONTACT_NO] = FACT_NO, [CONTACT_YES] = FACT_YES
    };
    struct contact_question q = { .child = child->id, .day = a->today };
    const struct fact_adult *adults;
    size_t n = case_adults(a, rows, child->id, PER_CONTACT_PARENT, &adults), i;
    struct contact_reply worst = { .answer = CONTACT_YES }, r;
    enum rw_status st = RW_OK;
    struct fact f;

    q.step = contact_step_of(a, rows->protocol, level_ahead(a, rows, child, str_of(criterion)));
    if (!n || !q.step)
        return RW_OK;
    for (i = 0; !st && i < n; i++) {
        q.person = adults[i].id;
        st = contact_step_permitted(a->mem, &c->in, &q, &r, &a->err);
        if (!st && (!worst.nsources || weight(r.answer) > weight(worst.answer)))
            worst = r;
    }
    if (st)
        return st;
    f = fact_of(a, c, criterion, values[worst.answer], worst.sentence);
    f.id = id_of(a, f.id, "for", child->id);
    f.child = child->id;
    return criterion_tool_tell(a, rows, &f);
}

enum rw_status contact_facts(struct act *a, struct case_rows *rows)
{
    struct contact_case *c = arena_new(a->mem, struct contact_case);
    size_t i, k;
    enum rw_status st = contact_orders(a, rows->case_id, rows->protocol, c);

    if (!st)
        st = contact_supervision(a, rows, c);
    if (!st)
        st = tell_entered(a, c, rows);
    for (i = 0; !st && rows->protocol && i < rows->npeople; i++)
        for (k = 0; !st && k < sizeof allowed / sizeof *allowed; k++)
            if (str_is(rows->people[i].kind, "child"))
                st = tell_allowed(a, c, rows, &rows->people[i], allowed[k]);
    rows->orders = c;
    return st;
}
