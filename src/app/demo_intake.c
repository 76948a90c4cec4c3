/* demo_intake.c -- the demonstration: what everybody was asked at intake, who was offered what, and
 * that the practice took the family. */
#include "app/demo_family.h"
#include "app/intake.h"
#include "app/packet.h"
#include "app/person.h"

/* Minutes of the day; people and roles of the opening day are recorded before. */
enum { AT_OFFER = 560, AT_REPLY = 570, AT_FEES = 580 };

static enum rw_status ask_one(struct demo_case *c, struct act *a, const struct person_row *p)
{
    bool help = p->interpreter || p->access_needs.len;
    struct intake_ask_input in = { .person_id = p->id,
                                   .outcome = STR("asked"),
                                   .protect = p->protected ? STR("yes") : STR("no"),
                                   .language = str_or(p->language, "English"),
                                   .access_needs = p->access_needs,
                                   .interpreter = p->interpreter != 0,
                                   .needs = help ? STR("arranged") : STR("none"),
                                   .on = a->today,
                                   .version = p->version };

    return intake_ask(a, c->case_id, &in);
}

static enum rw_status ask_all(struct demo_case *c, struct act *a)
{
    struct person_row *people;
    size_t n, i;
    enum rw_status st = person_list(a, c->case_id, &people, &n);

    for (i = 0; !st && i < n; i++)
        if (!str_is(people[i].kind, "professional"))
            st = ask_one(c, a, &people[i]);
    return st;
}

bool demo_is_intake(const struct demo_record *r)
{
    return demo_names("G0.h G0.j", str_of(r->criterion));
}

enum rw_status demo_intake(struct demo_case *c, struct act *a, const struct demo_record *r)
{
    struct str said = str_of(r->statement);
    struct intake_decision_input in = { .outcome = STR("accepted"),
                                        .words = str_is(said, "Taken.") ? STR_NULL : said,
                                        .on = a->today };

    if (demo_names(r->criterion, STR("G0.h")))
        return ask_all(c, a);
    return demo_names(r->criterion, STR("G0.j")) ? intake_decide(a, c->case_id, &in) : RW_OK;
}

static enum rw_status make_offer(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_offer *o = row;
    struct intake_offer_input in = { .person_id = demo_id(c, o->person),
                                     .kind = o->reason ? STR("uneven") : STR("offered"),
                                     .way = str_of(o->way),
                                     .reason = str_of(o->reason),
                                     .words = str_of(o->words),
                                     .on = a->today };

    return intake_offer_add(a, c->case_id, &in);
}

/* One answer under its question, by the code that the list gives it. */
static enum rw_status keep_reply(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_reply *r = row;
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    struct intake_answers_input in = { .scenario = str_of(r->scenario),
                                       .told_by = str_of(r->told_by),
                                       .on = a->today };
    size_t n = intake_questions(a, in.scenario, list), i;

    for (i = 0; i < n; i++)
        if (str_is(list[i]->code, r->question))
            in.words[i] = str_of(r->words);
    return intake_answers_add(a, c->case_id, &in);
}

static enum rw_status keep_fees(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_fee *f = row;

    return fee_terms_add(a, c->case_id, demo_id(c, f->person), str_of(f->words), a->today);
}

void demo_plan_intake(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    for (i = 0; i < f->noffers; i++)
        demo_plan_add(p, c, make_offer, &f->offers[i], f->offers[i].day, AT_OFFER);
    for (i = 0; i < f->nreplies; i++)
        demo_plan_add(p, c, keep_reply, &f->replies[i], f->replies[i].day, AT_REPLY);
    for (i = 0; i < f->nfees; i++)
        demo_plan_add(p, c, keep_fees, &f->fees[i], f->fees[i].day, AT_FEES);
}
