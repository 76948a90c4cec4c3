/* test_peer.c -- whom a connection is counted for. */
#include "web/http/peer.h"

#include "test.h"

static bool same(const char *a, const char *b)
{
    return peer_same(peer_of(str_of(a)), peer_of(str_of(b)));
}

static bool nobody(const char *a)
{
    return peer_same(peer_of(str_of(a)), PEER_NOBODY);
}

TEST(each_ipv4_address_is_somebody_else)
{
    CHECK(same("192.0.2.1", "192.0.2.1") && !nobody("192.0.2.1"));
    CHECK(!same("192.0.2.1", "192.0.2.2") && !same("192.0.2.1", "192.0.3.1"));
    CHECK(same("192.0.2.1", "::ffff:192.0.2.1"));
}

TEST(of_ipv6_a_whole_network_is_one)
{
    CHECK(same("2001:db8::1", "2001:db8::ffff:1:2") && !nobody("2001:db8::1"));
    CHECK(!same("2001:db8::1", "2001:db8:0:1::1"));
    CHECK(!nobody("::1") && !same("::1", "127.0.0.1"));
}

TEST(what_is_no_address_is_nobody)
{
    CHECK(nobody("") && nobody("here") && nobody("192.0.2.1:80") && nobody("192.0.2"));
    CHECK(nobody("2001:db8::1 and far more than any address has, so that it would not fit"));
}
