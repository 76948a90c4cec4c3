/* throttle.h -- failed sign-ins are counted in lanes, each with growing waits.
 *
 * A stranger counts against two lanes: the account named (whether it exists or not) and the address
 * asked from. A browser that has completed both factors for this account has a lane of its own and
 * neither of those two: nobody elsewhere can lock the real person out. While a lane waits nothing is
 * evaluated, counted or logged; the try that began the wait is in the log. Numbers: app/settings.h. */
#ifndef RW_APP_THROTTLE_H
#define RW_APP_THROTTLE_H

#include "app/app.h"

struct lanes {
    struct str id[2]; /* account and address, or the browser's own alone */
    size_t n;
    bool known; /* this browser has a lane of its own */
};

struct lane_wait {
    int64_t seconds; /* until the next try is evaluated; 0: now */
    bool paused; /* too many in a row: no time opens this lane */
};

/* What the table knows a browser by, for one account. */
struct str throttle_device_id(struct arena *a, struct str device_token, struct str account_id);

/*
 * throttle_lanes -- which lanes count this try; one statement.
 *
 * in      login_key   keyed hash of the login as typed
 *         account_id  empty where there is no such account
 *         device      value of the device cookie, or empty
 */
enum rw_status throttle_lanes(struct act *a, struct str login_key, struct str account_id,
                              struct str device, struct lanes *l) RW_MUST;

/* The lane of an address alone, for one-time codes. */
void throttle_address_lane(struct act *a, struct lanes *l);

/* Must this try wait? One statement a lane. */
enum rw_status throttle_look(struct act *a, const struct lanes *l, struct lane_wait *w) RW_MUST;

/*
 * The writing half; each inside the apply of act_write.
 *
 * throttle_count  looks again, and counts one failure where no wait is on; *w as it stood before
 * throttle_pardon takes one back: this step was right, but the sign-in is not complete
 * throttle_clear  the sign-in is complete: the lanes begin anew, the account's own among them
 */
enum rw_status throttle_count(struct act *a, const struct lanes *l, struct lane_wait *w) RW_MUST;
enum rw_status throttle_pardon(struct act *a, const struct lanes *l) RW_MUST;
enum rw_status throttle_clear(struct act *a, const struct lanes *l, struct str login_key) RW_MUST;

/* The wait that follows so many failures; pure. */
int64_t throttle_wait_s(int64_t failures, int64_t unpunished, int64_t longest_s);

/* Forgets lanes of yesterday that never had to wait; inside apply. */
enum rw_status throttle_sweep(struct act *a) RW_MUST;

#endif
