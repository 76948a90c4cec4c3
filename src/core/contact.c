#include "core/contact.h"

#define SENTENCES 8 /* of one term at most, and of what no order says */

struct weighing {
    struct arena *a;
    const struct contact_basis *in;
    const struct contact_question *q;
    const struct contact_term **terms; /* that speak of this child, person, channel and day */
    const struct contact_order **of; /* the order of each */
    size_t nterms;
    struct contact_source *list;
    size_t n, max;
    enum contact_say say; /* as resolved, without protective orders */
    enum contact_supervision least;
    const struct contact_step *ceiling;
    struct str requiring;
    bool any_order;
};

bool contact_order_counts(const struct contact_order *o, struct date day)
{
    return o->in_force && date_known(o->effective) && o->effective.day <= day.day &&
           (!date_known(o->expires) || o->expires.day >= day.day);
}

static const struct contact_order *order_of(const struct contact_basis *in, struct str id)
{
    size_t i;

    for (i = 0; i < in->norders; i++)
        if (str_eq(in->orders[i].id, id))
            return &in->orders[i];
    return NULL;
}

static bool names(struct str one, struct str asked)
{
    return str_empty(one) || str_eq(one, asked);
}

static bool on_channel(const struct contact_term *t, enum contact_channel c)
{
    return !t->channels || (t->channels & CHANNEL_BIT(c));
}

static bool runs(const struct contact_term *t, struct date day)
{
    return (!date_known(t->effective) || t->effective.day <= day.day) &&
           (!date_known(t->expires) || t->expires.day >= day.day);
}

static bool is_live(enum contact_channel c)
{
    return c == CHANNEL_IN_PERSON || c == CHANNEL_PHONE || c == CHANNEL_VIDEO;
}

struct str contact_order_name(struct arena *a, const struct contact_order *o)
{
    return str_fmt(a, "“%.*s”, in effect from %.*s,", STR_ARG(o->title),
                   STR_ARG(date_words(a, o->effective)));
}

/* ---- reasons ---- */

static void add_source(struct weighing *w, struct contact_source s)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (str_eq(w->list[i].sentence, s.sentence) && str_eq(w->list[i].order_id, s.order_id) &&
            w->list[i].stop == s.stop)
            return;
    if (w->n < w->max)
        w->list[w->n++] = s;
}

static void say_term(struct weighing *w, size_t i, enum contact_field field,
                     enum contact_answer speaks, struct str what)
{
    add_source(w,
               (struct contact_source){
                   .field = field,
                   .speaks = speaks,
                   .order_id = w->of[i]->id,
                   .term_id = w->terms[i]->id,
                   .sentence = str_join(w->a, contact_order_name(w->a, w->of[i]), STR(" "), what),
               });
}

static void say_silence(struct weighing *w, enum contact_answer speaks, struct str sentence)
{
    add_source(w, (struct contact_source){
                      .field = SAYS_SILENCE, .speaks = speaks, .sentence = sentence });
}

/* What a least supervision says to the step in question. A step that does not say what it brings may
 * bring enough. */
static enum contact_answer supervised(const struct contact_step *step,
                                      enum contact_supervision least)
{
    if (!step || step->supervision >= least)
        return CONTACT_YES;
    return step->supervision ? CONTACT_NO : CONTACT_NOT_KNOWN;
}

/* What stands as far as a step goes on; one that leaves nothing has neither step nor channels. */
static bool left_open(const struct contact_stop *s, const struct contact_question *q)
{
    if (q->step && s->upto)
        return q->step->rank <= s->upto->rank;
    return (s->leaves & CHANNEL_BIT(q->channel)) != 0;
}

static void weigh_stops(struct weighing *w)
{
    const struct contact_question *q = w->q;
    size_t i;

    for (i = 0; i < w->in->nstops; i++) {
        const struct contact_stop *s = &w->in->stops[i];

        if (!names(s->child, q->child) || !names(s->person, q->person) ||
            (date_known(s->from) && s->from.day > q->day.day) ||
            ((s->live_only || s->least) && !is_live(q->channel)) || left_open(s, q))
            continue;
        add_source(w, (struct contact_source){ .field = SAYS_STOP,
                                               .speaks = s->least ? supervised(q->step, s->least)
                                                                  : CONTACT_NO,
                                               .stop = s,
                                               .sentence = s->words });
    }
}

/* ---- orders ---- */

static bool speaks_of(const struct weighing *w, const struct contact_term *t,
                      const struct contact_order *o)
{
    const struct contact_question *q = w->q;

    return o && contact_order_counts(o, q->day) && names(t->child, q->child) &&
           names(t->person, q->person) && runs(t, q->day);
}

