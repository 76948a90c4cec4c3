/* record_request_letter.c -- the answer: drawn from labels and sentences of content files, signed,
 * frozen among the papers, sent. */
#include "app/audit.h"
#include "app/case_people.h"
#include "app/check.h"
#include "app/credential.h"
#include "app/document.h"
#include "app/lists.h"
#include "app/press.h"
#include "app/record_request.h"
#include "app/upload.h"
#include "core/request_letter.h"
#include "gen/queries.h"
#include "report/render.h"

#define TEXT_MAX (256u << 10)
#define FILE_NAME "Answer to a request for a record.pdf"

static size_t labels(struct act *a, const char *list, struct str codes, const struct str **to)
{
    const struct str *words;
    size_t n = request_codes(a->mem, codes, &words), i;
    struct str *out = arena_array(a->mem, struct str, n + 1);

    for (i = 0; !a->mem->spent && i < n; i++)
        out[i] = list_label(a->app, list, words[i]);
    *to = out;
    return a->mem->spent ? 0 : n;
}

static void fill_grounds(struct act *a, const struct record_request_step_row *d,
                         struct request_letter *l)
{
    const struct str *codes;
    size_t n = request_codes(a->mem, d->grounds, &codes), i;
    struct str *why = arena_array(a->mem, struct str, n + 1);

    for (i = 0; !a->mem->spent && i < n; i++) {
        const struct choice *c = choice_find(list_of(a->app, LIST_REQUEST_GROUNDS), codes[i]);

        if (!c)
            continue;
        why[l->nwhy++] = c->note;
        l->reviewable = l->reviewable || str_is(c->group, REQUEST_REVIEWABLE);
    }
    l->why = why;
}

/* Who put their name beside the first. */
static struct str second_of(struct act *a, const struct request_item *x)
{
    const struct record_request_step_row *d = &x->steps[x->state.decision];
    size_t i;

    if (d->second_name.len)
        return str_fmt(a->mem, "One clinician with outside consultation: %.*s, %.*s.",
                       STR_ARG(d->second_name), STR_ARG(d->second_licence));
    for (i = x->state.decision; i < x->nsteps; i++)
        if (str_is(x->steps[i].kind, request_step_word(REQUEST_SECOND)))
            return str_fmt(a->mem, "Second signer: %.*s, %.*s.", STR_ARG(x->steps[i].recorded_name),
                           STR_ARG(str_or(x->steps[i].recorded_licence, "licence not recorded")));
    return STR_NULL;
}

static enum request_outcome outcome_of(struct str word)
{
    return str_is(word, "given")  ? REQUEST_GIVEN
           : str_is(word, "part") ? REQUEST_PART
                                  : REQUEST_DENIED;
}

static struct request_choice choice_of(struct act *a, const struct record_request_step_row *d)
{
    const struct str *codes;
    struct request_choice c = { .outcome = outcome_of(d->outcome),
                                .ngrounds = request_codes(a->mem, d->grounds, &codes) };

    c.grounds = codes;
    c.ngives = request_codes(a->mem, d->gives, &codes);
    return c;
}

/* To whom may not ask, no letter says whose record there would be. */
static bool names_subject(struct act *a, const struct request_facts *f,
                          const struct record_request_step_row *d)
{
    struct request_choice c = choice_of(a, d);

    return request_may_ask(f) && !request_grounds_have(&c, GROUND_NO_AUTHORITY);
}

