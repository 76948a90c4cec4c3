-- Why: no child is treated before those who may consent have done so, and years later it must be
-- plain who that was, by which paper, what they signed, and what the child answered each time.
-- History is rows: nothing here is ever changed or taken away.

-- One custody arrangement of one child as of a day; its holders stand beside it.
CREATE TABLE custody (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    child_id      TEXT NOT NULL, -- A plain: id
    kind          TEXT NOT NULL, -- L plain: one of sole joint_either joint_both agency other
    document_id   TEXT,          -- A plain: id
    from_on       TEXT NOT NULL, -- A plain: date
    to_on         TEXT,          -- A plain: date
    no_orders     BIGINT NOT NULL, -- L
    words         BYTEA,         -- L sealed
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);
CREATE INDEX custody_order ON custody (case_id, recorded_utc, id);

CREATE TABLE custody_holder (
    case_id    TEXT NOT NULL, -- A plain: id
    custody_id TEXT NOT NULL, -- A plain: id
    place      BIGINT NOT NULL, -- A
    person_id  TEXT NOT NULL, -- A plain: id
    PRIMARY KEY (case_id, custody_id, place),
    FOREIGN KEY (case_id, custody_id) REFERENCES custody (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- A version of the treatment agreement; it may be signed once every item of the list is there.
CREATE TABLE agreement (
    case_id       TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    number        BIGINT NOT NULL, -- A
    from_on       TEXT NOT NULL, -- A plain: date
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, number)
);

CREATE TABLE agreement_item (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    agreement_id TEXT NOT NULL, -- A plain: id
    code         TEXT NOT NULL, -- A plain: code
    state        TEXT NOT NULL, -- A plain: one of present not_applicable
    words        BYTEA NOT NULL, -- L sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, agreement_id, code),
    FOREIGN KEY (case_id, agreement_id) REFERENCES agreement (case_id, id)
);

-- What one adult said about the treatment of one child, or what stands in for it.
CREATE TABLE consent (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    child_id      TEXT NOT NULL, -- A plain: id
    person_id     TEXT NOT NULL, -- A plain: id
    how           TEXT NOT NULL, -- L plain: one of signed paper order declined withdrawn not_applicable
    agreement_id  TEXT,          -- A plain: id
    order_id      TEXT,          -- A plain: id
    document_id   TEXT,          -- A plain: id
    on_date       TEXT NOT NULL, -- A plain: date
    page          BIGINT,        -- A
    served_on     TEXT,          -- A plain: date
    delivered_on  TEXT,          -- A plain: date
    typed_name    BYTEA,         -- A sealed
    reason        BYTEA,         -- L sealed
    recorded_utc  TEXT NOT NULL, -- A plain: utc
    recorded_by   TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, agreement_id) REFERENCES agreement (case_id, id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);
CREATE INDEX consent_order ON consent (case_id, recorded_utc, id);

-- The child's own answer: to the next step of contact, or to one appointment.
CREATE TABLE assent (
    case_id        TEXT NOT NULL, -- A plain: id
    id             TEXT NOT NULL, -- A plain: id
    child_id       TEXT NOT NULL, -- A plain: id
    appointment_id TEXT,          -- A plain: id
    level          TEXT,          -- S plain: code
    answer         TEXT NOT NULL, -- C plain: one of yes slower not_sure no not_asked
    on_date        TEXT NOT NULL, -- A plain: date
    words          BYTEA,         -- C sealed
    recorded_utc   TEXT NOT NULL, -- A plain: utc
    recorded_by    TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name  BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, appointment_id) REFERENCES appointment (case_id, id)
);
CREATE INDEX assent_order ON assent (case_id, recorded_utc, id);

-- :only sqlite
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER custody_never_deleted BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER custody_holder_stays BEFORE UPDATE ON custody_holder
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER custody_holder_never_deleted BEFORE DELETE ON custody_holder
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER agreement_stays BEFORE UPDATE ON agreement
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER agreement_never_deleted BEFORE DELETE ON agreement
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER agreement_item_stays BEFORE UPDATE ON agreement_item
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER agreement_item_never_deleted BEFORE DELETE ON agreement_item
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER consent_stays BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER consent_never_deleted BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER assent_stays BEFORE UPDATE ON assent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER assent_never_deleted BEFORE DELETE ON assent
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE TRIGGER custody_stays BEFORE UPDATE OR DELETE ON custody FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_holder_stays BEFORE UPDATE OR DELETE ON custody_holder FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_stays BEFORE UPDATE OR DELETE ON agreement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_item_stays BEFORE UPDATE OR DELETE ON agreement_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assent_stays BEFORE UPDATE OR DELETE ON assent FOR EACH ROW EXECUTE FUNCTION refuse_change();
