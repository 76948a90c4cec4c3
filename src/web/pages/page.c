#include "web/pages/page.h"

#include "app/lists.h"
#include "app/saved_by.h"
#include "gen/static.h"
#include "web/route.h"

#include <stdarg.h>
#include <stdio.h>

/* The main menu: who sees an entry is decided by the same table that opens its page. */
static const struct {
    const char *key, *href, *label;
    enum capability need;
} menu[] = {
    { "today", "/today", "Today", CAP_TODAY },
    { "cases", "/cases", "Families", CAP_TODAY },
    { "calendar", "/calendar", "Calendar", CAP_TODAY },
    { "consultations", "/consultations", "Put before you", CAP_CONSULT },
    { "accounts", "/accounts", "Accounts", CAP_ACCOUNTS },
    { "practice", "/practice", "Practice", CAP_PRACTICE },
};
#define NMENU (sizeof menu / sizeof *menu)

/* On a page of a case the call is that family's; elsewhere the family is asked for first. */
static struct str log_path(struct req *r)
{
    if (!act_may(&r->act, CAP_NOTE_WRITE))
        return STR_NULL;
    if (r->act.access.relation != REL_NONE && req_arg(r, "case").len)
        return act_allows(&r->act, CAP_NOTE_WRITE, CLASS_S, true) ? page_case_path(r, "/log")
                                                                  : STR_NULL;
    return STR("/log");
}

void page_shell(struct req *r, struct str title, const char *nav, struct shell_view *v)
{
    struct nav_item_view *items = arena_array(r->mem, struct nav_item_view, NMENU);
    size_t i, n = 0;

    for (i = 0; i < NMENU; i++)
        if (act_may(&r->act, menu[i].need))
            items[n++] = (struct nav_item_view){
                .href = str_of(menu[i].href),
                .label = str_of(menu[i].label),
                .current = nav && str_is(str_of(menu[i].key), nav),
            };
    *v = (struct shell_view){
        .lang = STR("en"),
        .dir = STR("ltr"),
        .title = title,
        .practice = r->act.app->practice,
        .css = STR(STATIC_APP_CSS),
        .js = STR(STATIC_APP_JS),
        .icons = STR(STATIC_ICONS_SVG),
        .home = STR("/"),
        .csrf = r->csrf,
        .signed_in = r->act.viewer.level >= AUTH_FULL,
        .user = r->act.viewer.name,
        .account = STR("/account"),
        .sign_out = STR("/sign-out"),
        .log_call = log_path(r),
        .nav = items,
        .nnav = n,
        .demo = r->act.app->demo,
        .flash = r->flash_shown,
    };
}

void page_crumbs(struct req *r, const struct link_view *rows, size_t n, struct crumbs_view *v)
{
    struct link_view *copy = arena_array(r->mem, struct link_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        copy[i] = rows[i];
    *v = (struct crumbs_view){ .rows = copy, .nrows = n };
}

struct str page_case_home(struct req *r)
{
    if (r->act.access.relation == REL_REPORTER) /* nothing else of the family is theirs to open */
        return page_case_path(r, "/concerns");
    return page_case_path(r, act_allows(&r->act, CAP_CASE_READ, CLASS_A, false) ? "" : "/desk");
}

void page_case_crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_home(r), .label = r->act.access.head.title },
    };

    page_crumbs(r, rows, 2, v);
}

struct str page_path(struct req *r, const char *fmt, ...)
{
    char buf[512];
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof buf)
        return STR("/");
    return str_copy(r->mem, (struct str){ buf, (size_t)n });
}

struct str page_case_path(struct req *r, const char *rest)
{
    return str_fmt(r->mem, "/cases/%.*s%s", STR_ARG(req_arg(r, "case")), rest);
}

struct form_option *page_options(struct req *r, const char *list, size_t *n)
{
    const struct choice_list *l = list_of(r->act.app, list);
    struct form_option *o = arena_array(r->mem, struct form_option, l->nitems + 1);
    size_t i;

    for (i = 0; i < l->nitems; i++)
        o[i] = (struct form_option){ str_z(r->mem, l->items[i].code),
                                     str_z(r->mem, l->items[i].label) };
    *n = l->nitems;
    return o;
}

