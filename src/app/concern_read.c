/* concern_read.c -- concerns as they stand: steps, clock, who may see them, what they hold up. */
#include "app/concern_parts.h"

#include "app/lists.h"
#include "app/numbers.h"
#include "app/sign_register.h"
#include "gen/queries.h"

static const char *const kind_words[STEP_KINDS] = {
    [STEP_CAUSE] = "cause",
    [STEP_REPORT] = "report",
    [STEP_WRITTEN] = "written",
    [STEP_NO_CAUSE] = "no-cause",
    [STEP_REQUEST] = "request",
    [STEP_CLOSURE] = "closure",
    [STEP_SCREENED_OUT] = "screened-out",
    [STEP_COURT_ORDER] = "court-order",
    [STEP_CONSULTATION] = "consultation",
};

struct str concern_step_word(enum concern_step_kind kind)
{
    return str_of(kind_words[kind]);
}

bool concern_step_of(struct str word, enum concern_step_kind *kind)
{
    enum concern_step_kind k;

    for (k = STEP_CAUSE; k < STEP_KINDS; k++)
        if (str_is(word, kind_words[k])) {
            *kind = k;
            return true;
        }
    return false;
}

bool concern_is_report(enum concern_step_kind kind)
{
    return kind == STEP_REPORT || kind == STEP_WRITTEN;
}

bool concern_is_clearance(enum concern_step_kind kind)
{
    return kind >= STEP_CLOSURE && kind <= STEP_CONSULTATION;
}

bool concern_unsettled(const struct clock_reading *k)
{
    return k->state < CLOCK_REPORTED || k->written == WRITTEN_OPEN || k->written == WRITTEN_LATE;
}

/* ---- the clock ---- */

static enum rw_status rules_of(struct act *a, struct concern *c, int64_t cause_utc,
                               struct clock_rules *r)
{
    enum rw_status st = number_of(a, "concern_amber_minutes", &r->amber_min);

    if (!st)
        st = number_of(a, "concern_red_minutes", &r->red_min);
    if (!st)
        st = number_of(a, "concern_escalation_minutes", &r->escalate_min);
    if (st)
        return st;
    c->rule = reporter_rule_on(a->app, clock_local(cause_utc).date, &c->law);
    r->oral_hours = c->rule->oral_hours;
    r->written_hours = c->rule->written_hours;
    return RW_OK;
}

static void read_ends(struct concern *c)
{
    size_t i;

    for (i = 0; i < c->nsteps; i++)
        if (concern_is_clearance(c->steps[i].kind)) {
            bool talk = c->steps[i].kind == STEP_CONSULTATION;

            c->supervised_only = talk && (!c->cleared || c->supervised_only);
            c->cleared = true;
        }
}

enum rw_status concern_read_clock(struct act *a, struct concern *c)
{
    struct report_made *reports = arena_array(a->mem, struct report_made, c->nsteps + 1);
    int64_t *causes = arena_array(a->mem, int64_t, c->nsteps + 1);
    struct clock_case k = { .reporter = c->row.reporter_id, .causes = causes, .reports = reports };
    struct clock_rules rules;
    enum rw_status st;
    size_t i;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < c->nsteps; i++) {
        const struct concern_step *s = &c->steps[i];

        if (s->kind == STEP_CAUSE)
            causes[k.ncauses++] = s->at_utc;
        else if (concern_is_report(s->kind))
            reports[k.nreports++] = (struct report_made){ .by = s->row->recorded_by,
                                                          .agency = s->row->agency,
                                                          .person = s->row->person,
                                                          .method = s->row->method,
                                                          .reference = s->row->reference,
                                                          .at_utc = s->at_utc,
                                                          .written = s->kind == STEP_WRITTEN };
        else if (s->kind == STEP_NO_CAUSE)
            k.no_cause = str_eq(s->row->recorded_by, c->row.reporter_id);
    }
    if (!k.ncauses)
        return RW_FAIL(&a->err, RW_EBUG, "a concern without the time when there was cause");
    st = rules_of(
        a, c,
        report_clock_read(&(struct clock_rules){ .written_hours = -1 }, &k, a->now_utc).cause_utc,
        &rules);
    if (st)
        return st;
    c->clock = report_clock_read(&rules, &k, a->now_utc);
    read_ends(c);
    return RW_OK;
}

/* ---- rows ---- */

static enum rw_status take_steps(struct act *a, struct concern *c,
                                 const struct concern_step_row *rows, size_t n)
{
    struct concern_step *list = arena_array(a->mem, struct concern_step, n + 1);
    size_t i;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        struct concern_step *s = &list[c->nsteps];

        if (!str_eq(rows[i].concern_id, c->row.id))
            continue;
        s->row = &rows[i];
        if (!concern_step_of(rows[i].kind, &s->kind) || !utc_parse(rows[i].at_utc, &s->at_utc))
            return RW_FAIL(&a->err, RW_EBUG, "a step of a concern in no known form");
        c->nsteps++;
    }
    c->steps = list;
    return concern_read_clock(a, c);
}

