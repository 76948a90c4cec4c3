/* demo_birch.c -- the demonstration: the Birch family. */
#include "app/demo_family.h"

/* Came in already under way, of their own will. A young person with two mothers; an illness of one
 * of them interrupted contact and has been treated since. The other mother's address is protected.
 */

static const struct demo_person people[] = {
    { .key = "iris",
      .kind = "child",
      .name = "Iris Birch",
      .months = 184,
      .language = "English",
      .phase = "P4",
      .track = "B",
      .level = "L4",
      .access = "Likes to hear the plan for the hour at its beginning." },
    { .key = "ruth",
      .kind = "adult",
      .name = "Ruth Birch",
      .months = 530,
      .language = "English",
      .safe_contact = "Call, mornings",
      .phone = "+1 503 555 0188",
      .email = "ruth.birch@example.org" },
    { .key = "karin",
      .kind = "adult",
      .name = "Karin Elder",
      .months = 512,
      .language = "English",
      .is_protected = true,
      .safe_contact = "Message through the practice only",
      .phone = "+1 503 555 0123",
      .address = "12 Hidden Lane, Elsewhere" },
    { .key = "agnes", .kind = "adult", .name = "Agnes Birch", .language = "English" },
    { .key = "laurel",
      .kind = "professional",
      .name = "Daniel Laurel",
      .profession = "adult_therapist",
      .organisation = "Psychiatrist of Ruth Birch" },
    { .key = "myrtle",
      .kind = "professional",
      .name = "Joan Myrtle",
      .profession = "child_therapist",
      .organisation = "Northside Youth Counseling" },
};

static const struct demo_role roles[] = {
    { .person = "ruth",
      .children = "iris",
      .role = "contact_parent",
      .relation = "mother",
      .from = -420 },
    { .person = "karin",
      .children = "iris",
      .role = "home_parent",
      .relation = "mother",
      .from = -420 },
    { .person = "agnes",
      .children = "iris",
      .role = "extended",
      .relation = "grandmother",
      .from = -420 },
    { .person = "laurel", .role = "professional", .relation = "Ruth's psychiatrist", .from = -300 },
    { .person = "myrtle",
      .children = "iris",
      .role = "professional",
      .relation = "Iris's own therapist",
      .from = -300 },
};

static const struct demo_paper papers[] = {
    { .key = "summary",
      .kind = "report",
      .name = "handover-summary.pdf",
      .title = "Summary at handover",
      .text = "Iris and Ruth have met in the office, with a therapist in the room, seven times.\n"
              "Ruth's illness has been treated for fourteen months and is stable; her psychiatrist "
              "is in touch with the practice.\n"
              "Iris decides before each meeting whether it takes place.",
      .dated = -26,
      .pdf = true },
    { .key = "oldnotes",
      .kind = "note",
      .name = "earlier-session-notes.txt",
      .title = "Notes of the earlier practice",
      .text = "Seven contact sessions, kept as they came with their own dates.",
      .dated = -40 },
    { .key = "custody",
      .kind = "agreement",
      .name = "shared-custody.txt",
      .title = "Agreement of both mothers",
      .text = "Ruth Birch and Karin Elder share legal custody of Iris. No court is involved.",
      .dated = -60 },
    { .key = "stable",
      .kind = "medical",
      .name = "letter-of-stability.txt",
      .title = "Letter of Ruth Birch's psychiatrist",
      .text = "Treatment is kept. Stable for more than a year. I know of nothing that stands "
              "against contact.",
      .dated = -18,
      .recorded = -17 },
};

