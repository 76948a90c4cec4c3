/* report_services.c -- sessions offered and held: counts, reasons, each adult's part, the list. */
#include "core/report_counts.h"
#include "core/report_parts.h"
#include "core/report_words.h"

static struct str people_of(const struct report_base *r, struct arena *a, uint64_t set)
{
    struct str all = STR_NULL;

    for (size_t i = 0; i < r->nperson && i < 64; i++) {
        if (!(set >> i & 1))
            continue;
        struct str name = part_name(a, r, (int32_t)i);
        all = all.len > 0 ? str_join(a, all, STR(", "), name) : name;
    }
    return all;
}

/* "Cancelled by Sam Reed, 48 h notice". Only an adult's own act carries a name. */
static struct str outcome_words(const struct report_base *r, struct arena *a,
                                const struct report_service *s)
{
    struct str word = word_outcome(s->outcome);

    if (s->outcome == REPORT_NO_SHOW)
        return str_join(a, word, STR(": "), part_name(a, r, s->by));
    if (s->outcome != REPORT_CANCELLED_BY)
        return word;
    word = str_join(a, word, STR(" by "), part_name(a, r, s->by));
    if (s->notice_hours >= 0)
        return str_fmt(a, "%.*s, %d h notice", STR_ARG(word), (int)s->notice_hours);
    return str_join(a, word, STR(", "), STR("notice not recorded"));
}

static struct str minutes(struct arena *a, const struct report_service *s)
{
    bool held = s->outcome == REPORT_HELD;

    if (s->offered_min < 0 || (held && s->held_min < 0))
        return STR_NULL;
    if (!held)
        return str_fmt(a, "0 of %d", (int)s->offered_min);
    return str_fmt(a, "%d of %d", (int)s->held_min, (int)s->offered_min);
}

static struct str reason_count(struct arena *a, const struct report_counts *c, int o)
{
    struct str word = o == REPORT_OUTCOME_UNKNOWN ? STR("Outcome not recorded")
                                                  : word_outcome((enum report_outcome)o);

    return str_fmt(a, "%.*s: %d", STR_ARG(word), (int)c->outcome[o]);
}

/* The reasons in one sentence, for a sheet that has no list of sessions. */
static void counted_reasons(const struct report_counts *c, struct report_build *b)
{
    struct str all = STR("Of those that did not take place: ");
    int32_t left = c->offered - c->held;

    if (left == 0)
        return;
    for (int o = REPORT_OUTCOME_UNKNOWN; o < REPORT_OUTCOME_COUNT; o++) {
        if (o == REPORT_HELD || c->outcome[o] == 0)
            continue;
        left -= c->outcome[o];
        all = str_join(b->a, all, reason_count(b->a, c, o), left > 0 ? STR("; ") : STR("."));
    }
    build_para(b, all);
}

static void reasons(const struct report_base *r, const struct report_counts *c,
                    struct report_build *b)
{
    if (c->offered == c->held)
        return;
    build_block(b, REPORT_LIST, STR("Of those that did not take place:"));
    for (int o = REPORT_OUTCOME_UNKNOWN; o < REPORT_OUTCOME_COUNT; o++) {
        bool named = o == REPORT_CANCELLED_BY || o == REPORT_NO_SHOW;
        if (o != REPORT_HELD && !named && c->outcome[o] > 0)
            BUILD_ROW(b, reason_count(b->a, c, o));
    }
    for (size_t i = 0; i < r->nservice; i++) {
        const struct report_service *s = &r->service[i];
        if (s->outcome == REPORT_CANCELLED_BY || s->outcome == REPORT_NO_SHOW)
            BUILD_ROW(b, str_fmt(b->a, "%.*s (%.*s)", STR_ARG(outcome_words(r, b->a, s)),
                                 STR_ARG(date_words(b->a, s->on))));
    }
}

