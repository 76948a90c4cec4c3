/* archive.h -- a backup as one file: plain members behind each other in the tar format (POSIX ustar),
 * written under another name and renamed when whole, read back without believing a byte of it. */
#ifndef RW_STORE_ARCHIVE_H
#define RW_STORE_ARCHIVE_H

#include "base/err.h"
#include "base/str.h"

#define ARCHIVE_BLOCK 512
#define ARCHIVE_NAME_MAX 99
#define ARCHIVE_CHUNK (64u << 10)

struct archive_member {
    struct str name; /* words of a-z 0-9 . _ - with / between them, never .. */
    int64_t bytes;
    struct str sha256; /* of the content, 64 hex characters; known when it was read or written */
};

/* The block in front of a member; false when the name or the size won't do. */
bool archive_head_make(const struct archive_member *m, unsigned char block[static ARCHIVE_BLOCK]);

/* The reverse: m->name borrows from the block. False for any block that archive_head_make does not
 * write, byte for byte. */
bool archive_head_read(const unsigned char block[static ARCHIVE_BLOCK], struct archive_member *m);

/* -- writing ----------------------------------------------------------------------------------- */

struct archive_writer;

/* errors  RW_ECONFLICT  something of that name is there; RW_EDEP */
enum rw_status archive_create(const char *path, struct archive_writer **w,
                              struct rw_err *e) RW_MUST;

/* One member from a file or from memory; m->name is set, the rest comes out, sha256 in a. */
enum rw_status archive_add_file(struct archive_writer *w, const char *path, struct arena *a,
                                struct archive_member *m, struct rw_err *e) RW_MUST;
enum rw_status archive_add_text(struct archive_writer *w, struct str text, struct arena *a,
                                struct archive_member *m, struct rw_err *e) RW_MUST;

/* On disk under its name when this returns. */
enum rw_status archive_finish(struct archive_writer *w, struct rw_err *e) RW_MUST;
void archive_drop(struct archive_writer *w); /* safe after finish and on NULL; leaves nothing */

/* -- reading ----------------------------------------------------------------------------------- */

struct archive_reader;

enum rw_status archive_open(const char *path, struct archive_reader **r, struct rw_err *e) RW_MUST;

/*
 * archive_next -- the next member; what was left of the one before is read past, unheard.
 *
 * out     m->name in a
 * errors  RW_ENOTFOUND  no further one, and the file ends as it must
 *         RW_EINPUT     this is no archive of ours, or not any more
 */
enum rw_status archive_next(struct archive_reader *r, struct arena *a, struct archive_member *m,
                            struct rw_err *e) RW_MUST;

/* All of the present member into a new file (path NULL: nowhere), or into a text of max bytes at
 * most; m->sha256 in a. RW_EINPUT when the file ends before it does. */
enum rw_status archive_take_file(struct archive_reader *r, const char *path, struct arena *a,
                                 struct archive_member *m, struct rw_err *e) RW_MUST;
enum rw_status archive_take_text(struct archive_reader *r, size_t max, struct arena *a,
                                 struct archive_member *m, struct str *text,
                                 struct rw_err *e) RW_MUST;
void archive_close(struct archive_reader *r);

#endif
