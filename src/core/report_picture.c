/* report_picture.c -- the period as one small picture: orders, phases, sessions held. */
#include "core/report_parts.h"
#include "core/report_words.h"

/* Kinds of session with a lane of their own; the rest share one. */
#define SESSION_LANES 4

/* Units of the report's picture: tenths of a point, for a text width of 17 cm. */
#define PICTURE_W 4820
#define PICTURE_CHAR 40
#define PICTURE_LINE 100

struct picture {
    const struct status_report *r;
    struct arena *a;
    struct chart_lane *lane;
    size_t nlane;
    struct chart_item *item;
    size_t nitem, item_cap;
    int32_t courts, phases, held;
};

static void add(struct picture *p, struct chart_item it)
{
    void *list = report_grow(p->a, p->item, p->nitem, &p->item_cap, sizeof it);

    if (!list)
        return;
    p->item = list;
    p->item[p->nitem++] = it;
}

static void add_court_day(struct picture *p, struct date on, struct str label)
{
    const struct report_base *r = &p->r->base;

    if (!date_known(on) || on.day < r->from.day || on.day > r->to.day)
        return;
    add(p, (struct chart_item){ .on = on, .lane = 0, .kind = CHART_COURT, .label = label });
    p->courts++;
}

/* A period without any court day has no lane for them. */
static void add_court(struct picture *p)
{
    const struct status_report *r = p->r;

    for (size_t i = 0; i < r->norder; i++)
        add_court_day(p, r->order[i].made, str_or(r->order[i].title, "Order"));
    for (size_t i = 0; i < r->nhearing; i++)
        add_court_day(p, r->hearing[i].on, str_or(r->hearing[i].kind, "Hearing"));
    if (p->courts > 0)
        p->lane[p->nlane++] = (struct chart_lane){ STR("Orders and court"), true };
}

static bool has_change(const struct status_report *r, int32_t child)
{
    for (size_t i = 0; i < r->nchange; i++)
        if (r->change[i].child == child)
            return true;
    return false;
}

/* The day before the same child's next change, if there is one. */
static struct date change_ends(const struct status_report *r, size_t i)
{
    struct date next = RW_NO_DATE;

    for (size_t k = 0; k < r->nchange; k++) {
        struct date on = r->change[k].on;
        if (k == i || r->change[k].child != r->change[i].child || !date_known(on))
            continue;
        if (on.day < r->change[i].on.day || (on.day == r->change[i].on.day && k < i))
            continue;
        if (!date_known(next) || on.day < next.day)
            next = on;
    }
    return date_known(next) ? date_add(next, -1) : next;
}

static void add_phases(struct picture *p)
{
    const struct status_report *r = p->r;

    for (size_t i = 0; i < r->nphase; i++) {
        const struct report_phase *ph = &r->phase[i];
        struct str name = part_name(p->a, &r->base, ph->child);
        size_t lane = p->nlane;
        p->lane[p->nlane++] = (struct chart_lane){
            r->nphase == 1 ? STR("Phase") : str_join(p->a, STR("Phase"), STR(": "), name), true
        };
        if (!has_change(r, ph->child))
            add(p, (struct chart_item){ .on = ph->since,
                                        .until = RW_NO_DATE,
                                        .lane = lane,
                                        .kind = CHART_PHASE,
                                        .label = ph->phase_label });
        for (size_t k = 0; k < r->nchange; k++) {
            const struct report_change *c = &r->change[k];
            bool paused = c->decision == REPORT_PAUSED;
            if (c->child != ph->child)
                continue;
            p->phases += c->on.day >= r->base.from.day;
            add(p, (struct chart_item){ .on = c->on,
                                        .until = change_ends(r, k),
                                        .lane = lane,
                                        .kind = paused ? CHART_HOLD : CHART_PHASE,
                                        .label = paused ? STR("Suspended") : c->phase_label });
        }
    }
}

/* The lane of a kind of session; made when it is met for the first time. */
static size_t session_lane(struct picture *p, size_t first, struct str kind)
{
    for (size_t i = first; i < p->nlane; i++)
        if (str_eq(p->lane[i].label, kind))
            return i;
    if (p->nlane - first == SESSION_LANES - 1)
        kind = STR("Other sessions");
    if (p->nlane - first < SESSION_LANES)
        p->lane[p->nlane++] = (struct chart_lane){ kind, false };
    return p->nlane - 1;
}

static void add_sessions(struct picture *p)
{
    const struct report_base *r = &p->r->base;
    size_t first = p->nlane;

    for (size_t i = 0; i < r->nservice; i++) {
        const struct report_service *s = &r->service[i];
        struct str kind = str_or(s->kind, "Session");
        if (s->outcome != REPORT_HELD)
            continue;
        add(p, (struct chart_item){ .on = s->on,
                                    .lane = session_lane(p, first, kind),
                                    .kind = CHART_SESSION,
                                    .label = kind });
        p->held++;
    }
}

void part_picture(const struct status_report *r, struct report_build *b)
{
    struct picture p = { .r = r, .a = b->a };
    struct chart *c = arena_new(b->a, struct chart);
    struct rw_err ignored;

    if (!date_known(r->base.from) || !date_known(r->base.to))
        return;
    p.lane = arena_array(b->a, struct chart_lane, r->nphase + SESSION_LANES + 1);
    if (b->a->spent)
        return;
    add_court(&p);
    add_phases(&p);
    add_sessions(&p);
    struct chart_spec s = {
        .lane = p.lane,
        .nlane = p.nlane,
        .item = p.item,
        .nitem = p.nitem,
        .from = r->base.from,
        .to = r->base.to,
        .today = RW_NO_DATE,
        .width = PICTURE_W,
        .char_w = PICTURE_CHAR,
        .line_h = PICTURE_LINE,
    };
    /* a picture is a convenience: without one the tables still say everything */
    if (p.nitem == 0 || chart_lay(&s, b->a, c, &ignored) || c->nmark == 0)
        return;
    build_figure(b, c,
                 str_fmt(b->a,
                         "Timeline of the period with %d orders and hearings, %d changes of phase "
                         "and %d sessions held. The tables of this report give each with its date.",
                         (int)p.courts, (int)p.phases, (int)p.held));
}
