-- safety.sql -- screens, re-checks, reviews of danger, talks about a child's safety, allegations.

-- :name safety_screen_add   :kind run
-- :from safety_screen
-- :in  case_id id person_id form_hash state on_date way alone completed offer_one offer_two place review taken_by begun_utc version
INSERT INTO safety_screen (case_id, id, person_id, form_hash, state, on_date, way, alone, completed,
    offer_one, offer_two, place, review, taken_by, begun_utc, version)
VALUES ($case_id, $id, $person_id, $form_hash, $state, $on_date, $way, $alone, $completed,
    $offer_one, $offer_two, $place, $review, $taken_by, $begun_utc, $version)

-- :name safety_screen_get   :kind one   :row safety_screen
-- :from safety_screen
-- :in  case_id id
-- :out case_id id person_id form_hash state on_date way alone completed offer_one offer_two place review taken_by begun_utc signed_utc signed_name signed_licence content_hash version
SELECT case_id, id, person_id, form_hash, state, on_date, way, alone, completed, offer_one, offer_two,
    place, review, taken_by, begun_utc, signed_utc, signed_name, signed_licence, content_hash, version
FROM safety_screen
WHERE case_id = $case_id AND id = $id

-- :name safety_screen_list   :kind many   :row safety_screen
-- :from safety_screen   :sort the few screens of one case
-- :in  case_id
-- :out case_id id person_id form_hash state on_date way alone completed offer_one offer_two place review taken_by begun_utc signed_utc signed_name signed_licence content_hash version
SELECT case_id, id, person_id, form_hash, state, on_date, way, alone, completed, offer_one, offer_two,
    place, review, taken_by, begun_utc, signed_utc, signed_name, signed_licence, content_hash, version
FROM safety_screen
WHERE case_id = $case_id
ORDER BY begun_utc, id

-- :name safety_screen_sign   :kind must
-- :from safety_screen
-- :in  case_id id version review signed_utc signed_name signed_licence content_hash
UPDATE safety_screen
SET state = 'signed', review = $review, signed_utc = $signed_utc, signed_name = $signed_name,
    signed_licence = $signed_licence, content_hash = $content_hash, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- :name safety_screen_touch   :kind must
-- :from safety_screen
-- :in  case_id id version
UPDATE safety_screen SET version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- Of a draft: one answer an item, the last one counts.
-- :name safety_answer_drop   :kind run
-- :from safety_answer
-- :in  case_id screen_id item
DELETE FROM safety_answer WHERE case_id = $case_id AND screen_id = $screen_id AND item = $item

-- :name safety_answer_add   :kind run
-- :from safety_answer
-- :in  case_id id screen_id item said by_person about_person past_year since_separation frequency fear effect evidence markers
INSERT INTO safety_answer (case_id, id, screen_id, item, said, by_person, about_person, past_year,
    since_separation, frequency, fear, effect, evidence, markers)
VALUES ($case_id, $id, $screen_id, $item, $said, $by_person, $about_person, $past_year,
    $since_separation, $frequency, $fear, $effect, $evidence, $markers)

-- :name safety_answer_list   :kind many   :row safety_answer
-- :from safety_answer
-- :in  case_id screen_id
-- :out case_id id screen_id item said by_person about_person past_year since_separation frequency fear effect evidence markers
SELECT case_id, id, screen_id, item, said, by_person, about_person, past_year, since_separation,
    frequency, fear, effect, evidence, markers
FROM safety_answer
WHERE case_id = $case_id AND screen_id = $screen_id
ORDER BY item

-- Who was reported to have done something to whom, and what somebody preferred not to say, in every
-- signed screen of the case: no words.
-- :name safety_reported   :kind many
-- :from safety_answer
-- :in  case_id
-- :out screen_id item said by_person about_person
SELECT x.screen_id, x.item, x.said, x.by_person, x.about_person
FROM safety_answer x
JOIN safety_screen s ON s.case_id = x.case_id AND s.id = x.screen_id
WHERE x.case_id = $case_id AND x.said <> 'none' AND s.state = 'signed'

-- :name safety_recheck_add   :kind run
-- :from safety_recheck
-- :in  case_id id person_id about_person on_date since_on anything_new safe_now words recorded_utc recorded_by recorded_name
INSERT INTO safety_recheck (case_id, id, person_id, about_person, on_date, since_on, anything_new,
    safe_now, words, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $person_id, $about_person, $on_date, $since_on, $anything_new, $safe_now,
    $words, $recorded_utc, $recorded_by, $recorded_name)

