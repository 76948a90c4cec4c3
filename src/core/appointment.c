#include "core/appointment.h"

static const char *const state_words[APPOINTMENT_STATES] = {
    [APPOINTMENT_PLANNED] = "planned",     [APPOINTMENT_HELD] = "held",
    [APPOINTMENT_CANCELLED] = "cancelled", [APPOINTMENT_NOT_STARTED] = "not_started",
    [APPOINTMENT_STOPPED] = "stopped",
};

static const struct {
    enum appointment_state from;
    enum appointment_event on;
    enum appointment_state to;
} moves[] = {
    { APPOINTMENT_PLANNED, APPOINTMENT_EDIT, APPOINTMENT_PLANNED },
    { APPOINTMENT_PLANNED, APPOINTMENT_HOLD, APPOINTMENT_HELD },
    { APPOINTMENT_PLANNED, APPOINTMENT_CANCEL, APPOINTMENT_CANCELLED },
    { APPOINTMENT_PLANNED, APPOINTMENT_NOT_START, APPOINTMENT_NOT_STARTED },
    { APPOINTMENT_HELD, APPOINTMENT_REOPEN, APPOINTMENT_PLANNED },
    { APPOINTMENT_CANCELLED, APPOINTMENT_REOPEN, APPOINTMENT_PLANNED },
    { APPOINTMENT_NOT_STARTED, APPOINTMENT_REOPEN, APPOINTMENT_PLANNED },
    { APPOINTMENT_PLANNED, APPOINTMENT_STOP, APPOINTMENT_STOPPED },
    { APPOINTMENT_STOPPED, APPOINTMENT_CANCEL, APPOINTMENT_CANCELLED },
    { APPOINTMENT_STOPPED, APPOINTMENT_REOPEN, APPOINTMENT_PLANNED },
};

const char *appointment_state_word(enum appointment_state s)
{
    return (unsigned)s < APPOINTMENT_STATES ? state_words[s] : "planned";
}

bool appointment_state_of(struct str word, enum appointment_state *s)
{
    size_t i;

    for (i = 0; i < APPOINTMENT_STATES; i++)
        if (str_is(word, state_words[i])) {
            *s = (enum appointment_state)i;
            return true;
        }
    return false;
}

bool appointment_move(enum appointment_state from, enum appointment_event on,
                      enum appointment_state *to)
{
    size_t i;

    for (i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].on == on) {
            *to = moves[i].to;
            return true;
        }
    return false;
}

int64_t appointment_notice_hours(int64_t starts_utc, int64_t cancelled_utc)
{
    return cancelled_utc < starts_utc ? (starts_utc - cancelled_utc) / 3600 : 0;
}

/* Closer than gap_min minutes; with 0, one may begin the moment the other ends. */
static bool too_close(const struct booking *x, const struct booking *y, int32_t gap_min)
{
    int64_t gap = (int64_t)gap_min * 60;
    int64_t x_ends = x->starts_utc + (int64_t)x->minutes * 60;
    int64_t y_ends = y->starts_utc + (int64_t)y->minutes * 60;

    return x->starts_utc < y_ends + gap && y->starts_utc < x_ends + gap;
}

static bool has_person(const struct booking *b, struct str id)
{
    size_t i;

    for (i = 0; i < b->npeople; i++)
        if (str_eq(b->people[i], id))
            return true;
    return false;
}

static const struct apart *pair_across(const struct booking *x, const struct booking *y,
                                       const struct apart *pairs, size_t npairs, bool *swapped)
{
    size_t i;

    for (i = 0; i < npairs; i++) {
        *swapped = has_person(x, pairs[i].other) && has_person(y, pairs[i].one);
        if (*swapped || (has_person(x, pairs[i].one) && has_person(y, pairs[i].other)))
            return &pairs[i];
    }
    return NULL;
}

static struct clash across(enum clash_kind kind, const struct apart *pair, bool swapped,
                           const struct booking *with)
{
    return (struct clash){ .kind = kind,
                           .person = swapped ? pair->other : pair->one,
                           .other = swapped ? pair->one : pair->other,
                           .with = with };
}

static struct clash clash_with(const struct booking *b, const struct booking *o,
                               const struct apart *pairs, size_t npairs, int32_t buffer_min)
{
    const struct apart *pair;
    bool swapped = false;
    size_t i;

    if (too_close(b, o, 0)) {
        if (str_eq(b->clinician, o->clinician))
            return (struct clash){ .kind = CLASH_CLINICIAN, .with = o };
        for (i = 0; i < b->npeople; i++)
            if (has_person(o, b->people[i]))
                return (struct clash){ .kind = CLASH_PERSON, .person = b->people[i], .with = o };
    }
    if (b->on_site && o->on_site && too_close(b, o, buffer_min)) {
        pair = pair_across(b, o, pairs, npairs, &swapped);
        if (pair)
            return across(CLASH_APART, pair, swapped, o);
    }
    return (struct clash){ .kind = CLASH_NONE };
}

struct clash booking_clash(const struct booking *b, const struct booking *others, size_t n,
                           const struct apart *pairs, size_t npairs, int32_t buffer_min,
                           bool together)
{
    struct clash found = { .kind = CLASH_NONE };
    const struct apart *pair;
    bool swapped = false;
    size_t i;

    if (b->on_site && !together) {
        pair = pair_across(b, b, pairs, npairs, &swapped);
        if (pair)
            return across(CLASH_TOGETHER, pair, false, NULL);
    }
    for (i = 0; i < n && found.kind == CLASH_NONE; i++)
        if (others[i].live && !(b->id.len && str_eq(others[i].id, b->id)))
            found = clash_with(b, &others[i], pairs, npairs, buffer_min);
    return found;
}
