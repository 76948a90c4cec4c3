/* release.c -- signed releases of a case: one discloser, one recipient, one purpose; how each stands. */
#include "app/release.h"

#include "app/lists.h"
#include "app/numbers.h"
#include "web/pages/release_parts.h"

#define HERE "/releases"
#define TITLE "Releases"

static struct str state_words(enum release_state s)
{
    return s == RELEASE_RUNS      ? STR("in force")
           : s == RELEASE_NOT_YET ? STR("not yet in force")
           : s == RELEASE_EXPIRED ? STR("expired")
           : s == RELEASE_REVOKED ? STR("taken back")
                                  : STR("ended with the case");
}

static struct str way_words(struct req *r, const struct case_rows *rows,
                            const struct release_row *x)
{
    struct str from = release_name(r, rows, x->discloser_id, "This practice");

    return str_fmt(r->mem, "%.*s to %.*s", STR_ARG(from),
                   STR_ARG(release_name(r, rows, x->recipient_id, "not recorded")));
}

static struct record_row_view row_view(struct req *r, const struct case_rows *rows,
                                       const struct release_item *x)
{
    struct str whose = release_name(r, rows, x->row.subject_id, "not recorded");

    if (!x->given)
        return (struct record_row_view){ .when = page_when(r, x->row.recorded_utc),
                                         .title = STR("Nobody has signed a release"),
                                         .sub = x->row.words,
                                         .state = STR("recorded"),
                                         .href = page_path(r, "/cases/%.*s/releases/%.*s",
                                                           STR_ARG(x->row.case_id),
                                                           STR_ARG(x->row.id)) };
    return (struct record_row_view){
        .when = page_date(r, x->row.signed_on),
        .title = way_words(r, rows, &x->row),
        .sub = str_fmt(r->mem, "Record of %.*s. %.*s. Until %.*s.", STR_ARG(whose),
                       STR_ARG(list_label(r->act.app, LIST_RELEASE_PURPOSES, x->row.purpose)),
                       STR_ARG(page_date(r, x->row.expires_on))),
        .state = state_words(x->state),
        .href =
            page_path(r, "/cases/%.*s/releases/%.*s", STR_ARG(x->row.case_id), STR_ARG(x->row.id)),
    };
}

static enum rw_status overview(struct req *r)
{
    struct detail_view v = {
        .title = STR(TITLE),
        .sub = STR("Each release names who tells, who is told and for what. One adult's release "
                   "covers that adult's own record; a child's needs everybody who decides for the "
                   "child."),
    };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    struct record_row_view *out;
    struct release_item *list;
    struct case_rows rows;
    size_t n, i;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = release_list(&r->act, rows.case_id, &list, &n);
    if (st)
        return st;
    out = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        out[i] = row_view(r, &rows, &list[n - 1 - i]);
    *lists = (struct records_view){ .heading = STR("All releases"),
                                    .id = STR("releases"),
                                    .rows = out,
                                    .nrows = n,
                                    .none = STR("Nothing is recorded. Before a case closes, record "
                                                "that nobody has signed one, or each that was "
                                                "signed.") };
    if (act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false)) {
        lists->add = page_case_path(r, HERE "/new");
        lists->add_label = STR("Record a release");
        if (!n) {
            lists->all = page_case_path(r, HERE "/none");
            lists->all_label = STR("Nobody has signed a release");
        }
    }
    v.lists = lists;
    v.nlists = 1;
    page_shell(r, v.title, "cases", &v.shell);
    release_crumbs(r, NULL, NULL, &v.crumbs);
    release_tools(r, HERE, &v);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- a new one --------------------------------------------------------------------------------- */

enum {
    SUBJECT,
    DISCLOSER,
    RECIPIENT,
    PURPOSE,
    PARTS,
    FROM,
    TO,
    SIGNERS,
    SIGNED_ON,
    EXPIRES,
    METHOD,
    PAPER,
    COPY_ON,
    NFIELDS
};

static const struct form_option methods[] = { { "paper", "On paper, among the papers here" },
                                              { "here", "Here, before me" } };

