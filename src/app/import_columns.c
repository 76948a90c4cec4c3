/* import_columns.c -- which columns a sheet may have. */
#include "app/import_parts.h"

#define DAY "Year-month-day: 2016-04-02."
#define YES "yes or no; empty: no."

static const struct import_column case_columns[CASE_COLUMNS] = {
    [CASE_NUMBER] = { "number", "Case number",
                      "Your own; the other two lists find the family by it.", "number", 40, true,
                      false },
    [CASE_TITLE] = { "title", "Family name", "As your practice calls this family.", "title", 120,
                     true, false },
    [CASE_ORIGIN] = { "origin", "How the work began",
                      "Ordered by the court, Agreed before the court, Voluntary or Through an "
                      "agency.",
                      "origin", 200, true, false },
    [CASE_REFERRED] = { "referred_on", "Day of the referral", DAY, "referred_on", 20, true, false },
    [CASE_SOURCE] = { "source", "Referred by", "A court, a lawyer, an agency, a parent.", "source",
                      200, true, false },
    [CASE_REASON] = { "reason", "Reason for the referral", "In the words of whoever referred.",
                      "reason", 8000, true, true },
    [CASE_SCENARIOS] = { "scenarios", "What the referral is about",
                         "Several, with a semicolon between them.", "scenarios", 2000, false,
                         false },
    [CASE_UNDER_WAY] = { "under_way", "Already under way", YES, "under_way", 20, false, false },
    [CASE_AS_OF] = { "as_of", "As of this day",
                     "For a family under way: the day that its phases are told for.", "as_of", 20,
                     false, false },
};

static const struct import_column person_columns[PERSON_COLUMNS] = {
    [PERSON_CASE] = { "case_number", "Case number", "Of a family of your own.", "case_number", 40,
                      true, false },
    [PERSON_KIND] = { "kind", "Kind of person", "child, adult or professional.", "kind", 40, true,
                      false },
    [PERSON_NAME] = { "name", "Name", "First and last name.", "name", 120, true, false },
    [PERSON_BIRTH] = { "birth", "Date of birth", "Year-month-day: 2016-04-02. Needed for a child.",
                       "birth", 20, false, false },
    [PERSON_LANGUAGE] = { "language", "Languages", "In words.", "language", 80, false, false },
    [PERSON_INTERPRETER] = { "interpreter", "Interpreter needed", YES, "interpreter", 20, false,
                             false },
    [PERSON_NEEDS] = { "access_needs", "Access needs", "In words.", "access_needs", 2000, false,
                       true },
    [PERSON_RELATION] = { "relation", "Relation", "In the family's own word: mother, uncle.",
                          "relation", 60, false, false },
    [PERSON_ROLE] = { "role", "Where contact stands",
                      "Contact in question, Child's main home, Extended family ...", "role", 200,
                      false, false },
    [PERSON_CHILD] = { "child", "To which children",
                       "Names, with a semicolon between them; empty: to the whole family.",
                       "child_id", 2000, false, false },
    [PERSON_SINCE] = { "since", "Role since",
                       "Year-month-day; empty: from the referral, or from the day that the family "
                       "is told for.",
                       "from_on", 20, false, false },
    [PERSON_PROFESSION] = { "profession", "Profession",
                            "Needed for a professional: School, Lawyer "
                            "of a parent ...",
                            "profession", 200, false, false },
    [PERSON_ORGANISATION] = { "organisation", "Organisation", "In words.", "organisation", 160,
                              false, false },
    [PERSON_SAFE] = { "safe_contact", "Safe way to reach this person",
                      "Shown to the front desk; nothing that is protected.", "safe_contact", 200,
                      false, false },
    [PERSON_PHONE] = { "phone", "Phone", "Kept apart, as on its own page.", "phone", 40, false,
                       false },
    [PERSON_EMAIL] = { "email", "E-mail", "Kept apart, as on its own page.", "email", 200, false,
                       false },
    [PERSON_ADDRESS] = { "address", "Address", "Kept apart, as on its own page.", "address", 400,
                         false, true },
    [PERSON_PROTECTED] = { "protected", "Phone and address protected", YES, "protected", 20, false,
                           false },
    [PERSON_PHASE] = { "phase", "Phase", "A child's, in a family under way: Assessment ...",
                       "phase", 200, false, false },
    [PERSON_TRACK] = { "track", "Kind of situation", "A child's, in a family under way.", "track",
                       200, false, false },
    [PERSON_LEVEL] = { "level", "Contact as it is now", "A child's, in a family under way.",
                       "level", 200, false, false },
};

static const struct import_column visit_columns[VISIT_COLUMNS] = {
    [VISIT_CASE] = { "case_number", "Case number", "Of a family of your own.", "case_number", 40,
                     true, false },
    [VISIT_DATE] = { "date", "Date", DAY, "on", 20, true, false },
    [VISIT_TIME] = { "time", "Time", "Hours and minutes, 00:00 to 23:59.", "at_min", 20, true,
                     false },
    [VISIT_MINUTES] = { "minutes", "Minutes", "Empty: as long as your sessions usually are.",
                        "minutes", 20, false, false },
    [VISIT_KIND] = { "kind", "Kind of appointment", "Child, individual session; Family session ...",
                     "kind", 200, true, false },
    [VISIT_PEOPLE] = { "people", "Who comes", "Names, with a semicolon between them.", "people",
                       2000, true, false },
    [VISIT_ROOM] = { "room", "Room", "In words.", "room", 60, false, false },
    [VISIT_STATE] = { "state", "State", "planned, held, cancelled or not started; empty: planned.",
                      "state", 40, false, false },
    [VISIT_REASON] = { "reason", "Why it did not go ahead",
                       "Needed where it was cancelled or did not start.", "reason", 200, false,
                       false },
};

