-- hold.sql -- contact stopped at once, what it stopped, and how it was lifted.

-- :name hold_add   :kind run
-- :from hold
-- :in  case_id id child_id person_id reason began_utc began_by began_name
INSERT INTO hold (case_id, id, child_id, person_id, reason, began_utc, began_by, began_name)
VALUES ($case_id, $id, $child_id, $person_id, $reason, $began_utc, $began_by, $began_name)

-- Newest first.
-- :name hold_list   :kind many   :row hold
-- :from hold   :sort the few holds of one case
-- :in  case_id
-- :out case_id id child_id person_id reason began_utc began_by began_name lift_form lift_words lift_utc lift_by lift_name second_by second_name second_licence second_words second_utc second_sheet
SELECT case_id, id, child_id, person_id, reason, began_utc, began_by, began_name, lift_form,
    lift_words, lift_utc, lift_by, lift_name, second_by, second_name, second_licence, second_words,
    second_utc, second_sheet
FROM hold
WHERE case_id = $case_id
ORDER BY began_utc DESC, id

-- Said once, where it was not said at once.
-- :name hold_reason_set   :kind must
-- :from hold
-- :in  case_id id reason
UPDATE hold SET reason = $reason WHERE case_id = $case_id AND id = $id AND reason IS NULL

-- :name hold_lift_set   :kind must
-- :from hold
-- :in  case_id id lift_form lift_words lift_utc lift_by lift_name second_by second_name second_licence second_words second_utc second_sheet
UPDATE hold
SET lift_form = $lift_form, lift_words = $lift_words, lift_utc = $lift_utc, lift_by = $lift_by,
    lift_name = $lift_name, second_by = $second_by, second_name = $second_name,
    second_licence = $second_licence, second_words = $second_words, second_utc = $second_utc, second_sheet = $second_sheet
WHERE case_id = $case_id AND id = $id AND lift_form IS NULL

-- :name hold_second_set   :kind must
-- :from hold
-- :in  case_id id second_by second_name second_licence second_words second_utc
UPDATE hold
SET second_by = $second_by, second_name = $second_name, second_licence = $second_licence,
    second_words = $second_words, second_utc = $second_utc
WHERE case_id = $case_id AND id = $id AND lift_form = 'member' AND second_utc IS NULL

-- Planned appointments from a moment on, a row for each person who comes.
-- :name hold_planned   :kind many
-- :from appointment   :sort the appointments of one case that are still to come
-- :in  case_id from_utc=appointment.starts_utc
-- :out case_id id starts_utc minutes kind version person_id=appointment_person.person_id
SELECT p.case_id, p.id, p.starts_utc, p.minutes, p.kind, p.version, q.person_id
FROM appointment p
JOIN appointment_person q ON q.case_id = p.case_id AND q.appointment_id = p.id
WHERE p.case_id = $case_id AND p.state = 'planned' AND p.starts_utc >= $from_utc
ORDER BY p.starts_utc, p.id

-- :name hold_stop_set   :kind must
-- :from appointment
-- :in  case_id id hold_id
UPDATE appointment SET hold_id = $hold_id WHERE case_id = $case_id AND id = $id

-- :name hold_stopped   :kind many
-- :from appointment   :sort what one hold stopped
-- :in  case_id hold_id
-- :out case_id id starts_utc kind state
SELECT case_id, id, starts_utc, kind, state
FROM appointment
WHERE case_id = $case_id AND hold_id = $hold_id
ORDER BY starts_utc, id
