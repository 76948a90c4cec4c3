/* log_contact.c -- a call, voicemail, e-mail or text in half a minute; it waits as a draft for the
 * signature that several share. */
#include "web/pages/note_form.h"
#include "web/route.h"

#include "app/note.h"

struct log {
    struct str id;
    struct note_start start;
    struct note_form form;
};

/* The kinds on the form are radios: the first of the list is what is logged most. */
#define FIRST_KIND "call"

static enum rw_status begin(struct req *r, struct log *l)
{
    enum rw_status st =
        note_begin(&r->act, req_arg(r, "case"), STR_NULL, STR(FIRST_KIND), &l->start);

    if (st)
        return st;
    note_form_make(r, NOTE_FORM_LOG, &l->start.people, &l->form);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct log *l, const struct problems *bad,
                           int64_t version)
{
    struct log_contact_view v = { .family = r->act.access.head.title };
    struct pair hidden[] = { { STR("note"), l->id }, page_version_pair(r, version) };
    struct form_page p = { .fields = l->form.fields,
                           .n = l->form.n,
                           .state = { .values = l->form.values, .problems = bad },
                           .action = page_case_path(r, "/log"),
                           .submit = STR("Log it"),
                           .cancel = page_case_path(r, ""),
                           .hidden = hidden,
                           .nhidden = 2 };

    page_shell(r, STR("Log a call or message"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    if (bad && bad->n)
        r->status = 422;
    tpl_log_contact(r->out, &v);
    return RW_OK;
}

static enum rw_status log_show(struct req *r)
{
    struct log l = { .id = note_new_id(&r->act, req_arg(r, "case")) };
    enum rw_status st = begin(r, &l);

    if (st)
        return st;
    note_form_fill(r, &l.start.input, &l.form);
    return show(r, &l, NULL, 0);
}

static void wants(struct problems *bad, bool there, const char *field, const char *text)
{
    if (!there)
        problem_add(bad, field, str_of(text));
}

static enum rw_status log_save(struct req *r)
{
    struct log l = { .id = req_form(r, "note") };
    struct problems bad = { .n = 0 };
    struct note_input in;
    struct note_saved s;
    size_t i;
    enum rw_status st = begin(r, &l);

    if (st)
        return st;
    (void)note_form_read(r, &l.form, &l.start.input, &in, &bad);
    wants(&bad, in.direction.len > 0, "direction", "Please say whether it came in or went out.");
    wants(&bad, in.body.len > 0, "body", "Please say in a line what it was about.");
    if (bad.n)
        return show(r, &l, &bad, in.version);
    st = note_save(&r->act, req_arg(r, "case"), l.id, &in, &s);
    if (st == RW_ECONFLICT) {
        problem_add(&bad, "",
                    STR("This was logged already, and changed since. Logging it again "
                        "makes a second entry."));
        l.id = note_new_id(&r->act, req_arg(r, "case"));
        return show(r, &l, &bad, 0);
    }
    for (i = 0; st == RW_EINPUT && i < r->act.bad.n; i++)
        problem_add(&bad, r->act.bad.list[i].field, r->act.bad.list[i].text);
    if (st == RW_EINPUT)
        return show(r, &l, &bad, in.version);
    return st ? st : req_redirect(r, page_case_path(r, ""), "Logged. It waits for your signature.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/log",
      .run = log_show,
      .need = CAP_NOTE_WRITE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "note",
      .about = "Form to log a call, voicemail, e-mail or text" },
    { .method = METHOD_POST,
      .path = "/cases/:case/log",
      .run = log_save,
      .need = CAP_NOTE_WRITE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "note",
      .about = "Log a call, voicemail, e-mail or text" },
};

PAGE_ROUTES(log_contact_routes, routes);
