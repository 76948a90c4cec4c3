/* document.c -- papers of a case: listed, added, and sent out as a download. */
#include "app/document.h"
#include "app/person.h"
#include "app/upload.h"
#include "web/file_form.h"
#include "web/pages/court_parts.h"

enum { KIND, DATED, PERSON, PAPER, NFIELDS };

static const struct form_option kinds[] = {
    { "order", "Court order" },    { "evaluation", "Evaluation" },  { "report", "Report" },
    { "school", "School record" }, { "medical", "Medical record" }, { "agency", "Agency record" },
    { "agreement", "Agreement" },  { "letter", "Letter" },          { "note", "Note" },
    { "other", "Other document" },
};

static const struct field document_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "Kind of document",
               .choices = kinds,
               .nchoices = FORM_N(kinds) },
    [DATED] = { .name = "dated_on",
                .kind = FIELD_DATE,
                .label = "Dated",
                .hint = "The day that stands on it." },
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .label = "Belongs to",
                 .none = "The case as a whole" },
    [PAPER] = { .name = "file",
                .kind = FIELD_FILE,
                .required = true,
                .label = "File",
                .hint = "PDF, Word document, PNG, JPEG or plain text. It is encrypted before it "
                        "is kept." },
};

static struct str kind_label(struct str kind)
{
    size_t i;

    for (i = 0; i < FORM_N(kinds); i++)
        if (str_is(kind, kinds[i].value))
            return str_of(kinds[i].label);
    return STR("Document");
}

static struct str size_words(struct req *r, int64_t bytes)
{
    if (bytes < 1024)
        return str_fmt(r->mem, "%lld bytes", (long long)bytes);
    if (bytes < 1024 * 1024)
        return str_fmt(r->mem, "%lld KB", (long long)((bytes + 512) / 1024));
    return str_fmt(r->mem, "%.1f MB", (double)bytes / (1024 * 1024));
}

static struct record_row_view row_of(struct req *r, const struct document_list_row *d)
{
    struct str size = size_words(r, d->size_bytes), received = page_when(r, d->received_utc);
    struct str kind = kind_label(d->kind);

    return (struct record_row_view){
        .when = page_date(r, d->dated_on.len ? d->dated_on : d->received_utc),
        .title = d->name,
        .sub = str_fmt(r->mem, "%.*s, %.*s, received %.*s", STR_ARG(kind), STR_ARG(size),
                       STR_ARG(received)),
        .state = str_is(d->state, "void") ? STR("not valid any more") : STR_NULL,
        .href = page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(d->case_id), STR_ARG(d->id)),
    };
}

static enum rw_status document_index(struct req *r)
{
    struct list_view v = { .title = STR("Documents"),
                           .intro = STR("Each one opens as a download, and each look is on the "
                                        "log.") };
    struct document_list_row *documents;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st = document_list(&r->act, req_arg(r, "case"), &documents, &n);

    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    court_crumbs(r, NULL, &v.crumbs);
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = row_of(r, &documents[n - 1 - i]);
    v.records = (struct records_view){ .heading = STR("Kept for this family"),
                                       .id = STR("documents"),
                                       .rows = rows,
                                       .nrows = n,
                                       .none = STR("No document yet.") };
    if (court_may_edit(r)) {
        v.records.add = page_case_path(r, "/documents/new");
        v.records.add_label = STR("Add a document");
    }
    tpl_list(r->out, &v);
    return RW_OK;
}

/* To whom of the case a paper may belong. */
static enum rw_status document_fields(struct req *r, struct field **f)
{
    struct person_row *people;
    struct form_option *o;
    size_t n, found;
    enum rw_status st = person_list(&r->act, req_arg(r, "case"), &people, &n);

    if (st)
        return st;
    o = page_people(r, people, n, NULL, &found);
    *f = form_copy(r->mem, document_form, NFIELDS);
    form_choices(*f, NFIELDS, "person", o, found);
    return RW_OK;
}

static enum rw_status show_form(struct req *r, const struct field *f, const struct value *v,
                                const struct upload *file)
{
    struct crumbs_view up;

    court_choose_again(r, file);
    court_crumbs(r, NULL, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = STR("Add a document"),
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = f,
                         .n = NFIELDS,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = page_case_path(r, "/documents/new"),
                         .submit = STR("Keep this document"),
                         .cancel = page_case_path(r, "/documents"),
                         .upload = true,
                     });
}

static enum rw_status document_new(struct req *r)
{
    struct field *f;
    enum rw_status st = document_fields(r, &f);

    return st ? st : show_form(r, f, NULL, NULL);
}

static enum rw_status document_create(struct req *r)
{
    const struct upload *file = file_of(r, "file");
    struct pairs posted = file_form(r);
    struct value v[NFIELDS];
    struct document_input in;
    struct field *f;
    struct str id;
    enum rw_status st = document_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &posted, v, &r->act.bad))
        return show_form(r, f, v, file);
    in = court_document(file, v[KIND].text, v[DATED].date);
    in.person_id = v[PERSON].text;
    st = document_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return show_form(r, f, v, file);
    return st ? st : req_redirect(r, page_case_path(r, "/documents"), "Document kept.");
}

static void show_altered(struct req *r, struct str name)
{
    struct link_view back = { page_case_path(r, "/documents"), STR("To the documents") };
    struct message_view v = {
        .heading = STR("Not the document that was kept"),
        .text = str_fmt(r->mem,
                        "The file of \u201c%.*s\u201d was altered or damaged since it was kept, so "
                        "nothing of it is shown. This is on the log. Please tell whoever runs this "
                        "system at once: a backup may have the file as it was.",
                        STR_ARG(name)),
        .links = &back,
        .nlinks = 1,
        .reference = r->act.request_id,
    };

    r->status = 500;
    page_shell(r, v.heading, "cases", &v.shell);
    tpl_message(r->out, &v);
}

static enum rw_status document_download(struct req *r)
{
    struct document_get_row d;
    bool intact = false;
    enum rw_status st =
        document_open(&r->act, req_arg(r, "case"), req_arg(r, "document"), &d, &intact);

    if (st)
        return st;
    if (!intact) {
        show_altered(r, d.name);
        return RW_OK;
    }
    r->media = media_type(d.media);
    r->attachment = d.name;
    r->stream_file = d.file;
    r->stream_key = d.file_key;
    r->stream_size = d.size_bytes;
    return RW_OK;
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/documents", document_index, CAP_COURT_READ, 0,
                "documents", "The documents of a case"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/documents/new", document_new, CAP_COURT_EDIT, 0,
                "document", "Form for a document"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/documents/new", document_create, CAP_COURT_EDIT,
                ROUTE_UPLOAD, "document", "Keep a document"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/documents/:document", document_download, CAP_COURT_READ,
                0, "document", "One document as a download"),
};

PAGE_ROUTES(document_routes, routes);
