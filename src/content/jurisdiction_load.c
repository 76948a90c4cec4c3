/* jurisdiction_load.c -- one file of content/jurisdictions, read and checked whole. */
#include "content/passport.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define SCHEMA(T, r)                                                                               \
    {                                                                                              \
        .size = sizeof(T), .align = alignof(T), .rows = (r), .nrows = COUNT(r)                     \
    }
#define MUST(T, name, k, ...)                                                                      \
    {                                                                                              \
        .key = #name, .kind = (k), .required = true, .at = offsetof(T, name), __VA_ARGS__          \
    }

/* What every value says of itself. */
#define BASIS_ROWS(T)                                                                              \
    { .key = "source",                                                                             \
      .kind = YAML_TEXT,                                                                           \
      .required = true,                                                                            \
      .at = offsetof(T, basis.source),                                                             \
      .refers = "source" },                                                                        \
        { .key = "note", .kind = YAML_TEXT, .at = offsetof(T, basis.note) },                       \
        { .key = "effective_from",                                                                 \
          .kind = YAML_DAY_OR_NULL,                                                                \
          .required = true,                                                                        \
          .at = offsetof(T, basis.from) },                                                         \
        { .key = "effective_to",                                                                   \
          .kind = YAML_DAY_OR_NULL,                                                                \
          .required = true,                                                                        \
          .at = offsetof(T, basis.to) },                                                           \
        { .key = "verified_on",                                                                    \
          .kind = YAML_DAY_OR_NULL,                                                                \
          .required = true,                                                                        \
          .at = offsetof(T, basis.verified_on) },                                                  \
    {                                                                                              \
        .key = "verified_by", .kind = YAML_TEXT_OR_NULL, .required = true,                         \
        .at = offsetof(T, basis.verified_by)                                                       \
    }

static const char *const condition_words[] = { "no_contact", "private_transport",
                                               "overnight",  "out_of_state",
                                               "multi_day",  "custody_transfer",
                                               NULL };

_Static_assert(sizeof(enum programme_condition) == sizeof(int32_t), "a word is written as int32_t");
_Static_assert(COUNT(condition_words) == CONDITIONS + 1, "one word per condition");

static const struct yaml_row source_rows[] = {
    MUST(struct law_source, id, YAML_TEXT, .names = "source"),
    MUST(struct law_source, citation, YAML_TEXT),
};
static const struct yaml_schema source_schema = SCHEMA(struct law_source, source_rows);

static const struct yaml_row consent_rows[] = {
    MUST(struct consent_rule, age, YAML_INT, .min = 1, .max = 21),
    BASIS_ROWS(struct consent_rule),
};
static const struct yaml_schema consent_schema = SCHEMA(struct consent_rule, consent_rows);

static const struct yaml_row reporter_rows[] = {
    MUST(struct reporter_rule, oral_hours, YAML_INT, .min = 0, .max = 1000),
    MUST(struct reporter_rule, written_hours, YAML_INT_OR_NULL, .min = 1, .max = 1000),
    MUST(struct reporter_rule, personal, YAML_FLAG),
    BASIS_ROWS(struct reporter_rule),
};
static const struct yaml_schema reporter_schema = SCHEMA(struct reporter_rule, reporter_rows);

static const struct yaml_row barred_rows[] = {
    MUST(struct barred_rule, condition, YAML_WORD, .words = condition_words),
    MUST(struct barred_rule, unless_both_agree, YAML_FLAG),
    BASIS_ROWS(struct barred_rule),
};
static const struct yaml_schema barred_schema = SCHEMA(struct barred_rule, barred_rows);

static const struct yaml_row deadline_rows[] = {
    MUST(struct deadline_rule, what, YAML_TEXT),
    MUST(struct deadline_rule, days, YAML_INT, .min = 0, .max = 1000),
    MUST(struct deadline_rule, unit, YAML_TEXT),
    BASIS_ROWS(struct deadline_rule),
};
static const struct yaml_schema deadline_schema = SCHEMA(struct deadline_rule, deadline_rows);

