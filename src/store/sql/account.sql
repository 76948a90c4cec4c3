-- Sign-in: what the first step needs of an account, found by the keyed hash of its login.
-- :name account_by_login   :kind one   :row account_secret
-- :from account
-- :in  login_key
-- :out id login_key password totp_secret totp_step roles state version
SELECT id, login_key, password, totp_secret, totp_step, roles, state, version
FROM account WHERE login_key = $login_key

-- The same by id: second step, re-authentication, change of a factor.
-- :name account_secret   :kind one   :row account_secret
-- :from account
-- :in  id
-- :out id login_key password totp_secret totp_step roles state version
SELECT id, login_key, password, totp_secret, totp_step, roles, state, version
FROM account WHERE id = $id

-- The person behind a one-time code.
-- :name account_by_invite   :kind one   :row account_secret
-- :from account
-- :in  invite_key
-- :out id login_key password totp_secret totp_step roles state version
SELECT id, login_key, password, totp_secret, totp_step, roles, state, version
FROM account WHERE invite_key = $invite_key AND state = 'invited'

-- One account without its secrets.
-- :name account_get   :kind one   :row account
-- :from account
-- :in  id
-- :out id login name licence roles state invite_key invite_until_utc created_utc version
SELECT id, login, name, licence, roles, state, invite_key, invite_until_utc, created_utc, version
FROM account WHERE id = $id

-- Everybody of the practice; sorted by name above the store, since names are sealed.
-- :name account_list   :kind many   :row account
-- :from account   :scan one practice's staff, and the page shows them all
-- :out id login name licence roles state invite_key invite_until_utc created_utc version
SELECT id, login, name, licence, roles, state, invite_key, invite_until_utc, created_utc, version
FROM account ORDER BY created_utc, id

-- :name account_add   :kind run
-- :from account
-- :in  id login login_key name licence password totp_secret totp_step roles state invite_key invite_until_utc created_utc version
INSERT INTO account (id, login, login_key, name, licence, password, totp_secret, totp_step, roles,
    state, invite_key, invite_until_utc, created_utc, version)
VALUES ($id, $login, $login_key, $name, $licence, $password, $totp_secret, $totp_step, $roles,
    $state, $invite_key, $invite_until_utc, $created_utc, $version)

-- Uses up one step of the code generator: no row changes when it was used before.
-- :name account_step_use   :kind must
-- :from account
-- :in  id totp_step
UPDATE account SET totp_step = $totp_step WHERE id = $id AND totp_step < $totp_step

-- The same password under newer parameters: not a change that anybody else could collide with.
-- :name account_password_rehash   :kind must
-- :from account
-- :in  id password
UPDATE account SET password = $password WHERE id = $id

-- :name account_password_set   :kind must
-- :from account
-- :in  id password version
UPDATE account SET password = $password, version = version + 1
WHERE id = $id AND version = $version

-- First half of an invitation: a password and a secret that is not confirmed yet.
-- :name account_enrol   :kind must
-- :from account
-- :in  id password totp_secret invite_key
UPDATE account SET password = $password, totp_secret = $totp_secret, totp_step = 0,
    version = version + 1
WHERE id = $id AND state = 'invited' AND invite_key = $invite_key

-- Second half: the code generator works; the one-time code is used up.
-- :name account_activate   :kind must
-- :from account
-- :in  id totp_step
UPDATE account SET state = 'active', totp_step = $totp_step, invite_key = NULL,
    invite_until_utc = NULL, version = version + 1
WHERE id = $id AND state = 'invited' AND password IS NOT NULL AND totp_secret IS NOT NULL

-- :name account_totp_set   :kind must
-- :from account
-- :in  id totp_secret totp_step
UPDATE account SET totp_secret = $totp_secret, totp_step = $totp_step, version = version + 1
WHERE id = $id AND state = 'active'

-- :name account_change   :kind must
-- :from account
-- :in  id version name licence roles
UPDATE account SET name = $name, licence = $licence, roles = $roles, version = version + 1
WHERE id = $id AND version = $version

-- :name account_disable   :kind must
-- :from account
-- :in  id version
UPDATE account SET state = 'disabled', invite_key = NULL, invite_until_utc = NULL,
    version = version + 1
WHERE id = $id AND version = $version AND state <> 'disabled'

-- A new invitation takes both factors away; the person sets new ones.
-- :name account_reinvite   :kind must
-- :from account
-- :in  id version invite_key invite_until_utc
UPDATE account SET state = 'invited', password = NULL, totp_secret = NULL, totp_step = 0,
    invite_key = $invite_key, invite_until_utc = $invite_until_utc, version = version + 1
WHERE id = $id AND version = $version

-- Whether somebody has, or had, a place on a case.
-- :name account_places   :kind one
-- :from assignment
-- :in  account_id
-- :out n:i64
SELECT COUNT(*) AS n FROM assignment WHERE account_id = $account_id

-- How many people can administer the practice today.
-- :name account_admins   :kind one
-- :from account
-- :in  roles
-- :out n:i64
SELECT COUNT(*) AS n FROM account WHERE state = 'active' AND (roles & $roles) <> 0

-- :name recovery_code_clear   :kind run
-- :from recovery_code
-- :in  account_id
DELETE FROM recovery_code WHERE account_id = $account_id

-- :name recovery_code_add   :kind run
-- :from recovery_code
-- :in  account_id id code_key
INSERT INTO recovery_code (account_id, id, code_key) VALUES ($account_id, $id, $code_key)

-- Single use: no row changes when the code is unknown or used.
-- :name recovery_code_use   :kind must
-- :from recovery_code
-- :in  account_id code_key used_utc
UPDATE recovery_code SET used_utc = $used_utc
WHERE account_id = $account_id AND code_key = $code_key AND used_utc IS NULL

-- :name recovery_code_left   :kind one
-- :from recovery_code
-- :in  account_id
-- :out n:i64
SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = $account_id AND used_utc IS NULL
