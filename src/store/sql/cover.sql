-- cover.sql -- who stands in for a lead, for some days or for good, and what they opened.

-- :name cover_add   :kind run
-- :from cover
-- :in  id lead_id family_id account_id kind from_on to_on named_utc
INSERT INTO cover (id, lead_id, family_id, account_id, kind, from_on, to_on, named_utc)
VALUES ($id, $lead_id, $family_id, $account_id, $kind, $from_on, $to_on, $named_utc)

-- Those that somebody named for their own families.
-- :name cover_of_lead   :kind many   :row cover
-- :from cover
-- :in  lead_id
-- :out id lead_id family_id account_id kind from_on to_on named_utc declared_utc declared_by declared_reason ended_utc lead_name=account.name@lead_id account_name=account.name@account_id
SELECT v.id, v.lead_id, v.family_id, v.account_id, v.kind, v.from_on, v.to_on, v.named_utc,
    v.declared_utc, v.declared_by, v.declared_reason, v.ended_utc, l.name AS lead_name,
    u.name AS account_name
FROM cover v
JOIN account l ON l.id = v.lead_id
JOIN account u ON u.id = v.account_id
WHERE v.lead_id = $lead_id
ORDER BY v.named_utc, v.id

-- Those in which somebody stands in for another.
-- :name cover_of_account   :kind many   :row cover
-- :from cover
-- :in  account_id
-- :out id lead_id family_id account_id kind from_on to_on named_utc declared_utc declared_by declared_reason ended_utc lead_name=account.name@lead_id account_name=account.name@account_id
SELECT v.id, v.lead_id, v.family_id, v.account_id, v.kind, v.from_on, v.to_on, v.named_utc,
    v.declared_utc, v.declared_by, v.declared_reason, v.ended_utc, l.name AS lead_name,
    u.name AS account_name
FROM cover v
JOIN account l ON l.id = v.lead_id
JOIN account u ON u.id = v.account_id
WHERE v.account_id = $account_id
ORDER BY v.named_utc, v.id

-- Of one family: what its leads named.
-- :name cover_of_family   :kind many   :row cover
-- :from cover   :sort the few who stand in for the leads of one family
-- :in  family_id
-- :out id lead_id family_id account_id kind from_on to_on named_utc declared_utc declared_by declared_reason ended_utc lead_name=account.name@lead_id account_name=account.name@account_id
SELECT v.id, v.lead_id, v.family_id, v.account_id, v.kind, v.from_on, v.to_on, v.named_utc,
    v.declared_utc, v.declared_by, v.declared_reason, v.ended_utc, l.name AS lead_name,
    u.name AS account_name
FROM assignment a
JOIN cover v ON v.lead_id = a.account_id
JOIN account l ON l.id = v.lead_id
JOIN account u ON u.id = v.account_id
WHERE a.case_id = $family_id AND a.capacity = 'lead' AND a.to_utc IS NULL
    AND (v.family_id IS NULL OR v.family_id = $family_id)
ORDER BY v.named_utc, v.id

-- Who may be booked for one family because they stand in for one of its leads, and on which days;
-- never somebody who has another role in it.
-- :name cover_clinicians   :kind many
-- :from cover   :sort the few who stand in for the leads of one family
-- :in  family_id
-- :out account_id kind from_on to_on declared_utc account_name=account.name@account_id
SELECT v.account_id, v.kind, v.from_on, v.to_on, v.declared_utc, u.name AS account_name
FROM assignment a
JOIN cover v ON v.lead_id = a.account_id
JOIN account u ON u.id = v.account_id
WHERE a.case_id = $family_id AND a.capacity = 'lead' AND a.to_utc IS NULL
    AND (v.family_id IS NULL OR v.family_id = $family_id) AND v.ended_utc IS NULL
    AND (v.kind = 'absence' OR v.declared_utc IS NOT NULL) AND u.state = 'active'
    AND NOT EXISTS (SELECT 1 FROM case_role r WHERE r.case_id = $family_id
        AND r.account_id = v.account_id AND r.role <> 'treating')
ORDER BY v.named_utc, v.id

-- What somebody who stands in is booked for, in the families that one cover opens.
-- :name cover_appointments   :kind many
-- :from appointment   :sort what one person is booked for from some day on
-- :in  cover_id=cover.id from_utc=appointment.starts_utc
-- :out case_id id starts_utc minutes kind state wrapped=case_key.wrapped title=family_case.title@case_id
SELECT p.case_id, p.id, p.starts_utc, p.minutes, p.kind, p.state, k.wrapped, c.title
FROM cover v
JOIN appointment p ON p.account_id = v.account_id AND p.starts_utc >= $from_utc
JOIN assignment a ON a.case_id = p.case_id AND a.account_id = v.lead_id AND a.capacity = 'lead'
    AND a.to_utc IS NULL
