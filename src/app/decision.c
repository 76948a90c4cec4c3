/* decision.c -- judge a checkpoint once more, freeze the evaluation, sign, move the child. */
#include "app/checkpoint.h"

#include "app/audit.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/child_walk.h"
#include "app/chronology.h"
#include "app/consult.h"
#include "app/contact.h"
#include "app/court_notice.h"
#include "app/criterion_tool.h"
#include "app/gate_json.h"
#include "app/numbers.h"
#include "app/release.h"
#include "app/review_due.h"
#include "app/step_bar.h"
#include "gen/queries.h"

#define SNAPSHOT_MAX (512u << 10)

/* What a checkpoint leads to; read off the protocol, which names its places as it likes. */
enum gate_kind {
    GATE_ONWARD = 1, /* to a phase */
    GATE_BACK = 2, /* back to where the child was */
    GATE_BREAK = 4, /* to a place from which a way leads back */
    GATE_END = 8,
    GATE_SAFETY_END = 16
};

/* What may be decided where, and what it takes. Whatever is not here is refused. A move toward
 * safety asks for no licence: whoever treats the child may make it. */
static const struct move {
    const char *outcome;
    unsigned at; /* bits of enum gate_kind */
    bool passes; /* goes through to where the checkpoint leads */
    bool eligible; /* every criterion must stand; what leads to safety waits for none */
    bool licensed;
    const char *words;
} moves[CHECKPOINT_OUTCOMES] = {
    { "advance", GATE_ONWARD, true, true, true, "Checkpoint passed" },
    { "resume", GATE_BACK, true, true, true, "Resumed" },
    { "pause", GATE_BREAK, true, false, false, "Paused" },
    { "close", GATE_END, true, true, true, "Closed" },
    { "stop", GATE_SAFETY_END, true, false, false, "Closed for safety" },
    { "hold", GATE_ONWARD | GATE_BACK, false, false, false, "Held" },
    { "step_back", GATE_ONWARD, false, false, false, "Stepped back" },
};

static const struct move *move_of(struct str outcome)
{
    size_t i;

    for (i = 0; i < CHECKPOINT_OUTCOMES; i++)
        if (str_is(outcome, moves[i].outcome))
            return &moves[i];
    return NULL;
}

static enum gate_kind kind_of(const struct protocol *p, const struct gate *g)
{
    const struct place *to = protocol_place(p, g->to);

    if (str_is(g->to, "prior"))
        return GATE_BACK;
    if (!to)
        return GATE_ONWARD;
    return !to->is_end ? GATE_BREAK : to->for_safety ? GATE_SAFETY_END : GATE_END;
}

/* Why this cannot be decided here; NULL text where it can. */
static struct str refusal(bool licensed, const struct child_walk *w, const struct gate *g,
                          const struct move *m, bool eligible)
{
    bool back = str_is(str_of(m->outcome), "step_back");

    if (!walk_is_open(w, g))
        return STR("This checkpoint is not open from where the child stands.");
    if (!(m->at & (unsigned)kind_of(w->protocol, g)))
        return STR("This cannot be decided at this checkpoint.");
    if (m->licensed && !licensed)
        return STR("Only a licensed clinician can sign this decision.");
    if (back && !walk_phase_before(w).len)
        return STR("There is no earlier phase to step back to.");
    if (m->passes && g->forward && !walk_may_pass(w, g))
        return STR("This checkpoint is behind, or another one comes before it.");
    if (m->eligible && !eligible)
        return STR("Not every criterion of this checkpoint stands yet. The list says which.");
    return STR_NULL;
}

/* Nothing stands in the way but what the form of the decision itself asks. */
static bool may_be_decided(const struct gate_result *r)
{
    size_t i;

    for (i = 0; i < r->nresults; i++)
        if (r->results[i].blocks && !criterion_with_decision(r->results[i].criterion->id))
            return false;
    return true;
}

