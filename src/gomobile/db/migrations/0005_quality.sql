-- Duplicates, merges and secondary numbers.
-- statement_timeout: 60s

-- Two contacts that may be one person; `left_id` is the older. A decided pair is remembered and never asked again.
CREATE TABLE duplicate_pairs (
    organization_id uuid NOT NULL,
    left_id uuid NOT NULL,
    right_id uuid NOT NULL,
    kind text NOT NULL COLLATE "C",
    score real NOT NULL,
    -- Per field: how alike, and what that adds to the score.
    explanation jsonb NOT NULL DEFAULT '[]',
    status text NOT NULL DEFAULT 'open' COLLATE "C",
    run_id uuid,
    found_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    decided_by_kind text COLLATE "C",
    decided_by uuid,
    PRIMARY KEY (organization_id, left_id, right_id),
    CONSTRAINT duplicate_pairs_order CHECK (left_id < right_id),
    CONSTRAINT duplicate_pairs_kind_check CHECK (kind IN ('phone', 'email', 'probable')),
    CONSTRAINT duplicate_pairs_status_check CHECK (status IN ('open', 'skipped', 'dismissed', 'merged'))
);
CREATE INDEX duplicate_pairs_open ON duplicate_pairs (organization_id, score DESC, left_id, right_id)
    WHERE status = 'open';
CREATE INDEX duplicate_pairs_right ON duplicate_pairs (organization_id, right_id);

CREATE TABLE duplicate_runs (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    status text NOT NULL DEFAULT 'queued' COLLATE "C",
    full_scan boolean NOT NULL DEFAULT false,
    -- Where the next run goes on in the change feed.
    feed_era integer,
    feed_xid xid8,
    report jsonb NOT NULL DEFAULT '{}',
    error jsonb,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT duplicate_runs_status_check CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled'))
);

-- Numbers of a contact beside its primary one: every door that looks a number up finds the contact by them.
CREATE TABLE contact_phones (
    organization_id uuid NOT NULL,
    phone_key text NOT NULL COLLATE "C",
    contact_id uuid NOT NULL,
    primary_phone text NOT NULL,
    merge_id uuid,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, phone_key)
);
CREATE INDEX contact_phones_contact ON contact_phones (organization_id, contact_id);

-- Each merge, with all that unmerge needs to put both contacts back as they were.
CREATE TABLE contact_merges (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    survivor_id uuid NOT NULL,
    loser_id uuid NOT NULL,
    choices jsonb NOT NULL DEFAULT '{}',
    -- What hung on both before: values, tags, memberships, numbers, consents, engagement.
    snapshot jsonb NOT NULL,
    merged_at timestamptz NOT NULL DEFAULT now(),
    merged_by_kind text NOT NULL COLLATE "C",
    merged_by uuid,
    unmerged_at timestamptz,
    unmerged_by_kind text COLLATE "C",
    unmerged_by uuid,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX contact_merges_survivor ON contact_merges (organization_id, survivor_id);
CREATE INDEX contact_merges_loser ON contact_merges (organization_id, loser_id);
