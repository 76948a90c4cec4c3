#include "app/seed.h"

#include "app/account.h"
#include "app/credential.h"
#include "app/house.h"
#include "app/practice.h"
#include "app/seed_story.h"
#include "app/turn.h"
#include "base/limits.h"
#include "store/practice_dir.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#define PRACTICE_AGE_DAYS 1000 /* older than the oldest family */
#define DAY_SECONDS INT64_C(86400)
#define GROUP_ACCOUNTS 8 /* each takes a slow hash */
#define LOGIN "clinician"

static const struct {
    const char *login, *name, *licence;
    enum role role;
} fixed[] = {
    { "therapist", "Nora Linden", "LMFT 48213", ROLE_THERAPIST },
    { "colleague", "Ines Willow", "LCSW 7730", ROLE_THERAPIST },
    { "supervisor", "Theo Hawthorn", "PhD, Psychologist 2291", ROLE_SUPERVISOR },
    { "office", "June Aspen", "", ROLE_OFFICE },
    { "admin", "Martin Ash", "", ROLE_ADMIN },
};
#define NFIXED (sizeof fixed / sizeof *fixed)
#define CLINICAL 2 /* of them treat */

struct run {
    const struct seed_ask *ask;
    struct house house;
    struct arena keep, mem; /* for all of it, for one step */
    struct db *db; /* the held one */
    struct seed_staff staff;
    struct demo accounts; /* of whom can sign in */
    struct seed_story story;
    struct seed_done *done, ahead; /* on disk; what the held group adds */
    seed_tell *tell;
    void *ctx;
    struct rw_err *e;
};

/* -- groups ----------------------------------------------------------------------------------- */

static enum rw_status settle(struct run *r)
{
    enum rw_status st = writer_settle(r->house.app.writer, r->e);

    if (st)
        return st;
    r->done->cases += r->ahead.cases;
    r->done->notes += r->ahead.notes;
    r->done->accounts += r->ahead.accounts;
    r->ahead = (struct seed_done){ 0 };
    if (r->tell)
        r->tell(r->ctx, r->done);
    return RW_OK;
}

static enum rw_status hold(struct run *r)
{
    return writer_hold(r->house.app.writer, &r->db, r->e);
}

/* -- staff ------------------------------------------------------------------------------------- */

static void console_act(struct run *r, struct act *a)
{
    turn_begin(a, &r->house.app, r->db, &r->mem, STR(""));
    a->viewer.level = AUTH_LOCAL;
    a->now_utc = r->ask->now_utc - PRACTICE_AGE_DAYS * DAY_SECONDS;
    a->today = clock_local(a->now_utc).date;
}

static void note_account(struct run *r, const struct account_input *in, struct str password,
                         struct str secret)
{
    struct demo *d = &r->accounts;

    if (r->done->fresh && d->n < DEMO_ACCOUNTS_MAX)
        d->account[d->n++] = (struct demo_account){ .username = str_copy(&r->keep, in->login),
                                                    .name = str_copy(&r->keep, in->name),
                                                    .password = str_copy(&r->keep, password),
                                                    .role = str_of(role_word((enum role)in->roles)),
                                                    .totp_secret = base32(&r->keep, secret) };
}

static enum rw_status make_account(struct run *r, const struct account_input *in,
                                   struct viewer *viewer)
{
    struct str password = id_new(&r->mem), secret = totp_secret_new(&r->mem), id = STR_NULL;
    struct act a;
    enum rw_status st;

    console_act(r, &a);
    st = account_make(&a, in, password, secret, &id);
    if (st) {
        *r->e = a.err;
        return st;
    }
    note_account(r, in, password, secret);
    if (in->roles & ((uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_SUPERVISOR)) {
        st = licence_add(&a, id,
                         &(struct licence_input){ .type = STR("other"),
                                                  .number = STR("invented"),
                                                  .region = STR("other"),
                                                  .issued_on = RW_NO_DATE,
                                                  .expires_on = date_add_months(a.today, 120) },
                         NULL);
        if (st) {
            *r->e = a.err;
            return st;
        }
    }
    *viewer = (struct viewer){ .account_id = str_copy(&r->keep, id),
                               .name = str_copy(&r->keep, in->name),
                               .licence = str_copy(&r->keep, in->licence),
                               .roles = in->roles,
                               .level = AUTH_FULL };
    r->ahead.accounts++;
    arena_reset(&r->mem); /* a password lay in it */
    return RW_OK;
}

static enum rw_status make_fixed(struct run *r)
{
    enum rw_status st = RW_OK;
    struct viewer v = { 0 };
    size_t i;

