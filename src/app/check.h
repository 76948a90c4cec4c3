/* check.h -- what every use case asks of its input, in the same words for page, verb and import. */
#ifndef RW_APP_CHECK_H
#define RW_APP_CHECK_H

#include "app/app.h"
#include "core/choice.h"

enum need { OPTIONAL = 0, REQUIRED = 1 };

/* Each notes a problem under `field` in a->bad when the input will not do. */
void check_line(struct act *a, const char *field, struct str s, enum need need);
void check_text(struct act *a, const char *field, struct str s, enum need need);
void check_past(struct act *a, const char *field, struct date d,
                enum need need); /* not after today */
void check_date(struct act *a, const char *field, struct date d, enum need need);
void check_choice(struct act *a, const char *field, const struct choice_list *list,
                  struct str code);
void check_one_of(struct act *a, const char *field, struct str s, const char *const *words);

/* RW_EINPUT when a problem was noted since the act began, else RW_OK. */
enum rw_status check_done(struct act *a) RW_MUST;

#endif
