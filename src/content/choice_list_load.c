/* choice_list_load.c -- one list of content/lists, read and checked whole. */
#include "content/passport.h"

#define ROW(name, k, ...)                                                                          \
    {                                                                                              \
        .key = #name, .kind = (k), .at = offsetof(struct choice, name), __VA_ARGS__                \
    }

static const struct yaml_row choice_rows[] = {
    ROW(code, YAML_TEXT, .required = true, .names = "code"),
    ROW(label, YAML_TEXT, .required = true),
    ROW(note, YAML_TEXT),
    ROW(group, YAML_TEXT),
    ROW(stays_from, YAML_TEXT),
    ROW(questions, YAML_TEXTS, .count_at = offsetof(struct choice, nquestions)),
};

static const struct yaml_schema choice_schema = { .size = sizeof(struct choice),
                                                  .align = alignof(struct choice),
                                                  .rows = choice_rows,
                                                  .nrows =
                                                      sizeof choice_rows / sizeof *choice_rows };

static const struct yaml_row list_rows[] = {
    PASSPORT_ROWS(offsetof(struct choice_list, pass)),
    { .key = "items",
      .kind = YAML_LIST,
      .required = true,
      .at = offsetof(struct choice_list, items),
      .count_at = offsetof(struct choice_list, nitems),
      .of = &choice_schema },
};

static const struct yaml_schema list_schema = { .rows = list_rows,
                                                .nrows = sizeof list_rows / sizeof *list_rows };

enum rw_status choice_list_load(struct arena *a, struct content_source src, struct choice_list *l,
                                struct content_fault *fault, struct rw_err *e)
{
    struct yaml_file y;
    struct choice_list done = { 0 };
    enum rw_status st = yaml_open(&y, a, src);

    if (!st)
        st = yaml_read(&y, &list_schema, &done);
    if (!st)
        st = passport_check(&y, &done.pass);
    if (!st && a->spent)
        st = RW_ELIMIT;
    done.pass.sha256 = str_copy(a, src.sha256);
    if (!st)
        *l = done;
    if (st && fault)
        *fault = y.fault;
    yaml_close(&y);
    return st ? RW_FAIL(e, st, "a list of choices could not be read") : RW_OK;
}
