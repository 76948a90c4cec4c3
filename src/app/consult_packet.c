/* consult_packet.c -- one decision in the words of the record, with no more about the family than
 * it takes to judge it. */
#include "app/consult_parts.h"

#include "app/hold.h"
#include "app/lists.h"
#include "core/name_cover.h"
#include "gen/queries.h"

#include <jansson.h>

#define PACKET_MAX (64u << 10)
#define HELD_BY "Held by" /* a colleague's name: it stays */

void consult_line_add(struct consult_packet *p, const char *label, struct str text)
{
    if (p->n < CONSULT_LINES && text.len)
        p->lines[p->n++] = (struct consult_line){ str_of(label), text };
}

/* ---- people without names ---- */

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    if (s.len > 10)
        s.len = 10;
    return date_parse(s, &d) ? d : RW_NO_DATE;
}

struct str consult_child_words(struct act *a, const struct person_row *child)
{
    int32_t years = child ? date_age_years(day_of(child->birth), a->today) : -1;

    if (!child)
        return STR("every child of the family");
    return years < 0 ? STR("a child") : str_fmt(a->mem, "a child of %d years", years);
}

static struct str adult_words(const struct case_rows *rows, struct str person_id)
{
    size_t i;

    for (i = 0; i < rows->nroles; i++)
        if (str_eq(rows->roles[i].person_id, person_id) && rows->roles[i].relation.len)
            return rows->roles[i].relation;
    return STR("an adult");
}

/* "the child", "the father", "the child's grandmother"; relations may name a child themselves. */
static struct str stand_in(struct act *a, const struct case_rows *rows, const struct person_row *x,
                           const struct covered_name *kids, size_t nkids)
{
    struct str words;

    if (str_is(x->kind, "child"))
        return STR("the child");
    if (str_is(x->kind, "professional"))
        return STR("a professional");
    words = name_cover(a->mem, adult_words(rows, x->id), kids, nkids, NULL, 0);
    if (str_starts(words, "the ") || str_starts(words, "an "))
        return words;
    return str_fmt(a->mem, "the %.*s", STR_ARG(words));
}

/* Children first: what stands for an adult may name one. */
static struct covered_name *names_of(struct act *a, const struct case_rows *rows)
{
    struct covered_name *names = arena_array(a->mem, struct covered_name, rows->npeople + 1);
    size_t n = 0, nkids, i;
    int child;

    for (child = 1, nkids = 0; !a->mem->spent && child >= 0; child--) {
        for (i = 0; i < rows->npeople; i++)
            if (str_is(rows->people[i].kind, "child") == (child == 1))
                names[n++] = (struct covered_name){ .name = rows->people[i].name,
                                                    .stands_for_it = stand_in(
                                                        a, rows, &rows->people[i], names, nkids) };
        nkids = n;
    }
    return names;
}

enum rw_status consult_without_names(struct act *a, struct str case_id, struct str *text)
{
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        *text = name_cover(a->mem, *text, names_of(a, &rows), rows.npeople, NULL, 0);
    return st;
}

/* ---- a criterion ---- */

static const struct gate *gate_of(const struct protocol *p, struct str criterion)
{
    size_t i, k;

    for (i = 0; i < p->ngates; i++)
        for (k = 0; k < p->gates[i].ncriteria; k++)
            if (str_eq(p->gates[i].criteria[k].id, criterion))
                return &p->gates[i];
    return NULL;
}

enum rw_status consult_judge(struct act *a, const struct case_rows *rows,
                             const struct person_row *child, const struct gate *g,
                             struct gate_result *r)
{
    struct fact_adult *adults;
    struct facts f;
    size_t i;

    checkpoint_facts(a, rows, child, &f);
    adults = arena_array(a->mem, struct fact_adult, f.nadults + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < f.nadults; i++) {
        adults[i] = f.adults[i];
        adults[i].name = adult_words(rows, f.adults[i].id);
    }
    f.adults = adults;
    f.child_name = STR("the child");
    return gate_check(a->mem, rows->protocol, g, &f, r, &a->err);
}

