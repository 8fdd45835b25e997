-- Queries of people. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: find_person_by_email
-- The person with this folded address, if there is one.
SELECT id, email, email_key, name, locale, password_hash, totp_secret, totp_confirmed_at, last_signed_in_at
FROM people
WHERE email_key = %(email_key)s;

-- name: get_person
-- One person.
SELECT id, email, email_key, name, locale, password_hash, totp_secret, totp_confirmed_at, last_signed_in_at
FROM people
WHERE id = %(person_id)s::uuid;

-- name: lock_person
-- One person, kept from changing until the transaction ends.
SELECT id, email, email_key, name, locale, password_hash, totp_secret, totp_confirmed_at, last_signed_in_at
FROM people
WHERE id = %(person_id)s::uuid
FOR UPDATE;

-- name: anybody
-- Whether there is anybody who can sign in.
SELECT EXISTS (SELECT FROM people WHERE email_key IS NOT NULL);

-- name: lock_people
-- Keep others from making the first person until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('gomobile.people.first', 0));

-- name: insert_person
-- A new person.
INSERT INTO people (email, email_key, name, locale, password_hash)
VALUES (%(email)s, %(email_key)s, %(name)s, %(locale)s, %(password_hash)s)
RETURNING id, email, email_key, name, locale, password_hash, totp_secret, totp_confirmed_at, last_signed_in_at;

-- name: rename_person
-- Change name or language; None leaves a name, and `set_locale` tells "clear" from "leave".
UPDATE people
SET name = coalesce(%(name)s::text, name),
    locale = CASE WHEN %(set_locale)s THEN %(locale)s::text ELSE locale END,
    updated_at = now()
WHERE id = %(person_id)s::uuid;

-- name: set_password
-- Store another password hash.
UPDATE people SET password_hash = %(password_hash)s, updated_at = now() WHERE id = %(person_id)s::uuid;

-- name: forget_person
-- Keep nothing but the name of somebody who has left the last of every organization that they belonged to.
UPDATE people
SET email = NULL, email_key = NULL, password_hash = NULL, totp_secret = NULL, totp_confirmed_at = NULL,
    recovery_hashes = '{}', updated_at = now()
WHERE id = %(person_id)s::uuid AND NOT EXISTS (SELECT FROM memberships WHERE person_id = people.id)
RETURNING id;

-- name: signed_in
-- Note that a person signed in.
UPDATE people SET last_signed_in_at = now() WHERE id = %(person_id)s::uuid;

-- name: names
-- What keys, people and imports are called, of those whose id is given.
SELECT id, name FROM api_keys WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
UNION ALL
SELECT id, name
FROM people
WHERE id = ANY (%(ids)s::uuid[])
  AND (EXISTS (SELECT FROM memberships m WHERE m.organization_id = %(org_id)s AND m.person_id = people.id)
       OR EXISTS (SELECT FROM former_members f WHERE f.organization_id = %(org_id)s AND f.person_id = people.id))
UNION ALL
SELECT id, filename FROM imports WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]);

-- name: begin_totp
-- Keep the secret of a second factor that is not confirmed yet.
UPDATE people SET totp_secret = %(secret)s, updated_at = now()
WHERE id = %(person_id)s::uuid AND totp_confirmed_at IS NULL
RETURNING id;

-- name: confirm_totp
-- Turn the second factor on.
UPDATE people
SET totp_confirmed_at = now(), totp_last_step = %(step)s, recovery_hashes = %(recovery_hashes)s::bytea[], updated_at = now()
WHERE id = %(person_id)s::uuid AND totp_confirmed_at IS NULL
RETURNING id;

-- name: remove_totp
-- Turn the second factor off.
UPDATE people
SET totp_secret = NULL, totp_confirmed_at = NULL, recovery_hashes = '{}', updated_at = now()
WHERE id = %(person_id)s::uuid;

-- name: use_totp_step
-- Use up the code of a 30-second step; nothing when it, or a later one, was used already.
UPDATE people SET totp_last_step = %(step)s
WHERE id = %(person_id)s::uuid AND totp_last_step < %(step)s
RETURNING id;

