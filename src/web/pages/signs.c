/* signs.c -- the register of warning signs of one family: what is open, what it does, on what it rests,
 * when it is looked at again and how it closes; and what was open once. */
#include "app/consult.h"
#include "app/protocols.h"
#include "web/pages/case_waits.h"
#include "web/pages/sign_parts.h"

#define SIGNS "/cases/:case/signs"

struct register_view {
    struct case_rows rows;
    struct sign_episode *list;
    size_t n;
    struct consult_request_row *asked; /* outside colleagues, where a closing waits for one */
    size_t nasked;
};

static enum rw_status load(struct req *r, struct register_view *v)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &v->rows);
    bool waits = false;
    size_t i;

    if (!st && !v->rows.protocol)
        st = protocol_pinned(&r->act, &v->rows.protocol);
    if (!st)
        st = case_rows_evidence(&r->act, &v->rows);
    if (!st)
        st = sign_episodes(&r->act, &v->rows, &v->list, &v->n);
    for (i = 0; !st && i < v->n; i++)
        waits = waits || (v->list[i].open && v->list[i].closing);
    return st || !waits ? st : consult_list(&r->act, v->rows.case_id, &v->asked, &v->nasked);
}

/* The newest view of a colleague on this step who did not sign it. */
static struct str unsigned_view(struct req *r, const struct register_view *v,
                                const struct criterion_override_row *step)
{
    struct str words = STR_NULL;
    size_t i;

    for (i = 0; i < v->nasked; i++)
        if (str_eq(v->asked[i].object_id, step->id) && str_is(v->asked[i].ended_form, "disagreed"))
            words = str_fmt(r->mem, "%.*s %.*s: %.*s", STR_ARG(v->asked[i].account_name),
                            STR_ARG(consult_state_words(&r->act, &v->asked[i])),
                            STR_ARG(v->asked[i].view));
    return words;
}

static bool first_of(const struct register_view *v, size_t at)
{
    size_t i;

    for (i = 0; i < at; i++)
        if (sign_episode_same(&v->list[i], &v->list[at]))
            return false;
    return true;
}

/* Children for whom the same words opened the same sign. */
static struct str children_of(struct req *r, const struct register_view *v, size_t at)
{
    struct str names = STR_NULL;
    size_t i;

    for (i = at; i < v->n; i++)
        if (sign_episode_same(&v->list[i], &v->list[at])) {
            struct str name = case_person(&v->rows, v->list[i].child_id)->name;

            names = names.len ? str_join(r->mem, names, STR(" and "), name) : name;
        }
    return names;
}

static struct str whom(struct req *r, const struct register_view *v, size_t at)
{
    const struct sign_episode *e = &v->list[at];
    struct str children = children_of(r, v, at);

    if (!e->last->person_id.p)
        return str_fmt(r->mem, "for %.*s; whom it concerns is not said, so everybody",
                       STR_ARG(children));
    return str_fmt(r->mem, "for %.*s; it concerns %.*s", STR_ARG(children),
                   STR_ARG(case_person_words(&r->act, &v->rows, e->last->person_id, e->child_id)));
}

static bool is_late(struct req *r, const struct sign_episode *e)
{
    return !date_known(e->review_on) || e->review_on.day <= r->act.today.day;
}

static struct str state_words(struct req *r, const struct sign_episode *e)
{
    if (e->closing)
        return sign_closing_words(e->why);
    if (!date_known(e->review_on))
        return STR("open; no day is set for the next look");
    return e->review_on.day < r->act.today.day    ? STR("open; the next look is overdue")
           : e->review_on.day == r->act.today.day ? STR("open; the next look is today")
                                                  : STR("open");
}

static struct str by_on(struct req *r, const struct criterion_record_row *x)
{
    return str_fmt(r->mem, "%.*s, by %.*s", STR_ARG(page_date(r, x->occurred_on)),
                   STR_ARG(x->recorded_name));
}

