/* import_people.c -- a row of the sheet becomes a person with a role. */
#include "app/case_people.h"
#include "app/import_parts.h"
#include "app/lists.h"
#include "app/person.h"
#include "app/protocols.h"
#include "core/protocol.h"
#include "gen/queries.h"

static const struct choice kinds[] = {
    { .code = { "child", 5 }, .label = { "child", 5 } },
    { .code = { "adult", 5 }, .label = { "adult", 5 } },
    { .code = { "professional", 12 }, .label = { "professional", 12 } },
};

/* Everything that one row says, and what stands beside it in the record. */
struct newcomer {
    struct str case_id;
    struct family_case_get_row c;
    struct person_row *people;
    size_t npeople;
    struct person_input in;
    struct contact_input contact;
    struct role_input role;
    bool has_contact, has_role;
    struct str *children; /* names, then ids, of those that the role is to */
    size_t nchildren;
    const struct person_row *known; /* the same person, in the case already */
};

static struct choice *choices(struct act *a, size_t n)
{
    return arena_array(a->mem, struct choice, n + 1);
}

/* Where a child stands, by the titles of the protocol. */
static void read_place(struct act *a, const struct import *im, const struct csv_row *row,
                       struct person_input *in)
{
    const struct protocol *p = protocol_for_words(a);
    struct choice *phases = choices(a, p->nphases), *tracks = choices(a, p->ntracks);
    struct choice *levels = choices(a, p->nlevels);
    size_t i;

    if (a->mem->spent)
        return;
    for (i = 0; i < p->nphases; i++)
        phases[i] = (struct choice){ .code = p->phases[i].id, .label = p->phases[i].title };
    for (i = 0; i < p->ntracks; i++)
        tracks[i] = (struct choice){ .code = p->tracks[i].id, .label = p->tracks[i].title };
    for (i = 0; i < p->nlevels; i++)
        levels[i] = (struct choice){ .code = p->levels[i].id, .label = p->levels[i].title };
    in->phase = import_choice(a, im, row, PERSON_PHASE, phases, p->nphases);
    in->track = import_choice(a, im, row, PERSON_TRACK, tracks, p->ntracks);
    in->level = import_choice(a, im, row, PERSON_LEVEL, levels, p->nlevels);
}

static void read_person(struct act *a, const struct import *im, const struct csv_row *row,
                        struct newcomer *w)
{
    const struct choice_list *professions = list_of(a->app, "professions");

    w->in = (struct person_input){
        .kind = import_choice(a, im, row, PERSON_KIND, kinds, sizeof kinds / sizeof *kinds),
        .name = import_text(a, im, row, PERSON_NAME),
        .birth = import_date(a, im, row, PERSON_BIRTH),
        .language = import_text(a, im, row, PERSON_LANGUAGE),
        .interpreter = import_yes(a, im, row, PERSON_INTERPRETER),
        .access_needs = import_text(a, im, row, PERSON_NEEDS),
        .profession =
            import_choice(a, im, row, PERSON_PROFESSION, professions->items, professions->nitems),
        .organisation = import_text(a, im, row, PERSON_ORGANISATION),
        .safe_contact = import_text(a, im, row, PERSON_SAFE),
        .is_protected = import_yes(a, im, row, PERSON_PROTECTED),
    };
    read_place(a, im, row, &w->in);
    w->contact = (struct contact_input){
        .phone = import_text(a, im, row, PERSON_PHONE),
        .email = import_text(a, im, row, PERSON_EMAIL),
        .address = import_text(a, im, row, PERSON_ADDRESS),
        .version = 1,
    };
    w->has_contact = w->contact.phone.len || w->contact.email.len || w->contact.address.len;
}

static void read_role(struct act *a, const struct import *im, const struct csv_row *row,
                      struct newcomer *w)
{
    const struct choice_list *roles = list_of(a->app, "roles");
    struct str began = w->c.as_of.len ? w->c.as_of : w->c.referred_on;

    w->children = import_pieces(a, import_text(a, im, row, PERSON_CHILD), &w->nchildren);
    w->role = (struct role_input){
        .role = import_choice(a, im, row, PERSON_ROLE, roles->items, roles->nitems),
        .relation = import_text(a, im, row, PERSON_RELATION),
        .from_on = import_date(a, im, row, PERSON_SINCE),
    };
    w->has_role =
        w->role.role.len || w->role.relation.len || w->nchildren || date_known(w->role.from_on);
    if (!date_known(w->role.from_on) && !problem_of(&a->bad, STR("from_on")).len)
        (void)date_parse(began, &w->role.from_on);
}

static const struct person_row *named(const struct newcomer *w, const char *kind, struct str name)
{
    size_t i;

    for (i = 0; i < w->npeople; i++)
        if (str_is(w->people[i].kind, kind) && import_same(w->people[i].name, name))
            return &w->people[i];
    return NULL;
}

