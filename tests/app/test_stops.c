/* What stops, stops what is planned as well, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/consent.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"

static struct str book(struct desk *d, const char *kind, const struct str *who, size_t n,
                       int32_t at_min)
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

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    return id;
}

static enum appointment_state state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static enum rw_status look(struct desk *d, const char *code, struct str person)
{
    struct act a = (d->now_utc++, kit_act(d, d->ana));
    struct sign_open one = { .code = str_of(code), .person_id = person };
    struct signs_input in = { .child_id = d->maya,
                              .open = &one,
                              .nopen = 1,
                              .on = a.today,
                              .statement = STR("Each looked at.") };

    return checkpoint_signs(&a, d->case_id, &in);
}

TEST_BOTH(sign_that_opens_stops_what_is_planned_with_whom_it_concerns)
{
    struct desk d;
    struct str with_dana, with_robin, alone;

    desk_open(&d, k);
    struct str dana[] = { d.maya, d.dana }, robin[] = { d.maya, d.robin };
    with_dana = book(&d, "contact", dana, 2, 9 * 60);
    with_robin = book(&d, "family", robin, 2, 11 * 60);
    alone = book(&d, "child", &d.maya, 1, 13 * 60);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(state_of(&d, with_dana) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, with_robin) == APPOINTMENT_PLANNED);
    CHECK(state_of(&d, alone) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(open_sign_is_widened_but_never_narrowed_or_moved)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(look(&d, "CI1", d.robin) == RW_EINPUT);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(look(&d, "CI1", STR_NULL) == RW_OK);
    CHECK(look(&d, "CI1", d.dana) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(consent_taken_back_stops_every_session_of_the_child)
{
    struct desk d;
    struct str alone, parent;

    desk_open(&d, k);
    alone = book(&d, "child", &d.maya, 1, 9 * 60);
    parent = book(&d, "parent", &d.dana, 1, 11 * 60);
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    CHECK(state_of(&d, alone) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, parent) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(step_toward_contact_waits_for_consent_that_was_taken_back)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_all_yes(&d, d.maya, "G3");
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    CHECK(kit_check(&d, d.maya, "G3").outcome == GATE_ELIGIBLE);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(cancelled_session_is_planned_again_only_where_it_could_be_booked)
{
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    id = book(&d, "contact", both, 2, 9 * 60);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("provider")));
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_REOPEN, 2, STR_NULL) == RW_EINPUT);
    desk_close(&d);
}