struct form_option *page_people(struct req *r, const struct person_row *rows, size_t nrows,
                                const char *kind, size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, nrows + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < nrows; i++)
        if (!kind || str_is(rows[i].kind, kind))
            o[(*n)++] =
                (struct form_option){ str_z(r->mem, rows[i].id), str_z(r->mem, rows[i].name) };
    return o;
}

enum rw_status page_form(struct req *r, const char *nav, const struct form_page *p)
{
    struct form_view v = { 0 };

    page_shell(r, p->title, nav, &v.shell);
    form_page_view(r->mem, p, &v);
    if (p->state.problems && p->state.problems->n)
        r->status = 422;
    tpl_form(r->out, &v);
    return RW_OK;
}

static struct str shown(const struct field *f, const struct value *v)
{
    size_t i;

    for (i = 0; i < f->nchoices; i++)
        if (str_is(v->typed.len ? v->typed : v->text, f->choices[i].value))
            return str_of(f->choices[i].label);
    if (f->kind == FIELD_CHECK)
        return v->num ? STR("yes") : STR("no");
    return v->typed.len ? v->typed : v->text;
}

/* The record is the last one that the path names; its stored version goes back with the form. */
static struct str saved_words(struct req *r, const struct form_page *p)
{
    struct str id = STR_NULL;
    struct saved_by by;
    int64_t version = 0;
    size_t i;

    for (i = 0; i < r->path_args.n; i++)
        if (r->path_args.list[i].value.len == CRYPTO_ID_LEN)
            id = r->path_args.list[i].value;
    for (i = 0; i < p->nhidden; i++)
        if (str_is(p->hidden[i].name, "version") && !str_i64(p->hidden[i].value, &version))
            version = 0;
    if (!id.len || !version || saved_by_find(&r->act, id, version, &by))
        return STR("Somebody else saved this while you were writing.");
    return str_fmt(r->mem, "Saved by %.*s, %.*s, while you were writing.",
                   STR_ARG(by.self ? STR("you in another window") : by.name),
                   STR_ARG(clock_words(r->mem, by.at_utc)));
}

enum rw_status page_conflict(struct req *r, const char *nav, const struct form_page *p,
                             const struct value *saved, struct str what)
{
    struct conflict_row_view *rows = arena_array(r->mem, struct conflict_row_view, p->n + 1);
    struct conflict_view v = { .what = what, .theirs = p->cancel };
    size_t i;

    page_shell(r, STR("Two versions"), nav, &v.shell);
    page_crumbs(r, p->crumbs, p->ncrumbs, &v.crumbs);
    v.who = saved_words(r, p);
    for (i = 0; i < p->n; i++) {
        struct str mine = shown(&p->fields[i], &p->state.values[i]);
        struct str theirs = shown(&p->fields[i], &saved[i]);

        if (p->fields[i].label && !str_eq(mine, theirs))
            rows[v.nrows++] =
                (struct conflict_row_view){ str_of(p->fields[i].label), mine, theirs };
    }
    v.rows = rows;
    form_body_view(r->mem, p, r->csrf, &v.body);
    r->status = 409;
    tpl_conflict(r->out, &v);
    return RW_OK;
}

int64_t page_version(const struct req *r)
{
    int64_t n;

    return str_i64(req_form(r, "version"), &n) ? n : 0;
}

struct pair page_version_pair(struct req *r, int64_t version)
{
    return (struct pair){ STR("version"), str_fmt(r->mem, "%lld", (long long)version) };
}

struct date page_day(struct str iso)
{
    struct date d = RW_NO_DATE;

    if (iso.len > 10)
        iso.len = 10;
    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

struct str page_date(struct req *r, struct str iso)
{
    return iso.len ? date_words(r->mem, page_day(iso)) : STR("");
}

struct str page_when(struct req *r, struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? clock_words(r->mem, t) : STR("");
}

struct str page_age(struct req *r, struct str birth)
{
    int32_t years = date_age_years(page_day(birth), r->act.today);

    if (years < 0)
        return STR("");
    return years == 1 ? STR("1 year") : str_fmt(r->mem, "%d years", years);
}
