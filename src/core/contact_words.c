/* contact_words.c -- the words of contact: as they are stored, and as screens say them. */
#include "core/contact.h"

struct word_pair {
    const char *word, *label;
};

static const struct word_pair channels[CONTACT_CHANNELS] = {
    [CHANNEL_IN_PERSON] = { "in_person", "in person" },
    [CHANNEL_PHONE] = { "phone", "by telephone" },
    [CHANNEL_VIDEO] = { "video", "by video" },
    [CHANNEL_TEXT] = { "text", "by text message" },
    [CHANNEL_MAIL] = { "mail", "by letter" },
    [CHANNEL_THIRD_PARTY] = { "third_party", "through another person" },
    [CHANNEL_PORTAL] = { "portal", "through the portal" },
};

static const struct word_pair supervisions[] = {
    [SUPERVISION_NOT_STATED] = { NULL, NULL },
    [SUPERVISION_NONE] = { "none", "no supervision" },
    [SUPERVISION_MONITOR] = { "visit_monitor", "a visit monitor" },
    [SUPERVISION_NEAR] = { "therapist_near", "a therapist near" },
    [SUPERVISION_IN_ROOM] = { "therapist_in_room", "a therapist in the room" },
};

static const char *const says[] = {
    [SAY_NOTHING] = NULL,
    [SAY_ALLOWED] = "allowed",
    [SAY_REQUIRED] = "required",
    [SAY_FORBIDDEN] = "forbidden",
};

#define NSUPERVISIONS (sizeof supervisions / sizeof *supervisions)
#define NSAYS (sizeof says / sizeof *says)

const char *channel_word(enum contact_channel c)
{
    return (unsigned)c < CONTACT_CHANNELS ? channels[c].word : NULL;
}

const char *channel_label(enum contact_channel c)
{
    return (unsigned)c < CONTACT_CHANNELS ? channels[c].label : NULL;
}

const char *supervision_word(enum contact_supervision s)
{
    return (unsigned)s < NSUPERVISIONS ? supervisions[s].word : NULL;
}

const char *supervision_label(enum contact_supervision s)
{
    return (unsigned)s < NSUPERVISIONS ? supervisions[s].label : NULL;
}

const char *say_word(enum contact_say s)
{
    return (unsigned)s < NSAYS ? says[s] : NULL;
}

bool channel_of(struct str word, enum contact_channel *c)
{
    unsigned i;

    for (i = 0; i < CONTACT_CHANNELS; i++)
        if (str_is(word, channels[i].word)) {
            *c = (enum contact_channel)i;
            return true;
        }
    return false;
}

bool say_of(struct str word, enum contact_say *s)
{
    unsigned i;

    for (i = SAY_ALLOWED; i < NSAYS; i++)
        if (str_is(word, says[i])) {
            *s = (enum contact_say)i;
            return true;
        }
    return false;
}

bool supervision_of(struct str word, enum contact_supervision *s)
{
    unsigned i;

    for (i = SUPERVISION_NONE; i < NSUPERVISIONS; i++)
        if (str_is(word, supervisions[i].word)) {
            *s = (enum contact_supervision)i;
            return true;
        }
    return false;
}

struct str channels_words(struct arena *a, uint32_t set)
{
    struct str all = STR("");
    unsigned i;

    if (!set || (set & CHANNELS_ALL) == CHANNELS_ALL)
        return STR("every channel");
    for (i = 0; i < CONTACT_CHANNELS; i++)
        if (set & CHANNEL_BIT(i))
            all = str_join(a, all, STR(", "), str_of(channels[i].label));
    return all;
}

const char *contact_answer_word(enum contact_answer x)
{
    return x == CONTACT_YES ? "yes" : x == CONTACT_NO ? "no" : "not_known";
}
