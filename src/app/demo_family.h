/* demo_family.h -- one invented family as tables, and the steps by which it comes into the record.
 *
 * Days count from the day of making: -7 is a week ago, 0 that day. A day that falls on a weekend
 * moves away from it: back to Friday in the past, on to Monday later. Whatever is named in these
 * tables by a key ("maya") is an id once its step has run. */
#ifndef RW_APP_DEMO_FAMILY_H
#define RW_APP_DEMO_FAMILY_H

#include "app/demo.h"

#define DEMO_KEYS 48
#define DEMO_SHARES 4
#define DEMO_WITH_OPENING 0 /* of a day of recording: on the day the case was opened */

struct demo_person {
    const char *key, *kind, *name;
    int months; /* age; 0: date of birth not recorded */
    const char *language, *access, *safe_contact, *organisation, *profession;
    bool interpreter, is_protected;
    const char *phase, *track, *level; /* of a child; phase: who came in under way */
    const char *phone, *email, *address;
};

struct demo_role {
    const char *person, *children; /* keys; children separated by blanks, NULL: the family */
    const char *role, *relation, *reason;
    int from, recorded;
};

struct demo_paper {
    const char *key, *kind, *name, *title, *text; /* text: a line each paragraph */
    int dated, recorded;
    bool pdf;
    const char *person; /* to whom it belongs; NULL: the case */
};

struct demo_clause {
    const char *kind, *words;
    int page;
};

struct demo_share {
    const char *person;
    int percent;
};

struct demo_order {
    const char *key, *kind, *title, *paper, *rule, *report_to;
    int signed_on, effective_on, expires_on, recorded; /* expires_on 0: open-ended */
    int ended; /* 0: in force */
    int every_days, before_days;
    const struct demo_clause *clauses;
    size_t nclauses;
    struct demo_share shares[DEMO_SHARES];
};

/* What an order says about contact, entered with it. NULL children: each; NULL person: everyone. */
struct demo_term {
    const char *order, *children, *person;
    const char *channels; /* words; NULL: all */
    const char *says, *supervision, *ceiling, *places;
    int clause; /* by its place; 0: of the order as a whole */
    int days;
    const char *nothing; /* in place of all: it says nothing about contact, and why */
};

struct demo_hearing {
    const char *kind, *at, *purpose;
    int day, recorded;
    bool held;
};

/* An appointment, what came of it, and its note; without kind a note of other work. */
struct demo_visit {
    int day;
    const char *at, *kind, *people, *room;
    int minutes;
    const char *off; /* reason why it did not take place */
    bool not_started; /* people were there; otherwise it was cancelled some days before */
    const char *note, *cls, *tags, *direction, *body; /* note: its kind; NULL: as the appointment */
    bool draft;
    const char *added, *why; /* an addendum and its reason, some days after the note */
    int added_on;
};

/* NULL children: the whole case. NULL result: yes. Each adult whom the criterion asks about. */
struct demo_record {
    int day;
    const char *children, *criterion, *result, *person, *statement, *papers;
};

/* What was told in the screen of that day (a record of G1.b); where none is named, nothing was. */
struct demo_screen {
    int day;
    const char *person, *reported, *by, *about, *effect; /* reported: items of the screen */
    bool declined; /* completed from records after two offers */
    const char *reviewer, *review; /* of danger; NULL: none was due */
};

struct demo_signs {
    int day;
    const char *children, *open, *statement, *person; /* whom the open ones concern; NULL: open */
    const char *papers; /* on which the open ones rest */
};

struct demo_decision {
    int day;
    const char *child, *gate, *outcome, *rationale, *track;
};

/* A criterion set aside for some days; where its class asks for two names, the second is missing. */
struct demo_aside {
    int day, days;
    const char *child, *criterion, *person, *rationale;
};

/* Contact stopped at once; NULL: every child, all adults. */
struct demo_hold {
    int day;
    const char *child, *person, *reason;
};

/* Custody of these children, recorded when the case is opened; then each holder signs here. */
struct demo_custody {
    const char *children, *kind, *holders, *paper;
    bool no_orders;
};

