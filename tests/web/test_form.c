/* test_form.c -- what forms take in, what they refuse, and what they say then. */
#include "test.h"

#include "web/form.h"

#include <string.h>

static struct arena mem;
static struct problems wrong;
static struct value got[16];

static const struct form_option relations[] = { { "mother", "Mother" }, { "father", "Father" } };

static const struct field form[] = {
    { .name = "name", .kind = FIELD_TEXT, .min = 2, .max = 10, .required = true, .label = "Name" },
    { .name = "about", .kind = FIELD_AREA, .max = 30, .label = "About" },
    { .name = "born", .kind = FIELD_DATE, .min = 1950, .max = 2030, .label = "Date of birth" },
    { .name = "at", .kind = FIELD_TIME, .label = "From" },
    { .name = "minutes", .kind = FIELD_I64, .min = 1, .max = 600, .label = "Minutes" },
    { .name = "share", .kind = FIELD_PERCENT, .label = "Share" },
    { .name = "relation", .kind = FIELD_CHOICE, .choices = relations, .nchoices = 2, .label = "R" },
    { .name = "late", .kind = FIELD_CHECK, .label = "Late" },
    { .name = "who",
      .kind = FIELD_MULTI,
      .max = 1,
      .choices = relations,
      .nchoices = 2,
      .label = "W" },
    { .name = "mail", .kind = FIELD_EMAIL, .label = "E-mail" },
    { .name = "phone", .kind = FIELD_PHONE, .label = "Phone" },
    { .name = "password", .kind = FIELD_SECRET, .label = "Password" },
    { .name = "code", .kind = FIELD_CODE, .label = "Code" },
    { .name = "key", .kind = FIELD_HIDDEN },
};

enum { NAME, ABOUT, BORN, AT, MINUTES, SHARE, RELATION, LATE, WHO, MAIL, PHONE, PASSWORD, CODE };

static bool post(const struct pair *list, size_t n)
{
    if (!mem.base)
        arena_make(&mem, 4u << 20);
    arena_reset(&mem);
    wrong = (struct problems){ 0 };
    return form_read(&mem, form, FORM_N(form), &(struct pairs){ list, n }, got, &wrong);
}

/* A right name, and one more field. */
static bool post_one(const char *name, struct str value)
{
    struct pair p[] = { { STR("name"), STR("Dana") }, { str_of(name), value } };

    return post(p, 2);
}

static struct str why(const char *name)
{
    return problem_of(&wrong, str_of(name));
}

static bool refused(const char *name, const char *value)
{
    return !post_one(name, str_of(value)) && why(name).len > 0;
}

TEST(a_right_form_gives_parsed_values)
{
    struct pair p[] = {
        { STR("_csrf"), STR("x") },
        { STR("version"), STR("3") },
        { STR("name"), STR("  Dana ") },
        { STR("about"), STR("one\r\ntwo\rthree\n") },
        { STR("born"), STR("1986-07-04") },
        { STR("at"), STR("09:30") },
        { STR("minutes"), STR("45") },
        { STR("share"), STR("33.5") },
        { STR("relation"), STR("father") },
        { STR("late"), STR("1") },
        { STR("who"), STR("mother") },
        { STR("mail"), STR("d@example.org") },
        { STR("phone"), STR("+1 (555) 010") },
        { STR("code"), STR("123 456") },
    };

    CHECK(post(p, sizeof p / sizeof *p));
    CHECK_STR(got[NAME].text, "Dana");
    CHECK_STR(got[NAME].typed, "  Dana ");
    CHECK_STR(got[ABOUT].text, "one\ntwo\nthree\n");
    CHECK(date_ymd(got[BORN].date).month == 7);
    CHECK(got[AT].num == 9 * 60 + 30);
    CHECK(got[MINUTES].num == 45);
    CHECK(got[SHARE].num == 3350);
    CHECK_STR(got[RELATION].text, "father");
    CHECK(got[RELATION].num == 1);
    CHECK(got[LATE].num == 1);
    CHECK(got[WHO].nmany == 1);
    CHECK_STR(got[WHO].many[0], "mother");
    CHECK_STR(got[CODE].text, "123456");
    CHECK(form_value(form, FORM_N(form), got, "minutes") == &got[MINUTES]);
}

TEST(what_was_not_sent_is_not_given)
{
    CHECK(post_one("at", STR("")));
    CHECK(!got[AT].given);
    CHECK(!got[LATE].given && got[LATE].num == 0);
    CHECK(!date_known(got[BORN].date));
    CHECK(got[WHO].nmany == 0);
}

TEST(a_required_field_of_blanks_is_missing)
{
    struct pair p[] = { { STR("name"), STR(" \t ") } };

    CHECK(!post(p, 1));
    CHECK_STR(why("name"), "Fill in “Name”.");
    CHECK(!post(p, 0));
    CHECK(why("name").len > 0);
}

