/* ready_kit.h -- readiness, commitments and clinical reviews of a desk's family in one line each. */
#ifndef RW_TESTS_SUPPORT_READY_KIT_H
#define RW_TESTS_SUPPORT_READY_KIT_H

#include "app/rating.h"
#include "app/self_harm.h"
#include "support/desk.h"

/* kit_act, a second after whatever came before. */
struct act ready_kit_act(struct desk *d, struct str account);

/* Every item that is asked of this person, with one value, by that source, today. */
enum rw_status ready_kit_rate(struct desk *d, struct str person, const char *source,
                              const char *value);

/* One item alone. */
enum rw_status ready_kit_one(struct desk *d, struct str person, const char *source,
                             const char *item, const char *value);

/* Each adult at a side of the child, by the clinician; the child by itself and by the clinician. */
void ready_kit_parents(struct desk *d, struct str child, const char *value);
void ready_kit_child(struct desk *d, struct str child, const char *value);

enum rw_status ready_kit_sign(struct desk *d, struct str person, const char *how);

/* Answers of a screen of today: "no yes no no no", the fifth only where it is asked. */
enum rw_status ready_kit_screen(struct desk *d, struct str person, const char *answers);
enum rw_status ready_kit_review(struct desk *d, struct str person, enum review_kind kind,
                                const char *outcome, int until);

struct review_stand ready_kit_stand(struct desk *d, struct str person);

#endif
