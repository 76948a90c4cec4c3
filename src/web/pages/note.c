/* note.c -- notes of a case: the list, one of them, its signature, and what is added later. */
#include "app/note.h"
#include "app/addendum.h"
#include "web/pages/note_facts.h"
#include "web/route.h"

#define PAGE_ROWS 50

static const struct field addendum_form[] = {
    { .name = "reason",
      .kind = FIELD_TEXT,
      .max = 200,
      .required = true,
      .label = "Why something is added" },
    { .name = "body", .kind = FIELD_AREA, .rows = 5, .required = true, .label = "What is added" },
};

#define NADDENDUM FORM_N(addendum_form)

/* -- the list --------------------------------------------------------------------------------- */

static struct str sub_of(struct req *r, const struct note_line *l)
{
    struct str s = l->names;

    if (l->row.minutes > 0)
        s = str_fmt(r->mem, "%.*s%s%lld min", STR_ARG(s), s.len ? " · " : "",
                    (long long)l->row.minutes);
    if (!l->mine)
        s = str_join(r->mem, s, s.len ? STR(" · ") : STR(""),
                     l->row.signed_name.len ? l->row.signed_name : l->row.author);
    if (l->row.late)
        s = str_join(r->mem, s, s.len ? STR(" · ") : STR(""), STR("late entry"));
    return s;
}

static struct str state_of(const struct note_line *l)
{
    if (str_is(l->row.state, "draft"))
        return STR("draft");
    if (str_is(l->row.class, "P"))
        return STR("process notes");
    return str_is(l->row.class, "C") ? STR("child-private") : STR("signed");
}

static enum rw_status note_index(struct req *r)
{
    struct note_cursor at = { req_query(r, "on"), req_query(r, "id") }, next;
    struct list_view v = { .title = STR("Notes"), .records = { .id = STR("notes") } };
    struct record_row_view *rows;
    struct note_line *lines = NULL;
    struct date day;
    size_t i, n = 0;
    enum rw_status st;

    if (!date_parse(at.on, &day))
        at = (struct note_cursor){ STR_NULL, STR_NULL };
    st = note_list(&r->act, req_arg(r, "case"), at, PAGE_ROWS, &lines, &n, &next);
    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; !r->mem->spent && i < n; i++)
        rows[i] = (struct record_row_view){
            .when = page_date(r, lines[i].row.on_date),
            .title = lines[i].kind,
            .sub = sub_of(r, &lines[i]),
            .state = state_of(&lines[i]),
            .attention = str_is(lines[i].row.state, "draft"),
            .href = page_path(r, "/cases/%.*s/notes/%.*s", STR_ARG(lines[i].row.case_id),
                              STR_ARG(lines[i].row.id)),
        };
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.records.heading = STR("Notes and logged contacts");
    v.records.rows = rows;
    v.records.nrows = n;
    v.records.none = STR("No note yet.");
    v.records.add = page_case_path(r, "/notes/new");
    v.records.add_label = STR("Write a note");
    if (next.id.len)
        v.more = page_path(r, "/cases/%.*s/notes?on=%.*s&id=%.*s", STR_ARG(req_arg(r, "case")),
                           STR_ARG(next.on), STR_ARG(next.id));
    tpl_list(r->out, &v);
    return RW_OK;
}

/* -- one note --------------------------------------------------------------------------------- */

static struct str signature_of(struct req *r, const struct note *n)
{
    if (n->state != NOTE_SIGNED)
        return STR("");
    return str_fmt(r->mem, "Signed by %.*s, %.*s", STR_ARG(note_signer(r->mem, n)),
                   STR_ARG(page_when(r, n->row.signed_utc)));
}

static void fill_addenda(struct req *r, const struct note *n, struct note_show_view *v)
{
    struct addendum_view *list = arena_array(r->mem, struct addendum_view, n->naddenda + 1);
    size_t i;

    for (i = 0; !r->mem->spent && i < n->naddenda; i++)
        list[v->naddenda++] = (struct addendum_view){
            .who = addendum_signer(r->mem, &n->addenda[i]),
            .when = page_when(r, n->addenda[i].signed_utc),
            .why = n->addenda[i].reason,
            .text = n->addenda[i].body,
        };
    v->addenda = list;
}

static void fill_forms(struct req *r, const struct note *n, const struct value *values,
                       struct note_show_view *v)
{
    struct pair version = page_version_pair(r, n->row.version);
    struct form_page add = { .fields = addendum_form,
                             .n = NADDENDUM,
                             .state = { .values = values, .problems = &r->act.bad },
                             .action = note_page_path(r, n, "/addenda"),
                             .submit = STR("Sign the addendum") };
    struct form_page away = { .state = { .problems = &r->act.bad },
                              .action = note_page_path(r, n, "/discard"),
                              .submit = STR("Throw it away"),
                              .hidden = &version,
                              .nhidden = 1,
                              .danger = true };

    v->may_add = n->state == NOTE_SIGNED && act_may(&r->act, CAP_NOTE_SIGN);
    v->may_discard = n->state == NOTE_DRAFT;
    if (v->may_add)
        form_body_view(r->mem, &add, r->csrf, &v->add);
    if (v->may_discard)
        form_body_view(r->mem, &away, r->csrf, &v->discard);
}

