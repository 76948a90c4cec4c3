/* record_request_show.c -- one request: who may act for whom, what was decided, by whom, and the letter;
 * below it the form of the one thing that somebody wants to do now. */
#include "app/consent.h"
#include "app/lists.h"
#include "app/privilege.h"
#include "web/pages/record_request.h"

enum rw_status request_page_load(struct req *r, struct request_page *p)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &p->rows);

    if (!st)
        st = request_get(&r->act, p->rows.case_id, req_arg(r, "request"), &p->x);
    return st ? st : request_facts_of(&r->act, &p->rows, &p->x, &p->facts);
}

const char *request_do_word(enum request_do what)
{
    static const char *const words[REQUEST_DOS] = { "",       "decide", "second",
                                                    "longer", "agreed", "sent" };

    return (unsigned)what < REQUEST_DOS ? words[what] : "";
}

static bool may_edit(const struct req *r)
{
    return act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false);
}

/* Another licensed member's, who is not the one that decided. */
static bool may_second(const struct req *r, const struct request_page *p)
{
    const struct request_state *s = &p->x.state;

    return s->stage == REQUEST_WAITS_NAME &&
           act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false) &&
           !str_eq(p->x.steps[s->decision].recorded_by, r->act.viewer.account_id);
}

bool request_do_now(const struct req *r, const struct request_page *p, enum request_do what)
{
    const struct request_state *s = &p->x.state;
    bool open = s->stage < REQUEST_SIGNED;
    const bool now[REQUEST_DOS] = {
        [DO_DECIDE] = open && act_allows(&r->act, CAP_DECIDE, CLASS_S, false),
        [DO_SECOND] = may_second(r, p),
        [DO_LONGER] = open && !s->extended && may_edit(r),
        [DO_AGREED] = open && p->facts.own_consent && !p->facts.agreed && may_edit(r),
        [DO_SENT] = s->stage == REQUEST_SIGNED && may_edit(r),
    };

    return (unsigned)what < REQUEST_DOS && now[what];
}

/* -- what the page says ------------------------------------------------------------------------ */

static struct str authority_words(struct req *r, const struct request_page *p)
{
    const struct person_row *child = case_child(&p->rows, p->x.row.subject_id);
    struct consent_holders h;
    struct str all = STR("");
    size_t i;

    if (!child)
        return p->facts.own ? STR("The record is the asker's own.")
                            : STR("An adult's record is theirs alone to ask for.");
    h = consent_holders_of(&r->act, &p->rows, child);
    for (i = 0; i < h.n; i++)
        all = str_join(r->mem, all, i ? STR("; ") : STR(""),
                       case_person_words(&r->act, &p->rows, h.ids[i], child->id));
    if (!h.n)
        return STR("Nobody is recorded yet.");
    return h.by_document ? all : str_join(r->mem, all, STR("; "), STR("without a document so far"));
}

static void fill_facts(struct req *r, const struct request_page *p, struct facts_view *v)
{
    const struct record_request_row *d = &p->x.row;
    struct str received = page_date(r, d->received_on);
    const struct fact_view all[] = {
        { STR("Now"), request_stage_words(r, &p->x), STR_NULL },
        { STR("Answer due"), request_due_words(r, &p->x), STR_NULL },
        { STR("By which rule"), request_clock_note(r), STR_NULL },
        { STR("Who asks"), request_asker(r, &p->rows, d), STR_NULL },
        { STR("Whose record"), release_name(r, &p->rows, d->subject_id, ""), STR_NULL },
        { STR("Received"),
          str_fmt(r->mem, "%.*s, %.*s", STR_ARG(received),
                  STR_ARG(list_label(r->act.app, LIST_REQUEST_WAYS, d->way))),
          STR_NULL },
        { STR("What is asked for"), release_labels(r, LIST_REQUEST_PARTS, d->parts), STR_NULL },
        { STR("Who may act for the child"), authority_words(r, p), page_case_path(r, "/consent") },
        { STR("Privilege"),
          p->facts.undetermined ? STR("not settled: nothing can be given") : STR("settled"),
          page_case_path(r, "/privilege") },
        { STR("Own consent of the young person"),
          p->facts.agreed ? STR("stands; they agree that their part is given")
                          : STR("stands; their part is given only if they agree"),
          STR_NULL },
    };
    struct fact_view *list = arena_array(r->mem, struct fact_view, sizeof all / sizeof *all);
    size_t n = p->facts.child ? 9 : 7, i;

    for (i = 0; i < n; i++)
        list[i] = all[i];
    if (p->facts.own_consent)
        list[n++] = all[9];
    *v = (struct facts_view){ .rows = list, .nrows = n };
}

