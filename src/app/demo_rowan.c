/* demo_rowan.c -- the demonstration: the Rowan family. */
#include "app/demo_family.h"

/* After harm that a parent had worked on. Preparation went well for months; then the terms were
 * broken once, the court closed the way, and the work was ended for safety: a well-founded no, with
 * somebody else for each of them to turn to. Kept here to be read, nothing more is planned. */

static const struct demo_person people[] = {
    { .key = "lena",
      .kind = "child",
      .name = "Lena Rowan",
      .months = 101,
      .language = "English",
      .level = "L0" },
    { .key = "irene",
      .kind = "adult",
      .name = "Irene Rowan",
      .months = 402,
      .language = "English",
      .safe_contact = "Call before noon",
      .phone = "+1 503 555 0136",
      .email = "irene.rowan@example.org" },
    { .key = "simon",
      .kind = "adult",
      .name = "Simon Rowan",
      .months = 431,
      .language = "English",
      .safe_contact = "Text message",
      .phone = "+1 503 555 0128",
      .email = "simon.rowan@example.org" },
    { .key = "dogwood",
      .kind = "professional",
      .name = "Ellen Dogwood",
      .profession = "child_therapist",
      .organisation = "Riverbend Children's Clinic" },
    { .key = "cherry",
      .kind = "professional",
      .name = "Malik Cherry",
      .profession = "adult_therapist",
      .organisation = "Coordinator, Stillwater Recovery Program" },
    { .key = "basswood",
      .kind = "professional",
      .name = "Tom Basswood",
      .profession = "cps_worker",
      .organisation = "Willow County Child Welfare" },
    { .key = "buckeye",
      .kind = "professional",
      .name = "Rita Buckeye",
      .profession = "attorney",
      .organisation = "For Irene Rowan" },
    { .key = "teak",
      .kind = "professional",
      .name = "Samir Teak",
      .profession = "attorney",
      .organisation = "For Simon Rowan" },
};

static const struct demo_role roles[] = {
    { .person = "irene",
      .children = "lena",
      .role = "contact_parent",
      .relation = "mother",
      .from = -600 },
    { .person = "simon",
      .children = "lena",
      .role = "home_parent",
      .relation = "father",
      .from = -600 },
    { .person = "dogwood",
      .children = "lena",
      .role = "professional",
      .relation = "Lena's own therapist",
      .from = -500 },
    { .person = "cherry", .role = "professional", .relation = "Irene's program", .from = -400 },
    { .person = "basswood", .role = "professional", .relation = "agency worker", .from = -600 },
    { .person = "buckeye", .role = "professional", .relation = "lawyer of Irene", .from = -262 },
    { .person = "teak", .role = "professional", .relation = "lawyer of Simon", .from = -262 },
};

static const struct demo_paper papers[] = {
    { .key = "order",
      .kind = "order",
      .name = "order-therapeutic-preparation.pdf",
      .title = "Order for therapeutic preparation",
      .text = "1. Lena Rowan may be seen; both parents take part separately.\n"
              "2. No contact of Irene Rowan with Lena outside this therapy, at no place.\n"
              "3. Irene Rowan goes on with her program and its tests.\n"
              "4. Report every ninety days and at the end, to the court, both counsel and the "
              "agency.\n"
              "5. The county pays half; each parent pays a quarter.",
      .dated = -268,
      .pdf = true },
    { .key = "finding",
      .kind = "report",
      .name = "agency-closing-summary.pdf",
      .title = "Summary of the agency",
      .text =
          "Lena was hurt twice at home when her mother had been drinking. Founded.\n"
          "Her mother left the home the same week and entered treatment. Her father kept Lena's "
          "school and friends for her.\n"
          "The agency has closed its case and supports careful preparation.",
      .dated = -420,
      .recorded = -258,
      .pdf = true },
    { .key = "program",
      .kind = "medical",
      .name = "program-letter.txt",
      .title = "Letter of the recovery program",
      .text = "With Irene Rowan's release: all groups attended for ten months, tests clear.",
      .dated = -204,
      .recorded = -203 },
    { .key = "agreement",
      .kind = "agreement",
      .name = "treatment-agreement.txt",
      .title = "Treatment agreement",
      .text = "Signed by Irene Rowan and by Simon Rowan, each alone, with the same terms.",
      .dated = -215,
      .recorded = -215 },
    { .key = "suspension",
      .kind = "order",
      .name = "order-no-contact.pdf",
      .title = "Order: no contact until further hearing",
      .text = "1. Irene Rowan has no contact with Lena Rowan in person, by voice, in writing or "
              "through others.\n"
              "2. She may ask for a review after one year of completed treatment.\n"
              "3. The therapy ordered earlier may be closed in a way that is good for the child.",
      .dated = -64,
      .recorded = -63,
      .pdf = true },
    { .key = "reasons",
      .kind = "letter",
      .name = "reasons-for-closing.txt",
      .title = "Reasons for closing, to each parent",
      .text = "The same letter to Irene Rowan and to Simon Rowan; notice to the court in the same "
              "words. Names of people to turn to are on the second page.",
      .dated = -42,
      .recorded = -42 },
};

