/* checkpoint.c -- one checkpoint of one child: what must be so, how it stands, and the decision; and
 * the list of all that are open from where the child is. */
#include "app/child_walk.h"
#include "app/lists.h"
#include "web/pages/checkpoint_parts.h"

/* ---- criteria ---- */

struct showing {
    const struct checkpoint_place *place;
    const struct gate *gate;
    bool may_record, may_decide;
};

static struct showing showing_of(struct req *r, const struct checkpoint_place *place,
                                 const struct gate *g)
{
    return (struct showing){
        .place = place,
        .gate = g,
        .may_record = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false),
        .may_decide = act_allows(&r->act, CAP_DECIDE, CLASS_S, false),
    };
}

static struct str row_path(struct req *r, const struct showing *s, const char *what,
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

static void fill_record(struct req *r, const struct showing *s, const struct criterion_result *x,
                        struct criterion_view *v)
{
    const struct gate *earlier = earlier_gate(s->place->rows.protocol, &x->criterion->when);
    bool own = criterion_asks(x->criterion).ask != ASK_NOTHING;

    if (!x->applies || (x->criterion->per >= PER_PARENT_EACH && !x->adult))
        return;
    if (own && s->may_record) {
        v->record = row_path(r, s, "record", x);
        v->record_label = x->record ? STR("Record anew") : STR("Record this");
    } else if (!own && earlier) {
        v->record = checkpoint_gate_path(r, s->place->child, earlier->id, STR_NULL);
        v->record_label = STR("Look at that checkpoint");
    } else if (!own && s->may_record) {
        v->record = checkpoint_path(r, s->place->child, "/signs");
        v->record_label = STR("Look at the warning signs");
    }
}

static const struct criterion_override_row *override_row(const struct showing *s, struct str id)
{
    size_t i;

    for (i = 0; i < s->place->rows.noverrides; i++)
        if (str_eq(s->place->rows.overrides[i].id, id))
            return &s->place->rows.overrides[i];
    return NULL;
}

/* What was set aside, whether it counts or waits for another member's name under it. */
static void fill_given(struct req *r, const struct showing *s, const struct criterion_result *x,
                       struct criterion_view *v)
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
    if (r->act.viewer.licence.len && !str_eq(o->recorded_by, r->act.viewer.account_id))
        v->second_label = STR("Sign as second");
}

static void fill_aside(struct req *r, const struct showing *s, const struct criterion_result *x,
                       struct criterion_view *v)
{
    bool possible = x->override != OVERRIDE_NEVER && x->override != OVERRIDE_HUMAN;

    if (x->applies && (x->blocks || x->override == OVERRIDE_NEVER))
        v->override = checkpoint_class_words(r, x->override);
    if (x->blocks && possible && s->may_decide && r->act.viewer.licence.len)
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

static void fill_criterion(struct req *r, const struct showing *s, const struct criterion_result *x,
                           struct criterion_view *v)
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

static void fill_criteria(struct req *r, const struct showing *s, const struct gate_result *g,
                          struct criteria_view *v)
{
    struct criterion_view *rows = arena_array(r->mem, struct criterion_view, g->nresults + 1);
    size_t i;

