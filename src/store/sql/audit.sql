-- The next number of the log, taken inside the transaction that uses it, so that there are no gaps.
-- :name audit_seq_take   :kind one
-- :from audit_head
-- :in  id
-- :out seq
UPDATE audit_head SET seq = seq + 1 WHERE id = $id RETURNING seq

-- :name audit_head_add   :kind run
-- :from audit_head
-- :in  id seq
INSERT INTO audit_head (id, seq) VALUES ($id, $seq)

-- :name audit_event_add   :kind run
-- :from audit_event
-- :in  seq format tenant at_utc at_ns mono_ns boot_id clock_state actor_id actor_role on_behalf_of session_key auth_level source_key action object_type object_id case_id object_version object_hash rule_id decision purpose legal_basis request_id outcome detail_commit
INSERT INTO audit_event (seq, format, tenant, at_utc, at_ns, mono_ns, boot_id, clock_state,
    actor_id, actor_role, on_behalf_of, session_key, auth_level, source_key, action, object_type,
    object_id, case_id, object_version, object_hash, rule_id, decision, purpose, legal_basis,
    request_id, outcome, detail_commit)
VALUES ($seq, $format, $tenant, $at_utc, $at_ns, $mono_ns, $boot_id, $clock_state, $actor_id,
    $actor_role, $on_behalf_of, $session_key, $auth_level, $source_key, $action, $object_type,
    $object_id, $case_id, $object_version, $object_hash, $rule_id, $decision, $purpose,
    $legal_basis, $request_id, $outcome, $detail_commit)

-- :name audit_detail_add   :kind run
-- :from audit_detail
-- :in  seq id salt detail
INSERT INTO audit_detail (seq, id, salt, detail) VALUES ($seq, $id, $salt, $detail)

-- The newest events, for tests and the console; pages of them come with their own filters.
-- :name audit_after   :kind many
-- :from audit_event
-- :in  seq limit:i64
-- :out seq at_utc actor_id actor_role action object_type object_id case_id object_version rule_id decision purpose outcome session_key auth_level request_id detail_commit
SELECT seq, at_utc, actor_id, actor_role, action, object_type, object_id, case_id, object_version,
    rule_id, decision, purpose, outcome, session_key, auth_level, request_id, detail_commit
FROM audit_event
WHERE seq > $seq
ORDER BY seq
LIMIT $limit
