/* session_new.h -- how sessions begin and end; for signin.c and account.c, inside apply only. */
#ifndef RW_APP_SESSION_NEW_H
#define RW_APP_SESSION_NEW_H

#include "app/app.h"

struct session_new {
    struct str account_id;
    struct str label; /* of the browser */
    struct str created_utc; /* of the session that this one renews; empty: now */
    bool full; /* both factors were given; false: the second step only */
};

/* What the table knows a session by: SHA-256 of its token, hex. */
struct str session_key(struct arena *a, struct str token);

enum rw_status session_start(struct act *a, const struct session_new *n, struct str *token) RW_MUST;

/* Ends the oldest live ones, so that one more keeps within the number allowed. */
enum rw_status session_make_room(struct act *a, struct str account_id) RW_MUST;

/* The same session under a new token, re-authenticated now; its absolute end stays. */
enum rw_status session_renew(struct act *a, struct str account_id, struct str key,
                             struct str *token) RW_MUST;

/* errors  RW_ECONFLICT  ended already, or another person's */
enum rw_status session_end_row(struct act *a, struct str account_id, struct str key) RW_MUST;

/* keep: the one that stays, or empty. */
enum rw_status session_end_all(struct act *a, struct str account_id, struct str keep) RW_MUST;

#endif
