/* What may be booked follows where the child stands and what was answered; through the use cases, on
 * both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/contact.h"
#include "app/court.h"
#include "app/safety.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"
#include "support/safety_kit.h"

static enum rw_status book(struct desk *d, const char *kind, const struct str *who, size_t n,
                           int32_t at_min, struct str *id)
{
    struct act a = kit_act(d, d->ana);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a.today, 1),
                                    .at_min = at_min,
                                    .minutes = 45,
                                    .kind = str_of(kind),
                                    .people = who,
                                    .npeople = n };

    *id = STR_NULL;
    return appointment_book(&a, d->case_id, STR_NULL, &in, id);
}

static enum appointment_state state_of(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static struct contact_reply ask(struct desk *d, enum contact_channel channel, const char *level)
{
    struct act a = kit_act(d, d->ana);
    struct contact_asked q = { .child_id = d->maya,
                               .person_id = d->dana,
                               .channel = channel,
                               .level = str_of(level),
                               .day = a.today };
    struct contact_reply r = { 0 };

    CHECK_ACT(a, contact_ask(&a, d->case_id, &q, &r));
    return r;
}

static void walk_to(struct desk *d, const char *last)
{
    static const char *const way[] = { "G0", "G1", "G2", "G3", "G3b" };
    size_t i;

    for (i = 0; i < sizeof way / sizeof *way; i++) {
        kit_pass(d, d->maya, way[i]);
        if (str_is(str_of(way[i]), last))
            return;
    }
}

static void answer(struct desk *d, const char *word)
{
    d->now_utc++;
    CHECK(consent_kit_answer(d, d->maya, STR_NULL, word) == RW_OK);
}

TEST_BOTH(a_pause_stops_contact_in_every_channel_and_leaves_the_childs_own_sessions)
{
    struct desk d;
    struct str id, met, own, home, decision;
    unsigned ch;

    desk_open(&d, k);
    walk_to(&d, "G3b");
    struct str both[] = { d.maya, d.dana }, at_home[] = { d.maya, d.robin };
    CHECK(book(&d, "contact", both, 2, 9 * 60, &met) == RW_OK);
    CHECK(book(&d, "child", &d.maya, 1, 11 * 60, &own) == RW_OK);
    CHECK(book(&d, "family", at_home, 2, 13 * 60, &home) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &decision) == RW_OK);
    CHECK(state_of(&d, met) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, own) == APPOINTMENT_PLANNED);
    CHECK(state_of(&d, home) == APPOINTMENT_PLANNED);
    for (ch = 0; ch < CONTACT_CHANNELS; ch++)
        CHECK(ask(&d, (enum contact_channel)ch, NULL).answer == CONTACT_NO);
    CHECK_STR(ask(&d, CHANNEL_MAIL, NULL).sentence,
              "The work with Maya is paused; contact waits until it goes on.");
    CHECK(book(&d, "contact", both, 2, 15 * 60, &id) == RW_EINPUT);
    CHECK(book(&d, "contact_remote", both, 2, 15 * 60, &id) == RW_EINPUT);
    CHECK(book(&d, "child", &d.maya, 1, 15 * 60, &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(after_the_end_of_the_work_no_contact_is_planned_within_it)
{
    struct desk d;
    struct str id, met;

    desk_open(&d, k);
    walk_to(&d, "G3b");
    struct str both[] = { d.maya, d.dana };
    CHECK(book(&d, "contact", both, 2, 9 * 60, &met) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-STOP", "stop", &id) == RW_OK);
    CHECK(state_of(&d, met) == APPOINTMENT_STOPPED);
    CHECK(book(&d, "contact", both, 2, 15 * 60, &id) == RW_EINPUT);
    CHECK(book(&d, "child", &d.maya, 1, 15 * 60, &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(a_no_to_the_next_step_leaves_what_stands_and_nothing_beyond_it_until_a_yes)
{
    static const char *const no[] = { "no", "not_sure" };
    struct desk d;
    struct str id;
    size_t i;

    desk_open(&d, k);
    walk_to(&d, "G3");
    struct str both[] = { d.maya, d.dana };
    for (i = 0; i < 2; i++) {
        answer(&d, no[i]);
        CHECK(ask(&d, CHANNEL_MAIL, NULL).answer == CONTACT_YES);
        CHECK(ask(&d, CHANNEL_IN_PERSON, NULL).answer == CONTACT_NO);
        CHECK(ask(&d, CHANNEL_PHONE, NULL).answer == CONTACT_NO);
        CHECK(ask(&d, CHANNEL_MAIL, "L1").answer == CONTACT_YES);
        CHECK(ask(&d, CHANNEL_MAIL, "L2").answer == CONTACT_NO);
        CHECK_STR(ask(&d, CHANNEL_IN_PERSON, NULL).sentence,
                  "Contact is suspended: clinical review.");
        CHECK(book(&d, "contact", both, 2, 9 * 60, &id) == RW_EINPUT);
        CHECK(book(&d, "contact_remote", both, 2, 9 * 60, &id) == RW_EINPUT);
        answer(&d, "not_asked"); /* takes nothing back */
        CHECK(ask(&d, CHANNEL_IN_PERSON, NULL).answer == CONTACT_NO);
        answer(&d, i ? "slower" : "yes");
        CHECK(ask(&d, CHANNEL_IN_PERSON, NULL).answer == CONTACT_YES);
    }
    desk_close(&d);
}

