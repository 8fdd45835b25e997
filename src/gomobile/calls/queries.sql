-- Queries of calls. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: lock_contacts
-- These contacts, kept from changing until the transaction ends; always in the order of their ids, so that two writers
-- wait for each other instead of meeting in a deadlock.
SELECT id, phone_key
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id
FOR NO KEY UPDATE;

-- name: plan_by_index
-- Look rows up by index whatever the planner thinks of tables that grow faster than their statistics.
SET LOCAL enable_seqscan = off;

-- name: insert_results
-- Keep call results; those whose reference is known already are left out.
INSERT INTO call_results (
    organization_id, id, contact_id, phone_key, occurred_at, result, hangup_cause, duration_seconds, flow, campaign,
    pressed, reference, actor_kind, actor
)
SELECT %(org_id)s, id, contact_id, phone_key, occurred_at, result, hangup_cause, duration_seconds, flow, campaign,
    pressed, reference, %(actor_kind)s, %(actor)s
FROM jsonb_to_recordset(%(results)s::jsonb) AS r (
    id uuid, contact_id uuid, phone_key text, occurred_at timestamptz, result text, hangup_cause integer,
    duration_seconds integer, flow text, campaign text, pressed text[], reference text
)
ON CONFLICT DO NOTHING
RETURNING id, contact_id;

-- name: tell
-- Add new results to the figures of their contacts, in whatever order results arrive. Sums and extremes grow by what is
-- new, so that they outlive results that retention removes; `judge` does the rest. Says whose figures changed.
WITH told AS (
    SELECT contact_id,
        count(*) AS attempts,
        count(*) FILTER (WHERE result = 'answered') AS answers,
        min(occurred_at) AS first_called_at,
        max(occurred_at) AS last_called_at,
        max(occurred_at) FILTER (WHERE result = 'answered') AS last_answered_at,
        max(occurred_at) FILTER (WHERE result IN ('answered', 'voicemail')) AS last_reached_at,
        array_agg(occurred_at) AS moments
    FROM call_results
    WHERE organization_id = %(org_id)s AND contact_id IS NOT NULL AND id = ANY (%(ids)s::uuid[])
    GROUP BY contact_id
)
INSERT INTO contact_engagement AS e (
    organization_id, contact_id, attempts, answers, recent_attempts, first_called_at, last_called_at,
    last_answered_at, last_reached_at
)
SELECT %(org_id)s, t.contact_id, t.attempts, t.answers, (
        -- Of a contact that has figures already: those that a new row would not start with.
        SELECT count(*)
        FROM unnest(t.moments) AS m (at)
        WHERE v.verified_at IS NULL OR m.at > v.verified_at
    ), t.first_called_at, t.last_called_at, t.last_answered_at, t.last_reached_at
FROM told t
LEFT JOIN contact_engagement v ON v.organization_id = %(org_id)s AND v.contact_id = t.contact_id
ON CONFLICT (organization_id, contact_id) DO UPDATE
SET attempts = e.attempts + excluded.attempts,
    answers = e.answers + excluded.answers,
    recent_attempts = e.recent_attempts + excluded.recent_attempts,
    first_called_at = least(e.first_called_at, excluded.first_called_at),
    last_called_at = greatest(e.last_called_at, excluded.last_called_at),
    last_answered_at = greatest(e.last_answered_at, excluded.last_answered_at),
    last_reached_at = greatest(e.last_reached_at, excluded.last_reached_at)
RETURNING contact_id;

-- name: recount
-- Count the figures of contacts from all results that are kept, after results moved from one contact to another;
-- `judge` does the rest.
WITH counted AS (
    SELECT asked.contact_id,
        count(r.id) AS attempts,
        count(r.id) FILTER (WHERE r.result = 'answered') AS answers,
        count(r.id) FILTER (WHERE v.verified_at IS NULL OR r.occurred_at > v.verified_at) AS recent_attempts,
        min(r.occurred_at) AS first_called_at,
        max(r.occurred_at) AS last_called_at,
        max(r.occurred_at) FILTER (WHERE r.result = 'answered') AS last_answered_at,
        max(r.occurred_at) FILTER (WHERE r.result IN ('answered', 'voicemail')) AS last_reached_at,
        bool_or(v.contact_id IS NOT NULL) AS known
    FROM unnest(%(contact_ids)s::uuid[]) AS asked (contact_id)
    LEFT JOIN call_results r ON r.organization_id = %(org_id)s AND r.contact_id = asked.contact_id
    LEFT JOIN contact_engagement v ON v.organization_id = %(org_id)s AND v.contact_id = asked.contact_id
    GROUP BY asked.contact_id
)
INSERT INTO contact_engagement AS e (
    organization_id, contact_id, attempts, answers, recent_attempts, first_called_at, last_called_at,
    last_answered_at, last_reached_at
)
SELECT %(org_id)s, contact_id, attempts, answers, recent_attempts, first_called_at, last_called_at,
    last_answered_at, last_reached_at
