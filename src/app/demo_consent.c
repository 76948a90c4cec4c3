/* demo_consent.c -- the demonstration: custody, consent, agreements, answers of children. */
#include "app/consent.h"
#include "app/demo_family.h"

/* See demo_case.c: what rests on another comes later in the day. */
enum { AT_CUSTODY = 566, AT_AGREEMENT = 1055, AT_ANSWER = 1056 };

static struct str name_of(const struct demo_family *f, struct str key)
{
    size_t i;

    for (i = 0; i < f->npeople; i++)
        if (str_is(key, f->people[i].key))
            return str_of(f->people[i].name);
    return STR_NULL;
}

/* One adult's signature for one child: on paper where there is one. */
static enum rw_status sign(struct demo_case *c, struct act *a, struct str person, struct str child,
                           const char *paper, bool agreement)
{
    struct consent_input in = { .child_id = child,
                                .person_id = demo_id(c, str_z(a->mem, person)),
                                .how = paper ? STR("paper") : STR("signed"),
                                .agreement = agreement,
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .document_id = demo_id(c, paper),
                                .on = a->today,
                                .typed_name = name_of(c->family, person) };

    return consent_record(a, c->case_id, &in);
}

static enum rw_status give_custody(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_custody *x = row;
    const struct str *children, *holders, *names;
    size_t n = demo_ids(c, a->mem, x->children, &children), i, k;
    struct custody_input in = { .kind = str_of(x->kind),
                                .document_id = demo_id(c, x->paper),
                                .from = demo_day(c->today, c->family->referred),
                                .to = RW_NO_DATE,
                                .no_orders = x->no_orders };
    enum rw_status st = RW_OK;

    in.nholders = demo_ids(c, a->mem, x->holders, &holders);
    in.holders = holders;
    (void)demo_words(a->mem, x->holders, &names);
    for (i = 0; !st && i < n; i++) {
        in.child_id = children[i];
        st = custody_record(a, c->case_id, &in);
        for (k = 0; !st && k < in.nholders; k++)
            st = sign(c, a, names[k], children[i], NULL, false);
    }
    return st;
}

static bool at_a_side(const struct demo_role *r)
{
    return str_is(str_of(r->role), "contact_parent") || str_is(str_of(r->role), "home_parent") ||
           str_is(str_of(r->role), "guardian");
}

static enum rw_status agree(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_agreement *x = row;
    const struct demo_family *f = c->family;
    const struct str *words, *ids;
    size_t n = demo_words(a->mem, x->children, &words), i, k;
    enum rw_status st = demo_agreement(c, a);

    (void)demo_ids(c, a->mem, x->children, &ids);
    for (i = 0; !st && i < n; i++)
        for (k = 0; !st && k < f->nroles; k++)
            if (f->roles[k].children && demo_names(f->roles[k].children, words[i]) &&
                at_a_side(&f->roles[k]))
                st = sign(c, a, str_of(f->roles[k].person), ids[i], x->paper, true);
    return st;
}

static enum rw_status answer(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_answer *x = row;
    const struct str *children;
    size_t n = demo_ids(c, a->mem, x->children, &children), i;
    struct assent_input in = { .answer = str_of(x->answer),
                               .on = a->today,
                               .words = str_of(x->words) };
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++) {
        in.child_id = children[i];
        st = assent_record(a, c->case_id, &in);
    }
    return st;
}

void demo_plan_consent(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    for (i = 0; i < f->ncustodies; i++)
        demo_plan_add(p, c, give_custody, &f->custodies[i], f->opened, AT_CUSTODY);
    for (i = 0; i < f->nagreements; i++)
        demo_plan_add(p, c, agree, &f->agreements[i], f->agreements[i].day, AT_AGREEMENT);
    for (i = 0; i < f->nanswers; i++)
        demo_plan_add(p, c, answer, &f->answers[i], f->answers[i].day, AT_ANSWER);
}
