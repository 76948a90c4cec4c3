#include "app/appointment.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consent.h"
#include "app/contact.h"
#include "app/credential.h"
#include "app/hold.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define DAY_SECONDS INT64_C(86400)
#define MINUTES_MAX 720 /* half a day: longer is a slip of the keyboard */
#define GROUP_REMOTE "By video or telephone" /* group of kinds that bring nobody here */
#define KIND_PARENTS_TOGETHER "parents_together"

struct booking_job {
    struct str case_id, id;
    const struct appointment_input *in;
    int64_t starts_utc;
    int64_t apart_min;
    bool is_new;
    bool brought_in; /* from another system, where it was agreed: consent is asked for afterwards */
    struct case_people people;
    int64_t version; /* of what was written */
};

bool appointment_on_site(const struct app *app, struct str kind)
{
    const struct choice *c = choice_find(list_of(app, LIST_APPOINTMENT_KINDS), kind);

    return !c || !str_is(c->group, GROUP_REMOTE);
}

/* -- the rules, with the words for each ------------------------------------------------------- */

static void check_time(struct act *a, const struct appointment_input *in, int64_t starts_utc)
{
    struct local back = clock_local(starts_utc);

    check_date(a, "on", in->on, REQUIRED);
    if (in->at_min < 0 || in->at_min >= 24 * 60)
        problem_add(&a->bad, "at_min", STR("Please give the time it begins."));
    else if (date_known(in->on) && (back.minutes != in->at_min || back.date.day != in->on.day))
        problem_add(&a->bad, "at_min",
                    STR("The clocks go forward that night and skip this hour. Please choose "
                        "another time."));
    if (in->minutes < 1 || in->minutes > MINUTES_MAX)
        problem_add(&a->bad, "minutes", STR("Please give the length, from 1 to 720 minutes."));
}

/* The day of the appointment counts: a licence that has run out by then leads nothing. */
static enum rw_status check_licence(struct act *a, struct str account_id, struct date on)
{
    bool yes = true;
    enum rw_status st = RW_OK;

    if (date_known(on))
        st = credential_licensed(a, account_id, on, &yes);
    if (!st && !yes)
        problem_add(&a->bad, "clinician",
                    str_fmt(a->mem,
                            "No licence of this clinician on record holds on %.*s. Please choose "
                            "somebody else or another day, or renew the licence first.",
                            STR_ARG(date_words(a->mem, on))));
    return st;
}

/* Whoever stands in for the lead does so on some days, and is booked for no other. */
static void say_when(struct act *a, const struct case_clinician *list, size_t n,
                     struct str account_id)
{
    struct str days = STR(""), name = STR("");
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].account_id, account_id)) {
            name = list[i].name;
            days = str_join(a->mem, days, STR(" and "), case_clinician_days(a->mem, &list[i]));
        }
    if (!name.len)
        problem_add(&a->bad, "clinician", STR("Please choose a clinician who works on this case."));
    else
        problem_add(&a->bad, "clinician",
                    str_fmt(a->mem,
                            "%.*s stands in for this family %.*s, and can be booked for those days "
                            "only. Please choose one of them, or somebody else.",
                            STR_ARG(name), STR_ARG(days)));
}

static enum rw_status check_clinician(struct act *a, struct str case_id, struct str account_id,
                                      struct date on)
{
    struct case_clinician *list = NULL;
    size_t i, n = 0;
    enum rw_status st = case_clinicians(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].account_id, account_id) && case_clinician_on(&list[i], on))
            return check_licence(a, account_id, on);
    if (!st)
        say_when(a, list, n, account_id);
    return st;
}

static struct str name_of(const struct case_people *p, struct str id)
{
    const struct case_person *who = case_person_find(p, id);

    return who ? who->name : STR("Somebody");
}

static struct str at_words(struct act *a, const struct booking *b)
{
    struct str from = clock_time(a->mem, b->starts_utc);
    struct str to = clock_time(a->mem, b->starts_utc + (int64_t)b->minutes * 60);

    return str_fmt(a->mem, "%.*s to %.*s", STR_ARG(from), STR_ARG(to));
}

