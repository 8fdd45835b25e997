-- Queries of attributes. Format: `-- name:`, one sentence, the statement. Parameters are named and cast.

-- name: list_definitions
-- The attributes of an organization in the order of their creation, the archived ones only when asked for.
SELECT organization_id, id, name, display_name, type, options, description, identifying, version,
       created_at, created_by, updated_at, updated_by, deleted_at, deleted_by
FROM attribute_definitions
WHERE organization_id = %(org_id)s AND (deleted_at IS NULL OR %(archived)s::boolean)
ORDER BY id;

-- name: get_definition
-- One attribute, archived or not.
SELECT organization_id, id, name, display_name, type, options, description, identifying, version,
       created_at, created_by, updated_at, updated_by, deleted_at, deleted_by
FROM attribute_definitions
WHERE organization_id = %(org_id)s AND id = %(id)s;

-- name: lock_definition
-- One attribute, kept from changing until the transaction ends, so that two changes of its options do not mix.
SELECT organization_id, id, name, display_name, type, options, description, identifying, version,
       created_at, created_by, updated_at, updated_by, deleted_at, deleted_by
FROM attribute_definitions
WHERE organization_id = %(org_id)s AND id = %(id)s
FOR NO KEY UPDATE;

-- name: find_by_display_name
-- The attribute in use that people would take for the same name.
SELECT organization_id, id, name, display_name, type, options, description, identifying, version,
       created_at, created_by, updated_at, updated_by, deleted_at, deleted_by
FROM attribute_definitions
WHERE organization_id = %(org_id)s AND fold(display_name) = fold(%(display_name)s) AND deleted_at IS NULL;

-- name: taken_names
-- The names that a new attribute cannot have: also those of archived ones, whose values contacts still hold.
SELECT name
FROM attribute_definitions
WHERE organization_id = %(org_id)s;

-- name: insert_definition
-- Define an attribute; nothing is returned when its name is taken.
INSERT INTO attribute_definitions (
    organization_id, name, display_name, description, type, options, identifying, created_by, updated_by
)
VALUES (
    %(org_id)s, %(name)s, %(display_name)s, %(description)s, %(type)s, %(options)s::jsonb, %(identifying)s, %(actor)s,
    %(actor)s
)
ON CONFLICT DO NOTHING
RETURNING organization_id, id, name, display_name, type, options, description, identifying, version,
          created_at, created_by, updated_at, updated_by, deleted_at, deleted_by;

-- name: update_definition
-- Store the description and the options of an attribute, and whether it is identifying.
UPDATE attribute_definitions
SET description = %(description)s,
    options = %(options)s::jsonb,
    identifying = %(identifying)s,
    version = version + 1,
    updated_at = now(),
    updated_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING organization_id, id, name, display_name, type, options, description, identifying, version,
          created_at, created_by, updated_at, updated_by, deleted_at, deleted_by;

-- name: set_archived
-- Archive an attribute or bring it back. Contacts keep its values either way.
UPDATE attribute_definitions
SET deleted_at = CASE WHEN %(archived)s THEN now() END,
    deleted_by = CASE WHEN %(archived)s THEN %(actor)s::uuid END,
    version = version + 1,
    updated_at = now(),
    updated_by = %(actor)s
WHERE organization_id = %(org_id)s AND id = %(id)s
RETURNING organization_id, id, name, display_name, type, options, description, identifying, version,
          created_at, created_by, updated_at, updated_by, deleted_at, deleted_by;

-- name: count_holders
-- How many live contacts hold a value of an attribute.
SELECT count(*)
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND attributes ? %(name)s;

-- name: count_option_holders
-- How many live contacts hold each option of an enum attribute.
SELECT attributes ->> %(name)s AS value, count(*) AS contacts
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND attributes ? %(name)s
GROUP BY 1;

-- name: users_of_attribute
-- Live audiences whose rules name an attribute.
SELECT id, name
FROM audiences
WHERE organization_id = %(org_id)s AND type = 'live' AND deleted_at IS NULL
  AND jsonb_path_exists(rules, '$.**.field ? (@ == $named)',
                        jsonb_build_object('named', 'customAttributes.' || %(name)s::text))
ORDER BY fold(name), id;

-- name: sample_holders
-- A few contacts that hold a value, whichever are found first.
SELECT id, coalesce(full_name, nullif(concat_ws(' ', first_name, last_name), '')) AS full_name, primary_phone,
       attributes -> %(name)s AS value
FROM contacts
WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND attributes ? %(name)s
LIMIT %(limit)s;
