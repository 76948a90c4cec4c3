/* multipart.h -- multipart/form-data read as it arrives: fields into memory, files into sealed
 * files of the data folder. */
#ifndef RW_WEB_HTTP_MULTIPART_H
#define RW_WEB_HTTP_MULTIPART_H

#include "app/upload.h"
#include "base/out.h"
#include "web/pair.h"

struct part {
    size_t name_at, name_len; /* in text */
    size_t value_at, value_len; /* in text; of a file: its name */
    struct upload_sink *file; /* NULL for a field, and for a file control left empty */
    int64_t size_bytes;
    bool is_file;
};

enum multipart_state {
    MULTIPART_START,
    MULTIPART_HEAD,
    MULTIPART_DATA,
    MULTIPART_AFTER,
    MULTIPART_END,
    MULTIPART_WRONG
};

struct multipart {
    enum multipart_state state;
    const struct app *app;
    struct str boundary; /* "\r\n--" and the boundary */
    struct out pend; /* what has come and is not used yet */
    struct out text; /* names and values, one after another */
    struct part part[RW_MULTIPART_PARTS];
    size_t n;
    int64_t file_bytes; /* of all files so far */
    bool files_ok; /* false: file bytes are read and thrown away */
    bool too_large, broken; /* broken: the disk would not take a file */
};

/*
 * multipart_start -- take the boundary from a Content-Type.
 *
 * out     *m     ready for multipart_feed; false where it isn't multipart/form-data with a sane
 *                boundary (RFC 2046 5.1.1: 1..70 characters)
 * owns    *m owns its files until they are taken (part.file = NULL) or multipart_drop
 */
bool multipart_start(struct multipart *m, struct arena *a, struct str content_type,
                     const struct app *app, bool files_ok);

void multipart_feed(struct multipart *m, struct str bytes); /* any pieces; faults are states */
bool multipart_whole(const struct multipart *m); /* the closing boundary has come */
void multipart_drop(struct multipart *m);

/* Fields that are not files, as pairs in a; false for bad UTF-8, NUL or a spent arena. */
bool multipart_pairs(const struct multipart *m, struct arena *a, struct pairs *pairs);
struct str part_text(const struct multipart *m, size_t at, size_t len);

#endif
