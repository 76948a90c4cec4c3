/* test_walls.c -- what a report may tell the court, and what stands on the log of what was refused. */
#include "app/appointment.h"
#include "app/audit.h"
#include "app/checkpoint.h"
#include "app/clock.h"
#include "app/note.h"
#include "app/person.h"
#include "app/report.h"
#include "gen/queries.h"
#include "store/db_engine.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"
#include "support/desk.h"

#include <string.h>

#define WEEK_S INT64_C(604800)

static struct str book_as(struct desk *d, const char *kind, int days, const struct str *people,
                          size_t n)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a.today, days),
                                    .at_min = 13 * 60,
                                    .minutes = 50,
                                    .kind = str_of(kind),
                                    .people = people,
                                    .npeople = n };
    struct str id = STR_NULL;

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    return id;
}

static struct str book(struct desk *d, int days, const struct str *people, size_t n)
{
    return book_as(d, "contact", days, people, n);
}

static struct str state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p;

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.row.state;
}

static struct str write_note(struct desk *d, struct str author, const char *cls, struct str booking,
                             struct str *signed_at)
{
    struct act a = desk_act(d, author, true);
    struct note_person people[] = { { d->maya, 50 } };
    struct str id = note_new_id(&a, d->case_id);
    struct note_saved saved;

    CHECK_ACT(a, note_save(&a, d->case_id, id,
                           &(struct note_input){ .kind = STR("child"),
                                                 .cls = str_of(cls),
                                                 .on = a.today,
                                                 .at_min = 480,
                                                 .minutes = 50,
                                                 .appointment_id = booking,
                                                 .people = people,
                                                 .npeople = 1,
                                                 .body = STR("What was seen.") },
                           &saved));
    if (signed_at)
        CHECK_ACT(a, note_sign(&a, d->case_id, id, saved.version));
    return id;
}

/* The status report of the last month as the court would read it; the caller frees. */
static void report_text(struct desk *d, struct out *text)
{
    struct act a = desk_act(d, d->ana, true);
    struct filed_report_row row;
    struct report_doc doc;
    struct str id = STR_NULL;

    CHECK_ACT(a,
              report_add(&a, d->case_id,
                         &(struct report_input){
                             .kind = STR("status"), .from = date_add(a.today, -30), .to = a.today },
                         &id));
    CHECK_ACT(a, report_get(&a, d->case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d->case_id, &row, &doc));
    out_init(text, 1u << 20);
    report_doc_text(&doc, text);
}

static bool says(const struct out *text, const char *words)
{
    return memmem(text->p, text->len, words, strlen(words)) != NULL;
}

static size_t events_of(struct desk *d, const char *decision)
{
    struct act a = desk_act(d, d->ana, false);
    struct audit_after_row *rows;
    size_t n, i, count = 0;

    CHECK_ACT(a, q_audit_after(a.db, a.mem, &(struct q_audit_after_in){ .seq = 0, .limit = 100000 },
                               &rows, &n, &a.err));
    for (i = 0; i < n; i++)
        count += str_is(rows[i].decision, decision);
    return count;
}

TEST_BOTH(a_signed_note_does_not_hold_an_appointment_that_is_still_to_come)
{
    struct desk d;
    struct act a;
    struct appointment p;
    struct str people[1], id, yes = STR("yes");

    desk_open(&d, k);
    people[0] = d.maya;
    id = book(&d, 7, people, 1);
    (void)write_note(&d, d.ana, "S", id, &yes);
    CHECK_STR(state_of(&d, id), "planned");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &p));
    CHECK(!p.row.note_id.len);
    desk_close(&d);
}

