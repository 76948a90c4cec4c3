/* note_list.c -- notes as lists: of a family, and those still to sign. */
#include "app/appointment.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "app/note.h"
#include "app/note_rows.h"
#include "gen/queries.h"

/* Later than any note can be: the list begins with the newest. */
#define LIST_TOP_ON "2199-12-31"
#define LIST_TOP_ID "zzzzzzzzzzzzzzzzzzzzzzzzzz"

enum rw_status note_find(struct act *a, struct str case_id, struct str id, struct note *n)
{
    enum rw_status st = act_open_case(a, case_id, CAP_NOTE_READ);

    if (!st)
        st = note_load(a, case_id, id, n);
    if (!st)
        st = note_wall_check(a, n, CAP_NOTE_READ);
    if (st || n->state != NOTE_SIGNED)
        return st;
    return q_addendum_list(a->db, a->mem,
                           &(struct q_addendum_list_in){ .case_id = case_id, .note_id = id },
                           &n->addenda, &n->naddenda, &a->err);
}

static struct note_line line_of_row(struct act *a, const struct note_page_row *r,
                                    const struct case_people *all,
                                    const struct note_page_people_row *p, size_t n)
{
    struct note_line l = { .row = *r,
                           .kind = list_label(a->app, LIST_NOTE_KINDS, r->kind),
                           .wall = note_wall(r->class),
                           .mine = str_eq(r->author_id, a->viewer.account_id),
                           .is_log = note_kind_is_log(a, r->kind) };
    struct str *ids = arena_array(a->mem, struct str, n);
    int64_t started;
    size_t i, count = 0;

    for (i = 0; !a->mem->spent && i < n; i++)
        if (str_eq(p[i].note_id, r->id))
            ids[count++] = p[i].person_id;
    l.names = case_people_names(a->mem, all, ids, count);
    if (utc_parse(r->started_utc, &started))
        l.started = clock_local(started);
    return l;
}

/* Rows of the page that policy lets this viewer see; the statement has left out what is the
 * author's alone. */
static size_t keep_allowed(struct act *a, struct note_page_row *rows, size_t n)
{
    size_t i, kept = 0;

    for (i = 0; i < n; i++)
        if (act_allows(a, CAP_NOTE_READ, class_of_letter(rows[i].class),
                       str_eq(rows[i].author_id, a->viewer.account_id)))
            rows[kept++] = rows[i];
    return kept;
}

enum rw_status note_list(struct act *a, struct str case_id, struct note_cursor after, int64_t limit,
                         struct note_line **lines, size_t *n, struct note_cursor *next)
{
    struct q_note_page_in in = { .case_id = case_id,
                                 .viewer_id = a->viewer.account_id,
                                 .before_on = str_or(after.on, LIST_TOP_ON),
                                 .before_id = str_or(after.id, LIST_TOP_ID),
                                 .limit = limit + 1 };
    struct note_page_row *rows = NULL;
    struct note_page_people_row *people = NULL;
    struct case_people all = { 0 };
    size_t i, nrows = 0, npeople = 0;
    enum rw_status st = act_open_case(a, case_id, CAP_NOTE_READ);

    *n = 0;
    *next = (struct note_cursor){ 0 };
    if (!st)
        st = q_note_page(a->db, a->mem, &in, &rows, &nrows, &a->err);
    if (st || nrows == 0)
        return st;
    if ((int64_t)nrows > limit) {
        nrows--;
        *next = (struct note_cursor){ rows[nrows - 1].on_date, rows[nrows - 1].id };
    }
    st = q_note_page_people(a->db, a->mem,
                            &(struct q_note_page_people_in){ .case_id = case_id,
                                                             .from_on = rows[nrows - 1].on_date,
                                                             .to_on = rows[0].on_date },
                            &people, &npeople, &a->err);
    if (!st)
        st = case_people_load(a, case_id, &all);
    if (st)
        return st;
    nrows = keep_allowed(a, rows, nrows);
    *lines = arena_array(a->mem, struct note_line, nrows);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++)
        (*lines)[(*n)++] = line_of_row(a, &rows[i], &all, people, npeople);
    return RW_OK;
}

enum rw_status note_unsigned(struct act *a, struct note_unsigned_row **rows, size_t *n)
{
    *n = 0;
    if (!act_may(a, CAP_NOTE_WRITE))
        return RW_OK;
    return q_note_unsigned(a->db, a->mem,
                           &(struct q_note_unsigned_in){ .author_id = a->viewer.account_id,
                                                         .limit = NOTE_UNSIGNED_MAX },
                           rows, n, &a->err);
}

/* -- what a new note begins with -------------------------------------------------------------- */

/* The kind of note named like the kind of appointment, without "_remote"; a family session where
 * there is none. */
static struct str note_kind_for(const struct act *a, struct str kind)
{
    static const struct str remote = { "_remote", 7 };
    size_t cut = kind.len > remote.len ? kind.len - remote.len : 0;

    if (cut && str_eq((struct str){ kind.p + cut, remote.len }, remote))
        kind.len = cut;
    return choice_find(list_of(a->app, LIST_NOTE_KINDS), kind) ? kind : STR("family");
}

static enum rw_status from_appointment(struct act *a, const struct appointment *p,
                                       struct note_start *s)
{
    struct note_person *people = arena_array(a->mem, struct note_person, p->npeople);
    struct q_note_draft_for_in in = { .author_id = a->viewer.account_id,
                                      .case_id = p->row.case_id,
                                      .appointment_id = p->row.id };
    struct note_draft_for_row *draft = NULL;
    size_t i, n = 0;
    enum rw_status st;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < p->npeople; i++)
        people[i].person_id = p->people[i];
    s->input.people = people;
    s->input.npeople = p->npeople;
    s->input.on = p->starts.date;
    s->input.at_min = p->starts.minutes;
    s->input.minutes = p->row.minutes;
    s->input.appointment_id = p->row.id;
    s->input.kind = note_kind_for(a, p->row.kind);
    st = q_note_draft_for(a->db, a->mem, &in, &draft, &n, &a->err);
    if (!st && n)
        s->draft_id = draft[0].id;
    return st;
}

enum rw_status note_begin(struct act *a, struct str case_id, struct str appointment_id,
                          struct str kind, struct note_start *s)
{
    const struct choice_list *kinds = list_of(a->app, LIST_NOTE_KINDS);
    struct local now = clock_local(a->now_utc);
    struct appointment p;
    enum rw_status st = act_allow(a, case_id, CAP_NOTE_WRITE, CLASS_S, true);

    *s = (struct note_start){ .input = { .kind = kinds->nitems ? kinds->items[0].code : STR(""),
                                         .cls = STR("S"),
                                         .on = now.date,
                                         .at_min = now.minutes,
                                         .billable = true } };
    if (!st)
        st = case_people_load(a, case_id, &s->people);
    if (!st && appointment_id.len) {
        st = appointment_find(a, case_id, appointment_id, &p);
        if (!st)
            st = from_appointment(a, &p, s);
    }
    if (!st && choice_find(kinds, kind))
        s->input.kind = kind;
    return st;
}
