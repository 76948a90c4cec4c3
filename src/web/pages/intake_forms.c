/* intake_forms.c -- short forms about one person: what was asked, an offer, fees, a form for a release. */
#include "app/lists.h"
#include "app/numbers.h"
#include "app/packet.h"
#include "app/person.h"
#include "app/protection.h"
#include "web/pages/intake_parts.h"
#include "web/pages/room_form.h"

/* -- asked -- */

enum { A_OUTCOME, A_ON, A_PROTECT, A_LANGUAGE, A_INTERPRETER, A_ACCESS, A_NEEDS, A_WORDS, A_N };

static const struct form_option outcomes[] = {
    { "asked", "Asked" },
    { "not_asked", "Could not be asked" },
};

static const struct form_option yes_no[] = { { "no", "No" }, { "yes", "Yes" } };

static const struct form_option needs[] = {
    { "none", "Nothing is needed" },
    { "arranged", "What is needed is arranged" },
    { "open", "What is needed is not arranged yet" },
};

static const struct field ask_form[A_N] = {
    [A_OUTCOME] = { .name = "outcome",
                    .kind = FIELD_RADIO,
                    .required = true,
                    .label = "Alone, and away from the others",
                    .choices = outcomes,
                    .nchoices = FORM_N(outcomes) },
    [A_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [A_PROTECT] = { .name = "protect",
                    .kind = FIELD_RADIO,
                    .label = "Must phone and address be kept from anybody?",
                    .hint = "The address itself is not asked here.",
                    .choices = yes_no,
                    .nchoices = FORM_N(yes_no) },
    [A_LANGUAGE] = { .name = "language", .kind = FIELD_TEXT, .max = 80, .label = "Languages" },
    [A_INTERPRETER] = { .name = "interpreter",
                        .kind = FIELD_CHECK,
                        .label = "An interpreter is needed" },
    [A_ACCESS] = { .name = "access_needs",
                   .kind = FIELD_AREA,
                   .max = 2000,
                   .rows = 2,
                   .label = "Access needs",
                   .hint = "Hearing, sight, movement, reading, anything else." },
    [A_NEEDS] = { .name = "needs",
                  .kind = FIELD_RADIO,
                  .label = "Help",
                  .choices = needs,
                  .nchoices = FORM_N(needs) },
    [A_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 1000,
                  .rows = 2,
                  .set = "Where somebody could not be asked",
                  .folded = true,
                  .label = "Why not",
                  .hint = "Phone and address are kept protected until the person can be asked." },
};

static void stored(struct req *r, const struct person_row *p, struct value *v)
{
    v[A_ON] = value_date(r->mem, r->act.today);
    v[A_OUTCOME] = value_text(STR("asked"));
    v[A_PROTECT] = value_text(protection_holds(&r->act, p) ? STR("yes") : STR(""));
    v[A_LANGUAGE] = value_text(p->language);
    v[A_INTERPRETER] = value_check(p->interpreter);
    v[A_ACCESS] = value_text(p->access_needs);
}

static struct form_page ask_page(struct req *r, const struct person_row *p, const struct value *v,
                                 const struct pair *version)
{
    return (struct form_page){
        .title = str_join(r->mem, STR("Protection and help"), STR(": "), p->name),
        .intro = STR("What is known already stands here and is only confirmed. It is saved with "
                     "the person."),
        .fields = ask_form,
        .n = A_N,
        .state = { .values = v },
        .action = intake_person_path(r, p->id, "/intake/asked"),
        .submit = STR("Record"),
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status asked_ask(struct req *r)
{
    struct value v[A_N] = { 0 };
    struct person_row p;
    struct form_page page;
    struct pair version;
    enum rw_status st = intake_person(r, false, &p);

    if (st)
        return st;
    stored(r, &p, v);
    version = page_version_pair(r, p.version);
    page = ask_page(r, &p, v, &version);
    return intake_form(r, &p, &page);
}

static enum rw_status asked_conflict(struct req *r, const struct value *v)
{
    struct value saved[A_N] = { 0 };
    struct crumbs_view up;
    struct person_row p;
    struct form_page page;
    struct pair version;
    enum rw_status st = intake_person(r, false, &p);

    if (st)
        return st;
    stored(r, &p, saved);
    version = page_version_pair(r, p.version);
    page = ask_page(r, &p, v, &version);
    intake_crumbs(r, &p, &up);
    page.crumbs = up.rows;
    page.ncrumbs = up.nrows;
    page.cancel = intake_person_path(r, p.id, "/intake");
    return page_conflict(r, "cases", &page, saved,
                         str_join(r->mem, STR("the details of"), STR(" "), p.name));
}

static enum rw_status asked_save(struct req *r)
{
    struct value v[A_N] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct intake_ask_input in;
    struct form_page page;
    struct person_row p;
    enum rw_status st = intake_person(r, false, &p);

    if (st)
        return st;
    page = ask_page(r, &p, v, &version);
    if (!form_read(r->mem, ask_form, A_N, &r->form, v, &r->act.bad))
        return intake_form(r, &p, &page);
    in = (struct intake_ask_input){ .person_id = p.id,
                                    .outcome = v[A_OUTCOME].text,
                                    .words = v[A_WORDS].text,
                                    .protect = v[A_PROTECT].text,
                                    .language = v[A_LANGUAGE].text,
                                    .access_needs = v[A_ACCESS].text,
                                    .interpreter = v[A_INTERPRETER].num != 0,
                                    .needs = v[A_NEEDS].text,
                                    .on = v[A_ON].date,
                                    .version = page_version(r) };
    st = intake_ask(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return intake_form(r, &p, &page);
    if (st == RW_ECONFLICT)
        return asked_conflict(r, v);
    return st ? st : req_redirect(r, intake_person_path(r, p.id, "/intake"), "Recorded.");
}

/* -- forms of one adult with nothing stored to show -- */

#define ROOM "/intake"
#define ROOM_TITLE "Intake"

/* Of the adult of the path. */
static enum rw_status of_adult(struct req *r, struct room_page *page, struct person_row *p)
{
    enum rw_status st = intake_person(r, true, p);

    if (st)
        return st;
    page->title = str_join(r->mem, page->title, STR(": "), p->name);
    page->back = intake_person_path(r, p->id, "/intake");
    intake_crumbs(r, p, &page->crumbs);
    return RW_OK;
}

/* -- an offer -- */

enum { O_KIND, O_ON, O_WAY, O_REASON, O_WORDS, O_N };

static const struct form_option offer_kinds[] = {
    { "offered", "Intake was offered" },
    { "uneven", "There is a reason to do it otherwise than for the other parent" },
};

static const struct field offer_fields[O_N] = {
    [O_KIND] = { .name = "kind",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "What is recorded",
                 .choices = offer_kinds,
                 .nchoices = FORM_N(offer_kinds) },
    [O_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [O_WAY] = { .name = "way",
                .kind = FIELD_CHOICE,
                .label = "How it was offered",
                .none = "Please choose",
                .choices = intake_ways,
                .nchoices = FORM_N(intake_ways) },
    [O_REASON] = { .name = "reason",
                   .kind = FIELD_CHOICE,
                   .label = "Reason, where it is done otherwise",
                   .none = "None",
                   .choices = intake_reasons,
                   .nchoices = FORM_N(intake_reasons) },
    [O_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 2000,
                  .rows = 3,
                  .label = "In words",
                  .hint = "Needed for a reason." },
};

static enum rw_status offer_prepare(struct req *r, struct room_page *page)
{
    struct person_row p;

    return of_adult(r, page, &p);
}

static enum rw_status offer_put(struct req *r, const struct value *v)
{
    return intake_offer_add(&r->act, req_arg(r, "case"),
                            &(struct intake_offer_input){ .person_id = req_arg(r, "person"),
                                                          .kind = v[O_KIND].text,
                                                          .way = v[O_WAY].text,
                                                          .reason = v[O_REASON].text,
                                                          .words = v[O_WORDS].text,
                                                          .on = v[O_ON].date });
}

static const struct room_form offer_form = {
    .title = "Offer of intake",
    .intro = "Every parent is offered the same, within the same time.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record",
    .done = "Recorded.",
    .fields = offer_fields,
    .n = O_N,
    .prepare = offer_prepare,
    .save = offer_put,
};

/* -- fees -- */

enum { F_WORDS, F_ON, F_N };

static const struct field fee_fields[F_N] = {
    [F_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 6,
                  .required = true,
                  .label = "Terms",
                  .hint =
                      "Fee, share, retainer, missed hours: as they are printed in the packet." },
    [F_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Said on" },
};

static enum rw_status fee_prepare(struct req *r, struct room_page *page)
{
    struct fee_terms_row *rows;
    struct person_row p;
    size_t n;
    enum rw_status st = of_adult(r, page, &p);

    if (!st)
        st = fee_terms_list(&r->act, req_arg(r, "case"), p.id, &rows, &n);
    if (!st && n)
        page->begin[F_WORDS] = value_text(rows[n - 1].words);
    return st;
}

static enum rw_status fee_put(struct req *r, const struct value *v)
{
    return fee_terms_add(&r->act, req_arg(r, "case"), req_arg(r, "person"), v[F_WORDS].text,
                         v[F_ON].date);
}

static const struct room_form fee_form = {
    .title = "Fees",
    .intro = "For this adult alone. Earlier terms stay on record.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Keep the terms",
    .done = "Kept.",
    .fields = fee_fields,
    .n = F_N,
    .prepare = fee_prepare,
    .save = fee_put,
};

/* -- a form for a release -- */

enum { R_RECIPIENT, R_PURPOSE, R_SCOPE, R_UNTIL, R_N };

static const struct field release_fields[R_N] = {
    [R_RECIPIENT] = { .name = "recipient",
                      .kind = FIELD_CHOICE,
                      .required = true,
                      .label = "To this one recipient",
                      .hint = "A professional of the case.",
                      .none = "Please choose" },
    [R_PURPOSE] = { .name = "purpose",
                    .kind = FIELD_TEXT,
                    .max = 200,
                    .required = true,
                    .label = "For this one purpose" },
    [R_SCOPE] = { .name = "scope",
                  .kind = FIELD_AREA,
                  .max = 2000,
                  .rows = 3,
                  .required = true,
                  .label = "What may be shared" },
    [R_UNTIL] = { .name = "until", .kind = FIELD_DATE, .required = true, .label = "Ends on" },
};

static enum rw_status release_prepare(struct req *r, struct room_page *page)
{
    struct person_row *people, p;
    struct form_option *pros;
    size_t n, npros;
    int64_t days;
    enum rw_status st = of_adult(r, page, &p);

    if (!st)
        st = number_of(&r->act, "release_days", &days);
    if (!st)
        st = person_list(&r->act, req_arg(r, "case"), &people, &n);
    if (st)
        return st;
    pros = page_people(r, people, n, "professional", &npros);
    form_choices(page->fields, page->n, "recipient", pros, npros);
    page->begin[R_UNTIL] = value_date(r->mem, date_add(r->act.today, (int32_t)days));
    return RW_OK;
}

static enum rw_status release_put(struct req *r, const struct value *v)
{
    return release_form_add(&r->act, req_arg(r, "case"),
                            &(struct release_form_input){ .person_id = req_arg(r, "person"),
                                                          .recipient_id = v[R_RECIPIENT].text,
                                                          .purpose = v[R_PURPOSE].text,
                                                          .scope = v[R_SCOPE].text,
                                                          .until = v[R_UNTIL].date });
}

static const struct room_form release_form = {
    .title = "Form for a release",
    .intro = "Printed in this adult's packet. Nothing is released before it is signed.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Prepare the form",
    .done = "Prepared. It is in the packet.",
    .fields = release_fields,
    .n = R_N,
    .prepare = release_prepare,
    .save = release_put,
};

/* -- taken out of the packet -- */

static const struct field out_fields[] = {
    { .name = "form",
      .kind = FIELD_CHOICE,
      .required = true,
      .label = "Which form",
      .none = "Please choose" },
};

static enum rw_status out_prepare(struct req *r, struct room_page *page)
{
    struct release_form_row *rows;
    struct form_option *o;
    struct person_row p;
    size_t n, i;
    enum rw_status st = of_adult(r, page, &p);

    if (!st)
        st = release_form_list(&r->act, req_arg(r, "case"), p.id, &rows, &n);
    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, rows[i].id), str_z(r->mem, rows[i].purpose) };
    form_choices(page->fields, page->n, "form", o, n);
    return RW_OK;
}

static enum rw_status out_put(struct req *r, const struct value *v)
{
    return release_form_end(&r->act, req_arg(r, "case"), req_arg(r, "person"), v[0].text);
}

static const struct room_form out_form = {
    .title = "Take a form out of the packet",
    .intro = "It is printed no more. What was signed on paper is not touched.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Take it out",
    .done = "Taken out.",
    .fields = out_fields,
    .n = 1,
    .prepare = out_prepare,
    .save = out_put,
};

#define WHERE "/people/:person/intake"
#define FORM(where, form, what, words) ROOM_FORM(WHERE where, form, CAP_CASE_EDIT, 0, what, words)

static const struct route routes[] = {
    INTAKE_ROUTE(METHOD_GET, "/cases/:case" WHERE "/asked", asked_ask, CAP_CASE_EDIT, "intake-ask",
                 "Form for what one person was asked about protection and help"),
    INTAKE_ROUTE(METHOD_POST, "/cases/:case" WHERE "/asked", asked_save, CAP_CASE_EDIT,
                 "intake-ask", "Record what one person was asked"),
    FORM("/offer", offer_form, "intake-offer", "an offer of intake"),
    FORM("/fees", fee_form, "fee-terms", "the fees of one adult"),
    FORM("/release", release_form, "release-form", "a release to be printed in a packet"),
    FORM("/forms", out_form, "release-form", "the removal of a prepared form"),
};

PAGE_ROUTES(intake_forms_routes, routes);
