/* Court, orders, clauses and shares through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/audit.h"
#include "app/caseload.h"
#include "app/court.h"
#include "gen/queries.h"
#include "support/desk.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct matter_input a_court(void)
{
    return (struct matter_input){ .court = STR("Superior Court"), .docket = STR("26-0117") };
}

static struct order_input an_order(const struct matter_input *court)
{
    return (struct order_input){ .matter = court,
                                 .kind = STR("therapy"),
                                 .title = STR("Order for therapy"),
                                 .signed_on = day("2026-02-20"),
                                 .effective_on = day("2026-03-01"),
                                 .expires_on = RW_NO_DATE,
                                 .report_rule = STR("none"),
                                 .report_every_days = DB_NULL_I64,
                                 .report_before_days = DB_NULL_I64,
                                 .report_to = STR("The court and both counsel") };
}

static struct str make_order(struct desk *d, const struct order_input *in)
{
    struct act a = desk_act(d, d->ana, false);
    struct str id = STR_NULL;

    CHECK_ACT(a, order_add(&a, d->case_id, in, &id));
    return id;
}

static struct str make_hearing(struct desk *d, struct str matter_id, const char *on)
{
    struct act a = desk_act(d, d->ana, false);
    struct hearing_input in = { .matter_id = matter_id, .kind = STR("review"), .on = day(on) };
    struct str id = STR_NULL;

    CHECK_ACT(a, hearing_add(&a, d->case_id, &in, &id));
    return id;
}

static struct court_order_row order_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct court_order_row row = { 0 };

    CHECK_ACT(a, order_get(&a, d->case_id, id, &row));
    return row;
}

static void check_due(struct desk *d, struct str order_id, const char *wanted)
{
    struct act a = desk_act(d, d->ana, false);
    struct date due;

    CHECK_ACT(a, order_report_due(&a, d->case_id, order_id, &due));
    CHECK_STR(date_iso(&d->mem, due), wanted);
}

/* How many lines of that kind the case has, and the newest of them. */
static size_t lines_of(struct desk *d, const char *kind, struct chronology_row *line)
{
    struct act a = desk_act(d, d->ana, false);
    struct chronology_row *rows;
    size_t n, i, found = 0;

    CHECK_ACT(a, case_chronology(&a, d->case_id, day("2030-01-01"), 200, &rows, &n));
    for (i = n; i > 0; i--)
        if (str_is(rows[i - 1].kind, kind)) {
            *line = rows[i - 1];
            found++;
        }
    return found;
}

TEST_BOTH(order_is_recorded_with_its_court_on_one_page)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct chronology_row line;
    struct court_order_row o;
    struct matter_row *matters;
    struct act a;
    size_t n;

    desk_open(&d, k);
    o = order_of(&d, make_order(&d, &in));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, matter_list(&a, d.case_id, &matters, &n));
    CHECK(n == 1);
    CHECK_STR(matters[0].court, "Superior Court");
    CHECK(!matters[0].judge.p);
    CHECK(str_eq(o.matter_id, matters[0].id));
    CHECK_STR(o.signed_on, "2026-02-20");
    CHECK_STR(o.state, "in_force");
    CHECK(!o.expires_on.p && !o.document_id.p && o.report_every_days == DB_NULL_I64);
    CHECK(lines_of(&d, "order", &line) == 1);
    CHECK_STR(line.on_date, "2026-03-01");
    CHECK_STR(line.line, "Order for therapy");
    CHECK(lines_of(&d, "report_due", &line) == 0);
    desk_close(&d);
}

