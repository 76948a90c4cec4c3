#include "web/pages/note_facts.h"

#include "app/lists.h"

#define FACTS_MAX 9

struct str note_title(struct req *r, const struct note *n)
{
    return str_fmt(r->mem, "%.*s, %.*s", STR_ARG(n->kind),
                   STR_ARG(date_words(r->mem, n->record.on)));
}

struct str note_page_path(struct req *r, const struct note *n, const char *rest)
{
    return page_path(r, "/cases/%.*s/notes/%.*s%s", STR_ARG(n->row.case_id), STR_ARG(n->row.id),
                     rest);
}

/* "Maya, Dana (20 min)": minutes only where somebody was not there the whole time. */
static struct str people_words(struct req *r, const struct note *n)
{
    struct str all = STR_NULL;
    size_t i, k;

    for (i = 0; i < n->people.n; i++)
        for (k = 0; k < n->record.npeople; k++) {
            const struct note_person *p = &n->record.people[k];
            struct str one = n->people.list[i].label;

            if (!str_eq(p->person_id, n->people.list[i].id))
                continue;
            if (p->minutes > 0 && p->minutes != n->row.minutes)
                one = str_fmt(r->mem, "%.*s (%lld min)", STR_ARG(one), (long long)p->minutes);
            all = all.len ? str_join(r->mem, all, STR("; "), one) : one;
        }
    return all;
}

static struct str tag_words(struct req *r, const struct note *n)
{
    struct str all = STR_NULL;
    size_t i;

    for (i = 0; i < n->record.ntags; i++) {
        struct str one = list_label(r->act.app, LIST_FOCUS_TAGS, n->record.tags[i]);

        all = all.len ? str_join(r->mem, all, STR(", "), one) : one;
    }
    return all;
}

static struct str when_words(struct req *r, const struct note *n)
{
    struct str at = clock_minutes(r->mem, n->started.minutes);

    return str_fmt(r->mem, "%.*s, %.*s%s", STR_ARG(date_words_day(r->mem, n->record.on)),
                   STR_ARG(at), n->record.late ? " (late entry)" : "");
}

void note_facts(struct req *r, const struct note *n, struct facts_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, FACTS_MAX);
    size_t k = 0;

    *v = (struct facts_view){ 0 };
    if (r->mem->spent)
        return;
    f[k++] = (struct fact_view){ .label = STR("When"), .value = when_words(r, n) };
    f[k++] = (struct fact_view){
        .label = STR("Length"),
        .value = n->row.minutes > 0 ? str_fmt(r->mem, "%lld minutes", (long long)n->row.minutes)
                                    : STR(""),
    };
    f[k++] = (struct fact_view){ .label = n->is_log ? STR("With whom") : STR("Who took part"),
                                 .value = people_words(r, n) };
    if (n->is_log)
        f[k++] = (struct fact_view){ .label = STR("Direction"),
                                     .value = str_is(n->row.direction, "in")    ? STR("came in")
                                              : str_is(n->row.direction, "out") ? STR("went out")
                                                                                : STR("") };
    if (n->record.ntags)
        f[k++] = (struct fact_view){ .label = STR("What it worked on"), .value = tag_words(r, n) };
    f[k++] = (struct fact_view){ .label = STR("Billable"),
                                 .value = n->row.billable ? STR("yes") : STR("no") };
    f[k++] =
        (struct fact_view){ .label = STR("Written by"),
                            .value = n->row.signed_name.len ? n->row.signed_name : n->row.author };
    *v = (struct facts_view){ .rows = f, .nrows = k };
}

struct str note_lack_words(struct req *r, const struct note *n)
{
    struct problems p = { .n = 0 };
    struct str all = STR_NULL;
    size_t i;

    note_say_lacks(n, &p);
    for (i = 0; i < p.n; i++)
        all = all.len ? str_join(r->mem, all, STR(" "), p.list[i].text) : p.list[i].text;
    return all;
}
