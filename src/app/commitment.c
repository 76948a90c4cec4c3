/* commitment.c -- both parents sign the same words, here or on paper, or say no. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/rating.h"
#include "app/safety.h"
#include "gen/queries.h"

static const char *const hows[] = { "signed", "paper", "declined", NULL };

struct sign_job {
    const struct commitment_input *in;
    struct str case_id, id, name, words;
};

/* What was signed, as it read on that day: the list may be another one later. */
static struct str words_of(struct act *a, const struct case_rows *c, const struct person_row *who)
{
    const struct choice *const *items;
    size_t n = sheet_items(a, c, SHEET_COMMITMENT, who, &items), i;
    struct str s = STR("");

    for (i = 0; i < n; i++)
        s = str_fmt(a->mem, "%.*s%s%.*s.", STR_ARG(s), i ? "\n" : "", STR_ARG(items[i]->label));
    return s;
}

static enum rw_status apply_sign(struct act *a, void *arg)
{
    const struct sign_job *j = arg;
    const struct commitment_input *in = j->in;
    bool declined = str_is(in->how, "declined");
    enum rw_status st = q_commitment_signature_add(
        a->db, a->mem,
        &(struct q_commitment_signature_add_in){
            .case_id = j->case_id,
            .id = j->id,
            .person_id = in->person_id,
            .child_id = str_or(in->child_id, NULL),
            .how = in->how,
            .on_date = date_iso(a->mem, in->on),
            .document_id = str_is(in->how, "paper") ? in->document_id : STR_NULL,
            .typed_name = str_is(in->how, "signed") ? in->typed_name : STR_NULL,
            .reason = declined ? str_or(in->reason, NULL) : STR_NULL,
            .words = j->words,
            .recorded_utc = utc_iso(a->mem, a->now_utc),
            .recorded_by = a->viewer.account_id,
            .recorded_name = a->viewer.name },
        &a->err);

    if (!st)
        st =
            chronology_put(a, &(struct chronology_entry){
                                  .case_id = j->case_id,
                                  .kind = "criterion",
                                  .ref_id = j->id,
                                  .on = in->on,
                                  .at_utc = RW_NO_TIME,
                                  .account_id = a->viewer.account_id,
                                  .state = "recorded",
                                  .cls = CLASS_S,
                                  .line = str_fmt(a->mem, "Commitments: %.*s", STR_ARG(j->name)) });
    return st ? st
              : audit_add(a, &(struct audit){ .action = "commitment-sign",
                                              .object_type = "commitment",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

static enum rw_status check_sign(struct act *a, const struct case_rows *c,
                                 const struct commitment_input *in, const struct person_row *who)
{
    check_one_of(a, "how", in->how, hows);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "reason", in->reason, OPTIONAL);
    if (in->child_id.len && !case_child(c, in->child_id))
        problem_add(&a->bad, "child", STR("Please choose a child of this family."));
    if (!who || !str_is(who->kind, "adult"))
        problem_add(&a->bad, "person", STR("Please choose an adult of this family."));
    else if (str_is(in->how, "signed") && !str_eq(str_trim(in->typed_name), who->name))
        problem_add(&a->bad, "typed_name",
                    str_fmt(a->mem, "Please type the whole name as it stands here: %.*s.",
                            STR_ARG(who->name)));
    if (str_is(in->how, "paper") && !in->document_id.len)
        problem_add(&a->bad, "document", STR("Please choose the signed paper."));
    return check_done(a);
}

enum rw_status commitment_sign(struct act *a, struct str case_id, const struct commitment_input *in)
{
    struct sign_job j = { .in = in, .case_id = case_id };
    const struct person_row *who;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (st)
        return st;
    who = case_person(&c, in->person_id);
    st = check_sign(a, &c, in, who);
    if (!st && str_is(in->how, "paper"))
        st = case_papers_belong(a, case_id, &in->document_id, 1);
    if (!st && str_is(in->how, "signed") && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "a signature asks for password and code");
    if (st)
        return st;
    j.id = id_new(a->mem);
    j.name = who->name;
    j.words = words_of(a, &c, who);
    return act_write(a, apply_sign, &j);
}

enum rw_status commitment_list(struct act *a, struct str case_id,
                               struct commitment_signature_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    return st ? st
              : q_commitment_signature_list(
                    a->db, a->mem, &(struct q_commitment_signature_list_in){ .case_id = case_id },
                    rows, n, &a->err);
}

/* Rows come in the order of recording; what was entered late for an earlier day is not the newest. */
const struct commitment_signature_row *commitment_of(const struct commitment_signature_row *rows,
                                                     size_t n, struct str person_id,
                                                     struct str child_id)
{
    const struct commitment_signature_row *last = NULL;
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].person_id, person_id) &&
            (!rows[i].child_id.p || str_eq(rows[i].child_id, child_id)) &&
            (!last || str_cmp(rows[i].on_date, last->on_date) >= 0))
            last = &rows[i];
    return last;
}

static enum rw_status tell_word(struct act *a, struct case_rows *c, struct str child,
                                const struct commitment_signature_row *w)
{
    struct fact f = { .id = str_fmt(a->mem, "%.*s-%zu", STR_ARG(w->id), c->ntold),
                      .name = STR("G2.d"),
                      .child = child,
                      .person = w->person_id,
                      .value = str_is(w->how, "declined") ? FACT_NO : FACT_YES,
                      .on = RW_NO_DATE,
                      .recorded_utc = RW_NO_TIME,
                      .by = w->recorded_name };

    (void)date_parse(w->on_date, &f.on);
    (void)utc_parse(w->recorded_utc, &f.recorded_utc);
    return criterion_tool_tell(a, c, &f);
}

/* That there is no such parent was said once, where safety is asked about. */
static enum rw_status tell_absent(struct act *a, struct case_rows *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && c->safety && i < c->safety->n; i++) {
        const struct safety_event *x = &c->safety->events[i];

        if (x->kind == SAFETY_EVENT_ABSENT)
            st = criterion_tool_tell(
                a, c,
                &(struct fact){ .id = str_fmt(a->mem, "%.*s-%zu", STR_ARG(x->id), c->ntold),
                                .name = STR("G2.d"),
                                .child = x->child,
                                .value = FACT_NA,
                                .reason = x->reason,
                                .on = x->on,
                                .recorded_utc = x->recorded_utc,
                                .by = x->by });
    }
    return st;
}

enum rw_status commitments_tell(struct act *a, struct case_rows *c)
{
    struct commitment_signature_row *rows;
    const struct fact_adult *adults;
    size_t n, i, k, nadults;
    enum rw_status st = q_commitment_signature_list(
        a->db, a->mem, &(struct q_commitment_signature_list_in){ .case_id = c->case_id }, &rows, &n,
        &a->err);

    for (i = 0; !st && i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        nadults = case_adults(a, c, c->people[i].id, PER_PARENT_EACH, &adults);
        for (k = 0; !st && k < nadults; k++) {
            const struct commitment_signature_row *w =
                commitment_of(rows, n, adults[k].id, c->people[i].id);

            if (w)
                st = tell_word(a, c, c->people[i].id, w);
        }
    }
    return st ? st : tell_absent(a, c);
}
