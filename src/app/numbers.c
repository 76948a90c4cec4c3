#include "app/numbers.h"

#include "core/protocol.h"

enum rw_status number_of(struct act *a, const char *id, int64_t *value)
{
    const struct protocol *p = a->app->protocol;
    size_t i;

    for (i = 0; p && i < p->nnumbers; i++)
        if (str_is(p->numbers[i].id, id)) {
            *value = p->numbers[i].value;
            return RW_OK;
        }
    return RW_FAIL(&a->err, RW_EBUG, "the protocol has no number %s", id);
}
