/* settings.h -- what an operator may set, one row each; the file is DIR/reweave.conf. */
#ifndef RW_APP_SETTINGS_H
#define RW_APP_SETTINGS_H

#include "base/err.h"
#include "base/out.h"
#include "base/str.h"

enum setting {
    SETTING_LISTEN, /* "127.0.0.1:8420" */
    SETTING_DATABASE, /* postgres://... or empty: the embedded one */
    SETTING_MASTER_KEY, /* path of the key file, where it isn't DIR/master.key; read by the store */
    SETTING_SESSION_IDLE, /* seconds */
    SETTING_SESSION_ABSOLUTE, /* seconds */
    SETTING_REAUTH, /* seconds */
    SETTING_SECOND_STEP, /* seconds */
    SETTING_SESSIONS, /* of one person at once */
    SETTING_INVITE, /* seconds */
    SETTING_THROTTLE_FREE, /* failures of one account or browser */
    SETTING_THROTTLE_FREE_ADDRESS, /* failures from one address */
    SETTING_THROTTLE_WAIT, /* seconds */
    SETTING_THROTTLE_STOP, /* failures */
    SETTING_WORKERS,
    SETTING_IO_THREADS,
    SETTING_QUEUE,
    SETTING_CONNECTIONS,
    SETTING_HEADER_TIME, /* seconds */
    SETTING_IDLE_TIME, /* seconds */
    SETTING_DRAIN_TIME, /* seconds */
    SETTING_UPLOADS, /* at once */
    SETTING_PROXY, /* address of a reverse proxy whose X-Forwarded-For is believed; or empty */
    SETTING_METRICS, /* path of a Unix socket with counts for a monitor; or empty */
    SETTING_COUNT
};

enum setting_kind { SET_TEXT, SET_NUMBER, SET_SECONDS };

struct setting_row {
    const char *name;
    enum setting_kind kind;
    int64_t min, max; /* of a text: bytes */
    int64_t dflt;
    const char *dflt_text; /* of a text */
    const char *unit; /* "seconds", "" */
    const char *help; /* one sentence */
};

extern const struct setting_row setting_rows[SETTING_COUNT];

/* Values of one process; made at start, read-only afterwards. */
struct settings {
    int64_t number[SETTING_COUNT];
    struct str text[SETTING_COUNT];
    bool given[SETTING_COUNT]; /* by the file; otherwise the default */
};

void settings_default(struct settings *s);

/*
 * settings_parse -- "name = value" lines; blank lines and lines that begin with '#' are skipped.
 *
 * out     *s      texts borrow from text; *why holds "line 3: ..." in words, in a
 * errors  RW_EINPUT  unknown name, name given twice, or a value outside its bounds
 */
enum rw_status settings_parse(struct arena *a, struct str text, struct settings *s, struct str *why,
                              struct rw_err *e) RW_MUST;

/* The file of a practice; no file is an empty one. errors also RW_EDEP: it can't be read. */
enum rw_status settings_read(struct arena *a, const char *dir, struct settings *s, struct str *why,
                             struct rw_err *e) RW_MUST;

/* s may be NULL: the default. */
int64_t setting_number(const struct settings *s, enum setting k);
struct str setting_text(const struct settings *s, enum setting k);

/* `reweave config --explain`: every row with bounds, default, present value and sentence. */
void settings_explain(const struct settings *s, struct out *o);

#endif