/* Names of children become their ids. */
static void find_children(struct act *a, struct newcomer *w)
{
    size_t i;

    for (i = 0; i < w->nchildren; i++) {
        const struct person_row *child = named(w, "child", w->children[i]);

        if (child)
            w->children[i] = child->id;
        else
            problem_add(&a->bad, "child_id",
                        STR("No child of this name is in the case. Please write the name as it "
                            "stands there, or add the child to this list."));
    }
}

static void check_fit(struct act *a, const struct newcomer *w)
{
    bool child = str_is(w->in.kind, "child");
    bool placed = w->in.phase.len || w->in.track.len || w->in.level.len;

    if (placed && !child)
        problem_add(&a->bad, "phase",
                    STR("Only a child has a phase, a kind of situation and a contact as it is now. "
                        "Please leave them empty."));
    else if (placed && !str_is(w->c.entered, "under_way"))
        problem_add(&a->bad, "phase",
                    STR("This family did not come in under way. Please leave phase, kind of "
                        "situation and contact empty: they follow from the first checkpoint on."));
    if (w->has_role && !str_is(w->in.kind, "adult"))
        problem_add(&a->bad, "role",
                    STR("Only an adult of the family has a role and a relation. Please leave them "
                        "empty."));
    if (!w->known && w->npeople >= RW_CASE_PEOPLE)
        problem_add(&a->bad, "", STR("This case holds as many people as it can."));
}

/* The same child anywhere in the caseload: the case's title, or STR_NULL. */
static struct str child_elsewhere(struct act *a, const struct import *im, const struct newcomer *w)
{
    struct str birth = date_iso(a->mem, w->in.birth);
    size_t i, k;

    for (i = 0; i < im->nchildren; i++)
        if (birth.len && import_same(im->children[i].name, w->in.name) &&
            str_eq(im->children[i].birth, birth))
            for (k = 0; k < im->ncases; k++)
                if (str_eq(im->cases[k].case_id, im->children[i].case_id))
                    return im->cases[k].title;
    return STR_NULL;
}

static bool same_birth(struct act *a, struct str stored, struct date birth)
{
    return !stored.len || !date_known(birth) || str_eq(stored, date_iso(a->mem, birth));
}

static void find_known(struct act *a, struct newcomer *w)
{
    const struct person_row *p;

    if (str_is(w->in.kind, "child")) {
        if (named(w, "child", w->in.name))
            problem_add(&a->bad, "name",
                        STR("A child of this name and another day of birth is in the case. Please "
                            "make the names differ."));
        return;
    }
    p = str_is(w->in.kind, "adult") ? named(w, "adult", w->in.name)
                                    : named(w, "professional", w->in.name);
    if (p && same_birth(a, p->birth, w->in.birth))
        w->known = p;
}

/* Of a person who is there: only the children to whom nothing is recorded yet. */
static enum rw_status drop_known_roles(struct act *a, struct newcomer *w)
{
    struct person_role_row *rows;
    size_t i, k, n, left = 0;
    bool whole = w->nchildren == 0;
    enum rw_status st =
        q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = w->case_id },
                           &rows, &n, &a->err);

    if (st)
        return st;
    for (k = 0; k < (whole ? 1 : w->nchildren); k++) {
        struct str child = whole ? STR("") : w->children[k];

        for (i = 0; i < n; i++)
            if (!rows[i].to_on.p && str_eq(rows[i].person_id, w->known->id) &&
                str_eq(rows[i].child_id, child))
                break;
        if (i == n && !whole)
            w->children[left++] = child;
        if (i < n && whole)
            w->has_role = false;
    }
    if (!whole) {
        w->nchildren = left;
        w->has_role = left > 0;
    }
    return RW_OK;
}

static struct str role_words(struct act *a, const struct newcomer *w)
{
    struct case_people all = { .n = w->npeople };
    struct str label = list_label(a->app, "roles", w->role.role), to = STR("the whole family");
    struct str since = date_words(a->mem, w->role.from_on);
    size_t i;

    all.list = arena_array(a->mem, struct case_person, w->npeople);
    for (i = 0; !a->mem->spent && i < w->npeople; i++)
        all.list[i] = (struct case_person){ .id = w->people[i].id,
                                            .name = w->people[i].name,
                                            .kind = w->people[i].kind };
    if (w->nchildren && !a->mem->spent)
        to = case_people_names(a->mem, &all, w->children, w->nchildren);
    return str_fmt(a->mem, " To %.*s: %.*s (%.*s), since %.*s.", STR_ARG(to),
                   STR_ARG(w->role.relation), STR_ARG(label), STR_ARG(since));
}

