-- Why: a phase changes only by a signed decision, and each decision must be explicable years later
-- from what was on record that day. Names of who recorded or signed are kept as they were then.

CREATE TABLE criterion_record (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    criterion    TEXT NOT NULL, -- S plain: code
    child_id     TEXT,          -- A plain: id
    person_id    TEXT,          -- A plain: id
    result       TEXT NOT NULL, -- S plain: one of yes no na number
    number       BIGINT,        -- S
    occurred_on  TEXT NOT NULL, -- A plain: date
    statement    BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
CREATE INDEX criterion_record_order ON criterion_record (case_id, criterion, recorded_utc, id);

CREATE TABLE evidence (
    case_id     TEXT NOT NULL, -- A plain: id
    id          TEXT NOT NULL, -- A plain: id
    record_id   TEXT NOT NULL, -- A plain: id
    object_type TEXT NOT NULL, -- A plain: one of document note order
    object_id   TEXT NOT NULL, -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, record_id) REFERENCES criterion_record (case_id, id)
);
CREATE INDEX evidence_record ON evidence (case_id, record_id);

CREATE TABLE criterion_override (
    case_id          TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id               TEXT NOT NULL, -- A plain: id
    criterion        TEXT NOT NULL, -- S plain: code
    child_id         TEXT,          -- A plain: id
    person_id        TEXT,          -- A plain: id
    on_date          TEXT NOT NULL, -- A plain: date
    rationale        BYTEA NOT NULL, -- S sealed
    until_on         TEXT,          -- A plain: date
    document_id      TEXT,          -- A plain: id
    second_form      TEXT NOT NULL, -- A plain: one of none member record account
    second_by        TEXT REFERENCES account (id), -- A plain: id
    second_name      BYTEA,         -- A sealed
    second_licence   BYTEA,         -- A sealed
    second_words     BYTEA,         -- S sealed
    second_utc       TEXT,          -- A plain: utc
    second_sheet     TEXT,          -- A plain: id
    recorded_utc     TEXT NOT NULL, -- A plain: utc
    recorded_by      TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name    BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id),
    FOREIGN KEY (case_id, second_sheet) REFERENCES document (case_id, id)
);

CREATE INDEX criterion_override_order ON criterion_override (case_id, recorded_utc, id);

-- snapshot holds the whole evaluation as canonical JSON: facts, results, sentences, protocol hash.
CREATE TABLE decision (
    case_id       TEXT NOT NULL, -- A plain: id
    id            TEXT NOT NULL, -- A plain: id
    child_id      TEXT NOT NULL, -- A plain: id
    gate          TEXT NOT NULL, -- S plain: code
    outcome       TEXT NOT NULL, -- S plain: one of advance hold pause step_back resume stop close
    phase_from    TEXT,          -- S plain: code
    phase_to      TEXT,          -- S plain: code
    protocol_hash TEXT NOT NULL, -- A plain: hex
    snapshot      BYTEA NOT NULL, -- S sealed
    rationale     BYTEA NOT NULL, -- S sealed
    signed_utc    TEXT NOT NULL, -- A plain: utc
    signed_by     TEXT NOT NULL REFERENCES account (id), -- A plain: id
    signed_name   BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);
CREATE INDEX decision_order ON decision (case_id, signed_utc, id);
