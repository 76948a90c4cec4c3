/* record_request_put.c -- a request and what is done about it, up to the decision and its second name. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consultation.h"
#include "app/credential.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/privilege.h"
#include "app/record_request.h"
#include "gen/queries.h"

#define KIND "record_request"
#define LINE "Answer to a request for a record"

static const char *const beliefs[] = { "abuse", "endangerment", NULL };

static enum rw_status put_line(struct act *a, struct str case_id, struct str id, struct date due,
                               const char *state)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = case_id,
                                                         .kind = KIND,
                                                         .ref_id = id,
                                                         .on = due,
                                                         .at_utc = RW_NO_TIME,
                                                         .state = state,
                                                         .cls = CLASS_L,
                                                         .line = STR(LINE) });
}

static enum rw_status log_it(struct act *a, const char *action, struct str case_id, struct str id,
                             int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "record-request",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version,
                                         .purpose = "operations" });
}

/* -- a request --------------------------------------------------------------------------------- */

struct add_job {
    struct q_record_request_add_in row;
    struct date due;
    const struct case_rows *rows;
    const struct person_row *child; /* whose privilege may have to be asked about; or NULL */
};

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct add_job *j = arg;
    enum rw_status st = q_record_request_add(a->db, a->mem, &j->row, &a->err);

    if (!st)
        st = put_line(a, j->row.case_id, j->row.id, j->due, "due");
    if (!st && j->child)
        st = privilege_task_put(a, j->rows, j->child);
    return st ? st : log_it(a, "record-request-add", j->row.case_id, j->row.id, 1);
}

static void check_codes(struct act *a, const char *field, const char *list, const struct str *codes,
                        size_t n, size_t max)
{
    size_t i;

    for (i = 0; i < n && i < max; i++)
        check_choice(a, field, list_of(a->app, list), codes[i]);
    if (n > max)
        problem_add(&a->bad, field, STR("Please choose fewer."));
}

static void check_request(struct act *a, const struct case_rows *c, const struct request_input *in)
{
    const struct person_row *subject = case_person(c, in->subject_id);

    if (!subject || str_is(subject->kind, "professional"))
        problem_add(&a->bad, "subject", STR("Please choose whose record is asked for."));
    if (in->asker_id.len && !case_person(c, in->asker_id))
        problem_add(&a->bad, "asker", STR("Please choose somebody of this case."));
    if (in->asker_id.len && in->asker_name.len)
        problem_add(&a->bad, "asker_name",
                    STR("Please either choose somebody of the case or write a name, not both."));
    check_line(a, "asker_name", in->asker_name, in->asker_id.len ? OPTIONAL : REQUIRED);
    check_past(a, "received", in->received, REQUIRED);
    check_choice(a, "way", list_of(a->app, LIST_REQUEST_WAYS), in->way);
    if (!in->nparts)
        problem_add(&a->bad, "parts", STR("Please choose what is asked for."));
    check_codes(a, "parts", LIST_REQUEST_PARTS, in->parts, in->nparts, REQUEST_PARTS_MAX);
    check_text(a, "words", in->words, OPTIONAL);
}

enum rw_status request_add(struct act *a, struct str case_id, const struct request_input *in,
                           struct str *id)
{
    struct add_job j = { 0 };
    struct case_rows rows;
    int64_t days;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
    if (!st)
        st = number_of(a, "access_answer_days", &days);
    if (st)
        return st;
    check_request(a, &rows, in);
    st = check_done(a);
    if (st)
        return st;
    j.rows = &rows;
    j.child = case_child(&rows, in->subject_id);
    j.due = date_add(in->received, (int32_t)days);
    j.row = (struct q_record_request_add_in){
        .case_id = case_id,
        .id = id_new(a->mem),
        .subject_id = in->subject_id,
        .asker_id = str_or(in->asker_id, NULL),
        .asker_name = str_or(in->asker_name, NULL),
        .received_on = date_iso(a->mem, in->received),
        .way = in->way,
        .parts = request_codes_join(a->mem, in->parts, in->nparts),
        .words = str_or(in->words, NULL),
        .due_on = date_iso(a->mem, j.due),
        .recorded_utc = utc_iso(a->mem, a->now_utc),
        .recorded_by = a->viewer.account_id,
        .recorded_name = a->viewer.name,
    };
    st = act_write(a, apply_add, &j);
    if (!st)
        *id = j.row.id;
    return st;
}

