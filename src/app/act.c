/* act.c -- who asks, what for, and the two ways to act: a read and a change. */
#include "app/app.h"
#include "app/audit.h"
#include "app/settings.h"
#include "gen/queries.h"

bool act_may(const struct act *a, enum capability cap)
{
    return a->viewer.account_id.p && policy_role_may(a->viewer.roles, cap);
}

static enum relation relation_of(struct str capacity)
{
    enum relation r;

    for (r = REL_LEAD; r < REL_COUNT; r++)
        if (str_is(capacity, relation_word(r)))
            return r;
    return REL_NONE;
}

/* Of two places of one person the wider counts: a co-therapist who stands in may do what the lead may.
 * A supervisor stays one for an absence, since whoever stands in for that may not name a lead. */
static int width(enum relation r)
{
    static const int widths[REL_COUNT] = {
        [REL_OFFICE] = 1,     [REL_CO] = 2,        [REL_COVER] = 3,
        [REL_SUPERVISOR] = 4, [REL_SUCCESSOR] = 5, [REL_LEAD] = 6,
    };

    return widths[r];
}

static enum rw_status find_cover(struct act *a, struct str case_id, struct access_find_row *row)
{
    struct q_access_cover_find_in in = { .case_id = case_id,
                                         .account_id = a->viewer.account_id,
                                         .today = date_iso(a->mem, a->today) };

    return q_access_cover_find(a->db, a->mem, &in, row, &a->err);
}

/* own: RW_OK, *row is the viewer's own place; RW_ENOTFOUND. */
static enum rw_status widen_place(struct act *a, struct str case_id, enum rw_status own,
                                  struct access_find_row *row)
{
    struct q_access_owed_find_in owed = { .case_id = case_id, .account_id = a->viewer.account_id };
    struct access_find_row other;
    enum rw_status st;

    if (!own && width(relation_of(row->capacity)) >= width(REL_SUCCESSOR))
        return RW_OK;
    st = find_cover(a, case_id, &other);
    if (!st && (own || width(relation_of(other.capacity)) > width(relation_of(row->capacity))))
        *row = other;
    if (st == RW_ENOTFOUND)
        st = own ? q_access_owed_find(a->db, a->mem, &owed, row, &a->err) : RW_OK;
    return st;
}

static enum rw_status find_place(struct act *a, struct str case_id)
{
    struct q_access_find_in in = { .case_id = case_id, .account_id = a->viewer.account_id };
    struct access_find_row row;
    enum rw_status st;

    if (a->access.case_id.p && str_eq(a->access.case_id, case_id))
        return RW_OK;
    st = q_access_find(a->db, a->mem, &in, &row, &a->err);
    if ((!st || st == RW_ENOTFOUND) && (a->viewer.roles & (ROLE_THERAPIST | ROLE_SUPERVISOR)))
        st = widen_place(a, case_id, st, &row);
    if (st && st != RW_ENOTFOUND)
        return st;
    a->access = (struct access){ .case_id = str_copy(a->mem, case_id) };
    if (!st) {
        a->access.relation = relation_of(row.capacity);
        a->access.head = row;
    }
    return RW_OK;
}

/* A refusal inside apply is rolled back with it; its event waits until act_write is done. */
enum rw_status act_refuse(struct act *a, struct str case_id, enum capability cap)
{
    struct denial d = { .any = true, .cap = cap, .case_id = case_id };

    if (a->writing)
        a->denied = d;
    else
        audit_deny(a, &d);
    return RW_FAIL(&a->err, RW_ENOTFOUND, "no policy row for %s", capability_word(cap));
}

static bool decide(struct act *a, enum capability cap, enum info_class cls, bool author)
{
    struct policy_answer answer = policy_decide(&(struct policy_key){
        .roles = a->viewer.roles,
        .relation = policy_needs_case(cap) ? a->access.relation : REL_NONE,
        .cap = cap,
        .cls = cls,
        .author = author,
    });

    if (answer.allow)
        a->rule = answer.rule;
    return answer.allow;
}

bool act_allows(const struct act *a, enum capability cap, enum info_class cls, bool author)
{
    struct act copy = *a;

    return a->viewer.account_id.p && decide(&copy, cap, cls, author);
}

bool act_allows_as(const struct act *a, struct str capacity, enum capability cap,
                   enum info_class cls)
{
    struct act copy = *a;

