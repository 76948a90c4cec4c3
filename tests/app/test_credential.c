/* Licences, roles and independence through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/case_role.h"
#include "app/credential.h"
#include "app/family_case.h"
#include "app/independence.h"
#include "app/note.h"
#include "app/person.h"
#include "support/checkpoint_kit.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct licence_input a_licence(const char *until)
{
    return (struct licence_input){ .type = STR("lcsw"),
                                   .number = STR("7730"),
                                   .region = STR("Oregon"),
                                   .issued_on = RW_NO_DATE,
                                   .expires_on = day(until) };
}

/* The only licence of that account runs to this day. */
static void licensed_to(struct desk *d, struct str account, const char *until)
{
    struct licence_input in = a_licence(until);
    struct act a;

    kit_unlicense(d, account);
    a = desk_act(d, account, true);
    CHECK_ACT(a, licence_add(&a, STR_NULL, &in, NULL));
}

static enum rw_status book(struct desk *d, const char *on, struct str *field)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = day(on),
                                    .at_min = 600,
                                    .minutes = 50,
                                    .kind = STR("child"),
                                    .people = &d->maya,
                                    .npeople = 1 };
    struct str id;
    enum rw_status st = appointment_book(&a, d->case_id, STR_NULL, &in, &id);

    *field = a.bad.n ? str_of(a.bad.list[0].field) : STR_NULL;
    return st;
}

TEST_BOTH(nobody_is_booked_for_a_day_on_which_their_licence_has_ended)
{
    struct desk d;
    struct str field;

    desk_open(&d, k);
    licensed_to(&d, d.ana, "2026-03-10");
    CHECK(book(&d, "2026-03-10", &field) == RW_OK);
    CHECK(book(&d, "2026-03-11", &field) == RW_EINPUT);
    CHECK_STR(field, "clinician");
    desk_close(&d);
}

static struct str booked(struct desk *d, const char *on)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = day(on),
                                    .at_min = 9 * 60,
                                    .minutes = 50,
                                    .kind = STR("child"),
                                    .people = &d->maya,
                                    .npeople = 1 };
    struct str id = STR_NULL;

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    return id;
}

static struct appointment appointment_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p;
}

static enum rw_status mark(struct desk *d, struct str id, enum appointment_event event)
{
    struct act a = desk_act(d, d->sam, false);

    return appointment_mark(&a, d->case_id, id, event, appointment_of(d, id).row.version,
                            event == APPOINTMENT_CANCEL ? STR("provider") : STR_NULL);
}

/* Whoever marks it, and whenever: the day of the session counts. */
TEST_BOTH(a_session_is_held_on_a_day_of_its_clinicians_licence_and_on_no_other)
{
    struct str last_day, day_after, id;
    struct appointment_input in;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    last_day = booked(&d, "2026-03-10");
    day_after = booked(&d, "2026-03-11");
    licensed_to(&d, d.ana, "2026-03-10");
    d.now_utc += INT64_C(10) * 86400;
    CHECK(mark(&d, last_day, APPOINTMENT_HOLD) == RW_OK);
    CHECK(mark(&d, day_after, APPOINTMENT_HOLD) == RW_EINPUT);
    CHECK(appointment_of(&d, day_after).state == APPOINTMENT_PLANNED);
    CHECK(mark(&d, day_after, APPOINTMENT_NOT_START) == RW_EINPUT); /* without a reason */
    a = desk_act(&d, d.ana, false);
    in = (struct appointment_input){ .clinician = d.sam,
                                     .on = day("2026-03-11"),
                                     .at_min = 9 * 60,
                                     .minutes = 50,
                                     .kind = STR("child"),
                                     .people = &d.maya,
                                     .npeople = 1,
                                     .version = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, day_after, &in, &id));
    CHECK(mark(&d, day_after, APPOINTMENT_HOLD) == RW_OK);
    desk_close(&d);
}

/* How many of two weeks of the calendar it says to somebody that nobody licensed leads them. */
static size_t unlicensed_on_calendar(struct desk *d, struct str account)
{
    struct act a = desk_act(d, account, false);
    struct appointment_line *lines;
    size_t n, i, found = 0;

    CHECK_ACT(a, appointment_between(&a, a.today, date_add(a.today, 13), &lines, &n));
    for (i = 0; i < n; i++)
        found += lines[i].unlicensed;
    return found;
}

TEST_BOTH(the_calendar_says_where_the_licence_ends_before_a_session_to_everybody_who_reads_it)
{
    struct str later;
    struct desk d;

    desk_open(&d, k);
    (void)booked(&d, "2026-03-10");
    later = booked(&d, "2026-03-11");
    CHECK(unlicensed_on_calendar(&d, d.olga) == 0);
    licensed_to(&d, d.ana, "2026-03-10");
    CHECK(unlicensed_on_calendar(&d, d.ana) == 1);
    CHECK(unlicensed_on_calendar(&d, d.sam) == 1);
    CHECK(unlicensed_on_calendar(&d, d.olga) == 1);
    CHECK(mark(&d, later, APPOINTMENT_CANCEL) == RW_OK);
    CHECK(unlicensed_on_calendar(&d, d.olga) == 0);
    desk_close(&d);
}

