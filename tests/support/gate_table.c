/* gate_table.c -- what must come out of a case, and the cases of a file one after the other. */
#include "support/gate_table.h"

#include "support/gate_scene.h"

static void check_now(struct gate_scene *s)
{
    const struct gate *g = protocol_gate(s->p, s->gate);
    struct rw_err e = { 0 };

    if (s->checked)
        return;
    if (!g)
        scene_wrong("no checkpoint %.*s", STR_ARG(s->gate));
    s->f.adults = s->adults;
    s->f.facts = s->facts;
    s->f.signs = s->signs;
    s->f.overrides = s->overrides;
    if (gate_check(s->a, s->p, g, &s->f, &s->r, &e))
        scene_wrong("gate_check: %s", e.note);
    s->checked = true;
}

static const struct criterion_result *find(struct gate_scene *s, struct str id, struct str who)
{
    for (size_t i = 0; i < s->r.nresults; i++) {
        const struct criterion_result *r = &s->r.results[i];

        if (str_eq(r->criterion->id, id) &&
            (!who.p || str_eq(r->adult ? r->adult->id : STR("nobody"), who)))
            return r;
    }
    return NULL;
}

static void expect_text(struct str got, struct str want)
{
    if (!str_eq(got, want))
        scene_wrong("it says \"%.*s\", not \"%.*s\"", STR_ARG(got), STR_ARG(want));
}

static void expect_evidence(const struct criterion_result *r, struct words *k)
{
    size_t i = 0;

    while (k->at < k->n && i < r->nevidence)
        expect_text(r->evidence[i++], words_next(k));
    if (k->at < k->n || i < r->nevidence)
        scene_wrong("%zu pieces of evidence", r->nevidence);
}

static void expect_day(struct arena *a, struct date got, struct date want)
{
    if (got.day != want.day)
        scene_wrong("the day is %.*s", STR_ARG(date_iso(a, got)));
}

static void expect_one(struct gate_scene *s, const struct criterion_result *r, struct words *k)
{
    while (k->at < k->n) {
        if (words_take(k, "says"))
            expect_text(r->sentence, words_next(k));
        else if (words_take(k, "ignored"))
            expect_text(r->ignored_why, words_next(k));
        else if (words_take(k, "class"))
            expect_text((struct str){ (char[]){ override_letter(r->override) }, 1 }, words_next(k));
        else if (words_take(k, "due"))
            expect_day(s->a, r->due, scene_day(k));
        else if (words_take(k, "record"))
            expect_text(r->record ? r->record->id : STR("none"), words_next(k));
        else if (words_take(k, "evidence"))
            expect_evidence(r, k);
        else if (words_take(k, "rule"))
            expect_text(r->criterion->never ? r->criterion->never->title : STR("none"),
                        words_next(k));
        else if (words_take(k, "blocks")) {
            if (!r->blocks)
                scene_wrong("it does not block");
        } else if (words_take(k, "open")) {
            if (r->blocks)
                scene_wrong("it blocks");
        } else
            expect_text(str_of(criterion_state_word(r->state)), words_next(k));
    }
}

/* -> G1.b [dana | nobody] unknown says "..." */
static void expect_criterion(struct gate_scene *s, struct words *k)
{
    struct str id = scene_criterion(s, words_next(k)), who = STR_NULL;
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
            scene_wrong("%.*s is there", STR_ARG(id));
        return;
    }
    if (r)
        expect_one(s, r, k);
    else
        scene_wrong("no result for %.*s %.*s", STR_ARG(id), STR_ARG(who));
}

static void expect_list(struct gate_scene *s, struct words *k)
{
    const struct criterion_result *list[WORDS_MAX];
    size_t n = gate_obstacles(&s->r, list, WORDS_MAX);

    for (size_t i = 0; i < n && k->at < k->n; i++)
        expect_text(list[i]->criterion->id, words_next(k));
    if (k->at < k->n)
        scene_wrong("only %zu obstacles", n);
}

static void expect_whole(struct gate_scene *s, bool met)
{
    const struct criterion_result *first = NULL;

    gate_obstacles(&s->r, &first, 1);
    if (!met)
        scene_wrong("%zu block, first: %.*s", s->r.nblocking,
                    STR_ARG(first ? first->criterion->id : STR("none")));
}

