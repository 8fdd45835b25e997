"""`docs/reference/cli.md`: every command of `gomobile`, from the help that it prints."""

from __future__ import annotations

import os
from typing import Any

import typer
import typer.main

from scripts.reference.markdown import code, page, paragraph, table

INTRODUCTION = """
`gomobile COMMAND --help` prints what follows for one command. Every command takes `--json` where a program may want to
read the answer. The exit status is 0 after success, 1 after a failure, whose reason is on standard error, and 2 for
wrong usage. Without `--org` the first organization is meant. Commands work beside a running `gomobile serve` and
without one: the embedded database is started when nothing runs it.

Shell completion: `gomobile --install-completion`, then open a new shell.
"""


def cli_page() -> str:
    """The page."""
    from gomobile.cli.main import app

    # Typer wraps what it shows to the terminal that it finds.
    os.environ["TERMINAL_WIDTH"] = "10000"
    root = typer.main.get_command(app)
    context = typer.Context(root, info_name="gomobile")
    return page("Command line", INTRODUCTION, *_commands(root, context, "gomobile"))


def commands() -> list[str]:
    """The names of all commands, such as `key create`."""
    from gomobile.cli.main import app

    def walk(command: Any, name: str) -> list[str]:
        inside = getattr(command, "commands", {})
        return [name] if not inside else [found for key, one in inside.items() for found in walk(one, f"{name} {key}")]

    return [name.removeprefix("gomobile ") for name in walk(typer.main.get_command(app), "gomobile")]


def _commands(group: Any, context: typer.Context, prefix: str) -> list[str]:
    parts: list[str] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command.hidden:
            continue
        inner = typer.Context(command, info_name=name, parent=context)
        full = f"{prefix} {name}"
        if hasattr(command, "commands"):
            parts += [f"## {full}", paragraph(command.help or "")]
            parts += _commands(command, inner, full)
        else:
            level = "##" if prefix == "gomobile" else "###"
            parts += [f"{level} {full}", *_command(command, inner, full)]
    return parts


def _command(command: Any, context: typer.Context, full: str) -> list[str]:
    usage = " ".join([full, *command.collect_usage_pieces(context)])
    arguments, options = [], []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or "--help" in parameter.opts:
            continue
        rows = arguments if parameter.param_type_name == "argument" else options
        rows.append((code(record[0]), record[1]))
    return [
        paragraph(command.help or ""),
        f"```text\n{usage}\n```",
        table(["Argument", "Meaning"], arguments),
        table(["Option", "Meaning"], options),
    ]
