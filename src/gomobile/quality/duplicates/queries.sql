-- Queries of duplicates. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: select_contacts
-- The live contacts with what is compared of them, in the order of creation; blanks are empty.
-- `changed` are those in the change feed since a position, all of them without one.
SELECT c.id,
       CASE WHEN %(full)s::boolean OR c.id IN (
           SELECT unnest(f.contact_ids)
           FROM contact_changes f
           WHERE f.organization_id = %(org_id)s
             AND (f.era, f.xid) >= (%(era)s::integer, %(xid)s::text::xid8)
             AND f.kind IN ('created', 'updated', 'restored')
       ) THEN 't' ELSE 'f' END,
       c.first_name, c.last_name, c.full_name, email_key(c.primary_email), c.phone_key, c.address, c.city,
       c.state, c.zip, c.gender,
       CASE WHEN c.attributes <> '{}' THEN (
           SELECT string_agg(coalesce(c.attributes ->> name, ''), E'\x1f' ORDER BY place)
           FROM unnest(%(names)s::text[]) WITH ORDINALITY AS wanted (name, place)
       ) END
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.archived_at IS NULL
ORDER BY c.id;

-- name: lock_live
-- Those of these contacts that are not deleted or archived; they stay so until the transaction ends.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL AND archived_at IS NULL
ORDER BY id
FOR SHARE;

-- name: lock_live_at_once
-- The same without those that somebody writes at the moment: who waits for them with a contact of its own in hand is
-- waited for by whoever does the same the other way round.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL AND archived_at IS NULL
ORDER BY id
FOR SHARE SKIP LOCKED;

-- name: keep_pairs
-- Store what was found. A pair that was decided stays so; one that is certain stays certain.
INSERT INTO duplicate_pairs (organization_id, left_id, right_id, kind, score, explanation, run_id)
SELECT %(org_id)s, left_id, right_id, kind, score, explanation, %(run_id)s::uuid
FROM unnest(%(left_ids)s::uuid[], %(right_ids)s::uuid[], %(kinds)s::text[], %(scores)s::real[],
            %(explanations)s::jsonb[]) AS found (left_id, right_id, kind, score, explanation)
ON CONFLICT (organization_id, left_id, right_id) DO UPDATE
SET kind = CASE WHEN duplicate_pairs.kind = 'probable' THEN excluded.kind ELSE duplicate_pairs.kind END,
    score = CASE WHEN duplicate_pairs.kind = 'probable' OR excluded.kind <> 'probable' THEN excluded.score
                 ELSE greatest(duplicate_pairs.score, excluded.score) END,
    explanation = CASE WHEN jsonb_array_length(excluded.explanation) > 0 THEN excluded.explanation
                       ELSE duplicate_pairs.explanation END,
    run_id = coalesce(excluded.run_id, duplicate_pairs.run_id)
WHERE duplicate_pairs.status IN ('open', 'skipped')
RETURNING xmax::text = '0' AS created;

-- name: drop_stale
-- Forget the open pairs that a scan did not find again: the certain ones, and the probable ones of all
-- contacts or of these.
DELETE FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND status IN ('open', 'skipped')
  AND run_id IS DISTINCT FROM %(run_id)s::uuid
  AND found_at < %(before)s::timestamptz
  AND (%(ids)s::uuid[] IS NULL OR kind <> 'probable' OR left_id = ANY (%(ids)s::uuid[]) OR right_id = ANY (%(ids)s::uuid[]));

-- name: drop_open
-- Forget the open pairs of contacts that are not there any more.
DELETE FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND status IN ('open', 'skipped')
  AND (left_id = ANY (%(ids)s::uuid[]) OR right_id = ANY (%(ids)s::uuid[]));

-- name: drop_similar
-- Forget the similar numbers of these contacts, or of all.
DELETE FROM similar_numbers
WHERE organization_id = %(org_id)s
  AND (%(ids)s::uuid[] IS NULL OR left_id = ANY (%(ids)s::uuid[]) OR right_id = ANY (%(ids)s::uuid[]));

-- name: copy_similar
-- Store similar numbers.
COPY similar_numbers (organization_id, left_id, right_id, kind) FROM STDIN;

