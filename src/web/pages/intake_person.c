/* intake_person.c -- the intake of one person, on pages that say nothing about another: what was asked,
 * what was offered, fees, forms for a release, the packet. */
#include "app/document.h"
#include "app/lists.h"
#include "app/packet.h"
#include "app/person.h"
#include "app/protection.h"
#include "web/pages/intake_parts.h"

/* -- the page -- */

static struct str needs_words(struct str needs)
{
    return str_is(needs, "none")       ? STR("nothing is needed")
           : str_is(needs, "arranged") ? STR("what is needed is arranged")
                                       : STR("what is needed is not arranged yet");
}

static void fill_facts(struct req *r, const struct person_row *p,
                       const struct intake_events_row *asked, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 5);
    bool could = asked && str_is(asked->code, "asked");
    struct str on = asked ? page_date(r, asked->on_date) : STR_NULL;

    rows[0] = (struct fact_view){ .label = STR("Asked"),
                                  .value = could   ? on
                                           : asked ? str_fmt(r->mem, "could not be asked, %.*s",
                                                             STR_ARG(on))
                                                   : STR_NULL };
    rows[1] = (struct fact_view){ .label = STR("Phone and address protected"),
                                  .value = asked ? protection_words(&r->act, p) : STR_NULL };
    rows[2] = (struct fact_view){ .label = STR("Languages"), .value = p->language };
    rows[3] = (struct fact_view){ .label = STR("Interpreter needed"),
                                  .value = p->interpreter ? STR("yes")
                                           : could        ? STR("no")
                                                          : STR_NULL };
    rows[4] = (struct fact_view){ .label = STR("Help"),
                                  .value = could ? needs_words(asked->detail) : STR_NULL };
    if (p->access_needs.len)
        rows[4].value = rows[4].value.len
                            ? str_join(r->mem, p->access_needs, STR(": "), rows[4].value)
                            : p->access_needs;
    *v = (struct facts_view){ .rows = rows, .nrows = 5 };
}

static void fill_offers(struct req *r, const struct case_rows *c, const struct intake_parent *own,
                        struct records_view *v)
{
    const struct intake_stand *s = c->intake;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, s->n + 2);
    size_t i, n = 0;

    if (own->offer.state != INTAKE_OFFERED && own->offer.state != INTAKE_NOBODY_OFFERED)
        rows[n++] =
            (struct record_row_view){ .title = intake_offer_words(r, own),
                                      .attention = intake_offer_open(own),
                                      .state = intake_offer_open(own) ? STR("open") : STR("") };
    for (i = 0; i < s->n; i++) {
        bool offered = str_is(s->rows[i].kind, "offered");

        if (!str_eq(s->rows[i].person_id, own->person_id) ||
            (!offered && !str_is(s->rows[i].kind, "uneven")))
            continue;
        rows[n++] = (struct record_row_view){
            .when = page_date(r, s->rows[i].on_date),
            .title = offered ? STR("Intake offered") : STR("Treated otherwise, with a reason"),
            .sub = offered ? intake_way(s->rows[i].code) : intake_reason(s->rows[i].code),
        };
    }
    *v = (struct records_view){ .heading = STR("Offer of intake"),
                                .id = STR("offers"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No offer is recorded yet."),
                                .add = intake_person_path(r, own->person_id, "/intake/offer"),
                                .add_label = STR("Record an offer") };
}

static enum rw_status fill_fees(struct req *r, struct str person, struct records_view *v)
{
    struct fee_terms_row *terms;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = fee_terms_list(&r->act, req_arg(r, "case"), person, &terms, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){ .when = page_date(r, terms[n - 1 - i].on_date),
                                            .title = terms[n - 1 - i].words,
                                            .state = i == 0 ? STR("in use") : STR("earlier") };
    *v = (struct records_view){ .heading = STR("Fees"),
                                .id = STR("fees"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No terms are written down yet."),
                                .add = intake_person_path(r, person, "/intake/fees"),
                                .add_label = STR("Write down terms") };
    return RW_OK;
}

/* Names of the recipients come from the people of the case. */
static struct str name_of(const struct case_rows *c, struct str id)
{
    const struct person_row *p = case_person(c, id);