    for (i = 0; i < g->nresults; i++) {
        fill_criterion(r, s, &g->results[i], &rows[i]);
        rows[i].anchor = anchor_of(r, g, i);
    }
    *v = (struct criteria_view){ .rows = rows, .nrows = g->nresults };
}

/* ---- the decision ---- */

enum { OUTCOME, RATIONALE, TRACK, NFIELDS };

static const struct field decision_form[NFIELDS] = {
    [OUTCOME] = { .name = "outcome",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "What you decide" },
    [RATIONALE] = { .name = "rationale",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "Why",
                    .hint = "One sentence is enough." },
    [TRACK] = { .name = "track",
                .kind = FIELD_CHOICE,
                .label = "Track, if you choose it now",
                .none = "Not chosen yet",
                .hint = "How contact is built up for this child. Once chosen it does not change "
                        "here." },
};

/* The table for this child; *n without the track where it is chosen already. */
static struct field *decision_fields(struct req *r, const struct checkpoint_place *c,
                                     const struct gate_result *g, size_t *n)
{
    const struct protocol *p = c->rows.protocol;
    struct field *f = form_copy(r->mem, decision_form, NFIELDS);
    struct form_option *what = arena_array(r->mem, struct form_option, CHECKPOINT_OUTCOMES);
    struct form_option *tracks = arena_array(r->mem, struct form_option, p->ntracks + 1);
    const char *list[CHECKPOINT_OUTCOMES];
    size_t i, nwhat = checkpoint_outcomes(&r->act, &c->rows, c->child, g, list);

    for (i = 0; i < nwhat; i++)
        what[i] = (struct form_option){ list[i],
                                        str_z(r->mem, checkpoint_outcome_words(str_of(list[i]))) };
    for (i = 0; i < p->ntracks; i++)
        tracks[i] = (struct form_option){ str_z(r->mem, p->tracks[i].id),
                                          str_z(r->mem, p->tracks[i].title) };
    form_choices(f, NFIELDS, "outcome", what, nwhat);
    form_choices(f, NFIELDS, "track", tracks, p->ntracks);
    *n = c->child->track.len ? TRACK : NFIELDS;
    return f;
}

static void fill_decision(struct req *r, const struct checkpoint_place *c,
                          const struct gate_result *g, const struct value *values,
                          struct checkpoint_view *v)
{
    struct form_page page = {
        .title = v->heading,
        .state = { .values = values, .problems = &r->act.bad },
        .action = str_fmt(r->mem, "%.*s/decide",
                          STR_ARG(checkpoint_gate_path(r, c->child, g->gate->id, STR_NULL))),
        .submit = STR("Sign the decision"),
    };

    page.fields = decision_fields(r, c, g, &page.n);
    if (!act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        v->cannot = STR("The clinicians who treat this family sign its decisions.");
    else if (page.fields[OUTCOME].nchoices == 0)
        v->cannot = !r->act.viewer.licence.len
                        ? STR("A licensed clinician signs this decision, once nothing is open.")
                        : STR("There is nothing to decide here as things stand.");
    else
        v->may_decide = true;
    if (v->may_decide)
        form_body_view(r->mem, &page, r->csrf, &v->body);
}

/* ---- the page ---- */

static void fill_outcome(struct req *r, const struct checkpoint_place *c,
                         const struct gate_result *g, struct checkpoint_view *v)
{
    v->open = g->outcome != GATE_ELIGIBLE;
    v->outcome = !v->open            ? STR("Nothing is open. The decision is yours.")
                 : g->nblocking == 1 ? STR("One thing is open.")
                                     : str_fmt(r->mem, "%zu things are open.", g->nblocking);
    if (g->recommendation == RECOMMEND_HOLD)
        v->advice = str_fmt(r->mem, "Recommended: %.*s.",
                            STR_ARG(list_label(r->act.app, "criterion-states", STR("hold"))));
    if (g->duty_only)
        v->advice = str_join(r->mem, v->advice, STR(" "), c->rows.protocol->words.duty_only);
}

static enum rw_status load_gate(struct req *r, struct checkpoint_place *c, struct gate_result *g)
{
    const struct gate *gate;
    enum rw_status st = checkpoint_place(r, c);

