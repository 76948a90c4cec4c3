/* demo_terms.c -- the demonstration: what orders say about contact, and notices to the court. */
#include "app/court.h"
#include "app/court_notice.h"
#include "app/demo_family.h"
#include "app/restriction.h"

/* See demo_case.c: what rests on another comes later in the day. */
enum { AT_TERMS = 567, AT_NOTICES = 1095 };

static enum rw_status clause_at(struct act *a, struct str case_id, struct str order_id, int place,
                                struct str *id)
{
    struct clause_row *rows = NULL;
    size_t n = 0, i;
    enum rw_status st = clause_list(a, case_id, order_id, &rows, &n);

    *id = STR_NULL;
    for (i = 0; !st && i < n; i++)
        if (rows[i].place == place)
            *id = rows[i].id;
    return st;
}

static uint32_t channels_of(struct arena *mem, const char *list)
{
    enum contact_channel c = CHANNEL_IN_PERSON;
    const struct str *words;
    size_t n = demo_words(mem, list, &words), i;
    uint32_t set = 0;

    for (i = 0; i < n; i++)
        if (channel_of(words[i], &c))
            set |= CHANNEL_BIT(c);
    return set;
}

static enum rw_status add_term(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_term *t = row;
    struct restriction_input in = { .order_id = demo_id(c, t->order),
                                    .child_id = demo_id(c, t->children),
                                    .person_id = demo_id(c, t->person),
                                    .channels = channels_of(a->mem, t->channels),
                                    .says = str_of(t->says),
                                    .supervision = str_of(t->supervision),
                                    .ceiling = str_of(t->ceiling),
                                    .days_between = t->days,
                                    .places = str_of(t->places),
                                    .effective_on = RW_NO_DATE,
                                    .expires_on = RW_NO_DATE };
    struct str id;
    enum rw_status st;

    if (t->nothing)
        return restriction_nothing(a, c->case_id, in.order_id, str_of(t->nothing), &id);
    st = clause_at(a, c->case_id, in.order_id, t->clause, &in.clause_id);
    return st ? st : restriction_add(a, c->case_id, &in, &id);
}

static enum rw_status state_no_order(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_family *f = row;
    struct str id;

    return restriction_no_order(a, c->case_id, str_of(f->no_order), &id);
}

static enum rw_status send_notices(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_family *f = row;
    struct court_notice_row *rows = NULL;
    size_t n = 0, i;
    enum rw_status st = court_notice_list(a, c->case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].state, "open"))
            st = court_notice_sent(a, c->case_id,
                                   &(struct court_notice_step){ .id = rows[i].id,
                                                                .version = rows[i].version,
                                                                .on = a->today,
                                                                .words = str_of(f->notices_to) });
    return st;
}

static int recorded(const struct demo_case *c, const char *order)
{
    const struct demo_family *f = c->family;
    size_t i;

    for (i = 0; i < f->norders; i++)
        if (str_is(str_of(order), f->orders[i].key))
            return demo_recorded(c, f->orders[i].recorded);
    return f->opened;
}

void demo_plan_terms(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    if (f->no_order)
        demo_plan_add(p, c, state_no_order, f, f->opened, AT_TERMS);
    for (i = 0; i < f->nterms; i++)
        demo_plan_add(p, c, add_term, &f->terms[i], recorded(c, f->terms[i].order), AT_TERMS);
    if (f->notices_sent)
        demo_plan_add(p, c, send_notices, f, f->notices_sent, AT_NOTICES);
}
