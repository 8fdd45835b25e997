-- Queries of the audit log. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: lock_head
-- The end of an organization's chain, kept from moving until the transaction ends; made on first use.
INSERT INTO audit_heads (organization_id, sequence, hash)
VALUES (%(org_id)s, 0, %(genesis)s)
ON CONFLICT (organization_id) DO UPDATE SET sequence = audit_heads.sequence
RETURNING sequence, hash;

-- name: insert_line
-- Append a line.
INSERT INTO audit_log (organization_id, sequence, at, action, actor_kind, actor, actor_name, address, request_id,
                       subject_kind, subject_id, before, after, previous_hash, hash)
VALUES (%(org_id)s, %(sequence)s, %(at)s, %(action)s, %(actor_kind)s, %(actor)s, %(actor_name)s, %(address)s,
        %(request_id)s, %(subject_kind)s, %(subject_id)s, %(before)s, %(after)s, %(previous_hash)s, %(hash)s);

-- name: move_head
-- The end of the chain is now at this line.
UPDATE audit_heads SET sequence = %(sequence)s, hash = %(hash)s WHERE organization_id = %(org_id)s;

-- name: find_head
-- Where the chain is said to end, and where the log does, in one snapshot.
SELECT coalesce(h.sequence, 0) AS sequence, h.hash,
       coalesce((SELECT max(sequence) FROM audit_log WHERE organization_id = %(org_id)s), 0) AS last
FROM (SELECT) AS always
LEFT JOIN audit_heads h ON h.organization_id = %(org_id)s;

-- name: read_chain
-- The lines after one, in the order of the chain.
SELECT organization_id, sequence, at, action, actor_kind, actor, actor_name, address, request_id, subject_kind,
       subject_id, before, after, previous_hash, hash
FROM audit_log
WHERE organization_id = %(org_id)s AND sequence > %(after)s AND sequence <= %(to)s
ORDER BY sequence
LIMIT %(limit)s;

-- name: list_lines
-- The lines that fit, newest first, before a sequence.
SELECT organization_id, sequence, at, action, actor_kind, actor, actor_name, address, request_id, subject_kind,
       subject_id, before, after, previous_hash, hash
FROM audit_log
WHERE organization_id = %(org_id)s
  AND (%(before)s::bigint IS NULL OR sequence < %(before)s)
  AND (%(action)s::text IS NULL OR action = %(action)s)
  AND (%(actor_id)s::uuid IS NULL OR actor = %(actor_id)s)
  AND (%(subject)s::text IS NULL OR subject_id = %(subject)s)
  AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR at < %(until)s)
ORDER BY sequence DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: count_lines
-- How many lines fit.
SELECT count(*)
FROM audit_log
WHERE organization_id = %(org_id)s
  AND (%(action)s::text IS NULL OR action = %(action)s)
  AND (%(actor_id)s::uuid IS NULL OR actor = %(actor_id)s)
  AND (%(subject)s::text IS NULL OR subject_id = %(subject)s)
  AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR at < %(until)s);
