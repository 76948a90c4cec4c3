/* The lists of one person's families follow each change of the record, on both engines
 * (REWEAVE_TEST_PG). That no copy says anything else is asked when each desk closes. */
#include "app/appointment.h"
#include "app/caseload.h"
#include "app/family_case.h"
#include "app/hold.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static size_t families_of(struct desk *d, struct str account, struct caseload_row **rows)
{
    struct act a = desk_act(d, account, false);
    size_t n = 0;

    CHECK_ACT(a, family_case_list(&a, STR(""), 100, rows, &n));
    return n;
}

static size_t lines_of(struct desk *d, struct str account, const char *on, struct agenda_row **rows)
{
    struct act a = desk_act(d, account, false);
    size_t n = 0;

    CHECK_ACT(a, caseload_lines(&a, day(on), day(on), rows, &n));
    return n;
}

static struct str book(struct desk *d, const char *on)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = day(on),
                                    .at_min = 9 * 60,
                                    .minutes = 45,
                                    .kind = STR("parent"),
                                    .room = STR("Room 2"),
                                    .people = &d->dana,
                                    .npeople = 1 };
    struct str id = STR_NULL;

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    return id;
}

static void rename_family(struct desk *d, const char *title)
{
    struct act a = desk_act(d, d->ana, false);
    struct case_input in = { .title = str_of(title),
                             .origin = STR("voluntary"),
                             .referred_on = date_add(a.today, -3),
                             .source = STR("Court"),
                             .reason = STR("A long separation."),
                             .as_of = RW_NO_DATE,
                             .version = 1 };

    CHECK_ACT(a, family_case_save(&a, d->case_id, &in));
}

TEST_BOTH(caseload_of_everybody_on_a_case_shows_its_new_title)
{
    struct desk d;
    struct caseload_row *rows;

    desk_open(&d, k);
    rename_family(&d, "Alder-Fern");
    CHECK(families_of(&d, d.ana, &rows) == 1);
    CHECK_STR(rows[0].title, "Alder-Fern");
    CHECK_STR(rows[0].origin, "voluntary");
    CHECK(families_of(&d, d.sam, &rows) == 1);
    CHECK_STR(rows[0].title, "Alder-Fern");
    desk_close(&d);
}

TEST_BOTH(caseload_names_a_child_as_the_record_does)
{
    struct desk d;
    struct person_input in = { .kind = STR("child"), .name = STR("Maia"), .version = 1 };
    struct caseload_children_row *kids;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in.birth = day("2016-02-03");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, person_save(&a, d.case_id, d.maya, &in));
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, family_case_children(&a, &kids, &n));
    CHECK(n == 1);
    CHECK_STR(kids[0].name, "Maia");
    CHECK_STR(kids[0].birth, "2016-02-03");
    desk_close(&d);
}

TEST_BOTH(caseload_and_agenda_end_with_ones_place_on_the_case_and_come_back_with_it)
{
    struct desk d;
    struct assignment_list_row *places;
    struct caseload_row *rows;
    struct agenda_row *lines;
    struct act a;
    size_t n, i;

    desk_open(&d, k);
    (void)book(&d, "2026-03-03");
    CHECK(families_of(&d, d.sam, &rows) == 1 && lines_of(&d, d.sam, "2026-03-03", &lines) == 1);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, assignment_list(&a, d.case_id, &places, &n));
    for (i = 0; i < n; i++)
        if (str_eq(places[i].account_id, d.sam)) {
            a = desk_act(&d, d.ana, false);
            CHECK_ACT(a, assignment_end(&a, d.case_id, places[i].id));
        }
    CHECK(families_of(&d, d.sam, &rows) == 0 && lines_of(&d, d.sam, "2026-03-03", &lines) == 0);
    CHECK(families_of(&d, d.ana, &rows) == 1 && lines_of(&d, d.ana, "2026-03-03", &lines) == 1);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, assignment_add(&a, d.case_id, d.sam, STR("supervisor")));
    CHECK(families_of(&d, d.sam, &rows) == 1);
    CHECK_STR(rows[0].capacity, "supervisor");
    CHECK(lines_of(&d, d.sam, "2026-03-03", &lines) == 1);
    desk_close(&d);
}

TEST_BOTH(agenda_moves_an_appointment_to_its_new_day_and_leaves_none_behind)
{
    struct desk d;
    struct appointment_input in;
    struct agenda_row *lines;
    struct act a;
    struct str id, ref;

    desk_open(&d, k);
    id = ref = book(&d, "2026-03-03");
    in = (struct appointment_input){ .clinician = d.ana,
                                     .on = day("2026-03-05"),
                                     .at_min = 10 * 60,
                                     .minutes = 45,
                                     .kind = STR("parent"),
                                     .people = &d.dana,
                                     .npeople = 1,
                                     .version = 1 };
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_book(&a, d.case_id, id, &in, &ref));
    CHECK(lines_of(&d, d.olga, "2026-03-03", &lines) == 0);
    CHECK(lines_of(&d, d.olga, "2026-03-05", &lines) == 1);
    CHECK_STR(lines[0].title, "Alder");
    CHECK(str_eq(lines[0].ref_id, id));
    desk_close(&d);
}

static size_t open_lines(struct desk *d, struct str account, struct agenda_row **rows)
{
    struct act a = desk_act(d, account, false);
    size_t n = 0;

    CHECK_ACT(a, caseload_open_lines(&a, date_add(a.today, 7), rows, &n));
    return n;
}

/* How the line of that thing stands on the agenda of today; empty: it has none. */
static struct str open_state(struct desk *d, struct str account, struct str ref)
{
    struct agenda_row *rows;
    size_t i, n = open_lines(d, account, &rows);

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].ref_id, ref))
            return rows[i].state;
    return STR("");
}

TEST_BOTH(hold_of_ninety_days_ago_is_still_on_the_agenda_until_it_is_lifted)
{
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, hold_press(&a, d.case_id, &(struct hold_input){ .person_id = d.dana }, &id));
    d.now_utc += 90 * (int64_t)86400;
    CHECK_STR(open_state(&d, d.sam, id), "stands");
    CHECK_STR(open_state(&d, d.olga, id), "");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_lift(&a, d.case_id, id,
                           &(struct hold_lift_input){ .words = STR("All is clear.") }));
    CHECK_STR(open_state(&d, d.sam, id), "asked");
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, hold_second(&a, d.case_id, id, STR("I agree.")));
    CHECK_STR(open_state(&d, d.sam, id), "");
    desk_close(&d);
}

TEST_BOTH(appointments_that_are_over_do_not_come_back_to_the_agenda)
{
    struct desk d;
    struct agenda_row *lines;
    size_t n, i;

    desk_open(&d, k);
    (void)book(&d, "2026-03-03");
    d.now_utc += 40 * (int64_t)86400;
    n = open_lines(&d, d.ana, &lines);
    for (i = 0; i < n; i++)
        CHECK(!str_is(lines[i].kind, "appointment"));
    desk_close(&d);
}
