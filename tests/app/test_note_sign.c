/* What a signature does, on both engines (REWEAVE_TEST_PG): the lock, the hash, the walls. */
#include "app/addendum.h"
#include "app/appointment.h"
#include "app/note.h"
#include "app/note_rows.h"
#include "gen/queries.h"
#include "store/db_engine.h"
#include "support/desk.h"

static struct str draft_of(struct desk *d, struct str account, const char *cls, const char *body)
{
    struct act a = desk_act(d, account, false);
    struct note_person who = { .person_id = d->maya };
    struct str tag = STR("repair");
    struct note_input in = { .kind = STR("child"),
                             .cls = str_of(cls),
                             .on = a.today,
                             .at_min = 8 * 60,
                             .minutes = 45,
                             .people = &who,
                             .npeople = 1,
                             .tags = &tag,
                             .ntags = 1,
                             .body = str_of(body) };
    struct note_saved s;
    struct str id = note_new_id(&a, d->case_id);

    CHECK_ACT(a, note_save(&a, d->case_id, id, &in, &s));
    return id;
}

static void sign(struct desk *d, struct str account, struct str id)
{
    struct act a = desk_act(d, account, true);

    CHECK_ACT(a, note_sign(&a, d->case_id, id, 1));
}

TEST_BOTH(note_sign_asks_for_password_and_code)
{
    struct desk d;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    a = desk_act(&d, d.ana, false);
    CHECK(note_sign(&a, d.case_id, id, 1) == RW_EDENIED);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK(n.state == NOTE_DRAFT);
    desk_close(&d);
}

TEST_BOTH(note_sign_locks_the_text_for_everybody)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, true);
    who = (struct note_person){ .person_id = d.maya };
    in = (struct note_input){ .kind = STR("child"),
                              .cls = STR("S"),
                              .on = a.today,
                              .minutes = 45,
                              .people = &who,
                              .npeople = 1,
                              .body = STR("Another text."),
                              .version = 2 };
    CHECK(note_save(&a, d.case_id, id, &in, &s) == RW_ECONFLICT);
    CHECK(note_discard(&a, d.case_id, id, 2) == RW_ECONFLICT);
    CHECK(note_sign(&a, d.case_id, id, 2) == RW_ECONFLICT);
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_STR(n.row.body, "Whole text.");
    CHECK(n.state == NOTE_SIGNED && !n.mine && note_intact(&a, &n));
    CHECK(n.row.content_hash.len == 64);
    desk_close(&d);
}

TEST_BOTH(note_signed_is_refused_by_the_database_itself)
{
    static const char *const attacks[] = {
        "UPDATE note SET minutes = 1",
        "UPDATE note SET state = 'draft'",
        "DELETE FROM note",
        "DELETE FROM note_person",
        "UPDATE note_person SET minutes = 1",
        "UPDATE note_tag SET tag = 'grief'",
        "DELETE FROM note_tag",
    };
    struct desk d;
    struct db *db = NULL;
    struct note n;
    struct str id;
    struct act a;
    size_t i;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    sign(&d, d.ana, id);
    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    for (i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct rw_err refused = { 0 };

        CHECK_OK(db_begin(db, &e));
        CHECK(db->engine->exec(db, attacks[i], &refused) != RW_OK);
        db_rollback(db);
    }
    CHECK_OK(db->engine->exec(db, "UPDATE note SET minutes = 1 WHERE state = 'draft'", &e));
    db_close(db);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK(note_intact(&a, &n) && n.record.npeople == 1);
    desk_close(&d);
}

TEST_BOTH(note_sign_refuses_a_text_that_changed_since_it_was_shown)
{
    struct desk d;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "As shown.");
    a = desk_act(&d, d.ana, true);
    who = (struct note_person){ .person_id = d.maya };
    in = (struct note_input){ .kind = STR("child"),
                              .cls = STR("S"),
                              .on = a.today,
                              .minutes = 45,
                              .people = &who,
                              .npeople = 1,
                              .body = STR("Changed in another window."),
                              .version = 1 };
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK(note_sign(&a, d.case_id, id, 1) == RW_ECONFLICT);
    CHECK_ACT(a, note_sign(&a, d.case_id, id, 2));
    desk_close(&d);
}

TEST_BOTH(note_sign_says_what_is_missing)
{
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "  ");
    a = desk_act(&d, d.ana, true);
    CHECK(note_sign(&a, d.case_id, id, 1) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("body")).len > 0);
    desk_close(&d);
}

TEST_BOTH(note_hash_finds_any_change)
{
    struct desk d;
    struct note n;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "As it was.");
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK(note_intact(&a, &n));
    n.record.body = STR("As it was!");
    CHECK(!note_intact(&a, &n));
    n.record.body = n.row.body;
    n.record.minutes++;
    CHECK(!note_intact(&a, &n));
    desk_close(&d);
}

