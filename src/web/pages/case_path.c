#include "web/pages/case_path.h"

#include "app/protocols.h"

void case_path(struct req *r, struct str phase, struct path_view *v)
{
    const struct protocol *p = protocol_for_words(&r->act);
    struct path_step_view *steps = arena_array(r->mem, struct path_step_view, p->nphases);
    int32_t at = protocol_phase_order(p, phase);
    struct str title = protocol_title(p, phase);
    size_t i;

    for (i = 0; i < p->nphases; i++) {
        bool done = at >= 0 && (int32_t)i < at;
        bool here = (int32_t)i == at;

        steps[i] = (struct path_step_view){
            .label = p->phases[i].title,
            .state = here   ? STR("now")
                     : done ? STR("done")
                            : STR("later"),
            .done = done,
            .here = here,
        };
    }
    *v = (struct path_view){ .steps = steps, .nsteps = p->nphases };
    if (at >= 0)
        v->word = str_fmt(r->mem, "Phase %d of %zu: %.*s", at + 1, p->nphases, STR_ARG(title));
    else
        v->word = phase.len ? title : STR("Intake, before the first phase");
}
