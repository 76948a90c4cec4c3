#include "web/http/peer.h"

#include <arpa/inet.h>
#include <string.h>

#define MAPPED UINT64_C(0xFFFF00000000)

static uint64_t big_endian(const unsigned char *b)
{
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < 8; i++)
        n = n << 8 | b[i];
    return n;
}

struct peer peer_of(struct str address)
{
    char z[INET6_ADDRSTRLEN] = { 0 };
    unsigned char b[16];
    struct in_addr v4;
    uint64_t low;

    if (!address.len || address.len >= sizeof z)
        return PEER_NOBODY;
    memcpy(z, address.p, address.len);
    if (inet_pton(AF_INET, z, &v4) == 1)
        return (struct peer){ .low = MAPPED | ntohl(v4.s_addr) };
    if (inet_pton(AF_INET6, z, b) != 1)
        return PEER_NOBODY;
    low = big_endian(b + 8);
    if (big_endian(b) == 0 && low >> 32 == MAPPED >> 32)
        return (struct peer){ .low = low };
    /* The network ::/64 has no hosts but the one that speaks to itself. */
    return (struct peer){ .high = big_endian(b), .low = big_endian(b) ? 0 : 1 };
}