static enum rw_status fill(struct act *a, const struct request_item *x, struct request_letter *l)
{
    const struct record_request_step_row *d;
    const struct case_person *asker, *subject;
    struct case_people people;
    struct request_facts facts;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, x->row.case_id, &rows);

    if (!st)
        st = act_allow(a, x->row.case_id, CAP_COURT_READ, CLASS_L, false);
    if (!st && x->state.decision >= x->nsteps)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "nothing is decided");
    if (!st)
        st = case_people_load(a, x->row.case_id, &people);
    if (!st)
        st = request_facts_of(a, &rows, x, &facts);
    if (st)
        return st;
    d = &x->steps[x->state.decision];
    asker = case_person_find(&people, x->row.asker_id);
    subject = case_person_find(&people, x->row.subject_id);
    *l = (struct request_letter){
        .practice = a->app->practice,
        .demo = a->app->demo,
        .paper = str_is(a->app->paper, "a4") ? REPORT_A4 : REPORT_LETTER,
        .made_utc = a->now_utc,
        .asker = asker ? asker->name : x->row.asker_name,
        .subject = subject && names_subject(a, &facts, d) ? subject->name : STR_NULL,
        .dated = a->today,
        .outcome = outcome_of(d->outcome),
        .author = a->viewer.name,
        .licence = a->viewer.licence,
        .second = second_of(a, x),
    };
    l->nasked = labels(a, LIST_REQUEST_PARTS, x->row.parts, &l->asked);
    l->ngives = labels(a, LIST_REQUEST_PARTS, d->gives, &l->gives);
    fill_grounds(a, d, l);
    return date_parse(x->row.received_on, &l->received)
               ? RW_OK
               : RW_FAIL(&a->err, RW_EBUG, "a request without a day");
}

enum rw_status request_letter_doc(struct act *a, const struct request_item *x,
                                  struct report_doc *doc)
{
    struct request_letter l;
    enum rw_status st = fill(a, x, &l);

    if (!st)
        request_letter_lines(&l, a->mem, doc);
    return st;
}

struct drawing {
    struct act *act;
    const struct report_doc *doc;
    struct out *pdf;
};

static enum rw_status draw_here(void *arg)
{
    const struct drawing *d = arg;

    return render_pdf(d->doc, d->act->mem, d->pdf, &d->act->err);
}

static enum rw_status draw(struct act *a, const struct report_doc *doc, struct out *pdf)
{
    struct drawing d = { .act = a, .doc = doc, .pdf = pdf };

    return press_draw(a->app->press, draw_here, &d);
}

enum rw_status request_letter_pdf(struct act *a, const struct request_item *x, struct out *pdf)
{
    struct report_doc doc;
    enum rw_status st = request_letter_doc(a, x, &doc);

    return st ? st : draw(a, &doc, pdf);
}

/* -- signed ------------------------------------------------------------------------------------ */

struct letter_job {
    struct request_step_job step;
    struct document_input paper;
    struct str paper_id;
};

/* Custody, privilege or the young person's word may have changed since it was decided. */
static enum rw_status still_may(struct act *a, const struct request_item *decided)
{
    const struct record_request_row *r = &decided->row;
    struct request_choice c;
    struct request_facts f;
    struct request_item x;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, r->case_id, &rows);

    if (!st)
        st = request_get(a, r->case_id, r->id, &x);
    if (!st && (x.state.stage != REQUEST_READY || x.nsteps != decided->nsteps))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "somebody went on with this request");
    if (!st)
        st = request_facts_of(a, &rows, &x, &f);
    if (st)
        return st;
    c = choice_of(a, &x.steps[x.state.decision]);
    if (!request_refused(a, &f, &c))
        return RW_OK;
    problem_add(&a->bad, "",
                STR("The record has changed since this was decided, and this answer may no longer "
                    "be given. Nothing was signed. Please decide about the request anew."));
    return check_done(a);
}

static enum rw_status apply_letter(struct act *a, void *arg)
{
    const struct letter_job *j = arg;
    const struct record_request_row *r = &j->step.item->row;
    enum rw_status st = still_may(a, j->step.item);

    if (!st)
        st = document_put(a, r->case_id, j->paper_id, &j->paper);
    return st ? st : request_step_put(a, &j->step);
}

/* The hash printed on each page is that of the text, which says no hash itself. */
static enum rw_status signed_doc(struct act *a, const struct request_item *x,
                                 struct report_doc *doc)
{
    struct request_letter l;
    struct out text;
    enum rw_status st = fill(a, x, &l);

