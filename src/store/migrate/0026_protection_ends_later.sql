-- Why: in a practice of one nobody else looks when the protection of an address is taken off, so that
-- it ends only after some hours in which it can be kept; in a group somebody else signs it.

-- From that moment on protected no longer counts; a person without it is as protected says.
ALTER TABLE person ADD COLUMN unprotect_utc TEXT; -- V plain: utc

-- asked: that it end, at ends_utc or, without one, once somebody else signs; after_id names the asking
-- that a signature or a word to keep it belongs to, one at most.
CREATE TABLE protection_step (
    case_id   TEXT NOT NULL, -- A plain: id
    id        TEXT NOT NULL, -- A plain: id
    person_id TEXT NOT NULL, -- A plain: id
    kind      TEXT NOT NULL, -- V plain: one of asked signed kept
    after_id  TEXT,          -- A plain: id
    ends_utc  TEXT,          -- V plain: utc
    at_utc    TEXT NOT NULL, -- A plain: utc
    by_id     TEXT NOT NULL REFERENCES account (id), -- A plain: id
    by_name   BYTEA NOT NULL, -- A sealed
    licence   BYTEA,         -- A sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, after_id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, after_id) REFERENCES protection_step (case_id, id)
);
CREATE INDEX protection_step_order ON protection_step (case_id, person_id, at_utc, id);

-- Lines of earlier days, which no list showed.
INSERT INTO agenda (account_id, on_date, case_id, id, kind, ref_id, at_utc, state, class, line)
SELECT a.account_id, e.on_date, e.case_id, e.id, e.kind, e.ref_id, e.at_utc, e.state, e.class, e.line
FROM assignment a
JOIN chronology e ON e.case_id = a.case_id
WHERE a.to_utc IS NULL AND e.kind = 'protection';

-- :only sqlite
CREATE TRIGGER protection_step_stays BEFORE UPDATE ON protection_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER protection_step_never_deleted BEFORE DELETE ON protection_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE TRIGGER protection_step_stays BEFORE UPDATE OR DELETE ON protection_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
