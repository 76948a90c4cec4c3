#include "web/http/exchange.h"

#include "web/http/headers.h"

#include <string.h>

struct exchange *exchange_new(struct http *h, struct conn *c, struct MHD_Connection *connection,
                              const char *target)
{
    struct arena mem;
    struct exchange *x;

    if (!c || !arena_make(&mem, RW_EXCHANGE_ARENA))
        return NULL;
    x = arena_new(&mem, struct exchange);
    x->head.target = str_copy(&mem, str_of(target));
    x->target_at = (uintptr_t)target;
    x->mem = mem;
    x->http = h;
    x->conn = c;
    x->connection = connection;
    x->request = (struct http_request){ .head = &x->head };
    x->answer = (struct http_answer){ .status = 500, .mem = &x->mem };
    out_init(&x->body, RW_FORM_MAX);
    out_init(&x->answer.body, RW_PAGE_MAX);
    atomic_fetch_add(&h->exchanges, 1);
    return x;
}

void exchange_free(struct exchange *x)
{
    struct http *h = x->http;
    struct arena mem;

    if (x->response)
        MHD_destroy_response(x->response);
    app_download_end(x->answer.stream);
    if (x->has_parts)
        multipart_drop(&x->parts);
    if (x->counts_upload)
        atomic_fetch_sub(&h->uploads, 1);
    if (x->lent)
        conn_return(&h->conns, x->conn);
    out_free(&x->body);
    out_free(&x->answer.body);
    mem = x->mem;
    arena_free(&mem);
    atomic_fetch_sub(&h->exchanges, 1);
}

static enum MHD_Result take_header(void *arg, enum MHD_ValueKind kind, const char *key,
                                   size_t key_len, const char *value, size_t value_len)
{
    struct exchange *x = arg;
    struct http_head *h = &x->head;

    (void)kind;
    if (h->n == RW_HEADER_COUNT_MAX) {
        h->too_many = true;
        return MHD_NO;
    }
    h->list[h->n++] = (struct http_header){
        str_copy(&x->mem, (struct str){ key ? key : "", key ? key_len : 0 }),
        str_copy(&x->mem, (struct str){ value ? value : "", value ? value_len : 0 }),
    };
    return MHD_YES;
}

static bool is_kind(struct str type, const char *kind)
{
    struct str first;

    return str_cut(&type, ';', &first) && ascii_same(str_trim(first), kind);
}

/* Decides what will become of the body before its first byte. */
static void expect_body(struct exchange *x)
{
    struct http *h = x->http;
    struct str type = head_get(&x->head, "Content-Type");
    int64_t files;

    if (!x->framing.chunked && x->framing.length == 0)
        return;
    x->cap = h->config.body_max(h->config.app, &x->mem, &x->head, false);
    if (is_kind(type, "application/x-www-form-urlencoded"))
        return;
    files = is_kind(type, "multipart/form-data")
                ? h->config.body_max(h->config.app, &x->mem, &x->head, true)
                : 0;
    if (!files) {
        x->request.refuse = 415;
        return;
    }
    x->cap = files;
    x->counts_upload = true;
    if (atomic_fetch_add(&h->uploads, 1) >= h->config.uploads)
        x->request.refuse = 503;
    x->has_parts = multipart_start(&x->parts, &x->mem, type, h->config.app, x->request.refuse == 0);
    if (!x->has_parts)
        x->request.refuse = 400;
}

/* Of the addresses that a proxy hands on, the last, which is the only one that it wrote itself. */
static struct str forwarded_for(const struct http_head *h)
{
    struct str all = head_get(h, "X-Forwarded-For"), last = STR_NULL;

    if (head_count(h, "X-Forwarded-For") != 1)
        return STR_NULL;
    while (str_cut(&all, ',', &last))
        ;
    return str_trim(last);
}

/* Who is this? false: somebody behind the proxy who has too many requests at work already. */
static bool take_place(struct exchange *x)
{
    const struct http_config *c = &x->http->config;
    struct peer peer = PEER_NOBODY;

    atomic_store(&x->conn->known, c->known && c->known(c->app, &x->mem, &x->head));
    if (c->proxy.len && str_is(c->proxy, x->conn->address))
        peer = peer_of(forwarded_for(&x->head));
    if (peer_same(peer, PEER_NOBODY))
        return true;
    x->lent = conn_lend(&x->http->conns, x->conn, peer);
    return x->lent;
}

int exchange_head(struct exchange *x, const char *method, const char *version)
{
    int refuse;

    x->head.method = str_copy(&x->mem, str_of(method));
    x->head.version = str_copy(&x->mem, str_of(version));
    /* The library ends the target at a NUL that came in it; the version stands one blank after the
     * true end in the same buffer. */
    if ((uintptr_t)version != x->target_at + x->head.target.len + 1)
        return 400;
    MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, take_header, x);
    refuse = x->mem.spent ? 431 : head_check(&x->head, &x->framing);
    if (refuse)
        return refuse;
    if (!take_place(x))
        return 503;
    expect_body(x);
    if (x->framing.length > x->cap && !x->request.refuse)
        x->request.refuse = 413;
    return x->framing.length > x->cap * RW_BODY_PATIENCE ? x->request.refuse : 0;
}

