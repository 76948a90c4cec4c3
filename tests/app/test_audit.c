/* test_audit.c -- no event, no action; no gap; no name. Runs on both engines (REWEAVE_TEST_PG). */
#include "app/audit.h"
#include "app/family_case.h"
#include "app/person.h"
#include "gen/queries.h"
#include "support/desk.h"

#include <string.h>

static struct audit_after_row *events(struct desk *d, struct act *a, size_t *n)
{
    struct audit_after_row *rows;

    CHECK_ACT(*a,
              q_audit_after(d->db, a->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 1000 },
                            &rows, n, &a->err));
    return rows;
}

TEST_BOTH(the_log_counts_without_a_gap)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows;
    size_t n, i;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    rows = events(&d, &a, &n);
    CHECK(n > 3);
    for (i = 0; i < n; i++)
        CHECK(rows[i].seq == (int64_t)i + 1);
    desk_close(&d);
}

static enum rw_status write_and_fail(struct act *a, void *arg)
{
    enum rw_status st = audit_add(a, &(struct audit){ .action = "case-save",
                                                      .object_type = "case",
                                                      .object_id = *(struct str *)arg,
                                                      .case_id = *(struct str *)arg });

    return st ? st : RW_FAIL(&a->err, RW_EINPUT, "on purpose");
}

static struct audit_after_row *refusals(struct desk *d, size_t *n)
{
    struct act a = desk_act(d, d->ana, true);
    struct audit_after_row *rows = events(d, &a, n);
    size_t i, denied = 0;

    for (i = 0; i < *n; i++)
        if (str_is(rows[i].decision, "deny"))
            rows[denied++] = rows[i];
    *n = denied;
    return rows;
}

TEST_BOTH(a_refusal_says_who_asked_for_what_and_by_no_rule)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.olga, true);
    CHECK(act_allow(&a, d.case_id, CAP_NOTE_READ, CLASS_S, false) == RW_ENOTFOUND);
    CHECK(act_open(&a, CAP_ACCOUNTS) == RW_ENOTFOUND);
    rows = refusals(&d, &n);
    CHECK(n == 2);
    CHECK_STR(rows[0].action, "note-read");
    CHECK(str_eq(rows[0].case_id, d.case_id) && str_eq(rows[0].object_id, d.case_id));
    CHECK(str_eq(rows[0].actor_id, d.olga) && str_eq(rows[0].request_id, a.request_id));
    CHECK(str_eq(rows[0].session_key, a.viewer.session_key));
    CHECK_STR(rows[0].actor_role, "office");
    CHECK_STR(rows[0].rule_id, "none");
    CHECK_STR(rows[0].outcome, "refused");
    CHECK_STR(rows[1].action, "accounts");
    CHECK_STR(rows[1].object_type, "practice");
    CHECK(!rows[1].case_id.len);
    desk_close(&d);
}

TEST_BOTH(a_flood_of_refusals_does_not_fill_the_log)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows;
    size_t n, i;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    a.now_utc -= a.now_utc % 60;
    for (i = 0; i < 20; i++)
        CHECK(act_allow(&a, d.case_id, CAP_ACCOUNTS, CLASS_A, false) == RW_ENOTFOUND);
    (void)refusals(&d, &n);
    CHECK(n == 1);
    for (i = 0; i < 200; i++)
        CHECK(act_open_case(&a, id_new(a.mem), CAP_CASE_READ) == RW_ENOTFOUND);
    rows = refusals(&d, &n);
    CHECK(n == AUDIT_DENIALS + 1);
    CHECK_STR(rows[n - 1].outcome, "more");
    CHECK_STR(rows[n - 2].outcome, "refused");
    a.now_utc += 60;
    CHECK(act_open_case(&a, id_new(a.mem), CAP_CASE_READ) == RW_ENOTFOUND);
    (void)refusals(&d, &n);
    CHECK(n == AUDIT_DENIALS + 2);
    a = desk_act(&d, d.sam, true);
    CHECK(act_open_case(&a, id_new(a.mem), CAP_CASE_READ) == RW_ENOTFOUND);
    (void)refusals(&d, &n);
    CHECK(n == AUDIT_DENIALS + 3);
    desk_close(&d);
}

