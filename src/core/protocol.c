#include "core/protocol.h"

const struct phase *protocol_phase(const struct protocol *p, struct str id)
{
    int32_t i = protocol_phase_order(p, id);

    return i < 0 ? NULL : &p->phases[i];
}

const struct place *protocol_place(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nplaces; i++)
        if (str_eq(p->places[i].id, id))
            return &p->places[i];
    return NULL;
}

const struct gate *protocol_gate(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->ngates; i++)
        if (str_eq(p->gates[i].id, id))
            return &p->gates[i];
    return NULL;
}

const struct criterion *protocol_criterion(const struct protocol *p, struct str id)
{
    for (size_t g = 0; g < p->ngates; g++)
        for (size_t i = 0; i < p->gates[g].ncriteria; i++)
            if (str_eq(p->gates[g].criteria[i].id, id))
                return &p->gates[g].criteria[i];
    return NULL;
}

const struct activity *protocol_activity(const struct protocol *p, struct str id)
{
    for (size_t f = 0; f < p->nphases; f++)
        for (size_t i = 0; i < p->phases[f].nactivities; i++)
            if (str_eq(p->phases[f].activities[i].id, id))
                return &p->phases[f].activities[i];
    return NULL;
}

const struct track *protocol_track(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->ntracks; i++)
        if (str_eq(p->tracks[i].id, id))
            return &p->tracks[i];
    return NULL;
}

const struct level *protocol_level(const struct protocol *p, struct str id)
{
    int32_t i = protocol_level_order(p, id);

    return i < 0 ? NULL : &p->levels[i];
}

const struct sign_kind *protocol_sign(const struct protocol *p, struct str code)
{
    for (size_t i = 0; i < p->nsigns; i++)
        if (str_eq(p->signs[i].code, code))
            return &p->signs[i];
    return NULL;
}

int32_t protocol_phase_order(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nphases; i++)
        if (str_eq(p->phases[i].id, id))
            return (int32_t)i;
    return -1;
}

int32_t protocol_level_order(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nlevels; i++)
        if (str_eq(p->levels[i].id, id))
            return (int32_t)i;
    return -1;
}

struct str protocol_title(const struct protocol *p, struct str id)
{
    const struct phase *phase = protocol_phase(p, id);
    const struct place *place = protocol_place(p, id);

    if (phase)
        return phase->title;
    return place ? place->title : STR_NULL;
}

size_t protocol_gates_from(const struct protocol *p, struct str where, const struct gate **list)
{
    const struct place *place = protocol_place(p, where);
    size_t n = 0;

    if (place && place->is_end)
        return 0;
    for (size_t i = 0; i < p->ngates; i++) {
        const struct gate *g = &p->gates[i];
        bool anywhere = str_is(g->from, "any") && !str_eq(g->to, where);

        if (anywhere || str_eq(g->from, where))
            list[n++] = g;
    }
    return n;
}

const struct gate *protocol_next_gate(const struct protocol *p, struct str where,
                                      const struct str *passed, size_t npassed)
{
    for (size_t i = 0; i < p->ngates; i++) {
        const struct gate *g = &p->gates[i];

        if (g->forward && str_eq(g->from, where) && !str_among(g->id, passed, npassed))
            return g;
    }
    return NULL;
}

static struct str predicate_fact(const struct predicate *q)
{
    if (q->kind == PRED_FACT || q->kind == PRED_WITHIN_DAYS)
        return q->name;
    for (size_t i = 0; i < q->nof; i++) {
        struct str s = predicate_fact(&q->of[i]);

        if (!str_empty(s))
            return s;
    }
    return STR_NULL;
}

struct str criterion_fact(const struct criterion *c)
{
    return predicate_fact(&c->when);
}

char override_letter(enum override_class k)
{
    static const char letters[OVERRIDE_CLASSES] = { 'N', 'X', 'S', 'T', 'H' };

    return (size_t)k < OVERRIDE_CLASSES ? letters[k] : '?';
}
