/* Each kind of content file with one thing wrong in it: refused when it is read, with file, line, path
 * and a sentence. The files are those that ship. */
#include "content/content.h"
#include "support/files.h"
#include "test.h"

#include <string.h>

static struct arena a;

struct row {
    const char *file; /* below content/ */
    const char *near; /* the change is behind this; NULL: the first of the file */
    const char *from, *to;
    const char *line; /* stands in the line that is told of; NULL: in that of the change */
    const char *told; /* path and sentence */
};

typedef enum rw_status load_fn(struct content_source src, struct content_fault *fault);

static enum rw_status load_protocol(struct content_source src, struct content_fault *fault)
{
    struct protocol p;
    struct rw_err e = { 0 };

    return protocol_load(&a, src, &p, fault, &e);
}

static enum rw_status load_law(struct content_source src, struct content_fault *fault)
{
    struct jurisdiction j;
    struct rw_err e = { 0 };

    return jurisdiction_load(&a, src, &j, fault, &e);
}

static enum rw_status load_screen(struct content_source src, struct content_fault *fault)
{
    struct safety_form f;
    struct rw_err e = { 0 };

    return safety_load(&a, src, &f, fault, &e);
}

static enum rw_status load_list(struct content_source src, struct content_fault *fault)
{
    struct choice_list l;
    struct rw_err e = { 0 };

    return choice_list_load(&a, src, &l, fault, &e);
}

static load_fn *loader_of(const char *file)
{
    return strstr(file, "protocols/")       ? load_protocol
           : strstr(file, "jurisdictions/") ? load_law
           : strstr(file, "safety/")        ? load_screen
                                            : load_list;
}

static int line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static void refused(const struct row *row)
{
    const char *path = str_z(&a, str_fmt(&a, "content/%s.yaml", row->file));
    const char *text = str_z(&a, file_read(&a, path));
    const char *near = row->near ? strstr(text, row->near) : text;
    const char *at = near ? strstr(near, row->from) : NULL;
    struct content_fault fault = { 0 };
    struct content_source src = { .path = STR("x.yaml"), .sha256 = STR("00") };
    struct str told;

    if (!at)
        fail_msg("%s has no %s", row->file, row->from);
    src.bytes = str_fmt(&a, "%.*s%s%s", (int)(at - text), text, row->to, at + strlen(row->from));
    told = str_fmt(&a, "x.yaml:%d: %s", line_of(text, row->line ? strstr(text, row->line) : at),
                   row->told);
    if (loader_of(row->file)(src, &fault) != RW_EINPUT)
        fail_msg("%s: not refused: %s", row->file, row->to);
    if (!str_eq(fault.full, told))
        fail_msg("%s: %s\n it says   %.*s\n and not   %.*s", row->file, row->to,
                 STR_ARG(fault.full), STR_ARG(told));
}

#define P "protocols/reweave-standard-1"
#define S "safety/reweave-safety-1"
#define J "jurisdictions/us-ca"

