/* contact_show.c -- who may have which contact with which child today, and why. */
#include "app/consent.h"
#include "app/contact.h"
#include "app/safety.h"
#include "web/pages/case_waits.h"
#include "web/pages/court_parts.h"

struct showing {
    struct case_rows rows;
    struct contact_case c;
};

/* Where what stops contact is written down, below its case. */
static struct str stop_page(struct req *r, const struct contact_stop *s, struct str child_id)
{
    switch (s->kind) {
    case STOP_HOLD:
        return str_fmt(r->mem, "/holds/%.*s", STR_ARG(s->source_id));
    case STOP_REPORTED:
        return str_fmt(r->mem, "/safety/allegations/%.*s", STR_ARG(s->source_id));
    case STOP_SUPERVISED:
        return STR("/safety");
    case STOP_REVIEW:
        return STR("/review");
    case STOP_ANSWER:
        return STR("/safety#waits");
    case STOP_SIGN:
    case STOP_PLACE:
    case STOP_OTHER:
        break;
    }
    return str_fmt(r->mem, "/children/%.*s/checkpoints", STR_ARG(child_id));
}

static struct str why_href(struct req *r, const struct contact_source *s, struct str child_id)
{
    if (s->order_id.len)
        return court_order_path(r, s->order_id, "/contact");
    return s->stop ? page_path(r, "/cases/%.*s%.*s", STR_ARG(req_arg(r, "case")),
                               STR_ARG(stop_page(r, s->stop, child_id)))
                   : STR_NULL;
}

/* What a review still asks for, where the viewer may read it. */
static struct str why_words(struct req *r, const struct showing *s, const struct contact_source *x)
{
    const struct review_case *c = s->rows.reviews;
    size_t i;

    if (!x->stop || x->stop->kind != STOP_REVIEW || !c ||
        !act_allows(&r->act, CAP_CHECKPOINT_READ, CLASS_C, false))
        return x->sentence;
    for (i = 0; i < c->npeople; i++)
        if (c->stands[i].open && str_eq(c->stands[i].since->id, x->stop->source_id))
            return str_fmt(r->mem, "%.*s %.*s: %.*s.", STR_ARG(x->sentence),
                           STR_ARG(c->people[i].name),
                           STR_ARG(case_review_missing(r, &c->stands[i])));
    return x->sentence;
}

static struct str answer_words(enum contact_answer x)
{
    return x == CONTACT_YES  ? STR("Not barred")
           : x == CONTACT_NO ? STR("Not permitted")
                             : STR("Not recorded yet");
}

static enum rw_status fill_line(struct req *r, const struct showing *s, struct contact_question *q,
                                struct contact_line_view *v)
{
    struct contact_reply reply;
    struct contact_why_view *why;
    size_t i;
    enum rw_status st = contact_permitted(r->mem, &s->c.in, q, &reply, &r->act.err);

    if (st)
        return st;
    why = arena_array(r->mem, struct contact_why_view, reply.nsources + 1);
    for (i = 0; i < reply.nsources; i++)
        why[i] = (struct contact_why_view){ .text = why_words(r, s, &reply.sources[i]),
                                            .href = why_href(r, &reply.sources[i], q->child) };
    *v = (struct contact_line_view){ .channel = str_of(channel_label(q->channel)),
                                     .answer = answer_words(reply.answer),
                                     .open = reply.answer == CONTACT_YES,
                                     .why = why,
                                     .nwhy = reply.nsources };
    return RW_OK;
}

static bool same_line(const struct contact_line_view *x, const struct contact_line_view *y)
{
    size_t i;

    for (i = 0; i < x->nwhy && x->nwhy == y->nwhy; i++)
        if (!str_eq(x->why[i].text, y->why[i].text) || !str_eq(x->why[i].href, y->why[i].href))
            return false;
    return x->nwhy == y->nwhy && str_eq(x->answer, y->answer);
}

/* Channels with the same answer for the same reasons stand together. */
static void add_line(struct req *r, struct contact_pair_view *v, struct contact_line_view *rows,
                     const struct contact_line_view *line)
{
    size_t i;

    for (i = 0; i < v->nrows; i++)
        if (same_line(&rows[i], line)) {
            rows[i].channel = str_join(r->mem, rows[i].channel, STR(", "), line->channel);
            return;
        }
    rows[v->nrows++] = *line;
}

