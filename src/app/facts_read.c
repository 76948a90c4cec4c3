#include "app/facts_read.h"

#include "base/limits.h"

#include <jansson.h>
#include <stddef.h>
#include <string.h>

/* ---- a small table-driven reader, as in content/, for JSON objects ---- */

enum key_kind {
    KEY_TEXT, /* struct str; not empty */
    KEY_DAY, /* struct date */
    KEY_TIME, /* int64_t, seconds UTC */
    KEY_NUMBER, /* struct fact: value and number */
    KEY_WORD, /* int32_t-sized enum, place in `words` */
    KEY_FLAG, /* bool */
    KEY_TEXTS, /* const struct str *, count at count_at */
    KEY_GROUP, /* the struct of `rows` in place */
    KEY_LIST /* array of the struct of `rows`, count at count_at */
};

struct key_row {
    const char *key;
    enum key_kind kind;
    bool required;
    size_t at, count_at, size;
    const char *const *words;
    const struct key_row *rows;
};

struct reading {
    struct arena *a;
    struct str path, why;
};

static enum rw_status bad(struct reading *r, struct str path, const char *text)
{
    r->why = path.len ? str_fmt(r->a, "%.*s: %s", STR_ARG(path), text) : str_of(text);
    return RW_EINPUT;
}

static struct str below(struct reading *r, struct str path, const char *key)
{
    return path.len ? str_fmt(r->a, "%.*s.%s", STR_ARG(path), key) : str_copy(r->a, str_of(key));
}

static enum rw_status get_text(struct reading *r, struct str path, const json_t *v, struct str *to)
{
    struct str s = { json_string_value(v), json_string_length(v) };

    if (!json_is_string(v) || str_empty(str_trim(s)))
        return bad(r, path, "must be a text that is not empty");
    if (!str_clean(s, true))
        return bad(r, path, "holds a control character");
    *to = str_copy(r->a, s);
    return RW_OK;
}

static enum rw_status read_text(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *row, char *base)
{
    return get_text(r, path, v, (struct str *)(void *)(base + row->at));
}

static enum rw_status read_day(struct reading *r, struct str path, const json_t *v,
                               const struct key_row *row, char *base)
{
    struct date *to = (struct date *)(void *)(base + row->at);

    if (!json_is_string(v) || !date_parse(str_of(json_string_value(v)), to))
        return bad(r, path, "must be a day as YYYY-MM-DD");
    return RW_OK;
}

static enum rw_status read_time(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *row, char *base)
{
    int64_t *to = (int64_t *)(void *)(base + row->at);

    if (!json_is_string(v) || !utc_parse(str_of(json_string_value(v)), to))
        return bad(r, path, "must be a time as YYYY-MM-DDTHH:MM:SSZ");
    return RW_OK;
}

/* Sits in a fact: a number makes it a number. */
static enum rw_status read_number(struct reading *r, struct str path, const json_t *v,
                                  const struct key_row *row, char *base)
{
    struct fact *to = (struct fact *)(void *)(base + row->at);

    if (!json_is_integer(v))
        return bad(r, path, "must be a whole number");
    if (to->value != FACT_UNKNOWN)
        return bad(r, path, "a fact has a result or a number, not both");
    to->value = FACT_NUMBER;
    to->number = json_integer_value(v);
    return RW_OK;
}

static enum rw_status read_word(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *row, char *base)
{
    for (int32_t i = 0; row->words[i]; i++) {
        if (!json_is_string(v) || strcmp(json_string_value(v), row->words[i]) != 0)
            continue;
        memcpy(base + row->at, &i, sizeof i);
        return RW_OK;
    }
    return bad(r, path, "is not one of the words that may stand here");
}

static enum rw_status read_flag(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *row, char *base)
{
    if (!json_is_boolean(v))
        return bad(r, path, "must be true or false");
    *(bool *)(base + row->at) = json_is_true(v);
    return RW_OK;
}

static void put_list(const struct key_row *row, char *base, const void *list, size_t n)
{
    memcpy(base + row->at, &list, sizeof list);
    memcpy(base + row->count_at, &n, sizeof n);
}

static enum rw_status read_texts(struct reading *r, struct str path, const json_t *v,
                                 const struct key_row *row, char *base)
{
    size_t n = json_array_size(v);
    struct str *list = arena_array(r->a, struct str, n);
    enum rw_status st = RW_OK;

    if (!json_is_array(v))
        return bad(r, path, "must be a list");
    if (n && (!list || r->a->spent))
        return RW_ELIMIT;
    for (size_t i = 0; !st && i < n; i++)
        st = get_text(r, str_fmt(r->a, "%.*s[%zu]", STR_ARG(path), i), json_array_get(v, i),
                      &list[i]);
    put_list(row, base, list, n);
    return st;
}

