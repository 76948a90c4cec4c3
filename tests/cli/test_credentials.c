#include "cli/credentials.h"

#include "test.h"

#include <string.h>
#include <unistd.h>

static enum rw_status read_from(struct arena *a, const char *text, struct credentials *c)
{
    struct rw_err e = { 0 };
    enum rw_status st;
    int fd[2];

    CHECK(pipe(fd) == 0);
    CHECK(write(fd[1], text, strlen(text)) == (ssize_t)strlen(text));
    close(fd[1]);
    st = credentials_read(a, fd[0], c, &e);
    close(fd[0]);
    return st;
}

TEST(password_and_code_are_two_lines_of_a_descriptor)
{
    struct credentials c = { 0 };
    struct arena a;

    CHECK(arena_make(&a, 64u << 10));
    CHECK(read_from(&a, "four ordinary words\n123456\nleft for others\n", &c) == RW_OK);
    CHECK_STR(c.password, "four ordinary words");
    CHECK_STR(c.code, "123456");
    CHECK(read_from(&a, " spaces stay \n123456", &c) == RW_OK);
    CHECK_STR(c.password, " spaces stay ");
    arena_free(&a);
}

TEST(a_missing_line_is_said_and_not_guessed)
{
    struct credentials c = { 0 };
    struct arena a;

    CHECK(arena_make(&a, 64u << 10));
    CHECK(read_from(&a, "only a password\n", &c) == RW_EINPUT);
    CHECK(read_from(&a, "\n123456\n", &c) == RW_EINPUT);
    CHECK(read_from(&a, "", &c) == RW_EINPUT);
    arena_free(&a);
}
