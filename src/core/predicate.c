#include "core/predicate.h"

enum tri tri_all(const enum tri *x, size_t n)
{
    enum tri r = TRI_YES;

    for (size_t i = 0; i < n; i++) {
        if (x[i] == TRI_NO)
            return TRI_NO;
        if (x[i] == TRI_UNKNOWN)
            r = TRI_UNKNOWN;
    }
    return r;
}

enum tri tri_any(const enum tri *x, size_t n)
{
    enum tri r = TRI_NO;

    for (size_t i = 0; i < n; i++) {
        if (x[i] == TRI_YES)
            return TRI_YES;
        if (x[i] == TRI_UNKNOWN)
            r = TRI_UNKNOWN;
    }
    return r;
}

static void trail_id(struct evidence_trail *t, struct str id)
{
    if (str_empty(id))
        return;
    for (size_t i = 0; t->ids && i < t->n; i++)
        if (str_eq(t->ids[i], id))
            return;
    if (t->ids)
        t->ids[t->n] = id;
    t->n++;
}

static void trail_fact(struct evidence_trail *t, const struct fact *x)
{
    for (size_t i = 0; i < x->nevidence; i++)
        trail_id(t, x->evidence[i]);
}

static struct fact_key key_of(const struct asking *q, const struct predicate *w)
{
    return (struct fact_key){ .name = w->name, .child = q->child, .person = q->person };
}

static struct predicate_answer ask_fact(const struct asking *q, const struct predicate *w,
                                        struct evidence_trail *trail)
{
    const struct fact *x = fact_latest(q->f, key_of(q, w));
    struct predicate_answer r = { .is = TRI_UNKNOWN, .record = x };

    if (!x)
        return r;
    trail_fact(trail, x);
    if (x->value == FACT_YES) {
        r.is = TRI_YES;
    } else if (x->value == FACT_NO) {
        r.is = TRI_NO;
    } else if (x->value == FACT_NA) {
        r.na = q->c->may_be_na && !str_empty(str_trim(x->reason));
        r.is = r.na ? TRI_YES : TRI_UNKNOWN;
        r.why = r.na ? WHY_PLAIN : WHY_NA_REFUSED;
    }
    return r;
}

static struct predicate_answer ask_number(const struct asking *q, const struct predicate *w,
                                          struct evidence_trail *trail)
{
    const struct fact *x = fact_latest(q->f, key_of(q, w));
    struct predicate_answer r = { .is = TRI_UNKNOWN, .record = x };

    if (!x)
        return r;
    trail_fact(trail, x);
    if (x->value != FACT_NUMBER)
        return r;
    if (w->kind == PRED_AT_LEAST)
        r.is = x->number >= w->value ? TRI_YES : TRI_NO;
    else
        r.is = x->number <= w->value ? TRI_YES : TRI_NO;
    return r;
}

/* Fewer days than asked for is "not yet known to be enough", unless the latest record says no. */
static struct predicate_answer ask_count(const struct asking *q, const struct predicate *w,
                                         struct evidence_trail *trail)
{
    const struct fact *x = fact_latest(q->f, key_of(q, w));
    struct predicate_answer r = { .is = TRI_UNKNOWN, .record = x };

    if (!x)
        return r;
    trail_fact(trail, x);
    if ((int64_t)fact_days_yes(q->f, key_of(q, w)) >= w->value)
        r.is = TRI_YES;
    else if (x->value == FACT_NO)
        r.is = TRI_NO;
    return r;
}

static struct predicate_answer ask_within(const struct asking *q, const struct predicate *w,
                                          struct evidence_trail *trail)
{
    struct predicate_answer r = ask_fact(q, w, trail);

    if (r.is == TRI_YES && !r.na && date_diff(q->f->today, r.record->on) > w->value) {
        r.is = TRI_UNKNOWN;
        r.why = WHY_STALE;
        r.days = w->value;
    }
    return r;
}

static struct predicate_answer ask_sign(const struct asking *q, const struct predicate *w,
                                        struct evidence_trail *trail)
{
    const struct fact_sign *s = fact_open_sign(q->f, w->name, q->person);
    struct predicate_answer r = { .is = TRI_YES, .sign_code = w->name, .sign = s };

    if (s) {
        trail_id(trail, s->id);
        r.is = TRI_NO;
        r.why = WHY_SIGN_OPEN;
    } else if (!q->f->signs_known) {
        r.is = TRI_UNKNOWN;
        r.why = WHY_SIGN_UNKNOWN;
    }
    return r;
}

static struct predicate_answer ask_still_true(const struct asking *q, const struct predicate *w,
                                              struct evidence_trail *trail)
{
    enum tri is = q->stands ? q->stands(q, w->name) : TRI_UNKNOWN;

    (void)trail;
    return (struct predicate_answer){ .is = is,
                                      .why = is == TRI_YES ? WHY_PLAIN : WHY_EARLIER_GATE };
}

/* The first part that decided speaks for the whole; where it rests on no record, the first part
 * with the same answer that has one lends its own. */
static struct predicate_answer ask_parts(const struct asking *q, const struct predicate *w,
                                         struct evidence_trail *trail)
{
    bool all = w->kind == PRED_ALL;
    struct predicate_answer r = { .is = all ? TRI_YES : TRI_NO };
    bool first = true;

    for (size_t i = 0; i < w->nof; i++) {
        struct predicate_answer x = predicate_ask(q, &w->of[i], trail);
        enum tri both[2] = { r.is, x.is };
        enum tri is = all ? tri_all(both, 2) : tri_any(both, 2);

        if (first || is != r.is) {
            r = x;
        } else if (!r.record && x.is == r.is) {
            r.record = x.record;
            r.na = x.na;
        }
        r.is = is;
        first = false;
    }
    return r;
}

typedef struct predicate_answer ask_fn(const struct asking *q, const struct predicate *w,
                                       struct evidence_trail *trail);

struct predicate_answer predicate_ask(const struct asking *q, const struct predicate *w,
                                      struct evidence_trail *trail)
{
    static ask_fn *const how[] = {
        [PRED_FACT] = ask_fact,
        [PRED_AT_LEAST] = ask_number,
        [PRED_AT_MOST] = ask_number,
        [PRED_COUNT] = ask_count,
        [PRED_WITHIN_DAYS] = ask_within,
        [PRED_NOT_OPEN] = ask_sign,
        [PRED_STILL_TRUE] = ask_still_true,
        [PRED_ALL] = ask_parts,
        [PRED_ANY] = ask_parts,
    };

    return how[w->kind](q, w, trail);
}

struct str predicate_record(const struct predicate *w)
{
    struct str found = STR_NULL;

    if (w->kind != PRED_NOT_OPEN && w->kind != PRED_STILL_TRUE && w->kind != PRED_ALL &&
        w->kind != PRED_ANY)
        return w->name;
    for (size_t i = 0; !found.p && i < w->nof; i++)
        found = predicate_record(&w->of[i]);
    return found;
}
