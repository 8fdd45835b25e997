"""The `gomobile` command: one module per group of commands, each with `register(app)`.

Heavy libraries are imported inside the commands: `gomobile --help` answers in a fraction of a second.
"""

from __future__ import annotations

import os
import signal
import sys

import typer

from gomobile import __version__
from gomobile.cli import COMMANDS
from gomobile.cli.recording import watch
from gomobile.errors import AppError

app = typer.Typer(
    name="gomobile",
    help="The contact platform for organizations that call people.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version and exit.", is_eager=True),
) -> None:
    if version:
        print(f"gomobile {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


for register in COMMANDS:
    register(app)
watch(app)


def main() -> None:
    """Run the command; an expected error is one clear line on standard error and exit code 1."""
    for name in ("SIGTERM", "SIGHUP"):
        # End in order, so that an embedded database started for this command is stopped with it.
        if number := getattr(signal, name, None):
            signal.signal(number, lambda received, _frame: sys.exit(128 + received))
    try:
        app()
    except AppError as error:
        print(f"gomobile: {error.message}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        if os.environ.get("GOMOBILE_LOG_LEVEL", "").lower() == "debug":
            raise
        print(_unexpected(error), file=sys.stderr)
        sys.exit(1)


def _unexpected(error: Exception) -> str:
    """One line for a fault that nobody foresaw; the details are for those who ask for them."""
    name = type(error).__name__
    if type(error).__module__.startswith("psycopg") and name in ("OperationalError", "AdminShutdown"):
        return "gomobile: The connection to the database was lost. What was committed is kept; run the command again."
    return f"gomobile: Something went wrong ({name}). GOMOBILE_LOG_LEVEL=debug shows the details; please report them."


if __name__ == "__main__":
    main()
