#include "app/rating.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "core/readiness.h"
#include "gen/queries.h"

/* Headings of the lists; they part what is asked of whom. */
#define OF_BOTH "Both parents"
#define OF_CONTACT "Parent whose contact is in question"
#define OF_HOME "Parent of the child's main home"
#define OF_CHILD "Child"
#define OF_ANYBODY "Willingness"
#define PROMISED "Commitments"
#define CAME_BACK "When the child comes back"

static const struct form_kind {
    const char *word, *list, *line, *action;
} forms[] = {
    [SHEET_READINESS] = { "readiness", LIST_READINESS, "Readiness of", "readiness-rate" },
    [SHEET_COMMITMENT] = { "commitment", LIST_COMMITMENTS, "Week of", "commitment-week" },
    [SHEET_RETURNING] = { "returning", LIST_COMMITMENTS, "Looking back with", "commitment-return" },
};

static const char *const sources_of_adult[] = { "self", "clinician", "other", NULL };
static const char *const sources_of_child[] = { "self", "clinician", "observed", NULL };
static const char *const sources_of_return[] = { "self", "other", NULL };
static const char *const yes_no[] = { "yes", "no", NULL };

/* ---- what is asked ---- */

enum item_kind sheet_item_kind(enum sheet_form form, const struct choice *item)
{
    if (form == SHEET_READINESS)
        return str_is(item->group, OF_ANYBODY) ? ITEM_WILLINGNESS : ITEM_LEVEL;
    if (form == SHEET_COMMITMENT)
        return ITEM_WEEK;
    return str_is(item->group, CAME_BACK) ? ITEM_YES_NO : ITEM_WORDS;
}

const char *sheet_values(enum item_kind kind)
{
    return kind == ITEM_LEVEL         ? "readiness-values"
           : kind == ITEM_WILLINGNESS ? "willingness-values"
           : kind == ITEM_WEEK        ? "commitment-values"
                                      : NULL;
}

static bool at_side(struct act *a, const struct case_rows *c, struct str person,
                    enum criterion_per per)
{
    const struct fact_adult *adults;
    size_t i, k, n;

    for (i = 0; i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        n = case_adults(a, c, c->people[i].id, per, &adults);
        for (k = 0; k < n; k++)
            if (str_eq(adults[k].id, person))
                return true;
    }
    return false;
}

static bool asked(enum sheet_form form, struct str group, bool child, bool contact, bool home)
{
    if (form == SHEET_COMMITMENT)
        return str_is(group, PROMISED);
    if (form == SHEET_RETURNING)
        return !str_is(group, PROMISED);
    if (str_is(group, OF_ANYBODY))
        return true;
    return child ? str_is(group, OF_CHILD)
                 : str_is(group, OF_BOTH) || (contact && str_is(group, OF_CONTACT)) ||
                       (home && str_is(group, OF_HOME));
}

size_t sheet_items(struct act *a, const struct case_rows *c, enum sheet_form form,
                   const struct person_row *person, const struct choice *const **items)
{
    const struct choice_list *list = list_of(a->app, forms[form].list);
    const struct choice **to = arena_array(a->mem, const struct choice *, list->nitems + 1);
    bool child = str_is(person->kind, "child");
    bool contact = !child && at_side(a, c, person->id, PER_CONTACT_PARENT);
    bool home = !child && at_side(a, c, person->id, PER_HOME_PARENT);
    size_t i, n = 0;

    for (i = 0; i < list->nitems; i++)
        if (asked(form, list->items[i].group, child, contact, home))
            to[n++] = &list->items[i];
    *items = to;
    return n;
}

/* ---- recording ---- */

struct sheet_job {
    const struct sheet_input *in;
    const struct form_kind *form;
    struct str case_id, id, name;
    enum info_class cls;
};

static const struct choice *item_of(const struct choice *const *items, size_t n, struct str code)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(items[i]->code, code))
            return items[i];
    return NULL;
}

static bool answered(const struct sheet_line *l)
{
    return l->value.len || !str_empty(str_trim(l->words));
}

static void check_line_of(struct act *a, const struct sheet_input *in, const struct sheet_line *l,
                          const struct choice *item)
{
    enum item_kind kind = item ? sheet_item_kind(in->form, item) : ITEM_WORDS;
    const char *field = str_z(a->mem, l->item), *values = sheet_values(kind);

    if (!item)
        problem_add(&a->bad, field, STR("This is not asked of this person."));
    else if (values)
        check_choice(a, field, list_of(a->app, values), l->value);
    else if (kind == ITEM_YES_NO)
        check_one_of(a, field, l->value, yes_no);
    else
        check_text(a, field, l->words, REQUIRED);
    if (str_is(l->value, "none_identified") && !str_is(l->item, READINESS_ACCOUNTABILITY))
        problem_add(&a->bad, field, STR("This answer belongs to one's own part alone."));
}

