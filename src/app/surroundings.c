#include "app/surroundings.h"

#include "app/check.h"
#include "app/chronology.h"
#include "app/kept.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/review_due.h"
#include "gen/queries.h"

/* ---- reading ---- */

#define LOAD(what, to, count)                                                                      \
    if (!st)                                                                                       \
    st = q_##what(a->db, a->mem, &(struct q_##what##_in){ .case_id = case_id }, &s->to, &s->count, \
                  &a->err)

enum rw_status surroundings_load(struct act *a, struct str case_id, struct surroundings *s)
{
    enum rw_status st = case_rows_load(a, case_id, &s->rows);

    LOAD(surrounding_system_list, systems, nsystems);
    LOAD(system_word_list, words, nwords);
    LOAD(obstacle_list, obstacles, nobstacles);
    LOAD(obstacle_step_list, steps, nsteps);
    return st;
}

static struct date day_of(struct str iso)
{
    struct date d = RW_NO_DATE;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

static struct date word_day(const struct system_word_row *w)
{
    int64_t at;

    return utc_parse(w->recorded_utc, &at) ? clock_local(at).date : day_of(w->on_date);
}

/* Of two words of one second the one that asks for a look counts. */
struct system_stand system_stand_of(struct act *a, const struct surroundings *s,
                                    struct str system_id)
{
    struct system_stand x = { .due = RW_NO_DATE };
    int64_t days = 0;
    size_t i;

    for (i = 0; i < s->nwords; i++) {
        const struct system_word_row *w = &s->words[i];

        if (!str_eq(w->system_id, system_id))
            continue;
        if (str_is(w->stance, "reviewed")) {
            x.reviewed = w;
            if (x.waits && str_cmp(w->recorded_utc, x.waits->recorded_utc) > 0)
                x.waits = NULL;
            continue;
        }
        x.last = w;
        if (str_is(w->stance, "conflicting"))
            x.waits = w;
    }
    if (x.waits && number_of(a, "coordination_days", &days) == RW_OK)
        x.due = date_add(word_day(x.waits), (int32_t)days);
    return x;
}

struct str obstacle_state(const struct surroundings *s, struct str obstacle_id,
                          const struct obstacle_step_row **last)
{
    size_t i;

    *last = NULL;
    for (i = 0; i < s->nsteps; i++)
        if (str_eq(s->steps[i].obstacle_id, obstacle_id))
            *last = &s->steps[i];
    return *last ? (*last)->state : STR("open");
}

enum rw_status message_waits(struct act *a, struct str case_id, bool *waits)
{
    struct message_waits_row row = { 0 };
    enum rw_status st = q_message_waits(
        a->db, a->mem, &(struct q_message_waits_in){ .case_id = case_id }, &row, &a->err);

    *waits = !st && row.n > 0;
    return st;
}

/* ---- Today ---- */

static enum rw_status refresh(struct act *a, struct str case_id)
{
    struct surroundings s = { 0 };
    struct review_due *due;
    size_t n = 0, i;
    enum rw_status st = surroundings_load(a, case_id, &s);

    if (st)
        return st;
    due = arena_array(a->mem, struct review_due, s.nsystems + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < s.nsystems; i++) {
        struct system_stand x = system_stand_of(a, &s, s.systems[i].id);

        if (x.waits && date_known(x.due))
            due[n++] = (struct review_due){
                .ref_id = s.systems[i].id,
                .on = x.due,
                .line = str_fmt(a->mem, "Look at a message: %.*s", STR_ARG(s.systems[i].name)),
            };
    }
    return review_due_keep(a, case_id, "conditions", due, n);
}

/* ---- systems ---- */

static enum rw_status put_system(struct act *a, const struct kept *k, const void *arg)
{
    const struct system_input *in = arg;

    return q_surrounding_system_add(
        a->db, a->mem,
        &(struct q_surrounding_system_add_in){ .case_id = k->case_id,
                                               .id = k->id,
                                               .kind = in->kind,
                                               .name = in->name,
                                               .recorded_utc = k->utc,
                                               .recorded_by = k->by,
                                               .recorded_name = k->name },
        &a->err);
}

enum rw_status system_add(struct act *a, struct str case_id, const struct system_input *in,
                          struct str *id)
{
    struct kept_job j = { .object = "surrounding-system", .put = put_system, .in = in };

    check_choice(a, "kind", list_of(a->app, LIST_SYSTEMS), in->kind);
    check_line(a, "name", in->name, REQUIRED);
    return kept_add(a, case_id, &j, id);
}

static enum rw_status put_word(struct act *a, const struct kept *k, const void *arg)
{
    const struct system_word_input *in = arg;