static struct str belief_words(struct str code)
{
    return str_is(code, "abuse")
               ? STR("The child has been or may be subjected to violence, abuse or neglect by this "
                     "person.")
               : STR("Treating this person as representative could endanger the child.");
}

static struct str decision_words(struct req *r, const struct record_request_step_row *s)
{
    struct str all = request_outcome_words(s->outcome), more;

    if (s->gives.len) {
        more = release_labels(r, LIST_REQUEST_PARTS, s->gives);
        all = str_fmt(r->mem, "%.*s. Given: %.*s", STR_ARG(all), STR_ARG(more));
    }
    if (s->grounds.len) {
        more = release_labels(r, LIST_REQUEST_GROUNDS, s->grounds);
        all = str_fmt(r->mem, "%.*s. It rests on: %.*s", STR_ARG(all), STR_ARG(more));
    }
    return str_join(r->mem, all, STR("."), STR(""));
}

static struct str step_title(struct req *r, const struct record_request_step_row *s)
{
    if (str_is(s->kind, "extended"))
        return str_fmt(r->mem, "Made longer until %.*s", STR_ARG(page_date(r, s->due_on)));
    if (str_is(s->kind, "agreed"))
        return STR("The young person agrees");
    if (str_is(s->kind, "decided"))
        return decision_words(r, s);
    if (str_is(s->kind, "second"))
        return STR("Second signature");
    if (str_is(s->kind, "letter"))
        return STR("Letter signed and frozen");
    return str_fmt(r->mem, "Letter sent, %.*s",
                   STR_ARG(list_label(r->act.app, LIST_REQUEST_WAYS, s->way)));
}

static struct record_row_view step_row(struct req *r, const struct record_request_step_row *s)
{
    return (struct record_row_view){
        .when = page_date(r, s->on_date),
        .title = step_title(r, s),
        .sub =
            str_is(s->kind, "decided") || str_is(s->kind, "letter")
                ? s->recorded_name
                : str_join(r->mem, s->recorded_name, s->words.len ? STR(": ") : STR(""), s->words),
        .href = s->document_id.p ? page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(s->case_id),
                                             STR_ARG(s->document_id))
                                 : STR_NULL,
    };
}

static void fill_steps(struct req *r, const struct request_item *x, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, x->nsteps + 1);
    size_t i;

    for (i = 0; i < x->nsteps; i++)
        rows[i] = step_row(r, &x->steps[x->nsteps - 1 - i]);
    *v = (struct records_view){ .heading = STR("What was done"),
                                .id = STR("steps"),
                                .rows = rows,
                                .nrows = x->nsteps,
                                .none = STR("Nothing yet.") };
}

/* "Kim Yarrow, Psychologist 5, 22 Nov 2026" and below it their view. */
static struct str consulted(struct req *r, const struct record_request_step_row *d)
{
    struct str who = str_join(r->mem, d->second_name, STR(", "), d->second_licence);

    return str_fmt(r->mem, "%.*s, %.*s\n%.*s", STR_ARG(who), STR_ARG(page_date(r, d->second_on)),
                   STR_ARG(d->second_words));
}

