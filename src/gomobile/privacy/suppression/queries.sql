-- Queries of suppressions. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: get_secret
-- The key of an organization's number hashes.
SELECT secret FROM phone_hash_keys WHERE organization_id = %(org_id)s;

-- name: make_secret
-- Keep a new key unless another transaction was first, whose key is read afterwards.
INSERT INTO phone_hash_keys (organization_id, secret)
VALUES (%(org_id)s, %(secret)s::bytea)
ON CONFLICT (organization_id) DO NOTHING;

-- name: end_expired
-- Make history of suppressions of these numbers whose time is over, so that they can be added again.
UPDATE suppressions
SET expired_at = expires_at
WHERE organization_id = %(org_id)s AND lifted_at IS NULL AND expired_at IS NULL AND expires_at <= now()
  AND phone_hash IN (SELECT decode(hash, 'hex') FROM string_to_table(%(hashes)s::text, E'\n') AS given (hash));

-- name: add
-- Add suppressions, one per number and channel; of one that is there the longer expiry stays, and nothing else changes.
-- In one order, so that two who add the same numbers wait for each other. Returns those that are new.
-- The numbers come as lines of text, which costs the driver a tenth of what arrays do; what many of them have in
-- common comes once, and `facts` says which of it.
WITH given AS (
    SELECT decode(number.hash, 'hex') AS phone_hash, number.phone_key, fact.*
    FROM unnest(
        string_to_array(%(hashes)s::text, E'\n'), string_to_array(%(phone_keys)s::text, E'\n'),
        string_to_array(%(facts)s::text, E'\n')::integer[]
    ) AS number (hash, phone_key, fact)
    JOIN unnest(
        %(channels)s::text[], %(reasons)s::text[], %(sources)s::text[], %(proofs)s::text[], %(expiries)s::timestamptz[]
    ) WITH ORDINALITY AS fact (channel, reason, source, proof, expires_at, at) ON fact.at = number.fact + 1
), written AS (
    INSERT INTO suppressions AS s (
        organization_id, phone_hash, phone_key, channel, reason, source, proof, expires_at, created_by_kind, created_by
    )
    SELECT %(org_id)s, phone_hash, phone_key, channel, reason, source, proof, expires_at, %(actor_kind)s, %(actor)s
    FROM given
    ORDER BY phone_hash, channel
    ON CONFLICT (organization_id, phone_hash, channel) WHERE lifted_at IS NULL AND expired_at IS NULL DO UPDATE
    SET phone_key = excluded.phone_key,
        expires_at = CASE WHEN s.expires_at IS NULL OR excluded.expires_at IS NULL THEN NULL
                          ELSE greatest(s.expires_at, excluded.expires_at) END
    WHERE s.phone_key IS NULL
       OR (s.expires_at IS NOT NULL AND (excluded.expires_at IS NULL OR excluded.expires_at > s.expires_at))
    RETURNING old.id IS NULL AS is_new, new.phone_hash AS phone_hash, new.channel AS channel
)
SELECT phone_hash, channel FROM written WHERE is_new;

-- name: find_present
-- The suppressions of these numbers that are neither lifted nor made history.
SELECT id, phone_hash, phone_key, channel, reason, source, proof, expires_at, created_at, created_by_kind, created_by,
       expired_at, lifted_at, lifted_by_kind, lifted_by, lift_reason
FROM suppressions
WHERE organization_id = %(org_id)s AND phone_hash = ANY (%(hashes)s::bytea[])
  AND lifted_at IS NULL AND expired_at IS NULL
ORDER BY id;

-- name: find_holding
-- What keeps these numbers from being reached by a channel at this moment: of several the one that holds longest.
-- Each number is looked up for itself: of a list of them the planner may think that reading every row is cheaper.
SELECT held.id, held.phone_hash, held.phone_key, held.channel, held.reason, held.source, held.proof, held.expires_at,
       held.created_at, held.created_by_kind, held.created_by, held.expired_at, held.lifted_at, held.lifted_by_kind,
       held.lifted_by, held.lift_reason
FROM string_to_table(%(hashes)s::text, E'\n') AS given (hash)
CROSS JOIN LATERAL (
    SELECT s.*
    FROM suppressions s
    WHERE s.organization_id = %(org_id)s AND s.phone_hash = decode(given.hash, 'hex')
      AND s.channel IN ('all', %(channel)s) AND s.lifted_at IS NULL AND s.expired_at IS NULL
      AND (s.expires_at IS NULL OR s.expires_at > clock_timestamp())
    ORDER BY s.expires_at DESC NULLS FIRST, s.id
    LIMIT 1
) AS held;

-- name: find_history
-- Every suppression of a number, newest first, whatever became of it.
SELECT id, phone_hash, phone_key, channel, reason, source, proof, expires_at, created_at, created_by_kind, created_by,
       expired_at, lifted_at, lifted_by_kind, lifted_by, lift_reason
