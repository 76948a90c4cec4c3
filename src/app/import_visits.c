/* import_visits.c -- a row of the sheet becomes an appointment. */
#include "app/appointment.h"
#include "app/import_parts.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define NUMBER_MINUTES "session_minutes"

static const struct choice states[] = {
    { .code = { "planned", 7 }, .label = { "planned", 7 } },
    { .code = { "held", 4 }, .label = { "held", 4 } },
    { .code = { "cancelled", 9 }, .label = { "cancelled", 9 } },
    { .code = { "not_started", 11 }, .label = { "not started", 11 } },
};

struct visit {
    struct str case_id, state, reason;
    struct case_people people;
    struct appointment_input in;
};

static void read_when(struct act *a, const struct import *im, const struct csv_row *row,
                      struct appointment_input *in)
{
    struct str time = import_text(a, im, row, VISIT_TIME);
    struct str minutes = import_text(a, im, row, VISIT_MINUTES);

    in->on = import_date(a, im, row, VISIT_DATE);
    in->at_min = -1;
    if (time.len && !clock_parse(time, &in->at_min))
        problem_add(&a->bad, "at_min",
                    STR("Please write the time as hours and minutes, 00:00 to 23:59."));
    if (minutes.len && !str_i64(minutes, &in->minutes))
        problem_add(&a->bad, "minutes", STR("Please write a whole number, in digits."));
}

static enum rw_status usual_minutes(struct act *a, const struct import *im,
                                    const struct csv_row *row, struct appointment_input *in)
{
    if (import_text(a, im, row, VISIT_MINUTES).len)
        return RW_OK;
    return number_of(a, NUMBER_MINUTES, &in->minutes);
}

static struct str find_person(struct act *a, const struct case_people *p, struct str name)
{
    struct str id = STR_NULL;
    size_t i, found = 0;

    for (i = 0; i < p->n; i++)
        if (import_same(p->list[i].name, name)) {
            id = p->list[i].id;
            found++;
        }
    if (found == 0)
        problem_add(&a->bad, "people",
                    STR("Somebody of these is not in the case. Please write each name as it stands "
                        "there, or bring in the people first."));
    if (found > 1)
        problem_add(&a->bad, "people",
                    STR("Several people of the case have one of these names. Please book this one "
                        "by hand."));
    return found == 1 ? id : STR_NULL;
}

static void read_people(struct act *a, const struct import *im, const struct csv_row *row,
                        struct visit *w)
{
    size_t i, n;
    struct str *ids = import_pieces(a, import_text(a, im, row, VISIT_PEOPLE), &n);

    w->in.people = ids;
    for (i = 0; i < n; i++) {
        struct str id = find_person(a, &w->people, ids[i]);

        if (id.len)
            ids[w->in.npeople++] = id;
    }
}

static void read_state(struct act *a, const struct import *im, const struct csv_row *row,
                       struct visit *w)
{
    const struct choice_list *reasons = list_of(a->app, LIST_CANCEL_REASONS);
    enum appointment_state s = APPOINTMENT_PLANNED;

    w->state = import_choice(a, im, row, VISIT_STATE, states, sizeof states / sizeof *states);
    w->reason = import_choice(a, im, row, VISIT_REASON, reasons->items, reasons->nitems);
    if (w->state.len && !appointment_state_of(w->state, &s))
        return;
    if (s == APPOINTMENT_CANCELLED)
        appointment_mark_check(a, APPOINTMENT_CANCEL, w->reason);
    else if (s == APPOINTMENT_NOT_STARTED)
        appointment_mark_check(a, APPOINTMENT_NOT_START, w->reason);
    else if (w->reason.len)
        problem_add(&a->bad, "reason",
                    STR("A reason stands only beside what was cancelled or did not start."));
    if ((s == APPOINTMENT_HELD || s == APPOINTMENT_NOT_STARTED) && date_known(w->in.on) &&
        clock_utc((struct local){ w->in.on, w->in.at_min }) > a->now_utc)
        problem_add(&a->bad, "state", STR("This lies ahead: it can only be planned or cancelled."));
}

