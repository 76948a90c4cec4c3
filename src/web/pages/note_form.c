#include "web/pages/note_form.h"

#include "app/lists.h"

#include <string.h>

enum { KIND, DIRECTION, ON, AT, MINUTES, PEOPLE, BODY, TAGS, CLS, BILLABLE, NFIXED };

#define WHEN_SET "When"
#define PART_SET "Minutes, where somebody was there for part of the time"
#define PART_NAME "part-"

static const struct form_option directions[] = { { "in", "Came in" }, { "out", "Went out" } };

static const struct form_option classes[] = {
    { "S", "Session record: the clinicians of this case" },
    { "C", "Child-private: never shown to a parent or the court" },
    { "P", "Process notes: only you" },
};

/* The session form; the log form takes the same fields with the words of log_words. */
static const struct field fixed[NFIXED] = {
    [KIND] = { .name = "kind", .kind = FIELD_CHOICE, .label = "Kind" },
    [DIRECTION] = { .name = "direction",
                    .kind = FIELD_RADIO,
                    .label = "Direction",
                    .choices = directions,
                    .nchoices = FORM_N(directions) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .label = "Day", .set = WHEN_SET },
    [AT] = { .name = "at_min", .kind = FIELD_TIME, .label = "Began at", .set = WHEN_SET },
    [MINUTES] = { .name = "minutes",
                  .kind = FIELD_I64,
                  .max = 1440,
                  .label = "Length",
                  .suffix = "minutes",
                  .set = WHEN_SET },
    [PEOPLE] = { .name = "people", .kind = FIELD_MULTI, .label = "Who took part" },
    [BODY] = { .name = "body", .kind = FIELD_AREA, .rows = 16, .label = "Note" },
    [TAGS] = { .name = "tags", .kind = FIELD_MULTI, .label = "What it worked on" },
    [CLS] = { .name = "cls",
              .kind = FIELD_RADIO,
              .label = "Who may read it once it is signed",
              .choices = classes,
              .nchoices = FORM_N(classes) },
    [BILLABLE] = { .name = "billable", .kind = FIELD_CHECK, .label = "Billable" },
};

/* A session is written down day first; a call in half a minute, when it was standing there already. */
static const int session_order[] = { KIND, ON, AT, MINUTES, PEOPLE, BODY, TAGS, CLS, BILLABLE };
static const int log_order[] = { KIND, DIRECTION, PEOPLE, BODY, ON, AT, MINUTES, BILLABLE };

static struct form_option *kind_options(struct req *r, bool is_log, size_t *n)
{
    const struct choice_list *l = list_of(r->act.app, LIST_NOTE_KINDS);
    struct form_option *o = arena_array(r->mem, struct form_option, l->nitems + 1);
    size_t i;

    *n = 0;
    for (i = 0; !r->mem->spent && i < l->nitems; i++)
        if (note_kind_is_log(&r->act, l->items[i].code) == is_log)
            o[(*n)++] = (struct form_option){ str_z(r->mem, l->items[i].code),
                                              str_z(r->mem, l->items[i].label) };
    return o;
}

static struct form_option *people_options(struct req *r, const struct case_people *p)
{
    struct form_option *o = arena_array(r->mem, struct form_option, p->n + 1);
    size_t i;

    for (i = 0; !r->mem->spent && i < p->n; i++)
        o[i] =
            (struct form_option){ str_z(r->mem, p->list[i].id), str_z(r->mem, p->list[i].label) };
    return o;
}

static void set_choices(struct req *r, struct note_form *f)
{
    size_t nkinds, ntags;
    struct form_option *kinds = kind_options(r, f->is_log, &nkinds);
    struct form_option *tags = page_options(r, LIST_FOCUS_TAGS, &ntags);
    size_t i;

    form_choices(f->fields, f->n, "kind", kinds, nkinds);
    form_choices(f->fields, f->n, "people", people_options(r, f->people), f->people->n);
    if (!f->is_log)
        form_choices(f->fields, f->n, "tags", tags, ntags);
    for (i = 0; f->is_log && i < f->n; i++) {
        if (f->fields[i].kind == FIELD_CHOICE)
            f->fields[i].kind = FIELD_RADIO;
        if (f->fields[i].kind == FIELD_AREA) {
            f->fields[i].rows = 2;
            f->fields[i].label = "What it was about, in a line";
        }
        if (strcmp(f->fields[i].name, "people") == 0)
            f->fields[i].label = "With whom";
    }
}

void note_form_make(struct req *r, enum note_form_kind kind, const struct case_people *people,
                    struct note_form *f)
{
    bool is_log = kind == NOTE_FORM_LOG;
    const int *order = is_log ? log_order : session_order;
    size_t norder = is_log ? FORM_N(log_order) : FORM_N(session_order);
    size_t i, max = NFIXED + people->n;

