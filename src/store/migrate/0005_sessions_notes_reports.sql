-- Why: the daily work: who meets when, what was seen and said, and what the court is told of it.

CREATE TABLE appointment (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    account_id    TEXT NOT NULL REFERENCES account (id), -- A plain: id
    starts_utc    TEXT NOT NULL, -- A plain: utc
    minutes       BIGINT NOT NULL, -- A
    kind          TEXT NOT NULL, -- A plain: code
    room          BYTEA,         -- A sealed
    state         TEXT NOT NULL, -- A plain: one of planned held cancelled not_started stopped
    cancel_reason TEXT,          -- A plain: code
    notice_hours  BIGINT,        -- A
    note_id       TEXT,          -- A plain: id
    version       BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id)
);
CREATE INDEX appointment_account ON appointment (account_id, starts_utc);

CREATE TABLE appointment_person (
    case_id        TEXT NOT NULL, -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    appointment_id TEXT NOT NULL, -- A plain: id
    person_id      TEXT NOT NULL, -- A plain: id
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, appointment_id, person_id),
    FOREIGN KEY (case_id, appointment_id) REFERENCES appointment (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- One table for session notes and logged calls, voicemails, e-mails and texts. A draft is the same
-- row before it is signed; after that only addenda are added.
CREATE TABLE note (
    case_id        TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    kind           TEXT NOT NULL, -- A plain: code
    state          TEXT NOT NULL, -- A plain: one of draft signed void
    class          TEXT NOT NULL, -- A plain: one of S P C
    author_id      TEXT NOT NULL REFERENCES account (id), -- A plain: id
    on_date        TEXT NOT NULL, -- A plain: date
    started_utc    TEXT NOT NULL, -- A plain: utc
    minutes        BIGINT NOT NULL, -- A
    appointment_id TEXT,          -- A plain: id
    direction      TEXT,          -- A plain: one of in out
    billable       BIGINT NOT NULL, -- A
    late           BIGINT NOT NULL, -- A
    body           BYTEA NOT NULL, -- S sealed
    saved_utc      TEXT NOT NULL, -- A plain: utc
    signed_utc     TEXT,          -- A plain: utc
    content_hash   BYTEA,         -- A sealed
    version        BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id)
);
CREATE INDEX note_author ON note (author_id, state, on_date);
CREATE INDEX note_date ON note (case_id, on_date, id);

CREATE TABLE note_person (
    case_id   TEXT NOT NULL, -- A plain: id
    id        TEXT NOT NULL, -- A plain: id
    note_id   TEXT NOT NULL, -- A plain: id
    person_id TEXT NOT NULL, -- A plain: id
    minutes   BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, note_id, person_id),
    FOREIGN KEY (case_id, note_id) REFERENCES note (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

CREATE TABLE note_tag (
    case_id TEXT NOT NULL, -- A plain: id
    id      TEXT NOT NULL, -- A plain: id
    note_id TEXT NOT NULL, -- A plain: id
    tag     TEXT NOT NULL, -- A plain: code
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, note_id, tag),
    FOREIGN KEY (case_id, note_id) REFERENCES note (case_id, id)
);

CREATE TABLE addendum (
    case_id    TEXT NOT NULL, -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    note_id    TEXT NOT NULL, -- A plain: id
    author_id  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    reason     BYTEA NOT NULL, -- S sealed
    body       BYTEA NOT NULL, -- S sealed
    late       BIGINT NOT NULL, -- A
    signed_utc TEXT NOT NULL, -- A plain: utc
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, note_id) REFERENCES note (case_id, id)
);
CREATE INDEX addendum_note ON addendum (case_id, note_id, signed_utc);

CREATE TABLE report (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    kind         TEXT NOT NULL, -- A plain: one of status attendance
    state        TEXT NOT NULL, -- A plain: one of draft signed void
    from_on      TEXT NOT NULL, -- A plain: date
    to_on        TEXT NOT NULL, -- A plain: date
    order_id     TEXT,          -- A plain: id
    safety       BYTEA,         -- S sealed
    wellbeing    BYTEA,         -- S sealed
    relationship BYTEA,         -- S sealed
    coparenting  BYTEA,         -- S sealed
    plan         BYTEA,         -- S sealed
    asked        BYTEA,         -- S sealed
    recipients   BYTEA,         -- L sealed
    made_by      TEXT NOT NULL REFERENCES account (id), -- A plain: id
    made_utc     TEXT NOT NULL, -- A plain: utc
    signed_utc   TEXT,          -- A plain: utc
    file         TEXT,          -- A plain: hex
    file_key     BYTEA,         -- A sealed
    content_hash BYTEA,         -- A sealed
    size_bytes   BIGINT,        -- A
    version      BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id)
);

CREATE INDEX report_order ON report (case_id, made_utc, id);

-- A signed note, an addendum, a signed report, a decision and an event are facts: the database
-- itself refuses to change or delete them.
-- :only sqlite
CREATE TRIGGER note_signed_stays BEFORE UPDATE ON note WHEN OLD.state = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_never_deleted BEFORE DELETE ON note
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER addendum_stays BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER addendum_never_deleted BEFORE DELETE ON addendum
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER report_signed_stays BEFORE UPDATE ON report WHEN OLD.state = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER report_never_deleted BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER decision_never_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER audit_event_never_deleted BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'kept'); END;
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
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END $$;
CREATE FUNCTION refuse_if_signed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.state = 'signed' THEN RAISE EXCEPTION 'signed' USING ERRCODE = '23514'; END IF;
RETURN NEW; END $$;
CREATE FUNCTION refuse_if_note_signed() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE r record; BEGIN IF TG_OP = 'INSERT' THEN r := NEW; ELSE r := OLD; END IF;
IF (SELECT state FROM note WHERE case_id = r.case_id AND id = r.note_id) = 'signed' THEN
RAISE EXCEPTION 'signed' USING ERRCODE = '23514'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
CREATE TRIGGER note_signed_stays BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION refuse_if_signed();
CREATE TRIGGER note_never_deleted BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addendum_stays BEFORE UPDATE OR DELETE ON addendum FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_signed_stays BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION refuse_if_signed();
CREATE TRIGGER report_never_deleted BEFORE DELETE ON report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER note_person_signed BEFORE INSERT OR UPDATE OR DELETE ON note_person FOR EACH ROW EXECUTE FUNCTION refuse_if_note_signed();
CREATE TRIGGER note_tag_signed BEFORE INSERT OR UPDATE OR DELETE ON note_tag FOR EACH ROW EXECUTE FUNCTION refuse_if_note_signed();
