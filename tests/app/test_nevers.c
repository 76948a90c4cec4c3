/* What nobody may do, tried by everybody there is around a family, with password and code just given;
 * on both engines (REWEAVE_TEST_PG). One test for each rule of the protocol's list. */
#include "app/appointment.h"
#include "app/case_role.h"
#include "app/concern.h"
#include "app/consent.h"
#include "app/court.h"
#include "app/note.h"
#include "app/person.h"
#include "app/plan_check.h"
#include "store/db_engine.h"
#include "support/cast_kit.h"
#include "support/consent_kit.h"
#include "support/ready_kit.h"
#include "support/safety_kit.h"

#include <string.h>

/* What the attempt in hand is about; a desk has no room of its own for it. */
static struct {
    const char *gate, *criterion, *kind;
    struct str person, id, paper, shown;
} at;

/* ---- attempts ---- */

static enum rw_status try_advance(struct desk *d, struct act *a)
{
    struct decision_input in = { .child_id = d->maya,
                                 .gate = str_of(at.gate),
                                 .outcome = STR("advance"),
                                 .rationale = STR("Everybody agrees."),
                                 .shown = at.shown };
    struct str id;

    return checkpoint_decide(a, d->case_id, &in, &id);
}

/* With reason, end and an outside document: as much as any class asks for. */
static enum rw_status try_set_aside(struct desk *d, struct act *a)
{
    struct override_input in = { .criterion = str_of(at.criterion),
                                 .child_id = d->maya,
                                 .person_id = at.person,
                                 .rationale = STR("Everybody agrees."),
                                 .until = date_add(a->today, 10),
                                 .document_id = at.paper,
                                 .second_on = RW_NO_DATE };

    return checkpoint_override(a, d->case_id, &in);
}

static enum rw_status try_book(struct desk *d, struct act *a)
{
    struct str who[] = { d->maya, at.person };
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a->today, 2),
                                    .at_min = 600,
                                    .minutes = 45,
                                    .kind = str_of(at.kind),
                                    .people = who,
                                    .npeople = at.person.p ? 2 : 1 };
    struct str id;

    return appointment_book(a, d->case_id, STR_NULL, &in, &id);
}

/* ---- what they are tried on ---- */

/* The child stays where it is, whoever tries to pass this checkpoint, at which nothing but `blocking`
 * criteria stand in the way. */
static void none_may_pass(struct desk *d, const struct cast *c, const char *gate, size_t blocking)
{
    struct str before = kit_child(d, d->maya).phase, after;
    struct decision_line_row *rows;
    struct act a = kit_act(d, d->ana);
    size_t n, now;

    if (strcmp(gate, "G1") == 0 && !kit_child(d, d->maya).track.len)
        kit_track(d, d->maya);
    CHECK_ACT(a, decision_list(&a, d->case_id, &rows, &n));
    if (kit_check(d, d->maya, gate).nblocking != blocking)
        fail_msg("%s: %zu block", gate, kit_check(d, d->maya, gate).nblocking);
    at.gate = gate;
    at.shown = kit_shown(d, d->maya, gate, NULL);
    cast_none_may(d, c, try_advance, gate);
    after = kit_child(d, d->maya).phase;
    CHECK(str_eq(before, after) || (!before.len && !after.len));
    CHECK_ACT(a, decision_list(&a, d->case_id, &rows, &now));
    CHECK(now == n);
}

static void none_may_set_aside(struct desk *d, const struct cast *c, const char *criterion,
                               struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;
    size_t before;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    before = rows.noverrides;
    at.criterion = criterion;
    at.person = person;
    at.paper = kit_paper(d, criterion);
    cast_none_may(d, c, try_set_aside, criterion);
    a = kit_act(d, d->ana);
    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK(rows.noverrides == before);
}

static size_t booked(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct appointment_line *rows;
    size_t n;

    CHECK_ACT(a, appointment_between(&a, a.today, date_add(a.today, 30), &rows, &n));
    return n;
}

static void none_may_book(struct desk *d, const struct cast *c, const char *kind, struct str person)
{
    size_t before = booked(d);

    at.kind = kind;
    at.person = person;
    cast_none_may(d, c, try_book, kind);
    CHECK(booked(d) == before);
}

