/* safety_load.c -- the screen for violence and abuse of content/safety, read and checked whole. */
#include "content/passport.h"

#include "core/safety_screen.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define SCHEMA(T, r)                                                                               \
    {                                                                                              \
        .size = sizeof(T), .align = alignof(T), .rows = (r), .nrows = COUNT(r)                     \
    }
#define MUST(T, name, k, ...)                                                                      \
    {                                                                                              \
        .key = #name, .kind = (k), .required = true, .at = offsetof(T, name), __VA_ARGS__          \
    }
#define MAY(T, name, k, ...)                                                                       \
    {                                                                                              \
        .key = #name, .kind = (k), .at = offsetof(T, name), __VA_ARGS__                            \
    }

static const char *const kinds[] = { "subject", "markers", "scale", "records", NULL };

_Static_assert(sizeof(enum safety_kind) == sizeof(int32_t), "a word is written as int32_t");

static const struct yaml_row number_rows[] = {
    MUST(struct protocol_number, id, YAML_TEXT, .names = "number"),
    MUST(struct protocol_number, title, YAML_TEXT),
    MUST(struct protocol_number, unit, YAML_TEXT),
    MUST(struct protocol_number, value, YAML_INT64, .min = 1, .max = 1000),
    MUST(struct protocol_number, basis, YAML_TEXT),
    MUST(struct protocol_number, verified_by, YAML_TEXT_OR_NULL),
    MUST(struct protocol_number, verified_on, YAML_DAY_OR_NULL),
};
static const struct yaml_schema number_schema = SCHEMA(struct protocol_number, number_rows);

static const struct yaml_row group_rows[] = {
    { .key = "id",
      .kind = YAML_TEXT,
      .required = true,
      .at = offsetof(struct safety_word, code),
      .names = "group" },
    { .key = "title",
      .kind = YAML_TEXT,
      .required = true,
      .at = offsetof(struct safety_word, label) },
};
static const struct yaml_schema group_schema = SCHEMA(struct safety_word, group_rows);

#define WORD_ROWS(space)                                                                           \
    MUST(struct safety_word, code, YAML_TEXT, .names = (space)),                                   \
        MUST(struct safety_word, label, YAML_TEXT), MAY(struct safety_word, note, YAML_TEXT)

static const struct yaml_row marker_rows[] = { WORD_ROWS("marker") };
static const struct yaml_schema marker_schema = SCHEMA(struct safety_word, marker_rows);
static const struct yaml_row result_rows[] = { WORD_ROWS("result") };
static const struct yaml_schema result_schema = SCHEMA(struct safety_word, result_rows);
static const struct yaml_row frequency_rows[] = { WORD_ROWS("frequency") };
static const struct yaml_schema frequency_schema = SCHEMA(struct safety_word, frequency_rows);

static const struct yaml_row item_rows[] = {
    MUST(struct safety_item, code, YAML_TEXT, .names = "item"),
    MUST(struct safety_item, group, YAML_TEXT, .refers = "group"),
    MUST(struct safety_item, title, YAML_TEXT),
    MUST(struct safety_item, question, YAML_TEXT),
    MUST(struct safety_item, help, YAML_TEXT),
    MUST(struct safety_item, kind, YAML_WORD, .words = kinds),
    MAY(struct safety_item, review, YAML_FLAG),
    MAY(struct safety_item, review_markers, YAML_INT, .min = 1, .max = 50),
    MAY(struct safety_item, markers, YAML_LIST, .count_at = offsetof(struct safety_item, nmarkers),
        .of = &marker_schema),
};
static const struct yaml_schema item_schema = SCHEMA(struct safety_item, item_rows);

#define LIST(name, schema)                                                                         \
    MUST(struct safety_form, name, YAML_LIST, .count_at = offsetof(struct safety_form, n##name),   \
         .of = &(schema))

static const struct yaml_row form_rows[] = {
    PASSPORT_ROWS(offsetof(struct safety_form, pass)),
    LIST(numbers, number_schema),
    LIST(groups, group_schema),
    LIST(items, item_schema),
    LIST(results, result_schema),
    LIST(frequencies, frequency_schema),
};
static const struct yaml_schema form_schema = SCHEMA(struct safety_form, form_rows);

/* What the program itself asks for by name. */
static const char *const results_needed[] = { "none_reported", "unverified", "retracted", NULL };

static enum rw_status check_item(struct yaml_file *y, const struct safety_item *x)
{
    bool markers = x->kind == SAFETY_MARKERS;

    if (markers != (x->nmarkers > 0))
        return yaml_fault_at(y, "item", x->code, "markers",
                             "a list of markers belongs to an item of kind 'markers' alone");
    if (x->review_markers > 0 && (size_t)x->review_markers > x->nmarkers)
        return yaml_fault_at(y, "item", x->code, "review_markers", "there are not so many markers");
    if (x->review && x->kind != SAFETY_SUBJECT)
        return yaml_fault_at(y, "item", x->code, "review",
                             "only a subject can ask for a review by itself");
    return RW_OK;
}

static bool group_used(const struct safety_form *f, struct str group)
{
    size_t i;

    for (i = 0; i < f->nitems; i++)
        if (str_eq(f->items[i].group, group))
            return true;
    return false;
}

static enum rw_status check_form(struct yaml_file *y, const struct safety_form *f)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < f->nitems; i++)
        st = check_item(y, &f->items[i]);
    for (i = 0; !st && i < f->ngroups; i++)
        if (!group_used(f, f->groups[i].code))
            st = yaml_fault_at(y, "group", f->groups[i].code, NULL, "no item belongs to it");
    for (i = 0; !st && safety_numbers[i]; i++)
        if (safety_number(f, safety_numbers[i]) < 0)
            st = yaml_fault_in(y, "numbers", NULL, "number '%s' is missing", safety_numbers[i]);
    for (i = 0; !st && results_needed[i]; i++)
        if (!safety_word_of(f->results, f->nresults, str_of(results_needed[i])))
            st = yaml_fault_in(y, "results", NULL, "result '%s' is missing", results_needed[i]);
    return st;
}

enum rw_status safety_load(struct arena *a, struct content_source src, struct safety_form *f,
                           struct content_fault *fault, struct rw_err *e)
{
    struct yaml_file y;
    struct safety_form done = { 0 };
    enum rw_status st = yaml_open(&y, a, src);

    if (!st)
        st = yaml_read(&y, &form_schema, &done);
    if (!st)
        st = yaml_references(&y);
    if (!st)
        st = passport_check(&y, &done.pass);
    if (!st)
        st = check_form(&y, &done);
    if (!st && a->spent)
        st = RW_ELIMIT;
    done.pass.sha256 = str_copy(a, src.sha256);
    if (!st)
        *f = done;
    if (st && fault)
        *fault = y.fault;
    yaml_close(&y);
    return st ? RW_FAIL(e, st, "a safety screen could not be read") : RW_OK;
}
