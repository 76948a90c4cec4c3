/* A concern about a child: contact waits at once, the clock is the reporter's own, nobody else learns
 * of it; on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/concern.h"
#include "app/contact.h"
#include "app/document.h"
#include "app/person.h"
#include "app/plan_check.h"
#include "app/report.h"
#include "core/report_doc.h"
#include "gen/queries.h"
#include "support/concern_kit.h"

#include <string.h>

#define HOURS 3600

static struct str a_colleague(struct desk *d, const char *login, uint32_t roles,
                              const char *capacity)
{
    struct str id = id_new(&d->mem);
    struct act a = kit_act(d, d->ana);
    struct db *db = store_kit_open(d->kit);
    struct q_account_add_in in = { .id = id,
                                   .login = str_of(login),
                                   .login_key = db_lookup_key(db, &d->mem, str_of(login)),
                                   .name = str_of(login),
                                   .licence = STR("LCSW 22"),
                                   .roles = roles,
                                   .state = STR("active"),
                                   .created_utc = utc_iso(&d->mem, d->now_utc),
                                   .version = 1 };

    CHECK_OK(q_account_add(db, &d->mem, &in, &e));
    db_close(db);
    CHECK_ACT(a, assignment_add(&a, d->case_id, id, str_of(capacity)));
    return id;
}

static size_t due_of(struct desk *d, struct str account, uint32_t roles, struct concern_due *first)
{
    struct act a = kit_act(d, account);
    struct concern_due *list;
    size_t n;

    if (roles)
        a.viewer.roles = roles;
    CHECK_ACT(a, concern_due(&a, &list, &n));
    if (n)
        *first = list[0];
    return n;
}

static enum rw_status close_sign(struct desk *d, struct act *a)
{
    struct override_input in = { .criterion = STR("CI1"),
                                 .child_id = d->maya,
                                 .rationale = STR("The agency closed it."),
                                 .until = RW_NO_DATE,
                                 .second_on = RW_NO_DATE,
                                 .document_id = kit_paper(d, "Letter") };

    *a = kit_act(d, d->ana);
    return checkpoint_override(a, d->case_id, &in);
}

TEST_BOTH(a_concern_holds_contact_with_that_person_at_once)
{
    struct desk d;
    struct sign_state s;

    desk_open(&d, k);
    kit_all_yes(&d, d.maya, "G1");
    CHECK(!concern_kit_sign(&d, d.maya).open);
    concern_kit_press(&d, d.sam, d.dana);
    s = concern_kit_sign(&d, d.maya);
    CHECK(s.open && str_eq(s.record->person_id, d.dana));
    CHECK(!s.record->child_id.p);
    CHECK(!memmem(s.record->statement.p, s.record->statement.len, CANARY, strlen(CANARY)));
    CHECK(kit_check(&d, d.maya, "G1").outcome != GATE_ELIGIBLE);
    desk_close(&d);
}

TEST_BOTH(a_second_concern_never_narrows_what_is_held)
{
    struct desk d;

    desk_open(&d, k);
    concern_kit_press(&d, d.ana, d.dana);
    concern_kit_press(&d, d.sam, d.dana);
    CHECK(str_eq(concern_kit_sign(&d, d.maya).record->person_id, d.dana));
    d.now_utc += 60;
    concern_kit_press(&d, d.sam, d.robin);
    CHECK(concern_kit_sign(&d, d.maya).open && !concern_kit_sign(&d, d.maya).record->person_id.p);
    d.now_utc += 60;
    concern_kit_press(&d, d.sam, d.robin);
    CHECK(!concern_kit_sign(&d, d.maya).record->person_id.p);
    desk_close(&d);
}

TEST_BOTH(a_concern_says_what_is_missing_and_keeps_nothing)
{
    struct desk d;
    struct act a;
    struct concern_input in = { .cause_utc = RW_NO_TIME };
    struct concern *list;
    struct str id;
    size_t n;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(concern_open(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("child")).len && problem_of(&a.bad, STR("words")).len);
    CHECK(problem_of(&a.bad, STR("on")).len && a.bad.n == 3);
    in = (struct concern_input){ .child_id = d.maya,
                                 .words = STR("Seen."),
                                 .cause_utc = d.now_utc + 1 };
    a = kit_act(&d, d.ana);
    CHECK(concern_open(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("on")).len);
    in.child_id = d.dana;
    a = kit_act(&d, d.ana);
    CHECK(concern_open(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    in.child_id = in.person_id = d.maya;
    a = kit_act(&d, d.ana);
    CHECK(concern_open(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, concern_list(&a, d.case_id, &list, &n));
    CHECK(n == 0 && !concern_kit_sign(&d, d.maya).record);
    desk_close(&d);
}

TEST_BOTH(only_the_reporters_own_report_stops_the_clock)
{
    struct desk d;
    struct concern_step_input less;
    struct str id;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.sam, STR_NULL);
    CHECK(concern_kit_of(&d, d.sam, id).clock.state == CLOCK_RUNNING);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) ==
          RW_ENOTFOUND); /* the lead reads, no more */
    less = concern_kit_input(&d, STEP_REPORT);
    less.reference = STR("");
    CHECK(concern_kit_step(&d, d.sam, id, &less) == RW_EINPUT);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_CLOSURE) ==
          RW_ENOTFOUND); /* nothing to clear yet */
    CHECK(concern_kit_of(&d, d.ana, id).clock.state == CLOCK_RUNNING);
    d.now_utc += 5 * HOURS;
    CHECK(concern_kit_of(&d, d.ana, id).clock.state == CLOCK_RED);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_REPORT) == RW_OK);
    CHECK(concern_kit_of(&d, d.sam, id).clock.state == CLOCK_REPORTED);
    CHECK(concern_kit_of(&d, d.sam, id).row.unsettled == 0);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_NO_CAUSE) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(the_start_moves_only_to_an_earlier_time_and_with_a_reason)
{
    struct desk d;
    struct concern_step_input in;
    struct str id;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.ana, d.dana);
    in = concern_kit_input(&d, STEP_CAUSE);
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT);
    in.at_utc = d.now_utc - 2 * HOURS;
    in.words = STR(" ");
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT);
    in.words = STR("The school called then.");
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_OK);
    CHECK(concern_kit_of(&d, d.ana, id).clock.state == CLOCK_AMBER);
    in = concern_kit_input(&d, STEP_REPORT);
    in.at_utc = d.now_utc - 3 * HOURS;
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT); /* a report before there was cause */
    desk_close(&d);
}

