/* The page that a document comes from, on both engines (REWEAVE_TEST_PG). */
#include "app/document.h"
#include "app/upload.h"
#include "support/desk.h"
#include "web/route.h"

#include <string.h>

extern const struct route_table document_routes;

struct visit {
    struct req r;
    struct out out;
    struct pair args[2];
};

/* The caller frees v->out. */
static void download(struct desk *d, struct str id, struct visit *v)
{
    size_t i;

    *v = (struct visit){ .r = { .status = 200, .csrf = STR("token"), .mem = &d->mem } };
    out_init(&v->out, 1u << 20);
    v->r.act = desk_act(d, d->sam, false);
    v->r.out = &v->out;
    v->args[0] = (struct pair){ STR("case"), d->case_id };
    v->args[1] = (struct pair){ STR("document"), id };
    v->r.path_args = (struct pairs){ v->args, 2 };
    for (i = 0; i < document_routes.n; i++)
        if (strcmp(document_routes.rows[i].path, "/cases/:case/documents/:document") == 0)
            CHECK_ACT(v->r.act, document_routes.rows[i].run(&v->r));
}

static struct str keep(struct desk *d, const char *text, const char *hash_of)
{
    struct act a = desk_act(d, d->ana, false);
    struct upload_sink *u;
    struct upload_done done;
    struct document_input in;
    struct str id = STR_NULL;

    d->app.blobs = d->kit->dir;
    CHECK_OK(app_upload_start(&d->app, &u, &e));
    CHECK_OK(app_upload_write(u, str_of(text), &e));
    CHECK_OK(app_upload_end(u, &d->mem, &done, &e));
    app_upload_drop(u);
    in = (struct document_input){ .kind = STR("letter"),
                                  .name = STR("letter.txt"),
                                  .media = STR("text"),
                                  .size_bytes = done.size_bytes,
                                  .file = done.file,
                                  .key = done.key,
                                  .content_hash = hash_sha256(&d->mem, str_of(hash_of)),
                                  .dated_on = RW_NO_DATE };
    CHECK_ACT(a, document_add(&a, d->case_id, &in, &id));
    return id;
}

TEST_BOTH(document_page_gives_out_what_was_kept_and_nothing_else)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = keep(&d, "Dear Dr Reed.\n", "Dear Dr Reed.\n");
    download(&d, id, &v);
    CHECK(v.r.status == 200 && v.r.stream_file.len == 64);
    CHECK_STR(v.r.attachment, "letter.txt");
    out_free(&v.out);
    id = keep(&d, "Dear Dr Reef.\n", "Dear Dr Reed.\n");
    download(&d, id, &v);
    CHECK(v.r.status == 500 && !v.r.stream_file.p && !v.r.attachment.p);
    CHECK(memmem(out_view(&v.out).p, v.out.len, "Not the document that was kept", 30) != NULL);
    out_free(&v.out);
    desk_close(&d);
}
