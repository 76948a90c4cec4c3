#include "web/pages/consent_parts.h"

void consent_crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, "/consent"), .label = STR("Custody and consent") },
    };

    page_crumbs(r, rows, 3, v);
}

struct str consent_child_path(struct req *r, const struct person_row *child, const char *rest)
{
    return page_path(r, "/cases/%.*s/children/%.*s/%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(child->id), rest);
}

enum rw_status consent_adult(struct req *r, const struct case_rows *rows,
                             const struct person_row **adult)
{
    *adult = case_person(rows, req_arg(r, "adult"));
    if (!*adult || str_is((*adult)->kind, "child"))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such adult in this case");
    return RW_OK;
}

struct str consent_state_words(enum consent_state s)
{
    static const char *const words[CONSENT_STATES] = {
        [CONSENT_MISSING] = "not recorded yet",
        [CONSENT_SIGNED] = "signed",
        [CONSENT_BY_ORDER] = "informed, did not sign; an order stands in",
        [CONSENT_NOT_NEEDED] = "not needed",
        [CONSENT_DECLINED] = "declined",
        [CONSENT_WITHDRAWN] = "withdrawn",
    };

    return str_of(words[s]);
}

enum rw_status consent_form(struct req *r, struct str title, struct str intro,
                            const struct field *f, size_t n, const struct value *v,
                            struct str submit)
{
    struct crumbs_view up;

    consent_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = title,
                         .intro = intro,
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = f,
                         .n = n,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = r->path,
                         .submit = submit,
                         .cancel = page_case_path(r, "/consent"),
                     });
}