FROM counted
WHERE attempts > 0 OR known
ON CONFLICT (organization_id, contact_id) DO UPDATE
SET attempts = excluded.attempts, answers = excluded.answers, recent_attempts = excluded.recent_attempts,
    first_called_at = excluded.first_called_at, last_called_at = excluded.last_called_at,
    last_answered_at = excluded.last_answered_at, last_reached_at = excluded.last_reached_at;

-- name: judge
-- What is counted in a row at the end of the calls to these contacts, their last result, and the reachability that
-- follows. Only the few calls since a contact was last reached or verified are read. Of two calls at one moment the
-- better one is taken for the later, whichever was told first.
WITH figures AS (
    SELECT e.*, greatest(e.last_reached_at, e.verified_at) AS since,
        e.last_reached_at IS NOT NULL AND (e.verified_at IS NULL OR e.last_reached_at > e.verified_at) AS reached
    FROM contact_engagement e
    WHERE e.organization_id = %(org_id)s AND e.contact_id = ANY (%(contact_ids)s::uuid[])
), counted AS (
    SELECT f.contact_id, f.recent_attempts, f.reached, r.failures, r.failed, r.not_in_service,
        -- The last call may be gone by retention: what it was is kept.
        CASE WHEN f.last_called_at IS NOT NULL THEN coalesce(latest.result, f.last_result) END AS last_result,
        CASE WHEN latest.result IS NOT NULL THEN latest.hangup_cause
             WHEN f.last_called_at IS NOT NULL THEN f.last_hangup_cause END AS last_hangup_cause
    FROM figures f
    CROSS JOIN LATERAL (
        SELECT count(*)::integer AS failures,
            count(*) FILTER (WHERE result = 'failed' AND occurred_at > last_not_failed)::integer AS failed,
            count(*) FILTER (WHERE result = 'not_in_service' AND occurred_at > last_in_service)::integer
                AS not_in_service
        FROM (
            SELECT c.result, c.occurred_at,
                coalesce(max(c.occurred_at) FILTER (WHERE c.result <> 'failed') OVER (), '-infinity')
                    AS last_not_failed,
                coalesce(max(c.occurred_at) FILTER (WHERE c.result <> 'not_in_service') OVER (), '-infinity')
                    AS last_in_service
            FROM call_results c
            WHERE c.organization_id = %(org_id)s AND c.contact_id = f.contact_id
              AND c.occurred_at > coalesce(f.since, '-infinity')
        ) AS calls
    ) AS r
    LEFT JOIN LATERAL (
        SELECT c.result, c.hangup_cause
        FROM call_results c
        WHERE c.organization_id = %(org_id)s AND c.contact_id = f.contact_id AND c.occurred_at = f.last_called_at
        ORDER BY array_position(
                ARRAY['answered', 'voicemail', 'busy', 'no_answer', 'rejected', 'failed', 'not_in_service'], c.result
            ), c.hangup_cause
        LIMIT 1
    ) AS latest ON true
), judged AS (
    SELECT *, reachability_state(
            recent_attempts, reached, failures, failed, not_in_service,
            %(not_in_service_limit)s::integer, %(failed_limit)s::integer, %(never_reached_limit)s::integer,
            %(failures_limit)s::integer, %(at_risk_limit)s::integer
        ) AS state
    FROM counted
)
UPDATE contact_engagement e
SET consecutive_failures = j.failures, consecutive_failed = j.failed, consecutive_not_in_service = j.not_in_service,
    last_result = j.last_result, last_hangup_cause = j.last_hangup_cause, reachability = j.state,
    reachability_since = CASE WHEN e.reachability = j.state THEN e.reachability_since ELSE now() END
FROM judged j
WHERE e.organization_id = %(org_id)s AND e.contact_id = j.contact_id
  AND (e.consecutive_failures, e.consecutive_failed, e.consecutive_not_in_service, e.last_result,
       e.last_hangup_cause, e.reachability)
      IS DISTINCT FROM (j.failures, j.failed, j.not_in_service, j.last_result, j.last_hangup_cause, j.state);

-- name: find_engagement
-- The figures of a contact.
SELECT attempts, answers, consecutive_failures, consecutive_failed, consecutive_not_in_service, recent_attempts,
       first_called_at, last_called_at, last_answered_at, last_reached_at, last_result, last_hangup_cause,
       reachability, reachability_since, verified_at
FROM contact_engagement
WHERE organization_id = %(org_id)s AND contact_id = %(contact_id)s::uuid;

-- name: find_engagements
-- The figures of several contacts.
SELECT contact_id, attempts, answers, consecutive_failures, consecutive_failed, consecutive_not_in_service,
       recent_attempts, first_called_at, last_called_at, last_answered_at, last_reached_at, last_result,
       last_hangup_cause, reachability, reachability_since, verified_at
FROM contact_engagement
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[]);

-- name: verify
-- Let earlier results of these contacts no longer count: somebody vouched for their numbers.
INSERT INTO contact_engagement AS e (organization_id, contact_id, verified_at)
SELECT %(org_id)s, id, %(at)s::timestamptz FROM unnest(%(contact_ids)s::uuid[]) AS asked (id)
ON CONFLICT (organization_id, contact_id) DO UPDATE
SET verified_at = excluded.verified_at, consecutive_failures = 0, consecutive_failed = 0,
    consecutive_not_in_service = 0, recent_attempts = 0, reachability = 'unknown',
    reachability_since = CASE WHEN e.reachability = 'unknown' THEN e.reachability_since ELSE now() END;

