-- Queries of audiences. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: lock_live
-- Those of these contacts that can be members, kept from changing until the transaction ends.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL AND archived_at IS NULL
ORDER BY id
FOR NO KEY UPDATE;

-- name: enter
-- Make contacts members, and tell the count and the change feed of those that were none.
WITH entered AS (
    INSERT INTO audience_members (
        organization_id, audience_id, contact_id, entered_at, entered_by_kind, entered_by
    )
    SELECT %(org_id)s, %(audience_id)s, id, coalesce(%(at)s::timestamptz, statement_timestamp()),
           nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid
    FROM unnest(%(ids)s::uuid[]) AS given (id)
    -- In one order, so that two that add the same contacts wait for each other instead of blocking each other.
    ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING contact_id
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, %(audience_id)s, count(*) FROM entered HAVING count(*) > 0
), announced AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
    SELECT %(org_id)s, 'entered', %(actor_kind)s, %(actor)s, %(audience_id)s, array_agg(contact_id)
    FROM entered
    HAVING count(*) > 0
)
SELECT contact_id FROM entered;

-- name: leave
-- End the stays of members, keep them with the reason, and tell the count and the change feed.
WITH exited AS (
    DELETE FROM audience_members
    WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s AND contact_id = ANY (%(ids)s::uuid[])
    RETURNING contact_id, entered_at, entered_by_kind, entered_by
), kept AS (
    INSERT INTO audience_exits (
        organization_id, audience_id, contact_id, entered_at, entered_by_kind, entered_by,
        exited_at, exited_by_kind, exited_by, reason
    )
    SELECT %(org_id)s, %(audience_id)s, contact_id, entered_at, entered_by_kind, entered_by,
           greatest(statement_timestamp(), entered_at), nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid,
           %(reason)s
    FROM exited
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, %(audience_id)s, -count(*) FROM exited HAVING count(*) > 0
), announced AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
    SELECT %(org_id)s, 'exited', %(actor_kind)s, %(actor)s, %(audience_id)s, array_agg(contact_id)
    FROM exited
    HAVING count(*) > 0
)
SELECT contact_id FROM exited;

-- name: exit_removed
-- End the stays in static audiences of contacts that are deleted, archived or about to be erased.
WITH exited AS (
    DELETE FROM audience_members m
    USING audiences a, contacts c
    WHERE a.organization_id = %(org_id)s AND a.type = 'static'
      AND m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = ANY (%(ids)s::uuid[])
      AND c.organization_id = %(org_id)s AND c.id = m.contact_id
    RETURNING m.audience_id, m.contact_id, m.entered_at, m.entered_by_kind, m.entered_by,
              CASE WHEN c.deleted_at IS NOT NULL AND EXISTS (
                       SELECT FROM contact_merges g
                       WHERE g.organization_id = %(org_id)s AND g.loser_id = c.id AND g.unmerged_at IS NULL)
                   THEN 'merged'
                   WHEN c.deleted_at IS NOT NULL THEN 'deleted'
                   WHEN c.archived_at IS NOT NULL THEN 'archived'
                   ELSE 'erased' END AS reason
), kept AS (
    INSERT INTO audience_exits (
        organization_id, audience_id, contact_id, entered_at, entered_by_kind, entered_by,
        exited_at, exited_by_kind, exited_by, reason
    )
    SELECT %(org_id)s, audience_id, contact_id, entered_at, entered_by_kind, entered_by,
           greatest(statement_timestamp(), entered_at), nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid, reason
    FROM exited
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, -count(*) FROM exited GROUP BY audience_id
)
INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
SELECT %(org_id)s, 'exited', %(actor_kind)s, %(actor)s, audience_id, array_agg(contact_id)
FROM exited
GROUP BY audience_id;

-- name: enter_returned
-- Put contacts that came back into the static audiences that they were in until they were deleted, archived or merged.
WITH last_stays AS (
    SELECT DISTINCT ON (e.contact_id, e.audience_id) e.contact_id, e.audience_id, e.reason
    FROM audience_exits e
    JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = e.audience_id AND a.type = 'static'
    JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = e.contact_id
                   AND c.deleted_at IS NULL AND c.archived_at IS NULL
    WHERE e.organization_id = %(org_id)s AND e.contact_id = ANY (%(ids)s::uuid[])
    ORDER BY e.contact_id, e.audience_id, e.id DESC
), entered AS (
    INSERT INTO audience_members (organization_id, audience_id, contact_id, entered_by_kind, entered_by)
    SELECT %(org_id)s, audience_id, contact_id, nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid
    FROM last_stays
    WHERE reason IN ('deleted', 'archived', 'merged')
    ORDER BY audience_id, contact_id
    ON CONFLICT DO NOTHING
    RETURNING audience_id, contact_id
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, count(*) FROM entered GROUP BY audience_id
)
INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
SELECT %(org_id)s, 'entered', %(actor_kind)s, %(actor)s, audience_id, array_agg(contact_id)
FROM entered
GROUP BY audience_id;
