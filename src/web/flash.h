/* flash.h -- a short sentence that waits in the browser for the next page: "Saved." */
#ifndef RW_WEB_FLASH_H
#define RW_WEB_FLASH_H

#include "web/req.h"

#define FLASH_COOKIE "__Host-rwf"
#define FLASH_MAX 200 /* bytes; longer ones are not left */
#define FLASH_SECONDS 60

void flash_leave(struct req *r); /* r->flash into the cookie, with a keyed mark of this browser */
void flash_take(struct req *r); /* r->flash_shown from the cookie, where the mark is ours */
void flash_drop(struct req *r); /* it was shown */

#endif
