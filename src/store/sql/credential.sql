-- Licences, competence and training of one person, in the order they were recorded.
-- :name credential_of   :kind many   :row credential
-- :from credential
-- :in  account_id
-- :out id account_id kind type number region issued_on expires_on hours evidence recorded_utc recorded_by ended_on ended_reason ended_utc ended_by
SELECT id, account_id, kind, type, number, region, issued_on, expires_on, hours, evidence,
    recorded_utc, recorded_by, ended_on, ended_reason, ended_utc, ended_by
FROM credential
WHERE account_id = $account_id
ORDER BY recorded_utc, id

-- The same of everybody who works clinically on a case now; a person with none has one row without id.
-- asks: more than 0 where the family asks its lead for training about violence and harm.
-- :name credential_of_case   :kind many
-- :from credential   :sort the few who work on one case
-- :in  case_id=assignment.case_id sign=criterion_record.criterion scenario=referral_scenario.code
-- :out account_id=assignment.account_id capacity=assignment.capacity name=account.name@account_id id kind type issued_on expires_on hours evidence recorded_utc ended_on asks:i64
SELECT s.account_id, s.capacity, u.name, c.id, c.kind, c.type, c.issued_on, c.expires_on, c.hours,
    c.evidence, c.recorded_utc, c.ended_on,
    (SELECT COUNT(*) FROM referral_scenario r
        WHERE r.case_id = $case_id AND r.code = $scenario)
    + (SELECT COUNT(*) FROM criterion_record q
        WHERE q.case_id = $case_id AND q.criterion = $sign AND q.result = 'yes') AS asks
FROM assignment s
JOIN account u ON u.id = s.account_id
LEFT JOIN credential c ON c.account_id = s.account_id
WHERE s.case_id = $case_id AND s.to_utc IS NULL AND s.capacity <> 'office'
ORDER BY s.from_utc, s.id, c.recorded_utc, c.id

-- Whether a family asks its lead for training about violence and harm: more than 0.
-- :name training_asked   :kind one
-- :from referral_scenario
-- :in  case_id sign=criterion_record.criterion scenario=referral_scenario.code
-- :out n:i64
SELECT (SELECT COUNT(*) FROM referral_scenario r
        WHERE r.case_id = $case_id AND r.code = $scenario)
    + (SELECT COUNT(*) FROM criterion_record q
        WHERE q.case_id = $case_id AND q.criterion = $sign AND q.result = 'yes') AS n

-- Everybody who can sign in, with what is recorded of their licences; for those who look after that.
-- :name credential_licences   :kind many
-- :from credential   :sort the staff of one practice
-- :out account_id=account.id name=account.name@account_id roles=account.roles id kind type issued_on expires_on ended_on
SELECT u.id AS account_id, u.name, u.roles, c.id, c.kind, c.type, c.issued_on, c.expires_on,
    c.ended_on
FROM account u
LEFT JOIN credential c ON c.account_id = u.id AND c.kind = 'licence'
WHERE u.state = 'active'
ORDER BY u.id, c.recorded_utc, c.id

-- :name credential_add   :kind run
-- :from credential
-- :in  id account_id kind type number region issued_on expires_on hours evidence recorded_utc recorded_by
INSERT INTO credential (id, account_id, kind, type, number, region, issued_on, expires_on, hours,
    evidence, recorded_utc, recorded_by)
VALUES ($id, $account_id, $kind, $type, $number, $region, $issued_on, $expires_on, $hours,
    $evidence, $recorded_utc, $recorded_by)

-- Once; what was ended stays so.
-- :name credential_end   :kind must
-- :from credential
-- :in  id account_id ended_on ended_reason ended_utc ended_by
UPDATE credential SET ended_on = $ended_on, ended_reason = $ended_reason, ended_utc = $ended_utc,
    ended_by = $ended_by
WHERE id = $id AND account_id = $account_id AND ended_utc IS NULL

-- What a signature prints, where nothing was written there yet.
-- :name account_licence_set   :kind run
-- :from account
-- :in  id licence
UPDATE account SET licence = $licence, version = version + 1 WHERE id = $id AND licence IS NULL

-- :name case_role_list   :kind many
-- :from case_role   :sort the few who work on one case
-- :in  case_id
-- :out case_id account_id role person_id declared_utc name=account.name@account_id
SELECT r.case_id, r.account_id, r.role, r.person_id, r.declared_utc, u.name
FROM case_role r
JOIN account u ON u.id = r.account_id
WHERE r.case_id = $case_id
ORDER BY r.declared_utc, r.account_id

-- :name case_role_add   :kind run
-- :from case_role
-- :in  case_id account_id role person_id declared_utc declared_by
INSERT INTO case_role (case_id, account_id, role, person_id, declared_utc, declared_by)
VALUES ($case_id, $account_id, $role, $person_id, $declared_utc, $declared_by)

-- :name interest_list   :kind many
-- :from interest_attestation
-- :in  case_id
-- :out case_id id account_id outcome words signed_utc signed_name
SELECT case_id, id, account_id, outcome, words, signed_utc, signed_name
FROM interest_attestation
WHERE case_id = $case_id
ORDER BY signed_utc, id

-- :name interest_add   :kind run
-- :from interest_attestation
-- :in  case_id id account_id outcome words signed_utc signed_name
INSERT INTO interest_attestation (case_id, id, account_id, outcome, words, signed_utc, signed_name)
VALUES ($case_id, $id, $account_id, $outcome, $words, $signed_utc, $signed_name)

-- Who works clinically on a case now, and each word of theirs on conflicts of interest, the newest last;
-- of two of one second, the one that tells of something.
-- :name interest_states   :kind many
-- :from assignment   :sort the few who work on one case
-- :in  case_id
-- :out account_id capacity name=account.name@account_id outcome=interest_attestation.outcome signed_utc=interest_attestation.signed_utc id=interest_attestation.id
SELECT s.account_id, s.capacity, u.name, t.outcome, t.signed_utc, t.id
FROM assignment s
JOIN account u ON u.id = s.account_id
LEFT JOIN interest_attestation t ON t.case_id = s.case_id AND t.account_id = s.account_id
WHERE s.case_id = $case_id AND s.to_utc IS NULL AND s.capacity <> 'office'
ORDER BY s.from_utc, s.id, t.signed_utc, t.outcome, t.id