    if (!st)
        st = checkpoint_papers(r, c);
    if (st)
        return st;
    gate = protocol_gate(c->rows.protocol, req_arg(r, "gate"));
    if (!gate)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such checkpoint");
    return checkpoint_check(&r->act, &c->rows, c->child, gate, g);
}

static enum rw_status show(struct req *r, const struct checkpoint_place *c,
                           const struct gate_result *g, const struct value *values)
{
    struct checkpoint_view v = { .heading =
                                     str_fmt(r->mem, "Checkpoint: %.*s", STR_ARG(g->gate->title)) };
    struct showing s = showing_of(r, c, g->gate);
    struct link_view tools[] = {
        { .href = checkpoint_path(r, c->child, "/signs"), .label = STR("Warning signs") },
    };
    struct str at = protocol_title(c->rows.protocol, c->child->phase);
    enum rw_status st = checkpoint_history(r, c, &v.history);

    if (st)
        return st;
    page_shell(r, v.heading, "cases", &v.shell);
    checkpoint_crumbs(r, c->child, NULL, &v.crumbs);
    v.child = c->child->name;
    v.intro =
        at.len ? str_fmt(r->mem, "Now: %.*s", STR_ARG(at)) : STR("Now: before the first phase");
    v.tools = tools;
    v.ntools = s.may_record ? 1 : 0;
    fill_outcome(r, c, g, &v);
    fill_criteria(r, &s, g, &v.criteria);
    fill_decision(r, c, g, values, &v);
    if (r->act.bad.n)
        r->status = 422;
    tpl_checkpoint(r->out, &v);
    return RW_OK;
}

static enum rw_status checkpoint_show(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct checkpoint_place c;
    struct gate_result g;
    enum rw_status st = load_gate(r, &c, &g);

    return st ? st : show(r, &c, &g, v);
}

static enum rw_status checkpoint_sign(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct checkpoint_place c;
    struct decision_input in;
    struct gate_result g;
    struct field *f;
    struct str id;
    size_t n;
    enum rw_status st = load_gate(r, &c, &g);

    if (st)
        return st;
    f = decision_fields(r, &c, &g, &n);
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return show(r, &c, &g, v);
    in = (struct decision_input){ .child_id = c.child->id,
                                  .gate = g.gate->id,
                                  .outcome = v[OUTCOME].text,
                                  .rationale = v[RATIONALE].text,
                                  .track = v[TRACK].text };
    st = checkpoint_decide(&r->act, c.rows.case_id, &in, &id);
    if (st == RW_EINPUT)
        return show(r, &c, &g, v);
    return st ? st
              : req_redirect(r,
                             page_path(r, "/cases/%.*s/decisions/%.*s", STR_ARG(c.rows.case_id),
                                       STR_ARG(id)),
                             "The decision is signed.");
}

/* ---- all that are open from here ---- */

static enum rw_status fill_gates(struct req *r, const struct checkpoint_place *c,
                                 struct records_view *v)
{
    const struct protocol *p = c->rows.protocol;
    const struct gate **gates = arena_array(r->mem, const struct gate *, p->ngates + 1);
    size_t n = protocol_gates_from(p, c->child->phase, gates), i;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    struct child_walk walk = child_walk(&r->act, p, c->child);
    enum rw_status st = RW_OK;

    *v = (struct records_view){ .heading = STR("From here"),
                                .id = STR("from-here"),
                                .none = STR("Nothing follows: the work with this child ended.") };
    for (i = 0; !st && i < n; i++) {
        struct gate_result g;
        bool behind = gates[i]->forward && walk_is_behind(&walk, gates[i]);

        st = checkpoint_check(&r->act, &c->rows, c->child, gates[i], &g);
        if (st)
            return st;
        rows[v->nrows++] = (struct record_row_view){
            .title = gates[i]->title,
            .state = behind ? STR("behind")
                            : list_label(r->act.app, "criterion-states",
                                         str_of(gate_outcome_word(g.outcome))),
            .attention = !behind && g.outcome == GATE_ELIGIBLE && gates[i]->forward,
            .href = checkpoint_gate_path(r, c->child, gates[i]->id, STR_NULL),
        };
    }
    v->rows = rows;
    return st;
}

static struct str sign_words(const struct sign_state *s)
{
    return !s->record   ? STR("not recorded yet")
           : !s->open   ? STR("not open")
           : s->closing ? STR("open; closing it waits")
                        : STR("open");
}

static void fill_signs(struct req *r, const struct checkpoint_place *c, struct records_view *v)
{
    const struct protocol *p = c->rows.protocol;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, p->nsigns + 1);
    struct str signs = checkpoint_path(r, c->child, "/signs");
    bool may = act_allows(&r->act, CAP_DECIDE, CLASS_S, false);
    size_t i;

