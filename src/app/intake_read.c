/* intake_read.c -- how an intake stands: for its page, for the first checkpoint, for Today. */
#include "app/chronology.h"
#include "app/consent.h"
#include "app/criterion_tool.h"
#include "app/intake.h"
#include "app/numbers.h"
#include "app/protection.h"
#include "app/safety.h"
#include "gen/queries.h"

#define OFFER_WINDOW "intake_offer_workdays"

static struct date day_of(struct str iso)
{
    struct date d = RW_NO_DATE;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

/* ---- rows ---- */

static enum rw_status load(struct act *a, struct str case_id, struct intake_stand *s)
{
    enum rw_status st =
        q_intake_events(a->db, a->mem, &(struct q_intake_events_in){ .case_id = case_id }, &s->rows,
                        &s->n, &a->err);
    size_t i;

    s->outcome = STR_NULL;
    s->decided_on = RW_NO_DATE;
    s->waits = str_is(a->access.head.state, "wait_listed");
    for (i = 0; !st && i < s->n; i++)
        if (str_is(s->rows[i].kind, "decision")) {
            s->outcome = s->rows[i].code;
            s->decided_on = day_of(s->rows[i].on_date);
        }
    return st;
}

const struct intake_events_row *intake_asked(const struct intake_stand *s, struct str person_id)
{
    const struct intake_events_row *last = NULL;
    size_t i;

    for (i = 0; i < s->n; i++)
        if (str_is(s->rows[i].kind, "ask") && str_eq(s->rows[i].person_id, person_id))
            last = &s->rows[i];
    return last;
}

bool intake_refused(const struct intake_stand *s)
{
    return s->waits || str_is(s->outcome, "waiting") || str_is(s->outcome, "declined");
}

/* ---- offers ---- */

static size_t offers_of(struct act *a, const struct intake_stand *s, struct intake_offer **list)
{
    size_t i, n = 0;

    *list = arena_array(a->mem, struct intake_offer, s->n + 1);
    for (i = 0; i < s->n; i++) {
        bool uneven = str_is(s->rows[i].kind, "uneven");

        if (uneven || str_is(s->rows[i].kind, "offered"))
            (*list)[n++] = (struct intake_offer){ .person = s->rows[i].person_id,
                                                  .uneven = uneven,
                                                  .on = day_of(s->rows[i].on_date) };
    }
    return n;
}

static struct str reason_of(const struct intake_stand *s, struct str person_id)
{
    struct str reason = STR_NULL;
    size_t i;

    for (i = 0; i < s->n; i++)
        if (str_is(s->rows[i].kind, "uneven") && str_eq(s->rows[i].person_id, person_id))
            reason = s->rows[i].code;
    return reason;
}

enum rw_status intake_parents(struct act *a, const struct case_rows *c, struct intake_parent **list,
                              size_t *n)
{
    const struct str *ids;
    struct intake_offer *offers;
    size_t noffers = offers_of(a, c->intake, &offers), i;
    int64_t window;
    enum rw_status st = number_of(a, OFFER_WINDOW, &window);

    *n = safety_adults(a, c, &ids);
    *list = arena_array(a->mem, struct intake_parent, *n + 1);
    for (i = 0; !st && i < *n; i++)
        (*list)[i] = (struct intake_parent){
            .person_id = ids[i],
            .offer = intake_offer_of(offers, noffers, ids[i], a->today, window),
            .reason = reason_of(c->intake, ids[i]),
        };
    return st;
}

/* ---- for the first checkpoint ---- */

static enum rw_status tell(struct act *a, struct case_rows *c, const char *criterion,
                           enum fact_value value, struct date on, struct str recorded_utc,
                           struct str by)
{
    struct fact f = { .id = str_fmt(a->mem, "intake-%s", criterion),
                      .name = str_of(criterion),
                      .value = value,
                      .on = on,
                      .recorded_utc = RW_NO_TIME,
                      .by = by };

    (void)utc_parse(recorded_utc, &f.recorded_utc);
    return criterion_tool_tell(a, c, &f);
}

/* No case is opened without a referral and its reason. */
static enum rw_status tell_referral(struct act *a, struct case_rows *c)
{
    const struct intake_stand *s = c->intake;
    size_t i;

    for (i = 0; i < s->n; i++)
        if (str_is(s->rows[i].kind, "referral"))
            return tell(a, c, "G0.a", FACT_YES, day_of(s->rows[i].on_date), s->rows[i].recorded_utc,
                        s->rows[i].who);
    return RW_OK;
}

/* Who said last who belongs to whom; before that, whoever opened the case. */
static struct str people_by(const struct intake_stand *s)
{
    struct str by = STR_NULL;
    size_t i;

