/* A case goes over to a newer protocol by a signed decision, and never-rules of the newest hold before
 * that, on both engines (REWEAVE_TEST_PG). */
#include "app/protocol_move.h"
#include "app/protocols.h"
#include "content/content.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"
#include "support/files.h"
#include "support/tiny_protocol.h"

#include <string.h>

static struct protocol load(struct desk *d, struct str text)
{
    struct content_source src = { .path = STR("p"),
                                  .bytes = text,
                                  .sha256 = hash_sha256(&d->mem, text) };
    struct content_fault fault = { 0 };
    struct protocol p = { 0 };

    if (protocol_load(&d->mem, src, &p, &fault, &(struct rw_err){ 0 }))
        fail_msg("%.*s", STR_ARG(fault.full));
    return p;
}

static struct str standard(struct desk *d)
{
    return file_read(&d->mem, "content/protocols/reweave-standard-1.yaml");
}

/* The program's own, and behind it that one; shipped: how many of them came with the program. */
static void lay(struct desk *d, struct str text, size_t shipped)
{
    struct protocol list[2] = { d->protocol, load(d, text) };
    struct protocol *kept = arena_array(&d->mem, struct protocol, 2);

    memcpy(kept, list, sizeof list);
    CHECK_OK(protocols_lay(&d->mem, &d->app, kept, 2, shipped, &e));
}

static struct str with(struct desk *d, const char *old, const char *now)
{
    return text_swap(&d->mem, standard(d), old, now);
}

static enum rw_status sign(struct desk *d, struct str account, struct act *a)
{
    struct protocol_look look = { 0 };
    struct protocol_move_input in = { .rationale = STR("The practice works by it now.") };

    *a = kit_act(d, account);
    CHECK_ACT(*a, protocol_look(a, d->case_id, STR_NULL, &look));
    in.from_hash = look.from->pass.sha256;
    in.to_hash = look.to ? look.to->pass.sha256 : STR_NULL;
    return protocol_move(a, d->case_id, &in);
}

#define REFERRAL_T "override: T\n        when: {fact: G0.a}"
#define REFERRAL_S "override: S\n        when: {fact: G0.a}"
#define ASSESSED_S "override: S\n        when: {fact: G1.a}"
#define ASSESSED_N "override: N\n        never: N2\n        when: {fact: G1.a}"

