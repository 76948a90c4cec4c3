/* case_show.c -- one family's case on one page: safety, each child, what is next, people, plan,
 * timeline, records. Six statements besides session and access, and one for each room that answers
 * criteria: people, roles, records, overrides, goals, chronology. */
#include "web/pages/case_show.h"

#include "app/caseload.h"
#include "app/consent.h"
#include "app/family_case.h"
#include "app/intake.h"
#include "app/lists.h"
#include "app/protection.h"
#include "app/protocols.h"
#include "app/step_bar.h"
#include "core/svg.h"
#include "web/pages/case_path.h"
#include "web/pages/case_waits.h"
#include "web/pages/page.h"
#include "web/route.h"

#include <string.h>

#define OBSTACLES 5
#define CHRONOLOGY_ROWS 200
#define LIST_ROWS 6
#define DAYS_AHEAD 3660

static struct str word_of(const struct form_option *list, size_t n, struct str code)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(code, list[i].value))
            return str_of(list[i].label);
    return STR("");
}

/* Which protocol the case keeps to; a newer one is offered, never taken. */
static struct str protocol_words(struct req *r)
{
    const struct app *app = r->act.app;
    const struct protocol *p = protocol_of(app, r->act.access.head.protocol_hash), **newer;

    if (!p)
        return STR("Protocol: not carried by this program");
    newer = arena_array(r->mem, const struct protocol *, app->nprotocols + 1);
    return str_fmt(r->mem, "Protocol: %.*s, version %.*s%s", STR_ARG(p->pass.title),
                   STR_ARG(p->pass.version),
                   protocols_newer(app, p, newer) ? " (there is a newer one)" : "");
}

/* Every room of a case by where it belongs; the same links whatever is recorded there. */
static const struct {
    const char *name;
    struct {
        const char *page, *label;
    } rooms[7];
} groups[] = {
    { "Before the start",
      { { "/intake", "Intake" },
        { "/consent", "Custody and consent" },
        { "/privilege", "Privilege" },
        { "/independence", "Roles and conflicts of interest" },
        { "/team", "Who works on this case" } } },
    { "Safety and contact",
      { { "/safety", "Who was asked about safety" },
        { "/signs", "Warning signs" },
        { "/contact", "Who may have which contact" },
        { "/review", "Clinical review" },
        { "/coping", "Ways of coping" } } },
    { "The work",
      { { "/plan", "Plan and goals" },
        { "/readiness", "Readiness" },
        { "/commitments", "Commitments" },
        { "/conditions", "What helps and what stands in the way" },
        { "/grief", "Talks about loss, offered to each parent" },
        { "/duration", "How long the work takes" },
        { "/maintenance", "What goes on afterwards" } } },
    { "The record",
      { { "/releases", "Releases" },
        { "/requests", "Requests for a record" },
        { "/parity", "Both parents, side by side" },
        { "/protocol", NULL } } },
};

#define NGROUPS (sizeof groups / sizeof *groups)
#define NROOMS (sizeof groups->rooms / sizeof *groups->rooms)

static void fill_group(struct req *r, size_t g, struct room_group_view *v)
{
    struct link_view *to = arena_array(r->mem, struct link_view, NROOMS);
    size_t i;

    for (i = 0; i < NROOMS && groups[g].rooms[i].page; i++) {
        const char *page = groups[g].rooms[i].page, *label = groups[g].rooms[i].label;

        if (strcmp(page, "/parity") == 0 && !act_allows(&r->act, CAP_PARITY, CLASS_S, false))
            continue;
        to[v->nlinks++] = (struct link_view){ .href = page_case_path(r, page),
                                              .label = label ? str_of(label) : protocol_words(r) };
    }
    v->name = str_of(groups[g].name);
    v->links = to;
}

static void fill_rooms(struct req *r, struct case_show_view *v)
{
    struct room_group_view *list = arena_array(r->mem, struct room_group_view, NGROUPS);

    for (; v->nrooms < NGROUPS; v->nrooms++)
        fill_group(r, v->nrooms, &list[v->nrooms]);
    v->rooms = list;
}

static void fill_add(struct req *r, struct case_show_view *v)
{
    static const struct {
        const char *page, *label;
    } kinds[] = {
        { "/people/new?kind=child", "Add a child" },
        { "/people/new?kind=adult", "Add an adult" },
        { "/people/new?kind=professional", "Add a professional" },
    };
    struct link_view *list = arena_array(r->mem, struct link_view, sizeof kinds / sizeof *kinds);

    for (; v->nadd_people < sizeof kinds / sizeof *kinds; v->nadd_people++)
        list[v->nadd_people] =
            (struct link_view){ .href = page_case_path(r, kinds[v->nadd_people].page),
                                .label = str_of(kinds[v->nadd_people].label) };
    v->add_people = list;
}