static enum rw_status check_sheet(struct act *a, const struct case_rows *c,
                                  const struct sheet_input *in, const struct person_row *who)
{
    const struct choice *const *items;
    size_t n = sheet_items(a, c, in->form, who, &items), i, given = 0;
    bool child = str_is(who->kind, "child");

    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "source", in->source,
                 in->form == SHEET_RETURNING ? sources_of_return
                 : child                     ? sources_of_child
                                             : sources_of_adult);
    check_text(a, "rests_on", in->rests_on, REQUIRED);
    check_text(a, "good_faith", in->good_faith, OPTIONAL);
    if (child && in->good_faith.len)
        problem_add(&a->bad, "good_faith", STR("This is about what an adult raised."));
    for (i = 0; i < in->n; i++)
        if (answered(&in->lines[i])) {
            check_line_of(a, in, &in->lines[i], item_of(items, n, in->lines[i].item));
            given++;
        }
    if (!given && !in->good_faith.len)
        problem_add(&a->bad, "", STR("Please answer at least one of them."));
    return check_done(a);
}

static enum rw_status put_line(struct act *a, const struct sheet_job *j, const struct sheet_line *l)
{
    int64_t level = DB_NULL_I64;
    bool yes = str_is(l->value, "yes"), no = str_is(l->value, "no");
    bool rated = yes || no || str_i64(l->value, &level);

    if (yes || no)
        level = yes;
    return q_rating_add(a->db, a->mem,
                        &(struct q_rating_add_in){
                            .case_id = j->case_id,
                            .id = id_new(a->mem),
                            .sheet_id = j->id,
                            .form = str_of(j->form->word),
                            .person_id = j->in->person_id,
                            .item = l->item,
                            .source = j->in->source,
                            .state = rated          ? STR("rated")
                                     : l->value.len ? l->value
                                                    : STR("told"),
                            .value = rated ? level : DB_NULL_I64,
                            .on_date = date_iso(a->mem, j->in->on),
                            .words = str_empty(str_trim(l->words)) ? j->in->rests_on : l->words,
                            .recorded_utc = utc_iso(a->mem, a->now_utc),
                            .recorded_by = a->viewer.account_id,
                            .recorded_name = a->viewer.name },
                        &a->err);
}

/* A row of its own, which nothing refers to: what somebody fears for a child lowers nothing. */
static enum rw_status put_good_faith(struct act *a, const struct sheet_job *j)
{
    if (!j->in->good_faith.len)
        return RW_OK;
    return q_good_faith_report_add(
        a->db, a->mem,
        &(struct q_good_faith_report_add_in){ .case_id = j->case_id,
                                              .id = id_new(a->mem),
                                              .person_id = j->in->person_id,
                                              .on_date = date_iso(a->mem, j->in->on),
                                              .words = j->in->good_faith,
                                              .recorded_utc = utc_iso(a->mem, a->now_utc),
                                              .recorded_by = a->viewer.account_id,
                                              .recorded_name = a->viewer.name },
        &a->err);
}

static enum rw_status apply_sheet(struct act *a, void *arg)
{
    const struct sheet_job *j = arg;
    enum rw_status st = put_good_faith(a, j);
    size_t i;

    for (i = 0; !st && i < j->in->n; i++)
        if (answered(&j->in->lines[i]))
            st = put_line(a, j, &j->in->lines[i]);
    if (!st)
        st = chronology_put(
            a, &(struct chronology_entry){
                   .case_id = j->case_id,
                   .kind = "criterion",
                   .ref_id = j->id,
                   .on = j->in->on,
                   .at_utc = RW_NO_TIME,
                   .account_id = a->viewer.account_id,
                   .state = "recorded",
                   .cls = j->cls,
                   .line = str_fmt(a->mem, "%s %.*s", j->form->line, STR_ARG(j->name)) });
    return st ? st
              : audit_add(a, &(struct audit){ .action = j->form->action,
                                              .object_type = "rating",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

enum rw_status sheet_record(struct act *a, struct str case_id, const struct sheet_input *in)
{
    struct sheet_job j = { .in = in, .form = &forms[in->form], .case_id = case_id };
    const struct person_row *who;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    who = case_person(&c, in->person_id);
    if (!who || str_is(who->kind, "professional") ||
        (str_is(who->kind, "child") && in->form != SHEET_READINESS)) {
        problem_add(&a->bad, "person", STR("Please choose somebody of this family."));
        return check_done(a);
    }
    j.cls = str_is(who->kind, "child") ? CLASS_C : CLASS_S;
    st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, j.cls, true);
    if (!st)
        st = check_sheet(a, &c, in, who);
    if (st)
        return st;
    j.id = id_new(a->mem);
    j.name = who->name;
    return act_write(a, apply_sheet, &j);
}

/* ---- reading ---- */

enum rw_status rating_list(struct act *a, struct str case_id, enum sheet_form form,
                           struct rating_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_C, false);

    return st ? st
              : q_rating_list(a->db, a->mem,
                              &(struct q_rating_list_in){ .case_id = case_id,
                                                          .form = str_of(forms[form].word),
                                                          .limit = RATING_ROWS },
                              rows, n, &a->err);
}

enum rw_status good_faith_list(struct act *a, struct str case_id,
                               struct good_faith_report_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    return st ? st
              : q_good_faith_report_list(
                    a->db, a->mem, &(struct q_good_faith_report_list_in){ .case_id = case_id },
                    rows, n, &a->err);
}
