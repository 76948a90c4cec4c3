/* consent_read.c -- the rows of custody, consent and assent as core/consent.h judges them: for pages,
 * for a booking, and for checkpoints. */
#include "app/consent.h"
#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/minor_consent.h"
#include "gen/queries.h"

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

/* The statement says which table a row is of, in this order. */
static struct consent_line line_of(const struct consent_line_row *r)
{
    static const enum consent_line_kind kinds[] = { CONSENT_CUSTODY, CONSENT_WORD, CONSENT_ORDER,
                                                    CONSENT_ASSENT, CONSENT_AGREEMENT };
    struct consent_line l = { .kind = kinds[r->what],
                              .id = r->id,
                              .child = r->child_id,
                              .person = r->person_id,
                              .word = r->word,
                              .ref = r->ref_id,
                              .document = r->document_id,
                              .on = day_of(r->on_date),
                              .to = day_of(r->to_on),
                              .page = r->page == DB_NULL_I64 ? 0 : r->page,
                              .served = day_of(r->served_on),
                              .delivered = day_of(r->delivered_on),
                              .no_orders = r->no_orders != 0,
                              .recorded_utc = time_of(r->recorded_utc) };

    if (l.kind == CONSENT_ASSENT && !l.ref.len)
        l.ref = STR(CONSENT_NEXT_STEP);
    return l;
}

enum rw_status consent_lines_load(struct act *a, struct str case_id, struct consent_line **lines,
                                  size_t *n)
{
    struct q_consent_lines_in in = { .case_id = case_id,
                                     .items =
                                         (int64_t)list_of(a->app, LIST_AGREEMENT_ITEMS)->nitems };
    struct consent_line_row *rows;
    size_t i;
    enum rw_status st = q_consent_lines(a->db, a->mem, &in, &rows, n, &a->err);

    if (st)
        return st;
    *lines = arena_array(a->mem, struct consent_line, *n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < *n; i++)
        (*lines)[i] = line_of(&rows[i]);
    return RW_OK;
}

struct str consent_agreement(const struct consent_line *lines, size_t n)
{
    const struct consent_line *last = NULL;
    size_t i;

    for (i = 0; i < n; i++)
        if (lines[i].kind == CONSENT_AGREEMENT && (!last || lines[i].page > last->page))
            last = &lines[i];
    return last ? last->id : STR_NULL;
}

struct consent_record consent_record_of(struct act *a, const struct case_rows *c,
                                        const struct person_row *child)
{
    struct consent_name *names = arena_array(a->mem, struct consent_name, c->npeople + 1);
    size_t i;

    for (i = 0; !a->mem->spent && i < c->npeople; i++)
        names[i] = (struct consent_name){ c->people[i].id,
                                          case_person_words(a, c, c->people[i].id, child->id) };
    return (struct consent_record){ .child = child->id,
                                    .child_name = child->name,
                                    .today = a->today,
                                    .lines = c->consent,
                                    .n = c->nconsent,
                                    .names = names,
                                    .nnames = a->mem->spent ? 0 : c->npeople };
}

struct consent_holders consent_holders_of(struct act *a, const struct case_rows *c,
                                          const struct person_row *child)
{
    struct consent_record r = consent_record_of(a, c, child);
    struct consent_holders h = { 0 };
    struct consent_status s;
    struct str *ids;
    size_t i;

    consent_check(a->mem, &r, &s);
    ids = arena_array(a->mem, struct str, s.nsigners + 1);
    for (i = 0; s.custody && !a->mem->spent && i < s.nsigners; i++)
        if (s.signers[i].state != CONSENT_NOT_NEEDED)
            ids[h.n++] = s.signers[i].person;
    h.ids = ids;
    h.either = s.custody && str_is(s.custody->word, "joint_either");
    h.by_document = s.custody && s.custody->document.len;
    return h;
}

/* -- bookings ---------------------------------------------------------------------------------- */