static const struct demo_clause prepare[] = {
    { "authorises", "Lena may be seen; both parents take part separately.", 1 },
    { "no_contact", "No contact outside this therapy.", 1 },
    { "testing", "Irene goes on with her program and its tests.", 1 },
    { "report", "Every ninety days and at the end.", 2 },
    { "receives", "Court, both counsel, agency.", 2 },
    { "fees", "The county pays half, each parent a quarter.", 2 },
};

static const struct demo_clause suspend[] = {
    { "no_contact", "No contact in person, by voice, in writing or through others.", 1 },
    { "review", "A review may be asked for after a year of completed treatment.", 1 },
    { "termination", "The therapy may be closed in a way that is good for Lena.", 1 },
};

static const struct demo_order orders[] = {
    { .key = "prep",
      .kind = "therapy",
      .title = "Order for therapeutic preparation",
      .paper = "order",
      .signed_on = -268,
      .effective_on = -265,
      .ended = -38,
      .rule = "every_days",
      .every_days = 90,
      .report_to = "Court, both counsel, agency",
      .clauses = prepare,
      .nclauses = sizeof prepare / sizeof *prepare,
      .shares = { { "basswood", 50 }, { "irene", 25 }, { "simon", 25 } } },
    { .key = "stopped",
      .kind = "protective",
      .title = "Order: no contact until further hearing",
      .paper = "suspension",
      .signed_on = -64,
      .effective_on = -64,
      .recorded = -63,
      .rule = "none",
      .clauses = suspend,
      .nclauses = sizeof suspend / sizeof *suspend },
};

static const struct demo_term terms[] = {
    { .order = "prep",
      .children = "lena",
      .person = "irene",
      .supervision = "therapist_in_room",
      .places = "this therapy alone",
      .clause = 2 },
    { .order = "stopped", .children = "lena", .person = "irene", .says = "forbidden", .clause = 1 },
};

static const struct demo_hearing hearings[] = {
    { .kind = "review",
      .at = "10:30",
      .purpose = "Review of the preparation",
      .day = -160,
      .recorded = -240,
      .held = true },
    { .kind = "protective",
      .at = "08:30",
      .purpose = "After what happened at the school",
      .day = -64,
      .recorded = -66,
      .held = true },
};