FROM suppressions
WHERE organization_id = %(org_id)s AND phone_hash = %(hash)s::bytea
ORDER BY id DESC;

-- name: get
-- One suppression, whatever its state.
SELECT id, phone_hash, phone_key, channel, reason, source, proof, expires_at, created_at, created_by_kind, created_by,
       expired_at, lifted_at, lifted_by_kind, lifted_by, lift_reason
FROM suppressions
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: list_page
-- Suppressions, newest first.
SELECT id, phone_hash, phone_key, channel, reason, source, proof, expires_at, created_at, created_by_kind, created_by,
       expired_at, lifted_at, lifted_by_kind, lifted_by, lift_reason
FROM suppressions
WHERE organization_id = %(org_id)s
  AND (%(hash)s::bytea IS NULL OR phone_hash = %(hash)s::bytea)
  AND (%(digits)s::text IS NULL OR strpos(phone_key, %(digits)s::text) > 0)
  AND (%(channel)s::text IS NULL OR channel = %(channel)s::text)
  AND (%(reason)s::text IS NULL OR reason = %(reason)s::text)
  AND (%(state)s::text IS NULL OR %(state)s::text = CASE
        WHEN lifted_at IS NOT NULL THEN 'lifted'
        WHEN expired_at IS NOT NULL OR expires_at <= now() THEN 'expired'
        ELSE 'active' END)
  AND (%(before)s::uuid IS NULL OR id < %(before)s::uuid)
ORDER BY id DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_list
-- How many suppressions a list has in all.
SELECT count(*)
FROM suppressions
WHERE organization_id = %(org_id)s
  AND (%(hash)s::bytea IS NULL OR phone_hash = %(hash)s::bytea)
  AND (%(digits)s::text IS NULL OR strpos(phone_key, %(digits)s::text) > 0)
  AND (%(channel)s::text IS NULL OR channel = %(channel)s::text)
  AND (%(reason)s::text IS NULL OR reason = %(reason)s::text)
  AND (%(state)s::text IS NULL OR %(state)s::text = CASE
        WHEN lifted_at IS NOT NULL THEN 'lifted'
        WHEN expired_at IS NOT NULL OR expires_at <= now() THEN 'expired'
        ELSE 'active' END);

-- name: lift
-- End a suppression that holds; nothing is returned when it does not.
UPDATE suppressions
SET lifted_at = now(), lifted_by_kind = %(actor_kind)s, lifted_by = %(actor)s, lift_reason = %(reason)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND lifted_at IS NULL AND expired_at IS NULL
  AND (expires_at IS NULL OR expires_at > now())
RETURNING id;

-- name: lock_holders
-- The live contacts that have any of these numbers, as their own or a further one; kept from changing until the end.
SELECT c.id
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.id IN (
    SELECT h.id FROM contacts h
    WHERE h.organization_id = %(org_id)s AND h.phone_key = ANY (string_to_array(%(phone_keys)s::text, E'\n'))
      AND h.deleted_at IS NULL
    UNION
    SELECT p.contact_id FROM contact_phones p
    WHERE p.organization_id = %(org_id)s AND p.phone_key = ANY (string_to_array(%(phone_keys)s::text, E'\n')))
ORDER BY c.id
FOR NO KEY UPDATE;

-- name: numbers_of
-- Every number of these contacts, further ones too.
SELECT id AS contact_id, phone_key
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
UNION
SELECT contact_id, phone_key
FROM contact_phones
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]);

-- name: any_hash_only
-- Whether there are suppressions whose number is not known any more.
SELECT EXISTS (
    SELECT FROM suppressions
    WHERE organization_id = %(org_id)s AND phone_key IS NULL AND lifted_at IS NULL AND expired_at IS NULL
);

-- name: recognise
-- Note the number of suppressions that were a hash alone: it is one of a contact again.
UPDATE suppressions s
SET phone_key = given.phone_key
FROM unnest(
    string_to_array(%(hashes)s::text, E'\n'), string_to_array(%(phone_keys)s::text, E'\n')
) AS given (hash, phone_key)
WHERE s.organization_id = %(org_id)s AND s.phone_hash = decode(given.hash, 'hex')
  AND s.phone_key IS NULL AND s.lifted_at IS NULL AND s.expired_at IS NULL;

-- name: due
-- Suppressions of every organization whose time is over, some at a time.
SELECT organization_id, id, phone_key
FROM suppressions
WHERE expires_at <= now() AND lifted_at IS NULL AND expired_at IS NULL
ORDER BY expires_at
LIMIT %(limit)s;

-- name: expire
-- Make history of those of these suppressions whose time is over.
UPDATE suppressions
SET expired_at = expires_at
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
  AND expires_at <= now() AND lifted_at IS NULL AND expired_at IS NULL
RETURNING id;

-- name: next_expiry
-- When the next suppression of every organization expires.
SELECT min(expires_at) FROM suppressions WHERE lifted_at IS NULL AND expired_at IS NULL AND expires_at IS NOT NULL;
