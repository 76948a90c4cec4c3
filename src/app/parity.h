/* parity.h -- what was offered to each parent over some days, for who leads or supervises the case: facts
 * side by side, and a place to say why two figures stand apart. */
#ifndef RW_APP_PARITY_H
#define RW_APP_PARITY_H

#include "app/checkpoint.h"
#include "core/parity.h"

#define LIST_PARITY_REASONS "parity-reasons"
#define LIST_INTERVIEW_KINDS "interview-kinds"

struct parity_name {
    struct str id, label; /* "Dana, mother" */
};

struct parity_sheet {
    struct parity_window window;
    const struct parity_name *names; /* parents and guardians, as people stand in the case */
    const struct parity_column *columns; /* parallel to them */
    size_t n;
    bool apart[PARITY_MEASURES];
    const struct parity_reason_row *reasons; /* in the order of recording */
    size_t nreasons;
};

/* The window ends today. errors  RW_ENOTFOUND  neither lead nor supervisor of the case */
enum rw_status parity_sheet_of(struct act *a, struct str case_id, struct parity_sheet *s) RW_MUST;

struct parity_reason_input {
    struct str measure; /* parity_measure_word */
    struct str reason; /* code of the list */
    struct str words; /* needed with "other" */
};
enum rw_status parity_reason_record(struct act *a, struct str case_id,
                                    const struct parity_reason_input *in) RW_MUST;

#endif
