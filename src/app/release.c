#include "app/release.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/privilege.h"
#include "app/record_request.h"
#include "app/release_parts.h"
#include "gen/queries.h"

static const char *const methods[] = { "paper", "here", NULL };

struct release_job {
    struct q_release_add_in row;
    const struct release_input *in;
    struct str case_id;
    struct case_rows rows;
    bool unsettled; /* who holds the privilege */
};

static enum rw_status log_it(struct act *a, const char *action, struct str case_id, struct str id,
                             int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "release",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version,
                                         .purpose = "operations" });
}

static enum rw_status put_line(struct act *a, struct str case_id, struct str id, struct date on,
                               const char *state, const char *words)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = case_id,
                                                         .kind = "release",
                                                         .ref_id = id,
                                                         .on = on,
                                                         .at_utc = RW_NO_TIME,
                                                         .state = state,
                                                         .cls = CLASS_L,
                                                         .line = str_of(words) });
}

/* -- what is asked of the input ---------------------------------------------------------------- */

static void check_parts(struct act *a, const struct release_input *in)
{
    const struct choice_list *list = list_of(a->app, LIST_RELEASE_PARTS);
    bool alone = false;
    size_t i;

    for (i = 0; i < in->nparts && i < RELEASE_PARTS_MAX; i++) {
        const struct choice *c = choice_find(list, in->parts[i]);

        check_choice(a, "parts", list, in->parts[i]);
        alone = alone || (c && str_is(c->group, RELEASE_BY_ITSELF));
    }
    if (!in->nparts || in->nparts > RELEASE_PARTS_MAX)
        problem_add(&a->bad, "parts", STR("Please choose what the release covers."));
    else if (alone && in->nparts > 1)
        problem_add(&a->bad, "parts",
                    STR("Process notes need a release of their own, with nothing else in it."));
}

static void check_days(struct act *a, const struct release_input *in)
{
    check_past(a, "signed_on", in->signed_on, REQUIRED);
    check_past(a, "copy_on", in->copy_on, OPTIONAL);
    check_date(a, "expires", in->expires, OPTIONAL);
    check_date(a, "from", in->from, REQUIRED);
    check_date(a, "to", in->to, OPTIONAL);
    if (date_known(in->from) && date_known(in->to) && in->to.day < in->from.day)
        problem_add(&a->bad, "to", STR("Please give a day on or after the first."));
    if (date_known(in->expires) && date_known(in->signed_on) && in->expires.day < in->signed_on.day)
        problem_add(&a->bad, "expires", STR("Please give a day on or after it was signed."));
}

static void check_who(struct act *a, const struct case_rows *c, const struct release_input *in)
{
    const struct person_row *subject = case_person(c, in->subject_id);
    const struct person_row *to = case_person(c, in->recipient_id);
    size_t i;

    if (!subject || str_is(subject->kind, "professional"))
        problem_add(&a->bad, "subject", STR("Please choose whose record it is."));
    if (!to || str_is(to->kind, "child"))
        problem_add(&a->bad, "recipient",
                    STR("Please choose the one person who receives it. Each has a release of "
                        "their own."));
    if (in->discloser_id.len && !case_person(c, in->discloser_id))
        problem_add(&a->bad, "discloser", STR("Please choose somebody of this case."));
    if (to && str_eq(in->discloser_id, to->id))
        problem_add(&a->bad, "recipient", STR("Nobody tells themself. Please choose another."));
    for (i = 0; i < in->nsigners; i++)
        if (!case_person(c, in->signers[i]))
            problem_add(&a->bad, "signers", STR("Please choose people of this case."));
    if (!in->nsigners || in->nsigners > RELEASE_SIGNERS_MAX)
        problem_add(&a->bad, "signers", STR("Please choose who has signed."));
}

static void check_release(struct act *a, const struct case_rows *c, const struct release_input *in)
{
    check_who(a, c, in);
    check_choice(a, "purpose", list_of(a->app, LIST_RELEASE_PURPOSES), in->purpose);
    check_parts(a, in);
    check_days(a, in);
    check_one_of(a, "method", in->method, methods);
    if (str_is(in->method, "paper") && !in->document_id.len)
        problem_add(&a->bad, "document", STR("Please choose the signed paper."));
}

static struct str refusal_words(struct act *a, const struct case_rows *c, enum release_refusal r,
                                struct str subject, struct str who)
{
    static const char *const words[] = {
        [RELEASE_MAY] = "",
        [RELEASE_UNDETERMINED] =
            "Who holds the privilege for {child} is not settled, so nothing of {child} is "
            "released. Please ask the court or the guardian ad litem: that now stands on Today.",
        [RELEASE_NOT_OWN] = "A release by one adult covers that adult's own record alone. Here "
                            "{child} signs, and nobody else.",
        [RELEASE_NO_CUSTODY] =
            "No document here shows who may act for {child}. Please record custody first.",
        [RELEASE_CUSTODY_MISSING] = "The signature of {name} is missing, who holds legal custody.",
        [RELEASE_HOLDER_MISSING] = "The signature of {name} is missing, who holds the privilege.",
        [RELEASE_MINOR_MISSING] = "{child} consented alone and signs too.",
        [RELEASE_STRANGER] = "{name} has no say in this record. Please choose who signed for it.",
    };
    struct sentence_word fill[] = {
        { "child", case_person_words(a, c, subject, STR_NULL) },
        { "name", case_person_words(a, c, who, subject) },
    };

