/* seed_story.h -- what happens in a seeded practice and when; for the files of seed. */
#ifndef RW_APP_SEED_STORY_H
#define RW_APP_SEED_STORY_H

#include "app/seed.h"
#include "crypto/crypto.h"

#define SEED_CHILDREN 3
#define SEED_PEOPLE (SEED_CHILDREN + 3) /* two parents, sometimes a professional */

/* Caseloads: one like a real one, one as full as a search must stand, the rest in between. */
#define SEED_LOAD_FIRST 40
#define SEED_LOAD_HEAVY 400
#define SEED_LOAD_OTHER 200

/* One family; what steps have made of it so far. */
struct seed_case {
    char id[CRYPTO_ID_LEN];
    char person[SEED_PEOPLE][CRYPTO_ID_LEN]; /* children, contact in question, home, professional */
    uint8_t children;
    bool professional;
    uint16_t clinician; /* place in the list of staff */
    uint16_t place; /* among the cases of that clinician */
    uint32_t random; /* what is particular to this family */
};

enum seed_kind { SEED_OPEN, SEED_NOTE, SEED_VISIT };

struct seed_step {
    int32_t day, minute; /* day before or after the day of making */
    uint32_t c, nth; /* place of the case; of the note in it */
    enum seed_kind kind;
    bool draft; /* stays unsigned */
};

struct seed_story {
    struct seed_case *cases;
    struct seed_step *steps;
    size_t ncases, nsteps;
};

/* Families, dates and the order of everything, in mem; the first clinicians of nclinicians are the
 * one with the common and the one with the full caseload. RW_ELIMIT when mem is too small. */
enum rw_status seed_story_make(struct arena *mem, const struct seed_ask *ask, size_t nclinicians,
                               struct seed_story *s, struct rw_err *e) RW_MUST;
size_t seed_story_memory(const struct seed_ask *ask);

/* How many clinicians that many families need. */
size_t seed_clinicians(int64_t cases);

/* One number after the other from a start; the same everywhere. */
uint32_t seed_next(uint64_t *state);
uint32_t seed_below(uint64_t *state, uint32_t n); /* 0 .. n - 1 */

/* -- words (seed_words.c) ---------------------------------------------------------------------- */

struct str seed_surname(struct arena *mem, const struct seed_case *c, size_t nth);
struct str seed_given(uint64_t *state);
struct str seed_text(struct arena *mem, uint64_t *state); /* of a note, about 1.5 KB */
const char *seed_pick(uint64_t *state, const char *const *list, size_t n);

/* -- steps (seed_family.c) --------------------------------------------------------------------- */

struct seed_staff {
    struct viewer *clinicians;
    size_t nclinicians;
    struct str supervisor, office; /* on the first clinician's families */
};

enum rw_status seed_step_run(struct act *a, const struct seed_staff *staff, struct seed_case *c,
                             size_t nth_case, const struct seed_step *step) RW_MUST;

#endif
