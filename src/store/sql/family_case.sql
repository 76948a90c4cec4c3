-- :name family_case_add   :kind run
-- :from family_case
-- :in  id number title state origin entered as_of referred_on referral_source referral_reason protocol_id protocol_version protocol_hash opened_utc version
INSERT INTO family_case (id, number, title, state, origin, entered, as_of, referred_on,
    referral_source, referral_reason, protocol_id, protocol_version, protocol_hash, opened_utc,
    version)
VALUES ($id, $number, $title, $state, $origin, $entered, $as_of, $referred_on, $referral_source,
    $referral_reason, $protocol_id, $protocol_version, $protocol_hash, $opened_utc, $version)

-- :name family_case_get   :kind one
-- :from family_case
-- :in  id
-- :out id number title state origin entered as_of referred_on referral_source referral_reason protocol_id protocol_version protocol_hash opened_utc version
SELECT id, number, title, state, origin, entered, as_of, referred_on, referral_source,
    referral_reason, protocol_id, protocol_version, protocol_hash, opened_utc, version
FROM family_case
WHERE id = $id

-- Optimistic lock: no row changes when someone else saved first.
-- :name family_case_save   :kind must
-- :from family_case
-- :in  id version number title state origin referred_on referral_source referral_reason
UPDATE family_case
SET number = $number, title = $title, state = $state, origin = $origin,
    referred_on = $referred_on, referral_source = $referral_source,
    referral_reason = $referral_reason, version = version + 1
WHERE id = $id AND version = $version

-- :name origin_span_add   :kind run
-- :from origin_span
-- :in  case_id id origin from_on recorded_utc recorded_by
INSERT INTO origin_span (case_id, id, origin, from_on, recorded_utc, recorded_by)
VALUES ($case_id, $id, $origin, $from_on, $recorded_utc, $recorded_by)

-- :name origin_span_list   :kind many
-- :from origin_span
-- :in  case_id
-- :out case_id id origin from_on recorded_utc recorded_by
SELECT case_id, id, origin, from_on, recorded_utc, recorded_by
FROM origin_span
WHERE case_id = $case_id
ORDER BY from_on, recorded_utc

-- :name referral_scenario_add   :kind run
-- :from referral_scenario
-- :in  case_id id code detail
INSERT INTO referral_scenario (case_id, id, code, detail)
VALUES ($case_id, $id, $code, $detail)

-- :name referral_scenario_list   :kind many
-- :from referral_scenario
-- :in  case_id
-- :out case_id id code detail
SELECT case_id, id, code, detail FROM referral_scenario WHERE case_id = $case_id ORDER BY code

-- :name referral_scenario_drop   :kind run
-- :from referral_scenario
-- :in  case_id id
DELETE FROM referral_scenario WHERE case_id = $case_id AND id = $id

-- :name assignment_add   :kind run
-- :from assignment
-- :in  case_id id account_id capacity opened_utc from_utc assigned_by
INSERT INTO assignment (case_id, id, account_id, capacity, opened_utc, from_utc, assigned_by)
VALUES ($case_id, $id, $account_id, $capacity, $opened_utc, $from_utc, $assigned_by)

-- :name assignment_list   :kind many
-- :from assignment
-- :in  case_id
-- :out case_id id account_id capacity from_utc to_utc assigned_by account_name=account.name@account_id roles=account.roles account_state=account.state
SELECT a.case_id, a.id, a.account_id, a.capacity, a.from_utc, a.to_utc, a.assigned_by,
    u.name AS account_name, u.roles, u.state AS account_state
FROM assignment a
JOIN account u ON u.id = a.account_id
WHERE a.case_id = $case_id
ORDER BY a.from_utc, a.id

-- :name assignment_end   :kind must
-- :from assignment
-- :in  case_id id to_utc ended_by
UPDATE assignment SET to_utc = $to_utc, ended_by = $ended_by
WHERE case_id = $case_id AND id = $id AND to_utc IS NULL
