/* Spreadsheets through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/import.h"

#include "app/appointment.h"
#include "app/family_case.h"
#include "app/person.h"
#include "base/out.h"
#include "gen/queries.h"
#include "support/desk.h"
#include "support/files.h"

#include <string.h>

#define CASE_HEAD "number,title,origin,referred_on,source,reason"
#define PEOPLE_HEAD "case_number,kind,name,birth,relation,role,child"
#define VISIT_HEAD "case_number,date,time,minutes,kind,people,state"

static struct str number_of_case(struct desk *d, struct str account, struct str case_id)
{
    struct act a = desk_act(d, account, false);
    struct family_case_get_row row;

    CHECK_ACT(a, family_case_get(&a, case_id, &row));
    return row.number;
}

static size_t caseload_size(struct desk *d, struct str account)
{
    struct act a = desk_act(d, account, false);
    struct caseload_row *rows;
    size_t n;

    CHECK_ACT(a, family_case_list(&a, STR(""), 1000, &rows, &n));
    return n;
}

static size_t people_count(struct desk *d, struct str case_id)
{
    struct act a = desk_act(d, d->ana, false);
    struct person_row *rows;
    size_t n;

    CHECK_ACT(a, person_list(&a, case_id, &rows, &n));
    return n;
}

static size_t events(struct desk *d, const char *action)
{
    struct audit_after_row *rows;
    size_t i, n, found = 0;

    CHECK_OK(q_audit_after(d->db, &d->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 5000 },
                           &rows, &n, &e));
    for (i = 0; i < n; i++)
        found += str_is(rows[i].action, action);
    return found;
}

static enum rw_status look(struct desk *d, struct act *a, enum import_kind kind, struct str text,
                           struct import_sheet *s)
{
    *a = desk_act(d, d->ana, false);
    return import_look(a, kind, text, s);
}

static enum rw_status bring(struct desk *d, struct act *a, enum import_kind kind, struct str text,
                            bool good_only, struct import_sheet *s)
{
    *a = desk_act(d, d->ana, false);
    return import_bring_in(a, kind, text, good_only, s);
}

static bool holds(struct str s, const char *words)
{
    return s.len && memmem(s.p, s.len, words, strlen(words));
}

/* The one problem of a row says this. */
#define CHECK_PROBLEM(row, words)                                                                  \
    do {                                                                                           \
        CHECK((row).state == IMPORT_WRONG && (row).nproblems > 0);                                 \
        if (!holds((row).problems[0], (words)))                                                    \
            fail_msg("got \"%.*s\"", STR_ARG((row).problems[0]));                                  \
    } while (0)

/* The file as a whole is refused with these words. */
static void check_fault(struct desk *d, enum import_kind kind, struct str text, const char *words)
{
    struct import_sheet s;
    struct act a;
    struct str said;

    CHECK(look(d, &a, kind, text, &s) == RW_EINPUT);
    said = problem_of(&a.bad, STR("text"));
    if (!holds(said, words))
        fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARG(said), words);
    CHECK(bring(d, &a, kind, text, true, &s) == RW_EINPUT);
}