static struct str paper_words(struct act *a, const struct case_rows *rows, struct str id)
{
    struct document_get_row row;
    struct rw_err ignored;
    struct q_document_get_in in = { .case_id = rows->case_id, .id = id };
    struct str on;

    if (q_document_get(a->db, a->mem, &in, &row, &ignored))
        return STR_NULL;
    on = date_words(a->mem, day_of(row.dated_on));
    return str_fmt(a->mem, "%.*s%s%.*s", STR_ARG(row.kind), on.len ? ", " : "", STR_ARG(on));
}

static struct str evidence_words(struct act *a, const struct case_rows *rows,
                                 const struct criterion_result *r)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < r->nevidence; i++) {
        struct str one = paper_words(a, rows, r->evidence[i]);

        if (one.len)
            all = all.len ? str_join(a->mem, all, STR("; "), one) : one;
    }
    return all.len ? all : STR("No paper is attached.");
}

static void add_result(struct act *a, const struct case_rows *rows,
                       const struct criterion_result *r, struct consult_packet *p)
{
    char letter[2] = { override_letter(r->override), '\0' };

    consult_line_add(p, "Checkpoint", r->gate->title);
    consult_line_add(p, "What is asked there", r->criterion->title);
    consult_line_add(p, "How it may be set aside",
                     list_label(a->app, "override-classes", str_copy(a->mem, str_of(letter))));
    if (r->adult)
        consult_line_add(p, "About the adult", r->adult->name);
    consult_line_add(p, "What the record says today",
                     !r->criterion->about_child ? r->sentence
                     : r->blocks                ? STR("Criteria about the child: not yet met.")
                                                : STR("Criteria about the child: met."));
    if (r->record)
        consult_line_add(p, "Recorded of", date_words(a->mem, r->record->on));
    consult_line_add(p, "What it rests on", evidence_words(a, rows, r));
}

static enum rw_status add_criterion(struct act *a, const struct case_rows *rows,
                                    const struct criterion_override_row *o,
                                    const struct person_row *child, struct consult_packet *p)
{
    const struct gate *g = gate_of(rows->protocol, o->criterion);
    struct gate_result r;
    size_t i;
    enum rw_status st;

    if (!g)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no checkpoint asks for it");
    st = consult_judge(a, rows, child, g, &r);
    for (i = 0; !st && i < r.nresults; i++)
        if (str_eq(r.results[i].criterion->id, o->criterion) &&
            (!o->person_id.p ||
             (r.results[i].adult && str_eq(r.results[i].adult->id, o->person_id)))) {
            add_result(a, rows, &r.results[i], p);
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "it is not asked today");
}

static struct str joined(struct act *a, struct str all, struct str one)
{
    if (!one.len)
        return all;
    return all.len ? str_join(a->mem, all, STR("; "), one) : one;
}

/* Papers and notes attached to the words on this sign, by kind and day. */
static struct str sign_rests_on(struct act *a, const struct case_rows *rows,
                                const struct sign_kind *k, struct str child_id)
{
    struct str all = STR("");
    size_t i, w;

    for (i = 0; i < rows->nrecords; i++) {
        const struct criterion_record_row *r = &rows->records[i];

        if (!str_eq(r->criterion, k->code) || (r->child_id.p && !str_eq(r->child_id, child_id)))
            continue;
        if (!str_is(r->result, "yes"))
            all = STR(""); /* what was open before that is another time */
        for (w = 0; w < rows->nevidence; w++) {
            const struct evidence_row *e = &rows->evidence[w];

            if (!str_eq(e->record_id, r->id))
                continue;
            if (e->note_on.p)
                all = joined(a, all,
                             str_fmt(a->mem, "note of %.*s",
                                     STR_ARG(date_words(a->mem, day_of(e->note_on)))));
            else
                all = joined(a, all, paper_words(a, rows, e->object_id));
        }
    }
    return all.len ? all : STR("No paper is attached.");
}

