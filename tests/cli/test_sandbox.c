/* test_sandbox.c -- each call that is forbidden is made, and must end the process or be refused. */
#include "cli/sandbox.h"
#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE = 0, REFUSED = 7, NOT_LOCKED = 9 };

static char dir[200];

static const char *in_dir(const char *name)
{
    static char path[300];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static void make_practice(void)
{
    const char *tmp = getenv("TMPDIR");
    FILE *f;

    if (dir[0])
        return;
    snprintf(dir, sizeof dir, "%s/sandbox.XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(dir) != NULL);
    CHECK(mkdir(in_dir("records"), 0700) == 0 && mkdir(in_dir("blobs"), 0700) == 0);
    f = fopen(in_dir("master.key"), "w");
    CHECK(f != NULL && fputs("secret", f) >= 0 && fclose(f) == 0);
}

static struct sandbox box(enum sandbox_process process)
{
    make_practice();
    return (struct sandbox){ .process = process, .dir = dir };
}

/* The wait status of a child that locks itself in and then does it. */
static int status_of(enum rw_status (*lock)(const struct sandbox *, struct rw_err *),
                     const struct sandbox *s, int (*act)(void))
{
    struct rw_err e = { 0 };
    int status;
    pid_t child = fork();

    CHECK(child >= 0);
    if (child == 0) {
        struct rlimit none = { 0 };

        (void)setrlimit(RLIMIT_CORE, &none);
        if (lock(s, &e))
            _exit(NOT_LOCKED);
        _exit(act());
    }
    CHECK(waitpid(child, &status, 0) == child);
    return status;
}

static bool dies(enum sandbox_process process, int (*act)(void))
{
    struct sandbox s = box(process);
    int status = status_of(sandbox_calls, &s, act);

    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

static int exit_of(enum rw_status (*lock)(const struct sandbox *, struct rw_err *),
                   enum sandbox_process process, int (*act)(void))
{
    struct sandbox s = box(process);
    int status = status_of(lock, &s, act);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- forbidden calls: each returns only where it was let through ---- */

static int start_program(void)
{
    char *const argv[] = { NULL };

    return (int)syscall(SYS_execve, "/bin/true", argv, argv);
}
static int start_process(void)
{
    return (int)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) == 0 ? DONE : REFUSED;
}
static int trace(void)
{
    return (int)syscall(SYS_ptrace, 0, 0, 0, 0);
}
static int read_others_memory(void)
{
    return (int)syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0);
}
static int speak_ip4(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 ? REFUSED : DONE;
}
static int speak_ip6(void)
{
    return socket(AF_INET6, SOCK_DGRAM, 0) < 0 ? REFUSED : DONE;
}
static int speak_raw(void)
{
    return socket(AF_PACKET, SOCK_RAW, 0) < 0 ? REFUSED : DONE;
}
static int open_a_door(void)
{
    return (int)syscall(SYS_bind, 0, NULL, 0);
}
static int map_code(void)
{
    return (int)(syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                         -1, 0) == 0);
}
static int make_code(void)
{
    return (int)syscall(SYS_mprotect, NULL, 4096, PROT_READ | PROT_EXEC);
}
static int kill_parent(void)
{
    return kill(getppid(), 0);
}
static int kill_others_thread(void)
{
    return (int)syscall(SYS_tgkill, getppid(), getppid(), 0);
}
static int be_dumped(void)
{
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}
static int raise_limits(void)
{
    struct rlimit r = { 1, 1 };

    return (int)syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, &r, NULL);
}
static int mount_something(void)
{
    return (int)syscall(SYS_mount, NULL, NULL, NULL, 0, NULL);
}
static int change_root(void)
{
    return chroot("/");
}
static int change_user(void)
{
    return (int)syscall(SYS_setuid, 0);
}
static int leave_namespace(void)
{
    return (int)syscall(SYS_unshare, 0);
}
static int load_module(void)
{
    return (int)syscall(SYS_init_module, NULL, 0, NULL);
}
static int load_bpf(void)
{
    return (int)syscall(SYS_bpf, 0, NULL, 0);
}
static int count_events(void)
{
    return (int)syscall(SYS_perf_event_open, NULL, 0, 0, 0, 0);
}
static int make_ring(void)
{
    return (int)syscall(SYS_io_uring_setup, 1, NULL);
}
static int open_by_handle(void)
{
    return (int)syscall(SYS_open_by_handle_at, 0, NULL, 0);
}
static int ask_the_keyring(void)
{
    return (int)syscall(SYS_keyctl, 0, 0, 0, 0, 0);
}
static int make_hidden_file(void)
{
    return (int)syscall(SYS_memfd_create, "x", 0);
}

