-- Queries of demo. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: insert_demo
-- Note that an organization is about to be filled; nothing when it was before.
INSERT INTO demos (organization_id, people, seed, today, steps, created_by_kind, created_by)
VALUES (%(org_id)s, %(people)s, %(seed)s, %(today)s, %(steps)s, %(actor_kind)s, %(actor)s)
ON CONFLICT DO NOTHING
RETURNING organization_id;

-- name: get_demo
-- How far the filling of an organization is.
SELECT organization_id, status, people, seed, today, done, steps, doing, kept, made, error, created_by_kind, created_by,
       started_at, finished_at
FROM demos
WHERE organization_id = %(org_id)s;

-- name: note_doing
-- Say what is being made at present.
UPDATE demos SET doing = %(doing)s, status = 'running', error = NULL WHERE organization_id = %(org_id)s;

-- name: note_done
-- Count a step that was made, with the ids that later ones need and the counts of what there is by now.
UPDATE demos SET done = %(done)s, kept = %(kept)s, made = %(made)s WHERE organization_id = %(org_id)s;

-- name: finish_demo
-- Settle a filling that has ended.
UPDATE demos
SET status = %(status)s, error = %(error)s, finished_at = now(), doing = ''
WHERE organization_id = %(org_id)s;

-- name: unfinished_demos
-- The organizations that somebody began to fill and did not end. Of every organization.
SELECT organization_id FROM demos WHERE status = 'running' ORDER BY organization_id;

-- name: hold_demo
-- Hold the filling of an organization for this session, so that two processes never do the same one.
SELECT pg_try_advisory_lock(hashtextextended('demo/' || %(org_id)s::uuid, 0));

-- name: release_demo
-- Let go of it at once: a server ends a closed session a moment later.
SELECT pg_advisory_unlock(hashtextextended('demo/' || %(org_id)s::uuid, 0));

-- name: list_works
-- The filling of an organization as a long work: one that goes on, one that has ended, or one of `ids`.
SELECT 'demo' AS kind, organization_id AS id, jsonb_build_object() AS about,
       CASE status WHEN 'completed' THEN 'done' ELSE status END AS status, nullif(doing, '') AS phase,
       done, steps AS total, 'steps' AS unit, NULL::double precision AS seconds, created_by_kind AS actor_kind,
       created_by AS actor, started_at AS created_at, started_at, finished_at, false AS cancellable,
       false AS undoable, error ->> 'message' AS message
FROM demos
WHERE organization_id = %(org_id)s
  AND (status = 'running' OR %(rows)s::integer > 0 OR organization_id = ANY (%(ids)s::uuid[]));

-- name: list_contacts
-- The live contacts of an organization with their canonical numbers.
SELECT phone_key, id FROM contacts WHERE organization_id = %(org_id)s AND deleted_at IS NULL;
