-- Queries of consent. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: lock_contacts
-- Those of these contacts that are live, kept from changing until the transaction ends.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL
ORDER BY id
FOR NO KEY UPDATE;

-- name: record
-- Keep statements, and let each that is newer than what holds take its place; returns the contacts for which it did.
WITH given AS (
    SELECT *
    FROM unnest(
        %(ids)s::uuid[], %(contact_ids)s::uuid[], %(purposes)s::text[], %(channels)s::text[], %(statuses)s::text[],
        %(sources)s::text[], %(proofs)s::text[], %(stated)s::timestamptz[], %(expiries)s::timestamptz[]
    ) AS given (id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at)
), kept AS (
    INSERT INTO consent_events (
        organization_id, id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at, actor_kind,
        actor
    )
    SELECT %(org_id)s, id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at,
           %(actor_kind)s, %(actor)s
    FROM given
), newest AS (
    SELECT DISTINCT ON (contact_id, purpose, channel) *
    FROM given
    ORDER BY contact_id, purpose, channel, stated_at DESC, id DESC
), held AS (
    INSERT INTO consents AS c (organization_id, contact_id, purpose, channel, status, stated_at, expires_at, event_id)
    SELECT %(org_id)s, contact_id, purpose, channel, status, stated_at, expires_at, id
    FROM newest
    ORDER BY contact_id, purpose, channel
    ON CONFLICT (organization_id, contact_id, purpose, channel) DO UPDATE
    SET status = excluded.status, stated_at = excluded.stated_at, expires_at = excluded.expires_at,
        event_id = excluded.event_id, expired_at = NULL
    WHERE (excluded.stated_at, excluded.event_id) > (c.stated_at, c.event_id)
    RETURNING contact_id
)
SELECT DISTINCT contact_id FROM held ORDER BY contact_id;

-- name: find_present
-- What holds for these contacts, about one purpose and channel or all.
SELECT e.id, e.contact_id, e.purpose, e.channel, e.status, e.source, e.proof, e.stated_at, e.expires_at,
       e.recorded_at, e.actor_kind, e.actor
FROM consents c
JOIN consent_events e ON e.organization_id = %(org_id)s AND e.id = c.event_id
WHERE c.organization_id = %(org_id)s AND c.contact_id = ANY (%(contact_ids)s::uuid[])
  AND (%(purpose)s::text IS NULL OR c.purpose = %(purpose)s::text)
  AND (%(channel)s::text IS NULL OR c.channel = %(channel)s::text)
ORDER BY c.contact_id, c.purpose, c.channel;

-- name: find_past
-- What held for these contacts at a moment, about one purpose and channel.
SELECT DISTINCT ON (contact_id)
       id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at, recorded_at, actor_kind, actor
FROM consent_events
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
  AND purpose = %(purpose)s AND channel = %(channel)s AND stated_at <= %(at)s::timestamptz
ORDER BY contact_id, stated_at DESC, id DESC;

-- name: find_events
-- The statements with these ids.
SELECT id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at, recorded_at, actor_kind, actor
FROM consent_events
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]);

-- name: list_history
-- Every statement of a contact, the last made first.
SELECT id, contact_id, purpose, channel, status, source, proof, stated_at, expires_at, recorded_at, actor_kind, actor
FROM consent_events
WHERE organization_id = %(org_id)s AND contact_id = %(contact_id)s
  AND (%(before_at)s::timestamptz IS NULL
       OR (stated_at, id) < (%(before_at)s::timestamptz, %(before_id)s::uuid))
ORDER BY stated_at DESC, id DESC
LIMIT %(limit)s;

-- name: list_page
-- What holds, contact after contact, of live contacts.
SELECT e.id, e.contact_id, e.purpose, e.channel, e.status, e.source, e.proof, e.stated_at, e.expires_at,
       e.recorded_at, e.actor_kind, e.actor, p.primary_phone, p.phone_key
FROM consents c
JOIN contacts p ON p.organization_id = %(org_id)s AND p.id = c.contact_id AND p.deleted_at IS NULL
JOIN consent_events e ON e.organization_id = %(org_id)s AND e.id = c.event_id
WHERE c.organization_id = %(org_id)s
  AND (%(purpose)s::text IS NULL OR c.purpose = %(purpose)s::text)
  AND (%(channel)s::text IS NULL OR c.channel = %(channel)s::text)
  AND (%(status)s::text IS NULL OR %(status)s::text = CASE
        WHEN c.expires_at <= now() THEN 'expired' ELSE c.status END)
  AND (%(after_contact)s::uuid IS NULL
       OR (c.contact_id, c.purpose, c.channel) > (%(after_contact)s::uuid, %(after_purpose)s, %(after_channel)s))
ORDER BY c.contact_id, c.purpose, c.channel
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_list
-- How many entries a list has in all.
SELECT count(*)
FROM consents c
JOIN contacts p ON p.organization_id = %(org_id)s AND p.id = c.contact_id AND p.deleted_at IS NULL
WHERE c.organization_id = %(org_id)s
  AND (%(purpose)s::text IS NULL OR c.purpose = %(purpose)s::text)
  AND (%(channel)s::text IS NULL OR c.channel = %(channel)s::text)
  AND (%(status)s::text IS NULL OR %(status)s::text = CASE
        WHEN c.expires_at <= now() THEN 'expired' ELSE c.status END);

-- name: due
-- Contacts of every organization for which a consent has ended that nobody looked at yet, some at a time.
SELECT organization_id, contact_id
FROM consents
WHERE expires_at <= now() AND expired_at IS NULL
ORDER BY expires_at
LIMIT %(limit)s;

-- name: expire
-- Note that the consents of these contacts that have ended were looked at; returns the contacts for which one was.
UPDATE consents
SET expired_at = expires_at
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
  AND expires_at <= now() AND expired_at IS NULL
RETURNING contact_id;

-- name: next_expiry
-- When the next consent of every organization ends.
SELECT min(expires_at) FROM consents WHERE expires_at IS NOT NULL AND expired_at IS NULL;
