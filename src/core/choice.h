/* choice.h -- a list to choose from on a form: codes for the record, words for people. */
#ifndef RW_CORE_CHOICE_H
#define RW_CORE_CHOICE_H

#include "base/str.h"
#include "core/protocol.h"

struct choice {
    struct str code; /* kept in the record; never shown */
    struct str label;
    struct str note; /* may be empty */
    struct str group; /* heading that it stands under; may be empty */
    const struct str *questions; /* what to ask when it is chosen */
    size_t nquestions;
    struct str stays_from; /* of a goal: phase from which it is always in use; may be empty */
};

struct choice_list {
    struct passport pass;
    const struct choice *items;
    size_t nitems;
};

/* NULL where the list has no such code. */
const struct choice *choice_find(const struct choice_list *l, struct str code);

/* The label for a code, or the code's stand-in "not recorded yet" where it is unknown or empty. */
struct str choice_label(const struct choice_list *l, struct str code);

#endif
