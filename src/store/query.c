#include "store/query.h"

#include "base/limits.h"
#include "gen/queries.h"
#include "store/db_engine.h"

#include <string.h>

/* "table.column:row id:case id", the longest of them with room to spare. */
#define AAD_MAX 224

#define KEY_ID_PRACTICE 0
#define KEY_ID_CASE 1

/* Where the fields of one run lie: in is the caller's struct, row the one being filled. */
struct fields {
    const struct query *q;
    const unsigned char *in;
    unsigned char *row;
};

static struct str str_at(const unsigned char *base, const struct q_item *item)
{
    struct str s;

    memcpy(&s, base + item->at, sizeof s);
    return s;
}

static struct str ref_value(const struct fields *f, int16_t ref)
{
    if (ref >= Q_FROM_IN)
        return str_at(f->in, &f->q->in[ref - Q_FROM_IN]);
    return f->row ? str_at(f->row, &f->q->out[ref]) : str_at(f->in, &f->q->in[ref]);
}

/* The key of the item's domain; asks the database for a case's wrapped key where it must. */
static enum rw_status domain_key(struct db *db, struct arena *a, const struct fields *f,
                                 const struct q_item *item, const struct key **k, struct rw_err *e)
{
    struct case_key_get_row got;
    struct str case_id;
    enum rw_status st;

    *k = keyring_practice(db->keys);
    if (item->case_ref == Q_PRACTICE)
        return RW_OK;
    case_id = ref_value(f, item->case_ref);
    *k = keyring_case(db->keys, case_id);
    if (*k)
        return RW_OK;
    if (case_id.len != CRYPTO_ID_LEN)
        return RW_FAIL(e, RW_EBUG, "%s: no case id beside %s", f->q->name, item->column);
    st = q_case_key_get(db, a, &(struct q_case_key_get_in){ .case_id = case_id }, &got, e);
    if (st == RW_ENOTFOUND)
        return RW_FAIL(e, RW_EDEP, "%s: a case has no key", f->q->name);
    if (st)
        return st;
    *k = keyring_case(db->keys, case_id);
    return *k ? RW_OK : RW_FAIL(e, RW_EBUG, "a key is forgotten as soon as it is read");
}

static enum rw_status aad_make(const struct fields *f, const struct q_item *item,
                               char buf[static AAD_MAX], struct str *aad, struct rw_err *e)
{
    struct str id = ref_value(f, item->id_ref);
    struct str case_id =
        item->case_ref == Q_PRACTICE ? STR("practice") : ref_value(f, item->case_ref);
    const char *column = item->copy_of ? item->copy_of : item->column;
    size_t n = strlen(column);

    if (!id.len || !case_id.len)
        return RW_FAIL(e, RW_EBUG, "%s: no row id beside %s", f->q->name, item->column);
    if (id.len >= AAD_MAX || case_id.len >= AAD_MAX || n + id.len + case_id.len + 2 > AAD_MAX)
        return RW_FAIL(e, RW_EBUG, "%s: ids too long to bind %s", f->q->name, item->column);
    memcpy(buf, column, n);
    buf[n++] = ':';
    memcpy(buf + n, id.p, id.len);
    n += id.len;
    buf[n++] = ':';
    memcpy(buf + n, case_id.p, case_id.len);
    *aad = (struct str){ buf, n + case_id.len };
    return RW_OK;
}

static enum rw_status seal_item(struct db *db, struct arena *a, const struct fields *f,
                                const struct q_item *item, struct str plain, struct str *sealed,
                                struct rw_err *e)
{
    const struct key *k;
    char buf[AAD_MAX];
    struct str aad;
    enum rw_status st = aad_make(f, item, buf, &aad, e);

    if (st == RW_OK)
        st = domain_key(db, a, f, item, &k, e);
    if (st)
        return st;
    return seal(a, k, item->case_ref == Q_PRACTICE ? KEY_ID_PRACTICE : KEY_ID_CASE, aad, plain,
                sealed, e);
}

static enum rw_status open_item(struct db *db, struct arena *a, const struct fields *f,
                                const struct q_item *item, struct str sealed, struct str *plain,
                                struct rw_err *e)
{
    const struct key *k;
    char buf[AAD_MAX];
    struct str aad;
    enum rw_status st = aad_make(f, item, buf, &aad, e);

