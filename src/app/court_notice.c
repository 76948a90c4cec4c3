#include "app/court_notice.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/contact.h"
#include "app/numbers.h"
#include "core/workday.h"
#include "gen/queries.h"

#define KIND "court_notice"
#define CONFLICT "conflict"
#define CLARIFICATION "clarification"

static const char *const kinds[] = { CLARIFICATION, CONFLICT, NULL };

struct notice_job {
    struct court_notice_input in;
    struct str case_id, id;
};

static enum rw_status due_day(struct act *a, struct str kind, struct date *due)
{
    int64_t days = 0;
    enum rw_status st = number_of(
        a, str_is(kind, CONFLICT) ? "conflict_notice_workdays" : "clarification_workdays", &days);

    *due = workday_add(a->today, days);
    return st;
}

static enum rw_status put_line(struct act *a, struct str case_id, struct str id, struct str kind,
                               struct str child_id, struct date on, const char *state)
{
    return chronology_put(
        a, &(struct chronology_entry){ .case_id = case_id,
                                       .kind = KIND,
                                       .ref_id = id,
                                       .on = on,
                                       .at_utc = RW_NO_TIME,
                                       .child_id = child_id,
                                       .state = state,
                                       .cls = CLASS_L,
                                       .line = str_is(kind, CONFLICT)
                                                   ? STR("Notice to the court: contact that an "
                                                         "order requires does not take place")
                                                   : STR("Clarification of an order to be asked "
                                                         "of the court") });
}

static enum rw_status log_it(struct act *a, const char *action, struct str case_id, struct str id,
                             int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "court-notice",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version,
                                         .purpose = "court" });
}

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct notice_job *j = arg;
    struct q_court_notice_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .kind = j->in.kind,
        .order_id = j->in.order_id,
        .child_id = str_or(j->in.child_id, NULL),
        .words = j->in.words,
        .state = STR("open"),
        .recorded_utc = utc_iso(a->mem, a->now_utc),
        .recorded_by = a->viewer.account_id,
        .recorded_name = a->viewer.name,
        .version = 1,
    };
    struct date due;
    enum rw_status st = due_day(a, j->in.kind, &due);

    row.due_on = date_iso(a->mem, due);
    if (!st)
        st = q_court_notice_add(a->db, a->mem, &row, &a->err);
    if (!st)
        st = put_line(a, j->case_id, j->id, j->in.kind, j->in.child_id, due, "open");
    return st ? st : log_it(a, "court-notice-add", j->case_id, j->id, 1);
}

