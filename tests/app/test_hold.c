/* A hold on contact through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/caseload.h"
#include "app/hold.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

static struct str book(struct desk *d, const char *kind, const struct str *who, size_t n,
                       int32_t at_min, enum rw_status *st)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a.today, 1),
                                    .at_min = at_min,
                                    .minutes = 45,
                                    .kind = str_of(kind),
                                    .people = who,
                                    .npeople = n };
    struct str id = STR_NULL;

    *st = appointment_book(&a, d->case_id, STR_NULL, &in, &id);
    return id;
}

static struct appointment found(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p;
}

static struct str press(struct desk *d, struct str account, struct str person)
{
    struct act a = desk_act(d, account, false);
    struct str id = STR_NULL;

    CHECK_ACT(a, hold_press(&a, d->case_id, &(struct hold_input){ .person_id = person }, &id));
    return id;
}

static struct hold_state state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct hold_state h = { 0 };

    CHECK_ACT(a, hold_find(&a, d->case_id, id, &h));
    return h;
}

static enum rw_status lift(struct desk *d, struct str account, struct str id)
{
    struct act a = kit_act(d, account);

    return hold_lift(&a, d->case_id, id,
                     &(struct hold_lift_input){ .words = STR("All is clear.") });
}

TEST_BOTH(hold_stops_what_brings_child_and_adult_together_and_nothing_else)
{
    struct desk d;
    struct str together, alone, id;
    enum rw_status st;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    together = book(&d, "contact", both, 2, 9 * 60, &st);
    CHECK(st == RW_OK);
    alone = book(&d, "child", &d.maya, 1, 11 * 60, &st);
    CHECK(st == RW_OK);
    id = press(&d, d.olga, STR_NULL);
    CHECK(found(&d, together).state == APPOINTMENT_STOPPED);
    CHECK(found(&d, alone).state == APPOINTMENT_PLANNED);
    CHECK(state_of(&d, id).stands);
    (void)book(&d, "contact", both, 2, 14 * 60, &st);
    CHECK(st == RW_EINPUT);
    (void)book(&d, "child", &d.maya, 1, 14 * 60, &st);
    CHECK(st == RW_OK);
    desk_close(&d);
}

TEST_BOTH(hold_of_one_adult_leaves_the_other_alone)
{
    struct desk d;
    struct str with_robin;
    enum rw_status st;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.robin };
    with_robin = book(&d, "family", both, 2, 9 * 60, &st);
    CHECK(st == RW_OK);
    (void)press(&d, d.ana, d.dana);
    CHECK(found(&d, with_robin).state == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(hold_is_on_the_agenda_of_everybody_who_reads_the_record)
{
    struct desk d;
    struct agenda_row *lines;
    struct act a;
    size_t n;

    desk_open(&d, k);
    (void)press(&d, d.olga, STR_NULL);
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, caseload_lines(&a, a.today, a.today, &lines, &n));
    CHECK(n == 1 && str_is(lines[0].kind, "hold") && str_is(lines[0].state, "stands"));
    a = desk_act(&d, d.olga, false);
    CHECK_ACT(a, caseload_lines(&a, a.today, a.today, &lines, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(hold_is_lifted_by_whoever_pressed_it_and_what_it_stopped_waits_for_somebody)
{
    struct desk d;
    struct str together, id;
    struct act a;
    enum rw_status st;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    together = book(&d, "contact", both, 2, 9 * 60, &st);
    id = press(&d, d.ana, STR_NULL);
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, together, APPOINTMENT_REOPEN, 2, STR_NULL) == RW_EINPUT);
    CHECK(lift(&d, d.ana, id) == RW_OK);
    CHECK(!state_of(&d, id).stands);
    CHECK(found(&d, together).state == APPOINTMENT_STOPPED);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, together, APPOINTMENT_REOPEN, 2, STR_NULL));
    CHECK(found(&d, together).state == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(hold_of_somebody_else_ends_under_two_names)
{
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    id = press(&d, d.olga, STR_NULL);
    CHECK(lift(&d, d.ana, id) == RW_OK);
    CHECK(state_of(&d, id).stands);
    a = kit_act(&d, d.ana);
    CHECK(hold_second(&a, d.case_id, id, STR("I agree.")) == RW_EINPUT);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, hold_second(&a, d.case_id, id, STR("I agree.")));
    CHECK(!state_of(&d, id).stands);
    CHECK(lift(&d, d.ana, id) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(hold_with_an_open_warning_sign_behind_it_takes_two_even_from_its_maker)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(kit_signs(&d, d.maya, "CI4") == RW_OK);
    id = press(&d, d.ana, STR_NULL);
    CHECK(lift(&d, d.ana, id) == RW_OK);
    CHECK(state_of(&d, id).stands);
    desk_close(&d);
}

TEST_BOTH(hold_in_a_practice_of_one_ends_hours_after_an_outside_consultation)
{
    struct desk d;
    struct hold_lift_input in = { .words = STR("All is clear."),
                                  .second_name = STR("Kim Lind"),
                                  .second_licence = STR("LMFT 77"),
                                  .second_words = STR("I would go on.") };
    struct act a;
    struct str id;

    desk_open(&d, k);
    d.app.solo = true;
    id = press(&d, d.ana, STR_NULL);
    d.now_utc += INT64_C(25) * 3600;
    a = kit_act(&d, d.ana);
    CHECK(hold_lift(&a, d.case_id, id, &in) == RW_EINPUT);
    in.second_sheet = kit_paper(&d, "Signed sheet");
    a = kit_act(&d, d.ana);
    in.second_on = a.today;
    CHECK_ACT(a, hold_lift(&a, d.case_id, id, &in));
    CHECK(state_of(&d, id).stands);
    d.now_utc += INT64_C(24) * 3600;
    CHECK(!state_of(&d, id).stands);
    desk_close(&d);
}

TEST_BOTH(hold_stays_as_it_was_pressed_and_said)
{
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    id = press(&d, d.ana, STR_NULL);
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, hold_reason(&a, d.case_id, id, STR("She was shaking.")));
    a = desk_act(&d, d.sam, false);
    CHECK(hold_reason(&a, d.case_id, id, STR("Nothing.")) == RW_ECONFLICT);
    CHECK_STR(state_of(&d, id).row.reason, "She was shaking.");
    a = desk_act(&d, d.olga, false);
    struct hold_state h = { 0 };
    CHECK_ACT(a, hold_find(&a, d.case_id, id, &h));
    CHECK(!h.row.reason.p);
    CHECK(hold_reason(&a, d.case_id, id, STR("Nothing.")) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(step_toward_contact_is_not_signed_while_contact_is_on_hold)
{
    struct desk d;
    struct str id;
    static const char *const gates[] = { "G0", "G1", "G2" };
    size_t i;

    desk_open(&d, k);
    for (i = 0; i < 3; i++) {
        kit_all_yes(&d, d.maya, gates[i]);
        CHECK(kit_decide(&d, d.maya, gates[i], "advance", &id) == RW_OK);
    }
    kit_all_yes(&d, d.maya, "G3");
    (void)press(&d, d.ana, STR_NULL);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    desk_close(&d);
}

static size_t holds(struct desk *d, struct hold_state **list)
{
    struct act a = kit_act(d, d->ana);
    size_t n = 0;

    CHECK_ACT(a, hold_list(&a, d->case_id, list, &n));
    return n;
}

TEST_BOTH(hold_pressed_twice_by_one_person_is_one_hold)
{
    struct desk d;
    struct hold_state *list;
    struct hold_input why = { .reason = STR("She asked for it.") };
    struct str one, again = STR_NULL;
    struct act a;

    desk_open(&d, k);
    one = press(&d, d.ana, STR_NULL);
    CHECK(str_eq(one, press(&d, d.ana, STR_NULL)));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_press(&a, d.case_id, &why, &again));
    CHECK(holds(&d, &list) == 1 && str_eq(one, again));
    CHECK_STR(state_of(&d, one).row.reason, "She asked for it.");
    CHECK(!str_eq(one, press(&d, d.ana, d.dana))); /* of other people */
    CHECK(!str_eq(one, press(&d, d.olga, STR_NULL))); /* somebody else's own */
    CHECK(holds(&d, &list) == 3);
    CHECK(lift(&d, d.ana, one) == RW_OK);
    CHECK(!str_eq(one, press(&d, d.ana, STR_NULL)));
    CHECK(holds(&d, &list) == 4);
    desk_close(&d);
}
