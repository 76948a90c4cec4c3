-- backup.sql -- what a look at a backup opens to see that a key fits.

-- One sealed value of each case, page by page; the keys come along.
-- :name case_sealed_after   :kind many
-- :from family_case
-- :in  id limit:i64
-- :out id title case_id=case_key.case_id wrapped=case_key.wrapped
SELECT c.id, c.title, k.case_id, k.wrapped
FROM family_case c
JOIN case_key k ON k.case_id = c.id
WHERE c.id > $id
ORDER BY c.id
LIMIT $limit
