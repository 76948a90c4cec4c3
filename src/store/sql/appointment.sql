-- appointment.sql -- who meets when. The day an appointment lies on (in the practice's time zone)
-- stands in its line of the chronology, whose index finds it.

-- :name appointment_add   :kind run
-- :from appointment
-- :in  case_id id account_id starts_utc minutes kind room state version
INSERT INTO appointment (case_id, id, account_id, starts_utc, minutes, kind, room, state, version)
VALUES ($case_id, $id, $account_id, $starts_utc, $minutes, $kind, $room, $state, $version)

-- :name appointment_get   :kind one   :row appointment
-- :from appointment
-- :in  case_id id
-- :out case_id id account_id starts_utc minutes kind room state cancel_reason=appointment.reason notice_hours note_id version
SELECT case_id, id, account_id, starts_utc, minutes, kind, room, state, reason AS cancel_reason,
    notice_hours, note_id, version
FROM appointment
WHERE case_id = $case_id AND id = $id

-- Optimistic lock: no row changes when someone else saved first.
-- :name appointment_save   :kind must
-- :from appointment
-- :in  case_id id version account_id starts_utc minutes kind room
UPDATE appointment
SET account_id = $account_id, starts_utc = $starts_utc, minutes = $minutes, kind = $kind,
    room = $room, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name appointment_state_save   :kind must
-- :from appointment
-- :in  case_id id version state cancel_reason=appointment.reason notice_hours
UPDATE appointment
SET state = $state, reason = $cancel_reason, notice_hours = $notice_hours,
    version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- The signed note that tells of it; the version stays, nobody's edit is touched by it.
-- :name appointment_note_set   :kind run
-- :from appointment
-- :in  case_id id note_id
UPDATE appointment SET note_id = $note_id WHERE case_id = $case_id AND id = $id

-- :name appointment_person_add   :kind run
-- :from appointment_person
-- :in  case_id appointment_id person_id
INSERT INTO appointment_person (case_id, appointment_id, person_id)
VALUES ($case_id, $appointment_id, $person_id)

-- :name appointment_people_drop   :kind run
-- :from appointment_person
-- :in  case_id appointment_id
DELETE FROM appointment_person WHERE case_id = $case_id AND appointment_id = $appointment_id

-- :name appointment_people   :kind many
-- :from appointment_person
-- :in  case_id appointment_id
-- :out case_id person_id
SELECT case_id, person_id
FROM appointment_person
WHERE case_id = $case_id AND appointment_id = $appointment_id
ORDER BY person_id

-- When one clinician is taken, over all cases and so without a word about any of them.
-- :name clinician_slots   :kind many
-- :from appointment
-- :in  account_id from_utc=appointment.starts_utc until_utc=appointment.starts_utc
-- :out case_id id account_id starts_utc minutes state
SELECT case_id, id, account_id, starts_utc, minutes, state
FROM appointment
WHERE account_id = $account_id AND starts_utc >= $from_utc AND starts_utc < $until_utc

-- Appointments of one case on some days.
-- :name case_appointments   :kind many   :row appointment
-- :from appointment
-- :in  case_id from_date:date to_date:date
-- :out case_id id account_id starts_utc minutes kind room state cancel_reason=appointment.reason notice_hours note_id version
SELECT p.case_id, p.id, p.account_id, p.starts_utc, p.minutes, p.kind, p.room, p.state,
    p.reason AS cancel_reason, p.notice_hours, p.note_id, p.version
FROM chronology e
JOIN appointment p ON p.case_id = e.case_id AND p.id = e.ref_id
WHERE e.case_id = $case_id AND e.on_date >= $from_date AND e.on_date <= $to_date
  AND e.kind = 'appointment'

-- :name case_appointment_people   :kind many
-- :from appointment_person
-- :in  case_id from_date:date to_date:date
-- :out case_id appointment_id person_id
SELECT q.case_id, q.appointment_id, q.person_id
FROM chronology e
JOIN appointment_person q ON q.case_id = e.case_id AND q.appointment_id = e.ref_id
WHERE e.case_id = $case_id AND e.on_date >= $from_date AND e.on_date <= $to_date
  AND e.kind = 'appointment'

-- Reasons that an earlier version of the program wrote down unsealed.
-- :name appointment_unmoved   :kind many
-- :from appointment
-- :in  limit
-- :out case_id id cancel_reason
SELECT case_id, id, cancel_reason FROM appointment WHERE cancel_reason IS NOT NULL LIMIT $limit

-- :name appointment_reason_move   :kind must
-- :from appointment
-- :in  case_id id reason
UPDATE appointment SET reason = $reason, cancel_reason = NULL
WHERE case_id = $case_id AND id = $id AND cancel_reason IS NOT NULL
