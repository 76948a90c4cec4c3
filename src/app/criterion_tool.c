#include "app/criterion_tool.h"

#include "app/consent.h"
#include "app/contact.h"
#include "app/independence.h"
#include "app/intake.h"
#include "app/maintenance.h"
#include "app/rating.h"
#include "app/release.h"
#include "app/resume_facts.h"
#include "app/safety.h"
#include "app/self_harm.h"
#include "app/sign_register.h"

#define TOLD_STEP 32

/* Safety first: what stops contact asks what it found. */
static const struct criterion_tool tools[] = {
    { "G0.g G1.b G1.b-child ALL.a ALL.b", "/safety", "Look at safety", safety_tell },
    { .criteria = "G0.c G1.i G3.b",
      .page = "/consent",
      .link = "Look at custody and consent",
      .run = consent_tool_run },
    { "G0.d G3.g G4.b", "/contact", "Look at what the orders say", contact_facts },
    { "G0.e", "/independence", "Look at roles and conflicts of interest", independence_tell },
    { "G0.f", "/team", "Look at the lead's licence and training", lead_credentials_tell },
    /* after safety: that a child has no adult at one side is written there */
    { "G0.a G0.b G0.h G0.i G0.j", "/intake", "Look at the intake", intake_tell },
    { "G1.j", "#decision", "Choose it with the decision", NULL },
    { "G1.c G3.c", "/signs", "Look at the warning signs", sign_register_tell },
    { "G2.d", "/commitments", "Look at the commitments", commitments_tell },
    { "G3.a G3.a-home G3.a-child", "/readiness", "Look at readiness", readiness_tell },
    { "G3b.d", "/review", "Look at screens and reviews", review_tell },
    { "G5.d G5.e", "/maintenance", "Look at what goes on afterwards", maintenance_tell },
    { "G-PAUSE.a G-PAUSE.c", "#decision", "Said with the decision", NULL },
    { "G6.e", "/releases", "Look at the releases", release_tell },
    { "G-RES.b", "/safety", "Look at safety", resume_safety_tell },
    { "G-RES.c", "/consent", "Look at what the child answered", resume_answer_tell },
};

#define NTOOLS (sizeof tools / sizeof *tools)

static bool names(const char *list, struct str id)
{
    struct str rest = str_of(list), word;

    while (str_cut(&rest, ' ', &word))
        if (str_eq(word, id))
            return true;
    return false;
}

const struct criterion_tool *criterion_tool_of(struct str criterion)
{
    size_t i;

    for (i = 0; i < NTOOLS; i++)
        if (names(tools[i].criteria, criterion))
            return &tools[i];
    return NULL;
}

bool criterion_tool_stands(const struct case_rows *c, struct str criterion)
{
    return str_is(criterion, "G0.j") && intake_refused(c->intake);
}

bool criterion_with_decision(struct str criterion)
{
    const struct criterion_tool *tool = criterion_tool_of(criterion);

    return tool && tool->page[0] == '#';
}

enum rw_status criterion_tools_run(struct act *a, struct case_rows *c)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < NTOOLS; i++)
        if (tools[i].run)
            st = tools[i].run(a, c);
    return st;
}

enum rw_status criterion_tool_tell(struct act *a, struct case_rows *c, const struct fact *f)
{
    if (c->ntold % TOLD_STEP == 0) {
        struct fact *more = arena_array(a->mem, struct fact, c->ntold + TOLD_STEP);
        size_t i;

        if (a->mem->spent)
            return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
        for (i = 0; i < c->ntold; i++)
            more[i] = c->told[i];
        c->told = more;
    }
    c->told[c->ntold++] = *f;
    return RW_OK;
}