static enum rw_status write_refused(struct act *a, void *arg)
{
    return act_allow(a, *(struct str *)arg, CAP_ACCOUNTS, CLASS_A, false);
}

TEST_BOTH(a_refusal_while_writing_stays_though_the_write_is_undone)
{
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.sam, true);
    CHECK(act_write(&a, write_refused, &d.case_id) == RW_ENOTFOUND);
    (void)refusals(&d, &n);
    CHECK(n == 1);
    desk_close(&d);
}

static enum rw_status write_nothing(struct act *a __attribute__((unused)),
                                    void *arg __attribute__((unused)))
{
    return RW_OK;
}

TEST_BOTH(an_act_that_fails_takes_no_number)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows;
    size_t before, after;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    events(&d, &a, &before);
    CHECK(act_write(&a, write_and_fail, &d.case_id) == RW_EINPUT);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, audit_read(&a, &(struct audit){ .action = "case-read",
                                                 .object_type = "case",
                                                 .object_id = d.case_id,
                                                 .case_id = d.case_id }));
    rows = events(&d, &a, &after);
    CHECK(after == before + 1);
    CHECK(rows[after - 1].seq == (int64_t)after);
    desk_close(&d);
}

TEST_BOTH(a_use_case_without_an_event_is_undone)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    CHECK(act_write(&a, write_nothing, NULL) == RW_EBUG);
    desk_close(&d);
}

TEST_BOTH(an_event_says_who_what_when_and_by_which_rule)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows, *last;
    struct str id;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, person_add(&a, d.case_id,
                            &(struct person_input){ .kind = STR("adult"),
                                                    .name = STR("Quillfeather Unheard"),
                                                    .birth = RW_NO_DATE },
                            &id));
    rows = events(&d, &a, &n);
    last = &rows[n - 1];
    CHECK_STR(last->action, "person-add");
    CHECK_STR(last->object_type, "person");
    CHECK(str_eq(last->object_id, id));
    CHECK(str_eq(last->case_id, d.case_id));
    CHECK(str_eq(last->actor_id, d.ana));
    CHECK_STR(last->actor_role, "therapist");
    CHECK_STR(last->rule_id, "case-edit");
    CHECK_STR(last->decision, "allow");
    CHECK_STR(last->purpose, "treatment");
    CHECK_STR(last->outcome, "done");
    CHECK(last->object_version == 1);
    CHECK(last->request_id.len == CRYPTO_ID_LEN);
    CHECK(last->at_utc.len == 20);
    desk_close(&d);
}

TEST_BOTH(no_event_holds_a_name)
{
    struct desk d;
    struct act a;
    struct audit_after_row *rows;
    size_t n, i;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    rows = events(&d, &a, &n);
    for (i = 0; i < n; i++) {
        CHECK(!memmem(rows[i].object_id.p, rows[i].object_id.len, "Maya", 4));
        CHECK(rows[i].object_id.len <= 60);
        CHECK(!rows[i].detail_commit.p || rows[i].detail_commit.len == 64);
    }
    desk_close(&d);
}

TEST_BOTH(a_read_in_two_halves_is_one_event_of_the_moment_it_was_begun)
{
    struct audit what = { .action = "case-read", .object_type = "case" };
    struct desk d;
    struct act a, later;
    struct audit_after_row *rows;
    size_t before, n;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    rows = events(&d, &a, &before);
    CHECK_ACT(a, audit_read_end(&a)); /* nothing was begun */
    CHECK_ACT(a, audit_read_begin(&a, &what));
    CHECK(audit_read_begin(&a, &what) == RW_EBUG);
    a.rule = "changed since";
    CHECK(!a.read_logged);
    CHECK_ACT(a, audit_read_end(&a));
    CHECK(a.read_logged && !a.reading);
    later = desk_act(&d, d.ana, true);
    rows = events(&d, &later, &n);
    CHECK(n == before + 1);
    CHECK(str_is(rows[n - 1].action, "case-read") && !str_is(rows[n - 1].rule_id, "changed since"));
    desk_close(&d);
}
