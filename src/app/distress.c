/* distress.c -- severe distress in a child: a clinical review within so many business days. */
#include "app/chronology.h"
#include "app/clock.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/safety.h"
#include "app/self_harm.h"
#include "app/sign_register.h"
#include "gen/queries.h"

static struct date day_of(const struct criterion_record_row *r)
{
    int64_t at;

    return utc_parse(r->recorded_utc, &at) ? clock_local(at).date : RW_NO_DATE;
}

/* An evaluation of that child, of the same day or later and recorded since. */
static bool is_reviewed(const struct review_case *r, const struct distress *d,
                        const struct criterion_record_row *opened)
{
    size_t i;

    for (i = 0; i < r->n; i++)
        if (r->events[i].kind == REVIEW_EVALUATION && str_eq(r->events[i].person, d->child->id) &&
            r->events[i].on.day >= d->since.day &&
            str_cmp(r->rows[i].recorded_utc, opened->recorded_utc) >= 0)
            return true;
    return false;
}

static enum rw_status add_open(struct act *a, const struct case_rows *c,
                               const struct review_case *r, bool open_only, struct distress **list,
                               size_t *n)
{
    struct str code = list_label(a->app, LIST_REVIEW, STR("distress_sign"));
    struct sign_episode *all;
    size_t nall, i;
    int64_t days = 0;
    enum rw_status st = number_of(a, "distress_review_days", &days);

    if (!st)
        st = sign_episodes(a, c, &all, &nall);
    if (st)
        return st;
    *list = arena_array(a->mem, struct distress, nall + 1);
    for (i = 0; i < nall; i++) {
        struct distress *d = &(*list)[*n];

        if (!str_eq(all[i].kind->code, code) || (open_only && !all[i].open))
            continue;
        *d = (struct distress){ .child = case_person(c, all[i].child_id),
                                .record_id = all[i].opened->id };
        if (!date_parse(all[i].opened->occurred_on, &d->since))
            d->since = day_of(all[i].opened);
        d->due = safety_business_days(day_of(all[i].opened), days);
        d->reviewed = !all[i].open || is_reviewed(r, d, all[i].opened);
        (*n)++;
    }
    return RW_OK;
}

enum rw_status distress_load(struct act *a, const struct case_rows *c, const struct review_case *r,
                             struct distress **list, size_t *n)
{
    *n = 0;
    return c->protocol ? add_open(a, c, r, true, list, n) : RW_OK;
}

/* One record may stand for several children: its line is done once each was reviewed. */
static bool waits_for_other(const struct distress *list, size_t n, size_t at)
{
    size_t i;

    for (i = 0; list[at].reviewed && i < n; i++)
        if (!list[i].reviewed && str_eq(list[i].record_id, list[at].record_id))
            return true;
    return false;
}

static enum rw_status put(struct act *a, const struct case_rows *c, const struct distress *d)
{
    return chronology_put(
        a, &(struct chronology_entry){
               .case_id = c->case_id,
               .kind = "clinical_due",
               .ref_id = d->record_id,
               .on = d->due,
               .at_utc = RW_NO_TIME,
               .child_id = d->child->id,
               .state = d->reviewed ? "done" : "due",
               .cls = CLASS_C,
               .line = str_fmt(a->mem, "%.*s: review by a clinician", STR_ARG(d->child->name)) });
}

enum rw_status distress_refresh(struct act *a, const struct case_rows *c)
{
    struct review_case r = { 0 };
    struct distress *list = NULL;
    size_t n = 0, i;
    enum rw_status st = RW_OK;

    if (!c->protocol)
        return RW_OK;
    st = review_load(a, c->case_id, c->people, c->npeople, &r);
    if (!st)
        st = add_open(a, c, &r, false, &list, &n);
    for (i = 0; !st && i < n; i++)
        if (!waits_for_other(list, n, i))
            st = put(a, c, &list[i]);
    return st;
}
