-- Queries of policies. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: find_policy
-- What an organization has tuned of a policy.
SELECT value FROM policies WHERE organization_id = %(org_id)s AND name = %(name)s::text;

-- name: list_policies
-- Every policy that an organization has tuned.
SELECT name, value, updated_at, updated_by_kind, updated_by FROM policies WHERE organization_id = %(org_id)s;

-- name: lock_policy
-- One writer of a policy at a time, also of one that is not stored yet.
SELECT pg_advisory_xact_lock(hashtextextended('policy/' || %(org_id)s::uuid || '/' || %(name)s::text, 0));

-- name: forget_policy
-- Let a policy be at its defaults again.
DELETE FROM policies WHERE organization_id = %(org_id)s AND name = %(name)s::text;

-- name: store_policy
-- Keep the settings of a policy.
INSERT INTO policies (organization_id, name, value, updated_by_kind, updated_by)
VALUES (%(org_id)s, %(name)s::text, %(value)s::jsonb, %(actor_kind)s, %(actor)s)
ON CONFLICT (organization_id, name) DO UPDATE
SET value = excluded.value, updated_at = now(), updated_by_kind = excluded.updated_by_kind,
    updated_by = excluded.updated_by;
