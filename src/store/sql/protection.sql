-- protection.sql -- how the protection of a phone and address ends, or is kept after all.

-- :name protection_step_add   :kind run
-- :from protection_step
-- :in  case_id id person_id kind after_id ends_utc at_utc by_id by_name licence
INSERT INTO protection_step (case_id, id, person_id, kind, after_id, ends_utc, at_utc, by_id, by_name,
    licence)
VALUES ($case_id, $id, $person_id, $kind, $after_id, $ends_utc, $at_utc, $by_id, $by_name, $licence)

-- Of one person, oldest first.
-- :name protection_step_list   :kind many   :row protection_step
-- :from protection_step
-- :in  case_id person_id
-- :out case_id id person_id kind after_id ends_utc at_utc by_id by_name licence
SELECT case_id, id, person_id, kind, after_id, ends_utc, at_utc, by_id, by_name, licence
FROM protection_step
WHERE case_id = $case_id AND person_id = $person_id
ORDER BY at_utc, id

-- :name protection_step_get   :kind one   :row protection_step
-- :from protection_step
-- :in  case_id id
-- :out case_id id person_id kind after_id ends_utc at_utc by_id by_name licence
SELECT case_id, id, person_id, kind, after_id, ends_utc, at_utc, by_id, by_name, licence
FROM protection_step
WHERE case_id = $case_id AND id = $id

-- When it ends; NULL: it is kept.
-- :name person_unprotect_set   :kind must
-- :from person
-- :in  case_id id unprotect_utc
UPDATE person SET unprotect_utc = $unprotect_utc, version = version + 1
WHERE case_id = $case_id AND id = $id AND protected = 1
