#include "core/appointment.h"

#include "test.h"

#define NINE INT64_C(1772470800)

static const struct apart parents = { { "dana", 4 }, { "robin", 5 } };

static struct booking booking_at(int64_t starts, int32_t minutes, const struct str *people,
                                 size_t n)
{
    return (struct booking){ .id = STR("other"),
                             .clinician = STR("sam"),
                             .starts_utc = starts,
                             .minutes = minutes,
                             .on_site = true,
                             .live = true,
                             .people = people,
                             .npeople = n };
}

TEST(appointment_that_is_held_cannot_be_cancelled)
{
    enum appointment_state to = APPOINTMENT_PLANNED;

    CHECK(!appointment_move(APPOINTMENT_HELD, APPOINTMENT_CANCEL, &to));
    CHECK(!appointment_move(APPOINTMENT_CANCELLED, APPOINTMENT_EDIT, &to));
    CHECK(appointment_move(APPOINTMENT_HELD, APPOINTMENT_REOPEN, &to));
    CHECK(to == APPOINTMENT_PLANNED);
}

TEST(appointment_states_read_as_they_are_written)
{
    enum appointment_state s = APPOINTMENT_PLANNED;
    size_t i;

    for (i = 0; i < APPOINTMENT_STATES; i++) {
        CHECK(appointment_state_of(str_of(appointment_state_word((enum appointment_state)i)), &s));
        CHECK(s == (enum appointment_state)i);
    }
    CHECK(!appointment_state_of(STR("gone"), &s));
}

TEST(notice_counts_whole_hours_and_never_below_zero)
{
    CHECK(appointment_notice_hours(NINE, NINE - 24 * 3600) == 24);
    CHECK(appointment_notice_hours(NINE, NINE - 24 * 3600 + 1) == 23);
    CHECK(appointment_notice_hours(NINE, NINE) == 0);
    CHECK(appointment_notice_hours(NINE, NINE + 7200) == 0);
}

TEST(booking_refuses_two_families_for_one_clinician_at_once)
{
    struct booking o = booking_at(NINE, 60, NULL, 0);
    struct booking b = booking_at(NINE + 59 * 60, 30, NULL, 0);

    b.id = STR_NULL;
    CHECK(booking_clash(&b, &o, 1, NULL, 0, 0, false).kind == CLASH_CLINICIAN);
    b.starts_utc = NINE + 60 * 60;
    CHECK(booking_clash(&b, &o, 1, NULL, 0, 0, false).kind == CLASH_NONE);
    b.starts_utc = NINE;
    o.live = false;
    CHECK(booking_clash(&b, &o, 1, NULL, 0, 0, false).kind == CLASH_NONE);
}

TEST(booking_is_no_clash_with_itself)
{
    struct booking o = booking_at(NINE, 60, NULL, 0);

    CHECK(booking_clash(&o, &o, 1, NULL, 0, 0, false).kind == CLASH_NONE);
}

TEST(booking_refuses_a_person_who_is_elsewhere_then)
{
    struct str maya = STR("maya");
    struct booking o = booking_at(NINE, 60, &maya, 1), b = booking_at(NINE, 30, &maya, 1);
    struct clash c;

    b.id = STR("new");
    b.clinician = STR("ana");
    b.on_site = false;
    c = booking_clash(&b, &o, 1, NULL, 0, 0, false);
    CHECK(c.kind == CLASH_PERSON);
    CHECK_STR(c.person, "maya");
}

TEST(booking_keeps_parents_apart_by_the_buffer)
{
    struct str dana = STR("dana"), robin = STR("robin");
    struct booking o = booking_at(NINE, 60, &dana, 1),
                   b = booking_at(NINE + 75 * 60, 30, &robin, 1);
    struct clash c;

    b.id = STR("new");
    CHECK(booking_clash(&b, &o, 1, &parents, 1, 15, false).kind == CLASH_NONE);
    c = booking_clash(&b, &o, 1, &parents, 1, 16, false);
    CHECK(c.kind == CLASH_APART);
    CHECK_STR(c.person, "robin");
    CHECK_STR(c.other, "dana");
    b.on_site = false;
    CHECK(booking_clash(&b, &o, 1, &parents, 1, 16, false).kind == CLASH_NONE);
}

TEST(booking_keeps_the_buffer_before_as_well_as_after)
{
    struct str dana = STR("dana"), robin = STR("robin");
    struct booking o = booking_at(NINE, 60, &dana, 1),
                   b = booking_at(NINE - 40 * 60, 30, &robin, 1);

    b.id = STR("new");
    CHECK(booking_clash(&b, &o, 1, &parents, 1, 10, false).kind == CLASH_NONE);
    CHECK(booking_clash(&b, &o, 1, &parents, 1, 11, false).kind == CLASH_APART);
}

TEST(booking_asks_both_parents_to_one_session_only_where_it_is_made_for_both)
{
    struct str both[] = { STR("robin"), STR("maya"), STR("dana") };
    struct booking b = booking_at(NINE, 60, both, 3);

    CHECK(booking_clash(&b, NULL, 0, &parents, 1, 15, false).kind == CLASH_TOGETHER);
    CHECK(booking_clash(&b, NULL, 0, &parents, 1, 15, true).kind == CLASH_NONE);
    b.on_site = false;
    CHECK(booking_clash(&b, NULL, 0, &parents, 1, 15, false).kind == CLASH_NONE);
}
