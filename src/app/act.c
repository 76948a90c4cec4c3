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

static enum rw_status find_place(struct act *a, struct str case_id)
{
    struct q_access_find_in in = { .case_id = case_id, .account_id = a->viewer.account_id };
    struct access_find_row row;
    enum rw_status st;

    if (a->access.case_id.p && str_eq(a->access.case_id, case_id))
        return RW_OK;
    st = q_access_find(a->db, a->mem, &in, &row, &a->err);
    if (st && st != RW_ENOTFOUND)
        return st;
    a->access = (struct access){ .case_id = str_copy(a->mem, case_id) };
    if (!st) {
        a->access.relation = relation_of(row.capacity);
        a->access.head = row;
    }
    return RW_OK;
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

enum rw_status act_allow(struct act *a, struct str case_id, enum capability cap,
                         enum info_class cls, bool author)
{
    enum rw_status st = RW_OK;

    if (!a->viewer.account_id.p)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    if (policy_needs_case(cap))
        st = find_place(a, case_id);
    if (st)
        return st;
    if (!decide(a, cap, cls, author))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no policy row for %s", capability_word(cap));
    return RW_OK;
}

enum rw_status act_open_case(struct act *a, struct str case_id, enum capability cap)
{
    uint32_t cls;
    enum rw_status st = RW_ENOTFOUND;

    for (cls = CLASS_A; st == RW_ENOTFOUND && cls <= CLASS_T; cls <<= 1)
        st = act_allow(a, case_id, cap, (enum info_class)cls, true);
    return st;
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
};

static enum rw_status run_job(struct db *db, void *arg, struct rw_err *e)
{
    struct job *j = arg;
    struct act *a = j->act;
    struct db *reader = a->db;
    enum rw_status st;

    a->db = db;
    a->events = 0;
    st = j->apply(a, j->arg);
    a->db = reader;
    if (!st && a->events == 0)
        st = RW_FAIL(&a->err, RW_EBUG, "a use case wrote without an audit event");
    if (!st && a->mem->spent)
        st = RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    if (st)
        *e = a->err;
    return st;
}

enum rw_status act_write(struct act *a, act_fn apply, void *arg)
{
    struct job j = { .act = a, .apply = apply, .arg = arg };

    return writer_run(a->app->writer, run_job, &j, &a->err);
}
