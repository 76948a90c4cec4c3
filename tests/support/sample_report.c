/* sample_report.c -- an invented family before an invented court. */
#include "support/sample_report.h"

#define COUNT(t) (sizeof(t) / sizeof *(t))
/* The day before the first of a month of 2026, so that MAR + 5 is 5 March. */
enum { FEB = 20484, MAR = 20512, APR = 20543, MAY = 20573, JUN = 20604, AUG = 20665 };

#define S(lit)                                                                                     \
    {                                                                                              \
        "" lit, sizeof(lit) - 1                                                                    \
    }

static const struct report_person people[] = {
    { S("Maya R."), S("child"), true },
    { S("Dana Reed"), S("mother"), false },
    { S("Sam Ortiz"), S("father"), false },
    { S("Leo R."), S("child"), true },
};

static const struct report_service services[] = {
    { { MAR + 5 }, S("Individual session"), REPORT_HELD, 2, 2, 60, 60, REPORT_NOBODY, -1 },
    { { MAR + 12 }, S("Individual session"), REPORT_HELD, 4, 4, 60, 60, REPORT_NOBODY, -1 },
    { { MAR + 19 }, S("Individual session"), REPORT_HELD, 1, 1, 60, 60, REPORT_NOBODY, -1 },
    { { APR + 2 }, S("Education session"), REPORT_CANCELLED_BY, 4, 0, 60, 0, 2, 48 },
    { { APR + 9 }, S("Education session"), REPORT_HELD, 4, 4, 60, 45, REPORT_NOBODY, -1 },
    { { APR + 16 }, S("Education session"), REPORT_HELD, 2, 2, 60, 60, REPORT_NOBODY, -1 },
    { { MAY + 7 }, S("Contact session"), REPORT_CLINICAL_REVIEW, 5, 0, 60, 0, REPORT_NOBODY, -1 },
    { { MAY + 21 }, S("Contact session"), REPORT_HELD, 5, 5, 60, 60, REPORT_NOBODY, -1 },
};

static const struct report_clause clauses[] = {
    { S("Both parents shall take part in reunification therapy as the therapist directs."),
      S("p. 2, para. 4"),
      REPORT_DUTY_UNDER_WAY,
      { MAY + 31 } },
    { S("The therapist shall report to the court every ninety days."),
      S("p. 2, para. 6"),
      REPORT_DUTY_DONE,
      { JUN + 3 } },
    { S("Each parent shall sign the releases that the therapist asks for."),
      S("p. 3, para. 7"),
      REPORT_DUTY_DONE,
      { FEB + 20 } },
};

static const struct report_order orders[] = {
    { S("Order for reunification therapy"),
      { FEB + 2 },
      { FEB + 2 },
      { INT32_MIN },
      true,
      clauses,
      COUNT(clauses) },
};

static const struct report_hearing hearings[] = {
    { { JUN + 18 }, S("Review hearing") },
};

static const struct report_authority authorities[] = {
    { REPORT_AUTHORITY_ORDER, { FEB + 2 }, { INT32_MIN }, S("p. 2, para. 6"), REPORT_NOBODY },
    { REPORT_AUTHORITY_RELEASE, { FEB + 20 }, { AUG + 19 }, S("counsel and court"), 1 },
    { REPORT_AUTHORITY_RELEASE, { FEB + 20 }, { AUG + 19 }, S("counsel and court"), 2 },
};

static const struct report_source sources[] = {
    { REPORT_SOURCE_ORDER, REPORT_NOBODY, { FEB + 10 }, true },
    { REPORT_SOURCE_INTERVIEW, 1, { MAR + 5 }, true },
    { REPORT_SOURCE_INTERVIEW, 2, { MAR + 12 }, true },
    { REPORT_SOURCE_SESSIONS, REPORT_NOBODY, { MAY + 31 }, true },
    { REPORT_SOURCE_SCHOOL, 0, { INT32_MIN }, false },
};

static const struct report_criterion criteria[] = {
    { S("Both parents have been interviewed, each alone"), REPORT_PASS, { MAR + 12 } },
    { S("Safety questions have been asked of each parent separately"), REPORT_PASS, { MAR + 12 } },
    { S("At least two collateral sources have been heard"), REPORT_SET_ASIDE, { MAR + 30 } },
    { S("The treatment agreement is signed by everyone who must sign"), REPORT_PASS, { MAR + 28 } },
};

