#include "support/tiny_protocol.h"

#include "test.h"

#include <string.h>

static const char tiny_head[] =
    "id: tiny\nversion: '1'\ntitle: Tiny\nlabel: local convention\nlanguage: en\n"
    "source: {citation: none, notes: none}\nlicence: own words\n"
    "reviewed_by: null\nreviewed_on: null\nverified_by: null\nverified_on: null\n"
    "numbers:\n"
    "  - {id: carry_over_days, title: t, unit: days, value: 30, basis: rule, verified_by: null, "
    "verified_on: null}\n"
    "  - {id: override_max_days, title: t, unit: days, value: 30, basis: rule, verified_by: null, "
    "verified_on: null}\n"
    "  - {id: consult_record_hours, title: t, unit: hours, value: 24, basis: rule, verified_by: "
    "null, verified_on: null}\n"
    "  - {id: enough, title: t, unit: days, value: 3, basis: convention, verified_by: null, "
    "verified_on: null}\n"
    "facts:\n"
    "  - {id: rating, title: A number}\n"
    "nevers:\n"
    "  - {id: N1, title: never}\n"
    "signs:\n"
    "  - {code: CI1, title: concern}\n"
    "tracks:\n"
    "  - {id: A, title: Absence, dwell_pct: 100, graded_exposure: false, has_contact: true}\n"
    "levels:\n"
    "  - {id: L0, title: None, happens: h, present: p, permission: n, min_contacts: null, "
    "min_days: null, every_days: null}\n"
    "phases:\n"
    "  - id: ONE\n"
    "    title: First\n"
    "    activities:\n"
    "      - {id: A1, title: Talk}\n"
    "  - id: TWO\n"
    "    title: Second\n"
    "    activities:\n"
    "      - {id: B1, title: Walk}\n"
    "places:\n"
    "  - {id: END, title: Closed, is_end: true}\n";

static const char tiny_gates[] =
    "gates:\n"
    "  - id: GO\n"
    "    title: Start\n"
    "    from: null\n"
    "    to: ONE\n"
    "    forward: true\n"
    "    step_up: false\n"
    "    criteria:\n"
    "      - {id: GO.a, title: t, met: m, not_met: n, not_recorded: u, per: case, override: T,\n"
    "         when: {fact: GO.a}}\n"
    "  - id: NEXT\n"
    "    title: Onward\n"
    "    from: ONE\n"
    "    to: TWO\n"
    "    forward: true\n"
    "    step_up: true\n"
    "    criteria:\n"
    "      - {id: NEXT.a, title: t, met: 'yes {child}', not_met: n, not_recorded: u, per: child,\n"
    "         override: S, when: {fact: NEXT.a}}\n"
    "  - id: CLOSE\n"
    "    title: Close\n"
    "    from: any\n"
    "    to: END\n"
    "    forward: false\n"
    "    step_up: false\n"
    "    criteria:\n"
    "      - {id: CLOSE.a, title: t, met: m, not_met: n, not_recorded: u, per: child, override: "
    "N,\n"
    "         never: N1, when: {fact: CLOSE.a}}\n"
    "words:\n";

static const char *const tiny_words[] = {
    "overridden",
    "overridden_until",
    "with_member",
    "with_consultation",
    "carried_over",
    "carried_overdue",
    "carried_step_up",
    "sign_open",
    "sign_unknown",
    "stale",
    "na",
    "na_refused",
    "no_adult",
    "not_this_child",
    "earlier_gate",
    "a_child",
    "an_adult",
    "duty_only",
    "ignored_never",
    "ignored_human",
    "ignored_expired",
    "ignored_early",
    "ignored_reason",
    "ignored_signer",
    "ignored_document",
    "ignored_second",
    "ignored_wait",
    "ignored_too_long",
    "criteria_about_child_met",
    "criteria_about_child_not_met",
};

struct str tiny_protocol(struct arena *a)
{
    struct str s = str_fmt(a, "%s%s", tiny_head, tiny_gates);

    for (size_t i = 0; i < sizeof tiny_words / sizeof *tiny_words; i++)
        s = str_fmt(a, "%.*s  %s: text of %s\n", STR_ARG(s), tiny_words[i], tiny_words[i]);
    return s;
}

struct str text_swap(struct arena *a, struct str text, const char *old, const char *new_text)
{
    const char *z = str_z(a, text), *at = strstr(z, old);

    if (!at)
        fail_msg("nothing to replace: %s", old);
    return str_fmt(a, "%.*s%s%s", (int)(at - z), z, new_text, at + strlen(old));
}
