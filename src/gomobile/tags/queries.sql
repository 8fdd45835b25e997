-- Queries of tags. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: list_tags
-- Every tag of an organization with its contacts, by name.
SELECT t.id, t.name, t.color, t.description, t.version, t.created_at, t.created_by_kind, t.created_by, t.updated_at,
       coalesce((
           SELECT sum(n.contacts) FROM tag_counts n WHERE n.organization_id = %(org_id)s AND n.tag_id = t.id
       ), 0)::bigint AS contacts
FROM tags t
WHERE t.organization_id = %(org_id)s AND t.deleted_at IS NULL
  AND (%(search)s::text IS NULL OR strpos(fold(t.name), fold(%(search)s::text)) > 0
       OR strpos(fold(coalesce(t.description, '')), fold(%(search)s::text)) > 0)
ORDER BY fold(t.name) COLLATE "C", t.id;

-- name: get_tag
-- One tag with its contacts.
SELECT t.id, t.name, t.color, t.description, t.version, t.created_at, t.created_by_kind, t.created_by, t.updated_at,
       coalesce((
           SELECT sum(n.contacts) FROM tag_counts n WHERE n.organization_id = %(org_id)s AND n.tag_id = t.id
       ), 0)::bigint AS contacts
FROM tags t
WHERE t.organization_id = %(org_id)s AND t.id = %(id)s AND t.deleted_at IS NULL;

-- name: lock_tag
-- Keep a tag from changing until the transaction ends; its version, if there is one.
SELECT version
FROM tags
WHERE organization_id = %(org_id)s AND id = %(id)s AND deleted_at IS NULL
FOR NO KEY UPDATE;

-- name: hold_tag
-- Keep a tag from being deleted until the transaction ends, while others may use it too.
SELECT name
FROM tags
WHERE organization_id = %(org_id)s AND id = %(id)s AND deleted_at IS NULL
FOR SHARE;

-- name: find_by_name
-- The tag that people would take for the same name.
SELECT id
FROM tags
WHERE organization_id = %(org_id)s AND fold(name) = fold(%(name)s::text) AND deleted_at IS NULL;

-- name: folded_names
-- Every tag by its name as search sees it.
SELECT fold(name), id
FROM tags
WHERE organization_id = %(org_id)s AND deleted_at IS NULL;

-- name: fold_names
-- Names as search sees them, in their order.
SELECT fold(name) FROM unnest(%(names)s::text[]) WITH ORDINALITY AS given (name, position) ORDER BY position;

-- name: insert_tag
-- Create a tag; nothing is returned when its name is taken.
INSERT INTO tags (organization_id, name, color, description, created_by_kind, created_by)
VALUES (%(org_id)s, %(name)s, %(color)s, %(description)s, %(actor_kind)s, %(actor)s)
ON CONFLICT (organization_id, fold(name)) WHERE deleted_at IS NULL DO NOTHING
RETURNING id;

-- name: update_tag
-- Store what may change of a locked tag.
UPDATE tags
SET name = %(name)s, color = %(color)s, description = %(description)s, version = version + 1, updated_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: hide_tag
-- Mark a locked tag as deleted: nobody sees it any more.
UPDATE tags SET deleted_at = now() WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: remove_tag
-- Remove a tag that was marked and that no contact has any more, with its counts.
WITH counts AS (
    DELETE FROM tag_counts WHERE organization_id = %(org_id)s AND tag_id = %(id)s
)
DELETE FROM tags WHERE organization_id = %(org_id)s AND id = %(id)s AND deleted_at IS NOT NULL;

-- name: hidden_tags
-- Tags that were deleted and may still be on contacts, of every organization.
SELECT organization_id, id, name FROM tags WHERE deleted_at IS NOT NULL ORDER BY organization_id, id;

-- name: lock_references
-- One at a time stores rules or deletes what rules name, in an organization: see audiences.
SELECT pg_advisory_xact_lock(hashtextextended('references/' || %(org_id)s::uuid, 0));

-- name: users_of_tag
-- Live audiences whose rules name a tag.
SELECT id, name
FROM audiences
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND 'tags' = ANY (uses)
  AND strpos(rules::text, %(id)s::uuid::text) > 0
ORDER BY id;

-- name: contacts_of_tag
-- Some contacts that have a tag, in any state.
SELECT contact_id
FROM contact_tags
WHERE organization_id = %(org_id)s AND tag_id = %(id)s
ORDER BY contact_id
LIMIT %(most)s;

