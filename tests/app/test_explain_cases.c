/* What `make explain-cases` shows: every case of the tables, one line each. A case of a checkpoint or of
 * an order is also written as the file that `reweave explain` reads: what that says of it is, byte by
 * byte, what was judged. */
#include "app/explain_gate.h"
#include "app/explain_order.h"
#include "app/gate_json.h"
#include "base/limits.h"
#include "content/content.h"
#include "crypto/crypto.h"
#include "support/consent_table.h"
#include "support/explain_facts.h"
#include "support/files.h"
#include "support/gate_table.h"
#include "support/order_table.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

#define PROTOCOL "content/protocols/reweave-standard-1.yaml"

struct door {
    struct arena *a;
    struct arena work; /* of one explanation */
    struct str yaml;
    struct protocol p;
    int cases, failed;
};

static void tell(struct door *d, struct str file, int line, struct str title, struct str wrong)
{
    const char *base = strrchr(str_z(d->a, file), '/');

    d->cases++;
    d->failed += wrong.p != NULL;
    printf("%s - %s:%d %.*s\n", wrong.p ? "not ok" : "ok", base ? base + 1 : "", line,
           STR_ARG(title));
    if (wrong.p)
        printf("# %.*s\n", STR_ARG(wrong));
}

/* Gives back first: a wrong case is what there is to read, and nothing else. */
static void close_door(struct door *d, int at_least)
{
    bool spent = d->a->spent || d->work.spent;

    arena_free(&d->work);
    arena_free(d->a);
    CHECK(!spent);
    CHECK(!d->failed);
    CHECK(d->cases >= at_least);
}

/* ---- checkpoints ---- */

/* NULL text, or in what the program's own explanation differs from what the table judged. */
static struct str explained_otherwise(struct door *d, const struct gate_case *c)
{
    struct out facts, said, judged;
    struct str why = STR_NULL, wrong = STR_NULL;
    struct rw_err e = { 0 };

    out_init(&facts, RW_PAGE_MAX);
    out_init(&said, RW_PAGE_MAX);
    out_init(&judged, RW_PAGE_MAX);
    facts_json(&d->work, c->gate->id, c->f, &facts);
    gate_json(&d->p, c->f, c->r, &judged);
    if (explain_gate(&d->work, d->yaml, PROTOCOL, out_view(&facts), &said, &why, &e))
        wrong = str_fmt(d->a, "explain gate refuses it: %.*s %s", STR_ARG(why), e.note);
    else if (!str_eq(out_view(&said), out_view(&judged)))
        wrong = STR("explain gate says something else");
    out_free(&facts);
    out_free(&said);
    out_free(&judged);
    arena_reset(&d->work);
    return wrong;
}

static bool tell_gate(void *to, const struct gate_case *c)
{
    struct door *d = to;
    struct str wrong = c->wrong;

    if (!wrong.p)
        wrong = explained_otherwise(d, c);
    tell(d, c->file, c->wrong.p ? c->wrong_line : c->line, c->title, wrong);
    return true;
}

static void load(struct door *d)
{
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct content_source src = { .path = STR(PROTOCOL) };

    d->yaml = src.bytes = file_read(d->a, PROTOCOL);
    src.sha256 = hash_sha256(d->a, src.bytes);
    if (protocol_load(d->a, src, &d->p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
}

static void gate_files(struct door *d)
{
    size_t n, i;
    struct str *paths = file_glob(d->a, "tests/cases/gate/?*.cases", &n);

    for (i = 0; i < n; i++)
        gate_table_run(d->a, &d->p, paths[i], file_read(d->a, str_z(d->a, paths[i])), tell_gate, d);
}

TEST(every_case_of_a_checkpoint_is_explained_as_the_table_says)
{
    struct arena a;
    struct door d = { .a = &a };

    CHECK(arena_make(&a, 64u << 20) && arena_make(&d.work, 16u << 20));
    load(&d);
    gate_files(&d);
    close_door(&d, 120);
}

/* ---- orders ---- */

static void print_reply(const struct contact_reply *r, struct out *o)
{
    out_fmt(o, "{\"answer\":\"%s\",\"conflict\":%s,\"sources\":[", contact_answer_word(r->answer),
            r->conflict ? "true" : "false");
    for (size_t i = 0; i < r->nsources; i++) {
        out_fmt(o, "%s{\"speaks\":\"%s\",\"order\":", i ? "," : "",
                contact_answer_word(r->sources[i].speaks));
        if (r->sources[i].order_id.p)
            out_json(o, r->sources[i].order_id);
        else
            out_z(o, "null");
        out_z(o, ",\"sentence\":");
        out_json(o, r->sources[i].sentence);
        out_z(o, "}");
    }
    out_z(o, "]}\n");
}

static struct str answered_otherwise(struct arena *a, const struct order_case *c)
{
    struct out asked, said, judged;
    struct str why = STR_NULL, wrong = STR_NULL;
    struct rw_err e = { 0 };

    out_init(&asked, RW_PAGE_MAX);
    out_init(&said, RW_PAGE_MAX);
    out_init(&judged, RW_PAGE_MAX);
    orders_json(a, c->in, c->q, &asked);
    print_reply(c->r, &judged);
    if (explain_order(a, out_view(&asked), &said, &why, &e))
        wrong = str_fmt(a, "explain order refuses it: %.*s %s", STR_ARG(why), e.note);
    else if (!str_eq(out_view(&said), out_view(&judged)))
        wrong = STR("explain order says something else");
    out_free(&asked);
    out_free(&said);
    out_free(&judged);
    return wrong;
}

static void tell_order(void *to, const struct order_case *c)
{
    tell(to, c->file, c->wrong.p ? c->wrong_line : c->line, c->title, c->wrong);
}

TEST(every_case_of_an_order_is_explained_as_the_table_says)
{
    struct arena a;
    struct door d = { .a = &a };
    struct str *paths;
    size_t n, i;

    CHECK(arena_make(&a, 64u << 20) && arena_make(&d.work, 1u << 20));
    paths = file_glob(&a, "tests/cases/contact/?*.cases", &n);
    for (i = 0; i < n; i++)
        order_table_run(&a, paths[i], file_read(&a, str_z(&a, paths[i])), answered_otherwise,
                        tell_order, &d);
    close_door(&d, 40);
}

/* ---- consents ---- */

static void tell_consent(void *to, const struct consent_case *c)
{
    tell(to, c->file, c->wrong.p ? c->wrong_line : c->line, c->title, c->wrong);
}

TEST(every_case_of_a_consent_comes_out_as_the_table_says)
{
    struct arena a;
    struct door d = { .a = &a };
    struct str *paths;
    size_t n, i;

    CHECK(arena_make(&a, 16u << 20) && arena_make(&d.work, 1u << 20));
    paths = file_glob(&a, "tests/cases/consent/?*.cases", &n);
    for (i = 0; i < n; i++)
        consent_table_run(&a, paths[i], file_read(&a, str_z(&a, paths[i])), tell_consent, &d);
    close_door(&d, 35);
}
