/* report_fill_second.c -- that a clinician alone consulted somebody outside: who, and nothing else. */
#include "app/protocols.h"
#include "app/report_fill.h"

#include <jansson.h>

#define HOUR INT64_C(3600)

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

/* A consultation that was only recorded counts after its hours, as it does for what it is about. */
static int64_t counts_from(struct act *a, const struct report_consultations_row *c)
{
    int64_t second = time_of(c->second_utc), asked = time_of(c->asked_utc);

    if (second == RW_NO_TIME || !str_is(c->form, "record"))
        return second;
    return (asked > second ? asked : second) + protocol_for_words(a)->consult_record_hours * HOUR;
}

static bool in_period(struct act *a, const struct report_rows *rows,
                      const struct report_consultations_row *c)
{
    int64_t at = counts_from(a, c);
    struct date on;

    if (at == RW_NO_TIME || at > a->now_utc)
        return false;
    on = clock_local(at).date;
    return report_day(rows->report->from_on).day <= on.day &&
           on.day <= report_day(rows->report->to_on).day;
}

/* What was set aside when it was decided stands in what the decision froze. */
static bool names(const json_t *doc, struct str id)
{
    const json_t *results = json_object_get(doc, "criteria");
    size_t i;

    for (i = 0; i < json_array_size(results); i++) {
        const json_t *aside = json_object_get(json_array_get(results, i), "set_aside");

        if (str_eq(id, str_of(json_string_value(json_object_get(aside, "id")))))
            return true;
    }
    return false;
}

static enum rw_status decided_on(struct act *a, const struct report_rows *rows, bool *used)
{
    size_t i, k;

    for (i = 0; i < rows->ndecisions; i++) {
        struct str snapshot = rows->decisions[i].snapshot;
        json_error_t why;
        json_t *doc = json_loadb(snapshot.p, snapshot.len, JSON_REJECT_DUPLICATES, &why);

        if (!doc)
            return RW_FAIL(&a->err, RW_EDEP, "a decision's snapshot is no JSON, line %d", why.line);
        for (k = 0; k < rows->nconsultations; k++)
            used[k] = used[k] || names(doc, rows->consultations[k].id);
        json_decref(doc);
    }
    return RW_OK;
}

static struct str name_of(const struct report_consultations_row *c)
{
    return c->aside_name.p ? c->aside_name : c->hold_name.p ? c->hold_name : c->talk_name;
}

/* The same colleague stands there once, however often they were asked. */
static bool named_before(const struct report_rows *rows, const bool *used, size_t at)
{
    size_t i;

    for (i = 0; i < at; i++)
        if (used[i] && str_eq(name_of(&rows->consultations[i]), name_of(&rows->consultations[at])))
            return true;
    return false;
}

enum rw_status report_fill_second(struct act *a, const struct report_rows *rows,
                                  struct report_signature *s)
{
    size_t n = rows->nconsultations, i;
    bool *used = arena_array(a->mem, bool, n + 1);
    enum rw_status st = n ? decided_on(a, rows, used) : RW_OK;

    for (i = 0; !st && i < n; i++) {
        struct str name = name_of(&rows->consultations[i]);

        used[i] = used[i] || in_period(a, rows, &rows->consultations[i]);
        if (!used[i] || named_before(rows, used, i))
            continue;
        s->second = REPORT_SECOND_CONSULTATION;
        s->second_name =
            s->second_name.len ? str_join(a->mem, s->second_name, STR(", "), name) : name;
    }
    return st;
}