static void say_clash(struct act *a, const struct booking_job *j, const struct clash *c)
{
    struct str one = name_of(&j->people, c->person), other = name_of(&j->people, c->other);
    struct str at = c->with ? at_words(a, c->with) : STR("");

    if (c->kind == CLASH_CLINICIAN)
        problem_add(&a->bad, "at_min",
                    str_fmt(a->mem,
                            "This clinician has another appointment from %.*s. Please choose "
                            "another time or clinician.",
                            STR_ARG(at)));
    if (c->kind == CLASH_PERSON)
        problem_add(&a->bad, "people",
                    str_fmt(a->mem,
                            "%.*s has another appointment from %.*s. Please choose another time.",
                            STR_ARG(one), STR_ARG(at)));
    if (c->kind == CLASH_APART)
        problem_add(&a->bad, "at_min",
                    str_fmt(a->mem,
                            "%.*s is here from %.*s, and %.*s must not meet %.*s on site. Please "
                            "leave %lld minutes between them.",
                            STR_ARG(other), STR_ARG(at), STR_ARG(one), STR_ARG(other),
                            (long long)j->apart_min));
    if (c->kind == CLASH_TOGETHER)
        problem_add(&a->bad, "people",
                    str_fmt(a->mem,
                            "%.*s and %.*s would be on site together. Please book them apart, or "
                            "choose a kind of session that is held remotely or made for both.",
                            STR_ARG(one), STR_ARG(other)));
}

/* -- what stands beside a new booking --------------------------------------------------------- */

struct beside {
    struct booking *list;
    size_t n;
};

static struct booking booking_of_row(const struct act *a, const struct appointment_row *r)
{
    enum appointment_state state = APPOINTMENT_PLANNED;
    struct booking b = { .id = r->id,
                         .clinician = r->account_id,
                         .minutes = (int32_t)r->minutes,
                         .on_site = appointment_on_site(a->app, r->kind) };

    if (!utc_parse(r->starts_utc, &b.starts_utc) || !appointment_state_of(r->state, &state))
        return b;
    b.live = state == APPOINTMENT_PLANNED || state == APPOINTMENT_HELD;
    return b;
}

static void give_people(struct act *a, struct booking *b,
                        const struct case_appointment_people_row *rows, size_t n)
{
    struct str *ids = arena_array(a->mem, struct str, n);
    size_t i;

    b->people = ids;
    for (i = 0; !a->mem->spent && i < n; i++)
        if (str_eq(rows[i].appointment_id, b->id))
            ids[b->npeople++] = rows[i].person_id;
}

static enum rw_status load_case(struct act *a, const struct booking_job *j, struct beside *s)
{
    struct str from = date_iso(a->mem, date_add(j->in->on, -1));
    struct str to = date_iso(a->mem, date_add(j->in->on, 1));
    struct appointment_row *rows = NULL;
    struct case_appointment_people_row *people = NULL;
    size_t i, n = 0, npeople = 0;
    enum rw_status st = q_case_appointments(
        a->db, a->mem,
        &(struct q_case_appointments_in){ .case_id = j->case_id, .from_date = from, .to_date = to },
        &rows, &n, &a->err);

    if (!st)
        st =
            q_case_appointment_people(a->db, a->mem,
                                      &(struct q_case_appointment_people_in){
                                          .case_id = j->case_id, .from_date = from, .to_date = to },
                                      &people, &npeople, &a->err);
    if (st)
        return st;
    s->list = arena_array(a->mem, struct booking, n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        s->list[s->n] = booking_of_row(a, &rows[i]);
        give_people(a, &s->list[s->n++], people, npeople);
    }
    return RW_OK;
}

/* The clinician's bookings with other families: only when, nothing else. */
static enum rw_status load_elsewhere(struct act *a, const struct booking_job *j, struct beside *s)
{
    struct clinician_slots_row *rows = NULL;
    size_t i, n = 0;
    struct q_clinician_slots_in in = {
        .account_id = j->in->clinician,
        .from_utc = utc_iso(a->mem, j->starts_utc - DAY_SECONDS),
        .until_utc = utc_iso(a->mem, j->starts_utc + DAY_SECONDS),
    };
    enum rw_status st = q_clinician_slots(a->db, a->mem, &in, &rows, &n, &a->err);

    if (st)
        return st;
    s->list = arena_array(a->mem, struct booking, n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        struct appointment_row r = { .id = rows[i].id,
                                     .account_id = rows[i].account_id,
                                     .starts_utc = rows[i].starts_utc,
                                     .minutes = rows[i].minutes,
                                     .state = rows[i].state };

        if (!str_eq(rows[i].case_id, j->case_id))
            s->list[s->n++] = booking_of_row(a, &r);
    }
    return RW_OK;
}

static enum rw_status check_clash(struct act *a, const struct booking_job *j)
{
    struct beside here = { 0 }, elsewhere = { 0 };
    struct booking b = { .id = j->is_new ? STR_NULL : j->id,
                         .clinician = j->in->clinician,
                         .starts_utc = j->starts_utc,
                         .minutes = (int32_t)j->in->minutes,
                         .on_site = appointment_on_site(a->app, j->in->kind),
                         .live = true,
                         .people = j->in->people,
                         .npeople = j->in->npeople };
    bool together = str_is(j->in->kind, KIND_PARENTS_TOGETHER);
    struct clash c;
    enum rw_status st = load_case(a, j, &here);

