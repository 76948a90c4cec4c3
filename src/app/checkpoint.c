#include "app/checkpoint.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/contact.h"
#include "app/court_notice.h"
#include "app/criterion_tool.h"
#include "app/sign_register.h"
#include "gen/queries.h"

struct record_job {
    const struct record_input *in;
    struct str case_id, name; /* name: under which it is kept */
    struct str what; /* what was asked, for the list of things that happened */
    enum info_class cls;
    const struct str *notes; /* attached besides papers */
    size_t nnotes;
    const struct date *review_on; /* of an open warning sign; else NULL */
};

/* ---- one record ---- */

static struct criterion_question question_in(const struct predicate *q)
{
    struct criterion_question found = { ASK_NOTHING, STR_NULL };
    size_t i;

    if (q->kind == PRED_FACT || q->kind == PRED_WITHIN_DAYS || q->kind == PRED_COUNT)
        return (struct criterion_question){ ASK_YES_NO, q->name };
    if (q->kind == PRED_AT_LEAST || q->kind == PRED_AT_MOST)
        return (struct criterion_question){ ASK_NUMBER, q->name };
    for (i = 0; found.ask == ASK_NOTHING && i < q->nof; i++)
        found = question_in(&q->of[i]);
    return found;
}

struct criterion_question criterion_asks(const struct criterion *c)
{
    return question_in(&c->when);
}

/* What was asked is shown in the list of things that happened; what was answered is not. */
static enum rw_status put_line(struct act *a, const struct record_job *j, struct str id)
{
    return chronology_put(a, &(struct chronology_entry){
                                 .case_id = j->case_id,
                                 .kind = "criterion",
                                 .ref_id = id,
                                 .on = j->in->on,
                                 .at_utc = RW_NO_TIME,
                                 .child_id = j->in->child_id,
                                 .account_id = a->viewer.account_id,
                                 .state = "recorded",
                                 .cls = j->cls,
                                 .line = str_fmt(a->mem, "Recorded: %.*s", STR_ARG(j->what)) });
}

static enum rw_status attach_each(struct act *a, const struct record_job *j, struct str id,
                                  const char *type, const struct str *ids, size_t n)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < n; i++)
        st = q_evidence_add(a->db, a->mem,
                            &(struct q_evidence_add_in){ .case_id = j->case_id,
                                                         .id = id_new(a->mem),
                                                         .record_id = id,
                                                         .object_type = str_of(type),
                                                         .object_id = ids[i] },
                            &a->err);
    return st;
}

static enum rw_status attach(struct act *a, const struct record_job *j, struct str id)
{
    enum rw_status st = attach_each(a, j, id, "document", j->in->documents, j->in->ndocuments);

    return st ? st : attach_each(a, j, id, "note", j->notes, j->nnotes);
}

static enum rw_status add_record(struct act *a, const struct record_job *j, struct str id)
{
    const struct record_input *in = j->in;
    enum rw_status st = q_criterion_record_add(
        a->db, a->mem,
        &(struct q_criterion_record_add_in){
            .case_id = j->case_id,
            .id = id,
            .criterion = j->name,
            .child_id = str_or(in->child_id, NULL),
            .person_id = str_or(in->person_id, NULL),
            .result = in->result,
            .number = in->number,
            .occurred_on = date_iso(a->mem, in->on),
            .statement = in->statement,
            .recorded_utc = utc_iso(a->mem, a->now_utc),
            .recorded_by = a->viewer.account_id,
            .recorded_name = a->viewer.name,
            .review_on = j->review_on ? date_iso(a->mem, *j->review_on) : STR_NULL },
        &a->err);