TEST_BOTH(protocol_of_a_case_without_a_newer_one_offers_nothing)
{
    struct protocol_look look;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK_OK(protocols_lay(&d.mem, &d.app, &d.protocol, 1, 1, &e));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(look.from && !look.to && !look.difference.len);
    CHECK(sign(&d, d.ana, &a) == RW_ENOTFOUND);
    a = kit_act(&d, d.olga);
    a.viewer.roles = ROLE_OFFICE;
    CHECK(protocol_look(&a, d.case_id, STR_NULL, &look) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(protocol_move_shows_what_changes_and_the_children_stay)
{
    struct protocol_move_list_row *rows;
    struct protocol_look look;
    struct gate_result r;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    lay(&d, with(&d, REFERRAL_T, REFERRAL_S), 1);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(look.to == d.app.protocol && !look.refused.len);
    CHECK(strstr(str_z(&d.mem, look.difference),
                 "needs a second signature, before: your decision with a reason."));
    CHECK_ACT(a, sign(&d, d.ana, &a));
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(look.from == d.app.protocol && !look.to);
    CHECK_ACT(a, protocol_moves(&a, d.case_id, &rows, &n));
    CHECK(n == 1 && str_eq(rows[0].from_hash, d.protocol.pass.sha256));
    CHECK(str_eq(rows[0].to_hash, d.app.protocol->pass.sha256));
    CHECK(strstr(str_z(&d.mem, rows[0].difference), "before: your decision with a reason."));
    CHECK_STR(rows[0].signed_name, "Ana Reed");
    r = kit_check(&d, d.maya, "G1");
    CHECK(r.nresults > 5);
    desk_close(&d);
}

TEST_BOTH(protocol_move_asks_for_licence_password_reason_and_a_treating_place)
{
    struct protocol_move_input in = { .rationale = STR(" ") };
    struct protocol_look look;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    lay(&d, with(&d, REFERRAL_T, REFERRAL_S), 1);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    in.from_hash = look.from->pass.sha256;
    in.to_hash = look.to->pass.sha256;
    CHECK(protocol_move(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("rationale")).p);
    a = kit_act(&d, d.ana);
    a.viewer.reauth_utc = RW_NO_TIME;
    in.rationale = STR("So.");
    CHECK(protocol_move(&a, d.case_id, &in) == RW_EDENIED);
    a = kit_act(&d, d.olga);
    a.viewer.roles = ROLE_OFFICE;
    CHECK(protocol_move(&a, d.case_id, &in) == RW_ENOTFOUND);
    in.to_hash = look.from->pass.sha256;
    a = kit_act(&d, d.ana);
    CHECK(protocol_move(&a, d.case_id, &in) == RW_ENOTFOUND);
    kit_unlicense(&d, d.ana);
    CHECK(sign(&d, d.ana, &a) == RW_EINPUT);
    CHECK_STR(a.bad.list[0].text, "Only a licensed clinician can sign this.");
    desk_credentials(&d, d.ana);
    CHECK_ACT(a, sign(&d, d.ana, &a));
    a = kit_act(&d, d.ana);
    in.to_hash = look.to->pass.sha256;
    CHECK(protocol_move(&a, d.case_id, &in) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(protocol_move_is_refused_where_a_child_would_stand_nowhere)
{
    struct protocol_look look;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    lay(&d, tiny_protocol(&d.mem), 1);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(look.refused.len && str_starts(look.refused, "Maya stands at"));
    CHECK(sign(&d, d.ana, &a) == RW_EINPUT);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(str_eq(look.from->pass.sha256, d.protocol.pass.sha256));
    desk_close(&d);
}

TEST_BOTH(protocol_move_is_refused_while_a_sign_is_open_that_the_newer_one_lacks)
{
    struct protocol_look look;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    lay(&d, tiny_protocol(&d.mem), 1);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(look.to && !look.refused.len);
    CHECK(kit_signs(&d, d.maya, "CI2") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(str_starts(look.refused, "A warning sign is open that"));
    CHECK(sign(&d, d.ana, &a) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, protocol_look(&a, d.case_id, STR_NULL, &look));
    CHECK(str_eq(look.from->pass.sha256, d.protocol.pass.sha256));
    desk_close(&d);
}

static enum rw_status set_aside(struct desk *d, struct act *a)
{
    struct override_input in = { .criterion = STR("G1.a"),
                                 .child_id = d->maya,
                                 .rationale = STR("The school answers next week."),
                                 .second_on = RW_NO_DATE };

    *a = kit_act(d, d->ana);
    in.until = date_add(a->today, 7);
    return checkpoint_override(a, d->case_id, &in);
}

TEST_BOTH(protocol_rules_that_nobody_may_set_aside_hold_before_any_move)
{
    struct decision_snapshot s;
    struct decision_get_row row;
    struct gate_result r;
    struct str id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_all_yes(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_OK);
    CHECK(set_aside(&d, &a) == RW_OK);
    lay(&d, with(&d, ASSESSED_S, ASSESSED_N), 2);
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.a", STR_NULL)->override == OVERRIDE_NEVER);
    CHECK(kit_result(&r, "G1.a", STR_NULL)->blocks);
    CHECK(set_aside(&d, &a) == RW_EINPUT);
    CHECK_STR(a.bad.list[0].text, "This cannot be set aside, by anybody.");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, decision_get(&a, d.case_id, id, &row));
    CHECK_ACT(a, decision_read(&a, row.snapshot, &s));
    CHECK(s.ncriteria > 0 && str_eq(row.protocol_hash, d.protocol.pass.sha256));
    CHECK(!strstr(str_z(&d.mem, row.snapshot), "never_rules_of"));
    desk_close(&d);
}

TEST_BOTH(protocol_of_the_practices_own_is_added_at_the_console_and_is_at_hand_after_a_restart)
{
    struct str why = STR_NULL, text;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK_OK(protocols_lay(&d.mem, &d.app, &d.protocol, 1, 1, &e));
    text = with(&d, REFERRAL_T, REFERRAL_S);
    a = kit_act(&d, d.ana);
    CHECK(protocol_add(&a, text, &why) == RW_ENOTFOUND);
    a.viewer = (struct viewer){ .level = AUTH_LOCAL, .reauth_utc = RW_NO_TIME };
    CHECK(protocol_add(&a, STR("id: [\n"), &why) == RW_EINPUT && why.len);
    CHECK(protocol_add(&a, standard(&d), &why) == RW_ECONFLICT);
    CHECK_ACT(a, protocol_add(&a, text, &why));
    CHECK(d.app.nprotocols == 1);
    CHECK_OK(protocols_own_load(d.db, &d.app, &e));
    CHECK(d.app.nprotocols == 2 && d.app.nshipped == 1);
    CHECK(str_eq(d.app.protocol->pass.sha256, hash_sha256(&d.mem, text)));
    CHECK(protocol_add(&a, text, &why) == RW_ECONFLICT);
    desk_close(&d);
}
