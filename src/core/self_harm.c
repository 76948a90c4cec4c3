#include "core/self_harm.h"

static bool any(const enum screen_answer *q, enum screen_answer is)
{
    size_t i;

    for (i = 0; i < SCREEN_QUESTIONS; i++)
        if (q[i] == is)
            return true;
    return false;
}

bool screen_asks_acuity(const enum screen_answer *q)
{
    return any(q, ANSWER_YES) || any(q, ANSWER_REFUSED);
}

enum screen_result screen_result(const enum screen_answer *q, enum screen_answer acuity)
{
    if (screen_asks_acuity(q))
        return acuity == ANSWER_NO ? SCREEN_NOT_ACUTE : SCREEN_ACUTE;
    return any(q, ANSWER_NONE) ? SCREEN_NOT_WHOLE : SCREEN_CLEAR;
}

static bool begins(const struct review_event *e)
{
    return e->kind == REVIEW_SIGN || (e->kind == REVIEW_SCREEN && e->result != SCREEN_CLEAR) ||
           (e->kind == REVIEW_EVALUATION && !e->clear);
}

/* A row entered late for an earlier day does not stand behind what is known already. */
static bool later(const struct review_event *a, const struct review_event *b)
{
    return !b || a->on.day > b->on.day ||
           (a->on.day == b->on.day && a->recorded_utc >= b->recorded_utc);
}

static const struct review_event *newest(const struct review_event *list, size_t n,
                                         struct str person, enum review_kind kind)
{
    const struct review_event *last = NULL;
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].kind == kind && str_eq(list[i].person, person) && later(&list[i], last))
            last = &list[i];
    return last;
}

static bool is_clear(const struct review_event *e)
{
    return e->kind == REVIEW_SCREEN ? e->result == SCREEN_CLEAR : e->clear;
}

static bool since(const struct review_event *e, const struct review_event *from)
{
    return e && e->recorded_utc >= from->recorded_utc && e->on.day >= from->on.day;
}

static void what_is_due(struct review_stand *s, const struct review_event *plan,
                        const struct review_event *assessed, const struct review_event *guardians,
                        const struct review_terms *t)
{
    bool positive = s->screen && !is_clear(s->screen);
    bool current = since(plan, s->since) && plan->until.day >= t->today.day;
    bool again = s->screen && is_clear(s->screen) && s->screen->on.day > s->since->on.day;

    s->plan = plan;
    s->earliest = date_add(s->since->on, (int32_t)t->resume_days);
    s->screen_due = !since(s->screen, s->since);
    s->assess_due = !t->under_age && positive && !since(assessed, s->screen);
    s->plan_due = !current;
    s->guardians_due = !since(guardians, s->since);
    s->again_due = !again;
    s->open = !current || !again || t->today.day < s->earliest.day;
}

struct review_stand review_of(const struct review_event *list, size_t n, struct str person,
                              const struct review_terms *t)
{
    const struct review_event *assessed = newest(list, n, person, REVIEW_EVALUATION);
    struct review_stand s = { .earliest = RW_NO_DATE };
    size_t i;

    s.screen = t->under_age ? assessed : newest(list, n, person, REVIEW_SCREEN);
    s.acute = s.screen && s.screen->kind == REVIEW_SCREEN && s.screen->result == SCREEN_ACUTE;
    for (i = 0; i < n; i++)
        if (str_eq(list[i].person, person) && begins(&list[i]) && later(&list[i], s.since))
            s.since = &list[i];
    if (!s.since)
        return s;
    what_is_due(&s, newest(list, n, person, REVIEW_PLAN), assessed,
                newest(list, n, person, REVIEW_GUARDIANS), t);
    if (s.open)
        return s;
    s.screen_due = s.assess_due = s.plan_due = s.guardians_due = s.again_due = false;
    s.acute = false;
    return s;
}