enum rw_status concern_load_all(struct act *a, struct str case_id, struct concern **list, size_t *n)
{
    struct concern_row *rows = NULL;
    struct concern_step_row *steps = NULL;
    size_t nrows = 0, nsteps = 0, i;
    enum rw_status st = q_concern_list(
        a->db, a->mem, &(struct q_concern_list_in){ .case_id = case_id }, &rows, &nrows, &a->err);

    if (!st)
        st = q_concern_step_list(a->db, a->mem,
                                 &(struct q_concern_step_list_in){ .case_id = case_id }, &steps,
                                 &nsteps, &a->err);
    if (st)
        return st;
    *list = arena_array(a->mem, struct concern, nrows + 1);
    for (i = 0; !st && !a->mem->spent && i < nrows; i++) {
        (*list)[i].row = rows[i];
        (*list)[i].mine = str_eq(rows[i].reporter_id, a->viewer.account_id);
        st = take_steps(a, &(*list)[i], steps, nsteps);
    }
    *n = nrows;
    return st;
}

enum rw_status concern_list(struct act *a, struct str case_id, struct concern **list, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CONCERN_READ, CLASS_R, true);
    struct concern *all;
    size_t nall, i;

    if (!st)
        st = concern_load_all(a, case_id, &all, &nall);
    if (st)
        return st;
    *n = 0;
    for (i = 0; i < nall; i++)
        if (act_allows(a, CAP_CONCERN_READ, CLASS_R, all[i].mine))
            all[(*n)++] = all[i];
    *list = all;
    return RW_OK;
}

enum rw_status concern_get(struct act *a, struct str case_id, struct str id, struct concern *c)
{
    struct concern *list;
    size_t n, i;
    enum rw_status st = concern_list(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.id, id)) {
            *c = list[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such row");
}

/* ---- Today ---- */

static struct concern_step_row step_of(const struct concern_line_row *x)
{
    return (struct concern_step_row){ .case_id = x->case_id,
                                      .id = x->step_id,
                                      .concern_id = x->id,
                                      .kind = x->kind,
                                      .at_utc = x->at_utc,
                                      .agency = x->agency,
                                      .person = x->person,
                                      .method = x->method,
                                      .reference = x->reference,
                                      .recorded_by = x->recorded_by };
}

/* One's own on whatever clinical place; another's once it was passed on to the supervisor. */
static bool shown_today(const struct act *a, const struct concern_line_row *x, bool mine,
                        bool escalated)
{
    if (mine)
        return !str_is(x->capacity, relation_word(REL_OFFICE));
    return escalated && act_allows_as(a, x->capacity, CAP_CONCERN_READ, CLASS_R);
}

/* Lines come one a step; those of one concern stand together. */
static enum rw_status fold(struct act *a, const struct concern_line_row *x, size_t nx,
                           struct concern_due *list, size_t *n)
{
    struct concern_step_row *rows = arena_array(a->mem, struct concern_step_row, nx + 1);
    enum rw_status st = RW_OK;
    size_t from, to, i;

    for (i = 0; !a->mem->spent && i < nx; i++)
        rows[i] = step_of(&x[i]);
    for (from = 0; !st && !a->mem->spent && from < nx; from = to) {
        struct concern c = { .row = { .case_id = x[from].case_id,
                                      .id = x[from].id,
                                      .reporter_id = x[from].reporter_id } };
        bool mine = str_eq(x[from].reporter_id, a->viewer.account_id);

        for (to = from; to < nx && str_eq(x[to].id, x[from].id); to++)
            ;
        st = take_steps(a, &c, rows + from, to - from);
        if (!st && shown_today(a, &x[from], mine, c.clock.escalated))
            list[(*n)++] =
                (struct concern_due){ x[from].case_id, x[from].id, x[from].title, mine, c.clock };
    }
    return st;
}

enum rw_status concern_due(struct act *a, struct concern_due **list, size_t *n)
{
    struct concern_line_row *own = NULL, *others = NULL;
    size_t nown = 0, nothers = 0;
    enum rw_status st = q_concern_own(
        a->db, a->mem, &(struct q_concern_own_in){ .reporter_id = a->viewer.account_id }, &own,
        &nown, &a->err);

    if (!st && (a->viewer.roles & (uint32_t)ROLE_SUPERVISOR))
        st = q_concern_supervised(
            a->db, a->mem, &(struct q_concern_supervised_in){ .account_id = a->viewer.account_id },
            &others, &nothers, &a->err);
    if (st)
        return st;
    *n = 0;
    *list = arena_array(a->mem, struct concern_due, nown + nothers + 1);
    st = fold(a, own, nown, *list, n);
    return st ? st : fold(a, others, nothers, *list, n);
}

/* ---- what it holds up ---- */

static bool pressed_at(const struct concern *list, size_t n, struct str utc)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].row.pressed_utc, utc))
            return true;
    return false;
}

