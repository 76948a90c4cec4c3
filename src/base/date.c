#include "base/date.h"

static const char *const month_words[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const day_words[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

bool date_known(struct date d)
{
    return d.day != INT32_MIN;
}

/* Days from civil, counted in 400-year eras that start on 1 March, so that the leap day is last. */
struct date date_of(struct ymd c)
{
    int32_t y = c.month <= 2 ? c.year - 1 : c.year;
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return (struct date){ era * 146097 + doe - 719468 };
}

struct ymd date_ymd(struct date d)
{
    int32_t z = d.day + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;

    return (struct ymd){ yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1 };
}

static int32_t month_days(int32_t year, int32_t month)
{
    static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

bool ymd_valid(struct ymd c)
{
    return c.year >= 1900 && c.year <= 2199 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
           c.day <= month_days(c.year, c.month);
}

static bool digits(struct str s, size_t at, size_t n, int32_t *v)
{
    size_t i;

    *v = 0;
    for (i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        *v = *v * 10 + (s.p[i] - '0');
    }
    return true;
}

bool date_parse(struct str s, struct date *d)
{
    struct ymd c;

    if (s.len != 10 || s.p[4] != '-' || s.p[7] != '-')
        return false;
    if (!digits(s, 0, 4, &c.year) || !digits(s, 5, 2, &c.month) || !digits(s, 8, 2, &c.day))
        return false;
    if (!ymd_valid(c))
        return false;
    *d = date_of(c);
    return true;
}

struct str date_iso(struct arena *a, struct date d)
{
    struct ymd c;

    if (!date_known(d))
        return STR("");
    c = date_ymd(d);
    return str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

struct str date_words(struct arena *a, struct date d)
{
    struct ymd c;

    if (!date_known(d))
        return STR("not recorded");
    c = date_ymd(d);
    return str_fmt(a, "%d %s %d", c.day, month_words[c.month - 1], c.year);
}

struct str date_words_day(struct arena *a, struct date d)
{
    struct str s = date_words(a, d);

    return date_known(d) ? str_fmt(a, "%s %.*s", day_words[date_weekday(d)], STR_ARG(s)) : s;
}

struct date date_add(struct date d, int32_t days)
{
    return date_known(d) ? (struct date){ d.day + days } : d;
}

struct date date_add_months(struct date d, int32_t months)
{
    struct ymd c;
    int32_t m;

    if (!date_known(d))
        return d;
    c = date_ymd(d);
    m = c.year * 12 + c.month - 1 + months;
    c.year = m / 12;
    c.month = m % 12 + 1;
    if (c.day > month_days(c.year, c.month))
        c.day = month_days(c.year, c.month);
    return date_of(c);
}

int32_t date_diff(struct date a, struct date b)
{
    return a.day - b.day;
}

int32_t date_weekday(struct date d)
{
    int32_t w = (d.day + 3) % 7; /* 1970-01-01 was a Thursday */

    return w < 0 ? w + 7 : w;
}

int32_t date_age_years(struct date birth, struct date on)
{
    struct ymd b, o;

    if (!date_known(birth) || !date_known(on) || on.day < birth.day)
        return -1;
    b = date_ymd(birth);
    o = date_ymd(on);
    return o.year - b.year - (o.month < b.month || (o.month == b.month && o.day < b.day));
}

bool clock_parse(struct str s, int32_t *minutes)
{
    int32_t h, m;

    if (s.len != 5 || s.p[2] != ':' || !digits(s, 0, 2, &h) || !digits(s, 3, 2, &m))
        return false;
    if (h > 23 || m > 59)
        return false;
    *minutes = h * 60 + m;
    return true;
}

bool utc_parse(struct str s, int64_t *t)
{
    struct date d;
    int32_t minutes, sec;

    if (s.len != 20 || s.p[10] != 'T' || s.p[16] != ':' || s.p[19] != 'Z')
        return false;
    if (!date_parse((struct str){ s.p, 10 }, &d) ||
        !clock_parse((struct str){ s.p + 11, 5 }, &minutes) || !digits(s, 17, 2, &sec) || sec > 59)
        return false;
    *t = (int64_t)d.day * 86400 + (int64_t)minutes * 60 + sec;
    return true;
}

struct str utc_iso(struct arena *a, int64_t t)
{
    int64_t day = t / 86400, rest = t % 86400;
    struct str d;

    if (t == RW_NO_TIME)
        return STR("");
    if (rest < 0) {
        rest += 86400;
        day--;
    }
    d = date_iso(a, (struct date){ (int32_t)day });
    return str_fmt(a, "%.*sT%02d:%02d:%02dZ", STR_ARG(d), (int)(rest / 3600), (int)(rest / 60 % 60),
                   (int)(rest % 60));
}