const struct import_column *import_columns(enum import_kind kind, size_t *n)
{
    static const struct {
        const struct import_column *list;
        size_t n;
    } kinds[IMPORT_KINDS] = {
        [IMPORT_CASES] = { case_columns, CASE_COLUMNS },
        [IMPORT_PEOPLE] = { person_columns, PERSON_COLUMNS },
        [IMPORT_APPOINTMENTS] = { visit_columns, VISIT_COLUMNS },
    };

    *n = kinds[kind].n;
    return kinds[kind].list;
}

/* -- the file as a whole ---------------------------------------------------------------------- */

static void say_fault(struct act *a, enum csv_fault fault, size_t line)
{
    unsigned long long at = line;

    if (fault == CSV_NOT_TEXT)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem,
                            "Line %llu holds signs that are not text. Save the spreadsheet as "
                            "“CSV UTF-8” and choose it again.",
                            at));
    if (fault == CSV_QUOTE_OPEN)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem,
                            "A value that begins with a quotation mark on line %llu never ends. "
                            "Please close it.",
                            at));
    if (fault == CSV_QUOTE_STRAY)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem,
                            "A quotation mark stands inside a value on line %llu. Put the whole "
                            "value in quotation marks and double those inside.",
                            at));
    if (fault == CSV_TOO_MANY_CELLS)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem, "Line %llu has more values than there are columns.", at));
    if (fault == CSV_TOO_MANY_ROWS || fault == CSV_TOO_LARGE)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem,
                            "This is more than can come in at once: at most %d rows and %u KB. "
                            "Please bring it in piece by piece.",
                            RW_IMPORT_ROWS, RW_IMPORT_BYTES >> 10));
}

/* "Date of birth" and "date-of-birth" are both "date_of_birth"; the result lives in a->mem. */
static struct str folded(struct act *a, struct str s)
{
    char *z = arena_array(a->mem, char, s.len + 1);
    size_t i;

    if (!z || a->mem->spent)
        return s;
    for (i = 0; i < s.len; i++) {
        char c = s.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        z[i] = c;
        if (c == ' ' || c == '-')
            z[i] = '_';
    }
    return (struct str){ z, s.len };
}

static size_t find_column(struct act *a, const struct import_column *c, size_t n, struct str head)
{
    struct str want = folded(a, head);
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(want, c[i].name) || str_eq(want, folded(a, str_of(c[i].label))))
            return i;
    return IMPORT_NONE;
}

static struct str names_of(struct act *a, const struct import_column *c, size_t n)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < n; i++)
        all = str_join(a->mem, all, STR(", "), str_of(c[i].name));
    return all;
}

static struct str shortened(struct act *a, struct str s)
{
    size_t n = s.len < 40 ? s.len : 40;

    while (n < s.len && n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return n < s.len ? str_fmt(a->mem, "%.*s…", (int)n, s.p) : s;
}

static void read_heads(struct act *a, struct import *im, const struct import_column *c, size_t n)
{
    const struct csv_row *heads = &im->csv.rows[0];
    size_t i, k;

    for (i = 0; i < heads->n && !a->bad.n; i++) {
        struct str head = str_trim(heads->cells[i]);

        if (!head.len)
            continue;
        k = find_column(a, c, n, head);
        if (k == IMPORT_NONE) {
            struct str known = names_of(a, c, n), seen = shortened(a, head);

            problem_add(&a->bad, "text",
                        str_fmt(a->mem,
                                "There is no column “%.*s” in this kind of list. Its columns are: "
                                "%.*s.",
                                STR_ARG(seen), STR_ARG(known)));
        } else if (im->at[k] != IMPORT_NONE) {
            problem_add(&a->bad, "text",
                        str_fmt(a->mem, "The column “%s” stands there twice.", c[k].name));
        } else {
            im->at[k] = i;
        }
    }
}

static void check_heads(struct act *a, const struct import *im, const struct import_column *c,
                        size_t n)
{
    struct str missing = STR("");
    size_t i, count = 0;

    for (i = 0; i < n; i++)
        if (c[i].required && im->at[i] == IMPORT_NONE) {
            missing = str_join(a->mem, missing, STR(", "), str_of(c[i].name));
            count++;
        }
    if (count)
        problem_add(&a->bad, "text",
                    str_fmt(a->mem, "%s missing in the first line: %.*s.",
                            count == 1 ? "A column is" : "Columns are", STR_ARG(missing)));
}

enum rw_status import_cut(struct act *a, enum import_kind kind, struct str text, struct import *im)
{
    struct csv_limits max = { .rows = RW_IMPORT_ROWS + 1, .cells = 2 * IMPORT_COLUMNS };
    const struct import_column *c;
    enum csv_fault fault = CSV_TOO_LARGE;
    size_t i, n;

    c = import_columns(kind, &n);
    for (i = 0; i < IMPORT_COLUMNS; i++)
        im->at[i] = IMPORT_NONE;
    if (text.len <= RW_IMPORT_BYTES)
        fault = csv_read(a->mem, text, csv_separator(text), max, &im->csv);
    if (fault) {
        say_fault(a, fault, im->csv.line);
        return check_done(a);
    }
    if (im->csv.n < 2) {
        problem_add(&a->bad, "text",
                    STR("Please give a first line with the names of the columns and at least one "
                        "row below it."));
        return check_done(a);
    }
    read_heads(a, im, c, n);
    if (!a->bad.n)
        check_heads(a, im, c, n);
    return check_done(a);
}
