#include "app/note.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "app/note_rows.h"
#include "app/numbers.h"
#include "gen/queries.h"

/* Groups of content/lists/note-kinds. */
#define GROUP_LOG "Calls and messages"
#define GROUP_SESSION "Sessions"
#define MINUTES_MAX 1440 /* a day */
#define TAGS_MAX 40
#define ID_HALF (CRYPTO_ID_LEN / 2)

static const char *const classes[] = { "S", "P", "C", NULL };
static const char *const directions[] = { "in", "out", NULL };

struct save_job {
    struct str case_id, id;
    const struct note_input *in;
    int64_t started_utc;
    bool late;
    struct note_saved done;
};

static unsigned digit_of(char hex)
{
    return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

/* Half of a new id is random, the other half shows that it was made here, for this person and this
 * family. So an id that somebody thought up, or took from elsewhere, is answered like that of
 * another's draft: whether there is such a one can't be asked. */
static struct str id_of(struct act *a, struct str case_id, struct str random)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    struct str text = str_fmt(a->mem, "note %.*s %.*s %.*s", STR_ARG(a->viewer.account_id),
                              STR_ARG(case_id), STR_ARG(random));
    struct str hex = db_lookup_key(a->db, a->mem, text);
    char *mark = arena_array(a->mem, char, ID_HALF);
    size_t i;

    if (a->mem->spent || hex.len < (size_t)2 * ID_HALF)
        return STR_NULL;
    for (i = 0; i < ID_HALF; i++)
        mark[i] = letters[(digit_of(hex.p[2 * i]) << 4 | digit_of(hex.p[2 * i + 1])) & 31u];
    return str_join(a->mem, random, STR(""), (struct str){ mark, ID_HALF });
}

struct str note_new_id(struct act *a, struct str case_id)
{
    return id_of(a, case_id, (struct str){ id_new(a->mem).p, ID_HALF });
}

static bool is_given(struct act *a, struct str case_id, struct str id)
{
    return id.len == CRYPTO_ID_LEN &&
           same_bytes(id_of(a, case_id, (struct str){ id.p, ID_HALF }), id);
}

static bool is_id(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '2' && s.p[i] <= '7')))
            return false;
    return s.len == CRYPTO_ID_LEN;
}

static bool kind_is_of(const struct act *a, struct str kind, const char *group)
{
    const struct choice *c = choice_find(list_of(a->app, LIST_NOTE_KINDS), kind);

    return c && str_is(c->group, group);
}

bool note_kind_is_log(const struct act *a, struct str kind)
{
    return kind_is_of(a, kind, GROUP_LOG);
}

bool note_kind_is_session(const struct act *a, struct str kind)
{
    return kind_is_of(a, kind, GROUP_SESSION);
}

struct str note_wall(struct str cls)
{
    if (str_is(cls, "P"))
        return STR("Process notes: only the author can read them.");
    if (str_is(cls, "C"))
        return STR("Child-private: never shown to a parent or the court.");
    return STR("");
}

/* -- what may be stored as a draft ------------------------------------------------------------ */

static void check_tags(struct act *a, const struct note_input *in)
{
    const struct choice_list *list = list_of(a->app, LIST_FOCUS_TAGS);
    size_t i, k;

    if (in->ntags > TAGS_MAX)
        problem_add(&a->bad, "tags", STR("Please choose fewer."));
    for (i = 0; i < in->ntags && i < TAGS_MAX; i++) {
        if (!choice_find(list, in->tags[i]))
            problem_add(&a->bad, "tags", STR("Please choose from the list."));
        for (k = 0; k < i; k++)
            if (str_eq(in->tags[i], in->tags[k]))
                problem_add(&a->bad, "tags", STR("Please choose each once."));
    }
}

