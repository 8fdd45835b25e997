-- Queries of saved views. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_views
-- The views of one list, or of all, that somebody made or that are shared, in their order.
SELECT id, list, name, query, shared, position, owner_kind, owner, version, created_at, updated_at
FROM saved_views
WHERE organization_id = %(org_id)s AND (list = %(list)s::text OR %(list)s::text IS NULL)
  AND (shared OR (owner_kind = %(owner_kind)s AND owner = %(owner)s::uuid))
ORDER BY list, position, fold(name), id;

-- name: lock_view
-- One view, kept from changing until the transaction ends.
SELECT id, list, name, query, shared, position, owner_kind, owner, version, created_at, updated_at
FROM saved_views
WHERE organization_id = %(org_id)s AND id = %(id)s
FOR NO KEY UPDATE;

-- name: get_view
-- One view.
SELECT id, list, name, query, shared, position, owner_kind, owner, version, created_at, updated_at
FROM saved_views
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: count_views
-- How many views of a list somebody has.
SELECT count(*) FROM saved_views
WHERE organization_id = %(org_id)s AND list = %(list)s AND owner_kind = %(owner_kind)s AND owner = %(owner)s::uuid;

-- name: insert_view
-- Save a view; nothing is returned when its owner has one of this name.
INSERT INTO saved_views (organization_id, list, name, query, shared, position, owner_kind, owner)
VALUES (%(org_id)s, %(list)s, %(name)s, %(query)s::jsonb, %(shared)s, %(position)s, %(owner_kind)s, %(owner)s)
ON CONFLICT DO NOTHING
RETURNING id, list, name, query, shared, position, owner_kind, owner, version, created_at, updated_at;

-- name: update_view
-- Change a view that is locked.
UPDATE saved_views
SET name = %(name)s, query = %(query)s::jsonb, shared = %(shared)s, position = %(position)s,
    version = version + 1, updated_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING id, list, name, query, shared, position, owner_kind, owner, version, created_at, updated_at;

-- name: delete_view
-- Forget a view.
DELETE FROM saved_views WHERE organization_id = %(org_id)s AND id = %(id)s;
