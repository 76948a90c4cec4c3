/* packet.c -- the packet of one adult: words of a list, filled with what is on record for this adult
 * alone, searched before anybody sees it, and drawn. */
#include "app/packet.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/consent.h"
#include "app/lists.h"
#include "app/packet_sheet.h"
#include "core/name_cover.h"
#include "core/report_build.h"
#include "core/report_scan.h"
#include "core/sentence.h"
#include "gen/queries.h"

#define CLINICIAN_UNKNOWN "the clinician of your family"

struct packet {
    struct act *a;
    struct str case_id;
    struct person_row *people;
    size_t npeople;
    const struct person_row *adult;
    struct person_reach_list_row *reach; /* everybody of the family */
    size_t nreach;
    struct covered_name *others;
    size_t nothers;
    const struct person_role_row *roles;
    size_t nroles;
    struct str *keep; /* this adult, and the children named here */
    size_t nkeep;
    struct str children, clinician;
    struct agreement_item_row *items;
    size_t nitems;
    struct fee_terms_row *fees;
    size_t nfees;
    struct release_form_row *forms;
    size_t nforms;
    struct report_build b;
};

/* ---- reading ---- */

static const struct person_row *find(const struct packet *p, struct str id)
{
    size_t i;

    for (i = 0; i < p->npeople; i++)
        if (str_eq(p->people[i].id, id))
            return &p->people[i];
    return NULL;
}

/* At a side of some child: then "the other parent" is who is meant. */
static bool is_parent(const struct person_role_row *roles, size_t n, struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(roles[i].person_id, id) &&
            (str_is(roles[i].role, "contact_parent") || str_is(roles[i].role, "home_parent") ||
             str_is(roles[i].role, "guardian")))
            return true;
    return false;
}

static bool has_role(const struct person_role_row *roles, size_t n, struct str adult,
                     struct str child)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(roles[i].person_id, adult) && !roles[i].to_on.p &&
            (!roles[i].child_id.p || str_eq(roles[i].child_id, child)))
            return true;
    return false;
}

/* The children of this adult are named, others not. */
static bool is_own(const struct packet *p, struct str id, struct str kind)
{
    return str_eq(id, p->adult->id) ||
           (str_is(kind, "child") && has_role(p->roles, p->nroles, p->adult->id, id));
}

/* "Maya, Jonas and Ida" */
static void fill_children(struct packet *p)
{
    size_t i, first = p->nkeep;

    for (i = 0; i < p->npeople; i++)
        if (str_is(p->people[i].kind, "child") && is_own(p, p->people[i].id, p->people[i].kind))
            p->keep[p->nkeep++] = p->people[i].name;
    for (i = first; i < p->nkeep; i++)
        p->children = i == first
                          ? p->keep[i]
                          : str_join(p->a->mem, p->children,
                                     i + 1 == p->nkeep ? STR(" and ") : STR(", "), p->keep[i]);
}

/* Everybody else is to be taken out: a half-sibling of the other side as well. */
static void fill_names(struct packet *p)
{
    struct arena *mem = p->a->mem;
    size_t i;

    p->others = arena_array(mem, struct covered_name, p->nreach + 1);
    p->keep = arena_array(mem, struct str, p->npeople + 1);
    p->keep[p->nkeep++] = p->adult->name;
    fill_children(p);
    for (i = 0; i < p->nreach; i++)
        if (!is_own(p, p->reach[i].id, p->reach[i].kind))
            p->others[p->nothers++] = (struct covered_name){
                .name = p->reach[i].name,
                .stands_for_it = str_is(p->reach[i].kind, "child") ? STR("another child")
                                 : is_parent(p->roles, p->nroles, p->reach[i].id)
                                     ? STR("the other parent")
                                     : STR("another adult"),
            };
}

static enum rw_status load_people(struct packet *p, struct str person_id)
{
    struct act *a = p->a;
    struct person_role_row *roles;
    size_t n;
    enum rw_status st =
        q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = p->case_id },
                      &p->people, &p->npeople, &a->err);

    if (!st)
        st = q_person_reach_list(a->db, a->mem,
                                 &(struct q_person_reach_list_in){ .case_id = p->case_id },
                                 &p->reach, &p->nreach, &a->err);
    if (!st)
        st = q_person_role_list(a->db, a->mem,
                                &(struct q_person_role_list_in){ .case_id = p->case_id }, &roles,
                                &n, &a->err);
    if (st)
        return st;
    p->adult = find(p, person_id);
    if (!p->adult || !str_is(p->adult->kind, "adult"))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no adult of the family");
    p->roles = roles;
    p->nroles = n;
    fill_names(p);
    return RW_OK;
}

