/* What is sealed is noise on the disk: every sealed column of every table, on both engines
 * (REWEAVE_TEST_PG, and REWEAVE_TEST_PG_DATA for the files of that server). */
#include "support/store_kit.h"

#include <dirent.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct hits {
    size_t files, planted, marks;
};

static size_t count_in(const char *bytes, size_t n, const char *word)
{
    size_t len = strlen(word), hits = 0, i;

    for (i = 0; i + len <= n; i++)
        if (bytes[i] == word[0] && memcmp(bytes + i, word, len) == 0)
            hits++;
    return hits;
}

/* In pieces that overlap by more than the longest word. */
static void search_file(const char *path, const char *mark, struct hits *h)
{
    static char buf[1 << 20];
    size_t kept = 0, got, n;
    FILE *f = fopen(path, "rb");

    if (!f)
        return;
    h->files++;
    while ((got = fread(buf + kept, 1, sizeof buf - kept, f)) > 0) {
        n = kept + got;
        h->planted += count_in(buf, n, "planted ");
        h->marks += count_in(buf, n, mark);
        kept = n < 64 ? n : 64;
        memmove(buf, buf + n - kept, kept);
    }
    fclose(f);
}

static void search(const char *folder, const char *mark, struct hits *h)
{
    char path[1024];
    struct dirent *entry;
    struct stat s;
    DIR *d = opendir(folder);

    if (!d)
        return;
    while ((entry = readdir(d))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (lstat(path, &s) != 0)
            continue;
        if (S_ISDIR(s.st_mode))
            search(path, mark, h);
        else if (S_ISREG(s.st_mode))
            search_file(path, mark, h);
    }
    closedir(d);
}

static void flush_server(const char *url)
{
    PGconn *c = PQconnectdb(url);
    PGresult *r = PQexec(c, "CHECKPOINT");

    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_msg("CHECKPOINT: %s", PQerrorMessage(c));
    PQclear(r);
    PQfinish(c);
}

TEST_BOTH(no_sealed_column_can_be_read_from_the_files)
{
    const char *data = getenv("REWEAVE_TEST_PG_DATA");
    struct str x = id_new(&k->a);
    struct hits h = { 0 };
    struct db *db = store_kit_open(k);

    store_kit_plant(db, &k->a, x, 1);
    if (k->postgres && !data) {
        db_close(db);
        print_message("skipped: REWEAVE_TEST_PG_DATA is not set\n");
        return;
    }
    if (k->postgres)
        flush_server(k->url);
    search(k->postgres ? data : k->dir, x.p, &h);
    /* While the connection is open the log is still there; afterwards it is in the database. */
    CHECK(k->postgres || h.files == 3);
    db_close(db);
    search(k->postgres ? data : k->dir, x.p, &h);
    CHECK(h.marks > 20);
    CHECK(h.planted == 0);
}

TEST_BOTH(every_sealed_column_comes_back_as_it_went_in)
{
    struct str x = store_kit_id(&k->a, "first"), y = store_kit_id(&k->a, "second");
    struct db *db = store_kit_open(k), *reader = NULL;

    store_kit_plant(db, &k->a, x, 1);
    store_kit_plant(db, &k->a, y, 2);
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    store_kit_planted(reader, &k->a, x);
    store_kit_planted(reader, &k->a, y);
    db_close(reader);
    db_close(db);
}

TEST(there_is_no_plain_column_for_free_text)
{
    size_t i, sealed = 0;

    for (i = 0; i < schema_columns_n; i++) {
        CHECK(schema_columns[i].kind != QK_TEXT);
        CHECK(schema_columns[i].kind != QK_ONE_OF || schema_columns[i].one_of);
        CHECK(strchr("ASPCRVLUT", schema_columns[i].cls) != NULL);
        sealed += schema_columns[i].kind == QK_SEALED;
    }
    CHECK(sealed > 30);
}
