/* Requests for a child's record through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/document.h"
#include "support/consent_kit.h"
#include "support/request_kit.h"

#include <string.h>

/* How the line of that kind stands on Ana's Today, so many days ahead; NULL: there is none. */
static struct str on_today(struct desk *d, const char *kind, int32_t ahead, struct str *on)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -30), date_add(a.today, ahead), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, kind)) {
            *on = rows[i].on_date;
            return rows[i].state;
        }
    return STR_NULL;
}

static struct str letter_text(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct request_item x = request_kit_get(d, id);
    struct report_doc doc;
    struct out text;
    struct str copy;

    CHECK_ACT(a, request_letter_doc(&a, &x, &doc));
    out_init(&text, 1u << 20);
    report_doc_text(&doc, &text);
    copy = str_copy(&d->mem, out_view(&text));
    out_free(&text);
    return copy;
}

static bool has(struct str s, const char *needle)
{
    return memmem(s.p, s.len, needle, strlen(needle)) != NULL;
}

TEST_BOTH(a_request_is_due_after_thirty_days_and_the_clock_ends_when_the_letter_went_out)
{
    struct desk d;
    struct str id, on;
    struct act a;
    struct request_item x;

    desk_open(&d, k);
    request_kit_blobs(&d);
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    CHECK_STR(on_today(&d, "record_request", 30, &on), "due");
    CHECK_STR(on, "2026-04-01");
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(request_sent(&a, d.case_id, id, a.today, STR("letter"), STR_NULL) == RW_ENOTFOUND);
    CHECK_ACT(a, request_letter_sign(&a, d.case_id, id));
    CHECK_STR(on_today(&d, "record_request", 30, &on), "due");
    CHECK(request_letter_sign(&a, d.case_id, id) == RW_ENOTFOUND);
    d.now_utc += INT64_C(31) * 86400;
    x = request_kit_get(&d, id);
    CHECK(x.state.stage == REQUEST_SIGNED && x.state.late);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_sent(&a, d.case_id, id, date_add(a.today, -1), STR("letter"), STR_NULL));
    x = request_kit_get(&d, id);
    CHECK(x.state.stage == REQUEST_ANSWERED && !x.state.late);
    CHECK_STR(on_today(&d, "record_request", 30, &on), "answered");
    desk_close(&d);
}

TEST_BOTH(the_letter_is_frozen_among_the_papers_and_shows_nothing_that_somebody_typed)
{
    struct document_list_row *papers;
    struct desk d;
    struct str id, text;
    struct act a;
    size_t n;

    desk_open(&d, k);
    request_kit_blobs(&d);
    id = request_kit_ask(&d, d.robin);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "endangerment", NULL) == RW_OK);
    text = letter_text(&d, id);
    CHECK(!has(text, "XCANARYX"));
    CHECK(has(text, "Robin") && has(text, "Maya"));
    CHECK(has(text, "You may ask us in writing for a review."));
    CHECK(has(text, "Draft. Not signed"));
    CHECK(!has(text, "harm") && !has(text, "endanger") && !has(text, "abuse"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_letter_sign(&a, d.case_id, id));
    CHECK_ACT(a, document_list(&a, d.case_id, &papers, &n));
    CHECK(n == DESK_PAPERS + 1);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "litigation", NULL) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(who_is_no_part_of_it_learns_not_even_that_there_is_a_record)
{
    struct str parts[] = { STR("all") }, id, text;
    struct request_input in = {
        .asker_name = STR("A. Stranger"), .way = STR("email"), .parts = parts, .nparts = 1
    };
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.subject_id = d.maya;
    in.received = a.today;
    CHECK_ACT(a, request_add(&a, d.case_id, &in, &id));
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_EINPUT);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "no_authority", NULL) == RW_OK);
    text = letter_text(&d, id);
    CHECK(!has(text, "Maya") && has(text, "A. Stranger"));
    CHECK(!has(text, "for a review"));
    desk_close(&d);
}

