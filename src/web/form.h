/* form.h -- input is declared before it is used: a form is a table of fields with kind and bounds.
 *
 * The same table reads what was posted (here) and writes labels, hints and the maxlength, min, max
 * and required attributes (web/form_view.h).
 *
 *     enum { NAME, BORN };
 *     static const struct field form[] = {
 *         [NAME] = { .name = "name", .kind = FIELD_TEXT, .required = true, .label = "Name" },
 *         [BORN] = { .name = "born", .kind = FIELD_DATE, .label = "Date of birth" },
 *     };
 *     struct value v[FORM_N(form)];
 *     if (!form_read(a, form, FORM_N(form), &posted, v, &problems))
 *         ... show the form again, with v and problems ...
 */
#ifndef RW_WEB_FORM_H
#define RW_WEB_FORM_H

#include "base/date.h"
#include "base/problems.h"
#include "web/pair.h"

enum field_kind {
    FIELD_TEXT = 0, /* one line; min and max in code points (max 0: RW_LINE_MAX) */
    FIELD_AREA, /* lines; max 0: RW_TEXT_MAX */
    FIELD_DATE, /* min and max are years (0: 1900 and 2199) */
    FIELD_TIME, /* "HH:MM"; num is minutes of the day */
    FIELD_I64, /* whole number; max 0: no upper bound */
    FIELD_PERCENT, /* up to two decimals; num, min and max in basis points (max 0: 10000) */
    FIELD_CHOICE, /* <select> */
    FIELD_RADIO,
    FIELD_CHECK, /* one box; num is 0 or 1 */
    FIELD_MULTI, /* several boxes of one name; min and max: how many */
    FIELD_EMAIL,
    FIELD_PHONE,
    FIELD_SECRET, /* password; never trimmed, never shown again */
    FIELD_CODE, /* one-time code; blanks dropped; min and max digits (0: 6); never shown again */
    FIELD_HIDDEN, /* one line */
    FIELD_FILE, /* the multipart reader owns the bytes; here only whether a name came */
    FIELD_KIND_COUNT
};

struct form_option {
    const char *value; /* what is posted and stored */
    const char *label; /* what a person reads */
};

struct field {
    const char *name;
    enum field_kind kind;
    int64_t min, max;
    bool required;
    const char *label; /* a few words, as on the page; not for FIELD_HIDDEN */
    const char *hint; /* a sentence under the label; NULL: none */
    const char *autocomplete; /* of the HTML standard, e.g. "current-password"; NULL: "off" */
    const char *suffix; /* a unit after the control: "minutes" */
    const char *set; /* legend; neighbours of the same legend are framed together */
    bool folded; /* its set is closed until something stands in it or is wrong there */
    const char *none; /* FIELD_CHOICE: words of the empty option */
    int rows; /* FIELD_AREA: height; 0: 6 */
    const struct form_option *choices;
    size_t nchoices;
};

/* One field as read. Where there is a problem only `typed` and `given` are filled. */
struct value {
    bool given; /* something other than blanks came */
    struct str typed; /* as it came, fit to be shown again; FIELD_SECRET and FIELD_CODE: empty */
    struct str text; /* as it may be kept: NFC, trimmed, lines ended by LF; choices: the value */
    int64_t num; /* numbers, minutes, basis points, 0 or 1; choices: index into choices */
    struct date date; /* FIELD_DATE; RW_NO_DATE where not given */
    const struct str *many; /* FIELD_MULTI: what is chosen, in the order of the choices */
    size_t nmany;
};

#define FORM_N(table) (sizeof(table) / sizeof *(table))

/*
 * form_read -- check everything that was posted against the table.
 *
 * in      f[n]    the table; posted: url-decoded, any bytes
 * out     v[n]    parallel to f; *p gains at most one problem a field: what to do about it, never
 *                 what was typed. A field sent twice, a value that is no choice, and a name that
 *                 the table lacks are problems too (but "_csrf" and "version")
 * returns whether p is empty
 * owns    nothing; memory from a
 */
bool form_read(struct arena *a, const struct field *f, size_t n, const struct pairs *posted,
               struct value *v, struct problems *p);

/* The same; also[] (NULL-ended) are further names that the handler reads by itself. */
bool form_read_also(struct arena *a, const struct field *f, size_t n, const struct pairs *posted,
                    const char *const *also, struct value *v, struct problems *p);

/* A copy of the table whose choices may be set at run time: the people of this case. */
struct field *form_copy(struct arena *a, const struct field *f, size_t n);
void form_choices(struct field *f, size_t n, const char *name, const struct form_option *list,
                  size_t nlist);

/* The value of a field by name; the name must be in the table. */
const struct value *form_value(const struct field *f, size_t n, const struct value *v,
                               const char *name);

/* Values as stored, to show a form that edits something. */
struct value value_text(struct str s);
struct value value_date(struct arena *a, struct date d);
struct value value_i64(struct arena *a, int64_t n);
struct value value_percent(struct arena *a, int64_t basis_points);
struct value value_time(struct arena *a, int64_t minutes);
struct value value_check(bool on);
struct value value_many(const struct str *list, size_t n);

#endif
