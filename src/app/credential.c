#include "app/credential.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/lists.h"
#include "app/regions.h"
#include "gen/queries.h"

#define HOURS_MAX 10000 /* five years of full work: more is a slip of the keyboard */
#define YEARS_AHEAD 20 /* no licence runs longer */

struct credential_job {
    struct q_credential_add_in row;
    struct str printed; /* of a licence */
    struct str ended_reason;
    struct date ended_on;
    bool ends;
};

static bool own(const struct act *a, struct str account_id)
{
    return !account_id.len || str_eq(account_id, a->viewer.account_id);
}

static struct str whose(const struct act *a, struct str account_id)
{
    return account_id.len ? account_id : a->viewer.account_id;
}

/* Somebody else's are kept by whoever keeps the accounts. */
static enum rw_status may_change(struct act *a, struct str account_id)
{
    enum rw_status st;

    if (a->viewer.level == AUTH_LOCAL && account_id.len) {
        a->rule = "console";
        return RW_OK;
    }
    st = act_allow(a, STR_NULL, own(a, account_id) ? CAP_SELF : CAP_ACCOUNTS, CLASS_A, false);
    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "what gives somebody's signature its weight");
    return st;
}

static enum rw_status account_there(struct act *a, struct str account_id)
{
    struct account_row row;

    if (account_id.len != CRYPTO_ID_LEN || !str_utf8(account_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "not an id");
    return q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = account_id }, &row,
                         &a->err);
}

/* -- what is asked of the input ---------------------------------------------------------------- */

static void check_span(struct act *a, struct date from, struct date until)
{
    if (date_known(from) && date_known(until) && until.day < from.day)
        problem_add(&a->bad, "expires_on", STR("Please give a day after it begins."));
}

static void check_last_day(struct act *a, struct date until)
{
    check_date(a, "expires_on", until, REQUIRED);
    if (date_known(until) && until.day > date_add_months(a->today, YEARS_AHEAD * 12).day)
        problem_add(&a->bad, "expires_on",
                    STR("This is very far ahead. Please look at the year again."));
}

void licence_check(struct act *a, const struct licence_input *in)
{
    check_choice(a, "type", list_of(a->app, LIST_LICENCE_TYPES), in->type);
    check_line(a, "number", in->number, REQUIRED);
    if (!region_find(in->region))
        problem_add(&a->bad, "region", STR("Please choose the state that gave the licence."));
    check_last_day(a, in->expires_on);
    check_past(a, "issued_on", in->issued_on, OPTIONAL);
    check_span(a, in->issued_on, in->expires_on);
}

static void check_competence(struct act *a, const struct competence_input *in)
{
    check_choice(a, "area", list_of(a->app, LIST_COMPETENCE_AREAS), in->area);
    if (in->hours < 1 || in->hours > HOURS_MAX)
        problem_add(&a->bad, "hours",
                    str_fmt(a->mem, "Please give the hours, from 1 to %d.", HOURS_MAX));
    check_text(a, "evidence", in->evidence, REQUIRED);
    check_past(a, "issued_on", in->issued_on, OPTIONAL);
    check_span(a, in->issued_on, in->expires_on);
}

static bool same_letters(struct str x, struct str y)
{
    size_t i;

    for (i = 0; x.len == y.len && i < x.len; i++)
        if ((x.p[i] | 0x20) != (y.p[i] | 0x20))
            return false;
    return x.len == y.len;
}

struct str licence_type_of(const struct app *app, struct str typed)
{
    const struct choice_list *list = list_of(app, LIST_LICENCE_TYPES);
    size_t i;

    for (i = 0; i < list->nitems; i++)
        if (same_letters(list->items[i].label, typed) || same_letters(list->items[i].code, typed))
            return list->items[i].code;
    return typed;
}

struct str licence_words(const struct act *a, struct str type, struct str number, struct str region)
{
    const struct region *r = region_find(region);
    struct str title = list_label(a->app, LIST_LICENCE_TYPES, type);
    struct str words = str_fmt(a->mem, "%.*s %.*s", STR_ARG(title), STR_ARG(number));

    return r && !str_is(str_of(r->code), "other")
               ? str_fmt(a->mem, "%.*s, %s", STR_ARG(words), r->name)
               : words;
}

/* -- writing ----------------------------------------------------------------------------------- */

static enum rw_status apply_add(struct act *a, void *arg)
{
    struct credential_job *j = arg;
    enum rw_status st = account_there(a, j->row.account_id);

    j->row.recorded_utc = utc_iso(a->mem, a->now_utc);
    j->row.recorded_by = a->viewer.account_id.len ? a->viewer.account_id : STR_NULL;
    if (!st)
        st = q_credential_add(a->db, a->mem, &j->row, &a->err);
    if (!st && j->printed.len)
        st = q_account_licence_set(
            a->db, a->mem,
            &(struct q_account_licence_set_in){ .id = j->row.account_id, .licence = j->printed },
            &a->err);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "credential-add",
                                              .object_type = "credential",
                                              .object_id = j->row.id,
                                              .object_version = 1,
                                              .purpose = "operations" });
}

