/* Runs tests/cases/contact/?*.cases: orders, what they say, and the answer. The format stands at the
 * head of the file. Every question is asked again with all rows backwards: the same answer. */
#include "content/content.h"
#include "core/contact.h"
#include "core/protocol.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

#include <stdio.h>

enum { ROWS_MAX = 24, LEVELS = 10 };

struct scene {
    struct arena *a;
    struct date today;
    struct contact_order orders[ROWS_MAX], orders_back[ROWS_MAX];
    struct contact_term terms[ROWS_MAX], terms_back[ROWS_MAX];
    struct contact_stop stops[ROWS_MAX], stops_back[ROWS_MAX];
    struct contact_basis in;
    struct contact_reply r;
    const char *file;
    int line, cases, asked;
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

static int64_t number(struct scene *s, struct words *k)
{
    int64_t n = 0;

    if (!str_i64(words_next(k), &n))
        WRONG(s, "not a number");
    return n;
}

static const struct contact_step *step(struct scene *s, struct words *k)
{
    struct str id = words_next(k);
    size_t i;

    for (i = 0; i < LEVELS; i++)
        if (str_eq(id, steps[i].id))
            return &steps[i];
    WRONG(s, "no step %.*s", STR_ARG(id));
    return NULL;
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
            o->effective = day(s, k);
        else if (words_take(k, "until"))
            o->expires = day(s, k);
        else if (words_take(k, "ended"))
            o->in_force = false;
        else if (words_take(k, "not-entered"))
            o->entered = false;
        else
            WRONG(s, "a word too many");
    }
}

static uint32_t channels(struct scene *s, struct str list)
{
    struct str one;
    uint32_t set = 0;
    enum contact_channel c = CHANNEL_PORTAL;

    if (str_is(list, "all"))
        return 0;
    while (str_cut(&list, ',', &one)) {
        if (!channel_of(one, &c))
            WRONG(s, "no channel %.*s", STR_ARG(one));
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
    t->channels = channels(s, words_next(k));
    while (k->at < k->n) {
        if (words_take(k, "supervision")) {
            if (!supervision_of(words_next(k), &t->supervision))
                WRONG(s, "no such supervision");
        } else if (words_take(k, "ceiling"))
            t->ceiling = step(s, k);
        else if (words_take(k, "minutes"))
            t->minutes_max = number(s, k);
        else if (words_take(k, "days"))
            t->days_between = number(s, k);
        else if (words_take(k, "place"))
            t->places = words_next(k);
        else if (words_take(k, "from"))
            t->effective = day(s, k);
        else if (words_take(k, "until"))
            t->expires = day(s, k);
        else if (!say_of(words_next(k), &t->say))
            WRONG(s, "a word too many");
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
        WRONG(s, "no such supervision");
    if (words_take(k, "from"))
        x->from = day(s, k);
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

static void compare(struct scene *s, const struct contact_reply *back)
{
    size_t i;

    if (back->answer != s->r.answer || back->nsources != s->r.nsources ||
        back->conflict != s->r.conflict)
        WRONG(s, "another answer when the rows stand backwards");
    for (i = 0; i < s->r.nsources; i++)
        if (!str_eq(back->sources[i].sentence, s->r.sources[i].sentence))
            WRONG(s, "another order of sources when the rows stand backwards");
}

/* ask maya dana in_person|step [at L4] [on DAY] -> no */
static void say_ask(struct scene *s, struct words *k)
{
    struct contact_question q = { .day = s->today };
    struct contact_reply back = { 0 };
    struct contact_basis other = s->in;
    struct rw_err e = { 0 };
    struct str how;

    q.child = words_next(k);
    q.person = words_next(k);
    how = words_next(k);
    if (words_take(k, "at"))
        q.step = step(s, k);
    if (words_take(k, "on"))
        q.day = day(s, k);
    if (!str_is(how, "step") && !channel_of(how, &q.channel))
        WRONG(s, "no channel %.*s", STR_ARG(how));
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
        WRONG(s, "contact_permitted: %s", e.note);
    compare(s, &back);
    s->asked++;
    if (!words_take(k, "->") || !str_is(words_next(k), s->r.answer == CONTACT_YES  ? "yes"
                                                       : s->r.answer == CONTACT_NO ? "no"
                                                                                   : "not-known"))
        WRONG(s, "the answer is %s: %.*s", contact_answer_word(s->r.answer),
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
            WRONG(s, "no source says so; the first is: %.*s", STR_ARG(s->r.sentence));
    } else if (words_take(k, "first")) {
        if (!str_eq(s->r.sentence, words_next(k)))
            WRONG(s, "the first is: %.*s", STR_ARG(s->r.sentence));
    } else if (words_take(k, "silent-about")) {
        if (says(s, words_next(k), true))
            WRONG(s, "a source says so");
    } else if (words_take(k, "sources")) {
        if (number(s, k) != (int64_t)s->r.nsources)
            WRONG(s, "%zu sources", s->r.nsources);
    } else if (words_take(k, "conflict")) {
        struct str who = words_next(k);

        if (!str_eq(s->r.conflict ? s->r.requiring_order : STR("none"), who))
            WRONG(s, "conflict: %.*s", STR_ARG(s->r.requiring_order));
    } else
        WRONG(s, "expect what?");
}

static void begin(struct scene *s)
{
    s->in = (struct contact_basis){ .steps = steps, .nsteps = LEVELS };
    s->cases++;
}

static void read_line(struct scene *s, struct str line)
{
    struct words k = words_cut(line);

    if (!k.n)
        return;
    if (words_take(&k, "today"))
        s->today = day(s, &k);
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
        WRONG(s, "what is this line?");
}

static void run_file(struct arena *a, struct str path, int *cases, int *asked)
{
    struct str text = file_read(a, str_z(a, path)), rest = text, line;
    struct scene *s = arena_new(a, struct scene);

    s->a = a;
    s->file = str_z(a, path);
    while (str_cut(&rest, '\n', &line)) {
        s->line++;
        if (str_starts(line, "=="))
            begin(s);
        else
            read_line(s, line);
    }
    *cases += s->cases;
    *asked += s->asked;
}

TEST(every_order_of_the_tables_is_read_as_written)
{
    struct arena a;
    struct str *paths;
    size_t n, i;
    int cases = 0, asked = 0;

    CHECK(arena_make(&a, 32u << 20));
    paths = file_glob(&a, "tests/cases/contact/?*.cases", &n);
    for (i = 0; i < n; i++)
        run_file(&a, paths[i], &cases, &asked);
    CHECK(!a.spent);
    CHECK(cases >= 30 && asked >= 60);
    arena_free(&a);
}

TEST(a_question_without_a_person_or_a_day_is_none)
{
    struct contact_basis in = { 0 };
    struct contact_question q = { .child = STR("maya"), .person = STR("dana"), .day = RW_NO_DATE };
    struct contact_reply r;
    struct rw_err e = { 0 };
    struct arena a;

    CHECK(arena_make(&a, 1u << 16));
    CHECK(contact_permitted(&a, &in, &q, &r, &e) == RW_EINPUT);
    CHECK(date_parse(STR("2026-11-22"), &q.day));
    q.person = STR("");
    CHECK(contact_permitted(&a, &in, &q, &r, &e) == RW_EINPUT);
    arena_free(&a);
}
