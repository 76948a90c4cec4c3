#include "support/desk.h"

#include "app/clock.h"
#include "app/credential.h"
#include "app/family_case.h"
#include "app/jurisdictions.h"
#include "app/lists.h"
#include "app/person.h"
#include "app/safety.h"
#include "content/content.h"
#include "gen/content_files.h"
#include "gen/queries.h"
#include "support/consent_kit.h"

#include <string.h>

#define MONDAY INT64_C(1772470800) /* 2026-03-02T17:00:00Z */
#define DESK_MEMORY (64u << 20)

static void load_content(struct desk *d)
{
    struct content_fault fault;
    size_t i;

    CHECK_OK(lists_load(&d->mem, &d->app.lists, &e));
    CHECK_OK(jurisdictions_load(&d->mem, &d->app, &e));
    for (i = 0; i < content_files_n; i++) {
        const struct content_file *f = &content_files[i];
        struct content_source src = { .path = str_of(f->path),
                                      .bytes = { (const char *)f->bytes, f->len },
                                      .sha256 = str_of(f->sha256) };

        if (strstr(f->path, "protocols/"))
            CHECK_OK(protocol_load(&d->mem, src, &d->protocol, &fault, &e));
    }
    d->app.protocol = &d->protocol;
    CHECK_OK(safety_form_load(&d->mem, &d->app, &e));
}

static struct str add_account(struct desk *d, struct db *db, const char *name, uint32_t roles)
{
    struct str id = id_new(&d->mem), login = str_of(name);
    struct q_account_add_in in = { .id = id,
                                   .login = login,
                                   .login_key = db_lookup_key(db, &d->mem, login),
                                   .name = login,
                                   .licence = STR("LMFT"),
                                   .roles = roles,
                                   .state = STR("active"),
                                   .created_utc = utc_iso(&d->mem, d->now_utc),
                                   .version = 1 };

    CHECK_OK(q_account_add(db, &d->mem, &in, &e));
    return id;
}

static struct str add_person(struct desk *d, struct str case_id, const char *kind, const char *name)
{
    struct act a = desk_act(d, d->ana, false);
    struct person_input in = { .kind = str_of(kind), .name = str_of(name), .birth = RW_NO_DATE };
    struct str id = STR_NULL;

    if (str_is(in.kind, "child"))
        (void)date_parse(STR("2015-05-01"), &in.birth);
    CHECK_ACT(a, person_add(&a, case_id, &in, &id));
    return id;
}

static void add_role(struct desk *d, struct str person, const char *role, const char *relation)
{
    struct act a = desk_act(d, d->ana, false);
    struct role_input in = { .person_id = person,
                             .child_id = d->maya,
                             .role = str_of(role),
                             .relation = str_of(relation),
                             .from_on = date_add(a.today, -30) };

    CHECK_ACT(a, person_role_add(&a, d->case_id, &in));
}

/* Each clinician records a licence and what a lead must show. */
void desk_credentials(struct desk *d, struct str account)
{
    struct act a = desk_act(d, account, true);
    struct licence_input licence = {
        .type = STR("lmft"), .number = STR("1"), .region = STR("US-OR"), .issued_on = RW_NO_DATE
    };
    struct str areas[2 * COMPETENCE_AREAS_MAX];
    size_t n = competence_required(&a, areas), i;

    n += competence_training(&a, &areas[n]);
    CHECK(date_parse(STR(DESK_LICENSED_UNTIL), &licence.expires_on));
    CHECK_ACT(a, licence_add(&a, STR_NULL, &licence, NULL));
    for (i = 0; i < n; i++) {
        struct competence_input in = { .area = areas[i],
                                       .hours = 20,
                                       .evidence = STR("Certificate seen."),
                                       .issued_on = RW_NO_DATE,
                                       .expires_on = RW_NO_DATE };

        CHECK_ACT(a, competence_add(&a, STR_NULL, &in, NULL));
    }
}