static bool was_expected(const struct report_base *r, size_t who)
{
    for (size_t i = 0; i < r->nservice; i++)
        if ((who < 64 && (r->service[i].expected >> who & 1)) || r->service[i].by == (int32_t)who)
            return true;
    return false;
}

static struct str number(struct arena *a, int32_t n)
{
    return str_fmt(a, "%d", (int)n);
}

static void parts(const struct report_base *r, struct report_build *b)
{
    static const char *const head[] = { "Adult", "Counted", "Attended", "Cancelled",
                                        "Did not come" };
    static const uint8_t share[] = { 40, 15, 15, 15, 15 };
    bool any = false;

    for (size_t i = 0; i < r->nperson; i++)
        any = any || (!r->person[i].child && was_expected(r, i));
    if (!any)
        return;
    build_table(b, "Sessions that can be counted, by adult", head, 5, share, 0x1e);
    for (size_t i = 0; i < r->nperson; i++) {
        if (r->person[i].child || !was_expected(r, i))
            continue;
        struct report_part p = report_count_part(r->service, r->nservice, i);
        BUILD_ROW(b, part_name_relation(b->a, r, (int32_t)i), number(b->a, p.counted),
                  number(b->a, p.attended), number(b->a, p.cancelled), number(b->a, p.no_show));
    }
    build_note(b, str_of(report_counts_note));
}

static void list(const struct report_base *r, struct report_build *b)
{
    static const char *const head[] = { "Date", "Kind", "Outcome", "Who attended", "Minutes" };
    static const uint8_t share[] = { 14, 19, 36, 19, 12 };

    build_table(b, "Each session offered in the period", head, 5, share, 0x10);
    for (size_t i = 0; i < r->nservice; i++) {
        const struct report_service *s = &r->service[i];
        bool held = s->outcome == REPORT_HELD;
        BUILD_ROW(b, date_words(b->a, s->on), s->kind, outcome_words(r, b->a, s),
                  held ? people_of(r, b->a, s->attended) : STR("\xE2\x80\x93"), minutes(b->a, s));
    }
}

static int32_t month_of(struct date d)
{
    if (!date_known(d))
        return INT32_MIN;
    struct ymd c = date_ymd(d);
    return c.year * 12 + c.month - 1;
}

static void month_row(const struct report_base *r, struct report_build *b, size_t from, size_t n)
{
    struct report_counts c = report_count(r->service + from, n);
    struct date on = r->service[from].on;
    struct str name = date_words(b->a, on);
    struct str day;

    /* "12 Mar 2026" without its day */
    if (date_known(on))
        str_cut(&name, ' ', &day);
    BUILD_ROW(b, name, number(b->a, c.offered), number(b->a, c.held),
              c.minutes_known
                  ? str_fmt(b->a, "%lld of %lld", (long long)c.held_min, (long long)c.offered_min)
                  : STR_NULL);
}

static void by_month(const struct report_base *r, struct report_build *b)
{
    static const char *const head[] = { "Month", "Offered", "Took place", "Minutes" };
    static const uint8_t share[] = { 40, 20, 20, 20 };
    size_t from = 0;

    build_table(b, "Sessions offered in the period, by month", head, 4, share, 0xe);
    for (size_t i = 1; i <= r->nservice; i++) {
        if (i < r->nservice && month_of(r->service[i].on) == month_of(r->service[from].on))
            continue;
        month_row(r, b, from, i - from);
        from = i;
    }
}

void part_services(const struct report_base *r, struct report_build *b, size_t max_rows)
{
    struct report_counts c = report_count(r->service, r->nservice);

    build_para(b, report_count_words(b->a, &c));
    if (r->nservice == 0)
        return;
    /* on a sheet with its own short list, the list gives the reasons */
    if (max_rows == SIZE_MAX)
        reasons(r, &c, b);
    else if (r->nservice > max_rows)
        counted_reasons(&c, b);
    parts(r, b);
    if (r->nservice <= max_rows)
        list(r, b);
    else
        by_month(r, b);
}
