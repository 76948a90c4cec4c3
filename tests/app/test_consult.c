/* A practice of one asks an outside colleague who has an account for that: one decision's packet and
 * nothing else, on both engines (REWEAVE_TEST_PG). */
#include "app/consult.h"

#include "app/account.h"
#include "app/caseload.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/hold.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/consult_kit.h"

#include <string.h>

static struct str pending(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct override_input in = { .criterion = STR("G1.a"),
                                 .child_id = d->maya,
                                 .rationale = STR("The school answers next week."),
                                 .until = date_add(a.today, 14),
                                 .second_form = STR("account"),
                                 .second_on = RW_NO_DATE };
    struct str id = STR_NULL;

    CHECK_ACT(a, checkpoint_override_add(&a, d->case_id, &in, &id));
    return id;
}

static enum criterion_state state_of(struct desk *d)
{
    struct gate_result r = kit_check(d, d->maya, "G1");

    return kit_result(&r, "G1.a", STR_NULL)->state;
}

TEST_BOTH(consult_account_signs_as_second_and_it_counts_at_once)
{
    struct consult_request_row row, *rows;
    struct consult_packet p;
    struct gate_result r;
    struct str who, id;
    struct desk d;
    struct act a;
    size_t n;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    CHECK_ACT(a, consult_kit_ask(&d, "override", pending(&d), who, &a, &id));
    CHECK(state_of(&d) == CRITERION_UNKNOWN);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_asked(&a, &rows, &n));
    CHECK(n == 1 && str_eq(rows[0].id, id));
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    CHECK_STR(p.title, "A criterion is to be set aside");
    a = consult_kit_outside(&d, who);
    CHECK(consult_answer(&a, id, STR("yes"), STR(" ")) == RW_EINPUT);
    a = consult_kit_outside(&d, who);
    a.viewer.reauth_utc = RW_NO_TIME;
    CHECK(consult_answer(&a, id, STR("yes"), STR("Two weeks are fine.")) == RW_EDENIED);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("Two weeks are fine.")));
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.a", STR_NULL)->state == CRITERION_OVERRIDDEN);
    CHECK(strstr(str_z(&d.mem, kit_result(&r, "G1.a", STR_NULL)->sentence),
                 "One clinician with outside consultation: Noa Pine."));
    a = consult_kit_outside(&d, who);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Again.")) == RW_ECONFLICT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_list(&a, d.case_id, &rows, &n));
    CHECK(n == 1 && str_is(rows[0].ended_form, "agreed") && rows[0].opened_utc.p);
    CHECK_STR(rows[0].view, "Two weeks are fine.");
    desk_close(&d);
}

TEST_BOTH(consult_packet_names_nobody_of_the_family)
{
    struct consult_request_row row;
    struct consult_packet p;
    struct str who, id;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    (void)kit_paper(&d, "sheet.pdf");
    who = consult_kit_colleague(&d, "noa");
    CHECK_ACT(a, consult_kit_ask(&d, "override", pending(&d), who, &a, &id));
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    CHECK(p.n >= 6);
    consult_kit_names_nobody(&d, &p);
    desk_close(&d);
}

