/* independence_staff.c -- licence and competence of those who work on a case, as of today. */
#include "app/independence.h"

#include "app/credential.h"
#include "app/criterion_tool.h"
#include "gen/queries.h"

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static struct credential credential_of(const struct credential_of_case_row *r)
{
    return (struct credential){ .kind = str_is(r->kind, "licence")    ? CREDENTIAL_LICENCE
                                        : str_is(r->kind, "training") ? CREDENTIAL_TRAINING
                                                                      : CREDENTIAL_COMPETENCE,
                                .type = r->type,
                                .issued = day_of(r->issued_on),
                                .expires = day_of(r->expires_on),
                                .ended = day_of(r->ended_on),
                                .hours = r->hours == DB_NULL_I64 ? 0 : r->hours,
                                .evidenced = r->evidence.len > 0 };
}

static void judge(struct act *a, struct staff_credentials *s, const struct credential *list,
                  size_t n, bool asks)
{
    struct str areas[2 * COMPETENCE_AREAS_MAX];
    size_t nareas = competence_required(a, areas);

    if (asks && str_is(s->capacity, "lead"))
        nareas += competence_training(a, &areas[nareas]);

    s->any = n > 0;
    s->licensed = licensed_on(list, n, a->today);
    s->until = licensed_until(list, n, a->today);
    s->nmissing = competence_missing(list, n, areas, nareas, a->today, s->missing);
}

/* Rows of one person stand together. */
static enum rw_status load(struct act *a, struct str case_id, struct staff_credentials **lines,
                           size_t *n)
{
    struct credential_of_case_row *rows;
    struct credential *list;
    size_t nrows, i = 0;
    enum rw_status st = q_credential_of_case(
        a->db, a->mem,
        &(struct q_credential_of_case_in){ .case_id = case_id,
                                           .sign = STR(SIGN_CHILD_CONCERN),
                                           .scenario = STR(SCENARIO_AFTER_HARM) },
        &rows, &nrows, &a->err);

    *n = 0;
    if (st)
        return st;
    *lines = arena_array(a->mem, struct staff_credentials, nrows + 1);
    list = arena_array(a->mem, struct credential, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    while (i < nrows) {
        struct staff_credentials *s = &(*lines)[(*n)++];
        bool asks = rows[i].asks > 0;
        size_t has = 0;

        *s = (struct staff_credentials){ .account_id = rows[i].account_id,
                                         .name = rows[i].name,
                                         .capacity = rows[i].capacity };
        for (; i < nrows && str_eq(rows[i].account_id, s->account_id); i++)
            if (rows[i].id.p) {
                list[has++] = credential_of(&rows[i]);
                s->newest_utc = rows[i].recorded_utc;
            }
        judge(a, s, list, has, asks);
    }
    return RW_OK;
}

enum rw_status staff_credentials_of(struct act *a, struct str case_id,
                                    struct staff_credentials **lines, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st : load(a, case_id, lines, n);
}

/* Whether the viewer is licensed; who stands in for the lead has no place, and no line, of their own. */
static enum rw_status viewer_licensed(struct act *a, const struct staff_credentials *lines,
                                      size_t n, bool *yes)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(lines[i].account_id, a->viewer.account_id)) {
            *yes = lines[i].licensed;
            return RW_OK;
        }
    return credential_licensed(a, a->viewer.account_id, a->today, yes);
}

/* Of every lead: a licence that holds today, and each required area. Nothing recorded of one of them:
 * not known. Whoever may look at checkpoints works on the case: whether the viewer is licensed stands
 * among the same rows. */
enum rw_status lead_credentials_tell(struct act *a, struct case_rows *c)
{
    struct fact f = { .id = STR("lead-credentials"),
                      .name = STR("G0.f"),
                      .value = FACT_YES,
                      .on = RW_NO_DATE,
                      .recorded_utc = RW_NO_TIME };
    struct staff_credentials *lines;
    size_t n, i;
    bool unknown = false;
    enum rw_status st = load(a, c->case_id, &lines, &n);

    if (!st)
        st = viewer_licensed(a, lines, n, &c->licensed);
    for (i = 0; !st && i < n; i++) {
        int64_t t;
        struct date on = utc_parse(lines[i].newest_utc, &t) ? clock_local(t).date : RW_NO_DATE;

        if (!str_is(lines[i].capacity, "lead"))
            continue;
        unknown = unknown || !lines[i].any;
        if (date_known(on) && (!date_known(f.on) || on.day > f.on.day)) {
            f.on = on;
            f.by = lines[i].name;
        }
        if (!lines[i].licensed || lines[i].nmissing)
            f.value = FACT_NO;
    }
    return st || unknown || !date_known(f.on) ? st : criterion_tool_tell(a, c, &f);
}
