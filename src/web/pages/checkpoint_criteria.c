/* checkpoint_criteria.c -- how each criterion of a checkpoint stands, where it is recorded or set
 * aside, and what is different since somebody read it. */
#include "web/pages/checkpoint_criteria.h"

#include "app/criterion_tool.h"
#include "gen/static.h"

struct checkpoint_showing checkpoint_showing_of(struct req *r, const struct checkpoint_place *place,
                                                const struct gate *g)
{
    return (struct checkpoint_showing){
        .place = place,
        .gate = g,
        .may_record = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false),
        .may_decide = act_allows(&r->act, CAP_DECIDE, CLASS_S, false),
        .waits = true,
    };
}

static struct str row_path(struct req *r, const struct checkpoint_showing *s, const char *what,
                           const struct criterion_result *x)
{
    struct str path = page_path(r, "/cases/%.*s/children/%.*s/%s/%.*s?gate=%.*s",
                                STR_ARG(s->place->rows.case_id), STR_ARG(s->place->child->id), what,
                                STR_ARG(x->criterion->id), STR_ARG(s->gate->id));

    return x->adult ? str_join(r->mem, path, STR("&person="), x->adult->id) : path;
}

/* The other checkpoint that a criterion rests on; NULL: none. */
static const struct gate *earlier_gate(const struct protocol *p, const struct predicate *q)
{
    const struct gate *g = q->kind == PRED_STILL_TRUE ? protocol_gate(p, q->name) : NULL;
    size_t i;

    for (i = 0; !g && i < q->nof; i++)
        g = earlier_gate(p, &q->of[i]);
    return g;
}

static void fill_record(struct req *r, const struct checkpoint_showing *s,
                        const struct criterion_result *x, struct criterion_view *v)
{
    const struct gate *earlier = earlier_gate(s->place->rows.protocol, &x->criterion->when);
    const struct criterion_tool *tool = criterion_tool_of(x->criterion->id);
    bool own = criterion_asks(x->criterion).ask != ASK_NOTHING;
    bool nobody = x->criterion->per >= PER_PARENT_EACH && !x->adult;

    if (!x->applies)
        return;
    if (tool) {
        v->record = tool->page[0] == '#' ? str_of(tool->page)
                                         : page_path(r, "/cases/%.*s%s",
                                                     STR_ARG(s->place->rows.case_id), tool->page);
        v->record_label = str_of(tool->link);
    } else if (own && s->may_record) {
        v->record = row_path(r, s, "record", x);
        v->record_label = x->record ? STR("Record anew") : STR("Record this");
        if (nobody) {
            v->record = str_join(r->mem, v->record, STR("&person="), STR("none"));
            v->record_label = STR("Record that there is nobody");
        }
    } else if (!own && earlier) {
        v->record = checkpoint_gate_path(r, s->place->child, earlier->id, STR_NULL);
        v->record_label = STR("Look at that checkpoint");
    } else if (!own && s->may_record) {
        v->record = checkpoint_path(r, s->place->child, "/signs");
        v->record_label = STR("Look at the warning signs");
    }
}

static const struct criterion_override_row *override_row(const struct checkpoint_showing *s,
                                                         struct str id)
{
    size_t i;

    for (i = 0; i < s->place->rows.noverrides; i++)
        if (str_eq(s->place->rows.overrides[i].id, id))
            return &s->place->rows.overrides[i];
    return NULL;
}

/* What was set aside, whether it counts or waits for another member's name under it. */
static void fill_given(struct req *r, const struct checkpoint_showing *s,
                       const struct criterion_result *x, struct criterion_view *v)
{
    const struct fact_override *given = x->set_aside ? x->set_aside : x->ignored;
    const struct criterion_override_row *o = given ? override_row(s, given->id) : NULL;
    bool two = x->override == OVERRIDE_DOCUMENT || x->override == OVERRIDE_SECOND;

    if (!o || !s->may_record)
        return;
    v->second =
        page_path(r, "/cases/%.*s/overrides/%.*s/second", STR_ARG(o->case_id), STR_ARG(o->id));
    v->second_label = STR("What was set aside");
    if (x->set_aside)
        return;
    v->notice = x->ignored_why;
    if (!two || r->act.app->solo || !str_is(o->second_form, "none"))
        return;
    v->notice = str_fmt(r->mem, "Set aside by %.*s; it waits for a second signature.",
                        STR_ARG(o->recorded_name));
    if (s->place->rows.licensed && !str_eq(o->recorded_by, r->act.viewer.account_id))
        v->second_label = STR("Sign as second");
}

static void fill_aside(struct req *r, const struct checkpoint_showing *s,
                       const struct criterion_result *x, struct criterion_view *v)
{
    bool possible = x->override != OVERRIDE_NEVER && x->override != OVERRIDE_HUMAN;

    if (x->applies && s->waits && (x->blocks || x->override == OVERRIDE_NEVER))
        v->override = checkpoint_aside_words(r, x->override);
    if (x->blocks && possible && s->waits && s->may_decide && s->place->rows.licensed)
        v->set_aside = row_path(r, s, "set-aside", x);
    fill_given(r, s, x, v);
}

/* The first row of a criterion carries its id, the further ones of other adults a number too. */
static struct str anchor_of(struct req *r, const struct gate_result *g, size_t i)
{
    struct str id = g->results[i].criterion->id;
    size_t k, before = 1;

