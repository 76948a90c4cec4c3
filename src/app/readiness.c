/* readiness.c -- what the ratings of a case answer at checkpoints. */
#include "core/readiness.h"

#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/rating.h"
#include "gen/queries.h"

static enum readiness_source source_of(struct str w)
{
    return str_is(w, "self")        ? READINESS_BY_SELF
           : str_is(w, "clinician") ? READINESS_BY_CLINICIAN
           : str_is(w, "observed")  ? READINESS_OBSERVED
                                    : READINESS_BY_OTHER;
}

static enum readiness_state state_of(struct str w)
{
    return str_is(w, "rated")             ? READINESS_RATED
           : str_is(w, "not_yet")         ? READINESS_NOT_YET
           : str_is(w, "none_identified") ? READINESS_NONE_IDENTIFIED
                                          : READINESS_UNKNOWN;
}

static struct readiness_rating rating_of(const struct rating_newest_row *r)
{
    struct readiness_rating x = { .id = r->id,
                                  .person = r->person_id,
                                  .item = r->item,
                                  .source = source_of(r->source),
                                  .state = state_of(r->state),
                                  .level = r->value,
                                  .on = RW_NO_DATE,
                                  .recorded_utc = RW_NO_TIME,
                                  .by = r->recorded_name };

    (void)date_parse(r->on_date, &x.on);
    (void)utc_parse(r->recorded_utc, &x.recorded_utc);
    return x;
}

struct told {
    struct act *a;
    struct case_rows *c;
    const struct readiness_rating *list;
    size_t n;
    int64_t adult_level, child_level;
};

static enum rw_status tell(const struct told *t, const char *criterion, struct str child,
                           struct str person, const struct readiness_answer *x)
{
    if (!x->last)
        return RW_OK;
    return criterion_tool_tell(
        t->a, t->c,
        &(struct fact){ .id = str_fmt(t->a->mem, "%.*s-%zu", STR_ARG(x->last->id), t->c->ntold),
                        .name = str_of(criterion),
                        .child = child,
                        .person = person,
                        .value = x->value == TRI_YES  ? FACT_YES
                                 : x->value == TRI_NO ? FACT_NO
                                                      : FACT_UNKNOWN,
                        .on = x->last->on,
                        .recorded_utc = x->last->recorded_utc,
                        .by = x->last->by });
}

/* Willingness of an adult is seen as an obstacle and is no veto. */
static enum rw_status tell_side(const struct told *t, const char *criterion, struct str child,
                                enum criterion_per per)
{
    const struct fact_adult *adults;
    const struct choice *const *items;
    size_t n = case_adults(t->a, t->c, child, per, &adults), i, k, asked, m;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++) {
        struct readiness_answer x;
        struct str *codes;

        asked = sheet_items(t->a, t->c, SHEET_READINESS, case_person(t->c, adults[i].id), &items);
        codes = arena_array(t->a->mem, struct str, asked + 1);
        for (k = 0, m = 0; k < asked; k++)
            if (sheet_item_kind(SHEET_READINESS, items[k]) == ITEM_LEVEL)
                codes[m++] = items[k]->code;
        x = readiness_of_adult(t->list, t->n, adults[i].id, codes, m, t->adult_level);
        st = tell(t, criterion, child, adults[i].id, &x);
    }
    return st;
}

static enum rw_status tell_child(const struct told *t, struct str child)
{
    struct readiness_answer x = readiness_of_child(t->list, t->n, child, t->child_level);
    enum rw_status st = tell(t, "G3.a-child", child, STR_NULL, &x);

    if (!st)
        st = tell_side(t, "G3.a", child, PER_CONTACT_PARENT);
    return st ? st : tell_side(t, "G3.a-home", child, PER_HOME_PARENT);
}

enum rw_status readiness_tell(struct act *a, struct case_rows *c)
{
    struct told t = { .a = a, .c = c };
    struct rating_newest_row *rows;
    struct readiness_rating *list;
    size_t i;
    enum rw_status st =
        q_rating_newest(a->db, a->mem,
                        &(struct q_rating_newest_in){
                            .case_id = c->case_id, .form = STR("readiness"), .limit = RATING_ROWS },
                        &rows, &t.n, &a->err);

    if (!st)
        st = number_of(a, "readiness_level", &t.adult_level);
    if (!st)
        st = number_of(a, "willingness_level", &t.child_level);
    if (st || !t.n)
        return st;
    list = arena_array(a->mem, struct readiness_rating, t.n);
    for (i = 0; i < t.n; i++)
        list[i] = rating_of(&rows[i]);
    t.list = list;
    for (i = 0; !st && i < c->npeople; i++)
        if (str_is(c->people[i].kind, "child"))
            st = tell_child(&t, c->people[i].id);
    return st;
}