    if (st)
        return st;
    l.is_signed = true;
    request_letter_lines(&l, a->mem, doc);
    out_init(&text, TEXT_MAX);
    report_doc_text(doc, &text);
    doc->hash = text.over ? STR_NULL : hash_sha256(a->mem, out_view(&text));
    out_free(&text);
    return doc->hash.p ? RW_OK : RW_FAIL(&a->err, RW_ELIMIT, "the letter is too long");
}

static enum rw_status store(struct act *a, struct str bytes, struct document_input *paper)
{
    struct upload_sink *sink = NULL;
    struct upload_done done;
    enum rw_status st = app_upload_start(a->app, &sink, &a->err);

    if (!st)
        st = app_upload_write(sink, bytes, &a->err);
    if (!st)
        st = app_upload_end(sink, a->mem, &done, &a->err);
    app_upload_drop(sink);
    if (!st)
        *paper = (struct document_input){ .kind = STR("letter"),
                                          .name = STR(FILE_NAME),
                                          .media = STR("pdf"),
                                          .size_bytes = done.size_bytes,
                                          .file = done.file,
                                          .key = done.key,
                                          .content_hash = done.content_hash,
                                          .dated_on = a->today };
    return st;
}

static enum rw_status freeze(struct act *a, const struct report_doc *doc, struct letter_job *j)
{
    struct out pdf;
    enum rw_status st;

    out_init(&pdf, RW_UPLOAD_MAX);
    st = draw(a, doc, &pdf);
    if (!st && pdf.over)
        st = RW_FAIL(&a->err, RW_ELIMIT, "the letter is too long");
    if (!st)
        st = store(a, out_view(&pdf), &j->paper);
    out_free(&pdf);
    if (!st)
        st = act_write(a, apply_letter, j);
    return st;
}

enum rw_status request_letter_sign(struct act *a, struct str case_id, struct str id)
{
    struct request_item x;
    struct letter_job j = {
        .step = { .item = &x, .action = "record-request-letter", .due = RW_NO_DATE }
    };
    struct report_doc doc;
    enum rw_status st = request_get(a, case_id, id, &x);

    if (!st)
        st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);
    if (!st && x.state.stage != REQUEST_READY)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "there is no letter to sign");
    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    if (!st)
        st = credential_must_sign(a, a->today);
    if (!st)
        st = check_done(a);
    if (!st)
        st = signed_doc(a, &x, &doc);
    if (st)
        return st;
    j.paper_id = id_new(a->mem);
    j.step.row = request_step_row(a, &x, REQUEST_LETTER, a->today);
    if (!j.step.row)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    j.step.row->document_id = j.paper_id;
    return freeze(a, &doc, &j);
}

static enum rw_status apply_sent(struct act *a, void *arg)
{
    return request_step_put(a, arg);
}

enum rw_status request_sent(struct act *a, struct str case_id, struct str id, struct date on,
                            struct str way, struct str words)
{
    struct request_item x;
    struct request_step_job j = {
        .item = &x, .action = "record-request-sent", .answered = true, .due = RW_NO_DATE
    };
    struct date made = RW_NO_DATE;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = request_get(a, case_id, id, &x);
    if (!st && x.state.stage != REQUEST_SIGNED)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "there is no signed letter to send");
    if (st)
        return st;
    check_past(a, "on", on, REQUIRED);
    if (date_known(on) && date_parse(x.steps[x.state.letter].on_date, &made) && on.day < made.day)
        problem_add(&a->bad, "on", STR("Please give a day on or after the letter was signed."));
    check_choice(a, "way", list_of(a->app, LIST_REQUEST_WAYS), way);
    check_text(a, "words", words, OPTIONAL);
    st = check_done(a);
    if (st)
        return st;
    j.row = request_step_row(a, &x, REQUEST_SENT, on);
    if (!j.row)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    j.row->way = way;
    j.row->words = str_or(words, NULL);
    return act_write(a, apply_sent, &j);
}