static void open_all(struct desk *d, struct cast *c, struct store_kit *k)
{
    memset(&at, 0, sizeof at);
    desk_open(d, k);
    cast_make(d, c);
}

/* Through these checkpoints with everything recorded. */
static void pass_to(struct desk *d, const char *last)
{
    static const char *const gates[] = { "G0", "G1", "G2", "G3", "G3b" };

    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++) {
        kit_pass(d, d->maya, gates[i]);
        if (strcmp(gates[i], last) == 0)
            return;
    }
    fail_msg("no checkpoint %s", last);
}

static void raise_sign(struct desk *d, const char *code, struct str person)
{
    struct act a = (d->now_utc++, kit_act(d, d->ana));
    struct sign_open one = { .code = str_of(code), .person_id = person };
    struct signs_input in = { .child_id = d->maya,
                              .open = &one,
                              .nopen = 1,
                              .on = a.today,
                              .statement = STR("Each looked at.") };

    CHECK_ACT(a, checkpoint_signs(&a, d->case_id, &in));
}

static struct str press(struct desk *d, struct str account)
{
    struct act a = kit_act(d, account);
    struct concern_input in = { .child_id = d->maya,
                                .person_id = d->dana,
                                .words = STR("Maya told of a hit."),
                                .cause_utc = a.now_utc - 60 };
    struct str id = STR_NULL;

    CHECK_ACT(a, concern_open(&a, d->case_id, &in, &id));
    return id;
}

static void add_step(struct desk *d, struct str account, struct str id, enum concern_step_kind kind)
{
    struct act a = kit_act(d, account);
    struct concern_step_input in = { .kind = kind,
                                     .at_utc = d->now_utc,
                                     .agency = STR("County hotline"),
                                     .person = STR("Worker 17"),
                                     .method = STR("telephone"),
                                     .reference = STR("R-2026-9"),
                                     .words = STR("Told as it was.") };

    CHECK_ACT(a, concern_step_add(&a, d->case_id, id, &in));
}

/* ---- the rules ---- */

TEST_BOTH(N1_nobody_brings_about_contact_that_a_protective_order_forbids)
{
    static const char *const kinds[] = { "contact", "contact_remote", "family", "family_remote" };
    struct desk d;
    struct cast c;
    struct act a;
    struct str id;

    open_all(&d, &c, k);
    struct matter_input court = { .court = STR("Superior Court"), .docket = STR("26-0117") };
    struct order_input in = { .matter = &court,
                              .kind = STR("protective"),
                              .title = STR("Protective order"),
                              .signed_on = RW_NO_DATE,
                              .expires_on = RW_NO_DATE,
                              .report_rule = STR("none"),
                              .report_every_days = DB_NULL_I64,
                              .report_before_days = DB_NULL_I64 };
    a = kit_act(&d, d.ana);
    in.effective_on = date_add(a.today, -10);
    CHECK_ACT(a, order_add(&a, d.case_id, &in, &id));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        none_may_book(&d, &c, kinds[i], d.dana);
    none_may_set_aside(&d, &c, "G3.g", STR_NULL);
    desk_close(&d);
}

TEST_BOTH(N2_nobody_takes_a_step_toward_contact_while_a_concern_is_open)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    pass_to(&d, "G2");
    kit_all_yes(&d, d.maya, "G3");
    raise_sign(&d, "CI1", d.dana);
    none_may_pass(&d, &c, "G3", 2);
    none_may_set_aside(&d, &c, "G3.c", STR_NULL);
    none_may_set_aside(&d, &c, "ALL.c", STR_NULL);
    none_may_book(&d, &c, "contact", d.dana);
    desk_close(&d);
}

TEST_BOTH(N3_nobody_resumes_contact_while_a_report_waits_for_clearance_from_outside)
{
    struct desk d;
    struct cast c;
    struct str id;

    open_all(&d, &c, k);
    id = press(&d, d.ana);
    add_step(&d, d.ana, id, STEP_REPORT);
    none_may_book(&d, &c, "contact", d.dana);
    none_may_set_aside(&d, &c, "CI1", STR_NULL);
    add_step(&d, d.ana, id, STEP_REQUEST);
    none_may_set_aside(&d, &c, "CI1", STR_NULL);
    none_may_book(&d, &c, "contact", d.dana);
    desk_close(&d);
}