/* The child at the phase where `gate` is decided; everything that came before stands. */
static void lead_to(struct desk *d, const char *gate)
{
    static const char *const way[] = { "G0", "G1", "G2", "G3", "G3b" };
    size_t i;

    for (i = 0; strcmp(way[i], gate) != 0; i++) {
        struct act a = kit_act(d, d->ana);
        struct str id;

        kit_all_yes(d, d->maya, way[i]);
        CHECK_ACT(
            a, checkpoint_decide(&a, d->case_id,
                                 &(struct decision_input){
                                     .child_id = d->maya,
                                     .gate = str_of(way[i]),
                                     .outcome = STR("advance"),
                                     .track = i == 0 ? STR("B") : STR_NULL,
                                     .rationale = STR("Safe enough for now."),
                                     .shown = kit_shown(d, d->maya, way[i], i == 0 ? "B" : NULL) },
                                 &id));
    }
    kit_all_yes(d, d->maya, gate);
}

/* What a report says of the latest decision: from its own heading to the next one. */
static struct str last_decision(struct desk *d, const struct out *text, size_t *n)
{
    static const char mark[] = "### ";
    struct str all = out_view(text), found = STR_NULL;
    size_t i, end;

    *n = 0;
    for (i = 0; i + sizeof mark < all.len; i++) {
        if (memcmp(all.p + i, mark, sizeof mark - 1) != 0)
            continue;
        for (end = i + 1; end < all.len && !(all.p[end - 1] == '\n' && all.p[end] == '#'); end++)
            ;
        if (!memmem(all.p + i, end - i, "stayed in the phase", 19))
            continue;
        found = str_copy(&d->mem, (struct str){ all.p + i, end - i });
        (*n)++;
    }
    return found;
}

/* Held once with no sign open and once with a concern about the child: the court reads the same. */
static void hold_reads_the_same(struct store_kit *k, const char *gate)
{
    struct desk d;
    struct out text;
    struct str id, before, after;
    size_t n;

    desk_open(&d, k);
    lead_to(&d, gate);
    CHECK(kit_check(&d, d.maya, gate).outcome == GATE_ELIGIBLE);
    CHECK(kit_decide(&d, d.maya, gate, "hold", &id) == RW_OK);
    report_text(&d, &text);
    before = last_decision(&d, &text, &n);
    CHECK(n == 1 && memmem(before.p, before.len, "| met |", 7));
    CHECK(!says(&text, "oncern about a child") && !says(&text, "arning sign"));
    out_free(&text);
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    CHECK(kit_check(&d, d.maya, gate).outcome == GATE_BLOCKED);
    CHECK(kit_decide(&d, d.maya, gate, "hold", &id) == RW_OK);
    report_text(&d, &text);
    after = last_decision(&d, &text, &n);
    CHECK(n == 2);
    CHECK_STR(after, str_z(&d.mem, before));
    CHECK(!says(&text, "oncern about a child") && !says(&text, "arning sign"));
    out_free(&text);
    desk_close(&d);
}

TEST_BOTH(a_report_does_not_tell_the_court_that_a_concern_about_a_child_is_open)
{
    hold_reads_the_same(k, "G3");
}

TEST_BOTH(a_report_does_not_tell_it_of_the_assessment_either)
{
    hold_reads_the_same(k, "G1");
}

TEST_BOTH(a_report_does_not_tell_it_by_what_an_earlier_checkpoint_asked)
{
    hold_reads_the_same(k, "G3b");
}

TEST_BOTH(a_cancelled_session_is_laid_at_the_door_of_the_parent_who_was_to_come)
{
    struct desk d;
    struct act a;
    struct out text;
    struct str noor = STR_NULL, people[3], id;
    struct person_input in = { .kind = STR("child"), .name = STR("Noor"), .birth = RW_NO_DATE };

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    (void)date_parse(STR("2013-05-01"), &in.birth);
    CHECK_ACT(a, person_add(&a, d.case_id, &in, &noor));
    /* For the other child the sides are the other way round. */
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, person_role_add(&a, d.case_id,
                                 &(struct role_input){ .person_id = d.robin,
                                                       .child_id = noor,
                                                       .role = STR("contact_parent"),
                                                       .relation = STR("father"),
                                                       .from_on = date_add(a.today, -30) }));
    consent_kit_family(&d, d.ana, d.case_id, noor);
    people[0] = noor;
    people[1] = d.robin;
    people[2] = d.dana; /* in question for Maya, who was not to come */
    id = book_as(&d, "contact_remote", 1, people, 3);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("rc_parent")));
    d.now_utc += WEEK_S;
    report_text(&d, &text);
    CHECK(!says(&text, "by Dana"));
    CHECK(says(&text, "Cancelled by Robin, "));
    out_free(&text);
    desk_close(&d);
}