static enum rw_status load_lead(struct packet *p)
{
    struct act *a = p->a;
    struct assignment_list_row *rows;
    size_t n, i;
    enum rw_status st = q_assignment_list(
        a->db, a->mem, &(struct q_assignment_list_in){ .case_id = p->case_id }, &rows, &n, &a->err);

    p->clinician = STR(CLINICIAN_UNKNOWN);
    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].capacity, "lead") && !rows[i].to_utc.p)
            p->clinician = rows[i].account_name;
    return st;
}

static enum rw_status load_terms(struct packet *p)
{
    struct act *a = p->a;
    struct agreement_row *versions;
    size_t n;
    enum rw_status st = agreement_list(a, p->case_id, &versions, &n);

    if (!st && n > 0)
        st = agreement_items(a, p->case_id, versions[n - 1].id, &p->items, &p->nitems);
    if (!st)
        st = fee_terms_list(a, p->case_id, p->adult->id, &p->fees, &p->nfees);
    return st ? st : release_form_list(a, p->case_id, p->adult->id, &p->forms, &p->nforms);
}

/* ---- writing ---- */

static struct str for_this_adult(struct packet *p, struct str typed)
{
    return name_cover(p->a->mem, typed, p->others, p->nothers, p->keep, p->nkeep);
}

static struct str fill(struct packet *p, struct str text)
{
    const struct sentence_word words[] = {
        { "adult", p->adult->name },
        { "children", p->children.len ? p->children : STR("the children") },
        { "practice", p->a->app->practice },
        { "clinician", p->clinician },
    };

    return sentence_fill(p->a->mem, text, words, sizeof words / sizeof *words);
}

static struct str item_words(struct packet *p, const struct choice *item)
{
    size_t i;

    for (i = 0; i < p->nitems; i++)
        if (str_eq(p->items[i].code, item->code)) {
            struct str words = for_this_adult(p, p->items[i].words);

            return str_is(p->items[i].state, "not_applicable")
                       ? str_join(p->a->mem, STR("Does not apply"), STR(": "), words)
                       : words;
        }
    return STR("To be written and read together before anybody signs.");
}

