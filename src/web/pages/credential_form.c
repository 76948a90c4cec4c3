/* credential_form.c -- record a licence, renew it, record competence or training, end one of them. */
#include "app/account.h"
#include "app/lists.h"
#include "app/regions.h"
#include "web/pages/credential_parts.h"
#include "web/route.h"

/* What may be typed is checked in app/ under the same names. */
enum { TYPE, NUMBER, REGION, ISSUED, EXPIRES, NLICENCE };

static const struct field licence_form[NLICENCE] = {
    [TYPE] = { .name = "type",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "Licence",
               .none = "Please choose" },
    [NUMBER] = { .name = "number",
                 .kind = FIELD_TEXT,
                 .max = 40,
                 .required = true,
                 .label = "Number" },
    [REGION] = { .name = "region",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "State that gave it",
                 .none = "Please choose" },
    [ISSUED] = { .name = "issued_on",
                 .kind = FIELD_DATE,
                 .label = "Valid from",
                 .hint = "May stay empty: then it counts for every day up to its last." },
    [EXPIRES] = { .name = "expires_on",
                  .kind = FIELD_DATE,
                  .required = true,
                  .label = "Last day on which it is valid" },
};

enum { AREA, HOURS, EVIDENCE, AREA_FROM, AREA_UNTIL, NAREA };

static const struct field area_form[NAREA] = {
    [AREA] = { .name = "area",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "In what",
               .none = "Please choose" },
    [HOURS] = { .name = "hours",
                .kind = FIELD_I64,
                .min = 1,
                .max = 10000,
                .required = true,
                .label = "Hours" },
    [EVIDENCE] = { .name = "evidence",
                   .kind = FIELD_AREA,
                   .rows = 3,
                   .max = 2000,
                   .required = true,
                   .label = "What shows it",
                   .hint = "For example: certificate of the course, seen on 3 March." },
    [AREA_FROM] = { .name = "issued_on", .kind = FIELD_DATE, .label = "Since" },
    [AREA_UNTIL] = { .name = "expires_on",
                     .kind = FIELD_DATE,
                     .label = "Must be refreshed by",
                     .hint = "May stay empty." },
};

enum { FROM, UNTIL, NRENEW };

static const struct field renew_form[NRENEW] = {
    [FROM] = { .name = "issued_on", .kind = FIELD_DATE, .required = true, .label = "Valid from" },
    [UNTIL] = { .name = "expires_on",
                .kind = FIELD_DATE,
                .required = true,
                .label = "Last day on which it is valid" },
};

enum { ON, REASON, NEND };

static const struct field end_form[NEND] = {
    [ON] = { .name = "on",
             .kind = FIELD_DATE,
             .required = true,
             .label = "From which day it no longer holds" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .rows = 3,
                 .max = 2000,
                 .required = true,
                 .label = "Why" },
};

/* One of these four pages. */
struct sheet {
    const struct field *fields;
    size_t n;
    const char *title, *intro, *submit;
    struct str action;
    bool danger;
};

static enum rw_status sheet_show(struct req *r, const struct sheet *s, const struct value *v)
{
    struct crumbs_view up;
    struct form_page p = {
        .title = str_of(s->title),
        .intro = str_of(s->intro),
        .fields = s->fields,
        .n = s->n,
        .state = { .values = v, .problems = &r->act.bad },
        .action = s->action,
        .submit = str_of(s->submit),
        .cancel = credential_path(r, ""),
        .danger = s->danger,
    };

    credential_crumbs(r, &up);
    p.crumbs = up.rows;
    p.ncrumbs = up.nrows;
    return page_form(r, NULL, &p);
}

static enum rw_status sheet_done(struct req *r, const struct sheet *s, const struct value *v,
                                 enum rw_status st)
{
    if (st == RW_EINPUT)
        return sheet_show(r, s, v);
    return st ? st : req_redirect(r, credential_path(r, ""), "Recorded.");
}

/* -- a licence -- */

static struct sheet licence_sheet(struct req *r)
{
    struct field *f = form_copy(r->mem, licence_form, NLICENCE);
    struct form_option *states = arena_array(r->mem, struct form_option, regions_n), *types;
    size_t i, n;