static const struct row rows[] = {
    /* an unknown key */
    { P, "- id: G0.a\n", "per: case", "perr: case", NULL,
      "gates[0].criteria[0]: unknown key 'perr'" },
    { J, NULL, "unless_both_agree", "unles_both_agree", NULL,
      "barred[0]: unknown key 'unles_both_agree'" },
    { S, "- code: V2\n", "question:", "qestion:", NULL, "items[1]: unknown key 'qestion'" },
    { "lists/goals", NULL, "label: \"", "labl: \"", NULL, "items[0]: unknown key 'labl'" },
    /* a key that is missing */
    { P, "- id: G0.a\n", "        override: T\n", "", "- id: G0.a\n",
      "gates[0].criteria[0]: key 'override' is missing" },
    { J, NULL, "verify_months: 12\n", "", "id: us-ca", "key 'verify_months' is missing" },
    { S, "- code: V2\n", "    kind: subject\n", "", "- code: V2\n",
      "items[1]: key 'kind' is missing" },
    { "lists/roles", NULL, "licence:", "note:", NULL, "unknown key 'note'" },
    /* a wrong type, or a word that is not among the answers */
    { P, "- id: G0\n", "forward: true", "forward: often", NULL,
      "gates[0].forward: must be true or false" },
    { P, "- id: G0.a\n", "override: T", "override: Z", NULL,
      "gates[0].criteria[0].override: must be one of: N, X, S, T, H" },
    { P, "id: assent_days", "value: 14", "value: a fortnight", NULL,
      "numbers[4].value: must be a whole number" },
    { P, "- id: L4\n", "min_contacts: 4", "min_contacts: four", NULL,
      "levels[4].min_contacts: must be a whole number" },
    { J, "reporter:", "written_hours: 36", "written_hours: soon", NULL,
      "reporter[0].written_hours: must be a whole number" },
    { J, "barred:", "condition: private_transport", "condition: shouting", NULL,
      "barred[0].condition: must be one of: no_contact, private_transport, overnight, "
      "out_of_state, multi_day, custody_transfer" },
    { J, "consent:", "effective_from: null", "effective_from: always", NULL,
      "consent[0].effective_from: must be a day as YYYY-MM-DD, or null" },
    { S, "- code: V4\n", "review: true", "review: perhaps", NULL,
      "items[3].review: must be true or false" },
    { S, NULL, "review_markers: 2", "review_markers: two", NULL,
      "items[15].review_markers: must be a whole number" },
    { S, "- code: V2\n", "kind: subject", "kind: object", NULL,
      "items[1].kind: must be one of: subject, markers, scale, records" },
    { "lists/practice-numbers", NULL, "label: \"15\"", "label: \"a quarter\"",
      "- code: parents_apart", "items[0].label: must be a whole number from 0" },
    { "lists/practice-numbers", NULL, "label: \"15\"", "label: \"-15\"", "- code: parents_apart",
      "items[0].label: must be a whole number from 0" },
    { "lists/sign-stops", NULL, "label: \"live contact\"", "label: \"live contacts\"",
      "- code: CI2", "items[1].label: must be 'every channel', 'live contact' or 'a step up'" },
    { "lists/contact-steps", "L3", "label: \"video\"", "label: \"vidio\"", "- code: L3",
      "items[3].label: must be ways of contact with a blank between, or 'nothing'" },
    { "lists/contact-steps", "L3", "group: \"therapist_in_room\"", "group: \"somebody\"",
      "- code: L3", "items[3].group: must be a kind of supervision" },
    /* a name that leads nowhere */
    { P, "- id: G3.b\n", "fact: G3.b,", "fact: G3.bb,", NULL,
      "gates[3].criteria[3].when.within_days.fact: there is no criterion or activity or fact "
      "'G3.bb'" },
    { P, "- id: G3.b\n", "days: assent_days", "days: assent_weeks", NULL,
      "gates[3].criteria[3].when.within_days.days: there is no number 'assent_weeks'" },
    { P, "- id: G3.b\n", "never: N5", "never: N15", NULL,
      "gates[3].criteria[3].never: there is no never-rule 'N15'" },
    { P, "- id: G3.c\n", "not_open: CI4", "not_open: CI44", NULL,
      "gates[3].criteria[4].when.all[4].not_open: there is no warning sign 'CI44'" },
    { P, "- id: G3.i\n", "only_tracks: [C]", "only_tracks: [E]", NULL,
      "gates[3].criteria[10].only_tracks[0]: there is no track 'E'" },
    { P, "- id: G3b.a\n", "still_true: G3", "still_true: G33", NULL,
      "gates[4].criteria[0].when.still_true: there is no checkpoint 'G33'" },
    { P, "- id: G3\n", "opens_level: L1", "opens_level: L21", NULL,
      "gates[3].opens_level: there is no level 'L21'" },
    { P, "- id: G3\n", "also: [ALL.a,", "also: [ALL.z,", NULL,
      "gates[3].also[0]: there is no criterion 'ALL.z'" },
    { P, "- id: G3\n", "to: P4", "to: P14", NULL,
      "gates[3].to: there is no phase or place or keyword 'P14'" },
    { J, "consent:", "source: minors", "source: hearsay", NULL,
      "consent[0].source: there is no source 'hearsay'" },
    { S, "- code: V2\n", "group: words", "group: wards", NULL,
      "items[1].group: there is no group 'wards'" },
    /* a name that stands for two */
    { P, NULL, "- id: G0.b\n", "- id: G0.a\n", NULL,
      "gates[0].criteria[1].id: 'G0.a' was given before, in line 318" },
    { P, NULL, "- id: N2\n", "- id: N1\n", NULL,
      "nevers[1].id: 'N1' was given before, in line 49" },
    { S, NULL, "- code: V2\n", "- code: V1\n", NULL,
      "items[1].code: 'V1' was given before, in line 48" },
    /* what nothing leads to, and what leads in a circle */
    { P, "- id: G2\n", "to: P3", "to: P2", "- id: P3\n",
      "phases[2]: no checkpoint leads to phase 'P3'" },
    { P, "- id: G3.a\n", "when: {fact: G3.a}", "when: {still_true: G3b}", "- id: G3.a\n",
      "gates[3].criteria[0].when: checkpoint 'G3b' itself asks for another one" },
    /* rules that contradict each other */
    { P, "- id: G3.b\n", "override: N", "override: S", "- id: G3.b\n",
      "gates[3].criteria[3].never: only a criterion of class N has one" },
    { P, "- id: G3.c\n", "override: N", "override: N\n        adult_duty: true", "- id: G3.c\n",
      "gates[3].criteria[4].adult_duty: a criterion of class N stays as it is" },
    { S, NULL, "review_markers: 2", "review_markers: 20", "- code: V16\n",
      "items[15].review_markers: there are not so many markers" },
    { S, NULL, "groups:\n", "groups:\n  - {id: idle, title: \"Idle\"}\n", "  - {id: words",
      "groups[0]: no item belongs to it" },
    { S, NULL, "id: offers_before_records", "id: offers", NULL,
      "numbers: number 'offers_before_records' is missing" },
    { J, "consent:", "verified_by: null", "verified_by: Jo", "  - age: 12",
      "consent: verified_by and verified_on belong together" },
    { P, NULL, "verified_by: null", "verified_by: Jo", NULL,
      "verified_by: verified_by and verified_on belong together" },
    { "lists/goals", NULL, "reviewed_by: null", "reviewed_by: Jo", NULL,
      "reviewed_by: reviewed_by and reviewed_on belong together" },
    /* a sentence that asks for what nobody fills in */
    { P, "- id: G1.f\n", "\"At least two other sources were heard.\"", "\"{person} was heard.\"",
      "- id: G1.f\n", "gates[1].criteria[6].met: '{person}' has no meaning here" },
};

TEST(each_kind_of_content_file_is_refused_with_line_path_and_sentence)
{
    CHECK(arena_make(&a, 64u << 20));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        refused(&rows[i]);
    CHECK(!a.spent);
    arena_free(&a);
}
