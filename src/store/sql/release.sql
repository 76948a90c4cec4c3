-- Releases of a case, one row a signer; one that nobody signed has one row without a person.
-- :name release_list   :kind many   :row release
-- :from data_release   :sort the few releases of a case
-- :in  case_id
-- :out case_id id kind subject_id discloser_id recipient_id purpose parts from_on to_on signed_on expires_on method document_id copy_on words recorded_utc recorded_by recorded_name ended_on ended_reason ended_utc ended_name signer_id=data_release_signer.person_id
SELECT r.case_id, r.id, r.kind, r.subject_id, r.discloser_id, r.recipient_id, r.purpose, r.parts,
    r.from_on, r.to_on, r.signed_on, r.expires_on, r.method, r.document_id, r.copy_on, r.words,
    r.recorded_utc, r.recorded_by, r.recorded_name, r.ended_on, r.ended_reason, r.ended_utc,
    r.ended_name, s.person_id AS signer_id
FROM data_release r
LEFT JOIN data_release_signer s ON s.case_id = r.case_id AND s.release_id = r.id
WHERE r.case_id = $case_id
ORDER BY r.recorded_utc, r.id, s.place

-- :name release_add   :kind run
-- :from data_release
-- :in  case_id id kind subject_id discloser_id recipient_id purpose parts from_on to_on signed_on expires_on method document_id copy_on words recorded_utc recorded_by recorded_name
INSERT INTO data_release (case_id, id, kind, subject_id, discloser_id, recipient_id, purpose, parts,
    from_on, to_on, signed_on, expires_on, method, document_id, copy_on, words, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $kind, $subject_id, $discloser_id, $recipient_id, $purpose, $parts, $from_on,
    $to_on, $signed_on, $expires_on, $method, $document_id, $copy_on, $words, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name release_signer_add   :kind run
-- :from data_release_signer
-- :in  case_id release_id place person_id
INSERT INTO data_release_signer (case_id, release_id, place, person_id)
VALUES ($case_id, $release_id, $place, $person_id)

-- Once; what was ended stays so.
-- :name release_end   :kind must
-- :from data_release
-- :in  case_id id ended_on ended_reason ended_utc ended_by ended_name
UPDATE data_release SET ended_on = $ended_on, ended_reason = $ended_reason, ended_utc = $ended_utc,
    ended_by = $ended_by, ended_name = $ended_name
WHERE case_id = $case_id AND id = $id AND ended_utc IS NULL
