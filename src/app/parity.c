#include "app/parity.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/record_request.h"
#include "app/release.h"
#include "gen/queries.h"

struct tally {
    struct parity_line *lines;
    size_t n;
    struct parity_letter *letters;
    size_t nletters;
};

static struct date day_of(struct str s)
{
    struct date d = RW_NO_DATE;

    return date_parse(s, &d) ? d : RW_NO_DATE;
}

/* Everybody at one of the sides of any child, once. */
static void fill_columns(struct act *a, const struct case_rows *c, struct parity_sheet *s)
{
    struct parity_name *names = arena_array(a->mem, struct parity_name, c->npeople + 1);
    struct parity_column *columns = arena_array(a->mem, struct parity_column, c->npeople + 1);
    size_t i, k, x;

    for (i = 0; i < c->npeople && !a->mem->spent; i++) {
        const struct fact_adult *adults;
        size_t n;

        if (!str_is(c->people[i].kind, "child"))
            continue;
        n = case_adults(a, c, c->people[i].id, PER_PARENT_EACH, &adults);
        for (k = 0; k < n; k++) {
            for (x = 0; x < s->n && !str_eq(names[x].id, adults[k].id); x++)
                ;
            if (x < s->n)
                continue;
            names[s->n] = (struct parity_name){
                .id = adults[k].id,
                .label = case_person_words(a, c, adults[k].id, c->people[i].id),
            };
            columns[s->n++] = (struct parity_column){ .person = adults[k].id };
        }
    }
    s->names = names;
    s->columns = columns;
}

static size_t family_in(const struct case_rows *c, const struct case_appointment_people_row *people,
                        size_t n, struct str appointment_id)
{
    size_t i, count = 0;

    for (i = 0; i < n; i++) {
        const struct person_row *p = case_person(c, people[i].person_id);

        count += str_eq(people[i].appointment_id, appointment_id) && p &&
                 !str_is(p->kind, "professional");
    }
    return count;
}

static enum rw_status load_sessions(struct act *a, const struct case_rows *c,
                                    const struct parity_window *w, struct tally *f)
{
    struct str from = date_iso(a->mem, w->from), to = date_iso(a->mem, w->to);
    struct case_appointment_people_row *people;
    struct appointment_row *rows;
    size_t nrows, npeople, i, k;
    enum rw_status st = q_case_appointments(
        a->db, a->mem,
        &(struct q_case_appointments_in){ .case_id = c->case_id, .from_date = from, .to_date = to },
        &rows, &nrows, &a->err);

    if (!st)
        st =
            q_case_appointment_people(a->db, a->mem,
                                      &(struct q_case_appointment_people_in){
                                          .case_id = c->case_id, .from_date = from, .to_date = to },
                                      &people, &npeople, &a->err);
    if (st)
        return st;
    f->lines = arena_array(a->mem, struct parity_line, npeople + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++) {
        bool talk = choice_find(list_of(a->app, LIST_INTERVIEW_KINDS), rows[i].kind) &&
                    family_in(c, people, npeople, rows[i].id) == 1;
        int64_t at = 0;

        for (k = 0; k < npeople; k++)
            if (str_eq(people[k].appointment_id, rows[i].id) && utc_parse(rows[i].starts_utc, &at))
                f->lines[f->n++] = (struct parity_line){ .person = people[k].person_id,
                                                         .on = clock_local(at).date,
                                                         .minutes = rows[i].minutes,
                                                         .held = str_is(rows[i].state, "held"),
                                                         .interview = talk };
    }
    return RW_OK;
}

/* Letters that answer a request, and copies of releases: what went out to one person. */
static enum rw_status load_letters(struct act *a, struct str case_id, struct tally *f)
{
    struct request_item *requests;
    struct release_item *releases;
    size_t nrequests, nreleases, i, k, most = 0;
    enum rw_status st = request_list(a, case_id, &requests, &nrequests);

