-- Queries of files on disk. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_with_files
-- Those of these imports that belong to an organization, with where their file is.
SELECT id, status, source ->> 'table'
FROM imports
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id;

-- name: note_removed
-- An import whose file is gone cannot run any more, and needs no corrections; what had ended stays as it was.
WITH corrections AS (
    DELETE FROM import_corrections WHERE organization_id = %(org_id)s AND import_id = %(id)s
), replacements AS (
    DELETE FROM import_replacements WHERE organization_id = %(org_id)s AND import_id = %(id)s
)
UPDATE imports
SET error = %(error)s, finished_at = now(), status = 'failed'
WHERE organization_id = %(org_id)s AND id = %(id)s AND status IN ('uploaded', 'validated');
