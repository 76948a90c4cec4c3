/* order_table.c -- the lines of a table of orders stand at the head of each file. */
#include "support/order_table.h"

#include "support/gate_scene.h"

enum { ROWS_MAX = 24, LEVELS = 10 };

struct scene {
    struct arena *a;
    struct date today;
    struct contact_order orders[ROWS_MAX], orders_back[ROWS_MAX];
    struct contact_term terms[ROWS_MAX], terms_back[ROWS_MAX];
    struct contact_stop stops[ROWS_MAX], stops_back[ROWS_MAX];
    struct contact_basis in;
    struct contact_reply r;
    struct order_case c;
    order_asked_fn *asked_of;
    order_case_fn *each;
    void *to;
    int asked;
    bool in_case;
};

/* As content/lists/contact-steps.yaml has them. */
static const struct contact_step steps[LEVELS] = {
    { STR("L0"), STR("No contact; preparation"), 0, SUPERVISION_NOT_STATED, 0 },
    { STR("L1"), STR("Reviewed one-way messages"), 1, SUPERVISION_IN_ROOM, 0x58 },
    { STR("L2"), STR("Letters both ways"), 2, SUPERVISION_IN_ROOM, 0x58 },
    { STR("L3"), STR("Live video or observation room"), 3, SUPERVISION_IN_ROOM, 0x4 },
    { STR("L4"), STR("In the office, therapist in the room"), 4, SUPERVISION_IN_ROOM, 0x1 },
    { STR("L5"), STR("In the office, therapist near"), 5, SUPERVISION_NEAR, 0x1 },
    { STR("L6"), STR("Outside, with a visit monitor"), 6, SUPERVISION_MONITOR, 0x1 },
    { STR("L7"), STR("Short and without supervision"), 7, SUPERVISION_NONE, 0x1 },
    { STR("L8"), STR("A day"), 8, SUPERVISION_NONE, 0x1 },
    { STR("L9"), STR("One night"), 9, SUPERVISION_NONE, 0x1 },
};

static int64_t number(struct words *k)
{
    int64_t n = 0;

    if (!str_i64(words_next(k), &n))
        scene_wrong("not a number");
    return n;
}

static const struct contact_step *step(struct words *k)
{
    struct str id = words_next(k);
    size_t i;

    for (i = 0; i < LEVELS; i++)
        if (str_eq(id, steps[i].id))
            return &steps[i];
    scene_wrong("no step %.*s", STR_ARG(id));
}

static struct str unless(struct words *k, const char *word)
{
    struct str w = words_next(k);

    return str_is(w, word) ? STR_NULL : w;
}

static void say_order(struct scene *s, struct words *k)
{
    struct contact_order *o = &s->orders[s->in.norders++];

    *o = (struct contact_order){ .expires = RW_NO_DATE, .in_force = true, .entered = true };
    o->id = words_next(k);
    o->closing_kind = words_take(k, "protective");
    o->title = words_next(k);
    while (k->at < k->n) {
        if (words_take(k, "from"))
            o->effective = scene_day(k);
        else if (words_take(k, "until"))
            o->expires = scene_day(k);
        else if (words_take(k, "ended"))
            o->in_force = false;
        else if (words_take(k, "not-entered"))
            o->entered = false;
        else
            scene_wrong("a word too many");
    }
}

static uint32_t channels(struct str list)
{
    struct str one;
    uint32_t set = 0;
    enum contact_channel c = CHANNEL_PORTAL;

    if (str_is(list, "all"))
        return 0;
    while (str_cut(&list, ',', &one)) {
        if (!channel_of(one, &c))
            scene_wrong("no channel %.*s", STR_ARG(one));
        set |= CHANNEL_BIT(c);
    }
    return set;
}

