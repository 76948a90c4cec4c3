/* consent.c -- who may decide for each child, what stands and what is missing, in the same words for
 * both parents; the treatment agreement; the child's own answers. */
#include "web/pages/consent_parts.h"

#include "app/lists.h"
#include "app/minor_consent.h"
#include "web/pages/release_parts.h"

static const struct {
    const char *code, *words;
} custody_words[] = {
    { "sole", "sole custody" },
    { "joint_either", "joint custody; either may consent" },
    { "joint_both", "joint custody; both must consent" },
    { "agency", "an agency or guardian" },
    { "other", "another arrangement" },
};

static struct str custody_label(struct str code)
{
    size_t i;

    for (i = 0; i < sizeof custody_words / sizeof *custody_words; i++)
        if (str_is(code, custody_words[i].code))
            return str_of(custody_words[i].words);
    return STR("not recorded yet");
}

static struct str answer_words(struct str code)
{
    return str_is(code, "yes")        ? STR("yes")
           : str_is(code, "slower")   ? STR("yes, but slower")
           : str_is(code, "not_sure") ? STR("not sure")
           : str_is(code, "no")       ? STR("no")
                                      : STR("not asked");
}

static struct record_row_view signer_row(struct req *r, const struct person_row *child,
                                         const struct consent_signer *s, bool holder, bool known)
{
    struct str sub = s->notice ? str_join(r->mem, s->sentence, STR(" "),
                                          STR("A notice to the court and counsel is due."))
                               : s->sentence;

    return (struct record_row_view){
        .when = s->line ? date_words(r->mem, s->line->on) : STR_NULL,
        .title = s->name,
        .sub = holder ? sub
                      : str_join(r->mem, sub, STR(" "),
                                 known ? STR("Legal custody is not with them.")
                                       : STR("Who holds legal custody is not recorded yet.")),
        .state = consent_state_words(s->state),
        .attention = holder && s->state != CONSENT_SIGNED && s->state != CONSENT_BY_ORDER &&
                     s->state != CONSENT_NOT_NEEDED,
        .href = page_path(r, "/cases/%.*s/children/%.*s/consent/%.*s", STR_ARG(req_arg(r, "case")),
                          STR_ARG(child->id), STR_ARG(s->person)),
    };
}

static bool is_holder(const struct consent_status *s, struct str person)
{
    size_t i;

    for (i = 0; i < s->nsigners; i++)
        if (str_eq(s->signers[i].person, person))
            return true;
    return false;
}

/* Those who hold custody, then the child's other parents and guardians. */
static void fill_signers(struct req *r, const struct case_rows *rows,
                         const struct person_row *child, const struct consent_record *record,
                         const struct consent_status *s, struct records_view *v)
{
    const struct fact_adult *adults;
    size_t n = case_adults(&r->act, rows, child->id, PER_PARENT_EACH, &adults), i;
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + s->nsigners + 1);

    *v = (struct records_view){
        .heading = str_fmt(r->mem, "Consent for %.*s", STR_ARG(child->name)),
        .id = str_fmt(r->mem, "consent-%.*s", STR_ARG(child->id)),
        .none = STR("No adult is recorded yet."),
    };
    for (i = 0; i < s->nsigners; i++)
        list[v->nrows++] = signer_row(r, child, &s->signers[i], true, true);
    for (i = 0; i < n; i++)
        if (!is_holder(s, adults[i].id)) {
            struct consent_signer one = consent_of(r->mem, record, adults[i].id, STR_NULL);

            if (one.state == CONSENT_MISSING)
                one.sentence = STR_NULL;
            list[v->nrows++] = signer_row(r, child, &one, false, s->custody != NULL);
        }
    v->rows = list;
}

