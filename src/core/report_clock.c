#include "core/report_clock.h"

#define MINUTE 60
#define HOUR 3600

static int64_t earliest(const int64_t *list, size_t n)
{
    int64_t t = n ? list[0] : RW_NO_TIME;
    size_t i;

    for (i = 1; i < n; i++)
        t = list[i] < t ? list[i] : t;
    return t;
}

static bool is_whole(const struct clock_case *c, const struct report_made *m)
{
    return str_eq(m->by, c->reporter) && m->agency.len && m->person.len && m->method.len &&
           m->reference.len && m->at_utc != RW_NO_TIME;
}

/* The first whole report; written: of those in writing. */
static int64_t first_report(const struct clock_case *c, bool written)
{
    int64_t t = RW_NO_TIME;
    size_t i;

    for (i = 0; i < c->nreports; i++) {
        const struct report_made *m = &c->reports[i];

        if (is_whole(c, m) && (m->written || !written) && (t == RW_NO_TIME || m->at_utc < t))
            t = m->at_utc;
    }
    return t;
}

static void read_written(const struct clock_rules *r, const struct clock_case *c, int64_t now_utc,
                         struct clock_reading *k)
{
    k->written_utc = first_report(c, true);
    k->written_due_utc = RW_NO_TIME;
    k->written = k->written_utc != RW_NO_TIME ? WRITTEN_DONE : WRITTEN_NOT_ASKED;
    if (r->written_hours < 0 || k->state == CLOCK_NO_CAUSE)
        return;
    k->written_due_utc = k->cause_utc + (int64_t)r->written_hours * HOUR;
    if (k->written != WRITTEN_DONE)
        k->written = now_utc > k->written_due_utc ? WRITTEN_LATE : WRITTEN_OPEN;
}

/* A window shorter than the practice's own marks brings the red mark forward. */
static enum clock_state colour(const struct clock_rules *r, int64_t elapsed_min, bool overdue)
{
    if (overdue || elapsed_min >= r->red_min)
        return CLOCK_RED;
    return elapsed_min >= r->amber_min ? CLOCK_AMBER : CLOCK_RUNNING;
}

struct clock_reading report_clock_read(const struct clock_rules *r, const struct clock_case *c,
                                       int64_t now_utc)
{
    struct clock_reading k = { .cause_utc = earliest(c->causes, c->ncauses),
                               .reported_utc = first_report(c, false) };
    bool reported = k.reported_utc != RW_NO_TIME;
    int64_t until = reported ? k.reported_utc : now_utc;

    k.due_utc = k.cause_utc + (int64_t)r->oral_hours * HOUR;
    k.elapsed_min = until > k.cause_utc ? (until - k.cause_utc) / MINUTE : 0;
    k.overdue = r->oral_hours > 0 && until > k.due_utc;
    if (reported)
        k.state = CLOCK_REPORTED;
    else if (c->no_cause)
        k.state = CLOCK_NO_CAUSE;
    else
        k.state = colour(r, k.elapsed_min, k.overdue);
    if (k.state == CLOCK_NO_CAUSE)
        k.overdue = false;
    k.escalated = k.state < CLOCK_REPORTED && k.elapsed_min >= r->escalate_min;
    read_written(r, c, now_utc, &k);
    return k;
}

bool report_cause_may_move(const int64_t *causes, size_t ncauses, int64_t to_utc)
{
    return ncauses && to_utc < earliest(causes, ncauses);
}
