-- Queries of merges. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_field_changes
-- What was overwritten in these contacts, newest first: to tell how old each value is.
SELECT contact_id, id, before
FROM contact_history
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) AND before <> '{}'
ORDER BY id DESC
LIMIT 10000;

-- name: mark
-- An identifier before all that this transaction writes from here on. It is not bound to a tenant.
SELECT uuidv7();

-- name: read_belongings
-- The rows that hang on a contact and may change by a merge, as JSON.
SELECT jsonb_build_object(
    'tags', (
        SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM contact_tags t
        WHERE t.organization_id = %(org_id)s AND t.contact_id = %(id)s),
    'members', (
        SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]')
        FROM audiences a
        JOIN audience_members m
            ON m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = %(id)s
        WHERE a.organization_id = %(org_id)s),
    'phones', (
        SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM contact_phones p
        WHERE p.organization_id = %(org_id)s AND p.contact_id = %(id)s),
    'consents', (
        SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM consents c
        WHERE c.organization_id = %(org_id)s AND c.contact_id = %(id)s),
    'engagement', (
        SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM contact_engagement e
        WHERE e.organization_id = %(org_id)s AND e.contact_id = %(id)s)
);

-- name: list_displaced
-- Secondary numbers of others that a merge takes over: their contacts are deleted.
SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]')
FROM contact_phones p
WHERE p.organization_id = %(org_id)s AND p.phone_key = ANY (%(keys)s::text[]) AND p.contact_id <> ALL (%(ids)s::uuid[]);

-- name: list_new_exits
-- The stays of these contacts that ended since a mark.
SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]')
FROM audience_exits e
WHERE e.organization_id = %(org_id)s AND e.contact_id = ANY (%(ids)s::uuid[]) AND e.id > %(mark)s;

-- name: insert_merge
-- Note a merge before its rows move, so that whoever reacts knows it by then.
INSERT INTO contact_merges (organization_id, survivor_id, loser_id, choices, snapshot, merged_by_kind, merged_by)
VALUES (%(org_id)s, %(survivor_id)s, %(loser_id)s, %(choices)s, '{}', %(actor_kind)s, %(actor)s)
RETURNING id;

-- name: keep_snapshot
-- Keep all that undoing a merge needs.
UPDATE contact_merges SET snapshot = %(snapshot)s::jsonb WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: move_calls
-- Give the call results of one contact to another, and tell which.
UPDATE call_results SET contact_id = %(to)s
WHERE organization_id = %(org_id)s AND contact_id = %(from)s
RETURNING id;

-- name: return_calls
-- Give call results back.
UPDATE call_results SET contact_id = %(to)s
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND contact_id = %(from)s;

-- name: move_consent_events
-- Give the statements of one contact to another, and tell which.
UPDATE consent_events SET contact_id = %(to)s
WHERE organization_id = %(org_id)s AND contact_id = %(from)s
RETURNING id;

-- name: return_consent_events
-- Give statements back.
UPDATE consent_events SET contact_id = %(to)s
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND contact_id = %(from)s;

-- name: take_consents
-- Of two contacts let the newest statement about each purpose and channel hold for the one that stays.
INSERT INTO consents AS c
SELECT (jsonb_populate_record(NULL::consents, to_jsonb(l) || jsonb_build_object('contact_id', %(to)s::uuid))).*
FROM consents l
WHERE l.organization_id = %(org_id)s AND l.contact_id = %(from)s
ON CONFLICT (organization_id, contact_id, purpose, channel) DO UPDATE
SET status = excluded.status, stated_at = excluded.stated_at, expires_at = excluded.expires_at,
    event_id = excluded.event_id, expired_at = excluded.expired_at
WHERE (excluded.stated_at, excluded.event_id) > (c.stated_at, c.event_id);

-- name: take_tags
-- Give a contact the tags of another; whether they count for the tag is told by the contact itself.
WITH added AS (
    INSERT INTO contact_tags (organization_id, contact_id, tag_id, tagged_at, counts)
    SELECT %(org_id)s, %(to)s, tag_id, tagged_at, %(counts)s::boolean
    FROM contact_tags
    WHERE organization_id = %(org_id)s AND contact_id = %(from)s
    ON CONFLICT DO NOTHING
    RETURNING tag_id
), counted AS (
    INSERT INTO tag_counts (organization_id, tag_id, contacts)
    SELECT %(org_id)s, tag_id, 1 FROM added WHERE %(counts)s::boolean
)
SELECT tag_id FROM added;

-- name: list_stays
-- The static audiences in use that the loser is in: since when, and since when the survivor is, if at all.
SELECT m.audience_id, m.entered_at, s.entered_at AS survivor_entered_at
FROM audiences a
JOIN audience_members m
    ON m.organization_id = %(org_id)s AND m.audience_id = a.id AND m.contact_id = %(from)s
