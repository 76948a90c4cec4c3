#include "web/pages/sign_parts.h"

#include "app/document.h"
#include "app/lists.h"
#include "app/note.h"

#include <string.h>

#define PAPER "paper-" /* before an id, as a choice */
#define NOTE "note-"

static struct form_option option(struct req *r, const char *what, struct str id, struct str words)
{
    return (struct form_option){ str_z(r->mem, str_fmt(r->mem, "%s%.*s", what, STR_ARG(id))),
                                 str_z(r->mem, words) };
}

enum rw_status sign_evidence_options(struct req *r, struct form_option **list, size_t *n)
{
    struct document_list_row *papers;
    struct note_evidence_row *notes;
    size_t npapers, nnotes, i;
    enum rw_status st = document_list(&r->act, req_arg(r, "case"), &papers, &npapers);

    if (!st)
        st = sign_evidence_notes(&r->act, req_arg(r, "case"), &notes, &nnotes);
    if (st)
        return st;
    *n = 0;
    *list = arena_array(r->mem, struct form_option, npapers + nnotes + 1);
    for (i = 0; i < npapers; i++)
        (*list)[(*n)++] = option(r, PAPER, papers[i].id, papers[i].name);
    for (i = 0; i < nnotes; i++)
        (*list)[(*n)++] =
            option(r, NOTE, notes[i].id,
                   str_fmt(r->mem, "Note of %.*s: %.*s", STR_ARG(page_date(r, notes[i].on_date)),
                           STR_ARG(list_label(r->act.app, LIST_NOTE_KINDS, notes[i].kind))));
    return RW_OK;
}

static struct str after(struct str s, const char *head)
{
    struct str h = str_of(head);

    if (s.len <= h.len || memcmp(s.p, h.p, h.len) != 0)
        return STR_NULL;
    return (struct str){ s.p + h.len, s.len - h.len };
}

struct sign_evidence sign_evidence_chosen(struct req *r, const struct value *v)
{
    struct str *papers = arena_array(r->mem, struct str, v->nmany + 1);
    struct str *notes = arena_array(r->mem, struct str, v->nmany + 1);
    struct sign_evidence e = { .documents = papers, .notes = notes };
    size_t i;

    for (i = 0; i < v->nmany; i++) {
        struct str paper = after(v->many[i], PAPER), note = after(v->many[i], NOTE);

        if (paper.len)
            papers[e.ndocuments++] = paper;
        else if (note.len)
            notes[e.nnotes++] = note;
    }
    return e;
}

struct value sign_review_value(struct req *r)
{
    struct date day = RW_NO_DATE;

    return sign_review_default(&r->act, &day) ? (struct value){ .date = RW_NO_DATE }
                                              : value_date(r->mem, day);
}

struct str sign_close_path(struct req *r, struct str child_id, struct str code)
{
    if (!act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        return STR_NULL;
    return page_path(r, "/cases/%.*s/children/%.*s/set-aside/%.*s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(child_id), STR_ARG(code));
}

struct link_view sign_closing_link(struct req *r, const struct case_rows *rows,
                                   const struct criterion_override_row *step)
{
    bool mine = str_eq(step->recorded_by, r->act.viewer.account_id);
    bool signs = rows->licensed && !mine && !r->act.app->solo && str_is(step->second_form, "none");

    if (!act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
        return (struct link_view){ 0 };
    return (struct link_view){
        .href = page_path(r, "/cases/%.*s/overrides/%.*s/second", STR_ARG(step->case_id),
                          STR_ARG(step->id)),
        .label = signs ? STR("Sign as second") : STR("The step that closes it"),
    };
}

struct str sign_closing_words(enum override_refusal why)
{
    return why == REFUSED_SECOND ? STR("open; closing it waits for a second signature")
           : why == REFUSED_WAIT ? STR("open; closing it waits for its hour")
                                 : STR("open; closing it waits");
}
