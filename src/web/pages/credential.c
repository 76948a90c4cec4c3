/* credential.c -- licences, competence and training: one's own, somebody's, and everybody's licence. */
#include "app/account.h"
#include "app/lists.h"
#include "web/pages/credential_parts.h"
#include "web/route.h"

struct str credential_path(struct req *r, const char *rest)
{
    struct str account = req_arg(r, "account");

    return account.p ? page_path(r, "/accounts/%.*s/credentials%s", STR_ARG(account), rest)
                     : page_path(r, "/account/credentials%s", rest);
}

static void up_to_list(struct req *r, struct crumbs_view *v)
{
    struct link_view own = { .href = STR("/account"), .label = STR("My account") };
    struct link_view all = { .href = STR("/credentials"), .label = STR("Licence and training") };

    page_crumbs(r, req_arg(r, "account").p ? &all : &own, 1, v);
}

void credential_crumbs(struct req *r, struct crumbs_view *v)
{
    bool other = req_arg(r, "account").p != NULL;
    struct link_view up[2] = {
        { .href = other ? STR("/credentials") : STR("/account"),
          .label = other ? STR("Licence and training") : STR("My account") },
        { .href = credential_path(r, ""),
          .label = other ? STR("One person") : STR("Licence and training") },
    };

    page_crumbs(r, up, 2, v);
}

bool credential_may_change(const struct req *r)
{
    return !req_arg(r, "account").p || act_may(&r->act, CAP_ACCOUNTS);
}

enum rw_status credential_row_find(struct req *r, struct credential_row *row)
{
    struct str own = req_arg(r, "credential"), id = own.p ? own : req_arg(r, "theirs");
    struct credential_row *rows;
    size_t n, i;
    enum rw_status st = credential_list(&r->act, req_arg(r, "account"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id) && !rows[i].ended_utc.p) {
            *row = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such row that still stands");
}

struct str credential_title(struct req *r, const struct credential_row *row)
{
    return str_is(row->kind, "licence")
               ? licence_words(&r->act, row->type, row->number, row->region)
               : list_label(r->act.app, LIST_COMPETENCE_AREAS, row->type);
}

struct str licence_notice_words(struct req *r, const struct licence_notice *n)
{
    struct str last = date_words(r->mem, n->last);

    if (n->state == LICENCE_NONE)
        return STR("No licence recorded yet");
    if (n->state == LICENCE_OVER)
        return date_known(n->last) ? str_fmt(r->mem, "Ended on %.*s", STR_ARG(last))
                                   : STR("Does not hold today");
    return str_fmt(r->mem, "Until %.*s", STR_ARG(last));
}

/* -- one person -- */

static struct str span_words(struct req *r, const struct credential_row *row)
{
    struct str from = page_date(r, row->issued_on), until = page_date(r, row->expires_on);
    struct str hours = row->hours == DB_NULL_I64
                           ? STR("")
                           : str_fmt(r->mem, "%lld hours. ", (long long)row->hours);

    if (row->ended_on.p)
        until = page_date(r, row->ended_on);
    return str_fmt(r->mem, "%.*s%s%.*s%s%.*s%s", STR_ARG(hours), from.len ? "From " : "",
                   STR_ARG(from),
                   !until.len        ? ""
                   : row->ended_on.p ? " ended on "
                   : from.len        ? " until "
                                     : "Until ",
                   STR_ARG(until), until.len || from.len ? "." : "");
}

static void fill_rows(struct req *r, const struct credential_row *rows, size_t n, bool licences,
                      struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    const struct credential *core = credentials_of_rows(&r->act, rows, n);
    size_t i;

    *v = (struct records_view){
        .heading = licences ? STR("Licences") : STR("Competence and training"),
        .id = licences ? STR("licences") : STR("areas"),
        .none = STR("Nothing is recorded yet."),
        .rows = list,
    };
    for (i = 0; i < n; i++) {
        bool holds = credential_holds(&core[i], r->act.today);

        if (str_is(rows[i].kind, "licence") != licences)
            continue;
        list[v->nrows++] = (struct record_row_view){
            .title = credential_title(r, &rows[i]),
            .sub = rows[i].evidence.len
                       ? str_join(r->mem, span_words(r, &rows[i]), STR(" "), rows[i].evidence)
                       : span_words(r, &rows[i]),
            .state = rows[i].ended_on.p ? STR("ended")
                     : holds            ? STR("holds")
                                        : STR("not today"),
            .attention = !rows[i].ended_on.p && !holds,
            .href = rows[i].ended_utc.p || !credential_may_change(r)
                        ? STR_NULL
                        : page_path(r, "%.*s/%.*s", STR_ARG(credential_path(r, "")),
                                    STR_ARG(rows[i].id)),
        };
    }
    if (credential_may_change(r)) {
        v->add = credential_path(r, licences ? "/licence" : "/training");
        v->add_label = licences ? STR("Record a licence") : STR("Record competence or training");
    }
}

/* What a lead must show and this person has not, in words. */
static struct str missing_words(struct req *r, const struct credential_row *rows, size_t n)
{
    struct str areas[COMPETENCE_AREAS_MAX], missing[COMPETENCE_AREAS_MAX], words = STR("");
    size_t nareas = competence_required(&r->act, areas), i;
    size_t nmissing = competence_missing(credentials_of_rows(&r->act, rows, n), n, areas, nareas,
                                         r->act.today, missing);