TEST_BOTH(N4_nobody_treats_a_child_without_a_consent_that_is_required)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    pass_to(&d, "G0");
    kit_all_yes(&d, d.maya, "G1");
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.robin, "withdrawn") == RW_OK);
    none_may_book(&d, &c, "child", STR_NULL);
    none_may_book(&d, &c, "child_remote", STR_NULL);
    none_may_pass(&d, &c, "G1", 1);
    none_may_set_aside(&d, &c, "G1.i", d.robin);
    desk_close(&d);
}

static enum rw_status try_hold(struct desk *d, struct act *a)
{
    struct appointment found;
    enum rw_status st = appointment_find(a, d->case_id, at.id, &found);

    if (st)
        return st;
    return appointment_mark(a, d->case_id, at.id, APPOINTMENT_HOLD, found.row.version, STR_NULL);
}

TEST_BOTH(N5_nobody_goes_on_after_the_childs_no)
{
    struct desk d;
    struct cast c;
    struct act a;

    open_all(&d, &c, k);
    pass_to(&d, "G2");
    kit_all_yes(&d, d.maya, "G3");
    d.now_utc++;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "no") == RW_OK);
    none_may_pass(&d, &c, "G3", 1);
    none_may_set_aside(&d, &c, "G3.b", STR_NULL);
    at.kind = "child";
    at.person = STR_NULL;
    a = kit_act(&d, d.ana);
    struct appointment_input in = { .clinician = d.ana,
                                    .on = date_add(a.today, 1),
                                    .at_min = 600,
                                    .minutes = 45,
                                    .kind = STR("child"),
                                    .people = &d.maya,
                                    .npeople = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &in, &at.id));
    CHECK(consent_kit_answer(&d, d.maya, at.id, "no") == RW_OK);
    d.now_utc += 3 * 86400;
    cast_none_may(&d, &c, try_hold, "a session that the child declined");
    desk_close(&d);
}

TEST_BOTH(N6_nobody_arranges_a_first_meeting_on_a_self_harm_screen_that_is_not_clear)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    pass_to(&d, "G3");
    kit_all_yes(&d, d.maya, "G3b");
    d.now_utc++;
    CHECK(ready_kit_screen(&d, d.maya, "no yes no no no") == RW_OK);
    none_may_pass(&d, &c, "G3b", 1);
    none_may_set_aside(&d, &c, "G3b.d", STR_NULL);
    desk_close(&d);
}

/* Who may read an address: the clinicians of the case. To the others it is not there. */
TEST_BOTH(N7_nobody_outside_the_clinicians_of_the_case_reads_an_address)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    for (size_t i = 0; i < CAST_MAX; i++) {
        struct person_contact_row row;
        struct act a = cast_act(&d, &c, i);
        bool clinician = i < 2 || i == 3 || i == 4 || i == CAST_MAX - 1;
        enum rw_status st = person_contact(&a, d.case_id, d.robin, &row);
        enum rw_status nobody = person_contact(&a, d.case_id, id_new(&d.mem), &row);

        if (clinician != (st == RW_OK) || (!clinician && st != RW_ENOTFOUND))
            fail_msg("%s: %s", c.all[i].who, rw_status_word(st));
        CHECK(clinician || st == nobody);
    }
    none_may_set_aside(&d, &c, "G0.h", STR_NULL);
    desk_close(&d);
}

TEST_BOTH(N8_nobody_but_reporter_lead_and_supervisor_learns_of_a_report)
{
    struct desk d;
    struct cast c;
    struct str id;

    open_all(&d, &c, k);
    id = press(&d, c.all[4].account);
    for (size_t i = 0; i < CAST_MAX; i++) {
        bool told = i == 0 || i == 3 || i == 4 || i == CAST_MAX - 1;
        struct concern one;
        struct concern *list = NULL;
        struct act a = cast_act(&d, &c, i);
        enum rw_status st = concern_get(&a, d.case_id, id, &one);
        enum rw_status nothing = concern_get(&a, d.case_id, id_new(&d.mem), &one);
        size_t n = 0;
        enum rw_status listed = concern_list(&a, d.case_id, &list, &n);

        if (told != (st == RW_OK) || (!told && st != nothing))
            fail_msg("%s: %s", c.all[i].who, rw_status_word(st));
        CHECK(told ? listed == RW_OK && n == 1 : listed == RW_ENOTFOUND || n == 0);
    }
    desk_close(&d);
}