TEST_BOTH(order_says_what_is_wrong_and_keeps_nothing)
{
    struct desk d;
    struct matter_input court = { .court = STR("Superior Court") };
    struct order_input in = an_order(&court);
    struct matter_row *matters;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in.kind = STR("sonnet");
    in.title = STR(" ");
    in.signed_on = day("2026-03-03");
    in.expires_on = day("2026-02-28");
    in.report_rule = STR("both");
    in.report_before_days = 4000;
    a = desk_act(&d, d.ana, false);
    CHECK(order_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("docket")).len && problem_of(&a.bad, STR("kind")).len);
    CHECK(problem_of(&a.bad, STR("title")).len && problem_of(&a.bad, STR("signed_on")).len);
    CHECK(problem_of(&a.bad, STR("expires_on")).len);
    CHECK(problem_of(&a.bad, STR("report_every_days")).len);
    CHECK(problem_of(&a.bad, STR("report_before_days")).len);
    CHECK(a.bad.n == 7);
    in = an_order(NULL);
    a = desk_act(&d, d.ana, false);
    CHECK(order_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("matter")).len);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, matter_list(&a, d.case_id, &matters, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(order_belongs_to_a_court_of_its_own_case)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct hearing_input h = { .kind = STR("review"), .on = day("2026-05-01") };
    struct str other, child, id;
    struct act a;

    desk_open(&d, k);
    in.matter_id = order_of(&d, make_order(&d, &in)).matter_id;
    h.matter_id = in.matter_id;
    other = desk_family(&d, d.ana, "Beech", &child);
    a = desk_act(&d, d.ana, false);
    CHECK(order_add(&a, other, &in, &id) == RW_ENOTFOUND);
    a = desk_act(&d, d.ana, false);
    CHECK(hearing_add(&a, other, &h, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(order_second_of_two_saves_is_told_and_changes_nothing)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct document_input paper = { .kind = STR("order"),
                                    .name = STR("order.pdf"),
                                    .media = STR("pdf"),
                                    .size_bytes = 5,
                                    .file = STR("ab"),
                                    .key = STR("key"),
                                    .content_hash = STR("hash"),
                                    .dated_on = RW_NO_DATE };
    struct document_list_row *papers;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    id = make_order(&d, &in);
    in.version = 1;
    in.title = STR("First amended order");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, order_save(&a, d.case_id, id, &in));
    in.title = STR("Second thoughts");
    in.document = &paper;
    a = desk_act(&d, d.sam, false);
    CHECK(order_save(&a, d.case_id, id, &in) == RW_ECONFLICT);
    CHECK_STR(order_of(&d, id).title, "First amended order");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_list(&a, d.case_id, &papers, &n));
    CHECK(n == DESK_PAPERS);
    in.version = 2;
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, order_save(&a, d.case_id, id, &in));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_list(&a, d.case_id, &papers, &n));
    CHECK(n == 1 + DESK_PAPERS && str_eq(order_of(&d, id).document_id, papers[DESK_PAPERS].id));
    desk_close(&d);
}

TEST_BOTH(order_is_closed_to_the_office_and_to_other_therapists)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct court_order_row *orders;
    struct str other, child, id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    make_order(&d, &in);
    a = desk_act(&d, d.olga, false);
    CHECK(order_list(&a, d.case_id, &orders, &n) == RW_ENOTFOUND);
    CHECK(order_add(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    other = desk_family(&d, d.sam, "Beech", &child);
    a = desk_act(&d, d.ana, false);
    CHECK(order_list(&a, other, &orders, &n) == RW_ENOTFOUND);
    CHECK(order_add(&a, other, &in, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(hearing_moves_the_day_of_the_report_before_it)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct hearing_input h = { .kind = STR("review"), .on = day("2026-06-01"), .version = 1 };
    struct chronology_row line;
    struct str order, matter, first;
    struct act a;

    desk_open(&d, k);
    in.report_rule = STR("before_hearing");
    in.report_before_days = 14;
    order = make_order(&d, &in);
    matter = order_of(&d, order).matter_id;
    check_due(&d, order, "");
    first = make_hearing(&d, matter, "2026-05-15");
    make_hearing(&d, matter, "2026-09-15");
    check_due(&d, order, "2026-05-01");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, hearing_save(&a, d.case_id, first, &h));
    check_due(&d, order, "2026-05-18");
    h.state = STR("vacated");
    h.version = 2;
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, hearing_save(&a, d.case_id, first, &h));
    check_due(&d, order, "2026-09-01");
    CHECK(lines_of(&d, "hearing", &line) == 2);
    CHECK(lines_of(&d, "report_due", &line) == 1);
    CHECK_STR(line.state, "due");
    desk_close(&d);
}

TEST_BOTH(hearing_refuses_a_wrong_hour_and_a_stale_version)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct hearing_input h = { .kind = STR("review"),
                               .on = day("2026-06-01"),
                               .at_clock = STR("25:00"),
                               .state = STR("lost"),
                               .version = 1 };
    struct hearing_row *rows;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    id = make_hearing(&d, order_of(&d, make_order(&d, &in)).matter_id, "2026-05-15");
    a = desk_act(&d, d.ana, false);
    CHECK(hearing_save(&a, d.case_id, id, &h) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("at_clock")).len && problem_of(&a.bad, STR("state")).len);
    h.at_clock = STR("09:30");
    h.state = STR("held");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, hearing_save(&a, d.case_id, id, &h));
    a = desk_act(&d, d.sam, false);
    CHECK(hearing_save(&a, d.case_id, id, &h) == RW_ECONFLICT);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, hearing_list(&a, d.case_id, &rows, &n));
    CHECK(n == 1 && rows[0].version == 2);
    CHECK_STR(rows[0].at_clock, "09:30");
    desk_close(&d);
}

