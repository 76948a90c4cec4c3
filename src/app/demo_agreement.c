/* demo_agreement.c -- the demonstration: what an agreement says, in the same words for every family. */
#include "app/consent.h"
#include "app/demo_family.h"
#include "app/lists.h"

static const struct {
    const char *code, *words;
} terms[] = {
    { "parties", "The child or children named on the order, each parent, and whoever else was "
                 "agreed with both." },
    { "court", "The order of the court as it stands in the record; both parents have a copy." },
    { "client", "The child is the client. Each parent takes part for the child's sake and is no "
                "client here." },
    { "role", "Therapy for contact between a child and a parent. No evaluation, no mediation, no "
              "legal advice." },
    { "limits", "No opinion on custody or parenting time, and no change to any order." },
    { "goals", "The seven goals of the plan; each is in use, or set aside for now with a reason." },
    { "attends",
      "Each person alone first. Together only where safety, the order and the child allow it." },
    { "duties", "No pressing, no questioning, no speaking ill of the other; children are brought "
                "on time and calm." },
    { "pace",
      "The child's comfort sets the pace. A stop is honoured at once and held against nobody." },
    { "ceiling",
      "The highest step that the order names; where it names none, contact in the office." },
    { "step_up", "The treating clinician, after every point of the checkpoint was looked at. "
                 "Nobody else, and no date." },
    { "reporting",
      "Harm to a child that may have happened is reported to the agency, as the law asks." },
    { "emergencies", "The practice is no emergency service. Where somebody is in danger, the "
                     "emergency number is called." },
    { "channels", "By telephone or e-mail on working days; an answer comes within two of them." },
    { "recording", "Nobody records a session or a hand-over, in sound or picture." },
    { "others", "Other therapists are spoken with only under a release for that one purpose." },
    { "disputes", "First a talk, then counsel for both sides, then the court." },
    { "term", "One year, looked at after ninety days, half a year and a year." },
    { "confidentiality", "What the child says stays with the therapist, with the limits that were "
                         "read out. Each parent's words stay apart." },
    { "privilege",
      "Held as the record says for each person; waived only in writing by whoever holds it." },
    { "reports", "Attendance, steps, agreed goals and what each adult was asked, to those whom the "
                 "order names." },
    { "records",
      "Each person may ask for their own record in writing and has an answer within thirty days." },
    { "fees", "As written on the sheet for each adult. A missed hour is charged unless it was "
              "called off the day before." },
    { "complaints", "To the practice in writing, and to the licensing board at any time." },
    { "ending", "The work may be held, paused or ended for safety at once. A named colleague takes "
                "over where need be." },
    { "signatures", "Each adult signs their own copy, before the therapist or on paper." },
    { "counsel", "Counsel for each side has read it." },
};

static struct str words_of(struct str code)
{
    size_t i;

    for (i = 0; i < sizeof terms / sizeof *terms; i++)
        if (str_is(code, terms[i].code))
            return str_of(terms[i].words);
    return STR("As discussed with each adult alone, in the same words.");
}

enum rw_status demo_agreement(struct demo_case *c, struct act *a)
{
    const struct choice_list *list = list_of(a->app, LIST_AGREEMENT_ITEMS);
    struct agreement_item_input *items =
        arena_array(a->mem, struct agreement_item_input, list->nitems);
    struct str id;
    size_t i;

    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "arena is spent");
    for (i = 0; i < list->nitems; i++)
        items[i] = (struct agreement_item_input){ .code = list->items[i].code,
                                                  .words = words_of(list->items[i].code) };
    return agreement_add(a, c->case_id, a->today, items, list->nitems, &id);
}
