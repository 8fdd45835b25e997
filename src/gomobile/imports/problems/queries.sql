-- Queries of problems. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_problems
-- A page of what is wrong with cells, in the order of the file, with the cells of their rows as the file has them.
SELECT p.line, p.rejected, p.cells, e.problem, e.place::integer AS place, p.refusals
FROM import_problems p
CROSS JOIN LATERAL jsonb_array_elements(p.problems) WITH ORDINALITY AS e (problem, place)
WHERE p.organization_id = %(org_id)s AND p.import_id = %(id)s
  AND (p.line > %(after_line)s OR (p.line = %(after_line)s AND e.place > %(after_place)s))
  AND (%(code)s::text IS NULL OR e.problem ->> 'code' = %(code)s)
  AND (%(column)s::text IS NULL OR e.problem ->> 'column' = %(column)s)
  AND (%(rejected)s::boolean IS NULL OR p.rejected = %(rejected)s)
ORDER BY p.line, e.place
LIMIT %(limit)s;

-- name: count_problems
-- How many problems there are by these filters.
SELECT count(*)
FROM import_problems p
CROSS JOIN LATERAL jsonb_array_elements(p.problems) AS e (problem)
WHERE p.organization_id = %(org_id)s AND p.import_id = %(id)s
  AND (%(code)s::text IS NULL OR e.problem ->> 'code' = %(code)s)
  AND (%(column)s::text IS NULL OR e.problem ->> 'column' = %(column)s)
  AND (%(rejected)s::boolean IS NULL OR p.rejected = %(rejected)s);

-- name: group_problems
-- Problems by column and code, the most frequent first, with the values that cause most of them.
WITH single AS (
    SELECT e.problem ->> 'column' AS column_name, e.problem ->> 'code' AS code, p.rejected,
           e.problem ->> 'value' AS value, count(*) AS count, min(e.problem ->> 'message') AS message
    FROM import_problems p
    CROSS JOIN LATERAL jsonb_array_elements(p.problems) AS e (problem)
    WHERE p.organization_id = %(org_id)s AND p.import_id = %(id)s
    GROUP BY 1, 2, 3, 4
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY column_name, code, rejected ORDER BY count DESC, value) AS rank FROM single
)
SELECT column_name, code, rejected, sum(count)::bigint AS count, min(message) FILTER (WHERE rank = 1) AS message,
       count(*)::bigint AS different,
       coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', count) ORDER BY rank) FILTER (WHERE rank <= %(values)s),
                '[]') AS values
FROM ranked
GROUP BY column_name, code, rejected
ORDER BY 4 DESC, column_name, code;

-- name: count_problem_rows
-- Rows to look at: those that would be, or were, rejected, those put right, and all.
SELECT count(*) FILTER (WHERE rejected AND problems <> '[]') AS rejected,
       count(*) FILTER (WHERE problems = '[]') AS fixed, count(*) AS listed
FROM import_problems
WHERE organization_id = %(org_id)s AND import_id = %(id)s;
