#include "app/audit.h"

#include "app/cover.h"
#include "gen/queries.h"

#include <sys/timex.h>

#define EVENT_FORMAT 1 /* security.md 4.1: `v` */

static const char *clock_state(void)
{
    struct timex t = { .modes = 0 };

    if (ntp_adjtime(&t) < 0)
        return "unknown";
    return t.status & STA_UNSYNC ? "unsynced" : "synced";
}

/* The role that counts for an event: the strongest clinical one, as a person would name it. */
static const char *actor_role(uint32_t roles)
{
    static const enum role order[] = { ROLE_THERAPIST, ROLE_SUPERVISOR, ROLE_OFFICE, ROLE_ADMIN,
                                       ROLE_CONSULT };
    size_t i;

    for (i = 0; i < sizeof order / sizeof *order; i++)
        if (roles & order[i])
            return role_word(order[i]);
    return "none";
}

static const char *level_word(const struct act *a)
{
    static const char *const words[] = {
        [AUTH_NONE] = "none",     [AUTH_PASSWORD] = "password", [AUTH_FULL] = "full",
        [AUTH_REAUTH] = "reauth", [AUTH_LOCAL] = "local",
    };

    if (a->viewer.level == AUTH_FULL && act_reauthed(a))
        return words[AUTH_REAUTH];
    return words[a->viewer.level];
}

/* The salt makes the commitment say nothing about a short detail; both can be shredded later. */
static enum rw_status add_detail(struct act *a, int64_t seq, struct str salt, struct str detail)
{
    struct q_audit_detail_add_in in = {
        .seq = seq, .id = id_new(a->mem), .salt = salt, .detail = detail
    };

    return q_audit_detail_add(a->db, a->mem, &in, &a->err);
}

static struct str commit_to(struct act *a, struct str salt, struct str detail)
{
    struct sha256 h;

    sha256_start(&h);
    sha256_add(&h, STR("rw/detail/v1"));
    sha256_add(&h, salt);
    sha256_add(&h, detail);
    return sha256_end(&h, a->mem);
}

/* The lead for whom somebody stands in is told of it. */
static enum rw_status tell_lead(struct act *a, const struct audit *w)
{
    bool stands_in =
        w->case_id.p && a->access.head.cover_id.p && str_eq(w->case_id, a->access.case_id);

    return stands_in ? cover_note(a) : RW_OK;
}

enum rw_status audit_add(struct act *a, const struct audit *w)
{
    struct audit_seq_take_row head;
    struct str salt = w->detail.p ? token_new(a->mem) : STR_NULL;
    enum rw_status st = q_audit_seq_take(
        a->db, a->mem, &(struct q_audit_seq_take_in){ .id = STR("events") }, &head, &a->err);
    struct q_audit_event_add_in in;

    if (st)
        return st;
    in = (struct q_audit_event_add_in){
        .seq = head.seq,
        .format = EVENT_FORMAT,
        .tenant = a->app->tenant,
        .at_utc = utc_iso(a->mem, a->now_utc),
        .at_ns = clock_now_ns(),
        .mono_ns = clock_mono_ns(),
        .boot_id = a->app->boot_id,
        .clock_state = str_of(clock_state()),
        .actor_id = a->viewer.account_id.p ? a->viewer.account_id : a->app->tenant,
        .actor_role = str_of(actor_role(a->viewer.roles)),
        .session_key = a->viewer.session_key,
        .auth_level = str_of(level_word(a)),
        .source_key = a->source_key,
        .action = str_of(w->action),
        .object_type = str_of(w->object_type),
        .object_id = w->object_id.p ? w->object_id : STR("none"),
        .case_id = str_or(w->case_id, NULL),
        .object_version = w->object_version,
        .object_hash = w->object_hash,
        .rule_id = str_of(w->denied || !a->rule ? "none" : a->rule),
        .decision = str_of(w->denied ? "deny" : "allow"),
        .purpose = str_of(w->purpose ? w->purpose : "treatment"),
        .legal_basis = str_of(w->legal_basis),
        .request_id = a->request_id,
        .outcome = str_of(w->outcome ? w->outcome : "done"),
        .detail_commit = w->detail.p ? commit_to(a, salt, w->detail) : STR_NULL,
    };
    st = q_audit_event_add(a->db, a->mem, &in, &a->err);
    if (!st && w->detail.p)
        st = add_detail(a, head.seq, salt, w->detail);
    if (!st)
        st = tell_lead(a, w);
    if (!st)
        a->events++;
    return st;
}

static enum rw_status add_only(struct act *a, void *arg)
{
    return audit_add(a, arg);
}

enum rw_status audit_read(struct act *a, const struct audit *what)
{
    struct audit copy = *what;
    enum rw_status st = act_log(a, add_only, &copy);

    if (!st)
        a->read_logged = true;
    return st;
}

/* What the writer reads while the request goes on: the act as it was. The texts that both point to
 * stay as they are until the request's memory goes, but only one of them may take more of it. */
struct reading {
    struct act act;
    struct audit what;
};

static enum rw_status apply_reading(struct db *db, void *arg, struct rw_err *e)
{
    struct reading *d = arg;
    enum rw_status st;

    d->act.db = db;
    d->act.mem = db_scratch(db);
    st = audit_add(&d->act, &d->what);
    if (st)
        *e = d->act.err;
    return st;
}

enum rw_status audit_read_begin(struct act *a, const struct audit *what)
{
    struct reading *d;

    if (a->reading)
        return RW_FAIL(&a->err, RW_EBUG, "the event of this read is on its way already");
    d = arena_new(a->mem, struct reading);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *d = (struct reading){ *a, *what };
    return writer_begin(a->app->writer, a->mem, apply_reading, d, &a->reading, &a->err);
}

enum rw_status audit_read_end(struct act *a)
{
    enum rw_status st;

    if (!a->reading)
        return RW_OK;
    st = writer_end(a->reading, &a->err);
    a->reading = NULL;
    if (!st)
        a->read_logged = true;
    return st;
}
