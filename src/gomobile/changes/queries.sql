-- Queries of changes. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: read_feed
-- Changes from a position on, in commit order: `rows` tells how many, `more` whether others follow.
-- What a running transaction may still write is left for later: every xid below the horizon is decided, so that a
-- position that was passed never gets a change. Of a row with many contacts only the part of this page is sent.
WITH ahead AS (
    SELECT era, xid, id, kind, actor_kind, actor, audience_id, contact_ids, size,
           CASE WHEN (era, xid, id) = (%(era)s::integer, %(xid)s::text::xid8, %(id)s::uuid)
                THEN %(skip)s::integer ELSE 0 END AS skip
    FROM contact_changes
    WHERE organization_id = %(org_id)s
      AND (era, xid, id) >= (%(era)s::integer, %(xid)s::text::xid8, %(id)s::uuid)
      AND (era < feed_era() OR xid < pg_snapshot_xmin(pg_current_snapshot()))
      AND (%(kinds)s::text[] IS NULL OR kind = ANY (%(kinds)s::text[]))
    ORDER BY era, xid, id
    -- Each row holds at least one contact, and of the first one nothing may be left.
    LIMIT %(rows)s + 2
), counted AS (
    SELECT *, sum(size - skip) OVER (ORDER BY era, xid, id) - (size - skip) AS before FROM ahead
)
SELECT era, xid::text::bigint AS xid, id, kind, actor_kind, actor, audience_id, skip,
       contact_ids[skip + 1 : skip + least(size - skip, %(rows)s - before)::integer] AS contact_ids,
       (SELECT sum(size - skip) FROM ahead) > %(rows)s AS more
FROM counted
WHERE before < %(rows)s AND size > skip
ORDER BY era, xid, id;

-- name: find_end
-- The position that every later change comes after.
SELECT feed_era(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint;

-- name: read_timeline
-- What happened to a contact, newest first: what was changed, deleted, restored, and at last how it was created.
-- Of the contact itself and of those that were merged into it (`contact_ids`); each event tells whose it is.
-- `after` has, of each value that was overwritten, what it became, where a later change has overwritten that too.
WITH events AS (
    SELECT id, contact_id, kind, actor_kind, actor, before
    FROM contact_history
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
    UNION ALL
    SELECT id, id, 'created', created_by_kind, created_by, '{}'
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(contact_ids)s::uuid[])
    UNION ALL
    SELECT event_id(m.entered_at, m.audience_id), m.contact_id, 'entered', coalesce(m.entered_by_kind, 'system'),
           m.entered_by, jsonb_build_object('audience', jsonb_build_object('id', a.id, 'name', a.name))
    FROM audiences a
    JOIN audience_members m
        ON m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = ANY (%(contact_ids)s::uuid[])
    WHERE a.organization_id = %(org_id)s
    UNION ALL
    SELECT moved.id, e.contact_id, moved.kind, coalesce(moved.actor_kind, 'system'), moved.actor,
           jsonb_build_object('audience', jsonb_build_object('id', a.id, 'name', a.name) || moved.data)
    FROM audience_exits e
    JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = e.audience_id
    CROSS JOIN LATERAL (VALUES
        (event_id(e.entered_at, e.audience_id), 'entered', e.entered_by_kind, e.entered_by, '{}'::jsonb),
        (e.id, 'exited', e.exited_by_kind, e.exited_by, jsonb_build_object('reason', e.reason))
    ) AS moved (id, kind, actor_kind, actor, data)
    WHERE e.organization_id = %(org_id)s AND e.contact_id = ANY (%(contact_ids)s::uuid[])
    UNION ALL
    SELECT id, contact_id, 'consent', actor_kind, actor,
           jsonb_build_object('consent', jsonb_build_object(
               'purpose', purpose, 'channel', channel, 'status', status, 'source', source,
               'statedAt', to_char(stated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    FROM consent_events
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
    UNION ALL
    SELECT id, contact_id, 'called', actor_kind, actor,
           jsonb_build_object('call', jsonb_build_object(
               'result', result, 'durationSeconds', duration_seconds, 'hangupCause', hangup_cause, 'flow', flow,
               'campaign', campaign, 'pressed', pressed))
    FROM call_results
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
), page AS (
    SELECT *
    FROM events
    WHERE id < %(before)s::uuid OR %(before)s::uuid IS NULL
    ORDER BY id DESC
    LIMIT %(rows)s
)
SELECT page.id, page.contact_id, page.kind, page.actor_kind, page.actor, coalesce(k.name, p.name, i.filename) AS actor_name,
       page.before,
       (
           SELECT coalesce(jsonb_object_agg(field.name, newer.value), '{}')
           FROM jsonb_object_keys(page.before) AS field (name)
           CROSS JOIN LATERAL (
               SELECT n.before -> field.name AS value
               FROM contact_history n
               WHERE n.organization_id = %(org_id)s AND n.contact_id = page.contact_id
                 AND n.id > page.id AND n.before ? field.name
               ORDER BY n.id
               LIMIT 1
           ) AS newer
       ) AS after
FROM page
LEFT JOIN api_keys k ON page.actor_kind = 'key' AND k.organization_id = %(org_id)s AND k.id = page.actor
LEFT JOIN people p ON page.actor_kind = 'person' AND p.id = page.actor
LEFT JOIN imports i ON page.actor_kind = 'import' AND i.organization_id = %(org_id)s AND i.id = page.actor
ORDER BY page.id DESC;
