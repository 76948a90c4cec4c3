/* parity.c -- what was offered to each parent over some days, in the same columns, and why two figures
 * stand apart. */
#include "app/parity.h"

#include "app/lists.h"
#include "web/pages/release_parts.h"

static const struct form_option measures[PARITY_MEASURES] = {
    [PARITY_MINUTES] = { "minutes", "Minutes of sessions that took place" },
    [PARITY_HELD] = { "held", "Sessions that took place" },
    [PARITY_OFFERED] = { "offered", "Sessions offered" },
    [PARITY_INTERVIEW] = { "interview", "Minutes of talks with this parent alone" },
    [PARITY_LETTERS] = { "letters", "Letters and copies that went to them" },
};

enum { MEASURE, REASON, WORDS, NFIELDS };

static const struct field reason_form[NFIELDS] = {
    [MEASURE] = { .name = "measure",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Which figure",
                  .none = "Please choose",
                  .choices = measures,
                  .nchoices = FORM_N(measures) },
    [REASON] = { .name = "reason", .kind = FIELD_RADIO, .required = true, .label = "Reason" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 2000,
                .rows = 2,
                .label = "In words",
                .hint = "Needed for something else. It is about the figure and about nobody." },
};

static struct field *fields(struct req *r)
{
    struct form_option *reasons;
    struct field *f = form_copy(r->mem, reason_form, NFIELDS);
    size_t n;

    reasons = page_options(r, LIST_PARITY_REASONS, &n);
    form_choices(f, NFIELDS, "reason", reasons, n);
    return f;
}

static const struct parity_reason_row *reason_of(const struct parity_sheet *s, struct str measure)
{
    size_t i;

    for (i = s->nreasons; i > 0; i--)
        if (str_eq(s->reasons[i - 1].measure, measure) &&
            page_day(s->reasons[i - 1].until_on).day >= s->window.from.day)
            return &s->reasons[i - 1];
    return NULL;
}

static void fill_table(struct req *r, const struct parity_sheet *s, struct parity_view *v)
{
    struct parity_head_view *heads = arena_array(r->mem, struct parity_head_view, s->n + 1);
    struct parity_line_view *rows = arena_array(r->mem, struct parity_line_view, PARITY_MEASURES);
    size_t i, m;

    for (i = 0; i < s->n; i++)
        heads[i] = (struct parity_head_view){ s->names[i].label };
    for (m = 0; m < PARITY_MEASURES; m++) {
        struct parity_figure_view *f = arena_array(r->mem, struct parity_figure_view, s->n + 1);
        bool why = reason_of(s, str_of(measures[m].value)) != NULL;

        for (i = 0; i < s->n; i++)
            f[i] = (struct parity_figure_view){ str_fmt(r->mem, "%lld",
                                                        (long long)s->columns[i].figure[m]) };
        rows[m] = (struct parity_line_view){ .what = str_of(measures[m].label),
                                             .figures = f,
                                             .nfigures = s->n,
                                             .note = !s->apart[m] ? STR_NULL
                                                     : why        ? STR("a reason is recorded")
                                                                  : STR("look at this") };
    }
    v->heads = heads;
    v->nheads = s->n;
    v->rows = rows;
    v->nrows = PARITY_MEASURES;
}

static struct str measure_words(struct str code)
{
    size_t m;

    for (m = 0; m < PARITY_MEASURES; m++)
        if (str_is(code, measures[m].value))
            return str_of(measures[m].label);
    return STR("not recorded");
}

static void fill_reasons(struct req *r, const struct parity_sheet *s, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, s->nreasons + 1);
    size_t i;

    for (i = 0; i < s->nreasons; i++) {
        const struct parity_reason_row *x = &s->reasons[s->nreasons - 1 - i];

        rows[i] = (struct record_row_view){
            .when = page_date(r, x->until_on),
            .title = measure_words(x->measure),
            .sub = str_join(r->mem, x->recorded_name, x->words.len ? STR(": ") : STR(""), x->words),
            .state = list_label(r->act.app, LIST_PARITY_REASONS, x->reason),
        };
    }
    *v = (struct records_view){ .heading = STR("Reasons"),
                                .id = STR("reasons"),
                                .rows = rows,
                                .nrows = s->nreasons,
                                .none = STR("None is recorded.") };
}

static enum rw_status show(struct req *r, const struct value *values)
{
    struct parity_view v = { .title = STR("Both parents, side by side"),
                             .none = STR("No parent or guardian is recorded yet.") };
    struct parity_sheet s;
    struct form_page p;
    enum rw_status st = parity_sheet_of(&r->act, req_arg(r, "case"), &s);

    if (st)
        return st;
    v.sub = str_fmt(r->mem,
                    "What was offered from %.*s to %.*s, counted. Where one figure is more than "
                    "%lld percent of another it is worth a look. It says nothing about anybody, "
                    "and what was not recorded here is not counted.",
                    STR_ARG(date_words(r->mem, s.window.from)),
                    STR_ARG(date_words(r->mem, s.window.to)), (long long)s.window.ratio_percent);
    page_shell(r, v.title, "cases", &v.shell);
    page_crumbs(r,
                (struct link_view[]){
                    { .href = STR("/cases"), .label = STR("Families") },
                    { .href = page_case_path(r, ""), .label = r->act.access.head.title } },
                2, &v.crumbs);
    fill_table(r, &s, &v);
    fill_reasons(r, &s, &v.reasons);
    p = (struct form_page){ .fields = fields(r),
                            .n = NFIELDS,
                            .state = { .values = values, .problems = &r->act.bad },
                            .action = page_case_path(r, "/parity"),
                            .submit = STR("Record") };
    form_body_view(r->mem, &p, v.shell.csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_parity(r->out, &v);
    return RW_OK;
}

static enum rw_status parity_show(struct req *r)
{
    return show(r, NULL);
}

static enum rw_status parity_save(struct req *r)
{
    struct field *f = fields(r);
    struct parity_reason_input in;
    struct value v[NFIELDS];
    enum rw_status st;

    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, v);
    in = (struct parity_reason_input){ v[MEASURE].text, v[REASON].text, v[WORDS].text };
    st = parity_reason_record(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return show(r, v);
    return st ? st : req_redirect(r, page_case_path(r, "/parity"), "Recorded.");
}

static const struct route routes[] = {
    RELEASE_ROUTE(METHOD_GET, "/cases/:case/parity", parity_show, CAP_PARITY, 0, "parity",
                  "What was offered to each parent, side by side"),
    RELEASE_ROUTE(METHOD_POST, "/cases/:case/parity", parity_save, CAP_PARITY, 0, "parity",
                  "Record why two figures stand apart"),
};

PAGE_ROUTES(parity_routes, routes);
