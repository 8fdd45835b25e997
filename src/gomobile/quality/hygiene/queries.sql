-- Queries of clean-ups. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: list_schedules
-- What an organization has said about its clean-ups.
SELECT task, enabled, every, day, hour, due_at
FROM hygiene_schedules
WHERE organization_id = %(org_id)s;

-- name: lock_schedules
-- One writer of an organization's schedules at a time.
SELECT pg_advisory_xact_lock(hashtextextended('hygiene/' || %(org_id)s::uuid, 0));

-- name: store_schedule
-- Keep the schedule of a clean-up, and when it is due next.
INSERT INTO hygiene_schedules (
    organization_id, task, enabled, every, day, hour, due_at, updated_by_kind, updated_by
)
VALUES (
    %(org_id)s, %(task)s::text, %(enabled)s, %(every)s::text, %(day)s, %(hour)s, %(due_at)s::timestamptz,
    %(actor_kind)s, %(actor)s
)
ON CONFLICT (organization_id, task) DO UPDATE
SET enabled = excluded.enabled, every = excluded.every, day = excluded.day, hour = excluded.hour,
    due_at = excluded.due_at, updated_at = now(), updated_by_kind = excluded.updated_by_kind,
    updated_by = excluded.updated_by;

-- name: take_due
-- A few clean-ups of every organization that are due; another worker takes others.
SELECT s.organization_id, o.timezone, s.task, s.enabled, s.every, s.day, s.hour
FROM hygiene_schedules s
JOIN organizations o ON o.id = s.organization_id
WHERE s.enabled AND s.due_at <= %(now)s::timestamptz
ORDER BY s.due_at
LIMIT 100
FOR NO KEY UPDATE OF s SKIP LOCKED;

-- name: set_due
-- Say when a clean-up is due next.
UPDATE hygiene_schedules SET due_at = %(due_at)s::timestamptz
WHERE organization_id = %(org_id)s AND task = %(task)s::text;

-- name: insert_run
-- Note a run to be made.
INSERT INTO hygiene_runs (organization_id, task, dry_run, filter, created_by_kind, created_by)
VALUES (%(org_id)s, %(task)s::text, %(dry_run)s, %(filter)s::jsonb, %(actor_kind)s, %(actor)s)
RETURNING id;

-- name: active_run
-- A run of a clean-up that has not ended and changes something.
SELECT id
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND task = %(task)s::text AND status IN ('queued', 'running') AND NOT dry_run
  AND filter = '{}'
LIMIT 1;

-- name: get_run
-- One run.
SELECT organization_id, id, task, dry_run, status, filter, done_to, report, error, cancel_requested,
       created_by_kind, created_by, created_at, started_at, finished_at
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: lock_run
-- One run, held by who makes its next step.
SELECT organization_id, id, task, dry_run, status, filter, done_to, report, error, cancel_requested,
       created_by_kind, created_by, created_at, started_at, finished_at
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND id = %(id)s
FOR NO KEY UPDATE;

-- name: step_run
-- Note a step of a run in the transaction that made it; the last one ends the run.
UPDATE hygiene_runs
SET status = %(status)s::text, done_to = %(done_to)s::uuid, report = %(report)s::jsonb,
    started_at = coalesce(started_at, %(now)s::timestamptz),
    finished_at = CASE WHEN %(status)s::text <> 'running' THEN now() END
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: fail_run
-- Note why a run ended early.
UPDATE hygiene_runs
SET status = 'failed', error = %(error)s::jsonb, finished_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('queued', 'running');

-- name: ask_to_cancel
-- Ask a run that has not ended to end at its next step.
UPDATE hygiene_runs
SET cancel_requested = true
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('queued', 'running')
RETURNING id;

-- name: list_runs
-- Runs, the newest first, of one clean-up or of all.
SELECT organization_id, id, task, dry_run, status, filter, done_to, report, error, cancel_requested,
       created_by_kind, created_by, created_at, started_at, finished_at
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND (task = %(task)s::text OR %(task)s::text IS NULL)
ORDER BY id DESC
LIMIT %(rows)s OFFSET %(offset)s;

-- name: count_runs
-- How many runs there are, of one clean-up or of all.
SELECT count(*)::integer
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND (task = %(task)s::text OR %(task)s::text IS NULL);

-- name: last_runs
-- The latest run of each clean-up.
SELECT DISTINCT ON (task) organization_id, id, task, dry_run, status, filter, done_to, report, error,
       cancel_requested, created_by_kind, created_by, created_at, started_at, finished_at
FROM hygiene_runs
WHERE organization_id = %(org_id)s
ORDER BY task, id DESC;

-- name: unfinished_runs
-- Runs of every organization that have not ended.
SELECT organization_id, id FROM hygiene_runs WHERE status IN ('queued', 'running');

-- name: list_works
-- Clean-ups as long works: those that wait or run, the `rows` newest of those that have ended, and `ids`.
WITH chosen AS (
    SELECT id FROM hygiene_runs WHERE organization_id = %(org_id)s AND status IN ('queued', 'running')
    UNION
    (SELECT id FROM hygiene_runs
     WHERE organization_id = %(org_id)s AND status IN ('completed', 'cancelled', 'failed')
     ORDER BY id DESC LIMIT %(rows)s)
    UNION
    SELECT id FROM hygiene_runs WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
)
SELECT 'hygiene' AS kind, id, jsonb_build_object('task', task, 'dryRun', dry_run) AS about,
       CASE status WHEN 'queued' THEN 'waiting' WHEN 'completed' THEN 'done' ELSE status END AS status,
       NULL AS phase, NULL::bigint AS done, NULL::bigint AS total, 'contacts' AS unit,
       NULL::double precision AS seconds,
       created_by_kind AS actor_kind, created_by AS actor, created_at, started_at, finished_at,
       status IN ('queued', 'running') AND NOT cancel_requested AS cancellable, false AS undoable,
       error ->> 'message' AS message
FROM hygiene_runs
WHERE organization_id = %(org_id)s AND id IN (SELECT id FROM chosen);
