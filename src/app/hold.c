#include "app/hold.h"

#include "app/appointment.h"
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/court_notice.h"
#include "app/numbers.h"
#include "app/protocols.h"
#include "gen/queries.h"

#define RUNNING_MAX (24 * 3600) /* no appointment is longer */

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

static enum hold_lift lift_of(struct str form)
{
    return str_is(form, "own")       ? HOLD_LIFT_OWN
           : str_is(form, "member")  ? HOLD_LIFT_MEMBER
           : str_is(form, "account") ? HOLD_LIFT_MEMBER
           : str_is(form, "record")  ? HOLD_LIFT_RECORD
                                     : HOLD_LIFT_NONE;
}

static struct hold rule_of(const struct hold_row *r)
{
    return (struct hold){ .id = r->id,
                          .child = r->child_id,
                          .person = r->person_id,
                          .by = r->began_by,
                          .began_utc = time_of(r->began_utc),
                          .lift = lift_of(r->lift_form),
                          .asked_utc = time_of(r->lift_utc),
                          .second_utc = time_of(r->second_utc) };
}

static int64_t wait_hours(const struct act *a)
{
    return protocol_for_words(a)->consult_record_hours;
}

enum rw_status hold_load(struct act *a, struct str case_id, struct hold_state **list, size_t *n)
{
    struct hold_row *rows = NULL;
    size_t i;
    enum rw_status st = q_hold_list(a->db, a->mem, &(struct q_hold_list_in){ .case_id = case_id },
                                    &rows, n, &a->err);

    *list = arena_array(a->mem, struct hold_state, *n + 1);
    if (!st && a->mem->spent)
        st = RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; !st && i < *n; i++) {
        struct hold_state *h = &(*list)[i];

        *h = (struct hold_state){ .row = rows[i], .rule = rule_of(&rows[i]) };
        h->stands = hold_stands(&h->rule, a->now_utc, wait_hours(a));
    }
    return st;
}

/* The front desk sees that there is one, by whom and since when. */
static void keep_desk(struct hold_row *r)
{
    r->reason = r->lift_words = r->second_words = STR_NULL;
}

enum rw_status hold_list(struct act *a, struct str case_id, struct hold_state **list, size_t *n)
{
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_HOLD, CLASS_A, false);

    if (!st)
        st = hold_load(a, case_id, list, n);
    for (i = 0; !st && i < *n && !act_allows(a, CAP_HOLD, CLASS_S, false); i++)
        keep_desk(&(*list)[i].row);
    return st;
}

enum rw_status hold_find(struct act *a, struct str case_id, struct str id, struct hold_state *h)
{
    struct hold_state *list;
    size_t i, n;
    enum rw_status st = hold_list(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.id, id)) {
            *h = list[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such hold");
}

enum rw_status hold_appointments(struct act *a, struct str case_id, struct str id,
                                 struct hold_stopped_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_HOLD, CLASS_A, false);

    return st ? st
              : q_hold_stopped(a->db, a->mem,
                               &(struct q_hold_stopped_in){ .case_id = case_id, .hold_id = id },
                               rows, n, &a->err);
}

/* -- pressing ----------------------------------------------------------------------------------- */

struct press_job {
    const struct hold_input *in;
    struct str case_id, id;
    struct case_people people;
};

static bool is_kind(const struct case_people *p, struct str id, const char *kind)
{
    const struct case_person *who = case_person_find(p, id);

    return who && str_is(who->kind, kind);
}

/* A child and an adult of the family, both among these people, who are covered; own: or a child. */
static bool covers_meeting(const struct hold *h, const struct case_people *p, const struct str *ids,
                           size_t n, bool own)
{
    size_t i, k;

    for (i = 0; own && i < n; i++)
        if (is_kind(p, ids[i], "child") && hold_covers(h, ids[i], h->person))
            return true;
    for (i = 0; i < n; i++)
        for (k = 0; is_kind(p, ids[i], "child") && k < n; k++)
            if (is_kind(p, ids[k], "adult") && hold_covers(h, ids[i], ids[k]))
                return true;
    return false;
}

/* Rows come one a person, those of one appointment behind each other. */
enum rw_status hold_stop_planned(struct act *a, struct str case_id, const struct hold_input *in,
                                 struct str hold_id)
{
    struct hold h = { .child = in->child_id, .person = in->person_id };
    struct case_people people;
    struct hold_planned_row *rows = NULL;
    struct str *ids;
    size_t n = 0, i, k;
    enum rw_status st = q_hold_planned(
        a->db, a->mem,
        &(struct q_hold_planned_in){ .case_id = case_id,
                                     .from_utc = utc_iso(a->mem, a->now_utc - RUNNING_MAX) },
        &rows, &n, &a->err);

    if (!st && n)
        st = case_people_load(a, case_id, &people);
    ids = arena_array(a->mem, struct str, n + 1);
    for (i = 0; !st && i < n; i = k) {
        int64_t ends = time_of(rows[i].starts_utc) + rows[i].minutes * 60;

        for (k = i; k < n && str_eq(rows[k].id, rows[i].id); k++)
            ids[k - i] = rows[k].person_id;
        if (ends > a->now_utc && covers_meeting(&h, &people, ids, k - i, in->own_too))
            st = appointment_stop_put(a, case_id, rows[i].id, rows[i].version, hold_id);
    }
    return st;
}

static struct str scope_words(struct act *a, const struct press_job *j)
{
    const struct case_person *child = case_person_find(&j->people, j->in->child_id);
    const struct case_person *adult = case_person_find(&j->people, j->in->person_id);

