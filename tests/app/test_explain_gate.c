#include "app/explain_gate.h"
#include "support/files.h"
#include "support/tiny_protocol.h"
#include "test.h"

#include <jansson.h>
#include <string.h>

static struct arena a;
static struct out json;
static struct str why;

static const char facts[] =
    "{\"format\":\"reweave-facts-1\",\"gate\":\"G1\",\"today\":\"2026-11-22\","
    "\"practice\":\"group\",\"child\":{\"id\":\"maya\",\"name\":\"Maya\",\"born\":\"2015-03-01\"},"
    "\"adults\":[{\"id\":\"dana\",\"name\":\"Dana, mother\",\"side\":\"contact\"}],"
    "\"facts\":[{\"id\":\"r1\",\"fact\":\"G1.b\",\"person\":\"dana\",\"result\":\"no\","
    "\"on\":\"2026-11-01\",\"by\":\"R. Ash\",\"evidence\":[\"doc-1\"]}],"
    "\"warning_signs\":[]}";

static enum rw_status explain(struct str text)
{
    struct rw_err e = { 0 };
    struct str yaml = file_read(&a, "content/protocols/reweave-standard-1.yaml");

    why = STR_NULL;
    out_clear(&json);
    return explain_gate(&a, yaml, "reweave-standard-1.yaml", text, &json, &why, &e);
}

static void begin(void)
{
    CHECK(arena_make(&a, 16u << 20));
    out_init(&json, 1u << 20);
}

static void end(void)
{
    out_free(&json);
    arena_free(&a);
}

TEST(the_evaluation_comes_out_as_json_and_is_the_same_every_time)
{
    struct str first;
    json_t *root;
    const json_t *list, *row = NULL;

    begin();
    CHECK(explain(str_of(facts)) == RW_OK);
    first = str_copy(&a, out_view(&json));
    CHECK(explain(str_of(facts)) == RW_OK);
    CHECK(str_eq(first, out_view(&json)));
    CHECK(first.p[first.len - 1] == '\n');
    root = json_loadb(first.p, first.len, JSON_REJECT_DUPLICATES, NULL);
    CHECK(root);
    CHECK(strcmp(json_string_value(json_object_get(root, "outcome")), "blocked") == 0);
    CHECK(json_is_true(json_object_get(root, "needs_human_decision")));
    CHECK(!json_object_get(root, "approved"));
    list = json_object_get(root, "criteria");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *id = json_string_value(json_object_get(json_array_get(list, i), "id"));

        if (!row && strcmp(id, "G1.b") == 0)
            row = json_array_get(list, i);
    }
    CHECK(strcmp(json_string_value(json_object_get(row, "state")), "fail") == 0);
    CHECK(strcmp(json_string_value(json_object_get(row, "override_class")), "N") == 0);
    CHECK(strcmp(json_string_value(json_array_get(json_object_get(row, "evidence"), 0)), "doc-1") ==
          0);
    json_decref(root);
    end();
}

static void refused(const char *old, const char *changed, const char *want)
{
    if (explain(text_swap(&a, str_of(facts), old, changed)) != RW_EINPUT)
        fail_msg("not refused: %s", changed);
    CHECK_STR(why, want);
    CHECK(out_view(&json).len == 0);
}

TEST(a_facts_file_with_anything_unknown_is_refused)
{
    begin();
    refused("\"gate\":\"G1\"", "\"gate\":\"G9\"", "gate: the protocol has no such checkpoint");
    refused("\"evidence\"", "\"evidense\"", "facts[0].evidense: unknown key");
    refused("\"fact\":\"G1.b\"", "\"fact\":\"G1.zz\"",
            "facts[0].fact: the protocol has no such fact");
    refused("\"today\":\"2026-11-22\"", "\"today\":\"2026-02-30\"",
            "today: must be a day as YYYY-MM-DD");
    refused("\"today\":\"2026-11-22\",", "", "today: is missing");
    refused("\"side\":\"contact\"", "\"side\":\"left\"",
            "adults[0].side: is not one of the words that may stand here");
    refused("\"result\":\"no\"", "\"result\":\"no\",\"number\":3",
            "facts[0].number: a fact has a result or a number, not both");
    refused("\"evidence\":[\"doc-1\"]", "\"evidence\":[7]",
            "facts[0].evidence[0]: must be a text that is not empty");
    refused("\"warning_signs\":[]",
            "\"warning_signs\":[{\"id\":\"s\",\"sign\":\"CI0\",\"opened\":\"2026-11-01\"}]",
            "warning_signs[0].sign: the protocol has no such warning sign");
    refused("\"born\":\"2015-03-01\"", "\"track\":\"Z\"",
            "child.track: the protocol has no such track");
    refused("\"facts\":[",
            "\"facts\":[{\"id\":\"r1\",\"fact\":\"G1.a\",\"on\":\"2026-11-01\","
            "\"by\":\"R. Ash\"},",
            "facts[1].id: was given before");
    end();
}

TEST(repeated_keys_and_broken_json_are_refused)
{
    begin();
    CHECK(explain(text_swap(&a, str_of(facts), "\"gate\":", "\"gate\":\"G2\",\"gate\":")) ==
          RW_EINPUT);
    CHECK(str_starts(why, "line 1: duplicate object key"));
    CHECK(explain(STR("")) == RW_EINPUT);
    CHECK(explain(STR("[]")) == RW_EINPUT);
    CHECK(explain(STR("{\"a\":\"\xff\"}")) == RW_EINPUT);
    end();
}

TEST(a_register_that_is_not_given_is_not_an_empty_one)
{
    struct str text;

    begin();
    text = text_swap(&a, str_of(facts), "\"fact\":\"G1.b\",\"person\":\"dana\",\"result\":\"no\"",
                     "\"fact\":\"G1.c\",\"child\":\"maya\",\"result\":\"yes\"");
    CHECK(explain(text) == RW_OK);
    CHECK(!strstr(str_z(&a, out_view(&json)), "It is not known whether"));
    CHECK(explain(text_swap(&a, text, ",\"warning_signs\":[]", "")) == RW_OK);
    CHECK(strstr(str_z(&a, out_view(&json)), "It is not known whether this warning sign is open"));
    end();
}

TEST(a_broken_protocol_is_named_with_file_and_line)
{
    struct rw_err e = { 0 };

    begin();
    CHECK(explain_gate(&a, STR("id: x\nodd: 1\n"), "mine.yaml", str_of(facts), &json, &why, &e) ==
          RW_EINPUT);
    CHECK_STR(why, "mine.yaml:2: unknown key 'odd'");
    end();
}
