#include "core/gate.h"

#include "core/override.h"
#include "core/predicate.h"
#include "core/sentence.h"

/* One evaluation: what every step of it needs. */
struct checking {
    struct arena *a;
    const struct protocol *p;
    const struct facts *f;
    const struct gate *g; /* the one that was asked for */
    struct criterion_result *results;
    size_t n, cap;
};

static bool is_met(const struct criterion_result *r)
{
    return r->state == CRITERION_PASS || r->state == CRITERION_OVERRIDDEN;
}

/* ---- sentences ---- */

static struct str or_words(struct str s, struct str other)
{
    return str_empty(s) ? other : s;
}

/* What somebody typed, ready to stand before a full stop. */
static struct str bare(struct str s)
{
    s = str_trim(s);
    while (s.len && s.p[s.len - 1] == '.')
        s.len--;
    return s;
}

static struct str fill_plain(const struct checking *k, const struct criterion_result *r,
                             struct str tmpl)
{
    const struct sentence_word words[] = {
        { "child", or_words(k->f->child_name, k->p->words.a_child) },
        { "person", or_words(r->adult ? r->adult->name : STR_NULL, k->p->words.an_adult) },
        { "due", date_words(k->a, r->due) },
    };

    return sentence_fill(k->a, tmpl, words, sizeof words / sizeof *words);
}

static struct str fill_override(const struct checking *k, const struct fact_override *o)
{
    const struct protocol_words *w = &k->p->words;
    const struct sentence_word words[] = {
        { "by", or_words(o->by_name, o->by) },
        { "reason", bare(o->reason) },
        { "until", date_words(k->a, o->expires) },
        { "second", or_words(o->second_name, o->second_by) },
    };
    size_t n = sizeof words / sizeof *words;
    struct str first = date_known(o->expires) ? w->overridden_until : w->overridden;
    struct str second = o->second == SECOND_MEMBER ? w->with_member : w->with_consultation;

    first = sentence_fill(k->a, first, words, n);
    if (o->second == SECOND_NONE)
        return first;
    return str_join(k->a, first, STR(" "), sentence_fill(k->a, second, words, n));
}

static struct str sign_words(const struct checking *k, struct str tmpl, struct str code)
{
    const struct sign_kind *kind = protocol_sign(k->p, code);
    const struct sentence_word words[] = { { "sign", kind ? kind->title : code } };

    return sentence_fill(k->a, tmpl, words, 1);
}

static struct str stale_words(const struct checking *k, const struct predicate_answer *x)
{
    const struct sentence_word words[] = {
        { "on", date_words(k->a, x->record ? x->record->on : RW_NO_DATE) },
        { "days", str_fmt(k->a, "%lld", (long long)x->days) },
    };

    return sentence_fill(k->a, k->p->words.stale, words, 2);
}

static struct str pass_words(const struct checking *k, const struct criterion_result *r,
                             const struct predicate_answer *x)
{
    const struct sentence_word words[] = { { "reason",
                                             x->record ? bare(x->record->reason) : STR_NULL } };

    if (x->na)
        return sentence_fill(k->a, k->p->words.na, words, 1);
    return fill_plain(k, r, r->criterion->met);
}

static struct str answer_words(const struct checking *k, const struct criterion_result *r,
                               const struct predicate_answer *x)
{
    const struct protocol_words *w = &k->p->words;

    if (x->is == TRI_YES)
        return pass_words(k, r, x);
    if (x->why == WHY_SIGN_OPEN)
        return sign_words(k, w->sign_open, x->sign_code);
    if (x->why == WHY_SIGN_UNKNOWN)
        return sign_words(k, w->sign_unknown, x->sign_code);
    if (x->why == WHY_STALE)
        return stale_words(k, x);
    if (x->why == WHY_NA_REFUSED)
        return fill_plain(k, r, w->na_refused);
    if (x->why == WHY_EARLIER_GATE)
        return fill_plain(k, r, w->earlier_gate);
    return fill_plain(k, r, x->is == TRI_NO ? r->criterion->not_met : r->criterion->not_recorded);
}

/* ---- one criterion ---- */

static enum tri gate_stands(const struct asking *q, struct str gate_id);

static struct asking asking_of(const struct checking *k, const struct criterion_result *r,
                               bool nested)
{
    struct asking q = { .a = k->a, .p = k->p, .f = k->f, .c = r->criterion };

    if (r->criterion->per != PER_CASE)
        q.child = k->f->child;
    if (r->adult)
        q.person = r->adult->id;
    if (!nested)
        q.stands = gate_stands;
    return q;
}

