#include "app/case_people.h"

#include "app/clock.h"
#include "gen/queries.h"

/* Codes of content/lists/roles: whose contact is in question, and with whom the child lives. */
static bool is_contact_side(struct str role)
{
    return str_is(role, "contact_parent");
}

static bool is_home_side(struct str role)
{
    return str_is(role, "home_parent") || str_is(role, "guardian");
}

bool case_roles_apart(struct str x, struct str y)
{
    return (is_contact_side(x) && is_home_side(y)) || (is_home_side(x) && is_contact_side(y));
}

static bool role_runs(const struct act *a, const struct person_role_row *r)
{
    struct date to;

    return !r->to_on.p || (date_parse(r->to_on, &to) && to.day >= a->today.day);
}

static struct str label_of(struct act *a, const struct person_row *p,
                           const struct person_role_row *roles, size_t n)
{
    size_t i;

    if (str_is(p->kind, "child"))
        return p->name;
    for (i = 0; i < n; i++)
        if (str_eq(roles[i].person_id, p->id) && role_runs(a, &roles[i]) && roles[i].relation.len)
            return str_join(a->mem, p->name, STR(", "), roles[i].relation);
    return p->name;
}

static bool in_question(const struct act *a, struct str person_id,
                        const struct person_role_row *roles, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(roles[i].person_id, person_id) && role_runs(a, &roles[i]) &&
            is_contact_side(roles[i].role))
            return true;
    return false;
}

static bool same_pair(const struct apart *x, struct str one, struct str other)
{
    return (str_eq(x->one, one) && str_eq(x->other, other)) ||
           (str_eq(x->one, other) && str_eq(x->other, one));
}

static void add_apart(struct case_people *p, size_t max, struct str one, struct str other)
{
    size_t i;

    for (i = 0; i < p->napart; i++)
        if (same_pair(&p->apart[i], one, other))
            return;
    if (p->napart < max)
        p->apart[p->napart++] = (struct apart){ one, other };
}

/* Parents and carers of one child on different sides; two of one side may come together. */
static void find_apart(struct act *a, const struct person_role_row *r, size_t n,
                       struct case_people *p)
{
    size_t i, k, max = n * n;

    p->apart = arena_array(a->mem, struct apart, max);
    if (a->mem->spent)
        return;
    for (i = 0; i < n; i++)
        for (k = i + 1; k < n; k++)
            if (role_runs(a, &r[i]) && role_runs(a, &r[k]) && r[i].child_id.len &&
                str_eq(r[i].child_id, r[k].child_id) && case_roles_apart(r[i].role, r[k].role) &&
                !str_eq(r[i].person_id, r[k].person_id))
                add_apart(p, max, r[i].person_id, r[k].person_id);
}

static enum rw_status read_people(struct act *a, struct str case_id, struct case_people *p)
{
    struct person_row *rows = NULL;
    struct person_role_row *roles = NULL;
    size_t i, nroles = 0;
    enum rw_status st = q_person_list(
        a->db, a->mem, &(struct q_person_list_in){ .case_id = case_id }, &rows, &p->n, &a->err);

    p->napart = 0;
    if (!st)
        st =
            q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = case_id },
                               &roles, &nroles, &a->err);
    if (st)
        return st;
    p->list = arena_array(a->mem, struct case_person, p->n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < p->n; i++)
        p->list[i] =
            (struct case_person){ .id = rows[i].id,
                                  .name = rows[i].name,
                                  .label = label_of(a, &rows[i], roles, nroles),
                                  .kind = rows[i].kind,
                                  .in_question = in_question(a, rows[i].id, roles, nroles) };
    find_apart(a, roles, nroles, p);
    return RW_OK;
}

/* Several parts of one page name the same people; all of them see one moment. */
enum rw_status case_people_load(struct act *a, struct str case_id, struct case_people *p)
{
    struct case_people *kept;
    enum rw_status st;

    if (a->people && str_eq(a->people_case, case_id)) {
        *p = *a->people;
        return RW_OK;
    }
    st = read_people(a, case_id, p);
    if (st || !a->page)
        return st;
    kept = arena_new(a->mem, struct case_people);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    *kept = *p;
    a->people = kept;
    a->people_case = str_copy(a->mem, case_id);
    return RW_OK;
}

const struct case_person *case_person_find(const struct case_people *p, struct str id)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (str_eq(p->list[i].id, id))
            return &p->list[i];
    return NULL;
}

