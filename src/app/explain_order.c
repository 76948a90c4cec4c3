#include "app/explain_order.h"

#include "base/limits.h"
#include "core/contact.h"

#include <jansson.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>

struct orders_file {
    struct arena *a;
    struct str why;
    struct contact_basis in;
    struct contact_step *steps;
    struct contact_question q;
};

static bool wrong(struct orders_file *f, const char *where, size_t i, const char *what)
{
    if (!f->why.p)
        f->why = str_fmt(f->a, "%s[%zu]: %s", where, i, what);
    return false;
}

static bool only_keys(struct orders_file *f, const char *where, size_t i, json_t *v,
                      const char *const *keys)
{
    const char *key;
    json_t *x;
    size_t k;

    if (!json_is_object(v))
        return wrong(f, where, i, "must be an object");
    json_object_foreach(v, key, x)
    {
        for (k = 0; keys[k] && strcmp(keys[k], key) != 0; k++)
            ;
        if (!keys[k])
            return wrong(f, where, i, "holds a key that is not known");
    }
    return true;
}

/* Empty where the key is missing; false where it is no text. */
static bool text(struct orders_file *f, const char *where, size_t i, const json_t *v,
                 const char *key, struct str *to)
{
    const json_t *x = json_object_get(v, key);

    *to = STR_NULL;
    if (!x)
        return true;
    if (!json_is_string(x) || !json_string_length(x))
        return wrong(f, where, i, str_z(f->a, str_fmt(f->a, "%s must be a text", key)));
    *to = str_copy(f->a, (struct str){ json_string_value(x), json_string_length(x) });
    return true;
}

static bool day(struct orders_file *f, const char *where, size_t i, const json_t *v,
                const char *key, struct date *to)
{
    struct str s;

    *to = RW_NO_DATE;
    if (!text(f, where, i, v, key, &s))
        return false;
    if (s.p && !date_parse(s, to))
        return wrong(f, where, i,
                     str_z(f->a, str_fmt(f->a, "%s must be a day as YYYY-MM-DD", key)));
    return true;
}

static bool number(struct orders_file *f, const char *where, size_t i, const json_t *v,
                   const char *key, int64_t *to)
{
    const json_t *x = json_object_get(v, key);

    *to = 0;
    if (!x)
        return true;
    if (!json_is_integer(x) || json_integer_value(x) < 1)
        return wrong(f, where, i, str_z(f->a, str_fmt(f->a, "%s must be a number from 1", key)));
    *to = json_integer_value(x);
    return true;
}

static bool flag(struct orders_file *f, const char *where, size_t i, const json_t *v,
                 const char *key, bool missing, bool *to)
{
    const json_t *x = json_object_get(v, key);

    *to = x ? json_is_true(x) : missing;
    return !x || json_is_boolean(x) ||
           wrong(f, where, i, str_z(f->a, str_fmt(f->a, "%s must be true or false", key)));
}

static bool channels(struct orders_file *f, const char *where, size_t i, const json_t *v,
                     uint32_t *set)
{
    const json_t *list = json_object_get(v, "channels");
    enum contact_channel c = CHANNEL_IN_PERSON;
    size_t k;

    *set = 0;
    if (list && !json_is_array(list))
        return wrong(f, where, i, "channels must be a list");
    for (k = 0; k < json_array_size(list); k++) {
        const json_t *x = json_array_get(list, k);

        if (!json_is_string(x) || !channel_of(str_of(json_string_value(x)), &c))
            return wrong(f, where, i, "channels holds a word that is not known");
        *set |= CHANNEL_BIT(c);
    }
    return true;
}

static const struct contact_step *step_of(const struct orders_file *f, struct str id)
{
    size_t i;

    for (i = 0; i < f->in.nsteps; i++)
        if (str_eq(f->steps[i].id, id))
            return &f->steps[i];
    return NULL;
}

static bool read_supervision(struct orders_file *f, const char *where, size_t i, const json_t *v,
                             enum contact_supervision *to)
{
    struct str word;

    *to = SUPERVISION_NOT_STATED;
    if (!text(f, where, i, v, "supervision", &word))
        return false;
    return !word.p || supervision_of(word, to) ||
           wrong(f, where, i, "supervision is a word that is not known");
}

static bool read_step(struct orders_file *f, size_t i, json_t *v)
{
    static const char *const keys[] = { "id", "title", "supervision", "channels", NULL };
    struct contact_step *s = &f->steps[i];

    if (!only_keys(f, "steps", i, v, keys) || !text(f, "steps", i, v, "id", &s->id) ||
        !text(f, "steps", i, v, "title", &s->title) ||
        !read_supervision(f, "steps", i, v, &s->supervision) ||
        !channels(f, "steps", i, v, &s->channels))
        return false;
    s->rank = (int32_t)i;
    return (s->id.p && s->title.p) || wrong(f, "steps", i, "needs id and title");
}

