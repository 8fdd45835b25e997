-- Queries of imports. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: insert_import
-- Note an uploaded file.
INSERT INTO imports (organization_id, id, status, filename, source, columns, options, dry_run,
                     created_by_kind, created_by, expires_at, retry_of)
VALUES (%(org_id)s, %(id)s, %(status)s, %(filename)s, %(source)s, %(columns)s, %(options)s, %(dry_run)s,
        %(created_by_kind)s, %(created_by)s, %(expires_at)s, %(retry_of)s);

-- name: get_import
-- One import with the sums of its committed chunks.
SELECT i.id, i.status, i.filename, i.source, i.columns, i.options, i.dry_run, i.rows_total, i.preview, i.undone,
       i.error, i.cancel_requested, i.created_by_kind, i.created_by, i.created_at, i.started_at, i.finished_at,
       i.expires_at, i.seconds, i.rows_done, c.rows, c.created, c.updated, c.unchanged, c.merged, c.rejected, c.attribute_errors,
       i.retry_of,
       (SELECT r.id FROM imports r
        WHERE r.organization_id = i.organization_id AND r.retry_of = i.id AND r.status NOT IN ('undoing', 'undone')
        ORDER BY r.id DESC LIMIT 1) AS retried_as,
       i.undone_by_kind, i.undone_by
FROM imports i
CROSS JOIN LATERAL (
    SELECT coalesce(sum(rows), 0)::bigint AS rows, coalesce(sum(created), 0)::bigint AS created,
           coalesce(sum(updated), 0)::bigint AS updated, coalesce(sum(unchanged), 0)::bigint AS unchanged,
           coalesce(sum(merged), 0)::bigint AS merged, coalesce(sum(rejected), 0)::bigint AS rejected,
           coalesce(sum(attribute_errors), 0)::bigint AS attribute_errors
    FROM import_chunks
    WHERE organization_id = i.organization_id AND import_id = i.id
) c
WHERE i.organization_id = %(org_id)s AND i.id = %(id)s;

-- name: list_imports
-- A page of imports, newest first: after that of a cursor, or by its number.
SELECT i.id, i.status, i.filename, i.source, i.columns, i.options, i.dry_run, i.rows_total, i.preview, i.undone,
       i.error, i.cancel_requested, i.created_by_kind, i.created_by, i.created_at, i.started_at, i.finished_at,
       i.expires_at, i.seconds, i.rows_done, c.rows, c.created, c.updated, c.unchanged, c.merged, c.rejected, c.attribute_errors,
       i.retry_of,
       (SELECT r.id FROM imports r
        WHERE r.organization_id = i.organization_id AND r.retry_of = i.id AND r.status NOT IN ('undoing', 'undone')
        ORDER BY r.id DESC LIMIT 1) AS retried_as,
       i.undone_by_kind, i.undone_by
FROM imports i
CROSS JOIN LATERAL (
    SELECT coalesce(sum(rows), 0)::bigint AS rows, coalesce(sum(created), 0)::bigint AS created,
           coalesce(sum(updated), 0)::bigint AS updated, coalesce(sum(unchanged), 0)::bigint AS unchanged,
           coalesce(sum(merged), 0)::bigint AS merged, coalesce(sum(rejected), 0)::bigint AS rejected,
           coalesce(sum(attribute_errors), 0)::bigint AS attribute_errors
    FROM import_chunks
    WHERE organization_id = i.organization_id AND import_id = i.id
) c
WHERE i.organization_id = %(org_id)s AND (%(before)s::uuid IS NULL OR i.id < %(before)s)
ORDER BY i.id DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_imports
-- How many imports there are.
SELECT count(*) FROM imports WHERE organization_id = %(org_id)s;

-- name: set_mapping
-- Replace the mapping and options of an import that has not run; what a dry run found with others is void.
UPDATE imports
SET columns = %(columns)s, options = %(options)s, status = 'uploaded', preview = NULL, error = NULL,
    source = CASE WHEN options = %(options)s THEN source ELSE source - 'formats' END
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('uploaded', 'validated');

