-- Why: a practice of one finds its second signature outside through an account that sees one decision
-- and nothing else; a family is not left alone while its clinician is away or gone; and a case moves
-- to a newer protocol by a signed decision, never by an update of the program.

-- A protocol of the practice's own, as the file was read; the program's own are not here.
CREATE TABLE protocol_file (
    id        TEXT NOT NULL PRIMARY KEY, -- A plain: id
    hash      TEXT NOT NULL UNIQUE, -- A plain: hex
    body      BYTEA NOT NULL, -- A sealed
    added_utc TEXT NOT NULL  -- A plain: utc
);
CREATE INDEX protocol_file_order ON protocol_file (added_utc, id);

-- difference holds what was shown before it was signed.
CREATE TABLE protocol_move (
    case_id        TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    from_hash      TEXT NOT NULL, -- A plain: hex
    to_hash        TEXT NOT NULL, -- A plain: hex
    from_title     BYTEA NOT NULL, -- A sealed
    to_title       BYTEA NOT NULL, -- A sealed
    difference     BYTEA NOT NULL, -- S sealed
    rationale      BYTEA NOT NULL, -- S sealed
    signed_utc     TEXT NOT NULL, -- A plain: utc
    signed_by      TEXT NOT NULL REFERENCES account (id), -- A plain: id
    signed_name    BYTEA NOT NULL, -- A sealed
    signed_licence BYTEA,         -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX protocol_move_order ON protocol_move (case_id, signed_utc, id);

-- object_id is the override or the hold that waits for its second name; packet is all that the
-- colleague sees, as it was when they were asked. words: why a hold may end. view: the answer.
CREATE TABLE consult_request (
    case_id        TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    kind           TEXT NOT NULL, -- A plain: one of override hold resume
    object_id      TEXT NOT NULL, -- A plain: id
    account_id     TEXT NOT NULL REFERENCES account (id), -- A plain: id
    question       BYTEA NOT NULL, -- S sealed
    packet         BYTEA NOT NULL, -- S sealed
    asked_utc      TEXT NOT NULL, -- A plain: utc
    asked_by       TEXT NOT NULL REFERENCES account (id), -- A plain: id
    asked_name     BYTEA NOT NULL, -- A sealed
    until_utc      TEXT NOT NULL, -- A plain: utc
    opened_utc     TEXT,          -- A plain: utc
    ended_form     TEXT,          -- A plain: one of withdrawn agreed disagreed
    ended_utc      TEXT,          -- A plain: utc
    ended_by       TEXT REFERENCES account (id), -- A plain: id
    view           BYTEA,         -- S sealed
    signed_name    BYTEA,         -- A sealed
    signed_licence BYTEA,         -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX consult_request_account ON consult_request (account_id, asked_utc, id);
CREATE INDEX consult_request_order ON consult_request (case_id, asked_utc, id);

-- Who may open a lead's families while the lead is away (absence: from_on to to_on), or once it is
-- declared that the lead can't come back (successor). family_id NULL: every family that the lead leads.
CREATE TABLE cover (
    id              TEXT NOT NULL PRIMARY KEY, -- A plain: id
    lead_id         TEXT NOT NULL REFERENCES account (id), -- A plain: id
    family_id       TEXT REFERENCES family_case (id), -- A plain: id
    account_id      TEXT NOT NULL REFERENCES account (id), -- A plain: id
    kind            TEXT NOT NULL, -- A plain: one of absence successor
    from_on         TEXT,          -- A plain: date
    to_on           TEXT,          -- A plain: date
    named_utc       TEXT NOT NULL, -- A plain: utc
    declared_utc    TEXT,          -- A plain: utc
    declared_by     TEXT REFERENCES account (id), -- A plain: id
    declared_reason BYTEA,         -- A sealed
    ended_utc       TEXT,          -- A plain: utc
    ended_by        TEXT REFERENCES account (id) -- A plain: id
);
CREATE INDEX cover_lead ON cover (lead_id, named_utc, id);
CREATE INDEX cover_account ON cover (account_id, named_utc, id);

-- One row a cover, family and day: what was opened, and how often.
CREATE TABLE cover_opening (
    cover_id   TEXT NOT NULL REFERENCES cover (id), -- A plain: id
    family_id  TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    on_date    TEXT NOT NULL, -- A plain: date
    first_utc  TEXT NOT NULL, -- A plain: utc
    last_utc   TEXT NOT NULL, -- A plain: utc
    pages      BIGINT NOT NULL, -- A
    PRIMARY KEY (cover_id, family_id, on_date)
);

-- :only sqlite
CREATE TRIGGER protocol_file_stays BEFORE UPDATE ON protocol_file
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER protocol_file_never_deleted BEFORE DELETE ON protocol_file
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER protocol_move_stays BEFORE UPDATE ON protocol_move
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER protocol_move_never_deleted BEFORE DELETE ON protocol_move
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER consult_request_stays BEFORE UPDATE ON consult_request
WHEN OLD.ended_utc IS NOT NULL OR NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id
    OR NEW.kind <> OLD.kind OR NEW.object_id <> OLD.object_id OR NEW.account_id <> OLD.account_id
    OR NEW.question <> OLD.question OR NEW.packet <> OLD.packet OR NEW.asked_utc <> OLD.asked_utc
    OR NEW.asked_by <> OLD.asked_by OR NEW.asked_name <> OLD.asked_name
    OR NEW.until_utc <> OLD.until_utc
    OR (OLD.opened_utc IS NOT NULL AND NEW.opened_utc IS NOT OLD.opened_utc)
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER consult_request_never_deleted BEFORE DELETE ON consult_request
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER cover_stays BEFORE UPDATE ON cover
WHEN OLD.ended_utc IS NOT NULL OR NEW.id <> OLD.id OR NEW.lead_id <> OLD.lead_id
    OR NEW.family_id IS NOT OLD.family_id OR NEW.account_id <> OLD.account_id
    OR NEW.kind <> OLD.kind OR NEW.from_on IS NOT OLD.from_on OR NEW.to_on IS NOT OLD.to_on
    OR NEW.named_utc <> OLD.named_utc
    OR (OLD.declared_utc IS NOT NULL AND (NEW.declared_utc IS NOT OLD.declared_utc
        OR NEW.declared_by IS NOT OLD.declared_by
        OR NEW.declared_reason IS NOT OLD.declared_reason))
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER cover_never_deleted BEFORE DELETE ON cover
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER cover_opening_stays BEFORE UPDATE ON cover_opening
WHEN NEW.cover_id <> OLD.cover_id OR NEW.family_id <> OLD.family_id OR NEW.on_date <> OLD.on_date
    OR NEW.first_utc <> OLD.first_utc OR NEW.pages <> OLD.pages + 1
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER cover_opening_never_deleted BEFORE DELETE ON cover_opening
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_consult_next() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR (NEW.case_id, NEW.id, NEW.kind, NEW.object_id,
NEW.account_id, NEW.question, NEW.packet, NEW.asked_utc, NEW.asked_by, NEW.asked_name,
NEW.until_utc) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.kind, OLD.object_id, OLD.account_id,
OLD.question, OLD.packet, OLD.asked_utc, OLD.asked_by, OLD.asked_name, OLD.until_utc)
OR (OLD.opened_utc IS NOT NULL AND NEW.opened_utc IS DISTINCT FROM OLD.opened_utc) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE FUNCTION refuse_unless_cover_next() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR (NEW.id, NEW.lead_id, NEW.family_id, NEW.account_id,
NEW.kind, NEW.from_on, NEW.to_on, NEW.named_utc) IS DISTINCT FROM (OLD.id, OLD.lead_id,
OLD.family_id, OLD.account_id, OLD.kind, OLD.from_on, OLD.to_on, OLD.named_utc)
OR (OLD.declared_utc IS NOT NULL AND (NEW.declared_utc, NEW.declared_by, NEW.declared_reason)
IS DISTINCT FROM (OLD.declared_utc, OLD.declared_by, OLD.declared_reason)) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE FUNCTION refuse_unless_cover_opened_again() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF (NEW.cover_id, NEW.family_id, NEW.on_date, NEW.first_utc, NEW.pages) IS DISTINCT FROM
(OLD.cover_id, OLD.family_id, OLD.on_date, OLD.first_utc, OLD.pages + 1) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER protocol_file_stays BEFORE UPDATE OR DELETE ON protocol_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER protocol_move_stays BEFORE UPDATE OR DELETE ON protocol_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consult_request_stays BEFORE UPDATE ON consult_request FOR EACH ROW EXECUTE FUNCTION refuse_unless_consult_next();
CREATE TRIGGER consult_request_never_deleted BEFORE DELETE ON consult_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cover_stays BEFORE UPDATE ON cover FOR EACH ROW EXECUTE FUNCTION refuse_unless_cover_next();
CREATE TRIGGER cover_never_deleted BEFORE DELETE ON cover FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cover_opening_stays BEFORE UPDATE ON cover_opening FOR EACH ROW EXECUTE FUNCTION refuse_unless_cover_opened_again();
CREATE TRIGGER cover_opening_never_deleted BEFORE DELETE ON cover_opening FOR EACH ROW EXECUTE FUNCTION refuse_change();
