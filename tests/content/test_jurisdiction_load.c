#include "content/content.h"
#include "support/files.h"
#include "test.h"

#include <string.h>

static struct arena a;
static struct jurisdiction j;
static struct content_fault fault;

static const char head[] =
    "id: x\nversion: '1'\ntitle: X\nlabel: l\nlanguage: en\n"
    "source: {citation: c, notes: n}\nlicence: own\n"
    "reviewed_by: null\nreviewed_on: null\nverified_by: null\n"
    "verified_on: null\nregion: US-OR\nverify_months: 12\nsources:\n  - {id: s, citation: C}\n";

#define REST "effective_from: null, effective_to: null, verified_on: null, verified_by: null}\n"

static enum rw_status load(struct str text)
{
    struct content_source src = { .path = STR("j.yaml"), .bytes = text, .sha256 = STR("00") };
    struct rw_err e = { 0 };

    fault = (struct content_fault){ 0 };
    return jurisdiction_load(&a, src, &j, &fault, &e);
}

static void check_refused(const char *rest, const char *words)
{
    CHECK(load(str_fmt(&a, "%s%s", head, rest)) == RW_EINPUT);
    CHECK_STR(fault.full, words);
}

static void open_file(const char *id)
{
    if (load(file_read(&a, str_z(&a, str_fmt(&a, "content/jurisdictions/%s.yaml", id)))))
        fail_msg("%.*s", STR_ARG(fault.full));
}

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

TEST(every_shipped_jurisdiction_is_sound_and_nobody_vouches_for_it_yet)
{
    struct str *paths;
    size_t n, i, k;

    CHECK(arena_make(&a, 16u << 20));
    paths = file_glob(&a, "content/jurisdictions/?*.yaml", &n);
    CHECK(n == 8);
    for (i = 0; i < n; i++) {
        const char *z = str_z(&a, paths[i]), *base = strrchr(z, '/') + 1;

        if (load(file_read(&a, z)))
            fail_msg("%s: %.*s", base, STR_ARG(fault.full));
        CHECK_STR(j.pass.id, str_z(&a, (struct str){ base, strlen(base) - 5 }));
        for (k = 0; k < j.nconsent; k++)
            CHECK(law_unverified(&j, &j.consent[k].basis, day("2026-11-22")));
        for (k = 0; k < j.nreporter; k++)
            CHECK(law_unverified(&j, &j.reporter[k].basis, day("2026-11-22")));
        for (k = 0; k < j.nbarred; k++)
            CHECK(law_unverified(&j, &j.barred[k].basis, day("2026-11-22")));
    }
    arena_free(&a);
}

TEST(the_shipped_jurisdictions_say_what_the_sources_name)
{
    struct programme_plan p = { .asks = { [CONDITION_NO_CONTACT] = true } };

    CHECK(arena_make(&a, 16u << 20));
    open_file("us-tx");
    CHECK(jurisdiction_reporter(&j, day("2026-03-01"))->oral_hours == 24);
    CHECK(jurisdiction_reporter(&j, day("2026-03-01"))->personal);
    CHECK(!jurisdiction_asks_plan(&j, day("2026-03-01")));
    open_file("us-ca");
    CHECK(jurisdiction_reporter(&j, day("2026-03-01"))->written_hours == 36);
    CHECK(jurisdiction_bars(&j, &p, day("2026-03-01")));
    CHECK(strstr(str_z(&a, law_citation(&j, &j.barred[0].basis)), "3193"));
    open_file("us-az");
    p.both_agree = true;
    CHECK(!jurisdiction_bars(&j, &p, day("2026-03-01")));
    p.both_agree = false;
    CHECK(jurisdiction_bars(&j, &p, day("2026-03-01")));
    CHECK(!jurisdiction_reporter(&j, day("2026-03-01")));
    open_file("us-wa");
    CHECK(jurisdiction_consent(&j, day("2026-03-01"))->age == 13);
    open_file("default");
    CHECK(!jurisdiction_asks_plan(&j, day("2026-03-01")) && j.ndeadlines);
    arena_free(&a);
}

TEST(a_jurisdiction_with_a_fault_is_refused_with_its_place)
{
    CHECK(arena_make(&a, 4u << 20));
    CHECK(load(str_fmt(&a, "%sconsent:\n  - {age: 12, source: s, " REST, head)) == RW_OK);
    CHECK(j.nconsent == 1 && j.consent[0].age == 12);
    check_refused("consent:\n  - {age: 12, sauce: s, " REST,
                  "j.yaml:17: consent[0]: unknown key 'sauce'");
    check_refused("consent:\n  - {age: twelve, source: s, " REST,
                  "j.yaml:17: consent[0].age: must be a whole number");
    check_refused("consent:\n  - {age: 12, source: t, " REST,
                  "j.yaml:17: consent[0].source: there is no source 't'");
    check_refused("  - {id: s, citation: D}\n",
                  "j.yaml:16: sources[1].id: 's' was given before, in line 15");
    check_refused("consent:\n  - {age: 12, source: s, " REST "  - {age: 13, source: s, " REST,
                  "j.yaml:17: consent: two of these are in force on one day");
    check_refused("barred:\n  - {condition: shouting, unless_both_agree: true, source: s, " REST,
                  "j.yaml:17: barred[0].condition: must be one of: no_contact, private_transport, "
                  "overnight, out_of_state, multi_day, custody_transfer");
    check_refused("consent:\n  - {age: 12, source: s, effective_from: 2026-01-02, effective_to: "
                  "2026-01-01, verified_on: null, verified_by: null}\n",
                  "j.yaml:17: consent: effective_to lies before effective_from");
    check_refused("consent:\n  - {age: 12, source: s, effective_from: null, effective_to: null, "
                  "verified_on: null, verified_by: Jo}\n",
                  "j.yaml:17: consent: verified_by and verified_on belong together");
    arena_free(&a);
}
