#include "app/regions.h"

/* ISO 3166-2 codes; the zone is the one in which most of its people live, and can be changed. */
const struct region regions[] = {
    { "US-AL", "Alabama", "America/Chicago", "letter" },
    { "US-AK", "Alaska", "America/Anchorage", "letter" },
    { "US-AZ", "Arizona", "America/Phoenix", "letter" },
    { "US-AR", "Arkansas", "America/Chicago", "letter" },
    { "US-CA", "California", "America/Los_Angeles", "letter" },
    { "US-CO", "Colorado", "America/Denver", "letter" },
    { "US-CT", "Connecticut", "America/New_York", "letter" },
    { "US-DE", "Delaware", "America/New_York", "letter" },
    { "US-DC", "District of Columbia", "America/New_York", "letter" },
    { "US-FL", "Florida", "America/New_York", "letter" },
    { "US-GA", "Georgia", "America/New_York", "letter" },
    { "US-HI", "Hawaii", "Pacific/Honolulu", "letter" },
    { "US-ID", "Idaho", "America/Boise", "letter" },
    { "US-IL", "Illinois", "America/Chicago", "letter" },
    { "US-IN", "Indiana", "America/Indiana/Indianapolis", "letter" },
    { "US-IA", "Iowa", "America/Chicago", "letter" },
    { "US-KS", "Kansas", "America/Chicago", "letter" },
    { "US-KY", "Kentucky", "America/New_York", "letter" },
    { "US-LA", "Louisiana", "America/Chicago", "letter" },
    { "US-ME", "Maine", "America/New_York", "letter" },
    { "US-MD", "Maryland", "America/New_York", "letter" },
    { "US-MA", "Massachusetts", "America/New_York", "letter" },
    { "US-MI", "Michigan", "America/Detroit", "letter" },
    { "US-MN", "Minnesota", "America/Chicago", "letter" },
    { "US-MS", "Mississippi", "America/Chicago", "letter" },
    { "US-MO", "Missouri", "America/Chicago", "letter" },
    { "US-MT", "Montana", "America/Denver", "letter" },
    { "US-NE", "Nebraska", "America/Chicago", "letter" },
    { "US-NV", "Nevada", "America/Los_Angeles", "letter" },
    { "US-NH", "New Hampshire", "America/New_York", "letter" },
    { "US-NJ", "New Jersey", "America/New_York", "letter" },
    { "US-NM", "New Mexico", "America/Denver", "letter" },
    { "US-NY", "New York", "America/New_York", "letter" },
    { "US-NC", "North Carolina", "America/New_York", "letter" },
    { "US-ND", "North Dakota", "America/Chicago", "letter" },
    { "US-OH", "Ohio", "America/New_York", "letter" },
    { "US-OK", "Oklahoma", "America/Chicago", "letter" },
    { "US-OR", "Oregon", "America/Los_Angeles", "letter" },
    { "US-PA", "Pennsylvania", "America/New_York", "letter" },
    { "US-PR", "Puerto Rico", "America/Puerto_Rico", "letter" },
    { "US-RI", "Rhode Island", "America/New_York", "letter" },
    { "US-SC", "South Carolina", "America/New_York", "letter" },
    { "US-SD", "South Dakota", "America/Chicago", "letter" },
    { "US-TN", "Tennessee", "America/Chicago", "letter" },
    { "US-TX", "Texas", "America/Chicago", "letter" },
    { "US-UT", "Utah", "America/Denver", "letter" },
    { "US-VT", "Vermont", "America/New_York", "letter" },
    { "US-VA", "Virginia", "America/New_York", "letter" },
    { "US-WA", "Washington", "America/Los_Angeles", "letter" },
    { "US-WV", "West Virginia", "America/New_York", "letter" },
    { "US-WI", "Wisconsin", "America/Chicago", "letter" },
    { "US-WY", "Wyoming", "America/Denver", "letter" },
    { "other", "Elsewhere", "UTC", "a4" },
};
const size_t regions_n = sizeof regions / sizeof *regions;

static bool same_letters(struct str s, const char *z)
{
    size_t i;

    for (i = 0; i < s.len && z[i]; i++) {
        char a = s.p[i], b = z[i];

        a = a >= 'A' && a <= 'Z' ? (char)(a - 'A' + 'a') : a;
        b = b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b;
        if (a != b)
            return false;
    }
    return i == s.len && !z[i];
}

const struct region *region_find(struct str typed)
{
    size_t i;

    typed = str_trim(typed);
    for (i = 0; i < regions_n; i++)
        if (same_letters(typed, regions[i].code) || same_letters(typed, regions[i].name) ||
            (str_starts(str_of(regions[i].code), "US-") &&
             same_letters(typed, regions[i].code + 3)))
            return &regions[i];
    return NULL;
}
