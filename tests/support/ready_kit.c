#include "support/ready_kit.h"

#include "support/checkpoint_kit.h"

struct act ready_kit_act(struct desk *d, struct str account)
{
    d->now_utc++;
    return kit_act(d, account);
}

enum rw_status ready_kit_rate(struct desk *d, struct str person, const char *source,
                              const char *value)
{
    struct act a = kit_act(d, d->ana);
    const struct choice *const *items;
    struct sheet_line *lines;
    struct case_rows rows;
    struct sheet_input in = { .form = SHEET_READINESS,
                              .person_id = person,
                              .source = str_of(source),
                              .on = a.today,
                              .rests_on = STR("The session of today.") };
    size_t i;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    in.n = sheet_items(&a, &rows, SHEET_READINESS, case_person(&rows, person), &items);
    lines = arena_array(&d->mem, struct sheet_line, in.n);
    for (i = 0; i < in.n; i++)
        lines[i] = (struct sheet_line){ .item = str_copy(&d->mem, items[i]->code),
                                        .value = str_of(value) };
    in.lines = lines;
    return sheet_record(&a, d->case_id, &in);
}

enum rw_status ready_kit_one(struct desk *d, struct str person, const char *source,
                             const char *item, const char *value)
{
    struct act a = ready_kit_act(d, d->ana);
    struct sheet_line line = { .item = str_of(item), .value = str_of(value) };
    struct sheet_input in = { .form = SHEET_READINESS,
                              .person_id = person,
                              .source = str_of(source),
                              .on = a.today,
                              .rests_on = STR("The session of today."),
                              .lines = &line,
                              .n = 1 };

    return sheet_record(&a, d->case_id, &in);
}

void ready_kit_parents(struct desk *d, struct str child, const char *value)
{
    struct act a = kit_act(d, d->ana);
    const struct fact_adult *adults;
    struct case_rows rows;
    size_t n, i;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    n = case_adults(&a, &rows, child, PER_PARENT_EACH, &adults);
    for (i = 0; i < n; i++)
        CHECK(ready_kit_rate(d, adults[i].id, "clinician", value) == RW_OK);
}

void ready_kit_child(struct desk *d, struct str child, const char *value)
{
    CHECK(ready_kit_rate(d, child, "self", value) == RW_OK);
    CHECK(ready_kit_rate(d, child, "clinician", value) == RW_OK);
}

enum rw_status ready_kit_sign(struct desk *d, struct str person, const char *how)
{
    struct act a = kit_act(d, d->ana);
    struct commitment_input in = { .person_id = person, .how = str_of(how), .on = a.today };
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    in.typed_name = case_person(&rows, person)->name;
    return commitment_sign(&a, d->case_id, &in);
}

enum rw_status ready_kit_screen(struct desk *d, struct str person, const char *answers)
{
    struct act a = ready_kit_act(d, d->ana);
    struct review_input in = {
        .kind = REVIEW_SCREEN, .person_id = person, .on = a.today, .until = RW_NO_DATE
    };
    struct str rest = str_of(answers);
    size_t i;

    for (i = 0; i <= SCREEN_QUESTIONS && str_cut(&rest, ' ', &in.answers[i]); i++)
        ;
    return review_add(&a, d->case_id, &in);
}

enum rw_status ready_kit_review(struct desk *d, struct str person, enum review_kind kind,
                                const char *outcome, int until)
{
    struct act a = ready_kit_act(d, d->ana);
    struct review_input in = { .kind = kind,
                               .person_id = person,
                               .on = a.today,
                               .until = until ? date_add(a.today, until) : RW_NO_DATE,
                               .outcome = str_of(outcome ? outcome : ""),
                               .words = STR("Talked about with Maya.") };

    return review_add(&a, d->case_id, &in);
}

struct review_stand ready_kit_stand(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return *review_stand_of(rows.reviews, person);
}
