/* consult_resume.c -- going on after a pause, put before an outside colleague. */
#include "app/consult_parts.h"

#include "app/contact.h"
#include "gen/queries.h"

static struct str day_words(struct act *a, struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? date_words(a->mem, clock_local(t).date) : STR("");
}

/* ---- which pause ---- */

static enum rw_status decisions_of(struct act *a, struct str case_id,
                                   struct decision_line_row **rows, size_t *n)
{
    return q_decision_list(a->db, a->mem, &(struct q_decision_list_in){ .case_id = case_id }, rows,
                           n, &a->err);
}

/* The newest of a child; before: none signed after that decision. */
static const struct decision_line_row *pause_of(const struct decision_line_row *rows, size_t n,
                                                struct str child_id, struct str before)
{
    const struct decision_line_row *pause = NULL;
    size_t i;

    for (i = 0; i < n && !(before.len && str_eq(rows[i].id, before)); i++)
        if (str_eq(rows[i].child_id, child_id) && str_is(rows[i].outcome, "pause"))
            pause = &rows[i];
    return pause;
}

enum rw_status consult_pause(struct act *a, struct str case_id, const struct person_row *child,
                             struct decision_line_row *pause)
{
    const struct decision_line_row *newest;
    struct decision_line_row *rows;
    size_t n;
    enum rw_status st = decisions_of(a, case_id, &rows, &n);

    *pause = (struct decision_line_row){ 0 };
    if (st)
        return st;
    newest = pause_of(rows, n, child->id, STR_NULL);
    if (newest && str_eq(newest->phase_to, child->phase))
        *pause = *newest;
    return RW_OK;
}

/* ---- what the colleague sees ---- */

static const struct gate *gate_back(const struct protocol *p)
{
    size_t i;

    for (i = 0; i < p->ngates; i++)
        if (str_is(p->gates[i].to, "prior"))
            return &p->gates[i];
    return NULL;
}

static struct str level_words(const struct protocol *p, struct str id)
{
    const struct level *level = protocol_level(p, id);

    return level ? level->title : STR("");
}

static void add_contact(struct act *a, const struct case_rows *rows, const struct person_row *child,
                        const struct gate *g, struct consult_packet *p)
{
    const struct protocol *of = rows->protocol;
    struct str lower = checkpoint_level_resumed(a, rows, child, g);

    if (!child->level.len)
        return;
    consult_line_add(p, "Contact before the pause", level_words(of, child->level));
    consult_line_add(p, "Contact would start again with", level_words(of, lower));
    consult_line_add(p, "Contact goes on only with somebody else present",
                     contact_stays_supervised(a, rows, child->id, child->level) ? STR("yes")
                                                                                : STR("no"));
}

/* What rests on the child is one word, met or not. */
static enum rw_status add_criteria(struct act *a, const struct case_rows *rows,
                                   const struct person_row *child, const struct gate *g,
                                   struct consult_packet *p)
{
    struct gate_result r;
    bool met = true;
    size_t i;
    enum rw_status st = consult_judge(a, rows, child, g, &r);

    for (i = 0; !st && i < r.nresults; i++) {
        if (r.results[i].criterion->about_child)
            met = met && !r.results[i].blocks;
        else
            consult_line_add(p, str_z(a->mem, r.results[i].criterion->title),
                             r.results[i].sentence);
    }
    if (!st)
        consult_line_add(p, "The child",
                         met ? STR("Criteria about the child: met.")
                             : STR("Criteria about the child: not yet met."));
    return st;
}

static const struct decision_line_row *find(const struct decision_line_row *rows, size_t n,
                                            struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].id, id))
            return &rows[i];
    return NULL;
}

enum rw_status consult_of_resume(struct act *a, const struct case_rows *rows, struct str pause_id,
                                 struct consult_packet *p)
{
    const struct gate *g = gate_back(rows->protocol);
    const struct decision_line_row *d;
    const struct person_row *child;
    struct decision_line_row *list, pause;
    size_t n;
    enum rw_status st = decisions_of(a, rows->case_id, &list, &n);

