-- Why: safety is looked at before relationship. Each parent is asked the same, alone; what they said
-- stays as it was said; and everybody can see when the next look is due. There is no total in here,
-- and no column that one could be made of.

-- One interview with one adult. Several pages long, so it begins as a draft; signed, it stays, and is
-- corrected by a new one. The fear of an adult is a number as it was said.
CREATE TABLE safety_screen (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    form_hash    TEXT NOT NULL, -- A plain: hex
    state        TEXT NOT NULL, -- A plain: one of draft signed
    on_date      TEXT NOT NULL, -- A plain: date
    way          TEXT NOT NULL, -- A plain: one of in_person video phone
    alone        BIGINT NOT NULL, -- A
    completed    TEXT NOT NULL, -- S plain: one of interview records
    offer_one    TEXT,          -- A plain: date
    offer_two    TEXT,          -- A plain: date
    place        BYTEA,         -- S sealed
    review       BIGINT NOT NULL, -- S
    taken_by     TEXT NOT NULL REFERENCES account (id), -- A plain: id
    begun_utc    TEXT NOT NULL, -- A plain: utc
    signed_utc   TEXT,          -- A plain: utc
    signed_name  BYTEA,         -- A sealed
    signed_licence BYTEA,       -- A sealed
    content_hash BYTEA,         -- A sealed
    version      BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

CREATE TABLE safety_answer (
    case_id    TEXT NOT NULL, -- A plain: id
    id         TEXT NOT NULL, -- A plain: id
    screen_id  TEXT NOT NULL, -- A plain: id
    item       TEXT NOT NULL, -- S plain: code
    said       TEXT NOT NULL, -- S plain: one of none reported declined
    by_person  TEXT,          -- S plain: id
    about_person TEXT,        -- S plain: id
    past_year  BIGINT NOT NULL, -- S
    since_separation BIGINT NOT NULL, -- S
    frequency  TEXT,          -- S plain: code
    fear       BIGINT,        -- S
    effect     BYTEA,         -- S sealed
    evidence   BYTEA,         -- S sealed
    markers    BYTEA,         -- S sealed
    PRIMARY KEY (case_id, id),
    UNIQUE (case_id, screen_id, item),
    FOREIGN KEY (case_id, screen_id) REFERENCES safety_screen (case_id, id),
    FOREIGN KEY (case_id, by_person) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, about_person) REFERENCES person (case_id, id)
);

-- Anything new since the last time, and how safe it is now: two questions, asked alone.
CREATE TABLE safety_recheck (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    since_on     TEXT,          -- A plain: date
    anything_new BIGINT NOT NULL, -- S
    safe_now     BIGINT NOT NULL, -- S
    words        BYTEA,         -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

CREATE TABLE danger_review (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    screen_id    TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    reviewer     BYTEA NOT NULL, -- A sealed
    competence   BYTEA NOT NULL, -- A sealed
    outcome      BYTEA NOT NULL, -- S sealed
    scheduling   BIGINT NOT NULL, -- S
    address      BIGINT NOT NULL, -- S
    planning     BIGINT NOT NULL, -- S
    referral     BIGINT NOT NULL, -- S
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, screen_id) REFERENCES safety_screen (case_id, id)
);

-- About a child: the words are the child's own or of somebody whom the child has told.
CREATE TABLE child_safety_talk (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    child_id     TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    way          TEXT NOT NULL, -- A plain: one of talk other_helper observed
    safe_now     TEXT NOT NULL, -- C plain: one of yes no unsure
    words        BYTEA,         -- C sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);

-- What is reported by somebody is no finding: it is written down as it came, and looked at.
CREATE TABLE allegation (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    from_person  TEXT,          -- S plain: id
    from_other   BYTEA,         -- S sealed
    about_person TEXT,          -- S plain: id
    child_id     TEXT,          -- S plain: id
    received_on  TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, from_person) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, about_person) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);