static bool read_order(struct orders_file *f, size_t i, json_t *v, struct contact_order *o)
{
    static const char *const keys[] = { "id",      "title",     "closes_contact", "in_force",
                                        "entered", "effective", "expires",        NULL };

    if (!only_keys(f, "orders", i, v, keys) || !text(f, "orders", i, v, "id", &o->id) ||
        !text(f, "orders", i, v, "title", &o->title) ||
        !day(f, "orders", i, v, "effective", &o->effective) ||
        !day(f, "orders", i, v, "expires", &o->expires))
        return false;
    if (!flag(f, "orders", i, v, "closes_contact", false, &o->closing_kind) ||
        !flag(f, "orders", i, v, "in_force", true, &o->in_force) ||
        !flag(f, "orders", i, v, "entered", true, &o->entered))
        return false;
    return (o->id.p && o->title.p && date_known(o->effective)) ||
           wrong(f, "orders", i, "needs id, title and effective");
}

static bool read_words(struct orders_file *f, size_t i, const json_t *v, struct contact_term *t)
{
    struct str says, ceiling;

    if (!text(f, "terms", i, v, "says", &says) || !text(f, "terms", i, v, "ceiling", &ceiling))
        return false;
    if (says.p && !say_of(says, &t->say))
        return wrong(f, "terms", i, "says is a word that is not known");
    t->ceiling = ceiling.p ? step_of(f, ceiling) : NULL;
    return !ceiling.p || t->ceiling || wrong(f, "terms", i, "ceiling is no step of this file");
}

static bool read_term(struct orders_file *f, size_t i, json_t *v, struct contact_term *t)
{
    static const char *const keys[] = { "order",       "child",   "person",  "channels", "says",
                                        "supervision", "ceiling", "minutes", "days",     "places",
                                        "effective",   "expires", NULL };

    t->id = str_fmt(f->a, "%zu", i);
    if (!only_keys(f, "terms", i, v, keys) || !text(f, "terms", i, v, "order", &t->order_id) ||
        !text(f, "terms", i, v, "child", &t->child) ||
        !text(f, "terms", i, v, "person", &t->person) ||
        !channels(f, "terms", i, v, &t->channels) || !read_words(f, i, v, t) ||
        !read_supervision(f, "terms", i, v, &t->supervision) ||
        !number(f, "terms", i, v, "minutes", &t->minutes_max) ||
        !number(f, "terms", i, v, "days", &t->days_between) ||
        !text(f, "terms", i, v, "places", &t->places) ||
        !day(f, "terms", i, v, "effective", &t->effective) ||
        !day(f, "terms", i, v, "expires", &t->expires))
        return false;
    return t->order_id.p || wrong(f, "terms", i, "needs the id of its order");
}

static bool read_stop(struct orders_file *f, size_t i, json_t *v, struct contact_stop *s)
{
    static const char *const keys[] = { "child",       "person", "words", "live_only",
                                        "supervision", "from",   NULL };

    s->kind = STOP_OTHER;
    s->source_id = str_fmt(f->a, "%zu", i);
    if (!only_keys(f, "stops", i, v, keys) || !text(f, "stops", i, v, "child", &s->child) ||
        !text(f, "stops", i, v, "person", &s->person) ||
        !text(f, "stops", i, v, "words", &s->words) ||
        !read_supervision(f, "stops", i, v, &s->least) || !day(f, "stops", i, v, "from", &s->from))
        return false;
    if (!flag(f, "stops", i, v, "live_only", false, &s->live_only))
        return false;
    return s->words.p || wrong(f, "stops", i, "needs its words");
}

static bool whole_ask(const struct contact_question *q)
{
    return q->child.p && q->person.p && date_known(q->day);
}

static bool read_ask(struct orders_file *f, json_t *v)
{
    static const char *const keys[] = { "child", "person", "channel", "step", "day", NULL };
    struct str channel, step;

    if (!only_keys(f, "ask", 0, v, keys) || !text(f, "ask", 0, v, "child", &f->q.child) ||
        !text(f, "ask", 0, v, "person", &f->q.person) ||
        !text(f, "ask", 0, v, "channel", &channel) || !text(f, "ask", 0, v, "step", &step) ||
        !day(f, "ask", 0, v, "day", &f->q.day))
        return false;
    if (!whole_ask(&f->q) || !channel.p == !step.p)
        return wrong(f, "ask", 0, "needs child, person, day, and either a channel or a step");
    if (channel.p && !channel_of(channel, &f->q.channel))
        return wrong(f, "ask", 0, "channel is a word that is not known");
    f->q.step = step.p ? step_of(f, step) : NULL;
    return !step.p || f->q.step || wrong(f, "ask", 0, "step is no step of this file");
}

