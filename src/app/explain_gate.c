#include "app/explain_gate.h"

#include "app/facts_read.h"
#include "app/gate_json.h"
#include "content/content.h"
#include "crypto/crypto.h"

enum rw_status explain_gate(struct arena *a, struct str protocol_yaml, const char *protocol_name,
                            struct str facts_json, struct out *json, struct str *why,
                            struct rw_err *e)
{
    struct content_source src = { .path = str_of(protocol_name),
                                  .bytes = protocol_yaml,
                                  .sha256 = hash_sha256(a, protocol_yaml) };
    struct content_fault fault = { 0 };
    struct protocol p;
    struct facts f;
    const struct gate *g;
    struct gate_result r;
    enum rw_status st = protocol_load(a, src, &p, &fault, e);

    *why = fault.full;
    if (st)
        return st;
    st = facts_read(a, &p, facts_json, &f, &g, why, e);
    if (st)
        return st;
    st = gate_check(a, &p, g, &f, &r, e);
    if (st)
        return st;
    gate_json(&p, &f, &r, json);
    return json->over ? RW_FAIL(e, RW_ELIMIT, "the evaluation is larger than its buffer") : RW_OK;
}