TEST_BOTH(a_cancelled_session_to_which_no_such_parent_was_to_come_is_laid_at_nobodys_door)
{
    struct desk d;
    struct act a;
    struct out text;
    struct str people[2], id;

    desk_open(&d, k);
    people[0] = d.maya;
    people[1] = d.robin; /* at home with Maya; the one in question was not asked to come */
    id = book(&d, 1, people, 2);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("rc_parent")));
    d.now_utc += WEEK_S;
    report_text(&d, &text);
    CHECK(says(&text, "Cancelled by not recorded"));
    CHECK(!says(&text, "by Dana") && !says(&text, "by Robin"));
    out_free(&text);
    desk_close(&d);
}

TEST_BOTH(a_cancelled_session_is_laid_at_the_door_of_the_parent_of_that_day)
{
    struct desk d;
    struct act a;
    struct out text;
    struct person_role_row *roles;
    struct str people[2], id;
    size_t n, i;

    desk_open(&d, k);
    people[0] = d.maya;
    people[1] = d.dana;
    id = book(&d, 1, people, 2);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("rc_parent")));
    d.now_utc += WEEK_S;
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, person_role_list(&a, d.case_id, &roles, &n));
    for (i = 0; i < n; i++)
        if (str_eq(roles[i].person_id, d.dana))
            CHECK_ACT(a, person_role_end(&a, d.case_id, roles[i].id, a.today));
    report_text(&d, &text);
    CHECK(says(&text, "Cancelled by Dana, "));
    out_free(&text);
    desk_close(&d);
}

TEST_BOTH(who_came_to_a_session_without_a_note_is_not_recorded)
{
    struct desk d;
    struct act a;
    struct out text;
    struct str people[2], id;

    desk_open(&d, k);
    people[0] = d.maya;
    people[1] = d.dana;
    id = book(&d, 1, people, 2);
    d.now_utc += WEEK_S;
    a = desk_act(&d, d.olga, false); /* the front desk marks that it took place */
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_HOLD, 1, STR_NULL));
    report_text(&d, &text);
    CHECK(!says(&text, "50 of 50"));
    CHECK(says(&text, "Minutes: not recorded for every session."));
    CHECK(says(&text, "| Took place | not recorded | not recorded |"));
    CHECK(says(&text, "| Dana, mother | 0 | 0 | 0 | 0 |"));
    out_free(&text);
    desk_close(&d);
}

TEST_BOTH(a_refusal_inside_a_case_is_on_the_log_too)
{
    struct desk d;
    struct act a;
    struct note n;
    struct str id;
    size_t before;

    desk_open(&d, k);
    id = write_note(&d, d.ana, "P", STR_NULL, NULL);
    before = events_of(&d, "deny");
    a = desk_act(&d, d.sam, true);
    CHECK(note_find(&a, d.case_id, id, &n) == RW_ENOTFOUND);
    assert_int_equal(events_of(&d, "deny"), before + 1);
    desk_close(&d);
}

