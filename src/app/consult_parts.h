/* consult_parts.h -- how a packet is kept, for consult.c and consult_packet.c. */
#ifndef RW_APP_CONSULT_PARTS_H
#define RW_APP_CONSULT_PARTS_H

#include "app/consult.h"

/* The names of the people of the case taken out of a text that somebody typed. */
enum rw_status consult_without_names(struct act *a, struct str case_id, struct str *text) RW_MUST;

/* NULL text where it is too large. */
struct str consult_packet_text(struct act *a, const struct consult_packet *p);

/* errors  RW_EDEP  the kept text is no packet */
enum rw_status consult_packet_read(struct act *a, struct str text,
                                   struct consult_packet *p) RW_MUST;

#endif
