/* Pages of checkpoints, records, what is set aside, and decisions, handler by handler, on both
 * engines (REWEAVE_TEST_PG). */
#include "app/person.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"
#include "web/dispatch.h"
#include "web/route.h"

#include <string.h>

extern const struct route_table checkpoint_routes, checkpoint_record_routes;
extern const struct route_table checkpoint_signs_routes, checkpoint_override_routes;
extern const struct route_table decision_routes;

struct visit {
    struct req r;
    struct out out;
    struct pair args[4], form[24], query[3];
};

static void enter(struct visit *v, struct desk *d, struct str account, struct str child)
{
    *v = (struct visit){ .r = { .status = 200, .csrf = STR("token"), .mem = &d->mem } };
    out_init(&v->out, 1u << 20);
    v->r.act = kit_act(d, account);
    v->r.out = &v->out;
    v->r.path_args.list = v->args;
    v->r.form.list = v->form;
    v->r.query.list = v->query;
    v->args[0] = (struct pair){ STR("case"), d->case_id };
    v->args[1] = (struct pair){ STR("child"), child };
    v->r.path_args.n = 2;
}

static void with(struct visit *v, const char *name, const char *value)
{
    v->args[v->r.path_args.n++] = (struct pair){ str_of(name), str_of(value) };
}

static void posts(struct visit *v, const char *name, struct str value)
{
    CHECK(v->r.form.n < 24);
    v->form[v->r.form.n++] = (struct pair){ str_of(name), value };
}

static enum rw_status go(struct visit *v, const struct route_table *t, enum method m,
                         const char *path)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->rows[i].method == m && strcmp(t->rows[i].path, path) == 0) {
            v->r.route = &t->rows[i];
            v->r.method = m;
            return act_open_case(&v->r.act, v->args[0].value, t->rows[i].need)
                       ? RW_ENOTFOUND
                       : t->rows[i].run(&v->r);
        }
    fail_msg("no route %s", path);
    return RW_EBUG;
}

static bool says(const struct visit *v, const char *words)
{
    struct str s = out_view(&v->out);

    return s.len && memmem(s.p, s.len, words, strlen(words)) != NULL;
}

static void leave(struct visit *v)
{
    out_free(&v->out);
}

#define LIST "/cases/:case/children/:child/checkpoints"
#define GATE LIST "/:gate"
#define DECIDE GATE "/decide"
#define RECORD "/cases/:case/children/:child/record/:criterion"
#define SIGNS "/cases/:case/children/:child/signs"
#define ASIDE "/cases/:case/children/:child/set-aside/:criterion"
#define SECOND "/cases/:case/overrides/:override/second"

static void see_gate(struct visit *v, struct desk *d, struct str account, const char *gate)
{
    enter(v, d, account, d->maya);
    with(v, "gate", gate);
    CHECK_ACT(v->r.act, go(v, &checkpoint_routes, METHOD_GET, GATE));
}

TEST(checkpoint_route_takes_a_code_and_nothing_else_in_its_place)
{
    struct arena a;
    struct pairs args;
    const struct route *r;
    bool other;

    CHECK(arena_make(&a, 1u << 16));
    r = route_find(&a, METHOD_GET,
                   STR("/cases/aaaaaaaaaaaaaaaaaaaaaaaaaa/children/bbbbbbbbbbbbbbbbbbbbbbbbbb"
                       "/record/G3.a-home"),
                   &args, &other);
    CHECK(r && args.n == 3);
    CHECK_STR(args.list[2].name, "criterion");
    CHECK_STR(args.list[2].value, "G3.a-home");
    CHECK(!route_find(&a, METHOD_GET,
                      STR("/cases/aaaaaaaaaaaaaaaaaaaaaaaaaa/children/bbbbbbbbbbbbbbbbbbbbbbbbbb"
                          "/record/G3_a"),
                      &args, &other));
    CHECK(!route_find(&a, METHOD_GET, STR("/cases/G1"), &args, &other));
    arena_free(&a);
}

