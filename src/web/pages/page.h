/* page.h -- what every page of the staff door shares: the shell around it, the way up, lists as
 * options, and the three ways to answer a form. */
#ifndef RW_WEB_PAGES_PAGE_H
#define RW_WEB_PAGES_PAGE_H

#include "core/choice.h"
#include "gen/tpl.h"
#include "web/form.h"
#include "web/form_view.h"
#include "web/req.h"

/* nav: which entry of the main menu is current: "today" "cases" "calendar" "settings" or NULL. */
void page_shell(struct req *r, struct str title, const char *nav, struct shell_view *v);

/* Families › Alder family › (this page). The case's name comes from its access row. */
void page_case_crumbs(struct req *r, struct crumbs_view *v);
void page_crumbs(struct req *r, const struct link_view *rows, size_t n, struct crumbs_view *v);

/* The case's page, or what the front desk has instead of it. */
struct str page_case_home(struct req *r);

/* "/cases/<id>" + rest, in the arena; rest begins with "/" or is "". */
struct str page_case_path(struct req *r, const char *rest);
struct str page_path(struct req *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A list of content/lists/ as options of a form. */
struct form_option *page_options(struct req *r, const char *list, size_t *n);

/* People of a case as options; kind NULL: everybody. */
struct form_option *page_people(struct req *r, const struct person_row *rows, size_t nrows,
                                const char *kind, size_t *n);

/* Renders form.html; status 422 where p->state.problems holds any. */
enum rw_status page_form(struct req *r, const char *nav, const struct form_page *p);

/*
 * page_conflict -- the second of two people who saved the same thing sees both texts.
 *
 * in      p       the form as that person sent it; its hidden "version" must be the stored one, so
 *                 that saving again is a decision made with both texts in view
 *         saved   values as they are stored now, parallel to p->fields
 *         what    "the details of Maya"
 */
enum rw_status page_conflict(struct req *r, const char *nav, const struct form_page *p,
                             const struct value *saved, struct str what);

/* "version" as posted; 0 where it is missing or no number (then nothing matches). */
int64_t page_version(const struct req *r);
struct pair page_version_pair(struct req *r, int64_t version);

/* Words for screens. */
struct str page_date(struct req *r, struct str iso); /* "12 Mar 2026" or "" */
struct str page_when(struct req *r, struct str utc); /* "Thu 12 Mar 2026, 16:00" or "" */
struct date page_day(struct str iso);
struct str page_age(struct req *r, struct str birth); /* "9 years" or "" */

#define PAGE_ROUTES(name, rows) const struct route_table name = { rows, sizeof rows / sizeof *rows }

#endif
