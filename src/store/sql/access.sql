-- The viewer's own current place on a case, the key that opens it, and what stands at the head of
-- each of its pages: the one statement behind every page of a case.
-- :name access_find   :kind one   :row access_find
-- :from assignment
-- :in  case_id account_id
-- :out case_id capacity wrapped=case_key.wrapped number=family_case.number@case_id title=family_case.title@case_id state=family_case.state origin=family_case.origin entered=family_case.entered as_of=family_case.as_of opened_utc=family_case.opened_utc protocol_id=family_case.protocol_id protocol_hash=family_case.protocol_hash version=family_case.version cover_id:id
SELECT a.case_id, a.capacity, k.wrapped, c.number, c.title, c.state, c.origin, c.entered, c.as_of,
    c.opened_utc, c.protocol_id, c.protocol_hash, c.version, CAST(NULL AS TEXT) AS cover_id
FROM assignment a
JOIN case_key k ON k.case_id = a.case_id
JOIN family_case c ON c.id = a.case_id
WHERE a.case_id = $case_id AND a.account_id = $account_id AND a.to_utc IS NULL
LIMIT 1

-- Who may be given a place on a case: everybody who can sign in.
-- :name colleague_list   :kind many
-- :from account
-- :out id name roles
SELECT id, name, roles FROM account WHERE state = 'active' ORDER BY id

-- The same for somebody who stands in for the lead of the case today: for some days, or for good since
-- that was declared; never for somebody who has another role in the case.
-- :name access_cover_find   :kind one   :row access_find
-- :from assignment   :sort the few covers of one person
-- :in  case_id account_id today=cover.from_on
-- :out case_id capacity wrapped=case_key.wrapped number=family_case.number@case_id title=family_case.title@case_id state=family_case.state origin=family_case.origin entered=family_case.entered as_of=family_case.as_of opened_utc=family_case.opened_utc protocol_id=family_case.protocol_id protocol_hash=family_case.protocol_hash version=family_case.version cover_id:id
SELECT a.case_id, CASE WHEN v.kind = 'absence' THEN 'cover' ELSE 'successor' END AS capacity,
    k.wrapped, c.number, c.title, c.state, c.origin, c.entered, c.as_of, c.opened_utc,
    c.protocol_id, c.protocol_hash, c.version, v.id AS cover_id
FROM cover v
JOIN assignment a ON a.account_id = v.lead_id AND a.case_id = $case_id AND a.capacity = 'lead'
    AND a.to_utc IS NULL
JOIN case_key k ON k.case_id = a.case_id
JOIN family_case c ON c.id = a.case_id
WHERE v.account_id = $account_id AND v.ended_utc IS NULL
    AND (v.family_id IS NULL OR v.family_id = $case_id)
    AND ((v.kind = 'absence' AND v.from_on <= $today AND v.to_on >= $today)
        OR (v.kind = 'successor' AND v.declared_utc IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM case_role r WHERE r.case_id = $case_id
        AND r.account_id = $account_id AND r.role <> 'treating')
ORDER BY v.kind DESC, v.id
LIMIT 1

-- The same for somebody who stood in and still owes the report of a concern that they recorded then:
-- whether the cover ran out, was ended, or its lead leads no longer.
-- :name access_owed_find   :kind one   :row access_find
-- :from concern   :sort the few covers under which one person opened one family
-- :in  case_id account_id=concern.reporter_id
-- :out case_id capacity:text wrapped=case_key.wrapped number=family_case.number@case_id title=family_case.title@case_id state=family_case.state origin=family_case.origin entered=family_case.entered as_of=family_case.as_of opened_utc=family_case.opened_utc protocol_id=family_case.protocol_id protocol_hash=family_case.protocol_hash version=family_case.version cover_id:id
SELECT n.case_id, 'reporter' AS capacity, k.wrapped, c.number, c.title, c.state, c.origin,
    c.entered, c.as_of, c.opened_utc, c.protocol_id, c.protocol_hash, c.version, v.id AS cover_id
FROM concern n
JOIN cover v ON v.account_id = n.reporter_id
JOIN cover_opening o ON o.cover_id = v.id AND o.family_id = n.case_id
JOIN case_key k ON k.case_id = n.case_id
JOIN family_case c ON c.id = n.case_id
WHERE n.case_id = $case_id AND n.reporter_id = $account_id AND n.unsettled = 1
ORDER BY o.last_utc DESC, v.id
LIMIT 1
