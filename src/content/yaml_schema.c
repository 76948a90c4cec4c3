/* yaml_schema.c -- our YAML's shapes as tables; an error names file, line and path. */
#include "content/yaml.h"

#include <string.h>

static void put(void *base, size_t at, const void *v, size_t size)
{
    memcpy((char *)base + at, v, size);
}

static enum rw_status note_names(struct yaml_file *y, const struct yaml_row *row, struct str s,
                                 const yaml_node_t *n)
{
    enum rw_status st = RW_OK;

    if (row->names)
        st = yaml_give_id(y, row->names, s, n);
    if (!st && row->refers)
        st = yaml_refer(y, row->refers, s, n);
    return st;
}

static enum rw_status read_text(struct yaml_file *y, const struct yaml_row *row,
                                const yaml_node_t *n, void *base)
{
    struct str s = STR_NULL;
    enum rw_status st = RW_OK;

    if (row->kind == YAML_TEXT || !yaml_is_null(n))
        st = yaml_text(y, n, &s);
    if (!st && s.p)
        st = note_names(y, row, s, n);
    if (!st)
        put(base, row->at, &s, sizeof s);
    return st;
}

static enum rw_status read_int(struct yaml_file *y, const struct yaml_row *row,
                               const yaml_node_t *n, void *base)
{
    int64_t v = 0;

    if (!yaml_is_plain(n) || !str_i64(yaml_scalar(n), &v))
        return yaml_fault(y, n, "must be a whole number");
    if (v < row->min || v > row->max)
        return yaml_fault(y, n, "must be from %lld to %lld", (long long)row->min,
                          (long long)row->max);
    if (row->kind == YAML_INT64)
        put(base, row->at, &v, sizeof v);
    else
        put(base, row->at, &(int32_t){ (int32_t)v }, sizeof(int32_t));
    return RW_OK;
}

/* null stands for "none", kept as -1. */
static enum rw_status read_int_or_null(struct yaml_file *y, const struct yaml_row *row,
                                       const yaml_node_t *n, void *base)
{
    if (!yaml_is_null(n))
        return read_int(y, row, n, base);
    put(base, row->at, &(int32_t){ -1 }, sizeof(int32_t));
    return RW_OK;
}

static enum rw_status read_flag(struct yaml_file *y, const struct yaml_row *row,
                                const yaml_node_t *n, void *base)
{
    bool v = yaml_is_plain(n) && str_is(yaml_scalar(n), "true");

    if (!v && !(yaml_is_plain(n) && str_is(yaml_scalar(n), "false")))
        return yaml_fault(y, n, "must be true or false");
    put(base, row->at, &v, sizeof v);
    return RW_OK;
}

static enum rw_status read_day(struct yaml_file *y, const struct yaml_row *row,
                               const yaml_node_t *n, void *base)
{
    struct date d = RW_NO_DATE;

    if (!yaml_is_null(n) && (n->type != YAML_SCALAR_NODE || !date_parse(yaml_scalar(n), &d)))
        return yaml_fault(y, n, "must be a day as YYYY-MM-DD, or null");
    put(base, row->at, &d, sizeof d);
    return RW_OK;
}

static enum rw_status read_word(struct yaml_file *y, const struct yaml_row *row,
                                const yaml_node_t *n, void *base)
{
    struct str all = STR("");

    for (int32_t i = 0; row->words[i]; i++) {
        if (n->type == YAML_SCALAR_NODE && str_is(yaml_scalar(n), row->words[i])) {
            put(base, row->at, &i, sizeof i);
            return RW_OK;
        }
        all = str_join(y->a, all, i ? STR(", ") : STR(""), str_of(row->words[i]));
    }
    return yaml_fault(y, n, "must be one of: %.*s", STR_ARG(all));
}

static enum rw_status list_open(struct yaml_file *y, const yaml_node_t *n, size_t *count)
{
    if (n->type != YAML_SEQUENCE_NODE)
        return yaml_fault(y, n, "must be a list");
    *count = (size_t)(n->data.sequence.items.top - n->data.sequence.items.start);
    return *count ? RW_OK : yaml_fault(y, n, "must not be empty");
}

static void put_list(void *base, const struct yaml_row *row, const void *list, size_t count)
{
    put(base, row->at, &list, sizeof list);
    put(base, row->count_at, &count, sizeof count);
}

