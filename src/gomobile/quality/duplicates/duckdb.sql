-- Queries that DuckDB runs on the parts of a scan. Format: `-- name:`, one sentence, the statement.
-- In braces: SQL of this package, see blocks.py.

-- name: read_contacts
-- The contacts to compare, from the files that `source` wrote.
CREATE TABLE raw AS SELECT * FROM read_parquet('{files}');

-- name: blank_shared_emails
-- An e-mail address that more contacts share than a person has is nobody's own and says nothing.
UPDATE raw SET email = NULL, email_local = NULL
WHERE email IN (SELECT email FROM raw WHERE email IS NOT NULL GROUP BY email HAVING count(*) > {largest});

-- name: count_values
-- How many contacts have a value in each column: those without any are not compared.
SELECT {counts} FROM raw;

-- name: find_large_blocks
-- The values of a key that too many contacts share.
CREATE TABLE "large_{name}" AS
SELECT {key} AS value, count(*) AS contacts FROM raw WHERE {key} IS NOT NULL GROUP BY 1 HAVING count(*) > {largest};

-- name: count_large_blocks
-- What is left out of a key.
SELECT count(*), coalesce(sum(contacts), 0)::bigint FROM "large_{name}";

-- name: make_contacts
-- The contacts with their keys, those of large blocks blank.
CREATE TABLE contacts AS SELECT {columns} FROM raw;

-- name: block_column
-- One key of a contact.
CASE WHEN ({key}) NOT IN (SELECT value FROM "large_{name}") THEN {key} END AS "block_{name}"

-- name: count_pairs
-- How many pairs the blocks of a key have, and how many contacts are in one with another.
SELECT sum(c * (c - 1) // 2)::bigint, sum(c) FILTER (WHERE c > 1)::bigint FROM (SELECT count(*) AS c FROM contacts WHERE "block_{name}" IS NOT NULL GROUP BY "block_{name}");

-- name: drop_raw
-- The contacts as they were read are not needed any more.
DROP TABLE raw;

-- name: found_pairs
-- The pairs with their contacts, the older one first, of some contacts at a time.
SELECT least(l.id, r.id) AS left_id, greatest(l.id, r.id) AS right_id, p.match_probability AS score, {outcomes}
FROM "{pairs}" p
JOIN contacts l ON l.n = p.n_l
JOIN contacts r ON r.n = p.n_r
WHERE p.n_l >= ? AND p.n_l < ?;

-- name: same_value
-- How often two contacts have the same value of a column by chance.
SELECT sum(c * (c - 1.0)) / greatest(sum(c) * (sum(c) - 1.0), 1) FROM
    (SELECT count(*)::double AS c FROM contacts WHERE "{column}" IS NOT NULL GROUP BY "{column}");

-- name: one_digit
-- Numbers that are the same but for the digit at one place.
INSERT INTO alike
SELECT l.id, r.id, 'one_digit'
FROM numbers l
JOIN numbers r ON substr(l.phone, 1, {before}) || substr(l.phone, {after}) = substr(r.phone, 1, {before}) || substr(r.phone, {after})
    AND length(l.phone) = length(r.phone) AND l.n < r.n
WHERE length(l.phone) >= {place} AND l.phone <> r.phone AND {changed};

-- name: swapped
-- Numbers that are the same but for two neighbours that are swapped.
INSERT INTO alike
SELECT l.id, r.id, 'swapped'
FROM numbers l
JOIN numbers r ON r.phone =
        substr(l.phone, 1, {before}) || substr(l.phone, {after}, 1) || substr(l.phone, {place}, 1) || substr(l.phone, {rest})
    AND l.phone <> r.phone AND l.n < r.n
WHERE length(l.phone) >= {after} AND {changed};

-- name: same_tail
-- Numbers with the same last eight digits, in another country or form.
INSERT INTO alike
SELECT l.id, r.id, 'same_tail'
FROM numbers l
JOIN numbers r ON l.tail = r.tail AND l.phone <> r.phone AND l.n < r.n
WHERE l.tail NOT IN (SELECT tail FROM numbers WHERE tail IS NOT NULL GROUP BY tail HAVING count(*) > {largest})
    AND {changed};

-- name: begin_similar
-- The numbers that are compared, and where pairs are put.
CREATE TABLE numbers AS SELECT n, id, phone, tail, changed FROM contacts WHERE length(phone) BETWEEN 8 AND 15;
CREATE TABLE alike (l VARCHAR, r VARCHAR, kind VARCHAR);

-- name: longest_number
-- Digits of the longest number.
SELECT max(length(phone)) FROM numbers;

-- name: make_similar_pairs
-- Each pair once, by what tells most.
CREATE TABLE alike_pairs AS
SELECT least(l, r) AS l, greatest(l, r) AS r, min(kind) AS kind, row_number() OVER () - 1 AS place FROM alike GROUP BY 1, 2;

-- name: similar_pairs
-- Some of the pairs.
SELECT l, r, kind FROM alike_pairs WHERE place >= ? AND place < ?;

-- name: change_all
-- Every contact counts as changed.
UPDATE contacts SET changed = true WHERE NOT changed;

-- name: changed_ids
-- The contacts that changed.
SELECT id FROM contacts WHERE changed;
