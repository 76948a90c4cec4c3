/* note_sign_many.c -- one's drafts over all families: the list, and several signed at one go. */
#include "app/lists.h"
#include "app/note.h"
#include "web/pages/note_facts.h"
#include "web/route.h"

#define MANY_MAX 40 /* drafts read through on one page; the rest follow when these are signed */

static enum rw_status unsigned_list(struct req *r)
{
    struct list_view v = { .title = STR("Not signed yet"), .records = { .id = STR("drafts") } };
    struct note_unsigned_row *drafts = NULL;
    struct record_row_view *rows;
    size_t i, n = 0;
    enum rw_status st = note_unsigned(&r->act, &drafts, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; !r->mem->spent && i < n; i++)
        rows[i] = (struct record_row_view){
            .when = page_date(r, drafts[i].on_date),
            .title = list_label(r->act.app, LIST_NOTE_KINDS, drafts[i].kind),
            .sub = drafts[i].title,
            .state = STR("draft"),
            .attention = true,
            .href = page_path(r, "/cases/%.*s/notes/%.*s/edit", STR_ARG(drafts[i].case_id),
                              STR_ARG(drafts[i].id)),
        };
    page_shell(r, v.title, "today", &v.shell);
    v.intro = n < NOTE_UNSIGNED_MAX
                  ? STR("Drafts are seen by nobody but you.")
                  : STR("Drafts are seen by nobody but you. The oldest ones stand here; the rest "
                        "follow when these are signed.");
    v.records.heading = STR("Your drafts");
    v.records.rows = rows;
    v.records.nrows = n;
    v.records.none = STR("Everything is signed.");
    if (n) {
        v.records.add = STR("/notes/sign");
        v.records.add_label = STR("Read through and sign several");
    }
    tpl_list(r->out, &v);
    return RW_OK;
}

/* -- several at once -------------------------------------------------------------------------- */

struct refusal {
    struct str note_id, why;
};

static struct str refusal_of(const struct refusal *list, size_t n, struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].note_id, id))
            return list[i].why;
    return STR_NULL;
}

static enum rw_status fill_item(struct req *r, const struct note_unsigned_row *draft, size_t i,
                                struct sign_item_view *item)
{
    struct note n;
    enum rw_status st = note_find(&r->act, draft->case_id, draft->id, &n);

    if (st)
        return st;
    *item = (struct sign_item_view){
        .id = str_fmt(r->mem, "note-%zu", i),
        .value = str_fmt(r->mem, "%.*s.%.*s.%lld", STR_ARG(n.row.case_id), STR_ARG(n.row.id),
                         (long long)n.row.version),
        .title = note_title(r, &n),
        .family = draft->title,
        .text = n.row.body,
        .lacks = note_lack_words(r, &n),
        .edit = note_page_path(r, &n, "/edit"),
    };
    note_facts(r, &n, &item->facts);
    return RW_OK;
}

static enum rw_status many_page(struct req *r, const struct refusal *refused, size_t nrefused,
                                struct str problem)
{
    struct note_sign_many_view v = { .action = STR("/notes/sign"),
                                     .means = STR(NOTE_SIGN_MEANS),
                                     .problem = problem };
    struct link_view up[] = { { .href = STR("/notes/unsigned"), .label = STR("Not signed yet") } };
    struct note_unsigned_row *drafts = NULL;
    struct sign_item_view *items;
    size_t i, n = 0;
    enum rw_status st = note_unsigned(&r->act, &drafts, &n);

    if (st)
        return st;
    n = n < MANY_MAX ? n : MANY_MAX;
    items = arena_array(r->mem, struct sign_item_view, n + 1);
    for (i = 0; !r->mem->spent && i < n; i++) {
        st = fill_item(r, &drafts[i], i, &items[v.nnotes]);
        if (st && st != RW_ENOTFOUND)
            return st;
        if (!st)
            items[v.nnotes++].refused = refusal_of(refused, nrefused, drafts[i].id);
    }
    v.notes = items;
    page_shell(r, STR("Read through and sign"), "today", &v.shell);
    page_crumbs(r, up, 1, &v.crumbs);
    tpl_note_sign_many(r->out, &v);
    return RW_OK;
}

