#include "app/numbers.h"

#include "app/lists.h"

enum rw_status number_of(struct act *a, const char *code, int64_t *value)
{
    const struct choice *c = choice_find(list_of(a->app, LIST_NUMBERS), str_of(code));

    if (!c || !str_i64(c->label, value) || *value < 0)
        return RW_FAIL(&a->err, RW_EBUG, "%s has no number %s", LIST_NUMBERS, code);
    return RW_OK;
}
