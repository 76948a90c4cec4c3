/* predicate_read.c -- a criterion's condition, from YAML into core. */
#include "content/protocol_parts.h"

/* {fact: x, <count>: n} where n is a whole number or the id of one of the file's numbers. */
struct counted {
    struct str fact;
    int64_t value;
};

const struct protocol_number *protocol_number_find(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nnumbers; i++)
        if (str_eq(p->numbers[i].id, id))
            return &p->numbers[i];
    return NULL;
}

static enum rw_status read_value(struct yaml_file *y, const yaml_node_t *n, void *to)
{
    const struct protocol_file *f = y->user;
    const struct protocol_number *x;
    struct str s;
    enum rw_status st = yaml_text(y, n, &s);
    int64_t v = 0;

    if (st)
        return st;
    if (yaml_is_plain(n) && str_i64(s, &v)) {
        *(int64_t *)to = v;
        return RW_OK;
    }
    x = protocol_number_find(&f->p, s);
    if (!x)
        return yaml_fault(y, n, "there is no number '%.*s'", STR_ARG(s));
    *(int64_t *)to = x->value;
    return RW_OK;
}

#define FACT_SPACES "criterion|activity|fact"
#define COUNTED_ROWS(name, word)                                                                   \
    static const struct yaml_row name##_rows[] = {                                                 \
        { .key = "fact",                                                                           \
          .kind = YAML_TEXT,                                                                       \
          .required = true,                                                                        \
          .at = offsetof(struct counted, fact),                                                    \
          .refers = FACT_SPACES },                                                                 \
        { .key = word,                                                                             \
          .kind = YAML_OWN,                                                                        \
          .required = true,                                                                        \
          .at = offsetof(struct counted, value),                                                   \
          .own = read_value },                                                                     \
    };                                                                                             \
    static const struct yaml_schema name##_schema = { .size = sizeof(struct counted),              \
                                                      .align = alignof(struct counted),            \
                                                      .rows = name##_rows,                         \
                                                      .nrows = 2 }

COUNTED_ROWS(value, "value");
COUNTED_ROWS(days, "days");

/* What a predicate's one key may be, and how what stands under it is read. */
static const struct {
    const char *key;
    enum predicate_kind kind;
    const char *refers; /* a plain name of these spaces */
    const struct yaml_schema *counted;
    bool parts;
} kinds[] = {
    { .key = "fact", .kind = PRED_FACT, .refers = FACT_SPACES },
    { .key = "at_least", .kind = PRED_AT_LEAST, .counted = &value_schema },
    { .key = "at_most", .kind = PRED_AT_MOST, .counted = &value_schema },
    { .key = "count", .kind = PRED_COUNT, .counted = &value_schema },
    { .key = "within_days", .kind = PRED_WITHIN_DAYS, .counted = &days_schema },
    { .key = "not_open", .kind = PRED_NOT_OPEN, .refers = "warning sign" },
    { .key = "still_true", .kind = PRED_STILL_TRUE, .refers = "checkpoint" },
    { .key = "all", .kind = PRED_ALL, .parts = true },
    { .key = "any", .kind = PRED_ANY, .parts = true },
};

enum { NKINDS = sizeof kinds / sizeof *kinds };

static enum rw_status read_name(struct yaml_file *y, const yaml_node_t *n, const char *spaces,
                                struct predicate *to)
{
    enum rw_status st = yaml_text(y, n, &to->name);

    return st ? st : yaml_refer(y, spaces, to->name, n);
}

static enum rw_status read_counted(struct yaml_file *y, const yaml_node_t *n,
                                   const struct yaml_schema *s, struct predicate *to)
{
    struct counted c = { 0 };
    enum rw_status st = yaml_map(y, n, s, &c);

    to->name = c.fact;
    to->value = c.value;
    return st;
}

static enum rw_status read_parts(struct yaml_file *y, const yaml_node_t *n, struct predicate *to)
{
    struct predicate *list;
    enum rw_status st = RW_OK;
    size_t count;

    if (n->type != YAML_SEQUENCE_NODE)
        return yaml_fault(y, n, "must be a list");
    count = (size_t)(n->data.sequence.items.top - n->data.sequence.items.start);
    /* "all of nothing" would be met by anybody */
    if (!count)
        return yaml_fault(y, n, "must not be empty");
    list = arena_array(y->a, struct predicate, count);
    if (!list || y->a->spent)
        return RW_ELIMIT;
    for (size_t i = 0; !st && i < count; i++) {
        yaml_enter(y, STR_NULL, i);
        st = predicate_read(y, yaml_node(y, n->data.sequence.items.start[i]), &list[i]);
        yaml_leave(y);
    }
    to->of = list;
    to->nof = count;
    return st;
}

static size_t kind_of(struct str key)
{
    size_t i = 0;

    while (i < NKINDS && !str_is(key, kinds[i].key))
        i++;
    return i;
}

enum rw_status predicate_read(struct yaml_file *y, const yaml_node_t *n, void *to)
{
    struct predicate *q = to;
    const yaml_node_t *key, *value;
    enum rw_status st;
    size_t k;

    if (n->type != YAML_MAPPING_NODE ||
        n->data.mapping.pairs.top - n->data.mapping.pairs.start != 1)
        return yaml_fault(y, n, "must be a group of exactly one key");
    key = yaml_node(y, n->data.mapping.pairs.start->key);
    value = yaml_node(y, n->data.mapping.pairs.start->value);
    k = key->type == YAML_SCALAR_NODE ? kind_of(yaml_scalar(key)) : NKINDS;
    if (k == NKINDS)
        return yaml_fault(y, key, "unknown key '%.*s'",
                          STR_ARG(key->type == YAML_SCALAR_NODE ? yaml_scalar(key) : STR("?")));
    q->kind = kinds[k].kind;
    yaml_enter(y, str_of(kinds[k].key), 0);
    if (kinds[k].parts)
        st = read_parts(y, value, q);
    else if (kinds[k].counted)
        st = read_counted(y, value, kinds[k].counted, q);
    else
        st = read_name(y, value, kinds[k].refers, q);
    yaml_leave(y);
    return st;
}
