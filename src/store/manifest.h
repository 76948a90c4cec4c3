/* manifest.h -- what a backup says about itself, as lines of text that read back to the same bytes. */
#ifndef RW_STORE_MANIFEST_H
#define RW_STORE_MANIFEST_H

#include "base/out.h"
#include "store/archive.h"

struct manifest_count {
    struct str table;
    int64_t rows;
};

struct manifest {
    struct str program; /* version that made it */
    struct str made; /* "2026-11-22T10:00:00Z" */
    struct str engine; /* "sqlite" or "postgresql": where the records lay */
    int64_t schema; /* newest migration */
    int64_t events; /* the log's numbers run from 1 to this */
    const struct manifest_count *counts;
    size_t ncounts;
    const struct archive_member *members; /* every one but the manifest and its hash */
    size_t nmembers;
};

void manifest_write(struct out *o, const struct manifest *m);
void manifest_write_member(struct out *o, const struct archive_member *m); /* its one line */

/* Texts of *m borrow from text. RW_EINPUT for anything that manifest_write does not write. */
enum rw_status manifest_read(struct arena *a, struct str text, struct manifest *m,
                             struct rw_err *e) RW_MUST;

#endif
