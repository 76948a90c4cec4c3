/* note_edit.c -- a draft on the server from the first pause in typing; with script it saves itself,
 * without by its button. Two windows with the same draft end on a page that shows both texts. */
#include "web/pages/note_form.h"
#include "web/route.h"

/* What one request is about: the draft as it is typed, as it is stored, and what is wrong. */
struct edit {
    struct str id;
    struct note_form form;
    struct note_input base; /* stored, or what a new note begins with */
    struct note_input typed;
    struct note stored;
    struct note_start start;
    bool is_stored;
    struct problems bad;
    struct note_saved saved;
};

static struct str note_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/notes/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(id), rest);
}

static struct str saved_words(struct req *r, int64_t utc)
{
    return str_fmt(r->mem, "saved %.*s", STR_ARG(clock_time(r->mem, utc)));
}

static struct str heading_of(struct req *r, const struct edit *e)
{
    return str_fmt(r->mem, "Note of %.*s", STR_ARG(date_words(r->mem, e->base.on)));
}

static struct form_page draft_page(struct req *r, struct edit *e, struct pair hidden[static 1])
{
    hidden[0] = (struct pair){ STR("appointment"), e->base.appointment_id };
    return (struct form_page){ .title = heading_of(r, e),
                               .fields = e->form.fields,
                               .n = e->form.n,
                               .state = { .values = e->form.values, .problems = &e->bad },
                               .action = note_path(r, e->id, "/draft"),
                               .submit = STR("Save draft"),
                               .cancel = note_path(r, e->id, ""),
                               .hidden = hidden,
                               .nhidden = e->base.appointment_id.len ? 1 : 0 };
}

static enum rw_status render(struct req *r, struct edit *e, int64_t version, struct str saved)
{
    struct note_edit_view v = { .version = version, .saved = saved };
    struct form_body_view body;
    struct pair hidden[1];
    struct form_page p = draft_page(r, e, hidden);

    page_shell(r, p.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    form_body_view(r->mem, &p, r->csrf, &body);
    v.heading = p.title;
    v.intro =
        e->base.appointment_id.len ? STR("From the appointment: day, length and people.") : STR("");
    v.problems = body.problems;
    v.action = p.action;
    v.autosave = p.action;
    v.sign = note_path(r, e->id, "/draft-sign");
    v.sets = body.sets;
    v.nsets = body.nsets;
    v.hidden = body.hidden;
    v.nhidden = body.nhidden;
    if (e->bad.n)
        r->status = 422;
    tpl_note_edit(r->out, &v);
    return RW_OK;
}

static void make_form(struct req *r, struct edit *e)
{
    const struct case_people *people = e->is_stored ? &e->stored.people : &e->start.people;
    bool is_log = note_kind_is_log(&r->act, e->base.kind);

    note_form_make(r, is_log ? NOTE_FORM_LOG : NOTE_FORM_SESSION, people, &e->form);
}

/* GET /cases/:case/notes/new?appointment=&kind= */
static enum rw_status note_new(struct req *r)
{
    struct edit e = { .id = STR_NULL };
    enum rw_status st = note_begin(&r->act, req_arg(r, "case"), req_query(r, "appointment"),
                                   req_query(r, "kind"), &e.start);

    if (st)
        return st;
    if (e.start.draft_id.len)
        return req_redirect(r, note_path(r, e.start.draft_id, "/edit"), NULL);
    e.id = note_new_id(&r->act, req_arg(r, "case"));
    e.base = e.start.input;
    make_form(r, &e);
    note_form_fill(r, &e.base, &e.form);
    return render(r, &e, 0, STR("not saved yet"));
}

static enum rw_status note_edit(struct req *r)
{
    struct edit e = { .id = req_arg(r, "note"), .is_stored = true };
    int64_t saved = 0;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), e.id, &e.stored);

    if (st)
        return st;
    if (e.stored.state != NOTE_DRAFT)
        return req_redirect(r, note_path(r, e.id, ""), NULL);
    note_form_stored(&e.stored, &e.base);
    make_form(r, &e);
    note_form_fill(r, &e.base, &e.form);
    (void)utc_parse(e.stored.row.saved_utc, &saved);
    return render(r, &e, e.stored.row.version, saved_words(r, saved));
}