    *f = (struct note_form){ .people = people, .is_log = is_log };
    f->fields = arena_array(r->mem, struct field, max);
    f->values = arena_array(r->mem, struct value, max);
    if (r->mem->spent)
        return;
    for (i = 0; i < norder; i++)
        f->fields[f->n++] = fixed[order[i]];
    for (i = 0; !is_log && i < people->n; i++)
        f->fields[f->n++] = (struct field){
            .name = str_z(r->mem, str_fmt(r->mem, PART_NAME "%zu", i)),
            .kind = FIELD_I64,
            .max = 1440,
            .label = str_z(r->mem, people->list[i].label),
            .suffix = "minutes",
            .set = PART_SET,
            .folded = true,
        };
    set_choices(r, f);
}

static const struct value *get(const struct note_form *f, const char *name)
{
    static const struct value none = { .date = { INT32_MIN } };
    size_t i;

    for (i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return &f->values[i];
    return &none;
}

static void put(struct note_form *f, const char *name, struct value v)
{
    size_t i;

    for (i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            f->values[i] = v;
}

static const char *part_name(struct req *r, size_t person)
{
    return str_z(r->mem, str_fmt(r->mem, PART_NAME "%zu", person));
}

void note_form_fill(struct req *r, const struct note_input *in, struct note_form *f)
{
    struct str *ids = arena_array(r->mem, struct str, in->npeople + 1);
    size_t i, k;

    if (r->mem->spent)
        return;
    for (i = 0; i < in->npeople; i++)
        ids[i] = in->people[i].person_id;
    put(f, "kind", value_text(in->kind));
    put(f, "direction", value_text(in->direction));
    put(f, "on", value_date(r->mem, in->on));
    put(f, "at_min", value_time(r->mem, in->at_min));
    put(f, "minutes", in->minutes ? value_i64(r->mem, in->minutes) : value_text(STR("")));
    put(f, "people", value_many(ids, in->npeople));
    put(f, "body", value_text(in->body));
    put(f, "tags", value_many(in->tags, in->ntags));
    put(f, "cls", value_text(in->cls));
    put(f, "billable", value_check(in->billable));
    for (i = 0; i < in->npeople; i++)
        for (k = 0; k < f->people->n; k++)
            if (in->people[i].minutes && str_eq(f->people->list[k].id, in->people[i].person_id))
                put(f, part_name(r, k), value_i64(r->mem, in->people[i].minutes));
}

static bool good(const struct problems *bad, const char *name)
{
    return problem_of(bad, str_of(name)).p == NULL;
}

static void read_people(struct req *r, const struct note_form *f, const struct problems *bad,
                        struct note_input *in)
{
    const struct value *who = get(f, "people");
    struct note_person *p = arena_array(r->mem, struct note_person, who->nmany + 1);
    size_t i, k;

    if (r->mem->spent || !good(bad, "people"))
        return;
    for (i = 0; i < who->nmany; i++) {
        p[i].person_id = who->many[i];
        for (k = 0; k < f->people->n; k++)
            if (str_eq(f->people->list[k].id, who->many[i]) && good(bad, part_name(r, k)))
                p[i].minutes = get(f, part_name(r, k))->num;
    }
    in->people = p;
    in->npeople = who->nmany;
}

bool note_form_read(struct req *r, struct note_form *f, const struct note_input *base,
                    struct note_input *in, struct problems *bad)
{
    static const char *const also[] = { "appointment", "note", NULL };

    (void)form_read_also(r->mem, f->fields, f->n, &r->form, also, f->values, bad);
    *in = *base;
    if (get(f, "kind")->text.len)
        in->kind = get(f, "kind")->text;
    if (get(f, "cls")->text.len)
        in->cls = get(f, "cls")->text;
    if (date_known(get(f, "on")->date) && good(bad, "on"))
        in->on = get(f, "on")->date;
    if (get(f, "at_min")->given && good(bad, "at_min"))
        in->at_min = (int32_t)get(f, "at_min")->num;
    if (good(bad, "minutes"))
        in->minutes = get(f, "minutes")->num;
    if (good(bad, "direction"))
        in->direction = get(f, "direction")->text;
    in->billable = get(f, "billable")->num != 0;
    read_people(r, f, bad, in);
    if (!f->is_log && good(bad, "tags")) {
        in->tags = get(f, "tags")->many;
        in->ntags = get(f, "tags")->nmany;
    }
    in->body = get(f, "body")->text;
    in->version = page_version(r);
    return good(bad, "body");
}

void note_form_stored(const struct note *n, struct note_input *in)
{
    *in = (struct note_input){ .kind = n->row.kind,
                               .cls = n->row.class,
                               .on = n->record.on,
                               .at_min = n->started.minutes,
                               .minutes = n->row.minutes,
                               .appointment_id = n->row.appointment_id,
                               .direction = n->row.direction,
                               .billable = n->row.billable != 0,
                               .people = n->record.people,
                               .npeople = n->record.npeople,
                               .tags = n->record.tags,
                               .ntags = n->record.ntags,
                               .body = n->row.body,
                               .version = n->row.version };
}
