/* Random families walk through the protocol that ships by the functions of core alone: random records,
 * random warning signs, and every criterion set aside in every form by everybody. One criterion that
 * nobody may set aside stays unmet. No such family comes to what lies behind it.
 *
 * REWEAVE_SEED takes other families than the usual ones. */
#include "content/content.h"
#include "core/gate.h"
#include "core/override.h"
#include "support/files.h"
#include "test.h"

#include <stdio.h>

enum { ROUNDS = 3000, STEPS = 14, RECORDS_MAX = 1200, OVERRIDES_MAX = 400, SIGNS_MAX = 16 };

static uint32_t random_state;

static uint32_t below(uint32_t n)
{
    uint32_t t = random_state += 0x6d2b79f5u;

    t = (t ^ (t >> 15)) * (t | 1u);
    t ^= t + (t ^ (t >> 7)) * (t | 61u);
    return (t ^ (t >> 14)) % n;
}

static bool one_in(uint32_t n)
{
    return below(n) == 0;
}

/* ---- a family ---- */

static const struct fact_adult adults[] = {
    { STR("dana"), STR("Dana, mother"), SIDE_CONTACT },
    { STR("lee"), STR("Lee, father"), SIDE_HOME },
};

struct family {
    struct arena *a;
    const struct protocol *p;
    const struct criterion *broken; /* the one that is never met; NULL: none */
    const struct gate *broken_at; /* the first checkpoint that asks it */
    struct str broken_person;
    struct facts f;
    struct fact records[RECORDS_MAX];
    struct fact_sign signs[SIGNS_MAX];
    struct fact_override overrides[OVERRIDES_MAX];
    uint32_t slip; /* one record in so many is not a plain yes */
    struct str where, before_pause;
    struct str passed[32];
    size_t npassed;
};

static struct date days_ago(const struct family *m, uint32_t most)
{
    return date_add(m->f.today, -(int32_t)below(most + 1));
}

/* Whether such a record would meet the one criterion that must stay unmet. */
static bool would_mend(const struct family *m, const struct criterion *c, const struct fact *x)
{
    bool good = x->value == FACT_YES || x->value == FACT_NA;

    return m->broken && str_eq(c->id, m->broken->id) && good &&
           (str_empty(m->broken_person) || str_empty(x->person) ||
            str_eq(x->person, m->broken_person));
}

static void add_record(struct family *m, const struct criterion *c, const struct fact_adult *adult)
{
    static const enum fact_value others[] = { FACT_NO, FACT_NA, FACT_UNKNOWN, FACT_NUMBER };
    struct fact *x = &m->records[m->f.nfacts];

    if (m->f.nfacts == RECORDS_MAX)
        return;
    *x = (struct fact){ .id = str_fmt(m->a, "r%05zu", m->f.nfacts),
                        .name = criterion_fact(c),
                        .value = one_in(m->slip) ? others[below(4)] : FACT_YES,
                        .reason = one_in(3) ? STR_NULL : STR("a reason"),
                        .on = days_ago(m, 20),
                        .recorded_utc = (int64_t)below(1000000),
                        .by = STR("ash") };
    if (c->per != PER_CASE)
        x->child = m->f.child;
    if (adult)
        x->person = adult->id;
    if (one_in(m->slip))
        x->on = date_add(m->f.today, (int32_t)below(10)); /* of another day */
    if (one_in(m->slip))
        x->child = STR("another-child");
    if (x->name.len && !would_mend(m, c, x))
        m->f.nfacts++;
}

static void record_all(struct family *m, const struct criterion *c)
{
    if (c->per == PER_CASE || c->per == PER_CHILD) {
        add_record(m, c, NULL);
        return;
    }
    for (size_t i = 0; i < m->f.nadults; i++)
        add_record(m, c, &m->f.adults[i]);
    if (one_in(8))
        add_record(m, c, NULL);
}

static void add_sign(struct family *m, struct str code, struct str person, struct date closed)
{
    struct fact_sign *s = &m->signs[m->f.nsigns];

    if (m->f.nsigns == SIGNS_MAX)
        return;
    m->f.nsigns++;
    *s = (struct fact_sign){ .id = str_fmt(m->a, "s%02zu", m->f.nsigns),
                             .code = code,
                             .person = person,
                             .opened = days_ago(m, 20),
                             .closed = closed };
}

