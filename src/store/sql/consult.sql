-- consult.sql -- one decision put before an outside colleague who has an account for that and sees
-- nothing else.

-- Who may be asked.
-- :name consult_colleagues   :kind many
-- :from account
-- :in  roles
-- :out id name licence
SELECT id, name, licence FROM account WHERE state = 'active' AND roles = $roles ORDER BY id

-- :name consult_request_add   :kind run
-- :from consult_request
-- :in  case_id id kind object_id account_id question packet asked_utc asked_by asked_name until_utc
INSERT INTO consult_request (case_id, id, kind, object_id, account_id, question, packet, asked_utc,
    asked_by, asked_name, until_utc)
VALUES ($case_id, $id, $kind, $object_id, $account_id, $question, $packet, $asked_utc, $asked_by,
    $asked_name, $until_utc)

-- Of one family, for those who treat it.
-- :name consult_request_list   :kind many   :row consult_request
-- :from consult_request
-- :in  case_id
-- :out case_id id kind object_id account_id question packet asked_utc asked_by asked_name until_utc opened_utc ended_form ended_utc view signed_name signed_licence wrapped=case_key.wrapped account_name=account.name@account_id
SELECT c.case_id, c.id, c.kind, c.object_id, c.account_id, c.question, c.packet, c.asked_utc,
    c.asked_by, c.asked_name, c.until_utc, c.opened_utc, c.ended_form, c.ended_utc, c.view,
    c.signed_name, c.signed_licence, k.wrapped, u.name AS account_name
FROM consult_request c
JOIN case_key k ON k.case_id = c.case_id
JOIN account u ON u.id = c.account_id
WHERE c.case_id = $case_id
ORDER BY c.asked_utc, c.id

-- Of one colleague: what was put before them.
-- :name consult_request_of   :kind many   :row consult_request
-- :from consult_request
-- :in  account_id
-- :out case_id id kind object_id account_id question packet asked_utc asked_by asked_name until_utc opened_utc ended_form ended_utc view signed_name signed_licence wrapped=case_key.wrapped account_name=account.name@account_id
SELECT c.case_id, c.id, c.kind, c.object_id, c.account_id, c.question, c.packet, c.asked_utc,
    c.asked_by, c.asked_name, c.until_utc, c.opened_utc, c.ended_form, c.ended_utc, c.view,
    c.signed_name, c.signed_licence, k.wrapped, u.name AS account_name
FROM consult_request c
JOIN case_key k ON k.case_id = c.case_id
JOIN account u ON u.id = c.account_id
WHERE c.account_id = $account_id
ORDER BY c.asked_utc, c.id

-- :name consult_request_opened   :kind must
-- :from consult_request
-- :in  case_id id opened_utc
UPDATE consult_request SET opened_utc = $opened_utc
WHERE case_id = $case_id AND id = $id AND opened_utc IS NULL AND ended_utc IS NULL

-- Once: withdrawn, or answered.
-- :name consult_request_end   :kind must
-- :from consult_request
-- :in  case_id id ended_form ended_utc ended_by view signed_name signed_licence
UPDATE consult_request
SET ended_form = $ended_form, ended_utc = $ended_utc, ended_by = $ended_by, view = $view,
    signed_name = $signed_name, signed_licence = $signed_licence
WHERE case_id = $case_id AND id = $id AND ended_utc IS NULL
