/* checkpoint_shown.c -- the mark of an evaluation as somebody read it, and what is different since.
 *
 * A mark is one hash of everything, then for each result of the evaluation a note: which it is (8),
 * its state (1), and a short hash of all that the page says about it (16). The signature is bound by
 * the first; the notes only serve to say what changed. */
#include "app/criterion_tool.h"
#include "crypto/crypto.h"

enum { WHOLE = 64, NAME = 8, STATE = 1, SAID = 16, NOTE = NAME + STATE + SAID, MARK_MAX = 1 << 16 };

static struct str hashed(struct act *a, struct out *text, size_t n)
{
    struct str h = hash_sha256(a->mem, out_view(text));

    out_free(text);
    return (struct str){ h.p, h.len < n ? h.len : n };
}

static void put_field(struct out *o, struct str s)
{
    out_fmt(o, "%zu:", s.len);
    out_str(o, s);
}

static struct str name_of(struct act *a, const struct criterion_result *x)
{
    struct out o;

    out_init(&o, MARK_MAX);
    put_field(&o, x->gate->id);
    put_field(&o, x->criterion->id);
    put_field(&o, x->adult ? x->adult->id : STR_NULL);
    return hashed(a, &o, NAME);
}

static struct str said_of(struct act *a, const struct criterion_result *x)
{
    struct out o;
    size_t i;

    out_init(&o, MARK_MAX);
    out_fmt(&o, "%d %d %d %d %c %d ", (int)x->state, x->blocks, x->applies, x->not_applicable,
            override_letter(x->override), (int)x->due.day);
    put_field(&o, x->sentence);
    put_field(&o, x->adult ? x->adult->name : STR_NULL);
    put_field(&o, x->record ? x->record->id : STR_NULL);
    put_field(&o, x->set_aside ? x->set_aside->id : STR_NULL);
    put_field(&o, x->ignored ? x->ignored->id : STR_NULL);
    put_field(&o, x->ignored_why);
    for (i = 0; i < x->nevidence; i++)
        put_field(&o, x->evidence[i]);
    return hashed(a, &o, SAID);
}

static struct str note_of(struct act *a, const struct criterion_result *x)
{
    struct str name = name_of(a, x), said = said_of(a, x);

    /* it may be chosen in the form that carries the mark */
    if (criterion_with_decision(x->criterion->id))
        return str_fmt(a->mem, "%.*s%d%.*s%.*s", STR_ARG(name), (int)CRITERION_UNKNOWN,
                       STR_ARG(name), STR_ARG(name));
    return str_fmt(a->mem, "%.*s%d%.*s", STR_ARG(name), (int)x->state, STR_ARG(said));
}

struct str checkpoint_mark(struct act *a, const struct case_rows *c, const struct person_row *child,
                           const struct gate_result *r)
{
    struct str notes, whole;
    struct out o;
    size_t i;

    out_init(&o, MARK_MAX);
    for (i = 0; i < r->nresults; i++)
        out_str(&o, note_of(a, &r->results[i]));
    notes = o.over ? STR_NULL : str_copy(a->mem, out_view(&o));
    put_field(&o, c->protocol->pass.sha256);
    put_field(&o, r->gate->id);
    put_field(&o, child->id);
    put_field(&o, child->phase);
    put_field(&o, child->level);
    put_field(&o, child->passed);
    whole = hashed(a, &o, WHOLE);
    return str_join(a->mem, whole, STR(""), notes);
}

bool checkpoint_mark_same(struct str shown, struct str now)
{
    return shown.len >= WHOLE && now.len >= WHOLE &&
           str_eq((struct str){ shown.p, WHOLE }, (struct str){ now.p, WHOLE });
}

/* The note about the same thing in another mark; NULL text where there is none. */
static struct str same_note(struct str mark, struct str note)
{
    size_t at;

    for (at = WHOLE; at + NOTE <= mark.len; at += NOTE)
        if (str_eq((struct str){ mark.p + at, NAME }, (struct str){ note.p, NAME }))
            return (struct str){ mark.p + at, NOTE };
    return STR_NULL;
}

size_t checkpoint_changed(struct act *a, struct str shown, const struct gate_result *r,
                          struct checkpoint_change *list)
{
    size_t n = 0, i;

    for (i = 0; i < r->nresults; i++) {
        struct str now = note_of(a, &r->results[i]), then = same_note(shown, now);
        int state = then.p ? then.p[NAME] - '0' : -1;

        if (then.p && str_eq(then, now))
            continue;
        list[n++] = (struct checkpoint_change){
            .now = &r->results[i],
            .was_there = state >= 0 && state < CRITERION_STATES,
            .before = state >= 0 && state < CRITERION_STATES ? (enum criterion_state)state
                                                             : CRITERION_UNKNOWN,
        };
    }
    return n;
}
