/* document.h -- papers of a case: sealed on disk already when they get here (app/upload.h). */
#ifndef RW_APP_DOCUMENT_H
#define RW_APP_DOCUMENT_H

#include "app/app.h"
#include "gen/rows.h"

struct document_input {
    struct str kind; /* order evaluation report school medical agency agreement letter note other */
    struct str name; /* file name as it came */
    struct str media; /* pdf png jpeg text docx, found from the bytes; empty: refused */
    int64_t size_bytes;
    struct str file, key, content_hash;
    struct date dated_on;
    struct str person_id; /* to whom of the case it belongs; empty: to the case as a whole */
};

enum rw_status document_add(struct act *a, struct str case_id, const struct document_input *in,
                            struct str *id) RW_MUST;
enum rw_status document_list(struct act *a, struct str case_id, struct document_list_row **rows,
                             size_t *n) RW_MUST;

/* For sending it out; the read is on the log before the first byte leaves. */
enum rw_status document_get(struct act *a, struct str case_id, struct str id,
                            struct document_get_row *row) RW_MUST;

/*
 * document_open -- the same, after its bytes were read to the end and compared with the hash that
 * they were kept with.
 *
 * out     *intact  false: altered or gone since it was kept; nothing of it may be shown, and the
 *                  log says so
 */
enum rw_status document_open(struct act *a, struct str case_id, struct str id,
                             struct document_get_row *row, bool *intact) RW_MUST;

/*
 * document_person_set -- the papers that belong to one person of the case, as a whole: what is not
 * among them belongs to that person no longer, and stays with the case.
 */
enum rw_status document_person_set(struct act *a, struct str case_id, struct str person_id,
                                   const struct str *ids, size_t n) RW_MUST;
enum rw_status document_person_list(struct act *a, struct str case_id, struct str person_id,
                                    struct document_person_list_row **rows, size_t *n) RW_MUST;

/* For document.c: is it a person of the case; and one paper attached, inside apply. */
enum rw_status document_person_belongs(struct act *a, struct str case_id,
                                       struct str person_id) RW_MUST;
enum rw_status document_person_put(struct act *a, struct str case_id, struct str document_id,
                                   struct str person_id) RW_MUST;

/* Pieces of document_add for what is kept along with another record: problems of the file, under
 * "file"; the row, its line and its event, inside apply. */
void document_check_file(struct act *a, const struct document_input *in);
enum rw_status document_put(struct act *a, struct str case_id, struct str id,
                            const struct document_input *in) RW_MUST;

#endif
