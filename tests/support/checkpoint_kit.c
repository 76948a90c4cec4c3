#include "support/checkpoint_kit.h"

#include "app/credential.h"
#include "app/criterion_tool.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/independence.h"
#include "app/intake.h"
#include "app/lists.h"
#include "app/maintenance.h"
#include "app/person.h"
#include "app/release.h"
#include "app/restriction.h"
#include "gen/queries.h"
#include "support/consent_kit.h"
#include "support/ready_kit.h"
#include "support/safety_kit.h"

#include <string.h>

struct act kit_act(struct desk *d, struct str account)
{
    struct act a = desk_act(d, account, true);

    a.viewer.licence = str_eq(account, d->ana) ? STR("LMFT 11") : STR("LCSW 22");
    a.viewer.name = str_eq(account, d->ana) ? STR("Ana Reed") : STR("Sam Birch");
    return a;
}

struct str kit_stranger(struct desk *d, const char *name, uint32_t roles)
{
    struct store_kit *k = d->kit;
    struct db *db = NULL;
    struct str id = id_new(&d->mem), login = str_of(name);

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    CHECK_OK(
        q_account_add(db, &d->mem,
                      &(struct q_account_add_in){ .id = id,
                                                  .login = login,
                                                  .login_key = db_lookup_key(db, &d->mem, login),
                                                  .name = login,
                                                  .roles = roles,
                                                  .state = STR("active"),
                                                  .created_utc = utc_iso(&d->mem, d->now_utc),
                                                  .version = 1 },
                      &e));
    db_close(db);
    return id;
}

enum rw_status kit_record(struct desk *d, const char *criterion, struct str child,
                          struct str person, const char *result)
{
    struct act a = kit_act(d, d->ana);
    struct record_input in = { .criterion = str_of(criterion),
                               .child_id = child,
                               .person_id = person,
                               .result = str_of(result),
                               .number = DB_NULL_I64,
                               .on = a.today,
                               .statement = STR("Seen in the papers.") };

    return checkpoint_record(&a, d->case_id, &in);
}

enum rw_status kit_signs(struct desk *d, struct str child, const char *open)
{
    struct act a = kit_act(d, d->ana);
    struct sign_open one = { .code = str_of(open) };
    struct signs_input in = { .child_id = child,
                              .open = &one,
                              .nopen = open ? 1 : 0,
                              .on = a.today,
                              .statement = STR("Each looked at."),
                              .conduct = true };

    return checkpoint_signs(&a, d->case_id, &in);
}

static void record_adults(struct desk *d, const struct case_rows *rows, const struct criterion *c,
                          struct str child)
{
    struct act a = kit_act(d, d->ana);
    const struct fact_adult *list;
    size_t n = case_adults(&a, rows, child, c->per, &list), i;

    for (i = 0; i < n; i++)
        CHECK(kit_record(d, str_z(&d->mem, c->id), child, list[i].id, "yes") == RW_OK);
}

/* Criteria that the orders answer: none is in force here, and somebody says so once. */
static void state_no_order(struct desk *d, struct str criterion)
{
    struct act a = kit_act(d, d->ana);
    struct str id;

    if (!str_is(criterion, "G0.d") && !str_is(criterion, "G3.g") && !str_is(criterion, "G4.b"))
        return;
    if (restriction_no_order(&a, d->case_id, STR("Each parent says that there is none."), &id))
        CHECK(a.bad.n);
}

/* Check-ins in the calendar, and a plan for setbacks. */
static void afterwards(struct desk *d, struct str criterion, struct str child)
{
    static const int64_t weeks[] = { 2, 4 };
    struct setback_input in = { .child_id = child,
                                .shows = STR("She is quiet for days."),
                                .does = STR("Each parent calls here first."),
                                .calls = STR("Ana Reed."),
                                .back = STR("One step.") };
    struct act a = kit_act(d, d->ana);

    if (str_is(criterion, "G5.d"))
        CHECK_ACT(a, setback_plan_sign(&a, d->case_id, &in));
    if (str_is(criterion, "G5.e"))
        CHECK_ACT(a, check_ins_plan(&a, d->case_id, a.today, weeks, 2));
}

/* What the room of custody and consent asks for, by its own use cases. */
static void tool_yes(struct desk *d, const struct case_rows *rows, const struct criterion *c,
                     struct str child)
{
    struct act a = kit_act(d, d->ana);
    struct str holders[] = { d->dana, d->robin };
    const struct fact_adult *adults;
    size_t n = case_adults(&a, rows, child, PER_PARENT_EACH, &adults), i;

