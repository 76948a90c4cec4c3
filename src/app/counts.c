#include "app/counts.h"

#include "store/writer.h"

void counts_now(const struct app *app, struct counts *c)
{
    struct writer_counts w;

    writer_counts(app->writer, &w);
    *c = (struct counts){
        .stored = w.applied, .refused = w.failed, .commits = w.groups, .syncs = w.syncs
    };
}
