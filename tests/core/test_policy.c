/* test_policy.c -- the whole key space against rules written a second time, in words. */
#include "base/str.h"
#include "core/policy.h"
#include "test.h"

#include <string.h>

static const enum info_class classes[] = { CLASS_A, CLASS_S, CLASS_P, CLASS_C, CLASS_R,
                                           CLASS_V, CLASS_L, CLASS_U, CLASS_T };

/* Where somebody must stand, and which classes: one line a capability, or two, in words of its own. */
enum stand { NOWHERE, ANYWHERE, ON_CASE, TREATS, LEADS, ASSIGNS, DESK_OR_CASE, DESK, OWES };

static const struct rule {
    enum capability cap;
    uint32_t roles;
    enum stand stand;
    const char *classes, *own; /* letters of the classes; own: of the author's writing alone */
} rules[] = {
    { CAP_PUBLIC, 31, ANYWHERE, "A", "" },
    { CAP_SELF, 31, ANYWHERE, "A", "" },
    { CAP_CONSULT, 16, ANYWHERE, "AS", "" },
    { CAP_COVER, 3, ANYWHERE, "A", "" },
    { CAP_TODAY, 7, ANYWHERE, "A", "" },
    { CAP_CASE_OPEN, 3, ANYWHERE, "A", "" },
    { CAP_ACCOUNTS, 8, ANYWHERE, "A", "" },
    { CAP_PRACTICE, 8, ANYWHERE, "A", "" },
    { CAP_CREDENTIALS, 10, ANYWHERE, "A", "" },
    { CAP_SCHEDULE_READ, 7, DESK_OR_CASE, "A", "" },
    { CAP_SCHEDULE_EDIT, 7, DESK_OR_CASE, "A", "" },
    { CAP_ADDRESS_READ, 3, ON_CASE, "V", "" },
    { CAP_COURT_READ, 3, ON_CASE, "AL", "" },
    { CAP_COURT_EDIT, 3, ON_CASE, "AL", "" },
    { CAP_ASSIGN, 3, ASSIGNS, "A", "" },
    { CAP_PARITY, 3, LEADS, "AS", "" },
    { CAP_NOTE_READ, 3, ON_CASE, "ASCLT", "P" },
    { CAP_NOTE_WRITE, 3, ON_CASE, "ASCLT", "P" },
    { CAP_NOTE_SIGN, 3, ON_CASE, "", "ASCLTP" },
    { CAP_DECIDE, 3, TREATS, "ASCLT", "" },
    { CAP_REPORT_SIGN, 3, TREATS, "ASCLT", "" },
    { CAP_CASE_READ, 3, ON_CASE, "ASCLT", "" },
    { CAP_CASE_EDIT, 3, ON_CASE, "ASCLT", "" },
    { CAP_CHECKPOINT_READ, 3, ON_CASE, "ASCLT", "" },
    { CAP_CHECKPOINT_RECORD, 3, ON_CASE, "ASCLT", "" },
    { CAP_REPORT_READ, 3, ON_CASE, "ASCLT", "" },
    { CAP_REPORT_MAKE, 3, ON_CASE, "ASCLT", "" },
    { CAP_HOLD, 3, ON_CASE, "AS", "" },
    { CAP_HOLD, 4, DESK, "A", "" },
    { CAP_CONCERN_PRESS, 3, ON_CASE, "", "R" },
    { CAP_CONCERN_READ, 3, LEADS, "R", "" },
    { CAP_CONCERN_READ, 3, ON_CASE, "", "R" },
    { CAP_CONCERN_PRESS, 3, OWES, "", "R" },
    { CAP_CONCERN_READ, 3, OWES, "", "R" },
    { CAP_CONCERN_CLEAR, 3, LEADS, "R", "" },
    { CAP_CONCERN_CLEAR, 3, ON_CASE, "", "R" },
};

static bool between(enum relation r, enum relation from, enum relation to)
{
    return r >= from && r <= to;
}

static bool stands(const struct rule *r, const struct policy_key *k)
{
    bool covers = (k->roles & 3) && between(k->relation, REL_COVER, REL_SUCCESSOR);
    bool follows = covers && k->relation == REL_SUCCESSOR;
    bool treats = ((k->roles & 3) && between(k->relation, REL_LEAD, REL_CO)) || covers;
    bool leads =
        ((k->roles & 3) && (k->relation == REL_LEAD || k->relation == REL_SUPERVISOR)) || covers;
    bool assigns = (leads && !covers) || follows;
    bool desk = (k->roles & 4) && k->relation == REL_OFFICE;
    bool at[] = { [NOWHERE] = false,
                  [ANYWHERE] = true,
                  [ON_CASE] = treats || leads,
                  [TREATS] = treats,
                  [LEADS] = leads,
                  [ASSIGNS] = assigns,
                  [DESK_OR_CASE] = desk || treats || leads,
                  [DESK] = desk,
                  [OWES] = (k->roles & 3) && k->relation == REL_REPORTER };

    return at[r->stand];
}

static bool expected(const struct policy_key *k)
{
    static const char letters[] = "ASPCRVLUT";
    size_t i, c;

    for (c = 0; classes[c] != k->cls; c++)
        ;
    for (i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].cap == k->cap && (rules[i].roles & k->roles) && stands(&rules[i], k) &&
            (strchr(rules[i].classes, letters[c]) ||
             (k->author && strchr(rules[i].own, letters[c]))))
            return true;
    return false;
}

TEST(every_cell_of_the_policy_is_as_the_rules_say)
{
    struct policy_key k = { 0 };
    size_t c, cells = 0;
    int cap, rel;

    for (k.roles = 0; k.roles <= ROLES_ALL; k.roles++)
        for (rel = REL_NONE; rel < REL_COUNT; rel++)
            for (cap = CAP_NOBODY; cap <= CAP_COUNT; cap++)
                for (c = 0; c < 2 * sizeof classes / sizeof *classes; c++) {
                    k.relation = (enum relation)rel;
                    k.cap = (enum capability)cap;
                    k.cls = classes[c / 2];
                    k.author = c & 1;
                    cells++;
                    if (policy_decide(&k).allow != expected(&k))
                        fail_msg("roles %u, %s, %s, class %d, author %d", k.roles,
                                 relation_word(k.relation), capability_word(k.cap), (int)k.cls,
                                 k.author);
                }
    CHECK(cells == 32u * 8 * (CAP_COUNT + 1) * 18);
}

TEST(a_refusal_names_no_rule)
{
    struct policy_answer a = policy_decide(&(struct policy_key){
        .roles = ROLE_ADMIN, .relation = REL_LEAD, .cap = CAP_CASE_READ, .cls = CLASS_S });

    CHECK(!a.allow);
    CHECK_STR(str_of(a.rule), "none");
}

TEST(a_capability_without_a_row_is_nobodys)
{
    CHECK(!policy_role_may(ROLES_ALL, CAP_NOBODY));
    CHECK(policy_needs_case(CAP_NOBODY));
    CHECK(policy_needs_case(CAP_NOTE_READ));
    CHECK(!policy_needs_case(CAP_TODAY));
}

TEST(each_capability_has_a_word_of_its_own)
{
    int i, k;

    for (i = 0; i < CAP_COUNT; i++)
        for (k = 0; k < i; k++)
            CHECK(!str_eq(str_of(capability_word((enum capability)i)),
                          str_of(capability_word((enum capability)k))));
}
