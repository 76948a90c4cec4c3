/* concern_step.c -- the form for one more word on a concern: a report, its end, a request, clearance. */
#include "app/concern_parts.h"
#include "app/document.h"
#include "web/pages/concern_parts.h"

enum { AGENCY, PERSON, METHOD, REFERENCE, WORDS, PAPER, ON, AT, NFIELDS };

static const struct field step_form[NFIELDS] = {
    [AGENCY] = { .name = "agency", .kind = FIELD_TEXT, .max = 160, .label = "Agency" },
    [PERSON] = { .name = "person",
                 .kind = FIELD_TEXT,
                 .max = 160,
                 .label = "Name or number of the person there" },
    [METHOD] = { .name = "method", .kind = FIELD_CHOICE, .label = "How", .none = "Please choose" },
    [REFERENCE] = { .name = "reference",
                    .kind = FIELD_TEXT,
                    .max = 160,
                    .label = "Reference",
                    .hint = "As the agency gave it." },
    [WORDS] = { .name = "words", .kind = FIELD_AREA, .max = 8000, .rows = 4, .label = "In words" },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "Paper",
                .hint = "Among the papers of this case, which everybody who treats the family can "
                        "see: give it a name that tells nothing.",
                .none = "Please choose" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [AT] = { .name = "at", .kind = FIELD_TIME, .required = true, .label = "Time" },
};

/* What a kind asks for, in its own words; a field without them is not shown. */
static const struct step_page {
    const char *title, *intro, *submit;
    unsigned shown, needed; /* bits of fields */
    const char *person, *words;
} pages[STEP_KINDS] = {
    [STEP_CAUSE] = { "Move the start to an earlier time",
                     "The start is never moved to a later time.", "Move the start", 1u << WORDS,
                     1u << WORDS, NULL, "Why that is known now" },
    [STEP_REPORT] = { "Log the report", "Your own report to the agency. With it the clock ends.",
                      "Log the report",
                      1u << AGENCY | 1u << PERSON | 1u << METHOD | 1u << REFERENCE | 1u << WORDS,
                      1u << AGENCY | 1u << PERSON | 1u << METHOD | 1u << REFERENCE, NULL, NULL },
    [STEP_WRITTEN] = { "Log the report in writing", "What you sent, and to whom.", "Log the report",
                       1u << AGENCY | 1u << PERSON | 1u << METHOD | 1u << REFERENCE | 1u << WORDS,
                       1u << AGENCY | 1u << PERSON | 1u << METHOD | 1u << REFERENCE, NULL, NULL },
    [STEP_NO_CAUSE] = { "No reasonable cause",
                        "Your word ends the clock. Contact goes on only once the warning sign is "
                        "closed.",
                        "End the clock", 1u << PERSON | 1u << WORDS, 1u << PERSON | 1u << WORDS,
                        "Who was consulted, with licence", "Why there is no reasonable cause" },
    [STEP_REQUEST] = { "Request to the agency", "That you asked what became of it.", "Record",
                       1u << AGENCY | 1u << PERSON | 1u << METHOD | 1u << WORDS,
                       1u << AGENCY | 1u << METHOD, NULL, NULL },
    [STEP_CLOSURE] = { "The agency closed it", NULL, "Record",
                       1u << AGENCY | 1u << PERSON | 1u << REFERENCE | 1u << WORDS | 1u << PAPER,
                       1u << AGENCY | 1u << PAPER, NULL, NULL },
    [STEP_SCREENED_OUT] = { "The agency did not take it up", NULL, "Record",
                            1u << AGENCY | 1u << PERSON | 1u << REFERENCE | 1u << WORDS |
                                1u << PAPER,
                            1u << AGENCY | 1u << PERSON, "Worker", NULL },
    [STEP_COURT_ORDER] = { "Order of the court", NULL, "Record", 1u << WORDS | 1u << PAPER,
                           1u << PAPER, NULL, NULL },
    [STEP_CONSULTATION] = { "Consultation in the place of an answer",
                            "For when the agency was asked and stays silent. Contact comes back "
                            "with somebody else present, and no further.",
                            "Record", 1u << PERSON | 1u << WORDS | 1u << PAPER,
                            1u << PERSON | 1u << WORDS | 1u << PAPER,
                            "Colleague competent in abuse, with licence",
                            "What was put to them, and their view in their words" },
};

struct adding {
    struct concern concern;
    enum concern_step_kind kind;
    struct field *fields;
    size_t n, at[NFIELDS]; /* where each field stands, plus 1 */
    struct value v[NFIELDS];
};

