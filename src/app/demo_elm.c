/* demo_elm.c -- the demonstration: the Elm family. */
#include "app/demo_family.h"

/* Agreed before the court, five weeks ago: each side says that the child is being turned against it.
 * The parent whose contact is in question was hurt by the other; an order keeps the two adults apart
 * and the address is protected. Still in the assessment: safety is looked at first, for both. */

static const struct demo_person people[] = {
    { .key = "ada",
      .kind = "child",
      .name = "Ada Elm",
      .months = 122,
      .language = "English",
      .level = "L0" },
    { .key = "teresa",
      .kind = "adult",
      .name = "Teresa Elm",
      .months = 418,
      .language = "English",
      .is_protected = true,
      .safe_contact = "E-mail only; never leave a voicemail",
      .email = "teresa.elm@example.org",
      .address = "Known to the practice only" },
    { .key = "conrad",
      .kind = "adult",
      .name = "Conrad Elm",
      .months = 447,
      .language = "English",
      .safe_contact = "Call, after 16:00",
      .phone = "+1 503 555 0164",
      .email = "conrad.elm@example.org" },
    { .key = "judith",
      .kind = "adult",
      .name = "Judith Magnolia",
      .months = 745,
      .language = "English" },
    { .key = "beech",
      .kind = "professional",
      .name = "Harold Beech",
      .profession = "attorney",
      .organisation = "For Teresa Elm" },
    { .key = "cypress",
      .kind = "professional",
      .name = "Mina Cypress",
      .profession = "attorney",
      .organisation = "For Conrad Elm" },
    { .key = "redwood",
      .kind = "professional",
      .name = "Carla Redwood",
      .profession = "school",
      .organisation = "Fourth-grade teacher, Hillcrest School" },
    { .key = "tamarack",
      .kind = "professional",
      .name = "Joel Tamarack",
      .profession = "physician",
      .organisation = "Pediatrician of Ada" },
};

static const struct demo_role roles[] = {
    { .person = "teresa",
      .children = "ada",
      .role = "contact_parent",
      .relation = "mother",
      .from = -230 },
    { .person = "conrad",
      .children = "ada",
      .role = "home_parent",
      .relation = "father",
      .from = -230 },
    { .person = "judith",
      .children = "ada",
      .role = "extended",
      .relation = "grandmother",
      .from = -38 },
    { .person = "beech", .role = "professional", .relation = "lawyer of Teresa", .from = -38 },
    { .person = "cypress", .role = "professional", .relation = "lawyer of Conrad", .from = -38 },
    { .person = "redwood",
      .children = "ada",
      .role = "professional",
      .relation = "teacher",
      .from = -30,
      .recorded = -26 },
    { .person = "tamarack",
      .children = "ada",
      .role = "professional",
      .relation = "doctor",
      .from = -30,
      .recorded = -26 },
};

static const struct demo_paper papers[] = {
    { .key = "protective",
      .kind = "order",
      .name = "protective-order.pdf",
      .title = "Protective order",
      .text =
          "1. Conrad Elm stays away from Teresa Elm, from her home and from her place of work.\n"
          "2. Neither writes to or calls the other except through counsel or the practice.\n"
          "3. The address of Teresa Elm is not to be given out by anybody.\n"
          "4. This order is between the adults. It does not decide about time with the child.",
      .dated = -212,
      .person = "teresa",
      .pdf = true },
    { .key = "stipulation",
      .kind = "agreement",
      .name = "stipulation-family-therapy.pdf",
      .title = "Stipulation for family therapy",
      .text =
          "1. Ada Elm may be seen for assessment and treatment.\n"
          "2. Each parent takes part, always at another time than the other.\n"
          "3. No contact between Ada and her mother inside the therapy before the assessment is "
          "complete.\n"
          "4. A first report five days before each hearing, to the court and to both counsel.\n"
          "5. Conrad Elm pays sixty per cent, Teresa Elm forty, as long as the incomes are as "
          "they are.",
      .dated = -44,
      .pdf = true },
    { .key = "filings",
      .kind = "letter",
      .name = "statements-of-both-counsel.txt",
      .title = "What each side has told the court, in short",
      .text = "For Teresa: Ada repeats sentences that belong to grown-ups, and came to none of the "
              "six last weekends.\n"
              "For Conrad: Ada is afraid, and a father who listens to her is not turning anybody.",
      .dated = -50,
      .recorded = -33 },
};

