/* Who surrounds a family, what stands in the way, talks about loss and how long it takes, through the
 * use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/duration.h"
#include "app/grief.h"
#include "app/surroundings.h"
#include "support/checkpoint_kit.h"

#define DAY INT64_C(86400)

static struct str school(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct str id = STR_NULL;

    CHECK_ACT(a, system_add(&a, d->case_id,
                            &(struct system_input){ .kind = STR("school"),
                                                    .name = STR("Mr. Maple, school") },
                            &id));
    return id;
}

static enum rw_status hear(struct desk *d, struct str system, const char *stance)
{
    struct act a = kit_act(d, d->ana);

    return system_word_add(&a, d->case_id,
                           &(struct system_word_input){ .system_id = system,
                                                        .stance = str_of(stance),
                                                        .way = STR("call"),
                                                        .on = a.today,
                                                        .words = STR("Said on the phone.") },
                           NULL);
}

static enum rw_status look(struct desk *d, struct str system)
{
    struct act a = kit_act(d, d->sam);

    return system_review_add(&a, d->case_id, system, a.today,
                             STR("Nothing is done; they mean well."));
}

/* Days of what is due on Today for one room, the first and how many. */
static struct str due_of(struct desk *d, const char *room, size_t *n)
{
    struct act a = kit_act(d, d->ana);
    struct str first = STR_NULL;
    struct agenda_row *rows;
    size_t nrows, i;

    CHECK_ACT(a,
              caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 900), &rows, &nrows));
    for (*n = 0, i = 0; i < nrows; i++)
        if (str_is(rows[i].kind, "review_due") && str_is(rows[i].state, room) &&
            str_eq(rows[i].case_id, d->case_id)) {
            if (!first.p)
                first = rows[i].on_date;
            (*n)++;
        }
    return first;
}

TEST_BOTH(a_message_that_pulls_the_other_way_is_due_until_somebody_looked_at_it)
{
    struct desk d;
    struct str id;
    size_t n;

    desk_open(&d, k); /* 2 March 2026 */
    id = school(&d);
    CHECK(hear(&d, id, "agrees") == RW_OK);
    CHECK(!due_of(&d, "conditions", &n).p);
    CHECK(look(&d, id) == RW_EINPUT);
    d.now_utc++;
    CHECK(hear(&d, id, "conflicting") == RW_OK);
    CHECK_STR(due_of(&d, "conditions", &n), "2026-03-09");
    d.now_utc++;
    CHECK(hear(&d, id, "agrees") == RW_OK); /* agreement is not what is asked */
    CHECK(due_of(&d, "conditions", &n).p);
    d.now_utc++;
    CHECK(look(&d, id) == RW_OK);
    CHECK(!due_of(&d, "conditions", &n).p);
    desk_close(&d);
}

