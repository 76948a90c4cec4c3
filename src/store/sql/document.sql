-- :name document_add   :kind run
-- :from document
-- :in  case_id id kind name media size_bytes file file_key content_hash dated_on received_utc received_by state
INSERT INTO document (case_id, id, kind, name, media, size_bytes, file, file_key, content_hash,
    dated_on, received_utc, received_by, state, place)
VALUES ($case_id, $id, $kind, $name, $media, $size_bytes, $file, $file_key, $content_hash,
    $dated_on, $received_utc, $received_by, $state,
    (SELECT COALESCE(MAX(place), 0) + 1 FROM document WHERE case_id = $case_id))

-- :name document_get   :kind one
-- :from document
-- :in  case_id id
-- :out case_id id kind name media size_bytes file file_key content_hash dated_on received_utc received_by state
SELECT case_id, id, kind, name, media, size_bytes, file, file_key, content_hash, dated_on,
    received_utc, received_by, state
FROM document
WHERE case_id = $case_id AND id = $id

-- :name document_list   :kind many
-- :from document
-- :in  case_id
-- :out case_id id kind name media size_bytes dated_on received_utc received_by state
SELECT case_id, id, kind, name, media, size_bytes, dated_on, received_utc, received_by, state
FROM document
WHERE case_id = $case_id
ORDER BY received_utc, place, id