static const struct field release_form[NFIELDS] = {
    [SUBJECT] = { .name = "subject",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Whose record",
                  .none = "Please choose" },
    [DISCLOSER] = { .name = "discloser",
                    .kind = FIELD_CHOICE,
                    .label = "Who tells",
                    .none = "This practice" },
    [RECIPIENT] = { .name = "recipient",
                    .kind = FIELD_CHOICE,
                    .required = true,
                    .label = "Who is told",
                    .hint = "One person. Whoever is not in the case yet is added first: the link "
                            "above.",
                    .none = "Please choose" },
    [PURPOSE] = { .name = "purpose",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "For what",
                  .none = "Please choose" },
    [PARTS] = { .name = "parts", .kind = FIELD_MULTI, .label = "What it covers" },
    [FROM] = { .name = "from",
               .kind = FIELD_DATE,
               .required = true,
               .set = "The time it tells of",
               .label = "From" },
    [TO] = { .name = "to",
             .kind = FIELD_DATE,
             .set = "The time it tells of",
             .label = "To",
             .hint = "Empty: as long as the release runs." },
    [SIGNERS] = { .name = "signers", .kind = FIELD_MULTI, .label = "Who has signed" },
    [SIGNED_ON] = { .name = "signed_on",
                    .kind = FIELD_DATE,
                    .required = true,
                    .label = "Signed on" },
    [EXPIRES] = { .name = "expires", .kind = FIELD_DATE, .label = "Runs until" },
    [METHOD] = { .name = "method",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "How it was signed",
                 .choices = methods,
                 .nchoices = FORM_N(methods) },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "The signed paper",
                .none = "Signed here" },
    [COPY_ON] = { .name = "copy_on", .kind = FIELD_DATE, .label = "Who signed got a copy on" },
};

static enum rw_status load_fields(struct req *r, struct case_rows *rows, struct field **f)
{
    struct form_option *papers, *family, *everybody, *adults, *purposes, *parts;
    size_t npapers, nfamily, neverybody, nadults, npurposes, nparts;
    int64_t days;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), rows);

    if (!st)
        st = release_papers(r, &papers, &npapers);
    if (!st)
        st = number_of(&r->act, "release_days", &days);
    if (st)
        return st;
    family = release_people(r, rows, "professional", &nfamily);
    everybody = release_people(r, rows, NULL, &neverybody);
    adults = release_people(r, rows, "child", &nadults);
    purposes = page_options(r, LIST_RELEASE_PURPOSES, &npurposes);
    parts = page_options(r, LIST_RELEASE_PARTS, &nparts);
    *f = form_copy(r->mem, release_form, NFIELDS);
    (*f)[EXPIRES].hint =
        str_z(r->mem, str_fmt(r->mem,
                              "Empty: %lld days from the day it was signed. It ends with the case "
                              "in any event.",
                              (long long)days));
    form_choices(*f, NFIELDS, "subject", family, nfamily);
    form_choices(*f, NFIELDS, "discloser", adults, nadults);
    form_choices(*f, NFIELDS, "recipient", adults, nadults);
    form_choices(*f, NFIELDS, "purpose", purposes, npurposes);
    form_choices(*f, NFIELDS, "parts", parts, nparts);
    form_choices(*f, NFIELDS, "signers", everybody, neverybody);
    form_choices(*f, NFIELDS, "document", papers, npapers);
    return RW_OK;
}

static enum rw_status show_form(struct req *r, const char *title, const char *intro,
                                const struct field *f, size_t n, const struct value *v)
{
    struct link_view also = { 0 };
    struct crumbs_view up;

    if (n == NFIELDS && act_allows(&r->act, CAP_CASE_EDIT, CLASS_S, false))
        also = (struct link_view){ .href = page_case_path(r, "/people/new?kind=professional"),
                                   .label = STR("Add a professional to the case") };

    release_crumbs(r, HERE, TITLE, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = str_of(title),
                                          .intro = str_of(intro),
                                          .also = also,
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = f,
                                          .n = n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = STR("Record"),
                                          .cancel = page_case_path(r, HERE) });
}

static enum rw_status release_show_form(struct req *r, const struct field *f, const struct value *v)
{
    return show_form(r, "Record a release",
                     "It can be taken back at any time, and everybody who signs gets a copy. "
                     "Nothing is told to all professionals at once: each has a release.",
                     f, NFIELDS, v);
}

