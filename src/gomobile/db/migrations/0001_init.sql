-- The foundation: organizations, API keys, limits, contacts, attributes, imports and the change feed.
-- statement_timeout: 60s

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;

-- Accounts -----------------------------------------------------------------------------------------------------

CREATE TABLE organizations (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    name text NOT NULL,
    slug text NOT NULL COLLATE "C" CONSTRAINT organizations_slug_key UNIQUE,
    plan text NOT NULL DEFAULT 'basic',
    country text NOT NULL,
    timezone text NOT NULL,
    currency text NOT NULL,
    default_region text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organizations_plan_check CHECK (plan IN ('trial', 'free', 'basic', 'advanced', 'enterprise'))
);

CREATE TABLE api_keys (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    name text NOT NULL,
    role text NOT NULL,
    key_prefix text NOT NULL,
    secret_hash bytea NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    CONSTRAINT api_keys_role_check CHECK (role IN ('admin', 'manager', 'agent'))
);
CREATE UNIQUE INDEX api_keys_name_key ON api_keys (organization_id, lower(name)) WHERE revoked_at IS NULL;
-- A key is found by the first 8 bytes of its hash; the whole hash is then compared in constant time.
CREATE INDEX api_keys_lookup ON api_keys (substring(secret_hash FROM 1 FOR 8));

-- Requests of an organization in the current second, shared by all API processes. Losing it in a crash costs nothing.
CREATE UNLOGGED TABLE request_counters (
    organization_id uuid NOT NULL,
    bucket text NOT NULL,
    window_start bigint NOT NULL,
    used integer NOT NULL,
    PRIMARY KEY (organization_id, bucket)
) WITH (fillfactor = 50);

CREATE TABLE idempotency_keys (
    organization_id uuid NOT NULL,
    key text NOT NULL,
    api_key_id uuid NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, api_key_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- Contacts -----------------------------------------------------------------------------------------------------

-- Fold text for search and sort: case, accents, composed and full-width forms, Arabic letter variants and vowel
-- signs, any of the three digit scripts to ASCII. Plain ASCII, most rows, takes the 0.6 µs way out; the rest 3 to 9 µs.
-- plpgsql because a SQL function around the merely STABLE unaccent() would not be inlined and costs several times more.
CREATE FUNCTION fold(value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    IF octet_length(value) = length(value) THEN
        RETURN lower(value COLLATE "C");
    END IF;
    value := lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC)) COLLATE "pg_c_utf8");
    IF value ~ '[\u0610-\u06F9]' THEN
        value := translate(value,
            'أإآٱةىیکـ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹' || U&'\064B\064C\064D\064E\064F\0650\0651\0652\0653\0654\0655\0670',
            'ااااهييكـ01234567890123456789');
        value := replace(value, 'ـ', '');
    END IF;
    RETURN value;
END $$;

