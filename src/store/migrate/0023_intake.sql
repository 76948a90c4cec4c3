-- Why: an intake has an order, and some of it no other room asks: what each referral scenario needs to
-- know, whether everybody was asked about a protected address and about help they need, whether both
-- parents were offered the same, and whether the practice takes the family. All of it is added to.

-- One answer to one question of one scenario. Some are the child's own words, so all are kept so.
CREATE TABLE intake_answer (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    scenario     TEXT NOT NULL, -- A plain: code
    question     TEXT NOT NULL, -- A plain: code
    words        BYTEA NOT NULL, -- C sealed
    told_by      BYTEA NOT NULL, -- C sealed
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX intake_answer_order ON intake_answer (case_id, recorded_utc, id);

-- That somebody was asked; the answers themselves stand with the person.
CREATE TABLE intake_ask (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    outcome      TEXT NOT NULL, -- A plain: one of asked not_asked
    needs        TEXT NOT NULL, -- A plain: one of none arranged open
    words        BYTEA,         -- S sealed
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- Intake offered to a parent, or the reason why the two are not treated alike.
CREATE TABLE intake_offer (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    kind         TEXT NOT NULL, -- A plain: one of offered uneven
    way          TEXT,          -- A plain: one of in_person phone mail email lawyer
    reason       TEXT,          -- A plain: one of court_order safety privilege not_party
    words        BYTEA,         -- S sealed
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- The newest counts. The words are what the letter to the referrer says.
CREATE TABLE intake_decision (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    outcome      TEXT NOT NULL, -- A plain: one of accepted waiting declined
    words        BYTEA,         -- S sealed
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    licence      BYTEA,         -- A sealed
    PRIMARY KEY (case_id, id)
);
CREATE INDEX intake_decision_order ON intake_decision (case_id, recorded_utc, id);

-- What one adult pays, in words. The newest counts.
CREATE TABLE fee_terms (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    words        BYTEA NOT NULL, -- A sealed
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
CREATE INDEX fee_terms_order ON fee_terms (case_id, person_id, recorded_utc, id);

-- A form prepared for one adult's signature: to one recipient, for one purpose. It is no release.
CREATE TABLE release_form (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    recipient_id TEXT NOT NULL, -- A plain: id
    purpose      BYTEA NOT NULL, -- A sealed
    scope        BYTEA NOT NULL, -- A sealed
    until_on     TEXT NOT NULL, -- A plain: date
    on_date      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    ended_utc    TEXT,          -- A plain: utc
    ended_by     TEXT REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id),
    FOREIGN KEY (case_id, recipient_id) REFERENCES person (case_id, id)
);
CREATE INDEX release_form_order ON release_form (case_id, person_id, recorded_utc, id);

-- A paper belongs to a person of the case, as long as that is not taken back.
CREATE TABLE document_person (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    document_id  TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    ended_utc    TEXT,          -- A plain: utc
    ended_by     TEXT REFERENCES account (id), -- A plain: id
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, document_id) REFERENCES document (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);
CREATE INDEX document_person_order ON document_person (case_id, person_id, recorded_utc, id);

-- :only sqlite
CREATE TRIGGER intake_answer_stays BEFORE UPDATE ON intake_answer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_answer_never_deleted BEFORE DELETE ON intake_answer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_ask_stays BEFORE UPDATE ON intake_ask
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_ask_never_deleted BEFORE DELETE ON intake_ask
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_offer_stays BEFORE UPDATE ON intake_offer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_offer_never_deleted BEFORE DELETE ON intake_offer
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_decision_stays BEFORE UPDATE ON intake_decision
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER intake_decision_never_deleted BEFORE DELETE ON intake_decision
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER fee_terms_stays BEFORE UPDATE ON fee_terms
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER fee_terms_never_deleted BEFORE DELETE ON fee_terms
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER release_form_stays BEFORE UPDATE ON release_form
WHEN OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR NEW.case_id <> OLD.case_id
    OR NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id OR NEW.recipient_id <> OLD.recipient_id
    OR NEW.purpose <> OLD.purpose OR NEW.scope <> OLD.scope OR NEW.until_on <> OLD.until_on
    OR NEW.on_date <> OLD.on_date OR NEW.recorded_utc <> OLD.recorded_utc
    OR NEW.recorded_by <> OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER release_form_never_deleted BEFORE DELETE ON release_form
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER document_person_stays BEFORE UPDATE ON document_person
WHEN OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR NEW.case_id <> OLD.case_id
    OR NEW.id <> OLD.id OR NEW.document_id <> OLD.document_id OR NEW.person_id <> OLD.person_id
    OR NEW.recorded_utc <> OLD.recorded_utc OR NEW.recorded_by <> OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER document_person_never_deleted BEFORE DELETE ON document_person
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_release_form_ended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR (NEW.case_id, NEW.id, NEW.person_id,
NEW.recipient_id, NEW.purpose, NEW.scope, NEW.until_on, NEW.on_date, NEW.recorded_utc,
NEW.recorded_by) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.person_id, OLD.recipient_id, OLD.purpose,
OLD.scope, OLD.until_on, OLD.on_date, OLD.recorded_utc, OLD.recorded_by) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE FUNCTION refuse_unless_document_person_ended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.ended_utc IS NOT NULL OR NEW.ended_utc IS NULL OR (NEW.case_id, NEW.id,
NEW.document_id, NEW.person_id, NEW.recorded_utc, NEW.recorded_by) IS DISTINCT FROM (OLD.case_id,
OLD.id, OLD.document_id, OLD.person_id, OLD.recorded_utc, OLD.recorded_by) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER intake_answer_stays BEFORE UPDATE OR DELETE ON intake_answer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_ask_stays BEFORE UPDATE OR DELETE ON intake_ask FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_offer_stays BEFORE UPDATE OR DELETE ON intake_offer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_decision_stays BEFORE UPDATE OR DELETE ON intake_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fee_terms_stays BEFORE UPDATE OR DELETE ON fee_terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER release_form_stays BEFORE UPDATE ON release_form FOR EACH ROW EXECUTE FUNCTION refuse_unless_release_form_ended();
CREATE TRIGGER release_form_never_deleted BEFORE DELETE ON release_form FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_person_stays BEFORE UPDATE ON document_person FOR EACH ROW EXECUTE FUNCTION refuse_unless_document_person_ended();
CREATE TRIGGER document_person_never_deleted BEFORE DELETE ON document_person FOR EACH ROW EXECUTE FUNCTION refuse_change();
