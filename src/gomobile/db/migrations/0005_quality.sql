-- Duplicates, merges and secondary numbers.
-- statement_timeout: 60s

-- An e-mail address as mailboxes are told apart: case does not matter, and Gmail ignores dots and what follows a plus.
-- There is no index on it: one made imports a third slower. That of `sort_key` finds most, the next scan the rest.
CREATE FUNCTION email_key(email text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    email := lower(email COLLATE "C");
    IF email LIKE '%@gmail.com' OR email LIKE '%@googlemail.com' THEN
        RETURN replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com';
    END IF;
    RETURN email;
END $$;

-- Two contacts that may be one person; `left_id` is the older. A decided pair is remembered and never asked again.
CREATE TABLE duplicate_pairs (
    organization_id uuid NOT NULL,
    left_id uuid NOT NULL,
    right_id uuid NOT NULL,
    kind text NOT NULL COLLATE "C",
    score real NOT NULL,
    -- Per field: what came out of the comparison, and what that adds to the score.
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
-- The queue: what was skipped comes at the end, in the order of the skipping.
CREATE FUNCTION duplicate_turn(status text, decided_at timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN status = 'skipped' THEN decided_at ELSE '-infinity'::timestamptz END;
CREATE INDEX duplicate_pairs_queue
    ON duplicate_pairs (organization_id, duplicate_turn(status, decided_at), (-score), left_id, right_id)
    WHERE status IN ('open', 'skipped');
CREATE INDEX duplicate_pairs_right ON duplicate_pairs (organization_id, right_id);

-- Scans for duplicates, and acceptances of many at once.
CREATE TABLE duplicate_runs (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    kind text NOT NULL DEFAULT 'scan' COLLATE "C",
    status text NOT NULL DEFAULT 'queued' COLLATE "C",
    full_scan boolean NOT NULL DEFAULT false,
    -- Of an acceptance: the least score of the pairs that it merges.
    min_score real,
    -- Where the next scan goes on in the change feed, and the trained model that it uses again.
    feed_era integer,
    feed_xid bigint,
    model jsonb,
    progress jsonb NOT NULL DEFAULT '{}',
    report jsonb NOT NULL DEFAULT '{}',
    error jsonb,
    cancel_requested boolean NOT NULL DEFAULT false,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT duplicate_runs_kind_check CHECK (kind IN ('scan', 'accept')),
    CONSTRAINT duplicate_runs_status_check CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled'))
);
-- One of a kind at a time.
CREATE UNIQUE INDEX duplicate_runs_active_key ON duplicate_runs (organization_id, kind)
    WHERE status IN ('queued', 'running');

-- Numbers that differ so little that one may be a slip of the other, as of the last scan.
CREATE TABLE similar_numbers (
    organization_id uuid NOT NULL,
    left_id uuid NOT NULL,
    right_id uuid NOT NULL,
    kind text NOT NULL COLLATE "C",
    PRIMARY KEY (organization_id, left_id, right_id),
    CONSTRAINT similar_numbers_order CHECK (left_id < right_id),
    CONSTRAINT similar_numbers_kind_check CHECK (kind IN ('one_digit', 'swapped', 'same_tail'))
);
CREATE INDEX similar_numbers_right ON similar_numbers (organization_id, right_id);

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
