#include "app/password.h"

#include "app/slots.h"
#include "core/password_rules.h"
#include "gen/content_files.h"

#include <string.h>
#include <utf8proc.h>

#define COMMON "lists/common-passwords.txt"
#define NAMES_MAX 3

/* 64 MiB each: two hashes are what a small machine bears beside its pages, and fifty in a queue
 * take under five seconds; source security.md 5. Strangers have one of the two: however many guess, the
 * other is free for those who are known here. */
static struct slots hash_slots = SLOTS_INIT(2, 1, 50);

/* Of the present parameters, over bytes that nobody hashed: compares like any other, never equal. */
#define NOBODYS_HASH                                                                               \
    "$argon2id$v=19$m=65536,t=3,p=1$bm9ib2R5J3Mgc2FsdCAxNg"                                        \
    "$bm8gcGFzc3dvcmQgaGFzIGV2ZXIgaGFkIHRoaXMgaGE"

/* The same letters typed on two keyboards may arrive as different bytes: NFKC, RFC 8265. */
static struct str same_form(struct arena *a, struct str typed)
{
    const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE;
    size_t room = typed.len * 4 + 4;
    utf8proc_int32_t *points = arena_array(a, utf8proc_int32_t, room);
    utf8proc_ssize_t n;

    if (!points || a->spent || !str_utf8(typed))
        return typed;
    n = utf8proc_decompose((const utf8proc_uint8_t *)typed.p, (utf8proc_ssize_t)typed.len, points,
                           (utf8proc_ssize_t)room, how);
    if (n < 0 || (size_t)n > room)
        return typed;
    n = utf8proc_reencode(points, n, how);
    return n < 0 ? typed : (struct str){ (const char *)points, (size_t)n };
}

static struct str common_passwords(void)
{
    size_t i;

    for (i = 0; i < content_files_n; i++)
        if (strcmp(content_files[i].path, COMMON) == 0)
            return (struct str){ (const char *)content_files[i].bytes, content_files[i].len };
    return STR("");
}

void password_check_new(struct act *a, const char *field, struct str typed, struct str login,
                        struct str name)
{
    struct str names[NAMES_MAX] = { login, name, a->app->practice };
    enum password_fault f = password_judge(
        same_form(a->mem, typed),
        &(struct password_context){ .common = common_passwords(), .names = names, .nnames = 3 });

    if (f)
        problem_add(&a->bad, field, str_of(password_fault_words(f)));
}

enum rw_status password_wait(struct act *a, bool known)
{
    return slots_take(&hash_slots, known, &a->err);
}

void password_done(void)
{
    slots_give(&hash_slots);
}

enum rw_status password_make(struct act *a, struct str typed, struct str *hash)
{
    struct str form = same_form(a->mem, typed);
    enum rw_status st = password_wait(a, a->viewer.level > AUTH_NONE);

    if (st)
        return st;
    st = password_hash(a->mem, form, hash, &a->err);
    password_done();
    return st;
}

bool password_right(struct act *a, struct str hash, struct str typed)
{
    struct str form = same_form(a->mem, typed);
    bool real = hash.len > 0;
    bool right = password_check(a->mem, real ? hash : STR(NOBODYS_HASH), form);

    return right && real;
}

enum rw_status password_compare(struct act *a, struct str hash, struct str typed, bool *right)
{
    enum rw_status st = password_wait(a, a->viewer.level > AUTH_NONE);

    if (st)
        return st;
    *right = password_right(a, hash, typed);
    password_done();
    return RW_OK;
}