TEST_BOTH(a_written_report_is_a_second_clock_under_the_law_of_the_state)
{
    struct desk d;
    struct concern c;
    struct str id;

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    c = concern_kit_of(&d, d.ana, id);
    CHECK(c.clock.state == CLOCK_REPORTED && c.clock.written == WRITTEN_OPEN && c.row.unsettled);
    CHECK(c.clock.written_due_utc == c.clock.cause_utc + 36 * HOURS);
    CHECK(law_unverified(c.law, &c.rule->basis, (struct date){ (int32_t)(d.now_utc / 86400) }));
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_WRITTEN) == RW_OK);
    c = concern_kit_of(&d, d.ana, id);
    CHECK(c.clock.written == WRITTEN_DONE && !c.row.unsettled);
    d.app.region = STR("US-TX");
    CHECK(concern_kit_of(&d, d.ana, id).rule->personal);
    desk_close(&d);
}

TEST_BOTH(today_tells_the_reporter_and_after_twelve_hours_the_supervisor)
{
    struct desk d;
    struct concern_due due;
    struct str id, sue;

    desk_open(&d, k);
    sue = a_colleague(&d, "sue", ROLE_SUPERVISOR, "supervisor");
    id = concern_kit_press(&d, d.sam, d.dana);
    CHECK(due_of(&d, d.sam, 0, &due) == 1 && due.mine && str_eq(due.id, id));
    CHECK(due_of(&d, d.ana, 0, &due) == 0 && due_of(&d, sue, ROLE_SUPERVISOR, &due) == 0);
    d.now_utc += 12 * HOURS;
    CHECK(due_of(&d, sue, ROLE_SUPERVISOR, &due) == 1 && !due.mine && due.clock.escalated);
    CHECK(due_of(&d, d.ana, 0, &due) == 0);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_REPORT) == RW_OK);
    CHECK(due_of(&d, d.sam, 0, &due) == 0 && due_of(&d, sue, ROLE_SUPERVISOR, &due) == 0);
    desk_close(&d);
}