static void take_evidence(const struct asking *q, struct criterion_result *r)
{
    struct evidence_trail trail = { 0 };

    predicate_ask(q, &r->criterion->when, &trail);
    if (!trail.n)
        return;
    trail.ids = arena_array(q->a, struct str, trail.n);
    if (q->a->spent || !trail.ids)
        return;
    trail.n = 0;
    predicate_ask(q, &r->criterion->when, &trail);
    r->evidence = trail.ids;
    r->nevidence = trail.n;
}

static void set_override(const struct checking *k, struct criterion_result *r)
{
    struct override_ruling o = override_find(k->p, k->f, r->criterion, r->adult, r->override);

    r->set_aside = o.counts;
    r->ignored = o.ignored;
    r->ignored_why = override_refusal_words(&k->p->words, o.why);
    if (!o.counts)
        return;
    r->state = CRITERION_OVERRIDDEN;
    r->blocks = false;
    r->sentence = fill_override(k, o.counts);
}

static void answer_criterion(const struct checking *k, struct criterion_result *r, bool nested)
{
    static const enum criterion_state states[] = {
        [TRI_UNKNOWN] = CRITERION_UNKNOWN,
        [TRI_YES] = CRITERION_PASS,
        [TRI_NO] = CRITERION_FAIL,
    };
    struct asking q = asking_of(k, r, nested);
    struct evidence_trail none = { 0 };
    struct predicate_answer x = predicate_ask(&q, &r->criterion->when, &none);

    r->state = states[x.is];
    r->record = x.record;
    r->not_applicable = x.na;
    r->sentence = answer_words(k, r, &x);
    r->blocks = x.is != TRI_YES;
    take_evidence(&q, r);
    if (r->blocks)
        set_override(k, r);
}

/* yes, no, or not known because the track or the day of birth is missing */
static enum tri criterion_applies(const struct checking *k, const struct criterion *c)
{
    enum tri parts[2] = { TRI_YES, TRI_YES };
    int32_t age = date_age_years(k->f->born, k->f->today);

    if (c->nonly_tracks)
        parts[0] = str_empty(k->f->track) ? TRI_UNKNOWN : TRI_NO;
    for (size_t i = 0; i < c->nonly_tracks; i++)
        if (!str_empty(k->f->track) && str_eq(c->only_tracks[i], k->f->track))
            parts[0] = TRI_YES;
    if (c->age_from > 0)
        parts[1] = age < 0 ? TRI_UNKNOWN : age >= c->age_from ? TRI_YES : TRI_NO;
    return tri_all(parts, 2);
}

static struct criterion_result *add_result(struct checking *k, const struct gate *g,
                                           const struct criterion *c,
                                           const struct fact_adult *adult)
{
    struct criterion_result *r = &k->results[k->n < k->cap ? k->n : k->cap - 1];

    if (k->n < k->cap)
        k->n++;
    *r = (struct criterion_result){ .criterion = c,
                                    .gate = g,
                                    .adult = adult,
                                    .applies = true,
                                    .override = c->override,
                                    .due = RW_NO_DATE };
    return r;
}

bool gate_side_missing(enum criterion_per per, const struct fact_adult *adults, size_t n)
{
    bool contact = false, home = false;

    for (size_t i = 0; i < n; i++) {
        contact = contact || adults[i].side == SIDE_CONTACT;
        home = home || adults[i].side == SIDE_HOME;
    }
    if (per == PER_PARENT_EACH)
        return !contact || !home;
    return (per == PER_CONTACT_PARENT && !contact) || (per == PER_HOME_PARENT && !home);
}

static bool per_adult(const struct criterion *c, const struct fact_adult *adult)
{
    if (c->per == PER_PARENT_EACH)
        return true;
    return c->per == (adult->side == SIDE_CONTACT ? PER_CONTACT_PARENT : PER_HOME_PARENT);
}

/* Nobody is known at this side. It stands only once somebody recorded, with the reason, that there
 * is no such adult; that record names nobody. */
static void add_missing(struct checking *k, const struct gate *g, const struct criterion *c)
{
    struct criterion_result *r = add_result(k, g, c, NULL);
    struct asking q = asking_of(k, r, true);
    struct fact_key key = { .name = predicate_record(&c->when), .child = q.child };
    const struct fact *x = fact_latest(k->f, key);
    bool nobody = x && x->value == FACT_NA && !str_empty(str_trim(x->reason));
    struct predicate_answer answer = { .is = TRI_YES, .na = true, .record = x };

    r->state = nobody ? CRITERION_PASS : CRITERION_UNKNOWN;
    r->not_applicable = nobody;
    r->record = nobody ? x : NULL;
    r->blocks = !nobody;
    r->sentence = nobody ? pass_words(k, r, &answer) : fill_plain(k, r, k->p->words.no_adult);
    if (nobody)
        take_evidence(&q, r);
    else
        set_override(k, r);
}