TEST_BOTH(a_letter_to_somebody_without_authority_names_no_child_on_whatever_ground)
{
    struct problems bad;
    struct desk d;
    struct str id;

    desk_open(&d, k);
    request_kit_blobs(&d);
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "endangerment", NULL) == RW_OK);
    CHECK(has(letter_text(&d, id), "Maya"));
    d.now_utc += 86400;
    CHECK(consent_kit_custody(&d, "sole", &d.dana, 1, consent_kit_paper(&d), false) == RW_OK);
    CHECK(!has(letter_text(&d, id), "Maya"));
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "endangerment", &bad) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("grounds")).p);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "no_authority", NULL) == RW_OK);
    CHECK(!has(letter_text(&d, id), "Maya"));
    desk_close(&d);
}

TEST_BOTH(an_answer_of_monday_is_not_signed_after_custody_changed)
{
    struct document_list_row *papers;
    size_t before, after;
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    request_kit_blobs(&d);
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_OK);
    d.now_utc += 2 * 86400;
    CHECK(consent_kit_custody(&d, "sole", &d.dana, 1, consent_kit_paper(&d), false) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, document_list(&a, d.case_id, &papers, &before));
    CHECK(request_letter_sign(&a, d.case_id, id) == RW_EINPUT);
    CHECK(has(problem_of(&a.bad, STR("")), "decide about the request anew"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, document_list(&a, d.case_id, &papers, &after));
    CHECK(after == before && request_kit_get(&d, id).state.stage == REQUEST_READY);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "no_authority", NULL) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_letter_sign(&a, d.case_id, id));
    desk_close(&d);
}

TEST_BOTH(who_is_barred_holds_no_authority_though_an_old_paper_names_them)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    request_kit_settle(&d);
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.robin, "not_applicable") == RW_OK);
    id = request_kit_ask(&d, d.robin);
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_EINPUT);
    id = request_kit_ask(&d, d.dana);
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(not_to_treat_somebody_as_representative_takes_a_second_name)
{
    struct desk d;
    struct problems bad;
    struct str id;
    struct act a;

    desk_open(&d, k);
    request_kit_blobs(&d);
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, "not_representative", &bad) == RW_EINPUT);
    CHECK(request_kit_decide(&d, id, REQUEST_DENIED, "not_representative", NULL) == RW_OK);
    CHECK(request_kit_get(&d, id).state.stage == REQUEST_WAITS_NAME);
    a = kit_act(&d, d.ana);
    CHECK(request_letter_sign(&a, d.case_id, id) == RW_ENOTFOUND);
    CHECK(request_second(&a, d.case_id, id, STR("I looked at it.")) == RW_EINPUT);
    a = desk_act(&d, d.sam, false);
    CHECK(request_second(&a, d.case_id, id, STR("I looked at it.")) == RW_EDENIED);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, request_second(&a, d.case_id, id, STR("I looked at it.")));
    CHECK(request_kit_get(&d, id).state.stage == REQUEST_READY);
    CHECK(has(letter_text(&d, id), "Second signer: Sam Birch"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_letter_sign(&a, d.case_id, id));
    desk_close(&d);
}

TEST_BOTH(the_record_of_that_decision_is_whole_or_there_is_none)
{
    struct str grounds[] = { STR("not_representative") };
    struct request_decision_input in = {
        .outcome = REQUEST_DENIED, .grounds = grounds, .ngrounds = 1, .second_on = RW_NO_DATE
    };
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = request_kit_ask(&d, d.robin);
    a = kit_act(&d, d.ana);
    CHECK(request_decide(&a, d.case_id, id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("belief")).p && problem_of(&a.bad, STR("interest")).p &&
          problem_of(&a.bad, STR("words")).p);
    a = desk_act(&d, d.ana, false);
    CHECK(request_decide(&a, d.case_id, id, &in) == RW_EDENIED);
    CHECK(request_kit_get(&d, id).nsteps == 0);
    desk_close(&d);
}

