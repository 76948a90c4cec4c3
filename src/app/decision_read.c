/* decision_read.c -- decisions as they were signed; the frozen evaluation back from its JSON. */
#include "app/checkpoint.h"

#include "gen/queries.h"

#include <jansson.h>

enum rw_status decision_list(struct act *a, struct str case_id, struct decision_line_row **rows,
                             size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_decision_list(a->db, a->mem, &(struct q_decision_list_in){ .case_id = case_id }, rows,
                           n, &a->err);
}

enum rw_status decision_get(struct act *a, struct str case_id, struct str id,
                            struct decision_get_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_decision_get(
        a->db, a->mem, &(struct q_decision_get_in){ .case_id = case_id, .id = id }, row, &a->err);
}

/* Copied, since the document is dropped; STR_NULL for null and for what is no text. */
static struct str text_in(struct act *a, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);

    if (!json_is_string(v))
        return STR_NULL;
    return str_copy(a->mem, (struct str){ json_string_value(v), json_string_length(v) });
}

static struct date day_in(struct act *a, const json_t *o, const char *key)
{
    struct date d = RW_NO_DATE;

    return date_parse(text_in(a, o, key), &d) ? d : RW_NO_DATE;
}

static void read_criterion(struct act *a, const json_t *o, struct decision_criterion *c)
{
    const json_t *ids = json_object_get(o, "evidence"), *record = json_object_get(o, "record");
    size_t n = json_array_size(ids), i;
    struct str *list = arena_array(a->mem, struct str, n + 1);

    *c = (struct decision_criterion){
        .title = text_in(a, o, "title"),
        .sentence = text_in(a, o, "sentence"),
        .state = text_in(a, o, "state"),
        .person = text_in(a, o, "person"),
        .applies = !json_is_false(json_object_get(o, "applies")),
        .about_child = json_is_true(json_object_get(o, "about_child")),
        .override = text_in(a, o, "override_class"),
        .recorded_by = text_in(a, record, "by"),
        .on = day_in(a, record, "on"),
        .due = day_in(a, o, "due"),
        .evidence = list,
        .nevidence = n,
    };
    for (i = 0; i < n; i++) {
        const json_t *id = json_array_get(ids, i);

        list[i] = str_copy(a->mem, str_of(json_string_value(id)));
    }
}

static void read_snapshot(struct act *a, const json_t *doc, struct decision_snapshot *s)
{
    const json_t *list = json_object_get(doc, "criteria"), *p = json_object_get(doc, "protocol");
    size_t n = json_array_size(list), i;
    struct decision_criterion *to = arena_array(a->mem, struct decision_criterion, n + 1);

    *s = (struct decision_snapshot){ .title = text_in(a, doc, "title"),
                                     .gate_outcome = text_in(a, doc, "outcome"),
                                     .recommendation = text_in(a, doc, "recommendation"),
                                     .protocol = text_in(a, p, "id"),
                                     .protocol_version = text_in(a, p, "version"),
                                     .today = day_in(a, doc, "today"),
                                     .criteria = to,
                                     .ncriteria = n };
    for (i = 0; i < n; i++)
        read_criterion(a, json_array_get(list, i), &to[i]);
}

enum rw_status decision_read(struct act *a, struct str snapshot, struct decision_snapshot *s)
{
    json_error_t why;
    json_t *doc = json_loadb(snapshot.p, snapshot.len, JSON_REJECT_DUPLICATES, &why);

    if (!doc)
        return RW_FAIL(&a->err, RW_EDEP, "a decision's snapshot is no JSON, line %d", why.line);
    read_snapshot(a, doc, s);
    json_decref(doc);
    return RW_OK;
}
