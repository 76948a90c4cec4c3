-- Why: before a family can be written down there must be a practice, people who sign in, and a
-- log that no action escapes.
--
-- How to read this file (tools/mksql does, and fails the build on a column that says nothing):
-- behind each column stands its information class (A S P C R V L U T, see docs/clinical), then
-- `sealed`, or `plain:` and the closed form that makes plain text safe:
--   id (26 letters and digits made by us), hex, date, utc, code (a word of our content files)
--   or one of a b c. The store refuses to bind anything else, so no free text can land in a plain
-- column. Keys are `wrapped`. What a table repeats of another is `sealed as in table.column`: the
-- bytes of that row. Numbers are plain; a column without NOT NULL may be NULL.

CREATE TABLE practice (
    id           TEXT NOT NULL PRIMARY KEY, -- A plain: id
    kind         TEXT NOT NULL,  -- A plain: one of solo group
    name         BYTEA NOT NULL, -- A sealed
    region       TEXT NOT NULL,  -- A plain: code
    time_zone    BYTEA NOT NULL, -- A sealed
    paper        TEXT NOT NULL,  -- A plain: one of letter a4
    consult_name BYTEA,          -- A sealed
    demo         BIGINT NOT NULL, -- A
    created_utc  TEXT NOT NULL,  -- A plain: utc
    version      BIGINT NOT NULL -- A
);

CREATE TABLE account (
    id               TEXT NOT NULL PRIMARY KEY, -- A plain: id
    login            BYTEA NOT NULL, -- A sealed
    login_key        TEXT NOT NULL UNIQUE, -- A plain: hex
    name             BYTEA NOT NULL, -- A sealed
    licence          BYTEA,          -- A sealed
    password         BYTEA,          -- A sealed
    totp_secret      BYTEA,          -- A sealed
    totp_step        BIGINT NOT NULL, -- A
    roles            BIGINT NOT NULL, -- A
    state            TEXT NOT NULL,  -- A plain: one of invited active disabled
    invite_key       TEXT,           -- A plain: hex
    invite_until_utc TEXT,           -- A plain: utc
    created_utc      TEXT NOT NULL,  -- A plain: utc
    version          BIGINT NOT NULL -- A
);

CREATE INDEX account_state ON account (state, id);

CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    code_key   TEXT NOT NULL, -- A plain: hex
    used_utc   TEXT,          -- A plain: utc
    PRIMARY KEY (account_id, id)
);

-- id is the SHA-256 of the token in the cookie: what lies here signs nobody in.
CREATE TABLE session (
    id          TEXT NOT NULL PRIMARY KEY, -- A plain: hex
    account_id  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    label       BYTEA NOT NULL, -- A sealed
    level       TEXT NOT NULL,  -- A plain: one of password full
    created_utc TEXT NOT NULL,  -- A plain: utc
    seen_utc    TEXT NOT NULL,  -- A plain: utc
    reauth_utc  TEXT,           -- A plain: utc
    ended_utc   TEXT            -- A plain: utc
);
CREATE INDEX session_account ON session (account_id, ended_utc);

-- A browser that has completed both factors once keeps a lane of its own through the throttle, so
-- that failing sign-ins from elsewhere cannot lock the real person out.
CREATE TABLE known_device (
    id         TEXT NOT NULL PRIMARY KEY, -- A plain: hex
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    seen_utc   TEXT NOT NULL -- A plain: utc
);

CREATE TABLE throttle (
    id          TEXT NOT NULL PRIMARY KEY, -- A plain: hex
    failures    BIGINT NOT NULL, -- A
    until_utc   TEXT NOT NULL,   -- A plain: utc
    changed_utc TEXT NOT NULL    -- A plain: utc
);

-- One row, so that the sequence has no gaps: the number is taken in the transaction that uses it.
CREATE TABLE audit_head (
    id  TEXT NOT NULL PRIMARY KEY, -- A plain: code
    seq BIGINT NOT NULL -- A
);

CREATE TABLE audit_event (
    seq            BIGINT NOT NULL PRIMARY KEY, -- A
    format         BIGINT NOT NULL, -- A
    tenant         TEXT NOT NULL, -- A plain: id
    at_utc         TEXT NOT NULL, -- A plain: utc
    at_ns          BIGINT NOT NULL, -- A
    mono_ns        BIGINT NOT NULL, -- A
    boot_id        TEXT NOT NULL, -- A plain: hex
    clock_state    TEXT NOT NULL, -- A plain: one of synced unsynced unknown
    actor_id       TEXT NOT NULL, -- A plain: id
    actor_role     TEXT NOT NULL, -- A plain: code
    on_behalf_of   TEXT,          -- A plain: id
    session_key    TEXT,          -- A plain: hex
    auth_level     TEXT NOT NULL, -- A plain: one of none password full reauth local
    source_key     TEXT,          -- A plain: hex
    action         TEXT NOT NULL, -- A plain: code
    object_type    TEXT NOT NULL, -- A plain: code
    object_id      TEXT NOT NULL, -- A plain: code
    case_id        TEXT,          -- A plain: id
    object_version BIGINT NOT NULL, -- A
    object_hash    TEXT,          -- A plain: hex
    rule_id        TEXT NOT NULL, -- A plain: code
    decision       TEXT NOT NULL, -- A plain: one of allow deny
    purpose        TEXT NOT NULL, -- A plain: code
    legal_basis    TEXT,          -- A plain: code
    request_id     TEXT NOT NULL, -- A plain: id
    outcome        TEXT NOT NULL, -- A plain: code
    detail_commit  TEXT           -- A plain: hex
);
CREATE INDEX audit_event_case ON audit_event (case_id, seq);

-- What may be shredded one day without breaking the event that commits to it.
CREATE TABLE audit_detail (
    seq    BIGINT NOT NULL PRIMARY KEY REFERENCES audit_event (seq), -- A
    id     TEXT NOT NULL, -- A plain: id
    salt   BYTEA NOT NULL, -- A sealed
    detail BYTEA NOT NULL -- A sealed
);
