/* test_framing.c -- requests on which two readers may disagree where they end are refused, and after
 * every one of them a sentinel request gets exactly one answer or none: nothing is smuggled. */
#include "support/web_kit.h"

#include "app/clock.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define H "Host: here\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define SENTINEL "GET /sentinel HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"

static enum rw_status make_worker(void *arg, void **worker, struct rw_err *e)
{
    (void)arg;
    (void)e;
    *worker = NULL;
    return RW_OK;
}

static void drop_worker(void *worker)
{
    (void)worker;
}

static int64_t no_files(const struct app *app, struct arena *mem, const struct http_head *head,
                        bool files)
{
    (void)app;
    (void)mem;
    (void)head;
    return files ? 0 : RW_FORM_MAX;
}

static void say(void *worker, const struct http_request *q, struct http_answer *w)
{
    (void)worker;
    w->status = q->refuse ? q->refuse : 200;
    answer_header(w, "Content-Type", STR("text/plain; charset=utf-8"));
    if (str_is(q->head->target, "/slow"))
        usleep(300000);
    out_fmt(&w->body, "[answer to %.*s, body %zu]", STR_ARG(q->head->target), q->body.len);
}

static struct http_config config(void)
{
    return (struct http_config){
        .body_max = no_files, .worker_make = make_worker, .worker_drop = drop_worker, .handle = say
    };
}

static size_t count(struct str s, const char *words)
{
    size_t i, n = 0, len = strlen(words);

    for (i = 0; i + len <= s.len; i++)
        n += memcmp(s.p + i, words, len) == 0;
    return n;
}

struct vector {
    const char *name;
    struct str bytes;
    int status; /* 0: closed without an answer of ours */
    bool goes_on; /* the sentinel is answered; otherwise the connection was closed before it */
};

#define V(n, text, st, on)                                                                         \
    {                                                                                              \
        .name = n, .bytes = { text, sizeof(text) - 1 }, .status = st, .goes_on = on                \
    }
#define POST "POST /a HTTP/1.1\r\n" H FORM

