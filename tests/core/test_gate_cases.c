/* Runs tests/cases/gate/?*.cases: what is recorded, and what the checkpoint must say to it. The
 * format is described in docs/clinical/protocol.md. */
#include "content/content.h"
#include "core/gate.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

#include <stdio.h>

enum { ROWS_MAX = 400, EVIDENCE_MAX = 8 };

struct scene {
    struct arena *a;
    const struct protocol *p;
    struct str gate;
    struct facts f;
    struct fact_adult adults[8];
    struct fact facts[ROWS_MAX];
    struct fact_sign signs[16];
    struct fact_override overrides[16];
    struct gate_result r;
    bool checked;
    const char *file;
    int line, cases;
};

#define WRONG(s, ...)                                                                              \
    do {                                                                                           \
        fprintf(stderr, "%s:%d: ", (s)->file, (s)->line);                                          \
        fprintf(stderr, __VA_ARGS__);                                                              \
        fputc('\n', stderr);                                                                       \
        fail_msg("%s:%d", (s)->file, (s)->line);                                                   \
    } while (0)

static struct date day(struct scene *s, struct words *k)
{
    struct date d = RW_NO_DATE;
    struct str w = words_next(k);

    if (!date_parse(w, &d))
        WRONG(s, "not a day: %.*s", STR_ARG(w));
    return d;
}

static int64_t instant(struct scene *s, struct words *k)
{
    int64_t t = 0;
    struct str w = words_next(k);

    if (!utc_parse(w, &t))
        WRONG(s, "not a time: %.*s", STR_ARG(w));
    return t;
}

/* ---- what is given ---- */

static void say_today(struct scene *s, struct words *k)
{
    s->f.today = day(s, k);
    if (words_take(k, "at"))
        s->f.now_utc = instant(s, k);
}

static void say_practice(struct scene *s, struct words *k)
{
    s->f.solo = words_take(k, "solo");
    if (!s->f.solo && !words_take(k, "group"))
        WRONG(s, "a practice is solo or group");
}

static void say_child(struct scene *s, struct words *k)
{
    s->f.child = words_next(k);
    s->f.child_name = words_next(k);
    s->f.born = RW_NO_DATE;
    s->f.track = STR_NULL;
    if (words_take(k, "born"))
        s->f.born = day(s, k);
    if (words_take(k, "track"))
        s->f.track = words_next(k);
}

static void say_adult(struct scene *s, struct words *k, enum fact_side side)
{
    struct fact_adult *x = &s->adults[s->f.nadults++];

    x->id = words_next(k);
    x->name = words_next(k);
    x->side = side;
}

static void say_contact(struct scene *s, struct words *k)
{
    say_adult(s, k, SIDE_CONTACT);
}

static void say_home(struct scene *s, struct words *k)
{
    say_adult(s, k, SIDE_HOME);
}

static void say_nobody(struct scene *s, struct words *k)
{
    (void)k;
    s->f.nadults = 0;
}

static struct fact *new_fact(struct scene *s)
{
    struct fact *x;

    if (s->f.nfacts == ROWS_MAX)
        WRONG(s, "too many records");
    x = &s->facts[s->f.nfacts++];
    *x = (struct fact){ .on = RW_NO_DATE, .recorded_utc = RW_NO_TIME, .by = STR("R. Ash") };
    return x;
}

static void add_yes(struct scene *s, struct str name, struct str child, struct str person,
                    struct date on)
{
    struct fact *x = new_fact(s);

    x->id = str_fmt(s->a, "y%zu", s->f.nfacts);
    x->name = name;
    x->child = child;
    x->person = person;
    x->value = FACT_YES;
    x->on = on;
}

static void yes_for(struct scene *s, const struct criterion *c, struct str name, struct date on)
{
    if (c->per == PER_CASE)
        add_yes(s, name, STR_NULL, STR_NULL, on);
    else if (c->per == PER_CHILD)
        add_yes(s, name, s->f.child, STR_NULL, on);
    else
        for (size_t i = 0; i < s->f.nadults; i++)
            add_yes(s, name, s->f.child, s->adults[i].id, on);
}

static void yes_gate(struct scene *s, struct str id, struct date on);

static void yes_predicate(struct scene *s, const struct criterion *c, const struct predicate *q,
                          struct date on)
{
    if (q->kind == PRED_FACT || q->kind == PRED_WITHIN_DAYS)
        yes_for(s, c, q->name, on);
    if (q->kind == PRED_STILL_TRUE)
        yes_gate(s, q->name, on);
    for (size_t i = 0; i < q->nof; i++)
        yes_predicate(s, c, &q->of[i], on);
}

