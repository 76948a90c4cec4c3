/* import.c -- families, people and appointments out of a spreadsheet: choose it, see what would
 * become of each row, bring it in. */
#include "app/import.h"

#include "app/upload.h"
#include "web/file_form.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { KIND, TEXT, PAPER, NCHOOSE };
enum { SOME = TEXT + 1, NBRING };

static const struct form_option kinds[IMPORT_KINDS] = {
    [IMPORT_CASES] = { "cases", "Families" },
    [IMPORT_PEOPLE] = { "people", "People" },
    [IMPORT_APPOINTMENTS] = { "appointments", "Appointments" },
};

/* Words for one and for several of each kind. */
static const struct {
    const char *one, *many, *then;
} nouns[IMPORT_KINDS] = {
    [IMPORT_CASES] = { "family", "families", "came in. Their people may come next." },
    [IMPORT_PEOPLE] = { "person", "people", "came in. Their appointments may come next." },
    [IMPORT_APPOINTMENTS] = { "appointment", "appointments", "came in." },
};

#define KIND_FIELD                                                                                 \
    {                                                                                              \
        .name = "kind", .kind = FIELD_RADIO, .required = true, .label = "What the list holds",     \
        .hint = "Families first: the other two find them by their case number.", .choices = kinds, \
        .nchoices = FORM_N(kinds)                                                                  \
    }
/* Longer than what can come in, so that the use case says what the limit is. */
#define TEXT_FIELD                                                                                 \
    {                                                                                              \
        .name = "text", .kind = FIELD_AREA, .max = RW_FORM_MAX, .rows = 8,                         \
        .label = "Rows of the spreadsheet",                                                        \
        .hint = "Copied and pasted, with the names of the columns in the first line."              \
    }

static const struct field choose_form[NCHOOSE] = {
    [KIND] = KIND_FIELD,
    [TEXT] = TEXT_FIELD,
    [PAPER] = { .name = "file",
                .kind = FIELD_FILE,
                .label = "Or a file",
                .hint = "Saved by the spreadsheet as CSV UTF-8. It is read once and not kept." },
};

static const struct field bring_form[NBRING] = {
    [KIND] = KIND_FIELD,
    [TEXT] = TEXT_FIELD,
    [SOME] = { .name = "good_only",
               .kind = FIELD_CHECK,
               .label = "Leave out the rows that cannot come in yet" },
};

static void heads_of(struct req *r, enum import_kind kind, struct import_kind_view *v)
{
    size_t i, n;
    const struct import_column *c = import_columns(kind, &n);
    struct import_column_view *list = arena_array(r->mem, struct import_column_view, n);

    for (i = 0; !r->mem->spent && i < n; i++) {
        list[i] = (struct import_column_view){ str_of(c[i].name), str_of(c[i].label),
                                               str_of(c[i].hint), c[i].required };
        v->heads = str_join(r->mem, v->heads, STR(","), list[i].name);
    }
    v->id = str_fmt(r->mem, "columns-%s", kinds[kind].value);
    v->title = str_of(kinds[kind].label);
    v->columns = list;
    v->ncolumns = r->mem->spent ? 0 : n;
}

