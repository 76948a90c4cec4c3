-- Why: anybody at work on a case may stop contact at once, and the record must show for ever who did,
-- what it stopped, and by whose names it was lifted.

-- child_id NULL: every child; person_id NULL: every adult of the family. reason, the lift and its
-- second name are each written once, later.
CREATE TABLE hold (
    case_id        TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    child_id       TEXT,          -- A plain: id
    person_id      TEXT,          -- A plain: id
    reason         BYTEA,         -- S sealed
    began_utc      TEXT NOT NULL, -- A plain: utc
    began_by       TEXT NOT NULL REFERENCES account (id), -- A plain: id
    began_name     BYTEA NOT NULL, -- A sealed
    lift_form      TEXT,          -- A plain: one of own member record account
    lift_words     BYTEA,         -- S sealed
    lift_utc       TEXT,          -- A plain: utc
    lift_by        TEXT REFERENCES account (id), -- A plain: id
    lift_name      BYTEA,         -- A sealed
    second_by      TEXT REFERENCES account (id), -- A plain: id
    second_name    BYTEA,         -- A sealed
    second_licence BYTEA,         -- A sealed
    second_words   BYTEA,         -- S sealed
    second_utc     TEXT,          -- A plain: utc
    second_sheet   TEXT,          -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, second_sheet) REFERENCES document (case_id, id)
);

-- What a hold stopped stays with it, whatever becomes of the appointment.
ALTER TABLE appointment ADD COLUMN hold_id TEXT; -- A plain: id
CREATE INDEX appointment_hold ON appointment (case_id, hold_id) WHERE hold_id IS NOT NULL;

-- :only sqlite
CREATE TRIGGER hold_never_deleted BEFORE DELETE ON hold
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER hold_stays BEFORE UPDATE ON hold
WHEN NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id OR NEW.child_id IS NOT OLD.child_id
    OR NEW.person_id IS NOT OLD.person_id OR NEW.began_utc <> OLD.began_utc
    OR NEW.began_by <> OLD.began_by OR NEW.began_name <> OLD.began_name
    OR (OLD.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason)
    OR (OLD.lift_form IS NOT NULL AND (NEW.lift_form IS NOT OLD.lift_form
        OR NEW.lift_words IS NOT OLD.lift_words OR NEW.lift_utc IS NOT OLD.lift_utc
        OR NEW.lift_by IS NOT OLD.lift_by OR NEW.lift_name IS NOT OLD.lift_name))
    OR (OLD.second_utc IS NOT NULL AND (NEW.second_by IS NOT OLD.second_by
        OR NEW.second_name IS NOT OLD.second_name OR NEW.second_licence IS NOT OLD.second_licence
        OR NEW.second_words IS NOT OLD.second_words OR NEW.second_utc IS NOT OLD.second_utc
        OR NEW.second_sheet IS NOT OLD.second_sheet))
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_next() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF (NEW.case_id, NEW.id, NEW.child_id, NEW.person_id, NEW.began_utc, NEW.began_by,
NEW.began_name) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.child_id, OLD.person_id, OLD.began_utc,
OLD.began_by, OLD.began_name)
OR (OLD.reason IS NOT NULL AND NEW.reason IS DISTINCT FROM OLD.reason)
OR (OLD.lift_form IS NOT NULL AND (NEW.lift_form, NEW.lift_words, NEW.lift_utc, NEW.lift_by,
NEW.lift_name) IS DISTINCT FROM (OLD.lift_form, OLD.lift_words, OLD.lift_utc, OLD.lift_by,
OLD.lift_name))
OR (OLD.second_utc IS NOT NULL AND (NEW.second_by, NEW.second_name, NEW.second_licence,
NEW.second_words, NEW.second_utc, NEW.second_sheet) IS DISTINCT FROM (OLD.second_by, OLD.second_name,
OLD.second_licence, OLD.second_words, OLD.second_utc, OLD.second_sheet)) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER hold_never_deleted BEFORE DELETE ON hold FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hold_stays BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION refuse_unless_next();
