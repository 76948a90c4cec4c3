/* hold_lift.c -- taking a hold back: alone within hours where nothing stands behind it, otherwise
 * under two names. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/consultation.h"
#include "app/credential.h"
#include "app/hold.h"
#include "app/numbers.h"
#include "app/self_harm.h"
#include "gen/queries.h"

static bool concerns(struct str one, struct str other)
{
    return !one.len || !other.len || str_eq(one, other);
}

bool hold_is_backed(struct act *a, const struct case_rows *rows, const struct hold *h)
{
    size_t i, k;

    if (review_backs_hold(rows, h))
        return true;
    for (i = 0; rows->protocol && i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];

        if (!str_is(p->kind, "child") || !concerns(h->child, p->id))
            continue;
        for (k = 0; k < rows->protocol->nsigns; k++) {
            struct sign_state s = case_sign(a, rows, &rows->protocol->signs[k], p->id);

            if (s.open && concerns(h->person, s.record->person_id))
                return true;
        }
    }
    return false;
}

enum rw_status hold_alone(struct act *a, const struct hold_state *h, bool *alone)
{
    struct case_rows rows;
    int64_t hours;
    enum rw_status st = number_of(a, NUMBER_HOLD_OWN_LIFT, &hours);

    if (!st)
        st = case_rows_load(a, h->row.case_id, &rows);
    if (!st)
        *alone = hold_lifts_alone(&h->rule, a->viewer.account_id, a->now_utc, hours,
                                  hold_is_backed(a, &rows, &h->rule));
    return st;
}

struct lift_job {
    const struct hold_lift_input *in;
    struct hold_state h;
    bool alone;
    struct str words;
};

static enum rw_status audit_lift(struct act *a, const char *action, const struct hold_state *h,
                                 int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "hold",
                                         .object_id = h->row.id,
                                         .case_id = h->row.case_id,
                                         .object_version = version });
}

/* The line of the press says how it stands; its day stays. */
static enum rw_status line_state(struct act *a, const struct hold_state *h, const char *state)
{
    struct q_chronology_find_in in = { .case_id = h->row.case_id,
                                       .ref_id = h->row.id,
                                       .kind = STR("hold") };
    struct chronology_row line;
    struct date on;
    enum rw_status st = q_chronology_find(a->db, a->mem, &in, &line, &a->err);

    if (!st && !date_parse(line.on_date, &on))
        st = RW_FAIL(&a->err, RW_EBUG, "a line without a day");
    return st ? st
              : chronology_put(a, &(struct chronology_entry){ .case_id = h->row.case_id,
                                                              .kind = "hold",
                                                              .ref_id = h->row.id,
                                                              .on = on,
                                                              .at_utc = h->rule.began_utc,
                                                              .child_id = h->row.child_id,
                                                              .account_id = h->row.began_by,
                                                              .state = state,
                                                              .cls = CLASS_S,
                                                              .line = line.line });
}

static enum rw_status write_lift(struct act *a, const struct lift_job *j, bool record)
{
    const struct hold_lift_input *in = j->in;
    struct local day = { .date = in->second_on, .minutes = 0 };
    struct q_hold_lift_set_in row = { .case_id = j->h.row.case_id,
                                      .id = j->h.row.id,
                                      .lift_form = j->alone ? STR("own")
                                                   : record ? STR("record")
                                                            : STR("member"),
                                      .lift_words = in->words,
                                      .lift_utc = utc_iso(a->mem, a->now_utc),
                                      .lift_by = a->viewer.account_id,
                                      .lift_name = a->viewer.name };

    if (record) {
        row.second_name = in->second_name;
        row.second_licence = in->second_licence;
        row.second_words = in->second_words;
        row.second_utc = utc_iso(a->mem, clock_utc(day));
        row.second_sheet = in->second_sheet;
    }
    return q_hold_lift_set(a->db, a->mem, &row, &a->err);
}

static enum rw_status apply_lift(struct act *a, void *arg)
{
    const struct lift_job *j = arg;
    bool record = !j->alone && a->app->solo, still = true;
    enum rw_status st = j->alone ? hold_alone(a, &j->h, &still) : RW_OK;

    if (!st && !still)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "something stands behind it now");
    if (!st)
        st = write_lift(a, j, record);
    if (!st)
        st = line_state(a, &j->h, j->alone ? "lifted" : record ? "lifting" : "asked");
    return st ? st : audit_lift(a, "hold-lift", &j->h, 3);
}

