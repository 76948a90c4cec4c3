/* report_outward.c -- what follows from the register of warning signs stays in the house. */
#include "core/report_outward.h"

/* Checkpoints that rest on each other; deeper than any real file goes. */
#define DEPTH_MAX 16

static enum report_outward least(enum report_outward x, enum report_outward y)
{
    return x < y ? x : y;
}

static enum report_outward of_predicate(const struct protocol *p, const struct predicate *q,
                                        int depth);

static enum report_outward of_gate(const struct protocol *p, struct str id, int depth)
{
    const struct gate *g = protocol_gate(p, id);
    enum report_outward least_so_far = g ? REPORT_OUTWARD_LINE : REPORT_OUTWARD_NOT;

    for (size_t i = 0; g && i < g->ncriteria; i++) {
        if (g->criteria[i].about_child)
            least_so_far = least(least_so_far, REPORT_OUTWARD_CHILD);
        least_so_far = least(least_so_far, of_predicate(p, &g->criteria[i].when, depth));
    }
    return least_so_far;
}

static enum report_outward of_predicate(const struct protocol *p, const struct predicate *q,
                                        int depth)
{
    enum report_outward all = REPORT_OUTWARD_LINE;

    if (q->kind == PRED_NOT_OPEN || depth >= DEPTH_MAX)
        return REPORT_OUTWARD_NOT;
    if (q->kind == PRED_STILL_TRUE)
        return of_gate(p, q->name, depth + 1);
    for (size_t i = 0; i < q->nof; i++)
        all = least(all, of_predicate(p, &q->of[i], depth + 1));
    return all;
}

static bool closes_for_safety(const struct protocol *p, const struct gate *g)
{
    const struct place *to = g ? protocol_place(p, g->to) : NULL;

    return to && to->for_safety;
}

enum report_outward report_outward_of(const struct protocol *p, const struct gate *g,
                                      const struct criterion *c)
{
    if (!p || !c || closes_for_safety(p, g))
        return REPORT_OUTWARD_NOT;
    return least(c->about_child ? REPORT_OUTWARD_CHILD : REPORT_OUTWARD_LINE,
                 of_predicate(p, &c->when, 0));
}

struct str report_phase_title(const struct protocol *p, struct str id)
{
    const struct place *at = protocol_place(p, id);

    for (size_t i = 0; at && at->for_safety && i < p->nplaces; i++)
        if (p->places[i].is_end && !p->places[i].for_safety)
            return p->places[i].title;
    return protocol_title(p, id);
}
