/* What one adult is given says nothing about another: every field of the other parent, and what is
 * private to the child, is planted and looked for in the printed text. Both engines. */
#include "app/packet.h"

#include "app/consent.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/intake.h"
#include "app/lists.h"
#include "app/note.h"
#include "app/person.h"
#include "app/safety.h"
#include "support/checkpoint_kit.h"
#include "support/safety_kit.h"
#include "support/text_file.h"

#include <string.h>

#define PDF_MAX (4u << 20)

/* Each of these stands somewhere in the record of the other parent or the child. */
static const char *const canaries[] = {
    "Danielle",   "Quillfeather", "5035550177", "503-555-0177", "dq@example.org", "Hawthorn",
    "1984-05-06", "6 May 1984",   "zanzibar",   "wigwam",       "kwyjibo",
};

static void say_person(struct desk *d, struct str id, const char *name, const char *birth)
{
    struct act a = kit_act(d, d->ana);
    struct person_input in = { .kind = STR("adult"),
                               .name = str_of(name),
                               .safe_contact = STR("after six, wigwam"),
                               .access_needs = STR("zanzibar"),
                               .language = STR("English"),
                               .is_protected = true };
    struct person_row p;

    CHECK(date_parse(str_of(birth), &in.birth));
    CHECK_ACT(a, person_get(&a, d->case_id, id, &p));
    in.version = p.version;
    CHECK_ACT(a, person_save(&a, d->case_id, id, &in));
    CHECK_ACT(a, person_contact_save(&a, d->case_id, id,
                                     &(struct contact_input){ .phone = STR("+1 503-555-0177"),
                                                              .email = STR("dq@example.org"),
                                                              .address = STR("12 Hawthorn Road"),
                                                              .version = in.version + 1 }));
}

static void agree(struct desk *d, const char *words)
{
    struct act a = kit_act(d, d->ana);
    const struct choice_list *list = list_of(a.app, LIST_AGREEMENT_ITEMS);
    struct agreement_item_input *items =
        arena_array(&d->mem, struct agreement_item_input, list->nitems);
    struct str id;
    size_t i;

    for (i = 0; i < list->nitems; i++)
        items[i] =
            (struct agreement_item_input){ .code = list->items[i].code, .words = str_of(words) };
    CHECK_ACT(a, agreement_add(&a, d->case_id, a.today, items, list->nitems, &id));
}

static void prepare_form(struct desk *d, struct str adult, const char *purpose)
{
    struct act a = kit_act(d, d->ana);
    struct person_input pro = { .kind = STR("professional"),
                                .name = STR("Harold Beech"),
                                .birth = RW_NO_DATE,
                                .profession = STR("attorney"),
                                .organisation = STR("For Danielle Quillfeather") };
    struct release_form_input in = { .person_id = adult,
                                     .purpose = str_of(purpose),
                                     .scope = STR("Attendance"),
                                     .until = date_add(a.today, 90) };

    CHECK_ACT(a, person_add(&a, d->case_id, &pro, &in.recipient_id));
    CHECK_ACT(a, release_form_add(&a, d->case_id, &in));
}

/* What the child said, in the places that keep it. */
static void plant_child(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct child_talk_input talk = { .child_id = d->maya,
                                     .on = a.today,
                                     .way = STR("talk"),
                                     .safe_now = STR("unsure"),
                                     .words = STR("kwyjibo") };

    CHECK_ACT(a, child_safety_talk_add(&a, d->case_id, &talk));
}

static struct str packet_text(struct desk *d, struct str adult)
{
    struct act a = kit_act(d, d->ana);
    struct out pdf;
    struct str text;

    out_init(&pdf, PDF_MAX);
    CHECK_ACT(a, packet_pdf(&a, d->case_id, adult, &pdf));
    text = tool_says(&d->mem, "pdftotext -layout %s -", out_view(&pdf));
    out_free(&pdf);
    return text;
}

static bool holds(struct str text, const char *word)
{
    return str_has(text, word);
}

/* Without blanks, and with another name put in: lines break elsewhere where a name is longer. */
static struct str squeezed(struct desk *d, struct str text, const char *name)
{
    char *to = arena_array(&d->mem, char, text.len + 1);
    size_t len = strlen(name), n = 0, i = 0;

