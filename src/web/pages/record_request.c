/* record_request.c -- who asked for whose record, by when the answer is due, and how it stands. */
#include "web/pages/record_request.h"

#include "app/lists.h"
#include "app/numbers.h"

#define HERE "/requests"

struct str request_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/requests/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(id),
                     rest);
}

struct str request_asker(struct req *r, const struct case_rows *rows,
                         const struct record_request_row *row)
{
    return row->asker_id.p ? release_name(r, rows, row->asker_id, "not recorded") : row->asker_name;
}

struct str request_outcome_words(struct str outcome)
{
    return str_is(outcome, "given")  ? STR("Given")
           : str_is(outcome, "part") ? STR("Given in part")
                                     : STR("Not given");
}

struct str request_stage_words(struct req *r, const struct request_item *x)
{
    static const char *const words[REQUEST_STAGES] = {
        [REQUEST_OPEN] = "to be decided",
        [REQUEST_WAITS_NAME] = "waits for a second signature",
        [REQUEST_WAITS_TIME] = "waits out the day after the consultation",
        [REQUEST_READY] = "the letter can be signed",
        [REQUEST_SIGNED] = "the letter is signed and not sent",
        [REQUEST_ANSWERED] = "answered",
    };
    struct str stage = str_of(words[x->state.stage]);

    return x->state.late && x->state.stage != REQUEST_ANSWERED
               ? str_join(r->mem, STR("overdue"), STR("; "), stage)
               : stage;
}

struct str request_due_words(struct req *r, const struct request_item *x)
{
    struct str due = date_words(r->mem, x->state.due);
    int days = (int)x->state.days_left;

    if (x->state.stage == REQUEST_ANSWERED)
        return str_fmt(r->mem, "%.*s; answered %s", STR_ARG(due), days < 0 ? "later" : "in time");
    if (days < 0)
        return str_fmt(r->mem, "%.*s, %d day%s ago", STR_ARG(due), -days, days == -1 ? "" : "s");
    return days == 0
               ? str_join(r->mem, due, STR(", "), STR("today"))
               : str_fmt(r->mem, "%.*s, in %d day%s", STR_ARG(due), days, days == 1 ? "" : "s");
}

/* -- the list ---------------------------------------------------------------------------------- */

static enum rw_status overview(struct req *r)
{
    struct detail_view v = {
        .title = STR(REQUESTS_TITLE),
        .sub = STR("Each is answered by a letter. Only a letter that went out stops the clock, "
                   "and what it says comes from fixed sentences alone."),
    };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    struct record_row_view *out;
    struct request_item *list;
    struct case_rows rows;
    size_t n, i;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = request_list(&r->act, rows.case_id, &list, &n);
    if (st)
        return st;
    out = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        const struct request_item *x = &list[n - 1 - i];
        struct str whose = release_name(r, &rows, x->row.subject_id, "not recorded");
        struct str due = request_due_words(r, x);