-- name: move_import
-- Change the state of an import, if it is in one of the given states; returns nothing when it is not.
UPDATE imports
SET status = %(status)s,
    started_at = CASE WHEN %(status)s IN ('running', 'validating') THEN coalesce(started_at, now()) ELSE started_at END,
    finished_at = CASE WHEN %(status)s IN ('completed', 'failed', 'cancelled', 'undone') THEN now() END,
    cancel_requested = false,
    error = %(error)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND status = ANY (%(from)s::text[])
RETURNING id;

-- name: date_back
-- Move the times of an import to an earlier moment; how long it took stays.
UPDATE imports
SET created_at = %(at)s::timestamptz,
    started_at = %(at)s::timestamptz + (started_at - created_at),
    finished_at = %(at)s::timestamptz + (finished_at - created_at)
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: request_cancel
-- Ask the process that runs an import to stop.
UPDATE imports
SET cancel_requested = true
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('queued', 'running', 'validating')
RETURNING status;

-- name: note_progress
-- Keep the live figures and learn whether somebody asked to stop.
UPDATE imports
SET rows_total = coalesce(%(rows_total)s::bigint, rows_total),
    rows_done = %(rows_done)s,
    seconds = %(seconds)s
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING cancel_requested;

-- name: set_preview
-- Keep the result of a dry run.
UPDATE imports
SET preview = %(preview)s, rows_total = %(rows_total)s
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: delete_unused
-- Forget an import that has not run.
DELETE FROM imports
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('uploaded', 'validated');

-- name: begin_undo
-- Mark an import that has ended as being undone, and for whom; one that is so already only to go on with it.
UPDATE imports
SET status = 'undoing', finished_at = NULL, cancel_requested = false, error = NULL,
    undone_by_kind = CASE WHEN status = 'undoing' THEN undone_by_kind ELSE %(actor_kind)s END,
    undone_by = CASE WHEN status = 'undoing' THEN undone_by ELSE %(actor)s END
WHERE organization_id = %(org_id)s AND id = %(id)s
  AND (status IN ('completed', 'cancelled', 'failed') OR status = 'undoing' AND %(again)s::boolean)
RETURNING id;

-- name: set_undone
-- Keep what an undo did so far.
UPDATE imports SET undone = %(undone)s WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: lock_import
-- Hold an import for this session, so that two processes never run the same one; released when the session ends.
SELECT pg_try_advisory_lock(hashtextextended('import/' || %(id)s::uuid, 0));

-- name: unlock_import
-- Let go of an import at once: a server ends a closed session a moment later, and who comes next would find it busy.
SELECT pg_advisory_unlock(hashtextextended('import/' || %(id)s::uuid, 0));

-- name: done_chunks
-- The chunks that are already committed.
SELECT number FROM import_chunks WHERE organization_id = %(org_id)s AND import_id = %(id)s;

-- name: insert_chunk
-- Note a chunk in the transaction that writes its contacts.
INSERT INTO import_chunks (organization_id, import_id, number, rows, created, updated, unchanged, merged, rejected,
                           attribute_errors)
VALUES (%(org_id)s, %(id)s, %(number)s, %(rows)s, %(created)s, %(updated)s, %(unchanged)s, %(merged)s, %(rejected)s,
        %(attribute_errors)s);

-- name: copy_problems
-- Note the rows to look at.
COPY import_problems (organization_id, import_id, line, rejected, cells, problems, refusals) FROM STDIN;

-- name: set_source
-- The file of an import is read in another way.
UPDATE imports SET source = %(source)s, rows_total = NULL
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('uploaded', 'validated');

