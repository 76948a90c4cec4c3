/* report_status.c -- the sections of a status report, in the order that never changes:
 * what the order asks, basis and limits, then safety, child, relationship, co-parenting, time. */
#include "core/report_parts.h"
#include "core/report_words.h"

enum report_child_criteria report_child_fold(const enum report_result *r, size_t n)
{
    if (n == 0)
        return REPORT_CHILD_NONE;
    for (size_t i = 0; i < n; i++)
        if (r[i] != REPORT_PASS)
            return REPORT_CHILD_NOT_YET;
    return REPORT_CHILD_MET;
}

static struct str order_name(struct arena *a, const struct report_order *o)
{
    return str_fmt(a, "%.*s, %.*s", STR_ARG(str_or(o->title, "Order")),
                   STR_ARG(date_words(a, o->made)));
}

static void order_section(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "The order asks", "Where", "State", "As of" };
    static const uint8_t share[] = { 52, 16, 16, 16 };

    build_section(b, "order", "What the order asks and where it stands");
    if (r->norder == 0)
        build_para(b, STR("Orders: not recorded."));
    for (size_t i = 0; i < r->norder; i++) {
        const struct report_order *o = &r->order[i];
        build_para(b, str_fmt(b->a, "%.*s (%s).", STR_ARG(order_name(b->a, o)),
                              o->in_force ? "in force" : "no longer in force"));
        if (o->nclause == 0) {
            build_note(b, STR("Clauses: not recorded."));
            continue;
        }
        build_table(b, "", head, 4, share, 0);
        for (size_t k = 0; k < o->nclause; k++) {
            const struct report_clause *c = &o->clause[k];
            BUILD_ROW(b, c->text, c->cite, word_duty(c->state), date_words(b->a, c->as_of));
        }
    }
}

static void authority_block(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Authorised by", "Given", "Ends", "By", "Reference" };
    static const uint8_t share[] = { 18, 16, 16, 22, 28 };

    if (r->nauthority == 0) {
        build_para(b, STR("Authorisation for this report: not recorded."));
        return;
    }
    build_table(b, "Authorisation", head, 5, share, 0);
    for (size_t i = 0; i < r->nauthority; i++) {
        const struct report_authority *g = &r->authority[i];
        bool release = g->kind == REPORT_AUTHORITY_RELEASE;
        BUILD_ROW(b, word_authority(g->kind), date_words(b->a, g->on),
                  release ? date_words(b->a, g->until) : STR("\xE2\x80\x93"),
                  release ? part_name(b->a, &r->base, g->by) : STR("the court"), g->cite);
    }
}

static struct str source_words(const struct status_report *r, struct arena *a,
                               const struct report_source *s)
{
    struct str word = word_source(s->kind);

    if (s->person != REPORT_NOBODY)
        word = str_join(a, word, STR(", "), part_name(a, &r->base, s->person));
    return word;
}

static void source_block(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Source of information", "Date" };
    static const uint8_t share[] = { 74, 26 };
    size_t had = 0;

    for (size_t i = 0; i < r->nsource; i++)
        had += r->source[i].available;
    if (had == 0)
        build_para(b, STR("Sources of information: not recorded."));
    else
        build_table(b, "Sources", head, 2, share, 0);
    for (size_t i = 0; i < r->nsource; i++)
        if (r->source[i].available)
            BUILD_ROW(b, source_words(r, b->a, &r->source[i]), date_words(b->a, r->source[i].on));
    if (had == r->nsource)
        return;
    build_block(b, REPORT_LIST, STR("Sought and not available:"));
    for (size_t i = 0; i < r->nsource; i++)
        if (!r->source[i].available)
            BUILD_ROW(b, source_words(r, b->a, &r->source[i]));
}

static void safety_section(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "From", "To", "Contact work" };
    static const uint8_t share[] = { 20, 20, 60 };
    bool any = false;

    build_section(b, "safety", "Safety");
    build_words(b, r->safety);
    for (size_t i = 0; i < r->norder; i++)
        any = any || r->order[i].in_force;
    if (any)
        build_block(b, REPORT_LIST, STR("Orders in force:"));
    for (size_t i = 0; i < r->norder; i++)
        if (r->order[i].in_force)
            BUILD_ROW(b, order_name(b->a, &r->order[i]));
    if (r->nsuspension == 0)
        return;
    build_table(b, "Suspensions in the period", head, 3, share, 0);
    for (size_t i = 0; i < r->nsuspension; i++) {
        const struct report_suspension *s = &r->suspension[i];
        BUILD_ROW(b, date_words(b->a, s->from),
                  date_known(s->until) ? date_words(b->a, s->until) : STR("continues"),
                  word_suspension(s->cause));
    }
}

static void phase_block(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Child", "Phase", "Since", "Contact step" };
    static const uint8_t share[] = { 20, 32, 16, 32 };

    if (r->nphase == 0) {
        build_para(b, STR("Phase of the work: not recorded."));
        return;
    }
    build_table(b, "Where the work stands", head, 4, share, 0);
    for (size_t i = 0; i < r->nphase; i++) {
        const struct report_phase *p = &r->phase[i];
        BUILD_ROW(b, part_name(b->a, &r->base, p->child), p->phase_label,
                  date_words(b->a, p->since), p->step_label);
    }
}

static void change_block(const struct status_report *r, const struct report_change *c,
                         struct report_build *b)
{
    static const char *const head[] = { "Criterion", "Result", "Date" };
    static const uint8_t share[] = { 60, 24, 16 };
    struct str child = word_child(c->about_child);

