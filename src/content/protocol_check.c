/* protocol_check.c -- what no schema sees: dangling names, phases out of reach. */
#include "content/protocol_parts.h"
#include "core/sentence.h"

#include <string.h>

/* ---- the engine's sentences, each with the placeholders that it may hold ---- */

#define WORDS(X)                                                                                   \
    X(overridden, " by reason ")                                                                   \
    X(overridden_until, " by reason until ")                                                       \
    X(with_member, " second ")                                                                     \
    X(with_consultation, " second ")                                                               \
    X(carried_over, " child person due ")                                                          \
    X(carried_overdue, " child person due ")                                                       \
    X(carried_step_up, " child person due ")                                                       \
    X(sign_open, " sign ")                                                                         \
    X(sign_unknown, " sign ")                                                                      \
    X(stale, " on days ")                                                                          \
    X(na, " reason ")                                                                              \
    X(na_refused, " child person ")                                                                \
    X(no_adult, " child ")                                                                         \
    X(not_this_child, " child ")                                                                   \
    X(earlier_gate, " child ")                                                                     \
    X(a_child, "")                                                                                 \
    X(an_adult, "")                                                                                \
    X(duty_only, " child ")                                                                        \
    X(criteria_about_child_met, "")                                                                \
    X(criteria_about_child_not_met, "")                                                            \
    X(ignored_never, "")                                                                           \
    X(ignored_human, "")                                                                           \
    X(ignored_expired, "")                                                                         \
    X(ignored_early, "")                                                                           \
    X(ignored_reason, "")                                                                          \
    X(ignored_signer, "")                                                                          \
    X(ignored_document, "")                                                                        \
    X(ignored_second, "")                                                                          \
    X(ignored_wait, "")                                                                            \
    X(ignored_too_long, "")

#define WORD_HOLDS(name, placeholders)                                                             \
    { #name, offsetof(struct protocol_words, name), placeholders },
#define WORD_ROW(name, placeholders)                                                               \
    { .key = #name,                                                                                \
      .kind = YAML_TEXT,                                                                           \
      .required = true,                                                                            \
      .at = offsetof(struct protocol_words, name) },

static const struct {
    const char *key;
    size_t at;
    const char *holds; /* placeholders, with blanks around each */
} words[] = { WORDS(WORD_HOLDS) };

static const struct yaml_row word_rows[] = { WORDS(WORD_ROW) };

enum { NWORDS = sizeof words / sizeof *words };

_Static_assert(NWORDS * sizeof(struct str) == sizeof(struct protocol_words), "a row per sentence");

const struct yaml_schema protocol_words_schema = { .size = sizeof(struct protocol_words),
                                                   .align = alignof(struct protocol_words),
                                                   .rows = word_rows,
                                                   .nrows = NWORDS };

/* The first placeholder of s that is not among `holds`; NULL text where there is none. */
static struct str odd_placeholder(struct yaml_file *y, struct str s, const char *holds)
{
    struct str key;

    while (sentence_placeholder(&s, &key)) {
        struct str padded = str_fmt(y->a, " %.*s ", STR_ARG(key));

        if (!strstr(holds, str_z(y->a, padded)))
            return key;
    }
    return STR_NULL;
}

static enum rw_status check_words(struct yaml_file *y, const struct protocol *p)
{
    for (size_t i = 0; i < NWORDS; i++) {
        struct str s;
        struct str odd;

        memcpy(&s, (const char *)&p->words + words[i].at, sizeof s);
        odd = odd_placeholder(y, s, words[i].holds);
        if (odd.p)
            return yaml_fault_in(y, "words", words[i].key, "'{%.*s}' has no meaning here",
                                 STR_ARG(odd));
    }
    return RW_OK;
}

/* ---- criteria ---- */

static enum rw_status check_sentences(struct yaml_file *y, const struct criterion *c)
{
    bool adult = c->per != PER_CASE && c->per != PER_CHILD;
    const struct {
        const char *key;
        struct str text;
        const char *holds;
    } list[] = {
        { "title", c->title, "" },
        { "met", c->met, adult ? " child person " : " child " },
        { "not_met", c->not_met, adult ? " child person " : " child " },
        { "not_recorded", c->not_recorded, adult ? " child person " : " child " },
    };

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct str odd = odd_placeholder(y, list[i].text, list[i].holds);

        if (odd.p)
            return yaml_fault_at(y, "criterion", c->id, list[i].key, "'{%.*s}' has no meaning here",
                                 STR_ARG(odd));
    }
    return RW_OK;
}