-- name: same_email
-- Pairs of live contacts with one e-mail address, with their names.
-- An address that more than `largest` contacts share is nobody's own and is left out.
WITH addresses AS MATERIALIZED (
    SELECT id, email_key(primary_email) COLLATE "C" AS email, first_name, last_name, full_name
    FROM contacts
    WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND archived_at IS NULL AND primary_email IS NOT NULL
), shared AS (
    SELECT email FROM addresses GROUP BY email HAVING count(*) BETWEEN 2 AND %(largest)s::integer
)
SELECT l.id AS left_id, r.id AS right_id, 'email' AS kind,
       l.first_name AS left_first, l.last_name AS left_last, l.full_name AS left_full,
       r.first_name AS right_first, r.last_name AS right_last, r.full_name AS right_full
FROM shared s
JOIN addresses l ON l.email = s.email
JOIN addresses r ON r.email = s.email AND l.id < r.id;

-- name: same_email_as
-- The same for pairs with one of these contacts, by the index of the address as it is written.
-- Of a Gmail address the plain form is found; one with dots or a plus that was there before is left to the next scan.
WITH mine AS (
    SELECT id, email_key(primary_email) COLLATE "C" AS email, sort_key(primary_email) AS written, first_name, last_name,
           full_name
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL AND archived_at IS NULL
      AND primary_email IS NOT NULL
), others AS (
    SELECT DISTINCT m.id AS mine, c.id, c.first_name, c.last_name, c.full_name
    FROM mine m
    CROSS JOIN LATERAL (
        SELECT DISTINCT form
        FROM unnest(ARRAY[m.written, m.email, replace(m.email, '@gmail.com', '@googlemail.com')]) AS forms (form)
    ) AS f
    CROSS JOIN LATERAL (
        SELECT c.id, c.first_name, c.last_name, c.full_name
        FROM contacts c
        WHERE c.organization_id = %(org_id)s AND sort_key(c.primary_email) COLLATE "C" = f.form COLLATE "C"
          AND c.deleted_at IS NULL AND c.archived_at IS NULL AND email_key(c.primary_email) = m.email
        LIMIT %(largest)s::integer + 1
    ) AS c
), few AS (
    SELECT mine FROM others GROUP BY mine HAVING count(*) BETWEEN 2 AND %(largest)s::integer
)
SELECT l.id AS left_id, r.id AS right_id, 'email' AS kind,
       l.first_name AS left_first, l.last_name AS left_last, l.full_name AS left_full,
       r.first_name AS right_first, r.last_name AS right_last, r.full_name AS right_full
FROM few
JOIN others o ON o.mine = few.mine AND o.id <> few.mine
JOIN contacts l ON l.organization_id = %(org_id)s AND l.id = least(o.mine, o.id)
JOIN contacts r ON r.organization_id = %(org_id)s AND r.id = greatest(o.mine, o.id);

-- name: shared_emails
-- How many e-mail addresses are shared by more contacts than a person has, and by how many.
SELECT count(*), coalesce(sum(contacts), 0)::bigint
FROM (
    SELECT count(*) AS contacts
    FROM contacts
    WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND archived_at IS NULL AND primary_email IS NOT NULL
    GROUP BY email_key(primary_email) COLLATE "C"
    HAVING count(*) > %(largest)s::integer
) AS shared;

-- name: same_phone
-- Pairs of live contacts of which one has the number of the other as a secondary number.
SELECT least(c.id, o.id) AS left_id, greatest(c.id, o.id) AS right_id, 'phone' AS kind,
       c.first_name AS left_first, c.last_name AS left_last, c.full_name AS left_full,
       o.first_name AS right_first, o.last_name AS right_last, o.full_name AS right_full
FROM contact_phones p
JOIN contacts c ON c.organization_id = %(org_id)s AND c.phone_key = p.phone_key AND c.deleted_at IS NULL
    AND c.archived_at IS NULL
JOIN contacts o ON o.organization_id = %(org_id)s AND o.id = p.contact_id AND o.deleted_at IS NULL
    AND o.archived_at IS NULL AND o.id <> c.id
WHERE p.organization_id = %(org_id)s
  AND (%(ids)s::uuid[] IS NULL OR c.id = ANY (%(ids)s::uuid[]) OR o.id = ANY (%(ids)s::uuid[]));

