/* demo_work.c -- the demonstration: appointments, notes, reports. */
#include "app/addendum.h"
#include "app/appointment.h"
#include "app/checkpoint.h"
#include "app/demo_family.h"
#include "app/hold.h"
#include "app/note.h"
#include "core/protocol.h"

/* See demo_case.c: what rests on another comes later in the day. */
enum {
    AT_BOOKING = 575,
    AT_CANCEL = 900,
    AT_ADDED = 1050,
    AT_RECORDS = 1060,
    AT_SIGNS = 1065,
    AT_DECISIONS = 1080,
    AT_HOLD = 1085
};

#define BOOKED_AHEAD 7 /* days */
#define CANCELLED_AHEAD 3 /* days: more than a weekend can take away */
#define NOTE_AFTER 15 /* minutes from the end of a session to its note */

/* -- appointments and notes -------------------------------------------------------------------- */

static int32_t minute_of(const struct demo_visit *v)
{
    int32_t minutes = 0;

    (void)clock_parse(str_of(v->at), &minutes);
    return minutes;
}

static enum rw_status book(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_visit *v = row;
    const struct str *people;
    struct appointment_input in = { .clinician = a->viewer.account_id,
                                    .on = demo_day(c->today, v->day),
                                    .at_min = minute_of(v),
                                    .minutes = v->minutes,
                                    .kind = str_of(v->kind),
                                    .room = str_of(v->room) };
    struct str id = STR_NULL;
    enum rw_status st;

    in.npeople = demo_ids(c, a->mem, v->people, &people);
    in.people = people;
    st = appointment_book(a, c->case_id, STR(""), &in, &id);
    if (!st)
        demo_made(c, v, NULL, id);
    return st;
}

static enum rw_status call_off(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_visit *v = row;

    return appointment_mark(a, c->case_id, demo_id_of(c, v),
                            v->not_started ? APPOINTMENT_NOT_START : APPOINTMENT_CANCEL, 1,
                            str_of(v->off));
}

static enum rw_status write_note(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_visit *v = row;
    const struct str *people, *tags;
    size_t n = demo_ids(c, a->mem, v->people, &people), i;
    struct note_person *who = arena_array(a->mem, struct note_person, n + 1);
    struct note_input in = {
        .kind = str_of(v->note ? v->note : v->kind),
        .cls = str_of(v->cls ? v->cls : "S"),
        .on = demo_day(c->today, v->day),
        .at_min = minute_of(v),
        .minutes = v->minutes,
        .appointment_id = demo_id_of(c, v),
        .direction = str_of(v->direction),
        .billable = true,
        .people = who,
        .npeople = n,
        .body = str_of(v->body),
    };
    struct note_saved saved;
    struct str id = note_new_id(a, c->case_id);
    enum rw_status st;

    for (i = 0; i < n; i++)
        who[i].person_id = people[i];
    in.ntags = demo_words(a->mem, v->tags, &tags);
    in.tags = tags;
    st = note_save(a, c->case_id, id, &in, &saved);
    if (!st)
        demo_made(c, &v->body, NULL, id);
    return st || v->draft ? st : note_sign(a, c->case_id, id, saved.version);
}

static enum rw_status add_to_note(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_visit *v = row;
    struct str id = STR_NULL;

    return addendum_sign(a, c->case_id, demo_id_of(c, &v->body), str_of(v->why), str_of(v->added),
                         &id);
}

static void plan_visit(struct demo_plan *p, struct demo_case *c, const struct demo_visit *v)
{
    int opened = c->family->opened;
    int booked = v->day - BOOKED_AHEAD > opened ? v->day - BOOKED_AHEAD : opened;

    if (v->kind)
        demo_plan_add(p, c, book, v, booked, AT_BOOKING);
    if (v->off && v->not_started)
        demo_plan_add(p, c, call_off, v, v->day, minute_of(v) + NOTE_AFTER);
    else if (v->off)
        demo_plan_add(p, c, call_off, v, v->day - CANCELLED_AHEAD, AT_CANCEL);
    if (v->body)
        demo_plan_add(p, c, write_note, v, v->day, minute_of(v) + v->minutes + NOTE_AFTER);
    if (v->added)
        demo_plan_add(p, c, add_to_note, v, v->added_on, AT_ADDED);
}

/* -- checkpoints ------------------------------------------------------------------------------- */

static bool asked_about(const struct criterion *k, const struct demo_role *r)
{
    bool contact = str_is(str_of(r->role), "contact_parent");
    bool home = str_is(str_of(r->role), "home_parent") || str_is(str_of(r->role), "guardian");

    return k->per == PER_PARENT_EACH      ? contact || home
           : k->per == PER_CONTACT_PARENT ? contact
           : k->per == PER_HOME_PARENT    ? home
                                          : false;
}

/* One record, or one for each adult of the child whom the criterion asks about. */
static enum rw_status record_child(struct demo_case *c, struct act *a, const struct demo_record *r,
                                   struct record_input *in, struct str child)
{
    const struct criterion *k = protocol_criterion(a->app->protocol, in->criterion);
    const struct demo_family *f = c->family;
    enum rw_status st = RW_OK;
    size_t i;

    if (!k)
        return RW_FAIL(&a->err, RW_EBUG, "no criterion %s", r->criterion);
    if (k->per < PER_PARENT_EACH)
        return checkpoint_record(a, c->case_id, in);
    for (i = 0; !st && i < f->nroles; i++) {
        const struct demo_role *role = &f->roles[i];

        if (!demo_names(role->children, child) || !asked_about(k, role) ||
            (r->person && !str_is(str_of(r->person), role->person)))
            continue;
        in->person_id = demo_id(c, role->person);
        st = checkpoint_record(a, c->case_id, in);
    }
    return st;
}

