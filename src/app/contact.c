#include "app/contact.h"

#include "app/consent.h"
#include "app/lists.h"
#include "app/protocols.h"
#include "gen/queries.h"

#define LIST_STEPS "contact-steps"
#define STOPS_STEP 16

static struct date day_of(struct str iso)
{
    struct date d;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

static bool is_closing(struct str kind)
{
    return str_is(kind, "protective") || str_is(kind, "no_contact");
}

/* ---- steps ---- */

static uint32_t channels_in(struct str list)
{
    enum contact_channel c = CHANNEL_IN_PERSON;
    uint32_t set = 0;
    struct str one;

    while (str_cut(&list, ' ', &one))
        if (channel_of(one, &c))
            set |= CHANNEL_BIT(c);
    return set;
}

/* A step of which nobody said what it brings counts as unsupervised and in person. */
const struct contact_step *contact_step_of(struct act *a, const struct protocol *p,
                                           struct str level)
{
    const struct level *l = p && level.len ? protocol_level(p, level) : NULL;
    const struct choice *c = choice_find(list_of(a->app, LIST_STEPS), level);
    struct contact_step *s;

    if (!l)
        return NULL;
    s = arena_new(a->mem, struct contact_step);
    *s = (struct contact_step){ .id = l->id,
                                .title = l->title,
                                .rank = protocol_level_order(p, level),
                                .supervision = SUPERVISION_NONE,
                                .channels = CHANNEL_BIT(CHANNEL_IN_PERSON) };
    if (!c)
        return s;
    s->channels = channels_in(c->label);
    s->supervision = SUPERVISION_NOT_STATED;
    (void)supervision_of(c->group, &s->supervision);
    return s;
}

static const struct contact_step *all_steps(struct act *a, const struct protocol *p, size_t *n)
{
    struct contact_step *list = arena_array(a->mem, struct contact_step, p ? p->nlevels + 1 : 1);
    size_t i;

    *n = 0;
    for (i = 0; p && i < p->nlevels; i++)
        list[(*n)++] = *contact_step_of(a, p, p->levels[i].id);
    return list;
}

/* ---- orders ---- */

static struct contact_order *order_of(struct contact_order *list, size_t *n,
                                      const struct contact_terms_row *r)
{
    struct contact_order *o;
    size_t i;

    for (i = 0; i < *n; i++)
        if (str_eq(list[i].id, r->court_order))
            return &list[i];
    o = &list[(*n)++];
    *o = (struct contact_order){ .id = r->court_order,
                                 .title = r->title,
                                 .closing_kind = is_closing(r->order_kind),
                                 .in_force = str_is(r->state, "in_force"),
                                 .effective = day_of(r->from_on),
                                 .expires = day_of(r->until_on) };
    return o;
}

/* A highest step that the protocol does not have (any more) is read as the lowest. */
static const struct contact_step *ceiling_of(struct act *a, const struct protocol *p,
                                             struct str level)
{
    const struct contact_step *s;

    if (!level.len)
        return NULL;
    s = contact_step_of(a, p, level);
    if (s)
        return s;
    return p && p->nlevels ? contact_step_of(a, p, p->levels[0].id)
                           : arena_new(a->mem, struct contact_step);
}

static struct contact_term term_of(struct act *a, const struct protocol *p,
                                   const struct contact_terms_row *r)
{
    struct contact_term t = {
        .id = r->id,
        .order_id = r->court_order,
        .child = r->child_id,
        .person = r->person_id,
        .channels = (uint32_t)r->channels & CHANNELS_ALL,
        .ceiling = ceiling_of(a, p, r->ceiling),
        .minutes_max = r->minutes_max == DB_NULL_I64 ? 0 : r->minutes_max,
        .days_between = r->days_between == DB_NULL_I64 ? 0 : r->days_between,
        .places = r->places,
        .effective = day_of(r->effective_on),
        .expires = day_of(r->expires_on),
    };

    (void)say_of(r->says, &t.say);
    (void)supervision_of(r->supervision, &t.supervision);
    return t;
}

/* A place or an hour does not tell whom a protective order keeps apart; that it speaks of others, does. */
static bool tells_whom(const struct contact_terms_row *r)
{
    return r->says.p || str_is(r->kind, "nothing");
}

enum rw_status contact_orders(struct act *a, struct str case_id, const struct protocol *p,
                              struct contact_case *c)
{
    struct q_contact_terms_in in = { .case_id = case_id };
    struct contact_terms_row *rows = NULL;
    struct contact_order *orders;
    struct contact_term *terms;
    size_t n = 0, i;
    enum rw_status st = q_contact_terms(a->db, a->mem, &in, &rows, &n, &a->err);

