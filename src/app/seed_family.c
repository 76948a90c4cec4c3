/* seed_family.c -- the steps by which one seeded family comes into the record. */
#include "app/appointment.h"
#include "app/family_case.h"
#include "app/note.h"
#include "app/person.h"
#include "app/seed_story.h"

#include <string.h>

#define VISITS_A_DAY 8
#define FIRST_VISIT 540
#define VISIT_EACH 60
#define VISIT_MINUTES 50
#define WORKDAYS 5
#define CHILD_DAYS 1500 /* the youngest is older than four */
#define CHILD_DAYS_MORE 4500
#define CHILD_PRIVATE_EACH 20
#define LIST(list) (list), sizeof(list) / sizeof *(list)

/* Whom a note is about: bits of struct seed_case.person's kinds. */
enum { CHILD_ONE = 1, CHILD_ALL = 2, CONTACT = 4, HOME = 8 };

static const struct {
    const char *kind;
    unsigned who;
    int64_t minutes;
    bool log;
} kinds[] = {
    { "child", CHILD_ONE, 50, false },
    { "parent", CONTACT, 50, false },
    { "parent", HOME, 50, false },
    { "contact", CHILD_ONE | CONTACT, 60, false },
    { "contact", CHILD_ALL | CONTACT, 60, false },
    { "family", CHILD_ALL | HOME, 75, false },
    { "skills", CONTACT, 45, false },
    { "coaching", HOME, 45, false },
    { "call", HOME, 10, true },
    { "email", CONTACT, 5, true },
};
#define NKINDS (sizeof kinds / sizeof *kinds)

static const char *const origins[] = { "court_ordered", "stipulated", "voluntary", "agency" };
static const char *const scenarios[] = { "RS1", "RS2", "RS3", "RS4", "RS5", "RS6", "RS7", "RS8" };
static const char *const tags[] = {
    "honesty", "empathy",   "care",       "repair", "consistency",
    "grief",   "readiness", "regulation", "coping", "communication"
};
static const char *const contact_words[] = { "mother", "father" };

static struct str id_at(const char id[static CRYPTO_ID_LEN])
{
    return (struct str){ id, CRYPTO_ID_LEN };
}

static void keep(char to[static CRYPTO_ID_LEN], struct str id)
{
    if (id.len == CRYPTO_ID_LEN)
        memcpy(to, id.p, CRYPTO_ID_LEN);
}

/* -- opening ----------------------------------------------------------------------------------- */

static enum rw_status open_case(struct act *a, struct seed_case *c, size_t nth, uint64_t *state)
{
    struct str scenario = str_of(seed_pick(state, LIST(scenarios))), id = STR_NULL;
    struct case_input in = {
        .title = seed_surname(a->mem, c, nth),
        .number = str_fmt(a->mem, "%02d-S%05zu", date_ymd(a->today).year % 100, nth + 1),
        .origin = str_of(seed_pick(state, LIST(origins))),
        .referred_on = date_add(a->today, -10),
        .source = STR("Invented county court"),
        .reason = STR("An invented family: no contact for some months, and an order to begin again "
                      "with help."),
        .scenarios = &scenario,
        .nscenarios = 1,
        .as_of = RW_NO_DATE,
    };
    enum rw_status st = family_case_open(a, &in, &id);

    keep(c->id, id);
    return st;
}

static enum rw_status add_person(struct act *a, struct seed_case *c, const char *kind,
                                 struct str surname, uint64_t *state, size_t at)
{
    struct person_input in = { .kind = str_of(kind),
                               .name = str_join(a->mem, seed_given(state), STR(" "), surname),
                               .birth = RW_NO_DATE };
    struct str id = STR_NULL;
    enum rw_status st;

    if (str_is(in.kind, "child"))
        in.birth = date_add(a->today, -CHILD_DAYS - (int32_t)seed_below(state, CHILD_DAYS_MORE));
    if (str_is(in.kind, "professional")) {
        in.organisation = STR("Invented law office");
        in.profession = STR("gal");
    }
    st = person_add(a, id_at(c->id), &in, &id);
    keep(c->person[at], id);
    return st;
}

static enum rw_status add_role(struct act *a, const struct seed_case *c, size_t who,
                               const char *role, const char *relation)
{
    struct role_input in = { .person_id = id_at(c->person[who]),
                             .role = str_of(role),
                             .relation = str_of(relation),
                             .from_on = date_add(a->today, -400) };
    struct str children[SEED_CHILDREN];
    size_t i;

    for (i = 0; i < c->children; i++)
        children[i] = id_at(c->person[i]);
    return person_roles_add(a, id_at(c->id), &in, children, c->children);
}

