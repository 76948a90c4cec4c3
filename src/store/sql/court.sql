-- :name matter_add   :kind run
-- :from matter
-- :in  case_id id court docket judge version
INSERT INTO matter (case_id, id, court, docket, judge, version)
VALUES ($case_id, $id, $court, $docket, $judge, $version)

-- :name matter_list   :kind many   :row matter
-- :from matter
-- :in  case_id
-- :out case_id id court docket judge version
SELECT case_id, id, court, docket, judge, version FROM matter WHERE case_id = $case_id ORDER BY id

-- :name matter_save   :kind must
-- :from matter
-- :in  case_id id version court docket judge
UPDATE matter SET court = $court, docket = $docket, judge = $judge, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name hearing_add   :kind run
-- :from hearing
-- :in  case_id id matter_id kind on_date at_clock purpose state version
INSERT INTO hearing (case_id, id, matter_id, kind, on_date, at_clock, purpose, state, version)
VALUES ($case_id, $id, $matter_id, $kind, $on_date, $at_clock, $purpose, $state, $version)

-- :name hearing_list   :kind many   :row hearing
-- :from hearing
-- :in  case_id
-- :out case_id id matter_id kind on_date at_clock purpose state version
SELECT case_id, id, matter_id, kind, on_date, at_clock, purpose, state, version
FROM hearing
WHERE case_id = $case_id
ORDER BY on_date, id

-- :name hearing_save   :kind must
-- :from hearing
-- :in  case_id id version kind on_date at_clock purpose state
UPDATE hearing
SET kind = $kind, on_date = $on_date, at_clock = $at_clock, purpose = $purpose, state = $state,
    version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name court_order_add   :kind run
-- :from court_order
-- :in  case_id id matter_id kind title signed_on effective_on expires_on state report_rule report_every_days report_before_days report_to document_id recorded_utc recorded_by version
INSERT INTO court_order (case_id, id, matter_id, kind, title, signed_on, effective_on, expires_on,
    state, report_rule, report_every_days, report_before_days, report_to, document_id, recorded_utc,
    recorded_by, version)
VALUES ($case_id, $id, $matter_id, $kind, $title, $signed_on, $effective_on, $expires_on, $state,
    $report_rule, $report_every_days, $report_before_days, $report_to, $document_id, $recorded_utc,
    $recorded_by, $version)

-- :name court_order_get   :kind one   :row court_order
-- :from court_order
-- :in  case_id id
-- :out case_id id matter_id kind title signed_on effective_on expires_on state report_rule report_every_days report_before_days report_to document_id recorded_utc recorded_by version
SELECT case_id, id, matter_id, kind, title, signed_on, effective_on, expires_on, state, report_rule,
    report_every_days, report_before_days, report_to, document_id, recorded_utc, recorded_by, version
FROM court_order
WHERE case_id = $case_id AND id = $id

-- :name court_order_list   :kind many   :row court_order
-- :from court_order
-- :in  case_id
-- :out case_id id matter_id kind title signed_on effective_on expires_on state report_rule report_every_days report_before_days report_to document_id recorded_utc recorded_by version
SELECT case_id, id, matter_id, kind, title, signed_on, effective_on, expires_on, state, report_rule,
    report_every_days, report_before_days, report_to, document_id, recorded_utc, recorded_by, version
FROM court_order
WHERE case_id = $case_id
ORDER BY effective_on, id

-- :name court_order_save   :kind must
-- :from court_order
-- :in  case_id id version kind title signed_on effective_on expires_on state report_rule report_every_days report_before_days report_to document_id
UPDATE court_order
SET kind = $kind, title = $title, signed_on = $signed_on, effective_on = $effective_on,
    expires_on = $expires_on, state = $state, report_rule = $report_rule,
    report_every_days = $report_every_days, report_before_days = $report_before_days,
    report_to = $report_to, document_id = $document_id, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name clause_add   :kind run
-- :from clause
-- :in  case_id id order_id place kind words page version
INSERT INTO clause (case_id, id, order_id, place, kind, words, page, version)
VALUES ($case_id, $id, $order_id, $place, $kind, $words, $page, $version)

-- :name clause_list   :kind many   :row clause
-- :from clause
-- :in  case_id order_id
-- :out case_id id order_id place kind words page version
SELECT case_id, id, order_id, place, kind, words, page, version
FROM clause
WHERE case_id = $case_id AND order_id = $order_id
ORDER BY place

-- :name clause_save   :kind must
-- :from clause
-- :in  case_id id version kind words page
UPDATE clause SET kind = $kind, words = $words, page = $page, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- Who pays which part under an order; the set is replaced as a whole, each time with an event.
-- :name payer_share_add   :kind run
-- :from payer_share
-- :in  case_id id order_id person_id share_bp
INSERT INTO payer_share (case_id, id, order_id, person_id, share_bp)
VALUES ($case_id, $id, $order_id, $person_id, $share_bp)

-- :name payer_share_list   :kind many   :row payer_share
-- :from payer_share
-- :in  case_id order_id
-- :out case_id id order_id person_id share_bp
SELECT case_id, id, order_id, person_id, share_bp
FROM payer_share
WHERE case_id = $case_id AND order_id = $order_id
ORDER BY person_id

-- The same with names for a page of the order: one row for each role of each payer.
-- :name order_payers   :kind many
-- :from payer_share   :sort the few payers of one order
-- :in  case_id order_id
-- :out case_id person_id share_bp kind=person.kind name=person.name@person_id role_id=person_role.id relation=person_role.relation@role_id to_on=person_role.to_on
SELECT s.case_id, s.person_id, s.share_bp, n.kind, n.name, r.id AS role_id, r.relation, r.to_on
FROM payer_share s
JOIN person n ON n.case_id = s.case_id AND n.id = s.person_id
LEFT JOIN person_role r ON r.case_id = s.case_id AND r.person_id = s.person_id
WHERE s.case_id = $case_id AND s.order_id = $order_id
ORDER BY n.place, n.id, r.from_on, r.recorded_utc, r.id

-- :name payer_share_drop   :kind run
-- :from payer_share
-- :in  case_id order_id
DELETE FROM payer_share WHERE case_id = $case_id AND order_id = $order_id

-- When the last report under each order was signed decides when the next one is due.
-- :name order_reports   :kind many
-- :from report   :sort the few signed reports of one case
-- :in  case_id
-- :out order_id signed_utc
SELECT order_id, signed_utc
FROM report
WHERE case_id = $case_id AND kind = 'status' AND state = 'signed' AND order_id IS NOT NULL
ORDER BY signed_utc, id

-- What hangs on an order and is replaced as a whole is guarded by the order's own version.
-- :name court_order_touch   :kind must
-- :from court_order
-- :in  case_id id version
UPDATE court_order SET version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version

-- :name matter_get   :kind one   :row matter
-- :from matter
-- :in  case_id id
-- :out case_id id court docket judge version
SELECT case_id, id, court, docket, judge, version FROM matter WHERE case_id = $case_id AND id = $id
