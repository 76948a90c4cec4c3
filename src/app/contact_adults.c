/* contact_adults.c -- two adults of the family at one appointment: not where an order of a kind that keeps
 * people apart is in force, nor where something told about safety stands between them. */
#include "app/appointment.h"
#include "app/contact.h"
#include "gen/queries.h"

enum rw_status contact_adults_load(struct act *a, struct str case_id, struct contact_adults *x)
{
    enum rw_status st = case_people_load(a, case_id, &x->people);

    if (!st)
        st = contact_orders(a, case_id, NULL, &x->c);
    if (!st)
        st = q_safety_reported(a->db, a->mem, &(struct q_safety_reported_in){ .case_id = case_id },
                               &x->reported, &x->nreported, &a->err);
    if (!st)
        st = q_safety_result_list(a->db, a->mem,
                                  &(struct q_safety_result_list_in){ .case_id = case_id },
                                  &x->results, &x->nresults, &a->err);
    return st;
}

/* Whose words an order of that kind closes is known of a child and an adult alone: of two adults it
 * is not, so they wait. */
static const struct contact_order *closing_order(const struct contact_adults *x, struct date day)
{
    size_t i;

    for (i = 0; i < x->c.in.norders; i++)
        if (x->c.in.orders[i].closing_kind && contact_order_counts(&x->c.in.orders[i], day))
            return &x->c.in.orders[i];
    return NULL;
}

/* The newest word on that direction; what was told and never taken up stands. */
static bool stands_between(const struct contact_adults *x, struct str by, struct str about)
{
    size_t i;

    for (i = x->nresults; i > 0; i--) {
        const struct safety_result_row *r = &x->results[i - 1];

        if (str_eq(r->by_person, by) && str_eq(r->about_person, about))
            return !str_is(r->result, "none_reported") && !str_is(r->result, "retracted");
    }
    for (i = 0; i < x->nreported; i++)
        if (str_eq(x->reported[i].by_person, by) && str_eq(x->reported[i].about_person, about))
            return true;
    return false;
}

const struct apart *contact_adults_apart(struct act *a, const struct contact_adults *x,
                                         const struct str *ids, size_t n, struct date day,
                                         struct str *why)
{
    const struct contact_order *order = closing_order(x, day);
    size_t i;

    for (i = 0; i < x->people.napart; i++) {
        const struct apart *p = &x->people.apart[i];

        if (!str_among(p->one, ids, n) || !str_among(p->other, ids, n))
            continue;
        *why = order ? str_join(a->mem, contact_order_name(a->mem, order), STR(" "),
                                STR("is in force and keeps people apart."))
                     : STR("Something told about safety stands between them.");
        if (order || stands_between(x, p->one, p->other) || stands_between(x, p->other, p->one))
            return p;
    }
    return NULL;
}

bool contact_adults_any(const struct case_people *people, const struct str *ids, size_t n)
{
    size_t i;

    for (i = 0; i < people->napart; i++)
        if (str_among(people->apart[i].one, ids, n) && str_among(people->apart[i].other, ids, n))
            return true;
    return false;
}

enum rw_status contact_adults_booking(struct act *a, struct str case_id, const char *field,
                                      const struct case_people *people, const struct str *ids,
                                      size_t n, struct date day)
{
    bool told = act_allows(a, CAP_COURT_READ, CLASS_L, false) &&
                act_allows(a, CAP_CHECKPOINT_READ, CLASS_S, false);
    struct contact_adults x;
    const struct apart *pair;
    struct str why;
    enum rw_status st;

    if (!contact_adults_any(people, ids, n))
        return RW_OK;
    st = contact_adults_load(a, case_id, &x);
    pair = st ? NULL : contact_adults_apart(a, &x, ids, n, day, &why);
    if (pair)
        problem_add(&a->bad, field,
                    str_fmt(a->mem, "%.*s and %.*s must not meet. Please book them apart. %.*s",
                            STR_ARG(case_person_find(people, pair->one)->name),
                            STR_ARG(case_person_find(people, pair->other)->name),
                            STR_ARG(told ? why : STR("Please ask the clinician of this case."))));
    return st;
}
