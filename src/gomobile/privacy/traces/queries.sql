-- Queries of traces. Format: `-- name:`, one sentence, the statement. Parameters are named and cast. `find_x` returns the
-- key and the content, both JSON, of rows whose text fits a pattern or names a contact; `store_x` puts content back.

-- name: find_import_problems
-- Rows to look at of imports.
SELECT jsonb_build_object('import_id', import_id, 'line', line),
       jsonb_build_object('cells', to_jsonb(cells), 'problems', problems)
FROM import_problems
WHERE organization_id = %(org_id)s
  AND (array_to_string(cells, E'\n') ~* %(pattern)s::text OR problems::text ~* %(pattern)s::text);

-- name: store_import_problems
-- The row stays, so that counts add up, and what was wrong with it, by code; its cells go, and what they should be.
WITH said AS (
    DELETE FROM import_corrections
    WHERE organization_id = %(org_id)s AND import_id = (%(key)s::jsonb ->> 'import_id')::uuid
      AND line = (%(key)s::jsonb ->> 'line')::bigint AND column_number >= 0
)
UPDATE import_problems
SET cells = array_fill(NULL::text, ARRAY[cardinality(cells)]), refusals = '[]',
    problems = (SELECT coalesce(jsonb_agg(p || '{"value": null, "message": "Erased."}'), '[]')
                FROM jsonb_array_elements(problems) AS p)
WHERE organization_id = %(org_id)s AND import_id = (%(key)s::jsonb ->> 'import_id')::uuid
  AND line = (%(key)s::jsonb ->> 'line')::bigint;

-- name: find_import_corrections
-- What cells of imports should be, row by row, and instead of what.
SELECT jsonb_build_object('import_id', import_id, 'line', line, 'column', NULL, 'old', NULL),
       jsonb_build_object('cells', jsonb_agg(value), 'problems', '[]'::jsonb)
FROM import_corrections
WHERE organization_id = %(org_id)s AND value ~* %(pattern)s::text
GROUP BY import_id, line
UNION ALL
SELECT jsonb_build_object('import_id', import_id, 'line', NULL, 'column', column_number, 'old', old_value),
       jsonb_build_object('cells', jsonb_build_array(old_value, new_value), 'problems', '[]'::jsonb)
FROM import_replacements
WHERE organization_id = %(org_id)s AND (old_value ~* %(pattern)s::text OR new_value ~* %(pattern)s::text);

-- name: store_import_corrections
-- All that was said of the row goes, or of the value.
WITH row_gone AS (
    DELETE FROM import_corrections
    WHERE organization_id = %(org_id)s AND import_id = (%(key)s::jsonb ->> 'import_id')::uuid
      AND line = (%(key)s::jsonb ->> 'line')::bigint
)
DELETE FROM import_replacements
WHERE organization_id = %(org_id)s AND import_id = (%(key)s::jsonb ->> 'import_id')::uuid
  AND column_number = (%(key)s::jsonb ->> 'column')::integer AND old_value = %(key)s::jsonb ->> 'old';

-- name: find_imports
-- Imports: what they show before and after they ran, and the name and the header of the file.
SELECT jsonb_build_object('id', id),
       jsonb_build_object('preview', preview, 'error', error, 'columns', columns, 'filename', filename,
                          'table', source -> 'table')
FROM imports
WHERE organization_id = %(org_id)s
  AND (preview::text ~* %(pattern)s::text OR preview::text LIKE ANY (%(likes)s::text[]) OR error::text ~* %(pattern)s::text
       OR columns::text ~* %(pattern)s::text OR filename ~* %(pattern)s::text
       OR source ->> 'table' ~* %(pattern)s::text);

-- name: store_imports
-- What an import shows, without a person.
UPDATE imports
SET preview = nullif(%(content)s::jsonb -> 'preview', 'null'), error = nullif(%(content)s::jsonb -> 'error', 'null'),
    columns = %(content)s::jsonb -> 'columns', filename = coalesce(nullif(%(content)s::jsonb ->> 'filename', ''), 'erased'),
    source = jsonb_set(source, '{table}', %(content)s::jsonb -> 'table')
WHERE organization_id = %(org_id)s AND id = (%(key)s::jsonb ->> 'id')::uuid;

-- name: find_idempotency_keys
-- Answers that are kept for a day.
SELECT jsonb_build_object('api_key_id', api_key_id, 'key', key),
       jsonb_build_object('key', key, 'body', convert_from(body, 'UTF8'))
