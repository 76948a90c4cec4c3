#include "content/passport.h"

static const struct yaml_row source_rows[] = {
    { .key = "citation",
      .kind = YAML_TEXT,
      .required = true,
      .at = offsetof(struct passport, citation) },
    { .key = "notes", .kind = YAML_TEXT, .required = true, .at = offsetof(struct passport, notes) },
};

const struct yaml_schema passport_source = { .rows = source_rows,
                                             .nrows = sizeof source_rows / sizeof *source_rows };

enum rw_status passport_check(struct yaml_file *y, const struct passport *p)
{
    if (!!p->reviewed_by.p != date_known(p->reviewed_on))
        return yaml_fault_in(y, "reviewed_by", NULL, "reviewed_by and reviewed_on belong together");
    if (!!p->verified_by.p != date_known(p->verified_on))
        return yaml_fault_in(y, "verified_by", NULL, "verified_by and verified_on belong together");
    return RW_OK;
}