    for (i = 0; i < regions_n; i++)
        states[i] = (struct form_option){ regions[i].code, regions[i].name };
    types = page_options(r, LIST_LICENCE_TYPES, &n);
    form_choices(f, NLICENCE, "type", types, n);
    form_choices(f, NLICENCE, "region", states, regions_n);
    return (struct sheet){ .fields = f,
                           .n = NLICENCE,
                           .title = "Record a licence",
                           .intro = "As it stands on the licence itself.",
                           .submit = "Record the licence",
                           .action = credential_path(r, "/licence") };
}

/* errors  RW_ENOTFOUND  the path names somebody who has no account */
static enum rw_status whose(struct req *r)
{
    struct account_row row;
    struct str account = req_arg(r, "account");

    return account.p ? account_get(&r->act, account, &row) : RW_OK;
}

static enum rw_status licence_ask(struct req *r)
{
    struct sheet s = licence_sheet(r);
    enum rw_status st = whose(r);

    return st ? st : sheet_show(r, &s, NULL);
}

static enum rw_status licence_save(struct req *r)
{
    struct sheet s = licence_sheet(r);
    struct value v[NLICENCE] = { 0 };
    struct licence_input in;
    enum rw_status st = whose(r);

    if (st)
        return st;
    if (!form_read(r->mem, s.fields, s.n, &r->form, v, &r->act.bad))
        return sheet_show(r, &s, v);
    in = (struct licence_input){ .type = v[TYPE].text,
                                 .number = v[NUMBER].text,
                                 .region = v[REGION].text,
                                 .issued_on = v[ISSUED].date,
                                 .expires_on = v[EXPIRES].date };
    return sheet_done(r, &s, v, licence_add(&r->act, req_arg(r, "account"), &in, NULL));
}

/* -- competence and training -- */

static struct sheet area_sheet(struct req *r)
{
    struct field *f = form_copy(r->mem, area_form, NAREA);
    size_t n;
    struct form_option *areas = page_options(r, LIST_COMPETENCE_AREAS, &n);

    form_choices(f, NAREA, "area", areas, n);
    return (struct sheet){ .fields = f,
                           .n = NAREA,
                           .title = "Record competence or training",
                           .intro = "Whoever leads a case shows child development, high-conflict "
                                    "separation and trauma-informed care.",
                           .submit = "Record it",
                           .action = credential_path(r, "/training") };
}

static enum rw_status area_ask(struct req *r)
{
    struct sheet s = area_sheet(r);
    enum rw_status st = whose(r);

    return st ? st : sheet_show(r, &s, NULL);
}

static enum rw_status area_save(struct req *r)
{
    struct sheet s = area_sheet(r);
    struct value v[NAREA] = { 0 };
    struct competence_input in;
    enum rw_status st = whose(r);

    if (st)
        return st;
    if (!form_read(r->mem, s.fields, s.n, &r->form, v, &r->act.bad))
        return sheet_show(r, &s, v);
    in = (struct competence_input){ .area = v[AREA].text,
                                    .hours = v[HOURS].num,
                                    .evidence = v[EVIDENCE].text,
                                    .issued_on = v[AREA_FROM].date,
                                    .expires_on = v[AREA_UNTIL].date };
    return sheet_done(r, &s, v, competence_add(&r->act, req_arg(r, "account"), &in, NULL));
}

/* -- renew, end -- */

static struct sheet row_sheet(struct req *r, const struct credential_row *row, bool renew)
{
    struct str title = credential_title(r, row), id = row->id;

    return (struct sheet){
        .fields = renew ? renew_form : end_form,
        .n = renew ? (size_t)NRENEW : (size_t)NEND,
        .title =
            str_z(r->mem, str_fmt(r->mem, "%s: %.*s", renew ? "Renew" : "End", STR_ARG(title))),
        .intro = renew ? "The earlier days stay as they are recorded."
                       : "The record stays; from that day on it no longer holds.",
        .submit = renew ? "Record the renewal" : "End it",
        .action = page_path(r, "%.*s/%.*s/%s", STR_ARG(credential_path(r, "")), STR_ARG(id),
                            renew ? "renew" : "end"),
        .danger = !renew,
    };
}