/* The words of the request, and behind the decision that counts its reasons. */
static void fill_parts(struct req *r, const struct request_item *x, struct texts_view *v)
{
    struct text_part_view *list = arena_array(r->mem, struct text_part_view, 5);
    const struct record_request_step_row *d =
        x->state.decision < x->nsteps ? &x->steps[x->state.decision] : NULL;
    const struct text_part_view all[] = {
        { STR("The request, in their words"), x->row.words },
        { STR("Why, in facts"), d ? d->words : STR_NULL },
        { STR("What is believed"), d && d->belief.len ? belief_words(d->belief) : STR_NULL },
        { STR("Why it is not in the child's best interest"), d ? d->interest : STR_NULL },
        { STR("The outside consultation"), d && d->second_name.len ? consulted(r, d) : STR_NULL },
    };
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].text.len)
            list[v->nrows++] = all[i];
    v->rows = list;
}

static void fill_tools(struct req *r, const struct request_page *p, struct detail_view *v)
{
    static const char *const labels[REQUEST_DOS] = {
        "",
        "Decide",
        "Sign as second",
        "Make the time longer",
        "The young person agrees",
        "The letter was sent",
    };
    struct link_view *list = arena_array(r->mem, struct link_view, REQUEST_DOS + 1);
    int what;

    for (what = DO_DECIDE; what < REQUEST_DOS; what++)
        if (request_do_now(r, p, (enum request_do)what))
            list[v->ntools++] = (struct link_view){
                .href = str_fmt(r->mem, "%.*s?do=%s#form-title",
                                STR_ARG(request_path(r, p->x.row.id, "")),
                                request_do_word((enum request_do)what)),
                .label = what == DO_DECIDE && p->x.state.decision < p->x.nsteps
                             ? STR("Decide anew")
                             : str_of(labels[what]),
            };
    if (p->x.state.decision < p->x.nsteps && p->x.state.stage < REQUEST_SIGNED)
        list[v->ntools++] = (struct link_view){ .href = request_path(r, p->x.row.id, "/letter"),
                                                .label = STR("The letter as it would print") };
    v->tools = list;
}

/* Signing is a press alone: what is signed was decided before. */
static void letter_form(struct req *r, const struct request_page *p, struct detail_view *v)
{
    struct form_page form = { .state = { .problems = &r->act.bad },
                              .action = request_path(r, p->x.row.id, "/letter"),
                              .submit = STR("Sign and freeze the letter") };

    v->has_form =
        p->x.state.stage == REQUEST_READY && act_allows(&r->act, CAP_DECIDE, CLASS_S, false);
    v->form_title = STR("The letter");
    form_body_view(r->mem, &form, v->shell.csrf, &v->body);
}

enum rw_status request_page_show(struct req *r, const struct request_page *p, enum request_do what,
                                 const struct field *f, size_t n, const struct value *v)
{
    static const char *const titles[REQUEST_DOS] = {
        "",
        "The answer",
        "Second signature",
        "More time, once",
        "The young person agrees",
        "The letter was sent",
    };
    struct detail_view d = { .title = STR("Request for a record") };
    struct records_view *lists = arena_new(r->mem, struct records_view);

    page_shell(r, d.title, "cases", &d.shell);
    release_crumbs(r, "/requests", REQUESTS_TITLE, &d.crumbs);
    fill_facts(r, p, &d.facts);
    fill_parts(r, &p->x, &d.parts);
    fill_steps(r, &p->x, lists);
    fill_tools(r, p, &d);
    d.lists = lists;
    d.nlists = 1;
    if (what != DO_NOTHING) {
        struct form_page form = {
            .fields = f,
            .n = n,
            .state = { .values = v, .problems = &r->act.bad },
            .action = str_fmt(r->mem, "%.*s/%s", STR_ARG(request_path(r, p->x.row.id, "")),
                              request_do_word(what)),
            .submit = what == DO_DECIDE || what == DO_SECOND ? STR("Sign") : STR("Record"),
            .cancel = request_path(r, p->x.row.id, "")
        };

        d.has_form = true;
        d.form_title = str_of(titles[what]);
        form_body_view(r->mem, &form, d.shell.csrf, &d.body);
    } else {
        letter_form(r, p, &d);
    }
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}
