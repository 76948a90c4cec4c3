-- note.sql -- notes and logged contacts; a draft is the same row before it is signed. Whatever
-- lists notes asks for the viewer's own drafts and process notes alone.

-- :name note_add   :kind run
-- :from note
-- :in  case_id id kind state class author_id on_date started_utc minutes appointment_id direction billable late body saved_utc version
INSERT INTO note (case_id, id, kind, state, class, author_id, on_date, started_utc, minutes,
    appointment_id, direction, billable, late, body, saved_utc, version)
VALUES ($case_id, $id, $kind, $state, $class, $author_id, $on_date, $started_utc, $minutes,
    $appointment_id, $direction, $billable, $late, $body, $saved_utc, $version)

-- :name note_get   :kind one   :row note
-- :from note
-- :in  case_id id
-- :out case_id id kind state class author_id on_date started_utc minutes appointment_id direction billable late body saved_utc signed_utc signed_name signed_licence content_hash version author=account.name@author_id
SELECT n.case_id, n.id, n.kind, n.state, n.class, n.author_id, n.on_date, n.started_utc, n.minutes,
    n.appointment_id, n.direction, n.billable, n.late, n.body, n.saved_utc, n.signed_utc,
    n.signed_name, n.signed_licence, n.content_hash, n.version, u.name AS author
FROM note n
JOIN account u ON u.id = n.author_id
WHERE n.case_id = $case_id AND n.id = $id

-- Optimistic lock: no row changes when someone else saved first, or once it is signed.
-- :name note_save   :kind must
-- :from note
-- :in  case_id id version kind class on_date started_utc minutes appointment_id direction billable late body saved_utc
UPDATE note
SET kind = $kind, class = $class, on_date = $on_date, started_utc = $started_utc,
    minutes = $minutes, appointment_id = $appointment_id, direction = $direction,
    billable = $billable, late = $late, body = $body, saved_utc = $saved_utc, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- :name note_sign   :kind must
-- :from note
-- :in  case_id id version late signed_utc signed_name signed_licence content_hash
UPDATE note
SET state = 'signed', late = $late, signed_utc = $signed_utc, signed_name = $signed_name,
    signed_licence = $signed_licence, content_hash = $content_hash, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- A draft thrown away by its author: the row stays, its text does not.
-- :name note_void   :kind must
-- :from note
-- :in  case_id id version body saved_utc
UPDATE note SET state = 'void', body = $body, saved_utc = $saved_utc, version = version + 1
WHERE case_id = $case_id AND id = $id AND version = $version AND state = 'draft'

-- A page of one case's notes, newest first, without their text: what is signed and no process
-- note, and everything that the viewer wrote.
-- :name note_page   :kind many
-- :from note
-- :in  case_id viewer_id=note.author_id before_on=note.on_date before_id=note.id limit:i64
-- :out case_id id kind state class author_id on_date started_utc minutes direction late signed_utc signed_name author=account.name@author_id
SELECT n.case_id, n.id, n.kind, n.state, n.class, n.author_id, n.on_date, n.started_utc, n.minutes,
    n.direction, n.late, n.signed_utc, n.signed_name, u.name AS author
FROM note n
JOIN account u ON u.id = n.author_id
WHERE n.case_id = $case_id AND (n.on_date, n.id) < ($before_on, $before_id) AND n.state <> 'void'
  AND (n.author_id = $viewer_id OR (n.state = 'signed' AND n.class <> 'P'))
ORDER BY n.on_date DESC, n.id DESC
LIMIT $limit

-- Who took part in the notes of such a page.
-- :name note_page_people   :kind many
-- :from note_person
-- :in  case_id from_on=note.on_date to_on=note.on_date
-- :out case_id note_id person_id minutes
SELECT q.case_id, q.note_id, q.person_id, q.minutes
FROM note n
JOIN note_person q ON q.case_id = n.case_id AND q.note_id = n.id
WHERE n.case_id = $case_id AND n.on_date >= $from_on AND n.on_date <= $to_on

