/* report_parts.c -- caption, author, limits, signature: the frame of every report. */
#include "core/report_parts.h"

#include "core/report_words.h"

static const struct report_person *person_at(const struct report_base *r, int32_t who)
{
    return who >= 0 && (size_t)who < r->nperson ? &r->person[who] : NULL;
}

/* Hebrew to Arabic Extended, and the presentation forms of both. */
static bool has_rtl(struct str s)
{
    for (size_t i = 0; i + 1 < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i], next = (unsigned char)s.p[i + 1];
        bool low = (c >= 0xd6 && c <= 0xdf) || (c == 0xe0 && next >= 0xa0 && next <= 0xa3);
        if (low || (c == 0xef && next >= 0xac && next <= 0xbb))
            return true;
    }
    return false;
}

struct str part_name(struct arena *a, const struct report_base *r, int32_t who)
{
    const struct report_person *p = person_at(r, who);
    struct str name = str_or(p ? p->name : STR_NULL, REPORT_NOT_RECORDED);

    /* U+2068 FIRST STRONG ISOLATE, U+2069 POP DIRECTIONAL ISOLATE */
    return has_rtl(name) ? str_join(a, STR("\xE2\x81\xA8"), name, STR("\xE2\x81\xA9")) : name;
}

struct str part_name_relation(struct arena *a, const struct report_base *r, int32_t who)
{
    const struct report_person *p = person_at(r, who);

    if (!p || str_empty(p->name) || str_empty(p->relation))
        return part_name(a, r, who);
    return str_join(a, part_name(a, r, who), STR(", "), p->relation);
}

static struct str period(struct arena *a, const struct report_base *r)
{
    return str_join(a, date_words(a, r->from), STR(" to "), date_words(a, r->to));
}

/* Says each thing that a reader must not overlook, on every page. */
static struct str banner(struct arena *a, const struct report_base *r)
{
    struct str demo = STR("Invented: this practice, these people and this case do not exist");
    struct str draft = STR("Draft, not signed");

    if (r->practice.demo && !r->signature.is_signed)
        return str_join(a, demo, STR(" \xC2\xB7 "), draft);
    return r->practice.demo ? demo : r->signature.is_signed ? STR("") : draft;
}

void part_cover(const struct report_base *r, const char *title, struct arena *a,
                struct report_doc *doc)
{
    struct str number = str_or(r->caption.case_number, REPORT_NOT_RECORDED);
    struct str office = r->practice.office;

    if (!str_empty(office) && !str_empty(r->practice.phone))
        office = str_join(a, office, STR(" \xC2\xB7 "), r->practice.phone);
    *doc = (struct report_doc){
        .title = str_of(title),
        .subtitle = period(a, r),
        .lang = STR("en"),
        .practice = str_or(r->practice.name, "Practice: not recorded"),
        .office = str_empty(office) ? r->practice.phone : office,
        .running = str_join(a, STR("Case"), STR(" "), number),
        .banner = banner(a, r),
        .author = r->author.name,
        .hash = r->signature.hash,
        .paper = r->paper,
        .made_utc = r->made_utc,
    };
    if (!str_empty(r->caption.docket))
        doc->running = str_fmt(a, "%.*s \xC2\xB7 Docket %.*s", STR_ARG(doc->running),
                               STR_ARG(r->caption.docket));
    doc->running_what = str_join(a, doc->title, STR(" \xC2\xB7 "), doc->subtitle);
}

static struct str family(struct arena *a, const struct report_base *r)
{
    struct str all = STR("");

    for (size_t i = 0; i < r->nperson; i++) {
        struct str one = part_name_relation(a, r, (int32_t)i);
        all = all.len > 0 ? str_join(a, all, STR("; "), one) : one;
    }
    return all;
}

void part_matter(const struct report_base *r, bool brief, struct report_build *b)
{
    const struct report_caption *c = &r->caption;

    build_section(b, "matter", "The matter");
    build_block(b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(b, STR("Court"), c->court);
    BUILD_ROW(b, STR("Matter"), c->matter);
    BUILD_ROW(b, STR("Docket no."), c->docket);
    if (!brief) {
        BUILD_ROW(b, STR("Judge"), c->judge);
        BUILD_ROW(b, STR("Case no. of the practice"), c->case_number);
        BUILD_ROW(b, STR("Referred as"), c->origin_label);
    }
    BUILD_ROW(b, STR("Family"), family(b->a, r));
    if (!brief)
        BUILD_ROW(b, STR("Period"), period(b->a, r));
    BUILD_ROW(b, STR("Dated"), date_words(b->a, r->dated));
}

void part_author(const struct report_base *r, struct report_build *b)
{
    build_block(b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(b, STR("Author"), r->author.name);
    BUILD_ROW(b, STR("Licence"), r->author.licence);
    BUILD_ROW(b, STR("Role"), r->author.role_label);
    BUILD_ROW(b, STR("Outside the role"), str_of(report_role_excludes));
}

void part_limits(struct report_build *b)
{
    build_section(b, "limits", "Limits of this report");
    build_block(b, REPORT_LIST, STR_NULL);
    for (size_t i = 0; i < report_nlimits; i++)
        BUILD_ROW(b, str_of(report_limits[i]));
}

static void second_line(const struct report_base *r, struct report_build *b)
{
    struct str name = str_or(r->signature.second_name, REPORT_NOT_RECORDED);

    if (r->signature.second == REPORT_SECOND_SIGNER)
        BUILD_ROW(b, str_fmt(b->a, "Second signer: %.*s.", STR_ARG(name)));
    else if (r->signature.second == REPORT_SECOND_CONSULTATION)
        BUILD_ROW(b,
                  str_fmt(b->a, "One clinician with outside consultation: %.*s.", STR_ARG(name)));
}

void part_signature(const struct report_base *r, struct report_build *b)
{
    const struct report_signature *s = &r->signature;
    struct str name = str_or(r->author.name, "Author not recorded");
    struct str licence = str_or(r->author.licence, "licence not recorded");

    build_section(b, "signature", "Signature and distribution");
    build_block(b, REPORT_SIGN, STR_NULL);
    BUILD_ROW(b, str_join(b->a, name, STR(", "), licence));
    if (s->is_signed)
        BUILD_ROW(b, str_fmt(b->a, "Signed electronically on %.*s, version %.*s.",
                             STR_ARG(date_words(b->a, s->on)),
                             STR_ARG(str_or(s->version, REPORT_NOT_RECORDED))));
    else
        BUILD_ROW(b, STR("Draft. Not signed, and not for filing."));
    second_line(r, b);

    if (r->nrecipient == 0) {
        build_para(b, STR("Distribution: not recorded."));
        return;
    }
    struct str all = STR("Given at the same time to: ");
    for (size_t i = 0; i < r->nrecipient; i++) {
        const struct report_recipient *p = &r->recipient[i];
        struct str who = str_or(p->name, REPORT_NOT_RECORDED);
        if (!str_empty(p->role_label))
            who = str_join(b->a, who, STR(", "), p->role_label);
        all = str_join(b->a, all, who, i + 1 < r->nrecipient ? STR("; ") : STR("."));
    }
    build_para(b, all);
}