static const struct vector vectors[] = {
    V("plain get", "GET /a HTTP/1.1\r\n" H "\r\n", 200, true),
    V("plain post", POST "Content-Length: 3\r\n\r\na=b", 200, true),
    V("chunked post", POST "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n", 200, true),
    V("empty lines first", "\r\n\r\nGET /a HTTP/1.1\r\n" H "\r\n", 200, true),
    V("two lengths", POST "Content-Length: 3\r\nContent-Length: 5\r\n\r\na=bcd", 400, false),
    V("two equal lengths", POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b", 400, false),
    V("list of lengths", POST "Content-Length: 3, 3\r\n\r\na=b", 400, false),
    V("signed length", POST "Content-Length: +3\r\n\r\na=b", 400, false),
    V("negative length", POST "Content-Length: -3\r\n\r\na=b", 400, false),
    V("hex length", POST "Content-Length: 0x3\r\n\r\na=b", 400, false),
    V("huge length", POST "Content-Length: 99999999999999999999999\r\n\r\na=b", 413, false),
    V("ten gigabytes", POST "Content-Length: 10737418240\r\n\r\na=b", 413, false),
    V("length and encoding",
      POST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, false),
    V("encoding and length",
      POST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400, false),
    V("odd encoding", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, false),
    V("list of encodings", POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, false),
    V("chunked twice", POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, false),
    V("two encodings",
      POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400,
      false),
    V("identity", POST "Transfer-Encoding: identity\r\n\r\n", 400, false),
    V("blank before colon", POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400, false),
    V("vertical tab", POST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400, false),
    V("chunked in 1.0", "POST /a HTTP/1.0\r\n" H FORM "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400, false),
    V("get with a body", "GET /a HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\na=b", 400, false),
    V("head with chunks", "HEAD /a HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400, false),
    V("folded encoding", POST "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400, false),
    V("folded length", POST "Content-Length:\r\n 3\r\n\r\na=b", 400, false),
    V("folded host", "GET /a HTTP/1.1\r\nHost:\r\n here\r\n\r\n", 400, false),
    V("folded cookie", "GET /a HTTP/1.1\r\n" H "Cookie: a=b;\r\n\tc=d\r\n\r\n", 400, false),
    V("fold hides a length", "POST /a HTTP/1.1\r\n" H "X-A: 1\r\n Content-Length: 60\r\n\r\n", 400,
      false),
    V("fold first of all", "GET /a HTTP/1.1\r\n Host: x\r\n" H "\r\n", 400, false),
    V("bare CR", POST "X-A: 1\rContent-Length: 3\r\n\r\na=b", 400, false),
    V("NUL in a name", "GET /a HTTP/1.1\r\n" H "X-\0A: 1\r\n\r\n", 400, false),
    V("NUL in the path", "GET /a\0b HTTP/1.1\r\n" H "\r\n", 400, false),
    V("bad chunk size", POST "Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n", 400,
      false),
    V("hex chunk prefix", POST "Transfer-Encoding: chunked\r\n\r\n0x3\r\na=b\r\n0\r\n\r\n", 400,
      false),
    V("signed chunk", POST "Transfer-Encoding: chunked\r\n\r\n+3\r\na=b\r\n0\r\n\r\n", 400, false),
    V("endless chunk",
      POST "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na=b\r\n0\r\n\r\n", 413, false),
    V("chunk without end", POST "Transfer-Encoding: chunked\r\n\r\n3\r\na=bXX0\r\n\r\n", 400,
      false),
    V("length in a trailer",
      POST "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 60\r\n\r\n", 200, true),
    V("no host", "GET /a HTTP/1.1\r\n\r\n", 400, false),
    V("two hosts", "GET /a HTTP/1.1\r\n" H H "\r\n", 400, false),
    V("odd host", "GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, false),
    V("two cookies", "GET /a HTTP/1.1\r\n" H "Cookie: a=b\r\nCookie: a=c\r\n\r\n", 400, false),
    V("blank in a name", "GET /a HTTP/1.1\r\n" H "X A: 1\r\n\r\n", 400, false),
    V("line without colon", "GET /a HTTP/1.1\r\n" H "nothing\r\n\r\n", 400, false),
    V("blank in the path", "GET /a b HTTP/1.1\r\n" H "\r\n", 400, false),
    V("absolute target", "GET http://there/a HTTP/1.1\r\n" H "\r\n", 400, false),
    V("no version", "GET /a\r\n" H "\r\n", 400, false),
    V("another version", "GET /a HTTP/2.0\r\n" H "\r\n", 505, false),
    V("trace", "TRACE /a HTTP/1.1\r\n" H "\r\n", 405, false),
    V("put", "PUT /a HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\na=b", 405, false),
    V("options", "OPTIONS * HTTP/1.1\r\n" H "\r\n", 405, false),
    V("connect", "CONNECT there:80 HTTP/1.1\r\n" H "\r\n", 405, false),
    V("odd expectation", POST "Expect: tea\r\nContent-Length: 3\r\n\r\na=b", 400, false),
    V("json",
      "POST /a HTTP/1.1\r\n" H "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 415,
      true),
};

TEST(no_malformed_request_shifts_where_the_next_one_begins)
{
    struct http_config c = config();
    struct web_kit k;
    size_t i;

    web_kit_start(&k, &c);
    for (i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const struct vector *v = &vectors[i];
        struct talk t = web_talk(&k, str_join(&k.mem, v->bytes, STR(""), STR(SENTINEL)));

        if (t.status != v->status)
            fail_msg("%s: got %d, wanted %d", v->name, t.status, v->status);
        if (count(t.all, "[answer to /sentinel") != v->goes_on)
            fail_msg("%s: the sentinel was answered %zu times", v->name,
                     count(t.all, "[answer to /sentinel"));
    }
    web_kit_stop(&k);
}

static struct str repeat(struct arena *a, const char *before, size_t n, const char *line,
                         const char *after)
{
    struct out o;
    struct str s;

    out_init(&o, 4u << 20);
    out_z(&o, before);
    while (n--)
        out_z(&o, line);
    out_z(&o, after);
    s = str_copy(a, out_view(&o));
    out_free(&o);
    return s;
}

TEST(sizes_are_bounded)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk t;

    web_kit_start(&k, &c);
    t = web_talk(&k,
                 repeat(&k.mem, "GET /", 8100, "a", " HTTP/1.1\r\n" H "Connection: close\r\n\r\n"));
    assert_int_equal(t.status, 200);
    t = web_talk(&k, repeat(&k.mem, "GET /", 9000, "a", " HTTP/1.1\r\n" H "\r\n"));
    assert_int_equal(t.status, 414);
    t = web_talk(&k, repeat(&k.mem, "GET /", 90000, "a", " HTTP/1.1\r\n" H "\r\n"));
    assert_int_equal(t.status, 414);
    t = web_talk(
        &k, repeat(&k.mem, "GET / HTTP/1.1\r\n" H, 98, "X-A: a\r\n", "Connection: close\r\n\r\n"));
    assert_int_equal(t.status, 200);
    t = web_talk(&k, repeat(&k.mem, "GET / HTTP/1.1\r\n" H, 101, "X-A: a\r\n", "\r\n"));
    assert_int_equal(t.status, 431);
    t = web_talk(&k, repeat(&k.mem, "GET / HTTP/1.1\r\n" H "X-A: ", 16500, "a", "\r\n\r\n"));
    assert_int_equal(t.status, 431);
    t = web_talk(&k, repeat(&k.mem, "GET / HTTP/1.1\r\n" H "X-A: ", 100000, "a", "\r\n\r\n"));
    assert_int_equal(t.status, 431);
    web_kit_stop(&k);
}

TEST(a_form_that_is_too_large_is_answered_when_it_has_come)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk t;
    struct str form;

    web_kit_start(&k, &c);
    form = repeat(&k.mem, "a=", RW_FORM_MAX - 2, "x", "");
    t = web_ask(&k, "POST /a", "", form);
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "body 1048576"));
    form = repeat(&k.mem, "a=", RW_FORM_MAX - 1, "x", "");
    t = web_ask(&k, "POST /a", "", form);
    assert_int_equal(t.status, 413);
    web_kit_stop(&k);
}

TEST(every_answer_carries_the_whole_header_set)
{
    static const char *const asked[] = {
        "GET /a HTTP/1.1\r\n" H "Connection: close\r\n\r\n",
        "HEAD /a HTTP/1.1\r\n" H "Connection: close\r\n\r\n",
        "TRACE /a HTTP/1.1\r\n" H "\r\n",
        POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b",
    };
    static const char *const names[] = {
        "Content-Security-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cache-Control",
        "X-Frame-Options",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "X-Robots-Tag",
        "X-DNS-Prefetch-Control",
        "Origin-Agent-Cluster",
    };
    struct http_config c = config();
    struct web_kit k;
    size_t i, n;

    web_kit_start(&k, &c);
    for (i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct talk t = web_talk(&k, str_of(asked[i]));

        for (n = 0; n < sizeof names / sizeof *names; n++)
            if (!talk_header(&t, names[n]).p)
                fail_msg("request %zu: no %s", i, names[n]);
        CHECK_STR(talk_header(&t, "Cache-Control"), "no-store");
        CHECK(!talk_header(&t, "Server").p && !talk_header(&t, "X-Powered-By").p);
        CHECK(!talk_header(&t, "Access-Control-Allow-Origin").p);
    }
    web_kit_stop(&k);
}

TEST(head_answers_like_get_without_the_body)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk get, head;

    web_kit_start(&k, &c);
    get = web_ask(&k, "GET /a", "", STR_NULL);
    head = web_ask(&k, "HEAD /a", "", STR_NULL);
    assert_int_equal(head.status, 200);
    CHECK(head.body.len == 0 && get.body.len > 0);
    CHECK(str_eq(talk_header(&head, "Content-Length"), talk_header(&get, "Content-Length")));
    web_kit_stop(&k);
}