-- name: count_holders
-- How many contacts have a tag: those that lists show, and the archived or deleted ones.
SELECT count(*) FILTER (WHERE counts), count(*) FILTER (WHERE NOT counts)
FROM contact_tags
WHERE organization_id = %(org_id)s AND tag_id = %(id)s;

-- name: tags_of_contacts
-- The tags of some contacts, by name.
SELECT ct.contact_id, t.id, t.name, t.color
FROM contact_tags ct
JOIN tags t ON t.organization_id = %(org_id)s AND t.id = ct.tag_id AND t.deleted_at IS NULL
WHERE ct.organization_id = %(org_id)s AND ct.contact_id = ANY (%(ids)s::uuid[])
ORDER BY ct.contact_id, fold(t.name) COLLATE "C";

-- name: known_contacts
-- Those of these contacts that are not deleted.
SELECT id FROM contacts WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL;

-- name: plan_by_index
-- Look contacts up by index: they are a small part of all.
SET LOCAL enable_seqscan = off;

-- name: add_tag
-- Tag contacts that are not deleted and have not got it, with history, feed and count.
WITH locked AS MATERIALIZED (
    SELECT id, archived_at IS NULL AS counts
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL
    ORDER BY id
    FOR NO KEY UPDATE
), tagged AS (
    INSERT INTO contact_tags (organization_id, contact_id, tag_id, counts)
    SELECT %(org_id)s, id, %(tag_id)s, counts FROM locked
    ON CONFLICT DO NOTHING
    RETURNING contact_id, counts
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, contact_id, 'tagged', %(actor_kind)s, %(actor)s,
           jsonb_build_object('tagId', %(tag_id)s::uuid, 'tag', %(name)s::text)
    FROM tagged
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'updated', %(actor_kind)s, %(actor)s, array_agg(contact_id) FROM tagged HAVING count(*) > 0
), counted AS (
    INSERT INTO tag_counts (organization_id, tag_id, contacts)
    SELECT %(org_id)s, %(tag_id)s, count(*) FROM tagged WHERE counts HAVING count(*) > 0
)
SELECT coalesce(array_agg(contact_id ORDER BY contact_id), '{}') FROM tagged;

-- name: take_tag
-- Take a tag off contacts that have it, with history, feed and count; the history of deleted ones is left alone.
WITH locked AS MATERIALIZED (
    SELECT id, deleted_at IS NULL AS live
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND (deleted_at IS NULL OR %(deleted_too)s)
    ORDER BY id
    FOR NO KEY UPDATE
), untagged AS (
    DELETE FROM contact_tags ct
    USING locked l
    WHERE ct.organization_id = %(org_id)s AND ct.contact_id = l.id AND ct.tag_id = %(tag_id)s
    RETURNING ct.contact_id, ct.counts, l.live
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, contact_id, 'untagged', %(actor_kind)s, %(actor)s,
           jsonb_build_object('tagId', %(tag_id)s::uuid, 'tag', %(name)s::text)
    FROM untagged
    WHERE live
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'updated', %(actor_kind)s, %(actor)s, array_agg(contact_id)
    FROM untagged WHERE live HAVING count(*) > 0
), counted AS (
    INSERT INTO tag_counts (organization_id, tag_id, contacts)
    SELECT %(org_id)s, %(tag_id)s, -count(*) FROM untagged WHERE counts HAVING count(*) > 0
)
SELECT coalesce(array_agg(contact_id ORDER BY contact_id) FILTER (WHERE live), '{}') FROM untagged;

-- name: forget_orphans
-- Take a tag off contacts that are gone for good.
DELETE FROM contact_tags ct
WHERE ct.organization_id = %(org_id)s AND ct.tag_id = %(tag_id)s AND ct.contact_id = ANY (%(ids)s::uuid[])
  AND NOT EXISTS (SELECT FROM contacts c WHERE c.organization_id = %(org_id)s AND c.id = ct.contact_id);

-- name: count_again
-- Count the tags of contacts in or out, as they are in lists now or not; those already counted so stay.
WITH changed AS (
    UPDATE contact_tags ct
    SET counts = %(counts)s
    FROM contacts c
    WHERE ct.organization_id = %(org_id)s AND ct.contact_id = ANY (%(ids)s::uuid[]) AND ct.counts <> %(counts)s
      AND c.organization_id = %(org_id)s AND c.id = ct.contact_id
      AND (NOT %(counts)s OR (c.deleted_at IS NULL AND c.archived_at IS NULL))
    RETURNING ct.tag_id
)
INSERT INTO tag_counts (organization_id, tag_id, contacts)
SELECT %(org_id)s, tag_id, CASE WHEN %(counts)s THEN count(*) ELSE -count(*) END FROM changed GROUP BY tag_id;
