-- Queries of erasure. Format: `-- name:`, one sentence, the statement. Parameters are named and cast. Those of the places
-- (`privacy.places`) have the name of their place and return how many rows they changed.

-- name: one_at_a_time
-- One erasure of an organization after the other: the second administrator finds nothing left.
SELECT pg_advisory_xact_lock(hashtextextended('erasure/' || %(org_id)s::uuid, 0));

-- name: find_persons
-- The contacts that are one person with these, by merges that were not undone: those merged into them.
WITH RECURSIVE person (id) AS (
    SELECT unnest(%(ids)s::uuid[])
    UNION
    SELECT m.loser_id
    FROM contact_merges m
    JOIN person p ON p.id = m.survivor_id
    WHERE m.organization_id = %(org_id)s AND m.unmerged_at IS NULL
)
SELECT id FROM person;

-- name: find_survivor
-- The contact that these were merged into in the end, or they themselves.
WITH RECURSIVE person (id) AS (
    SELECT unnest(%(ids)s::uuid[])
    UNION
    SELECT m.survivor_id
    FROM contact_merges m
    JOIN person p ON p.id = m.loser_id
    WHERE m.organization_id = %(org_id)s AND m.unmerged_at IS NULL
)
SELECT id FROM person;

-- name: lock_contacts
-- These contacts, deleted or not, kept from changing until the transaction ends.
SELECT id, phone_key, primary_email, deleted_at IS NOT NULL AS deleted, archived_at IS NOT NULL AS archived, version
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id
FOR UPDATE;

-- name: find_of_number
-- The contacts with a number, as primary or further one, deleted or not.
SELECT id FROM contacts WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s AND deleted_at IS NULL
UNION
SELECT id FROM contacts WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s AND deleted_at IS NOT NULL
UNION
SELECT contact_id FROM contact_phones WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s;

-- name: find_names
-- Every number and e-mail address that these contacts have or had.
SELECT phone_key, primary_email FROM contacts WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
UNION
SELECT phone_key, NULL FROM contact_phones WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[])
UNION
SELECT before ->> 'phoneKey', before ->> 'primaryEmail'
FROM contact_history
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]);

-- name: find_shared
-- Which of these numbers and addresses others have too; they stay theirs.
SELECT phone_key, NULL AS email
FROM contacts
WHERE organization_id = %(org_id)s AND phone_key = ANY (%(keys)s::text[]) AND deleted_at IS NULL
  AND id <> ALL (%(ids)s::uuid[])
UNION ALL
SELECT phone_key, NULL
FROM contact_phones
WHERE organization_id = %(org_id)s AND phone_key = ANY (%(keys)s::text[]) AND contact_id <> ALL (%(ids)s::uuid[])
UNION ALL
SELECT NULL, lower(primary_email)
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND primary_email IS NOT NULL
  AND id <> ALL (%(ids)s::uuid[])
  AND email_key(primary_email) COLLATE "C" = ANY (ARRAY(SELECT email_key(e) FROM unnest(%(emails)s::text[]) AS given (e)));

-- name: audience_members
-- Memberships that nothing has ended yet, with the counts of their audiences.
WITH gone AS (
    DELETE FROM audience_members
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[])
      AND audience_id IN (SELECT id FROM audiences WHERE organization_id = %(org_id)s)
    RETURNING audience_id
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, -count(*) FROM gone GROUP BY audience_id
)
SELECT count(*) FROM gone;

-- name: audience_exits
-- Stays that ended.
WITH gone AS (
    DELETE FROM audience_exits
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: audience_due
-- When audiences would be looked at again.
WITH gone AS (
    DELETE FROM audience_due
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[])
      AND audience_id IN (SELECT id FROM audiences WHERE organization_id = %(org_id)s)
    RETURNING 1
)
SELECT count(*) FROM gone;

-- name: contact_tags
-- Tags, with their counts.
WITH gone AS (
    DELETE FROM contact_tags
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[])
    RETURNING tag_id, counts
), counted AS (
    INSERT INTO tag_counts (organization_id, tag_id, contacts)
    SELECT %(org_id)s, tag_id, -count(*) FROM gone WHERE counts GROUP BY tag_id
)
SELECT count(*) FROM gone;