static struct str detail_of(struct act *a, const struct newcomer *w)
{
    const char *kind = str_is(w->in.kind, "child")   ? "Child"
                       : str_is(w->in.kind, "adult") ? "Adult"
                                                     : "Professional";
    struct str all =
        str_fmt(a->mem, "%s, %.*s.", w->known ? "A further role" : kind, STR_ARG(w->c.title));
    struct str more = date_words(a->mem, w->in.birth);

    if (date_known(w->in.birth) && !w->known)
        all = str_fmt(a->mem, "%.*s Born on %.*s.", STR_ARG(all), STR_ARG(more));
    more = list_label(a->app, "professions", w->in.profession);
    if (w->in.profession.len)
        all = str_fmt(a->mem, "%.*s %.*s.", STR_ARG(all), STR_ARG(more));
    more = protocol_title(protocol_for_words(a), w->in.phase);
    if (more.len)
        all = str_fmt(a->mem, "%.*s Phase: %.*s.", STR_ARG(all), STR_ARG(more));
    if (w->has_role)
        all = str_join(a->mem, all, STR(""), role_words(a, w));
    if (w->has_contact && !w->known)
        all = str_join(a->mem, all, STR(" "), STR("With phone, e-mail or address."));
    return all;
}

static enum rw_status make_person(struct act *a, struct import *im, struct newcomer *w)
{
    struct str id = id_new(a->mem);
    enum rw_status st = person_put(a, w->case_id, id, &w->in);

    if (!st && w->has_contact)
        st = act_allow(a, w->case_id, CAP_ADDRESS_READ, CLASS_V, false);
    if (!st && w->has_contact)
        st = person_contact_put(a, w->case_id, id, &w->contact);
    w->role.person_id = id;
    if (!st && str_is(w->in.kind, "child"))
        im->children[im->nchildren++] = (struct caseload_children_row){
            .case_id = str_copy(im->keep, w->case_id),
            .name = str_copy(im->keep, w->in.name),
            .birth = date_iso(im->keep, w->in.birth),
        };
    return st;
}

static enum rw_status make_roles(struct act *a, struct newcomer *w)
{
    size_t i, times = w->nchildren ? w->nchildren : 1;
    enum rw_status st = act_allow(a, w->case_id, CAP_CASE_EDIT, CLASS_S, false);

    for (i = 0; !st && i < times; i++) {
        w->role.child_id = w->nchildren ? w->children[i] : STR("");
        st = person_role_put(a, w->case_id, &w->role);
    }
    return st;
}

/* What stands in the record beside this row. */
static enum rw_status load_beside(struct act *a, const struct import *im, const struct csv_row *row,
                                  struct newcomer *w)
{
    enum rw_status st = import_case(a, im, row, CAP_CASE_EDIT, &w->case_id);

    if (st || !w->case_id.len)
        return st;
    st = q_family_case_get(a->db, a->mem, &(struct q_family_case_get_in){ .id = w->case_id }, &w->c,
                           &a->err);
    return st ? st
              : q_person_list(a->db, a->mem, &(struct q_person_list_in){ .case_id = w->case_id },
                              &w->people, &w->npeople, &a->err);
}

static enum rw_status check_newcomer(struct act *a, struct newcomer *w)
{
    enum rw_status st = RW_OK;

    find_known(a, w);
    find_children(a, w);
    check_fit(a, w);
    person_check(a, &w->in);
    person_contact_check(a, &w->contact);
    if (w->has_role)
        person_role_check(a, &w->role);
    st = check_done(a);
    if (!st && w->known && w->has_role)
        st = drop_known_roles(a, w);
    return st;
}

enum rw_status import_person_row(struct act *a, struct import *im, const struct csv_row *row,
                                 struct import_row *out)
{
    struct newcomer w = { .in.birth = RW_NO_DATE };
    struct str here;
    enum rw_status st = load_beside(a, im, row, &w);

    if (st)
        return st;
    read_person(a, im, row, &w);
    read_role(a, im, row, &w);
    out->what = w.in.name;
    here = str_is(w.in.kind, "child") && w.case_id.len ? child_elsewhere(a, im, &w) : STR_NULL;
    if (here.len && !a->bad.n) {
        out->state = IMPORT_HERE;
        out->detail = str_fmt(a->mem, "This child is already with %.*s.", STR_ARG(here));
        return RW_OK;
    }
    if (w.case_id.len)
        st = check_newcomer(a, &w);
    else
        person_check(a, &w.in);
    if (!st)
        st = check_done(a);
    if (st)
        return st;
    if (w.known && !w.has_role) {
        out->state = IMPORT_HERE;
        out->detail = str_fmt(a->mem, "Already with %.*s.", STR_ARG(w.c.title));
        return RW_OK;
    }
    out->detail = detail_of(a, &w);
    w.role.person_id = w.known ? w.known->id : STR_NULL;
    if (!w.known)
        st = make_person(a, im, &w);
    return !st && w.has_role ? make_roles(a, &w) : st;
}
