/* test_form_view.c -- a form as a page shows it: attributes, problems beside fields, what was typed. */
#include "test.h"

#include "web/form_view.h"

#include <string.h>

static struct arena mem;
static struct out page;

static const struct form_option yes_no[] = { { "yes", "Yes" }, { "no", "No" } };

static const struct field form[] = {
    { .name = "name",
      .kind = FIELD_TEXT,
      .max = 120,
      .required = true,
      .label = "Name",
      .hint = "As on paper.",
      .set = "Who" },
    { .name = "born", .kind = FIELD_DATE, .label = "Born", .set = "Who" },
    { .name = "safe", .kind = FIELD_RADIO, .choices = yes_no, .nchoices = 2, .label = "Safe" },
    { .name = "note", .kind = FIELD_AREA, .label = "Note" },
    { .name = "password",
      .kind = FIELD_SECRET,
      .label = "Password",
      .autocomplete = "current-password" },
    { .name = "key", .kind = FIELD_HIDDEN },
};

static const char *shown(const struct pair *list, size_t n)
{
    struct form_view v = { .shell = { .csrf = STR("token"), .lang = STR("en") } };
    struct form_page p = { .title = STR("Add a person"),
                           .fields = form,
                           .n = FORM_N(form),
                           .action = STR("/people"),
                           .cancel = STR("/cases"),
                           .hidden = (struct pair[]){ { STR("version"), STR("4") } },
                           .nhidden = 1 };
    struct value val[FORM_N(form)];
    struct problems wrong = { 0 };

    if (!mem.base)
        arena_make(&mem, 4u << 20);
    arena_reset(&mem);
    out_free(&page);
    out_init(&page, 1 << 20);
    if (list) {
        form_read(&mem, form, FORM_N(form), &(struct pairs){ list, n }, val, &wrong);
        p.state = (struct form_state){ .values = val, .problems = &wrong };
    }
    form_page_view(&mem, &p, &v);
    tpl_form(&page, &v);
    out_char(&page, '\0');
    return page.p;
}

static bool has(const char *html, const char *what)
{
    return strstr(html, what) != NULL;
}

TEST(the_table_writes_the_attributes)
{
    const char *h = shown(NULL, 0);

    CHECK(has(h, "name=\"name\" value=\"\" maxlength=\"120\" autocomplete=\"off\" required"));
    CHECK(has(h, "<label class=\"field-label\" for=\"f-name\">Name <span class=\"must\">required"));
    CHECK(has(h, "type=\"date\" id=\"f-born\" name=\"born\" value=\"\" min=\"1900-01-01\""));
    CHECK(has(h, "autocomplete=\"current-password\""));
    CHECK(has(h, "<input type=\"hidden\" name=\"_csrf\" value=\"token\">"));
    CHECK(has(h, "<input type=\"hidden\" name=\"version\" value=\"4\">"));
    CHECK(has(h, "<legend>Who</legend>"));
    CHECK(has(h, "aria-describedby=\"f-name-hint\""));
    CHECK(!has(h, "aria-invalid"));
    CHECK(!has(h, "id=\"problems\""));
}

TEST(a_problem_stands_beside_its_field_and_in_the_summary)
{
    struct pair p[] = { { STR("born"), STR("2026-13-01") }, { STR("password"), STR("hunter2") } };
    const char *h = shown(p, 2);

    CHECK(has(h, "<title>Not saved yet: Add a person"));
    CHECK(has(h, "<a href=\"#f-name\">Fill in “Name”.</a>"));
    CHECK(has(h, "aria-invalid=\"true\" aria-describedby=\"f-name-hint f-name-wrong\""));
    CHECK(has(h, "id=\"f-born-wrong\""));
    CHECK(has(h, "type=\"text\" id=\"f-born\" name=\"born\" value=\"2026-13-01\""));
    CHECK(!has(h, "hunter2"));
}

TEST(what_was_typed_comes_back_exactly)
{
    struct pair p[] = { { STR("name"), STR("<b>\"Dana\"") },
                        { STR("safe"), STR("no") },
                        { STR("note"), STR("\n first line\n") },
                        { STR("key"), STR("k1") },
                        { STR("strange"), STR("1") } };
    const char *h = shown(p, 5);

    CHECK(has(h, "value=\"&lt;b&gt;&quot;Dana&quot;\""));
    CHECK(has(h, "value=\"no\" checked"));
    CHECK(!has(h, "value=\"yes\" checked"));
    CHECK(has(h, ">\n\n first line\n</textarea>"));
    CHECK(has(h, "name=\"key\" value=\"k1\""));
    CHECK(has(h, "does not know"));
    CHECK(!has(h, "strange"));
}

TEST(stored_values_fill_an_edit_form)
{
    struct field_view w[FORM_N(form)];
    struct value val[FORM_N(form)];
    struct str many[] = { STR("yes") };

    shown(NULL, 0);
    val[0] = value_text(STR("Dana"));
    val[1] = value_date(&mem, date_of((struct ymd){ 1986, 7, 4 }));
    val[2] = value_many(many, 1);
    val[3] = value_text(STR(""));
    val[4] = value_text(STR("secret"));
    val[5] = value_i64(&mem, 12);
    form_views(&mem, form, FORM_N(form), &(struct form_state){ .values = val, .prefix = "x" }, w);
    CHECK_STR(w[0].value, "Dana");
    CHECK_STR(w[0].id, "x-name");
    CHECK_STR(w[1].value, "1986-07-04");
    CHECK(w[2].options[0].chosen && !w[2].options[1].chosen);
    CHECK(w[4].value.len == 0);
    CHECK_STR(w[5].value, "12");
    CHECK_STR(value_percent(&mem, 3333).text, "33.33");
    CHECK_STR(value_percent(&mem, 5000).text, "50");
    CHECK_STR(value_time(&mem, 570).text, "09:30");
}
