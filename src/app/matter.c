/* matter.c -- the court's matter: docket, judge, hearings. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/court.h"
#include "app/lists.h"
#include "gen/queries.h"

static const char *const hearing_states[] = { "set", "held", "vacated", NULL };

struct matter_job {
    const struct matter_input *in;
    struct str case_id, id;
};

struct hearing_job {
    const struct hearing_input *in;
    struct str case_id, id;
    bool fresh;
};

static enum rw_status audit_court(struct act *a, const char *action, const char *type,
                                  struct str case_id, struct str id, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = type,
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = version,
                                         .purpose = "court" });
}

void matter_check(struct act *a, const struct matter_input *in)
{
    check_line(a, "court", in->court, REQUIRED);
    check_line(a, "docket", in->docket, REQUIRED);
    check_line(a, "judge", in->judge, OPTIONAL);
}

enum rw_status matter_put(struct act *a, struct str case_id, struct str id,
                          const struct matter_input *in)
{
    enum rw_status st = q_matter_add(a->db, a->mem,
                                     &(struct q_matter_add_in){ .case_id = case_id,
                                                                .id = id,
                                                                .court = in->court,
                                                                .docket = in->docket,
                                                                .judge = str_or(in->judge, NULL),
                                                                .version = 1 },
                                     &a->err);

    return st ? st : audit_court(a, "matter-add", "matter", case_id, id, 1);
}

static enum rw_status apply_matter_add(struct act *a, void *arg)
{
    const struct matter_job *j = arg;

    return matter_put(a, j->case_id, j->id, j->in);
}

enum rw_status matter_add(struct act *a, struct str case_id, const struct matter_input *in,
                          struct str *id)
{
    struct matter_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    matter_check(a, in);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_matter_add, &j);
    if (!st)
        *id = j.id;
    return st;
}

static enum rw_status apply_matter_save(struct act *a, void *arg)
{
    const struct matter_job *j = arg;
    enum rw_status st =
        q_matter_save(a->db, a->mem,
                      &(struct q_matter_save_in){ .case_id = j->case_id,
                                                  .id = j->id,
                                                  .version = j->in->version,
                                                  .court = j->in->court,
                                                  .docket = j->in->docket,
                                                  .judge = str_or(j->in->judge, NULL) },
                      &a->err);

    return st ? st : audit_court(a, "matter-save", "matter", j->case_id, j->id, j->in->version + 1);
}

enum rw_status matter_save(struct act *a, struct str case_id, struct str id,
                           const struct matter_input *in)
{
    struct matter_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    matter_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_matter_save, &j);
}

enum rw_status matter_list(struct act *a, struct str case_id, struct matter_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_matter_list(a->db, a->mem, &(struct q_matter_list_in){ .case_id = case_id }, rows, n,
                         &a->err);
}

static struct str state_of(const struct hearing_input *in)
{
    return in->state.len ? in->state : STR("set");
}

static enum rw_status add_hearing(struct act *a, const struct hearing_job *j)
{
    const struct hearing_input *in = j->in;

    return q_hearing_add(a->db, a->mem,
                         &(struct q_hearing_add_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .matter_id = in->matter_id,
                                                     .kind = in->kind,
                                                     .on_date = date_iso(a->mem, in->on),
                                                     .at_clock = str_or(in->at_clock, NULL),
                                                     .purpose = str_or(in->purpose, NULL),
                                                     .state = state_of(in),
                                                     .version = 1 },
                         &a->err);
}

static enum rw_status save_hearing(struct act *a, const struct hearing_job *j)
{
    const struct hearing_input *in = j->in;

    return q_hearing_save(a->db, a->mem,
                          &(struct q_hearing_save_in){ .case_id = j->case_id,
                                                       .id = j->id,
                                                       .version = in->version,
                                                       .kind = in->kind,
                                                       .on_date = date_iso(a->mem, in->on),
                                                       .at_clock = str_or(in->at_clock, NULL),
                                                       .purpose = str_or(in->purpose, NULL),
                                                       .state = state_of(in) },
                          &a->err);
}

static int64_t hearing_utc(const struct hearing_input *in)
{
    struct local l = { .date = in->on };

    return clock_parse(in->at_clock, &l.minutes) ? clock_utc(l) : RW_NO_TIME;
}

static enum rw_status put_line(struct act *a, const struct hearing_job *j)
{
    const struct hearing_input *in = j->in;
    struct str kind = list_label(a->app, "hearing-kinds", in->kind);

    return chronology_put(
        a, &(struct chronology_entry){ .case_id = j->case_id,
                                       .kind = "hearing",
                                       .ref_id = j->id,
                                       .on = in->on,
                                       .at_utc = hearing_utc(in),
                                       .state = str_is(in->state, "vacated") ? "vacated"
                                                : str_is(in->state, "held")  ? "held"
                                                                             : "set",
                                       .cls = CLASS_L,
                                       .line = kind });
}

static enum rw_status apply_hearing(struct act *a, void *arg)
{
    const struct hearing_job *j = arg;
    enum rw_status st = j->fresh ? add_hearing(a, j) : save_hearing(a, j);

    if (!st)
        st = put_line(a, j);
    if (!st)
        st = report_due_refresh(a, j->case_id);
    return st ? st
              : audit_court(a, j->fresh ? "hearing-add" : "hearing-save", "hearing", j->case_id,
                            j->id, j->fresh ? 1 : j->in->version + 1);
}

static void check_hearing(struct act *a, const struct hearing_input *in)
{
    int32_t minutes;

    check_choice(a, "kind", list_of(a->app, "hearing-kinds"), in->kind);
    check_date(a, "on", in->on, REQUIRED);
    if (in->at_clock.len && !clock_parse(in->at_clock, &minutes))
        problem_add(&a->bad, "at_clock", STR("Please give a time such as 09:30."));
    check_line(a, "purpose", in->purpose, OPTIONAL);
    if (in->state.len)
        check_one_of(a, "state", in->state, hearing_states);
}

static enum rw_status put_hearing(struct act *a, struct hearing_job *j)
{
    struct q_matter_get_in in = { .case_id = j->case_id, .id = j->in->matter_id };
    struct matter_row matter;
    enum rw_status st = act_allow(a, j->case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st && j->fresh)
        st = q_matter_get(a->db, a->mem, &in, &matter, &a->err);
    if (st)
        return st;
    check_hearing(a, j->in);
    st = check_done(a);
    return st ? st : act_write(a, apply_hearing, j);
}

enum rw_status hearing_add(struct act *a, struct str case_id, const struct hearing_input *in,
                           struct str *id)
{
    struct hearing_job j = { .in = in, .case_id = case_id, .id = id_new(a->mem), .fresh = true };
    enum rw_status st = put_hearing(a, &j);

    if (!st)
        *id = j.id;
    return st;
}

enum rw_status hearing_save(struct act *a, struct str case_id, struct str id,
                            const struct hearing_input *in)
{
    struct hearing_job j = { .in = in, .case_id = case_id, .id = id };

    return put_hearing(a, &j);
}

enum rw_status hearing_list(struct act *a, struct str case_id, struct hearing_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_hearing_list(a->db, a->mem, &(struct q_hearing_list_in){ .case_id = case_id }, rows, n,
                          &a->err);
}
