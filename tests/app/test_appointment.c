/* Booking through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "gen/queries.h"
#include "store/db_engine.h"
#include "support/consent_kit.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct appointment_input visit(struct desk *d, const char *on, int32_t at_min,
                                      const struct str *who)
{
    return (struct appointment_input){ .clinician = d->ana,
                                       .on = day(on),
                                       .at_min = at_min,
                                       .minutes = 45,
                                       .kind = STR("parent"),
                                       .room = STR("Room 2"),
                                       .people = who,
                                       .npeople = 1 };
}

static enum rw_status book(struct desk *d, struct act *a, const struct appointment_input *in,
                           struct str *id)
{
    *a = desk_act(d, d->ana, false);
    return appointment_book(a, d->case_id, STR_NULL, in, id);
}

TEST_BOTH(appointment_is_found_by_its_day_with_names_and_room)
{
    struct desk d;
    struct appointment_input in;
    struct appointment_line *lines;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    CHECK_ACT(a, appointment_between(&a, day("2026-03-03"), day("2026-03-03"), &lines, &n));
    CHECK(n == 1);
    CHECK_STR(lines[0].names, "Dana");
    CHECK_STR(lines[0].room, "Room 2");
    CHECK_STR(lines[0].family, "Alder");
    CHECK_STR(lines[0].clinician, "Ana Reed");
    CHECK(lines[0].starts.minutes == 9 * 60 && lines[0].mine && lines[0].clinical);
    CHECK_ACT(a, appointment_between(&a, day("2026-03-04"), day("2026-03-09"), &lines, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(appointment_calendar_holds_the_viewers_own_caseload_alone)
{
    struct desk d;
    struct appointment_input in;
    struct appointment_line *lines;
    struct str id, child, other;
    struct act a;
    size_t n;

    desk_open(&d, k);
    other = desk_family(&d, d.sam, "Beech", &child);
    consent_kit_family(&d, d.sam, other, child);
    in = visit(&d, "2026-03-03", 9 * 60, &child);
    in.clinician = d.sam;
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, appointment_book(&a, other, STR_NULL, &in, &id));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_between(&a, day("2026-03-03"), day("2026-03-03"), &lines, &n));
    CHECK(n == 0);
    struct appointment found;
    CHECK(appointment_find(&a, other, id, &found) == RW_ENOTFOUND);
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_find(&a, d.case_id, id, &found) == RW_ENOTFOUND);
    a = desk_act(&d, d.olga, false);
    CHECK_ACT(a, appointment_between(&a, day("2026-03-01"), day("2026-03-31"), &lines, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(appointment_office_sees_the_schedule_and_no_note)
{
    struct desk d;
    struct appointment_input in;
    struct appointment_line *lines;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    a = desk_act(&d, d.olga, false);
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &in, &id));
    CHECK_ACT(a, appointment_between(&a, day("2026-03-03"), day("2026-03-03"), &lines, &n));
    CHECK(n == 1 && !lines[0].clinical && !lines[0].has_note);
    desk_close(&d);
}

TEST_BOTH(appointment_refuses_a_clinician_who_is_with_another_family)
{
    struct desk d;
    struct appointment_input in;
    struct str id, child, other;
    struct act a;

    desk_open(&d, k);
    other = desk_family(&d, d.ana, "Beech", &child);
    consent_kit_family(&d, d.ana, other, child);
    in = visit(&d, "2026-03-03", 9 * 60, &child);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_book(&a, other, STR_NULL, &in, &id));
    in = visit(&d, "2026-03-03", 9 * 60 + 30, &d.dana);
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("at_min")).len > 0);
    in.at_min = 9 * 60 + 45;
    CHECK_ACT(a, book(&d, &a, &in, &id));
    desk_close(&d);
}

TEST_BOTH(appointment_refuses_a_person_in_two_places)
{
    struct desk d;
    struct appointment_input in;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in.clinician = d.sam;
    in.at_min += 20;
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("people")).len > 0);
    desk_close(&d);
}

TEST_BOTH(appointment_keeps_the_two_parents_apart_on_site)
{
    struct desk d;
    struct appointment_input in;
    struct str id, both[2];
    struct act a;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in = visit(&d, "2026-03-03", 9 * 60 + 45 + 14, &d.robin);
    in.clinician = d.sam;
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("at_min")).len > 0);
    in.kind = STR("parent_remote");
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in = visit(&d, "2026-03-04", 9 * 60, both);
    both[0] = d.dana;
    both[1] = d.robin;
    in.npeople = 2;
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    in.kind = STR("parents_together");
    CHECK_ACT(a, book(&d, &a, &in, &id));
    desk_close(&d);
}

TEST_BOTH(appointment_calendar_says_who_must_not_meet_that_day)
{
    struct desk d;
    struct appointment_input in;
    struct appointment_line *lines;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in = visit(&d, "2026-03-03", 11 * 60, &d.robin);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in = visit(&d, "2026-03-04", 11 * 60, &d.maya);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    CHECK_ACT(a, appointment_between(&a, day("2026-03-02"), day("2026-03-08"), &lines, &n));
    CHECK(n == 3);
    CHECK_STR(lines[0].apart, "Robin is here at 11:00; Dana and Robin must not meet.");
    CHECK_STR(lines[1].apart, "Dana is here at 09:00; Robin and Dana must not meet.");
    CHECK(lines[2].apart.len == 0);
    desk_close(&d);
}

TEST_BOTH(appointment_says_so_when_the_clocks_skip_the_hour)
{
    struct desk d;
    struct appointment_input in;
    struct appointment found;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in = visit(&d, "2026-03-08", 2 * 60 + 30, &d.dana);
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("at_min")).len > 0);
    in.at_min = 9 * 60;
    CHECK_ACT(a, book(&d, &a, &in, &id));
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK_STR(found.row.starts_utc, "2026-03-08T16:00:00Z");
    CHECK(found.starts.minutes == 9 * 60);
    in.on = day("2026-03-07");
    CHECK_ACT(a, book(&d, &a, &in, &id));
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK_STR(found.row.starts_utc, "2026-03-07T17:00:00Z");
    desk_close(&d);
}

TEST_BOTH(appointment_changed_by_two_keeps_the_first_change)
{
    struct desk d;
    struct appointment_input in;
    struct appointment found;
    struct str id, same;
    struct act a;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    in.version = 1;
    in.room = STR("Room 3");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_book(&a, d.case_id, id, &in, &same));
    CHECK(str_eq(id, same));
    in.room = STR("Room 4");
    a = desk_act(&d, d.sam, false);
    CHECK(appointment_book(&a, d.case_id, id, &in, &same) == RW_ECONFLICT);
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK_STR(found.row.room, "Room 3");
    CHECK(found.row.version == 2);
    desk_close(&d);
}

TEST_BOTH(appointment_cancelled_keeps_reason_and_notice_and_frees_its_time)
{
    struct desk d;
    struct appointment_input in;
    struct appointment found;
    struct str id, again;
    struct act a;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("nonsense")) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("reason")).len > 0);
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_HOLD, 1, STR_NULL) == RW_EINPUT);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("child_ill")));
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK(found.state == APPOINTMENT_CANCELLED && found.row.notice_hours == 24);
    CHECK_STR(found.reason, "Child ill");
    CHECK_ACT(a, book(&d, &a, &in, &again));
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("child_ill")) ==
          RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(appointment_takes_only_people_and_clinicians_of_the_case)
{
    struct desk d;
    struct appointment_input in;
    struct str id, child, other;
    struct act a;

    desk_open(&d, k);
    other = desk_family(&d, d.sam, "Beech", &child);
    CHECK(other.len);
    in = visit(&d, "2026-03-03", 9 * 60, &child);
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("people")).len > 0);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    in.clinician = d.olga;
    CHECK(book(&d, &a, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("clinician")).len > 0);
    desk_close(&d);
}

TEST_BOTH(appointment_reason_lies_sealed_also_an_old_one)
{
    struct desk d;
    struct appointment_input in;
    struct appointment found;
    struct appointment_unmoved_row *plain;
    struct db *db = NULL;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = visit(&d, "2026-03-03", 9 * 60, &d.dana);
    CHECK_ACT(a, book(&d, &a, &in, &id));
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("rc_parent")));
    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    CHECK_OK(q_appointment_unmoved(db, &d.mem, &(struct q_appointment_unmoved_in){ .limit = 9 },
                                   &plain, &n, &e));
    CHECK(n == 0);
    CHECK_OK(db_begin(db, &e));
    CHECK_OK(db->engine->exec(db, "UPDATE appointment SET reason = NULL, cancel_reason = 'weather'",
                              &e));
    CHECK_OK(appointment_reasons_seal(db, &d.mem, &e));
    CHECK_OK(q_appointment_unmoved(db, &d.mem, &(struct q_appointment_unmoved_in){ .limit = 9 },
                                   &plain, &n, &e));
    CHECK(n == 0);
    CHECK_OK(db_commit(db, &e));
    db_close(db);
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK_STR(found.row.cancel_reason, "weather");
    desk_close(&d);
}