/* Opened by a concern, and never widened by anything else since. */
static bool by_concern_alone(const struct case_rows *c, const struct sign_episode *e,
                             const struct concern *list, size_t n)
{
    struct str whom = e->opened->person_id;
    size_t i;

    if (!pressed_at(list, n, e->opened->recorded_utc))
        return false;
    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];

        if (!str_eq(r->criterion, e->kind->code) || !str_is(r->result, "yes") ||
            (r->child_id.p && !str_eq(r->child_id, e->child_id)) ||
            str_cmp(r->recorded_utc, e->opened->recorded_utc) < 0)
            continue;
        if (!str_eq(r->person_id, whom) && !pressed_at(list, n, r->recorded_utc))
            return false;
        whom = r->person_id;
    }
    return true;
}

static enum rw_status stands_on_concerns(struct act *a, const struct case_rows *c,
                                         struct str child_id, const struct concern *list, size_t n,
                                         struct aside *x)
{
    struct sign_episode *times;
    size_t ntimes, i;
    enum rw_status st = sign_episodes(a, c, &times, &ntimes);

    for (i = 0; !st && i < ntimes; i++)
        if (times[i].open && times[i].kind == x->sign && str_eq(times[i].child_id, child_id)) {
            if (!date_parse(times[i].opened->occurred_on, &x->since))
                x->since = RW_NO_DATE;
            x->answered = by_concern_alone(c, &times[i], list, n);
        }
    return st;
}

enum rw_status concern_closing(struct act *a, const struct case_rows *c, struct str child_id,
                               struct aside *x)
{
    struct concern *list;
    size_t n, i;
    enum rw_status st;

    x->waits = STR_NULL;
    x->answered = false;
    x->since = RW_NO_DATE;
    if (!x->sign || !str_eq(x->sign->code, list_label(a->app, LIST_CONCERN, STR("sign"))))
        return RW_OK;
    if (!act_allows(a, CAP_CONCERN_READ, CLASS_R, false)) {
        x->waits = STR("This sign is closed by the lead of the case or the clinical supervisor.");
        return RW_OK;
    }
    st = concern_load_all(a, c->case_id, &list, &n);
    for (i = 0; !st && i < n; i++)
        if (list[i].clock.state != CLOCK_NO_CAUSE && !list[i].cleared)
            x->waits = STR("The question behind this sign is not answered yet.");
    return st ? st : stands_on_concerns(a, c, child_id, list, n, x);
}

/* A concern always opens its sign, so a case without it has none. */
static bool sign_known(const struct act *a, const struct case_rows *c)
{
    struct str sign = list_label(a->app, LIST_CONCERN, STR("sign"));
    size_t i;

    for (i = 0; i < c->nrecords; i++)
        if (str_eq(c->records[i].criterion, sign) && str_is(c->records[i].result, "yes"))
            return true;
    return false;
}

/* Cleared, and by nothing but a consultation; rows: of one concern. */
static bool by_talk_alone(const struct concern_ends_row *rows, size_t n)
{
    enum concern_step_kind kind;
    bool talk = false;
    size_t i;

    for (i = 0; i < n; i++) {
        if (!concern_step_of(rows[i].kind, &kind) || !concern_is_clearance(kind))
            continue;
        if (kind != STEP_CONSULTATION)
            return false;
        talk = true;
    }
    return talk;
}

enum rw_status concern_supervised(struct act *a, const struct case_rows *c, struct str **persons,
                                  size_t *n)
{
    struct concern_ends_row *rows = NULL;
    size_t all = 0, i, k;
    enum rw_status st;

    *n = 0;
    if (!sign_known(a, c))
        return RW_OK;
    st = q_concern_ends(a->db, a->mem, &(struct q_concern_ends_in){ .case_id = c->case_id }, &rows,
                        &all, &a->err);
    *persons = arena_array(a->mem, struct str, all + 1);
    for (i = 0; !st && i < all; i = k) {
        for (k = i; k < all && str_eq(rows[k].id, rows[i].id); k++)
            ;
        if (by_talk_alone(&rows[i], k - i))
            (*persons)[(*n)++] = rows[i].person;
    }
    return st;
}

enum rw_status concern_keeps_place(struct act *a, struct str case_id, struct str account_id,
                                   bool *keeps)
{
    struct concern *list;
    size_t n, i;
    enum rw_status st = concern_load_all(a, case_id, &list, &n);

    *keeps = false;
    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.reporter_id, account_id) && concern_unsettled(&list[i].clock))
            *keeps = true;
    return st;
}