    for (i = 0; !st && i < NFIXED; i++) {
        struct account_input in = { .login = str_of(fixed[i].login),
                                    .name = str_of(fixed[i].name),
                                    .licence = str_of(fixed[i].licence),
                                    .roles = fixed[i].role };

        st = make_account(r, &in, &v);
        if (i < CLINICAL)
            r->staff.clinicians[i] = v;
        else if (fixed[i].role == ROLE_SUPERVISOR)
            r->staff.supervisor = v.account_id;
        else if (fixed[i].role == ROLE_OFFICE)
            r->staff.office = v.account_id;
    }
    return st;
}

/* How many accounts of this kind an earlier run has made. */
static enum rw_status count_made(struct run *r, size_t *n)
{
    struct account_row *rows = NULL;
    struct act a;
    size_t all = 0, i;
    enum rw_status st;

    console_act(r, &a);
    st = account_list(&a, &rows, &all);
    *n = 0;
    for (i = 0; !st && i < all; i++)
        if (str_starts(rows[i].login, LOGIN))
            ++*n;
    if (st)
        *r->e = a.err;
    arena_reset(&r->mem);
    return st;
}

/* Clinicians of an earlier run keep their own families and hours; this one brings its own. */
static enum rw_status make_staff(struct run *r)
{
    size_t first = 0, has = r->done->fresh ? CLINICAL : 0, i;
    uint64_t state = 1;
    enum rw_status st = count_made(r, &first);

    r->staff.nclinicians = seed_clinicians(r->ask->cases);
    r->staff.clinicians = arena_array(&r->keep, struct viewer, r->staff.nclinicians);
    if (r->keep.spent)
        return RW_FAIL(r->e, RW_ELIMIT, "no memory for the staff");
    if (!st && r->done->fresh)
        st = make_fixed(r);
    for (i = has; !st && i < r->staff.nclinicians; i++) {
        size_t nth = first + i - has + 1;
        struct account_input in = { .login = str_fmt(&r->keep, LOGIN "%04zu", nth),
                                    .name = str_fmt(&r->keep, "%.*s Example %04zu",
                                                    STR_ARG(seed_given(&state)), nth),
                                    .licence = STR("LMFT, invented"),
                                    .roles = ROLE_THERAPIST };

        st = make_account(r, &in, &r->staff.clinicians[i]);
        if (!st && nth % GROUP_ACCOUNTS == 0)
            st = settle(r);
        if (!st && nth % GROUP_ACCOUNTS == 0)
            st = hold(r);
    }
    return st;
}

/* -- families ---------------------------------------------------------------------------------- */

static enum rw_status failed(struct run *r, const struct act *a, const struct seed_step *step,
                             enum rw_status st)
{
    const struct problem *p = a->bad.n ? &a->bad.list[0] : NULL;

    return RW_FAIL(r->e, st, "family %u, step %u.%u: %s %.*s (%s)", step->c + 1,
                   (unsigned)step->kind, step->nth, p ? p->field : "",
                   STR_ARG(p ? p->text : STR("")), a->err.note);
}

static enum rw_status run_step(struct run *r, const struct seed_step *step, struct date today)
{
    struct seed_case *c = &r->story.cases[step->c];
    struct act a;
    int64_t at = clock_utc((struct local){ date_add(today, step->day), step->minute });
    enum rw_status st;

    arena_reset(&r->mem);
    turn_begin(&a, &r->house.app, r->db, &r->mem, STR(""));
    a.now_utc = at < r->ask->now_utc ? at : r->ask->now_utc;
    a.today = clock_local(a.now_utc).date;
    a.viewer = r->staff.clinicians[c->clinician];
    a.viewer.reauth_utc = a.now_utc;
    st = seed_step_run(&a, &r->staff, c, step->c, step);
    if (!st && r->mem.spent)
        st = RW_FAIL(&a.err, RW_ELIMIT, "arena is spent");
    if (st)
        return failed(r, &a, step, st);
    r->ahead.cases += step->kind == SEED_OPEN;
    r->ahead.notes += step->kind == SEED_NOTE;
    return RW_OK;
}

static enum rw_status fill(struct run *r)
{
    struct date today = clock_local(r->ask->now_utc).date;
    size_t group = writer_hold_best(r->house.app.writer), i;
    enum rw_status st = seed_story_make(&r->keep, r->ask, r->staff.nclinicians, &r->story, r->e);

