#include "web/dispatch.h"

#include <string.h>

#define ARGS_MAX 4
#define CODE_MAX 40

static bool is_id(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '2' && s.p[i] <= '7'))
            return false;
    return s.len == CRYPTO_ID_LEN;
}

/* Arguments that name something in a content file ("G1", "G3.a-home") or a kind of step; every other
 * is an id. */
static const char *const codes[] = { "gate", "criterion", "step", "scenario" };

static bool is_code(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
            !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '.' && s.p[i] != '-')
            return false;
    return s.len > 0 && s.len <= CODE_MAX;
}

static bool fits(struct str name, struct str s)
{
    size_t i;

    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_is(name, codes[i]))
            return is_code(s);
    return is_id(s);
}

/* args has room for ARGS_MAX. */
static bool matches(const char *pattern, struct str path, struct pair *args, size_t *n)
{
    struct str want = str_of(pattern), w, got;

    *n = 0;
    for (;;) {
        bool more = str_cut(&want, '/', &w), also = str_cut(&path, '/', &got);

        if (more != also)
            return false;
        if (!more)
            return true;
        if (w.len && w.p[0] == ':') {
            struct str name = { w.p + 1, w.len - 1 };

            if (*n == ARGS_MAX || !fits(name, got))
                return false;
            args[(*n)++] = (struct pair){ name, got };
        } else if (!str_eq(w, got)) {
            return false;
        }
    }
}

const struct route *route_find(struct arena *a, enum method method, struct str path,
                               struct pairs *args, bool *other)
{
    struct pair found[ARGS_MAX], *copy;
    size_t t, i, k, n;

    *other = false;
    if (args)
        *args = (struct pairs){ 0 };
    for (t = 0; t < route_tables_n; t++)
        for (i = 0; i < route_tables[t]->n; i++) {
            const struct route *row = &route_tables[t]->rows[i];

            if (!matches(row->path, path, found, &n))
                continue;
            if (row->method != method) {
                *other = true;
                continue;
            }
            if (!args)
                return row;
            copy = arena_array(a, struct pair, ARGS_MAX);
            for (k = 0; k < n; k++)
                copy[k] = found[k];
            *args = (struct pairs){ copy, n };
            return row;
        }
    return NULL;
}

static bool has_case(const struct route *row)
{
    return strstr(row->path, "/:case") != NULL;
}

/* What a read says of itself in the log. */
static const char *read_fault(const struct route *row)
{
    if (row->method == METHOD_GET && has_case(row) && !(row->flags & ROUTE_QUIET) && !row->object)
        return "a read of a record says what is read";
    if ((row->flags & ROUTE_EARLY) && (row->method != METHOD_GET || !row->object))
        return "only a read that leaves an event can leave it early";
    return NULL;
}

static const char *fault_of(const struct route *row)
{
    if (!row->run || !row->path || row->path[0] != '/' || !row->about)
        return "handler, path or sentence is missing";
    if (row->need == CAP_NOBODY || row->audience == AUDIENCE_NONE || row->purpose == PURPOSE_NONE)
        return "capability, audience or purpose is missing";
    if ((row->need == CAP_PUBLIC) != (row->audience == AUDIENCE_PUBLIC))
        return "public capability and public audience go together";
    if (has_case(row) && !policy_needs_case(row->need))
        return "a path of a case needs a capability that depends on the case";
    return read_fault(row);
}

static enum rw_status check_row(size_t t, size_t i, struct rw_err *e)
{
    const struct route *row = &route_tables[t]->rows[i];
    const char *fault = fault_of(row);
    size_t u, k;

    if (fault)
        return RW_FAIL(e, RW_EBUG, "route %s: %s", row->path ? row->path : "?", fault);
    for (u = 0; u <= t; u++)
        for (k = 0; k < (u == t ? i : route_tables[u]->n); k++) {
            const struct route *old = &route_tables[u]->rows[k];

            if (old->method == row->method && strcmp(old->path, row->path) == 0)
                return RW_FAIL(e, RW_EBUG, "route %s: stands twice", row->path);
        }
    return RW_OK;
}

enum rw_status routes_check(struct rw_err *e)
{
    enum rw_status st = RW_OK;
    size_t t, i;

    for (t = 0; !st && t < route_tables_n; t++)
        for (i = 0; !st && i < route_tables[t]->n; i++)
            st = check_row(t, i, e);
    return st;
}

const char *purpose_word(enum purpose p)
{
    static const char *const words[] = { "none", "treatment", "operations", "court", "access" };

    return words[p];
}

const char *audience_word(enum audience a)
{
    static const char *const words[] = { "none", "public", "staff" };

    return words[a];
}

static struct str pair_first(const struct pairs *p, const char *name)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (str_is(p->list[i].name, name))
            return p->list[i].value;
    return STR_NULL;
}

struct str req_arg(const struct req *r, const char *name)
{
    return pair_first(&r->path_args, name);
}

struct str req_query(const struct req *r, const char *name)
{
    return pair_first(&r->query, name);
}

struct str req_form(const struct req *r, const char *name)
{
    return pair_first(&r->form, name);
}

enum rw_status req_redirect(struct req *r, struct str path, const char *flash)
{
    r->status = 303;
    r->location = path;
    r->flash = str_of(flash);
    return RW_OK;
}
