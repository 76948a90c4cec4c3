/* report.c -- reports of a case: list, draft, preview as it would print, sign and freeze, PDF. */
#include "app/report.h"
#include "app/court.h"
#include "web/pages/page.h"
#include "web/pages/report_view.h"
#include "web/route.h"

#define MONTHS_BACK 3

enum {
    KIND,
    FROM,
    TO,
    ORDER,
    SAFETY,
    WELLBEING,
    RELATIONSHIP,
    COPARENTING,
    PLAN,
    ASKED,
    RECIPIENTS,
    NFIELDS
};

static const struct form_option kinds[] = {
    { "status", "Status report" },
    { "attendance", "Attendance statement, one page" },
};

static const struct field report_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_RADIO,
               .required = true,
               .label = "Kind",
               .choices = kinds,
               .nchoices = FORM_N(kinds) },
    [FROM] = { .name = "from", .kind = FIELD_DATE, .required = true, .label = "From" },
    [TO] = { .name = "to", .kind = FIELD_DATE, .required = true, .label = "To, that day included" },
    [ORDER] = { .name = "order",
                .kind = FIELD_CHOICE,
                .label = "Order that asks for it",
                .none = "None" },
    [SAFETY] = { .name = "safety",
                 .kind = FIELD_AREA,
                 .max = 12000,
                 .rows = 3,
                 .set = "Typed for this report",
                 .label = "Safety",
                 .hint = "Facts for the court. No child's words, no note's text, no address." },
    [WELLBEING] = { .name = "wellbeing",
                    .kind = FIELD_AREA,
                    .max = 12000,
                    .rows = 3,
                    .set = "Typed for this report",
                    .label = "The child's wellbeing, in general" },
    [RELATIONSHIP] = { .name = "relationship",
                       .kind = FIELD_AREA,
                       .max = 12000,
                       .rows = 3,
                       .set = "Typed for this report",
                       .label = "Relationship" },
    [COPARENTING] = { .name = "coparenting",
                      .kind = FIELD_AREA,
                      .max = 12000,
                      .rows = 3,
                      .set = "Typed for this report",
                      .label = "Co-parenting" },
    [PLAN] = { .name = "plan",
               .kind = FIELD_AREA,
               .max = 12000,
               .rows = 3,
               .set = "Typed for this report",
               .label = "Plan for the next period" },
    [ASKED] = { .name = "asked",
                .kind = FIELD_AREA,
                .max = 8000,
                .rows = 2,
                .set = "Typed for this report",
                .label = "What the court is asked to clarify" },
    [RECIPIENTS] = { .name = "recipients",
                     .kind = FIELD_AREA,
                     .max = 4000,
                     .rows = 3,
                     .label = "Who receives it",
                     .hint = "One a line: name, role." },
};

static enum rw_status load_fields(struct req *r, struct field **f,
                                  const struct court_order_row **asks)
{
    struct court_order_row *orders;
    struct form_option *o;
    size_t n, i;
    enum rw_status st = order_list(&r->act, req_arg(r, "case"), &orders, &n);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, orders[i].id), str_z(r->mem, orders[i].title) };
    *f = form_copy(r->mem, report_form, NFIELDS);
    form_choices(*f, NFIELDS, "order", o, n);
    if (asks)
        *asks = order_that_asks(orders, n, r->act.today);
    return RW_OK;
}

static struct report_input input_of(struct req *r, const struct value *v)
{
    return (struct report_input){
        .kind = v[KIND].text,
        .from = v[FROM].date,
        .to = v[TO].date,
        .order_id = v[ORDER].text,
        .safety = v[SAFETY].text,
        .wellbeing = v[WELLBEING].text,
        .relationship = v[RELATIONSHIP].text,
        .coparenting = v[COPARENTING].text,
        .plan = v[PLAN].text,
        .asked = v[ASKED].text,
        .recipients = v[RECIPIENTS].text,
        .version = page_version(r),
    };
}

