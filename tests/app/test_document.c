/* Papers of a case from their bytes to their bytes, on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/document.h"
#include "app/upload.h"
#include "gen/queries.h"
#include "support/desk.h"

#include <stdio.h>
#include <string.h>

static struct document_input uploaded(struct desk *d, struct str bytes, const char *name)
{
    struct upload_sink *u;
    struct upload_done done;
    struct document_input in = { .kind = STR("letter"),
                                 .name = str_of(name),
                                 .dated_on = RW_NO_DATE };

    d->app.blobs = d->kit->dir;
    CHECK_OK(app_upload_start(&d->app, &u, &e));
    CHECK_OK(app_upload_write(u, bytes, &e));
    CHECK_OK(app_upload_end(u, &d->mem, &done, &e));
    app_upload_drop(u);
    in.media = str_of(done.media);
    in.size_bytes = done.size_bytes;
    in.file = done.file;
    in.key = done.key;
    in.content_hash = done.content_hash;
    return in;
}

static size_t reads_of(struct desk *d, struct str id)
{
    struct q_audit_after_in in = { .seq = 0, .limit = 1000 };
    struct audit_after_row *rows;
    size_t n, i, found = 0;

    CHECK_OK(q_audit_after(d->db, &d->mem, &in, &rows, &n, &e));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].action, "document-read") && str_eq(rows[i].object_id, id) &&
            str_eq(rows[i].actor_id, d->sam) && str_is(rows[i].purpose, "court"))
            found++;
    return found;
}

TEST_BOTH(document_comes_back_as_it_was_and_each_look_is_on_the_log)
{
    struct desk d;
    struct str text = STR("Dear Dr Reed,\nthe summer goes well.\n"), id;
    struct document_input in;
    struct document_get_row row;
    struct download *down;
    unsigned char *buf;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = uploaded(&d, text, "letter.txt");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_add(&a, d.case_id, &in, &id));
    a = desk_act(&d, d.sam, false);
    CHECK_ACT(a, document_get(&a, d.case_id, id, &row));
    CHECK(reads_of(&d, id) == 1);
    CHECK_STR(row.name, "letter.txt");
    CHECK_STR(row.media, "text");
    CHECK(row.size_bytes == (int64_t)text.len);
    buf = arena_array(&d.mem, unsigned char, app_download_piece());
    CHECK_OK(app_download_start(&d.app, row.file, row.file_key, row.size_bytes, &down, &e));
    CHECK_OK(app_download_read(down, buf, &n, &e));
    CHECK(n == text.len && memcmp(buf, text.p, n) == 0);
    CHECK_OK(app_download_read(down, buf, &n, &e));
    CHECK(n == 0);
    app_download_end(down);
    desk_close(&d);
}

TEST_BOTH(document_is_listed_with_its_day_and_stands_on_the_timeline)
{
    struct desk d;
    struct document_input in;
    struct document_list_row *rows;
    struct chronology_row *lines;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = uploaded(&d, STR("%PDF-1.7"), "a.pdf");
    CHECK(date_parse(STR("2026-02-14"), &in.dated_on));
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_add(&a, d.case_id, &in, &id));
    CHECK_ACT(a, document_list(&a, d.case_id, &rows, &n));
    CHECK(n == 1 + DESK_PAPERS);
    CHECK_STR(rows[DESK_PAPERS].dated_on, "2026-02-14");
    CHECK_STR(rows[DESK_PAPERS].media, "pdf");
    CHECK_ACT(a, case_chronology_between(&a, d.case_id, in.dated_on, in.dated_on, &lines, &n));
    CHECK(n == 1);
    CHECK_STR(lines[0].line, "Document: a.pdf");
    desk_close(&d);
}

static void check_file_refused(struct desk *d, const struct document_input *in)
{
    struct act a = desk_act(d, d->ana, false);
    struct document_list_row *rows;
    struct str id;
    size_t n;

    CHECK(document_add(&a, d->case_id, in, &id) == RW_EINPUT);
    CHECK(a.bad.n == 1 && problem_of(&a.bad, STR("file")).len > 0);
    a = desk_act(d, d->ana, false);
    CHECK_ACT(a, document_list(&a, d->case_id, &rows, &n));
    CHECK(n == DESK_PAPERS);
}

TEST_BOTH(document_is_refused_by_what_it_is_whatever_its_name_says)
{
    struct desk d;
    struct document_input in;

    desk_open(&d, k);
    in = uploaded(&d, STR("MZ\x90\x01\x03\x04"), "order.pdf");
    check_file_refused(&d, &in);
    in = uploaded(&d, STR("PK\x03\x04 a folder of something"), "order.docx");
    check_file_refused(&d, &in);
    in = uploaded(&d, STR(""), "order.pdf");
    check_file_refused(&d, &in);
    in = uploaded(&d, STR("%PDF-1.7"), "two\nlines.pdf");
    check_file_refused(&d, &in);
    desk_close(&d);
}

TEST_BOTH(document_needs_a_kind_and_no_day_to_come)
{
    struct desk d;
    struct document_input in;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in = uploaded(&d, STR("\x89PNG\r\n\x1a\n...."), "drawing.png");
    in.kind = STR("poem");
    CHECK(date_parse(STR("2026-03-03"), &in.dated_on));
    a = desk_act(&d, d.ana, false);
    CHECK(document_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(a.bad.n == 2 && problem_of(&a.bad, STR("kind")).len);
    CHECK(problem_of(&a.bad, STR("dated_on")).len);
    desk_close(&d);
}

TEST_BOTH(document_is_closed_to_the_office_and_to_other_cases)
{
    struct desk d;
    struct document_input in;
    struct document_get_row row;
    struct document_list_row *rows;
    struct str id, other, child;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = uploaded(&d, STR("\xFF\xD8\xFF\xE0"), "photo.jpg");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_add(&a, d.case_id, &in, &id));
    a = desk_act(&d, d.olga, false);
    CHECK(document_list(&a, d.case_id, &rows, &n) == RW_ENOTFOUND);
    CHECK(document_get(&a, d.case_id, id, &row) == RW_ENOTFOUND);
    CHECK(document_add(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    other = desk_family(&d, d.ana, "Beech", &child);
    a = desk_act(&d, d.ana, false);
    CHECK(document_get(&a, other, id, &row) == RW_ENOTFOUND);
    desk_close(&d);
}

static size_t altered_reads(struct desk *d, struct str id)
{
    struct q_audit_after_in in = { .seq = 0, .limit = 1000 };
    struct audit_after_row *rows;
    size_t n, i, found = 0;

    CHECK_OK(q_audit_after(d->db, &d->mem, &in, &rows, &n, &e));
    for (i = 0; i < n; i++)
        found += str_eq(rows[i].object_id, id) && str_is(rows[i].outcome, "altered");
    return found;
}

static void flip_last_byte(struct desk *d, struct str file)
{
    char *path = str_z(&d->mem, str_fmt(&d->mem, "%s/%.*s", d->app.blobs, STR_ARG(file)));
    FILE *f = fopen(path, "r+b");
    int c;

    CHECK(f && fseek(f, -1, SEEK_END) == 0);
    c = fgetc(f);
    CHECK(c != EOF && fseek(f, -1, SEEK_END) == 0 && fputc(c ^ 1, f) != EOF);
    CHECK(fclose(f) == 0);
}

TEST_BOTH(document_that_was_altered_is_not_given_out_and_the_log_says_so)
{
    struct desk d;
    struct document_input in, swapped;
    struct document_get_row row;
    struct str id, other;
    struct act a;
    bool intact = false;

    desk_open(&d, k);
    in = uploaded(&d, STR("Dear Dr Reed.\n"), "letter.txt");
    swapped = uploaded(&d, STR("Dear Dr Reef.\n"), "letter.txt");
    swapped.content_hash = in.content_hash; /* whole and readable, but not what was kept */
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, document_add(&a, d.case_id, &in, &id));
    CHECK_ACT(a, document_add(&a, d.case_id, &swapped, &other));
    CHECK_ACT(a, document_open(&a, d.case_id, id, &row, &intact));
    CHECK(intact && altered_reads(&d, id) == 0);
    CHECK_ACT(a, document_open(&a, d.case_id, other, &row, &intact));
    CHECK(!intact && altered_reads(&d, other) == 1);
    flip_last_byte(&d, in.file);
    CHECK_ACT(a, document_open(&a, d.case_id, id, &row, &intact));
    CHECK(!intact && altered_reads(&d, id) == 1);
    desk_close(&d);
}

TEST_BOTH(document_order_is_that_of_their_coming_also_within_a_second)
{
    static const char *const names[] = { "a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt" };
    struct desk d;
    struct document_input in;
    struct document_list_row *rows;
    struct str id;
    struct act a;
    size_t i, n;

    desk_open(&d, k);
    for (i = 0; i < 6; i++) {
        in = uploaded(&d, STR("Text.\n"), names[i]);
        a = desk_act(&d, d.ana, false);
        CHECK_ACT(a, document_add(&a, d.case_id, &in, &id));
    }
    CHECK_ACT(a, document_list(&a, d.case_id, &rows, &n));
    CHECK(n == 6 + DESK_PAPERS);
    for (i = 0; i < 6; i++)
        CHECK_STR(rows[i + DESK_PAPERS].name, names[i]);
    desk_close(&d);
}
