#include "core/safety_screen.h"

#define FRIDAY 4

const char *const safety_numbers[] = { "offers_before_records", "triage_business_days",
                                       "intake_business_days", "fear_most", NULL };

const struct safety_item *safety_item_of(const struct safety_form *f, struct str code)
{
    size_t i;

    for (i = 0; i < f->nitems; i++)
        if (str_eq(f->items[i].code, code))
            return &f->items[i];
    return NULL;
}

const struct safety_word *safety_word_of(const struct safety_word *list, size_t n, struct str code)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].code, code))
            return &list[i];
    return NULL;
}

int64_t safety_number(const struct safety_form *f, const char *id)
{
    size_t i;

    for (i = 0; i < f->nnumbers; i++)
        if (str_is(f->numbers[i].id, id))
            return f->numbers[i].value;
    return -1;
}

static const struct safety_answer *answer_to(const struct safety_answer *list, size_t n,
                                             struct str item)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].said != SAFETY_OPEN && str_eq(list[i].item, item))
            return &list[i];
    return NULL;
}

size_t safety_open(const struct safety_form *f, const struct safety_answer *list, size_t n,
                   const struct safety_item **open)
{
    size_t i, found = 0;

    for (i = 0; i < f->nitems; i++)
        if (!answer_to(list, n, f->items[i].code))
            open[found++] = &f->items[i];
    return found;
}

static bool asks_review(const struct safety_item *item, const struct safety_answer *x)
{
    if (!x || x->said != SAFETY_REPORTED)
        return false;
    return item->review || (item->review_markers > 0 && x->markers >= (size_t)item->review_markers);
}

size_t safety_review(const struct safety_form *f, const struct safety_answer *list, size_t n,
                     const struct safety_item **why)
{
    size_t i, found = 0;

    for (i = 0; i < f->nitems; i++)
        if (asks_review(&f->items[i], answer_to(list, n, f->items[i].code)))
            why[found++] = &f->items[i];
    return found;
}

static bool has_pair(const struct safety_pair *p, size_t n, const struct safety_answer *x)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(p[i].by, x->by) && str_eq(p[i].about, x->about))
            return true;
    return false;
}

size_t safety_pairs(const struct safety_answer *list, size_t n, struct safety_pair *pairs)
{
    size_t i, found = 0;

    for (i = 0; i < n; i++) {
        const struct safety_answer *x = &list[i];

        if (x->said == SAFETY_REPORTED && x->by.len && x->about.len && !has_pair(pairs, found, x))
            pairs[found++] = (struct safety_pair){ x->by, x->about };
    }
    return found;
}

/* ---- over time ---- */

static bool is_later(const struct safety_event *x, const struct safety_event *y)
{
    if (!y || x->on.day != y->on.day)
        return !y || x->on.day > y->on.day;
    return x->recorded_utc >= y->recorded_utc;
}

static bool has_come(const struct safety_asked *q, const struct safety_event *x)
{
    return date_known(x->on) && x->on.day <= q->today.day;
}

/* The newest of one kind about one person or one child. */
static const struct safety_event *newest(const struct safety_asked *q, enum safety_event_kind kind,
                                         struct str person, struct str child)
{
    const struct safety_event *best = NULL;
    size_t i;

    for (i = 0; i < q->n; i++) {
        const struct safety_event *x = &q->events[i];

        if (x->kind != kind || !has_come(q, x) || (person.len && !str_eq(x->person, person)) ||
            (child.len && !str_eq(x->child, child)))
            continue;
        if (is_later(x, best))
            best = x;
    }
    return best;
}

/* Something was alleged after this was recorded; the same facts once more do not count. */
static bool alleged_since(const struct safety_asked *q, const struct safety_event *last,
                          struct str child)
{
    size_t i;

    for (i = 0; i < q->n; i++) {
        const struct safety_event *x = &q->events[i];

        if (x->kind == SAFETY_EVENT_ALLEGATION && !x->flag &&
            x->recorded_utc > last->recorded_utc &&
            (!child.len || !x->child.len || str_eq(x->child, child)))
            return true;
    }
    return false;
}

static bool moved_since(const struct safety_asked *q, const struct safety_event *last,
                        struct str child)
{
    const struct safety_event *moved =
        child.len ? newest(q, SAFETY_EVENT_MOVED, STR_NULL, child) : NULL;

    return moved && moved->recorded_utc > last->recorded_utc;
}

