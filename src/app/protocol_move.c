#include "app/protocol_move.h"

#include "app/audit.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "app/protocols.h"
#include "core/protocol_change.h"
#include "gen/queries.h"

struct str protocol_name(struct arena *a, const struct protocol *p)
{
    return str_fmt(a, "%.*s, version %.*s", STR_ARG(p->pass.title), STR_ARG(p->pass.version));
}

/* ---- the difference in words ---- */

static struct str class_words(struct act *a, enum override_class k)
{
    char letter[2] = { override_letter(k), '\0' };

    return list_label(a->app, "override-classes", str_copy(a->mem, str_of(letter)));
}

static struct str value_words(struct act *a, int64_t v, struct str unit)
{
    return v < 0 ? STR("none")
                 : str_fmt(a->mem, "%lld %.*s", (long long)v,
                           STR_ARG(str_is(unit, "count") ? STR("times") : unit));
}

static struct str part_words(enum change_part part)
{
    static const char *const words[] = {
        [CHANGE_PHASE] = "Phase",   [CHANGE_GATE] = "Checkpoint",
        [CHANGE_CRITERION] = "",    [CHANGE_SIGN] = "Warning sign",
        [CHANGE_TRACK] = "Track",   [CHANGE_LEVEL] = "Contact step",
        [CHANGE_NUMBER] = "Number",
    };

    return str_of(words[part]);
}

static struct str said_of(struct act *a, const struct protocol_change *c)
{
    struct str was = class_words(a, c->was), is = class_words(a, c->is);

    if (c->how == CHANGE_ADDED)
        return c->part == CHANGE_CRITERION ? str_fmt(a->mem, "new (%.*s)", STR_ARG(is))
                                           : STR("new");
    if (c->how == CHANGE_GONE)
        return STR("no longer asked or used");
    if (c->how == CHANGE_CLASS)
        return str_fmt(a->mem, "%.*s, before: %.*s", STR_ARG(is), STR_ARG(was));
    if (c->how == CHANGE_ASKS)
        return STR("is answered in another way");
    if (c->how == CHANGE_WORDS)
        return str_fmt(a->mem, "other words, before: %.*s", STR_ARG(c->before));
    return str_fmt(a->mem, "%.*s, before: %.*s", STR_ARG(value_words(a, c->to, c->unit)),
                   STR_ARG(value_words(a, c->from, c->unit)));
}

static struct str line_of(struct act *a, const struct protocol_change *c)
{
    struct str head = c->where.len ? c->where : part_words(c->part);

    return str_fmt(a->mem, "%.*s%s%.*s: %.*s.\n", STR_ARG(head), head.len ? ". " : "",
                   STR_ARG(c->title), STR_ARG(said_of(a, c)));
}

static enum rw_status describe(struct act *a, struct protocol_look *look)
{
    struct protocol_change *list;
    struct out text;
    size_t n, i;
    enum rw_status st = protocol_changes(a->mem, look->from, look->to, &list, &n, &a->err);

    if (st)
        return st;
    out_init(&text, RW_TEXT_MAX);
    for (i = 0; i < n; i++)
        out_str(&text, line_of(a, &list[i]));
    if (!n)
        out_z(&text, "Nothing that stands in a record changes.\n");
    look->difference = text.over ? STR_NULL : str_copy(a->mem, out_view(&text));
    out_free(&text);
    return look->difference.p ? RW_OK : RW_FAIL(&a->err, RW_ELIMIT, "too much differs to be shown");
}

/* ---- may it be done ---- */

static bool has_place(const struct protocol *p, struct str where)
{
    return !where.len || protocol_phase(p, where) || protocol_place(p, where);
}

static bool fits(const struct protocol *to, const struct person_row *child)
{
    return has_place(to, child->phase) && (!child->level.len || protocol_level(to, child->level)) &&
           (!child->track.len || protocol_track(to, child->track));
}

/* Where a child that is in a place for now comes back to: the last phase that it stood in. */
static enum rw_status check_prior(struct act *a, struct str case_id, const struct protocol_look *l,
                                  const struct person_row *child, bool *ok)
{
    const struct place *at = protocol_place(l->from, child->phase);
    struct phase_span_row *rows;
    struct str last = STR_NULL;
    size_t n, i;
    enum rw_status st;

    if (!at || at->is_end)
        return RW_OK;
    st = q_phase_span_list(a->db, a->mem, &(struct q_phase_span_list_in){ .case_id = case_id },
                           &rows, &n, &a->err);
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].child_id, child->id) && protocol_phase(l->from, rows[i].phase))
            last = rows[i].phase;
    *ok = *ok && has_place(l->to, last);
    return st;
}

static enum rw_status check_children(struct act *a, const struct case_rows *rows,
                                     struct protocol_look *l)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < rows->npeople; i++) {
        bool ok = fits(l->to, &rows->people[i]);

        if (!str_is(rows->people[i].kind, "child"))
            continue;
        st = check_prior(a, rows->case_id, l, &rows->people[i], &ok);
        if (!ok)
            l->refused = str_fmt(a->mem,
                                 "%.*s stands at a phase, contact step or track that the newer "
                                 "protocol does not have. The case keeps to its own.",
                                 STR_ARG(rows->people[i].name));
    }
    return st;
}

