#include "app/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define ZONES "/usr/share/zoneinfo/"

bool clock_zone_known(struct str zone)
{
    char path[128];
    struct stat sb;

    if (zone.len == 0 || zone.len > 60 || !str_clean(zone, false) || zone.p[0] == '/' ||
        zone.p[0] == '.' || memmem(zone.p, zone.len, "..", 2))
        return false;
    snprintf(path, sizeof path, ZONES "%.*s", STR_ARG(zone));
    return stat(path, &sb) == 0 && S_ISREG(sb.st_mode);
}

enum rw_status clock_zone_set(const char *zone, struct rw_err *e)
{
    if (!clock_zone_known(str_of(zone)))
        return RW_FAIL(e, RW_EINPUT, "time zone not found on this machine");
    if (setenv("TZ", zone, 1) != 0)
        return RW_FAIL(e, RW_EDEP, "time zone could not be set");
    tzset();
    return RW_OK;
}

static int64_t read_ns(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t clock_now_ns(void)
{
    return read_ns(CLOCK_REALTIME);
}

int64_t clock_now(void)
{
    return clock_now_ns() / 1000000000;
}

int64_t clock_mono_ns(void)
{
    return read_ns(CLOCK_BOOTTIME);
}

struct local clock_local(int64_t utc)
{
    time_t t = (time_t)utc;
    struct tm tm;

    localtime_r(&t, &tm);
    return (struct local){
        .date = date_of((struct ymd){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday }),
        .minutes = tm.tm_hour * 60 + tm.tm_min,
    };
}

int64_t clock_utc(struct local l)
{
    struct ymd c = date_ymd(l.date);
    struct tm tm = {
        .tm_year = c.year - 1900,
        .tm_mon = c.month - 1,
        .tm_mday = c.day,
        .tm_hour = l.minutes / 60,
        .tm_min = l.minutes % 60,
        .tm_isdst = -1,
    };

    return (int64_t)mktime(&tm);
}

struct str clock_minutes(struct arena *a, int32_t minutes)
{
    return str_fmt(a, "%02d:%02d", minutes / 60, minutes % 60);
}

struct str clock_time(struct arena *a, int64_t utc)
{
    return utc == RW_NO_TIME ? STR("") : clock_minutes(a, clock_local(utc).minutes);
}

struct str clock_words(struct arena *a, int64_t utc)
{
    struct local l;
    struct str day, at;

    if (utc == RW_NO_TIME)
        return STR("not recorded");
    l = clock_local(utc);
    day = date_words_day(a, l.date);
    at = clock_minutes(a, l.minutes);
    return str_fmt(a, "%.*s, %.*s", STR_ARG(day), STR_ARG(at));
}
