#include "app/report_fill.h"

#include "app/lists.h"
#include "app/protocols.h"
#include "core/report_outward.h"
#include "gen/queries.h"

struct date report_day(struct str iso)
{
    struct date d = RW_NO_DATE;

    if (iso.len > 10)
        iso.len = 10;
    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

int32_t report_person_at(const struct report_rows *rows, struct str person_id)
{
    size_t i;

    for (i = 0; person_id.p && i < rows->npeople && i < RW_CASE_PEOPLE; i++)
        if (str_eq(rows->people[i].id, person_id))
            return (int32_t)i;
    return REPORT_NOBODY;
}

static enum rw_status load_people(struct act *a, struct report_rows *r)
{
    enum rw_status st =
        q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = r->case_id },
                      &r->people, &r->npeople, &a->err);

    if (!st)
        st = q_person_role_list(a->db, a->mem,
                                &(struct q_person_role_list_in){ .case_id = r->case_id }, &r->roles,
                                &r->nroles, &a->err);
    if (!st)
        st = q_goal_list(a->db, a->mem, &(struct q_goal_list_in){ .case_id = r->case_id },
                         &r->goals, &r->ngoals, &a->err);
    if (!st)
        st = q_report_protected(a->db, a->mem,
                                &(struct q_report_protected_in){
                                    .case_id = r->case_id, .now_utc = utc_iso(a->mem, a->now_utc) },
                                &r->protected, &r->nprotected, &a->err);
    if (!st)
        st = q_phase_span_list(a->db, a->mem,
                               &(struct q_phase_span_list_in){ .case_id = r->case_id }, &r->phases,
                               &r->nphases, &a->err);
    return st;
}

static enum rw_status load_work(struct act *a, struct report_rows *r)
{
    struct str from = r->report->from_on, to = r->report->to_on, id = r->case_id;
    enum rw_status st = q_case_appointments(
        a->db, a->mem,
        &(struct q_case_appointments_in){ .case_id = id, .from_date = from, .to_date = to },
        &r->appointments, &r->nappointments, &a->err);

    if (!st)
        st = q_case_appointment_people(a->db, a->mem,
                                       &(struct q_case_appointment_people_in){
                                           .case_id = id, .from_date = from, .to_date = to },
                                       &r->expected, &r->nexpected, &a->err);
    if (!st)
        st = q_report_notes(
            a->db, a->mem,
            &(struct q_report_notes_in){ .case_id = id, .from_date = from, .to_date = to },
            &r->notes, &r->nnotes, &a->err);
    if (!st)
        st = q_report_note_people(
            a->db, a->mem,
            &(struct q_report_note_people_in){ .case_id = id, .from_date = from, .to_date = to },
            &r->present, &r->npresent, &a->err);
    if (!st)
        st = q_decision_snapshots(a->db, a->mem,
                                  &(struct q_decision_snapshots_in){
                                      .case_id = id,
                                      .from_utc = str_fmt(a->mem, "%.*sT00:00:00Z", STR_ARG(from)),
                                      .to_utc = str_fmt(a->mem, "%.*sT23:59:59Z", STR_ARG(to)) },
                                  &r->decisions, &r->ndecisions, &a->err);
    if (!st)
        st = q_report_consultations(a->db, a->mem,
                                    &(struct q_report_consultations_in){ .case_id = id },
                                    &r->consultations, &r->nconsultations, &a->err);
    return st;
}

static enum rw_status load_court(struct act *a, struct report_rows *r)
{
    struct str id = r->case_id;
    enum rw_status st =
        q_court_order_list(a->db, a->mem, &(struct q_court_order_list_in){ .case_id = id },
                           &r->orders, &r->norders, &a->err);

    if (!st)
        st = q_matter_list(a->db, a->mem, &(struct q_matter_list_in){ .case_id = id }, &r->matters,
                           &r->nmatters, &a->err);
    if (!st)
        st = q_hearing_list(a->db, a->mem, &(struct q_hearing_list_in){ .case_id = id },
                            &r->hearings, &r->nhearings, &a->err);
    if (!st)
        st = q_order_clauses(a->db, a->mem, &(struct q_order_clauses_in){ .case_id = id },
                             &r->clauses, &r->nclauses, &a->err);
    if (!st)
        st = q_document_list(a->db, a->mem, &(struct q_document_list_in){ .case_id = id },
                             &r->documents, &r->ndocuments, &a->err);
    return st;
}

enum rw_status report_rows_load(struct act *a, struct str case_id,
                                const struct filed_report_row *report, struct report_rows *rows)
{
    enum rw_status st;

    *rows = (struct report_rows){ .case_id = case_id, .report = report };
    st = load_people(a, rows);
    if (!st)
        st = load_work(a, rows);
    if (!st)
        st = load_court(a, rows);
    return st;
}

/* The relation that holds now, in the family's own word; children are "child". */
static struct str relation_of(const struct report_rows *rows, const struct person_row *p)
{
    size_t i;

    if (str_is(p->kind, "child"))
        return STR("child");
    for (i = rows->nroles; i > 0; i--)
        if (str_eq(rows->roles[i - 1].person_id, p->id) && !rows->roles[i - 1].to_on.p)
            return rows->roles[i - 1].relation;
    return STR_NULL;
}