static void say_term(struct scene *s, struct words *k)
{
    struct contact_term *t = &s->terms[s->in.nterms++];

    *t = (struct contact_term){ .effective = RW_NO_DATE, .expires = RW_NO_DATE };
    t->id = str_fmt(s->a, "t%zu", s->in.nterms);
    t->order_id = words_next(k);
    t->child = unless(k, "each");
    t->person = unless(k, "everyone");
    t->channels = channels(words_next(k));
    while (k->at < k->n) {
        if (words_take(k, "supervision")) {
            if (!supervision_of(words_next(k), &t->supervision))
                scene_wrong("no such supervision");
        } else if (words_take(k, "ceiling"))
            t->ceiling = step(k);
        else if (words_take(k, "minutes"))
            t->minutes_max = number(k);
        else if (words_take(k, "days"))
            t->days_between = number(k);
        else if (words_take(k, "place"))
            t->places = words_next(k);
        else if (words_take(k, "from"))
            t->effective = scene_day(k);
        else if (words_take(k, "until"))
            t->expires = scene_day(k);
        else if (!say_of(words_next(k), &t->say))
            scene_wrong("a word too many");
    }
}

static void say_stop(struct scene *s, struct words *k)
{
    struct contact_stop *x = &s->stops[s->in.nstops++];

    *x = (struct contact_stop){ .kind = STOP_SIGN, .from = RW_NO_DATE };
    x->source_id = str_fmt(s->a, "s%zu", s->in.nstops);
    x->child = unless(k, "each");
    x->person = unless(k, "everyone");
    x->words = words_next(k);
    x->live_only = words_take(k, "live");
    if (words_take(k, "supervision") && !supervision_of(words_next(k), &x->least))
        scene_wrong("no such supervision");
    if (words_take(k, "from"))
        x->from = scene_day(k);
}

static void turn_round(struct scene *s)
{
    size_t i;

    for (i = 0; i < s->in.norders; i++)
        s->orders_back[s->in.norders - 1 - i] = s->orders[i];
    for (i = 0; i < s->in.nterms; i++)
        s->terms_back[s->in.nterms - 1 - i] = s->terms[i];
    for (i = 0; i < s->in.nstops; i++)
        s->stops_back[s->in.nstops - 1 - i] = s->stops[i];
}

static void compare(const struct scene *s, const struct contact_reply *back)
{
    size_t i;

    if (back->answer != s->r.answer || back->nsources != s->r.nsources ||
        back->conflict != s->r.conflict)
        scene_wrong("another answer when the rows stand backwards");
    for (i = 0; i < s->r.nsources; i++)
        if (!str_eq(back->sources[i].sentence, s->r.sources[i].sentence))
            scene_wrong("another order of sources when the rows stand backwards");
}

/* ask maya dana in_person|step [at L4] [on DAY] -> no */
static void say_ask(struct scene *s, struct words *k)
{
    struct contact_question q = { .day = s->today };
    struct contact_reply back = { 0 };
    struct contact_basis other = s->in;
    struct rw_err e = { 0 };
    struct str how, why;

    q.child = words_next(k);
    q.person = words_next(k);
    how = words_next(k);
    if (words_take(k, "at"))
        q.step = step(k);
    if (words_take(k, "on"))
        q.day = scene_day(k);
    if (!str_is(how, "step") && !channel_of(how, &q.channel))
        scene_wrong("no channel %.*s", STR_ARG(how));
    s->in.orders = s->orders;
    s->in.terms = s->terms;
    s->in.stops = s->stops;
    turn_round(s);
    other.orders = s->orders_back;
    other.terms = s->terms_back;
    other.stops = s->stops_back;
    if ((str_is(how, "step") ? contact_step_permitted : contact_permitted)(s->a, &s->in, &q, &s->r,
                                                                           &e) ||
        (str_is(how, "step") ? contact_step_permitted : contact_permitted)(s->a, &other, &q, &back,
                                                                           &e))
        scene_wrong("contact_permitted: %s", e.note);
    compare(s, &back);
    s->asked++;
    s->c.in = &s->in;
    s->c.q = &q;
    s->c.r = &s->r;
    if (s->asked_of && (why = s->asked_of(s->a, &s->c)).p)
        scene_wrong("%.*s", STR_ARG(why));
    if (!words_take(k, "->") || !str_is(words_next(k), s->r.answer == CONTACT_YES  ? "yes"
                                                       : s->r.answer == CONTACT_NO ? "no"
                                                                                   : "not-known"))
        scene_wrong("the answer is %s: %.*s", contact_answer_word(s->r.answer),
                    STR_ARG(s->r.sentence));
}