TEST_BOTH(import_looks_without_storing_and_then_brings_cases_in)
{
    static const char text[] =
        "Case number,Family name,origin,Day of the referral,source,reason,scenarios,under_way,"
        "as_of\r\n"
        "24-017,Beech family,Ordered by the court,2026-01-20,\"Court, room 4\",\"Long "
        "apart\",RS1; The child resists or refuses contact,yes,2026-02-10\r\n"
        "24-018,Cedar family,voluntary,2026-02-01,Mother,She asks.,,,\r\n";
    struct referral_scenario_list_row *scenarios;
    struct family_case_get_row row;
    struct caseload_row *rows;
    struct import_sheet s;
    struct desk d;
    struct act a;
    size_t i, n;

    desk_open(&d, k);
    CHECK_ACT(a, look(&d, &a, IMPORT_CASES, str_of(text), &s));
    CHECK(s.n == 2 && s.count[IMPORT_GOOD] == 2 && s.rows[1].line == 3);
    CHECK_STR(s.rows[0].what, "Beech family");
    CHECK(holds(s.rows[0].detail, "Case 24-017. Ordered by the court; referred on 20 Jan 2026"));
    CHECK(caseload_size(&d, d.ana) == 1 && events(&d, "case-open") == 1 && !events(&d, "import"));
    CHECK_ACT(a, bring(&d, &a, IMPORT_CASES, str_of(text), false, &s));
    CHECK(caseload_size(&d, d.ana) == 3 && caseload_size(&d, d.sam) == 1);
    CHECK(events(&d, "case-open") == 3 && events(&d, "import") == 1);
    CHECK_ACT(a, family_case_list(&a, STR(""), 10, &rows, &n));
    for (i = 0; i < n && !str_is(rows[i].number, "24-017"); i++)
        ;
    CHECK(i < n);
    CHECK_ACT(a, family_case_get(&a, rows[i].case_id, &row));
    CHECK_STR(row.title, "Beech family");
    CHECK_STR(row.referral_source, "Court, room 4");
    CHECK_STR(row.origin, "court_ordered");
    CHECK_STR(row.entered, "under_way");
    CHECK_STR(row.as_of, "2026-02-10");
    CHECK_ACT(a, family_case_scenarios(&a, rows[i].case_id, &scenarios, &n));
    CHECK(n == 2);
    CHECK_STR(scenarios[1].code, "RS4");
    desk_close(&d);
}

TEST_BOTH(import_is_all_or_nothing_unless_asked_to_leave_rows_out)
{
    static const char text[] = CASE_HEAD "\n"
                                         "1,Beech,voluntary,2026-02-01,Mother,Asks.\n"
                                         "2,Cedar,by chance,02/01/2026,,Asks.\n"
                                         "3,Elm,agency,2027-02-01,Agency,Asks.\n"
                                         "1,Twin,voluntary,2026-02-01,Mother,Asks.\n";
    struct import_sheet s;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(bring(&d, &a, IMPORT_CASES, str_of(text), false, &s) == RW_EINPUT);
    CHECK(s.count[IMPORT_GOOD] == 1 && s.count[IMPORT_WRONG] == 2 && s.count[IMPORT_HERE] == 1);
    CHECK(s.rows[1].nproblems == 3);
    CHECK_PROBLEM(s.rows[1], "How the work began: Please write one of these: Ordered by");
    CHECK(holds(s.rows[1].problems[1], "Day of the referral: Please write the day as year-month"));
    CHECK(holds(s.rows[1].problems[2], "Referred by: Please fill this in."));
    CHECK_PROBLEM(s.rows[2], "Day of the referral: Please give a day that is not after today.");
    CHECK(s.rows[3].state == IMPORT_HERE);
    CHECK(caseload_size(&d, d.ana) == 1 && !events(&d, "import") && events(&d, "case-open") == 1);
    CHECK_ACT(a, bring(&d, &a, IMPORT_CASES, str_of(text), true, &s));
    CHECK(s.count[IMPORT_GOOD] == 1);
    CHECK(caseload_size(&d, d.ana) == 2 && events(&d, "import") == 1);
    CHECK(bring(&d, &a, IMPORT_CASES, str_of(text), true, &s) == RW_EINPUT);
    CHECK(s.count[IMPORT_HERE] == 2 && caseload_size(&d, d.ana) == 2);
    desk_close(&d);
}

