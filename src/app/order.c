#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/court.h"
#include "app/lists.h"
#include "core/report_due.h"
#include "gen/queries.h"

#define WHOLE_BP 10000

static const char *const order_states[] = { "in_force", "superseded", "ended", NULL };
static const char *const report_rules[] = { "none", "every_days", "before_hearing", "both", NULL };

struct order_job {
    const struct order_input *in;
    struct str case_id, id;
    bool fresh;
};

static struct str none_or(struct str s)
{
    return s.len ? s : STR_NULL;
}

static bool needs(struct str rule, const char *one)
{
    return str_is(rule, one) || str_is(rule, "both");
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
    if (needs(in->report_rule, "every_days") && in->report_every_days <= 0)
        problem_add(&a->bad, "report_every_days", STR("Please give the number of days."));
    if (needs(in->report_rule, "before_hearing") && in->report_before_days <= 0)
        problem_add(&a->bad, "report_before_days", STR("Please give the number of days."));
    check_text(a, "report_to", in->report_to, OPTIONAL);
}

static enum rw_status write_order(struct act *a, const struct order_job *j)
{
    const struct order_input *in = j->in;
    struct str state = in->state.len ? in->state : STR("in_force");
    int64_t every = needs(in->report_rule, "every_days") ? in->report_every_days : DB_NULL_I64;
    int64_t before =
        needs(in->report_rule, "before_hearing") ? in->report_before_days : DB_NULL_I64;

    if (j->fresh)
        return q_court_order_add(
            a->db, a->mem,
            &(struct q_court_order_add_in){ .case_id = j->case_id,
                                            .id = j->id,
                                            .matter_id = in->matter_id,
                                            .kind = in->kind,
                                            .title = in->title,
                                            .signed_on = none_or(date_iso(a->mem, in->signed_on)),
                                            .effective_on = date_iso(a->mem, in->effective_on),
                                            .expires_on = none_or(date_iso(a->mem, in->expires_on)),
                                            .state = state,
                                            .report_rule = in->report_rule,
                                            .report_every_days = every,
                                            .report_before_days = before,
                                            .report_to = none_or(in->report_to),
                                            .document_id = none_or(in->document_id),
                                            .recorded_utc = utc_iso(a->mem, a->now_utc),
                                            .recorded_by = a->viewer.account_id,
                                            .version = 1 },
            &a->err);
    return q_court_order_save(
        a->db, a->mem,
        &(struct q_court_order_save_in){ .case_id = j->case_id,
                                         .id = j->id,
                                         .version = in->version,
                                         .kind = in->kind,
                                         .title = in->title,
                                         .signed_on = none_or(date_iso(a->mem, in->signed_on)),
                                         .effective_on = date_iso(a->mem, in->effective_on),
                                         .expires_on = none_or(date_iso(a->mem, in->expires_on)),
                                         .state = state,
                                         .report_rule = in->report_rule,
                                         .report_every_days = every,
                                         .report_before_days = before,
                                         .report_to = none_or(in->report_to),
                                         .document_id = none_or(in->document_id) },
        &a->err);
}

/* The day the next report is due under this order, as one line that Today and the case page read. */
static enum rw_status put_report_due(struct act *a, const struct order_job *j)
{
    const struct order_input *in = j->in;
    struct hearing_row *rows;
    size_t n, i;
    struct report_rule rule = {
        .effective_on = in->effective_on,
        .every_days = needs(in->report_rule, "every_days") ? in->report_every_days : 0,
        .before_days = needs(in->report_rule, "before_hearing") ? in->report_before_days : 0,
    };
    struct date *hearings, due;
    enum rw_status st = q_hearing_list(
        a->db, a->mem, &(struct q_hearing_list_in){ .case_id = j->case_id }, &rows, &n, &a->err);

    if (st)
        return st;
    hearings = arena_array(a->mem, struct date, n + 1);
    for (i = 0; i < n; i++)
        if (str_is(rows[i].state, "set") && date_parse(rows[i].on_date, &hearings[rule.nhearings]))
            rule.nhearings++;
    rule.hearings = hearings;
    due = report_due(&rule, a->today);
    if (!date_known(due))
        return RW_OK;
    return chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                         .kind = "report_due",
                                                         .ref_id = j->id,
                                                         .on = due,
                                                         .at_utc = RW_NO_TIME,
                                                         .state = str_is(in->state, "superseded") ||
                                                                          str_is(in->state, "ended")
                                                                      ? "ended"
                                                                      : "due",
                                                         .cls = CLASS_L,
                                                         .line = STR("Report to the court due") });
}

static enum rw_status apply_order(struct act *a, void *arg)
{
    const struct order_job *j = arg;
    const struct order_input *in = j->in;
    enum rw_status st = write_order(a, j);

