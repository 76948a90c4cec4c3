/* gate_scene.h -- one case of a table of checkpoints while its lines are read. */
#ifndef RW_SUPPORT_GATE_SCENE_H
#define RW_SUPPORT_GATE_SCENE_H

#include "core/gate.h"
#include "support/words.h"

#include <setjmp.h>

enum { SCENE_ROWS_MAX = 400, SCENE_EVIDENCE_MAX = 8 };

struct gate_scene {
    struct arena *a;
    const struct protocol *p;
    struct str gate;
    struct facts f;
    struct fact_adult adults[8];
    struct fact facts[SCENE_ROWS_MAX];
    struct fact_sign signs[16];
    struct fact_override overrides[16];
    struct gate_result r;
    bool checked;
};

/* Where a case that does not come out as written ends. */
extern struct gate_wrong {
    jmp_buf out;
    char why[400];
} gate_wrong;

/* Ends the case with its sentence; never comes back. */
_Noreturn void scene_wrong(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

struct date scene_day(struct words *k);

/* The id of a criterion given by its title in quotation marks, or by the id itself; looked for at the
 * checkpoint of the case first. */
struct str scene_criterion(const struct gate_scene *s, struct str word);

void scene_start(struct gate_scene *s);

/* One line of what is given; false: it is none. */
bool scene_given(struct gate_scene *s, struct words *k);

/* One line of what must come out, after its arrow. */
void scene_expect(struct gate_scene *s, struct words *k);

#endif
