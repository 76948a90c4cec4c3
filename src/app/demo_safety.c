/* demo_safety.c -- the demonstration: each parent asked about safety, alone; each child looked at. */
#include "app/demo_family.h"
#include "app/safety.h"

#include <string.h>

#define OFFERED_BEFORE 9 /* days */

static const struct demo_screen *told_in(const struct demo_family *f, const struct demo_record *r,
                                         const char *person)
{
    size_t i;

    for (i = 0; i < f->nscreens; i++)
        if (f->screens[i].day == r->day && strcmp(f->screens[i].person, person) == 0)
            return &f->screens[i];
    return NULL;
}

static enum rw_status answer(struct demo_case *c, struct act *a, struct str screen,
                             const struct demo_screen *told)
{
    const struct safety_form *f = a->app->safety;
    struct safety_answer_input *in = arena_array(a->mem, struct safety_answer_input, f->nitems);
    size_t i;

    for (i = 0; i < f->nitems; i++) {
        bool reported = told && demo_names(told->reported ? told->reported : "", f->items[i].code);

        in[i] = (struct safety_answer_input){ .item = f->items[i].code,
                                              .said = reported ? STR("reported") : STR("none"),
                                              .each_asked = true,
                                              .fear = DB_NULL_I64 };
        if (!reported)
            continue;
        in[i].by_person = demo_id(c, told->by);
        in[i].about_person = demo_id(c, told->about);
        in[i].frequency = STR("few");
        in[i].effect = str_of(told->effect);
    }
    return safety_answers_save(a, c->case_id, screen, in, f->nitems);
}

static enum rw_status review(struct demo_case *c, struct act *a, struct str screen,
                             const struct demo_screen *told)
{
    if (!told || !told->review)
        return RW_OK;
    return danger_review_add(
        a, c->case_id,
        &(struct danger_review_input){ .screen_id = screen,
                                       .on = a->today,
                                       .reviewer = str_of(told->reviewer),
                                       .competence = STR("Trained in violence between partners"),
                                       .outcome = str_of(told->review),
                                       .scheduling = true,
                                       .address = true,
                                       .planning = true,
                                       .referral = true });
}

static enum rw_status take_screen(struct demo_case *c, struct act *a, const struct demo_record *r,
                                  const char *person)
{
    const struct demo_screen *told = told_in(c->family, r, person);
    bool declined = told && told->declined;
    struct safety_screen_input in = {
        .person_id = demo_id(c, person),
        .on = a->today,
        .way = STR("in_person"),
        .alone = true,
        .completed = declined ? STR("records") : STR("interview"),
        .offer_one = date_add(a->today, -OFFERED_BEFORE),
        .offer_two = date_add(a->today, -1),
        .place = STR("Office, with the door closed"),
    };
    struct safety_screen s;
    struct str id = STR_NULL;
    enum rw_status st = safety_screen_begin(a, c->case_id, &in, &id);

    if (!st)
        st = answer(c, a, id, told);
    if (!st)
        st = safety_screen_get(a, c->case_id, id, &s);
    if (!st)
        st = safety_screen_sign(a, c->case_id, id, s.row.version);
    return st ? st : review(c, a, id, told);
}

static enum rw_status ask_again(struct demo_case *c, struct act *a, const struct demo_record *r,
                                const char *person)
{
    return safety_recheck_add(a, c->case_id,
                              &(struct safety_recheck_input){ .person_id = demo_id(c, person),
                                                              .on = a->today,
                                                              .anything_new = STR("no"),
                                                              .safe_now = STR("yes"),
                                                              .alone = true,
                                                              .words = str_of(r->statement) });
}

/* Adults at a side of some child of the family, each once: safety is asked of a person. */
static enum rw_status ask_adults(struct demo_case *c, struct act *a, const struct demo_record *r)
{
    const struct demo_family *f = c->family;
    bool screen = strcmp(r->criterion, "G1.b") == 0;
    const struct str *asked;
    struct case_rows rows;
    size_t n, i, k;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    if (st)
        return st;
    n = safety_adults(a, &rows, &asked);
    for (i = 0; !st && i < n; i++)
        for (k = 0; k < f->npeople; k++) {
            const char *key = f->people[k].key;

            if (!key || !str_eq(demo_id(c, key), asked[i]) ||
                (r->person && strcmp(r->person, key) != 0))
                continue;
            st = screen ? take_screen(c, a, r, key) : ask_again(c, a, r, key);
            break;
        }
    return st;
}

static enum rw_status look_at_children(struct demo_case *c, struct act *a,
                                       const struct demo_record *r)
{
    const struct str *ids;
    size_t n = demo_ids(c, a->mem, r->children, &ids), i;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++)
        st = child_safety_talk_add(a, c->case_id,
                                   &(struct child_talk_input){ .child_id = ids[i],
                                                               .on = a->today,
                                                               .way = STR("talk"),
                                                               .safe_now = STR("yes"),
                                                               .words = str_of(r->statement) });
    return st;
}

bool demo_is_safety(const struct demo_record *r)
{
    return demo_names("G0.g G1.b G1.b-child ALL.a ALL.b", str_of(r->criterion));
}

enum rw_status demo_safety(struct demo_case *c, struct act *a, const struct demo_record *r)
{
    bool child = demo_names("G1.b-child ALL.b", str_of(r->criterion));

    return child ? look_at_children(c, a, r) : ask_adults(c, a, r);
}