static enum rw_status read_rows(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *rows, char *base);

static enum rw_status read_group(struct reading *r, struct str path, const json_t *v,
                                 const struct key_row *row, char *base)
{
    return read_rows(r, path, v, row->rows, base + row->at);
}

static enum rw_status read_list(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *row, char *base)
{
    size_t n = json_array_size(v);
    char *list = arena_take(r->a, n ? n : 1, row->size, alignof(max_align_t));
    enum rw_status st = RW_OK;

    if (!json_is_array(v))
        return bad(r, path, "must be a list");
    if (!list || r->a->spent)
        return RW_ELIMIT;
    for (size_t i = 0; !st && i < n; i++)
        st = read_rows(r, str_fmt(r->a, "%.*s[%zu]", STR_ARG(path), i), json_array_get(v, i),
                       row->rows, list + i * row->size);
    put_list(row, base, list, n);
    return st;
}

typedef enum rw_status read_fn(struct reading *r, struct str path, const json_t *v,
                               const struct key_row *row, char *base);

static enum rw_status read_key(struct reading *r, struct str path, const json_t *v,
                               const struct key_row *row, char *base)
{
    static read_fn *const how[] = {
        [KEY_TEXT] = read_text,     [KEY_DAY] = read_day,     [KEY_TIME] = read_time,
        [KEY_NUMBER] = read_number, [KEY_WORD] = read_word,   [KEY_FLAG] = read_flag,
        [KEY_TEXTS] = read_texts,   [KEY_GROUP] = read_group, [KEY_LIST] = read_list,
    };

    return how[row->kind](r, path, v, row, base);
}

static bool is_known(const struct key_row *rows, const char *key)
{
    while (rows->key && strcmp(rows->key, key) != 0)
        rows++;
    return rows->key != NULL;
}

static enum rw_status check_keys(struct reading *r, struct str path, const json_t *v,
                                 const struct key_row *rows)
{
    json_t *whole = (json_t *)(uintptr_t)v;

    for (void *it = json_object_iter(whole); it; it = json_object_iter_next(whole, it))
        if (!is_known(rows, json_object_iter_key(it)))
            return bad(r, below(r, path, json_object_iter_key(it)), "unknown key");
    return RW_OK;
}

/* What is left out keeps "not recorded": days and times have a zero of their own. */
static void set_unknown(const struct key_row *rows, char *base)
{
    for (; rows->key; rows++) {
        if (rows->kind == KEY_DAY)
            *(struct date *)(void *)(base + rows->at) = RW_NO_DATE;
        else if (rows->kind == KEY_TIME)
            *(int64_t *)(void *)(base + rows->at) = RW_NO_TIME;
        else if (rows->kind == KEY_GROUP)
            set_unknown(rows->rows, base + rows->at);
    }
}

static enum rw_status read_rows(struct reading *r, struct str path, const json_t *v,
                                const struct key_row *rows, char *base)
{
    enum rw_status st;

    if (!json_is_object(v))
        return bad(r, path, "must be an object");
    st = check_keys(r, path, v, rows);
    set_unknown(rows, base);
    for (; !st && rows->key; rows++) {
        const json_t *x = json_object_get(v, rows->key);

        if (x && !json_is_null(x))
            st = read_key(r, below(r, path, rows->key), x, rows, base);
        else if (rows->required)
            return bad(r, below(r, path, rows->key), "is missing");
    }
    return st;
}

/* ---- the tables ---- */

#define ROW(T, name, field, k, ...)                                                                \
    {                                                                                              \
        .key = (name), .kind = (k), .at = offsetof(T, field), __VA_ARGS__                          \
    }
#define LIST(name, list, n, T, r)                                                                  \
    {                                                                                              \
        .key = (name), .kind = KEY_LIST, .at = offsetof(struct facts_file, f.list),                \
        .count_at = offsetof(struct facts_file, f.n), .size = sizeof(T), .rows = (r)               \
    }
#define YES .required = true
#define END                                                                                        \
    {                                                                                              \
        .key = NULL                                                                                \
    }

struct facts_file {
    struct facts f;
    struct str gate, format;
    int32_t practice;
};

