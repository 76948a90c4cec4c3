/* document_person.c -- which papers belong to which person of the case. */
#include "app/audit.h"
#include "app/check.h"
#include "app/document.h"
#include "gen/queries.h"

struct papers_job {
    struct str case_id, person_id;
    const struct str *ids;
    size_t n;
};

static enum rw_status list_now(struct act *a, const struct papers_job *j,
                               struct document_person_list_row **rows, size_t *n)
{
    return q_document_person_list(
        a->db, a->mem,
        &(struct q_document_person_list_in){ .case_id = j->case_id, .person_id = j->person_id },
        rows, n, &a->err);
}

enum rw_status document_person_put(struct act *a, struct str case_id, struct str document_id,
                                   struct str person_id)
{
    struct str id = id_new(a->mem);
    enum rw_status st = q_document_person_add(
        a->db, a->mem,
        &(struct q_document_person_add_in){ .case_id = case_id,
                                            .id = id,
                                            .document_id = document_id,
                                            .person_id = person_id,
                                            .recorded_utc = utc_iso(a->mem, a->now_utc),
                                            .recorded_by = a->viewer.account_id },
        &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "document-attach",
                                              .object_type = "document",
                                              .object_id = document_id,
                                              .case_id = case_id,
                                              .object_version = 1 });
}

static enum rw_status take_off(struct act *a, const struct document_person_list_row *row)
{
    enum rw_status st = q_document_person_end(
        a->db, a->mem,
        &(struct q_document_person_end_in){ .case_id = row->case_id,
                                            .id = row->id,
                                            .ended_utc = utc_iso(a->mem, a->now_utc),
                                            .ended_by = a->viewer.account_id },
        &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "document-detach",
                                              .object_type = "document",
                                              .object_id = row->document_id,
                                              .case_id = row->case_id,
                                              .object_version = 2 });
}

static bool attached(const struct document_person_list_row *rows, size_t n, struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].document_id, id))
            return true;
    return false;
}

static enum rw_status log_same(struct act *a, const struct papers_job *j)
{
    return audit_add(a, &(struct audit){ .action = "document-attach",
                                         .object_type = "person",
                                         .object_id = j->person_id,
                                         .case_id = j->case_id,
                                         .object_version = 1,
                                         .outcome = "unchanged" });
}

static enum rw_status apply_set(struct act *a, void *arg)
{
    const struct papers_job *j = arg;
    struct document_person_list_row *rows;
    size_t n, i;
    enum rw_status st = list_now(a, j, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (!str_among(rows[i].document_id, j->ids, j->n))
            st = take_off(a, &rows[i]);
    for (i = 0; !st && i < j->n; i++)
        if (!attached(rows, n, j->ids[i]))
            st = document_person_put(a, j->case_id, j->ids[i], j->person_id);
    return st || a->events ? st : log_same(a, j);
}

enum rw_status document_person_belongs(struct act *a, struct str case_id, struct str person_id)
{
    struct person_row p;

    return q_person_get(a->db, a->mem,
                        &(struct q_person_get_in){ .case_id = case_id, .id = person_id }, &p,
                        &a->err);
}

enum rw_status document_person_set(struct act *a, struct str case_id, struct str person_id,
                                   const struct str *ids, size_t n)
{
    struct papers_job j = { .case_id = case_id, .person_id = person_id, .ids = ids, .n = n };
    struct document_list_row *papers;
    size_t npapers, i, k;
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (!st)
        st = document_person_belongs(a, case_id, person_id);
    if (!st)
        st = q_document_list(a->db, a->mem, &(struct q_document_list_in){ .case_id = case_id },
                             &papers, &npapers, &a->err);
    if (st)
        return st;
    for (i = 0; i < n; i++) {
        for (k = 0; k < npapers && !str_eq(papers[k].id, ids[i]); k++)
            ;
        if (k == npapers)
            problem_add(&a->bad, "papers", STR("Please choose papers of this family."));
    }
    st = check_done(a);
    return st ? st : act_write(a, apply_set, &j);
}

enum rw_status document_person_list(struct act *a, struct str case_id, struct str person_id,
                                    struct document_person_list_row **rows, size_t *n)
{
    struct papers_job j = { .case_id = case_id, .person_id = person_id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    return st ? st : list_now(a, &j, rows, n);
}
