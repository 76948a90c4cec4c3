/* report_counts.c -- offered, held, and each adult's own part. */
#include "core/report_counts.h"

static enum report_outcome outcome_of(const struct report_service *s)
{
    return (unsigned)s->outcome < REPORT_OUTCOME_COUNT ? s->outcome : REPORT_OUTCOME_UNKNOWN;
}

struct report_counts report_count(const struct report_service *s, size_t n)
{
    struct report_counts c = { .minutes_known = true };

    for (size_t i = 0; i < n; i++) {
        enum report_outcome o = outcome_of(&s[i]);
        bool held = o == REPORT_HELD;

        c.offered++;
        c.outcome[o]++;
        c.held += held;
        if (s[i].offered_min < 0 || (held && s[i].held_min < 0)) {
            c.minutes_known = false;
            continue;
        }
        c.offered_min += s[i].offered_min;
        if (held) {
            c.held_min += s[i].held_min;
            c.full += s[i].held_min >= s[i].offered_min;
        }
    }
    return c;
}

struct report_part report_count_part(const struct report_service *s, size_t n, size_t who)
{
    struct report_part p = { 0 };
    uint64_t bit = who < 64 ? UINT64_C(1) << who : 0;

    for (size_t i = 0; i < n; i++) {
        enum report_outcome o = outcome_of(&s[i]);
        bool own = s[i].by >= 0 && (size_t)s[i].by == who;

        if (!own && !(s[i].expected & bit))
            continue;
        if (o == REPORT_HELD) {
            p.counted += s[i].attended != 0; /* who came is not recorded: in nobody's part */
            p.attended += (s[i].attended & bit) != 0;
        } else if (own && (o == REPORT_CANCELLED_BY || o == REPORT_NO_SHOW)) {
            p.counted++;
            p.cancelled += o == REPORT_CANCELLED_BY;
            p.no_show += o == REPORT_NO_SHOW;
        }
    }
    return p;
}

struct str report_count_words(struct arena *a, const struct report_counts *c)
{
    if (c->offered == 0)
        return STR("No session of this period is recorded.");
    struct str head = str_fmt(a, "%d of %d offered %s took place", (int)c->held, (int)c->offered,
                              c->offered == 1 ? "session" : "sessions");
    if (!c->minutes_known)
        return str_fmt(a, "%.*s. Minutes: not recorded for every session.", STR_ARG(head));
    return str_fmt(a, "%.*s, %d of them in full length; %lld of %lld offered minutes.",
                   STR_ARG(head), (int)c->full, (long long)c->held_min, (long long)c->offered_min);
}