static const struct demo_clause apart[] = {
    { "no_contact", "Conrad stays away from Teresa, her home and her work.", 1 },
    { "channel", "Messages between the adults go through counsel or the practice.", 1 },
    { "protected_address", "Teresa's address is not given out.", 1 },
};

static const struct demo_clause therapy[] = {
    { "authorises", "Ada may be seen for assessment and treatment.", 1 },
    { "participants", "Each parent takes part, never at the same time.", 1 },
    { "ceiling", "No contact inside the therapy before the assessment is complete.", 1 },
    { "report", "Five days before each hearing.", 2 },
    { "receives", "The court and both counsel.", 2 },
    { "fees", "Sixty and forty per cent, by income.", 2 },
};

static const struct demo_order orders[] = {
    { .key = "keepaway",
      .kind = "protective",
      .title = "Protective order between the adults",
      .paper = "protective",
      .signed_on = -212,
      .effective_on = -212,
      .expires_on = 150,
      .rule = "none",
      .clauses = apart,
      .nclauses = sizeof apart / sizeof *apart },
    { .key = "stip",
      .kind = "stipulation",
      .title = "Stipulation for family therapy",
      .paper = "stipulation",
      .signed_on = -44,
      .effective_on = -44,
      .rule = "before_hearing",
      .before_days = 5,
      .report_to = "Court, both counsel",
      .clauses = therapy,
      .nclauses = sizeof therapy / sizeof *therapy,
      .shares = { { "conrad", 60 }, { "teresa", 40 } } },
};

static const struct demo_term terms[] = {
    { .order = "keepaway", .nothing = "It is between the adults; nothing in it is about Ada." },
    { .order = "stip", .children = "ada", .person = "teresa", .ceiling = "L0", .clause = 3 },
};

static const struct demo_hearing hearings[] = {
    { .kind = "temporary",
      .at = "09:00",
      .purpose = "Temporary orders; the stipulation was read into the record",
      .day = -44,
      .held = true },
    { .kind = "status",
      .at = "11:30",
      .purpose = "How the assessment stands",
      .day = 13,
      .recorded = -36 },
};

