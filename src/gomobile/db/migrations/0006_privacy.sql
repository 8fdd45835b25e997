-- Suppression, consent, erasure and the audit log.
-- statement_timeout: 60s

-- The key of each organization's number hashes. It stays in the database: losing it would lift suppressions of erased
-- numbers.
CREATE TABLE phone_hash_keys (
    organization_id uuid PRIMARY KEY,
    secret bytea NOT NULL
);

-- A keyed hash of a number, HMAC-SHA256 (RFC 2104) of its canonical form.
CREATE FUNCTION phone_hash(secret bytea, phone_key text) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    padded bytea := secret || decode(repeat('00', 64 - length(secret)), 'hex');
    inner_key bytea := padded;
    outer_key bytea := padded;
BEGIN
    FOR at IN 0..63 LOOP
        inner_key := set_byte(inner_key, at, get_byte(padded, at) # 54);
        outer_key := set_byte(outer_key, at, get_byte(padded, at) # 92);
    END LOOP;
    RETURN sha256(outer_key || sha256(inner_key || convert_to(phone_key, 'UTF8')));
END $$;

-- Numbers that must not be called (or written to): independent of contacts. `phone_hash` alone stays after an erasure.
CREATE TABLE suppressions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    phone_hash bytea NOT NULL,
    phone_key text COLLATE "C",
    channel text NOT NULL COLLATE "C",
    reason text NOT NULL COLLATE "C",
    source text,
    proof text,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL COLLATE "C",
    created_by uuid,
    -- Set by the clock, or by who adds the number again: from then on the row is history.
    expired_at timestamptz,
    lifted_at timestamptz,
    lifted_by_kind text COLLATE "C",
    lifted_by uuid,
    lift_reason text,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT suppressions_channel_check CHECK (channel IN ('all', 'call', 'sms', 'whatsapp', 'email'))
);
CREATE UNIQUE INDEX suppressions_hash_key ON suppressions (organization_id, phone_hash, channel)
    WHERE lifted_at IS NULL AND expired_at IS NULL;
CREATE INDEX suppressions_phone ON suppressions (organization_id, phone_key) WHERE lifted_at IS NULL;
CREATE INDEX suppressions_expiry ON suppressions (expires_at)
    WHERE lifted_at IS NULL AND expired_at IS NULL AND expires_at IS NOT NULL;
-- Those of erased numbers: few, and asked for at each write of contacts.
CREATE INDEX suppressions_hash_only ON suppressions (organization_id)
    WHERE phone_key IS NULL AND lifted_at IS NULL AND expired_at IS NULL;
-- All of a number, whatever became of them.
CREATE INDEX suppressions_number ON suppressions (organization_id, phone_hash, id);

-- Every statement of a contact about a purpose and channel; the newest one holds.
CREATE TABLE consent_events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT uuidv7(),
    contact_id uuid NOT NULL,
    purpose text NOT NULL COLLATE "C",
    channel text NOT NULL COLLATE "C",
    status text NOT NULL COLLATE "C",
    source text,
    proof text,
    stated_at timestamptz NOT NULL,
    expires_at timestamptz,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    actor_kind text NOT NULL COLLATE "C",
    actor uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT consent_events_channel_check CHECK (channel IN ('call', 'sms', 'whatsapp', 'email')),
    CONSTRAINT consent_events_status_check CHECK (status IN ('granted', 'denied', 'withdrawn'))
);
CREATE INDEX consent_events_contact ON consent_events (organization_id, contact_id, stated_at DESC, id DESC);

-- What holds now, one row per contact, purpose and channel.
CREATE TABLE consents (
    organization_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    purpose text NOT NULL COLLATE "C",
    channel text NOT NULL COLLATE "C",
    status text NOT NULL COLLATE "C",
    stated_at timestamptz NOT NULL,
    expires_at timestamptz,
    event_id uuid NOT NULL,
    -- Set by the clock once the contact was looked at again.
    expired_at timestamptz,
    PRIMARY KEY (organization_id, contact_id, purpose, channel)
);
CREATE INDEX consents_purpose ON consents (organization_id, purpose, channel, status, contact_id);
CREATE INDEX consents_expiry ON consents (expires_at) WHERE expires_at IS NOT NULL AND expired_at IS NULL;

-- Who did what. Append-only and chained: each row's hash covers the one before, so that a change or a gap shows.
-- It never holds personal data: contacts by id, numbers by phone_hash.
CREATE TABLE audit_log (
    organization_id uuid NOT NULL,
    sequence bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    action text NOT NULL COLLATE "C",
    actor_kind text NOT NULL COLLATE "C",
    actor uuid,
    actor_name text,
    address text,
    request_id text,
    subject_kind text COLLATE "C",
    subject_id text,
    before jsonb,
    after jsonb,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (organization_id, sequence)
);
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'audit_log is append-only';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER audit_log_never_truncated BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

-- The end of each organization's chain; locked by who appends.
CREATE TABLE audit_heads (
    organization_id uuid PRIMARY KEY,
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);
