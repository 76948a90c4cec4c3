-- :name goal_add   :kind run
-- :from goal
-- :in  case_id id code use reason words changed_utc changed_by version
INSERT INTO goal (case_id, id, code, use, reason, words, changed_utc, changed_by, version)
VALUES ($case_id, $id, $code, $use, $reason, $words, $changed_utc, $changed_by, $version)

-- :name goal_list   :kind many   :row goal
-- :from goal
-- :in  case_id
-- :out case_id id code use reason words changed_utc changed_by version
SELECT case_id, id, code, use, reason, words, changed_utc, changed_by, version
FROM goal
WHERE case_id = $case_id
ORDER BY code

-- :name goal_save   :kind must
-- :from goal
-- :in  case_id id version use reason words changed_utc changed_by
UPDATE goal
SET use = $use, reason = $reason, words = $words, changed_utc = $changed_utc,
    changed_by = $changed_by, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version