static struct str open_case(struct desk *d, struct str account, const char *title)
{
    struct act a = desk_act(d, account, false);
    struct case_input in = { .title = str_of(title),
                             .origin = STR("court_ordered"),
                             .referred_on = date_add(a.today, -3),
                             .source = STR("Court"),
                             .reason = STR("A long separation."),
                             .as_of = RW_NO_DATE };
    struct str id = STR_NULL;

    CHECK_ACT(a, family_case_open(&a, &in, &id));
    return id;
}

static void assign(struct desk *d, struct str account, const char *capacity)
{
    struct act a = desk_act(d, d->ana, false);

    CHECK_ACT(a, assignment_add(&a, d->case_id, account, str_of(capacity)));
}

void desk_open(struct desk *d, struct store_kit *k)
{
    struct db *db = store_kit_open(k);

    *d = (struct desk){ .kit = k, .now_utc = MONDAY };
    CHECK(arena_make(&d->mem, DESK_MEMORY));
    CHECK_OK(clock_zone_set(DESK_ZONE, &e));
    load_content(d);
    CHECK_OK(q_audit_head_add(db, &d->mem,
                              &(struct q_audit_head_add_in){ .id = STR("events"), .seq = 0 }, &e));
    d->ana = add_account(d, db, "Ana Reed", ROLE_THERAPIST);
    d->sam = add_account(d, db, "Sam Birch", ROLE_THERAPIST);
    d->olga = add_account(d, db, "Olga Fir", ROLE_OFFICE);
    db_close(db);
    CHECK_OK(writer_start(&k->c, false, &d->writer, &e));
    CHECK_OK(db_open(&k->c, DB_READ, &d->db, &e));
    d->app.store = &k->c;
    d->app.writer = d->writer;
    d->app.mem = &d->mem;
    d->app.tenant = STR(DB_PRACTICE_ID);
    d->app.boot_id = hash_sha256(&d->mem, STR("boot"));
    desk_credentials(d, d->ana);
    desk_credentials(d, d->sam);
    d->case_id = open_case(d, d->ana, "Alder");
    d->maya = add_person(d, d->case_id, "child", "Maya");
    d->dana = add_person(d, d->case_id, "adult", "Dana");
    d->robin = add_person(d, d->case_id, "adult", "Robin");
    add_role(d, d->dana, "contact_parent", "mother");
    add_role(d, d->robin, "home_parent", "father");
    assign(d, d->sam, "co");
    assign(d, d->olga, "office");
    consent_kit_both(d);
}

void desk_close(struct desk *d)
{
    struct caseload_astray_row lists;

    CHECK_OK(q_caseload_astray(d->db, &d->mem, &lists, &e));
    if (lists.n)
        fail_msg("%lld rows of the lists by person say something else than the record",
                 (long long)lists.n);
    db_close(d->db);
    writer_stop(d->writer);
    arena_free(&d->mem);
}

struct act desk_act(struct desk *d, struct str account, bool reauthed)
{
    struct act a = { .app = &d->app,
                     .db = d->db,
                     .mem = &d->mem,
                     .now_utc = d->now_utc,
                     .today = clock_local(d->now_utc).date,
                     .request_id = id_new(&d->mem) };

    a.viewer = (struct viewer){ .account_id = account,
                                .name = str_eq(account, d->ana)   ? STR("Ana Reed")
                                        : str_eq(account, d->sam) ? STR("Sam Birch")
                                                                  : STR("Olga Fir"),
                                .licence = str_eq(account, d->olga) ? STR_NULL : STR("LMFT 1"),
                                .roles = str_eq(account, d->olga) ? ROLE_OFFICE : ROLE_THERAPIST,
                                .level = AUTH_FULL,
                                .session_key = hash_sha256(&d->mem, account),
                                .reauth_utc = reauthed ? d->now_utc - 60 : RW_NO_TIME };
    return a;
}

struct str desk_family(struct desk *d, struct str account, const char *title, struct str *child)
{
    struct str case_id = open_case(d, account, title);
    struct act a = desk_act(d, account, false);
    struct person_input in = { .kind = STR("child"), .name = STR("Noor") };

    (void)date_parse(STR("2014-02-01"), &in.birth);
    CHECK_ACT(a, person_add(&a, case_id, &in, child));
    return case_id;
}
