/* Who stands in for the lead of a family: days, an end by itself, openings told to the lead; and the
 * training that some families ask of their lead. On both engines (REWEAVE_TEST_PG). */
#include "app/cover.h"

#include "app/audit.h"
#include "app/case_role.h"
#include "app/concern.h"
#include "app/credential.h"
#include "app/family_case.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

static struct act as(struct desk *d, struct str id, uint32_t roles)
{
    struct act a = desk_act(d, id, true);

    a.viewer.roles = roles;
    return a;
}

static enum rw_status name(struct desk *d, struct act *a, const char *kind, struct str who,
                           int from, int to, struct str case_id, struct str *id)
{
    struct cover_input in = { .account_id = who, .kind = str_of(kind), .case_id = case_id };

    *a = kit_act(d, d->ana);
    in.from_on = str_is(in.kind, "absence") ? date_add(a->today, from) : RW_NO_DATE;
    in.to_on = str_is(in.kind, "absence") ? date_add(a->today, to) : RW_NO_DATE;
    return cover_name(a, &in, id);
}

static enum rw_status opens(struct desk *d, struct str who, enum capability cap)
{
    struct act a = as(d, who, ROLE_THERAPIST);

    return act_open_case(&a, d->case_id, cap);
}

TEST_BOTH(cover_opens_the_families_on_its_days_and_ends_by_itself)
{
    struct str ivy, id;
    struct desk d;
    struct act a;
    int day;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 1, 2, STR_NULL, &id));
    for (day = 0; day < 4; day++) {
        CHECK(opens(&d, ivy, CAP_CASE_READ) == (day == 1 || day == 2 ? RW_OK : RW_ENOTFOUND));
        CHECK(opens(&d, ivy, CAP_DECIDE) == (day == 1 || day == 2 ? RW_OK : RW_ENOTFOUND));
        CHECK(opens(&d, ivy, CAP_ASSIGN) == RW_ENOTFOUND);
        d.now_utc += 86400;
    }
    desk_close(&d);
}

TEST_BOTH(cover_of_one_family_opens_no_other_and_can_be_ended_early)
{
    struct str ivy, id, other, noor;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    other = desk_family(&d, d.ana, "Birch", &noor);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 2, other, &id));
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK(act_open_case(&a, other, CAP_CASE_READ) == RW_OK);
    a = kit_act(&d, d.sam);
    CHECK(cover_end(&a, id) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_end(&a, id));
    CHECK(cover_end(&a, id) == RW_ECONFLICT);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK(act_open_case(&a, other, CAP_CASE_READ) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(cover_openings_are_told_to_the_lead)
{
    struct cover_opening_row *rows;
    struct cover_row *covers;
    struct cover_families_row *cases;
    struct str ivy, id;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 2, STR_NULL, &id));
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, cover_mine(&a, &covers, &n));
    CHECK(n == 1 && cover_runs(&a, &covers[0]));
    CHECK_ACT(a, cover_cases(&a, &covers[0], &cases, &n));
    CHECK(n == 1 && str_eq(cases[0].case_id, d.case_id));
    CHECK_ACT(a, act_open_case(&a, d.case_id, CAP_CASE_READ));
    CHECK_ACT(a,
              audit_read(&a, &(struct audit){
                                 .action = "read", .object_type = "case", .case_id = d.case_id }));
    CHECK_ACT(a,
              audit_read(&a, &(struct audit){
                                 .action = "read", .object_type = "case", .case_id = d.case_id }));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_openings(&a, &rows, &n));
    CHECK(n == 1 && rows[0].pages == 2);
    CHECK_STR(rows[0].account_name, "Ivy Stone");
    CHECK_STR(rows[0].title, "Alder");
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, cover_openings(&a, &rows, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(cover_needs_a_licence_to_sign)
{
    struct str ivy, id;
    struct desk d;
    struct act a;
    struct case_rows rows;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 2, STR_NULL, &id));
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    CHECK(!rows.licensed);
    desk_credentials(&d, ivy);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    CHECK(rows.licensed);
    desk_close(&d);
}

TEST_BOTH(cover_successor_opens_once_declared_and_may_name_a_lead)
{
    struct str ivy, id, ada;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    ada = kit_stranger(&d, "Ada Admin", ROLE_ADMIN);
    CHECK_ACT(a, name(&d, &a, "successor", ivy, 0, 0, STR_NULL, &id));
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    a = kit_act(&d, d.sam);
    CHECK(cover_declare(&a, id, STR("She died on Sunday.")) == RW_ENOTFOUND);
    a = as(&d, ada, ROLE_ADMIN);
    a.viewer.reauth_utc = RW_NO_TIME;
    CHECK(cover_declare(&a, id, STR("She died on Sunday.")) == RW_EDENIED);
    a = as(&d, ada, ROLE_ADMIN);
    CHECK(cover_declare(&a, id, STR(" ")) == RW_EINPUT);
    a = as(&d, ada, ROLE_ADMIN);
    CHECK_ACT(a, cover_declare(&a, id, STR("She died on Sunday.")));
    CHECK(cover_declare(&a, id, STR("Again.")) == RW_ECONFLICT);
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_OK);
    CHECK(opens(&d, ivy, CAP_ASSIGN) == RW_OK);
    CHECK(opens(&d, ada, CAP_CASE_READ) == RW_ENOTFOUND);
    a = as(&d, ada, ROLE_ADMIN);
    CHECK(act_open_case(&a, d.case_id, CAP_CASE_READ) == RW_ENOTFOUND);
    desk_credentials(&d, ivy);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, assignment_add(&a, d.case_id, ivy, STR("lead")));
    desk_close(&d);
}

