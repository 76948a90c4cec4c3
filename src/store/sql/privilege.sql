-- Who decides about privilege, in the order of recording.
-- :name privilege_list   :kind many   :row privilege
-- :from privilege
-- :in  case_id
-- :out case_id id person_id kind region holder holder_id waiver document_id words on_date recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, kind, region, holder, holder_id, waiver, document_id, words, on_date,
    recorded_utc, recorded_by, recorded_name
FROM privilege
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name privilege_add   :kind run
-- :from privilege
-- :in  case_id id person_id kind region holder holder_id waiver document_id words on_date recorded_utc recorded_by recorded_name
INSERT INTO privilege (case_id, id, person_id, kind, region, holder, holder_id, waiver, document_id,
    words, on_date, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $kind, $region, $holder, $holder_id, $waiver, $document_id, $words,
    $on_date, $recorded_utc, $recorded_by, $recorded_name)
