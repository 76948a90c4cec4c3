#include "app/chronology.h"

#include "app/caseload.h"
#include "crypto/crypto.h"
#include "gen/queries.h"

static const struct {
    enum info_class cls;
    const char *letter;
} letters[] = {
    { CLASS_A, "A" }, { CLASS_S, "S" }, { CLASS_P, "P" }, { CLASS_C, "C" }, { CLASS_R, "R" },
    { CLASS_V, "V" }, { CLASS_L, "L" }, { CLASS_U, "U" }, { CLASS_T, "T" },
};

#define NLETTERS (sizeof letters / sizeof *letters)

const char *class_letter(enum info_class cls)
{
    size_t i;

    for (i = 0; i < NLETTERS; i++)
        if (letters[i].cls == cls)
            return letters[i].letter;
    return "";
}

enum info_class class_of_letter(struct str letter)
{
    size_t i;

    for (i = 0; i < NLETTERS; i++)
        if (str_is(letter, letters[i].letter))
            return letters[i].cls;
    return (enum info_class)0;
}

static struct str time_or_null(struct act *a, int64_t at_utc)
{
    return at_utc == RW_NO_TIME ? STR_NULL : utc_iso(a->mem, at_utc);
}

static enum rw_status add_line(struct act *a, const struct chronology_entry *e)
{
    struct q_chronology_add_in in = {
        .case_id = e->case_id,
        .id = id_new(a->mem),
        .kind = str_of(e->kind),
        .ref_id = e->ref_id,
        .on_date = date_iso(a->mem, e->on),
        .at_utc = time_or_null(a, e->at_utc),
        .child_id = str_or(e->child_id, NULL),
        .account_id = str_or(e->account_id, NULL),
        .state = str_of(e->state),
        .class = str_of(class_letter(e->cls)),
        .line = e->line,
        .changed_utc = utc_iso(a->mem, a->now_utc),
    };

    return q_chronology_add(a->db, a->mem, &in, &a->err);
}

static enum rw_status save_line(struct act *a, const struct chronology_entry *e, struct str id)
{
    struct q_chronology_save_in in = {
        .case_id = e->case_id,
        .id = id,
        .ref_id = e->ref_id,
        .kind = str_of(e->kind),
        .on_date = date_iso(a->mem, e->on),
        .at_utc = time_or_null(a, e->at_utc),
        .child_id = str_or(e->child_id, NULL),
        .account_id = str_or(e->account_id, NULL),
        .state = str_of(e->state),
        .class = str_of(class_letter(e->cls)),
        .line = e->line,
        .changed_utc = utc_iso(a->mem, a->now_utc),
    };

    return q_chronology_save(a->db, a->mem, &in, &a->err);
}

enum rw_status chronology_put(struct act *a, const struct chronology_entry *e)
{
    struct q_chronology_find_in in = { .case_id = e->case_id,
                                       .ref_id = e->ref_id,
                                       .kind = str_of(e->kind) };
    struct chronology_row row;
    enum rw_status st;

    if (e->cls == CLASS_P || !class_letter(e->cls)[0])
        return RW_FAIL(&a->err, RW_EBUG, "a line of class %s", class_letter(e->cls));
    st = q_chronology_find(a->db, a->mem, &in, &row, &a->err);
    if (st == RW_ENOTFOUND) {
        st = add_line(a, e);
    } else if (!st) {
        st = agenda_drop(a, e->case_id, e->ref_id, in.kind);
        if (!st)
            st = save_line(a, e, row.id);
    }
    return st ? st : agenda_put(a, e->case_id, e->ref_id, in.kind);
}
