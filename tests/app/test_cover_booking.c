/* Whoever stands in for the lead is booked like any clinician, on the days of that; holds the session,
 * signs its note, and then opens nothing. On both engines (REWEAVE_TEST_PG). */
#include "app/cover.h"

#include "app/appointment.h"
#include "app/case_role.h"
#include "app/note.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

#include <string.h>

static struct act as(struct desk *d, struct str id, uint32_t roles)
{
    struct act a = desk_act(d, id, true);

    a.viewer.roles = roles;
    return a;
}

static enum rw_status name(struct desk *d, struct act *a, const char *kind, struct str who,
                           int from, int to, struct str case_id, struct str *id)
{
    struct cover_input in = { .account_id = who, .kind = str_of(kind), .case_id = case_id };

    *a = kit_act(d, d->ana);
    in.from_on = str_is(in.kind, "absence") ? date_add(a->today, from) : RW_NO_DATE;
    in.to_on = str_is(in.kind, "absence") ? date_add(a->today, to) : RW_NO_DATE;
    return cover_name(a, &in, id);
}

static enum rw_status book(struct desk *d, struct act *a, struct str by, struct str who,
                           int in_days, struct str *id)
{
    *a = desk_act(d, by, false);
    if (str_eq(by, d->olga))
        a->viewer.roles = ROLE_OFFICE;
    return appointment_book(a, d->case_id, STR_NULL,
                            &(struct appointment_input){ .clinician = who,
                                                         .on = date_add(a->today, in_days),
                                                         .at_min = 14 * 60,
                                                         .minutes = 50,
                                                         .kind = STR("parent"),
                                                         .people = &d->dana,
                                                         .npeople = 1 },
                            id);
}

TEST_BOTH(cover_is_booked_on_its_days_by_the_same_rules_and_refused_beside_the_field_on_others)
{
    struct case_role_input role = { .role = STR("evaluator") };
    struct appointment_choices c = { 0 };
    struct str ivy, id, booked;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK(book(&d, &a, d.ana, ivy, 1, &booked) == RW_EINPUT); /* stands in nowhere */
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 1, 2, STR_NULL, &id));
    CHECK(book(&d, &a, d.ana, ivy, 1, &booked) == RW_EINPUT); /* no licence on record */
    CHECK(memmem(a.bad.list[0].text.p, a.bad.list[0].text.len, "No licence", 10));
    desk_credentials(&d, ivy);
    CHECK(book(&d, &a, d.ana, ivy, 0, &booked) == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("clinician")),
              "Ivy Stone stands in for this family from 3 Mar 2026 to 4 Mar 2026, and can be "
              "booked for those days only. Please choose one of them, or somebody else.");
    CHECK(book(&d, &a, d.ana, ivy, 3, &booked) == RW_EINPUT);
    CHECK_ACT(a, book(&d, &a, d.ana, ivy, 1, &booked));
    CHECK(book(&d, &a, d.ana, ivy, 1, &booked) == RW_EINPUT); /* elsewhere at that time */
    CHECK_ACT(a, book(&d, &a, d.olga, ivy, 2, &booked));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, appointment_choices(&a, d.case_id, &c));
    CHECK(c.nclinicians == 3 && str_eq(c.clinicians[2].account_id, ivy));
    role.account = ivy;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_role_declare(&a, d.case_id, &role));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, appointment_choices(&a, d.case_id, &c));
    CHECK(c.nclinicians == 2);
    desk_close(&d);
}

TEST_BOTH(cover_whose_licence_has_ended_or_that_was_ended_is_booked_no_more)
{
    struct str ivy, id, booked;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    desk_credentials(&d, ivy);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 9, STR_NULL, &id));
    CHECK_ACT(a, book(&d, &a, d.ana, ivy, 1, &booked));
    kit_unlicense(&d, ivy);
    CHECK(book(&d, &a, d.ana, ivy, 2, &booked) == RW_EINPUT);
    desk_credentials(&d, ivy);
    CHECK_ACT(a, book(&d, &a, d.ana, ivy, 2, &booked));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_end(&a, id));
    CHECK(book(&d, &a, d.ana, ivy, 3, &booked) == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("clinician")),
              "Please choose a clinician who works on this case.");
    desk_close(&d);
}

TEST_BOTH(cover_of_a_successor_is_booked_from_the_day_of_the_declaration_on)
{
    struct str ivy, id, booked;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    desk_credentials(&d, ivy);
    CHECK_ACT(a, name(&d, &a, "successor", ivy, 0, 0, STR_NULL, &id));
    CHECK(book(&d, &a, d.ana, ivy, 1, &booked) == RW_EINPUT);
    d.now_utc += INT64_C(2) * 86400;
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, cover_declare(&a, id, STR("She died on Sunday.")));
    CHECK(book(&d, &a, d.ana, ivy, -1, &booked) == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("clinician")),
              "Ivy Stone stands in for this family from 4 Mar 2026 on, and can be booked for those "
              "days only. Please choose one of them, or somebody else.");
    CHECK_ACT(a, book(&d, &a, d.sam, ivy, 0, &booked));
    CHECK_ACT(a, book(&d, &a, d.sam, ivy, 90, &booked));
    desk_close(&d);
}

TEST_BOTH(cover_says_that_it_was_held_and_signs_its_note_and_then_opens_nothing)
{
    struct note_person who = { .minutes = 50 };
    struct cover_appointments_row *list;
    struct appointment found;
    struct note_saved saved;
    struct cover_row *covers;
    struct str ivy, id, booked, note;
    struct note read;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    desk_credentials(&d, ivy);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 1, STR_NULL, &id));
    CHECK_ACT(a, book(&d, &a, d.ana, ivy, 0, &booked));
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, cover_mine(&a, &covers, &n));
    CHECK_ACT(a, cover_appointments(&a, &covers[0], &list, &n));
    CHECK(n == 1 && str_eq(list[0].id, booked));
    CHECK_STR(list[0].title, "Alder");
    d.now_utc += 7 * 3600; /* 16:00 there */
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, booked, APPOINTMENT_HOLD, 1, STR_NULL));
    who.person_id = d.dana;
    note = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, note,
                           &(struct note_input){ .kind = STR("parent"),
                                                 .cls = STR("S"),
                                                 .on = a.today,
                                                 .at_min = 14 * 60,
                                                 .minutes = 50,
                                                 .people = &who,
                                                 .npeople = 1,
                                                 .appointment_id = booked,
                                                 .body = STR("We spoke of the week.") },
                           &saved));
    CHECK_ACT(a, note_sign(&a, d.case_id, note, saved.version));
    d.now_utc += INT64_C(2) * 86400;
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK(appointment_find(&a, d.case_id, booked, &found) == RW_ENOTFOUND);
    CHECK(note_find(&a, d.case_id, note, &read) == RW_ENOTFOUND);
    CHECK_ACT(a, cover_appointments(&a, &covers[0], &list, &n));
    CHECK(n == 0);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, appointment_find(&a, d.case_id, booked, &found));
    CHECK_STR(found.clinician, "Ivy Stone");
    CHECK(found.state == APPOINTMENT_HELD && str_eq(found.row.note_id, note));
    CHECK_ACT(a, note_find(&a, d.case_id, note, &read));
    CHECK(read.state == NOTE_SIGNED && str_eq(read.row.author_id, ivy));
    desk_close(&d);
}
