#include "core/consent.h"

#include "core/sentence.h"

/* ---- reading the record ---- */

static bool holds(const struct consent_line *l, struct date day)
{
    return date_known(l->on) && l->on.day <= day.day &&
           (!date_known(l->to) || l->to.day >= day.day);
}

static const struct consent_line *custody_today(const struct consent_record *r)
{
    const struct consent_line *last = NULL;
    size_t i;

    for (i = 0; i < r->n; i++)
        if (r->lines[i].kind == CONSENT_CUSTODY && str_eq(r->lines[i].child, r->child) &&
            holds(&r->lines[i], r->today) &&
            (!last || r->lines[i].recorded_utc >= last->recorded_utc))
            last = &r->lines[i];
    return last;
}

static bool takes_away(struct str word)
{
    return str_is(word, "withdrawn") || str_is(word, "declined") || str_is(word, "no");
}

/* Later by day, then by recording; within one second what takes away is the last word. */
static bool later(const struct consent_line *l, const struct consent_line *than)
{
    if (!than || l->on.day != than->on.day)
        return !than || l->on.day > than->on.day;
    if (l->recorded_utc != than->recorded_utc)
        return l->recorded_utc > than->recorded_utc;
    return takes_away(l->word) || !takes_away(than->word);
}

/* The latest of an adult's own words, or the latest order recorded as standing in for them. */
static const struct consent_line *last_word(const struct consent_record *r, struct str person,
                                            bool order)
{
    const struct consent_line *last = NULL;
    size_t i;

    for (i = 0; i < r->n; i++) {
        const struct consent_line *l = &r->lines[i];

        if (l->kind == CONSENT_WORD && str_eq(l->child, r->child) && str_eq(l->person, person) &&
            str_is(l->word, "order") == order && holds(l, r->today) && later(l, last))
            last = l;
    }
    return last;
}

static const struct consent_line *order_of(const struct consent_record *r, struct str id)
{
    size_t i;

    for (i = 0; i < r->n; i++)
        if (r->lines[i].kind == CONSENT_ORDER && str_eq(r->lines[i].id, id))
            return &r->lines[i];
    return NULL;
}

static const struct consent_line *last_answer(const struct consent_record *r, struct str ref,
                                              bool given)
{
    const struct consent_line *last = NULL;
    size_t i;

    for (i = 0; i < r->n; i++) {
        const struct consent_line *l = &r->lines[i];

        if (l->kind == CONSENT_ASSENT && str_eq(l->child, r->child) && str_eq(l->ref, ref) &&
            !(given && str_is(l->word, "not_asked")) && holds(l, r->today) && later(l, last))
            last = l;
    }
    return last;
}

const struct consent_line *consent_answer(const struct consent_record *r, struct str ref)
{
    return last_answer(r, ref, false);
}

const struct consent_line *consent_answer_given(const struct consent_record *r, struct str ref)
{
    return last_answer(r, ref, true);
}

bool consent_answer_keeps(const struct consent_line *answer)
{
    return answer && !str_is(answer->word, "yes") && !str_is(answer->word, "slower");
}

bool consent_answer_stops(const struct consent_line *answer)
{
    return answer && str_is(answer->word, "no");
}

bool consent_minor_may(int32_t age_years, int32_t law_age_years)
{
    return law_age_years >= 0 && age_years >= law_age_years;
}

/* ---- one adult ---- */

enum stand_in { STANDS, NO_ORDER, NOT_IN_FORCE, NO_PAGE, NOT_SERVED };

static bool past(const struct consent_record *r, struct date d)
{
    return date_known(d) && d.day <= r->today.day;
}

static enum stand_in stands_in(const struct consent_record *r, const struct consent_line *word)
{
    const struct consent_line *order = word ? order_of(r, word->ref) : NULL;

    if (!order)
        return NO_ORDER;
    if (!str_is(order->word, "in_force") || !holds(order, r->today))
        return NOT_IN_FORCE;
    if (word->page <= 0)
        return NO_PAGE;
    return past(r, word->served) && past(r, word->delivered) ? STANDS : NOT_SERVED;
}

static struct str name_of(const struct consent_record *r, struct str person)
{
    size_t i;

    for (i = 0; i < r->nnames; i++)
        if (str_eq(r->names[i].id, person))
            return r->names[i].words;
    return STR("somebody who is not recorded");
}

static const char *missing_words(enum stand_in why)
{
    switch (why) {
    case STANDS:
    case NO_ORDER:
        return "The consent of {name} to the treatment of {child} is missing.";
    case NOT_IN_FORCE:
        return "The order that stood in for the consent of {name} to the treatment of {child} is "
               "not in "
               "force.";
    case NO_PAGE:
        return "The page of the order that stands in for the consent of {name} to the treatment of "
               "{child} is missing.";
    case NOT_SERVED:
        return "The terms of the order were not yet delivered to {name}, so it does not stand in "
               "for "
               "consent to the treatment of {child}.";
    }
    return "";
}

