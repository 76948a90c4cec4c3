/* demo_second.c -- what the demonstration shows of standing in, and of asking a colleague from outside. */
#include "app/consult.h"
#include "app/cover.h"
#include "app/demo.h"
#include "app/hold.h"
#include "app/turn.h"
#include "gen/queries.h"

#define AWAY_FROM 20 /* days ahead */
#define AWAY_TO 33

static struct act lead_act(const struct app *app, struct db *db, struct arena *mem,
                           const struct demo_staff *staff, int64_t now_utc)
{
    struct act a;

    turn_begin(&a, app, db, mem, STR(""));
    a.now_utc = now_utc;
    a.today = clock_local(now_utc).date;
    a.viewer = staff->lead;
    a.viewer.reauth_utc = now_utc;
    return a;
}

/* A group: the lead is away some weeks from now. */
static enum rw_status name_cover(struct act *a, const struct demo_staff *staff)
{
    struct cover_input in = { .account_id = staff->colleague.account_id,
                              .kind = STR("absence"),
                              .from_on = date_add(a->today, AWAY_FROM),
                              .to_on = date_add(a->today, AWAY_TO) };
    struct str id;

    return cover_name(a, &in, &id);
}

/* Alone: the first hold that one signature can't lift is put before the colleague. */
static enum rw_status ask_about(struct act *a, const struct demo_staff *staff, struct str case_id,
                                bool *asked)
{
    struct consult_input in = { .kind = STR("hold"),
                                .account_id = staff->outside,
                                .question =
                                    STR("He asked himself for one letter, unread if he likes. "
                                        "May contact begin again, with letters alone?") };
    struct hold_state *list;
    struct str id;
    size_t n, i;
    bool alone;
    enum rw_status st = hold_list(a, case_id, &list, &n);

    for (i = 0; !st && !*asked && i < n; i++) {
        if (!list[i].stands || list[i].row.lift_form.p)
            continue;
        st = hold_alone(a, &list[i], &alone);
        if (st || alone)
            continue;
        in.object_id = list[i].row.id;
        st = consult_ask(a, case_id, &in, &id);
        *asked = st == RW_OK;
    }
    return st;
}

static enum rw_status ask_outside(struct act *a, const struct demo_staff *staff)
{
    struct cover_led_row *rows;
    bool asked = false;
    size_t n, i;
    enum rw_status st =
        q_cover_led(a->db, a->mem, &(struct q_cover_led_in){ .account_id = a->viewer.account_id },
                    &rows, &n, &a->err);

    for (i = 0; !st && !asked && i < n; i++)
        st = ask_about(a, staff, rows[i].case_id, &asked);
    return st;
}

enum rw_status demo_second(const struct app *app, struct db *db, struct arena *mem,
                           const struct demo_staff *staff, int64_t now_utc, struct rw_err *e)
{
    struct act a = lead_act(app, db, mem, staff, now_utc);
    enum rw_status st = staff->solo ? ask_outside(&a, staff) : name_cover(&a, staff);

    if (st)
        *e = a.err;
    return st;
}