#define RULES(name, schema)                                                                        \
    {                                                                                              \
        .key = #name, .kind = YAML_LIST, .at = offsetof(struct jurisdiction, name),                \
        .count_at = offsetof(struct jurisdiction, n##name), .of = &(schema)                        \
    }

static const struct yaml_row top_rows[] = {
    PASSPORT_ROWS(offsetof(struct jurisdiction, pass)),
    MUST(struct jurisdiction, region, YAML_TEXT),
    MUST(struct jurisdiction, verify_months, YAML_INT, .min = 1, .max = 120),
    { .key = "sources",
      .kind = YAML_LIST,
      .required = true,
      .at = offsetof(struct jurisdiction, sources),
      .count_at = offsetof(struct jurisdiction, nsources),
      .of = &source_schema },
    RULES(consent, consent_schema),
    RULES(reporter, reporter_schema),
    RULES(barred, barred_schema),
    RULES(deadlines, deadline_schema),
};
static const struct yaml_schema top_schema = SCHEMA(struct jurisdiction, top_rows);

/* ---- what no table can say ---- */

static bool overlap(const struct law_basis *x, const struct law_basis *y)
{
    bool before = date_known(x->to) && date_known(y->from) && x->to.day < y->from.day;
    bool after = date_known(y->to) && date_known(x->from) && y->to.day < x->from.day;

    return !before && !after;
}

static enum rw_status check_basis(struct yaml_file *y, const char *list, const struct law_basis *b)
{
    if (!!b->verified_by.p != date_known(b->verified_on))
        return yaml_fault_in(y, list, NULL, "verified_by and verified_on belong together");
    if (date_known(b->from) && date_known(b->to) && b->to.day < b->from.day)
        return yaml_fault_in(y, list, NULL, "effective_to lies before effective_from");
    return RW_OK;
}

/* The rules of one list; each begins with its basis at a fixed place. */
struct rules {
    const char *name;
    const void *first;
    size_t n, size, basis;
    bool one_a_day; /* no two may be in force on one day */
};

static const struct law_basis *basis_of(const struct rules *r, size_t i)
{
    return (const void *)((const char *)r->first + i * r->size + r->basis);
}

static enum rw_status check_rules(struct yaml_file *y, const struct rules *r)
{
    enum rw_status st = RW_OK;
    size_t i, k;

    for (i = 0; !st && i < r->n; i++) {
        st = check_basis(y, r->name, basis_of(r, i));
        for (k = 0; !st && r->one_a_day && k < i; k++)
            if (overlap(basis_of(r, i), basis_of(r, k)))
                st = yaml_fault_in(y, r->name, NULL, "two of these are in force on one day");
    }
    return st;
}

#define OF(T, list, alone)                                                                         \
    {                                                                                              \
#list, j->list, j->n##list, sizeof(struct T), offsetof(struct T, basis), alone             \
    }

static enum rw_status check_file(struct yaml_file *y, const struct jurisdiction *j)
{
    const struct rules lists[] = {
        OF(consent_rule, consent, true),
        OF(reporter_rule, reporter, true),
        OF(barred_rule, barred, false),
        OF(deadline_rule, deadlines, false),
    };
    enum rw_status st = passport_check(y, &j->pass);

    for (size_t i = 0; !st && i < COUNT(lists); i++)
        st = check_rules(y, &lists[i]);
    return st;
}

enum rw_status jurisdiction_load(struct arena *a, struct content_source src, struct jurisdiction *j,
                                 struct content_fault *fault, struct rw_err *e)
{
    struct yaml_file y;
    struct jurisdiction done = { 0 };
    enum rw_status st = yaml_open(&y, a, src);

    if (!st)
        st = yaml_read(&y, &top_schema, &done);
    if (!st)
        st = yaml_references(&y);
    if (!st)
        st = check_file(&y, &done);
    if (!st && a->spent)
        st = RW_ELIMIT;
    done.pass.sha256 = str_copy(a, src.sha256);
    if (!st)
        *j = done;
    if (st && fault)
        *fault = y.fault;
    yaml_close(&y);
    return st ? RW_FAIL(e, st, "a file of a state's rules could not be read") : RW_OK;
}
