/* commitments.c -- what both parents promise in the same words, who signed it, and how weeks and
 * returns went as they were told: facts in the order of days, no score and no ranking. */
#include "web/pages/ready_parts.h"

#include "app/document.h"
#include "app/lists.h"
#include "app/safety.h"

#define SHEETS_SHOWN 20

static const struct ready_room room = { "/commitments", "Commitments" };

static const struct sheet_page week = {
    .room = &room,
    .form = SHEET_COMMITMENT,
    .kind = "adult",
    .title = "Week of",
    .intro = "The same questions for both parents. Nothing is added up.",
    .rest = "/week",
};
static const struct sheet_page back = {
    .room = &room,
    .form = SHEET_RETURNING,
    .kind = "adult",
    .title = "Looking back with",
    .intro = "For either parent. It stays with the author and the people who treat; no page shows "
             "it to the other parent.",
    .rest = "/return",
};

/* ---- the page ---- */

static struct str how_words(const struct commitment_signature_row *w)
{
    return !w                         ? STR("not asked yet")
           : str_is(w->how, "signed") ? STR("signed")
           : str_is(w->how, "paper")  ? STR("signed on paper")
                                      : STR("declined");
}

static void fill_signed(struct req *r, const struct case_rows *c,
                        const struct commitment_signature_row *rows, size_t n, bool may,
                        struct records_view *v)
{
    struct record_row_view *list =
        arena_array(r->mem, struct record_row_view, c->npeople * c->npeople + 1);
    const struct fact_adult *adults;
    size_t i, k, nadults;

    *v = (struct records_view){ .heading = STR("Signed by"),
                                .id = STR("signed"),
                                .rows = list,
                                .none = STR("No adult is recorded at a child's side yet.") };
    for (i = 0; i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        nadults = case_adults(&r->act, c, c->people[i].id, PER_PARENT_EACH, &adults);
        for (k = 0; k < nadults; k++) {
            const struct commitment_signature_row *w =
                commitment_of(rows, n, adults[k].id, c->people[i].id);

            list[v->nrows++] = (struct record_row_view){
                .when = w ? page_date(r, w->on_date) : STR("not yet"),
                .title = adults[k].name,
                .sub = str_fmt(r->mem, "for %.*s%s%.*s", STR_ARG(c->people[i].name),
                               w && w->reason.len ? ": " : "",
                               STR_ARG(w && w->reason.len ? w->reason : STR(""))),
                .state = how_words(w),
                .attention = !w,
            };
        }
    }
    if (may) {
        v->add = ready_path(r, &room, "/sign");
        v->add_label = STR("Sign");
    }
}

/* The answers of one sheet in the order in which they are asked. */
static struct str answers_of(struct req *r, enum sheet_form form, const struct rating_row *rows,
                             size_t n)
{
    const struct choice_list *l = list_of(r->act.app, LIST_COMMITMENTS);
    struct str s = STR("");
    size_t i, k;

    for (i = 0; i < l->nitems; i++)
        for (k = 0; k < n; k++)
            if (str_eq(rows[k].item, l->items[i].code))
                s = str_fmt(r->mem, "%.*s%s%.*s: %.*s", STR_ARG(s), s.len ? " · " : "",
                            STR_ARG(l->items[i].label),
                            STR_ARG(sheet_answer_words(r, form, &rows[k])));
    return s;
}

/* Rows of one sheet stand together, newest first. */
static void fill_sheets(struct req *r, const struct case_rows *c, enum sheet_form form,
                        const struct rating_row *rows, size_t n, struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, SHEETS_SHOWN);
    size_t i, k;

    v->rows = list;
    for (i = 0; i < n && v->nrows < SHEETS_SHOWN; i = k) {
        for (k = i; k < n && str_eq(rows[k].sheet_id, rows[i].sheet_id); k++)
            ;
        list[v->nrows++] = (struct record_row_view){
            .when = page_date(r, rows[i].on_date),
            .title = ready_name(r, c, rows[i].person_id),
            .sub = answers_of(r, form, &rows[i], k - i),
            .state = str_is(rows[i].source, "self")        ? STR("own view")
                     : str_is(rows[i].source, "clinician") ? STR("clinician")
                                                           : STR("somebody else"),
        };
    }
}

static void fill_promises(struct req *r, struct text_part_view *part)
{
    const struct choice_list *l = list_of(r->act.app, LIST_COMMITMENTS);
    struct str text = STR("");
    size_t i;

    for (i = 0; i < l->nitems; i++)
        if (str_is(l->items[i].group, "Commitments"))
            text = str_fmt(r->mem, "%.*s%s%.*s.", STR_ARG(text), text.len ? "\n" : "",
                           STR_ARG(l->items[i].label));
    text = str_join(r->mem, text, STR("\n"),
                    STR("A concern about safety, raised in good faith, breaks none of these."));
    *part = (struct text_part_view){ .label = STR("What each adult signs"), .text = text };
}

/* For each parent the same two. */
static void fill_tools(struct req *r, const struct case_rows *c, struct detail_view *v)
{
    static const struct sheet_page *const sheets[] = { &week, &back };
    const struct str *ids;
    size_t n = safety_adults(&r->act, c, &ids), i, k;
    struct link_view *tools = arena_array(r->mem, struct link_view, n * FORM_N(sheets) + 1);

    for (k = 0; k < FORM_N(sheets); k++)
        for (i = 0; i < n; i++)
            tools[v->ntools++] = (struct link_view){
                .href = page_path(r, "/cases/%.*s/commitments%s?person=%.*s", STR_ARG(c->case_id),
                                  sheets[k]->rest, STR_ARG(ids[i])),
                .label =
                    str_fmt(r->mem, "%s %.*s", sheets[k]->title, STR_ARG(ready_name(r, c, ids[i]))),
            };
    v->tools = tools;
}