TEST_BOTH(note_of_process_exists_for_its_author_alone)
{
    struct desk d;
    struct note_cursor top = { 0 }, next;
    struct note_line *lines;
    struct chronology_row *rows;
    struct note n;
    struct str process, plain;
    struct act a;
    size_t count, i;

    desk_open(&d, k);
    process = draft_of(&d, d.ana, "P", "My own thoughts.");
    plain = draft_of(&d, d.ana, "C", "What the child told me.");
    sign(&d, d.ana, process);
    sign(&d, d.ana, plain);
    a = desk_act(&d, d.sam, true);
    CHECK(note_find(&a, d.case_id, process, &n) == RW_ENOTFOUND);
    CHECK_ACT(a, note_list(&a, d.case_id, top, 1, &lines, &count, &next));
    CHECK(count == 1 && next.id.len == 0 && str_eq(lines[0].row.id, plain));
    CHECK(addendum_sign(&a, d.case_id, process, STR("Why"), STR("What"), &plain) == RW_ENOTFOUND);
    CHECK_OK(q_chronology_between(
        d.db, &d.mem,
        &(struct q_chronology_between_in){ d.case_id, STR("2026-03-01"), STR("2026-03-31") }, &rows,
        &count, &e));
    for (i = 0; i < count; i++)
        CHECK(!str_eq(rows[i].ref_id, process) && !str_is(rows[i].class, "P"));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_find(&a, d.case_id, process, &n));
    CHECK_ACT(a, note_list(&a, d.case_id, top, 20, &lines, &count, &next));
    CHECK(count == 2);
    desk_close(&d);
}

TEST_BOTH(note_line_of_the_chronology_holds_no_narrative)
{
    struct desk d;
    struct chronology_row row;
    struct str id;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "They drew a house.");
    sign(&d, d.ana, id);
    CHECK_OK(q_chronology_find(
        d.db, &d.mem, &(struct q_chronology_find_in){ d.case_id, id, STR("note") }, &row, &e));
    CHECK_STR(row.line, "Child, individual session: Maya, 45 min");
    CHECK_STR(row.state, "signed");
    CHECK(str_eq(row.child_id, d.maya));
    desk_close(&d);
}

TEST_BOTH(note_signed_days_later_is_marked_late)
{
    struct desk d;
    struct note n;
    struct str soon, late;
    struct act a;

    desk_open(&d, k);
    soon = draft_of(&d, d.ana, "S", "Signed in time.");
    late = draft_of(&d, d.ana, "S", "Signed late.");
    d.now_utc += 86400;
    sign(&d, d.ana, soon);
    d.now_utc += 86400;
    sign(&d, d.ana, late);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_find(&a, d.case_id, soon, &n));
    CHECK(!n.record.late);
    CHECK_ACT(a, note_find(&a, d.case_id, late, &n));
    CHECK(n.record.late && note_intact(&a, &n));
    desk_close(&d);
}

TEST_BOTH(note_signed_marks_its_appointment_as_held)
{
    struct desk d;
    struct appointment_input visit;
    struct appointment found;
    struct note_person who;
    struct note_input in;
    struct note_saved s;
    struct str appointment, id;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    visit = (struct appointment_input){ .clinician = d.ana,
                                        .on = a.today,
                                        .at_min = 8 * 60,
                                        .minutes = 50,
                                        .kind = STR("child"),
                                        .people = &d.maya,
                                        .npeople = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &visit, &appointment));
    who = (struct note_person){ .person_id = d.maya };
    in = (struct note_input){ .kind = STR("child"),
                              .cls = STR("S"),
                              .on = a.today,
                              .at_min = 8 * 60,
                              .minutes = 50,
                              .appointment_id = appointment,
                              .people = &who,
                              .npeople = 1,
                              .body = STR("Came and played.") };
    id = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK_ACT(a, note_sign(&a, d.case_id, id, 1));
    CHECK_ACT(a, appointment_find(&a, d.case_id, appointment, &found));
    CHECK(found.state == APPOINTMENT_HELD && str_eq(found.row.note_id, id));
    CHECK(appointment_mark(&a, d.case_id, appointment, APPOINTMENT_REOPEN, found.row.version,
                           STR_NULL) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(addendum_comes_only_after_the_signature)
{
    struct desk d;
    struct note n;
    struct str id, added;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    a = desk_act(&d, d.ana, true);
    CHECK(addendum_sign(&a, d.case_id, id, STR("Forgot"), STR("More"), &added) == RW_EINPUT);
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, true);
    CHECK(addendum_sign(&a, d.case_id, id, STR(""), STR("More"), &added) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("reason")).len > 0);
    a = desk_act(&d, d.ana, false);
    CHECK(addendum_sign(&a, d.case_id, id, STR("Forgot"), STR("More"), &added) == RW_EDENIED);
    a = desk_act(&d, d.sam, true);
    CHECK_ACT(a, addendum_sign(&a, d.case_id, id, STR("Was there too"), STR("I saw."), &added));
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK(n.naddenda == 1 && note_intact(&a, &n));
    CHECK_STR(n.addenda[0].body, "I saw.");
    CHECK_STR(n.addenda[0].author, "Sam Birch");
    desk_close(&d);
}