static void yes_gate(struct scene *s, struct str id, struct date on)
{
    const struct gate *g = protocol_gate(s->p, id);

    if (!g)
        WRONG(s, "no checkpoint %.*s", STR_ARG(id));
    for (size_t i = 0; i < g->ncriteria; i++)
        yes_predicate(s, &g->criteria[i], &g->criteria[i].when, on);
}

/* all yes on DAY [for G1 G2 ...] */
static void say_all(struct scene *s, struct words *k)
{
    struct date on;

    if (!words_take(k, "yes") || !words_take(k, "on"))
        WRONG(s, "all yes on DAY");
    on = day(s, k);
    if (!words_take(k, "for"))
        yes_gate(s, s->gate, on);
    while (k->at < k->n)
        yes_gate(s, words_next(k), on);
}

/* Who a record is about: "case", the child, or an adult. */
static void set_whom(struct scene *s, struct str who, struct str *child, struct str *person)
{
    *child = *person = STR_NULL;
    if (str_is(who, "case") || str_is(who, "everyone"))
        return;
    if (str_eq(who, s->f.child))
        *child = who;
    else
        *person = who;
}

/* without G1.b [dana] */
static void say_without(struct scene *s, struct words *k)
{
    struct str name = words_next(k), who = words_next(k);
    size_t n = 0;

    for (size_t i = 0; i < s->f.nfacts; i++) {
        const struct fact *x = &s->facts[i];
        bool goes = str_eq(x->name, name) && (!who.p || str_eq(x->person, who));

        if (!goes)
            s->facts[n++] = *x;
    }
    if (n == s->f.nfacts)
        WRONG(s, "nothing to leave out");
    s->f.nfacts = n;
}

static void set_value(struct scene *s, struct fact *x, struct str w)
{
    static const struct {
        const char *word;
        enum fact_value v;
    } list[] = {
        { "yes", FACT_YES }, { "no", FACT_NO }, { "na", FACT_NA }, { "unknown", FACT_UNKNOWN }
    };

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (!str_is(w, list[i].word))
            continue;
        x->value = list[i].v;
        return;
    }
    if (!str_i64(w, &x->number))
        WRONG(s, "not an answer: %.*s", STR_ARG(w));
    x->value = FACT_NUMBER;
}

/* record r1 G1.b dana no on DAY [at TIME] [because "..."] [with doc-1 doc-2] */
static void say_record(struct scene *s, struct words *k)
{
    struct fact *x = new_fact(s);
    struct str *ids = arena_array(s->a, struct str, EVIDENCE_MAX);

    x->id = words_next(k);
    x->name = words_next(k);
    set_whom(s, words_next(k), &x->child, &x->person);
    set_value(s, x, words_next(k));
    if (!words_take(k, "on"))
        WRONG(s, "a record has a day");
    x->on = day(s, k);
    if (words_take(k, "at"))
        x->recorded_utc = instant(s, k);
    if (words_take(k, "because"))
        x->reason = words_next(k);
    if (words_take(k, "with"))
        while (k->at < k->n && x->nevidence < EVIDENCE_MAX)
            ids[x->nevidence++] = words_next(k);
    x->evidence = ids;
}

/* sign s1 CI1 dana opened DAY [closed DAY] */
static void say_sign(struct scene *s, struct words *k)
{
    struct fact_sign *x = &s->signs[s->f.nsigns++];

    *x = (struct fact_sign){ .closed = RW_NO_DATE };
    x->id = words_next(k);
    x->code = words_next(k);
    set_whom(s, words_next(k), &x->child, &x->person);
    if (!words_take(k, "opened"))
        WRONG(s, "a sign was opened on a day");
    x->opened = day(s, k);
    if (words_take(k, "closed"))
        x->closed = day(s, k);
}

static void say_register(struct scene *s, struct words *k)
{
    s->f.signs_known = !words_take(k, "unknown");
}

/* entered P3 L2 on DAY */
static void say_entered(struct scene *s, struct words *k)
{
    s->f.entry = (struct fact_entry){ .under_way = true };
    s->f.entry.phase = words_next(k);
    if (!words_take(k, "on")) {
        s->f.entry.level = words_next(k);
        words_take(k, "on");
    }
    s->f.entry.on = day(s, k);
}

static enum fact_signer signer_of(struct scene *s, struct str w)
{
    if (str_is(w, "treating"))
        return SIGNER_TREATING;
    if (str_is(w, "licensed"))
        return SIGNER_LICENSED;
    if (!str_is(w, "other"))
        WRONG(s, "a signer is treating, licensed or other");
    return SIGNER_OTHER;
}

static void say_second(struct scene *s, struct words *k, struct fact_override *o)
{
    struct str form = words_next(k);

    o->second = str_is(form, "member")    ? SECOND_MEMBER
                : str_is(form, "account") ? SECOND_ACCOUNT
                : str_is(form, "record")  ? SECOND_RECORD
                                          : SECOND_NONE;
    o->second_by = words_next(k);
    o->second_licensed = !words_take(k, "unlicensed");
    if (words_take(k, "at"))
        o->second_utc = instant(s, k);
    if (words_take(k, "sheet"))
        o->second_sheet = words_next(k);
}