TEST(a_request_head_that_trickles_is_cut_off)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk t;

    c.header_s = 1;
    web_kit_start(&k, &c);
    t = web_talk(&k, STR("GET /a HTTP/1.1\r\nHost: h"));
    assert_int_equal(t.answers, 0);
    t = web_ask(&k, "GET /a", "", STR_NULL);
    assert_int_equal(t.status, 200);
    web_kit_stop(&k);
}

TEST(a_full_queue_says_so_and_when_to_come_back)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk t = { 0 };
    struct str many;

    c.workers = 1;
    c.queue = 1;
    c.io_threads = 1;
    web_kit_start(&k, &c);
    /* One connection answers its requests in order, so the others need sockets of their own. */
    if (fork() == 0) {
        (void)web_ask(&k, "GET /slow", "", STR_NULL);
        _exit(0);
    }
    if (fork() == 0) {
        usleep(50000);
        (void)web_ask(&k, "GET /slow", "", STR_NULL);
        _exit(0);
    }
    usleep(150000);
    many = STR("GET /a HTTP/1.1\r\n" H "Connection: close\r\n\r\n");
    t = web_talk(&k, many);
    assert_int_equal(t.status, 503);
    CHECK_STR(talk_header(&t, "Retry-After"), "2");
    usleep(700000);
    t = web_talk(&k, many);
    assert_int_equal(t.status, 200);
    web_kit_stop(&k);
}

static bool says_known(const struct app *app, struct arena *mem, const struct http_head *head)
{
    (void)app;
    (void)mem;
    return head_get(head, "X-Known").p != NULL;
}

TEST(strangers_in_any_number_leave_workers_and_places_for_those_who_are_known)
{
    struct http_config c = config();
    struct web_kit k;
    struct talk t;
    int64_t began;
    size_t i, strangers = 6;

    c.workers = 2;
    c.queue = 4;
    c.known = says_known;
    web_kit_start(&k, &c);
    for (i = 0; i < strangers; i++)
        if (fork() == 0) {
            (void)web_ask(&k, "GET /slow", "", STR_NULL);
            _exit(0);
        }
    usleep(150000);
    t = web_ask(&k, "GET /a", "", STR_NULL);
    assert_int_equal(t.status, 503);
    began = clock_mono_ns();
    t = web_ask(&k, "GET /a", "X-Known: yes\r\n", STR_NULL);
    assert_int_equal(t.status, 200);
    CHECK(clock_mono_ns() - began < 150000000);
    while (strangers--)
        wait(NULL);
    web_kit_stop(&k);
}

TEST(a_body_that_never_ends_does_not_hold_up_the_end)
{
    struct http_config c = config();
    struct web_kit k;
    int64_t began;
    pid_t child;

    web_kit_start(&k, &c);
    child = fork();
    if (child == 0) {
        (void)web_talk(&k, STR(POST "Content-Length: 300\r\n\r\na=b"));
        _exit(0);
    }
    while (http_busy(k.http) == 0)
        usleep(1000);
    began = clock_mono_ns();
    CHECK(http_stop(k.http, 2));
    CHECK(clock_mono_ns() - began < 2000000000);
    close(k.fd);
    arena_free(&k.mem);
    waitpid(child, NULL, 0);
}
