-- :name chronology_add   :kind run
-- :from chronology
-- :in  case_id id kind ref_id on_date at_utc child_id account_id state class line changed_utc
INSERT INTO chronology (case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state,
    class, line, changed_utc)
VALUES ($case_id, $id, $kind, $ref_id, $on_date, $at_utc, $child_id, $account_id, $state, $class,
    $line, $changed_utc)

-- :name chronology_find   :kind one   :row chronology
-- :from chronology
-- :in  case_id ref_id kind
-- :out case_id id kind ref_id on_date at_utc child_id account_id state class line
SELECT case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state, class, line
FROM chronology
WHERE case_id = $case_id AND ref_id = $ref_id AND kind = $kind

-- :name chronology_save   :kind must
-- :from chronology
-- :in  case_id id ref_id kind on_date at_utc child_id account_id state class line changed_utc
UPDATE chronology
SET on_date = $on_date, at_utc = $at_utc, child_id = $child_id, account_id = $account_id,
    state = $state, class = $class, line = $line, changed_utc = $changed_utc
WHERE case_id = $case_id AND ref_id = $ref_id AND kind = $kind AND id = $id

-- What the case page and the timeline show, newest first; on_date and id page through the rest.
-- :name chronology_page   :kind many   :row chronology
-- :from chronology
-- :in  case_id on_date limit:i64
-- :out case_id id kind ref_id on_date at_utc child_id account_id state class line
SELECT case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state, class, line
FROM chronology
WHERE case_id = $case_id AND on_date <= $on_date
ORDER BY on_date DESC, id DESC
LIMIT $limit

-- One kind of thing between two dates: a report's sessions, a case's documents.
-- :name chronology_between   :kind many   :row chronology
-- :from chronology
-- :in  case_id from_date:date to_date:date
-- :out case_id id kind ref_id on_date at_utc child_id account_id state class line
SELECT case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state, class, line
FROM chronology
WHERE case_id = $case_id AND on_date >= $from_date AND on_date <= $to_date
ORDER BY on_date, id

-- What of one case is to be looked at again, of one room (state), in no order.
-- :name chronology_review_due   :kind many   :row chronology
-- :from chronology
-- :in  case_id state
-- :out case_id id kind ref_id on_date at_utc child_id account_id state class line
SELECT case_id, id, kind, ref_id, on_date, at_utc, child_id, account_id, state, class, line
FROM chronology
WHERE case_id = $case_id AND kind = 'review_due' AND state = $state
