-- :name concern_add   :kind run
-- :from concern
-- :in  case_id id reporter_id reporter_name child person words pressed_utc unsettled
INSERT INTO concern (case_id, id, reporter_id, reporter_name, child, person, words, pressed_utc,
    unsettled)
VALUES ($case_id, $id, $reporter_id, $reporter_name, $child, $person, $words, $pressed_utc,
    $unsettled)

-- :name concern_list   :kind many   :row concern
-- :from concern
-- :in  case_id
-- :out case_id id reporter_id reporter_name child person words pressed_utc unsettled
SELECT case_id, id, reporter_id, reporter_name, child, person, words, pressed_utc, unsettled
FROM concern
WHERE case_id = $case_id
ORDER BY pressed_utc, id

-- :name concern_settle   :kind must
-- :from concern
-- :in  case_id id unsettled
UPDATE concern SET unsettled = $unsettled WHERE case_id = $case_id AND id = $id

-- :name concern_step_add   :kind run
-- :from concern_step
-- :in  case_id id concern_id kind at_utc agency person method reference words document recorded_utc recorded_by recorded_name
INSERT INTO concern_step (case_id, id, concern_id, kind, at_utc, agency, person, method, reference,
    words, document, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $concern_id, $kind, $at_utc, $agency, $person, $method, $reference, $words,
    $document, $recorded_utc, $recorded_by, $recorded_name)

-- Of all concerns of one case: those few are read together.
-- :name concern_step_list   :kind many   :row concern_step
-- :from concern_step
-- :in  case_id
-- :out case_id id concern_id kind at_utc agency person method reference words document recorded_utc recorded_by recorded_name
SELECT case_id, id, concern_id, kind, at_utc, agency, person, method, reference, words, document,
    recorded_utc, recorded_by, recorded_name
FROM concern_step
WHERE case_id = $case_id
ORDER BY concern_id, recorded_utc, id

-- Of whom each concern of one case is, with every kind of step taken.
-- :name concern_ends   :kind many
-- :from concern   :sort the few concerns of one case
-- :in  case_id
-- :out case_id id person step_id=concern_step.id kind=concern_step.kind@step_id
SELECT c.case_id, c.id, c.person, s.id AS step_id, s.kind
FROM concern c
JOIN concern_step s ON s.case_id = c.case_id AND s.concern_id = c.id
WHERE c.case_id = $case_id
ORDER BY c.id, s.recorded_utc, s.id

-- Clocks of the viewer's own that still run, step by step: for Today. Theirs also where they recorded
-- it while they stood in, though they stand in no longer.
-- :name concern_own   :kind many   :row concern_line
-- :from concern   :sort the few open clocks of one person
-- :in  reporter_id
-- :out case_id id reporter_id pressed_utc wrapped=case_key.wrapped title=family_case.title@case_id capacity=assignment.capacity step_id=concern_step.id kind=concern_step.kind@step_id at_utc=concern_step.at_utc@step_id agency=concern_step.agency@step_id person=concern_step.person@step_id method=concern_step.method@step_id reference=concern_step.reference@step_id recorded_by=concern_step.recorded_by
SELECT c.case_id, c.id, c.reporter_id, c.pressed_utc, k.wrapped, f.title,
    COALESCE(a.capacity, 'reporter') AS capacity, s.id AS step_id, s.kind, s.at_utc, s.agency,
    s.person, s.method, s.reference, s.recorded_by
FROM concern c
LEFT JOIN assignment a ON a.case_id = c.case_id AND a.account_id = c.reporter_id
    AND a.to_utc IS NULL
JOIN case_key k ON k.case_id = c.case_id
JOIN family_case f ON f.id = c.case_id
JOIN concern_step s ON s.case_id = c.case_id AND s.concern_id = c.id
WHERE c.reporter_id = $reporter_id AND c.unsettled = 1
    AND (a.capacity IS NOT NULL OR EXISTS (SELECT 1 FROM cover v
        JOIN cover_opening o ON o.cover_id = v.id AND o.family_id = c.case_id
        WHERE v.account_id = c.reporter_id))
ORDER BY c.pressed_utc, c.id, s.recorded_utc, s.id

-- The same of others on cases that the viewer supervises.
-- :name concern_supervised   :kind many   :row concern_line
-- :from concern   :sort the few open clocks on the cases of one supervisor
-- :in  account_id=assignment.account_id
-- :out case_id id reporter_id pressed_utc wrapped=case_key.wrapped title=family_case.title@case_id capacity=assignment.capacity step_id=concern_step.id kind=concern_step.kind@step_id at_utc=concern_step.at_utc@step_id agency=concern_step.agency@step_id person=concern_step.person@step_id method=concern_step.method@step_id reference=concern_step.reference@step_id recorded_by=concern_step.recorded_by
SELECT c.case_id, c.id, c.reporter_id, c.pressed_utc, k.wrapped, f.title, a.capacity,
    s.id AS step_id, s.kind, s.at_utc, s.agency, s.person, s.method, s.reference, s.recorded_by
FROM assignment a
JOIN concern c ON c.case_id = a.case_id AND c.unsettled = 1 AND c.reporter_id <> a.account_id
JOIN case_key k ON k.case_id = c.case_id
JOIN family_case f ON f.id = c.case_id
JOIN concern_step s ON s.case_id = c.case_id AND s.concern_id = c.id
WHERE a.account_id = $account_id AND a.to_utc IS NULL AND a.capacity = 'supervisor'
ORDER BY c.pressed_utc, c.id, s.recorded_utc, s.id

-- :name plan_check_add   :kind run
-- :from plan_check
-- :in  case_id id asks both_agree statement recorded_utc recorded_by recorded_name
INSERT INTO plan_check (case_id, id, asks, both_agree, statement, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $asks, $both_agree, $statement, $recorded_utc, $recorded_by, $recorded_name)

-- Newest last.
-- :name plan_check_list   :kind many   :row plan_check
-- :from plan_check
-- :in  case_id
-- :out case_id id asks both_agree statement recorded_utc recorded_by recorded_name
SELECT case_id, id, asks, both_agree, statement, recorded_utc, recorded_by, recorded_name
FROM plan_check
WHERE case_id = $case_id
ORDER BY recorded_utc, id
