-- Queries of quality. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: lock_contacts
-- The live ones among these contacts, kept from changing until the transaction ends.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL
ORDER BY id
FOR NO KEY UPDATE;

-- name: numbers
-- The numbers of contacts, as they are held.
SELECT id, phone_key, primary_phone, phone_status, phone_type, phone_region
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[])
ORDER BY id;

-- name: set_facts
-- Store what is known of numbers by now. Nobody updated the contacts: their version and time stay.
UPDATE contacts c
SET phone_status = f.status, phone_type = f.type, phone_region = f.region
FROM unnest(%(ids)s::uuid[], %(statuses)s::text[], %(types)s::text[], %(regions)s::text[])
    AS f (id, status, type, region)
WHERE c.organization_id = %(org_id)s AND c.id = f.id;

-- name: tagged
-- Which of these contacts have a tag.
SELECT contact_id
FROM contact_tags
WHERE organization_id = %(org_id)s AND tag_id = %(tag_id)s::uuid AND contact_id = ANY (%(ids)s::uuid[]);

-- name: misfits
-- Values of live contacts that do not fit their attribute any more, by attribute and reason: an option that was archived
-- or that there is not, a value of another type. Reads each contact once.
WITH checked AS (
    SELECT d.name AS attribute,
        CASE
            WHEN d.type = 'enum' THEN CASE
                WHEN o.option IS NULL THEN 'unknownOption'
                WHEN (o.option ->> 'archived')::boolean THEN 'archivedOption'
            END
            WHEN d.type = 'number' THEN CASE WHEN jsonb_typeof(v.value) <> 'number' THEN 'type' END
            WHEN d.type = 'boolean' THEN CASE WHEN jsonb_typeof(v.value) <> 'boolean' THEN 'type' END
            WHEN jsonb_typeof(v.value) <> 'string' THEN 'type'
            WHEN d.type = 'date' THEN CASE WHEN NOT pg_input_is_valid(v.value #>> '{}', 'date') THEN 'format' END
            WHEN d.type = 'datetime'
                THEN CASE WHEN NOT pg_input_is_valid(v.value #>> '{}', 'timestamptz') THEN 'format' END
        END AS reason
    FROM contacts c
    CROSS JOIN LATERAL jsonb_each(c.attributes) AS v (name, value)
    JOIN attribute_definitions d
        ON d.organization_id = %(org_id)s AND d.name = v.name AND d.deleted_at IS NULL
    LEFT JOIN LATERAL (
        SELECT option FROM jsonb_array_elements(d.options) AS option WHERE option -> 'id' = v.value
    ) AS o ON d.type = 'enum'
    WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.archived_at IS NULL
      AND c.attributes <> '{}'
)
SELECT attribute, reason, count(*)::integer AS contacts
FROM checked
WHERE reason IS NOT NULL
GROUP BY attribute, reason
ORDER BY attribute, reason;

-- name: standing
-- What decides whether contacts can be called, beside suppressions.
SELECT c.id, c.phone_key, c.phone_status, c.primary_email, c.archived_at IS NOT NULL AS archived,
       c.deleted_at IS NOT NULL AS deleted, coalesce(e.reachability, 'unknown') AS reachability
FROM contacts c
LEFT JOIN contact_engagement e ON e.organization_id = c.organization_id AND e.contact_id = c.id
WHERE c.organization_id = %(org_id)s AND c.id = ANY (%(ids)s::uuid[]);

-- name: live
-- How many contacts there are, archived ones included.
SELECT coalesce(sum(live), 0)::bigint FROM contact_counts WHERE organization_id = %(org_id)s;

-- name: archived
-- How many contacts are archived.
SELECT count(*)::bigint
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND archived_at IS NOT NULL;

-- name: open_duplicates
-- How many pairs wait for a decision, those that were skipped too: as many as the queue has.
SELECT count(*)::bigint FROM duplicate_pairs WHERE organization_id = %(org_id)s AND status IN ('open', 'skipped');

-- name: find_summary
-- The kept numbers of the health page.
SELECT counts, seconds, computed_at FROM quality_summaries WHERE organization_id = %(org_id)s;

-- name: keep_summary
-- Keep the numbers of the health page, unless newer ones are kept.
INSERT INTO quality_summaries AS q (organization_id, counts, seconds, computed_at)
VALUES (%(org_id)s, %(counts)s::jsonb, %(seconds)s, %(computed_at)s::timestamptz)
ON CONFLICT (organization_id) DO UPDATE
SET counts = excluded.counts, seconds = excluded.seconds, computed_at = excluded.computed_at
WHERE q.computed_at < excluded.computed_at;

-- name: large_organizations
-- Those of every organization that have more contacts than this.
SELECT organization_id FROM contact_counts GROUP BY organization_id HAVING sum(live) > %(contacts)s;

-- name: created_per_day
-- How many of the contacts that are neither deleted nor archived were created on each day of a zone, from an id on.
-- The ids carry the time, so that an index alone is read.
SELECT (uuid_extract_timestamp(id) AT TIME ZONE %(zone)s::text)::date AS day, count(*) AS contacts
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND archived_at IS NULL AND id >= %(first)s::uuid
GROUP BY 1;