static const struct demo_visit visits[] = {
    { .day = -257,
      .at = "08:00",
      .kind = "parent",
      .people = "irene",
      .room = "Oak room",
      .minutes = 80,
      .tags = "safety honesty",
      .body = "First interview. Irene began with what she did, not with why. Asked alone about "
              "safety, hers and Lena's." },
    { .day = -255,
      .at = "13:00",
      .kind = "parent",
      .people = "simon",
      .room = "Oak room",
      .minutes = 80,
      .tags = "safety expectations",
      .body = "First interview. Simon would like Lena to have a mother who is well, and is wary. "
              "Asked alone about safety." },
    { .day = -246,
      .at = "16:30",
      .kind = "child",
      .people = "lena",
      .room = "Garden room",
      .minutes = 40,
      .cls = "C",
      .tags = "safety",
      .body = "Lena brought a bag of stones and gave each one somebody's name. Her own was the one "
              "with a line through it; \"it broke and it's still a stone\"." },
    { .day = -236,
      .at = "16:30",
      .kind = "child",
      .people = "lena",
      .room = "Garden room",
      .minutes = 40,
      .cls = "C",
      .tags = "changing_feelings",
      .body = "Second talk, brought by her aunt. Lena misses the songs and does not miss the "
              "evenings." },
    { .day = -230,
      .at = "14:10",
      .note = "collateral",
      .people = "dogwood",
      .minutes = 30,
      .tags = "safety",
      .body = "Lena's own therapist, with a release: sleeping better since the summer; asks to be "
              "heard before each step." },
    { .day = -228,
      .at = "14:10",
      .note = "collateral",
      .people = "cherry",
      .minutes = 20,
      .body = "Irene's program, with her release: what they test and when we would be told." },
    { .day = -185,
      .at = "08:00",
      .kind = "psychoeducation",
      .people = "irene",
      .room = "Oak room",
      .minutes = 50,
      .tags = "repair",
      .body = "What harm does to trust and how long trust takes. Irene asked for the part about "
              "not asking to be forgiven twice." },
    { .day = -183,
      .at = "13:00",
      .kind = "psychoeducation",
      .people = "simon",
      .room = "Oak room",
      .minutes = 50,
      .tags = "regulation",
      .body = "The same content. Simon talked of being the one who should have seen it, and of the "
              "difference between guarding and closing." },
    { .day = -130,
      .at = "08:00",
      .kind = "coaching",
      .people = "irene",
      .room = "Oak room",
      .minutes = 50,
      .tags = "repair honesty",
      .body = "Third version of a letter of responsibility, meant for Lena's therapist to read "
              "first." },
    { .day = -128,
      .at = "13:00",
      .kind = "coaching",
      .people = "simon",
      .room = "Oak room",
      .minutes = 50,
      .tags = "age_fitting_talk",
      .body = "What Simon answers when Lena asks where her mother is: true, short, kind to both." },
    { .day = -110,
      .at = "16:30",
      .kind = "child",
      .people = "lena",
      .room = "Garden room",
      .minutes = 40,
      .cls = "C",
      .tags = "coping",
      .body = "Calm tools. Lena taught me one of hers: naming what is blue." },
    { .day = -69,
      .at = "09:20",
      .note = "call",
      .people = "simon",
      .minutes = 15,
      .direction = "in",
      .body = "Irene came to the school at noon, unwell, and asked for Lena. The school kept the "
              "door; Lena did not see her. Everything toward contact is held from now; counsel, "
              "agency and court informed in the same words." },
    { .day = -68,
      .at = "08:00",
      .kind = "parent",
      .people = "irene",
      .room = "Oak room",
      .minutes = 50,
      .tags = "safety",
      .body =
          "Irene came with her sponsor. She told it as it was and has called her program. A plan "
          "for the next days, with two numbers." },
    { .day = -67,
      .at = "16:30",
      .kind = "child",
      .people = "lena",
      .room = "Garden room",
      .minutes = 40,
      .cls = "C",
      .tags = "safety coping",
      .body = "Lena had heard of it from a friend. She wanted to know whether somebody is looking "
              "after her mother. Yes; that is a grown-up's job, not hers." },
    { .day = -47,
      .at = "08:00",
      .kind = "parent",
      .people = "irene",
      .room = "Oak room",
      .minutes = 50,
      .tags = "grief",
      .body = "Closing hour. Irene is back in treatment and will carry her letter with her until "
              "somebody may read it. What was good in these months was named." },
    { .day = -46,
      .at = "13:00",
      .kind = "parent",
      .people = "simon",
      .room = "Oak room",
      .minutes = 50,
      .tags = "grief care",
      .body = "Closing hour. Simon is relieved and sad. He keeps one box of photographs for Lena; "
              "she knows where it stands." },
    { .day = -44,
      .at = "16:30",
      .kind = "child",
      .people = "lena",
      .room = "Garden room",
      .minutes = 40,
      .cls = "C",
      .tags = "making_meaning",
      .body =
          "Closing talk, with her own therapist in the room. Lena took her stones home and left "
          "the blue one here.",
      .why = "Something was forgotten",
      .added =
          "Lena asked that her therapist keep the drawing of the bridge, not we. Given to her.",
      .added_on = -41 },
};

