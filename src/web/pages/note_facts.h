/* note_facts.h -- what stands around the text of a note, in words; for every page that shows one. */
#ifndef RW_WEB_PAGES_NOTE_FACTS_H
#define RW_WEB_PAGES_NOTE_FACTS_H

#include "app/note.h"
#include "web/pages/page.h"

#define NOTE_SIGN_MEANS                                                                            \
    "Your signature locks the text: nobody can change it afterwards, you can only add to it."

void note_facts(struct req *r, const struct note *n, struct facts_view *v);
struct str note_title(struct req *r, const struct note *n); /* "Family session, 12 Mar 2026" */
struct str note_page_path(struct req *r, const struct note *n, const char *rest);

/* What keeps it from being signed, as one text; empty when nothing does. */
struct str note_lack_words(struct req *r, const struct note *n);

#endif
