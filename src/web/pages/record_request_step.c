/* record_request_step.c -- what is done about one request: the answer and its second name, more time, the
 * young person's word, the letter and its going out. */
#include "app/lists.h"
#include "web/pages/consultation_form.h"
#include "web/pages/record_request.h"

/* -- the forms --------------------------------------------------------------------------------- */

enum { OUTCOME, GRANTED, GROUNDS, WHY, BELIEF, INTEREST, NDECIDE };

#define G5 "Where the person is not treated as representative"

static const struct form_option outcomes[] = { { "given", "Give access" },
                                               { "part", "Give access in part" },
                                               { "denied", "Give no access" } };
static const struct form_option beliefs[] = {
    { "abuse", "The child has been or may be subjected to violence, abuse or neglect by this "
               "person" },
    { "endangerment", "Treating this person as representative could endanger the child" },
};

static const struct field decide_form[NDECIDE] = {
    [OUTCOME] = { .name = "outcome",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "Answer",
                  .choices = outcomes,
                  .nchoices = FORM_N(outcomes) },
    [GRANTED] = { .name = "gives",
                  .kind = FIELD_MULTI,
                  .label = "What is given",
                  .hint = "Process notes, what the child said in confidence, safety reports and "
                          "protected addresses are never part of it." },
    [GROUNDS] = { .name = "grounds",
                  .kind = FIELD_MULTI,
                  .label = "On what a denial rests",
                  .hint = "The letter prints a fixed sentence for each. Not verified against the "
                          "text of the law; ask counsel." },
    [WHY] = { .name = "words",
              .kind = FIELD_AREA,
              .max = 4000,
              .rows = 4,
              .label = "Why, in facts",
              .hint = "Kept here and never printed. Needed unless all is given." },
    [BELIEF] = { .name = "belief",
                 .kind = FIELD_RADIO,
                 .set = G5,
                 .label = "What is reasonably believed (45 CFR 164.502(g)(5))",
                 .choices = beliefs,
                 .nchoices = FORM_N(beliefs) },
    [INTEREST] = { .name = "interest",
                   .kind = FIELD_AREA,
                   .max = 4000,
                   .rows = 3,
                   .set = G5,
                   .label = "Why, in professional judgment, it is not in the child's best interest "
                            "to treat this person as representative" },
};

static const struct field second_form[1] = {
    { .name = "words",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 4000,
      .rows = 3,
      .required = true,
      .label = "Your own view of it" },
};

enum { ON, WORDS, NSTEP, WAY = NSTEP, NSENT };

static const struct field longer_form[NSTEP] = {
    [ON] = { .name = "on",
             .kind = FIELD_DATE,
             .required = true,
             .label = "The reason went out in writing on" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .min = 1,
                .max = 2000,
                .rows = 3,
                .required = true,
                .label = "The reason, and the day by which they were told to expect the answer" },
};

static const struct field agreed_form[NSTEP] = {
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Asked on" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .min = 1,
                .max = 2000,
                .rows = 3,
                .required = true,
                .label = "What they agree to",
                .hint = "Asked alone. A no needs no reason and is not recorded here: then their "
                        "part is kept back." },
};

static const struct field sent_form[NSENT] = {
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Sent on" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 1000,
                .rows = 2,
                .label = "Remarks",
                .hint = "No address." },
    [WAY] = { .name = "way", .kind = FIELD_CHOICE, .required = true, .label = "How" },
};

static enum rw_status decide_fields(struct req *r, struct field **f, size_t *n)
{
    struct form_option *grounds, *parts, *papers;
    size_t ngrounds, nparts, npapers, i;
    struct field *list = arena_array(r->mem, struct field, NDECIDE + CONSULTATION_FIELDS);
    enum rw_status st = release_papers(r, &papers, &npapers);

