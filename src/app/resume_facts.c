#include "app/resume_facts.h"

#include "app/consent.h"
#include "app/criterion_tool.h"
#include "app/safety.h"
#include "gen/queries.h"

#define SAFETY "G-RES.b"
#define ANSWER "G-RES.c"

static const struct resume_pause *pause_of(const struct case_rows *c, struct str child_id)
{
    size_t i;

    for (i = 0; i < c->npauses; i++)
        if (str_eq(c->pauses[i].child_id, child_id))
            return &c->pauses[i];
    return NULL;
}

static bool leads_back(const struct protocol *p, struct str criterion)
{
    size_t i, k;

    for (i = 0; p && i < p->ngates; i++)
        for (k = 0; str_is(p->gates[i].to, "prior") && k < p->gates[i].ncriteria; k++)
            if (str_eq(p->gates[i].criteria[k].id, criterion))
                return true;
    return false;
}

bool resume_is_before(const struct case_rows *c, struct str criterion, struct str child_id,
                      int64_t recorded_utc)
{
    const struct resume_pause *pause = pause_of(c, child_id);

    return pause && leads_back(c->protocol, criterion) &&
           (recorded_utc == RW_NO_TIME || recorded_utc <= pause->began_utc);
}

static bool is_paused(const struct case_rows *c, const struct person_row *p)
{
    const struct place *place = c->protocol ? protocol_place(c->protocol, p->phase) : NULL;

    return str_is(p->kind, "child") && place && !place->is_end;
}

/* The time at which a child came to where it stands; a time that cannot be read is later than any. */
static int64_t began_of(const struct phase_span_row *rows, size_t n, struct str child_id)
{
    int64_t at = INT64_MAX;
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].child_id, child_id) && !rows[i].to_on.p &&
            !utc_parse(rows[i].recorded_utc, &at))
            at = INT64_MAX;
    return at;
}

static enum rw_status pauses_load(struct act *a, struct case_rows *c)
{
    struct resume_pause *list = arena_array(a->mem, struct resume_pause, c->npeople + 1);
    struct phase_span_row *spans = NULL;
    size_t n = 0, i;
    enum rw_status st = RW_OK;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < c->npeople; i++)
        if (is_paused(c, &c->people[i]))
            list[c->npauses++].child_id = c->people[i].id;
    c->pauses = list;
    if (c->npauses)
        st = q_phase_span_list(a->db, a->mem,
                               &(struct q_phase_span_list_in){ .case_id = c->case_id }, &spans, &n,
                               &a->err);
    for (i = 0; !st && i < c->npauses; i++)
        list[i].began_utc = began_of(spans, n, list[i].child_id);
    return st;
}

/* ---- safety ---- */

/* What was asked since, of whoever was asked; the least favourable word counts. */
struct looked {
    const struct resume_pause *pause;
    const struct safety_event *newest;
    bool contrary, all; /* somebody's word stands against it; everybody was asked since */
};

static void look(struct looked *l, const struct safety_stand *s)
{
    bool contrary =
        s->state == SAFETY_NOT_SAFE || s->state == SAFETY_NEW || s->state == SAFETY_REVIEW_DUE;
    bool fresh = s->last && s->last->recorded_utc > l->pause->began_utc &&
                 s->state != SAFETY_AFTER_ALLEGATION;

    l->contrary = l->contrary || contrary;
    l->all = l->all && fresh;
    if (s->last && (!l->newest || s->last->recorded_utc > l->newest->recorded_utc))
        l->newest = s->last;
}

static enum rw_status tell_safety(struct act *a, struct case_rows *c,
                                  const struct resume_pause *pause)
{
    struct looked l = { .pause = pause, .all = true };
    const struct fact_adult *adults;
    size_t n = case_adults(a, c, pause->child_id, PER_PARENT_EACH, &adults), i;
    struct safety_stand s = safety_of_child(c->safety, pause->child_id);

    look(&l, &s);
    for (i = 0; i < n; i++) {
        s = safety_of_adult(c->safety, adults[i].id, STR_NULL);
        look(&l, &s);
    }
    if (!l.newest || (!l.all && !l.contrary))
        return RW_OK;
    return criterion_tool_tell(
        a, c,
        &(struct fact){ .id = str_fmt(a->mem, "%.*s-%zu", STR_ARG(l.newest->id), c->ntold),
                        .name = STR(SAFETY),
                        .child = pause->child_id,
                        .value = l.contrary ? FACT_NO : FACT_YES,
                        .on = l.newest->on,
                        .recorded_utc = l.newest->recorded_utc,
                        .by = l.newest->by });
}

enum rw_status resume_safety_tell(struct act *a, struct case_rows *c)
{
    size_t i;
    enum rw_status st = pauses_load(a, c);

    for (i = 0; !st && i < c->npauses; i++)
        st = tell_safety(a, c, &c->pauses[i]);
    return st;
}

/* ---- the child's answer ---- */

static enum rw_status tell_answer(struct act *a, struct case_rows *c,
                                  const struct resume_pause *pause)
{
    struct consent_record r = consent_record_of(a, c, case_child(c, pause->child_id));
    const struct consent_line *l = consent_answer_given(&r, STR(CONSENT_NEXT_STEP));

    if (!l || l->recorded_utc <= pause->began_utc)
        return RW_OK;
    return criterion_tool_tell(
        a, c,
        &(struct fact){ .id = str_join(a->mem, l->id, STR("-"), STR(ANSWER)),
                        .name = STR(ANSWER),
                        .child = pause->child_id,
                        .value = consent_answer_keeps(l) ? FACT_NO : FACT_YES,
                        .on = l->on,
                        .recorded_utc = l->recorded_utc,
                        .by = STR("Custody and consent") });
}

enum rw_status resume_answer_tell(struct act *a, struct case_rows *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < c->npauses; i++)
        st = tell_answer(a, c, &c->pauses[i]);
    return st;
}
