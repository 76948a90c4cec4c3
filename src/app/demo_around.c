/* demo_around.c -- the demonstration: who surrounds a family, what stands in the way, talks about loss,
 * how long it takes, what goes on afterwards, and a warning sign looked at again. */
#include "app/demo_family.h"
#include "app/duration.h"
#include "app/grief.h"
#include "app/maintenance.h"
#include "app/sign_register.h"
#include "app/surroundings.h"

#define AT_AROUND 1070
#define PARTS 5

/* The words of a row, split at line ends; what is missing is empty. */
static void parts_of(const char *words, struct str *parts)
{
    struct str rest = str_of(words), piece;
    size_t n = 0;

    while (n < PARTS && str_cut(&rest, '\n', &piece))
        parts[n++] = piece;
}

static enum rw_status system_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct str id = STR_NULL;
    enum rw_status st = system_add(
        a, c->case_id, &(struct system_input){ .kind = str_of(x->code), .name = str_of(x->words) },
        &id);

    if (!st)
        demo_made(c, x, x->key, id);
    return st;
}

static enum rw_status word_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    return system_word_add(a, c->case_id,
                           &(struct system_word_input){ .system_id = demo_id(c, x->key),
                                                        .stance = str_of(x->code),
                                                        .way = str_of(x->more),
                                                        .on = a->today,
                                                        .words = str_of(x->words) },
                           NULL);
}

static enum rw_status review_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    return system_review_add(a, c->case_id, demo_id(c, x->key), a->today, str_of(x->words));
}

static enum rw_status obstacle_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct str id = STR_NULL;
    enum rw_status st = obstacle_add(a, c->case_id,
                                     &(struct obstacle_input){ .type = str_of(x->code),
                                                               .owner_id = demo_id(c, x->about),
                                                               .on = a->today,
                                                               .words = str_of(x->words),
                                                               .plan = str_of(x->more) },
                                     &id);

    if (!st)
        demo_made(c, x, x->key, id);
    return st;
}

static enum rw_status step_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    return obstacle_step_add(a, c->case_id,
                             &(struct obstacle_step_input){ .obstacle_id = demo_id(c, x->key),
                                                            .state = str_of(x->code),
                                                            .on = a->today,
                                                            .words = str_of(x->words) });
}

static enum rw_status grief_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    return grief_add(a, c->case_id,
                     &(struct grief_input){ .person_id = demo_id(c, x->about),
                                            .on = a->today,
                                            .answer = str_of(x->code),
                                            .words = str_of(x->words),
                                            .next_on = RW_NO_DATE });
}

static enum rw_status duration_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct str part[PARTS] = { 0 };

    parts_of(x->words, part);
    return duration_view_add(a, c->case_id,
                             &(struct duration_input){ .on = a->today,
                                                       .severity = part[0],
                                                       .age = part[1],
                                                       .conflict = part[2],
                                                       .willingness = part[3],
                                                       .span = part[4] });
}

static enum rw_status look_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    return duration_review_add(a, c->case_id, a->today, str_of(x->words), str_of(x->more));
}

static enum rw_status check_ins_step(struct demo_case *c, struct act *a,
                                     const struct demo_around *x)
{
    int64_t weeks[CHECK_INS_MAX];
    size_t n = 0;

    (void)x;
    return check_in_weeks_read(a, check_in_weeks_default(a), weeks, &n)
               ? check_ins_plan(a, c->case_id, a->today, weeks, n)
               : RW_FAIL(&a->err, RW_EBUG, "the list of weeks is no list of weeks");
}

/* The first that is still to come. */
static enum rw_status check_in_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct maintenance m = { 0 };
    const struct check_in_plan_row *first = NULL;
    size_t i;
    enum rw_status st = maintenance_load(a, c->case_id, &m);

    for (i = 0; !st && i < m.nplans; i++)
        if (!check_in_of(&m, m.plans[i].id) &&
            (!first || str_cmp(m.plans[i].due_on, first->due_on) < 0))
            first = &m.plans[i];
    if (!st && !first)
        st = RW_FAIL(&a->err, RW_EBUG, "no check-in is planned");
    return st ? st
              : check_in_add(a, c->case_id,
                             &(struct check_in_input){ .plan_id = first->id,
                                                       .outcome = str_of(x->code),
                                                       .on = a->today,
                                                       .to = RW_NO_DATE,
                                                       .words = str_of(x->words) });
}