/* override o1 G1.a [for dana] by ash treating on DAY [until DAY] [because "..."] [document D]
 *          [second member bo [unlicensed] at TIME [sheet S]] */
static void say_override(struct scene *s, struct words *k)
{
    struct fact_override *o = &s->overrides[s->f.noverrides++];

    *o = (struct fact_override){ .expires = RW_NO_DATE, .second_utc = RW_NO_TIME };
    o->id = words_next(k);
    o->criterion = words_next(k);
    o->child = s->f.child;
    if (words_take(k, "for"))
        o->person = words_next(k);
    if (!words_take(k, "by"))
        WRONG(s, "an override was made by somebody");
    o->by = words_next(k);
    o->signer = signer_of(s, words_next(k));
    if (!words_take(k, "on"))
        WRONG(s, "an override has a day");
    o->on = day(s, k);
    if (words_take(k, "until"))
        o->expires = day(s, k);
    if (words_take(k, "because"))
        o->reason = words_next(k);
    if (words_take(k, "document"))
        o->document = words_next(k);
    if (words_take(k, "second"))
        say_second(s, k, o);
}

static void say_checkpoint(struct scene *s, struct words *k)
{
    s->gate = words_next(k);
}

/* ---- what must come out ---- */

static void check_now(struct scene *s)
{
    const struct gate *g = protocol_gate(s->p, s->gate);
    struct rw_err e = { 0 };

    if (s->checked)
        return;
    if (!g)
        WRONG(s, "no checkpoint %.*s", STR_ARG(s->gate));
    s->f.adults = s->adults;
    s->f.facts = s->facts;
    s->f.signs = s->signs;
    s->f.overrides = s->overrides;
    if (gate_check(s->a, s->p, g, &s->f, &s->r, &e))
        WRONG(s, "gate_check: %s", e.note);
    s->checked = true;
}

static const struct criterion_result *find(struct scene *s, struct str id, struct str who)
{
    for (size_t i = 0; i < s->r.nresults; i++) {
        const struct criterion_result *r = &s->r.results[i];

        if (str_eq(r->criterion->id, id) &&
            (!who.p || str_eq(r->adult ? r->adult->id : STR("nobody"), who)))
            return r;
    }
    return NULL;
}

static void expect_text(struct scene *s, struct str got, struct str want)
{
    if (!str_eq(got, want))
        WRONG(s, "it says \"%.*s\"", STR_ARG(got));
}

static void expect_evidence(struct scene *s, const struct criterion_result *r, struct words *k)
{
    size_t i = 0;

    while (k->at < k->n && i < r->nevidence)
        expect_text(s, r->evidence[i++], words_next(k));
    if (k->at < k->n || i < r->nevidence)
        WRONG(s, "%zu pieces of evidence", r->nevidence);
}

static void expect_day(struct scene *s, struct date got, struct date want)
{
    if (got.day != want.day)
        WRONG(s, "the day is %.*s", STR_ARG(date_iso(s->a, got)));
}

static void expect_one(struct scene *s, const struct criterion_result *r, struct words *k)
{
    while (k->at < k->n) {
        if (words_take(k, "says"))
            expect_text(s, r->sentence, words_next(k));
        else if (words_take(k, "ignored"))
            expect_text(s, r->ignored_why, words_next(k));
        else if (words_take(k, "class"))
            expect_text(s, (struct str){ (char[]){ override_letter(r->override) }, 1 },
                        words_next(k));
        else if (words_take(k, "due"))
            expect_day(s, r->due, day(s, k));
        else if (words_take(k, "record"))
            expect_text(s, r->record ? r->record->id : STR("none"), words_next(k));
        else if (words_take(k, "evidence"))
            expect_evidence(s, r, k);
        else if (words_take(k, "blocks")) {
            if (!r->blocks)
                WRONG(s, "it does not block");
        } else if (words_take(k, "open")) {
            if (r->blocks)
                WRONG(s, "it blocks");
        } else
            expect_text(s, str_of(criterion_state_word(r->state)), words_next(k));
    }
}

/* -> G1.b [dana | nobody] unknown says "..." */
static void expect_criterion(struct scene *s, struct words *k)
{
    struct str id = words_next(k), who = STR_NULL;
    const struct criterion_result *r;

    for (size_t i = 0; k->at < k->n && i < s->f.nadults; i++)
        if (str_eq(k->w[k->at], s->adults[i].id))
            who = s->adults[i].id;
    if (k->at < k->n && str_is(k->w[k->at], "nobody"))
        who = k->w[k->at];
    if (who.p)
        k->at++;
    r = find(s, id, who);
    if (words_take(k, "absent")) {
        if (r)
            WRONG(s, "%.*s is there", STR_ARG(id));
        return;
    }
    if (r)
        expect_one(s, r, k);
    else
        WRONG(s, "no result for %.*s %.*s", STR_ARG(id), STR_ARG(who));
}