static struct text_part_view child_text(struct req *r, const struct person_row *child,
                                        const struct consent_status *s)
{
    struct str custody = s->custody ? custody_label(s->custody->word) : STR("not recorded yet");
    struct str text = str_fmt(r->mem, "Legal custody: %.*s.", STR_ARG(custody));
    size_t i;

    for (i = 0; i < s->nwhy; i++)
        text = str_join(r->mem, text, STR("\n"), s->why[i]);
    if (s->stopped)
        text = str_join(r->mem, text, STR("\n"),
                        STR("Sessions of this child stop at once. The record so far is kept."));
    return (struct text_part_view){
        .label = str_fmt(r->mem, "%.*s: %s", STR_ARG(child->name),
                         s->complete ? "consent is complete" : "awaiting consent"),
        .text = text,
    };
}

/* Every arrangement that was recorded for this child, newest first, with its paper. */
static void fill_custody(struct req *r, const struct person_row *child,
                         const struct custody_row *rows, size_t n, struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    *v = (struct records_view){
        .heading = str_fmt(r->mem, "Legal custody of %.*s", STR_ARG(child->name)),
        .id = str_fmt(r->mem, "custody-%.*s", STR_ARG(child->id)),
        .none = STR("Not recorded yet."),
    };
    for (i = n; i > 0; i--) {
        const struct custody_row *c = &rows[i - 1];

        if (!str_eq(c->child_id, child->id))
            continue;
        list[v->nrows++] = (struct record_row_view){
            .when = page_date(r, c->from_on),
            .title = custody_label(c->kind),
            .sub = str_join(r->mem, c->words, STR(" "),
                            c->no_orders ? STR("No order of a court is in force.") : STR("")),
            .state = c->document_id.len ? STR("with its document") : STR("without a document"),
            .attention = !c->document_id.len,
            .href = c->document_id.len ? page_path(r, "/cases/%.*s/documents/%.*s",
                                                   STR_ARG(c->case_id), STR_ARG(c->document_id))
                                       : STR_NULL,
        };
    }
    v->rows = list;
    if (act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false)) {
        v->add = consent_child_path(r, child, "custody/new");
        v->add_label = str_fmt(r->mem, "Record custody of %.*s", STR_ARG(child->name));
    }
}

static void fill_answers(struct req *r, const struct person_row *child,
                         const struct assent_row *rows, size_t n, struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    *v = (struct records_view){
        .heading = str_fmt(r->mem, "Answers of %.*s", STR_ARG(child->name)),
        .id = str_fmt(r->mem, "answers-%.*s", STR_ARG(child->id)),
        .none = STR("Not asked yet."),
        .add = consent_child_path(r, child, "answer/new"),
        .add_label = str_fmt(r->mem, "Record an answer of %.*s", STR_ARG(child->name)),
    };
    for (i = n; i > 0; i--)
        if (str_eq(rows[i - 1].child_id, child->id))
            list[v->nrows++] = (struct record_row_view){
                .when = page_date(r, rows[i - 1].on_date),
                .title = rows[i - 1].appointment_id.len ? STR("To an appointment")
                                                        : STR("To the next step of contact"),
                .sub = rows[i - 1].words,
                .state = answer_words(rows[i - 1].answer),
            };
    v->rows = list;
}

/* The young person's own consent; nothing where the state knows none and nobody recorded any. */
static void fill_own(struct req *r, const struct person_row *child,
                     const struct minor_consent_row *rows, size_t n, struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    *v = (struct records_view){
        .heading = str_fmt(r->mem, "Own consent of %.*s", STR_ARG(child->name)),
        .id = str_fmt(r->mem, "own-%.*s", STR_ARG(child->id)),
        .none = STR("None is recorded."),
        .add = consent_child_path(r, child, "own-consent"),
        .add_label = str_fmt(r->mem, "Record own consent of %.*s", STR_ARG(child->name)),
    };
    for (i = n; i > 0; i--)
        if (str_eq(rows[i - 1].child_id, child->id))
            list[v->nrows++] = (struct record_row_view){
                .when = page_date(r, rows[i - 1].on_date),
                .title = str_is(rows[i - 1].state, "given") ? STR("Consents to own sessions")
                                                            : STR("Took it back"),
                .sub = str_fmt(r->mem, "From the age of %lld: %.*s", (long long)rows[i - 1].law_age,
                               STR_ARG(rows[i - 1].citation)),
                .state = rows[i - 1].verified ? STR("verified") : STR("unverified"),
                .attention = !rows[i - 1].verified,
            };
    v->rows = list;
}

