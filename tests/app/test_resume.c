/* Going on after a pause, through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/checkpoint.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"
#include "support/safety_kit.h"

/* Each of the four, as it is judged now. */
static void stands(struct desk *d, const char *want)
{
    static const char *const criteria[] = { "G-RES.a", "G-RES.b", "G-RES.c", "G-RES.d" };
    struct gate_result r = kit_check(d, d->maya, "G-RES");
    size_t i;

    for (i = 0; i < 4; i++) {
        enum criterion_state s = kit_result(&r, criteria[i], STR_NULL)->state;

        if (want[i] != (s == CRITERION_PASS ? 'y' : s == CRITERION_FAIL ? 'n' : '-'))
            fail_msg("%s: %d, wanted %c", criteria[i], (int)s, want[i]);
    }
}

static void ask_all(struct desk *d, const char *child_is_safe)
{
    d->now_utc++;
    CHECK(kit_recheck(d, d->dana, "no", "yes") == RW_OK);
    CHECK(kit_recheck(d, d->robin, "no", "yes") == RW_OK);
    CHECK(kit_talk(d, d->maya, child_is_safe) == RW_OK);
}

TEST_BOTH(going_on_after_a_pause_rests_on_what_was_recorded_since_it_began)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G-RES");
    stands(&d, "yyyy");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK); /* in the same second */
    stands(&d, "----");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_EINPUT);
    d.now_utc++;
    CHECK(kit_record(&d, "G-RES.a", d.maya, STR_NULL, "yes") == RW_OK);
    stands(&d, "y---");
    desk_close(&d);
}

TEST_BOTH(going_on_after_a_pause_waits_for_the_newest_word_about_safety)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    ask_all(&d, "no");
    stands(&d, "-n--");
    ask_all(&d, "unsure");
    stands(&d, "-n--");
    ask_all(&d, "yes");
    stands(&d, "-y--");
    d.now_utc++;
    CHECK(kit_recheck(&d, d.robin, "no", "no") == RW_OK);
    stands(&d, "-n--");
    desk_close(&d);
}

TEST_BOTH(going_on_after_a_pause_takes_the_childs_yes_from_what_it_answered)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "yes") == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    d.now_utc++;
    CHECK(kit_record(&d, "G-RES.c", d.maya, STR_NULL, "yes") != RW_OK); /* no tick beside it */
    stands(&d, "----");
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "not_asked") == RW_OK);
    stands(&d, "----");
    d.now_utc++;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "no") == RW_OK);
    stands(&d, "--n-");
    d.now_utc++;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "slower") == RW_OK);
    stands(&d, "--y-");
    desk_close(&d);
}
