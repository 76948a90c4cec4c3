/* checkpoint_kit.h -- records, signs and decisions of a desk's family in one line each. */
#ifndef RW_TESTS_SUPPORT_CHECKPOINT_KIT_H
#define RW_TESTS_SUPPORT_CHECKPOINT_KIT_H

#include "app/checkpoint.h"
#include "support/desk.h"

/* A licensed member who has just given password and code. */
struct act kit_act(struct desk *d, struct str account);

/* Somebody with an account who works on no family here, and has nothing on record. */
struct str kit_stranger(struct desk *d, const char *name, uint32_t roles);

/* One record of today; person may be STR_NULL. Returns what the use case said. */
enum rw_status kit_record(struct desk *d, const char *criterion, struct str child,
                          struct str person, const char *result);

/* A look at all signs; open: one code, or NULL. */
enum rw_status kit_signs(struct desk *d, struct str child, const char *open);

/* Every licence of that clinician ends today; desk_credentials records a new one. */
void kit_unlicense(struct desk *d, struct str account);

/* That clinician signs about conflicts of interest, with the same answer to each question. */
void kit_interest(struct desk *d, struct str account, const char *answer);

/* That person was asked about protection (no), language and help; needs: none arranged open. */
void kit_ask(struct desk *d, struct str person, const char *needs);

/* A decision on the referral: accepted waiting declined. Returns what the use case said. */
enum rw_status kit_intake(struct desk *d, const char *outcome);

/* "yes" for every criterion of a checkpoint with a record of its own, and the signs looked at. */
void kit_all_yes(struct desk *d, struct str child, const char *gate);

/* Judged now; lives in d->mem. */
struct gate_result kit_check(struct desk *d, struct str child, const char *gate);

/* The result of one criterion, of that adult or of the first. */
const struct criterion_result *kit_result(const struct gate_result *r, const char *criterion,
                                          struct str person);

/* The mark of a checkpoint as it would be read now, with that track where none is chosen yet. */
struct str kit_shown(struct desk *d, struct str child, const char *gate, const char *track);

enum rw_status kit_decide(struct desk *d, struct str child, const char *gate, const char *outcome,
                          struct str *id);

/* A track for this child, chosen while it stays at G1. */
void kit_track(struct desk *d, struct str child);

/* kit_all_yes and an advance, which must succeed. */
void kit_pass(struct desk *d, struct str child, const char *gate);

struct person_row kit_child(struct desk *d, struct str child);
/* A document of the case, of today; of another day, or of none: RW_NO_DATE. */
struct str kit_paper(struct desk *d, const char *name);
struct str kit_paper_of(struct desk *d, const char *name, struct date day);

/* The family under way: a case that entered so, with one child at that phase and level. */
struct str kit_under_way(struct desk *d, const char *phase, const char *level, struct str *child);

#endif
