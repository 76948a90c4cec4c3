/* passport.h -- the head that every content file has, as schema rows. */
#ifndef RW_CONTENT_PASSPORT_H
#define RW_CONTENT_PASSPORT_H

#include "content/yaml.h"

#include <stdalign.h>

/* Rows for a struct whose passport lies at offset `at`; put them first in a schema. */
extern const struct yaml_schema passport_source;

#define PASSPORT_AT(from, field) ((from) + offsetof(struct passport, field))
#define PASSPORT_ROWS(from)                                                                        \
    { .key = "id", .kind = YAML_TEXT, .required = true, .at = PASSPORT_AT(from, id) },             \
        { .key = "version",                                                                        \
          .kind = YAML_TEXT,                                                                       \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, version) },                                                      \
        { .key = "title", .kind = YAML_TEXT, .required = true, .at = PASSPORT_AT(from, title) },   \
        { .key = "label", .kind = YAML_TEXT, .required = true, .at = PASSPORT_AT(from, label) },   \
        { .key = "language",                                                                       \
          .kind = YAML_TEXT,                                                                       \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, language) },                                                     \
        { .key = "source",                                                                         \
          .kind = YAML_MAP,                                                                        \
          .required = true,                                                                        \
          .at = (from),                                                                            \
          .of = &passport_source },                                                                \
        { .key = "licence",                                                                        \
          .kind = YAML_TEXT,                                                                       \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, licence) },                                                      \
        { .key = "reviewed_by",                                                                    \
          .kind = YAML_TEXT_OR_NULL,                                                               \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, reviewed_by) },                                                  \
        { .key = "reviewed_on",                                                                    \
          .kind = YAML_DAY_OR_NULL,                                                                \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, reviewed_on) },                                                  \
        { .key = "verified_by",                                                                    \
          .kind = YAML_TEXT_OR_NULL,                                                               \
          .required = true,                                                                        \
          .at = PASSPORT_AT(from, verified_by) },                                                  \
    {                                                                                              \
        .key = "verified_on", .kind = YAML_DAY_OR_NULL, .required = true,                          \
        .at = PASSPORT_AT(from, verified_on)                                                       \
    }

/* Who without when, or when without who, is not a verification. */
enum rw_status passport_check(struct yaml_file *y, const struct passport *p) RW_MUST;

#endif