static enum rw_status release_new(struct req *r)
{
    struct case_rows rows;
    struct field *f;
    enum rw_status st = load_fields(r, &rows, &f);

    return st ? st : release_show_form(r, f, NULL);
}

static enum rw_status release_create(struct req *r)
{
    struct release_input in;
    struct value v[NFIELDS];
    struct case_rows rows;
    struct field *f;
    struct str id;
    enum rw_status st = load_fields(r, &rows, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return release_show_form(r, f, v);
    in = (struct release_input){ .subject_id = v[SUBJECT].text,
                                 .discloser_id = v[DISCLOSER].text,
                                 .recipient_id = v[RECIPIENT].text,
                                 .purpose = v[PURPOSE].text,
                                 .parts = v[PARTS].many,
                                 .nparts = v[PARTS].nmany,
                                 .from = v[FROM].date,
                                 .to = v[TO].date,
                                 .signed_on = v[SIGNED_ON].date,
                                 .expires = v[EXPIRES].date,
                                 .signers = v[SIGNERS].many,
                                 .nsigners = v[SIGNERS].nmany,
                                 .method = v[METHOD].text,
                                 .document_id = v[PAPER].text,
                                 .copy_on = v[COPY_ON].date };
    st = release_add(&r->act, rows.case_id, &in, &id);
    if (st == RW_EINPUT)
        return release_show_form(r, f, v);
    return st ? st
              : req_redirect(
                    r,
                    page_path(r, "/cases/%.*s/releases/%.*s", STR_ARG(rows.case_id), STR_ARG(id)),
                    "Recorded.");
}

/* -- that there is none ------------------------------------------------------------------------ */

static const struct field none_form[1] = {
    { .name = "words",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 2000,
      .rows = 2,
      .required = true,
      .label = "How that is known" },
};

static enum rw_status none_show(struct req *r, const struct value *v)
{
    return show_form(r, "Nobody has signed a release",
                     "A later release takes the place of these words.", none_form, 1, v);
}

static enum rw_status none_new(struct req *r)
{
    enum rw_status st = act_allow(&r->act, req_arg(r, "case"), CAP_COURT_EDIT, CLASS_L, false);

    return st ? st : none_show(r, NULL);
}

static enum rw_status none_create(struct req *r)
{
    struct value v[1];
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, none_form, 1, &r->form, v, &r->act.bad))
        st = release_none(&r->act, req_arg(r, "case"), v[0].text);
    if (st == RW_EINPUT)
        return none_show(r, v);
    return st ? st : req_redirect(r, page_case_path(r, HERE), "Recorded.");
}

/* -- one of them ------------------------------------------------------------------------------- */

enum { END_ON, END_REASON, NEND };

static const struct field end_form[NEND] = {
    [END_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Taken back on" },
    [END_REASON] = { .name = "reason",
                     .kind = FIELD_AREA,
                     .min = 1,
                     .max = 2000,
                     .rows = 2,
                     .required = true,
                     .label = "By whom, and how",
                     .hint = "No reason is asked for. What was told before stays told." },
};

static struct str signer_names(struct req *r, const struct case_rows *rows,
                               const struct release_item *x)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < x->nsigners; i++) {
        struct str one = release_name(r, rows, x->signers[i], "not recorded");

        all = i ? str_join(r->mem, all, STR("; "), one) : one;
    }
    return all;
}

static void fill_facts(struct req *r, const struct case_rows *rows, const struct release_item *x,
                       struct facts_view *v)
{
    const struct release_row *d = &x->row;
    struct str to = d->to_on.len ? page_date(r, d->to_on) : STR("its end");
    const struct fact_view all[] = {
        { STR("Now"), state_words(x->state), STR_NULL },
        { STR("Whose record"), release_name(r, rows, d->subject_id, ""), STR_NULL },
        { STR("Who tells whom"), way_words(r, rows, d), STR_NULL },
        { STR("For what"), list_label(r->act.app, LIST_RELEASE_PURPOSES, d->purpose), STR_NULL },
        { STR("What it covers"), release_labels(r, LIST_RELEASE_PARTS, d->parts), STR_NULL },
        { STR("The time it tells of"),
          str_fmt(r->mem, "%.*s to %.*s", STR_ARG(page_date(r, d->from_on)), STR_ARG(to)),
          STR_NULL },
        { STR("Signed by"), signer_names(r, rows, x), STR_NULL },
        { STR("Signed on"), page_date(r, d->signed_on),
          d->document_id.len ? page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(d->case_id),
                                         STR_ARG(d->document_id))
                             : STR_NULL },
        { STR("Runs until"), page_date(r, d->expires_on), STR_NULL },
        { STR("Copy given on"), page_date(r, d->copy_on), STR_NULL },
        { STR("Recorded by"), d->recorded_name, STR_NULL },
        { STR("Taken back on"), page_date(r, d->ended_on), STR_NULL },
    };
    size_t n = sizeof all / sizeof *all - (d->ended_on.len ? 0 : 1), i;
    struct fact_view *list = arena_array(r->mem, struct fact_view, n + 1);

    for (i = 0; i < n; i++)
        list[i] = all[i];
    *v = (struct facts_view){ .rows = list, .nrows = n };
}

