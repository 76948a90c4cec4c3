/* packet_terms.c -- what is written for one adult before a packet is printed: fees, and forms for a
 * release. */
#include "app/audit.h"
#include "app/check.h"
#include "app/kept.h"
#include "app/packet.h"
#include "gen/queries.h"

#define TERMS_KEPT(what, of_event, how, from)                                                      \
    {                                                                                              \
        .object = (of_event), .action = (what), .may = { CAP_CASE_EDIT, CLASS_A, false },          \
        .put = (how), .in = (from)                                                                 \
    }

static enum rw_status get_person(struct act *a, struct str case_id, struct str id,
                                 struct person_row *row)
{
    return q_person_get(a->db, a->mem, &(struct q_person_get_in){ .case_id = case_id, .id = id },
                        row, &a->err);
}

struct fee_job {
    struct str person_id, words;
    struct date on;
};

static enum rw_status put_fees(struct act *a, const struct kept *k, const void *arg)
{
    const struct fee_job *in = arg;

    return q_fee_terms_add(a->db, a->mem,
                           &(struct q_fee_terms_add_in){ .case_id = k->case_id,
                                                         .id = k->id,
                                                         .person_id = in->person_id,
                                                         .words = in->words,
                                                         .on_date = date_iso(a->mem, in->on),
                                                         .recorded_utc = k->utc,
                                                         .recorded_by = a->viewer.account_id,
                                                         .recorded_name = a->viewer.name },
                           &a->err);
}

static enum rw_status adult_only(struct act *a, struct str case_id, struct str person_id)
{
    struct person_row p;
    enum rw_status st = get_person(a, case_id, person_id, &p);

    if (!st && !str_is(p.kind, "adult"))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no adult of the family");
    return st;
}

enum rw_status fee_terms_add(struct act *a, struct str case_id, struct str person_id,
                             struct str words, struct date on)
{
    struct fee_job in = { .person_id = person_id, .words = words, .on = on };
    struct kept_job j = TERMS_KEPT("fee-terms", "fee-terms", put_fees, &in);
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (!st)
        st = adult_only(a, case_id, person_id);
    if (st)
        return st;
    check_text(a, "words", words, REQUIRED);
    check_past(a, "on", on, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

enum rw_status fee_terms_list(struct act *a, struct str case_id, struct str person_id,
                              struct fee_terms_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st
              : q_fee_terms_list(
                    a->db, a->mem,
                    &(struct q_fee_terms_list_in){ .case_id = case_id, .person_id = person_id },
                    rows, n, &a->err);
}

static enum rw_status put_form(struct act *a, const struct kept *k, const void *arg)
{
    const struct release_form_input *in = arg;

    return q_release_form_add(
        a->db, a->mem,
        &(struct q_release_form_add_in){ .case_id = k->case_id,
                                         .id = k->id,
                                         .person_id = in->person_id,
                                         .recipient_id = in->recipient_id,
                                         .purpose = in->purpose,
                                         .scope = in->scope,
                                         .until_on = date_iso(a->mem, in->until),
                                         .on_date = date_iso(a->mem, a->today),
                                         .recorded_utc = k->utc,
                                         .recorded_by = a->viewer.account_id },
        &a->err);
}

enum rw_status release_form_add(struct act *a, struct str case_id,
                                const struct release_form_input *in)
{
    struct kept_job j = TERMS_KEPT("release-form", "release-form", put_form, in);
    struct person_row to = { 0 };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (!st)
        st = adult_only(a, case_id, in->person_id);
    if (st)
        return st;
    if (!in->recipient_id.len || get_person(a, case_id, in->recipient_id, &to) ||
        !str_is(to.kind, "professional"))
        problem_add(&a->bad, "recipient", STR("Please choose one of the professionals."));
    check_line(a, "purpose", in->purpose, REQUIRED);
    check_text(a, "scope", in->scope, REQUIRED);
    check_date(a, "until", in->until, REQUIRED);
    if (date_known(in->until) && in->until.day < a->today.day)
        problem_add(&a->bad, "until", STR("Please give a day that is not over."));
    return kept_add(a, case_id, &j, NULL);
}

struct end_job {
    struct str case_id, person_id, id;
};

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct end_job *j = arg;
    enum rw_status st = q_release_form_end(
        a->db, a->mem,
        &(struct q_release_form_end_in){ .case_id = j->case_id,
                                         .id = j->id,
                                         .person_id = j->person_id,
                                         .ended_utc = utc_iso(a->mem, a->now_utc),
                                         .ended_by = a->viewer.account_id },
        &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "release-form-end",
                                              .object_type = "release-form",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

enum rw_status release_form_end(struct act *a, struct str case_id, struct str person_id,
                                struct str id)
{
    struct end_job j = { .case_id = case_id, .person_id = person_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    return st ? st : act_write(a, apply_end, &j);
}

enum rw_status release_form_list(struct act *a, struct str case_id, struct str person_id,
                                 struct release_form_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st
              : q_release_form_list(
                    a->db, a->mem,
                    &(struct q_release_form_list_in){ .case_id = case_id, .person_id = person_id },
                    rows, n, &a->err);
}
