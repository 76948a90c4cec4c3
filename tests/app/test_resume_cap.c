/* How far a child comes back after a pause, through the decision itself: one step lower, and, where a
 * consultation alone cleared the way, no further than to a step with somebody else present. source
 * clinical.md A2. On both engines (REWEAVE_TEST_PG). */
#include "app/concern.h"
#include "app/contact.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

#define DAY INT64_C(86400)

/* The child has come that far: every later phase follows from the decisions of this file. */
static void stands_at(struct desk *d, const char *level)
{
    struct person_row child = kit_child(d, d->maya);
    struct db *db = NULL;

    CHECK_OK(db_open(&d->kit->c, DB_WRITE, &db, &e));
    CHECK_OK(q_person_phase_set(db, &d->mem,
                                &(struct q_person_phase_set_in){ .case_id = d->case_id,
                                                                 .id = d->maya,
                                                                 .phase = child.phase,
                                                                 .track = child.track,
                                                                 .level = str_of(level),
                                                                 .passed = child.passed },
                                &e));
    db_close(db);
}

static void step(struct desk *d, struct str id, enum concern_step_kind kind, bool paper)
{
    struct act a = kit_act(d, d->ana);
    struct concern_step_input in = { .kind = kind,
                                     .at_utc = d->now_utc,
                                     .agency = STR("County hotline"),
                                     .person = STR("Worker 17"),
                                     .method = STR("telephone"),
                                     .reference = STR("R-2026-9"),
                                     .words = STR("As said on the telephone.") };

    if (paper)
        in.document_id = kit_paper(d, "Word of somebody else");
    CHECK_ACT(a, concern_step_add(&a, d->case_id, id, &in));
}

static struct str press(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct str id = STR_NULL;

    CHECK_ACT(a, concern_open(&a, d->case_id,
                              &(struct concern_input){ .child_id = d->maya,
                                                       .person_id = d->dana,
                                                       .words = STR("Maya said so."),
                                                       .cause_utc = a.now_utc - 600 },
                              &id));
    return id;
}

static void close_sign(struct desk *d)
{
    struct override_input in = { .criterion = STR("CI1"),
                                 .child_id = d->maya,
                                 .rationale = STR("What was asked is answered."),
                                 .until = RW_NO_DATE,
                                 .second_on = RW_NO_DATE,
                                 .document_id = kit_paper(d, "Letter") };
    struct str id = STR_NULL;
    struct act a = kit_act(d, d->ana);

    CHECK_ACT(a, checkpoint_override_add(&a, d->case_id, &in, &id));
    a = kit_act(d, d->sam);
    CHECK_ACT(a, checkpoint_second(&a, d->case_id, id, STR("I agree.")));
    d->now_utc += 60;
}

/* The step a child has after a pause in which a concern was cleared so; from: the step before it. */
static const char *comes_back(struct store_kit *k, const char *from, enum concern_step_kind by)
{
    static const char *const way[] = { "G0", "G1", "G2", "G3", "G3b" };
    struct str concern, id;
    const char *level;
    struct desk d;
    size_t i;

    desk_open(&d, k);
    for (i = 0; i < sizeof way / sizeof *way; i++)
        kit_pass(&d, d.maya, way[i]);
    stands_at(&d, from);
    concern = press(&d);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    step(&d, concern, STEP_REPORT, false);
    step(&d, concern, STEP_REQUEST, false);
    d.now_utc += 61 * DAY;
    step(&d, concern, STEP_REQUEST, false);
    step(&d, concern, by, true);
    d.now_utc += 60;
    close_sign(&d);
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "P4");
    level = protocol_level(&d.protocol, kit_child(&d, d.maya).level)->id.p;
    level = level[1] == '8'   ? "L8"
            : level[1] == '7' ? "L7"
            : level[1] == '6' ? "L6"
            : level[1] == '4' ? "L4"
                              : "another";
    desk_close(&d);
    return level;
}

TEST_BOTH(after_a_consultation_alone_a_child_comes_back_to_a_step_with_somebody_present)
{
    CHECK_STR(str_of(comes_back(k, "L9", STEP_CONSULTATION)), "L6");
}

TEST_BOTH(after_the_agency_closed_it_a_child_comes_back_one_step_lower_and_no_further)
{
    CHECK_STR(str_of(comes_back(k, "L9", STEP_CLOSURE)), "L8");
}

TEST_BOTH(after_a_consultation_a_step_that_was_supervised_is_only_one_lower)
{
    CHECK_STR(str_of(comes_back(k, "L5", STEP_CONSULTATION)), "L4");
}
