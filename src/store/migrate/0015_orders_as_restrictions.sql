-- Why: what an order forbids, allows or asks for must be asked of the record, not remembered; and what
-- the court has to be told or asked has a day of its own.
--
-- One row is one statement of one order about contact (core/contact.h); what is empty is not stated.
-- kind nothing: this order says nothing about contact. kind no_order: no order is in force, said by
-- somebody; it has no order. channels is a set of bits of enum contact_channel, 0: all of them. Rows
-- are ended and replaced by newer ones, never changed.
CREATE TABLE restriction (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    kind          TEXT NOT NULL, -- L plain: one of contact nothing no_order
    order_id      TEXT,          -- A plain: id
    clause_id     TEXT,          -- A plain: id
    child_id      TEXT,          -- A plain: id
    person_id     TEXT,          -- A plain: id
    channels      BIGINT NOT NULL, -- L
    says          TEXT,          -- L plain: one of allowed required forbidden
    supervision   TEXT,          -- L plain: one of none visit_monitor therapist_near therapist_in_room
    ceiling       TEXT,          -- L plain: code
    minutes_max   BIGINT,        -- L
    days_between  BIGINT,        -- L
    places        BYTEA,         -- L sealed
    statement     BYTEA,         -- L sealed
    effective_on  TEXT,          -- A plain: date
    expires_on    TEXT,          -- A plain: date
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    ended_utc     TEXT,          -- A plain: utc
    ended_by      TEXT REFERENCES account (id), -- A plain: id
    ended_name    BYTEA,         -- A sealed
    ended_reason  BYTEA,         -- L sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id),
    FOREIGN KEY (case_id, clause_id) REFERENCES clause (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
CREATE INDEX restriction_order ON restriction (case_id, recorded_utc, id);

-- What the court must be told (an order requires contact that something stops) or asked (an order that
-- can be read in two ways), from the day it comes up until it is answered.
CREATE TABLE court_notice (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    kind          TEXT NOT NULL, -- L plain: one of clarification conflict
    order_id      TEXT NOT NULL, -- A plain: id
    child_id      TEXT,          -- A plain: id
    words         BYTEA NOT NULL, -- L sealed
    due_on        TEXT NOT NULL, -- A plain: date
    state         TEXT NOT NULL, -- A plain: one of open sent answered
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    sent_on       TEXT,          -- A plain: date
    sent_to       BYTEA,         -- L sealed
    sent_utc      TEXT,          -- A plain: utc
    sent_name     BYTEA,         -- A sealed
    answered_on   TEXT,          -- A plain: date
    answer        BYTEA,         -- L sealed
    answered_utc  TEXT,          -- A plain: utc
    answered_name BYTEA,         -- A sealed
    version       BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);
CREATE INDEX court_notice_order ON court_notice (case_id, due_on, id);

-- What was entered stays as it was; it ends once.
-- :only sqlite
CREATE TRIGGER restriction_stays BEFORE UPDATE ON restriction
WHEN OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR NEW.case_id <> OLD.case_id
    OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.order_id IS NOT OLD.order_id
    OR NEW.clause_id IS NOT OLD.clause_id OR NEW.child_id IS NOT OLD.child_id
    OR NEW.person_id IS NOT OLD.person_id OR NEW.channels <> OLD.channels
    OR NEW.says IS NOT OLD.says OR NEW.supervision IS NOT OLD.supervision
    OR NEW.ceiling IS NOT OLD.ceiling OR NEW.minutes_max IS NOT OLD.minutes_max
    OR NEW.days_between IS NOT OLD.days_between OR NEW.places IS NOT OLD.places
    OR NEW.statement IS NOT OLD.statement OR NEW.effective_on IS NOT OLD.effective_on
    OR NEW.expires_on IS NOT OLD.expires_on OR NEW.recorded_utc <> OLD.recorded_utc
    OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_name <> OLD.recorded_name
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER restriction_never_deleted BEFORE DELETE ON restriction
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_ended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR (NEW.case_id, NEW.id, NEW.kind,
NEW.order_id, NEW.clause_id, NEW.child_id, NEW.person_id, NEW.channels, NEW.says, NEW.supervision,
NEW.ceiling, NEW.minutes_max, NEW.days_between, NEW.places, NEW.statement, NEW.effective_on,
NEW.expires_on, NEW.recorded_utc, NEW.recorded_by, NEW.recorded_name) IS DISTINCT FROM (OLD.case_id,
OLD.id, OLD.kind, OLD.order_id, OLD.clause_id, OLD.child_id, OLD.person_id, OLD.channels, OLD.says,
OLD.supervision, OLD.ceiling, OLD.minutes_max, OLD.days_between, OLD.places, OLD.statement,
OLD.effective_on, OLD.expires_on, OLD.recorded_utc, OLD.recorded_by, OLD.recorded_name) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER restriction_stays BEFORE UPDATE ON restriction FOR EACH ROW EXECUTE FUNCTION refuse_unless_ended();
CREATE TRIGGER restriction_never_deleted BEFORE DELETE ON restriction FOR EACH ROW EXECUTE FUNCTION refuse_change();
