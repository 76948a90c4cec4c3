/* How the protection of a phone and address ends: later, or with a second name; until then each wall
 * stands, and it can be kept. On both engines (REWEAVE_TEST_PG). */
#include "app/protection.h"

#include "app/caseload.h"
#include "app/intake.h"
#include "app/person.h"
#include "app/report.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

#define DAY INT64_C(86400)
#define PLACE "KWYJIBO Road 12"

static struct person_row dana(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct person_row p = { 0 };

    CHECK_ACT(a, person_get(&a, d->case_id, d->dana, &p));
    return p;
}

static enum rw_status say(struct desk *d, bool is_protected, bool reauthed)
{
    struct act a = desk_act(d, d->ana, reauthed);
    struct person_row p = dana(d);

    return person_save(&a, d->case_id, d->dana,
                       &(struct person_input){ .kind = STR("adult"),
                                               .name = p.name,
                                               .birth = RW_NO_DATE,
                                               .is_protected = is_protected,
                                               .version = p.version });
}

static bool holds(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct person_row p = dana(d);

    return protection_holds(&a, &p);
}

/* The wall: a report whose text names the place is neither shown nor signed. */
static bool report_is_refused(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct filed_report_row row;
    struct report_doc doc;
    struct str id = STR_NULL;
    enum rw_status st;

    CHECK_ACT(a, report_add(&a, d->case_id,
                            &(struct report_input){ .kind = STR("status"),
                                                    .from = date_add(a.today, -30),
                                                    .to = a.today,
                                                    .plan = STR("She is at " PLACE ".") },
                            &id));
    CHECK_ACT(a, report_get(&a, d->case_id, id, &row));
    st = report_doc_of(&a, d->case_id, &row, &doc);
    CHECK(st == RW_OK || st == RW_EINPUT);
    return st == RW_EINPUT;
}

static void protect(struct desk *d, struct store_kit *k, bool solo)
{
    struct act a;

    desk_open(d, k);
    d->app.solo = solo;
    CHECK(say(d, true, false) == RW_OK);
    a = kit_act(d, d->ana);
    CHECK_ACT(a, person_contact_save(
                     &a, d->case_id, d->dana,
                     &(struct contact_input){ .address = STR(PLACE), .version = dana(d).version }));
}

static struct protection_end open_end(struct desk *d, struct str who)
{
    struct act a = kit_act(d, who);
    struct person_row p = dana(d);
    struct protection_end x;

    CHECK_ACT(a, protection_end_of(&a, &p, &x));
    return x;
}

TEST_BOTH(protection_in_a_practice_of_one_ends_after_its_hours_and_no_wall_falls_before)
{
    struct desk d;
    struct act a;
    struct person_row p;

    protect(&d, k, true);
    CHECK(report_is_refused(&d));
    CHECK(say(&d, false, false) == RW_EDENIED);
    CHECK(!open_end(&d, d.ana).open);
    CHECK(say(&d, false, true) == RW_OK);
    CHECK(open_end(&d, d.ana).open);
    CHECK(holds(&d) && report_is_refused(&d));
    d.now_utc += DAY - 1;
    CHECK(holds(&d) && report_is_refused(&d));
    d.now_utc += 1;
    CHECK(!holds(&d) && !report_is_refused(&d));
    CHECK(!open_end(&d, d.ana).open);
    a = kit_act(&d, d.ana);
    p = dana(&d);
    CHECK_STR(protection_words(&a, &p), "no");
    /* protected once more, the old hour ends nothing */
    CHECK(say(&d, true, false) == RW_OK);
    CHECK(holds(&d) && report_is_refused(&d));
    d.now_utc += 9 * DAY;
    CHECK(holds(&d) && report_is_refused(&d));
    desk_close(&d);
}

TEST_BOTH(protection_that_is_kept_within_its_hours_goes_on)
{
    struct protection_end x;
    struct desk d;
    struct act a;

    protect(&d, k, true);
    CHECK(say(&d, false, true) == RW_OK);
    d.now_utc += DAY - 1;
    x = open_end(&d, d.sam);
    CHECK_STR(x.row.by_name, "Ana Reed");
    a = desk_act(&d, d.sam, false); /* whoever works on the family, without password and code */
    CHECK_ACT(a, protection_keep(&a, d.case_id, x.row.id));
    CHECK(protection_keep(&a, d.case_id, x.row.id) == RW_ECONFLICT);
    d.now_utc += 9 * DAY;
    CHECK(holds(&d) && report_is_refused(&d));
    CHECK(say(&d, false, true) == RW_OK);
    x = open_end(&d, d.ana);
    d.now_utc += DAY;
    CHECK(!holds(&d));
    a = kit_act(&d, d.ana);
    CHECK(protection_keep(&a, d.case_id, x.row.id) == RW_ECONFLICT); /* it has ended */
    desk_close(&d);
}

