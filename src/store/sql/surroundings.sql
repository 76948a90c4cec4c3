-- surroundings.sql -- who surrounds a family and what stands in the way, talks about loss, how long it takes,
-- and what goes on afterwards. All of it is added to and never changed.

-- :name surrounding_system_add   :kind run
-- :from surrounding_system
-- :in  case_id id kind person_id name recorded_utc recorded_by recorded_name
INSERT INTO surrounding_system (case_id, id, kind, person_id, name, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $kind, $person_id, $name, $recorded_utc, $recorded_by, $recorded_name)

-- :name surrounding_system_list   :kind many   :row surrounding_system
-- :from surrounding_system   :sort the few of one case
-- :in  case_id
-- :out case_id id kind person_id name recorded_utc recorded_by recorded_name
SELECT case_id, id, kind, person_id, name, recorded_utc, recorded_by, recorded_name
FROM surrounding_system
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name system_word_add   :kind run
-- :from system_word
-- :in  case_id id system_id stance way on_date words recorded_utc recorded_by recorded_name
INSERT INTO system_word (case_id, id, system_id, stance, way, on_date, words, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $system_id, $stance, $way, $on_date, $words, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name system_word_list   :kind many   :row system_word
-- :from system_word   :sort the few of one case
-- :in  case_id
-- :out case_id id system_id stance way on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, system_id, stance, way, on_date, words, recorded_utc, recorded_by,
    recorded_name
FROM system_word
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name obstacle_add   :kind run
-- :from obstacle
-- :in  case_id id type owner_id on_date words plan recorded_utc recorded_by recorded_name
INSERT INTO obstacle (case_id, id, type, owner_id, on_date, words, plan, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $type, $owner_id, $on_date, $words, $plan, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name obstacle_list   :kind many   :row obstacle
-- :from obstacle   :sort the few of one case
-- :in  case_id
-- :out case_id id type owner_id on_date words plan recorded_utc recorded_by recorded_name
SELECT case_id, id, type, owner_id, on_date, words, plan, recorded_utc, recorded_by, recorded_name
FROM obstacle
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name obstacle_step_add   :kind run
-- :from obstacle_step
-- :in  case_id id obstacle_id state on_date words recorded_utc recorded_by recorded_name
INSERT INTO obstacle_step (case_id, id, obstacle_id, state, on_date, words, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $obstacle_id, $state, $on_date, $words, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name obstacle_step_list   :kind many   :row obstacle_step
-- :from obstacle_step   :sort the few of one case
-- :in  case_id
-- :out case_id id obstacle_id state on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, obstacle_id, state, on_date, words, recorded_utc, recorded_by, recorded_name
FROM obstacle_step
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name grief_check_add   :kind run
-- :from grief_check
-- :in  case_id id person_id on_date answer words next_on recorded_utc recorded_by recorded_name
INSERT INTO grief_check (case_id, id, person_id, on_date, answer, words, next_on, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $on_date, $answer, $words, $next_on, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name grief_check_list   :kind many   :row grief_check
-- :from grief_check   :sort the few of one case
-- :in  case_id
-- :out case_id id person_id on_date answer words next_on recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, on_date, answer, words, next_on, recorded_utc, recorded_by,
    recorded_name
FROM grief_check
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name duration_view_add   :kind run
-- :from duration_view
-- :in  case_id id on_date severity age conflict willingness span recorded_utc recorded_by recorded_name
INSERT INTO duration_view (case_id, id, on_date, severity, age, conflict, willingness, span,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $on_date, $severity, $age, $conflict, $willingness, $span, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name duration_view_list   :kind many   :row duration_view
-- :from duration_view   :sort the few of one case
-- :in  case_id
-- :out case_id id on_date severity age conflict willingness span recorded_utc recorded_by recorded_name
SELECT case_id, id, on_date, severity, age, conflict, willingness, span, recorded_utc, recorded_by,
    recorded_name
FROM duration_view
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name duration_review_add   :kind run
-- :from duration_review
-- :in  case_id id stage on_date found continues recorded_utc recorded_by recorded_name
INSERT INTO duration_review (case_id, id, stage, on_date, found, continues, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $stage, $on_date, $found, $continues, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name duration_review_list   :kind many   :row duration_review
-- :from duration_review   :sort the few of one case
-- :in  case_id
-- :out case_id id stage on_date found continues recorded_utc recorded_by recorded_name
SELECT case_id, id, stage, on_date, found, continues, recorded_utc, recorded_by, recorded_name
FROM duration_review
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name check_in_plan_add   :kind run
-- :from check_in_plan
-- :in  case_id id weeks due_on after_id recorded_utc recorded_by recorded_name
INSERT INTO check_in_plan (case_id, id, weeks, due_on, after_id, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $weeks, $due_on, $after_id, $recorded_utc, $recorded_by, $recorded_name)

-- :name check_in_plan_list   :kind many   :row check_in_plan
-- :from check_in_plan   :sort the few of one case
-- :in  case_id
-- :out case_id id weeks due_on after_id recorded_utc recorded_by recorded_name
SELECT case_id, id, weeks, due_on, after_id, recorded_utc, recorded_by, recorded_name
FROM check_in_plan
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name check_in_add   :kind run
-- :from check_in
-- :in  case_id id plan_id outcome on_date words recorded_utc recorded_by recorded_name
INSERT INTO check_in (case_id, id, plan_id, outcome, on_date, words, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $plan_id, $outcome, $on_date, $words, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name check_in_list   :kind many   :row check_in
-- :from check_in   :sort the few of one case
-- :in  case_id
-- :out case_id id plan_id outcome on_date words recorded_utc recorded_by recorded_name
SELECT case_id, id, plan_id, outcome, on_date, words, recorded_utc, recorded_by, recorded_name
FROM check_in
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name setback_plan_add   :kind run
-- :from setback_plan
-- :in  case_id id child_id shows does calls back recorded_utc recorded_by recorded_name
INSERT INTO setback_plan (case_id, id, child_id, shows, does, calls, back, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $child_id, $shows, $does, $calls, $back, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name setback_plan_list   :kind many   :row setback_plan
-- :from setback_plan   :sort the few of one case
-- :in  case_id
-- :out case_id id child_id shows does calls back recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, shows, does, calls, back, recorded_utc, recorded_by, recorded_name
FROM setback_plan
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- What the end of contact work rests on, for checkpoints: plans for setbacks that were signed, and
-- check-ins that stand in the calendar.
-- :name maintenance_events   :kind many
-- :from setback_plan   :scan the few of one case
-- :in  case_id
-- :out kind:text id:id child_id:text on_date:text recorded_utc:text account_id=account.id who=account.name@account_id
SELECT e.kind, e.id, e.child_id, e.on_date, e.recorded_utc, u.id AS account_id, u.name AS who
FROM (
    SELECT 'setback' AS kind, id, child_id, NULL AS on_date, recorded_utc, recorded_by AS account_id
    FROM setback_plan WHERE case_id = $case_id
    UNION ALL
    SELECT 'check_in', p.id, NULL, p.due_on, p.recorded_utc, p.recorded_by
    FROM check_in_plan p WHERE p.case_id = $case_id
      AND NOT EXISTS (SELECT 1 FROM check_in c WHERE c.case_id = p.case_id AND c.plan_id = p.id
        AND c.outcome <> 'held')
) AS e
JOIN account u ON u.id = e.account_id

-- A message that pulls the other way, and nobody has looked at it since. Of two words of one second
-- the one that asks for a look counts.
-- :name message_waits   :kind one
-- :from system_word
-- :in  case_id
-- :out n:i64
SELECT COUNT(*) AS n
FROM system_word w
WHERE w.case_id = $case_id AND w.stance = 'conflicting'
  AND NOT EXISTS (SELECT 1 FROM system_word r WHERE r.case_id = w.case_id
    AND r.system_id = w.system_id AND r.stance = 'reviewed' AND r.recorded_utc > w.recorded_utc)
