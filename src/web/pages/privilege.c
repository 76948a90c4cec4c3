/* privilege.c -- who decides about privilege for each person, by which paper, and who was asked. */
#include "app/privilege.h"

#include "app/jurisdictions.h"
#include "app/lists.h"
#include "app/regions.h"
#include "web/pages/release_parts.h"

#define HERE "/privilege"
#define TITLE "Privilege"

static struct str person_path(struct req *r, const struct person_row *p, const char *rest)
{
    return page_path(r, "/cases/%.*s/privilege/%.*s/%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(p->id), rest);
}

/* -- the page ---------------------------------------------------------------------------------- */

static struct str state_words(struct req *r, const struct case_rows *rows,
                              const struct privilege_state *s)
{
    struct str holder, waiver;

    if (s->undetermined)
        return s->asked ? STR("Not settled; it has been asked. Until there is an answer with its "
                              "document, nothing of this record goes out.")
                        : STR("Not settled. Please ask the court or the guardian ad litem. Until "
                              "then nothing of this record goes out.");
    holder = list_label(r->act.app, LIST_PRIVILEGE_HOLDERS, s->holder);
    if (!s->line)
        return str_fmt(r->mem, "%.*s, as long as nothing else is recorded.", STR_ARG(holder));
    waiver = list_label(r->act.app, LIST_PRIVILEGE_WAIVERS, s->line->waiver);
    if (s->line->holder_id.len)
        holder = str_join(r->mem, holder, STR(": "),
                          release_name(r, rows, s->line->holder_id, "not recorded"));
    return str_fmt(r->mem, "%.*s. %.*s.", STR_ARG(holder), STR_ARG(waiver));
}

static struct record_row_view row_view(struct req *r, const struct case_rows *rows,
                                       const struct privilege_row *x)
{
    bool asked = str_is(x->kind, "asked");
    struct str holder = list_label(r->act.app, LIST_PRIVILEGE_HOLDERS, x->holder);

    if (x->holder_id.len)
        holder = str_join(r->mem, holder, STR(": "),
                          release_name(r, rows, x->holder_id, "not recorded"));
    return (struct record_row_view){
        .when = page_date(r, x->on_date),
        .title = asked ? STR("Asked") : holder,
        .sub = x->words.len ? x->words : STR_NULL,
        .state = asked                ? STR("asked")
                 : x->document_id.len ? STR("with its document")
                                      : STR("without a document"),
        .attention = !asked && !x->document_id.len,
        .href = x->document_id.len ? page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(x->case_id),
                                               STR_ARG(x->document_id))
                                   : STR_NULL,
    };
}

static void fill_person(struct req *r, const struct case_rows *rows, const struct person_row *p,
                        const struct privilege_row *list, size_t n, struct records_view *v)
{
    struct record_row_view *out = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    *v = (struct records_view){
        .heading = release_name(r, rows, p->id, ""),
        .id = str_fmt(r->mem, "privilege-%.*s", STR_ARG(p->id)),
        .none = STR("Nothing is recorded."),
    };
    for (i = n; i > 0; i--)
        if (str_eq(list[i - 1].person_id, p->id))
            out[v->nrows++] = row_view(r, rows, &list[i - 1]);
    v->rows = out;
    if (!act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false))
        return;
    v->add = person_path(r, p, "new");
    v->add_label = str_fmt(r->mem, "Record who holds it for %.*s", STR_ARG(p->name));
    if (str_is(p->kind, "child")) {
        v->all = person_path(r, p, "asked");
        v->all_label = str_fmt(r->mem, "The court or the guardian ad litem was asked about %.*s",
                               STR_ARG(p->name));
    }
}