-- name: next_differing
-- Work out the reachability of the next contacts from their figures, after the rules changed; those whose state changes.
WITH next AS (
    SELECT contact_id
    FROM contact_engagement
    WHERE organization_id = %(org_id)s AND contact_id > %(after)s::uuid
    ORDER BY contact_id
    LIMIT %(rows)s
), judged AS (
    SELECT e.contact_id, reachability_state(
            e.recent_attempts,
            e.last_reached_at IS NOT NULL AND (e.verified_at IS NULL OR e.last_reached_at > e.verified_at),
            e.consecutive_failures, e.consecutive_failed, e.consecutive_not_in_service,
            %(not_in_service_limit)s::integer, %(failed_limit)s::integer, %(never_reached_limit)s::integer,
            %(failures_limit)s::integer, %(at_risk_limit)s::integer
        ) <> e.reachability AS differs
    FROM next
    JOIN contact_engagement e ON e.organization_id = %(org_id)s AND e.contact_id = next.contact_id
)
SELECT (SELECT max(contact_id::text)::uuid FROM next) AS last,
       coalesce(array_agg(contact_id) FILTER (WHERE differs), '{}') AS differing
FROM judged;

-- name: set_judged
-- Store the reachability that the present rules give these contacts, and say whose it changed.
UPDATE contact_engagement e
SET reachability = s.state, reachability_since = now()
FROM (
    SELECT contact_id, reachability_state(
            recent_attempts,
            last_reached_at IS NOT NULL AND (verified_at IS NULL OR last_reached_at > verified_at),
            consecutive_failures, consecutive_failed, consecutive_not_in_service,
            %(not_in_service_limit)s::integer, %(failed_limit)s::integer, %(never_reached_limit)s::integer,
            %(failures_limit)s::integer, %(at_risk_limit)s::integer
        ) AS state
    FROM contact_engagement
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(contact_ids)s::uuid[])
) AS s
WHERE e.organization_id = %(org_id)s AND e.contact_id = s.contact_id AND e.reachability <> s.state
RETURNING e.contact_id;

-- name: list_calls
-- The calls to a contact, latest first, after a cursor.
SELECT id, contact_id, phone_key, occurred_at, result, hangup_cause, duration_seconds, flow, campaign, pressed,
       reference, actor_kind, actor
FROM call_results
WHERE organization_id = %(org_id)s AND contact_id = %(contact_id)s::uuid
  AND (%(after_at)s::timestamptz IS NULL
       OR (occurred_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
ORDER BY occurred_at DESC, id DESC
LIMIT %(rows)s;

-- name: has_unknown
-- Whether there are results of numbers that no contact held.
SELECT EXISTS (
    SELECT FROM call_results
    WHERE organization_id = %(org_id)s AND contact_id IS NULL AND phone_key IS NOT NULL
);

-- name: attach
-- Give results of numbers that no contact held to these contacts, which hold them now; says which got some. A number
-- is held as a further one only while no contact has it as its primary one.
UPDATE call_results r
SET contact_id = held.id
FROM (
    SELECT id, phone_key
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(contact_ids)s::uuid[]) AND deleted_at IS NULL
    UNION ALL
    SELECT p.contact_id, p.phone_key
    FROM contact_phones p
    JOIN contacts c ON c.organization_id = p.organization_id AND c.id = p.contact_id AND c.deleted_at IS NULL
    WHERE p.organization_id = %(org_id)s AND p.contact_id = ANY (%(contact_ids)s::uuid[])
      AND NOT EXISTS (
        SELECT FROM contacts o
        WHERE o.organization_id = p.organization_id AND o.phone_key = p.phone_key AND o.deleted_at IS NULL)
) AS held
WHERE r.organization_id = %(org_id)s AND r.phone_key = held.phone_key AND r.contact_id IS NULL
RETURNING r.contact_id;

-- name: attachable
-- Contacts of every organization that hold a number, as their primary or as a further one, whose results have no
-- contact yet: each was created by a transaction that did not see the results of another one.
SELECT r.organization_id, c.id
FROM call_results r
JOIN contacts c ON c.organization_id = r.organization_id AND c.phone_key = r.phone_key AND c.deleted_at IS NULL
WHERE r.contact_id IS NULL AND r.phone_key IS NOT NULL
UNION
SELECT r.organization_id, c.id
FROM call_results r
JOIN contact_phones p ON p.organization_id = r.organization_id AND p.phone_key = r.phone_key
JOIN contacts c ON c.organization_id = p.organization_id AND c.id = p.contact_id AND c.deleted_at IS NULL
WHERE r.contact_id IS NULL AND r.phone_key IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM contacts o
    WHERE o.organization_id = p.organization_id AND o.phone_key = p.phone_key AND o.deleted_at IS NULL)
LIMIT %(rows)s;
