/* Notes through the use cases, on both engines (REWEAVE_TEST_PG): drafts, walls, versions. */
#include "app/appointment.h"
#include "app/note.h"
#include "gen/queries.h"
#include "support/desk.h"

static struct note_input typed(const struct act *a, const struct note_person *who, const char *body)
{
    return (struct note_input){ .kind = STR("child"),
                                .cls = STR("S"),
                                .on = a->today,
                                .at_min = 8 * 60,
                                .minutes = 45,
                                .people = who,
                                .npeople = 1,
                                .body = str_of(body) };
}

static struct str draft(struct desk *d, const char *body)
{
    struct act a = desk_act(d, d->ana, false);
    struct note_person who = { .person_id = d->maya };
    struct note_input in = typed(&a, &who, body);
    struct note_saved s;
    struct str id = note_new_id(&a, d->case_id);

    CHECK_ACT(a, note_save(&a, d->case_id, id, &in, &s));
    CHECK(s.version == 1);
    return id;
}

TEST_BOTH(note_draft_keeps_every_word_people_and_tags)
{
    struct str tags[] = { STR("repair"), STR("empathy") };
    struct desk d;
    struct note_person who[2];
    struct note_input in;
    struct note_saved s;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    who[0] = (struct note_person){ d.maya, 45 };
    who[1] = (struct note_person){ d.dana, 20 };
    in = typed(&a, who, "They drew a house.\nSecond line, ümlaut.");
    in.kind = STR("contact");
    in.npeople = 2;
    in.tags = tags;
    in.ntags = 2;
    id = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_STR(n.row.body, "They drew a house.\nSecond line, ümlaut.");
    CHECK_STR(n.names, "Maya and Dana");
    CHECK(n.record.ntags == 2 && n.record.people[1].minutes + n.record.people[0].minutes == 65);
    CHECK(n.state == NOTE_DRAFT && n.mine && n.lacks == 0);
    CHECK(n.started.minutes == 8 * 60);
    desk_close(&d);
}

TEST_BOTH(note_draft_of_another_is_not_there)
{
    struct desk d;
    struct note_cursor top = { 0 }, next;
    struct note_line *lines;
    struct note_unsigned_row *drafts;
    struct chronology_row *line;
    struct note n;
    struct note_saved s;
    struct note_person who;
    struct note_input in;
    struct str id;
    struct act a;
    size_t count;

    desk_open(&d, k);
    id = draft(&d, "Mine alone so far.");
    a = desk_act(&d, d.sam, false);
    CHECK(note_find(&a, d.case_id, id, &n) == RW_ENOTFOUND);
    CHECK_ACT(a, note_list(&a, d.case_id, top, 20, &lines, &count, &next));
    CHECK(count == 0 && next.id.len == 0);
    CHECK_ACT(a, note_unsigned(&a, &drafts, &count));
    CHECK(count == 0);
    CHECK_OK(q_chronology_between(
        d.db, &d.mem,
        &(struct q_chronology_between_in){ d.case_id, STR("2026-03-01"), STR("2026-03-31") }, &line,
        &count, &e));
    for (; count > 0; count--)
        CHECK(!str_is(line[count - 1].kind, "note"));
    who = (struct note_person){ d.maya, 0 };
    in = typed(&a, &who, "Not yours.");
    in.version = 1;
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ENOTFOUND);
    in.version = 0;
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ENOTFOUND);
    CHECK(note_discard(&a, d.case_id, id, 1) == RW_ENOTFOUND);
    a = desk_act(&d, d.sam, true);
    CHECK(note_sign(&a, d.case_id, id, 1) == RW_ENOTFOUND);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_unsigned(&a, &drafts, &count));
    CHECK(count == 1);
    CHECK_STR(drafts[0].title, "Alder");
    desk_close(&d);
}

TEST_BOTH(note_saved_from_a_stale_page_keeps_the_stored_text)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft(&d, "First page.");
    a = desk_act(&d, d.ana, false);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "Second page.");
    in.version = 1;
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK(s.version == 2);
    in.body = STR("Third page, opened before the second was saved.");
    a = desk_act(&d, d.ana, false);
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ECONFLICT);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_STR(n.row.body, "Second page.");
    in.version = 0;
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(note_said_twice_after_a_lost_answer_is_one_draft_and_no_conflict)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note_unsigned_row *drafts;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    id = draft(&d, "Once.");
    a = desk_act(&d, d.ana, false);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "Once.");
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK(s.version == 1);
    CHECK_ACT(a, note_unsigned(&a, &drafts, &n));
    CHECK(n == 1);
    desk_close(&d);
}