static void add_adults(struct checking *k, const struct gate *g, const struct criterion *c,
                       bool nested)
{
    for (size_t i = 0; i < k->f->nadults; i++)
        if (per_adult(c, &k->f->adults[i]))
            answer_criterion(k, add_result(k, g, c, &k->f->adults[i]), nested);
    if (gate_side_missing(c->per, k->f->adults, k->f->nadults))
        add_missing(k, g, c);
}

static void add_criterion(struct checking *k, const struct gate *g, const struct criterion *c,
                          bool nested)
{
    struct criterion_result *r;

    if (criterion_applies(k, c) == TRI_NO) {
        r = add_result(k, g, c, NULL);
        r->state = CRITERION_PASS;
        r->applies = false;
        r->sentence = fill_plain(k, r, k->p->words.not_this_child);
    } else if (c->per == PER_CASE || c->per == PER_CHILD) {
        answer_criterion(k, add_result(k, g, c, NULL), nested);
    } else {
        add_adults(k, g, c, nested);
    }
}

/* ---- what only an adult's duty stops ---- */

/* True when all that blocks is a recorded "no" about an adult's own duty, and everything about the
 * child is met by itself. What was never asked does not qualify: nobody has refused it. */
static bool duty_alone_blocks(const struct checking *k)
{
    size_t duties = 0;

    for (size_t i = 0; i < k->n; i++) {
        const struct criterion_result *r = &k->results[i];

        if (r->criterion->about_child && r->state != CRITERION_PASS)
            return false;
        if (!r->blocks)
            continue;
        if (!r->criterion->adult_duty || r->state != CRITERION_FAIL ||
            r->override == OVERRIDE_NEVER || r->override == OVERRIDE_HUMAN)
            return false;
        duties++;
    }
    return duties > 0;
}

static bool judge_duties(struct checking *k)
{
    if (!duty_alone_blocks(k))
        return false;
    for (size_t i = 0; i < k->n; i++) {
        struct criterion_result *r = &k->results[i];

        if (!r->blocks)
            continue;
        r->override = OVERRIDE_TREATING;
        set_override(k, r);
    }
    return true;
}

/* ---- a family that came in under way ---- */

bool gate_is_behind(const struct protocol *p, const struct gate *g, const struct fact_entry *entry)
{
    int32_t to = protocol_phase_order(p, g->to);
    int32_t at = protocol_phase_order(p, entry->phase);

    if (!entry->under_way || !g->forward || to < 0 || at < 0 || to > at)
        return false;
    if (to < at || !str_eq(g->from, g->to))
        return true;
    return !str_empty(g->opens_level) &&
           protocol_level_order(p, g->opens_level) <= protocol_level_order(p, entry->level);
}

static void carry_over(const struct checking *k, struct criterion_result *r)
{
    const struct never_rule *never = r->criterion->never;
    const struct protocol_words *w = &k->p->words;
    bool step_up_only = never && never->carried_bars_step_up;

    if (is_met(r) || (r->criterion->override == OVERRIDE_NEVER && !step_up_only))
        return;
    if (date_known(k->f->entry.on))
        r->due = date_add(k->f->entry.on, k->p->carry_over_days);
    if (step_up_only) {
        r->state = CRITERION_CARRIED;
        r->blocks = k->g->step_up;
        r->sentence = fill_plain(k, r, w->carried_step_up);
    } else if (date_known(r->due) && k->f->today.day <= r->due.day) {
        r->state = CRITERION_CARRIED;
        r->blocks = false;
        r->sentence = fill_plain(k, r, w->carried_over);
    } else {
        r->sentence = fill_plain(k, r, w->carried_overdue);
    }
}

static bool already_there(const struct checking *k, const struct criterion *c)
{
    for (size_t i = 0; i < k->n; i++)
        if (str_eq(k->results[i].criterion->id, c->id))
            return true;
    return false;
}

/* The results of a gate's own criteria, with what is carried over of them. */
static bool check_own(struct checking *k, const struct gate *g, bool nested)
{
    size_t before = k->n;
    bool duty;

    for (size_t i = 0; i < g->ncriteria; i++)
        add_criterion(k, g, &g->criteria[i], nested);
    duty = judge_duties(k);
    if (gate_is_behind(k->p, g, &k->f->entry))
        for (size_t i = before; i < k->n; i++)
            carry_over(k, &k->results[i]);
    return duty;
}

