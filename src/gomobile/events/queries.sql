-- Queries of live updates. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: look
-- What has happened since the positions of every organization that somebody listens to, in one look: rows of the change
-- feed, lines of the audit log, and a mark that is another one when a long work has moved on.
-- The feed is read by snapshot, not by the oldest transaction that still runs: a long import or a backup would hold all
-- news back until its end. Whoever was not visible then and is now is new, exactly once. An organization without a
-- position gets its present one. 1.5 ms for one organization in which nothing happens, 2.5 ms for fifty.
SELECT w.org_id, feed_era() AS era, pg_current_snapshot()::text AS snapshot, coalesce(head.sequence, 0) AS sequence,
       feed.changes, log.lines,
       concat_ws('.', imports.mark, bulk.mark, scans.mark, hygiene.mark, audiences.mark) AS mark
FROM unnest(%(org_ids)s::uuid[], %(eras)s::integer[], %(snapshots)s::text[], %(sequences)s::bigint[])
    AS w (org_id, era, snapshot, sequence)
LEFT JOIN audit_heads head ON head.organization_id = w.org_id
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'audienceId', c.audience_id, 'ids', CASE WHEN c.size <= %(ids)s THEN to_jsonb(c.contact_ids) END)),
               '[]') AS changes
    FROM (
        SELECT audience_id, size, contact_ids
        FROM contact_changes
        WHERE organization_id = w.org_id AND era = w.era AND xid >= pg_snapshot_xmin(w.snapshot::pg_snapshot)
          AND NOT pg_visible_in_snapshot(xid, w.snapshot::pg_snapshot)
        LIMIT %(rows)s
    ) c
) feed
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('action', l.action, 'id', l.subject_id)), '[]') AS lines
    FROM (
        SELECT action, subject_id
        FROM audit_log
        WHERE organization_id = w.org_id AND sequence > w.sequence
        ORDER BY sequence
        LIMIT %(rows)s
    ) l
) log
CROSS JOIN LATERAL (
    SELECT sum(hash_record_extended((id, status, rows_done, undone, cancel_requested), 0)) AS mark
    FROM (
        (SELECT id, status, rows_done, undone, cancel_requested FROM imports
         WHERE organization_id = w.org_id AND status IN ('validating', 'queued', 'running', 'undoing'))
        UNION ALL
        (SELECT id, status, rows_done, undone, cancel_requested FROM imports
         WHERE organization_id = w.org_id ORDER BY id DESC LIMIT 3)
    ) i
) imports
CROSS JOIN LATERAL (
    SELECT sum(hash_record_extended((b.id, b.status, b.matched, b.cancel_requested, (
               SELECT count(done_at) + count(undone_at)
               FROM bulk_action_chunks
               WHERE organization_id = w.org_id AND bulk_action_id = b.id
           )), 0)) AS mark
    FROM (
        (SELECT id, status, matched, cancel_requested FROM bulk_actions
         WHERE organization_id = w.org_id AND status IN ('queued', 'running', 'undoing'))
        UNION ALL
        (SELECT id, status, matched, cancel_requested FROM bulk_actions
         WHERE organization_id = w.org_id ORDER BY id DESC LIMIT 3)
    ) b
) bulk
CROSS JOIN LATERAL (
    SELECT sum(hash_record_extended((id, status, progress, report, cancel_requested), 0)) AS mark
    FROM (
        (SELECT id, status, progress, report, cancel_requested FROM duplicate_runs
         WHERE organization_id = w.org_id AND status IN ('queued', 'running'))
        UNION ALL
        (SELECT id, status, progress, report, cancel_requested FROM duplicate_runs
         WHERE organization_id = w.org_id ORDER BY id DESC LIMIT 3)
    ) d
) scans
CROSS JOIN LATERAL (
    SELECT sum(hash_record_extended((id, status, report, cancel_requested), 0)) AS mark
    FROM (
        (SELECT id, status, report, cancel_requested FROM hygiene_runs
         WHERE organization_id = w.org_id AND status IN ('queued', 'running'))
        UNION ALL
        (SELECT id, status, report, cancel_requested FROM hygiene_runs
         WHERE organization_id = w.org_id ORDER BY id DESC LIMIT 3)
    ) h
) hygiene
CROSS JOIN LATERAL (
    SELECT sum(hash_record_extended((id, version, status, built_to), 0)) AS mark
    FROM audiences
    WHERE organization_id = w.org_id AND status <> 'ready' AND deleted_at IS NULL
) audiences;