static const struct report_change changes[] = {
    { { FEB + 10 },
      0,
      REPORT_STARTED,
      S("Assessment"),
      S("R. Okafor, LMFT"),
      NULL,
      0,
      REPORT_CHILD_NONE },
    { { MAR + 30 },
      0,
      REPORT_ADVANCED,
      S("Education and preparation"),
      S("R. Okafor, LMFT"),
      criteria,
      COUNT(criteria),
      REPORT_CHILD_MET },
};

static const struct report_phase phases[] = {
    { 0, S("Education and preparation"), { MAR + 30 }, S("in the office, therapist in the room") },
};

static const struct report_goal goals[] = {
    { S("Rebuild emotional safety"), REPORT_GOAL_IN_USE, { { 0 } } },
    { S("Restore trust"), REPORT_GOAL_IN_USE, { { 0 } } },
    { S("Foster open communication"), REPORT_GOAL_IN_USE, { { 0 } } },
    { S("Process past experiences"),
      REPORT_GOAL_NOT_NOW,
      { S("Individual work comes first; to be looked at again at the review in June.") } },
    { S("Strengthen the bond"), REPORT_GOAL_NOT_NOW, { S("After the first contact sessions.") } },
    { S("Support the child's autonomy"), REPORT_GOAL_IN_USE, { { 0 } } },
    { S("Model healthy co-parenting"), REPORT_GOAL_IN_USE, { { 0 } } },
};

static const struct report_record records[] = {
    { S("7f3a9c21e0b4"), S("court order"), { FEB + 2 } },
    { S("b81d04aa52c7"), S("session note"), { MAR + 5 } },
    { S("02c9ee417d93"), S("session note"), { MAR + 12 } },
    { S("55ab10f7c86e"), S("checkpoint decision"), { MAR + 30 } },
};

static const struct report_recipient recipients[] = {
    { S("A. Lindqvist"), S("counsel for Dana Reed") },
    { S("T. Mbeki"), S("counsel for Sam Ortiz") },
    { S("Clerk of the Family Division"), S("for the court") },
};

static struct report_base base(void)
{
    return (struct report_base){
        .practice = { S("Harbour Family Practice"), S("12 Mill Lane, Easton"), S("555 0142"),
                      false },
        .caption = { S("R-2026-014"), S("Circuit Court of Easton County, Family Division"),
                     S("24-DR-1881"), S("In re the parenting of M. R."), S("Hon. P. Iyer"),
                     S("court-ordered") },
        .author = { S("R. Okafor"), S("LMFT 20417"), S("treating reunification therapist") },
        .signature = { true,
                       { JUN + 3 },
                       S("1"),
                       S("9b1f4c2ad7e05836b1c94f7aa2d0e6c38f5517be90ad3c41672f08d9e4b5a1c7"),
                       REPORT_SECOND_NONE,
                       { 0 } },
        .dated = { JUN + 3 },
        .from = { MAR + 1 },
        .to = { MAY + 31 },
        .made_utc = INT64_C(1780489800),
        .person = people,
        .nperson = 3,
        .service = services,
        .nservice = COUNT(services),
        .recipient = recipients,
        .nrecipient = COUNT(recipients),
    };
}

struct status_report sample_short(void)
{
    return (struct status_report){
        .base = base(),
        .order = orders,
        .norder = COUNT(orders),
        .hearing = hearings,
        .nhearing = COUNT(hearings),
        .authority = authorities,
        .nauthority = COUNT(authorities),
        .source = sources,
        .nsource = COUNT(sources),
        .phase = phases,
        .nphase = COUNT(phases),
        .change = changes,
        .nchange = COUNT(changes),
        .goal = goals,
        .ngoal = COUNT(goals),
        .record = records,
        .nrecord = COUNT(records),
        .safety = { S("No safety concern stands open. Each parent arrives and leaves at a "
                      "different time.") },
        .wellbeing = { S("Maya attends school and her sessions regularly.") },
        .relationship = { S("One contact session took place in the office, with the therapist in "
                            "the room throughout.\n\nBoth parents kept to the agreed conditions "
                            "on the way in and out.") },
        .coparenting = { S("Messages about health and school go through one shared calendar.") },
        .plan = { S("Weekly contact sessions in the office, with the same conditions, and one "
                    "joint review with each parent alone.") },
    };
}

static const struct report_suspension suspensions[] = {
    { { APR + 20 }, { MAY + 6 }, REPORT_SUSPENDED_CLINICAL_REVIEW },
    { { MAY + 25 }, { INT32_MIN }, REPORT_SUSPENDED_COURT },
};