/* -- saving ----------------------------------------------------------------------------------- */

static enum rw_status load_base(struct req *r, struct edit *e)
{
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), e->id, &e->stored);

    if (!st) {
        e->is_stored = true;
        note_form_stored(&e->stored, &e->base);
        return RW_OK;
    }
    if (st != RW_ENOTFOUND || page_version(r) != 0)
        return st;
    st = note_begin(&r->act, req_arg(r, "case"), req_form(r, "appointment"), req_form(r, "kind"),
                    &e->start);
    e->base = e->start.input;
    e->base.people = NULL;
    e->base.npeople = 0;
    return st;
}

static enum rw_status save(struct req *r, struct edit *e)
{
    bool is_whole;
    enum rw_status st;

    e->id = req_arg(r, "note");
    st = load_base(r, e);
    if (st)
        return st;
    make_form(r, e);
    is_whole = note_form_read(r, &e->form, &e->base, &e->typed, &e->bad);
    if (!is_whole)
        return RW_EINPUT;
    return note_save(&r->act, req_arg(r, "case"), e->id, &e->typed, &e->saved);
}

/* What note_save found wrong stands beside what the form itself could not read. */
static void gather(struct req *r, struct edit *e)
{
    size_t i;

    for (i = 0; i < r->act.bad.n; i++)
        problem_add(&e->bad, r->act.bad.list[i].field, r->act.bad.list[i].text);
}

static struct str label_of(const struct field *f, struct str value)
{
    size_t i;

    for (i = 0; i < f->nchoices; i++)
        if (str_is(value, f->choices[i].value))
            return str_of(f->choices[i].label);
    return value;
}

static struct str shown(struct req *r, const struct field *f, const struct value *v)
{
    struct str all = STR_NULL;
    size_t i;

    if (f->kind == FIELD_CHECK)
        return v->num ? STR("yes") : STR("no");
    if (f->kind != FIELD_MULTI)
        return label_of(f, v->typed);
    for (i = 0; i < v->nmany; i++)
        all = all.len ? str_join(r->mem, all, STR(", "), label_of(f, v->many[i]))
                      : label_of(f, v->many[i]);
    return all;
}

