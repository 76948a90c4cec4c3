/* demo_cedar.c -- the demonstration: the Cedar family. */
#include "app/demo_family.h"

/* A referral of yesterday by an agency: a toddler in foster care. Nothing but the people is recorded;
 * the intake checkpoint says what is missing. */

static const struct demo_person people[] = {
    { .key = "leo", .kind = "child", .name = "Leo Cedar", .months = 28, .language = "English" },
    { .key = "samuel",
      .kind = "adult",
      .name = "Samuel Cedar",
      .months = 301,
      .language = "English",
      .safe_contact = "Call after 15:00",
      .phone = "+1 503 555 0175" },
    { .key = "helen",
      .kind = "adult",
      .name = "Helen Poplar",
      .months = 588,
      .language = "English",
      .phone = "+1 503 555 0131" },
    { .key = "paul", .kind = "adult", .name = "Paul Poplar", .months = 602, .language = "English" },
    { .key = "chestnut",
      .kind = "professional",
      .name = "Dora Chestnut",
      .profession = "cps_worker",
      .organisation = "Willow County Child Welfare",
      .phone = "+1 503 555 0199" },
};

static const struct demo_role roles[] = {
    { .person = "samuel",
      .children = "leo",
      .role = "contact_parent",
      .relation = "father",
      .from = -60 },
    { .person = "helen",
      .children = "leo",
      .role = "guardian",
      .relation = "foster mother",
      .from = -60 },
    { .person = "paul",
      .children = "leo",
      .role = "guardian",
      .relation = "foster father",
      .from = -60 },
    { .person = "chestnut", .role = "professional", .relation = "agency worker", .from = -60 },
};

static const struct demo_visit visits[] = {
    { .day = 1,
      .at = "10:00",
      .kind = "parent",
      .people = "samuel",
      .room = "Oak room",
      .minutes = 50 },
    { .day = 4,
      .at = "10:00",
      .kind = "parent",
      .people = "helen paul",
      .room = "Oak room",
      .minutes = 50 },
};

static const struct demo_offer offers[] = {
    { -1, "helen", "phone", NULL, NULL },
};

static const struct demo_reply replies[] = {
    { -1, "RS5", "agency_worker", "Referral of the agency",
      "Dora Chestnut. The agency asks whether and how, and sets no date." },
};

const struct demo_family demo_cedar = {
    .title = "Cedar",
    .letters = "T5HX",
    .origin = "agency",
    .source = "Willow County Child Welfare",
    .reason = "Leo has lived with foster carers for two months. The agency asks whether and how he "
              "and his father can come together again.",
    .scenarios = "RS5 RS1",
    .referred = -3,
    .opened = -1,
    .team = "supervisor",
    DEMO_ROWS(offers),
    DEMO_ROWS(replies),
    DEMO_ROWS(people),
    DEMO_ROWS(roles),
    DEMO_ROWS(visits),
};
