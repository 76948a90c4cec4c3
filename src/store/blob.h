/* blob.h -- sealed attachments as files of a folder, named by the hash of their sealed bytes. */
#ifndef RW_STORE_BLOB_H
#define RW_STORE_BLOB_H

#include "base/err.h"
#include "base/str.h"
#include "crypto/crypto.h"

struct blob_writer; /* one upload on its way to disk; 64 KiB in memory, whatever its size */
struct blob_reader;

/* What a finished file is found and opened by; file goes into a plain hex column, key (32 bytes)
 * and content_hash into sealed ones. */
struct blob_ref {
    struct str file, key, content_hash;
    int64_t size_bytes;
};

enum rw_status blob_write_start(const char *folder, struct blob_writer **w,
                                struct rw_err *e) RW_MUST;
enum rw_status blob_write(struct blob_writer *w, struct str bytes, struct rw_err *e) RW_MUST;
/* Flushes and fsyncs file and folder, reads the file back and compares; the ref lives in a. */
enum rw_status blob_write_end(struct blob_writer *w, struct arena *a, struct blob_ref *ref,
                              struct rw_err *e) RW_MUST;
void blob_write_drop(struct blob_writer *w); /* safe after end and on NULL */

/* A ref without content_hash is read by its key and size alone. */
enum rw_status blob_read_start(const char *folder, const struct blob_ref *ref,
                               struct blob_reader **r, struct rw_err *e) RW_MUST;
/* Fills buf (at least STREAM_CHUNK bytes); *n == 0 at the verified end. RW_EDEP when damaged. */
enum rw_status blob_read(struct blob_reader *r, unsigned char *buf, size_t *n,
                         struct rw_err *e) RW_MUST;
void blob_read_end(struct blob_reader *r);

/* Takes away a file that no row refers to; nothing where it is gone already. */
void blob_remove(const char *folder, struct str file);

#endif
