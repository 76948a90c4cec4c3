/* referral_letter.c -- the decision on a referral as a letter to whoever referred. */
#include "app/audit.h"
#include "app/check.h"
#include "app/intake.h"
#include "app/lists.h"
#include "app/packet.h"
#include "app/packet_sheet.h"
#include "app/press.h"
#include "core/report_build.h"
#include "core/report_scan.h"
#include "gen/queries.h"
#include "report/render.h"

/* ---- shared with packet.c ---- */

struct report_doc packet_cover(struct act *a, const char *title, struct str subtitle)
{
    return (struct report_doc){
        .title = str_of(title),
        .subtitle = subtitle,
        .lang = STR("en"),
        .practice = a->app->practice,
        .running = a->app->practice,
        .running_what = str_of(title),
        .banner = a->app->demo ? STR("Invented: this practice, these people and this case do not "
                                     "exist")
                               : STR(""),
        .author = a->app->practice,
        .paper = str_is(a->app->paper, "a4") ? REPORT_A4 : REPORT_LETTER,
        .made_utc = a->now_utc,
    };
}

struct drawing {
    struct act *act;
    const struct report_doc *doc;
    struct out *pdf;
};

static enum rw_status draw_here(void *arg)
{
    const struct drawing *d = arg;

    return render_pdf(d->doc, d->act->mem, d->pdf, &d->act->err);
}

/* The foot of each page carries a hash of the text, so that two prints can be told apart. */
enum rw_status packet_draw(struct act *a, struct report_doc *doc, struct out *pdf)
{
    struct drawing d = { .act = a, .doc = doc, .pdf = pdf };
    struct out text;

    out_init(&text, PACKET_TEXT_MAX);
    report_doc_text(doc, &text);
    doc->hash = text.over ? STR_NULL : hash_sha256(a->mem, out_view(&text));
    out_free(&text);
    return press_draw(a->app->press, draw_here, &d);
}

/* ---- the letter ---- */

static struct str day_words(struct act *a, struct str iso)
{
    struct date d;

    return date_parse(iso, &d) ? date_words(a->mem, d) : STR_NULL;
}

static void write_letter(struct act *a, const struct family_case_get_row *c,
                         const struct intake_decision_row *d, struct report_doc *doc)
{
    const struct choice *words = choice_find(list_of(a->app, LIST_REFERRAL_LETTER), d->outcome);
    struct report_build b = { .a = a->mem };

    build_section(&b, "referral", "Your referral");
    build_block(&b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(&b, STR("To"), c->referral_source);
    BUILD_ROW(&b, STR("Referred on"), day_words(a, c->referred_on));
    BUILD_ROW(&b, STR("Family"), c->title);
    BUILD_ROW(&b, STR("Number of the practice"), c->number);
    build_section(&b, "answer", "Our answer");
    if (words)
        build_para(&b, words->label);
    if (d->words.len) {
        build_subsection(&b, "reason",
                         str_is(d->outcome, "declined") ? STR("Reason") : STR("What we add"));
        build_words(&b, (struct report_words){ d->words });
    }
    if (words && words->note.len)
        build_note(&b, words->note);
    build_section(&b, "signature", "Signature");
    build_block(&b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(&b, STR("Decided by"), d->recorded_name);
    if (d->licence.len)
        BUILD_ROW(&b, STR("Licence"), d->licence);
    BUILD_ROW(&b, STR("On"), day_words(a, d->on_date));
    BUILD_ROW(&b, STR("Signature"), STR("______________________________"));
    build_end(&b, doc);
}

static enum rw_status search(struct act *a, struct str case_id, const struct report_doc *doc)
{
    struct report_protected_row *rows;
    struct report_secret *list;
    struct str where;
    size_t n, i;
    enum rw_status st =
        q_report_protected(a->db, a->mem,
                           &(struct q_report_protected_in){
                               .case_id = case_id, .now_utc = utc_iso(a->mem, a->now_utc) },
                           &rows, &n, &a->err);

    if (st)
        return st;
    list = arena_array(a->mem, struct report_secret, n + 1);
    for (i = 0; i < n; i++)
        list[i] = (struct report_secret){ .phone = rows[i].phone,
                                          .email = rows[i].email,
                                          .address = rows[i].address };
    if (report_scan(doc, list, n, a->mem, &where))
        problem_add(&a->bad, "",
                    str_fmt(a->mem,
                            "\xE2\x80\x9C%.*s\xE2\x80\x9D holds a protected address, telephone "
                            "number or e-mail. The letter can be printed once it is out.",
                            STR_ARG(where)));
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    return check_done(a);
}

enum rw_status referral_letter_pdf(struct act *a, struct str case_id, struct out *pdf)
{
    struct family_case_get_row c;
    struct intake_decision_row *rows;
    struct report_doc doc;
    size_t n;
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (!st)
        st = q_family_case_get(a->db, a->mem, &(struct q_family_case_get_in){ .id = case_id }, &c,
                               &a->err);
    if (!st)
        st = intake_decision_list(a, case_id, &rows, &n);
    if (!st && n == 0)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "nothing is decided yet");
    if (!st)
        st = audit_read(a, &(struct audit){ .action = "referral-letter",
                                            .object_type = "intake-decision",
                                            .object_id = rows[n - 1].id,
                                            .case_id = case_id,
                                            .object_version = 1 });
    if (st)
        return st;
    doc = packet_cover(a, "Answer to a referral", day_words(a, rows[n - 1].on_date));
    write_letter(a, &c, &rows[n - 1], &doc);
    st = search(a, case_id, &doc);
    return st ? st : packet_draw(a, &doc, pdf);
}
