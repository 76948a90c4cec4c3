/* case_waits.c -- what stops contact besides holds and warning signs, for the strip on the case page and
 * in the same words elsewhere: answers about safety, clinical reviews, orders without contact. */
#include "web/pages/case_waits.h"

#include "app/safety.h"
#include "web/pages/page.h"

static struct str answer_words(const struct safety_open *x)
{
    return x->event->safe ? STR("Something new about safety") : STR("Not safe at present");
}

static void add_answers(struct req *r, const struct case_rows *c, struct safety_row_view *list,
                        size_t *n)
{
    struct safety_open *open;
    size_t nopen = c->safety ? safety_opens(&r->act, c, c->safety, &open) : 0, i;

    for (i = 0; i < nopen; i++)
        list[(*n)++] = (struct safety_row_view){
            .what = str_fmt(r->mem, "%.*s: %.*s", STR_ARG(answer_words(&open[i])),
                            STR_ARG(open[i].person->name)),
            .sub = str_fmt(r->mem, "%.*s, waits for an answer",
                           STR_ARG(page_date(r, date_iso(r->mem, open[i].event->on)))),
            .href = page_case_path(r, "/safety#waits"),
        };
}

static void say(struct req *r, struct str *s, bool due, const char *words)
{
    if (due)
        *s = str_fmt(r->mem, "%.*s%s%s", STR_ARG(*s), s->len ? ", " : "", words);
}

struct str case_review_missing(struct req *r, const struct review_stand *s)
{
    struct str w = STR("");

    say(r, &w, s->screen_due, "a screen or evaluation now");
    say(r, &w, s->assess_due, "a safety assessment");
    say(r, &w, s->plan_due, "a current safety plan");
    say(r, &w, s->guardians_due, "the decision about the guardians");
    say(r, &w, s->again_due, "a clear screen or evaluation on a later day");
    return str_fmt(r->mem, "not before %.*s%s%.*s",
                   STR_ARG(page_date(r, date_iso(r->mem, s->earliest))), w.len ? "; missing: " : "",
                   STR_ARG(w));
}

static void add_reviews(struct req *r, const struct case_rows *c, struct safety_row_view *list,
                        size_t *n)
{
    size_t i;

    for (i = 0; c->reviews && i < c->reviews->npeople; i++)
        if (c->reviews->stands[i].open)
            list[(*n)++] = (struct safety_row_view){
                .what =
                    str_fmt(r->mem, "Clinical review: %.*s", STR_ARG(c->reviews->people[i].name)),
                .sub = case_review_missing(r, &c->reviews->stands[i]),
                .href = page_case_path(r, "/review"),
            };
}

static enum rw_status add_distress(struct req *r, const struct case_rows *c,
                                   struct safety_row_view *list, size_t *n)
{
    struct distress *all = NULL;
    size_t nall = 0, i;
    enum rw_status st = c->reviews ? distress_load(&r->act, c, c->reviews, &all, &nall) : RW_OK;

    for (i = 0; !st && i < nall; i++)
        if (!all[i].reviewed)
            list[(*n)++] = (struct safety_row_view){
                .what =
                    str_fmt(r->mem, "Distress: clinical review: %.*s", STR_ARG(all[i].child->name)),
                .sub = str_fmt(r->mem, "due by %.*s",
                               STR_ARG(page_date(r, date_iso(r->mem, all[i].due)))),
                .href = page_case_path(r, "/review"),
            };
    return st;
}

static void add_orders(struct req *r, const struct case_rows *c, struct safety_row_view *list,
                       size_t *n)
{
    const struct contact_basis *in = &c->orders->in;
    size_t i;

    for (i = 0; i < in->norders; i++)
        if (in->orders[i].closing_kind && contact_order_counts(&in->orders[i], r->act.today))
            list[(*n)++] = (struct safety_row_view){
                .what = in->orders[i].title,
                .sub = in->orders[i].entered
                           ? STR("order in force that bars contact; see between whom")
                           : STR("order in force; between whom is not entered, so nobody"),
                .href = page_case_path(r, "/contact"),
            };
}

enum rw_status case_show_waits(struct req *r, const struct case_rows *c, struct case_show_view *v)
{
    size_t most = 3 * c->npeople + c->nrecords * c->npeople + 1;
    struct safety_row_view *list;
    enum rw_status st;

    if (c->orders)
        most += c->orders->in.norders;
    list = arena_array(r->mem, struct safety_row_view, most);
    if (r->mem->spent)
        return RW_FAIL(&r->act.err, RW_ELIMIT, "request arena is spent");
    add_answers(r, c, list, &v->nwaits);
    add_reviews(r, c, list, &v->nwaits);
    st = add_distress(r, c, list, &v->nwaits);
    if (!st && c->orders)
        add_orders(r, c, list, &v->nwaits);
    v->waits = list;
    return st;
}

struct str case_signs_none(struct req *r, const struct case_rows *c)
{
    size_t i, k, looked = 0, all = 0;

    for (i = 0; c->protocol && i < c->npeople; i++)
        for (k = 0; k < c->protocol->nsigns && str_is(c->people[i].kind, "child"); k++) {
            all++;
            looked += case_sign(&r->act, c, &c->protocol->signs[k], c->people[i].id).record != NULL;
        }
    if (!looked)
        return STR("Nobody has looked at them yet; that is not the same as none.");
    if (looked == all)
        return STR("None is open.");
    return str_fmt(r->mem, "None is open; %zu %s never looked at.", all - looked,
                   all - looked == 1 ? "was" : "were");
}