/* A sign that is open holds contact; under a protocol without it that would be over unsaid. */
static void check_signs(struct act *a, const struct case_rows *rows, struct protocol_look *l)
{
    size_t i, k;

    for (k = 0; k < l->from->nsigns; k++) {
        const struct sign_kind *sign = &l->from->signs[k];

        for (i = 0; !protocol_sign(l->to, sign->code) && i < rows->npeople; i++)
            if (str_is(rows->people[i].kind, "child") &&
                case_sign(a, rows, sign, rows->people[i].id).open)
                l->refused = str_fmt(a->mem,
                                     "A warning sign is open that the newer protocol does not "
                                     "have: %.*s. The case keeps to its own until that is closed.",
                                     STR_ARG(sign->title));
    }
}

static const struct protocol *newer_of(struct act *a, const struct protocol *from, struct str hash)
{
    const struct protocol **list =
        arena_array(a->mem, const struct protocol *, a->app->nprotocols + 1);
    size_t n = from && !a->mem->spent ? protocols_newer(a->app, from, list) : 0, i;

    if (!hash.len)
        return n ? list[n - 1] : NULL;
    for (i = 0; i < n; i++)
        if (str_eq(list[i]->pass.sha256, hash))
            return list[i];
    return NULL;
}

enum rw_status protocol_look(struct act *a, struct str case_id, struct str to_hash,
                             struct protocol_look *look)
{
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    *look = (struct protocol_look){ 0 };
    if (st)
        return st;
    look->from = rows.protocol;
    look->licensed = rows.licensed;
    look->to = newer_of(a, look->from, to_hash);
    if (to_hash.len && !look->to)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no newer protocol of that hash");
    if (!look->to)
        return RW_OK;
    st = describe(a, look);
    if (!st)
        st = check_children(a, &rows, look);
    if (!st && !look->refused.len)
        check_signs(a, &rows, look);
    return st;
}

/* ---- signing ---- */

struct move_job {
    const struct protocol_move_input *in;
    struct str case_id, id;
    struct protocol_look look;
};

static enum rw_status add_move(struct act *a, const struct move_job *j)
{
    const struct protocol_look *l = &j->look;

    return q_protocol_move_add(
        a->db, a->mem,
        &(struct q_protocol_move_add_in){ .case_id = j->case_id,
                                          .id = j->id,
                                          .from_hash = l->from->pass.sha256,
                                          .to_hash = l->to->pass.sha256,
                                          .from_title = protocol_name(a->mem, l->from),
                                          .to_title = protocol_name(a->mem, l->to),
                                          .difference = l->difference,
                                          .rationale = j->in->rationale,
                                          .signed_utc = utc_iso(a->mem, a->now_utc),
                                          .signed_by = a->viewer.account_id,
                                          .signed_name = a->viewer.name,
                                          .signed_licence = str_or(a->viewer.licence, NULL) },
        &a->err);
}

static enum rw_status set_case(struct act *a, const struct move_job *j)
{
    const struct passport *to = &j->look.to->pass;

    return q_family_case_protocol_set(
        a->db, a->mem,
        &(struct q_family_case_protocol_set_in){ .id = j->case_id,
                                                 .from_hash = j->in->from_hash,
                                                 .protocol_id = to->id,
                                                 .protocol_version = to->version,
                                                 .protocol_hash = to->sha256 },
        &a->err);
}

static enum rw_status put_line(struct act *a, const struct move_job *j)
{
    return chronology_put(
        a, &(struct chronology_entry){ .case_id = j->case_id,
                                       .kind = "protocol",
                                       .ref_id = j->id,
                                       .on = a->today,
                                       .at_utc = a->now_utc,
                                       .account_id = a->viewer.account_id,
                                       .state = "moved",
                                       .cls = CLASS_S,
                                       .line = STR("The case goes over to a newer protocol") });
}

/* Judged once more on the writing connection: who stands where may have changed. */
static enum rw_status apply_move(struct act *a, void *arg)
{
    struct move_job *j = arg;
    enum rw_status st = protocol_look(a, j->case_id, j->in->to_hash, &j->look);

    if (!st && !str_eq(j->look.from->pass.sha256, j->in->from_hash))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "moved since it was shown");
    if (!st && j->look.refused.len)
        problem_add(&a->bad, "", j->look.refused);
    if (!st && !j->look.licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign this."));
    if (!st)
        st = check_done(a);
    if (!st)
        st = add_move(a, j);
    if (!st)
        st = set_case(a, j);
    if (!st)
        st = caseload_keep(a, j->case_id);
    if (!st)
        st = put_line(a, j);
    return st ? st
              : audit_add(
                    a, &(struct audit){ .action = "protocol-move",
                                        .object_type = "protocol-move",
                                        .object_id = j->id,
                                        .case_id = j->case_id,
                                        .object_version = 1,
                                        .object_hash = hash_sha256(a->mem, j->look.difference) });
}

enum rw_status protocol_move(struct act *a, struct str case_id,
                             const struct protocol_move_input *in)
{
    struct move_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "a decision asks for password and code");
    if (!st && !str_eq(a->access.head.protocol_hash, in->from_hash))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "moved since it was shown");
    if (!st && !in->to_hash.len)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no protocol to go to");
    if (st)
        return st;
    check_text(a, "rationale", in->rationale, REQUIRED);
    st = check_done(a);
    j.id = id_new(a->mem);
    return st ? st : act_write(a, apply_move, &j);
}

enum rw_status protocol_moves(struct act *a, struct str case_id,
                              struct protocol_move_list_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    return st ? st
              : q_protocol_move_list(a->db, a->mem,
                                     &(struct q_protocol_move_list_in){ .case_id = case_id }, rows,
                                     n, &a->err);
}
