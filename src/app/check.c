#include "app/check.h"

static bool wanted(struct act *a, const char *field, bool empty, enum need need)
{
    if (empty && need == REQUIRED)
        problem_add(&a->bad, field, STR("Please fill this in."));
    return !empty;
}

static void check_words(struct act *a, const char *field, struct str s, size_t max, bool lines)
{
    if (!str_utf8(s) || !str_clean(s, lines))
        problem_add(&a->bad, field, STR("Please use ordinary letters, digits and signs."));
    else if (s.len > max)
        problem_add(&a->bad, field, STR("Please shorten this."));
}

void check_line(struct act *a, const char *field, struct str s, enum need need)
{
    if (wanted(a, field, str_empty(str_trim(s)), need))
        check_words(a, field, s, (size_t)RW_LINE_MAX * 4, false);
}

void check_text(struct act *a, const char *field, struct str s, enum need need)
{
    if (wanted(a, field, str_empty(str_trim(s)), need))
        check_words(a, field, s, RW_TEXT_MAX, true);
}

void check_date(struct act *a, const char *field, struct date d, enum need need)
{
    wanted(a, field, !date_known(d), need);
}

void check_past(struct act *a, const char *field, struct date d, enum need need)
{
    if (wanted(a, field, !date_known(d), need) && d.day > a->today.day)
        problem_add(&a->bad, field, STR("Please give a day that is not after today."));
}

void check_choice(struct act *a, const char *field, const struct choice_list *list, struct str code)
{
    if (wanted(a, field, str_empty(code), REQUIRED) && !choice_find(list, code))
        problem_add(&a->bad, field, STR("Please choose one from the list."));
}

void check_one_of(struct act *a, const char *field, struct str s, const char *const *words)
{
    size_t i;

    if (!wanted(a, field, str_empty(s), REQUIRED))
        return;
    for (i = 0; words[i]; i++)
        if (str_is(s, words[i]))
            return;
    problem_add(&a->bad, field, STR("Please choose one from the list."));
}

enum rw_status check_done(struct act *a)
{
    if (a->bad.n)
        return RW_FAIL(&a->err, RW_EINPUT, "%zu fields need attention", a->bad.n);
    return RW_OK;
}