/* -- steps ------------------------------------------------------------------------------------- */

struct q_record_request_step_add_in *request_step_row(struct act *a, const struct request_item *x,
                                                      enum request_step_kind kind, struct date on)
{
    struct q_record_request_step_add_in *row =
        arena_new(a->mem, struct q_record_request_step_add_in);

    if (a->mem->spent)
        return NULL;
    *row = (struct q_record_request_step_add_in){ .case_id = x->row.case_id,
                                                  .id = id_new(a->mem),
                                                  .request_id = x->row.id,
                                                  .number = (int64_t)x->nsteps + 1,
                                                  .kind = str_of(request_step_word(kind)),
                                                  .on_date = date_iso(a->mem, on),
                                                  .due_on = STR_NULL,
                                                  .outcome = STR_NULL,
                                                  .grounds = STR_NULL,
                                                  .gives = STR_NULL,
                                                  .belief = STR_NULL,
                                                  .interest = STR_NULL,
                                                  .words = STR_NULL,
                                                  .way = STR_NULL,
                                                  .document_id = STR_NULL,
                                                  .second_name = STR_NULL,
                                                  .second_licence = STR_NULL,
                                                  .second_words = STR_NULL,
                                                  .second_on = STR_NULL,
                                                  .recorded_utc = utc_iso(a->mem, a->now_utc),
                                                  .recorded_by = a->viewer.account_id,
                                                  .recorded_name = a->viewer.name,
                                                  .recorded_licence =
                                                      str_or(a->viewer.licence, NULL) };
    return row;
}

enum rw_status request_step_put(struct act *a, const struct request_step_job *j)
{
    const struct record_request_row *r = &j->item->row;
    struct date due = date_known(j->due) ? j->due : j->item->state.due;
    enum rw_status st = q_record_request_step_add(a->db, a->mem, j->row, &a->err);

    if (!st && (j->answered || date_known(j->due)))
        st = put_line(a, r->case_id, r->id, due, j->answered ? "answered" : "due");
    return st ? st : log_it(a, j->action, r->case_id, r->id, j->row->number + 1);
}

static enum rw_status apply_step(struct act *a, void *arg)
{
    return request_step_put(a, arg);
}

static enum rw_status write_step(struct act *a, struct request_step_job *j)
{
    enum rw_status st = check_done(a);

    if (!st && !j->row)
        st = RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    return st ? st : act_write(a, apply_step, j);
}

static enum rw_status nothing_to_do(struct act *a)
{
    return RW_FAIL(&a->err, RW_ENOTFOUND, "nothing of the kind is to be done now");
}

/* What each step on a request begins with: the viewer may, and its letter is not signed. */
static enum rw_status open_request(struct act *a, struct str case_id, struct str id,
                                   struct request_item *x)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = request_get(a, case_id, id, x);
    if (!st && x->state.stage >= REQUEST_SIGNED)
        st = nothing_to_do(a);
    return st;
}

static void check_day(struct act *a, const struct request_item *x, struct date on)
{
    struct date received = RW_NO_DATE;

    check_past(a, "on", on, REQUIRED);
    if (date_known(on) && date_parse(x->row.received_on, &received) && on.day < received.day)
        problem_add(&a->bad, "on", STR("Please give a day on or after the request arrived."));
}

enum rw_status request_extend(struct act *a, struct str case_id, struct str id, struct date on,
                              struct str reason)
{
    struct request_item x;
    struct request_step_job j = { .item = &x, .action = "record-request-extend" };
    int64_t days = 0;
    enum rw_status st = open_request(a, case_id, id, &x);

    if (!st && x.state.extended)
        st = nothing_to_do(a);
    if (!st)
        st = number_of(a, "access_extension_days", &days);
    if (st)
        return st;
    check_day(a, &x, on);
    check_text(a, "words", reason, REQUIRED);
    if (date_known(on) && on.day > x.state.due.day)
        problem_add(&a->bad, "on",
                    STR("It can be made longer only in writing and within the first time, which "
                        "was over on that day."));
    j.due = date_add(x.state.due, (int32_t)days);
    j.row = request_step_row(a, &x, REQUEST_EXTENDED, on);
    if (j.row) {
        j.row->words = reason;
        j.row->due_on = date_iso(a->mem, j.due);
    }
    return write_step(a, &j);
}

