/* cover.c -- who stands in for one's families, where one stands in, and what was opened meanwhile. */
#include "app/cover.h"
#include "app/account.h"
#include "app/appointment.h"
#include "app/lists.h"
#include "web/pages/page.h"
#include "web/pages/session_row.h"
#include "web/route.h"

/* -- the page -- */

static struct str cover_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cover/%.*s%s", STR_ARG(id), rest);
}

static void fill_covers(struct req *r, const struct cover_row *list, size_t n, bool own,
                        struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){
            .when = page_when(r, list[n - 1 - i].named_utc),
            .title = own ? list[n - 1 - i].account_name : list[n - 1 - i].lead_name,
            .sub = str_join(r->mem, cover_words(&r->act, &list[n - 1 - i]), STR("; "),
                            list[n - 1 - i].family_id.p ? STR("one family") : STR("all families")),
            .state = cover_runs(&r->act, &list[n - 1 - i]) ? STR("opens now") : STR(""),
            .attention = true,
            .href = cover_path(r, list[n - 1 - i].id, ""),
        };
    *v = (struct records_view){
        .heading = own ? STR("Who stands in for you") : STR("Where you stand in"),
        .id = own ? STR("own") : STR("mine"),
        .rows = rows,
        .nrows = n,
        .none = own ? STR("Nobody is named. If you could not come tomorrow, nobody could open your "
                          "families.")
                    : STR("Nobody named you."),
        .add = own ? STR("/cover/new") : STR_NULL,
        .add_label = own ? STR("Name somebody") : STR_NULL,
    };
}

static void fill_openings(struct req *r, const struct cover_opening_row *list, size_t n,
                          struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        const struct cover_opening_row *o = &list[n - 1 - i];

        rows[i] = (struct record_row_view){
            .when = page_date(r, o->on_date),
            .title = o->title,
            .sub = str_fmt(r->mem, "%.*s, %lld pages or changes, first %.*s, last %.*s",
                           STR_ARG(o->account_name), (long long)o->pages,
                           STR_ARG(page_when(r, o->first_utc)), STR_ARG(page_when(r, o->last_utc))),
            .href = page_path(r, "/cases/%.*s", STR_ARG(o->family_id)),
        };
    }
    *v = (struct records_view){ .heading = STR("What was opened for you"),
                                .id = STR("opened"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("Nothing yet.") };
}

static enum rw_status cover_page(struct req *r)
{
    struct detail_view v = {
        .title = STR("Standing in"),
        .sub = STR("A colleague may open your families while you are away, or once it is declared "
                   "that you can't come back. Each opening is told to you here.")
    };
    struct records_view *lists = arena_array(r->mem, struct records_view, 3);
    struct link_view up = { .href = STR("/account"), .label = STR("My account") };
    struct cover_row *own, *mine;
    struct cover_opening_row *opened;
    size_t nown, nmine, nopened;
    enum rw_status st = cover_own(&r->act, &own, &nown);

    if (!st)
        st = cover_mine(&r->act, &mine, &nmine);
    if (!st)
        st = cover_openings(&r->act, &opened, &nopened);
    if (st)
        return st;
    fill_covers(r, own, nown, true, &lists[0]);
    fill_covers(r, mine, nmine, false, &lists[1]);
    fill_openings(r, opened, nopened, &lists[2]);
    v.lists = lists;
    v.nlists = 3;
    page_shell(r, v.title, NULL, &v.shell);
    page_crumbs(r, &up, 1, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- naming somebody -- */

enum { ACCOUNT, KIND, FROM, TO, FAMILY, NFIELDS };

static const struct form_option kinds[] = {
    { "absence", "While I am away, from one day to another" },
    { "successor", "If I die or can't come back: once that is declared" },
};

static const struct field name_form[NFIELDS] = {
    [ACCOUNT] = { .name = "account",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Colleague",
                  .hint = "A therapist or supervisor who can sign in here; also one from outside.",
                  .none = "Please choose" },
    [KIND] = { .name = "kind",
               .kind = FIELD_RADIO,
               .required = true,
               .label = "When",
               .choices = kinds,
               .nchoices = FORM_N(kinds) },
    [FROM] = { .name = "from_on", .kind = FIELD_DATE, .label = "First day away" },
    [TO] = { .name = "to_on", .kind = FIELD_DATE, .label = "Last day away, included" },
    [FAMILY] = { .name = "case",
                 .kind = FIELD_CHOICE,
                 .label = "Family",
                 .none = "All families that I lead" },
};

static enum rw_status name_fields(struct req *r, struct field **f)
{
    struct colleague_list_row *who;
    struct cover_led_row *cases;
    struct form_option *o, *c;
    size_t n, ncases, i;
    enum rw_status st = cover_choices(&r->act, &who, &n, &cases, &ncases);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    c = arena_array(r->mem, struct form_option, ncases + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, who[i].id), str_z(r->mem, who[i].name) };
    for (i = 0; i < ncases; i++)
        c[i] =
            (struct form_option){ str_z(r->mem, cases[i].case_id), str_z(r->mem, cases[i].title) };
    *f = form_copy(r->mem, name_form, NFIELDS);
    form_choices(*f, NFIELDS, "account", o, n);
    form_choices(*f, NFIELDS, "case", c, ncases);
    return RW_OK;
}

static enum rw_status name_show(struct req *r, const struct field *f, const struct value *v)
{
    struct link_view up[] = { { .href = STR("/account"), .label = STR("My account") },
                              { .href = STR("/cover"), .label = STR("Standing in") } };