TEST_BOTH(no_step_up_while_a_message_waits_and_a_look_without_agreement_is_enough)
{
    static const char *const way[] = { "G0", "G1", "G2" };
    struct desk d;
    struct str id, decision;
    size_t i;

    desk_open(&d, k);
    id = school(&d);
    for (i = 0; i < sizeof way / sizeof *way; i++)
        kit_pass(&d, d.maya, way[i]);
    kit_all_yes(&d, d.maya, "G3");
    CHECK(hear(&d, id, "conflicting") == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &decision) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G3", "hold", &decision) == RW_OK); /* toward safety, always */
    d.now_utc++;
    CHECK(look(&d, id) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &decision) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(where_somebody_stands_is_the_newest_word_and_all_words_stay)
{
    struct surroundings s = { 0 };
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    id = school(&d);
    CHECK(hear(&d, id, "neutral") == RW_OK);
    d.now_utc++;
    CHECK(hear(&d, id, "informed") == RW_OK);
    CHECK(hear(&d, id, "hostile") == RW_EINPUT);
    CHECK(hear(&d, d.maya, "informed") == RW_EINPUT);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, surroundings_load(&a, d.case_id, &s));
    assert_int_equal(s.nwords, 2);
    CHECK_STR(system_stand_of(&a, &s, id).last->stance, "informed");
    a = kit_act(&d, d.olga);
    CHECK(surroundings_load(&a, d.case_id, &s) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(an_obstacle_out_of_the_way_stands_among_what_happened_and_may_come_back)
{
    const struct obstacle_step_row *last;
    struct surroundings s = { 0 };
    struct chronology_row *rows;
    struct obstacle_input in = { .type = STR("loyalty"),
                                 .words = STR("She asks who is sad."),
                                 .plan = STR("Own hours.") };
    struct desk d;
    struct act a;
    struct str id = STR_NULL;
    size_t n, i, closed = 0;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.owner_id = d.maya;
    in.on = a.today;
    CHECK_ACT(a, obstacle_add(&a, d.case_id, &in, &id));
    CHECK_ACT(a, obstacle_step_add(&a, d.case_id,
                                   &(struct obstacle_step_input){ .obstacle_id = id,
                                                                  .state = STR("closed"),
                                                                  .on = a.today,
                                                                  .words = STR("It is gone.") }));
    CHECK_ACT(a, surroundings_load(&a, d.case_id, &s));
    CHECK_STR(obstacle_state(&s, id, &last), "closed");
    CHECK_ACT(a, case_chronology(&a, d.case_id, a.today, 100, &rows, &n));
    for (i = 0; i < n; i++)
        closed += str_is(rows[i].kind, "obstacle") && str_is(rows[i].state, "closed");
    assert_int_equal(closed, 1);
    d.now_utc++;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, obstacle_step_add(&a, d.case_id,
                                   &(struct obstacle_step_input){ .obstacle_id = id,
                                                                  .state = STR("open"),
                                                                  .on = a.today,
                                                                  .words = STR("It is back.") }));
    s = (struct surroundings){ 0 };
    CHECK_ACT(a, surroundings_load(&a, d.case_id, &s));
    CHECK_STR(obstacle_state(&s, id, &last), "open");
    desk_close(&d);
}

static enum rw_status offer(struct desk *d, struct str person, const char *answer)
{
    struct act a = kit_act(d, d->ana);

    return grief_add(
        &a, d->case_id,
        &(struct grief_input){
            .person_id = person, .on = a.today, .answer = str_of(answer), .next_on = RW_NO_DATE });
}

TEST_BOTH(a_talk_about_loss_is_due_for_both_parents_at_the_same_distance)
{
    struct grief_stand g = { 0 };
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    CHECK_STR(due_of(&d, "grief", &n), "2026-04-01");
    assert_int_equal(n, 2);
    CHECK(offer(&d, d.dana, "declined") == RW_OK);
    CHECK(offer(&d, d.maya, "talked") == RW_EINPUT);
    CHECK(offer(&d, d.robin, "refused") == RW_EINPUT);
    CHECK(offer(&d, d.robin, "talked") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, grief_load(&a, d.case_id, &g));
    assert_int_equal(g.nlines, 2);
    CHECK(g.lines[0].due.day == g.lines[1].due.day && g.lines[0].due.day == a.today.day + 60);
    a = kit_act(&d, d.olga);
    CHECK(grief_load(&a, d.case_id, &g) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(how_long_it_takes_is_looked_at_from_the_opening_of_a_case)
{
    struct duration_stand s = { 0 };
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    CHECK_STR(due_of(&d, "duration", &n), "2026-05-31");
    d.now_utc += 88 * DAY;
    a = kit_act(&d, d.ana);
    CHECK(duration_review_add(&a, d.case_id, a.today, STR("Calmer."), STR_NULL) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, duration_review_add(&a, d.case_id, a.today, STR("Calmer."), STR("Own hours.")));
    CHECK_STR(due_of(&d, "duration", &n), "2026-08-29");
    assert_int_equal(n, 1);
    CHECK_ACT(a, duration_view_add(&a, d.case_id,
                                   &(struct duration_input){ .on = a.today,
                                                             .severity = STR("Two years."),
                                                             .age = STR("Nine."),
                                                             .conflict = STR("Lower."),
                                                             .willingness = STR("A crack."),
                                                             .span = STR("Some months.") }));
    CHECK_ACT(a, duration_load(&a, d.case_id, &s));
    CHECK(s.nviews == 1 && s.nreviews == 1);
    CHECK_STR(s.views[0].span, "Some months.");
    desk_close(&d);
}
