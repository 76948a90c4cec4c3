-- Why: the court's word is kept clause by clause beside the paper it stands on.

CREATE TABLE document (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    kind         TEXT NOT NULL, -- A plain: one of order evaluation report school medical agency agreement letter note other
    name         BYTEA NOT NULL, -- L sealed
    media        TEXT NOT NULL, -- A plain: one of pdf png jpeg text docx
    size_bytes   BIGINT NOT NULL, -- A
    file         TEXT NOT NULL, -- A plain: hex
    file_key     BYTEA NOT NULL, -- A sealed
    content_hash BYTEA NOT NULL, -- A sealed
    dated_on     TEXT,          -- A plain: date
    received_utc TEXT NOT NULL, -- A plain: utc
    received_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    state        TEXT NOT NULL, -- A plain: one of kept void
    PRIMARY KEY (case_id, id)
);

CREATE INDEX document_order ON document (case_id, received_utc, id);

CREATE TABLE matter (
    case_id TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id      TEXT NOT NULL, -- A plain: id
    court   BYTEA NOT NULL, -- L sealed
    docket  BYTEA NOT NULL, -- L sealed
    judge   BYTEA,          -- L sealed
    version BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id)
);

CREATE TABLE hearing (
    case_id   TEXT NOT NULL, -- A plain: id
    id        TEXT NOT NULL, -- A plain: id
    matter_id TEXT NOT NULL, -- A plain: id
    kind      TEXT NOT NULL, -- A plain: code
    on_date   TEXT NOT NULL, -- A plain: date
    at_clock  BYTEA,         -- L sealed
    purpose   BYTEA,         -- L sealed
    state     TEXT NOT NULL, -- A plain: one of set held vacated
    version   BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, matter_id) REFERENCES matter (case_id, id)
);

CREATE INDEX hearing_order ON hearing (case_id, on_date, id);

CREATE TABLE court_order (
    case_id             TEXT NOT NULL, -- A plain: id
    id                  TEXT NOT NULL, -- A plain: id
    matter_id           TEXT NOT NULL, -- A plain: id
    kind                TEXT NOT NULL, -- A plain: code
    title               BYTEA NOT NULL, -- L sealed
    signed_on           TEXT,          -- A plain: date
    effective_on        TEXT NOT NULL, -- A plain: date
    expires_on          TEXT,          -- A plain: date
    state               TEXT NOT NULL, -- A plain: one of in_force superseded ended
    report_rule         TEXT NOT NULL, -- A plain: one of none every_days before_hearing both
    report_every_days   BIGINT,        -- A
    report_before_days  BIGINT,        -- A
    report_to           BYTEA,         -- L sealed
    document_id         TEXT,          -- A plain: id
    recorded_utc        TEXT NOT NULL, -- A plain: utc
    recorded_by         TEXT NOT NULL REFERENCES account (id), -- A plain: id
    version             BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, matter_id) REFERENCES matter (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id)
);

CREATE INDEX court_order_order ON court_order (case_id, effective_on, id);

CREATE TABLE clause (
    case_id  TEXT NOT NULL, -- A plain: id
    id       TEXT NOT NULL, -- A plain: id
    order_id TEXT NOT NULL, -- A plain: id
    place    BIGINT NOT NULL, -- A
    kind     TEXT NOT NULL, -- A plain: code
    words    BYTEA NOT NULL, -- L sealed
    page     BIGINT,        -- A
    version  BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id)
);
CREATE INDEX clause_order ON clause (case_id, order_id, place);

-- share_bp is in basis points of the whole: 5,000 is one half.
CREATE TABLE payer_share (
    case_id   TEXT NOT NULL, -- A plain: id
    id        TEXT NOT NULL, -- A plain: id
    order_id  TEXT NOT NULL, -- A plain: id
    person_id TEXT NOT NULL, -- A plain: id
    share_bp  BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, order_id, person_id),
    FOREIGN KEY (case_id, order_id) REFERENCES court_order (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
