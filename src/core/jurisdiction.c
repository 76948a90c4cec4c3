#include "core/jurisdiction.h"

#include "core/consent.h"

static const char *const condition_words[CONDITIONS] = {
    [CONDITION_NO_CONTACT] = "no_contact", [CONDITION_PRIVATE_TRANSPORT] = "private_transport",
    [CONDITION_OVERNIGHT] = "overnight",   [CONDITION_OUT_OF_STATE] = "out_of_state",
    [CONDITION_MULTI_DAY] = "multi_day",   [CONDITION_CUSTODY_TRANSFER] = "custody_transfer",
};

const char *condition_word(enum programme_condition c)
{
    return (unsigned)c < CONDITIONS ? condition_words[c] : "";
}

bool law_in_force(const struct law_basis *b, struct date on)
{
    if (date_known(b->from) && on.day < b->from.day)
        return false;
    return !date_known(b->to) || on.day <= b->to.day;
}

bool law_unverified(const struct jurisdiction *j, const struct law_basis *b, struct date on)
{
    if (!date_known(b->verified_on) || !b->verified_by.len || b->verified_on.day > on.day)
        return true;
    return date_add_months(b->verified_on, j->verify_months).day < on.day;
}

struct str law_citation(const struct jurisdiction *j, const struct law_basis *b)
{
    size_t i;

    for (i = 0; i < j->nsources; i++)
        if (str_eq(j->sources[i].id, b->source))
            return j->sources[i].citation;
    return STR("not recorded yet");
}

const struct consent_rule *jurisdiction_consent(const struct jurisdiction *j, struct date on)
{
    size_t i;

    for (i = 0; i < j->nconsent; i++)
        if (law_in_force(&j->consent[i].basis, on))
            return &j->consent[i];
    return NULL;
}

const struct reporter_rule *jurisdiction_reporter(const struct jurisdiction *j, struct date on)
{
    size_t i;

    for (i = 0; i < j->nreporter; i++)
        if (law_in_force(&j->reporter[i].basis, on))
            return &j->reporter[i];
    return NULL;
}

int jurisdiction_may_consent(const struct jurisdiction *j, struct date born, struct date on)
{
    const struct consent_rule *r = jurisdiction_consent(j, on);
    int32_t age = date_age_years(born, on);

    return !r || age < 0 ? -1 : consent_minor_may(age, r->age);
}

const struct barred_rule *jurisdiction_bars(const struct jurisdiction *j,
                                            const struct programme_plan *p, struct date on)
{
    size_t i;

    for (i = 0; i < j->nbarred; i++) {
        const struct barred_rule *r = &j->barred[i];

        if (p->asks[r->condition] && law_in_force(&r->basis, on) &&
            !(r->unless_both_agree && p->both_agree))
            return r;
    }
    return NULL;
}

bool jurisdiction_asks_plan(const struct jurisdiction *j, struct date on)
{
    size_t i;

    for (i = 0; i < j->nbarred; i++)
        if (law_in_force(&j->barred[i].basis, on))
            return true;
    return false;
}