-- name: contact_phones
-- Further numbers.
WITH gone AS (
    DELETE FROM contact_phones
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: history_of_partner
-- Who was one with the person for a time: what changes of that time overwrote, and the undoing, may be the person's.
WITH blank AS (
    UPDATE contact_history h
    SET before = (SELECT coalesce(jsonb_object_agg(part.key, part.value), '{}') FROM jsonb_each(h.before) AS part
                  WHERE part.key = 'merge')
    FROM contact_merges m
    WHERE m.organization_id = %(org_id)s AND m.loser_id = ANY (%(ids)s::uuid[]) AND m.unmerged_at IS NOT NULL
      AND m.survivor_id <> ALL (%(ids)s::uuid[])
      AND h.organization_id = %(org_id)s AND h.contact_id = m.survivor_id AND h.kind <> 'merged'
      AND (uuid_extract_timestamp(h.id) BETWEEN m.merged_at AND m.unmerged_at
           OR h.kind = 'unmerged' AND h.before #>> '{merge,id}' = m.id::text)
      AND h.before <> '{}'
    RETURNING 1
)
SELECT count(*) FROM blank;

-- name: contact_merges
-- Merges with either side, whose snapshots hold both.
WITH gone AS (
    DELETE FROM contact_merges
    WHERE organization_id = %(org_id)s
      AND (survivor_id = ANY (%(ids)s::uuid[]) OR loser_id = ANY (%(ids)s::uuid[]))
    RETURNING 1
)
SELECT count(*) FROM gone;

-- name: duplicate_pairs
-- Pairs with either side.
WITH gone AS (
    DELETE FROM duplicate_pairs
    WHERE organization_id = %(org_id)s AND (left_id = ANY (%(ids)s::uuid[]) OR right_id = ANY (%(ids)s::uuid[]))
    RETURNING 1
)
SELECT count(*) FROM gone;

-- name: similar_numbers
-- Similar numbers with either side.
WITH gone AS (
    DELETE FROM similar_numbers
    WHERE organization_id = %(org_id)s AND (left_id = ANY (%(ids)s::uuid[]) OR right_id = ANY (%(ids)s::uuid[]))
    RETURNING 1
)
SELECT count(*) FROM gone;

-- name: consents
-- What holds now.
WITH gone AS (
    DELETE FROM consents WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: consent_events
-- Every statement.
WITH gone AS (
    DELETE FROM consent_events WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: contact_engagement
-- Figures of calls.
WITH gone AS (
    DELETE FROM contact_engagement
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: call_results
-- Calls stay as counts of reports: nobody's, without the keys that were pressed.
WITH blank AS (
    UPDATE call_results SET contact_id = NULL, phone_key = NULL, reference = NULL, pressed = '{}'
    WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM blank;

-- name: call_results_of_number
-- The same for calls to a number that no contact had.
WITH blank AS (
    UPDATE call_results SET phone_key = NULL, reference = NULL, pressed = '{}'
    WHERE organization_id = %(org_id)s AND contact_id IS NULL AND phone_key = ANY (%(keys)s::text[]) RETURNING 1
)
SELECT count(*) FROM blank;

-- name: contact_history
-- Before-images.
WITH gone AS (
    DELETE FROM contact_history WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: history_of_number
-- The number in the before-images of others who had it once.
WITH blank AS (
    UPDATE contact_history SET before = before - ARRAY['phoneKey', 'primaryPhone']
    WHERE organization_id = %(org_id)s AND before ->> 'phoneKey' = ANY (%(keys)s::text[]) RETURNING 1
)
SELECT count(*) FROM blank;

-- name: suppressions
-- A suppressed number stays suppressed by its hash alone; free words go.
WITH blank AS (
    UPDATE suppressions
    SET phone_key = NULL, source = NULL, proof = NULL,
        reason = CASE WHEN reason = ANY (%(reasons)s::text[]) THEN reason ELSE 'other' END,
        lift_reason = CASE WHEN lift_reason = ANY (%(reasons)s::text[]) THEN lift_reason END
    WHERE organization_id = %(org_id)s AND phone_hash = ANY (%(hashes)s::bytea[])
      AND (phone_key IS NOT NULL OR source IS NOT NULL OR proof IS NOT NULL)
    RETURNING 1
)
SELECT count(*) FROM blank;

-- name: contacts
-- The contacts themselves.
WITH gone AS (
    DELETE FROM contacts WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) RETURNING 1
)
SELECT count(*) FROM gone;

-- name: count_contacts
-- Take live contacts, and those of them that were archived, off the count.
INSERT INTO contact_counts (organization_id, live, archived)
SELECT %(org_id)s, -%(live)s::bigint, -%(archived)s::bigint WHERE %(live)s::bigint > 0;