-- name: forget_corrections
-- Drop what was said of the cells of a file.
WITH replacements AS (
    DELETE FROM import_replacements WHERE organization_id = %(org_id)s AND import_id = %(id)s
)
DELETE FROM import_corrections WHERE organization_id = %(org_id)s AND import_id = %(id)s;

-- name: set_formats
-- Keep how the columns of the file are written, for rows that are put right when it is gone.
UPDATE imports SET source = source || jsonb_build_object('formats', %(formats)s::jsonb)
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: forget_problems
-- Rows to look at of a dry run, before they are found again.
DELETE FROM import_problems WHERE organization_id = %(org_id)s AND import_id = %(id)s;

-- name: list_problems
-- A page of the rows to look at, in the order of the file.
SELECT line, rejected, cells, problems, refusals
FROM import_problems
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND line > %(after)s
  AND (rejected OR NOT %(rejected_only)s) AND (rejected OR %(fixed)s OR problems <> '[]')
ORDER BY line
LIMIT %(limit)s;

-- name: stale_imports
-- Imports that were running when their process died: nobody holds their lock. Of every organization.
SELECT organization_id, id, status
FROM imports
WHERE status IN ('running', 'validating', 'undoing')
ORDER BY id;

-- name: expire_uploads
-- Uploads that nobody used. Of every organization; their files are removed by the caller.
DELETE FROM imports
WHERE status IN ('uploaded', 'validated') AND expires_at < now()
RETURNING organization_id, id;

-- name: unfinished_imports
-- Those of these imports that may still read their file, of every organization; with an end they rest, to be resumed.
SELECT organization_id, id, finished_at
FROM imports
WHERE id = ANY (%(ids)s::uuid[]) AND status NOT IN ('completed', 'undone');

-- name: list_mappings
-- The saved mappings, by name.
SELECT id, name, columns, created_at, updated_at
FROM import_mappings
WHERE organization_id = %(org_id)s
ORDER BY lower(name);

-- name: save_mapping
-- Save a mapping under a name, replacing the one that has it.
INSERT INTO import_mappings (organization_id, name, columns, created_by)
VALUES (%(org_id)s, %(name)s, %(columns)s, %(created_by)s)
ON CONFLICT (organization_id, lower(name)) DO UPDATE
SET columns = excluded.columns, name = excluded.name, updated_at = now()
RETURNING id, name, columns, created_at, updated_at;

-- name: delete_mapping
-- Forget a saved mapping.
DELETE FROM import_mappings WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: plan_by_index
-- Look contacts and their history up by index: a batch is a small part of them.
SET LOCAL enable_seqscan = off;

-- name: undo_batches
-- What an import did, in batches of contacts, as the change feed has it.
SELECT era, xid::text, id, kind
FROM contact_changes
WHERE organization_id = %(org_id)s AND actor_kind = 'import' AND actor = %(id)s AND kind IN ('created', 'updated')
ORDER BY id;

-- name: lock_undo_batch
-- Keep the contacts of one batch from changing until the transaction ends, in the order in which everybody locks them.
SELECT c.id
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.id IN (
    SELECT unnest(contact_ids)
    FROM contact_changes
    WHERE organization_id = %(org_id)s AND era = %(era)s AND xid = %(xid)s::xid8 AND id = %(batch)s)
ORDER BY c.id
FOR NO KEY UPDATE;