-- name: use_recovery_code
-- Use up a recovery code; nothing when there is no such code any more.
UPDATE people SET recovery_hashes = array_remove(recovery_hashes, %(hash)s::bytea), updated_at = now()
WHERE id = %(person_id)s::uuid AND %(hash)s::bytea = ANY (recovery_hashes)
RETURNING cardinality(recovery_hashes);

-- name: list_belongings
-- The organizations that a person may act in, of every organization, by name.
SELECT o.id, o.name, o.slug, m.role
FROM memberships m
JOIN organizations o ON o.id = m.organization_id
WHERE m.person_id = %(person_id)s::uuid AND m.disabled_at IS NULL
ORDER BY lower(o.name), o.id;

-- name: count_memberships
-- How many organizations a person belongs to, of every organization, disabled ones too.
SELECT count(*) FROM memberships WHERE person_id = %(person_id)s::uuid;

-- name: insert_membership
-- Let a person belong to an organization; nothing when they do already.
INSERT INTO memberships (organization_id, person_id, role)
VALUES (%(org_id)s, %(person_id)s, %(role)s)
ON CONFLICT (organization_id, person_id) DO NOTHING
RETURNING person_id;

-- name: lock_members
-- Keep the members of an organization from changing until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(%(org_id)s::text || '/members', 0));

-- name: count_owners
-- How many owners an organization has that are not disabled, without one person.
SELECT count(*)
FROM memberships
WHERE organization_id = %(org_id)s AND role = 'owner' AND disabled_at IS NULL AND person_id <> %(person_id)s::uuid;

-- name: update_membership
-- Change role or state of a member.
UPDATE memberships
SET role = coalesce(%(role)s::text, role),
    disabled_at = CASE WHEN %(disabled)s::boolean IS NULL THEN disabled_at
                       WHEN %(disabled)s THEN coalesce(disabled_at, now()) END,
    updated_at = now()
WHERE organization_id = %(org_id)s AND person_id = %(person_id)s::uuid;

-- name: delete_membership
-- A person does not belong to an organization any more, which goes on knowing their name.
WITH gone AS (
    DELETE FROM memberships WHERE organization_id = %(org_id)s AND person_id = %(person_id)s::uuid RETURNING person_id
)
INSERT INTO former_members (organization_id, person_id)
SELECT %(org_id)s, person_id FROM gone
ON CONFLICT (organization_id, person_id) DO UPDATE SET left_at = now();

-- name: get_member
-- One member of an organization.
SELECT p.id, CASE WHEN m.disabled_at IS NULL THEN 'active' ELSE 'disabled' END AS status, p.email, p.name, m.role,
       p.totp_confirmed_at IS NOT NULL AS totp, p.last_signed_in_at, m.created_at, NULL::timestamptz AS expires_at
FROM memberships m
JOIN people p ON p.id = m.person_id
WHERE m.organization_id = %(org_id)s AND m.person_id = %(person_id)s::uuid;

-- name: list_members
-- Who belongs to an organization and who is invited to it, by name.
SELECT id, status, email, name, role, totp, last_signed_in_at, created_at, expires_at
FROM (
    SELECT p.id, CASE WHEN m.disabled_at IS NULL THEN 'active' ELSE 'disabled' END AS status, p.email, p.name, m.role,
           p.totp_confirmed_at IS NOT NULL AS totp, p.last_signed_in_at, m.created_at, NULL::timestamptz AS expires_at
    FROM memberships m
    JOIN people p ON p.id = m.person_id
    WHERE m.organization_id = %(org_id)s
    UNION ALL
    SELECT id, 'invited', email, name, role, false, NULL, created_at, expires_at
    FROM sign_in_links
    WHERE organization_id = %(org_id)s AND purpose = 'invitation' AND used_at IS NULL
) AS found
WHERE %(search)s::text IS NULL
   OR strpos(fold(coalesce(name, '')), fold(%(search)s)) > 0 OR strpos(fold(email), fold(%(search)s)) > 0
ORDER BY fold(coalesce(name, email)), id;