TEST_BOTH(note_names_only_people_and_appointments_of_its_case)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct str child;
    struct act a;

    desk_open(&d, k);
    CHECK(desk_family(&d, d.ana, "Beech", &child).len);
    a = desk_act(&d, d.ana, false);
    who = (struct note_person){ .person_id = child };
    in = typed(&a, &who, "Wrong family.");
    CHECK(note_save(&a, d.case_id, note_new_id(&a, d.case_id), &in, &s) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("people")).len > 0);
    a = desk_act(&d, d.ana, false);
    who.person_id = d.maya;
    in.appointment_id = child;
    CHECK(note_save(&a, d.case_id, note_new_id(&a, d.case_id), &in, &s) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("appointment_id")).len > 0);
    a = desk_act(&d, d.ana, false);
    in.appointment_id = STR_NULL;
    CHECK(note_save(&a, d.case_id, STR("my-own-id"), &in, &s) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(note_of_another_case_is_not_found)
{
    struct desk d;
    struct note n;
    struct str id, child, other;
    struct act a;

    desk_open(&d, k);
    id = draft(&d, "Alder's.");
    other = desk_family(&d, d.ana, "Beech", &child);
    a = desk_act(&d, d.ana, false);
    CHECK(note_find(&a, other, id, &n) == RW_ENOTFOUND);
    CHECK(note_find(&a, d.case_id, child, &n) == RW_ENOTFOUND);
    a = desk_act(&d, d.ana, true);
    CHECK(note_sign(&a, other, id, 1) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(note_office_reads_and_writes_none)
{
    struct desk d;
    struct note_cursor top = { 0 }, next;
    struct note_line *lines;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note n;
    struct str id;
    struct act a;
    size_t count;

    desk_open(&d, k);
    id = draft(&d, "Clinical.");
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, note_sign(&a, d.case_id, id, 1));
    a = desk_act(&d, d.olga, true);
    CHECK(note_find(&a, d.case_id, id, &n) == RW_ENOTFOUND);
    CHECK(note_list(&a, d.case_id, top, 20, &lines, &count, &next) == RW_ENOTFOUND);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "No.");
    CHECK(note_save(&a, d.case_id, note_new_id(&a, d.case_id), &in, &s) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(note_thrown_away_is_gone_with_its_text)
{
    struct desk d;
    struct note_row row;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft(&d, "Typed by mistake.");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_discard(&a, d.case_id, id, 1));
    CHECK(note_find(&a, d.case_id, id, &n) == RW_ENOTFOUND);
    CHECK_OK(q_note_get(d.db, &d.mem, &(struct q_note_get_in){ d.case_id, id }, &row, &e));
    CHECK(row.body.len == 0);
    a = desk_act(&d, d.ana, false);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "Back?");
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(note_begins_with_what_its_appointment_says)
{
    struct desk d;
    struct appointment_input visit;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note_start start;
    struct str appointment, id;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    visit = (struct appointment_input){ .clinician = d.ana,
                                        .on = a.today,
                                        .at_min = 8 * 60,
                                        .minutes = 50,
                                        .kind = STR("child_remote"),
                                        .people = &d.maya,
                                        .npeople = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &visit, &appointment));
    CHECK_ACT(a, note_begin(&a, d.case_id, appointment, STR_NULL, &start));
    CHECK(start.input.minutes == 50 && start.input.at_min == 8 * 60 && start.input.npeople == 1);
    CHECK_STR(start.input.kind, "child");
    CHECK(start.draft_id.len == 0);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "Begun.");
    in.appointment_id = appointment;
    id = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK_ACT(a, note_begin(&a, d.case_id, appointment, STR_NULL, &start));
    CHECK(str_eq(start.draft_id, id));
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, note_begin(&a, d.case_id, appointment, STR_NULL, &start));
    CHECK(start.draft_id.len == 0);
    desk_close(&d);
}

TEST_BOTH(note_list_pages_without_gap_or_repeat)
{
    struct desk d;
    struct note_cursor at = { 0 }, next = { 0 };
    struct note_line *lines;
    struct act a;
    size_t i, n, seen = 0;

    desk_open(&d, k);
    for (i = 0; i < 7; i++)
        (void)draft(&d, "One of seven.");
    a = desk_act(&d, d.ana, false);
    do {
        CHECK_ACT(a, note_list(&a, d.case_id, at, 3, &lines, &n, &next));
        seen += n;
        at = next;
    } while (next.id.len);
    CHECK(seen == 7);
    CHECK(n == 1);
    CHECK_STR(lines[0].names, "Maya");
    desk_close(&d);
}

TEST_BOTH(note_begins_only_under_an_id_that_was_given_to_this_person_for_this_family)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct str other, child, theirs, bent;
    struct act a;

    desk_open(&d, k);
    theirs = draft(&d, "Ana's own.");
    other = desk_family(&d, d.ana, "Beech", &child);
    a = desk_act(&d, d.sam, false);
    who = (struct note_person){ .person_id = d.maya };
    in = typed(&a, &who, "Where does it lead?");
    CHECK(note_save(&a, d.case_id, theirs, &in, &s) == RW_ENOTFOUND);
    CHECK(note_save(&a, d.case_id, id_new(a.mem), &in, &s) == RW_ENOTFOUND);
    bent = str_copy(a.mem, note_new_id(&a, d.case_id));
    CHECK(note_save(&a, d.case_id, str_join(a.mem, (struct str){ bent.p, 25 }, STR(""), STR("1")),
                    &in, &s) == RW_ENOTFOUND);
    bent = note_new_id(&a, d.case_id);
    a = desk_act(&d, d.ana, false);
    CHECK(note_save(&a, d.case_id, bent, &in, &s) == RW_ENOTFOUND);
    who.person_id = child;
    CHECK(note_save(&a, other, theirs, &in, &s) == RW_ENOTFOUND);
    CHECK_ACT(a, note_save(&a, other, note_new_id(&a, other), &in, &s));
    desk_close(&d);
}

TEST_BOTH(note_unsigned_list_ends_somewhere)
{
    struct desk d;
    struct note_unsigned_row *drafts;
    struct act a;
    size_t i, n;

    desk_open(&d, k);
    for (i = 0; i < NOTE_UNSIGNED_MAX + 1; i++)
        (void)draft(&d, "One more.");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_unsigned(&a, &drafts, &n));
    CHECK(n == NOTE_UNSIGNED_MAX);
    desk_close(&d);
}
