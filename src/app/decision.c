#include "app/checkpoint.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/gate_json.h"
#include "gen/queries.h"

#define SNAPSHOT_MAX (512u << 10)

/* What may be decided at which checkpoint, and what it takes. Whatever is not here is refused. */
static const struct move {
    const char *outcome;
    bool forward; /* at a checkpoint onward; otherwise at one of the others */
    bool eligible; /* every criterion must stand */
    bool moves; /* the child goes to gate.to */
    const char *words;
} moves[] = {
    { "advance", true, true, true, "Checkpoint passed" },
    { "hold", true, false, false, "Held" },
    { "step_back", true, false, true, "Stepped back" },
    { "pause", false, true, true, "Paused" },
    { "resume", false, true, true, "Resumed" },
    { "stop", false, true, true, "Closed for safety" },
    { "close", true, true, true, "Closed" },
};

struct decision_job {
    const struct decision_input *in;
    const struct move *move;
    struct str case_id, id;
};

static const struct move *move_of(struct str outcome)
{
    size_t i;

    for (i = 0; i < sizeof moves / sizeof *moves; i++)
        if (str_is(outcome, moves[i].outcome))
            return &moves[i];
    return NULL;
}

/* Where the child stood before the present pause: the last phase span that ended. */
static enum rw_status prior_phase(struct act *a, struct str case_id, const struct person_row *child,
                                  struct str *phase)
{
    struct phase_span_row *rows;
    size_t n, i;
    enum rw_status st = q_phase_span_list(
        a->db, a->mem, &(struct q_phase_span_list_in){ .case_id = case_id }, &rows, &n, &a->err);

    *phase = STR_NULL;
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].child_id, child->id) && !str_eq(rows[i].phase, child->phase))
            *phase = rows[i].phase;
    return st;
}

static enum rw_status target(struct act *a, const struct decision_job *j, const struct gate *g,
                             const struct person_row *child, struct str *to)
{
    const struct protocol *p = a->app->protocol;
    int32_t order = protocol_phase_order(p, child->phase);

    if (!j->move->moves) {
        *to = child->phase;
        return RW_OK;
    }
    if (str_is(j->in->outcome, "step_back")) {
        if (order < 1) {
            problem_add(&a->bad, "outcome", STR("There is no earlier phase to step back to."));
            return RW_FAIL(&a->err, RW_EINPUT, "no earlier phase");
        }
        *to = p->phases[order - 1].id;
        return RW_OK;
    }
    if (str_is(g->to, "prior"))
        return prior_phase(a, j->case_id, child, to);
    *to = g->to;
    return RW_OK;
}

static enum rw_status move_child(struct act *a, const struct decision_job *j, const struct gate *g,
                                 const struct person_row *child, struct str to)
{
    bool on = str_is(j->in->outcome, "advance");
    struct str passed = child->passed;
    struct str level = on && g->opens_level.len ? g->opens_level : child->level;
    enum rw_status st = RW_OK;

    if (on)
        passed = str_join(a->mem, passed, STR(" "), g->id);
    if (!str_eq(to, child->phase)) {
        st = q_phase_span_end(a->db, a->mem,
                              &(struct q_phase_span_end_in){ .case_id = j->case_id,
                                                             .child_id = child->id,
                                                             .to_on = date_iso(a->mem, a->today) },
                              &a->err);
        if (!st)
            st = q_phase_span_add(
                a->db, a->mem,
                &(struct q_phase_span_add_in){ .case_id = j->case_id,
                                               .id = id_new(a->mem),
                                               .child_id = child->id,
                                               .phase = to,
                                               .level = level.len ? level : STR_NULL,
                                               .from_on = date_iso(a->mem, a->today),
                                               .how = STR("decision"),
                                               .decision_id = j->id,
                                               .recorded_utc = utc_iso(a->mem, a->now_utc),
                                               .recorded_by = a->viewer.account_id },
                &a->err);
    }
    if (st)
        return st;
    return q_person_phase_set(
        a->db, a->mem,
        &(struct q_person_phase_set_in){ .case_id = j->case_id,
                                         .id = child->id,
                                         .phase = to.len ? to : STR_NULL,
                                         .track = j->in->track.len ? j->in->track : child->track,
                                         .level = level.len ? level : STR_NULL,
                                         .passed = passed.len ? passed : STR_NULL },
        &a->err);
}

