/* safety_open.c -- answers about safety that nobody has answered yet: contact waits for them. */
#include "app/safety.h"

size_t safety_opens(struct act *a, const struct case_rows *c, const struct safety_asked *q,
                    struct safety_open **list)
{
    size_t n = 0, i;

    *list = arena_array(a->mem, struct safety_open, c->npeople + 1);
    for (i = 0; i < c->npeople; i++) {
        const struct person_row *p = &c->people[i];
        struct safety_stand s = str_is(p->kind, "child") ? safety_of_child(q, p->id)
                                                         : safety_of_adult(q, p->id, STR_NULL);

        if (s.open)
            (*list)[n++] = (struct safety_open){ p, s.open };
    }
    return n;
}

/* The sentence tells nobody whose answer it was. */
enum rw_status safety_answer_stops(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c)
{
    const struct safety_asked *q = rows->safety;
    struct safety_asked loaded;
    struct safety_open *list;
    enum rw_status st = RW_OK;
    size_t n, i;

    if (!q) {
        st = safety_asked(a, rows, &loaded);
        q = &loaded;
    }
    if (st)
        return st;
    n = safety_opens(a, rows, q, &list);
    for (i = 0; !st && i < n; i++) {
        bool child = str_is(list[i].person->kind, "child");

        st = contact_stop_add(
            a, c,
            &(struct contact_stop){
                .kind = STOP_ANSWER,
                .child = child ? list[i].person->id : STR_NULL,
                .person = child ? STR_NULL : list[i].event->about,
                .from = RW_NO_DATE,
                .words = str_fmt(a->mem, "A question of safety of %.*s waits for an answer.",
                                 STR_ARG(date_words(a->mem, list[i].event->on))),
                .source_id = list[i].event->id,
            });
    }
    return st;
}