static void fill_head(struct req *r, struct case_show_view *v)
{
    static const struct form_option states[] = { { "active", "Active" },
                                                 { "wait_listed", "Waiting" },
                                                 { "closed", "Closed" } };
    const struct access_find_row *head = &r->act.access.head;
    struct str origin = list_label(r->act.app, "origins", head->origin);

    v->name = head->title;
    v->number = head->number;
    v->status = str_join(r->mem, word_of(states, 3, head->state), STR(" · "), origin);
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_S, false)) {
        v->edit = page_case_path(r, "/edit");
        fill_add(r, v);
    }
    if (act_allows(&r->act, CAP_NOTE_WRITE, CLASS_S, true)) {
        v->log_call = page_case_path(r, "/log");
        v->note = page_case_path(r, "/notes/new");
    }
    if (act_allows(&r->act, CAP_CONCERN_PRESS, CLASS_R, true)) {
        v->concern = page_case_path(r, "/concerns/new");
        v->safety_reports = page_case_path(r, "/concerns");
    }
    v->safety = page_case_path(r, "/safety");
    fill_rooms(r, v);
    v->plan = page_case_path(r, "/plan");
}

/* Nobody has to look for an intake that is not decided. */
static void fill_intake(struct req *r, const struct case_rows *rows, struct case_show_view *v)
{
    bool begun = false;
    size_t i;

    v->intake = page_case_path(r, "/intake");
    for (i = 0; i < rows->npeople; i++)
        begun = begun || rows->people[i].phase.len;
    if (intake_refused(rows->intake))
        v->intake_open = str_is(rows->intake->outcome, "declined")
                             ? STR("The practice does not take this family")
                             : STR("This family is on the waiting list");
    else if (!rows->intake->outcome.p && !begun)
        v->intake_open = STR("Not decided yet: see what is there and what is missing");
}

static struct str contact_step(struct req *r, struct str level)
{
    const struct protocol *p = protocol_for_words(&r->act);
    const struct level *l = protocol_level(p, level);

    if (!l)
        return STR("not recorded yet");
    return str_fmt(r->mem, "contact step %d: %.*s", protocol_level_order(p, level),
                   STR_ARG(l->title));
}

static void fill_contacts(struct req *r, const struct case_rows *rows,
                          const struct person_row *child, struct case_child_view *v)
{
    struct child_contact_view *list =
        arena_array(r->mem, struct child_contact_view, rows->nroles + 1);
    size_t i;

    for (i = 0; i < rows->nroles; i++) {
        const struct person_row *p = case_person(rows, rows->roles[i].person_id);

        if (p && !rows->roles[i].to_on.p && str_eq(rows->roles[i].child_id, child->id) &&
            str_is(rows->roles[i].role, "contact_parent"))
            list[v->ncontacts++] =
                (struct child_contact_view){ .with = p->name,
                                             .step = contact_step(r, child->level) };
    }
    v->contacts = list;
}

/* First what no record at the checkpoint helps with, then what it asks for; each leads to where it is
 * done. */
static enum rw_status fill_ahead(struct req *r, const struct case_rows *rows,
                                 const struct step_rows *steps, const struct person_row *child,
                                 struct case_child_view *v)
{
    const struct gate *g = checkpoint_next(&r->act, child);
    const struct criterion_result *list[OBSTACLES];
    struct link_view *links = arena_array(r->mem, struct link_view, OBSTACLES);
    struct step_wait waits[STEP_WAITS];
    struct gate_result result;
    enum rw_status st;
    size_t i, nwaits, n;

    if (!g)
        return RW_OK;
    st = checkpoint_check(&r->act, rows, child, g, &result);
    if (st)
        return st;
    v->checkpoint = page_path(r, "/cases/%.*s/children/%.*s/checkpoints/%.*s",
                              STR_ARG(rows->case_id), STR_ARG(child->id), STR_ARG(g->id));
    v->next_phase = g->title;
    nwaits = step_waits(&r->act, rows, steps, child, g, &result, waits);
    for (i = 0; i < nwaits && i < OBSTACLES; i++)
        links[v->nbetween++] =
            (struct link_view){ .href = page_case_path(r, waits[i].page), .label = waits[i].why };
    n = gate_obstacles(&result, list, OBSTACLES - v->nbetween);
    for (i = 0; i < n; i++)
        links[v->nbetween++] =
            (struct link_view){ .href = str_fmt(r->mem, "%.*s#%.*s", STR_ARG(v->checkpoint),
                                                STR_ARG(list[i]->criterion->id)),
                                .label = list[i]->sentence };
    v->between = links;
    if (result.nblocking + nwaits > v->nbetween)
        v->more = str_fmt(r->mem, "and %zu more", result.nblocking + nwaits - v->nbetween);
    return RW_OK;
}

