-- Who brought a record to its present version: the first event that names it.
-- :name saved_by   :kind one
-- :from audit_event
-- :in  object_id object_version
-- :out seq at_utc actor_id action actor_name=account.name@actor_id
SELECT e.seq, e.at_utc, e.actor_id, e.action, u.name AS actor_name
FROM audit_event e
JOIN account u ON u.id = e.actor_id
WHERE e.object_id = $object_id AND e.object_version = $object_version AND e.object_version <> 0
  AND e.decision = 'allow'
ORDER BY e.seq
LIMIT 1
