-- Queries of contacts. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- Every query on a tenant table is bound to `organization_id = %(org_id)s`.

-- name: create_stage
-- The rows of one upsert, private to the connection and emptied at commit.
CREATE TEMPORARY TABLE IF NOT EXISTS contact_stage (
    n integer NOT NULL,
    phone_key text NOT NULL COLLATE "C",
    primary_phone text NOT NULL,
    phone_status text NOT NULL,
    phone_type text NOT NULL,
    phone_region text,
    phone_digits text NOT NULL,
    first_name text,
    last_name text,
    full_name text,
    primary_email text,
    address text,
    city text,
    state text,
    zip text,
    occupation text,
    preferred_channel text,
    gender text,
    channels text[],
    attributes jsonb,
    clear integer NOT NULL,
    given_key text COLLATE "C",
    lost boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;

-- name: empty_stage
-- Start with no rows; a transaction may upsert more than once.
DELETE FROM contact_stage;

-- name: staged_positions
-- The positions that are left in the stage.
SELECT n FROM contact_stage;

-- name: plan_by_index
-- Look contacts up by index whatever the planner thinks of the unanalysed stage: scanning them all for 25,000 rows is
-- a second at 1M contacts, 25,000 look-ups are 60 ms at any size.
SET LOCAL enable_seqscan = off;

-- name: look_up_in_order
-- Whether the planner may only look rows up one by one, in the order in which they come: joined by a hash it may take
-- the rows of `contacts` as they lie, and two writers of the same contacts end in a deadlock.
SELECT set_config('enable_hashjoin', %(others)s, true), set_config('enable_mergejoin', %(others)s, true);

-- name: find_keys
-- Which of these canonical phones (newline-separated) live contacts hold; positions count from 0. Each is looked up by
-- itself: of a join the planner made a walk through all numbers of the organization (14 ms for 1,000 of them at 30,000
-- contacts, growing with these; 2 ms now).
SELECT k.position - 1 AS position
FROM string_to_table(%(keys)s::text, E'\n') WITH ORDINALITY AS k (phone_key, position)
CROSS JOIN LATERAL (
    SELECT
    FROM contacts c
    WHERE c.organization_id = %(org_id)s AND c.phone_key = k.phone_key AND c.deleted_at IS NULL
    LIMIT 1
) AS holder;

-- name: announce
-- Tell the change feed of contacts that were created, updated, deleted, restored or erased.
INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
VALUES (%(org_id)s, %(kind)s, %(actor_kind)s, %(actor)s, %(contact_ids)s::uuid[]);

-- name: count_live
-- Count contacts that came (+) or went (-).
INSERT INTO contact_counts (organization_id, live) VALUES (%(org_id)s, %(live)s);

-- name: count_contacts
-- Count contacts that came (+) or went (-), and the archived ones among them.
INSERT INTO contact_counts (organization_id, live, archived) VALUES (%(org_id)s, %(live)s, %(archived)s);

-- name: compare_stage
-- Each staged row with the live contact that holds its number, and whether merging would change that contact.
SELECT s.*, c.id,
    c.id IS NOT NULL AND (
        contact_merge(c.first_name, s.first_name, s.clear & 1 <> 0, %(fill)s & 1 <> 0, %(keep)s & 1 <> 0),
        contact_merge(c.last_name, s.last_name, s.clear & 2 <> 0, %(fill)s & 2 <> 0, %(keep)s & 2 <> 0),
        contact_merge(c.full_name, s.full_name, s.clear & 4 <> 0, %(fill)s & 4 <> 0, %(keep)s & 4 <> 0),
        contact_merge(c.primary_email, s.primary_email, s.clear & 8 <> 0, %(fill)s & 8 <> 0, %(keep)s & 8 <> 0),
        contact_merge(c.address, s.address, s.clear & 16 <> 0, %(fill)s & 16 <> 0, %(keep)s & 16 <> 0),
        contact_merge(c.city, s.city, s.clear & 32 <> 0, %(fill)s & 32 <> 0, %(keep)s & 32 <> 0),
        contact_merge(c.state, s.state, s.clear & 64 <> 0, %(fill)s & 64 <> 0, %(keep)s & 64 <> 0),
        contact_merge(c.zip, s.zip, s.clear & 128 <> 0, %(fill)s & 128 <> 0, %(keep)s & 128 <> 0),
        contact_merge(c.occupation, s.occupation, s.clear & 256 <> 0, %(fill)s & 256 <> 0, %(keep)s & 256 <> 0),
        contact_merge(c.preferred_channel, s.preferred_channel, s.clear & 512 <> 0,
                      %(fill)s & 512 <> 0, %(keep)s & 512 <> 0),
        contact_merge(c.gender, s.gender, s.clear & 1024 <> 0, %(fill)s & 1024 <> 0, %(keep)s & 1024 <> 0),
        CASE WHEN %(keep)s & 2048 <> 0 THEN c.channels
             WHEN %(fill)s & 2048 <> 0 THEN coalesce(c.channels, s.channels)
             WHEN s.clear & 2048 <> 0 THEN NULL
             ELSE coalesce(s.channels, c.channels) END,
        contact_merge_attributes(c.attributes, s.attributes, s.clear & 4096 <> 0,
                                 %(fill_keys)s::text[], %(keep_keys)s::text[])
    ) IS DISTINCT FROM (
        c.first_name, c.last_name, c.full_name, c.primary_email, c.address, c.city, c.state, c.zip, c.occupation,
        c.preferred_channel, c.gender, c.channels, c.attributes
    ) AS changed
FROM contact_stage s
LEFT JOIN contacts c
    ON c.organization_id = %(org_id)s AND c.phone_key = s.phone_key AND c.deleted_at IS NULL;

-- name: preview_stage
-- What merge_stage would do, without doing it: positions to create and to change.
WITH found AS MATERIALIZED (
    -- include: compare_stage
)
SELECT
    coalesce(array_agg(n) FILTER (WHERE id IS NULL), '{}') AS missing,
    coalesce(array_agg(n) FILTER (WHERE changed), '{}') AS changed
FROM found;

-- name: merge_stage
-- Create, update or leave each staged contact, record what was overwritten and announce it in the change feed.
-- Unchanged rows are found by reading alone: INSERT … ON CONFLICT for all of them would lock, dirty and log each row.
-- An update recomputes the merge on the row that it locks, so that concurrent writers of other columns are not undone.
-- Returns the positions to create (also those lost to a concurrent insert) and to update, and the contacts that were
-- created and updated.
WITH found AS MATERIALIZED (
    -- include: compare_stage
), inserted AS (
    INSERT INTO contacts (
        organization_id, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
        first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
        gender, channels, attributes, created_by_kind, created_by, updated_by_kind, updated_by, updated_at
    )
    SELECT %(org_id)s, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
        first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
        gender, channels,
        CASE WHEN clear & 4096 <> 0 THEN jsonb_strip_nulls(coalesce(attributes, '{}'))
             ELSE coalesce(attributes, '{}') END,
        -- Not now(), the start of the transaction: the identifier, made here, is the moment of creation.
        %(actor_kind)s, %(actor)s, %(actor_kind)s, %(actor)s, clock_timestamp()
    FROM found f
    WHERE f.id IS NULL AND f.given_key IS NULL
      -- A number that became a secondary one of a contact after it was looked up is asked for again, not created.
      AND NOT EXISTS (
        SELECT FROM contact_phones p
        JOIN contacts holder ON holder.organization_id = %(org_id)s AND holder.id = p.contact_id
        WHERE p.organization_id = %(org_id)s AND p.phone_key = f.phone_key AND holder.deleted_at IS NULL)
    -- In one order, whatever the plan: two upserts of the same numbers wait for each other instead of blocking each other.
    ORDER BY f.phone_key
    ON CONFLICT (organization_id, phone_key) WHERE deleted_at IS NULL DO NOTHING
    RETURNING id
), updated AS (
    UPDATE contacts c
    SET first_name = contact_merge(c.first_name, f.first_name, f.clear & 1 <> 0,
                                   %(fill)s & 1 <> 0, %(keep)s & 1 <> 0),
        last_name = contact_merge(c.last_name, f.last_name, f.clear & 2 <> 0, %(fill)s & 2 <> 0, %(keep)s & 2 <> 0),
        full_name = contact_merge(c.full_name, f.full_name, f.clear & 4 <> 0, %(fill)s & 4 <> 0, %(keep)s & 4 <> 0),
        primary_email = contact_merge(c.primary_email, f.primary_email, f.clear & 8 <> 0,
                                      %(fill)s & 8 <> 0, %(keep)s & 8 <> 0),
        address = contact_merge(c.address, f.address, f.clear & 16 <> 0, %(fill)s & 16 <> 0, %(keep)s & 16 <> 0),
        city = contact_merge(c.city, f.city, f.clear & 32 <> 0, %(fill)s & 32 <> 0, %(keep)s & 32 <> 0),
        state = contact_merge(c.state, f.state, f.clear & 64 <> 0, %(fill)s & 64 <> 0, %(keep)s & 64 <> 0),
        zip = contact_merge(c.zip, f.zip, f.clear & 128 <> 0, %(fill)s & 128 <> 0, %(keep)s & 128 <> 0),
        occupation = contact_merge(c.occupation, f.occupation, f.clear & 256 <> 0,
                                   %(fill)s & 256 <> 0, %(keep)s & 256 <> 0),
        preferred_channel = contact_merge(c.preferred_channel, f.preferred_channel, f.clear & 512 <> 0,
                                          %(fill)s & 512 <> 0, %(keep)s & 512 <> 0),
        gender = contact_merge(c.gender, f.gender, f.clear & 1024 <> 0, %(fill)s & 1024 <> 0, %(keep)s & 1024 <> 0),
        channels = CASE WHEN %(keep)s & 2048 <> 0 THEN c.channels
                        WHEN %(fill)s & 2048 <> 0 THEN coalesce(c.channels, f.channels)
                        WHEN f.clear & 2048 <> 0 THEN NULL
                        ELSE coalesce(f.channels, c.channels) END,
        attributes = contact_merge_attributes(c.attributes, f.attributes, f.clear & 4096 <> 0,
                                              %(fill_keys)s::text[], %(keep_keys)s::text[]),
        version = c.version + 1,
        updated_at = now(),
        updated_by_kind = %(actor_kind)s,
        updated_by = %(actor)s
    FROM found f
    WHERE f.changed AND c.organization_id = %(org_id)s AND c.id = f.id AND c.deleted_at IS NULL
    RETURNING c.id, contact_before(old, new) AS before
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s, before
    FROM updated
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, kind, %(actor_kind)s, %(actor)s, ids
    FROM (SELECT 'created', array_agg(id) FROM inserted UNION ALL SELECT 'updated', array_agg(id) FROM updated)
        AS announced (kind, ids)
    WHERE ids IS NOT NULL
), counted AS (
    INSERT INTO contact_counts (organization_id, live)
    SELECT %(org_id)s, count(*) FROM inserted HAVING count(*) > 0
)
SELECT
    coalesce(array_agg(n) FILTER (WHERE id IS NULL), '{}') AS missing,
    coalesce(array_agg(n) FILTER (WHERE changed), '{}') AS changed,
    (SELECT coalesce(array_agg(id), '{}') FROM inserted) AS created_ids,
    (SELECT coalesce(array_agg(id), '{}') FROM updated) AS updated_ids
FROM found;

-- name: mark_lost
-- Of the positions to create or update, mark those that this transaction could not write.
UPDATE contact_stage s
SET lost = s.n = ANY (%(asked)s::integer[]) AND NOT EXISTS (
    SELECT FROM contacts c
    WHERE c.organization_id = %(org_id)s AND c.phone_key = s.phone_key AND c.deleted_at IS NULL
      AND c.xmin = pg_current_xact_id()::xid);

-- name: keep_lost
-- Leave only these in the stage.
DELETE FROM contact_stage WHERE NOT lost;

-- name: follow_numbers
-- Put each staged row under the primary number of the contact that its number belongs to at this moment.
UPDATE contact_stage s
SET phone_key = coalesce(found.primary_key, given.phone_key),
    given_key = CASE WHEN found.primary_key IS NOT NULL THEN given.phone_key END
FROM (SELECT n, coalesce(given_key, phone_key) AS phone_key FROM contact_stage) given
LEFT JOIN LATERAL (
    SELECT c.phone_key AS primary_key
    FROM contact_phones p
    JOIN contacts c ON c.organization_id = %(org_id)s AND c.id = p.contact_id AND c.deleted_at IS NULL
    WHERE p.organization_id = %(org_id)s AND p.phone_key = given.phone_key
      AND NOT EXISTS (
        SELECT FROM contacts holder
        WHERE holder.organization_id = %(org_id)s AND holder.phone_key = p.phone_key AND holder.deleted_at IS NULL)
) found ON true
WHERE s.n = given.n;

-- name: drop_superseded
-- Of several staged rows about one contact keep the last; returns each other one with its winner.
DELETE FROM contact_stage s
USING (SELECT phone_key, max(n) AS winner FROM contact_stage GROUP BY phone_key) last
WHERE last.phone_key = s.phone_key AND s.n <> last.winner
RETURNING s.n, last.winner;

-- name: find_contact
-- One contact, deleted or not.
SELECT organization_id, id, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
       first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
       gender, channels, attributes, version, created_by_kind, created_by, updated_at, updated_by_kind, updated_by,
       archived_at, deleted_at, deleted_by_kind, deleted_by
FROM contacts
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: lock_contact
-- One contact, deleted or not, kept from changing until the transaction ends.
SELECT organization_id, id, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
       first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
       gender, channels, attributes, version, created_by_kind, created_by, updated_at, updated_by_kind, updated_by,
       archived_at, deleted_at, deleted_by_kind, deleted_by
FROM contacts
WHERE organization_id = %(org_id)s AND id = %(id)s
FOR UPDATE;

-- name: find_contacts
-- Those of these contacts that exist, deleted or not.
SELECT organization_id, id, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
       first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
       gender, channels, attributes, version, created_by_kind, created_by, updated_at, updated_by_kind, updated_by,
       archived_at, deleted_at, deleted_by_kind, deleted_by
FROM contacts
WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]);