TEST_BOTH(import_brings_people_with_roles_whatever_their_order)
{
    struct person_role_row *roles;
    struct person_row *people;
    struct import_sheet s;
    struct str number, text;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    number = number_of_case(&d, d.ana, d.case_id);
    text = str_fmt(&d.mem,
                   PEOPLE_HEAD ",profession,phone\n"
                               "%.*s,adult,Gwen,,grandmother,Extended family,Leo; maya,,555 0100\n"
                               "%.*s,child,Leo,2018-03-04,,,,,\n"
                               "%.*s,professional,=Ms Ash,,,,,School,\n",
                   STR_ARG(number), STR_ARG(number), STR_ARG(number));
    CHECK_ACT(a, look(&d, &a, IMPORT_PEOPLE, text, &s));
    CHECK(s.count[IMPORT_GOOD] == 3 && people_count(&d, d.case_id) == 3);
    CHECK(holds(s.rows[0].detail, "To Maya and Leo: grandmother (Extended family), since "));
    CHECK_ACT(a, bring(&d, &a, IMPORT_PEOPLE, text, false, &s));
    CHECK_ACT(a, person_list(&a, d.case_id, &people, &n));
    CHECK(n == 6);
    CHECK_STR(people[3].name, "Leo");
    CHECK_STR(people[4].name, "Gwen");
    CHECK_STR(people[5].name, "=Ms Ash");
    CHECK_STR(people[5].profession, "school");
    CHECK_ACT(a, person_role_list(&a, d.case_id, &roles, &n));
    CHECK(n == 4);
    CHECK(events(&d, "person-add") == 6 && events(&d, "role-add") == 4);
    CHECK(events(&d, "address-save") == 1 && events(&d, "import") == 1);
    CHECK(bring(&d, &a, IMPORT_PEOPLE, text, false, &s) == RW_EINPUT);
    CHECK(s.count[IMPORT_HERE] == 3 && people_count(&d, d.case_id) == 6);
    desk_close(&d);
}

TEST_BOTH(import_says_of_each_person_what_is_wrong)
{
    struct import_sheet s;
    struct str n, text;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    n = number_of_case(&d, d.ana, d.case_id);
    text = str_fmt(&d.mem,
                   PEOPLE_HEAD ",phase,interpreter\n"
                               "%.*s,child,Noa,,,,,,\n"
                               "%.*s,child,Ivy,2018-03-04,,,,Assessment,\n"
                               "%.*s,adult,Max,,uncle,extended,Nobody,,\n"
                               "%.*s,adult,Ida,,,extended,Maya,,\n"
                               "%.*s,child,Maya,2015-05-02,,,,,\n"
                               "%.*s,child,Maya,2015-05-01,,,,,\n"
                               "%.*s,adult,Ute,,,,,,perhaps\n"
                               "%.*s,robot,Bob,,,,,,\n",
                   STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n),
                   STR_ARG(n), STR_ARG(n));
    CHECK_ACT(a, look(&d, &a, IMPORT_PEOPLE, text, &s));
    CHECK_PROBLEM(s.rows[0], "Date of birth: Please fill this in.");
    CHECK_PROBLEM(s.rows[1], "Phase: This family did not come in under way.");
    CHECK_PROBLEM(s.rows[2], "To which children: No child of this name is in the case.");
    CHECK_PROBLEM(s.rows[3], "Relation: Please fill this in.");
    CHECK_PROBLEM(s.rows[4], "Name: A child of this name and another day of birth");
    CHECK(s.rows[5].state == IMPORT_HERE && holds(s.rows[5].detail, "with Alder"));
    CHECK_PROBLEM(s.rows[6], "Interpreter needed: Please write yes or no.");
    CHECK_PROBLEM(s.rows[7], "Kind of person: Please write one of these: child; adult;");
    desk_close(&d);
}

TEST_BOTH(import_of_a_running_family_says_where_the_child_stands)
{
    static const char cases[] = CASE_HEAD ",under_way,as_of\n"
                                          "R1,Rowan,voluntary,2025-02-01,Mother,Asks.,yes,"
                                          "2026-02-20\n";
    struct caseload_children_row *kids;
    struct phase_span_row *spans;
    struct import_sheet s;
    struct str text;
    struct desk d;
    struct act a;
    size_t i, n;

    desk_open(&d, k);
    CHECK_ACT(a, bring(&d, &a, IMPORT_CASES, str_of(cases), false, &s));
    text = str_fmt(&d.mem,
                   "kind,name,case_number,birth,phase,relation,role,child\n"
                   "child,Tim,R1,2016-01-02,%.*s,,,\n"
                   "adult,Una,R1,,,mother,contact_parent,Tim\n",
                   STR_ARG(d.protocol.phases[1].title));
    CHECK_ACT(a, bring(&d, &a, IMPORT_PEOPLE, text, false, &s));
    CHECK(holds(s.rows[1].detail, "since 20 Feb 2026"));
    CHECK_ACT(a, family_case_children(&a, &kids, &n));
    for (i = 0; i < n && !str_is(kids[i].name, "Tim"); i++)
        ;
    CHECK(i < n && str_eq(kids[i].phase, d.protocol.phases[1].id));
    CHECK_ACT(a, phase_span_list(&a, kids[i].case_id, &spans, &n));
    CHECK(n == 1);
    CHECK_STR(spans[0].how, "carried_over");
    CHECK_STR(spans[0].from_on, "2026-02-20");
    desk_close(&d);
}

