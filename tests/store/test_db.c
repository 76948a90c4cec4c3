/* Connections, migrations and transactions, on both engines (REWEAVE_TEST_PG). */
#include "support/store_kit.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW 1795341600

/* Behind the program's back. */
static void raw(struct store_kit *k, const char *sql)
{
    if (k->postgres) {
        PGconn *c = PQconnectdb(k->url);
        PGresult *r = PQexec(c, sql);

        CHECK(PQresultStatus(r) == PGRES_COMMAND_OK);
        PQclear(r);
        PQfinish(c);
    } else {
        sqlite3 *c = NULL;

        CHECK(sqlite3_open(k->path, &c) == SQLITE_OK);
        CHECK(sqlite3_exec(c, sql, NULL, NULL, NULL) == SQLITE_OK);
        sqlite3_close(c);
    }
}

struct head {
    struct str id;
    int64_t seq;
};

static const struct q_item head_items[] = {
    { .name = "id", .column = "audit_head.id", .kind = QK_CODE, .at = offsetof(struct head, id) },
    { .name = "seq", .column = "audit_head.seq", .at = offsetof(struct head, seq) },
};

static enum rw_status head_add(struct db *db, struct arena *a, const char *id)
{
    static const struct query q = { .name = "head_add",
                                    .sql = "INSERT INTO audit_head (id, seq) VALUES ($1, 0)",
                                    .in = head_items,
                                    .nin = 1 };
    struct head in = { .id = str_of(id) };

    return db_query_must(db, a, &q, &in, NULL);
}

static enum rw_status head_take(struct db *db, struct arena *a, const char *id, int64_t *seq)
{
    static const struct query q = {
        .name = "head_take",
        .sql = "UPDATE audit_head SET seq = seq + 1 WHERE id = $1 RETURNING id, seq",
        .in = head_items,
        .nin = 1,
        .out = head_items,
        .nout = 2,
        .row_size = sizeof(struct head),
    };
    struct head row = { .id = str_of(id) };
    enum rw_status st = db_query_one(db, a, &q, &row, &row, NULL);

    *seq = row.seq;
    return st;
}

/* The number of heads, by a query that reads only. */
static int64_t heads(struct db *db, struct arena *a)
{
    static const struct q_item n = { .name = "n", .kind = QK_I64 };
    struct query q = { .name = "heads",
                       .sql = "SELECT COUNT(*) FROM audit_head",
                       .out = &n,
                       .nout = 1,
                       .row_size = sizeof(int64_t) };
    int64_t got = -1;

    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    return got;
}

TEST_BOTH(migrations_run_once_and_the_catalogue_prepares)
{
    struct db *db = NULL;
    int ran = -1;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    CHECK_OK(db_migrate(db, NOW, &ran, &e));
    CHECK(ran == (int)migrations_n);
    CHECK_OK(db_migrate(db, NOW, &ran, &e));
    CHECK(ran == 0);
    CHECK_OK(db_check(db, &e));
    db_close(db);
}

#define TABLES_MADE_ANEW 8 /* the migrations before the first one that makes a table anew */

/* As a database that an earlier version has left: its tables and ledger, without the program. */
static void migrate_by_hand(struct store_kit *k, size_t upto)
{
    const char *const *sql;
    char text[256];
    size_t i;

    raw(k, "CREATE TABLE schema_migration (id BIGINT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, "
           "applied_utc TEXT NOT NULL)");
    for (i = 0; i < upto; i++) {
        for (sql = k->postgres ? migrations[i].postgres : migrations[i].sqlite; *sql; sql++)
            raw(k, *sql);
        snprintf(text, sizeof text, "INSERT INTO schema_migration VALUES (%d, '%s', 'then')",
                 migrations[i].id, migrations[i].sum);
        raw(k, text);
    }
}

static int64_t count_of(struct db *db, struct arena *a, const char *sql)
{
    static const struct q_item n = { .name = "n", .kind = QK_I64 };
    struct query q = {
        .name = "count_of", .sql = sql, .out = &n, .nout = 1, .row_size = sizeof(int64_t)
    };
    int64_t got = -1;

    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    return got;
}

