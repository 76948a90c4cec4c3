#include "web/pages/restriction_words.h"

#include "app/protocols.h"
#include "core/contact.h"
#include "core/protocol.h"
#include "web/pages/page.h"

static struct str who(const struct case_people *people, struct str id, const char *all)
{
    const struct case_person *p = id.len ? case_person_find(people, id) : NULL;

    return p ? p->label : str_of(all);
}

static struct str then(struct req *r, struct str all, struct str more)
{
    return str_join(r->mem, all, STR("; "), more);
}

static struct str says_words(struct str says)
{
    return str_is(says, "required") ? STR("required") : says;
}

static struct str level_words(struct req *r, struct str id)
{
    const struct level *l = protocol_level(protocol_for_words(&r->act), id);

    return str_fmt(r->mem, "up to the step “%.*s”", STR_ARG(l ? l->title : STR("not known here")));
}

static struct str days_words(struct req *r, const struct restriction_row *x)
{
    struct str all = STR("");

    if (x->effective_on.len)
        all = str_fmt(r->mem, "from %.*s", STR_ARG(page_date(r, x->effective_on)));
    if (x->expires_on.len)
        all = str_join(r->mem, all, STR(" "),
                       str_fmt(r->mem, "until %.*s", STR_ARG(page_date(r, x->expires_on))));
    return all;
}

struct str restriction_words(struct req *r, const struct restriction_row *x,
                             const struct case_people *people)
{
    enum contact_supervision least = SUPERVISION_NOT_STATED;
    struct str all;

    if (!str_is(x->kind, "contact"))
        return str_join(r->mem, STR("Nothing about contact"), STR(": "), x->statement);
    all = str_fmt(r->mem, "%.*s with %.*s: %.*s", STR_ARG(who(people, x->child_id, "Each child")),
                  STR_ARG(who(people, x->person_id, "every adult")),
                  STR_ARG(channels_words(r->mem, (uint32_t)x->channels)));
    all = then(r, all, says_words(x->says));
    if (supervision_of(x->supervision, &least))
        all = then(r, all,
                   least == SUPERVISION_NONE
                       ? STR("without supervision")
                       : str_fmt(r->mem, "%s at least", supervision_label(least)));
    if (x->ceiling.len)
        all = then(r, all, level_words(r, x->ceiling));
    if (x->minutes_max != DB_NULL_I64)
        all = then(r, all, str_fmt(r->mem, "%lld minutes at most", (long long)x->minutes_max));
    if (x->days_between != DB_NULL_I64)
        all =
            then(r, all, str_fmt(r->mem, "%lld days between at least", (long long)x->days_between));
    all = then(r, all, x->places);
    return then(r, all, days_words(r, x));
}

static struct str day_by(struct req *r, const char *verb, struct str utc, struct str name)
{
    int64_t t;

    return str_fmt(r->mem, "%s %.*s by %.*s", verb,
                   STR_ARG(utc_parse(utc, &t) ? date_words(r->mem, clock_local(t).date) : STR("")),
                   STR_ARG(name));
}

struct str restriction_by(struct req *r, const struct restriction_row *x)
{
    struct str entered = day_by(r, "entered", x->recorded_utc, x->recorded_name);

    if (!x->ended_utc.p)
        return entered;
    return then(r, entered,
                str_join(r->mem, day_by(r, "ended", x->ended_utc, x->ended_name), STR(": "),
                         x->ended_reason));
}
