#include "app/document.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/upload.h"
#include "gen/queries.h"

static const char *const kinds[] = { "order",   "evaluation", "report",    "school",
                                     "medical", "agency",     "agreement", "letter",
                                     "note",    "other",      NULL };
static const char *const medias[] = { "pdf", "png", "jpeg", "text", "docx", NULL };

struct document_job {
    const struct document_input *in;
    struct str case_id, id;
};

static enum rw_status add_row(struct act *a, struct str case_id, struct str id,
                              const struct document_input *in)
{
    struct str dated = date_iso(a->mem, in->dated_on);

    return q_document_add(a->db, a->mem,
                          &(struct q_document_add_in){
                              .case_id = case_id,
                              .id = id,
                              .kind = in->kind,
                              .name = in->name,
                              .media = in->media,
                              .size_bytes = in->size_bytes,
                              .file = in->file,
                              .file_key = in->key,
                              .content_hash = in->content_hash,
                              .dated_on = str_or(dated, NULL),
                              .received_utc = utc_iso(a->mem, a->now_utc),
                              .received_by = a->viewer.account_id,
                              .state = STR("kept"),
                          },
                          &a->err);
}

enum rw_status document_put(struct act *a, struct str case_id, struct str id,
                            const struct document_input *in)
{
    enum rw_status st = add_row(a, case_id, id, in);

    if (!st)
        st = chronology_put(a, &(struct chronology_entry){
                                   .case_id = case_id,
                                   .kind = "document",
                                   .ref_id = id,
                                   .on = date_known(in->dated_on) ? in->dated_on : a->today,
                                   .at_utc = RW_NO_TIME,
                                   .state = "kept",
                                   .cls = CLASS_L,
                                   .line = str_fmt(a->mem, "Document: %.*s", STR_ARG(in->name)) });
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "document-add",
                                           .object_type = "document",
                                           .object_id = id,
                                           .case_id = case_id,
                                           .object_version = 1,
                                           .purpose = "court" });
    return st;
}

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct document_job *j = arg;
    enum rw_status st = document_put(a, j->case_id, j->id, j->in);

    if (!st && j->in->person_id.len)
        st = document_person_put(a, j->case_id, j->id, j->in->person_id);
    return st;
}

void document_check_file(struct act *a, const struct document_input *in)
{
    if (!in->size_bytes)
        problem_add(&a->bad, "file", STR("Please choose a file that is not empty."));
    else if (str_empty(in->media))
        problem_add(&a->bad, "file",
                    STR("Please choose a PDF, Word document, PNG, JPEG or plain text file. What a "
                        "file is counts, not what its name says."));
    else
        check_one_of(a, "file", in->media, medias);
    check_line(a, "file", in->name, REQUIRED);
}

enum rw_status document_add(struct act *a, struct str case_id, const struct document_input *in,
                            struct str *id)
{
    struct document_job j = { .in = in, .case_id = case_id };
    enum rw_status st = act_allow(a, case_id, CAP_COURT_EDIT, CLASS_L, false);

    if (st)
        return st;
    check_one_of(a, "kind", in->kind, kinds);
    document_check_file(a, in);
    check_past(a, "dated_on", in->dated_on, OPTIONAL);
    if (in->person_id.len && document_person_belongs(a, case_id, in->person_id))
        problem_add(&a->bad, "person", STR("Please choose somebody of this case."));
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_add, &j);
    if (!st)
        *id = j.id;
    return st;
}

enum rw_status document_list(struct act *a, struct str case_id, struct document_list_row **rows,
                             size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_document_list(a->db, a->mem, &(struct q_document_list_in){ .case_id = case_id }, rows,
                           n, &a->err);
}

static enum rw_status find(struct act *a, struct str case_id, struct str id,
                           struct document_get_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_COURT_READ, CLASS_L, false);

    if (st)
        return st;
    return q_document_get(
        a->db, a->mem, &(struct q_document_get_in){ .case_id = case_id, .id = id }, row, &a->err);
}

static enum rw_status log_read(struct act *a, struct str case_id, struct str id,
                               const char *outcome)
{
    return audit_read(a, &(struct audit){ .action = "document-read",
                                          .object_type = "document",
                                          .object_id = id,
                                          .case_id = case_id,
                                          .object_version = 1,
                                          .purpose = "court",
                                          .outcome = outcome });
}

enum rw_status document_get(struct act *a, struct str case_id, struct str id,
                            struct document_get_row *row)
{
    enum rw_status st = find(a, case_id, id, row);

    return st ? st : log_read(a, case_id, id, NULL);
}

enum rw_status document_open(struct act *a, struct str case_id, struct str id,
                             struct document_get_row *row, bool *intact)
{
    enum rw_status st = find(a, case_id, id, row);

    if (st)
        return st;
    st = app_download_check(a->app, row->file, row->file_key, row->content_hash, row->size_bytes,
                            a->mem, &a->err);
    if (st && st != RW_EDEP)
        return st;
    *intact = st == RW_OK;
    return log_read(a, case_id, id, *intact ? NULL : "altered");
}
