-- Queries of audiences. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: audience_columns
-- Audiences with the number of their members, which no page counts.
SELECT a.organization_id, a.id, a.name, a.description, a.type, a.rules, a.uses, a.status, a.error, a.version,
       a.created_at, a.created_by_kind, a.created_by, a.updated_at, a.updated_by_kind, a.updated_by,
       a.deleted_at, a.deleted_by_kind, a.deleted_by,
       (SELECT coalesce(sum(c.members), 0)::bigint FROM audience_counts c
        WHERE c.organization_id = %(org_id)s AND c.audience_id = a.id) AS contacts
FROM audiences a
WHERE a.organization_id = %(org_id)s

-- name: get_audience
-- One audience, deleted or not.
-- include: audience_columns
AND a.id = %(id)s;

-- name: lock_audience
-- One audience, deleted or not; nobody else changes it or its members until the transaction ends.
-- include: audience_columns
AND a.id = %(id)s
FOR UPDATE OF a;

-- name: lock_audience_now
-- The same, refused when somebody else is at it.
-- include: audience_columns
AND a.id = %(id)s
FOR UPDATE OF a NOWAIT;

-- name: share_audience
-- One audience that nobody deletes or replaces until the transaction ends; several may add to it at once.
-- include: audience_columns
AND a.id = %(id)s
FOR SHARE OF a;

-- name: find_audiences
-- The audiences in use that have one of these names.
-- include: audience_columns
AND a.deleted_at IS NULL AND fold(a.name) = ANY (SELECT fold(name) FROM unnest(%(names)s::text[]) AS wanted (name));

-- name: list_audiences
-- A page of the audiences in use, in a given order.
WITH found AS (
    SELECT a.id,
           row_number() OVER (ORDER BY
               CASE WHEN %(sort_by)s = 'name' THEN fold(a.name) END,
               CASE WHEN %(sort_by)s = 'updatedAt' THEN a.updated_at END,
               a.id) AS place
    FROM audiences a
    WHERE a.organization_id = %(org_id)s AND a.deleted_at IS NULL
      AND (%(type)s::text IS NULL OR a.type = %(type)s)
      AND (%(search)s::text IS NULL
           OR strpos(fold(concat_ws(E'\n', a.name, a.description)), fold(%(search)s::text)) > 0)
), page AS (
    SELECT id, place
    FROM found
    ORDER BY CASE WHEN %(descending)s THEN -place ELSE place END
    LIMIT %(limit)s OFFSET %(offset)s
), shown AS (
    -- include: audience_columns
    AND a.id IN (SELECT id FROM page)
)
SELECT shown.*
FROM shown
JOIN page ON page.id = shown.id
ORDER BY CASE WHEN %(descending)s THEN -page.place ELSE page.place END;

-- name: count_audiences
-- How many audiences a list has in all.
SELECT count(*)
FROM audiences a
WHERE a.organization_id = %(org_id)s AND a.deleted_at IS NULL
  AND (%(type)s::text IS NULL OR a.type = %(type)s)
  AND (%(search)s::text IS NULL
       OR strpos(fold(concat_ws(E'\n', a.name, a.description)), fold(%(search)s::text)) > 0);

-- name: list_audiences_of
-- The audiences that a contact is in, with the time it entered.
WITH shown AS (
    -- include: audience_columns
    AND a.deleted_at IS NULL AND EXISTS (
        SELECT FROM audience_members m
        WHERE m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = %(contact_id)s)
)
SELECT shown.*, m.entered_at
FROM shown
JOIN audience_members m
    ON m.organization_id = %(org_id)s AND m.audience_id = shown.id AND m.contact_id = %(contact_id)s
ORDER BY fold(shown.name), shown.id;

-- name: list_audiences_of_many
-- The audiences in use that each of these contacts is in, by name.
SELECT m.contact_id, a.id, a.name, a.type
FROM audiences a
JOIN audience_members m
    ON m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = ANY (%(contact_ids)s::uuid[])
WHERE a.organization_id = %(org_id)s AND a.deleted_at IS NULL
ORDER BY fold(a.name), a.id;

-- name: lock_references
-- One at a time stores rules or deletes what rules name, in an organization: whoever looks first has committed then.
SELECT pg_advisory_xact_lock(hashtextextended('references/' || %(org_id)s::uuid, 0));

-- name: list_referring
-- The live audiences in use, and the audiences that their rules ask about.
SELECT id, name, uses
FROM audiences
WHERE organization_id = %(org_id)s AND type = 'live' AND deleted_at IS NULL
ORDER BY fold(name), id;

-- name: insert_audience
-- Store an audience unless one in use has the name.
INSERT INTO audiences (
    organization_id, name, description, type, rules, uses, status,
    created_by_kind, created_by, updated_by_kind, updated_by
)
VALUES (
    %(org_id)s, %(name)s, %(description)s, %(type)s, %(rules)s::jsonb, %(uses)s::text[], %(status)s,
    %(actor_kind)s, %(actor)s, %(actor_kind)s, %(actor)s
)
ON CONFLICT (organization_id, fold(name)) WHERE deleted_at IS NULL DO NOTHING
RETURNING id;