TEST_BOTH(a_concern_is_not_there_for_anybody_else)
{
    struct desk d;
    struct concern *list;
    struct concern c;
    struct act a;
    struct str id;
    size_t n;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.ana, d.dana);
    a = kit_act(&d, d.sam); /* a co-therapist who did not press */
    CHECK_ACT(a, concern_list(&a, d.case_id, &list, &n));
    CHECK(n == 0);
    CHECK(concern_get(&a, d.case_id, id, &c) == RW_ENOTFOUND);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_REPORT) == RW_ENOTFOUND);
    a = kit_act(&d, d.olga);
    CHECK(concern_list(&a, d.case_id, &list, &n) == RW_ENOTFOUND);
    CHECK(concern_get(&a, d.case_id, id, &c) == RW_ENOTFOUND);
    a = kit_act(&d, d.sam);
    CHECK(concern_get(&a, d.case_id, id_new(&d.mem), &c) == RW_ENOTFOUND);
    desk_close(&d);
}

static bool holds(struct str s)
{
    return s.p && memmem(s.p, s.len, CANARY, strlen(CANARY)) != NULL;
}

TEST_BOTH(no_line_of_the_case_and_no_event_holds_a_word_of_it)
{
    struct desk d;
    struct chronology_row *rows;
    struct act a;
    struct str id;
    size_t n, i, before, looks = 0;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_chronology(&a, d.case_id, date_add(a.today, 30), 200, &rows, &before));
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_chronology(&a, d.case_id, date_add(a.today, 30), 200, &rows, &n));
    CHECK(n == before + 2); /* the look at the register and the day of the next, as with any sign */
    for (i = 0; i < n; i++) {
        CHECK(!holds(rows[i].line) && !str_eq(rows[i].ref_id, id));
        looks += str_is(rows[i].line, "Recorded: Warning signs looked at");
    }
    CHECK(looks == 1);
    desk_close(&d);
}

/* The text of a draft for the court, as it would print now. */
static struct str report_text(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct filed_report_row row;
    struct report_doc doc;
    struct out text;
    struct str s;

    CHECK_ACT(a, report_get(&a, d->case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d->case_id, &row, &doc));
    out_init(&text, 1u << 20);
    report_doc_text(&doc, &text);
    s = str_copy(&d->mem, out_view(&text));
    out_free(&text);
    return s;
}

TEST_BOTH(a_report_reads_the_same_with_and_without_a_concern)
{
    struct desk d;
    struct str id, report, before;
    struct act a;

    desk_open(&d, k);
    d.app.paper = STR("letter");
    d.app.practice = STR("Millbrook");
    kit_pass(&d, d.maya, "G0");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, report_add(&a, d.case_id,
                            &(struct report_input){ .kind = STR("status"),
                                                    .from = date_add(a.today, -30),
                                                    .to = a.today,
                                                    .plan = STR("Weekly sessions go on."),
                                                    .recipients = STR("Lee Yew, counsel") },
                            &report));
    before = report_text(&d, report);
    CHECK(memmem(before.p, before.len, "Weekly sessions go on.", 22));
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    CHECK(str_eq(report_text(&d, report), before));
    desk_close(&d);
}

TEST_BOTH(the_sign_closes_only_after_clearance_and_then_asks_for_the_second_signature)
{
    struct desk d;
    struct act a;
    struct str id;
    struct concern_step_input in;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(close_sign(&d, &a) == RW_EINPUT);
    CHECK_STR(a.bad.list[0].text, "The question behind this sign is not answered yet.");
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    CHECK(close_sign(&d, &a) == RW_EINPUT);
    in = concern_kit_input(&d, STEP_CLOSURE);
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT); /* without the agency's paper */
    in.document_id = kit_paper(&d, "Closure");
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_OK);
    CHECK(concern_kit_of(&d, d.ana, id).cleared && !concern_kit_of(&d, d.ana, id).supervised_only);
    d.now_utc += 60;
    CHECK(close_sign(&d, &a) == RW_OK);
    CHECK(concern_kit_sign(&d, d.maya).open); /* the second signature is still missing */
    desk_close(&d);
}

