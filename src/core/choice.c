#include "core/choice.h"

const struct choice *choice_find(const struct choice_list *l, struct str code)
{
    for (size_t i = 0; i < l->nitems; i++)
        if (str_eq(l->items[i].code, code))
            return &l->items[i];
    return NULL;
}

struct str choice_label(const struct choice_list *l, struct str code)
{
    const struct choice *c = choice_find(l, code);

    return c ? c->label : STR("not recorded yet");
}
