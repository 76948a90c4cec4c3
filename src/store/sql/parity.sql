-- Why figures of two parents stood apart, in the order of recording.
-- :name parity_reason_list   :kind many   :row parity_reason
-- :from parity_reason
-- :in  case_id
-- :out case_id id measure until_on reason words recorded_utc recorded_by recorded_name
SELECT case_id, id, measure, until_on, reason, words, recorded_utc, recorded_by, recorded_name
FROM parity_reason
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name parity_reason_add   :kind run
-- :from parity_reason
-- :in  case_id id measure until_on reason words recorded_utc recorded_by recorded_name
INSERT INTO parity_reason (case_id, id, measure, until_on, reason, words, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $measure, $until_on, $reason, $words, $recorded_utc, $recorded_by,
    $recorded_name)