static void fill_facts(struct req *r, const struct register_view *reg, const struct sign_episode *e,
                       struct facts_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, 7);
    struct str view = e->closing ? unsigned_view(r, reg, e->closing) : STR_NULL;
    size_t n = 0;

    f[n++] = (struct fact_view){ .label = STR("While it is open"),
                                 .value = sign_effect(&r->act, e->kind->code) };
    f[n++] = (struct fact_view){ .label = STR("Said last"), .value = e->last->statement };
    f[n++] = (struct fact_view){ .label = STR("Opened"), .value = by_on(r, e->opened) };
    if (e->nlooks)
        f[n++] = (struct fact_view){ .label = STR("Last looked at"), .value = by_on(r, e->last) };
    f[n++] = (struct fact_view){ .label = STR("Next look by"),
                                 .value = date_known(e->review_on)
                                              ? page_date(r, date_iso(r->mem, e->review_on))
                                              : STR_NULL };
    f[n++] = (struct fact_view){ .label = STR("How it closes"),
                                 .value = checkpoint_class_words(r, e->kind->closing) };
    if (view.len)
        f[n++] = (struct fact_view){ .label = STR("A second view"), .value = view };
    *v = (struct facts_view){ .rows = f, .nrows = n };
}

/* All that was attached since it was opened. */
static void fill_rests(struct req *r, const struct register_view *v, const struct sign_episode *e,
                       struct sign_entry_view *to)
{
    struct link_view *list = arena_array(r->mem, struct link_view, v->rows.nevidence + 1);
    size_t i, k;

    for (k = 0; k < v->rows.nrecords; k++) {
        const struct criterion_record_row *x = &v->rows.records[k];
        bool of_it = str_eq(x->criterion, e->kind->code) &&
                     (!x->child_id.p || str_eq(x->child_id, e->child_id)) &&
                     str_cmp(x->recorded_utc, e->opened->recorded_utc) >= 0 &&
                     str_cmp(x->recorded_utc, e->last->recorded_utc) <= 0;

        for (i = 0; of_it && i < v->rows.nevidence; i++) {
            const struct evidence_row *w = &v->rows.evidence[i];

            if (!str_eq(w->record_id, x->id))
                continue;
            if (w->document_name.p)
                list[to->nrests++] =
                    (struct link_view){ .href = page_path(r, "/cases/%.*s/documents/%.*s",
                                                          STR_ARG(v->rows.case_id),
                                                          STR_ARG(w->object_id)),
                                        .label = w->document_name };
            else if (w->note_on.p)
                list[to->nrests++] = (struct link_view){
                    .href = page_path(r, "/cases/%.*s/notes/%.*s", STR_ARG(v->rows.case_id),
                                      STR_ARG(w->object_id)),
                    .label = str_fmt(r->mem, "Note of %.*s", STR_ARG(page_date(r, w->note_on)))
                };
        }
    }
    to->rests = list;
    to->no_evidence = to->nrests == 0;
}

static void fill_tools(struct req *r, const struct register_view *v, const struct sign_episode *e,
                       struct sign_entry_view *to)
{
    struct sign_tool_view *tools = arena_array(r->mem, struct sign_tool_view, 3);
    struct str close = sign_close_path(r, e->child_id, e->kind->code);
    struct link_view step = { 0 };

