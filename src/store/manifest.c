#include "store/manifest.h"

#include "base/date.h"

#include <string.h>

#define HEX 64
#define WORD_MAX 63

/* How many lines begin so. */
static size_t lines_of(struct str text, const char *word)
{
    struct str rest = text, line;
    size_t n = 0;

    while (str_cut(&rest, '\n', &line))
        n += str_starts(line, word);
    return n;
}

/* A table, an engine, or a version as packagers write them. */
static bool is_word(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              (s.p[i] && strchr("_.-+~:", s.p[i]))))
            return false;
    return s.len > 0 && s.len <= WORD_MAX;
}

static bool is_hash(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'f') || (s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return s.len == HEX;
}

static bool number(struct str s, int64_t *v)
{
    return str_i64(s, v) && *v >= 0;
}

void manifest_write_member(struct out *o, const struct archive_member *m)
{
    out_fmt(o, "file %.*s %lld %.*s\n", STR_ARG(m->sha256), (long long)m->bytes, STR_ARG(m->name));
}

void manifest_write(struct out *o, const struct manifest *m)
{
    size_t i;

    out_fmt(o, "reweave-backup 1\nprogram %.*s\nmade %.*s\nengine %.*s\n", STR_ARG(m->program),
            STR_ARG(m->made), STR_ARG(m->engine));
    out_fmt(o, "schema %lld\nevents %lld\n", (long long)m->schema, (long long)m->events);
    for (i = 0; i < m->ncounts; i++)
        out_fmt(o, "table %.*s %lld\n", STR_ARG(m->counts[i].table), (long long)m->counts[i].rows);
    for (i = 0; i < m->nmembers; i++)
        manifest_write_member(o, &m->members[i]);
}

/* The next line without its first word, or false. */
static bool line_of(struct str *rest, const char *word, struct str *value)
{
    struct str line = STR_NULL, first = STR_NULL;

    *value = STR_NULL;
    if (!str_cut(rest, '\n', &line) || !str_cut(&line, ' ', &first) || !str_is(first, word))
        return false;
    *value = line;
    return true;
}

static bool read_head(struct str *rest, struct manifest *m)
{
    struct str v;
    int64_t made_utc;

    if (!line_of(rest, "reweave-backup", &v) || !str_is(v, "1"))
        return false;
    if (!line_of(rest, "program", &m->program) || !is_word(m->program))
        return false;
    if (!line_of(rest, "made", &m->made) || !utc_parse(m->made, &made_utc))
        return false;
    if (!line_of(rest, "engine", &m->engine) || !is_word(m->engine))
        return false;
    if (!line_of(rest, "schema", &v) || !number(v, &m->schema))
        return false;
    return line_of(rest, "events", &v) && number(v, &m->events);
}

static bool read_count(struct str *rest, struct manifest_count *c)
{
    struct str v;

    return line_of(rest, "table", &v) && str_cut(&v, ' ', &c->table) && is_word(c->table) &&
           number(v, &c->rows);
}

static bool read_member(struct str *rest, struct archive_member *m)
{
    struct str v, size;
    unsigned char block[ARCHIVE_BLOCK];

    if (!line_of(rest, "file", &v) || !str_cut(&v, ' ', &m->sha256) || !is_hash(m->sha256) ||
        !str_cut(&v, ' ', &size) || !number(size, &m->bytes))
        return false;
    m->name = v;
    return archive_head_make(m, block);
}

/* Whoever reads it in one way must write it so: no sign, no second blank, no line more. */
static bool same_again(struct str text, const struct manifest *m)
{
    struct out o;
    bool same;

    out_init(&o, text.len + 1);
    manifest_write(&o, m);
    same = !o.over && str_eq(out_view(&o), text);
    out_free(&o);
    return same;
}

enum rw_status manifest_read(struct arena *a, struct str text, struct manifest *m, struct rw_err *e)
{
    struct str rest = text;
    struct manifest_count *counts;
    struct archive_member *members;
    bool good;
    size_t i;

    *m = (struct manifest){ .ncounts = lines_of(text, "table "),
                            .nmembers = lines_of(text, "file ") };
    m->counts = counts = arena_array(a, struct manifest_count, m->ncounts + 1);
    m->members = members = arena_array(a, struct archive_member, m->nmembers + 1);
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "the manifest names too many files");
    good = read_head(&rest, m);
    for (i = 0; good && i < m->ncounts; i++)
        good = read_count(&rest, &counts[i]);
    for (i = 0; good && i < m->nmembers; i++)
        good = read_member(&rest, &members[i]);
    if (!good || !same_again(text, m))
        return RW_FAIL(e, RW_EINPUT, "the manifest is none, or it is damaged");
    return RW_OK;
}
