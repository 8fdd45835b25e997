-- Queries of exports. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.
-- The statement that reads the contacts is composed in store.py: its columns, filters and order are the caller's.

-- name: take_slot
-- Take one of the places of an organization for this connection, which holds it until it is closed.
SELECT pg_try_advisory_lock(hashtextextended(concat_ws('/', 'export', %(org_id)s::uuid, %(slot)s::integer), 0));

-- name: give_slot_back
-- Give the place back at once; closing the connection does so a moment later.
SELECT pg_advisory_unlock_all();

-- name: use_workers
-- Let parallel workers compute the cells, until the transaction ends. The planner leaves them out because it takes the
-- passing on of rows for dear; at 1M contacts it halves the work of the process that writes.
SELECT set_config('parallel_tuple_cost', '0', true),
    set_config('max_parallel_workers_per_gather', %(workers)s::text, true);

-- name: share_snapshot
-- Name the snapshot of this transaction, so that another connection can read the same one.
SELECT pg_export_snapshot();

-- name: count_contacts
-- How many contacts are not deleted, and how many of these are archived, as this transaction sees them.
SELECT coalesce(sum(live), 0)::bigint, coalesce(sum(archived), 0)::bigint FROM contact_counts WHERE organization_id = %(org_id)s;