    for (k = 0; k < i; k++)
        before += str_eq(g->results[k].criterion->id, id);
    return before == 1 ? id : str_fmt(r->mem, "%.*s-%zu", STR_ARG(id), before);
}

static void fill_criterion(struct req *r, const struct checkpoint_showing *s,
                           const struct criterion_result *x, struct criterion_view *v)
{
    struct link_view *links = arena_array(r->mem, struct link_view, x->nevidence + 1);

    checkpoint_result(r, str_of(criterion_state_word(x->state)), x->criterion->about_child, v);
    if (!x->applies)
        v->result = STR("Not asked");
    v->name = x->criterion->title;
    v->person = x->adult ? x->adult->name : STR_NULL;
    v->open = x->blocks;
    v->why = x->sentence;
    if (x->record) {
        v->said = x->record->reason;
        v->by = str_join(r->mem, date_words(r->mem, x->record->on), STR(", "), x->record->by);
    }
    if (date_known(x->due))
        v->due = str_fmt(r->mem, "due %.*s", STR_ARG(date_words(r->mem, x->due)));
    v->nevidence = checkpoint_evidence(r, s->place, x->evidence, x->nevidence, links);
    v->evidence = links;
    fill_record(r, s, x, v);
    fill_aside(r, s, x, v);
}

static size_t fill_rows(struct req *r, const struct checkpoint_showing *s,
                        const struct gate_result *g, bool open, struct criterion_view *rows)
{
    size_t i, n = 0;

    for (i = 0; i < g->nresults; i++) {
        if (g->results[i].blocks != open)
            continue;
        fill_criterion(r, s, &g->results[i], &rows[n]);
        rows[n++].anchor = anchor_of(r, g, i);
    }
    return n;
}

void checkpoint_settled(struct req *r, const struct checkpoint_showing *s,
                        const struct gate_result *g, struct criteria_view *v)
{
    struct criterion_view *rows = arena_array(r->mem, struct criterion_view, g->nresults + 1);

    v->nrows = fill_rows(r, s, g, false, rows);
    v->rows = rows;
}

void checkpoint_open(struct req *r, const struct checkpoint_showing *s, const struct gate_result *g,
                     struct criteria_view *v)
{
    const struct step_wait *waits = s->place->waits;
    size_t nwaits = s->place->nwaits;
    struct criterion_view *rows =
        arena_array(r->mem, struct criterion_view, g->nresults + nwaits + 1);
    size_t i, n = fill_rows(r, s, g, true, rows);

    for (i = 0; i < nwaits; i++)
        rows[n++] = (struct criterion_view){
            .anchor = str_fmt(r->mem, "wait-%zu", i + 1),
            .name = str_of(waits[i].name),
            .icons = STR(STATIC_ICONS_SVG),
            .result = STR("Waits"),
            .unknown = true,
            .open = true,
            .why = waits[i].why,
            .override = checkpoint_aside_words(r, OVERRIDE_NEVER),
            .record = page_path(r, "/cases/%.*s%s", STR_ARG(s->place->rows.case_id), waits[i].page),
            .record_label = STR("Look at it"),
        };
    v->rows = rows;
    v->nrows = n;
}

/* ---- what is different since the page was read ---- */

static struct str state_words(struct req *r, enum criterion_state s, bool about_child)
{
    struct criterion_view v = { 0 };

    checkpoint_result(r, str_of(criterion_state_word(s)), about_child, &v);
    return v.result;
}

static struct str change_words(struct req *r, const struct checkpoint_change *x)
{
    bool child = x->now->criterion->about_child;
    struct str now = state_words(r, x->now->state, child);
    struct str before = state_words(r, x->before, child);

    if (!x->was_there)
        return str_fmt(r->mem, "asked only now: %.*s", STR_ARG(now));
    if (x->before == x->now->state)
        return str_fmt(r->mem, "%.*s, recorded anew", STR_ARG(now));
    return str_fmt(r->mem, "now %.*s; before: %.*s", STR_ARG(now), STR_ARG(before));
}

void checkpoint_changes(struct req *r, const struct gate_result *g, struct str mark,
                        struct checkpoint_view *v)
{
    struct checkpoint_change *list = arena_array(r->mem, struct checkpoint_change, g->nresults + 1);
    struct change_view *rows = arena_array(r->mem, struct change_view, g->nresults + 1);
    struct str shown = req_form(r, "shown");
    size_t i;

    v->changed = r->method == METHOD_POST && !checkpoint_mark_same(shown, mark);
    if (!v->changed)
        return;
    v->nchanges = checkpoint_changed(&r->act, shown, g, list);
    for (i = 0; i < v->nchanges; i++) {
        const struct criterion_result *x = list[i].now;
        struct str who = x->adult ? x->adult->name : STR_NULL;

        rows[i] = (struct change_view){
            .href = str_join(r->mem, STR("#"), STR(""), anchor_of(r, g, (size_t)(x - g->results))),
            .name = who.len ? str_join(r->mem, x->criterion->title, STR(": "), who)
                            : x->criterion->title,
            .words = change_words(r, &list[i]),
        };
    }
    v->changes = rows;
    v->moved = v->nchanges == 0;
}