static void check_child(struct act *a, const char *field, const struct consent_record *r)
{
    struct consent_status s;
    size_t i;
    struct str all = STR("");

    consent_check(a->mem, r, &s);
    if (s.complete)
        return;
    if (!act_allows(a, CAP_COURT_READ, CLASS_L, false))
        all = STR("Please ask the clinician of this case.");
    else
        for (i = 0; i < s.nwhy; i++)
            all = str_join(a->mem, all, STR(" "), s.why[i]);
    problem_add(&a->bad, field,
                str_fmt(a->mem, "%.*s cannot be booked yet, because treatment awaits consent. %.*s",
                        STR_ARG(r->child_name), STR_ARG(all)));
}

static bool any_child(const struct case_people *people, const struct str *ids, size_t n)
{
    const struct case_person *p;
    size_t i;

    for (i = 0; i < n; i++) {
        p = case_person_find(people, ids[i]);
        if (p && str_is(p->kind, "child"))
            return true;
    }
    return false;
}

/* A session of the young person alone, to which they consented themself. */
static enum rw_status minor_carries(struct act *a, struct str case_id, struct str kind,
                                    const struct case_people *people, const struct str *ids,
                                    size_t n, bool *yes)
{
    struct minor_consent_row *rows;
    size_t nrows;
    enum rw_status st;

    *yes = minor_consent_carries(a, people, kind, ids, n);
    if (!*yes)
        return RW_OK;
    st = minor_consent_load(a, case_id, &rows, &nrows);
    *yes = !st && minor_consent_of(a, rows, nrows, ids[0]) != NULL;
    return st;
}

enum rw_status consent_book_check(struct act *a, const char *field, struct str case_id,
                                  struct str kind, const struct case_people *people,
                                  const struct str *ids, size_t n)
{
    struct consent_name *names = arena_array(a->mem, struct consent_name, people->n + 1);
    struct consent_record r = { .today = a->today, .names = names };
    struct consent_line *lines;
    enum rw_status st;
    bool own;
    size_t i;

    if (!any_child(people, ids, n) || choice_find(list_of(a->app, LIST_CONSENT_FREE), kind))
        return RW_OK;
    st = minor_carries(a, case_id, kind, people, ids, n, &own);
    if (st || own)
        return st;
    st = consent_lines_load(a, case_id, &lines, &r.n);
    if (st)
        return st;
    r.lines = lines;
    for (i = 0; i < people->n; i++)
        names[r.nnames++] = (struct consent_name){ people->list[i].id, people->list[i].label };
    for (i = 0; i < n; i++) {
        const struct case_person *p = case_person_find(people, ids[i]);

        if (!p || !str_is(p->kind, "child"))
            continue;
        r.child = p->id;
        r.child_name = p->name;
        check_child(a, field, &r);
    }
    return RW_OK;
}

enum rw_status consent_hold_check(struct act *a, struct str case_id, struct str appointment_id,
                                  bool *stopped)
{
    struct consent_record r = { .today = a->today };
    struct consent_line *lines;
    size_t i;
    enum rw_status st = consent_lines_load(a, case_id, &lines, &r.n);

    *stopped = false;
    if (st)
        return st;
    r.lines = lines;
    for (i = 0; i < r.n; i++) {
        if (lines[i].kind != CONSENT_ASSENT || !str_eq(lines[i].ref, appointment_id))
            continue;
        r.child = lines[i].child;
        *stopped = *stopped || consent_answer_stops(consent_answer(&r, appointment_id));
    }
    return RW_OK;
}

/* -- checkpoints ------------------------------------------------------------------------------- */

static enum rw_status tell(struct act *a, struct case_rows *c, const struct consent_line *l,
                           struct fact f)
{
    struct str *document = arena_array(a->mem, struct str, 1);

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    f.id = l->id;
    f.on = l->on;
    f.recorded_utc = l->recorded_utc;
    f.by = STR("Custody and consent"); /* whose page says who wrote it down */
    document[0] = l->document;
    f.evidence = document;
    f.nevidence = l->document.len ? 1 : 0;
    return criterion_tool_tell(a, c, &f);
}

