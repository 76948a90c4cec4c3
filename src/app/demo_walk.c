/* demo_walk.c -- the demonstration: checkpoints recorded and decided. */
#include "app/demo.h"
#include "app/demo_family.h"
#include "app/turn.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define KEEP_MEMORY (4u << 20)
#define STEPS_MAX 2048
#define FRIDAY 4

const struct demo_family *const demo_families[DEMO_FAMILIES] = {
    &demo_alder, &demo_birch, &demo_cedar,  &demo_elm,
    &demo_pine,  &demo_rowan, &demo_spruce, &demo_walnut,
};

struct date demo_day(struct date today, int days)
{
    struct date d = date_add(today, days);
    int32_t weekday = date_weekday(d);

    if (days == 0 || weekday <= FRIDAY)
        return d;
    return date_add(d, days < 0 ? FRIDAY - weekday : 7 - weekday);
}

int demo_recorded(const struct demo_case *c, int day)
{
    return day == DEMO_WITH_OPENING ? c->family->opened : day;
}

void demo_made(struct demo_case *c, const void *row, const char *key, struct str id)
{
    if (c->nmade == sizeof c->made / sizeof *c->made)
        return;
    c->made[c->nmade].row = row;
    c->made[c->nmade].key = key;
    c->made[c->nmade++].id = str_copy(c->keep, id);
}

static struct str find_key(const struct demo_case *c, struct str key)
{
    size_t i;

    for (i = 0; i < c->nmade; i++)
        if (c->made[i].key && str_is(key, c->made[i].key))
            return c->made[i].id;
    return STR_NULL;
}

struct str demo_id(const struct demo_case *c, const char *key)
{
    return key ? find_key(c, str_of(key)) : STR_NULL;
}

struct str demo_id_of(const struct demo_case *c, const void *row)
{
    size_t i;

    for (i = 0; i < c->nmade; i++)
        if (c->made[i].row == row)
            return c->made[i].id;
    return STR_NULL;
}

bool demo_names(const char *list, struct str key)
{
    struct str rest = str_of(list), word;

    while (str_cut(&rest, ' ', &word))
        if (str_eq(word, key))
            return true;
    return false;
}

size_t demo_words(struct arena *mem, const char *list, const struct str **words)
{
    struct str rest = str_of(list);
    struct str *w = arena_array(mem, struct str, DEMO_KEYS);
    size_t n = 0;

    while (n < DEMO_KEYS && str_cut(&rest, ' ', &w[n]))
        n++;
    *words = w;
    return n;
}

size_t demo_ids(const struct demo_case *c, struct arena *mem, const char *list,
                const struct str **ids)
{
    const struct str *words;
    size_t n = demo_words(mem, list, &words), i;
    struct str *out = arena_array(mem, struct str, n + 1);

    for (i = 0; i < n; i++)
        out[i] = find_key(c, words[i]);
    *ids = out;
    return n;
}

void demo_plan_add(struct demo_plan *p, struct demo_case *c, demo_fn fn, const void *row, int day,
                   int32_t minute)
{
    if (p->n < p->max)
        p->list[p->n] = (struct demo_step){ .c = c,
                                            .fn = fn,
                                            .row = row,
                                            .on = demo_day(c->today, day),
                                            .minute = minute,
                                            .nth = p->n };
    p->n++;
}

static int by_time(const void *left, const void *right)
{
    const struct demo_step *x = left, *y = right;

    if (x->on.day != y->on.day)
        return x->on.day < y->on.day ? -1 : 1;
    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    return x->nth < y->nth ? -1 : x->nth > y->nth;
}

/* The act of the moment that the step belongs to, but never of one that has not come yet. */
static void begin(struct act *a, const struct app *app, struct db *db, struct arena *mem,
                  const struct demo_staff *staff, const struct demo_step *s, int64_t now_utc)
{
    int64_t at = clock_utc((struct local){ s->on, s->minute });

    turn_begin(a, app, db, mem, STR(""));
    a->now_utc = at < now_utc ? at : now_utc;
    a->today = clock_local(a->now_utc).date;
    a->viewer = staff->lead;
    a->viewer.reauth_utc = a->now_utc;
}

static enum rw_status failed(const struct act *a, const struct demo_step *s, enum rw_status st,
                             struct rw_err *e)
{
    const struct problem *p = a->bad.n ? &a->bad.list[0] : NULL;

    return RW_FAIL(e, st, "%s, step %zu: %s %.*s (%s)", s->c->family->title, s->nth,
                   p ? p->field : "", STR_ARG(p ? p->text : STR("")), a->err.note);
}

static enum rw_status run(const struct demo_plan *p, const struct app *app, struct db *db,
                          struct arena *mem, const struct demo_staff *staff, int64_t now_utc,
                          struct rw_err *e)
{
    enum rw_status st = RW_OK;
    struct act a;
    size_t i;

    for (i = 0; !st && i < p->n; i++) {
        const struct demo_step *s = &p->list[i];

        arena_reset(mem);
        begin(&a, app, db, mem, staff, s, now_utc);
        st = s->fn(s->c, &a, s->row);
        if (!st && mem->spent)
            st = RW_FAIL(&a.err, RW_ELIMIT, "arena is spent");
        if (st)
            st = failed(&a, s, st, e);
    }
    return st;
}

static enum rw_status plan(struct demo_plan *p, struct arena *keep, const struct demo_staff *staff,
                           struct date today, struct rw_err *e)
{
    struct demo_case *c = arena_array(keep, struct demo_case, DEMO_FAMILIES);
    size_t i;

    *p = (struct demo_plan){ .list = arena_array(keep, struct demo_step, STEPS_MAX),
                             .max = STEPS_MAX };
    if (keep->spent)
        return RW_FAIL(e, RW_ELIMIT, "no memory for the plan");
    for (i = 0; i < DEMO_FAMILIES; i++) {
        if (staff->solo && !demo_families[i]->solo)
            continue;
        c[i] = (struct demo_case){
            .family = demo_families[i], .today = today, .staff = staff, .keep = keep
        };
        demo_plan_case(p, &c[i]);
        demo_plan_court(p, &c[i]);
        demo_plan_terms(p, &c[i]);
        demo_plan_consent(p, &c[i]);
        demo_plan_ready(p, &c[i]);
        demo_plan_release(p, &c[i]);
        demo_plan_intake(p, &c[i]);
        demo_plan_around(p, &c[i]);
        demo_plan_work(p, &c[i]);
        demo_plan_concern(p, &c[i]);
    }
    if (p->n > p->max)
        return RW_FAIL(e, RW_EBUG, "the families have %zu steps", p->n);
    qsort(p->list, p->n, sizeof *p->list, by_time);
    return RW_OK;
}

enum rw_status demo_fill(const struct app *app, struct db *db, const struct demo_staff *staff,
                         int64_t now_utc, struct rw_err *e)
{
    struct arena keep = { 0 }, mem = { 0 };
    struct demo_plan p;
    enum rw_status st = RW_OK;

    if (!arena_make(&keep, KEEP_MEMORY) || !arena_make(&mem, RW_REQUEST_ARENA))
        st = RW_FAIL(e, RW_ELIMIT, "no memory");
    if (!st)
        st = plan(&p, &keep, staff, clock_local(now_utc).date, e);
    if (!st)
        st = run(&p, app, db, &mem, staff, now_utc, e);
    if (mem.base)
        arena_free(&mem);
    if (keep.base)
        arena_free(&keep);
    return st;
}