static enum rw_status show(struct req *r, const struct note *n, const struct value *values)
{
    struct text_part_view text = { .text = n->row.body };
    struct note_show_view v = { .title = note_title(r, n), .parts = { &text, 1 } };
    bool is_draft = n->state == NOTE_DRAFT;

    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.state = is_draft ? STR("draft") : STR("signed");
    v.wall = is_draft ? STR("Only you can see this draft.") : note_wall(n->row.class);
    v.signature = signature_of(r, n);
    if (is_draft) {
        v.edit = note_page_path(r, n, "/edit");
        v.sign = note_page_path(r, n, "/sign");
    } else if (!note_intact(&r->act, n) || !addenda_intact(&r->act, n)) {
        v.wall = STR("This text does not match its signature. Please tell whoever runs this "
                     "system at once.");
    }
    note_facts(r, n, &v.facts);
    fill_addenda(r, n, &v);
    fill_forms(r, n, values, &v);
    if (r->act.bad.n)
        r->status = 422;
    tpl_note_show(r->out, &v);
    return RW_OK;
}

static enum rw_status note_show(struct req *r)
{
    struct note n;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), req_arg(r, "note"), &n);

    return st ? st : show(r, &n, NULL);
}

static enum rw_status addendum_add(struct req *r)
{
    struct value v[NADDENDUM] = { 0 };
    struct note n;
    struct str id;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), req_arg(r, "note"), &n);

    if (st)
        return st;
    if (!form_read(r->mem, addendum_form, NADDENDUM, &r->form, v, &r->act.bad))
        return show(r, &n, v);
    st = addendum_sign(&r->act, n.row.case_id, n.row.id, v[0].text, v[1].text, &id);
    if (st == RW_EINPUT)
        return show(r, &n, v);
    return st ? st : req_redirect(r, note_page_path(r, &n, ""), "Addendum signed.");
}

static enum rw_status note_throw_away(struct req *r)
{
    struct note n;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), req_arg(r, "note"), &n);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        return show(r, &n, NULL);
    if (!st)
        st = note_discard(&r->act, n.row.case_id, n.row.id, page_version(r));
    if (st == RW_ECONFLICT) {
        problem_add(&r->act.bad, "",
                    STR("This note was saved or signed meanwhile, so it was kept. "
                        "Here it is as it stands now."));
        return show(r, &n, NULL);
    }
    return st ? st : req_redirect(r, page_case_path(r, "/notes"), "The draft is gone.");
}

/* -- the signature ---------------------------------------------------------------------------- */

static enum rw_status sign_page(struct req *r, const struct note *n)
{
    struct text_part_view text = { .text = n->row.body };
    struct note_sign_view v = { .title = note_title(r, n),
                                .parts = { &text, 1 },
                                .means = STR(NOTE_SIGN_MEANS) };
    struct pair version = page_version_pair(r, n->row.version);
    struct form_page p = { .state = { .problems = &r->act.bad },
                           .action = note_page_path(r, n, "/sign"),
                           .submit = STR("Sign"),
                           .cancel = note_page_path(r, n, "/edit"),
                           .hidden = &version,
                           .nhidden = 1 };

    note_say_lacks(n, &r->act.bad);
    page_shell(r, str_fmt(r->mem, "Sign: %.*s", STR_ARG(v.title)), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    note_facts(r, n, &v.facts);
    if (note_wall(n->row.class).len)
        v.means = str_fmt(r->mem, "%s %.*s", NOTE_SIGN_MEANS, STR_ARG(note_wall(n->row.class)));
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_note_sign(r->out, &v);
    return RW_OK;
}

static enum rw_status sign_show(struct req *r)
{
    struct note n;
    enum rw_status st = note_find(&r->act, req_arg(r, "case"), req_arg(r, "note"), &n);

    if (st)
        return st;
    if (n.state != NOTE_DRAFT)
        return req_redirect(r, note_page_path(r, &n, ""), "This note is signed already.");
    return sign_page(r, &n);
}

static enum rw_status sign_now(struct req *r)
{
    struct note n;
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = note_sign(&r->act, req_arg(r, "case"), req_arg(r, "note"), page_version(r));
    if (st && st != RW_ECONFLICT && st != RW_EINPUT)
        return st;
    if (st == RW_OK)
        return req_redirect(r,
                            page_path(r, "/cases/%.*s/notes/%.*s", STR_ARG(req_arg(r, "case")),
                                      STR_ARG(req_arg(r, "note"))),
                            "Signed.");
    if (note_find(&r->act, req_arg(r, "case"), req_arg(r, "note"), &n))
        return RW_ENOTFOUND;
    if (n.state != NOTE_DRAFT)
        return req_redirect(r, note_page_path(r, &n, ""), "This note is signed already.");
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("The text was changed in another window since you saw it. It stands here "
                        "as it is now; please read it once more."));
    r->status = st == RW_ECONFLICT ? 409 : 422;
    return sign_page(r, &n);
}

#define ROW(m, p, fn, cap, fl, text)                                                               \
    {                                                                                              \
        .method = (m), .path = "/cases/:case/notes" p, .run = (fn), .need = (cap),                 \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .flags = (fl), .object = "note", \
        .about = (text)                                                                            \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "", note_index, CAP_NOTE_READ, ROUTE_EARLY,
        "Notes and logged contacts of a case"),
    ROW(METHOD_GET, "/:note", note_show, CAP_NOTE_READ, 0, "One note with its addenda"),
    ROW(METHOD_POST, "/:note/discard", note_throw_away, CAP_NOTE_WRITE, 0,
        "Throw away one's own draft"),
    ROW(METHOD_GET, "/:note/sign", sign_show, CAP_NOTE_SIGN, ROUTE_REAUTH,
        "The whole text of a draft, to be signed"),
    ROW(METHOD_POST, "/:note/sign", sign_now, CAP_NOTE_SIGN, ROUTE_REAUTH, "Sign a note"),
    ROW(METHOD_POST, "/:note/addenda", addendum_add, CAP_NOTE_SIGN, ROUTE_REAUTH,
        "Add a signed addendum to a signed note"),
};

PAGE_ROUTES(note_routes, routes);