TEST_BOTH(consult_account_opens_nothing_else)
{
    struct consult_request_row row;
    struct document_list_row *papers;
    struct assignment_list_row *team;
    struct consult_packet p;
    struct case_rows rows;
    struct str who, other, id;
    struct desk d;
    struct act a;
    enum capability cap;
    size_t n;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    other = consult_kit_colleague(&d, "ivy");
    CHECK_ACT(a, consult_kit_ask(&d, "override", pending(&d), who, &a, &id));
    a = consult_kit_outside(&d, who);
    CHECK(case_rows_load(&a, d.case_id, &rows) == RW_ENOTFOUND);
    CHECK(document_list(&a, d.case_id, &papers, &n) == RW_ENOTFOUND);
    CHECK(assignment_list(&a, d.case_id, &team, &n) == RW_ENOTFOUND);
    CHECK(consult_packet(&a, d.case_id, STR("override"), id, &p) == RW_ENOTFOUND);
    CHECK(consult_withdraw(&a, d.case_id, id) == RW_ENOTFOUND);
    for (cap = CAP_TODAY; cap < CAP_CONSULT; cap++) {
        a = consult_kit_outside(&d, who);
        CHECK(act_open_case(&a, d.case_id, cap) == RW_ENOTFOUND);
    }
    a = consult_kit_outside(&d, other);
    CHECK(consult_open(&a, id, &row, &p) == RW_ENOTFOUND);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Fine.")) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK(consult_open(&a, id, &row, &p) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(consult_that_disagrees_signs_nothing_and_another_may_be_asked)
{
    struct str who, other, id, object;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    other = consult_kit_colleague(&d, "ivy");
    object = pending(&d);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    CHECK(consult_kit_ask(&d, "override", object, other, &a, &id) == RW_EINPUT);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("no"), STR("I would wait.")));
    CHECK(state_of(&d) == CRITERION_UNKNOWN);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, other, &a, &id));
    a = consult_kit_outside(&d, other);
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("It may wait.")));
    CHECK(state_of(&d) == CRITERION_OVERRIDDEN);
    desk_close(&d);
}

/* Lines of Today that say that a colleague does not agree. */
static size_t views_on_today(struct desk *d, struct str object)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *lines;
    size_t n, i, found = 0;

    CHECK_ACT(a, caseload_open_lines(&a, date_add(a.today, 7), &lines, &n));
    for (i = 0; i < n; i++)
        found += str_eq(lines[i].ref_id, object) &&
                 (str_is(lines[i].state, "answers") || str_is(lines[i].state, "hold_answers"));
    return found;
}

TEST_BOTH(consult_that_disagrees_stands_on_today_until_it_was_read_or_another_is_asked)
{
    struct str who, other, id, object;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    other = consult_kit_colleague(&d, "ivy");
    object = pending(&d);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    CHECK(views_on_today(&d, object) == 0);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("no"), STR("I would wait.")));
    CHECK(views_on_today(&d, object) == 1);
    d.now_utc += INT64_C(90) * 86400;
    CHECK(views_on_today(&d, object) == 1);
    d.now_utc -= INT64_C(90) * 86400;
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, other, &a, &id));
    CHECK(views_on_today(&d, object) == 0);
    a = consult_kit_outside(&d, other);
    CHECK_ACT(a, consult_answer(&a, id, STR("no"), STR("I would wait too.")));
    CHECK(views_on_today(&d, object) == 1);
    a = kit_act(&d, d.ana);
    CHECK(consult_answer_seen(&a, d.case_id, id_new(a.mem)) == RW_ENOTFOUND);
    a = consult_kit_outside(&d, other);
    CHECK(consult_answer_seen(&a, d.case_id, object) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_answer_seen(&a, d.case_id, object));
    CHECK(views_on_today(&d, object) == 0);
    desk_close(&d);
}

TEST_BOTH(consult_packet_of_a_sign_holds_what_was_seen_and_the_kinds_of_the_papers)
{
    struct sign_open open = { .code = STR("CI4") };
    struct signs_input in = { .open = &open,
                              .nopen = 1,
                              .statement = STR("Dana shouted at Maya on the stairs."),
                              .conduct = true };
    struct consult_packet p;
    struct override_input closing = { .criterion = STR("CI4"),
                                      .rationale = STR("It is over."),
                                      .second_form = STR("account"),
                                      .until = RW_NO_DATE,
                                      .second_on = RW_NO_DATE };
    struct str paper, id = STR_NULL;
    struct desk d;
    struct act a;
    size_t i;
    bool seen = false, rests = false;

    consult_kit_solo(&d, k);
    paper = kit_paper(&d, "secret-name.pdf");
    a = kit_act(&d, d.ana);
    in.child_id = closing.child_id = d.maya;
    in.on = a.today;
    in.documents = &paper;
    in.ndocuments = 1;
    CHECK_ACT(a, checkpoint_signs(&a, d.case_id, &in));
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, checkpoint_override_add(&a, d.case_id, &closing, &id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_packet(&a, d.case_id, STR("override"), id, &p));
    for (i = 0; i < p.n; i++) {
        const char *text = str_z(&d.mem, p.lines[i].text);

        CHECK(!strstr(text, "Dana") && !strstr(text, "Maya") && !strstr(text, "secret"));
        seen = seen || strstr(text, "shouted at the child on the stairs");
        rests = rests || (str_is(p.lines[i].label, "What it rests on") && strstr(text, "other, "));
    }
    CHECK(seen && rests);
    desk_close(&d);
}