-- name: undo_created
-- Delete the contacts of one batch that nobody has changed since the import created them.
WITH batch AS (
    SELECT unnest(contact_ids) AS contact_id
    FROM contact_changes
    WHERE organization_id = %(org_id)s AND era = %(era)s AND xid = %(xid)s::xid8 AND id = %(batch)s
), deleted AS (
    UPDATE contacts c
    SET deleted_at = now(), deleted_by_kind = %(actor_kind)s, deleted_by = %(actor)s,
        updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s, version = c.version + 1
    FROM batch b
    WHERE c.organization_id = %(org_id)s AND c.id = b.contact_id AND c.deleted_at IS NULL
      AND c.version = 1 AND c.created_by_kind = 'import' AND c.created_by = %(id)s
    RETURNING c.id
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'deleted', %(actor_kind)s, %(actor)s, '{}' FROM deleted
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'deleted', %(actor_kind)s, %(actor)s, array_agg(id) FROM deleted HAVING count(*) > 0
), counted AS (
    INSERT INTO contact_counts (organization_id, live)
    SELECT %(org_id)s, -count(*) FROM deleted HAVING count(*) > 0
)
SELECT (SELECT count(*) FROM batch) AS asked, (SELECT coalesce(array_agg(id), '{}') FROM deleted) AS done_ids,
       (SELECT coalesce(array_agg(contact_id), '{}') FROM (
            SELECT contact_id FROM batch WHERE contact_id NOT IN (SELECT id FROM deleted) LIMIT 100) s) AS skipped;

-- name: undo_updated
-- Put back what the import overwrote in one batch, where nobody has changed the contact since.
WITH batch AS (
    SELECT unnest(contact_ids) AS contact_id
    FROM contact_changes
    WHERE organization_id = %(org_id)s AND era = %(era)s AND xid = %(xid)s::xid8 AND id = %(batch)s
), images AS (
    SELECT b.contact_id, h.before, h.id AS change_id
    FROM batch b
    JOIN contact_history h ON h.organization_id = %(org_id)s AND h.contact_id = b.contact_id
    WHERE h.actor_kind = 'import' AND h.actor = %(id)s AND h.kind = 'updated'
      AND NOT EXISTS (
        SELECT FROM contact_history later
        WHERE later.organization_id = %(org_id)s AND later.contact_id = h.contact_id AND later.id > h.id)
), restored AS (
    UPDATE contacts c
    SET first_name = CASE WHEN i.before ? 'firstName' THEN i.before ->> 'firstName' ELSE c.first_name END,
        last_name = CASE WHEN i.before ? 'lastName' THEN i.before ->> 'lastName' ELSE c.last_name END,
        full_name = CASE WHEN i.before ? 'fullName' THEN i.before ->> 'fullName' ELSE c.full_name END,
        primary_email = CASE WHEN i.before ? 'primaryEmail' THEN i.before ->> 'primaryEmail' ELSE c.primary_email END,
        address = CASE WHEN i.before ? 'address' THEN i.before ->> 'address' ELSE c.address END,
        city = CASE WHEN i.before ? 'city' THEN i.before ->> 'city' ELSE c.city END,
        state = CASE WHEN i.before ? 'state' THEN i.before ->> 'state' ELSE c.state END,
        zip = CASE WHEN i.before ? 'zip' THEN i.before ->> 'zip' ELSE c.zip END,
        occupation = CASE WHEN i.before ? 'occupation' THEN i.before ->> 'occupation' ELSE c.occupation END,
        preferred_channel = CASE WHEN i.before ? 'preferredChannel' THEN i.before ->> 'preferredChannel'
                                 ELSE c.preferred_channel END,
        gender = CASE WHEN i.before ? 'gender' THEN i.before ->> 'gender' ELSE c.gender END,
        channels = CASE WHEN NOT i.before ? 'channels' THEN c.channels
                        WHEN i.before -> 'channels' = 'null' THEN NULL
                        ELSE ARRAY(SELECT jsonb_array_elements_text(i.before -> 'channels')) END,
        attributes = CASE WHEN i.before ? 'customAttributes' THEN i.before -> 'customAttributes' ELSE c.attributes END,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    FROM images i
    WHERE c.organization_id = %(org_id)s AND c.id = i.contact_id AND c.deleted_at IS NULL
      AND c.updated_by_kind = 'import' AND c.updated_by = %(id)s
    RETURNING c.id, contact_before(old, new) AS before
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s, before FROM restored
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'updated', %(actor_kind)s, %(actor)s, array_agg(id) FROM restored HAVING count(*) > 0
)
SELECT (SELECT count(*) FROM batch) AS asked, (SELECT coalesce(array_agg(id), '{}') FROM restored) AS done_ids,
       (SELECT coalesce(array_agg(contact_id), '{}') FROM (
            SELECT contact_id FROM batch WHERE contact_id NOT IN (SELECT id FROM restored) LIMIT 100) s) AS skipped;

