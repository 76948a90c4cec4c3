#include "app/gate_json.h"

#include <inttypes.h>

static void put_key(struct out *o, const char *key)
{
    if (o->len && o->p[o->len - 1] != '{')
        out_char(o, ',');
    out_fmt(o, "\"%s\":", key);
}

/* A text that is not recorded is null, never an empty string. */
static void put_text(struct out *o, const char *key, struct str s)
{
    put_key(o, key);
    if (str_empty(s))
        out_z(o, "null");
    else
        out_json(o, s);
}

static void put_flag(struct out *o, const char *key, bool v)
{
    put_key(o, key);
    out_z(o, v ? "true" : "false");
}

static void put_day(struct out *o, const char *key, struct date d)
{
    struct ymd c;

    put_key(o, key);
    if (!date_known(d)) {
        out_z(o, "null");
        return;
    }
    c = date_ymd(d);
    out_fmt(o, "\"%04" PRId32 "-%02" PRId32 "-%02" PRId32 "\"", c.year, c.month, c.day);
}

static void put_texts(struct out *o, const char *key, const struct str *s, size_t n)
{
    put_key(o, key);
    out_char(o, '[');
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_char(o, ',');
        out_json(o, s[i]);
    }
    out_char(o, ']');
}

static void put_record(struct out *o, const struct fact *x)
{
    static const char *const words[] = {
        [FACT_UNKNOWN] = "unknown",   [FACT_YES] = "yes",       [FACT_NO] = "no",
        [FACT_NA] = "not_applicable", [FACT_NUMBER] = "number",
    };

    put_key(o, "record");
    if (!x) {
        out_z(o, "null");
        return;
    }
    out_char(o, '{');
    put_text(o, "id", x->id);
    put_text(o, "fact", x->name);
    put_text(o, "result", str_of(words[x->value]));
    put_key(o, "number");
    if (x->value == FACT_NUMBER)
        out_i64(o, x->number);
    else
        out_z(o, "null");
    put_text(o, "reason", x->value == FACT_NA ? x->reason : STR_NULL);
    put_day(o, "on", x->on);
    put_text(o, "by", x->by);
    out_char(o, '}');
}

static void put_override(struct out *o, const char *key, const struct fact_override *x,
                         struct str why)
{
    put_key(o, key);
    if (!x) {
        out_z(o, "null");
        return;
    }
    out_char(o, '{');
    put_text(o, "id", x->id);
    put_text(o, "by", x->by);
    put_day(o, "on", x->on);
    put_day(o, "expires", x->expires);
    put_text(o, "reason", x->reason);
    put_text(o, "document", x->document);
    put_text(o, "second_by", x->second_by);
    if (!str_empty(why))
        put_text(o, "why", why);
    out_char(o, '}');
}

static void put_result(struct out *o, const struct criterion_result *r)
{
    char letter[2] = { override_letter(r->override), '\0' };

    out_z(o, "\n{");
    put_text(o, "id", r->criterion->id);
    put_text(o, "gate", r->gate->id);
    put_text(o, "title", r->criterion->title);
    put_text(o, "person", r->adult ? r->adult->id : STR_NULL);
    put_text(o, "state", str_of(criterion_state_word(r->state)));
    put_flag(o, "blocks", r->blocks);
    put_flag(o, "applies", r->applies);
    put_flag(o, "not_applicable", r->not_applicable);
    put_text(o, "override_class", str_of(letter));
    put_text(o, "never_rule", r->criterion->never ? r->criterion->never->id : STR_NULL);
    put_flag(o, "about_child", r->criterion->about_child);
    put_flag(o, "adult_duty", r->criterion->adult_duty);
    put_text(o, "sentence", r->sentence);
    put_record(o, r->record);
    put_texts(o, "evidence", r->evidence, r->nevidence);
    put_override(o, "set_aside", r->set_aside, STR_NULL);
    put_override(o, "ignored", r->ignored, r->ignored_why);
    put_day(o, "due", r->due);
    out_char(o, '}');
}

static void put_blocking(struct out *o, const struct gate_result *r)
{
    bool first = true;

    put_key(o, "blocked_by");
    out_char(o, '[');
    for (size_t i = 0; i < r->nresults; i++) {
        if (!r->results[i].blocks)
            continue;
        if (!first)
            out_char(o, ',');
        out_json(o, r->results[i].criterion->id);
        first = false;
    }
    out_char(o, ']');
}

static void put_passport(struct out *o, const char *key, const struct passport *pass)
{
    put_key(o, key);
    out_char(o, '{');
    put_text(o, "id", pass->id);
    put_text(o, "version", pass->version);
    put_text(o, "sha256", pass->sha256);
    put_text(o, "label", pass->label);
    out_char(o, '}');
}

static void put_protocol(struct out *o, const struct protocol *p)
{
    put_passport(o, "protocol", &p->pass);
    if (p->nevers_of)
        put_passport(o, "never_rules_of", p->nevers_of);
}

void gate_json(const struct protocol *p, const struct facts *f, const struct gate_result *r,
               struct out *o)
{
    out_char(o, '{');
    put_protocol(o, p);
    put_text(o, "gate", r->gate->id);
    put_text(o, "title", r->gate->title);
    put_text(o, "child", f->child);
    put_day(o, "today", f->today);
    put_text(o, "outcome", str_of(gate_outcome_word(r->outcome)));
    put_text(o, "recommendation", r->recommendation == RECOMMEND_HOLD ? STR("hold") : STR_NULL);
    put_flag(o, "needs_human_decision", true);
    put_blocking(o, r);
    put_flag(o, "duty_only", r->duty_only);
    put_text(o, "criteria_about_child", r->child_criteria_met ? STR("met") : STR("not yet met"));
    put_key(o, "criteria");
    out_char(o, '[');
    for (size_t i = 0; i < r->nresults; i++) {
        if (i)
            out_char(o, ',');
        put_result(o, &r->results[i]);
    }
    out_z(o, "\n]}\n");
}
