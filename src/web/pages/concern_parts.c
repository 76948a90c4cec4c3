#include "web/pages/concern_parts.h"

struct str concern_path(struct req *r, struct str case_id, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/concerns/%.*s%s", STR_ARG(case_id), STR_ARG(id), rest);
}

void concern_crumbs(struct req *r, struct str id, struct crumbs_view *v)
{
    struct link_view *rows = arena_array(r->mem, struct link_view, 4);
    size_t n = 0;

    rows[n++] = (struct link_view){ .href = STR("/cases"), .label = STR("Families") };
    rows[n++] = (struct link_view){ .href = page_case_home(r), .label = r->act.access.head.title };
    rows[n++] = (struct link_view){ .href = page_case_path(r, "/concerns"),
                                    .label = STR("Safety reports") };
    if (id.len)
        rows[n++] = (struct link_view){ .href = concern_path(r, r->act.access.head.case_id, id, ""),
                                        .label = STR("Concern about a child") };
    page_crumbs(r, rows, n, v);
}

static struct str how_long(struct req *r, int64_t minutes)
{
    return str_fmt(r->mem, "%lld h %lld min", (long long)(minutes / 60), (long long)(minutes % 60));
}

struct str concern_clock_words(struct req *r, const struct clock_reading *k, bool *late)
{
    struct str since = how_long(r, k->elapsed_min);
    const char *words = "Running: not reported yet";

    *late = k->state < CLOCK_REPORTED || k->written == WRITTEN_LATE;
    if (k->state == CLOCK_REPORTED)
        return str_fmt(r->mem, "Reported after %.*s%s", STR_ARG(since),
                       k->written == WRITTEN_OPEN   ? "; still due in writing"
                       : k->written == WRITTEN_LATE ? "; late in writing"
                                                    : "");
    if (k->state == CLOCK_NO_CAUSE)
        return STR("Ended: no reasonable cause");
    if (k->state == CLOCK_AMBER)
        words = "Amber: not reported yet";
    if (k->state == CLOCK_RED)
        words = k->overdue ? "Red: past the time of the law, not reported yet"
                           : "Red: not reported yet";
    return str_fmt(r->mem, "%s, %.*s", words, STR_ARG(since));
}

int64_t concern_moment(const struct value *day, const struct value *minutes)
{
    if (!date_known(day->date) || !minutes->given)
        return RW_NO_TIME;
    return clock_utc((struct local){ .date = day->date, .minutes = (int32_t)minutes->num });
}
