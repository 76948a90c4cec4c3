#include "support/explain_facts.h"

/* A key with its value, unless there is none. */
static void put(struct out *o, const char *key, struct str value)
{
    char last = o->len ? out_view(o).p[o->len - 1] : '{';

    if (str_empty(value))
        return;
    if (last != '{')
        out_z(o, ",");
    out_fmt(o, "\"%s\":", key);
    out_json(o, value);
}

static void put_raw(struct out *o, const char *key, const char *value)
{
    char last = o->len ? out_view(o).p[o->len - 1] : '{';

    out_fmt(o, "%s\"%s\":%s", last == '{' ? "" : ",", key, value);
}

static void put_day(struct arena *a, struct out *o, const char *key, struct date d)
{
    if (date_known(d))
        put(o, key, date_iso(a, d));
}

static void put_time(struct arena *a, struct out *o, const char *key, int64_t t)
{
    if (t != RW_NO_TIME)
        put(o, key, utc_iso(a, t));
}

static void open_row(struct out *o, size_t i)
{
    out_z(o, i ? ",{" : "{");
}

/* ---- a checkpoint ---- */

static void put_child(struct arena *a, struct out *o, const struct facts *f)
{
    put_raw(o, "child", "{");
    put(o, "id", f->child);
    put(o, "name", f->child_name);
    put_day(a, o, "born", f->born);
    put(o, "track", f->track);
    if (f->entry.under_way) {
        put_raw(o, "entry", "{");
        put(o, "phase", f->entry.phase);
        put(o, "level", f->entry.level);
        put_day(a, o, "on", f->entry.on);
        out_z(o, "}");
    }
    out_z(o, "}");
}

static void put_adults(struct out *o, const struct facts *f)
{
    put_raw(o, "adults", "[");
    for (size_t i = 0; i < f->nadults; i++) {
        open_row(o, i);
        put(o, "id", f->adults[i].id);
        put(o, "name", f->adults[i].name);
        put(o, "side", f->adults[i].side == SIDE_CONTACT ? STR("contact") : STR("home"));
        out_z(o, "}");
    }
    out_z(o, "]");
}

static void put_fact(struct arena *a, struct out *o, const struct fact *x)
{
    static const char *const words[] = { "unknown", "yes", "no", "not_applicable" };

    put(o, "id", x->id);
    put(o, "fact", x->name);
    put(o, "child", x->child);
    put(o, "person", x->person);
    if (x->value == FACT_NUMBER)
        put_raw(o, "number", str_z(a, str_fmt(a, "%lld", (long long)x->number)));
    else
        put(o, "result", str_of(words[x->value]));
    put(o, "reason", x->reason);
    put_day(a, o, "on", x->on);
    put_time(a, o, "recorded", x->recorded_utc);
    put(o, "by", x->by);
    if (!x->nevidence)
        return;
    put_raw(o, "evidence", "[");
    for (size_t i = 0; i < x->nevidence; i++) {
        out_z(o, i ? "," : "");
        out_json(o, x->evidence[i]);
    }
    out_z(o, "]");
}

static void put_sign(struct arena *a, struct out *o, const struct fact_sign *s)
{
    put(o, "id", s->id);
    put(o, "sign", s->code);
    put(o, "child", s->child);
    put(o, "person", s->person);
    put_day(a, o, "opened", s->opened);
    put_day(a, o, "closed", s->closed);
}

static void put_second(struct arena *a, struct out *o, const struct fact_override *x)
{
    static const char *const words[] = { "none", "member", "account", "record" };

    put(o, "second", str_of(words[x->second]));
    put(o, "second_by", x->second_by);
    put(o, "second_name", x->second_name);
    put_time(a, o, "second_at", x->second_utc);
    put_raw(o, "second_licensed", x->second_licensed ? "true" : "false");
    put(o, "second_sheet", x->second_sheet);
}

static void put_override(struct arena *a, struct out *o, const struct fact_override *x)
{
    static const char *const signers[] = { "other", "licensed", "treating" };

    put(o, "id", x->id);
    put(o, "criterion", x->criterion);
    put(o, "child", x->child);
    put(o, "person", x->person);
    put_day(a, o, "on", x->on);
    put_day(a, o, "expires", x->expires);
    put(o, "by", x->by);
    put(o, "by_name", x->by_name);
    put(o, "signer", str_of(signers[x->signer]));
    put(o, "reason", x->reason);
    put(o, "document", x->document);
    if (x->second != SECOND_NONE)
        put_second(a, o, x);
}