/* What it takes besides the maker's own word. */
static enum rw_status check_two(struct act *a, const struct hold_lift_input *in)
{
    struct consultation c = { .name = in->second_name,
                              .licence = in->second_licence,
                              .words = in->second_words,
                              .on = in->second_on,
                              .sheet = in->second_sheet };
    bool licensed = false;
    enum rw_status st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);

    if (!st && !licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can lift this hold."));
    if (!st && a->app->solo)
        consultation_check(a, &c);
    return st;
}

/* errors  RW_ECONFLICT  asked before; RW_EDENIED; RW_ENOTFOUND  not for this viewer */
static enum rw_status may_lift(struct act *a, struct str case_id, struct str id, struct lift_job *j)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = hold_find(a, case_id, id, &j->h);
    if (!st && j->h.row.lift_form.p)
        st = RW_FAIL(&a->err, RW_ECONFLICT, "somebody asked before");
    if (!st)
        st = hold_alone(a, &j->h, &j->alone);
    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "lifting a hold asks for password and code");
    if (!st && !j->alone)
        st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);
    return st;
}

enum rw_status hold_lift(struct act *a, struct str case_id, struct str id,
                         const struct hold_lift_input *in)
{
    struct lift_job j = { .in = in };
    enum rw_status st = may_lift(a, case_id, id, &j);

    if (st)
        return st;
    check_text(a, "words", in->words, REQUIRED);
    if (!j.alone)
        st = check_two(a, in);
    if (!st)
        st = check_done(a);
    if (!st && !j.alone && a->app->solo)
        st = case_papers_belong(a, case_id, &in->second_sheet, 1);
    return st ? st : act_write(a, apply_lift, &j);
}

static enum rw_status apply_second(struct act *a, void *arg)
{
    const struct lift_job *j = arg;
    enum rw_status st = q_hold_second_set(
        a->db, a->mem,
        &(struct q_hold_second_set_in){ .case_id = j->h.row.case_id,
                                        .id = j->h.row.id,
                                        .second_by = a->viewer.account_id,
                                        .second_name = a->viewer.name,
                                        .second_licence = a->viewer.licence,
                                        .second_words = j->words,
                                        .second_utc = utc_iso(a->mem, a->now_utc) },
        &a->err);

    if (!st)
        st = line_state(a, &j->h, "lifted");
    return st ? st : audit_lift(a, "hold-second", &j->h, 4);
}

enum rw_status hold_second(struct act *a, struct str case_id, struct str id, struct str words)
{
    struct lift_job j = { .words = words };
    bool licensed = false;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = hold_find(a, case_id, id, &j.h);
    if (!st && !str_is(j.h.row.lift_form, "member"))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "nothing waits for a second name");
    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "a second signature asks for password and code");
    if (!st)
        st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);
    if (st)
        return st;
    if (str_eq(j.h.row.lift_by, a->viewer.account_id))
        problem_add(&a->bad, "", STR("A second signature comes from somebody else."));
    if (!licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign as second."));
    check_text(a, "words", words, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_second, &j);
}

static enum rw_status load_of(struct act *a, struct str case_id, struct str id,
                              struct hold_state *h)
{
    struct hold_state *list;
    size_t n, i;
    enum rw_status st = hold_load(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.id, id)) {
            *h = list[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ECONFLICT, "no such hold");
}

enum rw_status hold_lift_by_account(struct act *a, const struct hold_account_lift *in)
{
    struct str now = utc_iso(a->mem, a->now_utc);
    struct hold_state h;
    enum rw_status st = load_of(a, in->case_id, in->id, &h);

    if (!st)
        st = q_hold_lift_set(
            a->db, a->mem,
            &(struct q_hold_lift_set_in){ .case_id = in->case_id,
                                          .id = in->id,
                                          .lift_form = STR("account"),
                                          .lift_words = in->words,
                                          .lift_utc = now,
                                          .lift_by = in->asked_by,
                                          .lift_name = in->asked_name,
                                          .second_by = a->viewer.account_id,
                                          .second_name = a->viewer.name,
                                          .second_licence = str_or(a->viewer.licence, NULL),
                                          .second_words = in->view,
                                          .second_utc = now },
            &a->err);
    if (!st)
        st = line_state(a, &h, "lifted");
    return st ? st : audit_lift(a, "hold-second", &h, 4);
}
