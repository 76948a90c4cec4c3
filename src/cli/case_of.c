#include "cli/case_of.h"

#include "app/family_case.h"
#include "base/limits.h"

enum rw_status case_of(struct act *a, struct str named, struct str *id)
{
    struct caseload_row *rows = NULL;
    size_t i, n = 0;
    enum rw_status st = family_case_list(a, STR(""), RW_ROWS_MAX, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].case_id, named) || str_eq(rows[i].number, named)) {
            *id = rows[i].case_id;
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "there is no such case among yours");
}