/* Everything that a valid override of any class could hold, by whoever may sign. */
static void set_aside(struct family *m, const struct criterion *c)
{
    static const enum fact_second seconds[] = { SECOND_NONE, SECOND_MEMBER, SECOND_ACCOUNT,
                                                SECOND_RECORD };
    struct fact_override *o = &m->overrides[m->f.noverrides];
    bool adult = c->per != PER_CASE && c->per != PER_CHILD && one_in(2);

    if (m->f.noverrides == OVERRIDES_MAX)
        return;
    m->f.noverrides++;
    *o = (struct fact_override){ .id = str_fmt(m->a, "o%05zu", m->f.noverrides),
                                 .criterion = c->id,
                                 .child = one_in(2) ? m->f.child : STR_NULL,
                                 .on = days_ago(m, 5),
                                 .by = STR("ash"),
                                 .signer = one_in(4) ? SIGNER_LICENSED : SIGNER_TREATING,
                                 .reason = one_in(9) ? STR_NULL : STR("everybody agrees"),
                                 .document = one_in(3) ? STR_NULL : STR("doc-1"),
                                 .second = seconds[below(4)],
                                 .second_by = one_in(9) ? STR("ash") : STR("bo"),
                                 .second_utc = 0,
                                 .second_licensed = !one_in(9),
                                 .second_sheet = STR("doc-2") };
    o->expires = one_in(5) ? RW_NO_DATE : date_add(o->on, (int32_t)below(32));
    if (adult)
        o->person = m->f.adults[below((uint32_t)m->f.nadults)].id;
}

static void every_criterion(struct family *m,
                            void (*act)(struct family *, const struct criterion *),
                            uint32_t of_so_many)
{
    for (size_t g = 0; g < m->p->ngates; g++)
        for (size_t i = 0; i < m->p->gates[g].ncriteria; i++)
            if (one_in(of_so_many))
                act(m, &m->p->gates[g].criteria[i]);
}

/* ---- what must hold of each evaluation ---- */

static bool is_broken(const struct family *m, const struct criterion_result *r)
{
    if (!m->broken || !str_eq(r->criterion->id, m->broken->id))
        return false;
    return !r->adult || str_empty(m->broken_person) || str_eq(r->adult->id, m->broken_person);
}

static void look_at(const struct family *m, const struct gate *g, const struct gate_result *r)
{
    size_t blocking = 0;

    for (size_t i = 0; i < r->nresults; i++) {
        const struct criterion_result *x = &r->results[i];
        const struct never_rule *rule = x->criterion->never;
        bool waits =
            x->state == CRITERION_CARRIED && rule && rule->carried_bars_step_up && !g->step_up;

        blocking += x->blocks;
        if (x->criterion->override != OVERRIDE_NEVER)
            continue;
        if (x->set_aside || x->state == CRITERION_OVERRIDDEN)
            fail_msg("%.*s was set aside", STR_ARG(x->criterion->id));
        if (x->state != CRITERION_PASS && !x->blocks && !waits)
            fail_msg("%.*s is not met and does not block", STR_ARG(x->criterion->id));
        if (is_broken(m, x) && x->applies && x->state == CRITERION_PASS)
            fail_msg("%.*s passes, and nothing met it", STR_ARG(x->criterion->id));
    }
    CHECK(blocking == r->nblocking);
    CHECK((r->outcome == GATE_ELIGIBLE) == (blocking == 0));
    CHECK(r->recommendation == RECOMMEND_NOTHING || r->outcome == GATE_BLOCKED);
}

/* ---- the walk ---- */

/* Which of the ways on are open: the next one onward, and whatever is no way onward. */
static const struct gate *choose(struct family *m)
{
    const struct gate *list[64];
    size_t n = protocol_gates_from(m->p, m->where, list);
    const struct gate *next = protocol_next_gate(m->p, m->where, m->passed, m->npassed), *g;

    CHECK(n <= 64);
    if (next && !one_in(5))
        return next;
    g = n ? list[below((uint32_t)n)] : NULL;
    return g && g->forward && g != next ? NULL : g;
}