LEFT JOIN audience_members s
    ON s.organization_id = %(org_id)s AND s.audience_id = a.id AND s.contact_id = %(to)s
WHERE a.organization_id = %(org_id)s AND a.type = 'static' AND a.deleted_at IS NULL
ORDER BY m.audience_id;

-- name: set_entered
-- A contact was in an audience since the earlier of two times.
UPDATE audience_members SET entered_at = %(at)s
WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s AND contact_id = %(id)s;

-- name: move_phones
-- Give the secondary numbers of one contact to another.
UPDATE contact_phones SET contact_id = %(to)s, merge_id = %(merge_id)s
WHERE organization_id = %(org_id)s AND contact_id = %(from)s;

-- name: take_phone
-- Make a number a secondary one of a contact, whoever had it as that.
INSERT INTO contact_phones (organization_id, phone_key, contact_id, primary_phone, merge_id)
VALUES (%(org_id)s, %(phone_key)s, %(to)s, %(primary_phone)s, %(merge_id)s)
ON CONFLICT (organization_id, phone_key) DO UPDATE
SET contact_id = excluded.contact_id, primary_phone = excluded.primary_phone, merge_id = excluded.merge_id,
    added_at = now();

-- name: begin_engagement
-- Give a contact a row of figures for those of another to be added; what vouched last for one number vouches for both.
INSERT INTO contact_engagement AS e (organization_id, contact_id, verified_at)
SELECT %(org_id)s, %(to)s, verified_at
FROM contact_engagement
WHERE organization_id = %(org_id)s AND contact_id = %(from)s
ON CONFLICT (organization_id, contact_id) DO UPDATE
SET verified_at = greatest(e.verified_at, excluded.verified_at)
RETURNING contact_id;

-- name: raise_engagement
-- Let the sums and extremes of two contacts hold where the calls themselves are not kept any more.
UPDATE contact_engagement e
SET attempts = greatest(e.attempts, was.attempts), answers = greatest(e.answers, was.answers),
    first_called_at = least(e.first_called_at, was.first_called_at),
    last_called_at = greatest(e.last_called_at, was.last_called_at),
    last_answered_at = greatest(e.last_answered_at, was.last_answered_at),
    last_reached_at = greatest(e.last_reached_at, was.last_reached_at)
FROM (
    SELECT sum(attempts)::integer AS attempts, sum(answers)::integer AS answers,
           min(first_called_at) AS first_called_at, max(last_called_at) AS last_called_at,
           max(last_answered_at) AS last_answered_at, max(last_reached_at) AS last_reached_at
    FROM jsonb_populate_recordset(NULL::contact_engagement, %(rows)s::jsonb)
) was
WHERE e.organization_id = %(org_id)s AND e.contact_id = %(id)s;

-- name: take_pairs
-- The open pairs of a contact go; the pair of the two is decided.
WITH gone AS (
    DELETE FROM duplicate_pairs p
    WHERE p.organization_id = %(org_id)s AND %(loser_id)s::uuid IN (p.left_id, p.right_id)
      AND p.status IN ('open', 'skipped') AND %(survivor_id)s::uuid NOT IN (p.left_id, p.right_id)
    RETURNING p.*
), decided AS (
    UPDATE duplicate_pairs
    SET status = 'merged', decided_at = now(), decided_by_kind = %(actor_kind)s, decided_by = %(actor)s
    WHERE organization_id = %(org_id)s
      AND left_id = least(%(survivor_id)s::uuid, %(loser_id)s::uuid)
      AND right_id = greatest(%(survivor_id)s::uuid, %(loser_id)s::uuid)
)
SELECT coalesce(jsonb_agg(to_jsonb(gone)), '[]') FROM gone;

-- name: return_pairs
-- Put open pairs back where both contacts are live, and never ask again about the two that were merged by mistake.
WITH back AS (
    INSERT INTO duplicate_pairs
    SELECT p.*
    FROM jsonb_populate_recordset(NULL::duplicate_pairs, %(rows)s::jsonb) p
    WHERE 2 = (
        SELECT count(*) FROM contacts c
        WHERE c.organization_id = %(org_id)s AND c.id IN (p.left_id, p.right_id) AND c.deleted_at IS NULL)
    ON CONFLICT DO NOTHING
)
UPDATE duplicate_pairs
SET status = 'dismissed', decided_at = now(), decided_by_kind = %(actor_kind)s, decided_by = %(actor)s
WHERE organization_id = %(org_id)s
  AND left_id = least(%(survivor_id)s::uuid, %(loser_id)s::uuid)
  AND right_id = greatest(%(survivor_id)s::uuid, %(loser_id)s::uuid);