/* A protective order's prohibition is about every channel. */
static bool closes(const struct contact_term *t, const struct contact_order *o)
{
    return o->closing_kind && t->say == SAY_FORBIDDEN;
}

static void weigh_entered(struct weighing *w)
{
    size_t i;

    for (i = 0; i < w->in->norders; i++) {
        const struct contact_order *o = &w->in->orders[i];

        if (!contact_order_counts(o, w->q->day))
            continue;
        w->any_order = true;
        if (o->entered)
            continue;
        add_source(w, (struct contact_source){
                          .field = SAYS_NOT_ENTERED,
                          .speaks = o->closing_kind ? CONTACT_NO : CONTACT_NOT_KNOWN,
                          .order_id = o->id,
                          .sentence = str_fmt(w->a,
                                              o->closing_kind
                                                  ? "%.*s forbids contact; whom it concerns is not "
                                                    "entered yet, so it closes contact with "
                                                    "everyone."
                                                  : "What %.*s says about contact is not entered "
                                                    "yet.",
                                              STR_ARG(contact_order_name(w->a, o))) });
    }
    if (w->any_order)
        return;
    if (w->in->none)
        say_silence(w, CONTACT_YES, STR("It is recorded that no order is in force."));
    else
        say_silence(w, CONTACT_NOT_KNOWN,
                    STR("Whether an order of the court is in force is not recorded yet."));
}

static void gather(struct weighing *w)
{
    size_t i;

    for (i = 0; i < w->in->nterms; i++) {
        const struct contact_term *t = &w->in->terms[i];
        const struct contact_order *o = order_of(w->in, t->order_id);

        if (!speaks_of(w, t, o) || (!closes(t, o) && !on_channel(t, w->q->channel)))
            continue;
        w->terms[w->nterms] = t;
        w->of[w->nterms++] = o;
    }
}

/* The value of one field as a number, the stricter the greater; 0: not stated. */
typedef int64_t strictness_fn(const struct contact_term *t, const struct contact_order *o);

static int64_t strict_say(const struct contact_term *t, const struct contact_order *o)
{
    return closes(t, o) ? 0 : (int64_t)t->say;
}

static int64_t strict_closing(const struct contact_term *t, const struct contact_order *o)
{
    return o->closing_kind ? (int64_t)t->say : 0;
}

static int64_t strict_supervision(const struct contact_term *t, const struct contact_order *o)
{
    (void)o;
    return (int64_t)t->supervision;
}

static int64_t strict_ceiling(const struct contact_term *t, const struct contact_order *o)
{
    (void)o;
    return t->ceiling ? (INT64_C(1) << 32) - t->ceiling->rank : 0;
}

static int64_t strict_minutes(const struct contact_term *t, const struct contact_order *o)
{
    (void)o;
    return t->minutes_max > 0 ? (INT64_C(1) << 32) - t->minutes_max : 0;
}

static int64_t strict_days(const struct contact_term *t, const struct contact_order *o)
{
    (void)o;
    return t->days_between > 0 ? t->days_between : 0;
}

static int64_t strict_places(const struct contact_term *t, const struct contact_order *o)
{
    (void)o;
    return t->places.len ? 1 : 0;
}

/* The latest day whose orders state the field, and the strictest of what they state. */
static int64_t strictest(const struct weighing *w, strictness_fn *of, int32_t *day)
{
    int64_t best = 0;
    size_t i;

    *day = INT32_MIN;
    for (i = 0; i < w->nterms; i++) {
        int64_t x = of(w->terms[i], w->of[i]);
        int32_t on = w->of[i]->effective.day;

        if (!x || on < *day)
            continue;
        best = on > *day || x > best ? x : best;
        *day = on;
    }
    return best;
}

static bool decides(const struct weighing *w, size_t i, strictness_fn *of, int64_t best,
                    int32_t day)
{
    return best && w->of[i]->effective.day == day && of(w->terms[i], w->of[i]) == best;
}

static struct str say_sentence(struct weighing *w, enum contact_say say)
{
    const char *verb = say == SAY_FORBIDDEN  ? "forbids"
                       : say == SAY_REQUIRED ? "requires"
                                             : "allows";

    return str_fmt(w->a, "%s contact %s.", verb, channel_label(w->q->channel));
}

