-- Queries of rules. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: tags
-- The tags that a rule may name.
SELECT id, name
FROM tags
WHERE organization_id = %(org_id)s AND deleted_at IS NULL;

-- name: audiences
-- The audiences that a rule may refer to.
SELECT id
FROM audiences
WHERE organization_id = %(org_id)s AND deleted_at IS NULL;