static const struct demo_visit visits[] = {
    { .day = -34,
      .at = "08:00",
      .kind = "parent",
      .people = "teresa",
      .room = "Oak room",
      .minutes = 80,
      .tags = "safety expectations",
      .body =
          "First interview. Teresa told of the last two years of the marriage in her own order; "
          "nothing was asked twice. She wants Ada to hear from her that she did not leave Ada. "
          "Arrives by the garden door and leaves before anybody else comes." },
    { .day = -32,
      .at = "17:00",
      .kind = "parent",
      .people = "conrad",
      .room = "Oak room",
      .minutes = 80,
      .tags = "expectations",
      .body = "First interview, the same length and the same questions. Conrad described Ada's "
              "evenings after the weekends away and what he tries. He says that he never told her "
              "to stay." },
    { .day = -28,
      .at = "16:30",
      .kind = "child",
      .people = "ada",
      .room = "Garden room",
      .minutes = 50,
      .cls = "C",
      .tags = "safety changing_feelings",
      .body =
          "Ada came with her grandmother. She built two houses and a bridge and took the bridge "
          "away again. \"They both listen at the door, kind of.\" Told her who reads this: "
          "nobody at home." },
    { .day = -26,
      .at = "11:45",
      .note = "records_review",
      .minutes = 75,
      .tags = "safety",
      .body =
          "Read the protective order, the stipulation and both counsel's statements. Police were "
          "called once; the order was granted after a hearing with both present." },
    { .day = -22,
      .at = "08:00",
      .kind = "parent",
      .people = "teresa",
      .room = "Oak room",
      .minutes = 50,
      .tags = "safety trauma",
      .body =
          "The screen for violence, abuse and control, alone. Finding with documents: Teresa was "
          "hurt. A plan for coming and going was made with her; advocate named.",
      .why = "A date was left out",
      .added = "The advocate's first appointment is in the week after this talk.",
      .added_on = -18 },
    { .day = -19,
      .at = "17:00",
      .kind = "parent",
      .people = "conrad",
      .room = "Oak room",
      .minutes = 50,
      .off = "res_parent" },
    { .day = -14,
      .at = "16:30",
      .kind = "child",
      .people = "ada",
      .room = "Garden room",
      .minutes = 50,
      .cls = "C",
      .tags = "safety coping",
      .body = "Safety talk, her own. Ada knows whom she would call. She asked whether not going to "
              "her mother means that she is on somebody's side, and was glad of a plain no." },
    { .day = -12,
      .at = "12:10",
      .note = "collateral",
      .people = "redwood",
      .minutes = 20,
      .body =
          "With releases of both parents. Ada works well and is tired on Mondays, after weekends "
          "of either kind." },
    { .day = -9,
      .at = "16:30",
      .kind = "parent",
      .people = "conrad",
      .room = "Oak room",
      .minutes = 80,
      .tags = "expectations regulation",
      .body = "Began the screen, alone. Conrad spoke of his part in two of the evenings that the "
              "order names. Not finished; he asked for a second hour rather than hurry." },
    { .day = -6,
      .at = "18:10",
      .note = "consultation",
      .minutes = 30,
      .tags = "safety",
      .body = "With a colleague who works with violence in families, without names: keep both "
              "explanations open, safety measures do not wait for either." },
    { .day = -2,
      .at = "13:20",
      .note = "collateral",
      .people = "tamarack",
      .minutes = 15,
      .draft = true,
      .body = "The doctor has seen Ada twice this year. Stomach aches on some Fridays, nothing "
              "found;" },
    { .day = 0,
      .at = "08:00",
      .kind = "parent",
      .people = "teresa",
      .room = "Oak room",
      .minutes = 50 },
    { .day = 2,
      .at = "17:00",
      .kind = "parent",
      .people = "conrad",
      .room = "Oak room",
      .minutes = 50 },
    { .day = 7,
      .at = "16:30",
      .kind = "child",
      .people = "ada",
      .room = "Garden room",
      .minutes = 50 },
    { .day = 14,
      .at = "08:00",
      .kind = "parent",
      .people = "teresa",
      .room = "Oak room",
      .minutes = 50 },
};

static const struct demo_record records[] = {
    { -31, "ada", "G0.g", NULL, NULL, "Asked alone, on different days, by different doors.", NULL },
    { -31, NULL, "G0.h", NULL, NULL, "Asked of everybody. Teresa's address is protected.",
      "protective" },
    { -31, NULL, "G0.j", NULL, NULL, "Taken; first hours within a week for both.", NULL },

    { -21, "ada", "G1.b", NULL, "teresa", "Complete. She was hurt; documents agree.",
      "protective" },
    { -21, "ada", "G1.e", NULL, "teresa", "Two interviews, alone.", NULL },
    { -13, "ada", "G1.b-child", NULL, NULL, "Complete; she knows whom to call.", NULL },
    { -13, "ada", "G1.d", NULL, NULL, "Twice, brought by her grandmother and by the school.",
      NULL },
    { -8, "ada", "G1.e", NULL, "conrad", "Two interviews, alone.", NULL },
    { -8, "ada", "ALL.a", NULL, NULL, "Asked what is new; nothing since the order.", NULL },
    { -8, "ada", "ALL.b", NULL, NULL, "Looked at with her doctor's and her teacher's word.", NULL },
};

