/* sandbox_calls.c -- seccomp: which system calls a process still makes. */
#include "cli/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

/* What the clinic process needs while it works: files, memory, threads, sockets, time. */
static const int working[] = {
    /* files that are open, and opening one: Landlock says which */
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(preadv),
    SCMP_SYS(pwritev),
    SCMP_SYS(lseek),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(close),
    SCMP_SYS(stat),
    SCMP_SYS(fstat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rmdir),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(fcntl),
    SCMP_SYS(flock),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(pipe2),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchown),
    SCMP_SYS(umask),
    SCMP_SYS(utimensat),
    SCMP_SYS(fadvise64),
    /* memory; mapping it executable is asked of below */
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(mlock),
    SCMP_SYS(mlock2),
    SCMP_SYS(munlock),
    SCMP_SYS(membarrier),
    /* threads and signals of its own */
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(getcpu),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    /* time and chance */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(adjtimex), /* whether the clock is kept right; to set it takes a right of root */
    SCMP_SYS(clock_adjtime),
    /* the connections of the open socket */
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(eventfd2),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendfile),
    SCMP_SYS(shutdown),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    SCMP_SYS(connect),
    /* what the machine is */
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
};

/* Besides: starting the clinic process from the own binary, and what that one does until it is
 * locked in itself; a filter is inherited and can only be made narrower. */
static const int starting[] = {
    SCMP_SYS(execve),      SCMP_SYS(clone),
    SCMP_SYS(clone3),      SCMP_SYS(fork),
    SCMP_SYS(vfork),       SCMP_SYS(wait4),
    SCMP_SYS(waitid),      SCMP_SYS(kill),
    SCMP_SYS(tgkill),      SCMP_SYS(pipe),
    SCMP_SYS(arch_prctl),  SCMP_SYS(mmap),
    SCMP_SYS(mprotect),    SCMP_SYS(prctl),
    SCMP_SYS(prlimit64),   SCMP_SYS(setrlimit),
    SCMP_SYS(seccomp),     SCMP_SYS(landlock_create_ruleset),
    SCMP_SYS(getpgrp),     SCMP_SYS(landlock_add_rule),
    SCMP_SYS(getpgid),     SCMP_SYS(landlock_restrict_self),
    SCMP_SYS(ioctl),       SCMP_SYS(getgroups),
    SCMP_SYS(signalfd4),   SCMP_SYS(socketpair),
    SCMP_SYS(close_range),
};

struct condition {
    int call;
    struct scmp_arg_cmp when;
};

/* Calls that are harmless with some arguments only. */
static const struct condition clinic_conditions[] = {
    { SCMP_SYS(mmap), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) },
    { SCMP_SYS(mprotect), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) },
    { SCMP_SYS(clone), SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD) },
    { SCMP_SYS(prlimit64), SCMP_A2_64(SCMP_CMP_EQ, 0, 0) }, /* asks, does not set */
    { SCMP_SYS(prctl), SCMP_A0_64(SCMP_CMP_EQ, PR_SET_NAME, 0) },
    { SCMP_SYS(prctl), SCMP_A0_64(SCMP_CMP_EQ, PR_GET_NAME, 0) },
    { SCMP_SYS(ioctl), SCMP_A1_64(SCMP_CMP_EQ, TCGETS, 0) },
    { SCMP_SYS(ioctl), SCMP_A1_64(SCMP_CMP_EQ, FIONREAD, 0) },
    { SCMP_SYS(ioctl), SCMP_A1_64(SCMP_CMP_EQ, FIONBIO, 0) },
};

static int allow_list(scmp_filter_ctx f, const int *calls, size_t n)
{
    int failed = 0;
    size_t i;

    for (i = 0; !failed && i < n; i++)
        failed = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
    return failed;
}

static int allow_when(scmp_filter_ctx f, int call, struct scmp_arg_cmp when)
{
    return seccomp_rule_add_array(f, SCMP_ACT_ALLOW, call, 1, &when);
}

static int allow_sockets(scmp_filter_ctx f, const struct sandbox *s)
{
    static const int far[] = { AF_INET, AF_INET6, AF_NETLINK };
    int failed = allow_when(f, SCMP_SYS(socket), SCMP_A0_64(SCMP_CMP_EQ, AF_UNIX, 0));
    size_t i;

    for (i = 0; !failed && s->by_network && i < sizeof far / sizeof *far; i++)
        failed = allow_when(f, SCMP_SYS(socket), SCMP_A0_64(SCMP_CMP_EQ, (scmp_datum_t)far[i], 0));
    if (!failed && s->by_network)
        failed = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(bind), 0);
    if (!failed && s->by_network)
        failed = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(sendmmsg), 0);
    return failed;
}

static int allow_clinic(scmp_filter_ctx f)
{
    int failed =
        allow_when(f, SCMP_SYS(tgkill), SCMP_A0_64(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    size_t i;

    for (i = 0; !failed && i < sizeof clinic_conditions / sizeof *clinic_conditions; i++)
        failed = allow_when(f, clinic_conditions[i].call, clinic_conditions[i].when);
    /* the C library then starts its threads by clone, whose flags can be seen */
    return failed ? failed : seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

static int fill(scmp_filter_ctx f, const struct sandbox *s)
{
    int failed = allow_list(f, working, sizeof working / sizeof *working);

    if (!failed)
        failed = allow_sockets(f, s);
    if (!failed && s->process == SANDBOX_MONITOR)
        failed = allow_list(f, starting, sizeof starting / sizeof *starting);
    else if (!failed)
        failed = allow_clinic(f);
    return failed;
}

enum rw_status sandbox_calls(const struct sandbox *s, struct rw_err *e)
{
    scmp_filter_ctx f;
    int failed;

    if (s->debug)
        return RW_OK;
    f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    failed = f ? seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1) : -ENOMEM;

    if (!failed)
        failed = fill(f, s);
    if (!failed)
        failed = seccomp_load(f);
    if (f)
        seccomp_release(f);
    return failed ? RW_FAIL(e, RW_EDEP, "the system calls can't be limited (errno %d)", -failed)
                  : RW_OK;
}
