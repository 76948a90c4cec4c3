/* checkpoint.c -- one checkpoint of one child: what must be so, how it stands, and the decision; and
 * the list of all that are open from where the child is. */
#include "app/child_walk.h"
#include "app/consult.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "web/pages/checkpoint_criteria.h"
#include "web/pages/sign_parts.h"

/* What keeps this step waiting beside its criteria; nothing of a checkpoint that is behind. */
static size_t waits_of(struct req *r, const struct checkpoint_place *c, const struct gate_result *g,
                       struct step_wait *list)
{
    struct child_walk walk = child_walk(&r->act, c->rows.protocol, c->child);

    if (g->gate->forward && walk_is_behind(&walk, g->gate))
        return 0;
    return step_waits(&r->act, &c->rows, &c->steps, c->child, g->gate, g, list);
}

/* ---- the decision ---- */

enum { OUTCOME, RATIONALE, REVIEW_ON, TRACK, NFIELDS };

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
    [REVIEW_ON] = { .name = "review_on",
                    .kind = FIELD_DATE,
                    .label = "Look at the pause again by" },
    [TRACK] = { .name = "track",
                .kind = FIELD_CHOICE,
                .label = "Track, if you choose it now",
                .none = "Not chosen yet",
                .hint = "How contact is built up for this child. Once chosen it does not change "
                        "here." },
};

static bool has_pause(const char *const *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(str_of(list[i]), "pause"))
            return true;
    return false;
}

/* The table for this child; *n without the track where it is chosen already, or no step onward. */
static struct field *decision_fields(struct req *r, const struct checkpoint_place *c,
                                     const struct gate_result *g, size_t *n)
{
    const struct protocol *p = c->rows.protocol;
    struct field *f = form_copy(r->mem, decision_form, NFIELDS);
    struct form_option *what = arena_array(r->mem, struct form_option, CHECKPOINT_OUTCOMES);
    struct form_option *tracks = arena_array(r->mem, struct form_option, p->ntracks + 1);
    const char *list[CHECKPOINT_OUTCOMES];
    size_t i, nwhat = checkpoint_outcomes(&r->act, &c->rows, c->child, g, c->nwaits > 0, list);
    int64_t days;

    for (i = 0; i < nwhat; i++)
        what[i] = (struct form_option){ list[i],
                                        str_z(r->mem, checkpoint_outcome_words(str_of(list[i]))) };
    for (i = 0; i < p->ntracks; i++)
        tracks[i] = (struct form_option){ str_z(r->mem, p->tracks[i].id),
                                          str_z(r->mem, p->tracks[i].title) };
    form_choices(f, NFIELDS, "outcome", what, nwhat);
    form_choices(f, NFIELDS, "track", tracks, p->ntracks);
    *n = c->child->track.len || !g->gate->forward ? TRACK : NFIELDS;
    if (!has_pause(list, nwhat)) {
        f[REVIEW_ON].kind = FIELD_HIDDEN;
        f[REVIEW_ON].max = 10;
    } else if (!number_of(&r->act, NUMBER_PAUSE_DAYS, &days)) {
        f[REVIEW_ON].required = true;
        f[REVIEW_ON].hint = str_z(
            r->mem, str_fmt(r->mem, "Up to %.*s. It stands on Today by then.",
                            STR_ARG(date_words(r->mem, date_add(r->act.today, (int32_t)days)))));
    }
    return f;
}

static void fill_decision(struct req *r, const struct checkpoint_place *c,
                          const struct gate_result *g, const struct value *values, struct str mark,
                          struct checkpoint_view *v)
{
    struct pair shown = { STR("shown"), mark };
    struct form_page page = {
        .title = v->heading,
        .state = { .values = values, .problems = &r->act.bad },
        .action = str_fmt(r->mem, "%.*s/decide",
                          STR_ARG(checkpoint_gate_path(r, c->child, g->gate->id, STR_NULL))),
        .submit = STR("Sign the decision"),
        .hidden = &shown,
        .nhidden = 1,
    };

    page.fields = decision_fields(r, c, g, &page.n);
    if (!act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        v->cannot = STR("The clinicians who treat this family sign its decisions.");
    else if (page.fields[OUTCOME].nchoices == 0)
        v->cannot = !c->rows.licensed
                        ? STR("A licensed clinician signs this decision, once nothing is open.")
                        : STR("There is nothing to decide here as things stand.");
    else
        v->may_decide = true;
    if (v->may_decide)
        form_body_view(r->mem, &page, r->csrf, &v->body);
}

/* ---- the page ---- */

/* What leads to safety waits for nothing; empty where the step does wait. */
static struct str no_waiting(struct req *r, const struct checkpoint_place *c,
                             const struct gate_result *g)
{
    const char *list[CHECKPOINT_OUTCOMES];
    size_t i, n = checkpoint_outcomes(&r->act, &c->rows, c->child, g, false, list);

    for (i = 0; i < n; i++) {
        if (str_is(str_of(list[i]), "pause"))
            return STR("A pause does not wait for that.");
        if (str_is(str_of(list[i]), "stop"))
            return STR("Closing for safety does not wait for that.");
    }
    return STR_NULL;
}

/* How many of the open things nobody can set aside: only a record helps there. */
static struct str never_words(struct req *r, const struct gate_result *g, size_t nwaits)
{
    size_t i, n = nwaits, all = g->nblocking + nwaits;

