/* conditions_forms.c -- short forms: somebody around the family, a talk with them, a look at a message
 * that pulls the other way, an obstacle and how it stands. */
#include "app/lists.h"
#include "app/surroundings.h"
#include "web/pages/room_form.h"

#define ROOM "/conditions"
#define ROOM_TITLE "What helps and what stands in the way"

static void choices(struct req *r, struct room_page *p, const char *field, const char *list)
{
    size_t found;
    struct form_option *o = page_options(r, list, &found);

    form_choices(p->fields, p->n, field, o, found);
}

/* ---- somebody around the family ---- */

enum { S_KIND, S_NAME, S_N };

static const struct field system_fields[S_N] = {
    [S_KIND] = { .name = "kind",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Who it is",
                 .none = "Please choose" },
    [S_NAME] = { .name = "name",
                 .kind = FIELD_TEXT,
                 .max = 160,
                 .required = true,
                 .label = "Name",
                 .hint =
                     "Such as: Bea Ironwood, lawyer of Henrik. Each lawyer is entered, on every "
                     "side alike." },
};

static enum rw_status system_prepare(struct req *r, struct room_page *p)
{
    choices(r, p, "kind", LIST_SYSTEMS);
    return RW_OK;
}

static enum rw_status system_put(struct req *r, const struct value *v)
{
    return system_add(&r->act, req_arg(r, "case"),
                      &(struct system_input){ .kind = v[S_KIND].text, .name = v[S_NAME].text },
                      NULL);
}

static const struct room_form system_form = {
    .title = "Somebody around the family",
    .intro =
        "Who else speaks with the family about this. Entering somebody releases nothing to them.",
    .submit = "Enter",
    .done = "Entered.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = system_fields,
    .n = S_N,
    .prepare = system_prepare,
    .save = system_put,
};

/* ---- a talk or message ---- */

enum { T_SYSTEM, T_ON, T_WAY, T_STANCE, T_WORDS, T_N };

static const struct field talk_fields[T_N] = {
    [T_SYSTEM] = { .name = "system",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "With whom",
                   .none = "Please choose" },
    [T_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [T_WAY] = { .name = "way",
                .kind = FIELD_CHOICE,
                .required = true,
                .label = "How",
                .none = "Please choose" },
    [T_STANCE] = { .name = "stance",
                   .kind = FIELD_RADIO,
                   .required = true,
                   .label = "Where they stand since",
                   .hint = "What pulls the other way is put on Today, to be looked at. It may have "
                           "good reasons." },
    [T_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .required = true,
                  .label = "What was said" },
};

static struct form_option *system_options(struct req *r, const struct surroundings *s, bool waiting,
                                          size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, s->nsystems + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < s->nsystems; i++)
        if (!waiting || system_stand_of(&r->act, s, s->systems[i].id).waits)
            o[(*n)++] = (struct form_option){ str_z(r->mem, s->systems[i].id),
                                              str_z(r->mem, s->systems[i].name) };
    return o;
}

static enum rw_status load_systems(struct req *r, struct room_page *p, bool waiting)
{
    struct surroundings s = { 0 };
    struct form_option *o;
    size_t found;
    enum rw_status st = surroundings_load(&r->act, req_arg(r, "case"), &s);

    if (st)
        return st;
    o = system_options(r, &s, waiting, &found);
    form_choices(p->fields, p->n, "system", o, found);
    return RW_OK;
}

static enum rw_status talk_prepare(struct req *r, struct room_page *p)
{
    choices(r, p, "way", LIST_WAYS);
    choices(r, p, "stance", LIST_STANCES);
    return load_systems(r, p, false);
}

static enum rw_status talk_put(struct req *r, const struct value *v)
{
    return system_word_add(&r->act, req_arg(r, "case"),
                           &(struct system_word_input){ .system_id = v[T_SYSTEM].text,
                                                        .stance = v[T_STANCE].text,
                                                        .way = v[T_WAY].text,
                                                        .on = v[T_ON].date,
                                                        .words = v[T_WORDS].text },
                           NULL);
}

static const struct room_form talk_form = {
    .title = "A talk or message",
    .intro = "Whatever side somebody is on, the same is asked and the same is written down.",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = talk_fields,
    .n = T_N,
    .prepare = talk_prepare,
    .save = talk_put,
    .given = "system",
};

/* ---- a look at a message ---- */

enum { R_SYSTEM, R_ON, R_WORDS, R_N };