static void drop_met(struct checking *k, size_t from)
{
    size_t to = from;

    for (size_t i = from; i < k->n; i++)
        if (!is_met(&k->results[i]))
            k->results[to++] = k->results[i];
    k->n = to;
}

/* Only the gates before this one in the file: what comes later is no condition of it. */
static void add_carried(struct checking *k)
{
    for (size_t i = 0; i < k->p->ngates && &k->p->gates[i] != k->g; i++) {
        const struct gate *g = &k->p->gates[i];
        size_t before = k->n;

        if (!gate_is_behind(k->p, g, &k->f->entry))
            continue;
        for (size_t c = 0; c < g->ncriteria; c++)
            if (!already_there(k, &g->criteria[c]))
                add_criterion(k, g, &g->criteria[c], false);
        for (size_t r = before; r < k->n; r++)
            carry_over(k, &k->results[r]);
        drop_met(k, before);
    }
}

/* ---- the whole ---- */

/* Room for every criterion once per adult and once for a side without one; the pit of a spent arena is never indexed. */
static bool make_room(struct checking *k)
{
    size_t per = k->f->nadults + 1;
    size_t n = 0;

    for (size_t i = 0; i < k->p->ngates; i++)
        n += k->p->gates[i].ncriteria;
    k->cap = n * per + 1;
    k->results = arena_array(k->a, struct criterion_result, k->cap);
    return k->results && !k->a->spent;
}

static enum tri gate_stands(const struct asking *q, struct str gate_id)
{
    const struct gate *g = protocol_gate(q->p, gate_id);
    struct checking k = { .a = q->a, .p = q->p, .f = q->f, .g = g };
    enum tri r = TRI_YES;

    if (!g || !make_room(&k))
        return TRI_UNKNOWN;
    check_own(&k, g, true);
    for (size_t i = 0; i < k.n; i++) {
        if (k.results[i].state == CRITERION_FAIL)
            return TRI_NO;
        if (k.results[i].state == CRITERION_UNKNOWN)
            r = TRI_UNKNOWN;
    }
    return r;
}

static void sum_up(const struct checking *k, struct gate_result *r)
{
    r->child_criteria_met = true;
    for (size_t i = 0; i < k->n; i++) {
        r->nblocking += k->results[i].blocks;
        if (k->results[i].blocks && k->results[i].override != OVERRIDE_TREATING)
            r->duty_only = false;
        if (k->results[i].criterion->about_child && !is_met(&k->results[i]))
            r->child_criteria_met = false;
    }
    r->outcome = r->nblocking ? GATE_BLOCKED : GATE_ELIGIBLE;
    if (r->nblocking && k->g->forward)
        r->recommendation = RECOMMEND_HOLD;
}

enum rw_status gate_check(struct arena *a, const struct protocol *p, const struct gate *g,
                          const struct facts *f, struct gate_result *r, struct rw_err *e)
{
    struct checking k = { .a = a, .p = p, .f = f, .g = g };
    struct gate_result done = { .gate = g };

    if (!date_known(f->today) || str_empty(f->child))
        return RW_FAIL(e, RW_EINPUT, "a checkpoint needs a day and a child");
    if (!make_room(&k))
        return RW_FAIL(e, RW_ELIMIT, "no room for the criteria of a checkpoint");
    done.duty_only = check_own(&k, g, false);
    if (g->forward)
        add_carried(&k);
    sum_up(&k, &done);
    done.results = k.results;
    done.nresults = k.n;
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for the sentences of a checkpoint");
    *r = done;
    return RW_OK;
}

static size_t take_obstacles(const struct gate_result *r, bool never,
                             const struct criterion_result **list, size_t n, size_t max)
{
    for (size_t i = 0; i < r->nresults && n < max; i++) {
        const struct criterion_result *x = &r->results[i];

        if (x->blocks && (x->override == OVERRIDE_NEVER) == never)
            list[n++] = x;
    }
    return n;
}

size_t gate_obstacles(const struct gate_result *r, const struct criterion_result **list, size_t max)
{
    return take_obstacles(r, false, list, take_obstacles(r, true, list, 0, max), max);
}

const char *criterion_state_word(enum criterion_state s)
{
    static const char *const words[CRITERION_STATES] = {
        [CRITERION_UNKNOWN] = "unknown",
        [CRITERION_FAIL] = "fail",
        [CRITERION_PASS] = "pass",
        [CRITERION_OVERRIDDEN] = "overridden",
        [CRITERION_CARRIED] = "carried_over",
    };

    return (size_t)s < CRITERION_STATES ? words[s] : "unknown";
}

const char *gate_outcome_word(enum gate_outcome o)
{
    return o == GATE_ELIGIBLE ? "eligible" : "blocked";
}