static void weigh_say(struct weighing *w)
{
    int32_t day, closing_day;
    int64_t best = strictest(w, strict_say, &day);
    int64_t closing = strictest(w, strict_closing, &closing_day);
    size_t i;

    w->say = (enum contact_say)best;
    for (i = 0; i < w->nterms; i++) {
        if (closing == SAY_FORBIDDEN && decides(w, i, strict_closing, closing, closing_day))
            say_term(w, i, SAYS_CHANNEL, CONTACT_NO,
                     STR("closes every channel between them, in both directions."));
        if (!decides(w, i, strict_say, best, day))
            continue;
        say_term(w, i, SAYS_CHANNEL, w->say == SAY_FORBIDDEN ? CONTACT_NO : CONTACT_YES,
                 say_sentence(w, w->say));
        if (w->say == SAY_REQUIRED && (!w->requiring.p || str_cmp(w->of[i]->id, w->requiring) < 0))
            w->requiring = w->of[i]->id;
    }
}

static void weigh_supervision(struct weighing *w)
{
    const struct contact_step *step = w->q->step;
    enum contact_answer speaks;
    int32_t day;
    int64_t best = strictest(w, strict_supervision, &day);
    size_t i;

    if (!is_live(w->q->channel))
        return; /* nobody sits in the room with a letter */
    w->least = (enum contact_supervision)best;
    speaks = supervised(step, w->least);
    for (i = 0; i < w->nterms; i++)
        if (decides(w, i, strict_supervision, best, day))
            say_term(w, i, SAYS_SUPERVISION, speaks,
                     w->least == SUPERVISION_NONE
                         ? STR("allows contact without supervision.")
                         : str_fmt(w->a, "asks for %s at least.", supervision_label(w->least)));
}

static bool like(uint32_t channels, enum contact_channel c)
{
    unsigned i;

    for (i = 0; i < CONTACT_CHANNELS; i++)
        if ((channels & CHANNEL_BIT(i)) && is_live((enum contact_channel)i) == is_live(c))
            return true;
    return false;
}

/* The step in question, or the lowest by which this channel is used; where none uses it, the lowest
 * with another channel of its kind. */
static int32_t rank_asked(const struct weighing *w)
{
    const struct contact_step *s = w->in->steps;
    int32_t own = INT32_MAX, kind = INT32_MAX;
    size_t i;

    if (w->q->step)
        return w->q->step->rank;
    for (i = 0; i < w->in->nsteps; i++) {
        if ((s[i].channels & CHANNEL_BIT(w->q->channel)) && s[i].rank < own)
            own = s[i].rank;
        if (like(s[i].channels, w->q->channel) && s[i].rank < kind)
            kind = s[i].rank;
    }
    return own < INT32_MAX ? own : kind < INT32_MAX ? kind : INT32_MIN;
}

static void weigh_ceiling(struct weighing *w)
{
    int32_t asked = rank_asked(w);
    int32_t day;
    int64_t best = strictest(w, strict_ceiling, &day);
    size_t i;

    for (i = 0; i < w->nterms; i++) {
        if (!decides(w, i, strict_ceiling, best, day))
            continue;
        w->ceiling = w->terms[i]->ceiling;
        say_term(
            w, i, SAYS_CEILING, asked > w->ceiling->rank ? CONTACT_NO : CONTACT_YES,
            str_fmt(w->a, "allows contact up to the step “%.*s”.", STR_ARG(w->ceiling->title)));
    }
}

/* What no answer hangs on, but whoever plans contact must know. */
static void weigh_conditions(struct weighing *w)
{
    int32_t minutes_day, days_day, places_day;
    int64_t minutes = strictest(w, strict_minutes, &minutes_day);
    int64_t days = strictest(w, strict_days, &days_day);
    int64_t places = strictest(w, strict_places, &places_day);
    size_t i;

    for (i = 0; i < w->nterms; i++) {
        const struct contact_term *t = w->terms[i];

        if (decides(w, i, strict_minutes, minutes, minutes_day))
            say_term(
                w, i, SAYS_MINUTES, CONTACT_YES,
                str_fmt(w->a, "allows %lld minutes at a time at most.", (long long)t->minutes_max));
        if (decides(w, i, strict_days, days, days_day))
            say_term(w, i, SAYS_DAYS, CONTACT_YES,
                     str_fmt(w->a, "asks for %lld days between contacts at least.",
                             (long long)t->days_between));
        if (decides(w, i, strict_places, places, places_day))
            say_term(w, i, SAYS_PLACES, CONTACT_YES,
                     str_fmt(w->a, "names the place: %.*s.", STR_ARG(t->places)));
    }
}

