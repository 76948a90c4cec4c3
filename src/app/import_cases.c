/* import_cases.c -- a row of the sheet becomes a family. */
#include "app/family_case.h"
#include "app/import_parts.h"
#include "app/lists.h"

static struct case_input read_case(struct act *a, const struct import *im,
                                   const struct csv_row *row)
{
    const struct choice_list *origins = list_of(a->app, "origins");

    return (struct case_input){
        .number = import_text(a, im, row, CASE_NUMBER),
        .title = import_text(a, im, row, CASE_TITLE),
        .origin = import_choice(a, im, row, CASE_ORIGIN, origins->items, origins->nitems),
        .referred_on = import_date(a, im, row, CASE_REFERRED),
        .source = import_text(a, im, row, CASE_SOURCE),
        .reason = import_text(a, im, row, CASE_REASON),
        .under_way = import_yes(a, im, row, CASE_UNDER_WAY),
        .as_of = import_date(a, im, row, CASE_AS_OF),
    };
}

static void read_scenarios(struct act *a, const struct import *im, const struct csv_row *row,
                           struct case_input *in)
{
    const struct choice_list *list = list_of(a->app, "referral-scenarios");
    size_t i, k, n;
    struct str *codes = import_pieces(a, import_text(a, im, row, CASE_SCENARIOS), &n);

    in->scenarios = codes;
    for (i = 0; i < n; i++) {
        struct str code = import_code(a, "scenarios", codes[i], list->items, list->nitems);

        for (k = 0; k < in->nscenarios && !str_eq(codes[k], code); k++)
            ;
        if (k == in->nscenarios)
            codes[in->nscenarios++] = code;
    }
}

static bool have_case(const struct import *im, struct str number)
{
    size_t i;

    for (i = 0; i < im->ncases; i++)
        if (import_same(im->cases[i].number, number))
            return true;
    return false;
}

static struct str detail_of(struct act *a, const struct case_input *in)
{
    struct str origin = list_label(a->app, "origins", in->origin);
    struct str on = date_words(a->mem, in->referred_on), as_of = date_words(a->mem, in->as_of);
    struct str all =
        str_fmt(a->mem, "Case %.*s. %.*s; referred on %.*s by %.*s.", STR_ARG(in->number),
                STR_ARG(origin), STR_ARG(on), STR_ARG(in->source));

    if (in->under_way)
        all = str_fmt(a->mem, "%.*s Already under way, told as of %.*s.", STR_ARG(all),
                      STR_ARG(as_of));
    return all;
}

/* So that a second row of the same number is seen. */
static void remember(struct import *im, struct str id, const struct case_input *in)
{
    im->cases[im->ncases++] = (struct caseload_row){
        .case_id = str_copy(im->keep, id),
        .number = str_copy(im->keep, in->number),
        .title = str_copy(im->keep, in->title),
    };
}

enum rw_status import_case_row(struct act *a, struct import *im, const struct csv_row *row,
                               struct import_row *out)
{
    struct case_input in = read_case(a, im, row);
    struct str id = id_new(a->mem);
    enum rw_status st;

    out->what = in.title;
    if (in.number.len && have_case(im, in.number)) {
        out->state = IMPORT_HERE;
        out->detail = str_fmt(a->mem, "You have a family of the number %.*s.", STR_ARG(in.number));
        a->bad.n = 0;
        return RW_OK;
    }
    read_scenarios(a, im, row, &in);
    if (!in.number.len)
        problem_add(&a->bad, "number",
                    STR("Please give a number: people and appointments find the family by it."));
    if (in.as_of.day != RW_NO_DATE.day && !in.under_way)
        problem_add(&a->bad, "under_way",
                    STR("Please say yes here, or leave the day out that it is told for."));
    family_case_check(a, &in);
    st = check_done(a);
    if (st)
        return st;
    out->detail = detail_of(a, &in);
    st = family_case_put(a, id, &in);
    if (!st)
        remember(im, id, &in);
    return st;
}
