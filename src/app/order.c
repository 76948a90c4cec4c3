/* order.c -- an order of the court, and what replaces it. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/contact.h"
#include "app/court.h"
#include "app/court_notice.h"
#include "app/lists.h"
#include "gen/queries.h"

/* Ten years: longer than any order names, short enough to be no slip of the hand. */
#define DAYS_MAX 3650

static const char *const order_states[] = { "in_force", "superseded", "ended", NULL };
static const char *const report_rules[] = { "none", "every_days", "before_hearing", "both", NULL };

struct order_job {
    const struct order_input *in;
    struct str case_id, id;
    struct str matter_id, document_id; /* as they will be stored */
    bool fresh;
};

static struct str state_of(const struct order_input *in)
{
    return in->state.len ? in->state : STR("in_force");
}

static bool needs(struct str rule, const char *one)
{
    return str_is(rule, one) || str_is(rule, "both");
}

static void check_days(struct act *a, const char *field, const char *what, int64_t days)
{
    if (days <= 0 || days > DAYS_MAX)
        problem_add(
            &a->bad, field,
            str_fmt(a->mem, "Please give the number of days %s, from 1 to %d.", what, DAYS_MAX));
}

static void check_order(struct act *a, const struct order_input *in)
{
    check_choice(a, "kind", list_of(a->app, "order-kinds"), in->kind);
    check_line(a, "title", in->title, REQUIRED);
    check_past(a, "signed_on", in->signed_on, OPTIONAL);
    check_date(a, "effective_on", in->effective_on, REQUIRED);
    if (date_known(in->expires_on) && date_known(in->effective_on) &&
        in->expires_on.day < in->effective_on.day)
        problem_add(&a->bad, "expires_on", STR("Please give a day after the order takes effect."));
    if (in->state.len)
        check_one_of(a, "state", in->state, order_states);
    check_one_of(a, "report_rule", in->report_rule, report_rules);
    if (needs(in->report_rule, "every_days"))
        check_days(a, "report_every_days", "between reports", in->report_every_days);
    if (needs(in->report_rule, "before_hearing"))
        check_days(a, "report_before_days", "before a hearing", in->report_before_days);
    check_text(a, "report_to", in->report_to, OPTIONAL);
    if (in->document)
        document_check_file(a, in->document);
}

static int64_t days_or_null(const struct order_input *in, const char *one, int64_t days)
{
    return needs(in->report_rule, one) ? days : DB_NULL_I64;
}

static enum rw_status add_order(struct act *a, const struct order_job *j)
{
    const struct order_input *in = j->in;
    struct q_court_order_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .matter_id = j->matter_id,
        .kind = in->kind,
        .title = in->title,
        .signed_on = str_or(date_iso(a->mem, in->signed_on), NULL),
        .effective_on = date_iso(a->mem, in->effective_on),
        .expires_on = str_or(date_iso(a->mem, in->expires_on), NULL),
        .state = state_of(in),
        .report_rule = in->report_rule,
        .report_every_days = days_or_null(in, "every_days", in->report_every_days),
        .report_before_days = days_or_null(in, "before_hearing", in->report_before_days),
        .report_to = str_or(in->report_to, NULL),
        .document_id = str_or(j->document_id, NULL),
        .recorded_utc = utc_iso(a->mem, a->now_utc),
        .recorded_by = a->viewer.account_id,
        .version = 1,
    };

    return q_court_order_add(a->db, a->mem, &row, &a->err);
}

static enum rw_status save_order(struct act *a, const struct order_job *j)
{
    const struct order_input *in = j->in;
    struct q_court_order_save_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .version = in->version,
        .kind = in->kind,
        .title = in->title,
        .signed_on = str_or(date_iso(a->mem, in->signed_on), NULL),
        .effective_on = date_iso(a->mem, in->effective_on),
        .expires_on = str_or(date_iso(a->mem, in->expires_on), NULL),
        .state = state_of(in),
        .report_rule = in->report_rule,
        .report_every_days = days_or_null(in, "every_days", in->report_every_days),
        .report_before_days = days_or_null(in, "before_hearing", in->report_before_days),
        .report_to = str_or(in->report_to, NULL),
        .document_id = str_or(j->document_id, NULL),
    };

    return q_court_order_save(a->db, a->mem, &row, &a->err);
}

