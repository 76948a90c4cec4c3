/* person.h -- the people of a case, what they are to each child over time, and who works on it. */
#ifndef RW_APP_PERSON_H
#define RW_APP_PERSON_H

#include "app/app.h"
#include "gen/rows.h"

struct person_input {
    struct str kind; /* child adult professional */
    struct str name, language, access_needs, safe_contact, organisation;
    struct str profession; /* code of content/lists/professions; professionals only */
    struct date birth;
    bool interpreter, is_protected;
    struct str phase, track, level; /* a child's, for a case that comes in under way */
    int64_t version;
};

struct contact_input {
    struct str phone, email, address;
    int64_t version;
};

struct role_input {
    struct str person_id;
    struct str child_id; /* empty: to the family as a whole */
    struct str role; /* code of content/lists/roles */
    struct str relation; /* in the family's own word: "mother", "uncle" */
    struct date from_on;
    struct str reason; /* why it changed; may be empty */
};

enum rw_status person_add(struct act *a, struct str case_id, const struct person_input *in,
                          struct str *id) RW_MUST;
/* Pieces of person_add, person_contact_save and person_role_add for a use case that adds several at
 * once and has asked act_allow: problems into a->bad; then, inside apply, rows and events. What
 * person_role_check leaves to its caller is that person_id and child_id are people of the case. */
void person_check(struct act *a, const struct person_input *in);
void person_contact_check(struct act *a, const struct contact_input *in);
void person_role_check(struct act *a, const struct role_input *in);
enum rw_status person_put(struct act *a, struct str case_id, struct str id,
                          const struct person_input *in) RW_MUST;
enum rw_status person_contact_put(struct act *a, struct str case_id, struct str id,
                                  const struct contact_input *in) RW_MUST;
enum rw_status person_role_put(struct act *a, struct str case_id,
                               const struct role_input *in) RW_MUST;

/* A protection that is taken off goes on for now: app/protection.h.
 * errors  RW_EDENIED  that asks for password and code */
enum rw_status person_save(struct act *a, struct str case_id, struct str id,
                           const struct person_input *in) RW_MUST;
enum rw_status person_get(struct act *a, struct str case_id, struct str id,
                          struct person_row *row) RW_MUST;
enum rw_status person_list(struct act *a, struct str case_id, struct person_row **rows,
                           size_t *n) RW_MUST;

/* Phone, e-mail and address: their own capability, and an event each time they are shown. */
enum rw_status person_contact(struct act *a, struct str case_id, struct str id,
                              struct person_contact_row *row) RW_MUST;
enum rw_status person_contact_save(struct act *a, struct str case_id, struct str id,
                                   const struct contact_input *in) RW_MUST;

/* A new role ends the present one of the same person to the same child the day before. */
enum rw_status person_role_add(struct act *a, struct str case_id,
                               const struct role_input *in) RW_MUST;
/* The same role to several children (an empty id: to the family as a whole); all or none. */
enum rw_status person_roles_add(struct act *a, struct str case_id, const struct role_input *in,
                                const struct str *children, size_t n) RW_MUST;
enum rw_status person_role_end(struct act *a, struct str case_id, struct str id,
                               struct date to_on) RW_MUST;
enum rw_status person_role_list(struct act *a, struct str case_id, struct person_role_row **rows,
                                size_t *n) RW_MUST;
enum rw_status phase_span_list(struct act *a, struct str case_id, struct phase_span_row **rows,
                               size_t *n) RW_MUST;

/* Assignments are ended, never deleted; the last lead of a case can't be ended. */
enum rw_status assignment_list(struct act *a, struct str case_id, struct assignment_list_row **rows,
                               size_t *n) RW_MUST;
enum rw_status assignment_add(struct act *a, struct str case_id, struct str account_id,
                              struct str capacity) RW_MUST;
enum rw_status assignment_end(struct act *a, struct str case_id, struct str id) RW_MUST;

/* Everybody who can sign in, to choose from; CAP_ASSIGN on the case. */
enum rw_status assignment_choices(struct act *a, struct str case_id,
                                  struct colleague_list_row **rows, size_t *n) RW_MUST;

#endif
