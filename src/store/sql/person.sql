-- :name person_add   :kind run
-- :from person
-- :in  case_id id place kind name birth language interpreter access_needs protected safe_contact phone email address organisation profession phase track level passed entry_phase entry_level recorded_utc version
INSERT INTO person (case_id, id, place, kind, name, birth, language, interpreter, access_needs,
    protected, safe_contact, phone, email, address, organisation, profession, phase, track, level,
    passed, entry_phase, entry_level, recorded_utc, version)
VALUES ($case_id, $id, $place, $kind, $name, $birth, $language, $interpreter, $access_needs,
    $protected, $safe_contact, $phone, $email, $address, $organisation, $profession, $phase,
    $track, $level, $passed, $entry_phase, $entry_level, $recorded_utc, $version)

-- Everybody of one case, without what is protected: phone, e-mail and address have their own
-- statement and their own capability.
-- :name person_list   :kind many   :row person
-- :from person
-- :in  case_id
-- :out case_id id kind name birth language interpreter access_needs protected unprotect_utc safe_contact organisation profession phase track level passed entry_phase entry_level recorded_utc version
SELECT case_id, id, kind, name, birth, language, interpreter, access_needs, protected, unprotect_utc,
    safe_contact, organisation, profession, phase, track, level, passed, entry_phase, entry_level, recorded_utc, version
FROM person
WHERE case_id = $case_id
ORDER BY place, id

-- :name person_get   :kind one   :row person
-- :from person
-- :in  case_id id
-- :out case_id id kind name birth language interpreter access_needs protected unprotect_utc safe_contact organisation profession phase track level passed entry_phase entry_level recorded_utc version
SELECT case_id, id, kind, name, birth, language, interpreter, access_needs, protected, unprotect_utc,
    safe_contact, organisation, profession, phase, track, level, passed, entry_phase, entry_level, recorded_utc, version
FROM person
WHERE case_id = $case_id AND id = $id

-- :name person_contact   :kind one
-- :from person
-- :in  case_id id
-- :out case_id id protected phone email address version
SELECT case_id, id, protected, phone, email, address, version
FROM person
WHERE case_id = $case_id AND id = $id

-- :name person_save   :kind must
-- :from person
-- :in  case_id id version name birth language interpreter access_needs protected unprotect_utc safe_contact organisation profession
UPDATE person
SET name = $name, birth = $birth, language = $language, interpreter = $interpreter,
    access_needs = $access_needs, protected = $protected, unprotect_utc = $unprotect_utc,
    safe_contact = $safe_contact, organisation = $organisation, profession = $profession, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name person_contact_save   :kind must
-- :from person
-- :in  case_id id version phone email address
UPDATE person SET phone = $phone, email = $email, address = $address, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name person_phase_set   :kind must
-- :from person
-- :in  case_id id phase track level passed
UPDATE person SET phase = $phase, track = $track, level = $level, passed = $passed
WHERE case_id = $case_id AND id = $id

-- :name person_role_add   :kind run
-- :from person_role
-- :in  case_id id person_id child_id role relation from_on reason recorded_utc recorded_by
INSERT INTO person_role (case_id, id, person_id, child_id, role, relation, from_on, reason,
    recorded_utc, recorded_by)
VALUES ($case_id, $id, $person_id, $child_id, $role, $relation, $from_on, $reason, $recorded_utc,
    $recorded_by)

-- Past and present roles of everybody in one case; history is rows, never rewritten.
-- :name person_role_list   :kind many   :row person_role
-- :from person_role
-- :in  case_id
-- :out case_id id person_id child_id role relation from_on to_on reason recorded_utc recorded_by
SELECT case_id, id, person_id, child_id, role, relation, from_on, to_on, reason, recorded_utc,
    recorded_by
FROM person_role
WHERE case_id = $case_id
ORDER BY from_on, recorded_utc, id

-- :name person_role_end   :kind must
-- :from person_role
-- :in  case_id id to_on ended_utc ended_by
UPDATE person_role SET to_on = $to_on, ended_utc = $ended_utc, ended_by = $ended_by
WHERE case_id = $case_id AND id = $id AND to_on IS NULL

-- :name phase_span_add   :kind run
-- :from phase_span
-- :in  case_id id child_id phase level from_on how decision_id recorded_utc recorded_by
INSERT INTO phase_span (case_id, id, child_id, phase, level, from_on, how, decision_id, recorded_utc,
    recorded_by)
VALUES ($case_id, $id, $child_id, $phase, $level, $from_on, $how, $decision_id, $recorded_utc,
    $recorded_by)

-- :name phase_span_end   :kind run
-- :from phase_span
-- :in  case_id child_id to_on
UPDATE phase_span SET to_on = $to_on
WHERE case_id = $case_id AND child_id = $child_id AND to_on IS NULL

-- :name phase_span_list   :kind many   :row phase_span
-- :from phase_span
-- :in  case_id
-- :out case_id id child_id phase level from_on to_on how decision_id recorded_utc
SELECT case_id, id, child_id, phase, level, from_on, to_on, how, decision_id, recorded_utc
FROM phase_span
WHERE case_id = $case_id
ORDER BY from_on, recorded_utc, id