TEST_BOTH(cover_refuses_what_nobody_could_use)
{
    struct case_role_input role = { .role = STR("evaluator") };
    struct str ivy, id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK(name(&d, &a, "absence", d.ana, 0, 2, STR_NULL, &id) == RW_EINPUT);
    CHECK(name(&d, &a, "absence", d.olga, 0, 2, STR_NULL, &id) == RW_EINPUT);
    CHECK(name(&d, &a, "absence", ivy, 2, 1, STR_NULL, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("to_on")).p);
    CHECK(name(&d, &a, "absence", ivy, -3, -1, STR_NULL, &id) == RW_EINPUT);
    CHECK(name(&d, &a, "leave", ivy, 0, 1, STR_NULL, &id) == RW_EINPUT);
    CHECK(name(&d, &a, "absence", ivy, 0, 1, id_new(&d.mem), &id) == RW_EINPUT);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 1, STR_NULL, &id));
    role.account = ivy;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_role_declare(&a, d.case_id, &role));
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    CHECK(name(&d, &a, "absence", ivy, 0, 1, STR_NULL, &id) == RW_EINPUT);
    desk_close(&d);
}

/* ---- a concern that was recorded while standing in ---- */

static struct str press(struct desk *d, struct str who)
{
    struct act a = as(d, who, ROLE_THERAPIST);
    struct concern_input in = { .child_id = d->maya,
                                .words = STR("Maya said so."),
                                .cause_utc = a.now_utc - 600 };
    struct str id = STR_NULL;

    CHECK_ACT(a, concern_open(&a, d->case_id, &in, &id));
    return id;
}

static size_t clocks(struct desk *d, struct str who)
{
    struct act a = as(d, who, ROLE_THERAPIST);
    struct concern_due *list;
    size_t n;

    CHECK_ACT(a, concern_due(&a, &list, &n));
    return n;
}

static enum rw_status report(struct desk *d, struct str who, struct str id,
                             enum concern_step_kind kind)
{
    struct act a = as(d, who, ROLE_THERAPIST);
    struct concern_step_input in = { .kind = kind,
                                     .at_utc = d->now_utc,
                                     .agency = STR("County hotline"),
                                     .person = STR("Worker 17"),
                                     .method = STR("telephone"),
                                     .reference = STR("R-2026-9") };

    return concern_step_add(&a, d->case_id, id, &in);
}

TEST_BOTH(cover_keeps_the_clock_of_its_own_concern_on_today_and_may_end_it_after_its_days)
{
    struct case_rows rows;
    struct concern *list;
    struct cover_opening_row *told;
    struct str ivy, id, mine;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 0, STR_NULL, &id));
    mine = press(&d, ivy);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, concern_open(&a, d.case_id,
                              &(struct concern_input){ .child_id = d.maya,
                                                       .words = STR("Another."),
                                                       .cause_utc = a.now_utc - 60 },
                              &id));
    CHECK(clocks(&d, ivy) == 1);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, concern_list(&a, d.case_id, &list, &n));
    CHECK(n == 2);
    d.now_utc += INT64_C(2) * 86400;
    CHECK(clocks(&d, ivy) == 1);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, concern_list(&a, d.case_id, &list, &n));
    CHECK(n == 1 && str_eq(list[0].row.id, mine));
    CHECK(concern_get(&a, d.case_id, id, &list[0]) == RW_ENOTFOUND);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK(case_rows_load(&a, d.case_id, &rows) == RW_ENOTFOUND);
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    CHECK(opens(&d, ivy, CAP_CONCERN_READ) == RW_OK);
    CHECK(report(&d, ivy, mine, STEP_REPORT) == RW_OK);
    CHECK(clocks(&d, ivy) == 0);
    CHECK(opens(&d, ivy, CAP_CONCERN_READ) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_openings(&a, &told, &n));
    CHECK(n == 2 && told[1].pages == 1);
    desk_close(&d);
}