-- name: tidy_search_index
-- Move what waits in the search index's pending list to its place, so that the next searches do not read the list.
SELECT gin_clean_pending_list('contacts_search'::regclass);

-- name: sample_contacts
-- The current values of a few contacts, to show what an import would change.
SELECT phone_key, id::text,
    jsonb_build_object('firstName', first_name, 'lastName', last_name, 'fullName', full_name,
        'primaryEmail', primary_email, 'address', address, 'city', city, 'state', state, 'zip', zip,
        'occupation', occupation, 'preferredChannel', preferred_channel, 'gender', gender) AS fields,
    attributes
FROM contacts
WHERE organization_id = %(org_id)s AND phone_key = ANY (%(keys)s::text[]) AND deleted_at IS NULL;

-- name: list_works
-- Imports as long works: those that wait or run, the `rows` newest of those that have ended, and `ids`.
-- The state `running` comes with the rows that are done, `undoing` with the contacts that are put back.
WITH chosen AS (
    SELECT id FROM imports
    WHERE organization_id = %(org_id)s AND status IN ('validating', 'queued', 'running', 'undoing')
    UNION
    (SELECT id FROM imports
     WHERE organization_id = %(org_id)s AND status IN ('validated', 'completed', 'cancelled', 'failed', 'undone')
     ORDER BY id DESC LIMIT %(rows)s)
    UNION
    SELECT id FROM imports WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
)
SELECT 'import' AS kind, i.id, jsonb_build_object('filename', i.filename) AS about,
       CASE i.status WHEN 'queued' THEN 'waiting' WHEN 'uploaded' THEN 'waiting' WHEN 'failed' THEN 'failed'
                     WHEN 'cancelled' THEN 'cancelled' WHEN 'validating' THEN 'running' WHEN 'running' THEN 'running'
                     WHEN 'undoing' THEN 'running' ELSE 'done' END AS status,
       CASE WHEN i.status IN ('undoing', 'undone') THEN 'undo'
            WHEN i.status IN ('uploaded', 'validating', 'validated') THEN 'check' ELSE 'run' END AS phase,
       CASE WHEN i.status IN ('undoing', 'undone')
            THEN (i.undone ->> 'deleted')::bigint + (i.undone ->> 'restored')::bigint + (i.undone ->> 'skipped')::bigint
            WHEN i.status = 'validated' THEN i.rows_total
            ELSE i.rows_done END AS done,
       CASE WHEN i.status IN ('undoing', 'undone') THEN c.written ELSE i.rows_total END AS total,
       CASE WHEN i.status IN ('undoing', 'undone') THEN 'contacts' ELSE 'rows' END AS unit,
       CASE WHEN i.status IN ('validating', 'running') THEN i.seconds END AS seconds,
       i.created_by_kind AS actor_kind, i.created_by AS actor, i.created_at, i.started_at, i.finished_at,
       i.status IN ('queued', 'running', 'validating') AND NOT i.cancel_requested AS cancellable,
       i.status IN ('completed', 'cancelled', 'failed') AS undoable,
       i.error ->> 'message' AS message
FROM imports i
LEFT JOIN LATERAL (
    SELECT coalesce(sum(created + updated), 0)::bigint AS written
    FROM import_chunks
    WHERE organization_id = %(org_id)s AND import_id = i.id
) c ON i.status IN ('undoing', 'undone')
WHERE i.organization_id = %(org_id)s AND i.id IN (SELECT id FROM chosen);