static void fill_people(struct act *a, const struct report_rows *rows, struct report_base *b)
{
    struct report_person *list = arena_array(a->mem, struct report_person, rows->npeople + 1);
    size_t i;

    for (i = 0; i < rows->npeople && i < RW_CASE_PEOPLE; i++) {
        const struct person_row *p = &rows->people[i];

        list[b->nperson++] = (struct report_person){
            .name = p->name,
            .relation = str_is(p->kind, "professional")
                            ? list_label(a->app, "professions", p->profession)
                            : relation_of(rows, p),
            .child = str_is(p->kind, "child"),
        };
    }
    b->person = list;
}

/* One recipient a line: "Name, role". */
static void fill_recipients(struct act *a, const struct report_rows *rows, struct report_base *b)
{
    struct str rest = rows->report->recipients, line;
    struct report_recipient *list = arena_array(a->mem, struct report_recipient, RW_CASE_PEOPLE);

    while (b->nrecipient < RW_CASE_PEOPLE && str_cut(&rest, '\n', &line)) {
        struct str name;

        line = str_trim(line);
        if (!line.len || !str_cut(&line, ',', &name))
            continue;
        list[b->nrecipient++] =
            (struct report_recipient){ .name = str_trim(name), .role_label = str_trim(line) };
    }
    b->recipient = list;
}

static const struct court_order_row *order_of(const struct report_rows *rows)
{
    size_t i;

    for (i = 0; i < rows->norders; i++)
        if (str_eq(rows->orders[i].id, rows->report->order_id))
            return &rows->orders[i];
    return NULL;
}

static void fill_caption(struct act *a, const struct report_rows *rows, struct report_caption *c)
{
    const struct court_order_row *o = order_of(rows);
    const struct matter_row *m = rows->nmatters == 1 ? &rows->matters[0] : NULL;
    size_t i;

    for (i = 0; o && i < rows->nmatters; i++)
        if (str_eq(rows->matters[i].id, o->matter_id))
            m = &rows->matters[i];
    *c = (struct report_caption){
        .case_number = a->access.head.number,
        .matter = a->access.head.title,
        .origin_label = list_label(a->app, "origins", a->access.head.origin),
    };
    if (m) {
        c->court = m->court;
        c->docket = m->docket;
        c->judge = m->judge;
    }
}

void report_fill_base(struct act *a, const struct report_rows *rows, struct report_base *b)
{
    int64_t made = a->now_utc;

    *b = (struct report_base){
        .paper = str_is(a->app->paper, "a4") ? REPORT_A4 : REPORT_LETTER,
        .practice = { .name = a->app->practice, .demo = a->app->demo },
        .author = { .name = a->viewer.name,
                    .licence = a->viewer.licence,
                    .role_label = STR("treating reunification therapist") },
        .dated = a->today,
        .from = report_day(rows->report->from_on),
        .to = report_day(rows->report->to_on),
    };
    if (rows->report->signed_utc.p && utc_parse(rows->report->signed_utc, &made))
        b->dated = clock_local(made).date;
    b->made_utc = made;
    fill_caption(a, rows, &b->caption);
    fill_people(a, rows, b);
    fill_recipients(a, rows, b);
    report_fill_services(a, rows, b);
}

static void fill_goals(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    struct report_goal *list = arena_array(a->mem, struct report_goal, rows->ngoals + 1);
    size_t i;

    for (i = 0; i < rows->ngoals; i++)
        list[i] = (struct report_goal){
            .label = list_label(a->app, "goals", rows->goals[i].code),
            .state =
                str_is(rows->goals[i].use, "in_use") ? REPORT_GOAL_IN_USE : REPORT_GOAL_NOT_NOW,
            .reason = { rows->goals[i].reason },
        };
    r->goal = list;
    r->ngoal = rows->ngoals;
}

static void fill_phases(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    struct report_phase *list = arena_array(a->mem, struct report_phase, rows->npeople + 1);
    size_t i, k;

    for (i = 0; i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];
        struct date since = RW_NO_DATE;
        const struct level *level = protocol_level(protocol_for_words(a), p->level);

        if (!str_is(p->kind, "child"))
            continue;
        for (k = 0; k < rows->nphases; k++)
            if (str_eq(rows->phases[k].child_id, p->id) && !rows->phases[k].to_on.p)
                since = report_day(rows->phases[k].from_on);
        list[r->nphase++] = (struct report_phase){
            .child = report_person_at(rows, p->id),
            .phase_label =
                p->phase.p ? report_phase_title(protocol_for_words(a), p->phase) : STR_NULL,
            .since = since,
            .step_label = level ? level->title : STR_NULL,
        };
    }
    r->phase = list;
}

enum rw_status report_fill_status(struct act *a, const struct report_rows *rows,
                                  struct status_report *r)
{
    const struct filed_report_row *p = rows->report;
    enum rw_status st;

    *r = (struct status_report){
        .safety = { p->safety },
        .wellbeing = { p->wellbeing },
        .relationship = { p->relationship },
        .coparenting = { p->coparenting },
        .plan = { p->plan },
        .asked_of_court = { p->asked },
    };
    report_fill_base(a, rows, &r->base);
    report_fill_court(a, rows, r);
    fill_goals(a, rows, r);
    fill_phases(a, rows, r);
    st = report_fill_changes(a, rows, r);
    return st ? st : report_fill_second(a, rows, &r->base.signature);
}
