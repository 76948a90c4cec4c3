/* text_file.c -- files and commands, for tests only. */
#include "support/text_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READ_MAX (1u << 20)

static struct str read_all(struct arena *a, FILE *f)
{
    char *p = arena_take(a, READ_MAX, 1, 1);

    return (struct str){ p, a->spent || !f ? 0 : fread(p, 1, READ_MAX, f) };
}

static const char *in_tree(char *buf, size_t n, const char *path)
{
    const char *root = getenv("REWEAVE_ROOT");

    snprintf(buf, n, "%s/%s", root ? root : ".", path);
    return buf;
}

static bool same(struct str want, struct str got)
{
    struct str w, g;
    int line = 1;

    if (str_eq(want, got))
        return true;
    for (;; line++) {
        bool more_w = str_cut(&want, '\n', &w), more_g = str_cut(&got, '\n', &g);
        if (more_w && more_g && str_eq(w, g))
            continue;
        fprintf(stderr, "line %d\n  wanted: %.*s\n  got:    %.*s\n", line, more_w ? (int)w.len : 0,
                more_w ? w.p : "", more_g ? (int)g.len : 0, more_g ? g.p : "");
        return false;
    }
}

bool golden_equals(const char *path, struct str got)
{
    const char *mode = getenv("REWEAVE_GOLDEN");
    bool write = mode && strcmp(mode, "write") == 0;
    char name[512];
    FILE *f = fopen(in_tree(name, sizeof name, path), write ? "w" : "r");
    struct arena a = { 0 };
    bool ok = f && arena_make(&a, READ_MAX + 4096);

    if (ok)
        ok = write ? fwrite(got.p, 1, got.len, f) == got.len : same(read_all(&a, f), got);
    if (f)
        fclose(f);
    arena_free(&a);
    return ok;
}

struct str tool_says(struct arena *a, const char *command, struct str bytes)
{
    char file[] = "/tmp/reweave-pdf-XXXXXX", line[512];
    const char *hole = strstr(command, "%s");
    int fd = mkstemp(file);
    struct str said = STR("");
    FILE *p;

    if (fd < 0 || !hole)
        return said;
    snprintf(line, sizeof line, "%.*s%s%s 2>&1", (int)(hole - command), command, file, hole + 2);
    if (write(fd, bytes.p, bytes.len) == (ssize_t)bytes.len && (p = popen(line, "r")) != NULL) {
        said = read_all(a, p);
        pclose(p);
    }
    close(fd);
    unlink(file);
    return said;
}

bool str_has(struct str s, const char *needle)
{
    return memmem(s.p ? s.p : "", s.len, needle, strlen(needle)) != NULL;
}
