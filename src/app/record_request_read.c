/* record_request_read.c -- requests with their steps, and what the record says about who asks. */
#include "app/consent.h"
#include "app/minor_consent.h"
#include "app/privilege.h"
#include "app/protocols.h"
#include "app/record_request.h"
#include "gen/queries.h"

#define CODES_MAX 16

struct str request_codes_join(struct arena *mem, const struct str *codes, size_t n)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < n; i++)
        all = i ? str_join(mem, all, STR(" "), codes[i]) : codes[i];
    return all;
}

size_t request_codes(struct arena *mem, struct str codes, const struct str **list)
{
    struct str *to = arena_array(mem, struct str, CODES_MAX), word;
    size_t n = 0;

    while (!mem->spent && n < CODES_MAX && str_cut(&codes, ' ', &word))
        if (word.len)
            to[n++] = word;
    *list = to;
    return n;
}

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

static enum request_step_kind kind_of(struct str word)
{
    int k;

    for (k = 0; k < REQUEST_STEP_KINDS; k++)
        if (str_is(word, request_step_word((enum request_step_kind)k)))
            return (enum request_step_kind)k;
    return REQUEST_STEP_KINDS;
}

static struct request_line line_of(struct act *a, const struct record_request_step_row *s)
{
    const struct str *grounds;
    struct request_choice c = { .ngrounds = request_codes(a->mem, s->grounds, &grounds) };
    struct date consulted = day_of(s->second_on);
    int64_t at = RW_NO_TIME;

    c.grounds = grounds;
    return (struct request_line){
        .kind = kind_of(s->kind),
        .recorded_utc = utc_parse(s->recorded_utc, &at) ? at : RW_NO_TIME,
        .on = day_of(s->on_date),
        .due = day_of(s->due_on),
        .two = request_takes_two(&c),
        .consulted_utc = date_known(consulted)
                             ? clock_utc((struct local){ .date = consulted, .minutes = 0 })
                             : RW_NO_TIME,
    };
}

static enum rw_status judge(struct act *a, struct request_item *x)
{
    struct request_line *lines = arena_array(a->mem, struct request_line, x->nsteps + 1);
    struct date due = day_of(x->row.due_on);
    size_t i;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < x->nsteps; i++)
        lines[i] = line_of(a, &x->steps[i]);
    if (!date_known(due))
        return RW_FAIL(&a->err, RW_EBUG, "a request without a last day");
    request_state_of(due, lines, x->nsteps, a->now_utc, a->today,
                     protocol_for_words(a)->consult_record_hours, &x->state);
    return RW_OK;
}

enum rw_status request_list(struct act *a, struct str case_id, struct request_item **list,
                            size_t *n)
{
    struct record_request_step_row *steps;
    struct record_request_row *rows;
    size_t nsteps, i, k;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (!st)
        st = q_record_request_list(a->db, a->mem,
                                   &(struct q_record_request_list_in){ .case_id = case_id }, &rows,
                                   n, &a->err);
    if (!st)
        st = q_record_request_steps(a->db, a->mem,
                                    &(struct q_record_request_steps_in){ .case_id = case_id },
                                    &steps, &nsteps, &a->err);
    if (st)
        return st;
    *list = arena_array(a->mem, struct request_item, *n + 1);
    for (i = 0; !st && !a->mem->spent && i < *n; i++) {
        struct request_item *x = &(*list)[i];

        *x = (struct request_item){ .row = rows[i] };
        for (k = 0; k < nsteps; k++)
            if (str_eq(steps[k].request_id, rows[i].id)) {
                x->steps = x->nsteps ? x->steps : &steps[k];
                x->nsteps++;
            }
        st = judge(a, x);
    }
    return st ? st : a->mem->spent ? RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent") : RW_OK;
}

enum rw_status request_get(struct act *a, struct str case_id, struct str id, struct request_item *x)
{
    struct request_item *list;
    size_t n, i;
    enum rw_status st = request_list(a, case_id, &list, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(list[i].row.id, id)) {
            *x = list[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "no such request");
}

static enum rw_status child_facts(struct act *a, const struct case_rows *c,
                                  const struct person_row *child, const struct request_item *x,
                                  struct request_facts *f)
{
    struct consent_holders holders = consent_holders_of(a, c, child);
    struct minor_consent_row *own;
    struct privilege_line *lines;
    size_t n, i;
    enum rw_status st = minor_consent_load(a, c->case_id, &own, &n);

    if (st)
        return st;
    f->own_consent = minor_consent_of(a, own, n, child->id) != NULL;
    st = privilege_lines_load(a, c->case_id, &lines, &n);
    if (st)
        return st;
    f->undetermined = privilege_state_for(a, c, child, lines, n).undetermined;
    for (i = 0; holders.by_document && i < holders.n; i++)
        f->authority = f->authority || str_eq(holders.ids[i], x->row.asker_id);
    return RW_OK;
}

enum rw_status request_facts_of(struct act *a, const struct case_rows *c,
                                const struct request_item *x, struct request_facts *f)
{
    const struct person_row *subject = case_person(c, x->row.subject_id);

    *f = (struct request_facts){ .child = subject && str_is(subject->kind, "child"),
                                 .own = x->row.asker_id.p &&
                                        str_eq(x->row.asker_id, x->row.subject_id),
                                 .agreed = x->state.agreed };
    return f->child ? child_facts(a, c, subject, x, f) : RW_OK;
}