    while (i < text.len) {
        if (i + 12 <= text.len && memcmp(text.p + i, "Content hash", 12) == 0) {
            while (i < text.len && text.p[i] != '\n') /* the foot tells two prints apart */
                i++;
        } else if (i + len <= text.len && memcmp(text.p + i, name, len) == 0) {
            to[n++] = '#';
            i += len;
        } else if ((unsigned char)text.p[i] > ' ') {
            to[n++] = text.p[i++];
        } else {
            i++;
        }
    }
    return (struct str){ to, n };
}

TEST_BOTH(a_packet_holds_nothing_of_the_other_parent_and_nothing_private_of_the_child)
{
    struct desk d;
    struct str text;
    size_t i;

    desk_open(&d, k);
    say_person(&d, d.dana, "Danielle Quillfeather", "1984-05-06");
    plant_child(&d);
    agree(&d, "Danielle Quillfeather and Robin agree; DANIELLE's hours are her own.");
    prepare_form(&d, d.robin, "Danielle and hearings");
    text = packet_text(&d, d.robin);
    for (i = 0; i < sizeof canaries / sizeof *canaries; i++)
        if (holds(text, canaries[i]))
            fail_msg("the packet of Robin says %s", canaries[i]);
    CHECK(holds(text, "Robin"));
    CHECK(holds(text, "Maya"));
    CHECK(holds(text, "the other parent"));
    CHECK(holds(text, "Harold Beech"));
    CHECK(holds(text, "911"));
    desk_close(&d);
}

TEST_BOTH(both_parents_read_the_same_words)
{
    struct desk d;
    struct str one, two;

    desk_open(&d, k);
    one = packet_text(&d, d.dana);
    two = packet_text(&d, d.robin);
    CHECK(!holds(one, "Robin") && !holds(two, "Dana"));
    CHECK(holds(one, "What this is not"));
    CHECK(str_eq(squeezed(&d, one, "Dana"), squeezed(&d, two, "Robin")));
    desk_close(&d);
}

TEST_BOTH(every_item_of_the_agreement_is_in_a_packet_before_it_is_written)
{
    struct desk d;
    struct str text;
    const struct choice_list *list;
    size_t i;

    desk_open(&d, k);
    text = packet_text(&d, d.dana);
    list = list_of(&d.app, LIST_AGREEMENT_ITEMS);
    for (i = 0; i < list->nitems; i++) {
        struct str rest = list->items[i].label, word;

        CHECK(str_cut(&rest, ' ', &word)); /* long labels break over lines */
        if (!holds(text, str_z(&d.mem, word)))
            fail_msg("no %.*s", STR_ARG(list->items[i].label));
    }
    desk_close(&d);
}

TEST_BOTH(a_packet_with_another_adults_telephone_in_its_words_is_not_printed)
{
    struct desk d;
    struct act a;
    struct out pdf;

    desk_open(&d, k);
    say_person(&d, d.dana, "Danielle Quillfeather", "1984-05-06");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, fee_terms_add(&a, d.case_id, d.robin, STR("Half of each hour; ask 503 555 0177."),
                               a.today));
    out_init(&pdf, PDF_MAX);
    CHECK(packet_pdf(&a, d.case_id, d.robin, &pdf) == RW_EINPUT);
    CHECK(out_view(&pdf).len == 0);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, packet_pdf(&a, d.case_id, d.dana, &pdf)); /* the other one has fees of her own */
    a = kit_act(&d, d.ana);
    CHECK(packet_pdf(&a, d.case_id, d.maya, &pdf) == RW_ENOTFOUND);
    a = desk_act(&d, d.olga, true);
    CHECK(packet_pdf(&a, d.case_id, d.dana, &pdf) == RW_ENOTFOUND);
    out_free(&pdf);
    desk_close(&d);
}

static enum rw_status print_with_fees(struct desk *d, struct str adult, const char *words)
{
    struct act a = kit_act(d, d->ana);
    struct out pdf;
    enum rw_status st;

    d->now_utc++;
    CHECK_ACT(a, fee_terms_add(&a, d->case_id, adult, str_of(words), a.today));
    out_init(&pdf, PDF_MAX);
    st = packet_pdf(&a, d->case_id, adult, &pdf);
    out_free(&pdf);
    return st;
}