static enum rw_status renew_ask(struct req *r)
{
    struct value v[NRENEW] = { 0 };
    struct credential_row row;
    struct sheet s;
    enum rw_status st = credential_row_find(r, &row);

    if (!st && !str_is(row.kind, "licence"))
        st = RW_FAIL(&r->act.err, RW_ENOTFOUND, "only a licence is renewed");
    if (st)
        return st;
    s = row_sheet(r, &row, true);
    v[FROM] = value_date(r->mem, date_add(page_day(row.expires_on), 1));
    return sheet_show(r, &s, v);
}

static enum rw_status renew_save(struct req *r)
{
    struct value v[NRENEW] = { 0 };
    struct credential_row row;
    struct sheet s;
    enum rw_status st = credential_row_find(r, &row);

    if (st)
        return st;
    s = row_sheet(r, &row, true);
    if (!form_read(r->mem, s.fields, s.n, &r->form, v, &r->act.bad))
        return sheet_show(r, &s, v);
    return sheet_done(
        r, &s, v,
        licence_renew(&r->act, req_arg(r, "account"), row.id, v[FROM].date, v[UNTIL].date));
}

static enum rw_status end_ask(struct req *r)
{
    struct credential_row row;
    struct sheet s;
    enum rw_status st = credential_row_find(r, &row);

    if (st)
        return st;
    s = row_sheet(r, &row, false);
    return sheet_show(r, &s, NULL);
}

static enum rw_status end_save(struct req *r)
{
    struct value v[NEND] = { 0 };
    struct credential_row row;
    struct sheet s;
    enum rw_status st = credential_row_find(r, &row);

    if (st)
        return st;
    s = row_sheet(r, &row, false);
    if (!form_read(r->mem, s.fields, s.n, &r->form, v, &r->act.bad))
        return sheet_show(r, &s, v);
    return sheet_done(
        r, &s, v,
        credential_end(&r->act, req_arg(r, "account"), row.id, v[ON].date, v[REASON].text));
}

#define TWO(p, ask, save, c, w)                                                                    \
    { .method = METHOD_GET,                                                                        \
      .path = p,                                                                                   \
      .run = ask,                                                                                  \
      .need = c,                                                                                   \
      .audience = AUDIENCE_STAFF,                                                                  \
      .purpose = PURPOSE_OPERATIONS,                                                               \
      .object = "credential",                                                                      \
      .about = "Form: " w },                                                                       \
    {                                                                                              \
        .method = METHOD_POST, .path = p, .run = save, .need = c, .audience = AUDIENCE_STAFF,      \
        .purpose = PURPOSE_OPERATIONS, .flags = ROUTE_REAUTH, .object = "credential", .about = w   \
    }

static const struct route routes[] = {
    TWO("/account/credentials/licence", licence_ask, licence_save, CAP_SELF,
        "record one's own licence"),
    TWO("/account/credentials/training", area_ask, area_save, CAP_SELF,
        "record one's own competence or training"),
    TWO("/account/credentials/:credential/renew", renew_ask, renew_save, CAP_SELF,
        "renew one's own licence"),
    TWO("/account/credentials/:credential/end", end_ask, end_save, CAP_SELF,
        "end what one recorded of oneself"),
    TWO("/accounts/:account/credentials/licence", licence_ask, licence_save, CAP_ACCOUNTS,
        "record somebody's licence"),
    TWO("/accounts/:account/credentials/training", area_ask, area_save, CAP_ACCOUNTS,
        "record somebody's competence or training"),
    TWO("/accounts/:account/credentials/:theirs/renew", renew_ask, renew_save, CAP_ACCOUNTS,
        "renew somebody's licence"),
    TWO("/accounts/:account/credentials/:theirs/end", end_ask, end_save, CAP_ACCOUNTS,
        "end what is recorded of somebody"),
};

PAGE_ROUTES(credential_form_routes, routes);
