/* checkpoint_rows.c -- the rows of a case that checkpoints rest on, and who is who in them. */
#include "app/checkpoint.h"

#include "app/criterion_tool.h"
#include "app/protocols.h"
#include "gen/queries.h"

static enum rw_status read_rows(struct act *a, struct str case_id, struct str protocol_hash,
                                struct case_rows *c)
{
    enum rw_status st;

    *c = (struct case_rows){ .case_id = case_id, .protocol = protocol_of(a->app, protocol_hash) };
    st = q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id }, &c->people,
                       &c->npeople, &a->err);
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

enum rw_status case_rows_load(struct act *a, struct str case_id, struct case_rows *c)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    *c = (struct case_rows){ .case_id = case_id };
    if (!st)
        st = read_rows(a, case_id, a->access.head.protocol_hash, c);
    return st ? st : criterion_tools_run(a, c);
}

enum rw_status case_rows_of_signs(struct act *a, struct str case_id, struct case_rows *c)
{
    struct family_case_get_row head;
    enum rw_status st = q_family_case_get(
        a->db, a->mem, &(struct q_family_case_get_in){ .id = case_id }, &head, &a->err);

    return st ? st : read_rows(a, case_id, head.protocol_hash, c);
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

const struct person_row *case_child(const struct case_rows *c, struct str id)
{
    const struct person_row *p = case_person(c, id);

    return p && str_is(p->kind, "child") ? p : NULL;
}

/* Roles that put an adult at one of a child's two sides; source content/lists/roles.yaml. */
static bool side_of(struct str role, enum fact_side *side)
{
    *side = str_is(role, "contact_parent") ? SIDE_CONTACT : SIDE_HOME;
    return str_is(role, "contact_parent") || str_is(role, "home_parent") ||
           str_is(role, "guardian");
}

static bool holds_on(const struct person_role_row *r, struct date day)
{
    struct date from, to;

    if (!date_parse(r->from_on, &from) || from.day > day.day)
        return false;
    return !r->to_on.p || (date_parse(r->to_on, &to) && to.day >= day.day);
}

/* What an adult is to a child today: a role for that child alone stands before one for the family
 * as a whole, and among those a role at one of the two sides before any other. */
static const struct person_role_row *role_today(const struct act *a, const struct case_rows *c,
                                                struct str person_id, struct str child_id)
{
    const struct person_role_row *best = NULL;
    int best_rank = -1;
    enum fact_side side;
    size_t i;

    for (i = 0; i < c->nroles; i++) {
        const struct person_role_row *r = &c->roles[i];
        bool own = r->child_id.p && str_eq(r->child_id, child_id);
        int rank = (own ? 2 : 0) + (side_of(r->role, &side) ? 1 : 0);

        if (!str_eq(r->person_id, person_id) || (r->child_id.p && !own) || !holds_on(r, a->today))
            continue;
        if (rank >= best_rank) {
            best = r;
            best_rank = rank;
        }
    }
    return best;
}

struct str case_person_words(struct act *a, const struct case_rows *c, struct str person_id,
                             struct str child_id)
{
    const struct person_row *p = case_person(c, person_id);
    const struct person_role_row *r = p ? role_today(a, c, person_id, child_id) : NULL;

    if (!p)
        return STR("not recorded yet");
    return r ? str_join(a->mem, p->name, STR(", "), r->relation) : p->name;
}

static bool asked_about(enum criterion_per per, enum fact_side side)
{
    return per == PER_PARENT_EACH || (per == PER_CONTACT_PARENT && side == SIDE_CONTACT) ||
           (per == PER_HOME_PARENT && side == SIDE_HOME);
}

size_t case_adults(struct act *a, const struct case_rows *c, struct str child_id,
                   enum criterion_per per, const struct fact_adult **list)
{
    struct fact_adult *to = arena_array(a->mem, struct fact_adult, c->npeople + 1);
    enum fact_side side;
    size_t n = 0, i;

    for (i = 0; i < c->npeople; i++) {
        const struct person_row *p = &c->people[i];
        const struct person_role_row *r = role_today(a, c, p->id, child_id);

        if (r && side_of(r->role, &side) && asked_about(per, side))
            to[n++] = (struct fact_adult){ .id = p->id,
                                           .name = case_person_words(a, c, p->id, child_id),
                                           .side = side };
    }
    *list = to;
    return n;
}

bool case_side_missing(struct act *a, const struct case_rows *c, struct str child_id,
                       enum criterion_per per)
{
    const struct fact_adult *both;
    size_t n = case_adults(a, c, child_id, PER_PARENT_EACH, &both);

    return gate_side_missing(per, both, n);
}

enum rw_status case_papers_belong(struct act *a, struct str case_id, const struct str *ids,
                                  size_t n)
{
    struct document_get_row row;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < n; i++)
        st = q_document_get(a->db, a->mem,
                            &(struct q_document_get_in){ .case_id = case_id, .id = ids[i] }, &row,
                            &a->err);
    return st;
}
