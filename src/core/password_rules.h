/* password_rules.h -- may this be a password? Length and a comparison with what everybody tries;
 * no rule about kinds of characters. */
#ifndef RW_CORE_PASSWORD_RULES_H
#define RW_CORE_PASSWORD_RULES_H

#include "base/str.h"

/* In code points. A second factor is always asked for; source security.md 1.6. */
#define PASSWORD_MIN 8
#define PASSWORD_MAX 128

enum password_fault {
    PASSWORD_GOOD = 0,
    PASSWORD_SHORT,
    PASSWORD_LONG,
    PASSWORD_BYTES, /* not UTF-8, or a control character */
    PASSWORD_COMMON, /* stands in the list */
    PASSWORD_NAMED /* one's own login, name, practice */
};

/* What a password may not be as a whole, letters of ASCII compared without case. */
struct password_context {
    struct str common; /* lines; those that begin with '#' and a blank are comment */
    const struct str *names; /* login, person's name, practice: with and without their blanks */
    size_t nnames;
};

/* The first rule that the password breaks, in the order of the enum. */
enum password_fault password_judge(struct str password, const struct password_context *c);

/* What to do about it, for the person; "" when good. */
const char *password_fault_words(enum password_fault f);

#endif
