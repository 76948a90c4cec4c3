#include "web/form.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

/* What reading one field needs and gives. */
struct reading {
    struct arena *a;
    const struct field *f;
    struct str raw; /* trimmed and normalised, not empty */
    struct value *v;
    const char *wrong; /* what to do about it; %s is the label */
};

typedef void reader(struct reading *r);

static size_t points(struct str s)
{
    size_t n = 0, i;

    for (i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static void read_text(struct reading *r)
{
    r->v->text = r->raw;
}

static void read_date(struct reading *r)
{
    int64_t min = r->f->min ? r->f->min : 1900;
    int64_t max = r->f->max ? r->f->max : 2199;
    struct date d;
    struct ymd c;

    if (!date_parse(r->raw, &d)) {
        r->wrong = "Give “%s” as a day that exists: year, month and day.";
        return;
    }
    c = date_ymd(d);
    if (c.year < min || c.year > max) {
        r->wrong = "Check the year of “%s”.";
        return;
    }
    r->v->date = d;
    r->v->text = r->raw;
}

static void read_time(struct reading *r)
{
    int32_t minutes;

    /* Browsers add seconds when a stored value had some. */
    if (r->raw.len == 8 && r->raw.p[5] == ':')
        r->raw.len = 5;
    if (!clock_parse(r->raw, &minutes)) {
        r->wrong = "Give “%s” as hours and minutes, 00:00 to 23:59.";
        return;
    }
    r->v->num = minutes;
    r->v->text = r->raw;
}

static void in_bounds(struct reading *r, int64_t n, int64_t max)
{
    if (n < r->f->min)
        r->wrong = "The number in “%s” is too small.";
    else if (n > max)
        r->wrong = "The number in “%s” is too large.";
    else
        r->v->num = n;
}

static void read_i64(struct reading *r)
{
    int64_t n;

    if (!str_i64(r->raw, &n)) {
        r->wrong = "Give “%s” as a whole number, in digits.";
        return;
    }
    r->v->text = r->raw;
    in_bounds(r, n, r->f->max ? r->f->max : INT64_MAX);
}

/* The digits behind the point, as hundredths; at most two. */
static bool hundredths_parse(struct str s, int64_t *n)
{
    if (s.len == 0 || s.len > 2 || !str_i64(s, n) || *n < 0)
        return false;
    if (s.len == 1)
        *n *= 10;
    return true;
}

/* "33.33", "33,5" or "50 %" as basis points; no floating point near money. */
static bool percent_parse(struct str s, int64_t *n)
{
    int64_t whole, part = 0;
    size_t dot = 0;

    if (s.len && s.p[s.len - 1] == '%')
        s = str_trim((struct str){ s.p, s.len - 1 });
    while (dot < s.len && s.p[dot] != '.' && s.p[dot] != ',')
        dot++;
    if (!str_i64((struct str){ s.p, dot }, &whole) || whole < 0 || whole > 1000000)
        return false;
    if (dot < s.len && !hundredths_parse((struct str){ s.p + dot + 1, s.len - dot - 1 }, &part))
        return false;
    *n = whole * 100 + part;
    return true;
}

static void read_percent(struct reading *r)
{
    int64_t n;

    if (!percent_parse(r->raw, &n)) {
        r->wrong = "Give “%s” as a number with at most two decimals, such as 33.33.";
        return;
    }
    r->v->text = r->raw;
    in_bounds(r, n, r->f->max ? r->f->max : 10000);
}

static bool find_choice(const struct field *f, struct str s, size_t *at)
{
    for (*at = 0; *at < f->nchoices; (*at)++)
        if (str_is(s, f->choices[*at].value))
            return true;
    return false;
}

static void read_choice(struct reading *r)
{
    size_t i;

    if (!find_choice(r->f, r->raw, &i)) {
        r->wrong = "Choose one of the answers offered for “%s”.";
        return;
    }
    r->v->text = str_of(r->f->choices[i].value);
    r->v->num = (int64_t)i;
}

static void read_check(struct reading *r)
{
    if (!str_is(r->raw, "1") && !str_is(r->raw, "on"))
        r->wrong = "Tick or clear “%s” again.";
    else
        r->v->num = 1;
}

static void read_email(struct reading *r)
{
    const char *at = memchr(r->raw.p, '@', r->raw.len);
    const char *end = r->raw.p + r->raw.len;

    if (!at || at == r->raw.p || at + 1 == end || memchr(at + 1, '@', (size_t)(end - at - 1)) ||
        memchr(r->raw.p, ' ', r->raw.len) || !memchr(at, '.', (size_t)(end - at)))
        r->wrong = "Give “%s” as one e-mail address, such as name@example.org.";
    else
        r->v->text = r->raw;
}

static void read_phone(struct reading *r)
{
    size_t digits = 0, i;

    for (i = 0; i < r->raw.len; i++) {
        if (r->raw.p[i] >= '0' && r->raw.p[i] <= '9')
            digits++;
        else if (!memchr("+-() ./x", r->raw.p[i], 8))
            break;
    }
    if (i < r->raw.len || digits < 3)
        r->wrong = "Give “%s” in digits; +, -, brackets, blanks and x are fine too.";
    else
        r->v->text = r->raw;
}

static void read_code(struct reading *r)
{
    size_t min = r->f->min ? (size_t)r->f->min : 6, max = r->f->max ? (size_t)r->f->max : 6;
    char *z = arena_array(r->a, char, r->raw.len + 1);
    size_t n = 0, i;

    if (!z)
        return;
    for (i = 0; i < r->raw.len; i++) {
        if (r->raw.p[i] == ' ' || r->raw.p[i] == '-')
            continue;
        if (r->raw.p[i] < '0' || r->raw.p[i] > '9' || n == max)
            break;
        z[n++] = r->raw.p[i];
    }
    if (i < r->raw.len || n < min)
        r->wrong = "Type “%s” as it is shown, digits only.";
    else
        r->v->text = (struct str){ z, n };
}

static void read_nothing(struct reading *r)
{
    r->v->text = r->raw;
}

static const struct kind {
    reader *read;
    size_t max; /* code points where the table says nothing */
    bool lines, secret;
    const char *missing;
} kinds[FIELD_KIND_COUNT] = {
    [FIELD_TEXT] = { read_text, RW_LINE_MAX, .missing = "Fill in “%s”." },
    [FIELD_AREA] = { read_text, RW_TEXT_MAX, .lines = true, .missing = "Fill in “%s”." },
    [FIELD_DATE] = { read_date, 10, .missing = "Fill in the day of “%s”." },
    [FIELD_TIME] = { read_time, 8, .missing = "Fill in the time of “%s”." },
    [FIELD_I64] = { read_i64, 20, .missing = "Fill in “%s”." },
    [FIELD_PERCENT] = { read_percent, 12, .missing = "Fill in “%s”." },
    [FIELD_CHOICE] = { read_choice, RW_LINE_MAX, .missing = "Choose an answer for “%s”." },
    [FIELD_RADIO] = { read_choice, RW_LINE_MAX, .missing = "Choose an answer for “%s”." },
    [FIELD_CHECK] = { read_check, 8, .missing = "Tick “%s” to go on." },
    [FIELD_MULTI] = { read_nothing, RW_LINE_MAX, .missing = "Tick at least one answer for “%s”." },
    [FIELD_EMAIL] = { read_email, 254, .missing = "Fill in “%s”." },
    [FIELD_PHONE] = { read_phone, 40, .missing = "Fill in “%s”." },
    [FIELD_SECRET] = { read_text, 1024, .secret = true, .missing = "Fill in “%s”." },
    [FIELD_CODE] = { read_code, 40, .secret = true, .missing = "Type the code for “%s”." },
    [FIELD_HIDDEN] = { read_text, RW_LINE_MAX, .missing = "Reload the page and try again." },
    [FIELD_FILE] = { read_nothing, 255, .missing = "Choose a file for “%s”." },
};

/* The one %s of a sentence from the tables above; the texts are ours, the label is the table's. */
static struct str sentence(struct arena *a, const char *text, const char *label)
{
    const char *gap = strstr(text, "%s");

    if (!gap)
        return str_of(text);
    return str_fmt(a, "%.*s%s%s", (int)(gap - text), text, label ? label : "this field", gap + 2);
}

/* Fit to be shown again: broken UTF-8 and control bytes become U+FFFD. */
static struct str showable(struct arena *a, struct str s)
{
    char *z;
    size_t i, n = 0;

    if (str_utf8(s) && str_clean(s, true))
        return s;
    z = arena_array(a, char, s.len * 3 + 1);
    if (!z || a->spent)
        return STR("");
    for (i = 0; i < s.len;) {
        size_t step = 1;

        while (step < 4 && i + step < s.len && ((unsigned char)s.p[i + step] & 0xC0) == 0x80)
            step++;
        if (str_utf8((struct str){ s.p + i, step }) &&
            str_clean((struct str){ s.p + i, step }, true)) {
            memcpy(z + n, s.p + i, step);
            n += step;
        } else {
            memcpy(z + n, "\xEF\xBF\xBD", 3);
            n += 3;
        }
        i += step;
    }
    return (struct str){ z, n };
}

static struct str nfc(struct arena *a, struct str s)
{
    const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t n, got;
    utf8proc_int32_t *cp;
    size_t i;

    for (i = 0; i < s.len && (unsigned char)s.p[i] < 0x80; i++)
        ;
    if (i == s.len)
        return s;
    n = utf8proc_decompose(in, (utf8proc_ssize_t)s.len, NULL, 0, how);
    if (n <= 0)
        return s;
    cp = arena_array(a, utf8proc_int32_t, (size_t)n + 1);
    if (!cp || a->spent)
        return s;
    n = utf8proc_decompose(in, (utf8proc_ssize_t)s.len, cp, n, how);
    got = n > 0 ? utf8proc_reencode(cp, n, how) : -1;
    return got > 0 ? (struct str){ (const char *)cp, (size_t)got } : s;
}

/* CRLF and lone CR become LF. */
static struct str lf(struct arena *a, struct str s)
{
    char *z;
    size_t i, n = 0;

    if (!s.len || !memchr(s.p, '\r', s.len))
        return s;
    z = arena_array(a, char, s.len + 1);
    if (!z || a->spent)
        return s;
    for (i = 0; i < s.len; i++) {
        if (s.p[i] == '\r' && i + 1 < s.len && s.p[i + 1] == '\n')
            continue;
        z[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    }
    return (struct str){ z, n };
}

static bool counted(enum field_kind k)
{
    return k == FIELD_TEXT || k == FIELD_AREA || k == FIELD_SECRET || k == FIELD_HIDDEN;
}

static const char *length_wrong(const struct field *f, struct str s)
{
    size_t n = points(s), max = kinds[f->kind].max;

    if (counted(f->kind) && f->max > 0)
        max = (size_t)f->max;
    if (n > max)
        return "Shorten “%s”; it is longer than this field can keep.";
    if (counted(f->kind) && n && f->min > 0 && n < (size_t)f->min)
        return "Write a little more in “%s”.";
    return NULL;
}

/* Bytes to normal text, or the sentence that says why not. */
static const char *normal_text(struct arena *a, const struct field *f, struct str *s)
{
    const struct kind *k = &kinds[f->kind];
    const char *wrong;

    if (!str_utf8(*s))
        return "Type “%s” again; part of it could not be read.";
    if (!str_clean(*s, k->lines))
        return k->lines ? "Type “%s” again; it holds signs that cannot be kept."
                        : "Type “%s” again, on one line.";
    if (k->lines)
        *s = lf(a, *s);
    else if (!k->secret)
        *s = str_trim(*s);
    wrong = length_wrong(f, *s);
    if (!wrong)
        *s = nfc(a, *s);
    return wrong;
}

static void read_field(struct arena *a, const struct field *f, struct str raw, struct value *v,
                       struct problems *p)
{
    const struct kind *k = &kinds[f->kind];
    struct reading r = { .a = a, .f = f, .raw = raw, .v = v };
    bool blank = k->secret ? raw.len == 0 : str_trim(raw).len == 0;

    if (!k->secret)
        v->typed = showable(a, raw);
    v->given = !blank;
    r.wrong = normal_text(a, f, &r.raw);
    if (!r.wrong && blank && f->required)
        r.wrong = k->missing;
    else if (!r.wrong && !blank)
        k->read(&r);
    if (r.wrong)
        problem_add(p, f->name, sentence(a, r.wrong, f->label));
}

/* Which of the choices came; false where something came that is none of them. */
static bool ticked(const struct field *f, const struct pairs *posted, bool *on)
{
    bool all_known = true;
    size_t i, at;

    for (i = 0; i < posted->n; i++) {
        if (!str_is(posted->list[i].name, f->name))
            continue;
        if (find_choice(f, posted->list[i].value, &at))
            on[at] = true;
        else
            all_known = false;
    }
    return all_known;
}

static const char *many_wrong(const struct field *f, size_t n)
{
    if (n == 0)
        return f->required ? kinds[FIELD_MULTI].missing : NULL;
    if (n < (size_t)f->min)
        return "Tick more answers for “%s”.";
    return f->max && n > (size_t)f->max ? "Tick fewer answers for “%s”." : NULL;
}

static void read_many(struct arena *a, const struct field *f, const struct pairs *posted,
                      struct value *v, struct problems *p)
{
    struct str *many = arena_array(a, struct str, f->nchoices + 1);
    bool *on = arena_array(a, bool, f->nchoices + 1);
    const char *wrong;
    size_t i;

    if (!many || !on)
        return;
    wrong = ticked(f, posted, on) ? NULL : "Choose among the answers offered for “%s”.";
    for (i = 0; i < f->nchoices; i++)
        if (on[i])
            many[v->nmany++] = str_of(f->choices[i].value);
    v->many = many;
    v->given = v->nmany > 0;
    if (!wrong)
        wrong = many_wrong(f, v->nmany);
    if (wrong)
        problem_add(p, f->name, sentence(a, wrong, f->label));
}

static bool known_name(const struct field *f, size_t n, struct str name, const char *const *also)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(name, f[i].name))
            return true;
    for (i = 0; also && also[i]; i++)
        if (str_is(name, also[i]))
            return true;
    return str_is(name, "_csrf") || str_is(name, "version");
}

bool form_read_also(struct arena *a, const struct field *f, size_t n, const struct pairs *posted,
                    const char *const *also, struct value *v, struct problems *p)
{
    size_t i, j;

    for (i = 0; i < posted->n; i++)
        if (!known_name(f, n, posted->list[i].name, also))
            problem_add(p, "",
                        STR("This form sent something that this page does not know. "
                            "Reload the page and try again."));
    for (i = 0; i < n; i++) {
        struct str raw = STR("");
        size_t times = 0;

        v[i] = (struct value){ .date = RW_NO_DATE };
        for (j = 0; j < posted->n; j++)
            if (str_is(posted->list[j].name, f[i].name) && times++ == 0)
                raw = posted->list[j].value;
        if (f[i].kind == FIELD_MULTI) {
            read_many(a, &f[i], posted, &v[i], p);
            continue;
        }
        if (times > 1)
            problem_add(p, f[i].name,
                        sentence(a, "“%s” came twice. Reload the page and try again.", f[i].label));
        read_field(a, &f[i], raw, &v[i], p);
    }
    return p->n == 0;
}

bool form_read(struct arena *a, const struct field *f, size_t n, const struct pairs *posted,
               struct value *v, struct problems *p)
{
    return form_read_also(a, f, n, posted, NULL, v, p);
}

struct field *form_copy(struct arena *a, const struct field *f, size_t n)
{
    struct field *copy = arena_array(a, struct field, n);

    if (copy && !a->spent)
        memcpy(copy, f, n * sizeof *f);
    return copy;
}

void form_choices(struct field *f, size_t n, const char *name, const struct form_option *list,
                  size_t nlist)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (f[i].name && strcmp(f[i].name, name) == 0) {
            f[i].choices = list;
            f[i].nchoices = nlist;
        }
    }
}

const struct value *form_value(const struct field *f, size_t n, const struct value *v,
                               const char *name)
{
    size_t i;

    for (i = 0; i < n && strcmp(f[i].name, name) != 0; i++)
        ;
    assert(i < n);
    return &v[i];
}
