#include "core/parity.h"

static struct parity_column *column_of(struct parity_column *c, size_t n, struct str person)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(c[i].person, person))
            return &c[i];
    return NULL;
}

static bool within(const struct parity_window *w, struct date on)
{
    return date_known(on) && on.day >= w->from.day && on.day <= w->to.day;
}

void parity_count(const struct parity_window *w, const struct parity_line *lines, size_t n,
                  const struct parity_letter *letters, size_t nletters, struct parity_column *c,
                  size_t ncolumns)
{
    size_t i;

    for (i = 0; i < n; i++) {
        const struct parity_line *l = &lines[i];
        struct parity_column *to = within(w, l->on) ? column_of(c, ncolumns, l->person) : NULL;

        if (!to)
            continue;
        to->figure[PARITY_OFFERED]++;
        to->figure[PARITY_HELD] += l->held;
        to->figure[PARITY_MINUTES] += l->held ? l->minutes : 0;
        to->figure[PARITY_INTERVIEW] += l->held && l->interview ? l->minutes : 0;
    }
    for (i = 0; i < nletters; i++) {
        struct parity_column *to =
            within(w, letters[i].on) ? column_of(c, ncolumns, letters[i].person) : NULL;

        if (to)
            to->figure[PARITY_LETTERS]++;
    }
}

bool parity_apart(const struct parity_window *w, const struct parity_column *c, size_t ncolumns,
                  enum parity_measure m)
{
    int64_t least, most;
    size_t i;

    if (ncolumns < 2)
        return false;
    least = most = c[0].figure[m];
    for (i = 1; i < ncolumns; i++) {
        least = c[i].figure[m] < least ? c[i].figure[m] : least;
        most = c[i].figure[m] > most ? c[i].figure[m] : most;
    }
    return most * 100 > least * w->ratio_percent;
}

const char *parity_measure_word(enum parity_measure m)
{
    static const char *const words[PARITY_MEASURES] = { "minutes", "held", "offered", "interview",
                                                        "letters" };

    return (unsigned)m < PARITY_MEASURES ? words[m] : "minutes";
}
