/* consent_table.c -- the lines of a table of consents stand at the head of each file. */
#include "support/consent_table.h"

#include "core/consent.h"
#include "support/gate_scene.h"

enum { LINES_MAX = 40 };

struct scene {
    struct arena *a;
    struct consent_line lines[LINES_MAX];
    struct consent_record r;
    size_t custodies;
    struct consent_case c;
    consent_case_fn *each;
    void *to;
    bool expected, in_case;
};

static const struct consent_name names[] = {
    { { "Dana", 4 }, { "Dana", 4 } },
    { { "Robin", 5 }, { "Robin", 5 } },
    { { "Kim", 3 }, { "Kim", 3 } },
};

static struct consent_line *line_add(struct scene *s, enum consent_line_kind kind)
{
    struct consent_line *l = &s->lines[s->r.n++];

    if (s->r.n == LINES_MAX)
        scene_wrong("too many lines");
    *l = (struct consent_line){ .kind = kind,
                                .child = STR("Maya"),
                                .on = RW_NO_DATE,
                                .to = RW_NO_DATE,
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .recorded_utc = 1000 };
    return l;
}

static void say_dates(struct words *k, struct consent_line *l)
{
    int64_t page;

    for (;;) {
        if (words_take(k, "on") || words_take(k, "from"))
            l->on = scene_day(k);
        else if (words_take(k, "to"))
            l->to = scene_day(k);
        else if (words_take(k, "served"))
            l->served = scene_day(k);
        else if (words_take(k, "delivered"))
            l->delivered = scene_day(k);
        else if (words_take(k, "paper"))
            l->document = STR("d");
        else if (words_take(k, "page")) {
            if (!str_i64(words_next(k), &page))
                scene_wrong("not a page");
            l->page = page;
        } else
            break;
    }
}

static bool is_name(struct str w)
{
    return str_is(w, "Dana") || str_is(w, "Robin") || str_is(w, "Kim");
}

static void say_custody(struct scene *s, struct words *k)
{
    size_t first = s->r.n, i;
    struct str kind = words_next(k), id = str_fmt(s->a, "c%zu", ++s->custodies);

    while (k->at < k->n && is_name(k->w[k->at])) {
        struct consent_line *l = line_add(s, CONSENT_CUSTODY);

        l->id = id;
        l->word = kind;
        l->person = words_next(k);
        l->recorded_utc += (int64_t)s->custodies;
        l->on = date_of((struct ymd){ 2024, 1, 1 });
    }
    for (i = first; i < s->r.n; i++) {
        struct words again = *k;

        say_dates(&again, &s->lines[i]);
    }
    k->at = k->n;
}

static void say_order(struct scene *s, struct words *k)
{
    struct consent_line *l = line_add(s, CONSENT_ORDER);

    l->id = words_next(k);
    l->word = words_next(k);
    say_dates(k, l);
}

static void say_word(struct scene *s, struct words *k, struct str person)
{
    struct consent_line *l = line_add(s, CONSENT_WORD);

    l->person = person;
    l->word = words_next(k);
    if (str_is(l->word, "order"))
        l->ref = words_next(k);
    say_dates(k, l);
}

static void expect(struct scene *s, struct words *k)
{
    struct consent_status got;
    bool complete = words_take(k, "complete"), notice = false, stopped, told;
    size_t i;

    if (!complete)
        words_take(k, "awaiting");
    stopped = words_take(k, "stopped");
    told = words_take(k, "notice");
    consent_check(s->a, &s->r, &got);
    for (i = 0; i < got.nsigners; i++)
        notice = notice || got.signers[i].notice;
    if (got.complete != complete || got.stopped != stopped || notice != told ||
        got.nwhy != k->n - k->at)
        scene_wrong("%s%s%s, %zu sentences, %.*s", got.complete ? "complete" : "awaiting",
                    got.stopped ? " stopped" : "", notice ? " notice" : "", got.nwhy,
                    STR_ARG(got.nwhy ? got.why[0] : STR("")));
    for (i = 0; i < got.nwhy; i++) {
        struct str want = words_next(k);

        if (!str_eq(got.why[i], want))
            scene_wrong("it says \"%.*s\"", STR_ARG(got.why[i]));
    }
    s->expected = true;
}

static void read_line(struct scene *s, struct words k)
{
    struct str w = words_next(&k);

    if (str_is(w, "today"))
        s->r.today = scene_day(&k);
    else if (str_is(w, "custody"))
        say_custody(s, &k);
    else if (str_is(w, "order"))
        say_order(s, &k);
    else if (is_name(w))
        say_word(s, &k, w);
    else if (str_is(w, "expect"))
        expect(s, &k);
    else if (w.len)
        scene_wrong("what is %.*s?", STR_ARG(w));
}

static void end_case(struct scene *s)
{
    if (s->in_case && !s->c.wrong.p && !s->expected)
        s->c.wrong = STR("nothing is expected");
    if (s->in_case || s->c.wrong.p)
        s->each(s->to, &s->c);
}

static void begin_case(struct scene *s, struct str title, int at)
{
    end_case(s);
    s->r = (struct consent_record){ .child = STR("Maya"),
                                    .child_name = STR("Maya"),
                                    .lines = s->lines,
                                    .names = names,
                                    .nnames = 3 };
    s->custodies = 0;
    s->in_case = true;
    s->expected = false;
    s->c.title = title;
    s->c.line = at;
    s->c.wrong = STR_NULL;
}

static void take_line(struct scene *s, struct words k, int at)
{
    if (s->c.wrong.p)
        return;
    if (setjmp(gate_wrong.out) == 0) {
        read_line(s, k);
    } else {
        s->c.wrong = str_copy(s->a, str_of(gate_wrong.why));
        s->c.wrong_line = at;
    }
}

void consent_table_run(struct arena *a, struct str path, struct str text, consent_case_fn *each,
                       void *to)
{
    struct scene *s = arena_new(a, struct scene);
    struct str line;
    int at = 0;

    s->a = a;
    s->c.file = path;
    s->each = each;
    s->to = to;
    while (str_cut(&text, '\n', &line)) {
        struct words k = words_cut(line);

        at++;
        if (words_take(&k, "case"))
            begin_case(s, words_next(&k), at);
        else
            take_line(s, k, at);
    }
    end_case(s);
}