    return p ? p->name : STR("somebody");
}

static enum rw_status fill_forms(struct req *r, const struct case_rows *c, struct str person,
                                 struct records_view *v)
{
    struct release_form_row *forms;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = release_form_list(&r->act, req_arg(r, "case"), person, &forms, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        struct str name = name_of(c, forms[i].recipient_id),
                   until = page_date(r, forms[i].until_on);

        rows[i] = (struct record_row_view){
            .when = page_date(r, forms[i].on_date),
            .title = str_fmt(r->mem, "To %.*s: %.*s", STR_ARG(name), STR_ARG(forms[i].purpose)),
            .sub = str_fmt(r->mem, "ends %.*s", STR_ARG(until)),
            .state = STR("form, not signed here"),
        };
    }
    *v = (struct records_view){ .heading = STR("Forms for a release, in the packet"),
                                .id = STR("forms"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No form is prepared."),
                                .add = intake_person_path(r, person, "/intake/release"),
                                .add_label = STR("Prepare a form") };
    if (n) {
        v->all = intake_person_path(r, person, "/intake/forms");
        v->all_label = STR("Take a form out of the packet");
    }
    return RW_OK;
}

static enum rw_status fill_adult(struct req *r, const struct case_rows *c,
                                 const struct person_row *p, struct records_view *lists, size_t *n)
{
    struct intake_parent *parents;
    size_t nparents, i;
    enum rw_status st = intake_parents(&r->act, c, &parents, &nparents);

    for (i = 0; !st && i < nparents; i++)
        if (str_eq(parents[i].person_id, p->id))
            fill_offers(r, c, &parents[i], &lists[(*n)++]);
    if (!st)
        st = fill_fees(r, p->id, &lists[(*n)++]);
    return st ? st : fill_forms(r, c, p->id, &lists[(*n)++]);
}

static enum rw_status person_page(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 4);
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct detail_view v = { .sub = STR("The intake of one person. Nothing of anybody else stands "
                                        "on this page.") };
    const struct person_row *p;
    struct case_rows c;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    p = case_person(&c, req_arg(r, "person"));
    if (!p || str_is(p->kind, "professional"))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "nobody whom an intake asks");
    v.title = p->name;
    fill_facts(r, p, intake_asked(c.intake, p->id), &v.facts);
    tools[v.ntools++] = (struct link_view){ intake_person_path(r, p->id, "/intake/asked"),
                                            STR("Ask about protection and help") };
    if (str_is(p->kind, "adult")) {
        tools[v.ntools++] =
            (struct link_view){ intake_person_path(r, p->id, "/packet"), STR("Packet (PDF)") };
        st = fill_adult(r, &c, p, lists, &v.nlists);
    }
    if (st)
        return st;
    v.tools = tools;
    v.lists = lists;
    intake_crumbs(r, NULL, &v.crumbs);
    page_shell(r, v.title, "cases", &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status packet(struct req *r)
{
    struct str id = req_arg(r, "person");
    enum rw_status st = packet_pdf(&r->act, req_arg(r, "case"), id, r->out);

    if (st == RW_EINPUT)
        return intake_not_printed(r, intake_person_path(r, id, "/intake"), STR("To the intake"));
    r->media = "application/pdf";
    r->attachment = STR("welcome-and-agreements.pdf");
    return st;
}

static const struct route routes[] = {
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/people/:person/intake", person_page, CAP_CASE_EDIT,
                 "intake", "The intake of one person"),
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/people/:person/packet", packet, CAP_CASE_EDIT, "packet",
                 "What one adult is given at intake, to print"),
};

PAGE_ROUTES(intake_person_routes, routes);