/* The court's own record and the paper, where they come along with the order. */
static enum rw_status put_parts(struct act *a, struct order_job *j)
{
    enum rw_status st = RW_OK;

    j->matter_id = j->in->matter_id;
    j->document_id = j->in->document_id;
    if (j->fresh && !j->matter_id.len) {
        j->matter_id = id_new(a->mem);
        st = matter_put(a, j->case_id, j->matter_id, j->in->matter);
    }
    if (!st && j->in->document) {
        j->document_id = id_new(a->mem);
        st = document_put(a, j->case_id, j->document_id, j->in->document);
    }
    return st;
}

static enum rw_status put_line(struct act *a, const struct order_job *j)
{
    const struct order_input *in = j->in;

    return chronology_put(
        a, &(struct chronology_entry){ .case_id = j->case_id,
                                       .kind = "order",
                                       .ref_id = j->id,
                                       .on = in->effective_on,
                                       .at_utc = RW_NO_TIME,
                                       .state = str_is(in->state, "superseded") ? "superseded"
                                                : str_is(in->state, "ended")    ? "ended"
                                                                                : "in_force",
                                       .cls = CLASS_L,
                                       .line = in->title });
}

static enum rw_status apply_order(struct act *a, void *arg)
{
    struct order_job *j = arg;
    enum rw_status st = put_parts(a, j);

    if (!st)
        st = j->fresh ? add_order(a, j) : save_order(a, j);
    if (!st)
        st = put_line(a, j);
    if (!st)
        st = report_due_refresh(a, j->case_id);
    if (!st)
        st = contact_stop_planned(a, j->case_id);
    if (!st)
        st = court_notices_refresh(a, j->case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = j->fresh ? "order-add" : "order-save",
                                           .object_type = "order",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->fresh ? 1 : j->in->version + 1,
                                           .purpose = "court" });
    return st;
}

/* Matters are never taken away, so looking before the transaction is enough. */
static enum rw_status check_matter(struct act *a, const struct order_job *j)
{
    struct q_matter_get_in in = { .case_id = j->case_id, .id = j->in->matter_id };
    struct matter_row matter;

    if (j->in->matter_id.len)
        return q_matter_get(a->db, a->mem, &in, &matter, &a->err);
    if (j->in->matter)
        matter_check(a, j->in->matter);
    else
        problem_add(&a->bad, "matter", STR("Please choose the court and docket."));
    return RW_OK;
}

static enum rw_status put_order(struct act *a, struct order_job *j)
{
    enum rw_status st = act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st && j->fresh)
        st = check_matter(a, j);
    if (st)
        return st;
    check_order(a, j->in);
    st = check_done(a);
    return st ? st : act_write(a, apply_order, j);
}

enum rw_status order_add(struct act *a, struct str case_id, const struct order_input *in,
                         struct str *id)
{
    struct order_job j = { .in = in, .case_id = case_id, .id = id_new(a->mem), .fresh = true };
    enum rw_status st = put_order(a, &j);

    if (!st)
        *id = j.id;
    return st;
}

enum rw_status order_save(struct act *a, struct str case_id, struct str id,
                          const struct order_input *in)
{
    struct order_job j = { .in = in, .case_id = case_id, .id = id };

    return put_order(a, &j);
}

enum rw_status order_get(struct act *a, struct str case_id, struct str id,
                         struct court_order_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_court_order_get(a->db, a->mem,
                             &(struct q_court_order_get_in){ .case_id = case_id, .id = id }, row,
                             &a->err);
}

enum rw_status order_list(struct act *a, struct str case_id, struct court_order_row **rows,
                          size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_court_order_list(a->db, a->mem, &(struct q_court_order_list_in){ .case_id = case_id },
                              rows, n, &a->err);
}
