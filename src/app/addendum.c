#include "app/addendum.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/credential.h"
#include "app/note_rows.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define ADDENDUM_FRAME_MAX (4u << 10)

struct addendum_job {
    struct str case_id, note_id, id, reason, body;
    int64_t late_days;
};

static enum rw_status hash_addendum(struct act *a, const struct addendum_record *d,
                                    struct str *hash)
{
    struct out o;
    bool over;

    out_init(&o, d->reason.len + d->body.len + ADDENDUM_FRAME_MAX);
    addendum_bytes(d, &o);
    over = o.over;
    if (!over)
        *hash = hash_sha256(a->mem, out_view(&o));
    out_clear(&o);
    out_free(&o);
    return over ? RW_FAIL(&a->err, RW_ELIMIT, "an addendum too large to hash") : RW_OK;
}

static enum rw_status write_addendum(struct act *a, const struct addendum_job *j, bool late)
{
    struct q_addendum_add_in in = { .case_id = j->case_id,
                                    .id = j->id,
                                    .note_id = j->note_id,
                                    .author_id = a->viewer.account_id,
                                    .reason = j->reason,
                                    .body = j->body,
                                    .late = late,
                                    .signed_utc = utc_iso(a->mem, a->now_utc),
                                    .signed_name = a->viewer.name,
                                    .signed_licence = str_or(a->viewer.licence, NULL) };
    struct addendum_record d = { .case_id = j->case_id,
                                 .note_id = j->note_id,
                                 .id = j->id,
                                 .author_id = a->viewer.account_id,
                                 .reason = j->reason,
                                 .body = j->body,
                                 .late = late,
                                 .signed_utc = a->now_utc,
                                 .signed_name = a->viewer.name,
                                 .signed_licence = a->viewer.licence };
    struct str hash;
    enum rw_status st = hash_addendum(a, &d, &hash);

    in.content_hash = hash;
    if (!st)
        st = q_addendum_add(a->db, a->mem, &in, &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "addendum-sign",
                                           .object_type = "addendum",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1,
                                           .object_hash = hash });
    return st;
}

static enum rw_status apply_addendum(struct act *a, void *arg)
{
    const struct addendum_job *j = arg;
    struct note n;
    enum note_state to;
    enum rw_status st = note_load(a, j->case_id, j->note_id, &n);

    if (!st)
        st = note_wall_check(a, &n, CAP_NOTE_READ);
    if (!st)
        st = act_allow(a, j->case_id, CAP_NOTE_SIGN, class_of_letter(n.row.class), true);
    if (st)
        return st;
    if (!note_move(n.state, NOTE_ADD, &to))
        problem_add(&a->bad, "",
                    STR("This note is still a draft. Please write in the note "
                        "itself."));
    st = check_done(a);
    if (!st)
        st = credential_must_sign(a, n.record.on);
    return st ? st
              : write_addendum(a, j, note_is_late(n.record.on, a->today, (int32_t)j->late_days));
}

enum rw_status addendum_sign(struct act *a, struct str case_id, struct str note_id,
                             struct str reason, struct str body, struct str *id)
{
    struct addendum_job j = {
        .case_id = case_id, .note_id = note_id, .reason = reason, .body = body
    };
    enum rw_status st = act_open_case(a, case_id, CAP_NOTE_SIGN);

    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    check_line(a, "reason", reason, REQUIRED);
    check_text(a, "body", body, REQUIRED);
    st = check_done(a);
    if (!st)
        st = number_of(a, NUMBER_LATE_ENTRY, &j.late_days);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_addendum, &j);
    if (!st)
        *id = j.id;
    return st;
}

bool addenda_intact(struct act *a, const struct note *n)
{
    size_t i;

    for (i = 0; i < n->naddenda; i++) {
        const struct addendum_list_row *r = &n->addenda[i];
        struct addendum_record d = { .case_id = r->case_id,
                                     .note_id = r->note_id,
                                     .id = r->id,
                                     .author_id = r->author_id,
                                     .reason = r->reason,
                                     .body = r->body,
                                     .late = r->late != 0,
                                     .signed_name = r->signed_name,
                                     .signed_licence = r->signed_licence };
        struct str hash;

        if (!r->content_hash.len)
            continue;
        if (!utc_parse(r->signed_utc, &d.signed_utc) || hash_addendum(a, &d, &hash) ||
            !str_eq(hash, r->content_hash))
            return false;
    }
    return true;
}

struct str addendum_signer(struct arena *a, const struct addendum_list_row *d)
{
    if (d->signed_licence.len)
        return str_join(a, d->signed_name, STR(", "), d->signed_licence);
    return d->signed_name.len ? d->signed_name : d->author;
}