    if (st == RW_OK)
        st = domain_key(db, a, f, item, &k, e);
    if (st)
        return st;
    st = seal_open(a, k, aad, sealed, plain, e);
    return st == RW_EDEP ? RW_FAIL(e, st, "%s: %s does not open", f->q->name, item->column) : st;
}

static const char *item_label(const struct q_item *item)
{
    return item->column ? item->column : item->name;
}

static enum rw_status bind_item(struct db *db, struct arena *a, const struct fields *f,
                                const struct q_item *item, struct q_value *v, struct rw_err *e)
{
    *v = (struct q_value){ 0 };
    if (item->kind == QK_I64) {
        v->is_number = true;
        memcpy(&v->number, f->in + item->at, sizeof v->number);
        v->is_null = v->number == DB_NULL_I64;
    } else {
        v->is_blob = item->kind == QK_SEALED || item->kind == QK_WRAPPED;
        v->bytes = str_at(f->in, item);
        v->is_null = !v->bytes.p;
    }
    if (v->is_null)
        return item->nullable
                   ? RW_OK
                   : RW_FAIL(e, RW_EBUG, "%s: %s has no value", f->q->name, item_label(item));
    if (item->kind == QK_SEALED)
        return seal_item(db, a, f, item, v->bytes, &v->bytes, e);
    if (!v->is_number && !v->is_blob && !form_holds(item, v->bytes))
        return RW_FAIL(e, RW_EBUG, "%s: the value of %s does not have its form", f->q->name,
                       item_label(item));
    return RW_OK;
}

static enum rw_status bind_all(struct db *db, struct arena *a, const struct query *q,
                               const void *in, struct q_value *values, struct rw_err *e)
{
    struct fields f = { .q = q, .in = in };
    enum rw_status st;
    size_t i;

    if (q->nin > Q_ITEMS)
        return RW_FAIL(e, RW_EBUG, "%s: too many parameters", q->name);
    for (i = 0; i < q->nin; i++) {
        st = bind_item(db, a, &f, &q->in[i], &values[i], e);
        if (st)
            return st;
    }
    return a->spent ? RW_FAIL(e, RW_ELIMIT, "%s: the arena is spent", q->name) : RW_OK;
}

/* The rows of one run, on their way into the arena. */
struct fetch {
    struct db *db;
    struct arena *a;
    const struct query *q;
    const void *in;
    unsigned char *rows;
    size_t n, cap, max; /* max: rows allowed; 0 none */
};

static enum rw_status plain_item(const struct fetch *f, unsigned char *row,
                                 const struct q_item *item, const struct q_value *v,
                                 struct rw_err *e)
{
    int64_t number = v->is_null ? DB_NULL_I64 : v->number;
    struct str s;

    if (!v->is_null && v->is_number != (item->kind == QK_I64))
        return RW_FAIL(e, RW_EBUG, "%s: %s is of another type (CAST it)", f->q->name,
                       item_label(item));
    if (item->kind == QK_I64) {
        memcpy(row + item->at, &number, sizeof number);
        return RW_OK;
    }
    s = v->is_null ? STR_NULL : str_copy(f->a, v->bytes);
    memcpy(row + item->at, &s, sizeof s);
    return RW_OK;
}

/* Ids come first, then keys, then what these open. */
static enum rw_status row_fill(struct fetch *f, unsigned char *row, const struct q_value *v,
                               struct rw_err *e)
{
    struct fields fields = { .q = f->q, .in = f->in, .row = row };
    enum rw_status st = RW_OK;
    struct str s;
    size_t i;

    for (i = 0; i < f->q->nout && st == RW_OK; i++)
        if (f->q->out[i].kind != QK_SEALED)
            st = plain_item(f, row, &f->q->out[i], &v[i], e);
    for (i = 0; i < f->q->nout && st == RW_OK; i++)
        if (f->q->out[i].kind == QK_WRAPPED && !v[i].is_null)
            st = keyring_unwrap(f->db->keys, f->a, ref_value(&fields, f->q->out[i].case_ref),
                                v[i].bytes, e);
    for (i = 0; i < f->q->nout && st == RW_OK; i++)
        if (f->q->out[i].kind == QK_SEALED && !v[i].is_null) {
            st = open_item(f->db, f->a, &fields, &f->q->out[i], v[i].bytes, &s, e);
            if (st == RW_OK)
                memcpy(row + f->q->out[i].at, &s, sizeof s);
        }
    return st;
}

