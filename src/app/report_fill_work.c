/* report_fill_work.c -- a report's part on the work: sessions, checkpoints, goals. */
#include "app/lists.h"
#include "app/note.h"
#include "app/report_fill.h"

/* The reasons of content/lists/cancel-reasons as the court reads them. What could speak for the
 * child, or tell of a report, becomes one phrase (clinical.md A6). */
static enum report_outcome outcome_of(const struct appointment_row *p, bool *by_role,
                                      const char **role)
{
    static const struct {
        const char *code, *role; /* role: whose act it was */
        enum report_outcome outcome;
    } rows[] = {
        { "rc_parent", "contact_parent", REPORT_CANCELLED_BY },
        { "res_parent", "home_parent", REPORT_CANCELLED_BY },
        { "child_ill", NULL, REPORT_CHILD_ILL },
        { "child_declined", NULL, REPORT_CLINICAL_REVIEW },
        { "clinical_review", NULL, REPORT_CLINICAL_REVIEW },
        { "child_not_present", NULL, REPORT_CHILD_NOT_THERE },
        { "provider", NULL, REPORT_OFFICE },
        { "weather", NULL, REPORT_WEATHER },
        { "court", NULL, REPORT_COURT },
        { "agency", NULL, REPORT_CLINICAL_REVIEW },
    };
    size_t i;

    *by_role = false;
    if (str_is(p->state, "held"))
        return REPORT_HELD;
    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(p->cancel_reason, rows[i].code)) {
            *by_role = rows[i].role != NULL;
            *role = rows[i].role;
            return rows[i].outcome;
        }
    return str_is(p->state, "not_started") || str_is(p->state, "stopped") ? REPORT_CLINICAL_REVIEW
                                                                          : REPORT_OUTCOME_UNKNOWN;
}

static uint64_t bit_of(const struct report_rows *rows, struct str person_id)
{
    int32_t at = report_person_at(rows, person_id);

    return at < 0 ? 0 : UINT64_C(1) << at;
}

static uint64_t expected_at(const struct report_rows *rows, struct str appointment_id)
{
    uint64_t bits = 0;
    size_t i;

    for (i = 0; i < rows->nexpected; i++)
        if (str_eq(rows->expected[i].appointment_id, appointment_id))
            bits |= bit_of(rows, rows->expected[i].person_id);
    return bits;
}

/* A role as it stood on that day; history is rows, so a report of last year asks last year's. */
static bool role_holds(const struct person_role_row *x, const char *role, struct date on)
{
    struct date from = report_day(x->from_on), to = report_day(x->to_on);

    return str_is(x->role, role) && date_known(on) && date_known(from) && from.day <= on.day &&
           (!x->to_on.p || (date_known(to) && on.day <= to.day));
}

/* For one of these children, or to the family as a whole; where no child was expected, for any. */
static bool role_is_for(const struct report_rows *rows, const struct person_role_row *x,
                        uint64_t children)
{
    return !children || !x->child_id.len || (bit_of(rows, x->child_id) & children);
}

static uint64_t children_among(const struct report_rows *rows, uint64_t expected)
{
    uint64_t bits = 0;
    size_t i;

    for (i = 0; i < rows->npeople && i < RW_CASE_PEOPLE; i++)
        if (str_is(rows->people[i].kind, "child"))
            bits |= expected & (UINT64_C(1) << i);
    return bits;
}

/* Whose act it was: the one person in that role for its children who was to come. Where nobody or
 * more than one fits, it is not recorded; a guess would lay it at somebody's door. */
static int32_t person_in_role(const struct report_rows *rows, const char *role, uint64_t expected,
                              struct date on)
{
    uint64_t children = children_among(rows, expected);
    int32_t found = REPORT_NOBODY;
    size_t i;

    for (i = 0; i < rows->nroles; i++) {
        const struct person_role_row *x = &rows->roles[i];
        int32_t at = report_person_at(rows, x->person_id);

        if (at < 0 || at == found || !(expected >> at & 1) || !role_holds(x, role, on) ||
            !role_is_for(rows, x, children))
            continue;
        if (found != REPORT_NOBODY)
            return REPORT_NOBODY;
        found = at;
    }
    return found;
}

static uint64_t present_in(const struct report_rows *rows, struct str note_id)
{
    uint64_t bits = 0;
    size_t i;

    for (i = 0; note_id.p && i < rows->npresent; i++)
        if (str_eq(rows->present[i].note_id, note_id))
            bits |= bit_of(rows, rows->present[i].person_id);
    return bits;
}

/* What signed notes say of a session; without one nothing is known, and nothing is assumed. */
static void told_by_notes(const struct report_rows *rows, struct str appointment,
                          struct report_service *s)
{
    size_t i;

    s->attended = 0;
    s->held_min = -1;
    for (i = 0; i < rows->nnotes; i++) {
        const struct report_notes_row *n = &rows->notes[i];

        if (!str_eq(n->appointment_id, appointment))
            continue;
        s->attended |= present_in(rows, n->id);
        if (n->minutes > s->held_min && n->minutes > 0)
            s->held_min = (int32_t)n->minutes;
    }
}

static struct report_service service_of(struct act *a, const struct report_rows *rows,
                                        const struct appointment_row *p)
{
    bool by_role;
    const char *role = NULL;
    int64_t starts;
    struct report_service s = {
        .on = utc_parse(p->starts_utc, &starts) ? clock_local(starts).date : RW_NO_DATE,
        .kind = list_label(a->app, "appointment-kinds", p->kind),
        .outcome = outcome_of(p, &by_role, &role),
        .expected = expected_at(rows, p->id),
        .offered_min = (int32_t)p->minutes,
        .by = REPORT_NOBODY,
        .notice_hours = p->notice_hours == DB_NULL_I64 ? -1 : (int32_t)p->notice_hours,
    };

    if (s.outcome == REPORT_HELD)
        told_by_notes(rows, p->id, &s);
    if (by_role)
        s.by = person_in_role(rows, role, s.expected, s.on);
    return s;
}

/* Insertion keeps the list by date; a period holds some dozens. */
static void put_by_date(struct report_service *list, size_t n, struct report_service s)
{
    while (n > 0 && list[n - 1].on.day > s.on.day) {
        list[n] = list[n - 1];
        n--;
    }
    list[n] = s;
}

void report_fill_services(struct act *a, const struct report_rows *rows, struct report_base *b)
{
    struct report_service *list =
        arena_array(a->mem, struct report_service, rows->nappointments + rows->nnotes + 1);
    size_t i;

    for (i = 0; i < rows->nappointments; i++)
        if (!str_is(rows->appointments[i].state, "planned"))
            put_by_date(list, b->nservice++, service_of(a, rows, &rows->appointments[i]));
    for (i = 0; i < rows->nnotes; i++) {
        const struct report_notes_row *n = &rows->notes[i];

        /* A call with a worker or a lawyer is no session, and that there was one is nobody's. */
        if (n->appointment_id.p || n->minutes <= 0 || !note_kind_is_session(a, n->kind))
            continue;
        put_by_date(list, b->nservice++,
                    (struct report_service){
                        .on = report_day(n->on_date),
                        .kind = list_label(a->app, "note-kinds", n->kind),
                        .outcome = REPORT_HELD,
                        .expected = present_in(rows, n->id),
                        .attended = present_in(rows, n->id),
                        .offered_min = (int32_t)n->minutes,
                        .held_min = (int32_t)n->minutes,
                        .by = REPORT_NOBODY,
                        .notice_hours = -1,
                    });
    }
    b->service = list;
}