    if (!st)
        st = chronology_put(a, &(struct chronology_entry){
                                   .case_id = j->case_id,
                                   .kind = "order",
                                   .ref_id = j->id,
                                   .on = in->effective_on,
                                   .at_utc = RW_NO_TIME,
                                   .state = str_is(in->state, "superseded") ? "superseded"
                                            : str_is(in->state, "ended")    ? "ended"
                                                                            : "in_force",
                                   .cls = CLASS_L,
                                   .line = str_fmt(a->mem, "Order: %.*s", STR_ARG(in->title)) });
    if (!st)
        st = put_report_due(a, j);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = j->fresh ? "order-add" : "order-save",
                                           .object_type = "order",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->fresh ? 1 : in->version + 1,
                                           .purpose = "court" });
    return st;
}

static enum rw_status put_order(struct act *a, struct order_job *j)
{
    enum rw_status st = act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);

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

struct clause_job {
    const struct clause_input *in;
    struct str case_id, order_id, id;
};

static void check_clause(struct act *a, const struct clause_input *in)
{
    check_choice(a, "kind", list_of(a->app, "clause-kinds"), in->kind);
    check_text(a, "words", in->words, REQUIRED);
    if (in->page != DB_NULL_I64 && in->page < 1)
        problem_add(&a->bad, "page", STR("Please give the page of the order, from 1."));
}

static enum rw_status apply_clause_add(struct act *a, void *arg)
{
    const struct clause_job *j = arg;
    struct clause_row *rows;
    size_t n;
    enum rw_status st = q_clause_list(
        a->db, a->mem, &(struct q_clause_list_in){ .case_id = j->case_id, .order_id = j->order_id },
        &rows, &n, &a->err);

    if (!st)
        st = q_clause_add(a->db, a->mem,
                          &(struct q_clause_add_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .order_id = j->order_id,
                                                     .place = n ? rows[n - 1].place + 1 : 1,
                                                     .kind = j->in->kind,
                                                     .words = j->in->words,
                                                     .page = j->in->page,
                                                     .version = 1 },
                          &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "clause-add",
                                           .object_type = "clause",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1,
                                           .purpose = "court" });
    return st;
}

enum rw_status clause_add(struct act *a, struct str case_id, struct str order_id,
                          const struct clause_input *in)
{
    struct clause_job j = { .in = in, .case_id = case_id, .order_id = order_id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_clause(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    return act_write(a, apply_clause_add, &j);
}

static enum rw_status apply_clause_save(struct act *a, void *arg)
{
    const struct clause_job *j = arg;
    enum rw_status st = q_clause_save(a->db, a->mem,
                                      &(struct q_clause_save_in){ .case_id = j->case_id,
                                                                  .id = j->id,
                                                                  .version = j->in->version,
                                                                  .kind = j->in->kind,
                                                                  .words = j->in->words,
                                                                  .page = j->in->page },
                                      &a->err);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "clause-save",
                                           .object_type = "clause",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->in->version + 1,
                                           .purpose = "court" });
    return st;
}

enum rw_status clause_save(struct act *a, struct str case_id, struct str id,
                           const struct clause_input *in)
{
    struct clause_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_clause(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_clause_save, &j);
}

enum rw_status clause_list(struct act *a, struct str case_id, struct str order_id,
                           struct clause_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_clause_list(a->db, a->mem,
                         &(struct q_clause_list_in){ .case_id = case_id, .order_id = order_id },
                         rows, n, &a->err);
}

struct share_job {
    const struct share_input *in;
    size_t n;
    struct str case_id, order_id;
};

static enum rw_status apply_shares(struct act *a, void *arg)
{
    const struct share_job *j = arg;
    size_t i;
    enum rw_status st = q_payer_share_drop(
        a->db, a->mem,
        &(struct q_payer_share_drop_in){ .case_id = j->case_id, .order_id = j->order_id }, &a->err);

    for (i = 0; !st && i < j->n; i++)
        st = q_payer_share_add(a->db, a->mem,
                               &(struct q_payer_share_add_in){ .case_id = j->case_id,
                                                               .id = id_new(a->mem),
                                                               .order_id = j->order_id,
                                                               .person_id = j->in[i].person_id,
                                                               .share_bp = j->in[i].share_bp },
                               &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "shares-set",
                                           .object_type = "order",
                                           .object_id = j->order_id,
                                           .case_id = j->case_id,
                                           .purpose = "court" });
    return st;
}

enum rw_status shares_set(struct act *a, struct str case_id, struct str order_id,
                          const struct share_input *in, size_t n)
{
    struct share_job j = { .in = in, .n = n, .case_id = case_id, .order_id = order_id };
    int64_t sum = 0;
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_A, false);

    if (st)
        return st;
    for (i = 0; i < n; i++) {
        if (in[i].share_bp < 0 || in[i].share_bp > WHOLE_BP)
            problem_add(&a->bad, "", STR("Please give each share from 0 to 100 percent."));
        else
            sum += in[i].share_bp;
    }
    if (n && sum != WHOLE_BP)
        problem_add(&a->bad, "", STR("The shares must come to 100 percent together."));
    st = check_done(a);
    return st ? st : act_write(a, apply_shares, &j);
}

enum rw_status shares_list(struct act *a, struct str case_id, struct str order_id,
                           struct payer_share_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_A, false);

    if (st)
        return st;
    return q_payer_share_list(
        a->db, a->mem, &(struct q_payer_share_list_in){ .case_id = case_id, .order_id = order_id },
        rows, n, &a->err);
}