TEST_BOTH(note_sign_leaves_an_event_with_the_hash_and_no_word_of_the_text)
{
    struct desk d;
    struct audit_after_row *events;
    struct note n;
    struct str id;
    struct act a;
    size_t count;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_OK(q_audit_after(d.db, &d.mem, &(struct q_audit_after_in){ .seq = 0, .limit = 500 },
                           &events, &count, &e));
    CHECK(count > 2);
    CHECK_STR(events[count - 1].action, "note-sign");
    CHECK(str_eq(events[count - 1].object_id, id));
    CHECK(events[count - 1].object_version == 2);
    CHECK_STR(events[count - 2].action, "note-begin");
    desk_close(&d);
}

static void rename_ana(struct desk *d)
{
    struct q_account_change_in in = { .id = d->ana,
                                      .version = 1,
                                      .name = STR("Ana Oak"),
                                      .licence = STR("none"),
                                      .roles = ROLE_THERAPIST };
    struct db *db = NULL;

    CHECK_OK(db_open(&d->kit->c, DB_WRITE, &db, &e));
    CHECK_OK(db_begin(db, &e));
    CHECK_OK(q_account_change(db, &d->mem, &in, &e));
    CHECK_OK(db_commit(db, &e));
    db_close(db);
}

TEST_BOTH(note_and_addendum_keep_name_and_licence_as_of_the_signature)
{
    struct desk d;
    struct note n;
    struct str id, added;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, addendum_sign(&a, d.case_id, id, STR("Forgot"), STR("More"), &added));
    rename_ana(&d);
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_STR(n.row.author, "Ana Oak");
    CHECK_STR(note_signer(a.mem, &n), "Ana Reed, LMFT 1");
    CHECK_STR(addendum_signer(a.mem, &n.addenda[0]), "Ana Reed, LMFT 1");
    CHECK(note_intact(&a, &n) && addenda_intact(&a, &n));
    n.record.signed_name = STR("Ana Oak");
    CHECK(!note_intact(&a, &n));
    id = draft_of(&d, d.ana, "S", "By somebody without a licence.");
    a = desk_act(&d, d.ana, true);
    a.viewer.licence = STR_NULL;
    CHECK_ACT(a, note_sign(&a, d.case_id, id, 1));
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK_STR(note_signer(a.mem, &n), "Ana Reed");
    desk_close(&d);
}

TEST_BOTH(addendum_hash_finds_any_change)
{
    struct desk d;
    struct note n;
    struct str id, added;
    struct act a;

    desk_open(&d, k);
    id = draft_of(&d, d.ana, "S", "Whole text.");
    sign(&d, d.ana, id);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, addendum_sign(&a, d.case_id, id, STR("Forgot"), STR("More"), &added));
    CHECK_ACT(a, note_find(&a, d.case_id, id, &n));
    CHECK(n.naddenda == 1 && n.addenda[0].content_hash.len == 64 && addenda_intact(&a, &n));
    n.addenda[0].body = STR("Less");
    CHECK(!addenda_intact(&a, &n));
    n.addenda[0].body = STR("More");
    n.addenda[0].signed_licence = STR("LMFT 2");
    CHECK(!addenda_intact(&a, &n));
    desk_close(&d);
}

/* A call about an appointment that is past does not say that it took place. */
TEST_BOTH(note_of_a_call_does_not_mark_an_appointment_as_held)
{
    struct desk d;
    struct appointment_input visit;
    struct appointment found;
    struct note_input in;
    struct note_saved s;
    struct str appointment, id;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, true);
    visit = (struct appointment_input){ .clinician = d.ana,
                                        .on = a.today,
                                        .at_min = 8 * 60,
                                        .minutes = 50,
                                        .kind = STR("child"),
                                        .people = &d.maya,
                                        .npeople = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &visit, &appointment));
    in = (struct note_input){ .kind = STR("call"),
                              .cls = STR("S"),
                              .on = a.today,
                              .at_min = 8 * 60 + 30,
                              .direction = STR("in"),
                              .appointment_id = appointment,
                              .body = STR("Nobody came; called to say why.") };
    id = note_new_id(&a, d.case_id);
    CHECK_ACT(a, note_save(&a, d.case_id, id, &in, &s));
    CHECK_ACT(a, note_sign(&a, d.case_id, id, 1));
    CHECK_ACT(a, appointment_find(&a, d.case_id, appointment, &found));
    CHECK(found.state == APPOINTMENT_PLANNED && !found.row.note_id.len);
    desk_close(&d);
}