-- name: drop_other_emails
-- Forget the open pairs of these contacts, or of all, whose e-mail addresses differ by now.
DELETE FROM duplicate_pairs p
USING contacts l, contacts r
WHERE p.organization_id = %(org_id)s AND p.kind = 'email' AND p.status IN ('open', 'skipped')
  AND (%(ids)s::uuid[] IS NULL OR p.left_id = ANY (%(ids)s::uuid[]) OR p.right_id = ANY (%(ids)s::uuid[]))
  AND l.organization_id = %(org_id)s AND l.id = p.left_id
  AND r.organization_id = %(org_id)s AND r.id = p.right_id
  AND email_key(l.primary_email) IS DISTINCT FROM email_key(r.primary_email);

-- name: insert_run
-- Note a scan or an acceptance that is to run; nothing is returned while another one of its kind is active.
INSERT INTO duplicate_runs (organization_id, kind, full_scan, min_score, created_by_kind, created_by)
VALUES (%(org_id)s, %(kind)s::text, %(full)s::boolean, %(min_score)s::real, %(actor_kind)s, %(actor)s)
ON CONFLICT (organization_id, kind) WHERE status IN ('queued', 'running') DO NOTHING
RETURNING id;

-- name: get_run
-- One run.
SELECT id, kind, status, full_scan, min_score, feed_era, feed_xid, model, progress, report, error, cancel_requested,
       created_by_kind, created_by, created_at, started_at, finished_at
FROM duplicate_runs
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: list_runs
-- The runs, newest first.
SELECT id, kind, status, full_scan, min_score, feed_era, feed_xid, NULL::jsonb AS model, progress, report, error,
       cancel_requested, created_by_kind, created_by, created_at, started_at, finished_at
FROM duplicate_runs
WHERE organization_id = %(org_id)s
ORDER BY id DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_runs
-- How many runs there are.
SELECT count(*) FROM duplicate_runs WHERE organization_id = %(org_id)s;

-- name: last_scan
-- The last scan that came to its end: its model is used again, and the next one begins where it has read to.
SELECT id, kind, status, full_scan, min_score, feed_era, feed_xid, model, progress, report, error, cancel_requested,
       created_by_kind, created_by, created_at, started_at, finished_at
FROM duplicate_runs
WHERE organization_id = %(org_id)s AND kind = 'scan' AND status = 'completed'
ORDER BY id DESC
LIMIT 1;

-- name: active_run
-- The run of a kind that waits or works.
SELECT id FROM duplicate_runs
WHERE organization_id = %(org_id)s AND kind = %(kind)s::text AND status IN ('queued', 'running');

-- name: move_run
-- Change the state of a run if it is one of `from`.
UPDATE duplicate_runs
SET status = %(status)s::text,
    error = %(error)s::jsonb,
    started_at = CASE WHEN %(status)s::text = 'running' THEN coalesce(started_at, now()) ELSE started_at END,
    finished_at = CASE WHEN %(status)s::text IN ('completed', 'failed', 'cancelled') THEN now() END
WHERE organization_id = %(org_id)s AND id = %(id)s AND status = ANY (%(from)s::text[]);

-- name: set_progress
-- Note how far a run is; tells whether somebody cancelled it.
UPDATE duplicate_runs SET progress = %(progress)s::jsonb
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING cancel_requested;

-- name: set_report
-- Note what a run has done.
UPDATE duplicate_runs SET report = %(report)s::jsonb
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: set_scanned
-- Note where a scan has read to, and its model.
UPDATE duplicate_runs
SET feed_era = %(era)s::integer, feed_xid = %(xid)s::bigint, model = %(model)s::jsonb
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: request_cancel
-- Ask a run to stop; gives the state that it is in.
UPDATE duplicate_runs SET cancel_requested = true
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('queued', 'running')
RETURNING status;

-- name: lock_run
-- Hold a run for this session, so that two processes never do the same one; released when the session ends.
SELECT pg_try_advisory_lock(hashtextextended('duplicates/' || %(id)s::uuid, 0));

-- name: stale_runs
-- Runs whose process may have died, of every organization.
SELECT organization_id, id, kind FROM duplicate_runs WHERE status = 'running' ORDER BY id;