-- How a text column sorts: folded, blanks after everything else, never NULL so that a keyset comparison is complete.
CREATE FUNCTION sort_key(value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN U&'\FFFD';
    END IF;
    IF octet_length(value) = length(value) THEN
        RETURN lower(value COLLATE "C");
    END IF;
    RETURN public.fold(value);
END $$;

-- What a search looks through: one line per field, so that a term never matches across two of them. Whichever of
-- full name and first/last was not given is derived here, and only here.
CREATE FUNCTION contact_search_text(
    first_name text, last_name text, full_name text, primary_phone text, phone_digits text, primary_email text
) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.fold(concat_ws(E'\n',
        nullif(concat_ws(' ', first_name, last_name), ''),
        CASE WHEN full_name IS DISTINCT FROM concat_ws(' ', first_name, last_name) THEN full_name END,
        primary_email, phone_digits,
        CASE WHEN primary_phone !~ '^[+0-9]+$' THEN primary_phone END));
END $$;

-- No foreign key to organizations on the tables that are written by the million: each row would take a share lock on
-- the one organization's row, which costs 7 µs a row and makes parallel imports queue for it.
CREATE TABLE contacts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    phone_key text NOT NULL COLLATE "C",
    primary_phone text NOT NULL,
    phone_status text NOT NULL COLLATE "C",
    phone_type text NOT NULL COLLATE "C",
    phone_region text COLLATE "C",
    phone_digits text NOT NULL COLLATE "C",
    first_name text,
    last_name text,
    full_name text,
    primary_email text,
    address text,
    city text,
    state text,
    zip text,
    occupation text,
    preferred_channel text,
    gender text COLLATE "C",
    channels text[],
    attributes jsonb NOT NULL DEFAULT '{}',
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        contact_search_text(first_name, last_name, full_name, primary_phone, phone_digits, primary_email)
    ) STORED,
    version integer NOT NULL DEFAULT 1,
    -- The creation time is the time in the UUIDv7: ordering by id is ordering by creation, without an index of its own.
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by_kind text NOT NULL COLLATE "C",
    updated_by uuid,
    -- Archived: kept and found with `archived=true`, out of lists, audiences and dialling.
    archived_at timestamptz,
    deleted_at timestamptz,
    deleted_by_kind text COLLATE "C",
    deleted_by uuid,
    PRIMARY KEY (organization_id, id)
);
-- One live contact per canonical phone; a deleted holder of the number does not block.
CREATE UNIQUE INDEX contacts_phone_key ON contacts (organization_id, phone_key) WHERE deleted_at IS NULL;
-- What lists show, in their orders: neither deleted nor archived.
CREATE INDEX contacts_live ON contacts (organization_id, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_search ON contacts USING gin (organization_id, search_text gin_trgm_ops)
    WHERE deleted_at IS NULL;
CREATE INDEX contacts_first_name ON contacts (organization_id, sort_key(first_name) COLLATE "C", id)
    WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_last_name ON contacts (organization_id, sort_key(last_name) COLLATE "C", id)
    WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_primary_email ON contacts (organization_id, sort_key(primary_email) COLLATE "C", id)
    WHERE deleted_at IS NULL AND archived_at IS NULL;
-- The few numbers to look at; a filter on `valid` finds its page in any order.
CREATE INDEX contacts_doubtful ON contacts (organization_id, phone_status, id)
    WHERE deleted_at IS NULL AND phone_status <> 'valid';
-- The trash, newest first; and who else holds a number there, asked when a number is created again.
CREATE INDEX contacts_trash ON contacts (organization_id, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX contacts_archived ON contacts (organization_id, id) WHERE deleted_at IS NULL AND archived_at IS NOT NULL;
CREATE INDEX contacts_trash_phone ON contacts (organization_id, phone_key, deleted_at DESC)
    WHERE deleted_at IS NOT NULL;

-- The planner is to take every organization for a large one with no contact deleted or archived. Of one that its statistics do not
-- know it expects a single contact, and then reads all of them for each batch of look-ups: an upsert at 200,000 took
-- twice as long. Statistics target 0 keeps ANALYZE from replacing the first; the second is only the beginning.
ALTER TABLE contacts ALTER organization_id SET STATISTICS 0;
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'contacts', 'attname', 'organization_id',
    'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 2::real);
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'contacts', 'attname', 'deleted_at',
    'inherited', false, 'null_frac', 1::real, 'avg_width', 8, 'n_distinct', 0::real);
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'contacts', 'attname', 'archived_at',
    'inherited', false, 'null_frac', 1::real, 'avg_width', 8, 'n_distinct', 0::real);

-- Merge one column of an incoming row into a contact: `cleared` asks for NULL, `fill` only fills a blank, `keep` never
-- touches what is there. Inlined by the planner.
CREATE FUNCTION contact_merge(old_value text, new_value text, cleared boolean, fill boolean, keep boolean)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN keep THEN old_value
        WHEN fill THEN coalesce(old_value, new_value)
        WHEN cleared THEN NULL
        ELSE coalesce(new_value, old_value)
    END;

-- The same for attributes, key by key; a JSON null clears its key.
CREATE FUNCTION contact_merge_attributes(
    old_value jsonb, new_value jsonb, cleared boolean, fill_keys text[], keep_keys text[]
)
    RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN new_value IS NULL THEN old_value
        WHEN cleared THEN
            jsonb_strip_nulls((new_value - keep_keys) || old_value || (new_value - fill_keys - keep_keys))
        WHEN fill_keys = '{}' AND keep_keys = '{}' THEN old_value || new_value
        ELSE (new_value - keep_keys) || old_value || (new_value - fill_keys - keep_keys)
    END;

