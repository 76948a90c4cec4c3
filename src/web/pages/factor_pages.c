#include "web/pages/factor_pages.h"

#include "web/pages/page.h"
#include "web/qr.h"
#include "web/route.h"

static const struct field code_form[] = {
    { .name = "code",
      .kind = FIELD_CODE,
      .required = true,
      .label = "Code",
      .hint = "Six digits that the app shows now.",
      .autocomplete = "one-time-code" },
};

enum rw_status factor_page(struct req *r, const struct factor_place *place,
                           const struct enrol_secret *secret)
{
    struct form_page p = {
        .title = STR("Set up your second step"),
        .fields = code_form,
        .n = FORM_N(code_form),
        .state = { .problems = &r->act.bad },
        .action = str_of(place->action),
        .submit = STR("Confirm"),
    };
    struct enroll_totp_view v = {
        .qr = qr_svg(r->mem, secret->uri, STR("Picture for an authenticator app")),
        .secret = secret->words,
        .account = secret->login,
    };

    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_enroll_totp(r->out, &v);
    return RW_OK;
}

bool factor_read(struct req *r, struct str *code)
{
    struct value v[FORM_N(code_form)] = { 0 };
    bool good = form_read(r->mem, code_form, FORM_N(code_form), &r->form, v, &r->act.bad);

    *code = v[0].text;
    return good;
}

enum rw_status factor_codes(struct req *r, const struct factor_place *place,
                            const struct str *codes)
{
    struct recovery_code_view *rows =
        arena_array(r->mem, struct recovery_code_view, RECOVERY_CODES);
    struct form_page p = {
        .title = STR("Recovery codes"),
        .action = STR("/account/kept"),
        .submit = STR("I have kept these codes"),
    };
    struct pair next = { STR("next"), str_of(place->done) };
    struct recovery_codes_view v = { .codes = rows, .ncodes = RECOVERY_CODES };
    size_t i;

    for (i = 0; i < RECOVERY_CODES; i++)
        rows[i] = (struct recovery_code_view){ .code = codes[i] };
    p.hidden = &next;
    p.nhidden = 1;
    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_recovery_codes(r->out, &v);
    return RW_OK;
}