TEST_BOTH(a_practice_of_one_asks_an_outside_colleague_and_waits_a_day)
{
    struct str grounds[] = { STR("not_representative") };
    struct request_decision_input in = { .outcome = REQUEST_DENIED,
                                         .grounds = grounds,
                                         .ngrounds = 1,
                                         .words = STR("What happened."),
                                         .belief = STR("abuse"),
                                         .interest = STR("She is afraid."),
                                         .second_on = RW_NO_DATE };
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    d.app.solo = true;
    id = request_kit_ask(&d, d.robin);
    a = kit_act(&d, d.ana);
    CHECK(request_decide(&a, d.case_id, id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("second_sheet")).p);
    in.second_sheet = kit_paper(&d, "Signed sheet");
    in.second_name = STR("Kim Yarrow");
    in.second_licence = STR("Psychologist 5");
    in.second_words = STR("I agree.");
    a = kit_act(&d, d.ana);
    in.second_on = a.today;
    CHECK_ACT(a, request_decide(&a, d.case_id, id, &in));
    CHECK(request_kit_get(&d, id).state.stage == REQUEST_WAITS_TIME);
    a = kit_act(&d, d.sam);
    CHECK(request_second(&a, d.case_id, id, STR("Me too.")) == RW_ENOTFOUND);
    d.now_utc += INT64_C(24) * 3600;
    CHECK(request_kit_get(&d, id).state.stage == REQUEST_READY);
    CHECK(has(letter_text(&d, id), "One clinician with outside consultation: Kim Yarrow"));
    desk_close(&d);
}

TEST_BOTH(it_is_made_longer_once_in_writing_and_in_time)
{
    struct desk d;
    struct str id, on;
    struct act a;

    desk_open(&d, k);
    id = request_kit_ask(&d, d.robin);
    d.now_utc += INT64_C(31) * 86400;
    a = kit_act(&d, d.ana);
    CHECK(request_extend(&a, d.case_id, id, a.today, STR("Papers are with the court.")) ==
          RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_extend(&a, d.case_id, id, date_add(a.today, -1), STR("With the court.")));
    CHECK_STR(on_today(&d, "record_request", 60, &on), "due");
    CHECK_STR(on, "2026-05-01");
    CHECK(request_extend(&a, d.case_id, id, a.today, STR("Again.")) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(an_unsettled_privilege_gives_nothing_and_asks_on_today)
{
    struct desk d;
    struct problems bad;
    struct str id, on;
    struct act a;

    desk_open(&d, k);
    CHECK(!on_today(&d, "privilege_due", 7, &on).p);
    id = request_kit_ask(&d, d.robin);
    CHECK_STR(on_today(&d, "privilege_due", 7, &on), "due");
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, &bad) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("outcome")).p);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, privilege_asked(&a, d.case_id, d.maya, a.today, STR("The court, by letter.")));
    CHECK_STR(on_today(&d, "privilege_due", 7, &on), "asked");
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, &bad) == RW_EINPUT);
    d.now_utc++;
    request_kit_settle(&d);
    CHECK_STR(on_today(&d, "privilege_due", 7, &on), "ended");
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, &bad) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(a_request_that_says_too_little_changes_nothing)
{
    struct request_input in = { .received = RW_NO_DATE, .way = STR("pigeon") };
    struct request_item *list;
    struct desk d;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(request_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("subject")).p && problem_of(&a.bad, STR("asker_name")).p &&
          problem_of(&a.bad, STR("received")).p && problem_of(&a.bad, STR("way")).p &&
          problem_of(&a.bad, STR("parts")).p);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_list(&a, d.case_id, &list, &n));
    CHECK(n == 0);
    a = desk_act(&d, d.olga, true);
    CHECK(request_list(&a, d.case_id, &list, &n) == RW_ENOTFOUND);
    desk_close(&d);
}

/* Two windows at once: the second answer follows the first, which it had not read. */
TEST_BOTH(an_answer_is_judged_where_it_is_written_and_not_as_it_was_read)
{
    struct str gives[] = { STR("progress") };
    struct request_decision_input in = {
        .outcome = REQUEST_GIVEN, .gives = gives, .ngives = 1, .second_on = RW_NO_DATE
    };
    struct request_item before;
    struct desk d;
    struct act first, second;
    struct str id;

    desk_open(&d, k);
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    second = kit_act(&d, d.ana);
    CHECK_ACT(second, act_page_begin(&second));
    CHECK_ACT(second, request_get(&second, d.case_id, id, &before));
    first = kit_act(&d, d.ana);
    CHECK_ACT(first, request_decide(&first, d.case_id, id, &in));
    CHECK_ACT(second, request_decide(&second, d.case_id, id, &in));
    act_page_end(&second);
    CHECK(request_kit_get(&d, id).nsteps == 2);
    desk_close(&d);
}
