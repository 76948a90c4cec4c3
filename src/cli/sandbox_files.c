/* sandbox_files.c -- Landlock: which files and ports a process still reaches. */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The headers of the distribution know less than its kernels; the numbers are the kernel's ABI
 * (Documentation/userspace-api/landlock.rst). */
#define FS_REFER (1ULL << 13) /* version 2 */
#define FS_TRUNCATE (1ULL << 14) /* version 3 */
#define NET_BIND_TCP (1ULL << 0) /* version 4 */
#define NET_CONNECT_TCP (1ULL << 1)
#define SCOPE_ABSTRACT_SOCKET (1ULL << 0) /* version 6 */
#define SCOPE_SIGNAL (1ULL << 1)

#define FS_FIRST ((1ULL << 13) - 1) /* all of version 1 */
#define FS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FS_EXECUTE LANDLOCK_ACCESS_FS_EXECUTE
#define FS_WORK                                                                                    \
    (FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |                    \
     LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |   \
     FS_REFER | FS_TRUNCATE)

struct ruleset {
    uint64_t fs, net, scoped;
};

enum who { EVERYONE, THE_MONITOR, THE_NETWORKED };

/* Paths of the system that a process reads while it works; what is not there is left out. */
static const struct {
    const char *path;
    uint64_t access;
    enum who who;
} system_paths[] = {
    { "/usr", FS_READ, EVERYONE },
    { "/lib", FS_READ, EVERYONE },
    { "/lib64", FS_READ, EVERYONE },
    { "/etc/fonts", FS_READ, EVERYONE },
    { "/var/cache/fontconfig", FS_READ, EVERYONE },
    { "/etc/localtime", FS_READ, EVERYONE },
    { "/etc/ld.so.cache", FS_READ, EVERYONE },
    { "/sys/devices/system/cpu", FS_READ, EVERYONE },
    { "/proc/self", FS_READ, EVERYONE },
    { "/dev/null", FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE, EVERYONE },
    { "/dev/urandom", FS_READ, EVERYONE },
    { "/proc", FS_READ, THE_MONITOR }, /* for /proc/self of the process that it starts */
    { "/etc", FS_READ, THE_NETWORKED }, /* names of hosts, and their certificates */
    { "/run/systemd/resolve", FS_READ, THE_NETWORKED },
};

int sandbox_landlock(void)
{
    long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    return v < 0 ? 0 : (int)v;
}

static struct ruleset ruleset_of(const struct sandbox *s, int version, size_t *size)
{
    struct ruleset r = { .fs = FS_FIRST };

    if (version >= 2)
        r.fs |= FS_REFER;
    if (version >= 3)
        r.fs |= FS_TRUNCATE;
    if (version >= 4)
        r.net = NET_BIND_TCP | (s->by_network ? 0 : NET_CONNECT_TCP);
    if (version >= 6 && s->process == SANDBOX_CLINIC) /* the monitor may have to tell systemd */
        r.scoped = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
    *size = version >= 6 ? sizeof r : version >= 4 ? 2 * sizeof r.fs : sizeof r.fs;
    return r;
}

/* A right that only a folder can have is none of a single file's. */
static uint64_t fitting(int fd, uint64_t access)
{
    int folder = openat(fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);

    if (folder >= 0) {
        close(folder);
        return access;
    }
    return access & (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_EXECUTE |
                     FS_TRUNCATE);
}

static enum rw_status allow(int rules, const struct ruleset *set, const char *path, uint64_t access,
                            struct rw_err *e)
{
    struct landlock_path_beneath_attr row = { .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    long failed;

    if (row.parent_fd < 0)
        return errno == ENOENT || errno == EACCES
                   ? RW_OK
                   : RW_FAIL(e, RW_EDEP, "a folder can't be named (errno %d)", errno);
    row.allowed_access = fitting(row.parent_fd, access) & set->fs;
    failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &row, 0);
    close(row.parent_fd);
    return failed ? RW_FAIL(e, RW_EDEP, "Landlock refused a folder (errno %d)", errno) : RW_OK;
}

/* The program that loads shared libraries, as this program itself names it. */
static int find_loader(struct dl_phdr_info *info, size_t size, void *to)
{
    const char **path = to;
    size_t i;

    (void)size;
    for (i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_INTERP)
            memcpy(path,
                   &(const char *){ (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr) },
                   sizeof *path);
    return 1; /* the first object is the program; no other is asked */
}

static enum rw_status allow_own_binary(int rules, const struct ruleset *set, struct rw_err *e)
{
    const char *loader = NULL;
    enum rw_status st = allow(rules, set, "/proc/self/exe", FS_READ | FS_EXECUTE, e);

    (void)dl_iterate_phdr(find_loader, &loader);
    return st || !loader ? st : allow(rules, set, loader, FS_READ | FS_EXECUTE, e);
}

static enum rw_status allow_practice(int rules, const struct ruleset *set, const struct sandbox *s,
                                     struct rw_err *e)
{
    static const struct {
        const char *name;
        uint64_t access;
    } parts[] = {
        { "records", FS_WORK },
        { "blobs", FS_WORK },
        { "reweave.conf", FS_READ },
    };
    enum rw_status st = RW_OK;
    char path[PATH_MAX];
    size_t i;

    for (i = 0; !st && i < sizeof parts / sizeof *parts; i++) {
        if (snprintf(path, sizeof path, "%s/%s", s->dir, parts[i].name) >= (int)sizeof path)
            return RW_FAIL(e, RW_EINPUT, "the path of the practice is too long");
        st = allow(rules, set, path, parts[i].access, e);
    }
    return st;
}

static enum rw_status allow_all(int rules, const struct ruleset *set, const struct sandbox *s,
                                struct rw_err *e)
{
    const bool mine[] = { [EVERYONE] = true,
                          [THE_MONITOR] = s->process == SANDBOX_MONITOR,
                          [THE_NETWORKED] = s->by_network };
    enum rw_status st = allow_practice(rules, set, s, e);
    size_t i;

    for (i = 0; !st && i < sizeof system_paths / sizeof *system_paths; i++)
        if (mine[system_paths[i].who])
            st = allow(rules, set, system_paths[i].path, system_paths[i].access, e);
    if (!st && s->process == SANDBOX_MONITOR)
        st = allow_own_binary(rules, set, e);
    if (!st && s->debug)
        st = allow(rules, set, "/", FS_READ | FS_EXECUTE, e);
    return st;
}

bool sandbox_seccomp(void)
{
    return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

enum rw_status sandbox_files(const struct sandbox *s, struct rw_err *e)
{
    int version = sandbox_landlock(), rules;
    struct ruleset set;
    enum rw_status st;
    size_t size;

    if (!version)
        return RW_FAIL(e, RW_EDEP, "this kernel has no Landlock");
    set = ruleset_of(s, version, &size);
    rules = (int)syscall(SYS_landlock_create_ruleset, &set, size, 0);
    if (rules < 0)
        return RW_FAIL(e, RW_EDEP, "Landlock can't be used (errno %d)", errno);
    st = allow_all(rules, &set, s, e);
    if (!st && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
                syscall(SYS_landlock_restrict_self, rules, 0) != 0))
        st = RW_FAIL(e, RW_EDEP, "Landlock can't be entered (errno %d)", errno);
    close(rules);
    return st;
}