TEST_BOTH(protection_in_a_group_ends_with_a_second_licensed_name_and_with_no_hour)
{
    struct protection_end x;
    struct desk d;
    struct act a;

    protect(&d, k, false);
    CHECK(say(&d, false, true) == RW_OK);
    d.now_utc += 9 * DAY;
    CHECK(holds(&d) && report_is_refused(&d));
    x = open_end(&d, d.ana);
    CHECK(x.open && !x.signable && open_end(&d, d.sam).signable);
    a = kit_act(&d, d.ana);
    CHECK(protection_sign(&a, d.case_id, x.row.id) == RW_EINPUT);
    a = desk_act(&d, d.sam, false);
    CHECK(protection_sign(&a, d.case_id, x.row.id) == RW_EDENIED);
    kit_unlicense(&d, d.sam);
    a = kit_act(&d, d.sam);
    CHECK(protection_sign(&a, d.case_id, x.row.id) == RW_EINPUT);
    CHECK(holds(&d));
    desk_credentials(&d, d.sam);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, protection_sign(&a, d.case_id, x.row.id));
    CHECK(!holds(&d) && !report_is_refused(&d));
    CHECK(protection_sign(&a, d.case_id, x.row.id) == RW_ECONFLICT);
    CHECK(protection_keep(&a, d.case_id, x.row.id) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(protection_asked_in_a_group_is_asked_anew_once_the_practice_is_of_one)
{
    struct protection_end x;
    struct desk d;
    struct act a;

    protect(&d, k, false);
    CHECK(say(&d, false, true) == RW_OK);
    x = open_end(&d, d.ana);
    d.app.solo = true;
    CHECK(!open_end(&d, d.ana).open);
    a = kit_act(&d, d.sam);
    CHECK(protection_sign(&a, d.case_id, x.row.id) == RW_ECONFLICT);
    d.now_utc += DAY;
    CHECK(say(&d, false, true) == RW_OK);
    CHECK(holds(&d));
    d.now_utc += DAY;
    CHECK(!holds(&d));
    desk_close(&d);
}

static enum rw_status ask_intake(struct desk *d, const char *protect)
{
    struct act a = kit_act(d, d->ana);

    return intake_ask(&a, d->case_id,
                      &(struct intake_ask_input){ .person_id = d->dana,
                                                  .outcome = STR("asked"),
                                                  .protect = str_of(protect),
                                                  .language = STR("English"),
                                                  .needs = STR("none"),
                                                  .on = a.today,
                                                  .version = dana(d).version });
}

TEST_BOTH(protection_is_taken_back_by_a_word_of_the_person_and_by_no_other_correction)
{
    struct desk d;
    struct str first;

    protect(&d, k, true);
    CHECK(ask_intake(&d, "no") == RW_OK);
    first = open_end(&d, d.ana).row.id;
    d.now_utc += 60;
    CHECK(say(&d, true, false) == RW_OK); /* something else was corrected */
    CHECK(say(&d, false, false) == RW_OK); /* it is asked already */
    CHECK(str_eq(open_end(&d, d.ana).row.id, first));
    CHECK(ask_intake(&d, "yes") == RW_OK);
    CHECK(!open_end(&d, d.ana).open);
    d.now_utc += DAY;
    CHECK(holds(&d));
    desk_close(&d);
}

/* The state of the one line about it, for that person, today and in the week. */
static struct str line_state(struct desk *d, struct str who)
{
    struct act a = kit_act(d, who);
    struct agenda_row *rows;
    struct str state = STR("none");
    size_t n, i;

    CHECK_ACT(a, caseload_open_lines(&a, date_add(a.today, 7), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "protection"))
            state = rows[i].state;
    return state;
}

TEST_BOTH(protection_that_is_to_end_is_told_to_the_team_and_to_nobody_else)
{
    struct protection_end x;
    struct desk d;
    struct act a;

    protect(&d, k, true);
    CHECK(say(&d, false, true) == RW_OK);
    CHECK_STR(line_state(&d, d.ana), "ending");
    CHECK_STR(line_state(&d, d.sam), "ending");
    CHECK_STR(line_state(&d, d.olga), "none");
    x = open_end(&d, d.ana);
    a = kit_act(&d, d.olga);
    CHECK(protection_end_get(&a, d.case_id, x.row.id, &x) == RW_ENOTFOUND);
    a = kit_act(&d, d.olga);
    CHECK(protection_keep(&a, d.case_id, x.row.id) == RW_ENOTFOUND);
    x = open_end(&d, d.ana);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protection_keep(&a, d.case_id, x.row.id));
    CHECK_STR(line_state(&d, d.sam), "kept");
    CHECK(protection_end_get(&a, d.case_id, STR("nobody"), &x) == RW_ENOTFOUND);
    d.app.solo = false;
    CHECK(say(&d, false, true) == RW_OK);
    d.now_utc += 60 * DAY; /* an open question does not age away */
    CHECK_STR(line_state(&d, d.sam), "asked");
    desk_close(&d);
}
