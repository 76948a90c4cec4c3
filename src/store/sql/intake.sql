-- intake.sql -- what an intake asks besides the other rooms, and what is given to each adult.

-- The referral, who came to whom, who was asked and offered what, and what was decided: of one case, in the order it
-- was recorded, and of one second the more careful word last; without a word of what was said.
-- :name intake_events   :kind many
-- :from intake_ask   :scan what was put together for one case
-- :in  case_id
-- :out kind:text id:id person_id:text code:text detail:text on_date:text recorded_utc:text account_id=account.id who=account.name@account_id
SELECT e.kind, e.id, e.person_id, e.code, e.detail, e.on_date, e.recorded_utc, u.id AS account_id,
    u.name AS who
FROM (
    SELECT 'ask' AS kind, id, person_id, outcome AS code, needs AS detail, on_date, recorded_utc,
        recorded_by AS account_id
    FROM intake_ask WHERE case_id = $case_id
    UNION ALL
    SELECT kind, id, person_id, COALESCE(way, reason), NULL, on_date, recorded_utc, recorded_by
    FROM intake_offer WHERE case_id = $case_id
    UNION ALL
    SELECT 'decision', id, NULL, outcome, NULL, on_date, recorded_utc, recorded_by
    FROM intake_decision WHERE case_id = $case_id
    UNION ALL
    SELECT 'referral', id, NULL, origin, NULL, from_on, recorded_utc, recorded_by
    FROM origin_span WHERE case_id = $case_id
    UNION ALL
    SELECT 'role', id, person_id, role, NULL, from_on, recorded_utc, recorded_by
    FROM person_role WHERE case_id = $case_id
) AS e
JOIN account u ON u.id = e.account_id
ORDER BY e.recorded_utc, e.code, e.detail, e.id

-- :name intake_answer_add   :kind run
-- :from intake_answer
-- :in  case_id id scenario question words told_by on_date recorded_utc recorded_by recorded_name
INSERT INTO intake_answer (case_id, id, scenario, question, words, told_by, on_date, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $scenario, $question, $words, $told_by, $on_date, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name intake_answer_list   :kind many   :row intake_answer
-- :from intake_answer
-- :in  case_id
-- :out case_id id scenario question words told_by on_date recorded_utc recorded_name
SELECT case_id, id, scenario, question, words, told_by, on_date, recorded_utc, recorded_name
FROM intake_answer
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name intake_ask_add   :kind run
-- :from intake_ask
-- :in  case_id id person_id outcome needs words on_date recorded_utc recorded_by recorded_name
INSERT INTO intake_ask (case_id, id, person_id, outcome, needs, words, on_date, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $outcome, $needs, $words, $on_date, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name intake_offer_add   :kind run
-- :from intake_offer
-- :in  case_id id person_id kind way reason words on_date recorded_utc recorded_by recorded_name
INSERT INTO intake_offer (case_id, id, person_id, kind, way, reason, words, on_date, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $kind, $way, $reason, $words, $on_date, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name intake_decision_add   :kind run
-- :from intake_decision
-- :in  case_id id outcome words on_date recorded_utc recorded_by recorded_name licence
INSERT INTO intake_decision (case_id, id, outcome, words, on_date, recorded_utc, recorded_by,
    recorded_name, licence)
VALUES ($case_id, $id, $outcome, $words, $on_date, $recorded_utc, $recorded_by, $recorded_name,
    $licence)

-- :name intake_decision_list   :kind many   :row intake_decision
-- :from intake_decision
-- :in  case_id
-- :out case_id id outcome words on_date recorded_utc recorded_name licence
SELECT case_id, id, outcome, words, on_date, recorded_utc, recorded_name, licence
FROM intake_decision
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- What a decision on the referral makes of the case.
-- :name family_case_state_set   :kind must
-- :from family_case
-- :in  id state
UPDATE family_case SET state = $state, version = version + 1 WHERE id = $id

-- :name fee_terms_add   :kind run
-- :from fee_terms
-- :in  case_id id person_id words on_date recorded_utc recorded_by recorded_name
INSERT INTO fee_terms (case_id, id, person_id, words, on_date, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $person_id, $words, $on_date, $recorded_utc, $recorded_by, $recorded_name)

-- :name fee_terms_list   :kind many   :row fee_terms
-- :from fee_terms
-- :in  case_id person_id
-- :out case_id id person_id words on_date recorded_utc recorded_name
SELECT case_id, id, person_id, words, on_date, recorded_utc, recorded_name
FROM fee_terms
WHERE case_id = $case_id AND person_id = $person_id
ORDER BY recorded_utc, id

-- :name release_form_add   :kind run
-- :from release_form
-- :in  case_id id person_id recipient_id purpose scope until_on on_date recorded_utc recorded_by
INSERT INTO release_form (case_id, id, person_id, recipient_id, purpose, scope, until_on, on_date,
    recorded_utc, recorded_by)
VALUES ($case_id, $id, $person_id, $recipient_id, $purpose, $scope, $until_on, $on_date,
    $recorded_utc, $recorded_by)

-- Forms that are prepared for one adult and not taken back.
-- :name release_form_list   :kind many   :row release_form
-- :from release_form
-- :in  case_id person_id
-- :out case_id id person_id recipient_id purpose scope until_on on_date recorded_utc
SELECT case_id, id, person_id, recipient_id, purpose, scope, until_on, on_date, recorded_utc
FROM release_form
WHERE case_id = $case_id AND person_id = $person_id AND ended_utc IS NULL
ORDER BY recorded_utc, id

-- :name release_form_end   :kind must
-- :from release_form
-- :in  case_id id person_id ended_utc ended_by
UPDATE release_form SET ended_utc = $ended_utc, ended_by = $ended_by
WHERE case_id = $case_id AND id = $id AND person_id = $person_id AND ended_utc IS NULL

-- :name document_person_add   :kind run
-- :from document_person
-- :in  case_id id document_id person_id recorded_utc recorded_by
INSERT INTO document_person (case_id, id, document_id, person_id, recorded_utc, recorded_by)
VALUES ($case_id, $id, $document_id, $person_id, $recorded_utc, $recorded_by)

-- :name document_person_end   :kind must
-- :from document_person
-- :in  case_id id ended_utc ended_by
UPDATE document_person SET ended_utc = $ended_utc, ended_by = $ended_by
WHERE case_id = $case_id AND id = $id AND ended_utc IS NULL

-- Papers that belong to one person now.
-- :name document_person_list   :kind many
-- :from document_person
-- :in  case_id person_id
-- :out case_id id document_id kind=document.kind name=document.name@document_id dated_on=document.dated_on received_utc=document.received_utc
SELECT a.case_id, a.id, a.document_id, d.kind, d.name, d.dated_on, d.received_utc
FROM document_person a
JOIN document d ON d.case_id = a.case_id AND d.id = a.document_id
WHERE a.case_id = $case_id AND a.person_id = $person_id AND a.ended_utc IS NULL
ORDER BY a.recorded_utc, a.id

-- How everybody of a family may be reached, so that none of it is printed for somebody else.
-- :name person_reach_list   :kind many
-- :from person
-- :in  case_id
-- :out case_id id kind name birth phone email address
SELECT case_id, id, kind, name, birth, phone, email, address
FROM person
WHERE case_id = $case_id AND kind <> 'professional'
ORDER BY place, id
