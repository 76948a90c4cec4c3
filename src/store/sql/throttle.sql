-- Failed sign-ins of one lane: an account (existing or not), an address, or a known browser.
-- :name throttle_find   :kind one
-- :from throttle
-- :in  id
-- :out id failures until_utc changed_utc
SELECT id, failures, until_utc, changed_utc FROM throttle WHERE id = $id

-- :name throttle_save   :kind run
-- :from throttle
-- :in  id failures until_utc changed_utc
INSERT INTO throttle (id, failures, until_utc, changed_utc)
VALUES ($id, $failures, $until_utc, $changed_utc)
ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, until_utc = excluded.until_utc,
    changed_utc = excluded.changed_utc

-- :name throttle_clear   :kind run
-- :from throttle
-- :in  id
DELETE FROM throttle WHERE id = $id

-- Lanes of addresses and of names that do not exist pile up during an attack; a day later they are
-- of no use.
-- :name throttle_sweep   :kind run
-- :from throttle   :scan once a day, and small between attacks
-- :in  changed_utc failures
DELETE FROM throttle WHERE changed_utc < $changed_utc AND failures <= $failures
