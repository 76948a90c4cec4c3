#include "web/pages/session_row.h"

struct str session_state_words(enum appointment_state s)
{
    static const char *const words[APPOINTMENT_STATES] = {
        [APPOINTMENT_PLANNED] = "planned",     [APPOINTMENT_HELD] = "happened",
        [APPOINTMENT_CANCELLED] = "cancelled", [APPOINTMENT_NOT_STARTED] = "did not go ahead",
        [APPOINTMENT_STOPPED] = "on hold",
    };

    return str_of((unsigned)s < APPOINTMENT_STATES ? words[s] : "");
}

static bool wants_note(const struct req *r, const struct appointment_line *l)
{
    bool open = l->state == APPOINTMENT_PLANNED || l->state == APPOINTMENT_HELD;

    return l->clinical && open && !l->has_note && l->starts.date.day <= r->act.today.day;
}

static struct str title_of(struct req *r, const struct appointment_line *l)
{
    if (!l->names.len)
        return l->kind;
    return str_fmt(r->mem, "%.*s: %.*s", STR_ARG(l->names), STR_ARG(l->kind));
}

void session_rows(struct req *r, const struct appointment_line *lines, size_t n,
                  struct session_row_view *rows)
{
    size_t i;

    for (i = 0; i < n; i++) {
        const struct appointment_line *l = &lines[i];
        struct str place = l->room;

        if (!l->mine)
            place = place.len ? str_join(r->mem, place, STR(" · "), l->clinician) : l->clinician;
        rows[i] = (struct session_row_view){
            .time = clock_time(r->mem, l->starts_utc),
            .until = clock_time(r->mem, l->starts_utc + l->minutes * 60),
            .title = title_of(r, l),
            .family = l->family,
            .place = place,
            .href =
                page_path(r, "/cases/%.*s/appointments/%.*s", STR_ARG(l->case_id), STR_ARG(l->id)),
            .apart = l->apart,
            .warn = l->unlicensed ? STR(SESSION_UNLICENSED) : STR_NULL,
            .state = session_state_words(l->state),
        };
        if (wants_note(r, l))
            rows[i].start = page_path(r, "/cases/%.*s/notes/new?appointment=%.*s",
                                      STR_ARG(l->case_id), STR_ARG(l->id));
    }
}
