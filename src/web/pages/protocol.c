/* protocol.c -- which protocol a case keeps to, what a newer one would change, and the move. */
#include "app/protocol_move.h"
#include "web/pages/checkpoint_parts.h"

enum { RATIONALE, FROM, TO, NFIELDS };

static const struct field move_form[NFIELDS] = {
    [RATIONALE] = { .name = "rationale",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "Why",
                    .hint = "One sentence is enough. Your name goes under what is listed above." },
    [FROM] = { .name = "from", .kind = FIELD_HIDDEN, .max = 64 },
    [TO] = { .name = "to", .kind = FIELD_HIDDEN, .max = 64 },
};

static struct str state_words(const struct protocol_look *l)
{
    if (!l->from)
        return STR("This program does not carry the protocol of this case: nothing can be judged "
                   "by it.");
    if (!l->to)
        return STR("There is no newer one. Rules that nobody may set aside are always those of the "
                   "newest.");
    if (l->refused.len)
        return l->refused;
    if (!l->licensed)
        return STR("There is a newer one. Only a licensed clinician can sign the move.");
    return STR("There is a newer one. Nothing changes until the move is signed; the children stay "
               "where they stand, and older decisions stay as they were signed.");
}

static struct str fingerprint(struct str hash)
{
    return hash.len > 12 ? (struct str){ hash.p, 12 } : hash;
}

static struct str named(struct req *r, const struct protocol *p)
{
    return str_fmt(r->mem, "%.*s (fingerprint %.*s)", STR_ARG(protocol_name(r->mem, p)),
                   STR_ARG(fingerprint(p->pass.sha256)));
}

static void fill_facts(struct req *r, const struct protocol_look *l, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 3);
    size_t n = 0;

    if (l->from)
        rows[n++] =
            (struct fact_view){ .label = STR("This case keeps to"), .value = named(r, l->from) };
    if (l->from && l->from->nevers_of)
        rows[n++] = (struct fact_view){
            .label = STR("Rules that nobody may set aside"),
            .value = str_fmt(r->mem, "at least as in the program's version %.*s",
                             STR_ARG(l->from->nevers_of->version)),
        };
    if (l->to)
        rows[n++] = (struct fact_view){ .label = STR("Newer"), .value = named(r, l->to) };
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

/* What changes now, and what each earlier move changed. */
static void fill_parts(struct req *r, const struct protocol_look *l,
                       const struct protocol_move_list_row *moves, size_t n, struct texts_view *v)
{
    struct text_part_view *rows = arena_array(r->mem, struct text_part_view, n + 1);
    size_t i;

    if (l->to)
        rows[v->nrows++] =
            (struct text_part_view){ .label = STR("What would change"), .text = l->difference };
    for (i = n; i-- > 0;)
        rows[v->nrows++] = (struct text_part_view){
            .label =
                str_fmt(r->mem, "Moved on %.*s by %.*s: from %.*s to %.*s",
                        STR_ARG(page_when(r, moves[i].signed_utc)), STR_ARG(moves[i].signed_name),
                        STR_ARG(moves[i].from_title), STR_ARG(moves[i].to_title)),
            .text = str_join(r->mem, moves[i].rationale, STR("\n\n"), moves[i].difference),
        };
    v->rows = rows;
}

static enum rw_status show(struct req *r, const struct value *typed)
{
    struct detail_view v = { .title = STR("Protocol of this case") };
    struct protocol_move_list_row *moves;
    struct value values[NFIELDS] = { 0 };
    struct protocol_look look;
    size_t n;
    enum rw_status st = protocol_look(&r->act, req_arg(r, "case"), STR_NULL, &look);

    if (!st)
        st = protocol_moves(&r->act, req_arg(r, "case"), &moves, &n);
    if (st)
        return st;
    if (typed)
        values[RATIONALE] = typed[RATIONALE];
    v.has_form = look.to && !look.refused.len && look.licensed &&
                 act_allows(&r->act, CAP_DECIDE, CLASS_S, false);
    if (v.has_form) {
        values[FROM] = value_text(look.from->pass.sha256);
        values[TO] = value_text(look.to->pass.sha256);
    }
    v.sub = state_words(&look);
    v.form_title = STR("Go over to the newer one");
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_facts(r, &look, &v.facts);
    fill_parts(r, &look, moves, n, &v.parts);
    form_body_view(r->mem,
                   &(struct form_page){ .title = v.title,
                                        .fields = move_form,
                                        .n = NFIELDS,
                                        .state = { .values = values, .problems = &r->act.bad },
                                        .action = page_case_path(r, "/protocol"),
                                        .submit = STR("Sign the move"),
                                        .cancel = page_case_path(r, "") },
                   r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status protocol_show(struct req *r)
{
    return show(r, NULL);
}

static enum rw_status move_sign(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct protocol_move_input in;
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, move_form, NFIELDS, &r->form, v, &r->act.bad)) {
        in = (struct protocol_move_input){ .from_hash = v[FROM].text,
                                           .to_hash = v[TO].text,
                                           .rationale = v[RATIONALE].text };
        st = protocol_move(&r->act, req_arg(r, "case"), &in);
    }
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("The case was moved since this page was opened. Nothing was signed."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show(r, v);
    return st ? st : req_redirect(r, page_case_path(r, "/protocol"), "Moved.");
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/protocol", protocol_show, CAP_CHECKPOINT_READ, 0,
               "protocol", "Which protocol a case keeps to, and what a newer one changes"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/protocol", move_sign, CAP_DECIDE, ROUTE_REAUTH,
               "protocol", "Sign that a case goes over to a newer protocol"),
};

PAGE_ROUTES(protocol_routes, routes);
