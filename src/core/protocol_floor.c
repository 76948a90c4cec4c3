#include "core/protocol_floor.h"

static const struct criterion *find_in(const struct gate *g, struct str id)
{
    for (size_t i = 0; i < g->ncriteria; i++)
        if (str_eq(g->criteria[i].id, id))
            return &g->criteria[i];
    return NULL;
}

static const struct criterion *never_in(const struct gate *g, struct str id)
{
    const struct criterion *c = g ? find_in(g, id) : NULL;

    return c && c->override == OVERRIDE_NEVER ? c : NULL;
}

/* Its own criteria in their order, those of the newer one where they are never to be set aside. */
static bool lay_gate(struct arena *a, const struct gate *own, const struct gate *newest,
                     struct gate *out)
{
    size_t most = own->ncriteria + (newest ? newest->ncriteria : 0), n = 0;
    struct criterion *list = arena_array(a, struct criterion, most + 1);

    if (!list || a->spent)
        return false;
    for (size_t i = 0; i < own->ncriteria; i++) {
        const struct criterion *c = never_in(newest, own->criteria[i].id);

        list[n++] = c ? *c : own->criteria[i];
    }
    for (size_t i = 0; newest && i < newest->ncriteria; i++)
        if (newest->criteria[i].override == OVERRIDE_NEVER && !find_in(own, newest->criteria[i].id))
            list[n++] = newest->criteria[i];
    *out = *own;
    out->criteria = list;
    out->ncriteria = n;
    return true;
}

static bool lay_gates(struct arena *a, const struct protocol *newest, struct protocol *p)
{
    struct gate *list = arena_array(a, struct gate, p->ngates + 1);

    if (!list || a->spent)
        return false;
    for (size_t i = 0; i < p->ngates; i++)
        if (!lay_gate(a, &p->gates[i], protocol_gate(newest, p->gates[i].id), &list[i]))
            return false;
    p->gates = list;
    return true;
}

static bool lay_nevers(struct arena *a, const struct protocol *newest, struct protocol *p)
{
    struct never_rule *list = arena_array(a, struct never_rule, p->nnevers + newest->nnevers + 1);
    size_t n = 0;

    if (!list || a->spent)
        return false;
    for (size_t i = 0; i < newest->nnevers; i++)
        list[n++] = newest->nevers[i];
    for (size_t i = 0; i < p->nnevers; i++) {
        bool there = false;

        for (size_t k = 0; k < newest->nnevers; k++)
            there = there || str_eq(newest->nevers[k].id, p->nevers[i].id);
        if (!there)
            list[n++] = p->nevers[i];
    }
    p->nevers = list;
    p->nnevers = n;
    return true;
}

static bool asks_for(const struct predicate *w, struct str name)
{
    if (str_eq(w->name, name))
        return true;
    for (size_t i = 0; i < w->nof; i++)
        if (asks_for(&w->of[i], name))
            return true;
    return false;
}

/* Whether a criterion of the newer one that now stands here asks for that sign or record. */
static bool never_asks_for(const struct protocol *p, const struct protocol *newest, struct str name)
{
    for (size_t g = 0; g < p->ngates; g++) {
        const struct gate *from = protocol_gate(newest, p->gates[g].id);

        for (size_t i = 0; from && i < from->ncriteria; i++)
            if (from->criteria[i].override == OVERRIDE_NEVER &&
                asks_for(&from->criteria[i].when, name))
                return true;
    }
    return false;
}

static bool lay_signs(struct arena *a, const struct protocol *newest, struct protocol *p)
{
    struct sign_kind *list = arena_array(a, struct sign_kind, p->nsigns + newest->nsigns + 1);
    size_t n = 0;

    if (!list || a->spent)
        return false;
    for (size_t i = 0; i < p->nsigns; i++)
        list[n++] = p->signs[i];
    for (size_t i = 0; i < newest->nsigns; i++)
        if (!protocol_sign(p, newest->signs[i].code) &&
            never_asks_for(p, newest, newest->signs[i].code))
            list[n++] = newest->signs[i];
    p->signs = list;
    p->nsigns = n;
    return true;
}

static bool has_fact(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nfacts; i++)
        if (str_eq(p->facts[i].id, id))
            return true;
    return false;
}

static bool lay_facts(struct arena *a, const struct protocol *newest, struct protocol *p)
{
    struct fact_name *list = arena_array(a, struct fact_name, p->nfacts + newest->nfacts + 1);
    size_t n = 0;

    if (!list || a->spent)
        return false;
    for (size_t i = 0; i < p->nfacts; i++)
        list[n++] = p->facts[i];
    for (size_t i = 0; i < newest->nfacts; i++)
        if (!has_fact(p, newest->facts[i].id) && never_asks_for(p, newest, newest->facts[i].id))
            list[n++] = newest->facts[i];
    p->facts = list;
    p->nfacts = n;
    return true;
}

enum rw_status protocol_floor(struct arena *a, const struct protocol *p,
                              const struct protocol *newest, struct protocol *out, struct rw_err *e)
{
    struct protocol done = *p;

    *out = done;
    if (p == newest || str_eq(p->pass.sha256, newest->pass.sha256))
        return RW_OK;
    done.nevers_of = &newest->pass;
    if (!lay_signs(a, newest, &done) || !lay_facts(a, newest, &done) ||
        !lay_nevers(a, newest, &done) || !lay_gates(a, newest, &done))
        return RW_FAIL(e, RW_ELIMIT, "no room for the never-rules of a protocol");
    *out = done;
    return RW_OK;
}
