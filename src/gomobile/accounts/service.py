"""Organizations, API keys and request limits."""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts import keys, store
from gomobile.accounts.caller import KEY_ROLES, Caller, KeyRole, Organization
from gomobile.accounts.countries import COUNTRIES
from gomobile.accounts.errors import KeyNameTaken, KeyNotFound, LastAdminKey, OrganizationNotFound, SlugTaken
from gomobile.accounts.plans import DEFAULT_PLAN, PLANS, Bucket
from gomobile.accounts.reactions import on_organization_change
from gomobile.accounts.store import ApiKey
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput, Unauthorized

_JSON = {"default_region": "defaultRegion"}


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made, with the secret that is shown this once."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the second's allowance is used; `reset` is a Unix time in seconds."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """Requests left in this second."""
        return max(0, self.limit - self.used)

    @property
    def exceeded(self) -> bool:
        """True when this request is one too many."""
        return self.used > self.limit


def create_organization(
    conn: Connection,
    name: str,
    *,
    country: str,
    slug: str | None = None,
    plan: str = DEFAULT_PLAN,
    timezone: str | None = None,
    currency: str | None = None,
    default_region: str | None = None,
) -> Organization:
    """Create an organization; what is not given follows from its country (ISO 3166-1 alpha-2).

    Raises InvalidInput naming each refused field, or SlugTaken.
    """
    country = country.upper()
    usual = COUNTRIES.get(country)
    values = {
        "name": name.strip(),
        "slug": slug or slugify(name),
        "plan": plan,
        "country": country,
        "timezone": timezone or (usual.timezone if usual else ""),
        "currency": (currency or (usual.currency if usual else "")).upper(),
        "default_region": (default_region or country).upper(),
    }
    _check_organization(values)
    try:
        with conn.transaction():
            return store.insert_organization(conn, **values)
    except pg.UniqueViolation as error:
        raise SlugTaken(slug=values["slug"]) from error


def update_organization(conn: Connection, org_id: UUID, **changes: str | None) -> Organization:
    """Change name, plan, country, timezone, currency or default_region; None leaves a value as it is.

    Live audiences whose rules mean something else then find their members again. Raises InvalidInput naming each
    refused field, or OrganizationNotFound.
    """
    values = {name: changes.get(name) for name in ("name", "plan", "country", "timezone", "currency", "default_region")}
    for name in ("country", "currency", "default_region"):
        if (given := values[name]) is not None:
            values[name] = given.upper()
    _check_organization({name: value for name, value in values.items() if value is not None})
    before = store.lock_organization(conn, org_id)
    updated = store.update_organization(conn, org_id, **values)
    if before is None or updated is None:
        raise OrganizationNotFound
    for react in on_organization_change:
        react(conn, before, updated)
    return updated


def get_organization(conn: Connection, slug: str | None = None) -> Organization:
    """The organization with this slug, or the first one. Raises OrganizationNotFound."""
    organization = store.find_organization(conn, slug)
    if organization is None and slug is None:
        raise OrganizationNotFound(
            "There is no organization yet. `gomobile serve` creates one, or: gomobile org create NAME --country MA"
        )
    if organization is None:
        raise OrganizationNotFound(slug=slug)
    return organization


def organization_of(conn: Connection, org_id: UUID) -> Organization:
    """The organization with this id. Raises OrganizationNotFound."""
    organization = store.get_organization(conn, org_id)
    if organization is None:
        raise OrganizationNotFound
    return organization


def list_organizations(conn: Connection) -> list[Organization]:
    """Every organization, oldest first."""
    return store.list_organizations(conn)


def create_key(
    conn: Connection,
    org_id: UUID,
    name: str,
    *,
    role: KeyRole,
    prefix: str = "gm",
    expires_at: datetime | None = None,
    created_by: UUID | None = None,
) -> NewKey:
    """Make an API key. The secret is in the answer and nowhere else. Raises InvalidInput or KeyNameTaken."""
    problems = []
    if not 1 <= len(name.strip()) <= 255:
        problems.append(FieldError("name", "maxLength", "A name has 1 to 255 characters.", {"max": 255}, name))
    if role not in KEY_ROLES:
        text = f"The role of a key is one of {', '.join(KEY_ROLES)}."
        problems.append(FieldError("role", "enum", text, {"enum": KEY_ROLES}, role))
    if not keys.PREFIX_PATTERN.match(prefix):
        text = "A prefix has 1 to 20 letters, digits, '_' or '-' and starts with a letter or digit."
        problems.append(FieldError("prefix", "format", text, {}, prefix))
    if expires_at is not None and expires_at <= now():
        problems.append(FieldError("expiresAt", "range", "The expiry must be in the future.", {}, str(expires_at)))
    if problems:
        raise InvalidInput(problems)
    secret = keys.new_secret(prefix)
    try:
        with conn.transaction():
            key = store.insert_key(
                conn,
                org_id,
                name=name.strip(),
                role=role,
                key_prefix=secret.shown,
                secret_hash=secret.hash,
                expires_at=expires_at,
                created_by=created_by,
            )
    except pg.UniqueViolation as error:
        raise KeyNameTaken(name=name) from error
    return NewKey(key, secret.secret)