static void fill_parts(struct req *r, const struct release_item *x, struct texts_view *v)
{
    struct text_part_view *one = arena_new(r->mem, struct text_part_view);

    *one = x->given ? (struct text_part_view){ STR("By whom it was taken back, and how"),
                                               x->row.ended_reason }
                    : (struct text_part_view){ STR("How that is known"), x->row.words };
    *v = (struct texts_view){ .rows = one, .nrows = !x->given || x->row.ended_on.len };
}

static enum rw_status show(struct req *r, const struct value *v)
{
    struct detail_view d = { .title = STR("Release") };
    struct release_item x;
    struct case_rows rows;
    struct form_page p;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = release_get(&r->act, rows.case_id, req_arg(r, "release"), &x);
    if (st)
        return st;
    if (!x.given)
        d.title = STR("Nobody has signed a release");
    page_shell(r, d.title, "cases", &d.shell);
    release_crumbs(r, HERE, TITLE, &d.crumbs);
    if (x.given)
        fill_facts(r, &rows, &x, &d.facts);
    fill_parts(r, &x, &d.parts);
    d.has_form =
        x.given && !x.row.ended_utc.p && act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false);
    d.form_title = STR("It was taken back");
    p = (struct form_page){ .fields = end_form,
                            .n = NEND,
                            .state = { .values = v, .problems = &r->act.bad },
                            .action = r->path,
                            .submit = STR("Record") };
    form_body_view(r->mem, &p, d.shell.csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status release_show(struct req *r)
{
    struct value v[NEND] = { [END_ON] = value_date(r->mem, r->act.today) };

    return show(r, v);
}

static enum rw_status release_stop(struct req *r)
{
    struct value v[NEND];
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, end_form, NEND, &r->form, v, &r->act.bad))
        st = release_end(&r->act, req_arg(r, "case"), req_arg(r, "release"), v[END_ON].date,
                         v[END_REASON].text);
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "", STR("It was taken back already. This is how it stands now."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show(r, v);
    return st ? st : req_redirect(r, r->path, "Recorded.");
}

#define ALL "/cases/:case/releases"

static const struct route routes[] = {
    RELEASE_ROUTE(METHOD_GET, ALL, overview, CAP_COURT_READ, 0, "release", "Releases of a case"),
    RELEASE_ROUTE(METHOD_GET, ALL "/new", release_new, CAP_COURT_EDIT, 0, "release",
                  "Form for a release"),
    RELEASE_ROUTE(METHOD_POST, ALL "/new", release_create, CAP_COURT_EDIT, 0, "release",
                  "Record a release"),
    RELEASE_ROUTE(METHOD_GET, ALL "/none", none_new, CAP_COURT_EDIT, 0, "release",
                  "Form for that nobody has signed a release"),
    RELEASE_ROUTE(METHOD_POST, ALL "/none", none_create, CAP_COURT_EDIT, 0, "release",
                  "Record that nobody has signed a release"),
    RELEASE_ROUTE(METHOD_GET, ALL "/:release", release_show, CAP_COURT_READ, 0, "release",
                  "A release and how it stands"),
    RELEASE_ROUTE(METHOD_POST, ALL "/:release", release_stop, CAP_COURT_EDIT, 0, "release",
                  "Record that a release was taken back"),
};

PAGE_ROUTES(release_routes, routes);
