#include "app/demo.h"

#include "app/account.h"
#include "app/credential.h"
#include "app/demo_family.h"
#include "app/house.h"
#include "app/practice.h"
#include "app/turn.h"
#include "store/practice_dir.h"

#define PRACTICE_AGE_DAYS 400 /* older than the oldest family */
#define DAY_SECONDS INT64_C(86400)
#define PASSWORD_LETTERS 16 /* 80 random bits */
#define PASSWORD_GROUP 4

struct worker {
    const char *username, *name;
    const char *words; /* its role in the file of accounts */
    uint32_t roles;
    const char *licence, *number; /* type and number; NULL: none */
    int licensed_days; /* from the day of making to the last of the licence */
};

/* The first treats every family. */
static const struct worker group[] = {
    { "therapist", "Nora Linden", "therapist", ROLE_THERAPIST, "lmft", "48213", 410 },
    { "supervisor", "Theo Hawthorn", "supervisor", ROLE_SUPERVISOR, "psychologist", "2291", 230 },
    { "office", "June Aspen", "office", ROLE_OFFICE, NULL, NULL, 0 },
    { "admin", "Martin Ash", "admin", ROLE_ADMIN, NULL, NULL, 0 },
    { "colleague", "Ines Willow", "therapist", ROLE_THERAPIST, "lcsw", "7730", 24 },
};

/* As `reweave init` gives it to the first person; and a colleague from outside. */
static const struct worker alone[] = {
    { "therapist", "Nora Linden", "therapist, admin",
      (uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_ADMIN, "lmft", "48213", 410 },
    { "outside", "Theo Hawthorn", "consult", ROLE_CONSULT, "psychologist", "2291", 230 },
};

/* -- people ------------------------------------------------------------------------------------ */

/* "k7qd-m3rw-t5hx-2pnz" */
static struct str password_new(struct arena *mem)
{
    struct str id = id_new(mem);
    char *z = arena_array(mem, char, (size_t)2 * PASSWORD_LETTERS);
    size_t i, n = 0;

    for (i = 0; i < PASSWORD_LETTERS; i++) {
        if (i && i % PASSWORD_GROUP == 0)
            z[n++] = '-';
        z[n++] = id.p[i];
    }
    return (struct str){ z, n };
}

static enum rw_status make_worker(struct act *a, const struct worker *who, struct demo *d,
                                  struct str *id)
{
    struct account_input in = { .login = str_of(who->username),
                                .name = str_of(who->name),
                                .roles = who->roles };
    struct str secret = totp_secret_new(a->mem);
    struct demo_account *account = &d->account[d->n++];

    *account = (struct demo_account){ .username = in.login,
                                      .name = in.name,
                                      .password = password_new(a->mem),
                                      .role = str_of(who->words),
                                      .totp_secret = base32(a->mem, secret) };
    return account_make(a, &in, account->password, secret, id);
}

/* What the lead must show, and training that some of the families ask for. */
static enum rw_status add_competence(struct act *a, struct str id)
{
    static const struct {
        const char *area, *evidence;
        int hours;
    } all[] = { { "child_development", "Master's degree, transcript seen.", 120 },
                { "high_conflict", "Certificate of a training of two years, seen.", 60 },
                { "trauma_informed", "Certificate, and supervised cases since.", 40 },
                { "family_law", "Seminar of the county bar, certificate seen.", 12 },
                { "partner_violence", "Certificate of the state coalition, seen.", 30 },
                { "child_abuse", "Certificate of the yearly course, seen.", 8 } };
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof all / sizeof *all; i++)
        st = competence_add(a, id,
                            &(struct competence_input){ .area = str_of(all[i].area),
                                                        .hours = all[i].hours,
                                                        .evidence = str_of(all[i].evidence),
                                                        .issued_on = RW_NO_DATE,
                                                        .expires_on = RW_NO_DATE },
                            NULL);
    return st;
}

static enum rw_status add_credentials(struct act *a, const struct worker *who, struct date today,
                                      struct str id)
{
    struct licence_input in = { .type = str_of(who->licence),
                                .number = str_of(who->number),
                                .region = STR("US-OR"),
                                .issued_on = RW_NO_DATE,
                                .expires_on = date_add(today, who->licensed_days) };
    enum rw_status st = RW_OK;

    if (who->licence)
        st = licence_add(a, id, &in, NULL);
    if (!st && who->licence)
        st = add_competence(a, id);
    return st;
}

static struct viewer viewer_of(struct act *a, const struct worker *who, struct str id)
{
    return (struct viewer){ .account_id = id,
                            .name = str_of(who->name),
                            .licence = who->licence
                                           ? licence_words(a, str_of(who->licence),
                                                           str_of(who->number), STR("US-OR"))
                                           : STR_NULL,
                            .roles = who->roles,
                            .level = AUTH_FULL };
}

static enum rw_status make_people(struct act *a, struct demo *d, struct date today,
                                  struct demo_staff *out)
{
    const struct worker *list = d->solo ? alone : group;
    size_t n = d->solo ? sizeof alone / sizeof *alone : sizeof group / sizeof *group, i;
    enum rw_status st = RW_OK;

