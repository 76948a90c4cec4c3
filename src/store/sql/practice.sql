-- practice.sql -- the one practice of this installation.

-- There is one row; its id is DB_PRACTICE_ID.
-- :name practice_get   :kind one
-- :from practice
-- :in  id
-- :out id kind name region time_zone paper consult_name demo created_utc version
SELECT id, kind, name, region, time_zone, paper, consult_name, demo, created_utc, version
FROM practice WHERE id = $id

-- :name practice_add   :kind must
-- :from practice
-- :in  id kind name region time_zone paper consult_name demo created_utc version
INSERT INTO practice (id, kind, name, region, time_zone, paper, consult_name, demo, created_utc,
    version)
VALUES ($id, $kind, $name, $region, $time_zone, $paper, $consult_name, $demo, $created_utc, $version)

-- Optimistic lock: no row changes when someone else saved first.
-- :name practice_change   :kind must
-- :from practice
-- :in  id kind name region time_zone paper consult_name version
UPDATE practice SET kind = $kind, name = $name, region = $region, time_zone = $time_zone,
    paper = $paper, consult_name = $consult_name, version = version + 1
WHERE id = $id AND version = $version
