/* demo_concern.c -- the demonstration: one concern about a child, reported, not taken up, and the
 * warning sign closed with a second signature. */
#include "app/concern.h"
#include "app/demo_family.h"
#include "gen/queries.h"

#define AT_PRESS (13 * 60)
#define AT_REPORT (AT_PRESS + 25)
#define AT_ANSWER (14 * 60)
#define AT_CLOSING (15 * 60)
#define HALF_HOUR 1800
#define KEY "concern"

static enum rw_status press(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_concern *x = row;
    struct concern_input in = { .child_id = demo_id(c, x->child),
                                .person_id = demo_id(c, x->person),
                                .words = str_of(x->words),
                                .cause_utc = a->now_utc - HALF_HOUR };
    struct str id;
    enum rw_status st = concern_open(a, c->case_id, &in, &id);

    if (!st)
        demo_made(c, row, KEY, id);
    return st;
}

static enum rw_status report(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_concern *x = row;

    return concern_step_add(a, c->case_id, demo_id(c, KEY),
                            &(struct concern_step_input){ .kind = STEP_REPORT,
                                                          .at_utc = a->now_utc,
                                                          .agency = str_of(x->agency),
                                                          .person = str_of(x->worker),
                                                          .method = STR("telephone"),
                                                          .reference = str_of(x->reference) });
}

static enum rw_status answer(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_concern *x = row;

    return concern_step_add(a, c->case_id, demo_id(c, KEY),
                            &(struct concern_step_input){ .kind = STEP_SCREENED_OUT,
                                                          .at_utc = a->now_utc,
                                                          .agency = str_of(x->agency),
                                                          .person = str_of(x->worker),
                                                          .words = str_of(x->answer) });
}

static enum rw_status find_closing(struct demo_case *c, struct act *a, struct str sign,
                                   struct str *id)
{
    struct case_rows rows;
    size_t i;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    *id = STR_NULL;
    for (i = 0; !st && i < rows.noverrides; i++)
        if (str_eq(rows.overrides[i].criterion, sign))
            *id = rows.overrides[i].id;
    return st;
}

static enum rw_status close_sign(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_concern *x = row;

    return checkpoint_override(a, c->case_id,
                               &(struct override_input){ .criterion = str_of(x->sign),
                                                         .child_id = demo_id(c, x->child),
                                                         .rationale = str_of(x->closing),
                                                         .document_id = demo_id(c, x->paper),
                                                         .until = RW_NO_DATE,
                                                         .second_on = RW_NO_DATE });
}

static enum rw_status second(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_concern *x = row;
    struct str id;
    enum rw_status st = find_closing(c, a, str_of(x->sign), &id);

    if (st)
        return st;
    a->viewer = c->staff->colleague;
    a->viewer.reauth_utc = a->now_utc;
    a->access = (struct access){ 0 };
    return checkpoint_second(a, c->case_id, id, STR("I read the letter and agree."));
}

void demo_plan_concern(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_concern *x = c->family->concern;

    if (!x)
        return;
    demo_plan_add(p, c, press, x, x->day, AT_PRESS);
    demo_plan_add(p, c, report, x, x->day, AT_REPORT);
    demo_plan_add(p, c, answer, x, x->answered, AT_ANSWER);
    demo_plan_add(p, c, close_sign, x, x->closed, AT_CLOSING);
    demo_plan_add(p, c, second, x, x->closed, AT_CLOSING + 30);
}
