-- Queries of long works. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: names_of_authors
-- What the keys and the people are called that started works.
SELECT id, name FROM api_keys WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
UNION ALL
SELECT id, name FROM people WHERE id = ANY (%(ids)s::uuid[]);
