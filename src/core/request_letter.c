#include "core/request_letter.h"

#include "core/report_build.h"

static void cover(const struct request_letter *l, struct arena *a, struct report_doc *doc)
{
    struct str draft = l->is_signed ? STR("") : STR("Draft, not signed");
    struct str demo =
        l->demo ? STR("Invented: this practice and these people do not exist") : STR("");

    *doc = (struct report_doc){
        .title = STR("Answer to a request for a record"),
        .subtitle = date_words(a, l->dated),
        .lang = STR("en"),
        .practice = str_or(l->practice, "Practice: not recorded"),
        .running = str_fmt(a, "Request of %.*s", STR_ARG(date_words(a, l->received))),
        .banner = draft.len && demo.len ? str_join(a, demo, STR(" \xC2\xB7 "), draft)
                  : demo.len            ? demo
                                        : draft,
        .author = l->author,
        .hash = l->hash,
        .paper = l->paper,
        .made_utc = l->made_utc,
    };
    doc->running_what = doc->title;
}

static void list_of_labels(struct report_build *b, const char *lead, const struct str *list,
                           size_t n)
{
    size_t i;

    if (!n)
        return;
    build_block(b, REPORT_LIST, str_of(lead));
    for (i = 0; i < n; i++)
        BUILD_ROW(b, list[i]);
}

static void answer(const struct request_letter *l, struct report_build *b)
{
    static const char *const words[REQUEST_OUTCOMES] = {
        "We give you access to what you asked for.",
        "We give you access to a part of what you asked for.",
        "We do not give access to what you asked for.",
    };
    size_t i;

    build_section(b, "answer", "Our answer");
    build_para(b, str_of(words[l->outcome < REQUEST_OUTCOMES ? l->outcome : REQUEST_DENIED]));
    list_of_labels(b, "You are given:", l->gives, l->ngives);
    if (!l->nwhy)
        return;
    build_section(b, "basis", "On what this rests");
    for (i = 0; i < l->nwhy; i++)
        build_para(b, l->why[i]);
}

static void rights(const struct request_letter *l, struct report_build *b)
{
    if (l->outcome == REQUEST_GIVEN)
        return;
    build_section(b, "rights", "What you can do");
    if (l->reviewable)
        build_para(b, STR("You may ask us in writing for a review. Another licensed health care "
                          "professional, who took no part in this answer, then looks at it, and "
                          "we follow what that person decides (45 CFR 164.524(a)(4))."));
    build_para(b, STR("You may complain in writing to this practice, or to the Secretary of the "
                      "U.S. Department of Health and Human Services, Office for Civil Rights. "
                      "Nobody is put at a disadvantage for a complaint."));
    build_para(b, STR("You may also ask a court, or a lawyer of your choice."));
}

static void signature(const struct request_letter *l, struct report_build *b)
{
    build_section(b, "signature", "Signature");
    build_block(b, REPORT_SIGN, STR_NULL);
    BUILD_ROW(b, str_join(b->a, str_or(l->author, "Author not recorded"), STR(", "),
                          str_or(l->licence, "licence not recorded")));
    if (l->is_signed)
        BUILD_ROW(b, str_fmt(b->a, "Signed electronically on %.*s.",
                             STR_ARG(date_words(b->a, l->dated))));
    else
        BUILD_ROW(b, STR("Draft. Not signed, and not for sending."));
    if (l->second.len)
        BUILD_ROW(b, l->second);
}

void request_letter_lines(const struct request_letter *l, struct arena *a, struct report_doc *doc)
{
    struct report_build b = { .a = a };

    cover(l, a, doc);
    build_section(&b, "request", "Your request");
    build_block(&b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(&b, STR("To"), l->asker);
    BUILD_ROW(&b, STR("Received"), date_words(a, l->received));
    if (l->subject.p)
        BUILD_ROW(&b, STR("Record of"), l->subject);
    list_of_labels(&b, "You asked for:", l->asked, l->nasked);
    answer(l, &b);
    rights(l, &b);
    signature(l, &b);
    build_end(&b, doc);
}
