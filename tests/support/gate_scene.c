/* gate_scene.c -- what is given in a case of a table of checkpoints. */
#include "support/gate_scene.h"

#include <stdarg.h>
#include <stdio.h>

struct gate_wrong gate_wrong;

_Noreturn void scene_wrong(const char *fmt, ...)
{
    va_list list;

    va_start(list, fmt);
    vsnprintf(gate_wrong.why, sizeof gate_wrong.why, fmt, list);
    va_end(list);
    longjmp(gate_wrong.out, 1);
}

struct date scene_day(struct words *k)
{
    struct date d = RW_NO_DATE;
    struct str w = words_next(k);

    if (!date_parse(w, &d))
        scene_wrong("not a day: %.*s", STR_ARG(w));
    return d;
}

static int64_t instant(struct words *k)
{
    int64_t t = 0;
    struct str w = words_next(k);

    if (!utc_parse(w, &t))
        scene_wrong("not a time: %.*s", STR_ARG(w));
    return t;
}

/* ---- what is given ---- */

static void say_today(struct gate_scene *s, struct words *k)
{
    s->f.today = scene_day(k);
    if (words_take(k, "at"))
        s->f.now_utc = instant(k);
}

static void say_practice(struct gate_scene *s, struct words *k)
{
    s->f.solo = words_take(k, "solo");
    if (!s->f.solo && !words_take(k, "group"))
        scene_wrong("a practice is solo or group");
}

static void say_child(struct gate_scene *s, struct words *k)
{
    s->f.child = words_next(k);
    s->f.child_name = words_next(k);
    s->f.born = RW_NO_DATE;
    s->f.track = STR_NULL;
    if (words_take(k, "born"))
        s->f.born = scene_day(k);
    if (words_take(k, "track"))
        s->f.track = words_next(k);
}

static void say_adult(struct gate_scene *s, struct words *k, enum fact_side side)
{
    struct fact_adult *x = &s->adults[s->f.nadults++];

    x->id = words_next(k);
    x->name = words_next(k);
    x->side = side;
}

static void say_contact(struct gate_scene *s, struct words *k)
{
    say_adult(s, k, SIDE_CONTACT);
}

static void say_home(struct gate_scene *s, struct words *k)
{
    say_adult(s, k, SIDE_HOME);
}

static void say_nobody(struct gate_scene *s, struct words *k)
{
    (void)k;
    s->f.nadults = 0;
}

static struct fact *new_fact(struct gate_scene *s)
{
    struct fact *x;

    if (s->f.nfacts == SCENE_ROWS_MAX)
        scene_wrong("too many records");
    x = &s->facts[s->f.nfacts++];
    *x = (struct fact){ .on = RW_NO_DATE, .recorded_utc = RW_NO_TIME, .by = STR("R. Ash") };
    return x;
}

