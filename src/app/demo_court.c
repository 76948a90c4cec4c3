/* demo_court.c -- the demonstration: matters, orders, hearings. */
#include "app/court.h"
#include "app/demo_family.h"
#include "app/report.h"
#include "app/upload.h"
#include "base/limits.h"
#include "report/render.h"

/* See demo_case.c: what rests on another comes later in the day. */
enum {
    AT_MATTER = 558,
    AT_PAPERS = 560,
    AT_ORDERS = 565,
    AT_HEARINGS = 570,
    AT_REPORTS = 1100,
    AT_ENDED = 1105
};

#define LINES_MAX 40
#define PERCENT_BP 100
#define BEFORE_REFERRAL 200 /* days from the first paper of a matter to the referral */

static enum rw_status add_matter(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_family *f = row;
    int32_t year = date_ymd(date_add(c->today, f->referred - BEFORE_REFERRAL)).year;
    struct matter_input in = { .court = str_of(f->court),
                               .docket = str_fmt(a->mem, "%02d-%s", year % 100, f->docket),
                               .judge = str_of(f->judge) };
    struct str id = STR_NULL;
    enum rw_status st = matter_add(a, c->case_id, &in, &id);

    if (!st)
        c->matter_id = str_copy(c->keep, id);
    return st;
}

/* -- papers ------------------------------------------------------------------------------------ */

static enum rw_status draw_paper(struct act *a, const struct demo_paper *p, struct date on,
                                 struct out *pdf)
{
    struct report_block *blocks = arena_array(a->mem, struct report_block, LINES_MAX);
    struct str rest = str_of(p->text), line;
    struct report_section section = {
        .id = STR("text"), .heading = STR("Text"), .level = 2, .block = blocks
    };
    struct report_doc doc = {
        .title = str_of(p->title),
        .subtitle = date_words(a->mem, on),
        .lang = STR("en"),
        .practice = str_of(p->title),
        .running = str_of(p->name),
        .running_what = STR("Invented for demonstration"),
        .banner = STR("Invented for demonstration"),
        .made_utc = a->now_utc,
        .section = &section,
        .nsection = 1,
    };

    while (section.nblock < LINES_MAX && str_cut(&rest, '\n', &line))
        blocks[section.nblock++] = (struct report_block){ .kind = REPORT_PARA, .text = line };
    return render_pdf(&doc, a->mem, pdf, &a->err);
}

static enum rw_status keep_bytes(struct act *a, struct str bytes, struct upload_done *done)
{
    struct upload_sink *sink = NULL;
    enum rw_status st = app_upload_start(a->app, &sink, &a->err);

    if (!st)
        st = app_upload_write(sink, bytes, &a->err);
    if (!st)
        st = app_upload_end(sink, a->mem, done, &a->err);
    app_upload_drop(sink);
    return st;
}

static enum rw_status add_paper(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_paper *p = row;
    struct document_input in = { .kind = str_of(p->kind),
                                 .name = str_of(p->name),
                                 .dated_on = demo_day(c->today, p->dated),
                                 .person_id = demo_id(c, p->person) };
    struct upload_done done;
    struct str id = STR_NULL;
    struct out bytes;
    enum rw_status st = RW_OK;

    out_init(&bytes, RW_PAGE_MAX);
    if (p->pdf)
        st = draw_paper(a, p, in.dated_on, &bytes);
    else
        out_fmt(&bytes, "%s\n\n%s\n\nInvented for demonstration.\n", p->title, p->text);
    if (!st)
        st = keep_bytes(a, out_view(&bytes), &done);
    out_free(&bytes);
    if (st)
        return st;
    in.media = str_of(done.media);
    in.size_bytes = done.size_bytes;
    in.file = done.file;
    in.key = done.key;
    in.content_hash = done.content_hash;
    st = document_add(a, c->case_id, &in, &id);
    if (!st)
        demo_made(c, p, p->key, id);
    return st;
}

/* -- orders and hearings ----------------------------------------------------------------------- */

static enum rw_status add_shares(struct demo_case *c, struct act *a, const struct demo_order *o,
                                 struct str id)
{
    struct share_input in[DEMO_SHARES];
    size_t n;