TEST_BOTH(no_reasonable_cause_ends_it_with_reasons_and_consultation)
{
    struct desk d;
    struct concern_step_input in;
    struct act a;
    struct str id;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.sam, d.dana);
    in = concern_kit_input(&d, STEP_NO_CAUSE);
    in.person = STR("");
    CHECK(concern_kit_step(&d, d.sam, id, &in) == RW_EINPUT);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_NO_CAUSE) == RW_ENOTFOUND);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_NO_CAUSE) == RW_OK);
    CHECK(concern_kit_of(&d, d.sam, id).clock.state == CLOCK_NO_CAUSE);
    CHECK(concern_kit_sign(&d, d.maya).open);
    CHECK(close_sign(&d, &a) == RW_OK);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_REPORT) == RW_OK); /* reporting never waits */
    CHECK(concern_kit_of(&d, d.sam, id).clock.state == CLOCK_REPORTED);
    CHECK(close_sign(&d, &a) == RW_EINPUT);
    desk_close(&d);
}

static bool stays_supervised(struct desk *d, const char *level)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return contact_stays_supervised(&a, &rows, d->maya, str_of(level));
}

TEST_BOTH(a_consultation_stands_in_after_two_requests_and_sixty_days_for_supervised_steps)
{
    struct desk d;
    struct concern_step_input in;
    struct str id;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REQUEST) == RW_OK);
    in = concern_kit_input(&d, STEP_CONSULTATION);
    in.document_id = kit_paper(&d, "Sheet");
    d.now_utc += 60 * 86400;
    in.at_utc = d.now_utc;
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT); /* asked once */
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REQUEST) == RW_OK);
    d.now_utc -= 1;
    in.at_utc = d.now_utc;
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_EINPUT); /* a second too early */
    d.now_utc += 1;
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_OK);
    CHECK(concern_kit_of(&d, d.ana, id).supervised_only);
    CHECK(stays_supervised(&d, "L7") && !stays_supervised(&d, "L6"));
    in = concern_kit_input(&d, STEP_COURT_ORDER);
    in.document_id = kit_paper(&d, "Order");
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_OK);
    CHECK(!stays_supervised(&d, "L7"));
    desk_close(&d);
}

TEST_BOTH(whoever_owes_a_report_keeps_their_place_on_the_case)
{
    struct desk d;
    struct assignment_list_row *rows;
    struct str id, place = STR_NULL;
    struct act a;
    size_t n, i;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.sam, d.dana);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_list(&a, d.case_id, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_eq(rows[i].account_id, d.sam))
            place = rows[i].id;
    CHECK(assignment_end(&a, d.case_id, place) == RW_EINPUT);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_REPORT) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_end(&a, d.case_id, place));
    desk_close(&d);
}

/* ---- the law and the plan ---- */

TEST_BOTH(a_plan_that_the_law_bars_goes_no_further)
{
    struct desk d;
    struct plan_check_input plan = { .statement = STR("Read with both parents.") };
    struct str id, why;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_all_yes(&d, d.maya, "G1");
    d.app.region = STR("US-CA");
    CHECK(kit_decide(&d, d.maya, "G1", "advance", &id) == RW_EINPUT); /* not looked at */
    plan.plan.asks[CONDITION_PRIVATE_TRANSPORT] = true;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, plan_check_add(&a, d.case_id, &plan));
    CHECK_ACT(a, plan_barred(&a, d.case_id, &why));
    CHECK(memmem(why.p, why.len, "3193", 4) && memmem(why.p, why.len, "unverified", 10));
    CHECK(kit_decide(&d, d.maya, "G1", "advance", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G1", "hold", &id) == RW_OK);
    plan.plan.asks[CONDITION_PRIVATE_TRANSPORT] = false;
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, plan_check_add(&a, d.case_id, &plan));
    CHECK(kit_decide(&d, d.maya, "G1", "advance", &id) == RW_OK);
    d.app.region = STR("US-AZ");
    plan.plan.asks[CONDITION_OVERNIGHT] = true;
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, plan_check_add(&a, d.case_id, &plan));
    CHECK_ACT(a, plan_barred(&a, d.case_id, &why));
    CHECK(why.p);
    plan.plan.both_agree = true;
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, plan_check_add(&a, d.case_id, &plan));
    CHECK_ACT(a, plan_barred(&a, d.case_id, &why));
    CHECK(!why.p);
    desk_close(&d);
}