static enum rw_status add_decision(struct act *a, const struct decision_job *j,
                                   const struct gate *g, const struct person_row *child,
                                   struct str to, struct str snapshot)
{
    enum rw_status st =
        q_decision_add(a->db, a->mem,
                       &(struct q_decision_add_in){ .case_id = j->case_id,
                                                    .id = j->id,
                                                    .child_id = child->id,
                                                    .gate = g->id,
                                                    .outcome = j->in->outcome,
                                                    .phase_from = child->phase,
                                                    .phase_to = to.len ? to : STR_NULL,
                                                    .protocol_hash = a->app->protocol->pass.sha256,
                                                    .snapshot = snapshot,
                                                    .rationale = j->in->rationale,
                                                    .signed_utc = utc_iso(a->mem, a->now_utc),
                                                    .signed_by = a->viewer.account_id,
                                                    .signed_name = a->viewer.name },
                       &a->err);

    if (!st)
        st = chronology_put(a, &(struct chronology_entry){
                                   .case_id = j->case_id,
                                   .kind = "decision",
                                   .ref_id = j->id,
                                   .on = a->today,
                                   .at_utc = a->now_utc,
                                   .child_id = child->id,
                                   .account_id = a->viewer.account_id,
                                   .state = j->move->outcome,
                                   .cls = CLASS_S,
                                   .line = str_fmt(a->mem, "%s: %.*s (%.*s)", j->move->words,
                                                   STR_ARG(g->title), STR_ARG(child->name)) });
    return st;
}

static enum rw_status may_move(struct act *a, const struct decision_job *j, const struct gate *g,
                               const struct gate_result *r)
{
    if (j->move->forward != g->forward)
        problem_add(&a->bad, "outcome", STR("This cannot be decided at this checkpoint."));
    else if (j->move->eligible && r->outcome != GATE_ELIGIBLE)
        problem_add(&a->bad, "outcome",
                    STR("Not every criterion of this checkpoint stands yet. The list says which."));
    return a->bad.n ? RW_FAIL(&a->err, RW_EINPUT, "checkpoint does not allow it") : RW_OK;
}

static enum rw_status apply_decide(struct act *a, void *arg)
{
    struct decision_job *j = arg;
    const struct gate *g = protocol_gate(a->app->protocol, j->in->gate);
    const struct person_row *child;
    struct case_rows rows;
    struct facts f;
    struct gate_result r;
    struct str to = STR_NULL, snapshot;
    struct out json;
    enum rw_status st = case_rows_load(a, j->case_id, &rows);

    if (!st)
        st = case_rows_evidence(a, &rows);
    child = st ? NULL : case_person(&rows, j->in->child_id);
    if (!st && (!child || !str_is(child->kind, "child") || !g))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such child or checkpoint");
    if (st)
        return st;
    checkpoint_facts(a, &rows, child, &f);
    st = gate_check(a->mem, a->app->protocol, g, &f, &r, &a->err);
    if (!st)
        st = may_move(a, j, g, &r);
    if (!st)
        st = target(a, j, g, child, &to);
    if (st)
        return st;
    out_init(&json, SNAPSHOT_MAX);
    gate_json(a->app->protocol, &f, &r, &json);
    snapshot = json.over ? STR_NULL : str_copy(a->mem, out_view(&json));
    out_free(&json);
    if (!snapshot.p)
        return RW_FAIL(&a->err, RW_ELIMIT, "snapshot too large");
    st = add_decision(a, j, g, child, to, snapshot);
    if (!st && j->move->moves)
        st = move_child(a, j, g, child, to);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "decide",
                                           .object_type = "decision",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1,
                                           .object_hash = hash_sha256(a->mem, snapshot) });
    return st;
}

enum rw_status checkpoint_decide(struct act *a, struct str case_id, const struct decision_input *in,
                                 struct str *id)
{
    struct decision_job j = { .in = in, .case_id = case_id, .move = move_of(in->outcome) };
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (st)
        return st;
    if (!j.move)
        problem_add(&a->bad, "outcome", STR("Please choose what you decide."));
    if (!a->viewer.licence.len)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign a decision."));
    if (in->track.len && !protocol_track(a->app->protocol, in->track))
        problem_add(&a->bad, "track", STR("Please choose one from the list."));
    check_text(a, "rationale", in->rationale, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_decide, &j);
    if (!st)
        *id = j.id;
    return st;
}

enum rw_status decision_list(struct act *a, struct str case_id, struct decision_line_row **rows,
                             size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_decision_list(a->db, a->mem, &(struct q_decision_list_in){ .case_id = case_id }, rows,
                           n, &a->err);
}

enum rw_status decision_get(struct act *a, struct str case_id, struct str id,
                            struct decision_get_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_decision_get(
        a->db, a->mem, &(struct q_decision_get_in){ .case_id = case_id, .id = id }, row, &a->err);
}
