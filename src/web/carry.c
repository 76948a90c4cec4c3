#include "web/carry.h"

#include "app/session.h"
#include "web/dispatch.h"
#include "web/pages/page.h"

#include <string.h>

#define FIELD_LEN (sizeof CARRY_FIELD - 1)
#define SHOWN_FROM 40 /* a value this long is worth showing in words; shorter ones ride along */

static struct str carried(const struct req *r, const char *name)
{
    size_t i;

    for (i = 0; i < r->carried.n; i++)
        if (str_is(r->carried.list[i].name, name))
            return r->carried.list[i].value;
    return STR_NULL;
}

bool carry_any(const struct req *r)
{
    return carried(r, CARRY_PATH).len > 0;
}

static struct str who_mark(const struct req *r, struct str account_id)
{
    return session_who(&r->act, account_id);
}

bool carry_mine(const struct req *r)
{
    return same_bytes(carried(r, CARRY_WHO), who_mark(r, r->act.viewer.account_id));
}

void carry_start(struct req *r, struct str account_id, struct pairs *hidden)
{
    struct pair *list = arena_array(r->mem, struct pair, r->form.n + 2);
    size_t i, n = 0;

    *hidden = (struct pairs){ 0 };
    if (r->mem->spent)
        return;
    list[n++] = (struct pair){ STR(CARRY_PATH), r->path };
    list[n++] = (struct pair){ STR(CARRY_WHO), who_mark(r, account_id) };
    for (i = 0; i < r->form.n && r->method == METHOD_POST; i++)
        list[n++] = (struct pair){
            str_join(r->mem, STR(CARRY_FIELD), STR(""), r->form.list[i].name),
            r->form.list[i].value,
        };
    *hidden = (struct pairs){ list, n };
}

void carry_on(struct req *r, struct pairs *hidden)
{
    struct pair *list = arena_array(r->mem, struct pair, r->carried.n + 1);
    size_t i, n = 0;

    *hidden = (struct pairs){ 0 };
    if (r->mem->spent || !carry_any(r))
        return;
    for (i = 0; i < r->carried.n; i++)
        if (!str_is(r->carried.list[i].name, "_csrf"))
            list[n++] = r->carried.list[i];
    *hidden = (struct pairs){ list, n };
}

/* The fields of the form as they were first posted. */
static struct pairs form_again(struct req *r)
{
    struct pair *list = arena_array(r->mem, struct pair, r->carried.n + 1);
    size_t i, n = 0;

    if (r->mem->spent)
        return (struct pairs){ 0 };
    for (i = 0; i < r->carried.n; i++) {
        struct str name = r->carried.list[i].name;

        if (name.len > FIELD_LEN && str_starts(name, CARRY_FIELD))
            list[n++] = (struct pair){ { name.p + FIELD_LEN, name.len - FIELD_LEN },
                                       r->carried.list[i].value };
    }
    return (struct pairs){ list, n };
}

static bool is_shown(const struct pair *p)
{
    return p->value.len >= SHOWN_FROM || (p->value.len && memchr(p->value.p, '\n', p->value.len));
}

/* "what_was_observed" as a label. */
static const char *label_of(struct arena *a, struct str name)
{
    char *z = str_z(a, name);
    size_t i;

    for (i = 0; z[i]; i++)
        if (z[i] == '_' || z[i] == '-')
            z[i] = ' ';
    if (z[0] >= 'a' && z[0] <= 'z')
        z[0] = (char)(z[0] - 'a' + 'A');
    return z;
}

enum rw_status carry_page(struct req *r, struct str path, const struct pairs *form,
                          struct str intro)
{
    struct field *fields = arena_array(r->mem, struct field, form->n + 1);
    struct value *values = arena_array(r->mem, struct value, form->n + 1);
    struct pair *hidden = arena_array(r->mem, struct pair, form->n + 1);
    struct form_page p = {
        .title = STR("Your text is kept"),
        .intro = intro,
        .fields = fields,
        .state = { .values = values },
        .action = path,
        .submit = STR("Save it"),
        .cancel = STR("/"),
        .hidden = hidden,
    };
    struct form_view v = { 0 };
    size_t i;

    if (r->mem->spent)
        return RW_FAIL(&r->act.err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < form->n; i++) {
        const struct pair *one = &form->list[i];

        if (!is_shown(one)) {
            hidden[p.nhidden++] = *one;
            continue;
        }
        fields[p.n] = (struct field){ .name = str_z(r->mem, one->name), .kind = FIELD_AREA };
        fields[p.n].label = label_of(r->mem, one->name);
        values[p.n++] = value_text(one->value);
    }
    page_shell(r, p.title, NULL, &v.shell);
    form_page_view(r->mem, &p, &v);
    out_clear(r->out);
    tpl_form(r->out, &v);
    return RW_OK;
}

/* A path of ours that this route table knows for a POST; anything else is not carried anywhere. */
static const struct route *carried_route(struct req *r, struct pairs *args)
{
    struct str path = carried(r, CARRY_PATH);
    bool other;

    return path.len ? route_find(r->mem, METHOD_POST, path, args, &other) : NULL;
}

static struct str carried_place(struct req *r)
{
    struct str path = carried(r, CARRY_PATH);
    struct pairs args;
    bool other;

    return path.len && route_find(r->mem, METHOD_GET, path, &args, &other) ? path : STR("/");
}

/* The request goes on in the session that the token belongs to. */
static enum rw_status enter_session(struct req *r, struct str token)
{
    struct session_found found;
    enum rw_status st = session_find(&r->act, token, &found);

    if (st)
        return st;
    if (found.state != SESSION_LIVE)
        return RW_FAIL(&r->act.err, RW_EBUG, "the session just made is not there");
    r->csrf = session_csrf(&r->act, &found, token);
    r->status = 200;
    return RW_OK;
}

enum rw_status carry_end(struct req *r, struct str account_id, struct str token)
{
    bool same = carry_any(r) && same_bytes(carried(r, CARRY_WHO), who_mark(r, account_id));
    struct pairs form = form_again(r), args;
    enum rw_status st = enter_session(r, token);

    if (st)
        return st;
    out_clear(r->out);
    if (r->htmx && same) {
        tpl_signed_again(r->out, &(struct signed_again_view){ .csrf = r->csrf });
        return RW_OK;
    }
    if (r->htmx) {
        r->status = 409;
        out_z(r->out, "<h2 id=\"dialog-title\">Signed in as somebody else</h2><p>The text on the "
                      "page behind this box was not yours and is not kept.</p>"
                      "<p><a href=\"/\">Go on</a></p>");
        return RW_OK;
    }
    if (!same || !carried_route(r, &args))
        return req_redirect(r, same ? carried_place(r) : STR("/"), NULL);
    return carry_page(
        r, carried(r, CARRY_PATH), &form,
        STR("You are signed in again. Nothing is saved yet: look it over, then save."));
}

enum rw_status carry_resume(struct req *r, struct str token)
{
    struct pairs args, form = form_again(r);
    const struct route *route = carried_route(r, &args);
    bool mine = carry_mine(r);
    enum rw_status st = enter_session(r, token);

    if (st)
        return st;
    if (!route || !mine || form.n == 0)
        return req_redirect(r, mine ? carried_place(r) : STR("/"), NULL);
    r->route = route;
    r->path = carried(r, CARRY_PATH);
    r->path_args = args;
    r->form = form;
    r->carried = (struct pairs){ 0 };
    return dispatch_run(r);
}
