#include "app/privilege.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/jurisdictions.h"
#include "app/lists.h"
#include "gen/queries.h"

#define KIND "privilege_due"

struct privilege_job {
    struct q_privilege_add_in row;
    struct str child_name; /* of a child: the task on Today is about it */
    const char *action;
};

static enum rw_status put_line(struct act *a, struct str case_id, struct str child_id,
                               struct str name, const char *state)
{
    return chronology_put(
        a, &(struct chronology_entry){
               .case_id = case_id,
               .kind = KIND,
               .ref_id = child_id,
               .on = a->today,
               .at_utc = RW_NO_TIME,
               .child_id = child_id,
               .state = state,
               .cls = CLASS_L,
               .line = str_fmt(a->mem,
                               "Ask the court or the guardian ad litem who holds the privilege "
                               "for %.*s",
                               STR_ARG(name)) });
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct privilege_job *j = arg;
    bool asked = str_is(j->row.kind, "asked");
    enum rw_status st = q_privilege_add(a->db, a->mem, &j->row, &a->err);

    if (!st && j->child_name.len)
        st =
            put_line(a, j->row.case_id, j->row.person_id, j->child_name, asked ? "asked" : "ended");
    return st ? st
              : audit_add(a, &(struct audit){ .action = j->action,
                                              .object_type = "privilege",
                                              .object_id = j->row.id,
                                              .case_id = j->row.case_id,
                                              .object_version = 1,
                                              .purpose = "court" });
}

/* errors  RW_ENOTFOUND  not for the viewer, or no such person, professionals among them */
static enum rw_status person_of(struct act *a, struct str case_id, struct str id,
                                struct case_rows *c, const struct person_row **person)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = case_rows_load(a, case_id, c);
    *person = st ? NULL : case_person(c, id);
    if (!st && (!*person || str_is((*person)->kind, "professional")))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such person in this case");
    return st ? st : act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);
}

static struct q_privilege_add_in row_of(struct act *a, struct str case_id, struct str person_id,
                                        const char *kind, struct date on, struct str words)
{
    return (struct q_privilege_add_in){ .case_id = case_id,
                                        .id = id_new(a->mem),
                                        .person_id = person_id,
                                        .kind = str_of(kind),
                                        .region = str_or(a->app->region, "other"),
                                        .holder = STR_NULL,
                                        .holder_id = STR_NULL,
                                        .waiver = STR_NULL,
                                        .document_id = STR_NULL,
                                        .words = str_or(words, NULL),
                                        .on_date = date_iso(a->mem, on),
                                        .recorded_utc = utc_iso(a->mem, a->now_utc),
                                        .recorded_by = a->viewer.account_id,
                                        .recorded_name = a->viewer.name };
}

static void check_holder(struct act *a, const struct case_rows *c, const struct person_row *person,
                         const struct privilege_input *in)
{
    bool child = str_is(person->kind, "child");
    const struct person_row *holder = case_person(c, in->holder_id);

    check_choice(a, "holder", list_of(a->app, LIST_PRIVILEGE_HOLDERS), in->holder);
    check_choice(a, "waiver", list_of(a->app, LIST_PRIVILEGE_WAIVERS), in->waiver);
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, str_is(in->waiver, "limited") ? REQUIRED : OPTIONAL);
    if (child == str_is(in->holder, "self"))
        problem_add(&a->bad, "holder",
                    child ? STR("A child's privilege is not held by an adult for themself. Please "
                                "choose who decides about it.")
                          : STR("An adult's privilege is their own."));
    if (in->holder_id.len && !holder)
        problem_add(&a->bad, "holder_id", STR("Please choose somebody of this case."));
    if ((str_is(in->holder, "gal") || str_is(in->holder, "court_appointed")) && !in->holder_id.len)
        problem_add(&a->bad, "holder_id",
                    STR("Please choose who that is, so that their signature can be asked for."));
}