JOIN case_key k ON k.case_id = p.case_id
JOIN family_case c ON c.id = p.case_id
WHERE v.id = $cover_id AND (v.family_id IS NULL OR v.family_id = p.case_id)
ORDER BY p.starts_utc, p.id

-- :name cover_end   :kind must
-- :from cover
-- :in  id ended_utc ended_by
UPDATE cover SET ended_utc = $ended_utc, ended_by = $ended_by
WHERE id = $id AND ended_utc IS NULL

-- Does the one who stands in owe a report in a family that they opened by this and that its lead leads?
-- :name cover_owes   :kind many
-- :from concern   :sort the few open clocks under one cover
-- :in  cover_id=cover.id
-- :out case_id id
SELECT n.case_id, n.id
FROM cover v
JOIN assignment a ON a.account_id = v.lead_id AND a.capacity = 'lead' AND a.to_utc IS NULL
JOIN concern n ON n.case_id = a.case_id AND n.reporter_id = v.account_id AND n.unsettled = 1
WHERE v.id = $cover_id AND (v.family_id IS NULL OR v.family_id = a.case_id)
ORDER BY n.case_id, n.id

-- :name cover_declare   :kind must
-- :from cover
-- :in  id declared_utc declared_by declared_reason
UPDATE cover
SET declared_utc = $declared_utc, declared_by = $declared_by, declared_reason = $declared_reason
WHERE id = $id AND kind = 'successor' AND declared_utc IS NULL AND ended_utc IS NULL

-- Each page that was read, and each change, under a cover; the day's row says how many.
-- :name cover_opening_add   :kind run
-- :from cover_opening
-- :in  cover_id family_id on_date first_utc
INSERT INTO cover_opening (cover_id, family_id, on_date, first_utc, last_utc, pages)
VALUES ($cover_id, $family_id, $on_date, $first_utc, $first_utc, 1)
ON CONFLICT (cover_id, family_id, on_date)
DO UPDATE SET last_utc = excluded.last_utc, pages = cover_opening.pages + 1

-- :name cover_opening_list   :kind many   :row cover_opening
-- :from cover_opening   :sort the covers of one lead
-- :in  lead_id=cover.lead_id
-- :out cover_id family_id on_date first_utc last_utc pages account_id=cover.account_id account_name=account.name@account_id case_id=case_key.case_id wrapped=case_key.wrapped title=family_case.title@case_id
SELECT o.cover_id, o.family_id, o.on_date, o.first_utc, o.last_utc, o.pages, v.account_id,
    u.name AS account_name, k.case_id, k.wrapped, c.title
FROM cover v
JOIN cover_opening o ON o.cover_id = v.id
JOIN account u ON u.id = v.account_id
JOIN case_key k ON k.case_id = o.family_id
JOIN family_case c ON c.id = o.family_id
WHERE v.lead_id = $lead_id
ORDER BY o.on_date, o.first_utc, o.cover_id

-- The families that one cover opens.
-- :name cover_families   :kind many
-- :from cover   :sort the families of one lead
-- :in  id
-- :out case_id=case_key.case_id wrapped=case_key.wrapped number=family_case.number@case_id title=family_case.title@case_id state=family_case.state
SELECT k.case_id, k.wrapped, c.number, c.title, c.state
FROM cover v
JOIN assignment a ON a.account_id = v.lead_id AND a.capacity = 'lead' AND a.to_utc IS NULL
JOIN case_key k ON k.case_id = a.case_id
JOIN family_case c ON c.id = a.case_id
WHERE v.id = $id AND (v.family_id IS NULL OR v.family_id = a.case_id)
ORDER BY c.opened_utc, c.id

-- The families that somebody leads now.
-- :name cover_led   :kind many
-- :from assignment   :sort the families of one lead
-- :in  account_id
-- :out case_id wrapped=case_key.wrapped title=family_case.title@case_id
SELECT a.case_id, k.wrapped, c.title
FROM assignment a
JOIN case_key k ON k.case_id = a.case_id
JOIN family_case c ON c.id = a.case_id
WHERE a.account_id = $account_id AND a.capacity = 'lead' AND a.to_utc IS NULL
ORDER BY a.case_id

-- Whoever opened the family treats it: never another role in it.
-- :name case_role_treats   :kind run
-- :from case_role
-- :in  case_id account_id declared_utc
INSERT INTO case_role (case_id, account_id, role, declared_utc, declared_by)
VALUES ($case_id, $account_id, 'treating', $declared_utc, $account_id)
ON CONFLICT (case_id, account_id) DO NOTHING

-- :name cover_get   :kind one
-- :from cover
-- :in  id
-- :out id lead_id account_id kind
SELECT id, lead_id, account_id, kind FROM cover WHERE id = $id
