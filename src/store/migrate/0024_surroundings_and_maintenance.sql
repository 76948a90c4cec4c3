-- Why: what surrounds the work is seen as well: who says what to the family, what stands in the way,
-- how long it has taken and what goes on afterwards; and a warning sign has a day of its next review.

-- Of a warning sign that is open: the day by which somebody looks at it again.
ALTER TABLE criterion_record ADD COLUMN review_on TEXT; -- A plain: date

-- Who else speaks with the family: the court, each lawyer, school, a child's own therapist. One row each.
CREATE TABLE surrounding_system (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    kind         TEXT NOT NULL, -- S plain: code
    person_id    TEXT, -- A plain: id
    name         BYTEA NOT NULL, -- A sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- What was heard from them or said to them, and where they stand; a message that pulls the other way
-- is looked at, whatever comes of it. The newest word is how it stands.
CREATE TABLE system_word (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    system_id    TEXT NOT NULL, -- A plain: id
    stance       TEXT NOT NULL, -- S plain: one of informed agrees neutral conflicting reviewed
    way          TEXT, -- A plain: code
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, system_id) REFERENCES surrounding_system (case_id, id)
);

-- What stands in the way, within a person or around the family, and what is planned about it. It is
-- nobody's fault and no veto.
CREATE TABLE obstacle (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    type         TEXT NOT NULL, -- S plain: code
    owner_id     TEXT, -- S plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    plan         BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, owner_id) REFERENCES person (case_id, id)
);

CREATE TABLE obstacle_step (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    obstacle_id  TEXT NOT NULL, -- A plain: id
    state        TEXT NOT NULL, -- S plain: one of open easing closed
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, obstacle_id) REFERENCES obstacle (case_id, id)
);

-- A talk about loss, offered to each parent in the same words. What was answered is no mark.
CREATE TABLE grief_check (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    person_id    TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    answer       TEXT NOT NULL, -- S plain: one of waiting talked later declined
    words        BYTEA, -- S sealed
    next_on      TEXT NOT NULL, -- A plain: date
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, person_id) REFERENCES person (case_id, id)
);

-- What the length of the work depends on, in words. No number, and no day on which it ends.
CREATE TABLE duration_view (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    on_date      TEXT NOT NULL, -- A plain: date
    severity     BYTEA NOT NULL, -- S sealed
    age          BYTEA NOT NULL, -- S sealed
    conflict     BYTEA NOT NULL, -- S sealed
    willingness  BYTEA NOT NULL, -- S sealed
    span         BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);

CREATE TABLE duration_review (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    stage        BIGINT NOT NULL, -- A
    on_date      TEXT NOT NULL, -- A plain: date
    found        BYTEA NOT NULL, -- S sealed
    continues    BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);

-- Check-ins after the work has become daily life: planned ahead, then held, moved or dropped.
CREATE TABLE check_in_plan (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    weeks        BIGINT, -- A
    due_on       TEXT NOT NULL, -- A plain: date
    after_id     TEXT, -- A plain: id
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id)
);

CREATE TABLE check_in (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    plan_id      TEXT NOT NULL, -- A plain: id
    outcome      TEXT NOT NULL, -- S plain: one of held moved dropped
    on_date      TEXT NOT NULL, -- A plain: date
    words        BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, plan_id) REFERENCES check_in_plan (case_id, id)
);

-- What would show that it gets harder, and who does what then: signed as written; a newer one counts.
CREATE TABLE setback_plan (
    case_id      TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id           TEXT NOT NULL, -- A plain: id
    child_id     TEXT NOT NULL, -- A plain: id
    shows        BYTEA NOT NULL, -- S sealed
    does         BYTEA NOT NULL, -- S sealed
    calls        BYTEA NOT NULL, -- S sealed
    back         BYTEA NOT NULL, -- S sealed
    recorded_utc TEXT NOT NULL, -- A plain: utc
    recorded_by  TEXT NOT NULL REFERENCES account (id), -- A plain: id
    recorded_name BYTEA NOT NULL, -- A sealed
    PRIMARY KEY (case_id, id),
    FOREIGN KEY (case_id, child_id) REFERENCES person (case_id, id)
);

-- :only sqlite
CREATE TRIGGER surrounding_system_stays BEFORE UPDATE ON surrounding_system
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER surrounding_system_never_deleted BEFORE DELETE ON surrounding_system
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER system_word_stays BEFORE UPDATE ON system_word
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER system_word_never_deleted BEFORE DELETE ON system_word
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER obstacle_stays BEFORE UPDATE ON obstacle
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER obstacle_never_deleted BEFORE DELETE ON obstacle
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER obstacle_step_stays BEFORE UPDATE ON obstacle_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER obstacle_step_never_deleted BEFORE DELETE ON obstacle_step
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER grief_check_stays BEFORE UPDATE ON grief_check
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER grief_check_never_deleted BEFORE DELETE ON grief_check
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER duration_view_stays BEFORE UPDATE ON duration_view
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER duration_view_never_deleted BEFORE DELETE ON duration_view
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER duration_review_stays BEFORE UPDATE ON duration_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER duration_review_never_deleted BEFORE DELETE ON duration_review
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER check_in_plan_stays BEFORE UPDATE ON check_in_plan
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER check_in_plan_never_deleted BEFORE DELETE ON check_in_plan
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER check_in_stays BEFORE UPDATE ON check_in
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER check_in_never_deleted BEFORE DELETE ON check_in
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER setback_plan_stays BEFORE UPDATE ON setback_plan
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER setback_plan_never_deleted BEFORE DELETE ON setback_plan
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE TRIGGER surrounding_system_stays BEFORE UPDATE OR DELETE ON surrounding_system FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER system_word_stays BEFORE UPDATE OR DELETE ON system_word FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER obstacle_stays BEFORE UPDATE OR DELETE ON obstacle FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER obstacle_step_stays BEFORE UPDATE OR DELETE ON obstacle_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grief_check_stays BEFORE UPDATE OR DELETE ON grief_check FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER duration_view_stays BEFORE UPDATE OR DELETE ON duration_view FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER duration_review_stays BEFORE UPDATE OR DELETE ON duration_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER check_in_plan_stays BEFORE UPDATE OR DELETE ON check_in_plan FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER check_in_stays BEFORE UPDATE OR DELETE ON check_in FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER setback_plan_stays BEFORE UPDATE OR DELETE ON setback_plan FOR EACH ROW EXECUTE FUNCTION refuse_change();
