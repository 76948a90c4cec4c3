#include "app/practice.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/regions.h"
#include "gen/queries.h"

static const char *const kinds[] = { "solo", "group", NULL };
static const char *const papers[] = { "letter", "a4", NULL };

static enum rw_status read_practice(struct db *db, struct arena *mem, struct practice_get_row *row,
                                    struct rw_err *e)
{
    return q_practice_get(db, mem, &(struct q_practice_get_in){ .id = STR(DB_PRACTICE_ID) }, row,
                          e);
}

enum rw_status practice_load(struct db *db, struct app *app, struct rw_err *e)
{
    struct practice_get_row row;
    enum rw_status st = read_practice(db, app->mem, &row, e);

    if (st)
        return st;
    app->tenant = row.id;
    app->practice = row.name;
    app->paper = row.paper;
    app->region = row.region;
    app->solo = str_is(row.kind, "solo");
    app->demo = row.demo != 0;
    return clock_zone_set(str_z(app->mem, row.time_zone), e);
}

enum rw_status practice_reads(struct act *a)
{
    struct practice_get_row row;

    return read_practice(a->db, a->mem, &row, &a->err);
}

enum rw_status practice_check(struct act *a, const struct practice_input *in)
{
    check_line(a, "name", in->name, REQUIRED);
    check_line(a, "consult", in->consult, OPTIONAL);
    check_one_of(a, "kind", in->kind, kinds);
    check_one_of(a, "paper", in->paper, papers);
    if (!region_find(in->region))
        problem_add(&a->bad, "region", STR("Choose a state from the list, or \"Elsewhere\"."));
    if (!clock_zone_known(in->zone))
        problem_add(&a->bad, "zone", STR("Give a time zone such as America/New_York."));
    return check_done(a);
}

static enum rw_status note(struct act *a, const char *action, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "practice",
                                         .object_id = STR(DB_PRACTICE_ID),
                                         .object_version = version,
                                         .purpose = "operations" });
}

static enum rw_status apply_create(struct act *a, void *arg)
{
    enum rw_status st = q_practice_add(a->db, a->mem, arg, &a->err);

    /* The log begins with the practice: its first event is number 1. */
    if (!st)
        st = q_audit_head_add(
            a->db, a->mem, &(struct q_audit_head_add_in){ .id = STR("events"), .seq = 0 }, &a->err);
    return st ? st : note(a, "practice-create", 1);
}

enum rw_status practice_create(struct act *a, const struct practice_input *in, bool demo)
{
    const struct region *region = region_find(in->region);
    enum rw_status st = practice_check(a, in);
    struct q_practice_add_in row;

    if (st)
        return st;
    if (a->viewer.level != AUTH_LOCAL)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "for the local console only");
    row = (struct q_practice_add_in){
        .id = STR(DB_PRACTICE_ID),
        .kind = in->kind,
        .name = in->name,
        .region = str_of(region->code),
        .time_zone = in->zone,
        .paper = in->paper,
        .consult_name = str_or(in->consult, NULL),
        .demo = demo,
        .created_utc = utc_iso(a->mem, a->now_utc),
        .version = 1,
    };
    a->rule = "console";
    return act_write(a, apply_create, &row);
}

enum rw_status practice_get(struct act *a, struct practice_get_row *row)
{
    if (a->viewer.level != AUTH_LOCAL && !act_may(a, CAP_SELF))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    return read_practice(a->db, a->mem, row, &a->err);
}

static enum rw_status apply_save(struct act *a, void *arg)
{
    const struct q_practice_change_in *in = arg;
    enum rw_status st = q_practice_change(a->db, a->mem, in, &a->err);

    return st ? st : note(a, "practice-save", in->version + 1);
}

static enum rw_status may_save(struct act *a)
{
    struct policy_answer answer = policy_decide(
        &(struct policy_key){ .roles = a->viewer.roles, .cap = CAP_PRACTICE, .cls = CLASS_A });

    if (!a->viewer.account_id.p || !answer.allow)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no capability for the practice");
    a->rule = answer.rule;
    return act_reauthed(a) ? RW_OK : RW_FAIL(&a->err, RW_EDENIED, "re-authentication is over");
}

enum rw_status practice_save(struct act *a, const struct practice_input *in)
{
    const struct region *region = region_find(in->region);
    struct q_practice_change_in row;
    enum rw_status st = may_save(a);

    if (!st)
        st = practice_check(a, in);
    if (st)
        return st;
    row = (struct q_practice_change_in){
        .id = STR(DB_PRACTICE_ID),
        .kind = in->kind,
        .name = in->name,
        .region = str_of(region->code),
        .time_zone = in->zone,
        .paper = in->paper,
        .consult_name = str_or(in->consult, NULL),
        .version = in->version,
    };
    return act_write(a, apply_save, &row);
}