-- name: insert_session
-- A person is signed in.
INSERT INTO sessions (person_id, token_hash, chosen_organization, keep, address, user_agent, expires_at)
VALUES (%(person_id)s, %(token_hash)s, %(organization_id)s, %(keep)s, %(address)s, %(user_agent)s,
        now() + %(idle)s::interval)
RETURNING id, address, user_agent, keep, created_at, last_seen_at, expires_at;

-- name: authenticate_session
-- Sessions whose hash starts with these bytes (one, or none), with the person, the organization that they look at (another
-- of theirs when they do not belong to it any more) and their role. Not bound to a tenant: the session tells it.
SELECT s.id AS session_id, s.token_hash, s.last_seen_at < now() - interval '1 minute' AS stale, s.keep,
       p.id AS person_id, p.name AS person_name, m.role,
       o.id, o.name, o.slug, o.plan, o.country, o.timezone, o.currency, o.default_region
FROM sessions s
JOIN people p ON p.id = s.person_id
JOIN LATERAL (
    SELECT organization_id, role
    FROM memberships
    WHERE person_id = s.person_id AND disabled_at IS NULL
    ORDER BY organization_id <> s.chosen_organization, organization_id
    LIMIT 1
) AS m ON true
JOIN organizations o ON o.id = m.organization_id
WHERE substring(s.token_hash FROM 1 FOR 8) = %(lookup)s AND s.expires_at > now();

-- name: touch_session
-- Note that a session was used, at most once a minute; it lasts from now on again, yet not for ever.
UPDATE sessions
SET last_seen_at = now(), expires_at = least(now() + %(idle)s::interval, created_at + %(longest)s::interval)
WHERE id = %(session_id)s::uuid AND last_seen_at < now() - interval '1 minute';

-- name: list_sessions
-- Where a person is signed in, used last first.
SELECT id, address, user_agent, keep, created_at, last_seen_at, expires_at
FROM sessions
WHERE person_id = %(person_id)s::uuid AND expires_at > now()
ORDER BY last_seen_at DESC, id DESC;

-- name: end_session
-- End one session of a person.
DELETE FROM sessions WHERE id = %(session_id)s::uuid AND person_id = %(person_id)s::uuid;

-- name: end_sessions
-- End the sessions of a person, but one if it is given.
DELETE FROM sessions WHERE person_id = %(person_id)s::uuid AND id IS DISTINCT FROM %(keep_id)s::uuid;

-- name: choose_organization
-- Look at another organization.
UPDATE sessions SET chosen_organization = %(organization_id)s WHERE id = %(session_id)s::uuid;

-- name: purge_sessions
-- Forget sessions that ended.
DELETE FROM sessions WHERE expires_at < now();

-- name: count_attempt
-- Count one more attempt under a key, unless the key is blocked; says how many there were, and for how many seconds it was
-- blocked before. What lies back an hour is forgotten. Each failure after the free ones doubles the time, up to a bound.
INSERT INTO sign_in_attempts AS a (key, failures, last_at, blocked_until)
VALUES (%(key)s, 1, clock_timestamp(), clock_timestamp())
ON CONFLICT (key) DO UPDATE
SET failures = CASE WHEN a.blocked_until > clock_timestamp() THEN a.failures
                    WHEN a.last_at < clock_timestamp() - interval '1 hour' THEN 1
                    ELSE a.failures + 1 END,
    last_at = CASE WHEN a.blocked_until > clock_timestamp() THEN a.last_at ELSE clock_timestamp() END,
    blocked_until = CASE
        WHEN a.blocked_until > clock_timestamp() OR a.last_at < clock_timestamp() - interval '1 hour'
            OR a.failures + 1 < %(free)s::integer THEN a.blocked_until
        ELSE clock_timestamp() + interval '1 second'
            * least(%(first)s::integer * power(2, least(a.failures + 1 - %(free)s::integer, 20)), %(longest)s::integer)
        END
RETURNING new.failures,
          greatest(coalesce(ceil(extract(epoch FROM old.blocked_until - clock_timestamp())), 0), 0)::integer AS wait;

-- name: forget_attempts
-- Forget the attempts under a key; says how many there were.
DELETE FROM sign_in_attempts WHERE key = %(key)s RETURNING failures;

