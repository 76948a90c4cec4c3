/* contact_place.c -- contact follows where the child stands: it waits while the work with the child is
 * paused or over, and after an answer that was no yes it goes no further than it stands. */
#include "app/consent.h"
#include "app/contact.h"
#include "app/lists.h"
#include "app/self_harm.h"

/* By which the steps up to this one take place. Whoever may see may also hear: a call by telephone
 * stands where one by video does. */
static uint32_t channels_upto(struct act *a, const struct protocol *p,
                              const struct contact_step *upto)
{
    uint32_t set = 0;
    size_t i;

    for (i = 0; upto && i < p->nlevels; i++) {
        const struct contact_step *s = contact_step_of(a, p, p->levels[i].id);

        if (s->rank <= upto->rank)
            set |= s->channels;
    }
    return set & CHANNEL_BIT(CHANNEL_VIDEO) ? set | CHANNEL_BIT(CHANNEL_PHONE) : set;
}

/* With each adult whose contact with this child is in question. */
static enum rw_status add_each(struct act *a, const struct case_rows *rows,
                               const struct contact_stop *stop, struct contact_case *c)
{
    const struct fact_adult *adults;
    size_t n = case_adults(a, rows, stop->child, PER_CONTACT_PARENT, &adults), i;
    struct contact_stop one = *stop;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++) {
        one.person = adults[i].id;
        st = contact_stop_add(a, c, &one);
    }
    return st;
}

static enum rw_status at_rest(struct act *a, const struct case_rows *rows,
                              const struct person_row *child, struct contact_case *c)
{
    const struct place *place = protocol_place(rows->protocol, child->phase);

    if (!place)
        return RW_OK;
    return add_each(
        a, rows,
        &(struct contact_stop){
            .kind = STOP_PLACE,
            .child = child->id,
            .from = RW_NO_DATE,
            .words = str_fmt(a->mem,
                             place->is_end ? "The work with %.*s has ended; no contact is "
                                             "planned within it."
                                           : "The work with %.*s is paused; contact waits "
                                             "until it goes on.",
                             STR_ARG(child->name)),
            .source_id = child->id },
        c);
}

/* The words tell nobody what the child answered: they are those of every clinical review. */
static enum rw_status no_further(struct act *a, const struct case_rows *rows,
                                 const struct person_row *child, struct contact_case *c)
{
    struct consent_record record = consent_record_of(a, rows, child);
    const struct consent_line *answer = consent_answer_given(&record, STR(CONSENT_NEXT_STEP));
    const struct contact_step *at;

    if (!consent_answer_keeps(answer))
        return RW_OK;
    at = contact_step_of(a, rows->protocol, child->level);
    return add_each(a, rows,
                    &(struct contact_stop){ .kind = STOP_OTHER,
                                            .child = child->id,
                                            .leaves = channels_upto(a, rows->protocol, at),
                                            .upto = at,
                                            .from = RW_NO_DATE,
                                            .words = list_label(a->app, LIST_REVIEW, STR("stop")),
                                            .source_id = answer->id },
                    c);
}

enum rw_status contact_place_stops(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && rows->protocol && i < rows->npeople; i++) {
        if (!str_is(rows->people[i].kind, "child"))
            continue;
        st = at_rest(a, rows, &rows->people[i], c);
        if (!st)
            st = no_further(a, rows, &rows->people[i], c);
    }
    return st;
}