TEST(text_is_kept_in_composed_form)
{
    struct pair p[] = { { STR("name"), STR("Rene\xCC\x81"
                                           "e") } };

    CHECK(post(p, 1));
    CHECK_STR(got[NAME].text, "Ren\xC3\xA9"
                              "e");
}

TEST(length_is_counted_in_letters_not_bytes)
{
    struct pair p[] = { { STR("name"), STR("ééééééééé") } };

    CHECK(post(p, 1));
    p[0].value = STR("ééééééééééé");
    CHECK(!post(p, 1));
    p[0].value = STR("é");
    CHECK(!post(p, 1));
}

TEST(broken_utf8_and_control_bytes_are_refused_and_can_be_shown_again)
{
    CHECK(!post_one("about", STR("a\xFFz")));
    CHECK_STR(got[ABOUT].typed, "a\xEF\xBF\xBDz");
    CHECK(!post_one("about", (struct str){ "a\0z", 3 }));
    CHECK_STR(got[ABOUT].typed, "a\xEF\xBF\xBDz");
    CHECK(str_empty(got[ABOUT].text));
    CHECK(!post_one("about", STR("a\x1B[z")));
    CHECK(refused("phone", "555\n010"));
}

TEST(values_of_the_wrong_kind_are_refused)
{
    CHECK(refused("born", "2026-02-30"));
    CHECK(refused("born", "1949-12-31"));
    CHECK(refused("born", "2031-01-01"));
    CHECK(refused("at", "24:00"));
    CHECK(refused("minutes", "4.5"));
    CHECK(refused("minutes", "99999999999999999999"));
    CHECK(refused("minutes", "0"));
    CHECK(refused("minutes", "601"));
    CHECK(refused("share", "33.333"));
    CHECK(refused("share", "100.01"));
    CHECK(refused("share", "-1"));
    CHECK(refused("share", "1."));
    CHECK(refused("share", "1.-5"));
    CHECK(refused("relation", "uncle"));
    CHECK(refused("late", "yes"));
    CHECK(refused("who", "uncle"));
    CHECK(refused("mail", "dana@"));
    CHECK(refused("mail", "a@b@c.org"));
    CHECK(refused("mail", "dana"));
    CHECK(refused("phone", "call me"));
    CHECK(refused("code", "12345"));
    CHECK(refused("code", "1234567"));
    CHECK(refused("code", "12345a"));
}

TEST(what_was_typed_stays_when_it_is_wrong)
{
    CHECK(refused("born", "31/2/99"));
    CHECK_STR(got[BORN].typed, "31/2/99");
    CHECK(!date_known(got[BORN].date));
}

TEST(a_problem_never_repeats_what_was_typed)
{
    size_t i;

    CHECK(refused("minutes", "zebra"));
    CHECK(refused("born", "zebra"));
    for (i = 0; i < wrong.n; i++)
        CHECK(!strstr(str_z(&mem, wrong.list[i].text), "zebra"));
}

TEST(secrets_are_kept_whole_and_never_shown_again)
{
    CHECK(post_one("password", STR("  two blanks  ")));
    CHECK_STR(got[PASSWORD].text, "  two blanks  ");
    CHECK(got[PASSWORD].typed.len == 0);
    CHECK(refused("code", "12"));
    CHECK(got[CODE].typed.len == 0);
}

TEST(a_field_sent_twice_is_refused_and_keeps_the_first)
{
    struct pair p[] = { { STR("name"), STR("Dana") }, { STR("name"), STR("Rob") } };

    CHECK(!post(p, 2));
    CHECK(why("name").len > 0);
    CHECK_STR(got[NAME].typed, "Dana");
}

TEST(several_boxes_may_be_ticked_within_bounds)
{
    struct pair p[] = { { STR("name"), STR("Dana") },
                        { STR("who"), STR("mother") },
                        { STR("who"), STR("father") } };

    CHECK(!post(p, 3));
    CHECK(why("who").len > 0);
    CHECK(got[WHO].nmany == 2);
}

TEST(an_unknown_field_is_a_problem_of_the_form)
{
    static const char *const also[] = { "extra", NULL };
    struct pair p[] = { { STR("name"), STR("Dana") }, { STR("extra"), STR("1") } };

    CHECK(!post(p, 2));
    CHECK(why("").len > 0);
    wrong = (struct problems){ 0 };
    CHECK(form_read_also(&mem, form, FORM_N(form), &(struct pairs){ p, 2 }, also, got, &wrong));
}

TEST(choices_can_come_at_run_time)
{
    static const struct form_option people[] = { { "p1", "Dana, mother" } };
    struct pair p[] = { { STR("name"), STR("Dana") }, { STR("relation"), STR("p1") } };
    struct field *mine;

    post(p, 0);
    mine = form_copy(&mem, form, FORM_N(form));
    form_choices(mine, FORM_N(form), "relation", people, 1);
    wrong = (struct problems){ 0 };
    CHECK(form_read(&mem, mine, FORM_N(form), &(struct pairs){ p, 2 }, got, &wrong));
    CHECK(form[RELATION].nchoices == 2);
}