    return sentence_fill(a->mem, str_of(words[r]), fill, 2);
}

/* -- writing ----------------------------------------------------------------------------------- */

static enum rw_status apply_task(struct act *a, void *arg)
{
    const struct release_job *j = arg;
    const struct person_row *child = case_child(&j->rows, j->in->subject_id);
    enum rw_status st = privilege_task_put(a, &j->rows, child);

    return st ? st : log_it(a, "release-blocked", j->case_id, child->id, 0);
}

static struct str date_or_null(struct act *a, struct date d)
{
    return str_or(date_iso(a->mem, d), NULL);
}

/* A row with everything empty but who records it and when. */
static struct q_release_add_in row_of(struct act *a, struct str case_id, const char *kind)
{
    return (struct q_release_add_in){ .case_id = case_id,
                                      .id = id_new(a->mem),
                                      .kind = str_of(kind),
                                      .subject_id = STR_NULL,
                                      .discloser_id = STR_NULL,
                                      .recipient_id = STR_NULL,
                                      .purpose = STR_NULL,
                                      .parts = STR_NULL,
                                      .from_on = STR_NULL,
                                      .to_on = STR_NULL,
                                      .signed_on = STR_NULL,
                                      .expires_on = STR_NULL,
                                      .method = STR_NULL,
                                      .document_id = STR_NULL,
                                      .copy_on = STR_NULL,
                                      .words = STR_NULL,
                                      .recorded_utc = utc_iso(a->mem, a->now_utc),
                                      .recorded_by = a->viewer.account_id,
                                      .recorded_name = a->viewer.name };
}

static void fill_row(struct act *a, const struct release_input *in, int64_t days,
                     struct q_release_add_in *row)
{
    struct date last =
        date_known(in->expires) ? in->expires : date_add(in->signed_on, (int32_t)days);

    row->subject_id = in->subject_id;
    row->discloser_id = str_or(in->discloser_id, NULL);
    row->recipient_id = in->recipient_id;
    row->purpose = in->purpose;
    row->parts = request_codes_join(a->mem, in->parts, in->nparts);
    row->from_on = date_or_null(a, in->from);
    row->to_on = date_or_null(a, in->to);
    row->signed_on = date_or_null(a, in->signed_on);
    row->expires_on = date_or_null(a, last);
    row->method = in->method;
    row->document_id = str_is(in->method, "paper") ? in->document_id : STR_NULL;
    row->copy_on = date_or_null(a, in->copy_on);
}

/* Whether the signatures carry it. */
static enum rw_status check_signers(struct act *a, struct release_job *j)
{
    struct release_need need;
    enum release_refusal r;
    struct str who;
    enum rw_status st = release_need_of(a, &j->rows, j->in->subject_id, &need);

    if (st)
        return st;
    r = release_may(&need, j->in->signers, j->in->nsigners, &who);
    j->unsettled = r == RELEASE_UNDETERMINED;
    if (r)
        problem_add(&a->bad, j->unsettled ? "subject" : "signers",
                    refusal_words(a, &j->rows, r, j->in->subject_id, who));
    return RW_OK;
}

static enum rw_status judge_release(struct act *a, struct release_job *j)
{
    const struct release_input *in = j->in;
    enum rw_status st = case_rows_load(a, j->case_id, &j->rows);

    if (!st && in->document_id.len)
        st = case_papers_belong(a, j->case_id, &in->document_id, 1);
    if (st)
        return st;
    check_release(a, &j->rows, in);
    st = check_done(a);
    if (!st)
        st = check_signers(a, j);
    if (!st)
        st = check_done(a);
    if (!st && str_is(in->method, "here") && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "witnessing a signature needs password and code");
    return st ? st : act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);
}

static enum rw_status put_release(struct act *a, const struct release_job *j)
{
    enum rw_status st = q_release_add(a->db, a->mem, &j->row, &a->err);
    size_t i;

    for (i = 0; !st && i < j->in->nsigners; i++)
        st = q_release_signer_add(
            a->db, a->mem,
            &(struct q_release_signer_add_in){ .case_id = j->row.case_id,
                                               .release_id = j->row.id,
                                               .place = (int64_t)i,
                                               .person_id = j->in->signers[i] },
            &a->err);
    if (!st)
        st = put_line(a, j->row.case_id, j->row.id, j->in->signed_on, "recorded",
                      "Release recorded");
    return st ? st : log_it(a, "release-add", j->row.case_id, j->row.id, 1);
}