/* Silence of the orders in force: no bar, but no permission for a step with live contact either. */
static void weigh_silence(struct weighing *w)
{
    const struct contact_step *step = w->q->step;
    bool by_step = step && w->ceiling && w->ceiling->rank >= step->rank;
    bool said = w->say == SAY_ALLOWED || w->say == SAY_REQUIRED;

    if (!w->any_order)
        return;
    if (step && is_live(w->q->channel) && !said && !by_step && w->say != SAY_FORBIDDEN)
        say_silence(w, CONTACT_NOT_KNOWN,
                    str_fmt(w->a, "No order in force says that contact %s is allowed.",
                            channel_label(w->q->channel)));
    if (step && step->supervision == SUPERVISION_NONE && !by_step &&
        w->least == SUPERVISION_NOT_STATED)
        say_silence(w, CONTACT_NOT_KNOWN,
                    STR("No order in force says that contact without supervision is allowed."));
    if (!w->n)
        say_silence(w, CONTACT_YES, STR("No order in force says anything against this contact."));
}

/* ---- the answer ---- */

static int weight(enum contact_answer x)
{
    return x == CONTACT_NO ? 0 : x == CONTACT_NOT_KNOWN ? 1 : 2;
}

static int compare(const struct contact_source *x, const struct contact_source *y)
{
    int d = weight(x->speaks) - weight(y->speaks);

    if (!d)
        d = (int)x->field - (int)y->field;
    if (!d)
        d = str_cmp(x->sentence, y->sentence);
    if (!d)
        d = str_cmp(x->order_id, y->order_id);
    if (!d && x->stop && y->stop)
        d = str_cmp(x->stop->source_id, y->stop->source_id);
    return d;
}

/* A handful of reasons. */
static void sort(struct contact_source *list, size_t n)
{
    size_t i, k;

    for (i = 1; i < n; i++) {
        struct contact_source one = list[i];

        for (k = i; k > 0 && compare(&list[k - 1], &one) > 0; k--)
            list[k] = list[k - 1];
        list[k] = one;
    }
}

static enum rw_status make_room(struct weighing *w, struct rw_err *e)
{
    const struct contact_basis *in = w->in;

    w->max = in->nterms * SENTENCES + in->norders + in->nstops + SENTENCES;
    w->list = arena_array(w->a, struct contact_source, w->max);
    w->terms = arena_array(w->a, const struct contact_term *, in->nterms + 1);
    w->of = arena_array(w->a, const struct contact_order *, in->nterms + 1);
    return w->a->spent ? RW_FAIL(e, RW_ELIMIT, "request arena is spent") : RW_OK;
}

enum rw_status contact_permitted(struct arena *a, const struct contact_basis *in,
                                 const struct contact_question *q, struct contact_reply *r,
                                 struct rw_err *e)
{
    struct weighing w = { .a = a, .in = in, .q = q };
    enum rw_status st;

    if (str_empty(q->child) || str_empty(q->person) || !date_known(q->day))
        return RW_FAIL(e, RW_EINPUT, "a question of contact names child, person and day");
    st = make_room(&w, e);
    if (st)
        return st;
    weigh_stops(&w);
    weigh_entered(&w);
    gather(&w);
    weigh_say(&w);
    weigh_ceiling(&w);
    weigh_supervision(&w);
    weigh_conditions(&w);
    weigh_silence(&w);
    sort(w.list, w.n);
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "request arena is spent");
    *r = (struct contact_reply){ .answer = w.list[0].speaks,
                                 .sources = w.list,
                                 .nsources = w.n,
                                 .sentence = w.list[0].sentence,
                                 .conflict = w.list[0].speaks == CONTACT_NO && w.requiring.p,
                                 .requiring_order = w.requiring };
    return RW_OK;
}

enum rw_status contact_step_permitted(struct arena *a, const struct contact_basis *in,
                                      const struct contact_question *q, struct contact_reply *r,
                                      struct rw_err *e)
{
    struct contact_question one = *q;
    struct contact_reply best = { 0 }, x;
    enum rw_status st = RW_OK;
    unsigned c;

    if (!q->step)
        return contact_permitted(a, in, q, r, e);
    for (c = 0; !st && c < CONTACT_CHANNELS; c++) {
        if (!(q->step->channels & CHANNEL_BIT(c)))
            continue;
        one.channel = (enum contact_channel)c;
        st = contact_permitted(a, in, &one, &x, e);
        if (!st && (!best.nsources || weight(x.answer) > weight(best.answer)))
            best = x;
    }
    if (st)
        return st;
    if (!best.nsources) {
        struct contact_source *s = arena_new(a, struct contact_source);

        *s = (struct contact_source){ .field = SAYS_SILENCE,
                                      .speaks = CONTACT_YES,
                                      .sentence = STR("This step brings no contact.") };
        best = (struct contact_reply){ CONTACT_YES, s, 1, s->sentence, false, STR_NULL };
    }
    *r = best;
    return RW_OK;
}
