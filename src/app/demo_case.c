/* demo_case.c -- the demonstration: opening a family and its people, closing it. */
#include "app/demo_family.h"
#include "app/family_case.h"
#include "app/independence.h"
#include "app/lists.h"
#include "app/person.h"

/* Minutes of the day on which each kind of thing is recorded: what rests on another comes later. */
enum {
    AT_OPEN = 540,
    AT_PEOPLE = 545,
    AT_ROLES = 550,
    AT_ASSIGN = 555,
    AT_ATTEST = 558,
    AT_GOALS = 1010,
    AT_CLOSE = 1110
};

#define BIRTHDAY_PASSED 11 /* days since the last birthday, so that nobody's falls on today */

static struct case_input input_of(const struct demo_case *c, struct arena *mem)
{
    const struct demo_family *f = c->family;
    struct date opened = demo_day(c->today, f->opened);
    const struct str *scenarios;
    struct case_input in = {
        .title = str_of(f->title),
        .number = str_fmt(mem, "%02d-%s", date_ymd(opened).year % 100, f->letters),
        .origin = str_of(f->origin),
        .referred_on = demo_day(c->today, f->referred),
        .source = str_of(f->source),
        .reason = str_of(f->reason),
        .under_way = f->as_of != 0,
        .as_of = f->as_of ? demo_day(c->today, f->as_of) : RW_NO_DATE,
    };

    in.nscenarios = demo_words(mem, f->scenarios, &scenarios);
    in.scenarios = scenarios;
    return in;
}

static enum rw_status open_case(struct demo_case *c, struct act *a, const void *row)
{
    struct case_input in = input_of(c, a->mem);
    struct str id = STR_NULL;
    enum rw_status st = family_case_open(a, &in, &id);

    (void)row;
    if (!st)
        c->case_id = str_copy(c->keep, id);
    return st;
}

static enum rw_status save_contact(struct demo_case *c, struct act *a, const struct demo_person *p,
                                   struct str id)
{
    struct contact_input in = { .phone = str_of(p->phone),
                                .email = str_of(p->email),
                                .address = str_of(p->address),
                                .version = 1 };

    return p->phone || p->email || p->address ? person_contact_save(a, c->case_id, id, &in) : RW_OK;
}

static enum rw_status add_person(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_person *p = row;
    struct person_input in = {
        .kind = str_of(p->kind),
        .name = str_of(p->name),
        .birth = p->months ? date_add(date_add_months(c->today, -p->months), -BIRTHDAY_PASSED)
                           : RW_NO_DATE,
        .language = str_of(p->language),
        .access_needs = str_of(p->access),
        .safe_contact = str_of(p->safe_contact),
        .organisation = str_of(p->organisation),
        .profession = str_of(p->profession),
        .interpreter = p->interpreter,
        .is_protected = p->is_protected,
        .phase = str_of(p->phase),
        .track = str_of(p->track),
        .level = str_of(p->level),
    };
    struct str id = STR_NULL;
    enum rw_status st = person_add(a, c->case_id, &in, &id);

    if (st)
        return st;
    demo_made(c, p, p->key, id);
    return save_contact(c, a, p, id);
}

static enum rw_status add_role(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_role *r = row;
    struct role_input in = { .person_id = demo_id(c, r->person),
                             .role = str_of(r->role),
                             .relation = str_of(r->relation),
                             .from_on = demo_day(c->today, r->from),
                             .reason = str_of(r->reason) };
    const struct str *children;
    size_t n = demo_ids(c, a->mem, r->children, &children), i;
    enum rw_status st = RW_OK;

    if (n == 0)
        return person_role_add(a, c->case_id, &in);
    for (i = 0; !st && i < n; i++) {
        in.child_id = children[i];
        st = person_role_add(a, c->case_id, &in);
    }
    return st;
}

/* Everything is written down; the last of it is that nothing more is expected. */
static enum rw_status close_case(struct demo_case *c, struct act *a, const void *row)
{
    struct case_input in = input_of(c, a->mem);
    struct family_case_get_row now;
    enum rw_status st = family_case_get(a, c->case_id, &now);

    (void)row;
    in.state = STR("closed");
    in.version = now.version;
    return st ? st : family_case_save(a, c->case_id, &in);
}

/* A practice of one has nobody to assign. */
static enum rw_status assign_team(struct demo_case *c, struct act *a, const void *row)
{
    const struct {
        struct str account;
        const char *capacity;
    } all[] = { { c->staff->office, "office" },
                { c->staff->supervisor.account_id, "supervisor" },
                { c->staff->colleague.account_id, "co" } };
    const struct demo_family *f = row;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof all / sizeof *all; i++)
        if (all[i].account.len && (i == 0 || demo_names(f->team, str_of(all[i].capacity))))
            st = assignment_add(a, c->case_id, all[i].account, str_of(all[i].capacity));
    return st;
}

/* Nobody in these families is tied to anybody who works on them. */
static enum rw_status attest(struct demo_case *c, struct act *a, const struct viewer *who)
{
    const struct choice_list *list = list_of(a->app, LIST_INTEREST_QUESTIONS);
    struct interest_input in = { .n = list->nitems };
    struct viewer lead = a->viewer;
    struct str id;
    enum rw_status st;
    size_t i;

    for (i = 0; i < list->nitems; i++)
        in.answers[i] =
            (struct interest_answer){ .code = list->items[i].code, .answer = STR("no") };
    a->viewer = *who;
    a->viewer.reauth_utc = a->now_utc;
    a->access = (struct access){ 0 };
    st = interest_sign(a, c->case_id, &in, &id);
    a->viewer = lead;
    a->access = (struct access){ 0 };
    return st;
}

static enum rw_status attest_team(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_family *f = row;
    enum rw_status st = attest(c, a, &c->staff->lead);

    if (!st && c->staff->supervisor.account_id.len && demo_names(f->team, STR("supervisor")))
        st = attest(c, a, &c->staff->supervisor);
    if (!st && c->staff->colleague.account_id.len && demo_names(f->team, STR("co")))
        st = attest(c, a, &c->staff->colleague);
    return st;
}

static enum rw_status save_goal(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_goal *g = row;
    struct goal_row *rows = NULL;
    size_t n = 0, i;
    enum rw_status st = goal_list(a, c->case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].code, g->code))
            st = goal_save(a, c->case_id,
                           &(struct goal_input){ .id = rows[i].id,
                                                 .use = str_of(g->use),
                                                 .reason = str_of(g->reason),
                                                 .words = str_of(g->words),
                                                 .version = rows[i].version });
    return st;
}

void demo_plan_case(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    demo_plan_add(p, c, open_case, f, f->opened, AT_OPEN);
    for (i = 0; i < f->npeople; i++)
        demo_plan_add(p, c, add_person, &f->people[i], f->opened, AT_PEOPLE);
    for (i = 0; i < f->nroles; i++)
        demo_plan_add(p, c, add_role, &f->roles[i], demo_recorded(c, f->roles[i].recorded),
                      AT_ROLES);
    demo_plan_add(p, c, assign_team, f, f->opened, AT_ASSIGN);
    if (f->attested)
        demo_plan_add(p, c, attest_team, f, f->attested, AT_ATTEST);
    if (f->closed)
        demo_plan_add(p, c, close_case, f, f->closed, AT_CLOSE);
    for (i = 0; i < f->ngoals; i++)
        demo_plan_add(p, c, save_goal, &f->goals[i], f->goals[i].day, AT_GOALS);
}
