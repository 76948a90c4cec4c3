/* app.h -- the practice as one process knows it, and one request or verb of somebody in it. */
#ifndef RW_APP_APP_H
#define RW_APP_APP_H

#include "app/clock.h"
#include "base/problems.h"
#include "core/policy.h"
#include "gen/rows.h"
#include "store/writer.h"

struct protocol; /* core/protocol.h */
struct press; /* app/press.h */
struct lists; /* content/lists.h */
struct laws; /* app/jurisdictions.h */
struct case_people; /* app/case_people.h */
struct settings; /* app/settings.h */
struct safety_form; /* core/safety_screen.h */

/* Made at start, read-only afterwards; shared by every worker. */
struct app {
    const struct db_config *store;
    struct writer *writer;
    struct press *press; /* NULL: PDFs are drawn by the thread that asks */
    const struct settings *settings; /* NULL: every default */
    const char *blobs; /* folder of attachments */
    const struct protocol *protocol; /* the newest; a case pins one by hash, see app/protocols.h */
    const struct protocol *protocols; /* all of them */
    size_t nprotocols, nshipped; /* the first nshipped came with the program */
    const struct lists *lists;
    const struct laws *laws; /* rules of states, app/jurisdictions.h */
    const struct safety_form *safety; /* the screen for violence and abuse */
    struct arena *mem; /* holds what is named here */
    struct str tenant; /* id of the practice */
    struct str boot_id; /* hex; this run of the machine, for the audit event */
    struct str practice; /* its name */
    struct str paper; /* "letter" or "a4" */
    struct str region; /* code of app/regions.h */
    bool solo;
    bool demo;
};

enum auth_level { AUTH_NONE = 0, AUTH_PASSWORD, AUTH_FULL, AUTH_REAUTH, AUTH_LOCAL };

/* Who is asking; account.p == NULL is nobody. */
struct viewer {
    struct str account_id; /* 26 characters */
    struct str name;
    struct str licence;
    uint32_t roles;
    enum auth_level level;
    struct str session_key; /* hex id of the session row, never the token */
    int64_t reauth_utc; /* last time both password and code were given, or RW_NO_TIME */
};

/* The viewer's current place on one case, and what stands at the head of each of its pages. */
struct access {
    struct str case_id;
    enum relation relation;
    struct access_find_row head; /* zero where the viewer has no place on it */
};

/* One question to the policy about one case. */
struct asked {
    struct str case_id; /* empty: nothing was allowed on a case so far */
    enum capability cap;
    enum info_class cls;
    bool author;
};

/* A refusal that waits for its event. */
struct denial {
    bool any;
    enum capability cap;
    struct str case_id; /* empty where no case is meant */
};

/* What a page or verb is about, in the words of its route; empty where nobody said. */
struct page_object {
    const char *type, *purpose; /* "note", "treatment" */
    struct str id;
};

/*
 * One request, or one verb of the command line: from the moment we know who asks to the answer.
 * A use case (`app_*`) takes it first, finds everything there, leaves what was wrong in `bad`
 * (for the person) and `err` (for the operator), and puts results into `mem`.
 */
struct act {
    const struct app *app;
    struct db *db; /* this thread's reading connection */
    struct arena *mem;
    struct viewer viewer;
    struct access access; /* of the case that act_allow looked at last */
    bool page; /* between act_page_begin and act_page_end */
    const struct case_people *people; /* of people_case, as the page has read them; or NULL */
    struct str people_case;
    int64_t now_utc;
    struct date today; /* in the practice's time zone */
    struct str request_id; /* 26 characters */
    struct str source_key; /* keyed hash of the address asked from, or NULL */
    const char *rule; /* policy rule that allowed the act; for the audit event */
    struct asked asked; /* what act_allow allowed last; asked again where it is written */
    struct denial denied; /* inside act_write: what to log once that is rolled back */
    struct page_object object; /* of the page or verb; says in a refusal what it was about */
    unsigned events; /* audit events written by the present act_write */
    bool writing; /* inside the apply of act_write */
    bool read_logged; /* this act has a read event of its own already */
    struct writer_ticket *reading; /* that event on its way to disk, app/audit.h; or NULL */
    struct problems bad;
    struct rw_err err;
};

/*
 * act_may -- may the viewer ever use this capability? For menus and for routes without a case.
 */
bool act_may(const struct act *a, enum capability cap);

/*
 * act_allow -- may the viewer do this to this case now? One statement when the case changes. A
 * refusal leaves an event (app/audit.h), which is not waited for.
 *
 * in      cls     class of what is touched; author: the viewer wrote it
 * errors  RW_ENOTFOUND  not allowed or no such case: the same answer
 */
enum rw_status act_allow(struct act *a, struct str case_id, enum capability cap,
                         enum info_class cls, bool author) RW_MUST;

/*
 * act_open_case -- the same for a route or verb that names a case: is the viewer's present place on
 * it one from which the capability may be used at all, with any class?
 */
enum rw_status act_open_case(struct act *a, struct str case_id, enum capability cap) RW_MUST;

/* The same for a route or verb without a case. */
enum rw_status act_open(struct act *a, enum capability cap) RW_MUST;

/* A refusal that no row of the policy says: leaves its event and returns RW_ENOTFOUND. */
enum rw_status act_refuse(struct act *a, struct str case_id, enum capability cap) RW_MUST;

/* Around the reads of one page: all see one moment. */
enum rw_status act_page_begin(struct act *a) RW_MUST;
void act_page_end(struct act *a);

/* The same without a statement, after act_allow succeeded for the case: which classes too? */
bool act_allows(const struct act *a, enum capability cap, enum info_class cls, bool author);

/* The same for one row of a caseload that carries the viewer's own place on its case. */
bool act_allows_as(const struct act *a, struct str capacity, enum capability cap,
                   enum info_class cls);

/* Has the viewer given password and code within the last five minutes? (signing, exporting) */
bool act_reauthed(const struct act *a);

/*
 * act_write -- run apply on the writer; returns when it is on disk.
 *
 * apply runs with a->db replaced by the writing connection; it reads versions, decides, writes and
 * calls audit_add at least once (app/audit.h): a group member that wrote no event is rolled back.
 * Before it, what act_allow allowed last on a case is asked again on that connection: a place that
 * ended since then is none.
 *
 * errors  RW_ENOTFOUND  the place is gone; otherwise what apply returned
 */
typedef enum rw_status (*act_fn)(struct act *a, void *arg);
enum rw_status act_write(struct act *a, act_fn apply, void *arg) RW_MUST;

#endif
