-- case_key.sql -- the wrapped data key of each case. Selecting `wrapped` beside case_id makes the
-- connection remember the key, so a list that joins this table opens its rows without asking again.

-- :name case_key_add   :kind must
-- :from case_key
-- :in  case_id wrapped
INSERT INTO case_key (case_id, wrapped) VALUES ($case_id, $wrapped)

-- What the row code itself runs when it meets a case whose key it does not hold.
-- :name case_key_get   :kind one
-- :from case_key
-- :in  case_id
-- :out case_id wrapped
SELECT case_id, wrapped FROM case_key WHERE case_id = $case_id