TEST_BOTH(how_a_child_is_reached_is_printed_for_nobody)
{
    struct person_row p;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, person_get(&a, d.case_id, d.maya, &p));
    CHECK_ACT(a, person_contact_save(&a, d.case_id, d.maya,
                                     &(struct contact_input){ .phone = STR("503-555-0142"),
                                                              .email = STR("maya@example.org"),
                                                              .address = STR("9 Larch Lane"),
                                                              .version = p.version }));
    CHECK(print_with_fees(&d, d.robin, "Ask 503 555 0142 for the hours.") == RW_EINPUT);
    CHECK(print_with_fees(&d, d.robin, "Sent to 9 Larch Lane.") == RW_EINPUT);
    CHECK(print_with_fees(&d, d.robin, "Half of each hour.") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, person_get(&a, d.case_id, d.robin, &p));
    CHECK_ACT(a, person_contact_save(&a, d.case_id, d.robin,
                                     &(struct contact_input){ .address = STR("9 Larch Lane"),
                                                              .version = p.version }));
    CHECK(print_with_fees(&d, d.robin, "Sent to 9 Larch Lane.") == RW_OK); /* they live there */
    CHECK(print_with_fees(&d, d.dana, "Sent to 9 Larch Lane.") == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_child_of_the_other_side_alone_is_not_named)
{
    struct person_input kid = { .kind = STR("child"), .name = STR("Ottoline") };
    struct role_input role = { .role = STR("contact_parent"), .relation = STR("mother") };
    struct desk d;
    struct act a;
    struct str text;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(date_parse(STR("2019-03-04"), &kid.birth));
    CHECK_ACT(a, person_add(&a, d.case_id, &kid, &role.child_id));
    role.person_id = d.dana;
    role.from_on = a.today;
    CHECK_ACT(a, person_role_add(&a, d.case_id, &role));
    agree(&d, "Ottoline comes on Mondays and Maya on Fridays.");
    text = packet_text(&d, d.robin);
    CHECK(!holds(text, "Ottoline") && holds(text, "another child") && holds(text, "Maya"));
    CHECK(holds(packet_text(&d, d.dana), "Ottoline"));
    CHECK(print_with_fees(&d, d.robin, "From 2019-03-04.") == RW_EINPUT);
    CHECK(print_with_fees(&d, d.dana, "From 2019-03-04.") == RW_OK);
    desk_close(&d);
}

TEST_BOTH(a_day_of_birth_in_the_words_of_another_is_found)
{
    struct desk d;
    struct act a;
    struct out pdf;

    desk_open(&d, k);
    say_person(&d, d.dana, "Danielle Quillfeather", "1984-05-06");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, fee_terms_add(&a, d.case_id, d.robin, STR("Born 5/6/1984."), a.today));
    out_init(&pdf, PDF_MAX);
    CHECK(packet_pdf(&a, d.case_id, d.robin, &pdf) == RW_EINPUT);
    out_free(&pdf);
    desk_close(&d);
}

TEST_BOTH(a_form_that_was_taken_back_is_printed_no_more)
{
    struct release_form_row *rows;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    prepare_form(&d, d.robin, "Hearings");
    CHECK(holds(packet_text(&d, d.robin), "Harold Beech"));
    CHECK(!holds(packet_text(&d, d.dana), "Harold Beech"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, release_form_list(&a, d.case_id, d.robin, &rows, &n));
    CHECK(n == 1);
    CHECK_ACT(a, release_form_end(&a, d.case_id, d.robin, rows[0].id));
    CHECK(release_form_end(&a, d.case_id, d.robin, rows[0].id) == RW_ECONFLICT);
    CHECK(!holds(packet_text(&d, d.robin), "Harold Beech"));
    desk_close(&d);
}

static struct str letter_text(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct out pdf;
    struct str text;

    out_init(&pdf, PDF_MAX);
    CHECK_ACT(a, referral_letter_pdf(&a, d->case_id, &pdf));
    text = tool_says(&d->mem, "pdftotext -layout %s -", out_view(&pdf));
    out_free(&pdf);
    return text;
}

TEST_BOTH(the_letter_to_the_referrer_says_the_newest_decision_and_its_reason)
{
    struct desk d;
    struct act a;
    struct out pdf;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    out_init(&pdf, PDF_MAX);
    CHECK(referral_letter_pdf(&a, d.case_id, &pdf) == RW_ENOTFOUND);
    out_free(&pdf);
    CHECK(kit_intake(&d, "waiting") == RW_OK);
    CHECK(holds(letter_text(&d), "waiting list"));
    CHECK(kit_intake(&d, "declined") == RW_OK);
    CHECK(holds(letter_text(&d), "does not take the family"));
    CHECK(holds(letter_text(&d), "No room before the summer."));
    CHECK(holds(letter_text(&d), "Ana Reed"));
    desk_close(&d);
}
