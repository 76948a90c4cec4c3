/* test_conn.c -- how long a connection may take for each of its phases, and who goes when there are
 * too many. */
#include "web/http/conn.h"

#include "test.h"

#include <sys/socket.h>
#include <unistd.h>

static bool late(enum conn_phase phase, int64_t ms, int64_t bytes, bool later)
{
    return conn_late(phase, ms, bytes, 10, 15, later);
}

TEST(a_head_has_ten_seconds_and_on_a_kept_connection_the_idle_time_besides)
{
    CHECK(!late(CONN_HEAD, 10000, 0, false));
    CHECK(late(CONN_HEAD, 10001, 0, false));
    CHECK(late(CONN_HEAD, 10001, 9999, false));
    CHECK(!late(CONN_HEAD, 25000, 0, true));
    CHECK(late(CONN_HEAD, 25001, 0, true));
}

TEST(a_body_keeps_up_a_kibibyte_a_second_after_five_seconds)
{
    CHECK(!late(CONN_BODY, 5000, 0, false));
    CHECK(late(CONN_BODY, 5002, 1, false));
    CHECK(!late(CONN_BODY, 15000, 10240, false));
    CHECK(late(CONN_BODY, 15000, 10200, false));
    CHECK(!late(CONN_BODY, 600000, 100 << 20, false));
}

TEST(a_worker_has_its_time_and_a_reader_of_the_answer_half_a_minute_and_more_for_more)
{
    CHECK(!late(CONN_SERVE, 3600000, 0, false));
    CHECK(!late(CONN_SEND, 30000, 0, false));
    CHECK(late(CONN_SEND, 30001, 0, false));
    CHECK(!late(CONN_SEND, 130000, 100 << 10, false));
    CHECK(late(CONN_SEND, 130001, 100 << 10, false));
}

#define ENDS 16

/* A table, and for each connection in it the client's end. */
struct crowd {
    struct conns t;
    struct conn *c[ENDS];
    int ours[ENDS], theirs[ENDS];
    size_t n;
};

static void crowd_start(struct crowd *k, uint32_t n, uint32_t per_peer)
{
    const struct conns_config c = { .n = n, .per_peer = per_peer, .header_s = 60, .idle_s = 60 };
    struct rw_err e = { 0 };

    *k = (struct crowd){ 0 };
    CHECK(conns_start(&k->t, &c, &e) == RW_OK);
}

static struct conn *come(struct crowd *k, const char *address)
{
    int ends[2];

    CHECK(k->n < ENDS && socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
    k->ours[k->n] = ends[0];
    k->theirs[k->n] = ends[1];
    k->c[k->n] = conn_open(&k->t, ends[0], str_of(address), peer_of(str_of(address)));
    if (k->c[k->n]) /* the later it came, the later its time, however fast this runs */
        atomic_store(&k->c[k->n]->since_ms, (int64_t)k->n);
    return k->c[k->n++];
}

static bool gone(const struct crowd *k, size_t i)
{
    char byte;

    return recv(k->theirs[i], &byte, 1, 0) == 0;
}

static void crowd_stop(struct crowd *k)
{
    size_t i;

    for (i = 0; i < k->n; i++) {
        if (k->c[i])
            conn_close(&k->t, k->c[i]);
        close(k->ours[i]);
        close(k->theirs[i]);
    }
    CHECK(k->t.open == 0);
    conns_stop(&k->t);
}

TEST(one_address_has_so_many_connections_and_its_oldest_goes)
{
    struct crowd k;

    crowd_start(&k, 12, 2);
    CHECK(come(&k, "192.0.2.1") && come(&k, "192.0.2.2") && come(&k, "192.0.2.1"));
    CHECK(!gone(&k, 0));
    CHECK(come(&k, "192.0.2.1"));
    CHECK(gone(&k, 0) && !gone(&k, 1) && !gone(&k, 2) && !gone(&k, 3));
    CHECK(k.t.open == 3);
    crowd_stop(&k);
}

TEST(somebody_known_goes_last)
{
    struct crowd k;

    crowd_start(&k, 12, 2);
    CHECK(come(&k, "192.0.2.1") && come(&k, "192.0.2.1"));
    atomic_store(&k.c[0]->known, true);
    CHECK(come(&k, "192.0.2.1"));
    CHECK(!gone(&k, 0) && gone(&k, 1));
    atomic_store(&k.c[2]->known, true);
    CHECK(come(&k, "192.0.2.1"));
    CHECK(gone(&k, 0) && !gone(&k, 2));
    crowd_stop(&k);
}

TEST(what_a_worker_is_busy_with_stays_and_the_new_one_finds_no_place)
{
    struct crowd k;

    crowd_start(&k, 12, 2);
    CHECK(come(&k, "192.0.2.1") && come(&k, "192.0.2.1"));
    conn_phase(k.c[0], CONN_SERVE, 0);
    conn_phase(k.c[1], CONN_SERVE, 0);
    CHECK(!come(&k, "192.0.2.1") && come(&k, "192.0.2.2"));
    CHECK(!gone(&k, 0) && !gone(&k, 1));
    crowd_stop(&k);
}

TEST(all_together_have_so_many_and_the_oldest_of_all_goes)
{
    struct crowd k;

    crowd_start(&k, 3, 2);
    CHECK(come(&k, "192.0.2.1") && come(&k, "192.0.2.2") && come(&k, "192.0.2.3"));
    atomic_store(&k.c[0]->known, true);
    CHECK(come(&k, "192.0.2.4"));
    CHECK(!gone(&k, 0) && gone(&k, 1) && !gone(&k, 2));
    CHECK(k.t.open == 3);
    crowd_stop(&k);
}

TEST(behind_a_proxy_requests_count_for_whom_they_come_from)
{
    const struct peer a = peer_of(STR("198.51.100.7"));
    struct crowd k;
    size_t i;

    crowd_start(&k, 12, 2);
    for (i = 0; i < 4; i++)
        CHECK(come(&k, "") != NULL);
    for (i = 0; i < 3; i++)
        conn_phase(k.c[i], CONN_SERVE, 0);
    CHECK(conn_lend(&k.t, k.c[0], a) && conn_lend(&k.t, k.c[1], a));
    CHECK(!conn_lend(&k.t, k.c[2], a));
    CHECK(conn_lend(&k.t, k.c[2], peer_of(STR("198.51.100.8"))));
    conn_return(&k.t, k.c[0]);
    CHECK(conn_lend(&k.t, k.c[3], a));
    CHECK(!gone(&k, 0) && !gone(&k, 1) && !gone(&k, 2) && !gone(&k, 3));
    crowd_stop(&k);
}

TEST(at_the_end_nobody_is_waited_for_who_still_sends)
{
    struct crowd k;

    crowd_start(&k, 12, 0);
    CHECK(come(&k, "192.0.2.1") && come(&k, "192.0.2.1") && come(&k, "192.0.2.1"));
    conn_phase(k.c[1], CONN_BODY, 0);
    conn_phase(k.c[2], CONN_SEND, 10);
    conns_hurry(&k.t);
    CHECK(gone(&k, 0) && gone(&k, 1) && !gone(&k, 2));
    crowd_stop(&k);
}
