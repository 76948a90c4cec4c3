#include "web/http/headers.h"

const struct header_row fixed_headers[] = {
    { "Strict-Transport-Security", "max-age=63072000; includeSubDomains" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "X-Frame-Options", "DENY" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Embedder-Policy", "require-corp" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()" },
    { "X-Robots-Tag", "noindex, nofollow" },
    { "X-DNS-Prefetch-Control", "off" },
    { "Origin-Agent-Cluster", "?1" },
};
const size_t fixed_headers_n = sizeof fixed_headers / sizeof *fixed_headers;

const char *header_csp(bool sandbox)
{
    if (sandbox)
        return "sandbox; default-src 'none'";
    return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
           "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

const char *header_cache(bool cacheable)
{
    return cacheable ? "public, max-age=31536000, immutable" : "no-store";
}

#define PAGE(title, text)                                                                          \
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" title               \
    "</title></head><body><h1>" title "</h1><p>" text "</p></body></html>\n"

const char *plain_page(int status)
{
    static const struct {
        int status;
        const char *page;
    } rows[] = {
        { 405, PAGE("Not possible here", "This address takes GET, HEAD and POST only.") },
        { 413, PAGE("Too large", "What was sent is larger than this address takes.") },
        { 414, PAGE("Address too long", "The address that was asked for is too long.") },
        { 431, PAGE("Request too large", "The browser sent more header lines than are read.") },
        { 503, PAGE("Busy", "Too many requests at this moment. Nothing was changed. Please try "
                            "again in a few seconds.") },
        { 505, PAGE("Not understood", "This version of HTTP is not spoken here.") },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status)
            return rows[i].page;
    return PAGE("Not understood", "The request could not be read. Nothing was changed.");
}
