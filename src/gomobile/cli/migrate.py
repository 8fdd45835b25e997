"""`gomobile migrate`."""

from __future__ import annotations

import typer

from gomobile.cli.context import Json, print_json, say


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("migrate")
    def migrate_command(as_json: Json = False) -> None:
        """Bring the database up to this version. Take a backup first: `gomobile backup`."""
        from gomobile.db.location import open_database
        from gomobile.db.migrate import migrate
        from gomobile.settings import Settings

        with open_database(Settings.from_env(), on_wait=say) as conninfo:
            names = migrate(conninfo)
        if as_json:
            print_json({"applied": names})
        elif names:
            print("Applied: " + ", ".join(names))
        else:
            print("The database is up to date.")
