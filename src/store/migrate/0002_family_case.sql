-- Why: the family is the unit of the record: one case, its people, their roles for each child over
-- time, who works on it, its plan, and one dated line for everything that happens in it.

CREATE TABLE family_case (
    id               TEXT NOT NULL PRIMARY KEY, -- A plain: id
    number           BYTEA NOT NULL, -- A sealed
    title            BYTEA NOT NULL, -- A sealed
    state            TEXT NOT NULL,  -- A plain: one of active wait_listed closed
    origin           TEXT NOT NULL,  -- A plain: one of court_ordered stipulated voluntary agency
    entered          TEXT NOT NULL,  -- A plain: one of new under_way
    as_of            TEXT,           -- A plain: date
    referred_on      TEXT NOT NULL,  -- A plain: date
    referral_source  BYTEA NOT NULL, -- A sealed
    referral_reason  BYTEA NOT NULL, -- S sealed
    protocol_id      TEXT NOT NULL,  -- A plain: code
    protocol_version TEXT NOT NULL,  -- A plain: code
    protocol_hash    TEXT NOT NULL,  -- A plain: hex
    opened_utc       TEXT NOT NULL,  -- A plain: utc
    version          BIGINT NOT NULL -- A
);

-- The data key of one case, wrapped by the practice's master key; without it the case is noise.
CREATE TABLE case_key (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES family_case (id), -- A plain: id
    wrapped BYTEA NOT NULL -- A wrapped
);

CREATE TABLE origin_span (
    case_id     TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id          TEXT NOT NULL, -- A plain: id
    origin      TEXT NOT NULL, -- A plain: one of court_ordered stipulated voluntary agency
    from_on     TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by TEXT NOT NULL REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id)
);
CREATE INDEX origin_span_order ON origin_span (case_id, from_on, recorded_utc);

CREATE TABLE referral_scenario (
    case_id TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id      TEXT NOT NULL, -- A plain: id
    code    TEXT NOT NULL, -- A plain: code
    detail  BYTEA,         -- S sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, code)
);

-- Children, parents, relatives and professionals alike; what they are to each child stands in
-- person_role. phase, track and level are a child's present ones, passed the checkpoints behind it
-- (their history is phase_span and decision); place is the order in which they were added; entry_* is where a child stood who came in under way.
CREATE TABLE person (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    place        BIGINT NOT NULL, -- A
    kind         TEXT NOT NULL, -- A plain: one of child adult professional
    name         BYTEA NOT NULL, -- A sealed
    birth        BYTEA,          -- A sealed
    language     BYTEA,          -- A sealed
    interpreter  BIGINT NOT NULL, -- A
    access_needs BYTEA,          -- S sealed
    protected    BIGINT NOT NULL, -- V
    safe_contact BYTEA,          -- A sealed
    phone        BYTEA,          -- V sealed
    email        BYTEA,          -- V sealed
    address      BYTEA,          -- V sealed
    organisation BYTEA,          -- A sealed
    profession   TEXT,           -- A plain: code
    phase        TEXT,           -- S plain: code
    track        TEXT,           -- S plain: code
    level        TEXT,           -- S plain: code
    passed       BYTEA,          -- S sealed
    entry_phase  TEXT,           -- S plain: code
    entry_level  TEXT,           -- S plain: code
    recorded_utc TEXT NOT NULL,  -- A plain: utc
    version      BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id)
);
CREATE INDEX person_order ON person (case_id, place, id);

CREATE TABLE person_role (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    child_id     TEXT,          -- A plain: id
    role         TEXT NOT NULL, -- S plain: code
    relation     BYTEA NOT NULL, -- A sealed
    from_on      TEXT NOT NULL, -- A plain: date
    to_on        TEXT,          -- A plain: date
    reason       BYTEA,         -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    ended_utc    TEXT,          -- A plain: utc
    ended_by     TEXT REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);
CREATE INDEX person_role_order ON person_role (case_id, from_on, recorded_utc, id);

-- Rows are ended, never deleted. opened_utc repeats the case's, so that one person's caseload is
-- read in its order from one index.
CREATE TABLE assignment (
    case_id     TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id          TEXT NOT NULL, -- A plain: id
    account_id  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    capacity    TEXT NOT NULL, -- A plain: one of lead co supervisor office
    opened_utc  TEXT NOT NULL, -- A plain: utc
    from_utc    TEXT NOT NULL, -- A plain: utc
    to_utc      TEXT,          -- A plain: utc
    assigned_by TEXT NOT NULL REFERENCES account (id), -- A plain: id
    ended_by    TEXT REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id)
);
CREATE INDEX assignment_account ON assignment (account_id, to_utc, opened_utc, case_id);
CREATE INDEX assignment_case ON assignment (case_id, account_id, to_utc);
CREATE INDEX assignment_order ON assignment (case_id, from_utc, id);

CREATE TABLE goal (
    case_id     TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id          TEXT NOT NULL, -- A plain: id
    code        TEXT NOT NULL, -- A plain: code
    use         TEXT NOT NULL, -- A plain: one of in_use not_now
    reason      BYTEA,         -- A sealed
    words       BYTEA,         -- A sealed
    changed_utc TEXT NOT NULL, -- A plain: utc
    changed_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    version     BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, code)
);

CREATE TABLE phase_span (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    child_id     TEXT NOT NULL, -- A plain: id
    phase        TEXT NOT NULL, -- S plain: code
    level        TEXT,          -- S plain: code
    from_on      TEXT NOT NULL, -- A plain: date
    to_on        TEXT,          -- A plain: date
    how          TEXT NOT NULL, -- A plain: one of opened carried_over decision
    decision_id  TEXT,          -- A plain: id
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);
CREATE INDEX phase_span_order ON phase_span (case_id, from_on, recorded_utc, id);

-- The case's chronology: one row for everything that has a date, past or to come, kept by the use
-- case that makes the thing itself and in the same transaction. Lists, the timeline and Today read
-- it, so that no page asks ten tables. line is a few words without clinical content.
CREATE TABLE chronology (
    case_id    TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    kind       TEXT NOT NULL, -- A plain: one of appointment note contact_log document order hearing decision phase report report_due role criterion assignment hold court_notice consent protocol
    ref_id     TEXT NOT NULL, -- A plain: id
    on_date    TEXT NOT NULL, -- A plain: date
    at_utc     TEXT,          -- A plain: utc
    child_id   TEXT,          -- A plain: id
    account_id TEXT REFERENCES account (id), -- A plain: id
    state      TEXT NOT NULL, -- A plain: code
    class      TEXT NOT NULL, -- A plain: one of A S P C R V L U T
    line       BYTEA NOT NULL, -- S sealed
    changed_utc TEXT NOT NULL, -- A plain: utc
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, ref_id, kind)
);
CREATE INDEX chronology_date ON chronology (case_id, on_date, id);
CREATE INDEX chronology_account ON chronology (account_id, kind, state, on_date);