-- name: write_survivor
-- Store every value of a contact that stays, or that is itself again, and what was overwritten as history.
WITH updated AS (
    UPDATE contacts c
    SET phone_key = %(phone_key)s, primary_phone = %(primary_phone)s, phone_status = %(phone_status)s,
        phone_type = %(phone_type)s, phone_region = %(phone_region)s, phone_digits = %(phone_digits)s,
        first_name = %(first_name)s, last_name = %(last_name)s, full_name = %(full_name)s,
        primary_email = %(primary_email)s, address = %(address)s, city = %(city)s, state = %(state)s,
        zip = %(zip)s, occupation = %(occupation)s, preferred_channel = %(preferred_channel)s,
        gender = %(gender)s, channels = %(channels)s, attributes = %(attributes)s,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    WHERE c.organization_id = %(org_id)s AND c.id = %(id)s
    RETURNING c.id, contact_before(old, new) AS before
)
INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
SELECT %(org_id)s, id, %(kind)s, %(actor_kind)s, %(actor)s, before || %(note)s::jsonb
FROM updated;

-- name: set_away
-- A merged contact goes to the trash, or comes back from there.
WITH updated AS (
    UPDATE contacts c
    SET deleted_at = CASE WHEN %(away)s THEN now() END,
        deleted_by_kind = CASE WHEN %(away)s THEN %(actor_kind)s::text END,
        deleted_by = CASE WHEN %(away)s THEN %(actor)s::uuid END,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    WHERE c.organization_id = %(org_id)s AND c.id = %(id)s
    RETURNING c.id, c.archived_at
), counted AS (
    INSERT INTO contact_counts (organization_id, live, archived)
    SELECT %(org_id)s, CASE WHEN %(away)s THEN -1 ELSE 1 END,
           CASE WHEN archived_at IS NULL THEN 0 WHEN %(away)s THEN -1 ELSE 1 END
    FROM updated
)
INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
SELECT %(org_id)s, id, CASE WHEN %(away)s THEN 'merged' ELSE 'unmerged' END, %(actor_kind)s, %(actor)s, %(note)s::jsonb
FROM updated;

-- name: put_tags
-- Put tags of a contact back, with the count of each.
WITH put AS (
    INSERT INTO contact_tags
    SELECT t.*
    FROM jsonb_populate_recordset(NULL::contact_tags, %(rows)s::jsonb) t
    JOIN tags ON tags.organization_id = %(org_id)s AND tags.id = t.tag_id
    ON CONFLICT DO NOTHING
    RETURNING tag_id, counts
)
INSERT INTO tag_counts (organization_id, tag_id, contacts)
SELECT %(org_id)s, tag_id, 1 FROM put WHERE counts;

-- name: drop_tags
-- Take tags from a contact, with the count of each.
WITH gone AS (
    DELETE FROM contact_tags
    WHERE organization_id = %(org_id)s AND contact_id = %(id)s AND tag_id = ANY (%(keys)s::uuid[])
    RETURNING tag_id, counts
)
INSERT INTO tag_counts (organization_id, tag_id, contacts)
SELECT %(org_id)s, tag_id, -1 FROM gone WHERE counts;

-- name: put_members
-- Put stays of contacts back as they were, where the audience is still in use; returns which are new.
WITH wanted AS (
    SELECT m.*
    FROM jsonb_populate_recordset(NULL::audience_members, %(rows)s::jsonb) m
    JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = m.audience_id AND a.deleted_at IS NULL
), put AS (
    INSERT INTO audience_members
    SELECT * FROM wanted ORDER BY audience_id
    ON CONFLICT (organization_id, audience_id, contact_id) DO UPDATE
    SET entered_at = excluded.entered_at, entered_by_kind = excluded.entered_by_kind, entered_by = excluded.entered_by
    RETURNING audience_id, contact_id, old.contact_id IS NULL AS is_new
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, count(*) FROM put WHERE is_new GROUP BY audience_id
), announced AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
    SELECT %(org_id)s, 'entered', %(actor_kind)s, %(actor)s, audience_id, array_agg(contact_id)
    FROM put WHERE is_new GROUP BY audience_id
)
SELECT audience_id FROM put WHERE is_new;

-- name: drop_members
-- Take a contact out of audiences as if it had never been in them; returns which it was in.
WITH gone AS (
    DELETE FROM audience_members
    WHERE organization_id = %(org_id)s AND contact_id = %(id)s AND audience_id = ANY (%(keys)s::uuid[])
    RETURNING audience_id
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, -1 FROM gone
), announced AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, audience_id, contact_ids)
    SELECT %(org_id)s, 'exited', %(actor_kind)s, %(actor)s, audience_id, ARRAY[%(id)s::uuid] FROM gone
)
SELECT audience_id FROM gone;

-- name: drop_exits
-- Forget ends of stays that are put back.
DELETE FROM audience_exits
WHERE organization_id = %(org_id)s AND contact_id = ANY (%(ids)s::uuid[]) AND id = ANY (%(keys)s::uuid[]);

