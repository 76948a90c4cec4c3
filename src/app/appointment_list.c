/* appointment_list.c -- a day, a range, one family's: appointments as lists. */
#include "app/appointment.h"
#include "app/credential.h"
#include "app/lists.h"
#include "gen/queries.h"

#include <stdlib.h>

static enum rw_status load_people(struct act *a, struct appointment *f)
{
    struct appointment_people_row *rows = NULL;
    struct case_people all;
    size_t i, n = 0;
    enum rw_status st = q_appointment_people(
        a->db, a->mem,
        &(struct q_appointment_people_in){ .case_id = f->row.case_id, .appointment_id = f->row.id },
        &rows, &n, &a->err);

    if (!st)
        st = case_people_load(a, f->row.case_id, &all);
    if (st)
        return st;
    f->people = arena_array(a->mem, struct str, n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++)
        f->people[f->npeople++] = rows[i].person_id;
    f->names = case_people_names(a->mem, &all, f->people, f->npeople);
    return RW_OK;
}

/* Whoever it was then: a clinician who left the case, or stood in, stays named. */
static enum rw_status load_clinician(struct act *a, struct appointment *f)
{
    struct account_row row;
    enum rw_status st = q_account_get(
        a->db, a->mem, &(struct q_account_get_in){ .id = f->row.account_id }, &row, &a->err);

    if (!st)
        f->clinician = row.name;
    return st;
}

enum rw_status appointment_find(struct act *a, struct str case_id, struct str id,
                                struct appointment *f)
{
    enum rw_status st = act_allow(a, case_id, CAP_SCHEDULE_READ, CLASS_A, false);

    if (st)
        return st;
    *f = (struct appointment){ 0 };
    st = q_appointment_get(a->db, a->mem,
                           &(struct q_appointment_get_in){ .case_id = case_id, .id = id }, &f->row,
                           &a->err);
    if (st)
        return st;
    if (!utc_parse(f->row.starts_utc, &f->starts_utc) ||
        !appointment_state_of(f->row.state, &f->state))
        return RW_FAIL(&a->err, RW_EBUG, "an appointment that cannot be read");
    f->starts = clock_local(f->starts_utc);
    f->kind = list_label(a->app, LIST_APPOINTMENT_KINDS, f->row.kind);
    if (f->row.cancel_reason.len)
        f->reason = list_label(a->app, LIST_CANCEL_REASONS, f->row.cancel_reason);
    st = load_people(a, f);
    return st ? st : load_clinician(a, f);
}

/* Whoever stood in once is not offered for ever. */
static void drop_over(const struct act *a, struct appointment_choices *c)
{
    size_t i, kept = 0;

    for (i = 0; i < c->nclinicians; i++)
        if (!date_known(c->clinicians[i].to) || c->clinicians[i].to.day >= a->today.day)
            c->clinicians[kept++] = c->clinicians[i];
    c->nclinicians = kept;
}

enum rw_status appointment_choices(struct act *a, struct str case_id, struct appointment_choices *c)
{
    enum rw_status st = act_allow(a, case_id, CAP_SCHEDULE_READ, CLASS_A, false);

    if (!st)
        st = case_people_load(a, case_id, &c->people);
    if (!st)
        st = case_clinicians(a, case_id, &c->clinicians, &c->nclinicians);
    if (!st)
        drop_over(a, c);
    return st;
}

/* -- the calendar ----------------------------------------------------------------------------- */

static bool may_see(const struct act *a, enum capability cap, enum info_class cls,
                    struct str capacity)
{
    struct policy_key k = { .roles = a->viewer.roles, .cap = cap, .cls = cls };
    enum relation r;

    for (r = REL_LEAD; r < REL_COUNT; r++)
        if (str_is(capacity, relation_word(r)))
            k.relation = r;
    return policy_decide(&k).allow;
}

static void name_people(struct act *a, struct appointment_line *l,
                        const struct caseload_appointment_people_row *p, size_t n)
{
    size_t i, left = 0;

    for (i = 0; i < n; i++)
        left += str_eq(p[i].appointment_id, l->id) && str_eq(p[i].case_id, l->case_id);
    for (i = 0; i < n; i++) {
        if (!str_eq(p[i].appointment_id, l->id) || !str_eq(p[i].case_id, l->case_id))
            continue;
        left--;
        l->names = l->names.len
                       ? str_join(a->mem, l->names, left ? STR(", ") : STR(" and "), p[i].name)
                       : p[i].name;
        if (str_is(p[i].kind, "child"))
            l->child = p[i].name;
    }
}

static struct appointment_line line_of_row(struct act *a, const struct caseload_appointments_row *r)
{
    struct appointment_line l = {
        .case_id = r->case_id,
        .id = r->id,
        .family = r->title,
        .clinician = r->clinician,
        .clinician_id = r->account_id,
        .kind = list_label(a->app, LIST_APPOINTMENT_KINDS, r->kind),
        .room = r->room,
        .minutes = r->minutes,
        .on_site = appointment_on_site(a->app, r->kind),
        .mine = str_eq(r->account_id, a->viewer.account_id),
        .clinical = may_see(a, CAP_NOTE_WRITE, CLASS_S, r->capacity),
    };

    l.has_note = r->note_id.len && may_see(a, CAP_NOTE_READ, CLASS_S, r->capacity);
    if (utc_parse(r->starts_utc, &l.starts_utc))
        l.starts = clock_local(l.starts_utc);
    if (!appointment_state_of(r->state, &l.state))
        l.state = APPOINTMENT_PLANNED;
    return l;
}

/* -- who must not meet ------------------------------------------------------------------------- */

