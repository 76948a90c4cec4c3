-- Why: who saved a record last is asked of events that gave it a version; each page read paid for a
-- place in that index too.

DROP INDEX audit_event_object;
CREATE INDEX audit_event_object ON audit_event (object_id, object_version, seq)
    WHERE object_version <> 0;