    for (i = 0; !st && i < r->story.nsteps; i++) {
        if (i % group == 0)
            st = hold(r);
        if (!st)
            st = run_step(r, &r->story.steps[i], today);
        if (!st && (i % group == group - 1 || i + 1 == r->story.nsteps))
            st = settle(r);
    }
    return st;
}

/* -- the practice ------------------------------------------------------------------------------ */

static enum rw_status make_practice(struct run *r)
{
    struct practice_input in = {
        .name = STR("Seedfield Invented Practice"),
        .kind = STR("group"),
        .region = STR("US-OR"),
        .zone = STR("America/Los_Angeles"),
        .paper = STR("letter"),
    };
    struct act a;
    enum rw_status st;

    r->house.app.tenant = STR(DB_PRACTICE_ID);
    console_act(r, &a);
    st = practice_create(&a, &in, true);
    if (!st)
        st = practice_load(r->db, &r->house.app, &a.err);
    if (st)
        *r->e = a.err;
    return st;
}

static bool is_new(const char *dir)
{
    struct stat s;
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/reweave.conf", dir);

    return n > 0 && (size_t)n < sizeof path && stat(path, &s) != 0 && errno == ENOENT;
}

static enum rw_status open_house(struct run *r)
{
    const struct seed_ask *ask = r->ask;
    enum rw_status st = RW_OK;

    r->done->fresh = is_new(ask->dir);
    if (r->done->fresh) {
        st = dir_create(ask->dir, ask->db_url, r->e);
        if (st == RW_ECONFLICT)
            r->done->why = STR("Something else lies in that folder. Name another one.");
        if (st)
            return st;
    }
    st = house_open(&r->house, ask->dir, r->done->fresh ? NULL : ask->db_url,
                    (r->done->fresh ? HOUSE_EMPTY : 0) | HOUSE_MIGRATE, r->e);
    if (st)
        r->done->why = str_copy(&r->keep, r->house.why);
    if (!st && !r->done->fresh && !r->house.app.demo) {
        r->done->why = STR("A practice at work lies there. Invented families are put only into a "
                           "demonstration, which says on every page that it is one; name a new "
                           "folder.");
        st = RW_FAIL(r->e, RW_ECONFLICT, "this is no demonstration");
    }
    return st;
}

static enum rw_status check(const struct seed_ask *ask, struct rw_err *e)
{
    if (ask->cases < 1 || ask->cases > SEED_CASES_MAX || ask->notes < 0 ||
        ask->notes > SEED_NOTES_MAX)
        return RW_FAIL(e, RW_EINPUT, "from 1 to %d cases and from 0 to %d notes", SEED_CASES_MAX,
                       SEED_NOTES_MAX);
    return RW_OK;
}

static enum rw_status work(struct run *r)
{
    enum rw_status st = open_house(r);

    if (!st)
        st = hold(r);
    if (!st && r->done->fresh)
        st = make_practice(r);
    if (!st)
        st = make_staff(r);
    if (!st)
        st = settle(r);
    if (!st && r->done->fresh)
        st = demo_accounts_write(r->ask->dir, &r->accounts, r->e);
    return st ? st : fill(r);
}

enum rw_status seed_practice(const struct seed_ask *ask, seed_tell *tell, void *ctx,
                             struct seed_done *done, struct rw_err *e)
{
    struct run r = { .ask = ask, .done = done, .tell = tell, .ctx = ctx, .e = e };
    enum rw_status st = check(ask, e);

    *done = (struct seed_done){ 0 };
    if (!st)
        st = crypto_start(e);
    if (!st && (!arena_make(&r.keep, seed_story_memory(ask) + (4u << 20)) ||
                !arena_make(&r.mem, RW_REQUEST_ARENA)))
        st = RW_FAIL(e, RW_ELIMIT, "no memory");
    if (!st)
        st = work(&r);
    house_close(&r.house);
    if (r.mem.base) {
        arena_reset(&r.mem);
        arena_free(&r.mem);
    }
    if (r.keep.base) {
        arena_reset(&r.keep); /* passwords lay in it */
        arena_free(&r.keep);
    }
    return st;
}
