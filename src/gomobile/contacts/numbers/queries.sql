-- Queries of secondary numbers. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- A number belongs to the live contact that has it as its primary one; only when there is none, to the live contact
-- that has it as a secondary one.

-- name: has_secondary
-- Whether an organization has a secondary number at all: most have none, and pay for nothing else.
SELECT EXISTS (SELECT FROM contact_phones WHERE organization_id = %(org_id)s);

-- name: find_aliases
-- Which of these numbers are secondary ones: with the contact, and the primary number of it.
SELECT p.phone_key, c.phone_key AS primary_key, c.id AS contact_id
FROM contact_phones p
JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = p.contact_id AND c.deleted_at IS NULL
WHERE p.organization_id = %(org_id)s AND p.phone_key = ANY (%(phone_keys)s::text[])
  AND NOT EXISTS (
    SELECT FROM contacts holder
    WHERE holder.organization_id = %(org_id)s AND holder.phone_key = p.phone_key AND holder.deleted_at IS NULL);

-- name: list_aliases
-- Every secondary number with the primary number of its contact.
SELECT p.phone_key, c.phone_key AS primary_key
FROM contact_phones p
JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = p.contact_id AND c.deleted_at IS NULL
WHERE p.organization_id = %(org_id)s
  AND NOT EXISTS (
    SELECT FROM contacts holder
    WHERE holder.organization_id = %(org_id)s AND holder.phone_key = p.phone_key AND holder.deleted_at IS NULL);

-- name: list_secondary
-- The secondary numbers of a contact, in the order in which they came.
SELECT phone_key, primary_phone, merge_id, added_at
FROM contact_phones
WHERE organization_id = %(org_id)s AND contact_id = %(contact_id)s
ORDER BY added_at, phone_key;

-- name: add_secondary
-- Give a contact a secondary number; one that a deleted contact had is taken over, that of a live one is not.
INSERT INTO contact_phones AS p (organization_id, phone_key, contact_id, primary_phone)
VALUES (%(org_id)s, %(phone_key)s, %(contact_id)s, %(primary_phone)s)
ON CONFLICT (organization_id, phone_key) DO UPDATE
SET contact_id = excluded.contact_id, primary_phone = excluded.primary_phone, merge_id = NULL, added_at = now()
WHERE NOT EXISTS (
    SELECT FROM contacts holder
    WHERE holder.organization_id = %(org_id)s AND holder.id = p.contact_id AND holder.deleted_at IS NULL)
RETURNING phone_key;

-- name: remove_secondary
-- Take a secondary number from a contact.
DELETE FROM contact_phones
WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s AND contact_id = %(contact_id)s
RETURNING primary_phone;

-- name: note_numbers
-- Stamp a contact whose secondary numbers changed, and keep those that it had as history.
WITH updated AS (
    UPDATE contacts c
    SET version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    WHERE c.organization_id = %(org_id)s AND c.id = %(id)s
    RETURNING c.id
)
INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s,
       jsonb_build_object('secondaryPhones', %(phones)s::text[])
FROM updated;

-- name: find_merged_into
-- The merge by which a contact went into another, and the contact that has it now, at the end of a chain of merges.
WITH RECURSIVE chain AS (
    SELECT id, survivor_id, 1 AS depth
    FROM contact_merges
    WHERE organization_id = %(org_id)s AND loser_id = %(id)s AND unmerged_at IS NULL
    UNION ALL
    SELECT m.id, m.survivor_id, chain.depth + 1
    FROM chain
    JOIN contact_merges m
        ON m.organization_id = %(org_id)s AND m.loser_id = chain.survivor_id AND m.unmerged_at IS NULL
)
SELECT (array_agg(id ORDER BY depth))[1] AS merge_id, (array_agg(survivor_id ORDER BY depth DESC))[1] AS survivor_id
FROM chain
HAVING count(*) > 0;

-- name: find_family
-- A contact and everyone who was merged into it, directly or through others.
WITH RECURSIVE family AS (
    SELECT %(id)s::uuid AS id
    UNION
    SELECT m.loser_id
    FROM family
    JOIN contact_merges m
        ON m.organization_id = %(org_id)s AND m.survivor_id = family.id AND m.unmerged_at IS NULL
)
SELECT id FROM family;
