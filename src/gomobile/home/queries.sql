-- Queries of the first page. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: find_troubles
-- What needs a look beside the numbers of contacts: suppressions that end within a week, live audiences whose build
-- failed, and whether any clean-up is switched on.
SELECT
    (SELECT count(*) FROM suppressions
     WHERE organization_id = %(org_id)s AND lifted_at IS NULL AND expired_at IS NULL
       AND expires_at <= now() + %(soon)s::interval) AS suppressions_expiring,
    (SELECT count(*) FROM audiences
     WHERE organization_id = %(org_id)s AND status = 'failed' AND deleted_at IS NULL) AS builds_failed,
    EXISTS (SELECT FROM hygiene_schedules WHERE organization_id = %(org_id)s AND enabled) AS hygiene_on;