TEST_BOTH(a_table_made_anew_keeps_every_row_and_its_guards)
{
    static const char *const rows[] = {
        "INSERT INTO account (id, login, login_key, name, totp_step, roles, state, created_utc, "
        "version) VALUES ('u', 'l', 'k', 'n', 0, 1, 'active', 'then', 1)",
        "INSERT INTO family_case (id, number, title, state, origin, entered, referred_on, "
        "referral_source, referral_reason, protocol_id, protocol_version, protocol_hash, "
        "opened_utc, version) VALUES ('c', 'n', 't', 'open', 'o', 'e', 'd', 's', 'r', 'p', '1', "
        "'h', 'then', 1)",
        "INSERT INTO person (case_id, id, place, kind, name, interpreter, protected, recorded_utc, "
        "version) VALUES ('c', 'p', 1, 'child', 'n', 0, 0, 'then', 1)",
        "INSERT INTO appointment (case_id, id, account_id, starts_utc, minutes, kind, state, "
        "version) VALUES ('c', 'a', 'u', 'then', 50, 'child', 'planned', 1)",
        "INSERT INTO appointment_person VALUES ('c', 'x', 'a', 'p')",
        "INSERT INTO note (case_id, id, kind, state, class, author_id, on_date, started_utc, "
        "minutes, billable, late, body, saved_utc, version) VALUES ('c', 'm', 'child', 'draft', "
        "'S', 'u', 'd', 'then', 50, 1, 0, 'b', 'then', 1)",
        "INSERT INTO note_person VALUES ('c', 'x', 'm', 'p', 45)",
        "INSERT INTO note_tag VALUES ('c', 'x', 'm', 'grief')",
        "INSERT INTO note_tag VALUES ('c', 'y', 'm', 'repair')",
        "UPDATE note SET state = 'signed'",
        "INSERT INTO chronology (case_id, id, kind, ref_id, on_date, state, class, line, "
        "changed_utc) VALUES ('c', 'x', 'note', 'm', 'd', 'signed', 'S', 'line', 'then')",
    };
    static const char *const kept[] = {
        "SELECT COUNT(*) FROM appointment_person WHERE case_id = 'c' AND appointment_id = 'a' "
        "AND person_id = 'p'",
        "SELECT COUNT(*) FROM note_person WHERE case_id = 'c' AND note_id = 'm' "
        "AND person_id = 'p' AND minutes = 45",
        "SELECT COUNT(*) - 1 FROM note_tag WHERE note_id = 'm' AND tag IN ('grief', 'repair')",
        "SELECT COUNT(*) FROM chronology WHERE case_id = 'c' AND id = 'x' AND kind = 'note' "
        "AND ref_id = 'm' AND on_date = 'd' AND at_utc IS NULL AND child_id IS NULL "
        "AND account_id IS NULL AND state = 'signed' AND class = 'S' AND line = 'line' "
        "AND changed_utc = 'then'",
    };
    static const char *const refused[] = {
        "DELETE FROM note_person",
        "UPDATE note_person SET minutes = 1",
        "DELETE FROM note_tag",
        "UPDATE note_tag SET tag = 'care'",
    };
    struct db *db = NULL;
    size_t i;
    int ran = 0;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    migrate_by_hand(k, TABLES_MADE_ANEW);
    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        raw(k, rows[i]);
    CHECK_OK(db_migrate(db, NOW, &ran, &e));
    CHECK(ran == (int)(migrations_n - TABLES_MADE_ANEW));
    for (i = 0; i < sizeof kept / sizeof *kept; i++)
        if (count_of(db, &k->a, kept[i]) != 1)
            fail_msg("%s", kept[i]);
    for (i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct query q = { .name = "refused", .sql = refused[i] };

        if (db_query_run(db, &k->a, &q, NULL, NULL) != RW_ECONFLICT)
            fail_msg("%s", refused[i]);
    }
    db_close(db);
}

TEST_BOTH(a_changed_migration_is_refused)
{
    struct db *db = store_kit_open(k);
    int ran = -1;

    raw(k, "UPDATE schema_migration SET sha256 = 'ab' WHERE id = 2");
    CHECK(db_migrate(db, NOW, &ran, NULL) == RW_ECONFLICT);
    CHECK(ran == 0);
    db_close(db);
}

TEST_BOTH(a_database_of_a_newer_program_is_refused)
{
    struct db *db = store_kit_open(k);
    int ran = -1;

    raw(k, "INSERT INTO schema_migration (id, sha256, applied_utc) "
           "VALUES (9999, 'ab', '2030-01-01T00:00:00Z')");
    CHECK(db_migrate(db, NOW, &ran, NULL) == RW_ECONFLICT);
    db_close(db);
    CHECK(db_open(&k->c, DB_READ, &db, NULL) == RW_EDEP);
    CHECK(db == NULL);
}

TEST_BOTH(a_failing_migration_leaves_nothing_of_itself)
{
    struct db *db = NULL;
    int ran = -1;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    raw(k, "CREATE TABLE person (clash BIGINT)");
    CHECK(db_migrate(db, NOW, &ran, NULL) != RW_OK);
    CHECK(ran == 1);
    raw(k, "DROP TABLE person");
    CHECK_OK(db_migrate(db, NOW, &ran, &e));
    CHECK(ran == (int)migrations_n - 1);
    db_close(db);
}

