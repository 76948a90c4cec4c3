#include "app/lists.h"
#include "app/note.h"
#include "app/protocols.h"
#include "app/report_fill.h"

#include <jansson.h>

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
    return str_is(p->state, "not_started") ? REPORT_CLINICAL_REVIEW : REPORT_OUTCOME_UNKNOWN;
}

static int32_t person_in_role(const struct report_rows *rows, const char *role)
{
    size_t i;

    for (i = 0; i < rows->nroles; i++)
        if (!rows->roles[i].to_on.p && str_is(rows->roles[i].role, role))
            return report_person_at(rows, rows->roles[i].person_id);
    return REPORT_NOBODY;
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

static uint64_t present_in(const struct report_rows *rows, struct str note_id)
{
    uint64_t bits = 0;
    size_t i;

    for (i = 0; note_id.p && i < rows->npresent; i++)
        if (str_eq(rows->present[i].note_id, note_id))
            bits |= bit_of(rows, rows->present[i].person_id);
    return bits;
}

static const struct report_notes_row *note_of(const struct report_rows *rows,
                                              struct str appointment)
{
    size_t i;

    for (i = 0; i < rows->nnotes; i++)
        if (str_eq(rows->notes[i].appointment_id, appointment))
            return &rows->notes[i];
    return NULL;
}

static struct report_service service_of(struct act *a, const struct report_rows *rows,
                                        const struct appointment_row *p)
{
    const struct report_notes_row *note = note_of(rows, p->id);
    bool by_role;
    const char *role = NULL;
    enum report_outcome outcome = outcome_of(p, &by_role, &role);
    uint64_t expected = expected_at(rows, p->id);
    uint64_t attended = note ? present_in(rows, note->id) : 0;
    bool held = outcome == REPORT_HELD;
    int64_t starts;

    return (struct report_service){
        .on = utc_parse(p->starts_utc, &starts) ? clock_local(starts).date : RW_NO_DATE,
        .kind = list_label(a->app, "appointment-kinds", p->kind),
        .outcome = outcome,
        .expected = expected,
        .attended = held ? (attended ? attended : expected) : 0,
        .offered_min = (int32_t)p->minutes,
        .held_min = !held                       ? 0
                    : note && note->minutes > 0 ? (int32_t)note->minutes
                                                : (int32_t)p->minutes,
        .by = by_role ? person_in_role(rows, role) : REPORT_NOBODY,
        .notice_hours = p->notice_hours == DB_NULL_I64 ? -1 : (int32_t)p->notice_hours,
    };
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

static enum report_decision decision_of(struct str outcome)
{
    static const struct {
        const char *outcome;
        enum report_decision decision;
    } rows[] = {
        { "advance", REPORT_ADVANCED },       { "hold", REPORT_KEPT },
        { "step_back", REPORT_STEPPED_BACK }, { "pause", REPORT_PAUSED },
        { "resume", REPORT_RESUMED },         { "stop", REPORT_CLOSED },
        { "close", REPORT_CLOSED },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(outcome, rows[i].outcome))
            return rows[i].decision;
    return REPORT_DECISION_UNKNOWN;
}

static enum report_result result_of(const char *state)
{
    static const struct {
        const char *state;
        enum report_result result;
    } rows[] = {
        { "pass", REPORT_PASS },
        { "fail", REPORT_FAIL },
        { "overridden", REPORT_SET_ASIDE },
        { "carried_over", REPORT_CARRIED_OVER },
    };
    size_t i;

    for (i = 0; state && i < sizeof rows / sizeof *rows; i++)
        if (str_is(str_of(state), rows[i].state))
            return rows[i].result;
    return REPORT_RESULT_UNKNOWN;
}

static const char *text_of(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* What is asked of each adult names the adult, or the same line would stand there twice. */
static struct str label_of(struct act *a, const struct report_rows *rows, const json_t *result)
{
    struct str title = str_of(text_of(result, "title"));
    int32_t who = report_person_at(rows, str_of(text_of(result, "person")));

    return who < 0 ? str_copy(a->mem, title)
                   : str_join(a->mem, title, STR(": "), rows->people[who].name);
}

/* A criterion that rests on the child joins the one word for all of them; the snapshot says so
 * itself, as the protocol of that day had it. */
static void add_results(struct act *a, const struct report_rows *rows, const json_t *results,
                        struct report_change *c)
{
    size_t n = json_array_size(results), i, nchild = 0;
    struct report_criterion *list = arena_array(a->mem, struct report_criterion, n + 1);
    enum report_result *child = arena_array(a->mem, enum report_result, n + 1);

    for (i = 0; i < n; i++) {
        const json_t *x = json_array_get(results, i);
        enum report_result result = result_of(text_of(x, "state"));

        if (json_is_false(json_object_get(x, "applies")))
            continue;
        if (!json_is_false(json_object_get(x, "about_child")))
            child[nchild++] = result;
        else
            list[c->ncriterion++] = (struct report_criterion){
                .label = label_of(a, rows, x),
                .result = result,
                .on = c->on,
            };
    }
    c->criterion = list;
    c->about_child = report_child_fold(child, nchild);
}

static enum rw_status read_snapshot(struct act *a, const struct report_rows *rows,
                                    struct str snapshot, struct report_change *c)
{
    json_error_t why;
    json_t *doc = json_loadb(snapshot.p, snapshot.len, JSON_REJECT_DUPLICATES, &why);

    if (!doc)
        return RW_FAIL(&a->err, RW_EDEP, "a decision's snapshot is no JSON, line %d", why.line);
    add_results(a, rows, json_object_get(doc, "criteria"), c);
    json_decref(doc);
    return RW_OK;
}

enum rw_status report_fill_changes(struct act *a, const struct report_rows *rows,
                                   struct status_report *r)
{
    struct report_change *list = arena_array(a->mem, struct report_change, rows->ndecisions + 1);
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < rows->ndecisions; i++) {
        const struct decision_snapshots_row *d = &rows->decisions[i];
        int64_t at;

        list[i] = (struct report_change){
            .on = utc_parse(d->signed_utc, &at) ? clock_local(at).date : RW_NO_DATE,
            .child = report_person_at(rows, d->child_id),
            .decision = decision_of(d->outcome),
            .phase_label = protocol_title(protocol_for_words(a), d->phase_to),
            .by = d->signed_name,
        };
        st = read_snapshot(a, rows, d->snapshot, &list[i]);
    }
    r->change = list;
    r->nchange = rows->ndecisions;
    return st;
}