TEST_BOTH(N9_nobody_leads_or_signs_a_decision_without_a_current_licence)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    kit_all_yes(&d, d.maya, "G0");
    CHECK(kit_check(&d, d.maya, "G0").outcome == GATE_ELIGIBLE);
    kit_unlicense(&d, d.ana);
    none_may_pass(&d, &c, "G0", 1);
    none_may_set_aside(&d, &c, "G0.f", STR_NULL);
    none_may_book(&d, &c, "child", STR_NULL);
    desk_close(&d);
}

static enum rw_status try_second_role(struct desk *d, struct act *a)
{
    (void)d;
    return assignment_add(a, at.id, at.person, STR("co"));
}

static enum rw_status try_declare(struct desk *d, struct act *a)
{
    struct case_role_input in = { .account = at.person, .role = STR("mediator") };

    return case_role_declare(a, d->case_id, &in);
}

TEST_BOTH(N10_nobody_gives_a_second_role_that_excludes_the_first)
{
    struct case_role_input in = { .role = STR("mediator") };
    struct desk d;
    struct cast c;
    struct str child;
    struct act a;

    open_all(&d, &c, k);
    at.person = d.sam; /* treats in this family */
    cast_none_may(&d, &c, try_declare, "a mediator who treats");
    none_may_set_aside(&d, &c, "G0.e", STR_NULL);
    at.id = desk_family(&d, d.ana, "Rowan", &child);
    in.account = at.person = d.sam;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_role_declare(&a, at.id, &in));
    cast_none_may(&d, &c, try_second_role, "a therapist who mediates");
    desk_close(&d);
}

TEST_BOTH(N11_nobody_steps_up_while_a_rating_by_the_child_is_missing)
{
    struct desk d;
    struct cast c;

    open_all(&d, &c, k);
    pass_to(&d, "G3");
    kit_all_yes(&d, d.maya, "G3b");
    d.now_utc++;
    CHECK(kit_record(&d, "G3b.e", d.maya, STR_NULL, "no") == RW_OK);
    none_may_pass(&d, &c, "G3b", 1);
    none_may_set_aside(&d, &c, "G3b.e", STR_NULL);
    d.now_utc++;
    CHECK(kit_record(&d, "G3b.e", d.maya, STR_NULL, "na") == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(N12_nobody_goes_forward_on_a_plan_that_the_law_of_the_place_bars)
{
    struct plan_check_input plan = { .statement = STR("Read with both parents.") };
    struct desk d;
    struct cast c;
    struct act a;

    open_all(&d, &c, k);
    pass_to(&d, "G0");
    kit_all_yes(&d, d.maya, "G1");
    d.app.region = STR("US-CA");
    none_may_pass(&d, &c, "G1", 0); /* nobody looked at the plan */
    plan.plan.asks[CONDITION_PRIVATE_TRANSPORT] = true;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, plan_check_add(&a, d.case_id, &plan));
    none_may_pass(&d, &c, "G1", 0);
    desk_close(&d);
}

static struct str signed_note(struct desk *d)
{
    struct act a = desk_act(d, d->ana, true);
    struct note_person who = { .person_id = d->maya };
    struct str tag = STR("repair"), id = note_new_id(&a, d->case_id);
    struct note_input in = { .kind = STR("child"),
                             .cls = STR("S"),
                             .on = a.today,
                             .at_min = 480,
                             .minutes = 45,
                             .people = &who,
                             .npeople = 1,
                             .tags = &tag,
                             .ntags = 1,
                             .body = STR("Whole text.") };
    struct note_saved s;

    CHECK_ACT(a, note_save(&a, d->case_id, id, &in, &s));
    CHECK_ACT(a, note_sign(&a, d->case_id, id, 1));
    return id;
}

static enum rw_status try_rewrite(struct desk *d, struct act *a)
{
    struct note_person who = { .person_id = d->maya };
    struct note_input in = { .kind = STR("child"),
                             .cls = STR("S"),
                             .on = a->today,
                             .minutes = 45,
                             .people = &who,
                             .npeople = 1,
                             .body = STR("Another text."),
                             .version = 2 };
    struct note_saved s;

    return note_save(a, d->case_id, at.id, &in, &s);
}

static enum rw_status try_throw_away(struct desk *d, struct act *a)
{
    return note_discard(a, d->case_id, at.id, 2);
}

TEST_BOTH(N13_nobody_changes_or_deletes_a_signed_record_or_a_line_of_the_log)
{
    static const char *const attacks[] = {
        "UPDATE note SET minutes = 1",          "DELETE FROM note",
        "UPDATE decision SET outcome = 'hold'", "DELETE FROM decision",
        "UPDATE audit_event SET action = 'x'",  "DELETE FROM audit_event",
    };
    struct db *db = NULL;
    struct desk d;
    struct cast c;
    struct note n;
    struct act a;

    open_all(&d, &c, k);
    kit_pass(&d, d.maya, "G0");
    at.id = signed_note(&d);
    cast_none_may(&d, &c, try_rewrite, "a signed note written anew");
    cast_none_may(&d, &c, try_throw_away, "a signed note thrown away");
    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct rw_err refused = { 0 };

        CHECK_OK(db_begin(db, &e));
        if (db->engine->exec(db, attacks[i], &refused) == RW_OK)
            fail_msg("went through: %s", attacks[i]);
        db_rollback(db);
    }
    db_close(db);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, note_find(&a, d.case_id, at.id, &n));
    CHECK_STR(n.row.body, "Whole text.");
    CHECK(note_intact(&a, &n));
    desk_close(&d);
}

