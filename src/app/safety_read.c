/* safety_read.c -- what is known about safety in a case: for its page, for checkpoints, for Today. */
#include "app/chronology.h"
#include "app/concern.h"
#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/safety.h"
#include "gen/queries.h"

#define RECHECK_DAYS "recheck_days"

/* ---- events ---- */

static const struct {
    const char *word;
    enum safety_event_kind kind;
} kinds[] = {
    { "screen", SAFETY_EVENT_SCREEN },  { "recheck", SAFETY_EVENT_RECHECK },
    { "review", SAFETY_EVENT_REVIEW },  { "talk", SAFETY_EVENT_TALK },
    { "moved", SAFETY_EVENT_MOVED },    { "allegation", SAFETY_EVENT_ALLEGATION },
    { "absence", SAFETY_EVENT_ABSENT },
};

static bool kind_of(struct str word, enum safety_event_kind *kind)
{
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(word, kinds[i].word)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

/* A moment belongs to the practice's own day; a day as written down is one already. */
static struct date day_of(const struct safety_events_row *r)
{
    struct date d = RW_NO_DATE;
    int64_t at;

    if (r->on_date.p)
        return date_parse(r->on_date, &d) ? d : RW_NO_DATE;
    return utc_parse(r->recorded_utc, &at) ? clock_local(at).date : RW_NO_DATE;
}

static struct str screened(const struct safety_events_row *rows, size_t n, struct str screen_id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "screen") && str_eq(rows[i].id, screen_id))
            return rows[i].person_id;
    return STR_NULL;
}

/* The newest word on an allegation is that it repeats another. */
static bool repeats(const struct safety_events_row *rows, size_t n, struct str allegation_id)
{
    const struct safety_events_row *last = NULL;
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "triage") && str_eq(rows[i].ref_id, allegation_id) &&
            (!last || str_cmp(rows[i].recorded_utc, last->recorded_utc) >= 0))
            last = &rows[i];
    return last && last->flag;
}

/* When somebody first looked at an allegation. */
static int64_t looked_at(const struct safety_events_row *rows, size_t n, struct str allegation_id)
{
    int64_t first = RW_NO_TIME, at;
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "triage") && str_eq(rows[i].ref_id, allegation_id) &&
            utc_parse(rows[i].recorded_utc, &at) && (first == RW_NO_TIME || at < first))
            first = at;
    return first;
}

static struct safety_event event_of(const struct safety_events_row *rows, size_t n, size_t at,
                                    enum safety_event_kind kind)
{
    const struct safety_events_row *r = &rows[at];
    struct safety_event x = { .kind = kind,
                              .id = r->id,
                              .person = r->person_id,
                              .child = r->child_id,
                              .on = day_of(r),
                              .recorded_utc = RW_NO_TIME,
                              .looked_utc = RW_NO_TIME,
                              .flag = r->flag != 0,
                              .safe = r->other != 0,
                              .by = r->who };

    (void)utc_parse(r->recorded_utc, &x.recorded_utc);
    x.from_records = kind == SAFETY_EVENT_SCREEN && r->other;
    if (kind == SAFETY_EVENT_REVIEW)
        x.person = screened(rows, n, r->ref_id);
    if (kind == SAFETY_EVENT_RECHECK)
        x.about = r->ref_id;
    if (kind == SAFETY_EVENT_ALLEGATION) {
        x.flag = repeats(rows, n, r->id);
        x.looked_utc = looked_at(rows, n, r->id);
    }
    if (kind == SAFETY_EVENT_ABSENT)
        x.reason = r->reason;
    return x;
}

static int64_t recheck_days(const struct protocol *p)
{
    size_t i;

    for (i = 0; p && i < p->nnumbers; i++)
        if (str_is(p->numbers[i].id, RECHECK_DAYS))
            return p->numbers[i].value;
    return 0;
}

/* A concern opens that sign, and so does whoever takes the word for one: the register is what everybody
 * at work on the case reads, so a hidden concern shows by nothing else. */
