#include "web/pages/case_path.h"

#include "app/child_walk.h"
#include "app/protocols.h"

/* at: the phase that the child is in, or was in before the break; -1: before the first. */
static void fill_steps(struct req *r, const struct protocol *p, int32_t at, const char *here,
                       struct path_view *v)
{
    struct path_step_view *steps = arena_array(r->mem, struct path_step_view, p->nphases);
    size_t i;

    for (i = 0; i < p->nphases; i++) {
        bool done = at >= 0 && (int32_t)i < at;
        bool is_here = (int32_t)i == at;

        steps[i] = (struct path_step_view){
            .label = p->phases[i].title,
            .state = is_here ? str_of(here)
                     : done  ? STR("done")
                             : STR("later"),
            .done = done,
            .here = is_here,
        };
    }
    *v = (struct path_view){ .steps = steps, .nsteps = p->nphases };
}

void case_path(struct req *r, struct str phase, struct path_view *v)
{
    const struct protocol *p = protocol_for_words(&r->act);
    int32_t at = protocol_phase_order(p, phase);
    struct str title = protocol_title(p, phase);

    fill_steps(r, p, at, "now", v);
    if (at >= 0)
        v->word = str_fmt(r->mem, "Phase %d of %zu: %.*s", at + 1, p->nphases, STR_ARG(title));
    else
        v->word = phase.len ? title : STR("Intake, before the first phase");
}

void case_path_of(struct req *r, const struct person_row *child, struct path_view *v)
{
    const struct protocol *p = protocol_for_words(&r->act);
    const struct place *place = protocol_place(p, child->phase);
    struct child_walk walk = child_walk(&r->act, p, child);
    int32_t at = place && !place->is_end ? (int32_t)p->nphases - 1 : -1;

    while (at >= 0 && !walk_has_reached(&walk, p->phases[at].id))
        at--;
    if (at < 0) {
        case_path(r, child->phase, v);
        return;
    }
    fill_steps(r, p, at, "stood here", v);
    v->word = str_fmt(r->mem, "%.*s, in phase %d of %zu: %.*s", STR_ARG(place->title), at + 1,
                      p->nphases, STR_ARG(p->phases[at].title));
}
