/* test_report_second.c -- a report says that a clinician alone consulted somebody outside, and nothing
 * of what it was about. Both engines (REWEAVE_TEST_PG). */
#include "app/hold.h"
#include "app/report.h"
#include "support/checkpoint_kit.h"

#include <string.h>
#include <sys/stat.h>

#define WORDS "One clinician with outside consultation"
#define CANARY "kwyjibo"
#define HOURS(n) (INT64_C(n) * 3600)

static void open_desk(struct desk *d, struct store_kit *k, bool solo)
{
    char *folder;

    desk_open(d, k);
    folder = str_z(&d->mem, str_fmt(&d->mem, "%s/blobs", d->kit->dir));
    (void)mkdir(folder, 0700);
    d->app.blobs = folder;
    d->app.paper = STR("letter");
    d->app.practice = STR("Millbrook");
    d->app.solo = solo;
}

static struct str make_report(struct desk *d, const char *kind, struct date from, struct date to)
{
    struct act a = kit_act(d, d->ana);
    struct str id = STR_NULL;

    CHECK_ACT(a, report_add(&a, d->case_id,
                            &(struct report_input){ .kind = str_of(kind),
                                                    .from = from,
                                                    .to = to,
                                                    .plan = STR("Weekly sessions go on."),
                                                    .recipients = STR("Lee Yew, counsel") },
                            &id));
    return id;
}

static const char *text_of(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct filed_report_row row;
    struct report_doc doc;
    struct out text;
    const char *z;

    CHECK_ACT(a, report_get(&a, d->case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d->case_id, &row, &doc));
    out_init(&text, 1u << 20);
    report_doc_text(&doc, &text);
    z = str_z(&d->mem, out_view(&text));
    out_free(&text);
    return z;
}

static const char *draft(struct desk *d, int32_t back)
{
    struct date today = desk_act(d, d->ana, true).today;

    return text_of(d, make_report(d, "status", date_add(today, -back), today));
}

static void aside(struct desk *d, bool record, struct str *id)
{
    struct act a = kit_act(d, d->ana);
    struct override_input in = { .criterion = STR("G1.a"),
                                 .child_id = d->maya,
                                 .rationale = STR("because " CANARY),
                                 .until = date_add(a.today, 20),
                                 .second_on = RW_NO_DATE };

    if (record) {
        in.second_form = STR("record");
        in.second_name = STR("Noa Pine");
        in.second_licence = STR("PSY 900");
        in.second_words = STR("Put: " CANARY ". Her view: it may wait.");
        in.second_on = date_add(a.today, -2);
        in.second_sheet = kit_paper(d, "sheet.pdf");
    }
    CHECK_ACT(a, checkpoint_override_add(&a, d->case_id, &in, id));
}

static void lift_hold(struct desk *d, const char *name)
{
    struct act a = kit_act(d, d->ana);
    struct hold_lift_input in = { .words = STR("clear, " CANARY),
                                  .second_name = str_of(name),
                                  .second_licence = STR("LMFT 77"),
                                  .second_words = STR("I would go on, " CANARY),
                                  .second_sheet = kit_paper(d, "sheet of a hold.pdf") };
    struct str id;

    CHECK_ACT(a, hold_press(&a, d->case_id, &(struct hold_input){ .person_id = d->dana }, &id));
    d->now_utc += HOURS(30);
    a = kit_act(d, d->ana);
    in.second_on = a.today;
    CHECK_ACT(a, hold_lift(&a, d->case_id, id, &in));
}

TEST_BOTH(report_says_that_somebody_outside_was_consulted_once_it_counts_and_not_about_what)
{
    struct filed_report_row row;
    const char *text;
    struct str id, report;
    struct desk d;
    struct act a;

    open_desk(&d, k, true);
    CHECK(!strstr(draft(&d, 30), WORDS));
    aside(&d, true, &id);
    CHECK(!strstr(draft(&d, 30), WORDS));
    d.now_utc += HOURS(24);
    text = draft(&d, 30);
    CHECK(strstr(text, WORDS ": Noa Pine."));
    CHECK(!strstr(text, CANARY) && !strstr(text, "PSY 900") && !strstr(text, "sheet.pdf"));
    a = kit_act(&d, d.ana);
    report = make_report(&d, "attendance", date_add(a.today, -30), a.today);
    CHECK(!strstr(text_of(&d, report), WORDS));
    report = make_report(&d, "status", date_add(a.today, -30), date_add(a.today, -1));
    CHECK(!strstr(text_of(&d, report), WORDS));
    report = make_report(&d, "status", date_add(a.today, -30), a.today);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, report_get(&a, d.case_id, report, &row));
    CHECK_ACT(a, report_sign(&a, d.case_id, report, row.version));
    CHECK(strstr(text_of(&d, report), WORDS ": Noa Pine."));
    desk_close(&d);
}

TEST_BOTH(report_names_each_colleague_once_whatever_they_were_asked)
{
    struct desk d;
    struct str id;

    open_desk(&d, k, true);
    aside(&d, true, &id);
    lift_hold(&d, "Kim Lind");
    d.now_utc += HOURS(40);
    lift_hold(&d, "Noa Pine");
    CHECK(strstr(draft(&d, 30), WORDS ": Noa Pine, Kim Lind.")); /* the second lift waits */
    d.now_utc += HOURS(24);
    CHECK(strstr(draft(&d, 30), WORDS ": Noa Pine, Kim Lind."));
    CHECK(strstr(draft(&d, 0), WORDS ": Noa Pine."));
    CHECK(!strstr(draft(&d, 30), CANARY));
    desk_close(&d);
}

TEST_BOTH(report_of_a_later_period_says_it_where_its_decision_rests_on_it)
{
    struct desk d;
    struct str id;

    open_desk(&d, k, true);
    kit_pass(&d, d.maya, "G0");
    d.now_utc += 60;
    aside(&d, true, &id);
    d.now_utc += HOURS(24 * 5);
    CHECK(!strstr(draft(&d, 2), WORDS));
    kit_all_yes(&d, d.maya, "G1");
    d.now_utc += 60;
    CHECK(kit_record(&d, "G1.a", d.maya, STR_NULL, "no") == RW_OK);
    d.now_utc += 60;
    CHECK(kit_decide(&d, d.maya, "G1", "advance", &id) == RW_OK);
    CHECK(strstr(draft(&d, 2), WORDS ": Noa Pine."));
    CHECK(!strstr(draft(&d, 2), CANARY));
    desk_close(&d);
}

TEST_BOTH(report_of_a_group_with_a_second_signer_within_says_nothing_of_outside)
{
    struct desk d;
    struct str id;
    struct act a;

    open_desk(&d, k, false);
    aside(&d, false, &id);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, checkpoint_second(&a, d.case_id, id, STR("I agree.")));
    CHECK(!strstr(draft(&d, 30), WORDS));
    desk_close(&d);
}