-- :name safety_recheck_list   :kind many   :row safety_recheck
-- :from safety_recheck   :sort the re-checks of one case
-- :in  case_id
-- :out case_id id person_id about_person on_date since_on anything_new safe_now words recorded_utc recorded_by recorded_name
SELECT case_id, id, person_id, about_person, on_date, since_on, anything_new, safe_now, words,
    recorded_utc, recorded_by, recorded_name
FROM safety_recheck
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name danger_review_add   :kind run
-- :from danger_review
-- :in  case_id id screen_id on_date reviewer competence outcome scheduling address planning referral recorded_utc recorded_by recorded_name
INSERT INTO danger_review (case_id, id, screen_id, on_date, reviewer, competence, outcome, scheduling,
    address, planning, referral, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $screen_id, $on_date, $reviewer, $competence, $outcome, $scheduling,
    $address, $planning, $referral, $recorded_utc, $recorded_by, $recorded_name)

-- :name danger_review_list   :kind many   :row danger_review
-- :from danger_review   :sort the few reviews of one case
-- :in  case_id
-- :out case_id id screen_id on_date reviewer competence outcome scheduling address planning referral recorded_utc recorded_by recorded_name
SELECT case_id, id, screen_id, on_date, reviewer, competence, outcome, scheduling, address, planning,
    referral, recorded_utc, recorded_by, recorded_name
FROM danger_review
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name child_safety_talk_add   :kind run
-- :from child_safety_talk
-- :in  case_id id child_id on_date way safe_now words recorded_utc recorded_by recorded_name
INSERT INTO child_safety_talk (case_id, id, child_id, on_date, way, safe_now, words, recorded_utc,
    recorded_by, recorded_name)
VALUES ($case_id, $id, $child_id, $on_date, $way, $safe_now, $words, $recorded_utc, $recorded_by,
    $recorded_name)

-- :name child_safety_talk_list   :kind many   :row child_safety_talk
-- :from child_safety_talk   :sort the talks with the children of one case
-- :in  case_id
-- :out case_id id child_id on_date way safe_now words recorded_utc recorded_by recorded_name
SELECT case_id, id, child_id, on_date, way, safe_now, words, recorded_utc, recorded_by, recorded_name
FROM child_safety_talk
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name allegation_add   :kind run
-- :from allegation
-- :in  case_id id from_person from_other about_person child_id received_on words recorded_utc recorded_by recorded_name
INSERT INTO allegation (case_id, id, from_person, from_other, about_person, child_id, received_on,
    words, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $from_person, $from_other, $about_person, $child_id, $received_on, $words,
    $recorded_utc, $recorded_by, $recorded_name)

-- :name allegation_list   :kind many   :row allegation
-- :from allegation   :sort the few allegations of one case
-- :in  case_id
-- :out case_id id from_person from_other about_person child_id received_on words recorded_utc recorded_by recorded_name
SELECT case_id, id, from_person, from_other, about_person, child_id, received_on, words,
    recorded_utc, recorded_by, recorded_name
FROM allegation
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- Whatever nobody has looked at yet. Becoming a concern counts once that concern is there.
-- :name allegation_waiting   :kind many   :row allegation
-- :from allegation   :sort the few allegations of one case
-- :in  case_id
-- :out case_id id from_person from_other about_person child_id received_on words recorded_utc recorded_by recorded_name
SELECT g.case_id, g.id, g.from_person, g.from_other, g.about_person, g.child_id, g.received_on,
    g.words, g.recorded_utc, g.recorded_by, g.recorded_name
FROM allegation g
WHERE g.case_id = $case_id AND NOT EXISTS (
    SELECT 1 FROM allegation_triage t
    WHERE t.case_id = g.case_id AND t.allegation_id = g.id
        AND (t.outcome <> 'concern' OR t.concern_id IS NOT NULL))
ORDER BY g.recorded_utc, g.id

-- :name allegation_triage_add   :kind run
-- :from allegation_triage
-- :in  case_id id allegation_id outcome reasons same_as concern_id consulted_on consulted consult_words recorded_utc recorded_by recorded_name
INSERT INTO allegation_triage (case_id, id, allegation_id, outcome, reasons, same_as, concern_id,
    consulted_on, consulted, consult_words, recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $allegation_id, $outcome, $reasons, $same_as, $concern_id, $consulted_on,
    $consulted, $consult_words, $recorded_utc, $recorded_by, $recorded_name)

