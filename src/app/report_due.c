/* report_due.c -- which report is owed when. */
#include "core/report_due.h"

#include "app/chronology.h"
#include "app/court.h"
#include "gen/queries.h"

#define KIND "report_due"

/* What the dates of every order of one case are counted from. */
struct basis {
    struct hearing_day *hearings;
    struct order_reports_row *reports;
    size_t nhearings, nreports;
};

static enum rw_status load_basis(struct act *a, struct str case_id, struct basis *b)
{
    struct q_hearing_list_in hearings_of = { .case_id = case_id };
    struct q_order_reports_in reports_of = { .case_id = case_id };
    struct hearing_row *rows;
    size_t n, i;
    enum rw_status st = q_hearing_list(a->db, a->mem, &hearings_of, &rows, &n, &a->err);

    if (!st)
        st = q_order_reports(a->db, a->mem, &reports_of, &b->reports, &b->nreports, &a->err);
    if (st)
        return st;
    b->hearings = arena_array(a->mem, struct hearing_day, n + 1);
    b->nhearings = 0;
    for (i = 0; i < n; i++) {
        struct hearing_day day = { .held = str_is(rows[i].state, "held") };

        if (!str_is(rows[i].state, "vacated") && date_parse(rows[i].on_date, &day.on))
            b->hearings[b->nhearings++] = day;
    }
    return RW_OK;
}

static struct date day_of(struct str iso)
{
    struct date d;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

static struct date day_of_utc(struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? clock_local(t).date : RW_NO_DATE;
}

static struct date last_report(const struct basis *b, struct str order_id)
{
    struct date last = RW_NO_DATE;
    size_t i;

    for (i = 0; i < b->nreports; i++)
        if (str_eq(b->reports[i].order_id, order_id))
            last = day_of_utc(b->reports[i].signed_utc);
    return last;
}

static struct date due_of(const struct basis *b, const struct court_order_row *o, struct date today)
{
    struct report_rule rule = {
        .effective_on = day_of(o->effective_on),
        .expires_on = day_of(o->expires_on),
        .recorded_on = day_of_utc(o->recorded_utc),
        .reported_on = last_report(b, o->id),
        .every_days = o->report_every_days == DB_NULL_I64 ? 0 : o->report_every_days,
        .before_days = o->report_before_days == DB_NULL_I64 ? 0 : o->report_before_days,
        .hearings = b->hearings,
        .nhearings = b->nhearings,
    };

    return str_is(o->state, "in_force") ? report_due(&rule, today) : RW_NO_DATE;
}

static enum rw_status find_line(struct act *a, struct str case_id, struct str order_id,
                                struct chronology_row *line)
{
    struct q_chronology_find_in in = { .case_id = case_id, .ref_id = order_id, .kind = STR(KIND) };

    return q_chronology_find(a->db, a->mem, &in, line, &a->err);
}

/* A line stays where it was when nothing is due any more. */
static enum rw_status put_line(struct act *a, const struct court_order_row *o, struct date due)
{
    struct chronology_entry e = { .case_id = o->case_id,
                                  .kind = KIND,
                                  .ref_id = o->id,
                                  .on = due,
                                  .at_utc = RW_NO_TIME,
                                  .state = date_known(due) ? "due" : "ended",
                                  .cls = CLASS_L,
                                  .line = STR("Report to the court due") };
    struct chronology_row line;
    enum rw_status st;

    if (!date_known(due)) {
        st = find_line(a, o->case_id, o->id, &line);
        if (st)
            return st == RW_ENOTFOUND ? RW_OK : st;
        e.on = day_of(line.on_date);
    }
    return chronology_put(a, &e);
}

enum rw_status report_due_refresh(struct act *a, struct str case_id)
{
    struct q_court_order_list_in in = { .case_id = case_id };
    struct court_order_row *orders;
    struct basis b;
    size_t n, i;
    enum rw_status st = load_basis(a, case_id, &b);

    if (!st)
        st = q_court_order_list(a->db, a->mem, &in, &orders, &n, &a->err);
    for (i = 0; !st && i < n; i++)
        st = put_line(a, &orders[i], due_of(&b, &orders[i], a->today));
    return st;
}

const struct court_order_row *order_that_asks(const struct court_order_row *orders, size_t n,
                                              struct date today)
{
    const struct court_order_row *found = NULL;
    size_t i;

    for (i = 0; i < n; i++) {
        struct date from = day_of(orders[i].effective_on), until = day_of(orders[i].expires_on);

        if (!str_is(orders[i].state, "in_force") || str_is(orders[i].report_rule, "none") ||
            from.day > today.day || (date_known(until) && until.day < today.day))
            continue;
        if (found)
            return NULL;
        found = &orders[i];
    }
    return found;
}

enum rw_status order_report_due(struct act *a, struct str case_id, struct str id, struct date *due)
{
    struct chronology_row line;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    *due = RW_NO_DATE;
    if (st)
        return st;
    st = find_line(a, case_id, id, &line);
    if (!st && str_is(line.state, "due"))
        *due = day_of(line.on_date);
    return st == RW_ENOTFOUND ? RW_OK : st;
}
