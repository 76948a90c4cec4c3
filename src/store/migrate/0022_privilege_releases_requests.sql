-- Why: a parent asks for a child's record, a school for a letter, a lawyer for everything. Who may say
-- yes, who holds the privilege, what went out on whose signature and by when it had to be answered must
-- be plain years later. And whoever looks after the case sees whether both parents were offered alike.

-- One request for access to the record of one person; what became of it stands beside it, as steps.
CREATE TABLE record_request (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    subject_id    TEXT NOT NULL, -- A plain: id
    asker_id      TEXT,          -- A plain: id
    asker_name    BYTEA,         -- A sealed
    received_on   TEXT NOT NULL, -- A plain: date
    way           TEXT NOT NULL, -- A plain: code
    parts         BYTEA NOT NULL, -- L sealed
    words         BYTEA,         -- L sealed
    due_on        TEXT NOT NULL, -- A plain: date
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, subject_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, asker_id) REFERENCES person (case_id, id)
);
CREATE INDEX record_request_order ON record_request (case_id, recorded_utc, id);

-- kind says which columns are filled (app/record_request.h); rows are added, never changed. number: 1, 2,
-- 3 ... of the request. grounds, gives: codes with blanks between. second_*: of a consultation.
CREATE TABLE record_request_step (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    request_id    TEXT NOT NULL, -- A plain: id
    number        BIGINT NOT NULL, -- A
    kind          TEXT NOT NULL, -- A plain: one of extended agreed decided second letter sent
    on_date       TEXT NOT NULL, -- A plain: date
    due_on        TEXT,          -- A plain: date
    outcome       TEXT,          -- L plain: one of given part denied
    grounds       BYTEA,         -- L sealed
    gives         BYTEA,         -- L sealed
    belief        BYTEA,         -- S sealed
    interest      BYTEA,         -- S sealed
    words         BYTEA,         -- S sealed
    way           TEXT,          -- A plain: code
    document_id   TEXT,          -- A plain: id
    second_name    BYTEA,        -- A sealed
    second_licence BYTEA,        -- A sealed
    second_words   BYTEA,        -- S sealed
    second_on      TEXT,         -- A plain: date
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    recorded_licence BYTEA,      -- A sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, request_id, number),
    FOREIGN KEY (case_id, request_id) REFERENCES record_request (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);

-- Who decides about privilege for one person, as of a day; or that a court or a guardian ad litem was
-- asked (kind asked). The newest row counts.
CREATE TABLE privilege (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    person_id     TEXT NOT NULL, -- A plain: id
    kind          TEXT NOT NULL, -- A plain: one of holder asked
    region        TEXT NOT NULL, -- A plain: code
    holder        TEXT,          -- L plain: code
    holder_id     TEXT,          -- A plain: id
    waiver        TEXT,          -- L plain: code
    document_id   TEXT,          -- A plain: id
    words         BYTEA,         -- L sealed
    on_date       TEXT NOT NULL, -- A plain: date
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, holder_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);
CREATE INDEX privilege_order ON privilege (case_id, recorded_utc, id);

-- One release: this discloser, this recipient, this purpose. discloser_id NULL: this practice. kind none:
-- it was said that nobody has signed any. parts: codes with blanks between. It ends once.
CREATE TABLE data_release (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    kind          TEXT NOT NULL, -- A plain: one of given none
    subject_id    TEXT,          -- A plain: id
    discloser_id  TEXT,          -- A plain: id
    recipient_id  TEXT,          -- A plain: id
    purpose       TEXT,          -- L plain: code
    parts         BYTEA,         -- L sealed
    from_on       TEXT,          -- A plain: date
    to_on         TEXT,          -- A plain: date
    signed_on     TEXT,          -- A plain: date
    expires_on    TEXT,          -- A plain: date
    method        TEXT,          -- A plain: one of paper here
    document_id   TEXT,          -- A plain: id
    copy_on       TEXT,          -- A plain: date
    words         BYTEA,         -- L sealed
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    ended_on      TEXT,          -- A plain: date
    ended_reason  BYTEA,         -- L sealed
    ended_utc     TEXT,          -- A plain: utc
    ended_by      TEXT REFERENCES account (id), -- A plain: id
    ended_name    BYTEA,         -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, subject_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, discloser_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, recipient_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);
CREATE INDEX data_release_order ON data_release (case_id, recorded_utc, id);