-- name: put_phones
-- Put secondary numbers back as they were, whoever of the two has them now.
INSERT INTO contact_phones
SELECT p.*
FROM jsonb_populate_recordset(NULL::contact_phones, %(rows)s::jsonb) p
WHERE p.organization_id = %(org_id)s
ON CONFLICT (organization_id, phone_key) DO UPDATE
SET contact_id = excluded.contact_id, primary_phone = excluded.primary_phone, merge_id = excluded.merge_id,
    added_at = excluded.added_at
WHERE contact_phones.contact_id = ANY (%(ids)s::uuid[]);

-- name: drop_phones
-- Take secondary numbers from a contact.
DELETE FROM contact_phones
WHERE organization_id = %(org_id)s AND contact_id = %(id)s AND phone_key = ANY (%(keys)s::text[]);

-- name: put_consents
-- Put what a contact had stated back.
INSERT INTO consents
SELECT c.* FROM jsonb_populate_recordset(NULL::consents, %(rows)s::jsonb) c WHERE c.organization_id = %(org_id)s;

-- name: drop_consents
-- Take what a contact stated about `purpose/channel` away.
DELETE FROM consents
WHERE organization_id = %(org_id)s AND contact_id = %(id)s AND purpose || '/' || channel = ANY (%(keys)s::text[]);

-- name: put_engagement
-- Put the figures of a contact back.
INSERT INTO contact_engagement
SELECT e.* FROM jsonb_populate_recordset(NULL::contact_engagement, %(rows)s::jsonb) e
WHERE e.organization_id = %(org_id)s;

-- name: drop_engagement
-- Take the figures of a contact away.
DELETE FROM contact_engagement WHERE organization_id = %(org_id)s AND contact_id = %(id)s;

-- name: get_merge
-- One merge.
SELECT m.id, m.survivor_id, m.loser_id, m.choices, coalesce(m.snapshot -> 'moved', '{}') AS moved, m.merged_at,
       m.merged_by_kind, m.merged_by, m.unmerged_at, m.unmerged_by_kind, m.unmerged_by,
       s.primary_phone AS survivor_phone, l.primary_phone AS loser_phone,
       coalesce(s.full_name, nullif(concat_ws(' ', s.first_name, s.last_name), '')) AS survivor_name,
       coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), '')) AS loser_name
FROM contact_merges m
LEFT JOIN contacts s ON s.organization_id = %(org_id)s AND s.id = m.survivor_id
LEFT JOIN contacts l ON l.organization_id = %(org_id)s AND l.id = m.loser_id
WHERE m.organization_id = %(org_id)s AND m.id = %(id)s;

-- name: lock_merge
-- Keep one merge from being undone by somebody else until the transaction ends.
SELECT id FROM contact_merges WHERE organization_id = %(org_id)s AND id = %(id)s FOR UPDATE;

-- name: get_snapshot
-- What hung on both contacts of a merge.
SELECT snapshot FROM contact_merges WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: list_merges
-- A page of merges, newest first, of all contacts or of one.
SELECT m.id, m.survivor_id, m.loser_id, m.choices, coalesce(m.snapshot -> 'moved', '{}') AS moved, m.merged_at,
       m.merged_by_kind, m.merged_by, m.unmerged_at, m.unmerged_by_kind, m.unmerged_by,
       s.primary_phone AS survivor_phone, l.primary_phone AS loser_phone,
       coalesce(s.full_name, nullif(concat_ws(' ', s.first_name, s.last_name), '')) AS survivor_name,
       coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), '')) AS loser_name
FROM contact_merges m
LEFT JOIN contacts s ON s.organization_id = %(org_id)s AND s.id = m.survivor_id
LEFT JOIN contacts l ON l.organization_id = %(org_id)s AND l.id = m.loser_id
WHERE m.organization_id = %(org_id)s
  AND (%(contact_id)s::uuid IS NULL OR %(contact_id)s IN (m.survivor_id, m.loser_id))
ORDER BY m.id DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_merges
-- How many merges there are, of all contacts or of one.
SELECT count(*)
FROM contact_merges
WHERE organization_id = %(org_id)s
  AND (%(contact_id)s::uuid IS NULL OR %(contact_id)s IN (survivor_id, loser_id));

-- name: find_covering
-- The last merge that builds on what a merge left: its survivor took another contact in or was itself taken in.
SELECT id
FROM contact_merges
WHERE organization_id = %(org_id)s AND unmerged_at IS NULL AND id > %(id)s
  AND %(survivor_id)s IN (survivor_id, loser_id)
ORDER BY id DESC
LIMIT 1;

-- name: set_unmerged
-- Note that a merge was undone.
UPDATE contact_merges
SET unmerged_at = now(), unmerged_by_kind = %(actor_kind)s, unmerged_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s;