enum rw_status privilege_record(struct act *a, struct str case_id, const struct privilege_input *in)
{
    struct privilege_job j = { .action = "privilege-record" };
    const struct person_row *person;
    struct case_rows c;
    enum rw_status st = person_of(a, case_id, in->person_id, &c, &person);

    if (!st && in->document_id.len)
        st = case_papers_belong(a, case_id, &in->document_id, 1);
    if (st)
        return st;
    check_holder(a, &c, person, in);
    st = check_done(a);
    if (st)
        return st;
    j.row = row_of(a, case_id, person->id, "holder", in->on, in->words);
    j.row.holder = in->holder;
    j.row.holder_id = str_or(str_is(in->holder, "minor") ? person->id : in->holder_id, NULL);
    j.row.waiver = in->waiver;
    j.row.document_id = str_or(in->document_id, NULL);
    if (str_is(person->kind, "child") && in->document_id.len)
        j.child_name = person->name;
    return act_write(a, apply, &j);
}

enum rw_status privilege_asked(struct act *a, struct str case_id, struct str child_id,
                               struct date on, struct str words)
{
    struct privilege_job j = { .action = "privilege-asked" };
    const struct person_row *person;
    struct case_rows c;
    enum rw_status st = person_of(a, case_id, child_id, &c, &person);

    if (!st && !str_is(person->kind, "child"))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "only about a child is anybody asked");
    if (st)
        return st;
    check_past(a, "on", on, REQUIRED);
    check_text(a, "words", words, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.row = row_of(a, case_id, person->id, "asked", on, words);
    j.child_name = person->name;
    return act_write(a, apply, &j);
}

enum rw_status privilege_list(struct act *a, struct str case_id, struct privilege_row **rows,
                              size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    return st ? st
              : q_privilege_list(a->db, a->mem, &(struct q_privilege_list_in){ .case_id = case_id },
                                 rows, n, &a->err);
}

enum rw_status privilege_lines_load(struct act *a, struct str case_id,
                                    struct privilege_line **lines, size_t *n)
{
    struct privilege_row *rows;
    size_t i;
    enum rw_status st = q_privilege_list(
        a->db, a->mem, &(struct q_privilege_list_in){ .case_id = case_id }, &rows, n, &a->err);

    if (st)
        return st;
    *lines = arena_array(a->mem, struct privilege_line, *n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < *n; i++) {
        struct privilege_line *l = &(*lines)[i];

        *l = (struct privilege_line){ .person = rows[i].person_id,
                                      .asked = str_is(rows[i].kind, "asked"),
                                      .holder = rows[i].holder,
                                      .holder_id = rows[i].holder_id,
                                      .waiver = rows[i].waiver,
                                      .document = rows[i].document_id };
        if (!date_parse(rows[i].on_date, &l->on))
            return RW_FAIL(&a->err, RW_EBUG, "a row on privilege without a day");
    }
    return RW_OK;
}

struct privilege_state privilege_state_for(struct act *a, const struct case_rows *c,
                                           const struct person_row *person,
                                           const struct privilege_line *lines, size_t n)
{
    bool child = str_is(person->kind, "child");
    const struct fact_adult *adults;
    struct privilege_subject s = {
        .person = person->id,
        .child = child,
        .dispute = child && case_adults(a, c, person->id, PER_PARENT_EACH, &adults) > 1,
    };

    return privilege_of(&s, lines, n, a->today);
}

enum rw_status privilege_task_put(struct act *a, const struct case_rows *c,
                                  const struct person_row *child)
{
    struct privilege_line *lines;
    struct privilege_state s;
    size_t n;
    enum rw_status st = privilege_lines_load(a, c->case_id, &lines, &n);

    if (st)
        return st;
    s = privilege_state_for(a, c, child, lines, n);
    return s.undetermined && !s.asked ? put_line(a, c->case_id, child->id, child->name, "due")
                                      : RW_OK;
}
