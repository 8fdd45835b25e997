-- Queries of corrections. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_corrections
-- Corrections of single cells and words about rows, of all rows or of some, by line.
SELECT line, column_number, value
FROM import_corrections
WHERE organization_id = %(org_id)s AND import_id = %(id)s
  AND (%(lines)s::bigint[] IS NULL OR line = ANY (%(lines)s::bigint[]))
ORDER BY line, column_number;

-- name: page_of_corrections
-- A page of corrections of single cells and words about rows, by line.
SELECT line, column_number, value
FROM import_corrections
WHERE organization_id = %(org_id)s AND import_id = %(id)s
  AND (line, column_number) > (%(line)s::bigint, %(column)s::integer)
ORDER BY line, column_number
LIMIT %(limit)s;

-- name: list_replacements
-- Corrections of all cells of a column that hold a value.
SELECT column_number, old_value, new_value
FROM import_replacements
WHERE organization_id = %(org_id)s AND import_id = %(id)s
ORDER BY column_number, created_at, old_value;

-- name: count_corrections
-- How many of both there are.
SELECT (SELECT count(*) FROM import_corrections WHERE organization_id = %(org_id)s AND import_id = %(id)s) AS cells,
       (SELECT count(*) FROM import_replacements WHERE organization_id = %(org_id)s AND import_id = %(id)s) AS values;

-- name: save_corrections
-- Note what cells should be, in place of what was said of them before.
INSERT INTO import_corrections (organization_id, import_id, line, column_number, value, created_by_kind, created_by)
SELECT %(org_id)s, %(id)s, c.line, c.column_number, c.value, %(actor_kind)s, %(actor)s
FROM unnest(%(lines)s::bigint[], %(columns)s::integer[], %(values)s::text[]) AS c (line, column_number, value)
ON CONFLICT (organization_id, import_id, line, column_number) DO UPDATE
SET value = excluded.value, created_at = now(), created_by_kind = excluded.created_by_kind,
    created_by = excluded.created_by;

-- name: save_replacement
-- Note what the cells of a column with a value should be.
INSERT INTO import_replacements (organization_id, import_id, column_number, old_value, new_value, created_by_kind,
                                 created_by)
VALUES (%(org_id)s, %(id)s, %(column)s, %(old)s, %(new)s, %(actor_kind)s, %(actor)s)
ON CONFLICT (organization_id, import_id, column_number, old_value) DO UPDATE
SET new_value = excluded.new_value, created_at = now(), created_by_kind = excluded.created_by_kind,
    created_by = excluded.created_by;

-- name: drop_corrections
-- Take corrections of cells back.
DELETE FROM import_corrections c
USING unnest(%(lines)s::bigint[], %(columns)s::integer[]) AS wanted (line, column_number)
WHERE c.organization_id = %(org_id)s AND c.import_id = %(id)s AND c.line = wanted.line
  AND c.column_number = wanted.column_number;

-- name: drop_corrections_of_lines
-- Take all corrections of some rows back.
DELETE FROM import_corrections
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND line = ANY (%(lines)s::bigint[]);

-- name: drop_replacement
-- Take the correction of a value back.
DELETE FROM import_replacements
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND column_number = %(column)s AND old_value = %(old)s;

-- name: copy_corrections
-- Give an import the corrections of another one; rows that were left out are not in it.
INSERT INTO import_corrections (organization_id, import_id, line, column_number, value, created_at, created_by_kind,
                                created_by)
SELECT organization_id, %(to)s, line, column_number, value, created_at, created_by_kind, created_by
FROM import_corrections
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND NOT (column_number = -1 AND value = 'skip');

-- name: copy_replacements
-- Give an import the corrections of values of another one.
INSERT INTO import_replacements (organization_id, import_id, column_number, old_value, new_value, created_at,
                                 created_by_kind, created_by)
SELECT organization_id, %(to)s, column_number, old_value, new_value, created_at, created_by_kind, created_by
FROM import_replacements
WHERE organization_id = %(org_id)s AND import_id = %(id)s;

-- name: lock_import
-- Hold an import's row, so that it neither begins to run nor is corrected by somebody else meanwhile.
SELECT status FROM imports WHERE organization_id = %(org_id)s AND id = %(id)s FOR NO KEY UPDATE;

-- name: problems_of_lines
-- Rows to look at, by their lines.
SELECT line, rejected, cells, problems, refusals
FROM import_problems
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND line = ANY (%(lines)s::bigint[])
ORDER BY line;

-- name: problems_with_value
-- Rows to look at whose cell in a column (counted from 1) holds a value, or is blank.
SELECT line, rejected, cells, problems, refusals
FROM import_problems
WHERE organization_id = %(org_id)s AND import_id = %(id)s AND line > %(after)s
  AND coalesce(cells[%(place)s::integer], '') = %(old)s
ORDER BY line
LIMIT %(limit)s;

-- name: update_problems
-- What is wrong with rows now; `rejected` stays what it was where the import has run.
UPDATE import_problems p
SET problems = n.problems::jsonb, rejected = CASE WHEN %(has_run)s THEN p.rejected ELSE n.rejected END
FROM unnest(%(lines)s::bigint[], %(rejected)s::boolean[], %(problems)s::text[]) AS n (line, rejected, problems)
WHERE p.organization_id = %(org_id)s AND p.import_id = %(id)s AND p.line = n.line
RETURNING p.line;

-- name: set_preview_counts
-- What a dry run found, counted anew for rows that were put right; `outdated` tells that it was made before.
UPDATE imports SET preview = preview || %(counts)s
WHERE organization_id = %(org_id)s AND id = %(id)s AND preview IS NOT NULL;
