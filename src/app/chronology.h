/* chronology.h -- one dated line for everything that happens in a case, kept by the use case that
 * makes the thing itself and in the same transaction. */
#ifndef RW_APP_CHRONOLOGY_H
#define RW_APP_CHRONOLOGY_H

#include "app/app.h"

/* What stands behind one line. (case_id, kind, ref_id) names it; the rest may change. */
struct chronology_entry {
    struct str case_id;
    const char *kind; /* a word of chronology.kind: "appointment", "note", "order" */
    struct str ref_id; /* id of the thing itself */
    struct date on; /* the day it belongs to, in the practice's time zone; must be known */
    int64_t at_utc; /* RW_NO_TIME where it has a day and no hour */
    struct str child_id; /* empty: about the whole case */
    struct str account_id; /* the clinician it belongs to; may be empty */
    const char *state; /* "planned", "signed", ...: one word */
    enum info_class cls; /* who may see the line; never CLASS_P */
    struct str line; /* a few words without clinical content: "Session with Maya, 45 min" */
};

/*
 * chronology_put -- write the line, or bring it up to date.
 *
 * in      a   inside apply of act_write
 * errors  RW_EBUG  process notes have no line: what their author alone may know of leaves no trace
 *                  in a list that others read
 */
enum rw_status chronology_put(struct act *a, const struct chronology_entry *e) RW_MUST;

/* The letter of a class as the store keeps it ("S"), and back; 0 for no class. */
const char *class_letter(enum info_class cls);
enum info_class class_of_letter(struct str letter);

#endif
