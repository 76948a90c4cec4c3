/* Pages of notes and appointments, handler by handler, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/note.h"
#include "support/desk.h"
#include "web/route.h"

#include <string.h>

extern const struct route_table note_edit_routes, note_routes, note_sign_many_routes;
extern const struct route_table log_contact_routes, appointment_routes, calendar_routes;
extern const struct route_table case_routes;

struct visit {
    struct req r;
    struct out out;
    struct pair args[3], form[24], query[3];
};

static void enter(struct visit *v, struct desk *d, struct str account, bool reauthed)
{
    *v = (struct visit){ .r = { .status = 200, .csrf = STR("token"), .mem = &d->mem } };
    out_init(&v->out, 1u << 20);
    v->r.act = desk_act(d, account, reauthed);
    v->r.out = &v->out;
    v->r.path_args.list = v->args;
    v->r.form.list = v->form;
    v->r.query.list = v->query;
    v->args[0] = (struct pair){ STR("case"), d->case_id };
    v->r.path_args.n = 1;
}

static void with(struct visit *v, const char *name, struct str value)
{
    v->args[v->r.path_args.n++] = (struct pair){ str_of(name), value };
}

static void posts(struct visit *v, const char *name, struct str value)
{
    CHECK(v->r.form.n < 24);
    v->form[v->r.form.n++] = (struct pair){ str_of(name), value };
}

static void asks(struct visit *v, const char *name, struct str value)
{
    v->query[v->r.query.n++] = (struct pair){ str_of(name), value };
}

static enum rw_status go(struct visit *v, const struct route_table *t, enum method m,
                         const char *path)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->rows[i].method == m && strcmp(t->rows[i].path, path) == 0) {
            v->r.route = &t->rows[i];
            v->r.method = m;
            return act_open_case(&v->r.act, v->args[0].value, t->rows[i].need) &&
                           policy_needs_case(t->rows[i].need)
                       ? RW_ENOTFOUND
                       : t->rows[i].run(&v->r);
        }
    fail_msg("no route %s", path);
    return RW_EBUG;
}

static bool says(const struct visit *v, const char *words)
{
    struct str s = out_view(&v->out);

    return s.len && memmem(s.p, s.len, words, strlen(words)) != NULL;
}

static void leave(struct visit *v)
{
    out_free(&v->out);
}

static void types(struct visit *v, struct desk *d, const char *version, const char *body)
{
    posts(v, "kind", STR("child"));
    posts(v, "on", date_iso(&d->mem, v->r.act.today));
    posts(v, "at_min", STR("08:00"));
    posts(v, "minutes", STR("45"));
    posts(v, "people", d->maya);
    posts(v, "body", str_of(body));
    posts(v, "cls", STR("S"));
    posts(v, "version", str_of(version));
}

#define DRAFT "/cases/:case/notes/:note/draft"

static struct str a_draft(struct desk *d, const char *body)
{
    struct visit v;
    struct str id;

    enter(&v, d, d->ana, false);
    id = note_new_id(&v.r.act, d->case_id);
    with(&v, "note", id);
    types(&v, d, "0", body);
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 303);
    leave(&v);
    return id;
}

TEST_BOTH(note_page_begins_empty_with_a_place_of_its_own_to_save)
{
    struct desk d;
    struct visit v;

    desk_open(&d, k);
    enter(&v, &d, d.ana, false);
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_GET, "/cases/:case/notes/new"));
    CHECK(says(&v, "hx-post=\"/cases/") && says(&v, "/draft\"") && says(&v, "not saved yet"));
    CHECK(says(&v, "name=\"version\" id=\"draft-version\" value=\"0\""));
    CHECK(says(&v, "Dana, mother") && says(&v, "Robin, father"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(note_page_saves_itself_and_hands_back_the_next_version)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "First words.");
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    v.r.htmx = true;
    types(&v, &d, "1", "First words, and more.");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 200 && says(&v, "saved 09:00"));
    CHECK(says(&v, "id=\"draft-version\" value=\"2\"") && !says(&v, "<html"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(note_page_of_two_windows_shows_both_texts_and_can_go_on)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "Stored in the first window.");
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    types(&v, &d, "1", "Stored in the second window.");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    leave(&v);
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    types(&v, &d, "1", "Typed in the first window since.");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 409);
    CHECK(says(&v, "Stored in the second window.") && says(&v, "Typed in the first window since."));
    CHECK(says(&v, "name=\"version\" value=\"2\""));
    leave(&v);
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    types(&v, &d, "2", "Typed in the first window since.");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 303);
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(note_page_with_a_slip_in_one_field_still_keeps_the_text)
{
    struct desk d;
    struct visit v;
    struct note n;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "Before.");
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    types(&v, &d, "1", "After.");
    v.form[3].value = STR("4x5");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 422 && says(&v, "4x5"));
    CHECK(says(&v, "id=\"draft-version\" value=\"2\""));
    CHECK_ACT(v.r.act, note_find(&v.r.act, d.case_id, id, &n));
    CHECK_STR(n.row.body, "After.");
    CHECK(n.row.minutes == 45);
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(note_page_typed_after_the_signature_offers_an_addendum)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "Signed text.");
    enter(&v, &d, d.ana, true);
    with(&v, "note", id);
    CHECK_ACT(v.r.act, go(&v, &note_routes, METHOD_GET, "/cases/:case/notes/:note/sign"));
    CHECK(says(&v, "Signed text.") && says(&v, "name=\"version\" value=\"1\""));
    leave(&v);
    enter(&v, &d, d.ana, true);
    with(&v, "note", id);
    posts(&v, "version", STR("1"));
    CHECK_ACT(v.r.act, go(&v, &note_routes, METHOD_POST, "/cases/:case/notes/:note/sign"));
    CHECK(v.r.status == 303);
    leave(&v);
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    types(&v, &d, "1", "Typed too late.");
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_POST, DRAFT));
    CHECK(v.r.status == 409 && says(&v, "Typed too late.") && says(&v, "/addenda\""));
    leave(&v);
    enter(&v, &d, d.sam, false);
    with(&v, "note", id);
    CHECK_ACT(v.r.act, go(&v, &note_routes, METHOD_GET, "/cases/:case/notes/:note"));
    CHECK(says(&v, "Signed by Ana Reed") && !says(&v, "/edit\""));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(note_page_escapes_what_was_typed)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "<script>x</script>");
    enter(&v, &d, d.ana, false);
    with(&v, "note", id);
    CHECK_ACT(v.r.act, go(&v, &note_edit_routes, METHOD_GET, "/cases/:case/notes/:note/edit"));
    CHECK(says(&v, "&lt;script&gt;x") && !says(&v, "<script>x"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(log_page_makes_one_draft_that_waits_for_the_signature)
{
    struct desk d;
    struct visit v;
    struct note_unsigned_row *drafts;
    struct note n;
    struct str id, pick;
    size_t count;

    desk_open(&d, k);
    enter(&v, &d, d.ana, false);
    CHECK_ACT(v.r.act, go(&v, &log_contact_routes, METHOD_GET, "/cases/:case/log"));
    CHECK(says(&v, "Voicemail") && says(&v, "Came in"));
    id = note_new_id(&v.r.act, d.case_id);
    leave(&v);
    enter(&v, &d, d.ana, false);
    posts(&v, "note", id);
    posts(&v, "kind", STR("call"));
    posts(&v, "body", STR("Asked for another time."));
    CHECK_ACT(v.r.act, go(&v, &log_contact_routes, METHOD_POST, "/cases/:case/log"));
    CHECK(v.r.status == 422 && says(&v, "Asked for another time."));
    posts(&v, "direction", STR("in"));
    posts(&v, "people", d.dana);
    out_clear(&v.out);
    CHECK_ACT(v.r.act, go(&v, &log_contact_routes, METHOD_POST, "/cases/:case/log"));
    CHECK(v.r.status == 303);
    CHECK_ACT(v.r.act, note_unsigned(&v.r.act, &drafts, &count));
    CHECK(count == 1);
    leave(&v);
    enter(&v, &d, d.ana, true);
    CHECK_ACT(v.r.act, go(&v, &note_sign_many_routes, METHOD_GET, "/notes/sign"));
    CHECK(says(&v, "Asked for another time.") && says(&v, "Dana, mother"));
    pick = str_fmt(&d.mem, "%.*s.%.*s.1", STR_ARG(d.case_id), STR_ARG(id));
    posts(&v, "pick", pick);
    CHECK_ACT(v.r.act, go(&v, &note_sign_many_routes, METHOD_POST, "/notes/sign"));
    CHECK(v.r.status == 303);
    CHECK_ACT(v.r.act, note_find(&v.r.act, d.case_id, id, &n));
    CHECK(n.state == NOTE_SIGNED && n.is_log);
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(sign_several_page_names_what_was_not_signed)
{
    struct desk d;
    struct visit v;
    struct str id;

    desk_open(&d, k);
    id = a_draft(&d, "Text.");
    enter(&v, &d, d.ana, true);
    posts(&v, "pick", str_fmt(&d.mem, "%.*s.%.*s.7", STR_ARG(d.case_id), STR_ARG(id)));
    posts(&v, "pick", STR("nonsense"));
    CHECK_ACT(v.r.act, go(&v, &note_sign_many_routes, METHOD_POST, "/notes/sign"));
    CHECK(v.r.status == 409 && says(&v, "0 signed, 2 not.") && says(&v, "changed in another"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(appointment_page_books_and_the_calendar_shows_it)
{
    struct desk d;
    struct visit v;

    desk_open(&d, k);
    enter(&v, &d, d.ana, false);
    posts(&v, "kind", STR("child"));
    posts(&v, "people", d.maya);
    posts(&v, "on", STR("2026-03-05"));
    posts(&v, "at_min", STR("16:00"));
    posts(&v, "minutes", STR("50"));
    posts(&v, "room", STR("Room 2"));
    posts(&v, "clinician", d.ana);
    CHECK_ACT(v.r.act, go(&v, &appointment_routes, METHOD_POST, "/cases/:case/appointments/new"));
    CHECK(v.r.status == 303);
    out_clear(&v.out);
    CHECK_ACT(v.r.act, go(&v, &appointment_routes, METHOD_POST, "/cases/:case/appointments/new"));
    CHECK(v.r.status == 422 && says(&v, "another appointment from 16:00 to 16:50"));
    leave(&v);
    enter(&v, &d, d.olga, false);
    asks(&v, "week", STR("2026-03-05"));
    CHECK_ACT(v.r.act, go(&v, &calendar_routes, METHOD_GET, "/calendar"));
    CHECK(says(&v, "Maya: Child, individual session") && says(&v, "Room 2"));
    CHECK(says(&v, "Thu 5 Mar 2026") && !says(&v, "Start note"));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(families_say_what_comes_next)
{
    struct desk d;
    struct visit v;
    struct act a;
    struct str id = STR_NULL;
    struct appointment_input in;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    in = (struct appointment_input){ .clinician = d.ana,
                                     .on = date_add(a.today, 20),
                                     .at_min = 9 * 60,
                                     .minutes = 50,
                                     .kind = STR("child"),
                                     .people = &d.maya,
                                     .npeople = 1 };
    enter(&v, &d, d.ana, false);
    CHECK_ACT(v.r.act, go(&v, &case_routes, METHOD_GET, "/cases"));
    CHECK(says(&v, "nothing planned"));
    leave(&v);
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &in, &id));
    enter(&v, &d, d.ana, false);
    CHECK_ACT(v.r.act, go(&v, &case_routes, METHOD_GET, "/cases"));
    CHECK(!says(&v, "nothing planned") && says(&v, "22 Mar 2026: "));
    leave(&v);
    desk_close(&d);
}

TEST_BOTH(two_texts_say_who_saved_the_other_and_when)
{
    struct desk d;
    struct visit v;
    struct act a;
    struct str id = STR_NULL;
    struct appointment_input in;

    desk_open(&d, k);
    a = desk_act(&d, d.sam, false);
    in = (struct appointment_input){ .clinician = d.ana,
                                     .on = date_add(a.today, 2),
                                     .at_min = 9 * 60,
                                     .minutes = 50,
                                     .kind = STR("child"),
                                     .people = &d.maya,
                                     .npeople = 1,
                                     .version = 1 };
    CHECK_ACT(a, appointment_book(&a, d.case_id, STR_NULL, &in, &id));
    in.at_min += 60;
    d.now_utc += 300;
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, appointment_book(&a, d.case_id, id, &in, &id));
    enter(&v, &d, d.ana, false);
    with(&v, "appointment", id);
    posts(&v, "clinician", d.ana);
    posts(&v, "on", date_iso(&d.mem, in.on));
    posts(&v, "at_min", STR("14:00"));
    posts(&v, "minutes", STR("50"));
    posts(&v, "kind", STR("child"));
    posts(&v, "people", d.maya);
    posts(&v, "version", STR("1"));
    CHECK_ACT(v.r.act, go(&v, &appointment_routes, METHOD_POST,
                          "/cases/:case/appointments/:appointment/edit"));
    CHECK(v.r.status == 409 && says(&v, "Saved by Sam Birch, Mon 2 Mar 2026, 09:05"));
    leave(&v);
    desk_close(&d);
}
