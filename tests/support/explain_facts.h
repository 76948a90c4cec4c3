/* explain_facts.h -- a case of a table as the file that `reweave explain` reads. */
#ifndef RW_SUPPORT_EXPLAIN_FACTS_H
#define RW_SUPPORT_EXPLAIN_FACTS_H

#include "base/out.h"
#include "core/contact.h"
#include "core/fact.h"

/* docs/clinical/facts.md */
void facts_json(struct arena *a, struct str gate, const struct facts *f, struct out *o);

/* docs/clinical/orders.md */
void orders_json(struct arena *a, const struct contact_basis *in, const struct contact_question *q,
                 struct out *o);

#endif