static const struct field review_fields[R_N] = {
    [R_SYSTEM] = { .name = "system",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "Whose message",
                   .none = "Please choose" },
    [R_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Looked at on" },
    [R_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .required = true,
                  .label = "What it says, and what is done about it",
                  .hint = "Also: nothing is done, and why." },
};

static enum rw_status review_prepare(struct req *r, struct room_page *p)
{
    return load_systems(r, p, true);
}

static enum rw_status review_put(struct req *r, const struct value *v)
{
    return system_review_add(&r->act, req_arg(r, "case"), v[R_SYSTEM].text, v[R_ON].date,
                             v[R_WORDS].text);
}

static const struct room_form review_form = {
    .title = "Look at a message",
    .intro =
        "No step toward more contact is decided until somebody has looked at it. Nobody has to "
        "agree with anybody.",
    .submit = "Record the look",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = review_fields,
    .n = R_N,
    .prepare = review_prepare,
    .save = review_put,
    .given = "system",
};

/* ---- an obstacle ---- */

enum { O_TYPE, O_OWNER, O_ON, O_WORDS, O_PLAN, O_N };

static const struct field obstacle_fields[O_N] = {
    [O_TYPE] = { .name = "type",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "What stands in the way",
                 .none = "Please choose" },
    [O_OWNER] = { .name = "owner",
                  .kind = FIELD_CHOICE,
                  .label = "With whom it lies",
                  .none = "Around the family, with nobody" },
    [O_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Seen on" },
    [O_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 3,
                  .required = true,
                  .label = "How it shows" },
    [O_PLAN] = { .name = "plan",
                 .kind = FIELD_AREA,
                 .max = 4000,
                 .rows = 3,
                 .required = true,
                 .label = "What is planned" },
};

static enum rw_status obstacle_prepare(struct req *r, struct room_page *p)
{
    struct case_rows c;
    struct form_option *o;
    size_t found;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = page_people(r, c.people, c.npeople, NULL, &found);
    form_choices(p->fields, p->n, "owner", o, found);
    choices(r, p, "type", LIST_OBSTACLES);
    return RW_OK;
}

static enum rw_status obstacle_put(struct req *r, const struct value *v)
{
    return obstacle_add(&r->act, req_arg(r, "case"),
                        &(struct obstacle_input){ .type = v[O_TYPE].text,
                                                  .owner_id = v[O_OWNER].text,
                                                  .on = v[O_ON].date,
                                                  .words = v[O_WORDS].text,
                                                  .plan = v[O_PLAN].text },
                        NULL);
}

static const struct room_form obstacle_form = {
    .title = "Something stands in the way",
    .intro = "Words for what is hard, for nobody's fault. It holds up nothing by itself.",
    .submit = "Enter",
    .done = "Entered.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = obstacle_fields,
    .n = O_N,
    .prepare = obstacle_prepare,
    .save = obstacle_put,
};

/* ---- how an obstacle stands ---- */

enum { P_OBSTACLE, P_ON, P_STATE, P_WORDS, P_N };

static const struct form_option states[] = { { "open", "Still there" },
                                             { "easing", "Getting easier" },
                                             { "closed", "Out of the way" } };

static const struct field step_fields[P_N] = {
    [P_OBSTACLE] = { .name = "obstacle",
                     .kind = FIELD_CHOICE,
                     .required = true,
                     .label = "Which obstacle",
                     .none = "Please choose" },
    [P_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [P_STATE] = { .name = "state",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "How it stands",
                  .choices = states,
                  .nchoices = FORM_N(states) },
    [P_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 3,
                  .required = true,
                  .label = "What was done, and what is planned now" },
};

static enum rw_status step_prepare(struct req *r, struct room_page *p)
{
    struct surroundings s = { 0 };
    struct form_option *o;
    size_t i;
    enum rw_status st = surroundings_load(&r->act, req_arg(r, "case"), &s);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, s.nobstacles + 1);
    for (i = 0; i < s.nobstacles; i++)
        o[i] = (struct form_option){
            str_z(r->mem, s.obstacles[i].id),
            str_z(r->mem,
                  str_fmt(r->mem, "%.*s, since %.*s",
                          STR_ARG(list_label(r->act.app, LIST_OBSTACLES, s.obstacles[i].type)),
                          STR_ARG(page_date(r, s.obstacles[i].on_date)))),
        };
    form_choices(p->fields, p->n, "obstacle", o, s.nobstacles);
    return RW_OK;
}

static enum rw_status step_put(struct req *r, const struct value *v)
{
    return obstacle_step_add(&r->act, req_arg(r, "case"),
                             &(struct obstacle_step_input){ .obstacle_id = v[P_OBSTACLE].text,
                                                            .state = v[P_STATE].text,
                                                            .on = v[P_ON].date,
                                                            .words = v[P_WORDS].text });
}

static const struct room_form step_form = {
    .title = "How an obstacle stands",
    .intro = "What is out of the way stands among the things that happened; it may come back.",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = step_fields,
    .n = P_N,
    .prepare = step_prepare,
    .save = step_put,
    .given = "obstacle",
};

/* ---- routes ---- */

#define FORM(where, form, what)                                                                    \
    ROOM_FORM(ROOM where, form, CAP_CHECKPOINT_RECORD, 0, "conditions", what)

static const struct route routes[] = {
    FORM("/system", system_form, "somebody who surrounds a family"),
    FORM("/talk", talk_form, "a talk with somebody around the family"),
    FORM("/review", review_form, "a look at a message that pulls the other way"),
    FORM("/obstacle", obstacle_form, "what stands in the way"),
    FORM("/obstacle-step", step_form, "how an obstacle stands"),
};

PAGE_ROUTES(conditions_forms_routes, routes);