size_t checkpoint_outcomes(struct act *a, const struct case_rows *c, const struct person_row *child,
                           const struct gate_result *r, bool waits, const char **list)
{
    struct child_walk w = child_walk(a, c->protocol, child);
    size_t n = 0, i;

    for (i = 0; i < CHECKPOINT_OUTCOMES; i++)
        if (!refusal(c->licensed, &w, r->gate, &moves[i], may_be_decided(r) && !waits).p)
            list[n++] = moves[i].outcome;
    return n;
}

/* Everything that one decision rests on, read and judged inside the writing transaction. */
struct deciding {
    const struct decision_input *in;
    const struct move *move;
    struct str case_id, id;
    struct case_rows rows;
    const struct person_row *child;
    const struct gate *gate;
    struct child_walk walk;
    struct str to, track, level, passed; /* as they are afterwards */
    struct str snapshot;
};

static enum rw_status load(struct act *a, struct deciding *d)
{
    enum rw_status st = case_rows_load(a, d->case_id, &d->rows);

    if (!st)
        st = case_rows_evidence(a, &d->rows);
    if (st)
        return st;
    if (!d->rows.protocol)
        return RW_FAIL(&a->err, RW_EDEP, "a case follows a protocol that this program lacks");
    d->child = case_child(&d->rows, d->in->child_id);
    d->gate = protocol_gate(d->rows.protocol, d->in->gate);
    if (!d->child || !d->gate)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such child or checkpoint");
    d->walk = child_walk(a, d->rows.protocol, d->child);
    return RW_OK;
}

static enum rw_status freeze(struct act *a, struct deciding *d, const struct facts *f,
                             const struct gate_result *r)
{
    struct out json;

    out_init(&json, SNAPSHOT_MAX);
    gate_json(d->rows.protocol, f, r, &json);
    d->snapshot = json.over ? STR_NULL : str_copy(a->mem, out_view(&json));
    out_free(&json);
    if (!d->snapshot.p)
        return RW_FAIL(&a->err, RW_ELIMIT, "snapshot too large");
    return RW_OK;
}

/* A track once chosen says how careful contact must be; it does not change in passing. */
static void check_track(struct act *a, const struct deciding *d)
{
    struct str track = d->in->track;

    if (track.len && !protocol_track(d->rows.protocol, track))
        problem_add(&a->bad, "track", STR("Please choose one from the list."));
    else if (track.len && d->child->track.len && !str_eq(track, d->child->track))
        problem_add(&a->bad, "track", STR("It was chosen before and is not changed here."));
}

static enum rw_status kept_waiting(struct act *a, const struct deciding *d, struct str *why)
{
    struct step_wait waits[STEP_WAITS];
    struct step_rows told = { 0 };
    enum rw_status st = step_rows_load(a, &d->rows, &told);

    if (!st && kind_of(d->rows.protocol, d->gate) == GATE_BACK)
        st = consult_resume_bar(a, d->case_id, d->child, &told.colleague);
    if (!st && step_waits(a, &d->rows, &told, d->child, d->gate, NULL, waits))
        *why = waits[0].why;
    return st;
}

static bool is_pause(const struct move *m)
{
    return str_is(str_of(m->outcome), "pause");
}

/* The decision itself gives the reason of a pause, and the day by which it is looked at again. */
static enum rw_status judge_pause(struct act *a, struct deciding *d, struct facts *f,
                                  struct gate_result *r)
{
    static const char *const said[] = { "G-PAUSE.a", "G-PAUSE.c" };
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof said / sizeof *said; i++)
        st = criterion_tool_tell(a, &d->rows,
                                 &(struct fact){ .id = str_of(said[i]),
                                                 .name = str_of(said[i]),
                                                 .child = d->child->id,
                                                 .value = FACT_YES,
                                                 .on = a->today,
                                                 .recorded_utc = a->now_utc,
                                                 .by = a->viewer.name });
    if (st)
        return st;
    checkpoint_facts(a, &d->rows, d->child, f);
    f->track = d->track;
    return gate_check(a->mem, d->rows.protocol, d->gate, f, r, &a->err);
}