    if (!st)
        st = load_elsewhere(a, j, &elsewhere);
    if (st)
        return st;
    c = booking_clash(&b, here.list, here.n, j->people.apart, j->people.napart,
                      (int32_t)j->apart_min, together);
    if (c.kind == CLASH_NONE)
        c = booking_clash(&b, elsewhere.list, elsewhere.n, NULL, 0, 0, true);
    if (c.kind != CLASH_NONE)
        say_clash(a, j, &c);
    return check_done(a);
}

/* Whoever must not meet is not booked together, and no child is treated without consent. What happened
 * all the same is recorded as a note: a fact waits for no permission. */
enum rw_status appointment_may_meet(struct act *a, const char *field, const struct meeting *m)
{
    enum rw_status st = RW_OK;

    if (!m->agreed_elsewhere)
        st = consent_book_check(a, field, m->case_id, m->kind, m->people, m->ids, m->n);
    if (!st)
        st = check_done(a);
    if (!st)
        st = hold_check(a, m->case_id, field, m->people, m->ids, m->n);
    if (!st)
        st = check_done(a);
    if (!st)
        st = contact_booking(a, m->case_id, field, m->ids, m->n, m->on,
                             contact_channels_of(a->app, m->kind));
    if (!st)
        st = contact_adults_booking(a, m->case_id, field, m->people, m->ids, m->n, m->on);
    return st ? st : check_done(a);
}

/* -- writing ---------------------------------------------------------------------------------- */

static struct str line_of(struct act *a, struct str kind, const struct case_people *p,
                          const struct str *ids, size_t n)
{
    struct str label = list_label(a->app, LIST_APPOINTMENT_KINDS, kind);
    struct str names = case_people_names(a->mem, p, ids, n);

    return names.len ? str_fmt(a->mem, "%.*s: %.*s", STR_ARG(label), STR_ARG(names)) : label;
}

static enum rw_status put_line(struct act *a, const struct booking_job *j, const char *state)
{
    struct chronology_entry e = {
        .case_id = j->case_id,
        .kind = "appointment",
        .ref_id = j->id,
        .on = j->in->on,
        .at_utc = j->starts_utc,
        .child_id = case_people_child(&j->people, j->in->people, j->in->npeople),
        .account_id = j->in->clinician,
        .state = state,
        .cls = CLASS_A,
        .line = line_of(a, j->in->kind, &j->people, j->in->people, j->in->npeople),
    };

    return chronology_put(a, &e);
}

static enum rw_status write_people(struct act *a, const struct booking_job *j)
{
    size_t i;
    enum rw_status st = q_appointment_people_drop(
        a->db, a->mem,
        &(struct q_appointment_people_drop_in){ .case_id = j->case_id, .appointment_id = j->id },
        &a->err);

    for (i = 0; !st && i < j->in->npeople; i++)
        st = q_appointment_person_add(
            a->db, a->mem,
            &(struct q_appointment_person_add_in){
                .case_id = j->case_id, .appointment_id = j->id, .person_id = j->in->people[i] },
            &a->err);
    return st;
}

static enum rw_status write_new(struct act *a, struct booking_job *j)
{
    struct q_appointment_add_in in = {
        .case_id = j->case_id,
        .id = j->id,
        .account_id = j->in->clinician,
        .starts_utc = utc_iso(a->mem, j->starts_utc),
        .minutes = j->in->minutes,
        .kind = j->in->kind,
        .room = str_or(j->in->room, NULL),
        .state = str_of(appointment_state_word(APPOINTMENT_PLANNED)),
        .version = 1,
    };

    j->version = 1;
    return q_appointment_add(a->db, a->mem, &in, &a->err);
}

static enum rw_status write_change(struct act *a, struct booking_job *j)
{
    struct appointment_row row;
    enum appointment_state state = APPOINTMENT_CANCELLED;
    struct q_appointment_save_in in = {
        .case_id = j->case_id,
        .id = j->id,
        .version = j->in->version,
        .account_id = j->in->clinician,
        .starts_utc = utc_iso(a->mem, j->starts_utc),
        .minutes = j->in->minutes,
        .kind = j->in->kind,
        .room = str_or(j->in->room, NULL),
    };
    enum rw_status st = q_appointment_get(
        a->db, a->mem, &(struct q_appointment_get_in){ .case_id = j->case_id, .id = j->id }, &row,
        &a->err);

    if (st)
        return st;
    if (row.version != j->in->version)
        return RW_FAIL(&a->err, RW_ECONFLICT, "appointment saved by somebody else");
    if (!appointment_state_of(row.state, &state) ||
        !appointment_move(state, APPOINTMENT_EDIT, &state)) {
        problem_add(&a->bad, "",
                    STR("Only a planned appointment can be changed. Please set it "
                        "back to planned first."));
        return check_done(a);
    }
    j->version = row.version + 1;
    return q_appointment_save(a->db, a->mem, &in, &a->err);
}

