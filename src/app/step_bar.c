#include "app/step_bar.h"

#include "app/child_walk.h"
#include "app/consent.h"
#include "app/contact.h"
#include "app/lists.h"
#include "app/plan_check.h"
#include "app/safety.h"
#include "app/self_harm.h"
#include "app/surroundings.h"

#include <assert.h>

#define LIST_SIGN_STOPS "sign-stops"

/* One step of one child. */
struct step {
    const struct case_rows *rows;
    const struct step_rows *told;
    const struct person_row *child;
    const struct gate *gate;
    struct str level; /* as it is afterwards */
};

/* Why it waits; NULL text: not because of this. */
typedef struct str step_bar_fn(struct act *a, const struct step *s);

static struct str law(struct act *a, const struct step *s)
{
    (void)a;
    return s->told->law;
}

static struct str supervision(struct act *a, const struct step *s)
{
    return contact_stays_supervised(a, s->rows, s->child->id, s->level)
               ? STR("For now somebody else is present at contact.")
               : STR_NULL;
}

static struct str message(struct act *a, const struct step *s)
{
    (void)a;
    return s->told->message
               ? STR("A message from around the family pulls the other way, and nobody has looked "
                     "at it yet. It needs no agreement: a look is enough, under What helps and "
                     "what stands in the way.")
               : STR_NULL;
}

static struct str consent(struct act *a, const struct step *s)
{
    struct consent_record record = consent_record_of(a, s->rows, s->child);
    struct consent_status status;

    consent_check(a->mem, &record, &status);
    return status.complete ? STR_NULL : STR("Treatment of this child awaits consent.");
}

static struct str report(struct act *a, const struct step *s)
{
    const struct step_rows *t = s->told;
    size_t i;

    (void)a;
    for (i = 0; i < t->nreports; i++)
        if (!t->reports[i].child_id.len || str_eq(t->reports[i].child_id, s->child->id))
            return STR("Something that was reported waits to be looked at.");
    return STR_NULL;
}

static struct str colleague(struct act *a, const struct step *s)
{
    (void)a;
    return s->told->colleague;
}

static struct str hold(struct act *a, const struct step *s)
{
    (void)a;
    return hold_keeps_child(s->told->holds, s->told->nholds, s->child->id)
               ? STR("Contact of this child is on hold. Lift the hold first.")
               : STR_NULL;
}

static struct str review(struct act *a, const struct step *s)
{
    return review_bars(a, s->rows, s->child->id)
               ? STR("A clinical review is not finished. Contact waits for it.")
               : STR_NULL;
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

static struct str sign(struct act *a, const struct step *s)
{
    const struct protocol *p = s->rows->protocol;
    const struct choice_list *stops = list_of(a->app, LIST_SIGN_STOPS);
    size_t i;

    for (i = 0; i < p->nsigns; i++) {
        const struct choice *how = choice_find(stops, p->signs[i].code);
        struct sign_state state = case_sign(a, s->rows, &p->signs[i], s->child->id);

        if (how && state.open && sign_concerns(a, s, &state) && keeps(a, s, how->label))
            return str_fmt(a->mem, "A warning sign is open: %.*s.", STR_ARG(p->signs[i].title));
    }
    return STR_NULL;
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
    const char *name, *page;
    const char *criteria; /* that say the same; NULL: none */
} bars[] = {
    { ONWARD, law, "The plan and the law of the place", "/law", NULL },
    { ONWARD, supervision, "Who is present at contact", "/contact", NULL },
    { UP, message, "A message from around the family", "/conditions", NULL },
    { UP | BACK, consent, "Consent to treatment", "/consent", "G1.i" },
    { UP | BACK, report, "Something that was reported", "/safety", NULL },
    { UP | BACK, hold, "A hold", "#safety", NULL },
    { UP | BACK, review, "Clinical review", "/review", "G3b.d" },
    { BACK, colleague, "A colleague's view", "", NULL },
    { UP | BACK, sign, "Warning signs", "/signs", "G1.c G3.c ALL.c" },
};

#define NBARS (sizeof bars / sizeof *bars)
static_assert(NBARS <= STEP_WAITS, "each may be listed");

enum rw_status step_rows_load(struct act *a, const struct case_rows *rows, struct step_rows *s)
{
    enum rw_status st = plan_barred(a, rows->case_id, &s->law);

    if (!st)
        st = message_waits(a, rows->case_id, &s->message);
    if (!st)
        st = safety_reports_waiting(a, rows, &s->reports, &s->nreports);
    return st ? st : hold_load(a, rows->case_id, &s->holds, &s->nholds);
}

static bool said_by(const struct gate_result *r, const char *criteria)
{
    struct str rest = str_of(criteria ? criteria : ""), id;
    size_t i;

    while (str_cut(&rest, ' ', &id))
        for (i = 0; r && i < r->nresults; i++)
            if (r->results[i].blocks && str_eq(r->results[i].criterion->id, id))
                return true;
    return false;
}

size_t step_waits(struct act *a, const struct case_rows *rows, const struct step_rows *told,
                  const struct person_row *child, const struct gate *g, const struct gate_result *r,
                  struct step_wait *list)
{
    struct child_walk walk = child_walk(a, rows->protocol, child);
    bool back = str_is(g->to, "prior");
    struct step s = { .rows = rows,
                      .told = told,
                      .child = child,
                      .gate = g,
                      .level = back ? checkpoint_level_resumed(a, rows, child, g)
                                    : walk_level_on(&walk, g) };
    unsigned is = (g->forward ? ONWARD : 0u) | (g->step_up ? UP : 0u) | (back ? BACK : 0u);
    size_t i, n = 0;

    for (i = 0; i < NBARS; i++) {
        struct str why = bars[i].of & is ? bars[i].run(a, &s) : STR_NULL;

        if (why.p && !said_by(r, bars[i].criteria))
            list[n++] = (struct step_wait){ bars[i].name, why, bars[i].page };
    }
    return n;
}
