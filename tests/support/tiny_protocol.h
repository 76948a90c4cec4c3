/* tiny_protocol.h -- a protocol of a few lines, to be spoilt in tests. */
#ifndef RW_TESTS_TINY_PROTOCOL_H
#define RW_TESTS_TINY_PROTOCOL_H

#include "base/str.h"

/* A whole, sound protocol file: phases ONE and TWO, checkpoint GO from intake, NEXT between them. */
struct str tiny_protocol(struct arena *a);

/* The text with the first `old` replaced; fails the test where it is not found. */
struct str text_swap(struct arena *a, struct str text, const char *old, const char *new_text);

#endif
