#include "content/yaml.h"
#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- faults ---- */

static struct str path_now(struct yaml_file *y)
{
    struct str path = STR("");

    for (size_t i = 0; i < y->depth; i++) {
        const struct yaml_step *s = &y->steps[i];

        if (s->key.p)
            path = str_join(y->a, path, i ? STR(".") : STR(""), s->key);
        else
            path = str_fmt(y->a, "%.*s[%zu]", STR_ARG(path), s->index);
    }
    return path;
}

static enum rw_status set_fault(struct yaml_file *y, int32_t line, struct str path,
                                struct str message)
{
    struct str where = path.len ? str_fmt(y->a, "%.*s: ", STR_ARG(path)) : STR("");

    y->fault.line = line;
    y->fault.path = path;
    y->fault.message = message;
    y->fault.full = str_fmt(y->a, "%.*s:%d: %.*s%.*s", STR_ARG(y->src.path), line, STR_ARG(where),
                            STR_ARG(message));
    return RW_EINPUT;
}

static struct str message_of(struct yaml_file *y, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static struct str message_of(struct yaml_file *y, const char *fmt, va_list ap)
{
    char text[300];

    vsnprintf(text, sizeof text, fmt, ap);
    return str_copy(y->a, str_of(text));
}

static int32_t line_of(const yaml_node_t *n)
{
    return n ? (int32_t)n->start_mark.line + 1 : 0;
}

enum rw_status yaml_fault(struct yaml_file *y, const yaml_node_t *n, const char *fmt, ...)
{
    struct str m;
    va_list ap;

    va_start(ap, fmt);
    m = message_of(y, fmt, ap);
    va_end(ap);
    return set_fault(y, line_of(n), path_now(y), m);
}

static const struct yaml_name *find_id(const struct yaml_file *y, const char *space, struct str id)
{
    for (const struct yaml_name *i = y->ids; i; i = i->next)
        if (strcmp(i->space, space) == 0 && str_eq(i->text, id))
            return i;
    return NULL;
}

enum rw_status yaml_fault_at(struct yaml_file *y, const char *space, struct str id,
                             const char *below, const char *fmt, ...)
{
    const struct yaml_name *at = find_id(y, space, id);
    struct str path = at ? at->path : STR("");
    struct str m;
    va_list ap;

    va_start(ap, fmt);
    m = message_of(y, fmt, ap);
    va_end(ap);
    /* an id's path ends in ".id" or ".code"; the fault is about the thing that bears it */
    while (path.len && path.p[path.len - 1] != '.' && path.p[path.len - 1] != ']')
        path.len--;
    if (path.len && path.p[path.len - 1] == '.')
        path.len--;
    if (below && *below)
        path = str_fmt(y->a, "%.*s.%s", STR_ARG(path), below);
    return set_fault(y, at ? at->line : 0, path, m);
}

/* ---- opening ---- */

enum { YAML_EVENTS_MAX = 100000 };

static const char *event_refused(const yaml_event_t *ev)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;

    if (ev->type == YAML_ALIAS_EVENT)
        return "aliases are not read here: write the value out";
    if (ev->type == YAML_SCALAR_EVENT) {
        anchor = ev->data.scalar.anchor;
        tag = ev->data.scalar.tag;
    } else if (ev->type == YAML_SEQUENCE_START_EVENT) {
        anchor = ev->data.sequence_start.anchor;
        tag = ev->data.sequence_start.tag;
    } else if (ev->type == YAML_MAPPING_START_EVENT) {
        anchor = ev->data.mapping_start.anchor;
        tag = ev->data.mapping_start.tag;
    }
    if (anchor)
        return "anchors are not read here";
    return tag ? "tags are not read here" : NULL;
}

static int depth_change(yaml_event_type_t t)
{
    if (t == YAML_SEQUENCE_START_EVENT || t == YAML_MAPPING_START_EVENT)
        return 1;
    return t == YAML_SEQUENCE_END_EVENT || t == YAML_MAPPING_END_EVENT ? -1 : 0;
}