    if (st || r->mem->spent)
        return st ? st : RW_FAIL(&r->act.err, RW_ELIMIT, "request arena is spent");
    grounds = page_options(r, LIST_REQUEST_GROUNDS, &ngrounds);
    parts = page_options(r, LIST_REQUEST_PARTS, &nparts);
    for (i = 0; i < NDECIDE; i++)
        list[i] = decide_form[i];
    *n = NDECIDE;
    if (r->act.app->solo) {
        consultation_fields(list + NDECIDE);
        for (i = NDECIDE; i < NDECIDE + CONSULTATION_FIELDS; i++)
            list[i].required = false; /* only with one of the grounds */
        *n += CONSULTATION_FIELDS;
        form_choices(list, *n, "second_sheet", papers, npapers);
    }
    form_choices(list, *n, "grounds", grounds, ngrounds);
    form_choices(list, *n, "gives", parts, nparts);
    *f = list;
    return RW_OK;
}

enum rw_status request_do_fields(struct req *r, enum request_do what, struct field **f, size_t *n)
{
    struct form_option *ways;
    size_t nways;

    if (what == DO_DECIDE)
        return decide_fields(r, f, n);
    if (what == DO_SENT) {
        ways = page_options(r, LIST_REQUEST_WAYS, &nways);
        *n = NSENT;
        *f = form_copy(r->mem, sent_form, NSENT);
        form_choices(*f, NSENT, "way", ways, nways);
        return RW_OK;
    }
    *n = what == DO_SECOND ? 1 : NSTEP;
    *f = form_copy(r->mem,
                   what == DO_SECOND   ? second_form
                   : what == DO_LONGER ? longer_form
                                       : agreed_form,
                   *n);
    return RW_OK;
}

/* -- the page ---------------------------------------------------------------------------------- */

static enum request_do asked(struct req *r, const struct request_page *p)
{
    struct str word = req_query(r, "do");
    int what;

    for (what = DO_DECIDE; what < REQUEST_DOS; what++)
        if (str_is(word, request_do_word((enum request_do)what)) &&
            request_do_now(r, p, (enum request_do)what))
            return (enum request_do)what;
    return DO_NOTHING;
}

static enum rw_status request_show(struct req *r)
{
    struct value v[NDECIDE + CONSULTATION_FIELDS] = { 0 };
    struct field *f = NULL;
    struct request_page p;
    enum request_do what;
    size_t n = 0;
    enum rw_status st = request_page_load(r, &p);

    if (st)
        return st;
    what = asked(r, &p);
    if (what != DO_NOTHING)
        st = request_do_fields(r, what, &f, &n);
    if (st)
        return st;
    if (what == DO_LONGER || what == DO_AGREED || what == DO_SENT)
        v[ON] = value_date(r->mem, r->act.today);
    return request_page_show(r, &p, what, f, n, what == DO_NOTHING ? NULL : v);
}

static enum rw_status decide(struct req *r, const struct request_page *p, const struct value *v)
{
    const struct value *second = v + NDECIDE;
    struct request_decision_input in = {
        .outcome = str_is(v[OUTCOME].text, "given")  ? REQUEST_GIVEN
                   : str_is(v[OUTCOME].text, "part") ? REQUEST_PART
                                                     : REQUEST_DENIED,
        .grounds = v[GROUNDS].many,
        .ngrounds = v[GROUNDS].nmany,
        .gives = v[GRANTED].many,
        .ngives = v[GRANTED].nmany,
        .words = v[WHY].text,
        .belief = v[BELIEF].text,
        .interest = v[INTEREST].text,
        .second_on = RW_NO_DATE,
    };

    if (r->act.app->solo) {
        in.second_name = second[CONSULTATION_NAME].text;
        in.second_licence = second[CONSULTATION_LICENCE].text;
        in.second_words = second[CONSULTATION_WORDS].text;
        in.second_on = second[CONSULTATION_ON].date;
        in.second_sheet = second[CONSULTATION_SHEET].text;
    }
    return request_decide(&r->act, p->rows.case_id, p->x.row.id, &in);
}

static enum rw_status take(struct req *r, const struct request_page *p, enum request_do what,
                           const struct value *v)
{
    struct str case_id = p->rows.case_id, id = p->x.row.id;

    switch (what) {
    case DO_DECIDE:
        return decide(r, p, v);
    case DO_SECOND:
        return request_second(&r->act, case_id, id, v[0].text);
    case DO_LONGER:
        return request_extend(&r->act, case_id, id, v[ON].date, v[WORDS].text);
    case DO_AGREED:
        return request_agreed(&r->act, case_id, id, v[ON].date, v[WORDS].text);
    case DO_SENT:
        return request_sent(&r->act, case_id, id, v[ON].date, v[WAY].text, v[WORDS].text);
    case DO_NOTHING:
    case REQUEST_DOS:
        break;
    }
    return RW_FAIL(&r->act.err, RW_EBUG, "nothing to do");
}

