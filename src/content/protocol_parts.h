/* protocol_parts.h -- what the files that read a protocol share; nobody else's business. */
#ifndef RW_CONTENT_PROTOCOL_PARTS_H
#define RW_CONTENT_PROTOCOL_PARTS_H

#include "content/passport.h"

/* A criterion and a gate in the shape of the file, before names are resolved. */
struct criterion_file {
    struct criterion c;
    struct str never;
};

struct gate_file {
    struct gate g;
    const struct criterion_file *own;
    size_t nown;
    const struct str *also; /* ids of shared criteria */
    size_t nalso;
};

struct protocol_file {
    struct protocol p;
    const struct criterion_file *shared;
    size_t nshared;
    const struct gate_file *gates;
    size_t ngates;
};

extern const struct yaml_schema protocol_words_schema;

/* YAML_OWN reader of a criterion's `when`; to is a struct predicate. */
enum rw_status predicate_read(struct yaml_file *y, const yaml_node_t *n, void *to) RW_MUST;

const struct protocol_number *protocol_number_find(const struct protocol *p, struct str id);

/* What no table can say: reach, sentences, and classes that contradict each other. */
enum rw_status protocol_check(struct yaml_file *y, const struct protocol *p) RW_MUST;

#endif
