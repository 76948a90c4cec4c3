/* consult_parts.h -- how a packet is made and kept, for consult*.c. */
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

/* One more line; an empty text is left out. */
void consult_line_add(struct consult_packet *p, const char *label, struct str text);

/* "a child of 10 years"; NULL: "every child of the family". */
struct str consult_child_words(struct act *a, const struct person_row *child);

/* The evaluation of today, said without a name. */
enum rw_status consult_judge(struct act *a, const struct case_rows *rows,
                             const struct person_row *child, const struct gate *g,
                             struct gate_result *r) RW_MUST;

/* The lines about going on after the pause of that id.
 * errors  RW_ENOTFOUND  no such pause in this case; RW_ECONFLICT  the child is not in it now */
enum rw_status consult_of_resume(struct act *a, const struct case_rows *rows, struct str pause_id,
                                 struct consult_packet *p) RW_MUST;

/* Inside apply, where the colleague agrees. errors  RW_ECONFLICT  as above */
enum rw_status consult_resume_stands(struct act *a, const struct consult_request_row *r) RW_MUST;

#endif