void case_people_check(struct act *a, const char *field, const struct case_people *p,
                       const struct str *ids, size_t n)
{
    size_t i, k;

    if (n > RW_CASE_PEOPLE)
        problem_add(&a->bad, field, STR("Please choose fewer people."));
    for (i = 0; i < n && i < RW_CASE_PEOPLE; i++) {
        if (!case_person_find(p, ids[i]))
            problem_add(&a->bad, field, STR("Please choose only people of this family's case."));
        for (k = 0; k < i; k++)
            if (str_eq(ids[i], ids[k]))
                problem_add(&a->bad, field, STR("Please choose each person once."));
    }
}

/* Children first, then as they stand in the case: the order of rows says nothing. */
struct str case_people_names(struct arena *mem, const struct case_people *p, const struct str *ids,
                             size_t n)
{
    struct str all = STR("");
    size_t i, pass, said = 0, count = 0;

    for (i = 0; i < p->n; i++)
        count += str_among(p->list[i].id, ids, n);
    for (pass = 0; pass < 2; pass++)
        for (i = 0; i < p->n; i++)
            if (str_is(p->list[i].kind, "child") == (pass == 0) &&
                str_among(p->list[i].id, ids, n)) {
                struct str sep = said == 0 ? STR("") : said + 1 == count ? STR(" and ") : STR(", ");

                all = str_join(mem, all, sep, p->list[i].name);
                said++;
            }
    return all;
}

struct str case_people_child(const struct case_people *p, const struct str *ids, size_t n)
{
    struct str child = STR_NULL;
    size_t i, children = 0;

    for (i = 0; i < n; i++) {
        const struct case_person *who = case_person_find(p, ids[i]);

        if (who && str_is(who->kind, "child")) {
            child = who->id;
            children++;
        }
    }
    return children == 1 ? child : STR_NULL;
}

static bool is_listed(const struct case_clinician *list, size_t n, struct str account_id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].account_id, account_id))
            return true;
    return false;
}

static struct date day_of(struct str iso)
{
    struct date d;

    return date_parse(iso, &d) ? d : RW_NO_DATE;
}

/* An absence has its days; a successor stands in from the day on which that was declared. */
static struct case_clinician standing_in(const struct cover_clinicians_row *c)
{
    struct case_clinician x = { .account_id = c->account_id,
                                .name = c->account_name,
                                .from = day_of(c->from_on),
                                .to = day_of(c->to_on) };
    int64_t since;

    if (!str_is(c->kind, "absence"))
        x.from = utc_parse(c->declared_utc, &since) ? clock_local(since).date : RW_NO_DATE;
    return x;
}

enum rw_status case_clinicians(struct act *a, struct str case_id, struct case_clinician **list,
                               size_t *n)
{
    struct assignment_list_row *rows = NULL;
    struct cover_clinicians_row *covers = NULL;
    size_t i, nrows = 0, ncovers = 0, nteam;
    enum rw_status st =
        q_assignment_list(a->db, a->mem, &(struct q_assignment_list_in){ .case_id = case_id },
                          &rows, &nrows, &a->err);

    *n = 0;
    if (!st)
        st = q_cover_clinicians(a->db, a->mem,
                                &(struct q_cover_clinicians_in){ .family_id = case_id }, &covers,
                                &ncovers, &a->err);
    if (st)
        return st;
    *list = arena_array(a->mem, struct case_clinician, nrows + ncovers);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++)
        if (!rows[i].to_utc.p && !str_is(rows[i].capacity, relation_word(REL_OFFICE)) &&
            !is_listed(*list, *n, rows[i].account_id))
            (*list)[(*n)++] = (struct case_clinician){ .account_id = rows[i].account_id,
                                                       .name = rows[i].account_name,
                                                       .from = RW_NO_DATE,
                                                       .to = RW_NO_DATE };
    nteam = *n;
    for (i = 0; i < ncovers; i++)
        if (!is_listed(*list, nteam, covers[i].account_id))
            (*list)[(*n)++] = standing_in(&covers[i]);
    return RW_OK;
}

bool case_clinician_on(const struct case_clinician *c, struct date on)
{
    return (!date_known(c->from) || c->from.day <= on.day) &&
           (!date_known(c->to) || on.day <= c->to.day);
}

struct str case_clinician_days(struct arena *mem, const struct case_clinician *c)
{
    struct str from = date_words(mem, c->from), to = date_words(mem, c->to);

    if (!date_known(c->from))
        return STR("");
    return date_known(c->to)
               ? str_fmt(mem, "from %.*s to %.*s", STR_ARG(from), STR_ARG(to))
               : str_join(mem, STR("from"), STR(" "), str_join(mem, from, STR(" "), STR("on")));
}
