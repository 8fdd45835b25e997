-- Queries of the subject export. Format: `-- name:`, one sentence, the statement. Parameters are named and cast. Each has
-- the name of its place (`privacy.places`) and returns its rows as JSON.

-- name: contacts
-- The contacts, deleted ones too.
SELECT to_jsonb(c) - ARRAY['organization_id', 'search_text', 'attributes']
       || jsonb_build_object('created_at', uuid_extract_timestamp(c.id), 'attributes', (
            SELECT coalesce(jsonb_object_agg(coalesce(d.display_name, v.key), v.value), '{}')
            FROM jsonb_each(c.attributes) v
            LEFT JOIN attribute_definitions d ON d.organization_id = %(org_id)s AND d.name = v.key))
FROM contacts c
WHERE c.organization_id = %(org_id)s AND c.id = ANY (%(ids)s::uuid[])
ORDER BY c.id;

-- name: audience_members
-- The audiences that they are in.
SELECT jsonb_build_object('contact_id', m.contact_id, 'audience', a.name, 'entered_at', m.entered_at)
FROM audience_members m
JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = m.audience_id
WHERE m.organization_id = %(org_id)s AND m.contact_id = ANY (%(ids)s::uuid[])
ORDER BY m.entered_at, a.id;

-- name: audience_exits
-- The audiences that they were in.
SELECT jsonb_build_object('contact_id', m.contact_id, 'audience', a.name, 'entered_at', m.entered_at,
                          'exited_at', m.exited_at, 'reason', m.reason)
FROM audience_exits m
LEFT JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = m.audience_id
WHERE m.organization_id = %(org_id)s AND m.contact_id = ANY (%(ids)s::uuid[])
ORDER BY m.exited_at, m.id;

-- name: audience_due
-- When audiences will look at them again.
SELECT jsonb_build_object('contact_id', m.contact_id, 'audience', a.name, 'due_at', m.due_at)
FROM audience_due m
JOIN audiences a ON a.organization_id = %(org_id)s AND a.id = m.audience_id
WHERE m.organization_id = %(org_id)s AND m.contact_id = ANY (%(ids)s::uuid[])
ORDER BY m.due_at, a.id;

-- name: contact_tags
-- Their tags.
SELECT jsonb_build_object('contact_id', t.contact_id, 'tag', n.name, 'tagged_at', t.tagged_at)
FROM contact_tags t
LEFT JOIN tags n ON n.organization_id = %(org_id)s AND n.id = t.tag_id
WHERE t.organization_id = %(org_id)s AND t.contact_id = ANY (%(ids)s::uuid[])
ORDER BY t.tagged_at, t.tag_id;

-- name: contact_phones
-- Their further numbers.
SELECT to_jsonb(p) - 'organization_id'
FROM contact_phones p
WHERE p.organization_id = %(org_id)s AND p.contact_id = ANY (%(ids)s::uuid[])
ORDER BY p.added_at, p.phone_key;

