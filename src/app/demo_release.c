/* demo_release.c -- the demonstration: privilege, releases, requests for a record. */
#include "app/demo_family.h"
#include "app/privilege.h"
#include "app/record_request.h"
#include "app/release.h"

/* See demo_case.c: what rests on another comes later in the day. */
enum { AT_PRIVILEGE = 1040, AT_RELEASE = 1041, AT_ENDED = 1042, AT_REQUEST = 1043 };

static enum rw_status settle(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_privilege *x = row;
    const struct str *children;
    size_t n = demo_ids(c, a->mem, x->children, &children), i;
    struct privilege_input in = { .holder = str_of(x->holder),
                                  .holder_id = demo_id(c, x->person),
                                  .waiver = STR("not_waived"),
                                  .document_id = demo_id(c, x->paper),
                                  .on = a->today };
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++) {
        in.person_id = children[i];
        st = privilege_record(a, c->case_id, &in);
    }
    return st;
}

static enum rw_status give(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_release *x = row;
    const struct str *parts;
    struct str signer = demo_id(c, x->person), id = STR_NULL;
    struct release_input in = { .subject_id = signer,
                                .recipient_id = demo_id(c, x->recipient),
                                .purpose = str_of(x->purpose),
                                .from = a->today,
                                .to = RW_NO_DATE,
                                .signed_on = a->today,
                                .expires = RW_NO_DATE,
                                .signers = &signer,
                                .nsigners = 1,
                                .method = STR("here"),
                                .copy_on = a->today };
    enum rw_status st;

    in.nparts = demo_words(a->mem, x->parts, &parts);
    in.parts = parts;
    st = release_add(a, c->case_id, &in, &id);
    if (!st)
        demo_made(c, x, NULL, id);
    return st;
}

static enum rw_status take_back(struct demo_case *c, struct act *a, const void *row)
{
    return release_end(a, c->case_id, demo_id_of(c, row), a->today,
                       STR("In writing; what it was for is done."));
}

static enum rw_status ask(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_request *x = row;
    const struct str *parts;
    struct str id;
    struct request_input in = { .subject_id = demo_id(c, x->child),
                                .asker_id = demo_id(c, x->person),
                                .received = a->today,
                                .way = STR("letter"),
                                .words = str_of(x->words) };

    in.nparts = demo_words(a->mem, x->parts, &parts);
    in.parts = parts;
    return request_add(a, c->case_id, &in, &id);
}

static enum rw_status state_none(struct demo_case *c, struct act *a, const void *row)
{
    const struct demo_family *f = row;

    return release_none(a, c->case_id, str_of(f->no_release));
}

void demo_plan_release(struct demo_plan *p, struct demo_case *c)
{
    const struct demo_family *f = c->family;
    size_t i;

    if (f->no_release)
        demo_plan_add(p, c, state_none, f, f->opened, AT_RELEASE);
    for (i = 0; i < f->nprivileges; i++)
        demo_plan_add(p, c, settle, &f->privileges[i], f->privileges[i].day, AT_PRIVILEGE);
    for (i = 0; i < f->nreleases; i++) {
        demo_plan_add(p, c, give, &f->releases[i], f->releases[i].day, AT_RELEASE);
        if (f->releases[i].ended)
            demo_plan_add(p, c, take_back, &f->releases[i], f->releases[i].ended, AT_ENDED);
    }
    for (i = 0; i < f->nrequests; i++)
        demo_plan_add(p, c, ask, &f->requests[i], f->requests[i].day, AT_REQUEST);
}
