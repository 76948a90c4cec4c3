#include "app/step_bar.h"

#include "app/child_walk.h"
#include "app/consent.h"
#include "app/contact.h"
#include "app/hold.h"
#include "app/lists.h"
#include "app/plan_check.h"
#include "app/safety.h"
#include "app/self_harm.h"
#include "app/surroundings.h"

#define LIST_SIGN_STOPS "sign-stops"

/* One step of one child. */
struct step {
    const struct case_rows *rows;
    const struct person_row *child;
    const struct gate *gate;
    struct str level; /* as it is afterwards */
};

typedef enum rw_status step_bar_fn(struct act *a, const struct step *s, struct str *why);

static enum rw_status law(struct act *a, const struct step *s, struct str *why)
{
    return plan_barred(a, s->rows->case_id, why);
}

static enum rw_status supervision(struct act *a, const struct step *s, struct str *why)
{
    if (contact_stays_supervised(a, s->rows, s->child->id, s->level))
        *why = STR("For now somebody else is present at contact.");
    return RW_OK;
}

static enum rw_status message(struct act *a, const struct step *s, struct str *why)
{
    bool waits = false;
    enum rw_status st = message_waits(a, s->rows->case_id, &waits);

    if (waits)
        *why = STR("A message from around the family pulls the other way, and nobody has looked at "
                   "it yet. It needs no agreement: a look is enough, under What helps and what "
                   "stands in the way.");
    return st;
}

static enum rw_status consent(struct act *a, const struct step *s, struct str *why)
{
    struct consent_record record = consent_record_of(a, s->rows, s->child);
    struct consent_status status;

    consent_check(a->mem, &record, &status);
    if (!status.complete)
        *why = STR("Treatment of this child awaits consent.");
    return RW_OK;
}

static enum rw_status report(struct act *a, const struct step *s, struct str *why)
{
    struct allegation_row *list = NULL;
    size_t n, i;
    enum rw_status st = safety_reports_waiting(a, s->rows, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (!list[i].child_id.len || str_eq(list[i].child_id, s->child->id))
            *why = STR("Something that was reported waits to be looked at.");
    return st;
}

static enum rw_status hold(struct act *a, const struct step *s, struct str *why)
{
    bool held = false;
    enum rw_status st = hold_on_child(a, s->rows->case_id, s->child->id, &held);

    if (held)
        *why = STR("Contact of this child is on hold. Lift the hold first.");
    return st;
}

static enum rw_status review(struct act *a, const struct step *s, struct str *why)
{
    if (review_bars(a, s->rows, s->child->id))
        *why = STR("A clinical review is not finished. Contact waits for it.");
    return RW_OK;
}

/* A sign that concerns another adult than the one whose contact is in question keeps nothing from
 * going on: what somebody does against contact never gains them that it waits. */
static bool sign_concerns(struct act *a, const struct step *s, const struct sign_state *sign)
{
    const struct fact_adult *adults;
    size_t n = case_adults(a, s->rows, s->child->id, PER_CONTACT_PARENT, &adults), i;

    for (i = 0; i < n; i++)
        if (str_eq(sign->record->person_id, adults[i].id))
            return true;
    return !sign->record->person_id.len;
}

#define LIVE                                                                                       \
    (CHANNEL_BIT(CHANNEL_IN_PERSON) | CHANNEL_BIT(CHANNEL_PHONE) | CHANNEL_BIT(CHANNEL_VIDEO))

/* What a sign of the list keeps waiting: what bars steps up lets somebody come back from a pause, and
 * what stops live contact lets letters go on. */
static bool keeps(struct act *a, const struct step *s, struct str how)
{
    const struct contact_step *to = contact_step_of(a, s->rows->protocol, s->level);

    if (str_is(how, "a step up"))
        return s->gate->step_up;
    return !str_is(how, "live contact") || (to && (to->channels & LIVE));
}

static enum rw_status sign(struct act *a, const struct step *s, struct str *why)
{
    const struct protocol *p = s->rows->protocol;
    const struct choice_list *stops = list_of(a->app, LIST_SIGN_STOPS);
    size_t i;

    for (i = 0; !why->p && i < p->nsigns; i++) {
        const struct choice *how = choice_find(stops, p->signs[i].code);
        struct sign_state state = case_sign(a, s->rows, &p->signs[i], s->child->id);

        if (how && state.open && sign_concerns(a, s, &state) && keeps(a, s, how->label))
            *why = str_fmt(a->mem, "A warning sign is open: %.*s.", STR_ARG(p->signs[i].title));
    }
    return RW_OK;
}

/* Which steps each is asked of. */
enum {
    ONWARD = 1, /* every checkpoint forward */
    UP = 2, /* a step toward contact */
    BACK = 4 /* the way back from a pause */
};

static const struct {
    unsigned of;
    step_bar_fn *run;
} bars[] = {
    { ONWARD, law },       { ONWARD, supervision }, { UP, message },       { UP | BACK, consent },
    { UP | BACK, report }, { UP | BACK, hold },     { UP | BACK, review }, { UP | BACK, sign },
};

enum rw_status step_barred(struct act *a, const struct case_rows *rows,
                           const struct person_row *child, const struct gate *g, struct str *why)
{
    struct child_walk walk = child_walk(a, rows->protocol, child);
    bool back = str_is(g->to, "prior");
    struct step s = { .rows = rows,
                      .child = child,
                      .gate = g,
                      .level = back ? checkpoint_level_resumed(a, rows, child, g)
                                    : walk_level_on(&walk, g) };
    unsigned is = (g->forward ? ONWARD : 0u) | (g->step_up ? UP : 0u) | (back ? BACK : 0u);
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && !why->p && i < sizeof bars / sizeof *bars; i++)
        if (bars[i].of & is)
            st = bars[i].run(a, &s, why);
    return st;
}