static size_t order_of(const struct protocol *p, const struct gate *g)
{
    return (size_t)(g - p->gates);
}

struct tally {
    size_t contact, daily_life, checks, aside;
};

static void go_through(struct family *m, const struct gate *g, struct tally *t)
{
    bool onward = g->forward && protocol_phase(m->p, g->to);

    if (m->broken && onward && order_of(m->p, g) >= order_of(m->p, m->broken_at) &&
        (g->step_up || m->f.entry.under_way == false))
        fail_msg("%.*s was passed without %.*s", STR_ARG(g->id), STR_ARG(m->broken->id));
    if (m->broken && g == m->broken_at)
        fail_msg("%.*s was passed without its own %.*s", STR_ARG(g->id), STR_ARG(m->broken->id));
    t->contact += !str_empty(g->opens_level);
    t->daily_life += onward && protocol_phase_order(m->p, g->to) + 1 == (int32_t)m->p->nphases;
    if (str_is(g->to, "prior")) {
        m->where = m->before_pause;
        return;
    }
    if (protocol_place(m->p, g->to) && !protocol_place(m->p, g->to)->is_end)
        m->before_pause = m->where;
    m->where = g->to;
    if (g->forward && m->npassed < 32)
        m->passed[m->npassed++] = g->id;
}

static void one_step(struct family *m, struct tally *t)
{
    const struct gate *g = choose(m);
    struct gate_result r;
    struct rw_err e = { 0 };

    m->f.today = date_add(m->f.today, (int32_t)below(4));
    m->f.now_utc = (int64_t)m->f.today.day * 86400;
    every_criterion(m, record_all, 6);
    if (one_in(4))
        every_criterion(m, set_aside, 6);
    if (one_in(m->slip))
        add_sign(m, m->p->signs[below((uint32_t)m->p->nsigns)].code, STR("dana"),
                 one_in(2) ? m->f.today : RW_NO_DATE);
    if (!g)
        return;
    for (size_t i = 0; m->broken && i < 3; i++)
        set_aside(m, m->broken);
    CHECK(gate_check(m->a, m->p, g, &m->f, &r, &e) == RW_OK);
    look_at(m, g, &r);
    t->checks++;
    for (size_t i = 0; i < r.nresults; i++)
        t->aside += r.results[i].state == CRITERION_OVERRIDDEN;
    if (r.outcome == GATE_ELIGIBLE)
        go_through(m, g, t);
}

/* In a family that came in under way the checkpoints behind it are passed. */
static void enter(struct family *m)
{
    static const char *const phases[] = { "P1", "P2", "P3", "P4" };

    if (!one_in(3))
        return;
    m->f.entry = (struct fact_entry){ .under_way = true,
                                      .phase = str_of(phases[below(4)]),
                                      .on = date_add(m->f.today, -(int32_t)below(60)) };
    if (str_is(m->f.entry.phase, "P4"))
        m->f.entry.level = one_in(2) ? STR("L2") : STR("L5");
    m->where = m->f.entry.phase;
    for (size_t i = 0; i < m->p->ngates && m->npassed < 32; i++)
        if (gate_is_behind(m->p, &m->p->gates[i], &m->f.entry))
            m->passed[m->npassed++] = m->p->gates[i].id;
}

/* What is looked for on the register stays open; else nothing that would meet it is ever recorded. */
static void break_one(struct family *m, const struct criterion *c, const struct gate *at)
{
    m->broken = c;
    m->broken_at = at;
    if (c->per == PER_PARENT_EACH)
        m->broken_person = one_in(2) ? STR("dana") : STR("lee");
    if (!criterion_fact(c).len && one_in(2))
        m->f.signs_known = false;
    else if (!criterion_fact(c).len)
        add_sign(m, c->when.name, one_in(2) ? STR("dana") : m->f.child, RW_NO_DATE);
}

