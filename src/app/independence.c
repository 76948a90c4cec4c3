#include "app/independence.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/criterion_tool.h"
#include "app/lists.h"
#include "base/out.h"
#include "gen/queries.h"

#define WORDS_MAX (64u << 10)

struct interest_job {
    struct str case_id, id, words;
    bool disclosed;
};

enum rw_status interest_list(struct act *a, struct str case_id, struct interest_list_row **rows,
                             size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st
              : q_interest_list(a->db, a->mem, &(struct q_interest_list_in){ .case_id = case_id },
                                rows, n, &a->err);
}

static struct str answer_to(const struct interest_input *in, struct str code)
{
    size_t i;

    for (i = 0; i < in->n; i++)
        if (str_eq(in->answers[i].code, code))
            return in->answers[i].answer;
    return STR_NULL;
}

/* Every question of the list, none besides, each answered. */
static void check_answers(struct act *a, const struct interest_input *in, struct interest_job *j)
{
    const struct choice_list *list = list_of(a->app, LIST_INTEREST_QUESTIONS);
    size_t i;

    for (i = 0; i < list->nitems; i++) {
        struct str answer = answer_to(in, list->items[i].code);

        if (str_is(answer, "yes"))
            j->disclosed = true;
        else if (!str_is(answer, "no"))
            problem_add(&a->bad, str_z(a->mem, list->items[i].code),
                        STR("Please answer yes or no."));
    }
    if (list->nitems == 0)
        problem_add(&a->bad, "", STR("There are no questions to answer."));
    check_text(a, "words", in->words, j->disclosed ? REQUIRED : OPTIONAL);
}

/* The questions as they read today, each with its answer: what the signature stands under. */
static enum rw_status write_words(struct act *a, const struct interest_input *in,
                                  struct interest_job *j)
{
    const struct choice_list *list = list_of(a->app, LIST_INTEREST_QUESTIONS);
    struct out o;
    size_t i;
    bool over;

    out_init(&o, WORDS_MAX);
    for (i = 0; i < list->nitems; i++) {
        out_str(&o, list->items[i].label);
        out_z(&o, str_is(answer_to(in, list->items[i].code), "yes") ? " Yes.\n" : " No.\n");
    }
    out_str(&o, in->words);
    over = o.over;
    j->words = over ? STR_NULL : str_copy(a->mem, out_view(&o));
    out_clear(&o);
    out_free(&o);
    return over ? RW_FAIL(&a->err, RW_ELIMIT, "an attestation too long") : RW_OK;
}

static enum rw_status apply_sign(struct act *a, void *arg)
{
    const struct interest_job *j = arg;
    enum rw_status st = q_interest_add(
        a->db, a->mem,
        &(struct q_interest_add_in){ .case_id = j->case_id,
                                     .id = j->id,
                                     .account_id = a->viewer.account_id,
                                     .outcome = j->disclosed ? STR("disclosed") : STR("clear"),
                                     .words = j->words,
                                     .signed_utc = utc_iso(a->mem, a->now_utc),
                                     .signed_name = a->viewer.name },
        &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "interest-sign",
                                              .object_type = "attestation",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1,
                                              .object_hash = hash_sha256(a->mem, j->words),
                                              .purpose = "operations" });
}

enum rw_status interest_sign(struct act *a, struct str case_id, const struct interest_input *in,
                             struct str *id)
{
    struct interest_job j = { .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_A, false);

    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    check_answers(a, in, &j);
    st = check_done(a);
    if (!st)
        st = write_words(a, in, &j);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_sign, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* Rows of one person stand together, the newest word last. */
static enum rw_status load_lines(struct act *a, struct str case_id,
                                 struct independence_line **lines, size_t *n)
{
    struct interest_states_row *rows;
    size_t nrows, i;
    enum rw_status st =
        q_interest_states(a->db, a->mem, &(struct q_interest_states_in){ .case_id = case_id },
                          &rows, &nrows, &a->err);

    *n = 0;
    if (st)
        return st;
    *lines = arena_array(a->mem, struct independence_line, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++) {
        if (i == 0 || !str_eq(rows[i].account_id, rows[i - 1].account_id))
            ++*n;
        (*lines)[*n - 1] = (struct independence_line){ .account_id = rows[i].account_id,
                                                       .name = rows[i].name,
                                                       .capacity = rows[i].capacity,
                                                       .outcome = rows[i].outcome,
                                                       .signed_utc = rows[i].signed_utc };
    }
    return RW_OK;
}

enum rw_status independence_lines(struct act *a, struct str case_id,
                                  struct independence_line **lines, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st : load_lines(a, case_id, lines, n);
}

static struct date day_of_utc(struct str utc)
{
    int64_t t;

    return utc_parse(utc, &t) ? clock_local(t).date : RW_NO_DATE;
}

/* Everybody who works clinically on the case has said that nothing ties them: yes. One tie: no. One
 * word that is missing: not known. A second role in the case cannot be recorded at all. */
enum rw_status independence_tell(struct act *a, struct case_rows *c)
{
    struct fact f = { .id = STR("independence"),
                      .name = STR("G0.e"),
                      .value = FACT_YES,
                      .on = RW_NO_DATE,
                      .recorded_utc = RW_NO_TIME };
    struct independence_line *lines;
    size_t n, i;
    enum rw_status st = load_lines(a, c->case_id, &lines, &n);

    if (st)
        return st;
    for (i = 0; i < n; i++) {
        struct date on = day_of_utc(lines[i].signed_utc);

        if (date_known(on) && (!date_known(f.on) || on.day > f.on.day)) {
            f.on = on;
            f.by = lines[i].name;
        }
        if (str_is(lines[i].outcome, "disclosed"))
            f.value = FACT_NO;
        else if (!str_is(lines[i].outcome, "clear") && f.value == FACT_YES)
            f.value = FACT_UNKNOWN;
    }
    return n && date_known(f.on) ? criterion_tool_tell(a, c, &f) : RW_OK;
}
