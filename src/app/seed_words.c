/* seed_words.c -- names and texts of seeded families: words put together by lot. */
#include "app/seed_story.h"

#include "base/out.h"

#define SENTENCES_LEAST 16
#define SENTENCES_MORE 9
#define RARE_EACH 500 /* one note in so many has a word that is nowhere else, to search for */
#define TEXT_MAX 4096

static const char *const fronts[] = { "Alder",  "Birch",  "Bramble", "Cedar", "Clover", "Elder",
                                      "Fern",   "Hazel",  "Heather", "Holly", "Ivy",    "Juniper",
                                      "Larch",  "Laurel", "Linden",  "Maple", "Myrtle", "Nettle",
                                      "Osier",  "Pine",   "Poplar",  "Rowan", "Rush",   "Sedge",
                                      "Sorrel", "Spruce", "Thistle", "Thyme", "Willow", "Yarrow" };
static const char *const backs[] = { "acre", "bank",  "beck", "brook", "combe", "croft",
                                     "dale", "field", "ford", "gate",  "grove", "holm",
                                     "lea",  "mere",  "moor", "shaw",  "stead", "wick" };
static const char *const given[] = { "Ada",  "Arlo", "Bea",  "Cleo", "Dara",  "Edda",  "Eli",
                                     "Fay",  "Finn", "Gil",  "Hana", "Ines",  "Ivo",   "Jory",
                                     "Juno", "Kai",  "Kit",  "Lena", "Levi",  "Lior",  "Mara",
                                     "Milo", "Nell", "Noor", "Otis", "Petra", "Quill", "Remy",
                                     "Rosa", "Sami", "Tess", "Theo", "Uma",   "Vera",  "Wren",
                                     "Yara", "Zeno", "Zofia" };

static const char *const sentences[] = {
    "The session began on time and the room had been agreed beforehand.",
    "The child chose the table by the window and drew while talking.",
    "We looked at the list of small steps from last time and kept two of them.",
    "Both adults had been asked the same three questions in writing before today.",
    "A pause of ten minutes was taken at the child's wish and was used well.",
    "The parent described the week in a calm voice and stayed with what was seen and heard.",
    "School days, homework and the choice of a club were spoken about without dispute.",
    "The child asked whether the visit could be shorter; this was written down as said.",
    "Nobody was asked to take a side, and nobody was asked to carry a message.",
    "The order was read again together, clause by clause, so that the words were the same for all.",
    "Feelings were named on a scale from one to ten at the beginning and at the end.",
    "A game with cards served to practise taking turns and waiting.",
    "The parent practised answering a hard question in one sentence.",
    "We agreed what will be said at the door and by whom.",
    "The telephone call with the teacher is planned for next week with a release on file.",
    "The child said what would help: to know the time of the end in advance.",
    "An apology was offered in the parent's own words and was listened to.",
    "The other home was mentioned twice, both times in a friendly way.",
    "The plan for the holiday weeks stands as it was agreed.",
    "What had gone well was written on a card that the child took home.",
    "Sleep and meals are reported as steady since the last session.",
    "A new photograph was brought along and spoken about for a while.",
    "The parent arrived early and waited in the other room as agreed.",
    "We spoke about what honesty means when two people remember a day differently.",
    "Next time begins with the drawing that was left unfinished.",
    "There were no worries about safety in this session, and none were reported.",
    "The record of the last four weeks was read and nothing in it was corrected.",
    "Breathing with a count of four was tried and found a little silly, which helped.",
};
#define LIST(list) (list), sizeof(list) / sizeof *(list)

const char *seed_pick(uint64_t *state, const char *const *list, size_t n)
{
    return list[seed_below(state, (uint32_t)n)];
}

struct str seed_surname(struct arena *mem, const struct seed_case *c, size_t nth)
{
    uint64_t state = c->random;
    const char *front = seed_pick(&state, LIST(fronts)), *back = seed_pick(&state, LIST(backs));

    return str_fmt(mem, "%s%s %05zu", front, back, nth + 1);
}

struct str seed_given(uint64_t *state)
{
    return str_of(seed_pick(state, LIST(given)));
}

struct str seed_text(struct arena *mem, uint64_t *state)
{
    uint32_t n = SENTENCES_LEAST + seed_below(state, SENTENCES_MORE), i;
    bool rare = seed_below(state, RARE_EACH) == 0;
    struct str text;
    struct out o;

    out_init(&o, TEXT_MAX);
    for (i = 0; i < n; i++) {
        out_z(&o, seed_pick(state, LIST(sentences)));
        out_z(&o, i % 6 == 5 ? "\n\n" : " ");
    }
    out_z(&o, rare ? "A kingfisher was seen from the window." : "The next session is planned.");
    text = str_copy(mem, out_view(&o));
    out_free(&o);
    return text;
}