static void add_signs(struct act *a, const struct case_rows *c, struct safety_event *list,
                      size_t *n)
{
    struct str sign = list_label(a->app, LIST_CONCERN, STR("sign"));
    size_t i;

    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];
        struct safety_event x = {
            .kind = SAFETY_EVENT_SIGN, .id = r->id, .child = r->child_id, .looked_utc = RW_NO_TIME
        };

        if (!str_eq(r->criterion, sign) || !str_is(r->result, "yes") ||
            !date_parse(r->occurred_on, &x.on) || !utc_parse(r->recorded_utc, &x.recorded_utc))
            continue;
        list[(*n)++] = x;
    }
}

enum rw_status safety_asked(struct act *a, const struct case_rows *c, struct safety_asked *q)
{
    struct safety_events_row *rows;
    struct safety_event *list;
    enum safety_event_kind kind;
    size_t n, i;
    enum rw_status st = q_safety_events(
        a->db, a->mem, &(struct q_safety_events_in){ .case_id = c->case_id }, &rows, &n, &a->err);

    if (st)
        return st;
    list = arena_array(a->mem, struct safety_event, n + c->nrecords + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *q = (struct safety_asked){ .events = list,
                                .today = a->today,
                                .recheck_days = recheck_days(c->protocol) };
    for (i = 0; i < n; i++)
        if (kind_of(rows[i].kind, &kind))
            list[q->n++] = event_of(rows, n, i, kind);
    add_signs(a, c, list, &q->n);
    return RW_OK;
}

size_t safety_adults(struct act *a, const struct case_rows *c, const struct str **ids)
{
    struct str *list = arena_array(a->mem, struct str, c->npeople + 1);
    const struct fact_adult *adults;
    size_t n = 0, i, k, m, nadults;

    for (i = 0; i < c->npeople; i++) {
        bool found = false;

        for (k = 0; !found && k < c->npeople; k++) {
            if (!str_is(c->people[k].kind, "child"))
                continue;
            nadults = case_adults(a, c, c->people[k].id, PER_PARENT_EACH, &adults);
            for (m = 0; m < nadults; m++)
                found = found || str_eq(adults[m].id, c->people[i].id);
        }
        if (found)
            list[n++] = c->people[i].id;
    }
    *ids = list;
    return n;
}

/* ---- for checkpoints ---- */

static enum rw_status tell(struct act *a, struct case_rows *c, const char *criterion,
                           enum fact_value value, const struct safety_event *x, struct str child,
                           struct str person)
{
    return criterion_tool_tell(
        a, c,
        &(struct fact){ .id = str_fmt(a->mem, "%.*s-%zu", STR_ARG(x->id), c->ntold),
                        .name = str_of(criterion),
                        .child = child,
                        .person = person,
                        .value = value,
                        .reason = x->reason,
                        .on = x->on,
                        .recorded_utc = x->recorded_utc,
                        .by = x->by });
}

/* What is only too old is told with its day: the protocol says how long it stands. */
static const enum fact_value since_last[] = {
    [SAFETY_NEVER] = FACT_UNKNOWN,      [SAFETY_STANDS] = FACT_YES,
    [SAFETY_TOO_OLD] = FACT_YES,        [SAFETY_AFTER_ALLEGATION] = FACT_UNKNOWN,
    [SAFETY_AFTER_MOVE] = FACT_UNKNOWN, [SAFETY_NEW] = FACT_NO,
    [SAFETY_NOT_SAFE] = FACT_NO,        [SAFETY_REVIEW_DUE] = FACT_NO,
};

static enum rw_status tell_adult(struct act *a, struct case_rows *c, const struct safety_asked *q,
                                 struct str child, struct str person)
{
    struct safety_stand now = safety_of_adult(q, person, child);
    struct safety_stand whole = safety_of_adult(q, person, STR_NULL);
    enum rw_status st = RW_OK;

    if (now.last) {
        st = tell(a, c, "G0.g", now.open ? FACT_NO : FACT_YES, now.last, child, person);
        if (!st)
            st = tell(a, c, "ALL.a", since_last[now.state], now.last, child, person);
    }
    if (!st && whole.screen)
        st = tell(a, c, "G1.b", since_last[whole.state], whole.last, child, person);
    return st;
}

static enum rw_status tell_child(struct act *a, struct case_rows *c, const struct safety_asked *q,
                                 struct str child)
{
    struct safety_stand now = safety_of_child(q, child);
    enum safety_state whole = now.state == SAFETY_AFTER_MOVE ? SAFETY_STANDS : now.state;
    enum rw_status st = RW_OK;

