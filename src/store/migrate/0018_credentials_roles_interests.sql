-- Why: whether somebody may sign, lead or be booked follows what is recorded of their licence and
-- training, day by day; nobody has two roles in one case; and independence is signed for.

-- Words and days; evidence is what somebody saw, no paper. A renewal is a row of its own.
CREATE TABLE credential (
    id           TEXT NOT NULL PRIMARY KEY, -- A plain: id
    account_id   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    kind         TEXT NOT NULL, -- A plain: one of licence competence training
    type         TEXT NOT NULL, -- A plain: code
    number       BYTEA,         -- A sealed
    region       TEXT,          -- A plain: code
    issued_on    TEXT,          -- A plain: date
    expires_on   TEXT,          -- A plain: date
    hours        BIGINT,        -- A
    evidence     BYTEA,         -- A sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT,          -- A plain: id
    ended_on     TEXT,          -- A plain: date
    ended_reason BYTEA,         -- A sealed
    ended_utc    TEXT,          -- A plain: utc
    ended_by     TEXT           -- A plain: id
);
CREATE INDEX credential_account ON credential (account_id, recorded_utc, id);

-- Whoever once had a role in a case never has another in it: one row a person and case, for ever.
CREATE TABLE case_role (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    account_id   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    role         TEXT NOT NULL, -- A plain: code
    person_id    TEXT,          -- A plain: id
    declared_utc TEXT NOT NULL, -- A plain: utc
    declared_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, account_id)
);

INSERT INTO case_role (case_id, account_id, role, declared_utc, declared_by)
SELECT case_id, account_id, 'treating', MIN(from_utc), account_id
FROM assignment
WHERE capacity <> 'office'
GROUP BY case_id, account_id;

-- What was asked and answered is kept as it was read when it was signed.
CREATE TABLE interest_attestation (
    case_id    TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    outcome    TEXT NOT NULL, -- A plain: one of clear disclosed
    words      BYTEA NOT NULL, -- A sealed
    signed_utc TEXT NOT NULL, -- A plain: utc
    signed_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX interest_attestation_order ON interest_attestation (case_id, signed_utc, id);

-- :only sqlite
CREATE TRIGGER credential_stays BEFORE UPDATE ON credential
WHEN OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR NEW.id <> OLD.id
    OR NEW.account_id <> OLD.account_id OR NEW.kind <> OLD.kind OR NEW.type <> OLD.type
    OR NEW.number IS NOT OLD.number OR NEW.region IS NOT OLD.region
    OR NEW.issued_on IS NOT OLD.issued_on OR NEW.expires_on IS NOT OLD.expires_on
    OR NEW.hours IS NOT OLD.hours OR NEW.evidence IS NOT OLD.evidence
    OR NEW.recorded_utc <> OLD.recorded_utc OR NEW.recorded_by IS NOT OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER credential_never_deleted BEFORE DELETE ON credential
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER case_role_stays BEFORE UPDATE ON case_role
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER case_role_never_deleted BEFORE DELETE ON case_role
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER interest_attestation_stays BEFORE UPDATE ON interest_attestation
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER interest_attestation_never_deleted BEFORE DELETE ON interest_attestation
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_credential_ended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR (NEW.id, NEW.account_id, NEW.kind,
NEW.type, NEW.number, NEW.region, NEW.issued_on, NEW.expires_on, NEW.hours, NEW.evidence,
NEW.recorded_utc, NEW.recorded_by) IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.kind, OLD.type,
OLD.number, OLD.region, OLD.issued_on, OLD.expires_on, OLD.hours, OLD.evidence, OLD.recorded_utc,
OLD.recorded_by) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER credential_stays BEFORE UPDATE ON credential FOR EACH ROW EXECUTE FUNCTION refuse_unless_credential_ended();
CREATE TRIGGER credential_never_deleted BEFORE DELETE ON credential FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_role_stays BEFORE UPDATE OR DELETE ON case_role FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER interest_attestation_stays BEFORE UPDATE OR DELETE ON interest_attestation FOR EACH ROW EXECUTE FUNCTION refuse_change();
