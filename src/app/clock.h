/* clock.h -- now, and the practice's own time zone; the only place that reads a clock. */
#ifndef RW_APP_CLOCK_H
#define RW_APP_CLOCK_H

#include "base/date.h"
#include "base/err.h"

/* A moment as a person in the practice's time zone would say it. */
struct local {
    struct date date;
    int32_t minutes; /* of the day, 0..1439 */
};

/* Sets the time zone of the process ("America/Los_Angeles"); once, before any thread. */
enum rw_status clock_zone_set(const char *zone, struct rw_err *e) RW_MUST;
bool clock_zone_known(struct str zone);

int64_t clock_now(void); /* seconds UTC */
int64_t clock_now_ns(void); /* nanoseconds UTC */
int64_t clock_mono_ns(void); /* monotonic nanoseconds since boot */

struct local clock_local(int64_t utc);
int64_t clock_utc(struct local l); /* a time skipped by DST moves forward by the hour */

struct str clock_words(struct arena *a, int64_t utc); /* "Thu 12 Mar 2026, 16:00" */
struct str clock_time(struct arena *a, int64_t utc); /* "16:00" */
struct str clock_minutes(struct arena *a, int32_t minutes); /* "16:00" */

#endif
