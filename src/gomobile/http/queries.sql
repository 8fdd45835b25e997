-- Queries of the HTTP kernel. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: lock_idempotency_key
-- Take the lock of an idempotency key for this transaction; false while another request holds it.
SELECT pg_try_advisory_xact_lock(
    hashtextextended(concat_ws('/', %(org_id)s::uuid, %(api_key_id)s::uuid, %(key)s::text), 0));

-- name: find_idempotency_key
-- The stored answer of an idempotency key, kept for at least 24 hours.
SELECT request_hash, status, body
FROM idempotency_keys
WHERE organization_id = %(org_id)s AND api_key_id = %(api_key_id)s AND key = %(key)s;

-- name: insert_idempotency_key
-- Store an answer.
INSERT INTO idempotency_keys (organization_id, api_key_id, key, request_hash, status, body)
VALUES (%(org_id)s, %(api_key_id)s, %(key)s, %(request_hash)s, %(status)s, %(body)s);

-- name: purge_idempotency_keys
-- Forget answers older than 24 hours, of every organization.
DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours';