static enum rw_status record(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_record *r = row;
    const struct str *words, *ids, *papers;
    struct record_input in = { .criterion = str_of(r->criterion),
                               .result = str_of(r->result ? r->result : "yes"),
                               .number = DB_NULL_I64,
                               .on = a->today,
                               .statement = str_of(r->statement) };
    size_t n = demo_words(a->mem, r->children, &words), i;
    enum rw_status st = RW_OK;

    if (demo_is_safety(r))
        return demo_safety(c, a, r);
    if (demo_is_ready(r))
        return demo_ready(c, a, r);
    if (demo_is_intake(r))
        return demo_intake(c, a, r);
    (void)demo_ids(c, a->mem, r->children, &ids);
    in.ndocuments = demo_ids(c, a->mem, r->papers, &papers);
    in.documents = papers;
    if (n == 0)
        return record_child(c, a, r, &in, STR_NULL);
    for (i = 0; !st && i < n; i++) {
        in.child_id = ids[i];
        st = record_child(c, a, r, &in, words[i]);
    }
    return st;
}

static enum rw_status review_signs(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_signs *s = row;
    const struct str *children, *codes;
    size_t n = demo_ids(c, a->mem, s->children, &children), i;
    size_t nopen = demo_words(a->mem, s->open, &codes);
    struct sign_open *open = arena_array(a->mem, struct sign_open, nopen + 1);
    struct signs_input in = {
        .open = open,
        .nopen = nopen,
        .on = a->today,
        .statement = str_of(s->statement),
        .conduct = true,
    };
    const struct str *papers;
    enum rw_status st = RW_OK;

    in.ndocuments = nopen ? demo_ids(c, a->mem, s->papers, &papers) : 0;
    in.documents = nopen ? papers : NULL;
    for (i = 0; i < nopen; i++)
        open[i] = (struct sign_open){ .code = codes[i], .person_id = demo_id(c, s->person) };
    for (i = 0; !st && i < n; i++) {
        in.child_id = children[i];
        st = checkpoint_signs(a, c->case_id, &in);
    }
    return st;
}

/* The mark of what would be read at this moment, before the decision is signed. */
static enum rw_status read_first(struct demo_case *c, struct act *a, struct decision_input *in)
{
    const struct person_row *found;
    struct person_row child;
    struct gate_result r;
    struct case_rows rows;
    const struct gate *g;
    enum rw_status st = case_rows_load(a, c->case_id, &rows);

    if (!st)
        st = case_rows_evidence(a, &rows);
    if (st)
        return st;
    found = case_child(&rows, in->child_id);
    g = rows.protocol ? protocol_gate(rows.protocol, in->gate) : NULL;
    if (!found || !g)
        return RW_FAIL(&a->err, RW_EBUG, "a decision about no child or checkpoint");
    child = *found;
    if (in->track.len)
        child.track = in->track;
    st = checkpoint_check(a, &rows, &child, g, &r);
    if (!st)
        in->shown = checkpoint_mark(a, &rows, &child, &r);
    return st;
}

static enum rw_status decide(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_decision *d = row;
    struct decision_input in = { .child_id = demo_id(c, d->child),
                                 .gate = str_of(d->gate),
                                 .outcome = str_of(d->outcome),
                                 .rationale = str_of(d->rationale),
                                 .track = str_of(d->track),
                                 .review_on = date_add(a->today, 21) };
    struct str id;
    enum rw_status st = read_first(c, a, &in);

    return st ? st : checkpoint_decide(a, c->case_id, &in, &id);
}

static enum rw_status set_aside(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_aside *x = row;

    return checkpoint_override(a, c->case_id,
                               &(struct override_input){
                                   .criterion = str_of(x->criterion),
                                   .child_id = demo_id(c, x->child),
                                   .person_id = x->person ? demo_id(c, x->person) : STR_NULL,
                                   .rationale = str_of(x->rationale),
                                   .until = date_add(a->today, x->days),
                                   .second_on = RW_NO_DATE,
                               });
}

static enum rw_status hold(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_hold *h = row;
    struct hold_input in = { .child_id = h->child ? demo_id(c, h->child) : STR_NULL,
                             .person_id = h->person ? demo_id(c, h->person) : STR_NULL,
                             .reason = str_of(h->reason) };
    struct str id;

    return hold_press(a, c->case_id, &in, &id);
}

void demo_plan_work(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    for (i = 0; i < f->nvisits; i++)
        plan_visit(p, c, &f->visits[i]);
    for (i = 0; i < f->nrecords; i++)
        demo_plan_add(p, c, record, &f->records[i], f->records[i].day, AT_RECORDS);
    for (i = 0; i < f->nsigns; i++)
        demo_plan_add(p, c, review_signs, &f->signs[i], f->signs[i].day, AT_SIGNS);
    for (i = 0; i < f->ndecisions; i++)
        demo_plan_add(p, c, decide, &f->decisions[i], f->decisions[i].day, AT_DECISIONS);
    for (i = 0; i < f->nasides; i++)
        demo_plan_add(p, c, set_aside, &f->asides[i], f->asides[i].day, AT_DECISIONS);
    for (i = 0; i < f->nholds; i++)
        demo_plan_add(p, c, hold, &f->holds[i], f->holds[i].day, AT_HOLD);
}
