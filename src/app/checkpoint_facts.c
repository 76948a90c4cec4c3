/* checkpoint_facts.c -- rows of a case as the input of core/gate.h. */
#include "app/checkpoint.h"

#include "app/child_walk.h"
#include "app/criterion_tool.h"
#include "app/protocols.h"
#include "app/resume_facts.h"

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    if (s.len > 10)
        s.len = 10;
    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static int64_t time_of(struct str s)
{
    int64_t t;

    return utc_parse(s, &t) ? t : RW_NO_TIME;
}

static enum fact_value value_of(struct str result)
{
    return str_is(result, "yes")      ? FACT_YES
           : str_is(result, "no")     ? FACT_NO
           : str_is(result, "na")     ? FACT_NA
           : str_is(result, "number") ? FACT_NUMBER
                                      : FACT_UNKNOWN;
}

static size_t attached(struct act *a, const struct case_rows *c, struct str record_id,
                       const struct str **ids)
{
    struct str *list;
    size_t i, n = 0;

    for (i = 0; i < c->nevidence; i++)
        n += str_eq(c->evidence[i].record_id, record_id);
    list = arena_array(a->mem, struct str, n + 1);
    for (i = 0, n = 0; i < c->nevidence; i++)
        if (str_eq(c->evidence[i].record_id, record_id))
            list[n++] = c->evidence[i].object_id;
    *ids = list;
    return n;
}

/* The register of warning signs is kept in the same table; its words are no facts. Where a room of its
 * own answers a criterion, plain records of it are history. */
/* "A track is chosen" is so when one is: with a decision, or as a family came in under way. */
#define TRACK_CHOSEN "G1.j"

static struct str track_title(const struct protocol *p, struct str id)
{
    const struct track *t = protocol_track(p, id);

    return t ? t->title : id;
}

static void add_records(struct act *a, const struct case_rows *c, struct facts *f)
{
    struct fact *list = arena_array(a->mem, struct fact, c->nrecords + c->ntold + 2);
    size_t i;

    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];
        struct fact *to = &list[f->nfacts];

        if (protocol_sign(c->protocol, r->criterion) || criterion_tool_of(r->criterion) ||
            resume_is_before(c, r->criterion, r->child_id, time_of(r->recorded_utc)))
            continue;
        *to = (struct fact){
            .id = r->id,
            .name = r->criterion,
            .child = r->child_id,
            .person = r->person_id,
            .value = value_of(r->result),
            .number = r->number,
            .reason = r->statement,
            .on = day_of(r->occurred_on),
            .recorded_utc = time_of(r->recorded_utc),
            .by = r->recorded_name,
        };
        to->nevidence = attached(a, c, r->id, &to->evidence);
        f->nfacts++;
    }
    for (i = 0; i < c->ntold; i++)
        list[f->nfacts++] = c->told[i];
    if (f->track.len)
        list[f->nfacts++] = (struct fact){
            .id = f->child,
            .name = STR(TRACK_CHOSEN),
            .child = f->child,
            .value = FACT_YES,
            .reason = track_title(c->protocol, f->track),
            .on = a->today,
            .recorded_utc = RW_NO_TIME,
            .by = STR("Decisions"),
        };
    f->facts = list;
}

/* A consultation counts its waiting time from when it was recorded here, if that came later than
 * the talk: a day typed into a form shortens nothing. */
static int64_t second_time(const struct criterion_override_row *o)
{
    int64_t at = time_of(o->second_utc), recorded = time_of(o->recorded_utc);

    return str_is(o->second_form, "record") && at != RW_NO_TIME && recorded > at ? recorded : at;
}

/* Only the treating clinician may record one (checkpoint_override asks for CAP_DECIDE). */
static struct fact_override override_of(const struct criterion_override_row *o)
{
    return (struct fact_override){
        .id = o->id,
        .criterion = o->criterion,
        .child = o->child_id,
        .person = o->person_id,
        .on = day_of(o->on_date),
        .expires = day_of(o->until_on),
        .by = o->recorded_by,
        .by_name = o->recorded_name,
        .signer = SIGNER_TREATING,
        .reason = o->rationale,
        .document = str_is(o->stands_on, STANDS_ON_CONCERN) ? o->id : o->document_id,
        .second = str_is(o->second_form, "member")    ? SECOND_MEMBER
                  : str_is(o->second_form, "account") ? SECOND_ACCOUNT
                  : str_is(o->second_form, "record")  ? SECOND_RECORD
                                                      : SECOND_NONE,
        .second_by = o->second_by.p ? o->second_by : o->second_licence,
        .second_name = o->second_name,
        .second_utc = second_time(o),
        .second_licensed = o->second_licence.len > 0 || str_is(o->second_form, "member") ||
                           str_is(o->second_form, "account"),
        .second_sheet = o->second_sheet,
    };
}

static bool for_child(struct str row_child, struct str child_id)
{
    return !row_child.p || str_eq(row_child, child_id);
}