static const char *state_words(enum consent_state s)
{
    switch (s) {
    case CONSENT_SIGNED:
        return "{name} has consented to the treatment of {child}.";
    case CONSENT_BY_ORDER:
        return "{name} is informed and has not signed; an order authorises the treatment of "
               "{child}.";
    case CONSENT_NOT_NEEDED:
        return "The consent of {name} to the treatment of {child} is not needed, for the reason "
               "given.";
    case CONSENT_DECLINED:
        return "{name} has declined consent to the treatment of {child}, and no order stands in "
               "for it.";
    case CONSENT_WITHDRAWN:
        return "{name} has withdrawn consent to the treatment of {child}, and no order stands in "
               "for it.";
    case CONSENT_MISSING:
    case CONSENT_STATES:
        break;
    }
    return "";
}

static struct str say(struct arena *a, const char *words, struct str name, struct str child)
{
    const struct sentence_word fill[] = { { "name", name }, { "child", child } };

    return sentence_fill(a, str_of(words), fill, 2);
}

static enum consent_state own_state(const struct consent_line *own, struct str agreement)
{
    if (!own)
        return CONSENT_MISSING;
    if (str_is(own->word, "not_applicable"))
        return CONSENT_NOT_NEEDED;
    if (str_is(own->word, "declined"))
        return CONSENT_DECLINED;
    if (str_is(own->word, "withdrawn"))
        return CONSENT_WITHDRAWN;
    return !agreement.len || str_eq(own->ref, agreement) ? CONSENT_SIGNED : CONSENT_MISSING;
}

struct consent_signer consent_of(struct arena *a, const struct consent_record *r, struct str person,
                                 struct str agreement)
{
    const struct consent_line *own = last_word(r, person, false);
    const struct consent_line *order = last_word(r, person, true);
    enum stand_in why = stands_in(r, order);
    struct consent_signer s = { .person = person,
                                .name = name_of(r, person),
                                .state = own_state(own, agreement),
                                .line = own };

    if (s.state != CONSENT_SIGNED && s.state != CONSENT_NOT_NEEDED && why == STANDS) {
        s.notice = s.state == CONSENT_DECLINED || s.state == CONSENT_WITHDRAWN;
        s.state = CONSENT_BY_ORDER;
        s.line = order;
    }
    s.sentence = say(a, s.state == CONSENT_MISSING ? missing_words(why) : state_words(s.state),
                     s.name, r->child_name);
    return s;
}

/* ---- one child ---- */

static bool stands(const struct consent_signer *s)
{
    return s->state == CONSENT_SIGNED || s->state == CONSENT_BY_ORDER;
}

static void add_why(struct arena *a, struct consent_status *s, struct str sentence)
{
    struct str *list = arena_array(a, struct str, s->nwhy + 1);
    size_t i;

    if (a->spent)
        return;
    for (i = 0; i < s->nwhy; i++)
        list[i] = s->why[i];
    list[s->nwhy++] = sentence;
    s->why = list;
}

static void add_signers(struct arena *a, const struct consent_record *r, struct consent_status *s)
{
    struct consent_signer *list = arena_array(a, struct consent_signer, r->n + 1);
    size_t i;

    for (i = 0; !a->spent && i < r->n; i++)
        if (r->lines[i].kind == CONSENT_CUSTODY && str_eq(r->lines[i].id, s->custody->id))
            list[s->nsigners++] = consent_of(a, r, r->lines[i].person, STR_NULL);
    s->signers = list;
}

static size_t count_standing(const struct consent_status *s)
{
    size_t i, n = 0;

    for (i = 0; i < s->nsigners; i++)
        n += stands(&s->signers[i]);
    return n;
}

static void judge(struct arena *a, const struct consent_record *r, struct consent_status *s)
{
    size_t standing = count_standing(s), i;
    bool either = str_is(s->custody->word, "joint_either");

    if (str_is(s->custody->word, "joint_both") && s->nsigners < 2)
        add_why(a, s,
                say(a,
                    "Both who must consent have to be named; only {name} is recorded for {child}.",
                    s->nsigners ? s->signers[0].name : STR("nobody"), r->child_name));
    for (i = 0; i < s->nsigners && !(either && standing); i++) {
        const struct consent_signer *x = &s->signers[i];

        if (!stands(x) && x->state != CONSENT_NOT_NEEDED)
            add_why(a, s, x->sentence);
        s->stopped = s->stopped || x->state == CONSENT_WITHDRAWN;
    }
    if (!standing && !s->nwhy)
        add_why(a, s,
                str_fmt(a, "Nobody is recorded who may consent for %.*s.", STR_ARG(r->child_name)));
    s->complete = !a->spent && standing && !s->nwhy;
}

void consent_check(struct arena *a, const struct consent_record *r, struct consent_status *s)
{
    *s = (struct consent_status){ .custody = custody_today(r) };
    if (!s->custody) {
        add_why(
            a, s,
            str_fmt(a, "Who may consent for %.*s is not recorded yet.", STR_ARG(r->child_name)));
        return;
    }
    add_signers(a, r, s);
    if (!s->custody->document.len)
        add_why(a, s,
                str_fmt(a, "Legal custody of %.*s is recorded without a document.",
                        STR_ARG(r->child_name)));
    judge(a, r, s);
}