    build_subsection(b, "change",
                     str_fmt(b->a, "%.*s, %.*s: %.*s", STR_ARG(date_words(b->a, c->on)),
                             STR_ARG(part_name(b->a, &r->base, c->child)),
                             STR_ARG(word_decision(c->decision))));
    build_para(b, str_fmt(b->a, "Phase from that day: %.*s. Decided by %.*s.",
                          STR_ARG(str_or(c->phase_label, REPORT_NOT_RECORDED)),
                          STR_ARG(str_or(c->by, REPORT_NOT_RECORDED))));
    /* a suspension has one phrase: criteria beside it would say whose doing it was */
    if (c->decision == REPORT_PAUSED)
        return;
    if (c->ncriterion == 0 && child.len == 0) {
        build_note(b, STR("Criteria: not recorded."));
        return;
    }
    if (c->ncriterion > 0)
        build_table(b, "", head, 3, share, 0);
    for (size_t i = 0; i < c->ncriterion; i++)
        BUILD_ROW(b, c->criterion[i].label, word_result(c->criterion[i].result),
                  date_words(b->a, c->criterion[i].on));
    if (child.len > 0)
        build_para(b, str_fmt(b->a, "%.*s.", STR_ARG(child)));
}

static void goal_block(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Goal of the plan", "State", "Reason where not now" };
    static const uint8_t share[] = { 46, 14, 40 };

    build_subsection(b, "goals", STR("Agreed goals"));
    if (r->ngoal == 0) {
        build_para(b, STR("Goals: not recorded."));
        return;
    }
    build_table(b, "", head, 3, share, 0);
    for (size_t i = 0; i < r->ngoal; i++) {
        const struct report_goal *g = &r->goal[i];
        BUILD_ROW(b, g->label, word_goal(g->state),
                  g->state == REPORT_GOAL_NOT_NOW ? g->reason.text : STR("\xE2\x80\x93"));
    }
}

static void relationship_section(const struct status_report *r, struct report_build *b)
{
    build_section(b, "relationship", "Relationship and progress on agreed goals");
    build_words(b, r->relationship);
    phase_block(r, b);
    for (size_t i = 0; i < r->nchange; i++)
        if (r->change[i].on.day >= r->base.from.day)
            change_block(r, &r->change[i], b);
    goal_block(r, b);
}

static void coparenting_section(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Who", "Step asked", "Asked", "State", "Date" };
    static const uint8_t share[] = { 20, 36, 15, 14, 15 };

    build_section(b, "coparenting", "Co-parenting");
    build_words(b, r->coparenting);
    if (r->nobstacle == 0)
        return;
    build_table(b, "Obstacles: steps asked of each person", head, 5, share, 0);
    for (size_t i = 0; i < r->nobstacle; i++) {
        const struct report_obstacle *o = &r->obstacle[i];
        BUILD_ROW(b, part_name(b->a, &r->base, o->who), o->asked.text,
                  date_words(b->a, o->asked_on), word_step(o->step),
                  o->step == REPORT_STEP_TAKEN ? date_words(b->a, o->on) : STR("\xE2\x80\x93"));
    }
}

static void next_section(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Date", "Hearing" };
    static const uint8_t share[] = { 26, 74 };

    build_section(b, "next", "The next period");
    build_words(b, r->plan);
    if (!str_empty(r->asked_of_court.text)) {
        build_subsection(b, "asked", STR("What the treatment needs made clear"));
        build_words(b, r->asked_of_court);
    }
    if (r->nhearing == 0) {
        build_para(b, STR("Hearings: not recorded."));
        return;
    }
    build_table(b, "Hearings", head, 2, share, 0);
    for (size_t i = 0; i < r->nhearing; i++)
        BUILD_ROW(b, date_words(b->a, r->hearing[i].on), r->hearing[i].kind);
}

static void record_section(const struct status_report *r, struct report_build *b)
{
    static const char *const head[] = { "Record", "Kind", "Date" };
    static const uint8_t share[] = { 26, 48, 26 };

    build_section(b, "records", "Records used");
    if (r->nrecord == 0) {
        build_para(b, STR("Not recorded."));
        return;
    }
    build_table(b, "", head, 3, share, 0);
    for (size_t i = 0; i < r->nrecord; i++) {
        const struct report_record *k = &r->record[i];
        struct str id = { k->id.p, k->id.len < 12 ? k->id.len : 12 };
        BUILD_ROW(b, id, k->kind, date_words(b->a, k->on));
    }
}

void status_report_lines(const struct status_report *r, struct arena *a, struct report_doc *doc)
{
    struct report_build b = { .a = a };

    part_cover(&r->base, "Status report", a, doc);
    part_matter(&r->base, false, &b);
    order_section(r, &b);
    build_section(&b, "basis", "Author, authorisation and sources");
    part_author(&r->base, &b);
    authority_block(r, &b);
    source_block(r, &b);
    part_limits(&b);
    safety_section(r, &b);
    build_section(&b, "wellbeing", "Child wellbeing");
    build_words(&b, r->wellbeing);
    relationship_section(r, &b);
    coparenting_section(r, &b);
    build_section(&b, "services", "Time: services delivered");
    part_picture(r, &b);
    part_services(&r->base, &b, SIZE_MAX);
    next_section(r, &b);
    record_section(r, &b);
    part_signature(&r->base, &b);
    build_end(&b, doc);
}