static size_t count_of(const struct booking_job *j, const char *kind)
{
    size_t n = 0, i;

    for (i = 0; i < j->in->npeople; i++) {
        const struct case_person *p = case_person_find(&j->people, j->in->people[i]);

        n += p && str_is(p->kind, kind);
    }
    return n;
}

static bool any_in_question(const struct booking_job *j)
{
    size_t i;

    for (i = 0; i < j->in->npeople; i++) {
        const struct case_person *p = case_person_find(&j->people, j->in->people[i]);

        if (p && p->in_question)
            return true;
    }
    return false;
}

/* An individual session is one person's own; a child's is never a meeting under another name. */
static void check_alone(struct act *a, const struct booking_job *j)
{
    struct str kind = j->in->kind;
    size_t kids = count_of(j, "child"), adults = count_of(j, "adult");

    if ((str_is(kind, "child") || str_is(kind, "child_remote")) &&
        (kids > 1 || (kids && any_in_question(j))))
        problem_add(&a->bad, "people",
                    STR("A child's individual session is with one child, and without the parent "
                        "whose contact is in question. Please book them apart, or choose another "
                        "kind of session."));
    if ((str_is(kind, "parent") || str_is(kind, "parent_remote")) &&
        ((adults && kids) || contact_adults_any(&j->people, j->in->people, j->in->npeople)))
        problem_add(
            &a->bad, "people",
            STR("A parent's individual session is with one side of the family and no child. "
                "Please book them apart, or choose another kind of session."));
}

static enum rw_status apply_booking(struct act *a, void *arg)
{
    struct booking_job *j = arg;
    enum rw_status st = check_clinician(a, j->case_id, j->in->clinician, j->in->on);

    if (!st)
        st = case_people_load(a, j->case_id, &j->people);
    if (!st) {
        case_people_check(a, "people", &j->people, j->in->people, j->in->npeople);
        if (!j->brought_in)
            check_alone(a, j);
        st = check_done(a);
    }
    if (!st)
        st = appointment_may_meet(a, "people",
                                  &(struct meeting){ .case_id = j->case_id,
                                                     .kind = j->in->kind,
                                                     .on = j->in->on,
                                                     .people = &j->people,
                                                     .ids = j->in->people,
                                                     .n = j->in->npeople,
                                                     .agreed_elsewhere = j->brought_in });
    if (!st)
        st = check_clash(a, j);
    if (!st)
        st = j->is_new ? write_new(a, j) : write_change(a, j);
    if (!st)
        st = write_people(a, j);
    if (!st)
        st = put_line(a, j, appointment_state_word(APPOINTMENT_PLANNED));
    if (!st)
        st = audit_add(
            a, &(struct audit){ .action = j->is_new ? "appointment-book" : "appointment-change",
                                .object_type = "appointment",
                                .object_id = j->id,
                                .case_id = j->case_id,
                                .object_version = j->version });
    return st;
}

void appointment_check(struct act *a, const struct appointment_input *in)
{
    check_time(a, in, clock_utc((struct local){ in->on, in->at_min }));
    check_choice(a, "kind", list_of(a->app, LIST_APPOINTMENT_KINDS), in->kind);
    check_line(a, "room", in->room, OPTIONAL);
    if (in->npeople == 0)
        problem_add(&a->bad, "people", STR("Please choose who comes."));
}

/* What apply_booking works from. */
static enum rw_status job_make(struct act *a, struct str case_id, struct str id,
                               const struct appointment_input *in, struct booking_job *j)
{
    *j = (struct booking_job){
        .case_id = case_id,
        .id = id,
        .in = in,
        .starts_utc = clock_utc((struct local){ in->on, in->at_min }),
    };
    return number_of(a, NUMBER_PARENTS_APART, &j->apart_min);
}

enum rw_status appointment_put(struct act *a, struct str case_id, struct str id,
                               const struct appointment_input *in)
{
    struct booking_job j;
    enum rw_status st = job_make(a, case_id, id, in, &j);

    j.is_new = j.brought_in = true;
    return st ? st : apply_booking(a, &j);
}

enum rw_status appointment_book(struct act *a, struct str case_id, struct str id,
                                const struct appointment_input *in, struct str *saved)
{
    struct booking_job j;
    enum rw_status st = act_allow(a, case_id, CAP_SCHEDULE_EDIT, CLASS_A, false);

    if (st)
        return st;
    appointment_check(a, in);
    st = check_done(a);
    if (!st)
        st = job_make(a, case_id, str_empty(id) ? id_new(a->mem) : id, in, &j);
    if (st)
        return st;
    j.is_new = str_empty(id);
    st = act_write(a, apply_booking, &j);
    if (!st)
        *saved = j.id;
    return st;
}
