/* report_fill_changes.c -- decisions of a period, from the evaluation that each froze. */
#include "app/protocols.h"
#include "app/report_fill.h"
#include "core/report_outward.h"

#include <jansson.h>

static enum report_decision decision_of(struct str outcome)
{
    static const struct {
        const char *outcome;
        enum report_decision decision;
    } rows[] = {
        { "advance", REPORT_ADVANCED },       { "hold", REPORT_KEPT },
        { "step_back", REPORT_STEPPED_BACK }, { "pause", REPORT_PAUSED },
        { "resume", REPORT_RESUMED },         { "stop", REPORT_CLOSED },
        { "close", REPORT_CLOSED },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(outcome, rows[i].outcome))
            return rows[i].decision;
    return REPORT_DECISION_UNKNOWN;
}

static enum report_result result_of(const char *state)
{
    static const struct {
        const char *state;
        enum report_result result;
    } rows[] = {
        { "pass", REPORT_PASS },
        { "fail", REPORT_FAIL },
        { "overridden", REPORT_SET_ASIDE },
        { "carried_over", REPORT_CARRIED_OVER },
    };
    size_t i;

    for (i = 0; state && i < sizeof rows / sizeof *rows; i++)
        if (str_is(str_of(state), rows[i].state))
            return rows[i].result;
    return REPORT_RESULT_UNKNOWN;
}

static const char *text_of(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* What is asked of each adult names the adult, or the same line would stand there twice. */
static struct str label_of(struct act *a, const struct report_rows *rows, const struct criterion *c,
                           const json_t *result)
{
    struct str title = c && c->outward.len ? c->outward : str_of(text_of(result, "title"));
    int32_t who = report_person_at(rows, str_of(text_of(result, "person")));

    return who < 0 ? str_copy(a->mem, title)
                   : str_join(a->mem, title, STR(": "), rows->people[who].name);
}

/* Where the result may stand, by the protocol under which it was judged; and what the snapshot
 * itself says is about the child stays so, whatever a file says. */
static enum report_outward outward_of(const struct protocol *p, const struct gate *g,
                                      const struct criterion *c, const json_t *x)
{
    enum report_outward o = report_outward_of(p, g, c);

    if (o == REPORT_OUTWARD_LINE && !json_is_false(json_object_get(x, "about_child")))
        return REPORT_OUTWARD_CHILD;
    return o;
}

static void add_results(struct act *a, const struct report_rows *rows, const json_t *doc,
                        struct report_change *c)
{
    const json_t *results = json_object_get(doc, "criteria"),
                 *by = json_object_get(doc, "protocol");
    const struct protocol *p = protocol_of(a->app, str_of(text_of(by, "sha256")));
    const struct gate *g = p ? protocol_gate(p, str_of(text_of(doc, "gate"))) : NULL;
    size_t n = json_array_size(results), i, nchild = 0;
    struct report_criterion *list = arena_array(a->mem, struct report_criterion, n + 1);
    enum report_result *child = arena_array(a->mem, enum report_result, n + 1);

    for (i = 0; i < n; i++) {
        const json_t *x = json_array_get(results, i);
        const struct criterion *asked = p ? protocol_criterion(p, str_of(text_of(x, "id"))) : NULL;
        enum report_outward outward = outward_of(p, g, asked, x);
        enum report_result result = result_of(text_of(x, "state"));

        if (outward == REPORT_OUTWARD_NOT || json_is_false(json_object_get(x, "applies")))
            continue;
        if (outward == REPORT_OUTWARD_CHILD)
            child[nchild++] = result;
        else
            list[c->ncriterion++] = (struct report_criterion){
                .label = label_of(a, rows, asked, x),
                .result = result,
                .on = c->on,
            };
    }
    c->criterion = list;
    c->about_child = report_child_fold(child, nchild);
}

static enum rw_status read_snapshot(struct act *a, const struct report_rows *rows,
                                    struct str snapshot, struct report_change *c)
{
    json_error_t why;
    json_t *doc = json_loadb(snapshot.p, snapshot.len, JSON_REJECT_DUPLICATES, &why);

    if (!doc)
        return RW_FAIL(&a->err, RW_EDEP, "a decision's snapshot is no JSON, line %d", why.line);
    add_results(a, rows, doc, c);
    json_decref(doc);
    return RW_OK;
}

enum rw_status report_fill_changes(struct act *a, const struct report_rows *rows,
                                   struct status_report *r)
{
    struct report_change *list = arena_array(a->mem, struct report_change, rows->ndecisions + 1);
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < rows->ndecisions; i++) {
        const struct decision_snapshots_row *d = &rows->decisions[i];
        int64_t at;

        list[i] = (struct report_change){
            .on = utc_parse(d->signed_utc, &at) ? clock_local(at).date : RW_NO_DATE,
            .child = report_person_at(rows, d->child_id),
            .decision = decision_of(d->outcome),
            .phase_label = report_phase_title(protocol_for_words(a), d->phase_to),
            .by = d->signed_name,
        };
        st = read_snapshot(a, rows, d->snapshot, &list[i]);
    }
    r->change = list;
    r->nchange = rows->ndecisions;
    return st;
}
