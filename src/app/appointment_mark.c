/* appointment_mark.c -- held, cancelled, missed: what became of an appointment. */
#include "app/appointment.h"
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consent.h"
#include "app/credential.h"
#include "app/lists.h"
#include "gen/queries.h"

struct mark_job {
    struct str case_id, id, reason;
    enum appointment_event event;
    int64_t version;
    bool notice_known; /* the moment of cancelling is now */
};

static bool wants_reason(enum appointment_event e)
{
    return e == APPOINTMENT_CANCEL || e == APPOINTMENT_NOT_START;
}

static const char *action_of(enum appointment_event e)
{
    static const char *const words[] = {
        [APPOINTMENT_EDIT] = "appointment-change",
        [APPOINTMENT_HOLD] = "appointment-held",
        [APPOINTMENT_CANCEL] = "appointment-cancel",
        [APPOINTMENT_NOT_START] = "appointment-not-started",
        [APPOINTMENT_REOPEN] = "appointment-reopen",
        [APPOINTMENT_STOP] = "appointment-stop",
    };

    return words[e];
}

/* What stands against it, in words; empty: nothing, and *to is the state that follows. */
static struct str why_not(const struct act *a, enum appointment_event event,
                          const struct appointment_row *row, int64_t starts_utc,
                          enum appointment_state *to)
{
    enum appointment_state from;

    if (event == APPOINTMENT_EDIT || !appointment_state_of(row->state, &from) ||
        !appointment_move(from, event, to))
        return STR("That cannot follow what is recorded already. Please set it back to planned "
                   "first.");
    if (event == APPOINTMENT_REOPEN && row->note_id.len)
        return STR("A signed note stands on this appointment. Please record what was different as "
                   "an addendum to the note.");
    if ((event == APPOINTMENT_HOLD || event == APPOINTMENT_NOT_START) && starts_utc > a->now_utc)
        return STR("It has not begun yet. Please come back after its time, or cancel it.");
    return STR("");
}

static enum rw_status next_state(struct act *a, const struct mark_job *j,
                                 const struct appointment_row *row, int64_t starts_utc,
                                 enum appointment_state *to)
{
    struct str why = STR("");

    if (row->version != j->version)
        return RW_FAIL(&a->err, RW_ECONFLICT, "appointment saved by somebody else");
    why = why_not(a, j->event, row, starts_utc, to);
    if (why.len)
        problem_add(&a->bad, "", why);
    return check_done(a);
}

/* After the child's "no" there is no session to be held; nothing here says why. */
static enum rw_status check_answer(struct act *a, const struct mark_job *j)
{
    bool stopped = false;
    enum rw_status st =
        j->event == APPOINTMENT_HOLD ? consent_hold_check(a, j->case_id, j->id, &stopped) : RW_OK;

    if (!st && stopped)
        problem_add(&a->bad, "",
                    STR("This appointment did not go ahead: clinical review. It cannot be marked "
                        "as held."));
    return st ? st : check_done(a);
}

/* The day of the session counts, not the day on which somebody marks it: what a licence covered stays
 * covered after its end. A day that is over may be set back to planned, so that it can be put right. */
static enum rw_status check_licence(struct act *a, const struct mark_job *j,
                                    const struct appointment_row *row, int64_t starts_utc)
{
    struct date on = clock_local(starts_utc).date;
    bool held = j->event == APPOINTMENT_HOLD, yes = true;
    enum rw_status st = RW_OK;

    if (held || (j->event == APPOINTMENT_REOPEN && starts_utc > a->now_utc))
        st = credential_licensed(a, row->account_id, on, &yes);
    if (st || yes)
        return st;
    problem_add(&a->bad, "",
                str_fmt(a->mem,
                        "No licence of its clinician on record holds on %.*s, the day of this "
                        "appointment. %s",
                        STR_ARG(date_words(a->mem, on)),
                        held ? "It cannot be marked as held. If somebody else led it, please enter "
                               "them as its clinician first."
                             : "Please renew the licence first, or book it with somebody else."));
    return check_done(a);
}

static enum rw_status put_state(struct act *a, const struct mark_job *j,
                                const struct appointment_row *row, int64_t starts_utc,
                                const char *state)
{
    struct q_chronology_find_in in = { .case_id = j->case_id,
                                       .ref_id = j->id,
                                       .kind = STR("appointment") };
    struct chronology_row line;
    enum rw_status st = q_chronology_find(a->db, a->mem, &in, &line, &a->err);

    if (st)
        return st;
    return chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                         .kind = "appointment",
                                                         .ref_id = j->id,
                                                         .on = clock_local(starts_utc).date,
                                                         .at_utc = starts_utc,
                                                         .account_id = row->account_id,
                                                         .state = state,
                                                         .cls = CLASS_A,
                                                         .line = line.line });
}

