/* demo.h -- the demonstration practice: invented people, made through the same use cases as real
 * work, with dates counted from the day on which it is made. */
#ifndef RW_APP_DEMO_H
#define RW_APP_DEMO_H

#include "app/app.h"

#define DEMO_ACCOUNTS_FILE "demo-accounts.json"
#define DEMO_ACCOUNTS_MAX 16

struct demo_account {
    struct str username, name, password;
    struct str role; /* "therapist" "supervisor" "office" "admin" */
    struct str totp_secret; /* base32 */
};

struct demo {
    struct demo_account account[DEMO_ACCOUNTS_MAX];
    size_t n;
    bool solo; /* a practice of one; otherwise a group */
    bool fresh; /* it was made just now */
    struct str why; /* after a failure: a sentence for the operator, or empty */
};

typedef void demo_say(const char *line);

/* What is asked for. What lies in the folder says what kind it is: solo is for the making. */
struct demo_wish {
    const char *dir;
    const char *db_url; /* NULL: embedded, or where the folder says */
    int64_t now_utc; /* the moment from which the dates are counted */
    bool solo;
    bool reset; /* throw away the demonstration that lies there, and make it anew */
    demo_say *say; /* told one line at a time how far it is; may be NULL */
};

/*
 * demo_prepare -- open the demonstration in a folder, or make it where there is none.
 *
 * in      w->dir  not there yet, empty, or the folder of an earlier demonstration, which stays as
 *                 it is, dates included, unless it is to be made anew
 * out     *d      in mem; the accounts stand in DIR/demo-accounts.json too, for its owner alone
 * errors  RW_ECONFLICT  something else lies there: a practice at work, one that was not finished, a
 *                       group where a practice of one is wished for
 *         RW_EDEP       disk or database failed
 */
enum rw_status demo_prepare(struct arena *mem, const struct demo_wish *w, struct demo *d,
                            struct rw_err *e) RW_MUST;

/*
 * demo_clear -- what a demonstration left: its tables and its folder's own files, nothing else.
 *
 * in      dir   one without DEMO_ACCOUNTS_FILE is left alone, and that is RW_OK
 * out     *url  of the server that held the records, in mem; NULL: embedded
 * errors  RW_ECONFLICT  d->why: no demonstration, or other things lie there too; all is untouched
 */
enum rw_status demo_clear(struct arena *mem, const char *dir, const char **url, struct demo *d,
                          struct rw_err *e) RW_MUST;

/*
 * demo_fill -- the families, in a practice that has its people already; dates count from now_utc.
 *
 * in      app    its time zone is that of the process
 *         lead   clinician who opens and treats; the others may be nobody
 */
struct demo_staff {
    struct viewer lead;
    struct viewer supervisor, colleague;
    struct str office;
    struct str outside; /* of a practice of one: the colleague who is asked for second signatures */
    bool solo; /* only the families that one person carries alone */
};
enum rw_status demo_fill(const struct app *app, struct db *db, const struct demo_staff *staff,
                         int64_t now_utc, struct rw_err *e) RW_MUST;

/* Who stands in for the lead; alone, what is put before the colleague from outside. */
enum rw_status demo_second(const struct app *app, struct db *db, struct arena *mem,
                           const struct demo_staff *staff, int64_t now_utc,
                           struct rw_err *e) RW_MUST;

/* The accounts of a demonstration; RW_ENOTFOUND where the folder holds none. */
enum rw_status demo_accounts_read(struct arena *mem, const char *dir, struct demo *d,
                                  struct rw_err *e) RW_MUST;

/* Comes last: a folder that has the file holds a whole demonstration. */
enum rw_status demo_accounts_write(const char *dir, const struct demo *d, struct rw_err *e) RW_MUST;

/* The six digits that the account's generator shows now; STR_NULL where the secret is none. */
struct str demo_code(struct arena *mem, const struct demo_account *account, int64_t now_utc);

#endif
