#include "app/consult.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/consult_parts.h"
#include "app/consultation.h"
#include "app/credential.h"
#include "app/hold.h"
#include "app/numbers.h"
#include "app/review_due.h"
#include "app/sign_register.h"
#include "gen/queries.h"

#define DAY_SECONDS 86400

static enum rw_status audit_consult(struct act *a, const char *action, struct str case_id,
                                    struct str id, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "consultation",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version });
}

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

static bool is_over(const struct act *a, const struct consult_request_row *r)
{
    return time_of(r->until_utc) == RW_NO_TIME || time_of(r->until_utc) <= a->now_utc;
}

bool consult_is_open(const struct act *a, const struct consult_request_row *r)
{
    return !r->ended_utc.p && !is_over(a, r);
}

struct str consult_state_words(const struct act *a, const struct consult_request_row *r)
{
    struct str on = clock_words(a->mem, time_of(r->ended_utc));

    if (str_is(r->ended_form, "withdrawn"))
        return str_fmt(a->mem, "withdrawn, %.*s", STR_ARG(on));
    if (str_is(r->ended_form, "agreed"))
        return str_fmt(a->mem, "agreed, %.*s", STR_ARG(on));
    if (str_is(r->ended_form, "disagreed"))
        return str_fmt(a->mem, "did not agree, %.*s", STR_ARG(on));
    if (is_over(a, r))
        return STR("its time is over without an answer");
    return r->opened_utc.p ? STR("read, waits for an answer") : STR("not read yet");
}

/* ---- asking ---- */

static enum rw_status may_ask(struct act *a, struct str case_id)
{
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (!st && !a->app->solo)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "a group signs among itself");
    return st;
}

enum rw_status consult_colleagues(struct act *a, struct str case_id,
                                  struct consult_colleagues_row **rows, size_t *n)
{
    enum rw_status st = may_ask(a, case_id);

    return st ? st
              : q_consult_colleagues(a->db, a->mem,
                                     &(struct q_consult_colleagues_in){ .roles = ROLE_CONSULT },
                                     rows, n, &a->err);
}

enum rw_status consult_list(struct act *a, struct str case_id, struct consult_request_row **rows,
                            size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    return st ? st
              : q_consult_request_list(a->db, a->mem,
                                       &(struct q_consult_request_list_in){ .case_id = case_id },
                                       rows, n, &a->err);
}

/* ---- answers on Today ---- */

static const char *const answer_rooms[] = { "answers", "hold_answers" };

/* The lines as they are, but for this one; then this one, where a day is given. */
static enum rw_status keep_answers(struct act *a, struct str case_id, const char *room,
                                   struct str object_id, struct date on)
{
    struct chronology_row *rows;
    struct review_due *due;
    size_t n, i, ndue = 0;
    enum rw_status st = q_chronology_review_due(
        a->db, a->mem,
        &(struct q_chronology_review_due_in){ .case_id = case_id, .state = str_of(room) }, &rows,
        &n, &a->err);

    if (st)
        return st;
    due = arena_array(a->mem, struct review_due, n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < n; i++) {
        struct review_due *d = &due[ndue];

        *d = (struct review_due){ .ref_id = rows[i].ref_id, .line = rows[i].line };
        if (!str_eq(d->ref_id, object_id) && date_parse(rows[i].on_date, &d->on))
            ndue++;
    }
    if (date_known(on))
        due[ndue++] = (struct review_due){ .ref_id = object_id,
                                           .on = on,
                                           .line = STR("Your colleague does not agree") };
    return ndue || n ? review_due_keep(a, case_id, room, due, ndue) : RW_OK;
}

static enum rw_status put_answer(struct act *a, const struct consult_request_row *r)
{
    return keep_answers(a, r->case_id, answer_rooms[str_is(r->kind, "hold")], r->object_id,
                        a->today);
}

static enum rw_status drop_answer(struct act *a, struct str case_id, struct str object_id)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof answer_rooms / sizeof *answer_rooms; i++)
        st = keep_answers(a, case_id, answer_rooms[i], object_id, RW_NO_DATE);
    return st;
}