TEST_BOTH(consult_request_can_be_withdrawn_and_is_over_after_its_days)
{
    struct consult_request_row row, *rows;
    struct consult_packet p;
    struct str who, id, object;
    struct desk d;
    struct act a;
    size_t n;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    object = pending(&d);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_withdraw(&a, d.case_id, id));
    CHECK(consult_withdraw(&a, d.case_id, id) == RW_ECONFLICT);
    a = consult_kit_outside(&d, who);
    CHECK(consult_open(&a, id, &row, &p) == RW_ENOTFOUND);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Fine.")) == RW_ENOTFOUND);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    d.now_utc += INT64_C(14) * 86400 - 1;
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    d.now_utc += 1;
    a = consult_kit_outside(&d, who);
    CHECK(consult_open(&a, id, &row, &p) == RW_ENOTFOUND);
    CHECK_ACT(a, consult_asked(&a, &rows, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(consult_needs_a_licence_somebody_else_and_a_practice_of_one)
{
    struct consult_colleagues_row *list;
    struct account_input both = { .login = STR("x"), .name = STR("X"), .roles = 17 };
    struct str who, id, object;
    struct desk d;
    struct act a;
    size_t n;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    object = pending(&d);
    CHECK(consult_kit_ask(&d, "override", object, d.sam, &a, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("account")).p);
    kit_unlicense(&d, who);
    CHECK(consult_kit_ask(&d, "override", object, who, &a, &id) == RW_EINPUT);
    desk_credentials(&d, who);
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    kit_unlicense(&d, who);
    a = consult_kit_outside(&d, who);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Fine.")) == RW_EINPUT);
    CHECK(account_check(&a, &both, false) == RW_EINPUT);
    d.app.solo = false;
    a = kit_act(&d, d.ana);
    CHECK(consult_colleagues(&a, d.case_id, &list, &n) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(consult_lifts_a_hold_at_once_and_until_then_it_stands)
{
    struct consult_request_row row;
    struct consult_packet p;
    struct hold_state h;
    struct str who, id, hold;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_press(&a, d.case_id, &(struct hold_input){ .person_id = d.dana }, &hold));
    CHECK(consult_kit_ask(&d, "hold", hold, who, &a, &id) ==
          RW_ECONFLICT); /* alone, within hours */
    d.now_utc += INT64_C(3) * 86400;
    CHECK_ACT(a, consult_kit_ask(&d, "hold", hold, who, &a, &id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_find(&a, d.case_id, hold, &h));
    CHECK(h.stands && !h.row.lift_form.p);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    CHECK_STR(p.title, "A hold on contact is to be lifted");
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("Agreed.")));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_find(&a, d.case_id, hold, &h));
    CHECK(!h.stands && str_is(h.row.lift_form, "account"));
    CHECK_STR(h.row.second_name, "Noa Pine");
    CHECK_STR(h.row.lift_name, "Ana Reed");
    desk_close(&d);
}

/* ---- a sign that the second signature closes ---- */

static bool look_is_due(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    bool due = false;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 400), &rows, &n));
    for (i = 0; i < n; i++)
        due = due || (str_is(rows[i].kind, "review_due") && str_is(rows[i].state, "signs"));
    return due;
}

TEST_BOTH(consult_that_closes_a_sign_takes_its_look_again_off_today)
{
    struct override_input in = { .criterion = STR("CI2"),
                                 .rationale = STR("Treated and steady."),
                                 .until = RW_NO_DATE,
                                 .second_form = STR("account"),
                                 .second_on = RW_NO_DATE };
    struct case_rows rows;
    struct str who, id, object;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    CHECK(kit_signs(&d, d.maya, "CI2") == RW_OK);
    d.now_utc += 60;
    in.child_id = d.maya;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, checkpoint_override_add(&a, d.case_id, &in, &object));
    CHECK_ACT(a, consult_kit_ask(&d, "override", object, who, &a, &id));
    CHECK(look_is_due(&d));
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("It may be closed.")));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    CHECK(!case_sign(&a, &rows, protocol_sign(&d.protocol, STR("CI2")), d.maya).open);
    CHECK(!look_is_due(&d));
    desk_close(&d);
}