static struct form_page new_page(struct req *r, const struct field *f, const struct value *v,
                                 const struct crumbs_view *up)
{
    return (struct form_page){
        .title = STR("Write a report"),
        .intro = STR("Sessions, orders, phases, decisions and goals are filled in from the record; "
                     "the next page shows it all before anything is signed."),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_case_path(r, "/reports/new"),
        .submit = STR("Save the draft and look at it"),
        .cancel = page_case_path(r, "/reports"),
    };
}

static enum rw_status report_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    const struct court_order_row *asks;
    enum rw_status st = load_fields(r, &f, &asks);

    if (st)
        return st;
    v[KIND] = value_text(STR("status"));
    v[FROM] = value_date(r->mem, date_add_months(r->act.today, -MONTHS_BACK));
    v[TO] = value_date(r->mem, r->act.today);
    if (asks) {
        v[ORDER] = value_text(asks->id);
        v[RECIPIENTS] = value_text(asks->report_to);
    }
    page_case_crumbs(r, &up);
    p = new_page(r, f, v, &up);
    return page_form(r, "cases", &p);
}

static struct str report_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/reports/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(id),
                     rest);
}

static enum rw_status report_create(struct req *r)
{
    struct value v[NFIELDS];
    struct report_input in;
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    struct str id;
    enum rw_status st = load_fields(r, &f, NULL);

    if (st)
        return st;
    page_case_crumbs(r, &up);
    p = new_page(r, f, v, &up);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = report_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    return st ? st : req_redirect(r, report_path(r, id, ""), "Draft saved.");
}

static void stored_values(struct req *r, const struct filed_report_row *row, struct value *v)
{
    v[KIND] = value_text(row->kind);
    v[FROM] = value_date(r->mem, page_day(row->from_on));
    v[TO] = value_date(r->mem, page_day(row->to_on));
    v[ORDER] = value_text(row->order_id);
    v[SAFETY] = value_text(row->safety);
    v[WELLBEING] = value_text(row->wellbeing);
    v[RELATIONSHIP] = value_text(row->relationship);
    v[COPARENTING] = value_text(row->coparenting);
    v[PLAN] = value_text(row->plan);
    v[ASKED] = value_text(row->asked);
    v[RECIPIENTS] = value_text(row->recipients);
}

static struct form_page edit_page(struct req *r, const struct field *f, const struct value *v,
                                  const struct crumbs_view *up, const struct pair *version)
{
    struct form_page p = new_page(r, f, v, up);

    p.title = STR("Change the draft");
    p.action = report_path(r, req_arg(r, "report"), "/edit");
    p.cancel = report_path(r, req_arg(r, "report"), "");
    p.hidden = version;
    p.nhidden = 1;
    return p;
}

static enum rw_status report_edit(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct filed_report_row row;
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    struct field *f;
    enum rw_status st = load_fields(r, &f, NULL);

    if (!st)
        st = report_get(&r->act, req_arg(r, "case"), req_arg(r, "report"), &row);
    if (st)
        return st;
    stored_values(r, &row, v);
    page_case_crumbs(r, &up);
    version = page_version_pair(r, row.version);
    p = edit_page(r, f, v, &up, &version);
    return page_form(r, "cases", &p);
}