static void add_yes(struct gate_scene *s, struct str name, struct str child, struct str person,
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

static void yes_for(struct gate_scene *s, const struct criterion *c, struct str name,
                    struct date on)
{
    if (c->per == PER_CASE)
        add_yes(s, name, STR_NULL, STR_NULL, on);
    else if (c->per == PER_CHILD)
        add_yes(s, name, s->f.child, STR_NULL, on);
    else
        for (size_t i = 0; i < s->f.nadults; i++)
            add_yes(s, name, s->f.child, s->adults[i].id, on);
}

static void yes_gate(struct gate_scene *s, struct str id, struct date on);

static void yes_predicate(struct gate_scene *s, const struct criterion *c,
                          const struct predicate *q, struct date on)
{
    if (q->kind == PRED_FACT || q->kind == PRED_WITHIN_DAYS)
        yes_for(s, c, q->name, on);
    if (q->kind == PRED_STILL_TRUE)
        yes_gate(s, q->name, on);
    for (size_t i = 0; i < q->nof; i++)
        yes_predicate(s, c, &q->of[i], on);
}

static void yes_gate(struct gate_scene *s, struct str id, struct date on)
{
    const struct gate *g = protocol_gate(s->p, id);

    if (!g)
        scene_wrong("no checkpoint %.*s", STR_ARG(id));
    for (size_t i = 0; i < g->ncriteria; i++)
        yes_predicate(s, &g->criteria[i], &g->criteria[i].when, on);
}

/* all yes on DAY [for G1 G2 ...] */
static void say_all(struct gate_scene *s, struct words *k)
{
    struct date on;

    if (!words_take(k, "yes") || !words_take(k, "on"))
        scene_wrong("all yes on DAY");
    on = scene_day(k);
    if (!words_take(k, "for"))
        yes_gate(s, s->gate, on);
    while (k->at < k->n)
        yes_gate(s, words_next(k), on);
}

/* Who a record is about: "case", the child, or an adult. */
static void set_whom(struct gate_scene *s, struct str who, struct str *child, struct str *person)
{
    *child = *person = STR_NULL;
    if (str_is(who, "case") || str_is(who, "everyone"))
        return;
    if (str_eq(who, s->f.child))
        *child = who;
    else
        *person = who;
}

static const struct criterion *titled(const struct gate *g, struct str title)
{
    for (size_t i = 0; g && i < g->ncriteria; i++)
        if (str_eq(g->criteria[i].title, title))
            return &g->criteria[i];
    return NULL;
}

static const struct criterion *criterion_meant(const struct gate_scene *s, struct str word)
{
    const struct criterion *c = protocol_criterion(s->p, word);

    if (!c)
        c = titled(protocol_gate(s->p, s->gate), word);
    for (size_t i = 0; !c && i < s->p->ngates; i++)
        c = titled(&s->p->gates[i], word);
    return c;
}

struct str scene_criterion(const struct gate_scene *s, struct str word)
{
    const struct criterion *c = criterion_meant(s, word);

    return c ? c->id : word;
}

/* without G1.b [dana] */
static void say_without(struct gate_scene *s, struct words *k)
{
    struct str name = scene_criterion(s, words_next(k)), who = words_next(k);
    size_t n = 0;

    for (size_t i = 0; i < s->f.nfacts; i++) {
        const struct fact *x = &s->facts[i];
        bool goes = str_eq(x->name, name) && (!who.p || str_eq(x->person, who));

        if (!goes)
            s->facts[n++] = *x;
    }
    if (n == s->f.nfacts)
        scene_wrong("nothing to leave out");
    s->f.nfacts = n;
}

static void set_value(struct fact *x, struct str w)
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
        scene_wrong("not an answer: %.*s", STR_ARG(w));
    x->value = FACT_NUMBER;
}

/* record r1 G1.b dana no on DAY [at TIME] [because "..."] [with doc-1 doc-2] */
static void say_record(struct gate_scene *s, struct words *k)
{
    struct fact *x = new_fact(s);
    struct str *ids = arena_array(s->a, struct str, SCENE_EVIDENCE_MAX);

    x->id = words_next(k);
    x->name = scene_criterion(s, words_next(k));
    set_whom(s, words_next(k), &x->child, &x->person);
    set_value(x, words_next(k));
    if (!words_take(k, "on"))
        scene_wrong("a record has a day");
    x->on = scene_day(k);
    if (words_take(k, "at"))
        x->recorded_utc = instant(k);
    if (words_take(k, "because"))
        x->reason = words_next(k);
    if (words_take(k, "with"))
        while (k->at < k->n && x->nevidence < SCENE_EVIDENCE_MAX)
            ids[x->nevidence++] = words_next(k);
    x->evidence = ids;
}

/* sign s1 CI1 dana opened DAY [closed DAY] */
static void say_sign(struct gate_scene *s, struct words *k)
{
    struct fact_sign *x = &s->signs[s->f.nsigns++];

    *x = (struct fact_sign){ .closed = RW_NO_DATE };
    x->id = words_next(k);
    x->code = words_next(k);
    set_whom(s, words_next(k), &x->child, &x->person);
    if (!words_take(k, "opened"))
        scene_wrong("a sign was opened on a day");
    x->opened = scene_day(k);
    if (words_take(k, "closed"))
        x->closed = scene_day(k);
}