TEST_BOTH(a_reading_connection_refuses_every_write)
{
    struct db *db = store_kit_open(k), *reader = NULL;
    int ran;

    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK(head_add(reader, &k->a, "x") == RW_EBUG);
    CHECK(db_migrate(reader, NOW, &ran, NULL) == RW_EBUG);
    CHECK(heads(db, &k->a) == 0);
    db_close(reader);
    db_close(db);
}

TEST_BOTH(what_is_rolled_back_is_gone_and_what_is_committed_stays)
{
    struct db *db = store_kit_open(k);

    CHECK_OK(db_begin(db, &e));
    CHECK(head_add(db, &k->a, "a") == RW_OK);
    db_rollback(db);
    CHECK(heads(db, &k->a) == 0);
    CHECK_OK(db_begin(db, &e));
    CHECK(head_add(db, &k->a, "a") == RW_OK);
    CHECK_OK(db_savepoint(db, &e));
    CHECK(head_add(db, &k->a, "b") == RW_OK);
    db_rollback_to(db);
    CHECK_OK(db_savepoint(db, &e));
    CHECK(head_add(db, &k->a, "c") == RW_OK);
    CHECK_OK(db_release(db, &e));
    CHECK_OK(db_commit(db, &e));
    CHECK(heads(db, &k->a) == 2);
    db_close(db);
}

TEST_BOTH(after_a_failed_statement_only_rolling_back_helps)
{
    struct db *db = store_kit_open(k);
    int64_t seq;

    CHECK_OK(db_begin(db, &e));
    CHECK(head_add(db, &k->a, "a") == RW_OK);
    CHECK_OK(db_savepoint(db, &e));
    CHECK(head_take(db, &k->a, "none", &seq) == RW_ENOTFOUND);
    CHECK(head_add(db, &k->a, "a") == RW_ECONFLICT);
    CHECK(head_add(db, &k->a, "b") == RW_EBUG);
    CHECK(db_release(db, NULL) == RW_EBUG);
    db_rollback_to(db);
    CHECK(head_add(db, &k->a, "c") == RW_OK);
    CHECK_OK(db_commit(db, &e));
    CHECK(heads(db, &k->a) == 2);
    db_close(db);
}

TEST_BOTH(a_page_sees_one_moment)
{
    struct db *db = store_kit_open(k), *reader = NULL;

    CHECK(head_add(db, &k->a, "a") == RW_OK);
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK_OK(db_read_begin(reader, &e));
    CHECK(heads(reader, &k->a) == 1);
    CHECK(head_add(db, &k->a, "b") == RW_OK);
    CHECK(heads(reader, &k->a) == 1);
    db_read_end(reader);
    CHECK(heads(reader, &k->a) == 2);
    db_close(reader);
    db_close(db);
}

TEST_BOTH(numbers_of_events_have_no_gaps)
{
    struct db *db = store_kit_open(k);
    int64_t seq;

    CHECK(head_add(db, &k->a, "practice") == RW_OK);
    CHECK(head_take(db, &k->a, "practice", &seq) == RW_OK && seq == 1);
    CHECK_OK(db_begin(db, &e));
    CHECK(head_take(db, &k->a, "practice", &seq) == RW_OK && seq == 2);
    db_rollback(db);
    CHECK(head_take(db, &k->a, "practice", &seq) == RW_OK && seq == 2);
    db_close(db);
}

TEST_BOTH(a_commit_is_counted_only_when_something_changed)
{
    struct db *db = store_kit_open(k);
    int64_t before = db_commits(db), seq;

    CHECK_OK(db_begin(db, &e));
    CHECK(head_take(db, &k->a, "none", &seq) == RW_ENOTFOUND);
    CHECK_OK(db_commit(db, &e));
    CHECK(db_commits(db) == before);
    CHECK_OK(db_begin(db, &e));
    CHECK(head_add(db, &k->a, "a") == RW_OK);
    CHECK_OK(db_commit(db, &e));
    CHECK(db_commits(db) == before + 1);
    db_close(db);
}

/* Signed notes, addenda, decisions and events: the database itself keeps them. */
TEST_BOTH(facts_can_be_neither_changed_nor_deleted)
{
    static const char *const attempts[] = {
        "UPDATE audit_event SET format = 2",
        "DELETE FROM audit_event",
        "UPDATE addendum SET late = 1",
        "DELETE FROM addendum",
        "UPDATE decision SET outcome = 'hold'",
        "DELETE FROM decision",
        "DELETE FROM note",
        "DELETE FROM report",
    };
    struct db *db = store_kit_open(k);
    size_t i;

    store_kit_plant(db, &k->a, store_kit_id(&k->a, "kept"), 1);
    for (i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        struct query q = { .name = "attempt", .sql = attempts[i] };

        if (db_query_run(db, &k->a, &q, NULL, NULL) != RW_ECONFLICT)
            fail_msg("%s was not refused", attempts[i]);
    }
    db_close(db);
}