def list_keys(conn: Connection, org_id: UUID, search: str | None = None) -> list[ApiKey]:
    """Keys of the organization that are not revoked, newest first."""
    return store.list_keys(conn, org_id, search)


def find_key(conn: Connection, org_id: UUID, key_id: UUID) -> ApiKey:
    """A key that is not revoked. Raises KeyNotFound."""
    found = next((key for key in store.list_keys(conn, org_id, None) if key.id == key_id), None)
    if found is None:
        raise KeyNotFound
    return found


def update_key(conn: Connection, caller: Caller, key_id: UUID, changes: dict[str, object]) -> ApiKey:
    """Change `name`, `is_active` or `expires_at` (None: never). Raises KeyNotFound, KeyNameTaken."""
    if key_id == caller.id and changes.get("is_active") is False:
        raise LastAdminKey
    try:
        with conn.transaction():
            key = store.update_key(
                conn,
                caller.organization.id,
                key_id,
                name=changes.get("name"),
                is_active=changes.get("is_active"),
                set_expires="expires_at" in changes,
                expires_at=changes.get("expires_at"),
            )
    except pg.UniqueViolation as error:
        raise KeyNameTaken(name=changes.get("name")) from error
    if key is None:
        raise KeyNotFound
    return key


def revoke_key(conn: Connection, org_id: UUID, key_id: UUID, *, caller: Caller | None = None) -> None:
    """Revoke a key for good. Raises KeyNotFound, or LastAdminKey for the key in use."""
    if caller is not None and caller.id == key_id:
        raise LastAdminKey
    if not store.revoke_key(conn, org_id, key_id):
        raise KeyNotFound


def authenticate(conn: Connection, secret: str) -> Caller:
    """Who holds this secret. Raises Unauthorized when nobody does, or the key is disabled, expired or revoked."""
    given = keys.hash_secret(secret)
    for row in store.authenticate(conn, given[: keys.LOOKUP_BYTES]):
        if not keys.matches(bytes(row["secret_hash"]), given):
            continue
        organization = Organization(**{field: row[field] for field in Organization.__dataclass_fields__})
        if row["stale"]:
            store.touch_key(conn, organization.id, row["key_id"])
        return Caller(organization, "key", row["key_id"], row["key_name"], row["role"])
    raise Unauthorized


def used_now(conn: Connection, org_id: UUID) -> dict[Bucket, int]:
    """How many requests of each kind the organization made in the current second."""
    used = store.used_now(conn, org_id)
    return {"requests": used.get("requests", 0), "bulk": used.get("bulk", 0)}


def count_request(conn: Connection, organization: Organization, bucket: Bucket) -> Usage:
    """Count one request of this organization in the current second."""
    used, reset = store.count_request(conn, organization.id, bucket)
    return Usage(organization.limits.limit(bucket), used, reset)


def slugify(name: str) -> str:
    """`Société Générale` becomes `societe-generale`; a name without Latin letters becomes `organization`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64] or "organization"


def _check_organization(values: dict[str, str]) -> None:
    problems = []

    def refuse(field: str, code: str, message: str) -> None:
        problems.append(FieldError(_JSON.get(field, field), code, message, {}, values[field]))

    if "name" in values and not 3 <= len(values["name"]) <= 64:
        refuse("name", "minLength" if len(values["name"]) < 3 else "maxLength", "A name has 3 to 64 characters.")
    if "slug" in values and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", values["slug"]):
        refuse("slug", "format", "A slug has lower-case letters, digits and single hyphens.")
    if "plan" in values and values["plan"] not in PLANS:
        refuse("plan", "enum", f"A plan is one of {', '.join(PLANS)}.")
    for field in ("country", "default_region"):
        if field in values and values[field] not in COUNTRIES:
            refuse(field, "enum", f"{values[field]!r} is not an ISO 3166-1 country code such as MA or FR.")
    if "timezone" in values and values["timezone"] not in zoneinfo.available_timezones():
        refuse("timezone", "format", f"{values['timezone']!r} is not an IANA time zone such as Africa/Casablanca.")
    if "currency" in values and not re.fullmatch(r"[A-Z]{3}", values["currency"]):
        refuse("currency", "format", "A currency is an ISO 4217 code such as MAD or EUR.")
    if problems:
        raise InvalidInput(problems)
