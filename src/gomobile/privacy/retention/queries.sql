-- Queries of retention. Format: `-- name:`, one sentence, the statement. Parameters are named and cast. `floor` is the
-- smallest identifier of the moment before which things go: identifiers carry their time.

-- name: list_organizations
-- Of every organization, its identifier.
SELECT id FROM organizations ORDER BY id;

-- name: lock_run
-- Whether this session is the one that applies retention to an organization.
SELECT pg_try_advisory_lock(hashtextextended('retention/' || %(org_id)s::uuid, 0));

-- name: unlock_run
-- Let the next one apply it at once: a server ends a closed session a moment later.
SELECT pg_advisory_unlock(hashtextextended('retention/' || %(org_id)s::uuid, 0));

-- name: trash
-- Contacts that were deleted before a moment, locked, so that nobody restores them meanwhile; one that was merged stays as
-- long as the merge can be undone.
SELECT c.id
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.deleted_at < %(before)s
  AND NOT EXISTS (
    SELECT FROM contact_merges m
    WHERE m.organization_id = %(org_id)s AND m.loser_id = c.id AND m.unmerged_at IS NULL
      AND EXISTS (SELECT FROM contacts s WHERE s.organization_id = %(org_id)s AND s.id = m.survivor_id))
ORDER BY c.id
LIMIT %(limit)s
FOR UPDATE OF c SKIP LOCKED;

-- name: count_trash
-- How many contacts would be erased.
SELECT count(*)
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.deleted_at < %(before)s
  AND NOT EXISTS (
    SELECT FROM contact_merges m
    WHERE m.organization_id = %(org_id)s AND m.loser_id = c.id AND m.unmerged_at IS NULL
      AND EXISTS (SELECT FROM contacts s WHERE s.organization_id = %(org_id)s AND s.id = m.survivor_id));

-- name: drop_import_rejects
-- Some refused rows of imports that ended before a moment.
DELETE FROM import_problems p
WHERE p.organization_id = %(org_id)s AND (p.import_id, p.line) IN (
    SELECT q.import_id, q.line
    FROM imports i
    JOIN import_problems q ON q.organization_id = %(org_id)s AND q.import_id = i.id
    WHERE i.organization_id = %(org_id)s AND i.finished_at < %(before)s
    LIMIT %(limit)s);

-- name: drop_import_samples
-- The rows that previews of these imports show, and what was corrected in them.
WITH corrections AS (
    DELETE FROM import_corrections c USING imports i
    WHERE i.organization_id = %(org_id)s AND i.finished_at < %(before)s
      AND c.organization_id = %(org_id)s AND c.import_id = i.id
), replacements AS (
    DELETE FROM import_replacements r USING imports i
    WHERE i.organization_id = %(org_id)s AND i.finished_at < %(before)s
      AND r.organization_id = %(org_id)s AND r.import_id = i.id
)
UPDATE imports SET preview = preview - 'samples'
WHERE organization_id = %(org_id)s AND finished_at < %(before)s AND preview ? 'samples';

-- name: count_import_rejects
-- How many refused rows would go.
SELECT count(*)
FROM imports i
JOIN import_problems q ON q.organization_id = %(org_id)s AND q.import_id = i.id
WHERE i.organization_id = %(org_id)s AND i.finished_at < %(before)s;

-- name: drop_call_results
-- Some call results of before a moment.
DELETE FROM call_results
WHERE organization_id = %(org_id)s AND id IN (
    SELECT id FROM call_results WHERE organization_id = %(org_id)s AND id < %(floor)s::uuid ORDER BY id LIMIT %(limit)s);

-- name: count_call_results
-- How many call results would go.
SELECT count(*) FROM call_results WHERE organization_id = %(org_id)s AND id < %(floor)s::uuid;

-- name: exits_chunk
-- The contact at which the next part of the exits ends.
SELECT max(contact_id::text)::uuid
FROM (SELECT contact_id FROM audience_exits
      WHERE organization_id = %(org_id)s AND contact_id > %(after)s::uuid ORDER BY contact_id LIMIT %(limit)s) AS part;

-- name: drop_audience_exits
-- The old exits of a part of the contacts.
DELETE FROM audience_exits
WHERE organization_id = %(org_id)s AND contact_id > %(after)s::uuid AND contact_id <= %(to)s::uuid
  AND exited_at < %(before)s;

-- name: count_audience_exits
-- How many exits would go.
SELECT count(*) FROM audience_exits WHERE organization_id = %(org_id)s AND exited_at < %(before)s;

-- name: history_chunk
-- The contact at which the next part of the history ends.
SELECT max(contact_id::text)::uuid
FROM (SELECT contact_id FROM contact_history
      WHERE organization_id = %(org_id)s AND contact_id > %(after)s::uuid ORDER BY contact_id LIMIT %(limit)s) AS part;

-- name: drop_history
-- The old before-images of a part of the contacts.
DELETE FROM contact_history
WHERE organization_id = %(org_id)s AND contact_id > %(after)s::uuid AND contact_id <= %(to)s::uuid
  AND id < %(floor)s::uuid;

-- name: count_history
-- How many before-images would go.
SELECT count(*) FROM contact_history WHERE organization_id = %(org_id)s AND id < %(floor)s::uuid;
