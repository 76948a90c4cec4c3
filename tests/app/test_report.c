/* test_report.c -- what a report may hold, and what never gets in. Both engines (REWEAVE_TEST_PG). */
#include "app/report.h"

#include "app/checkpoint.h"
#include "app/family_case.h"
#include "app/note.h"
#include "app/person.h"
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
    struct str id = note_new_id(&a);
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
                                   &(struct record_input){ .criterion = STR("G0.a"),
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
