#include "app/grief.h"

#include "app/check.h"
#include "app/kept.h"
#include "app/numbers.h"
#include "app/review_due.h"
#include "app/safety.h"
#include "gen/queries.h"

static struct date day_of(struct str iso)
{
    struct date d = RW_NO_DATE;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

static struct date opened_on(const struct act *a)
{
    int64_t at;

    return utc_parse(a->access.head.opened_utc, &at) ? clock_local(at).date : a->today;
}

enum rw_status grief_load(struct act *a, struct str case_id, struct grief_stand *g)
{
    const struct str *ids;
    int64_t first = 0;
    size_t i, k;
    enum rw_status st = case_rows_load(a, case_id, &g->rows);

    if (!st)
        st = number_of(a, "grief_first_days", &first);
    if (!st)
        st =
            q_grief_check_list(a->db, a->mem, &(struct q_grief_check_list_in){ .case_id = case_id },
                               &g->checks, &g->nchecks, &a->err);
    if (st)
        return st;
    g->nlines = safety_adults(a, &g->rows, &ids);
    g->lines = arena_array(a->mem, struct grief_line, g->nlines + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < g->nlines; i++) {
        struct grief_line *l = &g->lines[i];

        *l = (struct grief_line){ .person_id = ids[i],
                                  .due = date_add(opened_on(a), (int32_t)first) };
        for (k = 0; k < g->nchecks; k++)
            if (str_eq(g->checks[k].person_id, ids[i]))
                l->last = &g->checks[k];
        if (l->last)
            l->due = day_of(l->last->next_on);
    }
    return RW_OK;
}

enum rw_status grief_due_refresh(struct act *a, struct str case_id)
{
    struct grief_stand g = { 0 };
    struct review_due *due;
    size_t i;
    enum rw_status st = grief_load(a, case_id, &g);

    if (st)
        return st;
    due = arena_array(a->mem, struct review_due, g.nlines + 1);
    for (i = 0; !a->mem->spent && i < g.nlines; i++)
        due[i] = (struct review_due){
            .ref_id = g.lines[i].person_id,
            .on = g.lines[i].due,
            .line = str_fmt(a->mem, "Offer %.*s a talk about loss",
                            STR_ARG(case_person(&g.rows, g.lines[i].person_id)->name)),
        };
    return review_due_keep(a, case_id, "grief", due, g.nlines);
}

static enum rw_status put_check(struct act *a, const struct kept *k, const void *arg)
{
    const struct grief_input *in = arg;

    return q_grief_check_add(
        a->db, a->mem,
        &(struct q_grief_check_add_in){ .case_id = k->case_id,
                                        .id = k->id,
                                        .person_id = in->person_id,
                                        .on_date = date_iso(a->mem, in->on),
                                        .answer = in->answer,
                                        .words = str_or(in->words, NULL),
                                        .next_on = date_iso(a->mem, in->next_on),
                                        .recorded_utc = k->utc,
                                        .recorded_by = k->by,
                                        .recorded_name = k->name },
        &a->err);
}

enum rw_status grief_add(struct act *a, struct str case_id, const struct grief_input *in)
{
    static const char *const answers[] = { "waiting", "talked", "later", "declined", NULL };
    struct grief_input kept = *in;
    struct kept_job j = {
        .object = "grief-check", .put = put_check, .after = grief_due_refresh, .in = &kept
    };
    struct grief_stand g = { 0 };
    int64_t again = 0;
    bool found = false;
    size_t i;
    enum rw_status st = grief_load(a, case_id, &g);

    if (!st)
        st = number_of(a, "grief_again_days", &again);
    if (st)
        return st;
    for (i = 0; i < g.nlines; i++)
        found = found || str_eq(g.lines[i].person_id, in->person_id);
    if (!found)
        problem_add(&a->bad, "person", STR("Please choose a parent of this family."));
    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "answer", in->answer, answers);
    check_text(a, "words", in->words, OPTIONAL);
    if (!date_known(in->next_on))
        kept.next_on = date_add(a->today, (int32_t)again);
    else if (in->next_on.day <= a->today.day)
        problem_add(&a->bad, "next_on", STR("Please give a day after today."));
    return kept_add(a, case_id, &j, NULL);
}
