#include "core/protocol_change.h"

#define VALUES_A_ROW 4 /* the most lines that one thing of a protocol can make */

struct comparing {
    const struct protocol *from, *to;
    struct protocol_change *list;
    size_t n, cap;
};

static void add(struct comparing *k, struct protocol_change c)
{
    if (k->n < k->cap)
        k->list[k->n++] = c;
}

/* ---- criteria ---- */

static bool same_texts(const struct str *x, size_t nx, const struct str *y, size_t ny)
{
    if (nx != ny)
        return false;
    for (size_t i = 0; i < nx; i++)
        if (!str_eq(x[i], y[i]))
            return false;
    return true;
}

static bool same_question(const struct predicate *x, const struct predicate *y)
{
    if (x->kind != y->kind || x->value != y->value || x->nof != y->nof || !str_eq(x->name, y->name))
        return false;
    for (size_t i = 0; i < x->nof; i++)
        if (!same_question(&x->of[i], &y->of[i]))
            return false;
    return true;
}

static bool asks_the_same(const struct criterion *x, const struct criterion *y)
{
    return x->per == y->per && x->may_be_na == y->may_be_na && x->adult_duty == y->adult_duty &&
           x->age_from == y->age_from &&
           same_texts(x->only_tracks, x->nonly_tracks, y->only_tracks, y->nonly_tracks) &&
           same_question(&x->when, &y->when);
}

static const struct criterion *criterion_in(const struct gate *g, struct str id)
{
    for (size_t i = 0; g && i < g->ncriteria; i++)
        if (str_eq(g->criteria[i].id, id))
            return &g->criteria[i];
    return NULL;
}

static void compare_criterion(struct comparing *k, const struct gate *g, const struct criterion *x,
                              const struct criterion *y)
{
    struct protocol_change c = { .part = CHANGE_CRITERION, .where = g->title, .title = y->title };

    if (!x) {
        c.how = CHANGE_ADDED;
        c.is = y->override;
        add(k, c);
        return;
    }
    if (x->override != y->override) {
        c.how = CHANGE_CLASS;
        c.was = x->override;
        c.is = y->override;
        add(k, c);
    }
    if (!asks_the_same(x, y)) {
        c.how = CHANGE_ASKS;
        add(k, c);
    }
    if (!str_eq(x->title, y->title)) {
        c.how = CHANGE_WORDS;
        c.before = x->title;
        add(k, c);
    }
}

static void compare_gate(struct comparing *k, const struct gate *old, const struct gate *g)
{
    if (!old)
        add(k, (struct protocol_change){ .part = CHANGE_GATE, .title = g->title });
    for (size_t i = 0; i < g->ncriteria; i++)
        compare_criterion(k, g, criterion_in(old, g->criteria[i].id), &g->criteria[i]);
    for (size_t i = 0; old && i < old->ncriteria; i++)
        if (!criterion_in(g, old->criteria[i].id))
            add(k, (struct protocol_change){ .part = CHANGE_CRITERION,
                                             .how = CHANGE_GONE,
                                             .where = g->title,
                                             .title = old->criteria[i].title });
}

static void compare_gates(struct comparing *k)
{
    for (size_t i = 0; i < k->to->ngates; i++)
        compare_gate(k, protocol_gate(k->from, k->to->gates[i].id), &k->to->gates[i]);
    for (size_t i = 0; i < k->from->ngates; i++)
        if (!protocol_gate(k->to, k->from->gates[i].id))
            add(k, (struct protocol_change){
                       .part = CHANGE_GATE, .how = CHANGE_GONE, .title = k->from->gates[i].title });
}

/* ---- the rest ---- */

static void compare_value(struct comparing *k, struct protocol_change c, int64_t from, int64_t to)
{
    if (from == to)
        return;
    c.how = CHANGE_VALUE;
    c.from = from;
    c.to = to;
    add(k, c);
}

static void compare_phases(struct comparing *k)
{
    for (size_t i = 0; i < k->to->nphases; i++)
        if (!protocol_phase(k->from, k->to->phases[i].id))
            add(k,
                (struct protocol_change){ .part = CHANGE_PHASE, .title = k->to->phases[i].title });
    for (size_t i = 0; i < k->from->nphases; i++)
        if (!protocol_phase(k->to, k->from->phases[i].id))
            add(k, (struct protocol_change){ .part = CHANGE_PHASE,
                                             .how = CHANGE_GONE,
                                             .title = k->from->phases[i].title });
}

