/* concern_kit.h -- a concern about the child of a desk, and what is recorded to it. */
#ifndef RW_TESTS_SUPPORT_CONCERN_KIT_H
#define RW_TESTS_SUPPORT_CONCERN_KIT_H

#include "app/concern.h"
#include "support/checkpoint_kit.h"

#define CANARY "PURPLE-HERON-41" /* in every word that nobody else may read */

struct str concern_kit_press(struct desk *d, struct str account, struct str person);
struct concern_step_input concern_kit_input(const struct desk *d, enum concern_step_kind kind);
enum rw_status concern_kit_step(struct desk *d, struct str account, struct str id,
                                const struct concern_step_input *in);
enum rw_status concern_kit_simple(struct desk *d, struct str account, struct str id,
                                  enum concern_step_kind kind);
struct concern concern_kit_of(struct desk *d, struct str account, struct str id);
struct sign_state concern_kit_sign(struct desk *d, struct str child);

#endif