static void check_draft(struct act *a, const struct note_input *in)
{
    size_t i;

    check_choice(a, "kind", list_of(a->app, LIST_NOTE_KINDS), in->kind);
    check_one_of(a, "cls", in->cls, classes);
    check_date(a, "on", in->on, REQUIRED);
    if (in->at_min < 0 || in->at_min >= 24 * 60)
        problem_add(&a->bad, "at_min", STR("Please give the time it began."));
    if (in->minutes < 0 || in->minutes > MINUTES_MAX)
        problem_add(&a->bad, "minutes", STR("Please give a length of at most 1440 minutes."));
    if (in->direction.len)
        check_one_of(a, "direction", in->direction, directions);
    for (i = 0; i < in->npeople; i++)
        if (in->people[i].minutes < 0 || in->people[i].minutes > MINUTES_MAX)
            problem_add(&a->bad, "people", STR("Please give at most 1440 minutes for each."));
    check_tags(a, in);
    check_text(a, "body", in->body, OPTIONAL);
}

static enum rw_status check_links(struct act *a, const struct save_job *j)
{
    struct str *ids = arena_array(a->mem, struct str, j->in->npeople);
    struct q_appointment_get_in in = { .case_id = j->case_id, .id = j->in->appointment_id };
    struct appointment_row row;
    struct case_people people;
    size_t i;
    enum rw_status st = case_people_load(a, j->case_id, &people);

    for (i = 0; !st && !a->mem->spent && i < j->in->npeople; i++)
        ids[i] = j->in->people[i].person_id;
    if (!st)
        case_people_check(a, "people", &people, ids, j->in->npeople);
    if (!st && j->in->appointment_id.len) {
        st = q_appointment_get(a->db, a->mem, &in, &row, &a->err);
        if (st == RW_ENOTFOUND) {
            problem_add(&a->bad, "appointment_id",
                        STR("Please choose one of this family's "
                            "appointments."));
            st = RW_OK;
        }
    }
    return st ? st : check_done(a);
}

/* -- writing ---------------------------------------------------------------------------------- */

static struct note_record record_as_typed(const struct act *a, const struct save_job *j)
{
    const struct note_input *in = j->in;

    return (struct note_record){ .case_id = j->case_id,
                                 .id = j->id,
                                 .kind = in->kind,
                                 .cls = in->cls,
                                 .author_id = a->viewer.account_id,
                                 .on = in->on,
                                 .started_utc = j->started_utc,
                                 .minutes = in->minutes,
                                 .appointment_id = in->appointment_id,
                                 .direction = in->direction,
                                 .billable = in->billable,
                                 .late = j->late,
                                 .people = in->people,
                                 .npeople = in->npeople,
                                 .tags = in->tags,
                                 .ntags = in->ntags,
                                 .body = in->body,
                                 .signed_utc = RW_NO_TIME };
}

/* The same text once more, from a page that never heard of the first answer, is no conflict. */
static enum rw_status same_already(struct act *a, struct save_job *j, const struct note *stored)
{
    struct note_record typed = record_as_typed(a, j);
    struct str was, is;
    enum rw_status st = note_hash(a, &stored->record, &was);

    if (!st)
        st = note_hash(a, &typed, &is);
    if (st)
        return st;
    if (stored->state != NOTE_DRAFT || !str_eq(was, is))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the note was saved since this version");
    j->done.version = stored->row.version;
    return RW_OK;
}

static enum rw_status write_new(struct act *a, struct save_job *j)
{
    const struct note_input *in = j->in;
    struct q_note_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .kind = in->kind,
        .state = str_of(note_state_word(NOTE_DRAFT)),
        .class = in->cls,
        .author_id = a->viewer.account_id,
        .on_date = date_iso(a->mem, in->on),
        .started_utc = utc_iso(a->mem, j->started_utc),
        .minutes = in->minutes,
        .appointment_id = str_or(in->appointment_id, NULL),
        .direction = str_or(in->direction, NULL),
        .billable = in->billable,
        .late = j->late,
        .body = in->body.p ? in->body : STR(""),
        .saved_utc = utc_iso(a->mem, a->now_utc),
        .version = 1,
    };

    j->done.version = 1;
    return q_note_add(a->db, a->mem, &row, &a->err);
}