/* ---- somebody else, in a practice of one ---- */

TEST_BOTH(consult_is_not_asked_of_oneself_under_another_login)
{
    struct str who, id;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    a = kit_act(&d, d.ana);
    a.viewer.name = STR("noa pine");
    CHECK(consult_ask(&a, d.case_id,
                      &(struct consult_input){ .kind = STR("override"),
                                               .object_id = pending(&d),
                                               .account_id = who,
                                               .question = STR("May it wait?") },
                      &id) == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("account")), "A second signature comes from somebody else.");
    desk_close(&d);
}

TEST_BOTH(consult_signs_nothing_once_the_practice_is_a_group)
{
    struct str who, id;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    who = consult_kit_colleague(&d, "noa");
    CHECK_ACT(a, consult_kit_ask(&d, "override", pending(&d), who, &a, &id));
    d.app.solo = false;
    a = consult_kit_outside(&d, who);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Fine.")) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("agree")).p);
    CHECK(state_of(&d) == CRITERION_UNKNOWN);
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("no"), STR("I would wait.")));
    desk_close(&d);
}

/* ---- no names ---- */

TEST_BOTH(consult_packet_and_question_say_relations_where_names_were_typed)
{
    struct consult_input in = { .kind = STR("override"),
                                .question = STR("May MAYA wait, as Robin asks?") };
    struct override_input aside = { .criterion = STR("G1.a"),
                                    .rationale = STR("Maya's father, Robin, is ill."),
                                    .second_form = STR("account"),
                                    .second_on = RW_NO_DATE };
    struct consult_request_row row;
    struct consult_packet p;
    struct str id = STR_NULL;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    in.account_id = consult_kit_colleague(&d, "noa");
    aside.child_id = d.maya;
    a = kit_act(&d, d.ana);
    aside.until = date_add(a.today, 14);
    CHECK_ACT(a, checkpoint_override_add(&a, d.case_id, &aside, &in.object_id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_ask(&a, d.case_id, &in, &id));
    a = consult_kit_outside(&d, in.account_id);
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    CHECK_STR(consult_kit_line(&p, "Why"), "the child's father, the father, is ill.");
    CHECK_STR(row.question, "May the child wait, as the father asks?");
    desk_close(&d);
}

TEST_BOTH(consult_packet_of_a_hold_covers_why_it_was_held)
{
    struct hold_input press = { .reason = STR("Dana shouted at Maya.") };
    struct consult_packet p;
    struct str hold;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    press.person_id = d.dana;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_press(&a, d.case_id, &press, &hold));
    d.now_utc += INT64_C(3) * 86400;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_packet(&a, d.case_id, STR("hold"), hold, &p));
    CHECK_STR(consult_kit_line(&p, "Why it was held"), "the mother shouted at the child.");
    CHECK_STR(consult_kit_line(&p, "Held by"), "Ana Reed");
    desk_close(&d);
}

TEST_BOTH(consult_packet_says_of_the_child_met_or_not_and_no_more)
{
    struct override_input in = { .criterion = STR("G3.d"),
                                 .rationale = STR("It comes next week."),
                                 .second_form = STR("account"),
                                 .second_on = RW_NO_DATE };
    struct consult_packet p;
    struct str id = STR_NULL;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    in.child_id = d.maya;
    a = kit_act(&d, d.ana);
    in.until = date_add(a.today, 14);
    CHECK_ACT(a, checkpoint_override_add(&a, d.case_id, &in, &id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_packet(&a, d.case_id, STR("override"), id, &p));
    CHECK_STR(consult_kit_line(&p, "What the record says today"),
              "Criteria about the child: not yet met.");
    desk_close(&d);
}

/* ---- going on after a pause ---- */
