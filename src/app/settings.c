#include "app/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SETTINGS_FILE_MAX (64u << 10)

const struct setting_row setting_rows[SETTING_COUNT] = {
    [SETTING_LISTEN] = { .name = "listen",
                         .kind = SET_TEXT,
                         .min = 3,
                         .max = 255,
                         .dflt_text = "127.0.0.1:8420",
                         .help = "Address and port to serve on; put a TLS proxy in front of it." },
    [SETTING_DATABASE] = { .name = "database",
                           .kind = SET_TEXT,
                           .min = 0,
                           .max = 1000,
                           .dflt_text = "",
                           .help = "postgres://... to keep the records on a PostgreSQL server; "
                                   "empty keeps them in the data folder." },
    [SETTING_MASTER_KEY] = { .name = "master_key",
                             .kind = SET_TEXT,
                             .min = 0,
                             .max = 4000,
                             .dflt_text = "",
                             .help = "Where the key file lies when it isn't DIR/master.key, such "
                                     "as a systemd credential." },
    [SETTING_SESSION_IDLE] = { .name = "session_idle",
                               .kind = SET_SECONDS,
                               .min = 60,
                               .max = 3600,
                               .dflt = 900,
                               .unit = "seconds",
                               .help = "Sign a person out after this long without a request." },
    [SETTING_SESSION_ABSOLUTE] = { .name = "session_absolute",
                                   .kind = SET_SECONDS,
                                   .min = 900,
                                   .max = 43200,
                                   .dflt = 43200,
                                   .unit = "seconds",
                                   .help = "Sign a person out this long after signing in, however "
                                           "busy." },
    [SETTING_REAUTH] = { .name = "reauthentication",
                         .kind = SET_SECONDS,
                         .min = 30,
                         .max = 300,
                         .dflt = 300,
                         .unit = "seconds",
                         .help = "Signing, exporting and granting ask for password and code when "
                                 "they were last given longer ago than this." },
    [SETTING_SECOND_STEP] = { .name = "second_step",
                              .kind = SET_SECONDS,
                              .min = 60,
                              .max = 300,
                              .dflt = 300,
                              .unit = "seconds",
                              .help = "After a right password, the code must follow within this "
                                      "time." },
    [SETTING_SESSIONS] = { .name = "sessions",
                           .kind = SET_NUMBER,
                           .min = 1,
                           .max = 3,
                           .dflt = 3,
                           .unit = "sessions",
                           .help = "Sessions that one person may have at once; a new one ends the "
                                   "oldest." },
    [SETTING_INVITE] = { .name = "invitation",
                         .kind = SET_SECONDS,
                         .min = 3600,
                         .max = 259200,
                         .dflt = 259200,
                         .unit = "seconds",
                         .help = "A one-time code of an invitation is good for this long." },
    [SETTING_THROTTLE_FREE] = { .name = "throttle_free",
                                .kind = SET_NUMBER,
                                .min = 1,
                                .max = 10,
                                .dflt = 5,
                                .unit = "failures",
                                .help = "Failed sign-ins to one account, or from one known "
                                        "browser, before the first wait." },
    [SETTING_THROTTLE_FREE_ADDRESS] = { .name = "throttle_free_address",
                                        .kind = SET_NUMBER,
                                        .min = 1,
                                        .max = 1000,
                                        .dflt = 20,
                                        .unit = "failures",
                                        .help = "Failed sign-ins from one address, whatever the "
                                                "account, before the first wait." },
    [SETTING_THROTTLE_WAIT] = { .name = "throttle_wait",
                                .kind = SET_SECONDS,
                                .min = 60,
                                .max = 3600,
                                .dflt = 900,
                                .unit = "seconds",
                                .help = "The wait doubles from one second with each further "
                                        "failure, up to this." },
    [SETTING_THROTTLE_STOP] = { .name = "throttle_stop",
                                .kind = SET_NUMBER,
                                .min = 20,
                                .max = 100,
                                .dflt = 100,
                                .unit = "failures",
                                .help = "After so many failures in a row only a known browser or "
                                        "a new invitation opens the account." },
    [SETTING_WORKERS] = { .name = "workers",
                          .kind = SET_NUMBER,
                          .min = 1,
                          .max = 64,
                          .dflt = 16,
                          .unit = "threads",
                          .help = "Threads that answer requests." },
    [SETTING_IO_THREADS] = { .name = "io_threads",
                             .kind = SET_NUMBER,
                             .min = 1,
                             .max = 8,
                             .dflt = 2,
                             .unit = "threads",
                             .help = "Threads that read and write sockets." },
    [SETTING_QUEUE] = { .name = "queue",
                        .kind = SET_NUMBER,
                        .min = 1,
                        .max = 4096,
                        .dflt = 512,
                        .unit = "requests",
                        .help = "Complete requests that may wait for a worker; one more is "
                                "answered 503 at once." },
    [SETTING_CONNECTIONS] = { .name = "connections",
                              .kind = SET_NUMBER,
                              .min = 16,
                              .max = 16000,
                              .dflt = 3000,
                              .unit = "connections",
                              .help = "Open connections, idle ones included." },
    [SETTING_HEADER_TIME] = { .name = "header_time",
                              .kind = SET_SECONDS,
                              .min = 1,
                              .max = 60,
                              .dflt = 10,
                              .unit = "seconds",
                              .help = "A connection that has not sent a whole request head in "
                                      "this time is closed." },
    [SETTING_IDLE_TIME] = { .name = "idle_time",
                            .kind = SET_SECONDS,
                            .min = 1,
                            .max = 120,
                            .dflt = 15,
                            .unit = "seconds",
                            .help = "A connection without any byte for this long is closed." },
    [SETTING_DRAIN_TIME] = { .name = "drain_time",
                             .kind = SET_SECONDS,
                             .min = 1,
                             .max = 60,
                             .dflt = 10,
                             .unit = "seconds",
                             .help =
                                 "When asked to stop, finish what runs for at most this long." },
    [SETTING_UPLOADS] = { .name = "uploads",
                          .kind = SET_NUMBER,
                          .min = 1,
                          .max = 64,
                          .dflt = 8,
                          .unit = "uploads",
                          .help = "Files that may arrive at the same time." },
    [SETTING_PROXY] = { .name = "proxy",
                        .kind = SET_TEXT,
                        .min = 0,
                        .max = 45,
                        .dflt_text = "",
                        .help = "Address of a reverse proxy whose X-Forwarded-For is believed; "
                                "empty believes nobody." },
    [SETTING_METRICS] = { .name = "metrics",
                          .kind = SET_TEXT,
                          .min = 0,
                          .max = 100,
                          .dflt_text = "",
                          .help = "Path of a Unix socket that answers with counts and times, in "
                                  "the form that Prometheus reads; empty makes none." },
};