    for (i = 0; i < s->n; i++)
        if (str_is(s->rows[i].kind, "role") || (!by.p && str_is(s->rows[i].kind, "referral")))
            by = s->rows[i].who;
    return by;
}

static bool absent_side(const struct case_rows *c, struct str child)
{
    size_t i;

    for (i = 0; c->safety && i < c->safety->n; i++)
        if (c->safety->events[i].kind == SAFETY_EVENT_ABSENT &&
            str_eq(c->safety->events[i].child, child))
            return true;
    return false;
}

static struct str newer(struct str x, struct str y)
{
    return !x.p || str_cmp(y, x) > 0 ? y : x;
}

/* Each child has a date of birth, and somebody, or a reason why there is nobody, at each side. */
static enum rw_status tell_people(struct act *a, struct case_rows *c)
{
    struct str newest = STR_NULL;
    size_t i, children = 0, whole = 0;
    int64_t at;

    for (i = 0; i < c->nroles; i++)
        newest = newer(newest, c->roles[i].recorded_utc);
    for (i = 0; i < c->npeople; i++) {
        const struct person_row *p = &c->people[i];

        newest = newer(newest, p->recorded_utc);
        if (!str_is(p->kind, "child"))
            continue;
        children++;
        whole += p->birth.len &&
                 (!case_side_missing(a, c, p->id, PER_PARENT_EACH) || absent_side(c, p->id));
    }
    if (!children || !utc_parse(newest, &at))
        return RW_OK;
    return tell(a, c, "G0.b", whole == children ? FACT_YES : FACT_NO, clock_local(at).date, newest,
                people_by(c->intake));
}

/* Whose consent is needed for no child any more (dead, barred, not found: the reason stands there), or whose
 * place has ended, takes no part. */
static bool takes_part(struct act *a, const struct case_rows *c, const struct person_row *p)
{
    bool needed = false, not_needed = false, stays = false, ended = false;
    size_t i;

    if (str_is(p->kind, "child"))
        return true;
    for (i = 0; i < c->nroles; i++)
        if (str_eq(c->roles[i].person_id, p->id)) {
            stays = stays || !c->roles[i].to_on.len;
            ended = true;
        }
    for (i = 0; i < c->npeople; i++) {
        struct consent_record r;
        struct consent_signer s;

        if (!str_is(c->people[i].kind, "child"))
            continue;
        r = consent_record_of(a, c, &c->people[i]);
        s = consent_of(a->mem, &r, p->id, STR_NULL);
        needed = needed || (s.line && s.state != CONSENT_NOT_NEEDED);
        not_needed = not_needed || s.state == CONSENT_NOT_NEEDED;
    }
    return (stays || !ended) && (needed || !not_needed);
}

struct asked_all {
    const struct intake_events_row *last;
    bool open; /* help that is needed is not there yet */
    bool unsafe; /* could not be asked, and is not kept protected */
    bool unknown; /* takes part, and nobody knows what they need */
};

/* false: there is no word at all about somebody. */
static bool read_asked(struct act *a, const struct case_rows *c, struct asked_all *s)
{
    size_t i;

    for (i = 0; i < c->npeople; i++) {
        const struct person_row *p = &c->people[i];
        const struct intake_events_row *row;

        if (str_is(p->kind, "professional"))
            continue;
        row = intake_asked(c->intake, p->id);
        if (!row)
            return false;
        if (str_is(row->code, "asked")) {
            s->open = s->open || str_is(row->detail, "open");
        } else {
            s->unsafe = s->unsafe || !protection_holds(a, p);
            s->unknown = s->unknown || takes_part(a, c, p);
        }
        if (!s->last || str_cmp(row->recorded_utc, s->last->recorded_utc) > 0)
            s->last = row;
    }
    return s->last != NULL;
}

/* Everybody of the family was asked about a protected address; who could not be is kept protected until
 * they are. Help that is needed and not there yet is a no; what somebody who takes part needs is not
 * known before they were asked. */
static enum rw_status tell_asked(struct act *a, struct case_rows *c)
{
    struct asked_all s = { 0 };
    enum rw_status st = RW_OK;
    struct date on;

    if (!read_asked(a, c, &s))
        return RW_OK;
    on = day_of(s.last->on_date);
    if (!s.unsafe)
        st = tell(a, c, "G0.h", FACT_YES, on, s.last->recorded_utc, s.last->who);
    if (!st && (s.open || !s.unknown))
        st = tell(a, c, "G0.i", s.open ? FACT_NO : FACT_YES, on, s.last->recorded_utc, s.last->who);
    return st;
}

static enum rw_status tell_decision(struct act *a, struct case_rows *c)
{
    const struct intake_events_row *last = NULL;
    size_t i;

