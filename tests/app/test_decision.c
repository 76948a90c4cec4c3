/* Decisions: what they freeze, what they move, and who may sign, on both engines
 * (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/explain_gate.h"
#include "app/person.h"
#include "gen/queries.h"
#include "store/db_engine.h"
#include "support/checkpoint_kit.h"
#include "support/files.h"

#include <string.h>

/* ---- the facts file of docs/clinical/facts.md, from what a decision was judged by ---- */

static void put(struct out *o, const char *key, struct str s)
{
    if (!s.len)
        return;
    out_fmt(o, "\"%s\":", key);
    out_json(o, s);
    out_char(o, ',');
}

static void put_day(struct out *o, struct arena *a, const char *key, struct date d)
{
    if (date_known(d))
        put(o, key, date_iso(a, d));
}

/* Closes what `put` left with a comma. */
static void close_with(struct out *o, const char *end)
{
    if (o->len && o->p[o->len - 1] == ',')
        o->len--;
    out_z(o, end);
}

static void put_adults(struct out *o, const struct facts *f)
{
    out_z(o, "\"adults\":[");
    for (size_t i = 0; i < f->nadults; i++) {
        out_char(o, '{');
        put(o, "id", f->adults[i].id);
        put(o, "name", f->adults[i].name);
        put(o, "side", f->adults[i].side == SIDE_CONTACT ? STR("contact") : STR("home"));
        close_with(o, "},");
    }
    close_with(o, "],");
}

static void put_facts(struct out *o, struct arena *a, const struct facts *f)
{
    static const char *const words[] = { "unknown", "yes", "no", "not_applicable", "number" };

    out_z(o, "\"facts\":[");
    for (size_t i = 0; i < f->nfacts; i++) {
        const struct fact *x = &f->facts[i];

        out_char(o, '{');
        put(o, "id", x->id);
        put(o, "fact", x->name);
        put(o, "child", x->child);
        put(o, "person", x->person);
        put(o, "result", str_of(words[x->value]));
        put(o, "reason", x->reason);
        put_day(o, a, "on", x->on);
        put(o, "recorded", utc_iso(a, x->recorded_utc));
        put(o, "by", x->by);
        if (x->nevidence) {
            out_z(o, "\"evidence\":[");
            for (size_t e = 0; e < x->nevidence; e++) {
                out_json(o, x->evidence[e]);
                out_char(o, ',');
            }
            close_with(o, "],");
        }
        close_with(o, "},");
    }
    close_with(o, "],");
}

static struct str facts_file(struct desk *d, const char *gate)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;
    struct facts f;
    struct out o;
    struct str s;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, case_rows_evidence(&a, &rows));
    checkpoint_facts(&a, &rows, case_child(&rows, d->maya), &f);
    CHECK(f.signs_known && f.nsigns == 0 && f.noverrides == 0);
    out_init(&o, 1u << 20);
    out_z(&o, "{\"format\":\"reweave-facts-1\",\"practice\":\"group\",\"warning_signs\":[],");
    put(&o, "gate", str_of(gate));
    put_day(&o, a.mem, "today", f.today);
    put(&o, "now", utc_iso(a.mem, f.now_utc));
    out_z(&o, "\"child\":{");
    put(&o, "id", f.child);
    put(&o, "name", f.child_name);
    put_day(&o, a.mem, "born", f.born);
    put(&o, "track", f.track);
    close_with(&o, "},");
    put_adults(&o, &f);
    put_facts(&o, a.mem, &f);
    close_with(&o, "}");
    s = str_copy(&d->mem, out_view(&o));
    out_free(&o);
    return s;
}

static struct str explained(struct desk *d, struct str facts)
{
    struct str yaml = file_read(&d->mem, "content/protocols/reweave-standard-1.yaml");
    struct str why = STR_NULL, s;
    struct rw_err e = { 0 };
    struct out json;

    out_init(&json, 1u << 20);
    if (explain_gate(&d->mem, yaml, "p.yaml", facts, &json, &why, &e))
        fail_msg("%.*s (%s)", STR_ARG(why), e.note);
    s = str_copy(&d->mem, out_view(&json));
    out_free(&json);
    return s;
}

static struct decision_get_row decision_of(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct decision_get_row row = { 0 };

    CHECK_ACT(a, decision_get(&a, d->case_id, id, &row));
    return row;
}

