/* checkpoint_criteria.h -- the rows of a checkpoint's page. */
#ifndef RW_WEB_PAGES_CHECKPOINT_CRITERIA_H
#define RW_WEB_PAGES_CHECKPOINT_CRITERIA_H

#include "gen/tpl.h"
#include "web/pages/checkpoint_parts.h"

/* Which checkpoint is shown, and what this person may do there. */
struct checkpoint_showing {
    const struct checkpoint_place *place;
    const struct gate *gate;
    bool may_record, may_decide;
    bool waits; /* nothing is set aside for a step that waits for nothing */
};

struct checkpoint_showing checkpoint_showing_of(struct req *r, const struct checkpoint_place *place,
                                                const struct gate *g);

/* What stands in the way, and what else keeps the step waiting, as further rows. */
void checkpoint_open(struct req *r, const struct checkpoint_showing *s, const struct gate_result *g,
                     struct criteria_view *v);

/* Everything else. Both in the order of the protocol. */
void checkpoint_settled(struct req *r, const struct checkpoint_showing *s,
                        const struct gate_result *g, struct criteria_view *v);

/* Nothing where the form still carries the mark of what the page says now. */
void checkpoint_changes(struct req *r, const struct gate_result *g, struct str mark,
                        struct checkpoint_view *v);

#endif
