/* content.h -- content files into core structs: every file checked whole before any of it is used.
 *
 * The loaders own nothing: results live in the arena, texts included, and stay valid with it. */
#ifndef RW_CONTENT_CONTENT_H
#define RW_CONTENT_CONTENT_H

#include "base/err.h"
#include "core/choice.h"
#include "core/jurisdiction.h"
#include "core/protocol.h"
#include "core/safety_screen.h"

/* One file as embedded in the program or read from a practice's own directory. */
struct content_source {
    struct str path; /* as messages name it: "content/protocols/x.yaml" */
    struct str bytes;
    struct str sha256; /* hex of the bytes, made by the caller; kept in the passport */
};

/* What was wrong and where: "content/x.yaml:12: gates[3].criteria[2].when: unknown key 'fcat'". */
struct content_fault {
    int32_t line; /* from 1; 0: the file as a whole */
    struct str path; /* "gates[3].criteria[2].when"; empty: the whole file */
    struct str message; /* the sentence alone */
    struct str full; /* file:line: path: message */
};

/*
 * protocol_load -- read and check a protocol file.
 *
 * in      src    UTF-8 YAML up to RW_CONTENT_MAX bytes; no aliases, anchors or tags
 * out     *p     whole and sound: ids unique, references met, every phase within reach
 *         *fault on RW_EINPUT: the first thing that is wrong; may be NULL
 * errors  RW_EINPUT  the file is wrong; RW_ELIMIT  too large, too deep, or the arena is spent
 */
enum rw_status protocol_load(struct arena *a, struct content_source src, struct protocol *p,
                             struct content_fault *fault, struct rw_err *e) RW_MUST;

/* choice_list_load -- the same for a list of content/lists/. */
enum rw_status choice_list_load(struct arena *a, struct content_source src, struct choice_list *l,
                                struct content_fault *fault, struct rw_err *e) RW_MUST;

/* jurisdiction_load -- the same for a file of content/jurisdictions/. */
enum rw_status jurisdiction_load(struct arena *a, struct content_source src, struct jurisdiction *j,
                                 struct content_fault *fault, struct rw_err *e) RW_MUST;
/* safety_load -- the same for the screen of content/safety/. */
enum rw_status safety_load(struct arena *a, struct content_source src, struct safety_form *f,
                           struct content_fault *fault, struct rw_err *e) RW_MUST;

#endif
