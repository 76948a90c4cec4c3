#include "app/checkpoint.h"

#include "gen/queries.h"

/* Roles that put an adult at one of a child's two sides; source content/lists/roles.yaml. */
static bool side_of(struct str role, enum fact_side *side)
{
    *side = str_is(role, "contact_parent") ? SIDE_CONTACT : SIDE_HOME;
    return str_is(role, "contact_parent") || str_is(role, "home_parent") ||
           str_is(role, "guardian");
}

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    if (s.len > 10)
        s.len = 10;
    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

enum rw_status case_rows_load(struct act *a, struct str case_id, struct case_rows *c)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    *c = (struct case_rows){ .case_id = case_id };
    if (!st)
        st = q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id },
                           &c->people, &c->npeople, &a->err);
    if (!st)
        st =
            q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = case_id },
                               &c->roles, &c->nroles, &a->err);
    if (!st)
        st = q_criterion_record_list(a->db, a->mem,
                                     &(struct q_criterion_record_list_in){ .case_id = case_id },
                                     &c->records, &c->nrecords, &a->err);
    if (!st)
        st = q_criterion_override_list(a->db, a->mem,
                                       &(struct q_criterion_override_list_in){ .case_id = case_id },
                                       &c->overrides, &c->noverrides, &a->err);
    return st;
}

enum rw_status case_rows_evidence(struct act *a, struct case_rows *c)
{
    return q_evidence_list(a->db, a->mem, &(struct q_evidence_list_in){ .case_id = c->case_id },
                           &c->evidence, &c->nevidence, &a->err);
}

const struct person_row *case_person(const struct case_rows *c, struct str id)
{
    size_t i;

    for (i = 0; id.p && i < c->npeople; i++)
        if (str_eq(c->people[i].id, id))
            return &c->people[i];
    return NULL;
}

struct str case_person_words(struct act *a, const struct case_rows *c, struct str person_id,
                             struct str child_id)
{
    const struct person_row *p = case_person(c, person_id);
    struct str relation = STR_NULL;
    size_t i;

    if (!p)
        return STR("not recorded yet");
    for (i = 0; i < c->nroles; i++)
        if (!c->roles[i].to_on.p && str_eq(c->roles[i].person_id, person_id) &&
            (!relation.p || str_eq(c->roles[i].child_id, child_id)))
            relation = c->roles[i].relation;
    return str_join(a->mem, p->name, STR(", "), relation);
}

static void add_adults(struct act *a, const struct case_rows *c, struct str child_id,
                       struct facts *f)
{
    struct fact_adult *list = arena_array(a->mem, struct fact_adult, c->nroles + 1);
    enum fact_side side;
    size_t i;

    for (i = 0; i < c->nroles; i++)
        if (!c->roles[i].to_on.p && str_eq(c->roles[i].child_id, child_id) &&
            side_of(c->roles[i].role, &side))
            list[f->nadults++] = (struct fact_adult){
                .id = c->roles[i].person_id,
                .name = case_person_words(a, c, c->roles[i].person_id, child_id),
                .side = side,
            };
    f->adults = list;
}

static enum fact_value value_of(struct str result)
{
    return str_is(result, "yes")      ? FACT_YES
           : str_is(result, "no")     ? FACT_NO
           : str_is(result, "na")     ? FACT_NA
           : str_is(result, "number") ? FACT_NUMBER
                                      : FACT_UNKNOWN;
}

static size_t attached(struct act *a, const struct case_rows *c, struct str record_id,
                       const struct str **ids)
{
    struct str *list;
    size_t i, n = 0;

    for (i = 0; i < c->nevidence; i++)
        n += str_eq(c->evidence[i].record_id, record_id);
    list = arena_array(a->mem, struct str, n + 1);
    for (i = 0, n = 0; i < c->nevidence; i++)
        if (str_eq(c->evidence[i].record_id, record_id))
            list[n++] = c->evidence[i].object_id;
    *ids = list;
    return n;
}

static void add_records(struct act *a, const struct case_rows *c, struct facts *f)
{
    struct fact *list = arena_array(a->mem, struct fact, c->nrecords + 1);
    size_t i;

    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];

        list[i] = (struct fact){
            .id = r->id,
            .name = r->criterion,
            .child = r->child_id,
            .person = r->person_id,
            .value = value_of(r->result),
            .number = r->number,
            .reason = r->statement,
            .on = day_of(r->occurred_on),
            .recorded_utc = time_of(r->recorded_utc),
            .by = r->recorded_name,
        };
        list[i].nevidence = attached(a, c, r->id, &list[i].evidence);
    }
    f->facts = list;
    f->nfacts = c->nrecords;
}