struct seen_job {
    struct str case_id, object_id;
};

static enum rw_status apply_seen(struct act *a, void *arg)
{
    const struct seen_job *j = arg;
    enum rw_status st = drop_answer(a, j->case_id, j->object_id);

    return st ? st : audit_consult(a, "consult-answer-read", j->case_id, j->object_id, 1);
}

enum rw_status consult_answer_seen(struct act *a, struct str case_id, struct str object_id)
{
    struct seen_job j = { case_id, object_id };
    struct consult_request_row *rows;
    bool there = false;
    size_t n, i;
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (!st)
        st = consult_list(a, case_id, &rows, &n);
    for (i = 0; !st && i < n; i++)
        there = there || str_eq(rows[i].object_id, object_id);
    if (!st && !there)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "nobody was asked about it");
    return st ? st : act_write(a, apply_seen, &j);
}

struct ask_job {
    const struct consult_input *in;
    struct str case_id, id;
    int64_t days;
};

/* Somebody from outside, licensed, and not the one who asks under another login. */
static enum rw_status check_colleague(struct act *a, const struct ask_job *j)
{
    struct consult_colleagues_row *rows;
    struct q_consult_colleagues_in in = { .roles = ROLE_CONSULT };
    const struct consult_colleagues_row *who = NULL;
    bool licensed = false;
    size_t n, i;
    enum rw_status st = q_consult_colleagues(a->db, a->mem, &in, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, j->in->account_id))
            who = &rows[i];
    if (st)
        return st;
    if (!who) {
        problem_add(&a->bad, "account", STR("Please choose a colleague from the list."));
        return RW_OK;
    }
    st = credential_licensed(a, who->id, a->today, &licensed);
    if (!st && !licensed)
        problem_add(&a->bad, "account",
                    STR("This colleague has no licence on record that holds today."));
    if (consultation_is_viewer(a, who->name, who->licence))
        problem_add(&a->bad, "account", STR("A second signature comes from somebody else."));
    return st;
}

static enum rw_status check_once(struct act *a, const struct ask_job *j)
{
    struct consult_request_row *rows;
    size_t n, i;
    enum rw_status st = q_consult_request_list(
        a->db, a->mem, &(struct q_consult_request_list_in){ .case_id = j->case_id }, &rows, &n,
        &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].object_id, j->in->object_id) && consult_is_open(a, &rows[i]))
            problem_add(&a->bad, "",
                        str_fmt(a->mem,
                                "%.*s was asked already. Withdraw that before somebody else is "
                                "asked.",
                                STR_ARG(rows[i].account_name)));
    return st;
}

static enum rw_status add_request(struct act *a, const struct ask_job *j, struct str question,
                                  struct str packet)
{
    return q_consult_request_add(
        a->db, a->mem,
        &(struct q_consult_request_add_in){
            .case_id = j->case_id,
            .id = j->id,
            .kind = j->in->kind,
            .object_id = j->in->object_id,
            .account_id = j->in->account_id,
            .question = question,
            .packet = packet,
            .asked_utc = utc_iso(a->mem, a->now_utc),
            .asked_by = a->viewer.account_id,
            .asked_name = a->viewer.name,
            .until_utc = utc_iso(a->mem, a->now_utc + j->days * DAY_SECONDS),
        },
        &a->err);
}

static enum rw_status apply_ask(struct act *a, void *arg)
{
    const struct ask_job *j = arg;
    struct consult_packet p;
    struct str packet = STR_NULL, question = j->in->question;
    enum rw_status st = consult_packet(a, j->case_id, j->in->kind, j->in->object_id, &p);

    if (!st)
        st = check_colleague(a, j);
    if (!st)
        st = check_once(a, j);
    if (!st)
        st = check_done(a);
    if (!st)
        st = consult_without_names(a, j->case_id, &question);
    if (!st)
        packet = consult_packet_text(a, &p);
    if (!st && !packet.p)
        st = RW_FAIL(&a->err, RW_ELIMIT, "packet too large");
    if (!st)
        st = add_request(a, j, question, packet);
    if (!st)
        st = drop_answer(a, j->case_id, j->in->object_id);
    return st ? st : audit_consult(a, "consult-ask", j->case_id, j->id, 1);
}