enum rw_status request_agreed(struct act *a, struct str case_id, struct str id, struct date on,
                              struct str words)
{
    struct request_item x;
    struct request_step_job j = { .item = &x,
                                  .action = "record-request-agreed",
                                  .due = RW_NO_DATE };
    struct case_rows rows;
    struct request_facts f;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        st = open_request(a, case_id, id, &x);
    if (!st)
        st = request_facts_of(a, &rows, &x, &f);
    if (!st && (!f.own_consent || f.agreed))
        st = nothing_to_do(a);
    if (!st)
        st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
    if (st)
        return st;
    check_day(a, &x, on);
    check_text(a, "words", words, REQUIRED);
    j.row = request_step_row(a, &x, REQUEST_AGREED, on);
    if (j.row)
        j.row->words = words;
    return write_step(a, &j);
}

/* -- the decision ------------------------------------------------------------------------------ */

static const struct {
    const char *field, *words;
} refusals[] = {
    [REQUEST_NO_GROUND] = { "grounds", "Please choose on what this rests." },
    [REQUEST_GROUND_NOT_ASKED] = { "grounds",
                                   "All is given: please take the grounds away, or choose "
                                   "another answer." },
    [REQUEST_NOTHING_GIVEN] = { "gives", "Please choose what is given." },
    [REQUEST_SOMETHING_GIVEN] = { "gives", "Nothing is given: please take the parts away, or "
                                           "choose another answer." },
    [REQUEST_NO_AUTHORITY] = { "outcome",
                               "No document here shows that this person may act for whose record "
                               "it is, or they are not treated as representative, so nothing can "
                               "be given to them." },
    [REQUEST_ONLY_NO_AUTHORITY] = { "grounds",
                                    "No document here shows that this person may ask, so the "
                                    "answer says neither that there is a record nor that there is "
                                    "none. Please choose the ground that the papers do not show "
                                    "authority, and no other." },
    [REQUEST_UNDETERMINED] = { "outcome",
                               "Who holds the privilege for this child is not settled, so nothing "
                               "can be given. Please ask the court or the guardian ad litem; the "
                               "answer can say that this is being asked." },
    [REQUEST_NOT_AGREED] = { "outcome",
                             "The young person consented alone to their own sessions. Please "
                             "record that they agree, or keep that part back with its ground." },
    [REQUEST_NO_REPRESENTATIVE] = { "grounds",
                                    "This ground is about somebody who acts for a child." },
};

static struct request_choice choice_of(const struct request_decision_input *in)
{
    return (struct request_choice){ .outcome = in->outcome,
                                    .grounds = in->grounds,
                                    .ngrounds = in->ngrounds,
                                    .ngives = in->ngives };
}

static void check_record(struct act *a, const struct request_decision_input *in)
{
    struct consultation c = { .name = in->second_name,
                              .licence = in->second_licence,
                              .words = in->second_words,
                              .on = in->second_on,
                              .sheet = in->second_sheet };

    check_one_of(a, "belief", in->belief, beliefs);
    check_text(a, "interest", in->interest, REQUIRED);
    if (a->app->solo)
        consultation_check(a, &c);
}

bool request_refused(struct act *a, const struct request_facts *f, const struct request_choice *c)
{
    enum request_refusal r = request_check(f, c);

    if (r)
        problem_add(&a->bad, refusals[r].field, str_of(refusals[r].words));
    return r != REQUEST_MAY;
}

static enum rw_status check_decision(struct act *a, const struct request_facts *f,
                                     const struct request_decision_input *in)
{
    struct request_choice c = choice_of(in);

    if (in->outcome >= REQUEST_OUTCOMES)
        problem_add(&a->bad, "outcome", STR("Please choose the answer."));
    else
        (void)request_refused(a, f, &c);
    check_codes(a, "grounds", LIST_REQUEST_GROUNDS, in->grounds, in->ngrounds, REQUEST_GROUNDS_MAX);
    check_codes(a, "gives", LIST_REQUEST_PARTS, in->gives, in->ngives, REQUEST_PARTS_MAX);
    check_text(a, "words", in->words, in->outcome == REQUEST_GIVEN ? OPTIONAL : REQUIRED);
    if (request_takes_two(&c))
        check_record(a, in);
    return credential_must_sign(a, a->today);
}

