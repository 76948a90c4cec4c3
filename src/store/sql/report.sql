-- A report is typed on its own form; the rest is filled from what these statements may return, and
-- none of them returns a note's text, a child's word or a protected address; the one exception is
-- what the text is searched for before anybody sees it.

-- :name report_add   :kind run
-- :from report
-- :in  case_id id kind state from_on to_on order_id safety wellbeing relationship coparenting plan asked recipients made_by made_utc version
INSERT INTO report (case_id, id, kind, state, from_on, to_on, order_id, safety, wellbeing,
    relationship, coparenting, plan, asked, recipients, made_by, made_utc, version)
VALUES ($case_id, $id, $kind, $state, $from_on, $to_on, $order_id, $safety, $wellbeing,
    $relationship, $coparenting, $plan, $asked, $recipients, $made_by, $made_utc, $version)

-- :name report_get   :kind one   :row filed_report
-- :from report
-- :in  case_id id
-- :out case_id id kind state from_on to_on order_id safety wellbeing relationship coparenting plan asked recipients made_by made_utc signed_utc file file_key content_hash size_bytes content version
SELECT case_id, id, kind, state, from_on, to_on, order_id, safety, wellbeing, relationship,
    coparenting, plan, asked, recipients, made_by, made_utc, signed_utc, file, file_key,
    content_hash, size_bytes, content, version
FROM report
WHERE case_id = $case_id AND id = $id

-- :name report_list   :kind many
-- :from report
-- :in  case_id
-- :out case_id id kind state from_on to_on made_by made_utc signed_utc version
SELECT case_id, id, kind, state, from_on, to_on, made_by, made_utc, signed_utc, version
FROM report
WHERE case_id = $case_id
ORDER BY made_utc, id

-- :name report_save   :kind must
-- :from report
-- :in  case_id id version from_on to_on order_id safety wellbeing relationship coparenting plan asked recipients
UPDATE report
SET from_on = $from_on, to_on = $to_on, order_id = $order_id, safety = $safety,
    wellbeing = $wellbeing, relationship = $relationship, coparenting = $coparenting, plan = $plan,
    asked = $asked, recipients = $recipients, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- Freezes it: from here on the database refuses every change.
-- :name report_sign   :kind must
-- :from report
-- :in  case_id id version signed_utc file file_key content_hash size_bytes content
UPDATE report
SET state = 'signed', signed_utc = $signed_utc, file = $file, file_key = $file_key,
    content_hash = $content_hash, size_bytes = $size_bytes, content = $content, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- Signed sessions and contacts of a period: kind, day and minutes; never the text.
-- :name report_notes   :kind many
-- :from note
-- :in  case_id from_date:date to_date:date
-- :out case_id id kind on_date minutes appointment_id class
SELECT case_id, id, kind, on_date, minutes, appointment_id, class
FROM note
WHERE case_id = $case_id AND on_date >= $from_date AND on_date <= $to_date AND state = 'signed'
  AND class <> 'P'
ORDER BY on_date, id

-- :name report_note_people   :kind many
-- :from note_person
-- :in  case_id from_date:date to_date:date
-- :out case_id note_id person_id minutes
SELECT p.case_id, p.note_id, p.person_id, p.minutes
FROM note n
JOIN note_person p ON p.case_id = n.case_id AND p.note_id = n.id
WHERE n.case_id = $case_id AND n.on_date >= $from_date AND n.on_date <= $to_date
  AND n.state = 'signed' AND n.class <> 'P'

-- What must not be in a report's text: how to reach those whose place is protected.
-- :name report_protected   :kind many
-- :from person
-- :in  case_id now_utc=person.unprotect_utc
-- :out case_id id phone email address
SELECT case_id, id, phone, email, address
FROM person
WHERE case_id = $case_id AND protected = 1
    AND (unprotect_utc IS NULL OR unprotect_utc > $now_utc)

-- :name order_clauses   :kind many
-- :from clause
-- :in  case_id
-- :out case_id id order_id place kind words page
SELECT c.case_id, c.id, c.order_id, c.place, c.kind, c.words, c.page
FROM court_order o
JOIN clause c ON c.case_id = o.case_id AND c.order_id = o.id
WHERE o.case_id = $case_id AND o.state = 'in_force'

-- The decisions of a period with the evaluation that each froze.
-- :name decision_snapshots   :kind many
-- :from decision
-- :in  case_id from_utc=decision.signed_utc to_utc=decision.signed_utc
-- :out case_id id child_id gate outcome phase_to snapshot signed_utc signed_name
SELECT case_id, id, child_id, gate, outcome, phase_to, snapshot, signed_utc, signed_name
FROM decision
WHERE case_id = $case_id AND signed_utc >= $from_utc AND signed_utc <= $to_utc
ORDER BY signed_utc, id

-- Who outside a practice of one was consulted before something was set aside or closed, or before a
-- hold was lifted: by whom and when, never what it was about.
-- :name report_consultations   :kind many
-- :from criterion_override   :sort the few consultations of one case
-- :in  case_id
-- :out id hold_id=hold.id talk_id=consult_request.id form=criterion_override.second_form asked_utc=criterion_override.recorded_utc second_utc aside_name=criterion_override.second_name hold_name=hold.second_name@hold_id talk_name=consult_request.signed_name@talk_id
SELECT o.id, CAST(o.id AS TEXT) AS hold_id, CAST(o.id AS TEXT) AS talk_id, o.second_form AS form,
    o.recorded_utc AS asked_utc, o.second_utc, o.second_name AS aside_name, NULL AS hold_name,
    CAST(NULL AS BYTEA) AS talk_name
FROM criterion_override o
WHERE o.case_id = $case_id AND o.second_form IN ('record', 'account')
UNION ALL
SELECT h.id, h.id, h.id, h.lift_form, h.lift_utc, h.second_utc, NULL, h.second_name, NULL
FROM hold h
WHERE h.case_id = $case_id AND h.lift_form IN ('record', 'account')
UNION ALL
SELECT t.id, t.id, t.id, 'account', t.asked_utc, t.ended_utc, NULL, NULL, t.signed_name
FROM consult_request t
WHERE t.case_id = $case_id AND t.kind = 'resume' AND t.ended_form = 'agreed'
ORDER BY 5, 1
