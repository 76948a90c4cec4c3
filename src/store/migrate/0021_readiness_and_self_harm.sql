-- Why: readiness is what somebody said or saw on a day, item by item, and never a sum; both parents
-- promise the same in the same words; and a sign of self-harm stops contact before anything is asked.

-- One answer of one sheet. value stands alone: levels, weeks and willingness each have their own list.
-- What an adult is rated on belongs to the record; of a child it is child-private, so all of it is.
CREATE TABLE rating (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    sheet_id     TEXT NOT NULL, -- A plain: id
    form         TEXT NOT NULL, -- A plain: one of readiness commitment returning
    person_id    TEXT NOT NULL, -- A plain: id
    item         TEXT NOT NULL, -- A plain: code
    source       TEXT NOT NULL, -- A plain: one of self clinician observed other
    state        TEXT NOT NULL, -- C plain: one of rated unknown not_yet none_identified told
    value        BIGINT,        -- C
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA,         -- C sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
CREATE INDEX rating_order ON rating (case_id, form, on_date, recorded_utc, sheet_id, id);

-- A concern that somebody raised in good faith. No rating and no sign refers to it, and none may.
CREATE TABLE good_faith_report (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- child_id NULL: for every child. words: the commitments as they read on that day.
CREATE TABLE commitment_signature (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    child_id     TEXT,          -- A plain: id
    how          TEXT NOT NULL, -- A plain: one of signed paper declined
    on_date      TEXT NOT NULL, -- A plain: date
    document_id  TEXT,          -- A plain: id
    typed_name   BYTEA,         -- A sealed
    reason       BYTEA,         -- S sealed
    words        BYTEA NOT NULL, -- A sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);

-- A way of coping, what it did for the person, what may take its place. Of an adult it is its author's
-- alone, as process notes are; of a child child-private. Which way it is, is sealed as well.
CREATE TABLE coping_pattern (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    of_child     BIGINT NOT NULL, -- A
    pattern      BYTEA NOT NULL, -- C sealed
    served       BYTEA NOT NULL, -- C sealed
    replacement  BYTEA,         -- C sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- Where it stands, look by look; the newest counts.
CREATE TABLE coping_step (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    pattern_id   TEXT NOT NULL, -- A plain: id
    stage        BYTEA NOT NULL, -- C sealed
    last_on      BYTEA,         -- C sealed
    words        BYTEA,         -- C sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, pattern_id) REFERENCES coping_pattern (case_id, id)
);

-- A clinical review of one person: what began it, screens, the plan, who is told. kind says which
-- (app/self_harm.h); what was asked and answered is sealed, the kind too.
CREATE TABLE clinical_review (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    kind         BYTEA NOT NULL, -- C sealed
    answers      BYTEA,         -- C sealed
    on_date      TEXT NOT NULL, -- A plain: date
    until_on     TEXT,          -- A plain: date
    words        BYTEA,         -- C sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- :only sqlite
CREATE TRIGGER rating_stays BEFORE UPDATE ON rating
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER rating_never_deleted BEFORE DELETE ON rating
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER good_faith_report_stays BEFORE UPDATE ON good_faith_report
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER good_faith_report_never_deleted BEFORE DELETE ON good_faith_report
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER commitment_signature_stays BEFORE UPDATE ON commitment_signature
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER commitment_signature_never_deleted BEFORE DELETE ON commitment_signature
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER coping_pattern_stays BEFORE UPDATE ON coping_pattern
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER coping_pattern_never_deleted BEFORE DELETE ON coping_pattern
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER coping_step_stays BEFORE UPDATE ON coping_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER coping_step_never_deleted BEFORE DELETE ON coping_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER clinical_review_stays BEFORE UPDATE ON clinical_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER clinical_review_never_deleted BEFORE DELETE ON clinical_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE TRIGGER rating_stays BEFORE UPDATE OR DELETE ON rating FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER good_faith_report_stays BEFORE UPDATE OR DELETE ON good_faith_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commitment_signature_stays BEFORE UPDATE OR DELETE ON commitment_signature FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER coping_pattern_stays BEFORE UPDATE OR DELETE ON coping_pattern FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER coping_step_stays BEFORE UPDATE OR DELETE ON coping_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER clinical_review_stays BEFORE UPDATE OR DELETE ON clinical_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
