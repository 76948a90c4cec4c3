/* form_value.c -- values as stored, to show a form that edits something. */
#include "web/form.h"

static struct value shown(struct str s)
{
    return (struct value){ .given = s.len > 0, .typed = s, .text = s, .date = RW_NO_DATE };
}

struct value value_text(struct str s)
{
    return shown(s);
}

struct value value_date(struct arena *a, struct date d)
{
    struct value v = shown(date_iso(a, d));

    v.date = d;
    return v;
}

struct value value_i64(struct arena *a, int64_t n)
{
    struct value v = shown(str_fmt(a, "%lld", (long long)n));

    v.num = n;
    return v;
}

struct value value_percent(struct arena *a, int64_t basis_points)
{
    long long whole = basis_points / 100, part = basis_points % 100;
    struct value v =
        shown(part ? str_fmt(a, "%lld.%02lld", whole, part) : str_fmt(a, "%lld", whole));

    v.num = basis_points;
    return v;
}

struct value value_time(struct arena *a, int64_t minutes)
{
    struct value v =
        shown(str_fmt(a, "%02lld:%02lld", (long long)(minutes / 60), (long long)(minutes % 60)));

    v.num = minutes;
    return v;
}

struct value value_check(bool on)
{
    struct value v = shown(on ? STR("1") : STR(""));

    v.num = on;
    return v;
}

struct value value_many(const struct str *list, size_t n)
{
    return (struct value){ .given = n > 0, .many = list, .nmany = n, .date = RW_NO_DATE };
}
