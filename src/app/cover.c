#include "app/cover.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/credential.h"
#include "gen/queries.h"

#define CLINICAL_ROLES ((uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_SUPERVISOR)

static const char *const kinds[] = { "absence", "successor", NULL };

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static enum rw_status audit_cover(struct act *a, const char *action, struct str id, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "cover",
                                         .object_id = id,
                                         .object_version = version,
                                         .purpose = "operations" });
}

bool cover_runs(const struct act *a, const struct cover_row *c)
{
    struct date from = day_of(c->from_on), to = day_of(c->to_on);

    if (c->ended_utc.p)
        return false;
    if (str_is(c->kind, "successor"))
        return c->declared_utc.p != NULL;
    return from.day <= a->today.day && a->today.day <= to.day;
}

struct str cover_words(const struct act *a, const struct cover_row *c)
{
    struct str from = date_words(a->mem, day_of(c->from_on));
    struct str to = date_words(a->mem, day_of(c->to_on));

    if (str_is(c->kind, "absence"))
        return str_fmt(a->mem, "%.*s to %.*s%s", STR_ARG(from), STR_ARG(to),
                       c->ended_utc.p                        ? ", ended"
                       : cover_runs(a, c)                    ? ", now"
                       : day_of(c->to_on).day < a->today.day ? ", over"
                                                             : "");
    return c->ended_utc.p      ? STR("successor, ended")
           : c->declared_utc.p ? STR("successor, declared: may open the families now")
                               : STR("successor, if you can't come back");
}

struct str cover_stand_in_words(const struct act *a, const struct cover_row *c)
{
    struct date to = day_of(c->to_on);

    return str_is(c->kind, "absence") && date_known(to)
               ? str_fmt(a->mem, "You stand in for %.*s until %.*s", STR_ARG(c->lead_name),
                         STR_ARG(date_words(a->mem, to)))
               : str_fmt(a->mem, "You stand in for %.*s", STR_ARG(c->lead_name));
}

/* ---- naming ---- */

struct naming {
    const struct cover_input *in;
    struct str id;
};

static enum rw_status check_who(struct act *a, const struct cover_input *in)
{
    struct account_row row = { 0 };
    enum rw_status st =
        str_utf8(in->account_id) && in->account_id.len == CRYPTO_ID_LEN
            ? q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = in->account_id }, &row,
                            &a->err)
            : RW_ENOTFOUND;

    if (st && st != RW_ENOTFOUND)
        return st;
    if (st || !str_is(row.state, "active") || !((uint32_t)row.roles & CLINICAL_ROLES))
        problem_add(&a->bad, "account",
                    STR("Please choose a therapist or supervisor who can sign in here."));
    else if (str_eq(row.id, a->viewer.account_id))
        problem_add(&a->bad, "account", STR("Please choose somebody else."));
    return RW_OK;
}

/* Who evaluated, mediated or represented in a family never stands in for its therapist. */
static enum rw_status check_roles(struct act *a, const struct cover_input *in, struct str case_id)
{
    struct case_role_list_row *rows;
    size_t n, i;
    enum rw_status st = q_case_role_list(
        a->db, a->mem, &(struct q_case_role_list_in){ .case_id = case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].account_id, in->account_id) && !str_is(rows[i].role, "treating"))
            problem_add(&a->bad, "account",
                        STR("This person has another role in one of these families."));
    return st;
}

static enum rw_status check_cases(struct act *a, const struct cover_input *in)
{
    struct cover_led_row *rows;
    bool there = false;
    size_t n, i;
    enum rw_status st =
        q_cover_led(a->db, a->mem, &(struct q_cover_led_in){ .account_id = a->viewer.account_id },
                    &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (!in->case_id.len || str_eq(rows[i].case_id, in->case_id)) {
            there = true;
            st = check_roles(a, in, rows[i].case_id);
        }
    if (!st && in->case_id.len && !there)
        problem_add(&a->bad, "case", STR("Please choose a family that you lead."));
    return st;
}

static void check_days(struct act *a, const struct cover_input *in)
{
    if (!str_is(in->kind, "absence"))
        return;
    check_date(a, "from_on", in->from_on, REQUIRED);
    check_date(a, "to_on", in->to_on, REQUIRED);
    if (!date_known(in->from_on) || !date_known(in->to_on))
        return;
    if (in->to_on.day < a->today.day)
        problem_add(&a->bad, "to_on", STR("Please give a day that is not over."));
    else if (in->to_on.day < in->from_on.day)
        problem_add(&a->bad, "to_on", STR("Please give a day after it begins."));
}

static enum rw_status apply_name(struct act *a, void *arg)
{
    const struct naming *j = arg;
    const struct cover_input *in = j->in;
    bool absence = str_is(in->kind, "absence");
    enum rw_status st = check_who(a, in);

