/* Today as it is read: what is open stays until it is done, on both engines (REWEAVE_TEST_PG). */
#include "app/audit.h"
#include "app/caseload.h"
#include "app/chronology.h"
#include "app/cover.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"
#include "web/dispatch.h"
#include "web/route.h"

#include <string.h>

extern const struct route_table today_routes, case_routes;

/* Every line that waits for somebody, with what Today calls it. */
static const struct {
    const char *kind, *state, *label;
} waiting[] = {
    { "safety_due", "open", "Safety, now" },
    { "clinical_due", "due", "Clinical review" },
    { "hold", "stands", "Hold" },
    { "hold", "asked", "Hold, second signature asked" },
    { "report_due", "due", "Report due" },
    { "court_notice", "open", "Court notice due" },
    { "safety_due", "due", "Safety" },
    { "record_request", "due", "Request for a record" },
    { "privilege_due", "due", "Privilege" },
    { "intake_due", "due", "Intake" },
    { "review_due", "signs", "Warning sign" },
    { "review_due", "conditions", "Message" },
    { "review_due", "maintenance", "Check-in" },
    { "review_due", "grief", "Offer" },
    { "review_due", "duration", "Length" },
};

#define NWAITING (sizeof waiting / sizeof *waiting)

struct planting {
    const struct desk *d;
    struct str ref[NWAITING];
    int32_t days_ago;
    bool done;
};

static enum rw_status plant(struct act *a, void *arg)
{
    const struct planting *p = arg;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < NWAITING; i++) {
        struct chronology_entry e = { .case_id = p->d->case_id,
                                      .kind = waiting[i].kind,
                                      .ref_id = p->ref[i],
                                      .on = date_add(a->today, -p->days_ago),
                                      .at_utc = RW_NO_TIME,
                                      .state = p->done ? "done" : waiting[i].state,
                                      .cls = CLASS_A,
                                      .line = str_fmt(a->mem, "planted %zu.", i) };

        st = chronology_put(a, &e);
    }
    return st ? st
              : audit_add(a, &(struct audit){ .action = "case-save",
                                              .object_type = "case",
                                              .object_id = p->d->case_id,
                                              .case_id = p->d->case_id });
}

/* The page as that account reads it. */
static struct str page_of(struct desk *d, struct str account, const struct route *route)
{
    struct out out;
    struct req r = { .status = 200, .csrf = STR("token"), .mem = &d->mem, .out = &out };
    struct str html;

    out_init(&out, 1u << 20);
    r.act = kit_act(d, account);
    r.route = route;
    r.method = METHOD_GET;
    CHECK_ACT(r.act, r.route->run(&r));
    html = str_copy(&d->mem, out_view(&out));
    out_free(&out);
    return html;
}

static struct str today_of(struct desk *d, struct str account)
{
    return page_of(d, account, &today_routes.rows[0]);
}

static struct str families_of(struct desk *d, struct str account)
{
    size_t i = 0;

    while (strcmp(case_routes.rows[i].path, "/cases") != 0)
        i++;
    return page_of(d, account, &case_routes.rows[i]);
}

static bool has(struct str html, const char *words)
{
    return memmem(html.p, html.len, words, strlen(words)) != NULL;
}

static size_t place(struct str html, const char *words)
{
    const char *at = memmem(html.p, html.len, words, strlen(words));

    return at ? (size_t)(at - html.p) : html.len;
}

TEST_BOTH(what_is_open_stands_on_today_however_old_and_goes_once_it_is_done)
{
    struct planting p = { .days_ago = 400 };
    struct desk d;
    struct str html;
    struct act a;
    size_t i;

    desk_open(&d, k);
    p.d = &d;
    a = kit_act(&d, d.ana);
    for (i = 0; i < NWAITING; i++)
        p.ref[i] = str_copy(&d.mem, id_new(a.mem));
    CHECK_ACT(a, act_write(&a, plant, &p));
    html = today_of(&d, d.ana);
    for (i = 0; i < NWAITING; i++) {
        struct str words = str_fmt(&d.mem, "planted %zu.", i);

        if (!has(html, str_z(&d.mem, words)) || !has(html, waiting[i].label))
            fail_msg("a line of %s, %s is gone", waiting[i].kind, waiting[i].state);
    }
    for (i = 1; i < NWAITING; i++) /* who is not safe comes before everything else */
        CHECK(place(html, "planted 0.") <
              place(html, str_z(&d.mem, str_fmt(&d.mem, "planted %zu.", i))));
    p.done = true;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, act_write(&a, plant, &p));
    CHECK(!has(today_of(&d, d.ana), "planted"));
    desk_close(&d);
}

TEST_BOTH(who_stands_in_is_led_to_the_families_while_it_runs_and_no_longer)
{
    static const char words[] = "You stand in for Ana Reed until 5 Mar 2026";
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    CHECK(!has(today_of(&d, d.sam), "You stand in"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, cover_name(&a,
                            &(struct cover_input){ .account_id = d.sam,
                                                   .kind = STR("absence"),
                                                   .from_on = a.today,
                                                   .to_on = date_add(a.today, 3) },
                            &id));
    CHECK(has(today_of(&d, d.sam), words));
    CHECK(has(families_of(&d, d.sam), words));
    CHECK(has(families_of(&d, d.sam), str_z(&d.mem, str_fmt(&d.mem, "/cover/%.*s", STR_ARG(id)))));
    CHECK(!has(today_of(&d, d.ana), "You stand in"));
    CHECK(!has(today_of(&d, d.olga), "You stand in"));
    d.now_utc += 4 * (int64_t)86400;
    CHECK(!has(today_of(&d, d.sam), "You stand in"));
    CHECK(!has(families_of(&d, d.sam), "You stand in"));
    desk_close(&d);
}