-- name: find_holder
-- The live contact that has a number.
SELECT id
FROM contacts
WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s AND deleted_at IS NULL;

-- name: find_holders
-- The live contacts that have these numbers.
SELECT phone_key, id
FROM contacts
WHERE organization_id = %(org_id)s AND phone_key = ANY (%(phone_keys)s::text[]) AND deleted_at IS NULL;

-- name: find_deleted
-- The contact with a number that was deleted last.
SELECT id, deleted_at
FROM contacts
WHERE organization_id = %(org_id)s AND phone_key = %(phone_key)s AND deleted_at IS NOT NULL
ORDER BY deleted_at DESC
LIMIT 1;

-- name: insert_contact
-- Create a contact unless a live one has the number.
INSERT INTO contacts (
    organization_id, phone_key, primary_phone, phone_status, phone_type, phone_region, phone_digits,
    first_name, last_name, full_name, primary_email, address, city, state, zip, occupation, preferred_channel,
    gender, channels, attributes, created_by_kind, created_by, updated_by_kind, updated_by, updated_at
)
VALUES (
    %(org_id)s, %(phone_key)s, %(primary_phone)s, %(phone_status)s, %(phone_type)s, %(phone_region)s,
    %(phone_digits)s, %(first_name)s, %(last_name)s, %(full_name)s, %(primary_email)s, %(address)s, %(city)s,
    %(state)s, %(zip)s, %(occupation)s, %(preferred_channel)s, %(gender)s, %(channels)s, %(attributes)s,
    %(actor_kind)s, %(actor)s, %(actor_kind)s, %(actor)s, clock_timestamp()
)
ON CONFLICT (organization_id, phone_key) WHERE deleted_at IS NULL DO NOTHING
RETURNING id;