/* Beside the field that helps. */
static enum rw_status refuse(struct act *a, const struct deciding *d, const struct gate_result *r,
                             struct str why)
{
    bool track = d->move->eligible && !d->track.len && r->nblocking && may_be_decided(r);

    if (track)
        problem_add(&a->bad, "track", STR("Please choose a track: this checkpoint asks for one."));
    else
        problem_add(&a->bad, "outcome", why);
    return RW_FAIL(&a->err, RW_EINPUT, "the checkpoint does not allow it");
}

static enum rw_status judge(struct act *a, struct deciding *d)
{
    struct person_row child = *d->child;
    struct gate_result r;
    struct str why;
    struct facts f;
    enum rw_status st;

    check_track(a, d);
    st = check_done(a);
    if (st)
        return st;
    d->track = d->child->track.len ? d->child->track : d->in->track;
    child.track = d->track;
    checkpoint_facts(a, &d->rows, &child, &f);
    st = gate_check(a->mem, d->rows.protocol, d->gate, &f, &r, &a->err);
    if (st)
        return st;
    if (!checkpoint_mark_same(d->in->shown, checkpoint_mark(a, &d->rows, d->child, &r)))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the evaluation changed since it was read");
    why = refusal(d->rows.licensed, &d->walk, d->gate, d->move, r.outcome == GATE_ELIGIBLE);
    if (!why.p && d->move->passes)
        st = kept_waiting(a, d, &why);
    if (st)
        return st;
    if (why.p)
        return refuse(a, d, &r, why);
    st = is_pause(d->move) ? judge_pause(a, d, &f, &r) : RW_OK;
    return st ? st : freeze(a, d, &f, &r);
}

/* Where the child stood before the present pause: the decision that began it says so. */
static enum rw_status prior_phase(struct act *a, struct deciding *d)
{
    struct decision_get_row pause;
    struct phase_span_row *rows;
    struct str id = STR_NULL;
    size_t n, i;
    enum rw_status st = q_phase_span_list(
        a->db, a->mem, &(struct q_phase_span_list_in){ .case_id = d->case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].child_id, d->child->id) && !rows[i].to_on.p)
            id = rows[i].decision_id;
    if (!st)
        st = q_decision_get(a->db, a->mem,
                            &(struct q_decision_get_in){ .case_id = d->case_id, .id = id }, &pause,
                            &a->err);
    if (st == RW_ENOTFOUND)
        return RW_FAIL(&a->err, RW_EBUG, "a pause without the decision that began it");
    if (!st)
        d->to = pause.phase_from;
    return st;
}

static void step_back(struct act *a, struct deciding *d)
{
    d->to = walk_phase_before(&d->walk);
    d->passed = walk_passed_back(a->mem, &d->walk, d->to);
    d->level = walk_level_back(&d->walk, d->to);
}

struct str checkpoint_level_resumed(struct act *a, const struct case_rows *c,
                                    const struct person_row *child, const struct gate *g)
{
    const struct protocol *p = c->protocol;
    int32_t level = protocol_level_order(p, child->level) - (g->lowers_level ? 1 : 0);

    while (level > 0 && contact_stays_supervised(a, c, child->id, p->levels[level].id))
        level--;
    return level >= 0 ? p->levels[level].id : child->level;
}

static enum rw_status aim(struct act *a, struct deciding *d)
{
    const struct protocol *p = d->rows.protocol;

    d->to = d->child->phase;
    d->level = d->child->level;
    d->passed = d->child->passed;
    if (str_is(d->in->outcome, "step_back"))
        step_back(a, d);
    if (!d->move->passes)
        return RW_OK;
    if (kind_of(p, d->gate) == GATE_BACK) {
        d->level = checkpoint_level_resumed(a, &d->rows, d->child, d->gate);
        return prior_phase(a, d);
    }
    d->to = d->gate->to;
    if (kind_of(p, d->gate) == GATE_ONWARD) {
        d->passed = walk_passed_on(a->mem, &d->walk, d->gate);
        d->level = walk_level_on(&d->walk, d->gate);
    }
    return RW_OK;
}