-- :name allegation_triage_list   :kind many   :row allegation_triage
-- :from allegation_triage   :sort what was made of the few allegations of one case
-- :in  case_id
-- :out case_id id allegation_id outcome reasons same_as concern_id consulted_on consulted consult_words recorded_utc recorded_by recorded_name
SELECT case_id, id, allegation_id, outcome, reasons, same_as, concern_id, consulted_on, consulted,
    consult_words, recorded_utc, recorded_by, recorded_name
FROM allegation_triage
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name safety_result_add   :kind run
-- :from safety_result
-- :in  case_id id by_person about_person result on_date reason recorded_utc recorded_by recorded_name
INSERT INTO safety_result (case_id, id, by_person, about_person, result, on_date, reason,
    recorded_utc, recorded_by, recorded_name)
VALUES ($case_id, $id, $by_person, $about_person, $result, $on_date, $reason, $recorded_utc,
    $recorded_by, $recorded_name)

-- :name safety_result_list   :kind many   :row safety_result
-- :from safety_result   :sort the results of one case
-- :in  case_id
-- :out case_id id by_person about_person result on_date reason recorded_utc recorded_by recorded_name
SELECT case_id, id, by_person, about_person, result, on_date, reason, recorded_utc, recorded_by,
    recorded_name
FROM safety_result
WHERE case_id = $case_id
ORDER BY recorded_utc, id

-- :name safety_absence_add   :kind run
-- :from safety_absence
-- :in  case_id id child_id on_date reason recorded_utc recorded_by recorded_name
INSERT INTO safety_absence (case_id, id, child_id, on_date, reason, recorded_utc, recorded_by,
    recorded_name)
VALUES ($case_id, $id, $child_id, $on_date, $reason, $recorded_utc, $recorded_by, $recorded_name)

-- Everything that says how fresh a word about safety is, of all people of one case, in one statement;
-- core/safety_screen.h says what follows from it. `flag` and `other` are read by kind.
-- :name safety_events   :kind many
-- :from safety_screen   :scan what was put together for one case
-- :in  case_id
-- :out kind:text id:id ref_id:text person_id:text child_id:text on_date:text recorded_utc:text flag:i64 other:i64 account_id=account.id who=account.name@account_id absence_id=safety_absence.id reason=safety_absence.reason@absence_id
SELECT e.kind, e.id, e.ref_id, e.person_id, e.child_id, e.on_date, e.recorded_utc, e.flag, e.other,
    u.id AS account_id, u.name AS who, a.id AS absence_id, a.reason
FROM (
    SELECT 'screen' AS kind, id, id AS ref_id, person_id, NULL AS child_id, on_date,
        signed_utc AS recorded_utc, review AS flag,
        CASE WHEN completed = 'records' THEN 1 ELSE 0 END AS other, taken_by AS account_id
    FROM safety_screen WHERE case_id = $case_id AND state = 'signed'
    UNION ALL
    SELECT 'recheck', id, about_person, person_id, NULL, on_date, recorded_utc, anything_new,
        safe_now, recorded_by
    FROM safety_recheck WHERE case_id = $case_id
    UNION ALL
    SELECT 'review', id, screen_id, NULL, NULL, on_date, recorded_utc, 0, 0, recorded_by
    FROM danger_review WHERE case_id = $case_id
    UNION ALL
    SELECT 'talk', id, id, NULL, child_id, on_date, recorded_utc, 0,
        CASE WHEN safe_now = 'yes' THEN 1 ELSE 0 END, recorded_by
    FROM child_safety_talk WHERE case_id = $case_id
    UNION ALL
    SELECT 'allegation', id, id, from_person, child_id, received_on, recorded_utc, 0, 0,
        recorded_by
    FROM allegation WHERE case_id = $case_id
    UNION ALL
    SELECT 'triage', id, allegation_id, NULL, NULL, NULL, recorded_utc,
        CASE WHEN outcome = 'same_facts' THEN 1 ELSE 0 END,
        CASE WHEN consulted_on IS NULL THEN 0 ELSE 1 END, recorded_by
    FROM allegation_triage WHERE case_id = $case_id
    UNION ALL
    SELECT 'moved', id, id, NULL, child_id, NULL, signed_utc, 0, 0,
        signed_by
    FROM decision WHERE case_id = $case_id AND outcome <> 'hold'
    UNION ALL
    SELECT 'absence', id, id, NULL, child_id, on_date, recorded_utc, 0, 0, recorded_by
    FROM safety_absence WHERE case_id = $case_id
) AS e
JOIN account u ON u.id = e.account_id
LEFT JOIN safety_absence a ON a.case_id = $case_id AND a.id = e.id