static void add_sign(struct act *a, const struct case_rows *rows, const struct sign_kind *k,
                     const struct person_row *child, struct consult_packet *p)
{
    struct sign_state s = case_sign(a, rows, k, child->id);
    char letter[2] = { override_letter(k->closing), '\0' };

    consult_line_add(p, "Warning sign", k->title);
    consult_line_add(p, "How it may be closed",
                     list_label(a->app, "override-classes", str_copy(a->mem, str_of(letter))));
    if (s.record) {
        consult_line_add(p, "What was said last", s.record->statement);
        consult_line_add(p, "What it rests on", sign_rests_on(a, rows, k, child->id));
        consult_line_add(p, "Open since", date_words(a->mem, day_of(s.record->occurred_on)));
        consult_line_add(p, "Whom it concerns",
                         s.record->person_id.p ? adult_words(rows, s.record->person_id)
                                               : STR("not known, so every adult"));
    }
}

static const struct person_row *first_child(const struct case_rows *rows)
{
    size_t i;

    for (i = 0; i < rows->npeople; i++)
        if (str_is(rows->people[i].kind, "child"))
            return &rows->people[i];
    return NULL;
}

static const struct criterion_override_row *override_in(const struct case_rows *rows, struct str id)
{
    size_t i;

    for (i = 0; i < rows->noverrides; i++)
        if (str_eq(rows->overrides[i].id, id))
            return &rows->overrides[i];
    return NULL;
}

static bool takes_two(const struct case_rows *rows, struct str criterion)
{
    const struct criterion *c = protocol_criterion(rows->protocol, criterion);
    const struct sign_kind *k = protocol_sign(rows->protocol, criterion);
    enum override_class class = c ? c->override : k ? k->closing : OVERRIDE_NEVER;

    return class == OVERRIDE_DOCUMENT || class == OVERRIDE_SECOND;
}

static enum rw_status of_override(struct act *a, const struct case_rows *rows, struct str id,
                                  struct consult_packet *p)
{
    const struct criterion_override_row *o = override_in(rows, id);
    const struct sign_kind *k = o ? protocol_sign(rows->protocol, o->criterion) : NULL;
    const struct person_row *child = o ? case_child(rows, o->child_id) : NULL;
    enum rw_status st = RW_OK;

    if (!o)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nothing of that id was set aside");
    if (!str_is(o->second_form, "none") || !takes_two(rows, o->criterion))
        return RW_FAIL(&a->err, RW_ECONFLICT, "it waits for no second signature");
    p->title = k ? STR("A warning sign is to be closed") : STR("A criterion is to be set aside");
    consult_line_add(p, "About", consult_child_words(a, child));
    if (!child)
        child = first_child(rows);
    if (!child)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no child");
    if (k)
        add_sign(a, rows, k, child, p);
    else
        st = add_criterion(a, rows, o, child, p);
    consult_line_add(p, "Why", o->rationale);
    if (o->until_on.p)
        consult_line_add(p, "Until", date_words(a->mem, day_of(o->until_on)));
    if (o->document_id.p)
        consult_line_add(p, "Document from outside", paper_words(a, rows, o->document_id));
    else if (str_is(o->stands_on, STANDS_ON_CONCERN))
        consult_line_add(p, "Document from outside",
                         STR("none is asked for: the question has its answer"));
    return st;
}

/* ---- a hold ---- */

static enum rw_status of_hold(struct act *a, const struct case_rows *rows, struct str id,
                              struct consult_packet *p)
{
    struct hold_state h;
    bool alone;
    enum rw_status st = hold_find(a, rows->case_id, id, &h);