enum rw_status court_notice_add(struct act *a, struct str case_id,
                                const struct court_notice_input *in, struct str *id)
{
    struct notice_job j = { .in = *in, .case_id = case_id, .id = id_new(a->mem) };
    struct q_court_order_get_in order = { .case_id = case_id, .id = in->order_id };
    struct court_order_row row;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = q_court_order_get(a->db, a->mem, &order, &row, &a->err);
    if (st)
        return st;
    check_one_of(a, "kind", in->kind, kinds);
    check_text(a, "words", in->words, REQUIRED);
    st = check_done(a);
    if (!st)
        st = act_write(a, apply_add, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* ---- what becomes of it ---- */

struct step_job {
    const struct court_notice_step *in;
    struct str case_id;
    bool answered;
};

static enum rw_status find(struct act *a, struct str case_id, struct str id,
                           struct court_notice_row *row)
{
    struct q_court_notice_list_in in = { .case_id = case_id };
    struct court_notice_row *rows;
    size_t n, i;
    enum rw_status st = q_court_notice_list(a->db, a->mem, &in, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id)) {
            *row = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such notice");
}

static enum rw_status save_step(struct act *a, const struct step_job *j)
{
    struct str on = date_iso(a->mem, j->in->on), now = utc_iso(a->mem, a->now_utc);
    struct q_court_notice_answered_in answered = { .case_id = j->case_id,
                                                   .id = j->in->id,
                                                   .version = j->in->version,
                                                   .answered_on = on,
                                                   .answer = j->in->words,
                                                   .answered_utc = now,
                                                   .answered_name = a->viewer.name };
    struct q_court_notice_sent_in sent = { .case_id = j->case_id,
                                           .id = j->in->id,
                                           .version = j->in->version,
                                           .sent_on = on,
                                           .sent_to = j->in->words,
                                           .sent_utc = now,
                                           .sent_name = a->viewer.name };

    return j->answered ? q_court_notice_answered(a->db, a->mem, &answered, &a->err)
                       : q_court_notice_sent(a->db, a->mem, &sent, &a->err);
}

static enum rw_status apply_step(struct act *a, void *arg)
{
    const struct step_job *j = arg;
    struct court_notice_row row;
    struct date due;
    enum rw_status st = find(a, j->case_id, j->in->id, &row);

    if (!st)
        st = save_step(a, j);
    if (st)
        return st;
    if (!date_parse(row.due_on, &due))
        return RW_FAIL(&a->err, RW_EBUG, "a notice without a day");
    st = put_line(a, j->case_id, row.id, row.kind, row.child_id, due,
                  j->answered ? "answered" : "sent");
    return st ? st
              : log_it(a, j->answered ? "court-notice-answered" : "court-notice-sent", j->case_id,
                       row.id, j->in->version + 1);
}

static enum rw_status take_step(struct act *a, struct step_job *j)
{
    enum rw_status st = act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_past(a, "on", j->in->on, REQUIRED);
    check_text(a, "words", j->in->words, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_step, j);
}

enum rw_status court_notice_sent(struct act *a, struct str case_id,
                                 const struct court_notice_step *in)
{
    return take_step(a, &(struct step_job){ .in = in, .case_id = case_id });
}

enum rw_status court_notice_answered(struct act *a, struct str case_id,
                                     const struct court_notice_step *in)
{
    return take_step(a, &(struct step_job){ .in = in, .case_id = case_id, .answered = true });
}

enum rw_status court_notice_list(struct act *a, struct str case_id, struct court_notice_row **rows,
                                 size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_court_notice_list(
        a->db, a->mem, &(struct q_court_notice_list_in){ .case_id = case_id }, rows, n, &a->err);
}

/* ---- conflicts ---- */

struct conflicts {
    struct str case_id;
    struct case_rows rows;
    struct contact_case c;
    struct court_notice_row *notices;
    size_t nnotices;
    const struct person_row *child; /* whose turn it is */
};

static bool requires_contact(const struct contact_case *c)
{
    size_t i;

    for (i = 0; i < c->in.nterms; i++)
        if (c->in.terms[i].say == SAY_REQUIRED)
            return true;
    return false;
}

static bool known(const struct conflicts *k, struct str order_id)
{
    size_t i;

    for (i = 0; i < k->nnotices; i++)
        if (str_is(k->notices[i].kind, CONFLICT) && str_eq(k->notices[i].order_id, order_id) &&
            str_eq(k->notices[i].child_id, k->child->id) &&
            !str_is(k->notices[i].state, "answered"))
            return true;
    return false;
}

/* What leaves the practice says no more than that it does not take place (clinical review). */
static enum rw_status tell_court(struct act *a, const struct conflicts *k,
                                 const struct contact_question *q, struct str order_id)
{
    const struct person_row *adult = case_person(&k->rows, q->person);
    struct notice_job j = { .case_id = k->case_id, .id = id_new(a->mem) };
    struct str title = STR("An order");
    size_t i;

    for (i = 0; i < k->c.in.norders; i++)
        if (str_eq(k->c.in.orders[i].id, order_id))
            title = contact_order_name(a->mem, &k->c.in.orders[i]);
    j.in = (struct court_notice_input){
        .kind = STR(CONFLICT),
        .order_id = order_id,
        .child_id = k->child->id,
        .words = str_fmt(a->mem,
                         "%.*s requires contact %s between %.*s and %.*s. It does not take place "
                         "within this therapy: suspended, clinical review.",
                         STR_ARG(title), channel_label(q->channel), STR_ARG(k->child->name),
                         STR_ARG(adult ? adult->name : STR("the adult concerned"))),
    };
    return apply_add(a, &j);
}

/* One notice for a child and an order, however many channels and people. */
static enum rw_status find_conflicts(struct act *a, struct conflicts *k)
{
    struct contact_question q = { .child = k->child->id, .day = a->today };
    struct contact_reply r;
    enum rw_status st = RW_OK;
    size_t i;
    unsigned ch;

    for (i = 0; !st && i < k->rows.npeople; i++)
        for (ch = 0; !st && ch < CONTACT_CHANNELS && str_is(k->rows.people[i].kind, "adult");
             ch++) {
            q.person = k->rows.people[i].id;
            q.channel = (enum contact_channel)ch;
            st = contact_permitted(a->mem, &k->c.in, &q, &r, &a->err);
            if (st || !r.conflict || known(k, r.requiring_order))
                continue;
            st = tell_court(a, k, &q, r.requiring_order);
            if (!st)
                st = q_court_notice_list(a->db, a->mem,
                                         &(struct q_court_notice_list_in){ .case_id = k->case_id },
                                         &k->notices, &k->nnotices, &a->err);
        }
    return st;
}

enum rw_status court_notices_refresh(struct act *a, struct str case_id)
{
    struct conflicts k = { .case_id = case_id };
    enum rw_status st = contact_orders(a, case_id, NULL, &k.c);
    size_t i;

    if (st || !requires_contact(&k.c))
        return st;
    st = contact_rows_load(a, case_id, &k.rows);
    if (!st)
        st = contact_case_load(a, &k.rows, &k.c);
    if (!st)
        st = q_court_notice_list(a->db, a->mem,
                                 &(struct q_court_notice_list_in){ .case_id = case_id }, &k.notices,
                                 &k.nnotices, &a->err);
    for (i = 0; !st && i < k.rows.npeople; i++) {
        k.child = &k.rows.people[i];
        if (str_is(k.child->kind, "child"))
            st = find_conflicts(a, &k);
    }
    return st;
}
