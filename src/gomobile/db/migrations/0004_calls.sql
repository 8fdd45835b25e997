-- Call results, and what they say about each contact.
-- statement_timeout: 60s

-- What became of each call, whoever dialled. `reference` is the caller's own identifier: the same one is taken once.
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

-- Figures per contact that has ever been called; apart from the widely indexed contacts, so that a call costs one
-- narrow row.
CREATE TABLE contact_engagement (
    organization_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    answers integer NOT NULL DEFAULT 0,
    consecutive_failures integer NOT NULL DEFAULT 0,
    consecutive_not_in_service integer NOT NULL DEFAULT 0,
    first_called_at timestamptz,
    last_called_at timestamptz,
    last_answered_at timestamptz,
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

-- Clean-ups by the clock, and what each run did or would do.
CREATE TABLE hygiene_runs (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    task text NOT NULL COLLATE "C",
    dry_run boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'running' COLLATE "C",
    report jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT hygiene_runs_status_check CHECK (status IN ('running', 'completed', 'failed'))
);
