#include "core/release.h"

enum release_state release_state_of(const struct release_span *r, struct date today, bool closed)
{
    if (date_known(r->ended_on) && r->ended_on.day <= today.day)
        return RELEASE_REVOKED;
    if (closed)
        return RELEASE_CLOSED;
    if (!date_known(r->expires_on) || r->expires_on.day < today.day)
        return RELEASE_EXPIRED;
    return date_known(r->signed_on) && r->signed_on.day > today.day ? RELEASE_NOT_YET
                                                                    : RELEASE_RUNS;
}

/* Everybody who holds custody has signed, or one where one is enough; else the first who has not. */
static bool custody_signed(const struct release_need *x, const struct str *signers, size_t n,
                           struct str *who)
{
    size_t i, signed_by = 0;

    *who = STR_NULL;
    for (i = 0; i < x->ncustody; i++)
        if (str_among(x->custody[i], signers, n))
            signed_by++;
        else if (!who->len)
            *who = x->custody[i];
    return x->either ? signed_by > 0 : signed_by == x->ncustody;
}

static bool has_say(const struct release_need *x, struct str id)
{
    return str_eq(id, x->subject) || str_eq(id, x->holder_id) ||
           str_among(id, x->custody, x->ncustody);
}

static enum release_refusal child_may(const struct release_need *x, const struct str *signers,
                                      size_t n, struct str *who)
{
    if (x->undetermined)
        return RELEASE_UNDETERMINED;
    if (!x->ncustody)
        return RELEASE_NO_CUSTODY;
    if (!custody_signed(x, signers, n, who))
        return RELEASE_CUSTODY_MISSING;
    *who = x->holder_id;
    if (x->holder_id.len && !str_among(x->holder_id, signers, n))
        return RELEASE_HOLDER_MISSING;
    *who = x->subject;
    return x->own_consent && !str_among(x->subject, signers, n) ? RELEASE_MINOR_MISSING
                                                                : RELEASE_MAY;
}

enum release_refusal release_may(const struct release_need *x, const struct str *signers, size_t n,
                                 struct str *who)
{
    enum release_refusal r;
    size_t i;

    *who = STR_NULL;
    if (!x->child)
        return n == 1 && str_eq(signers[0], x->subject) ? RELEASE_MAY : RELEASE_NOT_OWN;
    r = child_may(x, signers, n, who);
    for (i = 0; r == RELEASE_MAY && i < n; i++)
        if (!has_say(x, signers[i])) {
            *who = signers[i];
            r = RELEASE_STRANGER;
        }
    if (r == RELEASE_MAY)
        *who = STR_NULL;
    return r;
}
