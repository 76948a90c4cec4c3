-- Why: a concern that ended without cause can show no paper from outside, so the step that closes its
-- sign says on what it stands; a pause has a day by which somebody looks at it again; and an answer of
-- a colleague who does not agree stays on Today until it was read.

-- Of a step that closes a sign: paper, or concern where all concerns behind it have their answer.
ALTER TABLE criterion_override ADD COLUMN stands_on BYTEA; -- R sealed

-- Of a pause.
ALTER TABLE decision ADD COLUMN review_on TEXT; -- A plain: date

DROP INDEX agenda_open;
CREATE INDEX agenda_open ON agenda (account_id, on_date, case_id, id, state)
    WHERE state IN ('due', 'stands', 'asked', 'open', 'signs', 'conditions', 'maintenance', 'grief', 'duration', 'paused', 'answers', 'hold_answers');

-- :only sqlite
DROP TRIGGER criterion_override_stays;
CREATE TRIGGER criterion_override_stays BEFORE UPDATE ON criterion_override
WHEN OLD.second_form <> 'none' OR NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id
    OR NEW.criterion <> OLD.criterion OR NEW.child_id IS NOT OLD.child_id
    OR NEW.person_id IS NOT OLD.person_id OR NEW.on_date <> OLD.on_date
    OR NEW.rationale <> OLD.rationale OR NEW.until_on IS NOT OLD.until_on
    OR NEW.document_id IS NOT OLD.document_id OR NEW.recorded_utc <> OLD.recorded_utc
    OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_name <> OLD.recorded_name
    OR NEW.stands_on IS NOT OLD.stands_on
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE OR REPLACE FUNCTION refuse_unless_second() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.second_form <> 'none' OR (NEW.case_id, NEW.id, NEW.criterion, NEW.child_id,
NEW.person_id, NEW.on_date, NEW.rationale, NEW.until_on, NEW.document_id, NEW.recorded_utc,
NEW.recorded_by, NEW.recorded_name, NEW.stands_on) IS DISTINCT FROM (OLD.case_id, OLD.id,
OLD.criterion, OLD.child_id, OLD.person_id, OLD.on_date, OLD.rationale, OLD.until_on,
OLD.document_id, OLD.recorded_utc, OLD.recorded_by, OLD.recorded_name, OLD.stands_on) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
