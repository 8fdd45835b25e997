-- Queries of live audiences. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: share_lock
-- Keep audiences from being built or changed until the transaction ends; writers of contacts share it.
SELECT pg_advisory_xact_lock_shared(hashtextextended('audiences/' || %(org_id)s::uuid, 0));

-- name: exclusive_lock
-- Wait until no writer of contacts is between its write and its commit, and keep others from it.
SELECT pg_advisory_xact_lock(hashtextextended('audiences/' || %(org_id)s::uuid, 0));

-- name: live_stamp
-- What the compiled rules of an organization depend on; equal stamps mean equal rules.
-- With the transaction that wrote a row: after a rollback the next change has the same number of version again.
SELECT
    (SELECT string_agg(concat_ws(':', id, xmin, version, extract(epoch FROM due_until)), ',' ORDER BY id)
     FROM audiences
     WHERE organization_id = %(org_id)s AND type = 'live' AND deleted_at IS NULL) AS audiences,
    (SELECT md5(string_agg(concat_ws(':', id, xmin, version), ',' ORDER BY id))
     FROM attribute_definitions WHERE organization_id = %(org_id)s) AS attributes,
    (SELECT timezone || ':' || default_region FROM organizations WHERE id = %(org_id)s) AS organization;

-- name: list_live
-- The live audiences that are not deleted.
SELECT id, rules, status, version, due_until
FROM audiences
WHERE organization_id = %(org_id)s AND type = 'live' AND deleted_at IS NULL
ORDER BY id;

-- name: next_range
-- The last contact of the next range of contacts to look at.
SELECT id
FROM (
    SELECT id
    FROM contacts
    WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND id > %(after)s::uuid
    ORDER BY id
    LIMIT %(rows)s
) AS range
ORDER BY id DESC
LIMIT 1;

-- name: rebuild
-- The members of an audience are to be found from the beginning; nobody changed it, so its version stays.
UPDATE audiences
SET status = 'building', built_to = NULL, error = NULL
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: note_built
-- How far the members of an audience were found.
UPDATE audiences
SET built_to = %(built_to)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND version = %(version)s AND status = 'building'
RETURNING id;

-- name: finish_build
-- Everybody was looked at.
UPDATE audiences
SET status = 'ready', built_to = NULL, error = NULL
WHERE organization_id = %(org_id)s AND id = %(id)s AND version = %(version)s AND status = 'building'
RETURNING id;

-- name: fail_build
-- The rules could not be evaluated.
UPDATE audiences
SET status = 'failed', error = %(error)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND version = %(version)s AND status = 'building';

-- name: building
-- One audience while its members are being found.
SELECT version, built_to
FROM audiences
WHERE organization_id = %(org_id)s AND id = %(id)s AND type = 'live' AND status = 'building' AND deleted_at IS NULL;

-- name: keep
-- Keep others from changing an audience until the transaction ends.
SELECT id FROM audiences WHERE organization_id = %(org_id)s AND id = %(id)s FOR NO KEY UPDATE;

-- name: list_building
-- Audiences whose members are being found, of every organization.
SELECT organization_id, id FROM audiences WHERE status = 'building' AND deleted_at IS NULL;

-- name: organizations_due
-- Organizations with contacts whose moment has come, of every organization.
SELECT DISTINCT organization_id FROM audience_due WHERE due_at <= %(now)s;

-- name: contacts_due
-- Contacts whose moment has come.
SELECT DISTINCT contact_id
FROM (
    SELECT contact_id
    FROM audience_due
    WHERE organization_id = %(org_id)s AND due_at <= %(now)s
    ORDER BY due_at
    LIMIT %(rows)s
) AS due;

-- name: drop_due
-- Forget the moments of contacts that are not there any more.
DELETE FROM audience_due d
WHERE d.organization_id = %(org_id)s AND d.contact_id = ANY (%(ids)s::uuid[])
  AND (d.due_at <= %(now)s OR NOT EXISTS (
      SELECT FROM contacts c WHERE c.organization_id = %(org_id)s AND c.id = d.contact_id));