void facts_json(struct arena *a, struct str gate, const struct facts *f, struct out *o)
{
    out_z(o, "{");
    put(o, "format", STR("reweave-facts-1"));
    put(o, "gate", gate);
    put_day(a, o, "today", f->today);
    put_time(a, o, "now", f->now_utc);
    put(o, "practice", f->solo ? STR("solo") : STR("group"));
    put_child(a, o, f);
    put_adults(o, f);
    put_raw(o, "facts", "[");
    for (size_t i = 0; i < f->nfacts; i++) {
        open_row(o, i);
        put_fact(a, o, &f->facts[i]);
        out_z(o, "}");
    }
    out_z(o, "]");
    if (f->signs_known) {
        put_raw(o, "warning_signs", "[");
        for (size_t i = 0; i < f->nsigns; i++) {
            open_row(o, i);
            put_sign(a, o, &f->signs[i]);
            out_z(o, "}");
        }
        out_z(o, "]");
    }
    put_raw(o, "overrides", "[");
    for (size_t i = 0; i < f->noverrides; i++) {
        open_row(o, i);
        put_override(a, o, &f->overrides[i]);
        out_z(o, "}");
    }
    out_z(o, "]}\n");
}

/* ---- orders ---- */

static void put_channels(struct out *o, uint32_t set)
{
    const char *comma = "";

    if (!set)
        return;
    put_raw(o, "channels", "[");
    for (int c = 0; c < CONTACT_CHANNELS; c++) {
        if (!(set & CHANNEL_BIT(c)))
            continue;
        out_z(o, comma);
        out_json(o, str_of(channel_word((enum contact_channel)c)));
        comma = ",";
    }
    out_z(o, "]");
}

static struct str word(const char *z)
{
    return z ? str_of(z) : STR_NULL;
}

static void put_number(struct arena *a, struct out *o, const char *key, int64_t n)
{
    if (n)
        put_raw(o, key, str_z(a, str_fmt(a, "%lld", (long long)n)));
}

static void put_term(struct arena *a, struct out *o, const struct contact_term *t)
{
    put(o, "order", t->order_id);
    put(o, "child", t->child);
    put(o, "person", t->person);
    put_channels(o, t->channels);
    put(o, "says", word(say_word(t->say)));
    put(o, "supervision", word(supervision_word(t->supervision)));
    put(o, "ceiling", t->ceiling ? t->ceiling->id : STR_NULL);
    put_number(a, o, "minutes", t->minutes_max);
    put_number(a, o, "days", t->days_between);
    put(o, "places", t->places);
    put_day(a, o, "effective", t->effective);
    put_day(a, o, "expires", t->expires);
}

static void put_order(struct arena *a, struct out *o, const struct contact_order *x)
{
    put(o, "id", x->id);
    put(o, "title", x->title);
    put_raw(o, "closes_contact", x->closing_kind ? "true" : "false");
    put_raw(o, "in_force", x->in_force ? "true" : "false");
    put_raw(o, "entered", x->entered ? "true" : "false");
    put_day(a, o, "effective", x->effective);
    put_day(a, o, "expires", x->expires);
}

static void put_stop(struct arena *a, struct out *o, const struct contact_stop *x)
{
    put(o, "child", x->child);
    put(o, "person", x->person);
    put(o, "words", x->words);
    put_raw(o, "live_only", x->live_only ? "true" : "false");
    if (x->least)
        put(o, "supervision", word(supervision_word(x->least)));
    put_day(a, o, "from", x->from);
}

static void put_step(struct out *o, const struct contact_step *s)
{
    put(o, "id", s->id);
    put(o, "title", s->title);
    put(o, "supervision", word(supervision_word(s->supervision)));
    put_channels(o, s->channels);
}

static void put_ask(struct arena *a, struct out *o, const struct contact_question *q)
{
    put_raw(o, "ask", "{");
    put(o, "child", q->child);
    put(o, "person", q->person);
    put(o, q->step ? "step" : "channel", q->step ? q->step->id : word(channel_word(q->channel)));
    put_day(a, o, "day", q->day);
    out_z(o, "}");
}

void orders_json(struct arena *a, const struct contact_basis *in, const struct contact_question *q,
                 struct out *o)
{
    out_z(o, "{");
    put(o, "format", STR("reweave-orders-1"));
    put_raw(o, "no_order", in->none ? "true" : "false");
    put_raw(o, "steps", "[");
    for (size_t i = 0; i < in->nsteps; i++) {
        open_row(o, i);
        put_step(o, &in->steps[i]);
        out_z(o, "}");
    }
    out_z(o, "]");
    put_raw(o, "orders", "[");
    for (size_t i = 0; i < in->norders; i++) {
        open_row(o, i);
        put_order(a, o, &in->orders[i]);
        out_z(o, "}");
    }
    out_z(o, "]");
    put_raw(o, "terms", "[");
    for (size_t i = 0; i < in->nterms; i++) {
        open_row(o, i);
        put_term(a, o, &in->terms[i]);
        out_z(o, "}");
    }
    out_z(o, "]");
    put_raw(o, "stops", "[");
    for (size_t i = 0; i < in->nstops; i++) {
        open_row(o, i);
        put_stop(a, o, &in->stops[i]);
        out_z(o, "}");
    }
    out_z(o, "]");
    put_ask(a, o, q);
    out_z(o, "}\n");
}