static enum rw_status add_people(struct act *a, struct seed_case *c, size_t nth, uint64_t *state)
{
    struct str surname = seed_surname(a->mem, c, nth);
    size_t i;
    bool mother = seed_below(state, 2) == 0;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < c->children; i++)
        st = add_person(a, c, "child", surname, state, i);
    if (!st)
        st = add_person(a, c, "adult", surname, state, SEED_CHILDREN);
    if (!st)
        st = add_person(a, c, "adult", surname, state, SEED_CHILDREN + 1);
    if (!st && c->professional)
        st = add_person(a, c, "professional", STR("Invented"), state, SEED_CHILDREN + 2);
    if (!st)
        st = add_role(a, c, SEED_CHILDREN, "contact_parent", contact_words[mother ? 0 : 1]);
    if (!st)
        st = add_role(a, c, SEED_CHILDREN + 1, "home_parent", contact_words[mother ? 1 : 0]);
    if (!st && c->professional)
        st = add_role(a, c, SEED_CHILDREN + 2, "professional", "guardian ad litem");
    return st;
}

static enum rw_status open_family(struct act *a, const struct seed_staff *staff,
                                  struct seed_case *c, size_t nth, uint64_t *state)
{
    enum rw_status st = open_case(a, c, nth, state);

    if (!st)
        st = add_people(a, c, nth, state);
    if (!st && c->clinician == 0 && staff->supervisor.len)
        st = assignment_add(a, id_at(c->id), staff->supervisor, STR("supervisor"));
    if (!st && c->clinician == 0 && staff->office.len)
        st = assignment_add(a, id_at(c->id), staff->office, STR("office"));
    return st;
}

/* -- work -------------------------------------------------------------------------------------- */

static size_t people_of(const struct seed_case *c, unsigned who, struct str *ids)
{
    size_t n = 0, i;

    for (i = 0; i < c->children && (who & (CHILD_ONE | CHILD_ALL)); i++)
        if (i == 0 || (who & CHILD_ALL))
            ids[n++] = id_at(c->person[i]);
    if (who & CONTACT)
        ids[n++] = id_at(c->person[SEED_CHILDREN]);
    if (who & HOME)
        ids[n++] = id_at(c->person[SEED_CHILDREN + 1]);
    return n;
}

static enum rw_status write_note(struct act *a, const struct seed_case *c,
                                 const struct seed_step *step, uint64_t *state)
{
    size_t kind = seed_below(state, NKINDS), i;
    struct str ids[SEED_PEOPLE], tag = str_of(seed_pick(state, LIST(tags)));
    struct note_person who[SEED_PEOPLE] = { 0 };
    struct local now = clock_local(a->now_utc - kinds[kind].minutes * 60);
    bool private =
        str_is(str_of(kinds[kind].kind), "child") && seed_below(state, CHILD_PRIVATE_EACH) == 0;
    struct note_input in = {
        .kind = str_of(kinds[kind].kind),
        .cls = private ? STR("C") : STR("S"),
        .on = now.date,
        .at_min = now.minutes,
        .minutes = kinds[kind].minutes,
        .direction = kinds[kind].log ? STR("in") : STR(""),
        .billable = !kinds[kind].log,
        .people = who,
        .npeople = people_of(c, kinds[kind].who, ids),
        .tags = &tag,
        .ntags = 1,
        .body = seed_text(a->mem, state),
    };
    struct note_saved saved;
    struct str id = note_new_id(a, id_at(c->id));
    enum rw_status st;

    for (i = 0; i < in.npeople; i++)
        who[i].person_id = ids[i];
    st = note_save(a, id_at(c->id), id, &in, &saved);
    return st || step->draft ? st : note_sign(a, id_at(c->id), id, saved.version);
}

/* The nth working day from today on, weekends left out. */
static struct date workday(struct date today, int32_t nth)
{
    int32_t weekday = date_weekday(today);

    if (weekday >= WORKDAYS) {
        today = date_add(today, 7 - weekday);
        weekday = 0;
    }
    return date_add(today, nth + 2 * ((nth + weekday) / WORKDAYS));
}

/* The next session of a family: each of a clinician's families has an hour of its own. */
static enum rw_status book(struct act *a, const struct seed_case *c)
{
    struct str ids[SEED_PEOPLE], id = STR_NULL;
    struct appointment_input in = {
        .clinician = a->viewer.account_id,
        .on = workday(date_add(a->today, 1), c->place / VISITS_A_DAY),
        .at_min = FIRST_VISIT + VISIT_EACH * (c->place % VISITS_A_DAY),
        .minutes = VISIT_MINUTES,
        .kind = STR("parent"), /* no seeded child has custody papers: consent is awaited */
        .people = ids,
        .npeople = people_of(c, CONTACT, ids),
    };

    return appointment_book(a, id_at(c->id), STR(""), &in, &id);
}

enum rw_status seed_step_run(struct act *a, const struct seed_staff *staff, struct seed_case *c,
                             size_t nth_case, const struct seed_step *step)
{
    uint64_t state = (uint64_t)c->random << 32 | (uint64_t)step->kind << 24 | step->nth;

    switch (step->kind) {
    case SEED_OPEN:
        return open_family(a, staff, c, nth_case, &state);
    case SEED_NOTE:
        return write_note(a, c, step, &state);
    case SEED_VISIT:
        return book(a, c);
    }
    return RW_FAIL(&a->err, RW_EBUG, "no such step");
}
