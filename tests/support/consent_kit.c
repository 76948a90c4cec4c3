#include "support/consent_kit.h"

#include "app/document.h"
#include "app/lists.h"
#include "app/person.h"

struct str consent_kit_paper(struct desk *d)
{
    struct act a = desk_act(d, d->ana, true);
    struct str hash = hash_sha256(&d->mem, STR("consent")), id = STR_NULL;
    struct document_input in = { .kind = STR("agreement"),
                                 .name = STR("Consent.pdf"),
                                 .media = STR("pdf"),
                                 .size_bytes = 10,
                                 .file = STR("ab"),
                                 .key = hash,
                                 .content_hash = hash,
                                 .dated_on = a.today };

    CHECK_ACT(a, document_add(&a, d->case_id, &in, &id));
    return id;
}

enum rw_status consent_kit_custody(struct desk *d, const char *kind, const struct str *holders,
                                   size_t n, struct str paper, bool no_orders)
{
    struct act a = desk_act(d, d->ana, true);
    struct custody_input in = { .child_id = d->maya,
                                .kind = str_of(kind),
                                .holders = holders,
                                .nholders = n,
                                .document_id = paper,
                                .from = date_add(a.today, -30),
                                .to = RW_NO_DATE,
                                .no_orders = no_orders };

    return custody_record(&a, d->case_id, &in);
}

enum rw_status consent_kit_word(struct desk *d, struct str person, const char *how)
{
    struct act a = desk_act(d, d->ana, true);
    struct consent_input in = { .child_id = d->maya,
                                .person_id = person,
                                .how = str_of(how),
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .document_id =
                                    str_is(str_of(how), "paper") ? consent_kit_paper(d) : STR_NULL,
                                .on = a.today,
                                .typed_name = str_eq(person, d->dana) ? STR("Dana") : STR("Robin"),
                                .reason = STR("As the papers say.") };

    return consent_record(&a, d->case_id, &in);
}

enum rw_status consent_kit_agree(struct desk *d, struct str child, struct str person)
{
    struct act a = desk_act(d, d->ana, true);
    struct consent_input in = { .child_id = child,
                                .person_id = person,
                                .how = STR("paper"),
                                .agreement = true,
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .document_id = consent_kit_paper(d),
                                .on = a.today };

    return consent_record(&a, d->case_id, &in);
}

struct str consent_kit_agreement(struct desk *d)
{
    const struct choice_list *list = list_of(&d->app, LIST_AGREEMENT_ITEMS);
    struct agreement_item_input *items =
        arena_array(&d->mem, struct agreement_item_input, list->nitems);
    struct act a = desk_act(d, d->ana, true);
    struct str id = STR_NULL;
    size_t i;

    for (i = 0; i < list->nitems; i++)
        items[i] = (struct agreement_item_input){ .code = list->items[i].code,
                                                  .words = STR("As we talked about.") };
    CHECK_ACT(a, agreement_add(&a, d->case_id, a.today, items, list->nitems, &id));
    return id;
}

enum rw_status consent_kit_answer(struct desk *d, struct str child, struct str appointment_id,
                                  const char *answer)
{
    struct act a = desk_act(d, d->ana, true);
    struct assent_input in = { .child_id = child,
                               .appointment_id = appointment_id,
                               .answer = str_of(answer),
                               .on = a.today,
                               .words = STR("In these words.") };

    return assent_record(&a, d->case_id, &in);
}

void consent_kit_both(struct desk *d)
{
    struct str holders[] = { d->dana, d->robin };

    CHECK(consent_kit_custody(d, "joint_both", holders, 2, consent_kit_paper(d), false) == RW_OK);
    CHECK(consent_kit_word(d, d->dana, "paper") == RW_OK);
    CHECK(consent_kit_word(d, d->robin, "paper") == RW_OK);
}

void consent_kit_family(struct desk *d, struct str account, struct str case_id, struct str child)
{
    struct act a = desk_act(d, account, true);
    struct str hash = hash_sha256(&d->mem, STR("custody")), adult = STR_NULL, paper = STR_NULL;
    struct person_input in = { .kind = STR("adult"), .name = STR("Ida"), .birth = RW_NO_DATE };
    struct document_input document = { .kind = STR("order"),
                                       .name = STR("Custody.pdf"),
                                       .media = STR("pdf"),
                                       .size_bytes = 10,
                                       .file = STR("ab"),
                                       .key = hash,
                                       .content_hash = hash,
                                       .dated_on = a.today };
    struct custody_input custody = { .child_id = child,
                                     .kind = STR("sole"),
                                     .holders = &adult,
                                     .nholders = 1,
                                     .from = a.today,
                                     .to = RW_NO_DATE };
    struct consent_input word = { .child_id = child,
                                  .how = STR("signed"),
                                  .served = RW_NO_DATE,
                                  .delivered = RW_NO_DATE,
                                  .on = a.today,
                                  .typed_name = STR("Ida") };

    CHECK_ACT(a, person_add(&a, case_id, &in, &adult));
    CHECK_ACT(a, document_add(&a, case_id, &document, &paper));
    custody.document_id = paper;
    CHECK_ACT(a, custody_record(&a, case_id, &custody));
    word.person_id = adult;
    CHECK_ACT(a, consent_record(&a, case_id, &word));
}