TEST_BOTH(decision_keeps_what_explain_prints_for_the_same_facts)
{
    struct decision_get_row row;
    struct str paper, facts, id;
    struct record_input in;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_all_yes(&d, d.maya, "G1");
    kit_track(&d, d.maya);
    d.now_utc += 60;
    paper = kit_paper(&d, "referral.pdf");
    a = kit_act(&d, d.ana);
    in = (struct record_input){ .criterion = STR("G1.f"),
                                .result = STR("yes"),
                                .number = DB_NULL_I64,
                                .on = a.today,
                                .statement = STR("The \"referral\"\nof the court."),
                                .documents = &paper,
                                .ndocuments = 1 };
    CHECK_ACT(a, checkpoint_record(&a, d.case_id, &in));
    facts = facts_file(&d, "G1");
    CHECK(kit_decide(&d, d.maya, "G1", "advance", &id) == RW_OK);
    row = decision_of(&d, id);
    CHECK(memmem(row.snapshot.p, row.snapshot.len, paper.p, paper.len));
    CHECK(str_eq(row.snapshot, explained(&d, facts)));
    CHECK_STR(row.rationale, "Safe enough for now.");
    CHECK_STR(row.signed_name, "Ana Reed");
    CHECK(str_eq(row.protocol_hash, d.protocol.pass.sha256));
    CHECK_STR(row.phase_from, "P1");
    CHECK_STR(row.phase_to, "P2");
    desk_close(&d);
}

TEST_BOTH(decision_stays_as_it_was_when_the_record_goes_on)
{
    struct decision_snapshot s;
    struct decision_get_row row;
    struct str before, id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G1", "hold", &id) == RW_OK);
    before = decision_of(&d, id).snapshot;
    kit_all_yes(&d, d.maya, "G1");
    row = decision_of(&d, id);
    CHECK(str_eq(before, row.snapshot));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, decision_read(&a, row.snapshot, &s));
    CHECK_STR(s.gate_outcome, "blocked");
    CHECK_STR(s.recommendation, "hold");
    CHECK_STR(s.title, "From assessment to preparation");
    CHECK(s.ncriteria == 15 && s.criteria[0].applies);
    CHECK_STR(s.criteria[0].state, "unknown");
    CHECK_STR(s.criteria[0].sentence, "That the assessment is complete is not recorded yet.");
    CHECK(decision_read(&a, STR("{"), &s) == RW_EDEP);
    desk_close(&d);
}

TEST_BOTH(decision_is_refused_by_the_database_itself)
{
    static const char *const attacks[] = { "UPDATE decision SET outcome = 'advance'",
                                           "UPDATE decision SET phase_to = 'P5'",
                                           "DELETE FROM decision" };
    struct db *db = NULL;
    struct desk d;
    struct str id;
    size_t i;

    desk_open(&d, k);
    CHECK(kit_decide(&d, d.maya, "G0", "hold", &id) == RW_OK);
    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    for (i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct rw_err refused = { 0 };

        CHECK_OK(db_begin(db, &e));
        CHECK(db->engine->exec(db, attacks[i], &refused) != RW_OK);
        db_rollback(db);
    }
    db_close(db);
    CHECK_STR(decision_of(&d, id).outcome, "hold");
    desk_close(&d);
}

TEST_BOTH(decision_asks_for_password_code_and_licence)
{
    struct decision_input in = { .gate = STR("G0"),
                                 .outcome = STR("advance"),
                                 .rationale = STR("Yes.") };
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in.child_id = d.maya;
    kit_all_yes(&d, d.maya, "G0");
    in.shown = kit_shown(&d, d.maya, "G0", NULL);
    a = kit_act(&d, d.ana);
    a.viewer.reauth_utc = RW_NO_TIME;
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EDENIED);
    kit_unlicense(&d, d.ana);
    in.shown = kit_shown(&d, d.maya, "G0", NULL);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK_STR(a.bad.list[0].text, "Only a licensed clinician can sign this decision.");
    in.outcome = STR("hold");
    a.bad.n = 0;
    CHECK_ACT(a, checkpoint_decide(&a, d.case_id, &in, &id));
    in.rationale = STR("");
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("rationale")).p);
    desk_close(&d);
}

