#include "support/files.h"

#include "test.h"

#include <glob.h>
#include <stdio.h>

static const char *below_root(struct arena *a, const char *path)
{
    const char *root = getenv("REWEAVE_ROOT");

    return root ? str_z(a, str_fmt(a, "%s/%s", root, path)) : path;
}

struct str file_read(struct arena *a, const char *path)
{
    FILE *f = fopen(path[0] == '/' ? path : below_root(a, path), "rb");
    long size;
    char *p;

    if (!f)
        fail_msg("no file %s", path);
    fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    p = arena_array(a, char, (size_t)size + 1);
    if (fread(p, 1, (size_t)size, f) != (size_t)size)
        fail_msg("cannot read %s", path);
    fclose(f);
    return (struct str){ p, (size_t)size };
}

struct str *file_glob(struct arena *a, const char *pattern, size_t *n)
{
    glob_t g = { 0 };
    struct str *list;

    if (glob(pattern[0] == '/' ? pattern : below_root(a, pattern), 0, NULL, &g) != 0)
        fail_msg("no file matches %s", pattern);
    list = arena_array(a, struct str, g.gl_pathc);
    for (size_t i = 0; i < g.gl_pathc; i++)
        list[i] = str_copy(a, str_of(g.gl_pathv[i]));
    *n = g.gl_pathc;
    globfree(&g);
    return list;
}