-- What was made of it. The newest counts; those before it stay.
CREATE TABLE allegation_triage (
    case_id      TEXT NOT NULL, -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    allegation_id TEXT NOT NULL, -- A plain: id
    outcome      TEXT NOT NULL, -- R plain: one of concern same_facts monitored
    reasons      BYTEA NOT NULL, -- R sealed
    same_as      TEXT,          -- A plain: id
    concern_id   TEXT,          -- A plain: id
    consulted_on TEXT,          -- A plain: date
    consulted    BYTEA,         -- A sealed
    consult_words BYTEA,        -- R sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, allegation_id) REFERENCES allegation (case_id, id),
    FOREIGN KEY (case_id, same_as) REFERENCES allegation (case_id, id)
);

-- How a matter between two people stands, one direction a row; the newest of a direction counts.
CREATE TABLE safety_result (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    by_person    TEXT NOT NULL, -- S plain: id
    about_person TEXT NOT NULL, -- S plain: id
    result       TEXT NOT NULL, -- S plain: code
    on_date      TEXT NOT NULL, -- A plain: date
    reason       BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, by_person) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, about_person) REFERENCES person (case_id, id)
);

-- A child has no adult at one side: dead, unknown, barred, never was. Somebody says so, with why.
CREATE TABLE safety_absence (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    child_id     TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    reason       BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);

-- :only sqlite
CREATE TRIGGER safety_screen_stays BEFORE UPDATE ON safety_screen WHEN OLD.state = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER safety_screen_never_deleted BEFORE DELETE ON safety_screen
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_answer_insert BEFORE INSERT ON safety_answer
WHEN (SELECT state FROM safety_screen WHERE case_id = NEW.case_id AND id = NEW.screen_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER safety_answer_update BEFORE UPDATE ON safety_answer
WHEN (SELECT state FROM safety_screen WHERE case_id = OLD.case_id AND id = OLD.screen_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER safety_answer_delete BEFORE DELETE ON safety_answer
WHEN (SELECT state FROM safety_screen WHERE case_id = OLD.case_id AND id = OLD.screen_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER safety_recheck_stays BEFORE UPDATE ON safety_recheck
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_recheck_never_deleted BEFORE DELETE ON safety_recheck
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER danger_review_stays BEFORE UPDATE ON danger_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER danger_review_never_deleted BEFORE DELETE ON danger_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER child_safety_talk_stays BEFORE UPDATE ON child_safety_talk
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER child_safety_talk_never_deleted BEFORE DELETE ON child_safety_talk
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER allegation_stays BEFORE UPDATE ON allegation
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER allegation_never_deleted BEFORE DELETE ON allegation
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER allegation_triage_stays BEFORE UPDATE ON allegation_triage
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER allegation_triage_never_deleted BEFORE DELETE ON allegation_triage
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_result_stays BEFORE UPDATE ON safety_result
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_result_never_deleted BEFORE DELETE ON safety_result
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_absence_stays BEFORE UPDATE ON safety_absence
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER safety_absence_never_deleted BEFORE DELETE ON safety_absence
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_if_screen_signed() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE r record; BEGIN IF TG_OP = 'INSERT' THEN r := NEW; ELSE r := OLD; END IF;
IF (SELECT state FROM safety_screen WHERE case_id = r.case_id AND id = r.screen_id) = 'signed' THEN
RAISE EXCEPTION 'signed' USING ERRCODE = '23514'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
CREATE TRIGGER safety_screen_stays BEFORE UPDATE ON safety_screen FOR EACH ROW EXECUTE FUNCTION refuse_if_signed();
CREATE TRIGGER safety_screen_never_deleted BEFORE DELETE ON safety_screen FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER safety_answer_signed BEFORE INSERT OR UPDATE OR DELETE ON safety_answer FOR EACH ROW EXECUTE FUNCTION refuse_if_screen_signed();
CREATE TRIGGER safety_recheck_stays BEFORE UPDATE OR DELETE ON safety_recheck FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER danger_review_stays BEFORE UPDATE OR DELETE ON danger_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER child_safety_talk_stays BEFORE UPDATE OR DELETE ON child_safety_talk FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allegation_stays BEFORE UPDATE OR DELETE ON allegation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allegation_triage_stays BEFORE UPDATE OR DELETE ON allegation_triage FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER safety_result_stays BEFORE UPDATE OR DELETE ON safety_result FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER safety_absence_stays BEFORE UPDATE OR DELETE ON safety_absence FOR EACH ROW EXECUTE FUNCTION refuse_change();