-- What a change overwrote, by API field name; 3 µs a row where to_jsonb of both rows takes 25.
CREATE FUNCTION contact_before(before contacts, after contacts) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    image jsonb := '{}';
BEGIN
    IF before.primary_phone <> after.primary_phone THEN
        image := image || jsonb_build_object('primaryPhone', before.primary_phone);
    END IF;
    IF before.phone_key <> after.phone_key THEN
        image := image || jsonb_build_object('phoneKey', before.phone_key);
    END IF;
    IF before.first_name IS DISTINCT FROM after.first_name THEN
        image := image || jsonb_build_object('firstName', before.first_name);
    END IF;
    IF before.last_name IS DISTINCT FROM after.last_name THEN
        image := image || jsonb_build_object('lastName', before.last_name);
    END IF;
    IF before.full_name IS DISTINCT FROM after.full_name THEN
        image := image || jsonb_build_object('fullName', before.full_name);
    END IF;
    IF before.primary_email IS DISTINCT FROM after.primary_email THEN
        image := image || jsonb_build_object('primaryEmail', before.primary_email);
    END IF;
    IF before.address IS DISTINCT FROM after.address THEN
        image := image || jsonb_build_object('address', before.address);
    END IF;
    IF before.city IS DISTINCT FROM after.city THEN
        image := image || jsonb_build_object('city', before.city);
    END IF;
    IF before.state IS DISTINCT FROM after.state THEN
        image := image || jsonb_build_object('state', before.state);
    END IF;
    IF before.zip IS DISTINCT FROM after.zip THEN
        image := image || jsonb_build_object('zip', before.zip);
    END IF;
    IF before.occupation IS DISTINCT FROM after.occupation THEN
        image := image || jsonb_build_object('occupation', before.occupation);
    END IF;
    IF before.preferred_channel IS DISTINCT FROM after.preferred_channel THEN
        image := image || jsonb_build_object('preferredChannel', before.preferred_channel);
    END IF;
    IF before.gender IS DISTINCT FROM after.gender THEN
        image := image || jsonb_build_object('gender', before.gender);
    END IF;
    IF before.channels IS DISTINCT FROM after.channels THEN
        image := image || jsonb_build_object('channels', before.channels);
    END IF;
    IF before.attributes IS DISTINCT FROM after.attributes THEN
        image := image || jsonb_build_object('customAttributes', before.attributes);
    END IF;
    IF before.archived_at IS DISTINCT FROM after.archived_at THEN
        image := image || jsonb_build_object('archivedAt', before.archived_at);
    END IF;
    RETURN image;
END $$;

-- Live contacts of an organization, and those of them that are archived: insert-only deltas, squashed by a job, so that
-- no page counts millions of rows.
CREATE TABLE contact_counts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    live bigint NOT NULL,
    archived bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, id)
);

-- Before-images: what each change overwrote. Serves the timeline and undo.
CREATE TABLE contact_history (
    organization_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    kind text NOT NULL COLLATE "C",
    actor_kind text NOT NULL COLLATE "C",
    actor uuid,
    before jsonb NOT NULL,
    PRIMARY KEY (organization_id, contact_id, id),
    CONSTRAINT contact_history_kind_check CHECK (
        kind IN ('updated', 'deleted', 'restored', 'tagged', 'untagged', 'merged', 'unmerged')
    )
);

-- The change feed: one row per transaction and kind, holding the contacts it touched, in the order of `xid`.
-- A reader only sees rows below the oldest running transaction, so it misses nothing and repeats nothing.
-- `era` grows when a backup is restored into a cluster whose transaction counter is behind. `size` tells where a page
-- ends without reading 400 kB of identifiers of each row.
CREATE TABLE feed_eras (
    era integer PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO feed_eras (era) VALUES (1);

CREATE FUNCTION feed_era() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT max(era) FROM public.feed_eras);

CREATE FUNCTION contact_feed_new_era() RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO public.feed_eras (era) SELECT max(era) + 1 FROM public.feed_eras RETURNING era;
END;

