"""The ground that a run measures on: a data directory with an embedded database and an organization."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.definition import AttributeType
from gomobile.db.migrate import migrate
from gomobile.db.pool import connect
from gomobile.imports import service as imports
from gomobile.imports.new_attributes import with_new_attributes
from gomobile.imports.options import ImportOptions
from gomobile.imports.store import ImportRow
from gomobile.settings import Settings

# Of the file's columns, those that are no fields of a contact.
ATTRIBUTES: dict[str, AttributeType] = {"account balance": "number", "due date": "date", "tier": "text"}


@dataclass
class World:
    """A database to measure on."""

    settings: Settings
    conninfo: str
    folder: Path
    organization: Organization

    def fresh_database(self, name: str) -> str:
        """An empty migrated database beside the main one."""
        admin = make_conninfo(**{**conninfo_to_dict(self.conninfo), "user": "postgres", "dbname": "postgres"})
        with psycopg.connect(admin, autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
            conn.execute(f"CREATE DATABASE {name} OWNER gomobile")  # type: ignore[arg-type]
        made = make_conninfo(**{**conninfo_to_dict(self.conninfo), "dbname": name})
        migrate(made)
        return made

    def drop_database(self, name: str) -> None:
        """Remove it again."""
        admin = make_conninfo(**{**conninfo_to_dict(self.conninfo), "user": "postgres", "dbname": "postgres"})
        with psycopg.connect(admin, autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]

    def organize(self, name: str) -> Organization:
        """Another organization, with the attributes of the file, on the plan without practical limits."""
        with connect(self.conninfo) as conn:
            made = accounts.create_organization(conn, name, country="MA", plan="enterprise")
            for display_name, type in ATTRIBUTES.items():
                attributes.create(conn, made.id, display_name, type)
            return made

    def key(self, organization: Organization) -> str:
        """The secret of a new admin key."""
        with connect(self.conninfo) as conn:
            return accounts.create_key(conn, organization.id, f"bench {secrets.token_hex(4)}", role="admin").secret

    def upload(self, file: Path) -> ImportRow:
        """Take a file in without running it."""
        options = ImportOptions(create_attributes=True)
        with connect(self.conninfo) as conn, file.open("rb") as source:
            taken = imports.upload(conn, self.settings, self.organization, Actor("system"), source, file.name, options)
            row = imports.get(conn, self.organization.id, taken.id)
            imports.map_columns(conn, self.organization, row, with_new_attributes(taken.columns), options)
            return imports.get(conn, self.organization.id, taken.id)
