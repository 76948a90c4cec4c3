#include "support/safety_kit.h"

#include "support/checkpoint_kit.h"

struct str kit_screen_begin(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct safety_screen_input in = { .person_id = person,
                                      .on = a.today,
                                      .way = STR("in_person"),
                                      .alone = true,
                                      .completed = STR("interview"),
                                      .offer_one = RW_NO_DATE,
                                      .offer_two = RW_NO_DATE };
    struct str id = STR_NULL;

    CHECK_ACT(a, safety_screen_begin(&a, d->case_id, &in, &id));
    return id;
}

void kit_screen_none(struct desk *d, struct str screen)
{
    const struct safety_form *f = d->app.safety;
    struct safety_answer_input *in = arena_array(&d->mem, struct safety_answer_input, f->nitems);
    struct act a = kit_act(d, d->ana);
    size_t i;

    for (i = 0; i < f->nitems; i++)
        in[i] = (struct safety_answer_input){
            .item = f->items[i].code, .said = STR("none"), .each_asked = true, .fear = DB_NULL_I64
        };
    CHECK_ACT(a, safety_answers_save(&a, d->case_id, screen, in, f->nitems));
}

void kit_screen_report(struct desk *d, struct str screen, const char *item, struct str by,
                       struct str about)
{
    struct act a = kit_act(d, d->ana);
    struct safety_answer_input in = { .item = str_of(item),
                                      .said = STR("reported"),
                                      .by_person = by,
                                      .about_person = about,
                                      .past_year = true,
                                      .frequency = STR("once"),
                                      .fear = DB_NULL_I64,
                                      .effect = STR("She slept at her sister's.") };

    CHECK_ACT(a, safety_answers_save(&a, d->case_id, screen, &in, 1));
}

enum rw_status kit_screen_sign(struct desk *d, struct str screen)
{
    struct act a = kit_act(d, d->ana);
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&a, d->case_id, screen, &s);

    return st ? st : safety_screen_sign(&a, d->case_id, screen, s.row.version);
}

struct str kit_screen(struct desk *d, struct str person)
{
    struct str id = kit_screen_begin(d, person);
    struct act a = kit_act(d, d->ana);
    struct safety_screen s;

    kit_screen_none(d, id);
    CHECK_ACT(a, safety_screen_get(&a, d->case_id, id, &s));
    CHECK_ACT(a, safety_screen_sign(&a, d->case_id, id, s.row.version));
    return id;
}

enum rw_status kit_recheck(struct desk *d, struct str person, const char *anything_new,
                           const char *safe_now)
{
    struct act a = kit_act(d, d->ana);

    return safety_recheck_add(&a, d->case_id,
                              &(struct safety_recheck_input){ .person_id = person,
                                                              .on = a.today,
                                                              .anything_new = str_of(anything_new),
                                                              .safe_now = str_of(safe_now),
                                                              .alone = true,
                                                              .words = STR("As she said it.") });
}

enum rw_status kit_talk(struct desk *d, struct str child, const char *safe_now)
{
    struct act a = kit_act(d, d->ana);

    return child_safety_talk_add(&a, d->case_id,
                                 &(struct child_talk_input){ .child_id = child,
                                                             .on = a.today,
                                                             .way = STR("talk"),
                                                             .safe_now = str_of(safe_now),
                                                             .words = STR("In Maya's words.") });
}

struct safety_overview kit_safety_overview(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct safety_overview o = { 0 };

    CHECK_ACT(a, safety_overview(&a, d->case_id, &o));
    return o;
}

void kit_safety(struct desk *d, struct str child)
{
    struct safety_overview o = kit_safety_overview(d);
    struct act a = kit_act(d, d->ana);
    const struct fact_adult *list;
    size_t n = case_adults(&a, &o.rows, child, PER_PARENT_EACH, &list), i;

    for (i = 0; i < n; i++) {
        if (!safety_of_adult(&o.asked, list[i].id, STR_NULL).screen)
            kit_screen(d, list[i].id);
        else
            CHECK(kit_recheck(d, list[i].id, "no", "yes") == RW_OK);
    }
    CHECK(kit_talk(d, child, "yes") == RW_OK);
}
