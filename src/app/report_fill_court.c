/* report_fill_court.c -- a report's part on the court: matter, orders, rule. */
#include "app/lists.h"
#include "app/report_fill.h"

/* What of the papers counts as a source, by the kind under which they were filed. */
static enum report_source_kind source_of(struct str kind)
{
    static const struct {
        const char *kind;
        enum report_source_kind source;
    } rows[] = {
        { "order", REPORT_SOURCE_ORDER },       { "evaluation", REPORT_SOURCE_EVALUATION },
        { "report", REPORT_SOURCE_COURT_FILE }, { "school", REPORT_SOURCE_SCHOOL },
        { "medical", REPORT_SOURCE_HEALTH },    { "agency", REPORT_SOURCE_PROFESSIONAL },
        { "letter", REPORT_SOURCE_FAMILY },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(kind, rows[i].kind))
            return rows[i].source;
    return REPORT_SOURCE_UNKNOWN;
}

static void fill_clauses(struct act *a, const struct report_rows *rows, struct str order_id,
                         struct report_order *o)
{
    struct report_clause *list = arena_array(a->mem, struct report_clause, rows->nclauses + 1);
    size_t i;

    for (i = 0; i < rows->nclauses; i++)
        if (str_eq(rows->clauses[i].order_id, order_id))
            list[o->nclause++] = (struct report_clause){
                .text = rows->clauses[i].words,
                .cite = rows->clauses[i].page == DB_NULL_I64
                            ? STR_NULL
                            : str_fmt(a->mem, "page %lld", (long long)rows->clauses[i].page),
                .as_of = RW_NO_DATE,
            };
    o->clause = list;
}

static void fill_orders(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    struct report_order *list = arena_array(a->mem, struct report_order, rows->norders + 1);
    size_t i;

    for (i = 0; i < rows->norders; i++) {
        const struct court_order_row *o = &rows->orders[i];

        if (report_day(o->effective_on).day > r->base.to.day)
            continue;
        list[r->norder] = (struct report_order){
            .title = o->title,
            .made = report_day(o->signed_on),
            .from = report_day(o->effective_on),
            .until = report_day(o->expires_on),
            .in_force = str_is(o->state, "in_force"),
        };
        fill_clauses(a, rows, o->id, &list[r->norder]);
        r->norder++;
    }
    r->order = list;
}

static void fill_hearings(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    struct report_hearing *list = arena_array(a->mem, struct report_hearing, rows->nhearings + 1);
    size_t i;

    for (i = 0; i < rows->nhearings; i++)
        if (!str_is(rows->hearings[i].state, "vacated") &&
            report_day(rows->hearings[i].on_date).day >= r->base.from.day)
            list[r->nhearing++] = (struct report_hearing){
                .on = report_day(rows->hearings[i].on_date),
                .kind = list_label(a->app, "hearing-kinds", rows->hearings[i].kind),
            };
    r->hearing = list;
}

static void fill_authority(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    struct report_authority *list = arena_new(a->mem, struct report_authority);
    size_t i;

    for (i = 0; i < rows->norders; i++)
        if (str_eq(rows->orders[i].id, rows->report->order_id)) {
            *list = (struct report_authority){
                .kind = str_is(rows->orders[i].kind, "stipulation") ? REPORT_AUTHORITY_STIPULATION
                                                                    : REPORT_AUTHORITY_ORDER,
                .on = report_day(rows->orders[i].signed_on),
                .until = report_day(rows->orders[i].expires_on),
                .cite = rows->orders[i].title,
                .by = REPORT_NOBODY,
            };
            r->nauthority = 1;
        }
    r->authority = list;
}

static bool is_source(const struct document_list_row *d)
{
    return source_of(d->kind) != REPORT_SOURCE_UNKNOWN && str_is(d->state, "kept");
}

static void fill_sources(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    size_t max = rows->ndocuments + 1, i;
    struct report_source *list = arena_array(a->mem, struct report_source, max);

    if (r->base.nservice)
        list[r->nsource++] = (struct report_source){ .kind = REPORT_SOURCE_SESSIONS,
                                                     .person = REPORT_NOBODY,
                                                     .on = r->base.from,
                                                     .available = true };
    for (i = 0; i < rows->ndocuments && r->nsource < max; i++)
        if (is_source(&rows->documents[i]))
            list[r->nsource++] = (struct report_source){
                .kind = source_of(rows->documents[i].kind),
                .person = REPORT_NOBODY,
                .on = report_day(rows->documents[i].dated_on),
                .available = true,
            };
    r->source = list;
}

static void put_record(struct status_report *r, struct report_record *list, struct str id,
                       const char *kind, struct date on)
{
    list[r->nrecord++] = (struct report_record){ .id = id, .kind = str_of(kind), .on = on };
}

/* What the report rests on, by the number under which the record keeps it: nothing of what it says. */
static void fill_records(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    size_t max = rows->norders + rows->ndocuments + rows->nnotes + rows->ndecisions, i;
    struct report_record *list = arena_array(a->mem, struct report_record, max + 1);
    int64_t at;

    for (i = 0; i < rows->norders; i++)
        put_record(r, list, rows->orders[i].id, "Order", report_day(rows->orders[i].signed_on));
    for (i = 0; i < rows->ndocuments; i++)
        if (is_source(&rows->documents[i]))
            put_record(r, list, rows->documents[i].id, "Document",
                       report_day(rows->documents[i].dated_on));
    for (i = 0; i < rows->nnotes; i++)
        if (rows->notes[i].appointment_id.len)
            put_record(r, list, rows->notes[i].id, "Session note, signed",
                       report_day(rows->notes[i].on_date));
    for (i = 0; i < rows->ndecisions; i++)
        put_record(r, list, rows->decisions[i].id, "Decision, signed",
                   utc_parse(rows->decisions[i].signed_utc, &at) ? clock_local(at).date
                                                                 : RW_NO_DATE);
    r->record = list;
}

void report_fill_court(struct act *a, const struct report_rows *rows, struct status_report *r)
{
    fill_orders(a, rows, r);
    fill_hearings(a, rows, r);
    fill_authority(a, rows, r);
    fill_sources(a, rows, r);
    fill_records(a, rows, r);
}
