-- Tags, audiences and who is in them, bulk actions.
-- statement_timeout: 60s

-- Tags -----------------------------------------------------------------------------------------------------------

CREATE TABLE tags (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    name text NOT NULL,
    color text,
    description text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Hidden at once; a job takes it off its contacts and then removes the row.
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX tags_name_key ON tags (organization_id, fold(name)) WHERE deleted_at IS NULL;

-- Who has which tag. Tagging leaves the row of the contact alone: a million rows would be written into every index.
-- `counts` tells that the contact is neither deleted nor archived, so that it is in the count of the tag once.
CREATE TABLE contact_tags (
    organization_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    tagged_at timestamptz NOT NULL DEFAULT now(),
    counts boolean NOT NULL DEFAULT true,
    PRIMARY KEY (organization_id, contact_id, tag_id)
);
CREATE INDEX contact_tags_tag ON contact_tags (organization_id, tag_id, contact_id);

-- Contacts of a tag that are neither deleted nor archived: insert-only deltas, squashed by a job.
CREATE TABLE tag_counts (
    organization_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    contacts bigint NOT NULL,
    PRIMARY KEY (organization_id, tag_id, id)
);

-- Audiences ------------------------------------------------------------------------------------------------------

CREATE TABLE audiences (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    name text NOT NULL,
    description text,
    type text NOT NULL COLLATE "C",
    -- Of a live one: the rule tree as it was given, and what its answer depends on, as segments.Compiled.uses names it.
    rules jsonb,
    uses text[] NOT NULL DEFAULT '{}',
    -- `building`: members are being found for the first time or after the rules changed; `built_to` is the last contact
    -- that was looked at.
    status text NOT NULL DEFAULT 'ready' COLLATE "C",
    built_to uuid,
    error text,
    -- Moments up to `due_until` at which time alone may change an answer are in audience_due: of contacts written since
    -- it was set, and, when `due_filled` says so, of all others.
    due_until timestamptz,
    due_filled boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by_kind text NOT NULL COLLATE "C",
    updated_by uuid,
    deleted_at timestamptz,
    deleted_by_kind text COLLATE "C",
    deleted_by uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT audiences_type_check CHECK (type IN ('static', 'live')),
    CONSTRAINT audiences_status_check CHECK (status IN ('ready', 'building', 'failed')),
    CONSTRAINT audiences_rules_check CHECK ((type = 'live') = (rules IS NOT NULL))
);
CREATE INDEX audiences_live ON audiences (organization_id, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX audiences_name_key ON audiences (organization_id, fold(name)) WHERE deleted_at IS NULL;

-- The present members. Narrow, one index: an import writes several rows per contact. No actor: the system, by rules.
CREATE TABLE audience_members (
    organization_id uuid NOT NULL,
    audience_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    entered_by_kind text COLLATE "C",
    entered_by uuid,
    PRIMARY KEY (organization_id, audience_id, contact_id)
);

-- Stays that ended, and why.
CREATE TABLE audience_exits (
    organization_id uuid NOT NULL,
    audience_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    entered_at timestamptz NOT NULL,
    entered_by_kind text COLLATE "C",
    entered_by uuid,
    exited_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    exited_by_kind text COLLATE "C",
    exited_by uuid,
    reason text NOT NULL COLLATE "C",
    PRIMARY KEY (organization_id, audience_id, contact_id, id),
    CONSTRAINT audience_exits_reason_check CHECK (
        reason IN ('rules', 'removed', 'replaced', 'deleted', 'archived', 'merged', 'erased')
    )
);
CREATE INDEX audience_exits_contact ON audience_exits (organization_id, contact_id, id);

-- The event of a timeline that has no row of its own: an identifier in the order of the others (UUIDv7 with 12 bits of
-- parts of a millisecond), the same each time it is asked for.
CREATE FUNCTION event_id(at timestamptz, about uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        lpad(to_hex((extract(epoch FROM at) * 1000000)::bigint / 1000), 12, '0') ||
        '7' || lpad(to_hex((extract(epoch FROM at) * 1000000)::bigint % 1000 * 4096 / 1000), 3, '0') ||
        '8' || substr(md5(about::text), 1, 15)
    )::uuid;

-- Members of an audience: insert-only deltas, squashed by a job.
CREATE TABLE audience_counts (
    organization_id uuid NOT NULL,
    audience_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    members bigint NOT NULL,
    PRIMARY KEY (organization_id, audience_id, id)
);

-- When time alone may change whether a contact belongs to a live audience: the clock job looks at these contacts then,
-- and at no others.
CREATE TABLE audience_due (
    organization_id uuid NOT NULL,
    audience_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, audience_id, contact_id)
);
CREATE INDEX audience_due_at ON audience_due (due_at, organization_id, contact_id);

-- The time zone of a number by its first digits, where there is one; filled from libphonenumber's data.
CREATE TABLE phone_time_zones (
    prefix text PRIMARY KEY COLLATE "C",
    time_zone text NOT NULL,
    -- Whether a longer prefix says something else.
    has_longer boolean NOT NULL DEFAULT false
);

-- Bulk actions ---------------------------------------------------------------------------------------------------

-- One action on all contacts of a filter, as a job. `parameters` and `filter` as they were understood; `matched` is known
-- from when the job has fixed the set of contacts.
CREATE TABLE bulk_actions (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    action text NOT NULL COLLATE "C",
    parameters jsonb NOT NULL DEFAULT '{}',
    filter jsonb NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'queued' COLLATE "C",
    expected bigint NOT NULL,
    matched bigint,
    error jsonb,
    cancel_requested boolean NOT NULL DEFAULT false,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    undone_by_kind text COLLATE "C",
    undone_by uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT bulk_actions_status_check CHECK (
        status IN ('queued', 'running', 'completed', 'cancelled', 'failed', 'undoing', 'undone')
    )
);

-- The contacts of an action, some thousand in each. A chunk is done in one transaction with its `done_at`: a killed
-- action goes on at the missing ones. `size` and `changed` are added up at each look at an action: arrays of thousands
-- of identifiers are not read for it.
CREATE TABLE bulk_action_chunks (
    organization_id uuid NOT NULL,
    bulk_action_id uuid NOT NULL,
    number integer NOT NULL,
    contact_ids uuid[] NOT NULL,
    changed_ids uuid[] NOT NULL DEFAULT '{}',
    size integer NOT NULL GENERATED ALWAYS AS (cardinality(contact_ids)) STORED,
    changed integer NOT NULL GENERATED ALWAYS AS (cardinality(changed_ids)) STORED,
    done_at timestamptz,
    undone_at timestamptz,
    undone integer NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, bulk_action_id, number),
    FOREIGN KEY (organization_id, bulk_action_id) REFERENCES bulk_actions (organization_id, id) ON DELETE CASCADE
);
