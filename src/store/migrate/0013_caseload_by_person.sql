-- Why: the lists of one person's families read each family where it lies, five or six pages of the
-- database apiece among many; what those lists show is kept once more, by person.
--
-- Copies, sealed as the rows that they repeat, kept by caseload_keep and agenda_put (app/caseload.h)
-- in the transaction that changes such a row. What is not in them is not on a list.

CREATE TABLE caseload (
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    case_id    TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    opened_utc TEXT NOT NULL, -- A plain: utc
    capacity   TEXT NOT NULL, -- A plain: one of lead co supervisor office
    number     BYTEA NOT NULL, -- A sealed as in family_case.number
    title      BYTEA NOT NULL, -- A sealed as in family_case.title
    state      TEXT NOT NULL, -- A plain: one of active wait_listed closed
    origin     TEXT NOT NULL, -- A plain: one of court_ordered stipulated voluntary agency
    wrapped    BYTEA NOT NULL, -- A wrapped as in case_key.wrapped
    PRIMARY KEY (account_id, case_id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both

CREATE TABLE caseload_child (
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    case_id    TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    place      BIGINT NOT NULL, -- A
    id         TEXT NOT NULL, -- A plain: id
    name       BYTEA NOT NULL, -- A sealed as in person.name
    birth      BYTEA,          -- A sealed as in person.birth
    phase      TEXT,           -- S plain: code
    PRIMARY KEY (account_id, case_id, place, id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both

-- Appointments, hearings and reports due.
CREATE TABLE agenda (
    account_id TEXT NOT NULL REFERENCES account (id), -- A plain: id
    on_date    TEXT NOT NULL, -- A plain: date
    case_id    TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    kind       TEXT NOT NULL, -- A plain: one of appointment hearing report_due hold court_notice safety_due clinical_due record_request privilege_due intake_due review_due protection
    ref_id     TEXT NOT NULL, -- A plain: id
    at_utc     TEXT,          -- A plain: utc
    state      TEXT NOT NULL, -- A plain: code
    class      TEXT NOT NULL, -- A plain: one of A S P C R V L U T
    line       BYTEA NOT NULL, -- S sealed as in chronology.line
    PRIMARY KEY (account_id, on_date, case_id, id)
-- :only sqlite
) WITHOUT ROWID;
-- :only postgres
);
-- :both

INSERT INTO caseload (account_id, case_id, opened_utc, capacity, number, title, state, origin,
    wrapped)
SELECT a.account_id, a.case_id, a.opened_utc, a.capacity, c.number, c.title, c.state, c.origin,
    k.wrapped
FROM assignment a
JOIN family_case c ON c.id = a.case_id
JOIN case_key k ON k.case_id = a.case_id
WHERE a.to_utc IS NULL
ORDER BY a.account_id, a.case_id;

INSERT INTO caseload_child (account_id, case_id, place, id, name, birth, phase)
SELECT a.account_id, a.case_id, p.place, p.id, p.name, p.birth, p.phase
FROM assignment a
JOIN person p ON p.case_id = a.case_id AND p.kind = 'child'
WHERE a.to_utc IS NULL
ORDER BY a.account_id, a.case_id, p.place, p.id;

INSERT INTO agenda (account_id, on_date, case_id, id, kind, ref_id, at_utc, state, class, line)
SELECT a.account_id, e.on_date, e.case_id, e.id, e.kind, e.ref_id, e.at_utc, e.state, e.class,
    e.line
FROM assignment a
JOIN chronology e ON e.case_id = a.case_id AND e.kind IN ('appointment', 'hearing', 'report_due')
WHERE a.to_utc IS NULL
ORDER BY a.account_id, e.on_date, e.case_id, e.id;

-- Who works on what was asked of this index alone.
DROP INDEX assignment_account;
CREATE INDEX assignment_account ON assignment (account_id);
