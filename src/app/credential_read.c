/* credential_read.c -- who is licensed on which day, who is warned, and what a lead has shown. */
#include "app/credential.h"

#include "app/check.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define CLINICAL_ROLES ((uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_SUPERVISOR)
#define STAGES 3

enum rw_status credential_list(struct act *a, struct str account_id, struct credential_row **rows,
                               size_t *n)
{
    bool own = !account_id.len || str_eq(account_id, a->viewer.account_id);
    struct str id = own ? a->viewer.account_id : account_id;
    struct account_row who;
    enum rw_status st = act_allow(a, STR_NULL, own ? CAP_SELF : CAP_CREDENTIALS, CLASS_A, false);

    if (st)
        return st;
    if (id.len != CRYPTO_ID_LEN || !str_utf8(id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "not an id");
    if (!own)
        st = q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = id }, &who, &a->err);
    return st ? st
              : q_credential_of(a->db, a->mem, &(struct q_credential_of_in){ .account_id = id },
                                rows, n, &a->err);
}

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static enum credential_kind kind_of(struct str kind)
{
    return str_is(kind, "licence")    ? CREDENTIAL_LICENCE
           : str_is(kind, "training") ? CREDENTIAL_TRAINING
                                      : CREDENTIAL_COMPETENCE;
}

struct credential *credentials_of_rows(struct act *a, const struct credential_row *rows, size_t n)
{
    struct credential *list = arena_array(a->mem, struct credential, n + 1);
    size_t i;

    for (i = 0; !a->mem->spent && i < n; i++)
        list[i] = (struct credential){ .kind = kind_of(rows[i].kind),
                                       .type = rows[i].type,
                                       .issued = day_of(rows[i].issued_on),
                                       .expires = day_of(rows[i].expires_on),
                                       .ended = day_of(rows[i].ended_on),
                                       .hours = rows[i].hours == DB_NULL_I64 ? 0 : rows[i].hours,
                                       .evidenced = rows[i].evidence.len > 0 };
    return list;
}

enum rw_status credential_licensed(struct act *a, struct str account_id, struct date on, bool *yes)
{
    struct credential_row *rows;
    struct credential *list;
    size_t n;
    enum rw_status st =
        q_credential_of(a->db, a->mem, &(struct q_credential_of_in){ .account_id = account_id },
                        &rows, &n, &a->err);

    *yes = false;
    if (st)
        return st;
    list = credentials_of_rows(a, rows, n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *yes = licensed_on(list, n, on);
    return RW_OK;
}

enum rw_status credential_must_sign(struct act *a, struct date on)
{
    bool yes;
    enum rw_status st = credential_licensed(a, a->viewer.account_id, on, &yes);

    if (st || yes)
        return st;
    problem_add(&a->bad, "",
                str_fmt(a->mem,
                        "Your account has no licence on record that holds on %.*s, the day of what "
                        "is signed. Record or renew it under My account, Licence and training.",
                        STR_ARG(date_words(a->mem, on))));
    return check_done(a);
}

enum rw_status licence_stages(struct act *a, int64_t stages[3])
{
    static const char *const codes[STAGES] = { "licence_warning_first", "licence_warning_second",
                                               "licence_warning_last" };
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < STAGES; i++)
        st = number_of(a, codes[i], &stages[i]);
    return st;
}

static size_t areas_in(const struct act *a, const char *group, struct str *list)
{
    const struct choice_list *areas = list_of(a->app, LIST_COMPETENCE_AREAS);
    size_t i, n = 0;

    for (i = 0; i < areas->nitems && n < COMPETENCE_AREAS_MAX; i++)
        if (str_is(areas->items[i].group, group))
            list[n++] = areas->items[i].code;
    return n;
}

size_t competence_required(const struct act *a, struct str *list)
{
    return areas_in(a, GROUP_REQUIRED, list);
}

size_t competence_training(const struct act *a, struct str *list)
{
    return areas_in(a, GROUP_TRAINING, list);
}