static void fill_consent(struct req *r, const struct case_rows *rows,
                         const struct person_row *child, struct case_child_view *v)
{
    struct consent_record record = consent_record_of(&r->act, rows, child);
    struct consent_status s;

    consent_check(r->mem, &record, &s);
    v->consent = page_case_path(r, "/consent");
    v->awaiting = s.complete ? STR_NULL : STR("Awaiting consent");
}

static enum rw_status fill_children(struct req *r, const struct case_rows *rows,
                                    const struct step_rows *steps, struct case_show_view *v)
{
    struct case_child_view *list = arena_array(r->mem, struct case_child_view, rows->npeople + 1);
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];
        struct case_child_view *kid = &list[v->nkids];

        if (!str_is(p->kind, "child"))
            continue;
        v->nkids++;
        kid->name = p->name;
        kid->about = page_age(r, p->birth);
        case_path_of(r, p, &kid->path);
        fill_contacts(r, rows, p, kid);
        fill_consent(r, rows, p, kid);
        st = fill_ahead(r, rows, steps, p, kid);
    }
    v->kids = list;
    return st;
}

static struct str protection_line(struct req *r, const struct person_row *p)
{
    struct str words = protection_words(&r->act, p);

    return str_is(words, "no") ? STR_NULL
           : str_is(words, "yes")
               ? STR("phone and address protected")
               : str_join(r->mem, STR("phone and address protected"), STR(" "), words);
}

static void card(struct req *r, const struct case_rows *rows, const struct person_row *p,
                 struct str relation, struct str chip, struct person_card_view *v)
{
    *v = (struct person_card_view){
        .name = p->name,
        .relation = relation,
        .chip = chip,
        .href = page_path(r, "/cases/%.*s/people/%.*s", STR_ARG(rows->case_id), STR_ARG(p->id)),
        .line1 = str_is(p->kind, "child") ? page_age(r, p->birth) : p->safe_contact,
        .line2 = p->interpreter ? str_fmt(r->mem, "%.*s, with interpreter",
                                          STR_ARG(str_or(p->language, "language not recorded")))
                                : p->language,
        .protected = protection_line(r, p),
    };
}

/* The present role of an adult that puts them into a column; NULL where there is none. */
static const struct person_role_row *side_role(const struct case_rows *rows, struct str person_id)
{
    const struct person_role_row *found = NULL;
    size_t i;

    for (i = 0; i < rows->nroles; i++)
        if (!rows->roles[i].to_on.p && str_eq(rows->roles[i].person_id, person_id) && !found)
            found = &rows->roles[i];
    return found;
}

struct columns {
    struct person_card_view *first, *between, *second, *others;
    struct professional_row_view *professionals;
};

static void place_adult(struct req *r, const struct case_rows *rows, const struct person_row *p,
                        struct columns *c, struct case_show_view *v)
{
    const struct person_role_row *role = side_role(rows, p->id);
    struct str relation = role ? role->relation : STR("role not recorded yet");
    struct str chip = role ? list_label(r->act.app, "roles", role->role) : STR_NULL;
    struct person_card_view *to;

    if (role && str_is(role->role, "contact_parent"))
        to = &c->first[v->nfirst++];
    else if (role && (str_is(role->role, "home_parent") || str_is(role->role, "guardian")))
        to = &c->second[v->nsecond++];
    else
        to = &c->others[v->nothers++];
    card(r, rows, p, relation, chip, to);
}