static enum rw_status paper_options(struct req *r, struct field *all)
{
    struct document_list_row *papers;
    struct form_option *o;
    size_t n, i;
    enum rw_status st = document_list(&r->act, req_arg(r, "case"), &papers, &n);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, papers[i].id), str_z(r->mem, papers[i].name) };
    form_choices(all, NFIELDS, "document", o, n);
    return RW_OK;
}

static enum rw_status make_fields(struct req *r, struct adding *x)
{
    const struct step_page *p = &pages[x->kind];
    struct field *all = form_copy(r->mem, step_form, NFIELDS);
    struct form_option *methods;
    enum rw_status st = RW_OK;
    size_t i, n;

    methods = page_options(r, LIST_REPORT_METHODS, &n);
    form_choices(all, NFIELDS, "method", methods, n);
    if (p->shown & (1u << PAPER))
        st = paper_options(r, all);
    if (p->person)
        all[PERSON].label = p->person;
    if (p->words)
        all[WORDS].label = p->words;
    x->fields = arena_array(r->mem, struct field, NFIELDS);
    for (i = 0; i < NFIELDS; i++)
        if (i >= ON || (p->shown & (1u << i))) {
            all[i].required = i >= ON || (p->needed & (1u << i));
            x->fields[x->n] = all[i];
            x->at[i] = ++x->n;
        }
    return st;
}

static enum rw_status load(struct req *r, struct adding *x)
{
    enum rw_status st;

    *x = (struct adding){ 0 };
    st = concern_get(&r->act, req_arg(r, "case"), req_arg(r, "concern"), &x->concern);
    if (!st && (!concern_step_of(req_arg(r, "step"), &x->kind) ||
                !concern_may_add(&r->act, &x->concern, x->kind)))
        st = RW_FAIL(&r->act.err, RW_ENOTFOUND, "nothing of that kind may be added");
    return st ? st : make_fields(r, x);
}

static enum rw_status show(struct req *r, const struct adding *x)
{
    const struct step_page *p = &pages[x->kind];
    struct crumbs_view up;

    concern_crumbs(r, x->concern.row.id, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = str_of(p->title),
                         .intro = str_of(p->intro),
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = x->fields,
                         .n = x->n,
                         .state = { .values = x->v, .problems = &r->act.bad },
                         .action = r->path,
                         .submit = str_of(p->submit),
                         .cancel = concern_path(r, x->concern.row.case_id, x->concern.row.id, ""),
                     });
}

static enum rw_status step_new(struct req *r)
{
    struct local now = clock_local(r->act.now_utc);
    struct adding x;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    x.v[x.at[ON] - 1] = value_date(r->mem, now.date);
    x.v[x.at[AT] - 1] = value_time(r->mem, now.minutes);
    return show(r, &x);
}

static struct str got(const struct adding *x, size_t field)
{
    return x->at[field] ? x->v[x->at[field] - 1].text : STR_NULL;
}

static enum rw_status step_create(struct req *r)
{
    struct concern_step_input in;
    struct adding x;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    if (!form_read(r->mem, x.fields, x.n, &r->form, x.v, &r->act.bad))
        return show(r, &x);
    in = (struct concern_step_input){
        .kind = x.kind,
        .at_utc = concern_moment(&x.v[x.at[ON] - 1], &x.v[x.at[AT] - 1]),
        .agency = got(&x, AGENCY),
        .person = got(&x, PERSON),
        .method = got(&x, METHOD),
        .reference = got(&x, REFERENCE),
        .words = got(&x, WORDS),
        .document_id = got(&x, PAPER),
    };
    st = concern_step_add(&r->act, req_arg(r, "case"), x.concern.row.id, &in);
    if (st == RW_EINPUT)
        return show(r, &x);
    if (st)
        return st;
    if (r->act.access.relation == REL_REPORTER) /* with the last word the page closes to them */
        return req_redirect(r, STR("/today"), "Recorded.");
    return req_redirect(r, concern_path(r, req_arg(r, "case"), x.concern.row.id, ""), "Recorded.");
}

#define STEP "/cases/:case/concerns/:concern/add/:step"

static const struct route routes[] = {
    CONCERN_ROUTE(METHOD_GET, STEP, step_new, CAP_CONCERN_READ, "concern",
                  "Form for a report, an end, a request or clearance of a concern"),
    CONCERN_ROUTE(METHOD_POST, STEP, step_create, CAP_CONCERN_READ, "concern",
                  "Record a report, an end, a request or clearance of a concern"),
};

PAGE_ROUTES(concern_step_routes, routes);
