-- caseload.sql -- what the lists of one person's families show, kept by person: caseload,
-- caseload_child and agenda are copies (migrate/0013), kept by app/caseload_keep.c.

-- Newest case first; the keys come along so that each title opens without a further statement. Paged
-- by the moment of opening.
-- :name caseload   :kind many
-- :from caseload   :sort the families of one person
-- :in  account_id before_utc=caseload.opened_utc limit:i64
-- :out number@case_id title@case_id state origin opened_utc capacity case_id wrapped
SELECT c.number, c.title, c.state, c.origin, c.opened_utc, c.capacity, c.case_id,
    c.wrapped
FROM caseload c
WHERE c.account_id = $account_id AND c.opened_utc < $before_utc
ORDER BY c.opened_utc DESC, c.case_id DESC
LIMIT $limit

-- :name caseload_children   :kind many
-- :from caseload_child
-- :in  account_id
-- :out case_id id name birth phase wrapped=caseload.wrapped capacity=caseload.capacity
SELECT p.case_id, p.id, p.name, p.birth, p.phase, c.wrapped, c.capacity
FROM caseload c
JOIN caseload_child p ON p.account_id = c.account_id AND p.case_id = c.case_id
WHERE c.account_id = $account_id

-- One person's families with the children of each, for Today: a case without a child is one row with
-- an empty one. Newest case first; the children of a case in the order of their adding.
-- :name caseload_families   :kind many
-- :from caseload   :sort the families of one person
-- :in  account_id
-- :out number@case_id title@case_id state origin opened_utc capacity case_id wrapped child_id:text child_name=caseload_child.name@child_id phase=caseload_child.phase
SELECT c.number, c.title, c.state, c.origin, c.opened_utc, c.capacity, c.case_id,
    c.wrapped, p.id AS child_id, p.name AS child_name, p.phase
FROM caseload c
LEFT JOIN caseload_child p ON p.account_id = c.account_id AND p.case_id = c.case_id
WHERE c.account_id = $account_id
ORDER BY c.opened_utc DESC, c.case_id DESC, p.place, p.id

-- What one person's families have to be at or to hand in around today; the caller sorts.
-- :name agenda   :kind many   :row agenda
-- :from agenda
-- :in  account_id from_date:date to_date:date
-- :out case_id id kind ref_id on_date at_utc state class line wrapped=caseload.wrapped title=caseload.title@case_id capacity=caseload.capacity
SELECT e.case_id, e.id, e.kind, e.ref_id, e.on_date, e.at_utc, e.state, e.class, e.line, c.wrapped,
    c.title, c.capacity
FROM agenda e
JOIN caseload c ON c.account_id = e.account_id AND c.case_id = e.case_id
WHERE e.account_id = $account_id AND e.on_date >= $from_date AND e.on_date <= $to_date

-- The same for Today: the days ahead, and whatever is open from before, however old. The states are
-- those of the index agenda_open, word for word. Of a closed family only what outlives it.
-- :name agenda_today   :kind many   :row agenda
-- :from agenda
-- :in  account_id from_date:date to_date:date
-- :out case_id id kind ref_id on_date at_utc state class line wrapped=caseload.wrapped title=caseload.title@case_id capacity=caseload.capacity
SELECT e.case_id, e.id, e.kind, e.ref_id, e.on_date, e.at_utc, e.state, e.class, e.line, c.wrapped,
    c.title, c.capacity
FROM agenda e
JOIN caseload c ON c.account_id = e.account_id AND c.case_id = e.case_id
WHERE e.account_id = $account_id AND e.on_date >= $from_date AND e.on_date <= $to_date
    AND (c.state <> 'closed' OR e.kind IN ('appointment', 'hearing', 'hold', 'report_due', 'court_notice', 'record_request', 'privilege_due', 'protection'))
UNION ALL
SELECT e.case_id, e.id, e.kind, e.ref_id, e.on_date, e.at_utc, e.state, e.class, e.line, c.wrapped,
    c.title, c.capacity
FROM agenda e
JOIN caseload c ON c.account_id = e.account_id AND c.case_id = e.case_id
WHERE e.account_id = $account_id AND (e.account_id, e.on_date, e.case_id, e.id) IN (
    SELECT o.account_id, o.on_date, o.case_id, o.id
    FROM agenda o
    WHERE o.account_id = $account_id AND o.on_date < $from_date
        AND o.state IN ('due', 'stands', 'asked', 'open', 'signs', 'conditions', 'maintenance', 'grief', 'duration', 'paused', 'answers', 'hold_answers'))
    AND (c.state <> 'closed' OR e.kind IN ('appointment', 'hearing', 'hold', 'report_due', 'court_notice', 'record_request', 'privilege_due', 'protection'))