TEST_BOTH(import_finds_no_case_of_somebody_else)
{
    struct import_sheet s;
    struct str child, other, theirs, text;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    other = desk_family(&d, d.sam, "Beech", &child);
    theirs = number_of_case(&d, d.sam, other);
    text = str_fmt(&d.mem,
                   PEOPLE_HEAD "\n%.*s,adult,Gwen,,,,\nno such,adult,Gwen,,,,\n"
                               "%.*s,child,Noor,2014-02-01,,,\n",
                   STR_ARG(theirs), STR_ARG(theirs));
    CHECK_ACT(a, look(&d, &a, IMPORT_PEOPLE, text, &s));
    CHECK_PROBLEM(s.rows[0], "Case number: None of your families has this case number.");
    CHECK(s.rows[1].state == IMPORT_WRONG && s.rows[1].nproblems == s.rows[0].nproblems);
    CHECK(str_eq(s.rows[0].problems[0], s.rows[1].problems[0]));
    CHECK(s.rows[2].state == IMPORT_WRONG && s.rows[2].detail.len == 0);
    CHECK(str_eq(s.rows[2].problems[0], s.rows[1].problems[0]));
    text = str_fmt(&d.mem, CASE_HEAD "\n%.*s,Beech,voluntary,2026-02-01,Mother,Asks.\n",
                   STR_ARG(theirs));
    CHECK_ACT(a, look(&d, &a, IMPORT_CASES, text, &s));
    CHECK(s.rows[0].state == IMPORT_GOOD);
    text = str_fmt(&d.mem, VISIT_HEAD "\n%.*s,2026-03-05,10:00,50,child,Noor,\n", STR_ARG(theirs));
    CHECK_ACT(a, look(&d, &a, IMPORT_APPOINTMENTS, text, &s));
    CHECK_PROBLEM(s.rows[0], "None of your families has this case number.");
    desk_close(&d);
}

TEST_BOTH(import_brings_appointments_in_with_what_became_of_them)
{
    struct appointment_line *lines;
    struct import_sheet s;
    struct date from = RW_NO_DATE, to = RW_NO_DATE;
    struct str n, text;
    struct desk d;
    struct act a;
    size_t count;

    desk_open(&d, k);
    n = number_of_case(&d, d.ana, d.case_id);
    text = str_fmt(&d.mem,
                   VISIT_HEAD ",reason\n"
                              "%.*s,2026-02-10,10:00,45,\"Child, individual session\",maya,Held,\n"
                              "%.*s,2026-02-11,10:00,,parent,Dana,cancelled,Weather\n"
                              "%.*s,2026-03-04,09:00,50,parents_together,Dana; Robin,,\n",
                   STR_ARG(n), STR_ARG(n), STR_ARG(n));
    CHECK_ACT(a, look(&d, &a, IMPORT_APPOINTMENTS, text, &s));
    CHECK(s.count[IMPORT_GOOD] == 3 && !events(&d, "appointment-book"));
    CHECK_STR(s.rows[1].detail, "Parent, individual session: Dana, 50 minutes; cancelled.");
    CHECK_ACT(a, bring(&d, &a, IMPORT_APPOINTMENTS, text, false, &s));
    CHECK(date_parse(STR("2026-02-01"), &from) && date_parse(STR("2026-03-31"), &to));
    CHECK_ACT(a, appointment_between(&a, from, to, &lines, &count));
    CHECK(count == 3);
    CHECK(lines[0].state == APPOINTMENT_HELD && lines[0].minutes == 45);
    CHECK(lines[1].state == APPOINTMENT_CANCELLED && lines[1].minutes == 50);
    CHECK(lines[2].state == APPOINTMENT_PLANNED);
    CHECK(events(&d, "appointment-book") == 3 && events(&d, "appointment-held") == 1);
    CHECK(bring(&d, &a, IMPORT_APPOINTMENTS, text, false, &s) == RW_EINPUT);
    CHECK(s.count[IMPORT_HERE] == 3);
    desk_close(&d);
}

