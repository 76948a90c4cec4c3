#include "app/report.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/court.h"
#include "app/press.h"
#include "app/report_fill.h"
#include "app/upload.h"
#include "gen/queries.h"
#include "report/attendance.h"
#include "report/status_report.h"

#define TEXT_MAX (2u << 20)

static const char *const kinds[] = { "status", "attendance", NULL };

struct report_job {
    const struct report_input *in;
    struct str case_id, id;
    bool fresh;
};

static struct str none_or(struct str s)
{
    return s.len ? s : STR_NULL;
}

static void check_report(struct act *a, const struct report_input *in)
{
    check_one_of(a, "kind", in->kind, kinds);
    check_date(a, "from", in->from, REQUIRED);
    check_past(a, "to", in->to, REQUIRED);
    if (date_known(in->from) && date_known(in->to) && in->to.day < in->from.day)
        problem_add(&a->bad, "to", STR("Please give a day after the first one."));
    check_text(a, "safety", in->safety, OPTIONAL);
    check_text(a, "wellbeing", in->wellbeing, OPTIONAL);
    check_text(a, "relationship", in->relationship, OPTIONAL);
    check_text(a, "coparenting", in->coparenting, OPTIONAL);
    check_text(a, "plan", in->plan, OPTIONAL);
    check_text(a, "asked", in->asked, OPTIONAL);
    check_text(a, "recipients", in->recipients, OPTIONAL);
}

static struct str words_of(struct str kind)
{
    return str_is(kind, "status") ? STR("Status report") : STR("Attendance statement");
}

static enum rw_status put_line(struct act *a, struct str case_id, struct str id, struct str kind,
                               struct date on, const char *state)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = case_id,
                                                         .kind = "report",
                                                         .ref_id = id,
                                                         .on = on,
                                                         .at_utc = RW_NO_TIME,
                                                         .account_id = a->viewer.account_id,
                                                         .state = state,
                                                         .cls = CLASS_S,
                                                         .line = words_of(kind) });
}

static enum rw_status write_add(struct act *a, const struct report_job *j)
{
    const struct report_input *in = j->in;

    return q_report_add(a->db, a->mem,
                        &(struct q_report_add_in){ .case_id = j->case_id,
                                                   .id = j->id,
                                                   .kind = in->kind,
                                                   .state = STR("draft"),
                                                   .from_on = date_iso(a->mem, in->from),
                                                   .to_on = date_iso(a->mem, in->to),
                                                   .order_id = none_or(in->order_id),
                                                   .safety = none_or(in->safety),
                                                   .wellbeing = none_or(in->wellbeing),
                                                   .relationship = none_or(in->relationship),
                                                   .coparenting = none_or(in->coparenting),
                                                   .plan = none_or(in->plan),
                                                   .asked = none_or(in->asked),
                                                   .recipients = none_or(in->recipients),
                                                   .made_by = a->viewer.account_id,
                                                   .made_utc = utc_iso(a->mem, a->now_utc),
                                                   .version = 1 },
                        &a->err);
}

static enum rw_status write_save(struct act *a, const struct report_job *j)
{
    const struct report_input *in = j->in;

    return q_report_save(a->db, a->mem,
                         &(struct q_report_save_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .version = in->version,
                                                     .from_on = date_iso(a->mem, in->from),
                                                     .to_on = date_iso(a->mem, in->to),
                                                     .order_id = none_or(in->order_id),
                                                     .safety = none_or(in->safety),
                                                     .wellbeing = none_or(in->wellbeing),
                                                     .relationship = none_or(in->relationship),
                                                     .coparenting = none_or(in->coparenting),
                                                     .plan = none_or(in->plan),
                                                     .asked = none_or(in->asked),
                                                     .recipients = none_or(in->recipients) },
                         &a->err);
}

static enum rw_status apply_report(struct act *a, void *arg)
{
    const struct report_job *j = arg;
    enum rw_status st = j->fresh ? write_add(a, j) : write_save(a, j);

    if (!st)
        st = put_line(a, j->case_id, j->id, j->in->kind, j->in->to, "draft");
    if (!st)
        st = audit_add(a, &(struct audit){ .action = j->fresh ? "report-add" : "report-save",
                                           .object_type = "report",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->fresh ? 1 : j->in->version + 1,
                                           .purpose = "court" });
    return st;
}

static enum rw_status put_report(struct act *a, struct report_job *j)
{
    enum rw_status st = act_allow(a, j->case_id, CAP_REPORT_MAKE, CLASS_S, false);

    if (st)
        return st;
    check_report(a, j->in);
    st = check_done(a);
    return st ? st : act_write(a, apply_report, j);
}

enum rw_status report_add(struct act *a, struct str case_id, const struct report_input *in,
                          struct str *id)
{
    struct report_job j = { .in = in, .case_id = case_id, .id = id_new(a->mem), .fresh = true };
    enum rw_status st = put_report(a, &j);

    if (!st)
        *id = j.id;
    return st;
}

enum rw_status report_save(struct act *a, struct str case_id, struct str id,
                           const struct report_input *in)
{
    struct report_job j = { .in = in, .case_id = case_id, .id = id };

    return put_report(a, &j);
}

enum rw_status report_get(struct act *a, struct str case_id, struct str id,
                          struct filed_report_row *row)
{
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_report_get(a->db, a->mem, &(struct q_report_get_in){ .case_id = case_id, .id = id },
                        row, &a->err);
}

enum rw_status report_list(struct act *a, struct str case_id, struct report_list_row **rows,
                           size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    if (st)
        return st;
    return q_report_list(a->db, a->mem, &(struct q_report_list_in){ .case_id = case_id }, rows, n,
                         &a->err);
}

