/* What stops contact is said where somebody looks, handler by handler, on both engines
 * (REWEAVE_TEST_PG). */
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"
#include "support/ready_kit.h"
#include "support/safety_kit.h"
#include "web/dispatch.h"
#include "web/route.h"

#include <string.h>

extern const struct route_table safety_routes, safety_screen_routes, case_show_routes;
extern const struct route_table contact_show_routes, signs_routes, review_routes;

static struct str page(struct desk *d, const struct route_table *t, const char *path,
                       struct str screen, const char *part)
{
    struct pair args[] = { { STR("case"), d->case_id }, { STR("screen"), screen } };
    struct pair query[] = { { STR("part"), str_of(part) } };
    struct out out;
    struct req r = { .status = 200,
                     .csrf = STR("token"),
                     .mem = &d->mem,
                     .out = &out,
                     .act = kit_act(d, d->ana),
                     .method = METHOD_GET,
                     .path_args = { .list = args, .n = 2 },
                     .query = { .list = query, .n = 1 } };
    struct str html;
    size_t i = 0;

    while (i < t->n && (t->rows[i].method != METHOD_GET || strcmp(t->rows[i].path, path) != 0))
        i++;
    CHECK(i < t->n);
    r.route = &t->rows[i];
    out_init(&out, 1u << 20);
    CHECK_ACT(r.act, act_open_case(&r.act, d->case_id, r.route->need));
    CHECK_ACT(r.act, r.route->run(&r));
    html = str_copy(&d->mem, out_view(&out));
    out_free(&out);
    return html;
}

static bool has(struct str html, const char *words)
{
    return memmem(html.p, html.len, words, strlen(words)) != NULL;
}

#define PAGE(table, path) page(&d, &(table), path, STR_NULL, "")

TEST_BOTH(who_is_not_safe_stands_in_the_strip_on_contact_and_first_under_safety)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(!has(PAGE(case_show_routes, "/cases/:case"), "Contact waits"));
    CHECK(!has(PAGE(safety_routes, "/cases/:case/safety"), "What waits for an answer"));
    CHECK(kit_talk(&d, d.maya, "unsure") == RW_OK);
    CHECK(has(PAGE(case_show_routes, "/cases/:case"), "Not safe at present: Maya"));
    CHECK(has(PAGE(safety_routes, "/cases/:case/safety"), "What waits for an answer"));
    CHECK(has(PAGE(safety_routes, "/cases/:case/safety"), "/concerns/new"));
    CHECK(has(PAGE(contact_show_routes, "/cases/:case/contact"), "/safety#waits"));
    CHECK(!has(PAGE(contact_show_routes, "/cases/:case/contact"), "Awaiting consent"));
    d.now_utc += 60;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    CHECK(has(PAGE(contact_show_routes, "/cases/:case/contact"), "Awaiting consent"));
    desk_close(&d);
}

TEST_BOTH(what_a_review_still_asks_for_is_said_in_the_strip_and_on_contact)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_SIGN, NULL, 0) == RW_OK);
    CHECK(has(PAGE(case_show_routes, "/cases/:case"), "missing: a screen or evaluation now"));
    CHECK(has(PAGE(contact_show_routes, "/cases/:case/contact"), "missing: a screen"));
    CHECK(kit_signs(&d, d.maya, "CI4") == RW_OK);
    CHECK(has(PAGE(review_routes, "/cases/:case/review"), "Distress: clinical review due by"));
    desk_close(&d);
}

TEST_BOTH(the_register_counts_what_nobody_looked_at)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(has(PAGE(signs_routes, "/cases/:case/signs"), "Nobody has looked at them yet"));
    CHECK(kit_signs(&d, d.maya, NULL) == RW_OK);
    CHECK(!has(PAGE(signs_routes, "/cases/:case/signs"), "Nobody has looked at them yet"));
    CHECK(has(PAGE(signs_routes, "/cases/:case/signs"), "None is open"));
    desk_close(&d);
}

TEST_BOTH(each_marker_of_danger_is_listed_before_none_can_be_said)
{
    const struct safety_item *item;
    struct str id, html;
    struct desk d;
    size_t i;

    desk_open(&d, k);
    id = kit_screen_begin(&d, d.dana);
    html = page(&d, &safety_screen_routes, "/cases/:case/safety/screens/:screen/ask", id, "danger");
    item = safety_item_of(d.app.safety, STR("V16"));
    for (i = 0; i < item->nmarkers; i++)
        CHECK(has(html, str_z(&d.mem, item->markers[i].label)));
    CHECK(has(html, "each_asked"));
    desk_close(&d);
}