    *c = (struct contact_case){ .case_id = case_id, .rows = rows, .nrows = n };
    if (st)
        return st;
    orders = arena_array(a->mem, struct contact_order, n + 1);
    terms = arena_array(a->mem, struct contact_term, n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        struct contact_order *o =
            rows[i].court_order.p ? order_of(orders, &c->in.norders, &rows[i]) : NULL;

        if (str_is(rows[i].kind, "no_order"))
            c->in.none = true;
        else if (o && rows[i].id.p && (!o->closing_kind || tells_whom(&rows[i])))
            o->entered = true;
        if (o && str_is(rows[i].kind, "contact"))
            terms[c->in.nterms++] = term_of(a, p, &rows[i]);
    }
    c->in.orders = orders;
    c->in.terms = terms;
    c->in.steps = all_steps(a, p, &c->in.nsteps);
    return RW_OK;
}

/* ---- asking ---- */

enum rw_status contact_stop_add(struct act *a, struct contact_case *c, const struct contact_stop *s)
{
    size_t n = c->in.nstops, i;

    if (n % STOPS_STEP == 0) {
        struct contact_stop *more = arena_array(a->mem, struct contact_stop, n + STOPS_STEP);

        if (a->mem->spent)
            return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
        for (i = 0; i < n; i++)
            more[i] = c->stops[i];
        c->stops = more;
    }
    c->stops[c->in.nstops++] = *s;
    c->in.stops = c->stops;
    return RW_OK;
}

enum rw_status contact_case_load(struct act *a, const struct case_rows *rows,
                                 struct contact_case *c)
{
    enum rw_status st = RW_OK;

    if (rows->orders)
        *c = *rows->orders;
    else
        st = contact_orders(a, rows->case_id, rows->protocol, c);
    if (!st && !rows->orders)
        st = contact_supervision(a, rows, c);
    return st ? st : contact_stops(a, rows, c);
}

enum rw_status contact_rows_load(struct act *a, struct str case_id, struct case_rows *rows)
{
    enum rw_status st;

    *rows = (struct case_rows){ .case_id = case_id };
    rows->protocol = protocol_of(a->app, a->access.head.protocol_hash);
    st = q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id },
                       &rows->people, &rows->npeople, &a->err);
    if (!st)
        st = q_criterion_record_list(a->db, a->mem,
                                     &(struct q_criterion_record_list_in){ .case_id = case_id },
                                     &rows->records, &rows->nrecords, &a->err);
    if (!st)
        st = q_criterion_override_list(a->db, a->mem,
                                       &(struct q_criterion_override_list_in){ .case_id = case_id },
                                       &rows->overrides, &rows->noverrides, &a->err);
    if (!st)
        st =
            q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = case_id },
                               &rows->roles, &rows->nroles, &a->err);
    if (!st)
        st = consent_lines_load(a, case_id, &rows->consent, &rows->nconsent);
    return st;
}

enum rw_status contact_ask(struct act *a, struct str case_id, const struct contact_asked *q,
                           struct contact_reply *r)
{
    struct contact_question asked = {
        .child = q->child_id, .person = q->person_id, .channel = q->channel, .day = q->day
    };
    struct contact_case c;
    struct case_rows rows;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (!st)
        st = case_rows_load(a, case_id, &rows);
    if (!st)
        st = contact_case_load(a, &rows, &c);
    if (st)
        return st;
    asked.step = contact_step_of(a, rows.protocol, q->level);
    if (!case_child(&rows, q->child_id) || !case_person(&rows, q->person_id) ||
        (q->level.len && !asked.step))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such child, person or step");
    return contact_step_permitted(a->mem, &c.in, &asked, r, &a->err);
}
