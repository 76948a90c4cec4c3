/* web_scene.h -- a practice with three people behind a real server, for tests that bring routes of
 * their own by defining route_tables and route_tables_n. One of them must be GET /t/page, which
 * prints "csrf=TOKEN ". */
#ifndef RW_TESTS_SUPPORT_WEB_SCENE_H
#define RW_TESTS_SUPPORT_WEB_SCENE_H

#include "support/staff_kit.h"
#include "support/web_kit.h"

struct scene {
    struct store_kit store;
    struct staff_kit staff;
    struct web_kit web;
    struct str ruth_cookie; /* therapist; header line with a session that is ten minutes old */
    struct str old_cookie; /* nora's, idle for too long */
    struct str omar_cookie; /* office, no place on any case */
    struct str csrf; /* of ruth's live session */
    struct str nora_secret, ruth_secret, omar_secret;
    struct str case_id; /* ruth's */
};

/* Opened once for all tests of a file: every sign-in costs three slow hashes. */
struct scene *scene_open(void);
void scene_close(void);

/* One request with a header line of cookies and further lines. */
struct talk ask(struct scene *s, const char *method_path, struct str cookie, const char *more,
                struct str form);

/* "a=b" with ruth's token. */
struct str with_token(struct scene *s, const char *fields);

/* What stands between the first such words and the next such character; STR_NULL without them. */
struct str between(struct str s, const char *before, char after);

#endif