    for (i = 0; i < c->intake->n; i++)
        if (str_is(c->intake->rows[i].kind, "decision"))
            last = &c->intake->rows[i];
    if (!last && !c->intake->waits)
        return RW_OK;
    return tell(a, c, "G0.j", intake_refused(c->intake) ? FACT_NO : FACT_YES,
                last ? day_of(last->on_date) : a->today,
                last ? last->recorded_utc : a->access.head.opened_utc,
                last ? last->who : people_by(c->intake));
}

enum rw_status intake_tell(struct act *a, struct case_rows *c)
{
    struct intake_stand *s = arena_new(a->mem, struct intake_stand);
    enum rw_status st = load(a, c->case_id, s);

    c->intake = s;
    if (!st)
        st = tell_referral(a, c);
    if (!st)
        st = tell_people(a, c);
    if (!st)
        st = tell_asked(a, c);
    return st ? st : tell_decision(a, c);
}

/* ---- for its page ---- */

static enum intake_state worse(enum intake_state x, enum intake_state y)
{
    return x == INTAKE_MISSING || y == INTAKE_MISSING   ? INTAKE_MISSING
           : x == INTAKE_NOT_YET || y == INTAKE_NOT_YET ? INTAKE_NOT_YET
                                                        : INTAKE_DONE;
}

/* The newest of its facts about this child and adult; both empty: about the case. */
static enum intake_state told(const struct case_rows *c, const char *criterion, struct str child,
                              struct str person)
{
    const struct fact *last = NULL;
    size_t i;

    for (i = 0; i < c->ntold; i++) {
        const struct fact *f = &c->told[i];

        if (!str_is(f->name, criterion) || (f->child.len && !str_eq(f->child, child)) ||
            (f->person.len && person.len && !str_eq(f->person, person)))
            continue;
        if (!last || f->on.day > last->on.day ||
            (f->on.day == last->on.day && f->recorded_utc >= last->recorded_utc))
            last = f;
    }
    if (!last || last->value == FACT_UNKNOWN)
        return INTAKE_NOT_YET;
    return last->value == FACT_NO ? INTAKE_MISSING : INTAKE_DONE;
}

static enum intake_state of_adults(struct act *a, const struct case_rows *c, const char *criterion,
                                   struct str child)
{
    const struct fact_adult *adults;
    size_t n = case_adults(a, c, child, PER_PARENT_EACH, &adults), i;
    enum intake_state s = n ? INTAKE_DONE : INTAKE_NOT_YET;

    for (i = 0; i < n; i++)
        s = worse(s, told(c, criterion, child, adults[i].id));
    return s;
}

enum intake_state intake_criterion(struct act *a, const struct case_rows *c, const char *criterion)
{
    const struct criterion *k =
        c->protocol ? protocol_criterion(c->protocol, str_of(criterion)) : NULL;
    bool adults = k && k->per >= PER_PARENT_EACH;
    enum intake_state s = INTAKE_DONE;
    size_t children = 0, i;

    if (k && k->per == PER_CASE)
        return told(c, criterion, STR_NULL, STR_NULL);
    for (i = 0; i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        children++;
        s = worse(s, adults ? of_adults(a, c, criterion, c->people[i].id)
                            : told(c, criterion, c->people[i].id, STR_NULL));
    }
    return children ? s : INTAKE_NOT_YET;
}

/* ---- for Today ---- */

static enum rw_status put_line(struct act *a, const struct case_rows *c,
                               const struct intake_parent *p, bool stopped)
{
    const struct intake_offer_stand *o = &p->offer;
    bool due = !stopped && (o->state == INTAKE_OFFER_DUE || o->state == INTAKE_OFFER_OVERDUE);
    struct date on = date_known(o->first) ? o->first : o->due;
    struct str name = case_person(c, p->person_id)->name;

    if (!date_known(on))
        return RW_OK;
    return chronology_put(
        a, &(struct chronology_entry){
               .case_id = c->case_id,
               .kind = "intake_due",
               .ref_id = p->person_id,
               .on = on,
               .at_utc = RW_NO_TIME,
               .state = due ? "due" : "done",
               .cls = CLASS_A,
               .line = date_known(o->first)
                           ? str_fmt(a->mem, "Intake offered to %.*s", STR_ARG(name))
                           : str_fmt(a->mem, "Offer of intake to %.*s", STR_ARG(name)) });
}

static bool any_offer(const struct intake_stand *s)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        if (str_is(s->rows[i].kind, "offered"))
            return true;
    return false;
}

enum rw_status intake_due_refresh(struct act *a, struct str case_id)
{
    struct intake_parent *parents = NULL;
    struct intake_stand s;
    struct case_rows c;
    enum rw_status st = load(a, case_id, &s);
    size_t n = 0, i;

    if (st || !any_offer(&s))
        return st;
    st = case_rows_load(a, case_id, &c);
    if (!st)
        st = intake_parents(a, &c, &parents, &n);
    for (i = 0; !st && i < n; i++)
        st = put_line(a, &c, &parents[i], str_is(s.outcome, "declined"));
    return st;
}