static enum rw_status overview(struct req *r)
{
    struct detail_view v = {
        .title = STR(TITLE),
        .sub = STR("Who may decide whether what was said here is told elsewhere. Where a child's "
                   "parents stand on different sides nobody is taken for the holder without a "
                   "document."),
    };
    struct text_part_view *parts;
    struct privilege_line *lines;
    struct privilege_row *list;
    struct records_view *lists;
    struct case_rows rows;
    size_t nlines, n, i;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = privilege_list(&r->act, rows.case_id, &list, &n);
    if (!st)
        st = privilege_lines_load(&r->act, rows.case_id, &lines, &nlines);
    if (st)
        return st;
    parts = arena_array(r->mem, struct text_part_view, rows.npeople + 1);
    lists = arena_array(r->mem, struct records_view, rows.npeople + 1);
    for (i = 0; i < rows.npeople; i++) {
        const struct person_row *p = &rows.people[i];
        struct privilege_state s;

        if (str_is(p->kind, "professional"))
            continue;
        s = privilege_state_for(&r->act, &rows, p, lines, nlines);
        parts[v.parts.nrows++] =
            (struct text_part_view){ .label = p->name, .text = state_words(r, &rows, &s) };
        fill_person(r, &rows, p, list, n, &lists[v.nlists++]);
    }
    v.parts.rows = parts;
    v.lists = lists;
    page_shell(r, v.title, "cases", &v.shell);
    release_crumbs(r, NULL, NULL, &v.crumbs);
    release_tools(r, HERE, &v);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- who holds it ------------------------------------------------------------------------------ */

enum { HOLDER, WHO, WAIVER, PAPER, ON, WORDS, NFIELDS };

static const struct field holder_form[NFIELDS] = {
    [HOLDER] = { .name = "holder",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "Who holds the privilege" },
    [WHO] = { .name = "holder_id",
              .kind = FIELD_CHOICE,
              .label = "Who that is",
              .hint = "Needed for a guardian ad litem, counsel for the minor, or somebody whom the "
                      "court has named.",
              .none = "Follows from the above" },
    [WAIVER] = { .name = "waiver",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "Is it waived?" },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "Document that says so",
                .hint = "Among the papers of this case. For a child whose parents stand on "
                        "different sides nothing is settled without one.",
                .none = "Not here yet" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Since" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 2000,
                .rows = 3,
                .label = "In words",
                .hint = "Needed where it is waived in part: for what, and for whom." },
};

static enum rw_status load(struct req *r, struct case_rows *rows, const struct person_row **p)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), rows);

    if (st)
        return st;
    *p = case_person(rows, req_arg(r, "person"));
    return *p && !str_is((*p)->kind, "professional")
               ? RW_OK
               : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such person in this case");
}

static enum rw_status holder_fields(struct req *r, const struct case_rows *rows, struct field **f)
{
    struct form_option *papers, *people, *holders, *waivers;
    size_t npapers, npeople, nholders, nwaivers;
    enum rw_status st = release_papers(r, &papers, &npapers);

    if (st)
        return st;
    people = release_people(r, rows, "child", &npeople);
    holders = page_options(r, LIST_PRIVILEGE_HOLDERS, &nholders);
    waivers = page_options(r, LIST_PRIVILEGE_WAIVERS, &nwaivers);
    *f = form_copy(r->mem, holder_form, NFIELDS);
    form_choices(*f, NFIELDS, "holder", holders, nholders);
    form_choices(*f, NFIELDS, "holder_id", people, npeople);
    form_choices(*f, NFIELDS, "waiver", waivers, nwaivers);
    form_choices(*f, NFIELDS, "document", papers, npapers);
    return RW_OK;
}

static enum rw_status show_form(struct req *r, struct str title, struct str intro,
                                const struct field *f, size_t n, const struct value *v)
{
    struct crumbs_view up;

    release_crumbs(r, HERE, TITLE, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = title,
                                          .intro = intro,
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = f,
                                          .n = n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = STR("Record"),
                                          .cancel = page_case_path(r, HERE) });
}

static enum rw_status holder_show(struct req *r, const struct person_row *p, const struct field *f,
                                  const struct value *v)
{
    const struct jurisdiction *law = jurisdiction_here(r->act.app);
    const struct region *region = region_find(law->region);

    return show_form(r, str_fmt(r->mem, "Privilege for %.*s", STR_ARG(p->name)),
                     str_fmt(r->mem,
                             "Kept with the state of this practice (%s). The law of privilege is "
                             "not carried here, and nobody has verified it: ask counsel. What was "
                             "recorded before is kept.",
                             region ? region->name : "not recorded"),
                     f, NFIELDS, v);
}