TEST(the_clinic_process_dies_of_every_call_that_it_never_needs)
{
    static int (*const acts[])(void) = {
        start_program, start_process,      trace,           read_others_memory, speak_ip4,
        speak_ip6,     speak_raw,          open_a_door,     map_code,           make_code,
        kill_parent,   kill_others_thread, be_dumped,       raise_limits,       mount_something,
        change_root,   change_user,        leave_namespace, load_module,        load_bpf,
        count_events,  make_ring,          open_by_handle,  ask_the_keyring,    make_hidden_file,
    };
    size_t i;

    for (i = 0; i < sizeof acts / sizeof *acts; i++)
        if (!dies(SANDBOX_CLINIC, acts[i]))
            fail_msg("call %zu of the list went through", i);
}

TEST(the_monitor_dies_of_the_network_and_of_other_processes_memory)
{
    static int (*const acts[])(void) = {
        trace,          read_others_memory, speak_ip4,   speak_ip6,
        speak_raw,      mount_something,    change_root, change_user,
        open_by_handle, leave_namespace,    load_bpf,    load_module,
    };
    size_t i;

    for (i = 0; i < sizeof acts / sizeof *acts; i++)
        if (!dies(SANDBOX_MONITOR, acts[i]))
            fail_msg("call %zu of the list went through", i);
}

static void *breathe(void *arg)
{
    return arg;
}

static int work(void)
{
    char text[4] = { 0 };
    pthread_t t;
    int fd = open(in_dir("records/x"), O_RDWR | O_CREAT | O_EXCL, 0600);
    bool ok = fd >= 0 && pwrite(fd, "abc", 3, 0) == 3 && fdatasync(fd) == 0 &&
              pread(fd, text, 3, 0) == 3 && strcmp(text, "abc") == 0 && close(fd) == 0;

    ok =
        ok && rename(in_dir("records/x"), strcat(strcpy((char[300]){ 0 }, dir), "/records/y")) == 0;
    ok = ok && unlink(in_dir("records/y")) == 0;
    ok = ok && pthread_create(&t, NULL, breathe, NULL) == 0 && pthread_join(t, NULL) == 0;
    ok = ok && socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
    return ok ? DONE : REFUSED;
}

static enum rw_status lock_all(const struct sandbox *s, struct rw_err *e)
{
    enum rw_status st = sandbox_files(s, e);

    return st ? st : sandbox_calls(s, e);
}

TEST(what_the_clinic_process_needs_still_works)
{
    assert_int_equal(exit_of(lock_all, SANDBOX_CLINIC, work), DONE);
}

TEST(a_database_across_the_network_is_reached_only_where_there_is_one)
{
    struct sandbox s = box(SANDBOX_CLINIC);

    s.by_network = true;
    CHECK(WEXITSTATUS(status_of(sandbox_calls, &s, speak_ip4)) == DONE);
    CHECK(WIFSIGNALED(status_of(sandbox_calls, &s, speak_raw)));
}

/* ---- files ---- */

static int opens(const char *path, int flags)
{
    int fd = open(path, flags, 0600);

    if (fd >= 0)
        return DONE;
    return errno == EACCES ? REFUSED : 1;
}
static int read_key(void)
{
    return opens(in_dir("master.key"), O_RDONLY);
}
static int read_accounts(void)
{
    return opens("/etc/passwd", O_RDONLY);
}
static int write_beside(void)
{
    return opens(in_dir("beside"), O_WRONLY | O_CREAT);
}
static int read_system(void)
{
    return opens("/usr/bin", O_RDONLY | O_DIRECTORY);
}
static int write_system(void)
{
    return opens("/usr/reweave-was-here", O_WRONLY | O_CREAT);
}
static int work_in_blobs(void)
{
    return opens(in_dir("blobs/x"), O_RDWR | O_CREAT);
}
static int run_other(void)
{
    char *const argv[] = { NULL };

    (void)execve("/bin/true", argv, argv);
    return errno == EACCES ? REFUSED : 1;
}

TEST(the_clinic_process_reaches_records_and_papers_and_neither_key_nor_system)
{
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, work_in_blobs), DONE);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, read_system), DONE);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, read_key), REFUSED);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, read_accounts), REFUSED);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, write_beside), REFUSED);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, write_system), REFUSED);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, run_other), REFUSED);
}

TEST(the_monitor_starts_no_program_but_its_own)
{
    assert_int_equal(exit_of(sandbox_files, SANDBOX_MONITOR, run_other), REFUSED);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_MONITOR, read_key), REFUSED);
}

/* ---- ports ---- */

static struct sockaddr_in loopback;

static int call_out(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd >= 0 && connect(fd, (struct sockaddr *)&loopback, sizeof loopback) == 0)
        return DONE;
    return errno == EACCES ? REFUSED : 1;
}

TEST(the_clinic_process_opens_no_connection_of_its_own)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    socklen_t n = sizeof loopback;

    if (sandbox_landlock() < 4)
        skip(); /* this kernel's Landlock knows no ports; seccomp refuses the socket all the same */
    loopback =
        (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&loopback, sizeof loopback) == 0 &&
          listen(fd, 1) == 0 && getsockname(fd, (struct sockaddr *)&loopback, &n) == 0);
    CHECK(call_out() == DONE);
    assert_int_equal(exit_of(sandbox_files, SANDBOX_CLINIC, call_out), REFUSED);
    close(fd);
}
