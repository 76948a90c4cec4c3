/* contact_stops.c -- what else than an order stops contact; one function for each room that knows. */
#include "app/contact.h"

#include "app/clock.h"
#include "app/concern.h"
#include "app/hold.h"
#include "app/lists.h"
#include "app/safety.h"
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

            if (how && s.open && !str_is(how->label, "a step up"))
                st = add_sign(a, kind, how, child, &s, c);
        }
    }
    return st;
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

/* What somebody reported waits to be looked at. About a child, or nobody named: everyone. */
static enum rw_status stops_of_reports(struct act *a, const struct case_rows *rows,
                                       struct contact_case *c)
{
    struct allegation_row *list = NULL;
    size_t i, n;
    enum rw_status st = safety_reports_waiting(a, rows, &list, &n);

    for (i = 0; !st && i < n; i++) {
        const struct person_row *about = case_person(rows, list[i].about_person);

        st = contact_stop_add(
            a, c,
            &(struct contact_stop){
                .kind = STOP_REPORTED,
                .child = list[i].child_id,
                .person = about && str_is(about->kind, "adult") ? about->id : STR_NULL,
                .from = RW_NO_DATE,
                .words = str_fmt(a->mem, "What was reported on %.*s waits to be looked at.",
                                 STR_ARG(date_words(a->mem, day_of(list[i].received_on)))),
                .source_id = list[i].id,
            });
    }
    return st;
}

/* Two causes and one sentence: it tells nobody which. */
static enum rw_status stay_supervised(struct act *a, struct contact_case *c, struct str child,
                                      struct str person)
{
    return contact_stop_add(
        a, c,
        &(struct contact_stop){ .kind = STOP_SUPERVISED,
                                .child = child,
                                .person = person,
                                .least = SUPERVISION_MONITOR,
                                .from = RW_NO_DATE,
                                .words = STR("For now somebody else is present at contact.") });
}

enum rw_status contact_supervision(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c)
{
    struct str *persons = NULL;
    size_t n = 0, i;
    enum rw_status st = concern_supervised(a, rows, &persons, &n);

    for (i = 0; !st && i < n; i++)
        st = stay_supervised(a, c, STR_NULL, persons[i]);
    for (i = 0; !st && i < rows->npeople; i++)
        if (str_is(rows->people[i].kind, "child") &&
            safety_supervised_only(a, rows, rows->people[i].id))
            st = stay_supervised(a, c, rows->people[i].id, STR_NULL);
    return st;
}

/* Where a further room adds what stops contact. */
static contact_stop_fn *const rooms[] = {
    stops_of_signs,      stops_of_holds, stops_of_reports,
    safety_answer_stops, review_stops,   contact_place_stops
};

/* What case_rows_load told already holds them all: nothing is read once more. */
bool contact_stays_supervised(struct act *a, const struct case_rows *rows, struct str child_id,
                              struct str level)
{
    const struct contact_step *step = contact_step_of(a, rows->protocol, level);
    const struct contact_basis *in = &rows->orders->in;
    const struct fact_adult *adults;
    size_t n = case_adults(a, rows, child_id, PER_CONTACT_PARENT, &adults), i, k;
    bool stays = false;

    if (!step || step->supervision != SUPERVISION_NONE)
        return false;
    for (i = 0; i < in->nstops; i++) {
        const struct contact_stop *s = &in->stops[i];

        if (s->kind != STOP_SUPERVISED || (s->child.len && !str_eq(s->child, child_id)))
            continue;
        stays = stays || !s->person.len;
        for (k = 0; k < n; k++)
            stays = stays || str_eq(s->person, adults[k].id);
    }
    return stays;
}

enum rw_status contact_stops(struct act *a, const struct case_rows *rows, struct contact_case *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof rooms / sizeof *rooms; i++)
        st = rooms[i](a, rows, c);
    return st;
}
