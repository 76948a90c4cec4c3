-- protocol.sql -- protocols of the practice's own, and the moves of cases from one protocol to another.

-- :name protocol_file_list   :kind many
-- :from protocol_file   :scan the few files of one practice, at start
-- :out id hash body added_utc
SELECT id, hash, body, added_utc FROM protocol_file ORDER BY added_utc, id

-- :name protocol_file_add   :kind run
-- :from protocol_file
-- :in  id hash body added_utc
INSERT INTO protocol_file (id, hash, body, added_utc) VALUES ($id, $hash, $body, $added_utc)

-- Nobody else moved it meanwhile.
-- :name family_case_protocol_set   :kind must
-- :from family_case
-- :in  id from_hash=family_case.protocol_hash protocol_id protocol_version protocol_hash
UPDATE family_case
SET protocol_id = $protocol_id, protocol_version = $protocol_version,
    protocol_hash = $protocol_hash, version = version + 1
WHERE id = $id AND protocol_hash = $from_hash

-- :name protocol_move_add   :kind run
-- :from protocol_move
-- :in  case_id id from_hash to_hash from_title to_title difference rationale signed_utc signed_by signed_name signed_licence
INSERT INTO protocol_move (case_id, id, from_hash, to_hash, from_title, to_title, difference,
    rationale, signed_utc, signed_by, signed_name, signed_licence)
VALUES ($case_id, $id, $from_hash, $to_hash, $from_title, $to_title, $difference, $rationale,
    $signed_utc, $signed_by, $signed_name, $signed_licence)

-- :name protocol_move_list   :kind many
-- :from protocol_move
-- :in  case_id
-- :out case_id id from_hash to_hash from_title to_title difference rationale signed_utc signed_by signed_name signed_licence
SELECT case_id, id, from_hash, to_hash, from_title, to_title, difference, rationale, signed_utc,
    signed_by, signed_name, signed_licence
FROM protocol_move
WHERE case_id = $case_id
ORDER BY signed_utc, id