enum rw_status credential_trained_for(struct act *a, struct str case_id, struct str account_id,
                                      bool *yes)
{
    struct q_training_asked_in in = { .case_id = case_id,
                                      .sign = STR(SIGN_CHILD_CONCERN),
                                      .scenario = STR(SCENARIO_AFTER_HARM) };
    struct str areas[COMPETENCE_AREAS_MAX], missing[COMPETENCE_AREAS_MAX];
    struct training_asked_row asked;
    struct credential_row *rows;
    struct credential *list;
    size_t n;
    enum rw_status st = q_training_asked(a->db, a->mem, &in, &asked, &a->err);

    *yes = true;
    if (st || !asked.n)
        return st;
    st = q_credential_of(a->db, a->mem, &(struct q_credential_of_in){ .account_id = account_id },
                         &rows, &n, &a->err);
    if (st)
        return st;
    list = credentials_of_rows(a, rows, n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *yes = !competence_missing(list, n, areas, competence_training(a, areas), a->today, missing);
    return RW_OK;
}

/* -- how licences stand ------------------------------------------------------------------------ */

static struct credential licence_of(const struct credential_licences_row *r)
{
    return (struct credential){ .kind = CREDENTIAL_LICENCE,
                                .type = r->type,
                                .issued = day_of(r->issued_on),
                                .expires = day_of(r->expires_on),
                                .ended = day_of(r->ended_on) };
}

/* Rows of one person stand together. */
static size_t lines_of_rows(struct act *a, const struct credential_licences_row *rows, size_t n,
                            const int64_t *stages, struct licence_line *lines)
{
    struct credential *list = arena_array(a->mem, struct credential, n + 1);
    size_t i = 0, nlines = 0;

    while (!a->mem->spent && i < n) {
        struct str id = rows[i].account_id;
        size_t first = i, has = 0;

        for (; i < n && str_eq(rows[i].account_id, id); i++)
            if (rows[i].id.p)
                list[has++] = licence_of(&rows[i]);
        if ((uint32_t)rows[first].roles & CLINICAL_ROLES)
            lines[nlines++] = (struct licence_line){
                .account_id = id,
                .name = rows[first].name,
                .roles = (uint32_t)rows[first].roles,
                .notice = licence_notice(list, has, a->today, stages, STAGES),
            };
    }
    return nlines;
}

enum rw_status licence_lines(struct act *a, struct licence_line **lines, size_t *n)
{
    struct credential_licences_row *rows;
    int64_t stages[STAGES];
    size_t nrows;
    enum rw_status st = act_allow(a, STR_NULL, CAP_CREDENTIALS, CLASS_A, false);

    if (!st)
        st = licence_stages(a, stages);
    if (!st)
        st = q_credential_licences(a->db, a->mem, &rows, &nrows, &a->err);
    if (st)
        return st;
    *lines = arena_array(a->mem, struct licence_line, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *n = lines_of_rows(a, rows, nrows, stages, *lines);
    return RW_OK;
}

enum rw_status credential_unlicensed(struct act *a, const struct str *who, const struct date *on,
                                     bool *no, size_t n)
{
    struct credential_licences_row *rows = NULL;
    struct credential one;
    size_t i, k, nrows = 0;
    enum rw_status st = n ? q_credential_licences(a->db, a->mem, &rows, &nrows, &a->err) : RW_OK;

    for (i = 0; !st && i < n; i++) {
        bool known = false, holds = false;

        for (k = 0; k < nrows; k++)
            if (str_eq(rows[k].account_id, who[i])) {
                one = licence_of(&rows[k]);
                known = true;
                holds = holds || (rows[k].id.p && credential_holds(&one, on[i]));
            }
        no[i] = known && !holds;
    }
    return st;
}

static enum rw_status own_line(struct act *a, struct licence_line **lines, size_t *n)
{
    struct credential_row *rows;
    struct credential *list;
    int64_t stages[STAGES];
    size_t nrows;
    enum rw_status st = licence_stages(a, stages);

    *n = 0;
    if (!st)
        st = credential_list(a, STR_NULL, &rows, &nrows);
    if (st)
        return st;
    list = credentials_of_rows(a, rows, nrows);
    *lines = arena_array(a->mem, struct licence_line, 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    (*lines)[(*n)++] = (struct licence_line){
        .account_id = a->viewer.account_id,
        .name = a->viewer.name,
        .roles = a->viewer.roles,
        .notice = licence_notice(list, nrows, a->today, stages, STAGES),
    };
    return RW_OK;
}

enum rw_status licence_warnings(struct act *a, struct licence_line **lines, size_t *n)
{
    size_t i, kept = 0;
    enum rw_status st = RW_OK;

    *n = 0;
    *lines = NULL;
    if (act_may(a, CAP_CREDENTIALS))
        st = licence_lines(a, lines, n);
    else if (a->viewer.roles & CLINICAL_ROLES)
        st = own_line(a, lines, n);
    for (i = 0; !st && i < *n; i++)
        if ((*lines)[i].notice.state != LICENCE_HOLDS)
            (*lines)[kept++] = (*lines)[i];
    *n = kept;
    return st;
}