-- name: list_short_horizons
-- Live audiences whose known moments end soon, or were not all noted, of every organization.
SELECT organization_id, id, due_filled
FROM audiences
WHERE type = 'live' AND deleted_at IS NULL AND status = 'ready' AND 'time' = ANY (uses)
  AND (NOT due_filled OR due_until IS NULL OR due_until < %(now)s::timestamptz + interval '12 hours');

-- name: extend_horizon
-- Note moments up to here from now on; those of contacts that nobody writes are yet to be filled in.
UPDATE audiences
SET due_until = %(due_until)s, due_filled = false
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: finish_horizon
-- All moments up to the horizon are noted.
UPDATE audiences
SET due_filled = true
WHERE organization_id = %(org_id)s AND id = %(id)s AND version = %(version)s AND due_until = %(due_until)s;

-- name: leave_all
-- Take contacts that are deleted, archived or about to be erased out of live audiences.
WITH exited AS (
    DELETE FROM audience_members m
    USING contacts c
    WHERE m.organization_id = %(org_id)s AND m.audience_id = ANY (%(audiences)s::uuid[])
      AND m.contact_id = ANY (%(ids)s::uuid[]) AND c.organization_id = %(org_id)s AND c.id = m.contact_id
    RETURNING m.audience_id, m.contact_id, m.entered_at,
              CASE WHEN c.deleted_at IS NOT NULL THEN 'deleted' WHEN c.archived_at IS NOT NULL THEN 'archived'
                   ELSE 'erased' END AS reason
), undue AS (
    DELETE FROM audience_due
    WHERE organization_id = %(org_id)s AND audience_id = ANY (%(audiences)s::uuid[])
      AND contact_id = ANY (%(ids)s::uuid[])
), exits AS (
    INSERT INTO audience_exits (organization_id, audience_id, contact_id, entered_at, exited_at, reason)
    SELECT %(org_id)s, audience_id, contact_id, entered_at, %(now)s, reason FROM exited
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, audience_id, contact_ids)
    SELECT %(org_id)s, 'exited', 'system', audience_id, array_agg(contact_id) FROM exited GROUP BY audience_id
)
INSERT INTO audience_counts (organization_id, audience_id, members)
SELECT %(org_id)s, audience_id, -count(*) FROM exited GROUP BY audience_id;

-- name: list_works
-- Builds of live audiences as long works: those that go on or failed, and `ids`.
-- How far a build is takes a count of an index alone, while a build of seconds goes on.
SELECT 'audience_build' AS kind, a.id, jsonb_build_object('audienceId', a.id, 'name', a.name) AS about,
       CASE a.status WHEN 'building' THEN 'running' WHEN 'failed' THEN 'failed' ELSE 'done' END AS status,
       NULL AS phase,
       CASE WHEN a.status = 'building' THEN coalesce((
           SELECT count(*) FROM contacts
           WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND archived_at IS NULL AND id <= a.built_to
       ), 0) END AS done,
       CASE WHEN a.status = 'building' THEN (
           SELECT coalesce(sum(live - archived), 0)::bigint FROM contact_counts WHERE organization_id = %(org_id)s
       ) END AS total,
       'contacts' AS unit, NULL::double precision AS seconds,
       a.updated_by_kind AS actor_kind, a.updated_by AS actor, a.updated_at AS created_at, a.updated_at AS started_at,
       NULL::timestamptz AS finished_at, false AS cancellable, false AS undoable, a.error AS message
FROM audiences a
WHERE a.organization_id = %(org_id)s AND a.deleted_at IS NULL
  AND (a.status = 'building' OR (a.status = 'failed' AND %(rows)s::integer > 0) OR a.id = ANY (%(ids)s::uuid[]));