    if (!st)
        st = attach(a, j, id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "criterion-record",
                                           .object_type = "criterion-record",
                                           .object_id = id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

static enum rw_status apply_record(struct act *a, void *arg)
{
    const struct record_job *j = arg;
    struct str id = id_new(a->mem);
    enum rw_status st = add_record(a, j, id);

    return st ? st : put_line(a, j, id);
}

/* Nobody in this role is alive, known or there at all: said once, with the reason, of one child. */
static bool says_nobody(struct act *a, const struct case_rows *rows, const struct record_input *in,
                        const struct criterion *c)
{
    return c->per >= PER_PARENT_EACH && !in->person_id.len && in->child_id.len &&
           str_is(in->result, "na") && case_side_missing(a, rows, in->child_id, c->per);
}

static void check_result(struct act *a, const struct record_input *in, const struct criterion *c,
                         bool nobody)
{
    static const char *const answers[] = { "yes", "no", "na", NULL };
    static const char *const numbers[] = { "number", "na", NULL };
    enum criterion_ask ask = criterion_asks(c).ask;

    if (criterion_tool_of(c->id)) {
        problem_add(&a->bad, "", STR("This has a page of its own and is answered there."));
        return;
    }
    if (ask == ASK_NOTHING) {
        problem_add(&a->bad, "", STR("This follows from other records and has none of its own."));
        return;
    }
    check_one_of(a, "result", in->result, ask == ASK_NUMBER ? numbers : answers);
    if (str_is(in->result, "na") && !c->may_be_na && !nobody)
        problem_add(&a->bad, "result", STR("This always applies. Please choose another answer."));
    if (str_is(in->result, "number") && in->number == DB_NULL_I64)
        problem_add(&a->bad, "number", STR("Please give the number."));
}

/* An adult of that child, or, for a record that holds for every child, of any. */
static bool is_asked(struct act *a, const struct case_rows *rows, const struct record_input *in,
                     const struct criterion *c)
{
    const struct fact_adult *adults;
    size_t i, k, n;

    for (i = 0; i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];

        if (!str_is(p->kind, "child") || (in->child_id.len && !str_eq(p->id, in->child_id)))
            continue;
        n = case_adults(a, rows, p->id, c->per, &adults);
        for (k = 0; k < n; k++)
            if (str_eq(adults[k].id, in->person_id))
                return true;
    }
    return false;
}

static enum rw_status check_whom(struct act *a, const struct case_rows *rows,
                                 const struct record_input *in, const struct criterion *c,
                                 bool nobody)
{
    bool adult = c->per >= PER_PARENT_EACH && !nobody;

    if ((in->child_id.len || c->per == PER_CHILD) && !case_child(rows, in->child_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such child");
    if (in->person_id.len && !case_person(rows, in->person_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such person");
    if (adult && !is_asked(a, rows, in, c))
        problem_add(&a->bad, "person", STR("Please choose whom this is about."));
    return RW_OK;
}

enum rw_status checkpoint_record(struct act *a, struct str case_id, const struct record_input *in)
{
    struct record_input kept = *in;
    struct record_job j = { .in = &kept, .case_id = case_id, .cls = CLASS_S };
    const struct criterion *c;
    struct case_rows rows;
    bool nobody;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = case_rows_load(a, case_id, &rows);
    if (st)
        return st;
    c = rows.protocol ? protocol_criterion(rows.protocol, in->criterion) : NULL;
    if (!c)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such criterion");
    nobody = says_nobody(a, &rows, in, c);
    st = check_whom(a, &rows, in, c, nobody);
    if (st)
        return st;
    check_result(a, in, c, nobody);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "statement", in->statement, REQUIRED);
    st = check_done(a);
    if (!st)
        st = case_papers_belong(a, case_id, in->documents, in->ndocuments);
    if (st)
        return st;
    if (c->per == PER_CASE)
        kept.child_id = STR_NULL;
    if (c->per < PER_PARENT_EACH)
        kept.person_id = STR_NULL;
    if (!str_is(in->result, "number"))
        kept.number = DB_NULL_I64;
    j.name = criterion_asks(c).name;
    j.what = c->title;
    j.cls = c->about_child ? CLASS_C : CLASS_S;
    return act_write(a, apply_record, &j);
}

/* ---- the register of warning signs ---- */

struct signs_job {
    const struct signs_input *in;
    struct str case_id;
};

static const struct sign_open *open_in(const struct signs_input *in, struct str code)
{
    size_t i;

    for (i = 0; i < in->nopen; i++)
        if (str_eq(in->open[i].code, code))
            return &in->open[i];
    return NULL;
}

/* An open sign may be widened to everybody. Narrowing or moving it would close it for somebody. */
static bool moves(const struct sign_state *s, const struct sign_open *open)
{
    return open->person_id.len && !str_eq(s->record->person_id, open->person_id);
}

static enum rw_status check_signs(struct act *a, const struct case_rows *rows,
                                  const struct signs_input *in)
{
    const struct protocol *p = rows->protocol;
    size_t i;

    for (i = 0; i < in->nopen; i++) {
        if (!protocol_sign(p, in->open[i].code))
            problem_add(&a->bad, "", STR("Please choose from the list."));
        if (in->open[i].person_id.len && !case_person(rows, in->open[i].person_id))
            return RW_FAIL(&a->err, RW_ENOTFOUND, "no such person");
    }
    for (i = 0; i < p->nsigns; i++) {
        const struct sign_open *open = open_in(in, p->signs[i].code);
        struct sign_state s = case_sign(a, rows, &p->signs[i], in->child_id);

        if (s.open && (!open || moves(&s, open)))
            problem_add(
                &a->bad, str_z(a->mem, p->signs[i].code),
                STR("This sign is open, for whom it was opened. Closing it is a step of its "
                    "own."));
        if (!s.open && open)
            sign_check_opening(a, open->code, in->ndocuments + in->nnotes, in->conduct);
    }
    if (in->review_on)
        sign_check_review_day(a, *in->review_on);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "statement", in->statement, REQUIRED);
    return check_done(a);
}

/* The word on one sign: open, with all that it rests on, or not. */
static enum rw_status put_sign(struct act *a, const struct signs_job *j, struct str code,
                               const struct date *review, struct str id)
{
    const struct sign_open *open = open_in(j->in, code);
    struct record_input in = { .child_id = j->in->child_id,
                               .result = open ? STR("yes") : STR("no"),
                               .number = DB_NULL_I64,
                               .on = j->in->on,
                               .statement = j->in->statement };
    struct record_job one = { .in = &in, .case_id = j->case_id, .name = code };

    if (open) {
        in.person_id = open->person_id;
        in.documents = j->in->documents;
        in.ndocuments = j->in->ndocuments;
        one.notes = j->in->notes;
        one.nnotes = j->in->nnotes;
        one.review_on = j->in->review_on ? j->in->review_on : review;
    }
    return add_record(a, &one, id);
}

static enum rw_status load_signs(struct act *a, const struct signs_job *j, struct case_rows *rows)
{
    enum rw_status st = case_rows_load(a, j->case_id, rows);

    if (!st && (!rows->protocol || !case_child(rows, j->in->child_id)))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such child");
    return st ? st : check_signs(a, rows, j->in);
}

/* One look at the whole register: a record of each sign, and one line. */
static enum rw_status apply_signs(struct act *a, void *arg)
{
    const struct signs_job *j = arg;
    struct record_input in = { .child_id = j->in->child_id, .on = j->in->on };
    struct record_job look = {
        .in = &in, .case_id = j->case_id, .what = STR("Warning signs looked at"), .cls = CLASS_S
    };
    struct str id = STR_NULL;
    struct case_rows rows;
    struct date review;
    enum rw_status st = load_signs(a, j, &rows);
    size_t i;

    if (!st)
        st = sign_review_default(a, &review);
    for (i = 0; !st && i < rows.protocol->nsigns; i++) {
        id = id_new(a->mem);
        st = put_sign(a, j, rows.protocol->signs[i].code, &review, id);
    }
    if (st || !id.p)
        return st;
    st = put_line(a, &look, id);
    if (!st)
        st = contact_stop_planned(a, j->case_id);
    if (!st)
        st = sign_due_refresh(a, j->case_id);
    return st ? st : court_notices_refresh(a, j->case_id);
}

enum rw_status checkpoint_signs(struct act *a, struct str case_id, const struct signs_input *in)
{
    struct signs_job j = { .in = in, .case_id = case_id };
    enum rw_status st =
        sign_evidence_belongs(a, case_id, in->documents, in->ndocuments, in->notes, in->nnotes);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    return st ? st : act_write(a, apply_signs, &j);
}

/* ---- one sign alone ---- */

static bool concerns_other(struct act *a, const struct case_rows *c, const struct sign_kind *kind,
                           struct str person_id)
{
    size_t i;

    for (i = 0; i < c->npeople; i++) {
        struct sign_state s;

        if (!str_is(c->people[i].kind, "child"))
            continue;
        s = case_sign(a, c, kind, c->people[i].id);
        if (s.open && !str_eq(s.record->person_id, person_id))
            return true;
    }
    return false;
}

enum rw_status checkpoint_sign_raise(struct act *a, const struct case_rows *c, struct str code,
                                     struct str person_id, struct str statement)
{
    const struct sign_kind *kind = c->protocol ? protocol_sign(c->protocol, code) : NULL;
    struct record_input in = {
        .result = STR("yes"), .number = DB_NULL_I64, .on = a->today, .statement = statement
    };
    struct record_job j = { .in = &in,
                            .case_id = c->case_id,
                            .name = code,
                            .what = STR("Warning signs looked at"),
                            .cls = CLASS_S };
    struct str id = id_new(a->mem);
    struct date review;
    enum rw_status st;

    if (!kind)
        return RW_OK;
    if (!concerns_other(a, c, kind, person_id))
        in.person_id = person_id;
    st = sign_review_default(a, &review);
    j.review_on = &review;
    if (!st)
        st = add_record(a, &j, id);
    if (!st)
        st = contact_stop_planned(a, c->case_id);
    if (!st)
        st = put_line(a, &j, id);
    if (!st)
        st = sign_due_refresh(a, c->case_id);
    return st ? st : court_notices_refresh(a, c->case_id);
}

/* ---- one sign looked at again ---- */

struct again_job {
    const struct sign_again *in;
    struct str case_id;
};

/* The open sign that stands by this record, for some child. */
static const struct criterion_record_row *open_by(struct act *a, const struct case_rows *c,
                                                  struct str record_id)
{
    size_t i, k;

    for (i = 0; c->protocol && i < c->npeople; i++)
        for (k = 0; str_is(c->people[i].kind, "child") && k < c->protocol->nsigns; k++) {
            struct sign_state s = case_sign(a, c, &c->protocol->signs[k], c->people[i].id);

            if (s.open && str_eq(s.record->id, record_id))
                return s.record;
        }
    return NULL;
}

/* Scope and person stay as they are: a look moves nothing. */
static enum rw_status apply_again(struct act *a, void *arg)
{
    const struct again_job *j = arg;
    const struct criterion_record_row *old;
    struct case_rows rows;
    struct record_input in = { .result = STR("yes"),
                               .number = DB_NULL_I64,
                               .on = j->in->on,
                               .statement = j->in->statement,
                               .documents = j->in->documents,
                               .ndocuments = j->in->ndocuments };
    struct record_job one = { .in = &in,
                              .case_id = j->case_id,
                              .what = STR("Warning sign looked at again"),
                              .cls = CLASS_S,
                              .notes = j->in->notes,
                              .nnotes = j->in->nnotes,
                              .review_on = &j->in->review_on };
    struct str id = id_new(a->mem);
    enum rw_status st = case_rows_load(a, j->case_id, &rows);

    old = st ? NULL : open_by(a, &rows, j->in->record_id);
    if (!st && !old)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no open sign stands by this record");
    if (st)
        return st;
    in.child_id = old->child_id;
    in.person_id = old->person_id;
    one.name = old->criterion;
    st = add_record(a, &one, id);
    if (!st)
        st = put_line(a, &one, id);
    return st ? st : sign_due_refresh(a, j->case_id);
}

enum rw_status checkpoint_sign_again(struct act *a, struct str case_id, const struct sign_again *in)
{
    struct again_job j = { .in = in, .case_id = case_id };
    enum rw_status st =
        sign_evidence_belongs(a, case_id, in->documents, in->ndocuments, in->notes, in->nnotes);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    if (st)
        return st;
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "statement", in->statement, REQUIRED);
    sign_check_review_day(a, in->review_on);
    st = check_done(a);
    return st ? st : act_write(a, apply_again, &j);
}