static enum rw_status read_texts(struct yaml_file *y, const struct yaml_row *row,
                                 const yaml_node_t *n, void *base)
{
    size_t count = 0;
    enum rw_status st = list_open(y, n, &count);
    struct str *list = st ? NULL : arena_array(y->a, struct str, count);

    if (!st && (!list || y->a->spent))
        return RW_ELIMIT;
    for (size_t i = 0; !st && i < count; i++) {
        const yaml_node_t *item = yaml_node(y, n->data.sequence.items.start[i]);

        yaml_enter(y, STR_NULL, i);
        st = yaml_text(y, item, &list[i]);
        if (!st)
            st = note_names(y, row, list[i], item);
        yaml_leave(y);
    }
    if (!st)
        put_list(base, row, list, count);
    return st;
}

static enum rw_status read_list(struct yaml_file *y, const struct yaml_row *row,
                                const yaml_node_t *n, void *base)
{
    size_t count = 0;
    enum rw_status st = list_open(y, n, &count);
    char *list = st ? NULL : arena_take(y->a, count, row->of->size, row->of->align);

    if (!st && (!list || y->a->spent))
        return RW_ELIMIT;
    for (size_t i = 0; !st && i < count; i++) {
        yaml_enter(y, STR_NULL, i);
        st = yaml_map(y, yaml_node(y, n->data.sequence.items.start[i]), row->of,
                      list + i * row->of->size);
        yaml_leave(y);
    }
    if (!st)
        put_list(base, row, list, count);
    return st;
}

static enum rw_status read_map(struct yaml_file *y, const struct yaml_row *row,
                               const yaml_node_t *n, void *base)
{
    return yaml_map(y, n, row->of, (char *)base + row->at);
}

static enum rw_status read_own(struct yaml_file *y, const struct yaml_row *row,
                               const yaml_node_t *n, void *base)
{
    return row->own(y, n, (char *)base + row->at);
}

typedef enum rw_status read_fn(struct yaml_file *y, const struct yaml_row *row,
                               const yaml_node_t *n, void *base);

static read_fn *const readers[] = {
    [YAML_TEXT] = read_text,
    [YAML_TEXT_OR_NULL] = read_text,
    [YAML_INT] = read_int,
    [YAML_INT64] = read_int,
    [YAML_INT_OR_NULL] = read_int_or_null,
    [YAML_FLAG] = read_flag,
    [YAML_DAY_OR_NULL] = read_day,
    [YAML_WORD] = read_word,
    [YAML_TEXTS] = read_texts,
    [YAML_MAP] = read_map,
    [YAML_LIST] = read_list,
    [YAML_OWN] = read_own,
};

static const struct yaml_row *row_of(const struct yaml_schema *s, struct str key)
{
    for (size_t i = 0; i < s->nrows; i++)
        if (str_is(key, s->rows[i].key))
            return &s->rows[i];
    return NULL;
}

static enum rw_status check_keys(struct yaml_file *y, const yaml_node_t *n,
                                 const struct yaml_schema *s)
{
    const yaml_node_pair_t *start = n->data.mapping.pairs.start;
    const yaml_node_pair_t *top = n->data.mapping.pairs.top;

    for (const yaml_node_pair_t *p = start; p < top; p++) {
        const yaml_node_t *k = yaml_node(y, p->key);

        if (k->type != YAML_SCALAR_NODE)
            return yaml_fault(y, k, "a key must be a text");
        if (!row_of(s, yaml_scalar(k)))
            return yaml_fault(y, k, "unknown key '%.*s'", STR_ARG(yaml_scalar(k)));
        for (const yaml_node_pair_t *q = start; q < p; q++)
            if (str_eq(yaml_scalar(yaml_node(y, q->key)), yaml_scalar(k)))
                return yaml_fault(y, k, "key '%.*s' stands here twice", STR_ARG(yaml_scalar(k)));
    }
    return RW_OK;
}

/* Rows are read in the order of the table, not of the file: later rows may rely on earlier ones. */
enum rw_status yaml_map(struct yaml_file *y, const yaml_node_t *n, const struct yaml_schema *s,
                        void *to)
{
    enum rw_status st;

    if (n->type != YAML_MAPPING_NODE)
        return yaml_fault(y, n, "must be a group of keys");
    st = check_keys(y, n, s);
    for (size_t i = 0; !st && i < s->nrows; i++) {
        const struct yaml_row *row = &s->rows[i];
        const yaml_node_t *v = yaml_value(y, n, row->key);

        if (!v && row->required)
            return yaml_fault(y, n, "key '%s' is missing", row->key);
        if (!v)
            continue;
        yaml_enter(y, str_of(row->key), 0);
        st = readers[row->kind](y, row, v, to);
        yaml_leave(y);
    }
    return st;
}

enum rw_status yaml_read(struct yaml_file *y, const struct yaml_schema *s, void *to)
{
    const yaml_node_t *root = yaml_document_get_root_node(&y->doc);

    if (!root)
        return yaml_fault(y, NULL, "the file is empty");
    return yaml_map(y, root, s, to);
}