static enum rw_status add_decision(struct act *a, const struct deciding *d)
{
    return q_decision_add(
        a->db, a->mem,
        &(struct q_decision_add_in){
            .case_id = d->case_id,
            .id = d->id,
            .child_id = d->child->id,
            .gate = d->gate->id,
            .outcome = d->in->outcome,
            .phase_from = d->child->phase,
            .phase_to = str_or(d->to, NULL),
            .protocol_hash = d->rows.protocol->pass.sha256,
            .snapshot = d->snapshot,
            .rationale = d->in->rationale,
            .signed_utc = utc_iso(a->mem, a->now_utc),
            .signed_by = a->viewer.account_id,
            .signed_name = a->viewer.name,
            .review_on = is_pause(d->move) ? date_iso(a->mem, d->in->review_on) : STR_NULL },
        &a->err);
}

/* Every pause that lasts, and the day by which it is looked at again. */
static enum rw_status pauses_due(struct act *a, const struct deciding *d)
{
    struct phase_span_row *rows;
    struct review_due *due;
    size_t n, i, ndue = 0;
    enum rw_status st = q_phase_span_list(
        a->db, a->mem, &(struct q_phase_span_list_in){ .case_id = d->case_id }, &rows, &n, &a->err);

    due = arena_array(a->mem, struct review_due, n + 1);
    if (!st && a->mem->spent)
        st = RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; !st && i < n; i++) {
        const struct place *at = protocol_place(d->rows.protocol, rows[i].phase);
        struct decision_get_row pause;
        struct review_due *x = &due[ndue];

        if (rows[i].to_on.p || !at || at->is_end || !rows[i].decision_id.p)
            continue;
        st = q_decision_get(
            a->db, a->mem,
            &(struct q_decision_get_in){ .case_id = d->case_id, .id = rows[i].decision_id }, &pause,
            &a->err);
        *x = (struct review_due){ .ref_id = rows[i].decision_id,
                                  .line = STR("Look at a pause again") };
        if (!st && pause.review_on.p && date_parse(pause.review_on, &x->on))
            ndue++;
    }
    return st ? st : review_due_keep(a, d->case_id, "paused", due, ndue);
}

/* Before the first phase there is no span: its absence says so. */
static enum rw_status move_phase(struct act *a, const struct deciding *d)
{
    struct str today = date_iso(a->mem, a->today);
    enum rw_status st;

    if (str_eq(d->to, d->child->phase))
        return RW_OK;
    st = q_phase_span_end(a->db, a->mem,
                          &(struct q_phase_span_end_in){
                              .case_id = d->case_id, .child_id = d->child->id, .to_on = today },
                          &a->err);
    if (st || !d->to.len)
        return st;
    return q_phase_span_add(
        a->db, a->mem,
        &(struct q_phase_span_add_in){ .case_id = d->case_id,
                                       .id = id_new(a->mem),
                                       .child_id = d->child->id,
                                       .phase = d->to,
                                       .level = str_or(d->level, NULL),
                                       .from_on = today,
                                       .how = STR("decision"),
                                       .decision_id = d->id,
                                       .recorded_utc = utc_iso(a->mem, a->now_utc),
                                       .recorded_by = a->viewer.account_id },
        &a->err);
}

static enum rw_status move_child(struct act *a, const struct deciding *d)
{
    enum rw_status st = move_phase(a, d);

    if (st)
        return st;
    st = q_person_phase_set(a->db, a->mem,
                            &(struct q_person_phase_set_in){ .case_id = d->case_id,
                                                             .id = d->child->id,
                                                             .phase = str_or(d->to, NULL),
                                                             .track = str_or(d->track, NULL),
                                                             .level = str_or(d->level, NULL),
                                                             .passed = str_or(d->passed, NULL) },
                            &a->err);
    return st ? st : caseload_keep(a, d->case_id);
}