/* What is planned again is asked everything that a new booking is. */
static enum rw_status check_again(struct act *a, const struct mark_job *j,
                                  const struct appointment_row *row, int64_t starts_utc)
{
    struct appointment_people_row *rows = NULL;
    struct case_people people;
    struct str *ids;
    size_t n = 0, i;
    enum rw_status st = q_appointment_people(
        a->db, a->mem,
        &(struct q_appointment_people_in){ .case_id = j->case_id, .appointment_id = j->id }, &rows,
        &n, &a->err);

    if (!st)
        st = case_people_load(a, j->case_id, &people);
    if (st)
        return st;
    ids = arena_array(a->mem, struct str, n + 1);
    for (i = 0; i < n; i++)
        ids[i] = rows[i].person_id;
    return appointment_may_meet(a, "",
                                &(struct meeting){ .case_id = j->case_id,
                                                   .kind = row->kind,
                                                   .on = clock_local(starts_utc).date,
                                                   .people = &people,
                                                   .ids = ids,
                                                   .n = n });
}

static enum rw_status apply_mark(struct act *a, void *arg)
{
    const struct mark_job *j = arg;
    struct appointment_row row;
    enum appointment_state to = APPOINTMENT_PLANNED;
    int64_t starts_utc = 0;
    enum rw_status st = q_appointment_get(
        a->db, a->mem, &(struct q_appointment_get_in){ .case_id = j->case_id, .id = j->id }, &row,
        &a->err);

    if (!st && !utc_parse(row.starts_utc, &starts_utc))
        st = RW_FAIL(&a->err, RW_EBUG, "an appointment without a time");
    if (!st)
        st = next_state(a, j, &row, starts_utc, &to);
    if (!st)
        st = check_licence(a, j, &row, starts_utc);
    if (!st && j->event == APPOINTMENT_REOPEN)
        st = check_again(a, j, &row, starts_utc);
    if (!st)
        st = check_answer(a, j);
    if (!st)
        st = q_appointment_state_save(
            a->db, a->mem,
            &(struct q_appointment_state_save_in){
                .case_id = j->case_id,
                .id = j->id,
                .version = j->version,
                .state = str_of(appointment_state_word(to)),
                .cancel_reason = wants_reason(j->event) ? j->reason : STR_NULL,
                .notice_hours = j->event == APPOINTMENT_CANCEL && j->notice_known
                                    ? appointment_notice_hours(starts_utc, a->now_utc)
                                    : DB_NULL_I64 },
            &a->err);
    if (!st)
        st = put_state(a, j, &row, starts_utc, appointment_state_word(to));
    if (!st)
        st = audit_add(a, &(struct audit){ .action = action_of(j->event),
                                           .object_type = "appointment",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->version + 1 });
    return st;
}

enum rw_status appointment_mark_put(struct act *a, struct str case_id, struct str id,
                                    enum appointment_event event, int64_t version,
                                    struct str reason)
{
    struct mark_job j = {
        .case_id = case_id, .id = id, .reason = reason, .event = event, .version = version
    };

    return apply_mark(a, &j);
}

enum rw_status appointment_stop_put(struct act *a, struct str case_id, struct str id,
                                    int64_t version, struct str hold_id)
{
    struct mark_job j = {
        .case_id = case_id, .id = id, .event = APPOINTMENT_STOP, .version = version
    };
    enum rw_status st = apply_mark(a, &j);

    return st || !hold_id.p
               ? st
               : q_hold_stop_set(a->db, a->mem,
                                 &(struct q_hold_stop_set_in){
                                     .case_id = case_id, .id = id, .hold_id = hold_id },
                                 &a->err);
}

enum rw_status appointment_note_put(struct act *a, struct str case_id, struct str id,
                                    struct str note_id)
{
    struct mark_job j = { .case_id = case_id, .id = id, .event = APPOINTMENT_HOLD };
    struct appointment_row row;
    enum appointment_state to;
    int64_t starts_utc;
    bool licensed = false;
    enum rw_status st = q_appointment_get(
        a->db, a->mem, &(struct q_appointment_get_in){ .case_id = case_id, .id = id }, &row,
        &a->err);

    if (!st && !utc_parse(row.starts_utc, &starts_utc))
        st = RW_FAIL(&a->err, RW_EBUG, "an appointment without a time");
    if (st || starts_utc > a->now_utc)
        return st;
    st = credential_licensed(a, row.account_id, clock_local(starts_utc).date, &licensed);
    if (st)
        return st;
    st = q_appointment_note_set(
        a->db, a->mem,
        &(struct q_appointment_note_set_in){ .case_id = case_id, .id = id, .note_id = note_id },
        &a->err);
    j.version = row.version;
    return st || !licensed || why_not(a, j.event, &row, starts_utc, &to).len ? st
                                                                             : apply_mark(a, &j);
}

void appointment_mark_check(struct act *a, enum appointment_event event, struct str reason)
{
    if (event == APPOINTMENT_STOP)
        problem_add(&a->bad, "event", STR("Please choose one from the list."));
    if (wants_reason(event))
        check_choice(a, "reason", list_of(a->app, LIST_CANCEL_REASONS), reason);
}

enum rw_status appointment_mark(struct act *a, struct str case_id, struct str id,
                                enum appointment_event event, int64_t version, struct str reason)
{
    struct mark_job j = { .case_id = case_id,
                          .id = id,
                          .reason = reason,
                          .event = event,
                          .version = version,
                          .notice_known = true };
    enum rw_status st = act_allow(a, case_id, CAP_SCHEDULE_EDIT, CLASS_A, false);

    if (st)
        return st;
    appointment_mark_check(a, event, reason);
    st = check_done(a);
    return st ? st : act_write(a, apply_mark, &j);
}
