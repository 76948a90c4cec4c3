/* date.h -- calendar arithmetic, proleptic Gregorian; no clock, no time zone. */
#ifndef RW_BASE_DATE_H
#define RW_BASE_DATE_H

#include "base/str.h"

/* Days since 1970-01-01. RW_NO_DATE is "not recorded". */
struct date {
    int32_t day;
};

#define RW_NO_DATE ((struct date){ INT32_MIN })
#define RW_NO_TIME INT64_MIN /* the same for seconds since 1970-01-01T00:00:00Z */

struct ymd {
    int32_t year, month, day; /* month 1..12, day 1..31 */
};

bool date_known(struct date d);
struct date date_of(struct ymd c); /* c must be a real day */
struct ymd date_ymd(struct date d);
bool ymd_valid(struct ymd c);

/* "YYYY-MM-DD" exactly, years 1900..2199. */
bool date_parse(struct str s, struct date *d);
struct str date_iso(struct arena *a, struct date d); /* "" where unknown */

/* "12 Mar 2026"; "not recorded" where unknown. English words; other languages come with po files. */
struct str date_words(struct arena *a, struct date d);
struct str date_words_day(struct arena *a, struct date d); /* "Thu 12 Mar 2026" */

struct date date_add(struct date d, int32_t days);
struct date date_add_months(struct date d, int32_t months); /* clamps to the month's last day */
int32_t date_diff(struct date a, struct date b); /* a - b in days; both known */
int32_t date_weekday(struct date d); /* 0 = Monday .. 6 = Sunday */

/* Whole years between birth and on; -1 where either is unknown or on is earlier. */
int32_t date_age_years(struct date birth, struct date on);

/* UTC instants: "YYYY-MM-DDTHH:MM:SSZ" exactly, the only form that the store keeps. */
bool utc_parse(struct str s, int64_t *t);
struct str utc_iso(struct arena *a, int64_t t);

/* "HH:MM", 00:00..23:59, as minutes of the day. */
bool clock_parse(struct str s, int32_t *minutes);

#endif
