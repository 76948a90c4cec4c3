/* When the second offer of intake is due, as a table. 2 November 2026 is a Monday. */
#include "core/intake.h"

#include "test.h"

#include <stdio.h>

/* Offers and reasons of one family, and how each of the two parents stands on a day:
 * "dana 11-02" is an offer to Dana on that day, "robin !11-03" a reason about Robin. */
static const struct {
    const char *offers, *today, *dana, *robin;
} rows[] = {
    { "", "11-02", "nobody", "nobody" },
    { "dana 11-02", "11-02", "offered", "due" },
    { "dana 11-02", "11-16", "offered", "due" }, /* the tenth working day itself */
    { "dana 11-02", "11-17", "offered", "overdue" },
    { "robin 11-02", "11-17", "overdue", "offered" }, /* the same, the other way round */
    { "dana 11-06", "11-20", "offered", "due" }, /* two weekends lie between */
    { "dana 11-06", "11-21", "offered", "overdue" },
    { "dana 11-02, robin 11-16", "12-24", "offered", "offered" },
    { "dana 11-02, robin 11-17", "12-24", "offered", "offered late" },
    { "robin 11-17, dana 11-02", "12-24", "offered", "offered late" }, /* order is no matter */
    { "dana 11-02, robin 11-17, robin !11-18", "12-24", "offered", "offered" },
    { "dana 11-02, robin !11-03", "12-24", "offered", "reason" },
    { "dana 11-02, dana !11-03", "12-24", "offered", "overdue" }, /* about somebody else */
    { "robin !11-03", "12-24", "nobody", "reason" },
    { "dana 11-20, dana 11-02", "11-17", "offered", "overdue" }, /* the first offer counts */
};

static struct date day(struct str month_day)
{
    char iso[11];
    struct date d = RW_NO_DATE;

    snprintf(iso, sizeof iso, "2026-%.5s", month_day.p);
    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static size_t read_offers(const char *text, struct intake_offer *list)
{
    struct str rest = str_of(text), word;
    size_t n = 0;

    while (rest.len && str_cut(&rest, ' ', &word)) {
        struct str on;

        CHECK(str_cut(&rest, ' ', &on));
        list[n].person = word;
        list[n].uneven = on.p[0] == '!';
        if (list[n].uneven) {
            on.p++;
            on.len--;
        }
        list[n++].on = day(on);
    }
    return n;
}

TEST(the_second_offer_is_due_in_working_days_whoever_came_first)
{
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct intake_offer list[8];
        size_t n = read_offers(rows[i].offers, list);
        struct date today = day(str_of(rows[i].today));
        struct intake_offer_stand d = intake_offer_of(list, n, STR("dana"), today, 10);
        struct intake_offer_stand r = intake_offer_of(list, n, STR("robin"), today, 10);

        CHECK_STR(str_of(intake_offer_word(d.state)), rows[i].dana);
        CHECK_STR(str_of(intake_offer_word(r.state)), rows[i].robin);
    }
}
