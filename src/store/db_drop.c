#include "store/db_drop.h"

#include "base/out.h"
#include "store/db_engine.h"

#include <string.h>

#define STATEMENT_MAX 16384
#define MAKES_FUNCTION "CREATE FUNCTION "

static enum rw_status drop_tables(struct db *db, struct rw_err *e)
{
    struct out sql;
    size_t i;
    enum rw_status st;

    out_init(&sql, STATEMENT_MAX);
    out_z(&sql, "DROP TABLE schema_migration");
    for (i = 0; i < schema_columns_n; i++)
        if (!i || strcmp(schema_columns[i].table, schema_columns[i - 1].table) != 0)
            out_fmt(&sql, ", %s", schema_columns[i].table);
    st = sql.over ? RW_FAIL(e, RW_ELIMIT, "too many tables for one statement")
                  : db->engine->exec(db, str_z(&db->scratch, out_view(&sql)), e);
    out_free(&sql);
    return st;
}

/* "CREATE FUNCTION refuse_change() RETURNS ...": the name with its arguments' parentheses. */
static enum rw_status drop_function(struct db *db, const char *made, struct rw_err *e)
{
    const char *name = made + sizeof MAKES_FUNCTION - 1, *end = strchr(name, ')');

    if (!end)
        return RW_FAIL(e, RW_EBUG, "a migration makes a function that has no end");
    return db->engine->exec(
        db,
        str_z(&db->scratch, str_fmt(&db->scratch, "DROP FUNCTION %.*s)", (int)(end - name), name)),
        e);
}

static enum rw_status drop_functions(struct db *db, struct rw_err *e)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; i < migrations_n; i++) {
        const char *const *sql;

        for (sql = migrations[i].postgres; !st && *sql; sql++)
            if (strncmp(*sql, MAKES_FUNCTION, sizeof MAKES_FUNCTION - 1) == 0)
                st = drop_function(db, *sql, e);
    }
    return st;
}

enum rw_status db_drop(struct db *db, struct rw_err *e)
{
    enum rw_status st;

    if (!db->engine->postgres)
        return RW_OK;
    st = db_begin(db, e);
    if (st)
        return st;
    st = drop_tables(db, e);
    if (!st)
        st = drop_functions(db, e);
    if (!st)
        st = db_commit(db, e);
    if (st)
        db_rollback(db);
    arena_reset(&db->scratch);
    return st;
}