TEST_BOTH(order_that_has_ended_asks_for_no_report)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct chronology_row line;
    struct str order;
    struct act a;

    desk_open(&d, k);
    in.report_rule = STR("every_days");
    in.report_every_days = 90;
    in.report_before_days = 14;
    order = make_order(&d, &in);
    CHECK(order_of(&d, order).report_before_days == DB_NULL_I64);
    check_due(&d, order, "2026-05-30");
    in.state = STR("superseded");
    in.version = 1;
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, order_save(&a, d.case_id, order, &in));
    check_due(&d, order, "");
    CHECK(lines_of(&d, "report_due", &line) == 1);
    CHECK_STR(line.state, "ended");
    CHECK(lines_of(&d, "order", &line) == 1);
    CHECK_STR(line.state, "superseded");
    desk_close(&d);
}

struct signed_report {
    struct str case_id, order_id;
};

static enum rw_status apply_signed(struct act *a, void *arg)
{
    const struct signed_report *s = arg;
    struct q_report_add_in add = { .case_id = s->case_id,
                                   .id = id_new(a->mem),
                                   .kind = STR("status"),
                                   .state = STR("draft"),
                                   .from_on = STR("2026-03-01"),
                                   .to_on = STR("2026-05-01"),
                                   .order_id = s->order_id,
                                   .recipients = STR("The court"),
                                   .made_by = a->viewer.account_id,
                                   .made_utc = utc_iso(a->mem, a->now_utc),
                                   .version = 1 };
    struct q_report_sign_in sign = { .case_id = s->case_id,
                                     .id = add.id,
                                     .version = 1,
                                     .signed_utc = add.made_utc,
                                     .file = STR("ab"),
                                     .file_key = STR("key"),
                                     .content_hash = STR("hash"),
                                     .size_bytes = 1 };
    enum rw_status st = q_report_add(a->db, a->mem, &add, &a->err);

    if (!st)
        st = q_report_sign(a->db, a->mem, &sign, &a->err);
    if (!st)
        st = report_due_refresh(a, s->case_id);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "report-sign",
                                              .object_type = "report",
                                              .object_id = add.id,
                                              .case_id = s->case_id,
                                              .object_version = 2 });
}

TEST_BOTH(report_signed_under_an_order_moves_its_own_next_day_alone)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct signed_report s;
    struct str first, second;
    struct act a;

    desk_open(&d, k);
    in.report_rule = STR("every_days");
    in.report_every_days = 90;
    first = make_order(&d, &in);
    in.matter_id = order_of(&d, first).matter_id;
    second = make_order(&d, &in);
    check_due(&d, first, "2026-05-30");
    d.now_utc += INT64_C(86400) * 59; /* 30 April */
    s = (struct signed_report){ d.case_id, first };
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, act_write(&a, apply_signed, &s));
    check_due(&d, first, "2026-07-29");
    check_due(&d, second, "2026-05-30");
    desk_close(&d);
}

