#include "core/note.h"

#include "test.h"

#include <string.h>

static struct note_person people[] = { { { "maya", 4 }, 45 }, { { "dana", 4 }, 0 } };
static struct str tags[] = { { "repair", 6 }, { "empathy", 7 } };

static struct note_record sample(void)
{
    return (struct note_record){ .case_id = STR("case"),
                                 .id = STR("note"),
                                 .kind = STR("contact"),
                                 .cls = STR("S"),
                                 .author_id = STR("ana"),
                                 .on = { 20514 },
                                 .started_utc = 1772470800,
                                 .minutes = 45,
                                 .people = people,
                                 .npeople = 2,
                                 .tags = tags,
                                 .ntags = 2,
                                 .body = STR("They drew a house."),
                                 .signed_utc = RW_NO_TIME };
}

/* The bytes as a text of the caller's buffer. */
static size_t bytes_of(const struct note_record *n, char *buf, size_t cap)
{
    struct arena a;
    struct out o;
    size_t len;

    CHECK(arena_make(&a, 1u << 16));
    out_init(&o, cap);
    note_bytes(&a, n, &o);
    CHECK(!o.over);
    len = out_view(&o).len;
    memcpy(buf, out_view(&o).p, len);
    out_free(&o);
    arena_free(&a);
    return len;
}

static bool same_bytes_as(const struct note_record *x, const struct note_record *y)
{
    static char p[4096], q[4096];
    size_t n = bytes_of(x, p, sizeof p), m = bytes_of(y, q, sizeof q);

    return n == m && memcmp(p, q, n) == 0;
}

TEST(note_that_is_signed_takes_addenda_and_nothing_else)
{
    enum note_state to = NOTE_DRAFT;

    CHECK(note_move(NOTE_SIGNED, NOTE_ADD, &to) && to == NOTE_SIGNED);
    CHECK(!note_move(NOTE_SIGNED, NOTE_SAVE, &to));
    CHECK(!note_move(NOTE_SIGNED, NOTE_SIGN, &to));
    CHECK(!note_move(NOTE_SIGNED, NOTE_DISCARD, &to));
    CHECK(!note_move(NOTE_DRAFT, NOTE_ADD, &to));
    CHECK(!note_move(NOTE_VOID, NOTE_SAVE, &to));
}

TEST(note_bytes_do_not_depend_on_the_order_of_people_and_tags)
{
    struct note_person turned[] = { people[1], people[0] };
    struct str turned_tags[] = { tags[1], tags[0] };
    struct note_record x = sample(), y = sample();

    y.people = turned;
    y.tags = turned_tags;
    CHECK(same_bytes_as(&x, &y));
}

TEST(note_bytes_change_with_every_single_field)
{
    struct note_person later[] = { { { "maya", 4 }, 46 }, { { "dana", 4 }, 0 } };
    struct note_record x = sample(), y[15];
    size_t i;

    for (i = 0; i < 15; i++)
        y[i] = sample();
    y[0].case_id = STR("casf");
    y[1].id = STR("notf");
    y[2].kind = STR("family");
    y[3].cls = STR("C");
    y[4].author_id = STR("sam");
    y[5].on.day++;
    y[6].started_utc++;
    y[7].minutes++;
    y[8].appointment_id = STR("a");
    y[9].direction = STR("in");
    y[10].billable = true;
    y[11].late = true;
    y[12].people = later;
    y[13].ntags = 1;
    y[14].body = STR("They drew a house!");
    for (i = 0; i < 15; i++)
        CHECK(!same_bytes_as(&x, &y[i]));
}

TEST(note_bytes_cannot_be_shifted_from_one_field_into_the_next)
{
    struct note_record x = sample(), y = sample();

    x.kind = STR("call\nclass 1 S");
    y.kind = STR("call");
    CHECK(!same_bytes_as(&x, &y));
}

TEST(note_is_late_only_after_the_days_that_are_allowed)
{
    struct date on = { 100 };

    CHECK(!note_is_late(on, (struct date){ 101 }, 1));
    CHECK(note_is_late(on, (struct date){ 102 }, 1));
    CHECK(!note_is_late(on, RW_NO_DATE, 1));
}

TEST(note_lacks_what_a_reader_would_miss)
{
    struct note_record n = sample();
    int64_t now = n.started_utc + 3600;

    CHECK(note_lacks(&n, false, true, now) == 0);
    n.body = STR("  \n ");
    n.npeople = 0;
    n.minutes = 0;
    CHECK(note_lacks(&n, false, true, now) ==
          (NOTE_LACKS_TEXT | NOTE_LACKS_PEOPLE | NOTE_LACKS_MINUTES));
    CHECK(note_lacks(&n, false, false, now) == (NOTE_LACKS_TEXT | NOTE_LACKS_MINUTES));
    n = sample();
    CHECK(note_lacks(&n, true, false, now) == NOTE_LACKS_DIRECTION);
    CHECK(note_lacks(&n, false, true, n.started_utc - 1) == NOTE_LACKS_PAST);
}
