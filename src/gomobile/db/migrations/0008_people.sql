-- People who sign in, what they may do in which organization, and their sessions.
-- statement_timeout: 60s

-- A person may belong to several organizations and signs in once for all of them. Who left the last one keeps the name,
-- for the history that tells it, and nothing else.
CREATE TABLE people (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    email text,
    -- The address folded, so that one address is one person.
    email_key text COLLATE "C" CONSTRAINT people_email_key UNIQUE,
    name text NOT NULL,
    locale text COLLATE "C",
    password_hash text,
    totp_secret text,
    totp_confirmed_at timestamptz,
    -- The 30-second step of the code that was used last: it and those before it are refused.
    totp_last_step bigint NOT NULL DEFAULT 0,
    recovery_hashes bytea[] NOT NULL DEFAULT '{}',
    last_signed_in_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT people_locale_check CHECK (locale IN ('en', 'fr', 'ar')),
    CONSTRAINT people_email_check CHECK ((email IS NULL) = (email_key IS NULL))
);

-- Disabled here, not at the person: one organization does not lock somebody out of another.
CREATE TABLE memberships (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    person_id uuid NOT NULL,
    role text NOT NULL COLLATE "C",
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, person_id),
    CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'admin', 'manager', 'agent'))
);
CREATE INDEX memberships_person ON memberships (person_id);

-- Who belonged to an organization once: its history goes on telling their names, and nobody else's does.
CREATE TABLE former_members (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    person_id uuid NOT NULL,
    left_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, person_id)
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    -- The organization that the person looks at; another one of theirs when they no longer belong to it.
    chosen_organization uuid NOT NULL,
    -- Whether the person asked to stay signed in.
    keep boolean NOT NULL,
    address text,
    user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
-- A session is found by the first 8 bytes of its hash; the whole hash is then compared in constant time.
CREATE INDEX sessions_lookup ON sessions (substring(token_hash FROM 1 FOR 8));
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Links that let somebody in once: to set up the first account, to accept an invitation, to choose a new password.
CREATE TABLE sign_in_links (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    purpose text NOT NULL COLLATE "C",
    -- NULL until the mail with the link is sent.
    token_hash bytea,
    -- Of an invitation and of the first set-up.
    organization_id uuid REFERENCES organizations (id),
    -- Of a reset; NULL when nobody has the address, so that asking takes the same time.
    person_id uuid,
    email text,
    email_key text COLLATE "C",
    name text,
    role text COLLATE "C",
    locale text COLLATE "C",
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT sign_in_links_purpose_check CHECK (purpose IN ('set_up', 'invitation', 'reset')),
    CONSTRAINT sign_in_links_role_check CHECK (role IN ('owner', 'admin', 'manager', 'agent'))
);
CREATE INDEX sign_in_links_lookup ON sign_in_links (substring(token_hash FROM 1 FOR 8)) WHERE used_at IS NULL;
CREATE UNIQUE INDEX sign_in_links_invited ON sign_in_links (organization_id, email_key)
    WHERE purpose = 'invitation' AND used_at IS NULL;
CREATE INDEX sign_in_links_expiry ON sign_in_links (expires_at);

-- Attempts to sign in that failed, by a hash of who tried, shared by all API processes. Losing it in a crash costs
-- little.
CREATE UNLOGGED TABLE sign_in_attempts (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    last_at timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
) WITH (fillfactor = 50);