static enum rw_status is_here(struct act *a, const struct visit *w, bool *here)
{
    struct str on = date_iso(a->mem, w->in.on);
    struct str starts = utc_iso(a->mem, clock_utc((struct local){ w->in.on, w->in.at_min }));
    struct appointment_row *rows;
    size_t i, n;
    enum rw_status st = q_case_appointments(
        a->db, a->mem,
        &(struct q_case_appointments_in){ .case_id = w->case_id, .from_date = on, .to_date = on },
        &rows, &n, &a->err);

    *here = false;
    for (i = 0; !st && i < n; i++)
        *here = *here || (str_eq(rows[i].starts_utc, starts) && str_eq(rows[i].kind, w->in.kind));
    return st;
}

static struct str title_of(struct act *a, const struct import *im, const struct csv_row *row)
{
    struct str date = import_text(a, im, row, VISIT_DATE),
               time = import_text(a, im, row, VISIT_TIME);
    struct date on;

    if (date_parse(date, &on))
        date = date_words_day(a->mem, on);
    return str_join(a->mem, date, STR(", "), time);
}

static struct str detail_of(struct act *a, const struct visit *w)
{
    struct str kind = list_label(a->app, LIST_APPOINTMENT_KINDS, w->in.kind);
    struct str names = case_people_names(a->mem, &w->people, w->in.people, w->in.npeople);
    struct str state = STR("planned");
    size_t i;

    for (i = 0; i < sizeof states / sizeof *states; i++)
        if (str_eq(w->state, states[i].code))
            state = states[i].label;
    return str_fmt(a->mem, "%.*s: %.*s, %lld minutes%s%.*s; %.*s.", STR_ARG(kind), STR_ARG(names),
                   (long long)w->in.minutes, w->in.room.len ? ", " : "", STR_ARG(w->in.room),
                   STR_ARG(state));
}

static enum rw_status make_visit(struct act *a, const struct visit *w)
{
    static const struct {
        const char *state;
        enum appointment_event event;
    } marks[] = { { "held", APPOINTMENT_HOLD },
                  { "cancelled", APPOINTMENT_CANCEL },
                  { "not_started", APPOINTMENT_NOT_START } };
    struct str id = id_new(a->mem);
    enum rw_status st = appointment_put(a, w->case_id, id, &w->in);
    size_t i;

    for (i = 0; !st && i < sizeof marks / sizeof *marks; i++)
        if (str_is(w->state, marks[i].state))
            st = appointment_mark_put(a, w->case_id, id, marks[i].event, 1, w->reason);
    return st;
}

static enum rw_status read_visit(struct act *a, const struct import *im, const struct csv_row *row,
                                 struct visit *w)
{
    const struct choice_list *kinds = list_of(a->app, LIST_APPOINTMENT_KINDS);
    enum rw_status st = import_case(a, im, row, CAP_SCHEDULE_EDIT, &w->case_id);

    if (!st && w->case_id.len)
        st = case_people_load(a, w->case_id, &w->people);
    if (!st)
        st = usual_minutes(a, im, row, &w->in);
    if (st)
        return st;
    w->in.clinician = a->viewer.account_id;
    w->in.kind = import_choice(a, im, row, VISIT_KIND, kinds->items, kinds->nitems);
    w->in.room = import_text(a, im, row, VISIT_ROOM);
    read_when(a, im, row, &w->in);
    if (w->case_id.len)
        read_people(a, im, row, w);
    read_state(a, im, row, w);
    return RW_OK;
}

enum rw_status import_visit_row(struct act *a, struct import *im, const struct csv_row *row,
                                struct import_row *out)
{
    struct visit w = { 0 };
    bool here = false;
    enum rw_status st = read_visit(a, im, row, &w);

    if (st)
        return st;
    out->what = title_of(a, im, row);
    if (w.case_id.len)
        appointment_check(a, &w.in);
    st = check_done(a);
    if (!st)
        st = is_here(a, &w, &here);
    if (st)
        return st;
    out->detail = detail_of(a, &w);
    if (here) {
        out->state = IMPORT_HERE;
        return RW_OK;
    }
    return make_visit(a, &w);
}