static const struct demo_record records[] = {
    { -235, "lena", "G0.g", NULL, NULL, "Each alone, with the summary read before.", NULL },
    { -235, NULL, "G0.h", NULL, NULL, "Asked; school and home stay off every shared paper.", NULL },
    { -235, NULL, "G0.j", NULL, NULL, "Taken, with Lena's therapist beside us.", NULL },

    { -201, "lena", "G1.a", NULL, NULL, "Done; the agency's work was not repeated.", "finding" },
    { -201, "lena", "G1.b", NULL, NULL, "Complete, from records and alone.", "finding" },
    { -201, "lena", "G1.b-child", NULL, NULL, "By her own therapist; she was not asked again.",
      NULL },
    { -201, "lena", "G1.d", NULL, NULL, "Twice, brought by father and aunt.", NULL },
    { -201, "lena", "G1.e", NULL, NULL, "Each alone.", NULL },
    { -201, NULL, "G1.f", NULL, NULL, "Her therapist, the program, the agency.", "program" },
    { -201, "lena", "G1.g", NULL, NULL, "Her own experience of harm first; three others kept.",
      NULL },
    { -201, "lena", "G1.h", NULL, NULL, "With her therapist's measures.", NULL },
    { -201, "lena", "G1.k", NULL, NULL, "Suitable for preparation; contact is another question.",
      NULL },

    { -125, "lena", "G2.a", NULL, NULL, "Done by each, with the module on repair.", NULL },
    { -125, "lena", "G2.b", NULL, NULL, "Offered; all six.", NULL },
    { -125, "lena", "G2.c", NULL, NULL, "In her words and with her stones.", NULL },
    { -125, "lena", "G2.d", NULL, NULL, "Signed by each.", NULL },
    { -125, NULL, "G2.e", NULL, NULL, "Through the practice; works.", NULL },
    { -125, "lena", "ALL.a", NULL, NULL, "Asked of each; nothing new.", NULL },
    { -125, "lena", "ALL.b", NULL, NULL, "Looked at with her therapist.", NULL },

    { -41, "lena", "G-STOP.a", NULL, NULL,
      "A term that keeps Lena safe was broken; the court has closed the way.", "suspension" },
    { -41, NULL, "G-STOP.b", NULL, NULL, "The same letter to each; notice to the court.",
      "reasons" },
};

static const struct demo_screen screens[] = {
    { -201, "irene", "V10", "irene", "lena",
      "Her screen was declined twice. From the agency's summary: Lena was hurt twice.", true,
      "Nora Poplar, PsyD", "Founded and closed; careful preparation, on days of their own." },
    { -201, "simon", "V10", "irene", "lena", "As the agency's summary says it.", false,
      "Nora Poplar, PsyD", "The school and the home are kept off every shared paper." },
};

static const struct demo_signs signs[] = {
    { -201, "lena", NULL, "Each looked at with the agency's summary; none is open.", NULL, NULL },
    { -63, "lena", "CI3", "The order of this week forbids every form of contact.", "irene",
      "suspension" },
};

