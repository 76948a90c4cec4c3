/* consult.c -- a clinician who works alone puts one decision before an outside colleague. */
#include "app/consult.h"
#include "web/pages/checkpoint_parts.h"

enum { ACCOUNT, QUESTION, NFIELDS };

static const struct field ask_form[NFIELDS] = {
    [ACCOUNT] = { .name = "account",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Colleague",
                  .none = "Please choose" },
    [QUESTION] = { .name = "question",
                   .kind = FIELD_AREA,
                   .min = 1,
                   .max = 4000,
                   .rows = 3,
                   .required = true,
                   .label = "What you ask",
                   .hint = "Without names: the colleague needs none. One sentence is enough." },
};

struct asking {
    struct str kind, object; /* of the path */
    struct consult_packet packet;
    struct consult_request_row *rows; /* every request about this */
    size_t n;
    const struct consult_request_row *open;
    bool waits; /* for a second signature, still */
    bool read; /* the page is there to read an answer that does not agree */
};

/* What may be asked about: by the name of its id in the path. */
static const struct about {
    const char *arg, *kind, *page, *back;
    const char *question; /* NULL: as in the form */
} abouts[] = {
    { "override", "override", "overrides", "/second", NULL },
    { "hold", "hold", "holds", "", "Why contact may go on, and what you ask" },
    { "decision", "resume", "decisions", "", "Why work may go on, and what you ask" },
};

static const struct about *about(const struct req *r)
{
    size_t i;

    for (i = 1; i < sizeof abouts / sizeof *abouts; i++)
        if (req_arg(r, abouts[i].arg).p)
            return &abouts[i];
    return &abouts[0];
}

static struct str object_path(struct req *r, const char *rest)
{
    const struct about *x = about(r);

    return page_path(r, "/cases/%.*s/%s/%.*s%s", STR_ARG(req_arg(r, "case")), x->page,
                     STR_ARG(req_arg(r, x->arg)), rest);
}

static struct str back_path(struct req *r)
{
    return object_path(r, about(r)->back);
}

static enum rw_status load(struct req *r, struct asking *c)
{
    size_t i, kept = 0;
    enum rw_status st;

    *c = (struct asking){ .kind = str_of(about(r)->kind), .object = req_arg(r, about(r)->arg) };
    st = consult_packet(&r->act, req_arg(r, "case"), c->kind, c->object, &c->packet);
    c->waits = !st;
    if (st == RW_ECONFLICT)
        st = RW_OK;
    if (!st)
        st = consult_list(&r->act, req_arg(r, "case"), &c->rows, &c->n);
    for (i = 0; !st && i < c->n; i++)
        if (str_eq(c->rows[i].object_id, c->object))
            c->rows[kept++] = c->rows[i];
    c->n = st ? 0 : kept;
    for (i = 0; i < c->n; i++)
        if (consult_is_open(&r->act, &c->rows[i]))
            c->open = &c->rows[i];
    c->read = !st && !c->open && c->n && str_is(c->rows[c->n - 1].ended_form, "disagreed") &&
              str_is(req_query(r, "read"), "1");
    return st;
}

static void fill_asked(struct req *r, const struct asking *c, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, c->n + 1);
    size_t i;

    for (i = 0; i < c->n; i++)
        rows[i] = (struct record_row_view){
            .when = page_when(r, c->rows[i].asked_utc),
            .title = c->rows[i].account_name,
            .sub = c->rows[i].view.len
                       ? str_join(r->mem, c->rows[i].question, STR(" — "), c->rows[i].view)
                       : c->rows[i].question,
            .state = consult_state_words(&r->act, &c->rows[i]),
            .attention = &c->rows[i] == c->open,
        };
    *v = (struct records_view){ .heading = STR("Asked so far"),
                                .id = STR("asked"),
                                .rows = rows,
                                .nrows = c->n,
                                .none = STR("Nobody yet.") };
}

static enum rw_status ask_fields(struct req *r, struct field **f, size_t *n)
{
    struct consult_colleagues_row *list;
    struct form_option *o;
    size_t i;
    enum rw_status st = consult_colleagues(&r->act, req_arg(r, "case"), &list, n);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, *n + 1);
    for (i = 0; i < *n; i++)
        o[i] = (struct form_option){ str_z(r->mem, list[i].id), str_z(r->mem, list[i].name) };
    *f = form_copy(r->mem, ask_form, NFIELDS);
    form_choices(*f, NFIELDS, "account", o, *n);
    if (about(r)->question)
        (*f)[QUESTION].label = about(r)->question;
    return RW_OK;
}

static void fill_form(struct req *r, const struct asking *c, const struct field *f,
                      const struct value *v, struct detail_view *d)
{
    struct form_page page = { .title = d->title,
                              .fields = f,
                              .n = NFIELDS,
                              .state = { .values = v, .problems = &r->act.bad },
                              .action = object_path(r, "/ask"),
                              .submit = STR("Ask this colleague"),
                              .cancel = back_path(r) };

    if (c->open) {
        page.fields = NULL;
        page.n = 0;
        page.action = object_path(r, "/ask/withdraw");
        page.submit = STR("Withdraw the request");
        page.danger = true;
    }
    if (c->read) {
        page.fields = NULL;
        page.n = 0;
        page.action = object_path(r, "/ask/read");
        page.submit = STR("I have read it: take it off Today");
    }
    d->has_form = true;
    d->form_title = c->read   ? STR("Your colleague does not agree")
                    : c->open ? STR("Withdraw")
                              : STR("Ask a colleague");
    form_body_view(r->mem, &page, r->csrf, &d->body);
}