    if (!st && (!h.stands || h.row.lift_form.p))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "it waits for no second signature");
    if (!st)
        st = hold_alone(a, &h, &alone);
    if (!st && alone)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "whoever pressed it may lift it alone");
    if (st)
        return st;
    p->title = STR("A hold on contact is to be lifted");
    consult_line_add(p, "Between", consult_child_words(a, case_child(rows, h.row.child_id)));
    consult_line_add(p, "And",
                     h.row.person_id.p ? adult_words(rows, h.row.person_id)
                                       : STR("every adult of the family"));
    consult_line_add(p, "Held since", clock_words(a->mem, h.rule.began_utc));
    consult_line_add(p, HELD_BY, h.row.began_name);
    consult_line_add(p, "Why it was held", str_or(h.row.reason, "not recorded"));
    consult_line_add(p, "An open warning sign stands behind it",
                     hold_is_backed(a, rows, &h.rule) ? STR("yes") : STR("no"));
    return RW_OK;
}

/* Whatever was typed, or is a relation in somebody's words: no name of the family is left in it. */
static void cover_lines(struct act *a, const struct case_rows *rows, struct consult_packet *p)
{
    const struct covered_name *names = names_of(a, rows);
    size_t i;

    for (i = 0; !a->mem->spent && i < p->n; i++)
        if (!str_is(p->lines[i].label, HELD_BY))
            p->lines[i].text = name_cover(a->mem, p->lines[i].text, names, rows->npeople, NULL, 0);
}

enum rw_status consult_packet(struct act *a, struct str case_id, struct str kind,
                              struct str object_id, struct consult_packet *p)
{
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    *p = (struct consult_packet){ 0 };
    if (!st)
        st = case_rows_evidence(a, &rows);
    if (!st && !rows.protocol)
        st = RW_FAIL(&a->err, RW_EDEP, "a case follows a protocol that this program lacks");
    if (st)
        return st;
    if (str_is(kind, "override"))
        st = of_override(a, &rows, object_id, p);
    else if (str_is(kind, "hold"))
        st = of_hold(a, &rows, object_id, p);
    else if (str_is(kind, "resume"))
        st = consult_of_resume(a, &rows, object_id, p);
    else
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such kind of decision");
    if (!st)
        cover_lines(a, &rows, p);
    return st;
}

/* ---- kept ---- */

struct str consult_packet_text(struct act *a, const struct consult_packet *p)
{
    struct str text;
    struct out o;
    size_t i;

    out_init(&o, PACKET_MAX);
    out_z(&o, "{\"title\":");
    out_json(&o, p->title);
    out_z(&o, ",\"lines\":[");
    for (i = 0; i < p->n; i++) {
        out_z(&o, i ? ",[" : "[");
        out_json(&o, p->lines[i].label);
        out_char(&o, ',');
        out_json(&o, p->lines[i].text);
        out_char(&o, ']');
    }
    out_z(&o, "]}");
    text = o.over ? STR_NULL : str_copy(a->mem, out_view(&o));
    out_free(&o);
    return text;
}

static struct str text_of(struct act *a, const json_t *v)
{
    if (!json_is_string(v))
        return STR("");
    return str_copy(a->mem, (struct str){ json_string_value(v), json_string_length(v) });
}

enum rw_status consult_packet_read(struct act *a, struct str text, struct consult_packet *p)
{
    json_error_t why;
    json_t *doc = json_loadb(text.p, text.len, JSON_REJECT_DUPLICATES, &why);
    const json_t *lines = json_object_get(doc, "lines");
    size_t i;

    *p = (struct consult_packet){ .title = text_of(a, json_object_get(doc, "title")) };
    for (i = 0; i < json_array_size(lines) && i < CONSULT_LINES; i++) {
        const json_t *row = json_array_get(lines, i);

        p->lines[p->n++] = (struct consult_line){ text_of(a, json_array_get(row, 0)),
                                                  text_of(a, json_array_get(row, 1)) };
    }
    if (!doc)
        return RW_FAIL(&a->err, RW_EDEP, "a packet is no JSON, line %d", why.line);
    json_decref(doc);
    return RW_OK;
}