-- name: update_contact
-- Store every value of a contact and, as history, those that were overwritten.
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
    RETURNING c.id, c.version, c.updated_at, contact_before(old, new) AS before
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s, before
    FROM updated
)
SELECT version, updated_at FROM updated;

-- name: set_deleted
-- Move a contact to the trash or back, and note it in its history.
WITH updated AS (
    UPDATE contacts c
    SET deleted_at = CASE WHEN %(deleted)s THEN now() END,
        deleted_by_kind = CASE WHEN %(deleted)s THEN %(actor_kind)s::text END,
        deleted_by = CASE WHEN %(deleted)s THEN %(actor)s::uuid END,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    WHERE c.organization_id = %(org_id)s AND c.id = %(id)s
    RETURNING c.id, c.version, c.updated_at
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, CASE WHEN %(deleted)s THEN 'deleted' ELSE 'restored' END, %(actor_kind)s, %(actor)s, '{}'
    FROM updated
)
SELECT version, updated_at FROM updated;

-- name: set_archived_many
-- Archive contacts or bring them back, with history, feed and counts.
WITH locked AS MATERIALIZED (
    SELECT id
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL
      AND (archived_at IS NULL) = %(archived)s::boolean
    ORDER BY id
    FOR NO KEY UPDATE
), updated AS (
    UPDATE contacts c
    SET archived_at = CASE WHEN %(archived)s::boolean THEN now() END,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    FROM locked l
    WHERE c.organization_id = %(org_id)s AND c.id = l.id
    RETURNING c.id, c.archived_at, contact_before(old, new) AS before
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'updated', %(actor_kind)s, %(actor)s, before FROM updated
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'updated', %(actor_kind)s, %(actor)s, array_agg(id) FROM updated HAVING count(*) > 0
), counted AS (
    INSERT INTO contact_counts (organization_id, live, archived)
    SELECT %(org_id)s, 0, CASE WHEN %(archived)s::boolean THEN count(*) ELSE -count(*) END
    FROM updated HAVING count(*) > 0
)
SELECT coalesce(array_agg(id ORDER BY id), '{}'),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE archived_at IS NULL), '{}')
FROM updated;

