/* protection.c -- one asking that the protection of a phone and address end: when, and the two ways to
 * answer it. */
#include "app/protection.h"
#include "web/pages/checkpoint_parts.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { WHAT, NFIELDS };

static const struct form_option answers[] = {
    { "keep", "Keep phone and address protected" },
    { "sign", "Sign as second: the protection ends now" },
};

static const struct field kept_form[NFIELDS] = {
    [WHAT] = { .name = "do", .kind = FIELD_HIDDEN },
};

static const struct field answer_form[NFIELDS] = {
    [WHAT] = { .name = "do",
               .kind = FIELD_RADIO,
               .required = true,
               .choices = answers,
               .nchoices = 2,
               .label = "What happens now" },
};

static struct str person_path(struct req *r, const struct protection_end *x)
{
    return page_path(r, "/cases/%.*s/people/%.*s", STR_ARG(x->row.case_id),
                     STR_ARG(x->row.person_id));
}

static struct str now_words(struct req *r, const struct protection_end *x)
{
    if (str_is(x->answer.kind, "kept"))
        return STR("It was kept: phone and address stay protected.");
    if (str_is(x->answer.kind, "signed"))
        return STR("It has ended.");
    if (!x->open)
        return x->row.ends_utc.p ? STR("It has ended.") : STR("It stays protected.");
    if (x->row.ends_utc.p)
        return str_fmt(r->mem, "It goes on until %.*s. Until then it can be kept.",
                       STR_ARG(page_when(r, x->row.ends_utc)));
    return STR("It goes on. It ends once another licensed colleague of this family signs.");
}

static void fill_facts(struct req *r, const struct protection_end *x, struct facts_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, 4);
    size_t n = 0;

    f[n++] = (struct fact_view){ .label = STR("Whose"),
                                 .value = x->person.name,
                                 .href = person_path(r, x) };
    f[n++] = (struct fact_view){ .label = STR("Asked"),
                                 .value = str_join(r->mem, page_when(r, x->row.at_utc), STR(", "),
                                                   x->row.by_name) };
    f[n++] = (struct fact_view){ .label = STR("Protection"), .value = now_words(r, x) };
    if (x->answer.id.p)
        f[n++] = (struct fact_view){
            .label = str_is(x->answer.kind, "kept") ? STR("Kept") : STR("Second signature"),
            .value = str_join(r->mem, page_when(r, x->answer.at_utc), STR(", "), x->answer.by_name)
        };
    *v = (struct facts_view){ .rows = f, .nrows = n };
}

static enum rw_status show(struct req *r, const struct protection_end *x, const struct value *v)
{
    static const struct value keep[NFIELDS] = { [WHAT] = { .text = { "keep", 4 } } };
    struct detail_view d = { .title = STR("Protection of phone and address") };

    page_shell(r, d.title, "cases", &d.shell);
    page_case_crumbs(r, &d.crumbs);
    fill_facts(r, x, &d.facts);
    d.has_form = x->open;
    d.form_title = x->signable ? STR("Your answer") : STR("Keep it");
    form_body_view(
        r->mem,
        &(struct form_page){ .title = d.form_title,
                             .fields = x->signable ? answer_form : kept_form,
                             .n = NFIELDS,
                             .state = { .values = x->signable ? v : keep, .problems = &r->act.bad },
                             .action = r->path,
                             .submit = x->signable ? STR("Save") : STR("Keep it protected") },
        r->csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status load(struct req *r, struct protection_end *x)
{
    return protection_end_get(&r->act, req_arg(r, "case"), req_arg(r, "protection"), x);
}

static enum rw_status protection_show(struct req *r)
{
    struct protection_end x;
    enum rw_status st = load(r, &x);

    return st ? st : show(r, &x, NULL);
}

static enum rw_status protection_answer(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct protection_end x;
    bool sign;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    if (!form_read(r->mem, answer_form, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, &x, v);
    sign = str_is(v[WHAT].text, "sign");
    st = (sign ? protection_sign : protection_keep)(&r->act, x.row.case_id, x.row.id);
    if (st == RW_ECONFLICT) {
        problem_add(&r->act.bad, "", STR("Somebody answered before, or it has ended by now."));
        st = load(r, &x);
        return st ? st : show(r, &x, v);
    }
    if (st == RW_EINPUT)
        return show(r, &x, v);
    return st ? st
              : req_redirect(r, person_path(r, &x),
                             sign ? "The protection has ended." : "It stays protected.");
}

#define ONE "/cases/:case/protection/:protection"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, ONE, protection_show, CAP_CASE_READ, 0, "protection",
               "When the protection of a phone and address ends"),
    CASE_ROUTE(METHOD_POST, ONE, protection_answer, CAP_CASE_EDIT, 0, "protection",
               "Keep a phone and address protected, or sign that the protection ends"),
};

PAGE_ROUTES(protection_routes, routes);