    if (!st)
        st = check_cases(a, in);
    if (!st)
        st = check_done(a);
    if (!st)
        st = q_cover_add(
            a->db, a->mem,
            &(struct q_cover_add_in){ .id = j->id,
                                      .lead_id = a->viewer.account_id,
                                      .family_id = str_or(in->case_id, NULL),
                                      .account_id = in->account_id,
                                      .kind = in->kind,
                                      .from_on = absence ? date_iso(a->mem, in->from_on) : STR_NULL,
                                      .to_on = absence ? date_iso(a->mem, in->to_on) : STR_NULL,
                                      .named_utc = utc_iso(a->mem, a->now_utc) },
            &a->err);
    return st ? st : audit_cover(a, "cover-name", j->id, 1);
}

enum rw_status cover_name(struct act *a, const struct cover_input *in, struct str *id)
{
    struct naming j = { .in = in };
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "who may open families asks for password and code");
    if (st)
        return st;
    check_one_of(a, "kind", in->kind, kinds);
    check_days(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_name, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* ---- reading ---- */

static enum rw_status of_lead(struct act *a, struct str lead, struct cover_row **rows, size_t *n)
{
    return q_cover_of_lead(a->db, a->mem, &(struct q_cover_of_lead_in){ .lead_id = lead }, rows, n,
                           &a->err);
}

enum rw_status cover_own(struct act *a, struct cover_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    return st ? st : of_lead(a, a->viewer.account_id, rows, n);
}

enum rw_status cover_mine(struct act *a, struct cover_row **rows, size_t *n)
{
    struct q_cover_of_account_in in = { .account_id = a->viewer.account_id };
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    return st ? st : q_cover_of_account(a->db, a->mem, &in, rows, n, &a->err);
}

enum rw_status cover_running(struct act *a, struct cover_row **rows, size_t *n)
{
    size_t i, kept = 0;
    enum rw_status st;

    *n = 0;
    if (!act_may(a, CAP_COVER))
        return RW_OK;
    st = cover_mine(a, rows, n);
    for (i = 0; !st && i < *n; i++)
        if (cover_runs(a, &(*rows)[i]))
            (*rows)[kept++] = (*rows)[i];
    *n = kept;
    return st;
}

enum rw_status cover_of_account(struct act *a, struct str lead, struct cover_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_ACCOUNTS, CLASS_A, false);

    if (!st && (lead.len != CRYPTO_ID_LEN || !str_utf8(lead)))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "not an id");
    return st ? st : of_lead(a, lead, rows, n);
}

static bool pick(const struct cover_row *rows, size_t n, struct str id, struct cover_row *row)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].id, id)) {
            *row = rows[i];
            return true;
        }
    return false;
}

enum rw_status cover_find(struct act *a, struct str id, struct cover_row *row)
{
    struct cover_row *rows;
    size_t n;
    enum rw_status st = cover_own(a, &rows, &n);

    if (!st && pick(rows, n, id, row))
        return RW_OK;
    if (!st)
        st = cover_mine(a, &rows, &n);
    if (!st && !pick(rows, n, id, row))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such cover of this person");
    return st;
}

enum rw_status cover_of_case(struct act *a, struct str case_id, struct cover_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st
              : q_cover_of_family(a->db, a->mem,
                                  &(struct q_cover_of_family_in){ .family_id = case_id }, rows, n,
                                  &a->err);
}

enum rw_status cover_cases(struct act *a, const struct cover_row *c,
                           struct cover_families_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    *n = 0;
    if (st || !cover_runs(a, c) || !str_eq(c->account_id, a->viewer.account_id))
        return st;
    return q_cover_families(a->db, a->mem, &(struct q_cover_families_in){ .id = c->id }, rows, n,
                            &a->err);
}

enum rw_status cover_appointments(struct act *a, const struct cover_row *c,
                                  struct cover_appointments_row **rows, size_t *n)
{
    struct local today = { .date = a->today, .minutes = 0 };
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    *n = 0;
    if (st || !cover_runs(a, c) || !str_eq(c->account_id, a->viewer.account_id))
        return st;
    return q_cover_appointments(
        a->db, a->mem,
        &(struct q_cover_appointments_in){ .cover_id = c->id,
                                           .from_utc = utc_iso(a->mem, clock_utc(today)) },
        rows, n, &a->err);
}

