/* The register of warning signs through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/note.h"
#include "app/sign_register.h"
#include "support/checkpoint_kit.h"

#include <string.h>

#define DAY INT64_C(86400)

static enum rw_status open_sign(struct desk *d, const char *code, struct str person,
                                struct str paper, bool conduct, struct str *field)
{
    struct act a = kit_act(d, d->ana);
    struct sign_open one = { .code = str_of(code), .person_id = person };
    struct signs_input in = { .child_id = d->maya,
                              .open = &one,
                              .nopen = 1,
                              .on = a.today,
                              .statement = STR("Seen twice in the waiting room."),
                              .documents = &paper,
                              .ndocuments = paper.len ? 1 : 0,
                              .conduct = conduct };
    enum rw_status st = checkpoint_signs(&a, d->case_id, &in);

    if (field)
        *field = a.bad.n ? str_of(a.bad.list[0].field) : STR_NULL;
    return st;
}

static struct sign_episode only_episode(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct sign_episode *list;
    struct case_rows rows;
    size_t n;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, sign_episodes(&a, &rows, &list, &n));
    assert_int_equal(n, 1);
    return list[0];
}

/* Day of the line of Today about this, or NULL where nothing is due. */
static struct str due_on(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 400), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "review_due") && str_is(rows[i].state, "signs"))
            return rows[i].on_date;
    return STR_NULL;
}

static enum rw_status look_again(struct desk *d, struct str record, const char *until)
{
    struct act a = kit_act(d, d->sam);
    struct sign_again in = {
        .record_id = record, .on = a.today, .review_on = RW_NO_DATE, .statement = STR("It goes on.")
    };

    CHECK(date_parse(str_of(until), &in.review_on));
    return checkpoint_sign_again(&a, d->case_id, &in);
}

TEST_BOTH(pressure_by_a_parent_is_entered_only_with_evidence_whichever_parent)
{
    struct desk d;
    struct str field, paper;

    desk_open(&d, k);
    paper = kit_paper(&d, "messages.pdf");
    CHECK(open_sign(&d, "CI7", d.robin, STR_NULL, true, &field) == RW_EINPUT);
    CHECK_STR(field, "evidence");
    CHECK(open_sign(&d, "CI7", d.dana, STR_NULL, true, &field) == RW_EINPUT);
    CHECK_STR(field, "evidence");
    CHECK(open_sign(&d, "CI7", d.robin, paper, true, NULL) == RW_OK);
    CHECK(only_episode(&d).open);
    desk_close(&d);
}

TEST_BOTH(no_sign_of_conduct_is_opened_on_a_report_about_safety)
{
    struct desk d;
    struct str field, paper;

    desk_open(&d, k);
    paper = kit_paper(&d, "report.pdf");
    CHECK(open_sign(&d, "CI7", d.robin, paper, false, &field) == RW_EINPUT);
    CHECK_STR(field, "conduct");
    CHECK(open_sign(&d, "CI5", d.dana, paper, false, &field) == RW_EINPUT);
    CHECK_STR(field, "conduct");
    CHECK(open_sign(&d, "CI4", STR_NULL, STR_NULL, false, NULL) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(an_open_sign_is_due_after_two_weeks_and_each_look_gives_the_next_day)
{
    struct sign_episode e;
    struct desk d;

    desk_open(&d, k); /* 2 March 2026 */
    CHECK(open_sign(&d, "CI4", STR_NULL, STR_NULL, false, NULL) == RW_OK);
    CHECK_STR(due_on(&d), "2026-03-16");
    e = only_episode(&d);
    CHECK(e.review_on.day == kit_act(&d, d.ana).today.day + 14 && e.nlooks == 0);
    d.now_utc += 10 * DAY;
    CHECK(look_again(&d, e.last->id, "2026-03-12") == RW_EINPUT);
    CHECK(look_again(&d, e.last->id, "2026-06-30") == RW_EINPUT);
    CHECK(look_again(&d, e.last->id, "2026-03-30") == RW_OK);
    CHECK_STR(due_on(&d), "2026-03-30");
    CHECK(look_again(&d, e.last->id, "2026-04-01") == RW_ENOTFOUND); /* no longer the newest word */
    e = only_episode(&d);
    CHECK(e.open && e.nlooks == 1);
    CHECK_STR(e.opened->occurred_on, "2026-03-02");
    CHECK_STR(e.last->statement, "It goes on.");
    desk_close(&d);
}

TEST_BOTH(a_closed_sign_is_due_no_more_and_stays_in_the_register)
{
    struct override_input in = { .criterion = STR("CI5"),
                                 .rationale = STR("She spoke of her own part."),
                                 .until = RW_NO_DATE,
                                 .second_on = RW_NO_DATE };
    struct sign_episode e;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(open_sign(&d, "CI5", d.dana, STR_NULL, true, NULL) == RW_OK);
    CHECK_STR(due_on(&d), "2026-03-16");
    d.now_utc += DAY;
    a = kit_act(&d, d.ana);
    in.child_id = d.maya;
    CHECK_ACT(a, checkpoint_override(&a, d.case_id, &in));
    CHECK(!due_on(&d).p);
    e = only_episode(&d);
    CHECK(!e.open && e.closing && e.why == REFUSED_NOT);
    CHECK_STR(e.closing->recorded_name, "Ana Reed");
    d.now_utc += DAY;
    CHECK(kit_signs(&d, d.maya, NULL) == RW_OK);
    e = only_episode(&d);
    CHECK(!e.open && e.closing);
    desk_close(&d);
}

TEST_BOTH(a_draft_and_process_notes_are_no_evidence)
{
    static const char *const classes[] = { "S", "P" };
    struct note_person who;
    struct note_saved saved;
    struct desk d;
    size_t i;

    desk_open(&d, k);
    who = (struct note_person){ .person_id = d.maya };
    for (i = 0; i < 2; i++) {
        struct act a = kit_act(&d, d.ana);
        struct note_input in = { .kind = STR("child"),
                                 .cls = str_of(classes[i]),
                                 .on = a.today,
                                 .at_min = 540,
                                 .minutes = 50,
                                 .people = &who,
                                 .npeople = 1,
                                 .body = STR("She was quiet.") };
        struct str id = note_new_id(&a, d.case_id);

        CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &saved));
        CHECK(sign_evidence_belongs(&a, d.case_id, NULL, 0, &id, 1) == RW_ENOTFOUND);
        CHECK_ACT(a, note_sign(&a, d.case_id, id, saved.version));
        CHECK(sign_evidence_belongs(&a, d.case_id, NULL, 0, &id, 1) ==
              (i == 0 ? RW_OK : RW_ENOTFOUND));
        d.now_utc += 60;
    }
    desk_close(&d);
}

TEST_BOTH(every_sign_of_the_protocol_says_what_it_does_while_it_is_open)
{
    struct desk d;
    struct act a;
    size_t i;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    for (i = 0; i < d.protocol.nsigns; i++)
        if (!sign_effect(&a, d.protocol.signs[i].code).len)
            fail_msg("no effect of %.*s", STR_ARG(d.protocol.signs[i].code));
    CHECK(sign_asks_evidence(&a, STR("CI7")) && !sign_asks_evidence(&a, STR("CI1")));
    CHECK(!sign_is_conduct(&a, STR("CI1")) && sign_is_conduct(&a, STR("CI7")));
    desk_close(&d);
}
