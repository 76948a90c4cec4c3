/* contact_stops.c -- what else than an order stops contact; one function for each room that knows. */
#include "app/contact.h"

#include "app/clock.h"
#include "app/hold.h"
#include "app/lists.h"
#include "app/self_harm.h"

#define LIST_SIGN_STOPS "sign-stops"

typedef enum rw_status contact_stop_fn(struct act *a, const struct case_rows *rows,
                                       struct contact_case *c);

static struct date day_of(struct str iso)
{
    struct date d;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

/* As the case has it: a sign without a person concerns everyone until it is known whom. */
static enum rw_status add_sign(struct act *a, const struct sign_kind *kind,
                               const struct choice *how, const struct person_row *child,
                               const struct sign_state *s, struct contact_case *c)
{
    struct date on = day_of(s->record->occurred_on);

    return contact_stop_add(
        a, c,
        &(struct contact_stop){
            .kind = STOP_SIGN,
            .child = child->id,
            .person = s->record->person_id,
            .live_only = str_is(how->label, "live contact"),
            .from = on,
            .words = str_fmt(a->mem, "A warning sign is open since %.*s: %.*s.",
                             STR_ARG(date_words(a->mem, on)), STR_ARG(kind->title)),
            .source_id = s->record->id,
        });
}

static enum rw_status stops_of_signs(struct act *a, const struct case_rows *rows,
                                     struct contact_case *c)
{
    const struct choice_list *list = list_of(a->app, LIST_SIGN_STOPS);
    enum rw_status st = RW_OK;
    size_t i, k;

    for (i = 0; rows->protocol && i < rows->npeople; i++) {
        const struct person_row *child = &rows->people[i];

        for (k = 0; !st && str_is(child->kind, "child") && k < rows->protocol->nsigns; k++) {
            const struct sign_kind *kind = &rows->protocol->signs[k];
            const struct choice *how = choice_find(list, kind->code);
            struct sign_state s = case_sign(a, rows, kind, child->id);

            if (how && s.open)
                st = add_sign(a, kind, how, child, &s, c);
        }
    }
    return st;
}

enum rw_status contact_sign_stops(struct act *a, struct str case_id, struct str code,
                                  struct str child_id, struct str person_id)
{
    if (!choice_find(list_of(a->app, LIST_SIGN_STOPS), code))
        return RW_OK;
    return hold_stop_planned(
        a, case_id, &(struct hold_input){ .child_id = child_id, .person_id = person_id }, STR_NULL);
}

static enum rw_status stops_of_holds(struct act *a, const struct case_rows *rows,
                                     struct contact_case *c)
{
    struct hold_state *list;
    size_t i, n;
    enum rw_status st = hold_load(a, rows->case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (list[i].stands)
            st = contact_stop_add(
                a, c,
                &(struct contact_stop){
                    .kind = STOP_HOLD,
                    .child = list[i].rule.child,
                    .person = list[i].rule.person,
                    .from = RW_NO_DATE,
                    .words = str_fmt(a->mem, "Contact is on hold since %.*s.",
                                     STR_ARG(clock_words(a->mem, list[i].rule.began_utc))),
                    .source_id = list[i].row.id,
                });
    return st;
}

/* Where a further room adds what stops contact: a missing consent, an open concern. */
static contact_stop_fn *const rooms[] = { stops_of_signs, stops_of_holds, review_stops };

enum rw_status contact_stops(struct act *a, const struct case_rows *rows, struct contact_case *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof rooms / sizeof *rooms; i++)
        st = rooms[i](a, rows, c);
    return st;
}
