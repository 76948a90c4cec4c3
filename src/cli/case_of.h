/* case_of.h -- the case that --case names, by its id or by the number that people say. */
#ifndef RW_CLI_CASE_OF_H
#define RW_CLI_CASE_OF_H

#include "app/app.h"

/*
 * case_of -- look among the cases that the viewer works on.
 *
 * out     *id
 * errors  RW_ENOTFOUND  no such case, or not the viewer's: the same answer
 */
enum rw_status case_of(struct act *a, struct str named, struct str *id) RW_MUST;

#endif
