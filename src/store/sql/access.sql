-- The viewer's own current place on a case, the key that opens it, and what stands at the head of
-- each of its pages: the one statement behind every page of a case.
-- :name access_find   :kind one
-- :from assignment
-- :in  case_id account_id
-- :out case_id capacity wrapped=case_key.wrapped number=family_case.number@case_id title=family_case.title@case_id state=family_case.state origin=family_case.origin entered=family_case.entered as_of=family_case.as_of opened_utc=family_case.opened_utc protocol_id=family_case.protocol_id protocol_hash=family_case.protocol_hash version=family_case.version
SELECT a.case_id, a.capacity, k.wrapped, c.number, c.title, c.state, c.origin, c.entered, c.as_of,
    c.opened_utc, c.protocol_id, c.protocol_hash, c.version
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
