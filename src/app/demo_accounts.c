/* demo_accounts.c -- the demonstration: its people and their sign-in. */
#include "app/demo.h"

#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <liboath/oath.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define FILE_MAX (32u << 10)
#define TOTP_STEP_S 30
#define TOTP_DIGITS 6
#define SECRET_MAX 64

static bool accounts_path(char path[static PATH_MAX], const char *dir)
{
    int n = snprintf(path, PATH_MAX, "%s/%s", dir, DEMO_ACCOUNTS_FILE);

    return n > 0 && n < PATH_MAX;
}

static void write_member(struct out *o, const char *name, struct str value, const char *end)
{
    out_fmt(o, "    \"%s\": ", name);
    out_json(o, value);
    out_z(o, end);
}

static void accounts_json(const struct demo *d, struct out *o)
{
    size_t i;

    out_z(o, "[\n");
    for (i = 0; i < d->n; i++) {
        const struct demo_account *x = &d->account[i];

        out_z(o, "  {\n");
        write_member(o, "username", x->username, ",\n");
        write_member(o, "name", x->name, ",\n");
        write_member(o, "password", x->password, ",\n");
        write_member(o, "role", x->role, ",\n");
        write_member(o, "totp_secret", x->totp_secret, "\n");
        out_z(o, i + 1 < d->n ? "  },\n" : "  }\n");
    }
    out_z(o, "]\n");
}

enum rw_status demo_accounts_write(const char *dir, const struct demo *d, struct rw_err *e)
{
    char path[PATH_MAX];
    struct out o;
    enum rw_status st = RW_OK;
    int fd;

    if (!accounts_path(path, dir))
        return RW_FAIL(e, RW_EINPUT, "the folder's name is too long");
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be made (%d)", errno);
    out_init(&o, FILE_MAX);
    accounts_json(d, &o);
    if (o.over || write(fd, o.p, o.len) != (ssize_t)o.len || fsync(fd) != 0)
        st = RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be written (%d)", errno);
    out_clear(&o);
    out_free(&o);
    close(fd);
    return st;
}

static enum rw_status read_whole(struct arena *mem, const char *path, struct str *text,
                                 struct rw_err *e)
{
    char *z = arena_array(mem, char, FILE_MAX);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t got;

    if (fd < 0)
        return RW_FAIL(e, errno == ENOENT ? RW_ENOTFOUND : RW_EDEP,
                       DEMO_ACCOUNTS_FILE " can't be opened (%d)", errno);
    got = z ? read(fd, z, FILE_MAX) : -1;
    close(fd);
    if (got <= 0)
        return RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be read");
    *text = (struct str){ z, (size_t)got };
    return RW_OK;
}

static struct str member(struct arena *mem, const json_t *x, const char *name)
{
    return str_copy(mem, str_of(json_string_value(json_object_get(x, name))));
}

enum rw_status demo_accounts_read(struct arena *mem, const char *dir, struct demo *d,
                                  struct rw_err *e)
{
    char path[PATH_MAX];
    struct str text = STR_NULL;
    json_error_t why;
    json_t *list;
    size_t i;
    enum rw_status st = RW_OK;

    *d = (struct demo){ 0 };
    if (!accounts_path(path, dir))
        return RW_FAIL(e, RW_EINPUT, "the folder's name is too long");
    st = read_whole(mem, path, &text, e);
    if (st)
        return st;
    list = json_loadb(text.p, text.len, JSON_REJECT_DUPLICATES, &why);
    for (i = 0; i < json_array_size(list) && i < DEMO_ACCOUNTS_MAX; i++) {
        const json_t *x = json_array_get(list, i);

        d->account[d->n++] = (struct demo_account){ .username = member(mem, x, "username"),
                                                    .name = member(mem, x, "name"),
                                                    .password = member(mem, x, "password"),
                                                    .role = member(mem, x, "role"),
                                                    .totp_secret = member(mem, x, "totp_secret") };
    }
    json_decref(list);
    return d->n ? RW_OK : RW_FAIL(e, RW_EINPUT, DEMO_ACCOUNTS_FILE " holds no account");
}

static size_t secret_bytes(struct str words, char bytes[static SECRET_MAX])
{
    unsigned have = 0;
    uint32_t bits = 0;
    size_t i, n = 0;

    for (i = 0; i < words.len; i++) {
        char c = words.p[i];
        bool letter = c >= 'A' && c <= 'Z';

        if (!letter && (c < '2' || c > '7'))
            return 0;
        bits = bits << 5 | (uint32_t)(letter ? c - 'A' : c - '2' + 26);
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        if (n == SECRET_MAX)
            return 0;
        bytes[n++] = (char)(bits >> have & 0xFF);
    }
    return n;
}

struct str demo_code(struct arena *mem, const struct demo_account *account, int64_t now_utc)
{
    char secret[SECRET_MAX], *z = arena_array(mem, char, TOTP_DIGITS + 1);
    size_t n = secret_bytes(account->totp_secret, secret);

    if (!n || oath_totp_generate(secret, n, (time_t)now_utc, TOTP_STEP_S, 0, TOTP_DIGITS, z) != 0)
        return STR_NULL;
    return (struct str){ z, TOTP_DIGITS };
}