    if (!now.last)
        return RW_OK;
    st = tell(a, c, "ALL.b", since_last[now.state], now.last, child, STR_NULL);
    return st ? st : tell(a, c, "G1.b-child", since_last[whole], now.last, child, STR_NULL);
}

static enum rw_status tell_absence(struct act *a, struct case_rows *c, const struct safety_event *x)
{
    static const char *const asked[] = { "G0.g", "G1.b", "ALL.a" };
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof asked / sizeof *asked; i++)
        st = tell(a, c, asked[i], FACT_NA, x, x->child, STR_NULL);
    return st;
}

enum rw_status safety_tell(struct act *a, struct case_rows *c)
{
    const struct fact_adult *adults;
    struct safety_asked *q = arena_new(a->mem, struct safety_asked);
    enum rw_status st = safety_asked(a, c, q);
    size_t i, k, n;

    for (i = 0; !st && i < c->npeople; i++) {
        struct str child = c->people[i].id;

        if (!str_is(c->people[i].kind, "child"))
            continue;
        n = case_adults(a, c, child, PER_PARENT_EACH, &adults);
        for (k = 0; !st && k < n; k++)
            st = tell_adult(a, c, q, child, adults[k].id);
        if (!st)
            st = tell_child(a, c, q, child);
    }
    for (i = 0; !st && i < q->n; i++)
        if (q->events[i].kind == SAFETY_EVENT_ABSENT)
            st = tell_absence(a, c, &q->events[i]);
    c->safety = q;
    return st;
}

/* ---- for its page ---- */

#define LOAD(what, to, count)                                                                      \
    if (!st)                                                                                       \
    st = q_##what(a->db, a->mem, &(struct q_##what##_in){ .case_id = case_id }, &o->to, &o->count, \
                  &a->err)

/* That it was looked at is for everybody at work on the case; what came of it is a safety report's. */
static void keep_triage(const struct act *a, struct allegation_triage_row *t)
{
    if (act_allows(a, CAP_CONCERN_READ, CLASS_R, str_eq(t->recorded_by, a->viewer.account_id)))
        return;
    t->outcome = t->reasons = t->same_as = t->concern_id = STR_NULL;
    t->consulted = t->consult_words = STR_NULL;
}

enum rw_status safety_overview(struct act *a, struct str case_id, struct safety_overview *o)
{
    size_t i;
    enum rw_status st = case_rows_load(a, case_id, &o->rows);

    if (!st)
        o->asked = *o->rows.safety;
    LOAD(safety_screen_list, screens, nscreens);
    LOAD(safety_recheck_list, rechecks, nrechecks);
    LOAD(danger_review_list, reviews, nreviews);
    LOAD(child_safety_talk_list, talks, ntalks);
    LOAD(safety_result_list, results, nresults);
    LOAD(safety_reported, reported, nreported);
    LOAD(allegation_list, allegations, nallegations);
    LOAD(allegation_triage_list, triages, ntriages);
    for (i = 0; !st && i < o->ntriages; i++)
        keep_triage(a, &o->triages[i]);
    return st;
}

const struct allegation_triage_row *safety_triage_of(const struct safety_overview *o,
                                                     struct str allegation_id)
{
    size_t i;

    for (i = o->ntriages; i > 0; i--)
        if (str_eq(o->triages[i - 1].allegation_id, allegation_id))
            return &o->triages[i - 1];
    return NULL;
}

struct date safety_triage_due(const struct act *a, const struct allegation_row *row)
{
    int64_t at = a->now_utc;

    (void)utc_parse(row->recorded_utc, &at);
    return safety_business_days(clock_local(at).date,
                                safety_number(a->app->safety, "triage_business_days"));
}

bool safety_supervised_only(struct act *a, const struct case_rows *c, struct str child_id)
{
    const struct fact_adult *adults;
    size_t n = case_adults(a, c, child_id, PER_PARENT_EACH, &adults), i;

    for (i = 0; c->safety && i < n; i++)
        if (safety_of_adult(c->safety, adults[i].id, STR_NULL).declined)
            return true;
    return false;
}

