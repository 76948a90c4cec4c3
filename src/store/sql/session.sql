-- Every request begins here: the session of a cookie and the person it belongs to. Times are judged
-- above the store, from this row and the clock alone.
-- :name session_find   :kind one
-- :from session
-- :in  id
-- :out id account_id level created_utc seen_utc reauth_utc ended_utc name=account.name@account_id licence=account.licence@account_id roles=account.roles state=account.state
SELECT s.id, s.account_id, s.level, s.created_utc, s.seen_utc, s.reauth_utc, s.ended_utc, a.name,
    a.licence, a.roles, a.state
FROM session s
JOIN account a ON a.id = s.account_id
WHERE s.id = $id

-- :name session_add   :kind run
-- :from session
-- :in  id account_id label level created_utc seen_utc reauth_utc
INSERT INTO session (id, account_id, label, level, created_utc, seen_utc, reauth_utc)
VALUES ($id, $account_id, $label, $level, $created_utc, $seen_utc, $reauth_utc)

-- :name session_get   :kind one   :row session
-- :from session
-- :in  id
-- :out id account_id label level created_utc seen_utc reauth_utc
SELECT id, account_id, label, level, created_utc, seen_utc, reauth_utc
FROM session WHERE id = $id AND ended_utc IS NULL

-- Sessions of one person that nobody has ended, newest first; the expired ones are left out above
-- the store.
-- :name session_list   :kind many   :row session
-- :from session   :sort the few browsers of one person
-- :in  account_id
-- :out id account_id label level created_utc seen_utc reauth_utc
SELECT id, account_id, label, level, created_utc, seen_utc, reauth_utc
FROM session WHERE account_id = $account_id AND ended_utc IS NULL
ORDER BY created_utc DESC, id

-- :name session_seen   :kind run
-- :from session
-- :in  id seen_utc
UPDATE session SET seen_utc = $seen_utc WHERE id = $id AND ended_utc IS NULL AND seen_utc < $seen_utc

-- :name session_end   :kind must
-- :from session
-- :in  id account_id ended_utc
UPDATE session SET ended_utc = $ended_utc
WHERE id = $id AND account_id = $account_id AND ended_utc IS NULL

-- keep is the id of the one session that stays; a text that is no id ends all of them.
-- :name session_end_others   :kind run
-- :from session
-- :in  account_id keep=session.id ended_utc
UPDATE session SET ended_utc = $ended_utc
WHERE account_id = $account_id AND ended_utc IS NULL AND id <> $keep

-- :name known_device_find   :kind one
-- :from known_device
-- :in  id
-- :out id account_id seen_utc
SELECT id, account_id, seen_utc FROM known_device WHERE id = $id

-- :name known_device_save   :kind run
-- :from known_device
-- :in  id account_id seen_utc
INSERT INTO known_device (id, account_id, seen_utc) VALUES ($id, $account_id, $seen_utc)
ON CONFLICT (id) DO UPDATE SET seen_utc = excluded.seen_utc

-- A new password, a new invitation or the end of an account: no browser is known any more.
-- :name known_device_forget   :kind run
-- :from known_device   :scan rare, and a practice has few browsers
-- :in  account_id
DELETE FROM known_device WHERE account_id = $account_id

-- Sessions that ran out of time long ago; until then they still say whose form came too late.
-- :name session_close_old   :kind run
-- :from session
-- :in  account_id before_utc=session.created_utc ended_utc
UPDATE session SET ended_utc = $ended_utc
WHERE account_id = $account_id AND ended_utc IS NULL AND created_utc < $before_utc
