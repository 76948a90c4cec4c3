/* maintenance_forms.c -- short forms: check-ins planned, one of them held, moved or dropped, and a plan
 * for setbacks, signed as written. */
#include "app/maintenance.h"
#include "web/pages/room_form.h"
#include "web/pages/safety_parts.h"

#define ROOM "/maintenance"
#define ROOM_TITLE "What goes on afterwards"

/* ---- check-ins planned ---- */

enum { P_FROM, P_WEEKS, P_N };

static const struct field plan_fields[P_N] = {
    [P_FROM] = { .name = "from",
                 .kind = FIELD_DATE,
                 .required = true,
                 .label = "They begin on",
                 .hint = "The weeks are counted from this day." },
    [P_WEEKS] = { .name = "weeks",
                  .kind = FIELD_TEXT,
                  .max = 120,
                  .required = true,
                  .label = "After how many weeks",
                  .hint = "Whole numbers with commas between. These are a local convention; write "
                          "what suits this family." },
};

static enum rw_status plan_prepare(struct req *r, struct room_page *p)
{
    p->begin[P_FROM] = value_date(r->mem, r->act.today);
    p->begin[P_WEEKS] = value_text(check_in_weeks_default(&r->act));
    return RW_OK;
}

static enum rw_status plan_put(struct req *r, const struct value *v)
{
    int64_t weeks[CHECK_INS_MAX];
    size_t n = 0;

    if (!check_in_weeks_read(&r->act, v[P_WEEKS].text, weeks, &n))
        n = 0;
    return check_ins_plan(&r->act, req_arg(r, "case"), v[P_FROM].date, weeks, n);
}

static const struct room_form plan_form = {
    .title = "Plan check-ins",
    .intro = "What is planned already stays. Each one may be moved or dropped later.",
    .submit = "Plan them",
    .done = "Planned.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = plan_fields,
    .n = P_N,
    .prepare = plan_prepare,
    .save = plan_put,
};

/* ---- one check-in ---- */

enum { C_PLAN, C_OUTCOME, C_ON, C_TO, C_WORDS, C_N };

static const struct form_option outcomes[] = { { "held", "It took place" },
                                               { "moved", "It is moved to another day" },
                                               { "dropped", "It is dropped" } };

static const struct field check_fields[C_N] = {
    [C_PLAN] = { .name = "plan",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Which check-in",
                 .none = "Please choose" },
    [C_OUTCOME] = { .name = "outcome",
                    .kind = FIELD_RADIO,
                    .required = true,
                    .label = "What came of it",
                    .choices = outcomes,
                    .nchoices = FORM_N(outcomes) },
    [C_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [C_TO] = { .name = "to",
               .kind = FIELD_DATE,
               .label = "New day",
               .hint = "Of one that is moved." },
    [C_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 3,
                  .required = true,
                  .label = "In a sentence or two",
                  .hint = "How it goes for each child; or why it is moved or dropped." },
};

static enum rw_status check_prepare(struct req *r, struct room_page *p)
{
    struct maintenance m = { 0 };
    struct form_option *o;
    size_t found = 0, i;
    enum rw_status st = maintenance_load(&r->act, req_arg(r, "case"), &m);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, m.nplans + 1);
    for (i = 0; i < m.nplans; i++)
        if (!check_in_of(&m, m.plans[i].id))
            o[found++] = (struct form_option){
                str_z(r->mem, m.plans[i].id),
                str_z(r->mem, page_date(r, m.plans[i].due_on)),
            };
    form_choices(p->fields, p->n, "plan", o, found);
    return RW_OK;
}

static enum rw_status check_put(struct req *r, const struct value *v)
{
    return check_in_add(&r->act, req_arg(r, "case"),
                        &(struct check_in_input){ .plan_id = v[C_PLAN].text,
                                                  .outcome = v[C_OUTCOME].text,
                                                  .on = v[C_ON].date,
                                                  .to = v[C_TO].date,
                                                  .words = v[C_WORDS].text });
}

static const struct room_form check_form = {
    .title = "A check-in",
    .intro = "Short, with each of the family as they wish.",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = check_fields,
    .n = C_N,
    .prepare = check_prepare,
    .save = check_put,
    .given = "plan",
};

/* ---- the plan for setbacks ---- */

enum { S_CHILD, S_SHOWS, S_DOES, S_CALLS, S_BACK, S_N };

#define AREA(field, words, say)                                                                    \
    {                                                                                              \
        .name = field, .kind = FIELD_AREA, .max = 4000, .rows = 3, .required = true,               \
        .label = words, .hint = say                                                                \
    }

static const struct field setback_fields[S_N] = {
    [S_CHILD] = { .name = "child",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "For which child",
                  .none = "Please choose" },
    [S_SHOWS] = AREA("shows", "What would show that it gets harder",
                     "Things that anybody can see; the child's own words where the child agrees."),
    [S_DOES] = AREA("does", "Who does what then", "The same for each parent, each with a part."),
    [S_CALLS] = AREA("calls", "Who is called", "In which order, and who may call."),
    [S_BACK] = AREA("back", "Which step back", "Back to what went well; for how long; then what."),
};

static enum rw_status setback_prepare(struct req *r, struct room_page *p)
{
    struct case_rows c;
    struct form_option *o;
    size_t found;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_children(r, &c, &found);
    form_choices(p->fields, p->n, "child", o, found);
    return RW_OK;
}

static enum rw_status setback_put(struct req *r, const struct value *v)
{
    return setback_plan_sign(&r->act, req_arg(r, "case"),
                             &(struct setback_input){ .child_id = v[S_CHILD].text,
                                                      .shows = v[S_SHOWS].text,
                                                      .does = v[S_DOES].text,
                                                      .calls = v[S_CALLS].text,
                                                      .back = v[S_BACK].text });
}

static const struct room_form setback_form = {
    .title = "Plan for setbacks",
    .intro = "It is signed as written and stays; a newer one takes its place.",
    .submit = "Sign the plan",
    .done = "Signed.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = setback_fields,
    .n = S_N,
    .prepare = setback_prepare,
    .save = setback_put,
    .given = "child",
};

/* ---- routes ---- */

#define FORM(where, form, fl, what)                                                                \
    ROOM_FORM(ROOM where, form, CAP_CHECKPOINT_RECORD, fl, "maintenance", what)

static const struct route routes[] = {
    FORM("/plan", plan_form, 0, "check-ins to come"),
    FORM("/check-in", check_form, 0, "what came of a check-in"),
    FORM("/setback", setback_form, ROUTE_REAUTH, "a plan for setbacks, signed"),
};

PAGE_ROUTES(maintenance_forms_routes, routes);