static const struct demo_screen screens[] = {
    { -21, "teresa", "V1 V4 V5", "conrad", "teresa",
      "Told of blows and of what he said he would do; the protective order says the same.", false,
      "Ines Poplar, LCSW",
      "Keep days and doors apart. The shelter's advocate has her number and she has theirs." },
};

static const struct demo_signs signs[] = {
    { -13, "ada", NULL, "Each looked at, with the protective order: it is between the adults.",
      NULL, NULL },
};

static const struct demo_decision decisions[] = {
    { -30, "ada", "G0", "advance", "Both parents are here, separately; begin with safety.", NULL },
};

static const struct demo_goal goals[] = {
    { -24, "G1", "in_use", NULL, "Ada has a room in which nobody waits for an answer." },
    { -24, "G2", "not_now", "Comes after the assessment.", NULL },
    { -24, "G3", "in_use", NULL, "Each parent can say one good thing about Ada's day." },
    { -24, "G4", "not_now", "Nobody is asked to tell it all now.", NULL },
    { -24, "G5", "not_now", "No contact before the assessment is complete.", NULL },
    { -24, "G6", "in_use", NULL, "Ada picks what we do first." },
    { -24, "G7", "in_use", NULL, "Everything between the adults goes through the practice." },
};

static const struct demo_report reports[] = {
    { .day = -3,
      .from = -44,
      .to = -4,
      .kind = "status",
      .order = "stip",
      .safety =
          "Both parents take part separately, by different doors. The protective order is kept.",
      .wellbeing = "Ada attended each of her hours.",
      .relationship = "There was no contact inside the therapy in this period, as agreed.",
      .coparenting = "",
      .plan = "The assessment is completed with both parents.",
      .asked = "",
      .recipients = "Hon. Rafael Almond, judge\nHarold Beech, lawyer of Teresa Elm\n"
                    "Mina Cypress, lawyer of Conrad Elm",
      .draft = true },
};

static const struct demo_custody custodies[] = {
    { "ada", "joint_both", "teresa conrad", "stipulation", false },
};

static const struct demo_request requests[] = {
    { -6, "ada", "conrad", "progress appointments", "\"I want to see what she says in there.\"" },
};

static const struct demo_offer offers[] = {
    { -37, "teresa", "email", NULL, NULL },
    { -36, "conrad", "phone", NULL, NULL },
};

static const struct demo_reply replies[] = {
    { -33, "RS2", "claim_source", "Statements of both counsel",
      "Each of the other, in the same week." },
    { -33, "RS2", "claim_other", "First talks with each, alone",
      "What happened between the adults, and whether Ada saw it." },
};

static const struct demo_fee fees[] = {
    { -33, "teresa", "Two fifths of each hour, as agreed." },
    { -33, "conrad", "Three fifths of each hour, as agreed." },
};

const struct demo_family demo_elm = {
    .title = "Elm",
    .letters = "P2VN",
    .origin = "stipulated",
    .source = "Both counsel, by stipulation",
    .reason = "Ada has not gone to her mother for four months. One side says that she is being "
              "turned away from her mother, the other that she is afraid. Both ask for a careful "
              "look, safety first.",
    .scenarios = "RS2 RS5",
    .referred = -41,
    .opened = -38,
    .attested = -31,
    .solo = true,
    .team = "supervisor",
    .court = "Family Court of Willow County",
    .docket = "DR-0657",
    .judge = "Hon. Rafael Almond",
    DEMO_ROWS(offers),
    DEMO_ROWS(replies),
    DEMO_ROWS(fees),
    DEMO_ROWS(people),
    DEMO_ROWS(roles),
    DEMO_ROWS(papers),
    DEMO_ROWS(orders),
    DEMO_ROWS(terms),
    DEMO_ROWS(hearings),
    DEMO_ROWS(visits),
    DEMO_ROWS(records),
    DEMO_ROWS(custodies),
    DEMO_ROWS(screens),
    DEMO_ROWS(signs),
    DEMO_ROWS(decisions),
    DEMO_ROWS(goals),
    DEMO_ROWS(requests),
    DEMO_ROWS(reports),
};
