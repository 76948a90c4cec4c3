/* report_sign.c -- what was shown is what is signed: read once, compared, drawn, frozen. */
#include "app/audit.h"
#include "app/check.h"
#include "app/court.h"
#include "app/credential.h"
#include "app/report.h"
#include "app/report_content.h"
#include "app/report_sheet.h"
#include "app/upload.h"
#include "gen/queries.h"

#define CONTENT_MAX (4u << 20)

struct sign_job {
    struct str case_id, id;
    int64_t version;
    struct str shown; /* hash of the text that the signer has seen; NULL: nothing was shown */
    struct filed_report_row row;
    struct report_sheet sheet;
    struct upload_done file;
    struct str content;
};

static enum rw_status write_signed(struct act *a, const struct sign_job *j)
{
    return q_report_sign(a->db, a->mem,
                         &(struct q_report_sign_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .version = j->version,
                                                     .signed_utc = utc_iso(a->mem, a->now_utc),
                                                     .file = j->file.file,
                                                     .file_key = j->file.key,
                                                     .content_hash = j->file.content_hash,
                                                     .size_bytes = j->file.size_bytes,
                                                     .content = j->content },
                         &a->err);
}

/* Reading it all asked for less last; to write takes the right to sign, now. */
static enum rw_status apply_sign(struct act *a, void *arg)
{
    const struct sign_job *j = arg;
    enum rw_status st = act_allow(a, j->case_id, CAP_REPORT_SIGN, CLASS_S, false);

    if (!st)
        st = write_signed(a, j);
    if (!st)
        st = report_chronology_put(a, j->case_id, j->id, j->row.kind, a->today, "signed");
    if (!st)
        st = report_due_refresh(a, j->case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "report-sign",
                                           .object_type = "report",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->version + 1,
                                           .object_hash = j->file.content_hash,
                                           .purpose = "court" });
    return st;
}

static enum rw_status store_file(struct act *a, const struct out *pdf, struct upload_done *done)
{
    struct upload_sink *sink = NULL;
    enum rw_status st = app_upload_start(a->app, &sink, &a->err);

    if (!st)
        st = app_upload_write(sink, out_view(pdf), &a->err);
    if (!st)
        st = app_upload_end(sink, a->mem, done, &a->err);
    app_upload_drop(sink);
    return st;
}

static enum rw_status may_sign(struct act *a, struct sign_job *j)
{
    enum rw_status st = act_allow(a, j->case_id, CAP_REPORT_SIGN, CLASS_S, false);

    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    return RW_OK;
}

/* A report tells of its period: the licence must hold on its last day, or today where that comes
 * later. */
static enum rw_status licensed_for(struct act *a, const struct filed_report_row *row)
{
    struct date last = RW_NO_DATE;

    if (!date_parse(row->to_on, &last) || last.day > a->today.day)
        last = a->today;
    return credential_must_sign(a, last);
}

static enum rw_status read_all(struct act *a, struct sign_job *j)
{
    struct report_doc doc;
    struct str now;
    enum rw_status st = may_sign(a, j);

    if (!st)
        st = report_get(a, j->case_id, j->id, &j->row);
    if (!st && (!str_is(j->row.state, "draft") || j->row.version != j->version))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "the report changed since it was shown");
    if (!st)
        st = licensed_for(a, &j->row);
    if (!st)
        st = report_sheet_fill(a, j->case_id, &j->row, &j->sheet, &doc);
    if (st)
        return st;
    now = report_sheet_hash(a, &doc);
    if (!now.p)
        return RW_FAIL(&a->err, RW_ELIMIT, "the report is too long");
    if (j->shown.p && !str_eq(j->shown, now))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the record changed since the report was shown");
    return RW_OK;
}

/* All that will be frozen, and whether it is what was shown, as of one moment; what the request
 * knew of the case before that is read again. */
static enum rw_status read_once(struct act *a, struct sign_job *j)
{
    enum rw_status st = act_page_begin(a);

    if (st)
        return st;
    a->access = (struct access){ 0 };
    st = read_all(a, j);
    act_page_end(a);
    return st;
}

/* The hash printed on each page is that of the content as plain text, which says no hash itself. */
static enum rw_status set_signature(struct act *a, struct sign_job *j)
{
    struct report_signature *sign = &report_sheet_base(&j->sheet)->signature;
    struct report_doc doc;
    struct out text;

    sign->is_signed = true;
    sign->on = a->today;
    sign->version = STR("1");
    sign->hash = STR_NULL;
    report_sheet_lines(a, &j->sheet, &doc);
    sign->hash = report_sheet_hash(a, &doc);
    doc.hash = sign->hash;
    out_init(&text, CONTENT_MAX);
    report_content_write(&doc, &text);
    j->content = text.over ? STR_NULL : str_copy(a->mem, out_view(&text));
    out_free(&text);
    if (!sign->hash.p || !j->content.p)
        return RW_FAIL(&a->err, RW_ELIMIT, "the report is too long");
    return RW_OK;
}

static enum rw_status freeze(struct act *a, struct sign_job *j)
{
    struct out pdf;
    enum rw_status st = set_signature(a, j);

    if (st)
        return st;
    out_init(&pdf, RW_UPLOAD_MAX);
    st = report_sheet_draw(a, &j->sheet, &pdf);
    if (!st && pdf.over)
        st = RW_FAIL(&a->err, RW_ELIMIT, "the report is too long");
    if (!st)
        st = store_file(a, &pdf, &j->file);
    if (!st)
        st = act_write(a, apply_sign, j);
    out_free(&pdf);
    return st;
}

static enum rw_status sign(struct act *a, struct sign_job *j)
{
    enum rw_status st = read_once(a, j);

    return st ? st : freeze(a, j);
}

enum rw_status report_sign(struct act *a, struct str case_id, struct str id, int64_t version)
{
    struct sign_job j = { .case_id = case_id, .id = id, .version = version };

    return sign(a, &j);
}

enum rw_status report_sign_shown(struct act *a, struct str case_id, struct str id, int64_t version,
                                 struct str shown)
{
    struct sign_job j = {
        .case_id = case_id, .id = id, .version = version, .shown = shown.p ? shown : STR("")
    };

    return sign(a, &j);
}