static const struct report_obstacle obstacles[] = {
    { 1,
      { S("Keep hand-over to a greeting and a goodbye") },
      { MAR + 5 },
      REPORT_STEP_TAKEN,
      { APR + 16 } },
    { 2,
      { S("Confirm each appointment a day ahead") },
      { MAR + 12 },
      REPORT_STEP_TAKEN,
      { APR + 9 } },
    { 2,
      { S("Complete the education module on listening") },
      { MAR + 12 },
      REPORT_STEP_NOT_YET,
      { INT32_MIN } },
};

static const struct report_change long_changes[] = {
    { { FEB + 10 },
      0,
      REPORT_STARTED,
      S("Assessment"),
      S("R. Okafor, LMFT"),
      NULL,
      0,
      REPORT_CHILD_NONE },
    { { MAR + 30 },
      0,
      REPORT_ADVANCED,
      S("Education and preparation"),
      S("R. Okafor, LMFT"),
      criteria,
      COUNT(criteria),
      REPORT_CHILD_MET },
    { { APR + 20 },
      0,
      REPORT_PAUSED,
      S("Education and preparation"),
      S("R. Okafor, LMFT"),
      NULL,
      0,
      REPORT_CHILD_NOT_YET },
    { { MAY + 7 },
      0,
      REPORT_RESUMED,
      S("Education and preparation"),
      S("R. Okafor, LMFT"),
      criteria,
      2,
      REPORT_CHILD_MET },
    { { APR + 11 },
      3,
      REPORT_ADVANCED,
      S("Individual sessions"),
      S("R. Okafor, LMFT"),
      criteria,
      COUNT(criteria),
      REPORT_CHILD_MET },
};

static const struct report_phase long_phases[] = {
    { 0, S("Education and preparation"), { MAY + 7 }, S("in the office, therapist in the room") },
    { 3, S("Individual sessions"), { APR + 11 }, S("none yet") },
};

/* Twice a week through the period, with each outcome that a report knows. */
static const struct report_service *many_services(struct arena *a, size_t n)
{
    static const struct str kind[] = { S("Individual session"), S("Education session"),
                                       S("Contact session"), S("Family session") };
    struct report_service *s = arena_array(a, struct report_service, n);

    for (size_t i = 0; i < n; i++) {
        bool held = i % 4 != 3;
        s[i] = services[i % COUNT(services)];
        s[i].on = (struct date){ services[0].on.day + (int32_t)i * 3 };
        s[i].kind = kind[i / 2 % COUNT(kind)];
        s[i].outcome =
            held ? REPORT_HELD : (enum report_outcome)(2 + i / 4 % (REPORT_OUTCOME_COUNT - 2));
        s[i].attended = held ? s[i].expected : 0;
        s[i].held_min = held ? 50 + 5 * (int32_t)(i % 3) : 0;
        s[i].by = held ? REPORT_NOBODY : 1 + (int32_t)(i / 4 % 2);
        s[i].notice_hours = i % 8 == 3 ? 24 : -1;
    }
    return s;
}

struct status_report sample_long(struct arena *a)
{
    struct status_report r = sample_short();
    struct report_record *rec = arena_array(a, struct report_record, 34);

    for (size_t i = 0; i < 34; i++) {
        rec[i] = records[i % COUNT(records)];
        rec[i].on.day += (int32_t)i;
    }
    r.base.practice.demo = true;
    r.base.signature = (struct report_signature){ .is_signed = false };
    r.base.nperson = COUNT(people);
    r.base.nservice = 29;
    r.base.service = many_services(a, r.base.nservice);
    r.suspension = suspensions;
    r.nsuspension = COUNT(suspensions);
    r.obstacle = obstacles;
    r.nobstacle = COUNT(obstacles);
    r.change = long_changes;
    r.nchange = COUNT(long_changes);
    r.phase = long_phases;
    r.nphase = COUNT(long_phases);
    r.record = rec;
    r.nrecord = 34;
    r.asked_of_court = (struct report_words){ S(
        "Paragraph 9 names no day for the exchange of school news. Whether the shared calendar is "
        "enough, or a fixed day is meant, would help both parents and the work.") };
    return r;
}

struct status_report sample_empty(void)
{
    return (struct status_report){
        .base = { .dated = { JUN + 3 },
                  .from = { MAR + 1 },
                  .to = { MAY + 31 },
                  .made_utc = INT64_C(1780489800) },
    };
}

struct attendance sample_attendance(void)
{
    return (struct attendance){ .base = base() };
}
