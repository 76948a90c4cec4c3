-- Why: whoever has cause to fear for a child owes a report of their own, within hours, and nobody
-- outside a small circle may learn that there is one. And what a programme asks of a family is held
-- against the law of the state before anything goes forward.

-- reporter_id is whose duty it is. unsettled: the clock, or the one for the report in writing, is
-- still open; 0 and 1. Everything else about it is sealed, whom it concerns and what became of it too.
CREATE TABLE concern (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    reporter_id   TEXT NOT NULL REFERENCES account (id), -- R plain: id
    reporter_name BYTEA NOT NULL, -- R sealed
    child         BYTEA NOT NULL, -- R sealed
    person        BYTEA,          -- R sealed
    words         BYTEA NOT NULL, -- R sealed
    pressed_utc   TEXT NOT NULL,  -- R plain: utc
    unsettled     BIGINT NOT NULL, -- R
    PRIMARY KEY (case_id, id)
);
CREATE INDEX concern_order ON concern (case_id, pressed_utc, id);
CREATE INDEX concern_reporter ON concern (reporter_id, unsettled, pressed_utc, id);
CREATE INDEX concern_unsettled ON concern (case_id, unsettled, pressed_utc, id);

-- What was done about a concern: when there was cause, reports, an end without one, requests to the
-- agency, clearance. kind says which (app/concern.h); rows are added, never changed.
CREATE TABLE concern_step (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    concern_id    TEXT NOT NULL, -- A plain: id
    kind          BYTEA NOT NULL, -- R sealed
    at_utc        BYTEA NOT NULL, -- R sealed
    agency        BYTEA,          -- R sealed
    person        BYTEA,          -- R sealed
    method        BYTEA,          -- R sealed
    reference     BYTEA,          -- R sealed
    words         BYTEA,          -- R sealed
    document      BYTEA,          -- R sealed
    recorded_utc  TEXT NOT NULL,  -- R plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- R plain: id
    recorded_name BYTEA NOT NULL, -- R sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, concern_id) REFERENCES concern (case_id, id)
);
CREATE INDEX concern_step_order ON concern_step (case_id, concern_id, recorded_utc, id);

-- How the plan of a case answers what a state's law asks about programmes; the newest row counts.
CREATE TABLE plan_check (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    asks          BYTEA NOT NULL, -- S sealed
    both_agree    BIGINT NOT NULL, -- S
    statement     BYTEA NOT NULL, -- S sealed
    recorded_utc  TEXT NOT NULL,  -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX plan_check_order ON plan_check (case_id, recorded_utc, id);

-- :only sqlite
CREATE TRIGGER concern_stays BEFORE UPDATE ON concern
WHEN NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id OR NEW.reporter_id <> OLD.reporter_id
    OR NEW.reporter_name <> OLD.reporter_name OR NEW.child <> OLD.child
    OR NEW.person IS NOT OLD.person OR NEW.words <> OLD.words OR NEW.pressed_utc <> OLD.pressed_utc
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER concern_never_deleted BEFORE DELETE ON concern
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER concern_step_stays BEFORE UPDATE ON concern_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER concern_step_never_deleted BEFORE DELETE ON concern_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER plan_check_stays BEFORE UPDATE ON plan_check
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER plan_check_never_deleted BEFORE DELETE ON plan_check
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_settled() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF (NEW.case_id, NEW.id, NEW.reporter_id, NEW.reporter_name, NEW.child, NEW.person,
NEW.words, NEW.pressed_utc) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.reporter_id,
OLD.reporter_name, OLD.child, OLD.person, OLD.words, OLD.pressed_utc) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER concern_stays BEFORE UPDATE ON concern FOR EACH ROW EXECUTE FUNCTION refuse_unless_settled();
CREATE TRIGGER concern_never_deleted BEFORE DELETE ON concern FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER concern_step_stays BEFORE UPDATE OR DELETE ON concern_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_check_stays BEFORE UPDATE OR DELETE ON plan_check FOR EACH ROW EXECUTE FUNCTION refuse_change();