static const struct demo_visit visits[] = {
    { .day = -20,
      .at = "10:00",
      .kind = "parent",
      .people = "ruth",
      .room = "Birch room",
      .minutes = 50,
      .tags = "expectations safety",
      .body = "First talk here. Ruth told of her treatment and of what she does when sleep goes "
              "wrong. Asked alone about safety." },
    { .day = -19,
      .at = "12:00",
      .kind = "parent_remote",
      .people = "karin",
      .minutes = 50,
      .note = "parent",
      .tags = "expectations safety",
      .body = "First talk by video. Karin supports what Iris wants. Asked alone about safety; her "
              "address stays protected." },
    { .day = -18,
      .at = "14:00",
      .kind = "child",
      .people = "iris",
      .room = "Garden room",
      .minutes = 50,
      .cls = "C",
      .tags = "readiness changing_feelings",
      .body = "Iris wants to go on meeting Ruth here and to keep deciding each time." },
    { .day = -13,
      .at = "13:00",
      .kind = "contact",
      .people = "iris ruth",
      .room = "Garden room",
      .minutes = 45,
      .tags = "consistency making_meaning",
      .body = "They cooked soup in the kitchen of the practice. Iris set the end ten minutes early "
              "and it was kept." },
    { .day = -7,
      .at = "13:00",
      .kind = "contact",
      .people = "iris ruth",
      .room = "Garden room",
      .minutes = 45,
      .off = "child_declined",
      .not_started = true },
    { .day = -5,
      .at = "12:10",
      .note = "collateral",
      .people = "myrtle",
      .minutes = 20,
      .tags = "safety",
      .body = "With a release: Iris's own therapist knows of the meetings and has no concern." },
    { .day = -4,
      .at = "14:00",
      .kind = "child",
      .people = "iris",
      .room = "Garden room",
      .minutes = 50,
      .cls = "C",
      .tags = "coping",
      .body = "Iris had an exam and wanted a quiet week. She plans the next meeting herself." },
    { .day = 0,
      .at = "13:00",
      .kind = "contact",
      .people = "iris ruth",
      .room = "Garden room",
      .minutes = 45 },
    { .day = 3, .at = "12:00", .kind = "parent_remote", .people = "karin", .minutes = 50 },
    { .day = 7,
      .at = "13:00",
      .kind = "contact",
      .people = "iris ruth",
      .room = "Garden room",
      .minutes = 45 },
};

static const struct demo_record records[] = {
    { -17, "iris", "G0.g", NULL, NULL, "First talk about safety, alone.", NULL },
    { -17, NULL, "G0.h", NULL, NULL, "Asked of both; Karin's address is protected.", NULL },
    { -17, NULL, "G0.j", NULL, NULL, "Taken over from the clinic, under way.", NULL },
    { -17, "iris", "ALL.a", NULL, NULL, "Asked alone; nothing new.", NULL },
    { -17, "iris", "ALL.b", NULL, NULL, "Looked at again.", NULL },
    { -17, "iris", "G1.b", NULL, NULL, "Screen complete, alone.", NULL },
    { -17, "iris", "G3.h", NULL, NULL, "Both therapists are informed, with releases.", NULL },
    { -4, "iris", "G3.a-child", NULL, NULL, "Open to it.", NULL },
};

static const struct demo_signs signs[] = {
    { -17, "iris", NULL, "Each sign looked at with the letter of the psychiatrist; none is open.",
      NULL, NULL },
};

static const struct demo_goal goals[] = {
    { -16, "G1", "in_use", NULL, "Iris decides before each meeting." },
    { -16, "G5", "in_use", NULL, "Doing one thing together each time." },
    { -16, "G6", "in_use", NULL, "Iris writes the plan with us." },
    { -16, "G7", "not_now", "The mothers write through the practice for now.", NULL },
};

static const struct demo_custody custodies[] = {
    { "iris", "joint_both", "ruth karin", "custody", true },
};

static const struct demo_agreement agreements[] = {
    { -17, "iris", NULL },
};

static const struct demo_answer answers[] = {
    { -4, "iris", "yes", "Yes, to a meeting here." },
};

static const struct demo_offer offers[] = {
    { -21, "ruth", "phone", NULL, NULL },
    { -20, "karin", "email", NULL, NULL },
};

static const struct demo_reply replies[] = {
    { -19, "RS3", "illness_treatment", "Letter of the psychiatrist",
      "In treatment for three years, stable for one." },
};

const struct demo_family demo_birch = {
    .title = "Birch",
    .letters = "M3RW",
    .origin = "voluntary",
    .source = "Earlier practice, at the family's wish",
    .reason = "An illness of one mother interrupted contact for a year. She is well, and the "
              "family wants to go on with the meetings that began elsewhere.",
    .scenarios = "RS3 RS8",
    .referred = -24,
    .opened = -21,
    .attested = -17,
    .as_of = -23,
    DEMO_ROWS(offers),
    DEMO_ROWS(replies),
    DEMO_ROWS(people),
    DEMO_ROWS(roles),
    DEMO_ROWS(papers),
    DEMO_ROWS(visits),
    DEMO_ROWS(records),
    DEMO_ROWS(custodies),
    DEMO_ROWS(agreements),
    DEMO_ROWS(answers),
    DEMO_ROWS(signs),
    DEMO_ROWS(goals),
};
