#include "app/protocols.h"

#include "app/audit.h"
#include "content/content.h"
#include "core/protocol_floor.h"
#include "gen/content_files.h"
#include "gen/queries.h"

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

enum rw_status protocols_lay(struct arena *mem, struct app *app, const struct protocol *list,
                             size_t n, size_t shipped, struct rw_err *e)
{
    struct protocol *laid = arena_array(mem, struct protocol, n + 1);
    enum rw_status st = RW_OK;
    size_t i;

    if (mem->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for the protocols");
    for (i = 0; !st && i < n; i++)
        st = protocol_floor(mem, &list[i], &list[shipped - 1], &laid[i], e);
    if (st)
        return st;
    app->protocols = laid;
    app->nprotocols = n;
    app->nshipped = shipped;
    app->protocol = &laid[n - 1];
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
    return st ? st : protocols_lay(mem, app, list, n, n, e);
}

/* ---- the practice's own ---- */

static struct content_source source_of(struct str text, struct str hash)
{
    return (struct content_source){ .path = STR("protocol"), .bytes = text, .sha256 = hash };
}

enum rw_status protocols_own_load(struct db *db, struct app *app, struct rw_err *e)
{
    struct protocol_file_list_row *rows;
    struct protocol *list;
    size_t n, i, all = app->nshipped;
    enum rw_status st = q_protocol_file_list(db, app->mem, &rows, &n, e);

    if (st || !n)
        return st;
    list = arena_array(app->mem, struct protocol, app->nshipped + n);
    if (app->mem->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for the protocols");
    for (i = 0; i < app->nshipped; i++)
        list[i] = app->protocols[i];
    for (i = 0; i < n; i++) {
        struct content_fault fault = { 0 };
        struct rw_err ignored;

        if (!protocol_of(app, rows[i].hash) &&
            !protocol_load(app->mem, source_of(rows[i].body, rows[i].hash), &list[all], &fault,
                           &ignored))
            all++;
    }
    return protocols_lay(app->mem, app, list, all, app->nshipped, e);
}

struct file_job {
    struct str text, hash;
};

static enum rw_status apply_file(struct act *a, void *arg)
{
    const struct file_job *j = arg;
    struct q_protocol_file_add_in in = { .id = id_new(a->mem),
                                         .hash = j->hash,
                                         .body = j->text,
                                         .added_utc = utc_iso(a->mem, a->now_utc) };
    enum rw_status st = q_protocol_file_add(a->db, a->mem, &in, &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "protocol-add",
                                              .object_type = "protocol",
                                              .object_id = in.id,
                                              .object_version = 1,
                                              .object_hash = j->hash,
                                              .purpose = "operations" });
}

enum rw_status protocol_add(struct act *a, struct str text, struct str *why)
{
    struct file_job j = { .text = text, .hash = hash_sha256(a->mem, text) };
    struct content_fault fault = { 0 };
    struct protocol p;
    enum rw_status st = RW_OK;

    if (a->viewer.level != AUTH_LOCAL)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "for the local console only");
    a->rule = "console";
    st = protocol_load(a->mem, source_of(text, j.hash), &p, &fault, &a->err);
    if (st) {
        *why = fault.full;
        return st;
    }
    if (protocol_of(a->app, j.hash))
        return RW_FAIL(&a->err, RW_ECONFLICT, "this protocol is at hand already");
    return act_write(a, apply_file, &j);
}

size_t protocols_newer(const struct app *app, const struct protocol *p,
                       const struct protocol **list)
{
    bool after = false;
    size_t i, n = 0;

    for (i = 0; i < app->nprotocols; i++) {
        if (after)
            list[n++] = &app->protocols[i];
        after = after || str_eq(app->protocols[i].pass.sha256, p->pass.sha256);
    }
    return n;
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