-- name: list_pairs
-- A page of the queue, what was skipped at the end, or of the pairs that were decided; from a score on, all or only
-- the certain or the probable ones.
SELECT left_id, right_id, kind, score, explanation, status, found_at, decided_at, decided_by_kind, decided_by
FROM duplicate_pairs
WHERE organization_id = %(org_id)s
  AND CASE WHEN %(status)s::text = 'open' THEN status IN ('open', 'skipped') ELSE status = %(status)s::text END
  AND score >= %(min_score)s::real
  AND (%(certain)s::boolean IS NULL OR (kind <> 'probable') = %(certain)s::boolean)
  AND (%(after_left)s::uuid IS NULL
       OR (duplicate_turn(status, decided_at), -score, left_id, right_id)
          > (%(after_turn)s::timestamptz, %(after_score)s::real, %(after_left)s::uuid, %(after_right)s::uuid))
ORDER BY duplicate_turn(status, decided_at), -score, left_id, right_id
LIMIT %(rows)s;

-- name: count_pairs
-- How many pairs a list of the queue, or of decided ones, has.
SELECT count(*)
FROM duplicate_pairs
WHERE organization_id = %(org_id)s
  AND CASE WHEN %(status)s::text = 'open' THEN status IN ('open', 'skipped') ELSE status = %(status)s::text END
  AND score >= %(min_score)s::real
  AND (%(certain)s::boolean IS NULL OR (kind <> 'probable') = %(certain)s::boolean);

-- name: count_open
-- How many pairs an acceptance from this score on would merge.
SELECT count(*)
FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND status = 'open' AND score >= %(min_score)s::real;

-- name: connected_pairs
-- The waiting pairs that are connected with these contacts, over any number of others.
WITH RECURSIVE reached (id) AS (
    SELECT unnest(%(ids)s::uuid[])
    UNION
    SELECT CASE WHEN p.left_id = r.id THEN p.right_id ELSE p.left_id END
    FROM reached r
    CROSS JOIN LATERAL (
        SELECT left_id, right_id FROM duplicate_pairs
        WHERE organization_id = %(org_id)s AND left_id = r.id AND status IN ('open', 'skipped')
        UNION ALL
        SELECT left_id, right_id FROM duplicate_pairs
        WHERE organization_id = %(org_id)s AND right_id = r.id AND status IN ('open', 'skipped')
    ) AS p
), nearest AS (
    SELECT id FROM reached LIMIT %(largest)s
)
SELECT left_id, right_id
FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND status IN ('open', 'skipped') AND left_id IN (SELECT id FROM nearest);

-- name: lock_contacts
-- Both contacts of a pair, in the order in which everybody locks them.
SELECT id FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id
FOR NO KEY UPDATE;

-- name: lock_pair
-- One pair, kept from being decided by anybody else until the transaction ends.
SELECT left_id, right_id, kind, score, explanation, status, found_at, decided_at, decided_by_kind, decided_by
FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND left_id = %(left_id)s::uuid AND right_id = %(right_id)s::uuid
FOR UPDATE;

-- name: decide_pair
-- Note what was decided about a pair, and by whom; open again, it was not decided.
UPDATE duplicate_pairs
SET status = %(status)s::text,
    decided_at = CASE WHEN %(status)s::text <> 'open' THEN clock_timestamp() END,
    decided_by_kind = CASE WHEN %(status)s::text <> 'open' THEN %(actor_kind)s::text END,
    decided_by = CASE WHEN %(status)s::text <> 'open' THEN %(actor)s::uuid END
WHERE organization_id = %(org_id)s AND left_id = %(left_id)s::uuid AND right_id = %(right_id)s::uuid
RETURNING left_id, right_id, kind, score, explanation, status, found_at, decided_at, decided_by_kind, decided_by;

-- name: hand_over
-- Ask the pairs of a contact that is merged away of its survivor instead, unless that was decided already.
INSERT INTO duplicate_pairs (organization_id, left_id, right_id, kind, score, explanation, run_id, found_at)
SELECT %(org_id)s, least(o.other, %(survivor_id)s::uuid), greatest(o.other, %(survivor_id)s::uuid), p.kind, p.score,
       p.explanation, p.run_id, p.found_at
