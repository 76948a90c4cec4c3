#include "app/protection.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consultation.h"
#include "app/credential.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define HOUR_SECONDS INT64_C(3600)

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

/* A moment that can't be read ends nothing. */
static bool is_past(const struct act *a, struct str utc)
{
    int64_t t = time_of(utc);

    return t != RW_NO_TIME && t <= a->now_utc;
}

bool protection_holds(const struct act *a, const struct person_row *p)
{
    return p->protected && !is_past(a, p->unprotect_utc);
}

struct str protection_words(const struct act *a, const struct person_row *p)
{
    if (!protection_holds(a, p))
        return STR("no");
    if (time_of(p->unprotect_utc) == RW_NO_TIME)
        return STR("yes");
    return str_join(a->mem, STR("until"), STR(" "), clock_words(a->mem, time_of(p->unprotect_utc)));
}

/* ---- reading ---- */

static const struct protection_step_row *answer_of(const struct protection_step_row *rows, size_t n,
                                                   struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (rows[i].after_id.p && str_eq(rows[i].after_id, id))
            return &rows[i];
    return NULL;
}

/* Without an hour it waits for somebody else to sign, and a practice of one has nobody else. */
static bool is_open(const struct act *a, const struct protection_end *x)
{
    if (x->answer.id.p || !protection_holds(a, &x->person))
        return false;
    return x->row.ends_utc.p ? !is_past(a, x->row.ends_utc) : !a->app->solo;
}

static enum rw_status steps_of(struct act *a, struct str case_id, struct str person_id,
                               struct protection_step_row **rows, size_t *n)
{
    struct q_protection_step_list_in in = { .case_id = case_id, .person_id = person_id };

    return q_protection_step_list(a->db, a->mem, &in, rows, n, &a->err);
}

static bool is_somebody_else(const struct act *a, const struct protection_end *x)
{
    return !str_eq(x->row.by_id, a->viewer.account_id) &&
           !consultation_is_viewer(a, x->row.by_name, x->row.licence);
}

static void judge(const struct act *a, const struct protection_step_row *rows, size_t n,
                  struct protection_end *x)
{
    const struct protection_step_row *answer = answer_of(rows, n, x->row.id);

    if (answer)
        x->answer = *answer;
    x->open = is_open(a, x);
    x->signable = x->open && !x->row.ends_utc.p && is_somebody_else(a, x);
}

static enum rw_status load(struct act *a, struct str case_id, struct str id,
                           struct protection_end *x)
{
    struct q_protection_step_get_in in = { .case_id = case_id, .id = id };
    struct protection_step_row *rows;
    size_t n;
    enum rw_status st = id.len == CRYPTO_ID_LEN && str_utf8(id)
                            ? q_protection_step_get(a->db, a->mem, &in, &x->row, &a->err)
                            : RW_ENOTFOUND;

    if (!st && !str_is(x->row.kind, "asked"))
        st = RW_ENOTFOUND;
    if (st == RW_ENOTFOUND)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody asked under that id");
    if (!st)
        st = q_person_get(a->db, a->mem,
                          &(struct q_person_get_in){ .case_id = case_id, .id = x->row.person_id },
                          &x->person, &a->err);
    if (!st)
        st = steps_of(a, case_id, x->row.person_id, &rows, &n);
    if (!st)
        judge(a, rows, n, x);
    return st;
}

enum rw_status protection_end_get(struct act *a, struct str case_id, struct str id,
                                  struct protection_end *x)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    *x = (struct protection_end){ 0 };
    return st ? st : load(a, case_id, id, x);
}

/* The newest asking is the only one that can be open: while one is, nobody asks again. */
static enum rw_status open_of(struct act *a, const struct person_row *p, struct protection_end *x)
{
    struct protection_step_row *rows = NULL;
    size_t n = 0, i;
    enum rw_status st = RW_OK;

    *x = (struct protection_end){ .person = *p };
    if (protection_holds(a, p))
        st = steps_of(a, p->case_id, p->id, &rows, &n);
    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].kind, "asked"))
            x->row = rows[i];
    if (!st && x->row.id.p)
        judge(a, rows, n, x);
    if (!st && !x->open)
        x->row = (struct protection_step_row){ 0 };
    return st;
}

enum rw_status protection_end_of(struct act *a, const struct person_row *p,
                                 struct protection_end *x)
{
    enum rw_status st = act_allow(a, p->case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st : open_of(a, p, x);
}

/* ---- asking ---- */

static enum rw_status audit_step(struct act *a, const char *action, const struct person_row *p)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "person",
                                         .object_id = p->id,
                                         .case_id = p->case_id,
                                         .object_version = p->version + 1 });
}

static enum rw_status put_line(struct act *a, const struct person_row *p, struct str id,
                               const char *state, int64_t at_utc, struct str words)
{
    return chronology_put(
        a, &(struct chronology_entry){ .case_id = p->case_id,
                                       .kind = "protection",
                                       .ref_id = id,
                                       .on = clock_local(at_utc).date,
                                       .at_utc = at_utc,
                                       .account_id = a->viewer.account_id,
                                       .state = state,
                                       .cls = CLASS_A,
                                       .line = str_fmt(a->mem, "Phone and address of %.*s: %.*s",
                                                       STR_ARG(p->name), STR_ARG(words)) });
}

