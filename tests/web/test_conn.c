/* test_conn.c -- how long a connection may take for each of its phases. */
#include "web/http/conn.h"

#include "test.h"

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
