-- Everything that says whether a child of a case may be treated, in one: custody with its holders,
-- the words of adults, orders, the child's answers, agreements. In the order of recording; an
-- agreement only once it is whole, which its items say.
-- :name consent_lines   :kind many   :row consent_line
-- :from consent   :sort the few rows of one case
-- :in  case_id items:i64
-- :out what:i64 id:id child_id:id person_id:id word:code ref_id:id document_id:id on_date:date to_on:date page:i64 served_on:date delivered_on:date no_orders:i64 recorded_utc:utc
SELECT 0 AS what, c.id, c.child_id, h.person_id, c.kind AS word, NULL AS ref_id, c.document_id,
    c.from_on AS on_date, c.to_on, CAST(NULL AS BIGINT) AS page, NULL AS served_on,
    NULL AS delivered_on, c.no_orders, c.recorded_utc
FROM custody c
JOIN custody_holder h ON h.case_id = c.case_id AND h.custody_id = c.id
WHERE c.case_id = $case_id
UNION ALL
SELECT 1, k.id, k.child_id, k.person_id, k.how, COALESCE(k.order_id, k.agreement_id), k.document_id,
    k.on_date, NULL, k.page, k.served_on, k.delivered_on, CAST(0 AS BIGINT), k.recorded_utc
FROM consent k
WHERE k.case_id = $case_id
UNION ALL
SELECT 2, o.id, NULL, NULL, o.state, NULL, o.document_id, o.effective_on, o.expires_on,
    CAST(NULL AS BIGINT), NULL, NULL, CAST(0 AS BIGINT), o.recorded_utc
FROM court_order o
WHERE o.case_id = $case_id
UNION ALL
SELECT 3, s.id, s.child_id, NULL, s.answer, s.appointment_id, NULL, s.on_date, NULL,
    CAST(NULL AS BIGINT), NULL, NULL, CAST(0 AS BIGINT), s.recorded_utc
FROM assent s
WHERE s.case_id = $case_id
UNION ALL
SELECT 4, g.id, NULL, NULL, NULL, NULL, NULL, g.from_on, NULL, g.number, NULL, NULL,
    CAST(0 AS BIGINT), g.recorded_utc
FROM agreement g
WHERE g.case_id = $case_id
    AND (SELECT COUNT(*) FROM agreement_item i
         WHERE i.case_id = g.case_id AND i.agreement_id = g.id) = $items
ORDER BY 14, 2

-- :name custody_add   :kind run
-- :from custody
-- :in  case_id id child_id kind document_id from_on to_on no_orders words recorded_utc recorded_by recorded_name
INSERT INTO custody (case_id, id, child_id, kind, document_id, from_on, to_on, no_orders, words,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $child_id, $kind, $document_id, $from_on, $to_on, $no_orders, $words,
    $recorded_utc, $recorded_by, $recorded_name)

-- :name custody_list   :kind many   :row custody
-- :from custody
-- :in  case_id
-- :out case_id id child_id kind document_id from_on to_on no_orders words recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, kind, document_id, from_on, to_on, no_orders, words, recorded_utc,
    recorded_by, recorded_name
FROM custody
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name custody_holder_add   :kind run
-- :from custody_holder
-- :in  case_id custody_id place person_id
INSERT INTO custody_holder (case_id, custody_id, place, person_id)
VALUES ($case_id, $custody_id, $place, $person_id)

-- :name consent_add   :kind run
-- :from consent
-- :in  case_id id child_id person_id how agreement_id order_id document_id on_date page served_on delivered_on typed_name reason recorded_utc recorded_by recorded_name
INSERT INTO consent (case_id, id, child_id, person_id, how, agreement_id, order_id, document_id,
    on_date, page, served_on, delivered_on, typed_name, reason, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $child_id, $person_id, $how, $agreement_id, $order_id, $document_id,
    $on_date, $page, $served_on, $delivered_on, $typed_name, $reason, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name consent_list   :kind many   :row consent
-- :from consent
-- :in  case_id
-- :out case_id id child_id person_id how agreement_id order_id document_id on_date page served_on delivered_on typed_name reason recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, person_id, how, agreement_id, order_id, document_id, on_date, page,
    served_on, delivered_on, typed_name, reason, recorded_utc, recorded_by, recorded_name
FROM consent
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name assent_add   :kind run
-- :from assent
-- :in  case_id id child_id appointment_id level answer on_date words recorded_utc recorded_by recorded_name
INSERT INTO assent (case_id, id, child_id, appointment_id, level, answer, on_date, words,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $child_id, $appointment_id, $level, $answer, $on_date, $words,
    $recorded_utc, $recorded_by, $recorded_name)

-- :name assent_list   :kind many   :row assent
-- :from assent
-- :in  case_id
-- :out case_id id child_id appointment_id level answer on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, appointment_id, level, answer, on_date, words, recorded_utc,
    recorded_by, recorded_name
FROM assent
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name agreement_add   :kind run
-- :from agreement
-- :in  case_id id number from_on recorded_utc recorded_by recorded_name
INSERT INTO agreement (case_id, id, number, from_on, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $number, $from_on, $recorded_utc, $recorded_by, $recorded_name)

-- :name agreement_list   :kind many   :row agreement
-- :from agreement
-- :in  case_id
-- :out case_id id number from_on recorded_utc recorded_by recorded_name items:i64
SELECT g.case_id, g.id, g.number, g.from_on, g.recorded_utc, g.recorded_by, g.recorded_name,
    (SELECT COUNT(*) FROM agreement_item i
     WHERE i.case_id = g.case_id AND i.agreement_id = g.id) AS items
FROM agreement g
WHERE g.case_id = $case_id
ORDER BY g.number

-- :name agreement_item_add   :kind run
-- :from agreement_item
-- :in  case_id id agreement_id code state words
INSERT INTO agreement_item (case_id, id, agreement_id, code, state, words)
VALUES ($case_id, $id, $agreement_id, $code, $state, $words)

-- :name agreement_item_list   :kind many   :row agreement_item
-- :from agreement_item
-- :in  case_id agreement_id
-- :out case_id id agreement_id code state words
SELECT case_id, id, agreement_id, code, state, words
FROM agreement_item
WHERE case_id = $case_id AND agreement_id = $agreement_id
ORDER BY code
