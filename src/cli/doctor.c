/* doctor.c -- what is weak on this machine, and what to do about it. */
#include "app/house.h"
#include "app/settings.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "cli/listen.h"
#include "cli/sandbox.h"

#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>
#include <unistd.h>

enum verdict { GOOD, LOOK, WEAK };

struct doctor {
    struct arena mem;
    const char *dir, *db_url; /* dir may be NULL: the machine alone */
    struct settings settings;
    size_t count[WEAK + 1];
};

#define MIB (1024ULL * 1024)
#define ENOUGH_MEMORY (900 * MIB) /* two password checks at once take 128 MiB, a start 50 */
#define ENOUGH_DISK (1024 * MIB)
#define ENOUGH_FILES 4096
#define LANDLOCK_PORTS 4

static void say(struct doctor *d, enum verdict v, const char *what, const char *todo)
{
    static const char *const words[] = { [GOOD] = "ok  ", [LOOK] = "look", [WEAK] = "WEAK" };

    d->count[v]++;
    (void)printf("%s  %s%s%s\n", words[v], what, todo && v != GOOD ? "\n      " : "",
                 todo && v != GOOD ? todo : "");
}

/* Up to size - 1 bytes of a small file of the kernel's; empty where it is not there. */
static const char *slurp(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, text, size - 1);

    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = 0;
    return text;
}

/* ---- the machine ---- */

static void ask_kernel(struct doctor *d)
{
    int landlock = sandbox_landlock();

    say(d, landlock >= LANDLOCK_PORTS ? GOOD : WEAK,
        landlock ? "the kernel limits the files and ports of a process (Landlock)"
                 : "the kernel can't limit the files of a process (no Landlock)",
        "A broken process could reach more than the practice. Use a kernel of 6.7 or later.");
    say(d, sandbox_seccomp() ? GOOD : WEAK,
        "the kernel limits the system calls of a process (seccomp)",
        "This kernel was built without it.");
}

static void ask_memory(struct doctor *d)
{
    struct sysinfo s = { 0 };
    char text[4096];
    const char *line;
    bool plain = false;

    if (sysinfo(&s) == 0)
        say(d, (uint64_t)s.totalram * s.mem_unit >= ENOUGH_MEMORY ? GOOD : WEAK,
            "memory for sign-ins and reports", "Give this machine 1 GB or more.");
    slurp("/proc/swaps", text, sizeof text);
    for (line = strchr(text, '\n'); line && line[1]; line = strchr(line + 1, '\n'))
        plain = plain ||
                (strncmp(line + 1, "/dev/zram", 9) != 0 && strncmp(line + 1, "/dev/dm-", 8) != 0);
    say(d, plain ? WEAK : GOOD, "no memory goes to a disk in the clear",
        "Swap is on, and not through an encrypted device: texts in use may be written to it. "
        "Encrypt it, or turn it off.");
}

static void ask_clock(struct doctor *d)
{
    struct timex t = { 0 };

    say(d, adjtimex(&t) >= 0 && !(t.status & STA_UNSYNC) ? GOOD : LOOK,
        "the clock is kept right over the network",
        "Every entry carries this clock's time. Is it kept by systemd-timesyncd or chrony?");
}

static void ask_limits(struct doctor *d)
{
    struct rlimit r = { 0 };

    say(d, getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_max >= ENOUGH_FILES ? GOOD : WEAK,
        "enough connections can be open at once",
        "Raise the limit of open files (LimitNOFILE) to 16384.");
    say(d, access("/usr/share/fonts/truetype/noto", R_OK) == 0 ? GOOD : LOOK,
        "fonts for names in other scripts",
        "Reports print boxes for letters that no font has. Install fonts-noto-core.");
    say(d, access("/usr/share/zoneinfo/Europe/Paris", R_OK) == 0 ? GOOD : WEAK,
        "time zones of the world", "Appointments need them. Install tzdata.");
}

/* ---- the practice ---- */

static bool is_folder_of(const char *dir, const char *name, struct stat *s)
{
    char path[PATH_MAX];

    return snprintf(path, sizeof path, "%s/%s", dir, name) < (int)sizeof path && stat(path, s) == 0;
}

