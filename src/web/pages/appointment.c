/* appointment.c -- book, show, change one appointment, and say what came of it. */
#include "app/appointment.h"
#include "app/credential.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "web/pages/page.h"
#include "web/pages/session_row.h"
#include "web/route.h"

enum { KIND, PEOPLE, ON, AT, MINUTES, ROOM, CLINICIAN, NFIELDS };
enum { EVENT, REASON, NMARKS };

static const struct field book_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "What for",
               .none = "Please choose" },
    [PEOPLE] = { .name = "people",
                 .kind = FIELD_MULTI,
                 .required = true,
                 .min = 1,
                 .label = "Who comes" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day", .set = "When" },
    [AT] = { .name = "at_min",
             .kind = FIELD_TIME,
             .required = true,
             .label = "Begins at",
             .set = "When" },
    [MINUTES] = { .name = "minutes",
                  .kind = FIELD_I64,
                  .min = 1,
                  .max = 720,
                  .required = true,
                  .label = "Length",
                  .suffix = "minutes",
                  .set = "When" },
    [ROOM] = { .name = "room", .kind = FIELD_TEXT, .max = 60, .label = "Room or place" },
    [CLINICIAN] = { .name = "clinician",
                    .kind = FIELD_CHOICE,
                    .required = true,
                    .label = "Clinician" },
};

static const struct field mark_form[NMARKS] = {
    [EVENT] = { .name = "event", .kind = FIELD_RADIO, .required = true, .label = "Outcome" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_CHOICE,
                 .label = "Reason",
                 .hint = "Where it did not take place.",
                 .none = "Please choose" },
};

/* In the order of enum appointment_event; EDIT has a page of its own. */
static const struct form_option events[] = {
    [APPOINTMENT_HOLD] = { "held", "It took place" },
    [APPOINTMENT_CANCEL] = { "cancelled", "Cancelled before it began" },
    [APPOINTMENT_NOT_START] = { "not_started", "It did not go ahead" },
    [APPOINTMENT_REOPEN] = { "planned", "Back to planned: it was marked by mistake" },
};

/* The same of one that a hold or something else stopped: nobody marked it by mistake. */
static const struct form_option going_on = { "planned", "Go on with it: what stopped it is over" };

static struct str own_path(struct req *r, const char *rest)
{
    return page_path(r, "/cases/%.*s/appointments/%.*s%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(req_arg(r, "appointment")), rest);
}

static void crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view up[] = { { .href = STR("/calendar"), .label = STR("Calendar") } };

    page_crumbs(r, up, 1, v);
}

/* Each clinician once; of somebody who stands in, on which days. */
static size_t staff_options(struct req *r, const struct appointment_choices *c,
                            struct form_option *list)
{
    size_t i, k, n = 0;

    for (i = 0; i < c->nclinicians; i++) {
        const struct case_clinician *x = &c->clinicians[i];
        struct str days = case_clinician_days(r->mem, x), label = x->name;

        if (days.len)
            label = str_fmt(r->mem, "%.*s, stands in %.*s", STR_ARG(x->name), STR_ARG(days));
        for (k = 0; k < n; k++)
            if (str_is(x->account_id, list[k].value))
                break;
        if (k < n)
            label = str_join(r->mem, str_of(list[k].label), STR(" and "), days);
        list[k] = (struct form_option){ str_z(r->mem, x->account_id), str_z(r->mem, label) };
        n += k == n;
    }
    return n;
}