enum rw_status consult_ask(struct act *a, struct str case_id, const struct consult_input *in,
                           struct str *id)
{
    struct ask_job j = { .in = in, .case_id = case_id };
    bool licensed = false;
    enum rw_status st = may_ask(a, case_id);

    if (!st)
        st = number_of(a, NUMBER_CONSULT_DAYS, &j.days);
    if (!st)
        st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);
    if (st)
        return st;
    if (!licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can ask for a second signature."));
    check_text(a, "question", in->question, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_ask, &j);
    if (!st)
        *id = j.id;
    return st;
}

static enum rw_status end_request(struct act *a, const struct consult_request_row *r,
                                  const char *form, struct str view)
{
    bool is_signed = view.len > 0;

    return q_consult_request_end(
        a->db, a->mem,
        &(struct q_consult_request_end_in){
            .case_id = r->case_id,
            .id = r->id,
            .ended_form = str_of(form),
            .ended_utc = utc_iso(a->mem, a->now_utc),
            .ended_by = a->viewer.account_id,
            .view = is_signed ? view : STR_NULL,
            .signed_name = is_signed ? a->viewer.name : STR_NULL,
            .signed_licence = is_signed ? str_or(a->viewer.licence, NULL) : STR_NULL,
        },
        &a->err);
}

struct withdraw_job {
    struct str case_id, id;
};

static enum rw_status apply_withdraw(struct act *a, void *arg)
{
    const struct withdraw_job *j = arg;
    struct consult_request_row row = { .case_id = j->case_id, .id = j->id };
    enum rw_status st = end_request(a, &row, "withdrawn", STR_NULL);

    return st ? st : audit_consult(a, "consult-withdraw", j->case_id, j->id, 2);
}

enum rw_status consult_withdraw(struct act *a, struct str case_id, struct str id)
{
    struct withdraw_job j = { case_id, id };
    struct consult_request_row *rows;
    bool there = false;
    size_t n, i;
    enum rw_status st = may_ask(a, case_id);

    if (!st)
        st = consult_list(a, case_id, &rows, &n);
    for (i = 0; !st && i < n; i++)
        there = there || str_eq(rows[i].id, id);
    if (!st && !there)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such request");
    return st ? st : act_write(a, apply_withdraw, &j);
}

/* ---- the colleague ---- */

static enum rw_status of_viewer(struct act *a, struct consult_request_row **rows, size_t *n)
{
    struct q_consult_request_of_in in = { .account_id = a->viewer.account_id };
    enum rw_status st = act_allow(a, STR_NULL, CAP_CONSULT, CLASS_S, false);

    return st ? st : q_consult_request_of(a->db, a->mem, &in, rows, n, &a->err);
}

static bool is_shown(const struct act *a, const struct consult_request_row *r)
{
    return !str_is(r->ended_form, "withdrawn") && !is_over(a, r);
}

enum rw_status consult_asked(struct act *a, struct consult_request_row **rows, size_t *n)
{
    size_t i, kept = 0;
    enum rw_status st = of_viewer(a, rows, n);

    for (i = 0; !st && i < *n; i++)
        if (is_shown(a, &(*rows)[i]))
            (*rows)[kept++] = (*rows)[i];
    if (!st)
        *n = kept;
    return st;
}

static enum rw_status find_shown(struct act *a, struct str id, struct consult_request_row *row)
{
    struct consult_request_row *rows;
    size_t n, i;
    enum rw_status st = consult_asked(a, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id)) {
            *row = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "not put before this person");
}

static enum rw_status apply_opened(struct act *a, void *arg)
{
    const struct consult_request_row *r = arg;
    enum rw_status st = q_consult_request_opened(
        a->db, a->mem,
        &(struct q_consult_request_opened_in){
            .case_id = r->case_id, .id = r->id, .opened_utc = utc_iso(a->mem, a->now_utc) },
        &a->err);

