/* credential_parts.h -- pieces that the pages of licences and training share. */
#ifndef RW_WEB_PAGES_CREDENTIAL_PARTS_H
#define RW_WEB_PAGES_CREDENTIAL_PARTS_H

#include "app/credential.h"
#include "web/pages/page.h"

/* Whose record the address names: "/account/credentials" or "/accounts/ID/credentials", and on. */
struct str credential_path(struct req *r, const char *rest);

/* The way up to that list. */
void credential_crumbs(struct req *r, struct crumbs_view *v);

/* May the viewer add to it? Their own, or as an administrator. */
bool credential_may_change(const struct req *r);

/* The row that the address names; RW_ENOTFOUND where there is none that still stands. */
enum rw_status credential_row_find(struct req *r, struct credential_row *row);

/* "LMFT 48213, Oregon" or "Child development". */
struct str credential_title(struct req *r, const struct credential_row *row);

/* "until 5 Jun 2027", "ended on ...", "is not recorded yet". */
struct str licence_notice_words(struct req *r, const struct licence_notice *n);

#endif
