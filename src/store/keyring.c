/* keyring.c -- the practice's keys, one for each domain. */
#include "store/db_engine.h"

#include <stdio.h>
#include <string.h>

/* One page shows at most one caseload; a caseload of 500 opens each row with the key that came
 * beside it, so a smaller memory costs nothing but the keys met twice. */
#define KEYRING_CASES 256

struct case_slot {
    char id[CRYPTO_ID_LEN];
    bool used, recent;
    struct key key;
};

struct keyring {
    struct key master, wrap, practice, lookup;
    struct case_slot *last; /* rows of one case come together */
    size_t hand; /* of the clock that finds the slot to give away */
    struct case_slot cases[KEYRING_CASES];
};

enum rw_status keyring_open(const struct key *master, struct keyring **out, struct rw_err *e)
{
    struct keyring *k = guarded_new(sizeof *k);

    if (!k)
        return RW_FAIL(e, RW_EDEP, "no guarded memory for keys");
    memset(k, 0, sizeof *k);
    k->master = *master;
    key_derive(master, KEY_WRAP, &k->wrap);
    key_derive(master, KEY_PRACTICE, &k->practice);
    key_derive(master, KEY_LOOKUP, &k->lookup);
    *out = k;
    return RW_OK;
}

void keyring_close(struct keyring *k)
{
    guarded_free(k);
}

const struct key *keyring_master(const struct keyring *k)
{
    return &k->master;
}

const struct key *keyring_practice(const struct keyring *k)
{
    return &k->practice;
}

const struct key *keyring_lookup(const struct keyring *k)
{
    return &k->lookup;
}

static bool slot_is(const struct case_slot *c, struct str case_id)
{
    return c->used && memcmp(c->id, case_id.p, CRYPTO_ID_LEN) == 0;
}

const struct key *keyring_case(struct keyring *k, struct str case_id)
{
    size_t i;

    if (case_id.len != CRYPTO_ID_LEN)
        return NULL;
    if (k->last && slot_is(k->last, case_id))
        return &k->last->key;
    for (i = 0; i < KEYRING_CASES; i++)
        if (slot_is(&k->cases[i], case_id)) {
            k->last = &k->cases[i];
            k->last->recent = true;
            return &k->last->key;
        }
    return NULL;
}

/* Second chance: the hand passes over slots used since it last came by. */
static struct case_slot *slot_take(struct keyring *k)
{
    struct case_slot *c;

    for (;;) {
        c = &k->cases[k->hand];
        k->hand = (k->hand + 1) % KEYRING_CASES;
        if (!c->used || !c->recent)
            return c;
        c->recent = false;
    }
}

static void keyring_put(struct keyring *k, struct str case_id, const struct key *key)
{
    struct case_slot *c = slot_take(k);

    memcpy(c->id, case_id.p, CRYPTO_ID_LEN);
    c->key = *key;
    c->used = c->recent = true;
}

static struct str wrap_aad(char buf[static 96], struct str case_id)
{
    int n = snprintf(buf, 96, "case_key.wrapped:%.*s:%.*s", STR_ARG(case_id), STR_ARG(case_id));

    return (struct str){ buf, (size_t)n };
}

enum rw_status keyring_unwrap(struct keyring *k, struct arena *a, struct str case_id,
                              struct str wrapped, struct rw_err *e)
{
    struct str plain;
    struct key key;
    char aad[96];
    enum rw_status st;

    if (case_id.len != CRYPTO_ID_LEN)
        return RW_FAIL(e, RW_EDEP, "the key of a case stands beside no case id");
    if (keyring_case(k, case_id))
        return RW_OK;
    st = seal_open(a, &k->wrap, wrap_aad(aad, case_id), wrapped, &plain, e);
    if (st)
        return st;
    if (plain.len != CRYPTO_KEY)
        return RW_FAIL(e, RW_EDEP, "a wrapped key has a wrong length");
    memcpy(key.b, plain.p, CRYPTO_KEY);
    keyring_put(k, case_id, &key);
    key_wipe(&key);
    wipe((char *)(uintptr_t)plain.p, plain.len);
    return RW_OK;
}

enum rw_status keyring_new(struct keyring *k, struct arena *a, struct str case_id,
                           struct str *wrapped, struct rw_err *e)
{
    struct key key;
    char aad[96];
    enum rw_status st;

    if (case_id.len != CRYPTO_ID_LEN)
        return RW_FAIL(e, RW_EBUG, "a case id has %d characters", CRYPTO_ID_LEN);
    key_random(&key);
    st = seal(a, &k->wrap, 0, wrap_aad(aad, case_id), (struct str){ (char *)key.b, sizeof key.b },
              wrapped, e);
    if (st == RW_OK)
        keyring_put(k, case_id, &key);
    key_wipe(&key);
    return st;
}
