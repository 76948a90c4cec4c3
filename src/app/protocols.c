#include "app/protocols.h"

#include "content/content.h"
#include "gen/content_files.h"

static bool is_protocol(const struct content_file *f)
{
    return str_starts(str_of(f->path), "protocols/");
}

static enum rw_status load_one(struct arena *mem, const struct content_file *f, struct protocol *p,
                               struct rw_err *e)
{
    struct content_fault fault = { 0 };
    struct content_source src = { .path = str_of(f->path),
                                  .bytes = { (const char *)f->bytes, f->len },
                                  .sha256 = str_of(f->sha256) };

    if (protocol_load(mem, src, p, &fault, e))
        return RW_FAIL(e, RW_EBUG, "%.*s", STR_ARG(fault.full));
    return RW_OK;
}

enum rw_status protocols_load(struct arena *mem, struct app *app, struct rw_err *e)
{
    struct protocol *list;
    enum rw_status st = RW_OK;
    size_t i, n = 0;

    for (i = 0; i < content_files_n; i++)
        n += is_protocol(&content_files[i]);
    if (n == 0)
        return RW_FAIL(e, RW_EBUG, "no protocol is embedded");
    list = arena_array(mem, struct protocol, n);
    for (i = 0, n = 0; !st && i < content_files_n; i++)
        if (is_protocol(&content_files[i]))
            st = load_one(mem, &content_files[i], &list[n++], e);
    if (st)
        return st;
    app->protocols = list;
    app->nprotocols = n;
    app->protocol = &list[n - 1];
    return RW_OK;
}

const struct protocol *protocol_of(const struct app *app, struct str hash)
{
    size_t i;

    if (app->protocol && str_eq(app->protocol->pass.sha256, hash))
        return app->protocol;
    for (i = 0; i < app->nprotocols; i++)
        if (str_eq(app->protocols[i].pass.sha256, hash))
            return &app->protocols[i];
    return NULL;
}

enum rw_status protocol_pinned(struct act *a, const struct protocol **p)
{
    *p = protocol_of(a->app, a->access.head.protocol_hash);
    if (!*p)
        return RW_FAIL(&a->err, RW_EDEP, "a case follows a protocol that this program lacks");
    return RW_OK;
}

const struct protocol *protocol_for_words(const struct act *a)
{
    const struct protocol *p = protocol_of(a->app, a->access.head.protocol_hash);

    return p ? p : a->app->protocol;
}