/* The treatment agreement of that day; each parent or guardian of the children signs it: on paper, or
 * here where there is none. */
struct demo_agreement {
    int day;
    const char *children, *paper;
};

/* The children's answer to the next step of contact. */
struct demo_answer {
    int day;
    const char *children, *answer, *words;
};

/* Intake offered to a parent; with a reason: why it is done otherwise. */
struct demo_offer {
    int day;
    const char *person, *way, *reason, *words;
};

/* An answer to a question that a scenario opens (content/lists/intake-questions). */
struct demo_reply {
    int day;
    const char *scenario, *question, *told_by, *words;
};

struct demo_fee {
    int day;
    const char *person, *words;
};

/* What surrounds the work; what: a word of demo_around.c, which says how the others are read. */
struct demo_around {
    int day;
    const char *what;
    const char *key; /* of a system or obstacle */
    const char *about; /* a person */
    const char *code, *words, *more;
};

/* A concern about a child that was reported and answered, and its sign closed by two. */
struct demo_concern {
    int day, answered, closed;
    const char *child, *person, *words, *agency, *worker, *reference, *answer;
    const char *sign, *paper, *closing;
};

/* A way of coping of a child, and where it stands; it last happened some days before. */
struct demo_coping {
    int day, days_ago;
    const char *person, *pattern, *served, *replacement, *stage, *words;
};

/* Who holds the privilege for these children; person: who that is, or NULL. */
struct demo_privilege {
    int day;
    const char *children, *holder, *person, *paper;
};

/* A release of an adult's own record, signed here; ended: the day on which it was taken back, or 0. */
struct demo_release {
    int day, ended;
    const char *person, *recipient, *purpose, *parts;
};

/* Somebody asks for a child's record; it waits for its answer. */
struct demo_request {
    int day;
    const char *child, *person, *parts, *words;
};

struct demo_goal {
    int day;
    const char *code, *use, *reason, *words;
};

struct demo_report {
    int day, from, to;
    const char *kind, *order, *safety, *wellbeing, *relationship, *coparenting, *plan, *asked;
    const char *recipients;
    bool draft;
};

#define DEMO_TABLE(T, name)                                                                        \
    const struct T *name;                                                                          \
    size_t n##name
#define DEMO_ROWS(name) .name = name, .n##name = sizeof name / sizeof *name

struct demo_family {
    const char *title, *letters, *origin, *source, *reason;
    const char *scenarios; /* codes; the main one first */
    int referred, opened, as_of; /* as_of 0: it did not come in under way */
    int closed; /* 0: still open */
    int attested; /* day on which the team signed about conflicts of interest; 0: not yet */
    bool solo; /* belongs to the practice of one as well */
    const char *team; /* who else works on it: "supervisor co" */
    const char *court, *docket, *judge; /* court NULL: no court; docket: after the year */
    const char *no_order; /* statement that no order is in force; NULL: none made */
    const char *no_release; /* statement that nobody signed a release; NULL: none made */
    int notices_sent; /* notices to the court that are open that day; 0: nobody sends any */
    const char *notices_to;
    DEMO_TABLE(demo_person, people);
    DEMO_TABLE(demo_role, roles);
    DEMO_TABLE(demo_paper, papers);
    DEMO_TABLE(demo_order, orders);
    DEMO_TABLE(demo_term, terms);
    DEMO_TABLE(demo_hearing, hearings);
    DEMO_TABLE(demo_visit, visits);
    DEMO_TABLE(demo_record, records);
    DEMO_TABLE(demo_screen, screens);
    DEMO_TABLE(demo_signs, signs);
    DEMO_TABLE(demo_decision, decisions);
    DEMO_TABLE(demo_aside, asides);
    DEMO_TABLE(demo_hold, holds);
    DEMO_TABLE(demo_custody, custodies);
    DEMO_TABLE(demo_agreement, agreements);
    DEMO_TABLE(demo_answer, answers);
    DEMO_TABLE(demo_coping, copings);
    DEMO_TABLE(demo_privilege, privileges);
    DEMO_TABLE(demo_release, releases);
    DEMO_TABLE(demo_request, requests);
    DEMO_TABLE(demo_offer, offers);
    DEMO_TABLE(demo_reply, replies);
    DEMO_TABLE(demo_fee, fees);
    DEMO_TABLE(demo_goal, goals);
    DEMO_TABLE(demo_report, reports);
    const struct demo_concern *concern; /* NULL: none */
};