    out->solo = d->solo;
    for (i = 0; !st && i < n; i++) {
        struct str id = STR_NULL;

        st = make_worker(a, &list[i], d, &id);
        if (!st)
            st = add_credentials(a, &list[i], today, id);
        if (i == 0)
            out->lead = viewer_of(a, &list[i], id);
        else if (list[i].roles == ROLE_OFFICE)
            out->office = id;
        else if (list[i].roles == ROLE_CONSULT)
            out->outside = id;
        else if (list[i].roles == ROLE_SUPERVISOR)
            out->supervisor = viewer_of(a, &list[i], id);
        else if (list[i].roles == ROLE_THERAPIST)
            out->colleague = viewer_of(a, &list[i], id);
    }
    return st;
}

static void console_act(struct act *a, const struct app *app, struct db *db, struct arena *mem,
                        int64_t now_utc)
{
    turn_begin(a, app, db, mem, STR(""));
    a->viewer.level = AUTH_LOCAL;
    a->now_utc = now_utc;
    a->today = clock_local(now_utc).date;
}

static struct str families_line(struct arena *mem, bool solo)
{
    struct str line = STR("making the families");
    size_t i, n = 0;

    for (i = 0; i < DEMO_FAMILIES; i++)
        if (!solo || demo_families[i]->solo)
            line =
                str_fmt(mem, "%.*s%s %s", STR_ARG(line), n++ ? "," : "", demo_families[i]->title);
    return line;
}

static struct practice_input practice_of(bool solo)
{
    return (struct practice_input){
        .name = solo ? STR("Nora Linden, Family Therapy") : STR("Millbrook Family Practice"),
        .kind = solo ? STR("solo") : STR("group"),
        .region = STR("US-OR"),
        .zone = STR("America/Los_Angeles"),
        .paper = STR("letter"),
        .consult = solo ? STR("Theo Hawthorn, PhD") : STR_NULL,
    };
}

static enum rw_status fill(struct house *h, struct arena *mem, const struct demo_wish *w,
                           struct demo *d, struct rw_err *e)
{
    struct demo_staff people = { 0 };
    struct practice_input practice = practice_of(w->solo);
    struct db *db = NULL;
    struct act a;
    enum rw_status st = turn_open(&h->app, &db, e);

    if (st)
        return st;
    h->app.tenant = STR(DB_PRACTICE_ID);
    console_act(&a, &h->app, db, mem, w->now_utc - PRACTICE_AGE_DAYS * DAY_SECONDS);
    st = practice_create(&a, &practice, true);
    if (!st)
        st = practice_load(db, &h->app, &a.err);
    if (!st) {
        w->say("making the people who work here");
        st = make_people(&a, d, clock_local(w->now_utc).date, &people);
    }
    if (st)
        *e = a.err;
    if (!st) {
        w->say(str_z(mem, families_line(mem, w->solo)));
        st = demo_fill(&h->app, db, &people, w->now_utc, e);
    }
    if (!st)
        st = demo_second(&h->app, db, mem, &people, w->now_utc, e);
    turn_close(db);
    return st;
}

/* -- the whole --------------------------------------------------------------------------------- */

static enum rw_status reopen(struct arena *mem, const struct demo_wish *w, struct demo *d,
                             struct rw_err *e)
{
    struct house h = { 0 };
    enum rw_status st = house_open(&h, w->dir, w->db_url, HOUSE_MIGRATE, e);

    d->why = str_copy(mem, h.why);
    d->solo = h.app.solo;
    if (!st && !h.app.demo) {
        d->why = STR("A practice at work lies there. Start it with `reweave serve`.");
        st = RW_FAIL(e, RW_ECONFLICT, "this is no demonstration");
    } else if (!st && w->solo && !d->solo) {
        d->why = STR("The demonstration in that folder is one of a group. Leave --solo out, name "
                     "another folder, or make it anew with --reset.");
        st = RW_FAIL(e, RW_ECONFLICT, "another kind of demonstration lies there");
    }
    house_close(&h);
    return st;
}

static enum rw_status make(struct arena *mem, const struct demo_wish *w, struct demo *d,
                           struct rw_err *e)
{
    struct house h = { 0 };
    enum rw_status st;

    *d = (struct demo){ .fresh = true, .solo = w->solo };
    w->say("making a practice with a key and a database of its own");
    st = dir_create(w->dir, w->db_url, e);
    if (st == RW_ECONFLICT)
        d->why = STR("Something else lies in that folder, or an earlier demonstration that was not "
                     "finished. Name another folder, or remove it.");
    if (st)
        return st;
    st = house_open(&h, w->dir, NULL, HOUSE_EMPTY | HOUSE_MIGRATE, e);
    if (st)
        d->why = str_copy(mem, h.why);
    if (!st)
        st = fill(&h, mem, w, d, e);
    house_close(&h);
    return st ? st : demo_accounts_write(w->dir, d, e);
}

static void say_nothing(const char *line)
{
    (void)line;
}

enum rw_status demo_prepare(struct arena *mem, const struct demo_wish *wish, struct demo *d,
                            struct rw_err *e)
{
    struct demo_wish w = *wish;
    const char *url = NULL;
    enum rw_status st = crypto_start(e);

    *d = (struct demo){ 0 };
    w.say = w.say ? w.say : say_nothing;
    if (!st && w.reset) {
        if (!demo_accounts_read(mem, w.dir, d, e))
            w.say("throwing away the demonstration that lies there");
        st = demo_clear(mem, w.dir, &url, d, e);
        w.db_url = w.db_url ? w.db_url : url;
    }
    if (!st)
        st = demo_accounts_read(mem, w.dir, d, e);
    if (!st)
        return reopen(mem, &w, d, e);
    return st == RW_ENOTFOUND ? make(mem, &w, d, e) : st;
}
