/* Whether a second signature comes from somebody else, however a name is written. */
#include "app/consultation.h"

#include "support/desk.h"

TEST(consult_knows_a_licence_or_name_however_it_is_written)
{
    static const struct {
        const char *name, *licence;
        bool same;
    } rows[] = {
        { "Noa Pine", "PSY 900", false },   { "Noa Pine", "psy123", true },
        { "Noa Pine", "PSY-123.", true },   { "ana  reed", "PSY 900", true },
        { "Ana Reede", "PSY 1234", false }, { "", "", false },
    };
    struct act a = { .viewer = { .name = STR("Ana Reed"), .licence = STR("PSY 123") } };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(consultation_is_viewer(&a, str_of(rows[i].name), str_of(rows[i].licence)) ==
              rows[i].same);
}
