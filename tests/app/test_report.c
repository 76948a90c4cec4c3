/* test_report.c -- what a report may hold, and what never gets in. Both engines (REWEAVE_TEST_PG). */
#include "app/report.h"

#include "app/appointment.h"
#include "app/checkpoint.h"
#include "app/court.h"
#include "app/family_case.h"
#include "app/note.h"
#include "app/person.h"
#include "app/report_fill.h"
#include "support/desk.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "kwyjibo"

/* A word that nothing else contains, in each place that a report must not reach. */
static void plant(struct desk *d)
{
    struct act a = desk_act(d, d->ana, true);
    struct note_saved saved;
    struct str id = note_new_id(&a, d->case_id);
    struct note_person people[] = { { d->maya, 50 } };

    CHECK_ACT(a, note_save(&a, d->case_id, id,
                           &(struct note_input){ .kind = STR("child"),
                                                 .cls = STR("S"),
                                                 .on = a.today,
                                                 .at_min = 540,
                                                 .minutes = 50,
                                                 .people = people,
                                                 .npeople = 1,
                                                 .body = STR("note " CANARY " words") },
                           &saved));
    CHECK_ACT(a, note_sign(&a, d->case_id, id, saved.version));
    a = desk_act(d, d->ana, true);
    CHECK_ACT(a, checkpoint_record(&a, d->case_id,
                                   &(struct record_input){ .criterion = STR("G1.f"),
                                                           .result = STR("yes"),
                                                           .number = DB_NULL_I64,
                                                           .on = a.today,
                                                           .statement = STR("said " CANARY) }));
    a = desk_act(d, d->ana, true);
    CHECK_ACT(a, person_contact_save(&a, d->case_id, d->dana,
                                     &(struct contact_input){ .phone = STR("555 " CANARY),
                                                              .email = STR(CANARY "@example.org"),
                                                              .address = STR(CANARY " Road 1"),
                                                              .version = 1 }));
    a = desk_act(d, d->ana, true);
    CHECK_ACT(a, person_save(&a, d->case_id, d->robin,
                             &(struct person_input){ .kind = STR("adult"),
                                                     .name = STR("Robin"),
                                                     .birth = RW_NO_DATE,
                                                     .access_needs = STR(CANARY " needs"),
                                                     .safe_contact = STR(CANARY " after six"),
                                                     .version = 1 }));
    a = desk_act(d, d->ana, true);
    CHECK_ACT(a, person_roles_add(&a, d->case_id,
                                  &(struct role_input){ .person_id = d->robin,
                                                        .role = STR("guardian"),
                                                        .relation = STR("father"),
                                                        .from_on = a.today,
                                                        .reason = STR("because " CANARY) },
                                  &d->maya, 1));
}

static struct str make_report(struct desk *d, const char *kind, int64_t *version)
{
    struct act a = desk_act(d, d->ana, true);
    struct str id = STR_NULL;

    CHECK_ACT(a, report_add(&a, d->case_id,
                            &(struct report_input){ .kind = str_of(kind),
                                                    .from = date_add(a.today, -30),
                                                    .to = a.today,
                                                    .plan = STR("Weekly sessions go on."),
                                                    .recipients = STR("Lee Yew, counsel") },
                            &id));
    *version = 1;
    return id;
}

static void use_blobs(struct desk *d)
{
    char *folder = str_z(&d->mem, str_fmt(&d->mem, "%s/blobs", d->kit->dir));

    (void)mkdir(folder, 0700);
    d->app.blobs = folder;
    d->app.paper = STR("letter");
    d->app.practice = STR("Millbrook");
}