/* The screen that asked for a review which has not been recorded since. */
static const struct safety_event *review_missing(const struct safety_asked *q, struct str person)
{
    const struct safety_event *asked = NULL, *review = NULL;
    size_t i;

    for (i = 0; i < q->n; i++) {
        const struct safety_event *x = &q->events[i];

        if (!str_eq(x->person, person))
            continue;
        if (x->kind == SAFETY_EVENT_SCREEN && x->flag &&
            (!asked || x->recorded_utc > asked->recorded_utc))
            asked = x;
        if (x->kind == SAFETY_EVENT_REVIEW && (!review || x->recorded_utc > review->recorded_utc))
            review = x;
    }
    return asked && (!review || review->recorded_utc < asked->recorded_utc) ? asked : NULL;
}

static enum safety_state freshness(const struct safety_asked *q, const struct safety_event *last,
                                   struct str child)
{
    if (alleged_since(q, last, child))
        return SAFETY_AFTER_ALLEGATION;
    if (date_diff(q->today, last->on) > q->recheck_days)
        return SAFETY_TOO_OLD;
    return moved_since(q, last, child) ? SAFETY_AFTER_MOVE : SAFETY_STANDS;
}

static struct date due_of(const struct safety_asked *q, const struct safety_event *last)
{
    return last ? date_add(last->on, (int32_t)q->recheck_days) : RW_NO_DATE;
}

/* Something new that no full screen has taken up since. */
static bool new_since(const struct safety_asked *q, struct str person,
                      const struct safety_event *screen)
{
    size_t i;

    for (i = 0; i < q->n; i++) {
        const struct safety_event *x = &q->events[i];

        if (x->kind == SAFETY_EVENT_RECHECK && x->flag && str_eq(x->person, person) &&
            (!screen || is_later(x, screen)))
            return true;
    }
    return false;
}

/* What was recorded at that moment or since; an allegation from before tells nothing about this word.
 * child: whom the word is about; empty: it is the word of the adult `from`. */
static bool is_answered(const struct safety_asked *q, const struct safety_event *open,
                        struct str child, struct str from)
{
    size_t i;

    for (i = 0; i < q->n; i++) {
        const struct safety_event *x = &q->events[i];
        bool same = !child.len || !x->child.len || str_eq(x->child, child);

        if (x->recorded_utc < open->recorded_utc || !same)
            continue;
        if (x->kind == SAFETY_EVENT_SIGN)
            return true;
        if (x->kind == SAFETY_EVENT_ALLEGATION && x->looked_utc >= open->recorded_utc &&
            (child.len || str_eq(x->person, from)))
            return true;
    }
    return false;
}

struct safety_stand safety_of_adult(const struct safety_asked *q, struct str person,
                                    struct str child)
{
    const struct safety_event *again = newest(q, SAFETY_EVENT_RECHECK, person, STR_NULL);
    struct safety_stand s = { .screen = newest(q, SAFETY_EVENT_SCREEN, person, STR_NULL),
                              .danger = review_missing(q, person) };
    bool told;

    s.last = again && (!s.screen || is_later(again, s.screen)) ? again : s.screen;
    s.declined = s.screen && s.screen->from_records;
    s.due = due_of(q, s.last);
    if (!s.last)
        return s;
    told = s.last->kind == SAFETY_EVENT_RECHECK;
    if (told && (!s.last->safe || s.last->flag) && !is_answered(q, s.last, STR_NULL, person))
        s.open = s.last;
    if (s.danger)
        s.state = SAFETY_REVIEW_DUE;
    else if (told && !s.last->safe)
        s.state = SAFETY_NOT_SAFE;
    else if (new_since(q, person, s.screen))
        s.state = SAFETY_NEW;
    else
        s.state = freshness(q, s.last, child);
    return s;
}

struct safety_stand safety_of_child(const struct safety_asked *q, struct str child)
{
    struct safety_stand s = { .last = newest(q, SAFETY_EVENT_TALK, STR_NULL, child) };

    s.screen = s.last;
    s.due = due_of(q, s.last);
    if (!s.last)
        return s;
    s.state = s.last->safe ? freshness(q, s.last, child) : SAFETY_NOT_SAFE;
    if (!s.last->safe && !is_answered(q, s.last, child, STR_NULL))
        s.open = s.last;
    return s;
}

struct date safety_business_days(struct date from, int64_t n)
{
    while (n > 0) {
        from = date_add(from, 1);
        if (date_weekday(from) <= FRIDAY)
            n--;
    }
    return from;
}

int64_t safety_business_between(struct date one, struct date other)
{
    struct date from = one.day <= other.day ? one : other, to = one.day <= other.day ? other : one;
    int64_t n = 0;

    while (from.day < to.day) {
        from = date_add(from, 1);
        n += date_weekday(from) <= FRIDAY;
    }
    return n;
}
