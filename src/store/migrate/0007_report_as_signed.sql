-- Why: a signed report is read on its page as it was signed, whatever the records say by then.

ALTER TABLE report ADD COLUMN content BYTEA; -- S sealed