static enum rw_status setback_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct str part[PARTS] = { 0 };

    parts_of(x->words, part);
    return setback_plan_sign(a, c->case_id,
                             &(struct setback_input){ .child_id = demo_id(c, x->about),
                                                      .shows = part[0],
                                                      .does = part[1],
                                                      .calls = part[2],
                                                      .back = part[3] });
}

/* The first sign that is open. */
static enum rw_status again_step(struct demo_case *c, struct act *a, const struct demo_around *x)
{
    struct sign_again in = { .on = a->today, .statement = str_of(x->words) };
    struct sign_episode *list;
    struct case_rows rows;
    size_t n = 0, i = 0;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    if (!st)
        st = sign_episodes(a, &rows, &list, &n);
    while (!st && i < n && !list[i].open)
        i++;
    if (!st && i == n)
        st = RW_FAIL(&a->err, RW_EBUG, "no sign is open");
    if (!st)
        st = sign_review_default(a, &in.review_on);
    if (st)
        return st;
    in.record_id = list[i].last->id;
    return checkpoint_sign_again(a, c->case_id, &in);
}

static const struct {
    const char *what;
    enum rw_status (*run)(struct demo_case *c, struct act *a, const struct demo_around *x);
} kinds[] = {
    { "system", system_step },     { "word", word_step },       { "review", review_step },
    { "obstacle", obstacle_step }, { "step", step_step },       { "grief", grief_step },
    { "duration", duration_step }, { "look", look_step },       { "check_ins", check_ins_step },
    { "check_in", check_in_step }, { "setback", setback_step }, { "again", again_step },
};

static enum rw_status around(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_around *x = row;
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(str_of(x->what), kinds[i].what))
            return kinds[i].run(c, a, x);
    return RW_FAIL(&a->err, RW_EBUG, "no such step: %s", x->what);
}

/* ---- the rows ---- */

static const struct demo_around alder_rows[] = {
    { -168, "system", "at_court", NULL, "court", "Family Court of Willow County", NULL },
    { -168, "system", "for_elena", NULL, "lawyer", "Owen Sycamore, lawyer of Elena Alder", NULL },
    { -168, "system", "for_martin", NULL, "lawyer", "Grace Juniper, lawyer of Martin Alder", NULL },
    { -168, "system", "for_children", NULL, "child_lawyer", "Priya Larch, guardian ad litem",
      NULL },
    { -168, "system", "at_school", NULL, "school", "Peter Maple, school counselor", NULL },
    { -166, "word", "for_elena", NULL, "agrees", "Told what the work is and what it is not.",
      "call" },
    { -166, "word", "for_martin", NULL, "informed", "Told the same, in the same words.", "call" },
    { -165, "word", "at_school", NULL, "neutral",
      "Wants to know whom to call; takes no side, as is right.", "message" },
    { -165, "duration", NULL, NULL, NULL,
      "Two years without seeing each other; calls that ended badly.\n"
      "Maya is at an age of her own opinions; Jonas follows her.\n"
      "High in court, lower since there is one thread.\n"
      "Everybody comes; Maya with a crack in the door.\n"
      "Some months of preparation, then as long as the children need.",
      NULL },
    { -140, "grief", NULL, "elena", "talked",
      "She spoke of two birthdays; wants to come back to it.", NULL },
    { -139, "grief", NULL, "martin", "later", NULL, NULL },
    { -96, "look", NULL, NULL, NULL, "Preparation took longer for Jonas, and that was right.",
      "Preparation with Jonas; letters for Maya when she says so." },
    { -79, "grief", NULL, "elena", "declined", NULL, NULL },
    { -78, "grief", NULL, "martin", "talked", "He misses a house with noise in it.", NULL },
    { -62, "obstacle", "torn", "jonas", "loyalty",
      "Jonas asks each evening whether his father is sad when he thinks of his mother.",
      "Own hours; both parents say the same sentence to him." },
    { -58, "obstacle", "sunday", NULL, "money_distance",
      "Two buses to the practice; sessions end after the last one.", "Hours before five." },
    { -40, "step", "sunday", NULL, "closed", "All hours begin at three; nobody misses a bus.",
      NULL },
    { -48, "word", "at_school", NULL, "conflicting",
      "A teacher told Maya that letters are a trick. Said with care for her, and against the plan.",
      "call" },
    { -44, "review", "at_school", NULL, NULL,
      "Talked with Mr. Maple: school says nothing about letters, either way. Maya knows it was not "
      "a trick.",
      NULL },
    { -20, "step", "torn", NULL, "easing", "He asks less; the sentence helps.", NULL },
    { -18, "grief", NULL, "martin", "waiting", NULL, NULL },
    { -18, "grief", NULL, "elena", "waiting", NULL, NULL },
};