bool exchange_body(struct exchange *x, struct str bytes)
{
    x->got += (int64_t)bytes.len;
    conn_count(x->conn, bytes.len);
    if (x->got > x->cap * RW_BODY_PATIENCE)
        return false;
    if (x->got > x->cap && !x->request.refuse)
        x->request.refuse = 413;
    if (x->request.refuse)
        return true;
    if (x->has_parts)
        multipart_feed(&x->parts, bytes);
    else
        out_bytes(&x->body, bytes.p, bytes.len);
    return true;
}

void exchange_whole(struct exchange *x)
{
    struct http_request *q = &x->request;

    q->post = str_is(x->head.method, "POST");
    q->head_only = str_is(x->head.method, "HEAD");
    q->address = str_of(x->conn->address);
    q->body = out_view(&x->body);
    if (!x->has_parts)
        return;
    q->parts = &x->parts;
    if (x->parts.too_large)
        q->refuse = 413;
    else if (!q->refuse && x->parts.broken)
        q->refuse = 503;
    else if (!q->refuse && !multipart_whole(&x->parts))
        q->refuse = 400;
}

void exchange_refuse(struct exchange *x, int status)
{
    struct http_answer *w = &x->answer;

    out_clear(&w->body);
    w->nheaders = 0;
    w->status = status;
    w->fixed = str_of(plain_page(status));
    w->close = status != 503 || x->state == EXCHANGE_NEW;
    answer_header(w, "Content-Type", STR("text/html; charset=utf-8"));
    if (status == 405)
        answer_header(w, "Allow", STR("GET, HEAD, POST"));
    if (status == 503)
        answer_header(w, "Retry-After", STR("2"));
    exchange_respond(x);
}

void answer_header(struct http_answer *w, const char *name, struct str value)
{
    if (w->nheaders == RW_ANSWER_HEADERS || !value.p || !str_clean(value, false))
        return;
    w->headers[w->nheaders++] = (struct http_header){ str_of(name), str_of(str_z(w->mem, value)) };
}

/* A file on its way out, one piece at a time. */
struct stream_out {
    struct arena own;
    struct download *file;
    unsigned char *piece;
    size_t have, at;
};

static ssize_t stream_read(void *arg, uint64_t pos, char *buf, size_t max)
{
    struct stream_out *s = arg;
    struct rw_err e;
    size_t n;

    (void)pos;
    if (s->at == s->have) {
        s->at = 0;
        if (app_download_read(s->file, s->piece, &s->have, &e))
            return MHD_CONTENT_READER_END_WITH_ERROR;
        if (s->have == 0)
            return MHD_CONTENT_READER_END_OF_STREAM;
    }
    n = s->have - s->at < max ? s->have - s->at : max;
    memcpy(buf, s->piece + s->at, n);
    s->at += n;
    return (ssize_t)n;
}

static void stream_free_out(void *arg)
{
    struct stream_out *s = arg;
    struct arena own = s->own;

    app_download_end(s->file);
    arena_free(&own);
}

static struct MHD_Response *stream_response(struct http_answer *w)
{
    size_t piece = app_download_piece();
    struct arena own;
    struct stream_out *s;
    struct MHD_Response *r;

    if (!arena_make(&own, sizeof *s + piece + 64))
        return NULL;
    s = arena_new(&own, struct stream_out);
    s->piece = arena_array(&own, unsigned char, piece);
    s->file = w->stream;
    s->own = own;
    r = MHD_create_response_from_callback((uint64_t)w->stream_size, 32768, stream_read, s,
                                          stream_free_out);
    if (r)
        w->stream = NULL;
    else
        arena_free(&own);
    return r;
}

static struct MHD_Response *body_response(const struct http_answer *w)
{
    union {
        const char *from;
        void *to;
    } bytes; /* the library takes a void * that it only reads */
    struct str s = w->fixed.p ? w->fixed : out_view(&w->body);

    bytes.from = s.p;
    return MHD_create_response_from_buffer(s.len, bytes.to, MHD_RESPMEM_PERSISTENT);
}

void exchange_respond(struct exchange *x)
{
    struct http_answer *w = &x->answer;
    struct MHD_Response *r;
    size_t i;

    if (w->body.over && !w->fixed.p && !w->stream) {
        out_clear(&w->body);
        w->status = 500;
        w->fixed = str_of(plain_page(503));
    }
    r = w->stream ? stream_response(w) : body_response(w);
    if (!r)
        return;
    for (i = 0; i < fixed_headers_n; i++)
        MHD_add_response_header(r, fixed_headers[i].name, fixed_headers[i].value);
    MHD_add_response_header(r, "Content-Security-Policy", header_csp(w->sandbox));
    MHD_add_response_header(r, "Cache-Control", header_cache(w->cacheable));
    for (i = 0; i < w->nheaders; i++)
        MHD_add_response_header(r, w->headers[i].name.p, w->headers[i].value.p);
    if (w->close || atomic_load(&x->http->stopping))
        MHD_add_response_header(r, "Connection", "close");
    x->response = r;
}