    if (e->closing)
        step = sign_closing_link(r, &v->rows, e->closing);
    if (step.href.len)
        tools[to->ntools++] =
            (struct sign_tool_view){ .href = step.href, .label = step.label, .of = to->title };
    if (act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
        tools[to->ntools++] = (struct sign_tool_view){
            .href = page_path(r, "/cases/%.*s/signs/again?sign=%.*s", STR_ARG(v->rows.case_id),
                              STR_ARG(e->last->id)),
            .label = STR("Look at it again"),
            .of = to->title,
        };
    if (close.len)
        tools[to->ntools++] = (struct sign_tool_view){ .href = close,
                                                       .label = STR("Take the step that closes it"),
                                                       .of = to->title };
    to->tools = tools;
}

static void fill_open(struct req *r, const struct register_view *v, struct signs_view *to)
{
    struct sign_entry_view *list = arena_array(r->mem, struct sign_entry_view, v->n + 1);
    size_t i;

    for (i = 0; i < v->n; i++) {
        const struct sign_episode *e = &v->list[i];
        struct sign_entry_view *x = &list[to->nopen];

        if (!e->open || !first_of(v, i))
            continue;
        *x = (struct sign_entry_view){
            .title = checkpoint_sign_title(r, e->kind),
            .id = str_fmt(r->mem, "sign-%zu", to->nopen),
            .whom = whom(r, v, i),
            .state = state_words(r, e),
            .late = is_late(r, e),
        };
        fill_facts(r, v, e, &x->facts);
        fill_rests(r, v, e, x);
        fill_tools(r, v, e, x);
        to->nopen++;
    }
    to->open = list;
}

/* Whoever took the step, and whoever stands under it as second. */
static struct str closed_by(struct req *r, const struct criterion_override_row *step)
{
    if (!step)
        return STR("");
    if (!step->second_name.len)
        return str_fmt(r->mem, "; closed by %.*s", STR_ARG(step->recorded_name));
    return str_fmt(r->mem, "; closed by %.*s and %.*s", STR_ARG(step->recorded_name),
                   STR_ARG(step->second_name));
}

static void fill_closed(struct req *r, const struct register_view *v, struct records_view *to)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, v->n + 1);
    size_t i;

    *to = (struct records_view){
        .heading = STR("Closed"), .id = STR("closed"), .rows = rows, .none = STR("None was closed.")
    };
    for (i = v->n; i > 0; i--) {
        const struct sign_episode *e = &v->list[i - 1];

        if (e->open || !first_of(v, i - 1))
            continue;
        rows[to->nrows++] = (struct record_row_view){
            .when = e->closing ? page_date(r, e->closing->on_date) : STR_NULL,
            .title = checkpoint_sign_title(r, e->kind),
            .sub = str_fmt(r->mem, "%.*s; opened %.*s%.*s", STR_ARG(whom(r, v, i - 1)),
                           STR_ARG(by_on(r, e->opened)), STR_ARG(closed_by(r, e->closing))),
            .state = STR("closed"),
        };
    }
}