static enum rw_status load_fields(struct req *r, struct field **f)
{
    struct appointment_choices c = { 0 };
    struct form_option *people, *staff, *kinds;
    size_t i, nkinds, nstaff;
    enum rw_status st = appointment_choices(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    people = arena_array(r->mem, struct form_option, c.people.n + 1);
    staff = arena_array(r->mem, struct form_option, c.nclinicians + 1);
    kinds = page_options(r, LIST_APPOINTMENT_KINDS, &nkinds);
    if (r->mem->spent)
        return RW_FAIL(&r->act.err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < c.people.n; i++)
        people[i] = (struct form_option){ str_z(r->mem, c.people.list[i].id),
                                          str_z(r->mem, c.people.list[i].label) };
    nstaff = staff_options(r, &c, staff);
    *f = form_copy(r->mem, book_form, NFIELDS);
    form_choices(*f, NFIELDS, "kind", kinds, nkinds);
    form_choices(*f, NFIELDS, "people", people, c.people.n);
    form_choices(*f, NFIELDS, "clinician", staff, nstaff);
    return RW_OK;
}

static struct appointment_input input_of(struct req *r, const struct value *v)
{
    return (struct appointment_input){ .clinician = v[CLINICIAN].text,
                                       .on = v[ON].date,
                                       .at_min = (int32_t)v[AT].num,
                                       .minutes = v[MINUTES].num,
                                       .kind = v[KIND].text,
                                       .room = v[ROOM].text,
                                       .people = v[PEOPLE].many,
                                       .npeople = v[PEOPLE].nmany,
                                       .version = page_version(r) };
}

static void stored_values(struct req *r, const struct appointment *p, struct value *v)
{
    v[KIND] = value_text(p->row.kind);
    v[PEOPLE] = value_many(p->people, p->npeople);
    v[ON] = value_date(r->mem, p->starts.date);
    v[AT] = value_time(r->mem, p->starts.minutes);
    v[MINUTES] = value_i64(r->mem, p->row.minutes);
    v[ROOM] = value_text(p->row.room);
    v[CLINICIAN] = value_text(p->row.account_id);
}

static struct form_page book_page(struct req *r, const struct field *f, const struct value *v,
                                  const struct crumbs_view *up)
{
    return (struct form_page){
        .title = STR("New appointment"),
        .intro = r->act.access.head.title,
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_case_path(r, "/appointments/new"),
        .submit = STR("Book"),
        .cancel = STR("/calendar"),
    };
}

static enum rw_status book_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    struct date day;
    int64_t minutes = 0;
    enum rw_status st = load_fields(r, &f);

    if (!st)
        st = number_of(&r->act, "session_minutes", &minutes);
    if (st)
        return st;
    v[ON] = value_date(r->mem, date_parse(req_query(r, "on"), &day) ? day : RW_NO_DATE);
    v[MINUTES] = value_i64(r->mem, minutes);
    v[CLINICIAN] = value_text(r->act.viewer.account_id);
    crumbs(r, &up);
    p = book_page(r, f, v, &up);
    return page_form(r, "calendar", &p);
}

static enum rw_status book_create(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct appointment_input in;
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    struct str id;
    enum rw_status st = load_fields(r, &f);

    if (st)
        return st;
    crumbs(r, &up);
    p = book_page(r, f, v, &up);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "calendar", &p);
    in = input_of(r, v);
    st = appointment_book(&r->act, req_arg(r, "case"), STR_NULL, &in, &id);
    if (st == RW_EINPUT)
        return page_form(r, "calendar", &p);
    if (st)
        return st;
    return req_redirect(r, page_path(r, "/calendar?week=%.*s", STR_ARG(date_iso(r->mem, in.on))),
                        "Booked.");
}

static struct form_page change_page(struct req *r, const struct field *f, const struct value *v,
                                    const struct crumbs_view *up, const struct pair *version)
{
    struct form_page p = book_page(r, f, v, up);

    p.title = STR("Change the appointment");
    p.action = own_path(r, "/edit");
    p.cancel = own_path(r, "");
    p.submit = STR("Save");
    p.hidden = version;
    p.nhidden = 1;
    return p;
}

static enum rw_status change_show(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct appointment found;
    struct crumbs_view up;
    struct form_page p;
    struct pair version;
    struct field *f;
    enum rw_status st =
        appointment_find(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &found);

    if (!st)
        st = load_fields(r, &f);
    if (st)
        return st;
    stored_values(r, &found, v);
    crumbs(r, &up);
    version = page_version_pair(r, found.row.version);
    p = change_page(r, f, v, &up, &version);
    return page_form(r, "calendar", &p);
}

static enum rw_status change_conflict(struct req *r, struct form_page *p, struct pair *version)
{
    struct value saved[NFIELDS] = { 0 };
    struct appointment found;
    enum rw_status st =
        appointment_find(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &found);

    if (st)
        return st;
    stored_values(r, &found, saved);
    *version = page_version_pair(r, found.row.version);
    return page_conflict(r, "calendar", p, saved, STR("this appointment"));
}