static void fill_agreements(struct req *r, const struct agreement_row *rows, size_t n,
                            struct records_view *v)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    int64_t all = (int64_t)list_of(r->act.app, LIST_AGREEMENT_ITEMS)->nitems;
    size_t i;

    *v = (struct records_view){ .heading = STR("Treatment agreement"),
                                .id = STR("agreements"),
                                .none = STR("No agreement is written yet.") };
    for (i = n; i > 0; i--)
        list[v->nrows++] = (struct record_row_view){
            .when = page_date(r, rows[i - 1].from_on),
            .title = str_fmt(r->mem, "Version %lld", (long long)rows[i - 1].number),
            .state = rows[i - 1].items == all ? STR("whole") : STR("items are missing"),
            .attention = rows[i - 1].items != all,
            .href = page_path(r, "/cases/%.*s/agreements/%.*s", STR_ARG(rows[i - 1].case_id),
                              STR_ARG(rows[i - 1].id)),
        };
    v->rows = list;
    if (act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false)) {
        v->add = page_case_path(r, "/agreements/new");
        v->add_label = STR("Write a new version");
    }
}

/* What the overview shows besides the rows that a judgement rests on. */
struct shown {
    struct custody_row *custody;
    struct assent_row *answers;
    struct agreement_row *agreements;
    struct minor_consent_row *own;
    size_t ncustody, nanswers, nagreements, nown;
    struct text_part_view *texts;
    struct records_view *lists;
};

static void fill_children(struct req *r, const struct case_rows *rows, const struct shown *x,
                          struct detail_view *v)
{
    size_t i;

    for (i = 0; i < rows->npeople; i++) {
        const struct person_row *child = &rows->people[i];
        struct consent_record record;
        struct consent_status s;

        if (!str_is(child->kind, "child"))
            continue;
        record = consent_record_of(&r->act, rows, child);
        consent_check(r->mem, &record, &s);
        x->texts[v->parts.nrows++] = child_text(r, child, &s);
        fill_custody(r, child, x->custody, x->ncustody, &x->lists[v->nlists++]);
        fill_signers(r, rows, child, &record, &s, &x->lists[v->nlists++]);
        fill_answers(r, child, x->answers, x->nanswers, &x->lists[v->nlists++]);
        fill_own(r, child, x->own, x->nown, &x->lists[v->nlists++]);
    }
}

static enum rw_status overview(struct req *r)
{
    struct detail_view v = {
        .title = STR("Custody and consent"),
        .sub = STR("No child is treated before everybody whose consent is needed has given it, or "
                   "an order stands in. Referral and safety come first and wait for nobody."),
    };
    struct case_rows rows;
    struct shown x = { 0 };
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &rows);

    if (!st)
        st = assent_list(&r->act, rows.case_id, &x.answers, &x.nanswers);
    if (!st)
        st = custody_list(&r->act, rows.case_id, &x.custody, &x.ncustody);
    if (!st)
        st = minor_consent_list(&r->act, rows.case_id, &x.own, &x.nown);
    if (!st)
        st = agreement_list(&r->act, rows.case_id, &x.agreements, &x.nagreements);
    if (st)
        return st;
    x.texts = arena_array(r->mem, struct text_part_view, rows.npeople + 1);
    x.lists = arena_array(r->mem, struct records_view, 4 * rows.npeople + 1);
    page_shell(r, v.title, "cases", &v.shell);
    page_crumbs(r,
                (struct link_view[]){ { STR("/cases"), STR("Families") },
                                      { page_case_path(r, ""), r->act.access.head.title } },
                2, &v.crumbs);
    fill_children(r, &rows, &x, &v);
    fill_agreements(r, x.agreements, x.nagreements, &x.lists[v.nlists++]);
    v.parts.rows = x.texts;
    v.lists = x.lists;
    release_tools(r, "/consent", &v);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/consent", overview, CAP_COURT_READ, 0, "consent",
               "Custody, consent, the agreement and the children's answers"),
};

PAGE_ROUTES(consent_routes, routes);