static void fill_looks(struct req *r, const struct register_view *v, struct signs_view *to)
{
    struct link_view *list = arena_array(r->mem, struct link_view, v->rows.npeople + 1);
    size_t i;

    for (i = 0; i < v->rows.npeople; i++)
        if (str_is(v->rows.people[i].kind, "child") &&
            act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
            list[to->nlooks++] = (struct link_view){
                .href = checkpoint_path(r, &v->rows.people[i], "/signs"),
                .label = str_fmt(r->mem, "Look at all of them for %.*s",
                                 STR_ARG(v->rows.people[i].name)),
            };
    to->looks = list;
}

static enum rw_status signs_show(struct req *r)
{
    struct register_view reg = { 0 };
    struct signs_view v = { 0 };
    enum rw_status st = load(r, &reg);

    if (st)
        return st;
    page_shell(r, STR("Warning signs"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_looks(r, &reg, &v);
    fill_open(r, &reg, &v);
    fill_closed(r, &reg, &v.closed);
    v.none = case_signs_none(r, &reg.rows);
    tpl_signs(r->out, &v);
    return RW_OK;
}

/* ---- one looked at again ---- */

enum { SIGN, ON, STATEMENT, EVIDENCE, REVIEW_ON, NFIELDS };

static const struct field again_form[NFIELDS] = {
    [SIGN] = { .name = "sign",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "Which sign",
               .none = "Please choose" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Looked at on" },
    [STATEMENT] = { .name = "statement",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "It stays open because",
                    .hint = "One sentence is enough." },
    [EVIDENCE] = { .name = "evidence",
                   .kind = FIELD_MULTI,
                   .label = "New evidence",
                   .hint = "What was attached before stays attached." },
    [REVIEW_ON] = { .name = "review_on",
                    .kind = FIELD_DATE,
                    .required = true,
                    .label = "Look at it again by" },
};

static struct form_option *open_options(struct req *r, const struct register_view *v, size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, v->n + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < v->n; i++)
        if (v->list[i].open && first_of(v, i))
            o[(*n)++] = (struct form_option){
                str_z(r->mem, v->list[i].last->id),
                str_z(r->mem, str_fmt(r->mem, "%.*s, %.*s",
                                      STR_ARG(checkpoint_sign_title(r, v->list[i].kind)),
                                      STR_ARG(whom(r, v, i)))),
            };
    return o;
}

static enum rw_status again_fields(struct req *r, struct field **f)
{
    struct register_view reg = { 0 };
    struct form_option *o;
    size_t n;
    enum rw_status st = load(r, &reg);

    if (st)
        return st;
    *f = form_copy(r->mem, again_form, NFIELDS);
    o = open_options(r, &reg, &n);
    form_choices(*f, NFIELDS, "sign", o, n);
    st = sign_evidence_options(r, &o, &n);
    if (!st)
        form_choices(*f, NFIELDS, "evidence", o, n);
    return st;
}

static enum rw_status again_page(struct req *r, struct field *f, const struct value *v)
{
    struct link_view up[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, "/signs"), .label = STR("Warning signs") },
    };
    struct crumbs_view crumbs;

    page_crumbs(r, up, 3, &crumbs);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = STR("Look at a warning sign again"),
                         .intro = STR("It stays open, and somebody says why. Closing it is a step "
                                      "of its own."),
                         .crumbs = crumbs.rows,
                         .ncrumbs = crumbs.nrows,
                         .fields = f,
                         .n = NFIELDS,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = page_case_path(r, "/signs/again"),
                         .submit = STR("Record the look"),
                         .cancel = page_case_path(r, "/signs"),
                     });
}

static enum rw_status again_show(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct field *f;
    enum rw_status st = again_fields(r, &f);

    if (st)
        return st;
    v[SIGN] = value_text(req_query(r, "sign"));
    v[ON] = value_date(r->mem, r->act.today);
    v[REVIEW_ON] = sign_review_value(r);
    return again_page(r, f, v);
}

static enum rw_status again_save(struct req *r)
{
    struct value v[NFIELDS];
    struct sign_evidence rests;
    struct field *f;
    enum rw_status st = again_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return again_page(r, f, v);
    rests = sign_evidence_chosen(r, &v[EVIDENCE]);
    st = checkpoint_sign_again(&r->act, req_arg(r, "case"),
                               &(struct sign_again){ .record_id = v[SIGN].text,
                                                     .on = v[ON].date,
                                                     .review_on = v[REVIEW_ON].date,
                                                     .statement = v[STATEMENT].text,
                                                     .documents = rests.documents,
                                                     .ndocuments = rests.ndocuments,
                                                     .notes = rests.notes,
                                                     .nnotes = rests.nnotes });
    if (st == RW_EINPUT)
        return again_page(r, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/signs"), "Recorded.");
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, SIGNS, signs_show, CAP_CHECKPOINT_READ, 0, "signs",
               "The register of warning signs of a family"),
    CASE_ROUTE(METHOD_GET, SIGNS "/again", again_show, CAP_CHECKPOINT_RECORD, 0, "signs",
               "Form for a further look at an open warning sign"),
    CASE_ROUTE(METHOD_POST, SIGNS "/again", again_save, CAP_CHECKPOINT_RECORD, 0, "signs",
               "Record a further look at an open warning sign"),
};

PAGE_ROUTES(signs_routes, routes);