/* The newest word of the register on one sign for this child, or NULL. */
static const struct criterion_record_row *sign_record(const struct case_rows *c, struct str code,
                                                      struct str child_id)
{
    const struct criterion_record_row *newest = NULL;
    size_t i;

    for (i = 0; i < c->nrecords; i++)
        if (str_eq(c->records[i].criterion, code) &&
            (!c->records[i].child_id.p || str_eq(c->records[i].child_id, child_id)))
            newest = &c->records[i];
    return newest;
}

/* The register is kept once every sign of the protocol was looked at; before that nobody may read
 * its silence as good news. */
static void add_signs(struct act *a, const struct case_rows *c, struct str child_id,
                      struct facts *f)
{
    const struct protocol *p = a->app->protocol;
    struct fact_sign *list = arena_array(a->mem, struct fact_sign, p->nsigns + 1);
    size_t i;

    f->signs_known = p->nsigns > 0;
    for (i = 0; i < p->nsigns; i++) {
        const struct criterion_record_row *r = sign_record(c, p->signs[i].code, child_id);

        if (!r)
            f->signs_known = false;
        else if (str_is(r->result, "yes"))
            list[f->nsigns++] = (struct fact_sign){
                .id = r->id,
                .code = r->criterion,
                .child = r->child_id,
                .person = r->person_id,
                .opened = day_of(r->occurred_on),
                .closed = RW_NO_DATE,
            };
    }
    f->signs = list;
}

static void add_overrides(struct act *a, const struct case_rows *c, struct facts *f)
{
    struct fact_override *list = arena_array(a->mem, struct fact_override, c->noverrides + 1);
    size_t i;

    for (i = 0; i < c->noverrides; i++) {
        const struct criterion_override_row *o = &c->overrides[i];

        /* Only the treating clinician may record one (checkpoint_override asks for CAP_DECIDE). */
        list[i] = (struct fact_override){
            .id = o->id,
            .criterion = o->criterion,
            .child = o->child_id,
            .person = o->person_id,
            .on = day_of(o->on_date),
            .expires = day_of(o->until_on),
            .by = o->recorded_by,
            .by_name = o->recorded_name,
            .signer = SIGNER_TREATING,
            .reason = o->rationale,
            .document = o->document_id,
            .second = str_is(o->second_form, "member")   ? SECOND_MEMBER
                      : str_is(o->second_form, "record") ? SECOND_RECORD
                                                         : SECOND_NONE,
            .second_by = o->second_by.p ? o->second_by : o->second_licence,
            .second_name = o->second_name,
            .second_utc = time_of(o->second_utc),
            .second_licensed = o->second_licence.len > 0,
            .second_sheet = o->second_sheet,
        };
    }
    f->overrides = list;
    f->noverrides = c->noverrides;
}

void checkpoint_facts(struct act *a, const struct case_rows *c, const struct person_row *child,
                      struct facts *f)
{
    const struct access_find_row *head = &a->access.head;
    bool under_way = str_is(head->entered, "under_way");

    *f = (struct facts){
        .today = a->today,
        .now_utc = a->now_utc,
        .solo = a->app->solo,
        .child = child->id,
        .child_name = child->name,
        .born = day_of(child->birth),
        .track = child->track,
        .entry = { .under_way = under_way && child->entry_phase.p,
                   .phase = child->entry_phase,
                   .level = child->entry_level,
                   .on = under_way ? clock_local(time_of(head->opened_utc)).date : RW_NO_DATE },
    };
    add_adults(a, c, child->id, f);
    add_records(a, c, f);
    add_signs(a, c, child->id, f);
    add_overrides(a, c, f);
}

const struct gate *checkpoint_next(const struct act *a, const struct person_row *child)
{
    struct str passed[32];
    struct str rest = child->passed;
    size_t n = 0;

    while (n < sizeof passed / sizeof *passed && str_cut(&rest, ' ', &passed[n]))
        n++;
    return protocol_next_gate(a->app->protocol, child->phase, passed, n);
}

enum rw_status checkpoint_check(struct act *a, const struct case_rows *c,
                                const struct person_row *child, const struct gate *g,
                                struct gate_result *r)
{
    struct facts f;

    checkpoint_facts(a, c, child, &f);
    return gate_check(a->mem, a->app->protocol, g, &f, r, &a->err);
}
