#include "app/sign_register.h"

#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/note.h"
#include "app/numbers.h"
#include "app/review_due.h"
#include "app/safety.h"
#include "app/self_harm.h"
#include "gen/queries.h"

#define ASKS_EVIDENCE "evidence required" /* labels and groups of the list */
#define ABOUT_CONDUCT "conduct"

/* ---- what the list says of a sign ---- */

static const struct choice *entry(const struct act *a, struct str code)
{
    return choice_find(list_of(a->app, LIST_SIGN_REGISTER), code);
}

struct str sign_effect(const struct act *a, struct str code)
{
    const struct choice *c = entry(a, code);

    return c ? c->note : STR_NULL;
}

bool sign_is_conduct(const struct act *a, struct str code)
{
    const struct choice *c = entry(a, code);

    return c && str_is(c->group, ABOUT_CONDUCT);
}

bool sign_asks_evidence(const struct act *a, struct str code)
{
    const struct choice *c = entry(a, code);

    return c && str_is(c->label, ASKS_EVIDENCE);
}

/* ---- opening, looking again ---- */

void sign_check_opening(struct act *a, struct str code, size_t nevidence, bool conduct)
{
    if (sign_asks_evidence(a, code) && nevidence == 0)
        problem_add(
            &a->bad, "evidence",
            STR("This sign is opened only with evidence: please choose a paper or a note of "
                "the case."));
    if (sign_is_conduct(a, code) && !conduct)
        problem_add(&a->bad, "conduct",
                    STR("Please say that it rests on conduct. A report about safety, made in good "
                        "faith, opens no sign against whoever made it."));
}

void sign_check_review_day(struct act *a, struct date day)
{
    int64_t most = 0;

    if (number_of(a, "sign_review_most_days", &most))
        problem_add(&a->bad, "", STR("The number of days between two looks is not known here."));
    else if (!date_known(day) || day.day <= a->today.day ||
             day.day > date_add(a->today, (int32_t)most).day)
        problem_add(&a->bad, "review_on",
                    str_fmt(a->mem, "Please give a day after today, up to %.*s.",
                            STR_ARG(date_words(a->mem, date_add(a->today, (int32_t)most)))));
}

enum rw_status sign_review_default(struct act *a, struct date *day)
{
    int64_t days = 0;
    enum rw_status st = number_of(a, "sign_review_days", &days);

    *day = date_add(a->today, (int32_t)days);
    return st;
}

enum rw_status sign_evidence_belongs(struct act *a, struct str case_id, const struct str *documents,
                                     size_t ndocuments, const struct str *notes, size_t nnotes)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    struct note n;
    size_t i;

    if (!st)
        st = case_papers_belong(a, case_id, documents, ndocuments);
    for (i = 0; !st && i < nnotes; i++) {
        st = note_find(a, case_id, notes[i], &n);
        if (!st && (n.state != NOTE_SIGNED || str_is(n.row.class, "P")))
            st = RW_FAIL(&a->err, RW_ENOTFOUND, "a draft or a process note is no evidence");
    }
    return st;
}

enum rw_status sign_evidence_notes(struct act *a, struct str case_id,
                                   struct note_evidence_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_NOTE_READ, CLASS_S, false);

    return st ? st
              : q_note_evidence(a->db, a->mem, &(struct q_note_evidence_in){ .case_id = case_id },
                                rows, n, &a->err);
}

/* ---- times that a sign was open ---- */

static struct date review_day(const struct criterion_record_row *r)
{
    struct date d = RW_NO_DATE;

    return r->review_on.p && date_parse(r->review_on, &d) ? d : RW_NO_DATE;
}

static const struct criterion_override_row *
closed_between(const struct case_rows *c, const struct sign_episode *e, struct str before)
{
    const struct criterion_override_row *last = NULL;
    size_t i;

    for (i = 0; i < c->noverrides; i++) {
        const struct criterion_override_row *o = &c->overrides[i];

        if (str_eq(o->criterion, e->kind->code) &&
            (!o->child_id.p || str_eq(o->child_id, e->child_id)) &&
            str_cmp(o->recorded_utc, e->last->recorded_utc) >= 0 &&
            str_cmp(o->recorded_utc, before) <= 0)
            last = o;
    }
    return last;
}

/* The words on one sign for one child, in the order of recording: "yes" begins a time or carries it
 * on; "not open" can only be said once it was closed. */
