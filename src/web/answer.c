#include "web/answer.h"

#include "app/session.h"
#include "web/again.h"
#include "web/carry.h"
#include "web/cookie.h"
#include "web/dispatch.h"
#include "web/flash.h"
#include "web/pages/page.h"

#include <stdio.h>

static const struct message {
    int status;
    const char *heading, *text;
} messages[] = {
    { 400, "Not understood",
      "The request could not be read: something in it is cut off or is not text. Nothing was "
      "changed. Go back, and what you typed is still there." },
    { 403, "Not accepted",
      "The form did not come from a page of this program in this browser. Nothing was changed. "
      "Open the page again and send it from there." },
    { 404, "Nothing here", "There is no such page, or it is not open to you." },
    { 405, "Not possible here", "This address does not take that kind of request." },
    { 409, "Changed meanwhile",
      "Somebody else saved this meanwhile. Nothing of yours was saved. Go back to keep your text, "
      "and open the page again in another tab to see theirs." },
    { 413, "Too large",
      "What was sent is larger than this page takes: a form at most 1 MiB, a file at most 100 MiB. "
      "Nothing was saved. Go back, and what you typed is still there." },
    { 415, "Not understood", "This page does not take files. Nothing was changed." },
    { 422, "Not saved", "Something in the form is not as it should be. Nothing was saved." },
    { 431, "Request too large", "The browser sent more header lines than are read." },
    { 500, "A mistake of this program",
      "Nothing was saved. It has been written to the log; go back, and what you typed is still "
      "there." },
    { 503, "Not at the moment",
      "A part that is needed does not answer. Nothing was saved. Please try again in a few "
      "seconds: go back, and what you typed is still there." },
};
#define NMESSAGES (sizeof messages / sizeof *messages)

static const struct message *message_of(int status)
{
    size_t i;

    for (i = 0; i < NMESSAGES; i++)
        if (messages[i].status == status)
            return &messages[i];
    return status < 500 ? &messages[0] : &messages[NMESSAGES - 2];
}

void answer_message(struct req *r, int status)
{
    const struct message *m = message_of(status);
    struct link_view back = { STR("/"), STR("To the start page") };
    struct message_view v = {
        .heading = str_of(m->heading),
        .text = str_of(m->text),
        .links = &back,
        .nlinks = 1,
    };

    out_clear(r->out);
    r->status = status;
    r->media = "text/html; charset=utf-8";
    r->location = r->flash = r->attachment = r->stream_file = STR_NULL;
    if (status == 422 && r->act.bad.n)
        v.text = r->act.bad.list[0].text;
    if (status == 500)
        v.reference = r->act.request_id;
    page_shell(r, v.heading, NULL, &v.shell);
    tpl_message(r->out, &v);
}

/* One line for the operator: request, status, place and note; never a person's data. */
static void log_failure(const struct req *r, enum rw_status st)
{
    (void)fprintf(stderr, "%.*s %s %s: %s\n", STR_ARG(r->act.request_id), rw_status_word(st),
                  r->act.err.func ? r->act.err.func : "?", r->act.err.note);
}

void answer_status(struct req *r, enum rw_status st)
{
    static const int http[RW_STATUS_COUNT] = {
        [RW_ENOTFOUND] = 404, [RW_ECONFLICT] = 409, [RW_EDENIED] = 404, [RW_EINPUT] = 422,
        [RW_ELIMIT] = 503,    [RW_EDEP] = 503,      [RW_EBUG] = 500,
    };

    if (st == RW_OK)
        return;
    if (st == RW_EDEP || st == RW_EBUG || st == RW_ELIMIT)
        log_failure(r, st);
    if (st == RW_EDENIED && r->method == METHOD_POST && r->act.viewer.level >= AUTH_FULL &&
        !act_reauthed(&r->act))
        answer_reauth(r);
    else if (st == RW_ELIMIT && r->mem->spent && r->method == METHOD_POST)
        answer_message(r, 413);
    else
        answer_message(r, http[st]);
}

void answer_sign_in(struct req *r, struct str account_id)
{
    struct pairs hidden;
    struct out next;

    if (r->method == METHOD_POST || r->htmx) {
        carry_start(r, account_id, &hidden);
        if (r->htmx && hidden.n > 2)
            hidden.n = 2; /* the form itself stays on the page behind the dialog */
        again_show(r, &hidden, NULL, NULL);
        return;
    }
    out_init(&next, RW_REQUEST_LINE_MAX);
    out_z(&next, account_id.len ? "/sign-in?ended=1&next=" : "/sign-in?next=");
    out_url(&next, r->http->head->target);
    r->status = 303;
    r->location = next.over ? STR("/sign-in") : str_copy(r->mem, out_view(&next));
    out_free(&next);
}

void answer_reauth(struct req *r)
{
    struct str what = str_copy(r->mem, str_of(r->route ? r->route->about : "go on"));
    struct pairs hidden;
    char *first = str_z(r->mem, what);

    if (first[0] >= 'A' && first[0] <= 'Z')
        first[0] = (char)(first[0] - 'A' + 'a');
    what = str_of(first);
    if (what.len && what.p[what.len - 1] == '.')
        what.len--;
    carry_start(r, r->act.viewer.account_id, &hidden);
    reauth_show(r, what, &hidden, NULL);
}

/* RFC 6266: a plain name for old programs and the true one beside it. */
static struct str disposition(struct arena *a, struct str name)
{
    struct out o;
    struct str done;
    size_t i;

    out_init(&o, 4096);
    out_z(&o, "attachment; filename=\"");
    for (i = 0; i < name.len; i++) {
        char c = name.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     c == '.' || c == '-' || c == ' ';

        out_char(&o, plain ? c : '_');
    }
    out_z(&o, "\"; filename*=UTF-8''");
    out_url(&o, name);
    done = o.over ? STR("attachment") : str_copy(a, out_view(&o));
    out_free(&o);
    return done;
}

static void finish_headers(struct req *r)
{
    struct http_answer *w = r->answer;

    if (r->location.len)
        answer_header(w, "Location", r->location);
    else
        answer_header(w, "Content-Type", str_of(r->media));
    if (r->attachment.p) {
        answer_header(w, "Content-Disposition", disposition(r->mem, r->attachment));
        w->sandbox = true;
    }
    if (r->status == 503)
        answer_header(w, "Retry-After", STR("2"));
    if (r->location.len && r->flash.len)
        flash_leave(r);
    else if (r->flash_shown.p && !r->location.len && !r->attachment.p)
        flash_drop(r);
}

void answer_finish(struct req *r)
{
    struct http_answer *w = r->answer;
    enum rw_status st;

    if (r->out->over || r->mem->spent)
        answer_status(r, RW_FAIL(&r->act.err, RW_ELIMIT, "the page or its memory is too large"));
    if (r->stream_file.len) {
        st = app_download_start(r->act.app, r->stream_file, r->stream_key, r->stream_size,
                                &w->stream, &r->act.err);
        w->stream_size = r->stream_size;
        answer_status(r, st);
    }
    finish_headers(r);
    w->status = r->status;
}
