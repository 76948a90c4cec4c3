/* How the sign of a concern closes: on the concern's own end, or on a paper that answers it; on both
 * engines (REWEAVE_TEST_PG). */
#include "app/concern.h"
#include "app/document.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/concern_kit.h"

#include <string.h>

#define HOURS 3600
#define NO_DAY INT32_MIN

/* A paper of the case, so many days after today. */
static struct str paper_of(struct desk *d, const char *name, int32_t days)
{
    struct act a = kit_act(d, d->ana);

    return kit_paper_of(d, name, days == NO_DAY ? RW_NO_DATE : date_add(a.today, days));
}

static enum rw_status close_with(struct desk *d, struct str child, struct str paper, struct act *a)
{
    struct override_input in = { .criterion = STR("CI1"),
                                 .child_id = child,
                                 .rationale = STR("It was a misunderstanding, and why."),
                                 .until = RW_NO_DATE,
                                 .second_on = RW_NO_DATE,
                                 .document_id = paper };

    *a = kit_act(d, d->ana);
    return checkpoint_override(a, d->case_id, &in);
}

static struct str a_sibling(struct desk *d, const char *name)
{
    struct act a = kit_act(d, d->ana);
    struct person_input in = { .kind = STR("child"),
                               .name = str_of(name),
                               .language = STR("en"),
                               .birth = date_add(a.today, -4000) };
    struct str id = STR_NULL;

    CHECK_ACT(a, person_add(&a, d->case_id, &in, &id));
    return id;
}

static struct str newest_step(struct desk *d, struct case_rows *rows)
{
    struct act a = kit_act(d, d->ana);

    CHECK_ACT(a, case_rows_load(&a, d->case_id, rows));
    CHECK(rows->noverrides > 0);
    return rows->overrides[rows->noverrides - 1].id;
}

TEST_BOTH(a_concern_without_cause_is_closed_with_reasons_and_a_second_signature_alone)
{
    struct case_rows rows;
    struct str theo, id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    theo = a_sibling(&d, "Theo");
    id = concern_kit_press(&d, d.sam, d.dana);
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_NO_CAUSE) == RW_OK);
    d.now_utc += 60;
    CHECK(close_with(&d, d.maya, STR_NULL, &a) == RW_OK);
    CHECK(concern_kit_sign(&d, d.maya).why == REFUSED_SECOND);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, checkpoint_second(&a, d.case_id, newest_step(&d, &rows), STR("I agree.")));
    CHECK(!concern_kit_sign(&d, d.maya).open);
    CHECK(!concern_kit_sign(&d, theo).open); /* one concern, one closing */
    CHECK(rows.noverrides == 1 && !rows.overrides[0].child_id.p &&
          !rows.overrides[0].document_id.p);
    d.now_utc += 60;
    id = concern_kit_press(&d, d.sam, d.dana); /* another concern opens it again */
    CHECK(concern_kit_sign(&d, d.maya).open && concern_kit_sign(&d, theo).open);
    CHECK(close_with(&d, d.maya, STR_NULL, &a) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_sign_that_no_concern_opened_still_asks_for_a_paper_not_older_than_it)
{
    struct sign_open open = { .code = STR("CI1") };
    struct signs_input in = { .open = &open, .nopen = 1, .statement = STR("Seen.") };
    struct desk d;
    struct act a;
    struct str paper, id;

    desk_open(&d, k);
    paper = paper_of(&d, "report.pdf", 0);
    a = kit_act(&d, d.ana);
    in.child_id = d.maya;
    in.on = a.today;
    in.documents = &paper;
    in.ndocuments = 1;
    CHECK_ACT(a, checkpoint_signs(&a, d.case_id, &in));
    d.now_utc += 60;
    id = concern_kit_press(&d, d.sam, d.dana); /* a concern on top of it answers for itself alone */
    CHECK(concern_kit_simple(&d, d.sam, id, STEP_NO_CAUSE) == RW_OK);
    CHECK(close_with(&d, d.maya, STR_NULL, &a) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("document")).len);
    CHECK(close_with(&d, d.maya, paper_of(&d, "old.pdf", -40), &a) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("document")).len);
    CHECK(close_with(&d, d.maya, paper_of(&d, "bare.pdf", NO_DAY), &a) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("document")).len);
    CHECK(concern_kit_sign(&d, d.maya).open && !concern_kit_sign(&d, d.maya).closing);
    CHECK(close_with(&d, d.maya, paper, &a) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(what_clears_a_concern_is_no_paper_from_before_it)
{
    static const enum concern_step_kind kinds[] = { STEP_CLOSURE, STEP_SCREENED_OUT,
                                                    STEP_COURT_ORDER };
    struct concern_step_input in;
    struct desk d;
    struct act a;
    struct str id;
    size_t i;

    desk_open(&d, k);
    id = concern_kit_press(&d, d.ana, d.dana);
    CHECK(concern_kit_simple(&d, d.ana, id, STEP_REPORT) == RW_OK);
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        in = concern_kit_input(&d, kinds[i]);
        in.document_id = paper_of(&d, "order.pdf", -40);
        a = kit_act(&d, d.ana);
        CHECK(concern_step_add(&a, d.case_id, id, &in) == RW_EINPUT);
        CHECK(problem_of(&a.bad, STR("document")).len && a.bad.n == 1);
    }
    CHECK(!concern_kit_of(&d, d.ana, id).cleared);
    in.document_id = paper_of(&d, "order2.pdf", 0);
    CHECK(concern_kit_step(&d, d.ana, id, &in) == RW_OK);
    d.now_utc += 60;
    CHECK(close_with(&d, d.maya, STR_NULL, &a) == RW_OK); /* the paper is with the concern */
    CHECK(concern_kit_sign(&d, d.maya).why == REFUSED_SECOND);
    desk_close(&d);
}