-- name: take_back_attempt
-- An attempt under a key did not fail.
UPDATE sign_in_attempts SET failures = failures - 1, blocked_until = clock_timestamp()
WHERE key = %(key)s AND failures > 0;

-- name: purge_attempts
-- Forget attempts that lie back a day.
DELETE FROM sign_in_attempts WHERE last_at < now() - interval '1 day';

-- name: insert_link
-- A link that lets somebody in once. Of every organization where it belongs to none.
INSERT INTO sign_in_links (purpose, token_hash, organization_id, person_id, email, email_key, name, role, locale,
                           created_by_kind, created_by, expires_at)
VALUES (%(purpose)s, %(token_hash)s, %(organization_id)s, %(person_id)s, %(email)s, %(email_key)s, %(name)s, %(role)s,
        %(locale)s, %(actor_kind)s, %(actor)s, now() + %(lasts)s::interval)
RETURNING id, purpose, token_hash, organization_id, person_id, email, email_key, name, role, locale, created_by_kind,
          created_by, created_at, expires_at, used_at, expires_at <= now() AS expired;

-- name: find_links
-- Links not used yet whose hash starts with these bytes (one, or none). Not bound to a tenant: the link tells it.
SELECT id, purpose, token_hash, organization_id, person_id, email, email_key, name, role, locale, created_by_kind,
       created_by, created_at, expires_at, used_at, expires_at <= now() AS expired
FROM sign_in_links
WHERE substring(token_hash FROM 1 FOR 8) = %(lookup)s AND used_at IS NULL
FOR UPDATE;

-- name: get_link
-- One link not used yet, locked. Not bound to a tenant: for the job that sends it.
SELECT id, purpose, token_hash, organization_id, person_id, email, email_key, name, role, locale, created_by_kind,
       created_by, created_at, expires_at, used_at, expires_at <= now() AS expired
FROM sign_in_links
WHERE id = %(link_id)s::uuid AND used_at IS NULL
FOR UPDATE;

-- name: get_invitation
-- One open invitation of an organization, locked.
SELECT id, purpose, token_hash, organization_id, person_id, email, email_key, name, role, locale, created_by_kind,
       created_by, created_at, expires_at, used_at, expires_at <= now() AS expired
FROM sign_in_links
WHERE organization_id = %(org_id)s AND id = %(link_id)s::uuid AND purpose = 'invitation' AND used_at IS NULL
FOR UPDATE;

-- name: renew_link
-- Give a link another token (none: until it is mailed) and its whole time; the token before is refused. Not bound to a
-- tenant: it was found before.
UPDATE sign_in_links
SET token_hash = %(token_hash)s, person_id = coalesce(%(person_id)s::uuid, person_id),
    expires_at = now() + %(lasts)s::interval
WHERE id = %(link_id)s::uuid AND used_at IS NULL;

-- name: use_link
-- A link has been used. Not bound to a tenant: it was found by its token.
UPDATE sign_in_links SET used_at = now() WHERE id = %(link_id)s::uuid;

-- name: delete_link
-- Take a link back. Not bound to a tenant: it was found before.
DELETE FROM sign_in_links WHERE id = %(link_id)s::uuid;

-- name: delete_links_of
-- Take back what lets a person choose a password. Of every organization: they belong to none.
DELETE FROM sign_in_links WHERE purpose = 'reset' AND person_id = %(person_id)s::uuid AND used_at IS NULL;

-- name: delete_set_up_links
-- Take back earlier links to the first account, of every organization.
DELETE FROM sign_in_links WHERE purpose = 'set_up' AND used_at IS NULL;

-- name: unsent_links
-- Links that wait to be mailed, of every organization; not those of which a job has made all its tries.
SELECT id
FROM sign_in_links l
WHERE token_hash IS NULL AND used_at IS NULL AND expires_at > now() AND NOT EXISTS (
    SELECT FROM procrastinate_jobs
    WHERE task_name = %(task)s AND args ->> 'link_id' = l.id::text AND attempts >= %(tries)s)
ORDER BY id;

-- name: purge_links
-- Forget links that were used or that ended a month ago, of every organization.
DELETE FROM sign_in_links WHERE expires_at < now() - interval '30 days';
