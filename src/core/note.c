#include "core/note.h"

static const char *const state_words[NOTE_STATES] = {
    [NOTE_DRAFT] = "draft",
    [NOTE_SIGNED] = "signed",
    [NOTE_VOID] = "void",
};

static const struct {
    enum note_state from;
    enum note_event on;
    enum note_state to;
} moves[] = {
    { NOTE_DRAFT, NOTE_SAVE, NOTE_DRAFT },
    { NOTE_DRAFT, NOTE_SIGN, NOTE_SIGNED },
    { NOTE_DRAFT, NOTE_DISCARD, NOTE_VOID },
    { NOTE_SIGNED, NOTE_ADD, NOTE_SIGNED },
};

const char *note_state_word(enum note_state s)
{
    return (unsigned)s < NOTE_STATES ? state_words[s] : "void";
}

bool note_state_of(struct str word, enum note_state *s)
{
    size_t i;

    for (i = 0; i < NOTE_STATES; i++)
        if (str_is(word, state_words[i])) {
            *s = (enum note_state)i;
            return true;
        }
    return false;
}

bool note_move(enum note_state from, enum note_event on, enum note_state *to)
{
    size_t i;

    for (i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].on == on) {
            *to = moves[i].to;
            return true;
        }
    return false;
}

static void put_text(struct out *o, const char *name, struct str s)
{
    out_z(o, name);
    out_char(o, ' ');
    out_i64(o, (int64_t)s.len);
    out_char(o, ' ');
    out_str(o, s);
    out_char(o, '\n');
}

static void put_number(struct out *o, const char *name, int64_t v)
{
    out_z(o, name);
    out_char(o, ' ');
    out_i64(o, v);
    out_char(o, '\n');
}

/* Insertion sorts: a session has a handful of people and of tags. */
static void put_people(struct arena *a, const struct note_record *n, struct out *o)
{
    struct note_person *sorted = arena_array(a, struct note_person, n->npeople);
    size_t i, at;

    if (a->spent)
        return;
    for (i = 0; i < n->npeople; i++) {
        for (at = i; at > 0; at--) {
            if (str_cmp(sorted[at - 1].person_id, n->people[i].person_id) <= 0)
                break;
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = n->people[i];
    }
    put_number(o, "people", (int64_t)n->npeople);
    for (i = 0; i < n->npeople; i++) {
        put_text(o, "person", sorted[i].person_id);
        put_number(o, "person-minutes", sorted[i].minutes);
    }
}

static void put_tags(struct arena *a, const struct note_record *n, struct out *o)
{
    struct str *sorted = arena_array(a, struct str, n->ntags);
    size_t i, at;

    if (a->spent)
        return;
    for (i = 0; i < n->ntags; i++) {
        for (at = i; at > 0 && str_cmp(sorted[at - 1], n->tags[i]) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = n->tags[i];
    }
    put_number(o, "tags", (int64_t)n->ntags);
    for (i = 0; i < n->ntags; i++)
        put_text(o, "tag", sorted[i]);
}

static void put_signer(struct out *o, struct str name, struct str licence)
{
    if (!name.len)
        return;
    put_text(o, "signer", name);
    put_text(o, "licence", licence);
}

void note_bytes(struct arena *a, const struct note_record *n, struct out *o)
{
    out_z(o, n->signed_name.len ? "rw/note/v2\n" : "rw/note/v1\n");
    put_text(o, "case", n->case_id);
    put_text(o, "id", n->id);
    put_text(o, "kind", n->kind);
    put_text(o, "class", n->cls);
    put_text(o, "author", n->author_id);
    put_number(o, "day", n->on.day);
    put_number(o, "started", n->started_utc);
    put_number(o, "minutes", n->minutes);
    put_text(o, "appointment", n->appointment_id);
    put_text(o, "direction", n->direction);
    put_number(o, "billable", n->billable);
    put_number(o, "late", n->late);
    put_people(a, n, o);
    put_tags(a, n, o);
    put_text(o, "body", n->body);
    put_number(o, "signed", n->signed_utc);
    put_signer(o, n->signed_name, n->signed_licence);
}

void addendum_bytes(const struct addendum_record *d, struct out *o)
{
    out_z(o, d->signed_name.len ? "rw/addendum/v2\n" : "rw/addendum/v1\n");
    put_text(o, "case", d->case_id);
    put_text(o, "note", d->note_id);
    put_text(o, "id", d->id);
    put_text(o, "author", d->author_id);
    put_text(o, "reason", d->reason);
    put_text(o, "body", d->body);
    put_number(o, "late", d->late);
    put_number(o, "signed", d->signed_utc);
    put_signer(o, d->signed_name, d->signed_licence);
}

bool note_is_late(struct date on, struct date recorded, int32_t late_days)
{
    return date_known(on) && date_known(recorded) && date_diff(recorded, on) > late_days;
}

unsigned note_lacks(const struct note_record *n, bool is_log, bool is_session, int64_t now_utc)
{
    unsigned lacks = 0;

    if (str_empty(str_trim(n->body)))
        lacks |= NOTE_LACKS_TEXT;
    if (n->npeople == 0 && is_session)
        lacks |= NOTE_LACKS_PEOPLE;
    if (n->minutes <= 0 && !is_log)
        lacks |= NOTE_LACKS_MINUTES;
    if (n->started_utc > now_utc)
        lacks |= NOTE_LACKS_PAST;
    if (is_log && str_empty(n->direction))
        lacks |= NOTE_LACKS_DIRECTION;
    return lacks;
}