extern const struct demo_family demo_alder, demo_birch, demo_cedar, demo_elm, demo_pine, demo_rowan,
    demo_spruce, demo_walnut;

#define DEMO_FAMILIES 8
extern const struct demo_family *const demo_families[DEMO_FAMILIES];

/* -- the walk ---------------------------------------------------------------------------------- */

/* One family on its way into the record. */
struct demo_case {
    const struct demo_family *family;
    struct date today; /* day of making */
    const struct demo_staff *staff;
    struct str case_id, matter_id;
    struct arena *keep; /* outlives the steps: ids */
    struct {
        const void *row;
        const char *key;
        struct str id;
    } made[DEMO_KEYS * 4];
    size_t nmade;
};

typedef enum rw_status (*demo_fn)(struct demo_case *c, struct act *a, const void *row);

struct demo_step {
    struct demo_case *c;
    demo_fn fn;
    const void *row;
    struct date on;
    int32_t minute; /* of the day, in the practice's time zone */
    size_t nth; /* keeps the order of what stands at the same minute */
};

struct demo_plan {
    struct demo_step *list;
    size_t n, max;
};

void demo_plan_add(struct demo_plan *p, struct demo_case *c, demo_fn fn, const void *row, int day,
                   int32_t minute);

/* Adds what each table asks for. */
void demo_plan_case(struct demo_plan *p, struct demo_case *c); /* demo_case.c */
void demo_plan_court(struct demo_plan *p, struct demo_case *c); /* demo_court.c */
void demo_plan_terms(struct demo_plan *p, struct demo_case *c); /* demo_terms.c */
void demo_plan_concern(struct demo_plan *p, struct demo_case *c); /* demo_concern.c */
void demo_plan_work(struct demo_plan *p, struct demo_case *c); /* demo_work.c */
void demo_plan_consent(struct demo_plan *p, struct demo_case *c); /* demo_consent.c */
enum rw_status demo_agreement(struct demo_case *c, struct act *a); /* demo_agreement.c */
void demo_plan_release(struct demo_plan *p, struct demo_case *c); /* demo_release.c */
void demo_plan_intake(struct demo_plan *p, struct demo_case *c); /* demo_intake.c */
void demo_plan_around(struct demo_plan *p, struct demo_case *c); /* demo_around.c */

/* A record of a criterion that the talks about safety answer, and the step that it is. */
bool demo_is_safety(const struct demo_record *r);
enum rw_status demo_safety(struct demo_case *c, struct act *a, const struct demo_record *r);

/* The same for readiness, commitments and screens; and the ways of coping. */
bool demo_is_ready(const struct demo_record *r);
enum rw_status demo_ready(struct demo_case *c, struct act *a, const struct demo_record *r);
void demo_plan_ready(struct demo_plan *p, struct demo_case *c); /* demo_ready.c */
/* A record of a criterion that the intake answers, and the step that it is. */
bool demo_is_intake(const struct demo_record *r);
enum rw_status demo_intake(struct demo_case *c, struct act *a, const struct demo_record *r);

/* -- for the steps ----------------------------------------------------------------------------- */

struct date demo_day(struct date today, int days);
int demo_recorded(const struct demo_case *c, int day); /* DEMO_WITH_OPENING resolved */

/* What a key, or a row that has none, has become; STR_NULL for NULL. */
void demo_made(struct demo_case *c, const void *row, const char *key, struct str id);
struct str demo_id(const struct demo_case *c, const char *key);
struct str demo_id_of(const struct demo_case *c, const void *row);

bool demo_names(const char *list, struct str key); /* is it one of the words? */

/* "maya jonas": words in mem; ids of the keys. NULL gives none. */
size_t demo_words(struct arena *mem, const char *list, const struct str **words);
size_t demo_ids(const struct demo_case *c, struct arena *mem, const char *list,
                const struct str **ids);

#endif