    return page_form(
        r, NULL,
        &(struct form_page){
            .title = STR("Name who stands in"),
            .intro = STR("They can open what you can open, read and write in their own name. To "
                         "sign they need a licence that holds. It ends by itself after the last "
                         "day, and you can end it earlier."),
            .crumbs = up,
            .ncrumbs = 2,
            .fields = f,
            .n = NFIELDS,
            .state = { .values = v, .problems = &r->act.bad },
            .action = STR("/cover/new"),
            .submit = STR("Name this colleague"),
            .cancel = STR("/cover") });
}

static enum rw_status name_new(struct req *r)
{
    struct field *f;
    enum rw_status st = name_fields(r, &f);

    return st ? st : name_show(r, f, NULL);
}

static enum rw_status name_save(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct cover_input in;
    struct field *f;
    struct str id;
    enum rw_status st = name_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return name_show(r, f, v);
    in = (struct cover_input){ .account_id = v[ACCOUNT].text,
                               .kind = v[KIND].text,
                               .case_id = v[FAMILY].text,
                               .from_on = v[FROM].date,
                               .to_on = v[TO].date };
    st = cover_name(&r->act, &in, &id);
    if (st == RW_EINPUT)
        return name_show(r, f, v);
    return st ? st : req_redirect(r, STR("/cover"), "Named.");
}

/* -- one of them -- */

static void fill_facts(struct req *r, const struct cover_row *c, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 5);
    size_t n = 0;

    rows[n++] = (struct fact_view){ .label = STR("Families of"), .value = c->lead_name };
    rows[n++] = (struct fact_view){ .label = STR("Stands in"), .value = c->account_name };
    rows[n++] = (struct fact_view){ .label = STR("When"), .value = cover_words(&r->act, c) };
    if (c->declared_utc.p)
        rows[n++] = (struct fact_view){ .label = STR("Declared"),
                                        .value = str_join(r->mem, page_when(r, c->declared_utc),
                                                          STR(": "), c->declared_reason) };
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

static enum rw_status fill_families(struct req *r, const struct cover_row *c,
                                    struct records_view *v)
{
    struct cover_families_row *list = NULL;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = cover_cases(&r->act, c, &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){ .title = list[i].title,
                                            .sub = list[i].number,
                                            .href = page_path(r, "/cases/%.*s",
                                                              STR_ARG(list[i].case_id)) };
    *v = (struct records_view){ .heading = STR("Families that you may open now"),
                                .id = STR("families"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("None now.") };
    return RW_OK;
}

/* One's calendar shows one's own families; what one was booked for in these stands here. */
static enum rw_status fill_appointments(struct req *r, const struct cover_row *c,
                                        struct records_view *v)
{
    struct cover_appointments_row *list = NULL;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = cover_appointments(&r->act, c, &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        enum appointment_state state = APPOINTMENT_PLANNED;

        (void)appointment_state_of(list[i].state, &state);
        rows[i] = (struct record_row_view){
            .when = page_when(r, list[i].starts_utc),
            .title = list_label(r->act.app, LIST_APPOINTMENT_KINDS, list[i].kind),
            .sub = list[i].title,
            .state = session_state_words(state),
            .href = page_path(r, "/cases/%.*s/appointments/%.*s", STR_ARG(list[i].case_id),
                              STR_ARG(list[i].id)),
        };
    }
    *v = (struct records_view){ .heading = STR("What you are booked for there"),
                                .id = STR("booked"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("Nothing from today on.") };
    return RW_OK;
}

static enum rw_status cover_show(struct req *r)
{
    struct link_view up[] = { { .href = STR("/account"), .label = STR("My account") },
                              { .href = STR("/cover"), .label = STR("Standing in") } };
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct detail_view v = { .title = STR("Standing in"), .tools = tools };
    struct cover_row c;
    bool mine;
    enum rw_status st = cover_find(&r->act, req_arg(r, "cover"), &c);

