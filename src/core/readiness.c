#include "core/readiness.h"

#define BIT(s) (1u << (s))
#define OWN_VIEW (BIT(READINESS_BY_SELF) | BIT(READINESS_OBSERVED))

/* From bad to good, for two words of one moment. */
static int64_t standing(const struct readiness_rating *r)
{
    return r->state == READINESS_UNKNOWN ? -1 : r->state == READINESS_RATED ? r->level : INT64_MAX;
}

static bool later(const struct readiness_rating *a, const struct readiness_rating *b)
{
    if (a->on.day != b->on.day)
        return a->on.day > b->on.day;
    if (a->recorded_utc != b->recorded_utc)
        return a->recorded_utc > b->recorded_utc;
    return standing(a) < standing(b);
}

const struct readiness_rating *readiness_newest(const struct readiness_rating *list, size_t n,
                                                struct str person, struct str item,
                                                unsigned sources)
{
    const struct readiness_rating *last = NULL;
    size_t i;

    for (i = 0; i < n; i++)
        if ((sources & BIT(list[i].source)) && str_eq(list[i].person, person) &&
            str_eq(list[i].item, item) && (!last || later(&list[i], last)))
            last = &list[i];
    return last;
}

static enum tri stands(const struct readiness_rating *r, int64_t level)
{
    if (!r || r->state == READINESS_UNKNOWN)
        return TRI_UNKNOWN;
    if (r->state == READINESS_NONE_IDENTIFIED)
        return str_is(r->item, READINESS_ACCOUNTABILITY) ? TRI_YES : TRI_UNKNOWN;
    if (r->state == READINESS_NOT_YET)
        return TRI_YES;
    return r->level >= level ? TRI_YES : TRI_NO;
}

static void count(struct readiness_answer *a, const struct readiness_rating *r, int64_t level)
{
    enum tri t = stands(r, level);

    a->low += t == TRI_NO;
    a->missing += t == TRI_UNKNOWN;
    a->later += r && r->state == READINESS_NOT_YET;
    if (r && (!a->last || later(r, a->last)))
        a->last = r;
}

struct readiness_answer readiness_of_adult(const struct readiness_rating *list, size_t n,
                                           struct str person, const struct str *items,
                                           size_t nitems, int64_t level)
{
    struct readiness_answer a = { .value = TRI_UNKNOWN };
    size_t i;

    for (i = 0; i < nitems; i++)
        count(&a, readiness_newest(list, n, person, items[i], BIT(READINESS_BY_CLINICIAN)), level);
    if (a.low)
        a.value = TRI_NO;
    else if (nitems && !a.missing && a.later < nitems)
        a.value = TRI_YES;
    return a;
}

static bool in_distress(const struct readiness_rating *r)
{
    return r && r->state == READINESS_RATED && r->level == 0;
}

struct readiness_answer readiness_of_child(const struct readiness_rating *list, size_t n,
                                           struct str child, int64_t level)
{
    static const unsigned views[] = { OWN_VIEW, BIT(READINESS_BY_CLINICIAN) };
    struct readiness_answer a = { .value = TRI_UNKNOWN };
    bool known = false; /* that the child is in no acute distress */
    size_t i;

    for (i = 0; i < sizeof views / sizeof *views; i++) {
        const struct readiness_rating *calm =
            readiness_newest(list, n, child, STR(READINESS_CALM), views[i]);
        const struct readiness_rating *will =
            readiness_newest(list, n, child, STR(READINESS_WILLINGNESS), views[i]);

        count(&a, will, level);
        a.missing += will && will->state == READINESS_NOT_YET;
        if (in_distress(calm))
            count(&a, calm, 1);
        known = known || (calm && calm->state == READINESS_RATED);
    }
    a.missing += !known;
    a.value = a.low ? TRI_NO : a.missing ? TRI_UNKNOWN : TRI_YES;
    return a;
}
