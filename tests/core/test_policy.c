/* test_policy.c -- the whole key space against rules written a second time, in words. */
#include "base/str.h"
#include "core/policy.h"
#include "test.h"

static const enum info_class classes[] = { CLASS_A, CLASS_S, CLASS_P, CLASS_C, CLASS_R,
                                           CLASS_V, CLASS_L, CLASS_U, CLASS_T };

static bool clinician(uint32_t roles)
{
    return roles & (ROLE_THERAPIST | ROLE_SUPERVISOR);
}

static bool record(enum info_class c)
{
    return c == CLASS_A || c == CLASS_S || c == CLASS_C || c == CLASS_L || c == CLASS_T;
}

/* What the pages of shared rules say, one sentence a line; the table must agree in every cell. */
static bool expected(const struct policy_key *k)
{
    bool on_case =
        k->relation == REL_LEAD || k->relation == REL_CO || k->relation == REL_SUPERVISOR;
    bool treats = k->relation == REL_LEAD || k->relation == REL_CO;
    bool desk = (k->roles & ROLE_OFFICE) && k->relation == REL_OFFICE;

    switch (k->cap) {
    case CAP_PUBLIC:
    case CAP_SELF:
        return k->roles != 0 && k->cls == CLASS_A;
    case CAP_TODAY:
        return (k->roles & (ROLE_THERAPIST | ROLE_SUPERVISOR | ROLE_OFFICE)) && k->cls == CLASS_A;
    case CAP_CASE_OPEN:
        return clinician(k->roles) && k->cls == CLASS_A;
    case CAP_ACCOUNTS:
    case CAP_PRACTICE:
        return (k->roles & ROLE_ADMIN) && k->cls == CLASS_A;
    case CAP_SCHEDULE_READ:
    case CAP_SCHEDULE_EDIT:
        return k->cls == CLASS_A && (desk || (clinician(k->roles) && on_case));
    case CAP_ADDRESS_READ:
        return clinician(k->roles) && on_case && k->cls == CLASS_V;
    case CAP_COURT_READ:
    case CAP_COURT_EDIT:
        return clinician(k->roles) && on_case && (k->cls == CLASS_L || k->cls == CLASS_A);
    case CAP_ASSIGN:
        return clinician(k->roles) && (k->relation == REL_LEAD || k->relation == REL_SUPERVISOR) &&
               k->cls == CLASS_A;
    case CAP_NOTE_READ:
    case CAP_NOTE_WRITE:
        return clinician(k->roles) && on_case &&
               (record(k->cls) || (k->author && k->cls == CLASS_P));
    case CAP_NOTE_SIGN:
        return clinician(k->roles) && on_case && k->author && (record(k->cls) || k->cls == CLASS_P);
    case CAP_DECIDE:
    case CAP_REPORT_SIGN:
        return clinician(k->roles) && treats && record(k->cls);
    case CAP_CASE_READ:
    case CAP_CASE_EDIT:
    case CAP_CHECKPOINT_READ:
    case CAP_CHECKPOINT_RECORD:
    case CAP_REPORT_READ:
    case CAP_REPORT_MAKE:
        return clinician(k->roles) && on_case && record(k->cls);
    case CAP_NOBODY:
    case CAP_COUNT:
        break;
    }
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
    CHECK(cells == 16u * 5 * (CAP_COUNT + 1) * 18);
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