TEST_BOTH(checkpoint_page_says_how_each_criterion_stands_and_shows_no_code)
{
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    CHECK(kit_intake(&d, "accepted") == RW_OK);
    see_gate(&v, &d, d.ana, "G0");
    CHECK(says(&v, "Checkpoint: Start of the assessment") && says(&v, "7 things are open."));
    CHECK(says(&v, "id=\"G0.g\"") && says(&v, "id=\"G0.g-2\""));
    CHECK(says(&v, "Not recorded yet") && says(&v, ">Met") == false && says(&v, "Met\n"));
    CHECK(says(&v, "Dana, mother") && says(&v, "Robin, father"));
    CHECK(says(&v, "cannot be set aside") && says(&v, "your decision with a reason"));
    CHECK(says(&v, "/set-aside/G0.i?gate=G0") && !says(&v, "/set-aside/G0.g"));
    CHECK(says(&v, "Stay at this step for now") && !says(&v, "value=\"advance\""));
    CHECK(!says(&v, ">G0") && !says(&v, "G0.g<") && !says(&v, "P1<"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_page_offers_to_go_on_only_when_nothing_is_open)
{
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    kit_all_yes(&d, d.maya, "G0");
    see_gate(&v, &d, d.ana, "G0");
    CHECK(says(&v, "Nothing is open. The decision is yours.") && says(&v, "value=\"advance\""));
    CHECK(!says(&v, "Recommended"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "gate", "G0");
    posts(&v, "outcome", STR("advance"));
    posts(&v, "rationale", STR(""));
    posts(&v, "track", STR("B"));
    posts(&v, "shown", kit_shown(&d, d.maya, "G0", "B"));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_routes, METHOD_POST, DECIDE));
    CHECK(v.r.status == 422 && says(&v, "field-wrong") && says(&v, "value=\"advance\" checked"));
    CHECK(says(&v, "<option value=\"B\" selected>"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "gate", "G0");
    posts(&v, "outcome", STR("advance"));
    posts(&v, "rationale", STR("Ready <b>enough</b>."));
    posts(&v, "track", STR("B"));
    posts(&v, "shown", kit_shown(&d, d.maya, "G0", "B"));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_routes, METHOD_POST, DECIDE));
    CHECK(v.r.status == 303 && str_starts(v.r.location, "/cases/"));
    leave(&v);
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    CHECK_STR(kit_child(&d, d.maya).track, "B");
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "Ready &lt;b&gt;enough&lt;/b&gt;.") && !says(&v, "name=\"track\""));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_page_says_what_changed_instead_of_signing)
{
    struct str shown;
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    shown = kit_shown(&d, d.maya, "G0", NULL);
    see_gate(&v, &d, d.ana, "G0");
    CHECK(says(&v, "name=\"shown\" value=\"") && says(&v, str_z(&d.mem, shown)));
    CHECK(!says(&v, "Changed since"));
    leave(&v);
    CHECK(kit_intake(&d, "waiting") == RW_OK);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "gate", "G0");
    posts(&v, "outcome", STR("hold"));
    posts(&v, "rationale", STR("One more look."));
    posts(&v, "track", STR(""));
    posts(&v, "shown", shown);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_routes, METHOD_POST, DECIDE));
    CHECK(v.r.status == 409 && says(&v, "Changed since you opened this page"));
    CHECK(says(&v, "href=\"#G0.j\"") && says(&v, "now Not met; before: Not recorded yet"));
    CHECK(says(&v, "One more look.") && says(&v, "Nothing was signed"));
    CHECK(!says(&v, str_z(&d.mem, shown)));
    CHECK(says(&v, str_z(&d.mem, kit_shown(&d, d.maya, "G0", NULL))));
    leave(&v);
    CHECK(kit_child(&d, d.maya).phase.len == 0);
    desk_close(&d);
}

