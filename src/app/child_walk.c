#include "app/child_walk.h"

#define BACK "back:"

static void read_passed(const struct act *a, struct child_walk *w)
{
    struct str rest = w->child->passed, word;
    struct str *list = arena_array(a->mem, struct str, rest.len / 2 + 1);

    while (str_cut(&rest, ' ', &word))
        if (str_starts(word, BACK))
            w->back = (struct str){ word.p + sizeof BACK - 1, word.len - (sizeof BACK - 1) };
        else if (word.len)
            list[w->npassed++] = word;
    w->passed = list;
}

static struct date entered_on(struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? clock_local(t).date : RW_NO_DATE;
}

struct child_walk child_walk(const struct act *a, const struct protocol *p,
                             const struct person_row *child)
{
    const struct access_find_row *head = &a->access.head;
    struct child_walk w = { .protocol = p, .child = child };
    int32_t back;

    read_passed(a, &w);
    w.entry.on = RW_NO_DATE;
    if (!str_is(head->entered, "under_way") || !child->entry_phase.p)
        return w;
    w.entry = (struct fact_entry){ .under_way = true,
                                   .phase = child->entry_phase,
                                   .level = child->entry_level,
                                   .on = entered_on(head->opened_utc) };
    back = protocol_phase_order(p, w.back);
    if (back >= 0 && back < protocol_phase_order(p, w.entry.phase))
        w.entry.phase = w.back;
    return w;
}

static bool is_passed(const struct child_walk *w, const struct gate *g)
{
    size_t i;

    for (i = 0; i < w->npassed; i++)
        if (str_eq(w->passed[i], g->id))
            return true;
    return false;
}

bool walk_is_behind(const struct child_walk *w, const struct gate *g)
{
    return is_passed(w, g) || gate_is_behind(w->protocol, g, &w->entry);
}

const struct gate *walk_next(const struct act *a, const struct child_walk *w)
{
    const struct protocol *p = w->protocol;
    struct str *behind = arena_array(a->mem, struct str, p->ngates + 1);
    size_t n = 0, i;

    for (i = 0; i < p->ngates; i++)
        if (walk_is_behind(w, &p->gates[i]))
            behind[n++] = p->gates[i].id;
    return protocol_next_gate(p, w->child->phase, behind, n);
}

bool walk_is_open(const struct child_walk *w, const struct gate *g)
{
    const struct place *at = protocol_place(w->protocol, w->child->phase);

    if (at && at->is_end)
        return false;
    if (str_is(g->from, "any"))
        return !str_eq(g->to, w->child->phase);
    return str_eq(g->from, w->child->phase);
}

static bool within_phase(const struct gate *g)
{
    return g->forward && str_eq(g->from, g->to);
}

bool walk_may_pass(const struct child_walk *w, const struct gate *g)
{
    const struct gate *x;

    if (!walk_is_open(w, g) || walk_is_behind(w, g))
        return false;
    for (x = w->protocol->gates; within_phase(g) && x != g; x++)
        if (within_phase(x) && str_eq(x->from, g->from) && !walk_is_behind(w, x))
            return false;
    return true;
}

struct str walk_passed_on(struct arena *a, const struct child_walk *w, const struct gate *g)
{
    struct str before = w->child->passed;

    return before.len ? str_join(a, before, STR(" "), g->id) : g->id;
}

struct str walk_level_on(const struct child_walk *w, const struct gate *g)
{
    const struct protocol *p = w->protocol;
    bool higher =
        protocol_level_order(p, g->opens_level) > protocol_level_order(p, w->child->level);

    return g->opens_level.len && higher ? g->opens_level : w->child->level;
}

/* Does it lead no further than that phase? What has no phase at its end is no step of the way. */
static bool within_reach(const struct child_walk *w, const struct gate *g, struct str to)
{
    int32_t order = protocol_phase_order(w->protocol, g->to);

    return order >= 0 && order <= protocol_phase_order(w->protocol, to);
}

static struct str add_word(struct arena *a, struct str all, struct str word)
{
    return all.len ? str_join(a, all, STR(" "), word) : word;
}

struct str walk_passed_back(struct arena *a, const struct child_walk *w, struct str to)
{
    const struct protocol *p = w->protocol;
    struct str kept = STR_NULL, back = w->back;
    size_t i;

    for (i = 0; i < w->npassed; i++) {
        const struct gate *g = protocol_gate(p, w->passed[i]);

        if (g && within_reach(w, g, to))
            kept = add_word(a, kept, g->id);
    }
    if (w->entry.under_way && protocol_phase_order(p, to) < protocol_phase_order(p, w->entry.phase))
        back = to;
    if (back.len)
        kept = add_word(a, kept, str_fmt(a, BACK "%.*s", STR_ARG(back)));
    return kept;
}

struct str walk_level_back(const struct child_walk *w, struct str to)
{
    const struct protocol *p = w->protocol;
    size_t i;

    for (i = 0; i < p->ngates; i++)
        if (p->gates[i].opens_level.len && walk_is_behind(w, &p->gates[i]) &&
            within_reach(w, &p->gates[i], to))
            return w->child->level;
    return w->child->level.len && p->nlevels ? p->levels[0].id : w->child->level;
}

bool walk_has_reached(const struct child_walk *w, struct str phase)
{
    const struct protocol *p = w->protocol;
    int32_t to = protocol_phase_order(p, phase);
    size_t i;

    if (to < 0)
        return false;
    for (i = 0; i < p->ngates; i++)
        if (protocol_phase_order(p, p->gates[i].to) >= to && walk_is_behind(w, &p->gates[i]))
            return true;
    return protocol_phase_order(p, w->child->phase) >= to;
}

struct str walk_phase_before(const struct child_walk *w)
{
    int32_t order = protocol_phase_order(w->protocol, w->child->phase);

    return order > 0 ? w->protocol->phases[order - 1].id : STR_NULL;
}