void settings_default(struct settings *s)
{
    size_t k;

    *s = (struct settings){ 0 };
    for (k = 0; k < SETTING_COUNT; k++) {
        s->number[k] = setting_rows[k].dflt;
        s->text[k] = str_of(setting_rows[k].dflt_text);
    }
}

static size_t find_setting(struct str name)
{
    size_t k;

    for (k = 0; k < SETTING_COUNT; k++)
        if (str_is(name, setting_rows[k].name))
            break;
    return k;
}

/* STR_NULL when the value fits its row, and is now in *s. */
static struct str set_one(struct arena *a, struct settings *s, size_t k, struct str value)
{
    const struct setting_row *row = &setting_rows[k];
    int64_t n;

    if (row->kind == SET_TEXT) {
        if ((int64_t)value.len < row->min || (int64_t)value.len > row->max || !str_utf8(value) ||
            !str_clean(value, false))
            return str_fmt(a, "%s: a text of %lld to %lld bytes is wanted", row->name,
                           (long long)row->min, (long long)row->max);
        s->text[k] = value;
        return STR_NULL;
    }
    if (!str_i64(value, &n) || n < row->min || n > row->max)
        return str_fmt(a, "%s: a whole number from %lld to %lld (%s) is wanted", row->name,
                       (long long)row->min, (long long)row->max, row->unit);
    s->number[k] = n;
    return STR_NULL;
}

