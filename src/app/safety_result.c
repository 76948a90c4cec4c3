/* safety_result.c -- how it stands between two people: what was recorded, else what was reported. */
#include "app/concern.h"
#include "app/safety.h"

/* What one report says of one direction. */
enum bearing { NOT_MEANT, PERHAPS, MEANT };

struct direction {
    struct str by, about;
};

enum rw_status safety_overview_concerns(struct act *a, struct safety_overview *o)
{
    struct concern *list = NULL;
    size_t n = 0;
    enum rw_status st;

    if (!act_allows(a, CAP_CONCERN_READ, CLASS_R, true))
        return RW_OK;
    st = concern_list(a, o->rows.case_id, &list, &n);
    o->concerns = list;
    o->nconcerns = n;
    return st;
}

/* Both named: meant or not. One named: perhaps meant. */
static enum bearing bears(const struct direction *d, struct str by, struct str about)
{
    if ((by.len && !str_eq(by, d->by)) || (about.len && !str_eq(about, d->about)))
        return NOT_MEANT;
    return by.len && about.len ? MEANT : PERHAPS;
}

static void raise(enum bearing *most, enum bearing x)
{
    if (x > *most)
        *most = x;
}

/* A number for fear, or a list of records, names nobody by itself. */
static enum bearing of_screens(const struct act *a, const struct safety_overview *o,
                               const struct direction *d)
{
    enum bearing most = NOT_MEANT;
    size_t i;

    for (i = 0; i < o->nreported; i++) {
        const struct safety_reported_row *x = &o->reported[i];
        const struct safety_item *item = safety_item_of(a->app->safety, x->item);
        bool named = x->by_person.len || x->about_person.len;

        if (str_is(x->said, "declined"))
            raise(&most, PERHAPS);
        else if (named || !item || item->kind == SAFETY_SUBJECT || item->kind == SAFETY_MARKERS)
            raise(&most, bears(d, x->by_person, x->about_person));
    }
    return most;
}

/* Whoever reports speaks of the child named, and of what was done to themself. */
static enum bearing of_allegations(const struct safety_overview *o, const struct direction *d)
{
    enum bearing most = NOT_MEANT;
    size_t i;

    for (i = 0; i < o->nallegations; i++) {
        const struct allegation_row *x = &o->allegations[i];
        const struct person_row *from = case_person(&o->rows, x->from_person);

        raise(&most, bears(d, x->about_person, x->child_id));
        if (!x->child_id.len && from && str_eq(from->id, d->about))
            raise(&most, bears(d, x->about_person, from->id));
    }
    return most;
}

static enum bearing of_talks(const struct safety_overview *o, const struct direction *d)
{
    enum bearing most = NOT_MEANT;
    size_t i;

    for (i = 0; i < o->nrechecks; i++) {
        const struct safety_recheck_row *x = &o->rechecks[i];

        if (!x->anything_new && x->safe_now)
            continue;
        raise(&most, bears(d, x->about_person, x->person_id));
        raise(&most, bears(d, x->about_person, STR_NULL));
    }
    for (i = 0; i < o->ntalks; i++)
        if (!str_is(o->talks[i].safe_now, "yes"))
            raise(&most, bears(d, STR_NULL, o->talks[i].child_id));
    return most;
}

static enum bearing of_concerns(const struct safety_overview *o, const struct direction *d)
{
    enum bearing most = NOT_MEANT;
    size_t i;

    for (i = 0; i < o->nconcerns; i++)
        raise(&most, bears(d, o->concerns[i].row.person, o->concerns[i].row.child));
    return most;
}

static bool all_were_asked(struct act *a, const struct safety_overview *o)
{
    const struct str *ids;
    size_t n = safety_adults(a, &o->rows, &ids), i;

    for (i = 0; i < n; i++) {
        struct safety_stand s = safety_of_adult(&o->asked, ids[i], STR_NULL);

        if (!s.screen || s.declined)
            return false;
    }
    return n > 0;
}

struct str safety_result_of(struct act *a, const struct safety_overview *o, struct str by,
                            struct str about)
{
    const struct direction d = { by, about };
    enum bearing most = NOT_MEANT;
    size_t i;

    for (i = o->nresults; i > 0; i--) {
        const struct safety_result_row *x = &o->results[i - 1];

        if (!str_eq(x->by_person, by) || !str_eq(x->about_person, about))
            continue;
        if (!str_is(x->result, "none_reported"))
            return x->result;
        break;
    }
    raise(&most, of_screens(a, o, &d));
    raise(&most, of_allegations(o, &d));
    raise(&most, of_talks(o, &d));
    raise(&most, of_concerns(o, &d));
    return most == MEANT                               ? STR("unverified")
           : most == NOT_MEANT && all_were_asked(a, o) ? STR("none_reported")
                                                       : STR_NULL;
}