/* A closing is judged like an override of that class, but has no end: it is as good as new today. Its
 * second signature was of the form that the practice asked for when it was given; a practice that has
 * become another kind since opens no sign again. */
static enum override_refusal closing_refused(struct act *a, const struct case_rows *c,
                                             const struct sign_kind *kind,
                                             const struct criterion_override_row *row)
{
    struct fact_override o = override_of(row);
    struct facts f = { .today = a->today,
                       .now_utc = a->now_utc,
                       .solo = o.second != SECOND_MEMBER };

    o.on = o.expires = a->today;
    return override_refused(c->protocol, &f, &o, kind->closing);
}

/* Rows come in the order of recording; of two words of the same second, "open" is the last. */
static const struct criterion_record_row *last_word(const struct case_rows *c, struct str code,
                                                    struct str child_id)
{
    const struct criterion_record_row *last = NULL;
    size_t i;

    for (i = 0; i < c->nrecords; i++) {
        const struct criterion_record_row *r = &c->records[i];

        if (!str_eq(r->criterion, code) || !for_child(r->child_id, child_id))
            continue;
        if (!last || !str_eq(r->recorded_utc, last->recorded_utc) || str_is(r->result, "yes"))
            last = r;
    }
    return last;
}

/* Whoever says "still open" after a step to close it has the last word. */
struct sign_state case_sign(struct act *a, const struct case_rows *c, const struct sign_kind *kind,
                            struct str child_id)
{
    struct sign_state s = { .record = last_word(c, kind->code, child_id), .why = REFUSED_NOT };
    size_t i;

    s.open = s.record && str_is(s.record->result, "yes");
    for (i = 0; s.open && i < c->noverrides; i++) {
        const struct criterion_override_row *o = &c->overrides[i];

        if (!str_eq(o->criterion, kind->code) || !for_child(o->child_id, child_id) ||
            str_cmp(o->recorded_utc, s.record->recorded_utc) < 0)
            continue;
        s.closing = o;
        s.why = closing_refused(a, c, kind, o);
        s.open = s.why != REFUSED_NOT;
    }
    return s;
}

/* The register is kept once every sign of the protocol was looked at; before that nobody may read
 * its silence as good news. */
static void add_signs(struct act *a, const struct case_rows *c, struct str child_id,
                      struct facts *f)
{
    const struct protocol *p = c->protocol;
    struct fact_sign *list = arena_array(a->mem, struct fact_sign, p->nsigns + 1);
    size_t i;

    f->signs_known = p->nsigns > 0;
    for (i = 0; i < p->nsigns; i++) {
        struct sign_state s = case_sign(a, c, &p->signs[i], child_id);

        if (!s.record)
            f->signs_known = false;
        else if (s.open)
            list[f->nsigns++] = (struct fact_sign){
                .id = s.record->id,
                .code = p->signs[i].code,
                .child = s.record->child_id,
                .person = s.record->person_id,
                .opened = day_of(s.record->occurred_on),
                .closed = RW_NO_DATE,
            };
    }
    f->signs = list;
}

static void add_overrides(struct act *a, const struct case_rows *c, struct facts *f)
{
    struct fact_override *list = arena_array(a->mem, struct fact_override, c->noverrides + 1);
    size_t i;

    for (i = 0; i < c->noverrides; i++)
        if (!protocol_sign(c->protocol, c->overrides[i].criterion) &&
            !criterion_tool_stands(c, c->overrides[i].criterion) &&
            !resume_is_before(c, c->overrides[i].criterion, c->overrides[i].child_id,
                              time_of(c->overrides[i].recorded_utc)))
            list[f->noverrides++] = override_of(&c->overrides[i]);
    f->overrides = list;
}

void checkpoint_facts(struct act *a, const struct case_rows *c, const struct person_row *child,
                      struct facts *f)
{
    struct child_walk walk = child_walk(a, c->protocol, child);

    *f = (struct facts){
        .today = a->today,
        .now_utc = a->now_utc,
        .solo = a->app->solo,
        .child = child->id,
        .child_name = child->name,
        .born = day_of(child->birth),
        .track = child->track,
        .entry = walk.entry,
    };
    f->nadults = case_adults(a, c, child->id, PER_PARENT_EACH, &f->adults);
    add_records(a, c, f);
    add_signs(a, c, child->id, f);
    add_overrides(a, c, f);
}

const struct gate *checkpoint_next(const struct act *a, const struct person_row *child)
{
    const struct protocol *p = protocol_of(a->app, a->access.head.protocol_hash);
    struct child_walk walk;

    if (!p)
        return NULL;
    walk = child_walk(a, p, child);
    return walk_next(a, &walk);
}

enum rw_status checkpoint_check(struct act *a, const struct case_rows *c,
                                const struct person_row *child, const struct gate *g,
                                struct gate_result *r)
{
    struct facts f;

    if (!c->protocol)
        return RW_FAIL(&a->err, RW_EDEP, "a case follows a protocol that this program lacks");
    checkpoint_facts(a, c, child, &f);
    return gate_check(a->mem, c->protocol, g, &f, r, &a->err);
}
