/* test_status_report.c -- the status report as a file: tags, text, bytes, limits. */
#include "test.h"

#include "report/pdf.h"
#include "report/status_report.h"
#include "support/sample_report.h"
#include "support/text_file.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

/* Room for a report, for the words of a tool about it, and for golden comparisons. */
#define MEM (32u << 20)

struct paper {
    struct arena a;
    struct out pdf;
};

static struct paper print(const struct status_report *r)
{
    struct paper p = { 0 };
    struct rw_err e = { 0 };

    CHECK(arena_make(&p.a, MEM));
    out_init(&p.pdf, 8 << 20);
    if (status_report_pdf(r, &p.a, &p.pdf, &e))
        fail_msg("%s: %s", e.func, e.note);
    return p;
}

static void drop(struct paper *p)
{
    out_free(&p->pdf);
    arena_free(&p->a);
}

static size_t count(struct str s, const char *needle)
{
    size_t n = 0;
    const char *p = s.p, *end = s.p + s.len;

    while ((p = memmem(p, (size_t)(end - p), needle, strlen(needle))) != NULL) {
        p += strlen(needle);
        n++;
    }
    return n;
}

TEST(status_report_is_a_sound_file_on_either_paper)
{
    static const char *const size[] = { "(A4)", "(letter)" };

    for (int i = 0; i < 2; i++) {
        struct status_report r = sample_short();
        r.base.paper = i == 0 ? REPORT_A4 : REPORT_LETTER;
        struct paper p = print(&r);
        CHECK(str_has(tool_says(&p.a, "qpdf --check %s", out_view(&p.pdf)),
                      "No syntax or stream encoding errors found"));
        struct str info = tool_says(&p.a, "pdfinfo %s", out_view(&p.pdf));
        CHECK(str_has(info, size[i]));
        CHECK(str_has(info, "Tagged:          yes"));
        CHECK(str_has(info, "Title:           Status report, Case R-2026-014"));
        CHECK(str_has(info, "Author:          R. Okafor"));
        drop(&p);
    }
}

TEST(status_report_is_tagged_with_headings_tables_lists_and_figure)
{
    struct status_report r = sample_short();
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "pdfinfo -struct %s", out_view(&p.pdf));

    CHECK(count(s, "H1 (block)") == 1);
    CHECK(count(s, "H2 (block)") == 12);
    CHECK(count(s, "H3 (block)") >= 2);
    CHECK(count(s, "Figure") == 1);
    CHECK(str_has(s, "Table (block)") && str_has(s, "Caption") && str_has(s, "TD"));
    CHECK(str_has(s, "LI (block)") && str_has(s, "LBody"));
    CHECK(count(s, "TH") == count(s, "/Scope"));
    CHECK(str_has(s, "/Scope /Column") && str_has(s, "/Scope /Row"));
    CHECK(!str_has(s, "NonStruct"));
    drop(&p);
}

TEST(status_report_says_language_title_bookmarks_and_alternative)
{
    struct status_report r = sample_short();
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "qpdf --qdf --object-streams=disable %s -", out_view(&p.pdf));

    CHECK(str_has(s, "/Lang (en)"));
    CHECK(str_has(s, "/DisplayDocTitle true"));
    CHECK(str_has(s, "/PageMode /UseOutlines"));
    CHECK(str_has(s, "/Title (5. Safety)"));
    CHECK(str_has(s, "/Alt (Timeline of the period"));
    CHECK(str_has(s, "/Artifact BMC"));
    drop(&p);
}

TEST(status_report_keeps_running_heads_out_of_the_structure)
{
    struct status_report r = sample_short();
    struct paper p = print(&r);
    struct str tree = tool_says(&p.a, "pdfinfo -struct-text %s", out_view(&p.pdf));
    struct str page = tool_says(&p.a, "pdftotext -layout %s -", out_view(&p.pdf));

    CHECK(!str_has(tree, "Page 1 of"));
    CHECK(str_has(page, "Page 1 of ") && str_has(page, "Page 2 of "));
    CHECK(str_has(page, "Case R-2026-014") && str_has(page, "Docket 24-DR-1881"));
    CHECK(count(page, "9b1f 4c2a d7e0") == count(page, "Content hash 9b1f"));
    drop(&p);
}

TEST(status_report_text_can_be_copied_out_as_it_was_put_in)
{
    struct status_report r = sample_short();
    r.plan = (struct report_words){ STR("The office offers first a difficult, then a final flow. "
                                        "Zo\xC3\xAB \xC5\x81ukasz \xCE\x91\xCE\xB8\xCE\xB7") };
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "pdftotext %s -", out_view(&p.pdf));

    CHECK(str_has(s, "The office offers first a difficult, then a final flow."));
    CHECK(str_has(s, "Zo\xC3\xAB \xC5\x81ukasz \xCE\x91\xCE\xB8\xCE\xB7"));
    CHECK(str_has(s, "345 of 480 offered minutes"));
    drop(&p);
}