    for (i = 0; i < g->nresults; i++)
        n += g->results[i].blocks && g->results[i].override == OVERRIDE_NEVER;
    if (n == 0)
        return STR_NULL;
    if (all == 1)
        return STR("It cannot be set aside.");
    return n == all ? STR("None of them can be set aside.")
                    : str_fmt(r->mem, "%zu of them cannot be set aside.", n);
}

static void fill_outcome(struct req *r, const struct checkpoint_place *c,
                         const struct gate_result *g, struct checkpoint_view *v)
{
    size_t all = g->nblocking + c->nwaits;

    v->open = all > 0;
    v->outcome = all == 0   ? STR("Nothing is open. The decision is yours.")
                 : all == 1 ? STR("One thing is open.")
                            : str_fmt(r->mem, "%zu things are open.", all);
    if (v->open)
        v->advice = no_waiting(r, c, g);
    if (v->open && !v->advice.len)
        v->never = never_words(r, g, c->nwaits);
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
        st = case_rows_evidence(&r->act, &c->rows);
    if (!st)
        st = step_rows_load(&r->act, &c->rows, &c->steps);
    if (st)
        return st;
    gate = protocol_gate(c->rows.protocol, req_arg(r, "gate"));
    if (!gate)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such checkpoint");
    if (str_is(gate->to, "prior"))
        st = consult_resume_bar(&r->act, c->rows.case_id, c->child, &c->steps.colleague);
    if (!st)
        st = checkpoint_check(&r->act, &c->rows, c->child, gate, g);
    if (!st)
        c->nwaits = waits_of(r, c, g, c->waits);
    return st;
}

/* Who works alone may put going on after a pause before somebody outside. */
static enum rw_status fill_tools(struct req *r, const struct checkpoint_place *c,
                                 const struct gate *g, bool may_record, struct checkpoint_view *v)
{
    struct link_view *tools = arena_array(r->mem, struct link_view, 3);
    struct decision_line_row pause = { 0 };
    enum rw_status st = RW_OK;

    tools[v->ntools++] = (struct link_view){ STR("#decision"), STR("Your decision") };
    if (may_record)
        tools[v->ntools++] =
            (struct link_view){ checkpoint_path(r, c->child, "/signs"), STR("Warning signs") };
    if (r->act.app->solo && str_is(g->to, "prior") &&
        act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        st = consult_pause(&r->act, c->rows.case_id, c->child, &pause);
    if (pause.id.p)
        tools[v->ntools++] =
            (struct link_view){ page_path(r, "/cases/%.*s/decisions/%.*s/ask",
                                          STR_ARG(c->rows.case_id), STR_ARG(pause.id)),
                                STR("Ask an outside colleague") };
    v->tools = tools;
    return st;
}

static enum rw_status show(struct req *r, const struct checkpoint_place *c,
                           const struct gate_result *g, const struct value *values)
{
    struct checkpoint_view v = { .heading =
                                     str_fmt(r->mem, "Checkpoint: %.*s", STR_ARG(g->gate->title)) };
    struct checkpoint_showing s = checkpoint_showing_of(r, c, g->gate);
    struct str at = protocol_title(c->rows.protocol, c->child->phase);
    struct str mark = checkpoint_mark(&r->act, &c->rows, c->child, g);
    enum rw_status st = checkpoint_history(r, c, &v.history);

    if (!st)
        st = fill_tools(r, c, g->gate, s.may_record, &v);
    if (st)
        return st;
    checkpoint_changes(r, g, mark, &v);
    if (v.changed)
        problem_add(&r->act.bad, "",
                    STR("Something changed after you opened this page, so nothing was signed. "
                        "What is different is listed at the top."));
    page_shell(r, v.heading, "cases", &v.shell);
    checkpoint_crumbs(r, c->child, NULL, &v.crumbs);
    v.child = c->child->name;
    v.intro =
        at.len ? str_fmt(r->mem, "Now: %.*s", STR_ARG(at)) : STR("Now: before the first phase");
    fill_outcome(r, c, g, &v);
    s.waits = !no_waiting(r, c, g).len;
    checkpoint_open(r, &s, g, &v.waiting);
    checkpoint_settled(r, &s, g, &v.settled);
    v.any_settled = v.settled.nrows > 0;
    fill_decision(r, c, g, values, mark, &v);
    if (r->act.bad.n)
        r->status = v.changed ? 409 : 422;
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

/* The evaluation as a track that is chosen with this decision makes it. */
static enum rw_status judge_with(struct req *r, const struct checkpoint_place *c, struct str track,
                                 struct gate_result *g)
{
    struct person_row child = *c->child;

    if (!track.len || child.track.len || !protocol_track(c->rows.protocol, track))
        return RW_OK;
    child.track = track;
    return checkpoint_check(&r->act, &c->rows, &child, g->gate, g);
}

/* Once more from the start: what was read for this answer is older than what refused it. */
static enum rw_status show_anew(struct req *r, const struct value *v)
{
    struct checkpoint_place c;
    struct gate_result g;
    enum rw_status st = load_gate(r, &c, &g);

    if (!st)
        st = judge_with(r, &c, v[TRACK].text, &g);
    return st ? st : show(r, &c, &g, v);
}

static enum rw_status checkpoint_sign(struct req *r)
{
    static const char *const also[] = { "shown", NULL };
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
    if (!form_read_also(r->mem, f, n, &r->form, also, v, &r->act.bad))
        return show_anew(r, v);
    in = (struct decision_input){ .child_id = c.child->id,
                                  .gate = g.gate->id,
                                  .outcome = v[OUTCOME].text,
                                  .rationale = v[RATIONALE].text,
                                  .track = v[TRACK].text,
                                  .review_on = f[REVIEW_ON].kind == FIELD_DATE ? v[REVIEW_ON].date
                                                                               : RW_NO_DATE,
                                  .shown = req_form(r, "shown") };
    st = checkpoint_decide(&r->act, c.rows.case_id, &in, &id);
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show_anew(r, v);
    return st ? st
              : req_redirect(r,
                             page_path(r, "/cases/%.*s/decisions/%.*s", STR_ARG(c.rows.case_id),
                                       STR_ARG(id)),
                             "The decision is signed.");
}

/* ---- all that are open from here ---- */

static struct str standing(struct req *r, const struct checkpoint_place *c,
                           const struct gate_result *g, size_t nopen)
{
    if (nopen && no_waiting(r, c, g).len)
        return STR("at any time");
    return nopen ? str_fmt(r->mem, "%zu open", nopen)
                 : list_label(r->act.app, "criterion-states",
                              str_of(gate_outcome_word(GATE_ELIGIBLE)));
}

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
        struct step_wait waits[STEP_WAITS];
        bool behind = gates[i]->forward && walk_is_behind(&walk, gates[i]);
        size_t nopen;

        st = checkpoint_check(&r->act, &c->rows, c->child, gates[i], &g);
        if (st)
            return st;
        nopen = g.nblocking + waits_of(r, c, &g, waits);
        rows[v->nrows++] = (struct record_row_view){
            .title = gates[i]->title,
            .state = behind ? STR("behind") : standing(r, c, &g, nopen),
            .attention = !behind && nopen == 0 && gates[i]->forward,
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
           : s->closing ? sign_closing_words(s->why)
                        : STR("open");
}

/* Where the next step on a sign is: the signature under its closing, its closing, or a look. */
static struct str sign_href(struct req *r, const struct checkpoint_place *c,
                            const struct sign_kind *k, const struct sign_state *s)
{
    struct str close = s->open ? sign_close_path(r, c->child->id, k->code) : STR_NULL;
    struct str step =
        s->open && s->closing ? sign_closing_link(r, &c->rows, s->closing).href : STR_NULL;

    if (step.len)
        return step;
    return close.len ? close : checkpoint_path(r, c->child, "/signs");
}

static void fill_signs(struct req *r, const struct checkpoint_place *c, struct records_view *v)
{
    const struct protocol *p = c->rows.protocol;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, p->nsigns + 1);
    size_t i;

    *v = (struct records_view){ .heading = STR("Warning signs"),
                                .id = STR("signs"),
                                .none = STR("None is defined."),
                                .all = page_case_path(r, "/signs"),
                                .all_label = STR("The register of the family"),
                                .add_label = STR("Look at them again") };
    if (act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
        v->add = checkpoint_path(r, c->child, "/signs");
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
            .href = sign_href(r, c, k, &s),
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
        st = step_rows_load(&r->act, &c.rows, &c.steps);
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
    CASE_ROUTE(METHOD_GET, CHECKPOINTS, checkpoint_list, CAP_CHECKPOINT_READ, 0, "child",
               "All checkpoints that are open from where a child is"),
    CASE_ROUTE(METHOD_GET, CHECKPOINTS "/:gate", checkpoint_show, CAP_CHECKPOINT_READ, 0,
               "checkpoint", "One checkpoint of a child with every criterion"),
    CASE_ROUTE(METHOD_POST, CHECKPOINTS "/:gate/decide", checkpoint_sign, CAP_DECIDE, ROUTE_REAUTH,
               "decision", "Sign a decision at a checkpoint"),
};

PAGE_ROUTES(checkpoint_routes, routes);