TEST_BOTH(decision_is_only_about_what_is_open_from_here)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(kit_decide(&d, d.maya, "G5", "hold", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G0", "step_back", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G0", "pause", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G3", "hold", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "advance", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-STOP", "close", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G6", "stop", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G0", "dance", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G77", "hold", &id) == RW_ENOTFOUND);
    CHECK(kit_decide(&d, d.dana, "G0", "hold", &id) == RW_ENOTFOUND);
    kit_pass(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(decision_pauses_and_leads_back_to_where_the_child_was)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_all_yes(&d, d.maya, "G-PAUSE");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "PAUSED");
    CHECK(kit_decide(&d, d.maya, "G1", "hold", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-RES", "hold", &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    CHECK_STR(kit_child(&d, d.maya).passed, "G0");
    desk_close(&d);
}

TEST_BOTH(decision_to_pause_before_the_first_phase_leads_back_there)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_all_yes(&d, d.maya, "G-PAUSE");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK(!kit_child(&d, d.maya).phase.p);
    desk_close(&d);
}

TEST_BOTH(decision_to_go_on_after_a_pause_begins_one_step_lower)
{
    static const char *const way[] = { "G0", "G1", "G2", "G3", "G3b" };
    struct desk d;
    struct str id;
    size_t i;

    desk_open(&d, k);
    for (i = 0; i < sizeof way / sizeof *way; i++)
        kit_pass(&d, d.maya, way[i]);
    kit_all_yes(&d, d.maya, "G-PAUSE");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).level, "L4");
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "P4");
    CHECK_STR(kit_child(&d, d.maya).level, "L3");
    desk_close(&d);
}