enum rw_status safety_reports_waiting(struct act *a, const struct case_rows *c,
                                      struct allegation_row **list, size_t *n)
{
    bool any = !c->safety;
    size_t i;

    for (i = 0; c->safety && i < c->safety->n; i++)
        any = any || c->safety->events[i].kind == SAFETY_EVENT_ALLEGATION;
    *n = 0;
    return !any ? RW_OK
                : q_allegation_waiting(a->db, a->mem,
                                       &(struct q_allegation_waiting_in){ .case_id = c->case_id },
                                       list, n, &a->err);
}

/* ---- for Today ---- */

static enum rw_status put_line(struct act *a, struct str case_id, struct str ref_id, struct date on,
                               const char *state, struct str line)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = case_id,
                                                         .kind = "safety_due",
                                                         .ref_id = ref_id,
                                                         .on = on,
                                                         .at_utc = RW_NO_TIME,
                                                         .state = state,
                                                         .cls = CLASS_S,
                                                         .line = line });
}

/* One line a person: an answer that waits, from its day on; else the next talk. */
static enum rw_status refresh_person(struct act *a, const struct case_rows *c, struct str id,
                                     const struct safety_stand *s)
{
    struct str name = case_person(c, id)->name;

    if (!s->last)
        return RW_OK;
    return s->open ? put_line(
                         a, c->case_id, id, s->open->on, "open",
                         str_fmt(a->mem, "An answer of %.*s waits; so does contact", STR_ARG(name)))
                   : put_line(a, c->case_id, id, s->due, "due",
                              str_fmt(a->mem, "Next talk with %.*s", STR_ARG(name)));
}

static enum rw_status refresh_people(struct act *a, const struct case_rows *c,
                                     const struct safety_asked *q)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < c->npeople; i++) {
        struct str id = c->people[i].id;
        struct safety_stand s = str_is(c->people[i].kind, "child")
                                    ? safety_of_child(q, id)
                                    : safety_of_adult(q, id, STR_NULL);

        st = refresh_person(a, c, id, &s);
    }
    return st;
}

static bool reviewed_since(const struct safety_overview *o, const struct safety_screen_row *s)
{
    struct safety_stand now = safety_of_adult(&o->asked, s->person_id, STR_NULL);

    return !now.danger;
}

static enum rw_status refresh_reviews(struct act *a, const struct safety_overview *o)
{
    enum rw_status st = RW_OK;
    struct date on;
    size_t i;

    for (i = 0; !st && i < o->nscreens; i++) {
        const struct safety_screen_row *s = &o->screens[i];
        int64_t at = a->now_utc;

        if (!str_is(s->state, "signed") || !s->review)
            continue;
        (void)utc_parse(s->signed_utc, &at);
        on = clock_local(at).date;
        st = put_line(a, s->case_id, s->id, on, reviewed_since(o, s) ? "done" : "due",
                      str_fmt(a->mem, "Review after the talk with %.*s",
                              STR_ARG(case_person(&o->rows, s->person_id)->name)));
    }
    return st;
}

static enum rw_status refresh_allegations(struct act *a, const struct safety_overview *o)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < o->nallegations; i++) {
        const struct allegation_triage_row *t = safety_triage_of(o, o->allegations[i].id);

        st = put_line(a, o->rows.case_id, o->allegations[i].id,
                      safety_triage_due(a, &o->allegations[i]),
                      t && t->consulted_on.p ? "done" : "due",
                      t ? STR("Consult a colleague on a report") : STR("Look at a report"));
    }
    return st;
}

enum rw_status safety_answers_refresh(struct act *a, const struct case_rows *c)
{
    struct safety_asked q;
    enum rw_status st = safety_asked(a, c, &q);

    return st ? st : refresh_people(a, c, &q);
}

enum rw_status safety_due_refresh(struct act *a, struct str case_id)
{
    struct safety_overview o;
    enum rw_status st = safety_overview(a, case_id, &o);

    if (!st)
        st = refresh_people(a, &o.rows, &o.asked);
    if (!st)
        st = refresh_reviews(a, &o);
    return st ? st : refresh_allegations(a, &o);
}