    for (i = 0; i < nmissing; i++) {
        struct str one = list_label(r->act.app, LIST_COMPETENCE_AREAS, missing[i]);

        words = words.len ? str_join(r->mem, words, STR(", "), one) : one;
    }
    return str_or(words, "nothing");
}

static enum rw_status fill_facts(struct req *r, const struct credential_row *rows, size_t n,
                                 struct facts_view *v)
{
    struct fact_view *facts = arena_array(r->mem, struct fact_view, 2);
    int64_t stages[3];
    struct licence_notice notice;
    enum rw_status st = licence_stages(&r->act, stages);

    if (st)
        return st;
    notice = licence_notice(credentials_of_rows(&r->act, rows, n), n, r->act.today, stages, 3);
    facts[0] = (struct fact_view){ .label = STR("Licence today"),
                                   .value = licence_notice_words(r, &notice) };
    facts[1] = (struct fact_view){ .label = STR("Missing to lead a case"),
                                   .value = missing_words(r, rows, n) };
    *v = (struct facts_view){ .rows = facts, .nrows = 2 };
    return RW_OK;
}

static enum rw_status credentials_page(struct req *r)
{
    struct detail_view v = {
        .title = STR("Licence and training"),
        .sub = STR("Who has no licence on record that holds on the day of a service does not sign "
                   "for it, lead a case or get appointments on that day."),
    };
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct credential_row *rows;
    size_t n;
    enum rw_status st = credential_list(&r->act, req_arg(r, "account"), &rows, &n);

    if (!st)
        st = fill_facts(r, rows, n, &v.facts);
    if (st)
        return st;
    fill_rows(r, rows, n, true, &lists[0]);
    fill_rows(r, rows, n, false, &lists[1]);
    v.lists = lists;
    v.nlists = 2;
    up_to_list(r, &v.crumbs);
    page_shell(r, v.title, NULL, &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- one row -- */

static enum rw_status row_page(struct req *r)
{
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct fact_view *facts = arena_array(r->mem, struct fact_view, 3);
    struct credential_row row;
    struct detail_view v = { .tools = tools };
    struct str base;
    enum rw_status st = credential_row_find(r, &row);

    if (st)
        return st;
    base = page_path(r, "%.*s/%.*s", STR_ARG(credential_path(r, "")), STR_ARG(row.id));
    v.title = credential_title(r, &row);
    v.sub = span_words(r, &row);
    if (str_is(row.kind, "licence"))
        tools[v.ntools++] =
            (struct link_view){ .href = str_join(r->mem, base, STR("/"), STR("renew")),
                                .label = STR("Renew") };
    tools[v.ntools++] = (struct link_view){ .href = str_join(r->mem, base, STR("/"), STR("end")),
                                            .label = STR("It no longer holds") };
    facts[v.facts.nrows++] =
        (struct fact_view){ .label = STR("Recorded"), .value = page_when(r, row.recorded_utc) };
    if (row.evidence.len)
        facts[v.facts.nrows++] =
            (struct fact_view){ .label = STR("What shows it"), .value = row.evidence };
    v.facts.rows = facts;
    credential_crumbs(r, &v.crumbs);
    page_shell(r, v.title, NULL, &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- everybody -- */

static enum rw_status everybody_page(struct req *r)
{
    struct list_view v = {
        .title = STR("Licence and training"),
        .intro = STR("Everybody who works clinically here."),
    };
    struct link_view up = { .href = STR("/account"), .label = STR("My account") };
    struct record_row_view *rows;
    struct licence_line *lines;
    size_t n, i;
    enum rw_status st = licence_lines(&r->act, &lines, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){
            .title = lines[i].name,
            .sub = account_roles_words(r->mem, lines[i].roles),
            .state = licence_notice_words(r, &lines[i].notice),
            .attention = lines[i].notice.state != LICENCE_HOLDS,
            .href = page_path(r, "/accounts/%.*s/credentials", STR_ARG(lines[i].account_id)),
        };
    v.records = (struct records_view){ .heading = STR("Licences today"),
                                       .id = STR("licences"),
                                       .none = STR("Nobody works clinically here yet."),
                                       .rows = rows,
                                       .nrows = n };
    page_crumbs(r, &up, 1, &v.crumbs);
    page_shell(r, v.title, NULL, &v.shell);
    tpl_list(r->out, &v);
    return RW_OK;
}

#define ROW(m, p, f, c, w)                                                                         \
    {                                                                                              \
        .method = m, .path = p, .run = f, .need = c, .audience = AUDIENCE_STAFF,                   \
        .purpose = PURPOSE_OPERATIONS, .object = "credential", .about = w                          \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "/account/credentials", credentials_page, CAP_SELF,
        "One's own licence and training"),
    ROW(METHOD_GET, "/account/credentials/:credential", row_page, CAP_SELF,
        "One licence or area of one's own"),
    ROW(METHOD_GET, "/accounts/:account/credentials/:theirs", row_page, CAP_ACCOUNTS,
        "One licence or area of somebody"),
    ROW(METHOD_GET, "/credentials", everybody_page, CAP_CREDENTIALS,
        "How the licence of everybody stands"),
    ROW(METHOD_GET, "/accounts/:account/credentials", credentials_page, CAP_CREDENTIALS,
        "Licence and training of one person"),
};

PAGE_ROUTES(credential_routes, routes);