TEST_BOTH(no_narrative_no_statement_and_no_address_reaches_a_report)
{
    struct desk d;
    struct filed_report_row row;
    struct report_doc doc;
    struct out text, pdf;
    struct act a;
    struct str id;
    int64_t version;

    desk_open(&d, k);
    use_blobs(&d);
    plant(&d);
    id = make_report(&d, "status", &version);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d.case_id, &row, &doc));
    out_init(&text, 1u << 20);
    report_doc_text(&doc, &text);
    CHECK(!memmem(text.p, text.len, CANARY, strlen(CANARY)));
    CHECK(memmem(text.p, text.len, "Weekly sessions go on.", 22));
    CHECK(memmem(text.p, text.len, "Maya", 4));
    out_init(&pdf, 8u << 20);
    CHECK_ACT(a, report_pdf_of(&a, d.case_id, &row, &pdf));
    CHECK(pdf.len > 1000 && memcmp(pdf.p, "%PDF", 4) == 0);
    CHECK(!memmem(pdf.p, pdf.len, CANARY, strlen(CANARY)));
    out_free(&text);
    out_free(&pdf);
    desk_close(&d);
}

TEST_BOTH(a_signed_report_is_frozen_and_reads_the_same_later)
{
    struct desk d;
    struct filed_report_row row;
    struct out first, later;
    struct act a;
    struct str id;
    int64_t version;

    desk_open(&d, k);
    use_blobs(&d);
    id = make_report(&d, "attendance", &version);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_sign(&a, d.case_id, id, version));
    CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
    CHECK_STR(row.state, "signed");
    CHECK(row.file.len == 64 && row.content_hash.len == 64);
    out_init(&first, 8u << 20);
    CHECK_ACT(a, report_pdf_of(&a, d.case_id, &row, &first));
    CHECK(str_eq(hash_sha256(a.mem, out_view(&first)), row.content_hash));
    plant(&d);
    a = desk_act(&d, d.ana, true);
    out_init(&later, 8u << 20);
    CHECK_ACT(a, report_pdf_of(&a, d.case_id, &row, &later));
    CHECK(str_eq(out_view(&first), out_view(&later)));
    CHECK(report_save(&a, d.case_id, id,
                      &(struct report_input){ .kind = STR("attendance"),
                                              .from = a.today,
                                              .to = a.today,
                                              .version = row.version }) == RW_ECONFLICT);
    out_free(&first);
    out_free(&later);
    desk_close(&d);
}