static enum rw_status change_save(struct req *r)
{
    struct pair version = page_version_pair(r, page_version(r));
    struct value v[NFIELDS] = { 0 };
    struct appointment_input in;
    struct appointment found;
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    struct str id;
    enum rw_status st =
        appointment_find(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &found);

    if (!st)
        st = load_fields(r, &f);
    if (st)
        return st;
    crumbs(r, &up);
    p = change_page(r, f, v, &up, &version);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "calendar", &p);
    in = input_of(r, v);
    st = appointment_book(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &in, &id);
    if (st == RW_EINPUT)
        return page_form(r, "calendar", &p);
    if (st == RW_ECONFLICT)
        return change_conflict(r, &p, &version);
    return st ? st : req_redirect(r, own_path(r, ""), "Saved.");
}

/* -- one appointment, and what came of it ----------------------------------------------------- */

static struct field *mark_fields(struct req *r, const struct appointment *p)
{
    struct form_option *o = arena_array(r->mem, struct form_option, FORM_N(events));
    struct field *f = form_copy(r->mem, mark_form, NMARKS);
    struct form_option *reasons;
    enum appointment_state to;
    size_t i, n = 0, nreasons;

    for (i = APPOINTMENT_HOLD; !r->mem->spent && i < FORM_N(events); i++) {
        bool soon = p->starts_utc > r->act.now_utc && i != APPOINTMENT_CANCEL;

        if (appointment_move(p->state, (enum appointment_event)i, &to) &&
            (!soon || i == APPOINTMENT_REOPEN))
            o[n++] =
                i == APPOINTMENT_REOPEN && p->state == APPOINTMENT_STOPPED ? going_on : events[i];
    }
    reasons = page_options(r, LIST_CANCEL_REASONS, &nreasons);
    form_choices(f, NMARKS, "event", o, n);
    form_choices(f, NMARKS, "reason", reasons, nreasons);
    return f;
}

static struct str notice_words(struct req *r, const struct appointment *p)
{
    if (p->state != APPOINTMENT_CANCELLED || p->row.notice_hours < 0)
        return STR("");
    return p->row.notice_hours == 1 ? STR("1 hour")
                                    : str_fmt(r->mem, "%lld hours", (long long)p->row.notice_hours);
}

static void fill_facts(struct req *r, const struct appointment *p, bool unlicensed,
                       struct facts_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, 8);
    size_t n = 0;

    f[n++] =
        (struct fact_view){ .label = STR("When"), .value = clock_words(r->mem, p->starts_utc) };
    f[n++] =
        (struct fact_view){ .label = STR("Length"),
                            .value = str_fmt(r->mem, "%lld minutes", (long long)p->row.minutes) };
    f[n++] = (struct fact_view){ .label = STR("Who"), .value = p->names };
    f[n++] = (struct fact_view){ .label = STR("Room or place"), .value = p->row.room };
    f[n++] = (struct fact_view){ .label = STR("Clinician"), .value = p->clinician };
    if (unlicensed)
        f[n++] = (struct fact_view){ .label = STR("Licence"), .value = STR(SESSION_UNLICENSED) };
    if (p->reason.len)
        f[n++] = (struct fact_view){ .label = STR("Reason"), .value = p->reason };
    if (notice_words(r, p).len)
        f[n++] = (struct fact_view){ .label = STR("Notice"), .value = notice_words(r, p) };
    *v = (struct facts_view){ .rows = f, .nrows = n };
}

static void fill_tools(struct req *r, const struct appointment *p, struct detail_view *v)
{
    struct link_view *t = arena_array(r->mem, struct link_view, 3);
    bool writes = act_allows(&r->act, CAP_NOTE_WRITE, CLASS_S, true);
    bool open = p->state == APPOINTMENT_PLANNED || p->state == APPOINTMENT_HELD;

    if (p->state == APPOINTMENT_PLANNED)
        t[v->ntools++] = (struct link_view){ own_path(r, "/edit"), STR("Change") };
    if (writes && p->row.note_id.len)
        t[v->ntools++] =
            (struct link_view){ page_path(r, "/cases/%.*s/notes/%.*s", STR_ARG(p->row.case_id),
                                          STR_ARG(p->row.note_id)),
                                STR("Read the note") };
    else if (writes && open)
        t[v->ntools++] = (struct link_view){ page_path(r, "/cases/%.*s/notes/new?appointment=%.*s",
                                                       STR_ARG(p->row.case_id), STR_ARG(p->row.id)),
                                             STR("Write the note") };
    v->tools = t;
}