static void fill_people(struct req *r, const struct case_rows *rows, struct case_show_view *v)
{
    size_t n = rows->npeople + 1, i;
    struct columns c = {
        .first = arena_array(r->mem, struct person_card_view, n),
        .between = arena_array(r->mem, struct person_card_view, n),
        .second = arena_array(r->mem, struct person_card_view, n),
        .others = arena_array(r->mem, struct person_card_view, n),
        .professionals = arena_array(r->mem, struct professional_row_view, n),
    };

    for (i = 0; i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];

        if (str_is(p->kind, "child"))
            card(r, rows, p, STR("child"), STR_NULL, &c.between[v->nbetween++]);
        else if (str_is(p->kind, "adult"))
            place_adult(r, rows, p, &c, v);
        else
            c.professionals[v->nprofessionals++] = (struct professional_row_view){
                .name = p->name,
                .role = str_join(r->mem, list_label(r->act.app, "professions", p->profession),
                                 STR(", "), p->organisation),
                .href =
                    page_path(r, "/cases/%.*s/people/%.*s", STR_ARG(rows->case_id), STR_ARG(p->id)),
            };
        if (protection_holds(&r->act, p))
            v->protected = STR("Somebody's phone and address are protected.");
    }
    v->first = c.first;
    v->between = c.between;
    v->second = c.second;
    v->others = c.others;
    v->professionals = c.professionals;
}

/* Every hold that stands, newest first; the reason stays with the hold. */
static void fill_holds(struct req *r, const struct case_rows *rows, const struct step_rows *steps,
                       struct case_show_view *v)
{
    struct safety_row_view *list = arena_array(r->mem, struct safety_row_view, steps->nholds + 1);
    size_t i;

    for (i = 0; i < steps->nholds && act_allows(&r->act, CAP_HOLD, CLASS_A, false); i++) {
        const struct hold_row *h = &steps->holds[i].row;
        const struct person_row *child = case_person(rows, h->child_id);
        struct str adult = h->person_id.p
                               ? case_person_words(&r->act, rows, h->person_id, h->child_id)
                               : STR("all adults of the family");

        if (steps->holds[i].stands)
            list[v->nheld++] = (struct safety_row_view){
                .what = str_fmt(r->mem, "Contact between %.*s and %.*s",
                                STR_ARG(child ? child->name : STR("every child")), STR_ARG(adult)),
                .sub = str_join(r->mem, page_when(r, h->began_utc), STR(", "), h->began_name),
                .href = page_path(r, "/cases/%.*s/holds/%.*s", STR_ARG(h->case_id), STR_ARG(h->id)),
            };
    }
    v->held = list;
    v->hold = page_case_path(r, "/holds");
    v->hold_some = page_case_path(r, "/holds/new");
}

static enum rw_status fill_goals(struct req *r, struct case_show_view *v)
{
    struct goal_row_view *list;
    struct goal_row *goals;
    size_t n, i;
    enum rw_status st = goal_list(&r->act, req_arg(r, "case"), &goals, &n);

    if (st)
        return st;
    list = arena_array(r->mem, struct goal_row_view, n + 1);
    for (i = 0; i < n; i++) {
        bool in_use = str_is(goals[i].use, "in_use");

        list[i] = (struct goal_row_view){
            .name = list_label(r->act.app, "goals", goals[i].code),
            .state = in_use ? STR("in use") : STR("not now"),
            .sub = in_use ? goals[i].words : goals[i].reason,
            .in_use = in_use,
        };
    }
    v->goals = list;
    v->ngoals = n;
    return RW_OK;
}

static enum rw_status case_show(struct req *r)
{
    struct case_show_view v = { 0 };
    struct step_rows steps = { 0 };
    struct chronology_row *events;
    struct case_rows rows;
    size_t n;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = fill_goals(r, &v);
    if (!st)
        st = case_chronology(&r->act, req_arg(r, "case"), date_add(r->act.today, DAYS_AHEAD),
                             CHRONOLOGY_ROWS, &events, &n);
    if (!st)
        st = step_rows_load(&r->act, &rows, &steps);
    if (!st)
        st = fill_children(r, &rows, &steps, &v);
    if (!st)
        st = case_show_waits(r, &rows, &v);
    if (st)
        return st;
    fill_holds(r, &rows, &steps, &v);
    page_shell(r, r->act.access.head.title, "cases", &v.shell);
    page_crumbs(r, &(struct link_view){ .href = STR("/cases"), .label = STR("Families") }, 1,
                &v.crumbs);
    fill_head(r, &v);
    fill_intake(r, &rows, &v);
    fill_people(r, &rows, &v);
    case_show_signs(r, &rows, &v);
    case_show_events(r, events, n, &v);
    tpl_case_show(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case",
      .run = case_show,
      .need = CAP_CASE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .flags = ROUTE_EARLY,
      .object = "case",
      .about = "One family's case" },
};

PAGE_ROUTES(case_show_routes, routes);
