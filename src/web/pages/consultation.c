/* consultation.c -- what an outside colleague sees: the decisions put before them, and nothing else. */
#include "app/consult.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { AGREE, VIEW, NFIELDS };

static const struct form_option answers[] = {
    { "yes", "I agree: my name goes under it as the second signature" },
    { "no", "I do not agree" },
};

static const struct field answer_form[NFIELDS] = {
    [AGREE] = { .name = "agree",
                .kind = FIELD_RADIO,
                .required = true,
                .label = "Your answer",
                .choices = answers,
                .nchoices = FORM_N(answers) },
    [VIEW] = { .name = "view",
               .kind = FIELD_AREA,
               .min = 1,
               .max = 4000,
               .rows = 4,
               .required = true,
               .label = "Your view, in your words",
               .hint = "It is kept with your name and licence, and cannot be changed." },
};

static enum rw_status asked_list(struct req *r)
{
    struct detail_view v = {
        .title = STR("Put before you"),
        .sub = STR("Each opens one decision, until its time is over or it is withdrawn.")
    };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    struct consult_request_row *list;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = consult_asked(&r->act, &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){
            .when = page_when(r, list[i].asked_utc),
            .title = str_is(list[i].kind, "hold")     ? STR("Lifting a hold on contact")
                     : str_is(list[i].kind, "resume") ? STR("Going on after a pause")
                                                      : STR("Setting something aside"),
            .sub = str_fmt(r->mem, "asked by %.*s, open until %.*s", STR_ARG(list[i].asked_name),
                           STR_ARG(page_when(r, list[i].until_utc))),
            .state = consult_state_words(&r->act, &list[i]),
            .attention = !list[i].ended_utc.p,
            .href = page_path(r, "/consultations/%.*s", STR_ARG(list[i].id)),
        };
    *lists = (struct records_view){ .heading = STR("Requests"),
                                    .id = STR("requests"),
                                    .rows = rows,
                                    .nrows = n,
                                    .none = STR("Nothing is put before you now.") };
    v.lists = lists;
    v.nlists = 1;
    page_shell(r, v.title, "consultations", &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static void fill_facts(struct req *r, const struct consult_request_row *row,
                       const struct consult_packet *p, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, CONSULT_LINES + 4);
    size_t i, n = 0;

    rows[n++] = (struct fact_view){ .label = STR("Asked by"),
                                    .value = str_join(r->mem, row->asked_name, STR(", "),
                                                      page_when(r, row->asked_utc)) };
    for (i = 0; i < p->n; i++)
        rows[n++] = (struct fact_view){ .label = p->lines[i].label, .value = p->lines[i].text };
    rows[n++] =
        (struct fact_view){ .label = STR("Open until"), .value = page_when(r, row->until_utc) };
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

static enum rw_status show(struct req *r, const struct value *v)
{
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, 2);
    struct link_view up = { .href = STR("/consultations"), .label = STR("Put before you") };
    struct detail_view d = { .parts = { .rows = parts } };
    struct consult_request_row row;
    struct consult_packet p;
    enum rw_status st = consult_open(&r->act, req_arg(r, "consultation"), &row, &p);

    if (st)
        return st;
    d.title = p.title;
    d.sub = row.ended_utc.p
                ? STR("Answered. It stays here until its time is over.")
                : STR("This is all that you are shown. Sign only what you can judge from it; else "
                      "say what you would need.");
    parts[d.parts.nrows++] =
        (struct text_part_view){ .label = STR("What is asked"), .text = row.question };
    if (row.view.len)
        parts[d.parts.nrows++] =
            (struct text_part_view){ .label = STR("Your view"), .text = row.view };
    page_shell(r, d.title, "consultations", &d.shell);
    page_crumbs(r, &up, 1, &d.crumbs);
    fill_facts(r, &row, &p, &d.facts);
    d.has_form = !row.ended_utc.p;
    d.form_title = STR("Your view");
    form_body_view(
        r->mem,
        &(struct form_page){ .title = d.title,
                             .fields = answer_form,
                             .n = NFIELDS,
                             .state = { .values = v, .problems = &r->act.bad },
                             .action = page_path(r, "/consultations/%.*s", STR_ARG(row.id)),
                             .submit = STR("Sign"),
                             .cancel = STR("/consultations") },
        r->csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status asked_show(struct req *r)
{
    return show(r, NULL);
}

static enum rw_status asked_sign(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, answer_form, NFIELDS, &r->form, v, &r->act.bad))
        st = consult_answer(&r->act, req_arg(r, "consultation"), v[AGREE].text, v[VIEW].text);
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("What was asked about is no longer so. Nothing was signed."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show(r, v);
    return st ? st : req_redirect(r, STR("/consultations"), "Signed.");
}

#define CONSULT .need = CAP_CONSULT, .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/consultations",
      .run = asked_list,
      CONSULT,
      .object = "consultations",
      .about = "What was put before an outside colleague" },
    { .method = METHOD_GET,
      .path = "/consultations/:consultation",
      .run = asked_show,
      CONSULT,
      .object = "consultation",
      .about = "One decision, as it was put before an outside colleague" },
    { .method = METHOD_POST,
      .path = "/consultations/:consultation",
      .run = asked_sign,
      CONSULT,
      .flags = ROUTE_REAUTH,
      .object = "consultation",
      .about = "Sign one's view of it" },
};

PAGE_ROUTES(consultation_routes, routes);
