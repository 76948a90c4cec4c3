#include "web/again.h"

#include "web/pages/page.h"

const struct field again_form[AGAIN_FIELDS] = {
    { .name = "username",
      .kind = FIELD_TEXT,
      .min = 1,
      .required = true,
      .label = "User name",
      .autocomplete = "username" },
    { .name = "password",
      .kind = FIELD_SECRET,
      .required = true,
      .label = "Password",
      .autocomplete = "current-password" },
    { .name = "code",
      .kind = FIELD_TEXT,
      .min = 6,
      .max = 64,
      .required = true,
      .label = "Code",
      .hint = "Six digits from your code generator, or a recovery code.",
      .autocomplete = "one-time-code" },
};

const struct field reauth_form[REAUTH_FIELDS] = {
    { .name = "password",
      .kind = FIELD_SECRET,
      .required = true,
      .label = "Password",
      .autocomplete = "current-password" },
    { .name = "code",
      .kind = FIELD_TEXT,
      .min = 6,
      .max = 64,
      .required = true,
      .label = "Code",
      .hint = "Six digits from your code generator.",
      .autocomplete = "one-time-code" },
};

void again_show(struct req *r, const struct pairs *hidden, const struct value *values,
                const struct problems *problems)
{
    struct form_page p = {
        .title = STR("Sign in again"),
        .fields = again_form,
        .n = AGAIN_FIELDS,
        .state = { .values = values, .problems = problems, .prefix = r->htmx ? "again" : NULL },
        .action = STR(AGAIN_PATH),
        .submit = STR("Sign in"),
        .hidden = hidden->list,
        .nhidden = hidden->n,
    };
    struct sign_in_again_view v = { .kept = hidden->n > 0 };
    struct sign_in_dialog_view dialog = { 0 };

    r->status = problems && problems->n ? 422 : 401;
    out_clear(r->out);
    if (r->htmx) {
        form_body_view(r->mem, &p, r->csrf, &dialog.body);
        tpl_sign_in_dialog(r->out, &dialog);
        return;
    }
    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_sign_in_again(r->out, &v);
}

void reauth_show(struct req *r, struct str what, const struct pairs *hidden,
                 const struct problems *problems)
{
    struct form_page p = {
        .title = STR("Is it you?"),
        .fields = reauth_form,
        .n = REAUTH_FIELDS,
        .state = { .problems = problems },
        .action = STR(REAUTH_PATH),
        .submit = STR("Continue"),
        .hidden = hidden->list,
        .nhidden = hidden->n,
    };
    struct reauth_view v = { .what = what };

    r->status = problems && problems->n ? 422 : 403;
    out_clear(r->out);
    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_reauth(r->out, &v);
}