    if (st)
        return st;
    d = find(list, n, pause_id);
    child = d ? case_child(rows, d->child_id) : NULL;
    if (!child || !g)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such pause");
    st = consult_pause(a, rows->case_id, child, &pause);
    if (!st && !str_eq(pause.id, pause_id))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "the child is not in this pause now");
    if (st)
        return st;
    p->title = STR("Work is to go on after a pause");
    consult_line_add(p, "About", consult_child_words(a, child));
    consult_line_add(p, "Paused since", day_words(a, pause.signed_utc));
    consult_line_add(p, "Why it was paused", pause.rationale);
    consult_line_add(
        p, "Before the pause",
        str_or(protocol_title(rows->protocol, pause.phase_from), "Before the first phase"));
    add_contact(a, rows, child, g, p);
    return add_criteria(a, rows, child, g, p);
}

enum rw_status consult_resume_stands(struct act *a, const struct consult_request_row *r)
{
    struct decision_line_row *list, pause = { 0 };
    const struct decision_line_row *d;
    struct person_row child;
    size_t n;
    enum rw_status st = decisions_of(a, r->case_id, &list, &n);

    d = st ? NULL : find(list, n, r->object_id);
    if (!st && !d)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such pause");
    if (!st)
        st = q_person_get(a->db, a->mem,
                          &(struct q_person_get_in){ .case_id = r->case_id, .id = d->child_id },
                          &child, &a->err);
    if (!st)
        st = consult_pause(a, r->case_id, &child, &pause);
    if (!st && !str_eq(pause.id, r->object_id))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "the child is not in this pause now");
    return st;
}

/* ---- what came of it ---- */

/* The newest that was not withdrawn and did not run out. */
static enum rw_status asked_about(struct act *a, struct str case_id, struct str pause_id,
                                  struct consult_request_row *r)
{
    struct consult_request_row *rows;
    size_t n, i;
    enum rw_status st = q_consult_request_list(
        a->db, a->mem, &(struct q_consult_request_list_in){ .case_id = case_id }, &rows, &n,
        &a->err);

    *r = (struct consult_request_row){ 0 };
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].object_id, pause_id) &&
            (consult_is_open(a, &rows[i]) || str_is(rows[i].ended_form, "agreed") ||
             str_is(rows[i].ended_form, "disagreed")))
            *r = rows[i];
    return st;
}

enum rw_status consult_resume_bar(struct act *a, struct str case_id, const struct person_row *child,
                                  struct str *why)
{
    struct decision_line_row pause;
    struct consult_request_row r = { 0 };
    enum rw_status st = a->app->solo ? consult_pause(a, case_id, child, &pause) : RW_OK;

    if (st || !a->app->solo || !pause.id.p)
        return st;
    st = asked_about(a, case_id, pause.id, &r);
    if (!st && r.id.p && !r.ended_utc.p)
        *why = str_fmt(a->mem,
                       "%.*s was asked about this and has not answered yet. Please wait for the "
                       "answer, or withdraw the request first.",
                       STR_ARG(r.account_name));
    else if (!st && str_is(r.ended_form, "disagreed"))
        *why = str_fmt(a->mem,
                       "%.*s did not agree. The pause goes on until a colleague who is asked anew "
                       "agrees.",
                       STR_ARG(r.account_name));
    return st;
}

enum rw_status consult_resume_second(struct act *a, const struct decision_get_row *d,
                                     struct consult_request_row *r)
{
    const struct decision_line_row *pause;
    struct decision_line_row *rows;
    size_t n;
    enum rw_status st;

    *r = (struct consult_request_row){ 0 };
    if (!str_is(d->outcome, "resume"))
        return RW_OK;
    st = decisions_of(a, d->case_id, &rows, &n);
    pause = st ? NULL : pause_of(rows, n, d->child_id, d->id);
    if (pause)
        st = asked_about(a, d->case_id, pause->id, r);
    if (!str_is(r->ended_form, "agreed"))
        *r = (struct consult_request_row){ 0 };
    return st;
}
