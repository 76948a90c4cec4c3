#include "web/http/multipart.h"

#include "base/limits.h"
#include "web/http/head.h"
#include "web/http/target.h"

#include <string.h>

/* One read of libmicrohttpd at most, the head of one part, and a boundary cut in two. */
#define PEND_MAX (128u << 10)

static struct str param(struct str value, const char *name)
{
    struct str piece, key, found = STR_NULL;

    while (str_cut(&value, ';', &piece)) {
        struct str v = str_trim(piece);

        if (!str_cut(&v, '=', &key) || !v.p || !ascii_same(str_trim(key), name))
            continue;
        v = str_trim(v);
        if (v.len >= 2 && v.p[0] == '"' && v.p[v.len - 1] == '"')
            v = (struct str){ v.p + 1, v.len - 2 };
        found = v;
    }
    return found;
}

static bool boundary_ok(struct str b)
{
    size_t i;

    for (i = 0; i < b.len; i++) {
        char c = b.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (!plain && (!c || !strchr("'()+_,-./:=?", c)))
            return false;
    }
    return b.len >= 1 && b.len <= 70;
}

bool multipart_start(struct multipart *m, struct arena *a, struct str content_type,
                     const struct app *app, bool files_ok)
{
    struct str kind = content_type, rest = content_type, boundary;

    *m = (struct multipart){ .app = app, .files_ok = files_ok };
    if (!str_cut(&rest, ';', &kind) || !rest.p ||
        !ascii_same(str_trim(kind), "multipart/form-data"))
        return false;
    boundary = param(rest, "boundary");
    if (!boundary_ok(boundary))
        return false;
    m->boundary = str_fmt(a, "\r\n--%.*s", STR_ARG(boundary));
    out_init(&m->pend, PEND_MAX);
    out_init(&m->text, RW_FORM_MAX);
    /* The first boundary has no line before it; this one makes it look like all others. */
    out_z(&m->pend, "\r\n");
    return true;
}

static void drop_front(struct out *o, size_t n)
{
    memmove(o->p, o->p + n, o->len - n);
    o->len -= n;
}

/* Where needle begins in o, or o->len. */
static size_t find(const struct out *o, struct str needle)
{
    size_t at = 0;

    while (at + needle.len <= o->len) {
        const char *p = memchr(o->p + at, needle.p[0], o->len - at - needle.len + 1);

        if (!p)
            break;
        at = (size_t)(p - o->p);
        if (memcmp(p, needle.p, needle.len) == 0)
            return at;
        at++;
    }
    return o->len;
}

/* Browsers write a quote in a name as %22 and leave everything else as it is. */
static struct str quoted_param(struct str line, const char *name)
{
    size_t n = strlen(name), i;

    for (i = 1; i + n + 2 < line.len; i++) {
        const char *p = line.p + i;

        if (memcmp(p, name, n) == 0 && p[n] == '=' && p[n + 1] == '"' &&
            (p[-1] == ' ' || p[-1] == ';')) {
            struct str v = { p + n + 2, line.len - i - n - 2 }, inside;

            return str_cut(&v, '"', &inside) && v.p ? inside : STR_NULL;
        }
    }
    return STR_NULL;
}

static size_t keep_text(struct multipart *m, struct str s)
{
    size_t at = m->text.len;

    out_str(&m->text, s);
    m->too_large = m->too_large || m->text.over;
    return at;
}

static bool begin_part(struct multipart *m, struct str disposition)
{
    struct str name = quoted_param(disposition, "name");
    struct str file = quoted_param(disposition, "filename");
    struct part *p = &m->part[m->n];
    struct rw_err e;

    if (!str_starts(disposition, "form-data;") || str_empty(name) || m->n == RW_MULTIPART_PARTS)
        return false;
    *p = (struct part){ .is_file = file.p != NULL };
    p->name_at = keep_text(m, name);
    p->name_len = name.len;
    p->value_at = keep_text(m, file);
    p->value_len = file.len;
    m->n++;
    if (m->text.over)
        m->n--;
    else if (p->is_file && file.len && m->files_ok && app_upload_start(m->app, &p->file, &e))
        m->broken = true;
    return true;
}

/* The head of a part is the text before the first empty line; false when it makes no sense. */
static bool read_head(struct multipart *m, struct str head)
{
    struct str line, key, disposition = STR_NULL;

    while (str_cut(&head, '\n', &line)) {
        struct str value = line;

        if (line.len && line.p[line.len - 1] == '\r')
            value.len = --line.len;
        if (line.len == 0)
            continue;
        if (!str_cut(&value, ':', &key) || !value.p || !is_token(key))
            return false;
        if (!ascii_same(key, "Content-Disposition"))
            continue;
        if (disposition.p)
            return false;
        disposition = str_trim(value);
    }
    return disposition.p && str_utf8(disposition) && begin_part(m, disposition);
}

