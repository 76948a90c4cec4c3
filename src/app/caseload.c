#include "app/caseload.h"

#include "app/chronology.h"
#include "gen/queries.h"

#include <stdlib.h>

static bool visible(const struct act *a, struct str class)
{
    enum info_class cls = class_of_letter(class);

    return act_allows(a, CAP_CASE_READ, cls, false) || act_allows(a, CAP_SCHEDULE_READ, cls, false);
}

static size_t keep_visible(const struct act *a, struct chronology_row *rows, size_t n)
{
    size_t i, kept = 0;

    for (i = 0; i < n; i++)
        if (visible(a, rows[i].class))
            rows[kept++] = rows[i];
    return kept;
}

/* Ids are random: within a day the hour decides, and what has none comes first. */
static int by_hour(const void *x, const void *y)
{
    const struct chronology_row *a = x, *b = y;
    int d = str_cmp(a->on_date, b->on_date);

    if (!d)
        d = str_cmp(a->at_utc, b->at_utc);
    return d ? d : str_cmp(a->id, b->id);
}

static int by_hour_newest(const void *x, const void *y)
{
    return by_hour(y, x);
}

enum rw_status case_chronology(struct act *a, struct str case_id, struct date until, int64_t limit,
                               struct chronology_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    if (!st)
        st = q_chronology_page(a->db, a->mem,
                               &(struct q_chronology_page_in){ .case_id = case_id,
                                                               .on_date = date_iso(a->mem, until),
                                                               .limit = limit },
                               rows, n, &a->err);
    if (!st)
        *n = keep_visible(a, *rows, *n);
    if (!st && *n)
        qsort(*rows, *n, sizeof **rows, by_hour_newest);
    return st;
}

enum rw_status case_chronology_between(struct act *a, struct str case_id, struct date from,
                                       struct date to, struct chronology_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    if (!st)
        st = q_chronology_between(
            a->db, a->mem,
            &(struct q_chronology_between_in){ .case_id = case_id,
                                               .from_date = date_iso(a->mem, from),
                                               .to_date = date_iso(a->mem, to) },
            rows, n, &a->err);
    if (!st)
        *n = keep_visible(a, *rows, *n);
    if (!st && *n)
        qsort(*rows, *n, sizeof **rows, by_hour);
    return st;
}

/* A place at the front desk shows appointments and nothing of the record. */
static size_t keep_lines(const struct act *a, struct agenda_row *rows, size_t n)
{
    size_t i, kept = 0;

    for (i = 0; i < n; i++) {
        enum info_class cls = class_of_letter(rows[i].class);
        bool schedule = str_is(rows[i].kind, "appointment") &&
                        act_allows_as(a, rows[i].capacity, CAP_SCHEDULE_READ, cls);

        if (schedule || act_allows_as(a, rows[i].capacity, CAP_CASE_READ, cls))
            rows[kept++] = rows[i];
    }
    return kept;
}

static int by_time(const void *x, const void *y)
{
    const struct agenda_row *a = x, *b = y;
    int d = str_cmp(a->on_date, b->on_date);

    if (!d)
        d = str_cmp(a->at_utc, b->at_utc);
    return d ? d : str_cmp(a->id, b->id);
}

static void in_order(const struct act *a, struct agenda_row *rows, size_t *n)
{
    *n = keep_lines(a, rows, *n);
    if (*n)
        qsort(rows, *n, sizeof *rows, by_time);
}

enum rw_status caseload_lines(struct act *a, struct date from, struct date to,
                              struct agenda_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_TODAY, CLASS_A, false);

    if (!st)
        st = q_agenda(a->db, a->mem,
                      &(struct q_agenda_in){ .account_id = a->viewer.account_id,
                                             .from_date = date_iso(a->mem, from),
                                             .to_date = date_iso(a->mem, to) },
                      rows, n, &a->err);
    if (!st)
        in_order(a, *rows, n);
    return st;
}

enum rw_status caseload_open_lines(struct act *a, struct date to, struct agenda_row **rows,
                                   size_t *n)
{
    enum rw_status st = act_allow(a, STR_NULL, CAP_TODAY, CLASS_A, false);

    if (!st)
        st = q_agenda_today(a->db, a->mem,
                            &(struct q_agenda_today_in){ .account_id = a->viewer.account_id,
                                                         .from_date = date_iso(a->mem, a->today),
                                                         .to_date = date_iso(a->mem, to) },
                            rows, n, &a->err);
    if (!st)
        in_order(a, *rows, n);
    return st;
}