/* A record typed by hand, beside the room of the screens. */
static enum rw_status try_record(struct desk *d, struct act *a)
{
    struct record_input in = { .criterion = str_of(at.criterion),
                               .child_id = d->maya,
                               .person_id = at.person,
                               .result = STR("yes"),
                               .number = DB_NULL_I64,
                               .on = a->today,
                               .statement = STR("It was done.") };

    return checkpoint_record(a, d->case_id, &in);
}

/* Everything else of the checkpoint stands; only what is asked of Dana is three months old. */
TEST_BOTH(N14_nobody_skips_the_screen_for_violence)
{
    struct desk d;
    struct cast c;
    struct gate_result r;

    open_all(&d, &c, k);
    pass_to(&d, "G0");
    kit_all_yes(&d, d.maya, "G1");
    d.now_utc += INT64_C(91) * 86400;
    CHECK(kit_recheck(&d, d.robin, "no", "yes") == RW_OK);
    CHECK(kit_talk(&d, d.maya, "yes") == RW_OK);
    at.criterion = "G1.b";
    at.person = d.dana;
    for (size_t i = 0; i < CAST_MAX; i++) {
        struct act a = cast_act(&d, &c, i);

        (void)try_record(&d, &a);
    }
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.b", d.dana)->state == CRITERION_UNKNOWN);
    none_may_pass(&d, &c, "G1", 1);
    none_may_set_aside(&d, &c, "G1.b", d.dana);
    none_may_set_aside(&d, &c, "G1.b-child", STR_NULL);
    CHECK(kit_recheck(&d, d.dana, "no", "yes") == RW_OK);
    CHECK(kit_check(&d, d.maya, "G1").outcome == GATE_ELIGIBLE);
    desk_close(&d);
}

/* Else all of the above would hold of attempts that nobody could ever make. */
TEST_BOTH(the_same_attempts_go_through_where_nothing_forbids_them)
{
    struct desk d;
    struct cast c;
    struct act a;

    open_all(&d, &c, k);
    kit_all_yes(&d, d.maya, "G0");
    at.gate = "G0";
    at.shown = kit_shown(&d, d.maya, "G0", NULL);
    a = cast_act(&d, &c, 4);
    CHECK_ACT(a, try_advance(&d, &a));
    at.kind = "contact";
    at.person = d.dana;
    a = cast_act(&d, &c, 2);
    CHECK_ACT(a, try_book(&d, &a));
    at.criterion = "G1.e";
    at.paper = kit_paper(&d, "order.pdf");
    a = cast_act(&d, &c, 1);
    CHECK_ACT(a, try_set_aside(&d, &a));
    desk_close(&d);
}