static enum rw_status put(struct act *a, struct credential_job *j, struct str *id)
{
    enum rw_status st = check_done(a);

    if (st)
        return st;
    j->row.id = id_new(a->mem);
    st = act_write(a, apply_add, j);
    if (!st && id)
        *id = j->row.id;
    return st;
}

static struct credential_job licence_job(struct act *a, struct str account_id,
                                         const struct licence_input *in)
{
    const struct region *region = region_find(in->region);

    return (struct credential_job){
        .row = { .account_id = account_id,
                 .kind = STR("licence"),
                 .type = in->type,
                 .number = in->number,
                 .region = region ? str_of(region->code) : STR_NULL,
                 .issued_on = str_or(date_iso(a->mem, in->issued_on), NULL),
                 .expires_on = date_iso(a->mem, in->expires_on),
                 .hours = DB_NULL_I64,
                 .evidence = STR_NULL },
        .printed = licence_words(a, in->type, in->number, in->region),
    };
}

enum rw_status licence_add(struct act *a, struct str account_id, const struct licence_input *in,
                           struct str *id)
{
    struct credential_job j;
    enum rw_status st = may_change(a, account_id);

    if (st)
        return st;
    licence_check(a, in);
    j = licence_job(a, whose(a, account_id), in);
    return put(a, &j, id);
}

static enum rw_status find_row(struct act *a, struct str account_id, struct str id,
                               struct credential_row *row)
{
    struct credential_row *rows;
    size_t n, i;
    enum rw_status st =
        q_credential_of(a->db, a->mem, &(struct q_credential_of_in){ .account_id = account_id },
                        &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id)) {
            *row = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such row of this person");
}

enum rw_status licence_renew(struct act *a, struct str account_id, struct str id, struct date from,
                             struct date until)
{
    struct credential_row old;
    struct credential_job j;
    enum rw_status st = may_change(a, account_id);

    if (!st)
        st = find_row(a, whose(a, account_id), id, &old);
    if (!st && !str_is(old.kind, "licence"))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "only a licence is renewed");
    if (st)
        return st;
    if (old.ended_utc.p)
        problem_add(&a->bad, "", STR("This licence was ended. Record the new one by itself."));
    check_date(a, "issued_on", from, REQUIRED);
    check_last_day(a, until);
    check_span(a, from, until);
    j = licence_job(a, old.account_id,
                    &(struct licence_input){ .type = old.type,
                                             .number = old.number,
                                             .region = old.region,
                                             .issued_on = from,
                                             .expires_on = until });
    return put(a, &j, NULL);
}

enum rw_status competence_add(struct act *a, struct str account_id,
                              const struct competence_input *in, struct str *id)
{
    const struct choice *area = choice_find(list_of(a->app, LIST_COMPETENCE_AREAS), in->area);
    bool training = area && str_is(area->group, GROUP_TRAINING);
    struct credential_job j = {
        .row = { .account_id = whose(a, account_id),
                 .kind = training ? STR("training") : STR("competence"),
                 .type = in->area,
                 .issued_on = str_or(date_iso(a->mem, in->issued_on), NULL),
                 .expires_on = str_or(date_iso(a->mem, in->expires_on), NULL),
                 .hours = in->hours,
                 .evidence = in->evidence },
    };
    enum rw_status st = may_change(a, account_id);

    if (st)
        return st;
    check_competence(a, in);
    return put(a, &j, id);
}

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct credential_job *j = arg;
    struct q_credential_end_in in = { .id = j->row.id,
                                      .account_id = j->row.account_id,
                                      .ended_on = date_iso(a->mem, j->ended_on),
                                      .ended_reason = j->ended_reason,
                                      .ended_utc = utc_iso(a->mem, a->now_utc),
                                      .ended_by = str_or(a->viewer.account_id, NULL) };
    enum rw_status st = q_credential_end(a->db, a->mem, &in, &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "credential-end",
                                              .object_type = "credential",
                                              .object_id = j->row.id,
                                              .object_version = 2,
                                              .purpose = "operations" });
}

enum rw_status credential_end(struct act *a, struct str account_id, struct str id, struct date on,
                              struct str reason)
{
    struct credential_job j = { .ended_on = on, .ended_reason = reason };
    struct credential_row row;
    enum rw_status st = may_change(a, account_id);

    if (!st)
        st = find_row(a, whose(a, account_id), id, &row);
    if (st)
        return st;
    check_past(a, "on", on, REQUIRED);
    check_text(a, "reason", reason, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.row.id = row.id;
    j.row.account_id = row.account_id;
    return act_write(a, apply_end, &j);
}