-- name: history_of_partner
-- Changes of a contact that was one with them for a time; its values are not told apart from theirs.
SELECT jsonb_build_object('contact_id', h.contact_id, 'kind', h.kind, 'at', uuid_extract_timestamp(h.id))
FROM contact_merges m
JOIN contact_history h ON h.organization_id = %(org_id)s AND h.contact_id = m.survivor_id AND h.kind <> 'merged'
WHERE m.organization_id = %(org_id)s AND m.loser_id = ANY (%(ids)s::uuid[]) AND m.unmerged_at IS NOT NULL
  AND m.survivor_id <> ALL (%(ids)s::uuid[])
  AND (uuid_extract_timestamp(h.id) BETWEEN m.merged_at AND m.unmerged_at
       OR h.kind = 'unmerged' AND h.before #>> '{merge,id}' = m.id::text)
ORDER BY h.id;

-- name: contact_merges
-- Merges, with what both contacts held before. Of one that was undone the other one is somebody else: its part is left out.
SELECT to_jsonb(m) - ARRAY['organization_id', 'snapshot']
       || CASE WHEN m.unmerged_at IS NULL THEN jsonb_build_object('snapshot', m.snapshot) ELSE '{}' END
FROM contact_merges m
WHERE m.organization_id = %(org_id)s
  AND (m.survivor_id = ANY (%(ids)s::uuid[]) OR m.loser_id = ANY (%(ids)s::uuid[]))
ORDER BY m.id;

-- name: duplicate_pairs
-- With whom they were compared; of the other one only its identifier.
SELECT to_jsonb(p) - ARRAY['organization_id', 'explanation']
FROM duplicate_pairs p
WHERE p.organization_id = %(org_id)s AND (p.left_id = ANY (%(ids)s::uuid[]) OR p.right_id = ANY (%(ids)s::uuid[]))
ORDER BY p.found_at, p.left_id, p.right_id;

-- name: similar_numbers
-- Whose number is like theirs; only identifiers.
SELECT to_jsonb(p) - 'organization_id'
FROM similar_numbers p
WHERE p.organization_id = %(org_id)s AND (p.left_id = ANY (%(ids)s::uuid[]) OR p.right_id = ANY (%(ids)s::uuid[]))
ORDER BY p.left_id, p.right_id;

-- name: consents
-- What holds now.
SELECT to_jsonb(c) - 'organization_id'
FROM consents c
WHERE c.organization_id = %(org_id)s AND c.contact_id = ANY (%(ids)s::uuid[])
ORDER BY c.purpose, c.channel, c.contact_id;

-- name: consent_events
-- Every statement.
SELECT to_jsonb(c) - 'organization_id'
FROM consent_events c
WHERE c.organization_id = %(org_id)s AND c.contact_id = ANY (%(ids)s::uuid[])
ORDER BY c.stated_at, c.id;

-- name: contact_engagement
-- Figures of calls.
SELECT to_jsonb(e) - 'organization_id'
FROM contact_engagement e
WHERE e.organization_id = %(org_id)s AND e.contact_id = ANY (%(ids)s::uuid[])
ORDER BY e.contact_id;

-- name: call_results
-- Calls.
SELECT to_jsonb(r) - 'organization_id'
FROM call_results r
WHERE r.organization_id = %(org_id)s AND r.contact_id = ANY (%(ids)s::uuid[])
ORDER BY r.occurred_at, r.id;

-- name: call_results_of_number
-- Calls to a number that no contact had.
SELECT to_jsonb(r) - 'organization_id'
FROM call_results r
WHERE r.organization_id = %(org_id)s AND r.contact_id IS NULL AND r.phone_key = ANY (%(keys)s::text[])
ORDER BY r.occurred_at, r.id;

-- name: contact_history
-- What happened, and what was overwritten.
SELECT to_jsonb(h) - 'organization_id' || jsonb_build_object('at', uuid_extract_timestamp(h.id))
FROM contact_history h
WHERE h.organization_id = %(org_id)s AND h.contact_id = ANY (%(ids)s::uuid[])
ORDER BY h.id;

-- name: history_of_number
-- Others who had the number once; only the number is shown.
SELECT jsonb_build_object('at', uuid_extract_timestamp(h.id), 'phone_key', h.before ->> 'phoneKey',
                          'primary_phone', h.before ->> 'primaryPhone')
FROM contact_history h
WHERE h.organization_id = %(org_id)s AND h.before ->> 'phoneKey' = ANY (%(keys)s::text[])
  AND h.contact_id <> ALL (%(ids)s::uuid[])
ORDER BY h.id;

-- name: suppressions
-- Whether and why the numbers must not be called, lifted ones too.
SELECT to_jsonb(s) - ARRAY['organization_id', 'phone_hash']
FROM suppressions s
WHERE s.organization_id = %(org_id)s AND s.phone_hash = ANY (%(hashes)s::bytea[])
ORDER BY s.id;

-- name: audit_lines
-- What the audit log says of them.
SELECT to_jsonb(a) - ARRAY['organization_id', 'previous_hash', 'hash']
FROM audit_log a
WHERE a.organization_id = %(org_id)s AND a.subject_id = ANY (%(subjects)s::text[])
ORDER BY a.sequence;