TEST_BOTH(cover_is_not_ended_by_hand_while_a_report_is_owed)
{
    struct str ivy, id, mine;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 9, STR_NULL, &id));
    mine = press(&d, ivy);
    a = kit_act(&d, d.ana);
    CHECK(cover_end(&a, id) == RW_EINPUT && a.bad.n == 1);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK(cover_end(&a, id) == RW_EINPUT);
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_OK);
    CHECK(report(&d, ivy, mine, STEP_REPORT) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_end(&a, id));
    CHECK(opens(&d, ivy, CAP_CONCERN_READ) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(cover_whose_lead_leads_no_longer_leaves_the_report_to_whoever_owes_it)
{
    struct assignment_list_row *team;
    struct str ivy, id, mine;
    struct desk d;
    struct act a;
    size_t n, i;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 9, STR_NULL, &id));
    mine = press(&d, ivy);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_list(&a, d.case_id, &team, &n));
    for (i = 0; i < n; i++)
        if (str_eq(team[i].account_id, d.sam))
            CHECK_ACT(a, assignment_end(&a, d.case_id, team[i].id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_add(&a, d.case_id, d.sam, STR("lead")));
    for (i = 0; i < n; i++)
        if (str_eq(team[i].account_id, d.ana))
            CHECK_ACT(a, assignment_end(&a, d.case_id, team[i].id));
    CHECK(opens(&d, ivy, CAP_CASE_READ) == RW_ENOTFOUND);
    CHECK(clocks(&d, ivy) == 1);
    CHECK(report(&d, ivy, mine, STEP_REPORT) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(cover_of_a_co_therapist_opens_what_the_lead_may_open)
{
    struct str ivy, id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    desk_credentials(&d, ivy);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_add(&a, d.case_id, ivy, STR("co")));
    CHECK(opens(&d, ivy, CAP_PARITY) == RW_ENOTFOUND);
    CHECK_ACT(a, name(&d, &a, "absence", ivy, 0, 1, STR_NULL, &id));
    CHECK(opens(&d, ivy, CAP_PARITY) == RW_OK);
    CHECK(opens(&d, ivy, CAP_ASSIGN) == RW_ENOTFOUND);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, act_open_case(&a, d.case_id, CAP_PARITY));
    CHECK(a.access.relation == REL_COVER && str_eq(a.access.head.cover_id, id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_end(&a, id));
    CHECK_ACT(a, name(&d, &a, "successor", ivy, 0, 0, STR_NULL, &id));
    CHECK(opens(&d, ivy, CAP_ASSIGN) == RW_ENOTFOUND);
    a = as(&d, ivy, ROLE_THERAPIST);
    CHECK_ACT(a, cover_declare(&a, id, STR("She died on Sunday.")));
    CHECK(opens(&d, ivy, CAP_ASSIGN) == RW_OK);
    desk_close(&d);
}

/* ---- training that some families ask for ---- */

static void end_training(struct desk *d, struct str account)
{
    struct act a = kit_act(d, account);
    struct credential_row *rows;
    size_t n, i;

    CHECK_ACT(a, credential_list(&a, STR_NULL, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].type, "child_abuse") && !rows[i].ended_utc.p)
            CHECK_ACT(a, credential_end(&a, STR_NULL, rows[i].id, a.today, STR("Not so.")));
}

static enum criterion_state lead_state(struct desk *d)
{
    struct gate_result r = kit_check(d, d->maya, "G0");

    return kit_result(&r, "G0.f", STR_NULL)->state;
}

TEST_BOTH(training_is_asked_of_the_lead_once_a_concern_about_a_child_was_a_sign)
{
    struct str ivy;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    ivy = kit_stranger(&d, "Ivy Stone", ROLE_THERAPIST);
    desk_credentials(&d, ivy);
    end_training(&d, d.ana);
    end_training(&d, ivy);
    CHECK(lead_state(&d) == CRITERION_PASS);
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    CHECK(lead_state(&d) == CRITERION_FAIL);
    a = kit_act(&d, d.ana);
    CHECK(assignment_add(&a, d.case_id, ivy, STR("lead")) == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("account")),
              "This family asks its lead for training about violence between partners and about "
              "harm to children. This person has not shown both yet.");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_add(&a, d.case_id, ivy, STR("co")));
    desk_credentials(&d, d.ana);
    CHECK(lead_state(&d) == CRITERION_PASS);
    desk_close(&d);
}

TEST_BOTH(training_is_asked_of_the_lead_of_a_family_that_came_after_harm)
{
    struct str scenario = STR("RS6"), id = STR_NULL;
    struct case_input in = { .title = STR("Cedar"),
                             .origin = STR("court_ordered"),
                             .source = STR("Court"),
                             .reason = STR("After harm."),
                             .scenarios = &scenario,
                             .nscenarios = 1,
                             .as_of = RW_NO_DATE };
    struct desk d;
    struct act a;

    desk_open(&d, k);
    end_training(&d, d.sam);
    a = kit_act(&d, d.ana);
    in.referred_on = a.today;
    CHECK_ACT(a, family_case_open(&a, &in, &id));
    CHECK(assignment_add(&a, id, d.sam, STR("lead")) == RW_EINPUT);
    desk_credentials(&d, d.sam);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, assignment_add(&a, id, d.sam, STR("lead")));
    desk_close(&d);
}
