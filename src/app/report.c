#include "app/report.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/court.h"
#include "app/report_content.h"
#include "app/report_sheet.h"
#include "app/upload.h"
#include "gen/queries.h"

static const char *const kinds[] = { "status", "attendance", NULL };

struct report_job {
    const struct report_input *in;
    struct str case_id, id;
    bool fresh;
};

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

enum rw_status report_chronology_put(struct act *a, struct str case_id, struct str id,
                                     struct str kind, struct date on, const char *state)
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
                                                   .order_id = str_or(in->order_id, NULL),
                                                   .safety = str_or(in->safety, NULL),
                                                   .wellbeing = str_or(in->wellbeing, NULL),
                                                   .relationship = str_or(in->relationship, NULL),
                                                   .coparenting = str_or(in->coparenting, NULL),
                                                   .plan = str_or(in->plan, NULL),
                                                   .asked = str_or(in->asked, NULL),
                                                   .recipients = str_or(in->recipients, NULL),
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
                                                     .order_id = str_or(in->order_id, NULL),
                                                     .safety = str_or(in->safety, NULL),
                                                     .wellbeing = str_or(in->wellbeing, NULL),
                                                     .relationship = str_or(in->relationship, NULL),
                                                     .coparenting = str_or(in->coparenting, NULL),
                                                     .plan = str_or(in->plan, NULL),
                                                     .asked = str_or(in->asked, NULL),
                                                     .recipients = str_or(in->recipients, NULL) },
                         &a->err);
}

/* Asked inside the writing transaction: the order that a report rests on is one of its own case. */
static enum rw_status check_order(struct act *a, const struct report_job *j)
{
    struct court_order_row row;
    enum rw_status st;

    if (!j->in->order_id.len)
        return RW_OK;
    st = q_court_order_get(
        a->db, a->mem,
        &(struct q_court_order_get_in){ .case_id = j->case_id, .id = j->in->order_id }, &row,
        &a->err);
    if (st != RW_ENOTFOUND)
        return st;
    problem_add(&a->bad, "order", STR("Please choose an order of this family."));
    return check_done(a);
}

static enum rw_status apply_report(struct act *a, void *arg)
{
    const struct report_job *j = arg;
    enum rw_status st = check_order(a, j);

    if (!st)
        st = j->fresh ? write_add(a, j) : write_save(a, j);
    if (!st)
        st = report_chronology_put(a, j->case_id, j->id, j->in->kind, j->in->to, "draft");
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

enum rw_status report_doc_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct report_doc *doc)
{
    struct report_sheet sheet;
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    if (st)
        return st;
    if (str_is(row->state, "draft"))
        return report_sheet_fill(a, case_id, row, &sheet, doc);
    *doc = (struct report_doc){ 0 };
    return row->content.len ? report_content_read(a, row->content, doc) : RW_OK;
}

struct str report_doc_hash(struct act *a, const struct report_doc *doc)
{
    return report_sheet_hash(a, doc);
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
    struct report_sheet sheet;
    struct report_doc doc;
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
    st = report_sheet_fill(a, case_id, row, &sheet, &doc);
    return st ? st : report_sheet_draw(a, &sheet, pdf);
}
