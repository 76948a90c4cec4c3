#include "app/jurisdictions.h"

#include "app/regions.h"
#include "content/content.h"
#include "gen/content_files.h"

#define FOLDER "jurisdictions/"
#define DEFAULT "default"

struct laws {
    struct jurisdiction *list;
    size_t n;
};

static const struct jurisdiction *find(const struct laws *l, struct str region)
{
    size_t i;

    for (i = 0; i < l->n; i++)
        if (str_eq(l->list[i].region, region))
            return &l->list[i];
    return NULL;
}

static enum rw_status load_one(struct arena *mem, const struct content_file *f, struct laws *l,
                               struct rw_err *e)
{
    struct content_fault fault = { 0 };
    struct content_source src = { .path = str_of(f->path),
                                  .bytes = { (const char *)f->bytes, f->len },
                                  .sha256 = str_of(f->sha256) };
    struct jurisdiction j;

    if (jurisdiction_load(mem, src, &j, &fault, e))
        return RW_FAIL(e, RW_EBUG, "%.*s", STR_ARG(fault.full));
    if (!str_is(j.region, DEFAULT) && !region_find(j.region))
        return RW_FAIL(e, RW_EBUG, "%s: no such state", f->path);
    if (find(l, j.region))
        return RW_FAIL(e, RW_EBUG, "%s: another file is for the same state", f->path);
    l->list[l->n++] = j;
    return RW_OK;
}

enum rw_status jurisdictions_load(struct arena *mem, struct app *app, struct rw_err *e)
{
    struct laws *l = arena_new(mem, struct laws);
    enum rw_status st = RW_OK;
    const struct jurisdiction *d;
    size_t i;

    l->list = arena_array(mem, struct jurisdiction, content_files_n + 1);
    for (i = 0; !st && i < content_files_n; i++)
        if (str_starts(str_of(content_files[i].path), FOLDER))
            st = load_one(mem, &content_files[i], l, e);
    if (st)
        return st;
    d = find(l, STR(DEFAULT));
    if (!d || !d->nreporter)
        return RW_FAIL(e, RW_EBUG, "no default rules with a reporting window are embedded");
    app->laws = l;
    return RW_OK;
}

const struct jurisdiction *jurisdiction_default(const struct app *app)
{
    return find(app->laws, STR(DEFAULT));
}

const struct jurisdiction *jurisdiction_here(const struct app *app)
{
    const struct jurisdiction *own = app->region.p ? find(app->laws, app->region) : NULL;

    return own ? own : jurisdiction_default(app);
}

const struct reporter_rule *reporter_rule_on(const struct app *app, struct date on,
                                             const struct jurisdiction **law)
{
    const struct reporter_rule *r;

    *law = jurisdiction_here(app);
    r = jurisdiction_reporter(*law, on);
    if (r)
        return r;
    *law = jurisdiction_default(app);
    r = jurisdiction_reporter(*law, on);
    return r ? r : &(*law)->reporter[0];
}
