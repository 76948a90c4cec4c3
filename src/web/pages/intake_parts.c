#include "web/pages/intake_parts.h"

#include "app/person.h"

const struct form_option intake_ways[5] = {
    { "phone", "By telephone" }, { "in_person", "In person" },         { "mail", "By letter" },
    { "email", "By e-mail" },    { "lawyer", "Through their lawyer" },
};

const struct form_option intake_reasons[4] = {
    { "court_order", "An order of the court" },
    { "safety", "Safety" },
    { "privilege", "Privilege" },
    { "not_party", "Not a party to this work" },
};

static const struct form_option outcomes[] = {
    { "accepted", "taken" },
    { "waiting", "on the waiting list" },
    { "declined", "not taken" },
};

static struct str word_of(const struct form_option *list, size_t n, struct str code)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(code, list[i].value))
            return str_of(list[i].label);
    return STR("not recorded yet");
}

struct str intake_way(struct str way)
{
    return word_of(intake_ways, FORM_N(intake_ways), way);
}

struct str intake_reason(struct str reason)
{
    return word_of(intake_reasons, FORM_N(intake_reasons), reason);
}

struct str intake_outcome(struct str outcome)
{
    return outcome.p ? word_of(outcomes, FORM_N(outcomes), outcome) : STR("not decided yet");
}

struct str intake_person_path(struct req *r, struct str person, const char *rest)
{
    return page_path(r, "/cases/%.*s/people/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(person),
                     rest);
}

void intake_crumbs(struct req *r, const struct person_row *person, struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, "/intake"), .label = STR("Intake") },
        { .href = person ? intake_person_path(r, person->id, "/intake") : STR(""),
          .label = person ? person->name : STR("") },
    };

    page_crumbs(r, rows, person ? 4 : 3, v);
}

enum rw_status intake_person(struct req *r, bool adult, struct person_row *p)
{
    enum rw_status st = person_get(&r->act, req_arg(r, "case"), req_arg(r, "person"), p);

    if (st)
        return st;
    if (str_is(p->kind, "professional") || (adult && !str_is(p->kind, "adult")))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "nobody whom an intake asks");
    return RW_OK;
}

enum rw_status intake_form(struct req *r, const struct person_row *person, struct form_page *p)
{
    struct crumbs_view up;

    intake_crumbs(r, person, &up);
    p->crumbs = up.rows;
    p->ncrumbs = up.nrows;
    p->state.problems = &r->act.bad;
    p->cancel =
        person ? intake_person_path(r, person->id, "/intake") : page_case_path(r, "/intake");
    return page_form(r, "cases", p);
}

bool intake_offer_open(const struct intake_parent *p)
{
    return p->offer.state == INTAKE_OFFER_DUE || p->offer.state == INTAKE_OFFER_OVERDUE ||
           p->offer.state == INTAKE_OFFERED_LATE;
}

struct str intake_offer_words(struct req *r, const struct intake_parent *p)
{
    struct str first = date_words(r->mem, p->offer.first), due = date_words(r->mem, p->offer.due);
    struct str reason = intake_reason(p->reason);

    switch (p->offer.state) {
    case INTAKE_OFFERED:
        return str_fmt(r->mem, "Intake offered on %.*s", STR_ARG(first));
    case INTAKE_OFFERED_LATE:
        return str_fmt(r->mem, "Intake offered on %.*s, due by %.*s: a reason is missing",
                       STR_ARG(first), STR_ARG(due));
    case INTAKE_OFFER_DUE:
        return str_fmt(r->mem, "Offer of intake due by %.*s", STR_ARG(due));
    case INTAKE_OFFER_OVERDUE:
        return str_fmt(r->mem, "Offer of intake was due by %.*s", STR_ARG(due));
    case INTAKE_UNEVEN_WITH_REASON:
        return str_fmt(r->mem, "Not offered intake. Reason: %.*s", STR_ARG(reason));
    case INTAKE_NOBODY_OFFERED:
        break;
    }
    return STR("No offer of intake yet");
}

enum rw_status intake_not_printed(struct req *r, struct str back, struct str back_label)
{
    struct link_view link = { back, back_label };
    struct message_view v = { .heading = STR("Not printed"),
                              .text = r->act.bad.n ? r->act.bad.list[0].text : STR(""),
                              .links = &link,
                              .nlinks = 1 };

    r->status = 422;
    page_shell(r, v.heading, "cases", &v.shell);
    tpl_message(r->out, &v);
    return RW_OK;
}
