-- Why: a list of forty families looked up forty assignments for one word each, and forty keys by way
-- of a second tree.

DROP INDEX assignment_account;
CREATE INDEX assignment_account ON assignment (account_id, to_utc, opened_utc, case_id, capacity);

CREATE TABLE case_key_by_case (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES family_case (id), -- A plain: id
    wrapped BYTEA NOT NULL -- A wrapped
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both
INSERT INTO case_key_by_case (case_id, wrapped)
SELECT case_id, wrapped FROM case_key ORDER BY case_id;
DROP TABLE case_key;
ALTER TABLE case_key_by_case RENAME TO case_key;