TEST_BOTH(signing_needs_both_factors_and_the_version_that_was_shown)
{
    struct desk d;
    struct act a;
    struct str id;
    int64_t version;

    desk_open(&d, k);
    use_blobs(&d);
    id = make_report(&d, "status", &version);
    a = desk_act(&d, d.ana, false);
    CHECK(report_sign(&a, d.case_id, id, version) == RW_EDENIED);
    a = desk_act(&d, d.ana, true);
    CHECK(report_sign(&a, d.case_id, id, version + 1) == RW_ECONFLICT);
    a = desk_act(&d, d.olga, true);
    CHECK(report_sign(&a, d.case_id, id, version) == RW_ENOTFOUND);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_sign(&a, d.case_id, id, version));
    CHECK(report_sign(&a, d.case_id, id, version + 1) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(a_period_that_ends_before_it_begins_is_refused_beside_its_field)
{
    struct desk d;
    struct act a;
    struct str id = STR_NULL;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    CHECK(report_add(&a, d.case_id,
                     &(struct report_input){
                         .kind = STR("status"), .from = a.today, .to = date_add(a.today, -1) },
                     &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("to")).p);
    CHECK(!id.p);
    desk_close(&d);
}

static void protect(struct desk *d)
{
    struct act a = desk_act(d, d->ana, true);

    CHECK_ACT(a, person_save(&a, d->case_id, d->dana,
                             &(struct person_input){ .kind = STR("adult"),
                                                     .name = STR("Dana"),
                                                     .birth = RW_NO_DATE,
                                                     .is_protected = true,
                                                     .version = 1 }));
    a = desk_act(d, d->ana, true);
    CHECK_ACT(a, person_contact_save(&a, d->case_id, d->dana,
                                     &(struct contact_input){ .phone = STR("555 201 4477"),
                                                              .email = STR(CANARY "@example.org"),
                                                              .address = STR(CANARY " Road 12"),
                                                              .version = 2 }));
}

/* Dana's place is protected; what the clinician typed for the report names it. */
static struct str leaking_report(struct desk *d, const char *typed)
{
    struct act a = desk_act(d, d->ana, true);
    struct str id = STR_NULL;

    CHECK_ACT(a, report_add(&a, d->case_id,
                            &(struct report_input){ .kind = STR("status"),
                                                    .from = date_add(a.today, -30),
                                                    .to = a.today,
                                                    .plan = str_of(typed) },
                            &id));
    return id;
}

TEST_BOTH(a_protected_place_in_a_report_is_neither_shown_nor_printed_nor_signed)
{
    static const char *const leaks[] = { "She is at " CANARY " road 12.", "Call 5552014477.",
                                         "Write to KWYJIBO@example.org" };
    struct desk d;
    struct filed_report_row row;
    struct report_doc doc;
    struct out pdf;
    struct act a;
    struct str id, told;
    size_t i;

    desk_open(&d, k);
    use_blobs(&d);
    protect(&d);
    for (i = 0; i < sizeof leaks / sizeof *leaks; i++) {
        id = leaking_report(&d, leaks[i]);
        a = desk_act(&d, d.ana, true);
        CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
        CHECK(report_doc_of(&a, d.case_id, &row, &doc) == RW_EINPUT);
        told = a.bad.list[0].text;
        CHECK(memmem(told.p, told.len, "The next period", 15));
        CHECK(!memmem(told.p, told.len, CANARY, strlen(CANARY)));
        a = desk_act(&d, d.ana, true);
        out_init(&pdf, 8u << 20);
        CHECK(report_pdf_of(&a, d.case_id, &row, &pdf) == RW_EINPUT && pdf.len == 0);
        out_free(&pdf);
        a = desk_act(&d, d.ana, true);
        CHECK(report_sign(&a, d.case_id, id, 1) == RW_EINPUT);
        a = desk_act(&d, d.ana, true);
        CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
        CHECK_STR(row.state, "draft");
    }
    desk_close(&d);
}

/* The hash of what the page of a draft shows now. */
static struct str seen(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, true);
    struct filed_report_row row;
    struct report_doc doc;

    CHECK_ACT(a, report_get(&a, d->case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d->case_id, &row, &doc));
    return report_doc_hash(&a, &doc);
}

TEST_BOTH(what_is_signed_is_what_was_shown)
{
    struct desk d;
    struct filed_report_row row;
    struct act a;
    struct str id, shown, people[1], booking;
    int64_t version;

    desk_open(&d, k);
    use_blobs(&d);
    id = make_report(&d, "status", &version);
    shown = seen(&d, id);
    /* the draft stays as it is; the record behind it does not */
    people[0] = d.maya;
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL,
                                  &(struct appointment_input){ .clinician = d.ana,
                                                               .on = a.today,
                                                               .at_min = 18 * 60,
                                                               .minutes = 50,
                                                               .kind = STR("child"),
                                                               .people = people,
                                                               .npeople = 1 },
                                  &booking));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, booking, APPOINTMENT_CANCEL, 1, STR("weather")));
    a = desk_act(&d, d.ana, true);
    CHECK(report_sign_shown(&a, d.case_id, id, version, shown) == RW_ECONFLICT);
    a = desk_act(&d, d.ana, true);
    CHECK(report_sign_shown(&a, d.case_id, id, version, STR_NULL) == RW_ECONFLICT);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
    CHECK_STR(row.state, "draft");
    shown = seen(&d, id);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_sign_shown(&a, d.case_id, id, version, shown));
    desk_close(&d);
}