    if (st)
        return st;
    mine = str_eq(c.account_id, r->act.viewer.account_id);
    if (mine)
        st = fill_families(r, &c, lists);
    if (!st && mine)
        st = fill_appointments(r, &c, lists + 1);
    if (st)
        return st;
    if (!c.ended_utc.p)
        tools[v.ntools++] =
            (struct link_view){ .href = cover_path(r, c.id, "/end"), .label = STR("End it") };
    if (mine && !c.ended_utc.p && str_is(c.kind, "successor") && !c.declared_utc.p)
        tools[v.ntools++] = (struct link_view){ .href = cover_path(r, c.id, "/declare"),
                                                .label = STR("Declare it") };
    v.lists = lists;
    v.nlists = mine ? 2 : 0;
    page_shell(r, v.title, NULL, &v.shell);
    page_crumbs(r, up, 2, &v.crumbs);
    fill_facts(r, &c, &v.facts);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status step_form(struct req *r, const struct cover_row *c, const char *title,
                                const char *intro, const char *rest, const struct field *f,
                                size_t n, const struct value *v)
{
    struct link_view up[] = { { .href = STR("/account"), .label = STR("My account") },
                              { .href = STR("/cover"), .label = STR("Standing in") } };

    return page_form(r, NULL,
                     &(struct form_page){ .title = str_of(title),
                                          .intro = str_of(intro),
                                          .crumbs = up,
                                          .ncrumbs = 2,
                                          .fields = f,
                                          .n = n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = cover_path(r, c->id, rest),
                                          .submit = n ? STR("Declare it") : STR("End it"),
                                          .cancel = cover_path(r, c->id, ""),
                                          .danger = true });
}

static enum rw_status end_show(struct req *r)
{
    struct cover_row c;
    enum rw_status st = cover_find(&r->act, req_arg(r, "cover"), &c);

    return st ? st
              : step_form(r, &c, "End it?",
                          "From this moment the families are closed to whoever stands in. What was "
                          "written stays.",
                          "/end", NULL, 0, NULL);
}

static enum rw_status end_do(struct req *r)
{
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = cover_end(&r->act, req_arg(r, "cover"));
    if (st == RW_EINPUT)
        return end_show(r);
    return st && st != RW_ECONFLICT ? st : req_redirect(r, STR("/cover"), "Ended.");
}

static const struct field declare_form[1] = {
    { .name = "reason",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 2000,
      .rows = 3,
      .required = true,
      .label = "What happened, and how it is known",
      .hint = "It is kept with your name and shown to the one whose families these are." },
};

static enum rw_status declare_show(struct req *r, const struct value *v)
{
    struct cover_row c;
    enum rw_status st = cover_find(&r->act, req_arg(r, "cover"), &c);

    if (!st && (!str_is(c.kind, "successor") || c.declared_utc.p || c.ended_utc.p ||
                !str_eq(c.account_id, r->act.viewer.account_id)))
        st = RW_FAIL(&r->act.err, RW_ENOTFOUND, "nothing to declare");
    return st ? st
              : step_form(r, &c, "Declare that the lead can't come back",
                          "You may open the families from then on, and name a new lead for each.",
                          "/declare", declare_form, 1, v);
}

static enum rw_status declare_new(struct req *r)
{
    return declare_show(r, NULL);
}

static enum rw_status declare_save(struct req *r)
{
    struct value v[1] = { 0 };
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, declare_form, 1, &r->form, v, &r->act.bad))
        st = cover_declare(&r->act, req_arg(r, "cover"), v[0].text);
    if (st == RW_EINPUT)
        return declare_show(r, v);
    return st ? st : req_redirect(r, cover_path(r, req_arg(r, "cover"), ""), "Declared.");
}

/* -- by who keeps the accounts -- */

enum { SUCCESSOR, REASON, NADMIN };

static const struct field admin_form[NADMIN] = {
    [SUCCESSOR] = { .name = "successor",
                    .kind = FIELD_CHOICE,
                    .required = true,
                    .label = "Successor",
                    .none = "Please choose" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .min = 1,
                 .max = 2000,
                 .rows = 3,
                 .required = true,
                 .label = "What happened, and how it is known",
                 .hint = "It is kept with your name." },
};

static enum rw_status admin_show(struct req *r, const struct value *v)
{
    struct link_view up[] = { { .href = STR("/accounts"), .label = STR("Accounts") },
                              { .label = STR("One person") } };
    struct detail_view d = { .title = STR("Successor"), .form_title = STR("Declare it") };
    struct field *f = form_copy(r->mem, admin_form, NADMIN);
    struct str account = req_arg(r, "account");
    struct fact_view *facts;
    struct form_option *o;
    struct cover_row *rows;
    struct account_row who;
    size_t n, i, waiting = 0, named = 0;
    enum rw_status st = account_get(&r->act, account, &who);

