#include "web/pages/checkpoint_parts.h"

#include "app/document.h"
#include "app/lists.h"
#include "app/protocols.h"
#include "core/sentence.h"
#include "gen/static.h"

enum rw_status checkpoint_place(struct req *r, struct checkpoint_place *c)
{
    enum rw_status st;

    *c = (struct checkpoint_place){ 0 };
    st = case_rows_load(&r->act, req_arg(r, "case"), &c->rows);
    if (st)
        return st;
    c->child = case_child(&c->rows, req_arg(r, "child"));
    if (!c->child)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such child in this case");
    return c->rows.protocol ? RW_OK : protocol_pinned(&r->act, &c->rows.protocol);
}

enum rw_status checkpoint_papers(struct req *r, struct checkpoint_place *c)
{
    enum rw_status st = case_rows_evidence(&r->act, &c->rows);

    if (st)
        return st;
    return document_list(&r->act, req_arg(r, "case"), &c->papers, &c->npapers);
}

struct str checkpoint_path(struct req *r, const struct person_row *child, const char *rest)
{
    return page_path(r, "/cases/%.*s/children/%.*s%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(child->id), rest);
}

struct str checkpoint_gate_path(struct req *r, const struct person_row *child, struct str gate,
                                struct str anchor)
{
    struct str path = page_path(r, "/cases/%.*s/children/%.*s/checkpoints/%.*s",
                                STR_ARG(req_arg(r, "case")), STR_ARG(child->id), STR_ARG(gate));

    return anchor.len ? str_join(r->mem, path, STR("#"), anchor) : path;
}

void checkpoint_crumbs(struct req *r, const struct person_row *child, const struct gate *g,
                       struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = checkpoint_path(r, child, "/checkpoints"),
          .label = str_fmt(r->mem, "Checkpoints of %.*s", STR_ARG(child->name)) },
        { .href = STR_NULL },
    };

    if (g)
        rows[3] = (struct link_view){ .href = checkpoint_gate_path(r, child, g->id, STR_NULL),
                                      .label = g->title };
    page_crumbs(r, rows, g ? 4 : 3, v);
}

static bool asks_for(const struct gate *g, struct str criterion)
{
    size_t i;

    for (i = 0; i < g->ncriteria; i++)
        if (str_eq(g->criteria[i].id, criterion))
            return true;
    return false;
}

const struct gate *checkpoint_from(struct req *r, const struct protocol *p, struct str criterion)
{
    struct str asked = req_query(r, "gate").p ? req_query(r, "gate") : req_form(r, "gate");
    const struct gate *g = asked.p ? protocol_gate(p, asked) : NULL;
    size_t i;

    for (i = 0; !g && i < p->ngates; i++)
        if (asks_for(&p->gates[i], criterion))
            g = &p->gates[i];
    return g;
}

struct str checkpoint_sentence(struct req *r, const struct protocol *p, struct str tmpl,
                               struct str child, struct str person)
{
    const struct sentence_word words[] = {
        { "child", child.len ? child : p->words.a_child },
        { "person", person.len ? person : p->words.an_adult },
    };

    return sentence_fill(r->mem, tmpl, words, 2);
}

struct str checkpoint_sign_title(struct req *r, const struct sign_kind *k)
{
    char *z = str_z(r->mem, k->title);

    if (z[0] >= 'a' && z[0] <= 'z')
        z[0] = (char)(z[0] - 'a' + 'A');
    return str_of(z);
}

struct str checkpoint_class_words(struct req *r, enum override_class k)
{
    char letter[2] = { override_letter(k), '\0' };

    return list_label(r->act.app, "override-classes", str_copy(r->mem, str_of(letter)));
}

struct str checkpoint_aside_words(struct req *r, enum override_class k)
{
    struct str words = checkpoint_class_words(r, k);

    if (k == OVERRIDE_NEVER || k == OVERRIDE_HUMAN)
        return words;
    return str_join(r->mem, STR("to set it aside:"), STR(" "), words);
}

struct form_option *checkpoint_paper_options(struct req *r, const struct checkpoint_place *c)
{
    struct form_option *o = arena_array(r->mem, struct form_option, c->npapers + 1);
    size_t i;