FROM idempotency_keys
WHERE organization_id = %(org_id)s
  AND (key ~* %(pattern)s::text OR convert_from(body, 'UTF8') ~* %(pattern)s::text
       OR convert_from(body, 'UTF8') LIKE ANY (%(likes)s::text[]));

-- name: store_idempotency_keys
-- An answer without a person: the request that is repeated still has no second effect.
UPDATE idempotency_keys
SET key = coalesce(nullif(%(content)s::jsonb ->> 'key', ''), 'erased-' || uuidv7()),
    body = convert_to(%(content)s::jsonb ->> 'body', 'UTF8')
WHERE organization_id = %(org_id)s AND api_key_id = (%(key)s::jsonb ->> 'api_key_id')::uuid
  AND key = %(key)s::jsonb ->> 'key';

-- name: find_bulk_actions
-- What bulk actions were told.
SELECT jsonb_build_object('id', id), jsonb_build_object('parameters', parameters, 'filter', filter, 'error', error)
FROM bulk_actions
WHERE organization_id = %(org_id)s
  AND (parameters::text ~* %(pattern)s::text OR filter::text ~* %(pattern)s::text OR error::text ~* %(pattern)s::text);

-- name: store_bulk_actions
-- What a bulk action was told, without a person.
UPDATE bulk_actions
SET parameters = %(content)s::jsonb -> 'parameters', filter = %(content)s::jsonb -> 'filter',
    error = nullif(%(content)s::jsonb -> 'error', 'null')
WHERE organization_id = %(org_id)s AND id = (%(key)s::jsonb ->> 'id')::uuid;

-- name: find_saved_views
-- How people arranged lists: what they searched for, and their rules.
SELECT jsonb_build_object('id', id), jsonb_build_object('query', query)
FROM saved_views
WHERE organization_id = %(org_id)s AND query::text ~* %(pattern)s::text;

-- name: store_saved_views
-- A saved view without a person.
UPDATE saved_views SET query = %(content)s::jsonb -> 'query'
WHERE organization_id = %(org_id)s AND id = (%(key)s::jsonb ->> 'id')::uuid;

-- name: find_hygiene_runs
-- Reports of clean-ups.
SELECT jsonb_build_object('id', id), jsonb_build_object('report', report, 'error', error, 'filter', filter)
FROM hygiene_runs
WHERE organization_id = %(org_id)s
  AND (report::text ~* %(pattern)s::text OR report::text LIKE ANY (%(likes)s::text[]) OR error::text ~* %(pattern)s::text
       OR filter::text ~* %(pattern)s::text);

-- name: store_hygiene_runs
-- A report without a person.
UPDATE hygiene_runs
SET report = %(content)s::jsonb -> 'report', error = nullif(%(content)s::jsonb -> 'error', 'null'),
    filter = %(content)s::jsonb -> 'filter'
WHERE organization_id = %(org_id)s AND id = (%(key)s::jsonb ->> 'id')::uuid;

-- name: find_duplicate_runs
-- Reports of scans for duplicates.
SELECT jsonb_build_object('id', id), jsonb_build_object('report', report, 'error', error, 'model', model)
FROM duplicate_runs
WHERE organization_id = %(org_id)s
  AND (report::text ~* %(pattern)s::text OR report::text LIKE ANY (%(likes)s::text[]) OR error::text ~* %(pattern)s::text
       OR model::text ~* %(pattern)s::text);

-- name: store_duplicate_runs
-- A report without a person.
UPDATE duplicate_runs
SET report = %(content)s::jsonb -> 'report', error = nullif(%(content)s::jsonb -> 'error', 'null'),
    model = nullif(%(content)s::jsonb -> 'model', 'null')
WHERE organization_id = %(org_id)s AND id = (%(key)s::jsonb ->> 'id')::uuid;

-- name: find_procrastinate_jobs
-- The arguments of jobs, also of those that ended within a week.
SELECT jsonb_build_object('id', id), args
FROM procrastinate_jobs
WHERE args ->> 'org_id' = (%(org_id)s::uuid)::text AND args::text ~* %(pattern)s::text;

-- name: store_procrastinate_jobs
-- Arguments without a person.
UPDATE procrastinate_jobs SET args = %(content)s::jsonb
WHERE id = (%(key)s::jsonb ->> 'id')::bigint AND args ->> 'org_id' = (%(org_id)s::uuid)::text;
