#include "support/page_ceiling.h"

#include <string.h>

#define STATEMENTS 6
/* That answer criteria of their own, one statement each; and what ended a concern. */
#define ROOMS 13 /* the last where a child is paused: since when */
/* What else keeps a step waiting: holds, and a message or a report from around the family. */
#define WAITS 2

/* What looks at everything at once has a ceiling of its own, with the reason; nothing else has. */
static const struct {
    const char *path;
    int statements;
    const char *why;
} wide[] = {
    { "/cases/:case/reports/:report", 17, "filled from every table, searched for what is hidden" },
    { "/cases/:case/reports/:report/pdf", 17, "the same" },
    { "/cases/:case", STATEMENTS + ROOMS + WAITS, "each room that may stand in the way" },
    { "/cases/:case/consent", STATEMENTS + ROOMS + 2, "the children's answers and own consent" },
    { "/cases/:case/privilege*", STATEMENTS + ROOMS, "who may decide rests on each room" },
    { "/cases/:case/releases*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/requests*", STATEMENTS + ROOMS + 5, "and what stands in an answer's way" },
    { "/cases/:case/parity", STATEMENTS + ROOMS + 4, "appointments, requests and releases too" },
    { "/cases/:case/children/:child/answer/new", STATEMENTS + ROOMS + 1, "appointments too" },
    { "/cases/:case/children/:child/consent/:adult", STATEMENTS + ROOMS + 2, "papers and orders" },
    { "/cases/:case/appointments/:appointment/edit", STATEMENTS + 1, "and who stands in" },
    { "/today", 10, "every room has a day: licences that end, clocks, for whom one stands in" },
    { "/cases/:case/safety", 27,
      "all that was asked, reported and pressed of a family, on one page" },
    { "/cases/:case/safety/allegations/:allegation", 25, "what it may repeat, who was asked" },
    { "/cases/:case/children/*", STATEMENTS + ROOMS + WAITS, "a checkpoint asks each room" },
    { "/cases/:case/decisions/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/overrides/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/holds/:hold/lift", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/contact", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/intake", STATEMENTS + ROOMS + 1, "the same; referral, scenarios, answers" },
    { "/cases/:case/people/:person/intake", STATEMENTS + ROOMS, "the same; fees, forms" },
    { "/cases/:case/people/:person/packet", STATEMENTS + 2, "all that is printed" },
    { "/cases/:case/orders/:order/contact", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/agreements/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/safety/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/readiness", STATEMENTS + ROOMS,
      "who is asked what follows from the same rows" },
    { "/cases/:case/readiness/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/commitments", STATEMENTS + ROOMS + 1, "both parents' weeks and returns too" },
    { "/cases/:case/commitments/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/review", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/review/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/coping", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/coping/*", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/protocol", STATEMENTS + ROOMS, "a child stands where the rooms say" },
    { "/cases/:case/signs", STATEMENTS + ROOMS, "the same" },
    { "/cases/:case/signs/again", STATEMENTS + ROOMS + 2, "papers and notes too" },
    { "/cases/:case/conditions*", STATEMENTS + ROOMS + 2, "who is around, their words, obstacles" },
    { "/cases/:case/grief*", STATEMENTS + ROOMS, "each parent of the rooms' rows" },
    { "/cases/:case/maintenance*", STATEMENTS + ROOMS + 1, "check-ins and plans besides" },
};

int page_ceiling(const struct route *route)
{
    size_t i;

    for (i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t n = strcspn(wide[i].path, "*");

        if (wide[i].path[n] ? strncmp(wide[i].path, route->path, n) == 0
                            : strcmp(wide[i].path, route->path) == 0)
            return wide[i].statements;
    }
    return STATEMENTS;
}