    for (i = 0; i < c->npapers; i++)
        o[i] = (struct form_option){ str_z(r->mem, c->papers[i].id),
                                     str_z(r->mem, c->papers[i].name) };
    return o;
}

static bool link_paper(struct req *r, const struct checkpoint_place *c, struct str id,
                       struct link_view *v)
{
    size_t i;

    for (i = 0; i < c->rows.nevidence; i++)
        if (str_eq(c->rows.evidence[i].object_id, id) && c->rows.evidence[i].document_name.p) {
            *v = (struct link_view){ .href = page_path(r, "/cases/%.*s/documents/%.*s",
                                                       STR_ARG(c->rows.case_id), STR_ARG(id)),
                                     .label = c->rows.evidence[i].document_name };
            return true;
        }
    return false;
}

static bool link_sign(struct req *r, const struct checkpoint_place *c, struct str id,
                      struct link_view *v)
{
    size_t i;

    for (i = 0; c->child && i < c->rows.nrecords; i++) {
        const struct sign_kind *k = protocol_sign(c->rows.protocol, c->rows.records[i].criterion);

        if (k && str_eq(c->rows.records[i].id, id)) {
            *v = (struct link_view){ .href = checkpoint_path(r, c->child, "/signs"),
                                     .label =
                                         str_fmt(r->mem, "Warning sign: %.*s", STR_ARG(k->title)) };
            return true;
        }
    }
    return false;
}

size_t checkpoint_evidence(struct req *r, const struct checkpoint_place *c, const struct str *ids,
                           size_t n, struct link_view *list)
{
    bool papers = act_allows(&r->act, CAP_COURT_READ, CLASS_L, false);
    size_t i, to = 0;

    for (i = 0; i < n; i++)
        if ((papers && link_paper(r, c, ids[i], &list[to])) || link_sign(r, c, ids[i], &list[to]))
            to++;
    return to;
}

void checkpoint_result(struct req *r, struct str state, bool about_child, struct criterion_view *v)
{
    bool no = str_is(state, criterion_state_word(CRITERION_FAIL));

    v->icons = STR(STATIC_ICONS_SVG);
    v->met = str_is(state, criterion_state_word(CRITERION_PASS));
    v->unmet = no && !about_child;
    v->unknown = (no && about_child) || str_is(state, criterion_state_word(CRITERION_UNKNOWN));
    v->aside = !v->met && !v->unmet && !v->unknown;
    v->result =
        no && about_child ? STR("Not yet") : list_label(r->act.app, "criterion-states", state);
}

struct str checkpoint_outcome_words(struct str outcome)
{
    static const struct form_option words[] = {
        { "advance", "Go on" },
        { "resume", "Go on after the pause" },
        { "pause", "Pause" },
        { "close", "Close" },
        { "stop", "Close for safety" },
        { "hold", "Stay at this step for now" },
        { "step_back", "Go back one phase" },
    };
    size_t i;

    for (i = 0; i < FORM_N(words); i++)
        if (str_is(outcome, words[i].value))
            return str_of(words[i].label);
    return STR("not recorded yet");
}

enum rw_status checkpoint_history(struct req *r, const struct checkpoint_place *c,
                                  struct records_view *v)
{
    struct decision_line_row *lines;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = decision_list(&r->act, c->rows.case_id, &lines, &n);

    if (st)
        return st;
    *v = (struct records_view){ .heading = str_fmt(r->mem, "Decisions about %.*s",
                                                   STR_ARG(c->child->name)),
                                .id = STR("decisions"),
                                .none = STR("No decision yet.") };
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = n; i > 0; i--) {
        const struct decision_line_row *d = &lines[i - 1];
        const struct gate *g = protocol_gate(c->rows.protocol, d->gate);

        if (!str_eq(d->child_id, c->child->id))
            continue;
        rows[v->nrows++] = (struct record_row_view){
            .when = page_when(r, d->signed_utc),
            .title = str_join(r->mem, checkpoint_outcome_words(d->outcome), STR(": "),
                              g ? g->title : STR("a checkpoint")),
            .sub = str_join(r->mem, d->rationale, STR(" · "), d->signed_name),
            .href = page_path(r, "/cases/%.*s/decisions/%.*s", STR_ARG(d->case_id), STR_ARG(d->id)),
        };
    }
    v->rows = rows;
    return RW_OK;
}