-- The calendar: appointments of one person's caseload on some days; the caller sorts.
-- :name caseload_appointments   :kind many
-- :from appointment
-- :in  viewer_id=agenda.account_id from_date:date to_date:date
-- :out case_id id account_id starts_utc minutes kind room state note_id wrapped=caseload.wrapped title=caseload.title@case_id clinician=account.name@account_id capacity=caseload.capacity
SELECT p.case_id, p.id, p.account_id, p.starts_utc, p.minutes, p.kind, p.room, p.state, p.note_id,
    c.wrapped, c.title, u.name AS clinician, c.capacity
FROM agenda e
JOIN appointment p ON p.case_id = e.case_id AND p.id = e.ref_id
JOIN caseload c ON c.account_id = e.account_id AND c.case_id = e.case_id
JOIN account u ON u.id = p.account_id
WHERE e.account_id = $viewer_id AND e.on_date >= $from_date AND e.on_date <= $to_date
  AND e.kind = 'appointment'

-- :name caseload_appointment_people   :kind many
-- :from appointment_person   :sort the people of the appointments of a few days
-- :in  viewer_id=agenda.account_id from_date:date to_date:date
-- :out case_id appointment_id person_id name=person.name@person_id kind=person.kind wrapped=caseload.wrapped
SELECT q.case_id, q.appointment_id, q.person_id, n.name, n.kind, c.wrapped
FROM agenda e
JOIN appointment_person q ON q.case_id = e.case_id AND q.appointment_id = e.ref_id
JOIN person n ON n.case_id = q.case_id AND n.id = q.person_id
JOIN caseload c ON c.account_id = e.account_id AND c.case_id = e.case_id
WHERE e.account_id = $viewer_id AND e.on_date >= $from_date AND e.on_date <= $to_date
  AND e.kind = 'appointment'
ORDER BY n.kind = 'child' DESC, n.place, n.id

-- Who stands on which side of a child, in the families with an appointment on these days: to say on
-- the calendar who must not meet.
-- :name caseload_sides   :kind many
-- :from person_role
-- :in  viewer_id=agenda.account_id from_date:date to_date:date
-- :out case_id person_id child_id role to_on
SELECT r.case_id, r.person_id, r.child_id, r.role, r.to_on
FROM agenda e
JOIN person_role r ON r.case_id = e.case_id
WHERE e.account_id = $viewer_id AND e.on_date >= $from_date AND e.on_date <= $to_date
  AND e.kind = 'appointment' AND r.child_id IS NOT NULL
  AND r.role IN ('contact_parent', 'home_parent', 'guardian')

-- -- keeping ---------------------------------------------------------------------------------------

-- :name caseload_drop   :kind run
-- :from caseload
-- :in  case_id
DELETE FROM caseload
WHERE (account_id, case_id) IN (SELECT account_id, case_id FROM assignment WHERE case_id = $case_id)

-- :name caseload_child_drop   :kind run
-- :from caseload_child
-- :in  case_id
DELETE FROM caseload_child
WHERE (account_id, case_id) IN (SELECT account_id, case_id FROM assignment WHERE case_id = $case_id)

-- :name caseload_put   :kind run
-- :from caseload
-- :in  case_id
INSERT INTO caseload (account_id, case_id, opened_utc, capacity, number, title, state, origin,
    wrapped)
SELECT a.account_id, a.case_id, a.opened_utc, a.capacity, c.number, c.title, c.state, c.origin,
    k.wrapped
FROM assignment a
JOIN family_case c ON c.id = a.case_id
JOIN case_key k ON k.case_id = a.case_id
WHERE a.case_id = $case_id AND a.to_utc IS NULL

-- :name caseload_child_put   :kind run
-- :from caseload_child
-- :in  case_id
INSERT INTO caseload_child (account_id, case_id, place, id, name, birth, phase)
SELECT a.account_id, a.case_id, p.place, p.id, p.name, p.birth, p.phase
FROM assignment a
JOIN person p ON p.case_id = a.case_id
WHERE a.case_id = $case_id AND a.to_utc IS NULL AND p.kind = 'child'

-- :name agenda_case_drop   :kind run
-- :from agenda
-- :in  case_id
DELETE FROM agenda
WHERE (account_id, on_date, case_id, id) IN (
    SELECT a.account_id, e.on_date, e.case_id, e.id
    FROM assignment a
    JOIN chronology e ON e.case_id = a.case_id
    WHERE a.case_id = $case_id AND e.kind IN ('appointment', 'hearing', 'report_due', 'hold', 'court_notice', 'safety_due', 'clinical_due', 'record_request', 'privilege_due', 'intake_due', 'review_due', 'protection'))

