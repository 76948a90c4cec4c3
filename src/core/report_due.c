#include "core/report_due.h"

static struct date earlier(struct date a, struct date b)
{
    if (!date_known(a) || (date_known(b) && b.day < a.day))
        return b;
    return a;
}

struct date report_due(const struct report_rule *r, struct date today)
{
    struct date due = RW_NO_DATE;
    size_t i;

    if (r->every_days > 0 && r->every_days < INT32_MAX && date_known(r->effective_on)) {
        int64_t passed = (int64_t)today.day - r->effective_on.day;
        int64_t times = passed <= 0 ? 1 : (passed + r->every_days - 1) / r->every_days;

        if (times < 1)
            times = 1;
        due.day = (int32_t)(r->effective_on.day + times * r->every_days);
    }
    for (i = 0; r->before_days > 0 && i < r->nhearings; i++) {
        struct date d = date_add(r->hearings[i], -(int32_t)r->before_days);

        if (r->hearings[i].day >= today.day)
            due = earlier(due, d.day < today.day ? today : d);
    }
    return due;
}