static const struct demo_around spruce_rows[] = {
    { -330, "duration", NULL, NULL, NULL,
      "Weekends that fell away; no harm.\n"
      "Nils wants to; Tilda decides for herself.\n"
      "A quarrel between adults, out of court.\n"
      "Both parents ask for it.\n"
      "Perhaps a year, with pauses.",
      NULL },
    { -320, "obstacle", "calendar", NULL, "mixed_messages",
      "Two calendars, two sets of plans, and children who carry messages.",
      "One calendar, and nothing by way of a child." },
    { -246, "look", NULL, NULL, NULL, "The quarrel is smaller; the calendar holds.",
      "Own hours, then letters." },
    { -240, "step", "calendar", NULL, "closed", "One calendar for eight weeks.", NULL },
    { -156, "look", NULL, NULL, NULL, "Nils has begun; Tilda writes.", "At their own pace." },
    { -52, "check_ins", NULL, NULL, NULL, NULL, NULL },
    { -52, "setback", NULL, "nils", NULL,
      "Stomach ache before a hand-over, or two weekends left out.\n"
      "Each parent writes one message in the calendar and makes no calls that night.\n"
      "The practice, by either parent or by Nils.\n"
      "Back to afternoons, and a talk within the week.",
      NULL },
    { -38, "check_in", NULL, NULL, "held", "Three hand-overs, one of them late, none of them loud.",
      NULL },
    { -24, "check_in", NULL, NULL, "held", "Nils says it is boring, in a good way.", NULL },
};

static const struct demo_around pine_rows[] = {
    { -60, "look", NULL, NULL, NULL, "A date was set before he was ready.",
      "His own hours; a question to the court." },
    { -5, "again", NULL, NULL, NULL, "The court has not answered yet; his no stands.", NULL },
    { -30, "system", "for_victor", NULL, "lawyer", "Dennis Fir, lawyer of Victor Pine", NULL },
    { -30, "system", "for_anna", NULL, "lawyer", "Noor Olive, lawyer of Anna Quince", NULL },
    { -4, "word", "for_victor", NULL, "conflicting",
      "Writes to the family that sessions begin on the day of the order, whatever Noel says.",
      "letter" },
    { -4, "word", "for_anna", NULL, "informed", "Knows of the question to the court.", "call" },
};

#define ROWS(family)                                                                               \
    {                                                                                              \
        &demo_##family, family##_rows, sizeof family##_rows / sizeof *family##_rows                \
    }

static const struct {
    const struct demo_family *family;
    const struct demo_around *rows;
    size_t n;
} families[] = { ROWS(alder), ROWS(spruce), ROWS(pine) };

void demo_plan_around(struct demo_plan *p, struct demo_case *c)
{
    size_t i, k;

    for (k = 0; k < sizeof families / sizeof *families; k++)
        for (i = 0; families[k].family == c->family && i < families[k].n; i++)
            demo_plan_add(p, c, around, &families[k].rows[i], families[k].rows[i].day, AT_AROUND);
}
