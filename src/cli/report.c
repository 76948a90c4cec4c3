/* report.c -- a status report or attendance statement, from the console. */
#include "app/report.h"
#include "app/court.h"
#include "base/limits.h"
#include "cli/case_of.h"
#include "cli/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

struct words {
    struct desk_options o;
    const char *named, *kind, *from, *to, *out;
    bool sign, help, known;
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' }, { "db", required_argument, NULL, 'b' },
    { "as", required_argument, NULL, 'a' },   { "credentials-fd", required_argument, NULL, 'f' },
    { "case", required_argument, NULL, 'c' }, { "kind", required_argument, NULL, 'k' },
    { "from", required_argument, NULL, 'r' }, { "to", required_argument, NULL, 't' },
    { "out", required_argument, NULL, 'o' },  { "sign", no_argument, NULL, 's' },
    { "help", no_argument, NULL, 'h' },       { 0 },
};

/* The one order in force that asks for reports; with several it is chosen on the page. */
static enum rw_status asking_order(struct act *a, struct str case_id, struct str *order)
{
    struct court_order_row *rows = NULL;
    size_t i, n = 0, asking = 0;
    enum rw_status st = order_list(a, case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].state, "in_force") && !str_is(rows[i].report_rule, "none")) {
            *order = rows[i].id;
            asking++;
        }
    if (asking != 1)
        *order = STR_NULL;
    return st;
}

static enum rw_status make(struct act *a, const struct words *w, struct out *pdf)
{
    struct report_input in = { .kind = str_of(w->kind) };
    struct filed_report_row row;
    struct str case_id, id;
    enum rw_status st = case_of(a, str_of(w->named), &case_id);

    (void)date_parse(str_of(w->from), &in.from);
    (void)date_parse(str_of(w->to), &in.to);
    if (!st)
        st = asking_order(a, case_id, &in.order_id);
    if (!st)
        st = report_add(a, case_id, &in, &id);
    if (!st && w->sign)
        st = report_sign(a, case_id, id, 1);
    if (!st)
        st = report_get(a, case_id, id, &row);
    if (!st)
        st = report_pdf_of(a, case_id, &row, pdf);
    if (!st && pdf->over)
        st = RW_FAIL(&a->err, RW_ELIMIT, "the report is too long");
    return st;
}

static bool write_all(int fd, struct str s)
{
    ssize_t n;

    while (s.len) {
        n = write(fd, s.p, s.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s.p += n;
        s.len -= (size_t)n;
    }
    return true;
}

/* The file is made before anything is written into the record: a report that cannot be handed over
 * must not be signed. */
static int report_to(struct desk *d, const struct words *w, int fd)
{
    struct out pdf;
    enum rw_status st;
    int status = CLI_DONE;

    out_init(&pdf, RW_UPLOAD_MAX);
    st = make(&d->act, w, &pdf);
    if (st) {
        status = desk_failed(d, &verb_report, st);
    } else if (!write_all(fd, out_view(&pdf)) || (w->out && fsync(fd) != 0)) {
        (void)fprintf(stderr, "reweave report: the PDF could not be written; it stands in the "
                              "case's list of reports\n");
        status = CLI_FAILED;
    } else {
        (void)fprintf(stderr, "reweave report: %s\n",
                      w->sign ? "signed and frozen" : "a draft: it stands in the case as one");
    }
    out_clear(&pdf);
    out_free(&pdf);
    return status;
}

static int report(const struct words *w)
{
    struct desk d;
    int status = desk_open_as(&d, &verb_report, &w->o), fd = STDOUT_FILENO;

    if (!status && w->out) {
        fd = open(w->out, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0) {
            (void)fprintf(stderr, "reweave report: %s %s\n", w->out,
                          errno == EEXIST ? "is there already; name another file"
                                          : "can't be made");
            status = CLI_FAILED;
        }
    }
    if (!status)
        status = report_to(&d, w, fd);
    if (w->out && fd >= 0 && fd != STDOUT_FILENO) {
        close(fd);
        if (status)
            (void)unlink(w->out);
    }
    desk_close(&d);
    return status;
}

static struct words read_words(int argc, char **argv)
{
    struct words w = { .o = { .credentials_fd = -1 }, .known = true };
    const char **texts[] = {
        ['d'] = &w.o.dir, ['b'] = &w.o.db_url, ['a'] = &w.o.user, ['c'] = &w.named,
        ['k'] = &w.kind,  ['r'] = &w.from,     ['t'] = &w.to,     ['o'] = &w.out,
    };
    int64_t fd = -1;
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 's')
            w.sign = true;
        else if (c == 'h')
            w.help = true;
        else if (c == 'f')
            w.known = w.known && str_i64(str_of(optarg), &fd) && fd >= 0 && fd <= 1000;
        else if ((size_t)c < sizeof texts / sizeof *texts && texts[c])
            *texts[c] = optarg;
        else
            w.known = false;
    }
    w.known = w.known && optind == argc;
    w.o.credentials_fd = (int)fd;
    return w;
}

static bool is_day(const char *s)
{
    struct date d;

    return s && date_parse(str_of(s), &d);
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct words w = read_words(argc, argv);

    (void)doors;
    if (w.help)
        return cli_help(&verb_report);
    if (!w.known)
        return cli_usage(&verb_report, "there is a word that it does not know");
    if (!w.named || !w.kind)
        return cli_usage(&verb_report, "say which case and what: --case and --kind");
    if (!str_is(str_of(w.kind), "status") && !str_is(str_of(w.kind), "attendance"))
        return cli_usage(&verb_report, "--kind is status or attendance");
    if (!is_day(w.from) || !is_day(w.to))
        return cli_usage(&verb_report, "--from and --to are days as 2026-03-31");
    if (!w.out && isatty(STDOUT_FILENO))
        return cli_usage(&verb_report, "say where the PDF goes: --out FILE.pdf");
    return report(&w);
}

const struct cli_verb verb_report = {
    .name = "report",
    .about = "make a status report or an attendance statement as PDF",
    .help =
        "Usage: reweave report --data DIR --as USER --case CASE --kind status|attendance\n"
        "                      --from DAY --to DAY [--out FILE.pdf] [--sign] [OPTION]...\n"
        "\n"
        "Fills a report from the record, as the page \"Write a report\" does: it stands in the "
        "case\n"
        "as a draft, under the same rules of access and with the same events in the log. What is\n"
        "typed on the page is printed as not recorded. Where one order in force asks for reports,\n"
        "the report answers that order.\n"
        "\n"
        "  --data DIR           folder of the practice\n"
        "  --db URL             records are on this PostgreSQL server (postgres://...)\n"
        "  --as USER            who acts; password and code are asked on the terminal\n"
        "  --credentials-fd N   read them from this descriptor instead, one on a line\n"
        "  --case CASE          number of the case, or its id\n"
        "  --kind KIND          status or attendance\n"
        "  --from DAY --to DAY  both included; 2026-03-31\n"
        "  --out FILE.pdf       not there yet; without it the PDF goes to standard output\n"
        "  --sign               sign and freeze it, as a licensed clinician who treats the "
        "family\n",
    .run = run,
};