static enum rw_status write_change(struct act *a, struct save_job *j)
{
    const struct note_input *in = j->in;
    struct q_note_save_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .version = in->version,
        .kind = in->kind,
        .class = in->cls,
        .on_date = date_iso(a->mem, in->on),
        .started_utc = utc_iso(a->mem, j->started_utc),
        .minutes = in->minutes,
        .appointment_id = str_or(in->appointment_id, NULL),
        .direction = str_or(in->direction, NULL),
        .billable = in->billable,
        .late = j->late,
        .body = in->body.p ? in->body : STR(""),
        .saved_utc = utc_iso(a->mem, a->now_utc),
    };

    j->done.version = in->version + 1;
    return q_note_save(a->db, a->mem, &row, &a->err);
}

static enum rw_status write_people(struct act *a, const struct save_job *j)
{
    struct q_note_people_drop_in all = { .case_id = j->case_id, .note_id = j->id };
    size_t i;
    enum rw_status st = q_note_people_drop(a->db, a->mem, &all, &a->err);

    for (i = 0; !st && i < j->in->npeople; i++)
        st = q_note_person_add(
            a->db, a->mem,
            &(struct q_note_person_add_in){ .case_id = j->case_id,
                                            .note_id = j->id,
                                            .person_id = j->in->people[i].person_id,
                                            .minutes = j->in->people[i].minutes },
            &a->err);
    return st;
}

static enum rw_status write_tags(struct act *a, const struct save_job *j)
{
    struct q_note_tags_drop_in all = { .case_id = j->case_id, .note_id = j->id };
    size_t i;
    enum rw_status st = q_note_tags_drop(a->db, a->mem, &all, &a->err);

    for (i = 0; !st && i < j->in->ntags; i++)
        st = q_note_tag_add(a->db, a->mem,
                            &(struct q_note_tag_add_in){
                                .case_id = j->case_id, .note_id = j->id, .tag = j->in->tags[i] },
                            &a->err);
    return st;
}

static enum rw_status audit_save(struct act *a, const struct save_job *j, const char *action)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "note",
                                         .object_id = j->id,
                                         .case_id = j->case_id,
                                         .object_version = j->done.version });
}

static enum rw_status write_draft(struct act *a, struct save_job *j, bool is_new)
{
    enum rw_status st = check_links(a, j);

    if (!st)
        st = is_new ? write_new(a, j) : write_change(a, j);
    if (!st)
        st = write_people(a, j);
    if (!st)
        st = write_tags(a, j);
    return st ? st : audit_save(a, j, is_new ? "note-begin" : "note-save");
}

static enum rw_status apply_save(struct act *a, void *arg)
{
    struct save_job *j = arg;
    struct note stored;
    enum rw_status st = note_load(a, j->case_id, j->id, &stored);

    if (st == RW_ENOTFOUND && j->in->version == 0 && is_given(a, j->case_id, j->id))
        return write_draft(a, j, true);
    if (st)
        return st;
    if (!stored.mine || stored.state == NOTE_VOID)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "a draft of somebody else, or a discarded one");
    if (stored.state == NOTE_DRAFT && stored.row.version == j->in->version)
        return write_draft(a, j, false);
    st = same_already(a, j, &stored);
    return st ? st : audit_save(a, j, "note-save-again");
}

static enum rw_status late_now(struct act *a, struct date on, bool *late)
{
    int64_t days = 0;
    enum rw_status st = number_of(a, NUMBER_LATE_ENTRY, &days);

    *late = !st && note_is_late(on, a->today, (int32_t)days);
    return st;
}

enum rw_status note_save(struct act *a, struct str case_id, struct str id,
                         const struct note_input *in, struct note_saved *s)
{
    struct save_job j = { .case_id = case_id, .id = id, .in = in };
    enum info_class cls = class_of_letter(in->cls);
    enum rw_status st = act_allow(a, case_id, CAP_NOTE_WRITE, cls ? cls : CLASS_S, true);

    if (st)
        return st;
    if (!is_id(id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no id of ours");
    check_draft(a, in);
    st = check_done(a);
    if (!st)
        st = late_now(a, in->on, &j.late);
    if (st)
        return st;
    j.started_utc = clock_utc((struct local){ in->on, in->at_min });
    j.done.saved_utc = a->now_utc;
    st = act_write(a, apply_save, &j);
    if (!st)
        *s = j.done;
    return st;
}
