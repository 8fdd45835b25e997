-- Queries of bulk actions. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`. The statements that find the contacts of a
-- filter are composed in selecting.py.

-- name: insert_action
-- Note an action that is to be done.
INSERT INTO bulk_actions (organization_id, action, parameters, filter, expected, created_by_kind, created_by)
VALUES (%(org_id)s, %(action)s, %(parameters)s, %(filter)s, %(expected)s, %(actor_kind)s, %(actor)s)
RETURNING id;

-- name: get_action
-- One action with the sums of its chunks.
SELECT b.id, b.action, b.parameters, b.filter, b.status, b.expected, b.matched, b.error, b.cancel_requested,
       b.created_by_kind, b.created_by, b.created_at, b.started_at, b.finished_at, b.undone_by_kind, b.undone_by,
       c.done, c.changed, c.undone, c.undo_skipped
FROM bulk_actions b
CROSS JOIN LATERAL (
    SELECT coalesce(sum(size) FILTER (WHERE done_at IS NOT NULL), 0)::bigint AS done,
           coalesce(sum(changed), 0)::bigint AS changed,
           coalesce(sum(undone), 0)::bigint AS undone,
           coalesce(sum(changed - undone) FILTER (WHERE undone_at IS NOT NULL), 0)::bigint
               AS undo_skipped
    FROM bulk_action_chunks
    WHERE organization_id = %(org_id)s AND bulk_action_id = b.id
) c
WHERE b.organization_id = %(org_id)s AND b.id = %(id)s;

-- name: list_actions
-- A page of actions, newest first: after that of a cursor, or by its number.
SELECT b.id, b.action, b.parameters, b.filter, b.status, b.expected, b.matched, b.error, b.cancel_requested,
       b.created_by_kind, b.created_by, b.created_at, b.started_at, b.finished_at, b.undone_by_kind, b.undone_by,
       c.done, c.changed, c.undone, c.undo_skipped
FROM bulk_actions b
CROSS JOIN LATERAL (
    SELECT coalesce(sum(size) FILTER (WHERE done_at IS NOT NULL), 0)::bigint AS done,
           coalesce(sum(changed), 0)::bigint AS changed,
           coalesce(sum(undone), 0)::bigint AS undone,
           coalesce(sum(changed - undone) FILTER (WHERE undone_at IS NOT NULL), 0)::bigint
               AS undo_skipped
    FROM bulk_action_chunks
    WHERE organization_id = %(org_id)s AND bulk_action_id = b.id
) c
WHERE b.organization_id = %(org_id)s AND (%(before)s::uuid IS NULL OR b.id < %(before)s)
ORDER BY b.id DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_actions
-- How many actions there are.
SELECT count(*) FROM bulk_actions WHERE organization_id = %(org_id)s;

-- name: move_action
-- Change the state of an action, if it is in one of the given states; returns nothing when it is not.
UPDATE bulk_actions
SET status = %(status)s,
    started_at = CASE WHEN %(status)s = 'running' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
    finished_at = CASE WHEN %(status)s IN ('completed', 'cancelled', 'failed') THEN clock_timestamp()
                       ELSE finished_at END,
    error = %(error)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND status = ANY (%(from)s::text[])
RETURNING id;

-- name: begin_undo
-- Mark an action that has ended as being undone, and by whom.
UPDATE bulk_actions
SET status = 'undoing', error = NULL, undone_by_kind = %(actor_kind)s, undone_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('completed', 'cancelled', 'failed')
RETURNING id;

-- name: request_cancel
-- Ask the process that runs an action to stop.
UPDATE bulk_actions
SET cancel_requested = true
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('queued', 'running')
RETURNING status;

-- name: set_matched
-- Note how many contacts the action is about.
UPDATE bulk_actions SET matched = %(matched)s WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: fix_given
-- Fix the contacts that were given by id, in chunks in the order of their ids.
INSERT INTO bulk_action_chunks (organization_id, bulk_action_id, number, contact_ids)
SELECT %(org_id)s, %(id)s, n / %(size)s, array_agg(contact_id ORDER BY contact_id)
FROM (
    SELECT c.id AS contact_id, row_number() OVER (ORDER BY c.id)::integer - 1 AS n
    FROM contacts c
    WHERE c.organization_id = %(org_id)s AND c.id = ANY (%(ids)s::uuid[])
) AS numbered
GROUP BY n / %(size)s
RETURNING cardinality(contact_ids);

-- name: count_given
-- How many of these contacts there are, in any state.
SELECT count(*) FROM contacts WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]);

-- name: next_chunk
-- The first chunk that is not done, kept from others until the transaction ends.
SELECT number, contact_ids, changed_ids
FROM bulk_action_chunks
WHERE organization_id = %(org_id)s AND bulk_action_id = %(id)s AND done_at IS NULL
ORDER BY number
LIMIT 1
FOR UPDATE;

-- name: next_to_undo
-- The first chunk that was done and is not undone, kept from others until the transaction ends.
SELECT number, contact_ids, changed_ids
FROM bulk_action_chunks
WHERE organization_id = %(org_id)s AND bulk_action_id = %(id)s AND done_at IS NOT NULL AND undone_at IS NULL
ORDER BY number
LIMIT 1
FOR UPDATE;

-- name: finish_chunk
-- Note whom a chunk changed, in the transaction that did it.
UPDATE bulk_action_chunks
SET done_at = now(), changed_ids = %(changed_ids)s::uuid[]
WHERE organization_id = %(org_id)s AND bulk_action_id = %(id)s AND number = %(number)s;

-- name: finish_undo
-- Note how many of a chunk were put back, in the transaction that did it.
UPDATE bulk_action_chunks
SET undone_at = now(), undone = %(undone)s
WHERE organization_id = %(org_id)s AND bulk_action_id = %(id)s AND number = %(number)s;

-- name: hold_action
-- Hold an action for this session, so that two processes never do the same one; released when the session ends.
SELECT pg_try_advisory_lock(hashtextextended('bulk/' || %(id)s::uuid, 0));

-- name: release
-- Let go of an action at once: a server ends a closed session a moment later, and who comes next would find it busy.
SELECT pg_advisory_unlock(hashtextextended('bulk/' || %(id)s::uuid, 0));

-- name: stale_actions
-- Actions that were being done or undone when their process died, of every organization.
SELECT organization_id, id, status FROM bulk_actions WHERE status IN ('running', 'undoing') ORDER BY id;

-- name: plan_by_index
-- Look contacts and their history up by index: a chunk is a small part of them.
SET LOCAL enable_seqscan = off;

-- name: lock_contacts
-- Keep contacts from changing until the transaction ends, in the order in which everybody locks them.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id
FOR NO KEY UPDATE;

-- name: still_ours
-- Contacts of which this action did the last change of the kind that it makes: nobody has changed it since. Another
-- action that was undone has two of them, its own and the one that took it back, and is as if it had not been.
SELECT u.id
FROM unnest(%(ids)s::uuid[]) AS u (id)
WHERE (
    SELECT c.actor_kind = 'bulk' AND c.actor = %(id)s
    FROM (
        SELECT h.id, h.actor_kind, h.actor, count(*) OVER (PARTITION BY h.actor_kind, h.actor) AS changes
        FROM contact_history h
        WHERE h.organization_id = %(org_id)s AND h.contact_id = u.id
          AND CASE %(what)s::text
                  WHEN 'tag' THEN h.kind IN ('tagged', 'untagged') AND h.before ->> 'tagId' = %(tag_id)s::text
                  WHEN 'trash' THEN h.kind IN ('deleted', 'restored', 'merged', 'unmerged')
                  ELSE h.before ? 'archivedAt'
              END
    ) AS c
    WHERE c.actor_kind <> 'bulk' OR c.changes = 1
    ORDER BY c.id DESC
    LIMIT 1
);

-- name: still_moved
-- Contacts that this action was the last to put into an audience, or to take out of it, and who are neither deleted nor
-- archived. Another action that was undone did both, and is as if it had not been.
SELECT c.id
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.id = ANY (%(ids)s::uuid[])
  AND c.deleted_at IS NULL AND c.archived_at IS NULL
  AND (
    SELECT d.kind = 'bulk' AND d.actor = %(id)s
    FROM (
        SELECT s.at, s.kind, s.actor,
               count(*) FILTER (WHERE s.enters) OVER moves > 0 AND count(*) FILTER (WHERE NOT s.enters) OVER moves > 0
                   AS both_ways
        FROM (
            SELECT m.entered_at AS at, m.entered_by_kind AS kind, m.entered_by AS actor, true AS enters
            FROM audience_members m
            WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s AND m.contact_id = c.id
            UNION ALL
            SELECT v.at, v.kind, v.actor, v.enters
            FROM audience_exits x
            CROSS JOIN LATERAL (
                VALUES (x.entered_at, x.entered_by_kind, x.entered_by, true),
                       (x.exited_at, x.exited_by_kind, x.exited_by, false)
            ) AS v (at, kind, actor, enters)
            WHERE x.organization_id = %(org_id)s AND x.audience_id = %(audience_id)s AND x.contact_id = c.id
        ) AS s
        WINDOW moves AS (PARTITION BY s.kind, s.actor)
    ) AS d
    WHERE d.kind IS DISTINCT FROM 'bulk' OR NOT d.both_ways
    ORDER BY d.at DESC
    LIMIT 1
  );

-- name: previous_values
-- What this action overwrote, as JSON, of contacts whose value nobody has changed since. Another action that was undone
-- has two changes, its own and the one that took it back, and is as if it had not been.
SELECT u.id, coalesce(CASE WHEN %(slug)s::text IS NULL THEN ours.before -> %(field)s::text
                           ELSE ours.before -> 'customAttributes' -> %(slug)s::text END, 'null')::text
FROM unnest(%(ids)s::uuid[]) AS u (id)
CROSS JOIN LATERAL (
    SELECT h.id, h.before
    FROM contact_history h
    WHERE h.organization_id = %(org_id)s AND h.contact_id = u.id
      AND h.kind = 'updated' AND h.actor_kind = 'bulk' AND h.actor = %(id)s
    ORDER BY h.id DESC
    LIMIT 1
) AS ours
JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = u.id
WHERE (%(slug)s::text IS NULL OR (c.attributes -> %(slug)s::text) IS NOT DISTINCT FROM nullif(%(value)s::jsonb, 'null'))
  AND NOT EXISTS (
    SELECT FROM contact_history later
    WHERE later.organization_id = %(org_id)s AND later.contact_id = u.id AND later.id > ours.id
      AND CASE WHEN %(slug)s::text IS NULL THEN later.before ? %(field)s::text
               ELSE later.before ? 'customAttributes'
                    AND (later.before -> 'customAttributes' -> %(slug)s::text)
                        IS DISTINCT FROM nullif(%(value)s::jsonb, 'null')
          END
      AND (later.actor_kind <> 'bulk' OR NOT EXISTS (
          SELECT FROM contact_history other
          WHERE other.organization_id = %(org_id)s AND other.contact_id = u.id AND other.kind = 'updated'
            AND other.actor_kind = 'bulk' AND other.actor = later.actor AND other.id <> later.id
      ))
  );

-- name: set_field
-- Give each contact its value of one field, where it has another one, with history and feed.
WITH wanted AS (
    SELECT u.id, nullif(u.value::jsonb, 'null') AS value
    FROM unnest(%(ids)s::uuid[], %(values)s::text[]) AS u (id, value)
), locked AS MATERIALIZED (
    SELECT c.id, w.value
    FROM contacts c
    JOIN wanted w ON w.id = c.id
    WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL
      AND CASE %(field)s::text
            WHEN 'firstName' THEN to_jsonb(c.first_name)
            WHEN 'lastName' THEN to_jsonb(c.last_name)
            WHEN 'fullName' THEN to_jsonb(c.full_name)
            WHEN 'primaryEmail' THEN to_jsonb(c.primary_email)
            WHEN 'address' THEN to_jsonb(c.address)
            WHEN 'city' THEN to_jsonb(c.city)
            WHEN 'state' THEN to_jsonb(c.state)
            WHEN 'zip' THEN to_jsonb(c.zip)
            WHEN 'occupation' THEN to_jsonb(c.occupation)
            WHEN 'preferredChannel' THEN to_jsonb(c.preferred_channel)
            WHEN 'gender' THEN to_jsonb(c.gender)
            WHEN 'channels' THEN to_jsonb(c.channels)
            ELSE c.attributes -> %(slug)s::text
          END IS DISTINCT FROM w.value
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), updated AS (
    UPDATE contacts c
    SET
        first_name = CASE WHEN %(field)s::text = 'firstName' THEN l.value #>> '{}' ELSE c.first_name END,
        last_name = CASE WHEN %(field)s::text = 'lastName' THEN l.value #>> '{}' ELSE c.last_name END,
        full_name = CASE WHEN %(field)s::text = 'fullName' THEN l.value #>> '{}' ELSE c.full_name END,
        primary_email = CASE WHEN %(field)s::text = 'primaryEmail' THEN l.value #>> '{}' ELSE c.primary_email END,
        address = CASE WHEN %(field)s::text = 'address' THEN l.value #>> '{}' ELSE c.address END,
        city = CASE WHEN %(field)s::text = 'city' THEN l.value #>> '{}' ELSE c.city END,
        state = CASE WHEN %(field)s::text = 'state' THEN l.value #>> '{}' ELSE c.state END,
        zip = CASE WHEN %(field)s::text = 'zip' THEN l.value #>> '{}' ELSE c.zip END,
        occupation = CASE WHEN %(field)s::text = 'occupation' THEN l.value #>> '{}' ELSE c.occupation END,
        preferred_channel = CASE WHEN %(field)s::text = 'preferredChannel' THEN l.value #>> '{}' ELSE c.preferred_channel END,
        gender = CASE WHEN %(field)s::text = 'gender' THEN l.value #>> '{}' ELSE c.gender END,
        channels = CASE WHEN %(field)s::text <> 'channels' THEN c.channels
                        WHEN l.value IS NULL THEN NULL
                        ELSE ARRAY(SELECT jsonb_array_elements_text(l.value)) END,
        attributes = CASE WHEN %(slug)s::text IS NULL THEN c.attributes
                          WHEN l.value IS NULL THEN c.attributes - %(slug)s::text
                          ELSE c.attributes || jsonb_build_object(%(slug)s::text, l.value) END,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    FROM locked l
    WHERE c.organization_id = %(org_id)s AND c.id = l.id
    RETURNING c.id, contact_before(old, new) AS before
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s, before FROM updated
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'updated', %(actor_kind)s, %(actor)s, array_agg(id) FROM updated HAVING count(*) > 0
)
SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM updated;

-- name: list_works
-- Bulk actions as long works: those that wait or run, the `rows` newest of those that have ended, and `ids`.
-- Chunks are counted, not their contacts: `size` is what each but the last one has, and lists of 5,000 ids are not read.
WITH chosen AS (
    SELECT id FROM bulk_actions
    WHERE organization_id = %(org_id)s AND status IN ('queued', 'running', 'undoing')
    UNION
    (SELECT id FROM bulk_actions
     WHERE organization_id = %(org_id)s AND status IN ('completed', 'cancelled', 'failed', 'undone')
     ORDER BY id DESC LIMIT %(rows)s)
    UNION
    SELECT id FROM bulk_actions WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
)
SELECT 'bulk_action' AS kind, b.id, jsonb_build_object('action', b.action) AS about,
       CASE b.status WHEN 'queued' THEN 'waiting' WHEN 'running' THEN 'running' WHEN 'undoing' THEN 'running'
                     WHEN 'failed' THEN 'failed' WHEN 'cancelled' THEN 'cancelled' ELSE 'done' END AS status,
       CASE WHEN b.status IN ('undoing', 'undone') THEN 'undo' ELSE 'run' END AS phase,
       least(CASE WHEN b.status IN ('undoing', 'undone') THEN c.undone ELSE c.done END * %(size)s::bigint,
             b.matched) AS done,
       b.matched AS total, 'contacts' AS unit, NULL::double precision AS seconds,
       b.created_by_kind AS actor_kind, b.created_by AS actor, b.created_at, b.started_at, b.finished_at,
       b.status IN ('queued', 'running') AND NOT b.cancel_requested AS cancellable,
       b.status IN ('completed', 'cancelled', 'failed') AND c.done > 0 AS undoable,
       b.error ->> 'message' AS message
FROM bulk_actions b
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE done_at IS NOT NULL) AS done,
           count(*) FILTER (WHERE undone_at IS NOT NULL) AS undone
    FROM bulk_action_chunks
    WHERE organization_id = %(org_id)s AND bulk_action_id = b.id
) c
WHERE b.organization_id = %(org_id)s AND b.id IN (SELECT id FROM chosen);