TEST_BOTH(import_of_appointments_keeps_the_rules_of_booking)
{
    struct import_sheet s;
    struct str n, text;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    n = number_of_case(&d, d.ana, d.case_id);
    text =
        str_fmt(&d.mem,
                VISIT_HEAD "\n"
                           "%.*s,2026-03-04,09:00,50,parent,Dana,\n"
                           "%.*s,2026-03-04,09:30,50,parent,Robin,\n"
                           "%.*s,2026-03-04,9 am,50,parent,Robin,\n"
                           "%.*s,2026-03-05,09:00,50,family,Dana; Robin,\n"
                           "%.*s,2026-03-06,09:00,50,family,Dana; Zoe,\n"
                           "%.*s,2026-03-06,09:00,50,parent,Dana,held\n"
                           "%.*s,2026-02-06,09:00,x,parent,Dana,cancelled\n",
                STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n), STR_ARG(n));
    CHECK_ACT(a, look(&d, &a, IMPORT_APPOINTMENTS, text, &s));
    CHECK(s.rows[0].state == IMPORT_GOOD);
    CHECK_PROBLEM(s.rows[1], "Time: This clinician has another appointment from 09:00 to 09:50");
    CHECK_PROBLEM(s.rows[2], "Time: Please write the time as hours and minutes");
    CHECK_PROBLEM(s.rows[3], "Who comes: ");
    CHECK_PROBLEM(s.rows[4], "Who comes: Somebody of these is not in the case.");
    CHECK_PROBLEM(s.rows[5], "State: This lies ahead");
    CHECK_PROBLEM(s.rows[6], "Minutes: Please write a whole number");
    CHECK(holds(s.rows[6].problems[1], "Why it did not go ahead: Please fill this in."));
    CHECK(bring(&d, &a, IMPORT_APPOINTMENTS, text, false, &s) == RW_EINPUT);
    CHECK(!events(&d, "appointment-book"));
    CHECK_ACT(a, bring(&d, &a, IMPORT_APPOINTMENTS, text, true, &s));
    CHECK(events(&d, "appointment-book") == 1);
    desk_close(&d);
}

TEST_BOTH(import_refuses_a_file_that_cannot_be_read)
{
    struct desk d;

    desk_open(&d, k);
    check_fault(&d, IMPORT_CASES, STR(""), "at least one row");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n"), "at least one row");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n,,,,,\n"), "no row below");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD ",shoe size\n1,2,3,4,5,6,7\n"),
                "There is no column “shoe size”");
    check_fault(&d, IMPORT_CASES, STR("number,number\n1,2\n"), "“number” stands there twice");
    check_fault(&d, IMPORT_CASES, STR("number,title,source,reason\n1,2,3,4\n"),
                "Columns are missing in the first line: origin, referred_on.");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n1,\"Alder,3\n"), "on line 2 never ends");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n1,Al\"der,3\n"), "inside a value on line 2");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n1,Al\xE9,3\n"), "Line 2 holds signs");
    check_fault(&d, IMPORT_CASES, STR(CASE_HEAD "\n1,Al\0der,3\n"), "Line 2 holds signs");
    desk_close(&d);
}