-- name: update_audience
-- Store what may change of an audience. Other rules: its members are to be found again from the beginning.
UPDATE audiences
SET name = %(name)s, description = %(description)s, rules = %(rules)s::jsonb, uses = %(uses)s::text[],
    status = CASE WHEN %(rebuild)s THEN 'building' ELSE status END,
    built_to = CASE WHEN %(rebuild)s THEN NULL ELSE built_to END,
    error = CASE WHEN %(rebuild)s THEN NULL ELSE error END,
    version = version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: touch_audience
-- Note that the members of an audience were replaced as a whole.
UPDATE audiences
SET version = version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING version;

-- name: set_audience_deleted
-- Take an audience out of use, or put it back; a live one finds its members anew then.
UPDATE audiences
SET deleted_at = CASE WHEN %(deleted)s THEN now() END,
    deleted_by_kind = CASE WHEN %(deleted)s THEN %(actor_kind)s::text END,
    deleted_by = CASE WHEN %(deleted)s THEN %(actor)s::uuid END,
    status = CASE WHEN type = 'live' AND NOT %(deleted)s THEN 'building' ELSE status END,
    built_to = NULL,
    version = version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: lock_live
-- Those of these contacts that can be members, kept from changing until the transaction ends.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL AND archived_at IS NULL
ORDER BY id
FOR NO KEY UPDATE;

-- name: lock_contacts
-- Contacts, kept from changing until the transaction ends, and whether each can be a member.
SELECT id, deleted_at IS NULL AND archived_at IS NULL AS live
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
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

-- name: find_by_keys
-- The live contacts that have these canonical phones (newline-separated), as their own or beside it.
SELECT coalesce(c.id, p.contact_id) AS id
FROM string_to_table(%(keys)s::text, E'\n') AS k (phone_key)
LEFT JOIN contacts c ON c.organization_id = %(org_id)s AND c.phone_key = k.phone_key AND c.deleted_at IS NULL
LEFT JOIN contact_phones p ON c.id IS NULL AND p.organization_id = %(org_id)s AND p.phone_key = k.phone_key
WHERE c.id IS NOT NULL OR p.contact_id IS NOT NULL;

-- name: list_entered_by
-- Whom an import put into audiences and who is there since, by audience.
SELECT m.audience_id, array_agg(m.contact_id) AS contact_ids
FROM contact_changes f
CROSS JOIN LATERAL unnest(f.contact_ids) AS entered (contact_id)
JOIN audience_members m
    ON m.organization_id = %(org_id)s AND m.audience_id = f.audience_id AND m.contact_id = entered.contact_id
   AND m.entered_by_kind = 'import' AND m.entered_by = %(import_id)s
WHERE f.organization_id = %(org_id)s AND f.actor_kind = 'import' AND f.actor = %(import_id)s AND f.kind = 'entered'
GROUP BY m.audience_id;

-- name: returning_contacts
-- Archived and deleted contacts that would be members of an audience again if they came back.
SELECT c.id
FROM contacts c
WHERE c.organization_id = %(org_id)s AND (c.deleted_at IS NOT NULL OR c.archived_at IS NOT NULL)
  AND c.id IN (
      SELECT contact_id
      FROM (
          SELECT DISTINCT ON (e.contact_id) e.contact_id, e.reason
          FROM audience_exits e
          WHERE e.organization_id = %(org_id)s AND e.audience_id = %(audience_id)s
          ORDER BY e.contact_id, e.id DESC
      ) AS last_stays
      WHERE reason IN ('deleted', 'archived', 'merged')
  );

-- name: stop_return
-- Let archived and deleted contacts not return to an audience: their last stay ended for another reason.
UPDATE audience_exits e
SET reason = %(reason)s, exited_by_kind = nullif(%(actor_kind)s::text, 'system'), exited_by = %(actor)s::uuid
FROM (
    SELECT DISTINCT ON (contact_id) contact_id, id, reason
    FROM audience_exits
    WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s AND contact_id = ANY (%(ids)s::uuid[])
    ORDER BY contact_id, id DESC
) AS last_stays
WHERE e.organization_id = %(org_id)s AND e.audience_id = %(audience_id)s AND e.contact_id = last_stays.contact_id
  AND e.id = last_stays.id AND last_stays.reason IN ('deleted', 'archived', 'merged')
RETURNING e.contact_id;

-- name: let_return
-- Let archived contacts enter an audience when they come back: as if they had entered and left it by being archived.
INSERT INTO audience_exits (
    organization_id, audience_id, contact_id, entered_at, entered_by_kind, entered_by,
    exited_at, exited_by_kind, exited_by, reason
)
SELECT %(org_id)s, %(audience_id)s, id, statement_timestamp(), nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid,
       statement_timestamp(), nullif(%(actor_kind)s::text, 'system'), %(actor)s::uuid, 'archived'