static void fill_packet(struct req *r, const struct asking *c, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, CONSULT_LINES + 1);
    size_t i;

    for (i = 0; i < c->packet.n; i++)
        rows[i] = (struct fact_view){ .label = c->packet.lines[i].label,
                                      .value = c->packet.lines[i].text };
    *v = (struct facts_view){ .rows = rows, .nrows = c->packet.n };
}

static enum rw_status show(struct req *r, const struct asking *c, const struct value *v)
{
    struct detail_view d = { .title = STR("Ask an outside colleague") };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    bool solo = r->act.app->solo && c->waits;
    struct field *f = NULL;
    size_t n = 0;
    enum rw_status st = solo ? ask_fields(r, &f, &n) : RW_OK;

    if (st)
        return st;
    d.sub = !c->waits ? STR("This waits for no word from outside.")
            : !solo ? STR("In a group the second signature comes from a colleague who works here.")
            : !n ? STR("No outside colleague has an account here yet. Under Accounts, somebody can "
                       "be invited for second signatures alone.")
            : about(r) == &abouts[2]
                ? STR("Below stands all that the colleague will see. You sign the decision "
                      "yourself; once somebody is asked, it waits for their word.")
                : STR("Below stands all that the colleague will see, and nothing else of the "
                      "family. What they agree to counts at once, and is named as one clinician "
                      "with outside consultation.");
    page_shell(r, d.title, "cases", &d.shell);
    page_case_crumbs(r, &d.crumbs);
    fill_packet(r, c, &d.facts);
    fill_asked(r, c, lists);
    d.lists = lists;
    d.nlists = 1;
    if (c->read || (solo && n))
        fill_form(r, c, f, v, &d);
    if (c->read && solo && n) {
        struct link_view *again = arena_new(r->mem, struct link_view);

        *again = (struct link_view){ object_path(r, "/ask"), STR("Ask another colleague") };
        d.tools = again;
        d.ntools = 1;
    }
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status ask_new(struct req *r)
{
    struct asking c;
    enum rw_status st = load(r, &c);

    return st ? st : show(r, &c, NULL);
}

static enum rw_status ask_create(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct consult_input in;
    struct field *f;
    struct asking c;
    struct str id;
    size_t n;
    enum rw_status st = load(r, &c);

    if (!st && (!c.waits || !r->act.app->solo))
        return show(r, &c, NULL);
    if (!st)
        st = ask_fields(r, &f, &n);
    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, &c, v);
    in = (struct consult_input){ .kind = c.kind,
                                 .object_id = c.object,
                                 .account_id = v[ACCOUNT].text,
                                 .question = v[QUESTION].text };
    st = consult_ask(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return show(r, &c, v);
    return st ? st : req_redirect(r, object_path(r, "/ask"), "Asked.");
}

static enum rw_status ask_withdraw(struct req *r)
{
    struct asking c;
    enum rw_status st = load(r, &c);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        return show(r, &c, NULL);
    if (!st && !c.open)
        return req_redirect(r, object_path(r, "/ask"), "Nothing was open.");
    if (!st)
        st = consult_withdraw(&r->act, req_arg(r, "case"), c.open->id);
    return st ? st : req_redirect(r, object_path(r, "/ask"), "Withdrawn.");
}

static enum rw_status ask_seen(struct req *r)
{
    struct asking c;
    enum rw_status st = load(r, &c);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        return show(r, &c, NULL);
    if (!st)
        st = consult_answer_seen(&r->act, req_arg(r, "case"), c.object);
    return st ? st : req_redirect(r, back_path(r), "It no longer stands on Today.");
}

#define OVERRIDE "/cases/:case/overrides/:override/ask"
#define HOLD "/cases/:case/holds/:hold/ask"
#define PAUSE "/cases/:case/decisions/:decision/ask"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, OVERRIDE, ask_new, CAP_DECIDE, 0, "override",
               "Form for asking an outside colleague about what is set aside"),
    CASE_ROUTE(METHOD_POST, OVERRIDE, ask_create, CAP_DECIDE, ROUTE_REAUTH, "override",
               "Ask an outside colleague about what is set aside"),
    CASE_ROUTE(METHOD_POST, OVERRIDE "/withdraw", ask_withdraw, CAP_DECIDE, 0, "override",
               "Withdraw such a request"),
    CASE_ROUTE(METHOD_POST, OVERRIDE "/read", ask_seen, CAP_DECIDE, 0, "override",
               "An answer that does not agree was read: it leaves Today"),
    CASE_ROUTE(METHOD_GET, HOLD, ask_new, CAP_DECIDE, 0, "hold",
               "Form for asking an outside colleague about lifting a hold"),
    CASE_ROUTE(METHOD_POST, HOLD, ask_create, CAP_DECIDE, ROUTE_REAUTH, "hold",
               "Ask an outside colleague about lifting a hold"),
    CASE_ROUTE(METHOD_POST, HOLD "/withdraw", ask_withdraw, CAP_DECIDE, 0, "hold",
               "Withdraw such a request"),
    CASE_ROUTE(METHOD_POST, HOLD "/read", ask_seen, CAP_DECIDE, 0, "hold",
               "An answer that does not agree was read: it leaves Today"),
    CASE_ROUTE(METHOD_GET, PAUSE, ask_new, CAP_DECIDE, 0, "decision",
               "Form for asking an outside colleague about going on after a pause"),
    CASE_ROUTE(METHOD_POST, PAUSE, ask_create, CAP_DECIDE, ROUTE_REAUTH, "decision",
               "Ask an outside colleague about going on after a pause"),
    CASE_ROUTE(METHOD_POST, PAUSE "/withdraw", ask_withdraw, CAP_DECIDE, 0, "decision",
               "Withdraw such a request"),
};

PAGE_ROUTES(consult_routes, routes);