TEST_BOTH(a_cancelled_session_is_planned_again_only_while_the_licence_holds)
{
    struct str past, ahead;
    struct desk d;

    desk_open(&d, k);
    past = booked(&d, "2026-03-03");
    ahead = booked(&d, "2026-03-12");
    CHECK(mark(&d, past, APPOINTMENT_CANCEL) == RW_OK);
    CHECK(mark(&d, ahead, APPOINTMENT_CANCEL) == RW_OK);
    licensed_to(&d, d.ana, "2026-03-02");
    d.now_utc += INT64_C(3) * 86400;
    CHECK(mark(&d, ahead, APPOINTMENT_REOPEN) == RW_EINPUT);
    CHECK(mark(&d, past, APPOINTMENT_REOPEN) == RW_OK); /* to be put right, not to be held */
    CHECK(mark(&d, past, APPOINTMENT_HOLD) == RW_EINPUT);
    desk_close(&d);
}

/* A colleague's note tells what happened; it does not make a lead of whom no licence held. */
TEST_BOTH(a_colleagues_note_does_not_mark_a_session_as_held_by_somebody_without_a_licence)
{
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct str id, note;
    struct appointment p;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    id = booked(&d, "2026-03-04");
    licensed_to(&d, d.ana, "2026-03-03");
    d.now_utc += INT64_C(3) * 86400;
    a = desk_act(&d, d.sam, true);
    who = (struct note_person){ .person_id = d.maya };
    in = (struct note_input){ .kind = STR("child"),
                              .cls = STR("S"),
                              .on = day("2026-03-04"),
                              .at_min = 9 * 60,
                              .minutes = 50,
                              .appointment_id = id,
                              .people = &who,
                              .npeople = 1,
                              .body = STR("Came and played.") };
    note = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, note, &in, &s));
    CHECK_ACT(a, note_sign(&a, d.case_id, note, 1));
    p = appointment_of(&d, id);
    CHECK(p.state == APPOINTMENT_PLANNED && str_eq(p.row.note_id, note));
    desk_close(&d);
}

TEST_BOTH(an_ended_licence_still_signs_for_a_service_before_its_end)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    licensed_to(&d, d.ana, "2026-03-02");
    d.now_utc += INT64_C(3) * 86400;
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, credential_must_sign(&a, day("2026-03-02")));
    CHECK(credential_must_sign(&a, day("2026-03-03")) == RW_EINPUT);
    CHECK(a.bad.n == 1);
    desk_close(&d);
}

TEST_BOTH(a_renewal_carries_on_and_the_earlier_row_stays)
{
    struct credential_row *rows;
    struct desk d;
    struct act a;
    struct str id = STR_NULL;
    size_t n, i;
    bool yes;

    desk_open(&d, k);
    licensed_to(&d, d.ana, "2026-03-10");
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, credential_list(&a, STR_NULL, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "licence") && !rows[i].ended_utc.p)
            id = rows[i].id;
    CHECK(licence_renew(&a, STR_NULL, id, day("2026-03-11"), day("2026-03-01")) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, licence_renew(&a, STR_NULL, id, day("2026-03-11"), day("2028-03-10")));
    CHECK_ACT(a, credential_licensed(&a, d.ana, day("2028-03-10"), &yes));
    CHECK(yes);
    CHECK_ACT(a, credential_list(&a, STR_NULL, &rows, &i));
    CHECK(i == n + 1);
    desk_close(&d);
}

TEST_BOTH(credentials_ask_for_password_and_code_and_are_closed_to_others)
{
    struct licence_input in = a_licence("2027-03-10");
    struct credential_row *rows;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK(licence_add(&a, STR_NULL, &in, NULL) == RW_EDENIED);
    a = desk_act(&d, d.ana, true);
    CHECK(licence_add(&a, d.sam, &in, NULL) == RW_ENOTFOUND);
    CHECK(credential_list(&a, d.sam, &rows, &n) == RW_ENOTFOUND);
    a.viewer.roles = ROLE_SUPERVISOR;
    CHECK_ACT(a, credential_list(&a, d.sam, &rows, &n));
    CHECK(n == 6);
    CHECK(licence_add(&a, d.sam, &in, NULL) == RW_ENOTFOUND);
    a.viewer.roles = ROLE_ADMIN;
    CHECK_ACT(a, licence_add(&a, d.sam, &in, NULL));
    in.number = STR(" ");
    in.region = STR("Atlantis");
    in.type = STR("wizard");
    CHECK(licence_add(&a, d.sam, &in, NULL) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("number")).p && problem_of(&a.bad, STR("region")).p &&
          problem_of(&a.bad, STR("type")).p);
    desk_close(&d);
}