static void say_register(struct gate_scene *s, struct words *k)
{
    s->f.signs_known = !words_take(k, "unknown");
}

/* entered P3 L2 on DAY */
static void say_entered(struct gate_scene *s, struct words *k)
{
    s->f.entry = (struct fact_entry){ .under_way = true };
    s->f.entry.phase = words_next(k);
    if (!words_take(k, "on")) {
        s->f.entry.level = words_next(k);
        words_take(k, "on");
    }
    s->f.entry.on = scene_day(k);
}

static enum fact_signer signer_of(struct str w)
{
    if (str_is(w, "treating"))
        return SIGNER_TREATING;
    if (str_is(w, "licensed"))
        return SIGNER_LICENSED;
    if (!str_is(w, "other"))
        scene_wrong("a signer is treating, licensed or other");
    return SIGNER_OTHER;
}

static void say_second(struct words *k, struct fact_override *o)
{
    struct str form = words_next(k);

    o->second = str_is(form, "member")    ? SECOND_MEMBER
                : str_is(form, "account") ? SECOND_ACCOUNT
                : str_is(form, "record")  ? SECOND_RECORD
                                          : SECOND_NONE;
    o->second_by = words_next(k);
    o->second_licensed = !words_take(k, "unlicensed");
    if (words_take(k, "at"))
        o->second_utc = instant(k);
    if (words_take(k, "sheet"))
        o->second_sheet = words_next(k);
}

/* override o1 G1.a [for dana] by ash treating on DAY [until DAY] [because "..."] [document D]
 *          [second member bo [unlicensed] at TIME [sheet S]] */
static void say_override(struct gate_scene *s, struct words *k)
{
    struct fact_override *o = &s->overrides[s->f.noverrides++];

    *o = (struct fact_override){ .expires = RW_NO_DATE, .second_utc = RW_NO_TIME };
    o->id = words_next(k);
    o->criterion = scene_criterion(s, words_next(k));
    o->child = s->f.child;
    if (words_take(k, "for"))
        o->person = words_next(k);
    if (!words_take(k, "by"))
        scene_wrong("an override was made by somebody");
    o->by = words_next(k);
    o->signer = signer_of(words_next(k));
    if (!words_take(k, "on"))
        scene_wrong("an override has a day");
    o->on = scene_day(k);
    if (words_take(k, "until"))
        o->expires = scene_day(k);
    if (words_take(k, "because"))
        o->reason = words_next(k);
    if (words_take(k, "document"))
        o->document = words_next(k);
    if (words_take(k, "second"))
        say_second(k, o);
}

static void say_checkpoint(struct gate_scene *s, struct words *k)
{
    s->gate = words_next(k);
}

static const struct {
    const char *word;
    void (*say)(struct gate_scene *s, struct words *k);
} lines[] = {
    { "checkpoint", say_checkpoint }, { "today", say_today },       { "practice", say_practice },
    { "child", say_child },           { "contact", say_contact },   { "home", say_home },
    { "nobody", say_nobody },         { "all", say_all },           { "without", say_without },
    { "record", say_record },         { "sign", say_sign },         { "register", say_register },
    { "entered", say_entered },       { "override", say_override },
};

/* What stands after an expectation would be given to no question. */
bool scene_given(struct gate_scene *s, struct words *k)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!words_take(k, lines[i].word))
            continue;
        if (s->checked)
            scene_wrong("what is given stands before the arrows");
        lines[i].say(s, k);
        return true;
    }
    return false;
}

void scene_start(struct gate_scene *s)
{
    s->f = (struct facts){ .today = RW_NO_DATE,
                           .now_utc = RW_NO_TIME,
                           .born = RW_NO_DATE,
                           .entry = { .on = RW_NO_DATE },
                           .signs_known = true };
    s->gate = STR_NULL;
    s->checked = false;
}
