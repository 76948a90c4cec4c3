#include "web/form_view.h"

#include <string.h>

/* How a kind is shown; type is of an <input>. */
static const struct look {
    const char *type, *inputmode;
    bool area, select, group, check, file, hidden, secret;
} looks[FIELD_KIND_COUNT] = {
    [FIELD_TEXT] = { .type = "text" },
    [FIELD_AREA] = { .area = true },
    [FIELD_DATE] = { .type = "date" },
    [FIELD_TIME] = { .type = "time" },
    [FIELD_I64] = { .type = "number", .inputmode = "numeric" },
    [FIELD_PERCENT] = { .type = "text", .inputmode = "decimal" },
    [FIELD_CHOICE] = { .select = true },
    [FIELD_RADIO] = { .group = true },
    [FIELD_CHECK] = { .check = true },
    [FIELD_MULTI] = { .group = true },
    [FIELD_EMAIL] = { .type = "email" },
    [FIELD_PHONE] = { .type = "tel" },
    [FIELD_SECRET] = { .type = "password", .secret = true },
    [FIELD_CODE] = { .type = "text", .inputmode = "numeric", .secret = true },
    [FIELD_HIDDEN] = { .hidden = true },
    [FIELD_FILE] = { .file = true },
};

static struct str number(struct arena *a, int64_t n)
{
    return str_fmt(a, "%lld", (long long)n);
}

/* Controls of these types drop a text that is not of their form; then plain text keeps it. */
static bool control_keeps(enum field_kind k, struct str s)
{
    struct date d;
    int32_t minutes;
    int64_t n;

    if (s.len == 0)
        return true;
    if (k == FIELD_DATE)
        return date_parse(s, &d);
    if (k == FIELD_TIME)
        return clock_parse(s, &minutes);
    return k != FIELD_I64 || str_i64(s, &n);
}

static void bounds(struct arena *a, const struct field *f, struct field_view *w)
{
    bool lines = f->kind == FIELD_TEXT || f->kind == FIELD_AREA || f->kind == FIELD_SECRET;

    if (lines)
        w->maxlength = f->max ? f->max : f->kind == FIELD_TEXT ? RW_LINE_MAX : 0;
    else if (f->kind == FIELD_EMAIL)
        w->maxlength = 254;
    else if (f->kind == FIELD_PHONE)
        w->maxlength = 40;
    if (f->kind == FIELD_DATE && str_is(w->type, "date")) {
        w->min = str_fmt(a, "%04lld-01-01", (long long)(f->min ? f->min : 1900));
        w->max = str_fmt(a, "%04lld-12-31", (long long)(f->max ? f->max : 2199));
    } else if (f->kind == FIELD_I64 && str_is(w->type, "number")) {
        w->min = number(a, f->min);
        w->max = f->max ? number(a, f->max) : STR("");
        w->step = STR("1");
    }
}

static bool chosen(const struct value *v, struct str value)
{
    size_t i;

    if (!v)
        return false;
    for (i = 0; i < v->nmany; i++)
        if (str_eq(v->many[i], value))
            return true;
    return v->nmany == 0 && str_eq(v->typed, value);
}

static void options(struct arena *a, const struct field *f, const struct value *v,
                    struct field_view *w)
{
    struct field_option_view *o = arena_array(a, struct field_option_view, f->nchoices + 1);
    bool select = looks[f->kind].select;
    size_t i, n = 0;

    if (!o || a->spent)
        return;
    if (select)
        o[n++] = (struct field_option_view){
            .value = STR(""),
            .label = str_of(f->none       ? f->none
                            : f->required ? "Choose…"
                                          : "Not recorded"),
        };
    for (i = 0; i < f->nchoices; i++) {
        struct str value = str_of(f->choices[i].value);

        o[n++] = (struct field_option_view){
            .id = select   ? STR("")
                  : i == 0 ? w->id
                           : str_fmt(a, "%.*s-%zu", STR_ARG(w->id), i + 1),
            .name = w->name,
            .type = f->kind == FIELD_MULTI ? STR("checkbox") : STR("radio"),
            .value = value,
            .label = str_of(f->choices[i].label),
            .chosen = chosen(v, value),
        };
    }
    w->options = o;
    w->noptions = n;
}

static void describe(struct arena *a, struct field_view *w)
{
    if (w->hint.len)
        w->hint_id = str_fmt(a, "%.*s-hint", STR_ARG(w->id));
    if (w->error.len)
        w->error_id = str_fmt(a, "%.*s-wrong", STR_ARG(w->id));
    w->described = str_join(a, w->hint_id, STR(" "), w->error_id);
}