static bool says(const struct scene *s, struct str text, bool part)
{
    size_t i;

    for (i = 0; i < s->r.nsources; i++) {
        struct str x = s->r.sources[i].sentence;
        size_t at;

        if (str_eq(x, text))
            return true;
        for (at = 0; part && at + text.len <= x.len; at++)
            if (str_eq((struct str){ x.p + at, text.len }, text))
                return true;
    }
    return false;
}

static void expect(struct scene *s, struct words *k)
{
    if (words_take(k, "says")) {
        if (!says(s, words_next(k), false))
            scene_wrong("no source says so; the first is: %.*s", STR_ARG(s->r.sentence));
    } else if (words_take(k, "first")) {
        if (!str_eq(s->r.sentence, words_next(k)))
            scene_wrong("the first is: %.*s", STR_ARG(s->r.sentence));
    } else if (words_take(k, "silent-about")) {
        if (says(s, words_next(k), true))
            scene_wrong("a source says so");
    } else if (words_take(k, "sources")) {
        if (number(k) != (int64_t)s->r.nsources)
            scene_wrong("%zu sources", s->r.nsources);
    } else if (words_take(k, "conflict")) {
        struct str who = words_next(k);

        if (!str_eq(s->r.conflict ? s->r.requiring_order : STR("none"), who))
            scene_wrong("conflict: %.*s", STR_ARG(s->r.requiring_order));
    } else
        scene_wrong("expect what?");
}

static void read_line(struct scene *s, struct str line)
{
    struct words k = words_cut(line);

    if (!k.n)
        return;
    if (words_take(&k, "today"))
        s->today = scene_day(&k);
    else if (words_take(&k, "order"))
        say_order(s, &k);
    else if (words_take(&k, "term"))
        say_term(s, &k);
    else if (words_take(&k, "stop"))
        say_stop(s, &k);
    else if (words_take(&k, "no-order"))
        s->in.none = true;
    else if (words_take(&k, "ask"))
        say_ask(s, &k);
    else if (words_take(&k, "->"))
        expect(s, &k);
    else
        scene_wrong("what is this line?");
}

static void end_case(struct scene *s)
{
    if (s->in_case && !s->c.wrong.p && !s->asked)
        s->c.wrong = STR("nothing is asked");
    if (s->in_case || s->c.wrong.p)
        s->each(s->to, &s->c);
}

static void begin_case(struct scene *s, struct str line, int at)
{
    end_case(s);
    s->in = (struct contact_basis){ .steps = steps, .nsteps = LEVELS };
    s->in_case = true;
    s->asked = 0;
    s->c.title = str_trim((struct str){ line.p + 2, line.len - 2 });
    s->c.line = at;
    s->c.wrong = STR_NULL;
}

static void take_line(struct scene *s, struct str line, int at)
{
    if (s->c.wrong.p)
        return;
    if (setjmp(gate_wrong.out) == 0) {
        read_line(s, line);
    } else {
        s->c.wrong = str_copy(s->a, str_of(gate_wrong.why));
        s->c.wrong_line = at;
    }
}

void order_table_run(struct arena *a, struct str path, struct str text, order_asked_fn *asked,
                     order_case_fn *each, void *to)
{
    struct scene *s = arena_new(a, struct scene);
    struct str line;
    int at = 0;

    s->a = a;
    s->c.file = path;
    s->asked_of = asked;
    s->each = each;
    s->to = to;
    while (str_cut(&text, '\n', &line)) {
        at++;
        if (str_starts(line, "=="))
            begin_case(s, line, at);
        else
            take_line(s, line, at);
    }
    end_case(s);
}