static bool is_end(const struct protocol *p, struct str phase)
{
    const struct place *place = protocol_place(p, phase);

    return place && place->is_end;
}

/* With the last child the work is over, and so is every release that was signed for it. */
static enum rw_status close_releases(struct act *a, const struct deciding *d)
{
    size_t i;

    if (!is_end(d->rows.protocol, d->to))
        return RW_OK;
    for (i = 0; i < d->rows.npeople; i++) {
        const struct person_row *p = &d->rows.people[i];

        if (str_is(p->kind, "child") && !str_eq(p->id, d->child->id) &&
            !is_end(d->rows.protocol, p->phase))
            return RW_OK;
    }
    return release_close_all(a, d->case_id);
}

/* From the moment of a pause or of an end on, what is planned does not take place. */
static enum rw_status stop_contact(struct act *a, const struct deciding *d)
{
    enum rw_status st;

    if (!protocol_place(d->rows.protocol, d->to))
        return RW_OK;
    st = contact_stop_planned(a, d->case_id);
    return st ? st : court_notices_refresh(a, d->case_id);
}

static enum rw_status put_line(struct act *a, const struct deciding *d)
{
    return chronology_put(a,
                          &(struct chronology_entry){
                              .case_id = d->case_id,
                              .kind = "decision",
                              .ref_id = d->id,
                              .on = a->today,
                              .at_utc = a->now_utc,
                              .child_id = d->child->id,
                              .account_id = a->viewer.account_id,
                              .state = d->move->outcome,
                              .cls = CLASS_S,
                              .line = str_fmt(a->mem, "%s: %.*s (%.*s)", d->move->words,
                                              STR_ARG(d->gate->title), STR_ARG(d->child->name)) });
}

static enum rw_status apply_decide(struct act *a, void *arg)
{
    struct deciding *d = arg;
    enum rw_status st = load(a, d);

    if (!st)
        st = judge(a, d);
    if (!st)
        st = aim(a, d);
    if (!st)
        st = add_decision(a, d);
    if (!st)
        st = move_child(a, d);
    if (!st)
        st = stop_contact(a, d);
    if (!st)
        st = pauses_due(a, d);
    if (!st)
        st = close_releases(a, d);
    if (!st)
        st = put_line(a, d);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "decide",
                                           .object_type = "decision",
                                           .object_id = d->id,
                                           .case_id = d->case_id,
                                           .object_version = 1,
                                           .object_hash = hash_sha256(a->mem, d->snapshot) });
    return st;
}

static enum rw_status check_review_day(struct act *a, struct date day)
{
    int64_t most;
    enum rw_status st = number_of(a, NUMBER_PAUSE_DAYS, &most);
    struct date last;

    if (st)
        return st;
    last = date_add(a->today, (int32_t)most);
    if (!date_known(day) || day.day <= a->today.day || day.day > last.day)
        problem_add(&a->bad, "review_on",
                    str_fmt(a->mem, "Please give a day after today, up to %.*s.",
                            STR_ARG(date_words(a->mem, last))));
    return RW_OK;
}

enum rw_status checkpoint_decide(struct act *a, struct str case_id, const struct decision_input *in,
                                 struct str *id)
{
    struct deciding d = { .in = in, .case_id = case_id, .move = move_of(in->outcome) };
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "a decision asks for password and code");
    if (!d.move)
        problem_add(&a->bad, "outcome", STR("Please choose what you decide."));
    check_text(a, "rationale", in->rationale, REQUIRED);
    st = d.move && is_pause(d.move) ? check_review_day(a, in->review_on) : RW_OK;
    if (!st)
        st = check_done(a);
    if (st)
        return st;
    d.id = id_new(a->mem);
    st = act_write(a, apply_decide, &d);
    if (!st)
        *id = d.id;
    return st;
}