    return st ? st : audit_consult(a, "consult-open", r->case_id, r->id, 1);
}

enum rw_status consult_open(struct act *a, struct str id, struct consult_request_row *row,
                            struct consult_packet *p)
{
    enum rw_status st = find_shown(a, id, row);

    if (!st && !row->opened_utc.p && !row->ended_utc.p) {
        st = act_write(a, apply_opened, row);
        a->read_logged = st == RW_OK;
        if (st == RW_ECONFLICT) /* opened in another window at this moment, or withdrawn */
            st = find_shown(a, id, row);
    }
    if (!st && !a->read_logged)
        st = audit_read(a, &(struct audit){ .action = "consult-open",
                                            .object_type = "consultation",
                                            .object_id = row->id,
                                            .case_id = row->case_id,
                                            .object_version = 1 });
    return st ? st : consult_packet_read(a, row->packet, p);
}

struct answer_job {
    struct str id, view;
    bool agree;
};

static enum rw_status sign_override(struct act *a, const struct consult_request_row *r,
                                    struct str view)
{
    return q_criterion_override_second(
        a->db, a->mem,
        &(struct q_criterion_override_second_in){ .case_id = r->case_id,
                                                  .id = r->object_id,
                                                  .second_form = STR("account"),
                                                  .second_by = a->viewer.account_id,
                                                  .second_name = a->viewer.name,
                                                  .second_licence = str_or(a->viewer.licence, NULL),
                                                  .second_words = view,
                                                  .second_utc = utc_iso(a->mem, a->now_utc) },
        &a->err);
}

static enum rw_status sign(struct act *a, const struct consult_request_row *r, struct str view)
{
    enum rw_status st;

    if (str_is(r->kind, "hold"))
        return hold_lift_by_account(a, &(struct hold_account_lift){ .case_id = r->case_id,
                                                                    .id = r->object_id,
                                                                    .asked_by = r->asked_by,
                                                                    .asked_name = r->asked_name,
                                                                    .words = r->question,
                                                                    .view = view });
    if (str_is(r->kind, "resume")) /* the clinician signs the decision; this is the word on it */
        return consult_resume_stands(a, r);
    st = sign_override(a, r, view);
    if (!st)
        st = sign_due_refresh_outside(a, r->case_id);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "override-second",
                                              .object_type = "override",
                                              .object_id = r->object_id,
                                              .case_id = r->case_id,
                                              .object_version = 2 });
}

static enum rw_status apply_answer(struct act *a, void *arg)
{
    const struct answer_job *j = arg;
    struct consult_request_row row;
    enum rw_status st = find_shown(a, j->id, &row);

    if (!st && row.ended_utc.p)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "answered already");
    if (!st && str_eq(row.asked_by, a->viewer.account_id))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "one's own request");
    if (!st)
        st = end_request(a, &row, j->agree ? "agreed" : "disagreed", j->view);
    if (!st && j->agree)
        st = sign(a, &row, j->view);
    else if (!st)
        st = put_answer(a, &row);
    return st ? st : audit_consult(a, "consult-answer", row.case_id, row.id, 2);
}

enum rw_status consult_answer(struct act *a, struct str id, struct str agree, struct str view)
{
    static const char *const answers[] = { "yes", "no", NULL };
    struct answer_job j = { .id = id, .view = view, .agree = str_is(agree, "yes") };
    struct consult_request_row row;
    enum rw_status st = find_shown(a, id, &row);

    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "a signature asks for password and code");
    if (j.agree && !a->app->solo)
        problem_add(&a->bad, "agree",
                    STR("More than one clinician works in this practice now, so that the second "
                        "signature comes from among them. Nothing was signed."));
    check_one_of(a, "agree", agree, answers);
    check_text(a, "view", view, REQUIRED);
    st = check_done(a);
    if (!st)
        st = credential_must_sign(a, a->today);
    return st ? st : act_write(a, apply_answer, &j);
}