static struct str or_none(struct str s)
{
    return str_empty(s) ? STR("none") : s;
}

/* -> leads from P1 to P2 [opens L1] [onward] [toward-contact] [one-step-lower]; all of it */
static void expect_move(const struct gate_scene *s, struct words *k)
{
    const struct gate *g = s->r.gate;
    bool onward, up, lower;

    words_take(k, "from");
    expect_text(or_none(g->from), words_next(k));
    words_take(k, "to");
    expect_text(or_none(g->to), words_next(k));
    expect_text(or_none(g->opens_level), words_take(k, "opens") ? words_next(k) : STR("none"));
    onward = words_take(k, "onward");
    up = words_take(k, "toward-contact");
    lower = words_take(k, "one-step-lower");
    if (onward != g->forward || up != g->step_up || lower != g->lowers_level)
        scene_wrong("onward %d, toward contact %d, one step lower %d", g->forward, g->step_up,
                    g->lowers_level);
}

static void expect_never(const struct gate_scene *s, struct str title)
{
    for (size_t i = 0; i < s->p->nnevers; i++)
        if (str_eq(s->p->nevers[i].title, title))
            return;
    scene_wrong("no such rule: %.*s", STR_ARG(title));
}

/* -> warning-sign CI1 "..." closing X */
static void expect_sign(const struct gate_scene *s, struct words *k)
{
    const struct sign_kind *kind = protocol_sign(s->p, words_next(k));

    if (!kind)
        scene_wrong("no such warning sign");
    expect_text(kind->title, words_next(k));
    words_take(k, "closing");
    expect_text((struct str){ (char[]){ override_letter(kind->closing) }, 1 }, words_next(k));
}

void scene_expect(struct gate_scene *s, struct words *k)
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
    else if (words_take(k, "leads"))
        expect_move(s, k);
    else if (words_take(k, "warning-sign"))
        expect_sign(s, k);
    else if (words_take(k, "nobody-may"))
        expect_never(s, words_next(k));
    else
        expect_criterion(s, k);
}

/* ---- the file ---- */

struct table {
    struct gate_scene now, background;
    struct gate_case c;
    gate_case_fn *each;
    void *to;
    bool in_case;
};

static void read_line(struct gate_scene *s, struct words k)
{
    if (!k.n || scene_given(s, &k))
        return;
    if (!words_take(&k, "->"))
        scene_wrong("what is this line?");
    scene_expect(s, &k);
}

/* Tells of the case that ends here; the lines before the first title are told of when wrong. */
static bool end_case(struct table *t)
{
    bool go_on = true;

    if (t->in_case && !t->c.wrong.p && !t->now.checked)
        t->c.wrong = STR("nothing is expected");
    t->c.f = &t->now.f;
    t->c.r = &t->now.r;
    t->c.gate = t->now.checked ? t->now.r.gate : NULL;
    if (t->in_case || t->c.wrong.p)
        go_on = t->each(t->to, &t->c);
    return go_on && (t->in_case || !t->c.wrong.p);
}

static void begin_case(struct table *t, struct str line, int at)
{
    if (!t->in_case)
        t->background = t->now;
    t->in_case = true;
    t->now = t->background;
    t->c.title = str_trim((struct str){ line.p + 2, line.len - 2 });
    t->c.line = at;
    t->c.wrong = STR_NULL;
}

static void take_line(struct table *t, struct str line, int at)
{
    if (t->c.wrong.p)
        return;
    if (setjmp(gate_wrong.out) == 0) {
        read_line(&t->now, words_cut(line));
    } else {
        t->c.wrong = str_copy(t->now.a, str_of(gate_wrong.why));
        t->c.wrong_line = at;
    }
}

void gate_table_run(struct arena *a, const struct protocol *p, struct str path, struct str text,
                    gate_case_fn *each, void *to)
{
    struct table *t = arena_new(a, struct table);
    struct str line;
    int at = 0;

    t->now.a = a;
    t->now.p = p;
    t->c.file = path;
    t->each = each;
    t->to = to;
    scene_start(&t->now);
    while (str_cut(&text, '\n', &line)) {
        at++;
        if (!str_starts(line, "==")) {
            take_line(t, line, at);
        } else {
            if (!end_case(t))
                return;
            begin_case(t, line, at);
        }
    }
    end_case(t);
}
