/* contact_booking.c -- the one question asked of whole appointments: of one that somebody books, and of
 * those that are planned already when something new stops contact. */
#include "app/contact.h"

#include "app/appointment.h"
#include "app/clock.h"
#include "gen/queries.h"

#define RUNNING_MAX (24 * 3600) /* no appointment is longer */

/* A child and an adult who may not meet. */
struct barred_pair {
    const struct person_row *child, *adult;
    struct contact_reply reply;
};

/* Some people, some day, and the ways in which they would meet. */
struct gathering {
    const struct str *people;
    size_t n;
    struct date day;
    uint32_t channels;
};

uint32_t contact_channels_of(const struct app *app, struct str kind)
{
    return appointment_on_site(app, kind) ? CHANNEL_BIT(CHANNEL_IN_PERSON)
                                          : CHANNEL_BIT(CHANNEL_PHONE) | CHANNEL_BIT(CHANNEL_VIDEO);
}

static bool is_kind(const struct case_rows *rows, struct str id, const char *kind)
{
    const struct person_row *p = case_person(rows, id);

    return p && str_is(p->kind, kind);
}

static bool any_pair(const struct case_rows *rows, const struct str *people, size_t n)
{
    bool child = false, adult = false;
    size_t i;

    for (i = 0; i < n; i++) {
        child = child || is_kind(rows, people[i], "child");
        adult = adult || is_kind(rows, people[i], "adult");
    }
    return child && adult;
}

/* Barred where every way in which they would meet is. */
static enum rw_status ask_pair(struct act *a, const struct contact_case *c, uint32_t channels,
                               struct contact_question *q, struct contact_reply *r)
{
    enum rw_status st = RW_OK;
    unsigned ch;

    for (ch = 0; !st && ch < CONTACT_CHANNELS; ch++) {
        q->channel = (enum contact_channel)ch;
        if (!(channels & CHANNEL_BIT(ch)))
            continue;
        st = contact_permitted(a->mem, &c->in, q, r, &a->err);
        if (!st && r->answer != CONTACT_NO)
            return st;
    }
    return st;
}

/* list[g->n * g->n] */
static enum rw_status barred_pairs(struct act *a, const struct case_rows *rows,
                                   const struct contact_case *c, const struct gathering *g,
                                   struct barred_pair *list, size_t *n)
{
    struct contact_question q = { .day = g->day };
    enum rw_status st = RW_OK;
    size_t i, k;

    *n = 0;
    for (i = 0; !st && i < g->n; i++) {
        q.child = g->people[i];
        for (k = 0; !st && is_kind(rows, q.child, "child") && k < g->n; k++) {
            struct contact_reply r = { 0 };

            q.person = g->people[k];
            if (!is_kind(rows, q.person, "adult"))
                continue;
            st = ask_pair(a, c, g->channels, &q, &r);
            if (!st && r.answer == CONTACT_NO)
                list[(*n)++] = (struct barred_pair){ case_person(rows, q.child),
                                                     case_person(rows, q.person), r };
        }
    }
    return st;
}

/* ---- one that is booked ---- */

static struct str reasons(struct act *a, const struct contact_reply *r)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < r->nsources && r->sources[i].speaks == CONTACT_NO; i++)
        all = str_join(a->mem, all, STR(" "), r->sources[i].sentence);
    return all;
}

static void refuse(struct act *a, const char *field, const struct barred_pair *x)
{
    bool told = act_allows(a, CAP_COURT_READ, CLASS_L, false) &&
                act_allows(a, CAP_CHECKPOINT_READ, CLASS_S, false);
    struct str why = told ? reasons(a, &x->reply) : STR("Please ask the clinician of this case.");

    problem_add(&a->bad, field,
                str_fmt(a->mem, "%.*s and %.*s may not be in contact that day. %.*s",
                        STR_ARG(x->child->name), STR_ARG(x->adult->name), STR_ARG(why)));
}

enum rw_status contact_booking(struct act *a, struct str case_id, const char *field,
                               const struct str *people, size_t n, struct date day,
                               uint32_t channels)
{
    struct gathering g = { .people = people, .n = n, .day = day, .channels = channels };
    struct barred_pair *list = arena_array(a->mem, struct barred_pair, n * n + 1);
    struct contact_case c;
    struct case_rows rows;
    size_t barred, i;
    enum rw_status st = contact_rows_load(a, case_id, &rows);

    if (st || !any_pair(&rows, people, n))
        return st;
    st = contact_case_load(a, &rows, &c);
    if (!st)
        st = barred_pairs(a, &rows, &c, &g, list, &barred);
    for (i = 0; !st && i < barred; i++)
        refuse(a, field, &list[i]);
    return st;
}

/* ---- those that are planned ---- */

/* Everything that what is planned is held against. */
struct look {
    struct case_rows rows;
    struct contact_case c;
    struct contact_adults adults;
};

/* Rows of one appointment, one a person. */
static enum rw_status look_again(struct act *a, const struct look *l,
                                 const struct hold_planned_row *p, size_t n)
{
    struct str *people = arena_array(a->mem, struct str, n + 1);
    struct barred_pair *list = arena_array(a->mem, struct barred_pair, n * n + 1);
    struct gathering g = { .people = people,
                           .n = n,
                           .channels = contact_channels_of(a->app, p->kind) };
    int64_t starts_utc;
    size_t barred = 0, i;
    struct str why;
    enum rw_status st = RW_OK;

    for (i = 0; i < n; i++)
        people[i] = p[i].person_id;
    if (!utc_parse(p->starts_utc, &starts_utc))
        return RW_FAIL(&a->err, RW_EBUG, "an appointment without a time");
    if (starts_utc + p->minutes * 60 <= a->now_utc)
        return RW_OK;
    g.day = clock_local(starts_utc).date;
    if (any_pair(&l->rows, people, n))
        st = barred_pairs(a, &l->rows, &l->c, &g, list, &barred);
    if (!st && !barred && contact_adults_apart(a, &l->adults, people, n, g.day, &why))
        barred = 1;
    return st || !barred ? st : appointment_stop_put(a, l->c.case_id, p->id, p->version, STR_NULL);
}

enum rw_status contact_stop_planned(struct act *a, struct str case_id)
{
    struct hold_planned_row *planned = NULL;
    struct look l;
    size_t n = 0, i, k;
    enum rw_status st = q_hold_planned(
        a->db, a->mem,
        &(struct q_hold_planned_in){ .case_id = case_id,
                                     .from_utc = utc_iso(a->mem, a->now_utc - RUNNING_MAX) },
        &planned, &n, &a->err);

    if (st || !n)
        return st;
    st = contact_rows_load(a, case_id, &l.rows);
    if (!st)
        st = contact_case_load(a, &l.rows, &l.c);
    if (!st)
        st = contact_adults_load(a, case_id, &l.adults);
    for (i = 0; !st && i < n; i = k) {
        for (k = i; k < n && str_eq(planned[k].id, planned[i].id); k++)
            ;
        st = look_again(a, &l, &planned[i], k - i);
    }
    return st;
}
