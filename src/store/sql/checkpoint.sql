-- Every plain record of a case: a checkpoint may ask on how many days something was so, therefore
-- not only the newest. About fifty criteria, a few records each.
-- :name criterion_record_list   :kind many   :row criterion_record
-- :from criterion_record
-- :in  case_id
-- :out case_id id criterion child_id person_id result number occurred_on statement recorded_utc recorded_by recorded_name review_on
SELECT case_id, id, criterion, child_id, person_id, result, number, occurred_on, statement,
    recorded_utc, recorded_by, recorded_name, review_on
FROM criterion_record
WHERE case_id = $case_id
ORDER BY criterion, recorded_utc, id

-- :name criterion_record_add   :kind run
-- :from criterion_record
-- :in  case_id id criterion child_id person_id result number occurred_on statement recorded_utc recorded_by recorded_name review_on
INSERT INTO criterion_record (case_id, id, criterion, child_id, person_id, result, number,
    occurred_on, statement, recorded_utc, recorded_by, recorded_name, review_on)
VALUES ($case_id, $id, $criterion, $child_id, $person_id, $result, $number, $occurred_on,
    $statement, $recorded_utc, $recorded_by,
    $recorded_name, $review_on)

-- :name evidence_add   :kind run
-- :from evidence
-- :in  case_id id record_id object_type object_id
INSERT INTO evidence (case_id, id, record_id, object_type, object_id)
VALUES ($case_id, $id, $record_id, $object_type, $object_id)

-- :name evidence_list   :kind many   :row evidence
-- :from evidence
-- :in  case_id
-- :out case_id id record_id object_type object_id document_name=document.name@object_id note_on=note.on_date
SELECT e.case_id, e.id, e.record_id, e.object_type, e.object_id, d.name AS document_name,
    n.on_date AS note_on
FROM evidence e
LEFT JOIN document d ON d.case_id = e.case_id AND d.id = e.object_id
LEFT JOIN note n ON n.case_id = e.case_id AND n.id = e.object_id
WHERE e.case_id = $case_id
ORDER BY e.record_id

-- :name criterion_override_add   :kind run
-- :from criterion_override
-- :in  case_id id criterion child_id person_id on_date rationale until_on document_id second_form second_by second_name second_licence second_words second_utc second_sheet recorded_utc recorded_by recorded_name stands_on
INSERT INTO criterion_override (case_id, id, criterion, child_id, person_id, on_date, rationale,
    until_on, document_id, second_form, second_by, second_name, second_licence, second_words,
    second_utc, second_sheet, recorded_utc, recorded_by, recorded_name, stands_on)
VALUES ($case_id, $id, $criterion, $child_id, $person_id, $on_date, $rationale, $until_on,
    $document_id, $second_form, $second_by, $second_name, $second_licence, $second_words,
    $second_utc, $second_sheet, $recorded_utc, $recorded_by,
    $recorded_name, $stands_on)

-- :name criterion_override_list   :kind many   :row criterion_override
-- :from criterion_override
-- :in  case_id
-- :out case_id id criterion child_id person_id on_date rationale until_on document_id second_form second_by second_name second_licence second_words second_utc second_sheet recorded_utc recorded_by recorded_name stands_on
SELECT case_id, id, criterion, child_id, person_id, on_date, rationale, until_on, document_id,
    second_form, second_by, second_name, second_licence, second_words, second_utc, second_sheet,
    recorded_utc, recorded_by, recorded_name, stands_on
FROM criterion_override
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- Another licensed member of the practice, or a colleague from outside through an account for that,
-- puts their name under an override, once.
-- :name criterion_override_second   :kind must
-- :from criterion_override
-- :in  case_id id second_form second_by second_name second_licence second_words second_utc
UPDATE criterion_override
SET second_form = $second_form, second_by = $second_by, second_name = $second_name,
    second_licence = $second_licence, second_words = $second_words, second_utc = $second_utc
WHERE case_id = $case_id AND id = $id AND second_form = 'none'

-- :name decision_add   :kind run
-- :from decision
-- :in  case_id id child_id gate outcome phase_from phase_to protocol_hash snapshot rationale signed_utc signed_by signed_name review_on
INSERT INTO decision (case_id, id, child_id, gate, outcome, phase_from, phase_to, protocol_hash,
    snapshot, rationale, signed_utc, signed_by, signed_name, review_on)
VALUES ($case_id, $id, $child_id, $gate, $outcome, $phase_from, $phase_to, $protocol_hash,
    $snapshot, $rationale, $signed_utc, $signed_by, $signed_name, $review_on)

-- :name decision_list   :kind many   :row decision_line
-- :from decision
-- :in  case_id
-- :out case_id id child_id gate outcome phase_from phase_to protocol_hash rationale signed_utc signed_by signed_name
SELECT case_id, id, child_id, gate, outcome, phase_from, phase_to, protocol_hash, rationale,
    signed_utc, signed_by, signed_name
FROM decision
WHERE case_id = $case_id
ORDER BY signed_utc, id

-- :name decision_get   :kind one
-- :from decision
-- :in  case_id id
-- :out case_id id child_id gate outcome phase_from phase_to protocol_hash snapshot rationale signed_utc signed_by signed_name review_on
SELECT case_id, id, child_id, gate, outcome, phase_from, phase_to, protocol_hash, snapshot,
    rationale, signed_utc, signed_by, signed_name, review_on
FROM decision
WHERE case_id = $case_id AND id = $id
