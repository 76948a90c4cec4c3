#include "app/slots.h"

#include "test.h"

#include <unistd.h>

TEST(a_full_queue_refuses_and_a_freed_place_is_taken)
{
    struct slots s = SLOTS_INIT(2, 0, 0);
    struct rw_err e = { 0 };

    CHECK(slots_take(&s, false, &e) == RW_OK);
    CHECK(slots_take(&s, false, &e) == RW_OK);
    CHECK(slots_take(&s, false, &e) == RW_ELIMIT);
    slots_give(&s);
    CHECK(slots_take(&s, false, &e) == RW_OK);
}

static void *take_one(void *arg)
{
    struct rw_err e = { 0 };

    return slots_take(arg, false, &e) == RW_OK ? arg : NULL;
}

TEST(who_waits_gets_the_place_that_is_given_back)
{
    struct slots s = SLOTS_INIT(1, 0, 1);
    struct rw_err e = { 0 };
    pthread_t waiter;
    void *got = NULL;
    int waiting = 0;

    CHECK(slots_take(&s, false, &e) == RW_OK);
    CHECK(pthread_create(&waiter, NULL, take_one, &s) == 0);
    while (!waiting) {
        pthread_mutex_lock(&s.lock);
        waiting = s.waiting;
        pthread_mutex_unlock(&s.lock);
        usleep(1000);
    }
    CHECK(slots_take(&s, false, &e) == RW_ELIMIT);
    slots_give(&s);
    CHECK(pthread_join(waiter, &got) == 0 && got == &s);
    CHECK(s.taken == 1 && s.waiting == 0);
}

TEST(a_place_that_is_kept_is_given_only_to_those_who_go_first)
{
    struct slots s = SLOTS_INIT(2, 1, 0);
    struct rw_err e = { 0 };

    CHECK(slots_take(&s, false, &e) == RW_OK);
    CHECK(slots_take(&s, false, &e) == RW_ELIMIT);
    CHECK(slots_take(&s, true, &e) == RW_OK);
    CHECK(slots_take(&s, true, &e) == RW_ELIMIT);
    slots_give(&s);
    CHECK(slots_take(&s, false, &e) == RW_ELIMIT);
    CHECK(slots_take(&s, true, &e) == RW_OK);
}