        out[i] = (struct record_row_view){
            .when = page_date(r, x->row.received_on),
            .title = str_fmt(r->mem, "%.*s asks for the record of %.*s",
                             STR_ARG(request_asker(r, &rows, &x->row)), STR_ARG(whose)),
            .sub = str_fmt(r->mem, "Due %.*s", STR_ARG(due)),
            .state = request_stage_words(r, x),
            .attention = x->state.stage != REQUEST_ANSWERED,
            .href = request_path(r, x->row.id, ""),
        };
    }
    *lists = (struct records_view){ .heading = STR("All requests"),
                                    .id = STR("requests"),
                                    .rows = out,
                                    .nrows = n,
                                    .none = STR("Nobody has asked.") };
    if (act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false)) {
        lists->add = page_case_path(r, HERE "/new");
        lists->add_label = STR("Record a request");
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

enum { SUBJECT, ASKER, ASKER_NAME, RECEIVED, WAY, PARTS, WORDS, NFIELDS };

static const struct field request_form[NFIELDS] = {
    [SUBJECT] = { .name = "subject",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Whose record is asked for",
                  .none = "Please choose" },
    [ASKER] = { .name = "asker",
                .kind = FIELD_CHOICE,
                .set = "Who asks",
                .label = "Somebody of this case",
                .none = "Somebody else" },
    [ASKER_NAME] = { .name = "asker_name",
                     .kind = FIELD_TEXT,
                     .set = "Who asks",
                     .label = "Somebody else",
                     .hint = "The name as it stands in the request." },
    [RECEIVED] = { .name = "received",
                   .kind = FIELD_DATE,
                   .required = true,
                   .label = "Received on" },
    [WAY] = { .name = "way", .kind = FIELD_CHOICE, .required = true, .label = "How it came" },
    [PARTS] = { .name = "parts", .kind = FIELD_MULTI, .label = "What is asked for" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 4000,
                .rows = 3,
                .label = "In their words",
                .hint = "Kept here; the letter does not repeat it." },
};

static enum rw_status load_fields(struct req *r, struct case_rows *rows, struct field **f)
{
    struct form_option *family, *everybody, *ways, *parts;
    size_t nfamily, neverybody, nways, nparts;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), rows);

    if (st)
        return st;
    family = release_people(r, rows, "professional", &nfamily);
    everybody = release_people(r, rows, NULL, &neverybody);
    ways = page_options(r, LIST_REQUEST_WAYS, &nways);
    parts = page_options(r, LIST_REQUEST_PARTS, &nparts);
    *f = form_copy(r->mem, request_form, NFIELDS);
    form_choices(*f, NFIELDS, "subject", family, nfamily);
    form_choices(*f, NFIELDS, "asker", everybody, neverybody);
    form_choices(*f, NFIELDS, "way", ways, nways);
    form_choices(*f, NFIELDS, "parts", parts, nparts);
    return RW_OK;
}

struct str request_clock_note(struct req *r)
{
    const struct choice *c =
        choice_find(list_of(r->act.app, LIST_NUMBERS), STR("access_answer_days"));

    return c ? str_fmt(r->mem, "%.*s days. %.*s", STR_ARG(c->label), STR_ARG(c->note)) : STR("");
}

static enum rw_status show_form(struct req *r, const struct field *f, const struct value *v)
{
    struct crumbs_view up;

    release_crumbs(r, HERE, REQUESTS_TITLE, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = STR("Record a request"),
                                          .intro = request_clock_note(r),
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = f,
                                          .n = NFIELDS,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = STR("Record"),
                                          .cancel = page_case_path(r, HERE) });
}

static enum rw_status request_new(struct req *r)
{
    struct value v[NFIELDS] = { [RECEIVED] = value_date(r->mem, r->act.today) };
    struct case_rows rows;
    struct field *f;
    enum rw_status st = load_fields(r, &rows, &f);

    return st ? st : show_form(r, f, v);
}

static enum rw_status request_create(struct req *r)
{
    struct request_input in;
    struct value v[NFIELDS];
    struct case_rows rows;
    struct field *f;
    struct str id;
    enum rw_status st = load_fields(r, &rows, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show_form(r, f, v);
    in = (struct request_input){ .subject_id = v[SUBJECT].text,
                                 .asker_id = v[ASKER].text,
                                 .asker_name = v[ASKER_NAME].text,
                                 .received = v[RECEIVED].date,
                                 .way = v[WAY].text,
                                 .parts = v[PARTS].many,
                                 .nparts = v[PARTS].nmany,
                                 .words = v[WORDS].text };
    st = request_add(&r->act, rows.case_id, &in, &id);
    if (st == RW_EINPUT)
        return show_form(r, f, v);
    return st ? st : req_redirect(r, request_path(r, id, ""), "Recorded.");
}

#define ALL "/cases/:case/requests"

static const struct route routes[] = {
    RELEASE_ROUTE(METHOD_GET, ALL, overview, CAP_COURT_READ, 0, "record-request",
                  "Requests for the record of somebody of a case"),
    RELEASE_ROUTE(METHOD_GET, ALL "/new", request_new, CAP_COURT_EDIT, 0, "record-request",
                  "Form for a request for a record"),
    RELEASE_ROUTE(METHOD_POST, ALL "/new", request_create, CAP_COURT_EDIT, 0, "record-request",
                  "Record a request for a record"),
};

PAGE_ROUTES(record_request_routes, routes);
