#include "app/duration.h"

#include "app/check.h"
#include "app/kept.h"
#include "app/numbers.h"
#include "app/review_due.h"
#include "core/duration.h"
#include "gen/queries.h"

static enum rw_status rule_of(struct act *a, struct duration_rule *rule)
{
    static const char *const codes[DURATION_STAGES] = { "duration_review_first",
                                                        "duration_review_second",
                                                        "duration_review_third" };
    enum rw_status st = number_of(a, "duration_review_again", &rule->again);
    size_t i;

    if (!st)
        st = number_of(a, "duration_review_early_days", &rule->early);
    for (i = 0; !st && i < DURATION_STAGES; i++)
        st = number_of(a, codes[i], &rule->stage[i]);
    return st;
}

static struct date day_of(struct str iso)
{
    struct date d = RW_NO_DATE;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

static struct date start_of(const struct act *a)
{
    const struct access_find_row *head = &a->access.head;
    struct date as_of = day_of(head->as_of);
    int64_t at;

    if (date_known(as_of))
        return as_of;
    return utc_parse(head->opened_utc, &at) ? clock_local(at).date : a->today;
}

enum rw_status duration_load(struct act *a, struct str case_id, struct duration_stand *d)
{
    struct duration_rule rule = { 0 };
    struct date *days;
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    if (!st)
        st = rule_of(a, &rule);
    if (!st)
        st = q_duration_view_list(a->db, a->mem,
                                  &(struct q_duration_view_list_in){ .case_id = case_id },
                                  &d->views, &d->nviews, &a->err);
    if (!st)
        st = q_duration_review_list(a->db, a->mem,
                                    &(struct q_duration_review_list_in){ .case_id = case_id },
                                    &d->reviews, &d->nreviews, &a->err);
    if (st)
        return st;
    d->start = start_of(a);
    days = arena_array(a->mem, struct date, d->nreviews + 1);
    for (i = 0; !a->mem->spent && i < d->nreviews; i++)
        days[i] = day_of(d->reviews[i].on_date);
    d->due = duration_next(&rule, d->start, days, d->nreviews);
    return RW_OK;
}

/* ---- Today ---- */

static enum rw_status keep_line(struct act *a, struct str case_id, struct date on)
{
    struct review_due due = { .ref_id = case_id,
                              .on = on,
                              .line = STR("Look at how long the work takes") };

    return review_due_keep(a, case_id, "duration", &due, 1);
}

enum rw_status duration_begin(struct act *a, struct str case_id, struct date start)
{
    struct duration_rule rule = { 0 };
    enum rw_status st = rule_of(a, &rule);

    return st ? st : keep_line(a, case_id, duration_next(&rule, start, NULL, 0));
}

static enum rw_status refresh(struct act *a, struct str case_id)
{
    struct duration_stand d = { 0 };
    enum rw_status st = duration_load(a, case_id, &d);

    return st ? st : keep_line(a, case_id, d.due);
}

/* ---- writing ---- */

static enum rw_status put_view(struct act *a, const struct kept *k, const void *arg)
{
    const struct duration_input *in = arg;

    return q_duration_view_add(
        a->db, a->mem,
        &(struct q_duration_view_add_in){ .case_id = k->case_id,
                                          .id = k->id,
                                          .on_date = date_iso(a->mem, in->on),
                                          .severity = in->severity,
                                          .age = in->age,
                                          .conflict = in->conflict,
                                          .willingness = in->willingness,
                                          .span = in->span,
                                          .recorded_utc = k->utc,
                                          .recorded_by = k->by,
                                          .recorded_name = k->name },
        &a->err);
}

enum rw_status duration_view_add(struct act *a, struct str case_id, const struct duration_input *in)
{
    struct kept_job j = { .object = "duration-view", .put = put_view, .after = refresh, .in = in };

    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "severity", in->severity, REQUIRED);
    check_text(a, "age", in->age, REQUIRED);
    check_text(a, "conflict", in->conflict, REQUIRED);
    check_text(a, "willingness", in->willingness, REQUIRED);
    check_text(a, "span", in->span, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

struct review_input {
    int64_t stage; /* the number of this look */
    struct date on;
    struct str found, continues;
};

static enum rw_status put_review(struct act *a, const struct kept *k, const void *arg)
{
    const struct review_input *in = arg;

    return q_duration_review_add(
        a->db, a->mem,
        &(struct q_duration_review_add_in){ .case_id = k->case_id,
                                            .id = k->id,
                                            .stage = in->stage,
                                            .on_date = date_iso(a->mem, in->on),
                                            .found = in->found,
                                            .continues = in->continues,
                                            .recorded_utc = k->utc,
                                            .recorded_by = k->by,
                                            .recorded_name = k->name },
        &a->err);
}

enum rw_status duration_review_add(struct act *a, struct str case_id, struct date on,
                                   struct str found, struct str continues)
{
    struct review_input in = { .on = on, .found = found, .continues = continues };
    struct kept_job j = {
        .object = "duration-review", .put = put_review, .after = refresh, .in = &in
    };
    struct duration_stand d = { 0 };
    enum rw_status st = duration_load(a, case_id, &d);

    if (st)
        return st;
    in.stage = (int64_t)d.nreviews + 1;
    check_past(a, "on", on, REQUIRED);
    check_text(a, "found", found, REQUIRED);
    check_text(a, "continues", continues, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}