FROM unnest(%(ids)s::uuid[]) AS given (id)
WHERE coalesce((
    SELECT e.reason FROM audience_exits e
    WHERE e.organization_id = %(org_id)s AND e.audience_id = %(audience_id)s AND e.contact_id = given.id
    ORDER BY e.id DESC LIMIT 1
), '') NOT IN ('deleted', 'archived', 'merged')
RETURNING contact_id;

-- name: compare_phones
-- Who would enter and leave an audience so that its members are those who have these canonical phones.
WITH given AS MATERIALIZED (
    -- Of two contacts that have a number, the one that is not archived.
    SELECT k.n, k.phone_key, CASE WHEN beside THEN s.id ELSE c.id END AS id,
           CASE WHEN beside THEN s.archived_at ELSE c.archived_at END IS NOT NULL AS archived
    FROM string_to_table(nullif(%(keys)s::text, ''), E'\n') WITH ORDINALITY AS k (phone_key, n)
    LEFT JOIN contacts c
        ON c.organization_id = %(org_id)s AND c.phone_key = k.phone_key AND c.deleted_at IS NULL
    LEFT JOIN contact_phones p
        ON (c.id IS NULL OR c.archived_at IS NOT NULL) AND p.organization_id = %(org_id)s AND p.phone_key = k.phone_key
    LEFT JOIN contacts s
        ON s.organization_id = %(org_id)s AND s.id = p.contact_id AND s.deleted_at IS NULL
    CROSS JOIN LATERAL (SELECT c.id IS NULL OR (s.id IS NOT NULL AND s.archived_at IS NULL) AS beside) AS chosen
), distinct_given AS MATERIALIZED (
    SELECT DISTINCT id, archived FROM given WHERE id IS NOT NULL
), coming_back AS MATERIALIZED (
    -- include: returning_contacts
    AND NOT EXISTS (SELECT FROM given g WHERE g.id = c.id)
    AND NOT EXISTS (SELECT FROM given g WHERE g.phone_key = c.phone_key)
)
SELECT ARRAY(
           SELECT g.id FROM distinct_given g
           WHERE NOT g.archived AND NOT EXISTS (
               SELECT FROM audience_members m
               WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s AND m.contact_id = g.id)
       ) AS entering,
       ARRAY(
           SELECT m.contact_id FROM audience_members m
           WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s
             AND NOT EXISTS (SELECT FROM distinct_given g WHERE g.id = m.contact_id)
       ) AS leaving,
       (SELECT count(*) FROM distinct_given g
        JOIN audience_members m
            ON m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s AND m.contact_id = g.id) AS kept,
       ARRAY(SELECT id FROM distinct_given WHERE archived) AS archived,
       ARRAY(SELECT id FROM coming_back) AS returning,
       (SELECT count(*) FROM given WHERE id IS NULL) AS unknown,
       ARRAY(SELECT n FROM given WHERE id IS NULL ORDER BY n LIMIT 20) AS unknown_sample;

-- name: compare_contacts
-- Who would enter and leave an audience so that its members are these contacts, each given once.
WITH given AS MATERIALIZED (
    SELECT k.n, c.id, c.archived_at IS NOT NULL AS archived
    FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS k (id, n)
    LEFT JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = k.id AND c.deleted_at IS NULL
), distinct_given AS MATERIALIZED (
    SELECT id, archived FROM given WHERE id IS NOT NULL
), coming_back AS MATERIALIZED (
    -- include: returning_contacts
    AND NOT EXISTS (SELECT FROM unnest(%(ids)s::uuid[]) AS k (id) WHERE k.id = c.id)
)
SELECT ARRAY(
           SELECT g.id FROM distinct_given g
           WHERE NOT g.archived AND NOT EXISTS (
               SELECT FROM audience_members m
               WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s AND m.contact_id = g.id)
       ) AS entering,
       ARRAY(
           SELECT m.contact_id FROM audience_members m
           WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s
             AND NOT EXISTS (SELECT FROM distinct_given g WHERE g.id = m.contact_id)
       ) AS leaving,
       (SELECT count(*) FROM distinct_given g
        JOIN audience_members m
            ON m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s AND m.contact_id = g.id) AS kept,
       ARRAY(SELECT id FROM distinct_given WHERE archived) AS archived,
       ARRAY(SELECT id FROM coming_back) AS returning,
       (SELECT count(*) FROM given WHERE id IS NULL) AS unknown,
       ARRAY(SELECT n FROM given WHERE id IS NULL ORDER BY n LIMIT 20) AS unknown_sample;

-- name: list_member_ids
-- Every present member.
SELECT contact_id
FROM audience_members
WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s;

-- name: list_entries
-- Since when contacts are members.
SELECT contact_id, entered_at
FROM audience_members
WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s AND contact_id = ANY (%(ids)s::uuid[]);

-- name: only_bitmaps
-- Whether plans other than bitmap scans may be chosen for contacts in this transaction.
SELECT set_config('enable_seqscan', %(others)s, true), set_config('enable_indexscan', %(others)s, true),
       set_config('enable_indexonlyscan', %(others)s, true);

-- name: count_exits
-- How many stays in an audience ended.
SELECT count(*) FROM audience_exits WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s;