static void show_choose(struct req *r, const struct value *v)
{
    struct link_view up = { .href = STR("/cases"), .label = STR("Families") };
    struct import_kind_view *list = arena_array(r->mem, struct import_kind_view, IMPORT_KINDS);
    struct import_new_view page = { .kinds = list, .nkinds = IMPORT_KINDS };
    struct form_page form = { .fields = choose_form,
                              .n = NCHOOSE,
                              .state = { .values = v, .problems = &r->act.bad },
                              .action = STR("/import/preview"),
                              .submit = STR("Look at it first"),
                              .cancel = STR("/cases"),
                              .upload = true };
    enum import_kind k;

    for (k = IMPORT_CASES; k < IMPORT_KINDS; k++)
        heads_of(r, k, &list[k]);
    page_shell(r,
               r->act.bad.n ? STR("Not read yet: Bring families in from a spreadsheet")
                            : STR("Bring families in from a spreadsheet"),
               "cases", &page.shell);
    page_crumbs(r, &up, 1, &page.crumbs);
    form_body_view(r->mem, &form, r->csrf, &page.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_import_new(r->out, &page);
}

static enum rw_status import_new(struct req *r)
{
    struct value v[NCHOOSE] = { 0 };

    v[KIND] = value_text(STR("cases"));
    show_choose(r, v);
    return RW_OK;
}

/* -- the preview ------------------------------------------------------------------------------ */

static struct str counted(struct req *r, enum import_kind kind, size_t n)
{
    return str_fmt(r->mem, "%zu %s", n, n == 1 ? nouns[kind].one : nouns[kind].many);
}

static size_t rows_of(struct req *r, const struct import_sheet *s, enum import_state state,
                      const struct import_row_view **out)
{
    struct import_row_view *list = arena_array(r->mem, struct import_row_view, s->n);
    size_t i, k, n = 0;

    for (i = 0; !r->mem->spent && i < s->n; i++) {
        const struct import_row *row = &s->rows[i];
        struct import_problem_view *problems;

        if (row->state != state)
            continue;
        problems = arena_array(r->mem, struct import_problem_view, row->nproblems);
        for (k = 0; !r->mem->spent && k < row->nproblems; k++)
            problems[k].text = row->problems[k];
        list[n++] = (struct import_row_view){ .line = (int64_t)row->line,
                                              .what = row->what,
                                              .detail = row->detail,
                                              .wrong = state == IMPORT_WRONG,
                                              .problems = problems,
                                              .nproblems = row->nproblems };
    }
    *out = list;
    return r->mem->spent ? 0 : n;
}

static struct str summary_of(struct req *r, const struct import_sheet *s)
{
    const size_t *n = s->count;
    struct str all = str_fmt(r->mem, "%zu of %zu %s can come in", n[IMPORT_GOOD], s->n,
                             s->n == 1 ? "row" : "rows");

    if (n[IMPORT_WRONG])
        all = str_fmt(r->mem, "%.*s, %zu cannot yet", STR_ARG(all), n[IMPORT_WRONG]);
    if (n[IMPORT_HERE])
        all = str_fmt(r->mem, "%.*s, %zu %s here already", STR_ARG(all), n[IMPORT_HERE],
                      n[IMPORT_HERE] == 1 ? "is" : "are");
    return str_fmt(r->mem, "%.*s.", STR_ARG(all));
}

static void bring_view(struct req *r, const struct import_sheet *s, const struct value *v,
                       struct import_preview_view *page)
{
    struct str many = counted(r, s->kind, s->count[IMPORT_GOOD]);
    struct pair hidden[] = { { STR("kind"), v[KIND].text }, { STR("text"), v[TEXT].text } };
    struct value some = { 0 };
    struct form_page p = {
        .fields = &bring_form[SOME],
        .n = s->count[IMPORT_WRONG] ? 1 : 0,
        .state = { .values = &some, .problems = &r->act.bad, .prefix = "b" },
        .action = STR("/import"),
        .submit = str_fmt(r->mem, "Bring in %.*s", STR_ARG(many)),
        .cancel = STR("/import"),
        .hidden = hidden,
        .nhidden = FORM_N(hidden),
    };

    page->may = s->count[IMPORT_GOOD] > 0;
    form_body_view(r->mem, &p, r->csrf, &page->body);
}

static void again_view(struct req *r, const struct value *v, struct import_preview_view *page)
{
    struct pair kind = { STR("kind"), v[KIND].text };
    struct form_page p = { .fields = &choose_form[TEXT],
                           .n = 1,
                           .state = { .values = &v[TEXT], .prefix = "a" },
                           .action = STR("/import/preview"),
                           .submit = STR("Look at it again"),
                           .cancel = STR("/import"),
                           .hidden = &kind,
                           .nhidden = 1 };

    form_body_view(r->mem, &p, r->csrf, &page->again);
}

static void show_preview(struct req *r, const struct import_sheet *s, const struct value *v)
{
    struct link_view up[] = { { STR("/cases"), STR("Families") },
                              { STR("/import"), STR("From a spreadsheet") } };
    struct import_preview_view page = {
        .heading = str_fmt(r->mem, "Look before it comes in: %s", nouns[s->kind].many),
        .summary = summary_of(r, s),
    };

    page.nwrong = rows_of(r, s, IMPORT_WRONG, &page.wrong);
    page.ngood = rows_of(r, s, IMPORT_GOOD, &page.good);
    page.nhere = rows_of(r, s, IMPORT_HERE, &page.here);
    if (!s->count[IMPORT_GOOD] && r->act.bad.n)
        page.refused = r->act.bad.list[0].text;
    page_shell(r, page.heading, "cases", &page.shell);
    page_crumbs(r, up, FORM_N(up), &page.crumbs);
    bring_view(r, s, v, &page);
    again_view(r, v, &page);
    if (r->act.bad.n)
        r->status = 422;
    tpl_import_preview(r->out, &page);
}

/* -- the two posts ---------------------------------------------------------------------------- */

static enum import_kind kind_of(const struct value *v)
{
    return (enum import_kind)v[KIND].num;
}

static enum rw_status read_file(struct req *r, const struct upload *file, struct str *text)
{
    struct upload_done done = { .file = file->file,
                                .key = file->key,
                                .size_bytes = file->size_bytes };
    enum rw_status st;

    if (!file->size_bytes) {
        problem_add(&r->act.bad, "file", STR("Please choose a file that is not empty."));
        return RW_EINPUT;
    }
    st = app_upload_read(r->act.app, &done, RW_IMPORT_BYTES, r->mem, text, &r->act.err);
    if (st == RW_ELIMIT)
        problem_add(
            &r->act.bad, "file",
            str_fmt(r->mem, "Please choose a file of at most %u KB.", RW_IMPORT_BYTES >> 10));
    else if (!st && !str_is(file->media, "text"))
        problem_add(&r->act.bad, "file",
                    STR("This is not a text file. Please save the spreadsheet as “CSV UTF-8” and "
                        "choose it again."));
    return r->act.bad.n ? RW_EINPUT : st;
}

/* The file's text takes the place of the one that was pasted, so that it is read, shown and handed
 * on like it. */
static enum rw_status take_text(struct req *r, struct pairs *posted)
{
    const struct upload *file = file_of(r, "file");
    struct pair *list = arena_array(r->mem, struct pair, posted->n + 1);
    struct str text = STR("");
    size_t i, n = 0;
    enum rw_status st;

    if (!file)
        return RW_OK;
    st = read_file(r, file, &text);
    if (st)
        return st;
    if (str_trim(req_form(r, "text")).len) {
        problem_add(&r->act.bad, "file", STR("Please give either rows or a file, not both."));
        return RW_EINPUT;
    }
    for (i = 0; i < posted->n; i++)
        if (!str_is(posted->list[i].name, "text"))
            list[n++] = posted->list[i];
    list[n++] = (struct pair){ STR("text"), text };
    *posted = (struct pairs){ list, n };
    return RW_OK;
}

static enum rw_status import_show(struct req *r)
{
    struct pairs posted = file_form(r);
    struct import_sheet sheet;
    struct value v[NCHOOSE];
    enum rw_status st = take_text(r, &posted);

    if (st && st != RW_EINPUT)
        return st;
    if (!form_read(r->mem, choose_form, NCHOOSE, &posted, v, &r->act.bad)) {
        show_choose(r, v);
        return RW_OK;
    }
    if (!v[TEXT].given)
        problem_add(&r->act.bad, "text", STR("Please paste the rows, or choose a file."));
    st = r->act.bad.n ? RW_EINPUT : import_look(&r->act, kind_of(v), v[TEXT].text, &sheet);
    if (st == RW_EINPUT)
        show_choose(r, v);
    else if (!st)
        show_preview(r, &sheet, v);
    return st == RW_EINPUT ? RW_OK : st;
}

static void say_why(struct req *r, const struct import_sheet *s)
{
    if (r->act.bad.n)
        return;
    if (!s->count[IMPORT_GOOD])
        problem_add(&r->act.bad, "", STR("There is nothing left to bring in."));
    else
        problem_add(&r->act.bad, "good_only",
                    STR("Please tick this, or correct the rows: nothing was brought in."));
}

static enum rw_status import_bring(struct req *r)
{
    struct import_sheet sheet = { 0 };
    struct value v[NBRING];
    enum import_kind kind;
    struct str many;
    enum rw_status st;

    if (!form_read(r->mem, bring_form, NBRING, &r->form, v, &r->act.bad)) {
        v[PAPER] = (struct value){ 0 };
        show_choose(r, v);
        return RW_OK;
    }
    kind = kind_of(v);
    st = import_bring_in(&r->act, kind, v[TEXT].text, v[SOME].num, &sheet);
    if (st == RW_EINPUT && !sheet.n) {
        v[PAPER] = (struct value){ 0 };
        show_choose(r, v);
        return RW_OK;
    }
    if (st == RW_EINPUT) {
        say_why(r, &sheet);
        show_preview(r, &sheet, v);
        return RW_OK;
    }
    if (st)
        return st;
    many = counted(r, kind, sheet.count[IMPORT_GOOD]);
    many = str_fmt(r->mem, "%.*s %s", STR_ARG(many), nouns[kind].then);
    return req_redirect(r, kind == IMPORT_APPOINTMENTS ? STR("/calendar") : STR("/cases"),
                        str_z(r->mem, many));
}

#define IMPORT_ROUTE(m, p, fn, fl, words)                                                          \
    {                                                                                              \
        .method = (m), .path = (p), .run = (fn), .need = CAP_CASE_OPEN,                            \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .flags = (fl),                   \
        .object = "import", .about = (words)                                                       \
    }

static const struct route routes[] = {
    IMPORT_ROUTE(METHOD_GET, "/import", import_new, 0, "Choose a spreadsheet to bring in"),
    IMPORT_ROUTE(METHOD_POST, "/import/preview", import_show, ROUTE_UPLOAD,
                 "What would become of each row of a spreadsheet; nothing is stored"),
    IMPORT_ROUTE(METHOD_POST, "/import", import_bring, 0,
                 "Bring in families, people or appointments"),
};

PAGE_ROUTES(import_routes, routes);
