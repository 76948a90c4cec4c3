/* What a decision rests on, on both engines (REWEAVE_TEST_PG): the database refuses to change it. */
#include "store/db_engine.h"
#include "support/store_kit.h"

static bool refused(struct db *db, const char *sql)
{
    bool no;

    CHECK_OK(db_begin(db, &e));
    no = db->engine->exec(db, sql, NULL) != RW_OK;
    db_rollback(db);
    return no;
}

TEST_BOTH(what_a_decision_rests_on_is_never_changed_or_deleted)
{
    static const char *const attacks[] = {
        "UPDATE criterion_record SET result = 'no'",
        "UPDATE criterion_record SET statement = recorded_name",
        "DELETE FROM criterion_record",
        "UPDATE evidence SET object_type = 'order'",
        "DELETE FROM evidence",
        "UPDATE criterion_override SET rationale = recorded_name",
        "UPDATE criterion_override SET until_on = NULL",
        "UPDATE criterion_override SET second_form = 'member', person_id = NULL",
        "DELETE FROM criterion_override",
        "UPDATE decision SET outcome = 'hold'",
        "UPDATE addendum SET content_hash = NULL",
        "UPDATE concern SET words = child",
        "UPDATE concern SET person = NULL",
        "UPDATE concern SET pressed_utc = '2026-01-01T00:00:00Z'",
        "DELETE FROM concern",
        "UPDATE concern_step SET at_utc = kind",
        "UPDATE concern_step SET agency = NULL",
        "DELETE FROM concern_step",
        "UPDATE plan_check SET both_agree = 1 - both_agree",
        "DELETE FROM plan_check",
        "UPDATE case_role SET person_id = NULL",
        "DELETE FROM case_role",
        "UPDATE interest_attestation SET outcome = 'clear'",
        "DELETE FROM interest_attestation",
        "UPDATE credential SET expires_on = '2030-01-01'",
        "DELETE FROM credential",
        "UPDATE intake_answer SET words = told_by",
        "DELETE FROM intake_answer",
        "UPDATE intake_ask SET needs = 'none'",
        "DELETE FROM intake_ask",
        "UPDATE intake_offer SET reason = 'safety'",
        "DELETE FROM intake_offer",
        "UPDATE intake_decision SET outcome = 'accepted'",
        "DELETE FROM intake_decision",
        "UPDATE fee_terms SET on_date = '2026-01-01'",
        "DELETE FROM fee_terms",
        "UPDATE release_form SET until_on = '2030-01-01'",
        "DELETE FROM release_form",
        "UPDATE document_person SET recorded_utc = '2026-01-01T00:00:00Z'",
        "DELETE FROM document_person",
    };
    struct db *db = store_kit_open(k);
    size_t i;

    CHECK_OK(db_begin(db, &e));
    store_kit_plant(db, &k->a, store_kit_id(&k->a, "planted"), 1);
    CHECK_OK(db_commit(db, &e));
    for (i = 0; i < sizeof attacks / sizeof *attacks; i++)
        if (!refused(db, attacks[i]))
            fail_msg("not refused: %s", attacks[i]);
    db_close(db);
}

TEST_BOTH(a_second_signature_comes_once)
{
    struct db *db = store_kit_open(k);

    CHECK_OK(db_begin(db, &e));
    store_kit_plant(db, &k->a, store_kit_id(&k->a, "planted"), 1);
    CHECK_OK(db_commit(db, &e));
    CHECK_OK(db_begin(db, &e));
    CHECK_OK(db->engine->exec(db, "UPDATE criterion_override SET second_form = 'member'", &e));
    CHECK_OK(db_commit(db, &e));
    CHECK(refused(db, "UPDATE criterion_override SET second_form = 'none'"));
    CHECK(refused(db, "UPDATE criterion_override SET second_words = NULL"));
    db_close(db);
}
