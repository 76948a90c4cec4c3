#include "app/person.h"

#include "app/audit.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/lists.h"
#include "app/protection.h"
#include "app/protocols.h"
#include "gen/queries.h"

static const char *const kinds[] = { "child", "adult", "professional", NULL };

struct person_job {
    const struct person_input *in;
    struct str case_id, id;
};

static void check_place(struct act *a, const struct person_input *in)
{
    const struct protocol *p = protocol_for_words(a);

    if (in->phase.len && !protocol_phase(p, in->phase))
        problem_add(&a->bad, "phase", STR("Please choose one from the list."));
    if (in->track.len && !protocol_track(p, in->track))
        problem_add(&a->bad, "track", STR("Please choose one from the list."));
    if (in->level.len && !protocol_level(p, in->level))
        problem_add(&a->bad, "level", STR("Please choose one from the list."));
}

void person_check(struct act *a, const struct person_input *in)
{
    bool child = str_is(in->kind, "child");

    check_one_of(a, "kind", in->kind, kinds);
    check_line(a, "name", in->name, REQUIRED);
    check_past(a, "birth", in->birth, child ? REQUIRED : OPTIONAL);
    check_line(a, "language", in->language, OPTIONAL);
    check_text(a, "access_needs", in->access_needs, OPTIONAL);
    check_line(a, "safe_contact", in->safe_contact, OPTIONAL);
    check_line(a, "organisation", in->organisation, OPTIONAL);
    if (str_is(in->kind, "professional"))
        check_choice(a, "profession", list_of(a->app, "professions"), in->profession);
    if (child)
        check_place(a, in);
}

static enum rw_status audit_person(struct act *a, const char *action, struct str case_id,
                                   struct str id, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "person",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version });
}

/* A child who comes in under way stands where the referral found them; others start before the
 * first phase, which opens with the intake checkpoint. */
static enum rw_status add_phase(struct act *a, const struct person_job *j)
{
    struct family_case_get_row c;
    enum rw_status st;

    if (!j->in->phase.len)
        return RW_OK;
    st = q_family_case_get(a->db, a->mem, &(struct q_family_case_get_in){ .id = j->case_id }, &c,
                           &a->err);
    if (st)
        return st;
    return q_phase_span_add(a->db, a->mem,
                            &(struct q_phase_span_add_in){
                                .case_id = j->case_id,
                                .id = id_new(a->mem),
                                .child_id = j->id,
                                .phase = j->in->phase,
                                .level = str_or(j->in->level, NULL),
                                .from_on = c.as_of.len ? c.as_of : date_iso(a->mem, a->today),
                                .how = STR("carried_over"),
                                .recorded_utc = utc_iso(a->mem, a->now_utc),
                                .recorded_by = a->viewer.account_id,
                            },
                            &a->err);
}

enum rw_status person_put(struct act *a, struct str case_id, struct str id,
                          const struct person_input *in)
{
    const struct person_job j = { .in = in, .case_id = case_id, .id = id };
    bool professional = str_is(in->kind, "professional");
    struct person_row *before;
    size_t n;
    enum rw_status st = q_person_list(
        a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id }, &before, &n, &a->err);

    if (!st)
        st = q_person_add(a->db, a->mem,
                          &(struct q_person_add_in){
                              .case_id = case_id,
                              .id = id,
                              .place = (int64_t)n + 1,
                              .kind = in->kind,
                              .name = in->name,
                              .birth = str_or(date_iso(a->mem, in->birth), NULL),
                              .language = str_or(in->language, NULL),
                              .interpreter = in->interpreter,
                              .access_needs = str_or(in->access_needs, NULL),
                              .protected = in->is_protected,
                              .safe_contact = str_or(in->safe_contact, NULL),
                              .organisation = str_or(in->organisation, NULL),
                              .profession = professional ? str_or(in->profession, NULL) : STR_NULL,
                              .phase = str_or(in->phase, NULL),
                              .track = str_or(in->track, NULL),
                              .level = str_or(in->level, NULL),
                              .entry_phase = str_or(in->phase, NULL),
                              .entry_level = str_or(in->level, NULL),
                              .recorded_utc = utc_iso(a->mem, a->now_utc),
                              .version = 1,
                          },
                          &a->err);

    if (!st && str_is(in->kind, "child"))
        st = add_phase(a, &j);
    if (!st && str_is(in->kind, "child"))
        st = caseload_keep(a, case_id);
    if (!st)
        st = audit_person(a, "person-add", case_id, id, 1);
    return st;
}

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct person_job *j = arg;

    return person_put(a, j->case_id, j->id, j->in);
}

enum rw_status person_add(struct act *a, struct str case_id, const struct person_input *in,
                          struct str *id)
{
    struct person_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (st)
        return st;
    person_check(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_add, &j);
    if (!st)
        *id = j.id;
    return st;
}

