/* report_content.h -- the text of a signed report as it is kept beside its file. */
#ifndef RW_APP_REPORT_CONTENT_H
#define RW_APP_REPORT_CONTENT_H

#include "app/app.h"
#include "base/out.h"
#include "core/report_doc.h"

/* A picture is kept by the words that stand for it. */
void report_content_write(const struct report_doc *d, struct out *o);

/*
 * report_content_read -- back from what report_content_write made.
 *
 * out     *doc  lives in a->mem
 * errors  RW_EDEP  not such a text
 */
enum rw_status report_content_read(struct act *a, struct str content,
                                   struct report_doc *doc) RW_MUST;

#endif