TEST_BOTH(import_marks_ragged_rows_and_reads_nothing_of_them)
{
    static const char text[] = CASE_HEAD "\n"
                                         "1,Beech,voluntary,2026-02-01,Court, room 4,Asks.\n"
                                         "2,Cedar,voluntary\n"
                                         "3,Elm,voluntary,2026-02-01,Court,Asks.,,,\n";
    struct import_sheet s;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK_ACT(a, look(&d, &a, IMPORT_CASES, str_of(text), &s));
    CHECK_PROBLEM(s.rows[0], "This line has 7 values and the first line names 6 columns.");
    CHECK_PROBLEM(s.rows[1], "This line has 3 values");
    CHECK(s.rows[2].state == IMPORT_GOOD);
    desk_close(&d);
}

/* n rows of families below the names of the columns. */
static struct str many_rows(struct out *o, size_t n)
{
    size_t i;

    out_init(o, 4u << 20);
    out_z(o, CASE_HEAD "\n");
    for (i = 0; i < n; i++)
        out_fmt(o, "N%zu,Family %zu,voluntary,2026-02-01,Mother,Asks.\n", i, i);
    return out_view(o);
}

TEST_BOTH(import_has_room_for_a_whole_caseload_and_says_where_it_ends)
{
    struct import_sheet s;
    struct desk d;
    struct act a;
    struct out o;

    desk_open(&d, k);
    check_fault(&d, IMPORT_CASES, many_rows(&o, 10000), "at most 500 rows and 256 KB");
    out_free(&o);
    check_fault(&d, IMPORT_CASES, many_rows(&o, RW_IMPORT_ROWS + 1), "at most 500 rows");
    out_free(&o);
    CHECK_ACT(a, bring(&d, &a, IMPORT_CASES, many_rows(&o, RW_IMPORT_ROWS), false, &s));
    out_free(&o);
    CHECK(s.count[IMPORT_GOOD] == RW_IMPORT_ROWS);
    CHECK(caseload_size(&d, d.ana) == RW_IMPORT_ROWS + 1);
    desk_close(&d);
}

TEST_BOTH(import_is_for_those_who_may_open_a_case)
{
    static const char text[] = CASE_HEAD "\n1,Beech,voluntary,2026-02-01,Mother,Asks.\n";
    struct import_sheet s;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.olga, false);
    CHECK(import_look(&a, IMPORT_CASES, str_of(text), &s) == RW_ENOTFOUND);
    CHECK(import_bring_in(&a, IMPORT_CASES, str_of(text), true, &s) == RW_ENOTFOUND);
    CHECK(!events(&d, "import"));
    desk_close(&d);
}

/* The n-th piece of the manual page that is marked as csv. */
static struct str example(struct str page, int n)
{
    static const char begin[] = "```csv\n";
    const char *at = page.p, *end = page.p + page.len;

    for (; n >= 0; n--) {
        at = memmem(at, (size_t)(end - at), begin, strlen(begin));
        assert_non_null(at);
        at += strlen(begin);
    }
    end = memmem(at, (size_t)(end - at), "```", 3);
    assert_non_null(end);
    return (struct str){ at, (size_t)(end - at) };
}

TEST_BOTH(import_takes_the_examples_of_its_manual_page)
{
    struct import_sheet s;
    enum import_kind kind;
    struct str page;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    d.now_utc = INT64_C(1795341600); /* 2026-11-22 */
    page = file_read(&d.mem, "docs/operate/import.md");
    for (kind = IMPORT_CASES; kind < IMPORT_KINDS; kind++) {
        enum rw_status st = bring(&d, &a, kind, example(page, (int)kind), false, &s);

        if (st && s.n && s.count[IMPORT_WRONG])
            fail_msg("a row of list %d has a problem", (int)kind);
        CHECK_ACT(a, st);
        CHECK(s.count[IMPORT_GOOD] == s.n);
    }
    CHECK(events(&d, "import") == 3);
    desk_close(&d);
}

TEST(import_columns_fit_their_table_and_have_words)
{
    enum import_kind kind;

    for (kind = IMPORT_CASES; kind < IMPORT_KINDS; kind++) {
        size_t i, n;
        const struct import_column *c = import_columns(kind, &n);

        CHECK(n <= IMPORT_COLUMNS);
        for (i = 0; i < n; i++)
            CHECK(c[i].name && c[i].label && c[i].hint && c[i].field && c[i].max);
    }
}