-- The drafts of one person, oldest first, over the cases that they still work on.
-- :name note_unsigned   :kind many
-- :from note   :sort the drafts of one person
-- :in  author_id limit:i64
-- :out case_id id kind class on_date started_utc minutes appointment_id saved_utc version wrapped=case_key.wrapped title=family_case.title@case_id
SELECT n.case_id, n.id, n.kind, n.class, n.on_date, n.started_utc, n.minutes, n.appointment_id,
    n.saved_utc, n.version, k.wrapped, c.title
FROM note n
JOIN assignment a ON a.case_id = n.case_id AND a.account_id = n.author_id AND a.to_utc IS NULL
JOIN case_key k ON k.case_id = n.case_id
JOIN family_case c ON c.id = n.case_id
WHERE n.author_id = $author_id AND n.state = 'draft'
ORDER BY n.on_date, n.started_utc, n.id
LIMIT $limit

-- One person's draft for an appointment.
-- :name note_draft_for   :kind many
-- :from note
-- :in  author_id case_id appointment_id
-- :out case_id id
SELECT case_id, id
FROM note
WHERE author_id = $author_id AND state = 'draft' AND case_id = $case_id
  AND appointment_id = $appointment_id
LIMIT 1

-- :name note_person_add   :kind run
-- :from note_person
-- :in  case_id note_id person_id minutes
INSERT INTO note_person (case_id, note_id, person_id, minutes)
VALUES ($case_id, $note_id, $person_id, $minutes)

-- :name note_people_drop   :kind run
-- :from note_person
-- :in  case_id note_id
DELETE FROM note_person WHERE case_id = $case_id AND note_id = $note_id

-- :name note_people   :kind many
-- :from note_person
-- :in  case_id note_id
-- :out case_id person_id minutes
SELECT case_id, person_id, minutes
FROM note_person
WHERE case_id = $case_id AND note_id = $note_id
ORDER BY person_id

-- :name note_tag_add   :kind run
-- :from note_tag
-- :in  case_id note_id tag
INSERT INTO note_tag (case_id, note_id, tag) VALUES ($case_id, $note_id, $tag)

-- :name note_tags_drop   :kind run
-- :from note_tag
-- :in  case_id note_id
DELETE FROM note_tag WHERE case_id = $case_id AND note_id = $note_id

-- :name note_tags   :kind many
-- :from note_tag
-- :in  case_id note_id
-- :out case_id tag
SELECT case_id, tag
FROM note_tag
WHERE case_id = $case_id AND note_id = $note_id
ORDER BY tag

-- :name addendum_add   :kind run
-- :from addendum
-- :in  case_id id note_id author_id reason body late signed_utc signed_name signed_licence content_hash
INSERT INTO addendum (case_id, id, note_id, author_id, reason, body, late, signed_utc, signed_name,
    signed_licence, content_hash)
VALUES ($case_id, $id, $note_id, $author_id, $reason, $body, $late, $signed_utc, $signed_name,
    $signed_licence, $content_hash)

-- :name addendum_list   :kind many
-- :from addendum   :sort the few addenda of one note
-- :in  case_id note_id
-- :out case_id id note_id author_id reason body late signed_utc signed_name signed_licence content_hash author=account.name@author_id
SELECT d.case_id, d.id, d.note_id, d.author_id, d.reason, d.body, d.late, d.signed_utc,
    d.signed_name, d.signed_licence, d.content_hash, u.name AS author
FROM addendum d
JOIN account u ON u.id = d.author_id
WHERE d.case_id = $case_id AND d.note_id = $note_id
ORDER BY d.signed_utc, d.id

-- What may stand behind something else as evidence: signed, and nobody's process notes.
-- :name note_evidence   :kind many
-- :from note
-- :in  case_id
-- :out case_id id kind on_date
SELECT case_id, id, kind, on_date
FROM note
WHERE case_id = $case_id AND state = 'signed' AND class <> 'P'
ORDER BY on_date DESC, id DESC
LIMIT 60