static void expect_list(struct scene *s, struct words *k)
{
    const struct criterion_result *list[WORDS_MAX];
    size_t n = gate_obstacles(&s->r, list, WORDS_MAX);

    for (size_t i = 0; i < n && k->at < k->n; i++)
        expect_text(s, list[i]->criterion->id, words_next(k));
    if (k->at < k->n)
        WRONG(s, "only %zu obstacles", n);
}

static void expect_whole(struct scene *s, bool met)
{
    const struct criterion_result *first = NULL;

    gate_obstacles(&s->r, &first, 1);
    if (!met)
        WRONG(s, "%zu block, first: %.*s", s->r.nblocking,
              STR_ARG(first ? first->criterion->id : STR("none")));
}

static void expect(struct scene *s, struct words *k)
{
    check_now(s);
    if (words_take(k, "blocked"))
        expect_whole(s, s->r.outcome == GATE_BLOCKED && s->r.nblocking > 0);
    else if (words_take(k, "eligible"))
        expect_whole(s, s->r.outcome == GATE_ELIGIBLE && s->r.nblocking == 0);
    else if (words_take(k, "recommends"))
        expect_whole(s, words_take(k, "hold") ? s->r.recommendation == RECOMMEND_HOLD
                                              : s->r.recommendation == RECOMMEND_NOTHING);
    else if (words_take(k, "duties-only"))
        expect_whole(s, s->r.duty_only);
    else if (words_take(k, "more-than-duties"))
        expect_whole(s, !s->r.duty_only);
    else if (words_take(k, "child-criteria"))
        expect_whole(s, s->r.child_criteria_met == words_take(k, "met"));
    else if (words_take(k, "between"))
        expect_list(s, k);
    else
        expect_criterion(s, k);
}

/* ---- the file ---- */

static const struct {
    const char *word;
    void (*say)(struct scene *s, struct words *k);
} lines[] = {
    { "checkpoint", say_checkpoint }, { "today", say_today },       { "practice", say_practice },
    { "child", say_child },           { "contact", say_contact },   { "home", say_home },
    { "nobody", say_nobody },         { "all", say_all },           { "without", say_without },
    { "record", say_record },         { "sign", say_sign },         { "register", say_register },
    { "entered", say_entered },       { "override", say_override }, { "->", expect },
};

static void run_line(struct scene *s, struct words *k)
{
    struct str w = words_next(k);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!str_is(w, lines[i].word))
            continue;
        lines[i].say(s, k);
        return;
    }
    WRONG(s, "unknown line: %.*s", STR_ARG(w));
}

static void scene_start(struct scene *s)
{
    s->f = (struct facts){ .today = RW_NO_DATE,
                           .now_utc = RW_NO_TIME,
                           .born = RW_NO_DATE,
                           .entry = { .on = RW_NO_DATE },
                           .signs_known = true };
    s->gate = STR_NULL;
    s->checked = false;
}

/* Lines before the first "==" are the background of every case of the file. */
static void run_file(struct arena *a, const struct protocol *p, struct str path, int *cases)
{
    struct str text = file_read(a, str_z(a, path)), rest = text, line;
    struct scene *s = arena_new(a, struct scene), *background = arena_new(a, struct scene);

    s->a = a;
    s->p = p;
    s->file = str_z(a, path);
    scene_start(s);
    while (str_cut(&rest, '\n', &line)) {
        struct words k = words_cut(line);
        bool title = str_starts(line, "==");

        s->line++;
        if (title && !s->cases++)
            *background = *s;
        if (title) {
            int at = s->line, n = s->cases;

            if (n > 1 && !s->checked)
                WRONG(s, "the case before expects nothing");
            *s = *background;
            s->line = at;
            s->cases = n;
        } else if (k.n) {
            run_line(s, &k);
        }
    }
    *cases += s->cases;
}

TEST(every_case_of_the_tables_comes_out_as_written)
{
    struct arena a;
    struct protocol p;
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct content_source src = { .path = STR("reweave-standard-1.yaml"), .sha256 = STR("00") };
    struct str *paths;
    size_t n;
    int cases = 0;

    CHECK(arena_make(&a, 64u << 20));
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    if (protocol_load(&a, src, &p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
    paths = file_glob(&a, "tests/cases/gate/?*.cases", &n);
    for (size_t i = 0; i < n; i++)
        run_file(&a, &p, paths[i], &cases);
    CHECK(!a.spent);
    CHECK(cases >= 25);
    arena_free(&a);
}