    for (n = 0; n < DEMO_SHARES && o->shares[n].person; n++)
        in[n] = (struct share_input){ .person_id = demo_id(c, o->shares[n].person),
                                      .share_bp = o->shares[n].percent * PERCENT_BP };
    return n ? shares_set(a, c->case_id, id, 1, in, n) : RW_OK;
}

static struct order_input order_of(const struct demo_case *c, const struct demo_order *o)
{
    return (struct order_input){
        .matter_id = c->matter_id,
        .kind = str_of(o->kind),
        .title = str_of(o->title),
        .signed_on = demo_day(c->today, o->signed_on),
        .effective_on = demo_day(c->today, o->effective_on),
        .expires_on = o->expires_on ? demo_day(c->today, o->expires_on) : RW_NO_DATE,
        .report_rule = str_of(o->rule),
        .report_every_days = o->every_days,
        .report_before_days = o->before_days,
        .report_to = str_of(o->report_to),
        .document_id = demo_id(c, o->paper),
    };
}

static enum rw_status add_order(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_order *o = row;
    struct order_input in = order_of(c, o);
    struct str id = STR_NULL;
    size_t i;
    enum rw_status st = order_add(a, c->case_id, &in, &id);

    if (st)
        return st;
    demo_made(c, o, o->key, id);
    for (i = 0; !st && i < o->nclauses; i++)
        st = clause_add(a, c->case_id, id,
                        &(struct clause_input){ .kind = str_of(o->clauses[i].kind),
                                                .words = str_of(o->clauses[i].words),
                                                .page = o->clauses[i].page });
    return st ? st : add_shares(c, a, o, id);
}

static enum rw_status end_order(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_order *o = row;
    struct order_input in = order_of(c, o);
    struct court_order_row now;
    enum rw_status st = order_get(a, c->case_id, demo_id(c, o->key), &now);

    in.state = STR("ended");
    in.version = now.version;
    return st ? st : order_save(a, c->case_id, demo_id(c, o->key), &in);
}

static enum rw_status add_hearing(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_hearing *h = row;
    struct hearing_input in = { .matter_id = c->matter_id,
                                .kind = str_of(h->kind),
                                .on = demo_day(c->today, h->day),
                                .at_clock = str_of(h->at),
                                .purpose = str_of(h->purpose),
                                .state = h->held ? STR("held") : STR("set") };
    struct str id;

    return hearing_add(a, c->case_id, &in, &id);
}

/* -- reports ----------------------------------------------------------------------------------- */

static enum rw_status make_report(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_report *r = row;
    struct report_input in = {
        .kind = str_of(r->kind),
        .from = demo_day(c->today, r->from),
        .to = demo_day(c->today, r->to),
        .order_id = demo_id(c, r->order),
        .safety = str_of(r->safety),
        .wellbeing = str_of(r->wellbeing),
        .relationship = str_of(r->relationship),
        .coparenting = str_of(r->coparenting),
        .plan = str_of(r->plan),
        .asked = str_of(r->asked),
        .recipients = str_of(r->recipients),
    };
    struct str id = STR_NULL;
    enum rw_status st = report_add(a, c->case_id, &in, &id);

    return st || r->draft ? st : report_sign(a, c->case_id, id, 1);
}

void demo_plan_court(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    if (f->court)
        demo_plan_add(p, c, add_matter, f, f->opened, AT_MATTER);
    for (i = 0; i < f->npapers; i++)
        demo_plan_add(p, c, add_paper, &f->papers[i], demo_recorded(c, f->papers[i].recorded),
                      AT_PAPERS);
    for (i = 0; i < f->norders; i++)
        demo_plan_add(p, c, add_order, &f->orders[i], demo_recorded(c, f->orders[i].recorded),
                      AT_ORDERS);
    for (i = 0; i < f->norders; i++)
        if (f->orders[i].ended)
            demo_plan_add(p, c, end_order, &f->orders[i], f->orders[i].ended, AT_ENDED);
    for (i = 0; i < f->nhearings; i++)
        demo_plan_add(p, c, add_hearing, &f->hearings[i], demo_recorded(c, f->hearings[i].recorded),
                      AT_HEARINGS);
    for (i = 0; i < f->nreports; i++)
        demo_plan_add(p, c, make_report, &f->reports[i], f->reports[i].day, AT_REPORTS);
}
