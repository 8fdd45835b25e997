-- What people see of the service: saved views of lists, and the long works that have not ended.
-- statement_timeout: 60s

-- A list as somebody arranged it. `owner` is an API key or a person, as `owner_kind` tells.
CREATE TABLE saved_views (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    list text NOT NULL COLLATE "C",
    name text NOT NULL,
    query jsonb NOT NULL,
    shared boolean NOT NULL DEFAULT false,
    position integer NOT NULL DEFAULT 0,
    owner_kind text NOT NULL COLLATE "C",
    owner uuid,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX saved_views_name_key ON saved_views (organization_id, list, owner, fold(name)) NULLS NOT DISTINCT;

-- Live updates look for works that go on once a second.
CREATE INDEX imports_active ON imports (organization_id, id)
    WHERE status IN ('validating', 'queued', 'running', 'undoing');
CREATE INDEX bulk_actions_active ON bulk_actions (organization_id, id)
    WHERE status IN ('queued', 'running', 'undoing');
CREATE INDEX hygiene_runs_active ON hygiene_runs (organization_id, id)
    WHERE status IN ('queued', 'running');
CREATE INDEX audiences_building ON audiences (organization_id, id)
    WHERE status <> 'ready' AND deleted_at IS NULL;