TEST_BOTH(decision_walks_to_contact_and_back_and_asks_again)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_pass(&d, d.maya, "G3");
    CHECK_STR(kit_child(&d, d.maya).phase, "P4");
    CHECK_STR(kit_child(&d, d.maya).level, "L1");
    kit_all_yes(&d, d.maya, "G4");
    CHECK(kit_check(&d, d.maya, "G4").outcome == GATE_ELIGIBLE);
    CHECK(kit_decide(&d, d.maya, "G4", "advance", &id) == RW_EINPUT);
    kit_pass(&d, d.maya, "G3b");
    CHECK_STR(kit_child(&d, d.maya).level, "L4");
    CHECK(kit_decide(&d, d.maya, "G3b", "advance", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G4", "step_back", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "P3");
    CHECK_STR(kit_child(&d, d.maya).level, "L0");
    CHECK_STR(kit_child(&d, d.maya).passed, "G0 G1 G2");
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    kit_pass(&d, d.maya, "G3");
    CHECK_STR(kit_child(&d, d.maya).level, "L1");
    desk_close(&d);
}

TEST_BOTH(decision_to_close_is_the_last)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    d.now_utc += 60;
    CHECK(kit_record(&d, "G-STOP.a", d.maya, STR_NULL, "yes") == RW_OK);
    CHECK(kit_record(&d, "G-STOP.b", d.maya, STR_NULL, "yes") == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-STOP", "stop", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "CLOSED_FOR_SAFETY");
    CHECK(kit_decide(&d, d.maya, "G6", "close", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G1", "hold", &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(decision_chooses_a_track_once_and_is_judged_by_it)
{
    struct decision_input in = { .gate = STR("G0"),
                                 .outcome = STR("hold"),
                                 .rationale = STR("Harm happened.") };
    struct gate_result r;
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in.child_id = d.maya;
    r = kit_check(&d, d.maya, "G3");
    CHECK(kit_result(&r, "G3.i", d.dana)->applies);
    in.track = STR("Z");
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    in.track = STR("C");
    in.shown = kit_shown(&d, d.maya, "G0", "C");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, checkpoint_decide(&a, d.case_id, &in, &id));
    CHECK_STR(kit_child(&d, d.maya).track, "C");
    in.track = STR("A");
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK_STR(kit_child(&d, d.maya).track, "C");
    desk_close(&d);
}

TEST_BOTH(decision_is_signed_by_who_treats_and_read_within_its_case)
{
    struct decision_input in = { .gate = STR("G0"),
                                 .outcome = STR("hold"),
                                 .rationale = STR("Not yet.") };
    struct decision_get_row row;
    struct str other, noor = STR_NULL, id, own;
    struct case_rows rows;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    in.child_id = d.maya;
    CHECK(kit_decide(&d, d.maya, "G0", "hold", &own) == RW_OK);
    a = desk_act(&d, d.olga, true);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    CHECK(decision_get(&a, d.case_id, own, &row) == RW_ENOTFOUND);
    other = desk_family(&d, d.sam, "Birch", &noor);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, assignment_add(&a, other, d.ana, STR("supervisor")));
    a = kit_act(&d, d.ana);
    a.viewer.roles = ROLE_SUPERVISOR;
    CHECK_ACT(a, case_rows_load(&a, other, &rows));
    in.child_id = noor;
    CHECK(checkpoint_decide(&a, other, &in, &id) == RW_ENOTFOUND);
    CHECK(decision_get(&a, other, own, &row) == RW_ENOTFOUND);
    in.child_id = d.maya;
    a = kit_act(&d, d.sam);
    CHECK(checkpoint_decide(&a, other, &in, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

/* ---- what was read is what is signed ---- */

TEST_BOTH(decision_is_not_signed_on_an_evaluation_that_changed_since_it_was_read)
{
    struct decision_input in = { .gate = STR("G0"),
                                 .outcome = STR("hold"),
                                 .rationale = STR("We wait.") };
    struct decision_line_row *rows;
    struct desk d;
    struct str id = STR_NULL;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in.child_id = d.maya;
    in.shown = kit_shown(&d, d.maya, "G0", NULL);
    CHECK(kit_intake(&d, "accepted") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_ECONFLICT);
    in.shown = STR_NULL;
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_ECONFLICT);
    in.shown = STR("0000");
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_ECONFLICT);
    CHECK_ACT(a, decision_list(&a, d.case_id, &rows, &n));
    CHECK(!id.p && n == 0);
    in.shown = kit_shown(&d, d.maya, "G0", NULL);
    CHECK_ACT(a, checkpoint_decide(&a, d.case_id, &in, &id));
    CHECK_ACT(a, decision_list(&a, d.case_id, &rows, &n));
    CHECK(n == 1);
    desk_close(&d);
}

TEST_BOTH(decision_read_before_the_child_moved_on_is_not_signed)
{
    struct decision_input in = { .gate = STR("G-PAUSE"),
                                 .outcome = STR("pause"),
                                 .rationale = STR("A break.") };
    struct desk d;
    struct str id = STR_NULL;
    struct act a;

    desk_open(&d, k);
    in.review_on = date_add(kit_act(&d, d.ana).today, 14);
    in.child_id = d.maya;
    kit_all_yes(&d, d.maya, "G0");
    in.shown = kit_shown(&d, d.maya, "G-PAUSE", NULL);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_ECONFLICT);
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    desk_close(&d);
}

TEST_BOTH(decision_with_a_track_that_asks_more_is_read_again_first)
{
    struct str with, without;
    struct desk d;

    desk_open(&d, k);
    without = kit_shown(&d, d.maya, "G3", "A");
    with = kit_shown(&d, d.maya, "G3", "C");
    CHECK(!checkpoint_mark_same(without, with));
    CHECK(checkpoint_mark_same(without, kit_shown(&d, d.maya, "G3", "B")));
    desk_close(&d);
}

TEST_BOTH(decision_says_what_changed_from_not_recorded_to_a_no)
{
    struct checkpoint_change list[64];
    struct gate_result r;
    struct str shown;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    shown = kit_shown(&d, d.maya, "G0", NULL);
    r = kit_check(&d, d.maya, "G0");
    CHECK(r.nresults < 64 && checkpoint_changed(&a, shown, &r, list) == 0);
    kit_interest(&d, d.ana, "yes");
    r = kit_check(&d, d.maya, "G0");
    CHECK(checkpoint_changed(&a, shown, &r, list) == 1);
    CHECK(list[0].before == CRITERION_UNKNOWN && list[0].now->state == CRITERION_FAIL);
    CHECK(checkpoint_changed(&a, STR_NULL, &r, list) == r.nresults && !list[0].was_there);
    desk_close(&d);
}

TEST_BOTH(decision_toward_safety_waits_for_no_criterion)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(kit_decide(&d, d.maya, "G0", "hold", &id) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "PAUSED");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-STOP", "stop", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "CLOSED_FOR_SAFETY");
    desk_close(&d);
}