static void parser_start(struct yaml_file *y, yaml_parser_t *ps)
{
    yaml_parser_set_encoding(ps, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(ps, (const unsigned char *)y->src.bytes.p, y->src.bytes.len);
}

static enum rw_status parser_fault(struct yaml_file *y, const yaml_parser_t *ps)
{
    struct str m = str_fmt(y->a, "not readable as YAML: %s", ps->problem ? ps->problem : "memory");

    return set_fault(y, (int32_t)ps->problem_mark.line + 1, STR(""), m);
}

static enum rw_status check_event(struct yaml_file *y, const yaml_event_t *ev, int *depth,
                                  int *documents)
{
    const char *refused = event_refused(ev);

    *depth += depth_change(ev->type);
    *documents += ev->type == YAML_DOCUMENT_START_EVENT;
    if (*depth >= YAML_DEPTH)
        refused = "nested too deeply";
    if (*documents > 1)
        refused = "one file holds one document";
    if (!refused)
        return RW_OK;
    return set_fault(y, (int32_t)ev->start_mark.line + 1, STR(""), str_of(refused));
}

/* The document tree no longer shows an alias, so the events are looked through first. */
static enum rw_status check_events(struct yaml_file *y)
{
    yaml_parser_t ps;
    enum rw_status st = RW_OK;
    int depth = 0, documents = 0;
    bool end = false;

    if (!yaml_parser_initialize(&ps))
        return RW_EDEP;
    parser_start(y, &ps);
    for (int i = 0; !st && !end; i++) {
        yaml_event_t ev;

        if (!yaml_parser_parse(&ps, &ev)) {
            st = parser_fault(y, &ps);
            break;
        }
        end = ev.type == YAML_STREAM_END_EVENT;
        st = check_event(y, &ev, &depth, &documents);
        yaml_event_delete(&ev);
        if (!st && i >= YAML_EVENTS_MAX)
            st = set_fault(y, 0, STR(""), STR("too many values"));
    }
    yaml_parser_delete(&ps);
    return st;
}

enum rw_status yaml_open(struct yaml_file *y, struct arena *a, struct content_source src)
{
    yaml_parser_t ps;
    enum rw_status st;

    *y = (struct yaml_file){ .a = a, .src = src };
    if (src.bytes.len > RW_CONTENT_MAX)
        return set_fault(y, 0, STR(""), STR("larger than a content file may be"));
    if (!str_utf8(src.bytes) || !str_clean(src.bytes, true))
        return set_fault(y, 0, STR(""), STR("not clean UTF-8 text"));
    st = check_events(y);
    if (st)
        return st;
    if (!yaml_parser_initialize(&ps))
        return RW_EDEP;
    parser_start(y, &ps);
    if (yaml_parser_load(&ps, &y->doc))
        y->loaded = true;
    else
        st = parser_fault(y, &ps);
    yaml_parser_delete(&ps);
    return st;
}

void yaml_close(struct yaml_file *y)
{
    if (y->loaded)
        yaml_document_delete(&y->doc);
    y->loaded = false;
}

/* ---- walking ---- */

const yaml_node_t *yaml_node(struct yaml_file *y, int index)
{
    return yaml_document_get_node(&y->doc, index);
}

/* Depth was bounded by check_events; steps past it only shorten a path. */
void yaml_enter(struct yaml_file *y, struct str key, size_t index)
{
    if (y->depth < YAML_DEPTH)
        y->steps[y->depth++] = (struct yaml_step){ .key = key, .index = index };
}

void yaml_leave(struct yaml_file *y)
{
    if (y->depth)
        y->depth--;
}

struct str yaml_scalar(const yaml_node_t *n)
{
    return (struct str){ (const char *)n->data.scalar.value, n->data.scalar.length };
}

bool yaml_is_plain(const yaml_node_t *n)
{
    return n->type == YAML_SCALAR_NODE && n->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

bool yaml_is_null(const yaml_node_t *n)
{
    return yaml_is_plain(n) && (str_is(yaml_scalar(n), "null") || str_is(yaml_scalar(n), "~"));
}

enum rw_status yaml_text(struct yaml_file *y, const yaml_node_t *n, struct str *to)
{
    struct str s;

    if (n->type != YAML_SCALAR_NODE || yaml_is_null(n))
        return yaml_fault(y, n, "must be a text");
    s = str_trim(yaml_scalar(n));
    if (!s.len)
        return yaml_fault(y, n, "must not be empty");
    *to = str_copy(y->a, s);
    return RW_OK;
}

const yaml_node_t *yaml_value(struct yaml_file *y, const yaml_node_t *n, const char *key)
{
    if (n->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *p = n->data.mapping.pairs.start; p < n->data.mapping.pairs.top;
         p++)
        if (str_is(yaml_scalar(yaml_node(y, p->key)), key))
            return yaml_node(y, p->value);
    return NULL;
}

enum rw_status yaml_fault_in(struct yaml_file *y, const char *key, const char *below,
                             const char *fmt, ...)
{
    const yaml_node_t *n = yaml_document_get_root_node(&y->doc);
    const yaml_node_t *at = n ? yaml_value(y, n, key) : NULL;
    const yaml_node_t *deeper = at && below ? yaml_value(y, at, below) : NULL;
    struct str path = below ? str_fmt(y->a, "%s.%s", key, below) : str_of(key);
    struct str m;
    va_list ap;

    va_start(ap, fmt);
    m = message_of(y, fmt, ap);
    va_end(ap);
    return set_fault(y, line_of(deeper ? deeper : at ? at : n), path, m);
}

static struct yaml_name *new_name(struct yaml_file *y, const char *space, struct str text,
                                  const yaml_node_t *n)
{
    struct yaml_name *m = arena_new(y->a, struct yaml_name);

    *m =
        (struct yaml_name){ .space = space, .text = text, .path = path_now(y), .line = line_of(n) };
    return m;
}

/* A spent arena hands out one shared pit; linking it would tie a list into a ring. */
static enum rw_status link_name(struct yaml_file *y, struct yaml_name **list, struct yaml_name *m)
{
    if (y->a->spent)
        return RW_ELIMIT;
    m->next = *list;
    *list = m;
    return RW_OK;
}

enum rw_status yaml_give_id(struct yaml_file *y, const char *space, struct str text,
                            const yaml_node_t *n)
{
    const struct yaml_name *before = find_id(y, space, text);

    if (before)
        return yaml_fault(y, n, "'%.*s' was given before, in line %d", STR_ARG(text), before->line);
    return link_name(y, &y->ids, new_name(y, space, text, n));
}

enum rw_status yaml_refer(struct yaml_file *y, const char *space, struct str text,
                          const yaml_node_t *n)
{
    return link_name(y, &y->refs, new_name(y, space, text, n));
}

static bool met_in(const struct yaml_file *y, const char *spaces, struct str text)
{
    struct str rest = str_of(spaces), space;

    while (str_cut(&rest, '|', &space))
        for (const struct yaml_name *i = y->ids; i; i = i->next)
            if (str_is(space, i->space) && str_eq(i->text, text))
                return true;
    return false;
}

/* "phase|place" reads "phase or place" in a message */
static struct str space_words(struct yaml_file *y, const char *spaces)
{
    struct str rest = str_of(spaces), space, all = STR("");

    while (str_cut(&rest, '|', &space))
        all = str_join(y->a, all, all.len ? STR(" or ") : STR(""), space);
    return all;
}

enum rw_status yaml_references(struct yaml_file *y)
{
    const struct yaml_name *worst = NULL;

    for (const struct yaml_name *r = y->refs; r; r = r->next)
        if (!met_in(y, r->space, r->text) && (!worst || r->line <= worst->line))
            worst = r;
    if (!worst)
        return RW_OK;
    return set_fault(y, worst->line, worst->path,
                     str_fmt(y->a, "there is no %.*s '%.*s'", STR_ARG(space_words(y, worst->space)),
                             STR_ARG(worst->text)));
}
