-- readiness.sql -- ratings, commitments, ways of coping, clinical reviews.

-- :name rating_add   :kind run
-- :from rating
-- :in  case_id id sheet_id form person_id item source state value on_date words recorded_utc recorded_by recorded_name
INSERT INTO rating (case_id, id, sheet_id, form, person_id, item, source, state, value, on_date, words,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $sheet_id, $form, $person_id, $item, $source, $state, $value, $on_date, $words,
    $recorded_utc, $recorded_by, $recorded_name)

-- Newest first; what a checkpoint asks needs no words.
-- :name rating_newest   :kind many
-- :from rating
-- :in  case_id form limit
-- :out id person_id item source state value on_date recorded_utc recorded_name
SELECT id, person_id, item, source, state, value, on_date, recorded_utc, recorded_name
FROM rating
WHERE case_id = $case_id AND form = $form
ORDER BY on_date DESC, recorded_utc DESC, sheet_id DESC, id DESC
LIMIT $limit

-- Newest first, with words: for the pages of one person.
-- :name rating_list   :kind many   :row rating
-- :from rating
-- :in  case_id form limit
-- :out case_id id sheet_id form person_id item source state value on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, sheet_id, form, person_id, item, source, state, value, on_date, words, recorded_utc,
    recorded_by, recorded_name
FROM rating
WHERE case_id = $case_id AND form = $form
ORDER BY on_date DESC, recorded_utc DESC, sheet_id DESC, id DESC
LIMIT $limit

-- :name good_faith_report_add   :kind run
-- :from good_faith_report
-- :in  case_id id person_id on_date words recorded_utc recorded_by recorded_name
INSERT INTO good_faith_report (case_id, id, person_id, on_date, words, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $person_id, $on_date, $words, $recorded_utc, $recorded_by, $recorded_name)

-- :name good_faith_report_list   :kind many   :row good_faith_report
-- :from good_faith_report   :sort what was raised in one case
-- :in  case_id
-- :out case_id id person_id on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, on_date, words, recorded_utc, recorded_by, recorded_name
FROM good_faith_report
WHERE case_id = $case_id
ORDER BY recorded_utc DESC, id DESC

-- :name commitment_signature_add   :kind run
-- :from commitment_signature
-- :in  case_id id person_id child_id how on_date document_id typed_name reason words recorded_utc recorded_by recorded_name
INSERT INTO commitment_signature (case_id, id, person_id, child_id, how, on_date, document_id,
    typed_name, reason, words, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $child_id, $how, $on_date, $document_id, $typed_name, $reason,
    $words, $recorded_utc, $recorded_by, $recorded_name)

-- :name commitment_signature_list   :kind many   :row commitment_signature
-- :from commitment_signature   :sort the few signatures of one case
-- :in  case_id
-- :out case_id id person_id child_id how on_date document_id reason recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, child_id, how, on_date, document_id, reason, recorded_utc, recorded_by,
    recorded_name
FROM commitment_signature
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name coping_pattern_add   :kind run
-- :from coping_pattern
-- :in  case_id id person_id of_child pattern served replacement recorded_utc recorded_by recorded_name
INSERT INTO coping_pattern (case_id, id, person_id, of_child, pattern, served, replacement,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $of_child, $pattern, $served, $replacement, $recorded_utc,
    $recorded_by, $recorded_name)

-- What this viewer may know of: of children, and of adults their own writing alone.
-- :name coping_pattern_list   :kind many   :row coping_pattern
-- :from coping_pattern   :sort the few patterns of one case
-- :in  case_id viewer_id=coping_pattern.recorded_by
-- :out case_id id person_id of_child pattern served replacement recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, of_child, pattern, served, replacement, recorded_utc, recorded_by,
    recorded_name
FROM coping_pattern
WHERE case_id = $case_id AND (of_child = 1 OR recorded_by = $viewer_id)
ORDER BY recorded_utc, id

-- :name coping_step_add   :kind run
-- :from coping_step
-- :in  case_id id pattern_id stage last_on words recorded_utc recorded_by recorded_name
INSERT INTO coping_step (case_id, id, pattern_id, stage, last_on, words, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $pattern_id, $stage, $last_on, $words, $recorded_utc, $recorded_by,
    $recorded_name)

-- Of the same patterns.
-- :name coping_step_list   :kind many   :row coping_step
-- :from coping_step   :sort the looks at the few patterns of one case
-- :in  case_id viewer_id=coping_pattern.recorded_by
-- :out case_id id pattern_id stage last_on words recorded_utc recorded_by recorded_name
SELECT s.case_id, s.id, s.pattern_id, s.stage, s.last_on, s.words, s.recorded_utc, s.recorded_by,
    s.recorded_name
FROM coping_step s
JOIN coping_pattern p ON p.case_id = s.case_id AND p.id = s.pattern_id
WHERE s.case_id = $case_id AND (p.of_child = 1 OR p.recorded_by = $viewer_id)
ORDER BY s.recorded_utc, s.id

-- :name clinical_review_add   :kind run
-- :from clinical_review
-- :in  case_id id person_id kind answers on_date until_on words recorded_utc recorded_by recorded_name
INSERT INTO clinical_review (case_id, id, person_id, kind, answers, on_date, until_on, words,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $kind, $answers, $on_date, $until_on, $words, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name clinical_review_list   :kind many   :row clinical_review
-- :from clinical_review   :sort what was done in the reviews of one case
-- :in  case_id
-- :out case_id id person_id kind answers on_date until_on words recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, kind, answers, on_date, until_on, words, recorded_utc, recorded_by,
    recorded_name
FROM clinical_review
WHERE case_id = $case_id
ORDER BY recorded_utc, id