static void ask_key(struct doctor *d)
{
    struct rw_err e = { 0 };
    struct stat key, records;
    bool by_network;
    int fd = -1;
    enum rw_status st = house_key_open(d->dir, d->db_url, &fd, &by_network, &e);

    say(d, st ? WEAK : GOOD, st ? e.note : "folder and key are readable by their owner alone",
        "chmod 0700 the folder and 0400 the key; both must belong to who runs Reweave.");
    if (st)
        return;
    if (fstat(fd, &key) == 0 && is_folder_of(d->dir, "records", &records))
        say(d, key.st_dev == records.st_dev ? LOOK : GOOD,
            "the key lies on another disk than what it opens",
            "It lies beside the records: whoever copies the disk has both. An encrypted disk, or "
            "the setting master_key, parts them.");
    close(fd);
}

static void ask_disk(struct doctor *d)
{
    struct statvfs v;
    struct stat s;
    char path[128], text[64];

    if (statvfs(d->dir, &v) == 0)
        say(d, (uint64_t)v.f_bavail * v.f_frsize >= ENOUGH_DISK ? GOOD : WEAK,
            "room on the disk of the practice", "Less than 1 GB is free.");
    if (stat(d->dir, &s) != 0)
        return;
    (void)snprintf(path, sizeof path, "/sys/dev/block/%u:%u/dm/uuid", major(s.st_dev),
                   minor(s.st_dev));
    say(d, strncmp(slurp(path, text, sizeof text), "CRYPT-", 6) == 0 ? GOOD : LOOK,
        "the disk of the practice is encrypted",
        "It can't be seen from here that it is. Texts are sealed in any case; dates, statuses and "
        "the key are not.");
}

static void ask_settings(struct doctor *d)
{
    struct str where = setting_text(&d->settings, SETTING_LISTEN);
    bool here =
        str_starts(where, "127.") || str_starts(where, "[::1]") || str_starts(where, "localhost");

    say(d, here ? GOOD : WEAK, "only this machine reaches the port",
        "Passwords would cross the network in the clear. Listen on 127.0.0.1 behind a proxy with "
        "TLS.");
    say(d, setting_text(&d->settings, SETTING_PROXY).len ? GOOD : LOOK,
        "the proxy in front is named",
        "Without the setting proxy all browsers count as one address, and one person's mistakes "
        "slow everybody's sign-in.");
}

static void ask_records(struct doctor *d)
{
    struct house h = { 0 };
    struct rw_err e = { 0 };
    enum rw_status st = house_open(&h, d->dir, d->db_url, HOUSE_EMPTY, &e);

    say(d, st ? WEAK : GOOD, st ? e.note : "the records open, and fit this program",
        h.why.len ? str_z(&d->mem, h.why) : "Is the database running, and the key the right one?");
    if (!st)
        house_close(&h);
}

static void ask_practice(struct doctor *d)
{
    struct rw_err e = { 0 };
    struct str why = STR_NULL;

    if (settings_read(&d->mem, d->dir, &d->settings, &why, &e)) {
        say(d, WEAK, "reweave.conf can't be read", why.len ? str_z(&d->mem, why) : e.note);
        return;
    }
    ask_key(d);
    ask_disk(d);
    ask_settings(d);
    ask_records(d);
}

static int examine(struct doctor *d)
{
    ask_kernel(d);
    ask_memory(d);
    ask_clock(d);
    ask_limits(d);
    if (d->dir)
        ask_practice(d);
    (void)printf("%zu in order, %zu to look at, %zu weak\n", d->count[GOOD], d->count[LOOK],
                 d->count[WEAK]);
    return fflush(stdout) == 0 && d->count[WEAK] == 0 ? CLI_DONE : CLI_FAILED;
}

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct doctor d = { 0 };
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_doctor);
        if (c == 'd')
            d.dir = optarg;
        else if (c == 'b')
            d.db_url = optarg;
        else
            return cli_usage(&verb_doctor, "that option is not known");
    }
    if (optind < argc)
        return cli_usage(&verb_doctor, "it takes no other words");
    if (!arena_make(&d.mem, RW_CONFIG_ARENA))
        return CLI_FAILED;
    status = examine(&d);
    arena_free(&d.mem);
    return status;
}

const struct cli_verb verb_doctor = {
    .name = "doctor",
    .about = "say what is weak on this machine",
    .help =
        "Usage: reweave doctor [--data DIR] [--db URL]\n"
        "\n"
        "Looks at this machine and, with --data, at the practice in DIR: kernel, memory, clock,\n"
        "disk, key, settings, records. It changes nothing. Each line says `ok`, `look` (it\n"
        "can't be told from here) or `WEAK`, and then what to do. Ends with 1 where anything\n"
        "is weak.\n"
        "\n"
        "  --data DIR    folder of the practice\n"
        "  --db URL      records are on this PostgreSQL server (postgres://...)\n",
    .run = run,
};