    *v = (struct records_view){ .heading = STR("Warning signs"),
                                .id = STR("signs"),
                                .none = STR("None is defined."),
                                .add_label = STR("Look at them again") };
    if (act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
        v->add = signs;
    for (i = 0; i < p->nsigns; i++) {
        const struct sign_kind *k = &p->signs[i];
        struct sign_state s = case_sign(&r->act, &c->rows, k, c->child->id);

        rows[i] = (struct record_row_view){
            .when = s.record ? page_date(r, s.record->occurred_on) : STR_NULL,
            .title = checkpoint_sign_title(r, k),
            .sub = s.open ? str_fmt(r->mem, "closing it: %.*s",
                                    STR_ARG(checkpoint_class_words(r, k->closing)))
                          : STR_NULL,
            .state = sign_words(&s),
            .attention = s.open,
            .href = s.open && may ? page_path(r, "/cases/%.*s/children/%.*s/set-aside/%.*s",
                                              STR_ARG(c->rows.case_id), STR_ARG(c->child->id),
                                              STR_ARG(k->code))
                                  : signs,
        };
    }
    v->rows = rows;
    v->nrows = p->nsigns;
}

static void fill_place(struct req *r, const struct checkpoint_place *c, struct facts_view *v)
{
    const struct protocol *p = c->rows.protocol;
    const struct track *track = protocol_track(p, c->child->track);
    const struct level *level = protocol_level(p, c->child->level);
    struct str at = protocol_title(p, c->child->phase);
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 3);

    rows[0] = (struct fact_view){ .label = STR("Phase"),
                                  .value = at.len ? at : STR("before the first phase") };
    rows[1] = (struct fact_view){ .label = STR("Track"), .value = track ? track->title : STR_NULL };
    rows[2] =
        (struct fact_view){ .label = STR("Contact"), .value = level ? level->title : STR_NULL };
    *v = (struct facts_view){ .rows = rows, .nrows = 3 };
}

static enum rw_status checkpoint_list(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 3);
    struct detail_view v = { .lists = lists, .nlists = 3 };
    struct checkpoint_place c;
    enum rw_status st = checkpoint_place(r, &c);

    if (!st)
        st = fill_gates(r, &c, &lists[0]);
    if (!st)
        st = checkpoint_history(r, &c, &lists[2]);
    if (st)
        return st;
    fill_signs(r, &c, &lists[1]);
    v.title = str_fmt(r->mem, "Checkpoints of %.*s", STR_ARG(c.child->name));
    v.sub = STR("What may follow from here. Each is a floor; a person decides.");
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_place(r, &c, &v.facts);
    tpl_detail(r->out, &v);
    return RW_OK;
}

#define CHECKPOINTS "/cases/:case/children/:child/checkpoints"

static const struct route routes[] = {
    CHECKPOINT_ROUTE(METHOD_GET, CHECKPOINTS, checkpoint_list, CAP_CHECKPOINT_READ, 0, "child",
                     "All checkpoints that are open from where a child is"),
    CHECKPOINT_ROUTE(METHOD_GET, CHECKPOINTS "/:gate", checkpoint_show, CAP_CHECKPOINT_READ, 0,
                     "checkpoint", "One checkpoint of a child with every criterion"),
    CHECKPOINT_ROUTE(METHOD_POST, CHECKPOINTS "/:gate/decide", checkpoint_sign, CAP_DECIDE,
                     ROUTE_REAUTH, "decision", "Sign a decision at a checkpoint"),
};

PAGE_ROUTES(checkpoint_routes, routes);
