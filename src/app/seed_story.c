/* seed_story.c -- the dates of seeded families, all in one order of time. */
#include "app/seed_story.h"

#include <stdlib.h>

#define FIXED_WORD UINT64_C(0x7265776561766531) /* "reweave1" */
#define FIRST_DAY (-900)
#define LAST_OPENING (-4)
#define LAST_NOTE (-1)
#define MORNING 540
#define AFTERNOON 1020
#define LENGTHS 400 /* minutes of a day on which families are opened */
#define STAFF_LEAST                                                                                \
    13 /* clinicians however few the families: with the rest of the staff, sixteen */
#define DRAFT_EACH 25 /* one family in so many has an unsigned note */
#define MARGIN 4096

/* splitmix64 */
uint32_t seed_next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) >> 32);
}

uint32_t seed_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((uint64_t)seed_next(state) * n >> 32);
}

size_t seed_clinicians(int64_t cases)
{
    int64_t rest = cases - SEED_LOAD_FIRST - SEED_LOAD_HEAVY;
    int64_t others = rest > 0 ? (rest + SEED_LOAD_OTHER - 1) / SEED_LOAD_OTHER : 0;

    return others + 2 > STAFF_LEAST ? (size_t)others + 2 : STAFF_LEAST;
}

size_t seed_story_memory(const struct seed_ask *ask)
{
    return (size_t)ask->cases * (sizeof(struct seed_case) + 2 * sizeof(struct seed_step)) +
           (size_t)ask->notes * sizeof(struct seed_step) + MARGIN;
}

/* Who has the family, and as which of theirs. */
static void place(struct seed_case *c, size_t i, size_t nclinicians)
{
    size_t rest = nclinicians - 2;

    c->clinician = i < SEED_LOAD_FIRST ? 0 : 1;
    c->place = (uint16_t)(i < SEED_LOAD_FIRST ? i : i - SEED_LOAD_FIRST);
    if (i < SEED_LOAD_FIRST + SEED_LOAD_HEAVY)
        return;
    i -= SEED_LOAD_FIRST + SEED_LOAD_HEAVY;
    c->clinician = (uint16_t)(2 + i % rest);
    c->place = (uint16_t)(i / rest);
}

static void add(struct seed_story *s, struct seed_step step)
{
    s->steps[s->nsteps++] = step;
}

static void add_notes(struct seed_story *s, size_t i, int32_t opened, int64_t n)
{
    int64_t k, room = LAST_NOTE - opened - 2;

    for (k = 0; k < n; k++)
        add(s, (struct seed_step){ .kind = SEED_NOTE,
                                   .day = opened + 2 + (int32_t)(k * room / n),
                                   .minute =
                                       MORNING + 60 + (int32_t)((i * 13 + (size_t)k * 7) % LENGTHS),
                                   .c = (uint32_t)i,
                                   .nth = (uint32_t)k,
                                   .draft = k + 1 == n && i % DRAFT_EACH == DRAFT_EACH - 1 });
}

static int by_time(const void *left, const void *right)
{
    const struct seed_step *x = left, *y = right;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    if (x->c != y->c)
        return x->c < y->c ? -1 : 1;
    return x->nth < y->nth ? -1 : x->nth > y->nth;
}

/* Families with few notes and with many, in pairs, so that the sum is what was asked for. */
static int64_t notes_of(const struct seed_ask *ask, size_t i, uint64_t random)
{
    int64_t n = (int64_t)i, pairs = ask->cases / 2, per = ask->notes / ask->cases;
    int64_t extra = n < ask->notes % ask->cases ? 1 : 0;
    uint64_t state = random ^ (uint64_t)(n / 2);
    int64_t shift = n < pairs * 2 ? (int64_t)seed_below(&state, (uint32_t)(per / 2 + 1)) : 0;

    return per + extra + (n % 2 ? shift : -shift);
}

enum rw_status seed_story_make(struct arena *mem, const struct seed_ask *ask, size_t nclinicians,
                               struct seed_story *s, struct rw_err *e)
{
    uint64_t random = FIXED_WORD ^ ((uint64_t)ask->cases << 32) ^ (uint64_t)ask->notes;
    uint64_t state = random;
    size_t i;

    *s = (struct seed_story){ .ncases = (size_t)ask->cases };
    s->cases = arena_array(mem, struct seed_case, s->ncases);
    s->steps = arena_array(mem, struct seed_step, 2 * s->ncases + (size_t)ask->notes);
    if (mem->spent)
        return RW_FAIL(e, RW_ELIMIT, "no memory for that many");
    for (i = 0; i < s->ncases; i++) {
        struct seed_case *c = &s->cases[i];
        int32_t span = LAST_OPENING - FIRST_DAY;
        int32_t day = FIRST_DAY + (int32_t)((int64_t)i * span / ask->cases);

        c->random = seed_next(&state);
        c->children = (uint8_t)(1 + seed_below(&state, SEED_CHILDREN));
        c->professional = seed_below(&state, 3) == 0;
        place(c, i, nclinicians);
        add(s, (struct seed_step){ .kind = SEED_OPEN,
                                   .day = day,
                                   .minute = MORNING + (int32_t)(i % LENGTHS),
                                   .c = (uint32_t)i });
        add_notes(s, i, day, notes_of(ask, i, random));
        add(s, (struct seed_step){ .kind = SEED_VISIT,
                                   .day = LAST_NOTE,
                                   .minute = AFTERNOON + (int32_t)(i % LENGTHS),
                                   .c = (uint32_t)i });
    }
    qsort(s->steps, s->nsteps, sizeof *s->steps, by_time);
    return RW_OK;
}