FROM duplicate_pairs p
CROSS JOIN LATERAL (
    SELECT CASE WHEN p.left_id = %(loser_id)s::uuid THEN p.right_id ELSE p.left_id END AS other
) AS o
WHERE p.organization_id = %(org_id)s AND p.status IN ('open', 'skipped')
  AND (p.left_id = %(loser_id)s::uuid OR p.right_id = %(loser_id)s::uuid)
  AND o.other <> %(survivor_id)s::uuid
ON CONFLICT (organization_id, left_id, right_id) DO NOTHING;

-- name: next_open
-- The pair that an acceptance merges next: the best one that was there when it began.
SELECT left_id, right_id, kind, score, explanation, status, found_at, decided_at, decided_by_kind, decided_by
FROM duplicate_pairs
WHERE organization_id = %(org_id)s AND status = 'open' AND score >= %(min_score)s::real
  AND found_at <= %(until)s::timestamptz
  AND (-score, left_id, right_id) > (%(after_score)s::real, %(after_left)s::uuid, %(after_right)s::uuid)
ORDER BY -score, left_id, right_id
LIMIT 1;

-- name: list_similar
-- A page of similar numbers whose contacts are both there.
SELECT s.left_id, s.right_id, s.kind, l.primary_phone AS left_phone, r.primary_phone AS right_phone,
       l.phone_key AS left_key, r.phone_key AS right_key,
       coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), '')) AS left_name,
       coalesce(r.full_name, nullif(concat_ws(' ', r.first_name, r.last_name), '')) AS right_name
FROM similar_numbers s
JOIN contacts l ON l.organization_id = %(org_id)s AND l.id = s.left_id AND l.deleted_at IS NULL
    AND l.archived_at IS NULL
JOIN contacts r ON r.organization_id = %(org_id)s AND r.id = s.right_id AND r.deleted_at IS NULL
    AND r.archived_at IS NULL
WHERE s.organization_id = %(org_id)s
  AND (%(kind)s::text IS NULL OR s.kind = %(kind)s::text)
  AND (s.left_id, s.right_id) > (%(after_left)s::uuid, %(after_right)s::uuid)
ORDER BY s.left_id, s.right_id
LIMIT %(rows)s;

-- name: count_similar
-- How many similar numbers were found.
SELECT count(*)
FROM similar_numbers
WHERE organization_id = %(org_id)s AND (%(kind)s::text IS NULL OR kind = %(kind)s::text);

-- name: list_works
-- Scans and acceptances as long works: those that wait or run, the `rows` newest of those that have ended, and `ids`.
WITH chosen AS (
    SELECT id FROM duplicate_runs WHERE organization_id = %(org_id)s AND status IN ('queued', 'running')
    UNION
    (SELECT id FROM duplicate_runs
     WHERE organization_id = %(org_id)s AND status IN ('completed', 'cancelled', 'failed')
     ORDER BY id DESC LIMIT %(rows)s)
    UNION
    SELECT id FROM duplicate_runs WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
)
SELECT CASE kind WHEN 'scan' THEN 'duplicate_scan' ELSE 'duplicate_acceptance' END AS kind, id,
       jsonb_strip_nulls(jsonb_build_object(
           'full', CASE WHEN kind = 'scan' THEN full_scan END, 'minScore', round(min_score::numeric, 4))) AS about,
       CASE status WHEN 'queued' THEN 'waiting' WHEN 'completed' THEN 'done' ELSE status END AS status,
       progress ->> 'phase' AS phase,
       CASE kind WHEN 'scan' THEN coalesce(report ->> 'contacts', progress ->> 'contacts')
                 ELSE coalesce(report ->> 'merged', progress ->> 'merged') END::bigint AS done,
       NULL::bigint AS total, CASE kind WHEN 'scan' THEN 'contacts' ELSE 'pairs' END AS unit,
       NULL::double precision AS seconds,
       created_by_kind AS actor_kind, created_by AS actor, created_at, started_at, finished_at,
       status IN ('queued', 'running') AND NOT cancel_requested AS cancellable, false AS undoable,
       error ->> 'message' AS message
FROM duplicate_runs
WHERE organization_id = %(org_id)s AND id IN (SELECT id FROM chosen);