enum rw_status cover_openings(struct act *a, struct cover_opening_row **rows, size_t *n)
{
    struct q_cover_opening_list_in in = { .lead_id = a->viewer.account_id };
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    return st ? st : q_cover_opening_list(a->db, a->mem, &in, rows, n, &a->err);
}

enum rw_status cover_choices(struct act *a, struct colleague_list_row **who, size_t *n,
                             struct cover_led_row **cases, size_t *ncases)
{
    size_t i, kept = 0;
    enum rw_status st = act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);

    if (!st)
        st = q_colleague_list(a->db, a->mem, who, n, &a->err);
    if (!st)
        st = q_cover_led(a->db, a->mem,
                         &(struct q_cover_led_in){ .account_id = a->viewer.account_id }, cases,
                         ncases, &a->err);
    for (i = 0; !st && i < *n; i++)
        if (((uint32_t)(*who)[i].roles & CLINICAL_ROLES) &&
            !str_eq((*who)[i].id, a->viewer.account_id))
            (*who)[kept++] = (*who)[i];
    if (!st)
        *n = kept;
    return st;
}

/* ---- ending, declaring ---- */

struct change {
    struct str id, reason;
};

/* As with a place on a case: whose report is due goes on until that is done. */
static enum rw_status keep_reporter(struct act *a, struct str id)
{
    struct q_cover_owes_in in = { .cover_id = id };
    struct cover_owes_row *rows;
    size_t n;
    enum rw_status st = q_cover_owes(a->db, a->mem, &in, &rows, &n, &a->err);

    if (!st && n)
        problem_add(&a->bad, "",
                    STR("A report is still owed under the safety reports of a family that this "
                        "opens. It ends after that."));
    return st ? st : check_done(a);
}

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct change *j = arg;
    enum rw_status st = keep_reporter(a, j->id);

    if (!st)
        st = q_cover_end(a->db, a->mem,
                         &(struct q_cover_end_in){ .id = j->id,
                                                   .ended_utc = utc_iso(a->mem, a->now_utc),
                                                   .ended_by = a->viewer.account_id },
                         &a->err);

    return st ? st : audit_cover(a, "cover-end", j->id, 3);
}

enum rw_status cover_end(struct act *a, struct str id)
{
    struct change j = { .id = id };
    struct cover_row row;
    enum rw_status st = cover_find(a, id, &row);

    return st ? st : act_write(a, apply_end, &j);
}

static enum rw_status apply_declare(struct act *a, void *arg)
{
    const struct change *j = arg;
    enum rw_status st =
        q_cover_declare(a->db, a->mem,
                        &(struct q_cover_declare_in){ .id = j->id,
                                                      .declared_utc = utc_iso(a->mem, a->now_utc),
                                                      .declared_by = a->viewer.account_id,
                                                      .declared_reason = j->reason },
                        &a->err);

    return st ? st : audit_cover(a, "cover-declare", j->id, 2);
}

/* The successor, or who keeps the accounts. */
static enum rw_status may_declare(struct act *a, struct str id)
{
    struct cover_get_row row;
    enum rw_status st = RW_ENOTFOUND;

    if (id.len == CRYPTO_ID_LEN && str_utf8(id))
        st = q_cover_get(a->db, a->mem, &(struct q_cover_get_in){ .id = id }, &row, &a->err);
    if (st)
        return st;
    if (str_is(row.kind, "successor") && str_eq(row.account_id, a->viewer.account_id))
        return act_allow(a, STR_NULL, CAP_COVER, CLASS_A, false);
    st = act_allow(a, STR_NULL, CAP_ACCOUNTS, CLASS_A, false);
    if (!st && !str_is(row.kind, "successor"))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "an absence has its days");
    return st;
}

enum rw_status cover_declare(struct act *a, struct str id, struct str reason)
{
    struct change j = { .id = id, .reason = reason };
    enum rw_status st = may_declare(a, id);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "who may open families asks for password and code");
    if (st)
        return st;
    check_text(a, "reason", reason, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_declare, &j);
}

/* ---- what was opened ---- */

enum rw_status cover_note(struct act *a)
{
    struct str now = utc_iso(a->mem, a->now_utc);
    enum rw_status st =
        q_cover_opening_add(a->db, a->mem,
                            &(struct q_cover_opening_add_in){ .cover_id = a->access.head.cover_id,
                                                              .family_id = a->access.case_id,
                                                              .on_date = date_iso(a->mem, a->today),
                                                              .first_utc = now },
                            &a->err);

    return st ? st
              : q_case_role_treats(
                    a->db, a->mem,
                    &(struct q_case_role_treats_in){ .case_id = a->access.case_id,
                                                     .account_id = a->viewer.account_id,
                                                     .declared_utc = now },
                    &a->err);
}
