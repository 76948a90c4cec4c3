/* yaml.h -- one YAML file against one table: what a mapping may hold and where each value goes.
 *
 * A schema is an array of rows; reading fills a C struct by the rows' offsets. Every fault names
 * file, line and path. Aliases, anchors, tags and further documents are refused. */
#ifndef RW_CONTENT_YAML_H
#define RW_CONTENT_YAML_H

#include "content/content.h"

#include <stddef.h>
#include <yaml.h>

enum yaml_kind {
    YAML_TEXT, /* struct str; not empty */
    YAML_TEXT_OR_NULL, /* struct str; null gives STR_NULL */
    YAML_INT, /* int32_t within min..max; plain decimal digits */
    YAML_INT64, /* int64_t, likewise */
    YAML_INT_OR_NULL, /* int32_t; null gives -1 */
    YAML_FLAG, /* bool; true or false */
    YAML_DAY_OR_NULL, /* struct date; null gives RW_NO_DATE */
    YAML_WORD, /* int32_t-sized enum; one of `words`, its place in the array */
    YAML_TEXTS, /* const struct str *, count at count_at; not empty */
    YAML_MAP, /* the struct of `of`, in place */
    YAML_LIST, /* const struct of `of` *, count at count_at; not empty */
    YAML_OWN /* read by `own` */
};

struct yaml_file;
struct yaml_schema;
typedef enum rw_status yaml_own_fn(struct yaml_file *y, const yaml_node_t *n, void *to);

struct yaml_row {
    const char *key;
    enum yaml_kind kind;
    bool required;
    size_t at, count_at;
    int64_t min, max; /* of YAML_INT */
    const char *const *words; /* NULL-ended */
    const struct yaml_schema *of;
    yaml_own_fn *own;
    const char *names; /* its texts are new ids of this space; no two alike */
    const char *refers; /* its texts must be ids of this space (spaces, with | between) */
};

struct yaml_schema {
    size_t size, align;
    const struct yaml_row *rows;
    size_t nrows;
};

/* An id that was given, or a reference that must be met. */
struct yaml_name {
    const char *space;
    struct str text, path;
    int32_t line;
    struct yaml_name *next;
};

struct yaml_step {
    struct str key; /* NULL: an index */
    size_t index;
};

enum { YAML_DEPTH = 24 };

struct yaml_file {
    struct arena *a;
    struct content_source src;
    yaml_document_t doc;
    bool loaded;
    struct yaml_step steps[YAML_DEPTH];
    size_t depth;
    struct yaml_name *ids, *refs;
    struct content_fault fault;
    void *user; /* the loader's own */
};

/* Parse src; yaml_close frees what libyaml holds, and may be called after a failure. */
enum rw_status yaml_open(struct yaml_file *y, struct arena *a, struct content_source src) RW_MUST;
void yaml_close(struct yaml_file *y);

/* The whole document by a schema, into *to (zeroed by the caller). */
enum rw_status yaml_read(struct yaml_file *y, const struct yaml_schema *s, void *to) RW_MUST;

/* For readers of their own kind. */
enum rw_status yaml_map(struct yaml_file *y, const yaml_node_t *n, const struct yaml_schema *s,
                        void *to) RW_MUST;
enum rw_status yaml_text(struct yaml_file *y, const yaml_node_t *n, struct str *to) RW_MUST;
struct str yaml_scalar(const yaml_node_t *n); /* of a scalar node; borrows */
bool yaml_is_plain(const yaml_node_t *n);
bool yaml_is_null(const yaml_node_t *n);
enum rw_status yaml_give_id(struct yaml_file *y, const char *space, struct str text,
                            const yaml_node_t *n) RW_MUST;
const yaml_node_t *yaml_node(struct yaml_file *y, int index);
void yaml_enter(struct yaml_file *y, struct str key, size_t index); /* key NULL: index */
void yaml_leave(struct yaml_file *y);
enum rw_status yaml_refer(struct yaml_file *y, const char *space, struct str text,
                          const yaml_node_t *n) RW_MUST;

/* Every reference met? Called once, after yaml_read. */
enum rw_status yaml_references(struct yaml_file *y) RW_MUST;

/* Notes a fault at a node and the present path, or where an id was given; RW_EINPUT. */
enum rw_status yaml_fault(struct yaml_file *y, const yaml_node_t *n, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
enum rw_status yaml_fault_at(struct yaml_file *y, const char *space, struct str id,
                             const char *below, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Likewise at a key of the whole document, or at one below it (or NULL). */
enum rw_status yaml_fault_in(struct yaml_file *y, const char *key, const char *below,
                             const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The value under a key of a mapping node, or NULL. */
const yaml_node_t *yaml_value(struct yaml_file *y, const yaml_node_t *n, const char *key);

#endif
