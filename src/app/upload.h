/* upload.h -- a file on its way in or out: sealed piece by piece, never whole in memory. */
#ifndef RW_APP_UPLOAD_H
#define RW_APP_UPLOAD_H

#include "app/app.h"

struct upload_sink; /* a file that is arriving; may be fed from another thread than ends it */
struct download;

/* What a finished file is: where its sealed bytes lie, and what it is by its first bytes. */
struct upload_done {
    struct str file, key, content_hash;
    const char *media; /* "pdf" "png" "jpeg" "docx" "text"; "" for anything else */
    int64_t size_bytes;
};

enum rw_status app_upload_start(const struct app *app, struct upload_sink **u,
                                struct rw_err *e) RW_MUST;
enum rw_status app_upload_write(struct upload_sink *u, struct str bytes, struct rw_err *e) RW_MUST;
/* Syncs to disk and compares: blocking work, for a worker. The texts of *done live in a. */
enum rw_status app_upload_end(struct upload_sink *u, struct arena *a, struct upload_done *done,
                              struct rw_err *e) RW_MUST;
void app_upload_drop(struct upload_sink *u); /* safe after end and on NULL; frees u */

/*
 * media_of -- what kind of document this is, found from its bytes alone.
 *
 * in      head   the first bytes, MEDIA_HEAD of them where there are so many
 *         text   every byte of the file was UTF-8 text without control bytes
 *         word   "word/document.xml" stands somewhere in the file
 */
#define MEDIA_HEAD 16
const char *media_of(struct str head, bool text, bool word);
const char *media_type(struct str media); /* "application/pdf"; octet-stream for an unknown word */

/*
 * app_upload_read -- a small text file that was uploaded to be read once: its bytes, whole; the file
 * itself is taken away, whatever comes of it.
 *
 * in      size_bytes  at most max, or RW_ELIMIT
 */
enum rw_status app_upload_read(const struct app *app, const struct upload_done *done,
                               int64_t max_bytes, struct arena *a, struct str *text,
                               struct rw_err *e) RW_MUST;

/*
 * app_download_check -- read it to its end before anybody is given a byte of it.
 *
 * in      hash    SHA-256 of its bytes, 64 hex characters, as the record has it
 * errors  RW_EDEP  missing, damaged, or not the file that was kept
 */
enum rw_status app_download_check(const struct app *app, struct str file, struct str key,
                                  struct str hash, int64_t size_bytes, struct arena *a,
                                  struct rw_err *e) RW_MUST;

/* Reading one back; buf holds at least app_download_piece() bytes, *n is 0 at the verified end. */
enum rw_status app_download_start(const struct app *app, struct str file, struct str key,
                                  int64_t size_bytes, struct download **d,
                                  struct rw_err *e) RW_MUST;
enum rw_status app_download_read(struct download *d, unsigned char *buf, size_t *n,
                                 struct rw_err *e) RW_MUST;
void app_download_end(struct download *d);
size_t app_download_piece(void);

#endif