static enum rw_status fill_pair(struct req *r, const struct showing *s,
                                const struct person_row *child, const struct person_row *adult,
                                struct contact_pair_view *v)
{
    struct contact_line_view *rows =
        arena_array(r->mem, struct contact_line_view, CONTACT_CHANNELS);
    struct contact_question q = { .child = child->id, .person = adult->id, .day = r->act.today };
    struct contact_line_view line;
    enum rw_status st = RW_OK;
    unsigned ch;

    for (ch = 0; !st && ch < CHANNEL_PORTAL;
         ch++) { /* this program has none; old orders may say so */
        q.channel = (enum contact_channel)ch;
        st = fill_line(r, s, &q, &line);
        if (!st)
            add_line(r, v, rows, &line);
    }
    v->id = str_fmt(r->mem, "pair-%.*s-%.*s", STR_ARG(child->id), STR_ARG(adult->id));
    v->who = case_person_words(&r->act, &s->rows, adult->id, child->id);
    v->child = child->name;
    v->rows = rows;
    return st;
}

/* What orders allow says nothing about how far contact was built up. */
static struct str stands_at(struct req *r, const struct showing *s, const struct person_row *child)
{
    const struct protocol *p = s->rows.protocol;
    const struct level *l = p ? protocol_level(p, child->level) : NULL;

    if (!l)
        return STR("At which step contact stands is not recorded yet. No contact session belongs "
                   "before its checkpoint.");
    return str_fmt(r->mem,
                   "Stands at contact step %d: %.*s. What goes beyond it waits for its checkpoint, "
                   "whatever an order allows.",
                   protocol_level_order(p, child->level), STR_ARG(l->title));
}

/* Nothing is booked for a child that awaits consent, whatever orders allow. */
static void fill_consent(struct req *r, const struct showing *s, const struct person_row *child,
                         struct contact_child_view *v)
{
    struct consent_record record = consent_record_of(&r->act, &s->rows, child);
    struct consent_status status;

    consent_check(r->mem, &record, &status);
    v->consent = page_case_path(r, "/consent");
    if (!status.complete)
        v->awaiting = STR("Awaiting consent: no contact is booked until it is complete again.");
}

static enum rw_status fill_child(struct req *r, const struct showing *s,
                                 const struct person_row *child, struct contact_child_view *v)
{
    struct contact_pair_view *pairs =
        arena_array(r->mem, struct contact_pair_view, s->rows.npeople + 1);
    enum rw_status st = RW_OK;
    size_t i;

    v->id = str_fmt(r->mem, "child-%.*s", STR_ARG(child->id));
    v->name = child->name;
    v->stands = stands_at(r, s, child);
    for (i = 0; !st && i < s->rows.npeople; i++)
        if (str_is(s->rows.people[i].kind, "adult"))
            st = fill_pair(r, s, child, &s->rows.people[i], &pairs[v->npairs++]);
    v->pairs = pairs;
    fill_consent(r, s, child, v);
    return st;
}

static bool may_state_none(struct req *r, const struct contact_case *c)
{
    size_t i;

    for (i = 0; i < c->in.norders; i++)
        if (contact_order_counts(&c->in.orders[i], r->act.today))
            return false;
    return !c->in.none && court_may_edit(r);
}

static enum rw_status contact_show(struct req *r)
{
    struct contact_show_view v = { .day = date_words_day(r->mem, r->act.today) };
    struct contact_child_view *kids;
    struct showing s;
    size_t i;
    enum rw_status st = act_allow(&r->act, req_arg(r, "case"), CAP_COURT_READ, CLASS_L, false);

    if (!st)
        st = case_rows_load(&r->act, req_arg(r, "case"), &s.rows);
    if (!st)
        st = contact_case_load(&r->act, &s.rows, &s.c);
    if (st)
        return st;
    kids = arena_array(r->mem, struct contact_child_view, s.rows.npeople + 1);
    for (i = 0; !st && i < s.rows.npeople; i++)
        if (str_is(s.rows.people[i].kind, "child"))
            st = fill_child(r, &s, &s.rows.people[i], &kids[v.nkids++]);
    if (st)
        return st;
    v.kids = kids;
    page_shell(r, STR("Who may have which contact"), "cases", &v.shell);
    court_crumbs(r, NULL, &v.crumbs);
    v.court = page_case_path(r, "/court");
    if (may_state_none(r, &s.c))
        v.no_order = page_case_path(r, "/no-order");
    tpl_contact_show(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/contact", contact_show, CAP_COURT_READ, 0, "case",
                "Who may have which contact with which child today, and why"),
};

PAGE_ROUTES(contact_show_routes, routes);