static enum rw_status conflict(struct req *r, struct edit *e)
{
    struct conflict_row_view *rows = arena_array(r->mem, struct conflict_row_view, e->form.n + 1);
    struct conflict_view v = { .rows = rows, .theirs = note_path(r, e->id, "") };
    struct note_form stored;
    struct pair hidden[2];
    struct form_page p;
    int64_t saved = 0;
    size_t i;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), e->id, &e->stored);

    if (st)
        return st;
    note_form_stored(&e->stored, &e->base);
    note_form_make(r, e->form.is_log ? NOTE_FORM_LOG : NOTE_FORM_SESSION, &e->stored.people,
                   &stored);
    note_form_fill(r, &e->base, &stored);
    for (i = 0; !r->mem->spent && i < e->form.n && i < stored.n; i++) {
        struct str mine = shown(r, &e->form.fields[i], &e->form.values[i]);
        struct str theirs = shown(r, &stored.fields[i], &stored.values[i]);

        if (!str_eq(mine, theirs))
            rows[v.nrows++] =
                (struct conflict_row_view){ str_of(stored.fields[i].label), mine, theirs };
    }
    p = draft_page(r, e, hidden);
    hidden[p.nhidden++] = page_version_pair(r, e->stored.row.version);
    v.what = STR("this note");
    (void)utc_parse(e->stored.row.saved_utc, &saved);
    v.who = str_fmt(r->mem, "Saved by you in another window, %.*s, while you were writing here.",
                    STR_ARG(clock_words(r->mem, saved)));
    page_shell(r, STR("Two versions"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    r->status = 409;
    tpl_conflict(r->out, &v);
    return RW_OK;
}

static const struct field addendum_form[] = {
    { .name = "reason",
      .kind = FIELD_TEXT,
      .max = 200,
      .required = true,
      .label = "Why something is added" },
    { .name = "body", .kind = FIELD_AREA, .rows = 8, .required = true, .label = "What is added" },
};

/* The note was signed in another window: what was typed here can only follow as an addendum. */
static enum rw_status too_late(struct req *r, struct edit *e)
{
    struct conflict_row_view row = { .label = STR("Note"),
                                     .mine = e->typed.body,
                                     .saved = e->stored.row.body };
    struct conflict_view v = { .rows = &row, .nrows = 1, .theirs = note_path(r, e->id, "") };
    struct value values[FORM_N(addendum_form)] = { [1] = value_text(e->typed.body) };
    struct form_page p = { .fields = addendum_form,
                           .n = FORM_N(addendum_form),
                           .state = { .values = values },
                           .action = note_path(r, e->id, "/addenda"),
                           .submit = STR("Sign as an addendum") };

    v.what = STR("this note");
    v.who = STR("The note was signed meanwhile and cannot change; what you typed can be added to "
                "it as an addendum.");
    page_shell(r, STR("Two versions"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    r->status = 409;
    tpl_conflict(r->out, &v);
    return RW_OK;
}

/* The few words that take the place of "saved 10:42". A status that the script swaps in is 200. */
static enum rw_status autosaved(struct req *r, const struct edit *e, enum rw_status st)
{
    struct draft_saved_view v = { .version = st ? page_version(r) : e->saved.version };

    if (st && st != RW_ECONFLICT && st != RW_EINPUT)
        return st;
    if (st == RW_ECONFLICT)
        v.text = STR("Not saved: another window has saved this note. Press \"Save draft\" to see "
                     "both.");
    else if (st == RW_EINPUT)
        v.text = STR("Not saved: something has to be corrected first. Press \"Save draft\" to see "
                     "what.");
    else if (e->bad.n)
        v.text = str_fmt(r->mem, "%.*s, but for a field that cannot be read: %.*s",
                         STR_ARG(saved_words(r, e->saved.saved_utc)), STR_ARG(e->bad.list[0].text));
    else
        v.text = saved_words(r, e->saved.saved_utc);
    tpl_draft_saved(r->out, &v);
    return RW_OK;
}

static enum rw_status not_saved(struct req *r, struct edit *e, enum rw_status st)
{
    if (st == RW_ECONFLICT) {
        bool is_signed = note_find(&r->act, req_arg(r, "case"), e->id, &e->stored) == RW_OK &&
                         e->stored.state == NOTE_SIGNED;

        return is_signed ? too_late(r, e) : conflict(r, e);
    }
    if (st != RW_EINPUT)
        return st;
    gather(r, e);
    return render(r, e, page_version(r), STR("not saved"));
}

static enum rw_status note_draft(struct req *r)
{
    struct edit e = { .id = STR_NULL };
    enum rw_status st = save(r, &e);

    if (r->htmx)
        return autosaved(r, &e, st);
    if (st)
        return not_saved(r, &e, st);
    if (e.bad.n)
        return render(r, &e, e.saved.version, saved_words(r, e.saved.saved_utc));
    return req_redirect(r, note_path(r, e.id, "/edit"), "Draft saved. Only you can see it.");
}

static enum rw_status note_draft_sign(struct req *r)
{
    struct edit e = { .id = STR_NULL };
    enum rw_status st = save(r, &e);

    if (st)
        return not_saved(r, &e, st);
    if (e.bad.n)
        return render(r, &e, e.saved.version, saved_words(r, e.saved.saved_utc));
    return req_redirect(r, note_path(r, e.id, "/sign"), NULL);
}

#define ROW(m, p, fn, text)                                                                        \
    {                                                                                              \
        .method = (m), .path = "/cases/:case/notes" p, .run = (fn), .need = CAP_NOTE_WRITE,        \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .object = "note",                \
        .about = (text)                                                                            \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "/new", note_new, "Form for a note"),
    ROW(METHOD_GET, "/:note/edit", note_edit, "One's own draft, to go on writing"),
    ROW(METHOD_POST, "/:note/draft", note_draft, "Save a draft, by itself or by its button"),
    ROW(METHOD_POST, "/:note/draft-sign", note_draft_sign, "Save a draft and read it through"),
};

PAGE_ROUTES(note_edit_routes, routes);
