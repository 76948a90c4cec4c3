#include "app/lists.h"

#include "content/content.h"
#include "gen/content_files.h"

#include <string.h>

#define LISTS_MAX 64

struct lists {
    struct choice_list list[LISTS_MAX];
    size_t n;
};

static bool is_list(const char *path)
{
    size_t n = strlen(path);

    return strstr(path, "lists/") && n > 5 && strcmp(path + n - 5, ".yaml") == 0;
}

enum rw_status lists_load(struct arena *mem, const struct lists **l, struct rw_err *e)
{
    struct lists *all = arena_new(mem, struct lists);
    struct content_fault fault;
    size_t i;

    for (i = 0; i < content_files_n; i++) {
        const struct content_file *f = &content_files[i];
        struct content_source src = { .path = str_of(f->path),
                                      .bytes = { (const char *)f->bytes, f->len },
                                      .sha256 = str_of(f->sha256) };
        enum rw_status st;

        if (!is_list(f->path))
            continue;
        if (all->n == LISTS_MAX)
            return RW_FAIL(e, RW_EBUG, "more lists than LISTS_MAX");
        st = choice_list_load(mem, src, &all->list[all->n], &fault, e);
        if (st)
            return RW_FAIL(e, RW_EBUG, "%.*s", STR_ARG(fault.full));
        all->n++;
    }
    *l = all;
    return RW_OK;
}

const struct choice_list *list_of(const struct app *app, const char *id)
{
    static const struct choice_list none;
    size_t i;

    for (i = 0; i < app->lists->n; i++)
        if (str_is(app->lists->list[i].pass.id, id))
            return &app->lists->list[i];
    return &none;
}

struct str list_label(const struct app *app, const char *id, struct str code)
{
    return choice_label(list_of(app, id), code);
}