    if (!st)
        st = cover_of_account(&r->act, account, &rows, &n);
    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    facts = arena_array(r->mem, struct fact_view, n + 1);
    for (i = 0; i < n; i++) {
        if (!str_is(rows[i].kind, "successor") || rows[i].ended_utc.p)
            continue;
        facts[named++] =
            (struct fact_view){ .label = rows[i].account_name,
                                .value = rows[i].declared_utc.p ? STR("declared")
                                                                : STR("named, not declared") };
        if (!rows[i].declared_utc.p)
            o[waiting++] = (struct form_option){ str_z(r->mem, rows[i].id),
                                                 str_z(r->mem, rows[i].account_name) };
    }
    form_choices(f, NADMIN, "successor", o, waiting);
    up[1].href = page_path(r, "/accounts/%.*s", STR_ARG(account));
    d.sub = named ? str_fmt(r->mem,
                            "If %.*s has died or can't come back, say so here: the successor may "
                            "then open the families. You may not, by this.",
                            STR_ARG(who.name))
                  : str_fmt(r->mem, "%.*s has named no successor.", STR_ARG(who.name));
    d.facts = (struct facts_view){ .rows = facts, .nrows = named };
    d.has_form = waiting > 0;
    page_shell(r, d.title, "accounts", &d.shell);
    page_crumbs(r, up, 2, &d.crumbs);
    form_body_view(
        r->mem,
        &(struct form_page){ .title = d.title,
                             .fields = f,
                             .n = NADMIN,
                             .state = { .values = v, .problems = &r->act.bad },
                             .action = page_path(r, "/accounts/%.*s/successor", STR_ARG(account)),
                             .submit = STR("Declare it"),
                             .cancel = up[1].href,
                             .danger = true },
        r->csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status admin_page(struct req *r)
{
    return admin_show(r, NULL);
}

/* errors  RW_EINPUT  it is no waiting successor of that account */
static enum rw_status check_chosen(struct req *r, struct str id)
{
    struct cover_row *rows;
    size_t n, i;
    enum rw_status st = cover_of_account(&r->act, req_arg(r, "account"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id))
            return RW_OK;
    if (!st)
        problem_add(&r->act.bad, "successor", STR("Please choose one from the list."));
    return st ? st : RW_EINPUT;
}

static enum rw_status admin_declare(struct req *r)
{
    struct field *f = form_copy(r->mem, admin_form, NADMIN);
    struct value v[NADMIN] = { 0 };
    enum rw_status st = RW_EINPUT;

    f[SUCCESSOR] = (struct field){
        .name = "successor", .kind = FIELD_TEXT, .required = true, .max = 40, .label = "Successor"
    };
    if (form_read(r->mem, f, NADMIN, &r->form, v, &r->act.bad))
        st = check_chosen(r, v[SUCCESSOR].text);
    if (!st)
        st = cover_declare(&r->act, v[SUCCESSOR].text, v[REASON].text);
    if (st == RW_EINPUT)
        return admin_show(r, v);
    return st ? st
              : req_redirect(r, page_path(r, "/accounts/%.*s", STR_ARG(req_arg(r, "account"))),
                             "Declared. The successor may open the families now.");
}

#define ROW(verb, where, page, cap, fl, words)                                                     \
    {                                                                                              \
        .method = verb, .path = where, .run = page, .need = cap, .audience = AUDIENCE_STAFF,       \
        .purpose = PURPOSE_OPERATIONS, .flags = fl, .object = "cover", .about = words              \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "/cover", cover_page, CAP_COVER, 0, "Who stands in, and what was opened"),
    ROW(METHOD_GET, "/cover/new", name_new, CAP_COVER, 0, "Form for naming who stands in"),
    ROW(METHOD_POST, "/cover/new", name_save, CAP_COVER, ROUTE_REAUTH, "Name who stands in"),
    ROW(METHOD_GET, "/cover/:cover", cover_show, CAP_COVER, 0, "One of them"),
    ROW(METHOD_GET, "/cover/:cover/end", end_show, CAP_COVER, 0, "Ask before it is ended"),
    ROW(METHOD_POST, "/cover/:cover/end", end_do, CAP_COVER, 0, "End it"),
    ROW(METHOD_GET, "/cover/:cover/declare", declare_new, CAP_COVER, 0,
        "Form for declaring that a lead can't come back"),
    ROW(METHOD_POST, "/cover/:cover/declare", declare_save, CAP_COVER, 0,
        "Declare, as the successor, that a lead can't come back"),
    ROW(METHOD_GET, "/accounts/:account/successor", admin_page, CAP_ACCOUNTS, 0,
        "Whom somebody named as successor"),
    ROW(METHOD_POST, "/accounts/:account/successor", admin_declare, CAP_ACCOUNTS, ROUTE_REAUTH,
        "Declare that somebody can't come back"),
};

PAGE_ROUTES(cover_routes, routes);
