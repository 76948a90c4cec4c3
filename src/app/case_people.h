/* case_people.h -- everybody of one case as a booking or a note names them, and who is kept apart.
 * Loads no more than names and relations, so that the office may use it for its bookings. */
#ifndef RW_APP_CASE_PEOPLE_H
#define RW_APP_CASE_PEOPLE_H

#include "app/app.h"
#include "core/appointment.h"

struct case_person {
    struct str id, name;
    struct str label; /* "Dana, mother"; a child's is the name alone */
    struct str kind; /* child adult professional */
    bool in_question; /* contact of a child of the family with this adult is in question now */
};

/* A clinician at work on the case now; or one who stands in for its lead, on the days of that. */
struct case_clinician {
    struct str account_id, name;
    struct date from, to; /* both included; RW_NO_DATE: no such bound */
};

struct case_people {
    struct case_person *list;
    size_t n;
    struct apart *apart; /* a child's parents of whom one is the contact in question */
    size_t napart;
};

/*
 * case_people_load -- read them.
 *
 * in      a   act_allow or act_open_case has already let the viewer into the case
 */
enum rw_status case_people_load(struct act *a, struct str case_id, struct case_people *p) RW_MUST;

/* Whether these two roles to one child stand on different sides of it: the contact in question here,
 * the child's home there. */
bool case_roles_apart(struct str role, struct str other);

/* NULL where the case has nobody of that id. */
const struct case_person *case_person_find(const struct case_people *p, struct str id);

/* Notes a problem under `field` unless every id is a different person of the case. */
void case_people_check(struct act *a, const char *field, const struct case_people *p,
                       const struct str *ids, size_t n);

/* "Maya, Dana and Robin": names of those of the case, children first. */
struct str case_people_names(struct arena *mem, const struct case_people *p, const struct str *ids,
                             size_t n);
/* The one child among them, or STR_NULL where there is none or more than one. */
struct str case_people_child(const struct case_people *p, const struct str *ids, size_t n);

/* Those at work first, once each; then one entry for each time that somebody stands in who is not among
 * them: past, present and to come. */
enum rw_status case_clinicians(struct act *a, struct str case_id, struct case_clinician **list,
                               size_t *n) RW_MUST;

/* May this entry be booked for that day? */
bool case_clinician_on(const struct case_clinician *c, struct date on);

/* "from 3 Mar 2026 to 10 Mar 2026", "from 3 Mar 2026 on"; empty for somebody at work on the case. */
struct str case_clinician_days(struct arena *mem, const struct case_clinician *c);

#endif