static enum rw_status holder_new(struct req *r)
{
    const struct person_row *p;
    struct case_rows rows;
    struct field *f;
    enum rw_status st = load(r, &rows, &p);

    if (!st)
        st = holder_fields(r, &rows, &f);
    return st ? st : holder_show(r, p, f, NULL);
}

static enum rw_status holder_create(struct req *r)
{
    struct privilege_input in;
    const struct person_row *p;
    struct value v[NFIELDS];
    struct case_rows rows;
    struct field *f;
    enum rw_status st = load(r, &rows, &p);

    if (!st)
        st = holder_fields(r, &rows, &f);
    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return holder_show(r, p, f, v);
    in = (struct privilege_input){ .person_id = p->id,
                                   .holder = v[HOLDER].text,
                                   .holder_id = v[WHO].text,
                                   .waiver = v[WAIVER].text,
                                   .document_id = v[PAPER].text,
                                   .on = v[ON].date,
                                   .words = v[WORDS].text };
    st = privilege_record(&r->act, rows.case_id, &in);
    if (st == RW_EINPUT)
        return holder_show(r, p, f, v);
    return st ? st : req_redirect(r, page_case_path(r, HERE), "Recorded.");
}

/* -- asked ------------------------------------------------------------------------------------- */

enum { ASKED_ON, ASKED_WORDS, NASKED };

static const struct field asked_form[NASKED] = {
    [ASKED_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Asked on" },
    [ASKED_WORDS] = { .name = "words",
                      .kind = FIELD_AREA,
                      .min = 1,
                      .max = 2000,
                      .rows = 3,
                      .required = true,
                      .label = "Who was asked, and how" },
};

static enum rw_status asked_show(struct req *r, const struct person_row *p, const struct value *v)
{
    return show_form(r, str_fmt(r->mem, "Asked who holds the privilege for %.*s", STR_ARG(p->name)),
                     STR("The same question to both sides. The task on Today ends with this; the "
                         "record stays closed until there is an answer with its document."),
                     asked_form, NASKED, v);
}

static enum rw_status asked_new(struct req *r)
{
    struct value v[NASKED] = { [ASKED_ON] = value_date(r->mem, r->act.today) };
    const struct person_row *p;
    struct case_rows rows;
    enum rw_status st = load(r, &rows, &p);

    return st ? st : asked_show(r, p, v);
}

static enum rw_status asked_create(struct req *r)
{
    const struct person_row *p;
    struct value v[NASKED];
    struct case_rows rows;
    enum rw_status st = load(r, &rows, &p);

    if (st)
        return st;
    if (!form_read(r->mem, asked_form, NASKED, &r->form, v, &r->act.bad))
        return asked_show(r, p, v);
    st = privilege_asked(&r->act, rows.case_id, p->id, v[ASKED_ON].date, v[ASKED_WORDS].text);
    if (st == RW_EINPUT)
        return asked_show(r, p, v);
    return st ? st : req_redirect(r, page_case_path(r, HERE), "Recorded.");
}

#define ONE "/cases/:case/privilege/:person"

static const struct route routes[] = {
    RELEASE_ROUTE(METHOD_GET, "/cases/:case/privilege", overview, CAP_COURT_READ, 0, "privilege",
                  "Who decides about privilege for each person"),
    RELEASE_ROUTE(METHOD_GET, ONE "/new", holder_new, CAP_COURT_EDIT, 0, "privilege",
                  "Form for who holds the privilege"),
    RELEASE_ROUTE(METHOD_POST, ONE "/new", holder_create, CAP_COURT_EDIT, 0, "privilege",
                  "Record who holds the privilege"),
    RELEASE_ROUTE(METHOD_GET, ONE "/asked", asked_new, CAP_COURT_EDIT, 0, "privilege",
                  "Form for who was asked about privilege"),
    RELEASE_ROUTE(METHOD_POST, ONE "/asked", asked_create, CAP_COURT_EDIT, 0, "privilege",
                  "Record who was asked about privilege"),
};

PAGE_ROUTES(privilege_routes, routes);