static enum rw_status show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 3);
    struct text_part_view *part = arena_new(r->mem, struct text_part_view);
    struct detail_view v = { .title = STR("Commitments"),
                             .sub = STR("The same words and the same questions for both parents."),
                             .lists = lists,
                             .nlists = 3 };
    struct commitment_signature_row *signatures;
    struct rating_row *weeks, *returns;
    struct case_rows c;
    size_t n, nweeks, nreturns;
    bool may;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (!st)
        st = commitment_list(&r->act, c.case_id, &signatures, &n);
    if (!st)
        st = rating_list(&r->act, c.case_id, SHEET_COMMITMENT, &weeks, &nweeks);
    if (!st)
        st = rating_list(&r->act, c.case_id, SHEET_RETURNING, &returns, &nreturns);
    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    fill_promises(r, part);
    v.parts.rows = part;
    v.parts.nrows = 1;
    fill_signed(r, &c, signatures, n, may, &lists[0]);
    lists[1] = (struct records_view){ .heading = STR("Weeks"),
                                      .id = STR("weeks"),
                                      .none = STR("No week is recorded yet.") };
    fill_sheets(r, &c, SHEET_COMMITMENT, weeks, nweeks, &lists[1]);
    lists[2] = (struct records_view){ .heading = STR("When the child came back"),
                                      .id = STR("returns"),
                                      .none = STR("Nothing is recorded yet.") };
    fill_sheets(r, &c, SHEET_RETURNING, returns, nreturns, &lists[2]);
    if (may)
        fill_tools(r, &c, &v);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- signing ---- */

enum { PERSON, CHILD, HOW, ON, NAME, PAPER, REASON, NFIELDS };

static const struct form_option hows[] = {
    { "signed", "Signs here, the name typed by the adult" },
    { "paper", "Signed on paper" },
    { "declined", "Was asked, and declines" },
};

static const struct field sign_fields[NFIELDS] = {
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Who",
                 .none = "Please choose" },
    [CHILD] = { .name = "child",
                .kind = FIELD_CHOICE,
                .label = "For which child",
                .none = "Every child" },
    [HOW] = { .name = "how",
              .kind = FIELD_RADIO,
              .required = true,
              .label = "How",
              .choices = hows,
              .nchoices = FORM_N(hows) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [NAME] = { .name = "typed_name", .label = "Name, as the adult types it" },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "The signed paper",
                .none = "None" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 2000,
                 .rows = 3,
                 .label = "What was said",
                 .hint = "Where it was declined; may stay empty." },
};

static enum rw_status sign_form(struct req *r, struct case_rows *c, struct field **f)
{
    struct document_list_row *papers;
    struct form_option *o;
    size_t n, i;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), c);

    if (!st)
        st = document_list(&r->act, c->case_id, &papers, &n);
    if (st)
        return st;
    *f = form_copy(r->mem, sign_fields, NFIELDS);
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, papers[i].id), str_z(r->mem, papers[i].name) };
    form_choices(*f, NFIELDS, "document", o, n);
    o = ready_people(r, c, "adult", &n);
    form_choices(*f, NFIELDS, "person", o, n);
    o = ready_people(r, c, "child", &n);
    form_choices(*f, NFIELDS, "child", o, n);
    return RW_OK;
}

static enum rw_status sign_shown(struct req *r, const struct field *f, const struct value *v)
{
    struct form_page p = {
        .title = STR("Sign the commitments"),
        .intro = STR("Read them aloud or hand over the screen. Whoever declines is asked again "
                     "later; nothing else follows from it by itself."),
        .fields = f,
        .n = NFIELDS,
        .state = { .values = v },
        .action = ready_path(r, &room, "/sign"),
        .submit = STR("Record"),
    };

    return ready_form(r, &room, &p);
}

static enum rw_status sign_show(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct case_rows c;
    struct field *f;
    enum rw_status st = sign_form(r, &c, &f);

    if (st)
        return st;
    v[ON] = value_date(r->mem, r->act.today);
    return sign_shown(r, f, v);
}

static enum rw_status sign_save(struct req *r)
{
    struct value v[NFIELDS];
    struct case_rows c;
    struct field *f;
    enum rw_status st = sign_form(r, &c, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return sign_shown(r, f, v);
    st = commitment_sign(&r->act, c.case_id,
                         &(struct commitment_input){ .person_id = v[PERSON].text,
                                                     .child_id = v[CHILD].text,
                                                     .how = v[HOW].text,
                                                     .on = v[ON].date,
                                                     .typed_name = v[NAME].text,
                                                     .document_id = v[PAPER].text,
                                                     .reason = v[REASON].text });
    if (st == RW_EINPUT)
        return sign_shown(r, f, v);
    return st ? st : req_redirect(r, ready_path(r, &room, ""), "Recorded.");
}

static const struct route routes[] = {
    READY_ROUTE(METHOD_GET, "/commitments", show, CAP_CHECKPOINT_READ, 0, "commitment",
                "What both parents promise, who signed it, how weeks and returns went"),
    READY_ROUTE(METHOD_GET, "/commitments/sign", sign_show, CAP_CHECKPOINT_RECORD, 0, "commitment",
                "Form for a signature under the commitments"),
    READY_ROUTE(METHOD_POST, "/commitments/sign", sign_save, CAP_CHECKPOINT_RECORD, ROUTE_REAUTH,
                "commitment", "Record a signature under the commitments"),
    SHEET("/commitments/week", week, "commitment", "one parent's week"),
    SHEET("/commitments/return", back, "commitment", "how a return went"),
};

PAGE_ROUTES(commitments_routes, routes);