static void field_fill(struct arena *a, const struct field *f, const struct value *v,
                       const struct form_state *s, struct field_view *w)
{
    const struct look *k = &looks[f->kind];
    struct str name = str_of(f->name);

    *w = (struct field_view){
        .id = str_fmt(a, "%s-%s", s->prefix ? s->prefix : "f", f->name),
        .name = name,
        .label = str_of(f->label),
        .hint = str_of(f->hint),
        .error = s->problems ? problem_of(s->problems, name) : STR_NULL,
        .value = v && !k->secret ? v->typed : STR(""),
        .type = str_of(k->type),
        .inputmode = str_of(k->inputmode),
        .autocomplete = str_of(f->autocomplete ? f->autocomplete
                               : k->type       ? "off"
                                               : NULL),
        .suffix = str_of(f->suffix                  ? f->suffix
                         : f->kind == FIELD_PERCENT ? "%"
                                                    : NULL),
        .required = f->required,
        .is_area = k->area,
        .rows = f->rows ? f->rows : 6,
        .is_select = k->select,
        .is_group = k->group,
        .is_check = k->check,
        .checked = v && v->typed.len > 0,
        .is_file = k->file,
        .is_hidden = k->hidden,
    };
    if (!control_keeps(f->kind, w->value))
        w->type = STR("text");
    bounds(a, f, w);
    if (k->select || k->group)
        options(a, f, v, w);
    describe(a, w);
}

void form_views(struct arena *a, const struct field *f, size_t n, const struct form_state *s,
                struct field_view *w)
{
    size_t i;

    for (i = 0; i < n; i++)
        field_fill(a, &f[i], s->values ? &s->values[i] : NULL, s, &w[i]);
}

static bool shown_field(const struct field *f, size_t n, const char *name)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strcmp(f[i].name, name) == 0)
            return f[i].kind != FIELD_HIDDEN;
    return false;
}

void problems_view(struct arena *a, const struct field *f, size_t n, const struct form_state *s,
                   struct problems_view *w)
{
    size_t i, count = s->problems ? s->problems->n : 0;
    struct problem_row_view *row = arena_array(a, struct problem_row_view, count + 1);

    *w = (struct problems_view){ 0 };
    if (!row || a->spent)
        return;
    for (i = 0; i < count; i++) {
        const struct problem *p = &s->problems->list[i];

        row[i].text = p->text;
        if (shown_field(f, n, p->field))
            row[i].href = str_fmt(a, "#%s-%s", s->prefix ? s->prefix : "f", p->field);
    }
    *w = (struct problems_view){ .rows = row, .nrows = count };
}

static bool same_set(const struct field *f, const struct field *g)
{
    const char *x = f->set ? f->set : "", *y = g->set ? g->set : "";

    return strcmp(x, y) == 0;
}

static void sets(struct arena *a, const struct form_page *p, const struct field_view *w,
                 struct form_body_view *v)
{
    struct form_set_view *set = arena_array(a, struct form_set_view, p->n + 1);
    size_t i, n = 0;

    if (!set || a->spent)
        return;
    for (i = 0; i < p->n; i++) {
        if (i == 0 || !same_set(&p->fields[i - 1], &p->fields[i]))
            set[n++] = (struct form_set_view){ .legend = str_of(p->fields[i].set),
                                               .folded = p->fields[i].folded,
                                               .fields = &w[i] };
        set[n - 1].nfields++;
        set[n - 1].open = set[n - 1].open || w[i].value.len || w[i].checked || w[i].error.len;
    }
    v->sets = set;
    v->nsets = n;
}

void form_body_view(struct arena *a, const struct form_page *p, struct str csrf,
                    struct form_body_view *v)
{
    struct field_view *w = arena_array(a, struct field_view, p->n + 1);
    struct form_hidden_view *h = arena_array(a, struct form_hidden_view, p->nhidden + 1);
    size_t i;

    *v = (struct form_body_view){
        .action = p->action,
        .csrf = csrf,
        .upload = p->upload,
        .danger = p->danger,
        .submit = str_or(p->submit, "Save"),
        .cancel = p->cancel,
        .cancel_label = STR("Cancel"),
    };
    if (!w || !h || a->spent)
        return;
    form_views(a, p->fields, p->n, &p->state, w);
    sets(a, p, w, v);
    problems_view(a, p->fields, p->n, &p->state, &v->problems);
    for (i = 0; i < p->nhidden; i++)
        h[i] = (struct form_hidden_view){ p->hidden[i].name, p->hidden[i].value };
    v->hidden = h;
    v->nhidden = p->nhidden;
}

void form_page_view(struct arena *a, const struct form_page *p, struct form_view *v)
{
    v->heading = p->title;
    v->intro = p->intro;
    v->also = p->also.href;
    v->also_label = p->also.label;
    v->crumbs = (struct crumbs_view){ p->crumbs, p->ncrumbs };
    form_body_view(a, p, v->shell.csrf, &v->body);
    v->shell.title =
        v->body.problems.nrows ? str_fmt(a, "Not saved yet: %.*s", STR_ARG(p->title)) : p->title;
}
