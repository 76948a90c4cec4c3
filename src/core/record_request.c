#include "core/record_request.h"

#define HOUR 3600

bool request_grounds_have(const struct request_choice *c, const char *code)
{
    size_t i;

    for (i = 0; i < c->ngrounds; i++)
        if (str_is(c->grounds[i], code))
            return true;
    return false;
}

bool request_takes_two(const struct request_choice *c)
{
    return request_grounds_have(c, GROUND_NOT_REPRESENTATIVE);
}

static enum request_refusal whole(const struct request_choice *c)
{
    if (c->outcome != REQUEST_GIVEN && !c->ngrounds)
        return REQUEST_NO_GROUND;
    if (c->outcome == REQUEST_GIVEN && c->ngrounds)
        return REQUEST_GROUND_NOT_ASKED;
    if (c->outcome != REQUEST_DENIED && !c->ngives)
        return REQUEST_NOTHING_GIVEN;
    return c->outcome == REQUEST_DENIED && c->ngives ? REQUEST_SOMETHING_GIVEN : REQUEST_MAY;
}

/* A young person's own record is theirs to ask for where they consented alone; else whoever acts for
 * them asks. */
bool request_may_ask(const struct request_facts *f)
{
    return f->own ? !f->child || f->own_consent : f->child && f->authority;
}

static bool no_authority_alone(const struct request_choice *c)
{
    return c->ngrounds == 1 && request_grounds_have(c, GROUND_NO_AUTHORITY);
}

/* Something is to be given. */
static enum request_refusal may_give(const struct request_facts *f, const struct request_choice *c)
{
    if (!request_may_ask(f) || request_takes_two(c))
        return REQUEST_NO_AUTHORITY;
    if (f->undetermined)
        return REQUEST_UNDETERMINED;
    return f->own_consent && !f->own && !f->agreed && !request_grounds_have(c, GROUND_MINOR)
               ? REQUEST_NOT_AGREED
               : REQUEST_MAY;
}

enum request_refusal request_check(const struct request_facts *f, const struct request_choice *c)
{
    enum request_refusal r = whole(c);

    if (r)
        return r;
    if (c->outcome == REQUEST_DENIED && !request_may_ask(f) && !no_authority_alone(c))
        return REQUEST_ONLY_NO_AUTHORITY;
    if (request_takes_two(c) && (!f->child || f->own))
        return REQUEST_NO_REPRESENTATIVE;
    return c->outcome == REQUEST_DENIED ? REQUEST_MAY : may_give(f, c);
}

static bool time_runs(const struct request_line *l, int64_t now_utc, int64_t wait_hours)
{
    int64_t since = l->consulted_utc > l->recorded_utc ? l->consulted_utc : l->recorded_utc;

    return now_utc < since + wait_hours * HOUR;
}

static enum request_stage decided(const struct request_line *l, bool second, int64_t now_utc,
                                  int64_t wait_hours)
{
    if (!l->two || second)
        return REQUEST_READY;
    if (l->consulted_utc == RW_NO_TIME)
        return REQUEST_WAITS_NAME;
    return time_runs(l, now_utc, wait_hours) ? REQUEST_WAITS_TIME : REQUEST_READY;
}

void request_state_of(struct date due, const struct request_line *lines, size_t n, int64_t now_utc,
                      struct date today, int64_t wait_hours, struct request_state *s)
{
    bool second = false;
    size_t i;

    *s = (struct request_state){ .due = due, .decision = n, .letter = n, .sent = n };
    for (i = 0; i < n; i++) {
        const struct request_line *l = &lines[i];

        if (l->kind == REQUEST_EXTENDED) {
            s->due = l->due;
            s->extended = true;
        }
        s->agreed = s->agreed || l->kind == REQUEST_AGREED;
        if (l->kind == REQUEST_DECIDED) {
            s->decision = i;
            second = false;
        }
        second = second || l->kind == REQUEST_SECOND;
        s->letter = l->kind == REQUEST_LETTER ? i : s->letter;
        s->sent = l->kind == REQUEST_SENT ? i : s->sent;
    }
    if (s->decision < n)
        s->stage = decided(&lines[s->decision], second, now_utc, wait_hours);
    if (s->letter < n)
        s->stage = REQUEST_SIGNED;
    if (s->sent < n)
        s->stage = REQUEST_ANSWERED;
    s->days_left = date_diff(s->due, s->sent < n ? lines[s->sent].on : today);
    s->late = s->days_left < 0;
}

const char *request_stage_word(enum request_stage s)
{
    static const char *const words[REQUEST_STAGES] = { "open",  "waits_name", "waits_time",
                                                       "ready", "signed",     "answered" };

    return (unsigned)s < REQUEST_STAGES ? words[s] : "open";
}

const char *request_step_word(enum request_step_kind k)
{
    static const char *const words[REQUEST_STEP_KINDS] = { "extended", "agreed", "decided",
                                                           "second",   "letter", "sent" };

    return (unsigned)k < REQUEST_STEP_KINDS ? words[k] : "extended";
}

const char *request_outcome_word(enum request_outcome o)
{
    static const char *const words[REQUEST_OUTCOMES] = { "given", "part", "denied" };

    return (unsigned)o < REQUEST_OUTCOMES ? words[o] : "denied";
}
