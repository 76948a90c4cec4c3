#include "web/pages/release_parts.h"

#include "app/document.h"
#include "app/lists.h"
#include "app/record_request.h"

#include <string.h>

void release_crumbs(struct req *r, const char *path, const char *label, struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, "/consent"), .label = STR("Custody and consent") },
        { .href = path ? page_case_path(r, path) : STR_NULL, .label = str_of(label ? label : "") },
    };

    page_crumbs(r, rows, path ? 4 : 3, v);
}

struct form_option *release_people(struct req *r, const struct case_rows *rows,
                                   const char *not_kind, size_t *n)
{
    struct form_option *list = arena_array(r->mem, struct form_option, rows->npeople + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < rows->npeople; i++)
        if (!not_kind || !str_is(rows->people[i].kind, not_kind))
            list[(*n)++] = (struct form_option){
                str_z(r->mem, rows->people[i].id),
                str_z(r->mem, release_name(r, rows, rows->people[i].id, "")),
            };
    return list;
}

enum rw_status release_papers(struct req *r, struct form_option **list, size_t *n)
{
    struct document_list_row *rows;
    size_t i;
    enum rw_status st = document_list(&r->act, req_arg(r, "case"), &rows, n);

    if (st)
        return st;
    *list = arena_array(r->mem, struct form_option, *n + 1);
    for (i = 0; i < *n; i++)
        (*list)[i] = (struct form_option){ str_z(r->mem, rows[i].id), str_z(r->mem, rows[i].name) };
    return RW_OK;
}

/* The relation to a child that is theirs, of whichever child. */
struct str release_name(struct req *r, const struct case_rows *rows, struct str id,
                        const char *nobody)
{
    const struct person_row *p = case_person(rows, id);
    struct str words = p ? p->name : str_of(nobody);
    size_t i;

    if (p && str_is(p->kind, "professional"))
        return p->profession.len ? str_join(r->mem, p->name, STR(", "),
                                            list_label(r->act.app, "professions", p->profession))
                                 : p->name;
    for (i = 0; p && !str_is(p->kind, "child") && i < rows->npeople; i++)
        if (str_is(rows->people[i].kind, "child")) {
            words = case_person_words(&r->act, rows, id, rows->people[i].id);
            if (!str_eq(words, p->name))
                return words;
        }
    return words;
}

struct str release_labels(struct req *r, const char *list, struct str codes)
{
    const struct str *words;
    size_t n = request_codes(r->mem, codes, &words), i;
    struct str all = STR("");

    for (i = 0; i < n; i++) {
        struct str one = list_label(r->act.app, list, words[i]);

        all = i ? str_join(r->mem, all, STR("; "), one) : one;
    }
    return all;
}

void release_tools(struct req *r, const char *here, struct detail_view *v)
{
    static const struct {
        const char *path, *label;
        enum capability cap;
        enum info_class cls;
    } rooms[] = {
        { "/privilege", "Privilege", CAP_COURT_READ, CLASS_L },
        { "/releases", "Releases", CAP_COURT_READ, CLASS_L },
        { "/requests", "Requests for a record", CAP_COURT_READ, CLASS_L },
        { "/parity", "Both parents, side by side", CAP_PARITY, CLASS_S },
    };
    struct link_view *list = arena_array(r->mem, struct link_view, 4);
    size_t i;

    for (i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (strcmp(rooms[i].path, here) != 0 &&
            act_allows(&r->act, rooms[i].cap, rooms[i].cls, false))
            list[v->ntools++] = (struct link_view){ .href = page_case_path(r, rooms[i].path),
                                                    .label = str_of(rooms[i].label) };
    v->tools = list;
}
