-- restriction.sql -- what orders say about contact, and what the court is told or asked.

-- Every order of a case with what is entered of it and still stands, and the statement that there is no
-- order, beside each: one statement answers what may be asked about contact.
-- :name contact_terms   :kind many
-- :from restriction   :sort the few orders of one case with what each says
-- :in  case_id
-- :out case_id=family_case.id id kind order_id clause_id child_id person_id channels says supervision ceiling minutes_max days_between places statement effective_on expires_on recorded_utc recorded_by recorded_name court_order=court_order.id order_kind=court_order.kind title=court_order.title@court_order from_on=court_order.effective_on until_on=court_order.expires_on state=court_order.state
SELECT c.id AS case_id, r.id, r.kind, r.order_id, r.clause_id, r.child_id, r.person_id, r.channels,
    r.says, r.supervision, r.ceiling, r.minutes_max, r.days_between, r.places, r.statement,
    r.effective_on, r.expires_on, r.recorded_utc, r.recorded_by, r.recorded_name,
    o.id AS court_order, o.kind AS order_kind, o.title, o.effective_on AS from_on,
    o.expires_on AS until_on, o.state
FROM family_case c
LEFT JOIN court_order o ON o.case_id = c.id
LEFT JOIN restriction r ON r.case_id = c.id AND r.ended_utc IS NULL
  AND (r.order_id = o.id OR r.order_id IS NULL)
WHERE c.id = $case_id
ORDER BY o.effective_on, o.id, r.recorded_utc, r.id

-- :name restriction_add   :kind run
-- :from restriction
-- :in  case_id id kind order_id clause_id child_id person_id channels says supervision ceiling minutes_max days_between places statement effective_on expires_on recorded_utc recorded_by recorded_name
INSERT INTO restriction (case_id, id, kind, order_id, clause_id, child_id, person_id, channels, says,
    supervision, ceiling, minutes_max, days_between, places, statement, effective_on, expires_on,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $kind, $order_id, $clause_id, $child_id, $person_id, $channels, $says,
    $supervision, $ceiling, $minutes_max, $days_between, $places, $statement, $effective_on,
    $expires_on, $recorded_utc, $recorded_by, $recorded_name)

-- Ended ones too, in the order in which they were entered.
-- :name restriction_list   :kind many   :row restriction
-- :from restriction
-- :in  case_id
-- :out case_id id kind order_id clause_id child_id person_id channels says supervision ceiling minutes_max days_between places statement effective_on expires_on recorded_utc recorded_by recorded_name ended_utc ended_name ended_reason
SELECT case_id, id, kind, order_id, clause_id, child_id, person_id, channels, says, supervision,
    ceiling, minutes_max, days_between, places, statement, effective_on, expires_on, recorded_utc,
    recorded_by, recorded_name, ended_utc, ended_name, ended_reason
FROM restriction
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name restriction_end   :kind must
-- :from restriction
-- :in  case_id id ended_utc ended_by ended_name ended_reason
UPDATE restriction
SET ended_utc = $ended_utc, ended_by = $ended_by, ended_name = $ended_name,
    ended_reason = $ended_reason
WHERE case_id = $case_id AND id = $id AND ended_utc IS NULL

-- :name court_notice_add   :kind run
-- :from court_notice
-- :in  case_id id kind order_id child_id words due_on state recorded_utc recorded_by recorded_name version
INSERT INTO court_notice (case_id, id, kind, order_id, child_id, words, due_on, state, recorded_utc,
    recorded_by, recorded_name, version)
VALUES ($case_id, $id, $kind, $order_id, $child_id, $words, $due_on, $state, $recorded_utc,
    $recorded_by, $recorded_name, $version)

-- :name court_notice_list   :kind many   :row court_notice
-- :from court_notice
-- :in  case_id
-- :out case_id id kind order_id child_id words due_on state recorded_utc recorded_by recorded_name sent_on sent_to sent_utc sent_name answered_on answer answered_utc answered_name version
SELECT case_id, id, kind, order_id, child_id, words, due_on, state, recorded_utc, recorded_by,
    recorded_name, sent_on, sent_to, sent_utc, sent_name, answered_on, answer, answered_utc,
    answered_name, version
FROM court_notice
WHERE case_id = $case_id
ORDER BY due_on, id

-- :name court_notice_sent   :kind must
-- :from court_notice
-- :in  case_id id version sent_on sent_to sent_utc sent_name
UPDATE court_notice
SET state = 'sent', sent_on = $sent_on, sent_to = $sent_to, sent_utc = $sent_utc,
    sent_name = $sent_name, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'open'

-- :name court_notice_answered   :kind must
-- :from court_notice
-- :in  case_id id version answered_on answer answered_utc answered_name
UPDATE court_notice
SET state = 'answered', answered_on = $answered_on, answer = $answer, answered_utc = $answered_utc,
    answered_name = $answered_name, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state <> 'answered'
