/* plan.c -- the plan of a case: goals in use or "not now", each with this family's own words. */
#include "app/family_case.h"
#include "app/lists.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { USE, WORDS, REASON, NFIELDS };

static const struct form_option uses[] = { { "in_use", "In use" }, { "not_now", "Not now" } };

static const struct field goal_form[NFIELDS] = {
    [USE] = { .name = "use",
              .kind = FIELD_RADIO,
              .required = true,
              .label = "This goal is",
              .choices = uses,
              .nchoices = FORM_N(uses) },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 4000,
                .rows = 3,
                .label = "What it means for this family",
                .hint = "Something that can be seen. It is printed in reports; no child's words." },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 2000,
                 .rows = 2,
                 .label = "Why not now",
                 .hint = "Needed where the goal is not in use." },
};

static enum rw_status plan_show(struct req *r)
{
    struct plan_view v = { .heading = STR("Plan"),
                           .intro = STR("Each goal is in use or not now, with the reason. The plan "
                                        "is printed in every status report.") };
    const struct choice_list *list = list_of(r->act.app, "goals");
    struct plan_goal_view *rows;
    struct goal_row *goals;
    size_t n, i;
    enum rw_status st = goal_list(&r->act, req_arg(r, "case"), &goals, &n);

    if (st)
        return st;
    page_shell(r, STR("Plan"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    rows = arena_array(r->mem, struct plan_goal_view, n + 1);
    for (i = 0; i < n; i++) {
        const struct choice *c = choice_find(list, goals[i].code);

        rows[i] = (struct plan_goal_view){
            .name = c ? c->label : STR("Goal"),
            .what = c ? c->note : STR_NULL,
            .in_use = str_is(goals[i].use, "in_use"),
            .state = str_is(goals[i].use, "in_use") ? STR("in use") : STR("not now"),
            .words = goals[i].words,
            .reason = goals[i].reason,
            .edit = page_path(r, "/cases/%.*s/plan/%.*s", STR_ARG(req_arg(r, "case")),
                              STR_ARG(goals[i].id)),
        };
    }
    v.law = page_case_path(r, "/law");
    v.goals = rows;
    v.ngoals = n;
    tpl_plan(r->out, &v);
    return RW_OK;
}

static enum rw_status find_goal(struct req *r, struct goal_row *goal)
{
    struct goal_row *goals;
    size_t n, i;
    enum rw_status st = goal_list(&r->act, req_arg(r, "case"), &goals, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(goals[i].id, req_arg(r, "goal"))) {
            *goal = goals[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such goal");
}

static void stored_values(const struct goal_row *g, struct value *v)
{
    v[USE] = value_text(g->use);
    v[WORDS] = value_text(g->words);
    v[REASON] = value_text(g->reason);
}

static struct form_page goal_page(struct req *r, const struct goal_row *g, const struct value *v,
                                  const struct crumbs_view *up, const struct pair *version)
{
    return (struct form_page){
        .title = list_label(r->act.app, "goals", g->code),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = goal_form,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_path(r, "/cases/%.*s/plan/%.*s", STR_ARG(req_arg(r, "case")),
                            STR_ARG(req_arg(r, "goal"))),
        .submit = STR("Save"),
        .cancel = page_case_path(r, "/plan"),
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status goal_edit(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    struct goal_row g;
    enum rw_status st = find_goal(r, &g);

    if (st)
        return st;
    stored_values(&g, v);
    page_case_crumbs(r, &up);
    version = page_version_pair(r, g.version);
    p = goal_page(r, &g, v, &up, &version);
    return page_form(r, "cases", &p);
}

static enum rw_status goal_change(struct req *r)
{
    struct value v[NFIELDS] = { 0 }, saved[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct goal_input in;
    struct crumbs_view up;
    struct form_page p;
    struct goal_row g;
    enum rw_status st = find_goal(r, &g);

    if (st)
        return st;
    page_case_crumbs(r, &up);
    p = goal_page(r, &g, v, &up, &version);
    if (!form_read(r->mem, goal_form, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = (struct goal_input){ .id = g.id,
                              .use = v[USE].text,
                              .words = v[WORDS].text,
                              .reason = v[REASON].text,
                              .version = page_version(r) };
    st = goal_save(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = find_goal(r, &g);
        if (st)
            return st;
        stored_values(&g, saved);
        version = page_version_pair(r, g.version);
        return page_conflict(r, "cases", &p, saved, STR("this goal"));
    }
    return st ? st : req_redirect(r, page_case_path(r, "/plan"), "Saved.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/plan",
      .run = plan_show,
      .need = CAP_CASE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "plan",
      .about = "The plan of a case with its goals" },
    { .method = METHOD_GET,
      .path = "/cases/:case/plan/:goal",
      .run = goal_edit,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "goal",
      .about = "Form for one goal of the plan" },
    { .method = METHOD_POST,
      .path = "/cases/:case/plan/:goal",
      .run = goal_change,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "goal",
      .about = "Change one goal of the plan" },
};

PAGE_ROUTES(plan_routes, routes);