static struct str parse_line(struct arena *a, struct settings *s, struct str line)
{
    struct str name, value = line, wrong;
    size_t k;

    if (!str_cut(&value, '=', &name) || !value.p)
        return STR("\"name = value\" is wanted");
    k = find_setting(str_trim(name));
    if (k == SETTING_COUNT)
        return STR("no setting has this name; `reweave config --explain` lists them");
    if (s->given[k])
        return str_fmt(a, "%s is given twice", setting_rows[k].name);
    wrong = set_one(a, s, k, str_trim(value));
    s->given[k] = !wrong.p;
    return wrong;
}

enum rw_status settings_parse(struct arena *a, struct str text, struct settings *s, struct str *why,
                              struct rw_err *e)
{
    struct str line, wrong;
    int n;

    settings_default(s);
    for (n = 1; str_cut(&text, '\n', &line); n++) {
        line = str_trim(line);
        if (line.len == 0 || line.p[0] == '#')
            continue;
        wrong = parse_line(a, s, line);
        if (wrong.p) {
            *why = str_fmt(a, "line %d: %.*s", n, STR_ARG(wrong));
            return RW_FAIL(e, RW_EINPUT, "reweave.conf line %d", n);
        }
    }
    return RW_OK;
}

static enum rw_status read_all(int fd, struct arena *a, struct str *text, struct rw_err *e)
{
    char *buf = arena_array(a, char, SETTINGS_FILE_MAX + 1);
    size_t n = 0;
    ssize_t got;

    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "arena is spent");
    while (n <= SETTINGS_FILE_MAX) {
        got = read(fd, buf + n, SETTINGS_FILE_MAX + 1 - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return RW_FAIL(e, RW_EDEP, "reweave.conf: read failed (%d)", errno);
        if (got == 0)
            break;
        n += (size_t)got;
    }
    if (n > SETTINGS_FILE_MAX)
        return RW_FAIL(e, RW_ELIMIT, "reweave.conf is larger than %u bytes", SETTINGS_FILE_MAX);
    *text = (struct str){ buf, n };
    return RW_OK;
}

enum rw_status settings_read(struct arena *a, const char *dir, struct settings *s, struct str *why,
                             struct rw_err *e)
{
    struct str path = str_fmt(a, "%s/reweave.conf", dir), text = STR("");
    enum rw_status st = RW_OK;
    int fd = open(str_z(a, path), O_RDONLY | O_CLOEXEC);

    *why = STR("reweave.conf can't be read");
    settings_default(s);
    if (fd < 0)
        return errno == ENOENT ? RW_OK : RW_FAIL(e, RW_EDEP, "reweave.conf: open (%d)", errno);
    st = read_all(fd, a, &text, e);
    close(fd);
    return st ? st : settings_parse(a, text, s, why, e);
}

int64_t setting_number(const struct settings *s, enum setting k)
{
    return s ? s->number[k] : setting_rows[k].dflt;
}

struct str setting_text(const struct settings *s, enum setting k)
{
    return s ? s->text[k] : str_of(setting_rows[k].dflt_text);
}

void settings_explain(const struct settings *s, struct out *o)
{
    size_t k;

    for (k = 0; k < SETTING_COUNT; k++) {
        const struct setting_row *row = &setting_rows[k];

        out_fmt(o, "%s\n    %s\n", row->name, row->help);
        if (row->kind == SET_TEXT) {
            struct str now = setting_text(s, (enum setting)k);

            out_fmt(o, "    text; default \"%s\"; now \"%.*s\"\n\n", row->dflt_text, STR_ARG(now));
        } else {
            out_fmt(o, "    %lld to %lld %s; default %lld; now %lld\n\n", (long long)row->min,
                    (long long)row->max, row->unit, (long long)row->dflt,
                    (long long)setting_number(s, (enum setting)k));
        }
    }
}
