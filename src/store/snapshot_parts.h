/* snapshot_parts.h -- what the two files of snapshot share; nobody else's business. */
#ifndef RW_STORE_SNAPSHOT_PARTS_H
#define RW_STORE_SNAPSHOT_PARTS_H

#include "store/query.h"
#include "store/snapshot.h"

#include <sqlite3.h>

#define SNAPSHOT_COLUMNS 64 /* most columns of a table */
#define SNAPSHOT_SQL 4096

/* One table of the catalogue: columns first .. first + n of schema_columns. Tables come in an order
 * in which no row refers to a later table. */
struct snapshot_table {
    const char *name;
    size_t first, n;
};
bool snapshot_table_next(struct snapshot_table *t); /* starts from a zeroed one */

/* "SELECT id, name FROM person" and the like: head, the columns, tail, the table, end. */
enum rw_status snapshot_sql(char sql[static SNAPSHOT_SQL], const char *head,
                            const struct snapshot_table *t, const char *tail, const char *end,
                            struct rw_err *e) RW_MUST;

enum rw_status snapshot_open(const char *path, int flags, sqlite3 **c, struct rw_err *e) RW_MUST;
enum rw_status snapshot_run(sqlite3 *c, const char *sql, struct rw_err *e) RW_MUST;

/* Every table of a server into an empty file with the schema, in one moment of the server. */
enum rw_status snapshot_fetch(const char *pg_url, sqlite3 *to, struct rw_err *e) RW_MUST;

#endif