static size_t walk(struct act *a, const struct case_rows *c, const struct sign_kind *kind,
                   struct str child_id, struct sign_episode *list)
{
    struct sign_state now = case_sign(a, c, kind, child_id);
    struct sign_episode *e = NULL;
    size_t n = 0, i;

    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];

        if (!str_eq(r->criterion, kind->code) || (r->child_id.p && !str_eq(r->child_id, child_id)))
            continue;
        if (str_is(r->result, "yes") && !e) {
            e = &list[n++];
            *e =
                (struct sign_episode){ .kind = kind, .child_id = child_id, .opened = r, .last = r };
        } else if (str_is(r->result, "yes")) {
            /* closed in between without anybody saying "not open": a new time begins */
            const struct criterion_override_row *o = closed_between(c, e, r->recorded_utc);

            if (o && str_is(o->second_form, "none") && kind->closing != OVERRIDE_TREATING)
                o = NULL;
            if (o) {
                e->closing = o;
                e = &list[n++];
                *e = (struct sign_episode){ .kind = kind, .child_id = child_id, .opened = r };
            } else {
                e->nlooks++;
            }
            e->last = r;
        } else if (e) {
            e->closing = closed_between(c, e, r->recorded_utc);
            e = NULL;
        }
    }
    if (e) {
        e->open = now.open;
        e->closing = now.closing;
        e->why = now.why;
        e->review_on = review_day(e->last);
    }
    return n;
}

enum rw_status sign_episodes(struct act *a, const struct case_rows *c, struct sign_episode **list,
                             size_t *n)
{
    size_t i, k;

    *n = 0;
    *list = arena_array(a->mem, struct sign_episode, c->nrecords * c->npeople + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (k = 0; c->protocol && k < c->protocol->nsigns; k++)
        for (i = 0; i < c->npeople; i++)
            if (str_is(c->people[i].kind, "child"))
                *n += walk(a, c, &c->protocol->signs[k], c->people[i].id, &(*list)[*n]);
    return RW_OK;
}

bool sign_episode_same(const struct sign_episode *x, const struct sign_episode *y)
{
    return str_eq(x->opened->id, y->opened->id) && str_eq(x->last->id, y->last->id) &&
           x->open == y->open && x->closing == y->closing;
}

/* ---- for the checkpoints ---- */

/* The newest word on any sign of this child. */
static const struct criterion_record_row *last_look(const struct case_rows *c, struct str child_id)
{
    const struct criterion_record_row *last = NULL;
    size_t i;

    for (i = 0; c->protocol && i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];

        if (protocol_sign(c->protocol, r->criterion) &&
            (!r->child_id.p || str_eq(r->child_id, child_id)) &&
            (!last || str_cmp(r->recorded_utc, last->recorded_utc) > 0))
            last = r;
    }
    return last;
}

static enum rw_status tell_child(struct act *a, struct case_rows *c, struct str child_id)
{
    static const char *const criteria[] = { "G1.c", "G3.c" };
    const struct criterion_record_row *look = last_look(c, child_id);
    struct fact f = { .child = child_id, .value = FACT_YES, .recorded_utc = RW_NO_TIME };
    enum rw_status st = RW_OK;
    size_t i;

    if (!look || !date_parse(look->occurred_on, &f.on))
        return RW_OK;
    f.by = look->recorded_name;
    for (i = 0; !st && i < sizeof criteria / sizeof *criteria; i++) {
        f.id = str_fmt(a->mem, "%s %.*s", criteria[i], STR_ARG(child_id));
        f.name = str_of(criteria[i]);
        st = criterion_tool_tell(a, c, &f);
    }
    return st;
}

enum rw_status sign_register_tell(struct act *a, struct case_rows *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < c->npeople; i++)
        if (str_is(c->people[i].kind, "child"))
            st = tell_child(a, c, c->people[i].id);
    return st;
}

/* ---- Today ---- */

/* A closing that only waits for its hour to come leaves nothing to look at again. */
static bool still_due(const struct sign_episode *e)
{
    return e->open && !(e->closing && e->why == REFUSED_WAIT) && date_known(e->review_on);
}

static enum rw_status keep_due(struct act *a, const struct case_rows *rows)
{
    struct sign_episode *list;
    struct review_due *due;
    size_t n, i, k, ndue = 0;
    enum rw_status st = sign_episodes(a, rows, &list, &n);

    if (st)
        return st;
    due = arena_array(a->mem, struct review_due, n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        bool seen = false;

        for (k = 0; k < ndue; k++)
            seen = seen || str_eq(due[k].ref_id, list[i].last->id);
        if (!seen && still_due(&list[i]))
            due[ndue++] = (struct review_due){ .ref_id = list[i].last->id,
                                               .on = list[i].review_on,
                                               .line = STR("Look at a warning sign again") };
    }
    return review_due_keep(a, rows->case_id, "signs", due, ndue);
}

/* What the register opens or closes is waited for elsewhere too. */
static enum rw_status keep_all(struct act *a, const struct case_rows *rows)
{
    enum rw_status st = keep_due(a, rows);

    if (!st)
        st = safety_answers_refresh(a, rows);
    return st ? st : distress_refresh(a, rows);
}

enum rw_status sign_due_refresh(struct act *a, struct str case_id)
{
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    return st ? st : keep_all(a, &rows);
}

enum rw_status sign_due_refresh_outside(struct act *a, struct str case_id)
{
    struct case_rows rows;
    enum rw_status st = case_rows_of_signs(a, case_id, &rows);

    return st ? st : keep_all(a, &rows);
}