typedef bool read_row_fn(struct orders_file *f, size_t i, json_t *v, void *row);

static bool read_order_row(struct orders_file *f, size_t i, json_t *v, void *row)
{
    return read_order(f, i, v, row);
}

static bool read_term_row(struct orders_file *f, size_t i, json_t *v, void *row)
{
    return read_term(f, i, v, row);
}

static bool read_stop_row(struct orders_file *f, size_t i, json_t *v, void *row)
{
    return read_stop(f, i, v, row);
}

static bool read_step_row(struct orders_file *f, size_t i, json_t *v, void *row)
{
    (void)row;
    return read_step(f, i, v);
}

/* Rows of one list; a missing list has none. */
static bool read_list(struct orders_file *f, const json_t *whole, const char *key, size_t size,
                      read_row_fn *read, void **rows, size_t *n)
{
    const json_t *list = json_object_get(whole, key);
    size_t max = json_array_size(list), i;
    char *to = arena_take(f->a, max + 1, size, alignof(max_align_t));

    *rows = to;
    *n = 0;
    if (list && !json_is_array(list))
        return wrong(f, key, 0, "must be a list");
    if (!to || f->a->spent)
        return wrong(f, key, 0, "is too large");
    if (read == read_step_row)
        f->steps = *rows;
    for (i = 0; i < max; i++, (*n)++)
        if (!read(f, i, json_array_get(list, i), to + i * size))
            return false;
    return true;
}

static bool read_lists(struct orders_file *f, const json_t *whole)
{
    void *steps, *orders, *terms, *stops;

    if (!read_list(f, whole, "steps", sizeof(struct contact_step), read_step_row, &steps,
                   &f->in.nsteps) ||
        !read_list(f, whole, "orders", sizeof(struct contact_order), read_order_row, &orders,
                   &f->in.norders) ||
        !read_list(f, whole, "terms", sizeof(struct contact_term), read_term_row, &terms,
                   &f->in.nterms) ||
        !read_list(f, whole, "stops", sizeof(struct contact_stop), read_stop_row, &stops,
                   &f->in.nstops))
        return false;
    f->in.steps = steps;
    f->in.orders = orders;
    f->in.terms = terms;
    f->in.stops = stops;
    return flag(f, "file", 0, whole, "no_order", false, &f->in.none);
}

static bool read_file(struct orders_file *f, json_t *whole)
{
    static const char *const keys[] = { "format", "no_order", "steps", "orders",
                                        "terms",  "stops",    "ask",   NULL };
    const json_t *format = json_object_get(whole, "format");

    if (!only_keys(f, "file", 0, whole, keys))
        return false;
    if (!json_is_string(format) || strcmp(json_string_value(format), "reweave-orders-1") != 0)
        return wrong(f, "file", 0, "format must be \"reweave-orders-1\"");
    return read_lists(f, whole) && read_ask(f, json_object_get(whole, "ask"));
}

static void print(const struct contact_reply *r, struct out *o)
{
    size_t i;

    out_z(o, "{\"answer\":");
    out_json(o, str_of(contact_answer_word(r->answer)));
    out_z(o, ",\"conflict\":");
    out_z(o, r->conflict ? "true" : "false");
    out_z(o, ",\"sources\":[");
    for (i = 0; i < r->nsources; i++) {
        out_z(o, i ? ",{\"speaks\":" : "{\"speaks\":");
        out_json(o, str_of(contact_answer_word(r->sources[i].speaks)));
        out_z(o, ",\"order\":");
        if (r->sources[i].order_id.p)
            out_json(o, r->sources[i].order_id);
        else
            out_z(o, "null");
        out_z(o, ",\"sentence\":");
        out_json(o, r->sources[i].sentence);
        out_z(o, "}");
    }
    out_z(o, "]}\n");
}

enum rw_status explain_order(struct arena *a, struct str facts_json, struct out *json,
                             struct str *why, struct rw_err *e)
{
    struct orders_file f = { .a = a };
    struct contact_reply r;
    json_error_t fault;
    json_t *whole;
    enum rw_status st;
    bool good;

    if (facts_json.len > RW_FORM_MAX)
        return RW_FAIL(e, RW_ELIMIT, "the file is too large");
    whole = json_loadb(facts_json.p, facts_json.len, JSON_REJECT_DUPLICATES, &fault);
    if (!whole)
        f.why = str_fmt(a, "line %d: %s", fault.line, fault.text);
    good = whole && read_file(&f, whole);
    json_decref(whole);
    *why = f.why;
    if (!good)
        return RW_FAIL(e, RW_EINPUT, "an orders file could not be read");
    st = contact_step_permitted(a, &f.in, &f.q, &r, e);
    if (st)
        return st;
    print(&r, json);
    return json->over ? RW_FAIL(e, RW_ELIMIT, "the answer is larger than its buffer") : RW_OK;
}
