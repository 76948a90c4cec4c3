#include "app/turn.h"

enum rw_status turn_open(const struct app *app, struct db **db, struct rw_err *e)
{
    return db_open(app->store, DB_READ, db, e);
}

void turn_close(struct db *db)
{
    if (db)
        db_close(db);
}

void turn_begin(struct act *a, const struct app *app, struct db *db, struct arena *mem,
                struct str address)
{
    *a = (struct act){
        .app = app,
        .db = db,
        .mem = mem,
        .now_utc = clock_now(),
        .request_id = id_new(mem),
        .viewer = { .reauth_utc = RW_NO_TIME },
    };
    a->today = clock_local(a->now_utc).date;
    if (address.len)
        a->source_key = db_lookup_key(db, mem, str_join(mem, STR("from"), STR(" "), address));
}