static const struct demo_decision decisions[] = {
    { -234, "lena", "G0", "advance", "Enough to begin, slowly and together with her therapist.",
      NULL },
    { -200, "lena", "G1", "advance", "Preparation only. Her no stays final.", "C" },
    { -124, "lena", "G2", "advance", "Both parents carried their part; her own hours now.", NULL },
    { -69, "lena", "G3", "hold", "Held at once after the school's call.", NULL },
    { -41, "lena", "G-STOP", "stop",
      "No contact is the safe answer now. Each of them leaves with somebody at their side.", NULL },
};

static const struct demo_goal goals[] = {
    { -198, "G1", "in_use", NULL, "Lena knows five people who keep her safe." },
    { -198, "G2", "in_use", NULL, "Irene keeps the terms, week by week." },
    { -198, "G3", "not_now", "No letters before Lena's therapist agrees.", NULL },
    { -198, "G4", "in_use", NULL, "What happened was not Lena's fault, said by each adult." },
    { -198, "G5", "not_now", "Safety first.", NULL },
    { -198, "G6", "in_use", NULL, "Lena decides about the songs." },
    { -198, "G7", "in_use", NULL, "Kind words about the other, or none." },
};

static const struct demo_report reports[] = {
    { .day = -168,
      .from = -262,
      .to = -170,
      .kind = "status",
      .order = "prep",
      .safety =
          "Each parent was asked separately. The terms of the order were kept in this period.",
      .wellbeing = "Lena attended each of her hours.",
      .relationship = "There was no contact, as ordered.",
      .coparenting = "Messages go through the practice.",
      .plan = "Preparation with each person alone, together with Lena's therapist.",
      .asked = "Nothing at this time.",
      .recipients = "Hon. Marian Oak, judge\nRita Buckeye, lawyer of Irene Rowan\n"
                    "Samir Teak, lawyer of Simon Rowan\nTom Basswood, agency worker" },
    { .day = -39,
      .from = -169,
      .to = -40,
      .kind = "status",
      .order = "prep",
      .safety = "On one day a term of the order was not kept at the school. The court, counsel and "
                "the agency were told the same day. The practice closed its work for safety.",
      .wellbeing = "Lena attended each of her hours and had a closing hour.",
      .relationship = "There was no contact in this period.",
      .coparenting = "Each parent had a closing hour of the same length.",
      .plan = "No further work here. Each person has the name of somebody to turn to.",
      .asked = "Nothing.",
      .recipients = "Hon. Marian Oak, judge\nRita Buckeye, lawyer of Irene Rowan\n"
                    "Samir Teak, lawyer of Simon Rowan\nTom Basswood, agency worker" },
};

static const struct demo_custody custodies[] = {
    { "lena", "sole", "simon", "order", false },
};

static const struct demo_agreement agreements[] = {
    { -201, "lena", "agreement" },
};

static const struct demo_offer offers[] = {
    { -261, "simon", "phone", NULL, NULL },
    { -256, "irene", "lawyer", NULL, NULL },
};

const struct demo_family demo_rowan = {
    .title = "Rowan",
    .letters = "B4YM",
    .origin = "court_ordered",
    .source = "Family Court of Willow County",
    .reason =
        "Lena was hurt at home two years ago. Her mother has been in treatment since. The court "
        "asks for preparation and for an honest answer whether contact can be safe.",
    .scenarios = "RS6 RS3 RS5",
    .referred = -265,
    .opened = -262,
    .attested = -235,
    .closed = -36,
    .solo = true,
    .court = "Family Court of Willow County",
    .docket = "JV-0931",
    .judge = "Hon. Marian Oak",
    DEMO_ROWS(offers),
    DEMO_ROWS(people),
    DEMO_ROWS(roles),
    DEMO_ROWS(papers),
    DEMO_ROWS(orders),
    DEMO_ROWS(terms),
    DEMO_ROWS(hearings),
    DEMO_ROWS(visits),
    DEMO_ROWS(records),
    DEMO_ROWS(custodies),
    DEMO_ROWS(agreements),
    DEMO_ROWS(screens),
    DEMO_ROWS(signs),
    DEMO_ROWS(decisions),
    DEMO_ROWS(goals),
    DEMO_ROWS(reports),
};