TEST_BOTH(checkpoint_page_of_a_pause_says_that_it_waits_for_nothing)
{
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    see_gate(&v, &d, d.ana, "G-PAUSE");
    CHECK(says(&v, "things are open.") && says(&v, "A pause does not wait for that."));
    CHECK(says(&v, "value=\"pause\""));
    leave(&v);
    see_gate(&v, &d, d.ana, "G-STOP");
    CHECK(says(&v, "Closing for safety does not wait for that.") && says(&v, "value=\"stop\""));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_page_never_shows_a_childs_no_as_a_mark)
{
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "no") == RW_OK);
    see_gate(&v, &d, d.ana, "G3");
    CHECK(says(&v, "Not yet") && !says(&v, "#x-circle") && !says(&v, "Not met"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_page_is_not_there_for_a_stale_or_foreign_child)
{
    struct str noor = STR_NULL;
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    (void)desk_family(&d, d.ana, "Birch", &noor);
    enter(&v, &d, d.ana, noor);
    with(&v, "gate", "G0");
    CHECK(go(&v, &checkpoint_routes, METHOD_GET, GATE) == RW_ENOTFOUND);
    CHECK(go(&v, &checkpoint_routes, METHOD_GET, LIST) == RW_ENOTFOUND);
    CHECK(go(&v, &checkpoint_signs_routes, METHOD_GET, SIGNS) == RW_ENOTFOUND);
    leave(&v);
    enter(&v, &d, d.ana, d.dana);
    with(&v, "gate", "G0");
    CHECK(go(&v, &checkpoint_routes, METHOD_GET, GATE) == RW_ENOTFOUND);
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "gate", "G99");
    CHECK(go(&v, &checkpoint_routes, METHOD_GET, GATE) == RW_ENOTFOUND);
    leave(&v);
    enter(&v, &d, d.olga, d.maya);
    v.r.act.viewer.roles = ROLE_OFFICE;
    with(&v, "gate", "G0");
    CHECK(go(&v, &checkpoint_routes, METHOD_GET, GATE) == RW_ENOTFOUND);
    CHECK(go(&v, &checkpoint_routes, METHOD_POST, DECIDE) == RW_ENOTFOUND);
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_list_shows_what_may_follow_signs_and_decisions)
{
    struct visit v;
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(kit_signs(&d, d.maya, "CI4") == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G0", "hold", &id) == RW_OK);
    enter(&v, &d, d.ana, d.maya);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_routes, METHOD_GET, LIST));
    CHECK(says(&v, "Start of the assessment") && says(&v, "Pause") &&
          says(&v, "Closing for safety"));
    CHECK(!says(&v, "From contact to daily life"));
    CHECK(says(&v, "Severe distress in the child") && says(&v, "needs a second signature"));
    CHECK(says(&v, "/set-aside/CI4") && !says(&v, "/set-aside/CI2"));
    CHECK(says(&v, "Stay at this step for now: Start of the assessment"));
    leave(&v);
    desk_close(&d);
}

static void fills(struct visit *v, struct desk *d, const char *result, const char *statement)
{
    posts(v, "result", str_of(result));
    posts(v, "on", date_iso(&d->mem, v->r.act.today));
    posts(v, "statement", str_of(statement));
    posts(v, "gate", STR("G0"));
}

