/* practice.h -- the practice itself: made once, known to every process, corrected by its admin. */
#ifndef RW_APP_PRACTICE_H
#define RW_APP_PRACTICE_H

#include "app/account.h"
#include "app/app.h"
#include "gen/rows.h"

struct practice_input {
    struct str name;
    struct str kind; /* solo group */
    struct str region; /* code of app/regions.h */
    struct str zone; /* "America/New_York" */
    struct str paper; /* letter a4 */
    struct str consult; /* colleague to consult; may be empty */
    int64_t version; /* of the row that was seen; not when new */
};

/*
 * practice_load -- what a process knows of its practice, into struct app; sets the time zone of the
 * process, so before any other thread.
 *
 * errors  RW_ENOTFOUND  the database holds no practice yet
 * owns    nothing; texts live in app->mem
 */
enum rw_status practice_load(struct db *db, struct app *app, struct rw_err *e) RW_MUST;

/* Notes in a->bad what is wrong with the input; RW_EINPUT. Needs no store. */
enum rw_status practice_check(struct act *a, const struct practice_input *in) RW_MUST;

/*
 * practice_create -- the one practice row, from the local console; a->app has its tenant and writer.
 *
 * errors  RW_EINPUT  a->bad says where; RW_ECONFLICT  there is one already
 */
enum rw_status practice_create(struct act *a, const struct practice_input *in, bool demo) RW_MUST;

/* Whether the database answers, asked on the page's own connection. For anybody: it tells nothing. */
enum rw_status practice_reads(struct act *a) RW_MUST;

/* Any signed-in person may read it; CAP_PRACTICE and re-authentication to save. */
enum rw_status practice_get(struct act *a, struct practice_get_row *row) RW_MUST;

/* errors  RW_ECONFLICT  somebody saved since in->version; show both */
enum rw_status practice_save(struct act *a, const struct practice_input *in) RW_MUST;

#endif