/* How the orders stand: every one with its paper, or it was said that there is none. */
static enum fact_value orders_value(const struct case_rows *c, bool none_said)
{
    enum fact_value v = none_said ? FACT_YES : FACT_UNKNOWN;
    size_t i;

    for (i = 0; i < c->nconsent; i++) {
        if (c->consent[i].kind != CONSENT_ORDER)
            continue;
        if (!c->consent[i].document.len)
            return FACT_NO;
        v = FACT_YES;
    }
    return v;
}

/* Custody of every child with its document, and the orders: one answer for the case. */
static enum rw_status tell_custody(struct act *a, struct case_rows *c)
{
    const struct consent_line *newest = NULL;
    struct consent_line said;
    bool papers = true, none_said = true;
    enum fact_value v;
    size_t i;

    for (i = 0; i < c->npeople; i++) {
        struct consent_record r;
        struct consent_status s;

        if (!str_is(c->people[i].kind, "child"))
            continue;
        r = consent_record_of(a, c, &c->people[i]);
        consent_check(a->mem, &r, &s);
        if (!s.custody)
            return RW_OK;
        papers = papers && s.custody->document.len;
        none_said = none_said && s.custody->no_orders;
        if (!newest || s.custody->recorded_utc > newest->recorded_utc)
            newest = s.custody;
    }
    v = orders_value(c, none_said);
    if (!newest || (papers && v == FACT_UNKNOWN))
        return RW_OK;
    said = *newest;
    said.on = clock_local(newest->recorded_utc).date;
    return tell(a, c, &said, (struct fact){ .name = STR("G0.c"), .value = papers ? v : FACT_NO });
}

static enum fact_value signed_value(enum consent_state s)
{
    return s == CONSENT_SIGNED || s == CONSENT_BY_ORDER      ? FACT_YES
           : s == CONSENT_NOT_NEEDED                         ? FACT_NA
           : s == CONSENT_DECLINED || s == CONSENT_WITHDRAWN ? FACT_NO
                                                             : FACT_UNKNOWN;
}

/* Each parent's signature under the newest agreement, for this child. */
static enum rw_status tell_agreement(struct act *a, struct case_rows *c,
                                     const struct person_row *child)
{
    struct consent_record r = consent_record_of(a, c, child);
    struct str agreement = consent_agreement(c->consent, c->nconsent);
    const struct fact_adult *adults;
    size_t n = case_adults(a, c, child->id, PER_PARENT_EACH, &adults), i;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++) {
        struct consent_signer s =
            consent_of(a->mem, &r, adults[i].id, agreement.len ? agreement : STR("none"));
        enum fact_value v = signed_value(s.state);

        if (v != FACT_UNKNOWN)
            st = tell(a, c, s.line,
                      (struct fact){ .name = STR("G1.i"),
                                     .child = child->id,
                                     .person = adults[i].id,
                                     .value = v,
                                     .reason = v == FACT_NA
                                                   ? STR("The reason stands with the consent.")
                                                   : STR_NULL });
    }
    return st;
}

static enum rw_status tell_answer(struct act *a, struct case_rows *c,
                                  const struct person_row *child)
{
    struct consent_record r = consent_record_of(a, c, child);
    const struct consent_line *l = consent_answer(&r, STR(CONSENT_NEXT_STEP));

    if (!l)
        return RW_OK;
    return tell(a, c, l,
                (struct fact){ .name = STR("G3.b"),
                               .child = child->id,
                               .value = str_is(l->word, "not_asked") ? FACT_UNKNOWN
                                        : str_is(l->word, "yes") || str_is(l->word, "slower")
                                            ? FACT_YES
                                            : FACT_NO });
}

enum rw_status consent_tool_run(struct act *a, struct case_rows *c)
{
    size_t i;
    enum rw_status st = consent_lines_load(a, c->case_id, &c->consent, &c->nconsent);

    if (!st)
        st = tell_custody(a, c);
    for (i = 0; !st && i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        st = tell_agreement(a, c, &c->people[i]);
        if (!st)
            st = tell_answer(a, c, &c->people[i]);
    }
    return st;
}
