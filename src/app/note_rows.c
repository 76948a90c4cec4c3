#include "app/note_rows.h"

#include "app/chronology.h"
#include "app/lists.h"
#include "gen/queries.h"

/* Bytes around the text: ids of everybody and every tag, and the names of the fields. */
#define NOTE_FRAME_MAX (64u << 10)

static struct note_record record_of(const struct note_row *r)
{
    struct note_record rec = { .case_id = r->case_id,
                               .id = r->id,
                               .kind = r->kind,
                               .cls = r->class,
                               .author_id = r->author_id,
                               .on = RW_NO_DATE,
                               .minutes = r->minutes,
                               .appointment_id = r->appointment_id,
                               .direction = r->direction,
                               .billable = r->billable != 0,
                               .late = r->late != 0,
                               .body = r->body,
                               .signed_utc = RW_NO_TIME,
                               .signed_name = r->signed_name,
                               .signed_licence = r->signed_licence };

    if (!date_parse(r->on_date, &rec.on))
        rec.on = RW_NO_DATE;
    if (!utc_parse(r->started_utc, &rec.started_utc))
        rec.started_utc = RW_NO_TIME;
    if (r->signed_utc.len && !utc_parse(r->signed_utc, &rec.signed_utc))
        rec.signed_utc = RW_NO_TIME;
    return rec;
}

static enum rw_status load_people(struct act *a, struct note *n)
{
    struct q_note_people_in in = { .case_id = n->row.case_id, .note_id = n->row.id };
    struct note_people_row *rows = NULL;
    struct note_person *people;
    struct str *ids;
    size_t i, count = 0;
    enum rw_status st = q_note_people(a->db, a->mem, &in, &rows, &count, &a->err);

    if (!st)
        st = case_people_load(a, n->row.case_id, &n->people);
    if (st)
        return st;
    people = arena_array(a->mem, struct note_person, count);
    ids = arena_array(a->mem, struct str, count);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < count; i++) {
        people[i] = (struct note_person){ rows[i].person_id, rows[i].minutes };
        ids[i] = rows[i].person_id;
    }
    n->record.people = people;
    n->record.npeople = count;
    n->names = case_people_names(a->mem, &n->people, ids, count);
    return RW_OK;
}

static enum rw_status load_tags(struct act *a, struct note *n)
{
    struct q_note_tags_in in = { .case_id = n->row.case_id, .note_id = n->row.id };
    struct note_tags_row *rows = NULL;
    struct str *tags;
    size_t i, count = 0;
    enum rw_status st = q_note_tags(a->db, a->mem, &in, &rows, &count, &a->err);

    if (st)
        return st;
    tags = arena_array(a->mem, struct str, count);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < count; i++)
        tags[i] = rows[i].tag;
    n->record.tags = tags;
    n->record.ntags = count;
    return RW_OK;
}

enum rw_status note_load(struct act *a, struct str case_id, struct str id, struct note *n)
{
    struct q_note_get_in in = { .case_id = case_id, .id = id };
    enum rw_status st;

    *n = (struct note){ 0 };
    st = q_note_get(a->db, a->mem, &in, &n->row, &a->err);
    if (st)
        return st;
    if (!note_state_of(n->row.state, &n->state))
        return RW_FAIL(&a->err, RW_EBUG, "a note in no known state");
    n->record = record_of(&n->row);
    n->started = clock_local(n->record.started_utc);
    n->kind = list_label(a->app, LIST_NOTE_KINDS, n->row.kind);
    n->is_log = note_kind_is_log(a, n->row.kind);
    n->mine = str_eq(n->row.author_id, a->viewer.account_id);
    st = load_people(a, n);
    if (!st)
        st = load_tags(a, n);
    if (!st)
        n->lacks =
            note_lacks(&n->record, n->is_log, note_kind_is_session(a, n->row.kind), a->now_utc);
    return st;
}

enum rw_status note_hash(struct act *a, const struct note_record *r, struct str *hash)
{
    struct out o;
    bool over;

    out_init(&o, r->body.len + NOTE_FRAME_MAX);
    note_bytes(a->mem, r, &o);
    over = o.over || a->mem->spent;
    if (!over)
        *hash = hash_sha256(a->mem, out_view(&o));
    out_clear(&o);
    out_free(&o);
    return over ? RW_FAIL(&a->err, RW_ELIMIT, "a note too large to hash") : RW_OK;
}

enum rw_status note_put_line(struct act *a, const struct note *n)
{
    struct str *ids = arena_array(a->mem, struct str, n->record.npeople);
    struct str line = n->kind;
    size_t i;

    if (class_of_letter(n->row.class) == CLASS_P)
        return RW_OK;
    for (i = 0; !a->mem->spent && i < n->record.npeople; i++)
        ids[i] = n->record.people[i].person_id;
    if (n->names.len)
        line = str_fmt(a->mem, "%.*s: %.*s", STR_ARG(line), STR_ARG(n->names));
    if (n->row.minutes > 0)
        line = str_fmt(a->mem, "%.*s, %lld min", STR_ARG(line), (long long)n->row.minutes);
    return chronology_put(a, &(struct chronology_entry){
                                 .case_id = n->row.case_id,
                                 .kind = n->is_log ? "contact_log" : "note",
                                 .ref_id = n->row.id,
                                 .on = n->record.on,
                                 .at_utc = n->record.started_utc,
                                 .child_id = case_people_child(&n->people, ids, n->record.npeople),
                                 .account_id = n->row.author_id,
                                 .state = note_state_word(n->state),
                                 .cls = class_of_letter(n->row.class),
                                 .line = line });
}

enum rw_status note_wall_check(struct act *a, const struct note *n, enum capability cap)
{
    enum info_class cls = class_of_letter(n->row.class);
    bool there = n->state == NOTE_SIGNED || (n->state == NOTE_DRAFT && n->mine);

    if (!there && !n->mine)
        return act_refuse(a, n->row.case_id, cap);
    if (!there)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "a discarded draft");
    return act_allow(a, n->row.case_id, cap, cls, n->mine);
}
