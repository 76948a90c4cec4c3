/* protocol_load.c -- one file of content/protocols into core structs. */
#include "content/protocol_parts.h"

/* ---- the tables ---- */

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
#define LIST(T, name, schema)                                                                      \
    MUST(T, name, YAML_LIST, .count_at = offsetof(T, n##name), .of = &(schema))

static const char *const basis_words[] = { "rule", "convention", "knowledge", NULL };
static const char *const per_words[] = { "case",           "child",       "parent_each",
                                         "contact_parent", "home_parent", NULL };
static const char *const class_words[] = { "N", "X", "S", "T", "H", NULL };

_Static_assert(sizeof(enum criterion_per) == sizeof(int32_t), "a word is written as int32_t");
_Static_assert(COUNT(class_words) == OVERRIDE_CLASSES + 1, "one letter per class");

static enum rw_status read_basis(struct yaml_file *y, const yaml_node_t *n, void *to)
{
    struct str s;
    enum rw_status st = yaml_text(y, n, &s);

    for (size_t i = 0; !st && basis_words[i]; i++) {
        if (!str_is(s, basis_words[i]))
            continue;
        *(struct str *)to = s;
        return RW_OK;
    }
    return st ? st : yaml_fault(y, n, "must be one of: rule, convention, knowledge");
}

static const struct yaml_row number_rows[] = {
    MUST(struct protocol_number, id, YAML_TEXT, .names = "number"),
    MUST(struct protocol_number, title, YAML_TEXT),
    MUST(struct protocol_number, unit, YAML_TEXT),
    MUST(struct protocol_number, value, YAML_INT64, .min = 0, .max = 100000),
    MUST(struct protocol_number, basis, YAML_OWN, .own = read_basis),
    MUST(struct protocol_number, verified_by, YAML_TEXT_OR_NULL),
    MUST(struct protocol_number, verified_on, YAML_DAY_OR_NULL),
};
static const struct yaml_schema number_schema = SCHEMA(struct protocol_number, number_rows);

static const struct yaml_row fact_rows[] = {
    MUST(struct fact_name, id, YAML_TEXT, .names = "fact"),
    MUST(struct fact_name, title, YAML_TEXT),
};
static const struct yaml_schema fact_schema = SCHEMA(struct fact_name, fact_rows);

static const struct yaml_row activity_rows[] = {
    MUST(struct activity, id, YAML_TEXT, .names = "activity"),
    MUST(struct activity, title, YAML_TEXT),
    MAY(struct activity, note, YAML_TEXT),
};
static const struct yaml_schema activity_schema = SCHEMA(struct activity, activity_rows);

static const struct yaml_row phase_rows[] = {
    MUST(struct phase, id, YAML_TEXT, .names = "phase"),
    MUST(struct phase, title, YAML_TEXT),
    MAY(struct phase, note, YAML_TEXT),
    LIST(struct phase, activities, activity_schema),
};
static const struct yaml_schema phase_schema = SCHEMA(struct phase, phase_rows);

static const struct yaml_row place_rows[] = {
    MUST(struct place, id, YAML_TEXT, .names = "place"),
    MUST(struct place, title, YAML_TEXT),
    MAY(struct place, note, YAML_TEXT),
    MUST(struct place, is_end, YAML_FLAG),
    MAY(struct place, for_safety, YAML_FLAG),
};
static const struct yaml_schema place_schema = SCHEMA(struct place, place_rows);

static const struct yaml_row never_rows[] = {
    MUST(struct never_rule, id, YAML_TEXT, .names = "never-rule"),
    MUST(struct never_rule, title, YAML_TEXT),
    MAY(struct never_rule, carried_bars_step_up, YAML_FLAG),
};
static const struct yaml_schema never_schema = SCHEMA(struct never_rule, never_rows);

static const struct yaml_row sign_rows[] = {
    MUST(struct sign_kind, code, YAML_TEXT, .names = "warning sign"),
    MUST(struct sign_kind, title, YAML_TEXT),
    MAY(struct sign_kind, note, YAML_TEXT),
    MAY(struct sign_kind, closing, YAML_WORD, .words = class_words),
};
static const struct yaml_schema sign_schema = SCHEMA(struct sign_kind, sign_rows);

static const struct yaml_row track_rows[] = {
    MUST(struct track, id, YAML_TEXT, .names = "track"),
    MUST(struct track, title, YAML_TEXT),
    MAY(struct track, note, YAML_TEXT),
    MUST(struct track, dwell_pct, YAML_INT, .min = 0, .max = 1000),
    MAY(struct track, ceiling, YAML_TEXT, .refers = "level"),
    MAY(struct track, dwell_override, YAML_TEXT),
    MUST(struct track, graded_exposure, YAML_FLAG),
    MUST(struct track, has_contact, YAML_FLAG),
};
static const struct yaml_schema track_schema = SCHEMA(struct track, track_rows);

static const struct yaml_row level_rows[] = {
    MUST(struct level, id, YAML_TEXT, .names = "level"),
    MUST(struct level, title, YAML_TEXT),
    MUST(struct level, happens, YAML_TEXT),
    MUST(struct level, present, YAML_TEXT),
    MUST(struct level, permission, YAML_TEXT),
    MUST(struct level, min_contacts, YAML_INT_OR_NULL, .max = 1000),
    MUST(struct level, min_days, YAML_INT_OR_NULL, .max = 1000),
    MUST(struct level, every_days, YAML_INT_OR_NULL, .min = 1, .max = 1000),
};
static const struct yaml_schema level_schema = SCHEMA(struct level, level_rows);

#define CRITERION(name, k, ...)                                                                    \
    {                                                                                              \
        .key = #name, .kind = (k), .at = offsetof(struct criterion_file, c.name), __VA_ARGS__      \
    }

static const struct yaml_row criterion_rows[] = {
    CRITERION(id, YAML_TEXT, .required = true, .names = "criterion"),
    CRITERION(title, YAML_TEXT, .required = true),
    CRITERION(met, YAML_TEXT, .required = true),
    CRITERION(not_met, YAML_TEXT, .required = true),
    CRITERION(not_recorded, YAML_TEXT, .required = true),
    CRITERION(outward, YAML_TEXT),
    CRITERION(help, YAML_TEXT),
    CRITERION(per, YAML_WORD, .required = true, .words = per_words),
    CRITERION(override, YAML_WORD, .required = true, .words = class_words),
    MAY(struct criterion_file, never, YAML_TEXT, .refers = "never-rule"),
    CRITERION(may_be_na, YAML_FLAG),
    CRITERION(adult_duty, YAML_FLAG),
    CRITERION(about_child, YAML_FLAG),
    CRITERION(only_tracks, YAML_TEXTS, .refers = "track",
              .count_at = offsetof(struct criterion_file, c.nonly_tracks)),
    CRITERION(age_from, YAML_INT, .max = 25),
    CRITERION(when, YAML_OWN, .required = true, .own = predicate_read),
};
static const struct yaml_schema criterion_schema = SCHEMA(struct criterion_file, criterion_rows);

#define GATE(name, k, ...)                                                                         \
    {                                                                                              \
        .key = #name, .kind = (k), .at = offsetof(struct gate_file, g.name), __VA_ARGS__           \
    }

static const struct yaml_row gate_rows[] = {
    GATE(id, YAML_TEXT, .required = true, .names = "checkpoint"),
    GATE(title, YAML_TEXT, .required = true),
    GATE(from, YAML_TEXT_OR_NULL, .required = true, .refers = "phase|place|keyword"),
    GATE(to, YAML_TEXT, .required = true, .refers = "phase|place|keyword"),
    GATE(opens_level, YAML_TEXT, .refers = "level"),
    GATE(forward, YAML_FLAG, .required = true),
    GATE(step_up, YAML_FLAG, .required = true),
    GATE(lowers_level, YAML_FLAG),
    { .key = "criteria",
      .kind = YAML_LIST,
      .required = true,
      .at = offsetof(struct gate_file, own),
      .count_at = offsetof(struct gate_file, nown),
      .of = &criterion_schema },
    { .key = "also",
      .kind = YAML_TEXTS,
      .at = offsetof(struct gate_file, also),
      .count_at = offsetof(struct gate_file, nalso),
      .refers = "criterion" },
};
static const struct yaml_schema gate_schema = SCHEMA(struct gate_file, gate_rows);

static const struct yaml_row top_rows[] = {
    PASSPORT_ROWS(offsetof(struct protocol_file, p.pass)),
#define TOP(name, schema)                                                                          \
    {                                                                                              \
        .key = #name, .kind = YAML_LIST, .required = true,                                         \
        .at = offsetof(struct protocol_file, p.name),                                              \
        .count_at = offsetof(struct protocol_file, p.n##name), .of = &(schema)                     \
    }
    TOP(numbers, number_schema),
    { .key = "facts",
      .kind = YAML_LIST,
      .at = offsetof(struct protocol_file, p.facts),
      .count_at = offsetof(struct protocol_file, p.nfacts),
      .of = &fact_schema },
    TOP(nevers, never_schema),
    TOP(signs, sign_schema),
    TOP(tracks, track_schema),
    TOP(levels, level_schema),
    TOP(phases, phase_schema),
    TOP(places, place_schema),
    { .key = "shared",
      .kind = YAML_LIST,
      .at = offsetof(struct protocol_file, shared),
      .count_at = offsetof(struct protocol_file, nshared),
      .of = &criterion_schema },
    { .key = "gates",
      .kind = YAML_LIST,
      .required = true,
      .at = offsetof(struct protocol_file, gates),
      .count_at = offsetof(struct protocol_file, ngates),
      .of = &gate_schema },
    { .key = "words",
      .kind = YAML_MAP,
      .required = true,
      .at = offsetof(struct protocol_file, p.words),
      .of = &protocol_words_schema },
};
static const struct yaml_schema top_schema = SCHEMA(struct protocol_file, top_rows);

/* ---- from the file's shape to the core's ---- */

static enum rw_status take_number(struct yaml_file *y, const struct protocol *p, const char *id,
                                  int32_t *to)
{
    const struct protocol_number *x = protocol_number_find(p, str_of(id));

    if (!x)
        return yaml_fault_in(y, "numbers", NULL, "there must be a number '%s'", id);
    *to = (int32_t)x->value;
    return RW_OK;
}

static enum rw_status take_numbers(struct yaml_file *y, struct protocol *p)
{
    const struct {
        const char *id;
        int32_t *to;
    } list[] = {
        { "carry_over_days", &p->carry_over_days },
        { "override_max_days", &p->override_max_days },
        { "consult_record_hours", &p->consult_record_hours },
    };
    enum rw_status st = RW_OK;

    for (size_t i = 0; !st && i < COUNT(list); i++)
        st = take_number(y, p, list[i].id, list[i].to);
    return st;
}

static const struct never_rule *never_find(const struct protocol *p, struct str id)
{
    for (size_t i = 0; i < p->nnevers; i++)
        if (str_eq(p->nevers[i].id, id))
            return &p->nevers[i];
    return NULL;
}

static const struct criterion_file *shared_find(const struct protocol_file *f, struct str id)
{
    for (size_t i = 0; i < f->nshared; i++)
        if (str_eq(f->shared[i].c.id, id))
            return &f->shared[i];
    return NULL;
}

static struct criterion criterion_of(const struct protocol_file *f, const struct criterion_file *x)
{
    struct criterion c = x->c;

    c.never = never_find(&f->p, x->never);
    return c;
}

static enum rw_status take_gate(struct yaml_file *y, const struct protocol_file *f,
                                const struct gate_file *x, struct gate *g)
{
    struct criterion *list = arena_array(y->a, struct criterion, x->nown + x->nalso);
    size_t n = 0;

    if (!list || y->a->spent)
        return RW_ELIMIT;
    *g = x->g;
    for (size_t i = 0; i < x->nown; i++)
        list[n++] = criterion_of(f, &x->own[i]);
    for (size_t i = 0; i < x->nalso; i++) {
        const struct criterion_file *s = shared_find(f, x->also[i]);

        if (!s)
            return yaml_fault_at(y, "checkpoint", x->g.id, "also", "'%.*s' is not a shared one",
                                 STR_ARG(x->also[i]));
        list[n++] = criterion_of(f, s);
    }
    g->criteria = list;
    g->ncriteria = n;
    return RW_OK;
}

static enum rw_status take_gates(struct yaml_file *y, struct protocol_file *f)
{
    struct gate *list = arena_array(y->a, struct gate, f->ngates);
    enum rw_status st = !list || y->a->spent ? RW_ELIMIT : RW_OK;

    for (size_t i = 0; !st && i < f->ngates; i++)
        st = take_gate(y, f, &f->gates[i], &list[i]);
    f->p.gates = list;
    f->p.ngates = f->ngates;
    return st;
}

static enum rw_status load(struct yaml_file *y, struct protocol_file *f)
{
    static const char *const keywords[] = { "any", "prior" };
    enum rw_status st = RW_OK;

    y->user = f;
    for (size_t i = 0; !st && i < COUNT(keywords); i++)
        st = yaml_give_id(y, "keyword", str_of(keywords[i]), NULL);
    if (!st)
        st = yaml_read(y, &top_schema, f);
    if (!st)
        st = yaml_references(y);
    if (!st)
        st = passport_check(y, &f->p.pass);
    if (!st)
        st = take_numbers(y, &f->p);
    if (!st)
        st = take_gates(y, f);
    if (!st)
        st = protocol_check(y, &f->p);
    return st || !y->a->spent ? st : RW_ELIMIT;
}

enum rw_status protocol_load(struct arena *a, struct content_source src, struct protocol *p,
                             struct content_fault *fault, struct rw_err *e)
{
    struct yaml_file y;
    struct protocol_file f = { 0 };
    enum rw_status st = yaml_open(&y, a, src);

    if (!st)
        st = load(&y, &f);
    if (!st) {
        f.p.pass.sha256 = str_copy(a, src.sha256);
        *p = f.p;
    } else if (fault) {
        *fault = y.fault;
    }
    yaml_close(&y);
    return st ? RW_FAIL(e, st, "a protocol file could not be read, line %d", (int)y.fault.line)
              : RW_OK;
}
