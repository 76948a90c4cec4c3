#include "cli/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

/* One byte at a time, so that nothing behind the line is taken from whoever reads next. */
static enum rw_status read_line(struct arena *a, int fd, struct str *line, struct rw_err *e)
{
    char *z = arena_array(a, char, LINE_MAX_BYTES);
    size_t n = 0;
    ssize_t got;

    while (n < LINE_MAX_BYTES) {
        got = read(fd, z + n, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return RW_FAIL(e, RW_EDEP, "reading password and code failed (%d)", errno);
        if (got == 0 || z[n] == '\n')
            break;
        n++;
    }
    if (n == 0 || n == LINE_MAX_BYTES)
        return RW_FAIL(e, RW_EINPUT, "password and code are wanted, one on a line");
    *line = (struct str){ z, n };
    return RW_OK;
}

static bool say(int fd, const char *words)
{
    size_t n = strlen(words);

    return write(fd, words, n) == (ssize_t)n;
}

/* Ctrl-C waits until the echo is back: a shell without echo looks broken. */
static enum rw_status ask_hidden(struct arena *a, int tty, const char *words, struct str *line,
                                 struct rw_err *e)
{
    struct termios before, quiet;
    sigset_t stop, old;
    enum rw_status st;

    if (tcgetattr(tty, &before) != 0)
        return RW_FAIL(e, RW_EDEP, "this is no terminal");
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGTSTP);
    (void)sigprocmask(SIG_BLOCK, &stop, &old);
    if (tcsetattr(tty, TCSAFLUSH, &quiet) != 0 || !say(tty, words))
        st = RW_FAIL(e, RW_EDEP, "the terminal refused");
    else
        st = read_line(a, tty, line, e);
    (void)tcsetattr(tty, TCSAFLUSH, &before);
    (void)say(tty, "\n");
    (void)sigprocmask(SIG_SETMASK, &old, NULL);
    return st;
}

static enum rw_status ask(struct arena *a, struct credentials *c, struct rw_err *e)
{
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    enum rw_status st;

    if (tty < 0)
        return RW_FAIL(e, RW_EDEP,
                       "no terminal to ask for password and code; use --credentials-fd N");
    st = ask_hidden(a, tty, "Password: ", &c->password, e);
    if (!st)
        st = ask_hidden(a, tty, "Code: ", &c->code, e);
    close(tty);
    return st;
}

enum rw_status credentials_read(struct arena *a, int fd, struct credentials *c, struct rw_err *e)
{
    enum rw_status st;

    if (fd < 0)
        return ask(a, c, e);
    st = read_line(a, fd, &c->password, e);
    if (!st)
        st = read_line(a, fd, &c->code, e);
    return st;
}
