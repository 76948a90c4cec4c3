/* demo_ready.c -- the demonstration: readiness, commitments, screens, and ways of coping. */
#include "app/coping.h"
#include "app/demo_family.h"
#include "app/rating.h"
#include "app/self_harm.h"

#include <string.h>

#define AT_COPING 1050 /* see demo_case.c */
#define STRONG_EVERY 3 /* the others are adequate */

/* Every item that is asked, in the words of the list; wills is the answer about willingness. */
static enum rw_status rate(struct demo_case *c, struct act *a, enum sheet_form form,
                           const struct person_row *who, const char *source, const char *wills,
                           const char *rests_on)
{
    const struct choice *const *items;
    struct case_rows rows;
    struct sheet_line *lines;
    struct sheet_input in = { .form = form,
                              .person_id = who->id,
                              .source = str_of(source),
                              .on = a->today,
                              .rests_on = str_of(rests_on) };
    size_t i;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    if (st)
        return st;
    in.n = sheet_items(a, &rows, form, who, &items);
    lines = arena_array(a->mem, struct sheet_line, in.n + 1);
    for (i = 0; i < in.n; i++)
        lines[i] = (struct sheet_line){
            .item = items[i]->code,
            .value = sheet_item_kind(form, items[i]) == ITEM_WILLINGNESS ? str_of(wills)
                     : i % STRONG_EVERY == 0                             ? STR("3")
                                                                         : STR("2"),
        };
    in.lines = lines;
    return sheet_record(a, c->case_id, &in);
}

static enum rw_status rate_adult(struct demo_case *c, struct act *a, const struct demo_record *r,
                                 const struct person_row *who)
{
    enum rw_status st = rate(c, a, SHEET_READINESS, who, "self", "3", "Asked alone, item by item.");

    if (!st)
        st = rate(c, a, SHEET_READINESS, who, "clinician", "2", r->statement);
    return st ? st
              : rate(c, a, SHEET_COMMITMENT, who, "self", NULL, "Told at the end of the week.");
}

static enum rw_status rate_child(struct demo_case *c, struct act *a, const struct demo_record *r,
                                 const struct person_row *child)
{
    enum rw_status st = rate(c, a, SHEET_READINESS, child, "self", "1", r->statement);

    return st ? st
              : rate(c, a, SHEET_READINESS, child, "clinician", "2", "Seen in the last sessions.");
}

static enum rw_status sign(struct demo_case *c, struct act *a, const struct demo_record *r,
                           const struct person_row *who, struct str child)
{
    bool no = r->result && strcmp(r->result, "no") == 0;

    return commitment_sign(a, c->case_id,
                           &(struct commitment_input){ .person_id = who->id,
                                                       .child_id = child,
                                                       .how = no ? STR("declined") : STR("signed"),
                                                       .on = a->today,
                                                       .typed_name = who->name,
                                                       .reason = str_of(r->statement) });
}

static enum rw_status screen(struct demo_case *c, struct act *a, const struct demo_record *r,
                             const struct person_row *child)
{
    struct review_input in = { .kind = REVIEW_SCREEN,
                               .person_id = child->id,
                               .on = a->today,
                               .until = RW_NO_DATE,
                               .words = str_of(r->statement) };
    bool under = false;
    size_t i;
    enum rw_status st = review_under_age(a, child, a->today, &under);

    for (i = 0; i < SCREEN_QUESTIONS; i++)
        in.answers[i] = STR("no");
    if (under) {
        in.kind = REVIEW_EVALUATION;
        in.outcome = STR("clear");
    }
    return st ? st : review_add(a, c->case_id, &in);
}

static enum rw_status each_adult(struct demo_case *c, struct act *a, const struct demo_record *r,
                                 struct str child, enum criterion_per per)
{
    const struct fact_adult *adults;
    struct case_rows rows;
    size_t n, i;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    if (st)
        return st;
    n = case_adults(a, &rows, child, per, &adults);
    for (i = 0; !st && i < n; i++) {
        const struct person_row *who = case_person(&rows, adults[i].id);

        if (r->person && !str_eq(demo_id(c, r->person), who->id))
            continue;
        st = per == PER_PARENT_EACH ? sign(c, a, r, who, child) : rate_adult(c, a, r, who);
    }
    return st;
}

bool demo_is_ready(const struct demo_record *r)
{
    return demo_names("G2.d G3.a G3.a-home G3.a-child G3b.d", str_of(r->criterion));
}

static enum rw_status ready_child(struct demo_case *c, struct act *a, const struct demo_record *r,
                                  struct str id)
{
    struct case_rows rows;
    enum rw_status st;

    if (strcmp(r->criterion, "G2.d") == 0)
        return each_adult(c, a, r, id, PER_PARENT_EACH);
    if (strcmp(r->criterion, "G3.a") == 0)
        return each_adult(c, a, r, id, PER_CONTACT_PARENT);
    if (strcmp(r->criterion, "G3.a-home") == 0)
        return each_adult(c, a, r, id, PER_HOME_PARENT);
    st = case_rows_load(a, c->case_id, &rows);
    if (st)
        return st;
    return strcmp(r->criterion, "G3b.d") == 0 ? screen(c, a, r, case_child(&rows, id))
                                              : rate_child(c, a, r, case_child(&rows, id));
}

enum rw_status demo_ready(struct demo_case *c, struct act *a, const struct demo_record *r)
{
    const struct str *ids;
    size_t n = demo_ids(c, a->mem, r->children, &ids), i;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++)
        st = ready_child(c, a, r, ids[i]);
    return st;
}

static enum rw_status cope(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_coping *x = row;

    return coping_add(a, c->case_id,
                      &(struct coping_input){ .person_id = demo_id(c, x->person),
                                              .pattern = str_of(x->pattern),
                                              .served = str_of(x->served),
                                              .replacement = str_of(x->replacement),
                                              .stage = str_of(x->stage),
                                              .last_on = date_add(a->today, -x->days_ago),
                                              .words = str_of(x->words) });
}

void demo_plan_ready(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    for (i = 0; i < f->ncopings; i++)
        demo_plan_add(p, c, cope, &f->copings[i], f->copings[i].day, AT_COPING);
}