TEST(status_report_uses_the_named_families_only)
{
    struct status_report r = sample_short();
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "pdffonts %s", out_view(&p.pdf));

    CHECK(str_has(s, "NotoSerif") && str_has(s, "NotoSans"));
    CHECK(count(s, "+Noto") == count(s, "yes yes yes"));
    drop(&p);
}

TEST(status_report_of_equal_input_has_equal_bytes)
{
    struct status_report r = sample_short();
    struct paper x = print(&r);

    /* a clock of seconds must have moved on for the comparison to mean anything */
    CHECK(nanosleep(&(struct timespec){ .tv_sec = 1, .tv_nsec = 100000000 }, NULL) == 0);
    struct paper y = print(&r);

    CHECK(str_eq(out_view(&x.pdf), out_view(&y.pdf)));
    CHECK(str_has(tool_says(&x.a, "pdfinfo -isodates %s", out_view(&x.pdf)),
                  "CreationDate:    2026-06-03T12:30:00"));
    r.base.dated.day++;
    struct paper z = print(&r);
    CHECK(!str_eq(out_view(&x.pdf), out_view(&z.pdf)));
    drop(&x);
    drop(&y);
    drop(&z);
}

TEST(status_report_warns_on_each_page_of_an_invented_practice)
{
    struct arena a;
    CHECK(arena_make(&a, 1 << 20));
    struct status_report r = sample_long(&a);
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "pdftotext %s -", out_view(&p.pdf));
    size_t pages = count(s, "\f");

    CHECK(pages >= 6);
    CHECK(count(s, "Invented: this practice") == pages);
    CHECK(count(s, "Draft, not signed") == pages);
    drop(&p);
    arena_free(&a);
}

TEST(status_report_takes_a_text_longer_than_a_page)
{
    struct out o;
    struct report_goal g = { STR("A goal"), REPORT_GOAL_NOT_NOW, { { 0 } } };
    struct status_report r = sample_short();

    out_init(&o, 1 << 20);
    for (int i = 0; i < 1500; i++)
        out_fmt(&o, "word%d ", i);
    g.reason.text = r.plan.text = out_view(&o);
    r.goal = &g;
    r.ngoal = 1;
    struct paper p = print(&r);
    struct str s = tool_says(&p.a, "pdftotext %s -", out_view(&p.pdf));
    CHECK(count(s, "word0\n") + count(s, "word0 ") == 2);
    CHECK(count(s, "word1499") == 2);
    CHECK(str_has(tool_says(&p.a, "qpdf --check %s", out_view(&p.pdf)), "No syntax"));
    drop(&p);
    out_free(&o);
}

TEST(status_report_draws_what_is_not_utf8_as_a_sign)
{
    struct status_report r = sample_short();

    r.base.caption.judge = STR("bad \xFF\xFE byte");
    struct paper p = print(&r);
    CHECK(p.pdf.len > 1000);
    drop(&p);
}

TEST(status_report_stops_at_a_spent_arena_and_at_a_full_buffer)
{
    struct status_report r = sample_short();
    struct arena a;
    struct out o;
    struct rw_err e;

    for (size_t cap = 1024; cap < 100000; cap += 9001) {
        CHECK(arena_make(&a, cap));
        out_init(&o, 8 << 20);
        CHECK(status_report_pdf(&r, &a, &o, &e) == RW_ELIMIT);
        out_free(&o);
        arena_free(&a);
    }
    CHECK(arena_make(&a, MEM));
    out_init(&o, 2000);
    CHECK(status_report_pdf(&r, &a, &o, &e) == RW_ELIMIT);
    out_free(&o);
    arena_free(&a);
}

static void *in_thread(void *len)
{
    struct status_report r = sample_short();
    struct paper p;

    pdf_thread_init();
    p = print(&r);
    *(size_t *)len = p.pdf.len;
    drop(&p);
    pdf_thread_done();
    return NULL;
}

TEST(status_report_can_be_made_in_several_threads_at_once)
{
    pthread_t t[3];
    size_t len[3] = { 0 };

    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&t[i], NULL, in_thread, &len[i]) == 0);
    for (int i = 0; i < 3; i++)
        CHECK(pthread_join(t[i], NULL) == 0);
    CHECK(len[0] > 1000 && len[0] == len[1] && len[1] == len[2]);
}
