-- Why: a signature must show for ever who gave it under which licence, an addendum must be as
-- provable as its note, and what a decision rests on must not change behind it.

ALTER TABLE note ADD COLUMN signed_name BYTEA; -- A sealed
ALTER TABLE note ADD COLUMN signed_licence BYTEA; -- A sealed
ALTER TABLE addendum ADD COLUMN signed_name BYTEA; -- A sealed
ALTER TABLE addendum ADD COLUMN signed_licence BYTEA; -- A sealed
ALTER TABLE addendum ADD COLUMN content_hash BYTEA; -- A sealed

-- Why somebody did not come says something about a family. cancel_reason is only read to be moved
-- here, once, by the program, which alone can seal it.
ALTER TABLE appointment ADD COLUMN reason BYTEA; -- S sealed
CREATE INDEX appointment_unmoved ON appointment (cancel_reason) WHERE cancel_reason IS NOT NULL;

-- The order in which the documents of a case came in, also within one second.
ALTER TABLE document ADD COLUMN place BIGINT NOT NULL DEFAULT 0; -- A
DROP INDEX document_order;
CREATE INDEX document_order ON document (case_id, received_utc, place, id);

-- Who saved a record last is found by the record.
CREATE INDEX audit_event_object ON audit_event (object_id, object_version, seq);

-- What was recorded for a checkpoint stays as it was; a second signature comes once.
-- :only sqlite
CREATE TRIGGER criterion_record_stays BEFORE UPDATE ON criterion_record
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER criterion_record_never_deleted BEFORE DELETE ON criterion_record
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER evidence_never_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER criterion_override_stays BEFORE UPDATE ON criterion_override
WHEN OLD.second_form <> 'none' OR NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id
    OR NEW.criterion <> OLD.criterion OR NEW.child_id IS NOT OLD.child_id
    OR NEW.person_id IS NOT OLD.person_id OR NEW.on_date <> OLD.on_date
    OR NEW.rationale <> OLD.rationale OR NEW.until_on IS NOT OLD.until_on
    OR NEW.document_id IS NOT OLD.document_id OR NEW.recorded_utc <> OLD.recorded_utc
    OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_name <> OLD.recorded_name
BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER criterion_override_never_deleted BEFORE DELETE ON criterion_override
BEGIN SELECT RAISE(ABORT, 'kept'); END;
-- :only postgres
CREATE FUNCTION refuse_unless_second() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.second_form <> 'none' OR (NEW.case_id, NEW.id, NEW.criterion, NEW.child_id,
NEW.person_id, NEW.on_date, NEW.rationale, NEW.until_on, NEW.document_id, NEW.recorded_utc,
NEW.recorded_by, NEW.recorded_name) IS DISTINCT FROM (OLD.case_id, OLD.id, OLD.criterion,
OLD.child_id, OLD.person_id, OLD.on_date, OLD.rationale, OLD.until_on, OLD.document_id,
OLD.recorded_utc, OLD.recorded_by, OLD.recorded_name) THEN
RAISE EXCEPTION 'kept' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER criterion_record_stays BEFORE UPDATE OR DELETE ON criterion_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER criterion_override_stays BEFORE UPDATE ON criterion_override FOR EACH ROW EXECUTE FUNCTION refuse_unless_second();
CREATE TRIGGER criterion_override_never_deleted BEFORE DELETE ON criterion_override FOR EACH ROW EXECUTE FUNCTION refuse_change();
