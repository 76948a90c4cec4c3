-- The viewer's own current place on a case, and the key that opens it: the one statement behind
-- every page of a case.
-- :name access_find   :kind one
-- :from assignment
-- :in  case_id account_id
-- :out case_id capacity wrapped=case_key.wrapped
SELECT a.case_id, a.capacity, k.wrapped
FROM assignment a
JOIN case_key k ON k.case_id = a.case_id
WHERE a.case_id = $case_id AND a.account_id = $account_id AND a.to_utc IS NULL
LIMIT 1