static enum rw_status step(struct req *r, enum request_do what)
{
    struct value v[NDECIDE + CONSULTATION_FIELDS] = { 0 };
    struct request_page p;
    struct field *f;
    size_t n;
    enum rw_status st = request_page_load(r, &p);

    if (!st)
        st = request_do_fields(r, what, &f, &n);
    if (st)
        return st;
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return request_page_show(r, &p, what, f, n, v);
    st = take(r, &p, what, v);
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("Somebody else did something about this meanwhile. It is shown as it "
                        "stands now; please look at it."));
    if (st == RW_ECONFLICT && request_page_load(r, &p) != RW_OK)
        return st;
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return request_page_show(r, &p, what, f, n, v);
    return st ? st : req_redirect(r, request_path(r, p.x.row.id, ""), "Recorded.");
}

static enum rw_status request_answer(struct req *r)
{
    return step(r, DO_DECIDE);
}

static enum rw_status request_countersign(struct req *r)
{
    return step(r, DO_SECOND);
}

static enum rw_status request_longer(struct req *r)
{
    return step(r, DO_LONGER);
}

static enum rw_status request_agree(struct req *r)
{
    return step(r, DO_AGREED);
}

static enum rw_status request_send(struct req *r)
{
    return step(r, DO_SENT);
}

/* -- the letter -------------------------------------------------------------------------------- */

static enum rw_status letter_pdf(struct req *r)
{
    struct request_page p;
    enum rw_status st = request_page_load(r, &p);

    if (!st)
        st = request_letter_pdf(&r->act, &p.x, r->out);
    r->media = "application/pdf";
    r->attachment = STR("answer-to-a-request.pdf");
    return st;
}

static enum rw_status letter_sign(struct req *r)
{
    struct request_page p;
    enum rw_status st = request_page_load(r, &p);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = RW_EINPUT;
    if (!st)
        st = request_letter_sign(&r->act, p.rows.case_id, p.x.row.id);
    if (st == RW_EINPUT)
        return request_page_show(r, &p, DO_NOTHING, NULL, 0, NULL);
    return st ? st
              : req_redirect(r, request_path(r, p.x.row.id, ""),
                             "Signed and frozen. Record it once it went out.");
}

#define ONE "/cases/:case/requests/:request"

static const struct route routes[] = {
    RELEASE_ROUTE(METHOD_GET, ONE, request_show, CAP_COURT_READ, 0, "record-request",
                  "A request for a record and what was done about it"),
    RELEASE_ROUTE(METHOD_POST, ONE "/decide", request_answer, CAP_DECIDE, ROUTE_REAUTH,
                  "record-request", "Decide about a request for a record"),
    RELEASE_ROUTE(METHOD_POST, ONE "/second", request_countersign, CAP_CHECKPOINT_RECORD,
                  ROUTE_REAUTH, "record-request", "Sign as second about a request for a record"),
    RELEASE_ROUTE(METHOD_POST, ONE "/longer", request_longer, CAP_COURT_EDIT, 0, "record-request",
                  "Record that a request for a record takes longer"),
    RELEASE_ROUTE(METHOD_POST, ONE "/agreed", request_agree, CAP_COURT_EDIT, 0, "record-request",
                  "Record that a young person agrees to give their part"),
    RELEASE_ROUTE(METHOD_GET, ONE "/letter", letter_pdf, CAP_COURT_READ, 0, "record-request",
                  "The letter that answers a request, as it would print"),
    RELEASE_ROUTE(METHOD_POST, ONE "/letter", letter_sign, CAP_DECIDE, ROUTE_REAUTH,
                  "record-request", "Sign and freeze the letter that answers a request"),
    RELEASE_ROUTE(METHOD_POST, ONE "/sent", request_send, CAP_COURT_EDIT, 0, "record-request",
                  "Record that the letter went out"),
};

PAGE_ROUTES(record_request_step_routes, routes);