CREATE TABLE contact_changes (
    organization_id uuid NOT NULL,
    era integer NOT NULL DEFAULT feed_era(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    id uuid NOT NULL DEFAULT uuidv7(),
    kind text NOT NULL COLLATE "C",
    actor_kind text NOT NULL COLLATE "C",
    actor uuid,
    -- Of `entered` and `exited`: the audience.
    audience_id uuid,
    contact_ids uuid[] NOT NULL,
    size integer NOT NULL GENERATED ALWAYS AS (cardinality(contact_ids)) STORED,
    PRIMARY KEY (organization_id, era, xid, id),
    CONSTRAINT contact_changes_kind_check CHECK (
        kind IN ('created', 'updated', 'deleted', 'restored', 'erased', 'entered', 'exited')
    ),
    CONSTRAINT contact_changes_audience_check CHECK ((kind IN ('entered', 'exited')) = (audience_id IS NOT NULL))
);
-- 25,000 random-tailed identifiers do not compress; trying costs more than the write.
ALTER TABLE contact_changes ALTER COLUMN contact_ids SET STORAGE EXTERNAL;
CREATE INDEX contact_changes_actor ON contact_changes (organization_id, actor, id) WHERE actor_kind = 'import';

-- Custom attributes ----------------------------------------------------------------------------------------------

CREATE TABLE attribute_definitions (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    name text NOT NULL COLLATE "C",
    display_name text NOT NULL,
    description text,
    type text NOT NULL COLLATE "C",
    options jsonb NOT NULL DEFAULT '[]',
    -- Two contacts with one value are probably one person: scans for duplicates compare it.
    identifying boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    deleted_at timestamptz,
    deleted_by uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT attribute_definitions_name_key UNIQUE (organization_id, name),
    CONSTRAINT attribute_definitions_type_check CHECK (
        type IN ('text', 'number', 'boolean', 'date', 'phone_number', 'email', 'url', 'datetime', 'enum')
    )
);
CREATE UNIQUE INDEX attribute_definitions_display_name_key
    ON attribute_definitions (organization_id, fold(display_name)) WHERE deleted_at IS NULL;

-- Imports --------------------------------------------------------------------------------------------------------

CREATE TABLE import_mappings (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    name text NOT NULL,
    columns jsonb NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX import_mappings_name_key ON import_mappings (organization_id, lower(name));

CREATE TABLE imports (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    id uuid NOT NULL DEFAULT uuidv7(),
    status text NOT NULL COLLATE "C",
    filename text NOT NULL,
    source jsonb NOT NULL DEFAULT '{}',
    columns jsonb NOT NULL DEFAULT '[]',
    options jsonb NOT NULL DEFAULT '{}',
    dry_run boolean NOT NULL DEFAULT false,
    rows_total bigint,
    rows_done bigint NOT NULL DEFAULT 0,
    preview jsonb,
    undone jsonb,
    error jsonb,
    cancel_requested boolean NOT NULL DEFAULT false,
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    seconds double precision NOT NULL DEFAULT 0,
    -- The import whose rejected rows this one takes in again.
    retry_of uuid,
    -- Who wants it undone, as whom whichever worker does so changes the contacts.
    undone_by_kind text COLLATE "C",
    undone_by uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT imports_status_check CHECK (status IN (
        'uploaded', 'validating', 'validated', 'queued', 'running', 'completed', 'cancelled', 'failed',
        'undoing', 'undone'
    ))
);
CREATE INDEX imports_retry_of ON imports (organization_id, retry_of) WHERE retry_of IS NOT NULL;

-- A chunk's row is written in the transaction that writes its contacts: a killed import goes on at the missing ones.
CREATE TABLE import_chunks (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    number integer NOT NULL,
    rows integer NOT NULL,
    created integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    merged integer NOT NULL,
    rejected integer NOT NULL,
    attribute_errors integer NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, import_id, number),
    CONSTRAINT import_chunks_add_up CHECK (rows = created + updated + unchanged + merged + rejected),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- Rows to look at: refused ones (`rejected`) and ones whose contact was kept although some cell was not. `cells` are those
-- of the file, without corrections; `refusals` what the reader of the file said of the row. A row that was put right keeps
-- its place, with no problems.
CREATE TABLE import_problems (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    rejected boolean NOT NULL,
    cells text[] NOT NULL,
    problems jsonb NOT NULL,
    refusals jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (organization_id, import_id, line),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- What a cell of a file should be, as somebody said: null is a blank. Column -1 holds a word about the whole row: `skip`
-- leaves it out, `accept` takes it although the reader of the file refused it.
CREATE TABLE import_corrections (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    column_number integer NOT NULL,
    value text,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    PRIMARY KEY (organization_id, import_id, line, column_number),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- What every cell of a column that holds a value should be instead; an empty `old_value` means blank cells.
CREATE TABLE import_replacements (
    organization_id uuid NOT NULL,
    import_id uuid NOT NULL,
    column_number integer NOT NULL,
    old_value text NOT NULL,
    new_value text,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    PRIMARY KEY (organization_id, import_id, column_number, old_value),
    FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);