static enum rw_status report_change(struct req *r)
{
    struct str case_id = req_arg(r, "case"), id = req_arg(r, "report");
    struct value v[NFIELDS], saved[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct filed_report_row row;
    struct report_input in;
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    enum rw_status st = report_get(&r->act, case_id, id, &row);

    if (!st)
        st = load_fields(r, &f, NULL);
    if (st)
        return st;
    page_case_crumbs(r, &up);
    p = edit_page(r, f, v, &up, &version);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = report_save(&r->act, case_id, id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = report_get(&r->act, case_id, id, &row);
        if (st)
            return st;
        stored_values(r, &row, saved);
        version = page_version_pair(r, row.version);
        return page_conflict(r, "cases", &p, saved, STR("the draft"));
    }
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static enum rw_status report_list_page(struct req *r)
{
    struct list_view v = { .title = STR("Reports"),
                           .intro = STR("Signed reports are frozen: what was sent stays readable "
                                        "as it was.") };
    struct report_list_row *list;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = report_list(&r->act, req_arg(r, "case"), &list, &n);

    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        const struct report_list_row *x = &list[n - 1 - i];
        struct str from = page_date(r, x->from_on), to = page_date(r, x->to_on);
        bool draft = str_is(x->state, "draft");

        rows[i] = (struct record_row_view){
            .when = page_when(r, draft ? x->made_utc : x->signed_utc),
            .title = str_is(x->kind, "status") ? STR("Status report") : STR("Attendance statement"),
            .sub = str_fmt(r->mem, "%.*s to %.*s", STR_ARG(from), STR_ARG(to)),
            .state = draft ? STR("draft") : STR("signed"),
            .attention = draft,
            .href = report_path(r, x->id, ""),
        };
    }
    v.records = (struct records_view){ .heading = STR("All reports"),
                                       .id = STR("reports"),
                                       .rows = rows,
                                       .nrows = n,
                                       .none = STR("No report yet."),
                                       .add = page_case_path(r, "/reports/new"),
                                       .add_label = STR("Write a report") };
    tpl_list(r->out, &v);
    return RW_OK;
}

static void fill_facts(struct req *r, const struct filed_report_row *row, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 3);
    struct str from = page_date(r, row->from_on), to = page_date(r, row->to_on);

    rows[0] =
        (struct fact_view){ STR("Period"),
                            str_fmt(r->mem, "%.*s to %.*s", STR_ARG(from), STR_ARG(to)), STR_NULL };
    rows[1] = (struct fact_view){ STR("Receives it"), row->recipients, STR_NULL };
    rows[2] = (struct fact_view){ STR("Draft of"), page_when(r, row->made_utc), STR_NULL };
    *v = (struct facts_view){ .rows = rows, .nrows = 3 };
}

/* Why a draft is not shown, or not signed. */
struct refusal {
    const char *heading;
    struct str why;
};

static void fill_sign(struct req *r, const struct filed_report_row *row,
                      const struct report_doc *doc, struct report_preview_view *v)
{
    struct pair hidden[] = { page_version_pair(r, row->version),
                             { STR("shown"), report_doc_hash(&r->act, doc) } };

    form_body_view(r->mem,
                   &(struct form_page){ .state = { .problems = arena_new(r->mem, struct problems) },
                                        .action = report_path(r, row->id, "/sign"),
                                        .submit = STR("Sign and freeze"),
                                        .cancel = report_path(r, row->id, "/edit"),
                                        .hidden = hidden,
                                        .nhidden = 2 },
                   r->csrf, &v->body);
    v->body.cancel_label = STR("Change the draft");
}

/* The text, its file, and the way to sign a draft that may be seen. */
static void fill_paper(struct req *r, const struct filed_report_row *row,
                       const struct report_doc *doc, struct report_preview_view *v)
{
    bool draft = str_is(row->state, "draft");

    report_sections(r, doc, v);
    v->unkept = !draft && doc->nsection == 0;
    v->pdf = report_path(r, row->id, "/pdf");
    v->pdf_label = draft ? STR("As it would print") : STR("The signed file (PDF)");
    v->may_sign = draft && act_allows(&r->act, CAP_REPORT_SIGN, CLASS_S, false);
    if (v->may_sign)
        fill_sign(r, row, doc, v);
}

static enum rw_status show(struct req *r, const struct filed_report_row *row, struct refusal no)
{
    struct report_preview_view v = { .title = str_is(row->kind, "status")
                                                  ? STR("Status report")
                                                  : STR("Attendance statement"),
                                     .seal = row->content_hash };
    struct report_doc doc = { 0 };
    bool draft = str_is(row->state, "draft");
    enum rw_status st = report_doc_of(&r->act, req_arg(r, "case"), row, &doc);