static const char *const practice_words[] = { "group", "solo", NULL };
static const char *const side_words[] = { "contact", "home", NULL };
static const char *const result_words[] = { "unknown", "yes", "no", "not_applicable", NULL };
static const char *const signer_words[] = { "other", "licensed", "treating", NULL };
static const char *const second_words[] = { "none", "member", "account", "record", NULL };

_Static_assert(sizeof(enum fact_value) == sizeof(int32_t), "a word is written as int32_t");

static const struct key_row entry_rows[] = {
    ROW(struct fact_entry, "phase", phase, KEY_TEXT, YES),
    ROW(struct fact_entry, "level", level, KEY_TEXT),
    ROW(struct fact_entry, "on", on, KEY_DAY, YES),
    END,
};

static const struct key_row child_rows[] = {
    ROW(struct facts, "id", child, KEY_TEXT, YES),
    ROW(struct facts, "name", child_name, KEY_TEXT),
    ROW(struct facts, "born", born, KEY_DAY),
    ROW(struct facts, "track", track, KEY_TEXT),
    ROW(struct facts, "entry", entry, KEY_GROUP, .rows = entry_rows),
    END,
};

static const struct key_row adult_rows[] = {
    ROW(struct fact_adult, "id", id, KEY_TEXT, YES),
    ROW(struct fact_adult, "name", name, KEY_TEXT),
    ROW(struct fact_adult, "side", side, KEY_WORD, YES, .words = side_words),
    END,
};

static const struct key_row fact_rows[] = {
    ROW(struct fact, "id", id, KEY_TEXT, YES),
    ROW(struct fact, "fact", name, KEY_TEXT, YES),
    ROW(struct fact, "child", child, KEY_TEXT),
    ROW(struct fact, "person", person, KEY_TEXT),
    ROW(struct fact, "result", value, KEY_WORD, .words = result_words),
    ROW(struct fact, "reason", reason, KEY_TEXT),
    ROW(struct fact, "on", on, KEY_DAY, YES),
    ROW(struct fact, "recorded", recorded_utc, KEY_TIME),
    ROW(struct fact, "by", by, KEY_TEXT, YES),
    ROW(struct fact, "evidence", evidence, KEY_TEXTS, .count_at = offsetof(struct fact, nevidence)),
    { .key = "number", .kind = KEY_NUMBER },
    END,
};

static const struct key_row sign_rows[] = {
    ROW(struct fact_sign, "id", id, KEY_TEXT, YES),
    ROW(struct fact_sign, "sign", code, KEY_TEXT, YES),
    ROW(struct fact_sign, "child", child, KEY_TEXT),
    ROW(struct fact_sign, "person", person, KEY_TEXT),
    ROW(struct fact_sign, "opened", opened, KEY_DAY, YES),
    ROW(struct fact_sign, "closed", closed, KEY_DAY),
    END,
};

static const struct key_row override_rows[] = {
    ROW(struct fact_override, "id", id, KEY_TEXT, YES),
    ROW(struct fact_override, "criterion", criterion, KEY_TEXT, YES),
    ROW(struct fact_override, "child", child, KEY_TEXT),
    ROW(struct fact_override, "person", person, KEY_TEXT),
    ROW(struct fact_override, "on", on, KEY_DAY, YES),
    ROW(struct fact_override, "expires", expires, KEY_DAY),
    ROW(struct fact_override, "by", by, KEY_TEXT, YES),
    ROW(struct fact_override, "by_name", by_name, KEY_TEXT),
    ROW(struct fact_override, "signer", signer, KEY_WORD, YES, .words = signer_words),
    ROW(struct fact_override, "reason", reason, KEY_TEXT),
    ROW(struct fact_override, "document", document, KEY_TEXT),
    ROW(struct fact_override, "second", second, KEY_WORD, .words = second_words),
    ROW(struct fact_override, "second_by", second_by, KEY_TEXT),
    ROW(struct fact_override, "second_name", second_name, KEY_TEXT),
    ROW(struct fact_override, "second_at", second_utc, KEY_TIME),
    ROW(struct fact_override, "second_licensed", second_licensed, KEY_FLAG),
    ROW(struct fact_override, "second_sheet", second_sheet, KEY_TEXT),
    END,
};

static const struct key_row top_rows[] = {
    ROW(struct facts_file, "format", format, KEY_TEXT, YES),
    ROW(struct facts_file, "gate", gate, KEY_TEXT, YES),
    ROW(struct facts_file, "today", f.today, KEY_DAY, YES),
    ROW(struct facts_file, "now", f.now_utc, KEY_TIME),
    ROW(struct facts_file, "practice", practice, KEY_WORD, YES, .words = practice_words),
    ROW(struct facts_file, "child", f, KEY_GROUP, YES, .rows = child_rows),
    LIST("adults", adults, nadults, struct fact_adult, adult_rows),
    LIST("facts", facts, nfacts, struct fact, fact_rows),
    LIST("warning_signs", signs, nsigns, struct fact_sign, sign_rows),
    LIST("overrides", overrides, noverrides, struct fact_override, override_rows),
    END,
};

