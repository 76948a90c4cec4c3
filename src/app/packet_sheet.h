/* packet_sheet.h -- what packet.c and referral_letter.c share. */
#ifndef RW_APP_PACKET_SHEET_H
#define RW_APP_PACKET_SHEET_H

#include "app/app.h"
#include "core/report_doc.h"

#define PACKET_TEXT_MAX (1u << 20)

/* Letterhead, running head, banner; no section yet. Says nobody's name but what is handed in. */
struct report_doc packet_cover(struct act *a, const char *title, struct str subtitle);

/* Appended to *pdf, on a thread of the press. */
enum rw_status packet_draw(struct act *a, struct report_doc *doc, struct out *pdf) RW_MUST;

#endif