/* Whose signatures it takes follows the record as it is where the release is written. */
static enum rw_status apply_add(struct act *a, void *arg)
{
    struct release_job *j = arg;
    int64_t days;
    enum rw_status st = number_of(a, "release_days", &days);

    if (!st)
        st = judge_release(a, j);
    if (st)
        return st;
    j->row = row_of(a, j->case_id, "given");
    fill_row(a, j->in, days, &j->row);
    return put_release(a, j);
}

enum rw_status release_add(struct act *a, struct str case_id, const struct release_input *in,
                           struct str *id)
{
    struct release_job j = { .in = in, .case_id = case_id };
    enum rw_status task, st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = act_write(a, apply_add, &j);
    if (!st)
        *id = j.row.id;
    if (st != RW_EINPUT || !j.unsettled || !case_child(&j.rows, in->subject_id))
        return st;
    /* what was refused is taken back; that somebody must be asked stays */
    task = act_write(a, apply_task, &j);
    return task ? task : st;
}

static enum rw_status apply_none(struct act *a, void *arg)
{
    const struct release_job *j = arg;
    enum rw_status st = q_release_add(a->db, a->mem, &j->row, &a->err);

    if (!st)
        st = put_line(a, j->row.case_id, j->row.id, a->today, "recorded",
                      "Nobody has signed a release");
    return st ? st : log_it(a, "release-none", j->row.case_id, j->row.id, 1);
}

enum rw_status release_none(struct act *a, struct str case_id, struct str words)
{
    struct release_job j = { 0 };
    struct release_item *list;
    size_t n, i;
    enum rw_status st = release_list(a, case_id, &list, &n);

    if (!st)
        st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
    if (st)
        return st;
    check_text(a, "words", words, REQUIRED);
    for (i = 0; i < n; i++)
        if (list[i].given) {
            problem_add(&a->bad, "", STR("There are releases in this case."));
            break;
        }
    st = check_done(a);
    if (st)
        return st;
    j.row = row_of(a, case_id, "none");
    j.row.words = words;
    return act_write(a, apply_none, &j);
}

struct end_job {
    struct q_release_end_in row;
    struct date signed_on;
};

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct end_job *j = arg;
    enum rw_status st = q_release_end(a->db, a->mem, &j->row, &a->err);

    if (!st)
        st = put_line(a, j->row.case_id, j->row.id, j->signed_on, "ended", "Release, taken back");
    return st ? st : log_it(a, "release-end", j->row.case_id, j->row.id, 2);
}

enum rw_status release_end(struct act *a, struct str case_id, struct str id, struct date on,
                           struct str reason)
{
    struct end_job j = { .signed_on = RW_NO_DATE };
    struct release_item x;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = release_get(a, case_id, id, &x);
    if (!st && (!x.given || !date_parse(x.row.signed_on, &j.signed_on)))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "there is nothing to end");
    if (!st)
        st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
    if (st)
        return st;
    check_past(a, "on", on, REQUIRED);
    check_text(a, "reason", reason, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.row = (struct q_release_end_in){ .case_id = case_id,
                                       .id = id,
                                       .ended_on = date_iso(a->mem, on),
                                       .ended_reason = reason,
                                       .ended_utc = utc_iso(a->mem, a->now_utc),
                                       .ended_by = a->viewer.account_id,
                                       .ended_name = a->viewer.name };
    return act_write(a, apply_end, &j);
}

static enum rw_status close_one(struct act *a, const struct release_row *r)
{
    struct date signed_on = RW_NO_DATE;
    enum rw_status st =
        q_release_end(a->db, a->mem,
                      &(struct q_release_end_in){ .case_id = r->case_id,
                                                  .id = r->id,
                                                  .ended_on = date_iso(a->mem, a->today),
                                                  .ended_reason = STR(RELEASE_ENDED_BY_CLOSING),
                                                  .ended_utc = utc_iso(a->mem, a->now_utc),
                                                  .ended_by = a->viewer.account_id,
                                                  .ended_name = a->viewer.name },
                      &a->err);

    if (!st && date_parse(r->signed_on, &signed_on))
        st = put_line(a, r->case_id, r->id, signed_on, "ended", "Release, ended with the case");
    return st ? st : log_it(a, "release-end", r->case_id, r->id, 2);
}

enum rw_status release_close_all(struct act *a, struct str case_id)
{
    struct release_row *rows;
    size_t n, i;
    enum rw_status st = q_release_list(
        a->db, a->mem, &(struct q_release_list_in){ .case_id = case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++) {
        bool first = i == 0 || !str_eq(rows[i].id, rows[i - 1].id); /* one row a signer */

        if (first && str_is(rows[i].kind, "given") && !rows[i].ended_on.len)
            st = close_one(a, &rows[i]);
    }
    return st;
}
