-- Why: the lines of a case lay wherever they were written, so that its page read as many pages of the
-- database as it showed lines; in the order of their days they lie side by side.

CREATE TABLE chronology_by_day (
    case_id     TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id          TEXT NOT NULL, -- A plain: id
    kind        TEXT NOT NULL, -- A plain: one of appointment note contact_log document order hearing decision phase report report_due role criterion assignment hold court_notice consent safety_due protocol clinical_due record_request privilege_due release intake_due review_due obstacle check_in protection
    ref_id      TEXT NOT NULL, -- A plain: id
    on_date     TEXT NOT NULL, -- A plain: date
    at_utc      TEXT,          -- A plain: utc
    child_id    TEXT,          -- A plain: id
    account_id  TEXT REFERENCES account (id), -- A plain: id
    state       TEXT NOT NULL, -- A plain: code
    class       TEXT NOT NULL, -- A plain: one of A S P C R V L U T
    line        BYTEA NOT NULL, -- S sealed
    changed_utc TEXT NOT NULL, -- A plain: utc
    PRIMARY KEY (case_id, on_date, id),
    UNIQUE (case_id, ref_id, kind)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both
INSERT INTO chronology_by_day (case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id,
    state, class, line, changed_utc)
SELECT case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state, class, line,
    changed_utc
FROM chronology
ORDER BY case_id, on_date, id;
DROP TABLE chronology;
ALTER TABLE chronology_by_day RENAME TO chronology;
