#include "core/workday.h"

#define SATURDAY 5

struct date workday_add(struct date d, int64_t n)
{
    while (n > 0) {
        d = date_add(d, 1);
        if (date_weekday(d) < SATURDAY)
            n--;
    }
    return d;
}