-- :name agenda_case_put   :kind run
-- :from agenda
-- :in  case_id
INSERT INTO agenda (account_id, on_date, case_id, id, kind, ref_id, at_utc, state, class, line)
SELECT a.account_id, e.on_date, e.case_id, e.id, e.kind, e.ref_id, e.at_utc, e.state, e.class,
    e.line
FROM assignment a
JOIN chronology e ON e.case_id = a.case_id
WHERE a.case_id = $case_id AND a.to_utc IS NULL
  AND e.kind IN ('appointment', 'hearing', 'report_due', 'hold', 'court_notice', 'safety_due', 'clinical_due', 'record_request', 'privilege_due', 'intake_due', 'review_due', 'protection')

-- Before its line moves to another day.
-- :name agenda_drop   :kind run
-- :from agenda
-- :in  case_id ref_id kind
DELETE FROM agenda
WHERE (account_id, on_date, case_id, id) IN (
    SELECT a.account_id, e.on_date, e.case_id, e.id
    FROM chronology e
    JOIN assignment a ON a.case_id = e.case_id
    WHERE e.case_id = $case_id AND e.ref_id = $ref_id AND e.kind = $kind)

-- :name agenda_put   :kind run
-- :from agenda
-- :in  case_id ref_id kind
INSERT INTO agenda (account_id, on_date, case_id, id, kind, ref_id, at_utc, state, class, line)
SELECT a.account_id, e.on_date, e.case_id, e.id, e.kind, e.ref_id, e.at_utc, e.state, e.class,
    e.line
FROM chronology e
JOIN assignment a ON a.case_id = e.case_id
WHERE e.case_id = $case_id AND e.ref_id = $ref_id AND e.kind = $kind AND a.to_utc IS NULL

-- Rows of the copies that say something else than what they repeat, and rows that are missing: none,
-- ever. Each test of a use case ends with this question.
-- :name caseload_astray   :kind one   :scan every row of the copies, for tests
-- :from caseload
-- :out n:i64
SELECT (SELECT COUNT(*) FROM (
        SELECT account_id, case_id, opened_utc, capacity, number, title, state, origin, wrapped
        FROM caseload
        EXCEPT
        SELECT a.account_id, a.case_id, a.opened_utc, a.capacity, c.number, c.title, c.state,
            c.origin, k.wrapped
        FROM assignment a
        JOIN family_case c ON c.id = a.case_id
        JOIN case_key k ON k.case_id = a.case_id
        WHERE a.to_utc IS NULL) AS t)
    + (SELECT COUNT(*) FROM (
        SELECT account_id, case_id, place, id, name, birth, phase
        FROM caseload_child
        EXCEPT
        SELECT a.account_id, a.case_id, p.place, p.id, p.name, p.birth, p.phase
        FROM assignment a
        JOIN person p ON p.case_id = a.case_id
        WHERE a.to_utc IS NULL AND p.kind = 'child') AS t)
    + (SELECT COUNT(*) FROM (
        SELECT account_id, on_date, case_id, id, kind, ref_id, at_utc, state, class, line
        FROM agenda
        EXCEPT
        SELECT a.account_id, e.on_date, e.case_id, e.id, e.kind, e.ref_id, e.at_utc, e.state,
            e.class, e.line
        FROM assignment a
        JOIN chronology e ON e.case_id = a.case_id
        WHERE a.to_utc IS NULL AND e.kind IN ('appointment', 'hearing', 'report_due', 'hold', 'court_notice', 'safety_due', 'clinical_due', 'record_request', 'privilege_due', 'intake_due', 'review_due', 'protection')) AS t)
    + ABS((SELECT COUNT(*) FROM caseload)
        - (SELECT COUNT(*) FROM assignment WHERE to_utc IS NULL))
    + ABS((SELECT COUNT(*) FROM caseload_child)
        - (SELECT COUNT(*) FROM assignment a JOIN person p ON p.case_id = a.case_id
            WHERE a.to_utc IS NULL AND p.kind = 'child'))
    + ABS((SELECT COUNT(*) FROM agenda)
        - (SELECT COUNT(*) FROM assignment a JOIN chronology e ON e.case_id = a.case_id
            WHERE a.to_utc IS NULL
              AND e.kind IN ('appointment', 'hearing', 'report_due', 'hold', 'court_notice', 'safety_due', 'clinical_due', 'record_request', 'privilege_due', 'intake_due', 'review_due', 'protection'))) AS n