TEST(order_that_asks_is_in_force_that_day_and_alone)
{
    static const struct {
        const char *state, *from, *until, *rule;
        bool asks;
    } cases[] = {
        { "in_force", "2026-01-01", "", "every_days", true },
        { "in_force", "2026-01-01", "2026-06-10", "both", true },
        { "in_force", "2026-06-10", "", "before_hearing", true },
        { "in_force", "2026-01-01", "2026-06-09", "every_days", false },
        { "in_force", "2026-06-11", "", "every_days", false },
        { "in_force", "2026-01-01", "", "none", false },
        { "superseded", "2026-01-01", "", "every_days", false },
        { "ended", "2026-01-01", "", "every_days", false },
    };
    struct date today;
    size_t i;

    CHECK(date_parse(STR("2026-06-10"), &today));
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct court_order_row rows[] = {
            { .state = STR("ended"), .report_rule = STR("both") },
            { .state = str_of(cases[i].state),
              .effective_on = str_of(cases[i].from),
              .expires_on = str_of(cases[i].until),
              .report_rule = str_of(cases[i].rule) },
            { .state = STR("in_force"),
              .effective_on = STR("2026-02-01"),
              .report_rule = STR("every_days") },
        };

        if (order_that_asks(rows, 2, today) != (cases[i].asks ? &rows[1] : NULL))
            fail_msg("%s from %s until %s, %s", cases[i].state, cases[i].from, cases[i].until,
                     cases[i].rule);
        CHECK(order_that_asks(rows, 3, today) == (cases[i].asks ? NULL : &rows[2]));
    }
}

TEST_BOTH(clause_stands_in_order_with_its_words_and_page)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct clause_input c = { .kind = STR("goals"), .words = STR("a\nb"), .page = 2 };
    struct clause_row *rows;
    struct str order;
    struct act a;
    size_t n;

    desk_open(&d, k);
    order = make_order(&d, &in);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, clause_add(&a, d.case_id, order, &c));
    c.kind = STR("ceiling");
    c.page = DB_NULL_I64;
    CHECK_ACT(a, clause_add(&a, d.case_id, order, &c));
    CHECK_ACT(a, clause_list(&a, d.case_id, order, &rows, &n));
    CHECK(n == 2 && rows[0].page == 2 && rows[1].page == DB_NULL_I64);
    CHECK_STR(rows[0].kind, "goals");
    CHECK_STR(rows[0].words, "a\nb");
    c.words = STR("c");
    c.version = rows[0].version;
    CHECK_ACT(a, clause_save(&a, d.case_id, rows[0].id, &c));
    CHECK(clause_save(&a, d.case_id, rows[0].id, &c) == RW_ECONFLICT);
    CHECK(clause_add(&a, d.case_id, d.case_id, &c) == RW_ENOTFOUND);
    c.page = 0;
    c.words = STR("");
    CHECK(clause_add(&a, d.case_id, order, &c) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("page")).len && problem_of(&a.bad, STR("words")).len);
    desk_close(&d);
}

static enum rw_status share(struct desk *d, struct str order, int64_t version,
                            const struct share_input *in, size_t n)
{
    struct act a = desk_act(d, d->ana, false);

    return shares_set(&a, d->case_id, order, version, in, n);
}

TEST_BOTH(shares_come_to_the_whole_or_are_none)
{
    struct desk d;
    struct matter_input court = a_court();
    struct order_input in = an_order(&court);
    struct share_input s[2];
    struct payer_share_row *rows;
    struct str order;
    struct act a;
    size_t n;

    desk_open(&d, k);
    order = make_order(&d, &in);
    s[0] = (struct share_input){ d.dana, 6667 };
    s[1] = (struct share_input){ d.robin, 3332 };
    CHECK(share(&d, order, 1, s, 2) == RW_EINPUT);
    s[1].share_bp = 3333;
    CHECK(share(&d, order, 1, s, 2) == RW_OK);
    CHECK(share(&d, order, 1, s, 2) == RW_ECONFLICT);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, shares_list(&a, d.case_id, order, &rows, &n));
    CHECK(n == 2 && rows[0].share_bp + rows[1].share_bp == 10000);
    s[1].person_id = d.dana;
    CHECK(share(&d, order, 2, s, 2) == RW_EINPUT);
    s[1].person_id = order;
    CHECK(share(&d, order, 2, s, 2) == RW_EINPUT);
    s[0].share_bp = 12000;
    s[1] = (struct share_input){ d.robin, -2000 };
    CHECK(share(&d, order, 2, s, 2) == RW_EINPUT);
    CHECK(share(&d, order, 2, NULL, 0) == RW_OK);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, shares_list(&a, d.case_id, order, &rows, &n));
    CHECK(n == 0 && order_of(&d, order).version == 3);
    desk_close(&d);
}