static enum rw_status many_show(struct req *r)
{
    return many_page(r, NULL, 0, STR(""));
}

/* "case.note.version"; whatever else is refused. */
static bool read_pick(struct str s, struct str *case_id, struct str *id, int64_t *version)
{
    struct str number;

    return str_cut(&s, '.', case_id) && str_cut(&s, '.', id) && str_cut(&s, '.', &number) &&
           case_id->len == CRYPTO_ID_LEN && id->len == CRYPTO_ID_LEN && str_i64(number, version) &&
           !s.len;
}

static struct str why_not(const struct act *a, enum rw_status st)
{
    if (st == RW_EINPUT && a->bad.n)
        return a->bad.list[0].text;
    if (st == RW_ECONFLICT)
        return STR("Not signed: the text was changed in another window since you saw it. It "
                   "stands here as it is now.");
    return STR("Not signed: this draft is not there any more.");
}

struct tally {
    struct refusal *refused;
    size_t nrefused, nsigned;
};

/* One ticked draft. What is wrong with it stands beside it; only what is wrong with the system, or
 * a signature that was not confirmed, ends the whole. */
static enum rw_status sign_one(struct req *r, struct str pick, struct tally *t)
{
    struct str case_id, id = STR_NULL;
    int64_t version;
    enum rw_status st = RW_ENOTFOUND;

    r->act.bad.n = 0;
    if (read_pick(pick, &case_id, &id, &version))
        st = note_sign(&r->act, case_id, id, version);
    if (st == RW_EDENIED || st == RW_EDEP || st == RW_EBUG || st == RW_ELIMIT)
        return st;
    if (st)
        t->refused[t->nrefused++] = (struct refusal){ id, why_not(&r->act, st) };
    else
        t->nsigned++;
    r->act.bad.n = 0;
    return RW_OK;
}

static enum rw_status many_sign(struct req *r)
{
    static const char *const also[] = { "pick", NULL };
    struct tally t = { .refused = arena_array(r->mem, struct refusal, r->form.n + 1) };
    enum rw_status st = RW_OK;
    size_t i;

    if (!form_read_also(r->mem, NULL, 0, &r->form, also, NULL, &r->act.bad)) {
        r->status = 422;
        return many_page(r, NULL, 0,
                         STR("This form came in damaged; nothing was signed. Please "
                             "tick again."));
    }
    for (i = 0; !st && !r->mem->spent && i < r->form.n; i++)
        if (str_is(r->form.list[i].name, "pick"))
            st = sign_one(r, r->form.list[i].value, &t);
    if (st)
        return st;
    if (!t.nrefused && t.nsigned)
        return req_redirect(r, STR("/notes/unsigned"), t.nsigned == 1 ? "Signed." : "All signed.");
    r->status = t.nrefused ? 409 : 422;
    return many_page(r, t.refused, t.nrefused,
                     t.nrefused ? str_fmt(r->mem, "%zu signed, %zu not.", t.nsigned, t.nrefused)
                                : STR("Please tick what you have read, then sign."));
}

#define ROW(m, p, fn, cap, fl, text)                                                               \
    {                                                                                              \
        .method = (m), .path = (p), .run = (fn), .need = (cap), .audience = AUDIENCE_STAFF,        \
        .purpose = PURPOSE_TREATMENT, .flags = (fl), .object = "note", .about = (text)             \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "/notes/unsigned", unsigned_list, CAP_NOTE_WRITE, 0,
        "One's own drafts over all families"),
    ROW(METHOD_GET, "/notes/sign", many_show, CAP_NOTE_SIGN, ROUTE_REAUTH,
        "One's own drafts with their whole text, to be signed"),
    ROW(METHOD_POST, "/notes/sign", many_sign, CAP_NOTE_SIGN, ROUTE_REAUTH, "Sign several notes"),
};

PAGE_ROUTES(note_sign_many_routes, routes);