-- name: delete_many
-- Move contacts to the trash, with history, feed and counts.
WITH locked AS MATERIALIZED (
    SELECT id
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NULL
    ORDER BY id
    FOR NO KEY UPDATE
), updated AS (
    UPDATE contacts c
    SET deleted_at = now(), deleted_by_kind = %(actor_kind)s, deleted_by = %(actor)s,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    FROM locked l
    WHERE c.organization_id = %(org_id)s AND c.id = l.id
    RETURNING c.id, c.archived_at
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'deleted', %(actor_kind)s, %(actor)s, '{}' FROM updated
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'deleted', %(actor_kind)s, %(actor)s, array_agg(id) FROM updated HAVING count(*) > 0
), counted AS (
    INSERT INTO contact_counts (organization_id, live, archived)
    SELECT %(org_id)s, -count(*), -count(archived_at) FROM updated HAVING count(*) > 0
)
SELECT coalesce(array_agg(id ORDER BY id), '{}'),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE archived_at IS NULL), '{}')
FROM updated;

-- name: restore_many
-- Bring contacts back from the trash unless their number has another holder, with history, feed and counts. One that
-- was merged into another comes back by undoing that alone.
WITH locked AS MATERIALIZED (
    SELECT id, phone_key, deleted_at
    FROM contacts
    WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s::uuid[]) AND deleted_at IS NOT NULL
    ORDER BY id
    FOR NO KEY UPDATE
), free AS (
    SELECT DISTINCT ON (phone_key) l.id
    FROM locked l
    WHERE NOT EXISTS (
        SELECT FROM contacts holder
        WHERE holder.organization_id = %(org_id)s AND holder.phone_key = l.phone_key AND holder.deleted_at IS NULL)
      AND NOT EXISTS (
        SELECT FROM contact_phones p
        JOIN contacts holder ON holder.organization_id = %(org_id)s AND holder.id = p.contact_id
        WHERE p.organization_id = %(org_id)s AND p.phone_key = l.phone_key AND holder.deleted_at IS NULL)
      AND NOT EXISTS (
        SELECT FROM contact_merges m
        WHERE m.organization_id = %(org_id)s AND m.loser_id = l.id AND m.unmerged_at IS NULL)
    ORDER BY l.phone_key, l.deleted_at DESC, l.id DESC
), updated AS (
    UPDATE contacts c
    SET deleted_at = NULL, deleted_by_kind = NULL, deleted_by = NULL,
        version = c.version + 1, updated_at = now(), updated_by_kind = %(actor_kind)s, updated_by = %(actor)s
    FROM free f
    WHERE c.organization_id = %(org_id)s AND c.id = f.id
    RETURNING c.id, c.archived_at
), history AS (
    INSERT INTO contact_history (organization_id, contact_id, kind, actor_kind, actor, before)
    SELECT %(org_id)s, id, 'restored', %(actor_kind)s, %(actor)s, '{}' FROM updated
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, actor, contact_ids)
    SELECT %(org_id)s, 'restored', %(actor_kind)s, %(actor)s, array_agg(id) FROM updated HAVING count(*) > 0
), counted AS (
    INSERT INTO contact_counts (organization_id, live, archived)
    SELECT %(org_id)s, count(*), count(archived_at) FROM updated HAVING count(*) > 0
)
SELECT coalesce(array_agg(id ORDER BY id), '{}'),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE archived_at IS NULL), '{}')
FROM updated;

-- name: sum_live
-- How many contacts are not deleted, and how many of these are archived.
SELECT coalesce(sum(live), 0)::bigint, coalesce(sum(archived), 0)::bigint
FROM contact_counts
WHERE organization_id = %(org_id)s;

-- name: sum_tagged
-- How many contacts that are neither deleted nor archived have a tag.
SELECT coalesce(sum(contacts), 0)::bigint
FROM tag_counts
WHERE organization_id = %(org_id)s AND tag_id = %(tag_id)s;

-- name: sum_members
-- How many contacts are in an audience.
SELECT coalesce(sum(members), 0)::bigint
FROM audience_counts
WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s;

-- name: fold
-- A text as search and sort see it.
SELECT fold(%(text)s::text);

-- name: only_bitmaps
-- Whether plans other than bitmap scans may be chosen in this transaction.
SELECT set_config('enable_seqscan', %(others)s, true), set_config('enable_indexscan', %(others)s, true),
       set_config('enable_indexonlyscan', %(others)s, true);