static void begin(struct family *m, struct arena *a, const struct protocol *p)
{
    static const char *const tracks[] = { "A", "B", "C", "D", "" };
    static const uint32_t slips[] = { 3, 20, 200, 2000 };

    *m = (struct family){ .a = a, .p = p, .slip = slips[below(4)] };
    m->f = (struct facts){ .solo = one_in(2),
                           .child = STR("maya"),
                           .child_name = STR("Maya"),
                           .track = str_of(tracks[below(5)]),
                           .entry = { .on = RW_NO_DATE },
                           .adults = adults,
                           .nadults = 2,
                           .facts = m->records,
                           .signs_known = true,
                           .signs = m->signs,
                           .overrides = m->overrides };
    CHECK(date_parse(STR("2026-03-02"), &m->f.today));
    m->f.born = one_in(8) ? RW_NO_DATE : date_add(m->f.today, -(int32_t)(9 * 366 + below(2500)));
    enter(m);
}

static void walk(struct arena *a, const struct protocol *p, const struct criterion *broken,
                 const struct gate *at, struct tally *t)
{
    struct family *m;

    arena_reset(a);
    m = arena_new(a, struct family);
    begin(m, a, p);
    if (broken)
        break_one(m, broken, at);
    every_criterion(m, record_all, 1);
    for (size_t i = 0; i < STEPS; i++)
        one_step(m, t);
    CHECK(!a->spent);
}

/* The criteria that nobody sets aside, each once, with the first checkpoint that asks it. */
static size_t find_nevers(const struct protocol *p, const struct criterion **c,
                          const struct gate **at)
{
    size_t n = 0;

    for (size_t g = 0; g < p->ngates; g++)
        for (size_t i = 0; i < p->gates[g].ncriteria; i++) {
            const struct criterion *x = &p->gates[g].criteria[i];
            bool asked = criterion_fact(x).len || x->when.kind == PRED_NOT_OPEN;

            if (x->override != OVERRIDE_NEVER || !asked || protocol_criterion(p, x->id) != x)
                continue;
            c[n] = x;
            at[n++] = &p->gates[g];
        }
    return n;
}

static void load(struct arena *a, struct protocol *p)
{
    const char *seed = getenv("REWEAVE_SEED");
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct content_source src = { .path = STR("reweave-standard-1.yaml"), .sha256 = STR("00") };

    random_state = seed ? (uint32_t)strtoul(seed, NULL, 10) : 20261122u;
    printf("# REWEAVE_SEED=%u\n", random_state);
    CHECK(arena_make(a, 16u << 20));
    src.bytes = file_read(a, "content/protocols/reweave-standard-1.yaml");
    if (protocol_load(a, src, p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
}

TEST(no_family_comes_past_a_criterion_that_nobody_may_set_aside)
{
    const struct criterion *nevers[64];
    const struct gate *at[64];
    struct tally t = { 0 };
    struct protocol p;
    struct arena content, a;
    size_t n;

    load(&content, &p);
    CHECK(arena_make(&a, 32u << 20));
    n = find_nevers(&p, nevers, at);
    CHECK(n >= 15);
    for (size_t i = 0; i < ROUNDS; i++)
        walk(&a, &p, nevers[i % n], at[i % n], &t);
    printf("# %zu evaluations, %zu criteria set aside\n", t.checks, t.aside);
    CHECK(t.checks > ROUNDS && t.aside > ROUNDS / 10);
    arena_free(&a);
    arena_free(&content);
}

/* Else the test above would hold of families that come nowhere. */
TEST(families_with_nothing_broken_do_come_to_contact_and_to_daily_life)
{
    struct tally t = { 0 };
    struct protocol p;
    struct arena content, a;

    load(&content, &p);
    CHECK(arena_make(&a, 32u << 20));
    for (size_t i = 0; i < ROUNDS / 6; i++)
        walk(&a, &p, NULL, NULL, &t);
    printf("# %zu evaluations, %zu came to contact, %zu to daily life\n", t.checks, t.contact,
           t.daily_life);
    CHECK(t.contact > 0 && t.daily_life > 0);
    arena_free(&a);
    arena_free(&content);
}
