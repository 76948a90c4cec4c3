/* choice_list_load.c -- one list of content/lists, read and checked whole. */
#include "content/passport.h"
#include "core/contact.h"

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

/* ---- lists whose labels the program itself reads ---- */

static const char *number_wrong(const struct choice *c)
{
    int64_t n;

    return str_i64(c->label, &n) && n >= 0 ? NULL : "must be a whole number from 0";
}

static const char *stop_wrong(const struct choice *c)
{
    bool known = str_is(c->label, "every channel") || str_is(c->label, "live contact") ||
                 str_is(c->label, "a step up");

    return known ? NULL : "must be 'every channel', 'live contact' or 'a step up'";
}

static const char *channels_wrong(const struct choice *c)
{
    struct str rest = c->label, one;
    enum contact_channel channel;

    if (str_is(c->label, "nothing"))
        return NULL;
    while (str_cut(&rest, ' ', &one))
        if (!channel_of(one, &channel))
            return "must be ways of contact with a blank between, or 'nothing'";
    return NULL;
}

static const char *supervision_wrong(const struct choice *c)
{
    enum contact_supervision s;

    if (str_is(c->label, "nothing"))
        return str_empty(c->group) ? NULL : "a step without contact has no supervision";
    return supervision_of(c->group, &s) ? NULL : "must be a kind of supervision";
}

static const struct {
    const char *list, *key;
    const char *(*wrong)(const struct choice *c);
} read_by_program[] = {
    { "practice-numbers", "label", number_wrong },
    { "sign-stops", "label", stop_wrong },
    { "contact-steps", "label", channels_wrong },
    { "contact-steps", "group", supervision_wrong },
};

static enum rw_status check_items(struct yaml_file *y, const struct choice_list *l)
{
    for (size_t k = 0; k < sizeof read_by_program / sizeof *read_by_program; k++) {
        if (!str_is(l->pass.id, read_by_program[k].list))
            continue;
        for (size_t i = 0; i < l->nitems; i++) {
            const char *wrong = read_by_program[k].wrong(&l->items[i]);

            if (wrong)
                return yaml_fault_at(y, "code", l->items[i].code, read_by_program[k].key, "%s",
                                     wrong);
        }
    }
    return RW_OK;
}

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
    if (!st)
        st = check_items(&y, &done);
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