static void fill_decision(struct act *a, const struct request_decision_input *in,
                          struct q_record_request_step_add_in *row)
{
    struct request_choice c = choice_of(in);
    bool two = request_takes_two(&c), record = two && a->app->solo;

    row->outcome = str_of(request_outcome_word(in->outcome));
    row->grounds = str_or(request_codes_join(a->mem, in->grounds, in->ngrounds), NULL);
    row->gives = str_or(request_codes_join(a->mem, in->gives, in->ngives), NULL);
    row->words = str_or(in->words, NULL);
    row->belief = two ? in->belief : STR_NULL;
    row->interest = two ? in->interest : STR_NULL;
    row->second_name = record ? in->second_name : STR_NULL;
    row->second_licence = record ? in->second_licence : STR_NULL;
    row->second_words = record ? in->second_words : STR_NULL;
    row->second_on = record ? date_iso(a->mem, in->second_on) : STR_NULL;
    row->document_id = record ? in->second_sheet : STR_NULL;
}

static enum rw_status signing(struct act *a, const char *what)
{
    return act_reauthed(a) ? RW_OK
                           : RW_FAIL(&a->err, RW_EDENIED, "%s asks for password and code", what);
}

struct decide_job {
    const struct request_decision_input *in;
    struct str case_id, id;
};

/* As the request stands where the answer is written. */
static enum rw_status apply_decide(struct act *a, void *arg)
{
    const struct decide_job *d = arg;
    struct request_item x;
    struct request_step_job j = { .item = &x,
                                  .action = "record-request-decide",
                                  .due = RW_NO_DATE };
    struct case_rows rows;
    struct request_facts f;
    enum rw_status st = case_rows_load(a, d->case_id, &rows);

    if (!st)
        st = open_request(a, d->case_id, d->id, &x);
    if (!st)
        st = request_facts_of(a, &rows, &x, &f);
    if (!st)
        st = check_decision(a, &f, d->in);
    if (!st)
        st = check_done(a);
    if (!st && a->app->solo && d->in->second_sheet.len)
        st = case_papers_belong(a, d->case_id, &d->in->second_sheet, 1);
    if (!st)
        st = act_allow(a, d->case_id, CAP_DECIDE, CLASS_S, false);
    if (st)
        return st;
    j.row = request_step_row(a, &x, REQUEST_DECIDED, a->today);
    if (!j.row)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    fill_decision(a, d->in, j.row);
    return request_step_put(a, &j);
}

enum rw_status request_decide(struct act *a, struct str case_id, struct str id,
                              const struct request_decision_input *in)
{
    struct decide_job d = { .in = in, .case_id = case_id, .id = id };
    struct request_item x;
    enum rw_status st = open_request(a, case_id, id, &x);

    if (!st)
        st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);
    if (!st)
        st = signing(a, "a decision");
    return st ? st : act_write(a, apply_decide, &d);
}

enum rw_status request_second(struct act *a, struct str case_id, struct str id, struct str words)
{
    struct request_item x;
    struct request_step_job j = { .item = &x,
                                  .action = "record-request-second",
                                  .due = RW_NO_DATE };
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = request_get(a, case_id, id, &x);
    if (!st && x.state.stage != REQUEST_WAITS_NAME)
        st = nothing_to_do(a);
    if (!st)
        st = signing(a, "a second signature");
    if (!st)
        st = credential_must_sign(a, a->today);
    if (st)
        return st;
    if (str_eq(x.steps[x.state.decision].recorded_by, a->viewer.account_id))
        problem_add(&a->bad, "", STR("A second signature comes from somebody else."));
    check_text(a, "words", words, REQUIRED);
    j.row = request_step_row(a, &x, REQUEST_SECOND, a->today);
    if (j.row)
        j.row->words = words;
    return write_step(a, &j);
}
