/* decision.c -- a signed decision, with everything as it stood that day. */
#include "app/consult.h"
#include "app/lists.h"
#include "web/pages/checkpoint_parts.h"

#define FINGERPRINT 16

struct decided {
    struct checkpoint_place place;
    struct decision_get_row row;
    struct decision_snapshot shot;
    struct consult_request_row second; /* of going on after a pause; id.p NULL: none */
};

static enum rw_status load(struct req *r, struct decided *d)
{
    struct str case_id = req_arg(r, "case");
    enum rw_status st = case_rows_load(&r->act, case_id, &d->place.rows);

    if (!st)
        st = case_rows_evidence(&r->act, &d->place.rows);
    if (!st)
        st = decision_get(&r->act, case_id, req_arg(r, "decision"), &d->row);
    if (!st)
        st = decision_read(&r->act, d->row.snapshot, &d->shot);
    if (!st)
        st = consult_resume_second(&r->act, &d->row, &d->second);
    if (!st)
        d->place.child = case_child(&d->place.rows, d->row.child_id);
    if (!st && !d->place.child)
        st = RW_FAIL(&r->act.err, RW_EBUG, "a decision about nobody");
    return st;
}

static enum override_class class_of(struct str letter)
{
    int k;

    for (k = 0; k < OVERRIDE_CLASSES; k++)
        if (letter.len == 1 && letter.p[0] == override_letter((enum override_class)k))
            return (enum override_class)k;
    return OVERRIDE_NEVER;
}

static void fill_criterion(struct req *r, const struct decided *d,
                           const struct decision_criterion *c, struct criterion_view *v)
{
    struct link_view *links = arena_array(r->mem, struct link_view, c->nevidence + 1);
    bool met = str_is(c->state, criterion_state_word(CRITERION_PASS));

    checkpoint_result(r, c->state, c->about_child, v);
    if (!c->applies)
        v->result = STR("Not asked");
    v->name = c->title;
    if (c->person.p)
        v->person = case_person_words(&r->act, &d->place.rows, c->person, d->row.child_id);
    v->open = v->unmet || v->unknown;
    v->why = c->sentence;
    if (date_known(c->on))
        v->by = str_join(r->mem, date_words(r->mem, c->on), STR(", "), c->recorded_by);
    if (date_known(c->due))
        v->due = str_fmt(r->mem, "due %.*s", STR_ARG(date_words(r->mem, c->due)));
    if (!met)
        v->override = checkpoint_aside_words(r, class_of(c->override));
    v->nevidence = checkpoint_evidence(r, &d->place, c->evidence, c->nevidence, links);
    v->evidence = links;
}

static void fill_criteria(struct req *r, const struct decided *d, struct criteria_view *v)
{
    struct criterion_view *rows = arena_array(r->mem, struct criterion_view, d->shot.ncriteria + 1);
    size_t i;

    for (i = 0; i < d->shot.ncriteria; i++) {
        fill_criterion(r, d, &d->shot.criteria[i], &rows[i]);
        rows[i].anchor = str_fmt(r->mem, "criterion-%zu", i + 1);
    }
    *v = (struct criteria_view){ .rows = rows, .nrows = d->shot.ncriteria };
}

static struct str place_words(const struct decided *d, struct str id)
{
    struct str title =
        d->place.rows.protocol ? protocol_title(d->place.rows.protocol, id) : STR_NULL;

    return !id.len ? STR("before the first phase") : title;
}

/* Enough of a hash to compare by eye. */
static struct str fingerprint(struct str hash)
{
    return (struct str){ hash.p, hash.len < FINGERPRINT ? hash.len : FINGERPRINT };
}

static void fill_facts(struct req *r, const struct decided *d, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 7);
    bool moved = !str_eq(d->row.phase_from, d->row.phase_to);

    rows[0] = (struct fact_view){ .label = STR("Child"), .value = d->place.child->name };
    rows[1] = (struct fact_view){ .label = STR("Decided"),
                                  .value = checkpoint_outcome_words(d->row.outcome) };
    rows[2] = (struct fact_view){
        .label = moved ? STR("From, to") : STR("Stays in"),
        .value = moved ? str_join(r->mem, place_words(d, d->row.phase_from), STR(" → "),
                                  place_words(d, d->row.phase_to))
                       : place_words(d, d->row.phase_from),
    };
    rows[3] = (struct fact_view){
        .label = STR("By the protocol"),
        .value =
            str_fmt(r->mem, "version %.*s, fingerprint %.*s", STR_ARG(d->shot.protocol_version),
                    STR_ARG(fingerprint(d->row.protocol_hash))),
    };
    rows[4] = (struct fact_view){
        .label = STR("Fingerprint of all this"),
        .value = fingerprint(hash_sha256(r->mem, d->row.snapshot)),
    };
    *v = (struct facts_view){ .rows = rows, .nrows = 5 };
    if (d->second.id.p)
        rows[v->nrows++] = (struct fact_view){
            .label = STR("One clinician with outside consultation"),
            .value = str_join(
                r->mem,
                str_join(r->mem, d->second.signed_name, STR(", "), d->second.signed_licence),
                STR(", "), page_when(r, d->second.ended_utc)),
        };
    if (d->row.review_on.p)
        rows[v->nrows++] = (struct fact_view){ .label = STR("Looked at again by"),
                                               .value = page_date(r, d->row.review_on) };
}

static enum rw_status decision_show(struct req *r)
{
    struct decision_view v = { 0 };
    struct text_part_view why;
    struct decided d = { 0 };
    enum rw_status st = load(r, &d);

    if (st)
        return st;
    why = (struct text_part_view){ .label = STR("Why"), .text = d.row.rationale };
    v.heading = str_join(r->mem, checkpoint_outcome_words(d.row.outcome), STR(": "), d.shot.title);
    v.lead = str_fmt(r->mem, "%.*s, decided by %.*s on %.*s", STR_ARG(d.place.child->name),
                     STR_ARG(d.row.signed_name), STR_ARG(date_words(r->mem, d.shot.today)));
    page_shell(r, v.heading, "cases", &v.shell);
    checkpoint_crumbs(r, d.place.child, NULL, &v.crumbs);
    fill_facts(r, &d, &v.facts);
    v.parts = (struct texts_view){ .rows = &why, .nrows = 1 };
    v.open = !str_is(d.shot.gate_outcome, gate_outcome_word(GATE_ELIGIBLE));
    v.outcome = list_label(r->act.app, "criterion-states", d.shot.gate_outcome);
    fill_criteria(r, &d, &v.criteria);
    v.under =
        str_fmt(r->mem, "Signed by %.*s, %.*s. It cannot be changed; a new decision can follow.",
                STR_ARG(d.row.signed_name), STR_ARG(page_when(r, d.row.signed_utc)));
    tpl_decision(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/decisions/:decision", decision_show, CAP_CHECKPOINT_READ,
               0, "decision", "A signed decision with everything as it stood"),
};

PAGE_ROUTES(decision_routes, routes);
