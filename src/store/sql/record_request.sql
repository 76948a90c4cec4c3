-- Requests for the record of somebody of a case, in the order of recording.
-- :name record_request_list   :kind many   :row record_request
-- :from record_request
-- :in  case_id
-- :out case_id id subject_id asker_id asker_name received_on way parts words due_on recorded_utc recorded_by recorded_name
SELECT case_id, id, subject_id, asker_id, asker_name, received_on, way, parts, words, due_on,
    recorded_utc, recorded_by, recorded_name
FROM record_request
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- What became of all of them; the steps of one stand together, in order.
-- :name record_request_steps   :kind many   :row record_request_step
-- :from record_request_step
-- :in  case_id
-- :out case_id id request_id number kind on_date due_on outcome grounds gives belief interest words way document_id second_name second_licence second_words second_on recorded_utc recorded_by recorded_name recorded_licence
SELECT case_id, id, request_id, number, kind, on_date, due_on, outcome, grounds, gives, belief,
    interest, words, way, document_id, second_name, second_licence, second_words, second_on,
    recorded_utc, recorded_by, recorded_name, recorded_licence
FROM record_request_step
WHERE case_id = $case_id
ORDER BY request_id, number

-- :name record_request_add   :kind run
-- :from record_request
-- :in  case_id id subject_id asker_id asker_name received_on way parts words due_on recorded_utc recorded_by recorded_name
INSERT INTO record_request (case_id, id, subject_id, asker_id, asker_name, received_on, way, parts,
    words, due_on, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $subject_id, $asker_id, $asker_name, $received_on, $way, $parts, $words,
    $due_on, $recorded_utc, $recorded_by, $recorded_name)

-- Only as the next one: whoever was first has the number.
-- :name record_request_step_add   :kind must
-- :from record_request_step
-- :in  case_id id request_id number kind on_date due_on outcome grounds gives belief interest words way document_id second_name second_licence second_words second_on recorded_utc recorded_by recorded_name recorded_licence
INSERT INTO record_request_step (case_id, id, request_id, number, kind, on_date, due_on, outcome,
    grounds, gives, belief, interest, words, way, document_id, second_name, second_licence,
    second_words, second_on, recorded_utc, recorded_by, recorded_name, recorded_licence)
VALUES ($case_id, $id, $request_id, $number, $kind, $on_date, $due_on, $outcome, $grounds, $gives,
    $belief, $interest, $words, $way, $document_id, $second_name, $second_licence, $second_words,
    $second_on, $recorded_utc, $recorded_by, $recorded_name, $recorded_licence)
ON CONFLICT (case_id, request_id, number) DO NOTHING
