-- Queries of jobs. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: defer
-- Queue a job in the transaction of the caller: a rollback takes it back. Not when one of its name waits: asking costs
-- less than the conflict, which PostgreSQL also writes into its log, as often as a bulk write says that it was here.
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW(%(queue)s, %(task)s, 0, NULL, %(queueing_lock)s, %(arguments)s::jsonb, %(at)s::timestamptz)
        ::procrastinate_job_to_defer_v1
])
WHERE NOT EXISTS (
    SELECT FROM procrastinate_jobs WHERE queueing_lock = %(queueing_lock)s::text AND status = 'todo');

-- name: is_queued
-- Whether a job of a task with these arguments waits, or runs in a worker that gave a sign of life: each does so every
-- ten seconds. Two questions, since each has an index: most of a week's jobs have ended.
SELECT EXISTS (
    SELECT FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name = %(task)s AND args @> %(arguments)s::jsonb
) OR EXISTS (
    SELECT FROM procrastinate_jobs job
    JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.task_name = %(task)s AND job.args @> %(arguments)s::jsonb
      AND worker.last_heartbeat > now() - interval '30 seconds'
);

-- name: squash_counts
-- Sum the count deltas of each organization that has many into one row.
WITH many AS (
    SELECT organization_id FROM contact_counts GROUP BY organization_id HAVING count(*) > 100
), gone AS (
    DELETE FROM contact_counts c USING many m WHERE c.organization_id = m.organization_id
    RETURNING c.organization_id, c.live, c.archived
)
INSERT INTO contact_counts (organization_id, live, archived)
SELECT organization_id, sum(live), sum(archived) FROM gone GROUP BY organization_id;

-- name: squash_tag_counts
-- The same for the contacts of each tag, of every organization.
WITH many AS (
    SELECT organization_id, tag_id FROM tag_counts GROUP BY organization_id, tag_id HAVING count(*) > 100
), gone AS (
    DELETE FROM tag_counts c USING many m WHERE c.organization_id = m.organization_id AND c.tag_id = m.tag_id
    RETURNING c.organization_id, c.tag_id, c.contacts
)
INSERT INTO tag_counts (organization_id, tag_id, contacts)
SELECT organization_id, tag_id, sum(contacts) FROM gone GROUP BY organization_id, tag_id;

-- name: squash_audience_counts
-- The same for the members of each audience, of every organization.
WITH many AS (
    SELECT organization_id, audience_id FROM audience_counts
    GROUP BY organization_id, audience_id HAVING count(*) > 100
), gone AS (
    DELETE FROM audience_counts c USING many m
    WHERE c.organization_id = m.organization_id AND c.audience_id = m.audience_id
    RETURNING c.organization_id, c.audience_id, c.members
)
INSERT INTO audience_counts (organization_id, audience_id, members)
SELECT organization_id, audience_id, sum(members) FROM gone GROUP BY organization_id, audience_id;

-- name: end_abandoned_jobs
-- End jobs whose worker gave no sign of life for a minute: nobody takes them up, their nouns queue the work again.
WITH abandoned AS (
    SELECT job.id
    FROM procrastinate_jobs job
    LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '1 minute')
    FOR UPDATE OF job SKIP LOCKED
)
SELECT procrastinate_finish_job_v1(id, 'failed', false) FROM abandoned;

-- name: purge_finished_jobs
-- Forget jobs that ended a week ago: nothing happened to them since.
DELETE FROM procrastinate_jobs job
WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS (
    SELECT FROM procrastinate_events WHERE job_id = job.id AND at >= now() - interval '7 days');
