/* consult_kit.h -- a practice of one and the colleague outside whom it asks. */
#ifndef RW_TESTS_SUPPORT_CONSULT_KIT_H
#define RW_TESTS_SUPPORT_CONSULT_KIT_H

#include "app/consult.h"
#include "support/checkpoint_kit.h"

/* Noa Pine, licensed, from outside. */
struct str consult_kit_colleague(struct desk *d, const char *login);
struct act consult_kit_outside(struct desk *d, struct str id);
void consult_kit_solo(struct desk *d, struct store_kit *k);
enum rw_status consult_kit_ask(struct desk *d, const char *kind, struct str object, struct str who,
                               struct act *a, struct str *id);
void consult_kit_names_nobody(struct desk *d, const struct consult_packet *p);
struct str consult_kit_line(const struct consult_packet *p, const char *label);

#endif