static void write_agreement(struct packet *p)
{
    const struct choice_list *list = list_of(p->a->app, LIST_AGREEMENT_ITEMS);
    size_t i;

    build_block(&p->b, REPORT_FACTS, STR_NULL);
    for (i = 0; i < list->nitems; i++)
        BUILD_ROW(&p->b, list->items[i].label, item_words(p, &list->items[i]));
    build_block(&p->b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(&p->b, STR("Name"), p->adult->name);
    BUILD_ROW(&p->b, STR("Signature"), STR("______________________________"));
    BUILD_ROW(&p->b, STR("Date"), STR("______________________________"));
}

static void write_fees(struct packet *p)
{
    struct report_words words = { p->nfees ? for_this_adult(p, p->fees[p->nfees - 1].words)
                                           : STR("Your terms are not written down yet. Nothing is "
                                                 "charged before they are.") };

    build_words(&p->b, words);
}

static void write_form(struct packet *p, const struct release_form_row *f)
{
    struct arena *mem = p->a->mem;
    const struct person_row *to = find(p, f->recipient_id);
    struct str name = to ? to->name : STR(""), house = to ? to->organisation : STR_NULL;
    struct str profession = to ? list_label(p->a->app, "professions", to->profession) : STR_NULL;
    struct str recipient = str_join(mem, name, STR(", "), profession);
    struct date until;

    if (house.len)
        recipient = str_join(mem, recipient, STR(", "), house);
    build_subsection(&p->b, "release",
                     str_join(mem, STR("Release"), STR(": "), for_this_adult(p, name)));
    build_block(&p->b, REPORT_FACTS, STR_NULL);
    BUILD_ROW(&p->b, STR("Who releases"), p->adult->name);
    BUILD_ROW(&p->b, STR("Between"), p->a->app->practice);
    BUILD_ROW(&p->b, STR("And this one recipient"), for_this_adult(p, recipient));
    BUILD_ROW(&p->b, STR("For this one purpose"), for_this_adult(p, f->purpose));
    BUILD_ROW(&p->b, STR("What may be shared"), for_this_adult(p, f->scope));
    BUILD_ROW(&p->b, STR("What is never part of it"),
              STR("What a child said in confidence, process notes, and where anybody lives."));
    BUILD_ROW(&p->b, STR("Ends on"),
              date_parse(f->until_on, &until) ? date_words(mem, until) : STR_NULL);
    BUILD_ROW(&p->b, STR("Ends sooner"),
              STR("When the work ends, or on the day on which it is taken back in writing."));
    BUILD_ROW(&p->b, STR("Signature and date"), STR("______________________________"));
    BUILD_ROW(&p->b, STR("Copy received"), STR("______________________________"));
}

static void write_forms(struct packet *p)
{
    size_t i;

    if (!p->nforms)
        build_para(&p->b, STR("No form is needed from you now."));
    for (i = 0; i < p->nforms; i++)
        write_form(p, &p->forms[i]);
}

static const struct {
    const char *code;
    void (*write)(struct packet *p);
} parts[] = {
    { "agreement_items", write_agreement },
    { "fee_terms", write_fees },
    { "release_forms", write_forms },
};

static void write_all(struct packet *p, struct report_doc *doc)
{
    const struct choice_list *list = list_of(p->a->app, LIST_PACKET_WORDS);
    size_t i, k;

    p->b = (struct report_build){ .a = p->a->mem };
    for (i = 0; i < list->nitems; i++) {
        const struct choice *item = &list->items[i];

        if (i == 0 || !str_eq(item->group, list->items[i - 1].group))
            build_section(&p->b, str_z(p->a->mem, item->code), str_z(p->a->mem, item->group));
        build_para(&p->b, fill(p, item->label));
        for (k = 0; k < sizeof parts / sizeof *parts; k++)
            if (str_is(item->code, parts[k].code))
                parts[k].write(p);
    }
    build_end(&p->b, doc);
}

/* ---- searching ---- */

static bool holds(const struct report_doc *doc, struct str what)
{
    const struct covered_name one = { .name = what };
    struct out text;
    bool found;

    if (!what.len)
        return false;
    out_init(&text, PACKET_TEXT_MAX);
    report_doc_text(doc, &text);
    found = text.over || name_stands(out_view(&text), &one, 1);
    out_free(&text);
    return found;
}

/* A day of birth as people write it. */
static bool holds_birth(struct packet *p, const struct report_doc *doc, struct str iso)
{
    struct date d;
    struct ymd y;

    if (!iso.len || !date_parse(iso, &d))
        return false;
    y = date_ymd(d);
    return holds(doc, iso) || holds(doc, date_words(p->a->mem, d)) ||
           holds(doc, str_fmt(p->a->mem, "%d/%d/%d", y.month, y.day, y.year)) ||
           holds(doc, str_fmt(p->a->mem, "%02d/%02d/%d", y.month, y.day, y.year));
}

static const struct person_reach_list_row *reach_of(const struct packet *p, struct str id)
{
    size_t i;

    for (i = 0; i < p->nreach; i++)
        if (str_eq(p->reach[i].id, id))
            return &p->reach[i];
    return NULL;
}

/* What a child shares with this adult is no secret from them. */
static struct str not_own(struct str theirs, struct str own)
{
    return str_eq(theirs, own) ? STR_NULL : theirs;
}

static bool shared_name(const struct packet *p, struct str name)
{
    size_t i;

    for (i = 0; i < p->nkeep; i++)
        if (str_eq(p->keep[i], name))
            return true;
    return false;
}

static enum rw_status search(struct packet *p, const struct report_doc *doc)
{
    struct act *a = p->a;
    struct report_secret *list = arena_array(a->mem, struct report_secret, p->nreach + 1);
    const struct person_reach_list_row *own = reach_of(p, p->adult->id);
    struct str where = STR("The packet");
    size_t i, n = 0;
    bool found = false;

    for (i = 0; own && !a->mem->spent && i < p->nreach; i++) {
        const struct person_reach_list_row *x = &p->reach[i];

        if (x == own)
            continue;
        list[n++] = (struct report_secret){ .phone = not_own(x->phone, own->phone),
                                            .email = not_own(x->email, own->email),
                                            .address = not_own(x->address, own->address) };
        if (!is_own(p, x->id, x->kind))
            found = found || (!shared_name(p, x->name) && holds(doc, x->name)) ||
                    holds_birth(p, doc, x->birth);
    }
    if (found || report_scan(doc, list, n, a->mem, &where))
        problem_add(&a->bad, "",
                    str_fmt(a->mem,
                            "\xE2\x80\x9C%.*s\xE2\x80\x9D tells who or where somebody else of "
                            "the family is. It can be printed once that is out of the text.",
                            STR_ARG(where)));
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    return check_done(a);
}

enum rw_status packet_pdf(struct act *a, struct str case_id, struct str person_id, struct out *pdf)
{
    struct packet p = { .a = a, .case_id = case_id };
    struct report_doc doc;
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (!st)
        st = load_people(&p, person_id);
    if (!st)
        st = load_lead(&p);
    if (!st)
        st = load_terms(&p);
    if (!st)
        st = audit_read(a, &(struct audit){ .action = "packet-print",
                                            .object_type = "packet",
                                            .object_id = person_id,
                                            .case_id = case_id,
                                            .object_version = 1 });
    if (st)
        return st;
    doc = packet_cover(a, "Welcome and agreements",
                       str_join(a->mem, STR("For"), STR(" "), p.adult->name));
    write_all(&p, &doc);
    st = search(&p, &doc);
    return st ? st : packet_draw(a, &doc, pdf);
}