TEST_BOTH(what_is_signed_stays_as_it_is)
{
    static const struct {
        const char *sql;
        enum rw_status want;
    } steps[] = {
        { "UPDATE note SET minutes = 2", RW_OK },
        { "UPDATE note SET state = 'signed'", RW_OK },
        { "UPDATE note SET minutes = 3", RW_ECONFLICT },
        { "DELETE FROM note_person", RW_ECONFLICT },
        { "INSERT INTO note_person (case_id, note_id, person_id, minutes) "
          "SELECT case_id, id, 'x', 1 FROM note",
          RW_ECONFLICT },
        { "UPDATE report SET state = 'signed'", RW_OK },
        { "UPDATE report SET version = 9", RW_ECONFLICT },
    };
    struct db *db = store_kit_open(k);
    size_t i;

    store_kit_plant(db, &k->a, store_kit_id(&k->a, "signed"), 1);
    for (i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct query q = { .name = "step", .sql = steps[i].sql };

        if (db_query_run(db, &k->a, &q, NULL, NULL) != steps[i].want)
            fail_msg("%s", steps[i].sql);
    }
    db_close(db);
}

TEST(a_foreign_database_is_refused)
{
    struct store_kit k;
    struct db *db;

    CHECK(store_kit_make(&k, false));
    raw(&k, "CREATE TABLE theirs (x)");
    CHECK(db_open(&k.c, DB_WRITE, &db, NULL) == RW_EDEP);
    store_kit_drop(&k);
}

TEST(a_file_that_is_no_database_is_refused)
{
    struct store_kit k;
    struct db *db;
    FILE *f;
    int i;

    CHECK(store_kit_make(&k, false));
    f = fopen(k.path, "w");
    for (i = 0; i < 1000; i++)
        fputs("not a database\n", f);
    fclose(f);
    CHECK(db_open(&k.c, DB_WRITE, &db, NULL) == RW_EDEP);
    CHECK(db_open(&k.c, DB_READ, &db, NULL) == RW_EDEP);
    store_kit_drop(&k);
}

TEST(the_database_file_is_its_owners_alone_and_in_wal)
{
    struct store_kit k;
    struct stat s;
    struct db *db;
    char wal[192];

    CHECK(store_kit_make(&k, false));
    umask(0);
    db = store_kit_open(&k);
    snprintf(wal, sizeof wal, "%s-wal", k.path);
    CHECK(stat(k.path, &s) == 0 && (s.st_mode & 0777) == 0600);
    CHECK(stat(wal, &s) == 0 && (s.st_mode & 0777) == 0600);
    db_close(db);
    store_kit_drop(&k);
}

/* Otherwise the database would be file 2, and the next perror would be written into it. */
TEST(a_process_without_standard_files_keeps_its_database_whole)
{
    struct store_kit k;
    struct db *db;
    pid_t child;
    int status;

    CHECK(store_kit_make(&k, false));
    child = fork();
    if (child == 0) {
        int ran;

        close(0);
        close(1);
        close(2);
        if (db_open(&k.c, DB_WRITE, &db, NULL))
            _exit(1);
        (void)!write(2, "an error message", 16);
        (void)!write(1, "an error message", 16);
        if (db_migrate(db, NOW, &ran, NULL))
            _exit(2);
        db_close(db);
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    db = store_kit_open(&k);
    CHECK_OK(db_check(db, &e));
    db_close(db);
    store_kit_drop(&k);
}

TEST(a_server_that_is_not_there_is_a_dependency)
{
    struct store_kit k;
    struct db *db;

    CHECK(store_kit_make(&k, false));
    k.c.pg_url = "postgres:///x?host=/nonexistent&user=nobody";
    CHECK(db_open(&k.c, DB_WRITE, &db, NULL) == RW_EDEP);
    store_kit_drop(&k);
}

/* The server restarts or the network breaks: the next transaction begins on a new connection. */
TEST(a_lost_connection_comes_back_with_the_next_transaction)
{
    struct store_kit k;
    struct db *db;

    if (!store_kit_make(&k, true)) {
        print_message("skipped: REWEAVE_TEST_PG is not set\n");
        skip();
    }
    db = store_kit_open(&k);
    CHECK(head_add(db, &k.a, "a") == RW_OK);
    CHECK_OK(db_begin(db, &e));
    raw(&k, "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'reweave'; END $$");
    CHECK(head_add(db, &k.a, "b") == RW_EDEP);
    CHECK(db_commit(db, NULL) != RW_OK);
    CHECK_OK(db_begin(db, &e));
    CHECK(head_add(db, &k.a, "c") == RW_OK);
    CHECK_OK(db_commit(db, &e));
    CHECK(heads(db, &k.a) == 2);
    db_close(db);
    store_kit_drop(&k);
}