static void take_data(struct multipart *m, struct str bytes)
{
    struct part *p = m->n ? &m->part[m->n - 1] : NULL;
    struct rw_err e;

    if (!p || m->too_large || bytes.len == 0)
        return;
    if (!p->is_file) {
        keep_text(m, bytes);
        p->value_len += m->text.over ? 0 : bytes.len;
        return;
    }
    p->size_bytes += (int64_t)bytes.len;
    m->file_bytes += (int64_t)bytes.len;
    if (m->file_bytes > (int64_t)RW_UPLOAD_MAX)
        m->too_large = true;
    else if (p->file && app_upload_write(p->file, bytes, &e))
        m->broken = true;
}

/* Each step uses up some of what is pending, or returns false to wait for more. */
static bool step_boundary(struct multipart *m)
{
    size_t at = find(&m->pend, m->boundary), keep = m->boundary.len - 1;

    if (at < m->pend.len) {
        if (m->state == MULTIPART_START && at > 0) {
            m->state = MULTIPART_WRONG;
            return false;
        }
        take_data(m, (struct str){ m->pend.p, at });
        drop_front(&m->pend, at + m->boundary.len);
        m->state = MULTIPART_AFTER;
        return true;
    }
    if (m->pend.len > keep) {
        if (m->state == MULTIPART_START) {
            m->state = MULTIPART_WRONG;
            return false;
        }
        take_data(m, (struct str){ m->pend.p, m->pend.len - keep });
        drop_front(&m->pend, m->pend.len - keep);
    }
    return false;
}

static bool step_after(struct multipart *m)
{
    if (m->pend.len < 2)
        return false;
    if (memcmp(m->pend.p, "\r\n", 2) == 0)
        m->state = MULTIPART_HEAD;
    else
        m->state = memcmp(m->pend.p, "--", 2) == 0 ? MULTIPART_END : MULTIPART_WRONG;
    drop_front(&m->pend, 2);
    return m->state == MULTIPART_HEAD;
}

static bool step_head(struct multipart *m)
{
    size_t at = find(&m->pend, STR("\r\n\r\n"));

    if (at == m->pend.len) {
        if (m->pend.len > RW_PART_HEAD_MAX)
            m->state = MULTIPART_WRONG;
        return false;
    }
    m->state = at <= RW_PART_HEAD_MAX && read_head(m, (struct str){ m->pend.p, at })
                   ? MULTIPART_DATA
                   : MULTIPART_WRONG;
    drop_front(&m->pend, at + 4);
    return m->state == MULTIPART_DATA;
}

static bool step(struct multipart *m)
{
    if (m->state == MULTIPART_HEAD)
        return step_head(m);
    if (m->state == MULTIPART_AFTER)
        return step_after(m);
    if (m->state == MULTIPART_START || m->state == MULTIPART_DATA)
        return step_boundary(m);
    return false;
}

void multipart_feed(struct multipart *m, struct str bytes)
{
    while (bytes.len && m->state < MULTIPART_END) {
        size_t room = PEND_MAX - m->pend.len;
        size_t n = bytes.len < room ? bytes.len : room;

        out_bytes(&m->pend, bytes.p, n);
        bytes.p += n;
        bytes.len -= n;
        while (step(m))
            ;
        if (m->pend.over || n == 0)
            m->state = MULTIPART_WRONG;
    }
}

bool multipart_whole(const struct multipart *m)
{
    return m->state == MULTIPART_END;
}

void multipart_drop(struct multipart *m)
{
    size_t i;

    for (i = 0; i < m->n; i++)
        app_upload_drop(m->part[i].file);
    out_free(&m->pend);
    out_free(&m->text);
    *m = (struct multipart){ .state = MULTIPART_WRONG };
}

struct str part_text(const struct multipart *m, size_t at, size_t len)
{
    return (struct str){ m->text.p ? m->text.p + at : "", len };
}

bool multipart_pairs(const struct multipart *m, struct arena *a, struct pairs *pairs)
{
    struct pair *list = arena_array(a, struct pair, RW_MULTIPART_PARTS);
    size_t i, n = 0;

    if (a->spent)
        return false;
    for (i = 0; i < m->n; i++) {
        struct str name = part_text(m, m->part[i].name_at, m->part[i].name_len);
        struct str value = part_text(m, m->part[i].value_at, m->part[i].value_len);

        if (!str_utf8(name) || !str_utf8(value) || memchr(value.p, 0, value.len))
            return false;
        if (m->part[i].is_file)
            continue;
        list[n].name = name;
        list[n++].value = lines_unix(a, value);
    }
    *pairs = (struct pairs){ list, n };
    return !a->spent;
}