    copy.access.relation = relation_of(capacity);
    return a->viewer.account_id.p && decide(&copy, cap, cls, false);
}

/* RW_ENOTFOUND: refused, and nothing noted of it yet. */
static enum rw_status ask(struct act *a, const struct asked *q)
{
    bool on_case = policy_needs_case(q->cap);
    enum rw_status st = on_case ? find_place(a, q->case_id) : RW_OK;

    if (st)
        return st;
    if (!decide(a, q->cap, q->cls, q->author))
        return RW_ENOTFOUND;
    if (on_case) {
        a->asked = *q;
        a->asked.case_id = a->access.case_id;
    }
    return RW_OK;
}

enum rw_status act_allow(struct act *a, struct str case_id, enum capability cap,
                         enum info_class cls, bool author)
{
    struct asked q = { .case_id = case_id, .cap = cap, .cls = cls, .author = author };
    enum rw_status st;

    if (!a->viewer.account_id.p)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    st = ask(a, &q);
    return st == RW_ENOTFOUND ? act_refuse(a, case_id, cap) : st;
}

enum rw_status act_open_case(struct act *a, struct str case_id, enum capability cap)
{
    struct asked q = { .case_id = case_id, .cap = cap, .author = true };
    enum rw_status st = RW_ENOTFOUND;
    uint32_t cls;

    if (!a->viewer.account_id.p)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    for (cls = CLASS_A; st == RW_ENOTFOUND && cls <= CLASS_T; cls <<= 1) {
        q.cls = (enum info_class)cls;
        st = ask(a, &q);
    }
    return st == RW_ENOTFOUND ? act_refuse(a, case_id, cap) : st;
}

enum rw_status act_open(struct act *a, enum capability cap)
{
    if (act_may(a, cap))
        return RW_OK;
    if (!a->viewer.account_id.p)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    return act_refuse(a, STR_NULL, cap);
}

bool act_reauthed(const struct act *a)
{
    if (a->viewer.level == AUTH_LOCAL)
        return true;
    return a->viewer.reauth_utc != RW_NO_TIME &&
           a->now_utc - a->viewer.reauth_utc < setting_number(a->app->settings, SETTING_REAUTH);
}

enum rw_status act_page_begin(struct act *a)
{
    enum rw_status st = db_read_begin(a->db, &a->err);

    a->page = st == RW_OK;
    return st;
}

void act_page_end(struct act *a)
{
    a->page = false;
    a->people = NULL;
    db_read_end(a->db);
}

struct job {
    struct act *act;
    act_fn apply;
    void *arg;
    bool logs; /* only adds events: what was allowed when it was read is what is logged */
};

/* The moment that was read is over: whose place it is counts now, on the writing connection. */
static enum rw_status ask_again(struct act *a)
{
    struct asked q = a->asked;

    if (!q.case_id.len)
        return RW_OK;
    a->access = (struct access){ 0 };
    return act_allow(a, q.case_id, q.cap, q.cls, q.author);
}

static enum rw_status run_job(struct db *db, void *arg, struct rw_err *e)
{
    struct job *j = arg;
    struct act *a = j->act;
    struct db *reader = a->db;
    struct access access = a->access;
    struct asked asked = a->asked;
    enum rw_status st;

    a->db = db;
    a->events = 0;
    a->writing = true;
    st = j->logs ? RW_OK : ask_again(a);
    if (!st)
        st = j->apply(a, j->arg);
    a->writing = false;
    a->db = reader;
    a->access = access; /* what was asked while writing may have gone with the memory of a row */
    a->asked = asked;
    if (!st && a->events == 0)
        st = RW_FAIL(&a->err, RW_EBUG, "a use case wrote without an audit event");
    if (!st && a->mem->spent)
        st = RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    if (st)
        *e = a->err;
    return st;
}

static enum rw_status run(struct act *a, const struct job *j)
{
    struct job copy = *j;
    enum rw_status st = writer_run(a->app->writer, run_job, &copy, &a->err);

    if (a->denied.any)
        audit_deny(a, &a->denied);
    a->denied = (struct denial){ 0 };
    return st;
}

enum rw_status act_write(struct act *a, act_fn apply, void *arg)
{
    return run(a, &(struct job){ .act = a, .apply = apply, .arg = arg });
}

enum rw_status act_log(struct act *a, act_fn apply, void *arg)
{
    return run(a, &(struct job){ .act = a, .apply = apply, .arg = arg, .logs = true });
}