/* ---- ids against the protocol ---- */

static bool fact_is_known(const struct protocol *p, struct str name)
{
    for (size_t i = 0; i < p->nfacts; i++)
        if (str_eq(p->facts[i].id, name))
            return true;
    return protocol_criterion(p, name) || protocol_activity(p, name);
}

static enum rw_status check_child(struct reading *r, const struct protocol *p,
                                  const struct facts *f)
{
    const struct fact_entry *x = &f->entry;

    if (!str_empty(f->track) && !protocol_track(p, f->track))
        return bad(r, STR("child.track"), "the protocol has no such track");
    if (!str_empty(x->phase) && !protocol_phase(p, x->phase))
        return bad(r, STR("child.entry.phase"), "the protocol has no such phase");
    if (!str_empty(x->level) && !protocol_level(p, x->level))
        return bad(r, STR("child.entry.level"), "the protocol has no such level");
    return RW_OK;
}

/* An id given twice would leave two records of one moment without an order. */
static enum rw_status check_ids(struct reading *r, const struct facts *f)
{
    for (size_t i = 0; i < f->nfacts; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(f->facts[i].id, f->facts[k].id))
                return bad(r, str_fmt(r->a, "facts[%zu].id", i), "was given before");
    for (size_t i = 0; i < f->noverrides; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(f->overrides[i].id, f->overrides[k].id))
                return bad(r, str_fmt(r->a, "overrides[%zu].id", i), "was given before");
    return RW_OK;
}

static enum rw_status check_names(struct reading *r, const struct protocol *p,
                                  const struct facts *f)
{
    for (size_t i = 0; i < f->nfacts; i++)
        if (!fact_is_known(p, f->facts[i].name))
            return bad(r, str_fmt(r->a, "facts[%zu].fact", i), "the protocol has no such fact");
    for (size_t i = 0; i < f->nsigns; i++)
        if (!protocol_sign(p, f->signs[i].code))
            return bad(r, str_fmt(r->a, "warning_signs[%zu].sign", i),
                       "the protocol has no such warning sign");
    for (size_t i = 0; i < f->noverrides; i++)
        if (!protocol_criterion(p, f->overrides[i].criterion))
            return bad(r, str_fmt(r->a, "overrides[%zu].criterion", i),
                       "the protocol has no such criterion");
    return check_child(r, p, f) ? RW_EINPUT : check_ids(r, f);
}

static enum rw_status read_file(struct reading *r, const struct protocol *p, const json_t *root,
                                struct facts *f, const struct gate **g)
{
    struct facts_file file = { 0 };
    enum rw_status st = read_rows(r, STR(""), root, top_rows, (char *)&file);

    if (st)
        return st;
    if (!str_is(file.format, "reweave-facts-1"))
        return bad(r, STR("format"), "must be reweave-facts-1");
    *g = protocol_gate(p, file.gate);
    if (!*g)
        return bad(r, STR("gate"), "the protocol has no such checkpoint");
    file.f.solo = file.practice == 1;
    file.f.signs_known = json_is_array(json_object_get(root, "warning_signs"));
    file.f.entry.under_way = !str_empty(file.f.entry.phase);
    *f = file.f;
    return check_names(r, p, f);
}

enum rw_status facts_read(struct arena *a, const struct protocol *p, struct str json,
                          struct facts *f, const struct gate **g, struct str *why, struct rw_err *e)
{
    struct reading r = { .a = a };
    json_error_t at;
    enum rw_status st;
    json_t *root;

    if (json.len > RW_FORM_MAX)
        return RW_FAIL(e, RW_ELIMIT, "a facts file of %zu bytes", json.len);
    root = json_loadb(json.p ? json.p : "", json.len, JSON_REJECT_DUPLICATES, &at);
    if (root) {
        st = read_file(&r, p, root, f, g);
    } else {
        r.why = str_fmt(a, "line %d: %s", at.line, at.text);
        st = RW_EINPUT;
    }
    json_decref(root);
    *why = r.why;
    if (!st && a->spent)
        st = RW_ELIMIT;
    return st ? RW_FAIL(e, st, "a facts file could not be read") : RW_OK;
}
