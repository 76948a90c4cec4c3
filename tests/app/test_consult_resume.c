/* Going on after a pause, put before an outside colleague; on both engines (REWEAVE_TEST_PG). */
#include "app/consult.h"

#include "app/account.h"
#include "app/caseload.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/hold.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/consult_kit.h"

#include <string.h>

static void pause_her(struct desk *d)
{
    struct str id;

    kit_all_yes(d, d->maya, "G-PAUSE");
    CHECK(kit_decide(d, d->maya, "G-PAUSE", "pause", &id) == RW_OK);
    d->now_utc += INT64_C(10) * 86400;
}

static struct str pause_id(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct decision_line_row *rows;
    struct str id = STR_NULL;
    size_t n, i;

    CHECK_ACT(a, decision_list(&a, d->case_id, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].outcome, "pause"))
            id = rows[i].id;
    return id;
}

TEST_BOTH(consult_packet_of_going_on_after_a_pause_says_why_and_with_which_contact_and_names_nobody)
{
    static const char *const way[] = { "G1", "G2", "G3", "G3b" };
    struct consult_request_row row;
    struct consult_packet p;
    struct str who, id;
    struct desk d;
    struct act a;
    size_t i;

    consult_kit_solo(&d, k);
    for (i = 0; i < sizeof way / sizeof *way; i++)
        kit_pass(&d, d.maya, way[i]);
    pause_her(&d);
    who = consult_kit_colleague(&d, "noa");
    CHECK_ACT(a, consult_kit_ask(&d, "resume", pause_id(&d), who, &a, &id));
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_open(&a, id, &row, &p));
    CHECK_STR(p.title, "Work is to go on after a pause");
    CHECK_STR(consult_kit_line(&p, "Paused since"), "2 Mar 2026");
    CHECK(consult_kit_line(&p, "Why it was paused").len &&
          consult_kit_line(&p, "Before the pause").len);
    CHECK_STR(consult_kit_line(&p, "Contact before the pause"),
              protocol_level(&d.protocol, STR("L4"))->title.p);
    CHECK_STR(consult_kit_line(&p, "Contact would start again with"),
              protocol_level(&d.protocol, STR("L3"))->title.p);
    CHECK_STR(consult_kit_line(&p, "What led to the pause is resolved"),
              "Whether the cause of the pause is resolved is not recorded yet.");
    CHECK_STR(consult_kit_line(&p, "The child"), "Criteria about the child: not yet met.");
    CHECK(!consult_kit_line(&p, "The child has said yes afresh").p);
    consult_kit_names_nobody(&d, &p);
    desk_close(&d);
}

TEST_BOTH(consult_about_going_on_after_a_pause_is_waited_for_once_asked_and_named_with_the_decision)
{
    struct decision_get_row decision;
    struct consult_request_row second;
    struct consult_packet p;
    struct str who, other, id, signed_id;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    pause_her(&d);
    kit_all_yes(&d, d.maya, "G-RES");
    who = consult_kit_colleague(&d, "noa");
    other = consult_kit_colleague(&d, "ivy");
    CHECK_ACT(a, consult_kit_ask(&d, "resume", pause_id(&d), who, &a, &id));
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &signed_id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G-RES", "hold", &signed_id) == RW_OK); /* that waits for nobody */
    a = consult_kit_outside(&d, who);
    CHECK_ACT(a, consult_answer(&a, id, STR("no"), STR("I would wait for the screen.")));
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &signed_id) == RW_EINPUT);
    d.now_utc += 60;
    CHECK_ACT(a, consult_kit_ask(&d, "resume", pause_id(&d), other, &a, &id));
    d.now_utc += 60;
    a = consult_kit_outside(&d, other);
    CHECK_ACT(a, consult_answer(&a, id, STR("yes"), STR("It may go on.")));
    CHECK_STR(kit_child(&d, d.maya).phase, "PAUSED"); /* a word from outside moves nobody */
    d.now_utc += 60;
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &signed_id) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, decision_get(&a, d.case_id, signed_id, &decision));
    CHECK_ACT(a, consult_resume_second(&a, &decision, &second));
    CHECK_STR(second.signed_name, "Noa Pine");
    CHECK_STR(second.view, "It may go on.");
    CHECK(consult_packet(&a, d.case_id, STR("resume"), pause_id(&d), &p) == RW_ECONFLICT);
    CHECK(consult_packet(&a, d.case_id, STR("resume"), signed_id, &p) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(consult_about_a_pause_that_is_over_is_not_answered_and_a_withdrawn_one_is_not_waited_for)
{
    struct str who, id, done;
    struct desk d;
    struct act a;

    consult_kit_solo(&d, k);
    pause_her(&d);
    kit_all_yes(&d, d.maya, "G-RES");
    who = consult_kit_colleague(&d, "noa");
    CHECK_ACT(a, consult_kit_ask(&d, "resume", pause_id(&d), who, &a, &id));
    d.app.solo = false; /* a group signs among itself and does not wait for somebody outside */
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &done) == RW_OK);
    d.app.solo = true;
    a = consult_kit_outside(&d, who);
    CHECK(consult_answer(&a, id, STR("yes"), STR("Fine.")) == RW_ECONFLICT);
    d.now_utc += 60;
    kit_all_yes(&d, d.maya, "G-PAUSE");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &done) == RW_OK);
    d.now_utc += 60;
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK_ACT(a, consult_kit_ask(&d, "resume", pause_id(&d), who, &a, &id));
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &done) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, consult_withdraw(&a, d.case_id, id));
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &done) == RW_OK);
    desk_close(&d);
}