static enum rw_status rows_grow(struct fetch *f, struct rw_err *e)
{
    size_t cap = f->cap ? f->cap * 2 : 16;
    unsigned char *more = arena_take(f->a, cap, f->q->row_size, alignof(max_align_t));

    if (!more || f->a->spent)
        return RW_FAIL(e, RW_ELIMIT, "%s: no room for %zu rows", f->q->name, cap);
    if (f->n)
        memcpy(more, f->rows, f->n * f->q->row_size);
    f->rows = more;
    f->cap = cap;
    return RW_OK;
}

static enum rw_status row_take(void *ctx, const struct q_value *values, struct rw_err *e)
{
    struct fetch *f = ctx;
    unsigned char *row;
    enum rw_status st = RW_OK;

    if (!f->q->nout)
        return RW_FAIL(e, RW_EBUG, "%s: rows come back, but it names no :out", f->q->name);
    if (f->max && f->n == f->max)
        return f->max == 1 ? RW_FAIL(e, RW_EBUG, "%s: more than one row", f->q->name)
                           : RW_FAIL(e, RW_ELIMIT, "%s: more than %zu rows", f->q->name, f->max);
    if (f->n == f->cap)
        st = rows_grow(f, e);
    if (st)
        return st;
    row = f->rows + f->n * f->q->row_size;
    memset(row, 0, f->q->row_size);
    f->n++;
    return row_fill(f, row, values, e);
}

static enum rw_status query(struct db *db, const struct query *q, const void *in, struct fetch *f,
                            int64_t *changed, struct rw_err *e)
{
    struct q_value values[Q_ITEMS];
    enum rw_status st = bind_all(db, f->a, q, in, values, e);

    if (st == RW_OK)
        st = db_statement(db, q, values, row_take, f, changed, e);
    if (st == RW_OK && f->a->spent)
        st = RW_FAIL(e, RW_ELIMIT, "%s: the arena is spent", q->name);
    return st;
}

enum rw_status db_query_one(struct db *db, struct arena *a, const struct query *q, const void *in,
                            void *row, struct rw_err *e)
{
    struct fetch f = { .db = db, .a = a, .q = q, .in = in, .rows = row, .cap = 1, .max = 1 };
    int64_t changed = 0;
    enum rw_status st = query(db, q, in, &f, &changed, e);

    if (st == RW_OK && f.n == 0)
        st = RW_FAIL(e, RW_ENOTFOUND, "%s: no such row", q->name);
    return st;
}

enum rw_status db_query_many(struct db *db, struct arena *a, const struct query *q, const void *in,
                             void **rows, size_t *n, struct rw_err *e)
{
    struct fetch f = { .db = db, .a = a, .q = q, .in = in, .max = q->limited ? 0 : RW_ROWS_MAX };
    int64_t changed = 0;
    enum rw_status st = query(db, q, in, &f, &changed, e);

    *rows = st ? NULL : f.rows;
    *n = st ? 0 : f.n;
    return st;
}

enum rw_status db_query_run(struct db *db, struct arena *a, const struct query *q, const void *in,
                            struct rw_err *e)
{
    struct fetch f = { .db = db, .a = a, .q = q, .in = in };
    int64_t changed = 0;

    return query(db, q, in, &f, &changed, e);
}

enum rw_status db_query_must(struct db *db, struct arena *a, const struct query *q, const void *in,
                             struct rw_err *e)
{
    struct fetch f = { .db = db, .a = a, .q = q, .in = in };
    int64_t changed = 0;
    enum rw_status st = query(db, q, in, &f, &changed, e);

    if (st == RW_OK && changed == 0)
        st = RW_FAIL(e, RW_ECONFLICT, "%s: no row changed", q->name);
    return st;
}
