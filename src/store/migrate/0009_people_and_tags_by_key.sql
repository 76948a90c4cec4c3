-- Why: a person of a note and its tags had three places in the database each, and the same was found
-- three times for each note written; who they belong to is their key. Two indexes served no
-- statement, or a few rows of all that they held.

CREATE TABLE appointment_person_by_key (
    case_id        TEXT NOT NULL, -- A plain: id
    appointment_id TEXT NOT NULL, -- A plain: id
    person_id      TEXT NOT NULL, -- A plain: id
    PRIMARY KEY (case_id, appointment_id, person_id),
    FOREIGN KEY (case_id, appointment_id) REFERENCES appointment (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both
INSERT INTO appointment_person_by_key (case_id, appointment_id, person_id)
SELECT case_id, appointment_id, person_id FROM appointment_person;
DROP TABLE appointment_person;
ALTER TABLE appointment_person_by_key RENAME TO appointment_person;

CREATE TABLE note_person_by_key (
    case_id   TEXT NOT NULL, -- A plain: id
    note_id   TEXT NOT NULL, -- A plain: id
    person_id TEXT NOT NULL, -- A plain: id
    minutes   BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, note_id, person_id),
    FOREIGN KEY (case_id, note_id) REFERENCES note (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both
INSERT INTO note_person_by_key (case_id, note_id, person_id, minutes)
SELECT case_id, note_id, person_id, minutes FROM note_person;
DROP TABLE note_person;
ALTER TABLE note_person_by_key RENAME TO note_person;

CREATE TABLE note_tag_by_key (
    case_id TEXT NOT NULL, -- A plain: id
    note_id TEXT NOT NULL, -- A plain: id
    tag     TEXT NOT NULL, -- A plain: code
    PRIMARY KEY (case_id, note_id, tag),
    FOREIGN KEY (case_id, note_id) REFERENCES note (case_id, id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both
INSERT INTO note_tag_by_key (case_id, note_id, tag)
SELECT case_id, note_id, tag FROM note_tag;
DROP TABLE note_tag;
ALTER TABLE note_tag_by_key RENAME TO note_tag;

DROP INDEX chronology_account;
DROP INDEX note_author;
CREATE INDEX note_draft ON note (author_id, case_id, id) WHERE state = 'draft';

-- The triggers went with their tables.
-- :only sqlite
CREATE TRIGGER note_person_insert BEFORE INSERT ON note_person
WHEN (SELECT state FROM note WHERE case_id = NEW.case_id AND id = NEW.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_person_update BEFORE UPDATE ON note_person
WHEN (SELECT state FROM note WHERE case_id = OLD.case_id AND id = OLD.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_person_delete BEFORE DELETE ON note_person
WHEN (SELECT state FROM note WHERE case_id = OLD.case_id AND id = OLD.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_tag_insert BEFORE INSERT ON note_tag
WHEN (SELECT state FROM note WHERE case_id = NEW.case_id AND id = NEW.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_tag_update BEFORE UPDATE ON note_tag
WHEN (SELECT state FROM note WHERE case_id = OLD.case_id AND id = OLD.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_tag_delete BEFORE DELETE ON note_tag
WHEN (SELECT state FROM note WHERE case_id = OLD.case_id AND id = OLD.note_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
-- :only postgres
CREATE TRIGGER note_person_signed BEFORE INSERT OR UPDATE OR DELETE ON note_person FOR EACH ROW EXECUTE FUNCTION refuse_if_note_signed();
CREATE TRIGGER note_tag_signed BEFORE INSERT OR UPDATE OR DELETE ON note_tag FOR EACH ROW EXECUTE FUNCTION refuse_if_note_signed();