struct week {
    struct appointment_line *lines;
    size_t n;
    const struct caseload_appointment_people_row *people;
    size_t npeople;
    const struct caseload_sides_row *sides;
    size_t nsides;
};

static bool runs(const struct act *a, const struct caseload_sides_row *s)
{
    struct date to;

    return !s->to_on.p || (date_parse(s->to_on, &to) && to.day >= a->today.day);
}

static bool kept_apart(const struct act *a, const struct week *w, struct str one, struct str other)
{
    size_t i, k;

    for (i = 0; i < w->nsides; i++)
        for (k = 0; str_eq(w->sides[i].person_id, one) && k < w->nsides; k++)
            if (str_eq(w->sides[k].person_id, other) && runs(a, &w->sides[i]) &&
                runs(a, &w->sides[k]) && str_eq(w->sides[i].case_id, w->sides[k].case_id) &&
                str_eq(w->sides[i].child_id, w->sides[k].child_id) &&
                case_roles_apart(w->sides[i].role, w->sides[k].role))
                return true;
    return false;
}

static bool comes_to(const struct caseload_appointment_people_row *p,
                     const struct appointment_line *l)
{
    return str_eq(p->appointment_id, l->id) && str_eq(p->case_id, l->case_id);
}

static bool takes_room(const struct appointment_line *l)
{
    return l->on_site && (l->state == APPOINTMENT_PLANNED || l->state == APPOINTMENT_HELD);
}

/* Of two appointments of one family on one day, on site. */
static void say_apart(struct act *a, const struct week *w, struct appointment_line *l,
                      const struct appointment_line *o)
{
    size_t i, k;

    for (i = 0; i < w->npeople; i++)
        for (k = 0; comes_to(&w->people[i], l) && k < w->npeople; k++)
            if (comes_to(&w->people[k], o) &&
                kept_apart(a, w, w->people[i].person_id, w->people[k].person_id))
                l->apart =
                    str_fmt(a->mem, "%.*s is here at %.*s; %.*s and %.*s must not meet.",
                            STR_ARG(w->people[k].name), STR_ARG(clock_time(a->mem, o->starts_utc)),
                            STR_ARG(w->people[i].name), STR_ARG(w->people[k].name));
}

static enum rw_status find_apart(struct act *a, const struct q_caseload_sides_in *days,
                                 struct week *w)
{
    struct caseload_sides_row *sides = NULL;
    size_t i, k;
    enum rw_status st = q_caseload_sides(a->db, a->mem, days, &sides, &w->nsides, &a->err);

    w->sides = sides;
    for (i = 0; !st && i < w->n; i++)
        for (k = 0; takes_room(&w->lines[i]) && k < w->n; k++)
            if (k != i && takes_room(&w->lines[k]) &&
                str_eq(w->lines[i].case_id, w->lines[k].case_id) &&
                w->lines[i].starts.date.day == w->lines[k].starts.date.day)
                say_apart(a, w, &w->lines[i], &w->lines[k]);
    return st;
}

/* What was booked while a licence ran stays planned after its end: it is said, for somebody to see to. */
static enum rw_status find_unlicensed(struct act *a, struct appointment_line *lines, size_t n)
{
    struct appointment_line **planned = arena_array(a->mem, struct appointment_line *, n + 1);
    struct date *on = arena_array(a->mem, struct date, n + 1);
    struct str *who = arena_array(a->mem, struct str, n + 1);
    bool *no = arena_array(a->mem, bool, n + 1);
    size_t i, m = 0;
    enum rw_status st;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++)
        if (lines[i].state == APPOINTMENT_PLANNED) {
            who[m] = lines[i].clinician_id;
            on[m] = lines[i].starts.date;
            planned[m++] = &lines[i];
        }
    st = credential_unlicensed(a, who, on, no, m);
    for (i = 0; !st && i < m; i++)
        planned[i]->unlicensed = no[i];
    return st;
}

static int by_time(const void *x, const void *y)
{
    const struct appointment_line *p = x, *q = y;

    if (p->starts_utc != q->starts_utc)
        return p->starts_utc < q->starts_utc ? -1 : 1;
    return str_cmp(p->id, q->id);
}

enum rw_status appointment_between(struct act *a, struct date from, struct date to,
                                   struct appointment_line **lines, size_t *n)
{
    struct str from_date = date_iso(a->mem, from), to_date = date_iso(a->mem, to);
    struct q_caseload_appointments_in in = { a->viewer.account_id, from_date, to_date };
    struct q_caseload_appointment_people_in who = { a->viewer.account_id, from_date, to_date };
    struct q_caseload_sides_in sides = { a->viewer.account_id, from_date, to_date };
    struct caseload_appointments_row *rows = NULL;
    struct caseload_appointment_people_row *people = NULL;
    size_t i, nrows = 0, npeople = 0;
    enum rw_status st;

    *n = 0;
    if (!act_may(a, CAP_SCHEDULE_READ))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no policy row for the calendar");
    st = q_caseload_appointments(a->db, a->mem, &in, &rows, &nrows, &a->err);
    if (!st)
        st = q_caseload_appointment_people(a->db, a->mem, &who, &people, &npeople, &a->err);
    if (st)
        return st;
    *lines = arena_array(a->mem, struct appointment_line, nrows);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++)
        if (may_see(a, CAP_SCHEDULE_READ, CLASS_A, rows[i].capacity)) {
            (*lines)[*n] = line_of_row(a, &rows[i]);
            name_people(a, &(*lines)[(*n)++], people, npeople);
        }
    qsort(*lines, *n, sizeof **lines, by_time);
    st = find_apart(
        a, &sides,
        &(struct week){ .lines = *lines, .n = *n, .people = people, .npeople = npeople });
    return st ? st : find_unlicensed(a, *lines, *n);
}
