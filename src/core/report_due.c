#include "core/report_due.h"

static struct date earlier(struct date a, struct date b)
{
    if (!date_known(a) || (date_known(b) && b.day < a.day))
        return b;
    return a;
}

/* Far past or future is no date that anybody waits for. */
static struct date moved(struct date d, int64_t days)
{
    int64_t day;

    if (days > INT32_MAX || days < -(int64_t)INT32_MAX)
        return RW_NO_DATE;
    day = d.day + days;
    return day > INT32_MIN && day <= INT32_MAX ? (struct date){ (int32_t)day } : RW_NO_DATE;
}

static struct date within(const struct report_rule *r, struct date due)
{
    if (date_known(due) && date_known(r->expires_on) && due.day > r->expires_on.day)
        return RW_NO_DATE;
    return due;
}

static struct date due_by_interval(const struct report_rule *r)
{
    int64_t times = 1, waited;

    if (r->every_days <= 0 || !date_known(r->effective_on))
        return RW_NO_DATE;
    if (date_known(r->reported_on) && r->reported_on.day >= r->effective_on.day)
        return moved(r->reported_on, r->every_days);
    if (r->every_days > INT32_MAX)
        return RW_NO_DATE;
    waited = date_known(r->recorded_on) ? (int64_t)r->recorded_on.day - r->effective_on.day : 0;
    if (waited > 0)
        times = (waited + r->every_days - 1) / r->every_days;
    return moved(r->effective_on, times * r->every_days);
}

/* Was the last report written for this hearing, whose report is due on that day? */
static bool served(const struct report_rule *r, const struct hearing_day *h, struct date due)
{
    size_t i;

    if (!date_known(r->reported_on) || r->reported_on.day > h->on.day)
        return false;
    if (r->every_days > 0)
        return (int64_t)r->reported_on.day >= due.day - r->before_days;
    for (i = 0; i < r->nhearings; i++)
        if (r->hearings[i].on.day >= r->reported_on.day && r->hearings[i].on.day < h->on.day)
            return false;
    return true;
}

static struct date due_by_hearing(const struct report_rule *r, struct date today)
{
    struct date due = RW_NO_DATE;
    size_t i;

    for (i = 0; r->before_days > 0 && i < r->nhearings; i++) {
        const struct hearing_day *h = &r->hearings[i];
        struct date d = moved(h->on, -r->before_days);

        if (!h->held && h->on.day >= today.day && date_known(d) && !served(r, h, d))
            due = earlier(due, within(r, d));
    }
    return due;
}

struct date report_due(const struct report_rule *r, struct date today)
{
    return earlier(within(r, due_by_interval(r)), due_by_hearing(r, today));
}