    if (st && st != RW_EINPUT)
        return st;
    if (st && !no.why.p)
        no = (struct refusal){ "Not shown", r->act.bad.list[0].text };
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.state = draft ? STR("draft")
                    : str_fmt(r->mem, "signed %.*s", STR_ARG(page_when(r, row->signed_utc)));
    v.refusing = str_of(no.heading);
    v.refused = no.why;
    v.change = draft ? report_path(r, row->id, "/edit") : STR_NULL;
    fill_facts(r, row, &v.facts);
    if (!st)
        fill_paper(r, row, &doc, &v);
    if (no.why.p && r->method == METHOD_POST)
        r->status = 422;
    tpl_report_preview(r->out, &v);
    return RW_OK;
}

static enum rw_status report_show(struct req *r)
{
    struct filed_report_row row;
    enum rw_status st = report_get(&r->act, req_arg(r, "case"), req_arg(r, "report"), &row);

    return st ? st : show(r, &row, (struct refusal){ 0 });
}

static enum rw_status report_pdf(struct req *r)
{
    struct filed_report_row row;
    enum rw_status st = report_get(&r->act, req_arg(r, "case"), req_arg(r, "report"), &row);

    if (st)
        return st;
    st = report_pdf_of(&r->act, req_arg(r, "case"), &row, r->out);
    /* the page of the draft says what stands in the way */
    if (st == RW_EINPUT)
        return req_redirect(r, report_path(r, row.id, ""), "Not shown.");
    r->media = "application/pdf";
    r->attachment = str_fmt(r->mem, "%s-%.*s-%.*s.pdf",
                            str_is(row.kind, "status") ? "status-report" : "attendance",
                            STR_ARG(r->act.access.head.number), STR_ARG(row.to_on));
    return st;
}

static enum rw_status sign(struct req *r)
{
    static const char *const also[] = { "shown", NULL };
    struct str case_id = req_arg(r, "case"), id = req_arg(r, "report");
    struct refusal no = { .heading = "Not signed" };
    struct filed_report_row row;
    enum rw_status st = RW_EINPUT;

    if (form_read_also(r->mem, NULL, 0, &r->form, also, NULL, &r->act.bad))
        st = report_sign_shown(&r->act, case_id, id, page_version(r), req_form(r, "shown"));
    if (!st)
        return req_redirect(r, report_path(r, id, ""), "Signed and frozen.");
    if (st == RW_ECONFLICT)
        no.why = STR("The draft, or the record that it is filled from, has changed since this page "
                     "was shown. Nothing was signed. Please read it again as it stands now.");
    else if (st != RW_EINPUT)
        return st;
    else
        no.why = r->act.bad.list[0].text;
    st = report_get(&r->act, case_id, id, &row);
    return st ? st : show(r, &row, no);
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/reports",
      .run = report_list_page,
      .need = CAP_REPORT_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report-list",
      .about = "Reports of a case" },
    { .method = METHOD_GET,
      .path = "/cases/:case/reports/new",
      .run = report_new,
      .need = CAP_REPORT_MAKE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report",
      .about = "Form for a report" },
    { .method = METHOD_POST,
      .path = "/cases/:case/reports/new",
      .run = report_create,
      .need = CAP_REPORT_MAKE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report",
      .about = "Draft a report" },
    { .method = METHOD_GET,
      .path = "/cases/:case/reports/:report",
      .run = report_show,
      .need = CAP_REPORT_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report",
      .about = "A report as it would print" },
    { .method = METHOD_GET,
      .path = "/cases/:case/reports/:report/edit",
      .run = report_edit,
      .need = CAP_REPORT_MAKE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report",
      .about = "Form for a drafted report" },
    { .method = METHOD_POST,
      .path = "/cases/:case/reports/:report/edit",
      .run = report_change,
      .need = CAP_REPORT_MAKE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report",
      .about = "Change a drafted report" },
    { .method = METHOD_GET,
      .path = "/cases/:case/reports/:report/pdf",
      .run = report_pdf,
      .need = CAP_REPORT_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .object = "report-pdf",
      .about = "A report as a PDF" },
    { .method = METHOD_POST,
      .path = "/cases/:case/reports/:report/sign",
      .run = sign,
      .need = CAP_REPORT_SIGN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_COURT,
      .flags = ROUTE_REAUTH,
      .object = "report",
      .about = "Sign a report and freeze it" },
};

PAGE_ROUTES(report_routes, routes);