    if (!st)
        st = release_list(a, case_id, &releases, &nreleases);
    if (st)
        return st;
    for (i = 0; i < nreleases; i++)
        most += releases[i].nsigners;
    f->letters = arena_array(a->mem, struct parity_letter, nrequests + most + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrequests; i++)
        if (requests[i].state.stage == REQUEST_ANSWERED)
            f->letters[f->nletters++] =
                (struct parity_letter){ requests[i].row.asker_id,
                                        day_of(requests[i].steps[requests[i].state.sent].on_date) };
    for (i = 0; i < nreleases; i++)
        for (k = 0; releases[i].row.copy_on.p && k < releases[i].nsigners; k++)
            f->letters[f->nletters++] =
                (struct parity_letter){ releases[i].signers[k], day_of(releases[i].row.copy_on) };
    return RW_OK;
}

static enum rw_status set_window(struct act *a, struct parity_window *w)
{
    int64_t days = 0;
    enum rw_status st = number_of(a, "parity_window_days", &days);

    if (!st)
        st = number_of(a, "parity_ratio_percent", &w->ratio_percent);
    w->to = a->today;
    w->from = date_add(a->today, 1 - (int32_t)days);
    return st;
}

static enum rw_status fill(struct act *a, const struct case_rows *c, struct parity_sheet *s)
{
    struct parity_reason_row *reasons;
    struct parity_column *columns;
    struct tally f = { 0 };
    int m;
    enum rw_status st = set_window(a, &s->window);

    if (!st)
        st = load_sessions(a, c, &s->window, &f);
    if (!st)
        st = load_letters(a, c->case_id, &f);
    if (!st)
        st = q_parity_reason_list(a->db, a->mem,
                                  &(struct q_parity_reason_list_in){ .case_id = c->case_id },
                                  &reasons, &s->nreasons, &a->err);
    if (st)
        return st;
    fill_columns(a, c, s);
    columns = arena_array(a->mem, struct parity_column, s->n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (m = 0; m < (int)s->n; m++)
        columns[m] = s->columns[m];
    parity_count(&s->window, f.lines, f.n, f.letters, f.nletters, columns, s->n);
    for (m = 0; m < PARITY_MEASURES; m++)
        s->apart[m] = parity_apart(&s->window, columns, s->n, (enum parity_measure)m);
    s->columns = columns;
    s->reasons = reasons;
    return RW_OK;
}

enum rw_status parity_sheet_of(struct act *a, struct str case_id, struct parity_sheet *s)
{
    struct case_rows rows;
    enum rw_status st = act_allow(a, case_id, CAP_PARITY, CLASS_S, false);

    *s = (struct parity_sheet){ 0 };
    if (!st)
        st = case_rows_load(a, case_id, &rows);
    return st ? st : fill(a, &rows, s);
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct q_parity_reason_add_in *row = arg;
    enum rw_status st = q_parity_reason_add(a->db, a->mem, row, &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "parity-reason",
                                              .object_type = "parity",
                                              .object_id = row->id,
                                              .case_id = row->case_id,
                                              .object_version = 1,
                                              .purpose = "operations" });
}

enum rw_status parity_reason_record(struct act *a, struct str case_id,
                                    const struct parity_reason_input *in)
{
    const char *words[PARITY_MEASURES + 1] = { 0 };
    struct q_parity_reason_add_in row;
    int m;
    enum rw_status st = act_allow(a, case_id, CAP_PARITY, CLASS_S, false);

    if (st)
        return st;
    for (m = 0; m < PARITY_MEASURES; m++)
        words[m] = parity_measure_word((enum parity_measure)m);
    check_one_of(a, "measure", in->measure, words);
    check_choice(a, "reason", list_of(a->app, LIST_PARITY_REASONS), in->reason);
    check_text(a, "words", in->words, str_is(in->reason, "other") ? REQUIRED : OPTIONAL);
    st = check_done(a);
    if (st)
        return st;
    row = (struct q_parity_reason_add_in){ .case_id = case_id,
                                           .id = id_new(a->mem),
                                           .measure = in->measure,
                                           .until_on = date_iso(a->mem, a->today),
                                           .reason = in->reason,
                                           .words = str_or(in->words, NULL),
                                           .recorded_utc = utc_iso(a->mem, a->now_utc),
                                           .recorded_by = a->viewer.account_id,
                                           .recorded_name = a->viewer.name };
    return act_write(a, apply, &row);
}