static enum rw_status add_step(struct act *a, const struct person_row *p, struct str id,
                               const char *kind, struct str after, struct str ends_utc)
{
    return q_protection_step_add(
        a->db, a->mem,
        &(struct q_protection_step_add_in){ .case_id = p->case_id,
                                            .id = id,
                                            .person_id = p->id,
                                            .kind = str_of(kind),
                                            .after_id = after,
                                            .ends_utc = ends_utc,
                                            .at_utc = utc_iso(a->mem, a->now_utc),
                                            .by_id = a->viewer.account_id,
                                            .by_name = a->viewer.name,
                                            .licence = str_or(a->viewer.licence, NULL) },
        &a->err);
}

static enum rw_status ask(struct act *a, const struct person_row *old, struct protection_next *next)
{
    bool solo = a->app->solo;
    struct str id = id_new(a->mem), words = STR("protection is to end, with a second signature");
    int64_t hours, at = a->now_utc;
    enum rw_status st = number_of(a, NUMBER_UNPROTECT_DELAY, &hours);

    if (st)
        return st;
    next->unprotect_utc = STR_NULL;
    if (solo) {
        at += hours * HOUR_SECONDS;
        next->unprotect_utc = utc_iso(a->mem, at);
        words = str_join(a->mem, STR("protected until"), STR(" "), clock_words(a->mem, at));
    }
    st = add_step(a, old, id, "asked", STR_NULL, next->unprotect_utc);
    if (!st)
        st = put_line(a, old, id, solo ? "ending" : "asked", at, words);
    return st ? st : audit_step(a, "address-unprotect", old);
}

static enum rw_status keep(struct act *a, const struct protection_end *x)
{
    enum rw_status st = add_step(a, &x->person, id_new(a->mem), "kept", x->row.id, STR_NULL);

    if (!st)
        st = put_line(a, &x->person, x->row.id, "kept", a->now_utc, STR("stay protected"));
    return st ? st : audit_step(a, "address-keep", &x->person);
}

enum rw_status protection_next(struct act *a, const struct person_row *old, bool wanted, bool meant,
                               struct protection_next *next)
{
    struct protection_end x;
    enum rw_status st;

    *next = (struct protection_next){ .is_protected = wanted, .unprotect_utc = STR_NULL };
    if (!protection_holds(a, old))
        return RW_OK;
    next->is_protected = true;
    next->unprotect_utc = old->unprotect_utc;
    if (wanted && !meant)
        return RW_OK;
    st = open_of(a, old, &x);
    if (st || (x.open && !wanted))
        return st;
    if (wanted) {
        next->unprotect_utc = STR_NULL;
        return x.open ? keep(a, &x) : RW_OK;
    }
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "taking off a protection asks for password and code");
    return ask(a, old, next);
}

/* ---- the answer ---- */

struct answer_job {
    struct str case_id, id;
};

static enum rw_status load_open(struct act *a, const struct answer_job *j, struct protection_end *x)
{
    enum rw_status st;

    *x = (struct protection_end){ 0 };
    st = load(a, j->case_id, j->id, x);
    if (!st && !x->open)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "it has ended, or was kept");
    return st;
}

static enum rw_status set_end(struct act *a, const struct protection_end *x, struct str utc)
{
    return q_person_unprotect_set(a->db, a->mem,
                                  &(struct q_person_unprotect_set_in){ .case_id = x->person.case_id,
                                                                       .id = x->person.id,
                                                                       .unprotect_utc = utc },
                                  &a->err);
}

static enum rw_status apply_keep(struct act *a, void *arg)
{
    struct protection_end x;
    enum rw_status st = load_open(a, arg, &x);

    if (!st)
        st = set_end(a, &x, STR_NULL);
    return st ? st : keep(a, &x);
}

enum rw_status protection_keep(struct act *a, struct str case_id, struct str id)
{
    struct answer_job j = { case_id, id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    return st ? st : act_write(a, apply_keep, &j);
}

static enum rw_status apply_sign(struct act *a, void *arg)
{
    struct protection_end x;
    bool licensed = false;
    enum rw_status st = load_open(a, arg, &x);

    if (!st)
        st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);
    if (st)
        return st;
    if (x.row.ends_utc.p)
        problem_add(&a->bad, "", STR("This waits for its hour, and for no signature."));
    else if (!x.signable)
        problem_add(&a->bad, "", STR("A second signature comes from somebody else."));
    if (!licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign as second."));
    st = check_done(a);
    if (!st)
        st = add_step(a, &x.person, id_new(a->mem), "signed", x.row.id, STR_NULL);
    if (!st)
        st = set_end(a, &x, utc_iso(a->mem, a->now_utc));
    if (!st)
        st = put_line(a, &x.person, x.row.id, "ended", a->now_utc, STR("no longer protected"));
    return st ? st : audit_step(a, "address-unprotect-sign", &x.person);
}

enum rw_status protection_sign(struct act *a, struct str case_id, struct str id)
{
    struct answer_job j = { case_id, id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "a second signature asks for password and code");
    return st ? st : act_write(a, apply_sign, &j);
}