static enum rw_status check_criterion(struct yaml_file *y, const struct criterion *c)
{
    if (c->never && c->override != OVERRIDE_NEVER)
        return yaml_fault_at(y, "criterion", c->id, "never", "only a criterion of class N has one");
    if (c->adult_duty && (c->override == OVERRIDE_NEVER || c->override == OVERRIDE_HUMAN))
        return yaml_fault_at(y, "criterion", c->id, "adult_duty",
                             "a criterion of class %c stays as it is",
                             override_letter(c->override));
    if (c->adult_duty && c->about_child)
        return yaml_fault_at(y, "criterion", c->id, "adult_duty",
                             "a criterion about the child is no adult's duty");
    return check_sentences(y, c);
}

static bool asks_earlier(const struct predicate *q, struct str *gate)
{
    if (q->kind == PRED_STILL_TRUE) {
        *gate = q->name;
        return true;
    }
    for (size_t i = 0; i < q->nof; i++)
        if (asks_earlier(&q->of[i], gate))
            return true;
    return false;
}

static bool gate_asks_earlier(const struct gate *g)
{
    struct str other;

    for (size_t i = 0; i < g->ncriteria; i++)
        if (asks_earlier(&g->criteria[i].when, &other))
            return true;
    return false;
}

/* One step only, so that no circle can be written. */
static enum rw_status check_earlier(struct yaml_file *y, const struct protocol *p,
                                    const struct criterion *c)
{
    struct str other;

    if (!asks_earlier(&c->when, &other) || !gate_asks_earlier(protocol_gate(p, other)))
        return RW_OK;
    return yaml_fault_at(y, "criterion", c->id, "when",
                         "checkpoint '%.*s' itself asks for another one", STR_ARG(other));
}

/* ---- gates and places ---- */

static enum rw_status check_gate(struct yaml_file *y, const struct protocol *p,
                                 const struct gate *g)
{
    const struct place *from = protocol_place(p, g->from);
    enum rw_status st = RW_OK;

    if (str_is(g->from, "prior") || str_is(g->to, "any"))
        return yaml_fault_at(y, "checkpoint", g->id, "from", "'any' is a from, 'prior' is a to");
    if (str_is(g->to, "prior") && !from)
        return yaml_fault_at(y, "checkpoint", g->id, "to", "only a place can lead back");
    if (from && from->is_end)
        return yaml_fault_at(y, "checkpoint", g->id, "from", "nothing follows an end");
    if (g->forward && str_is(g->from, "any"))
        return yaml_fault_at(y, "checkpoint", g->id, "forward", "a way on starts somewhere");
    for (size_t i = 0; !st && i < g->ncriteria; i++) {
        st = check_criterion(y, &g->criteria[i]);
        if (!st)
            st = check_earlier(y, p, &g->criteria[i]);
    }
    return st;
}

/* A reachable set is grown from the intake until nothing more joins it. */
static bool leads_to(const struct protocol *p, const bool *reached, struct str id)
{
    for (size_t i = 0; i < p->ngates; i++) {
        const struct gate *g = &p->gates[i];
        int32_t from = protocol_phase_order(p, g->from);

        if (!str_eq(g->to, id) || str_eq(g->from, id))
            continue;
        if (str_empty(g->from) || str_is(g->from, "any") || (from >= 0 && reached[from]))
            return true;
    }
    return false;
}

static enum rw_status check_reach(struct yaml_file *y, const struct protocol *p)
{
    bool *reached = arena_array(y->a, bool, p->nphases);
    bool grew = !y->a->spent;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < p->nphases; i++) {
            if (reached[i] || !leads_to(p, reached, p->phases[i].id))
                continue;
            reached[i] = grew = true;
        }
    }
    for (size_t i = 0; !y->a->spent && i < p->nphases; i++)
        if (!reached[i])
            return yaml_fault_at(y, "phase", p->phases[i].id, "",
                                 "no checkpoint leads to phase '%.*s'", STR_ARG(p->phases[i].id));
    for (size_t i = 0; !y->a->spent && i < p->nplaces; i++)
        if (!leads_to(p, reached, p->places[i].id))
            return yaml_fault_at(y, "place", p->places[i].id, "",
                                 "no checkpoint leads to place '%.*s'", STR_ARG(p->places[i].id));
    return RW_OK;
}

/* A phase and a place share one name space for from and to. */
static enum rw_status check_places(struct yaml_file *y, const struct protocol *p)
{
    for (size_t i = 0; i < p->nplaces; i++)
        if (protocol_phase(p, p->places[i].id))
            return yaml_fault_at(y, "place", p->places[i].id, "", "a phase has this id already");
    return RW_OK;
}

enum rw_status protocol_check(struct yaml_file *y, const struct protocol *p)
{
    enum rw_status st = check_places(y, p);

    for (size_t i = 0; !st && i < p->ngates; i++)
        st = check_gate(y, p, &p->gates[i]);
    if (!st)
        st = check_reach(y, p);
    return st ? st : check_words(y, p);
}
