-- Queries of accounts. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: insert_organization
-- Create an organization.
INSERT INTO organizations (name, slug, plan, country, timezone, currency, default_region)
VALUES (%(name)s, %(slug)s, %(plan)s, %(country)s, %(timezone)s, %(currency)s, %(default_region)s)
RETURNING id, name, slug, plan, country, timezone, currency, default_region;

-- name: find_organization
-- One organization by slug, or the first one when no slug is given.
SELECT id, name, slug, plan, country, timezone, currency, default_region
FROM organizations
WHERE slug = %(slug)s::text OR %(slug)s::text IS NULL
ORDER BY id
LIMIT 1;

-- name: get_organization
-- One organization by id.
SELECT id, name, slug, plan, country, timezone, currency, default_region
FROM organizations
WHERE id = %(org_id)s;

-- name: lock_organization
-- One organization that nobody else changes until the transaction ends.
SELECT id, name, slug, plan, country, timezone, currency, default_region
FROM organizations
WHERE id = %(org_id)s
FOR NO KEY UPDATE;

-- name: list_organizations
-- Every organization, oldest first.
SELECT id, name, slug, plan, country, timezone, currency, default_region
FROM organizations
ORDER BY id;

-- name: update_organization
-- Change what is given of an organization.
UPDATE organizations
SET name = coalesce(%(name)s::text, name),
    plan = coalesce(%(plan)s::text, plan),
    country = coalesce(%(country)s::text, country),
    timezone = coalesce(%(timezone)s::text, timezone),
    currency = coalesce(%(currency)s::text, currency),
    default_region = coalesce(%(default_region)s::text, default_region),
    updated_at = now()
WHERE id = %(org_id)s
RETURNING id, name, slug, plan, country, timezone, currency, default_region;

-- name: insert_key
-- Store a new key; only the hash of its secret is kept.
INSERT INTO api_keys (organization_id, name, role, key_prefix, secret_hash, expires_at, created_by)
VALUES (%(org_id)s, %(name)s, %(role)s, %(key_prefix)s, %(secret_hash)s, %(expires_at)s, %(created_by)s)
RETURNING id, name, role, key_prefix, is_active, expires_at, last_used_at, created_by, created_at, updated_at;

-- name: list_keys
-- The keys of an organization that are not revoked, searched by name or visible prefix, newest first.
SELECT id, name, role, key_prefix, is_active, expires_at, last_used_at, created_by, created_at, updated_at
FROM api_keys
WHERE organization_id = %(org_id)s
  AND revoked_at IS NULL
  AND (%(search)s::text IS NULL OR strpos(lower(name), lower(%(search)s)) > 0 OR strpos(key_prefix, %(search)s) > 0)
ORDER BY id DESC;

-- name: update_key
-- Change name, expiry or whether a key is active; `set_expires` tells "clear" from "leave".
UPDATE api_keys
SET name = coalesce(%(name)s::text, name),
    is_active = coalesce(%(is_active)s::boolean, is_active),
    expires_at = CASE WHEN %(set_expires)s THEN %(expires_at)s::timestamptz ELSE expires_at END,
    updated_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s AND revoked_at IS NULL
RETURNING id, name, role, key_prefix, is_active, expires_at, last_used_at, created_by, created_at, updated_at;

-- name: revoke_key
-- Revoke a key for good.
UPDATE api_keys
SET revoked_at = now(), is_active = false, updated_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s AND revoked_at IS NULL
RETURNING id;

-- name: authenticate
-- Usable keys whose hash starts with these bytes (one, or none), with their organization.
-- Not bound to a tenant: the key is what tells the tenant.
SELECT k.id AS key_id, k.name AS key_name, k.role, k.secret_hash,
       k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS stale,
       o.id, o.name, o.slug, o.plan, o.country, o.timezone, o.currency, o.default_region
FROM api_keys k
JOIN organizations o ON o.id = k.organization_id
WHERE substring(k.secret_hash FROM 1 FOR 8) = %(lookup)s
  AND k.is_active
  AND k.revoked_at IS NULL
  AND (k.expires_at IS NULL OR k.expires_at > now());

-- name: touch_key
-- Note that a key was used; at most once a minute, so that reads do not become writes.
UPDATE api_keys
SET last_used_at = now()
WHERE organization_id = %(org_id)s AND id = %(id)s
  AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute');

-- name: used_now
-- How many requests of each kind an organization made in the current second.
SELECT bucket, used
FROM request_counters
WHERE organization_id = %(org_id)s AND window_start = floor(extract(epoch FROM clock_timestamp()))::bigint;

-- name: count_request
-- Count one request in the current second and return how many there are and when the second ends.
INSERT INTO request_counters AS r (organization_id, bucket, window_start, used)
VALUES (%(org_id)s, %(bucket)s, floor(extract(epoch FROM clock_timestamp()))::bigint, 1)
ON CONFLICT (organization_id, bucket) DO UPDATE
SET used = CASE WHEN r.window_start >= excluded.window_start THEN r.used + 1 ELSE 1 END,
    window_start = greatest(r.window_start, excluded.window_start)
RETURNING used, window_start + 1 AS reset;