    return str_fmt(a->mem, "Hold on contact: %.*s and %.*s",
                   STR_ARG(child ? child->name : STR("every child")),
                   STR_ARG(adult ? adult->label : STR("all adults of the family")));
}

static enum rw_status put_line(struct act *a, const struct press_job *j)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                         .kind = "hold",
                                                         .ref_id = j->id,
                                                         .on = a->today,
                                                         .at_utc = a->now_utc,
                                                         .child_id = j->in->child_id,
                                                         .account_id = a->viewer.account_id,
                                                         .state = "stands",
                                                         .cls = CLASS_S,
                                                         .line = scope_words(a, j) });
}

enum rw_status hold_put(struct act *a, struct str case_id, const struct hold_input *in,
                        struct str id)
{
    struct press_job j = { .in = in, .case_id = case_id, .id = id };
    enum rw_status st = case_people_load(a, case_id, &j.people);

    if (st)
        return st;
    if (in->child_id.len && !is_kind(&j.people, in->child_id, "child"))
        problem_add(&a->bad, "child", STR("Please choose a child of this family."));
    if (in->person_id.len && !is_kind(&j.people, in->person_id, "adult"))
        problem_add(&a->bad, "person", STR("Please choose an adult of this family."));
    st = check_done(a);
    if (!st)
        st = q_hold_add(a->db, a->mem,
                        &(struct q_hold_add_in){ .case_id = case_id,
                                                 .id = id,
                                                 .child_id = str_or(in->child_id, NULL),
                                                 .person_id = str_or(in->person_id, NULL),
                                                 .reason = str_or(in->reason, NULL),
                                                 .began_utc = utc_iso(a->mem, a->now_utc),
                                                 .began_by = a->viewer.account_id,
                                                 .began_name = a->viewer.name },
                        &a->err);
    if (!st)
        st = hold_stop_planned(a, case_id, in, id);
    if (!st)
        st = put_line(a, &j);
    if (!st)
        st = court_notices_refresh(a, case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "hold-press",
                                           .object_type = "hold",
                                           .object_id = id,
                                           .case_id = case_id,
                                           .object_version = 1 });
    return st;
}

/* One's own hold on the same people that nobody asked to end; that of somebody else is theirs. */
static const struct hold_state *pressed_before(const struct act *a, const struct press_job *j,
                                               const struct hold_state *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].stands && !list[i].row.lift_form.p &&
            str_eq(list[i].row.began_by, a->viewer.account_id) &&
            str_eq(list[i].row.child_id, j->in->child_id) &&
            str_eq(list[i].row.person_id, j->in->person_id))
            return &list[i];
    return NULL;
}

struct reason_job {
    struct str case_id, id, reason;
};

static enum rw_status apply_reason(struct act *a, void *arg)
{
    const struct reason_job *j = arg;
    enum rw_status st = q_hold_reason_set(
        a->db, a->mem,
        &(struct q_hold_reason_set_in){ .case_id = j->case_id, .id = j->id, .reason = j->reason },
        &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "hold-reason",
                                              .object_type = "hold",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 2 });
}

static enum rw_status apply_press(struct act *a, void *arg)
{
    struct press_job *j = arg;
    const struct hold_state *same;
    struct hold_state *list;
    size_t n;
    enum rw_status st = hold_load(a, j->case_id, &list, &n);

    if (st)
        return st;
    same = pressed_before(a, j, list, n);
    if (!same)
        return hold_put(a, j->case_id, j->in, j->id);
    j->id = same->row.id;
    if (same->row.reason.p || !j->in->reason.len)
        return audit_add(a, &(struct audit){ .action = "hold-press-again",
                                             .object_type = "hold",
                                             .object_id = j->id,
                                             .case_id = j->case_id,
                                             .object_version = 1 });
    return apply_reason(a, &(struct reason_job){ j->case_id, j->id, j->in->reason });
}

enum rw_status hold_press(struct act *a, struct str case_id, const struct hold_input *in,
                          struct str *id)
{
    struct press_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_HOLD, CLASS_A, false);

    if (st)
        return st;
    check_text(a, "reason", in->reason, OPTIONAL);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_press, &j);
    if (!st)
        *id = j.id;
    return st;
}

enum rw_status hold_reason(struct act *a, struct str case_id, struct str id, struct str reason)
{
    struct reason_job j = { case_id, id, reason };
    struct hold_state h;
    enum rw_status st = act_allow(a, case_id, CAP_HOLD, CLASS_S, false);

    if (!st)
        st = hold_find(a, case_id, id, &h);
    if (st)
        return st;
    check_text(a, "reason", reason, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_reason, &j);
}

/* -- asking ------------------------------------------------------------------------------------- */

enum rw_status hold_check(struct act *a, struct str case_id, const char *field,
                          const struct case_people *people, const struct str *ids, size_t n)
{
    struct hold_state *list;
    size_t i, holds;
    enum rw_status st = hold_load(a, case_id, &list, &holds);

    for (i = 0; !st && i < holds; i++)
        if (list[i].stands && covers_meeting(&list[i].rule, people, ids, n, false)) {
            struct str names = case_people_names(a->mem, people, ids, n);

            problem_add(&a->bad, field,
                        str_fmt(a->mem,
                                "Contact between %.*s is on hold since %.*s. Lift the hold "
                                "first, or book them apart.",
                                STR_ARG(names),
                                STR_ARG(clock_words(a->mem, list[i].rule.began_utc))));
            return RW_OK;
        }
    return st;
}

bool hold_keeps_child(const struct hold_state *list, size_t n, struct str child_id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].stands && (!list[i].rule.child.len || str_eq(list[i].rule.child, child_id)))
            return true;
    return false;
}
