/* jurisdiction.c -- the rules of the practice's state, each with where it is from and whether anybody
 * vouches for it. */
#include "app/jurisdictions.h"
#include "app/lists.h"
#include "app/plan_check.h"
#include "web/pages/page.h"
#include "web/route.h"

static struct str span_words(struct req *r, const struct law_basis *b)
{
    struct str from = date_known(b->from) ? date_words(r->mem, b->from) : STR("not recorded");

    if (!date_known(b->from) && !date_known(b->to))
        return STR("since when is not recorded");
    if (!date_known(b->to))
        return str_fmt(r->mem, "since %.*s", STR_ARG(from));
    return str_fmt(r->mem, "%s%.*s until %.*s", date_known(b->from) ? "from " : "beginning ",
                   STR_ARG(from), STR_ARG(date_words(r->mem, b->to)));
}

/* One value: what it says, under what, and who vouches for it. */
static struct record_row_view row_of(struct req *r, const struct jurisdiction *j,
                                     const struct law_basis *b, struct str title)
{
    bool old = law_unverified(j, b, r->act.today);
    struct str sub = str_join(r->mem, law_citation(j, b), STR("; "), span_words(r, b));

    if (b->note.len)
        sub = str_fmt(r->mem, "%.*s. %.*s", STR_ARG(sub), STR_ARG(b->note));
    return (struct record_row_view){
        .title = title,
        .sub = sub,
        .state =
            old ? STR("unverified")
                : str_fmt(r->mem, "verified %.*s by %.*s",
                          STR_ARG(date_words(r->mem, b->verified_on)), STR_ARG(b->verified_by)),
        .attention = old,
    };
}

static struct str reporter_words(struct req *r, const struct reporter_rule *x)
{
    struct str s =
        x->oral_hours ? str_fmt(r->mem, "Within %d hours", (int)x->oral_hours) : STR("At once");

    if (x->written_hours > 0)
        s = str_fmt(r->mem, "%.*s, in writing within %d hours", STR_ARG(s), (int)x->written_hours);
    return x->personal ? str_join(r->mem, s, STR("; "), STR("by the person alone whose duty it is"))
                       : s;
}

static struct str barred_words(struct req *r, const struct barred_rule *x)
{
    const struct choice *c =
        choice_find(list_of(r->act.app, LIST_CONDITIONS), str_of(condition_word(x->condition)));

    return str_fmt(r->mem, "Not lawful%s: %.*s",
                   x->unless_both_agree ? " without both parents' consent" : "",
                   STR_ARG(c ? c->note : STR("")));
}

static struct records_view list_of_rules(const char *heading, const char *id,
                                         const struct record_row_view *rows, size_t n)
{
    return (struct records_view){ .heading = str_of(heading),
                                  .id = str_of(id),
                                  .rows = rows,
                                  .nrows = n,
                                  .none = STR("Nothing is recorded for this state: it is not "
                                              "known here. Ask counsel.") };
}

static void fill(struct req *r, const struct jurisdiction *j, struct records_view *v)
{
    struct record_row_view *rows[4];
    size_t n[4] = { j->nconsent, j->nreporter, j->nbarred, j->ndeadlines }, i;

    for (i = 0; i < 4; i++)
        rows[i] = arena_array(r->mem, struct record_row_view, n[i] + 1);
    for (i = 0; i < n[0]; i++)
        rows[0][i] = row_of(r, j, &j->consent[i].basis,
                            str_fmt(r->mem, "From %d years on", (int)j->consent[i].age));
    for (i = 0; i < n[1]; i++)
        rows[1][i] = row_of(r, j, &j->reporter[i].basis, reporter_words(r, &j->reporter[i]));
    for (i = 0; i < n[2]; i++)
        rows[2][i] = row_of(r, j, &j->barred[i].basis, barred_words(r, &j->barred[i]));
    for (i = 0; i < n[3]; i++)
        rows[3][i] = row_of(r, j, &j->deadlines[i].basis,
                            str_fmt(r->mem, "%.*s: %d %.*s", STR_ARG(j->deadlines[i].what),
                                    (int)j->deadlines[i].days, STR_ARG(j->deadlines[i].unit)));
    v[0] = list_of_rules("A minor's own consent to outpatient treatment", "consent", rows[0], n[0]);
    v[1] = list_of_rules("Reporting a concern about a child", "reporting", rows[1], n[1]);
    v[2] = list_of_rules("What no programme may ask for", "barred", rows[2], n[2]);
    v[3] = list_of_rules("Deadlines of reports", "deadlines", rows[3], n[3]);
}

static enum rw_status jurisdiction_show(struct req *r)
{
    const struct jurisdiction *j = jurisdiction_here(r->act.app);
    const struct jurisdiction *common = jurisdiction_default(r->act.app);
    struct records_view *lists = arena_array(r->mem, struct records_view, 5);
    struct detail_view v = { .title = STR("The law of the state"), .lists = lists, .nlists = 4 };
    struct text_part_view *part = arena_new(r->mem, struct text_part_view);

    if (!(r->act.viewer.roles &
          ROLES_INSIDE)) /* a colleague from outside sees one decision alone */
        return act_refuse(&r->act, STR_NULL, CAP_SELF);
    page_shell(r, v.title, "settings", &v.shell);
    v.sub = str_fmt(r->mem, "%.*s; %.*s", STR_ARG(j->pass.title), STR_ARG(j->pass.label));
    *part = (struct text_part_view){ .label = STR("How far to rely on it"), .text = j->pass.notes };
    v.parts = (struct texts_view){ .rows = part, .nrows = 1 };
    fill(r, j, lists);
    if (!j->nreporter)
        lists[1].none = STR("Nothing is recorded for this state. The clock takes: at once.");
    if (j != common && !j->ndeadlines)
        lists[3].none = STR("Nothing is recorded for this state. An order's own days count.");
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/practice/jurisdiction",
      .run = jurisdiction_show,
      .need = CAP_SELF,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "jurisdiction",
      .about = "The rules of the practice's state, with citations and warnings" },
};

PAGE_ROUTES(jurisdiction_routes, routes);
