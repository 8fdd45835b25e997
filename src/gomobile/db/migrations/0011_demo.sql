-- Organizations that are filled with invented people.

-- How far the filling of an organization is: `done` steps of `steps`; `kept` has the ids that later steps need, `made`
-- the counts of what was made.
CREATE TABLE demos (
    organization_id uuid PRIMARY KEY,
    status text NOT NULL DEFAULT 'running' COLLATE "C",
    people integer NOT NULL,
    seed bigint NOT NULL,
    today date NOT NULL,
    done integer NOT NULL DEFAULT 0,
    steps integer NOT NULL,
    doing text NOT NULL DEFAULT '',
    kept jsonb NOT NULL DEFAULT '{}',
    made jsonb NOT NULL DEFAULT '{}',
    error jsonb,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT demos_status_check CHECK (status IN ('running', 'completed', 'failed'))
);
