#include "core/fact.h"

static bool counts_by(const struct facts *f, struct date on)
{
    return date_known(on) && on.day <= f->today.day;
}

static bool answers(const struct fact *x, struct fact_key k)
{
    if (!str_eq(x->name, k.name) || !str_eq(x->person, k.person))
        return false;
    return str_eq(x->child, k.child) || (!str_empty(k.person) && str_empty(x->child));
}

static bool is_later(const struct fact *x, const struct fact *than)
{
    if (x->on.day != than->on.day)
        return x->on.day > than->on.day;
    if (x->recorded_utc != than->recorded_utc)
        return x->recorded_utc > than->recorded_utc;
    return str_cmp(x->id, than->id) > 0;
}

const struct fact *fact_latest(const struct facts *f, struct fact_key k)
{
    const struct fact *best = NULL;

    for (size_t i = 0; i < f->nfacts; i++) {
        const struct fact *x = &f->facts[i];

        if (counts_by(f, x->on) && answers(x, k) && (!best || is_later(x, best)))
            best = x;
    }
    return best;
}

/* True for the one record of its day that speaks for that day. */
static bool speaks_for_day(const struct facts *f, const struct fact *x, struct fact_key k)
{
    for (size_t i = 0; i < f->nfacts; i++) {
        const struct fact *y = &f->facts[i];

        if (y != x && y->on.day == x->on.day && answers(y, k) && is_later(y, x))
            return false;
    }
    return true;
}

size_t fact_days_yes(const struct facts *f, struct fact_key k)
{
    size_t n = 0;

    for (size_t i = 0; i < f->nfacts; i++) {
        const struct fact *x = &f->facts[i];

        if (x->value == FACT_YES && counts_by(f, x->on) && answers(x, k) && speaks_for_day(f, x, k))
            n++;
    }
    return n;
}

static bool sign_touches(const struct facts *f, const struct fact_sign *s, struct str person)
{
    if (!str_empty(s->child) && !str_eq(s->child, f->child))
        return false;
    if (str_empty(s->person) || str_eq(s->person, f->child))
        return true;
    if (!str_empty(person))
        return str_eq(s->person, person);
    for (size_t i = 0; i < f->nadults; i++)
        if (str_eq(s->person, f->adults[i].id))
            return true;
    return false;
}

/* A sign whose day of opening is missing counts as open: the doubt is on the side of safety. */
static bool sign_is_open(const struct facts *f, const struct fact_sign *s)
{
    if (date_known(s->opened) && s->opened.day > f->today.day)
        return false;
    return !date_known(s->closed) || s->closed.day > f->today.day;
}

const struct fact_sign *fact_open_sign(const struct facts *f, struct str code, struct str person)
{
    const struct fact_sign *best = NULL;

    for (size_t i = 0; i < f->nsigns; i++) {
        const struct fact_sign *s = &f->signs[i];

        if (!str_eq(s->code, code) || !sign_is_open(f, s) || !sign_touches(f, s, person))
            continue;
        if (!best || s->opened.day < best->opened.day ||
            (s->opened.day == best->opened.day && str_cmp(s->id, best->id) < 0))
            best = s;
    }
    return best;
}