    d->now_utc++; /* later than what desk_open recorded */
    afterwards(d, c->id, child);
    if (str_is(c->id, "G0.c"))
        CHECK(consent_kit_custody(d, "joint_both", holders, 2, consent_kit_paper(d), true) ==
              RW_OK);
    if (str_is(c->id, "G3.b") || str_is(c->id, "G-RES.c"))
        CHECK(consent_kit_answer(d, child, STR_NULL, "yes") == RW_OK);
    if (str_is(c->id, "G3.a-child"))
        ready_kit_child(d, child, "2");
    if (str_is(c->id, "G3.a"))
        ready_kit_parents(d, child, "2");
    if (str_is(c->id, "G3b.d"))
        CHECK(ready_kit_screen(d, child, "no no no no") == RW_OK);
    for (i = 0; str_is(c->id, "G2.d") && i < n; i++)
        CHECK(ready_kit_sign(d, adults[i].id, "signed") == RW_OK);
    if (str_is(c->id, "G6.e"))
        CHECK_ACT(a, release_none(&a, d->case_id, STR("Each parent says so.")));
    if (!str_is(c->id, "G1.i"))
        return;
    consent_kit_agreement(d);
    for (i = 0; i < n; i++)
        CHECK(consent_kit_agree(d, child, adults[i].id) == RW_OK);
}

void kit_unlicense(struct desk *d, struct str account)
{
    struct act a = kit_act(d, account);
    struct credential_row *rows;
    size_t n, i;

    CHECK_ACT(a, credential_list(&a, STR_NULL, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "licence") && !rows[i].ended_utc.p)
            CHECK_ACT(a, credential_end(&a, STR_NULL, rows[i].id, a.today, STR("Given back.")));
}

void kit_interest(struct desk *d, struct str account, const char *answer)
{
    struct act a = kit_act(d, account);
    const struct choice_list *list = list_of(a.app, LIST_INTEREST_QUESTIONS);
    struct interest_input in = { .n = list->nitems };
    struct str id;
    size_t i;

    if (str_is(str_of(answer), "yes"))
        in.words = STR("We sat in one class.");
    for (i = 0; i < list->nitems; i++)
        in.answers[i] =
            (struct interest_answer){ .code = list->items[i].code, .answer = str_of(answer) };
    CHECK_ACT(a, interest_sign(&a, d->case_id, &in, &id));
}

void kit_ask(struct desk *d, struct str person, const char *needs)
{
    struct act a = kit_act(d, d->ana);
    struct person_row p;
    struct intake_ask_input in = { .person_id = person,
                                   .outcome = STR("asked"),
                                   .protect = STR("no"),
                                   .language = STR("English"),
                                   .needs = str_of(needs),
                                   .on = a.today };

    a.now_utc = ++d->now_utc; /* later than the word before it */
    if (!str_is(in.needs, "none"))
        in.access_needs = STR("Large print.");
    CHECK_ACT(a, person_get(&a, d->case_id, person, &p));
    in.version = p.version;
    CHECK_ACT(a, intake_ask(&a, d->case_id, &in));
}

enum rw_status kit_intake(struct desk *d, const char *outcome)
{
    struct act a = kit_act(d, d->ana);
    struct intake_decision_input in = { .outcome = str_of(outcome),
                                        .words = STR("No room before the summer."),
                                        .on = a.today };

    a.now_utc = ++d->now_utc;
    return intake_decide(&a, d->case_id, &in);
}

static void use_intake(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct person_row *people;
    size_t n, i;

    CHECK_ACT(a, person_list(&a, d->case_id, &people, &n));
    for (i = 0; i < n; i++)
        if (!str_is(people[i].kind, "professional"))
            kit_ask(d, people[i].id, "none");
    CHECK(kit_intake(d, "accepted") == RW_OK);
}

/* What rooms of their own answer, each by its use case. */
static void use_tools(struct desk *d)
{
    use_intake(d);
    kit_interest(d, d->ana, "no");
    kit_interest(d, d->sam, "no");
}

void kit_all_yes(struct desk *d, struct str child, const char *gate)
{
    const struct gate *g = protocol_gate(&d->protocol, str_of(gate));
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;
    size_t i;

    use_tools(d);
    kit_safety(d, child);
    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    for (i = 0; i < g->ncriteria; i++) {
        const struct criterion *c = &g->criteria[i];

        state_no_order(d, c->id);
        if (criterion_tool_of(c->id)) {
            tool_yes(d, &rows, c, child);
            continue;
        }
        if (criterion_asks(c).ask == ASK_NOTHING)
            continue;
        if (c->per >= PER_PARENT_EACH)
            record_adults(d, &rows, c, child);
        else
            CHECK(kit_record(d, str_z(&d->mem, c->id), child, STR_NULL, "yes") == RW_OK);
    }
    CHECK(kit_signs(d, child, NULL) == RW_OK);
}

