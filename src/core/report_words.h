/* report_words.h -- the words of a report: one table per enum, and the standing paragraphs. */
#ifndef RW_CORE_REPORT_WORDS_H
#define RW_CORE_REPORT_WORDS_H

#include "core/report_model.h"

#define REPORT_NOT_RECORDED "not recorded"

/* A value out of range reads "not recorded": a report never fails over a word. */
struct str word_authority(enum report_authority_kind k);
struct str word_source(enum report_source_kind k);
struct str word_duty(enum report_duty d);
struct str word_suspension(enum report_suspension_cause c);
struct str word_result(enum report_result r);
struct str word_child(enum report_child_criteria c); /* the whole line of clinical.md A6 */
struct str word_decision(enum report_decision d);
struct str word_goal(enum report_goal_state s);
struct str word_step(enum report_step s);

/* Outcome without person or notice: "Did not go ahead: clinical review". */
struct str word_outcome(enum report_outcome o);

/* Standing paragraphs in this product's own words. source  clinical.md section 8.2 (1) and (3) */
extern const char *const report_limits[];
extern const size_t report_nlimits;
extern const char report_role_excludes[];
extern const char report_counts_note[];

#endif
