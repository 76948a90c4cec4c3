/* peer.h -- whom a connection is counted for: one IPv4 address, or one network of IPv6. */
#ifndef RW_WEB_HTTP_PEER_H
#define RW_WEB_HTTP_PEER_H

#include "base/str.h"

/* An IPv4 address as IPv6 writes it, or the first half of an IPv6 address, which is what one house
 * is given. Nothing but zeros is nobody, for whom nothing is counted. */
struct peer {
    uint64_t high, low;
};

#define PEER_NOBODY ((struct peer){ 0 })

/* From "192.0.2.1" or "2001:db8::1"; nobody where it is neither. */
struct peer peer_of(struct str address);

static inline bool peer_same(struct peer a, struct peer b)
{
    return a.high == b.high && a.low == b.low;
}

#endif
