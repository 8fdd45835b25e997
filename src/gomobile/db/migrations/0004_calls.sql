-- Call results, what they say about each contact, and the clean-ups that follow from it.
-- statement_timeout: 60s

-- What became of each call, whoever dialled. The id carries the moment of the call, not of its arrival. `reference` is
-- the caller's own identifier: the same one is taken once. A number that no contact holds is kept by its key, and
-- belongs to the contact that comes with it later.
CREATE TABLE call_results (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    contact_id uuid,
    phone_key text COLLATE "C",
    occurred_at timestamptz NOT NULL,
    result text NOT NULL COLLATE "C",
    -- Q.850 cause, 1 to 127.
    hangup_cause integer,
    duration_seconds integer,
    flow text,
    campaign text,
    pressed text[] NOT NULL DEFAULT '{}',
    reference text COLLATE "C",
    actor_kind text NOT NULL COLLATE "C",
    actor uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT call_results_result_check CHECK (
        result IN ('answered', 'voicemail', 'no_answer', 'busy', 'rejected', 'failed', 'not_in_service')
    )
);
CREATE INDEX call_results_contact ON call_results (organization_id, contact_id, occurred_at DESC);
CREATE UNIQUE INDEX call_results_reference_key ON call_results (organization_id, reference)
    WHERE reference IS NOT NULL;
CREATE INDEX call_results_unknown ON call_results (organization_id, phone_key) WHERE contact_id IS NULL;

-- Figures per contact that has ever been called; apart from the widely indexed contacts, so that a call costs one
-- narrow row. A contact was reached by `answered` and `voicemail`; every other result is a failure. The consecutive
-- figures count since the contact was last reached or vouched for, whichever is later.
CREATE TABLE contact_engagement (
    organization_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    answers integer NOT NULL DEFAULT 0,
    consecutive_failures integer NOT NULL DEFAULT 0,
    consecutive_failed integer NOT NULL DEFAULT 0,
    consecutive_not_in_service integer NOT NULL DEFAULT 0,
    -- Attempts since verified_at; all of them without.
    recent_attempts integer NOT NULL DEFAULT 0,
    first_called_at timestamptz,
    last_called_at timestamptz,
    last_answered_at timestamptz,
    last_reached_at timestamptz,
    last_result text COLLATE "C",
    last_hangup_cause integer,
    reachability text NOT NULL DEFAULT 'unknown' COLLATE "C",
    reachability_since timestamptz,
    -- Set when somebody (or a provider) vouched for the number: results before it no longer count.
    verified_at timestamptz,
    PRIMARY KEY (organization_id, contact_id),
    CONSTRAINT contact_engagement_reachability_check CHECK (
        reachability IN ('unknown', 'reachable', 'at_risk', 'unreachable', 'not_in_service')
    )
) WITH (fillfactor = 80);
CREATE INDEX contact_engagement_reachability ON contact_engagement (organization_id, reachability, contact_id)
    WHERE reachability IN ('at_risk', 'unreachable', 'not_in_service');

-- As of contacts: the planner is to take every organization for a large one. Of one that its statistics do not know it
-- expects a handful of rows, and reads all calls of the organization for each thousand results.
ALTER TABLE call_results ALTER organization_id SET STATISTICS 0;
ALTER TABLE contact_engagement ALTER organization_id SET STATISTICS 0;
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', name, 'attname', 'organization_id',
    'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 2::real)
FROM (VALUES ('call_results'), ('contact_engagement')) AS tables (name);

-- What the figures of a contact say of its number; each limit NULL: that rule is off. The twin of
-- gomobile.quality.reachability.state.
CREATE FUNCTION reachability_state(
    recent_attempts integer, reached boolean, failures integer, failed integer, not_in_service integer,
    not_in_service_limit integer, failed_limit integer, never_reached_limit integer, failures_limit integer,
    at_risk_limit integer
) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN not_in_service >= not_in_service_limit THEN 'not_in_service'
        WHEN failed >= failed_limit THEN 'unreachable'
        WHEN NOT reached AND recent_attempts >= never_reached_limit THEN 'unreachable'
        WHEN failures >= failures_limit THEN 'unreachable'
        WHEN failures >= at_risk_limit THEN 'at_risk'
        WHEN reached THEN 'reachable'
        ELSE 'unknown'
    END;

-- Rules that an organization has tuned (reachability, archive, retention, hygiene …): by name, checked by the noun
-- that owns it; a missing one means the defaults.
CREATE TABLE policies (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    name text NOT NULL COLLATE "C",
    value jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by_kind text NOT NULL COLLATE "C",
    updated_by uuid,
    PRIMARY KEY (organization_id, name)
);

-- Clean-ups that an organization has switched on, and when each is due next. `day` is an ISO weekday (1 Monday) of a
-- weekly one, a day of the month of a monthly one; `hour` is in the organization's time zone.
CREATE TABLE hygiene_schedules (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    task text NOT NULL COLLATE "C",
    enabled boolean NOT NULL,
    every text NOT NULL COLLATE "C",
    day integer NOT NULL,
    hour integer NOT NULL,
    due_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by_kind text NOT NULL COLLATE "C",
    updated_by uuid,
    PRIMARY KEY (organization_id, task),
    CONSTRAINT hygiene_schedules_every_check CHECK (every IN ('weekly', 'monthly'))
);
CREATE INDEX hygiene_schedules_due ON hygiene_schedules (due_at) WHERE enabled;

-- Each run of a clean-up, and what it did or would do. `done_to` is the last contact that was looked at: a run whose
-- process died goes on there.
CREATE TABLE hygiene_runs (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    task text NOT NULL COLLATE "C",
    dry_run boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'queued' COLLATE "C",
    -- What it looks at when that is not every contact.
    filter jsonb NOT NULL DEFAULT '{}',
    done_to uuid,
    report jsonb NOT NULL DEFAULT '{}',
    error jsonb,
    cancel_requested boolean NOT NULL DEFAULT false,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT hygiene_runs_status_check CHECK (status IN ('queued', 'running', 'completed', 'cancelled', 'failed'))
);
CREATE INDEX hygiene_runs_task ON hygiene_runs (organization_id, task, id);

-- The counts of the health page of an organization too large to be counted for each look at it.
CREATE TABLE quality_summaries (
    organization_id uuid PRIMARY KEY,
    counts jsonb NOT NULL,
    seconds double precision NOT NULL,
    computed_at timestamptz NOT NULL
);
