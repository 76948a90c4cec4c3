/* house.h -- everything of one practice opened for a process: settings, key, store, content. */
#ifndef RW_APP_HOUSE_H
#define RW_APP_HOUSE_H

#include "app/app.h"
#include "app/settings.h"

struct practice_dir; /* store/practice_dir.h */

enum house_flag {
    HOUSE_THREADED = 1, /* the writer has a thread of its own: for a server */
    HOUSE_EMPTY = 2, /* there may be no practice row yet: for init and demo */
    HOUSE_MIGRATE = 4 /* bring the schema forward first */
};

struct house {
    struct arena mem;
    struct settings settings;
    struct db_config store;
    bool by_network; /* the records are on a server that is reached over TCP */
    struct practice_dir *dir;
    struct app app; /* what everything else is given */
    struct str why; /* after a failure: a sentence for the operator */
};

/*
 * house_open -- before any other thread; sets the time zone of the process.
 *
 * in      dir   the practice's folder; db_url: NULL, or a PostgreSQL server instead of the setting
 * out     *h    ready; h->why says what to do when it could not be opened
 * errors  RW_ENOTFOUND  no practice there; RW_EINPUT  reweave.conf is wrong; RW_EDENIED  readable by
 *         others; RW_ECONFLICT  older or newer schema; RW_EDEP  not reachable
 * owns    all of it until house_close, which is safe after a failure
 */
enum rw_status house_open(struct house *h, const char *dir, const char *db_url, unsigned flags,
                          struct rw_err *e) RW_MUST;

/*
 * house_open_with -- the same with the key's file already open, and without a thread yet: between the
 * two the process can give up what it needs no longer.
 */
enum rw_status house_open_with(struct house *h, const char *dir, const char *db_url, int key_fd,
                               unsigned flags, struct rw_err *e) RW_MUST;
enum rw_status house_start(struct house *h, unsigned flags, struct rw_err *e) RW_MUST;

/* The key's file, open, for house_open_with in another process; *by_network as above. */
enum rw_status house_key_open(const char *dir, const char *db_url, int *fd, bool *by_network,
                              struct rw_err *e) RW_MUST;
void house_close(struct house *h);

#endif
