/* practice.c -- what is printed on every report and decides dates: name, place, time zone, paper. */
#include "app/practice.h"
#include "app/regions.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { NAME, KIND, REGION, ZONE, PAPER, CONSULT, NFIELDS };

static const struct form_option kinds[] = { { "solo", "One clinician" },
                                            { "group", "Several people" } };
static const struct form_option papers[] = { { "letter", "Letter" }, { "a4", "A4" } };

static const struct field practice_form[NFIELDS] = {
    [NAME] = { .name = "name",
               .kind = FIELD_TEXT,
               .max = 120,
               .required = true,
               .label = "Name of the practice",
               .hint = "As it is printed on reports." },
    [KIND] = { .name = "kind",
               .kind = FIELD_RADIO,
               .required = true,
               .label = "Solo or group",
               .choices = kinds,
               .nchoices = FORM_N(kinds) },
    [REGION] = { .name = "region", .kind = FIELD_CHOICE, .required = true, .label = "State" },
    [ZONE] = { .name = "zone",
               .kind = FIELD_TEXT,
               .max = 60,
               .required = true,
               .label = "Time zone",
               .hint = "For example America/New_York. Name, state, zone and paper change "
                       "everywhere when "
                       "the program is started again." },
    [PAPER] = { .name = "paper",
                .kind = FIELD_RADIO,
                .required = true,
                .label = "Paper",
                .choices = papers,
                .nchoices = FORM_N(papers) },
    [CONSULT] = { .name = "consult",
                  .kind = FIELD_TEXT,
                  .max = 120,
                  .label = "Colleague to consult",
                  .hint = "Whom you ask where a decision should not be yours alone." },
};

static struct field *fields(struct req *r)
{
    struct form_option *o = arena_array(r->mem, struct form_option, regions_n);
    struct field *f = form_copy(r->mem, practice_form, NFIELDS);
    size_t i;

    for (i = 0; i < regions_n; i++)
        o[i] = (struct form_option){ regions[i].code, regions[i].name };
    form_choices(f, NFIELDS, "region", o, regions_n);
    return f;
}

static void stored_values(const struct practice_get_row *row, struct value *v)
{
    v[NAME] = value_text(row->name);
    v[KIND] = value_text(row->kind);
    v[REGION] = value_text(row->region);
    v[ZONE] = value_text(row->time_zone);
    v[PAPER] = value_text(row->paper);
    v[CONSULT] = value_text(row->consult_name);
}

static struct form_page form_of(struct req *r, const struct field *f, const struct value *v,
                                const struct pair *version)
{
    return (struct form_page){
        .title = STR("Practice"),
        .fields = f,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = STR("/practice"),
        .submit = STR("Save"),
        .cancel = STR("/practice"),
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status practice_page(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct practice_get_row row;
    struct pair version;
    struct form_page p;
    enum rw_status st = practice_get(&r->act, &row);

    if (st)
        return st;
    stored_values(&row, v);
    version = page_version_pair(r, row.version);
    p = form_of(r, fields(r), v, &version);
    p.cancel = STR_NULL;
    return page_form(r, "practice", &p);
}

static enum rw_status save_conflict(struct req *r, struct form_page *p)
{
    struct value saved[NFIELDS] = { 0 };
    struct practice_get_row row;
    struct pair version;
    enum rw_status st = practice_get(&r->act, &row);

    if (st)
        return st;
    stored_values(&row, saved);
    version = page_version_pair(r, row.version);
    p->hidden = &version;
    return page_conflict(r, "practice", p, saved, STR("the practice"));
}

static enum rw_status practice_change(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct field *f = fields(r);
    struct form_page p = form_of(r, f, v, &version);
    struct practice_input in;
    enum rw_status st;

    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "practice", &p);
    in = (struct practice_input){ .name = v[NAME].text,
                                  .kind = v[KIND].text,
                                  .region = v[REGION].text,
                                  .zone = v[ZONE].text,
                                  .paper = v[PAPER].text,
                                  .consult = v[CONSULT].text,
                                  .version = page_version(r) };
    st = practice_save(&r->act, &in);
    if (st == RW_EINPUT)
        return page_form(r, "practice", &p);
    if (st == RW_ECONFLICT)
        return save_conflict(r, &p);
    return st ? st : req_redirect(r, STR("/practice"), "Saved.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/practice",
      .run = practice_page,
      .need = CAP_PRACTICE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "practice",
      .about = "Settings of the practice" },
    { .method = METHOD_POST,
      .path = "/practice",
      .run = practice_change,
      .need = CAP_PRACTICE,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .flags = ROUTE_REAUTH,
      .object = "practice",
      .about = "Change the practice" },
};

PAGE_ROUTES(practice_routes, routes);
