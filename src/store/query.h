/* query.h -- what tools/mksql writes for each named query, and the functions that run one.
 *
 * Use the typed q_... functions of gen/queries.h; they call what stands here. */
#ifndef RW_STORE_QUERY_H
#define RW_STORE_QUERY_H

#include "store/db.h"

/* What a value is, as the annotation of its column says (migrate/0001 explains the words). */
enum q_kind {
    QK_I64,
    QK_TEXT, /* computed text, read only */
    QK_ID,
    QK_HEX,
    QK_DATE,
    QK_UTC,
    QK_CODE,
    QK_ONE_OF,
    QK_SEALED,
    QK_WRAPPED, /* the key of a case; read ones are remembered by the connection */
};

#define Q_PRACTICE (-1) /* sealed with the practice's key, no case */
#define Q_ITEMS 63 /* most items of one list */
#define Q_FROM_IN 64 /* added to a place in :in, when it stands on an item of :out */

/* One parameter or column. at: where its field stands in the struct; id_ref and case_ref: which
 * item holds the row id and the case id that the sealed value is bound to. */
struct q_item {
    const char *name, *column, *one_of;
    const char
        *copy_of; /* the column under whose name the value was sealed; NULL: this one's own */
    enum q_kind kind;
    bool nullable;
    uint16_t at;
    int16_t id_ref, case_ref;
};

struct query {
    const char *name, *sql, *sql_postgres;
    const struct q_item *in, *out;
    size_t nin, nout, row_size;
    size_t slot; /* place in the statement cache plus one; 0: prepared for one run */
    bool limited; /* has a LIMIT of its own */
    const char *scan; /* why reading a whole table is right here; NULL: an index must serve it */
    const char *sort; /* why sorting is right here; NULL: the index gives the order */
};

struct schema_column {
    const char *table, *column, *one_of;
    enum q_kind kind;
    char cls; /* information class, docs/clinical */
    bool nullable;
};

struct migration {
    int id;
    const char *name, *why, *sum; /* sum: SHA-256 of the statements without comments */
    const char *const *sqlite, *const *postgres; /* ended by NULL */
};

extern const struct query queries[];
extern const size_t queries_n;
extern const struct schema_column schema_columns[];
extern const size_t schema_columns_n;
extern const struct migration migrations[];
extern const size_t migrations_n;

/*
 * db_query_one -- exactly one row.
 *
 * errors  RW_ENOTFOUND  no row
 *         RW_EBUG       a value does not have its column's form (the note names the column), or
 *                       there was a second row
 *         RW_ECONFLICT  a constraint of the schema refused
 *         RW_ELIMIT     too slow, or the arena is spent
 *         RW_EDEP       the database failed, a key is missing, or a sealed value was moved
 */
enum rw_status db_query_one(struct db *db, struct arena *a, const struct query *q, const void *in,
                            void *row, struct rw_err *e) RW_MUST;

/* All rows, in *rows as an array of the query's row struct; RW_ELIMIT above RW_ROWS_MAX. */
enum rw_status db_query_many(struct db *db, struct arena *a, const struct query *q, const void *in,
                             void **rows, size_t *n, struct rw_err *e) RW_MUST;

/* No rows come back; must: RW_ECONFLICT when none was changed. */
enum rw_status db_query_run(struct db *db, struct arena *a, const struct query *q, const void *in,
                            struct rw_err *e) RW_MUST;
enum rw_status db_query_must(struct db *db, struct arena *a, const struct query *q, const void *in,
                             struct rw_err *e) RW_MUST;

/* Memory of the connection for an apply that was posted and brings no arena; the writer empties
 * it before each. */
struct arena *db_scratch(struct db *db);

#endif
