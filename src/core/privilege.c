#include "core/privilege.h"

static bool counts(const struct privilege_subject *s, const struct privilege_line *l)
{
    return l->holder.len && (!s->child || !s->dispute || l->document.len);
}

struct privilege_state privilege_of(const struct privilege_subject *s,
                                    const struct privilege_line *lines, size_t n, struct date today)
{
    struct privilege_state x = { 0 };
    size_t i;

    for (i = 0; i < n; i++) {
        const struct privilege_line *l = &lines[i];

        if (!str_eq(l->person, s->person) || !date_known(l->on) || l->on.day > today.day)
            continue;
        if (l->asked)
            x.asked = true;
        else if (counts(s, l)) {
            x.line = l;
            x.asked = false;
        }
    }
    if (x.line)
        x.holder = x.line->holder;
    else if (!s->child)
        x.holder = STR("self");
    else if (!s->dispute)
        x.holder = STR("parents");
    x.undetermined = !x.holder.len;
    return x;
}