TEST_BOTH(nobody_leads_or_opens_a_case_without_a_licence)
{
    struct case_input in = { .title = STR("Oak"),
                             .origin = STR("voluntary"),
                             .source = STR("A parent"),
                             .reason = STR("No contact."),
                             .as_of = RW_NO_DATE };
    struct desk d;
    struct str id, child, family;
    struct act a;

    desk_open(&d, k);
    family = desk_family(&d, d.ana, "Rowan", &child);
    kit_unlicense(&d, d.sam);
    a = desk_act(&d, d.ana, true);
    CHECK(assignment_add(&a, family, d.sam, STR("lead")) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("account")).p);
    a = desk_act(&d, d.sam, true);
    in.referred_on = a.today;
    CHECK(family_case_open(&a, &in, &id) == RW_EINPUT);
    licensed_to(&d, d.sam, "2026-03-02");
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_add(&a, family, d.sam, STR("lead")));
    desk_close(&d);
}

TEST_BOTH(the_checkpoint_follows_the_leads_licence_and_competence)
{
    struct credential_row *rows;
    struct gate_result r;
    struct desk d;
    struct act a;
    size_t n, i;

    desk_open(&d, k);
    licensed_to(&d, d.ana, "2026-03-02");
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.f", STR_NULL)->state == CRITERION_PASS);
    d.now_utc += 86400;
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.f", STR_NULL)->state == CRITERION_FAIL);
    licensed_to(&d, d.ana, "2027-03-02");
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, credential_list(&a, STR_NULL, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].type, "trauma_informed"))
            CHECK_ACT(a, credential_end(&a, STR_NULL, rows[i].id, a.today, STR("Not so.")));
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.f", STR_NULL)->state == CRITERION_FAIL);
    CHECK(kit_record(&d, "G0.f", STR_NULL, STR_NULL, "yes") != RW_OK);
    desk_close(&d);
}

TEST_BOTH(the_checkpoint_waits_for_the_word_of_every_clinician)
{
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    kit_interest(&d, d.ana, "no");
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.e", STR_NULL)->state == CRITERION_UNKNOWN);
    kit_interest(&d, d.sam, "no");
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.e", STR_NULL)->state == CRITERION_PASS);
    kit_interest(&d, d.sam, "yes");
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.e", STR_NULL)->state == CRITERION_FAIL);
    desk_close(&d);
}

TEST_BOTH(an_attestation_needs_every_answer_and_both_factors)
{
    struct interest_input in = { .n = 1, .answers = { { STR("money"), STR("yes") } } };
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK(interest_sign(&a, d.case_id, &in, &id) == RW_EDENIED);
    a = desk_act(&d, d.ana, true);
    CHECK(interest_sign(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("family_tie")).p && problem_of(&a.bad, STR("words")).p);
    a = desk_act(&d, d.olga, true);
    CHECK(interest_sign(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(nobody_has_two_roles_in_one_case_not_even_one_after_the_other)
{
    struct case_role_input in = { .role = STR("mediator") };
    struct assignment_list_row *rows;
    struct desk d;
    struct str child, family;
    struct act a;
    size_t n, i;

    desk_open(&d, k);
    in.account = d.sam;
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_list(&a, d.case_id, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_eq(rows[i].account_id, d.sam))
            CHECK_ACT(a, assignment_end(&a, d.case_id, rows[i].id));
    CHECK(case_role_declare(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("account")).p);
    family = desk_family(&d, d.ana, "Rowan", &child);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, case_role_declare(&a, family, &in));
    CHECK_ACT(a, case_role_declare(&a, family, &in));
    CHECK(assignment_add(&a, family, d.sam, STR("co")) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("account")).p);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, assignment_add(&a, d.case_id, d.sam, STR("co")));
    desk_close(&d);
}

TEST_BOTH(a_professional_of_the_case_who_works_here_brings_the_role_along)
{
    struct person_input evaluator = { .kind = STR("professional"),
                                      .name = STR("Pat Evaluates"),
                                      .profession = STR("evaluator"),
                                      .birth = RW_NO_DATE };
    struct person_input school = evaluator;
    struct case_role_input in = { 0 };
    struct desk d;
    struct str child, family, pro, teacher;
    struct act a;

    desk_open(&d, k);
    family = desk_family(&d, d.ana, "Rowan", &child);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, person_add(&a, family, &evaluator, &pro));
    school.profession = STR("school");
    CHECK_ACT(a, person_add(&a, family, &school, &teacher));
    in.account = d.sam;
    in.person = teacher;
    CHECK(case_role_declare(&a, family, &in) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    in.person = pro;
    CHECK_ACT(a, case_role_declare(&a, family, &in));
    CHECK(assignment_add(&a, family, d.sam, STR("lead")) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(today_warns_of_ones_own_licence_and_supervisors_of_everybodys)
{
    struct licence_line *lines;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 0);
    licensed_to(&d, d.ana, "2026-03-20");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 1 && lines[0].notice.days == 18 && lines[0].notice.stage == 30);
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 0);
    a.viewer.roles = ROLE_SUPERVISOR;
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 1 && str_eq(lines[0].account_id, d.ana));
    a = desk_act(&d, d.olga, false);
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 0);
    desk_close(&d);
}