TEST_BOTH(a_place_that_ended_meanwhile_is_no_place_when_it_is_written)
{
    struct desk d;
    struct act a, sam;
    struct assignment_list_row *rows;
    size_t n, i;
    enum rw_status st;

    desk_open(&d, k);
    sam = desk_act(&d, d.sam, true);
    CHECK_ACT(sam, act_allow(&sam, d.case_id, CAP_NOTE_WRITE, CLASS_S, true));
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_list(&a, d.case_id, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_eq(rows[i].account_id, d.sam))
            CHECK_ACT(a, assignment_end(&a, d.case_id, rows[i].id));
    st = note_save(&sam, d.case_id, note_new_id(&sam, d.case_id),
                   &(struct note_input){ .kind = STR("child"),
                                         .cls = STR("S"),
                                         .on = sam.today,
                                         .at_min = 480,
                                         .body = STR("Too late.") },
                   &(struct note_saved){ 0 });
    CHECK(st == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(a_decision_is_signed_and_so_needs_both_factors)
{
    struct desk d;
    struct act a;
    struct str id = STR_NULL;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK(checkpoint_decide(&a, d.case_id,
                            &(struct decision_input){ .child_id = d.maya,
                                                      .gate = STR("G0"),
                                                      .outcome = STR("hold"),
                                                      .rationale = STR("We wait.") },
                            &id) == RW_EDENIED);
    desk_close(&d);
}

static void set_state(struct desk *d, struct str account, const char *state)
{
    struct db *db = NULL;

    CHECK_OK(db_open(&d->kit->c, DB_WRITE, &db, &e));
    CHECK_OK(db_begin(db, &e));
    CHECK_OK(db->engine->exec(db,
                              str_z(&d->mem, str_fmt(&d->mem,
                                                     "UPDATE account SET state = '%s' "
                                                     "WHERE id = '%.*s'",
                                                     state, STR_ARG(account))),
                              &e));
    CHECK_OK(db_commit(db, &e));
    db_close(db);
}

TEST_BOTH(a_place_is_given_only_to_somebody_who_works_here)
{
    struct desk d;
    struct act a;
    struct str beech, child;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_add(&a, d.case_id, id_new(a.mem), STR("lead")) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_end(&a, d.case_id, id_new(a.mem)) != RW_OK);
    beech = desk_family(&d, d.ana, "Beech", &child);
    set_state(&d, d.sam, "disabled");
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_add(&a, beech, d.sam, STR("co")) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("account")).len > 0);
    set_state(&d, d.sam, "invited");
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_add(&a, beech, d.sam, STR("co")) == RW_EINPUT);
    set_state(&d, d.sam, "active");
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_add(&a, beech, d.sam, STR("co")));
    desk_close(&d);
}

TEST_BOTH(a_place_fits_the_roles_of_who_gets_it)
{
    struct desk d;
    struct act a;
    struct str beech, child;
    size_t i;
    static const char *const clinical[] = { "lead", "co", "supervisor" };

    desk_open(&d, k);
    beech = desk_family(&d, d.ana, "Beech", &child);
    for (i = 0; i < 3; i++) {
        a = desk_act(&d, d.ana, true);
        CHECK(assignment_add(&a, beech, d.olga, str_of(clinical[i])) == RW_EINPUT);
        CHECK(problem_of(&a.bad, STR("capacity")).len > 0);
    }
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_add(&a, beech, d.sam, STR("office")) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_add(&a, beech, d.olga, STR("office")));
    desk_close(&d);
}

/* A lead who cannot sign in any more keeps no case open. */
TEST_BOTH(a_case_keeps_a_lead_who_can_still_sign_in)
{
    struct desk d;
    struct act a;
    struct assignment_list_row *rows;
    struct str beech, child, anas = STR_NULL, sams = STR_NULL;
    size_t n, i;

    desk_open(&d, k);
    beech = desk_family(&d, d.ana, "Beech", &child);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_add(&a, beech, d.sam, STR("lead")));
    CHECK_ACT(a, assignment_list(&a, beech, &rows, &n));
    for (i = 0; i < n; i++)
        *(str_eq(rows[i].account_id, d.sam) ? &sams : &anas) = rows[i].id;
    set_state(&d, d.sam, "disabled");
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_end(&a, beech, anas) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_end(&a, beech, sams));
    desk_close(&d);
}