TEST_BOTH(a_no_to_the_next_step_stops_what_is_planned_beyond_the_step_and_not_at_it)
{
    struct desk d;
    struct str met, early;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    CHECK(book(&d, "family", both, 2, 9 * 60, &early) == RW_OK);
    answer(&d, "no");
    CHECK(state_of(&d, early) == APPOINTMENT_STOPPED);
    walk_to(&d, "G3b");
    CHECK(book(&d, "contact", both, 2, 9 * 60, &met) == RW_OK);
    answer(&d, "no");
    CHECK(state_of(&d, met) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(an_individual_session_is_no_meeting_under_another_name)
{
    static const struct {
        const char *kind;
        bool child, dana, robin, allowed;
    } table[] = {
        { "child", true, false, false, true },
        { "child", true, true, false, false },
        { "child_remote", true, true, false, false },
        { "child", true, false, true, true },
        { "parent", false, true, false, true },
        { "parent", true, true, false, false },
        { "parent", true, false, true, false },
        { "parent_remote", false, true, true, false },
        { "parent_remote", false, false, true, true },
    };
    struct desk d;
    struct str id, who[3];
    size_t i, n;

    desk_open(&d, k);
    for (i = 0; i < sizeof table / sizeof *table; i++) {
        n = 0;
        if (table[i].child)
            who[n++] = d.maya;
        if (table[i].dana)
            who[n++] = d.dana;
        if (table[i].robin)
            who[n++] = d.robin;
        CHECK((book(&d, table[i].kind, who, n, (int32_t)(480 + 65 * i), &id) == RW_OK) ==
              table[i].allowed);
    }
    desk_close(&d);
}

static void protective_order(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct matter_input court = { .court = STR("Superior Court"), .docket = STR("26-0117") };
    struct order_input in = { .matter = &court,
                              .kind = STR("protective"),
                              .title = STR("Order"),
                              .signed_on = RW_NO_DATE,
                              .effective_on = a.today,
                              .expires_on = RW_NO_DATE,
                              .report_rule = STR("none"),
                              .report_every_days = DB_NULL_I64,
                              .report_before_days = DB_NULL_I64 };
    struct str id;

    CHECK_ACT(a, order_add(&a, d->case_id, &in, &id));
}

static void result(struct desk *d, const char *code)
{
    struct act a = kit_act(d, d->ana);
    struct safety_result_input in = { .by_person = d->dana,
                                      .about_person = d->robin,
                                      .result = str_of(code),
                                      .on = a.today,
                                      .reason = STR("Looked at again.") };

    a.now_utc = ++d->now_utc;
    CHECK_ACT(a, safety_result_add(&a, d->case_id, &in));
}

TEST_BOTH(two_adults_whom_an_order_keeps_apart_have_no_appointment_together)
{
    static const char *const kinds[] = { "parents_together", "family_remote" };
    struct desk d;
    struct str id, planned[2];
    size_t i;

    desk_open(&d, k);
    struct str both[] = { d.dana, d.robin };
    for (i = 0; i < 2; i++)
        CHECK(book(&d, kinds[i], both, 2, (int32_t)(540 + 120 * i), &planned[i]) == RW_OK);
    protective_order(&d);
    for (i = 0; i < 2; i++) {
        CHECK(state_of(&d, planned[i]) == APPOINTMENT_STOPPED);
        CHECK(book(&d, kinds[i], both, 2, 15 * 60, &id) == RW_EINPUT);
    }
    CHECK(book(&d, "parent", both, 1, 15 * 60, &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(two_adults_between_whom_something_was_told_have_no_appointment_together)
{
    struct desk d;
    struct str id, planned, screen;

    desk_open(&d, k);
    struct str both[] = { d.dana, d.robin };
    CHECK(book(&d, "parents_together", both, 2, 9 * 60, &planned) == RW_OK);
    screen = kit_screen_begin(&d, d.robin);
    kit_screen_none(&d, screen);
    kit_screen_report(&d, screen, "V6", d.dana, d.robin);
    CHECK(state_of(&d, planned) == APPOINTMENT_PLANNED);
    CHECK(kit_screen_sign(&d, screen) == RW_OK);
    CHECK(state_of(&d, planned) == APPOINTMENT_STOPPED);
    CHECK(book(&d, "parents_together", both, 2, 15 * 60, &id) == RW_EINPUT);
    result(&d, "retracted");
    CHECK(book(&d, "parents_together", both, 2, 15 * 60, &planned) == RW_OK);
    result(&d, "investigated");
    CHECK(state_of(&d, planned) == APPOINTMENT_STOPPED);
    desk_close(&d);
}

TEST_BOTH(a_childs_no_may_be_about_any_planned_appointment_however_far_ahead)
{
    struct desk d;
    struct hold_planned_row *rows;
    struct str id, far;
    struct act a;
    size_t n;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    struct appointment_input in = { .clinician = d.ana,
                                    .at_min = 600,
                                    .minutes = 45,
                                    .kind = STR("contact"),
                                    .people = both,
                                    .npeople = 2 };
    a = kit_act(&d, d.ana);
    in.on = date_add(a.today, 40);
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &in, &far));
    CHECK(book(&d, "parent", &d.dana, 1, 11 * 60, &id) == RW_OK);
    CHECK(book(&d, "child", &d.maya, 1, 11 * 60 + 60, &id) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assent_choices(&a, d.case_id, d.maya, &rows, &n));
    CHECK(n == 2);
    CHECK(str_eq(rows[0].id, id) && str_eq(rows[1].id, far));
    CHECK(consent_kit_answer(&d, d.maya, far, "no") == RW_OK);
    CHECK(state_of(&d, far) == APPOINTMENT_CANCELLED);
    a = desk_act(&d, d.olga, false);
    CHECK(assent_choices(&a, d.case_id, d.maya, &rows, &n) != RW_OK);
    desk_close(&d);
}