    return q_system_word_add(a->db, a->mem,
                             &(struct q_system_word_add_in){ .case_id = k->case_id,
                                                             .id = k->id,
                                                             .system_id = in->system_id,
                                                             .stance = in->stance,
                                                             .way = str_or(in->way, NULL),
                                                             .on_date = date_iso(a->mem, in->on),
                                                             .words = in->words,
                                                             .recorded_utc = k->utc,
                                                             .recorded_by = k->by,
                                                             .recorded_name = k->name },
                             &a->err);
}

static bool has_system(const struct surroundings *s, struct str id)
{
    size_t i;

    for (i = 0; i < s->nsystems; i++)
        if (str_eq(s->systems[i].id, id))
            return true;
    return false;
}

enum rw_status system_word_add(struct act *a, struct str case_id,
                               const struct system_word_input *in, struct str *id)
{
    struct kept_job j = { .object = "system-word", .put = put_word, .after = refresh, .in = in };
    struct surroundings s = { 0 };
    enum rw_status st = surroundings_load(a, case_id, &s);

    if (st)
        return st;
    if (!has_system(&s, in->system_id))
        problem_add(&a->bad, "system", STR("Please choose one of those who are entered."));
    check_choice(a, "stance", list_of(a->app, LIST_STANCES), in->stance);
    check_choice(a, "way", list_of(a->app, LIST_WAYS), in->way);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, REQUIRED);
    return kept_add(a, case_id, &j, id);
}

enum rw_status system_review_add(struct act *a, struct str case_id, struct str system_id,
                                 struct date on, struct str words)
{
    struct system_word_input in = {
        .system_id = system_id, .stance = STR("reviewed"), .on = on, .words = words
    };
    struct kept_job j = { .object = "system-review", .put = put_word, .after = refresh, .in = &in };
    struct surroundings s = { 0 };
    enum rw_status st = surroundings_load(a, case_id, &s);

    if (st)
        return st;
    if (!has_system(&s, system_id) || !system_stand_of(a, &s, system_id).waits)
        problem_add(&a->bad, "system", STR("No message of theirs waits to be looked at."));
    check_past(a, "on", on, REQUIRED);
    check_text(a, "words", words, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

/* ---- obstacles ---- */

static enum rw_status put_line(struct act *a, const struct kept *k, struct str ref_id,
                               struct date on, const char *state, struct str line)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = k->case_id,
                                                         .kind = "obstacle",
                                                         .ref_id = ref_id,
                                                         .on = on,
                                                         .at_utc = RW_NO_TIME,
                                                         .account_id = k->by,
                                                         .state = state,
                                                         .cls = CLASS_S,
                                                         .line = line });
}

static enum rw_status put_obstacle(struct act *a, const struct kept *k, const void *arg)
{
    const struct obstacle_input *in = arg;
    enum rw_status st =
        q_obstacle_add(a->db, a->mem,
                       &(struct q_obstacle_add_in){ .case_id = k->case_id,
                                                    .id = k->id,
                                                    .type = in->type,
                                                    .owner_id = str_or(in->owner_id, NULL),
                                                    .on_date = date_iso(a->mem, in->on),
                                                    .words = in->words,
                                                    .plan = in->plan,
                                                    .recorded_utc = k->utc,
                                                    .recorded_by = k->by,
                                                    .recorded_name = k->name },
                       &a->err);

    return st ? st : put_line(a, k, k->id, in->on, "open", STR("Obstacle entered"));
}

enum rw_status obstacle_add(struct act *a, struct str case_id, const struct obstacle_input *in,
                            struct str *id)
{
    struct kept_job j = { .object = "obstacle", .put = put_obstacle, .in = in };
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (st)
        return st;
    check_choice(a, "type", list_of(a->app, LIST_OBSTACLES), in->type);
    if (in->owner_id.len && !case_person(&rows, in->owner_id))
        problem_add(&a->bad, "owner", STR("Please choose somebody of this family."));
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, REQUIRED);
    check_text(a, "plan", in->plan, REQUIRED);
    return kept_add(a, case_id, &j, id);
}

/* Each step is a line of its own: an obstacle that was closed and came back shows both. */
static enum rw_status put_step(struct act *a, const struct kept *k, const void *arg)
{
    const struct obstacle_step_input *in = arg;
    bool closed = str_is(in->state, "closed");
    enum rw_status st =
        q_obstacle_step_add(a->db, a->mem,
                            &(struct q_obstacle_step_add_in){ .case_id = k->case_id,
                                                              .id = k->id,
                                                              .obstacle_id = in->obstacle_id,
                                                              .state = in->state,
                                                              .on_date = date_iso(a->mem, in->on),
                                                              .words = in->words,
                                                              .recorded_utc = k->utc,
                                                              .recorded_by = k->by,
                                                              .recorded_name = k->name },
                            &a->err);

    return st || !closed
               ? st
               : put_line(a, k, k->id, in->on, "closed", STR("An obstacle is out of the way"));
}

enum rw_status obstacle_step_add(struct act *a, struct str case_id,
                                 const struct obstacle_step_input *in)
{
    static const char *const states[] = { "open", "easing", "closed", NULL };
    struct kept_job j = { .object = "obstacle-step", .put = put_step, .in = in };
    struct surroundings s = { 0 };
    bool found = false;
    size_t i;
    enum rw_status st = surroundings_load(a, case_id, &s);

    if (st)
        return st;
    for (i = 0; i < s.nobstacles; i++)
        found = found || str_eq(s.obstacles[i].id, in->obstacle_id);
    if (!found)
        problem_add(&a->bad, "obstacle", STR("Please choose one of those that are entered."));
    check_one_of(a, "state", in->state, states);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}
