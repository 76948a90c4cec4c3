#include "core/override.h"

enum { HOUR_SECONDS = 3600, DAY_SECONDS = 86400 };

static int64_t now_of(const struct facts *f)
{
    return f->now_utc == RW_NO_TIME ? (int64_t)f->today.day * DAY_SECONDS : f->now_utc;
}

/* A practice of one looks outside for its second signature; a group does not need to. */
static enum override_refusal second_refused(const struct protocol *p, const struct facts *f,
                                            const struct fact_override *o)
{
    bool record = o->second == SECOND_RECORD;
    bool form = f->solo ? record || o->second == SECOND_ACCOUNT : o->second == SECOND_MEMBER;

    if (!form || !o->second_licensed || str_empty(o->second_by) || str_eq(o->second_by, o->by))
        return REFUSED_SECOND;
    if (record && str_empty(o->second_sheet))
        return REFUSED_SECOND;
    if (o->second_utc == RW_NO_TIME || o->second_utc > now_of(f))
        return REFUSED_SECOND;
    if (record && now_of(f) - o->second_utc < (int64_t)p->consult_record_hours * HOUR_SECONDS)
        return REFUSED_WAIT;
    return REFUSED_NOT;
}

static enum override_refusal dates_refused(const struct facts *f, const struct fact_override *o)
{
    if (!date_known(o->on) || o->on.day > f->today.day)
        return REFUSED_EARLY;
    if (date_known(o->expires) && o->expires.day < f->today.day)
        return REFUSED_EXPIRED;
    return REFUSED_NOT;
}

static bool runs_too_long(const struct protocol *p, const struct fact_override *o)
{
    return !date_known(o->expires) || date_diff(o->expires, o->on) > p->override_max_days;
}

/* The treating clinician may sign whatever another licensed one may, and class T besides. */
static bool may_sign(const struct fact_override *o, enum override_class k)
{
    if (str_empty(o->by))
        return false;
    return o->signer == SIGNER_TREATING || (o->signer == SIGNER_LICENSED && k != OVERRIDE_TREATING);
}

enum override_refusal override_refused(const struct protocol *p, const struct facts *f,
                                       const struct fact_override *o, enum override_class k)
{
    enum override_refusal dates = dates_refused(f, o);

    if (k == OVERRIDE_HUMAN)
        return REFUSED_HUMAN;
    if (k != OVERRIDE_DOCUMENT && k != OVERRIDE_SECOND && k != OVERRIDE_TREATING)
        return REFUSED_NEVER;
    if (dates)
        return dates;
    if (str_empty(str_trim(o->reason)))
        return REFUSED_REASON;
    if (!may_sign(o, k))
        return REFUSED_SIGNER;
    if (k == OVERRIDE_TREATING)
        return REFUSED_NOT;
    if (k == OVERRIDE_DOCUMENT && str_empty(o->document))
        return REFUSED_DOCUMENT;
    if (k == OVERRIDE_SECOND && runs_too_long(p, o))
        return REFUSED_TOO_LONG;
    return second_refused(p, f, o);
}

static bool is_about(const struct fact_override *o, const struct facts *f,
                     const struct criterion *c, const struct fact_adult *adult)
{
    if (!str_eq(o->criterion, c->id))
        return false;
    if (!str_empty(o->child) && !str_eq(o->child, f->child))
        return false;
    return str_empty(o->person) || (adult && str_eq(o->person, adult->id));
}

static bool is_newer(const struct fact_override *o, const struct fact_override *than)
{
    if (!than)
        return true;
    return o->on.day != than->on.day ? o->on.day > than->on.day : str_cmp(o->id, than->id) > 0;
}

struct override_ruling override_find(const struct protocol *p, const struct facts *f,
                                     const struct criterion *c, const struct fact_adult *adult,
                                     enum override_class k)
{
    struct override_ruling r = { .why = REFUSED_NOT };

    for (size_t i = 0; i < f->noverrides; i++) {
        const struct fact_override *o = &f->overrides[i];
        enum override_refusal why;

        if (!is_about(o, f, c, adult))
            continue;
        why = override_refused(p, f, o, k);
        if (why == REFUSED_NOT && is_newer(o, r.counts)) {
            r.counts = o;
        } else if (why != REFUSED_NOT && is_newer(o, r.ignored)) {
            r.ignored = o;
            r.why = why;
        }
    }
    if (r.counts) {
        r.ignored = NULL;
        r.why = REFUSED_NOT;
    }
    return r;
}

struct str override_refusal_words(const struct protocol_words *w, enum override_refusal why)
{
    const struct str words[OVERRIDE_REFUSALS] = {
        [REFUSED_NOT] = STR_NULL,
        [REFUSED_NEVER] = w->ignored_never,
        [REFUSED_HUMAN] = w->ignored_human,
        [REFUSED_EARLY] = w->ignored_early,
        [REFUSED_EXPIRED] = w->ignored_expired,
        [REFUSED_REASON] = w->ignored_reason,
        [REFUSED_SIGNER] = w->ignored_signer,
        [REFUSED_DOCUMENT] = w->ignored_document,
        [REFUSED_SECOND] = w->ignored_second,
        [REFUSED_WAIT] = w->ignored_wait,
        [REFUSED_TOO_LONG] = w->ignored_too_long,
    };

    return (size_t)why < OVERRIDE_REFUSALS ? words[why] : STR_NULL;
}
