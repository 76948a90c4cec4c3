/* One family's way from the referral to the checkpoint before the first letter, past a hold that was
 * lifted, a warning sign that was opened and closed, and a criterion that was set aside: once in a
 * practice of one with an outside colleague, once in a group. On both engines (REWEAVE_TEST_PG). */
#include "app/account.h"
#include "app/consult.h"
#include "app/hold.h"
#include "support/checkpoint_kit.h"

#include <string.h>

struct way {
    struct desk d;
    struct str outside; /* of a practice of one: the colleague's account */
};

static void pass_time(struct way *w, int64_t seconds)
{
    w->d.now_utc += seconds;
}

/* ---- the second signature ---- */

static void consult(struct way *w, const char *kind, struct str object)
{
    struct act a = kit_act(&w->d, w->d.ana);
    struct consult_input in = { .kind = str_of(kind),
                                .object_id = object,
                                .account_id = w->outside,
                                .question = STR("May it go on so?") };
    struct str id;

    CHECK_ACT(a, consult_ask(&a, w->d.case_id, &in, &id));
    pass_time(w, 3600);
    a = desk_act(&w->d, w->outside, true);
    a.viewer.name = STR("Noa Pine");
    a.viewer.licence = STR("PSY 900");
    a.viewer.roles = ROLE_CONSULT;
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("I agree.")));
}

static void second_override(struct way *w, struct str id)
{
    struct act a = kit_act(&w->d, w->d.sam);

    if (w->d.app.solo)
        consult(w, "override", id);
    else
        CHECK_ACT(a, checkpoint_second(&a, w->d.case_id, id, STR("I agree.")));
}

/* ---- what stands in the way, and how it ends ---- */

static void set_aside(struct way *w, const char *criterion, struct str document)
{
    struct act a = kit_act(&w->d, w->d.ana);
    bool sign = str_starts(str_of(criterion), "CI");
    struct override_input in = { .criterion = str_of(criterion),
                                 .child_id = w->d.maya,
                                 .rationale = STR("One sentence."),
                                 .until = sign ? RW_NO_DATE : date_add(a.today, 14),
                                 .document_id = document,
                                 .second_form = w->d.app.solo ? STR("account") : STR_NULL,
                                 .second_on = RW_NO_DATE };
    struct str id;

    CHECK_ACT(a, checkpoint_override_add(&a, w->d.case_id, &in, &id));
    second_override(w, id);
}

static void hold_and_lift(struct way *w)
{
    struct act a = kit_act(&w->d, w->d.ana);
    struct hold_input press = { .person_id = w->d.dana };
    struct hold_lift_input lift = { .words = STR("It is cleared."), .second_on = RW_NO_DATE };
    struct hold_state h, *all;
    struct str id;
    size_t n;

    CHECK_ACT(a, hold_press(&a, w->d.case_id, &press, &id));
    CHECK_ACT(a, hold_list(&a, w->d.case_id, &all, &n));
    CHECK(hold_keeps_child(all, n, w->d.maya));
    pass_time(w, INT64_C(2) * 86400);
    if (w->d.app.solo) {
        consult(w, "hold", id);
    } else {
        a = kit_act(&w->d, w->d.ana);
        CHECK_ACT(a, hold_lift(&a, w->d.case_id, id, &lift));
        a = kit_act(&w->d, w->d.sam);
        CHECK_ACT(a, hold_second(&a, w->d.case_id, id, STR("I agree.")));
    }
    a = kit_act(&w->d, w->d.ana);
    CHECK_ACT(a, hold_find(&a, w->d.case_id, id, &h));
    CHECK(!h.stands);
}

static bool sign_open(struct way *w, const char *code)
{
    struct act a = kit_act(&w->d, w->d.ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, w->d.case_id, &rows));
    return case_sign(&a, &rows, protocol_sign(rows.protocol, str_of(code)), w->d.maya).open;
}

static void sign_opened_and_closed(struct way *w, const char *code)
{
    struct str id;

    CHECK(kit_signs(&w->d, w->d.maya, code) == RW_OK);
    CHECK(sign_open(w, code));
    pass_time(w, 60);
    CHECK(kit_decide(&w->d, w->d.maya, "G1", "advance", &id) == RW_EINPUT);
    set_aside(w, code, kit_paper(&w->d, "closure.pdf"));
    CHECK(!sign_open(w, code));
    pass_time(w, 60);
}

static void phase_is(struct way *w, const char *phase)
{
    CHECK_STR(kit_child(&w->d, w->d.maya).phase, phase);
}

static enum criterion_state state_of(struct way *w, const char *gate, const char *criterion)
{
    struct gate_result r = kit_check(&w->d, w->d.maya, gate);

    return kit_result(&r, criterion, STR_NULL)->state;
}

static void to_the_first_letter(struct way *w)
{
    struct decision_line_row *rows;
    struct gate_result r;
    struct act a;
    struct str id;
    size_t n;

    phase_is(w, "");
    kit_pass(&w->d, w->d.maya, "G0");
    phase_is(w, "P1");
    pass_time(w, 60);
    hold_and_lift(w);
    kit_all_yes(&w->d, w->d.maya, "G1");
    pass_time(w, 60);
    sign_opened_and_closed(w, "CI1");
    CHECK(kit_record(&w->d, "G1.a", w->d.maya, STR_NULL, "no") == RW_OK);
    pass_time(w, 60);
    CHECK(kit_decide(&w->d, w->d.maya, "G1", "advance", &id) == RW_EINPUT);
    set_aside(w, "G1.a", STR_NULL);
    r = kit_check(&w->d, w->d.maya, "G1");
    CHECK(kit_result(&r, "G1.a", STR_NULL)->state == CRITERION_OVERRIDDEN);
    if (w->d.app.solo)
        CHECK(strstr(str_z(&w->d.mem, kit_result(&r, "G1.a", STR_NULL)->sentence),
                     "One clinician with outside consultation: Noa Pine."));
    CHECK(kit_decide(&w->d, w->d.maya, "G1", "advance", &id) == RW_OK);
    phase_is(w, "P2");
    pass_time(w, 60);
    kit_pass(&w->d, w->d.maya, "G2");
    phase_is(w, "P3");
    pass_time(w, 60);
    kit_pass(&w->d, w->d.maya, "G3");
    a = kit_act(&w->d, w->d.ana);
    CHECK_ACT(a, decision_list(&a, w->d.case_id, &rows, &n));
    CHECK(n == 4 && str_is(rows[3].gate, "G3") && str_is(rows[3].outcome, "advance"));
    CHECK(state_of(w, "G3", "G3.b") == CRITERION_PASS);
}

TEST_BOTH(group_practice_takes_a_family_to_the_first_letter)
{
    struct way w = { 0 };

    desk_open(&w.d, k);
    to_the_first_letter(&w);
    desk_close(&w.d);
}

TEST_BOTH(practice_of_one_takes_a_family_to_the_first_letter_with_an_outside_colleague)
{
    struct account_input in = { .login = STR("noa"),
                                .name = STR("Noa Pine"),
                                .roles = ROLE_CONSULT };
    struct way w = { 0 };
    struct act a;

    desk_open(&w.d, k);
    w.d.app.solo = true;
    a = desk_act(&w.d, STR_NULL, true);
    a.viewer = (struct viewer){ .level = AUTH_LOCAL, .reauth_utc = RW_NO_TIME };
    CHECK_ACT(a, account_make(&a, &in, STR("four ordinary words here"), STR("0123456789abcdefghij"),
                              &w.outside));
    desk_credentials(&w.d, w.outside);
    to_the_first_letter(&w);
    desk_close(&w.d);
}