/* Either kind, filled; the one that is not meant stays zero. */
struct model {
    bool status;
    struct status_report full;
    struct attendance short_one;
};

static enum rw_status fill(struct act *a, struct str case_id, const struct filed_report_row *row,
                           struct model *m)
{
    struct report_rows rows;
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    *m = (struct model){ .status = str_is(row->kind, "status") };
    if (!st)
        st = report_rows_load(a, case_id, row, &rows);
    if (st)
        return st;
    if (m->status)
        return report_fill_status(a, &rows, &m->full);
    report_fill_base(a, &rows, &m->short_one.base);
    return RW_OK;
}

static struct report_base *base_of(struct model *m)
{
    return m->status ? &m->full.base : &m->short_one.base;
}

static void lines_of(struct act *a, struct model *m, struct report_doc *doc)
{
    if (m->status)
        status_report_lines(&m->full, a->mem, doc);
    else
        attendance_lines(&m->short_one, a->mem, doc);
}

enum rw_status report_doc_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct report_doc *doc)
{
    struct model m;
    enum rw_status st = fill(a, case_id, row, &m);

    if (!st)
        lines_of(a, &m, doc);
    return st;
}

struct drawing {
    struct act *act;
    struct model *model;
    struct out *pdf;
};

static enum rw_status draw_here(void *arg)
{
    const struct drawing *d = arg;
    struct act *a = d->act;

    return d->model->status ? status_report_pdf(&d->model->full, a->mem, d->pdf, &a->err)
                            : attendance_pdf(&d->model->short_one, a->mem, d->pdf, &a->err);
}

static enum rw_status draw(struct act *a, struct model *m, struct out *pdf)
{
    struct drawing d = { .act = a, .model = m, .pdf = pdf };

    return press_draw(a->app->press, draw_here, &d);
}

static enum rw_status read_frozen(struct act *a, const struct filed_report_row *row,
                                  struct out *pdf)
{
    struct download *d;
    unsigned char *buf = arena_array(a->mem, unsigned char, app_download_piece());
    size_t n = 1;
    enum rw_status st =
        app_download_start(a->app, row->file, row->file_key, row->size_bytes, &d, &a->err);

    if (st)
        return st;
    while (!st && n) {
        st = app_download_read(d, buf, &n, &a->err);
        if (!st)
            out_bytes(pdf, buf, n);
    }
    app_download_end(d);
    return st;
}

enum rw_status report_pdf_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct out *pdf)
{
    struct model m;
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    /* Like any paper that leaves: the read is on the log before the first byte. */
    if (!st)
        st = audit_read(a, &(struct audit){ .action = "report-read",
                                            .object_type = "report",
                                            .object_id = row->id,
                                            .case_id = case_id,
                                            .object_version = row->version,
                                            .object_hash = row->content_hash,
                                            .purpose = "court" });
    if (st)
        return st;
    if (row->file.len)
        return read_frozen(a, row, pdf);
    st = fill(a, case_id, row, &m);
    return st ? st : draw(a, &m, pdf);
}

/* The hash printed on each page is that of the content as plain text, which says no hash itself. */
static void set_signature(struct act *a, struct model *m)
{
    struct report_signature *sign = &base_of(m)->signature;
    struct report_doc doc;
    struct out text;

    *sign = (struct report_signature){ .is_signed = true, .on = a->today, .version = STR("1") };
    lines_of(a, m, &doc);
    out_init(&text, TEXT_MAX);
    report_doc_text(&doc, &text);
    sign->hash = hash_sha256(a->mem, out_view(&text));
    out_free(&text);
}

struct sign_job {
    struct str case_id, id;
    int64_t version;
    struct filed_report_row row;
    struct upload_done file;
};

static enum rw_status apply_sign(struct act *a, void *arg)
{
    const struct sign_job *j = arg;
    enum rw_status st =
        q_report_sign(a->db, a->mem,
                      &(struct q_report_sign_in){ .case_id = j->case_id,
                                                  .id = j->id,
                                                  .version = j->version,
                                                  .signed_utc = utc_iso(a->mem, a->now_utc),
                                                  .file = j->file.file,
                                                  .file_key = j->file.key,
                                                  .content_hash = j->file.content_hash,
                                                  .size_bytes = j->file.size_bytes },
                      &a->err);

    if (!st)
        st = put_line(a, j->case_id, j->id, j->row.kind, a->today, "signed");
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
    if (!a->viewer.licence.len) {
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign a report."));
        return check_done(a);
    }
    st = report_get(a, j->case_id, j->id, &j->row);
    if (!st && (!str_is(j->row.state, "draft") || j->row.version != j->version))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "the report changed since it was shown");
    return st;
}

enum rw_status report_sign(struct act *a, struct str case_id, struct str id, int64_t version)
{
    struct sign_job j = { .case_id = case_id, .id = id, .version = version };
    struct model m;
    struct out pdf;
    enum rw_status st = may_sign(a, &j);

    if (!st)
        st = fill(a, case_id, &j.row, &m);
    if (st)
        return st;
    set_signature(a, &m);
    out_init(&pdf, RW_UPLOAD_MAX);
    st = draw(a, &m, &pdf);
    if (!st && pdf.over)
        st = RW_FAIL(&a->err, RW_ELIMIT, "the report is too long");
    if (!st)
        st = store_file(a, &pdf, &j.file);
    if (!st)
        st = act_write(a, apply_sign, &j);
    out_free(&pdf);
    return st;
}