struct gate_result kit_check(struct desk *d, struct str child, const char *gate)
{
    struct act a = kit_act(d, d->ana);
    struct gate_result r = { 0 };
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, checkpoint_check(&a, &rows, case_child(&rows, child),
                                  protocol_gate(rows.protocol, str_of(gate)), &r));
    return r;
}

const struct criterion_result *kit_result(const struct gate_result *r, const char *criterion,
                                          struct str person)
{
    size_t i;

    for (i = 0; i < r->nresults; i++)
        if (str_is(r->results[i].criterion->id, criterion) &&
            (!person.p || (r->results[i].adult && str_eq(r->results[i].adult->id, person))))
            return &r->results[i];
    fail_msg("no result of %s", criterion);
    return NULL;
}

struct str kit_shown(struct desk *d, struct str child, const char *gate, const char *track)
{
    struct act a = kit_act(d, d->ana);
    struct gate_result r = { 0 };
    struct person_row as;
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, case_rows_evidence(&a, &rows));
    if (!case_child(&rows, child) || !protocol_gate(&d->protocol, str_of(gate)))
        return STR_NULL;
    as = *case_child(&rows, child);
    if (track)
        as.track = str_of(track);
    CHECK_ACT(a, checkpoint_check(&a, &rows, &as, protocol_gate(&d->protocol, str_of(gate)), &r));
    return checkpoint_mark(&a, &rows, &as, &r);
}

enum rw_status kit_decide(struct desk *d, struct str child, const char *gate, const char *outcome,
                          struct str *id)
{
    struct act a = kit_act(d, d->ana);
    struct decision_input in = { .child_id = child,
                                 .gate = str_of(gate),
                                 .outcome = str_of(outcome),
                                 .rationale = STR("Safe enough for now."),
                                 .review_on = date_add(a.today, 21),
                                 .shown = kit_shown(d, child, gate, NULL) };

    if (strcmp(gate, "G1") == 0 && !kit_child(d, child).track.len)
        in.track = STR("B"); /* G1 asks for one */
    return checkpoint_decide(&a, d->case_id, &in, id);
}

void kit_track(struct desk *d, struct str child)
{
    struct str id;

    CHECK(kit_decide(d, child, "G1", "hold", &id) == RW_OK);
}

void kit_pass(struct desk *d, struct str child, const char *gate)
{
    struct str id;

    kit_all_yes(d, child, gate);
    CHECK(kit_decide(d, child, gate, "advance", &id) == RW_OK);
}

struct person_row kit_child(struct desk *d, struct str child)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK(case_child(&rows, child));
    return *case_child(&rows, child);
}

struct str kit_paper_of(struct desk *d, const char *name, struct date day)
{
    struct act a = kit_act(d, d->ana);
    struct str hash = hash_sha256(&d->mem, str_of(name)), id = STR_NULL;
    struct document_input in = { .kind = STR("other"),
                                 .name = str_of(name),
                                 .media = STR("pdf"),
                                 .size_bytes = 10,
                                 .file = STR("ab"),
                                 .key = hash,
                                 .content_hash = hash,
                                 .dated_on = day };

    CHECK_ACT(a, document_add(&a, d->case_id, &in, &id));
    return id;
}

struct str kit_paper(struct desk *d, const char *name)
{
    return kit_paper_of(d, name, kit_act(d, d->ana).today);
}

struct str kit_under_way(struct desk *d, const char *phase, const char *level, struct str *child)
{
    struct act a = kit_act(d, d->ana);
    struct case_input in = { .title = STR("Cedar"),
                             .origin = STR("court_ordered"),
                             .referred_on = date_add(a.today, -3),
                             .source = STR("Court"),
                             .reason = STR("Begun elsewhere."),
                             .under_way = true,
                             .as_of = date_add(a.today, -3) };
    struct person_input kid = {
        .kind = STR("child"), .name = STR("Noor"), .phase = str_of(phase), .level = str_of(level)
    };
    struct str id = STR_NULL;

    CHECK_ACT(a, family_case_open(&a, &in, &id));
    CHECK(date_parse(STR("2014-02-01"), &kid.birth));
    CHECK_ACT(a, person_add(&a, id, &kid, child));
    return id;
}