static enum rw_status save(struct act *a, const struct person_job *j,
                           const struct protection_next *next)
{
    const struct person_input *in = j->in;
    enum rw_status st = q_person_save(a->db, a->mem,
                                      &(struct q_person_save_in){
                                          .case_id = j->case_id,
                                          .id = j->id,
                                          .version = in->version,
                                          .name = in->name,
                                          .birth = str_or(date_iso(a->mem, in->birth), NULL),
                                          .language = str_or(in->language, NULL),
                                          .interpreter = in->interpreter,
                                          .access_needs = str_or(in->access_needs, NULL),
                                          .protected = next->is_protected,
                                          .unprotect_utc = next->unprotect_utc,
                                          .safe_contact = str_or(in->safe_contact, NULL),
                                          .organisation = str_or(in->organisation, NULL),
                                          .profession = str_or(in->profession, NULL),
                                      },
                                      &a->err);

    if (!st)
        st = caseload_keep(a, j->case_id);
    return st ? st : audit_person(a, "person-save", j->case_id, j->id, in->version + 1);
}

static enum rw_status apply_save(struct act *a, void *arg)
{
    const struct person_job *j = arg;
    struct protection_next next;
    struct person_row old;
    enum rw_status st =
        q_person_get(a->db, a->mem, &(struct q_person_get_in){ .case_id = j->case_id, .id = j->id },
                     &old, &a->err);

    if (!st)
        st = protection_next(a, &old, j->in->is_protected, false, &next);
    return st ? st : save(a, j, &next);
}

enum rw_status person_save(struct act *a, struct str case_id, struct str id,
                           const struct person_input *in)
{
    struct person_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (st)
        return st;
    person_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_save, &j);
}

enum rw_status person_get(struct act *a, struct str case_id, struct str id, struct person_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    if (st)
        return st;
    return q_person_get(a->db, a->mem, &(struct q_person_get_in){ .case_id = case_id, .id = id },
                        row, &a->err);
}

/* What the front desk may know of a person: name, kind, language and the safe way to reach them. */
static void keep_desk(struct person_row *p)
{
    *p = (struct person_row){ .case_id = p->case_id,
                              .id = p->id,
                              .kind = p->kind,
                              .name = p->name,
                              .language = p->language,
                              .interpreter = p->interpreter,
                              .safe_contact = p->safe_contact,
                              .organisation = p->organisation,
                              .profession = p->profession };
}

enum rw_status person_list(struct act *a, struct str case_id, struct person_row **rows, size_t *n)
{
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_SCHEDULE_READ, CLASS_A, false);

    if (st)
        return st;
    st = q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id }, rows, n,
                       &a->err);
    if (!st && !act_allows(a, CAP_CASE_READ, CLASS_S, false))
        for (i = 0; i < *n; i++)
            keep_desk(&(*rows)[i]);
    return st;
}

enum rw_status person_contact(struct act *a, struct str case_id, struct str id,
                              struct person_contact_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_ADDRESS_READ, CLASS_V, false);

    if (!st)
        st = audit_read(a, &(struct audit){ .action = "address-read",
                                            .object_type = "person",
                                            .object_id = id,
                                            .case_id = case_id });
    if (st)
        return st;
    return q_person_contact(
        a->db, a->mem, &(struct q_person_contact_in){ .case_id = case_id, .id = id }, row, &a->err);
}

struct contact_job {
    const struct contact_input *in;
    struct str case_id, id;
};

void person_contact_check(struct act *a, const struct contact_input *in)
{
    check_line(a, "phone", in->phone, OPTIONAL);
    check_line(a, "email", in->email, OPTIONAL);
    check_text(a, "address", in->address, OPTIONAL);
}

enum rw_status person_contact_put(struct act *a, struct str case_id, struct str id,
                                  const struct contact_input *in)
{
    enum rw_status st = q_person_contact_save(a->db, a->mem,
                                              &(struct q_person_contact_save_in){
                                                  .case_id = case_id,
                                                  .id = id,
                                                  .version = in->version,
                                                  .phone = str_or(in->phone, NULL),
                                                  .email = str_or(in->email, NULL),
                                                  .address = str_or(in->address, NULL),
                                              },
                                              &a->err);

    return st ? st : audit_person(a, "address-save", case_id, id, in->version + 1);
}

static enum rw_status apply_contact(struct act *a, void *arg)
{
    const struct contact_job *j = arg;

    return person_contact_put(a, j->case_id, j->id, j->in);
}

enum rw_status person_contact_save(struct act *a, struct str case_id, struct str id,
                                   const struct contact_input *in)
{
    struct contact_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_ADDRESS_READ, CLASS_V, false);

    if (st)
        return st;
    person_contact_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_contact, &j);
}
