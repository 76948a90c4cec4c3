/* safety_kit.h -- screens, re-checks and talks of a desk's family in one line each. */
#ifndef RW_TESTS_SUPPORT_SAFETY_KIT_H
#define RW_TESTS_SUPPORT_SAFETY_KIT_H

#include "app/safety.h"
#include "support/desk.h"

/* A draft of Ana's with that adult, taken alone today. */
struct str kit_screen_begin(struct desk *d, struct str person);

/* Every item: none reported. */
void kit_screen_none(struct desk *d, struct str screen);

/* One item reported, with by and about where they are given. */
void kit_screen_report(struct desk *d, struct str screen, const char *item, struct str by,
                       struct str about);
enum rw_status kit_screen_sign(struct desk *d, struct str screen);

/* All of it, nothing reported. */
struct str kit_screen(struct desk *d, struct str person);

enum rw_status kit_recheck(struct desk *d, struct str person, const char *anything_new,
                           const char *safe_now);
enum rw_status kit_talk(struct desk *d, struct str child, const char *safe_now);

/* Each adult of the child screened or, who was, asked again; and the child. */
void kit_safety(struct desk *d, struct str child);

struct safety_overview kit_safety_overview(struct desk *d);

#endif