static enum rw_status show(struct req *r, const struct appointment *p, const struct field *f,
                           const struct value *values)
{
    struct detail_view v = { .title = p->kind, .form_title = STR("What came of it") };
    struct pair version = page_version_pair(r, p->row.version);
    struct form_page form = { .fields = f,
                              .n = NMARKS,
                              .state = { .values = values, .problems = &r->act.bad },
                              .action = own_path(r, "/mark"),
                              .submit = STR("Record"),
                              .hidden = &version,
                              .nhidden = 1 };
    bool unlicensed = false;
    enum rw_status st =
        p->state == APPOINTMENT_PLANNED
            ? credential_unlicensed(&r->act, &p->row.account_id, &p->starts.date, &unlicensed, 1)
            : RW_OK;

    if (st)
        return st;
    if (r->mem->spent)
        return RW_FAIL(&r->act.err, RW_ELIMIT, "request arena is spent");
    page_shell(r, p->kind, "calendar", &v.shell);
    crumbs(r, &v.crumbs);
    v.sub = str_fmt(r->mem, "%.*s · %.*s", STR_ARG(r->act.access.head.title),
                    STR_ARG(session_state_words(p->state)));
    fill_facts(r, p, unlicensed, &v.facts);
    fill_tools(r, p, &v);
    v.has_form = f[EVENT].nchoices > 0;
    form_body_view(r->mem, &form, r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status appointment_show(struct req *r)
{
    struct appointment p;
    enum rw_status st =
        appointment_find(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &p);

    return st ? st : show(r, &p, mark_fields(r, &p), NULL);
}

static enum appointment_event event_of(struct str word)
{
    size_t i;

    for (i = APPOINTMENT_HOLD; i < FORM_N(events); i++)
        if (str_is(word, events[i].value))
            return (enum appointment_event)i;
    return APPOINTMENT_EDIT;
}

static enum rw_status appointment_record(struct req *r)
{
    struct value v[NMARKS] = { 0 };
    struct appointment p;
    struct field *f;
    enum rw_status st =
        appointment_find(&r->act, req_arg(r, "case"), req_arg(r, "appointment"), &p);

    if (st)
        return st;
    f = mark_fields(r, &p);
    if (!form_read(r->mem, f, NMARKS, &r->form, v, &r->act.bad))
        return show(r, &p, f, v);
    st = appointment_mark(&r->act, p.row.case_id, p.row.id, event_of(v[EVENT].text),
                          page_version(r), v[REASON].text);
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("Somebody else changed this appointment meanwhile. It is "
                        "shown as it stands now; please look at it and record "
                        "again."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show(r, &p, f, v);
    return st ? st : req_redirect(r, own_path(r, ""), "Recorded.");
}

#define ROW(m, p, fn, cap, text)                                                                   \
    {                                                                                              \
        .method = (m), .path = "/cases/:case/appointments" p, .run = (fn), .need = (cap),          \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .object = "appointment",         \
        .about = (text)                                                                            \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "/new", book_new, CAP_SCHEDULE_EDIT, "Form for a new appointment"),
    ROW(METHOD_POST, "/new", book_create, CAP_SCHEDULE_EDIT, "Book an appointment"),
    ROW(METHOD_GET, "/:appointment", appointment_show, CAP_SCHEDULE_READ, "One appointment"),
    ROW(METHOD_POST, "/:appointment/mark", appointment_record, CAP_SCHEDULE_EDIT,
        "Record that an appointment took place, was cancelled or did not go ahead"),
    ROW(METHOD_GET, "/:appointment/edit", change_show, CAP_SCHEDULE_EDIT,
        "Form to change an appointment"),
    ROW(METHOD_POST, "/:appointment/edit", change_save, CAP_SCHEDULE_EDIT, "Change an appointment"),
};

PAGE_ROUTES(appointment_routes, routes);
