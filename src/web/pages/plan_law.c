/* plan_law.c -- what the plan of a case asks of the family, held against the law of the state. */
#include "app/lists.h"
#include "app/plan_check.h"
#include "web/pages/page.h"
#include "web/route.h"

#define NFIELDS (CONDITIONS + 2)
#define AGREE CONDITIONS
#define STATEMENT (CONDITIONS + 1)

static const struct form_option answers[] = { { "no", "No" }, { "yes", "Yes" } };

static struct field *fields_of(struct req *r)
{
    const struct choice_list *list = list_of(r->act.app, LIST_CONDITIONS);
    struct field *f = arena_array(r->mem, struct field, NFIELDS);
    int i;

    for (i = 0; i < CONDITIONS; i++) {
        const char *word = condition_word((enum programme_condition)i);

        f[i] = (struct field){ .name = word,
                               .kind = FIELD_RADIO,
                               .required = true,
                               .label = str_z(r->mem, choice_label(list, str_of(word))),
                               .choices = answers,
                               .nchoices = FORM_N(answers) };
    }
    f[AGREE] = (struct field){ .name = "both_agree",
                               .kind = FIELD_RADIO,
                               .required = true,
                               .label = "Have both parents consented to what is asked, in writing?",
                               .choices = answers,
                               .nchoices = FORM_N(answers) };
    f[STATEMENT] = (struct field){ .name = "statement",
                                   .kind = FIELD_AREA,
                                   .min = 1,
                                   .max = 4000,
                                   .rows = 3,
                                   .required = true,
                                   .label = "In one sentence",
                                   .hint = "What it rests on." };
    return f;
}

static struct str asked_words(struct req *r, const struct plan_check_row *row)
{
    const struct choice_list *list = list_of(r->act.app, LIST_CONDITIONS);
    struct programme_plan p = plan_of_row(row);
    struct str s = STR("");
    int i;

    for (i = 0; i < CONDITIONS; i++) {
        const struct choice *c =
            choice_find(list, str_of(condition_word((enum programme_condition)i)));

        if (p.asks[i] && c)
            s = s.len ? str_join(r->mem, s, STR("; "), c->note) : c->note;
    }
    if (!s.len)
        return STR("asks for none of it");
    return p.both_agree ? str_join(r->mem, s, STR("; "), STR("both parents consented in writing"))
                        : s;
}

static void fill_earlier(struct req *r, const struct plan_check *p, struct texts_view *v)
{
    struct text_part_view *rows = arena_array(r->mem, struct text_part_view, p->n + 1);
    size_t i;

    for (i = p->n; i > 0; i--) {
        const struct plan_check_row *x = &p->rows[i - 1];

        rows[v->nrows++] = (struct text_part_view){
            .label = str_fmt(r->mem, "%.*s, by %.*s: %.*s", STR_ARG(page_when(r, x->recorded_utc)),
                             STR_ARG(x->recorded_name), STR_ARG(asked_words(r, x))),
            .text = x->statement,
        };
    }
    v->rows = rows;
}

static void fill_facts(struct req *r, const struct str *why, struct facts_view *v)
{
    const struct jurisdiction *law = jurisdiction_here(r->act.app);
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 2);

    rows[0] = (struct fact_view){ .label = STR("Law"),
                                  .value = law->pass.title,
                                  .href = STR("/practice/jurisdiction") };
    rows[1] = (struct fact_view){
        .label = STR("How it stands"),
        .value = why->p ? *why
                 : jurisdiction_asks_plan(law, r->act.today)
                     ? STR("Nothing in this plan runs into a rule that is recorded here.")
                     : STR("No rule about programmes is recorded for this state. Ask counsel.")
    };
    *v = (struct facts_view){ .rows = rows, .nrows = 2 };
}

static enum rw_status show(struct req *r, const struct field *f, const struct value *v)
{
    struct detail_view d = { .title = STR("The plan and the law"),
                             .has_form = act_allows(&r->act, CAP_CASE_EDIT, CLASS_S, false),
                             .form_title = STR("What the plan asks for, as it is now") };
    struct form_page page = { .title = d.title,
                              .fields = f,
                              .n = NFIELDS,
                              .state = { .values = v, .problems = &r->act.bad },
                              .action = page_case_path(r, "/law"),
                              .submit = STR("Record"),
                              .cancel = page_case_path(r, "/plan") };
    struct plan_check p;
    struct str why;
    enum rw_status st = plan_check_get(&r->act, req_arg(r, "case"), &p);

    if (!st)
        st = plan_barred(&r->act, req_arg(r, "case"), &why);
    if (st)
        return st;
    page_shell(r, d.title, "cases", &d.shell);
    page_case_crumbs(r, &d.crumbs);
    d.sub = STR("Some states bar what a programme asks of a family. A yes that runs into such a "
                "rule stops every step forward, for everybody.");
    fill_facts(r, &why, &d.facts);
    fill_earlier(r, &p, &d.parts);
    form_body_view(r->mem, &page, r->csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status law_show(struct req *r)
{
    return show(r, fields_of(r), NULL);
}

static enum rw_status law_record(struct req *r)
{
    struct value *v = arena_array(r->mem, struct value, NFIELDS);
    struct plan_check_input in = { 0 };
    struct field *f = fields_of(r);
    enum rw_status st;
    int i;

    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, f, v);
    for (i = 0; i < CONDITIONS; i++)
        in.plan.asks[i] = str_is(v[i].text, "yes");
    in.plan.both_agree = str_is(v[AGREE].text, "yes");
    in.statement = v[STATEMENT].text;
    st = plan_check_add(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return show(r, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/law"), "Recorded.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/law",
      .run = law_show,
      .need = CAP_CASE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "plan-check",
      .about = "What the plan of a case asks for, held against the law of the state" },
    { .method = METHOD_POST,
      .path = "/cases/:case/law",
      .run = law_record,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "plan-check",
      .about = "Record what the plan of a case asks for" },
};

PAGE_ROUTES(plan_law_routes, routes);