static void compare_signs(struct comparing *k)
{
    for (size_t i = 0; i < k->to->nsigns; i++) {
        const struct sign_kind *y = &k->to->signs[i], *x = protocol_sign(k->from, y->code);
        struct protocol_change c = { .part = CHANGE_SIGN, .title = y->title };

        if (x && x->closing == y->closing)
            continue;
        c.how = x ? CHANGE_CLASS : CHANGE_ADDED;
        c.was = x ? x->closing : y->closing;
        c.is = y->closing;
        add(k, c);
    }
    for (size_t i = 0; i < k->from->nsigns; i++)
        if (!protocol_sign(k->to, k->from->signs[i].code))
            add(k, (struct protocol_change){
                       .part = CHANGE_SIGN, .how = CHANGE_GONE, .title = k->from->signs[i].title });
}

static void compare_tracks(struct comparing *k)
{
    for (size_t i = 0; i < k->to->ntracks; i++) {
        const struct track *y = &k->to->tracks[i], *x = protocol_track(k->from, y->id);
        struct protocol_change c = { .part = CHANGE_TRACK, .title = y->title };

        if (!x) {
            add(k, c);
            continue;
        }
        c.where = y->title;
        c.title = STR("least time at each contact step");
        c.unit = STR("per cent");
        compare_value(k, c, x->dwell_pct, y->dwell_pct);
    }
    for (size_t i = 0; i < k->from->ntracks; i++)
        if (!protocol_track(k->to, k->from->tracks[i].id))
            add(k, (struct protocol_change){ .part = CHANGE_TRACK,
                                             .how = CHANGE_GONE,
                                             .title = k->from->tracks[i].title });
}

static void compare_level(struct comparing *k, const struct level *x, const struct level *y)
{
    const struct {
        const char *title, *unit;
        int32_t from, to;
    } values[] = {
        { "least number of contacts", "contacts", x->min_contacts, y->min_contacts },
        { "least time", "days", x->min_days, y->min_days },
        { "most often one contact in", "days", x->every_days, y->every_days },
    };

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        compare_value(k,
                      (struct protocol_change){ .part = CHANGE_LEVEL,
                                                .where = y->title,
                                                .title = str_of(values[i].title),
                                                .unit = str_of(values[i].unit) },
                      values[i].from, values[i].to);
}

static void compare_levels(struct comparing *k)
{
    for (size_t i = 0; i < k->to->nlevels; i++) {
        const struct level *y = &k->to->levels[i], *x = protocol_level(k->from, y->id);

        if (x)
            compare_level(k, x, y);
        else
            add(k, (struct protocol_change){ .part = CHANGE_LEVEL, .title = y->title });
    }
    for (size_t i = 0; i < k->from->nlevels; i++)
        if (!protocol_level(k->to, k->from->levels[i].id))
            add(k, (struct protocol_change){ .part = CHANGE_LEVEL,
                                             .how = CHANGE_GONE,
                                             .title = k->from->levels[i].title });
}

static const struct protocol_number *number_in(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nnumbers; i++)
        if (str_eq(p->numbers[i].id, id))
            return &p->numbers[i];
    return NULL;
}

static void compare_numbers(struct comparing *k)
{
    for (size_t i = 0; i < k->to->nnumbers; i++) {
        const struct protocol_number *y = &k->to->numbers[i], *x = number_in(k->from, y->id);

        compare_value(
            k,
            (struct protocol_change){ .part = CHANGE_NUMBER, .title = y->title, .unit = y->unit },
            x ? x->value : -1, y->value);
    }
    for (size_t i = 0; i < k->from->nnumbers; i++)
        if (!number_in(k->to, k->from->numbers[i].id))
            add(k, (struct protocol_change){ .part = CHANGE_NUMBER,
                                             .how = CHANGE_GONE,
                                             .title = k->from->numbers[i].title });
}

static size_t size_of(const struct protocol *p)
{
    size_t n = p->nphases + p->ngates + p->nsigns + p->ntracks + p->nlevels + p->nnumbers;

    for (size_t i = 0; i < p->ngates; i++)
        n += p->gates[i].ncriteria;
    return n;
}

enum rw_status protocol_changes(struct arena *a, const struct protocol *from,
                                const struct protocol *to, struct protocol_change **list, size_t *n,
                                struct rw_err *e)
{
    struct comparing k = { .from = from, .to = to };

    k.cap = VALUES_A_ROW * (size_of(from) + size_of(to)) + 1;
    k.list = arena_array(a, struct protocol_change, k.cap);
    if (!k.list || a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for what differs between two protocols");
    compare_phases(&k);
    compare_gates(&k);
    compare_signs(&k);
    compare_tracks(&k);
    compare_levels(&k);
    compare_numbers(&k);
    *list = k.list;
    *n = k.n;
    return RW_OK;
}
