#include "web/file_form.h"

#include "web/http/http.h"

static bool filled(const struct part *p)
{
    return p->is_file && p->value_len > 0;
}

static struct str name_of(const struct multipart *m, const struct part *p)
{
    return part_text(m, p->name_at, p->name_len);
}

static struct str file_name(const struct multipart *m, const struct part *p)
{
    return part_text(m, p->value_at, p->value_len);
}

struct pairs file_form(const struct req *r)
{
    const struct multipart *m = r->http->parts;
    struct pair *list = arena_array(r->mem, struct pair, r->form.n + RW_MULTIPART_PARTS);
    size_t i, n = 0;

    if (!m || r->mem->spent)
        return r->form;
    for (i = 0; i < r->form.n; i++)
        list[n++] = r->form.list[i];
    for (i = 0; i < m->n; i++)
        if (filled(&m->part[i]))
            list[n++] = (struct pair){ str_copy(r->mem, name_of(m, &m->part[i])),
                                       str_copy(r->mem, file_name(m, &m->part[i])) };
    return (struct pairs){ list, n };
}

const struct upload *file_of(const struct req *r, const char *field)
{
    const struct multipart *m = r->http->parts;
    struct upload *empty;
    size_t i;

    for (i = 0; i < r->nuploads; i++)
        if (str_is(r->uploads[i].field, field))
            return &r->uploads[i];
    for (i = 0; m && i < m->n; i++)
        if (filled(&m->part[i]) && str_is(name_of(m, &m->part[i]), field)) {
            empty = arena_new(r->mem, struct upload);
            *empty = (struct upload){ .field = str_of(field),
                                      .name = str_copy(r->mem, file_name(m, &m->part[i])) };
            return empty;
        }
    return NULL;
}
