-- Young people's own consent, in the order of the days it was said; of one day as it was recorded, and within a
-- second what takes it back comes last.
-- :name minor_consent_list   :kind many   :row minor_consent
-- :from minor_consent   :sort the few words of the children of one case
-- :in  case_id
-- :out case_id id child_id state on_date region law_age verified citation document_id typed_name recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, state, on_date, region, law_age, verified, citation, document_id,
    typed_name, recorded_utc, recorded_by, recorded_name
FROM minor_consent
WHERE case_id = $case_id
ORDER BY on_date, recorded_utc, state, id

-- :name minor_consent_add   :kind run
-- :from minor_consent
-- :in  case_id id child_id state on_date region law_age verified citation document_id typed_name recorded_utc recorded_by recorded_name
INSERT INTO minor_consent (case_id, id, child_id, state, on_date, region, law_age, verified,
    citation, document_id, typed_name, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $child_id, $state, $on_date, $region, $law_age, $verified, $citation,
    $document_id, $typed_name, $recorded_utc, $recorded_by, $recorded_name)
