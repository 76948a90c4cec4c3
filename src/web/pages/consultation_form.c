#include "web/pages/consultation_form.h"

#include <string.h>

#define SET "Outside consultation"

static const struct field form[CONSULTATION_FIELDS] = {
    [CONSULTATION_NAME] = { .name = "second_name",
                            .kind = FIELD_TEXT,
                            .required = true,
                            .set = SET,
                            .label = "Licensed colleague" },
    [CONSULTATION_LICENCE] = { .name = "second_licence",
                               .kind = FIELD_TEXT,
                               .required = true,
                               .set = SET,
                               .label = "Their licence" },
    [CONSULTATION_ON] = { .name = "second_on",
                          .kind = FIELD_DATE,
                          .required = true,
                          .set = SET,
                          .label = "Day of the consultation" },
    [CONSULTATION_WORDS] = { .name = "second_words",
                             .kind = FIELD_AREA,
                             .min = 1,
                             .max = 4000,
                             .rows = 4,
                             .required = true,
                             .set = SET,
                             .label = "What was put to them, and their view in their words" },
    [CONSULTATION_SHEET] = { .name = "second_sheet",
                             .kind = FIELD_CHOICE,
                             .required = true,
                             .set = SET,
                             .label = "Signed sheet",
                             .hint = "Among the papers of this case.",
                             .none = "Please choose" },
};

void consultation_fields(struct field *f)
{
    memcpy(f, form, sizeof form);
}