CREATE TABLE data_release_signer (
    case_id    TEXT NOT NULL, -- A plain: id
    release_id TEXT NOT NULL, -- A plain: id
    place      BIGINT NOT NULL, -- A
    person_id  TEXT NOT NULL, -- A plain: id
    PRIMARY KEY (case_id, release_id, place),
    FOREIGN KEY (case_id, release_id) REFERENCES data_release (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- A young person's own consent to their own sessions, or that it was taken back; the law of that day as
-- it was read then.
CREATE TABLE minor_consent (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    child_id      TEXT NOT NULL, -- A plain: id
    state         TEXT NOT NULL, -- C plain: one of given withdrawn
    on_date       TEXT NOT NULL, -- A plain: date
    region        TEXT NOT NULL, -- A plain: code
    law_age       BIGINT NOT NULL, -- A
    verified      BIGINT NOT NULL, -- A
    citation      BYTEA NOT NULL, -- L sealed
    document_id   TEXT,          -- A plain: id
    typed_name    BYTEA,         -- A sealed
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);
CREATE INDEX minor_consent_order ON minor_consent (case_id, recorded_utc, id);

-- Why a figure stood apart between two parents in the days up to one day, in somebody's words.
CREATE TABLE parity_reason (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    measure       TEXT NOT NULL, -- A plain: one of minutes held offered interview letters
    until_on      TEXT NOT NULL, -- A plain: date
    reason        TEXT NOT NULL, -- S plain: code
    words         BYTEA,         -- S sealed
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX parity_reason_order ON parity_reason (case_id, recorded_utc, id);

-- :only sqlite
CREATE TRIGGER record_request_stays BEFORE UPDATE ON record_request
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER record_request_never_deleted BEFORE DELETE ON record_request
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER record_request_step_stays BEFORE UPDATE ON record_request_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER record_request_step_never_deleted BEFORE DELETE ON record_request_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER privilege_stays BEFORE UPDATE ON privilege
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER privilege_never_deleted BEFORE DELETE ON privilege
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER data_release_stays BEFORE UPDATE ON data_release
WHEN OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR NEW.case_id <> OLD.case_id
    OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.subject_id IS NOT OLD.subject_id
    OR NEW.discloser_id IS NOT OLD.discloser_id OR NEW.recipient_id IS NOT OLD.recipient_id
    OR NEW.purpose IS NOT OLD.purpose OR NEW.parts IS NOT OLD.parts
    OR NEW.from_on IS NOT OLD.from_on OR NEW.to_on IS NOT OLD.to_on
    OR NEW.signed_on IS NOT OLD.signed_on OR NEW.expires_on IS NOT OLD.expires_on
    OR NEW.method IS NOT OLD.method OR NEW.document_id IS NOT OLD.document_id
    OR NEW.copy_on IS NOT OLD.copy_on OR NEW.words IS NOT OLD.words
    OR NEW.recorded_utc <> OLD.recorded_utc OR NEW.recorded_by <> OLD.recorded_by
    OR NEW.recorded_name <> OLD.recorded_name
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER data_release_never_deleted BEFORE DELETE ON data_release
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER data_release_signer_stays BEFORE UPDATE ON data_release_signer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER data_release_signer_never_deleted BEFORE DELETE ON data_release_signer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER minor_consent_stays BEFORE UPDATE ON minor_consent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER minor_consent_never_deleted BEFORE DELETE ON minor_consent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER parity_reason_stays BEFORE UPDATE ON parity_reason
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER parity_reason_never_deleted BEFORE DELETE ON parity_reason
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_release_ended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR (NEW.case_id, NEW.id, NEW.kind,
NEW.subject_id, NEW.discloser_id, NEW.recipient_id, NEW.purpose, NEW.parts, NEW.from_on, NEW.to_on,
NEW.signed_on, NEW.expires_on, NEW.method, NEW.document_id, NEW.copy_on, NEW.words, NEW.recorded_utc,
NEW.recorded_by, NEW.recorded_name) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.kind, OLD.subject_id,
OLD.discloser_id, OLD.recipient_id, OLD.purpose, OLD.parts, OLD.from_on, OLD.to_on, OLD.signed_on,
OLD.expires_on, OLD.method, OLD.document_id, OLD.copy_on, OLD.words, OLD.recorded_utc, OLD.recorded_by,
OLD.recorded_name) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER record_request_stays BEFORE UPDATE OR DELETE ON record_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_request_step_stays BEFORE UPDATE OR DELETE ON record_request_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER privilege_stays BEFORE UPDATE OR DELETE ON privilege FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER data_release_stays BEFORE UPDATE ON data_release FOR EACH ROW EXECUTE FUNCTION refuse_unless_release_ended();
CREATE TRIGGER data_release_never_deleted BEFORE DELETE ON data_release FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER data_release_signer_stays BEFORE UPDATE OR DELETE ON data_release_signer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minor_consent_stays BEFORE UPDATE OR DELETE ON minor_consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER parity_reason_stays BEFORE UPDATE OR DELETE ON parity_reason FOR EACH ROW EXECUTE FUNCTION refuse_change();