TEST_BOTH(the_page_of_a_signed_report_reads_as_it_was_signed)
{
    struct desk d;
    struct filed_report_row row;
    struct report_doc doc;
    struct out first, later;
    struct act a;
    struct str id;
    int64_t version;

    desk_open(&d, k);
    use_blobs(&d);
    id = make_report(&d, "status", &version);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_sign(&a, d.case_id, id, version));
    CHECK_ACT(a, report_get(&a, d.case_id, id, &row));
    CHECK_ACT(a, report_doc_of(&a, d.case_id, &row, &doc));
    CHECK(doc.nsection > 11);
    out_init(&first, 1u << 20);
    report_doc_text(&doc, &first);
    CHECK(memmem(first.p, first.len, "Signed electronically on", 24));
    CHECK(memmem(first.p, first.len, "| Child | Phase | Since | Contact step |", 40));
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, person_save(&a, d.case_id, d.maya,
                             &(struct person_input){ .kind = STR("child"),
                                                     .name = STR("Renamed"),
                                                     .birth = a.today,
                                                     .version = 1 }));
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, report_doc_of(&a, d.case_id, &row, &doc));
    out_init(&later, 1u << 20);
    report_doc_text(&doc, &later);
    CHECK(str_eq(out_view(&first), out_view(&later)));
    out_free(&first);
    out_free(&later);
    desk_close(&d);
}

TEST_BOTH(the_order_behind_a_report_is_one_of_its_own_case)
{
    struct desk d;
    struct act a;
    struct str other, child, order, id = STR_NULL;
    struct matter_input matter = { .court = STR("Superior Court"), .docket = STR("26-1") };

    desk_open(&d, k);
    other = desk_family(&d, d.ana, "Fir", &child);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, order_add(&a, other,
                           &(struct order_input){ .matter = &matter,
                                                  .kind = STR("therapy"),
                                                  .title = STR("Order"),
                                                  .signed_on = a.today,
                                                  .effective_on = a.today,
                                                  .expires_on = RW_NO_DATE,
                                                  .report_rule = STR("none"),
                                                  .report_every_days = DB_NULL_I64,
                                                  .report_before_days = DB_NULL_I64 },
                           &order));
    a = desk_act(&d, d.ana, true);
    CHECK(report_add(&a, d.case_id,
                     &(struct report_input){
                         .kind = STR("status"), .from = a.today, .to = a.today, .order_id = order },
                     &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("order")).p);
    desk_close(&d);
}

TEST_BOTH(the_records_that_a_report_rests_on_are_listed_and_no_other)
{
    struct court_order_row order = { .id = STR("orderaaaaaaaaaaaaaaaaaaaaa"),
                                     .signed_on = STR("2026-03-02") };
    struct document_list_row papers[] = {
        { .id = STR("evaluationaaaaaaaaaaaaaaaa"),
          .kind = STR("evaluation"),
          .state = STR("kept"),
          .dated_on = STR("2026-02-01") },
        { .id = STR("drawingaaaaaaaaaaaaaaaaaaa"), .kind = STR("drawing"), .state = STR("kept") },
        { .id = STR("removedaaaaaaaaaaaaaaaaaaa"), .kind = STR("school"), .state = STR("removed") },
    };
    struct report_notes_row notes[] = {
        { .id = STR("sessionaaaaaaaaaaaaaaaaaaa"),
          .appointment_id = STR("x"),
          .on_date = STR("2026-03-10") },
        { .id = STR("contactaaaaaaaaaaaaaaaaaaa"), .on_date = STR("2026-03-11") },
    };
    struct decision_snapshots_row decision = { .id = STR("decisionaaaaaaaaaaaaaaaaaa"),
                                               .signed_utc = STR("2026-03-12T12:00:00Z") };
    static const char *const listed[] = { "order", "evaluation", "session", "decision" };
    struct filed_report_row report = { .order_id = STR("none") };
    struct report_rows rows = { .report = &report,
                                .orders = &order,
                                .norders = 1,
                                .documents = papers,
                                .ndocuments = 3,
                                .notes = notes,
                                .nnotes = 2,
                                .decisions = &decision,
                                .ndecisions = 1 };
    struct status_report r = { 0 };
    struct desk d;
    struct act a;
    size_t i;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    report_fill_court(&a, &rows, &r);
    assert_int_equal(r.nrecord, 4);
    for (i = 0; i < r.nrecord; i++)
        CHECK(str_starts(r.record[i].id, listed[i]) && r.record[i].on.day != RW_NO_DATE.day);
    desk_close(&d);
}