TEST_BOTH(checkpoint_record_form_asks_in_the_protocols_words_and_loses_nothing)
{
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    v.query[0] = (struct pair){ STR("person"), d.dana };
    v.r.query.n = 1;
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_GET, RECORD));
    CHECK(says(&v, "Dana, mother was interviewed."));
    CHECK(says(&v, "Papers that show it"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    fills(&v, &d, "yes", "Alone, <i>on Monday</i>.");
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 422 && says(&v, "Alone, &lt;i&gt;on Monday&lt;/i&gt;."));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    fills(&v, &d, "perhaps", "No.");
    posts(&v, "person", d.dana);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 422 && problem_of(&v.r.act.bad, STR("result")).p);
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    fills(&v, &d, "yes", "Alone, on Monday.");
    posts(&v, "person", d.dana);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 303 &&
          memmem(v.r.location.p, v.r.location.len, "/checkpoints/G0#G1.e", 20) != NULL);
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_GET, RECORD));
    CHECK(says(&v, "yes, Dana, mother, by Ana Reed") && says(&v, "Alone, on Monday."));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_record_form_offers_the_papers_of_the_case)
{
    struct str paper;
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    paper = kit_paper(&d, "referral.pdf");
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.f");
    fills(&v, &d, "yes", "The referral.");
    posts(&v, "papers", paper);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 303);
    leave(&v);
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "Evidence") && says(&v, ">referral.pdf</a>"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_signs_form_asks_about_every_sign)
{
    struct visit v;
    struct desk d;
    size_t i;

    desk_open(&d, k);
    enter(&v, &d, d.ana, d.maya);
    for (i = 1; i < d.protocol.nsigns; i++)
        posts(&v, str_z(&d.mem, d.protocol.signs[i].code), STR("no"));
    posts(&v, "on", date_iso(&d.mem, v.r.act.today));
    posts(&v, "statement", STR("Looked at."));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_signs_routes, METHOD_POST, SIGNS));
    CHECK(v.r.status == 422 && problem_of(&v.r.act.bad, STR("CI1")).p);
    posts(&v, "CI1", d.dana);
    v.r.act.bad.n = 0;
    CHECK_ACT(v.r.act, go(&v, &checkpoint_signs_routes, METHOD_POST, SIGNS));
    CHECK(v.r.status == 303);
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    CHECK_ACT(v.r.act, go(&v, &checkpoint_signs_routes, METHOD_GET, SIGNS));
    CHECK(says(&v, "Still open, concerning Dana, mother"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_set_aside_is_offered_by_class_and_signed_by_two)
{
    struct str second;
    struct visit v;
    struct desk d;

    desk_open(&d, k);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G0.e");
    CHECK_ACT(v.r.act, go(&v, &checkpoint_override_routes, METHOD_GET, ASIDE));
    CHECK(says(&v, "cannot be set aside, by anybody") && !says(&v, "name=\"rationale\""));
    posts(&v, "rationale", STR("Please."));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_override_routes, METHOD_POST, ASIDE));
    CHECK(v.r.status == 422);
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.a");
    posts(&v, "rationale", STR("The school answers next week."));
    posts(&v, "until", date_iso(&d.mem, date_add(v.r.act.today, 7)));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_override_routes, METHOD_POST, ASIDE));
    CHECK(v.r.status == 303 && str_is(v.r.flash, "Recorded. It waits for a second signature."));
    leave(&v);
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "Set aside by Ana Reed; it waits for a second signature."));
    CHECK(!says(&v, "Sign as second"));
    leave(&v);
    see_gate(&v, &d, d.sam, "G1");
    CHECK(says(&v, "Sign as second"));
    {
        struct str s = out_view(&v.out);
        const char *at = memmem(s.p, s.len, "/overrides/", 11);

        CHECK(at);
        second = str_copy(&d.mem, (struct str){ at + 11, 26 });
    }
    leave(&v);
    enter(&v, &d, d.sam, d.maya);
    v.args[1] = (struct pair){ STR("override"), second };
    CHECK_ACT(v.r.act, go(&v, &checkpoint_override_routes, METHOD_GET, SECOND));
    CHECK(says(&v, "The school answers next week.") && says(&v, "Asked for by"));
    posts(&v, "words", STR("Agreed."));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_override_routes, METHOD_POST, SECOND));
    CHECK(v.r.status == 303);
    leave(&v);
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "Set aside until") && says(&v, "Second signature: Sam Birch."));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(decision_page_shows_everything_as_it_stood)
{
    struct visit v;
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(kit_intake(&d, "accepted") == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G0", "hold", &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G0");
    enter(&v, &d, d.ana, d.maya);
    v.args[1] = (struct pair){ STR("decision"), id };
    CHECK_ACT(v.r.act, go(&v, &decision_routes, METHOD_GET, "/cases/:case/decisions/:decision"));
    CHECK(says(&v, "Stay at this step for now: Start of the assessment"));
    CHECK(says(&v, "Safe enough for now.") && says(&v, "Signed by Ana Reed"));
    CHECK(says(&v, "The first safety talk with Robin, father is not recorded yet."));
    CHECK(says(&v, "before the first phase") && !says(&v, "Record this"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    v.args[1] = (struct pair){ STR("decision"), id_new(&d.mem) };
    CHECK(go(&v, &decision_routes, METHOD_GET, "/cases/:case/decisions/:decision") == RW_ENOTFOUND);
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(checkpoint_record_page_takes_that_there_is_no_such_adult)
{
    struct role_input role = { .role = STR("extended"), .relation = STR("mother") };
    struct visit v;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    role.person_id = d.dana;
    role.child_id = d.maya;
    role.from_on = a.today;
    CHECK_ACT(a, person_role_add(&a, d.case_id, &role));
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "No adult in this role is recorded for Maya."));
    CHECK(says(&v, "Record that there is nobody") && says(&v, "&amp;person=none"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    v.query[v.r.query.n++] = (struct pair){ STR("person"), STR("none") };
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_GET, RECORD));
    CHECK(says(&v, "<option value=\"none\" selected>") && says(&v, "value=\"na\" checked"));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    posts(&v, "person", STR("none"));
    posts(&v, "result", STR("yes"));
    posts(&v, "on", date_iso(&d.mem, a.today));
    posts(&v, "statement", STR("She died in 2020."));
    posts(&v, "gate", STR("G1"));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 422 && says(&v, "Please choose whom this is about."));
    leave(&v);
    enter(&v, &d, d.ana, d.maya);
    with(&v, "criterion", "G1.e");
    posts(&v, "person", STR("none"));
    posts(&v, "result", STR("na"));
    posts(&v, "on", date_iso(&d.mem, a.today));
    posts(&v, "statement", STR("She died in 2020."));
    posts(&v, "gate", STR("G1"));
    CHECK_ACT(v.r.act, go(&v, &checkpoint_record_routes, METHOD_POST, RECORD));
    CHECK(v.r.status == 303);
    leave(&v);
    see_gate(&v, &d, d.ana, "G1");
    CHECK(says(&v, "Does not apply: She died in 2020."));
    leave(&v);
    desk_close(&d);
}
