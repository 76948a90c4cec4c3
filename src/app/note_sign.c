/* note_sign.c -- signing: the whole text shown, both factors given, then locked for good. */
#include "app/appointment.h"
#include "app/audit.h"
#include "app/check.h"
#include "app/credential.h"
#include "app/note.h"
#include "app/note_rows.h"
#include "app/numbers.h"
#include "gen/queries.h"

struct sign_job {
    struct str case_id, id;
    int64_t version, late_days;
    struct str hash;
};

static const struct {
    unsigned lack;
    const char *field, *text;
} lacks[] = {
    { NOTE_LACKS_TEXT, "body", "Please write the note before you sign it." },
    { NOTE_LACKS_PEOPLE, "people", "Please say who took part." },
    { NOTE_LACKS_MINUTES, "minutes", "Please say how long it took." },
    { NOTE_LACKS_PAST, "on", "It lies in the future. Please correct the day or the time." },
    { NOTE_LACKS_DIRECTION, "direction", "Please say whether it came in or went out." },
};

void note_say_lacks(const struct note *n, struct problems *p)
{
    size_t i;

    for (i = 0; i < sizeof lacks / sizeof *lacks; i++)
        if (n->lacks & lacks[i].lack)
            problem_add(p, lacks[i].field, str_of(lacks[i].text));
}

static enum rw_status check_whole(struct act *a, const struct note *n)
{
    note_say_lacks(n, &a->bad);
    return check_done(a);
}

/* The signed note of a session on its appointment. A call about it does not make it held. */
static enum rw_status mark_appointment(struct act *a, const struct note *n)
{
    if (!n->row.appointment_id.len || str_is(n->row.class, "P") ||
        !note_kind_is_session(a, n->row.kind))
        return RW_OK;
    return appointment_note_put(a, n->row.case_id, n->row.appointment_id, n->row.id);
}

/* What lies in the store must have the very bytes that the hash was taken of. */
static enum rw_status verify(struct act *a, const struct sign_job *j, struct note *again)
{
    struct str hash;
    enum rw_status st = note_load(a, j->case_id, j->id, again);

    if (!st)
        st = note_hash(a, &again->record, &hash);
    if (st)
        return st;
    if (again->state != NOTE_SIGNED || !str_eq(hash, j->hash) ||
        !str_eq(again->row.content_hash, j->hash))
        return RW_FAIL(&a->err, RW_EBUG, "a note read back differs from what was signed");
    return RW_OK;
}

static enum rw_status lock_note(struct act *a, struct sign_job *j, struct note *n)
{
    struct q_note_sign_in in = { .case_id = j->case_id, .id = j->id, .version = j->version };
    enum rw_status st;

    n->record.late = note_is_late(n->record.on, a->today, (int32_t)j->late_days);
    n->record.signed_utc = a->now_utc;
    n->record.signed_name = a->viewer.name;
    n->record.signed_licence = a->viewer.licence;
    st = note_hash(a, &n->record, &j->hash);
    if (st)
        return st;
    in.late = n->record.late;
    in.signed_utc = utc_iso(a->mem, a->now_utc);
    in.signed_name = a->viewer.name;
    in.signed_licence = str_or(a->viewer.licence, NULL);
    in.content_hash = j->hash;
    return q_note_sign(a->db, a->mem, &in, &a->err);
}

static enum rw_status apply_sign(struct act *a, void *arg)
{
    struct sign_job *j = arg;
    struct note n, again;
    enum note_state to;
    enum rw_status st = note_load(a, j->case_id, j->id, &n);

    if (!st)
        st = note_wall_check(a, &n, CAP_NOTE_SIGN);
    if (st)
        return st;
    if (n.row.version != j->version || !note_move(n.state, NOTE_SIGN, &to))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the note changed since it was shown");
    st = check_whole(a, &n);
    if (!st)
        st = credential_must_sign(a, n.record.on);
    if (!st)
        st = lock_note(a, j, &n);
    if (!st)
        st = verify(a, j, &again);
    if (!st)
        st = note_put_line(a, &again);
    if (!st)
        st = mark_appointment(a, &again);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "note-sign",
                                           .object_type = "note",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->version + 1,
                                           .object_hash = j->hash });
    return st;
}

enum rw_status note_sign(struct act *a, struct str case_id, struct str id, int64_t version)
{
    struct sign_job j = { .case_id = case_id, .id = id, .version = version };
    enum rw_status st = act_open_case(a, case_id, CAP_NOTE_SIGN);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    if (!st)
        st = number_of(a, NUMBER_LATE_ENTRY, &j.late_days);
    return st ? st : act_write(a, apply_sign, &j);
}

struct str note_signer(struct arena *a, const struct note *n)
{
    if (n->row.signed_licence.len)
        return str_join(a, n->row.signed_name, STR(", "), n->row.signed_licence);
    return n->row.signed_name.len ? n->row.signed_name : n->row.author;
}

bool note_intact(struct act *a, const struct note *n)
{
    struct str hash;

    return n->state == NOTE_SIGNED && note_hash(a, &n->record, &hash) == RW_OK &&
           str_eq(hash, n->row.content_hash);
}

static enum rw_status apply_discard(struct act *a, void *arg)
{
    const struct sign_job *j = arg;
    struct q_note_void_in in = { .case_id = j->case_id,
                                 .id = j->id,
                                 .version = j->version,
                                 .body = STR(""),
                                 .saved_utc = utc_iso(a->mem, a->now_utc) };
    struct note n;
    enum note_state to;
    enum rw_status st = note_load(a, j->case_id, j->id, &n);

    if (!st)
        st = note_wall_check(a, &n, CAP_NOTE_WRITE);
    if (!st && (!n.mine || n.row.version != j->version || !note_move(n.state, NOTE_DISCARD, &to)))
        st = RW_FAIL(&a->err, RW_ECONFLICT, "the note changed since it was shown");
    if (!st)
        st = q_note_void(a->db, a->mem, &in, &a->err);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "note-discard",
                                           .object_type = "note",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = j->version + 1 });
    return st;
}

enum rw_status note_discard(struct act *a, struct str case_id, struct str id, int64_t version)
{
    struct sign_job j = { .case_id = case_id, .id = id, .version = version };
    enum rw_status st = act_open_case(a, case_id, CAP_NOTE_WRITE);

    return st ? st : act_write(a, apply_discard, &j);
}
